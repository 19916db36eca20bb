# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
# Byte order. Written by make.py.

== LE16
mem: 0000000000000000
mem: 0100000000000000
mem: 0200000000000000
mem: 0700000000000000
mem: 7f00000000000000
mem: 8000000000000000
mem: ff00000000000000
mem: ff7f000000000000
mem: 0080000000000000
mem: ffff000000000000
mem: ffffffffffffff7f
mem: 0000000000000080
mem: 0100000000000080
mem: ffffffffffffffff
mem: feffffffffffffff
mem: ffffff7f00000000
mem: 0000008000000000
mem: 0100008000000000
mem: ffffffff00000000
mem: feffffff00000000
mem: 0000000001000000
mem: 0100000001000000
mem: 00000000ffffffff
mem: 00000080ffffffff
mem: ffffff7fffffffff
mem: efcdab8967452301
mem: 1032547698badcfe
mem: ffffffff01000000
mem: 0000008000000080
mem: ffffff7fffffff7f
insns:
	r6 = r1
	r7 = r1
	r1 = *(u64 *)(r6 + 0)
	r1 = le16 r1
	*(u64 *)(r6 + 0) = r1
	r7 = *(u64 *)(r6 + 8)
	r7 = le16 r7
	*(u64 *)(r6 + 8) = r7
	r7 = r6
	r2 = *(u64 *)(r7 + 16)
	r2 = le16 r2
	*(u64 *)(r7 + 16) = r2
	r8 = *(u64 *)(r6 + 24)
	r8 = le16 r8
	*(u64 *)(r6 + 24) = r8
	r3 = *(u64 *)(r6 + 32)
	r3 = le16 r3
	*(u64 *)(r6 + 32) = r3
	r9 = *(u64 *)(r7 + 40)
	r9 = le16 r9
	*(u64 *)(r7 + 40) = r9
	r4 = *(u64 *)(r6 + 48)
	r4 = le16 r4
	*(u64 *)(r6 + 48) = r4
	r0 = *(u64 *)(r6 + 56)
	r0 = le16 r0
	*(u64 *)(r6 + 56) = r0
	r5 = *(u64 *)(r7 + 64)
	r5 = le16 r5
	*(u64 *)(r7 + 64) = r5
	r1 = *(u64 *)(r6 + 72)
	r1 = le16 r1
	*(u64 *)(r6 + 72) = r1
	r7 = *(u64 *)(r6 + 80)
	r7 = le16 r7
	*(u64 *)(r6 + 80) = r7
	r7 = r6
	r2 = *(u64 *)(r7 + 88)
	r2 = le16 r2
	*(u64 *)(r7 + 88) = r2
	r8 = *(u64 *)(r6 + 96)
	r8 = le16 r8
	*(u64 *)(r6 + 96) = r8
	r3 = *(u64 *)(r6 + 104)
	r3 = le16 r3
	*(u64 *)(r6 + 104) = r3
	r9 = *(u64 *)(r7 + 112)
	r9 = le16 r9
	*(u64 *)(r7 + 112) = r9
	r4 = *(u64 *)(r6 + 120)
	r4 = le16 r4
	*(u64 *)(r6 + 120) = r4
	r0 = *(u64 *)(r6 + 128)
	r0 = le16 r0
	*(u64 *)(r6 + 128) = r0
	r5 = *(u64 *)(r7 + 136)
	r5 = le16 r5
	*(u64 *)(r7 + 136) = r5
	r1 = *(u64 *)(r6 + 144)
	r1 = le16 r1
	*(u64 *)(r6 + 144) = r1
	r7 = *(u64 *)(r6 + 152)
	r7 = le16 r7
	*(u64 *)(r6 + 152) = r7
	r7 = r6
	r2 = *(u64 *)(r7 + 160)
	r2 = le16 r2
	*(u64 *)(r7 + 160) = r2
	r8 = *(u64 *)(r6 + 168)
	r8 = le16 r8
	*(u64 *)(r6 + 168) = r8
	r3 = *(u64 *)(r6 + 176)
	r3 = le16 r3
	*(u64 *)(r6 + 176) = r3
	r9 = *(u64 *)(r7 + 184)
	r9 = le16 r9
	*(u64 *)(r7 + 184) = r9
	r4 = *(u64 *)(r6 + 192)
	r4 = le16 r4
	*(u64 *)(r6 + 192) = r4
	r0 = *(u64 *)(r6 + 200)
	r0 = le16 r0
	*(u64 *)(r6 + 200) = r0
	r5 = *(u64 *)(r7 + 208)
	r5 = le16 r5
	*(u64 *)(r7 + 208) = r5
	r1 = *(u64 *)(r6 + 216)
	r1 = le16 r1
	*(u64 *)(r6 + 216) = r1
	r7 = *(u64 *)(r6 + 224)
	r7 = le16 r7
	*(u64 *)(r6 + 224) = r7
	r7 = r6
	r2 = *(u64 *)(r7 + 232)
	r2 = le16 r2
	*(u64 *)(r7 + 232) = r2
	r0 = 0
	exit

result: 0x0
memory: 0000000000000000
memory: 0100000000000000
memory: 0200000000000000
memory: 0700000000000000
memory: 7f00000000000000
memory: 8000000000000000
memory: ff00000000000000
memory: ff7f000000000000
memory: 0080000000000000
memory: ffff000000000000
memory: ffff000000000000
memory: 0000000000000000
memory: 0100000000000000
memory: ffff000000000000
memory: feff000000000000
memory: ffff000000000000
memory: 0000000000000000
memory: 0100000000000000
memory: ffff000000000000
memory: feff000000000000
memory: 0000000000000000
memory: 0100000000000000
memory: 0000000000000000
memory: 0000000000000000
memory: ffff000000000000
memory: efcd000000000000
memory: 1032000000000000
memory: ffff000000000000
memory: 0000000000000000
memory: ffff000000000000

