# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
# Loads and stores, aligned or not, with offsets of both signs. Written by make.py.

== LDX8
mem: 6c8f783f83086721b71feab8e4a3cc328820ac6c80ff7f00ffffffff00000080ffffff7f808095b734b56626b7ee9b7b213f319db68665ea62429a1bfd0b2a7e
mem: ee*144
insns:
	r6 = r1
	r7 = r1
	r7 = r6
	r7 += 40
	r7 = *(u8 *)(r7 - 40)
	*(u64 *)(r6 + 64) = r7
	r7 = r6
	r2 = *(u8 *)(r7 + 1)
	*(u64 *)(r7 + 72) = r2
	r8 = *(u8 *)(r6 + 2)
	*(u64 *)(r6 + 80) = r8
	r3 = r6
	r3 += 40
	r3 = *(u8 *)(r3 - 37)
	*(u64 *)(r6 + 88) = r3
	r9 = *(u8 *)(r7 + 4)
	*(u64 *)(r7 + 96) = r9
	r4 = *(u8 *)(r6 + 5)
	*(u64 *)(r6 + 104) = r4
	r0 = r6
	r0 += 40
	r0 = *(u8 *)(r0 - 33)
	*(u64 *)(r6 + 112) = r0
	r5 = *(u8 *)(r7 + 8)
	*(u64 *)(r7 + 120) = r5
	r1 = *(u8 *)(r6 + 13)
	*(u64 *)(r6 + 128) = r1
	r7 = r6
	r7 += 40
	r7 = *(u8 *)(r7 - 21)
	*(u64 *)(r6 + 136) = r7
	r7 = r6
	r2 = *(u8 *)(r7 + 20)
	*(u64 *)(r7 + 144) = r2
	r8 = *(u8 *)(r6 + 21)
	*(u64 *)(r6 + 152) = r8
	r3 = r6
	r3 += 40
	r3 = *(u8 *)(r3 - 18)
	*(u64 *)(r6 + 160) = r3
	r9 = *(u8 *)(r7 + 24)
	*(u64 *)(r7 + 168) = r9
	r4 = *(u8 *)(r6 + 28)
	*(u64 *)(r6 + 176) = r4
	r0 = r6
	r0 += 40
	r0 = *(u8 *)(r0 - 8)
	*(u64 *)(r6 + 184) = r0
	r5 = *(u8 *)(r7 + 35)
	*(u64 *)(r7 + 192) = r5
	r1 = *(u8 *)(r6 + 63)
	*(u64 *)(r6 + 200) = r1
	r0 = 0
	exit

result: 0x0
memory: 6c8f783f83086721b71feab8e4a3cc328820ac6c80ff7f00ffffffff00000080ffffff7f808095b734b56626b7ee9b7b213f319db68665ea62429a1bfd0b2a7e
memory: 6c00000000000000
memory: 8f00000000000000
memory: 7800000000000000
memory: 3f00000000000000
memory: 8300000000000000
memory: 0800000000000000
memory: 2100000000000000
memory: b700000000000000
memory: a300000000000000
memory: 6c00000000000000
memory: 8000000000000000
memory: ff00000000000000
memory: 7f00000000000000
memory: ff00000000000000
memory: 0000000000000000
memory: ff00000000000000
memory: 7f00000000000000
memory: 7e00000000000000

== LDX16
mem: 6c8f783f83086721b71feab8e4a3cc328820ac6c80ff7f00ffffffff00000080ffffff7f808095b734b56626b7ee9b7b213f319db68665ea62429a1bfd0b2a7e
mem: ee*144
insns:
	r6 = r1
	r7 = r1
	r7 = r6
	r7 += 40
	r7 = *(u16 *)(r7 - 40)
	*(u64 *)(r6 + 64) = r7
	r7 = r6
	r2 = *(u16 *)(r7 + 1)
	*(u64 *)(r7 + 72) = r2
	r8 = *(u16 *)(r6 + 2)
	*(u64 *)(r6 + 80) = r8
	r3 = r6
	r3 += 40
	r3 = *(u16 *)(r3 - 37)
	*(u64 *)(r6 + 88) = r3
	r9 = *(u16 *)(r7 + 4)
	*(u64 *)(r7 + 96) = r9
	r4 = *(u16 *)(r6 + 5)
	*(u64 *)(r6 + 104) = r4
	r0 = r6
	r0 += 40
	r0 = *(u16 *)(r0 - 33)
	*(u64 *)(r6 + 112) = r0
	r5 = *(u16 *)(r7 + 8)
	*(u64 *)(r7 + 120) = r5
	r1 = *(u16 *)(r6 + 13)
	*(u64 *)(r6 + 128) = r1
	r7 = r6
	r7 += 40
	r7 = *(u16 *)(r7 - 21)
	*(u64 *)(r6 + 136) = r7
	r7 = r6
	r2 = *(u16 *)(r7 + 20)
	*(u64 *)(r7 + 144) = r2
	r8 = *(u16 *)(r6 + 21)
	*(u64 *)(r6 + 152) = r8
	r3 = r6
	r3 += 40
	r3 = *(u16 *)(r3 - 18)
	*(u64 *)(r6 + 160) = r3
	r9 = *(u16 *)(r7 + 24)
	*(u64 *)(r7 + 168) = r9
	r4 = *(u16 *)(r6 + 28)
	*(u64 *)(r6 + 176) = r4
	r0 = r6
	r0 += 40
	r0 = *(u16 *)(r0 - 8)
	*(u64 *)(r6 + 184) = r0
	r5 = *(u16 *)(r7 + 35)
	*(u64 *)(r7 + 192) = r5
	r1 = *(u16 *)(r6 + 62)
	*(u64 *)(r6 + 200) = r1
	r0 = 0
	exit

