/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
#include <kiln/err.h>

#include "base/bits.h"
#include "base/reason.h"

/* clang-format off */
static const char *const err_names[] = {
	[KILN_OK] = "OK",
#define ERR(name) [KILN_ERR_##name] = #name,
	ERR(PERM) ERR(NOENT) ERR(IO) ERR(COMPLEX) ERR(FORMAT) ERR(BADF) ERR(AGAIN) ERR(NOMEM) ERR(UNSAFE) ERR(FAULT) ERR(BUSY)
	ERR(EXIST) ERR(INVAL) ERR(NOSPC) ERR(RANGE) ERR(NXIO) ERR(INTR) ERR(NODEV) ERR(BADFD) ERR(DEADLK) ERR(PROTO) ERR(OVERFLOW) ERR(UNSUPPORTED) ERR(NOTSUPP)
#undef ERR
};
/* clang-format on */

const char *kiln_err_name(enum kiln_err err)
{
	const char *name = (size_t)err < NR_OF(err_names) ? err_names[err] : NULL;

	return name ? name : "UNKNOWN";
}

static const char *const reason_names[] = {
#define REASON(id, name, missing, remedy) [KILN_REASON_##id] = name,
#include "base/reason.tbl"
#undef REASON
};

const char *kiln_reason_name(uint16_t reason)
{
	return reason < sizeof(reason_names) / sizeof(reason_names[0]) ? reason_names[reason] : "unknown";
}
