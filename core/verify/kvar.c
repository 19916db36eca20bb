/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * kvar.c - variables of the kernel, by its types (kiln_load_opts.target_btf).
 *
 * Overview     a wide load names one by its number there. One that stands in the section of those that each CPU has its own of is a
 *              REG_PERCPU: no address, but what bpf_per_cpu_ptr() and bpf_this_cpu_ptr() make an address of. What they give, and any
 *              other variable, is an object of the kernel's (typed.c), of whatever type: to be read, by peeks, and never written.
 * Safety       as in typed.c: nothing rests on the types. No host has such variables, so these programs are checked only.
 */
#include "verify/state.h"

static bool is_percpu(struct vfy *v, uint32_t id)
{
	struct btf_type section;

	if (!v->percpu_asked)
		v->percpu = btf_find(v->target, BTF_DATASEC, ".data..percpu");
	v->percpu_asked = true;
	if (!v->percpu)
		return false;
	section = btf_type(v->target, v->percpu);
	for (uint32_t i = 0; i < section.vlen; i++)
		if (btf_member(v->target, v->percpu, i).type == id)
			return true;
	return false;
}

bool kvar_wide(struct vfy *v, const struct kiln_insn *insn, struct vreg *out)
{
	uint32_t id = (uint32_t)insn->imm;
	struct btf_type t;

	if (!v->target)
		return vfy_refuse(v, KILN_REASON_NO_TYPES,
				  "a variable of the kernel, and the kernel's types are not given");
	if (insn[1].imm)
		return vfy_refuse(v, KILN_REASON_KERNEL_VAR, "a variable of a module of the kernel's");
	if (!id || id >= v->target->nr_types || (t = btf_type(v->target, id)).kind != BTF_VAR)
		return vfy_refuse(v, KILN_REASON_KERNEL_VAR, "type %u of the kernel is no variable", id);
	*out = reg_pointer(is_percpu(v, id) ? REG_PERCPU : REG_OBJECT);
	out->len = btf_skip(v->target, t.type);
	return typed_is_object(v, out->len) ||
	       vfy_refuse(v, KILN_REASON_KERNEL_VAR, "the kernel's variable %s has no size", t.name);
}

bool kvar_pass(struct vfy *v, const struct kiln_helper *h, uint32_t nr, uint32_t *type)
{
	const struct vreg *r = reg_at(v, nr);

	*type = r->len;
	return (r->type == REG_PERCPU && !(r->flags & REG_NULLABLE)) ||
	       vfy_refuse(v, KILN_REASON_PERCPU_ARG, "%s() takes a per-CPU variable in r%u, which is %s", h->name, nr,
			  reg_type_name(r));
}
