/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * queue.c - queues and stacks: values without keys, first in first out, or last in first out.
 *
 * Invariant    nr values from tail on, round the block; a stack takes from the other end.
 * Cost         a copy under a spin lock. Memory: max_entries * round_up(value_size, 8).
 * Threads      any; the lock makes push, pop and peek whole.
 */
#include "base/vm.h"
#include "map/value.h"
#include "rt/body.h"

enum { MAX_VALUE = 4 * 1024 * 1024 };

struct queue {
	struct kiln_map map;
	struct spin lock;
	uint32_t tail, nr;
	size_t stride, len;
	uint8_t *values;
};

static enum kiln_err check(const struct kiln *k, const struct kiln_map_spec *s)
{
	const uint32_t known = MAP_F_NUMA_NODE | MAP_F_RDONLY | MAP_F_WRONLY | MAP_F_RDONLY_PROG | MAP_F_WRONLY_PROG;

	(void)k;
	if (!s->max_entries || s->key_size || !s->value_size || !flags_ok(s->flags, known))
		return KILN_ERR_INVAL;
	return s->value_size > MAX_VALUE ? KILN_ERR_COMPLEX : KILN_OK;
}

static enum kiln_err make(struct kiln *k, const struct kiln_map_spec *s, struct kiln_map **out)
{
	struct queue *q = vm_alloc(k, sizeof(*q));

	if (!q)
		return KILN_ERR_NOMEM;
	q->stride = (size_t)round_up64(s->value_size, 8);
	q->values = mul_overflow_size(q->stride, s->max_entries, &q->len) ? NULL : vm_alloc(k, q->len);
	if (!q->values) {
		vm_free(k, q, sizeof(*q));
		return KILN_ERR_NOMEM;
	}
	*out = &q->map;
	return KILN_OK;
}

static void drop(struct kiln_map *m)
{
	struct queue *q = CONTAINER_OF(m, struct queue, map);

	vm_free(m->k, q->values, q->len);
	vm_free(m->k, q, sizeof(*q));
}

/* The place of the i-th value from the oldest, i < max_entries. */
static uint8_t *place(const struct queue *q, uint32_t i)
{
	uint64_t at = (uint64_t)q->tail + i;

	if (at >= q->map.spec.max_entries)
		at -= q->map.spec.max_entries;
	return q->values + (size_t)at * q->stride;
}

static enum kiln_err push(struct kiln_map *m, const void *value, uint64_t flags)
{
	struct queue *q = CONTAINER_OF(m, struct queue, map);
	enum kiln_err err = KILN_OK;

	if (flags & MAP_NOEXIST || flags > MAP_EXIST)
		return KILN_ERR_INVAL;
	spin_lock(&q->lock);
	if (q->nr == m->spec.max_entries && !(flags & MAP_EXIST)) {
		err = KILN_ERR_COMPLEX;
	} else {
		if (q->nr == m->spec.max_entries) { /* BPF_EXIST: the oldest gives way */
			q->tail = q->tail + 1 == m->spec.max_entries ? 0 : q->tail + 1;
			q->nr--;
		}
		words_store(place(q, q->nr++), value, m->spec.value_size);
	}
	spin_unlock(&q->lock);
	return err;
}

static enum kiln_err get(struct kiln_map *m, void *value, bool remove)
{
	struct queue *q = CONTAINER_OF(m, struct queue, map);
	const bool stack = m->spec.type == MAP_STACK;
	enum kiln_err err = KILN_OK;

	spin_lock(&q->lock);
	if (!q->nr) {
		memset(value, 0, m->spec.value_size);
		err = KILN_ERR_NOENT;
	} else {
		words_load(value, place(q, stack ? q->nr - 1 : 0), m->spec.value_size);
		q->nr -= remove;
		if (remove && !stack)
			q->tail = q->tail + 1 == m->spec.max_entries ? 0 : q->tail + 1;
	}
	spin_unlock(&q->lock);
	return err;
}

static BODY(call_push)
{
	const struct kiln_map *m = rt_ptr(r1);

	if (rt_over(env, m->spec.value_size))
		return rt_err(KILN_ERR_INTR);
	return rt_err(push(rt_ptr(r1), rt_ptr(r2), r3));
}

static BODY(call_pop)
{
	return rt_err(get(rt_ptr(r1), rt_ptr(r2), true));
}

static BODY(call_peek)
{
	return rt_err(get(rt_ptr(r1), rt_ptr(r2), false));
}

static enum kiln_err lookup(struct kiln_map *m, const void *key, void *value, uint64_t flags)
{
	(void)key, (void)flags;
	return get(m, value, false);
}

static enum kiln_err update(struct kiln_map *m, const void *key, const void *value, uint64_t flags)
{
	(void)key;
	return push(m, value, flags);
}

static enum kiln_err take(struct kiln_map *m, const void *key, void *value, uint64_t flags)
{
	(void)key;
	return flags ? KILN_ERR_INVAL : get(m, value, true);
}

static enum kiln_err erase(struct kiln_map *m, const void *key)
{
	(void)m, (void)key;
	return KILN_ERR_INVAL;
}

static enum kiln_err next(struct kiln_map *m, const void *key, void *next_key)
{
	(void)m, (void)key, (void)next_key;
	return KILN_ERR_INVAL;
}

#define QUEUE_COMMON                                                                              \
	.check = check, .make = make, .drop = drop, .call_push = call_push, .call_pop = call_pop, \
	.call_peek = call_peek, .lookup = lookup, .update = update, .take = take, .erase = erase, .next = next

const struct kiln_map_ops map_queue_ops = {
	QUEUE_COMMON,
	.type = MAP_QUEUE,
	.name = "queue",
};

const struct kiln_map_ops map_stack_ops = {
	QUEUE_COMMON,
	.type = MAP_STACK,
	.name = "stack",
};
