/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * why.h - a refusal, told as a compiler tells an error.
 */
#ifndef TOOL_WHY_H
#define TOOL_WHY_H

#include <stdio.h>

#include <kiln/kiln.h>

/* At most twenty lines. prog may be NULL. */
void why_print(FILE *f, const char *object, const char *prog, const struct kiln_why *why);
/* On standard error; with json on standard output, as {"prog":...,"why":...}. prog may be NULL. */
void why_tell(bool json, const char *object, const char *prog, const struct kiln_why *why);
/* As a JSON object. */
void why_json(FILE *f, const struct kiln_why *why);

#endif
