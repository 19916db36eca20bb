// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* loops.bpf.c - jumps backward, code that nothing reaches, and ends. */
#include "verdict.h"

OK(counted, "r0 = 0; 1: r0 += 1; if r0 < 1000 goto 1b; exit;")
OK(counted_down, "r0 = 1000; 1: r0 += -1; if r0 != 0 goto 1b; exit;")
OK(counted_32, "w0 = 0; 1: w0 += 1; if w0 s< 1000 goto 1b; exit;")
OK(counted_by_8, "r0 = 0; 1: r0 += 8; if r0 <= 800 goto 1b; exit;")
OK(nested, "r0 = 0; r1 = 0; 1: r2 = 0; 2: r2 += 1; r0 += 1; if r2 < 20 goto 2b; r1 += 1; if r1 < 20 goto 1b; exit;")
OK(unknown_below_64, LOOKUP "r1 &= 63; r2 = 0; 1: if r2 >= r1 goto 9f; r2 += 1; goto 1b;" OUT)
OK(index, LOOKUP
   "r2 = 0; r4 = 0; 1: r3 = r0; r3 += r2; r5 = *(u8 *)(r3 + 0); r4 += r5; r2 += 1; if r2 != 64 goto 1b; r0 = r4; exit;")
BAD(index, LOOKUP
    "r2 = 0; r4 = 0; 1: r3 = r0; r3 += r2; r5 = *(u8 *)(r3 + 0); r4 += r5; r2 += 1; if r2 != 65 goto 1b; r0 = r4; exit;")
BAD(index_last_step,
    LOOKUP "r2 = 0; 1: r3 = r0; r3 += r2; r5 = *(u64 *)(r3 + 0); r2 += 8; if r2 <= 64 goto 1b; r0 = 0; exit;")
OK(leaves_early,
   LOOKUP "r2 = 0; 1: r3 = r0; r3 += r2; r5 = *(u8 *)(r3 + 0); if r5 == 0 goto 9f; r2 += 1; if r2 != 64 goto 1b;" OUT)
BAD(endless, "r0 = 0; 1: goto 1b; exit;")
BAD(endless_condition, "r0 = *(u32 *)(r1 + 0); 1: if r0 != 0 goto 1b; exit;")
BAD(endless_without_step, "r0 = 0; r2 = 0; 1: r0 = r2; if r0 < 10 goto 1b; exit;")
BAD(bound_lost_in_loop,
    LOOKUP "r2 = r1; r1 &= 63; r3 = 0; 1: r3 += 1; if r3 != 2 goto 2f; r1 = r2; 2: if r3 < 4 goto 1b;" READ)
BAD(pointer_lost_in_loop, LOOKUP
    "r7 = r0; r3 = 0; 1: r3 += 1; if r3 != 3 goto 2f; r7 = r1; 2: if r3 < 5 goto 1b; r0 = *(u64 *)(r7 + 0); exit;")
BAD(unreachable, "r0 = 0; exit; r0 = 1; exit;")
BAD(end_missing, "r0 = 0; r1 = 0;")
BAD(division_pointer, LOOKUP "r0 /= 2; r0 = 0; exit;")
OK(division_by_zero, LOOKUP "r2 = 0; r1 /= r2; r0 = 0; exit;")
BAD(division_by_zero_constant, LOOKUP "r1 /= 0; r0 = 0; exit;")
BAD(shift_64, LOOKUP "r1 <<= 64; r0 = 0; exit;")
BAD(shift_32_of_32, LOOKUP "w1 <<= 32; r0 = 0; exit;")
BAD(helper_missing, "call 9999; r0 = 0; exit;")
