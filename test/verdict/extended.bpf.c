// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* extended.bpf.c - instructions that came with -mcpu=v4: signed division, sign extension, byte swaps, far jumps. */
#include "verdict.h"

BAD(load_signed_byte, LOOKUP "r1 = *(s8 *)(r0 + 0); if r1 s> 63 goto 9f;" READ OUT)
OK(load_signed_byte, LOOKUP "r1 = *(s8 *)(r0 + 0); if r1 s> 63 goto 9f; if r1 s< 0 goto 9f;" READ OUT)
OK(load_signed_masked, LOOKUP "r1 = *(s16 *)(r0 + 0); r1 &= 63;" READ)
BAD(load_signed_before, LOOKUP "r1 = *(s8 *)(r0 + 0); if r1 s> 63 goto 9f; if r1 s< -1 goto 9f;" READ OUT)
BAD(move_signed_byte, LOOKUP "r1 &= 255; r1 = (s8)r1; if r1 s> 63 goto 9f;" READ OUT)
OK(move_signed_byte, LOOKUP "r1 &= 63; r1 = (s8)r1;" READ)
BAD(move_signed_half_word, LOOKUP "w1 = w1; r1 = (s32)r1; if r1 s> 63 goto 9f;" READ OUT)
BAD(move_signed_32, LOOKUP "w1 = (s8)w1; if w1 s> 63 goto 9f;" READ OUT)
BAD(move_signed_keeps_bound,
    LOOKUP "if r1 > 255 goto 9f; r2 = (s8)r1; if r2 s> 63 goto 9f; if r2 s< 0 goto 9f;" READ OUT)
BAD(divide_signed, LOOKUP "r1 s/= 2;" READ)
BAD(remainder_signed, LOOKUP "r1 s%%= 64;" READ)
OK(divide_signed_masked, LOOKUP "r1 s/= 3; r1 &= 63;" READ)
BAD(swap_keeps_bound, LOOKUP "r1 &= 63; r1 = bswap64 r1;" READ)
BAD(swap_16_beyond, LOOKUP "r1 = bswap16 r1; r1 >>= 9;" READ)
OK(far_jump, "r0 = 0; r2 = *(u32 *)(r1 + 0); if r2 == 0 goto 3f; gotol 1f; 3: r0 = 1; 1: r0 += 2; gotol 2f; 2: exit;")
BAD(far_jump_over_check, LOOKUP "r2 = *(u64 *)(r0 + 8); if r2 == 0 goto 1f; gotol 2f; 1: r1 &= 63; 2:" READ)
OK(store_immediate, "*(u64 *)(r10 - 8) = 5; r0 = *(u64 *)(r10 - 8); exit;")
BAD(store_immediate_over_bound,
    LOOKUP "r1 &= 63; *(u64 *)(r10 - 16) = r1; *(u8 *)(r10 - 15) = 1; r1 = *(u64 *)(r10 - 16);" READ)
BAD(store_immediate_beyond, LOOKUP "*(u8 *)(r0 + 64) = 1; r0 = 0; exit;")
