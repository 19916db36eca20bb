/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * map.c - commands on maps: made, and their elements one by one.
 *
 * Overview     what bpf(2) checks before the map is asked stands here, in Linux's order; what the kind of map decides is map/'s.
 * Values       program arrays and maps of maps take descriptors, and answer with ids.
 */
#include "sys/sys.h"

#include "sys/map.h"

/* Flags of a map that say something of the descriptor and not of the map; the rest is the map's. */
enum { FD_FLAGS = MAP_F_RDONLY | MAP_F_WRONLY };

static uint32_t may_of(uint32_t flags)
{
	return flags & MAP_F_RDONLY   ? KILN_MAY_READ
	       : flags & MAP_F_WRONLY ? KILN_MAY_WRITE
				      : KILN_MAY_READ | KILN_MAY_WRITE;
}

bool sys_open_flags(uint32_t flags, uint32_t *may)
{
	*may = may_of(flags);
	return !(flags & ~(uint32_t)FD_FLAGS) && flags != FD_FLAGS;
}

/* -- making ---------------------------------------------------------------------------------------------------------- */

static bool create_attr_ok(const union sys_attr *a)
{
	if (a->map_create.btf_vmlinux_value_type_id || a->map_create.excl_prog_hash_size ||
	    a->map_create.excl_prog_hash || a->map_create.map_ifindex)
		return false;
	if (a->map_create.btf_key_type_id && !a->map_create.btf_value_type_id)
		return false;
	return !(a->map_create.map_flags & MAP_F_NUMA_NODE) || !a->map_create.numa_node;
}

/* Where the value's type has a member of that struct; KILN_NO_OFF if it has none. */
static uint32_t member_off(const struct btf *btf, uint32_t type, const char *name)
{
	struct btf_type t = btf_type(btf, btf_skip(btf, type));

	if (t.kind != BTF_STRUCT && t.kind != BTF_DATASEC)
		return KILN_NO_OFF;
	for (uint32_t i = 0; i < t.vlen; i++) {
		struct btf_member m = btf_member(btf, t.id, i);
		struct btf_type mt = btf_type(btf, btf_skip(btf, m.type));

		if (mt.kind == BTF_VAR)
			mt = btf_type(btf, btf_skip(btf, mt.type));
		if (mt.kind == BTF_STRUCT && text_same(mt.name, name))
			return t.kind == BTF_STRUCT ? m.bit_off / 8 : m.bit_off;
	}
	return KILN_NO_OFF;
}

/* Kinds that want their key's type, too: an array's is a 32-bit number, or void for one data section. */
static bool array_key_ok(const struct btf *btf, const struct kiln_map_spec *s)
{
	struct btf_type key = btf_type(btf, btf_skip(btf, s->btf_key));

	if (!s->btf_key)
		return s->type == MAP_ARRAY && s->max_entries == 1 && btf_type(btf, s->btf_value).kind == BTF_DATASEC;
	return key.kind == BTF_INT && key.size == 4;
}

/* Kinds that take no types: what they hold is no value of the client's. */
static bool typeless(uint32_t type)
{
	static const uint8_t types[] = { MAP_PERF_EVENT_ARRAY, MAP_ARRAY_OF_MAPS, MAP_HASH_OF_MAPS, MAP_DEVMAP,
					 MAP_DEVMAP_HASH,      MAP_CPUMAP,	  MAP_XSKMAP };

	for (size_t i = 0; i < NR_OF(types); i++)
		if (types[i] == type)
			return true;
	return false;
}

/* What a kind asks of its key's type. */
static bool key_type_ok(const struct btf *btf, const struct kiln_map_spec *s)
{
	if (s->type == MAP_ARRAY || s->type == MAP_PERCPU_ARRAY)
		return array_key_ok(btf, s);
	if (s->type == MAP_LPM_TRIE)
		return s->btf_key && btf_type(btf, btf_skip(btf, s->btf_key)).kind == BTF_STRUCT;
	return s->type == MAP_BLOOM_FILTER ? !s->btf_key : s->btf_key;
}

static enum kiln_err types_check(const struct btf *btf, struct kiln_map_spec *s)
{
	if (s->btf_key >= btf->nr_types || s->btf_value >= btf->nr_types)
		return KILN_ERR_INVAL;
	if (s->btf_key && btf_size_of(btf, s->btf_key) != s->key_size)
		return KILN_ERR_INVAL;
	if (btf_size_of(btf, s->btf_value) != s->value_size)
		return KILN_ERR_INVAL;
	if (typeless(s->type))
		return KILN_ERR_NOTSUPP;
	if (!key_type_ok(btf, s))
		return KILN_ERR_INVAL;
	s->lock_off = member_off(btf, s->btf_value, "bpf_spin_lock");
	s->timer_off = member_off(btf, s->btf_value, "bpf_timer");
	return KILN_OK;
}

static enum kiln_err create_types(struct call *c, struct kiln_map_spec *s, struct kiln_object **btf)
{
	enum kiln_err err;

