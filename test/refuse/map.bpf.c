// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* maps, their values, records of ring buffers, and locks */
#include "refuse.h"

#define HASH(value_type, name_, flags)           \
	struct {                                 \
		__uint(type, BPF_MAP_TYPE_HASH); \
		__type(key, __u32);              \
		__type(value, value_type);       \
		__uint(max_entries, 16);         \
		__uint(map_flags, flags);        \
	} name_ SEC(".maps")

struct locked {
	struct bpf_spin_lock lock;
	__u32 number;
	__u32 more;
};

HASH(struct locked, buckets, 0);
HASH(__u32, outputs, BPF_F_WRONLY_PROG);
HASH(__u32, inputs, BPF_F_RDONLY_PROG);

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} events SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_QUEUE);
	__type(value, __u32);
	__uint(max_entries, 16);
} queue SEC(".maps");

struct inner {
	__uint(type, BPF_MAP_TYPE_HASH);
	__type(key, __u32);
	__type(value, __u32);
	__uint(max_entries, 16);
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
	__uint(max_entries, 4);
	__type(key, __u32);
	__array(values, struct inner);
} tenants SEC(".maps");

__u32 table[4];

#define LOOKUP(map)                              \
	({                                       \
		__u32 key_ = 0;                  \
		bpf_map_lookup_elem(map, &key_); \
	})

ENTRY("xdp", map_value_bounds, struct xdp_md)
{
	struct value *v = value_get();

	if (!v)
		return XDP_PASS;
	return v->number[MEND(4, 3)]; /* map-value-bounds */
}

ENTRY("xdp", map_value_index, struct xdp_md)
{
	struct value *v = value_get();
	__u32 i = ctx->rx_queue_index;

	if (!v MEND(, || i >= 4))
		return XDP_PASS;
	return v->number[i]; /* map-value-index */
}

ENTRY("xdp", map_value_address, struct xdp_md)
{
	asm volatile("r1 = table+" MEND("16", "12") " ll" : : : "r1"); /* map-value-address */
	return XDP_PASS;
}

ENTRY("xdp", null, struct xdp_md)
{
	struct value *v = value_get();

	MEND(, if (!v) return XDP_PASS);
	return v->number[0]; /* null */
}

ENTRY("xdp", null_arithmetic, struct xdp_md)
{
	__u32 *p = (void *)value_get();

	MEND(, if (!p) return XDP_PASS);
	asm volatile("%0 += 4" : "+r"(p)); /* null-arithmetic */
	MEND(if (!p) return XDP_PASS, );
	return *p;
}

ENTRY("xdp", null_constant, struct xdp_md)
{
	struct value *v = value_get();

	if (MEND(v, !v))
		return XDP_PASS;
	return *(volatile __u32 *)v->number; /* null-constant */
}

ENTRY("xdp", helper_null, struct xdp_md)
{
	void *inner = LOOKUP(&tenants);

	MEND(, if (!inner) return XDP_PASS);
	return LOOKUP(inner) ? XDP_PASS : XDP_DROP; /* helper-null */
}

ENTRY("xdp", map_kind, struct xdp_md)
{
	__u32 number = 1;

	return bpf_map_push_elem(MEND((void *)&values, &queue), &number, 0); /* map-kind */
}

ENTRY("xdp", write_only, struct xdp_md)
{
	__u32 *v = LOOKUP(&outputs);

	if (!v)
		return XDP_PASS;
	MEND(return *v, *v = 1); /* write-only */
	return XDP_PASS;
}

ENTRY("xdp", read_only, struct xdp_md)
{
	__u32 *v = LOOKUP(&inputs);

	if (!v)
		return XDP_PASS;
	MEND(*v = 1, return *v); /* read-only */
	return XDP_PASS;
}

ENTRY("xdp", atomic_misaligned, struct xdp_md)
{
	struct value *v = value_get();

	if (!v)
		return XDP_PASS;
	asm volatile("lock *(u32 *)(%0 + " MEND("2", "4") ") += %1" /* atomic-misaligned */
		     :
		     : "r"(v), "r"(1)
		     : "memory");
	return XDP_PASS;
}

/* -- records -- */

ENTRY("xdp", record_bounds, struct xdp_md)
{
	__u32 *e = bpf_ringbuf_reserve(&events, MEND(4, 8), 0);

	if (!e)
		return XDP_PASS;
	e[1] = 1; /* record-bounds */
	bpf_ringbuf_submit(e, 0);
	return XDP_PASS;
}

ENTRY("xdp", record_size, struct xdp_md)
{
	void *e = bpf_ringbuf_reserve(&events, MEND(ctx->rx_queue_index & 63, 64), 0); /* record-size */

	if (e)
		bpf_ringbuf_submit(e, 0);
	return XDP_PASS;
}

ENTRY("xdp", record_argument, struct xdp_md)
{
	struct value *v = value_get();
	void *e = bpf_ringbuf_reserve(&events, 8, 0);

	if (!e)
		return XDP_PASS;
	if (!v)
		v = e;
	bpf_ringbuf_submit(MEND((void *)v, e), 0); /* record-argument */
	return XDP_PASS;
}

