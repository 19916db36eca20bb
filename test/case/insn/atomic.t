# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
# Atomic operations: the place, the source and r0, before and after. Written by make.py.

== ATOMIC32_ADD
mem: 0000000000000000 0000000000000000 0000000000000000
mem: 0100000000000000 ffffffffffffffff 0000000000000000
mem: ffffffffffffffff 0100000000000000 ffffffffffffffff
mem: 0000000000000080 0000000000000080 0500000000000000
mem: ffffff7f00000000 0100000000000000 ffffff7f00000000
mem: ffffffff00000000 0100000000000000 ffffffff00000000
mem: ffffffff22221111 0100000044443333 ffffffff99999999
mem: 0100000000000080 1032547698badcfe 0100000000000080
mem: 0100000000000080 00000000ffffffff 0000000000000080
mem: 0100000000000000 0000000001000000 0100000000000000
mem: 0100000000000000 0080000000000000 0000000000000000
mem: ffffff7fffffffff 0000000000000000 ffffff7fffffffff
mem: ffffff7fffffffff 0100000000000080 feffff7fffffffff
mem: 0000000000000080 0080000000000000 0000000000000080
mem: 0000000000000080 ffffff7f00000000 0100000000000080
mem: 0000000000000000 0100000001000000 0000000000000000
mem: 0000000000000000 ffffffffffffffff 0100000000000000
mem: ffff000000000000 ffffffffffffffff ffff000000000000
insns:
	r6 = r1
	r7 = r1
	r0 = r6
	r0 += 0
	r2 = *(u64 *)(r6 + 8)
	lock *(u32 *)(r0 + 0) += w2
	*(u64 *)(r6 + 8) = r2
	r5 = r7
	r5 += 16
	r9 = *(u64 *)(r7 + 32)
	lock *(u32 *)(r5 + 8) += w9
	*(u64 *)(r7 + 32) = r9
	r1 = r6
	r1 += 40
	r5 = *(u64 *)(r6 + 56)
	lock *(u32 *)(r1 + 8) += w5
	*(u64 *)(r6 + 56) = r5
	r7 = r6
	r7 += 64
	r2 = *(u64 *)(r6 + 80)
	lock *(u32 *)(r7 + 8) += w2
	*(u64 *)(r6 + 80) = r2
	r7 = r6
	r2 = r7
	r2 += 88
	r9 = *(u64 *)(r7 + 104)
	lock *(u32 *)(r2 + 8) += w9
	*(u64 *)(r7 + 104) = r9
	r8 = r6
	r8 += 112
	r5 = *(u64 *)(r6 + 128)
	lock *(u32 *)(r8 + 8) += w5
	*(u64 *)(r6 + 128) = r5
	r3 = r6
	r3 += 136
	r2 = *(u64 *)(r6 + 152)
	lock *(u32 *)(r3 + 8) += w2
	*(u64 *)(r6 + 152) = r2
	r9 = r7
	r9 += 160
	r0 = *(u64 *)(r7 + 176)
	lock *(u32 *)(r9 + 8) += w0
	*(u64 *)(r7 + 176) = r0
	r4 = r6
	r4 += 184
	r7 = *(u64 *)(r6 + 200)
	lock *(u32 *)(r4 + 8) += w7
	*(u64 *)(r6 + 200) = r7
	r7 = r6
	r0 = r6
	r0 += 208
	r3 = *(u64 *)(r6 + 224)
	lock *(u32 *)(r0 + 8) += w3
	*(u64 *)(r6 + 224) = r3
	r5 = r7
	r5 += 232
	r0 = *(u64 *)(r7 + 248)
	lock *(u32 *)(r5 + 8) += w0
	*(u64 *)(r7 + 248) = r0
	r1 = r6
	r1 += 256
	r7 = *(u64 *)(r6 + 272)
	lock *(u32 *)(r1 + 8) += w7
	*(u64 *)(r6 + 272) = r7
	r7 = r6
	r7 = r6
	r7 += 280
	r3 = *(u64 *)(r6 + 296)
	lock *(u32 *)(r7 + 8) += w3
	*(u64 *)(r6 + 296) = r3
	r7 = r6
	r2 = r7
	r2 += 304
	r0 = *(u64 *)(r7 + 320)
	lock *(u32 *)(r2 + 8) += w0
	*(u64 *)(r7 + 320) = r0
	r8 = r6
	r8 += 328
	r7 = *(u64 *)(r6 + 344)
	lock *(u32 *)(r8 + 8) += w7
	*(u64 *)(r6 + 344) = r7
	r7 = r6
	r3 = r6
	r3 += 352
	r4 = *(u64 *)(r6 + 368)
	lock *(u32 *)(r3 + 8) += w4
	*(u64 *)(r6 + 368) = r4
	r9 = r7
	r9 += 376
	r1 = *(u64 *)(r7 + 392)
	lock *(u32 *)(r9 + 8) += w1
	*(u64 *)(r7 + 392) = r1
	r4 = r6
	r4 += 400
	r8 = *(u64 *)(r6 + 416)
	lock *(u32 *)(r4 + 8) += w8
	*(u64 *)(r6 + 416) = r8
	r0 = 0
	exit

result: 0x0
memory: 0000000000000000 0000000000000000 0000000000000000
memory: 0000000000000000 ffffffffffffffff 0000000000000000
memory: 00000000ffffffff 0100000000000000 ffffffffffffffff
memory: 0000000000000080 0000000000000080 0500000000000000
memory: 0000008000000000 0100000000000000 ffffff7f00000000
memory: 0000000000000000 0100000000000000 ffffffff00000000
memory: 0000000022221111 0100000044443333 ffffffff99999999
memory: 1132547600000080 1032547698badcfe 0100000000000080
memory: 0100000000000080 00000000ffffffff 0000000000000080
memory: 0100000000000000 0000000001000000 0100000000000000
memory: 0180000000000000 0080000000000000 0000000000000000
memory: ffffff7fffffffff 0000000000000000 ffffff7fffffffff
memory: 00000080ffffffff 0100000000000080 feffff7fffffffff
memory: 0080000000000080 0080000000000000 0000000000000080
memory: ffffff7f00000080 ffffff7f00000000 0100000000000080
memory: 0100000000000000 0100000001000000 0000000000000000
memory: ffffffff00000000 ffffffffffffffff 0100000000000000
memory: feff000000000000 ffffffffffffffff ffff000000000000

== FETCH32_ADD
mem: 0000000000000000 0000000000000000 0000000000000000
mem: 0100000000000000 ffffffffffffffff 0000000000000000
mem: ffffffffffffffff 0100000000000000 ffffffffffffffff
mem: 0000000000000080 0000000000000080 0500000000000000
mem: ffffff7f00000000 0100000000000000 ffffff7f00000000
mem: ffffffff00000000 0100000000000000 ffffffff00000000
mem: ffffffff22221111 0100000044443333 ffffffff99999999
mem: 0000008000000080 efcdab8967452301 0000008000000080
mem: 0000008000000080 feffffff00000000 0100008000000080
mem: 0000000001000000 feffffff00000000 0000000001000000
mem: 0000000001000000 1032547698badcfe 0100000001000000
mem: feffffffffffffff ffffff7fffffffff feffffffffffffff
mem: feffffffffffffff 0000008000000080 ffffffffffffffff
mem: ffffff7f00000000 feffffffffffffff ffffff7f00000000
mem: ffffff7f00000000 0080000000000000 feffff7f00000000
mem: 0000000000000000 ffff000000000000 0000000000000000
mem: 0000000000000000 ffffffff01000000 0100000000000000
mem: feffffff00000000 0000008000000080 feffffff00000000
insns:
	r6 = r1
	r7 = r1
	r0 = r6
	r0 += 0
	r4 = *(u64 *)(r6 + 8)
	w4 = atomic_fetch_add((u32 *)(r0 + 0), w4)
	*(u64 *)(r6 + 8) = r4
	r5 = r7
	r5 += 16
	r1 = *(u64 *)(r7 + 32)
	w1 = atomic_fetch_add((u32 *)(r5 + 8), w1)
	*(u64 *)(r7 + 32) = r1
	r1 = r6
	r1 += 40
	r8 = *(u64 *)(r6 + 56)
	w8 = atomic_fetch_add((u32 *)(r1 + 8), w8)
	*(u64 *)(r6 + 56) = r8
	r7 = r6
	r7 += 64
	r4 = *(u64 *)(r6 + 80)
	w4 = atomic_fetch_add((u32 *)(r7 + 8), w4)
	*(u64 *)(r6 + 80) = r4
	r7 = r6
	r2 = r7
	r2 += 88
	r1 = *(u64 *)(r7 + 104)
	w1 = atomic_fetch_add((u32 *)(r2 + 8), w1)
	*(u64 *)(r7 + 104) = r1
	r8 = r6
	r8 += 112
	r9 = *(u64 *)(r6 + 128)
	w9 = atomic_fetch_add((u32 *)(r8 + 8), w9)
	*(u64 *)(r6 + 128) = r9
	r3 = r6
	r3 += 136
	r5 = *(u64 *)(r6 + 152)
	w5 = atomic_fetch_add((u32 *)(r3 + 8), w5)
	*(u64 *)(r6 + 152) = r5
	r9 = r7
	r9 += 160
	r2 = *(u64 *)(r7 + 176)
	w2 = atomic_fetch_add((u32 *)(r9 + 8), w2)
	*(u64 *)(r7 + 176) = r2
	r4 = r6
	r4 += 184
	r9 = *(u64 *)(r6 + 200)
	w9 = atomic_fetch_add((u32 *)(r4 + 8), w9)
	*(u64 *)(r6 + 200) = r9
	r0 = r6
	r0 += 208
	r5 = *(u64 *)(r6 + 224)
	w5 = atomic_fetch_add((u32 *)(r0 + 8), w5)
	*(u64 *)(r6 + 224) = r5
	r5 = r7
	r5 += 232
	r2 = *(u64 *)(r7 + 248)
	w2 = atomic_fetch_add((u32 *)(r5 + 8), w2)
	*(u64 *)(r7 + 248) = r2
	r1 = r6
	r1 += 256
	r9 = *(u64 *)(r6 + 272)
	w9 = atomic_fetch_add((u32 *)(r1 + 8), w9)
	*(u64 *)(r6 + 272) = r9
	r7 = r6
	r7 += 280
	r5 = *(u64 *)(r6 + 296)
	w5 = atomic_fetch_add((u32 *)(r7 + 8), w5)
	*(u64 *)(r6 + 296) = r5
	r7 = r6
	r2 = r7
	r2 += 304
	r3 = *(u64 *)(r7 + 320)
	w3 = atomic_fetch_add((u32 *)(r2 + 8), w3)
	*(u64 *)(r7 + 320) = r3
	r8 = r6
	r8 += 328
	r0 = *(u64 *)(r6 + 344)
	w0 = atomic_fetch_add((u32 *)(r8 + 8), w0)
	*(u64 *)(r6 + 344) = r0
	r3 = r6
	r3 += 352
	r7 = *(u64 *)(r6 + 368)
	w7 = atomic_fetch_add((u32 *)(r3 + 8), w7)
	*(u64 *)(r6 + 368) = r7
	r7 = r6
	r9 = r7
	r9 += 376
	r3 = *(u64 *)(r7 + 392)
	w3 = atomic_fetch_add((u32 *)(r9 + 8), w3)
	*(u64 *)(r7 + 392) = r3
	r4 = r6
	r4 += 400
	r0 = *(u64 *)(r6 + 416)
	w0 = atomic_fetch_add((u32 *)(r4 + 8), w0)
	*(u64 *)(r6 + 416) = r0
	r0 = 0
	exit

result: 0x0
memory: 0000000000000000 0000000000000000 0000000000000000
memory: 0000000000000000 0100000000000000 0000000000000000
memory: 00000000ffffffff ffffffff00000000 ffffffffffffffff
memory: 0000000000000080 0000000000000000 0500000000000000
memory: 0000008000000000 ffffff7f00000000 ffffff7f00000000
memory: 0000000000000000 ffffffff00000000 ffffffff00000000
memory: 0000000022221111 ffffffff00000000 ffffffff99999999
memory: efcdab0900000080 0000008000000000 0000008000000080
memory: feffff7f00000080 0000008000000000 0100008000000080
memory: feffffff01000000 0000000000000000 0000000001000000
memory: 1032547601000000 0000000000000000 0100000001000000
memory: fdffff7fffffffff feffffff00000000 feffffffffffffff
memory: feffff7fffffffff feffffff00000000 ffffffffffffffff
memory: fdffff7f00000000 ffffff7f00000000 ffffff7f00000000
memory: ff7f008000000000 ffffff7f00000000 feffff7f00000000
memory: ffff000000000000 0000000000000000 0000000000000000
memory: ffffffff00000000 0000000000000000 0100000000000000
memory: feffff7f00000000 feffffff00000000 feffffff00000000

== ATOMIC32_OR
mem: 0000000000000000 0000000000000000 0000000000000000
mem: 0100000000000000 ffffffffffffffff 0000000000000000
mem: ffffffffffffffff 0100000000000000 ffffffffffffffff
mem: 0000000000000080 0000000000000080 0500000000000000
mem: ffffff7f00000000 0100000000000000 ffffff7f00000000
mem: ffffffff00000000 0100000000000000 ffffffff00000000
mem: ffffffff22221111 0100000044443333 ffffffff99999999
mem: 00000080ffffffff 8000000000000000 00000080ffffffff
mem: 00000080ffffffff 0200000000000000 01000080ffffffff
mem: efcdab8967452301 ffff000000000000 efcdab8967452301
mem: efcdab8967452301 ff00000000000000 eecdab8967452301
mem: 0100000000000080 efcdab8967452301 0100000000000080
mem: 0100000000000080 feffffff00000000 0000000000000080
mem: 0000008000000080 ffffffff01000000 0000008000000080
mem: 0000008000000080 8000000000000000 0100008000000080
mem: 8000000000000000 8000000000000000 8000000000000000
mem: 8000000000000000 0700000000000000 8100000000000000
mem: ffffffffffffff7f 0100000001000000 ffffffffffffff7f
insns:
	r6 = r1
	r7 = r1
	r0 = r6
	r0 += 0
	r7 = *(u64 *)(r6 + 8)
	lock *(u32 *)(r0 + 0) |= w7
	*(u64 *)(r6 + 8) = r7
	r7 = r6
	r5 = r7
	r5 += 16
	r3 = *(u64 *)(r7 + 32)
	lock *(u32 *)(r5 + 8) |= w3
	*(u64 *)(r7 + 32) = r3
	r1 = r6
	r1 += 40
	r0 = *(u64 *)(r6 + 56)
	lock *(u32 *)(r1 + 8) |= w0
	*(u64 *)(r6 + 56) = r0
	r7 = r6
	r7 += 64
	r8 = *(u64 *)(r6 + 80)
	lock *(u32 *)(r7 + 8) |= w8
	*(u64 *)(r6 + 80) = r8
	r7 = r6
	r2 = r7
	r2 += 88
	r4 = *(u64 *)(r7 + 104)
	lock *(u32 *)(r2 + 8) |= w4
	*(u64 *)(r7 + 104) = r4
	r8 = r6
	r8 += 112
	r1 = *(u64 *)(r6 + 128)
	lock *(u32 *)(r8 + 8) |= w1
	*(u64 *)(r6 + 128) = r1
	r3 = r6
	r3 += 136
	r8 = *(u64 *)(r6 + 152)
	lock *(u32 *)(r3 + 8) |= w8
	*(u64 *)(r6 + 152) = r8
	r9 = r7
	r9 += 160
	r4 = *(u64 *)(r7 + 176)
	lock *(u32 *)(r9 + 8) |= w4
	*(u64 *)(r7 + 176) = r4
	r4 = r6
	r4 += 184
	r1 = *(u64 *)(r6 + 200)
	lock *(u32 *)(r4 + 8) |= w1
	*(u64 *)(r6 + 200) = r1
	r0 = r6
	r0 += 208
	r8 = *(u64 *)(r6 + 224)
	lock *(u32 *)(r0 + 8) |= w8
	*(u64 *)(r6 + 224) = r8
	r5 = r7
	r5 += 232
	r4 = *(u64 *)(r7 + 248)
	lock *(u32 *)(r5 + 8) |= w4
	*(u64 *)(r7 + 248) = r4
	r1 = r6
	r1 += 256
	r2 = *(u64 *)(r6 + 272)
	lock *(u32 *)(r1 + 8) |= w2
	*(u64 *)(r6 + 272) = r2
	r7 = r6
	r7 += 280
	r9 = *(u64 *)(r6 + 296)
	lock *(u32 *)(r7 + 8) |= w9
	*(u64 *)(r6 + 296) = r9
	r7 = r6
	r2 = r7
	r2 += 304
	r5 = *(u64 *)(r7 + 320)
	lock *(u32 *)(r2 + 8) |= w5
	*(u64 *)(r7 + 320) = r5
	r8 = r6
	r8 += 328
	r2 = *(u64 *)(r6 + 344)
	lock *(u32 *)(r8 + 8) |= w2
	*(u64 *)(r6 + 344) = r2
	r3 = r6
	r3 += 352
	r9 = *(u64 *)(r6 + 368)
	lock *(u32 *)(r3 + 8) |= w9
	*(u64 *)(r6 + 368) = r9
	r9 = r7
	r9 += 376
	r5 = *(u64 *)(r7 + 392)
	lock *(u32 *)(r9 + 8) |= w5
	*(u64 *)(r7 + 392) = r5
	r4 = r6
	r4 += 400
	r2 = *(u64 *)(r6 + 416)
	lock *(u32 *)(r4 + 8) |= w2
	*(u64 *)(r6 + 416) = r2
	r0 = 0
	exit

result: 0x0
memory: 0000000000000000 0000000000000000 0000000000000000
memory: ffffffff00000000 ffffffffffffffff 0000000000000000
memory: ffffffffffffffff 0100000000000000 ffffffffffffffff
memory: 0000000000000080 0000000000000080 0500000000000000
memory: ffffff7f00000000 0100000000000000 ffffff7f00000000
memory: ffffffff00000000 0100000000000000 ffffffff00000000
memory: ffffffff22221111 0100000044443333 ffffffff99999999
memory: 80000080ffffffff 8000000000000000 00000080ffffffff
memory: 02000080ffffffff 0200000000000000 01000080ffffffff
memory: ffffab8967452301 ffff000000000000 efcdab8967452301
memory: ffcdab8967452301 ff00000000000000 eecdab8967452301
memory: efcdab8900000080 efcdab8967452301 0100000000000080
memory: ffffffff00000080 feffffff00000000 0000000000000080
memory: ffffffff00000080 ffffffff01000000 0000008000000080
memory: 8000008000000080 8000000000000000 0100008000000080
memory: 8000000000000000 8000000000000000 8000000000000000
memory: 8700000000000000 0700000000000000 8100000000000000
memory: ffffffffffffff7f 0100000001000000 ffffffffffffff7f

== FETCH32_OR
mem: 0000000000000000 0000000000000000 0000000000000000
mem: 0100000000000000 ffffffffffffffff 0000000000000000
mem: ffffffffffffffff 0100000000000000 ffffffffffffffff
mem: 0000000000000080 0000000000000080 0500000000000000
mem: ffffff7f00000000 0100000000000000 ffffff7f00000000
mem: ffffffff00000000 0100000000000000 ffffffff00000000
mem: ffffffff22221111 0100000044443333 ffffffff99999999
mem: 7f00000000000000 0100000000000080 7f00000000000000
mem: 7f00000000000000 efcdab8967452301 7e00000000000000
mem: 0700000000000000 0000000000000080 0700000000000000
mem: 0700000000000000 ffffff7fffffff7f 0600000000000000
mem: feffffffffffffff 0100000001000000 feffffffffffffff
mem: feffffffffffffff 0000000000000080 ffffffffffffffff
mem: 8000000000000000 0100000000000000 8000000000000000
mem: 8000000000000000 0100000000000000 8100000000000000
mem: 0000000000000000 0200000000000000 0000000000000000
mem: 0000000000000000 0700000000000000 0100000000000000
mem: efcdab8967452301 ffffffff01000000 efcdab8967452301
insns:
	r6 = r1
	r7 = r1
	r0 = r6
	r0 += 0
	r9 = *(u64 *)(r6 + 8)
	w9 = atomic_fetch_or((u32 *)(r0 + 0), w9)
	*(u64 *)(r6 + 8) = r9
	r5 = r7
	r5 += 16
	r6 = *(u64 *)(r7 + 32)
	w6 = atomic_fetch_or((u32 *)(r5 + 8), w6)
	*(u64 *)(r7 + 32) = r6
	r6 = r7
	r1 = r6
	r1 += 40
	r3 = *(u64 *)(r6 + 56)
	w3 = atomic_fetch_or((u32 *)(r1 + 8), w3)
	*(u64 *)(r6 + 56) = r3
	r7 = r6
	r7 += 64
	r0 = *(u64 *)(r6 + 80)
	w0 = atomic_fetch_or((u32 *)(r7 + 8), w0)
	*(u64 *)(r6 + 80) = r0
	r7 = r6
	r2 = r7
	r2 += 88
	r6 = *(u64 *)(r7 + 104)
	w6 = atomic_fetch_or((u32 *)(r2 + 8), w6)
	*(u64 *)(r7 + 104) = r6
	r6 = r7
	r8 = r6
	r8 += 112
	r3 = *(u64 *)(r6 + 128)
	w3 = atomic_fetch_or((u32 *)(r8 + 8), w3)
	*(u64 *)(r6 + 128) = r3
	r3 = r6
	r3 += 136
	r0 = *(u64 *)(r6 + 152)
	w0 = atomic_fetch_or((u32 *)(r3 + 8), w0)
	*(u64 *)(r6 + 152) = r0
	r9 = r7
	r9 += 160
	r6 = *(u64 *)(r7 + 176)
	w6 = atomic_fetch_or((u32 *)(r9 + 8), w6)
	*(u64 *)(r7 + 176) = r6
	r6 = r7
	r4 = r6
	r4 += 184
	r3 = *(u64 *)(r6 + 200)
	w3 = atomic_fetch_or((u32 *)(r4 + 8), w3)
	*(u64 *)(r6 + 200) = r3
	r0 = r6
	r0 += 208
	r1 = *(u64 *)(r6 + 224)
	w1 = atomic_fetch_or((u32 *)(r0 + 8), w1)
	*(u64 *)(r6 + 224) = r1
	r5 = r7
	r5 += 232
	r8 = *(u64 *)(r7 + 248)
	w8 = atomic_fetch_or((u32 *)(r5 + 8), w8)
	*(u64 *)(r7 + 248) = r8
	r1 = r6
	r1 += 256
	r4 = *(u64 *)(r6 + 272)
	w4 = atomic_fetch_or((u32 *)(r1 + 8), w4)
	*(u64 *)(r6 + 272) = r4
	r7 = r6
	r7 += 280
	r1 = *(u64 *)(r6 + 296)
	w1 = atomic_fetch_or((u32 *)(r7 + 8), w1)
	*(u64 *)(r6 + 296) = r1
	r7 = r6
	r2 = r7
	r2 += 304
	r8 = *(u64 *)(r7 + 320)
	w8 = atomic_fetch_or((u32 *)(r2 + 8), w8)
	*(u64 *)(r7 + 320) = r8
	r8 = r6
	r8 += 328
	r4 = *(u64 *)(r6 + 344)
	w4 = atomic_fetch_or((u32 *)(r8 + 8), w4)
	*(u64 *)(r6 + 344) = r4
	r3 = r6
	r3 += 352
	r1 = *(u64 *)(r6 + 368)
	w1 = atomic_fetch_or((u32 *)(r3 + 8), w1)
	*(u64 *)(r6 + 368) = r1
	r9 = r7
	r9 += 376
	r8 = *(u64 *)(r7 + 392)
	w8 = atomic_fetch_or((u32 *)(r9 + 8), w8)
	*(u64 *)(r7 + 392) = r8
	r4 = r6
	r4 += 400
	r5 = *(u64 *)(r6 + 416)
	w5 = atomic_fetch_or((u32 *)(r4 + 8), w5)
	*(u64 *)(r6 + 416) = r5
	r0 = 0
	exit

