/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * dynptr.c - helpers and kernel functions of dynptrs: memory whose bounds are checked when the program runs.
 *
 * Overview     a dynptr is sixteen bytes on the program's stack that the program itself cannot reach. It stands for a part of a map's
 *              value, of a ring buffer's record, or of the packet, or for nothing (NULL), where it could not be made.
 * Invariant    base is alive as long as the verifier lets the dynptr, and what was got from it, be used. A packet's bounds are asked
 *              each time: helpers may have moved them.
 * Cost         a few compares, and that of the bytes copied.
 * Threads      a dynptr belongs to the event that runs.
 */
#include "base/bits.h"
#include "rt/body.h"
#include "rt/calls.h"

enum { SIZE_MAX_DYNPTR = (1 << 24) - 1 };

struct dynptr {
	uint64_t base; /* address of the memory or of the struct kiln_packet; 0: NULL */
	uint32_t size; /* low 24 bits; bits 28 to 30: enum kiln_dynptr */
	uint32_t off;
};
_Static_assert(sizeof(struct dynptr) == KILN_DYNPTR_LEN, "programs reserve 16 bytes");

static uint32_t size_of(const struct dynptr *d)
{
	return d->size & SIZE_MAX_DYNPTR;
}

static uint32_t kind_of(const struct dynptr *d)
{
	return d->size >> 28 & 7;
}

static void size_set(struct dynptr *d, uint32_t kind, uint32_t size)
{
	d->size = kind << 28 | size;
}

static uint64_t make(struct dynptr *d, uint64_t base, uint32_t kind, uint32_t size)
{
	*d = (struct dynptr){ .base = base };
	size_set(d, kind, size);
	return 0;
}

static uint64_t make_null(struct dynptr *d, enum kiln_err err)
{
	memset(d, 0, sizeof(*d));
	return rt_err(err);
}

/* [off, off + len) of d, where that is inside it and there; else NULL. */
static uint8_t *bytes_at(const struct dynptr *d, uint32_t off, uint64_t len)
{
	uint64_t at = (uint64_t)d->off + off;
	const struct kiln_packet *p;

	if (!d->base || off > size_of(d) || len > size_of(d) - off)
		return NULL;
	if (kind_of(d) != KILN_DYNPTR_SKB && kind_of(d) != KILN_DYNPTR_XDP)
		return (uint8_t *)rt_ptr(d->base) + at;
	p = rt_ptr(d->base);
	return at <= p->len && len <= p->len - at ? p->data + at : NULL;
}

static bool is_packet(const struct dynptr *d)
{
	return kind_of(d) == KILN_DYNPTR_SKB || kind_of(d) == KILN_DYNPTR_XDP;
}

/* -- made ---------------------------------------------------------------------------------------------------------- */

/* (memory, size, flags, dynptr) */
BODY(call_dynptr_from_mem)
{
	if (r2 > SIZE_MAX_DYNPTR)
		return make_null(rt_ptr(r4), KILN_ERR_COMPLEX);
	if (r3)
		return make_null(rt_ptr(r4), KILN_ERR_INVAL);
	return make(rt_ptr(r4), r1, KILN_DYNPTR_LOCAL, (uint32_t)r2);
}

static uint64_t from_packet(uint64_t ctx, uint64_t flags, uint64_t d, uint32_t kind)
{
	const struct kiln_packet *p = rt_ptr(ctx);

	return flags ? make_null(rt_ptr(d), KILN_ERR_INVAL) : make(rt_ptr(d), ctx, kind, p->len & SIZE_MAX_DYNPTR);
}

BODY(call_dynptr_from_skb)
{
	return from_packet(r1, r2, r3, KILN_DYNPTR_SKB);
}

BODY(call_dynptr_from_xdp)
{
	return from_packet(r1, r2, r3, KILN_DYNPTR_XDP);
}

/* (map, size, flags, dynptr): to be submitted or discarded in any case */
BODY(call_ringbuf_reserve_dynptr)
{
	uint32_t size = (uint32_t)r2;
	uint64_t record;

	if (r3)
		return make_null(rt_ptr(r4), KILN_ERR_INVAL);
	if (size > SIZE_MAX_DYNPTR)
		return make_null(rt_ptr(r4), KILN_ERR_COMPLEX);
	record = call_ringbuf_reserve(r1, size, 0, 0, 0, env);
	return record ? make(rt_ptr(r4), record, KILN_DYNPTR_RINGBUF, size) : make_null(rt_ptr(r4), KILN_ERR_INVAL);
}

BODY(call_ringbuf_submit_dynptr)
{
	struct dynptr *d = rt_ptr(r1);

	if (d->base)
		call_ringbuf_submit(d->base, r2, 0, 0, 0, env);
	make_null(d, KILN_OK);
	return 0;
}

BODY(call_ringbuf_discard_dynptr)
{
	struct dynptr *d = rt_ptr(r1);

	if (d->base)
		call_ringbuf_discard(d->base, r2, 0, 0, 0, env);
	make_null(d, KILN_OK);
	return 0;
}

