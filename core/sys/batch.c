/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * batch.c - commands on many elements of a map at once.
 *
 * Overview     in_batch and out_batch are places in the client's memory for where the last call stopped: 4 bytes, whatever the
 *              map's key is. The number done so far goes back into attr.batch.count, also where a call ends early.
 * Later        many elements a client may take over (kiln_client.later): then they are gone through beside other calls, which the map's
 *              own operations allow. Those that hold objects are not, for objects are these calls' alone.
 */
#include "sys/map.h"

enum { BATCH_MEMORY_MAX = 256 * 1024 * 1024, SOON_ELEMENTS = 4096 };

enum batch_what { BATCH_TELL, BATCH_TAKE, BATCH_SET, BATCH_DELETE };

struct batch_work {
	struct kiln_work work; /* first */
	struct call *c;
	struct kiln_object *o; /* with a reference */
	enum batch_what what;
	uint8_t *keys, *values;
	uint64_t cursor;
	uint32_t nr; /* that were done */
	enum kiln_err err;
};

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

static enum kiln_err each_do(struct batch_work *b, const void *key, uint32_t i)
{
	struct kiln_map *m = b->o->map;

	return b->what == BATCH_SET
		       ? sys_elem_set(b->c, m, key, b->values + i * kiln_map_value_len(m), b->c->a.batch.elem_flags)
		       : kiln_map_delete(m, key);
}

/* One after the other until one fails. */
static void batch_each(struct batch_work *b)
{
	const size_t key_len = b->o->map->spec.key_size;

	while (b->nr < b->c->a.batch.count && !(b->err = each_do(b, b->keys + b->nr * key_len, b->nr)))
		b->nr++;
}

static void batch_run(struct kiln_work *w)
{
	struct batch_work *b = (struct batch_work *)w;

	if (__atomic_load_n(&w->stop, __ATOMIC_RELAXED)) {
		b->err = KILN_ERR_INTR;
	} else if (b->what == BATCH_SET || b->what == BATCH_DELETE) {
		batch_each(b);
	} else {
		b->nr = b->c->a.batch.count;
		b->err = kiln_map_batch(b->o->map, &b->cursor, b->keys, b->values, &b->nr, b->what == BATCH_TAKE);
	}
}

/* How many were done is told in any case. */
static enum kiln_err batch_answer(struct batch_work *b)
{
	struct call *c = b->c;
	enum kiln_err err;

	if (b->what == BATCH_SET || b->what == BATCH_DELETE) {
		err = CALL_PUT32(c, batch.count, b->nr);
		return err ? err : b->err;
	}
	err = CALL_PUT32(c, batch.count, 0);
	if (!err && b->err && b->err != KILN_ERR_NOENT)
		err = b->err;
	if (!err)
		err = batch_out(c, b->o->map, b->keys, b->values, b->nr, (uint32_t)b->cursor);
	return err ? err : b->err;
}

static int64_t batch_end(struct kiln_work *w, bool answers)
{
	struct batch_work *b = (struct batch_work *)w;
	enum kiln_err err = answers ? batch_answer(b) : KILN_ERR_INTR;

	kiln_object_put(b->o);
	return sys_error(err);
}

static int64_t batch_go(struct call *c, struct kiln_map *m, enum batch_what what, void *keys, void *values,
			uint32_t from)
{
	const bool plain = what != BATCH_SET ||
			   !(m->ops->object || m->spec.type == MAP_PERF_EVENT_ARRAY || sys_entry_has(m));
	struct batch_work *b = arena_alloc(&c->arena, sizeof(*b));

	if (!b)
		return sys_error(KILN_ERR_NOMEM);
	b->c = c;
	b->o = kiln_object_get(kiln_sys_find(c->s, KILN_OBJECT_MAP, m->id));
	b->what = what;
	b->keys = keys;
	b->values = values;
	b->cursor = from;
	b->work.run = batch_run;
	b->work.end = batch_end;
	if (!c->client->later || c->a.batch.count <= SOON_ELEMENTS || !plain) {
		batch_run(&b->work);
		return batch_end(&b->work, true);
	}
	b->c = &b->work.own;
	call_later(c, &b->work);
	return 0;
}

static int64_t batch_lookup(struct call *c, struct kiln_map *m, bool take)
{
	uint32_t at = 0;
	void *keys = batch_room(c, m->spec.key_size), *values = batch_room(c, kiln_map_value_len(m));
	enum kiln_err err;

	if (c->a.batch.flags)
		return sys_error(KILN_ERR_INVAL);
	if (!c->a.batch.count)
		return 0;
	err = CALL_PUT32(c, batch.count, 0);
	if (!err && c->a.batch.in_batch)
		err = call_read(c, &at, c->a.batch.in_batch, sizeof(at));
	if (!err && (!keys || !values))
		err = KILN_ERR_NOMEM;
	return err ? sys_error(err) : batch_go(c, m, take ? BATCH_TAKE : BATCH_TELL, keys, values, at);
}

int64_t sys_map_lookup_batch(struct call *c)
{
	struct kiln_map *m;
	enum kiln_err err = batch_begin(c, KILN_MAY_READ, &m);

	return err ? sys_error(err) : batch_lookup(c, m, false);
}

int64_t sys_map_take_batch(struct call *c)
{
	struct kiln_map *m;
	enum kiln_err err = batch_begin(c, KILN_MAY_READ | KILN_MAY_WRITE, &m);

	if (!err && !m->ops->take)
		err = KILN_ERR_NOTSUPP;
	return err ? sys_error(err) : batch_lookup(c, m, true);
}

static int64_t batch_change(struct call *c, struct kiln_map *m, enum batch_what what, void *values)
{
	void *keys = batch_room(c, m->spec.key_size);
	enum kiln_err err, put;

	if (!keys)
		return sys_error(KILN_ERR_NOMEM);
	err = call_read(c, keys, c->a.batch.keys, (size_t)c->a.batch.count * m->spec.key_size);
	if (!err)
		return batch_go(c, m, what, keys, values, 0);
	put = CALL_PUT32(c, batch.count, 0);
	return sys_error(put ? put : err);
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
	return err ? sys_error(err) : batch_change(c, m, BATCH_SET, values);
}

int64_t sys_map_delete_batch(struct call *c)
{
	struct kiln_map *m;
	enum kiln_err err = batch_begin(c, KILN_MAY_WRITE, &m);

	if (!err && (m->spec.type == MAP_ARRAY || m->spec.type == MAP_PERCPU_ARRAY || !m->ops->erase))
		err = KILN_ERR_NOTSUPP;
	return err || !c->a.batch.count ? sys_error(err) : batch_change(c, m, BATCH_DELETE, NULL);
}
