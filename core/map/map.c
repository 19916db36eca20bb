/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * map.c - what is common to all kinds of maps: their life, the calls from outside, the helpers' way to a kind's own bodies.
 *
 * Overview     permissions and what bpf(2) checks for every kind are checked here; then the kind's ops act, as readers.
 * Life         two counts. refs: everybody who holds the map; the last one gone, it is freed when the readers of that moment
 *              have left. users: those outside programs and maps; the last one gone, the kind forgets what it points to.
 * Threads      any.
 * See          docs/why/maps.md; test/unit/map_kernel_test.c asks the running kernel the same questions.
 */
#include "base/text.h"
#include "base/vm.h"
#include "map/value.h"
#include "rt/body.h"

/* -- kinds --------------------------------------------------------------------------------------------------------- */

static const struct kiln_map_ops *const kinds[] = {
#define MAP(type, ops) [type] = &ops,
#include "rt/map.tbl"
#undef MAP
};

const struct kiln_map_ops *map_ops_of(const struct kiln *k, uint32_t type)
{
	if (type >= KILN_MAP_OWN)
		return map_kind_of(k, type) ? &map_own_ops : NULL;
	return type < NR_OF(kinds) ? kinds[type] : NULL;
}

/* -- values with locks, timers and the kernel's pointers ---------------------------------------------------------------------------------- */

struct span {
	uint32_t from, to;
};

enum { KPTR_LEN = 8, MAX_HOLES = 2 + KILN_MAX_KPTRS };

/* What does not belong to callers; returns how many. */
static uint32_t value_holes(const struct kiln_map_spec *s, struct span hole[MAX_HOLES])
{
	uint32_t nr = 0;

	if (s->lock_off != KILN_NO_OFF)
		hole[nr++] = (struct span){ s->lock_off, s->lock_off + LOCK_LEN };
	if (s->timer_off != KILN_NO_OFF)
		hole[nr++] = (struct span){ s->timer_off, s->timer_off + TIMER_LEN };
	for (uint32_t i = 0; i < s->nr_kptrs; i++)
		hole[nr++] = (struct span){ s->kptr[i].off, s->kptr[i].off + KPTR_LEN };
	return nr;
}

static bool in_hole(const struct span *hole, uint32_t nr, uint32_t at, uint32_t len)
{
	for (uint32_t i = 0; i < nr; i++)
		if (at < hole[i].to && hole[i].from < at + len)
			return true;
	return false;
}

/* Whole words where one fits between holes, which begin and end at multiples of 4; else fours. */
void value_store_fields(const struct kiln_map_spec *s, void *to, const void *from)
{
	struct span hole[MAX_HOLES];
	uint32_t nr = value_holes(s, hole), step, four;

	for (uint32_t at = 0; at < s->value_size; at += step) {
		uint32_t left = s->value_size - at;

		step = 4;
		if (at % sizeof(word) == 0 && left >= sizeof(word) && !in_hole(hole, nr, at, sizeof(word))) {
			step = sizeof(word);
			words_store((uint8_t *)to + at, (const uint8_t *)from + at, step);
		} else if (!in_hole(hole, nr, at, 4)) {
			four = 0;
			memcpy(&four, (const uint8_t *)from + at, left < 4 ? left : 4);
			__atomic_store_n((uint32_t *)(void *)((uint8_t *)to + at), four, __ATOMIC_RELAXED);
		}
	}
}

void value_clear_fields(const struct kiln_map_spec *s, void *value)
{
	uint8_t *v = value;

	if (s->lock_off != KILN_NO_OFF)
		__atomic_store_n((uint32_t *)(void *)(v + s->lock_off), 0, __ATOMIC_RELAXED);
	for (uint32_t i = 0; s->timer_off != KILN_NO_OFF && i < TIMER_LEN; i += sizeof(word))
		__atomic_store_n((word *)(void *)(v + s->timer_off + i), 0, __ATOMIC_RELAXED);
	for (uint32_t i = 0; i < s->nr_kptrs; i++)
		words_clear(v + s->kptr[i].off, KPTR_LEN);
}

