/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * state.h - whether a server may be believed to be the one that is meant.
 */
#ifndef HOST_POSIX_STATE_H
#define HOST_POSIX_STATE_H

#include <stdbool.h>

/*
 * fd is connected with what serves state. The folder in /tmp that is meant where none is named has its user in its name, and anybody may put
 * another there, after it was looked at, too: so who serves it is that user, or root.
 */
bool state_trusts(const char *state, int fd);

#endif
