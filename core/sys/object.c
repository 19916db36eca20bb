/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * object.c - programs, maps and type information as bpf(2) sees them: ids, references, and their end.
 *
 * Overview     a table of objects for each type, sorted by id. Ids are the machine's own, so that what a map of maps holds is
 *              named alike from everywhere.
 * Life         object.refs counts holders of this layer. A map or program that none of them holds may still be part of
 *              another one: then it stays listed, as on Linux, and can be had again by its id. kiln_sys_sweep() frees what
 *              has no holder of either sort.
 * Threads      one at a time, see include/kiln/sys.h.
 */
#include "sys/sys.h"

enum { MAX_OBJECTS = 65536, SWEEP_ROUNDS = 16 };

/* -- references ------------------------------------------------------------------------------------------------------ */

struct kiln_object *kiln_object_get(struct kiln_object *o)
{
	/* From outside again: a program array may be filled as long as somebody can. */
	if (!o->refs++ && o->type == KILN_OBJECT_MAP)
		kiln_map_ref(o->map);
	return o;
}

void kiln_object_put(struct kiln_object *o)
{
	if (!o || --o->refs || o->type != KILN_OBJECT_MAP)
		return;
	kiln_map_free(o->map); /* the reference that the table has stays */
}

enum kiln_object_type kiln_object_type(const struct kiln_object *o)
{
	return o->type;
}

uint32_t kiln_object_id(const struct kiln_object *o)
{
	return o->id;
}

struct kiln_map *kiln_object_map(const struct kiln_object *o)
{
	return o->type == KILN_OBJECT_MAP ? o->map : NULL;
}

struct kiln_prog *kiln_object_prog(const struct kiln_object *o)
{
	return o->type == KILN_OBJECT_PROG ? o->prog.prog : NULL;
}

void kiln_object_load(const struct kiln_object *prog, uint32_t *attach_type, uint32_t *flags)
{
	*attach_type = prog->prog.attach_type;
	*flags = prog->prog.flags;
}

const void *kiln_object_text(const struct kiln_object *o, size_t *len)
{
	*len = o->type == KILN_OBJECT_ITER ? o->text.len : 0;
	return o->type == KILN_OBJECT_ITER ? o->text.at : NULL;
}

void **kiln_object_host(struct kiln_object *o)
{
	return &o->host;
}

static bool is_held(const struct kiln_object *o)
{
	if (o->refs)
		return true;
	switch (o->type) {
	case KILN_OBJECT_MAP:
		return __atomic_load_n(&o->map->refs, __ATOMIC_ACQUIRE) > 1;
	case KILN_OBJECT_PROG:
		return __atomic_load_n(&o->prog.prog->refs, __ATOMIC_ACQUIRE) > 1;
	default:
		return false;
	}
}

/* -- the tables ------------------------------------------------------------------------------------------------------ */

/* The place of the first object with an id of at least that. */
static uint32_t place_of(const struct sys_table *t, uint32_t id)
{
	uint32_t from = 0, to = t->nr;

	while (from < to) {
		uint32_t mid = from + (to - from) / 2;

		if (t->at[mid]->id < id)
			from = mid + 1;
		else
			to = mid;
	}
	return from;
}

struct kiln_object *sys_object_from(const struct kiln_sys *s, enum kiln_object_type type, uint32_t id)
{
	const struct sys_table *t = &s->table[type];
	uint32_t i = place_of(t, id);

	return i < t->nr ? t->at[i] : NULL;
}

struct kiln_object *kiln_sys_find(const struct kiln_sys *s, enum kiln_object_type type, uint32_t id)
{
	struct kiln_object *o = sys_object_from(s, type, id);

	return o && o->id == id ? o : NULL;
}

uint32_t kiln_sys_count(const struct kiln_sys *s, enum kiln_object_type type)
{
	return s->table[type].nr;
}

static bool table_room(struct kiln_sys *s, struct sys_table *t)
{
	uint32_t cap = t->cap ? t->cap * 2 : 16;
	struct kiln_object **more;

	if (t->nr < t->cap)
		return true;
	more = vm_alloc(s->k, cap * sizeof(*more));
	if (!more)
		return false;
	if (t->nr)
		memcpy(more, t->at, t->nr * sizeof(*more));
	vm_free(s->k, t->at, t->cap * sizeof(*more));
	t->at = more;
	t->cap = cap;
	return true;
}

struct kiln_object *sys_object_new(struct kiln_sys *s, enum kiln_object_type type)
{
	struct kiln_object *o;

	if (s->table[type].nr >= s->opts.max_objects || !table_room(s, &s->table[type]))
		return NULL;
	o = vm_alloc(s->k, sizeof(*o));
	if (o) {
		s->made++;
		o->s = s;
		o->type = type;
		o->refs = 1;
	}
	return o;
}

void sys_object_free(struct kiln_object *o)
{
	kiln_object_put(o->btf);
	vm_free(o->s->k, o, sizeof(*o));
}

