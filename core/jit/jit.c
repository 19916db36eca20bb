/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * jit.c - from a lowered program to sealed native code: the order of the passes.
 *
 * Overview     read, live, combine, live, layout, plan; the target emits once; settle.c finds out how long each jump is, code
 *              pages are asked for, and the code is put together there.
 * Cost         each pass is a walk over the operations. Memory: 48 bytes an operation, and the code twice, from the arena, during
 *              the load.
 * Threads      the caller's; the program is not yet seen by others.
 * See          target.h for what is shared; x64/ for a target; run/ for what the code must equal.
 */
#include "base/vm.h"
#include "jit/target.h"

bool jit_available(const struct kiln_host *host)
{
	return jit_select() && host->code_new && host->code_seal && host->code_free;
}

static uint32_t nr_labels(const struct jit *j)
{
	return j->nr + 1 + 5 * j->p->nr_subs;
}

static enum kiln_err prepare(struct jit *j, struct arena *a)
{
	j->ops = arena_array(a, j->nr, sizeof(*j->ops));
	j->funcs = arena_array(a, j->p->nr_subs, sizeof(*j->funcs));
	j->labels = arena_dirty_array(a, nr_labels(j), sizeof(*j->labels));
	jit_room(j);
	return j->ops && j->funcs && j->labels && !j->nomem ? KILN_OK : KILN_ERR_NOMEM;
}

static bool optimise(struct jit *j)
{
	jit_read(j);
	jit_live(j);
	if (!j->opts.no_combine && !j->opts.borrow) {
		jit_combine(j);
		jit_live(j);
	}
	if (!jit_layout(j)) /* borrows the labels */
		return false;
	j->target->plan(j);
	for (uint32_t i = 0; i < nr_labels(j); i++)
		j->labels[i].at = JIT_LABEL_UNKNOWN;
	return true;
}

/* Where people find each instruction's code. A function's prologue belongs to its first instruction. */
static void tell_offsets(const struct jit *j)
{
	for (uint32_t i = 0; i < j->nr; i++) {
		const struct jit_label *l = &j->labels[i];
		bool none = l->at == JIT_LABEL_UNKNOWN || j->ops[i].flags & JIT_EMPTY ||
			    (j->ops[i].flags & JIT_LONE && !j->fix[l->fixes].len);

		j->p->code_off[i] = none ? KILN_NO_OFF : jit_place(j, i);
	}
	j->p->code_off[j->nr] = jit_place(j, j->nr);
	for (uint32_t s = 0; s < j->p->nr_subs; s++)
		j->p->code_off[j->p->subs[s].first] = jit_place(j, jit_label_entry(j, s));
}

/* Calls are made short, for the host's code is near us as a rule; where it turns out not to be, they are made long. */
static enum kiln_err write_code(struct jit *j, struct kiln_code *code)
{
	const struct kiln_host *host = j->p->k->host;
	enum kiln_err err;

	j->target->emit(j);
	if (j->nomem)
		return KILN_ERR_NOMEM;
	err = host->code_new(host->cookie, jit_settle(j), code);
	if (!err && !jit_reaches(j, code->exec)) {
		host->code_free(host->cookie, code);
		j->far = true;
		err = host->code_new(host->cookie, jit_settle(j), code);
	}
	if (err)
		return err;
	jit_write(j, code->write, code->exec);
	err = host->code_seal(host->cookie, code);
	if (err)
		host->code_free(host->cookie, code);
	return err;
}

/* A union, since C has no cast from data to function pointers that every compiler takes without a word. */
union entry {
	const void *data;
	uint64_t (*run)(void *ctx, struct kiln_env *env, const struct kiln_prog *p);
	uint64_t (*packet)(void *unused, const uint8_t *data, const uint8_t *data_end);
};

static void set_entry(const struct jit *j, struct kiln_entry *e, const uint8_t *exec)
{
	e->run = (union entry){ .data = exec }.run;
	if (j->packet)
		e->packet = (union entry){ .data = exec + jit_place(j, jit_label_packet(j)) }.packet;
}

enum kiln_err jit_prog_with(struct kiln_prog *p, struct arena *a, const struct jit_target *target,
			    const struct jit_opts *opts)
{
	struct jit j = { .p = p, .target = target, .opts = *opts, .nr = p->nr_insns, .arena = a };
	struct kiln_code code = { 0 };
	enum kiln_err err = prepare(&j, a);

	j.opts.no_combine |=
		opts->hardened; /* what is combined has larger displacements, and numbers in other places */
	if (err)
		return err;
	if (!optimise(&j))
		return KILN_ERR_NOMEM;
	p->code_off = vm_alloc(p->k, (j.nr + 1) * sizeof(*p->code_off));
	err = p->code_off ? write_code(&j, &code) : KILN_ERR_NOMEM;
	if (err) {
		vm_free(p->k, p->code_off, (j.nr + 1) * sizeof(*p->code_off));
		p->code_off = NULL;
		return err;
	}
	tell_offsets(&j);
	p->code = code;
	set_entry(&j, &p->entry, code.exec);
	return KILN_OK;
}

enum kiln_err jit_prog(struct kiln_prog *p, struct arena *a, bool hardened)
{
	const struct kiln_host *host = p->k->host;
	struct jit_opts opts = { .features = host->cpu_features, .hardened = hardened };

	if (!jit_available(host) || (hardened && !host->secret))
		return KILN_ERR_UNSUPPORTED;
	return jit_prog_with(p, a, jit_select(), &opts);
}

void jit_drop(struct kiln_prog *p)
{
	if (p->code.exec)
		p->k->host->code_free(p->k->host->cookie, &p->code);
	p->code.exec = NULL;
	vm_free(p->k, p->code_off, (p->nr_insns + 1) * sizeof(*p->code_off));
	p->code_off = NULL;
}
