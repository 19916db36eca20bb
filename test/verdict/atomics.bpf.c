// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* atomics.bpf.c - where atomic operations may work, and what they leave in registers. */
#include "verdict.h"

OK(add, LOOKUP "r2 = 1; lock *(u64 *)(r0 + 0) += r2; r0 = 0; exit;")
OK(add_32, LOOKUP "r2 = 1; lock *(u32 *)(r0 + 4) += w2; r0 = 0; exit;")
BAD(add_beyond, LOOKUP "r2 = 1; lock *(u64 *)(r0 + 64) += r2; r0 = 0; exit;")
BAD(add_unset, LOOKUP "lock *(u64 *)(r0 + 0) += r9; r0 = 0; exit;")
BAD(add_context, "r2 = 1; lock *(u32 *)(r1 + 8) += w2; r0 = 0; exit;")
BAD_XDP(add_packet, PACKET "r4 = r2; r4 += 8; if r4 > r3 goto 9f; r5 = 1; lock *(u64 *)(r2 + 0) += r5;" OUT)
OK(fetch_stack, "r2 = 1; *(u64 *)(r10 - 8) = r2; r2 = atomic_fetch_add((u64 *)(r10 - 8), r2); r0 = 0; exit;")
BAD(fetch_keeps_bound, LOOKUP "r1 &= 63; r2 = r0; r1 = atomic_fetch_add((u64 *)(r2 + 0), r1);" READ)
OK(fetch_then_bound, LOOKUP "r1 = 1; r1 = atomic_fetch_add((u64 *)(r0 + 0), r1); r1 &= 63;" READ)
BAD(exchange_keeps_bound, LOOKUP "r1 &= 63; r2 = r0; r1 = xchg_64(r2 + 0, r1);" READ)
BAD(compare_keeps_bound, LOOKUP "r7 = r0; r0 = 0; r1 = 5; r0 = cmpxchg_64(r7 + 0, r0, r1); r1 = r0; r0 = r7;" READ)
BAD(compare_unset, "r6 = r10; r6 += -8; r1 = 1; *(u64 *)(r10 - 8) = r1; r0 = cmpxchg_64(r6 + 0, r0, r1); exit;")
OK(compare, LOOKUP "r7 = r0; r0 = 0; r1 = 5; r0 = cmpxchg_64(r7 + 0, r0, r1); r0 = 0; exit;")
OK(compare_source_stays, LOOKUP "r7 = r0; r0 = 0; r1 &= 63; r0 = cmpxchg_64(r7 + 0, r0, r1); r0 = r7;" READ)
BAD(add_to_spilled_pointer,
    "*(u64 *)(r10 - 8) = r1; r2 = 8; lock *(u64 *)(r10 - 8) += r2; r1 = *(u64 *)(r10 - 8); r0 = *(u32 *)(r1 + 0); exit;")
BAD(add_to_spilled_bound,
    LOOKUP "r1 &= 63; *(u64 *)(r10 - 16) = r1; r2 = 64; lock *(u64 *)(r10 - 16) += r2; r1 = *(u64 *)(r10 - 16);" READ)
BAD(misaligned, "r2 = 1; *(u64 *)(r10 - 16) = r2; *(u64 *)(r10 - 8) = r2; lock *(u64 *)(r10 - 12) += r2; r0 = 0; exit;")
BAD(fetch_32_of_64, LOOKUP "r1 = 1; w1 = atomic_fetch_add((u32 *)(r0 + 0), w1);" READ)
