// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * trace_block.bpf.c - disks by their tracepoints: latency by device and size, and sequential or not.
 */
#include "trace.h"

struct block_rq {
	__u64 common;
	__u32 dev;
	__u32 pad;
	__u64 sector;
	__u32 nr_sector;
	__u32 bytes;
	char rwbs[8];
};

struct request {
	__u64 sector;
	__u32 dev;
	__u32 pad;
};

struct counter {
	__u64 last_sector;
	__u64 bytes;
	__u32 sequential;
	__u32 random;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 4096);
	__type(key, struct request);
	__type(value, __u64);
} issued SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 64);
	__type(key, __u32);
	__type(value, struct hist);
} by_dev SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 64);
	__type(key, __u32);
	__type(value, struct counter);
} counters SEC(".maps");

static struct hist no_hist;

SEC("tracepoint/block/block_rq_issue")
int rq_issue(struct block_rq *ctx)
{
	struct request key = { .sector = ctx->sector, .dev = ctx->dev };
	__u64 now = bpf_ktime_get_ns();

	bpf_map_update_elem(&issued, &key, &now, BPF_ANY);
	return 0;
}

SEC("tracepoint/block/block_rq_complete")
int rq_done(struct block_rq *ctx)
{
	struct request key = { .sector = ctx->sector, .dev = ctx->dev };
	__u64 *from = bpf_map_lookup_elem(&issued, &key);
	__u32 dev = ctx->dev;
	struct hist *h;

	if (!from)
		return 0;
	h = bpf_map_lookup_elem(&by_dev, &dev);
	if (!h) {
		bpf_map_update_elem(&by_dev, &dev, &no_hist, BPF_NOEXIST);
		h = bpf_map_lookup_elem(&by_dev, &dev);
	}
	if (h)
		hist_add(h, (bpf_ktime_get_ns() - *from) / 1000);
	bpf_map_delete_elem(&issued, &key);
	return 0;
}

SEC("tracepoint/block/block_rq_complete")
int rq_pattern(struct block_rq *ctx)
{
	struct counter *c, zero = {};
	__u32 dev = ctx->dev;

	c = bpf_map_lookup_elem(&counters, &dev);
	if (!c) {
		bpf_map_update_elem(&counters, &dev, &zero, BPF_ANY);
		c = bpf_map_lookup_elem(&counters, &dev);
		if (!c)
			return 0;
	}
	if (c->last_sector) {
		if (c->last_sector == ctx->sector)
			__sync_fetch_and_add(&c->sequential, 1);
		else
			__sync_fetch_and_add(&c->random, 1);
		__sync_fetch_and_add(&c->bytes, ctx->nr_sector * 512);
	}
	c->last_sector = ctx->sector + ctx->nr_sector;
	return 0;
}

SEC("tracepoint/block/block_rq_issue")
int rq_writes(struct block_rq *ctx)
{
	struct counter *c;
	__u32 dev = ctx->dev;

	if (ctx->rwbs[0] != 'W' && ctx->rwbs[1] != 'W')
		return 0;
	c = bpf_map_lookup_elem(&counters, &dev);
	if (c)
		__sync_fetch_and_add(&c->bytes, (__u64)ctx->nr_sector << 9);
	return 0;
}