result: 0x0
memory: 0000000000000000 0000000000000000 0000000000000000
memory: ffffffff00000000 0100000000000000 0000000000000000
memory: ffffffffffffffff ffffffff00000000 ffffffffffffffff
memory: 0000000000000080 0000000000000000 0500000000000000
memory: ffffff7f00000000 ffffff7f00000000 ffffff7f00000000
memory: ffffffff00000000 ffffffff00000000 ffffffff00000000
memory: ffffffff22221111 ffffffff00000000 ffffffff99999999
memory: 7f00000000000000 7f00000000000000 7f00000000000000
memory: ffcdab8900000000 7f00000000000000 7e00000000000000
memory: 0700000000000000 0700000000000000 0700000000000000
memory: ffffff7f00000000 0700000000000000 0600000000000000
memory: ffffffffffffffff feffffff00000000 feffffffffffffff
memory: feffffffffffffff feffffff00000000 ffffffffffffffff
memory: 8100000000000000 8000000000000000 8000000000000000
memory: 8100000000000000 8000000000000000 8100000000000000
memory: 0200000000000000 0000000000000000 0000000000000000
memory: 0700000000000000 0000000000000000 0100000000000000
memory: ffffffff67452301 efcdab8900000000 efcdab8967452301

== ATOMIC32_AND
mem: 0000000000000000 0000000000000000 0000000000000000
mem: 0100000000000000 ffffffffffffffff 0000000000000000
mem: ffffffffffffffff 0100000000000000 ffffffffffffffff
mem: 0000000000000080 0000000000000080 0500000000000000
mem: ffffff7f00000000 0100000000000000 ffffff7f00000000
mem: ffffffff00000000 0100000000000000 ffffffff00000000
mem: ffffffff22221111 0100000044443333 ffffffff99999999
mem: 0000000000000080 0200000000000000 0000000000000080
mem: 0000000000000080 00000080ffffffff 0100000000000080
mem: 8000000000000000 efcdab8967452301 8000000000000000
mem: 8000000000000000 0080000000000000 8100000000000000
mem: ffffffff01000000 ffffffffffffffff ffffffff01000000
mem: ffffffff01000000 ffffffff00000000 feffffff01000000
mem: 00000080ffffffff ffff000000000000 00000080ffffffff
mem: 00000080ffffffff ffffffff01000000 01000080ffffffff
mem: ffffff7f00000000 0000008000000000 ffffff7f00000000
mem: ffffff7f00000000 ff00000000000000 feffff7f00000000
mem: ffffff7fffffff7f 0000000001000000 ffffff7fffffff7f
insns:
	r6 = r1
	r7 = r1
	r0 = r6
	r0 += 0
	r2 = *(u64 *)(r6 + 8)
	lock *(u32 *)(r0 + 0) &= w2
	*(u64 *)(r6 + 8) = r2
	r5 = r7
	r5 += 16
	r9 = *(u64 *)(r7 + 32)
	lock *(u32 *)(r5 + 8) &= w9
	*(u64 *)(r7 + 32) = r9
	r1 = r6
	r1 += 40
	r5 = *(u64 *)(r6 + 56)
	lock *(u32 *)(r1 + 8) &= w5
	*(u64 *)(r6 + 56) = r5
	r7 = r6
	r7 += 64
	r2 = *(u64 *)(r6 + 80)
	lock *(u32 *)(r7 + 8) &= w2
	*(u64 *)(r6 + 80) = r2
	r7 = r6
	r2 = r7
	r2 += 88
	r9 = *(u64 *)(r7 + 104)
	lock *(u32 *)(r2 + 8) &= w9
	*(u64 *)(r7 + 104) = r9
	r8 = r6
	r8 += 112
	r5 = *(u64 *)(r6 + 128)
	lock *(u32 *)(r8 + 8) &= w5
	*(u64 *)(r6 + 128) = r5
	r3 = r6
	r3 += 136
	r2 = *(u64 *)(r6 + 152)
	lock *(u32 *)(r3 + 8) &= w2
	*(u64 *)(r6 + 152) = r2
	r9 = r7
	r9 += 160
	r0 = *(u64 *)(r7 + 176)
	lock *(u32 *)(r9 + 8) &= w0
	*(u64 *)(r7 + 176) = r0
	r4 = r6
	r4 += 184
	r7 = *(u64 *)(r6 + 200)
	lock *(u32 *)(r4 + 8) &= w7
	*(u64 *)(r6 + 200) = r7
	r7 = r6
	r0 = r6
	r0 += 208
	r3 = *(u64 *)(r6 + 224)
	lock *(u32 *)(r0 + 8) &= w3
	*(u64 *)(r6 + 224) = r3
	r5 = r7
	r5 += 232
	r0 = *(u64 *)(r7 + 248)
	lock *(u32 *)(r5 + 8) &= w0
	*(u64 *)(r7 + 248) = r0
	r1 = r6
	r1 += 256
	r7 = *(u64 *)(r6 + 272)
	lock *(u32 *)(r1 + 8) &= w7
	*(u64 *)(r6 + 272) = r7
	r7 = r6
	r7 = r6
	r7 += 280
	r3 = *(u64 *)(r6 + 296)
	lock *(u32 *)(r7 + 8) &= w3
	*(u64 *)(r6 + 296) = r3
	r7 = r6
	r2 = r7
	r2 += 304
	r0 = *(u64 *)(r7 + 320)
	lock *(u32 *)(r2 + 8) &= w0
	*(u64 *)(r7 + 320) = r0
	r8 = r6
	r8 += 328
	r7 = *(u64 *)(r6 + 344)
	lock *(u32 *)(r8 + 8) &= w7
	*(u64 *)(r6 + 344) = r7
	r7 = r6
	r3 = r6
	r3 += 352
	r4 = *(u64 *)(r6 + 368)
	lock *(u32 *)(r3 + 8) &= w4
	*(u64 *)(r6 + 368) = r4
	r9 = r7
	r9 += 376
	r1 = *(u64 *)(r7 + 392)
	lock *(u32 *)(r9 + 8) &= w1
	*(u64 *)(r7 + 392) = r1
	r4 = r6
	r4 += 400
	r8 = *(u64 *)(r6 + 416)
	lock *(u32 *)(r4 + 8) &= w8
	*(u64 *)(r6 + 416) = r8
	r0 = 0
	exit

result: 0x0
memory: 0000000000000000 0000000000000000 0000000000000000
memory: 0100000000000000 ffffffffffffffff 0000000000000000
memory: 01000000ffffffff 0100000000000000 ffffffffffffffff
memory: 0000000000000080 0000000000000080 0500000000000000
memory: 0100000000000000 0100000000000000 ffffff7f00000000
memory: 0100000000000000 0100000000000000 ffffffff00000000
memory: 0100000022221111 0100000044443333 ffffffff99999999
memory: 0000000000000080 0200000000000000 0000000000000080
memory: 0000000000000080 00000080ffffffff 0100000000000080
memory: 8000000000000000 efcdab8967452301 8000000000000000
memory: 0000000000000000 0080000000000000 8100000000000000
memory: ffffffff01000000 ffffffffffffffff ffffffff01000000
memory: ffffffff01000000 ffffffff00000000 feffffff01000000
memory: 00000000ffffffff ffff000000000000 00000080ffffffff
memory: 00000080ffffffff ffffffff01000000 01000080ffffffff
memory: 0000000000000000 0000008000000000 ffffff7f00000000
memory: ff00000000000000 ff00000000000000 feffff7f00000000
memory: 00000000ffffff7f 0000000001000000 ffffff7fffffff7f

== FETCH32_AND
mem: 0000000000000000 0000000000000000 0000000000000000
mem: 0100000000000000 ffffffffffffffff 0000000000000000
mem: ffffffffffffffff 0100000000000000 ffffffffffffffff
mem: 0000000000000080 0000000000000080 0500000000000000
mem: ffffff7f00000000 0100000000000000 ffffff7f00000000
mem: ffffffff00000000 0100000000000000 ffffffff00000000
mem: ffffffff22221111 0100000044443333 ffffffff99999999
mem: ff00000000000000 ffffffffffffffff ff00000000000000
mem: ff00000000000000 0100008000000000 fe00000000000000
mem: 0000000000000080 feffffffffffffff 0000000000000080
mem: 0000000000000080 0100008000000000 0100000000000080
mem: 0000008000000080 1032547698badcfe 0000008000000080
mem: 0000008000000080 ffffff7fffffffff 0100008000000080
mem: feffffff00000000 ffffff7fffffff7f feffffff00000000
mem: feffffff00000000 ffffff7fffffff7f ffffffff00000000
mem: 0100000000000080 feffffffffffffff 0100000000000080
mem: 0100000000000080 0100000001000000 0000000000000080
mem: 0000000000000000 0000008000000080 0000000000000000
insns:
	r6 = r1
	r7 = r1
	r0 = r6
	r0 += 0
	r4 = *(u64 *)(r6 + 8)
	w4 = atomic_fetch_and((u32 *)(r0 + 0), w4)
	*(u64 *)(r6 + 8) = r4
	r5 = r7
	r5 += 16
	r1 = *(u64 *)(r7 + 32)
	w1 = atomic_fetch_and((u32 *)(r5 + 8), w1)
	*(u64 *)(r7 + 32) = r1
	r1 = r6
	r1 += 40
	r8 = *(u64 *)(r6 + 56)
	w8 = atomic_fetch_and((u32 *)(r1 + 8), w8)
	*(u64 *)(r6 + 56) = r8
	r7 = r6
	r7 += 64
	r4 = *(u64 *)(r6 + 80)
	w4 = atomic_fetch_and((u32 *)(r7 + 8), w4)
	*(u64 *)(r6 + 80) = r4
	r7 = r6
	r2 = r7
	r2 += 88
	r1 = *(u64 *)(r7 + 104)
	w1 = atomic_fetch_and((u32 *)(r2 + 8), w1)
	*(u64 *)(r7 + 104) = r1
	r8 = r6
	r8 += 112
	r9 = *(u64 *)(r6 + 128)
	w9 = atomic_fetch_and((u32 *)(r8 + 8), w9)
	*(u64 *)(r6 + 128) = r9
	r3 = r6
	r3 += 136
	r5 = *(u64 *)(r6 + 152)
	w5 = atomic_fetch_and((u32 *)(r3 + 8), w5)
	*(u64 *)(r6 + 152) = r5
	r9 = r7
	r9 += 160
	r2 = *(u64 *)(r7 + 176)
	w2 = atomic_fetch_and((u32 *)(r9 + 8), w2)
	*(u64 *)(r7 + 176) = r2
	r4 = r6
	r4 += 184
	r9 = *(u64 *)(r6 + 200)
	w9 = atomic_fetch_and((u32 *)(r4 + 8), w9)
	*(u64 *)(r6 + 200) = r9
	r0 = r6
	r0 += 208
	r5 = *(u64 *)(r6 + 224)
	w5 = atomic_fetch_and((u32 *)(r0 + 8), w5)
	*(u64 *)(r6 + 224) = r5
	r5 = r7
	r5 += 232
	r2 = *(u64 *)(r7 + 248)
	w2 = atomic_fetch_and((u32 *)(r5 + 8), w2)
	*(u64 *)(r7 + 248) = r2
	r1 = r6
	r1 += 256
	r9 = *(u64 *)(r6 + 272)
	w9 = atomic_fetch_and((u32 *)(r1 + 8), w9)
	*(u64 *)(r6 + 272) = r9
	r7 = r6
	r7 += 280
	r5 = *(u64 *)(r6 + 296)
	w5 = atomic_fetch_and((u32 *)(r7 + 8), w5)
	*(u64 *)(r6 + 296) = r5
	r7 = r6
	r2 = r7
	r2 += 304
	r3 = *(u64 *)(r7 + 320)
	w3 = atomic_fetch_and((u32 *)(r2 + 8), w3)
	*(u64 *)(r7 + 320) = r3
	r8 = r6
	r8 += 328
	r0 = *(u64 *)(r6 + 344)
	w0 = atomic_fetch_and((u32 *)(r8 + 8), w0)
	*(u64 *)(r6 + 344) = r0
	r3 = r6
	r3 += 352
	r7 = *(u64 *)(r6 + 368)
	w7 = atomic_fetch_and((u32 *)(r3 + 8), w7)
	*(u64 *)(r6 + 368) = r7
	r7 = r6
	r9 = r7
	r9 += 376
	r3 = *(u64 *)(r7 + 392)
	w3 = atomic_fetch_and((u32 *)(r9 + 8), w3)
	*(u64 *)(r7 + 392) = r3
	r4 = r6
	r4 += 400
	r0 = *(u64 *)(r6 + 416)
	w0 = atomic_fetch_and((u32 *)(r4 + 8), w0)
	*(u64 *)(r6 + 416) = r0
	r0 = 0
	exit

result: 0x0
memory: 0000000000000000 0000000000000000 0000000000000000
memory: 0100000000000000 0100000000000000 0000000000000000
memory: 01000000ffffffff ffffffff00000000 ffffffffffffffff
memory: 0000000000000080 0000000000000000 0500000000000000
memory: 0100000000000000 ffffff7f00000000 ffffff7f00000000
memory: 0100000000000000 ffffffff00000000 ffffffff00000000
memory: 0100000022221111 ffffffff00000000 ffffffff99999999
memory: ff00000000000000 ff00000000000000 ff00000000000000
memory: 0100000000000000 ff00000000000000 fe00000000000000
memory: 0000000000000080 0000000000000000 0000000000000080
memory: 0000000000000080 0000000000000000 0100000000000080
memory: 0000000000000080 0000008000000000 0000008000000080
memory: 0000000000000080 0000008000000000 0100008000000080
memory: feffff7f00000000 feffffff00000000 feffffff00000000
memory: feffff7f00000000 feffffff00000000 ffffffff00000000
memory: 0000000000000080 0100000000000000 0100000000000080
memory: 0100000000000080 0100000000000000 0000000000000080
memory: 0000000000000000 0000000000000000 0000000000000000

== ATOMIC32_XOR
mem: 0000000000000000 0000000000000000 0000000000000000
mem: 0100000000000000 ffffffffffffffff 0000000000000000
mem: ffffffffffffffff 0100000000000000 ffffffffffffffff
mem: 0000000000000080 0000000000000080 0500000000000000
mem: ffffff7f00000000 0100000000000000 ffffff7f00000000
mem: ffffffff00000000 0100000000000000 ffffffff00000000
mem: ffffffff22221111 0100000044443333 ffffffff99999999
mem: ffffffffffffff7f ffffffffffffffff ffffffffffffff7f
mem: ffffffffffffff7f feffffffffffffff feffffffffffff7f
mem: ff7f000000000000 0100000000000080 ff7f000000000000
mem: ff7f000000000000 0700000000000000 fe7f000000000000
mem: 0000008000000080 ffffffff00000000 0000008000000080
mem: 0000008000000080 ffffff7fffffffff 0100008000000080
mem: 0100000001000000 8000000000000000 0100000001000000
mem: 0100000001000000 ffffffff01000000 0000000001000000
mem: ffffff7fffffffff 0100000001000000 ffffff7fffffffff
mem: ffffff7fffffffff 7f00000000000000 feffff7fffffffff
mem: ffffffff00000000 ffffff7fffffff7f ffffffff00000000
insns:
	r6 = r1
	r7 = r1
	r0 = r6
	r0 += 0
	r7 = *(u64 *)(r6 + 8)
	lock *(u32 *)(r0 + 0) ^= w7
	*(u64 *)(r6 + 8) = r7
	r7 = r6
	r5 = r7
	r5 += 16
	r3 = *(u64 *)(r7 + 32)
	lock *(u32 *)(r5 + 8) ^= w3
	*(u64 *)(r7 + 32) = r3
	r1 = r6
	r1 += 40
	r0 = *(u64 *)(r6 + 56)
	lock *(u32 *)(r1 + 8) ^= w0
	*(u64 *)(r6 + 56) = r0
	r7 = r6
	r7 += 64
	r8 = *(u64 *)(r6 + 80)
	lock *(u32 *)(r7 + 8) ^= w8
	*(u64 *)(r6 + 80) = r8
	r7 = r6
	r2 = r7
	r2 += 88
	r4 = *(u64 *)(r7 + 104)
	lock *(u32 *)(r2 + 8) ^= w4
	*(u64 *)(r7 + 104) = r4
	r8 = r6
	r8 += 112
	r1 = *(u64 *)(r6 + 128)
	lock *(u32 *)(r8 + 8) ^= w1
	*(u64 *)(r6 + 128) = r1
	r3 = r6
	r3 += 136
	r8 = *(u64 *)(r6 + 152)
	lock *(u32 *)(r3 + 8) ^= w8
	*(u64 *)(r6 + 152) = r8
	r9 = r7
	r9 += 160
	r4 = *(u64 *)(r7 + 176)
	lock *(u32 *)(r9 + 8) ^= w4
	*(u64 *)(r7 + 176) = r4
	r4 = r6
	r4 += 184
	r1 = *(u64 *)(r6 + 200)
	lock *(u32 *)(r4 + 8) ^= w1
	*(u64 *)(r6 + 200) = r1
	r0 = r6
	r0 += 208
	r8 = *(u64 *)(r6 + 224)
	lock *(u32 *)(r0 + 8) ^= w8
	*(u64 *)(r6 + 224) = r8
	r5 = r7
	r5 += 232
	r4 = *(u64 *)(r7 + 248)
	lock *(u32 *)(r5 + 8) ^= w4
	*(u64 *)(r7 + 248) = r4
	r1 = r6
	r1 += 256
	r2 = *(u64 *)(r6 + 272)
	lock *(u32 *)(r1 + 8) ^= w2
	*(u64 *)(r6 + 272) = r2
	r7 = r6
	r7 += 280
	r9 = *(u64 *)(r6 + 296)
	lock *(u32 *)(r7 + 8) ^= w9
	*(u64 *)(r6 + 296) = r9
	r7 = r6
	r2 = r7
	r2 += 304
	r5 = *(u64 *)(r7 + 320)
	lock *(u32 *)(r2 + 8) ^= w5
	*(u64 *)(r7 + 320) = r5
	r8 = r6
	r8 += 328
	r2 = *(u64 *)(r6 + 344)
	lock *(u32 *)(r8 + 8) ^= w2
	*(u64 *)(r6 + 344) = r2
	r3 = r6
	r3 += 352
	r9 = *(u64 *)(r6 + 368)
	lock *(u32 *)(r3 + 8) ^= w9
	*(u64 *)(r6 + 368) = r9
	r9 = r7
	r9 += 376
	r5 = *(u64 *)(r7 + 392)
	lock *(u32 *)(r9 + 8) ^= w5
	*(u64 *)(r7 + 392) = r5
	r4 = r6
	r4 += 400
	r2 = *(u64 *)(r6 + 416)
	lock *(u32 *)(r4 + 8) ^= w2
	*(u64 *)(r6 + 416) = r2
	r0 = 0
	exit

result: 0x0
memory: 0000000000000000 0000000000000000 0000000000000000
memory: feffffff00000000 ffffffffffffffff 0000000000000000
memory: feffffffffffffff 0100000000000000 ffffffffffffffff
memory: 0000000000000080 0000000000000080 0500000000000000
memory: feffff7f00000000 0100000000000000 ffffff7f00000000
memory: feffffff00000000 0100000000000000 ffffffff00000000
memory: feffffff22221111 0100000044443333 ffffffff99999999
memory: 00000000ffffff7f ffffffffffffffff ffffffffffffff7f
memory: 01000000ffffff7f feffffffffffffff feffffffffffff7f
memory: fe7f000000000000 0100000000000080 ff7f000000000000
memory: f87f000000000000 0700000000000000 fe7f000000000000
memory: ffffff7f00000080 ffffffff00000000 0000008000000080
memory: ffffffff00000080 ffffff7fffffffff 0100008000000080
memory: 8100000001000000 8000000000000000 0100000001000000
memory: feffffff01000000 ffffffff01000000 0000000001000000
memory: feffff7fffffffff 0100000001000000 ffffff7fffffffff
memory: 80ffff7fffffffff 7f00000000000000 feffff7fffffffff
memory: 0000008000000000 ffffff7fffffff7f ffffffff00000000

