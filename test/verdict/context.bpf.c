// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* context.bpf.c - which parts of a context may be read and written, and in which sizes. */
#include "verdict.h"

#define OK_TC(name, ...)  PROGRAM("tc", ok_##name, __VA_ARGS__)
#define BAD_TC(name, ...) PROGRAM("tc", bad_##name, __VA_ARGS__)

OK(len, "r0 = *(u32 *)(r1 + 0); exit;")
OK(len_byte, "r0 = *(u8 *)(r1 + 0); exit;")
OK(len_half, "r0 = *(u16 *)(r1 + 2); exit;")
BAD(len_misaligned, "r0 = *(u16 *)(r1 + 1); exit;")
BAD(two_fields, "r0 = *(u64 *)(r1 + 0); exit;")
BAD(beyond, "r0 = *(u32 *)(r1 + 4000); exit;")
BAD(before, "r0 = *(u32 *)(r1 - 4); exit;")
BAD(data, "r0 = *(u32 *)(r1 + 76); exit;")
BAD(write_len, "r2 = 1; *(u32 *)(r1 + 0) = r2; r0 = 0; exit;")
BAD(write_mark, "r2 = 1; *(u32 *)(r1 + 8) = r2; r0 = 0; exit;")
OK(write_cb, "r2 = 1; *(u32 *)(r1 + 48) = r2; r0 = 0; exit;")
OK_TC(tc_write_mark, "r2 = 1; *(u32 *)(r1 + 8) = r2; r0 = 0; exit;")
BAD_TC(tc_write_mark_byte, "r2 = 1; *(u8 *)(r1 + 8) = r2; r0 = 0; exit;")
BAD_TC(tc_write_len, "r2 = 1; *(u32 *)(r1 + 0) = r2; r0 = 0; exit;")
OK_TC(tc_data,
      "r2 = *(u32 *)(r1 + 76); r3 = *(u32 *)(r1 + 80); r2 += 4; if r2 > r3 goto 9f; r0 = *(u32 *)(r2 - 4); exit;" OUT)
BAD_TC(tc_data_half, "r2 = *(u16 *)(r1 + 76); r0 = 0; exit;")
OK_XDP(xdp_index, "r0 = *(u32 *)(r1 + 12); exit;")
BAD_XDP(xdp_data_byte, "r0 = *(u8 *)(r1 + 0); exit;")
BAD_XDP(xdp_data_64, "r0 = *(u64 *)(r1 + 0); exit;")
BAD_XDP(xdp_beyond, "r0 = *(u32 *)(r1 + 24); exit;")
BAD_XDP(xdp_write_data, "r2 = 0; *(u32 *)(r1 + 0) = r2; r0 = 0; exit;")
BAD_XDP(xdp_write_index, "r2 = 0; *(u32 *)(r1 + 12) = r2; r0 = 0; exit;")
BAD(variable, LOOKUP "r1 &= 4; r6 += r1; r0 = *(u32 *)(r6 + 0); exit;")
