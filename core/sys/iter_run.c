/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * iter_run.c - what iterators list: elements of maps, the objects of bpf(2), threads.
 *
 * Overview     there is no kernel whose objects a program could look into. So each is made up where the kernel's types say that its members
 *              are, with what is known of it; all else is zero. The program reads them as it reads the kernel's, by
 *              rt_peek(), which finds them while it runs.
 * Elements     keys and values are copies; a value that the program has changed goes into its map again.
 * Limits       Linux's: what is written for one element has to fit into 32 KB. The whole has an eighth of the time of a test run, for
 *              meanwhile nobody else is answered.
 */
#include "base/text.h"
#include "rt/rt.h"
#include "sys/map.h"

enum { OUT_ROOM = 32768, OBJECTS_ROOM = 65536, AGAIN_MAX = 8, ARGS_MAX = 8, OF_A_RUN = 8, PIECE = 256, KNOWN_MAX = 12 };

struct listing {
	struct call *c;
	const struct sys_link *link;
	struct kiln_object *out;
	const struct btf *types;
	struct kiln_env *env;
	struct kiln_iter iter;
	uint64_t ctx[ARGS_MAX];
	uint8_t *objects;
	uint32_t used; /* of objects */
	struct {
		const char *name;
		uint32_t type;
	} known[KNOWN_MAX]; /* looking for one takes long */
	uint64_t session;
	uint64_t nr;	/* how many were listed */
	uint64_t until; /* monotonic; 0: it may take as long as it wants */
};

/* -- objects that are made up ------------------------------------------------------------------------------------------ */

struct made {
	uint32_t type; /* 0: the kernel has no such struct */
	uint8_t *at;
};

static uint32_t type_find(struct listing *l, const char *name)
{
	uint32_t i;

	for (i = 0; i < KNOWN_MAX && l->known[i].name; i++)
		if (text_same(l->known[i].name, name))
			return l->known[i].type;
	if (i == KNOWN_MAX)
		return btf_find(l->types, BTF_STRUCT, name);
	l->known[i].name = name;
	l->known[i].type = btf_find(l->types, BTF_STRUCT, name);
	return l->known[i].type;
}

/* All zero; where there is no room or no such type, nothing can be put into it. */
static struct made make(struct listing *l, const char *name)
{
	struct made m = { type_find(l, name), l->objects + l->used };
	const uint32_t len = m.type ? btf_size_of(l->types, m.type) : 0;

	if (!len || len > OBJECTS_ROOM - l->used)
		return (struct made){ 0, l->objects };
	l->used += (len + 63) & ~63u;
	memset(m.at, 0, len);
	return m;
}

/* "a.b": the member b of member a. */
static bool member_find(const struct btf *b, uint32_t type, const char *path, struct btf_member *out)
{
	char name[64];
	uint32_t off = 0;

	for (;;) {
		size_t len = 0;

		for (; path[len] && path[len] != '.'; len++)
			;
		text_copy(name, len + 1 < sizeof(name) ? len + 1 : sizeof(name), path);
		if (!btf_find_member(b, type, name, out))
			return false;
		out->bit_off += off;
		if (!path[len])
			return true;
		off = out->bit_off;
		type = btf_skip(b, out->type);
		path += len + 1;
		if (btf_type(b, type).kind != BTF_STRUCT && btf_type(b, type).kind != BTF_UNION)
			return false;
	}
}

/* A kernel without that member does without. */
static void put(const struct listing *l, struct made m, const char *path, uint64_t v)
{
	struct btf_member at;
	uint32_t len;

	if (!m.type || !member_find(l->types, m.type, path, &at))
		return;
	if (at.bit_size) {
		for (uint32_t i = at.bit_off; i < at.bit_off + at.bit_size; i++, v >>= 1)
			m.at[i / 8] |= (uint8_t)((v & 1) << i % 8);
		return;
	}
	len = btf_size_of(l->types, at.type);
	if (len == 8)
		put64(m.at + at.bit_off / 8, v);
	else if (len == 4)
		put32(m.at + at.bit_off / 8, (uint32_t)v);
	else if (len == 2)
		put16(m.at + at.bit_off / 8, (uint16_t)v);
	else if (len == 1)
		m.at[at.bit_off / 8] = (uint8_t)v;
}

static void put_bytes(const struct listing *l, struct made m, const char *path, const void *from, uint32_t len)
{
	struct btf_member at;
	uint32_t room;

	if (!m.type || !member_find(l->types, m.type, path, &at) || at.bit_size)
		return;
	room = btf_size_of(l->types, at.type);
	memcpy(m.at + at.bit_off / 8, from, len < room ? len : room);
}

