/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * format.h - formats of programs (trace_printk, snprintf), with Linux's rules for what they may hold.
 */
#ifndef KILN_RT_FORMAT_H
#define KILN_RT_FORMAT_H

#include "base/text.h"
#include "rt/body.h"

enum { FORMAT_ARGS_MAX = 12, FORMAT_STRING_MAX = 512 };

/*
 * Writes fmt, which ends with a zero within its len bytes, with nr_args numbers. False, with nothing written, where Linux
 * refuses it: no zero, bytes that are no text, an unknown conversion, fewer numbers than conversions.
 *
 *	%[0 +-][width] d i u x X, with l or ll for 64 bits   c   s: a string at an address, empty where it cannot be read
 *	p px pK: 16 hexadecimal digits   ps pS pB: an address, 0x first   pi4 pI4 pi6 pI6: the IP address at an address   %%
 */
bool format_text(struct text *t, struct kiln_env *env, const char *fmt, size_t len, const uint64_t *args,
		 uint32_t nr_args);

#endif
