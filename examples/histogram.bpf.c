// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * histogram.bpf.c - packet lengths as a histogram by powers of two, and an event for each packet that stands out.
 *
 * Events travel through a ring buffer: a record is reserved, filled in place, and submitted; one that turns out dull
 * is discarded. `flush` sends the whole histogram as one record.
 */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_endian.h>

#define NR_BUCKETS 20

enum event_kind { EVENT_RECORD_LEN, EVENT_UNKNOWN_TYPE, EVENT_HISTOGRAM };

struct event {
	__u32 kind;
	__u32 len;
	__u64 number; /* of the packet */
	__u8 source[ETH_ALEN];
	__be16 type;
};

struct histogram {
	__u64 buckets[NR_BUCKETS];
};

struct histogram_event {
	__u32 kind;
	__u32 nr_buckets;
	struct histogram histogram;
};

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 64 * 1024);
} events SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct histogram);
} lengths SEC(".maps");

__u64 nr_packets;
__u64 nr_lost;
__u32 longest;

static __always_inline __u32 log2_of(__u32 v)
{
	__u32 r = 0;

	if (v >> 16) {
		v >>= 16;
		r += 16;
	}
	if (v >> 8) {
		v >>= 8;
		r += 8;
	}
	if (v >> 4) {
		v >>= 4;
		r += 4;
	}
	if (v >> 2) {
		v >>= 2;
		r += 2;
	}
	return r + (v >> 1);
}

static __always_inline void tell(struct ethhdr *eth, __u32 len)
{
	struct event *e = bpf_ringbuf_reserve(&events, sizeof(*e), 0);

	if (!e) {
		__sync_fetch_and_add(&nr_lost, 1);
		return;
	}
	e->len = len;
	e->number = nr_packets;
	e->type = eth->h_proto;
	__builtin_memcpy(e->source, eth->h_source, ETH_ALEN);
	if (len > longest) {
		longest = len;
		e->kind = EVENT_RECORD_LEN;
	} else if (bpf_ntohs(eth->h_proto) < ETH_P_802_3_MIN) {
		e->kind = EVENT_UNKNOWN_TYPE;
	} else {
		bpf_ringbuf_discard(e, 0);
		return;
	}
	bpf_ringbuf_submit(e, 0);
}

SEC("xdp")
int histogram(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct ethhdr *eth = data;
	__u32 len = end - data, zero = 0, bucket;
	struct histogram *h = bpf_map_lookup_elem(&lengths, &zero);

	if (!h || (void *)(eth + 1) > end)
		return XDP_ABORTED;
	__sync_fetch_and_add(&nr_packets, 1);
	bucket = log2_of(len);
	if (bucket < NR_BUCKETS)
		__sync_fetch_and_add(&h->buckets[bucket], 1);
	tell(eth, len);
	return XDP_PASS;
}

SEC("xdp")
int flush(struct xdp_md *ctx)
{
	struct histogram_event e = { .kind = EVENT_HISTOGRAM, .nr_buckets = NR_BUCKETS };
	__u32 zero = 0;
	struct histogram *h = bpf_map_lookup_elem(&lengths, &zero);

	if (!h)
		return XDP_ABORTED;
	e.histogram = *h;
	if (bpf_ringbuf_output(&events, &e, sizeof(e), 0))
		return XDP_DROP;
	return bpf_ringbuf_query(&events, BPF_RB_AVAIL_DATA) ? XDP_PASS : XDP_DROP;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
