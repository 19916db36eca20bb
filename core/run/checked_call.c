/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * checked_call.c - helpers called by unproven code: each argument is held against the helper's row first.
 *
 * Overview     what a row asks of memory, maps, records and the context is looked up as the call is made. Locks are not taken, for one
 *              event runs alone; helpers that call back or keep what they are given are not offered: that ends the run.
 * Trials       env->trial says which records are not to be had, and which elements that a map has not are put there first.
 */
#include "run/checked.h"

#include "rt/map.h"
#include "rt/rt.h"

enum { TRIAL_VALUE_MAX = 512, LENGTH_MAX = 1 << 29 };

struct call {
	const struct kiln_helper *h;
	const struct kiln_map *m;
	uint64_t *r;
	int64_t insn;
};

static bool wrong(struct kiln_env *env, struct checked *c, const struct call *k, uint32_t nr, const char *what)
{
	checked_fault(env, c, k->insn, KILN_FAULT_ARGUMENT, what, k->r[nr]);
	return false;
}

static bool not_offered(struct kiln_env *env, struct checked *c, const struct call *k)
{
	checked_fault(env, c, k->insn, KILN_FAULT_OTHER, "call that is not offered to unproven code", 0);
	return false;
}

static bool memory(struct kiln_env *env, struct checked *c, const struct call *k, uint32_t nr, uint64_t len)
{
	if (len > LENGTH_MAX)
		return wrong(env, c, k, nr, "it calls a helper with a length beyond all memory");
	if (len && !checked_reaches(env, c, k->r[nr], len))
		return wrong(env, c, k, nr,
			     k->r[nr] ? "it calls a helper with memory that is shorter than it takes"
				      : "it calls a helper with NULL as memory");
	return true;
}

static const struct kiln_map *known_map(const struct checked *c, uint64_t at)
{
	for (uint32_t i = 0; i < c->p->nr_maps; i++)
		if ((uint64_t)(uintptr_t)c->p->maps[i] == at)
			return c->p->maps[i];
	for (uint32_t i = 0; i < c->nr_inner; i++)
		if ((uint64_t)(uintptr_t)c->inner[i] == at)
			return c->inner[i];
	return NULL;
}

static bool map_arg(struct kiln_env *env, struct checked *c, struct call *k, uint32_t nr)
{
	k->m = known_map(c, k->r[nr]);
	if (!k->m)
		return wrong(env, c, k, nr,
			     k->r[nr] ? "it calls a helper with a map that is none"
				      : "it calls a helper with NULL as map");
	return rt_helper_map_ok(k->h->id, k->m->spec.type) || not_offered(env, c, k);
}

static bool size_arg(struct kiln_env *env, struct checked *c, const struct call *k, uint32_t nr, bool zero_ok)
{
	uint8_t mem = nr >= 2 ? k->h->arg[nr - 2] : KILN_ARG_NONE;
	bool or_null = mem == KILN_ARG_MEM_OR_NULL || mem == KILN_ARG_MEM_RW_OR_NULL;

	if (!zero_ok && !k->r[nr])
		return wrong(env, c, k, nr, "it calls a helper with a length of 0");
	if (mem < KILN_ARG_MEM || mem > KILN_ARG_MEM_RW_OR_NULL)
		return true;
	return (or_null && !k->r[nr - 1] && !k->r[nr]) || memory(env, c, k, nr - 1, k->r[nr]);
}

static struct checked_region *record_of(struct checked *c, uint64_t at)
{
	for (uint32_t i = 0; i < c->nr_regions; i++)
		if (c->region[i].record && c->region[i].at == at)
			return &c->region[i];
	return NULL;
}

static bool in_lock_value(const struct checked *c, uint64_t at)
{
	for (uint32_t i = 0; i < c->nr_regions; i++)
		if (at - c->region[i].at < c->region[i].len)
			return true;
	return false;
}

static bool string_arg(struct kiln_env *env, struct checked *c, const struct call *k, uint32_t nr)
{
	for (uint64_t at = k->r[nr]; checked_reaches(env, c, at, 1); at++)
		if (!*(const char *)(uintptr_t)at)
			return true;
	return wrong(env, c, k, nr, "it calls a helper with a string that does not end");
}

static bool check_arg(struct kiln_env *env, struct checked *c, struct call *k, uint32_t nr)
{
	switch (k->h->arg[nr - 1]) {
	case KILN_ARG_ANYTHING:
	case KILN_ARG_ALLOC_SIZE:
	case KILN_ARG_MEM: /* with the length that follows */
	case KILN_ARG_MEM_OR_NULL:
	case KILN_ARG_MEM_OUT:
	case KILN_ARG_MEM_RW:
	case KILN_ARG_MEM_RW_OR_NULL:
		return true;
	case KILN_ARG_CTX:
		return k->r[nr] == c->ctx ||
		       wrong(env, c, k, nr, "it calls a helper with another context than the program's");
	case KILN_ARG_MAP:
		return map_arg(env, c, k, nr);
	case KILN_ARG_KEY:
		return k->m ? memory(env, c, k, nr, k->m->spec.key_size) : not_offered(env, c, k);
	case KILN_ARG_VALUE:
	case KILN_ARG_VALUE_OUT:
		return k->m ? memory(env, c, k, nr, k->m->spec.value_size) : not_offered(env, c, k);
	case KILN_ARG_MEM_FIXED:
	case KILN_ARG_MEM_FIXED_RW:
	case KILN_ARG_MEM_FIXED_OUT:
		return memory(env, c, k, nr, k->h->fixed[nr - 1]);
	case KILN_ARG_SIZE:
		return size_arg(env, c, k, nr, false);
	case KILN_ARG_SIZE_OR_ZERO:
		return size_arg(env, c, k, nr, true);
	case KILN_ARG_RECORD:
		return record_of(c, k->r[nr]) ||
		       wrong(env, c, k, nr, "it calls a helper with a record that is not reserved");
	case KILN_ARG_SPIN_LOCK:
		return in_lock_value(c, k->r[nr]) || wrong(env, c, k, nr, "it calls a helper with a lock that is none");
	case KILN_ARG_CONST_STR:
		return string_arg(env, c, k, nr);
	default:
		return not_offered(env, c, k);
	}
}