== LE32
mem: 0000000000000000
mem: 0100000000000000
mem: 0200000000000000
mem: 0700000000000000
mem: 7f00000000000000
mem: 8000000000000000
mem: ff00000000000000
mem: ff7f000000000000
mem: 0080000000000000
mem: ffff000000000000
mem: ffffffffffffff7f
mem: 0000000000000080
mem: 0100000000000080
mem: ffffffffffffffff
mem: feffffffffffffff
mem: ffffff7f00000000
mem: 0000008000000000
mem: 0100008000000000
mem: ffffffff00000000
mem: feffffff00000000
mem: 0000000001000000
mem: 0100000001000000
mem: 00000000ffffffff
mem: 00000080ffffffff
mem: ffffff7fffffffff
mem: efcdab8967452301
mem: 1032547698badcfe
mem: ffffffff01000000
mem: 0000008000000080
mem: ffffff7fffffff7f
insns:
	r6 = r1
	r7 = r1
	r8 = *(u64 *)(r6 + 0)
	r8 = le32 r8
	*(u64 *)(r6 + 0) = r8
	r3 = *(u64 *)(r6 + 8)
	r3 = le32 r3
	*(u64 *)(r6 + 8) = r3
	r9 = *(u64 *)(r7 + 16)
	r9 = le32 r9
	*(u64 *)(r7 + 16) = r9
	r4 = *(u64 *)(r6 + 24)
	r4 = le32 r4
	*(u64 *)(r6 + 24) = r4
	r0 = *(u64 *)(r6 + 32)
	r0 = le32 r0
	*(u64 *)(r6 + 32) = r0
	r5 = *(u64 *)(r7 + 40)
	r5 = le32 r5
	*(u64 *)(r7 + 40) = r5
	r1 = *(u64 *)(r6 + 48)
	r1 = le32 r1
	*(u64 *)(r6 + 48) = r1
	r7 = *(u64 *)(r6 + 56)
	r7 = le32 r7
	*(u64 *)(r6 + 56) = r7
	r7 = r6
	r2 = *(u64 *)(r7 + 64)
	r2 = le32 r2
	*(u64 *)(r7 + 64) = r2
	r8 = *(u64 *)(r6 + 72)
	r8 = le32 r8
	*(u64 *)(r6 + 72) = r8
	r3 = *(u64 *)(r6 + 80)
	r3 = le32 r3
	*(u64 *)(r6 + 80) = r3
	r9 = *(u64 *)(r7 + 88)
	r9 = le32 r9
	*(u64 *)(r7 + 88) = r9
	r4 = *(u64 *)(r6 + 96)
	r4 = le32 r4
	*(u64 *)(r6 + 96) = r4
	r0 = *(u64 *)(r6 + 104)
	r0 = le32 r0
	*(u64 *)(r6 + 104) = r0
	r5 = *(u64 *)(r7 + 112)
	r5 = le32 r5
	*(u64 *)(r7 + 112) = r5
	r1 = *(u64 *)(r6 + 120)
	r1 = le32 r1
	*(u64 *)(r6 + 120) = r1
	r7 = *(u64 *)(r6 + 128)
	r7 = le32 r7
	*(u64 *)(r6 + 128) = r7
	r7 = r6
	r2 = *(u64 *)(r7 + 136)
	r2 = le32 r2
	*(u64 *)(r7 + 136) = r2
	r8 = *(u64 *)(r6 + 144)
	r8 = le32 r8
	*(u64 *)(r6 + 144) = r8
	r3 = *(u64 *)(r6 + 152)
	r3 = le32 r3
	*(u64 *)(r6 + 152) = r3
	r9 = *(u64 *)(r7 + 160)
	r9 = le32 r9
	*(u64 *)(r7 + 160) = r9
	r4 = *(u64 *)(r6 + 168)
	r4 = le32 r4
	*(u64 *)(r6 + 168) = r4
	r0 = *(u64 *)(r6 + 176)
	r0 = le32 r0
	*(u64 *)(r6 + 176) = r0
	r5 = *(u64 *)(r7 + 184)
	r5 = le32 r5
	*(u64 *)(r7 + 184) = r5
	r1 = *(u64 *)(r6 + 192)
	r1 = le32 r1
	*(u64 *)(r6 + 192) = r1
	r7 = *(u64 *)(r6 + 200)
	r7 = le32 r7
	*(u64 *)(r6 + 200) = r7
	r7 = r6
	r2 = *(u64 *)(r7 + 208)
	r2 = le32 r2
	*(u64 *)(r7 + 208) = r2
	r8 = *(u64 *)(r6 + 216)
	r8 = le32 r8
	*(u64 *)(r6 + 216) = r8
	r3 = *(u64 *)(r6 + 224)
	r3 = le32 r3
	*(u64 *)(r6 + 224) = r3
	r9 = *(u64 *)(r7 + 232)
	r9 = le32 r9
	*(u64 *)(r7 + 232) = r9
	r0 = 0
	exit

result: 0x0
memory: 0000000000000000
memory: 0100000000000000
memory: 0200000000000000
memory: 0700000000000000
memory: 7f00000000000000
memory: 8000000000000000
memory: ff00000000000000
memory: ff7f000000000000
memory: 0080000000000000
memory: ffff000000000000
memory: ffffffff00000000
memory: 0000000000000000
memory: 0100000000000000
memory: ffffffff00000000
memory: feffffff00000000
memory: ffffff7f00000000
memory: 0000008000000000
memory: 0100008000000000
memory: ffffffff00000000
memory: feffffff00000000
memory: 0000000000000000
memory: 0100000000000000
memory: 0000000000000000
memory: 0000008000000000
memory: ffffff7f00000000
memory: efcdab8900000000
memory: 1032547600000000
memory: ffffffff00000000
memory: 0000008000000000
memory: ffffff7f00000000

