// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * path.bpf.c - a policy about a path argument: reads it, compares how it begins, counts.
 */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <linux/errno.h>
#include <linux/seccomp.h>

__u64 looked;

SEC("seccomp/access")
__u64 access(struct seccomp_data *call)
{
	char path[64];

	looked++;
	if (bpf_probe_read_user_str(path, sizeof(path), (void *)call->args[0]) < 0)
		return SECCOMP_RET_ERRNO | EFAULT;
	if (path[0] == '/' && path[1] == 'e' && path[2] == 't' && path[3] == 'c' && path[4] == '/')
		return SECCOMP_RET_ERRNO | EACCES;
	return SECCOMP_RET_ALLOW;
}

char _license[] SEC("license") = "Dual BSD/GPL";
