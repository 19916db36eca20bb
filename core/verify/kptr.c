/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * kptr.c - pointers to the kernel's objects, and to programs' own, in values of maps (kiln_map_spec.kptr).
 *
 * Overview     such a pointer is read and, where it is untrusted, written as a whole. One that the kernel keeps is put there and taken out
 *              by bpf_kptr_xchg() alone: what goes in is no longer held, what comes out is, or is NULL.
 * Read         nothing is held by a pointer that was read. RCU keeps what it points to while the program runs, unless that may sleep.
 * Safety       as in typed.c: nothing rests on what stands there.
 */
#include "verify/state.h"

enum { KPTR_LEN = 8 };

/* Where an access lies, if that is known. */
static bool place_of(const struct vreg *base, int32_t off, int64_t *at)
{
	if (base->type != REG_VALUE || base->flags & REG_NULLABLE || !range_is_const(base->r) ||
	    base->r.smin <= -MAX_PTR_OFF || base->r.smin >= MAX_PTR_OFF)
		return false;
	*at = (int64_t)base->off + off + base->r.smin;
	return true;
}

const struct kiln_map_kptr *kptr_at(const struct vfy *v, const struct vreg *base, int32_t off)
{
	const struct kiln_map_spec *s;
	int64_t at;

	if (!place_of(base, off, &at))
		return NULL;
	s = &reg_map(v, base)->spec;
	for (uint32_t i = 0; i < s->nr_kptrs; i++)
		if (s->kptr[i].off == at)
			return &s->kptr[i];
	return NULL;
}

bool kptr_overlaps(const struct kiln_map_spec *s, int64_t from, int64_t to)
{
	for (uint32_t i = 0; i < s->nr_kptrs; i++)
		if (from < (int64_t)s->kptr[i].off + KPTR_LEN && to > (int64_t)s->kptr[i].off)
			return true;
	return false;
}

static bool is_known(struct vfy *v, const struct kiln_map_kptr *k)
{
	return k->what || local_kept(v, k) ||
	       vfy_refuse(v, KILN_REASON_NOT_KNOWN,
			  "a pointer in a map value to a struct that no function gives or takes");
}

bool kptr_load(struct vfy *v, const struct kiln_map_kptr *k, struct vreg *out)
{
	bool kept = !k->untrusted && !vfy_may_sleep(v);

	if (!is_known(v, k))
		return false;
	if (k->what)
		return typed_member(v, k->what, kept, out);
	*out = local_new(v, k->local, false);
	return kept || vfy_refuse(v, KILN_REASON_KPTR_ACCESS,
				  "read of a pointer to the program's own in a map value, in a program that may sleep");
}

bool kptr_store(struct vfy *v, const struct kiln_map_kptr *k, const struct vreg *val)
{
	if (!k->untrusted)
		return vfy_refuse(v, KILN_REASON_KPTR_ACCESS,
				  "write to a pointer in a map value that the kernel keeps");
	return reg_is_const(val, 0) ||
	       (is_known(v, k) && typed_is(v, val, k->what, "what is written to a pointer in a map value"));
}

bool kptr_place(struct vfy *v, const struct kiln_helper *h, uint32_t nr, const struct kiln_map_kptr **out)
{
	const struct vreg *r = reg_at(v, nr);

	*out = kptr_at(v, r, 0);
	if (!*out || (*out)->untrusted)
		return vfy_refuse(v, KILN_REASON_KPTR_PLACE,
				  "%s() takes the place of a kernel's pointer in a map value in r%u, which is %s",
				  h->name, nr, *out ? "that of an untrusted one" : reg_type_name(r));
	return is_known(v, *out);
}

bool kptr_pass(struct vfy *v, const struct kiln_helper *h, uint32_t nr, const struct kiln_map_kptr *k)
{
	const struct vreg *r = reg_at(v, nr);

	if (reg_is_const(r, 0)) {
		path_exact(v, nr);
		return true;
	}
	if (!k->what)
		return local_pass(v, h, nr) &&
		       (r->len == k->local ||
			vfy_refuse(v, KILN_REASON_LOCAL_ARG, "%s(): r%u points to another struct than is kept there",
				   h->name, nr));
	return typed_pass(v, h, nr, k->what) && typed_is(v, r, k->what, "what is put into a map value");
}
