// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * actions.bpf.c - a call for each thing that a supervisor can do: test/stages/68-seccomp.sh.
 */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <linux/seccomp.h>

#define CALL(name, result)                    \
	SEC("seccomp/" #name)                 \
	__u64 name(struct seccomp_data *call) \
	{                                     \
		return result;                \
	}

CALL(getppid, SECCOMP_RET_KILL_PROCESS)
CALL(getpgrp, SECCOMP_RET_KILL_THREAD)
CALL(getuid, SECCOMP_RET_ERRNO | 55)
CALL(geteuid, SECCOMP_RET_ERRNO | 0xffff)
CALL(getgid, SECCOMP_RET_LOG)
CALL(getegid, SECCOMP_RET_TRAP)
CALL(getsid, SECCOMP_RET_TRACE)
CALL(sync, SECCOMP_RET_USER_NOTIF)

/* Who asks: the caller's process and user, not the supervisor's. */
SEC("seccomp/getpgid")
__u64 who(struct seccomp_data *call)
{
	return SECCOMP_RET_ERRNO | ((bpf_get_current_pid_tgid() >> 32) == call->args[0] ? 1 : 2);
}

/* A pointer to nowhere is the caller's mistake, and no harm to the supervisor. */
SEC("seccomp/chdir")
__u64 memory(struct seccomp_data *call)
{
	char path[16];

	return bpf_probe_read_user(path, sizeof(path), (void *)call->args[0]) ? SECCOMP_RET_ERRNO | 14
									      : SECCOMP_RET_ERRNO | 1;
}

char _license[] SEC("license") = "Dual BSD/GPL";
