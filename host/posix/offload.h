/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * offload.h - what an interface does to packets before anybody sees them.
 */
#ifndef HOST_POSIX_OFFLOAD_H
#define HOST_POSIX_OFFLOAD_H

#include <stdbool.h>

/* The tags of VLANs (802.1Q, 802.1ad) stay in the packets that arrive at name. False: not so, and errno. *changed: it was otherwise. */
bool offload_keep_tags(const char *name, bool *changed);
/* Whether what it is given comes from another interface of the system, with what that leaves to hardware left undone. */
bool offload_is_veth(const char *name);

#endif
