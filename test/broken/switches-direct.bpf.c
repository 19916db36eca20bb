// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: switches - reads a field of a kernel structure through a bare address instead of with bpf_core_read() */
/* expect: not-pointer */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct task_struct {
	int pid;
} __attribute__((preserve_access_index));

__u32 last_pid;

SEC("raw_tp/sched_switch")
int switches(struct bpf_raw_tracepoint_args *ctx)
{
	struct task_struct *leaves = (void *)ctx->args[1];

	last_pid = leaves->pid;
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
