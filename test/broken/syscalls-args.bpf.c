// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: syscalls - reads a 20th argument of a raw tracepoint */
/* expect: ctx-access */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

__u64 last;

SEC("raw_tp/sys_enter")
int syscall_enter(struct bpf_raw_tracepoint_args *ctx)
{
	last = ctx->args[20];
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
