// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* calls.bpf.c - functions of the program: what goes in, what comes back, how deep. */
#include "verdict.h"

#define FUNCTION(name, ...)                                                     \
	static __attribute__((naked, noinline, used)) int name(void)            \
	{                                                                       \
		asm volatile(__VA_ARGS__ ::: "r0", "r1", "r2", "r3", "memory"); \
	}

FUNCTION(twice, "r0 = r1; r0 += r1; exit;")
FUNCTION(reads_first, "r0 = *(u64 *)(r1 + 0); exit;")
FUNCTION(writes_first, "r2 = 5; *(u64 *)(r1 + 0) = r2; r0 = 0; exit;")
FUNCTION(reads_saved, "r0 = r6; exit;")
FUNCTION(uses_saved, "r6 = r1; r7 = r1; r8 = r1; r9 = r1; r0 = r9; exit;")
FUNCTION(returns_frame, "r0 = r10; r0 += -8; r1 = 0; *(u64 *)(r0 + 0) = r1; exit;")
FUNCTION(returns_nothing, "r1 = 0; exit;")
FUNCTION(passes_through, "r0 = r1; exit;")
FUNCTION(big_frame, "r1 = 0; *(u64 *)(r10 - 256) = r1; r0 = 0; exit;")
FUNCTION(deep8, "r0 = 1; exit;")
FUNCTION(deep7, "call deep8; exit;")
FUNCTION(deep6, "call deep7; exit;")
FUNCTION(deep5, "call deep6; exit;")
FUNCTION(deep4, "call deep5; exit;")
FUNCTION(deep3, "call deep4; exit;")
FUNCTION(deep2, "call deep3; exit;")
FUNCTION(deep1, "call deep2; exit;")

OK(number, "r1 = 21; call twice; exit;")
OK(result_is_known, LOOKUP "r7 = r0; r1 = 16; call twice; r1 = r0; r0 = r7;" READ)
BAD(result_is_known, LOOKUP "r7 = r0; r1 = 32; call twice; r1 = r0; r0 = r7;" READ)
BAD(result_unbounded, LOOKUP "r7 = r0; call passes_through; r1 = r0; r0 = r7;" READ)
OK(result_bounded, LOOKUP "r7 = r0; r1 &= 63; call passes_through; r1 = r0; r0 = r7;" READ)
OK(pointer_into_caller, "r2 = 1; *(u64 *)(r10 - 8) = r2; r1 = r10; r1 += -8; call reads_first; exit;")
BAD(pointer_above_caller, "r2 = 1; *(u64 *)(r10 - 8) = r2; r1 = r10; call reads_first; exit;")
OK(written_by_callee, "r1 = r10; r1 += -8; call writes_first; r0 = *(u64 *)(r10 - 8); exit;")
BAD(bound_lost_to_callee,
    LOOKUP "r7 = r0; r1 = 1; *(u64 *)(r10 - 16) = r1; r1 = r10; r1 += -16; call writes_first; r1 = *(u64 *)(r10 - 16);"
	   "r1 += 60; r0 = r7;" READ)
BAD(callers_register, "r6 = 1; call reads_saved; exit;")
OK(saved_register, "r6 = r1; r1 = 1; call uses_saved; r0 = *(u32 *)(r6 + 0); exit;")
BAD(frame_escapes, "call returns_frame; r0 = *(u64 *)(r0 + 0); exit;")
BAD(result_unset, "call returns_nothing; exit;")
BAD(argument_lost, "r1 = 1; call twice; r0 = r1; exit;")
OK(pointer_through, LOOKUP "r1 = r0; call passes_through; r0 = *(u64 *)(r0 + 0); exit;")
OK(depth_8, "call deep2; exit;")
BAD(depth_9, "call deep1; exit;")
OK(frames_512, "r1 = 0; *(u64 *)(r10 - 256) = r1; call big_frame; exit;")
BAD(frames_520, "r1 = 0; *(u64 *)(r10 - 264) = r1; call big_frame; exit;")