== FETCH32_XOR
mem: 0000000000000000 0000000000000000 0000000000000000
mem: 0100000000000000 ffffffffffffffff 0000000000000000
mem: ffffffffffffffff 0100000000000000 ffffffffffffffff
mem: 0000000000000080 0000000000000080 0500000000000000
mem: ffffff7f00000000 0100000000000000 ffffff7f00000000
mem: ffffffff00000000 0100000000000000 ffffffff00000000
mem: ffffffff22221111 0100000044443333 ffffffff99999999
mem: ffff000000000000 ffff000000000000 ffff000000000000
mem: ffff000000000000 ffffffffffffff7f feff000000000000
mem: 0100008000000000 0200000000000000 0100008000000000
mem: 0100008000000000 8000000000000000 0000008000000000
mem: 0100000000000080 ffffffff01000000 0100000000000080
mem: 0100000000000080 feffffffffffffff 0000000000000080
mem: ffffffffffffffff 00000080ffffffff ffffffffffffffff
mem: ffffffffffffffff 0700000000000000 feffffffffffffff
mem: 0000000000000080 ffffffff00000000 0000000000000080
mem: 0000000000000080 ffffffffffffff7f 0100000000000080
mem: feffffff00000000 0100000001000000 feffffff00000000
insns:
	r6 = r1
	r7 = r1
	r0 = r6
	r0 += 0
	r9 = *(u64 *)(r6 + 8)
	w9 = atomic_fetch_xor((u32 *)(r0 + 0), w9)
	*(u64 *)(r6 + 8) = r9
	r5 = r7
	r5 += 16
	r6 = *(u64 *)(r7 + 32)
	w6 = atomic_fetch_xor((u32 *)(r5 + 8), w6)
	*(u64 *)(r7 + 32) = r6
	r6 = r7
	r1 = r6
	r1 += 40
	r3 = *(u64 *)(r6 + 56)
	w3 = atomic_fetch_xor((u32 *)(r1 + 8), w3)
	*(u64 *)(r6 + 56) = r3
	r7 = r6
	r7 += 64
	r0 = *(u64 *)(r6 + 80)
	w0 = atomic_fetch_xor((u32 *)(r7 + 8), w0)
	*(u64 *)(r6 + 80) = r0
	r7 = r6
	r2 = r7
	r2 += 88
	r6 = *(u64 *)(r7 + 104)
	w6 = atomic_fetch_xor((u32 *)(r2 + 8), w6)
	*(u64 *)(r7 + 104) = r6
	r6 = r7
	r8 = r6
	r8 += 112
	r3 = *(u64 *)(r6 + 128)
	w3 = atomic_fetch_xor((u32 *)(r8 + 8), w3)
	*(u64 *)(r6 + 128) = r3
	r3 = r6
	r3 += 136
	r0 = *(u64 *)(r6 + 152)
	w0 = atomic_fetch_xor((u32 *)(r3 + 8), w0)
	*(u64 *)(r6 + 152) = r0
	r9 = r7
	r9 += 160
	r6 = *(u64 *)(r7 + 176)
	w6 = atomic_fetch_xor((u32 *)(r9 + 8), w6)
	*(u64 *)(r7 + 176) = r6
	r6 = r7
	r4 = r6
	r4 += 184
	r3 = *(u64 *)(r6 + 200)
	w3 = atomic_fetch_xor((u32 *)(r4 + 8), w3)
	*(u64 *)(r6 + 200) = r3
	r0 = r6
	r0 += 208
	r1 = *(u64 *)(r6 + 224)
	w1 = atomic_fetch_xor((u32 *)(r0 + 8), w1)
	*(u64 *)(r6 + 224) = r1
	r5 = r7
	r5 += 232
	r8 = *(u64 *)(r7 + 248)
	w8 = atomic_fetch_xor((u32 *)(r5 + 8), w8)
	*(u64 *)(r7 + 248) = r8
	r1 = r6
	r1 += 256
	r4 = *(u64 *)(r6 + 272)
	w4 = atomic_fetch_xor((u32 *)(r1 + 8), w4)
	*(u64 *)(r6 + 272) = r4
	r7 = r6
	r7 += 280
	r1 = *(u64 *)(r6 + 296)
	w1 = atomic_fetch_xor((u32 *)(r7 + 8), w1)
	*(u64 *)(r6 + 296) = r1
	r7 = r6
	r2 = r7
	r2 += 304
	r8 = *(u64 *)(r7 + 320)
	w8 = atomic_fetch_xor((u32 *)(r2 + 8), w8)
	*(u64 *)(r7 + 320) = r8
	r8 = r6
	r8 += 328
	r4 = *(u64 *)(r6 + 344)
	w4 = atomic_fetch_xor((u32 *)(r8 + 8), w4)
	*(u64 *)(r6 + 344) = r4
	r3 = r6
	r3 += 352
	r1 = *(u64 *)(r6 + 368)
	w1 = atomic_fetch_xor((u32 *)(r3 + 8), w1)
	*(u64 *)(r6 + 368) = r1
	r9 = r7
	r9 += 376
	r8 = *(u64 *)(r7 + 392)
	w8 = atomic_fetch_xor((u32 *)(r9 + 8), w8)
	*(u64 *)(r7 + 392) = r8
	r4 = r6
	r4 += 400
	r5 = *(u64 *)(r6 + 416)
	w5 = atomic_fetch_xor((u32 *)(r4 + 8), w5)
	*(u64 *)(r6 + 416) = r5
	r0 = 0
	exit

result: 0x0
memory: 0000000000000000 0000000000000000 0000000000000000
memory: feffffff00000000 0100000000000000 0000000000000000
memory: feffffffffffffff ffffffff00000000 ffffffffffffffff
memory: 0000000000000080 0000000000000000 0500000000000000
memory: feffff7f00000000 ffffff7f00000000 ffffff7f00000000
memory: feffffff00000000 ffffffff00000000 ffffffff00000000
memory: feffffff22221111 ffffffff00000000 ffffffff99999999
memory: 0000000000000000 ffff000000000000 ffff000000000000
memory: 0000ffff00000000 ffff000000000000 feff000000000000
memory: 0300008000000000 0100008000000000 0100008000000000
memory: 8100008000000000 0100008000000000 0000008000000000
memory: feffffff00000080 0100000000000000 0100000000000080
memory: ffffffff00000080 0100000000000000 0000000000000080
memory: ffffff7fffffffff ffffffff00000000 ffffffffffffffff
memory: f8ffffffffffffff ffffffff00000000 feffffffffffffff
memory: ffffffff00000080 0000000000000000 0000000000000080
memory: ffffffff00000080 0000000000000000 0100000000000080
memory: ffffffff00000000 feffffff00000000 feffffff00000000

== XCHG32
mem: 0000000000000000 0000000000000000 0000000000000000
mem: 0100000000000000 ffffffffffffffff 0000000000000000
mem: ffffffffffffffff 0100000000000000 ffffffffffffffff
mem: 0000000000000080 0000000000000080 0500000000000000
mem: ffffff7f00000000 0100000000000000 ffffff7f00000000
mem: ffffffff00000000 0100000000000000 ffffffff00000000
mem: ffffffff22221111 0100000044443333 ffffffff99999999
mem: ff7f000000000000 0700000000000000 ff7f000000000000
mem: ff7f000000000000 ffffffff01000000 fe7f000000000000
mem: 0200000000000000 0000008000000080 0200000000000000
mem: 0200000000000000 feffffff00000000 0300000000000000
mem: 0100000001000000 1032547698badcfe 0100000001000000
mem: 0100000001000000 00000000ffffffff 0000000001000000
mem: 0100000000000000 ffffffffffffff7f 0100000000000000
mem: 0100000000000000 ffffffff01000000 0000000000000000
mem: 0080000000000000 0000000000000080 0080000000000000
mem: 0080000000000000 0000008000000080 0180000000000000
mem: feffffff00000000 ffffff7f00000000 feffffff00000000
insns:
	r6 = r1
	r7 = r1
	r0 = r6
	r0 += 0
	r2 = *(u64 *)(r6 + 8)
	w2 = xchg32_32(r0 + 0, w2)
	*(u64 *)(r6 + 8) = r2
	r5 = r7
	r5 += 16
	r9 = *(u64 *)(r7 + 32)
	w9 = xchg32_32(r5 + 8, w9)
	*(u64 *)(r7 + 32) = r9
	r1 = r6
	r1 += 40
	r5 = *(u64 *)(r6 + 56)
	w5 = xchg32_32(r1 + 8, w5)
	*(u64 *)(r6 + 56) = r5
	r7 = r6
	r7 += 64
	r2 = *(u64 *)(r6 + 80)
	w2 = xchg32_32(r7 + 8, w2)
	*(u64 *)(r6 + 80) = r2
	r7 = r6
	r2 = r7
	r2 += 88
	r9 = *(u64 *)(r7 + 104)
	w9 = xchg32_32(r2 + 8, w9)
	*(u64 *)(r7 + 104) = r9
	r8 = r6
	r8 += 112
	r5 = *(u64 *)(r6 + 128)
	w5 = xchg32_32(r8 + 8, w5)
	*(u64 *)(r6 + 128) = r5
	r3 = r6
	r3 += 136
	r2 = *(u64 *)(r6 + 152)
	w2 = xchg32_32(r3 + 8, w2)
	*(u64 *)(r6 + 152) = r2
	r9 = r7
	r9 += 160
	r0 = *(u64 *)(r7 + 176)
	w0 = xchg32_32(r9 + 8, w0)
	*(u64 *)(r7 + 176) = r0
	r4 = r6
	r4 += 184
	r7 = *(u64 *)(r6 + 200)
	w7 = xchg32_32(r4 + 8, w7)
	*(u64 *)(r6 + 200) = r7
	r7 = r6
	r0 = r6
	r0 += 208
	r3 = *(u64 *)(r6 + 224)
	w3 = xchg32_32(r0 + 8, w3)
	*(u64 *)(r6 + 224) = r3
	r5 = r7
	r5 += 232
	r0 = *(u64 *)(r7 + 248)
	w0 = xchg32_32(r5 + 8, w0)
	*(u64 *)(r7 + 248) = r0
	r1 = r6
	r1 += 256
	r7 = *(u64 *)(r6 + 272)
	w7 = xchg32_32(r1 + 8, w7)
	*(u64 *)(r6 + 272) = r7
	r7 = r6
	r7 = r6
	r7 += 280
	r3 = *(u64 *)(r6 + 296)
	w3 = xchg32_32(r7 + 8, w3)
	*(u64 *)(r6 + 296) = r3
	r7 = r6
	r2 = r7
	r2 += 304
	r0 = *(u64 *)(r7 + 320)
	w0 = xchg32_32(r2 + 8, w0)
	*(u64 *)(r7 + 320) = r0
	r8 = r6
	r8 += 328
	r7 = *(u64 *)(r6 + 344)
	w7 = xchg32_32(r8 + 8, w7)
	*(u64 *)(r6 + 344) = r7
	r7 = r6
	r3 = r6
	r3 += 352
	r4 = *(u64 *)(r6 + 368)
	w4 = xchg32_32(r3 + 8, w4)
	*(u64 *)(r6 + 368) = r4
	r9 = r7
	r9 += 376
	r1 = *(u64 *)(r7 + 392)
	w1 = xchg32_32(r9 + 8, w1)
	*(u64 *)(r7 + 392) = r1
	r4 = r6
	r4 += 400
	r8 = *(u64 *)(r6 + 416)
	w8 = xchg32_32(r4 + 8, w8)
	*(u64 *)(r6 + 416) = r8
	r0 = 0
	exit

result: 0x0
memory: 0000000000000000 0000000000000000 0000000000000000
memory: ffffffff00000000 0100000000000000 0000000000000000
memory: 01000000ffffffff ffffffff00000000 ffffffffffffffff
memory: 0000000000000080 0000000000000000 0500000000000000
memory: 0100000000000000 ffffff7f00000000 ffffff7f00000000
memory: 0100000000000000 ffffffff00000000 ffffffff00000000
memory: 0100000022221111 ffffffff00000000 ffffffff99999999
memory: 0700000000000000 ff7f000000000000 ff7f000000000000
memory: ffffffff00000000 ff7f000000000000 fe7f000000000000
memory: 0000008000000000 0200000000000000 0200000000000000
memory: feffffff00000000 0200000000000000 0300000000000000
memory: 1032547601000000 0100000000000000 0100000001000000
memory: 0000000001000000 0100000000000000 0000000001000000
memory: ffffffff00000000 0100000000000000 0100000000000000
memory: ffffffff00000000 0100000000000000 0000000000000000
memory: 0000000000000000 0080000000000000 0080000000000000
memory: 0000008000000000 0080000000000000 0180000000000000
memory: ffffff7f00000000 feffffff00000000 feffffff00000000

== CMPXCHG32
mem: 0000000000000000 0000000000000000 0000000000000000
mem: 0100000000000000 ffffffffffffffff 0000000000000000
mem: ffffffffffffffff 0100000000000000 ffffffffffffffff
mem: 0000000000000080 0000000000000080 0500000000000000
mem: ffffff7f00000000 ffffff7f00000000 ffffff7f00000000
mem: ffffffff00000000 0100000000000000 ffffffff00000000
mem: ffffffff22221111 0100000044443333 ffffffff99999999
mem: 0700000000000000 1032547698badcfe 0700000000000000
mem: 0700000000000000 ffffffffffffff7f 0600000000000000
mem: ffffff7f00000000 ffffff7f00000000 ffffff7f00000000
mem: ffffff7f00000000 0100008000000000 feffff7f00000000
mem: 0100000001000000 0700000000000000 0100000001000000
mem: 0100000001000000 1032547698badcfe 0000000001000000
mem: ffffffffffffffff 0000000000000080 ffffffffffffffff
mem: ffffffffffffffff feffffffffffffff feffffffffffffff
mem: 0000000001000000 ff00000000000000 0000000001000000
mem: 0000000001000000 0100008000000000 0100000001000000
mem: 00000000ffffffff ffffffffffffff7f 00000000ffffffff
insns:
	r6 = r1
	r7 = r1
	r5 = r6
	r5 += 0
	r0 = *(u64 *)(r6 + 16)
	r3 = *(u64 *)(r6 + 8)
	w0 = cmpxchg32_32(r5 + 0, w0, w3)
	*(u64 *)(r6 + 8) = r3
	*(u64 *)(r6 + 16) = r0
	r8 = r6
	r8 += 16
	r0 = *(u64 *)(r6 + 40)
	r9 = *(u64 *)(r6 + 32)
	w0 = cmpxchg32_32(r8 + 8, w0, w9)
	*(u64 *)(r6 + 32) = r9
	*(u64 *)(r6 + 40) = r0
	r1 = r7
	r1 += 40
	r0 = *(u64 *)(r7 + 64)
	r4 = *(u64 *)(r7 + 56)
	w0 = cmpxchg32_32(r1 + 8, w0, w4)
	*(u64 *)(r7 + 56) = r4
	*(u64 *)(r7 + 64) = r0
	r3 = r6
	r3 += 64
	r0 = *(u64 *)(r6 + 88)
	r9 = *(u64 *)(r6 + 80)
	w0 = cmpxchg32_32(r3 + 8, w0, w9)
	*(u64 *)(r6 + 80) = r9
	*(u64 *)(r6 + 88) = r0
	r5 = r6
	r5 += 88
	r0 = *(u64 *)(r6 + 112)
	w0 = cmpxchg32_32(r5 + 8, w0, w0)
	*(u64 *)(r6 + 104) = r0
	*(u64 *)(r6 + 112) = r0
	r8 = r7
	r8 += 112
	r0 = *(u64 *)(r7 + 136)
	r1 = *(u64 *)(r7 + 128)
	w0 = cmpxchg32_32(r8 + 8, w0, w1)
	*(u64 *)(r7 + 128) = r1
	*(u64 *)(r7 + 136) = r0
	r1 = r6
	r1 += 136
	r0 = *(u64 *)(r6 + 160)
	r5 = *(u64 *)(r6 + 152)
	w0 = cmpxchg32_32(r1 + 8, w0, w5)
	*(u64 *)(r6 + 152) = r5
	*(u64 *)(r6 + 160) = r0
	r3 = r6
	r3 += 160
	r0 = *(u64 *)(r6 + 184)
	r1 = *(u64 *)(r6 + 176)
	w0 = cmpxchg32_32(r3 + 8, w0, w1)
	*(u64 *)(r6 + 176) = r1
	*(u64 *)(r6 + 184) = r0
	r5 = r7
	r5 += 184
	r0 = *(u64 *)(r7 + 208)
	r6 = *(u64 *)(r7 + 200)
	w0 = cmpxchg32_32(r5 + 8, w0, w6)
	*(u64 *)(r7 + 200) = r6
	*(u64 *)(r7 + 208) = r0
	r6 = r7
	r8 = r6
	r8 += 208
	r0 = *(u64 *)(r6 + 232)
	w0 = cmpxchg32_32(r8 + 8, w0, w0)
	*(u64 *)(r6 + 224) = r0
	*(u64 *)(r6 + 232) = r0
	r1 = r6
	r1 += 232
	r0 = *(u64 *)(r6 + 256)
	r7 = *(u64 *)(r6 + 248)
	w0 = cmpxchg32_32(r1 + 8, w0, w7)
	*(u64 *)(r6 + 248) = r7
	*(u64 *)(r6 + 256) = r0
	r7 = r6
	r3 = r7
	r3 += 256
	r0 = *(u64 *)(r7 + 280)
	r2 = *(u64 *)(r7 + 272)
	w0 = cmpxchg32_32(r3 + 8, w0, w2)
	*(u64 *)(r7 + 272) = r2
	*(u64 *)(r7 + 280) = r0
	r5 = r6
	r5 += 280
	r0 = *(u64 *)(r6 + 304)
	r8 = *(u64 *)(r6 + 296)
	w0 = cmpxchg32_32(r5 + 8, w0, w8)
	*(u64 *)(r6 + 296) = r8
	*(u64 *)(r6 + 304) = r0
	r8 = r6
	r8 += 304
	r0 = *(u64 *)(r6 + 328)
	r3 = *(u64 *)(r6 + 320)
	w0 = cmpxchg32_32(r8 + 8, w0, w3)
	*(u64 *)(r6 + 320) = r3
	*(u64 *)(r6 + 328) = r0
	r1 = r7
	r1 += 328
	r0 = *(u64 *)(r7 + 352)
	w0 = cmpxchg32_32(r1 + 8, w0, w0)
	*(u64 *)(r7 + 344) = r0
	*(u64 *)(r7 + 352) = r0
	r3 = r6
	r3 += 352
	r0 = *(u64 *)(r6 + 376)
	r4 = *(u64 *)(r6 + 368)
	w0 = cmpxchg32_32(r3 + 8, w0, w4)
	*(u64 *)(r6 + 368) = r4
	*(u64 *)(r6 + 376) = r0
	r5 = r6
	r5 += 376
	r0 = *(u64 *)(r6 + 400)
	r9 = *(u64 *)(r6 + 392)
	w0 = cmpxchg32_32(r5 + 8, w0, w9)
	*(u64 *)(r6 + 392) = r9
	*(u64 *)(r6 + 400) = r0
	r8 = r7
	r8 += 400
	r0 = *(u64 *)(r7 + 424)
	r4 = *(u64 *)(r7 + 416)
	w0 = cmpxchg32_32(r8 + 8, w0, w4)
	*(u64 *)(r7 + 416) = r4
	*(u64 *)(r7 + 424) = r0
	r0 = 0
	exit

result: 0x0
memory: 0000000000000000 0000000000000000 0000000000000000
memory: 0100000000000000 ffffffffffffffff 0100000000000000
memory: 01000000ffffffff 0100000000000000 ffffffff00000000
memory: 0000000000000080 0000000000000080 0000000000000000
memory: ffffff7f00000000 ffffff7f00000000 ffffff7f00000000
memory: 0100000000000000 0100000000000000 ffffffff00000000
memory: 0100000022221111 0100000044443333 ffffffff00000000
memory: 1032547600000000 1032547698badcfe 0700000000000000
memory: 0700000000000000 ffffffffffffff7f 0700000000000000
memory: ffffff7f00000000 ffffff7f00000000 ffffff7f00000000
memory: ffffff7f00000000 0100008000000000 ffffff7f00000000
memory: 0700000001000000 0700000000000000 0100000000000000
memory: 0100000001000000 1032547698badcfe 0100000000000000
memory: 00000000ffffffff 0000000000000080 ffffffff00000000
memory: ffffffffffffffff ffffffff00000000 ffffffff00000000
memory: ff00000001000000 ff00000000000000 0000000000000000
memory: 0000000001000000 0100008000000000 0000000000000000
memory: ffffffffffffffff ffffffffffffff7f 0000000000000000

