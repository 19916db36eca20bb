/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * calls.h - system calls that are given for a simulation: as text, or as an array of struct seccomp_data.
 */
#ifndef TOOL_CALLS_H
#define TOOL_CALLS_H

#include <kiln/seccomp.h>
#include <stdbool.h>
#include <stddef.h>

struct given_call {
	struct kiln_call data;
	bool wants;    /* the line says what is to become of it */
	uint32_t want; /* SECCOMP_RET_* with its data */
	uint32_t line; /* 0: of an array */
};

struct given_calls {
	struct given_call *call;
	size_t nr;
};

/*
 * A call a line: [ARCH:]NAME|NUMBER [ARGUMENT...] [=> ACTION [DATA]]; # begins a comment. Arguments that are not given are 0.
 * False after complaining.
 */
bool calls_read(struct given_calls *out, const char *path);
bool calls_read_data(struct given_calls *out, const char *path);
void calls_free(struct given_calls *c);

#endif
