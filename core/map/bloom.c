/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * bloom.c - Bloom filters: what was pushed is surely found, what was not is found rarely.
 *
 * Overview     each value sets nr_hashes bits; peek asks for all of them. map_extra gives nr_hashes (0: 5). There are about
 *              nr_hashes * max_entries / ln 2 bits, which keeps false answers near 2^-nr_hashes with max_entries values in it.
 * Cost         one pass over the value for two hashes, from which the others follow (Kirsch and Mitzenmacher, 2006).
 * Threads      any; bits are only ever set.
 */
#include "base/vm.h"
#include "map/value.h"
#include "rt/body.h"

enum { DEFAULT_HASHES = 5, MAX_VALUE = 4 * 1024 * 1024 };

struct bloom {
	struct kiln_map map;
	uint32_t nr_hashes, mask; /* of bit numbers */
	uint64_t seed[2];
	uint32_t *bits;
	size_t len;
};

static enum kiln_err check(const struct kiln *k, const struct kiln_map_spec *s)
{
	const uint32_t known = MAP_F_NUMA_NODE | MAP_F_ZERO_SEED | MAP_F_RDONLY | MAP_F_WRONLY | MAP_F_RDONLY_PROG |
			       MAP_F_WRONLY_PROG;

	(void)k;
	if (s->value_size > MAX_VALUE)
		return KILN_ERR_COMPLEX;
	if (s->key_size || !s->value_size || !s->max_entries || !flags_ok(s->flags, known) || s->extra > 15)
		return KILN_ERR_INVAL;
	return KILN_OK;
}

static enum kiln_err make(struct kiln *k, const struct kiln_map_spec *s, struct kiln_map **out)
{
	const struct kiln_host *h = k->host;
	uint32_t nr_hashes = s->extra ? (uint32_t)s->extra : DEFAULT_HASHES;
	uint64_t bits = (uint64_t)s->max_entries * nr_hashes / 5 * 7; /* 7/5 is a little under 1/ln 2 */
	struct bloom *b = vm_alloc(k, sizeof(*b));

	if (!b)
		return KILN_ERR_NOMEM;
	b->nr_hashes = nr_hashes;
	b->mask = bits > 1u << 31 ? UINT32_MAX : bits < 64 ? 63 : round_up_pow2((uint32_t)bits) - 1;
	b->len = ((size_t)b->mask >> 3) + 1;
	for (uint32_t i = 0; i < 2 && !(s->flags & MAP_F_ZERO_SEED); i++)
		b->seed[i] = (uint64_t)h->random(h->cookie) << 32 | h->random(h->cookie);
	b->bits = vm_alloc(k, b->len);
	if (!b->bits) {
		vm_free(k, b, sizeof(*b));
		return KILN_ERR_NOMEM;
	}
	*out = &b->map;
	return KILN_OK;
}

static void drop(struct kiln_map *m)
{
	struct bloom *b = CONTAINER_OF(m, struct bloom, map);

	vm_free(m->k, b->bits, b->len);
	vm_free(m->k, b, sizeof(*b));
}

static uint64_t mix(uint64_t v)
{
	v = (v ^ v >> 32) * 0xd6e8feb86659fd93;
	v = (v ^ v >> 32) * 0xd6e8feb86659fd93;
	return v ^ v >> 32;
}

/* The i-th bit of a value is at first + i * step, step odd. */
struct bit_walk {
	uint32_t at, step;
};

static struct bit_walk walk_of(const struct bloom *b, const void *value)
{
	const uint8_t *v = value;
	uint64_t sum = b->seed[0] ^ b->map.spec.value_size, w;

	for (uint32_t at = 0; at < b->map.spec.value_size; at += 8) {
		uint32_t left = b->map.spec.value_size - at;

		w = 0;
		memcpy(&w, v + at, left < 8 ? left : 8);
		sum = mix(sum ^ w) + b->seed[1];
	}
	sum = mix(sum);
	return (struct bit_walk){ (uint32_t)sum, (uint32_t)(sum >> 32) | 1 };
}

static enum kiln_err push(struct kiln_map *m, const void *value, uint64_t flags)
{
	struct bloom *b = CONTAINER_OF(m, struct bloom, map);
	struct bit_walk w;

	if (flags != MAP_ANY)
		return KILN_ERR_INVAL;
	w = walk_of(b, value);
	for (uint32_t i = 0; i < b->nr_hashes; i++, w.at += w.step) {
		uint32_t bit = w.at & b->mask;

		__atomic_fetch_or(&b->bits[bit / 32], 1u << bit % 32, __ATOMIC_RELAXED);
	}
	return KILN_OK;
}

static enum kiln_err peek(struct kiln_map *m, const void *value)
{
	struct bloom *b = CONTAINER_OF(m, struct bloom, map);
	struct bit_walk w = walk_of(b, value);

	for (uint32_t i = 0; i < b->nr_hashes; i++, w.at += w.step) {
		uint32_t bit = w.at & b->mask;

		if (!(__atomic_load_n(&b->bits[bit / 32], __ATOMIC_RELAXED) & 1u << bit % 32))
			return KILN_ERR_NOENT;
	}
	return KILN_OK;
}

static BODY(call_push)
{
	return rt_err(push(rt_ptr(r1), rt_ptr(r2), r3));
}

static BODY(call_peek)
{
	return rt_err(peek(rt_ptr(r1), rt_ptr(r2)));
}

static BODY(call_pop)
{
	return rt_err(KILN_ERR_UNSUPPORTED);
}

/* value is the question, as bpf(2) has it. */
static enum kiln_err lookup(struct kiln_map *m, const void *key, void *value, uint64_t flags)
{
	(void)key, (void)flags;
	return peek(m, value);
}

static enum kiln_err update(struct kiln_map *m, const void *key, const void *value, uint64_t flags)
{
	(void)key;
	return push(m, value, flags);
}

static enum kiln_err erase(struct kiln_map *m, const void *key)
{
	(void)m, (void)key;
	return KILN_ERR_UNSUPPORTED;
}

static enum kiln_err next(struct kiln_map *m, const void *key, void *next_key)
{
	(void)m, (void)key, (void)next_key;
	return KILN_ERR_UNSUPPORTED;
}

const struct kiln_map_ops map_bloom_ops = {
	.type = MAP_BLOOM_FILTER,
	.name = "bloom_filter",
	.check = check,
	.make = make,
	.drop = drop,
	.call_push = call_push,
	.call_pop = call_pop,
	.call_peek = call_peek,
	.lookup = lookup,
	.update = update,
	.erase = erase,
	.next = next,
};
