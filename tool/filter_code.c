/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * filter_code.c - filters as programs: compiled by libpcap, loaded, or given to the kernel.
 */
#include <errno.h>
#include <linux/filter.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "filter.h"
#include "why.h"

/* -- a program as text --------------------------------------------------------------------------------------------- */

static bool number_read(char **at, unsigned long max, unsigned long *v)
{
	char *end;

	errno = 0;
	*v = strtoul(*at, &end, 10);
	if (end == *at || errno || *v > max)
		return false;
	*at = end;
	return true;
}

static bool insn_read(char **at, struct bpf_insn *in)
{
	static const unsigned long max[] = { UINT16_MAX, UINT8_MAX, UINT8_MAX, UINT32_MAX };
	unsigned long v[4];

	for (int i = 0; i < 4; i++)
		if (!number_read(at, max[i], &v[i]))
			return false;
	*in = (struct bpf_insn){ (uint16_t)v[0], (uint8_t)v[1], (uint8_t)v[2], (uint32_t)v[3] };
	return true;
}

bool filter_read(const char *path, struct bpf_program *code)
{
	size_t len;
	char *text = file_read(path, 16u << 20, &len), *at = text;
	unsigned long nr = 0;
	bool fine = text && number_read(&at, KILN_CBPF_PCAP_MAX, &nr) && nr;

	code->bf_insns = fine ? calloc(nr, sizeof(*code->bf_insns)) : NULL;
	for (code->bf_len = 0; fine && code->bf_len < nr; code->bf_len++)
		fine = code->bf_insns && insn_read(&at, &code->bf_insns[code->bf_len]);
	fine = fine && at[strspn(at, " \t\r\n")] == 0;
	free(text);
	if (fine)
		return true;
	if (text)
		complain("%s: not a program as tcpdump -ddd prints it", path);
	free(code->bf_insns);
	*code = (struct bpf_program){ 0 };
	return false;
}

/* -- compiling ----------------------------------------------------------------------------------------------------- */

static bool code_copy(struct bpf_program *to, const struct bpf_program *from)
{
	/* Freed by pcap_freecode(), which calls free(). */
	to->bf_insns = malloc(from->bf_len * sizeof(*to->bf_insns));
	if (!to->bf_insns) {
		complain("out of memory");
		return false;
	}
	memcpy(to->bf_insns, from->bf_insns, from->bf_len * sizeof(*to->bf_insns));
	to->bf_len = from->bf_len;
	return true;
}

bool filters_compile(struct filters *f, const struct filter_source *src, uint32_t nr, pcap_t *pcap)
{
	*f = (struct filters){ .plain = nr == 1, .sock = { -1, -1 } };
	for (; f->nr < nr; f->nr++) {
		const struct filter_source *s = &src[f->nr];

		f->name[f->nr] = s->name;
		if (s->code.bf_insns ? !code_copy(&f->code[f->nr], &s->code)
				     : pcap_compile(pcap, &f->code[f->nr], s->expression, 1, PCAP_NETMASK_UNKNOWN)) {
			if (!s->code.bf_insns)
				complain("%s%s%s%s%s", s->name ? s->name : "", s->name ? "=" : "", s->expression,
					 s->name || *s->expression ? ": " : "", pcap_geterr(pcap));
			filters_free(f);
			return false;
		}
	}
	return true;
}

void filters_free(struct filters *f)
{
	for (uint32_t i = 0; i < f->nr; i++)
		pcap_freecode(&f->code[i]);
	kiln_prog_free(f->prog);
	for (uint32_t i = 0; i < f->nr; i++)
		kiln_prog_free(f->alone[i]);
	for (int i = 0; i < 2; i++)
		if (f->sock[i] >= 0)
			close(f->sock[i]);
	*f = (struct filters){ .sock = { -1, -1 } };
}

/* -- loading ------------------------------------------------------------------------------------------------------- */

/* So many filters with loops are tried in one program, and so long. */
enum { LOOPS_MAX = 2, LOOPS_STEPS = 60000 };

/* Jumps backwards, as protochain has them. */
static bool has_loop(const struct bpf_program *code)
{
	for (uint32_t i = 0; i < code->bf_len; i++)
		if (code->bf_insns[i].code == (BPF_JMP | BPF_JA) && (int32_t)code->bf_insns[i].k < 0)
			return true;
	return false;
}

/* Those without loops in one array, and so many with loops, each behind a mark with its length. */
static struct kiln_cbpf_insn *join(struct filters *f, uint32_t loops, uint32_t *nr)
{
	struct kiln_cbpf_insn *all;

	f->joined = 0;
	*nr = f->nr;
	for (uint32_t i = 0; i < f->nr; i++)
		*nr += f->code[i].bf_len;
	all = malloc(*nr * sizeof(*all));
	*nr = 0;
	for (uint32_t i = 0; all && i < f->nr; i++) {
		if (has_loop(&f->code[i]) && !loops--) {
			loops = 0;
			continue;
		}
		all[(*nr)++] = (struct kiln_cbpf_insn){ KILN_CBPF_PROGRAM, 0, 0, f->code[i].bf_len };
		memcpy(all + *nr, f->code[i].bf_insns, f->code[i].bf_len * sizeof(*all));
		*nr += f->code[i].bf_len;
		f->joined |= 1u << i;
	}
	return all;
}

