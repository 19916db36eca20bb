/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * tcx.c - the chains of programs at an interface that LINK_CREATE and PROG_ATTACH put there: who comes where, and what is told of them.
 *
 * Overview     each has an order: below zero for what was put before all others, and the later the lower; above zero for what was put behind
 *              them. A chain has a revision, which grows with each change: whoever expects one is told that it is another.
 * See          link.c and stay.c, which hold the programs; Linux's kernel/bpf/mprog.c for the order of what is refused.
 */
#include "sys/sys.h"

enum { PROG_SCHED_CLS = 3, ATTACH_TCX_INGRESS = 46, ATTACH_TCX_EGRESS = 47, CHAIN_MAX = 64 };
enum { REPLACE = 4, BEFORE = 8, AFTER = 16 };

bool sys_is_tcx(const struct sys_point *p)
{
	return p->at.kind->prog_type == PROG_SCHED_CLS;
}

static uint64_t revision_of(const struct sys_point *p)
{
	return 1 + (p ? p->changes : 0);
}

bool sys_tcx_stale(const struct sys_point *p, uint64_t revision)
{
	return revision && revision != revision_of(p);
}

const struct sys_link *sys_tcx_link(const struct sys_point *p, const struct kiln_object *prog)
{
	const struct sys_table *t = &prog->s->table[KILN_OBJECT_LINK];

	for (uint32_t i = 0; p && i < t->nr; i++)
		if (t->at[i]->link.point == p && t->at[i]->link.prog == prog)
			return &t->at[i]->link;
	return NULL;
}

struct sys_stay *sys_tcx_stay(const struct sys_point *p, const struct kiln_object *prog)
{
	struct sys_stay *y;

	for (y = p ? p->stays : NULL; y && (y->prog != prog || y->handle); y = y->next)
		;
	return y;
}

int64_t sys_tcx_order(const struct sys_point *p, const struct kiln_object *prog, uint32_t flags, uint64_t revision,
		      int32_t *order)
{
	const int32_t made = (p ? p->nr_made : 0) + 1;

	if (sys_tcx_stale(p, revision))
		return -SYS_ESTALE;
	if (sys_tcx_link(p, prog) || sys_tcx_stay(p, prog))
		return sys_error(KILN_ERR_EXIST);
	if (flags & REPLACE)
		return sys_error(KILN_ERR_NOENT);
	if ((flags & BEFORE && flags & AFTER) || made == INT32_MAX)
		return sys_error(KILN_ERR_RANGE);
	if (flags & ~(uint32_t)(BEFORE | AFTER))
		return sys_error(KILN_ERR_INVAL);
	*order = flags & BEFORE ? -made : made;
	return 0;
}

void sys_tcx_changed(struct sys_point *p, int32_t order)
{
	p->changes++;
	p->nr_made += order != 0;
}

/* -- what is told ---------------------------------------------------------------------------------------------------- */

struct told {
	int32_t order;
	uint32_t prog, link; /* ids; link 0: none */
};

static void told_add(struct told *all, uint32_t *nr, struct told t)
{
	uint32_t at;

	if (*nr == CHAIN_MAX)
		return;
	for (at = (*nr)++; at && t.order < all[at - 1].order; at--)
		all[at] = all[at - 1];
	all[at] = t;
}

static uint32_t chain_of(const struct kiln_sys *s, const struct sys_point *p, struct told *all)
{
	const struct sys_table *t = &s->table[KILN_OBJECT_LINK];
	uint32_t nr = 0;

	for (uint32_t i = 0; p && i < t->nr; i++) {
		const struct sys_link *l = &t->at[i]->link;

		if (l->point == p)
			told_add(all, &nr, (struct told){ l->order, l->prog->id, t->at[i]->id });
	}
	for (const struct sys_stay *y = p ? p->stays : NULL; y; y = y->next)
		if (!y->handle)
			told_add(all, &nr, (struct told){ y->order, y->prog->id, 0 });
	return nr;
}

/* A client of an older struct has no room for it. */
static enum kiln_err revision_put(struct call *c, uint64_t revision)
{
	const size_t off = offsetof(union sys_attr, query.revision);

	return c->size < off + sizeof(revision) ? KILN_OK : call_write(c, c->attr + off, &revision, sizeof(revision));
}

static enum kiln_err chain_put(struct call *c, const struct told *all, uint32_t nr)
{
	const union sys_attr *a = &c->a;
	const uint32_t some = a->query.count < nr ? a->query.count : nr;
	enum kiln_err err = KILN_OK;

	for (uint32_t i = 0; !err && i < some; i++) {
		const uint64_t off = i * sizeof(uint32_t);

		if (a->query.prog_ids)
			err = call_write(c, a->query.prog_ids + off, &all[i].prog, sizeof(all[i].prog));
		if (!err && a->query.link_ids)
			err = call_write(c, a->query.link_ids + off, &all[i].link, sizeof(all[i].link));
	}
	if (!err)
		err = CALL_PUT32(c, query.count, nr);
	return !err && a->query.prog_ids && some < nr ? KILN_ERR_NOSPC : err;
}

/* Programs and links at one side of an interface, in their order. */
int64_t sys_prog_query(struct call *c)
{
	const union sys_attr *a = &c->a;
	const struct sys_point *p;
	struct told all[CHAIN_MAX];
	enum kiln_err err;

	if (a->query.attach_type != ATTACH_TCX_INGRESS && a->query.attach_type != ATTACH_TCX_EGRESS)
		return sys_error(KILN_ERR_INVAL);
	if (a->query.query_flags)
		return sys_error(KILN_ERR_INVAL);
	if (!sys_interface(c->s, a->query.target_fd))
		return sys_error(KILN_ERR_NODEV);
	p = sys_point_find(c->s, a->query.attach_type, a->query.target_fd);
	err = revision_put(c, revision_of(p));
	return sys_error(err ? err : chain_put(c, all, chain_of(c->s, p, all)));
}
