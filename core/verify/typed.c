/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * typed.c - the kernel's own objects, by its types (kiln_load_opts.target_btf): what the context points to, and what is found there.
 *
 * Overview     a REG_OBJECT has the number of its struct in len. What lies at an offset of it is looked up member by member: numbers, or
 *              pointers to further objects. One that is no struct, but a variable of another type (kvar.c), is bytes.
 * Safety       nothing rests on the types. A pointer that was read somewhere may be NULL, or to something that is no more: so loads
 *              through objects are made by the host's peek, which may fail, and then give 0 (lower.c). Helpers take the
 *              program's arguments and what helpers gave (REG_TRUSTED), not what was read anywhere.
 * Cost         a look-up is linear in the members of the structs that lie in each other there.
 */
#include "verify/state.h"

#include "base/bits.h"

static bool is_struct(const struct btf_type *t)
{
	return t->kind == BTF_STRUCT || t->kind == BTF_UNION;
}

/* -- types ---------------------------------------------------------------------------------------------------------- */

/* Memory of the observed process, or another address on each CPU: not to be followed. */
static bool is_elsewhere(const struct btf_type *t)
{
	return t->kind == BTF_TYPE_TAG && (text_same(t->name, "user") || text_same(t->name, "percpu"));
}

/* The struct that a value of the type points to; 0: it is no pointer that may be followed. */
static uint32_t pointee(const struct btf *b, uint32_t id)
{
	struct btf_type t = btf_type(b, btf_skip(b, id));
	uint32_t to = t.kind == BTF_PTR ? t.type : 0;

	for (t = btf_type(b, to); to && btf_skip(b, to) != to; t = btf_type(b, to = t.type))
		if (is_elsewhere(&t))
			return 0;
	return to && is_struct(&t) ? to : 0;
}

/* [at, at + size) of a struct, and in the end of the innermost member that is not one. room: bytes from at on, of an array. */
struct place {
	uint32_t id, at, size;
	uint32_t room;
	const char *in, *name; /* the innermost struct that has a name, the member's */
};

/* Elements of an array may be asked for as if there were more. */
static bool is_endless(const struct btf *b, const struct btf_type *t, uint32_t i, const struct btf_member *m)
{
	return i + 1 == t->vlen && t->kind == BTF_STRUCT && btf_type(b, btf_skip(b, m->type)).kind == BTF_ARRAY &&
	       !btf_size_of(b, m->type);
}

static bool member_at(const struct btf *b, const struct place *p, struct btf_member *m)
{
	struct btf_type t = btf_type(b, p->id);

	for (uint32_t i = 0; i < t.vlen; i++) {
		uint32_t first, len;

		*m = btf_member(b, p->id, i);
		first = m->bit_off / 8;
		len = m->bit_size ? (m->bit_off % 8 + m->bit_size + 7) / 8 : btf_size_of(b, m->type);
		if (m->bit_size ? p->at <= first && first + len <= p->at + p->size
				: p->at >= first && (p->at - first < len || is_endless(b, &t, i, m)))
			return true;
	}
	return false;
}

/* Into the element of an array; false: there are none. */
static bool into_element(const struct btf *b, struct place *p)
{
	struct btf_type t = btf_type(b, btf_skip(b, p->id));

	for (; t.kind == BTF_ARRAY; t = btf_type(b, btf_skip(b, t.type))) {
		uint32_t len = btf_size_of(b, t.type);

		if (!len)
			return false;
		p->at %= len;
		if (p->room < len - p->at) /* it is endless */
			p->room = len - p->at;
	}
	p->id = t.id;
	return true;
}

/* The member that [at, at + size) lies in, false: none. to: the struct that it points to, or 0. */
static bool find_member(const struct btf *b, struct place *p, uint32_t *to)
{
	for (struct btf_type t = btf_type(b, p->id); is_struct(&t); t = btf_type(b, p->id)) {
		struct btf_member m;

		if (t.name[0])
			p->in = t.name;
		*to = 0;
		if (!member_at(b, p, &m))
			return false;
		p->name = m.name;
		if (m.bit_size)
			return true;
		p->at -= m.bit_off / 8;
		p->room = btf_size_of(b, m.type) > p->at ? btf_size_of(b, m.type) - p->at : 0;
		p->id = m.type;
		if (!into_element(b, p))
			return false;
	}
	if (btf_type(b, p->id).kind == BTF_PTR) {
		*to = pointee(b, p->id);
		return !p->at && p->size == 8;
	}
	return p->size <= p->room;
}

