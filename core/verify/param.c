/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * param.c - arguments of global functions, as their declarations and tags say.
 *
 * Overview     a global function is walked on its own, so its arguments are what type information declares: a number; the context; a
 *              dynptr; NULL or memory of the size of what the pointer points to. Tags of the declaration say more: arg:ctx, a
 *              pointer of any type is the context; arg:nonnull, memory is never NULL. Others belong to types of the kernel, which
 *              are not offered here. param_start() sets what the function may count on, param_pass() asks it of each call.
 * Invariant    what one of them sets the other has asked.
 */
#include "verify/state.h"

enum { PARAM_BAD, PARAM_NUMBER, PARAM_CTX, PARAM_MEM, PARAM_DYNPTR };

/* The registers have two names: struct pt_regs, and what each CPU shows of it. */
static bool is_ctx_name(const struct vfy *v, const char *name)
{
	const char *type = v->kind->ctx_type ? v->kind->ctx_type : v->kind->name;

	return text_same(type, name) || (text_same(type, "pt_regs") && text_same(name, "bpf_user_pt_regs_t"));
}

static struct btf_type sub_proto(const struct vfy *v, uint32_t sub)
{
	struct btf_type func = btf_type(&v->btf, v->sub[sub].btf_func);

	return btf_type(&v->btf, func.type);
}

uint32_t param_count(const struct vfy *v, uint32_t sub)
{
	return sub_proto(v, sub).vlen;
}

bool param_returns_nothing(const struct vfy *v, uint32_t sub)
{
	return v->sub[sub].global && !btf_skip(&v->btf, sub_proto(v, sub).type);
}

static struct param param_of(const struct vfy *v, uint32_t type)
{
	struct btf_type t = btf_type(&v->btf, btf_skip(&v->btf, type));
	struct btf_type to;
	struct param p = { .kind = PARAM_BAD };

	if (t.kind == BTF_INT || t.kind == BTF_ENUM || t.kind == BTF_ENUM64)
		p.kind = t.size <= 8 ? PARAM_NUMBER : PARAM_BAD;
	if (t.kind != BTF_PTR)
		return p;
	p.pointer = true;
	if (!t.type)
		return p;
	to = btf_type(&v->btf, btf_skip(&v->btf, t.type));
	p.len = btf_size_of(&v->btf, to.id);
	if (to.kind == BTF_STRUCT && is_ctx_name(v, to.name))
		p.kind = PARAM_CTX;
	else if (to.kind == BTF_STRUCT && text_same(to.name, "bpf_dynptr"))
		p.kind = PARAM_DYNPTR;
	else if (p.len && p.len < MAX_PTR_OFF)
		p.kind = PARAM_MEM;
	return p;
}

/* False: the tag is not known, says what cannot be, or does not go with another one. */
static bool take_tag(struct param *p, const char *tag)
{
	if (text_same(tag, "arg:ctx") && p->pointer && !p->nonnull) {
		p->kind = PARAM_CTX;
		return true;
	}
	p->nonnull = text_same(tag, "arg:nonnull") && p->kind == PARAM_MEM;
	return p->nonnull;
}

static bool refuse_tag(struct vfy *v, uint32_t sub, uint32_t i, const char *tag)
{
	return vfy_refuse_at(v, v->p->subs[sub].first, KILN_REASON_FUNC_TAG,
			     "argument %u of global function %s has the tag %s, which cannot be heeded here", i + 1,
			     v->p->subs[sub].name ? v->p->subs[sub].name : "", tag);
}

/* All parameters of a function, once. Tags of types stand anywhere in the type information. */
static bool params_read(struct vfy *v, uint32_t sub)
{
	struct sub_info *s = &v->sub[sub];
	struct btf_type proto = sub_proto(v, sub);

	if (s->params_read)
		return true;
	for (uint32_t i = 0; i < proto.vlen && i < MAX_PARAMS; i++)
		s->param[i] = param_of(v, btf_member(&v->btf, proto.id, i).type);
	for (uint32_t id = 1; id < v->btf.nr_types; id++) {
		struct btf_type t = btf_type(&v->btf, id);

		if (t.kind == BTF_DECL_TAG && t.type == s->btf_func && t.nr < proto.vlen && t.nr < MAX_PARAMS &&
		    text_len(t.name) > 4 && !memcmp(t.name, "arg:", 4) && !take_tag(&s->param[t.nr], t.name))
			return refuse_tag(v, sub, t.nr, t.name);
	}
	s->params_read = true;
	return true;
}