== LE64
mem: 0000000000000000
mem: 0100000000000000
mem: 0200000000000000
mem: 0700000000000000
mem: 7f00000000000000
mem: 8000000000000000
mem: ff00000000000000
mem: ff7f000000000000
mem: 0080000000000000
mem: ffff000000000000
mem: ffffffffffffff7f
mem: 0000000000000080
mem: 0100000000000080
mem: ffffffffffffffff
mem: feffffffffffffff
mem: ffffff7f00000000
mem: 0000008000000000
mem: 0100008000000000
mem: ffffffff00000000
mem: feffffff00000000
mem: 0000000001000000
mem: 0100000001000000
mem: 00000000ffffffff
mem: 00000080ffffffff
mem: ffffff7fffffffff
mem: efcdab8967452301
mem: 1032547698badcfe
mem: ffffffff01000000
mem: 0000008000000080
mem: ffffff7fffffff7f
insns:
	r6 = r1
	r7 = r1
	r4 = *(u64 *)(r6 + 0)
	r4 = le64 r4
	*(u64 *)(r6 + 0) = r4
	r0 = *(u64 *)(r6 + 8)
	r0 = le64 r0
	*(u64 *)(r6 + 8) = r0
	r5 = *(u64 *)(r7 + 16)
	r5 = le64 r5
	*(u64 *)(r7 + 16) = r5
	r1 = *(u64 *)(r6 + 24)
	r1 = le64 r1
	*(u64 *)(r6 + 24) = r1
	r7 = *(u64 *)(r6 + 32)
	r7 = le64 r7
	*(u64 *)(r6 + 32) = r7
	r7 = r6
	r2 = *(u64 *)(r7 + 40)
	r2 = le64 r2
	*(u64 *)(r7 + 40) = r2
	r8 = *(u64 *)(r6 + 48)
	r8 = le64 r8
	*(u64 *)(r6 + 48) = r8
	r3 = *(u64 *)(r6 + 56)
	r3 = le64 r3
	*(u64 *)(r6 + 56) = r3
	r9 = *(u64 *)(r7 + 64)
	r9 = le64 r9
	*(u64 *)(r7 + 64) = r9
	r4 = *(u64 *)(r6 + 72)
	r4 = le64 r4
	*(u64 *)(r6 + 72) = r4
	r0 = *(u64 *)(r6 + 80)
	r0 = le64 r0
	*(u64 *)(r6 + 80) = r0
	r5 = *(u64 *)(r7 + 88)
	r5 = le64 r5
	*(u64 *)(r7 + 88) = r5
	r1 = *(u64 *)(r6 + 96)
	r1 = le64 r1
	*(u64 *)(r6 + 96) = r1
	r7 = *(u64 *)(r6 + 104)
	r7 = le64 r7
	*(u64 *)(r6 + 104) = r7
	r7 = r6
	r2 = *(u64 *)(r7 + 112)
	r2 = le64 r2
	*(u64 *)(r7 + 112) = r2
	r8 = *(u64 *)(r6 + 120)
	r8 = le64 r8
	*(u64 *)(r6 + 120) = r8
	r3 = *(u64 *)(r6 + 128)
	r3 = le64 r3
	*(u64 *)(r6 + 128) = r3
	r9 = *(u64 *)(r7 + 136)
	r9 = le64 r9
	*(u64 *)(r7 + 136) = r9
	r4 = *(u64 *)(r6 + 144)
	r4 = le64 r4
	*(u64 *)(r6 + 144) = r4
	r0 = *(u64 *)(r6 + 152)
	r0 = le64 r0
	*(u64 *)(r6 + 152) = r0
	r5 = *(u64 *)(r7 + 160)
	r5 = le64 r5
	*(u64 *)(r7 + 160) = r5
	r1 = *(u64 *)(r6 + 168)
	r1 = le64 r1
	*(u64 *)(r6 + 168) = r1
	r7 = *(u64 *)(r6 + 176)
	r7 = le64 r7
	*(u64 *)(r6 + 176) = r7
	r7 = r6
	r2 = *(u64 *)(r7 + 184)
	r2 = le64 r2
	*(u64 *)(r7 + 184) = r2
	r8 = *(u64 *)(r6 + 192)
	r8 = le64 r8
	*(u64 *)(r6 + 192) = r8
	r3 = *(u64 *)(r6 + 200)
	r3 = le64 r3
	*(u64 *)(r6 + 200) = r3
	r9 = *(u64 *)(r7 + 208)
	r9 = le64 r9
	*(u64 *)(r7 + 208) = r9
	r4 = *(u64 *)(r6 + 216)
	r4 = le64 r4
	*(u64 *)(r6 + 216) = r4
	r0 = *(u64 *)(r6 + 224)
	r0 = le64 r0
	*(u64 *)(r6 + 224) = r0
	r5 = *(u64 *)(r7 + 232)
	r5 = le64 r5
	*(u64 *)(r7 + 232) = r5
	r0 = 0
	exit

result: 0x0
memory: 0000000000000000
memory: 0100000000000000
memory: 0200000000000000
memory: 0700000000000000
memory: 7f00000000000000
memory: 8000000000000000
memory: ff00000000000000
memory: ff7f000000000000
memory: 0080000000000000
memory: ffff000000000000
memory: ffffffffffffff7f
memory: 0000000000000080
memory: 0100000000000080
memory: ffffffffffffffff
memory: feffffffffffffff
memory: ffffff7f00000000
memory: 0000008000000000
memory: 0100008000000000
memory: ffffffff00000000
memory: feffffff00000000
memory: 0000000001000000
memory: 0100000001000000
memory: 00000000ffffffff
memory: 00000080ffffffff
memory: ffffff7fffffffff
memory: efcdab8967452301
memory: 1032547698badcfe
memory: ffffffff01000000
memory: 0000008000000080
memory: ffffff7fffffff7f