	*btf = NULL;
	if (!s->btf_key && !s->btf_value)
		return KILN_OK;
	err = call_object(c, c->a.map_create.btf_fd, KILN_OBJECT_BTF, btf, NULL);
	if (!err)
		err = types_check(&(*btf)->own_btf->btf, s);
	if (!err)
		s->nr_kptrs = kiln_btf_kptrs((*btf)->own_btf, s->btf_value, s->kptr);
	return err;
}

static int64_t map_make(struct call *c, struct kiln_map_spec *s, struct kiln_object *btf, enum kiln_err inner_err,
			uint32_t may)
{
	struct kiln_object *o = sys_object_new(c->s, KILN_OBJECT_MAP);
	enum kiln_err err;

	if (!o)
		return sys_error(KILN_ERR_NOMEM);
	err = kiln_map_new(c->s->k, s, &o->map);
	if (err) {
		sys_object_free(o);
		return sys_error(err == KILN_ERR_BADF && inner_err ? inner_err : err);
	}
	/* act */
	map_hold(o->map); /* the table's own */
	o->btf = btf ? kiln_object_get(btf) : NULL;
	sys_object_list(o, o->map->id);
	return sys_object_install(c, o, may);
}

int64_t sys_map_create(struct call *c)
{
	const union sys_attr *a = &c->a;
	struct kiln_map_spec s = {
		.type = a->map_create.map_type,
		.key_size = a->map_create.key_size,
		.value_size = a->map_create.value_size,
		.max_entries = a->map_create.max_entries,
		.flags = a->map_create.map_flags,
		.extra = a->map_create.map_extra,
		.btf_key = a->map_create.btf_key_type_id,
		.btf_value = a->map_create.btf_value_type_id,
		.lock_off = KILN_NO_OFF,
		.timer_off = KILN_NO_OFF,
	};
	const struct kiln_map_ops *ops = map_ops_of(c->s->k, s.type);
	struct kiln_object *inner = NULL, *btf;
	enum kiln_err inner_err = KILN_OK, err;
	uint32_t may = may_of(s.flags);

	/* A kind that only checks of programs know: nothing here could fill it. */
	if (!create_attr_ok(a) || (s.flags & FD_FLAGS) == FD_FLAGS || !ops || ops->elsewhere)
		return sys_error(KILN_ERR_INVAL);
	memcpy(s.name, a->map_create.map_name, sizeof(s.name));
	if (ops->object && s.type != MAP_PROG_ARRAY) {
		inner_err = call_object(c, a->map_create.inner_map_fd, KILN_OBJECT_MAP, &inner, NULL);
		s.inner = inner_err ? NULL : inner->map;
	}
	/* What the kind says of sizes comes before what the types say of them. */
	err = ops->check(c->s->k, &s);
	if (!err)
		err = sys_trust_map(c->s, &s);
	if (!err)
		err = create_types(c, &s, &btf);
	if (err)
		return sys_error(err);
	s.flags &= ~(uint32_t)FD_FLAGS;
	return map_make(c, &s, btf, inner_err, may);
}

/* -- elements -------------------------------------------------------------------------------------------------------- */

enum kiln_err sys_map_of(struct call *c, uint32_t fd, uint32_t want, struct kiln_map **m)
{
	struct kiln_object *o;
	uint32_t may;
	enum kiln_err err = call_object(c, fd, KILN_OBJECT_MAP, &o, &may);

	if (err)
		return err;
	*m = o->map;
	if ((*m)->frozen)
		may &= ~(uint32_t)KILN_MAY_WRITE;
	return (may & want) == want ? KILN_OK : KILN_ERR_PERM;
}

/* Kinds without a key have none given. */
static enum kiln_err key_copy(struct call *c, const struct kiln_map *m, void **key)
{
	*key = NULL;
	if (!m->spec.key_size)
		return c->a.elem.key ? KILN_ERR_INVAL : KILN_OK;
	return call_copy(c, c->a.elem.key, m->spec.key_size, key);
}

/* The map that is named, which may be used so; and the key that is given for it. */
static enum kiln_err elem_of(struct call *c, uint32_t want, struct kiln_map **m, void **key)
{
	enum kiln_err err = sys_map_of(c, c->a.elem.map_fd, want, m);

	if (!err && !map_lock_ok(*m, c->a.elem.flags))
		err = KILN_ERR_INVAL;
	return err ? err : key_copy(c, *m, key);
}

/* The same, and room for a value that is given back: of *len bytes. */
static enum kiln_err elem_out(struct call *c, uint32_t want, struct kiln_map **m, void **key, void **value, size_t *len)
{
	enum kiln_err err = c->a.elem.flags & ~(uint64_t)MAP_LOCK ? KILN_ERR_INVAL : elem_of(c, want, m, key);

	if (err)
		return err;
	*len = kiln_map_value_len(*m);
	*value = arena_alloc(&c->arena, *len ? *len : 1);
	return *value ? KILN_OK : KILN_ERR_NOMEM;
}

