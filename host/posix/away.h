/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * away.h - descriptors that came from clients are closed in a thread, for a close may take as long as a client wants: a file of FUSE's
 * asks its server, a socket may wait for its other end (SO_LINGER).
 */
#ifndef HOST_POSIX_AWAY_H
#define HOST_POSIX_AWAY_H

#include <stdint.h>

struct away;

/* NULL without memory, descriptors or a thread. */
struct away *away_new(void);
/* Closes fd, some time. */
void away_put(struct away *a, int fd);
/* How many are not closed yet. */
uint32_t away_waits(const struct away *a);
/* What was put is closed all the same, by then or later. NULL does nothing. */
void away_free(struct away *a);

#endif