result: 0x0
memory: 6c8f783f83086721b71feab8e4a3cc328820ac6c80ff7f00ffffffff00000080ffffff7f808095b734b56626b7ee9b7b213f319db68665ea62429a1bfd0b2a7e
memory: 6c8f000000000000
memory: 8f78000000000000
memory: 783f000000000000
memory: 3f83000000000000
memory: 8308000000000000
memory: 0867000000000000
memory: 21b7000000000000
memory: b71f000000000000
memory: a3cc000000000000
memory: 6c80000000000000
memory: 80ff000000000000
memory: ff7f000000000000
memory: 7f00000000000000
memory: ffff000000000000
memory: 0000000000000000
memory: ffff000000000000
memory: 7f80000000000000
memory: 2a7e000000000000

== LDX32
mem: 6c8f783f83086721b71feab8e4a3cc328820ac6c80ff7f00ffffffff00000080ffffff7f808095b734b56626b7ee9b7b213f319db68665ea62429a1bfd0b2a7e
mem: ee*144
insns:
	r6 = r1
	r7 = r1
	r7 = r6
	r7 += 40
	r7 = *(u32 *)(r7 - 40)
	*(u64 *)(r6 + 64) = r7
	r7 = r6
	r2 = *(u32 *)(r7 + 1)
	*(u64 *)(r7 + 72) = r2
	r8 = *(u32 *)(r6 + 2)
	*(u64 *)(r6 + 80) = r8
	r3 = r6
	r3 += 40
	r3 = *(u32 *)(r3 - 37)
	*(u64 *)(r6 + 88) = r3
	r9 = *(u32 *)(r7 + 4)
	*(u64 *)(r7 + 96) = r9
	r4 = *(u32 *)(r6 + 5)
	*(u64 *)(r6 + 104) = r4
	r0 = r6
	r0 += 40
	r0 = *(u32 *)(r0 - 33)
	*(u64 *)(r6 + 112) = r0
	r5 = *(u32 *)(r7 + 8)
	*(u64 *)(r7 + 120) = r5
	r1 = *(u32 *)(r6 + 13)
	*(u64 *)(r6 + 128) = r1
	r7 = r6
	r7 += 40
	r7 = *(u32 *)(r7 - 21)
	*(u64 *)(r6 + 136) = r7
	r7 = r6
	r2 = *(u32 *)(r7 + 20)
	*(u64 *)(r7 + 144) = r2
	r8 = *(u32 *)(r6 + 21)
	*(u64 *)(r6 + 152) = r8
	r3 = r6
	r3 += 40
	r3 = *(u32 *)(r3 - 18)
	*(u64 *)(r6 + 160) = r3
	r9 = *(u32 *)(r7 + 24)
	*(u64 *)(r7 + 168) = r9
	r4 = *(u32 *)(r6 + 28)
	*(u64 *)(r6 + 176) = r4
	r0 = r6
	r0 += 40
	r0 = *(u32 *)(r0 - 8)
	*(u64 *)(r6 + 184) = r0
	r5 = *(u32 *)(r7 + 35)
	*(u64 *)(r7 + 192) = r5
	r1 = *(u32 *)(r6 + 60)
	*(u64 *)(r6 + 200) = r1
	r0 = 0
	exit

result: 0x0
memory: 6c8f783f83086721b71feab8e4a3cc328820ac6c80ff7f00ffffffff00000080ffffff7f808095b734b56626b7ee9b7b213f319db68665ea62429a1bfd0b2a7e
memory: 6c8f783f00000000
memory: 8f783f8300000000
memory: 783f830800000000
memory: 3f83086700000000
memory: 8308672100000000
memory: 086721b700000000
memory: 21b71fea00000000
memory: b71feab800000000
memory: a3cc328800000000
memory: 6c80ff7f00000000
memory: 80ff7f0000000000
memory: ff7f00ff00000000
memory: 7f00ffff00000000
memory: ffffffff00000000
memory: 0000008000000000
memory: ffffff7f00000000
memory: 7f80809500000000
memory: fd0b2a7e00000000

== LDX64
mem: 6c8f783f83086721b71feab8e4a3cc328820ac6c80ff7f00ffffffff00000080ffffff7f808095b734b56626b7ee9b7b213f319db68665ea62429a1bfd0b2a7e
mem: ee*144
insns:
	r6 = r1
	r7 = r1
	r7 = r6
	r7 += 40
	r7 = *(u64 *)(r7 - 40)
	*(u64 *)(r6 + 64) = r7
	r7 = r6
	r2 = *(u64 *)(r7 + 1)
	*(u64 *)(r7 + 72) = r2
	r8 = *(u64 *)(r6 + 2)
	*(u64 *)(r6 + 80) = r8
	r3 = r6
	r3 += 40
	r3 = *(u64 *)(r3 - 37)
	*(u64 *)(r6 + 88) = r3
	r9 = *(u64 *)(r7 + 4)
	*(u64 *)(r7 + 96) = r9
	r4 = *(u64 *)(r6 + 5)
	*(u64 *)(r6 + 104) = r4
	r0 = r6
	r0 += 40
	r0 = *(u64 *)(r0 - 33)
	*(u64 *)(r6 + 112) = r0
	r5 = *(u64 *)(r7 + 8)
	*(u64 *)(r7 + 120) = r5
	r1 = *(u64 *)(r6 + 13)
	*(u64 *)(r6 + 128) = r1
	r7 = r6
	r7 += 40
	r7 = *(u64 *)(r7 - 21)
	*(u64 *)(r6 + 136) = r7
	r7 = r6
	r2 = *(u64 *)(r7 + 20)
	*(u64 *)(r7 + 144) = r2
	r8 = *(u64 *)(r6 + 21)
	*(u64 *)(r6 + 152) = r8
	r3 = r6
	r3 += 40
	r3 = *(u64 *)(r3 - 18)
	*(u64 *)(r6 + 160) = r3
	r9 = *(u64 *)(r7 + 24)
	*(u64 *)(r7 + 168) = r9
	r4 = *(u64 *)(r6 + 28)
	*(u64 *)(r6 + 176) = r4
	r0 = r6
	r0 += 40
	r0 = *(u64 *)(r0 - 8)
	*(u64 *)(r6 + 184) = r0
	r5 = *(u64 *)(r7 + 35)
	*(u64 *)(r7 + 192) = r5
	r1 = *(u64 *)(r6 + 56)
	*(u64 *)(r6 + 200) = r1
	r0 = 0
	exit

