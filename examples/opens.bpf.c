// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * opens.bpf.c - a tracepoint program: counts the files a process opens for writing, and how often that fails.
 *
 * The entry remembers what was asked for, by thread; the exit finds it again and judges it by the result. The context
 * is the record the tracepoint would write, as its format file describes.
 */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

#define ACCESS_MODE 3
#define COMM_LEN    16

struct enter_context {
	__u16 common_type;
	__u8 common_flags;
	__u8 common_preempt_count;
	__s32 common_pid;
	__s32 syscall;
	__u32 pad;
	__u64 directory;
	const char *path;
	__u64 flags;
	__u64 mode;
};

struct exit_context {
	__u16 common_type;
	__u8 common_flags;
	__u8 common_preempt_count;
	__s32 common_pid;
	__s32 syscall;
	__u32 pad;
	__s64 result;
};

struct process {
	__u32 pid;
	char comm[COMM_LEN];
};

struct opens {
	__u64 reads, writes, failures;
	__s64 last_error;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1024);
	__type(key, __u64);   /* pid and thread */
	__type(value, __u64); /* open flags */
} pending SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 1024);
	__type(key, struct process);
	__type(value, struct opens);
} processes SEC(".maps");

SEC("tracepoint/syscalls/sys_enter_openat")
int open_enter(struct enter_context *ctx)
{
	__u64 id = bpf_get_current_pid_tgid(), flags = ctx->flags;

	bpf_map_update_elem(&pending, &id, &flags, BPF_ANY);
	return 0;
}

SEC("tracepoint/syscalls/sys_exit_openat")
int open_exit(struct exit_context *ctx)
{
	__u64 id = bpf_get_current_pid_tgid(), *flags = bpf_map_lookup_elem(&pending, &id), asked;
	struct process p = {};
	struct opens first = {}, *o;

	if (!flags)
		return 0;
	asked = *flags;
	bpf_map_delete_elem(&pending, &id);
	p.pid = id >> 32;
	bpf_get_current_comm(p.comm, sizeof(p.comm));
	bpf_map_update_elem(&processes, &p, &first, BPF_NOEXIST);
	o = bpf_map_lookup_elem(&processes, &p);
	if (!o)
		return 0;
	if (ctx->result < 0) {
		__sync_fetch_and_add(&o->failures, 1);
		o->last_error = ctx->result;
	} else if (asked & ACCESS_MODE) {
		__sync_fetch_and_add(&o->writes, 1);
	} else {
		__sync_fetch_and_add(&o->reads, 1);
	}
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