ENTRY("xdp", record_moved, struct xdp_md)
{
	__u32 *e = bpf_ringbuf_reserve(&events, 8, 0);

	if (!e)
		return XDP_PASS;
	*e = 0;
	bpf_ringbuf_submit(e + MEND(1, 0), 0); /* record-moved */
	return XDP_PASS;
}

ENTRY("xdp", use_after_release, struct xdp_md)
{
	__u32 *e = bpf_ringbuf_reserve(&events, 8, 0), size;

	if (!e)
		return XDP_PASS;
	size = MEND(0, *e = 4);
	bpf_ringbuf_submit(e, 0);
	return MEND(*e, size); /* use-after-release */
}

ENTRY("xdp", ref_leak, struct xdp_md)
{
	__u32 *e = bpf_ringbuf_reserve(&events, 8, 0);

	if (!e)
		return XDP_PASS;
	*e = 1;
	MEND(, bpf_ringbuf_submit(e, 0));
	return XDP_PASS;
} /* ref-leak */

ENTRY("xdp", too_many_records, struct xdp_md)
{
	void *e[17];

#pragma unroll
	for (int i = 0; i < MEND(17, 16); i++) {
		e[i] = bpf_ringbuf_reserve(&events, 8, 0); /* too-many-records */
		if (!e[i]) {
			for (int j = 0; j < i; j++)
				bpf_ringbuf_discard(e[j], 0);
			return XDP_PASS;
		}
	}
#pragma unroll
	for (int i = 0; i < MEND(17, 16); i++)
		bpf_ringbuf_discard(e[i], 0);
	return XDP_PASS;
}

/* -- locks -- */

ENTRY("xdp", value_special, struct xdp_md)
{
	struct locked *b = LOOKUP(&buckets);

	if (!b)
		return XDP_PASS;
	return *(volatile __u32 *)MEND(&b->lock, &b->number); /* value-special */
}

ENTRY("xdp", lock, struct xdp_md)
{
	struct locked *b = LOOKUP(&buckets);

	if (!b)
		return XDP_PASS;
	bpf_spin_lock(&b->lock);
	b->number++;
	MEND(, bpf_spin_unlock(&b->lock));
	return XDP_PASS;
} /* lock */

ENTRY("xdp", lock_twice, struct xdp_md)
{
	struct locked *b = LOOKUP(&buckets);

	if (!b)
		return XDP_PASS;
	bpf_spin_lock(&b->lock);
	MEND(, bpf_spin_unlock(&b->lock));
	bpf_spin_lock(&b->lock); /* lock-twice */
	bpf_spin_unlock(&b->lock);
	return XDP_PASS;
}

static __noinline int twice(int x)
{
	asm volatile("" : "+r"(x));
	return x * 2;
}

ENTRY("xdp", lock_call, struct xdp_md)
{
	struct locked *b = LOOKUP(&buckets);
	int x;

	if (!b)
		return XDP_PASS;
	MEND(, x = twice(ctx->rx_queue_index));
	bpf_spin_lock(&b->lock);
	MEND(x = twice(ctx->rx_queue_index), ); /* lock-call */
	b->number += x;
	bpf_spin_unlock(&b->lock);
	return XDP_PASS;
}

ENTRY("xdp", lock_helper, struct xdp_md)
{
	struct locked *b = LOOKUP(&buckets);
	__u64 now;

	if (!b)
		return XDP_PASS;
	MEND(, now = bpf_ktime_get_ns());
	bpf_spin_lock(&b->lock);
	MEND(now = bpf_ktime_get_ns(), ); /* lock-helper */
	b->number = now;
	bpf_spin_unlock(&b->lock);
	return XDP_PASS;
}

ENTRY("xdp", unlock_free, struct xdp_md)
{
	struct locked *b = LOOKUP(&buckets);

	if (!b)
		return XDP_PASS;
	MEND(, bpf_spin_lock(&b->lock));
	bpf_spin_unlock(&b->lock); /* unlock-free */
	return XDP_PASS;
}

ENTRY("xdp", unlock_other, struct xdp_md)
{
	struct locked *a = LOOKUP(&buckets), *b = LOOKUP(&buckets);

	if (!a || !b)
		return XDP_PASS;
	bpf_spin_lock(&a->lock);
	bpf_spin_unlock(&MEND(b, a)->lock); /* unlock-other */
	return XDP_PASS;
}

ENTRY("xdp", lock_argument, struct xdp_md)
{
	struct locked *b = LOOKUP(&buckets);
	struct bpf_spin_lock own = {};

	if (!b)
		return XDP_PASS;
	bpf_spin_lock(MEND(&own, &b->lock)); /* lock-argument */
	bpf_spin_unlock(MEND(&own, &b->lock));
	return XDP_PASS;
}

ENTRY("xdp", lock_place, struct xdp_md)
{
	struct locked *b = LOOKUP(&buckets);

	if (!b)
		return XDP_PASS;
	bpf_spin_lock(MEND((void *)&b->number, &b->lock)); /* lock-place */
	bpf_spin_unlock(&b->lock);
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
