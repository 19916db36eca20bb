/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * bits.h - integers: overflow, rounding, byte order, unaligned memory.
 */
#ifndef KILN_BASE_BITS_H
#define KILN_BASE_BITS_H

#include <kiln/port.h>

#define NR_OF(a)		      (sizeof(a) / sizeof((a)[0]))
#define CONTAINER_OF(p, type, member) ((type *)(void *)((uint8_t *)(p)-offsetof(type, member)))

static inline bool mul_overflow_size(size_t a, size_t b, size_t *out)
{
	return __builtin_mul_overflow(a, b, out);
}

static inline uint64_t round_up64(uint64_t v, uint64_t to) /* to: a power of two */
{
	return (v + to - 1) & ~(to - 1);
}

static inline uint32_t round_up_pow2(uint32_t v) /* 0 where it does not fit */
{
	return v <= 1 ? 1 : v > 0x80000000u ? 0 : 1u << (32 - __builtin_clz(v - 1));
}

/* i, which is below nr; 0 where it is not, and the CPU only guesses that it is. The compiler is not told what it knows of i. */
static inline uint32_t index_below(uint32_t i, uint32_t nr)
{
	uint64_t beyond = (uint64_t)i - nr;

	__asm__("" : "+r"(beyond));
	return i & (uint32_t)(beyond >> 32);
}

/* Bits that are set. The compiler's own may be a call into its library, which a kernel does not have. */
static inline uint32_t bits_set(uint32_t v)
{
	v -= v >> 1 & 0x55555555;
	v = (v & 0x33333333) + (v >> 2 & 0x33333333);
	return ((v + (v >> 4)) & 0x0f0f0f0f) * 0x01010101 >> 24;
}

/* clang-format off */
static inline uint16_t swap16(uint16_t v) { return __builtin_bswap16(v); }
static inline uint32_t swap32(uint32_t v) { return __builtin_bswap32(v); }
static inline uint64_t swap64(uint64_t v) { return __builtin_bswap64(v); }

static inline uint16_t be16(uint16_t v) { return KILN_BIG_ENDIAN ? v : swap16(v); }
static inline uint32_t be32(uint32_t v) { return KILN_BIG_ENDIAN ? v : swap32(v); }
static inline uint64_t be64(uint64_t v) { return KILN_BIG_ENDIAN ? v : swap64(v); }
static inline uint16_t le16(uint16_t v) { return KILN_BIG_ENDIAN ? swap16(v) : v; }
static inline uint32_t le32(uint32_t v) { return KILN_BIG_ENDIAN ? swap32(v) : v; }
static inline uint64_t le64(uint64_t v) { return KILN_BIG_ENDIAN ? swap64(v) : v; }

static inline uint16_t get16(const void *p) { uint16_t v; memcpy(&v, p, sizeof(v)); return v; }
static inline uint32_t get32(const void *p) { uint32_t v; memcpy(&v, p, sizeof(v)); return v; }
static inline uint64_t get64(const void *p) { uint64_t v; memcpy(&v, p, sizeof(v)); return v; }
static inline void put16(void *p, uint16_t v) { memcpy(p, &v, sizeof(v)); }
static inline void put32(void *p, uint32_t v) { memcpy(p, &v, sizeof(v)); }
static inline void put64(void *p, uint64_t v) { memcpy(p, &v, sizeof(v)); }
/* clang-format on */

#endif
