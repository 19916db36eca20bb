/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * asks.h - what asks.c has asks.bpf.c ask for.
 */
enum {
	ASKS_MAKE,
	ASKS_CLOSE,
	ASKS_READ,
	ASKS_UPDATE,
	ASKS_PROG,
	ASKS_LINK,
	ASKS_TYPE,
	ASKS_MANY,
	ASKS_OTHER,
	ASKS_WHERE,
	ASKS_LOCKED,
};
enum { ASKS_LEN = 8192 };

struct asks {
	__u32 what, len;
	__s64 ret;
	__u64 addr;
	__s32 fd, pad;
};