static bool bad_param(struct vfy *v, uint32_t sub, uint32_t i)
{
	const char *name = v->p->subs[sub].name;

	return vfy_refuse_at(
		v, v->p->subs[sub].first, KILN_REASON_FUNC_DECL,
		"argument %u of global function %s is no number, context, or pointer to memory of known size", i + 1,
		name ? name : "");
}

/* -- what the function counts on ------------------------------------------------------------------------------------ */

bool param_start(struct vfy *v, uint32_t sub)
{
	uint32_t nr = param_count(v, sub);

	if (nr > MAX_PARAMS)
		return bad_param(v, sub, MAX_PARAMS);
	if (!params_read(v, sub))
		return false;
	for (uint32_t i = 0; i < nr; i++) {
		const struct param *p = &v->sub[sub].param[i];
		struct vreg *r = reg_at(v, i + 1);

		switch (p->kind) {
		case PARAM_NUMBER:
			*r = reg_number(range_unknown());
			break;
		case PARAM_CTX:
			*r = reg_pointer(REG_CTX);
			break;
		case PARAM_DYNPTR:
			*r = dynptr_any(v);
			break;
		case PARAM_MEM:
			*r = reg_pointer(REG_MEM);
			r->len = p->len;
			r->flags = (uint8_t)(REG_WRITABLE | (p->nonnull ? 0 : REG_NULLABLE));
			r->id = p->nonnull ? 0 : reg_new_id(v);
			break;
		default:
			return bad_param(v, sub, i);
		}
	}
	return true;
}

/* -- what a call must give ------------------------------------------------------------------------------------------ */

static bool refuse_arg(struct vfy *v, uint32_t nr, const char *what)
{
	return vfy_refuse(v, KILN_REASON_FUNC_ARG, "the function takes %s in r%u, which is %s", what, nr,
			  reg_type_name(reg_at(v, nr)));
}

/*
 * Memory of len bytes that may be read and written, or NULL. It is that for all of the function, which does not know of what kind
 * it is: so no part of a packet that the function moves.
 */
static bool pass_memory(struct vfy *v, uint32_t sub, uint32_t nr, const struct param *p)
{
	struct vreg *r = reg_at(v, nr);
	uint8_t flags = r->flags;
	bool ok;

	if (reg_is_const(r, 0) && !p->nonnull) {
		path_exact(v, nr);
		return true;
	}
	if (p->nonnull && (flags & REG_NULLABLE || reg_is_number(r)))
		return vfy_refuse(v, KILN_REASON_FUNC_NULL,
				  "the function takes a pointer that is never NULL in r%u, which is %s", nr,
				  reg_type_name(r));
	if (reg_is_number(r) || r->type == REG_CTX || r->type == REG_MAP || r->type == REG_FUNC ||
	    r->type == REG_DYNPTR)
		return vfy_refuse(v, KILN_REASON_FUNC_ARG,
				  "the function takes a pointer to %u bytes in r%u, which is %s", p->len, nr,
				  reg_type_name(r));
	if ((reg_is_packet(r) || r->flags & REG_SLICE) && v->sub[sub].moves_packet)
		return vfy_refuse(v, KILN_REASON_FUNC_MOVES,
				  "the function moves the packet, and takes memory in r%u, which is %s", nr,
				  reg_type_name(r));
	r->flags &= (uint8_t)~REG_NULLABLE;
	ok = mem_check_region(v, nr, p->len, true, MEM_READ | MEM_WRITE, true);
	r->flags = flags;
	return ok;
}

static bool pass_one(struct vfy *v, uint32_t sub, uint32_t nr)
{
	const struct param *p = &v->sub[sub].param[nr - 1];
	const struct vreg *r = reg_at(v, nr);

	if (!reg_check_set(v, nr))
		return false;
	switch (p->kind) {
	case PARAM_NUMBER:
		return reg_is_number(r) || refuse_arg(v, nr, "a number");
	case PARAM_CTX:
		return (r->type == REG_CTX && !r->off) || refuse_arg(v, nr, "the context");
	case PARAM_DYNPTR:
		return dynptr_is(v, nr) || (!v->err && refuse_arg(v, nr, "a dynptr"));
	case PARAM_MEM:
		return pass_memory(v, sub, nr, p);
	default:
		return bad_param(v, sub, nr - 1);
	}
}

bool param_pass(struct vfy *v, uint32_t sub)
{
	uint32_t nr = param_count(v, sub);

	if (!params_read(v, sub))
		return false;
	for (uint32_t i = 1; i <= nr && i <= MAX_PARAMS; i++)
		if (!pass_one(v, sub, i))
			return false;
	return true;
}
