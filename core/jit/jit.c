/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * jit.c - from a lowered program to sealed native code: the order of the passes.
 *
 * Overview     read, live, combine, live, layout, plan; then the target emits once into nothing, with every jump and call in
 *              its longest form; code pages are asked for, and it emits into them until no label moves.
 * Invariant    a pass never makes an operation's code longer than the pass before: so the passes end, and the code fits. After
 *              some passes jumps stay as they are, for a chain of jumps could shorten one a pass.
 * Cost         two to four passes of emission, most often three. Memory: 36 bytes an operation from the arena, during the load.
 * Threads      the caller's; the program is not yet seen by others.
 * See          target.h for what is shared; x64/ for a target; run/ for what the code must equal.
 */
#include "base/vm.h"
#include "jit/target.h"

enum { SHRINKING_PASSES = 24, MAX_PASSES = 200 };

bool jit_available(const struct kiln_host *host)
{
	return jit_select() && host->code_new && host->code_seal && host->code_free;
}

static bool pass(struct jit *j)
{
	j->out.len = 0;
	j->moved = false;
	j->target->emit(j);
	return j->moved;
}

static enum kiln_err settle(struct jit *j)
{
	for (int i = 0; i < MAX_PASSES; i++) {
		j->frozen = i >= SHRINKING_PASSES;
		if (!pass(j))
			return KILN_OK;
	}
	return KILN_ERR_COMPLEX;
}

static uint32_t nr_labels(const struct jit *j)
{
	return j->nr + 1 + 4 * j->p->nr_subs;
}

static enum kiln_err prepare(struct jit *j, struct arena *a)
{
	j->ops = arena_array(a, j->nr, sizeof(*j->ops));
	j->funcs = arena_array(a, j->p->nr_subs, sizeof(*j->funcs));
	j->labels = arena_array(a, nr_labels(j), sizeof(*j->labels));
	j->order = arena_array(a, j->nr, sizeof(*j->order));
	j->rank = arena_array(a, j->nr, sizeof(*j->rank));
	return j->ops && j->funcs && j->labels && j->order && j->rank ? KILN_OK : KILN_ERR_NOMEM;
}

static void optimise(struct jit *j)
{
	jit_read(j);
	jit_live(j);
	if (!j->opts.no_combine && !j->opts.borrow) {
		jit_combine(j);
		jit_live(j);
	}
	jit_layout(j); /* borrows the labels */
	j->target->plan(j);
	for (uint32_t i = 0; i < nr_labels(j); i++)
		j->labels[i] = JIT_LABEL_UNKNOWN;
}

/* Where people find each instruction's code. A function's prologue belongs to its first instruction. */
static void tell_offsets(const struct jit *j)
{
	for (uint32_t i = 0; i < j->nr; i++)
		j->p->code_off[i] = j->labels[i] == JIT_LABEL_UNKNOWN || (j->ops[i].flags & JIT_EMPTY) ? KILN_NO_OFF
												       : j->labels[i];
	j->p->code_off[j->nr] = j->labels[j->nr];
	for (uint32_t s = 0; s < j->p->nr_subs; s++)
		j->p->code_off[j->p->subs[s].first] = j->labels[jit_label_entry(j, s)];
}

static enum kiln_err write_code(struct jit *j, struct kiln_code *code)
{
	const struct kiln_host *host = j->p->k->host;
	enum kiln_err err;

	pass(j);
	err = host->code_new(host->cookie, j->out.len, code);
	if (err)
		return err;
	j->out.at = code->write;
	j->out.cap = j->out.len;
	j->exec = code->exec;
	err = settle(j);
	if (!err)
		err = host->code_seal(host->cookie, code);
	if (err)
		host->code_free(host->cookie, code);
	return err;
}

/* A union, since C has no cast from data to function pointers that every compiler takes without a word. */
static uint64_t (*entry_of(const uint8_t *exec))(void *, struct kiln_env *, const struct kiln_prog *)
{
	union {
		const void *data;
		uint64_t (*run)(void *ctx, struct kiln_env *env, const struct kiln_prog *p);
	} u = { .data = exec };

	return u.run;
}

enum kiln_err jit_prog_with(struct kiln_prog *p, struct arena *a, const struct jit_target *target,
			    const struct jit_opts *opts)
{
	struct jit j = { .p = p, .target = target, .opts = *opts, .nr = p->nr_insns };
	struct kiln_code code = { 0 };
	enum kiln_err err = prepare(&j, a);

	if (err)
		return err;
	optimise(&j);
	p->code_off = vm_alloc(p->k, (j.nr + 1) * sizeof(*p->code_off));
	err = p->code_off ? write_code(&j, &code) : KILN_ERR_NOMEM;
	if (err) {
		vm_free(p->k, p->code_off, (j.nr + 1) * sizeof(*p->code_off));
		p->code_off = NULL;
		return err;
	}
	tell_offsets(&j);
	p->code = code;
	p->entry.run = entry_of(code.exec);
	return KILN_OK;
}

enum kiln_err jit_prog(struct kiln_prog *p, struct arena *a)
{
	struct jit_opts opts = { .features = p->k->host->cpu_features };

	if (!jit_available(p->k->host))
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
