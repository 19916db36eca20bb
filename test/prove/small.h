/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * small.h - where TNUM_BITS says so, the shipped files are compiled for numbers of fewer bits: see test/unit/range_small.h.
 */
#ifdef TNUM_BITS
typedef unsigned _BitInt(TNUM_BITS) small_uint64;
typedef signed _BitInt(TNUM_BITS) small_int64;
typedef unsigned _BitInt(TNUM_HALF_BITS) small_uint32;
typedef signed _BitInt(TNUM_HALF_BITS) small_int32;

#include "base/text.h"

#define uint64_t small_uint64
#define int64_t	 small_int64
#define uint32_t small_uint32
#define int32_t	 small_int32
#endif
