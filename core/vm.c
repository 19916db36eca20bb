/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * vm.c - the path, and the life of programs.
 *
 * Overview     kiln_load() is the path: front, resolve, verify, lower, seal. Each stage is one call, works on one
 *              struct kiln_prog, and leaves it for the next; what they need meanwhile is in one arena.
 * Life         a program has a count of references (its maker's, those of program arrays and links). The last one gone, it
 *              is freed when the readers of that moment have left.
 * Threads      loads are independent of one another.
 */
#include <kiln/kiln.h>

#include "base/bits.h"
#include "base/reason.h"
#include "base/text.h"
#include "base/vm.h"
#include "jit/jit.h"
#include "lower/lower.h"
#include "rt/map.h"
#include "run/run.h"
#include "verify/explain.h"
#include "verify/verify.h"

enum { LOAD_ARENA_LIMIT = 512 * 1024 * 1024, MAX_FREE_ROUNDS = 256 };

/* -- the instance -------------------------------------------------------------------------------------------------- */

static bool host_whole(const struct kiln_host *h)
{
	return h->nr_cpus && h->nr_cpus <= 4096 && h->alloc && h->free && h->enter && h->leave && h->cpu && h->later &&
	       h->wait && h->clock && h->random && !h->code_new == !h->code_seal && !h->code_new == !h->code_free;
}

enum kiln_err kiln_new(const struct kiln_host *host, struct kiln **out)
{
	struct kiln *k;

	*out = NULL;
	if (!host_whole(host))
		return KILN_ERR_INVAL;
	k = host->alloc(host->cookie, sizeof(*k));
	if (!k)
		return KILN_ERR_NOMEM;
	k->host = host;
	*out = k;
	return KILN_OK;
}

void kiln_free(struct kiln *k)
{
	if (!k)
		return;
	/* One object's end may be the reason of another's, round after round. Those that were never freed are not waited for. */
	for (int i = 0; i == 0 || (__atomic_load_n(&k->live, __ATOMIC_ACQUIRE) && i < MAX_FREE_ROUNDS); i++)
		k->host->wait(k->host->cookie);
	vm_free(k, k, sizeof(*k));
}

const struct kiln_host *kiln_host(const struct kiln *k)
{
	return k->host;
}

void kiln_run_max(struct kiln *k, uint64_t ns)
{
	k->max_run_ns = ns;
}

void kiln_enter(struct kiln *k, struct kiln_env *env)
{
	const struct kiln_host *h = k->host;

	h->enter(h->cookie);
	env->k = k;
	env->cpu = h->cpu(h->cookie);
	env->tail_left = 0;
	env->fuel = env->turns = 0;
	env->interp = NULL;
	env->user = NULL;
	env->ctx = NULL;
	env->trial = NULL;
	env->calls = NULL;
	env->stop = NULL;
	env->iter = NULL;
	env->cookies = NULL;
	env->nr_cookies = env->spot = 0;
	env->event_len = 0;
	env->over = false;
	env->callbacks = 0;
	env->spent = 0;
	env->until = 0;
	env->redirect_map = NULL;
	env->redirect_key = 0;
	env->redirect_flags = 0;
	memset(env->redirect_nh, 0, sizeof(env->redirect_nh));
	env->stack_used = 0;
}

void kiln_leave(struct kiln *k, struct kiln_env *env)
{
	env->k = NULL;
	k->host->leave(k->host->cookie);
}

void kiln_packet_init(struct kiln_packet *p, uint8_t *room, uint32_t head_room, uint32_t len, uint32_t tail_room)
{
	*p = (struct kiln_packet){ .head = room, .wire_len = len, .net_off = 14 };
	p->len = len < KILN_PACKET_LEN_MAX ? len : KILN_PACKET_LEN_MAX;
	p->data = p->data_meta = room + head_room;
	p->data_end = p->data + p->len;
	p->tail_max = p->data + len + tail_room;
}

/* -- the life of a program ----------------------------------------------------------------------------------------- */

static void prog_drop(struct kiln_prog *p)
{
	struct kiln *k = p->k;

	jit_drop(p);
	for (uint32_t i = 0; i < p->nr_maps; i++)
		map_put(p->maps[i]);
	vm_free(k, p->subs, p->nr_subs * sizeof(p->subs[0]));
	vm_free(k, p->names, p->names_len);
	vm_free(k, p->proof, p->proof_len);
	vm_free(k, p->code_off, (p->nr_insns + 1) * sizeof(p->code_off[0]));
	kiln_btf_free(p->btf);
	vm_free(k, p, p->len);
	vm_live(k, -1);
}

static void prog_drop_later(struct kiln_later *l)
{
	prog_drop(CONTAINER_OF(l, struct kiln_prog, later));
}

struct kiln_prog *kiln_prog_ref(struct kiln_prog *p)
{
	__atomic_fetch_add(&p->refs, 1, __ATOMIC_RELAXED);
	return p;
}

void kiln_prog_free(struct kiln_prog *p)
{
	if (!p || __atomic_sub_fetch(&p->refs, 1, __ATOMIC_ACQ_REL))
		return;
	p->later.fn = prog_drop_later;
	p->k->host->later(p->k->host->cookie, &p->later);
}

void kiln_prog_info(const struct kiln_prog *p, struct kiln_prog_info *out)
{
	*out = (struct kiln_prog_info){
		.name = p->name,
		.kind = p->kind,
		.jited = p->code.exec != NULL,
		.nr_insns = p->nr_insns,
		.fuel = p->fuel,
		.nr_processed = p->nr_processed,
		.nr_states = p->nr_states,
		.stack_depth = p->stack_depth,
		.verify_bytes = p->verify_bytes,
		.insns = p->insns,
		.code = p->code.exec,
		.code_len = p->code.exec ? p->code.len : 0,
		.not_offered = p->not_offered,
		.code_off = p->code_off,
	};
}

/* -- the path ------------------------------------------------------------------------------------------------------ */

static bool opts_belong(const struct kiln_load_opts *o)
{
	return o && o->kind && (o->maps || !o->nr_maps) && (o->line_info || !o->nr_line_info) &&
	       (o->func_info || !o->nr_func_info) && (o->proof || !o->proof_len) && !(o->proof && o->keep_proof) &&
	       (o->target_btf || !o->target_id) && o->fuel <= INT32_MAX;
}

const void *kiln_prog_proof(const struct kiln_prog *p, size_t *len)
{
	*len = p->proof_len;
	return p->proof;
}

static bool licence_is_gpl(const char *licence)
{
	static const char *const gpl[] = { "GPL",	   "GPL v2",	   "GPL and additional rights",
					   "Dual BSD/GPL", "Dual MIT/GPL", "Dual MPL/GPL" };

	for (size_t i = 0; licence && i < NR_OF(gpl); i++)
		if (text_same(licence, gpl[i]))
			return true;
	return false;
}

/* A part of the memory that a program has: which of its pointers leads there, and what is copied to it; NULL: nothing, yet. */
struct part {
	size_t pointer, len;
	const void *from;
};

/* The program and its parts, in one piece. NULL without memory. */
static struct kiln_prog *prog_new(struct kiln *k, const struct part *part, size_t nr)
{
	size_t len = round_up64(sizeof(struct kiln_prog), 16);
	struct kiln_prog *p;
	uint8_t *at;

	for (size_t i = 0; i < nr; i++)
		len += round_up64(part[i].len, 16);
	p = vm_alloc(k, len);
	if (!p)
		return NULL;
	p->len = len;
	at = (uint8_t *)p + round_up64(sizeof(*p), 16);
	for (size_t i = 0; i < nr; i++, at += round_up64(part[i - 1].len, 16)) {
		if (!part[i].len)
			continue;
		memcpy((uint8_t *)p + part[i].pointer, &at, sizeof(at));
		if (part[i].from)
			memcpy(at, part[i].from, part[i].len);
	}
	return p;
}

/* Jumps that go back in the code: any of them may take fuel. */
static size_t count_back(const struct kiln_source *src)
{
	size_t nr = 0;
	enum insn_op op;

	for (uint32_t pc = 0; pc < src->nr_insns; pc++)
		if (!isa_decode(&src->insns[pc], src->nr_insns - pc, &op) && insn_is_jump(op))
			nr += insn_target(&src->insns[pc], op, pc) <= pc;
	return nr;
}

/* A program that owns copies of all that it was given; references to its maps. NULL without memory. */
static struct kiln_prog *load_resolve(struct kiln *k, const struct kiln_source *src, const struct kiln_load_opts *opts)
{
	size_t nr = src->nr_insns;
	const struct part parts[] = {
#define PART(name, nr, from) { offsetof(struct kiln_prog, name), (nr) * sizeof(*((struct kiln_prog *)0)->name), from }
		PART(insns, nr, src->insns),
		PART(facts, nr, NULL),
		PART(ops, nr + 1 + (opts->fuel ? count_back(src) : 0), NULL),
		PART(maps, opts->nr_maps, opts->maps),
#undef PART
		{ offsetof(struct kiln_prog, line_info), opts->nr_line_info * (size_t)LINE_INFO_LEN, opts->line_info },
		{ offsetof(struct kiln_prog, func_info), opts->nr_func_info * (size_t)FUNC_INFO_LEN, opts->func_info },
	};
	struct kiln_prog *p = prog_new(k, parts, NR_OF(parts));

	if (!p)
		return NULL;
	p->k = k;
	vm_live(k, 1);
	p->kind = opts->kind;
	p->refs = 1;
	p->id = vm_id(k);
	p->gpl = licence_is_gpl(opts->licence);
	p->checked = opts->engine == KILN_ENGINE_CHECKED;
	p->mem_len = opts->mem_len;
	text_copy(p->name, sizeof(p->name), opts->name ? opts->name : "");
	p->nr_insns = src->nr_insns;
	p->btf = opts->btf ? kiln_btf_ref(opts->btf) : NULL;
	p->nr_line_info = opts->nr_line_info;
	p->nr_func_info = opts->nr_func_info;
	for (; p->nr_maps < opts->nr_maps; p->nr_maps++)
		map_hold(p->maps[p->nr_maps]);
	return p;
}

/* Native code where it is wanted and there is a target, else the interpreter. */
static enum kiln_err load_seal(struct kiln_prog *p, struct arena *a, enum kiln_engine engine)
{
	enum kiln_err err = KILN_OK;

	p->entry.run = p->checked ? interp_run_checked : interp_run;
	if (engine == KILN_ENGINE_JIT || engine == KILN_ENGINE_HARDENED ||
	    (engine == KILN_ENGINE_BEST && jit_available(p->k->host)))
		err = jit_prog(p, a, engine == KILN_ENGINE_HARDENED);
	return engine == KILN_ENGINE_BEST && err == KILN_ERR_UNSUPPORTED ? KILN_OK : err;
}

/* A tail call goes from any program of an array to any other, so all must be of one kind, and of one engine. */
static enum kiln_err load_admit(const struct kiln_prog *p, struct kiln_why *why)
{
	for (uint32_t i = 0; i < p->nr_maps && !p->checked; i++) {
		struct kiln_map *m = p->maps[i];

		if (m->spec.type == MAP_PROG_ARRAY && !map_admits(m, p->kind, p->code.exec != NULL, p->mem_len))
			return why_set(why, p, NULL, KILN_ERR_INVAL, KILN_REASON_TAIL_CALL, -1,
				       "program array '%s' holds programs of another kind or engine", m->spec.name);
	}
	return KILN_OK;
}

/* Whoever comes to the same instruction again has taken a turn: so between two turns lies what was proven once. */
static void load_turns(struct kiln_prog *p, const struct kiln_load_opts *opts)
{
	uint64_t turns = KILN_MAX_LOOPS;

	if (opts->max_run_insns && p->longest && opts->max_run_insns / p->longest < turns)
		turns = opts->max_run_insns / p->longest + 1;
	for (uint32_t pc = 0; pc < p->nr_insns && !p->turns; pc++)
		if (p->ops[pc].op == OP_MAY_GOTO)
			p->turns = (uint32_t)turns;
}

static uint64_t run_nothing(void *ctx, struct kiln_env *env, const struct kiln_prog *p)
{
	(void)ctx, (void)env;
	return (uint64_t)p->kind->fault_verdict;
}

/* What is proven may still need what nobody offers: such a program is refused, or kept for people to look at. */
static enum kiln_err load_offered(struct kiln_prog *p, const struct kiln_load_opts *opts, struct kiln_why *why)
{
	p->not_offered = lower_missing(p);
	if (!p->not_offered)
		return KILN_OK;
	p->entry.run = run_nothing;
	return opts->check_only ? KILN_OK
				: why_set(why, p, NULL, KILN_ERR_UNSUPPORTED, KILN_REASON_NOT_OFFERED, -1,
					  "it is safe, but %s is not offered here", p->not_offered);
}

static enum kiln_err load_path(struct kiln *k, struct arena *a, const struct kiln_front *front, const void *bytes,
			       size_t len, const struct kiln_load_opts *opts, struct kiln_prog **p,
			       struct kiln_why *why)
{
	struct kiln_source src = { 0 };
	enum kiln_err err;

	err = front->read(a, bytes, len, opts, &src, why);
	if (err)
		return err;
	*p = load_resolve(k, &src, opts);
	if (!*p)
		return KILN_ERR_NOMEM;
	err = opts->engine == KILN_ENGINE_CHECKED ? vfy_shape(*p, a, opts, why) : vfy_run(*p, a, opts, why);
	if (err)
		return err;
	(*p)->verify_bytes = a->total;
	err = load_offered(*p, opts, why);
	if (err || (*p)->not_offered)
		return err;
	load_turns(*p, opts);
	lower_prog(*p);
	err = load_seal(*p, a, opts->engine);
	return err ? err : load_admit(*p, why);
}

enum kiln_err kiln_load(struct kiln *k, const struct kiln_front *front, const void *bytes, size_t len,
			const struct kiln_load_opts *opts, struct kiln_prog **out, struct kiln_why *why)
{
	struct kiln_prog *p = NULL;
	struct arena a;
	enum kiln_err err;

	*out = NULL;
	if (why)
		memset(why, 0, sizeof(*why));
	if (!opts_belong(opts)) {
		why_set(why, NULL, NULL, KILN_ERR_INVAL, KILN_REASON_OPTIONS, -1, "load options contradict each other");
		return KILN_ERR_INVAL;
	}
	arena_init(&a, k->host, LOAD_ARENA_LIMIT);
	err = load_path(k, &a, front, bytes, len, opts, &p, why);
	arena_free(&a);
	if (!err) {
		*out = p;
		return KILN_OK;
	}
	if (p)
		prog_drop(p); /* nobody else has seen it */
	if (err == KILN_ERR_NOMEM && why && !why->reason)
		why_set(why, NULL, NULL, err, KILN_REASON_NOMEM, -1, "out of memory while loading");
	return err;
}
