// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * kprobe_files.bpf.c - files by kernel probes: latency of reads and writes, who uses most, names put together.
 */
#include "trace.h"

struct who {
	__u32 pid;
	__u32 write;
	char comm[TASK_COMM_LEN];
};

struct use {
	__u64 calls;
	__u64 bytes;
};

struct begin {
	__u64 when;
	__u64 size;
	__u64 file;
};

struct slow {
	__u64 ns;
	__u64 size;
	__u32 pid;
	__u32 len;
	char comm[TASK_COMM_LEN];
	char path[96];
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 10240);
	__type(key, struct who);
	__type(value, struct use);
} uses SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 8192);
	__type(key, __u32);
	__type(value, struct begin);
} begins SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 2);
	__type(key, __u32);
	__type(value, struct hist);
} hists SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY);
	__uint(key_size, 4);
	__uint(value_size, 4);
} slows SEC(".maps");

const volatile __u64 min_ns = 10000000;

static __always_inline void use_add(__u32 write, __u64 bytes)
{
	struct who w = {};
	struct use *u, fresh = { 1, bytes };

	w.pid = bpf_get_current_pid_tgid() >> 32;
	w.write = write;
	bpf_get_current_comm(w.comm, sizeof(w.comm));
	u = bpf_map_lookup_elem(&uses, &w);
	if (u) {
		__sync_fetch_and_add(&u->calls, 1);
		__sync_fetch_and_add(&u->bytes, bytes);
	} else {
		bpf_map_update_elem(&uses, &w, &fresh, BPF_NOEXIST);
	}
}

SEC("kprobe/vfs_read")
int BPF_KPROBE(read_use, void *file, void *buf, __u64 count)
{
	use_add(0, count);
	return 0;
}

SEC("kprobe/vfs_write")
int BPF_KPROBE(write_use, void *file, void *buf, __u64 count)
{
	use_add(1, count);
	return 0;
}

static __always_inline int begin_note(void *file, __u64 count)
{
	__u32 tid = (__u32)bpf_get_current_pid_tgid();
	struct begin b = { bpf_ktime_get_ns(), count, (__u64)file };

	bpf_map_update_elem(&begins, &tid, &b, BPF_ANY);
	return 0;
}

SEC("kprobe/vfs_read")
int BPF_KPROBE(read_begin, void *file, void *buf, __u64 count)
{
	return begin_note(file, count);
}

SEC("kretprobe/vfs_read")
int BPF_KRETPROBE(read_end, long ret)
{
	__u32 tid = (__u32)bpf_get_current_pid_tgid(), key = 0;
	struct begin *b = bpf_map_lookup_elem(&begins, &tid);
	struct hist *h;

	if (!b)
		return 0;
	h = bpf_map_lookup_elem(&hists, &key);
	if (h && ret > 0)
		hist_add(h, bpf_ktime_get_ns() - b->when);
	bpf_map_delete_elem(&begins, &tid);
	return 0;
}

struct name {
	const char *text;
	__u32 len;
};

/* Parts of a path, as they hang in each other; each is put behind the others. */
SEC("kretprobe/vfs_write")
int BPF_KRETPROBE(write_slow, long ret)
{
	__u32 tid = (__u32)bpf_get_current_pid_tgid();
	struct begin *b = bpf_map_lookup_elem(&begins, &tid);
	struct slow s = {};
	void *dir;

	if (!b)
		return 0;
	s.ns = bpf_ktime_get_ns() - b->when;
	if (s.ns < min_ns || ret < 0)
		goto done;
	s.size = ret;
	s.pid = bpf_get_current_pid_tgid() >> 32;
	bpf_get_current_comm(s.comm, sizeof(s.comm));
	bpf_probe_read_kernel(&dir, sizeof(dir), (void *)b->file + 24);
	for (int i = 0; i < 3; i++) {
		struct name n;
		long len;

		if (!dir || bpf_probe_read_kernel(&n, sizeof(n), dir + 32))
			break;
		if (s.len > 64)
			break;
		len = bpf_probe_read_kernel_str(s.path + s.len, 32, n.text);
		if (len < 0)
			break;
		s.len += len;
		if (bpf_probe_read_kernel(&dir, sizeof(dir), dir + 24))
			break;
	}
	bpf_perf_event_output(ctx, &slows, BPF_F_CURRENT_CPU, &s, sizeof(s));
done:
	bpf_map_delete_elem(&begins, &tid);
	return 0;
}

SEC("kprobe/do_unlinkat")
int BPF_KPROBE(unlinked, int dfd, void *name)
{
	struct slow s = {};
	const char *text;

	s.pid = bpf_get_current_pid_tgid() >> 32;
	if (bpf_probe_read_kernel(&text, sizeof(text), name))
		return 0;
	s.len = bpf_probe_read_kernel_str(s.path, sizeof(s.path), text);
	bpf_get_current_comm(s.comm, sizeof(s.comm));
	bpf_perf_event_output(ctx, &slows, BPF_F_CURRENT_CPU, &s, sizeof(s));
	return 0;
}
