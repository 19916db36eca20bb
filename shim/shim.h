/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * shim.h - the library that `kiln with` preloads into a command: what its parts share.
 *
 * Overview     calls of the C library that lead to bpf(2) and the bpf file system go to the server of `kiln serve`; all others go on as
 *              they would. Errors are errno, as ever.
 * Threads      any; one question at a time is asked of the server.
 */
#ifndef SHIM_SHIM_H
#define SHIM_SHIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The next definition of an interposed function: the C library's. NULL: there is none. */
void *shim_next(const char *name);
#define NEXT(fn) ((__typeof__(&fn))shim_next(#fn))

/* -- ask.c: the server ----------------------------------------------------------------------------------------------- */

/* bpf(cmd, attr, size) by the server. -1 with errno. */
long shim_bpf(unsigned int cmd, uint64_t attr, unsigned int size);
/* An eventfd of the ring buffer behind fd, the caller's; -1: it is none. */
int shim_event(int fd);
/* The text of /proc/self/fdinfo/FD for an object; -1: it is none. */
long shim_info(int fd, char *text, size_t cap);
/* Whether a descriptor looks like an object of the server's, without asking it. */
bool shim_is_object(int fd);

/* -- path.c ---------------------------------------------------------------------------------------------------------- */

/* Where the bpf file system's paths really are; other paths as they are. room is for the answer. */
const char *shim_path(const char *path, char room[4096]);

#endif
