// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* pointers.bpf.c - which pointers may be used, computed with and compared, and what a comparison tells. */
#include "verdict.h"

#define KEY                       \
	"r6 = r1;"                \
	"r1 = 0;"                 \
	"*(u32 *)(r10 - 4) = r1;" \
	"r2 = r10;"               \
	"r2 += -4;"               \
	"r1 = %[values] ll;"      \
	"call 1;"

BAD(null, KEY "r0 = *(u64 *)(r0 + 0); exit;")
BAD(null_wrong_way, KEY "if r0 == 0 goto 1f; r0 = 0; exit; 1: r0 = *(u64 *)(r0 + 0); exit;")
OK(null_copy, KEY "r7 = r0; if r0 == 0 goto 9f; r0 = *(u64 *)(r7 + 0); exit;" OUT)
OK(null_spilled,
   KEY "*(u64 *)(r10 - 16) = r0; if r0 == 0 goto 9f; r1 = *(u64 *)(r10 - 16); r0 = *(u64 *)(r1 + 0); exit;" OUT)
BAD(null_arithmetic, KEY "r7 = r0; r7 += 8; if r0 == 0 goto 9f; r0 = *(u64 *)(r7 + 0); exit;" OUT)
BAD(null_other_lookup,
    KEY "r7 = r0; r2 = r10; r2 += -4; r1 = %[values] ll; call 1; if r0 == 0 goto 9f; r0 = *(u64 *)(r7 + 0); exit;" OUT)
BAD(null_low_half, KEY "if w0 == 0 goto 9f; r0 = *(u64 *)(r0 + 0); exit;" OUT)
BAD(null_not_one, KEY "if r0 == 1 goto 9f; r0 = *(u64 *)(r0 + 0); exit;" OUT)
BAD(half_of_pointer, LOOKUP "w0 = w0; r0 = *(u64 *)(r0 + 0); exit;")
BAD(or_pointer, LOOKUP "r0 |= 1; r0 = *(u64 *)(r0 + 0); exit;")
BAD(shift_pointer, LOOKUP "r0 <<= 1; r0 = *(u64 *)(r0 + 0); exit;")
BAD(add_pointers, LOOKUP "r0 += r6; r0 = *(u64 *)(r0 + 0); exit;")
BAD(negate_pointer, LOOKUP "r0 = -r0; r0 = *(u64 *)(r0 + 0); exit;")
BAD(add_32_to_pointer, LOOKUP "w0 += 8; r0 = *(u64 *)(r0 + 0); exit;")
BAD(number_as_pointer, LOOKUP "r0 = *(u64 *)(r1 + 0); exit;")
BAD(map_as_memory, "r1 = %[values] ll; *(u64 *)(r1 + 0) = r1; r0 = 0; exit;")
BAD(far_away, LOOKUP "r1 = 0x40000000; r0 += r1; r0 += r1; r0 += r1; r0 = *(u64 *)(r0 + 0); exit;")
BAD(two_kinds,
    LOOKUP "r2 = r10; r2 += -4; r3 = *(u64 *)(r0 + 8); if r3 == 0 goto 1f; r2 = r6; 1: r0 = *(u32 *)(r2 + 0); exit;")

/* ---- packets ---- */

