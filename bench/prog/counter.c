// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* counter.c - counts the packet in an array, with an atomic addition. */
#include "../bench.h"

struct counter {
	__u64 packets;
	__u64 bytes;
};

#ifdef __bpf__
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 256);
	__type(key, __u32);
	__type(value, struct counter);
} counters SEC(".maps");
#define lookup(key) bpf_map_lookup_elem(&counters, key)
#else
static struct counter counters[256];
#define lookup(key) (*(key) < 256 ? &counters[*(key)] : NULL)
#endif

BENCH(counter)
{
	__u8 *p = data(ctx), *end = data_end(ctx);
	struct counter *c;
	__u32 key;

	if (p + 24 > end)
		return XDP_ABORTED;
	key = p[23]; /* IP protocol */
	c = lookup(&key);
	if (!c)
		return XDP_ABORTED;
	__sync_fetch_and_add(&c->packets, 1);
	__sync_fetch_and_add(&c->bytes, end - p);
	return XDP_PASS;
}

BENCH_LICENSE;
