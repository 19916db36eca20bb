// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: opens - changes the record of the tracepoint, which is read-only */
/* expect: ctx-write */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct enter_context {
	__u64 common;
	__u64 syscall;
	__u64 args[6];
};

SEC("tracepoint/syscalls/sys_enter_openat")
int open_enter(struct enter_context *ctx)
{
	volatile __u64 *flags = &ctx->args[2];

	*flags = 0;
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
