/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * reason.h - the kinds of refusal, from reason.tbl.
 */
#ifndef KILN_BASE_REASON_H
#define KILN_BASE_REASON_H

#include <kiln/kiln.h>

enum kiln_reason {
#define REASON(id, name, missing, remedy) KILN_REASON_##id,
#include "base/reason.tbl"
#undef REASON
};

#endif