result: 0x0
memory: 6c8f783f83086721b71feab8e4a3cc328820ac6c80ff7f00ffffffff00000080ffffff7f808095b734b56626b7ee9b7b213f319db68665ea62429a1bfd0b2a7e
memory: 6c8f783f83086721
memory: 8f783f83086721b7
memory: 783f83086721b71f
memory: 3f83086721b71fea
memory: 83086721b71feab8
memory: 086721b71feab8e4
memory: 21b71feab8e4a3cc
memory: b71feab8e4a3cc32
memory: a3cc328820ac6c80
memory: 6c80ff7f00ffffff
memory: 80ff7f00ffffffff
memory: ff7f00ffffffff00
memory: 7f00ffffffff0000
memory: ffffffff00000080
memory: 00000080ffffff7f
memory: ffffff7f808095b7
memory: 7f808095b734b566
memory: 62429a1bfd0b2a7e

== LDSX8
mem: 6c8f783f83086721b71feab8e4a3cc328820ac6c80ff7f00ffffffff00000080ffffff7f808095b734b56626b7ee9b7b213f319db68665ea62429a1bfd0b2a7e
mem: ee*144
insns:
	r6 = r1
	r7 = r1
	r7 = r6
	r7 += 40
	r7 = *(s8 *)(r7 - 40)
	*(u64 *)(r6 + 64) = r7
	r7 = r6
	r2 = *(s8 *)(r7 + 1)
	*(u64 *)(r7 + 72) = r2
	r8 = *(s8 *)(r6 + 2)
	*(u64 *)(r6 + 80) = r8
	r3 = r6
	r3 += 40
	r3 = *(s8 *)(r3 - 37)
	*(u64 *)(r6 + 88) = r3
	r9 = *(s8 *)(r7 + 4)
	*(u64 *)(r7 + 96) = r9
	r4 = *(s8 *)(r6 + 5)
	*(u64 *)(r6 + 104) = r4
	r0 = r6
	r0 += 40
	r0 = *(s8 *)(r0 - 33)
	*(u64 *)(r6 + 112) = r0
	r5 = *(s8 *)(r7 + 8)
	*(u64 *)(r7 + 120) = r5
	r1 = *(s8 *)(r6 + 13)
	*(u64 *)(r6 + 128) = r1
	r7 = r6
	r7 += 40
	r7 = *(s8 *)(r7 - 21)
	*(u64 *)(r6 + 136) = r7
	r7 = r6
	r2 = *(s8 *)(r7 + 20)
	*(u64 *)(r7 + 144) = r2
	r8 = *(s8 *)(r6 + 21)
	*(u64 *)(r6 + 152) = r8
	r3 = r6
	r3 += 40
	r3 = *(s8 *)(r3 - 18)
	*(u64 *)(r6 + 160) = r3
	r9 = *(s8 *)(r7 + 24)
	*(u64 *)(r7 + 168) = r9
	r4 = *(s8 *)(r6 + 28)
	*(u64 *)(r6 + 176) = r4
	r0 = r6
	r0 += 40
	r0 = *(s8 *)(r0 - 8)
	*(u64 *)(r6 + 184) = r0
	r5 = *(s8 *)(r7 + 35)
	*(u64 *)(r7 + 192) = r5
	r1 = *(s8 *)(r6 + 63)
	*(u64 *)(r6 + 200) = r1
	r0 = 0
	exit

result: 0x0
memory: 6c8f783f83086721b71feab8e4a3cc328820ac6c80ff7f00ffffffff00000080ffffff7f808095b734b56626b7ee9b7b213f319db68665ea62429a1bfd0b2a7e
memory: 6c00000000000000
memory: 8fffffffffffffff
memory: 7800000000000000
memory: 3f00000000000000
memory: 83ffffffffffffff
memory: 0800000000000000
memory: 2100000000000000
memory: b7ffffffffffffff
memory: a3ffffffffffffff
memory: 6c00000000000000
memory: 80ffffffffffffff
memory: ffffffffffffffff
memory: 7f00000000000000
memory: ffffffffffffffff
memory: 0000000000000000
memory: ffffffffffffffff
memory: 7f00000000000000
memory: 7e00000000000000

