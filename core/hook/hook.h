/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * hook.h - kinds of events, as data, and the chains of programs that run at them.
 */
#ifndef KILN_HOOK_HOOK_H
#define KILN_HOOK_HOOK_H

#include <kiln/kiln.h>

#include "base/spin.h"

enum { KILN_HOOK_SLOTS_MAX = 1024 };

/* A program's attachment: the handle that kiln_attach gives. */
struct kiln_link {
	struct kiln_hook *hook;
	struct kiln_prog *prog;
	int32_t priority;
	struct cookies *cookies; /* chain.c; NULL: it has none */
	bool is_filter;
	struct kiln_filter filter;
};

/* What r0 says in a kind's terms: all of it, or its low 32 bits, signed or not. */
int64_t kind_verdict(const struct kiln_kind *kind, uint64_t r0);

#endif
