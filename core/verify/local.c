/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * local.c - objects that programs make of their own structs (bpf_obj_new), by the types of the program.
 *
 * Overview     a REG_LOCAL has the number of its struct in len. One that is held (vreg.ref) is memory like any other, until it is given
 *              back or put into a map's value, by bpf_kptr_xchg(). One that is read there belongs to nobody: RCU keeps it while the
 *              program runs, if that may not sleep; it is only read.
 * Not here     structs with something in them that functions of its own look after: locks, timers, nodes of lists and trees, counts
 *              of references, pointers that are exchanged. They are refused, so an object is nothing but bytes.
 */
#include "verify/state.h"

/* Linux's own, of which a struct may have members. */
static const char *const special[] = { "bpf_spin_lock", "bpf_res_spin_lock", "bpf_timer",     "bpf_wq",
				       "bpf_task_work", "bpf_list_head",     "bpf_list_node", "bpf_rb_root",
				       "bpf_rb_node",	"bpf_refcount" };

static const char *special_of(const struct btf_type *t)
{
	for (size_t i = 0; t->kind == BTF_STRUCT && i < NR_OF(special); i++)
		if (text_same(t->name, special[i]))
			return special[i];
	return NULL;
}

/* A pointer with a tag, as bpf_kptr_xchg() takes them. */
static bool is_tagged(const struct btf *b, const struct btf_type *t)
{
	return t->kind == BTF_PTR && btf_type(b, t->type).kind == BTF_TYPE_TAG;
}

/* Of larger structs, and of deeper ones, it is not asked. */
enum { NEST_MAX = 4, MEMBERS_MAX = 256 };

static uint32_t element_of(const struct btf *b, uint32_t id)
{
	struct btf_type t = btf_type(b, btf_skip(b, id));

	while (t.kind == BTF_ARRAY)
		t = btf_type(b, btf_skip(b, t.type));
	return t.id;
}

/* What in a struct is more than bytes; NULL: nothing. */
static const char *more_than_bytes(const struct btf *b, uint32_t id)
{
	struct {
		uint32_t id, at;
	} in[NEST_MAX] = { { .id = id } };
	uint32_t depth = 1;

	for (uint32_t left = MEMBERS_MAX; left; left--) {
		struct btf_type t = btf_type(b, in[depth - 1].id);

		if (in[depth - 1].at == t.vlen) {
			if (!--depth)
				return NULL;
			continue;
		}
		t = btf_type(b, element_of(b, btf_member(b, t.id, in[depth - 1].at++).type));
		if (special_of(&t))
			return special_of(&t);
		if (is_tagged(b, &t))
			return "pointer that is exchanged";
		if (t.kind != BTF_STRUCT && t.kind != BTF_UNION)
			continue;
		if (depth == NEST_MAX)
			break;
		in[depth].id = t.id;
		in[depth++].at = 0;
	}
	return "struct that is too large, or in too many others";
}

bool local_is(const struct vfy *v, uint32_t id)
{
	return v->has_btf && id && id < v->btf.nr_types && btf_type(&v->btf, id).kind == BTF_STRUCT &&
	       btf_size_of(&v->btf, id) && !more_than_bytes(&v->btf, id);
}

uint32_t local_size(const struct vfy *v, const struct vreg *r)
{
	return btf_size_of(&v->btf, r->len);
}

/* The struct of a number that is known here. */
bool local_type(struct vfy *v, const struct kiln_helper *h, uint32_t nr, uint32_t *type)
{
	const struct vreg *r = reg_at(v, nr);
	const char *what;

	if (!reg_is_number(r) || !range_is_const(r->r))
		return vfy_refuse(v, KILN_REASON_LOCAL_TYPE, "%s(): the type in r%u is not known here", h->name, nr);
	path_exact(v, nr);
	if (!v->has_btf)
		return vfy_refuse(v, KILN_REASON_LOCAL_TYPE, "%s(): the program has no types", h->name);
	*type = r->r.umax < v->btf.nr_types ? (uint32_t)r->r.umax : 0;
	if (!*type || btf_type(&v->btf, *type).kind != BTF_STRUCT || !btf_size_of(&v->btf, *type))
		return vfy_refuse(v, KILN_REASON_LOCAL_TYPE, "%s(): type %llu of the program is no struct", h->name,
				  (unsigned long long)r->r.umax);
	what = more_than_bytes(&v->btf, *type);
	return !what || vfy_refuse(v, KILN_REASON_NOT_KNOWN, "%s() of a struct %s, in which is a %s", h->name,
				   btf_type(&v->btf, *type).name, what);
}

struct vreg local_new(struct vfy *v, uint32_t type, bool held)
{
	struct vreg r = reg_pointer(REG_LOCAL);

	r.len = type;
	r.flags = (uint8_t)(REG_NULLABLE | (held ? REG_WRITABLE : 0));
	r.id = reg_new_id(v);
	return r;
}

bool local_pass(struct vfy *v, const struct kiln_helper *h, uint32_t nr)
{
	const struct vreg *r = reg_at(v, nr);

	if (r->type == REG_LOCAL && r->flags & REG_NULLABLE)
		return vfy_refuse(v, KILN_REASON_HELPER_NULL, "%s(): r%u may be NULL", h->name, nr);
	if (r->type != REG_LOCAL || !ref_held(v, r->ref))
		return vfy_refuse(v, KILN_REASON_LOCAL_ARG, "%s() takes an object of the program's in r%u, which is %s",
				  h->name, nr, r->type == REG_LOCAL ? "one that is not held" : reg_type_name(r));
	return (!r->off && range_is_const(r->r) && !r->r.t.value) ||
	       vfy_refuse(v, KILN_REASON_LOCAL_ARG, "%s(): r%u does not point to the object's begin", h->name, nr);
}

/* The map's types are mostly the program's; where they are not, an object of that number is as long as one of theirs. */
bool local_kept(const struct vfy *v, const struct kiln_map_kptr *k)
{
	return !k->untrusted && k->local && local_is(v, k->local) && btf_size_of(&v->btf, k->local) == k->local_size;
}
