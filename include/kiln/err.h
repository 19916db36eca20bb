/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * err.h - one set of error codes. Each equals Linux's errno of the same meaning, so bpf(2) callers get what they know.
 *
 * A call that can fail returns enum kiln_err (0 or positive); a helper gives a program -(int64_t)err.
 */
#ifndef KILN_ERR_H
#define KILN_ERR_H

enum kiln_err {
	KILN_OK = 0,
	KILN_ERR_PERM = 1,	   /* not allowed: frozen, read-only, wrong licence */
	KILN_ERR_NOENT = 2,	   /* no such key, program or helper */
	KILN_ERR_INTR = 4,	   /* EINTR: it took longer than it may */
	KILN_ERR_IO = 5,	   /* a host call failed */
	KILN_ERR_NXIO = 6,	   /* ENXIO: no such CPU */
	KILN_ERR_COMPLEX = 7,	   /* E2BIG: too large, too complex, or a map is full */
	KILN_ERR_FORMAT = 8,	   /* ENOEXEC: the bytes are not of the form that was named */
	KILN_ERR_BADF = 9,	   /* EBADF */
	KILN_ERR_AGAIN = 11,	   /* nothing there now */
	KILN_ERR_NOMEM = 12,	   /* the host's allocator gave nothing */
	KILN_ERR_UNSAFE = 13,	   /* EACCES: not proven safe */
	KILN_ERR_FAULT = 14,	   /* memory that cannot be read or written */
	KILN_ERR_BUSY = 16,	   /* held by someone else, or re-entered */
	KILN_ERR_EXIST = 17,	   /* there already */
	KILN_ERR_NODEV = 19,	   /* ENODEV: no such interface */
	KILN_ERR_INVAL = 22,	   /* an argument is out of its range */
	KILN_ERR_NOSPC = 28,	   /* no room: ring buffer, attachment slots */
	KILN_ERR_RANGE = 34,	   /* a number does not fit */
	KILN_ERR_DEADLK = 35,	   /* would wait for itself */
	KILN_ERR_PROTO = 71,	   /* EPROTO */
	KILN_ERR_OVERFLOW = 75,	   /* EOVERFLOW */
	KILN_ERR_BADFD = 77,	   /* EBADFD: what bpf(2) says instead of EBADF when it is asked about a descriptor */
	KILN_ERR_UNSUPPORTED = 95, /* EOPNOTSUPP: the host or this build has no such thing */
	KILN_ERR_NOTSUPP = 524, /* ENOTSUPP, Linux's internal twin of the above, seen by programs and bpf(2) callers */
};

/* A short name for messages and tests: "NOMEM". Never NULL. */
const char *kiln_err_name(enum kiln_err err);

#endif