== ATOMIC64_ADD
mem: 0000000000000000 0000000000000000 0000000000000000
mem: 0100000000000000 ffffffffffffffff 0000000000000000
mem: ffffffffffffffff 0100000000000000 ffffffffffffffff
mem: 0000000000000080 0000000000000080 0500000000000000
mem: ffffff7f00000000 0100000000000000 ffffff7f00000000
mem: ffffffff00000000 0100000000000000 ffffffff00000000
mem: ffffffff22221111 0100000044443333 ffffffff99999999
mem: ffffffff01000000 8000000000000000 ffffffff01000000
mem: ffffffff01000000 0000008000000000 feffffff01000000
mem: 7f00000000000000 0000000001000000 7f00000000000000
mem: 7f00000000000000 0700000000000000 7e00000000000000
mem: ffffffffffffffff ffffffff01000000 ffffffffffffffff
mem: ffffffffffffffff ff7f000000000000 feffffffffffffff
mem: 0000000001000000 0100000000000080 0000000001000000
mem: 0000000001000000 8000000000000000 0100000001000000
mem: 0000000000000000 ff7f000000000000 0000000000000000
mem: 0000000000000000 ffff000000000000 0100000000000000
mem: 0000000000000080 0700000000000000 0000000000000080
insns:
	r6 = r1
	r7 = r1
	r0 = r6
	r0 += 0
	r9 = *(u64 *)(r6 + 8)
	lock *(u64 *)(r0 + 0) += r9
	*(u64 *)(r6 + 8) = r9
	r5 = r7
	r5 += 16
	r6 = *(u64 *)(r7 + 32)
	lock *(u64 *)(r5 + 8) += r6
	*(u64 *)(r7 + 32) = r6
	r6 = r7
	r1 = r6
	r1 += 40
	r3 = *(u64 *)(r6 + 56)
	lock *(u64 *)(r1 + 8) += r3
	*(u64 *)(r6 + 56) = r3
	r7 = r6
	r7 += 64
	r0 = *(u64 *)(r6 + 80)
	lock *(u64 *)(r7 + 8) += r0
	*(u64 *)(r6 + 80) = r0
	r7 = r6
	r2 = r7
	r2 += 88
	r6 = *(u64 *)(r7 + 104)
	lock *(u64 *)(r2 + 8) += r6
	*(u64 *)(r7 + 104) = r6
	r6 = r7
	r8 = r6
	r8 += 112
	r3 = *(u64 *)(r6 + 128)
	lock *(u64 *)(r8 + 8) += r3
	*(u64 *)(r6 + 128) = r3
	r3 = r6
	r3 += 136
	r0 = *(u64 *)(r6 + 152)
	lock *(u64 *)(r3 + 8) += r0
	*(u64 *)(r6 + 152) = r0
	r9 = r7
	r9 += 160
	r6 = *(u64 *)(r7 + 176)
	lock *(u64 *)(r9 + 8) += r6
	*(u64 *)(r7 + 176) = r6
	r6 = r7
	r4 = r6
	r4 += 184
	r3 = *(u64 *)(r6 + 200)
	lock *(u64 *)(r4 + 8) += r3
	*(u64 *)(r6 + 200) = r3
	r0 = r6
	r0 += 208
	r1 = *(u64 *)(r6 + 224)
	lock *(u64 *)(r0 + 8) += r1
	*(u64 *)(r6 + 224) = r1
	r5 = r7
	r5 += 232
	r8 = *(u64 *)(r7 + 248)
	lock *(u64 *)(r5 + 8) += r8
	*(u64 *)(r7 + 248) = r8
	r1 = r6
	r1 += 256
	r4 = *(u64 *)(r6 + 272)
	lock *(u64 *)(r1 + 8) += r4
	*(u64 *)(r6 + 272) = r4
	r7 = r6
	r7 += 280
	r1 = *(u64 *)(r6 + 296)
	lock *(u64 *)(r7 + 8) += r1
	*(u64 *)(r6 + 296) = r1
	r7 = r6
	r2 = r7
	r2 += 304
	r8 = *(u64 *)(r7 + 320)
	lock *(u64 *)(r2 + 8) += r8
	*(u64 *)(r7 + 320) = r8
	r8 = r6
	r8 += 328
	r4 = *(u64 *)(r6 + 344)
	lock *(u64 *)(r8 + 8) += r4
	*(u64 *)(r6 + 344) = r4
	r3 = r6
	r3 += 352
	r1 = *(u64 *)(r6 + 368)
	lock *(u64 *)(r3 + 8) += r1
	*(u64 *)(r6 + 368) = r1
	r9 = r7
	r9 += 376
	r8 = *(u64 *)(r7 + 392)
	lock *(u64 *)(r9 + 8) += r8
	*(u64 *)(r7 + 392) = r8
	r4 = r6
	r4 += 400
	r5 = *(u64 *)(r6 + 416)
	lock *(u64 *)(r4 + 8) += r5
	*(u64 *)(r6 + 416) = r5
	r0 = 0
	exit

result: 0x0
memory: 0000000000000000 0000000000000000 0000000000000000
memory: 0000000000000000 ffffffffffffffff 0000000000000000
memory: 0000000000000000 0100000000000000 ffffffffffffffff
memory: 0000000000000000 0000000000000080 0500000000000000
memory: 0000008000000000 0100000000000000 ffffff7f00000000
memory: 0000000001000000 0100000000000000 ffffffff00000000
memory: 0000000067664444 0100000044443333 ffffffff99999999
memory: 7f00000002000000 8000000000000000 ffffffff01000000
memory: ffffff7f02000000 0000008000000000 feffffff01000000
memory: 7f00000001000000 0000000001000000 7f00000000000000
memory: 8600000000000000 0700000000000000 7e00000000000000
memory: feffffff01000000 ffffffff01000000 ffffffffffffffff
memory: fe7f000000000000 ff7f000000000000 feffffffffffffff
memory: 0100000001000080 0100000000000080 0000000001000000
memory: 8000000001000000 8000000000000000 0100000001000000
memory: ff7f000000000000 ff7f000000000000 0000000000000000
memory: ffff000000000000 ffff000000000000 0100000000000000
memory: 0700000000000080 0700000000000000 0000000000000080

== FETCH64_ADD
mem: 0000000000000000 0000000000000000 0000000000000000
mem: 0100000000000000 ffffffffffffffff 0000000000000000
mem: ffffffffffffffff 0100000000000000 ffffffffffffffff
mem: 0000000000000080 0000000000000080 0500000000000000
mem: ffffff7f00000000 0100000000000000 ffffff7f00000000
mem: ffffffff00000000 0100000000000000 ffffffff00000000
mem: ffffffff22221111 0100000044443333 ffffffff99999999
mem: ffffffff01000000 ffffff7f00000000 ffffffff01000000
mem: ffffffff01000000 1032547698badcfe feffffff01000000
mem: 0000000000000080 0100008000000000 0000000000000080
mem: 0000000000000080 00000000ffffffff 0100000000000080
mem: ffff000000000000 ffffffffffffffff ffff000000000000
mem: ffff000000000000 ff00000000000000 feff000000000000
mem: 0000008000000000 0000008000000080 0000008000000000
mem: 0000008000000000 0080000000000000 0100008000000000
mem: feffffff00000000 0700000000000000 feffffff00000000
mem: feffffff00000000 0000000001000000 ffffffff00000000
mem: 0200000000000000 0000008000000000 0200000000000000
insns:
	r6 = r1
	r7 = r1
	r0 = r6
	r0 += 0
	r2 = *(u64 *)(r6 + 8)
	r2 = atomic_fetch_add((u64 *)(r0 + 0), r2)
	*(u64 *)(r6 + 8) = r2
	r5 = r7
	r5 += 16
	r9 = *(u64 *)(r7 + 32)
	r9 = atomic_fetch_add((u64 *)(r5 + 8), r9)
	*(u64 *)(r7 + 32) = r9
	r1 = r6
	r1 += 40
	r5 = *(u64 *)(r6 + 56)
	r5 = atomic_fetch_add((u64 *)(r1 + 8), r5)
	*(u64 *)(r6 + 56) = r5
	r7 = r6
	r7 += 64
	r2 = *(u64 *)(r6 + 80)
	r2 = atomic_fetch_add((u64 *)(r7 + 8), r2)
	*(u64 *)(r6 + 80) = r2
	r7 = r6
	r2 = r7
	r2 += 88
	r9 = *(u64 *)(r7 + 104)
	r9 = atomic_fetch_add((u64 *)(r2 + 8), r9)
	*(u64 *)(r7 + 104) = r9
	r8 = r6
	r8 += 112
	r5 = *(u64 *)(r6 + 128)
	r5 = atomic_fetch_add((u64 *)(r8 + 8), r5)
	*(u64 *)(r6 + 128) = r5
	r3 = r6
	r3 += 136
	r2 = *(u64 *)(r6 + 152)
	r2 = atomic_fetch_add((u64 *)(r3 + 8), r2)
	*(u64 *)(r6 + 152) = r2
	r9 = r7
	r9 += 160
	r0 = *(u64 *)(r7 + 176)
	r0 = atomic_fetch_add((u64 *)(r9 + 8), r0)
	*(u64 *)(r7 + 176) = r0
	r4 = r6
	r4 += 184
	r7 = *(u64 *)(r6 + 200)
	r7 = atomic_fetch_add((u64 *)(r4 + 8), r7)
	*(u64 *)(r6 + 200) = r7
	r7 = r6
	r0 = r6
	r0 += 208
	r3 = *(u64 *)(r6 + 224)
	r3 = atomic_fetch_add((u64 *)(r0 + 8), r3)
	*(u64 *)(r6 + 224) = r3
	r5 = r7
	r5 += 232
	r0 = *(u64 *)(r7 + 248)
	r0 = atomic_fetch_add((u64 *)(r5 + 8), r0)
	*(u64 *)(r7 + 248) = r0
	r1 = r6
	r1 += 256
	r7 = *(u64 *)(r6 + 272)
	r7 = atomic_fetch_add((u64 *)(r1 + 8), r7)
	*(u64 *)(r6 + 272) = r7
	r7 = r6
	r7 = r6
	r7 += 280
	r3 = *(u64 *)(r6 + 296)
	r3 = atomic_fetch_add((u64 *)(r7 + 8), r3)
	*(u64 *)(r6 + 296) = r3
	r7 = r6
	r2 = r7
	r2 += 304
	r0 = *(u64 *)(r7 + 320)
	r0 = atomic_fetch_add((u64 *)(r2 + 8), r0)
	*(u64 *)(r7 + 320) = r0
	r8 = r6
	r8 += 328
	r7 = *(u64 *)(r6 + 344)
	r7 = atomic_fetch_add((u64 *)(r8 + 8), r7)
	*(u64 *)(r6 + 344) = r7
	r7 = r6
	r3 = r6
	r3 += 352
	r4 = *(u64 *)(r6 + 368)
	r4 = atomic_fetch_add((u64 *)(r3 + 8), r4)
	*(u64 *)(r6 + 368) = r4
	r9 = r7
	r9 += 376
	r1 = *(u64 *)(r7 + 392)
	r1 = atomic_fetch_add((u64 *)(r9 + 8), r1)
	*(u64 *)(r7 + 392) = r1
	r4 = r6
	r4 += 400
	r8 = *(u64 *)(r6 + 416)
	r8 = atomic_fetch_add((u64 *)(r4 + 8), r8)
	*(u64 *)(r6 + 416) = r8
	r0 = 0
	exit

result: 0x0
memory: 0000000000000000 0000000000000000 0000000000000000
memory: 0000000000000000 0100000000000000 0000000000000000
memory: 0000000000000000 ffffffffffffffff ffffffffffffffff
memory: 0000000000000000 0000000000000080 0500000000000000
memory: 0000008000000000 ffffff7f00000000 ffffff7f00000000
memory: 0000000001000000 ffffffff00000000 ffffffff00000000
memory: 0000000067664444 ffffffff22221111 ffffffff99999999
memory: feffff7f02000000 ffffffff01000000 ffffffff01000000
memory: 0f3254769abadcfe ffffffff01000000 feffffff01000000
memory: 0100008000000080 0000000000000080 0000000000000080
memory: 00000000ffffff7f 0000000000000080 0100000000000080
memory: feff000000000000 ffff000000000000 ffff000000000000
memory: fe00010000000000 ffff000000000000 feff000000000000
memory: 0000000001000080 0000008000000000 0000008000000000
memory: 0080008000000000 0000008000000000 0100008000000000
memory: 0500000001000000 feffffff00000000 feffffff00000000
memory: feffffff01000000 feffffff00000000 ffffffff00000000
memory: 0200008000000000 0200000000000000 0200000000000000

== ATOMIC64_OR
mem: 0000000000000000 0000000000000000 0000000000000000
mem: 0100000000000000 ffffffffffffffff 0000000000000000
mem: ffffffffffffffff 0100000000000000 ffffffffffffffff
mem: 0000000000000080 0000000000000080 0500000000000000
mem: ffffff7f00000000 0100000000000000 ffffff7f00000000
mem: ffffffff00000000 0100000000000000 ffffffff00000000
mem: ffffffff22221111 0100000044443333 ffffffff99999999
mem: ffffff7fffffffff ffffffff01000000 ffffff7fffffffff
mem: ffffff7fffffffff 0000000000000000 feffff7fffffffff
mem: ff7f000000000000 0100000000000080 ff7f000000000000
mem: ff7f000000000000 0000000001000000 fe7f000000000000
mem: ffffffffffffff7f feffffffffffffff ffffffffffffff7f
mem: ffffffffffffff7f 0100000001000000 feffffffffffff7f
mem: 0000008000000080 ffffffffffffff7f 0000008000000080
mem: 0000008000000080 ffff000000000000 0100008000000080
mem: ffffff7f00000000 ffffff7f00000000 ffffff7f00000000
mem: ffffff7f00000000 ff7f000000000000 feffff7f00000000
mem: 7f00000000000000 0100000001000000 7f00000000000000
insns:
	r6 = r1
	r7 = r1
	r0 = r6
	r0 += 0
	r4 = *(u64 *)(r6 + 8)
	lock *(u64 *)(r0 + 0) |= r4
	*(u64 *)(r6 + 8) = r4
	r5 = r7
	r5 += 16
	r1 = *(u64 *)(r7 + 32)
	lock *(u64 *)(r5 + 8) |= r1
	*(u64 *)(r7 + 32) = r1
	r1 = r6
	r1 += 40
	r8 = *(u64 *)(r6 + 56)
	lock *(u64 *)(r1 + 8) |= r8
	*(u64 *)(r6 + 56) = r8
	r7 = r6
	r7 += 64
	r4 = *(u64 *)(r6 + 80)
	lock *(u64 *)(r7 + 8) |= r4
	*(u64 *)(r6 + 80) = r4
	r7 = r6
	r2 = r7
	r2 += 88
	r1 = *(u64 *)(r7 + 104)
	lock *(u64 *)(r2 + 8) |= r1
	*(u64 *)(r7 + 104) = r1
	r8 = r6
	r8 += 112
	r9 = *(u64 *)(r6 + 128)
	lock *(u64 *)(r8 + 8) |= r9
	*(u64 *)(r6 + 128) = r9
	r3 = r6
	r3 += 136
	r5 = *(u64 *)(r6 + 152)
	lock *(u64 *)(r3 + 8) |= r5
	*(u64 *)(r6 + 152) = r5
	r9 = r7
	r9 += 160
	r2 = *(u64 *)(r7 + 176)
	lock *(u64 *)(r9 + 8) |= r2
	*(u64 *)(r7 + 176) = r2
	r4 = r6
	r4 += 184
	r9 = *(u64 *)(r6 + 200)
	lock *(u64 *)(r4 + 8) |= r9
	*(u64 *)(r6 + 200) = r9
	r0 = r6
	r0 += 208
	r5 = *(u64 *)(r6 + 224)
	lock *(u64 *)(r0 + 8) |= r5
	*(u64 *)(r6 + 224) = r5
	r5 = r7
	r5 += 232
	r2 = *(u64 *)(r7 + 248)
	lock *(u64 *)(r5 + 8) |= r2
	*(u64 *)(r7 + 248) = r2
	r1 = r6
	r1 += 256
	r9 = *(u64 *)(r6 + 272)
	lock *(u64 *)(r1 + 8) |= r9
	*(u64 *)(r6 + 272) = r9
	r7 = r6
	r7 += 280
	r5 = *(u64 *)(r6 + 296)
	lock *(u64 *)(r7 + 8) |= r5
	*(u64 *)(r6 + 296) = r5
	r7 = r6
	r2 = r7
	r2 += 304
	r3 = *(u64 *)(r7 + 320)
	lock *(u64 *)(r2 + 8) |= r3
	*(u64 *)(r7 + 320) = r3
	r8 = r6
	r8 += 328
	r0 = *(u64 *)(r6 + 344)
	lock *(u64 *)(r8 + 8) |= r0
	*(u64 *)(r6 + 344) = r0
	r3 = r6
	r3 += 352
	r7 = *(u64 *)(r6 + 368)
	lock *(u64 *)(r3 + 8) |= r7
	*(u64 *)(r6 + 368) = r7
	r7 = r6
	r9 = r7
	r9 += 376
	r3 = *(u64 *)(r7 + 392)
	lock *(u64 *)(r9 + 8) |= r3
	*(u64 *)(r7 + 392) = r3
	r4 = r6
	r4 += 400
	r0 = *(u64 *)(r6 + 416)
	lock *(u64 *)(r4 + 8) |= r0
	*(u64 *)(r6 + 416) = r0
	r0 = 0
	exit

result: 0x0
memory: 0000000000000000 0000000000000000 0000000000000000
memory: ffffffffffffffff ffffffffffffffff 0000000000000000
memory: ffffffffffffffff 0100000000000000 ffffffffffffffff
memory: 0000000000000080 0000000000000080 0500000000000000
memory: ffffff7f00000000 0100000000000000 ffffff7f00000000
memory: ffffffff00000000 0100000000000000 ffffffff00000000
memory: ffffffff66663333 0100000044443333 ffffffff99999999
memory: ffffffffffffffff ffffffff01000000 ffffff7fffffffff
memory: ffffff7fffffffff 0000000000000000 feffff7fffffffff
memory: ff7f000000000080 0100000000000080 ff7f000000000000
memory: ff7f000001000000 0000000001000000 fe7f000000000000
memory: ffffffffffffffff feffffffffffffff ffffffffffffff7f
memory: ffffffffffffff7f 0100000001000000 feffffffffffff7f
memory: ffffffffffffffff ffffffffffffff7f 0000008000000080
memory: ffff008000000080 ffff000000000000 0100008000000080
memory: ffffff7f00000000 ffffff7f00000000 ffffff7f00000000
memory: ffffff7f00000000 ff7f000000000000 feffff7f00000000
memory: 7f00000001000000 0100000001000000 7f00000000000000

== FETCH64_OR
mem: 0000000000000000 0000000000000000 0000000000000000
mem: 0100000000000000 ffffffffffffffff 0000000000000000
mem: ffffffffffffffff 0100000000000000 ffffffffffffffff
mem: 0000000000000080 0000000000000080 0500000000000000
mem: ffffff7f00000000 0100000000000000 ffffff7f00000000
mem: ffffffff00000000 0100000000000000 ffffffff00000000
mem: ffffffff22221111 0100000044443333 ffffffff99999999
mem: 0000008000000080 0100000000000080 0000008000000080
mem: 0000008000000080 0200000000000000 0100008000000080
mem: 0700000000000000 0100008000000000 0700000000000000
mem: 0700000000000000 feffffff00000000 0600000000000000
mem: 0100000000000000 8000000000000000 0100000000000000
mem: 0100000000000000 0000008000000080 0000000000000000
mem: efcdab8967452301 8000000000000000 efcdab8967452301
mem: efcdab8967452301 1032547698badcfe eecdab8967452301
mem: ffff000000000000 1032547698badcfe ffff000000000000
mem: ffff000000000000 ff00000000000000 feff000000000000
mem: ffffff7f00000000 ffffffffffffff7f ffffff7f00000000
insns:
	r6 = r1
	r7 = r1
	r0 = r6
	r0 += 0
	r7 = *(u64 *)(r6 + 8)
	r7 = atomic_fetch_or((u64 *)(r0 + 0), r7)
	*(u64 *)(r6 + 8) = r7
	r7 = r6
	r5 = r7
	r5 += 16
	r3 = *(u64 *)(r7 + 32)
	r3 = atomic_fetch_or((u64 *)(r5 + 8), r3)
	*(u64 *)(r7 + 32) = r3
	r1 = r6
	r1 += 40
	r0 = *(u64 *)(r6 + 56)
	r0 = atomic_fetch_or((u64 *)(r1 + 8), r0)
	*(u64 *)(r6 + 56) = r0
	r7 = r6
	r7 += 64
	r8 = *(u64 *)(r6 + 80)
	r8 = atomic_fetch_or((u64 *)(r7 + 8), r8)
	*(u64 *)(r6 + 80) = r8
	r7 = r6
	r2 = r7
	r2 += 88
	r4 = *(u64 *)(r7 + 104)
	r4 = atomic_fetch_or((u64 *)(r2 + 8), r4)
	*(u64 *)(r7 + 104) = r4
	r8 = r6
	r8 += 112
	r1 = *(u64 *)(r6 + 128)
	r1 = atomic_fetch_or((u64 *)(r8 + 8), r1)
	*(u64 *)(r6 + 128) = r1
	r3 = r6
	r3 += 136
	r8 = *(u64 *)(r6 + 152)
	r8 = atomic_fetch_or((u64 *)(r3 + 8), r8)
	*(u64 *)(r6 + 152) = r8
	r9 = r7
	r9 += 160
	r4 = *(u64 *)(r7 + 176)
	r4 = atomic_fetch_or((u64 *)(r9 + 8), r4)
	*(u64 *)(r7 + 176) = r4
	r4 = r6
	r4 += 184
	r1 = *(u64 *)(r6 + 200)
	r1 = atomic_fetch_or((u64 *)(r4 + 8), r1)
	*(u64 *)(r6 + 200) = r1
	r0 = r6
	r0 += 208
	r8 = *(u64 *)(r6 + 224)
	r8 = atomic_fetch_or((u64 *)(r0 + 8), r8)
	*(u64 *)(r6 + 224) = r8
	r5 = r7
	r5 += 232
	r4 = *(u64 *)(r7 + 248)
	r4 = atomic_fetch_or((u64 *)(r5 + 8), r4)
	*(u64 *)(r7 + 248) = r4
	r1 = r6
	r1 += 256
	r2 = *(u64 *)(r6 + 272)
	r2 = atomic_fetch_or((u64 *)(r1 + 8), r2)
	*(u64 *)(r6 + 272) = r2
	r7 = r6
	r7 += 280
	r9 = *(u64 *)(r6 + 296)
	r9 = atomic_fetch_or((u64 *)(r7 + 8), r9)
	*(u64 *)(r6 + 296) = r9
	r7 = r6
	r2 = r7
	r2 += 304
	r5 = *(u64 *)(r7 + 320)
	r5 = atomic_fetch_or((u64 *)(r2 + 8), r5)
	*(u64 *)(r7 + 320) = r5
	r8 = r6
	r8 += 328
	r2 = *(u64 *)(r6 + 344)
	r2 = atomic_fetch_or((u64 *)(r8 + 8), r2)
	*(u64 *)(r6 + 344) = r2
	r3 = r6
	r3 += 352
	r9 = *(u64 *)(r6 + 368)
	r9 = atomic_fetch_or((u64 *)(r3 + 8), r9)
	*(u64 *)(r6 + 368) = r9
	r9 = r7
	r9 += 376
	r5 = *(u64 *)(r7 + 392)
	r5 = atomic_fetch_or((u64 *)(r9 + 8), r5)
	*(u64 *)(r7 + 392) = r5
	r4 = r6
	r4 += 400
	r2 = *(u64 *)(r6 + 416)
	r2 = atomic_fetch_or((u64 *)(r4 + 8), r2)
	*(u64 *)(r6 + 416) = r2
	r0 = 0
	exit

