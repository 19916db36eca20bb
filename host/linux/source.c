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
