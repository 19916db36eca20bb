/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * cbpf_fuzz.c - any bytes as a classic program of each machine: refused with a reason, or proven; then both engines say the same, and
 * several programs in one what each says by itself.
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

/* Of several programs in one: what each of them says, if it is not too much by itself. */
static void ask_each(const uint8_t *insns, size_t len, const uint8_t *packet, uint32_t packet_len, uint32_t all)
{
	struct kiln_cbpf_insn mark;

	for (uint32_t i = 0; len; i++) {
		struct kiln_prog *p;
		size_t own;

		memcpy(&mark, insns, sizeof(mark));
		own = (size_t)mark.k * sizeof(mark);
		p = load(&kiln_front_pcap, insns + sizeof(mark), own, KILN_ENGINE_INTERP);
		if (p)
			MUST((all >> i & 1) == !!ask(p, false, packet, packet_len));
		kiln_prog_free(p);
		insns += sizeof(mark) + own;
		len -= sizeof(mark) + own;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	const struct kiln_front *front;
	struct kiln_prog *interp, *jit;
	uint32_t packet_len, answer;
	const uint8_t *insns;
	bool seccomp;

	if (!vm)
		MUST(!kiln_posix_host_new(NULL, &host) && !kiln_new(host, &vm));
	if (len < 1 + PACKET_LEN)
		return 0;
	front = fronts[data[0] & 3];
	seccomp = front == &kiln_front_seccomp;
	insns = data + 1 + PACKET_LEN;
	len -= 1 + PACKET_LEN;
	packet_len = data[0] >> 2;
	interp = load(front, insns, len, KILN_ENGINE_INTERP);
	jit = interp ? load(front, insns, len, KILN_ENGINE_BEST) : NULL;
	if (jit && (front != &kiln_front_filter || !answers_vary(insns, len))) {
		answer = ask(interp, seccomp, data + 1, packet_len);
		MUST(answer == ask(jit, seccomp, data + 1, packet_len));
		if (front == &kiln_front_pcap_many)
			ask_each(insns, len, data + 1, packet_len, answer);
	}
	kiln_prog_free(interp);
	kiln_prog_free(jit);
	return 0;
}