== LDSX16
mem: 6c8f783f83086721b71feab8e4a3cc328820ac6c80ff7f00ffffffff00000080ffffff7f808095b734b56626b7ee9b7b213f319db68665ea62429a1bfd0b2a7e
mem: ee*144
insns:
	r6 = r1
	r7 = r1
	r7 = r6
	r7 += 40
	r7 = *(s16 *)(r7 - 40)
	*(u64 *)(r6 + 64) = r7
	r7 = r6
	r2 = *(s16 *)(r7 + 1)
	*(u64 *)(r7 + 72) = r2
	r8 = *(s16 *)(r6 + 2)
	*(u64 *)(r6 + 80) = r8
	r3 = r6
	r3 += 40
	r3 = *(s16 *)(r3 - 37)
	*(u64 *)(r6 + 88) = r3
	r9 = *(s16 *)(r7 + 4)
	*(u64 *)(r7 + 96) = r9
	r4 = *(s16 *)(r6 + 5)
	*(u64 *)(r6 + 104) = r4
	r0 = r6
	r0 += 40
	r0 = *(s16 *)(r0 - 33)
	*(u64 *)(r6 + 112) = r0
	r5 = *(s16 *)(r7 + 8)
	*(u64 *)(r7 + 120) = r5
	r1 = *(s16 *)(r6 + 13)
	*(u64 *)(r6 + 128) = r1
	r7 = r6
	r7 += 40
	r7 = *(s16 *)(r7 - 21)
	*(u64 *)(r6 + 136) = r7
	r7 = r6
	r2 = *(s16 *)(r7 + 20)
	*(u64 *)(r7 + 144) = r2
	r8 = *(s16 *)(r6 + 21)
	*(u64 *)(r6 + 152) = r8
	r3 = r6
	r3 += 40
	r3 = *(s16 *)(r3 - 18)
	*(u64 *)(r6 + 160) = r3
	r9 = *(s16 *)(r7 + 24)
	*(u64 *)(r7 + 168) = r9
	r4 = *(s16 *)(r6 + 28)
	*(u64 *)(r6 + 176) = r4
	r0 = r6
	r0 += 40
	r0 = *(s16 *)(r0 - 8)
	*(u64 *)(r6 + 184) = r0
	r5 = *(s16 *)(r7 + 35)
	*(u64 *)(r7 + 192) = r5
	r1 = *(s16 *)(r6 + 62)
	*(u64 *)(r6 + 200) = r1
	r0 = 0
	exit

result: 0x0
memory: 6c8f783f83086721b71feab8e4a3cc328820ac6c80ff7f00ffffffff00000080ffffff7f808095b734b56626b7ee9b7b213f319db68665ea62429a1bfd0b2a7e
memory: 6c8fffffffffffff
memory: 8f78000000000000
memory: 783f000000000000
memory: 3f83ffffffffffff
memory: 8308000000000000
memory: 0867000000000000
memory: 21b7ffffffffffff
memory: b71f000000000000
memory: a3ccffffffffffff
memory: 6c80ffffffffffff
memory: 80ffffffffffffff
memory: ff7f000000000000
memory: 7f00000000000000
memory: ffffffffffffffff
memory: 0000000000000000
memory: ffffffffffffffff
memory: 7f80ffffffffffff
memory: 2a7e000000000000

== LDSX32
mem: 6c8f783f83086721b71feab8e4a3cc328820ac6c80ff7f00ffffffff00000080ffffff7f808095b734b56626b7ee9b7b213f319db68665ea62429a1bfd0b2a7e
mem: ee*144
insns:
	r6 = r1
	r7 = r1
	r7 = r6
	r7 += 40
	r7 = *(s32 *)(r7 - 40)
	*(u64 *)(r6 + 64) = r7
	r7 = r6
	r2 = *(s32 *)(r7 + 1)
	*(u64 *)(r7 + 72) = r2
	r8 = *(s32 *)(r6 + 2)
	*(u64 *)(r6 + 80) = r8
	r3 = r6
	r3 += 40
	r3 = *(s32 *)(r3 - 37)
	*(u64 *)(r6 + 88) = r3
	r9 = *(s32 *)(r7 + 4)
	*(u64 *)(r7 + 96) = r9
	r4 = *(s32 *)(r6 + 5)
	*(u64 *)(r6 + 104) = r4
	r0 = r6
	r0 += 40
	r0 = *(s32 *)(r0 - 33)
	*(u64 *)(r6 + 112) = r0
	r5 = *(s32 *)(r7 + 8)
	*(u64 *)(r7 + 120) = r5
	r1 = *(s32 *)(r6 + 13)
	*(u64 *)(r6 + 128) = r1
	r7 = r6
	r7 += 40
	r7 = *(s32 *)(r7 - 21)
	*(u64 *)(r6 + 136) = r7
	r7 = r6
	r2 = *(s32 *)(r7 + 20)
	*(u64 *)(r7 + 144) = r2
	r8 = *(s32 *)(r6 + 21)
	*(u64 *)(r6 + 152) = r8
	r3 = r6
	r3 += 40
	r3 = *(s32 *)(r3 - 18)
	*(u64 *)(r6 + 160) = r3
	r9 = *(s32 *)(r7 + 24)
	*(u64 *)(r7 + 168) = r9
	r4 = *(s32 *)(r6 + 28)
	*(u64 *)(r6 + 176) = r4
	r0 = r6
	r0 += 40
	r0 = *(s32 *)(r0 - 8)
	*(u64 *)(r6 + 184) = r0
	r5 = *(s32 *)(r7 + 35)
	*(u64 *)(r7 + 192) = r5
	r1 = *(s32 *)(r6 + 60)
	*(u64 *)(r6 + 200) = r1
	r0 = 0
	exit

result: 0x0
memory: 6c8f783f83086721b71feab8e4a3cc328820ac6c80ff7f00ffffffff00000080ffffff7f808095b734b56626b7ee9b7b213f319db68665ea62429a1bfd0b2a7e
memory: 6c8f783f00000000
memory: 8f783f83ffffffff
memory: 783f830800000000
memory: 3f83086700000000
memory: 8308672100000000
memory: 086721b7ffffffff
memory: 21b71feaffffffff
memory: b71feab8ffffffff
memory: a3cc3288ffffffff
memory: 6c80ff7f00000000
memory: 80ff7f0000000000
memory: ff7f00ffffffffff
memory: 7f00ffffffffffff
memory: ffffffffffffffff
memory: 00000080ffffffff
memory: ffffff7f00000000
memory: 7f808095ffffffff
memory: fd0b2a7e00000000

