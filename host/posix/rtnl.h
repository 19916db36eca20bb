/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * rtnl.h - requests to rtnetlink that are about programs, as struct wire_net.
 *
 * In the preloaded library, too: so it needs nothing of the machine.
 */
#ifndef HOST_POSIX_RTNL_H
#define HOST_POSIX_RTNL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "wire.h"

struct rtnl {
	struct wire_net net;
	int prog, old;	 /* descriptors of the client; -1: none */
	int error;	 /* it is about programs, and refused: an errno, and why; 0: it is for the server */
	const char *why; /* a sentence; NULL: there is none */
};

/* What the message at msg asks for, of which len bytes may be anything. False: it is about something else, and the kernel's. */
bool rtnl_read(const void *msg, size_t len, struct rtnl *out);
/* Which side of clsact or ingress a filter's parent is; where it says none, that is ingress. False: it is none of theirs. */
bool rtnl_side(uint32_t parent, uint32_t *attach_type, bool *no_side);
/* An action of a filter that is not direct, as rtnl_read() makes it of the actions it was given. */
bool rtnl_action(int32_t action);
/*
 * Makes it one that the kernel answers without doing anything: with the same number, and error, or with one like it. For an error
 * that the kernel has no such request for, it is EINVAL. Returns its length.
 */
size_t rtnl_replace(void *msg, size_t len, int error);

#endif
