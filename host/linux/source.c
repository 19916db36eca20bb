// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * source.c - places of events: which source a program's kind has, and how an event runs what is attached there.
 */
#include "device.h"

static const struct source_ops *const sources[] = {
	&source_xdp,	    &source_tcx_in, &source_tcx_out, &source_netfilter, &source_packet_filter,
	&source_tracepoint, &source_tap_in, &source_tap_out, &source_kprobe,	&source_file,
	&source_counter,    &source_fentry, &source_fexit,   &source_tp_btf,	&source_raw_tracepoint,
};

/* Kinds that change what the kernel does where it exports no way to. */
static const struct {
	const char *kind, *why;
} lacking[] = {
	{ "fmod_ret", "a function's result is its own; fexit sees it" },
	{ "lsm", "the kernel's security hooks are closed to modules; fentry at a function of them sees what is asked" },
	{ "lsm_cgroup", "the kernel's security hooks are closed to modules" },
};

const char *source_lacks(void *cookie, const struct kiln_kind *kind)
{
	for (size_t i = 0; i < ARRAY_SIZE(lacking); i++)
		if (!strcmp(kind->name, lacking[i].kind))
			return lacking[i].why;
	return NULL;
}

enum kiln_err source_begin(void *cookie, const struct kiln_place *at, struct kiln_hook *hook, void **own)
{
	struct source *s;
	enum kiln_err err;

	for (size_t i = 0; i < ARRAY_SIZE(sources); i++) {
		if (at->kind != kiln_kind_by_name(sources[i]->kind) ||
		    (sources[i]->attach_type && at->attach_type != sources[i]->attach_type))
			continue;
		err = sources[i]->begin(cookie, at, &s);
		if (err)
			return err;
		/* Events that came until now found no hook. */
		WRITE_ONCE(s->hook, hook);
		*own = s;
		return KILN_OK;
	}
	return KILN_ERR_UNSUPPORTED;
}

void source_end(void *cookie, void *own)
{
	struct source *s = own;

	s->ops->end(s);
}

struct kiln_env *source_enter(struct source *s)
{
	return READ_ONCE(s->hook) ? linux_run_begin(s->k) : NULL;
}

void source_run_at(struct source *s, uint32_t spot, void *ctx)
{
	struct kiln_env *env = source_enter(s);

	if (!env)
		return;
	env->spot = spot;
	kiln_hook_run(s->hook, ctx, env);
	linux_run_end(s->k, env);
}

bool source_run(struct source *s, void *ctx, int64_t *verdict, struct redirect *to)
{
	struct kiln_env *env = source_enter(s);

	if (!env)
		return false;
	*verdict = kiln_hook_run(s->hook, ctx, env);
	if (to)
		*to = (struct redirect){ env->redirect_map, env->redirect_key };
	env->redirect_map = NULL;
	env->redirect_key = 0;
	linux_run_end(s->k, env);
	return true;
}