== STX8
mem: ee*192
insns:
	r6 = r1
	r7 = r1
	r7 = r6
	r7 += 64
	r9 = 2147483647 ll
	*(u8 *)(r7 - 64) = r9
	r7 = r6
	r2 = r7
	r2 += 64
	r5 = 18446744071562067967 ll
	*(u8 *)(r2 - 47) = r5
	r8 = r6
	r8 += 64
	r2 = 18446744073709551615 ll
	*(u8 *)(r8 - 29) = r2
	r3 = r6
	r3 += 64
	r9 = 8589934591 ll
	*(u8 *)(r3 - 12) = r9
	r9 = r7
	r9 += 64
	r5 = 1 ll
	*(u8 *)(r9 + 7) = r5
	r4 = r6
	r4 += 64
	r2 = 4294967297 ll
	*(u8 *)(r4 + 24) = r2
	r0 = r6
	r0 += 64
	r9 = 9223372039002259456 ll
	*(u8 *)(r0 + 32) = r9
	r5 = r7
	r5 += 64
	r6 = 18446744069414584320 ll
	*(u8 *)(r5 + 49) = r6
	r6 = r7
	r1 = r6
	r1 += 64
	r3 = 2147483648 ll
	*(u8 *)(r1 + 67) = r3
	r7 = r6
	r7 += 64
	r0 = 2 ll
	*(u8 *)(r7 + 84) = r0
	r7 = r6
	r2 = r7
	r2 += 64
	r6 = 18446744073709551615 ll
	*(u8 *)(r2 + 103) = r6
	r6 = r7
	r8 = r6
	r8 += 64
	r3 = 32767 ll
	*(u8 *)(r8 + 120) = r3
	r0 = 0
	exit

result: 0x0
memory: ffeeeeeeeeeeeeeeeeeeeeeeeeeeeeee
memory: eeffeeeeeeeeeeeeeeeeeeeeeeeeeeee
memory: eeeeeeffeeeeeeeeeeeeeeeeeeeeeeee
memory: eeeeeeeeffeeeeeeeeeeeeeeeeeeeeee
memory: eeeeeeeeeeeeee01eeeeeeeeeeeeeeee
memory: eeeeeeeeeeeeeeee01eeeeeeeeeeeeee
memory: 00eeeeeeeeeeeeeeeeeeeeeeeeeeeeee
memory: ee00eeeeeeeeeeeeeeeeeeeeeeeeeeee
memory: eeeeee00eeeeeeeeeeeeeeeeeeeeeeee
memory: eeeeeeee02eeeeeeeeeeeeeeeeeeeeee
memory: eeeeeeeeeeeeeeffeeeeeeeeeeeeeeee
memory: eeeeeeeeeeeeeeeeffeeeeeeeeeeeeee

== STX16
mem: ee*192
insns:
	r6 = r1
	r7 = r1
	r3 = r6
	r3 += 64
	r0 = 4294967295 ll
	*(u16 *)(r3 - 64) = r0
	r9 = r7
	r9 += 64
	r6 = 18446744073709551614 ll
	*(u16 *)(r9 - 47) = r6
	r6 = r7
	r4 = r6
	r4 += 64
	r3 = 128 ll
	*(u16 *)(r4 - 29) = r3
	r0 = r6
	r0 += 64
	r1 = 18446744073709551614 ll
	*(u16 *)(r0 - 12) = r1
	r5 = r7
	r5 += 64
	r8 = 128 ll
	*(u16 *)(r5 + 7) = r8
	r1 = r6
	r1 += 64
	r4 = 1 ll
	*(u16 *)(r1 + 24) = r4
	r7 = r6
	r7 += 64
	r1 = 7 ll
	*(u16 *)(r7 + 32) = r1
	r7 = r6
	r2 = r7
	r2 += 64
	r8 = 4294967297 ll
	*(u16 *)(r2 + 49) = r8
	r8 = r6
	r8 += 64
	r4 = 2147483647 ll
	*(u16 *)(r8 + 67) = r4
	r3 = r6
	r3 += 64
	r1 = 9223372034707292159 ll
	*(u16 *)(r3 + 84) = r1
	r9 = r7
	r9 += 64
	r8 = 9223372036854775807 ll
	*(u16 *)(r9 + 103) = r8
	r4 = r6
	r4 += 64
	r5 = 18446744073709551614 ll
	*(u16 *)(r4 + 120) = r5
	r0 = 0
	exit

result: 0x0
memory: ffffeeeeeeeeeeeeeeeeeeeeeeeeeeee
memory: eefeffeeeeeeeeeeeeeeeeeeeeeeeeee
memory: eeeeee8000eeeeeeeeeeeeeeeeeeeeee
memory: eeeeeeeefeffeeeeeeeeeeeeeeeeeeee
memory: eeeeeeeeeeeeee8000eeeeeeeeeeeeee
memory: eeeeeeeeeeeeeeee0100eeeeeeeeeeee
memory: 0700eeeeeeeeeeeeeeeeeeeeeeeeeeee
memory: ee0100eeeeeeeeeeeeeeeeeeeeeeeeee
memory: eeeeeeffffeeeeeeeeeeeeeeeeeeeeee
memory: eeeeeeeeffffeeeeeeeeeeeeeeeeeeee
memory: eeeeeeeeeeeeeeffffeeeeeeeeeeeeee
memory: eeeeeeeeeeeeeeeefeffeeeeeeeeeeee