/* Ids rise, but for those of another thread's load that ended before ours: so look for the place. */
void sys_object_list(struct kiln_object *o, uint32_t id)
{
	struct sys_table *t = &o->s->table[o->type];
	uint32_t i;

	o->id = id;
	i = place_of(t, id);
	memmove(t->at + i + 1, t->at + i, (t->nr - i) * sizeof(t->at[0]));
	t->at[i] = o;
	t->nr++;
}

static void prog_drop(struct kiln_sys *s, struct sys_prog *p)
{
	for (uint32_t i = 0; i < p->nr_bound; i++)
		map_put(p->bound[i]);
	vm_free(s->k, p->bound, p->nr_bound * sizeof(p->bound[0]));
	kiln_prog_free(p->prog);
}

static void perf_drop(struct kiln_object *o)
{
	kiln_object_put(o->perf.link);
	vm_free(o->s->k, o->perf.name, o->perf.name_len);
}

static void object_drop(struct kiln_object *o)
{
	struct kiln_sys *s = o->s;
	struct sys_table *t = &s->table[o->type];
	uint32_t i = place_of(t, o->id);

	memmove(t->at + i, t->at + i + 1, (t->nr - i - 1) * sizeof(t->at[0]));
	t->nr--;
	if (s->opts.gone)
		s->opts.gone(s->opts.cookie, o);
	sys_entries_free(o);
	if (o->type == KILN_OBJECT_MAP && o->refs)
		kiln_map_free(o->map); /* the whole ends */
	if (o->type == KILN_OBJECT_MAP)
		map_put(o->map);
	else if (o->type == KILN_OBJECT_LINK)
		sys_link_drop(s, &o->link);
	else if (o->type == KILN_OBJECT_PROG)
		prog_drop(s, &o->prog);
	else if (o->type == KILN_OBJECT_BTF)
		kiln_btf_free(o->own_btf);
	else if (o->type == KILN_OBJECT_PERF)
		perf_drop(o);
	else if (o->type == KILN_OBJECT_ITER)
		vm_free(s->k, o->text.at, o->text.cap);
	sys_object_free(o);
}

/* True: something went. */
static bool sweep_once(struct kiln_sys *s)
{
	bool went = false;

	for (uint32_t type = 0; type < KILN_OBJECT_TYPES; type++)
		for (uint32_t i = s->table[type].nr; i--;)
			if (!is_held(s->table[type].at[i])) {
				object_drop(s->table[type].at[i]);
				went = true;
			}
	return went;
}

/* A program gives its maps back when its readers have left, and then they may be the next to go. */
void kiln_sys_sweep(struct kiln_sys *s)
{
	s->made = 0;
	sys_stays_sweep(s, false);
	if (s->opts.sweep)
		s->opts.sweep(s->opts.cookie);
	for (uint32_t i = 0; i < SWEEP_ROUNDS && sweep_once(s); i++)
		if (s->opts.settle)
			s->opts.settle(s->opts.cookie);
		else
			s->k->host->wait(s->k->host->cookie);
}

int64_t sys_object_install(struct call *c, struct kiln_object *o, uint32_t may)
{
	int64_t fd = c->client->install(c->client->cookie, o, may);

	kiln_object_put(o);
	c->s->made += fd < 0 ? c->s->opts.max_objects : 0; /* the next call sweeps */
	return fd;
}

/* -- the whole ------------------------------------------------------------------------------------------------------- */

enum kiln_err kiln_sys_new(struct kiln *k, const struct kiln_sys_opts *opts, struct kiln_sys **out)
{
	struct kiln_sys *s;

	*out = NULL;
	if (opts && opts->fuel > INT32_MAX)
		return KILN_ERR_INVAL;
	*out = s = vm_alloc(k, sizeof(*s));
	if (!s)
		return KILN_ERR_NOMEM;
	s->k = k;
	if (opts)
		s->opts = *opts;
	if (!s->opts.max_objects)
		s->opts.max_objects = MAX_OBJECTS;
	return KILN_OK;
}

/* Entries of maps and links first, for they hold programs; then those, and type information at last, which programs and maps hold. */
void kiln_sys_free(struct kiln_sys *s)
{
	static const uint8_t order[] = { KILN_OBJECT_PERF, KILN_OBJECT_ITER, KILN_OBJECT_LINK, KILN_OBJECT_STATS,
					 KILN_OBJECT_PROG, KILN_OBJECT_MAP,  KILN_OBJECT_BTF };

	if (!s)
		return;
	sys_pins_free(s);
	sys_stays_sweep(s, true);
	for (uint32_t i = 0; i < s->table[KILN_OBJECT_MAP].nr; i++)
		sys_entries_free(s->table[KILN_OBJECT_MAP].at[i]);
	for (size_t i = 0; i < NR_OF(order); i++) {
		struct sys_table *t = &s->table[order[i]];

		while (t->nr)
			object_drop(t->at[t->nr - 1]);
		vm_free(s->k, t->at, t->cap * sizeof(struct kiln_object *));
	}
	vm_free(s->k, s, sizeof(*s));
}