== BE16
mem: 0000000000000000
mem: 0100000000000000
mem: 0200000000000000
mem: 0700000000000000
mem: 7f00000000000000
mem: 8000000000000000
mem: ff00000000000000
mem: ff7f000000000000
mem: 0080000000000000
mem: ffff000000000000
mem: ffffffffffffff7f
mem: 0000000000000080
mem: 0100000000000080
mem: ffffffffffffffff
mem: feffffffffffffff
mem: ffffff7f00000000
mem: 0000008000000000
mem: 0100008000000000
mem: ffffffff00000000
mem: feffffff00000000
mem: 0000000001000000
mem: 0100000001000000
mem: 00000000ffffffff
mem: 00000080ffffffff
mem: ffffff7fffffffff
mem: efcdab8967452301
mem: 1032547698badcfe
mem: ffffffff01000000
mem: 0000008000000080
mem: ffffff7fffffff7f
insns:
	r6 = r1
	r7 = r1
	r1 = *(u64 *)(r6 + 0)
	r1 = be16 r1
	*(u64 *)(r6 + 0) = r1
	r7 = *(u64 *)(r6 + 8)
	r7 = be16 r7
	*(u64 *)(r6 + 8) = r7
	r7 = r6
	r2 = *(u64 *)(r7 + 16)
	r2 = be16 r2
	*(u64 *)(r7 + 16) = r2
	r8 = *(u64 *)(r6 + 24)
	r8 = be16 r8
	*(u64 *)(r6 + 24) = r8
	r3 = *(u64 *)(r6 + 32)
	r3 = be16 r3
	*(u64 *)(r6 + 32) = r3
	r9 = *(u64 *)(r7 + 40)
	r9 = be16 r9
	*(u64 *)(r7 + 40) = r9
	r4 = *(u64 *)(r6 + 48)
	r4 = be16 r4
	*(u64 *)(r6 + 48) = r4
	r0 = *(u64 *)(r6 + 56)
	r0 = be16 r0
	*(u64 *)(r6 + 56) = r0
	r5 = *(u64 *)(r7 + 64)
	r5 = be16 r5
	*(u64 *)(r7 + 64) = r5
	r1 = *(u64 *)(r6 + 72)
	r1 = be16 r1
	*(u64 *)(r6 + 72) = r1
	r7 = *(u64 *)(r6 + 80)
	r7 = be16 r7
	*(u64 *)(r6 + 80) = r7
	r7 = r6
	r2 = *(u64 *)(r7 + 88)
	r2 = be16 r2
	*(u64 *)(r7 + 88) = r2
	r8 = *(u64 *)(r6 + 96)
	r8 = be16 r8
	*(u64 *)(r6 + 96) = r8
	r3 = *(u64 *)(r6 + 104)
	r3 = be16 r3
	*(u64 *)(r6 + 104) = r3
	r9 = *(u64 *)(r7 + 112)
	r9 = be16 r9
	*(u64 *)(r7 + 112) = r9
	r4 = *(u64 *)(r6 + 120)
	r4 = be16 r4
	*(u64 *)(r6 + 120) = r4
	r0 = *(u64 *)(r6 + 128)
	r0 = be16 r0
	*(u64 *)(r6 + 128) = r0
	r5 = *(u64 *)(r7 + 136)
	r5 = be16 r5
	*(u64 *)(r7 + 136) = r5
	r1 = *(u64 *)(r6 + 144)
	r1 = be16 r1
	*(u64 *)(r6 + 144) = r1
	r7 = *(u64 *)(r6 + 152)
	r7 = be16 r7
	*(u64 *)(r6 + 152) = r7
	r7 = r6
	r2 = *(u64 *)(r7 + 160)
	r2 = be16 r2
	*(u64 *)(r7 + 160) = r2
	r8 = *(u64 *)(r6 + 168)
	r8 = be16 r8
	*(u64 *)(r6 + 168) = r8
	r3 = *(u64 *)(r6 + 176)
	r3 = be16 r3
	*(u64 *)(r6 + 176) = r3
	r9 = *(u64 *)(r7 + 184)
	r9 = be16 r9
	*(u64 *)(r7 + 184) = r9
	r4 = *(u64 *)(r6 + 192)
	r4 = be16 r4
	*(u64 *)(r6 + 192) = r4
	r0 = *(u64 *)(r6 + 200)
	r0 = be16 r0
	*(u64 *)(r6 + 200) = r0
	r5 = *(u64 *)(r7 + 208)
	r5 = be16 r5
	*(u64 *)(r7 + 208) = r5
	r1 = *(u64 *)(r6 + 216)
	r1 = be16 r1
	*(u64 *)(r6 + 216) = r1
	r7 = *(u64 *)(r6 + 224)
	r7 = be16 r7
	*(u64 *)(r6 + 224) = r7
	r7 = r6
	r2 = *(u64 *)(r7 + 232)
	r2 = be16 r2
	*(u64 *)(r7 + 232) = r2
	r0 = 0
	exit

result: 0x0
memory: 0000000000000000
memory: 0001000000000000
memory: 0002000000000000
memory: 0007000000000000
memory: 007f000000000000
memory: 0080000000000000
memory: 00ff000000000000
memory: 7fff000000000000
memory: 8000000000000000
memory: ffff000000000000
memory: ffff000000000000
memory: 0000000000000000
memory: 0001000000000000
memory: ffff000000000000
memory: fffe000000000000
memory: ffff000000000000
memory: 0000000000000000
memory: 0001000000000000
memory: ffff000000000000
memory: fffe000000000000
memory: 0000000000000000
memory: 0001000000000000
memory: 0000000000000000
memory: 0000000000000000
memory: ffff000000000000
memory: cdef000000000000
memory: 3210000000000000
memory: ffff000000000000
memory: 0000000000000000
memory: ffff000000000000

== BE32
mem: 0000000000000000
mem: 0100000000000000
mem: 0200000000000000
mem: 0700000000000000
mem: 7f00000000000000
mem: 8000000000000000
mem: ff00000000000000
mem: ff7f000000000000
mem: 0080000000000000
mem: ffff000000000000
mem: ffffffffffffff7f
mem: 0000000000000080
mem: 0100000000000080
mem: ffffffffffffffff
mem: feffffffffffffff
mem: ffffff7f00000000
mem: 0000008000000000
mem: 0100008000000000
mem: ffffffff00000000
mem: feffffff00000000
mem: 0000000001000000
mem: 0100000001000000
mem: 00000000ffffffff
mem: 00000080ffffffff
mem: ffffff7fffffffff
mem: efcdab8967452301
mem: 1032547698badcfe
mem: ffffffff01000000
mem: 0000008000000080
mem: ffffff7fffffff7f
insns:
	r6 = r1
	r7 = r1
	r8 = *(u64 *)(r6 + 0)
	r8 = be32 r8
	*(u64 *)(r6 + 0) = r8
	r3 = *(u64 *)(r6 + 8)
	r3 = be32 r3
	*(u64 *)(r6 + 8) = r3
	r9 = *(u64 *)(r7 + 16)
	r9 = be32 r9
	*(u64 *)(r7 + 16) = r9
	r4 = *(u64 *)(r6 + 24)
	r4 = be32 r4
	*(u64 *)(r6 + 24) = r4
	r0 = *(u64 *)(r6 + 32)
	r0 = be32 r0
	*(u64 *)(r6 + 32) = r0
	r5 = *(u64 *)(r7 + 40)
	r5 = be32 r5
	*(u64 *)(r7 + 40) = r5
	r1 = *(u64 *)(r6 + 48)
	r1 = be32 r1
	*(u64 *)(r6 + 48) = r1
	r7 = *(u64 *)(r6 + 56)
	r7 = be32 r7
	*(u64 *)(r6 + 56) = r7
	r7 = r6
	r2 = *(u64 *)(r7 + 64)
	r2 = be32 r2
	*(u64 *)(r7 + 64) = r2
	r8 = *(u64 *)(r6 + 72)
	r8 = be32 r8
	*(u64 *)(r6 + 72) = r8
	r3 = *(u64 *)(r6 + 80)
	r3 = be32 r3
	*(u64 *)(r6 + 80) = r3
	r9 = *(u64 *)(r7 + 88)
	r9 = be32 r9
	*(u64 *)(r7 + 88) = r9
	r4 = *(u64 *)(r6 + 96)
	r4 = be32 r4
	*(u64 *)(r6 + 96) = r4
	r0 = *(u64 *)(r6 + 104)
	r0 = be32 r0
	*(u64 *)(r6 + 104) = r0
	r5 = *(u64 *)(r7 + 112)
	r5 = be32 r5
	*(u64 *)(r7 + 112) = r5
	r1 = *(u64 *)(r6 + 120)
	r1 = be32 r1
	*(u64 *)(r6 + 120) = r1
	r7 = *(u64 *)(r6 + 128)
	r7 = be32 r7
	*(u64 *)(r6 + 128) = r7
	r7 = r6
	r2 = *(u64 *)(r7 + 136)
	r2 = be32 r2
	*(u64 *)(r7 + 136) = r2
	r8 = *(u64 *)(r6 + 144)
	r8 = be32 r8
	*(u64 *)(r6 + 144) = r8
	r3 = *(u64 *)(r6 + 152)
	r3 = be32 r3
	*(u64 *)(r6 + 152) = r3
	r9 = *(u64 *)(r7 + 160)
	r9 = be32 r9
	*(u64 *)(r7 + 160) = r9
	r4 = *(u64 *)(r6 + 168)
	r4 = be32 r4
	*(u64 *)(r6 + 168) = r4
	r0 = *(u64 *)(r6 + 176)
	r0 = be32 r0
	*(u64 *)(r6 + 176) = r0
	r5 = *(u64 *)(r7 + 184)
	r5 = be32 r5
	*(u64 *)(r7 + 184) = r5
	r1 = *(u64 *)(r6 + 192)
	r1 = be32 r1
	*(u64 *)(r6 + 192) = r1
	r7 = *(u64 *)(r6 + 200)
	r7 = be32 r7
	*(u64 *)(r6 + 200) = r7
	r7 = r6
	r2 = *(u64 *)(r7 + 208)
	r2 = be32 r2
	*(u64 *)(r7 + 208) = r2
	r8 = *(u64 *)(r6 + 216)
	r8 = be32 r8
	*(u64 *)(r6 + 216) = r8
	r3 = *(u64 *)(r6 + 224)
	r3 = be32 r3
	*(u64 *)(r6 + 224) = r3
	r9 = *(u64 *)(r7 + 232)
	r9 = be32 r9
	*(u64 *)(r7 + 232) = r9
	r0 = 0
	exit