== STX32
mem: ee*192
insns:
	r6 = r1
	r7 = r1
	r0 = r6
	r0 += 64
	r2 = 9223372036854775809 ll
	*(u32 *)(r0 - 64) = r2
	r5 = r7
	r5 += 64
	r9 = 127 ll
	*(u32 *)(r5 - 47) = r9
	r1 = r6
	r1 += 64
	r5 = 18446744071562067968 ll
	*(u32 *)(r1 - 29) = r5
	r7 = r6
	r7 += 64
	r2 = 18446744071562067968 ll
	*(u32 *)(r7 - 12) = r2
	r7 = r6
	r2 = r7
	r2 += 64
	r9 = 1 ll
	*(u32 *)(r2 + 7) = r9
	r8 = r6
	r8 += 64
	r5 = 9223372036854775809 ll
	*(u32 *)(r8 + 24) = r5
	r3 = r6
	r3 += 64
	r2 = 255 ll
	*(u32 *)(r3 + 32) = r2
	r9 = r7
	r9 += 64
	r0 = 0 ll
	*(u32 *)(r9 + 49) = r0
	r4 = r6
	r4 += 64
	r7 = 8589934591 ll
	*(u32 *)(r4 + 67) = r7
	r7 = r6
	r0 = r6
	r0 += 64
	r3 = 2147483649 ll
	*(u32 *)(r0 + 84) = r3
	r5 = r7
	r5 += 64
	r0 = 127 ll
	*(u32 *)(r5 + 103) = r0
	r1 = r6
	r1 += 64
	r7 = 7 ll
	*(u32 *)(r1 + 120) = r7
	r7 = r6
	r0 = 0
	exit

result: 0x0
memory: 01000000eeeeeeeeeeeeeeeeeeeeeeee
memory: ee7f000000eeeeeeeeeeeeeeeeeeeeee
memory: eeeeee00000080eeeeeeeeeeeeeeeeee
memory: eeeeeeee00000080eeeeeeeeeeeeeeee
memory: eeeeeeeeeeeeee01000000eeeeeeeeee
memory: eeeeeeeeeeeeeeee01000000eeeeeeee
memory: ff000000eeeeeeeeeeeeeeeeeeeeeeee
memory: ee00000000eeeeeeeeeeeeeeeeeeeeee
memory: eeeeeeffffffffeeeeeeeeeeeeeeeeee
memory: eeeeeeee01000080eeeeeeeeeeeeeeee
memory: eeeeeeeeeeeeee7f000000eeeeeeeeee
memory: eeeeeeeeeeeeeeee07000000eeeeeeee

== STX64
mem: ee*192
insns:
	r6 = r1
	r7 = r1
	r7 = r6
	r7 += 64
	r3 = 2147483648 ll
	*(u64 *)(r7 - 64) = r3
	r7 = r6
	r2 = r7
	r2 += 64
	r0 = 32767 ll
	*(u64 *)(r2 - 47) = r0
	r8 = r6
	r8 += 64
	r7 = 9223372034707292159 ll
	*(u64 *)(r8 - 29) = r7
	r7 = r6
	r3 = r6
	r3 += 64
	r4 = 18364758544493064720 ll
	*(u64 *)(r3 - 12) = r4
	r9 = r7
	r9 += 64
	r1 = 2147483647 ll
	*(u64 *)(r9 + 7) = r1
	r4 = r6
	r4 += 64
	r8 = 9223372036854775809 ll
	*(u64 *)(r4 + 24) = r8
	r0 = r6
	r0 += 64
	r4 = 2 ll
	*(u64 *)(r0 + 32) = r4
	r5 = r7
	r5 += 64
	r1 = 127 ll
	*(u64 *)(r5 + 49) = r1
	r1 = r6
	r1 += 64
	r8 = 4294967297 ll
	*(u64 *)(r1 + 67) = r8
	r7 = r6
	r7 += 64
	r4 = 2147483648 ll
	*(u64 *)(r7 + 84) = r4
	r7 = r6
	r2 = r7
	r2 += 64
	r1 = 255 ll
	*(u64 *)(r2 + 103) = r1
	r8 = r6
	r8 += 64
	r9 = 18446744073709551614 ll
	*(u64 *)(r8 + 120) = r9
	r0 = 0
	exit

result: 0x0
memory: 0000008000000000eeeeeeeeeeeeeeee
memory: eeff7f000000000000eeeeeeeeeeeeee
memory: eeeeeeffffff7fffffff7feeeeeeeeee
memory: eeeeeeee1032547698badcfeeeeeeeee
memory: eeeeeeeeeeeeeeffffff7f00000000ee
memory: eeeeeeeeeeeeeeee0100000000000080
memory: 0200000000000000eeeeeeeeeeeeeeee
memory: ee7f00000000000000eeeeeeeeeeeeee
memory: eeeeee0100000001000000eeeeeeeeee
memory: eeeeeeee0000008000000000eeeeeeee
memory: eeeeeeeeeeeeeeff00000000000000ee
memory: eeeeeeeeeeeeeeeefeffffffffffffff

== ST8
mem: ee*192
insns:
	r6 = r1
	r7 = r1
	r3 = r6
	r3 += 64
	*(u8 *)(r3 - 64) = 0
	r9 = r7
	r9 += 64
	*(u8 *)(r9 - 47) = 1
	r4 = r6
	r4 += 64
	*(u8 *)(r4 - 29) = -1
	r0 = r6
	r0 += 64
	*(u8 *)(r0 - 12) = 2
	r5 = r7
	r5 += 64
	*(u8 *)(r5 + 7) = -2
	r1 = r6
	r1 += 64
	*(u8 *)(r1 + 24) = 7
	r7 = r6
	r7 += 64
	*(u8 *)(r7 + 32) = 255
	r7 = r6
	r2 = r7
	r2 += 64
	*(u8 *)(r2 + 49) = 2147483647
	r8 = r6
	r8 += 64
	*(u8 *)(r8 + 67) = -2147483648
	r3 = r6
	r3 += 64
	*(u8 *)(r3 + 84) = -2147483647
	r7 = r6
	r9 = r7
	r9 += 64
	*(u8 *)(r9 + 103) = 305419896
	r4 = r6
	r4 += 64
	*(u8 *)(r4 + 120) = -2023406814
	r0 = 0
	exit