static void put_pointer(const struct listing *l, struct made m, const char *path, struct made to)
{
	if (to.type)
		put(l, m, path, (uintptr_t)to.at);
}

static uint64_t address(struct made m)
{
	return m.type ? (uintptr_t)m.at : 0;
}

static struct made map_made(struct listing *l, const struct kiln_object *o)
{
	const struct kiln_map_spec *s = &o->map->spec;
	struct made m = make(l, "bpf_map");

	put(l, m, "id", o->id);
	put(l, m, "map_type", s->type);
	put(l, m, "key_size", s->key_size);
	put(l, m, "value_size", s->value_size);
	put(l, m, "max_entries", s->max_entries);
	put(l, m, "map_flags", s->flags);
	put(l, m, "map_extra", s->extra);
	put(l, m, "frozen", kiln_map_frozen(o->map));
	put(l, m, "refcnt.counter", o->map->refs);
	put(l, m, "usercnt.counter", o->refs);
	put(l, m, "btf_key_type_id", s->btf_key);
	put(l, m, "btf_value_type_id", s->btf_value);
	put_bytes(l, m, "name", s->name, sizeof(s->name));
	return m;
}

static struct made prog_made(struct listing *l, const struct kiln_object *o)
{
	const struct kiln_prog *p = o->prog.prog;
	struct made m = make(l, "bpf_prog"), aux = make(l, "bpf_prog_aux");

	put(l, m, "type", p->kind->prog_type);
	put(l, m, "expected_attach_type", o->prog.attach_type);
	put(l, m, "len", p->nr_insns);
	put(l, m, "jited", p->code.exec != NULL);
	put(l, m, "jited_len", p->code.len);
	put(l, m, "gpl_compatible", p->gpl);
	put_bytes(l, m, "tag", o->prog.tag, sizeof(o->prog.tag));
	put_pointer(l, m, "aux", aux);
	put(l, aux, "id", o->id);
	put(l, aux, "used_map_cnt", p->nr_maps + o->prog.nr_bound);
	put(l, aux, "func_cnt", p->nr_subs > 1 ? p->nr_subs : 0);
	put(l, aux, "stack_depth", p->stack_depth);
	put(l, aux, "attach_btf_id", o->prog.attach_btf_id);
	put(l, aux, "load_time", o->prog.load_ns);
	put(l, aux, "verified_insns", p->nr_processed);
	put(l, aux, "refcnt.counter", p->refs);
	put_bytes(l, aux, "name", p->name, sizeof(p->name));
	put_pointer(l, aux, "prog", m);
	return m;
}

static struct made link_made(struct listing *l, const struct kiln_object *o)
{
	struct made m = make(l, "bpf_link");

	put(l, m, "id", o->id);
	put(l, m, "type", sys_link_type(&o->link));
	put(l, m, "refcnt.counter", o->refs);
	if (o->link.prog)
		put_pointer(l, m, "prog", prog_made(l, o->link.prog));
	return m;
}

static struct made task_other(struct listing *l, uint32_t tid)
{
	struct made m = make(l, "task_struct");

	put(l, m, "pid", tid);
	put(l, m, "tgid", tid);
	return m;
}

static struct made task_made(struct listing *l, const struct kiln_sys_task *t)
{
	struct made m = make(l, "task_struct"), cred = make(l, "cred"), leader = m, parent;
	enum { KERNEL_THREAD = 0x200000 };

	put(l, m, "pid", t->tid);
	put(l, m, "tgid", t->pid);
	put(l, m, "start_time", t->start_ns);
	put(l, m, "flags", t->kernel ? KERNEL_THREAD : 0);
	put_bytes(l, m, "comm", t->comm, sizeof(t->comm));
	put_pointer(l, m, "cred", cred);
	put_pointer(l, m, "real_cred", cred);
	put(l, cred, "uid.val", t->uid);
	put(l, cred, "euid.val", t->uid);
	put(l, cred, "gid.val", t->gid);
	put(l, cred, "egid.val", t->gid);
	if (!t->kernel)
		put_pointer(l, m, "mm", make(l, "mm_struct"));
	if (t->tid != t->pid)
		leader = task_other(l, t->pid);
	parent = task_other(l, t->ppid);
	put_pointer(l, m, "group_leader", leader);
	put_pointer(l, m, "real_parent", parent);
	put_pointer(l, m, "parent", parent);
	return m;
}

/* -- running ----------------------------------------------------------------------------------------------------------- */