void value_load(const struct kiln_map_spec *s, void *to, void *from, uint64_t flags)
{
	struct span hole[MAX_HOLES];
	uint32_t nr = value_holes(s, hole);

	if (flags & MAP_LOCK)
		spin_lock(value_lock(s, from));
	words_load(to, from, s->value_size);
	if (flags & MAP_LOCK)
		spin_unlock(value_lock(s, from));
	for (uint32_t i = 0; i < nr; i++)
		memset((uint8_t *)to + hole[i].from, 0, hole[i].to - hole[i].from);
}

void value_store_locked(const struct kiln_map_spec *s, void *to, const void *from)
{
	spin_lock(value_lock(s, to));
	value_store(s, to, from);
	spin_unlock(value_lock(s, to));
}

/* -- life ---------------------------------------------------------------------------------------------------------- */

static bool name_ok(const char name[16])
{
	for (uint32_t i = 0; i < 16; i++) {
		char c = name[i];

		if (!c)
			return true;
		if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
		      c == '.'))
			return false;
	}
	return false;
}

static bool field_ok(const struct kiln_map_spec *s, uint32_t off, uint32_t len, uint32_t align)
{
	return off == KILN_NO_OFF || (off % align == 0 && s->value_size >= len && off <= s->value_size - len);
}

/* Each at a place of its own, in kinds whose values are copied around them. */
static enum kiln_err kptrs_check(const struct kiln_map_ops *ops, const struct kiln_map_spec *s)
{
	struct span hole[MAX_HOLES];
	uint32_t nr;

	if (s->nr_kptrs > KILN_MAX_KPTRS)
		return KILN_ERR_COMPLEX;
	nr = value_holes(s, hole);
	for (uint32_t i = nr - s->nr_kptrs; i < nr; i++)
		if (!field_ok(s, hole[i].from, KPTR_LEN, 8) || in_hole(hole, i, hole[i].from, KPTR_LEN))
			return KILN_ERR_INVAL;
	if (!s->nr_kptrs || ops->elsewhere)
		return KILN_OK;
	return s->type == MAP_HASH || s->type == MAP_LRU_HASH || s->type == MAP_ARRAY ? KILN_OK : KILN_ERR_UNSUPPORTED;
}

/* Which kinds may hold locks, timers and the kernel's pointers in their values. */
static enum kiln_err fields_check(const struct kiln_map_ops *ops, const struct kiln_map_spec *s)
{
	bool lock = s->lock_off != KILN_NO_OFF, timer = s->timer_off != KILN_NO_OFF;

	if (!field_ok(s, s->lock_off, LOCK_LEN, 4) || !field_ok(s, s->timer_off, TIMER_LEN, 8))
		return KILN_ERR_INVAL;
	if (lock && timer && s->lock_off < s->timer_off + TIMER_LEN && s->timer_off < s->lock_off + LOCK_LEN)
		return KILN_ERR_INVAL;
	if (lock && s->type != MAP_HASH && s->type != MAP_ARRAY && !ops->elsewhere)
		return KILN_ERR_UNSUPPORTED;
	if (timer && s->type != MAP_HASH && s->type != MAP_LRU_HASH && s->type != MAP_ARRAY)
		return KILN_ERR_UNSUPPORTED;
	return kptrs_check(ops, s);
}

/* Maps of maps: the map that says what the inner ones look like. */
static enum kiln_err template_check(const struct kiln *k, const struct kiln_map_ops *ops, const struct kiln_map_spec *s)
{
	if (!ops->object || s->type == MAP_PROG_ARRAY)
		return KILN_OK;
	if (!s->inner)
		return KILN_ERR_BADF;
	if (s->inner->inner || s->inner->k != k)
		return KILN_ERR_INVAL;
	return s->inner->ops->object ? KILN_ERR_NOTSUPP : KILN_OK;
}

