/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * htab.h - the table that all hash maps are: buckets, elements, and finding one without a lock.
 *
 * Overview     a bucket is a list. Elements come from one block, or are made on demand; a free one may be used again at once,
 *              for another key in another bucket, while a reader still stands on it. So each list ends in a mark that tells
 *              its bucket: a reader that arrives at a foreign mark was carried away, and starts again.
 * Invariant    next and key of a linked element change only after it was unlinked. gen is odd while a new key and value are
 *              written: a copy that began and ended at the same even gen is of one element's life.
 * Hashing      pair-multiply-shift (Thorup, "High Speed Hashing for Integers and Strings", 2015, 3.5) with secrets that are
 *              random for each map: two keys of up to 64 bytes collide with a chance of 2^-32, whoever chose them.
 */
#ifndef KILN_MAP_HTAB_H
#define KILN_MAP_HTAB_H

#include "map/pool.h"
#include "map/value.h"

#define NR_SECRETS 20u
#define HASH_BLOCK 64u

struct helem {
	uintptr_t next; /* the next element, the bucket's mark, or a free list's: see mark_of() */
	uint32_t hash;	/* written with the lock of the bucket that it names, and nowhere else */
	uint16_t gen;
	uint8_t ref;  /* LRU: was looked up since the hand last passed */
	uint8_t used; /* linked in a bucket */
	_Alignas(8) uint8_t key[];
};

/* A list of free elements, by (offset in the block) / 8 + 1. Each slot has one, so that slots rarely meet. */
struct free_list {
	_Alignas(64) struct spin lock;
	uint32_t head;
	struct helem *extra; /* takes the place of an element that is updated; NULL while some thread uses it */
};

struct htab {
	struct kiln_map map;
	uintptr_t *buckets;
	uint32_t shift; /* bucket = hash >> shift; 32 where there is one bucket */
	uint32_t lock_mask;
	uint32_t value_off; /* in an element; per CPU: of a pointer to slot 0's value */
	uint32_t nr_lists;
	struct spin *locks;
	struct free_list *lists;
	uint8_t *elems; /* NULL: made on demand */
	size_t stride, elem_len, elems_len;
	uint8_t *percpu;
	size_t percpu_len, cpu_stride, nr_buckets;
	bool lru;
	uint64_t secret[NR_SECRETS];
	uint32_t nr_elems;
	size_t percpu_step;	    /* preallocated: from one element's values to the next one's, within a slot */
	_Alignas(64) uint32_t hand; /* LRU: counts elements that were looked at */
	uint32_t fresh;		    /* preallocated: elements from here to max_entries were never used; may pass it */
	uint32_t nr;		    /* made on demand: elements alive */
	struct pool pool;
};

static inline struct htab *htab_of(const struct kiln_map *m)
{
	return (struct htab *)(uintptr_t)m; /* map is first */
}

static inline uint64_t pair(const struct htab *h, uint32_t i, uint64_t v)
{
	return (h->secret[i] + (uint32_t)(v >> 32)) * (h->secret[i + 1] + (uint32_t)v);
}

/* Up to a block. */
static inline uint64_t hash_block(const struct htab *h, const uint8_t *key, uint32_t len)
{
	uint64_t sum = 0;
	uint32_t i = 0;

	for (; len >= 8; len -= 8, key += 8, i += 2)
		sum += pair(h, i, get64(key));
	if (len & 4) {
		sum += (h->secret[i] + get32(key)) * h->secret[i + 1];
		key += 4;
		i += 2;
	}
	if (len & 3) {
		uint32_t tail = (len & 2 ? get16(key) : 0u) | (len & 1 ? (uint32_t)key[len & 2] << 16 : 0u);

		sum += (h->secret[i] + tail) * h->secret[i + 1];
	}
	return sum;
}

/* Longer keys: what the blocks before gave is mixed into each. */
static inline uint64_t hash_long(const struct htab *h, const uint8_t *key, uint32_t len)
{
	uint64_t sum = 0;

	for (; len > HASH_BLOCK; len -= HASH_BLOCK, key += HASH_BLOCK) {
		sum += hash_block(h, key, HASH_BLOCK);
		sum ^= sum >> 32;
		sum *= h->secret[NR_SECRETS - 1] | 1;
	}
	return sum + hash_block(h, key, len);
}

static inline uint32_t hash_key(const struct htab *h, const void *key, uint32_t len)
{
	uint64_t sum;

	switch (len) {
	case 4:
		sum = (h->secret[0] + get32(key)) * h->secret[1];
		break;
	case 8:
		sum = pair(h, 0, get64(key));
		break;
	case 16:
		sum = pair(h, 0, get64(key)) + pair(h, 2, get64((const uint8_t *)key + 8));
		break;
	default:
		sum = hash_long(h, key, len);
	}
	return (uint32_t)((sum + h->secret[NR_SECRETS - 2]) >> 32);
}