/* There is room for all that one element may write. */
static enum kiln_err out_room(struct listing *l)
{
	struct kiln_object *o = l->out;
	struct kiln *k = l->c->s->k;
	size_t cap = o->text.cap ? o->text.cap * 2 : (size_t)OUT_ROOM * 2;
	uint8_t *more;

	if (o->text.cap - o->text.len >= OUT_ROOM)
		return KILN_OK;
	more = vm_alloc(k, cap);
	if (!more)
		return KILN_ERR_NOMEM;
	if (o->text.len)
		memcpy(more, o->text.at, o->text.len);
	vm_free(k, o->text.at, o->text.cap);
	o->text.at = more;
	o->text.cap = cap;
	return KILN_OK;
}

static uint64_t now(const struct listing *l)
{
	const struct kiln_host *h = l->c->s->k->host;

	return h->clock(h->cookie, KILN_CLOCK_MONOTONIC);
}

static uint64_t run_once(struct listing *l)
{
	struct kiln *k = l->c->s->k;
	uint64_t ret;

	l->iter.out = l->out->text.at + l->out->text.len;
	l->iter.cap = OUT_ROOM;
	l->iter.len = 0;
	l->iter.over = false;
	kiln_enter(k, l->env);
	l->env->iter = &l->iter;
	ret = kiln_run(l->link->prog->prog.prog, l->ctx, l->env);
	kiln_leave(k, l->env);
	return ret;
}

/* As Linux counts: the end has the number of the last element. */
static uint64_t number_next(struct listing *l, bool end)
{
	return end ? l->nr - (l->nr != 0) : l->nr++;
}

/* One element, with the arguments behind the first in ctx; a program that asks for it once more gets it. */
static enum kiln_err run_one(struct listing *l, bool end)
{
	struct made meta = make(l, "bpf_iter_meta"), seq = make(l, "seq_file");
	uint32_t turns = 0;
	enum kiln_err err = out_room(l);

	if (err)
		return err;
	if (l->until && now(l) > l->until)
		return KILN_ERR_INTR;
	put_pointer(l, meta, "seq", seq);
	put(l, meta, "session_id", l->session);
	put(l, meta, "seq_num", number_next(l, end));
	l->ctx[0] = address(meta);
	while ((uint32_t)run_once(l) && !l->iter.over)
		if (++turns == AGAIN_MAX)
			return KILN_ERR_AGAIN;
	if (l->iter.over)
		return KILN_ERR_COMPLEX;
	l->out->text.len += l->iter.len;
	return KILN_OK;
}

/* What was made up for the last element makes room for the next. */
static void next(struct listing *l)
{
	memset(l->ctx, 0, sizeof(l->ctx));
	l->used = 0;
}

/* Its object's number may be gone at the next step: the program may let go of it. */
static enum kiln_err run_objects(struct listing *l, enum kiln_object_type type,
				 struct made (*made)(struct listing *l, const struct kiln_object *o))
{
	const struct kiln_object *o;
	enum kiln_err err = KILN_OK;

	for (uint32_t id = 0; !err && (o = sys_object_from(l->c->s, type, id)); id = o->id + 1) {
		next(l);
		l->ctx[1] = address(made(l, o));
		err = run_one(l, false);
	}
	next(l);
	return err ? err : run_one(l, true);
}

static enum kiln_err run_maps(struct listing *l)
{
	return run_objects(l, KILN_OBJECT_MAP, map_made);
}

static enum kiln_err run_progs(struct listing *l)
{
	return run_objects(l, KILN_OBJECT_PROG, prog_made);
}

static enum kiln_err run_links(struct listing *l)
{
	return run_objects(l, KILN_OBJECT_LINK, link_made);
}

/* -- threads ----------------------------------------------------------------------------------------------------------- */

struct walk {
	struct listing *l;
	enum kiln_err err;
};

static bool run_task(void *arg, const struct kiln_sys_task *t)
{
	struct walk *w = arg;
	struct listing *l = w->l;

	if ((l->link->tid && l->link->tid != t->tid) || (l->link->pid && l->link->pid != t->pid))
		return true;
	next(l);
	l->ctx[1] = address(task_made(l, t));
	w->err = run_one(l, false);
	return !w->err;
}

static enum kiln_err run_tasks(struct listing *l)
{
	const struct kiln_sys_opts *o = &l->c->s->opts;
	struct walk w = { .l = l };

	if (!o->tasks)
		return KILN_ERR_PERM;
	o->tasks(o->cookie, run_task, &w);
	next(l);
	return w.err ? w.err : run_one(l, true);
}

/* -- elements ---------------------------------------------------------------------------------------------------------- */

struct elements {
	struct listing *l;
	struct kiln_object *map;
	uint8_t *key, *value, *before; /* of one */
	size_t value_len;
	bool percpu;
};