static enum kiln_err spec_check(const struct kiln *k, const struct kiln_map_ops *ops, const struct kiln_map_spec *s)
{
	const uint32_t one_way = MAP_F_RDONLY | MAP_F_WRONLY;
	enum kiln_err err;

	if ((s->extra && s->type != MAP_BLOOM_FILTER) || (s->flags & one_way) == one_way || !name_ok(s->name))
		return KILN_ERR_INVAL;
	err = ops->check(k, s);
	if (!err)
		err = template_check(k, ops, s);
	return err ? err : fields_check(ops, s);
}

enum kiln_err kiln_map_new(struct kiln *k, const struct kiln_map_spec *spec, struct kiln_map **out)
{
	const struct kiln_map_ops *ops = map_ops_of(k, spec->type);
	struct kiln_map_spec s = *spec;
	struct kiln_map *m = NULL;
	enum kiln_err err;

	*out = NULL;
	if (!ops)
		return KILN_ERR_INVAL;
	/* A lock and a timer cannot both be first in a value: a spec that says so was filled with zeros. */
	if (!s.lock_off && !s.timer_off)
		s.lock_off = s.timer_off = KILN_NO_OFF;
	err = spec_check(k, ops, &s);
	if (!err)
		err = ops->make(k, &s, &m);
	if (err)
		return err;
	m->ops = ops;
	m->k = k;
	m->spec = s;
	if (s.timer_off != KILN_NO_OFF && timers_new(m)) {
		ops->drop(m);
		return KILN_ERR_NOMEM;
	}
	m->refs = m->users = 1;
	m->id = vm_id(k);
	vm_live(k, 1);
	m->inner = ops->object && s.inner ? map_hold(s.inner) : NULL;
	m->spec.inner = m->inner;
	*out = m;
	return KILN_OK;
}

struct kiln_map *map_hold(struct kiln_map *m)
{
	__atomic_fetch_add(&m->refs, 1, __ATOMIC_RELAXED);
	return m;
}

static void map_drop(struct kiln_later *l)
{
	struct kiln_map *m = CONTAINER_OF(l, struct kiln_map, later);
	struct kiln_map *inner = m->inner;
	struct kiln *k = m->k;

	if (k->host->map_gone)
		k->host->map_gone(k->host->cookie, m);
	timers_free(m);
	m->ops->drop(m);
	map_put(inner);
	vm_live(k, -1);
}

void map_put(struct kiln_map *m)
{
	if (!m || __atomic_sub_fetch(&m->refs, 1, __ATOMIC_ACQ_REL))
		return;
	m->later.fn = map_drop;
	m->k->host->later(m->k->host->cookie, &m->later);
}

struct kiln_map *kiln_map_ref(struct kiln_map *m)
{
	__atomic_fetch_add(&m->users, 1, __ATOMIC_RELAXED);
	return map_hold(m);
}

void kiln_map_free(struct kiln_map *m)
{
	if (!m)
		return;
	if (!__atomic_sub_fetch(&m->users, 1, __ATOMIC_ACQ_REL)) {
		if (m->timers)
			timers_stop(m);
		if (m->ops->forget)
			m->ops->forget(m);
	}
	map_put(m);
}

const struct kiln_map_spec *kiln_map_spec(const struct kiln_map *m)
{
	return &m->spec;
}

uint32_t kiln_map_id(const struct kiln_map *m)
{
	return m->id;
}

/* -- from outside -------------------------------------------------------------------------------------------------- */

static void outside_enter(struct kiln_map *m)
{
	m->k->host->enter(m->k->host->cookie);
}

static enum kiln_err outside_leave(struct kiln_map *m, enum kiln_err err)
{
	m->k->host->leave(m->k->host->cookie);
	return err;
}

/* Changing elements: a map that is being frozen meanwhile is either not changed or not frozen. */
static bool change_enter(struct kiln_map *m)
{
	if (!kiln_map_writer_begin(m))
		return false;
	outside_enter(m);
	return true;
}

static enum kiln_err change_leave(struct kiln_map *m, enum kiln_err err)
{
	outside_leave(m, err);
	kiln_map_writer_end(m);
	return err;
}

