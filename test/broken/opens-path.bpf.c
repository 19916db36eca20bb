// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: opens - follows a user's pointer from the record directly; that takes bpf_probe_read_user() */
/* expect: not-pointer */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct enter_context {
	__u64 common;
	__u64 syscall;
	__u64 directory;
	const char *path;
};

SEC("tracepoint/syscalls/sys_enter_openat")
int open_enter(struct enter_context *ctx)
{
	return ctx->path[0] == '/';
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