result: 0x0
memory: 00eeeeeeeeeeeeeeeeeeeeeeeeeeeeee
memory: ee01eeeeeeeeeeeeeeeeeeeeeeeeeeee
memory: eeeeeeffeeeeeeeeeeeeeeeeeeeeeeee
memory: eeeeeeee02eeeeeeeeeeeeeeeeeeeeee
memory: eeeeeeeeeeeeeefeeeeeeeeeeeeeeeee
memory: eeeeeeeeeeeeeeee07eeeeeeeeeeeeee
memory: ffeeeeeeeeeeeeeeeeeeeeeeeeeeeeee
memory: eeffeeeeeeeeeeeeeeeeeeeeeeeeeeee
memory: eeeeee00eeeeeeeeeeeeeeeeeeeeeeee
memory: eeeeeeee01eeeeeeeeeeeeeeeeeeeeee
memory: eeeeeeeeeeeeee78eeeeeeeeeeeeeeee
memory: eeeeeeeeeeeeeeee22eeeeeeeeeeeeee

== ST16
mem: ee*192
insns:
	r6 = r1
	r7 = r1
	r0 = r6
	r0 += 64
	*(u16 *)(r0 - 64) = 0
	r7 = r6
	r5 = r7
	r5 += 64
	*(u16 *)(r5 - 47) = 1
	r1 = r6
	r1 += 64
	*(u16 *)(r1 - 29) = -1
	r7 = r6
	r7 += 64
	*(u16 *)(r7 - 12) = 2
	r7 = r6
	r2 = r7
	r2 += 64
	*(u16 *)(r2 + 7) = -2
	r8 = r6
	r8 += 64
	*(u16 *)(r8 + 24) = 7
	r3 = r6
	r3 += 64
	*(u16 *)(r3 + 32) = 255
	r9 = r7
	r9 += 64
	*(u16 *)(r9 + 49) = 2147483647
	r4 = r6
	r4 += 64
	*(u16 *)(r4 + 67) = -2147483648
	r0 = r6
	r0 += 64
	*(u16 *)(r0 + 84) = -2147483647
	r5 = r7
	r5 += 64
	*(u16 *)(r5 + 103) = 305419896
	r1 = r6
	r1 += 64
	*(u16 *)(r1 + 120) = -2023406814
	r0 = 0
	exit

result: 0x0
memory: 0000eeeeeeeeeeeeeeeeeeeeeeeeeeee
memory: ee0100eeeeeeeeeeeeeeeeeeeeeeeeee
memory: eeeeeeffffeeeeeeeeeeeeeeeeeeeeee
memory: eeeeeeee0200eeeeeeeeeeeeeeeeeeee
memory: eeeeeeeeeeeeeefeffeeeeeeeeeeeeee
memory: eeeeeeeeeeeeeeee0700eeeeeeeeeeee
memory: ff00eeeeeeeeeeeeeeeeeeeeeeeeeeee
memory: eeffffeeeeeeeeeeeeeeeeeeeeeeeeee
memory: eeeeee0000eeeeeeeeeeeeeeeeeeeeee
memory: eeeeeeee0100eeeeeeeeeeeeeeeeeeee
memory: eeeeeeeeeeeeee7856eeeeeeeeeeeeee
memory: eeeeeeeeeeeeeeee2243eeeeeeeeeeee

== ST32
mem: ee*192
insns:
	r6 = r1
	r7 = r1
	r7 = r6
	r7 += 64
	*(u32 *)(r7 - 64) = 0
	r7 = r6
	r2 = r7
	r2 += 64
	*(u32 *)(r2 - 47) = 1
	r8 = r6
	r8 += 64
	*(u32 *)(r8 - 29) = -1
	r3 = r6
	r3 += 64
	*(u32 *)(r3 - 12) = 2
	r9 = r7
	r9 += 64
	*(u32 *)(r9 + 7) = -2
	r4 = r6
	r4 += 64
	*(u32 *)(r4 + 24) = 7
	r0 = r6
	r0 += 64
	*(u32 *)(r0 + 32) = 255
	r5 = r7
	r5 += 64
	*(u32 *)(r5 + 49) = 2147483647
	r6 = r7
	r1 = r6
	r1 += 64
	*(u32 *)(r1 + 67) = -2147483648
	r7 = r6
	r7 += 64
	*(u32 *)(r7 + 84) = -2147483647
	r7 = r6
	r2 = r7
	r2 += 64
	*(u32 *)(r2 + 103) = 305419896
	r6 = r7
	r8 = r6
	r8 += 64
	*(u32 *)(r8 + 120) = -2023406814
	r0 = 0
	exit

result: 0x0
memory: 00000000eeeeeeeeeeeeeeeeeeeeeeee
memory: ee01000000eeeeeeeeeeeeeeeeeeeeee
memory: eeeeeeffffffffeeeeeeeeeeeeeeeeee
memory: eeeeeeee02000000eeeeeeeeeeeeeeee
memory: eeeeeeeeeeeeeefeffffffeeeeeeeeee
memory: eeeeeeeeeeeeeeee07000000eeeeeeee
memory: ff000000eeeeeeeeeeeeeeeeeeeeeeee
memory: eeffffff7feeeeeeeeeeeeeeeeeeeeee
memory: eeeeee00000080eeeeeeeeeeeeeeeeee
memory: eeeeeeee01000080eeeeeeeeeeeeeeee
memory: eeeeeeeeeeeeee78563412eeeeeeeeee
memory: eeeeeeeeeeeeeeee22436587eeeeeeee