static bool may_read(const struct kiln_map *m)
{
	return !(m->spec.flags & MAP_F_WRONLY);
}

static bool may_write(const struct kiln_map *m)
{
	return !(m->spec.flags & MAP_F_RDONLY) && !__atomic_load_n(&m->frozen, __ATOMIC_ACQUIRE);
}

bool map_lock_ok(const struct kiln_map *m, uint64_t flags)
{
	return !(flags & MAP_LOCK) || m->spec.lock_off != KILN_NO_OFF;
}

size_t kiln_map_value_len(const struct kiln_map *m)
{
	if (m->ops->object)
		return sizeof(uint32_t);
	if (!m->ops->percpu)
		return m->spec.value_size;
	return (size_t)round_up64(m->spec.value_size, 8) * m->k->host->nr_cpus;
}

enum kiln_err kiln_map_lookup(struct kiln_map *m, const void *key, void *value, uint64_t flags)
{
	if (flags & ~(uint64_t)MAP_LOCK)
		return KILN_ERR_INVAL;
	if (!may_read(m))
		return KILN_ERR_PERM;
	if (!map_lock_ok(m, flags))
		return KILN_ERR_INVAL;
	if (!m->ops->lookup)
		return KILN_ERR_NOTSUPP;
	outside_enter(m);
	return outside_leave(m, m->ops->lookup(m, key, value, flags));
}

enum kiln_err kiln_map_update(struct kiln_map *m, const void *key, const void *value, uint64_t flags)
{
	enum kiln_err err;

	if (!may_write(m))
		return KILN_ERR_PERM;
	if (!map_lock_ok(m, flags))
		return KILN_ERR_INVAL;
	if (!m->ops->update)
		return KILN_ERR_NOTSUPP;
	err = m->ops->prepare ? m->ops->prepare(m) : KILN_OK;
	if (err)
		return err;
	return change_enter(m) ? change_leave(m, m->ops->update(m, key, value, flags)) : KILN_ERR_PERM;
}

enum kiln_err kiln_map_delete(struct kiln_map *m, const void *key)
{
	if (!may_write(m))
		return KILN_ERR_PERM;
	if (!m->ops->erase)
		return KILN_ERR_NOTSUPP;
	return change_enter(m) ? change_leave(m, m->ops->erase(m, key)) : KILN_ERR_PERM;
}

enum kiln_err kiln_map_take(struct kiln_map *m, const void *key, void *value, uint64_t flags)
{
	if (flags & ~(uint64_t)MAP_LOCK)
		return KILN_ERR_INVAL;
	if (!may_read(m) || !may_write(m))
		return KILN_ERR_PERM;
	if (!map_lock_ok(m, flags))
		return KILN_ERR_INVAL;
	if (!m->ops->take)
		return KILN_ERR_NOTSUPP;
	return change_enter(m) ? change_leave(m, m->ops->take(m, key, value, flags)) : KILN_ERR_PERM;
}

enum kiln_err kiln_map_next(struct kiln_map *m, const void *key, void *next)
{
	if (!may_read(m))
		return KILN_ERR_PERM;
	if (!m->ops->next)
		return KILN_ERR_NOTSUPP;
	outside_enter(m);
	return outside_leave(m, m->ops->next(m, key, next));
}

enum kiln_err kiln_map_batch(struct kiln_map *m, uint64_t *cursor, void *keys, void *values, uint32_t *count, bool take)
{
	enum kiln_err err;
	uint32_t cap = *count;

	*count = 0;
	if (!may_read(m) || (take && !may_write(m)))
		return KILN_ERR_PERM;
	if (!m->ops->batch || (take && !m->ops->take))
		return KILN_ERR_NOTSUPP;
	if (!cap)
		return KILN_OK;
	if (take && !kiln_map_writer_begin(m))
		return KILN_ERR_PERM;
	*count = cap;
	outside_enter(m);
	err = outside_leave(m, m->ops->batch(m, cursor, keys, values, count, take));
	if (take)
		kiln_map_writer_end(m);
	return err;
}

