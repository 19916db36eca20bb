// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * records.bpf.c - ring buffers, queues and stacks: records reserved, filled, sent or thrown away.
 */
#include "real.h"

struct head {
	__u64 when;
	__u32 len;
	__u32 kind;
};

struct copy {
	struct head head;
	__u8 bytes[128];
};

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 1 << 20);
} ring SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_QUEUE);
	__uint(max_entries, 256);
	__type(value, __u32);
} queue SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_STACK);
	__uint(max_entries, 64);
	__type(value, __u64);
} free_ids SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_BLOOM_FILTER);
	__uint(max_entries, 1000);
	__type(value, __u32);
} known SEC(".maps");

SEC("xdp")
int copy_head(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct copy *r;

	if (data + 64 > end)
		return XDP_PASS;
	r = bpf_ringbuf_reserve(&ring, sizeof(*r), 0);
	if (!r)
		return XDP_PASS;
	r->head.when = bpf_ktime_get_ns();
	r->head.len = end - data;
	r->head.kind = 1;
	memcpy(r->bytes, data, 64);
	if (data + 128 <= end)
		memcpy(r->bytes + 64, data + 64, 64);
	else
		memset(r->bytes + 64, 0, 64);
	bpf_ringbuf_submit(r, 0);
	return XDP_PASS;
}

SEC("tc")
int copy_some(struct __sk_buff *skb)
{
	__u32 len = skb->len;
	struct copy *r;

	r = bpf_ringbuf_reserve(&ring, sizeof(*r), 0);
	if (!r)
		return TC_ACT_OK;
	if (len > sizeof(r->bytes))
		len = sizeof(r->bytes);
	if (len == 0 || bpf_skb_load_bytes(skb, 0, r->bytes, len) < 0) {
		bpf_ringbuf_discard(r, BPF_RB_NO_WAKEUP);
		return TC_ACT_OK;
	}
	r->head.when = bpf_ktime_get_ns();
	r->head.len = skb->len;
	r->head.kind = 2;
	bpf_ringbuf_submit(r, bpf_ringbuf_query(&ring, BPF_RB_AVAIL_DATA) > 65536 ? BPF_RB_FORCE_WAKEUP : 0);
	return TC_ACT_OK;
}

SEC("xdp")
int small_note(struct xdp_md *ctx)
{
	struct head h = {};

	h.when = bpf_ktime_get_ns();
	h.len = ctx->data_end - ctx->data;
	h.kind = ctx->rx_queue_index;
	bpf_ringbuf_output(&ring, &h, sizeof(h), 0);
	return XDP_PASS;
}

SEC("xdp")
int queue_source(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct iphdr *ip = data + ETH_HLEN;
	__u32 source, old;

	if ((void *)(ip + 1) > end)
		return XDP_PASS;
	source = ip->saddr;
	if (!bpf_map_peek_elem(&known, &source))
		return XDP_PASS;
	bpf_map_push_elem(&known, &source, 0);
	if (bpf_map_push_elem(&queue, &source, 0)) {
		bpf_map_pop_elem(&queue, &old);
		bpf_map_push_elem(&queue, &source, BPF_EXIST);
	}
	return XDP_PASS;
}

SEC("tc")
int take_id(struct __sk_buff *skb)
{
	__u64 id;

	if (bpf_map_pop_elem(&free_ids, &id))
		return TC_ACT_SHOT;
	skb->cb[0] = (__u32)id;
	skb->cb[1] = id >> 32;
	if (skb->len > 1000)
		bpf_map_push_elem(&free_ids, &id, 0);
	return TC_ACT_OK;
}