static enum kiln_err run_element(struct elements *e)
{
	struct listing *l = e->l;
	struct kiln_map *m = e->map->map;
	enum kiln_err err = kiln_map_lookup(m, e->key, e->value, 0);

	if (err)
		return err == KILN_ERR_NOENT ? KILN_OK : err; /* it is gone meanwhile */
	memcpy(e->before, e->value, e->value_len);
	next(l);
	l->ctx[1] = address(map_made(l, e->map));
	l->ctx[2] = (uintptr_t)e->key;
	l->ctx[3] = (uintptr_t)e->value;
	err = run_one(l, false);
	/* Of a map with a value for each CPU Linux shows a copy, too. */
	if (!err && !e->percpu && memcmp(e->before, e->value, e->value_len))
		(void)kiln_map_update(m, e->key, e->value, 2 /* BPF_EXIST */);
	return err;
}

/* Some keys at a time: what the program does to the map changes the way through it. */
static enum kiln_err run_pieces(struct elements *e)
{
	struct arena *a = &e->l->c->arena;
	const struct kiln_map_spec *spec = &e->map->map->spec;
	uint32_t room = PIECE, nr;
	uint64_t cursor = 0;
	uint8_t *keys = NULL;
	void *values = NULL;
	enum kiln_err end, err = KILN_OK;

	do {
		keys = keys ? keys : arena_dirty_array(a, room, spec->key_size);
		values = values ? values : arena_dirty_array(a, room, e->value_len);
		if (!keys || !values)
			return KILN_ERR_NOMEM;
		nr = room;
		end = kiln_map_batch(e->map->map, &cursor, keys, values, &nr, false);
		if (end == KILN_ERR_NOSPC) { /* what belongs together does not fit */
			room *= 2;
			keys = values = NULL;
			continue;
		}
		if (end && end != KILN_ERR_NOENT)
			return end;
		for (uint32_t i = 0; !err && i < nr; i++) {
			memcpy(e->key, keys + (size_t)i * spec->key_size, spec->key_size);
			err = run_element(e);
		}
	} while (!err && end != KILN_ERR_NOENT);
	return err;
}

static enum kiln_err run_elements(struct listing *l)
{
	struct elements e = { .l = l, .map = l->link->map };
	const struct kiln_map *m = e.map->map;
	struct arena *a = &l->c->arena;
	enum kiln_err err;

	e.value_len = kiln_map_value_len(m);
	e.percpu = m->ops->percpu;
	e.key = arena_alloc(a, m->spec.key_size + 8u);
	e.value = arena_alloc(a, e.value_len + 8u);
	e.before = arena_alloc(a, e.value_len + 8u);
	if (!e.key || !e.value || !e.before)
		return KILN_ERR_NOMEM;
	err = run_pieces(&e);
	next(l);
	l->ctx[1] = address(map_made(l, e.map));
	return err ? err : run_one(l, true);
}

/* -- the whole --------------------------------------------------------------------------------------------------------- */

static const struct sys_target targets[] = {
	{ .name = "bpf_map", .run = run_maps },
	{ .name = "bpf_prog", .run = run_progs },
	{ .name = "bpf_link", .run = run_links },
	{ .name = "bpf_map_elem", .run = run_elements, .map = true },
	{ .name = "task", .run = run_tasks, .task = true },
};

const struct sys_target *sys_target_find(const char *name)
{
	for (size_t i = 0; i < NR_OF(targets); i++)
		if (text_same(targets[i].name, name))
			return &targets[i];
	return NULL;
}

enum kiln_err sys_iter_run(struct call *c, const struct sys_link *link, struct kiln_object *out)
{
	const struct kiln_sys *s = c->s;
	const struct kiln_btf *types = s->opts.types ? s->opts.types(s->opts.cookie) : NULL;
	struct listing *l = arena_alloc(&c->arena, sizeof(*l));

	if (!l || !types)
		return l ? KILN_ERR_UNSUPPORTED : KILN_ERR_NOMEM;
	l->c = c;
	l->link = link;
	l->out = out;
	l->types = &types->btf;
	l->env = arena_dirty(&c->arena, sizeof(*l->env));
	l->objects = arena_alloc(&c->arena, OBJECTS_ROOM);
	if (!l->env || !l->objects)
		return KILN_ERR_NOMEM;
	l->iter.objects = l->objects;
	l->iter.objects_len = OBJECTS_ROOM;
	l->session = vm_id(s->k);
	l->until = s->opts.max_run_ns ? now(l) + s->opts.max_run_ns / OF_A_RUN : 0;
	return link->target->run(l);
}