int64_t sys_map_lookup(struct call *c)
{
	struct kiln_map *m;
	void *key, *value;
	size_t len;
	enum kiln_err err = elem_out(c, KILN_MAY_READ, &m, &key, &value, &len);

	if (err)
		return sys_error(err);
	if (m->spec.type == MAP_BLOOM_FILTER) /* asked whether it holds a value */
		err = call_read(c, value, c->a.elem.value, len);
	if (!err)
		err = kiln_map_lookup(m, key, value, c->a.elem.flags);
	if (!err && m->spec.type != MAP_BLOOM_FILTER)
		err = call_write(c, c->a.elem.value, value, len);
	return sys_error(err);
}

/* A descriptor as the value: what is behind it goes into the slot. */
static enum kiln_err slot_set(struct call *c, struct kiln_map *m, const void *key, uint32_t fd, uint64_t flags)
{
	const bool progs = m->spec.type == MAP_PROG_ARRAY;
	struct kiln_object *o;
	enum kiln_err err;

	if ((progs || m->spec.type == MAP_ARRAY_OF_MAPS) && flags)
		return KILN_ERR_INVAL;
	if ((progs || m->spec.type == MAP_ARRAY_OF_MAPS) && get32(key) >= m->spec.max_entries)
		return KILN_ERR_COMPLEX;
	err = call_object(c, fd, progs ? KILN_OBJECT_PROG : KILN_OBJECT_MAP, &o, NULL);
	if (err)
		return err;
	return kiln_map_set_object(m, key, progs ? NULL : o->map, progs ? o->prog.prog : NULL, flags);
}

static enum kiln_err perf_set(struct call *c, struct kiln_map *m, const void *key, uint32_t fd, uint64_t flags)
{
	struct kiln_object *o;
	enum kiln_err err;

	if (flags)
		return KILN_ERR_INVAL;
	if (get32(key) >= m->spec.max_entries)
		return KILN_ERR_COMPLEX;
	err = call_object(c, fd, KILN_OBJECT_PERF, &o, NULL);
	return err ? err : c->s->opts.perf(c->s->opts.cookie, m, get32(key), o);
}

enum kiln_err sys_elem_set(struct call *c, struct kiln_map *m, const void *key, const void *value, uint64_t flags)
{
	if (m->spec.type == MAP_PERF_EVENT_ARRAY && c->s->opts.perf)
		return perf_set(c, m, key, get32(value), flags);
	if (m->ops->object)
		return slot_set(c, m, key, get32(value), flags);
	if (sys_entry_has(m))
		return sys_entry_set(c, m, key, value, flags);
	return kiln_map_update(m, key, value, flags);
}

int64_t sys_map_update(struct call *c)
{
	struct kiln_map *m;
	void *key, *value;
	enum kiln_err err = elem_of(c, KILN_MAY_WRITE, &m, &key);

	if (!err)
		err = call_copy(c, c->a.elem.value, kiln_map_value_len(m), &value);
	return sys_error(err ? err : sys_elem_set(c, m, key, value, c->a.elem.flags));
}

int64_t sys_map_delete(struct call *c)
{
	struct kiln_map *m;
	void *key;
	enum kiln_err err = elem_of(c, KILN_MAY_WRITE, &m, &key);

	if (!err && m->spec.type == MAP_PERF_EVENT_ARRAY && c->s->opts.perf && get32(key) < m->spec.max_entries)
		return sys_error(c->s->opts.perf(c->s->opts.cookie, m, get32(key), NULL));
	if (!err)
		err = sys_entry_has(m) ? sys_entry_delete(c, m, key) : kiln_map_delete(m, key);
	return sys_error(err);
}

int64_t sys_map_next(struct call *c)
{
	struct kiln_map *m;
	void *key = NULL, *next;
	enum kiln_err err;

	err = sys_map_of(c, c->a.elem.map_fd, KILN_MAY_READ, &m);
	if (!err && c->a.elem.key)
		err = key_copy(c, m, &key);
	if (err)
		return sys_error(err);
	next = arena_alloc(&c->arena, m->spec.key_size ? m->spec.key_size : 1);
	if (!next)
		return sys_error(KILN_ERR_NOMEM);
	err = kiln_map_next(m, key, next);
	return sys_error(err ? err : call_write(c, c->a.elem.value, next, m->spec.key_size));
}

int64_t sys_map_take(struct call *c)
{
	struct kiln_map *m;
	void *key, *value;
	size_t len;
	enum kiln_err err = elem_out(c, KILN_MAY_READ | KILN_MAY_WRITE, &m, &key, &value, &len);

	if (err)
		return sys_error(err);
	err = kiln_map_take(m, key, value, c->a.elem.flags);
	return sys_error(err ? err : call_write(c, c->a.elem.value, value, len));
}

int64_t sys_map_freeze(struct call *c)
{
	struct kiln_map *m;
	enum kiln_err err = sys_map_of(c, c->a.elem.map_fd, 0, &m);

	if (!err && (m->spec.lock_off != KILN_NO_OFF || m->spec.timer_off != KILN_NO_OFF || m->spec.nr_kptrs))
		err = KILN_ERR_NOTSUPP;
	if (!err)
		err = sys_map_of(c, c->a.elem.map_fd, KILN_MAY_WRITE, &m);
	return sys_error(err ? err : kiln_map_freeze(m));
}