result: 0x0
memory: 0000000000000000 0000000000000000 0000000000000000
memory: ffffffffffffffff 0100000000000000 0000000000000000
memory: ffffffffffffffff ffffffffffffffff ffffffffffffffff
memory: 0000000000000080 0000000000000080 0500000000000000
memory: ffffff7f00000000 ffffff7f00000000 ffffff7f00000000
memory: ffffffff00000000 ffffffff00000000 ffffffff00000000
memory: ffffffff66663333 ffffffff22221111 ffffffff99999999
memory: 0100008000000080 0000008000000080 0000008000000080
memory: 0200008000000080 0000008000000080 0100008000000080
memory: 0700008000000000 0700000000000000 0700000000000000
memory: ffffffff00000000 0700000000000000 0600000000000000
memory: 8100000000000000 0100000000000000 0100000000000000
memory: 0100008000000080 0100000000000000 0000000000000000
memory: efcdab8967452301 efcdab8967452301 efcdab8967452301
memory: ffffffffffffffff efcdab8967452301 eecdab8967452301
memory: ffff547698badcfe ffff000000000000 ffff000000000000
memory: ffff000000000000 ffff000000000000 feff000000000000
memory: ffffffffffffff7f ffffff7f00000000 ffffff7f00000000

== ATOMIC64_AND
mem: 0000000000000000 0000000000000000 0000000000000000
mem: 0100000000000000 ffffffffffffffff 0000000000000000
mem: ffffffffffffffff 0100000000000000 ffffffffffffffff
mem: 0000000000000080 0000000000000080 0500000000000000
mem: ffffff7f00000000 0100000000000000 ffffff7f00000000
mem: ffffffff00000000 0100000000000000 ffffffff00000000
mem: ffffffff22221111 0100000044443333 ffffffff99999999
mem: ffffff7f00000000 ff7f000000000000 ffffff7f00000000
mem: ffffff7f00000000 0100000000000000 feffff7f00000000
mem: 0100000001000000 0100000000000080 0100000001000000
mem: 0100000001000000 ffffffff01000000 0000000001000000
mem: 0000008000000000 ffffff7fffffff7f 0000008000000000
mem: 0000008000000000 0080000000000000 0100008000000000
mem: ffffffff00000000 0200000000000000 ffffffff00000000
mem: ffffffff00000000 0000008000000000 feffffff00000000
mem: 0100000000000080 feffffff00000000 0100000000000080
mem: 0100000000000080 ffffffff01000000 0000000000000080
mem: 8000000000000000 ff7f000000000000 8000000000000000
insns:
	r6 = r1
	r7 = r1
	r0 = r6
	r0 += 0
	r9 = *(u64 *)(r6 + 8)
	lock *(u64 *)(r0 + 0) &= r9
	*(u64 *)(r6 + 8) = r9
	r5 = r7
	r5 += 16
	r6 = *(u64 *)(r7 + 32)
	lock *(u64 *)(r5 + 8) &= r6
	*(u64 *)(r7 + 32) = r6
	r6 = r7
	r1 = r6
	r1 += 40
	r3 = *(u64 *)(r6 + 56)
	lock *(u64 *)(r1 + 8) &= r3
	*(u64 *)(r6 + 56) = r3
	r7 = r6
	r7 += 64
	r0 = *(u64 *)(r6 + 80)
	lock *(u64 *)(r7 + 8) &= r0
	*(u64 *)(r6 + 80) = r0
	r7 = r6
	r2 = r7
	r2 += 88
	r6 = *(u64 *)(r7 + 104)
	lock *(u64 *)(r2 + 8) &= r6
	*(u64 *)(r7 + 104) = r6
	r6 = r7
	r8 = r6
	r8 += 112
	r3 = *(u64 *)(r6 + 128)
	lock *(u64 *)(r8 + 8) &= r3
	*(u64 *)(r6 + 128) = r3
	r3 = r6
	r3 += 136
	r0 = *(u64 *)(r6 + 152)
	lock *(u64 *)(r3 + 8) &= r0
	*(u64 *)(r6 + 152) = r0
	r9 = r7
	r9 += 160
	r6 = *(u64 *)(r7 + 176)
	lock *(u64 *)(r9 + 8) &= r6
	*(u64 *)(r7 + 176) = r6
	r6 = r7
	r4 = r6
	r4 += 184
	r3 = *(u64 *)(r6 + 200)
	lock *(u64 *)(r4 + 8) &= r3
	*(u64 *)(r6 + 200) = r3
	r0 = r6
	r0 += 208
	r1 = *(u64 *)(r6 + 224)
	lock *(u64 *)(r0 + 8) &= r1
	*(u64 *)(r6 + 224) = r1
	r5 = r7
	r5 += 232
	r8 = *(u64 *)(r7 + 248)
	lock *(u64 *)(r5 + 8) &= r8
	*(u64 *)(r7 + 248) = r8
	r1 = r6
	r1 += 256
	r4 = *(u64 *)(r6 + 272)
	lock *(u64 *)(r1 + 8) &= r4
	*(u64 *)(r6 + 272) = r4
	r7 = r6
	r7 += 280
	r1 = *(u64 *)(r6 + 296)
	lock *(u64 *)(r7 + 8) &= r1
	*(u64 *)(r6 + 296) = r1
	r7 = r6
	r2 = r7
	r2 += 304
	r8 = *(u64 *)(r7 + 320)
	lock *(u64 *)(r2 + 8) &= r8
	*(u64 *)(r7 + 320) = r8
	r8 = r6
	r8 += 328
	r4 = *(u64 *)(r6 + 344)
	lock *(u64 *)(r8 + 8) &= r4
	*(u64 *)(r6 + 344) = r4
	r3 = r6
	r3 += 352
	r1 = *(u64 *)(r6 + 368)
	lock *(u64 *)(r3 + 8) &= r1
	*(u64 *)(r6 + 368) = r1
	r9 = r7
	r9 += 376
	r8 = *(u64 *)(r7 + 392)
	lock *(u64 *)(r9 + 8) &= r8
	*(u64 *)(r7 + 392) = r8
	r4 = r6
	r4 += 400
	r5 = *(u64 *)(r6 + 416)
	lock *(u64 *)(r4 + 8) &= r5
	*(u64 *)(r6 + 416) = r5
	r0 = 0
	exit

result: 0x0
memory: 0000000000000000 0000000000000000 0000000000000000
memory: 0100000000000000 ffffffffffffffff 0000000000000000
memory: 0100000000000000 0100000000000000 ffffffffffffffff
memory: 0000000000000080 0000000000000080 0500000000000000
memory: 0100000000000000 0100000000000000 ffffff7f00000000
memory: 0100000000000000 0100000000000000 ffffffff00000000
memory: 0100000000001111 0100000044443333 ffffffff99999999
memory: ff7f000000000000 ff7f000000000000 ffffff7f00000000
memory: 0100000000000000 0100000000000000 feffff7f00000000
memory: 0100000000000000 0100000000000080 0100000001000000
memory: 0100000001000000 ffffffff01000000 0000000001000000
memory: 0000000000000000 ffffff7fffffff7f 0000008000000000
memory: 0000000000000000 0080000000000000 0100008000000000
memory: 0200000000000000 0200000000000000 ffffffff00000000
memory: 0000008000000000 0000008000000000 feffffff00000000
memory: 0000000000000000 feffffff00000000 0100000000000080
memory: 0100000000000000 ffffffff01000000 0000000000000080
memory: 8000000000000000 ff7f000000000000 8000000000000000

== FETCH64_AND
mem: 0000000000000000 0000000000000000 0000000000000000
mem: 0100000000000000 ffffffffffffffff 0000000000000000
mem: ffffffffffffffff 0100000000000000 ffffffffffffffff
mem: 0000000000000080 0000000000000080 0500000000000000
mem: ffffff7f00000000 0100000000000000 ffffff7f00000000
mem: ffffffff00000000 0100000000000000 ffffffff00000000
mem: ffffffff22221111 0100000044443333 ffffffff99999999
mem: ff00000000000000 feffffff00000000 ff00000000000000
mem: ff00000000000000 0000000000000000 fe00000000000000
mem: ffffff7fffffff7f 0700000000000000 ffffff7fffffff7f
mem: ffffff7fffffff7f 1032547698badcfe feffff7fffffff7f
mem: 0700000000000000 0000000000000000 0700000000000000
mem: 0700000000000000 0000008000000000 0600000000000000
mem: 0100000000000080 0100000000000000 0100000000000080
mem: 0100000000000080 ffffff7f00000000 0000000000000080
mem: 0200000000000000 ffff000000000000 0200000000000000
mem: 0200000000000000 ffffff7f00000000 0300000000000000
mem: ffffffff00000000 00000080ffffffff ffffffff00000000
insns:
	r6 = r1
	r7 = r1
	r0 = r6
	r0 += 0
	r2 = *(u64 *)(r6 + 8)
	r2 = atomic_fetch_and((u64 *)(r0 + 0), r2)
	*(u64 *)(r6 + 8) = r2
	r5 = r7
	r5 += 16
	r9 = *(u64 *)(r7 + 32)
	r9 = atomic_fetch_and((u64 *)(r5 + 8), r9)
	*(u64 *)(r7 + 32) = r9
	r1 = r6
	r1 += 40
	r5 = *(u64 *)(r6 + 56)
	r5 = atomic_fetch_and((u64 *)(r1 + 8), r5)
	*(u64 *)(r6 + 56) = r5
	r7 = r6
	r7 += 64
	r2 = *(u64 *)(r6 + 80)
	r2 = atomic_fetch_and((u64 *)(r7 + 8), r2)
	*(u64 *)(r6 + 80) = r2
	r7 = r6
	r2 = r7
	r2 += 88
	r9 = *(u64 *)(r7 + 104)
	r9 = atomic_fetch_and((u64 *)(r2 + 8), r9)
	*(u64 *)(r7 + 104) = r9
	r8 = r6
	r8 += 112
	r5 = *(u64 *)(r6 + 128)
	r5 = atomic_fetch_and((u64 *)(r8 + 8), r5)
	*(u64 *)(r6 + 128) = r5
	r3 = r6
	r3 += 136
	r2 = *(u64 *)(r6 + 152)
	r2 = atomic_fetch_and((u64 *)(r3 + 8), r2)
	*(u64 *)(r6 + 152) = r2
	r9 = r7
	r9 += 160
	r0 = *(u64 *)(r7 + 176)
	r0 = atomic_fetch_and((u64 *)(r9 + 8), r0)
	*(u64 *)(r7 + 176) = r0
	r4 = r6
	r4 += 184
	r7 = *(u64 *)(r6 + 200)
	r7 = atomic_fetch_and((u64 *)(r4 + 8), r7)
	*(u64 *)(r6 + 200) = r7
	r7 = r6
	r0 = r6
	r0 += 208
	r3 = *(u64 *)(r6 + 224)
	r3 = atomic_fetch_and((u64 *)(r0 + 8), r3)
	*(u64 *)(r6 + 224) = r3
	r5 = r7
	r5 += 232
	r0 = *(u64 *)(r7 + 248)
	r0 = atomic_fetch_and((u64 *)(r5 + 8), r0)
	*(u64 *)(r7 + 248) = r0
	r1 = r6
	r1 += 256
	r7 = *(u64 *)(r6 + 272)
	r7 = atomic_fetch_and((u64 *)(r1 + 8), r7)
	*(u64 *)(r6 + 272) = r7
	r7 = r6
	r7 = r6
	r7 += 280
	r3 = *(u64 *)(r6 + 296)
	r3 = atomic_fetch_and((u64 *)(r7 + 8), r3)
	*(u64 *)(r6 + 296) = r3
	r7 = r6
	r2 = r7
	r2 += 304
	r0 = *(u64 *)(r7 + 320)
	r0 = atomic_fetch_and((u64 *)(r2 + 8), r0)
	*(u64 *)(r7 + 320) = r0
	r8 = r6
	r8 += 328
	r7 = *(u64 *)(r6 + 344)
	r7 = atomic_fetch_and((u64 *)(r8 + 8), r7)
	*(u64 *)(r6 + 344) = r7
	r7 = r6
	r3 = r6
	r3 += 352
	r4 = *(u64 *)(r6 + 368)
	r4 = atomic_fetch_and((u64 *)(r3 + 8), r4)
	*(u64 *)(r6 + 368) = r4
	r9 = r7
	r9 += 376
	r1 = *(u64 *)(r7 + 392)
	r1 = atomic_fetch_and((u64 *)(r9 + 8), r1)
	*(u64 *)(r7 + 392) = r1
	r4 = r6
	r4 += 400
	r8 = *(u64 *)(r6 + 416)
	r8 = atomic_fetch_and((u64 *)(r4 + 8), r8)
	*(u64 *)(r6 + 416) = r8
	r0 = 0
	exit

result: 0x0
memory: 0000000000000000 0000000000000000 0000000000000000
memory: 0100000000000000 0100000000000000 0000000000000000
memory: 0100000000000000 ffffffffffffffff ffffffffffffffff
memory: 0000000000000080 0000000000000080 0500000000000000
memory: 0100000000000000 ffffff7f00000000 ffffff7f00000000
memory: 0100000000000000 ffffffff00000000 ffffffff00000000
memory: 0100000000001111 ffffffff22221111 ffffffff99999999
memory: fe00000000000000 ff00000000000000 ff00000000000000
memory: 0000000000000000 ff00000000000000 fe00000000000000
memory: 0700000000000000 ffffff7fffffff7f ffffff7fffffff7f
memory: 1032547698badc7e ffffff7fffffff7f feffff7fffffff7f
memory: 0000000000000000 0700000000000000 0700000000000000
memory: 0000000000000000 0700000000000000 0600000000000000
memory: 0100000000000000 0100000000000080 0100000000000080
memory: 0100000000000000 0100000000000080 0000000000000080
memory: 0200000000000000 0200000000000000 0200000000000000
memory: 0200000000000000 0200000000000000 0300000000000000
memory: 0000008000000000 ffffffff00000000 ffffffff00000000

== ATOMIC64_XOR
mem: 0000000000000000 0000000000000000 0000000000000000
mem: 0100000000000000 ffffffffffffffff 0000000000000000
mem: ffffffffffffffff 0100000000000000 ffffffffffffffff
mem: 0000000000000080 0000000000000080 0500000000000000
mem: ffffff7f00000000 0100000000000000 ffffff7f00000000
mem: ffffffff00000000 0100000000000000 ffffffff00000000
mem: ffffffff22221111 0100000044443333 ffffffff99999999
mem: 0700000000000000 7f00000000000000 0700000000000000
mem: 0700000000000000 0000000000000080 0600000000000000
mem: 7f00000000000000 ffffff7fffffff7f 7f00000000000000
mem: 7f00000000000000 0000008000000080 7e00000000000000
mem: 0000000000000000 feffffff00000000 0000000000000000
mem: 0000000000000000 ffffffff01000000 0100000000000000
mem: feffffffffffffff 0100000000000000 feffffffffffffff
mem: feffffffffffffff ffffffff01000000 ffffffffffffffff
mem: 00000080ffffffff 0000000000000000 00000080ffffffff
mem: 00000080ffffffff ffffff7f00000000 01000080ffffffff
mem: ff7f000000000000 00000080ffffffff ff7f000000000000
insns:
	r6 = r1
	r7 = r1
	r0 = r6
	r0 += 0
	r4 = *(u64 *)(r6 + 8)
	lock *(u64 *)(r0 + 0) ^= r4
	*(u64 *)(r6 + 8) = r4
	r5 = r7
	r5 += 16
	r1 = *(u64 *)(r7 + 32)
	lock *(u64 *)(r5 + 8) ^= r1
	*(u64 *)(r7 + 32) = r1
	r1 = r6
	r1 += 40
	r8 = *(u64 *)(r6 + 56)
	lock *(u64 *)(r1 + 8) ^= r8
	*(u64 *)(r6 + 56) = r8
	r7 = r6
	r7 += 64
	r4 = *(u64 *)(r6 + 80)
	lock *(u64 *)(r7 + 8) ^= r4
	*(u64 *)(r6 + 80) = r4
	r7 = r6
	r2 = r7
	r2 += 88
	r1 = *(u64 *)(r7 + 104)
	lock *(u64 *)(r2 + 8) ^= r1
	*(u64 *)(r7 + 104) = r1
	r8 = r6
	r8 += 112
	r9 = *(u64 *)(r6 + 128)
	lock *(u64 *)(r8 + 8) ^= r9
	*(u64 *)(r6 + 128) = r9
	r3 = r6
	r3 += 136
	r5 = *(u64 *)(r6 + 152)
	lock *(u64 *)(r3 + 8) ^= r5
	*(u64 *)(r6 + 152) = r5
	r9 = r7
	r9 += 160
	r2 = *(u64 *)(r7 + 176)
	lock *(u64 *)(r9 + 8) ^= r2
	*(u64 *)(r7 + 176) = r2
	r4 = r6
	r4 += 184
	r9 = *(u64 *)(r6 + 200)
	lock *(u64 *)(r4 + 8) ^= r9
	*(u64 *)(r6 + 200) = r9
	r0 = r6
	r0 += 208
	r5 = *(u64 *)(r6 + 224)
	lock *(u64 *)(r0 + 8) ^= r5
	*(u64 *)(r6 + 224) = r5
	r5 = r7
	r5 += 232
	r2 = *(u64 *)(r7 + 248)
	lock *(u64 *)(r5 + 8) ^= r2
	*(u64 *)(r7 + 248) = r2
	r1 = r6
	r1 += 256
	r9 = *(u64 *)(r6 + 272)
	lock *(u64 *)(r1 + 8) ^= r9
	*(u64 *)(r6 + 272) = r9
	r7 = r6
	r7 += 280
	r5 = *(u64 *)(r6 + 296)
	lock *(u64 *)(r7 + 8) ^= r5
	*(u64 *)(r6 + 296) = r5
	r7 = r6
	r2 = r7
	r2 += 304
	r3 = *(u64 *)(r7 + 320)
	lock *(u64 *)(r2 + 8) ^= r3
	*(u64 *)(r7 + 320) = r3
	r8 = r6
	r8 += 328
	r0 = *(u64 *)(r6 + 344)
	lock *(u64 *)(r8 + 8) ^= r0
	*(u64 *)(r6 + 344) = r0
	r3 = r6
	r3 += 352
	r7 = *(u64 *)(r6 + 368)
	lock *(u64 *)(r3 + 8) ^= r7
	*(u64 *)(r6 + 368) = r7
	r7 = r6
	r9 = r7
	r9 += 376
	r3 = *(u64 *)(r7 + 392)
	lock *(u64 *)(r9 + 8) ^= r3
	*(u64 *)(r7 + 392) = r3
	r4 = r6
	r4 += 400
	r0 = *(u64 *)(r6 + 416)
	lock *(u64 *)(r4 + 8) ^= r0
	*(u64 *)(r6 + 416) = r0
	r0 = 0
	exit

result: 0x0
memory: 0000000000000000 0000000000000000 0000000000000000
memory: feffffffffffffff ffffffffffffffff 0000000000000000
memory: feffffffffffffff 0100000000000000 ffffffffffffffff
memory: 0000000000000000 0000000000000080 0500000000000000
memory: feffff7f00000000 0100000000000000 ffffff7f00000000
memory: feffffff00000000 0100000000000000 ffffffff00000000
memory: feffffff66662222 0100000044443333 ffffffff99999999
memory: 7800000000000000 7f00000000000000 0700000000000000
memory: 0700000000000080 0000000000000080 0600000000000000
memory: 80ffff7fffffff7f ffffff7fffffff7f 7f00000000000000
memory: 7f00008000000080 0000008000000080 7e00000000000000
memory: feffffff00000000 feffffff00000000 0000000000000000
memory: ffffffff01000000 ffffffff01000000 0100000000000000
memory: ffffffffffffffff 0100000000000000 feffffffffffffff
memory: 01000000feffffff ffffffff01000000 ffffffffffffffff
memory: 00000080ffffffff 0000000000000000 00000080ffffffff
memory: ffffffffffffffff ffffff7f00000000 01000080ffffffff
memory: ff7f0080ffffffff 00000080ffffffff ff7f000000000000

== FETCH64_XOR
mem: 0000000000000000 0000000000000000 0000000000000000
mem: 0100000000000000 ffffffffffffffff 0000000000000000
mem: ffffffffffffffff 0100000000000000 ffffffffffffffff
mem: 0000000000000080 0000000000000080 0500000000000000
mem: ffffff7f00000000 0100000000000000 ffffff7f00000000
mem: ffffffff00000000 0100000000000000 ffffffff00000000
mem: ffffffff22221111 0100000044443333 ffffffff99999999
mem: ffffffffffffff7f ffffffffffffff7f ffffffffffffff7f
mem: ffffffffffffff7f 0100000000000080 feffffffffffff7f
mem: 00000080ffffffff feffffffffffffff 00000080ffffffff
mem: 00000080ffffffff 00000080ffffffff 01000080ffffffff
mem: feffffff00000000 ffffffff01000000 feffffff00000000
mem: feffffff00000000 0080000000000000 ffffffff00000000
mem: 0000000001000000 00000000ffffffff 0000000001000000
mem: 0000000001000000 0200000000000000 0100000001000000
mem: ffffff7fffffffff feffffffffffffff ffffff7fffffffff
mem: ffffff7fffffffff ffffffffffffff7f feffff7fffffffff
mem: ffffffff00000000 0000000000000080 ffffffff00000000
insns:
	r6 = r1
	r7 = r1
	r0 = r6
	r0 += 0
	r7 = *(u64 *)(r6 + 8)
	r7 = atomic_fetch_xor((u64 *)(r0 + 0), r7)
	*(u64 *)(r6 + 8) = r7
	r7 = r6
	r5 = r7
	r5 += 16
	r3 = *(u64 *)(r7 + 32)
	r3 = atomic_fetch_xor((u64 *)(r5 + 8), r3)
	*(u64 *)(r7 + 32) = r3
	r1 = r6
	r1 += 40
	r0 = *(u64 *)(r6 + 56)
	r0 = atomic_fetch_xor((u64 *)(r1 + 8), r0)
	*(u64 *)(r6 + 56) = r0
	r7 = r6
	r7 += 64
	r8 = *(u64 *)(r6 + 80)
	r8 = atomic_fetch_xor((u64 *)(r7 + 8), r8)
	*(u64 *)(r6 + 80) = r8
	r7 = r6
	r2 = r7
	r2 += 88
	r4 = *(u64 *)(r7 + 104)
	r4 = atomic_fetch_xor((u64 *)(r2 + 8), r4)
	*(u64 *)(r7 + 104) = r4
	r8 = r6
	r8 += 112
	r1 = *(u64 *)(r6 + 128)
	r1 = atomic_fetch_xor((u64 *)(r8 + 8), r1)
	*(u64 *)(r6 + 128) = r1
	r3 = r6
	r3 += 136
	r8 = *(u64 *)(r6 + 152)
	r8 = atomic_fetch_xor((u64 *)(r3 + 8), r8)
	*(u64 *)(r6 + 152) = r8
	r9 = r7
	r9 += 160
	r4 = *(u64 *)(r7 + 176)
	r4 = atomic_fetch_xor((u64 *)(r9 + 8), r4)
	*(u64 *)(r7 + 176) = r4
	r4 = r6
	r4 += 184
	r1 = *(u64 *)(r6 + 200)
	r1 = atomic_fetch_xor((u64 *)(r4 + 8), r1)
	*(u64 *)(r6 + 200) = r1
	r0 = r6
	r0 += 208
	r8 = *(u64 *)(r6 + 224)
	r8 = atomic_fetch_xor((u64 *)(r0 + 8), r8)
	*(u64 *)(r6 + 224) = r8
	r5 = r7
	r5 += 232
	r4 = *(u64 *)(r7 + 248)
	r4 = atomic_fetch_xor((u64 *)(r5 + 8), r4)
	*(u64 *)(r7 + 248) = r4
	r1 = r6
	r1 += 256
	r2 = *(u64 *)(r6 + 272)
	r2 = atomic_fetch_xor((u64 *)(r1 + 8), r2)
	*(u64 *)(r6 + 272) = r2
	r7 = r6
	r7 += 280
	r9 = *(u64 *)(r6 + 296)
	r9 = atomic_fetch_xor((u64 *)(r7 + 8), r9)
	*(u64 *)(r6 + 296) = r9
	r7 = r6
	r2 = r7
	r2 += 304
	r5 = *(u64 *)(r7 + 320)
	r5 = atomic_fetch_xor((u64 *)(r2 + 8), r5)
	*(u64 *)(r7 + 320) = r5
	r8 = r6
	r8 += 328
	r2 = *(u64 *)(r6 + 344)
	r2 = atomic_fetch_xor((u64 *)(r8 + 8), r2)
	*(u64 *)(r6 + 344) = r2
	r3 = r6
	r3 += 352
	r9 = *(u64 *)(r6 + 368)
	r9 = atomic_fetch_xor((u64 *)(r3 + 8), r9)
	*(u64 *)(r6 + 368) = r9
	r9 = r7
	r9 += 376
	r5 = *(u64 *)(r7 + 392)
	r5 = atomic_fetch_xor((u64 *)(r9 + 8), r5)
	*(u64 *)(r7 + 392) = r5
	r4 = r6
	r4 += 400
	r2 = *(u64 *)(r6 + 416)
	r2 = atomic_fetch_xor((u64 *)(r4 + 8), r2)
	*(u64 *)(r6 + 416) = r2
	r0 = 0
	exit

