/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * csum.c - the Internet checksum (RFC 1071), and mending it for a field that changed (RFC 1624).
 *
 * Invariant    sums are of 16-bit words in memory order, as the packet has them, so the byte order of the host plays no part.
 * Cost         csum_diff walks its bytes 16 at a time; mending is constant.
 * See          test/kernel/helper_diff.c compares each helper with the running kernel.
 */
#include "base/bits.h"
#include "rt/body.h"

static uint32_t csum_add(uint32_t sum, uint32_t more)
{
	sum += more;
	return sum + (sum < more);
}

/* Both halves of 8 bytes: a sum of 32-bit words in 64 bits does not overflow before 2^32 of them. */
static uint64_t halves(uint64_t v)
{
	return (v & UINT32_MAX) + (v >> 32);
}

/* A last odd byte counts as if a zero stood behind it. */
static uint32_t csum_bytes(const uint8_t *p, uint32_t len, uint32_t sum)
{
	uint64_t wide = sum, other = 0, tail = 0;

	for (; len >= 16; p += 16, len -= 16) {
		wide += halves(get64(p));
		other += halves(get64(p + 8));
	}
	if (len >= 8) {
		wide += halves(get64(p));
		p += 8;
		len -= 8;
	}
	memcpy(&tail, p, len);
	wide = halves(wide + other + halves(tail));
	return (uint32_t)halves(wide);
}

static uint16_t csum_16(uint32_t sum)
{
	sum = (sum & 0xffff) + (sum >> 16);
	return (uint16_t)(sum + (sum >> 16));
}

/*
 * (from, from_len, to, to_len, seed): a sum of 16 bits that is not complemented. Which of the two zeros (0, 0xffff) comes out
 * depends on the order of steps, so the order is Linux's, here and below.
 */
BODY(call_csum_diff)
{
	uint32_t from_len = (uint32_t)r2, to_len = (uint32_t)r4, sum = (uint32_t)r5;

	if (rt_over(env, (size_t)from_len + to_len))
		return rt_err(KILN_ERR_INTR);
	if (from_len && to_len)
		sum = csum_add(csum_bytes(rt_ptr(r3), to_len, sum), ~csum_bytes(rt_ptr(r1), from_len, 0));
	else if (to_len)
		sum = csum_bytes(rt_ptr(r3), to_len, sum);
	else if (from_len)
		sum = ~csum_bytes(rt_ptr(r1), from_len, ~sum);
	return csum_16(sum);
}

/* -- fields of packets --------------------------------------------------------------------------------------------- */

enum {
	FIELD_LEN = 0xf,       /* BPF_F_HDR_FIELD_MASK: 0 (to is a difference of sums), 2 or 4 bytes */
	PSEUDO_HDR = 0x10,     /* matters only where hardware finishes the sum, which none does here */
	MARK_MANGLED_0 = 0x20, /* 0 means "no checksum" (UDP): leave it, and never make one */
	MARK_ENFORCE = 0x40,   /* make one even where there was none */
	FIELD_IPV6 = 0x80,     /* as PSEUDO_HDR */
	OFF_MAX = 0xffff,
};

/* The checksum of the packet at off, or NULL. */
static uint8_t *csum_at(const struct kiln_packet *p, uint32_t off)
{
	return off > OFF_MAX || off & 1 || off + 2 > p->len ? NULL : p->data + off;
}

/* After a word, or a sum of words, has changed from one to the other. */
static void csum_replace(uint8_t *at, uint32_t from, uint32_t to)
{
	put16(at, (uint16_t)~csum_16(csum_add(csum_add(~(uint32_t)get16(at), ~from), to)));
}

static void csum_replace_diff(uint8_t *at, uint32_t diff)
{
	put16(at, (uint16_t)~csum_16(csum_add(diff, ~(uint32_t)get16(at))));
}

static uint16_t csum16_add(uint16_t a, uint16_t b)
{
	uint16_t sum = (uint16_t)(a + b);

	return (uint16_t)(sum + (sum < b));
}

static void csum16_replace(uint8_t *at, uint16_t from, uint16_t to)
{
	put16(at, (uint16_t)~csum16_add(csum16_add((uint16_t)~get16(at), (uint16_t)~from), to));
}

/* (ctx, offset, from, to, length of the field) */
BODY(call_l3_csum_replace)
{
	uint8_t *at;

	if (r5 & ~(uint64_t)FIELD_LEN)
		return rt_err(KILN_ERR_INVAL);
	at = csum_at(rt_ptr(r1), (uint32_t)r2);
	if (!at)
		return rt_err(KILN_ERR_FAULT);
	if (r5 == 0 && r3 == 0)
		csum_replace_diff(at, (uint32_t)r4);
	else if (r5 == 2)
		csum16_replace(at, (uint16_t)r3, (uint16_t)r4);
	else if (r5 == 4)
		csum_replace(at, (uint32_t)r3, (uint32_t)r4);
	else
		return rt_err(KILN_ERR_INVAL);
	return 0;
}

/* (ctx, offset, from, to, flags and length of the field) */
BODY(call_l4_csum_replace)
{
	bool zero_is_none = r5 & MARK_MANGLED_0;
	uint32_t len = r5 & FIELD_LEN;
	uint8_t *at;

	if (r5 & ~(uint64_t)(FIELD_LEN | PSEUDO_HDR | MARK_MANGLED_0 | MARK_ENFORCE | FIELD_IPV6))
		return rt_err(KILN_ERR_INVAL);
	at = csum_at(rt_ptr(r1), (uint32_t)r2);
	if (!at)
		return rt_err(KILN_ERR_FAULT);
	if (zero_is_none && !(r5 & MARK_ENFORCE) && !get16(at))
		return 0;
	if (len == 0 && r3 == 0)
		csum_replace_diff(at, (uint32_t)r4);
	else if (len == 2)
		csum_replace(at, (uint16_t)r3, (uint16_t)r4);
	else if (len == 4)
		csum_replace(at, (uint32_t)r3, (uint32_t)r4);
	else
		return rt_err(KILN_ERR_INVAL);
	if (zero_is_none && !get16(at))
		put16(at, 0xffff);
	return 0;
}

/* Linux adds to the sum that hardware made of the whole packet. There is none here, and this is its answer then. */
BODY(call_csum_update)
{
	return rt_err(KILN_ERR_NOTSUPP);
}