static enum kiln_err load_one(struct kiln *k, const struct bpf_program *code, enum kiln_engine engine,
			      struct kiln_prog **out, struct kiln_why *why)
{
	return kiln_cbpf_load(k, (const void *)code->bf_insns, code->bf_len, engine, out, why);
}

static enum kiln_err load_joined(struct filters *f, struct kiln *k, enum kiln_engine engine, uint32_t loops,
				 struct kiln_why *why)
{
	const struct kiln_load_opts opts = {
		.kind = &kiln_kind_cbpf, .name = "filters", .engine = engine, .max_processed = loops ? LOOPS_STEPS : 0
	};
	uint32_t nr;
	struct kiln_cbpf_insn *all = join(f, loops, &nr);
	enum kiln_err err = all ? KILN_OK : KILN_ERR_NOMEM;

	if (all && nr)
		err = kiln_load(k, &kiln_front_pcap_many, all, nr * sizeof(*all), &opts, &f->prog, why);
	free(all);
	return err;
}

/* Proving loops one behind the other may take too long: then each is a program by itself. */
static enum kiln_err load_all(struct filters *f, struct kiln *k, enum kiln_engine engine, struct kiln_why *why)
{
	uint32_t loops = 0;
	enum kiln_err err;

	for (uint32_t i = 0; i < f->nr && loops < LOOPS_MAX; i++)
		loops += has_loop(&f->code[i]);
	err = load_joined(f, k, engine, loops, why);
	if (loops && err == KILN_ERR_COMPLEX)
		err = load_joined(f, k, engine, 0, why);
	for (uint32_t i = 0; !err && i < f->nr; i++)
		if (!(f->joined >> i & 1))
			err = load_one(k, &f->code[i], engine, &f->alone[i], why);
	return err;
}

/* The kernel's machine: a pair of sockets, of which one has the filter. */
static bool offload_new(struct filters *f)
{
	struct sock_fprog prog = { (unsigned short)f->code[0].bf_len, (void *)f->code[0].bf_insns };
	int room = 4 << 20;

	if (!f->plain) {
		complain("--offload takes one filter");
		return false;
	}
	if (f->code[0].bf_len > BPF_MAXINSNS || socketpair(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0, f->sock) ||
	    setsockopt(f->sock[1], SOL_SOCKET, SO_ATTACH_FILTER, &prog, sizeof(prog))) {
		complain("--offload: the kernel does not take the filter: %s",
			 f->code[0].bf_len > BPF_MAXINSNS ? "it is too long" : strerror(errno));
		return false;
	}
	if (setsockopt(f->sock[0], SOL_SOCKET, SO_SNDBUFFORCE, &room, sizeof(room)))
		setsockopt(f->sock[0], SOL_SOCKET, SO_SNDBUF, &room, sizeof(room));
	return true;
}

bool filters_load(struct filters *f, struct kiln *k, enum kiln_engine engine, bool offload, bool json)
{
	struct kiln_why why = { 0 };
	enum kiln_err err;

	if (offload)
		return offload_new(f);
	err = f->plain ? load_one(k, &f->code[0], engine, &f->prog, &why) : load_all(f, k, engine, &why);
	if (err)
		why_tell(json, "filter", NULL, &why);
	return !err;
}

/* -- asking -------------------------------------------------------------------------------------------------------- */

/* How much of the packet the kernel lets through; of an answer that is longer nothing more can be seen. */
static uint32_t offload_ask(const struct filters *f, const uint8_t *data, uint32_t len)
{
	static __thread uint8_t got[65536];
	ssize_t n;

	if (send(f->sock[0], data, len, MSG_DONTWAIT) < 0)
		return 0;
	n = recv(f->sock[1], got, sizeof(got), MSG_DONTWAIT | MSG_TRUNC);
	return n > 0 ? (uint32_t)n : 0;
}

/* The bits of prog's answer, of those that are in it, and of those that are alone. */
static uint32_t several_ask(const struct filters *f, struct kiln_env *env, struct kiln_packet *pkt, const uint8_t *data,
			    uint32_t len, uint32_t wire_len)
{
	uint32_t joined = f->prog ? kiln_cbpf_filter(f->prog, env, pkt, data, wire_len, len) : 0, all = 0;

	for (uint32_t i = 0; i < f->nr; i++) {
		if (f->alone[i]) {
			all |= (uint32_t) !!kiln_cbpf_filter(f->alone[i], env, pkt, data, wire_len, len) << i;
		} else {
			all |= (joined & 1) << i;
			joined >>= 1;
		}
	}
	return all;
}

uint32_t filters_ask(const struct filters *f, struct kiln_env *env, struct kiln_packet *pkt, const uint8_t *data,
		     uint32_t len, uint32_t wire_len)
{
	bool all_joined = f->prog && (f->plain || f->joined == UINT32_MAX >> (32 - f->nr));

	if (all_joined)
		return kiln_cbpf_filter(f->prog, env, pkt, data, wire_len, len);
	return f->sock[0] >= 0 ? offload_ask(f, data, len) : several_ask(f, env, pkt, data, len, wire_len);
}