result: 0x0
memory: 0000000000000000
memory: 0000000100000000
memory: 0000000200000000
memory: 0000000700000000
memory: 0000007f00000000
memory: 0000008000000000
memory: 000000ff00000000
memory: 00007fff00000000
memory: 0000800000000000
memory: 0000ffff00000000
memory: ffffffff00000000
memory: 0000000000000000
memory: 0000000100000000
memory: ffffffff00000000
memory: fffffffe00000000
memory: 7fffffff00000000
memory: 8000000000000000
memory: 8000000100000000
memory: ffffffff00000000
memory: fffffffe00000000
memory: 0000000000000000
memory: 0000000100000000
memory: 0000000000000000
memory: 8000000000000000
memory: 7fffffff00000000
memory: 89abcdef00000000
memory: 7654321000000000
memory: ffffffff00000000
memory: 8000000000000000
memory: 7fffffff00000000

== BE64
mem: 0000000000000000
mem: 0100000000000000
mem: 0200000000000000
mem: 0700000000000000
mem: 7f00000000000000
mem: 8000000000000000
mem: ff00000000000000
mem: ff7f000000000000
mem: 0080000000000000
mem: ffff000000000000
mem: ffffffffffffff7f
mem: 0000000000000080
mem: 0100000000000080
mem: ffffffffffffffff
mem: feffffffffffffff
mem: ffffff7f00000000
mem: 0000008000000000
mem: 0100008000000000
mem: ffffffff00000000
mem: feffffff00000000
mem: 0000000001000000
mem: 0100000001000000
mem: 00000000ffffffff
mem: 00000080ffffffff
mem: ffffff7fffffffff
mem: efcdab8967452301
mem: 1032547698badcfe
mem: ffffffff01000000
mem: 0000008000000080
mem: ffffff7fffffff7f
insns:
	r6 = r1
	r7 = r1
	r4 = *(u64 *)(r6 + 0)
	r4 = be64 r4
	*(u64 *)(r6 + 0) = r4
	r0 = *(u64 *)(r6 + 8)
	r0 = be64 r0
	*(u64 *)(r6 + 8) = r0
	r5 = *(u64 *)(r7 + 16)
	r5 = be64 r5
	*(u64 *)(r7 + 16) = r5
	r1 = *(u64 *)(r6 + 24)
	r1 = be64 r1
	*(u64 *)(r6 + 24) = r1
	r7 = *(u64 *)(r6 + 32)
	r7 = be64 r7
	*(u64 *)(r6 + 32) = r7
	r7 = r6
	r2 = *(u64 *)(r7 + 40)
	r2 = be64 r2
	*(u64 *)(r7 + 40) = r2
	r8 = *(u64 *)(r6 + 48)
	r8 = be64 r8
	*(u64 *)(r6 + 48) = r8
	r3 = *(u64 *)(r6 + 56)
	r3 = be64 r3
	*(u64 *)(r6 + 56) = r3
	r9 = *(u64 *)(r7 + 64)
	r9 = be64 r9
	*(u64 *)(r7 + 64) = r9
	r4 = *(u64 *)(r6 + 72)
	r4 = be64 r4
	*(u64 *)(r6 + 72) = r4
	r0 = *(u64 *)(r6 + 80)
	r0 = be64 r0
	*(u64 *)(r6 + 80) = r0
	r5 = *(u64 *)(r7 + 88)
	r5 = be64 r5
	*(u64 *)(r7 + 88) = r5
	r1 = *(u64 *)(r6 + 96)
	r1 = be64 r1
	*(u64 *)(r6 + 96) = r1
	r7 = *(u64 *)(r6 + 104)
	r7 = be64 r7
	*(u64 *)(r6 + 104) = r7
	r7 = r6
	r2 = *(u64 *)(r7 + 112)
	r2 = be64 r2
	*(u64 *)(r7 + 112) = r2
	r8 = *(u64 *)(r6 + 120)
	r8 = be64 r8
	*(u64 *)(r6 + 120) = r8
	r3 = *(u64 *)(r6 + 128)
	r3 = be64 r3
	*(u64 *)(r6 + 128) = r3
	r9 = *(u64 *)(r7 + 136)
	r9 = be64 r9
	*(u64 *)(r7 + 136) = r9
	r4 = *(u64 *)(r6 + 144)
	r4 = be64 r4
	*(u64 *)(r6 + 144) = r4
	r0 = *(u64 *)(r6 + 152)
	r0 = be64 r0
	*(u64 *)(r6 + 152) = r0
	r5 = *(u64 *)(r7 + 160)
	r5 = be64 r5
	*(u64 *)(r7 + 160) = r5
	r1 = *(u64 *)(r6 + 168)
	r1 = be64 r1
	*(u64 *)(r6 + 168) = r1
	r7 = *(u64 *)(r6 + 176)
	r7 = be64 r7
	*(u64 *)(r6 + 176) = r7
	r7 = r6
	r2 = *(u64 *)(r7 + 184)
	r2 = be64 r2
	*(u64 *)(r7 + 184) = r2
	r8 = *(u64 *)(r6 + 192)
	r8 = be64 r8
	*(u64 *)(r6 + 192) = r8
	r3 = *(u64 *)(r6 + 200)
	r3 = be64 r3
	*(u64 *)(r6 + 200) = r3
	r9 = *(u64 *)(r7 + 208)
	r9 = be64 r9
	*(u64 *)(r7 + 208) = r9
	r4 = *(u64 *)(r6 + 216)
	r4 = be64 r4
	*(u64 *)(r6 + 216) = r4
	r0 = *(u64 *)(r6 + 224)
	r0 = be64 r0
	*(u64 *)(r6 + 224) = r0
	r5 = *(u64 *)(r7 + 232)
	r5 = be64 r5
	*(u64 *)(r7 + 232) = r5
	r0 = 0
	exit

