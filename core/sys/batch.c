/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * batch.c - commands on many elements of a map at once.
 *
 * Overview     in_batch and out_batch are places in the client's memory for where the last call stopped: 4 bytes, whatever the
 *              map's key is. The number done so far goes back into attr.batch.count, also where a call ends early.
 */
#include "sys/map.h"

enum { BATCH_MEMORY_MAX = 256 * 1024 * 1024 };

static enum kiln_err batch_begin(struct call *c, uint32_t want, struct kiln_map **m)
{
	const uint64_t flags = c->a.batch.elem_flags;
	enum kiln_err err = sys_map_of(c, c->a.batch.map_fd, want, m);

	if (err)
		return err;
	if (!(*m)->ops->batch)
		return KILN_ERR_NOTSUPP;
	if (flags & ~(uint64_t)MAP_LOCK || !map_lock_ok(*m, flags))
		return KILN_ERR_INVAL;
	return KILN_OK;
}

/* len bytes for each of the elements; at least one byte, so that it is never NULL with memory. */
static void *batch_room(struct call *c, size_t len)
{
	size_t all;

	if (mul_overflow_size(len, c->a.batch.count, &all) || all > BATCH_MEMORY_MAX)
		return NULL;
	return arena_dirty(&c->arena, all ? all : 1);
}

static enum kiln_err batch_out(struct call *c, const struct kiln_map *m, const void *keys, const void *values,
			       uint32_t nr, uint32_t cursor)
{
	enum kiln_err err = call_write(c, c->a.batch.keys, keys, (size_t)nr * m->spec.key_size);

	if (!err)
		err = call_write(c, c->a.batch.values, values, nr * kiln_map_value_len(m));
	if (!err)
		err = call_write(c, c->a.batch.out_batch, &cursor, sizeof(cursor));
	return err ? err : CALL_PUT32(c, batch.count, nr);
}

static enum kiln_err batch_lookup(struct call *c, struct kiln_map *m, bool take)
{
	uint32_t nr = c->a.batch.count, at = 0;
	void *keys = batch_room(c, m->spec.key_size), *values = batch_room(c, kiln_map_value_len(m));
	uint64_t cursor;
	enum kiln_err err, end;

	if (c->a.batch.flags)
		return KILN_ERR_INVAL;
	if (!nr)
		return KILN_OK;
	err = CALL_PUT32(c, batch.count, 0);
	if (!err && c->a.batch.in_batch)
		err = call_read(c, &at, c->a.batch.in_batch, sizeof(at));
	if (err)
		return err;
	if (!keys || !values)
		return KILN_ERR_NOMEM;
	cursor = at;
	end = kiln_map_batch(m, &cursor, keys, values, &nr, take);
	if (end && end != KILN_ERR_NOENT)
		return end;
	err = batch_out(c, m, keys, values, nr, (uint32_t)cursor);
	return err ? err : end;
}

int64_t sys_map_lookup_batch(struct call *c)
{
	struct kiln_map *m;
	enum kiln_err err = batch_begin(c, KILN_MAY_READ, &m);

	return sys_error(err ? err : batch_lookup(c, m, false));
}

int64_t sys_map_take_batch(struct call *c)
{
	struct kiln_map *m;
	enum kiln_err err = batch_begin(c, KILN_MAY_READ | KILN_MAY_WRITE, &m);

	if (!err && !m->ops->take)
		err = KILN_ERR_NOTSUPP;
	return sys_error(err ? err : batch_lookup(c, m, true));
}

/* One after the other until one fails; how many did not is told in any case. */
static enum kiln_err batch_each(struct call *c, struct kiln_map *m, const uint8_t *values)
{
	const size_t value_len = kiln_map_value_len(m);
	enum kiln_err err = KILN_OK, put;
	void *room = batch_room(c, m->spec.key_size);
	uint32_t nr = 0;

	if (!room)
		return KILN_ERR_NOMEM;
	err = call_read(c, room, c->a.batch.keys, (size_t)c->a.batch.count * m->spec.key_size);
	for (; !err && nr < c->a.batch.count; nr++) {
		const void *key = (uint8_t *)room + (size_t)nr * m->spec.key_size;

		err = values ? sys_elem_set(c, m, key, values + nr * value_len, c->a.batch.elem_flags)
			     : kiln_map_delete(m, key);
		if (err)
			break;
	}
	put = CALL_PUT32(c, batch.count, nr);
	return put ? put : err;
}

int64_t sys_map_update_batch(struct call *c)
{
	struct kiln_map *m;
	void *values;
	enum kiln_err err = batch_begin(c, KILN_MAY_WRITE, &m);

	if (err || !c->a.batch.count)
		return sys_error(err);
	values = batch_room(c, kiln_map_value_len(m));
	if (!values)
		return sys_error(KILN_ERR_NOMEM);
	err = call_read(c, values, c->a.batch.values, c->a.batch.count * kiln_map_value_len(m));
	return sys_error(err ? err : batch_each(c, m, values));
}

int64_t sys_map_delete_batch(struct call *c)
{
	struct kiln_map *m;
	enum kiln_err err = batch_begin(c, KILN_MAY_WRITE, &m);

	if (!err && (m->spec.type == MAP_ARRAY || m->spec.type == MAP_PERCPU_ARRAY || !m->ops->erase))
		err = KILN_ERR_NOTSUPP;
	return sys_error(err || !c->a.batch.count ? err : batch_each(c, m, NULL));
}
