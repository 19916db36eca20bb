/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * app.bpf.c - what an ordinary libbpf application brings along: globals of all three sorts, maps, a ring buffer, a tail call, CO-RE.
 */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>

struct event {
	__u64 seq;
	__u32 len, mark;
	char tag[16];
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 64);
	__type(key, __u32);
	__type(value, __u64);
} lengths SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} events SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PROG_ARRAY);
	__uint(max_entries, 2);
	__uint(key_size, 4);
	__uint(value_size, 4);
} next SEC(".maps");

/* Of the kernel that runs; only where one of its members stands is asked for. */
struct task_struct {
	int pid;
} __attribute__((preserve_access_index));

const volatile __u32 limit = 1;
__u64 seq = 100;
__u64 seen, over, pid_place;

SEC("xdp")
int count(struct xdp_md *ctx)
{
	__u32 len = (__u32)(ctx->data_end - ctx->data), key = len;
	__u64 one = 1, *v;
	struct event *e;

	seen++;
	v = bpf_map_lookup_elem(&lengths, &key);
	if (v)
		*v += 1;
	else
		bpf_map_update_elem(&lengths, &key, &one, BPF_ANY);
	if (len <= limit)
		return XDP_PASS;
	over++;
	e = bpf_ringbuf_reserve(&events, sizeof(*e), 0);
	if (e) {
		e->seq = seq++;
		e->len = len;
		e->mark = 7;
		__builtin_memcpy(e->tag, "over the limit!", 16);
		bpf_ringbuf_submit(e, 0);
	}
	bpf_tail_call(ctx, &next, 1);
	return XDP_DROP;
}

SEC("xdp")
int after(struct xdp_md *ctx)
{
	return ctx->data_end - ctx->data > 100 ? XDP_TX : XDP_ABORTED;
}

SEC("raw_tp")
int place(void *ctx)
{
	struct task_struct *t = 0;

	pid_place = bpf_core_field_offset(t->pid);
	return 5;
}

char LICENSE[] SEC("license") = "GPL";
