/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * raise.c - an event runs what is attached for it; and what there is to be run.
 *
 * Overview     while somebody holds a descriptor of BPF_ENABLE_STATS, each program is counted and timed. Otherwise an event costs what
 *              kiln_hook_run() costs.
 */
#include "base/text.h"
#include "sys/sys.h"

uint64_t kiln_sys_changes(const struct kiln_sys *s)
{
	return s->changes;
}

struct timing {
	struct kiln_sys *s;
	uint64_t from;
};

static uint64_t now(const struct kiln_sys *s)
{
	return s->k->host->clock(s->k->host->cookie, KILN_CLOCK_MONOTONIC);
}

static void count(void *arg, struct kiln_prog *p)
{
	struct timing *t = arg;
	struct kiln_object *o = kiln_sys_find(t->s, KILN_OBJECT_PROG, p->id);
	uint64_t at = now(t->s);

	if (o) {
		o->prog.run_cnt++;
		o->prog.run_ns += at - t->from;
	}
	t->from = at;
}

int64_t kiln_sys_raise(struct kiln_sys *s, const struct kiln_hook *h, void *ctx, struct kiln_env *env)
{
	struct timing t = { .s = s };

	if (!s->table[KILN_OBJECT_STATS].nr)
		return kiln_hook_run(h, ctx, env);
	t.from = now(s);
	return kiln_hook_run_each(h, ctx, env, count, &t);
}

/* -- what stands where ------------------------------------------------------------------------------------------------- */

static void at_fill(struct kiln_at *out, const struct sys_point *p, const struct kiln_object *prog)
{
	*out = (struct kiln_at){ .kind = p->at.kind, .ifindex = p->at.ifindex, .attach_type = p->at.attach_type };
	out->prog_id = prog->id;
	memcpy(out->tag, prog->prog.tag, sizeof(out->tag));
	text_copy(out->name, sizeof(out->name), p->name);
}

static void at_stay(struct kiln_at *out, const struct sys_point *p, const struct sys_stay *y)
{
	at_fill(out, p, y->prog);
	out->flags = y->flags;
	out->priority = y->priority;
	out->handle = y->handle;
	out->filter = y->filter;
	text_copy(out->name, sizeof(out->name), y->name);
}

bool kiln_sys_at_each(const struct kiln_sys *s, bool (*each)(void *arg, const struct kiln_at *at), void *arg)
{
	const struct sys_table *t = &s->table[KILN_OBJECT_LINK];
	struct kiln_at at;

	for (const struct sys_point *p = s->points; p; p = p->next)
		for (const struct sys_stay *y = p->stays; y; y = y->next) {
			at_stay(&at, p, y);
			if (!each(arg, &at))
				return false;
		}
	for (uint32_t i = 0; i < t->nr; i++) {
		const struct sys_link *l = &t->at[i]->link;

		if (!l->point)
			continue;
		at_fill(&at, l->point, l->prog);
		at.link_id = t->at[i]->id;
		if (!each(arg, &at))
			return false;
	}
	return true;
}