result: 0x0
memory: 0000000000000000 0000000000000000 0000000000000000
memory: feffffffffffffff 0100000000000000 0000000000000000
memory: feffffffffffffff ffffffffffffffff ffffffffffffffff
memory: 0000000000000000 0000000000000080 0500000000000000
memory: feffff7f00000000 ffffff7f00000000 ffffff7f00000000
memory: feffffff00000000 ffffffff00000000 ffffffff00000000
memory: feffffff66662222 ffffffff22221111 ffffffff99999999
memory: 0000000000000000 ffffffffffffff7f ffffffffffffff7f
memory: feffffffffffffff ffffffffffffff7f feffffffffffff7f
memory: feffff7f00000000 00000080ffffffff 00000080ffffffff
memory: 0000000000000000 00000080ffffffff 01000080ffffffff
memory: 0100000001000000 feffffff00000000 feffffff00000000
memory: fe7fffff00000000 feffffff00000000 ffffffff00000000
memory: 00000000feffffff 0000000001000000 0000000001000000
memory: 0200000001000000 0000000001000000 0100000001000000
memory: 0100008000000000 ffffff7fffffffff ffffff7fffffffff
memory: 0000008000000080 ffffff7fffffffff feffff7fffffffff
memory: ffffffff00000080 ffffffff00000000 ffffffff00000000

== XCHG64
mem: 0000000000000000 0000000000000000 0000000000000000
mem: 0100000000000000 ffffffffffffffff 0000000000000000
mem: ffffffffffffffff 0100000000000000 ffffffffffffffff
mem: 0000000000000080 0000000000000080 0500000000000000
mem: ffffff7f00000000 0100000000000000 ffffff7f00000000
mem: ffffffff00000000 0100000000000000 ffffffff00000000
mem: ffffffff22221111 0100000044443333 ffffffff99999999
mem: efcdab8967452301 ffffff7f00000000 efcdab8967452301
mem: efcdab8967452301 ffff000000000000 eecdab8967452301
mem: ffffffff00000000 ff00000000000000 ffffffff00000000
mem: ffffffff00000000 0080000000000000 feffffff00000000
mem: ffffff7fffffffff ffffffff01000000 ffffff7fffffffff
mem: ffffff7fffffffff 0100000000000000 feffff7fffffffff
mem: 0000000001000000 ffffffffffffffff 0000000001000000
mem: 0000000001000000 0000008000000080 0100000001000000
mem: 0100008000000000 ffffffffffffff7f 0100008000000000
mem: 0100008000000000 ffffff7fffffffff 0000008000000000
mem: 0200000000000000 efcdab8967452301 0200000000000000
insns:
	r6 = r1
	r7 = r1
	r0 = r6
	r0 += 0
	r9 = *(u64 *)(r6 + 8)
	r9 = xchg_64(r0 + 0, r9)
	*(u64 *)(r6 + 8) = r9
	r5 = r7
	r5 += 16
	r6 = *(u64 *)(r7 + 32)
	r6 = xchg_64(r5 + 8, r6)
	*(u64 *)(r7 + 32) = r6
	r6 = r7
	r1 = r6
	r1 += 40
	r3 = *(u64 *)(r6 + 56)
	r3 = xchg_64(r1 + 8, r3)
	*(u64 *)(r6 + 56) = r3
	r7 = r6
	r7 += 64
	r0 = *(u64 *)(r6 + 80)
	r0 = xchg_64(r7 + 8, r0)
	*(u64 *)(r6 + 80) = r0
	r7 = r6
	r2 = r7
	r2 += 88
	r6 = *(u64 *)(r7 + 104)
	r6 = xchg_64(r2 + 8, r6)
	*(u64 *)(r7 + 104) = r6
	r6 = r7
	r8 = r6
	r8 += 112
	r3 = *(u64 *)(r6 + 128)
	r3 = xchg_64(r8 + 8, r3)
	*(u64 *)(r6 + 128) = r3
	r3 = r6
	r3 += 136
	r0 = *(u64 *)(r6 + 152)
	r0 = xchg_64(r3 + 8, r0)
	*(u64 *)(r6 + 152) = r0
	r9 = r7
	r9 += 160
	r6 = *(u64 *)(r7 + 176)
	r6 = xchg_64(r9 + 8, r6)
	*(u64 *)(r7 + 176) = r6
	r6 = r7
	r4 = r6
	r4 += 184
	r3 = *(u64 *)(r6 + 200)
	r3 = xchg_64(r4 + 8, r3)
	*(u64 *)(r6 + 200) = r3
	r0 = r6
	r0 += 208
	r1 = *(u64 *)(r6 + 224)
	r1 = xchg_64(r0 + 8, r1)
	*(u64 *)(r6 + 224) = r1
	r5 = r7
	r5 += 232
	r8 = *(u64 *)(r7 + 248)
	r8 = xchg_64(r5 + 8, r8)
	*(u64 *)(r7 + 248) = r8
	r1 = r6
	r1 += 256
	r4 = *(u64 *)(r6 + 272)
	r4 = xchg_64(r1 + 8, r4)
	*(u64 *)(r6 + 272) = r4
	r7 = r6
	r7 += 280
	r1 = *(u64 *)(r6 + 296)
	r1 = xchg_64(r7 + 8, r1)
	*(u64 *)(r6 + 296) = r1
	r7 = r6
	r2 = r7
	r2 += 304
	r8 = *(u64 *)(r7 + 320)
	r8 = xchg_64(r2 + 8, r8)
	*(u64 *)(r7 + 320) = r8
	r8 = r6
	r8 += 328
	r4 = *(u64 *)(r6 + 344)
	r4 = xchg_64(r8 + 8, r4)
	*(u64 *)(r6 + 344) = r4
	r3 = r6
	r3 += 352
	r1 = *(u64 *)(r6 + 368)
	r1 = xchg_64(r3 + 8, r1)
	*(u64 *)(r6 + 368) = r1
	r9 = r7
	r9 += 376
	r8 = *(u64 *)(r7 + 392)
	r8 = xchg_64(r9 + 8, r8)
	*(u64 *)(r7 + 392) = r8
	r4 = r6
	r4 += 400
	r5 = *(u64 *)(r6 + 416)
	r5 = xchg_64(r4 + 8, r5)
	*(u64 *)(r6 + 416) = r5
	r0 = 0
	exit

result: 0x0
memory: 0000000000000000 0000000000000000 0000000000000000
memory: ffffffffffffffff 0100000000000000 0000000000000000
memory: 0100000000000000 ffffffffffffffff ffffffffffffffff
memory: 0000000000000080 0000000000000080 0500000000000000
memory: 0100000000000000 ffffff7f00000000 ffffff7f00000000
memory: 0100000000000000 ffffffff00000000 ffffffff00000000
memory: 0100000044443333 ffffffff22221111 ffffffff99999999
memory: ffffff7f00000000 efcdab8967452301 efcdab8967452301
memory: ffff000000000000 efcdab8967452301 eecdab8967452301
memory: ff00000000000000 ffffffff00000000 ffffffff00000000
memory: 0080000000000000 ffffffff00000000 feffffff00000000
memory: ffffffff01000000 ffffff7fffffffff ffffff7fffffffff
memory: 0100000000000000 ffffff7fffffffff feffff7fffffffff
memory: ffffffffffffffff 0000000001000000 0000000001000000
memory: 0000008000000080 0000000001000000 0100000001000000
memory: ffffffffffffff7f 0100008000000000 0100008000000000
memory: ffffff7fffffffff 0100008000000000 0000008000000000
memory: efcdab8967452301 0200000000000000 0200000000000000

== CMPXCHG64
mem: 0000000000000000 0000000000000000 0000000000000000
mem: 0100000000000000 ffffffffffffffff 0000000000000000
mem: ffffffffffffffff 0100000000000000 ffffffffffffffff
mem: 0000000000000080 0000000000000080 0500000000000000
mem: ffffff7f00000000 ffffff7f00000000 ffffff7f00000000
mem: ffffffff00000000 0100000000000000 ffffffff00000000
mem: ffffffff22221111 0100000044443333 ffffffff99999999
mem: ff00000000000000 ffffffff01000000 ff00000000000000
mem: ff00000000000000 ffffff7fffffffff fe00000000000000
mem: 0200000000000000 0200000000000000 0200000000000000
mem: 0200000000000000 ffffff7fffffff7f 0300000000000000
mem: 00000080ffffffff 00000000ffffffff 00000080ffffffff
mem: 00000080ffffffff ff00000000000000 01000080ffffffff
mem: ffffffff01000000 0200000000000000 ffffffff01000000
mem: ffffffff01000000 feffffff01000000 feffffff01000000
mem: ffffff7fffffffff feffffff00000000 ffffff7fffffffff
mem: ffffff7fffffffff ffffff7fffffff7f feffff7fffffffff
mem: 0080000000000000 0000008000000000 0080000000000000
insns:
	r6 = r1
	r7 = r1
	r3 = r6
	r3 += 0
	r0 = *(u64 *)(r6 + 16)
	r4 = *(u64 *)(r6 + 8)
	r0 = cmpxchg_64(r3 + 0, r0, r4)
	*(u64 *)(r6 + 8) = r4
	*(u64 *)(r6 + 16) = r0
	r5 = r6
	r5 += 16
	r0 = *(u64 *)(r6 + 40)
	r9 = *(u64 *)(r6 + 32)
	r0 = cmpxchg_64(r5 + 8, r0, r9)
	*(u64 *)(r6 + 32) = r9
	*(u64 *)(r6 + 40) = r0
	r8 = r7
	r8 += 40
	r0 = *(u64 *)(r7 + 64)
	r4 = *(u64 *)(r7 + 56)
	r0 = cmpxchg_64(r8 + 8, r0, r4)
	*(u64 *)(r7 + 56) = r4
	*(u64 *)(r7 + 64) = r0
	r1 = r6
	r1 += 64
	r0 = *(u64 *)(r6 + 88)
	r9 = *(u64 *)(r6 + 80)
	r0 = cmpxchg_64(r1 + 8, r0, r9)
	*(u64 *)(r6 + 80) = r9
	*(u64 *)(r6 + 88) = r0
	r3 = r6
	r3 += 88
	r0 = *(u64 *)(r6 + 112)
	r0 = cmpxchg_64(r3 + 8, r0, r0)
	*(u64 *)(r6 + 104) = r0
	*(u64 *)(r6 + 112) = r0
	r5 = r7
	r5 += 112
	r0 = *(u64 *)(r7 + 136)
	r1 = *(u64 *)(r7 + 128)
	r0 = cmpxchg_64(r5 + 8, r0, r1)
	*(u64 *)(r7 + 128) = r1
	*(u64 *)(r7 + 136) = r0
	r8 = r6
	r8 += 136
	r0 = *(u64 *)(r6 + 160)
	r5 = *(u64 *)(r6 + 152)
	r0 = cmpxchg_64(r8 + 8, r0, r5)
	*(u64 *)(r6 + 152) = r5
	*(u64 *)(r6 + 160) = r0
	r1 = r6
	r1 += 160
	r0 = *(u64 *)(r6 + 184)
	r2 = *(u64 *)(r6 + 176)
	r0 = cmpxchg_64(r1 + 8, r0, r2)
	*(u64 *)(r6 + 176) = r2
	*(u64 *)(r6 + 184) = r0
	r3 = r7
	r3 += 184
	r0 = *(u64 *)(r7 + 208)
	r6 = *(u64 *)(r7 + 200)
	r0 = cmpxchg_64(r3 + 8, r0, r6)
	*(u64 *)(r7 + 200) = r6
	*(u64 *)(r7 + 208) = r0
	r6 = r7
	r5 = r6
	r5 += 208
	r0 = *(u64 *)(r6 + 232)
	r0 = cmpxchg_64(r5 + 8, r0, r0)
	*(u64 *)(r6 + 224) = r0
	*(u64 *)(r6 + 232) = r0
	r8 = r6
	r8 += 232
	r0 = *(u64 *)(r6 + 256)
	r7 = *(u64 *)(r6 + 248)
	r0 = cmpxchg_64(r8 + 8, r0, r7)
	*(u64 *)(r6 + 248) = r7
	*(u64 *)(r6 + 256) = r0
	r7 = r6
	r1 = r7
	r1 += 256
	r0 = *(u64 *)(r7 + 280)
	r3 = *(u64 *)(r7 + 272)
	r0 = cmpxchg_64(r1 + 8, r0, r3)
	*(u64 *)(r7 + 272) = r3
	*(u64 *)(r7 + 280) = r0
	r3 = r6
	r3 += 280
	r0 = *(u64 *)(r6 + 304)
	r8 = *(u64 *)(r6 + 296)
	r0 = cmpxchg_64(r3 + 8, r0, r8)
	*(u64 *)(r6 + 296) = r8
	*(u64 *)(r6 + 304) = r0
	r5 = r6
	r5 += 304
	r0 = *(u64 *)(r6 + 328)
	r3 = *(u64 *)(r6 + 320)
	r0 = cmpxchg_64(r5 + 8, r0, r3)
	*(u64 *)(r6 + 320) = r3
	*(u64 *)(r6 + 328) = r0
	r8 = r7
	r8 += 328
	r0 = *(u64 *)(r7 + 352)
	r0 = cmpxchg_64(r8 + 8, r0, r0)
	*(u64 *)(r7 + 344) = r0
	*(u64 *)(r7 + 352) = r0
	r1 = r6
	r1 += 352
	r0 = *(u64 *)(r6 + 376)
	r4 = *(u64 *)(r6 + 368)
	r0 = cmpxchg_64(r1 + 8, r0, r4)
	*(u64 *)(r6 + 368) = r4
	*(u64 *)(r6 + 376) = r0
	r3 = r6
	r3 += 376
	r0 = *(u64 *)(r6 + 400)
	r9 = *(u64 *)(r6 + 392)
	r0 = cmpxchg_64(r3 + 8, r0, r9)
	*(u64 *)(r6 + 392) = r9
	*(u64 *)(r6 + 400) = r0
	r5 = r7
	r5 += 400
	r0 = *(u64 *)(r7 + 424)
	r4 = *(u64 *)(r7 + 416)
	r0 = cmpxchg_64(r5 + 8, r0, r4)
	*(u64 *)(r7 + 416) = r4
	*(u64 *)(r7 + 424) = r0
	r0 = 0
	exit

result: 0x0
memory: 0000000000000000 0000000000000000 0000000000000000
memory: 0100000000000000 ffffffffffffffff 0100000000000000
memory: 0100000000000000 0100000000000000 ffffffffffffffff
memory: 0000000000000080 0000000000000080 0000000000000080
memory: ffffff7f00000000 ffffff7f00000000 ffffff7f00000000
memory: 0100000000000000 0100000000000000 ffffffff00000000
memory: ffffffff22221111 0100000044443333 ffffffff22221111
memory: ffffffff01000000 ffffffff01000000 ff00000000000000
memory: ff00000000000000 ffffff7fffffffff ff00000000000000
memory: 0200000000000000 0200000000000000 0200000000000000
memory: 0200000000000000 ffffff7fffffff7f 0200000000000000
memory: 00000000ffffffff 00000000ffffffff 00000080ffffffff
memory: 00000080ffffffff ff00000000000000 00000080ffffffff
memory: 0200000000000000 0200000000000000 ffffffff01000000
memory: ffffffff01000000 ffffffff01000000 ffffffff01000000
memory: feffffff00000000 feffffff00000000 ffffff7fffffffff
memory: ffffff7fffffffff ffffff7fffffff7f ffffff7fffffffff
memory: 0000008000000000 0000008000000000 0080000000000000

== LD_ACQ8
mem: 0000000000000000 0000000000000000 0000000000000000
mem: 0100000000000000 ffffffffffffffff 0000000000000000
mem: ffffffffffffffff 0100000000000000 ffffffffffffffff
mem: 0000000000000080 0000000000000080 0500000000000000
mem: ffffff7f00000000 0100000000000000 ffffff7f00000000
mem: ffffffff00000000 0100000000000000 ffffffff00000000
mem: ffffffff22221111 0100000044443333 ffffffff99999999
mem: ff7f000000000000 00000080ffffffff ff7f000000000000
mem: ff7f000000000000 ffffffffffffff7f fe7f000000000000
mem: ffffffffffffff7f ff00000000000000 ffffffffffffff7f
mem: ffffffffffffff7f 0100008000000000 feffffffffffff7f
mem: 0200000000000000 0080000000000000 0200000000000000
mem: 0200000000000000 0700000000000000 0300000000000000
mem: ffffffff01000000 0100008000000000 ffffffff01000000
mem: ffffffff01000000 ffffff7fffffff7f feffffff01000000
mem: 0000008000000000 0080000000000000 0000008000000000
mem: 0000008000000000 8000000000000000 0100008000000000
mem: 0000000000000080 1032547698badcfe 0000000000000080
insns:
	r6 = r1
	r7 = r1
	r0 = r6
	r0 += 0
	r7 = *(u64 *)(r6 + 8)
	w7 = load_acquire((u8 *)(r0 + 0))
	*(u64 *)(r6 + 8) = r7
	r7 = r6
	r5 = r7
	r5 += 16
	r3 = *(u64 *)(r7 + 32)
	w3 = load_acquire((u8 *)(r5 + 8))
	*(u64 *)(r7 + 32) = r3
	r1 = r6
	r1 += 40
	r0 = *(u64 *)(r6 + 56)
	w0 = load_acquire((u8 *)(r1 + 8))
	*(u64 *)(r6 + 56) = r0
	r7 = r6
	r7 += 64
	r8 = *(u64 *)(r6 + 80)
	w8 = load_acquire((u8 *)(r7 + 8))
	*(u64 *)(r6 + 80) = r8
	r7 = r6
	r2 = r7
	r2 += 88
	r4 = *(u64 *)(r7 + 104)
	w4 = load_acquire((u8 *)(r2 + 8))
	*(u64 *)(r7 + 104) = r4
	r8 = r6
	r8 += 112
	r1 = *(u64 *)(r6 + 128)
	w1 = load_acquire((u8 *)(r8 + 8))
	*(u64 *)(r6 + 128) = r1
	r3 = r6
	r3 += 136
	r8 = *(u64 *)(r6 + 152)
	w8 = load_acquire((u8 *)(r3 + 8))
	*(u64 *)(r6 + 152) = r8
	r9 = r7
	r9 += 160
	r4 = *(u64 *)(r7 + 176)
	w4 = load_acquire((u8 *)(r9 + 8))
	*(u64 *)(r7 + 176) = r4
	r4 = r6
	r4 += 184
	r1 = *(u64 *)(r6 + 200)
	w1 = load_acquire((u8 *)(r4 + 8))
	*(u64 *)(r6 + 200) = r1
	r0 = r6
	r0 += 208
	r8 = *(u64 *)(r6 + 224)
	w8 = load_acquire((u8 *)(r0 + 8))
	*(u64 *)(r6 + 224) = r8
	r5 = r7
	r5 += 232
	r4 = *(u64 *)(r7 + 248)
	w4 = load_acquire((u8 *)(r5 + 8))
	*(u64 *)(r7 + 248) = r4
	r1 = r6
	r1 += 256
	r2 = *(u64 *)(r6 + 272)
	w2 = load_acquire((u8 *)(r1 + 8))
	*(u64 *)(r6 + 272) = r2
	r7 = r6
	r7 += 280
	r9 = *(u64 *)(r6 + 296)
	w9 = load_acquire((u8 *)(r7 + 8))
	*(u64 *)(r6 + 296) = r9
	r7 = r6
	r2 = r7
	r2 += 304
	r5 = *(u64 *)(r7 + 320)
	w5 = load_acquire((u8 *)(r2 + 8))
	*(u64 *)(r7 + 320) = r5
	r8 = r6
	r8 += 328
	r2 = *(u64 *)(r6 + 344)
	w2 = load_acquire((u8 *)(r8 + 8))
	*(u64 *)(r6 + 344) = r2
	r3 = r6
	r3 += 352
	r9 = *(u64 *)(r6 + 368)
	w9 = load_acquire((u8 *)(r3 + 8))
	*(u64 *)(r6 + 368) = r9
	r9 = r7
	r9 += 376
	r5 = *(u64 *)(r7 + 392)
	w5 = load_acquire((u8 *)(r9 + 8))
	*(u64 *)(r7 + 392) = r5
	r4 = r6
	r4 += 400
	r2 = *(u64 *)(r6 + 416)
	w2 = load_acquire((u8 *)(r4 + 8))
	*(u64 *)(r6 + 416) = r2
	r0 = 0
	exit

