/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * kptr.c - which members of a map's value point to the kernel's objects, by its type.
 */
#include "prog/btf.h"

#include "base/text.h"
#include "rt/rt.h"

static uint16_t struct_of(const char *name)
{
	for (uint16_t i = 1; i < KILN_NR_STRUCTS; i++)
		if (text_same(rt_structs[i], name))
			return i;
	return 0;
}

/* Whether the type is a pointer that is tagged as one to the kernel's objects. */
static bool is_kptr(const struct btf *btf, uint32_t id, struct kiln_map_kptr *out)
{
	struct btf_type t = btf_type(btf, btf_skip(btf, id));

	if (t.kind != BTF_PTR)
		return false;
	id = t.type;
	t = btf_type(btf, id);
	if (t.kind != BTF_TYPE_TAG)
		return false;
	out->untrusted = text_same(t.name, "kptr_untrusted");
	if (!out->untrusted && !text_same(t.name, "kptr") && !text_same(t.name, "kptr_ref"))
		return false;
	t = btf_type(btf, btf_skip(btf, id));
	out->what = t.kind == BTF_STRUCT ? struct_of(t.name) : 0;
	if (t.kind == BTF_STRUCT && !out->what) {
		out->local = t.id;
		out->local_size = t.size;
	}
	return true;
}

uint32_t kiln_btf_kptrs(const struct kiln_btf *b, uint32_t type, struct kiln_map_kptr out[KILN_MAX_KPTRS])
{
	const struct btf *btf = &b->btf;
	struct btf_type t = btf_type(btf, type < btf->nr_types ? btf_skip(btf, type) : 0);
	uint32_t nr = 0;

	for (uint32_t i = 0; (t.kind == BTF_STRUCT || t.kind == BTF_DATASEC) && i < t.vlen; i++) {
		struct btf_member m = btf_member(btf, t.id, i);
		struct btf_type var = btf_type(btf, btf_skip(btf, m.type));
		struct kiln_map_kptr at = { .off = t.kind == BTF_STRUCT ? m.bit_off / 8 : m.bit_off };

		if (!is_kptr(btf, var.kind == BTF_VAR ? var.type : m.type, &at))
			continue;
		if (nr < KILN_MAX_KPTRS)
			out[nr] = at;
		nr++;
	}
	return nr;
}