result: 0x0
memory: 0000000000000000
memory: 0000000000000001
memory: 0000000000000002
memory: 0000000000000007
memory: 000000000000007f
memory: 0000000000000080
memory: 00000000000000ff
memory: 0000000000007fff
memory: 0000000000008000
memory: 000000000000ffff
memory: 7fffffffffffffff
memory: 8000000000000000
memory: 8000000000000001
memory: ffffffffffffffff
memory: fffffffffffffffe
memory: 000000007fffffff
memory: 0000000080000000
memory: 0000000080000001
memory: 00000000ffffffff
memory: 00000000fffffffe
memory: 0000000100000000
memory: 0000000100000001
memory: ffffffff00000000
memory: ffffffff80000000
memory: ffffffff7fffffff
memory: 0123456789abcdef
memory: fedcba9876543210
memory: 00000001ffffffff
memory: 8000000080000000
memory: 7fffffff7fffffff

== BSWAP16
mem: 0000000000000000
mem: 0100000000000000
mem: 0200000000000000
mem: 0700000000000000
mem: 7f00000000000000
mem: 8000000000000000
mem: ff00000000000000
mem: ff7f000000000000
mem: 0080000000000000
mem: ffff000000000000
mem: ffffffffffffff7f
mem: 0000000000000080
mem: 0100000000000080
mem: ffffffffffffffff
mem: feffffffffffffff
mem: ffffff7f00000000
mem: 0000008000000000
mem: 0100008000000000
mem: ffffffff00000000
mem: feffffff00000000
mem: 0000000001000000
mem: 0100000001000000
mem: 00000000ffffffff
mem: 00000080ffffffff
mem: ffffff7fffffffff
mem: efcdab8967452301
mem: 1032547698badcfe
mem: ffffffff01000000
mem: 0000008000000080
mem: ffffff7fffffff7f
insns:
	r6 = r1
	r7 = r1
	r1 = *(u64 *)(r6 + 0)
	r1 = bswap16 r1
	*(u64 *)(r6 + 0) = r1
	r7 = *(u64 *)(r6 + 8)
	r7 = bswap16 r7
	*(u64 *)(r6 + 8) = r7
	r7 = r6
	r2 = *(u64 *)(r7 + 16)
	r2 = bswap16 r2
	*(u64 *)(r7 + 16) = r2
	r8 = *(u64 *)(r6 + 24)
	r8 = bswap16 r8
	*(u64 *)(r6 + 24) = r8
	r3 = *(u64 *)(r6 + 32)
	r3 = bswap16 r3
	*(u64 *)(r6 + 32) = r3
	r9 = *(u64 *)(r7 + 40)
	r9 = bswap16 r9
	*(u64 *)(r7 + 40) = r9
	r4 = *(u64 *)(r6 + 48)
	r4 = bswap16 r4
	*(u64 *)(r6 + 48) = r4
	r0 = *(u64 *)(r6 + 56)
	r0 = bswap16 r0
	*(u64 *)(r6 + 56) = r0
	r5 = *(u64 *)(r7 + 64)
	r5 = bswap16 r5
	*(u64 *)(r7 + 64) = r5
	r1 = *(u64 *)(r6 + 72)
	r1 = bswap16 r1
	*(u64 *)(r6 + 72) = r1
	r7 = *(u64 *)(r6 + 80)
	r7 = bswap16 r7
	*(u64 *)(r6 + 80) = r7
	r7 = r6
	r2 = *(u64 *)(r7 + 88)
	r2 = bswap16 r2
	*(u64 *)(r7 + 88) = r2
	r8 = *(u64 *)(r6 + 96)
	r8 = bswap16 r8
	*(u64 *)(r6 + 96) = r8
	r3 = *(u64 *)(r6 + 104)
	r3 = bswap16 r3
	*(u64 *)(r6 + 104) = r3
	r9 = *(u64 *)(r7 + 112)
	r9 = bswap16 r9
	*(u64 *)(r7 + 112) = r9
	r4 = *(u64 *)(r6 + 120)
	r4 = bswap16 r4
	*(u64 *)(r6 + 120) = r4
	r0 = *(u64 *)(r6 + 128)
	r0 = bswap16 r0
	*(u64 *)(r6 + 128) = r0
	r5 = *(u64 *)(r7 + 136)
	r5 = bswap16 r5
	*(u64 *)(r7 + 136) = r5
	r1 = *(u64 *)(r6 + 144)
	r1 = bswap16 r1
	*(u64 *)(r6 + 144) = r1
	r7 = *(u64 *)(r6 + 152)
	r7 = bswap16 r7
	*(u64 *)(r6 + 152) = r7
	r7 = r6
	r2 = *(u64 *)(r7 + 160)
	r2 = bswap16 r2
	*(u64 *)(r7 + 160) = r2
	r8 = *(u64 *)(r6 + 168)
	r8 = bswap16 r8
	*(u64 *)(r6 + 168) = r8
	r3 = *(u64 *)(r6 + 176)
	r3 = bswap16 r3
	*(u64 *)(r6 + 176) = r3
	r9 = *(u64 *)(r7 + 184)
	r9 = bswap16 r9
	*(u64 *)(r7 + 184) = r9
	r4 = *(u64 *)(r6 + 192)
	r4 = bswap16 r4
	*(u64 *)(r6 + 192) = r4
	r0 = *(u64 *)(r6 + 200)
	r0 = bswap16 r0
	*(u64 *)(r6 + 200) = r0
	r5 = *(u64 *)(r7 + 208)
	r5 = bswap16 r5
	*(u64 *)(r7 + 208) = r5
	r1 = *(u64 *)(r6 + 216)
	r1 = bswap16 r1
	*(u64 *)(r6 + 216) = r1
	r7 = *(u64 *)(r6 + 224)
	r7 = bswap16 r7
	*(u64 *)(r6 + 224) = r7
	r7 = r6
	r2 = *(u64 *)(r7 + 232)
	r2 = bswap16 r2
	*(u64 *)(r7 + 232) = r2
	r0 = 0
	exit