== ST64
mem: ee*192
insns:
	r6 = r1
	r7 = r1
	r3 = r6
	r3 += 64
	*(u64 *)(r3 - 64) = 0
	r9 = r7
	r9 += 64
	*(u64 *)(r9 - 47) = 1
	r6 = r7
	r4 = r6
	r4 += 64
	*(u64 *)(r4 - 29) = -1
	r0 = r6
	r0 += 64
	*(u64 *)(r0 - 12) = 2
	r5 = r7
	r5 += 64
	*(u64 *)(r5 + 7) = -2
	r1 = r6
	r1 += 64
	*(u64 *)(r1 + 24) = 7
	r7 = r6
	r7 += 64
	*(u64 *)(r7 + 32) = 255
	r7 = r6
	r2 = r7
	r2 += 64
	*(u64 *)(r2 + 49) = 2147483647
	r8 = r6
	r8 += 64
	*(u64 *)(r8 + 67) = -2147483648
	r3 = r6
	r3 += 64
	*(u64 *)(r3 + 84) = -2147483647
	r9 = r7
	r9 += 64
	*(u64 *)(r9 + 103) = 305419896
	r4 = r6
	r4 += 64
	*(u64 *)(r4 + 120) = -2023406814
	r0 = 0
	exit

result: 0x0
memory: 0000000000000000eeeeeeeeeeeeeeee
memory: ee0100000000000000eeeeeeeeeeeeee
memory: eeeeeeffffffffffffffffeeeeeeeeee
memory: eeeeeeee0200000000000000eeeeeeee
memory: eeeeeeeeeeeeeefeffffffffffffffee
memory: eeeeeeeeeeeeeeee0700000000000000
memory: ff00000000000000eeeeeeeeeeeeeeee
memory: eeffffff7f00000000eeeeeeeeeeeeee
memory: eeeeee00000080ffffffffeeeeeeeeee
memory: eeeeeeee01000080ffffffffeeeeeeee
memory: eeeeeeeeeeeeee7856341200000000ee
memory: eeeeeeeeeeeeeeee22436587ffffffff

== LD64_IMM
mem: 00*8
mem: 00*8
mem: 00*8
mem: 00*8
mem: 00*8
mem: 00*8
mem: 00*8
mem: 00*8
mem: 00*8
mem: 00*8
mem: 00*8
mem: 00*8
mem: 00*8
mem: 00*8
mem: 00*8
mem: 00*8
mem: 00*8
mem: 00*8
mem: 00*8
mem: 00*8
mem: 00*8
mem: 00*8
mem: 00*8
mem: 00*8
mem: 00*8
mem: 00*8
mem: 00*8
mem: 00*8
mem: 00*8
mem: 00*8
insns:
	r6 = r1
	r0 = 0x0 ll
	*(u64 *)(r6 + 0) = r0
	r1 = 0x1 ll
	*(u64 *)(r6 + 8) = r1
	r2 = 0x2 ll
	*(u64 *)(r6 + 16) = r2
	r3 = 0x7 ll
	*(u64 *)(r6 + 24) = r3
	r4 = 0x7f ll
	*(u64 *)(r6 + 32) = r4
	r5 = 0x80 ll
	*(u64 *)(r6 + 40) = r5
	r7 = 0xff ll
	*(u64 *)(r6 + 48) = r7
	r8 = 0x7fff ll
	*(u64 *)(r6 + 56) = r8
	r9 = 0x8000 ll
	*(u64 *)(r6 + 64) = r9
	r0 = 0xffff ll
	*(u64 *)(r6 + 72) = r0
	r1 = 0x7fffffffffffffff ll
	*(u64 *)(r6 + 80) = r1
	r2 = 0x8000000000000000 ll
	*(u64 *)(r6 + 88) = r2
	r3 = 0x8000000000000001 ll
	*(u64 *)(r6 + 96) = r3
	r4 = 0xffffffffffffffff ll
	*(u64 *)(r6 + 104) = r4
	r5 = 0xfffffffffffffffe ll
	*(u64 *)(r6 + 112) = r5
	r7 = 0x7fffffff ll
	*(u64 *)(r6 + 120) = r7
	r8 = 0x80000000 ll
	*(u64 *)(r6 + 128) = r8
	r9 = 0x80000001 ll
	*(u64 *)(r6 + 136) = r9
	r0 = 0xffffffff ll
	*(u64 *)(r6 + 144) = r0
	r1 = 0xfffffffe ll
	*(u64 *)(r6 + 152) = r1
	r2 = 0x100000000 ll
	*(u64 *)(r6 + 160) = r2
	r3 = 0x100000001 ll
	*(u64 *)(r6 + 168) = r3
	r4 = 0xffffffff00000000 ll
	*(u64 *)(r6 + 176) = r4
	r5 = 0xffffffff80000000 ll
	*(u64 *)(r6 + 184) = r5
	r7 = 0xffffffff7fffffff ll
	*(u64 *)(r6 + 192) = r7
	r8 = 0x123456789abcdef ll
	*(u64 *)(r6 + 200) = r8
	r9 = 0xfedcba9876543210 ll
	*(u64 *)(r6 + 208) = r9
	r0 = 0x1ffffffff ll
	*(u64 *)(r6 + 216) = r0
	r1 = 0x8000000080000000 ll
	*(u64 *)(r6 + 224) = r1
	r2 = 0x7fffffff7fffffff ll
	*(u64 *)(r6 + 232) = r2
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