/* (dynptr, copy): the copy goes its own way from here */
BODY(call_dynptr_clone)
{
	const struct dynptr *d = rt_ptr(r1);
	struct dynptr copy = *d;

	if (!copy.base)
		return make_null(rt_ptr(r2), KILN_ERR_INVAL);
	memcpy(rt_ptr(r2), &copy, sizeof(copy));
	return 0;
}

/* -- asked and cut ------------------------------------------------------------------------------------------------- */

/* (dynptr, start, end): only [start, end) of it is left */
BODY(call_dynptr_adjust)
{
	struct dynptr *d = rt_ptr(r1);
	uint32_t start = (uint32_t)r2, end = (uint32_t)r3;

	if (!d->base || start > end)
		return rt_err(KILN_ERR_INVAL);
	if (start > size_of(d) || end > size_of(d))
		return rt_err(KILN_ERR_RANGE);
	d->off += start;
	size_set(d, kind_of(d), end - start);
	return 0;
}

BODY(call_dynptr_is_null)
{
	const struct dynptr *d = rt_ptr(r1);

	return !d->base;
}

BODY(call_dynptr_is_rdonly)
{
	return 0; /* those of packets that may not be written are told apart by the verifier */
}

BODY(call_dynptr_size)
{
	const struct dynptr *d = rt_ptr(r1);

	return d->base ? size_of(d) : (uint32_t)-KILN_ERR_INVAL;
}

/* -- read and written ---------------------------------------------------------------------------------------------- */

/* (to, len, dynptr, offset, flags): all of to is written, zeros where there is an error */
BODY(call_dynptr_read)
{
	const struct dynptr *d = rt_ptr(r3);
	const uint8_t *from = r5 ? NULL : bytes_at(d, (uint32_t)r4, r2);

	if (rt_over_out(env, rt_ptr(r1), (size_t)r2))
		return rt_err(KILN_ERR_INTR);
	if (from) {
		memmove(rt_ptr(r1), from, (size_t)r2);
		return 0;
	}
	memset(rt_ptr(r1), 0, (size_t)r2);
	return rt_err(!d->base || r5 ? KILN_ERR_INVAL : KILN_ERR_COMPLEX);
}

/* (dynptr, offset, from, len, flags) */
BODY(call_dynptr_write)
{
	const struct dynptr *d = rt_ptr(r1);
	uint8_t *to = bytes_at(d, (uint32_t)r2, r4);

	if (!d->base || (r5 && kind_of(d) != KILN_DYNPTR_SKB))
		return rt_err(KILN_ERR_INVAL);
	if (!to)
		return rt_err(KILN_ERR_COMPLEX);
	if (kind_of(d) == KILN_DYNPTR_SKB)
		return call_skb_store_bytes(d->base, (uint64_t)d->off + (uint32_t)r2, r3, r4, r5, env);
	if (rt_over(env, (size_t)r4))
		return rt_err(KILN_ERR_INTR);
	memmove(to, rt_ptr(r3), (size_t)r4);
	return 0;
}

/* (dynptr, offset, len): its bytes as memory; not those of a packet */
BODY(call_dynptr_data)
{
	const struct dynptr *d = rt_ptr(r1);

	return is_packet(d) ? 0 : (uintptr_t)bytes_at(d, (uint32_t)r2, r3);
}

/* (dynptr, offset, buffer, len): its bytes as memory. They are in one piece here, so the buffer is never needed. */
BODY(call_dynptr_slice)
{
	return (uintptr_t)bytes_at(rt_ptr(r1), (uint32_t)r2, (uint32_t)r4);
}

/* (to, offset, from, offset, len) */
BODY(call_dynptr_copy)
{
	const struct dynptr *to = rt_ptr(r1), *from = rt_ptr(r3);
	uint8_t *dst = bytes_at(to, (uint32_t)r2, (uint32_t)r5);
	const uint8_t *src = bytes_at(from, (uint32_t)r4, (uint32_t)r5);

	if (!to->base || !from->base)
		return rt_err(KILN_ERR_INVAL);
	if (!dst || !src)
		return rt_err(KILN_ERR_COMPLEX);
	if (rt_over(env, (uint32_t)r5))
		return rt_err(KILN_ERR_INTR);
	memmove(dst, src, (uint32_t)r5);
	return 0;
}

/* (dynptr, offset, len, byte) */
BODY(call_dynptr_memset)
{
	const struct dynptr *d = rt_ptr(r1);
	uint8_t *at = bytes_at(d, (uint32_t)r2, (uint32_t)r3);

	if (!d->base)
		return rt_err(KILN_ERR_INVAL);
	if (!at)
		return rt_err(KILN_ERR_COMPLEX);
	if (rt_over(env, (uint32_t)r3))
		return rt_err(KILN_ERR_INTR);
	memset(at, (uint8_t)r4, (uint32_t)r3);
	return 0;
}
