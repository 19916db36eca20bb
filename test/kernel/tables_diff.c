/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * tables_diff.c - asks the running kernel whether helper.tbl, ctx.tbl and hook.tbl say what it does.
 *
 * For each built-in kind that Linux has: which helpers it may call, with which licence, and which only where it may sleep; which
 * loads and stores of the context it allows, at every offset in every size; which results; whether it may name maps that hold
 * locks or timers. Programs of two or three
 * instructions are loaded, never run. Kinds that this kernel does not load at all are told as skipped.
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
#include "linux_kind.h"

enum { PERF_REGS_LEN = 168 };

static char log_text[1 << 16];
static struct btf *kernel_types;

/* The descriptor, or -1 with the kernel's log. */
static int load(const struct kiln_kind *k, const char *licence, const struct bpf_insn *insns, size_t nr)
{
	bool sleeps = k->flags & KILN_KIND_SLEEPS;
	LIBBPF_OPTS(bpf_prog_load_opts, opts, .log_buf = log_text, .log_size = sizeof(log_text), .log_level = 1,
		    .expected_attach_type = linux_attach(k), .attach_btf_id = linux_target(kernel_types, k),
		    .prog_flags = sleeps ? BPF_F_SLEEPABLE : 0);

	log_text[0] = 0;
	return bpf_prog_load((enum bpf_prog_type)k->prog_type, "diff", licence, insns, nr, &opts);
}