result: 0x0
memory: 0000000000000000
memory: 0001000000000000
memory: 0002000000000000
memory: 0007000000000000
memory: 007f000000000000
memory: 0080000000000000
memory: 00ff000000000000
memory: 7fff000000000000
memory: 8000000000000000
memory: ffff000000000000
memory: ffff000000000000
memory: 0000000000000000
memory: 0001000000000000
memory: ffff000000000000
memory: fffe000000000000
memory: ffff000000000000
memory: 0000000000000000
memory: 0001000000000000
memory: ffff000000000000
memory: fffe000000000000
memory: 0000000000000000
memory: 0001000000000000
memory: 0000000000000000
memory: 0000000000000000
memory: ffff000000000000
memory: cdef000000000000
memory: 3210000000000000
memory: ffff000000000000
memory: 0000000000000000
memory: ffff000000000000

== BSWAP32
mem: 0000000000000000
mem: 0100000000000000
mem: 0200000000000000
mem: 0700000000000000
mem: 7f00000000000000
mem: 8000000000000000
mem: ff00000000000000
mem: ff7f000000000000
mem: 0080000000000000
mem: ffff000000000000
mem: ffffffffffffff7f
mem: 0000000000000080
mem: 0100000000000080
mem: ffffffffffffffff
mem: feffffffffffffff
mem: ffffff7f00000000
mem: 0000008000000000
mem: 0100008000000000
mem: ffffffff00000000
mem: feffffff00000000
mem: 0000000001000000
mem: 0100000001000000
mem: 00000000ffffffff
mem: 00000080ffffffff
mem: ffffff7fffffffff
mem: efcdab8967452301
mem: 1032547698badcfe
mem: ffffffff01000000
mem: 0000008000000080
mem: ffffff7fffffff7f
insns:
	r6 = r1
	r7 = r1
	r8 = *(u64 *)(r6 + 0)
	r8 = bswap32 r8
	*(u64 *)(r6 + 0) = r8
	r3 = *(u64 *)(r6 + 8)
	r3 = bswap32 r3
	*(u64 *)(r6 + 8) = r3
	r9 = *(u64 *)(r7 + 16)
	r9 = bswap32 r9
	*(u64 *)(r7 + 16) = r9
	r4 = *(u64 *)(r6 + 24)
	r4 = bswap32 r4
	*(u64 *)(r6 + 24) = r4
	r0 = *(u64 *)(r6 + 32)
	r0 = bswap32 r0
	*(u64 *)(r6 + 32) = r0
	r5 = *(u64 *)(r7 + 40)
	r5 = bswap32 r5
	*(u64 *)(r7 + 40) = r5
	r1 = *(u64 *)(r6 + 48)
	r1 = bswap32 r1
	*(u64 *)(r6 + 48) = r1
	r7 = *(u64 *)(r6 + 56)
	r7 = bswap32 r7
	*(u64 *)(r6 + 56) = r7
	r7 = r6
	r2 = *(u64 *)(r7 + 64)
	r2 = bswap32 r2
	*(u64 *)(r7 + 64) = r2
	r8 = *(u64 *)(r6 + 72)
	r8 = bswap32 r8
	*(u64 *)(r6 + 72) = r8
	r3 = *(u64 *)(r6 + 80)
	r3 = bswap32 r3
	*(u64 *)(r6 + 80) = r3
	r9 = *(u64 *)(r7 + 88)
	r9 = bswap32 r9
	*(u64 *)(r7 + 88) = r9
	r4 = *(u64 *)(r6 + 96)
	r4 = bswap32 r4
	*(u64 *)(r6 + 96) = r4
	r0 = *(u64 *)(r6 + 104)
	r0 = bswap32 r0
	*(u64 *)(r6 + 104) = r0
	r5 = *(u64 *)(r7 + 112)
	r5 = bswap32 r5
	*(u64 *)(r7 + 112) = r5
	r1 = *(u64 *)(r6 + 120)
	r1 = bswap32 r1
	*(u64 *)(r6 + 120) = r1
	r7 = *(u64 *)(r6 + 128)
	r7 = bswap32 r7
	*(u64 *)(r6 + 128) = r7
	r7 = r6
	r2 = *(u64 *)(r7 + 136)
	r2 = bswap32 r2
	*(u64 *)(r7 + 136) = r2
	r8 = *(u64 *)(r6 + 144)
	r8 = bswap32 r8
	*(u64 *)(r6 + 144) = r8
	r3 = *(u64 *)(r6 + 152)
	r3 = bswap32 r3
	*(u64 *)(r6 + 152) = r3
	r9 = *(u64 *)(r7 + 160)
	r9 = bswap32 r9
	*(u64 *)(r7 + 160) = r9
	r4 = *(u64 *)(r6 + 168)
	r4 = bswap32 r4
	*(u64 *)(r6 + 168) = r4
	r0 = *(u64 *)(r6 + 176)
	r0 = bswap32 r0
	*(u64 *)(r6 + 176) = r0
	r5 = *(u64 *)(r7 + 184)
	r5 = bswap32 r5
	*(u64 *)(r7 + 184) = r5
	r1 = *(u64 *)(r6 + 192)
	r1 = bswap32 r1
	*(u64 *)(r6 + 192) = r1
	r7 = *(u64 *)(r6 + 200)
	r7 = bswap32 r7
	*(u64 *)(r6 + 200) = r7
	r7 = r6
	r2 = *(u64 *)(r7 + 208)
	r2 = bswap32 r2
	*(u64 *)(r7 + 208) = r2
	r8 = *(u64 *)(r6 + 216)
	r8 = bswap32 r8
	*(u64 *)(r6 + 216) = r8
	r3 = *(u64 *)(r6 + 224)
	r3 = bswap32 r3
	*(u64 *)(r6 + 224) = r3
	r9 = *(u64 *)(r7 + 232)
	r9 = bswap32 r9
	*(u64 *)(r7 + 232) = r9
	r0 = 0
	exit