bool typed_is_object(const struct vfy *v, uint32_t id)
{
	struct btf_type t;

	if (!v->target || !id || id >= v->target->nr_types)
		return false;
	t = btf_type(v->target, id);
	return is_struct(&t) || btf_size_of(v->target, id);
}

/* Whether a want lies at that place of a struct id. */
static bool holds(const struct btf *b, uint32_t id, uint32_t at, uint32_t want)
{
	struct place p = { .id = id, .at = at, .size = 1 };

	while (p.id != want || p.at) {
		struct btf_type t = btf_type(b, p.id);
		struct btf_member m;

		if (!is_struct(&t) || !member_at(b, &p, &m) || m.bit_size)
			return false;
		p.at -= m.bit_off / 8;
		p.id = m.type;
		if (!into_element(b, &p))
			return false;
	}
	return true;
}

/* Members that point to what is there as long as what they are in; rcu: as long as RCU keeps it, for another may be put there meanwhile. */
static const struct lasting {
	const char *in, *name;
	bool rcu;
} lasting[] = {
	{ "bpf_iter_meta", "seq", false },	{ "task_struct", "group_leader", true },
	{ "task_struct", "real_parent", true }, { "linux_binprm", "file", false },
	{ "file", "f_inode", false },
};

static const struct lasting *find_lasting(const struct place *p)
{
	for (size_t i = 0; i < NR_OF(lasting); i++)
		if (text_same(lasting[i].in, p->in) && text_same(lasting[i].name, p->name))
			return &lasting[i];
	return NULL;
}

/* Read from base, and kept by what keeps that; in a program that may sleep by a section of RCU, or by nothing. */
static void keep_found(struct vfy *v, const struct vreg *base, const struct place *p, struct vreg *out)
{
	const struct lasting *l = base->flags & REG_TRUSTED ? find_lasting(p) : NULL;
	bool section = l && l->rcu && vfy_may_sleep(v);

	if (!l || (section && !ref_held(v, KILN_SECTION_RCU)))
		return;
	out->flags |= REG_TRUSTED | REG_FOUND;
	out->ref = section ? KILN_SECTION_RCU : base->ref;
}

/* -- what the program is attached to --------------------------------------------------------------------------------- */

/* The prototype, and its first parameter that the context has: not the one that a tracepoint keeps for itself. */
static uint32_t target_proto(const struct btf *b, uint32_t id, uint32_t *first)
{
	struct btf_type t = btf_type(b, id);

	*first = t.kind == BTF_TYPEDEF;
	if (t.kind == BTF_TYPEDEF)
		t = btf_type(b, btf_skip(b, id));
	if (t.kind == BTF_PTR || t.kind == BTF_FUNC)
		t = btf_type(b, btf_skip(b, t.type));
	return t.kind == BTF_FUNC_PROTO && t.vlen >= *first ? t.id : 0;
}

bool typed_begin(struct vfy *v)
{
	const struct kiln_load_opts *o = v->opts;

	if (!o->target_btf)
		return true;
	v->target = &o->target_btf->btf;
	if (!o->target_id)
		return true;
	if (o->target_id < v->target->nr_types)
		v->proto = target_proto(v->target, o->target_id, &v->proto_first);
	return v->proto || vfy_refuse_at(v, -1, KILN_REASON_TARGET,
					 "type %u of the kernel is no function, and no tracepoint", o->target_id);
}

static struct vreg object(uint32_t id, uint8_t flags)
{
	struct vreg r = reg_pointer(REG_OBJECT);

	r.len = id;
	r.flags = flags;
	return r;
}

/* Eight bytes of the context are an argument, or a part of a larger one. */
static uint32_t param_at(const struct vfy *v, const struct btf_type *proto, uint32_t nr, bool *result)
{
	uint32_t word = 0;

	*result = false;
	for (uint32_t i = v->proto_first; i < proto->vlen; i++) {
		uint32_t type = btf_member(v->target, proto->id, i).type, len = btf_size_of(v->target, type);

		word += len > 8 ? (len + 7) / 8 : 1;
		if (nr < word)
			return type;
	}
	*result = nr == word;
	return proto->type;
}