enum kiln_err kiln_map_set_object(struct kiln_map *m, const void *key, struct kiln_map *map, struct kiln_prog *prog,
				  uint64_t flags)
{
	enum kiln_err err;

	if (!may_write(m))
		return KILN_ERR_PERM;
	if (!m->ops->set_object)
		return KILN_ERR_NOTSUPP;
	if (map && prog)
		return KILN_ERR_INVAL;
	err = m->ops->prepare ? m->ops->prepare(m) : KILN_OK;
	if (err)
		return err;
	return change_enter(m) ? change_leave(m, m->ops->set_object(m, key, map, prog, flags)) : KILN_ERR_PERM;
}

enum kiln_err kiln_map_freeze(struct kiln_map *m)
{
	const struct kiln_host *h = m->k->host;

	if (!may_write(m))
		return KILN_ERR_PERM;
	if (!value_is_plain(&m->spec))
		return KILN_ERR_NOTSUPP;
	if (__atomic_exchange_n(&m->freezing, true, __ATOMIC_SEQ_CST))
		return KILN_ERR_BUSY;
	/* Of this and a mapping that begins, at least one sees the other. */
	if (__atomic_load_n(&m->writers, __ATOMIC_SEQ_CST)) {
		__atomic_store_n(&m->freezing, false, __ATOMIC_SEQ_CST);
		return KILN_ERR_BUSY;
	}
	/* Not before: programs are proven meanwhile, for what is frozen then. */
	__atomic_store_n(&m->frozen, true, __ATOMIC_RELEASE);
	if (m->shared && h->seal)
		h->seal(h->cookie, m->shared);
	return KILN_OK;
}

bool kiln_map_writer_begin(struct kiln_map *m)
{
	__atomic_add_fetch(&m->writers, 1, __ATOMIC_SEQ_CST);
	if (!__atomic_load_n(&m->freezing, __ATOMIC_SEQ_CST))
		return true;
	kiln_map_writer_end(m);
	return false;
}

void kiln_map_writer_end(struct kiln_map *m)
{
	__atomic_sub_fetch(&m->writers, 1, __ATOMIC_SEQ_CST);
}

bool kiln_map_frozen(const struct kiln_map *m)
{
	return __atomic_load_n(&m->frozen, __ATOMIC_ACQUIRE);
}

void *kiln_map_memory(struct kiln_map *m, size_t *len)
{
	if (m->spec.type != MAP_ARRAY)
		return NULL;
	*len = (size_t)m->direct.stride * m->direct.nr;
	return m->direct.base;
}

void *kiln_map_shared(const struct kiln_map *m, size_t *len)
{
	*len = m->shared_len;
	return m->shared;
}

/* -- from programs ------------------------------------------------------------------------------------------------- */

/* What the map's kind does; or what a kind answers that does no such thing. */
#define CALL_BODY(helper, body, without)                                                 \
	BODY(helper)                                                                     \
	{                                                                                \
		const struct kiln_map *m = rt_ptr(r1);                                   \
                                                                                         \
		return m->ops->body ? m->ops->body(r1, r2, r3, r4, r5, env) : (without); \
	}

CALL_BODY(call_map_lookup, call_lookup, 0)
CALL_BODY(call_map_update, call_update, rt_err(KILN_ERR_INVAL))
CALL_BODY(call_map_delete, call_delete, rt_err(KILN_ERR_INVAL))
CALL_BODY(call_map_push, call_push, rt_err(KILN_ERR_INVAL))
CALL_BODY(call_map_pop, call_pop, rt_err(KILN_ERR_INVAL))
CALL_BODY(call_map_peek, call_peek, rt_err(KILN_ERR_INVAL))
CALL_BODY(call_map_lookup_percpu, call_lookup_percpu, 0)
CALL_BODY(call_for_each_map_elem, call_for_each, rt_err(KILN_ERR_INVAL))
CALL_BODY(call_redirect_map, call_redirect, 0)