result: 0x0
memory: 0000000000000000 0000000000000000 0000000000000000
memory: 0100000000000000 0100000000000000 0000000000000000
memory: ffffffffffffffff ff00000000000000 ffffffffffffffff
memory: 0000000000000080 0000000000000000 0500000000000000
memory: ffffff7f00000000 ff00000000000000 ffffff7f00000000
memory: ffffffff00000000 ff00000000000000 ffffffff00000000
memory: ffffffff22221111 ff00000000000000 ffffffff99999999
memory: ff7f000000000000 ff00000000000000 ff7f000000000000
memory: ff7f000000000000 ff00000000000000 fe7f000000000000
memory: ffffffffffffff7f ff00000000000000 ffffffffffffff7f
memory: ffffffffffffff7f ff00000000000000 feffffffffffff7f
memory: 0200000000000000 0200000000000000 0200000000000000
memory: 0200000000000000 0200000000000000 0300000000000000
memory: ffffffff01000000 ff00000000000000 ffffffff01000000
memory: ffffffff01000000 ff00000000000000 feffffff01000000
memory: 0000008000000000 0000000000000000 0000008000000000
memory: 0000008000000000 0000000000000000 0100008000000000
memory: 0000000000000080 0000000000000000 0000000000000080

== ST_REL8
mem: 0000000000000000 0000000000000000 0000000000000000
mem: 0100000000000000 ffffffffffffffff 0000000000000000
mem: ffffffffffffffff 0100000000000000 ffffffffffffffff
mem: 0000000000000080 0000000000000080 0500000000000000
mem: ffffff7f00000000 0100000000000000 ffffff7f00000000
mem: ffffffff00000000 0100000000000000 ffffffff00000000
mem: ffffffff22221111 0100000044443333 ffffffff99999999
mem: ff00000000000000 0080000000000000 ff00000000000000
mem: ff00000000000000 7f00000000000000 fe00000000000000
mem: ffffffff00000000 feffffffffffffff ffffffff00000000
mem: ffffffff00000000 0000000001000000 feffffff00000000
mem: 00000080ffffffff ff7f000000000000 00000080ffffffff
mem: 00000080ffffffff ffffffffffffffff 01000080ffffffff
mem: 0000000000000080 0080000000000000 0000000000000080
mem: 0000000000000080 0000000001000000 0100000000000080
mem: 1032547698badcfe 0700000000000000 1032547698badcfe
mem: 1032547698badcfe 0000000001000000 1132547698badcfe
mem: 0100000000000000 feffffff00000000 0100000000000000
insns:
	r6 = r1
	r7 = r1
	r0 = r6
	r0 += 0
	r9 = *(u64 *)(r6 + 8)
	store_release((u8 *)(r0 + 0), w9)
	*(u64 *)(r6 + 8) = r9
	r5 = r7
	r5 += 16
	r6 = *(u64 *)(r7 + 32)
	store_release((u8 *)(r5 + 8), w6)
	*(u64 *)(r7 + 32) = r6
	r6 = r7
	r1 = r6
	r1 += 40
	r3 = *(u64 *)(r6 + 56)
	store_release((u8 *)(r1 + 8), w3)
	*(u64 *)(r6 + 56) = r3
	r7 = r6
	r7 += 64
	r0 = *(u64 *)(r6 + 80)
	store_release((u8 *)(r7 + 8), w0)
	*(u64 *)(r6 + 80) = r0
	r7 = r6
	r2 = r7
	r2 += 88
	r6 = *(u64 *)(r7 + 104)
	store_release((u8 *)(r2 + 8), w6)
	*(u64 *)(r7 + 104) = r6
	r6 = r7
	r8 = r6
	r8 += 112
	r3 = *(u64 *)(r6 + 128)
	store_release((u8 *)(r8 + 8), w3)
	*(u64 *)(r6 + 128) = r3
	r3 = r6
	r3 += 136
	r0 = *(u64 *)(r6 + 152)
	store_release((u8 *)(r3 + 8), w0)
	*(u64 *)(r6 + 152) = r0
	r9 = r7
	r9 += 160
	r6 = *(u64 *)(r7 + 176)
	store_release((u8 *)(r9 + 8), w6)
	*(u64 *)(r7 + 176) = r6
	r6 = r7
	r4 = r6
	r4 += 184
	r3 = *(u64 *)(r6 + 200)
	store_release((u8 *)(r4 + 8), w3)
	*(u64 *)(r6 + 200) = r3
	r0 = r6
	r0 += 208
	r1 = *(u64 *)(r6 + 224)
	store_release((u8 *)(r0 + 8), w1)
	*(u64 *)(r6 + 224) = r1
	r5 = r7
	r5 += 232
	r8 = *(u64 *)(r7 + 248)
	store_release((u8 *)(r5 + 8), w8)
	*(u64 *)(r7 + 248) = r8
	r1 = r6
	r1 += 256
	r4 = *(u64 *)(r6 + 272)
	store_release((u8 *)(r1 + 8), w4)
	*(u64 *)(r6 + 272) = r4
	r7 = r6
	r7 += 280
	r1 = *(u64 *)(r6 + 296)
	store_release((u8 *)(r7 + 8), w1)
	*(u64 *)(r6 + 296) = r1
	r7 = r6
	r2 = r7
	r2 += 304
	r8 = *(u64 *)(r7 + 320)
	store_release((u8 *)(r2 + 8), w8)
	*(u64 *)(r7 + 320) = r8
	r8 = r6
	r8 += 328
	r4 = *(u64 *)(r6 + 344)
	store_release((u8 *)(r8 + 8), w4)
	*(u64 *)(r6 + 344) = r4
	r3 = r6
	r3 += 352
	r1 = *(u64 *)(r6 + 368)
	store_release((u8 *)(r3 + 8), w1)
	*(u64 *)(r6 + 368) = r1
	r9 = r7
	r9 += 376
	r8 = *(u64 *)(r7 + 392)
	store_release((u8 *)(r9 + 8), w8)
	*(u64 *)(r7 + 392) = r8
	r4 = r6
	r4 += 400
	r5 = *(u64 *)(r6 + 416)
	store_release((u8 *)(r4 + 8), w5)
	*(u64 *)(r6 + 416) = r5
	r0 = 0
	exit

result: 0x0
memory: 0000000000000000 0000000000000000 0000000000000000
memory: ff00000000000000 ffffffffffffffff 0000000000000000
memory: 01ffffffffffffff 0100000000000000 ffffffffffffffff
memory: 0000000000000080 0000000000000080 0500000000000000
memory: 01ffff7f00000000 0100000000000000 ffffff7f00000000
memory: 01ffffff00000000 0100000000000000 ffffffff00000000
memory: 01ffffff22221111 0100000044443333 ffffffff99999999
memory: 0000000000000000 0080000000000000 ff00000000000000
memory: 7f00000000000000 7f00000000000000 fe00000000000000
memory: feffffff00000000 feffffffffffffff ffffffff00000000
memory: 00ffffff00000000 0000000001000000 feffffff00000000
memory: ff000080ffffffff ff7f000000000000 00000080ffffffff
memory: ff000080ffffffff ffffffffffffffff 01000080ffffffff
memory: 0000000000000080 0080000000000000 0000000000000080
memory: 0000000000000080 0000000001000000 0100000000000080
memory: 0732547698badcfe 0700000000000000 1032547698badcfe
memory: 0032547698badcfe 0000000001000000 1132547698badcfe
memory: fe00000000000000 feffffff00000000 0100000000000000

== LD_ACQ16
mem: 0000000000000000 0000000000000000 0000000000000000
mem: 0100000000000000 ffffffffffffffff 0000000000000000
mem: ffffffffffffffff 0100000000000000 ffffffffffffffff
mem: 0000000000000080 0000000000000080 0500000000000000
mem: ffffff7f00000000 0100000000000000 ffffff7f00000000
mem: ffffffff00000000 0100000000000000 ffffffff00000000
mem: ffffffff22221111 0100000044443333 ffffffff99999999
mem: ffffff7f00000000 0100008000000000 ffffff7f00000000
mem: ffffff7f00000000 ffff000000000000 feffff7f00000000
mem: efcdab8967452301 ffffffffffffff7f efcdab8967452301
mem: efcdab8967452301 0000000000000080 eecdab8967452301
mem: ffffffffffffff7f 0200000000000000 ffffffffffffff7f
mem: ffffffffffffff7f ff7f000000000000 feffffffffffff7f
mem: ffffffffffffffff 00000000ffffffff ffffffffffffffff
mem: ffffffffffffffff ff7f000000000000 feffffffffffffff
mem: 0000008000000000 ffffffffffffff7f 0000008000000000
mem: 0000008000000000 ffffffff01000000 0100008000000000
mem: 1032547698badcfe ffffff7fffffffff 1032547698badcfe
insns:
	r6 = r1
	r7 = r1
	r0 = r6
	r0 += 0
	r2 = *(u64 *)(r6 + 8)
	w2 = load_acquire((u16 *)(r0 + 0))
	*(u64 *)(r6 + 8) = r2
	r5 = r7
	r5 += 16
	r9 = *(u64 *)(r7 + 32)
	w9 = load_acquire((u16 *)(r5 + 8))
	*(u64 *)(r7 + 32) = r9
	r1 = r6
	r1 += 40
	r5 = *(u64 *)(r6 + 56)
	w5 = load_acquire((u16 *)(r1 + 8))
	*(u64 *)(r6 + 56) = r5
	r7 = r6
	r7 += 64
	r2 = *(u64 *)(r6 + 80)
	w2 = load_acquire((u16 *)(r7 + 8))
	*(u64 *)(r6 + 80) = r2
	r7 = r6
	r2 = r7
	r2 += 88
	r9 = *(u64 *)(r7 + 104)
	w9 = load_acquire((u16 *)(r2 + 8))
	*(u64 *)(r7 + 104) = r9
	r8 = r6
	r8 += 112
	r5 = *(u64 *)(r6 + 128)
	w5 = load_acquire((u16 *)(r8 + 8))
	*(u64 *)(r6 + 128) = r5
	r3 = r6
	r3 += 136
	r2 = *(u64 *)(r6 + 152)
	w2 = load_acquire((u16 *)(r3 + 8))
	*(u64 *)(r6 + 152) = r2
	r9 = r7
	r9 += 160
	r0 = *(u64 *)(r7 + 176)
	w0 = load_acquire((u16 *)(r9 + 8))
	*(u64 *)(r7 + 176) = r0
	r4 = r6
	r4 += 184
	r7 = *(u64 *)(r6 + 200)
	w7 = load_acquire((u16 *)(r4 + 8))
	*(u64 *)(r6 + 200) = r7
	r7 = r6
	r0 = r6
	r0 += 208
	r3 = *(u64 *)(r6 + 224)
	w3 = load_acquire((u16 *)(r0 + 8))
	*(u64 *)(r6 + 224) = r3
	r5 = r7
	r5 += 232
	r0 = *(u64 *)(r7 + 248)
	w0 = load_acquire((u16 *)(r5 + 8))
	*(u64 *)(r7 + 248) = r0
	r1 = r6
	r1 += 256
	r7 = *(u64 *)(r6 + 272)
	w7 = load_acquire((u16 *)(r1 + 8))
	*(u64 *)(r6 + 272) = r7
	r7 = r6
	r7 = r6
	r7 += 280
	r3 = *(u64 *)(r6 + 296)
	w3 = load_acquire((u16 *)(r7 + 8))
	*(u64 *)(r6 + 296) = r3
	r7 = r6
	r2 = r7
	r2 += 304
	r0 = *(u64 *)(r7 + 320)
	w0 = load_acquire((u16 *)(r2 + 8))
	*(u64 *)(r7 + 320) = r0
	r8 = r6
	r8 += 328
	r7 = *(u64 *)(r6 + 344)
	w7 = load_acquire((u16 *)(r8 + 8))
	*(u64 *)(r6 + 344) = r7
	r7 = r6
	r3 = r6
	r3 += 352
	r4 = *(u64 *)(r6 + 368)
	w4 = load_acquire((u16 *)(r3 + 8))
	*(u64 *)(r6 + 368) = r4
	r9 = r7
	r9 += 376
	r1 = *(u64 *)(r7 + 392)
	w1 = load_acquire((u16 *)(r9 + 8))
	*(u64 *)(r7 + 392) = r1
	r4 = r6
	r4 += 400
	r8 = *(u64 *)(r6 + 416)
	w8 = load_acquire((u16 *)(r4 + 8))
	*(u64 *)(r6 + 416) = r8
	r0 = 0
	exit

result: 0x0
memory: 0000000000000000 0000000000000000 0000000000000000
memory: 0100000000000000 0100000000000000 0000000000000000
memory: ffffffffffffffff ffff000000000000 ffffffffffffffff
memory: 0000000000000080 0000000000000000 0500000000000000
memory: ffffff7f00000000 ffff000000000000 ffffff7f00000000
memory: ffffffff00000000 ffff000000000000 ffffffff00000000
memory: ffffffff22221111 ffff000000000000 ffffffff99999999
memory: ffffff7f00000000 ffff000000000000 ffffff7f00000000
memory: ffffff7f00000000 ffff000000000000 feffff7f00000000
memory: efcdab8967452301 efcd000000000000 efcdab8967452301
memory: efcdab8967452301 efcd000000000000 eecdab8967452301
memory: ffffffffffffff7f ffff000000000000 ffffffffffffff7f
memory: ffffffffffffff7f ffff000000000000 feffffffffffff7f
memory: ffffffffffffffff ffff000000000000 ffffffffffffffff
memory: ffffffffffffffff ffff000000000000 feffffffffffffff
memory: 0000008000000000 0000000000000000 0000008000000000
memory: 0000008000000000 0000000000000000 0100008000000000
memory: 1032547698badcfe 1032000000000000 1032547698badcfe

== ST_REL16
mem: 0000000000000000 0000000000000000 0000000000000000
mem: 0100000000000000 ffffffffffffffff 0000000000000000
mem: ffffffffffffffff 0100000000000000 ffffffffffffffff
mem: 0000000000000080 0000000000000080 0500000000000000
mem: ffffff7f00000000 0100000000000000 ffffff7f00000000
mem: ffffffff00000000 0100000000000000 ffffffff00000000
mem: ffffffff22221111 0100000044443333 ffffffff99999999
mem: 00000000ffffffff ff7f000000000000 00000000ffffffff
mem: 00000000ffffffff ffff000000000000 01000000ffffffff
mem: 0000008000000000 0100000000000000 0000008000000000
mem: 0000008000000000 0700000000000000 0100008000000000
mem: ffffffff01000000 ffffffff00000000 ffffffff01000000
mem: ffffffff01000000 0100000000000080 feffffff01000000
mem: 0000008000000080 00000080ffffffff 0000008000000080
mem: 0000008000000080 0700000000000000 0100008000000080
mem: 0100000001000000 8000000000000000 0100000001000000
mem: 0100000001000000 00000080ffffffff 0000000001000000
mem: 8000000000000000 0100008000000000 8000000000000000
insns:
	r6 = r1
	r7 = r1
	r0 = r6
	r0 += 0
	r4 = *(u64 *)(r6 + 8)
	store_release((u16 *)(r0 + 0), w4)
	*(u64 *)(r6 + 8) = r4
	r5 = r7
	r5 += 16
	r1 = *(u64 *)(r7 + 32)
	store_release((u16 *)(r5 + 8), w1)
	*(u64 *)(r7 + 32) = r1
	r1 = r6
	r1 += 40
	r8 = *(u64 *)(r6 + 56)
	store_release((u16 *)(r1 + 8), w8)
	*(u64 *)(r6 + 56) = r8
	r7 = r6
	r7 += 64
	r4 = *(u64 *)(r6 + 80)
	store_release((u16 *)(r7 + 8), w4)
	*(u64 *)(r6 + 80) = r4
	r7 = r6
	r2 = r7
	r2 += 88
	r1 = *(u64 *)(r7 + 104)
	store_release((u16 *)(r2 + 8), w1)
	*(u64 *)(r7 + 104) = r1
	r8 = r6
	r8 += 112
	r9 = *(u64 *)(r6 + 128)
	store_release((u16 *)(r8 + 8), w9)
	*(u64 *)(r6 + 128) = r9
	r3 = r6
	r3 += 136
	r5 = *(u64 *)(r6 + 152)
	store_release((u16 *)(r3 + 8), w5)
	*(u64 *)(r6 + 152) = r5
	r9 = r7
	r9 += 160
	r2 = *(u64 *)(r7 + 176)
	store_release((u16 *)(r9 + 8), w2)
	*(u64 *)(r7 + 176) = r2
	r4 = r6
	r4 += 184
	r9 = *(u64 *)(r6 + 200)
	store_release((u16 *)(r4 + 8), w9)
	*(u64 *)(r6 + 200) = r9
	r0 = r6
	r0 += 208
	r5 = *(u64 *)(r6 + 224)
	store_release((u16 *)(r0 + 8), w5)
	*(u64 *)(r6 + 224) = r5
	r5 = r7
	r5 += 232
	r2 = *(u64 *)(r7 + 248)
	store_release((u16 *)(r5 + 8), w2)
	*(u64 *)(r7 + 248) = r2
	r1 = r6
	r1 += 256
	r9 = *(u64 *)(r6 + 272)
	store_release((u16 *)(r1 + 8), w9)
	*(u64 *)(r6 + 272) = r9
	r7 = r6
	r7 += 280
	r5 = *(u64 *)(r6 + 296)
	store_release((u16 *)(r7 + 8), w5)
	*(u64 *)(r6 + 296) = r5
	r7 = r6
	r2 = r7
	r2 += 304
	r3 = *(u64 *)(r7 + 320)
	store_release((u16 *)(r2 + 8), w3)
	*(u64 *)(r7 + 320) = r3
	r8 = r6
	r8 += 328
	r0 = *(u64 *)(r6 + 344)
	store_release((u16 *)(r8 + 8), w0)
	*(u64 *)(r6 + 344) = r0
	r3 = r6
	r3 += 352
	r7 = *(u64 *)(r6 + 368)
	store_release((u16 *)(r3 + 8), w7)
	*(u64 *)(r6 + 368) = r7
	r7 = r6
	r9 = r7
	r9 += 376
	r3 = *(u64 *)(r7 + 392)
	store_release((u16 *)(r9 + 8), w3)
	*(u64 *)(r7 + 392) = r3
	r4 = r6
	r4 += 400
	r0 = *(u64 *)(r6 + 416)
	store_release((u16 *)(r4 + 8), w0)
	*(u64 *)(r6 + 416) = r0
	r0 = 0
	exit

result: 0x0
memory: 0000000000000000 0000000000000000 0000000000000000
memory: ffff000000000000 ffffffffffffffff 0000000000000000
memory: 0100ffffffffffff 0100000000000000 ffffffffffffffff
memory: 0000000000000080 0000000000000080 0500000000000000
memory: 0100ff7f00000000 0100000000000000 ffffff7f00000000
memory: 0100ffff00000000 0100000000000000 ffffffff00000000
memory: 0100ffff22221111 0100000044443333 ffffffff99999999
memory: ff7f0000ffffffff ff7f000000000000 00000000ffffffff
memory: ffff0000ffffffff ffff000000000000 01000000ffffffff
memory: 0100008000000000 0100000000000000 0000008000000000
memory: 0700008000000000 0700000000000000 0100008000000000
memory: ffffffff01000000 ffffffff00000000 ffffffff01000000
memory: 0100ffff01000000 0100000000000080 feffffff01000000
memory: 0000008000000080 00000080ffffffff 0000008000000080
memory: 0700008000000080 0700000000000000 0100008000000080
memory: 8000000001000000 8000000000000000 0100000001000000
memory: 0000000001000000 00000080ffffffff 0000000001000000
memory: 0100000000000000 0100008000000000 8000000000000000