result: 0x0
memory: 0000000000000000
memory: 0000000100000000
memory: 0000000200000000
memory: 0000000700000000
memory: 0000007f00000000
memory: 0000008000000000
memory: 000000ff00000000
memory: 00007fff00000000
memory: 0000800000000000
memory: 0000ffff00000000
memory: ffffffff00000000
memory: 0000000000000000
memory: 0000000100000000
memory: ffffffff00000000
memory: fffffffe00000000
memory: 7fffffff00000000
memory: 8000000000000000
memory: 8000000100000000
memory: ffffffff00000000
memory: fffffffe00000000
memory: 0000000000000000
memory: 0000000100000000
memory: 0000000000000000
memory: 8000000000000000
memory: 7fffffff00000000
memory: 89abcdef00000000
memory: 7654321000000000
memory: ffffffff00000000
memory: 8000000000000000
memory: 7fffffff00000000

== BSWAP64
mem: 0000000000000000
mem: 0100000000000000
mem: 0200000000000000
mem: 0700000000000000
mem: 7f00000000000000
mem: 8000000000000000
mem: ff00000000000000
mem: ff7f000000000000
mem: 0080000000000000
mem: ffff000000000000
mem: ffffffffffffff7f
mem: 0000000000000080
mem: 0100000000000080
mem: ffffffffffffffff
mem: feffffffffffffff
mem: ffffff7f00000000
mem: 0000008000000000
mem: 0100008000000000
mem: ffffffff00000000
mem: feffffff00000000
mem: 0000000001000000
mem: 0100000001000000
mem: 00000000ffffffff
mem: 00000080ffffffff
mem: ffffff7fffffffff
mem: efcdab8967452301
mem: 1032547698badcfe
mem: ffffffff01000000
mem: 0000008000000080
mem: ffffff7fffffff7f
insns:
	r6 = r1
	r7 = r1
	r4 = *(u64 *)(r6 + 0)
	r4 = bswap64 r4
	*(u64 *)(r6 + 0) = r4
	r0 = *(u64 *)(r6 + 8)
	r0 = bswap64 r0
	*(u64 *)(r6 + 8) = r0
	r5 = *(u64 *)(r7 + 16)
	r5 = bswap64 r5
	*(u64 *)(r7 + 16) = r5
	r1 = *(u64 *)(r6 + 24)
	r1 = bswap64 r1
	*(u64 *)(r6 + 24) = r1
	r7 = *(u64 *)(r6 + 32)
	r7 = bswap64 r7
	*(u64 *)(r6 + 32) = r7
	r7 = r6
	r2 = *(u64 *)(r7 + 40)
	r2 = bswap64 r2
	*(u64 *)(r7 + 40) = r2
	r8 = *(u64 *)(r6 + 48)
	r8 = bswap64 r8
	*(u64 *)(r6 + 48) = r8
	r3 = *(u64 *)(r6 + 56)
	r3 = bswap64 r3
	*(u64 *)(r6 + 56) = r3
	r9 = *(u64 *)(r7 + 64)
	r9 = bswap64 r9
	*(u64 *)(r7 + 64) = r9
	r4 = *(u64 *)(r6 + 72)
	r4 = bswap64 r4
	*(u64 *)(r6 + 72) = r4
	r0 = *(u64 *)(r6 + 80)
	r0 = bswap64 r0
	*(u64 *)(r6 + 80) = r0
	r5 = *(u64 *)(r7 + 88)
	r5 = bswap64 r5
	*(u64 *)(r7 + 88) = r5
	r1 = *(u64 *)(r6 + 96)
	r1 = bswap64 r1
	*(u64 *)(r6 + 96) = r1
	r7 = *(u64 *)(r6 + 104)
	r7 = bswap64 r7
	*(u64 *)(r6 + 104) = r7
	r7 = r6
	r2 = *(u64 *)(r7 + 112)
	r2 = bswap64 r2
	*(u64 *)(r7 + 112) = r2
	r8 = *(u64 *)(r6 + 120)
	r8 = bswap64 r8
	*(u64 *)(r6 + 120) = r8
	r3 = *(u64 *)(r6 + 128)
	r3 = bswap64 r3
	*(u64 *)(r6 + 128) = r3
	r9 = *(u64 *)(r7 + 136)
	r9 = bswap64 r9
	*(u64 *)(r7 + 136) = r9
	r4 = *(u64 *)(r6 + 144)
	r4 = bswap64 r4
	*(u64 *)(r6 + 144) = r4
	r0 = *(u64 *)(r6 + 152)
	r0 = bswap64 r0
	*(u64 *)(r6 + 152) = r0
	r5 = *(u64 *)(r7 + 160)
	r5 = bswap64 r5
	*(u64 *)(r7 + 160) = r5
	r1 = *(u64 *)(r6 + 168)
	r1 = bswap64 r1
	*(u64 *)(r6 + 168) = r1
	r7 = *(u64 *)(r6 + 176)
	r7 = bswap64 r7
	*(u64 *)(r6 + 176) = r7
	r7 = r6
	r2 = *(u64 *)(r7 + 184)
	r2 = bswap64 r2
	*(u64 *)(r7 + 184) = r2
	r8 = *(u64 *)(r6 + 192)
	r8 = bswap64 r8
	*(u64 *)(r6 + 192) = r8
	r3 = *(u64 *)(r6 + 200)
	r3 = bswap64 r3
	*(u64 *)(r6 + 200) = r3
	r9 = *(u64 *)(r7 + 208)
	r9 = bswap64 r9
	*(u64 *)(r7 + 208) = r9
	r4 = *(u64 *)(r6 + 216)
	r4 = bswap64 r4
	*(u64 *)(r6 + 216) = r4
	r0 = *(u64 *)(r6 + 224)
	r0 = bswap64 r0
	*(u64 *)(r6 + 224) = r0
	r5 = *(u64 *)(r7 + 232)
	r5 = bswap64 r5
	*(u64 *)(r7 + 232) = r5
	r0 = 0
	exit

result: 0x0
memory: 0000000000000000
memory: 0000000000000001
memory: 0000000000000002
memory: 0000000000000007
memory: 000000000000007f
memory: 0000000000000080
memory: 00000000000000ff
memory: 0000000000007fff
memory: 0000000000008000
memory: 000000000000ffff
memory: 7fffffffffffffff
memory: 8000000000000000
memory: 8000000000000001
memory: ffffffffffffffff
memory: fffffffffffffffe
memory: 000000007fffffff
memory: 0000000080000000
memory: 0000000080000001
memory: 00000000ffffffff
memory: 00000000fffffffe
memory: 0000000100000000
memory: 0000000100000001
memory: ffffffff00000000
memory: ffffffff80000000
memory: ffffffff7fffffff
memory: 0123456789abcdef
memory: fedcba9876543210
memory: 00000001ffffffff
memory: 8000000080000000
memory: 7fffffff7fffffff
