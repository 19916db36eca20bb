/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * cbpf_fuzz.c - any bytes as a classic program of each machine: refused with a reason, or proven; then both engines say the same.
 *
 * The first byte chooses the front, the 64 behind it are the packet, of which the first byte's upper bits tell the length.
 */
#include "fuzz.h"

#include <kiln/cbpf.h>

#include "base/reason.h"

enum { PACKET_LEN = 64 };

static const struct kiln_front *const fronts[] = { &kiln_front_pcap, &kiln_front_filter, &kiln_front_seccomp,
						   &kiln_front_pcap_many };
static struct kiln_host *host;
static struct kiln *vm;

static struct kiln_prog *load(const struct kiln_front *front, const uint8_t *data, size_t len, enum kiln_engine engine)
{
	const struct kiln_load_opts opts = {
		.kind = front == &kiln_front_seccomp ? kiln_kind_by_name("seccomp") : &kiln_kind_cbpf,
		.engine = engine,
		.max_processed = 100000,
	};
	struct kiln_prog *p;
	struct kiln_why why;
	enum kiln_err err = kiln_load(vm, front, data, len, &opts, &p, &why);

	MUST(!err == !!p && (!err || why.reason));
	/* What a front makes is safe; that the verifier does not see it in time, or that its checker does not agree, may be. */
	MUST(err != KILN_ERR_UNSAFE || why.reason == KILN_REASON_INTERNAL);
	return p;
}

static uint32_t ask(const struct kiln_prog *p, bool seccomp, const uint8_t *packet, uint32_t len)
{
	static struct kiln_env env;
	struct kiln_packet pkt = { 0 };
	uint8_t room[PACKET_LEN], *end = malloc(len + 1); /* a byte too far is seen */
	uint32_t answer;

	memcpy(room, packet, sizeof(room));
	memcpy(end, packet, len);
	kiln_enter(vm, &env);
	answer = seccomp ? (uint32_t)kiln_run(p, room, &env) : kiln_cbpf_filter(p, &env, &pkt, end, len, len);
	kiln_leave(vm, &env);
	free(end);
	return answer;
}

/* Each run may draw another random number, or be on another CPU. */
static bool answers_vary(const uint8_t *insns, size_t len)
{
	struct kiln_cbpf_insn in;

	for (size_t at = 0; at + sizeof(in) <= len; at += sizeof(in)) {
		memcpy(&in, insns + at, sizeof(in));
		if (in.k == 0xfffff000u + 36 || in.k == 0xfffff000u + 56)
			return true;
	}
	return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	const struct kiln_front *front;
	struct kiln_prog *interp, *jit;
	bool seccomp;

	if (!vm)
		MUST(!kiln_posix_host_new(NULL, &host) && !kiln_new(host, &vm));
	if (len < 1 + PACKET_LEN)
		return 0;
	front = fronts[data[0] & 3];
	seccomp = front == &kiln_front_seccomp;
	interp = load(front, data + 1 + PACKET_LEN, len - 1 - PACKET_LEN, KILN_ENGINE_INTERP);
	jit = interp ? load(front, data + 1 + PACKET_LEN, len - 1 - PACKET_LEN, KILN_ENGINE_BEST) : NULL;
	if (jit && (front != &kiln_front_filter || !answers_vary(data + 1 + PACKET_LEN, len - 1 - PACKET_LEN)))
		MUST(ask(interp, seccomp, data + 1, data[0] >> 2) == ask(jit, seccomp, data + 1, data[0] >> 2));
	kiln_prog_free(interp);
	kiln_prog_free(jit);
	return 0;
}
