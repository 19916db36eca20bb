/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * tables_diff.c - asks the running kernel whether helper.tbl, ctx.tbl and hook.tbl say what it does.
 *
 * For each built-in kind that Linux has: which helpers it may call, with which licence; which loads and stores of the context
 * it allows, at every offset in every size; which results. Programs of two or three instructions are loaded, never run.
 * Prints "ok NAME", "not ok NAME - why" or "skip NAME - why" a test, as a stage does.
 */
#include <errno.h>
#include <linux/bpf.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <bpf/bpf.h>

#include "base/bits.h"
#include "rt/rt.h"

enum { PERF_REGS_LEN = 168 };

static char log_text[1 << 16];

/* The descriptor, or -1 with the kernel's log. */
static int load(uint32_t type, const char *licence, const struct bpf_insn *insns, size_t nr)
{
	LIBBPF_OPTS(bpf_prog_load_opts, opts, .log_buf = log_text, .log_size = sizeof(log_text), .log_level = 1);

	log_text[0] = 0;
	return bpf_prog_load((enum bpf_prog_type)type, "diff", licence, insns, nr, &opts);
}

static bool takes(uint32_t type, const struct bpf_insn *insns, size_t nr)
{
	int fd = load(type, "GPL", insns, nr);

	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

static void tell(const char *what, const struct kiln_kind *k, const char *why)
{
	if (why[0])
		printf("not ok %s of %s - %s\n", what, k->name, why);
	else
		printf("ok %s of %s\n", what, k->name);
}

/* -- helpers ------------------------------------------------------------------------------------------------------- */

/* A call with no argument set fails in any case; the log tells whether because of the helper itself. */
static bool kernel_knows(uint32_t type, uint32_t id, const char *licence)
{
	struct bpf_insn insns[] = { { .code = BPF_JMP | BPF_CALL, .imm = (int)id }, { .code = BPF_JMP | BPF_EXIT } };
	int fd = load(type, licence, insns, NR_OF(insns));

	if (fd >= 0)
		close(fd);
	return fd >= 0 || (!strstr(log_text, "unknown func") && !strstr(log_text, "invalid func") &&
			   !strstr(log_text, "cannot use helper") && !strstr(log_text, "cannot call GPL"));
}

static void diff_helpers(const struct kiln_kind *k)
{
	const struct kiln_helper *h;
	char why[256] = "";

	for (uint32_t i = 0; (h = kiln_helper_at(i)); i++) {
		bool exists;
		const struct kiln_helper *ours = rt_helper(k, h->id, &exists);
		bool with_gpl = kernel_knows(k->prog_type, h->id, "GPL"),
		     without = kernel_knows(k->prog_type, h->id, "BSD");

		if (!!ours != with_gpl)
			snprintf(why, sizeof(why), "%s: %s here, %s there", h->name, ours ? "offered" : "not offered",
				 with_gpl ? "offered" : "not offered");
		else if (ours && !(ours->flags & KILN_HELPER_GPL) != without)
			snprintf(why, sizeof(why), "%s: the licence matters on one side only", h->name);
	}
	tell("helpers", k, why);
}

/* -- contexts ------------------------------------------------------------------------------------------------------ */

static bool kernel_allows(const struct kiln_kind *k, uint32_t off, uint32_t len, bool write)
{
	uint8_t size = len == 1 ? BPF_B : len == 2 ? BPF_H : len == 4 ? BPF_W : BPF_DW;
	struct bpf_insn rd[] = { { .code = BPF_LDX | BPF_MEM | size, .src_reg = 1, .off = (int16_t)off },
				 { .code = BPF_ALU64 | BPF_MOV | BPF_K },
				 { .code = BPF_JMP | BPF_EXIT } };
	struct bpf_insn wr[] = { { .code = BPF_ALU64 | BPF_MOV | BPF_K },
				 { .code = BPF_STX | BPF_MEM | size, .dst_reg = 1, .off = (int16_t)off },
				 { .code = BPF_JMP | BPF_EXIT } };

	return takes(k->prog_type, write ? wr : rd, 3);
}

static bool we_allow(const struct kiln_kind *k, uint32_t off, uint32_t len, bool write)
{
	const struct kiln_field *f = rt_field(k, off, len);

	if (k->flags & KILN_KIND_RAW_CTX)
		return !write && off % len == 0 && off + len <= k->ctx_len;
	return f && rt_field_allows(f, off, len, write);
}

/*
 * What differs and shall: the sk and flow_keys pointers are not here; egress_ifindex can be read by any XDP program, because
 * there is no attach type to tell the others apart; the registers of a perf event can be read in parts.
 */
static bool known(const struct kiln_kind *k, uint32_t off, uint32_t len, bool ours)
{
	const struct kiln_field *f = rt_field(k, off, len);

	if (!ours)
		return k->prog_type != BPF_PROG_TYPE_XDP && k->ctx_len == 192 && off == offsetof(struct __sk_buff, sk);
	return (f && !strcmp(f->name, "egress_ifindex")) ||
	       (k->prog_type == BPF_PROG_TYPE_PERF_EVENT && off < PERF_REGS_LEN);
}

static void diff_context(const struct kiln_kind *k)
{
	uint32_t end = k->ctx_len < 320 ? k->ctx_len + 8 : 320;
	char why[256] = "";

	for (uint32_t off = 0; off < end; off++)
		for (uint32_t len = 1; len <= 8; len *= 2)
			for (int write = 0; write < 2; write++) {
				bool ours = we_allow(k, off, len, write), theirs = kernel_allows(k, off, len, write);

				if (ours != theirs && !known(k, off, len, ours))
					snprintf(why, sizeof(why), "%s of %u bytes at %u: %s here, %s there",
						 write ? "store" : "load", len, off, ours ? "allowed" : "refused",
						 theirs ? "allowed" : "refused");
			}
	tell("context", k, why);
}

/* -- results ------------------------------------------------------------------------------------------------------- */

static void diff_results(const struct kiln_kind *k)
{
	static const int64_t tries[] = { INT32_MIN, -2, -1, 0, 1, 2, 3, 4, 5, 255, INT32_MAX };
	char why[256] = "";

	for (size_t i = 0; i < NR_OF(tries); i++) {
		struct bpf_insn insns[] = { { .code = BPF_ALU64 | BPF_MOV | BPF_K, .imm = (int)tries[i] },
					    { .code = BPF_JMP | BPF_EXIT } };
		bool ours = tries[i] >= k->ret_min && tries[i] <= k->ret_max, theirs = takes(k->prog_type, insns, 2);

		if (ours != theirs)
			snprintf(why, sizeof(why), "%lld: %s here, %s there", (long long)tries[i],
				 ours ? "allowed" : "refused", theirs ? "allowed" : "refused");
	}
	tell("results", k, why);
}

int main(void)
{
	struct bpf_insn nothing[] = { { .code = BPF_ALU64 | BPF_MOV | BPF_K }, { .code = BPF_JMP | BPF_EXIT } };
	const struct kiln_kind *k;

	if (!takes(BPF_PROG_TYPE_SOCKET_FILTER, nothing, 2)) {
		printf("skip tables - bpf(2) is not to be had here\n");
		return 0;
	}
	for (uint32_t i = 0; (k = kiln_kind_at(i)); i++) {
		if (k->prog_type >= KILN_KIND_RAW)
			continue;
		if (!takes(k->prog_type, nothing, 2)) {
			printf("skip tables of %s - this kernel has no such programs\n", k->name);
			continue;
		}
		diff_helpers(k);
		diff_context(k);
		diff_results(k);
	}
	return 0;
}