== LD_ACQ32
mem: 0000000000000000 0000000000000000 0000000000000000
mem: 0100000000000000 ffffffffffffffff 0000000000000000
mem: ffffffffffffffff 0100000000000000 ffffffffffffffff
mem: 0000000000000080 0000000000000080 0500000000000000
mem: ffffff7f00000000 0100000000000000 ffffff7f00000000
mem: ffffffff00000000 0100000000000000 ffffffff00000000
mem: ffffffff22221111 0100000044443333 ffffffff99999999
mem: ffffffff00000000 0100008000000000 ffffffff00000000
mem: ffffffff00000000 0100000001000000 feffffff00000000
mem: feffffffffffffff 0200000000000000 feffffffffffffff
mem: feffffffffffffff ff00000000000000 ffffffffffffffff
mem: 0000008000000000 0100000000000080 0000008000000000
mem: 0000008000000000 7f00000000000000 0100008000000000
mem: 0000000001000000 1032547698badcfe 0000000001000000
mem: 0000000001000000 0700000000000000 0100000001000000
mem: 0000008000000080 1032547698badcfe 0000008000000080
mem: 0000008000000080 ff7f000000000000 0100008000000080
mem: efcdab8967452301 ffffff7fffffff7f efcdab8967452301
insns:
	r6 = r1
	r7 = r1
	r0 = r6
	r0 += 0
	r7 = *(u64 *)(r6 + 8)
	w7 = load_acquire((u32 *)(r0 + 0))
	*(u64 *)(r6 + 8) = r7
	r7 = r6
	r5 = r7
	r5 += 16
	r3 = *(u64 *)(r7 + 32)
	w3 = load_acquire((u32 *)(r5 + 8))
	*(u64 *)(r7 + 32) = r3
	r1 = r6
	r1 += 40
	r0 = *(u64 *)(r6 + 56)
	w0 = load_acquire((u32 *)(r1 + 8))
	*(u64 *)(r6 + 56) = r0
	r7 = r6
	r7 += 64
	r8 = *(u64 *)(r6 + 80)
	w8 = load_acquire((u32 *)(r7 + 8))
	*(u64 *)(r6 + 80) = r8
	r7 = r6
	r2 = r7
	r2 += 88
	r4 = *(u64 *)(r7 + 104)
	w4 = load_acquire((u32 *)(r2 + 8))
	*(u64 *)(r7 + 104) = r4
	r8 = r6
	r8 += 112
	r1 = *(u64 *)(r6 + 128)
	w1 = load_acquire((u32 *)(r8 + 8))
	*(u64 *)(r6 + 128) = r1
	r3 = r6
	r3 += 136
	r8 = *(u64 *)(r6 + 152)
	w8 = load_acquire((u32 *)(r3 + 8))
	*(u64 *)(r6 + 152) = r8
	r9 = r7
	r9 += 160
	r4 = *(u64 *)(r7 + 176)
	w4 = load_acquire((u32 *)(r9 + 8))
	*(u64 *)(r7 + 176) = r4
	r4 = r6
	r4 += 184
	r1 = *(u64 *)(r6 + 200)
	w1 = load_acquire((u32 *)(r4 + 8))
	*(u64 *)(r6 + 200) = r1
	r0 = r6
	r0 += 208
	r8 = *(u64 *)(r6 + 224)
	w8 = load_acquire((u32 *)(r0 + 8))
	*(u64 *)(r6 + 224) = r8
	r5 = r7
	r5 += 232
	r4 = *(u64 *)(r7 + 248)
	w4 = load_acquire((u32 *)(r5 + 8))
	*(u64 *)(r7 + 248) = r4
	r1 = r6
	r1 += 256
	r2 = *(u64 *)(r6 + 272)
	w2 = load_acquire((u32 *)(r1 + 8))
	*(u64 *)(r6 + 272) = r2
	r7 = r6
	r7 += 280
	r9 = *(u64 *)(r6 + 296)
	w9 = load_acquire((u32 *)(r7 + 8))
	*(u64 *)(r6 + 296) = r9
	r7 = r6
	r2 = r7
	r2 += 304
	r5 = *(u64 *)(r7 + 320)
	w5 = load_acquire((u32 *)(r2 + 8))
	*(u64 *)(r7 + 320) = r5
	r8 = r6
	r8 += 328
	r2 = *(u64 *)(r6 + 344)
	w2 = load_acquire((u32 *)(r8 + 8))
	*(u64 *)(r6 + 344) = r2
	r3 = r6
	r3 += 352
	r9 = *(u64 *)(r6 + 368)
	w9 = load_acquire((u32 *)(r3 + 8))
	*(u64 *)(r6 + 368) = r9
	r9 = r7
	r9 += 376
	r5 = *(u64 *)(r7 + 392)
	w5 = load_acquire((u32 *)(r9 + 8))
	*(u64 *)(r7 + 392) = r5
	r4 = r6
	r4 += 400
	r2 = *(u64 *)(r6 + 416)
	w2 = load_acquire((u32 *)(r4 + 8))
	*(u64 *)(r6 + 416) = r2
	r0 = 0
	exit

result: 0x0
memory: 0000000000000000 0000000000000000 0000000000000000
memory: 0100000000000000 0100000000000000 0000000000000000
memory: ffffffffffffffff ffffffff00000000 ffffffffffffffff
memory: 0000000000000080 0000000000000000 0500000000000000
memory: ffffff7f00000000 ffffff7f00000000 ffffff7f00000000
memory: ffffffff00000000 ffffffff00000000 ffffffff00000000
memory: ffffffff22221111 ffffffff00000000 ffffffff99999999
memory: ffffffff00000000 ffffffff00000000 ffffffff00000000
memory: ffffffff00000000 ffffffff00000000 feffffff00000000
memory: feffffffffffffff feffffff00000000 feffffffffffffff
memory: feffffffffffffff feffffff00000000 ffffffffffffffff
memory: 0000008000000000 0000008000000000 0000008000000000
memory: 0000008000000000 0000008000000000 0100008000000000
memory: 0000000001000000 0000000000000000 0000000001000000
memory: 0000000001000000 0000000000000000 0100000001000000
memory: 0000008000000080 0000008000000000 0000008000000080
memory: 0000008000000080 0000008000000000 0100008000000080
memory: efcdab8967452301 efcdab8900000000 efcdab8967452301

== ST_REL32
mem: 0000000000000000 0000000000000000 0000000000000000
mem: 0100000000000000 ffffffffffffffff 0000000000000000
mem: ffffffffffffffff 0100000000000000 ffffffffffffffff
mem: 0000000000000080 0000000000000080 0500000000000000
mem: ffffff7f00000000 0100000000000000 ffffff7f00000000
mem: ffffffff00000000 0100000000000000 ffffffff00000000
mem: ffffffff22221111 0100000044443333 ffffffff99999999
mem: 0000000001000000 efcdab8967452301 0000000001000000
mem: 0000000001000000 0200000000000000 0100000001000000
mem: ff7f000000000000 ffffff7f00000000 ff7f000000000000
mem: ff7f000000000000 ffffffff00000000 fe7f000000000000
mem: 00000080ffffffff 0700000000000000 00000080ffffffff
mem: 00000080ffffffff 0000008000000000 01000080ffffffff
mem: ffffffff01000000 00000000ffffffff ffffffff01000000
mem: ffffffff01000000 feffffff00000000 feffffff01000000
mem: 0200000000000000 ffffff7fffffffff 0200000000000000
mem: 0200000000000000 00000080ffffffff 0300000000000000
mem: 0100000001000000 0000000000000080 0100000001000000
insns:
	r6 = r1
	r7 = r1
	r0 = r6
	r0 += 0
	r9 = *(u64 *)(r6 + 8)
	store_release((u32 *)(r0 + 0), w9)
	*(u64 *)(r6 + 8) = r9
	r5 = r7
	r5 += 16
	r6 = *(u64 *)(r7 + 32)
	store_release((u32 *)(r5 + 8), w6)
	*(u64 *)(r7 + 32) = r6
	r6 = r7
	r1 = r6
	r1 += 40
	r3 = *(u64 *)(r6 + 56)
	store_release((u32 *)(r1 + 8), w3)
	*(u64 *)(r6 + 56) = r3
	r7 = r6
	r7 += 64
	r0 = *(u64 *)(r6 + 80)
	store_release((u32 *)(r7 + 8), w0)
	*(u64 *)(r6 + 80) = r0
	r7 = r6
	r2 = r7
	r2 += 88
	r6 = *(u64 *)(r7 + 104)
	store_release((u32 *)(r2 + 8), w6)
	*(u64 *)(r7 + 104) = r6
	r6 = r7
	r8 = r6
	r8 += 112
	r3 = *(u64 *)(r6 + 128)
	store_release((u32 *)(r8 + 8), w3)
	*(u64 *)(r6 + 128) = r3
	r3 = r6
	r3 += 136
	r0 = *(u64 *)(r6 + 152)
	store_release((u32 *)(r3 + 8), w0)
	*(u64 *)(r6 + 152) = r0
	r9 = r7
	r9 += 160
	r6 = *(u64 *)(r7 + 176)
	store_release((u32 *)(r9 + 8), w6)
	*(u64 *)(r7 + 176) = r6
	r6 = r7
	r4 = r6
	r4 += 184
	r3 = *(u64 *)(r6 + 200)
	store_release((u32 *)(r4 + 8), w3)
	*(u64 *)(r6 + 200) = r3
	r0 = r6
	r0 += 208
	r1 = *(u64 *)(r6 + 224)
	store_release((u32 *)(r0 + 8), w1)
	*(u64 *)(r6 + 224) = r1
	r5 = r7
	r5 += 232
	r8 = *(u64 *)(r7 + 248)
	store_release((u32 *)(r5 + 8), w8)
	*(u64 *)(r7 + 248) = r8
	r1 = r6
	r1 += 256
	r4 = *(u64 *)(r6 + 272)
	store_release((u32 *)(r1 + 8), w4)
	*(u64 *)(r6 + 272) = r4
	r7 = r6
	r7 += 280
	r1 = *(u64 *)(r6 + 296)
	store_release((u32 *)(r7 + 8), w1)
	*(u64 *)(r6 + 296) = r1
	r7 = r6
	r2 = r7
	r2 += 304
	r8 = *(u64 *)(r7 + 320)
	store_release((u32 *)(r2 + 8), w8)
	*(u64 *)(r7 + 320) = r8
	r8 = r6
	r8 += 328
	r4 = *(u64 *)(r6 + 344)
	store_release((u32 *)(r8 + 8), w4)
	*(u64 *)(r6 + 344) = r4
	r3 = r6
	r3 += 352
	r1 = *(u64 *)(r6 + 368)
	store_release((u32 *)(r3 + 8), w1)
	*(u64 *)(r6 + 368) = r1
	r9 = r7
	r9 += 376
	r8 = *(u64 *)(r7 + 392)
	store_release((u32 *)(r9 + 8), w8)
	*(u64 *)(r7 + 392) = r8
	r4 = r6
	r4 += 400
	r5 = *(u64 *)(r6 + 416)
	store_release((u32 *)(r4 + 8), w5)
	*(u64 *)(r6 + 416) = r5
	r0 = 0
	exit

result: 0x0
memory: 0000000000000000 0000000000000000 0000000000000000
memory: ffffffff00000000 ffffffffffffffff 0000000000000000
memory: 01000000ffffffff 0100000000000000 ffffffffffffffff
memory: 0000000000000080 0000000000000080 0500000000000000
memory: 0100000000000000 0100000000000000 ffffff7f00000000
memory: 0100000000000000 0100000000000000 ffffffff00000000
memory: 0100000022221111 0100000044443333 ffffffff99999999
memory: efcdab8901000000 efcdab8967452301 0000000001000000
memory: 0200000001000000 0200000000000000 0100000001000000
memory: ffffff7f00000000 ffffff7f00000000 ff7f000000000000
memory: ffffffff00000000 ffffffff00000000 fe7f000000000000
memory: 07000000ffffffff 0700000000000000 00000080ffffffff
memory: 00000080ffffffff 0000008000000000 01000080ffffffff
memory: 0000000001000000 00000000ffffffff ffffffff01000000
memory: feffffff01000000 feffffff00000000 feffffff01000000
memory: ffffff7f00000000 ffffff7fffffffff 0200000000000000
memory: 0000008000000000 00000080ffffffff 0300000000000000
memory: 0000000001000000 0000000000000080 0100000001000000

== LD_ACQ64
mem: 0000000000000000 0000000000000000 0000000000000000
mem: 0100000000000000 ffffffffffffffff 0000000000000000
mem: ffffffffffffffff 0100000000000000 ffffffffffffffff
mem: 0000000000000080 0000000000000080 0500000000000000
mem: ffffff7f00000000 0100000000000000 ffffff7f00000000
mem: ffffffff00000000 0100000000000000 ffffffff00000000
mem: ffffffff22221111 0100000044443333 ffffffff99999999
mem: ffffffffffffff7f ffffff7fffffff7f ffffffffffffff7f
mem: ffffffffffffff7f 0000008000000080 feffffffffffff7f
mem: 0100000001000000 0100000000000000 0100000001000000
mem: 0100000001000000 0080000000000000 0000000001000000
mem: ffffffff00000000 0100000001000000 ffffffff00000000
mem: ffffffff00000000 00000080ffffffff feffffff00000000
mem: 0000000000000080 0100000000000000 0000000000000080
mem: 0000000000000080 7f00000000000000 0100000000000080
mem: feffffff00000000 ff00000000000000 feffffff00000000
mem: feffffff00000000 00000000ffffffff ffffffff00000000
mem: 8000000000000000 00000000ffffffff 8000000000000000
insns:
	r6 = r1
	r7 = r1
	r0 = r6
	r0 += 0
	r2 = *(u64 *)(r6 + 8)
	r2 = load_acquire((u64 *)(r0 + 0))
	*(u64 *)(r6 + 8) = r2
	r5 = r7
	r5 += 16
	r9 = *(u64 *)(r7 + 32)
	r9 = load_acquire((u64 *)(r5 + 8))
	*(u64 *)(r7 + 32) = r9
	r1 = r6
	r1 += 40
	r5 = *(u64 *)(r6 + 56)
	r5 = load_acquire((u64 *)(r1 + 8))
	*(u64 *)(r6 + 56) = r5
	r7 = r6
	r7 += 64
	r2 = *(u64 *)(r6 + 80)
	r2 = load_acquire((u64 *)(r7 + 8))
	*(u64 *)(r6 + 80) = r2
	r7 = r6
	r2 = r7
	r2 += 88
	r9 = *(u64 *)(r7 + 104)
	r9 = load_acquire((u64 *)(r2 + 8))
	*(u64 *)(r7 + 104) = r9
	r8 = r6
	r8 += 112
	r5 = *(u64 *)(r6 + 128)
	r5 = load_acquire((u64 *)(r8 + 8))
	*(u64 *)(r6 + 128) = r5
	r3 = r6
	r3 += 136
	r2 = *(u64 *)(r6 + 152)
	r2 = load_acquire((u64 *)(r3 + 8))
	*(u64 *)(r6 + 152) = r2
	r9 = r7
	r9 += 160
	r0 = *(u64 *)(r7 + 176)
	r0 = load_acquire((u64 *)(r9 + 8))
	*(u64 *)(r7 + 176) = r0
	r4 = r6
	r4 += 184
	r7 = *(u64 *)(r6 + 200)
	r7 = load_acquire((u64 *)(r4 + 8))
	*(u64 *)(r6 + 200) = r7
	r7 = r6
	r0 = r6
	r0 += 208
	r3 = *(u64 *)(r6 + 224)
	r3 = load_acquire((u64 *)(r0 + 8))
	*(u64 *)(r6 + 224) = r3
	r5 = r7
	r5 += 232
	r0 = *(u64 *)(r7 + 248)
	r0 = load_acquire((u64 *)(r5 + 8))
	*(u64 *)(r7 + 248) = r0
	r1 = r6
	r1 += 256
	r7 = *(u64 *)(r6 + 272)
	r7 = load_acquire((u64 *)(r1 + 8))
	*(u64 *)(r6 + 272) = r7
	r7 = r6
	r7 = r6
	r7 += 280
	r3 = *(u64 *)(r6 + 296)
	r3 = load_acquire((u64 *)(r7 + 8))
	*(u64 *)(r6 + 296) = r3
	r7 = r6
	r2 = r7
	r2 += 304
	r0 = *(u64 *)(r7 + 320)
	r0 = load_acquire((u64 *)(r2 + 8))
	*(u64 *)(r7 + 320) = r0
	r8 = r6
	r8 += 328
	r7 = *(u64 *)(r6 + 344)
	r7 = load_acquire((u64 *)(r8 + 8))
	*(u64 *)(r6 + 344) = r7
	r7 = r6
	r3 = r6
	r3 += 352
	r4 = *(u64 *)(r6 + 368)
	r4 = load_acquire((u64 *)(r3 + 8))
	*(u64 *)(r6 + 368) = r4
	r9 = r7
	r9 += 376
	r1 = *(u64 *)(r7 + 392)
	r1 = load_acquire((u64 *)(r9 + 8))
	*(u64 *)(r7 + 392) = r1
	r4 = r6
	r4 += 400
	r8 = *(u64 *)(r6 + 416)
	r8 = load_acquire((u64 *)(r4 + 8))
	*(u64 *)(r6 + 416) = r8
	r0 = 0
	exit

result: 0x0
memory: 0000000000000000 0000000000000000 0000000000000000
memory: 0100000000000000 0100000000000000 0000000000000000
memory: ffffffffffffffff ffffffffffffffff ffffffffffffffff
memory: 0000000000000080 0000000000000080 0500000000000000
memory: ffffff7f00000000 ffffff7f00000000 ffffff7f00000000
memory: ffffffff00000000 ffffffff00000000 ffffffff00000000
memory: ffffffff22221111 ffffffff22221111 ffffffff99999999
memory: ffffffffffffff7f ffffffffffffff7f ffffffffffffff7f
memory: ffffffffffffff7f ffffffffffffff7f feffffffffffff7f
memory: 0100000001000000 0100000001000000 0100000001000000
memory: 0100000001000000 0100000001000000 0000000001000000
memory: ffffffff00000000 ffffffff00000000 ffffffff00000000
memory: ffffffff00000000 ffffffff00000000 feffffff00000000
memory: 0000000000000080 0000000000000080 0000000000000080
memory: 0000000000000080 0000000000000080 0100000000000080
memory: feffffff00000000 feffffff00000000 feffffff00000000
memory: feffffff00000000 feffffff00000000 ffffffff00000000
memory: 8000000000000000 8000000000000000 8000000000000000

== ST_REL64
mem: 0000000000000000 0000000000000000 0000000000000000
mem: 0100000000000000 ffffffffffffffff 0000000000000000
mem: ffffffffffffffff 0100000000000000 ffffffffffffffff
mem: 0000000000000080 0000000000000080 0500000000000000
mem: ffffff7f00000000 0100000000000000 ffffff7f00000000
mem: ffffffff00000000 0100000000000000 ffffffff00000000
mem: ffffffff22221111 0100000044443333 ffffffff99999999
mem: 0100000000000080 0000000000000080 0100000000000080
mem: 0100000000000080 0700000000000000 0000000000000080
mem: 0700000000000000 0000008000000080 0700000000000000
mem: 0700000000000000 ffffff7f00000000 0600000000000000
mem: 00000080ffffffff 1032547698badcfe 00000080ffffffff
mem: 00000080ffffffff feffffffffffffff 01000080ffffffff
mem: 0000000000000080 7f00000000000000 0000000000000080
mem: 0000000000000080 ff00000000000000 0100000000000080
mem: 8000000000000000 ffffff7f00000000 8000000000000000
mem: 8000000000000000 0000008000000080 8100000000000000
mem: efcdab8967452301 ffffff7fffffff7f efcdab8967452301
insns:
	r6 = r1
	r7 = r1
	r0 = r6
	r0 += 0
	r4 = *(u64 *)(r6 + 8)
	store_release((u64 *)(r0 + 0), r4)
	*(u64 *)(r6 + 8) = r4
	r5 = r7
	r5 += 16
	r1 = *(u64 *)(r7 + 32)
	store_release((u64 *)(r5 + 8), r1)
	*(u64 *)(r7 + 32) = r1
	r1 = r6
	r1 += 40
	r8 = *(u64 *)(r6 + 56)
	store_release((u64 *)(r1 + 8), r8)
	*(u64 *)(r6 + 56) = r8
	r7 = r6
	r7 += 64
	r4 = *(u64 *)(r6 + 80)
	store_release((u64 *)(r7 + 8), r4)
	*(u64 *)(r6 + 80) = r4
	r7 = r6
	r2 = r7
	r2 += 88
	r1 = *(u64 *)(r7 + 104)
	store_release((u64 *)(r2 + 8), r1)
	*(u64 *)(r7 + 104) = r1
	r8 = r6
	r8 += 112
	r9 = *(u64 *)(r6 + 128)
	store_release((u64 *)(r8 + 8), r9)
	*(u64 *)(r6 + 128) = r9
	r3 = r6
	r3 += 136
	r5 = *(u64 *)(r6 + 152)
	store_release((u64 *)(r3 + 8), r5)
	*(u64 *)(r6 + 152) = r5
	r9 = r7
	r9 += 160
	r2 = *(u64 *)(r7 + 176)
	store_release((u64 *)(r9 + 8), r2)
	*(u64 *)(r7 + 176) = r2
	r4 = r6
	r4 += 184
	r9 = *(u64 *)(r6 + 200)
	store_release((u64 *)(r4 + 8), r9)
	*(u64 *)(r6 + 200) = r9
	r0 = r6
	r0 += 208
	r5 = *(u64 *)(r6 + 224)
	store_release((u64 *)(r0 + 8), r5)
	*(u64 *)(r6 + 224) = r5
	r5 = r7
	r5 += 232
	r2 = *(u64 *)(r7 + 248)
	store_release((u64 *)(r5 + 8), r2)
	*(u64 *)(r7 + 248) = r2
	r1 = r6
	r1 += 256
	r9 = *(u64 *)(r6 + 272)
	store_release((u64 *)(r1 + 8), r9)
	*(u64 *)(r6 + 272) = r9
	r7 = r6
	r7 += 280
	r5 = *(u64 *)(r6 + 296)
	store_release((u64 *)(r7 + 8), r5)
	*(u64 *)(r6 + 296) = r5
	r7 = r6
	r2 = r7
	r2 += 304
	r3 = *(u64 *)(r7 + 320)
	store_release((u64 *)(r2 + 8), r3)
	*(u64 *)(r7 + 320) = r3
	r8 = r6
	r8 += 328
	r0 = *(u64 *)(r6 + 344)
	store_release((u64 *)(r8 + 8), r0)
	*(u64 *)(r6 + 344) = r0
	r3 = r6
	r3 += 352
	r7 = *(u64 *)(r6 + 368)
	store_release((u64 *)(r3 + 8), r7)
	*(u64 *)(r6 + 368) = r7
	r7 = r6
	r9 = r7
	r9 += 376
	r3 = *(u64 *)(r7 + 392)
	store_release((u64 *)(r9 + 8), r3)
	*(u64 *)(r7 + 392) = r3
	r4 = r6
	r4 += 400
	r0 = *(u64 *)(r6 + 416)
	store_release((u64 *)(r4 + 8), r0)
	*(u64 *)(r6 + 416) = r0
	r0 = 0
	exit

result: 0x0
memory: 0000000000000000 0000000000000000 0000000000000000
memory: ffffffffffffffff ffffffffffffffff 0000000000000000
memory: 0100000000000000 0100000000000000 ffffffffffffffff
memory: 0000000000000080 0000000000000080 0500000000000000
memory: 0100000000000000 0100000000000000 ffffff7f00000000
memory: 0100000000000000 0100000000000000 ffffffff00000000
memory: 0100000044443333 0100000044443333 ffffffff99999999
memory: 0000000000000080 0000000000000080 0100000000000080
memory: 0700000000000000 0700000000000000 0000000000000080
memory: 0000008000000080 0000008000000080 0700000000000000
memory: ffffff7f00000000 ffffff7f00000000 0600000000000000
memory: 1032547698badcfe 1032547698badcfe 00000080ffffffff
memory: feffffffffffffff feffffffffffffff 01000080ffffffff
memory: 7f00000000000000 7f00000000000000 0000000000000080
memory: ff00000000000000 ff00000000000000 0100000000000080
memory: ffffff7f00000000 ffffff7f00000000 8000000000000000
memory: 0000008000000080 0000008000000080 8100000000000000
memory: ffffff7fffffff7f ffffff7fffffff7f efcdab8967452301