static bool has_result(const struct vfy *v)
{
	return v->kind->groups & KILN_GROUP_FENTRY || v->kind->groups & KILN_GROUP_CG_LSM;
}

/* An element that is listed: the list's end has none. */
static uint8_t argument_flags(struct vfy *v, uint32_t nr)
{
	return REG_TRUSTED | (v->kind->groups & KILN_GROUP_ITER && nr ? REG_NULLABLE : 0);
}

/* Arguments of iterators that are memory, of a length that is known where they are attached. */
static const struct {
	const char *function;
	uint8_t nr;
	bool writable;
} elements[] = {
	{ "bpf_iter_bpf_map_elem", 2, false },
	{ "bpf_iter_bpf_map_elem", 3, true },
	{ "bpf_iter_bpf_sk_storage_map", 3, true },
};
enum { ELEMENT_MAX = 1 << 20 };

static bool is_element(const struct vfy *v, uint32_t nr, bool *writable)
{
	const char *name = btf_type(v->target, v->opts->target_id).name;

	for (size_t i = 0; v->kind->groups & KILN_GROUP_ITER && i < NR_OF(elements); i++)
		if (elements[i].nr == nr && text_same(elements[i].function, name)) {
			*writable = elements[i].writable;
			return true;
		}
	return false;
}

static struct vreg element(struct vfy *v, bool writable)
{
	struct vreg r = reg_pointer(REG_MEM);

	r.len = ELEMENT_MAX;
	r.flags = (uint8_t)(REG_ELEMENT | REG_NULLABLE | (writable ? REG_WRITABLE : 0));
	r.id = reg_new_id(v);
	return r;
}

bool typed_argument(struct vfy *v, uint32_t at, uint32_t size, struct vreg *out)
{
	struct btf_type proto = btf_type(v->target, v->proto);
	bool result, writable;
	uint32_t type = param_at(v, &proto, at / 8, &result), to = pointee(v->target, type);

	if (result ? !has_result(v) || !type : !type)
		return vfy_refuse(v, KILN_REASON_TARGET_ARGUMENT,
				  "read of argument %u: the function has no such argument", at / 8 + 1);
	if (!to && !is_element(v, at / 8, &writable))
		return true;
	if (size != 8 || at % 8)
		return vfy_refuse(v, KILN_REASON_CTX_SIZE, "read of %u bytes of argument %u, which is a pointer", size,
				  at / 8 + 1);
	if (!to) {
		*out = element(v, writable);
		return true;
	}
	*out = object(to, result ? 0 : argument_flags(v, at / 8));
	if (out->flags & REG_NULLABLE)
		out->id = reg_new_id(v);
	return true;
}

/* -- loads ---------------------------------------------------------------------------------------------------------- */

bool typed_load(struct vfy *v, uint32_t nr, int32_t off, uint32_t size, bool sign, struct vreg *out)
{
	const struct vreg *base = reg_at(v, nr);
	struct btf_type t = btf_type(v->target, base->len);
	struct place p = { .id = base->len, .size = size, .in = "" };
	int64_t at = (int64_t)base->off + off;
	uint32_t to;

	if (!is_struct(&t))
		return mem_bounds(v, nr, base, off, size, btf_size_of(v->target, base->len), MEM_READ,
				  KILN_REASON_MEM_BOUNDS, KILN_REASON_MEM_INDEX) &&
		       fact_mem(v, MEM_OBJECT, 0, 0);
	if (!range_is_const(base->r))
		return vfy_refuse(v, KILN_REASON_OBJECT_INDEX, "read through r%u, a struct %s moved by a variable", nr,
				  t.name);
	at += base->r.smin;
	p.at = (uint32_t)at;
	if (at < 0 || !find_member(v->target, &p, &to))
		return vfy_refuse(v, KILN_REASON_OBJECT_MEMBER,
				  "read of %u bytes at %lld of a struct %s: no member is there", size, (long long)at,
				  t.name);
	if (to && !sign) {
		*out = object(to, 0);
		keep_found(v, base, &p, out);
	}
	return fact_mem(v, MEM_OBJECT, 0, 0);
}

