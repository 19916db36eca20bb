// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * uprobe_memory.bpf.c - probes in programs: allocations that are never given back, lines read, queries that take long.
 */
#include "trace.h"

struct block {
	__u64 size;
	__u64 when;
};

struct sum {
	__u64 bytes;
	__u64 blocks;
};

struct line {
	__u32 pid;
	char text[80];
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 10240);
	__type(key, __u32);
	__type(value, __u64);
} sizes SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 100000);
	__type(key, __u64);
	__type(value, struct block);
} blocks SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1024);
	__type(key, __u32);
	__type(value, struct sum);
} sums SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 64 * 1024);
} lines SEC(".maps");

const volatile __u64 min_size = 0, max_size = -1;

static __always_inline void sum_add(__u64 bytes, __u64 nr)
{
	__u32 pid = bpf_get_current_pid_tgid() >> 32;
	struct sum *s = bpf_map_lookup_elem(&sums, &pid), fresh = {};

	if (!s) {
		bpf_map_update_elem(&sums, &pid, &fresh, BPF_NOEXIST);
		s = bpf_map_lookup_elem(&sums, &pid);
		if (!s)
			return;
	}
	__sync_fetch_and_add(&s->bytes, bytes);
	__sync_fetch_and_add(&s->blocks, nr);
}

SEC("uprobe")
int BPF_KPROBE(malloc_enter, __u64 size)
{
	__u32 tid = (__u32)bpf_get_current_pid_tgid();

	if (size < min_size || size > max_size)
		return 0;
	bpf_map_update_elem(&sizes, &tid, &size, BPF_ANY);
	return 0;
}

SEC("uretprobe")
int BPF_KRETPROBE(malloc_exit, __u64 address)
{
	__u32 tid = (__u32)bpf_get_current_pid_tgid();
	__u64 *size = bpf_map_lookup_elem(&sizes, &tid);
	struct block b = {};

	if (!size)
		return 0;
	b.size = *size;
	bpf_map_delete_elem(&sizes, &tid);
	if (!address)
		return 0;
	b.when = bpf_ktime_get_ns();
	bpf_map_update_elem(&blocks, &address, &b, BPF_ANY);
	sum_add(b.size, 1);
	return 0;
}

SEC("uprobe")
int BPF_KPROBE(free_enter, __u64 address)
{
	struct block *b = bpf_map_lookup_elem(&blocks, &address);

	if (!b)
		return 0;
	sum_add(-b->size, -1ull);
	bpf_map_delete_elem(&blocks, &address);
	return 0;
}

SEC("uretprobe")
int BPF_KRETPROBE(readline, const char *text)
{
	struct line *l;

	if (!text)
		return 0;
	l = bpf_ringbuf_reserve(&lines, sizeof(*l), 0);
	if (!l)
		return 0;
	l->pid = bpf_get_current_pid_tgid() >> 32;
	if (bpf_probe_read_user_str(l->text, sizeof(l->text), text) < 0)
		bpf_ringbuf_discard(l, 0);
	else
		bpf_ringbuf_submit(l, 0);
	return 0;
}

SEC("uprobe")
int BPF_KPROBE(query_enter, void *thd, int command, const char *text)
{
	struct line l = {};

	if (command != 3)
		return 0;
	l.pid = bpf_get_current_pid_tgid() >> 32;
	bpf_probe_read_user_str(l.text, sizeof(l.text), text);
	if (l.text[0] != 'S' && l.text[0] != 's')
		bpf_ringbuf_output(&lines, &l, sizeof(l), 0);
	return 0;
}
