// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * switches.bpf.c - counts context switches by command name, and how long each command was on a CPU.
 *
 * Reads fields of the kernel's task_struct. Only those that are used are declared here; where they lie in the kernel that
 * runs is filled in when the object is loaded, from that kernel's type information (CO-RE).
 */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>

#define COMM_LEN   16
#define PF_KTHREAD 0x00200000

struct task_struct {
	int pid;
	unsigned int flags;
	char comm[COMM_LEN];
	struct task_struct *group_leader;
} __attribute__((preserve_access_index));

struct command {
	char name[COMM_LEN];
};

struct usage {
	__u64 switches;
	__u64 total_ns;
	__u32 last_pid;
	__u32 is_kernel;
};

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} since SEC(".maps"); /* when the present task came onto this CPU */

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 1024);
	__type(key, struct command);
	__type(value, struct usage);
} commands SEC(".maps");

static __always_inline __u64 time_on_cpu(void)
{
	__u32 zero = 0;
	__u64 now = bpf_ktime_get_ns(), before, *start = bpf_map_lookup_elem(&since, &zero);

	if (!start)
		return 0;
	before = *start;
	*start = now;
	return before ? now - before : 0;
}

/* Arguments: was it preempted, the task that leaves, the task that comes. */
SEC("raw_tp/sched_switch")
int switches(struct bpf_raw_tracepoint_args *ctx)
{
	struct task_struct *leaves = (void *)ctx->args[1];
	struct usage first = {}, *u;
	struct command key = {};
	__u64 ns = time_on_cpu();

	bpf_core_read_str(key.name, sizeof(key.name), &leaves->comm);
	u = bpf_map_lookup_elem(&commands, &key);
	if (!u) {
		bpf_map_update_elem(&commands, &key, &first, BPF_NOEXIST);
		u = bpf_map_lookup_elem(&commands, &key);
		if (!u)
			return 0;
	}
	__sync_fetch_and_add(&u->switches, 1);
	__sync_fetch_and_add(&u->total_ns, ns);
	u->last_pid = BPF_CORE_READ(leaves, group_leader, pid);
	u->is_kernel = !!(BPF_CORE_READ(leaves, flags) & PF_KTHREAD);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