/* -- calls ---------------------------------------------------------------------------------------------------------- */

/* 0: the kernel has no such type, or its types are not known. */
static uint32_t type_of(struct vfy *v, uint32_t what)
{
	uint32_t *at = &v->object_type[what];

	if (!*at && v->target && rt_structs[what])
		*at = btf_find(v->target, BTF_STRUCT, rt_structs[what]);
	return *at;
}

static bool know(struct vfy *v, const struct kiln_helper *h, uint32_t what)
{
	if (!v->target)
		return vfy_refuse(v, KILN_REASON_NO_TYPES,
				  "%s() knows a struct %s, and the kernel's types are not given", h->name,
				  rt_structs[what]);
	return type_of(v, what) ||
	       vfy_refuse(v, KILN_REASON_NO_TYPES, "%s() knows a struct %s, and the kernel has none", h->name,
			  rt_structs[what]);
}

bool typed_pass(struct vfy *v, const struct kiln_helper *h, uint32_t nr, uint32_t what)
{
	const struct vreg *r = reg_at(v, nr);
	int64_t at = range_is_const(r->r) ? r->off + r->r.smin : -1;

	if (!know(v, h, what))
		return false;
	if (r->type == REG_OBJECT && r->flags & REG_NULLABLE)
		return vfy_refuse(v, KILN_REASON_HELPER_NULL, "%s(): r%u may be NULL", h->name, nr);
	if (r->type != REG_OBJECT || at < 0 || !holds(v->target, r->len, (uint32_t)at, type_of(v, what)))
		return vfy_refuse(v, KILN_REASON_OBJECT_ARG, "%s() takes a struct %s in r%u, which is %s", h->name,
				  rt_structs[what], nr, reg_type_name(r));
	return r->flags & REG_TRUSTED ||
	       vfy_refuse(v, KILN_REASON_OBJECT_STALE, "%s(): the struct %s in r%u may be there no more", h->name,
			  rt_structs[what], nr);
}

/* Exactly that struct, from its begin. */
bool typed_is(struct vfy *v, const struct vreg *r, uint32_t what, const char *name)
{
	bool unmoved = !r->off && range_is_const(r->r) && !r->r.t.value;

	if (!v->target)
		return vfy_refuse(v, KILN_REASON_NO_TYPES, "%s is a struct %s, and the kernel's types are not given",
				  name, rt_structs[what]);
	return (r->type == REG_OBJECT && unmoved && r->len == type_of(v, what)) ||
	       vfy_refuse(v, KILN_REASON_OBJECT_ARG, "%s is no struct %s, but %s", name, rt_structs[what],
			  reg_type_name(r));
}

bool typed_member(struct vfy *v, uint32_t what, bool kept, struct vreg *r)
{
	if (!v->target || !type_of(v, what))
		return vfy_refuse(v, KILN_REASON_NO_TYPES,
				  "read of a pointer to a struct %s, and the kernel's types %s", rt_structs[what],
				  v->target ? "have none" : "are not given");
	*r = object(type_of(v, what), (uint8_t)(REG_NULLABLE | (kept ? REG_TRUSTED : 0)));
	r->id = reg_new_id(v);
	return true;
}

struct vreg typed_pointer(struct vfy *v, uint32_t type, bool nullable)
{
	struct vreg r = object(type, nullable ? REG_NULLABLE : 0);

	if (nullable)
		r.id = reg_new_id(v);
	return r;
}

struct vreg typed_seen(struct vfy *v, uint32_t what)
{
	uint32_t type = type_of(v, what);

	return type ? typed_pointer(v, type, false) : reg_number(range_unknown());
}

bool typed_give(struct vfy *v, const struct kiln_helper *h, uint32_t what, bool nullable, struct vreg *r)
{
	if (!v->target) {
		*r = reg_number(range_unknown());
		return true;
	}
	if (!know(v, h, what))
		return false;
	*r = object(type_of(v, what), (uint8_t)(REG_TRUSTED | (nullable ? REG_NULLABLE : 0)));
	if (nullable)
		r->id = reg_new_id(v);
	return true;
}
