// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* All calls, by raw tracepoints and by those with types: what cat opens, and what comes of it. */
#include <linux/bpf.h>
#include <linux/ptrace.h>

#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

char _license[] SEC("license") = "GPL";

enum { OPENAT = 257, HERE = -100, NO_SUCH_FILE = -2 };
enum { RAW, RAW_HERE, TYPED, TYPED_HERE, FAILED, NR_COUNTS };

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, NR_COUNTS);
	__type(key, __u32);
	__type(value, __u64);
} kl_calls SEC(".maps");

static void count(__u32 which)
{
	__u64 *n = bpf_map_lookup_elem(&kl_calls, &which);
	char comm[16];

	bpf_get_current_comm(comm, sizeof(comm));
	if (n && comm[0] == 'c' && comm[1] == 'a' && comm[2] == 't' && !comm[3])
		__sync_fetch_and_add(n, 1);
}

SEC("raw_tp/sys_enter")
int raw(struct bpf_raw_tracepoint_args *ctx)
{
	struct pt_regs *regs = (struct pt_regs *)ctx->args[0];
	unsigned long first = 0;

	if (ctx->args[1] != OPENAT)
		return 0;
	count(RAW);
	bpf_probe_read_kernel(&first, sizeof(first), &regs->rdi);
	if ((int)first == HERE)
		count(RAW_HERE);
	return 0;
}

SEC("tp_btf/sys_enter")
int BPF_PROG(typed, struct pt_regs *regs, long nr)
{
	if (nr != OPENAT)
		return 0;
	count(TYPED);
	if ((int)regs->rdi == HERE)
		count(TYPED_HERE);
	return 0;
}

SEC("raw_tp/sys_exit")
int leaves(struct bpf_raw_tracepoint_args *ctx)
{
	if ((long)ctx->args[1] == NO_SUCH_FILE)
		count(FAILED);
	return 0;
}