/* -- results -------------------------------------------------------------------------------------------------------- */

static bool asked(uint64_t mask, uint32_t *nr)
{
	return *nr < 64 && mask >> (*nr)++ & 1;
}

/* Puts an element there, with bytes that the trial's seed makes. */
static void make_element(struct kiln_env *env, struct checked *c, const struct call *k)
{
	uint8_t value[TRIAL_VALUE_MAX];
	uint64_t x = c->trial.seed * 0x9e3779b97f4a7c15u + c->nr_finds;

	if (!k->m->ops->call_update || k->m->ops->object || k->m->spec.value_size > sizeof(value))
		return;
	for (uint32_t i = 0; i < k->m->spec.value_size; i++) {
		x ^= x << 13;
		x ^= x >> 7;
		x ^= x << 17;
		value[i] = c->trial.seed ? (uint8_t)(x >> 24) : 0;
	}
	if (k->m->spec.lock_off != KILN_NO_OFF && k->m->spec.lock_off + 4 <= k->m->spec.value_size)
		memset(value + k->m->spec.lock_off, 0, 4);
	if (k->m->spec.timer_off != KILN_NO_OFF)
		return;
	k->m->ops->call_update((uint64_t)(uintptr_t)k->m, k->r[2], (uint64_t)(uintptr_t)value, 0, 0, env);
}

static bool show_value(struct kiln_env *env, struct checked *c, struct call *k, uint64_t at)
{
	if (!at)
		return true;
	if (k->m && k->m->ops->object) {
		if (c->nr_inner == CHECKED_MAPS)
			return not_offered(env, c, k);
		c->inner[c->nr_inner++] = (const struct kiln_map *)(uintptr_t)at;
		return true;
	}
	return (k->m && checked_show(c, at, k->m->spec.value_size, false)) || not_offered(env, c, k);
}

static bool do_call(struct kiln_env *env, struct checked *c, struct call *k, kiln_helper_fn *fn)
{
	uint64_t *r = k->r, got;
	bool record = k->h->ret == KILN_RET_RECORD_OR_NULL, mem = k->h->ret == KILN_RET_MEM_OR_NULL;
	struct checked_region *held = k->h->arg[0] == KILN_ARG_RECORD ? record_of(c, r[1]) : NULL;
	uint64_t alloc = r[2];

	if ((record || mem) && asked(c->trial.nulls, &c->nr_nulls)) {
		r[0] = 0;
		return true;
	}
	got = fn(r[1], r[2], r[3], r[4], r[5], env);
	if (!got && k->h->id == HELPER_MAP_LOOKUP && asked(c->trial.finds, &c->nr_finds)) {
		make_element(env, c, k);
		got = fn(r[1], r[2], r[3], r[4], r[5], env);
	}
	if (held)
		*held = c->region[--c->nr_regions];
	r[0] = got;
	if (k->h->ret == KILN_RET_VALUE_OR_NULL)
		return show_value(env, c, k, got);
	if ((record || mem) && got)
		return checked_show(c, got, record ? (uint32_t)alloc : k->h->ret_len, record) || not_offered(env, c, k);
	return true;
}

bool checked_call(struct kiln_env *env, struct checked *c, int64_t insn, kiln_helper_fn *fn, uint64_t *r)
{
	struct call k = { .r = r, .insn = insn };
	bool exists;

	if (!c->p->insns || !fn || c->p->insns[insn].src) /* a kernel function */
		return not_offered(env, c, &k);
	k.h = rt_helper(c->p->kind, (uint32_t)c->p->insns[insn].imm, &exists);
	if (!k.h || k.h->ret > KILN_RET_MEM_OR_NULL || (k.h->flags & KILN_HELPER_GPL && !c->p->gpl))
		return not_offered(env, c, &k);
	for (uint32_t nr = 1; nr <= 5 && k.h->arg[nr - 1]; nr++)
		if (!check_arg(env, c, &k, nr))
			return false;
	if (k.h->flags & (KILN_HELPER_LOCK | KILN_HELPER_UNLOCK))
		return true;
	return do_call(env, c, &k, fn);
}

void checked_end(struct kiln_env *env, struct checked *c)
{
	enum { RINGBUF_DISCARD = 133 };
	bool exists;
	const struct kiln_helper *h = NULL;

	for (uint32_t i = 0; i < c->nr_regions; i++) {
		if (!c->region[i].record)
			continue;
		if (!h)
			h = rt_helper(c->p->kind, RINGBUF_DISCARD, &exists);
		if (h && h->fn)
			h->fn(c->region[i].at, 0, 0, 0, 0, env);
	}
}
