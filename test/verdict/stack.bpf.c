// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* stack.bpf.c - registers and the 512 bytes below r10. */
#include "verdict.h"

OK(write_read, "r1 = 7; *(u64 *)(r10 - 512) = r1; r0 = *(u64 *)(r10 - 512); exit;")
BAD(below, "r1 = 7; *(u64 *)(r10 - 520) = r1; r0 = 0; exit;")
BAD(above, "r1 = 7; *(u64 *)(r10 + 0) = r1; r0 = 0; exit;")
BAD(straddles_top, "r1 = 7; *(u64 *)(r10 - 4) = r1; r0 = 0; exit;")
BAD(misaligned, "r1 = 7; *(u64 *)(r10 - 20) = r1; r0 = 0; exit;")
BAD(frame_pointer, "r10 = 0; r0 = 0; exit;")
BAD(register_unset, "r0 = r5; exit;")
BAD(result_unset, "exit;")
BAD(half_register_unset, "w0 = w5; exit;")
BAD(argument_after_call, "r6 = r1; call 8; r0 = r1; exit;")
OK(saved_after_call, "r6 = r1; call 8; r0 = *(u32 *)(r6 + 0); exit;")
OK(spill_context, "*(u64 *)(r10 - 8) = r1; r1 = 0; r1 = *(u64 *)(r10 - 8); r0 = *(u32 *)(r1 + 0); exit;")
BAD(spill_context_damaged,
    "*(u64 *)(r10 - 8) = r1; r2 = 0; *(u8 *)(r10 - 8) = r2; r1 = *(u64 *)(r10 - 8); r0 = *(u32 *)(r1 + 0); exit;")
BAD(spill_context_half, "*(u64 *)(r10 - 8) = r1; r1 = *(u32 *)(r10 - 8); r0 = *(u32 *)(r1 + 0); exit;")
BAD(spill_context_overlapped,
    "*(u64 *)(r10 - 8) = r1; r2 = 0; *(u32 *)(r10 - 4) = r2; r1 = *(u64 *)(r10 - 8); r0 = *(u32 *)(r1 + 0); exit;")
OK(variable_write, LOOKUP "r1 &= 56; r2 = r10; r2 += -64; r2 += r1; r3 = 1; *(u64 *)(r2 + 0) = r3; r0 = 0; exit;")
BAD(variable_write, LOOKUP "r1 &= 56; r2 = r10; r2 += -56; r2 += r1; r3 = 1; *(u64 *)(r2 + 0) = r3; r0 = 0; exit;")
BAD(variable_unbounded, LOOKUP "r2 = r10; r2 += -64; r2 += r1; r3 = 1; *(u64 *)(r2 + 0) = r3; r0 = 0; exit;")
BAD(variable_write_over_pointer,
    LOOKUP "*(u64 *)(r10 - 16) = r6; r1 &= 8; r2 = r10; r2 += -16; r2 += r1; r3 = 1; *(u64 *)(r2 + 0) = r3;"
	   "r1 = *(u64 *)(r10 - 16); r0 = *(u32 *)(r1 + 0); exit;")
BAD(variable_write_over_bound,
    LOOKUP "r4 = r1; r5 = r0; if r1 > 63 goto 9f; *(u64 *)(r10 - 16) = r1; r4 &= 8; r2 = r10; r2 += -16; r2 += r4;"
	   "r3 = -1; *(u64 *)(r2 + 0) = r3; r1 = *(u64 *)(r10 - 16); r0 = r5;" READ OUT)
BAD(helper_overwrites_bound,
    LOOKUP "r7 = r0; r1 &= 63; *(u64 *)(r10 - 16) = r1; r1 = r6; r2 = 0; r3 = r10; r3 += -16; r4 = 8; call 26;"
	   "r1 = *(u64 *)(r10 - 16); r0 = r7;" READ)
BAD(pointer_in_half, "*(u32 *)(r10 - 8) = r1; r0 = 0; exit;")
