/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * target.h - the kernel's types, and what in it a program is attached to.
 */
#ifndef TOOL_TARGET_H
#define TOOL_TARGET_H

#include "object.h"

/*
 * Sets p->opts.target_btf and target_id, if the program is one that types are of use to: those of the file (BTF, or an ELF
 * file with BTF), NULL: of the running kernel. They are read once for all of an object. Where there are none, or they have no such
 * target, the program is checked without.
 */
void target_find(struct object *o, struct object_prog *p, const char *file);
/* The number in them of a variable, 0: there is none of that name. */
uint32_t target_variable(struct object *o, const char *file, const char *name);
void target_free(struct object *o);

#endif
