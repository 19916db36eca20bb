/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * raise.h - an event that a client makes up.
 */
#ifndef HOST_POSIX_RAISE_H
#define HOST_POSIX_RAISE_H

#include "remote.h"

/*
 * Runs what is attached for the event in body, the body of a WIRE_RAISE, which may be anything; out gets a wire_raised and the bytes
 * afterwards. KILN_ERR_INVAL, KILN_ERR_NOENT, KILN_ERR_NOMEM.
 */
enum kiln_err raise_run(struct kiln *k, struct kiln_sys *s, const uint8_t *body, size_t len, struct bytes *out);

#endif
