/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * hook.h - kinds of events, as data, and the chains of programs that run at them.
 */
#ifndef KILN_HOOK_HOOK_H
#define KILN_HOOK_HOOK_H

#include <kiln/kiln.h>

#include "base/spin.h"

struct kiln_link {
	struct kiln_hook *hook;
	struct kiln_prog *prog;
	int32_t		  priority;
};

#endif
