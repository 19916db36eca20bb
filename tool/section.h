/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * section.h - from the name of a program's section to its kind.
 */
#ifndef TOOL_SECTION_H
#define TOOL_SECTION_H

#include <kiln/kiln.h>

/* Makes the sections of section.tbl known to libbpf. Before an object is opened; more than once does no harm. */
void sections_register(void);
/* "fentry.s/vfs_read": attached where programs may sleep. */
bool section_sleeps(const char *section);
/* By a kind's own name, or as a section of its programs is called ("cgroup/connect4", "tcx/ingress"). NULL: unknown. */
const struct kiln_kind *section_kind(const char *name);
/* Why no kind stands for programs of a type. */
const char *section_no_kind(uint32_t prog_type);

#endif