/* stored is an element's, aligned and padded with zeros. */
static inline bool key_same(const void *stored, const void *key, uint32_t len)
{
	const word *s = stored;
	const uint8_t *k = key;
	word w;

	for (; len >= sizeof(w); len -= (uint32_t)sizeof(w), k += sizeof(w), s++) {
		memcpy(&w, k, sizeof(w));
		if (__atomic_load_n(s, __ATOMIC_RELAXED) != w)
			return false;
	}
	return !len || __atomic_load_n(s, __ATOMIC_RELAXED) == tail_get(k, len);
}

static inline uint32_t bucket_of(const struct htab *h, uint32_t hash)
{
	return (uint32_t)((uint64_t)hash >> h->shift);
}

/* Set in the next of free elements, in no mark of a bucket: buckets and blocks of elements lie in half the address space. */
#define FREE ((uintptr_t)1 << (sizeof(uintptr_t) * 8 - 1))

/* What buckets and next hold: an odd number is an element's address + 1, an even one the end of the bucket's list. */
static inline uintptr_t mark_of(uint32_t bucket)
{
	return ((uintptr_t)bucket + 1) << 1;
}

/* 0 is the end of a bucket that was never used. */
static inline bool is_end(uintptr_t next)
{
	return !(next & 1);
}

static inline struct helem *helem_of(uintptr_t next)
{
	return (struct helem *)(next - 1);
}

static inline uintptr_t next_of(const struct helem *e)
{
	return (uintptr_t)e + 1;
}

/* len is map.spec.key_size, given so that the compiler can unfold the loops. A reader, or with the bucket's lock. */
static inline struct helem *htab_find_hashed(const struct htab *h, const void *key, uint32_t len, uint32_t hash)
{
	uint32_t bucket = bucket_of(h, hash);
	uintptr_t at;

	do {
		at = __atomic_load_n(&h->buckets[bucket], __ATOMIC_ACQUIRE);
		while (!is_end(at)) {
			struct helem *e = helem_of(at);

			if (__atomic_load_n(&e->hash, __ATOMIC_RELAXED) == hash && key_same(e->key, key, len))
				return e;
			at = __atomic_load_n(&e->next, __ATOMIC_ACQUIRE);
		}
	} while (KILN_UNLIKELY(at && at != mark_of(bucket)));
	return NULL;
}

static inline struct helem *htab_find_len(const struct htab *h, const void *key, uint32_t len)
{
	return htab_find_hashed(h, key, len, hash_key(h, key, len));
}

static inline struct helem *htab_find(const struct htab *h, const void *key)
{
	switch (h->map.spec.key_size) {
	case 4:
		return htab_find_len(h, key, 4);
	case 8:
		return htab_find_len(h, key, 8);
	case 16:
		return htab_find_len(h, key, 16);
	default:
		return htab_find_len(h, key, h->map.spec.key_size);
	}
}

static inline struct spin *bucket_lock(const struct htab *h, uint32_t bucket)
{
	return &h->locks[bucket & h->lock_mask];
}

/* Slot 0's value of a per-CPU map; the value itself else. */
static inline uint8_t *helem_value(const struct htab *h, const struct helem *e)
{
	uint8_t *v = (uint8_t *)(uintptr_t)e + h->value_off;

	return h->cpu_stride ? *(uint8_t **)(void *)v : v;
}

/* htab.c */
enum kiln_err htab_check(const struct kiln *k, const struct kiln_map_spec *s);
enum kiln_err htab_make(struct kiln *k, const struct kiln_map_spec *s, struct kiln_map **out);
void htab_drop(struct kiln_map *m);
/* Preallocated: a free element, or NULL. slot is the caller's. LRU: takes another key's if it must. */
struct helem *htab_new_elem(struct htab *h, uint32_t slot);
/* On demand: memory for an element, which does not count as one yet; and giving back what was in no bucket. */
struct helem *htab_demand(struct htab *h);
/* e was unlinked, or never linked (preallocated only). */
void htab_free_elem(struct htab *h, struct helem *e, uint32_t slot);
/* With the bucket's lock. */
void htab_link(struct htab *h, struct helem *e, uint32_t bucket);
void htab_unlink(struct htab *h, struct helem *e, uint32_t bucket);

/* lru.c: unlinks an element that has not been used for about the longest time. NULL: every one is in other hands. */
struct helem *lru_take(struct htab *h);

#endif