static bool takes(const struct kiln_kind *k, const struct bpf_insn *insns, size_t nr)
{
	int fd = load(k, "GPL", insns, nr);

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
static bool kernel_knows(const struct kiln_kind *k, uint32_t id, const char *licence)
{
	struct bpf_insn insns[] = { { .code = BPF_JMP | BPF_CALL, .imm = (int)id }, { .code = BPF_JMP | BPF_EXIT } };
	int fd = load(k, licence, insns, NR_OF(insns));

	if (fd >= 0)
		close(fd);
	return fd >= 0 || (!strstr(log_text, "unknown func") && !strstr(log_text, "invalid func") &&
			   !strstr(log_text, "cannot use helper") && !strstr(log_text, "not supported for program") &&
			   !strstr(log_text, "supported only for") && !strstr(log_text, "cannot call GPL"));
}

/* Linux lets any licence ask for the function's address in those that are attached to many functions at once. */
static bool licence_known(const struct kiln_kind *k, uint32_t id)
{
	return id == BPF_FUNC_get_func_ip && k->prog_type == BPF_PROG_TYPE_KPROBE && k->attach_type;
}

/* There or not, as the kernel was built or locked down. */
static bool configured(uint32_t id)
{
	return id == BPF_FUNC_probe_write_user || id == BPF_FUNC_override_return;
}

static void diff_helpers(const struct kiln_kind *k)
{
	const struct kiln_helper *h;
	char why[256] = "";
	uint32_t before = 0;

	for (uint32_t i = 0; (h = kiln_helper_at(i)); i++) {
		bool exists;
		const struct kiln_helper *ours = rt_helper(k, h->id, &exists);
		bool with_gpl = kernel_knows(k, h->id, "GPL"),
		     sleeps = strstr(log_text, "might sleep") || strstr(log_text, "may sleep"),
		     without = kernel_knows(k, h->id, "BSD");

		if (why[0] || (!ours && h->id == before))
			continue;
		before = h->id;
		if (!!ours != with_gpl && !configured(h->id))
			snprintf(why, sizeof(why), "%s: %s here, %s there", h->name, ours ? "offered" : "not offered",
				 with_gpl ? "offered" : "not offered");
		else if (ours && with_gpl && !licence_known(k, h->id) && !(ours->flags & KILN_HELPER_GPL) != without)
			snprintf(why, sizeof(why), "%s: the licence matters on one side only", h->name);
		else if (ours && !(k->flags & KILN_KIND_SLEEPS) && !(ours->flags & KILN_HELPER_SLEEPS) != !sleeps)
			snprintf(why, sizeof(why), "%s: sleeps on one side only", h->name);
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

	rd[1].imm = wr[0].imm = k->ret_min > 0;
	wr[0].dst_reg = 0;
	return takes(k, write ? wr : rd, 3);
}

static bool we_allow(const struct kiln_kind *k, uint32_t off, uint32_t len, bool write)
{
	const struct kiln_field *f = rt_field(k, off, len);

	if (k->flags & KILN_KIND_RAW_CTX)
		return (!write || k->flags & KILN_KIND_RAW_CTX_WRITE) && off % len == 0 && off + len <= k->ctx_len;
	return f && rt_field_allows(f, off, len, write);
}

/*
 * What differs and shall: the registers of a perf event can be read in parts; so can a reuseport packet's EtherType, and the
 * zeros behind a socket's remote port. All but the first byte of the pointer to a tracepoint's buffer can be read there.
 */
static bool known(const struct kiln_kind *k, uint32_t off, bool ours)
{
	if (!ours)
		return k->prog_type == BPF_PROG_TYPE_RAW_TRACEPOINT_WRITABLE && off && off < 8;
	switch (k->prog_type) {
	case BPF_PROG_TYPE_PERF_EVENT:
		return off < PERF_REGS_LEN;
	case BPF_PROG_TYPE_SK_REUSEPORT:
		return off >= offsetof(struct sk_reuseport_md, eth_protocol) &&
		       off < offsetof(struct sk_reuseport_md, ip_protocol);
	case BPF_PROG_TYPE_CGROUP_SOCK:
		return off == offsetof(struct bpf_sock, dst_port) + 2 || off == offsetof(struct bpf_sock, dst_port) + 3;
	}
	return false;
}

static void diff_context(const struct kiln_kind *k)
{
	uint32_t end = k->ctx_len < 320 ? k->ctx_len + 8 : 320;
	char why[256] = "";

	if (k->prog_type == BPF_PROG_TYPE_TRACING || k->prog_type == BPF_PROG_TYPE_LSM) {
		printf("skip context of %s - what it holds is told by types\n", k->name);
		return;
	}
	for (uint32_t off = 0; off < end; off++)
		for (uint32_t len = 1; len <= 8; len *= 2)
			for (int write = 0; write < 2; write++) {
				bool ours = we_allow(k, off, len, write), theirs = kernel_allows(k, off, len, write);

				if (ours != theirs && !known(k, off, ours))
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
		bool ours = tries[i] >= k->ret_min && tries[i] <= k->ret_max, theirs = takes(k, insns, 2);

		if (ours != theirs)
			snprintf(why, sizeof(why), "%lld: %s here, %s there", (long long)tries[i],
				 ours ? "allowed" : "refused", theirs ? "allowed" : "refused");
	}
	tell("results", k, why);
}

/* -- maps with locks and timers -------------------------------------------------------------------------------------- */

enum { LOCK_MAP, TIMER_MAP, NR_SPECIAL };
static int special_maps[NR_SPECIAL];

/* An array whose value begins with a struct of that name, of len bytes. */
static int special_map(const char *name, uint32_t len)
{
	LIBBPF_OPTS(bpf_map_create_opts, opts);
	struct btf *b = btf__new_empty();
	int word, inner, value, fd;
	const void *bytes;
	__u32 size;

	word = btf__add_int(b, "int", 4, BTF_INT_SIGNED);
	inner = btf__add_struct(b, name, len);
	for (uint32_t i = 0; i < len / 4; i++)
		btf__add_field(b, i ? NULL : "val", word, i * 32, 0);
	value = btf__add_struct(b, "value", len + 8);
	btf__add_field(b, "special", inner, 0, 0);
	bytes = btf__raw_data(b, &size);
	opts.btf_fd = (__u32)bpf_btf_load(bytes, size, NULL);
	opts.btf_key_type_id = (__u32)word;
	opts.btf_value_type_id = (__u32)value;
	fd = bpf_map_create(BPF_MAP_TYPE_ARRAY, "diff", 4, len + 8, 1, &opts);
	close((int)opts.btf_fd);
	btf__free(b);
	return fd;
}

static void diff_maps(const struct kiln_kind *k)
{
	static const uint32_t refuses[NR_SPECIAL] = { KILN_KIND_NO_LOCK, KILN_KIND_NO_TIMER };
	char why[256] = "";

	for (int i = 0; i < NR_SPECIAL; i++) {
		struct bpf_insn insns[] = { { .code = BPF_LD | BPF_IMM | BPF_DW,
					      .dst_reg = 1,
					      .src_reg = BPF_PSEUDO_MAP_FD,
					      .imm = special_maps[i] },
					    { 0 },
					    { .code = BPF_ALU64 | BPF_MOV | BPF_K, .imm = k->ret_min > 0 },
					    { .code = BPF_JMP | BPF_EXIT } };
		bool ours = !(k->flags & refuses[i]), theirs = takes(k, insns, 4);

		if (ours != theirs)
			snprintf(why, sizeof(why), "%s: %s here, %s there", i == LOCK_MAP ? "a lock" : "a timer",
				 ours ? "allowed" : "refused", theirs ? "allowed" : "refused");
	}
	tell("locks and timers", k, why);
}

int main(void)
{
	struct bpf_insn nothing[] = { { .code = BPF_ALU64 | BPF_MOV | BPF_K }, { .code = BPF_JMP | BPF_EXIT } };
	const struct kiln_kind *k;

	if (!takes(kiln_kind_by_name("socket_filter"), nothing, 2)) {
		printf("skip tables - bpf(2) is not to be had here\n");
		return 0;
	}
	kernel_types = btf__load_vmlinux_btf();
	if (libbpf_get_error(kernel_types))
		kernel_types = NULL;
	special_maps[LOCK_MAP] = special_map("bpf_spin_lock", 4);
	special_maps[TIMER_MAP] = special_map("bpf_timer", 16);
	for (uint32_t i = 0; (k = kiln_kind_at(i)); i++) {
		if (k->prog_type >= KILN_KIND_RAW)
			continue;
		nothing[0].imm = k->ret_min > 0;
		if (!takes(k, nothing, 2)) {
			printf("skip tables of %s - this kernel loads no such programs: %s\n", k->name,
			       strerror(errno));
			continue;
		}
		diff_helpers(k);
		diff_context(k);
		diff_results(k);
		if (special_maps[LOCK_MAP] >= 0 && special_maps[TIMER_MAP] >= 0)
			diff_maps(k);
	}
	btf__free(kernel_types);
	return 0;
}