BAD_XDP(no_comparison, PACKET "r0 = *(u8 *)(r2 + 0); exit;")
OK_XDP(gt, PACKET "r4 = r2; r4 += 8; if r4 > r3 goto 9f; r0 = *(u64 *)(r2 + 0); exit;" OUT)
BAD_XDP(gt_beyond, PACKET "r4 = r2; r4 += 8; if r4 > r3 goto 9f; r0 = *(u8 *)(r2 + 8); exit;" OUT)
BAD_XDP(gt_wrong_side, PACKET "r4 = r2; r4 += 8; if r4 > r3 goto 1f; r0 = 0; exit; 1: r0 = *(u64 *)(r2 + 0); exit;")
OK_XDP(lt, PACKET "r4 = r2; r4 += 8; if r3 < r4 goto 9f; r0 = *(u64 *)(r2 + 0); exit;" OUT)
BAD_XDP(lt_beyond, PACKET "r4 = r2; r4 += 8; if r3 < r4 goto 9f; r0 = *(u64 *)(r2 + 1); exit;" OUT)
OK_XDP(le, PACKET "r4 = r2; r4 += 8; if r4 <= r3 goto 1f; r0 = 0; exit; 1: r0 = *(u64 *)(r2 + 0); exit;")
BAD_XDP(le_wrong_side, PACKET "r4 = r2; r4 += 8; if r4 <= r3 goto 9f; r0 = *(u64 *)(r2 + 0); exit;" OUT)
OK_XDP(ge, PACKET "r4 = r2; r4 += 8; if r3 >= r4 goto 1f; r0 = 0; exit; 1: r0 = *(u64 *)(r2 + 0); exit;")
BAD_XDP(ge_wrong_side, PACKET "r4 = r2; r4 += 8; if r3 >= r4 goto 9f; r0 = *(u64 *)(r2 + 0); exit;" OUT)
OK_XDP(strict, PACKET "r4 = r2; r4 += 7; if r4 < r3 goto 1f; r0 = 0; exit; 1: r0 = *(u64 *)(r2 + 0); exit;")
BAD_XDP(strict, PACKET "r4 = r2; r4 += 6; if r4 < r3 goto 1f; r0 = 0; exit; 1: r0 = *(u64 *)(r2 + 0); exit;")
OK_XDP(strict_end, PACKET "r4 = r2; r4 += 7; if r3 > r4 goto 1f; r0 = 0; exit; 1: r0 = *(u64 *)(r2 + 0); exit;")
BAD_XDP(equal, PACKET "r4 = r2; r4 += 8; if r4 == r3 goto 9f; r0 = *(u64 *)(r2 + 0); exit;" OUT)
BAD_XDP(before, PACKET "r4 = r2; r4 += 8; if r4 > r3 goto 9f; r0 = *(u8 *)(r2 - 1); exit;" OUT)
OK_XDP(copy, PACKET "r5 = r2; r4 = r2; r4 += 8; if r4 > r3 goto 9f; r0 = *(u64 *)(r5 + 0); exit;" OUT)
OK_XDP(through_check_pointer, PACKET "r4 = r2; r4 += 8; if r4 > r3 goto 9f; r0 = *(u64 *)(r4 - 8); exit;" OUT)
OK_XDP(variable, PACKET "r4 = r2; r4 += 8; if r4 > r3 goto 9f; r5 = *(u8 *)(r2 + 0); r2 += r5; r4 = r2; r4 += 4;"
			"if r4 > r3 goto 9f; r0 = *(u32 *)(r2 + 0); exit;" OUT)
BAD_XDP(variable,
	PACKET "r4 = r2; r4 += 8; if r4 > r3 goto 9f; r5 = *(u8 *)(r2 + 0); r2 += r5; r0 = *(u32 *)(r2 + 0); exit;" OUT)
BAD_XDP(variable_other,
	PACKET "r4 = r2; r4 += 8; if r4 > r3 goto 9f; r5 = *(u8 *)(r2 + 0); r0 = *(u8 *)(r2 + 1); r4 = r2; r4 += r5;"
	       "r2 += r0; r5 = r4; r5 += 4; if r5 > r3 goto 9f; r0 = *(u32 *)(r2 + 0); exit;" OUT)
BAD_XDP(variable_unbounded,
	PACKET "r4 = r2; r4 += 8; if r4 > r3 goto 9f; r5 = *(u64 *)(r2 + 0); r2 += r5; r4 = r2; r4 += 4;"
	       "if r4 > r3 goto 9f; r0 = *(u32 *)(r2 + 0); exit;" OUT)
BAD_XDP(stale,
	"r6 = r1;" PACKET
	"r4 = r2; r4 += 8; if r4 > r3 goto 9f; r7 = r2; r1 = r6; r2 = 4; call 44; r0 = *(u8 *)(r7 + 0); exit;" OUT)
BAD_XDP(stale_spilled,
	"r6 = r1;" PACKET "r4 = r2; r4 += 8; if r4 > r3 goto 9f; *(u64 *)(r10 - 8) = r2; r1 = r6; r2 = 4; call 44;"
	"r7 = *(u64 *)(r10 - 8); r0 = *(u8 *)(r7 + 0); exit;" OUT)
OK_XDP(not_stale,
       "r6 = r1;" PACKET "r4 = r2; r4 += 8; if r4 > r3 goto 9f; r7 = r2; call 5; r0 = *(u8 *)(r7 + 0); exit;" OUT)
BAD_XDP(end_as_memory, PACKET "r0 = *(u8 *)(r3 - 1); exit;")
BAD_XDP(end_moved, PACKET "r4 = r2; r3 += 8; if r4 > r3 goto 9f; r0 = *(u8 *)(r2 + 0); exit;" OUT)
BAD_XDP(meta_without_comparison, "r2 = *(u32 *)(r1 + 8); r0 = *(u8 *)(r2 + 0); exit;")
OK_XDP(meta,
       "r2 = *(u32 *)(r1 + 8); r3 = *(u32 *)(r1 + 0); r4 = r2; r4 += 4; if r4 > r3 goto 9f; r0 = *(u32 *)(r2 + 0); exit;" OUT)
BAD_XDP(meta_with_end,
	"r2 = *(u32 *)(r1 + 8); r3 = *(u32 *)(r1 + 4); r4 = r2; r4 += 4; if r4 > r3 goto 9f; r0 = *(u32 *)(r2 + 0); exit;" OUT)
BAD_XDP(difference_as_bound, PACKET "r4 = r3; r4 -= r2; if r4 < 8 goto 9f; r2 += r4; r0 = *(u8 *)(r2 + 0); exit;" OUT)
