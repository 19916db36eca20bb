# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
# Jumps on conditions, around their edges: one bit of the result each. Written by make.py.

== JEQ64_REG
mem: 0000000000000000 0000000000000000
mem: 0000000000000000 0100000000000000
mem: 0100000000000000 0100000000000000
mem: 0100000000000000 0200000000000000
mem: ffffffffffffff7f ffffffffffffff7f
mem: ffffffffffffff7f 0000000000000080
mem: 0000000000000080 0000000000000080
mem: 0000000000000080 0100000000000080
mem: ffffffffffffffff ffffffffffffffff
mem: ffffffffffffffff 0000000000000000
mem: ffffff7f00000000 ffffff7f00000000
mem: ffffff7f00000000 0000008000000000
mem: 0000008000000000 0000008000000000
mem: 0000008000000000 0100008000000000
mem: ffffffff00000000 ffffffff00000000
mem: ffffffff00000000 0000000001000000
mem: 0000000001000000 0000000001000000
mem: 0000000001000000 0100000001000000
mem: ffffffffffffffff 0000000000000000
mem: 0000000000000080 ffffffffffffff7f
mem: 05000000ffffffff 0500000000000000
mem: ffffffff01000000 ffffffff00000000
mem: 0000008000000000 ffffff7f00000000
mem: 1000000000000000 ef00000000000000
insns:
	r6 = r1
	r7 = 0
	r7 += r7
	r9 = *(u64 *)(r6 + 0)
	r2 = *(u64 *)(r6 + 8)
	if r9 == r2 goto taken0
	goto next0
taken0:
	r7 += 1
next0:
	r7 += r7
	r4 = *(u64 *)(r6 + 16)
	r0 = *(u64 *)(r6 + 24)
	if r4 == r0 goto taken1
	goto next1
taken1:
	r7 += 1
next1:
	r7 += r7
	r1 = *(u64 *)(r6 + 32)
	r8 = *(u64 *)(r6 + 40)
	if r1 == r8 goto taken2
	goto next2
taken2:
	r7 += 1
next2:
	r7 += r7
	r8 = *(u64 *)(r6 + 48)
	r4 = *(u64 *)(r6 + 56)
	if r8 == r4 goto taken3
	goto next3
taken3:
	r7 += 1
next3:
	r7 += r7
	r3 = *(u64 *)(r6 + 64)
	r2 = *(u64 *)(r6 + 72)
	if r3 == r2 goto taken4
	goto next4
taken4:
	r7 += 1
next4:
	r7 += r7
	r0 = *(u64 *)(r6 + 80)
	r1 = *(u64 *)(r6 + 88)
	if r0 == r1 goto taken5
	goto next5
taken5:
	r7 += 1
next5:
	r7 += r7
	r5 = *(u64 *)(r6 + 96)
	r9 = *(u64 *)(r6 + 104)
	if r5 == r9 goto taken6
	goto next6
taken6:
	r7 += 1
next6:
	r7 += r7
	r2 = *(u64 *)(r6 + 112)
	r5 = *(u64 *)(r6 + 120)
	if r2 == r5 goto taken7
	goto next7
taken7:
	r7 += 1
next7:
	r7 += r7
	r9 = *(u64 *)(r6 + 128)
	r3 = *(u64 *)(r6 + 136)
	if r9 == r3 goto taken8
	goto next8
taken8:
	r7 += 1
next8:
	r7 += r7
	r4 = *(u64 *)(r6 + 144)
	r1 = *(u64 *)(r6 + 152)
	if r4 == r1 goto taken9
	goto next9
taken9:
	r7 += 1
next9:
	r7 += r7
	r1 = *(u64 *)(r6 + 160)
	r9 = *(u64 *)(r6 + 168)
	if r1 == r9 goto taken10
	goto next10
taken10:
	r7 += 1
next10:
	r7 += r7
	r8 = *(u64 *)(r6 + 176)
	r5 = *(u64 *)(r6 + 184)
	if r8 == r5 goto taken11
	goto next11
taken11:
	r7 += 1
next11:
	r7 += r7
	r3 = *(u64 *)(r6 + 192)
	r4 = *(u64 *)(r6 + 200)
	if r3 == r4 goto taken12
	goto next12
taken12:
	r7 += 1
next12:
	r7 += r7
	r0 = *(u64 *)(r6 + 208)
	r2 = *(u64 *)(r6 + 216)
	if r0 == r2 goto taken13
	goto next13
taken13:
	r7 += 1
next13:
	r7 += r7
	r5 = *(u64 *)(r6 + 224)
	r0 = *(u64 *)(r6 + 232)
	if r5 == r0 goto taken14
	goto next14
taken14:
	r7 += 1
next14:
	r7 += r7
	r2 = *(u64 *)(r6 + 240)
	r8 = *(u64 *)(r6 + 248)
	if r2 == r8 goto taken15
	goto next15
taken15:
	r7 += 1
next15:
	r7 += r7
	r9 = *(u64 *)(r6 + 256)
	r4 = *(u64 *)(r6 + 264)
	if r9 == r4 goto taken16
	goto next16
taken16:
	r7 += 1
next16:
	r7 += r7
	r4 = *(u64 *)(r6 + 272)
	r2 = *(u64 *)(r6 + 280)
	if r4 == r2 goto taken17
	goto next17
taken17:
	r7 += 1
next17:
	r7 += r7
	r1 = *(u64 *)(r6 + 288)
	r0 = *(u64 *)(r6 + 296)
	if r1 == r0 goto taken18
	goto next18
taken18:
	r7 += 1
next18:
	r7 += r7
	r8 = *(u64 *)(r6 + 304)
	r9 = *(u64 *)(r6 + 312)
	if r8 == r9 goto taken19
	goto next19
taken19:
	r7 += 1
next19:
	r7 += r7
	r3 = *(u64 *)(r6 + 320)
	r5 = *(u64 *)(r6 + 328)
	if r3 == r5 goto taken20
	goto next20
taken20:
	r7 += 1
next20:
	r7 += r7
	r0 = *(u64 *)(r6 + 336)
	r3 = *(u64 *)(r6 + 344)
	if r0 == r3 goto taken21
	goto next21
taken21:
	r7 += 1
next21:
	r7 += r7
	r5 = *(u64 *)(r6 + 352)
	r1 = *(u64 *)(r6 + 360)
	if r5 == r1 goto taken22
	goto next22
taken22:
	r7 += 1
next22:
	r7 += r7
	r2 = *(u64 *)(r6 + 368)
	r9 = *(u64 *)(r6 + 376)
	if r2 == r9 goto taken23
	goto next23
taken23:
	r7 += 1
next23:
	r0 = r7
	exit

result: 0xaaaa80

== JEQ64_IMM
mem: ffffffffffffffff
mem: 0000000000000000
mem: 0100000000000000
mem: 0000000007000000
mem: 0000000000000000
mem: 0100000000000000
mem: 0200000000000000
mem: 0100000007000000
mem: feffffffffffffff
mem: ffffffffffffffff
mem: 0000000000000000
mem: ffffffff07000000
mem: feffff7f00000000
mem: ffffff7f00000000
mem: 0000008000000000
mem: ffffff7f07000000
mem: ffffff7fffffffff
mem: 00000080ffffffff
mem: 01000080ffffffff
mem: 0000008007000000
mem: 0400000000000000
mem: 0500000000000000
mem: 0600000000000000
mem: 0500000007000000
mem: faffffffffffffff
mem: fbffffffffffffff
mem: fcffffffffffffff
mem: fbffffff07000000
insns:
	r6 = r1
	r7 = 0
	r7 += r7
	r9 = *(u64 *)(r6 + 0)
	if r9 == 0 goto taken0
	goto next0
taken0:
	r7 += 1
next0:
	r7 += r7
	r4 = *(u64 *)(r6 + 8)
	if r4 == 0 goto taken1
	goto next1
taken1:
	r7 += 1
next1:
	r7 += r7
	r1 = *(u64 *)(r6 + 16)
	if r1 == 0 goto taken2
	goto next2
taken2:
	r7 += 1
next2:
	r7 += r7
	r8 = *(u64 *)(r6 + 24)
	if r8 == 0 goto taken3
	goto next3
taken3:
	r7 += 1
next3:
	r7 += r7
	r3 = *(u64 *)(r6 + 32)
	if r3 == 1 goto taken4
	goto next4
taken4:
	r7 += 1
next4:
	r7 += r7
	r0 = *(u64 *)(r6 + 40)
	if r0 == 1 goto taken5
	goto next5
taken5:
	r7 += 1
next5:
	r7 += r7
	r5 = *(u64 *)(r6 + 48)
	if r5 == 1 goto taken6
	goto next6
taken6:
	r7 += 1
next6:
	r7 += r7
	r2 = *(u64 *)(r6 + 56)
	if r2 == 1 goto taken7
	goto next7
taken7:
	r7 += 1
next7:
	r7 += r7
	r9 = *(u64 *)(r6 + 64)
	if r9 == -1 goto taken8
	goto next8
taken8:
	r7 += 1
next8:
	r7 += r7
	r4 = *(u64 *)(r6 + 72)
	if r4 == -1 goto taken9
	goto next9
taken9:
	r7 += 1
next9:
	r7 += r7
	r1 = *(u64 *)(r6 + 80)
	if r1 == -1 goto taken10
	goto next10
taken10:
	r7 += 1
next10:
	r7 += r7
	r8 = *(u64 *)(r6 + 88)
	if r8 == -1 goto taken11
	goto next11
taken11:
	r7 += 1
next11:
	r7 += r7
	r3 = *(u64 *)(r6 + 96)
	if r3 == 2147483647 goto taken12
	goto next12
taken12:
	r7 += 1
next12:
	r7 += r7
	r0 = *(u64 *)(r6 + 104)
	if r0 == 2147483647 goto taken13
	goto next13
taken13:
	r7 += 1
next13:
	r7 += r7
	r5 = *(u64 *)(r6 + 112)
	if r5 == 2147483647 goto taken14
	goto next14
taken14:
	r7 += 1
next14:
	r7 += r7
	r2 = *(u64 *)(r6 + 120)
	if r2 == 2147483647 goto taken15
	goto next15
taken15:
	r7 += 1
next15:
	r7 += r7
	r9 = *(u64 *)(r6 + 128)
	if r9 == -2147483648 goto taken16
	goto next16
taken16:
	r7 += 1
next16:
	r7 += r7
	r4 = *(u64 *)(r6 + 136)
	if r4 == -2147483648 goto taken17
	goto next17
taken17:
	r7 += 1
next17:
	r7 += r7
	r1 = *(u64 *)(r6 + 144)
	if r1 == -2147483648 goto taken18
	goto next18
taken18:
	r7 += 1
next18:
	r7 += r7
	r8 = *(u64 *)(r6 + 152)
	if r8 == -2147483648 goto taken19
	goto next19
taken19:
	r7 += 1
next19:
	r7 += r7
	r3 = *(u64 *)(r6 + 160)
	if r3 == 5 goto taken20
	goto next20
taken20:
	r7 += 1
next20:
	r7 += r7
	r0 = *(u64 *)(r6 + 168)
	if r0 == 5 goto taken21
	goto next21
taken21:
	r7 += 1
next21:
	r7 += r7
	r5 = *(u64 *)(r6 + 176)
	if r5 == 5 goto taken22
	goto next22
taken22:
	r7 += 1
next22:
	r7 += r7
	r2 = *(u64 *)(r6 + 184)
	if r2 == 5 goto taken23
	goto next23
taken23:
	r7 += 1
next23:
	r7 += r7
	r9 = *(u64 *)(r6 + 192)
	if r9 == -5 goto taken24
	goto next24
taken24:
	r7 += 1
next24:
	r7 += r7
	r4 = *(u64 *)(r6 + 200)
	if r4 == -5 goto taken25
	goto next25
taken25:
	r7 += 1
next25:
	r7 += r7
	r1 = *(u64 *)(r6 + 208)
	if r1 == -5 goto taken26
	goto next26
taken26:
	r7 += 1
next26:
	r7 += r7
	r8 = *(u64 *)(r6 + 216)
	if r8 == -5 goto taken27
	goto next27
taken27:
	r7 += 1
next27:
	r0 = r7
	exit

result: 0x4444444

== JNE64_REG
mem: 0000000000000000 0000000000000000
mem: 0000000000000000 0100000000000000
mem: 0100000000000000 0100000000000000
mem: 0100000000000000 0200000000000000
mem: ffffffffffffff7f ffffffffffffff7f
mem: ffffffffffffff7f 0000000000000080
mem: 0000000000000080 0000000000000080
mem: 0000000000000080 0100000000000080
mem: ffffffffffffffff ffffffffffffffff
mem: ffffffffffffffff 0000000000000000
mem: ffffff7f00000000 ffffff7f00000000
mem: ffffff7f00000000 0000008000000000
mem: 0000008000000000 0000008000000000
mem: 0000008000000000 0100008000000000
mem: ffffffff00000000 ffffffff00000000
mem: ffffffff00000000 0000000001000000
mem: 0000000001000000 0000000001000000
mem: 0000000001000000 0100000001000000
mem: ffffffffffffffff 0000000000000000
mem: 0000000000000080 ffffffffffffff7f
mem: 05000000ffffffff 0500000000000000
mem: ffffffff01000000 ffffffff00000000
mem: 0000008000000000 ffffff7f00000000
mem: 1000000000000000 ef00000000000000
insns:
	r6 = r1
	r7 = 0
	r7 += r7
	r3 = *(u64 *)(r6 + 0)
	r1 = *(u64 *)(r6 + 8)
	if r3 != r1 goto taken0
	goto next0
taken0:
	r7 += 1
next0:
	r7 += r7
	r0 = *(u64 *)(r6 + 16)
	r9 = *(u64 *)(r6 + 24)
	if r0 != r9 goto taken1
	goto next1
taken1:
	r7 += 1
next1:
	r7 += r7
	r5 = *(u64 *)(r6 + 32)
	r8 = *(u64 *)(r6 + 40)
	if r5 != r8 goto taken2
	goto next2
taken2:
	r7 += 1
next2:
	r7 += r7
	r2 = *(u64 *)(r6 + 48)
	r4 = *(u64 *)(r6 + 56)
	if r2 != r4 goto taken3
	goto next3
taken3:
	r7 += 1
next3:
	r7 += r7
	r9 = *(u64 *)(r6 + 64)
	r2 = *(u64 *)(r6 + 72)
	if r9 != r2 goto taken4
	goto next4
taken4:
	r7 += 1
next4:
	r7 += r7
	r4 = *(u64 *)(r6 + 80)
	r0 = *(u64 *)(r6 + 88)
	if r4 != r0 goto taken5
	goto next5
taken5:
	r7 += 1
next5:
	r7 += r7
	r1 = *(u64 *)(r6 + 96)
	r8 = *(u64 *)(r6 + 104)
	if r1 != r8 goto taken6
	goto next6
taken6:
	r7 += 1
next6:
	r7 += r7
	r8 = *(u64 *)(r6 + 112)
	r4 = *(u64 *)(r6 + 120)
	if r8 != r4 goto taken7
	goto next7
taken7:
	r7 += 1
next7:
	r7 += r7
	r3 = *(u64 *)(r6 + 128)
	r2 = *(u64 *)(r6 + 136)
	if r3 != r2 goto taken8
	goto next8
taken8:
	r7 += 1
next8:
	r7 += r7
	r0 = *(u64 *)(r6 + 144)
	r1 = *(u64 *)(r6 + 152)
	if r0 != r1 goto taken9
	goto next9
taken9:
	r7 += 1
next9:
	r7 += r7
	r5 = *(u64 *)(r6 + 160)
	r9 = *(u64 *)(r6 + 168)
	if r5 != r9 goto taken10
	goto next10
taken10:
	r7 += 1
next10:
	r7 += r7
	r2 = *(u64 *)(r6 + 176)
	r5 = *(u64 *)(r6 + 184)
	if r2 != r5 goto taken11
	goto next11
taken11:
	r7 += 1
next11:
	r7 += r7
	r9 = *(u64 *)(r6 + 192)
	r3 = *(u64 *)(r6 + 200)
	if r9 != r3 goto taken12
	goto next12
taken12:
	r7 += 1
next12:
	r7 += r7
	r4 = *(u64 *)(r6 + 208)
	r1 = *(u64 *)(r6 + 216)
	if r4 != r1 goto taken13
	goto next13
taken13:
	r7 += 1
next13:
	r7 += r7
	r1 = *(u64 *)(r6 + 224)
	r9 = *(u64 *)(r6 + 232)
	if r1 != r9 goto taken14
	goto next14
taken14:
	r7 += 1
next14:
	r7 += r7
	r8 = *(u64 *)(r6 + 240)
	r5 = *(u64 *)(r6 + 248)
	if r8 != r5 goto taken15
	goto next15
taken15:
	r7 += 1
next15:
	r7 += r7
	r3 = *(u64 *)(r6 + 256)
	r4 = *(u64 *)(r6 + 264)
	if r3 != r4 goto taken16
	goto next16
taken16:
	r7 += 1
next16:
	r7 += r7
	r0 = *(u64 *)(r6 + 272)
	r2 = *(u64 *)(r6 + 280)
	if r0 != r2 goto taken17
	goto next17
taken17:
	r7 += 1
next17:
	r7 += r7
	r5 = *(u64 *)(r6 + 288)
	r0 = *(u64 *)(r6 + 296)
	if r5 != r0 goto taken18
	goto next18
taken18:
	r7 += 1
next18:
	r7 += r7
	r2 = *(u64 *)(r6 + 304)
	r8 = *(u64 *)(r6 + 312)
	if r2 != r8 goto taken19
	goto next19
taken19:
	r7 += 1
next19:
	r7 += r7
	r9 = *(u64 *)(r6 + 320)
	r4 = *(u64 *)(r6 + 328)
	if r9 != r4 goto taken20
	goto next20
taken20:
	r7 += 1
next20:
	r7 += r7
	r4 = *(u64 *)(r6 + 336)
	r2 = *(u64 *)(r6 + 344)
	if r4 != r2 goto taken21
	goto next21
taken21:
	r7 += 1
next21:
	r7 += r7
	r1 = *(u64 *)(r6 + 352)
	r0 = *(u64 *)(r6 + 360)
	if r1 != r0 goto taken22
	goto next22
taken22:
	r7 += 1
next22:
	r7 += r7
	r8 = *(u64 *)(r6 + 368)
	r9 = *(u64 *)(r6 + 376)
	if r8 != r9 goto taken23
	goto next23
taken23:
	r7 += 1
next23:
	r0 = r7
	exit

result: 0x55557f

== JNE64_IMM
mem: ffffffffffffffff
mem: 0000000000000000
mem: 0100000000000000
mem: 0000000007000000
mem: 0000000000000000
mem: 0100000000000000
mem: 0200000000000000
mem: 0100000007000000
mem: feffffffffffffff
mem: ffffffffffffffff
mem: 0000000000000000
mem: ffffffff07000000
mem: feffff7f00000000
mem: ffffff7f00000000
mem: 0000008000000000
mem: ffffff7f07000000
mem: ffffff7fffffffff
mem: 00000080ffffffff
mem: 01000080ffffffff
mem: 0000008007000000
mem: 0400000000000000
mem: 0500000000000000
mem: 0600000000000000
mem: 0500000007000000
mem: faffffffffffffff
mem: fbffffffffffffff
mem: fcffffffffffffff
mem: fbffffff07000000
insns:
	r6 = r1
	r7 = 0
	r7 += r7
	r3 = *(u64 *)(r6 + 0)
	if r3 != 0 goto taken0
	goto next0
taken0:
	r7 += 1
next0:
	r7 += r7
	r0 = *(u64 *)(r6 + 8)
	if r0 != 0 goto taken1
	goto next1
taken1:
	r7 += 1
next1:
	r7 += r7
	r5 = *(u64 *)(r6 + 16)
	if r5 != 0 goto taken2
	goto next2
taken2:
	r7 += 1
next2:
	r7 += r7
	r2 = *(u64 *)(r6 + 24)
	if r2 != 0 goto taken3
	goto next3
taken3:
	r7 += 1
next3:
	r7 += r7
	r9 = *(u64 *)(r6 + 32)
	if r9 != 1 goto taken4
	goto next4
taken4:
	r7 += 1
next4:
	r7 += r7
	r4 = *(u64 *)(r6 + 40)
	if r4 != 1 goto taken5
	goto next5
taken5:
	r7 += 1
next5:
	r7 += r7
	r1 = *(u64 *)(r6 + 48)
	if r1 != 1 goto taken6
	goto next6
taken6:
	r7 += 1
next6:
	r7 += r7
	r8 = *(u64 *)(r6 + 56)
	if r8 != 1 goto taken7
	goto next7
taken7:
	r7 += 1
next7:
	r7 += r7
	r3 = *(u64 *)(r6 + 64)
	if r3 != -1 goto taken8
	goto next8
taken8:
	r7 += 1
next8:
	r7 += r7
	r0 = *(u64 *)(r6 + 72)
	if r0 != -1 goto taken9
	goto next9
taken9:
	r7 += 1
next9:
	r7 += r7
	r5 = *(u64 *)(r6 + 80)
	if r5 != -1 goto taken10
	goto next10
taken10:
	r7 += 1
next10:
	r7 += r7
	r2 = *(u64 *)(r6 + 88)
	if r2 != -1 goto taken11
	goto next11
taken11:
	r7 += 1
next11:
	r7 += r7
	r9 = *(u64 *)(r6 + 96)
	if r9 != 2147483647 goto taken12
	goto next12
taken12:
	r7 += 1
next12:
	r7 += r7
	r4 = *(u64 *)(r6 + 104)
	if r4 != 2147483647 goto taken13
	goto next13
taken13:
	r7 += 1
next13:
	r7 += r7
	r1 = *(u64 *)(r6 + 112)
	if r1 != 2147483647 goto taken14
	goto next14
taken14:
	r7 += 1
next14:
	r7 += r7
	r8 = *(u64 *)(r6 + 120)
	if r8 != 2147483647 goto taken15
	goto next15
taken15:
	r7 += 1
next15:
	r7 += r7
	r3 = *(u64 *)(r6 + 128)
	if r3 != -2147483648 goto taken16
	goto next16
taken16:
	r7 += 1
next16:
	r7 += r7
	r0 = *(u64 *)(r6 + 136)
	if r0 != -2147483648 goto taken17
	goto next17
taken17:
	r7 += 1
next17:
	r7 += r7
	r5 = *(u64 *)(r6 + 144)
	if r5 != -2147483648 goto taken18
	goto next18
taken18:
	r7 += 1
next18:
	r7 += r7
	r2 = *(u64 *)(r6 + 152)
	if r2 != -2147483648 goto taken19
	goto next19
taken19:
	r7 += 1
next19:
	r7 += r7
	r9 = *(u64 *)(r6 + 160)
	if r9 != 5 goto taken20
	goto next20
taken20:
	r7 += 1
next20:
	r7 += r7
	r4 = *(u64 *)(r6 + 168)
	if r4 != 5 goto taken21
	goto next21
taken21:
	r7 += 1
next21:
	r7 += r7
	r1 = *(u64 *)(r6 + 176)
	if r1 != 5 goto taken22
	goto next22
taken22:
	r7 += 1
next22:
	r7 += r7
	r8 = *(u64 *)(r6 + 184)
	if r8 != 5 goto taken23
	goto next23
taken23:
	r7 += 1
next23:
	r7 += r7
	r3 = *(u64 *)(r6 + 192)
	if r3 != -5 goto taken24
	goto next24
taken24:
	r7 += 1
next24:
	r7 += r7
	r0 = *(u64 *)(r6 + 200)
	if r0 != -5 goto taken25
	goto next25
taken25:
	r7 += 1
next25:
	r7 += r7
	r5 = *(u64 *)(r6 + 208)
	if r5 != -5 goto taken26
	goto next26
taken26:
	r7 += 1
next26:
	r7 += r7
	r2 = *(u64 *)(r6 + 216)
	if r2 != -5 goto taken27
	goto next27
taken27:
	r7 += 1
next27:
	r0 = r7
	exit

result: 0xbbbbbbb

== JGT64_REG
mem: 0000000000000000 0000000000000000
mem: 0000000000000000 0100000000000000
mem: 0100000000000000 0100000000000000
mem: 0100000000000000 0200000000000000
mem: ffffffffffffff7f ffffffffffffff7f
mem: ffffffffffffff7f 0000000000000080
mem: 0000000000000080 0000000000000080
mem: 0000000000000080 0100000000000080
mem: ffffffffffffffff ffffffffffffffff
mem: ffffffffffffffff 0000000000000000
mem: ffffff7f00000000 ffffff7f00000000
mem: ffffff7f00000000 0000008000000000
mem: 0000008000000000 0000008000000000
mem: 0000008000000000 0100008000000000
mem: ffffffff00000000 ffffffff00000000
mem: ffffffff00000000 0000000001000000
mem: 0000000001000000 0000000001000000
mem: 0000000001000000 0100000001000000
mem: ffffffffffffffff 0000000000000000
mem: 0000000000000080 ffffffffffffff7f
mem: 05000000ffffffff 0500000000000000
mem: ffffffff01000000 ffffffff00000000
mem: 0000008000000000 ffffff7f00000000
mem: 1000000000000000 ef00000000000000
insns:
	r6 = r1
	r7 = 0
	r7 += r7
	r9 = *(u64 *)(r6 + 0)
	r1 = *(u64 *)(r6 + 8)
	if r9 > r1 goto taken0
	goto next0
taken0:
	r7 += 1
next0:
	r7 += r7
	r4 = *(u64 *)(r6 + 16)
	r9 = *(u64 *)(r6 + 24)
	if r4 > r9 goto taken1
	goto next1
taken1:
	r7 += 1
next1:
	r7 += r7
	r1 = *(u64 *)(r6 + 32)
	r5 = *(u64 *)(r6 + 40)
	if r1 > r5 goto taken2
	goto next2
taken2:
	r7 += 1
next2:
	r7 += r7
	r8 = *(u64 *)(r6 + 48)
	r3 = *(u64 *)(r6 + 56)
	if r8 > r3 goto taken3
	goto next3
taken3:
	r7 += 1
next3:
	r7 += r7
	r3 = *(u64 *)(r6 + 64)
	r1 = *(u64 *)(r6 + 72)
	if r3 > r1 goto taken4
	goto next4
taken4:
	r7 += 1
next4:
	r7 += r7
	r0 = *(u64 *)(r6 + 80)
	r9 = *(u64 *)(r6 + 88)
	if r0 > r9 goto taken5
	goto next5
taken5:
	r7 += 1
next5:
	r7 += r7
	r5 = *(u64 *)(r6 + 96)
	r8 = *(u64 *)(r6 + 104)
	if r5 > r8 goto taken6
	goto next6
taken6:
	r7 += 1
next6:
	r7 += r7
	r2 = *(u64 *)(r6 + 112)
	r4 = *(u64 *)(r6 + 120)
	if r2 > r4 goto taken7
	goto next7
taken7:
	r7 += 1
next7:
	r7 += r7
	r9 = *(u64 *)(r6 + 128)
	r2 = *(u64 *)(r6 + 136)
	if r9 > r2 goto taken8
	goto next8
taken8:
	r7 += 1
next8:
	r7 += r7
	r4 = *(u64 *)(r6 + 144)
	r0 = *(u64 *)(r6 + 152)
	if r4 > r0 goto taken9
	goto next9
taken9:
	r7 += 1
next9:
	r7 += r7
	r1 = *(u64 *)(r6 + 160)
	r8 = *(u64 *)(r6 + 168)
	if r1 > r8 goto taken10
	goto next10
taken10:
	r7 += 1
next10:
	r7 += r7
	r8 = *(u64 *)(r6 + 176)
	r4 = *(u64 *)(r6 + 184)
	if r8 > r4 goto taken11
	goto next11
taken11:
	r7 += 1
next11:
	r7 += r7
	r3 = *(u64 *)(r6 + 192)
	r2 = *(u64 *)(r6 + 200)
	if r3 > r2 goto taken12
	goto next12
taken12:
	r7 += 1
next12:
	r7 += r7
	r0 = *(u64 *)(r6 + 208)
	r1 = *(u64 *)(r6 + 216)
	if r0 > r1 goto taken13
	goto next13
taken13:
	r7 += 1
next13:
	r7 += r7
	r5 = *(u64 *)(r6 + 224)
	r9 = *(u64 *)(r6 + 232)
	if r5 > r9 goto taken14
	goto next14
taken14:
	r7 += 1
next14:
	r7 += r7
	r2 = *(u64 *)(r6 + 240)
	r5 = *(u64 *)(r6 + 248)
	if r2 > r5 goto taken15
	goto next15
taken15:
	r7 += 1
next15:
	r7 += r7
	r9 = *(u64 *)(r6 + 256)
	r3 = *(u64 *)(r6 + 264)
	if r9 > r3 goto taken16
	goto next16
taken16:
	r7 += 1
next16:
	r7 += r7
	r4 = *(u64 *)(r6 + 272)
	r1 = *(u64 *)(r6 + 280)
	if r4 > r1 goto taken17
	goto next17
taken17:
	r7 += 1
next17:
	r7 += r7
	r1 = *(u64 *)(r6 + 288)
	r9 = *(u64 *)(r6 + 296)
	if r1 > r9 goto taken18
	goto next18
taken18:
	r7 += 1
next18:
	r7 += r7
	r8 = *(u64 *)(r6 + 304)
	r5 = *(u64 *)(r6 + 312)
	if r8 > r5 goto taken19
	goto next19
taken19:
	r7 += 1
next19:
	r7 += r7
	r3 = *(u64 *)(r6 + 320)
	r4 = *(u64 *)(r6 + 328)
	if r3 > r4 goto taken20
	goto next20
taken20:
	r7 += 1
next20:
	r7 += r7
	r0 = *(u64 *)(r6 + 336)
	r2 = *(u64 *)(r6 + 344)
	if r0 > r2 goto taken21
	goto next21
taken21:
	r7 += 1
next21:
	r7 += r7
	r5 = *(u64 *)(r6 + 352)
	r0 = *(u64 *)(r6 + 360)
	if r5 > r0 goto taken22
	goto next22
taken22:
	r7 += 1
next22:
	r7 += r7
	r2 = *(u64 *)(r6 + 368)
	r8 = *(u64 *)(r6 + 376)
	if r2 > r8 goto taken23
	goto next23
taken23:
	r7 += 1
next23:
	r0 = r7
	exit

result: 0x403e

== JGT64_IMM
mem: ffffffffffffffff
mem: 0000000000000000
mem: 0100000000000000
mem: 0000000007000000
mem: 0000000000000000
mem: 0100000000000000
mem: 0200000000000000
mem: 0100000007000000
mem: feffffffffffffff
mem: ffffffffffffffff
mem: 0000000000000000
mem: ffffffff07000000
mem: feffff7f00000000
mem: ffffff7f00000000
mem: 0000008000000000
mem: ffffff7f07000000
mem: ffffff7fffffffff
mem: 00000080ffffffff
mem: 01000080ffffffff
mem: 0000008007000000
mem: 0400000000000000
mem: 0500000000000000
mem: 0600000000000000
mem: 0500000007000000
mem: faffffffffffffff
mem: fbffffffffffffff
mem: fcffffffffffffff
mem: fbffffff07000000
insns:
	r6 = r1
	r7 = 0
	r7 += r7
	r9 = *(u64 *)(r6 + 0)
	if r9 > 0 goto taken0
	goto next0
taken0:
	r7 += 1
next0:
	r7 += r7
	r4 = *(u64 *)(r6 + 8)
	if r4 > 0 goto taken1
	goto next1
taken1:
	r7 += 1
next1:
	r7 += r7
	r1 = *(u64 *)(r6 + 16)
	if r1 > 0 goto taken2
	goto next2
taken2:
	r7 += 1
next2:
	r7 += r7
	r8 = *(u64 *)(r6 + 24)
	if r8 > 0 goto taken3
	goto next3
taken3:
	r7 += 1
next3:
	r7 += r7
	r3 = *(u64 *)(r6 + 32)
	if r3 > 1 goto taken4
	goto next4
taken4:
	r7 += 1
next4:
	r7 += r7
	r0 = *(u64 *)(r6 + 40)
	if r0 > 1 goto taken5
	goto next5
taken5:
	r7 += 1
next5:
	r7 += r7
	r5 = *(u64 *)(r6 + 48)
	if r5 > 1 goto taken6
	goto next6
taken6:
	r7 += 1
next6:
	r7 += r7
	r2 = *(u64 *)(r6 + 56)
	if r2 > 1 goto taken7
	goto next7
taken7:
	r7 += 1
next7:
	r7 += r7
	r9 = *(u64 *)(r6 + 64)
	if r9 > -1 goto taken8
	goto next8
taken8:
	r7 += 1
next8:
	r7 += r7
	r4 = *(u64 *)(r6 + 72)
	if r4 > -1 goto taken9
	goto next9
taken9:
	r7 += 1
next9:
	r7 += r7
	r1 = *(u64 *)(r6 + 80)
	if r1 > -1 goto taken10
	goto next10
taken10:
	r7 += 1
next10:
	r7 += r7
	r8 = *(u64 *)(r6 + 88)
	if r8 > -1 goto taken11
	goto next11
taken11:
	r7 += 1
next11:
	r7 += r7
	r3 = *(u64 *)(r6 + 96)
	if r3 > 2147483647 goto taken12
	goto next12
taken12:
	r7 += 1
next12:
	r7 += r7
	r0 = *(u64 *)(r6 + 104)
	if r0 > 2147483647 goto taken13
	goto next13
taken13:
	r7 += 1
next13:
	r7 += r7
	r5 = *(u64 *)(r6 + 112)
	if r5 > 2147483647 goto taken14
	goto next14
taken14:
	r7 += 1
next14:
	r7 += r7
	r2 = *(u64 *)(r6 + 120)
	if r2 > 2147483647 goto taken15
	goto next15
taken15:
	r7 += 1
next15:
	r7 += r7
	r9 = *(u64 *)(r6 + 128)
	if r9 > -2147483648 goto taken16
	goto next16
taken16:
	r7 += 1
next16:
	r7 += r7
	r4 = *(u64 *)(r6 + 136)
	if r4 > -2147483648 goto taken17
	goto next17
taken17:
	r7 += 1
next17:
	r7 += r7
	r1 = *(u64 *)(r6 + 144)
	if r1 > -2147483648 goto taken18
	goto next18
taken18:
	r7 += 1
next18:
	r7 += r7
	r8 = *(u64 *)(r6 + 152)
	if r8 > -2147483648 goto taken19
	goto next19
taken19:
	r7 += 1
next19:
	r7 += r7
	r3 = *(u64 *)(r6 + 160)
	if r3 > 5 goto taken20
	goto next20
taken20:
	r7 += 1
next20:
	r7 += r7
	r0 = *(u64 *)(r6 + 168)
	if r0 > 5 goto taken21
	goto next21
taken21:
	r7 += 1
next21:
	r7 += r7
	r5 = *(u64 *)(r6 + 176)
	if r5 > 5 goto taken22
	goto next22
taken22:
	r7 += 1
next22:
	r7 += r7
	r2 = *(u64 *)(r6 + 184)
	if r2 > 5 goto taken23
	goto next23
taken23:
	r7 += 1
next23:
	r7 += r7
	r9 = *(u64 *)(r6 + 192)
	if r9 > -5 goto taken24
	goto next24
taken24:
	r7 += 1
next24:
	r7 += r7
	r4 = *(u64 *)(r6 + 200)
	if r4 > -5 goto taken25
	goto next25
taken25:
	r7 += 1
next25:
	r7 += r7
	r1 = *(u64 *)(r6 + 208)
	if r1 > -5 goto taken26
	goto next26
taken26:
	r7 += 1
next26:
	r7 += r7
	r8 = *(u64 *)(r6 + 216)
	if r8 > -5 goto taken27
	goto next27
taken27:
	r7 += 1
next27:
	r0 = r7
	exit

result: 0xb303232

== JGE64_REG
mem: 0000000000000000 0000000000000000
mem: 0000000000000000 0100000000000000
mem: 0100000000000000 0100000000000000
mem: 0100000000000000 0200000000000000
mem: ffffffffffffff7f ffffffffffffff7f
mem: ffffffffffffff7f 0000000000000080
mem: 0000000000000080 0000000000000080
mem: 0000000000000080 0100000000000080
mem: ffffffffffffffff ffffffffffffffff
mem: ffffffffffffffff 0000000000000000
mem: ffffff7f00000000 ffffff7f00000000
mem: ffffff7f00000000 0000008000000000
mem: 0000008000000000 0000008000000000
mem: 0000008000000000 0100008000000000
mem: ffffffff00000000 ffffffff00000000
mem: ffffffff00000000 0000000001000000
mem: 0000000001000000 0000000001000000
mem: 0000000001000000 0100000001000000
mem: ffffffffffffffff 0000000000000000
mem: 0000000000000080 ffffffffffffff7f
mem: 05000000ffffffff 0500000000000000
mem: ffffffff01000000 ffffffff00000000
mem: 0000008000000000 ffffff7f00000000
mem: 1000000000000000 ef00000000000000
insns:
	r6 = r1
	r7 = 0
	r7 += r7
	r3 = *(u64 *)(r6 + 0)
	r0 = *(u64 *)(r6 + 8)
	if r3 >= r0 goto taken0
	goto next0
taken0:
	r7 += 1
next0:
	r7 += r7
	r0 = *(u64 *)(r6 + 16)
	r8 = *(u64 *)(r6 + 24)
	if r0 >= r8 goto taken1
	goto next1
taken1:
	r7 += 1
next1:
	r7 += r7
	r5 = *(u64 *)(r6 + 32)
	r4 = *(u64 *)(r6 + 40)
	if r5 >= r4 goto taken2
	goto next2
taken2:
	r7 += 1
next2:
	r7 += r7
	r2 = *(u64 *)(r6 + 48)
	r3 = *(u64 *)(r6 + 56)
	if r2 >= r3 goto taken3
	goto next3
taken3:
	r7 += 1
next3:
	r7 += r7
	r9 = *(u64 *)(r6 + 64)
	r1 = *(u64 *)(r6 + 72)
	if r9 >= r1 goto taken4
	goto next4
taken4:
	r7 += 1
next4:
	r7 += r7
	r4 = *(u64 *)(r6 + 80)
	r9 = *(u64 *)(r6 + 88)
	if r4 >= r9 goto taken5
	goto next5
taken5:
	r7 += 1
next5:
	r7 += r7
	r1 = *(u64 *)(r6 + 96)
	r5 = *(u64 *)(r6 + 104)
	if r1 >= r5 goto taken6
	goto next6
taken6:
	r7 += 1
next6:
	r7 += r7
	r8 = *(u64 *)(r6 + 112)
	r3 = *(u64 *)(r6 + 120)
	if r8 >= r3 goto taken7
	goto next7
taken7:
	r7 += 1
next7:
	r7 += r7
	r3 = *(u64 *)(r6 + 128)
	r1 = *(u64 *)(r6 + 136)
	if r3 >= r1 goto taken8
	goto next8
taken8:
	r7 += 1
next8:
	r7 += r7
	r0 = *(u64 *)(r6 + 144)
	r9 = *(u64 *)(r6 + 152)
	if r0 >= r9 goto taken9
	goto next9
taken9:
	r7 += 1
next9:
	r7 += r7
	r5 = *(u64 *)(r6 + 160)
	r8 = *(u64 *)(r6 + 168)
	if r5 >= r8 goto taken10
	goto next10
taken10:
	r7 += 1
next10:
	r7 += r7
	r2 = *(u64 *)(r6 + 176)
	r4 = *(u64 *)(r6 + 184)
	if r2 >= r4 goto taken11
	goto next11
taken11:
	r7 += 1
next11:
	r7 += r7
	r9 = *(u64 *)(r6 + 192)
	r2 = *(u64 *)(r6 + 200)
	if r9 >= r2 goto taken12
	goto next12
taken12:
	r7 += 1
next12:
	r7 += r7
	r4 = *(u64 *)(r6 + 208)
	r0 = *(u64 *)(r6 + 216)
	if r4 >= r0 goto taken13
	goto next13
taken13:
	r7 += 1
next13:
	r7 += r7
	r1 = *(u64 *)(r6 + 224)
	r8 = *(u64 *)(r6 + 232)
	if r1 >= r8 goto taken14
	goto next14
taken14:
	r7 += 1
next14:
	r7 += r7
	r8 = *(u64 *)(r6 + 240)
	r4 = *(u64 *)(r6 + 248)
	if r8 >= r4 goto taken15
	goto next15
taken15:
	r7 += 1
next15:
	r7 += r7
	r3 = *(u64 *)(r6 + 256)
	r2 = *(u64 *)(r6 + 264)
	if r3 >= r2 goto taken16
	goto next16
taken16:
	r7 += 1
next16:
	r7 += r7
	r0 = *(u64 *)(r6 + 272)
	r1 = *(u64 *)(r6 + 280)
	if r0 >= r1 goto taken17
	goto next17
taken17:
	r7 += 1
next17:
	r7 += r7
	r5 = *(u64 *)(r6 + 288)
	r9 = *(u64 *)(r6 + 296)
	if r5 >= r9 goto taken18
	goto next18
taken18:
	r7 += 1
next18:
	r7 += r7
	r2 = *(u64 *)(r6 + 304)
	r5 = *(u64 *)(r6 + 312)
	if r2 >= r5 goto taken19
	goto next19
taken19:
	r7 += 1
next19:
	r7 += r7
	r9 = *(u64 *)(r6 + 320)
	r3 = *(u64 *)(r6 + 328)
	if r9 >= r3 goto taken20
	goto next20
taken20:
	r7 += 1
next20:
	r7 += r7
	r4 = *(u64 *)(r6 + 336)
	r1 = *(u64 *)(r6 + 344)
	if r4 >= r1 goto taken21
	goto next21
taken21:
	r7 += 1
next21:
	r7 += r7
	r1 = *(u64 *)(r6 + 352)
	r9 = *(u64 *)(r6 + 360)
	if r1 >= r9 goto taken22
	goto next22
taken22:
	r7 += 1
next22:
	r7 += r7
	r8 = *(u64 *)(r6 + 368)
	r5 = *(u64 *)(r6 + 376)
	if r8 >= r5 goto taken23
	goto next23
taken23:
	r7 += 1
next23:
	r0 = r7
	exit

result: 0xaaeabe

== JGE64_IMM
mem: ffffffffffffffff
mem: 0000000000000000
mem: 0100000000000000
mem: 0000000007000000
mem: 0000000000000000
mem: 0100000000000000
mem: 0200000000000000
mem: 0100000007000000
mem: feffffffffffffff
mem: ffffffffffffffff
mem: 0000000000000000
mem: ffffffff07000000
mem: feffff7f00000000
mem: ffffff7f00000000
mem: 0000008000000000
mem: ffffff7f07000000
mem: ffffff7fffffffff
mem: 00000080ffffffff
mem: 01000080ffffffff
mem: 0000008007000000
mem: 0400000000000000
mem: 0500000000000000
mem: 0600000000000000
mem: 0500000007000000
mem: faffffffffffffff
mem: fbffffffffffffff
mem: fcffffffffffffff
mem: fbffffff07000000
insns:
	r6 = r1
	r7 = 0
	r7 += r7
	r3 = *(u64 *)(r6 + 0)
	if r3 >= 0 goto taken0
	goto next0
taken0:
	r7 += 1
next0:
	r7 += r7
	r0 = *(u64 *)(r6 + 8)
	if r0 >= 0 goto taken1
	goto next1
taken1:
	r7 += 1
next1:
	r7 += r7
	r5 = *(u64 *)(r6 + 16)
	if r5 >= 0 goto taken2
	goto next2
taken2:
	r7 += 1
next2:
	r7 += r7
	r2 = *(u64 *)(r6 + 24)
	if r2 >= 0 goto taken3
	goto next3
taken3:
	r7 += 1
next3:
	r7 += r7
	r9 = *(u64 *)(r6 + 32)
	if r9 >= 1 goto taken4
	goto next4
taken4:
	r7 += 1
next4:
	r7 += r7
	r4 = *(u64 *)(r6 + 40)
	if r4 >= 1 goto taken5
	goto next5
taken5:
	r7 += 1
next5:
	r7 += r7
	r1 = *(u64 *)(r6 + 48)
	if r1 >= 1 goto taken6
	goto next6
taken6:
	r7 += 1
next6:
	r7 += r7
	r8 = *(u64 *)(r6 + 56)
	if r8 >= 1 goto taken7
	goto next7
taken7:
	r7 += 1
next7:
	r7 += r7
	r3 = *(u64 *)(r6 + 64)
	if r3 >= -1 goto taken8
	goto next8
taken8:
	r7 += 1
next8:
	r7 += r7
	r0 = *(u64 *)(r6 + 72)
	if r0 >= -1 goto taken9
	goto next9
taken9:
	r7 += 1
next9:
	r7 += r7
	r5 = *(u64 *)(r6 + 80)
	if r5 >= -1 goto taken10
	goto next10
taken10:
	r7 += 1
next10:
	r7 += r7
	r2 = *(u64 *)(r6 + 88)
	if r2 >= -1 goto taken11
	goto next11
taken11:
	r7 += 1
next11:
	r7 += r7
	r9 = *(u64 *)(r6 + 96)
	if r9 >= 2147483647 goto taken12
	goto next12
taken12:
	r7 += 1
next12:
	r7 += r7
	r4 = *(u64 *)(r6 + 104)
	if r4 >= 2147483647 goto taken13
	goto next13
taken13:
	r7 += 1
next13:
	r7 += r7
	r1 = *(u64 *)(r6 + 112)
	if r1 >= 2147483647 goto taken14
	goto next14
taken14:
	r7 += 1
next14:
	r7 += r7
	r8 = *(u64 *)(r6 + 120)
	if r8 >= 2147483647 goto taken15
	goto next15
taken15:
	r7 += 1
next15:
	r7 += r7
	r3 = *(u64 *)(r6 + 128)
	if r3 >= -2147483648 goto taken16
	goto next16
taken16:
	r7 += 1
next16:
	r7 += r7
	r0 = *(u64 *)(r6 + 136)
	if r0 >= -2147483648 goto taken17
	goto next17
taken17:
	r7 += 1
next17:
	r7 += r7
	r5 = *(u64 *)(r6 + 144)
	if r5 >= -2147483648 goto taken18
	goto next18
taken18:
	r7 += 1
next18:
	r7 += r7
	r2 = *(u64 *)(r6 + 152)
	if r2 >= -2147483648 goto taken19
	goto next19
taken19:
	r7 += 1
next19:
	r7 += r7
	r9 = *(u64 *)(r6 + 160)
	if r9 >= 5 goto taken20
	goto next20
taken20:
	r7 += 1
next20:
	r7 += r7
	r4 = *(u64 *)(r6 + 168)
	if r4 >= 5 goto taken21
	goto next21
taken21:
	r7 += 1
next21:
	r7 += r7
	r1 = *(u64 *)(r6 + 176)
	if r1 >= 5 goto taken22
	goto next22
taken22:
	r7 += 1
next22:
	r7 += r7
	r8 = *(u64 *)(r6 + 184)
	if r8 >= 5 goto taken23
	goto next23
taken23:
	r7 += 1
next23:
	r7 += r7
	r3 = *(u64 *)(r6 + 192)
	if r3 >= -5 goto taken24
	goto next24
taken24:
	r7 += 1
next24:
	r7 += r7
	r0 = *(u64 *)(r6 + 200)
	if r0 >= -5 goto taken25
	goto next25
taken25:
	r7 += 1
next25:
	r7 += r7
	r5 = *(u64 *)(r6 + 208)
	if r5 >= -5 goto taken26
	goto next26
taken26:
	r7 += 1
next26:
	r7 += r7
	r2 = *(u64 *)(r6 + 216)
	if r2 >= -5 goto taken27
	goto next27
taken27:
	r7 += 1
next27:
	r0 = r7
	exit

result: 0xf747676

== JLT64_REG
mem: 0000000000000000 0000000000000000
mem: 0000000000000000 0100000000000000
mem: 0100000000000000 0100000000000000
mem: 0100000000000000 0200000000000000
mem: ffffffffffffff7f ffffffffffffff7f
mem: ffffffffffffff7f 0000000000000080
mem: 0000000000000080 0000000000000080
mem: 0000000000000080 0100000000000080
mem: ffffffffffffffff ffffffffffffffff
mem: ffffffffffffffff 0000000000000000
mem: ffffff7f00000000 ffffff7f00000000
mem: ffffff7f00000000 0000008000000000
mem: 0000008000000000 0000008000000000
mem: 0000008000000000 0100008000000000
mem: ffffffff00000000 ffffffff00000000
mem: ffffffff00000000 0000000001000000
mem: 0000000001000000 0000000001000000
mem: 0000000001000000 0100000001000000
mem: ffffffffffffffff 0000000000000000
mem: 0000000000000080 ffffffffffffff7f
mem: 05000000ffffffff 0500000000000000
mem: ffffffff01000000 ffffffff00000000
mem: 0000008000000000 ffffff7f00000000
mem: 1000000000000000 ef00000000000000
insns:
	r6 = r1
	r7 = 0
	r7 += r7
	r9 = *(u64 *)(r6 + 0)
	r0 = *(u64 *)(r6 + 8)
	if r9 < r0 goto taken0
	goto next0
taken0:
	r7 += 1
next0:
	r7 += r7
	r4 = *(u64 *)(r6 + 16)
	r8 = *(u64 *)(r6 + 24)
	if r4 < r8 goto taken1
	goto next1
taken1:
	r7 += 1
next1:
	r7 += r7
	r1 = *(u64 *)(r6 + 32)
	r4 = *(u64 *)(r6 + 40)
	if r1 < r4 goto taken2
	goto next2
taken2:
	r7 += 1
next2:
	r7 += r7
	r8 = *(u64 *)(r6 + 48)
	r2 = *(u64 *)(r6 + 56)
	if r8 < r2 goto taken3
	goto next3
taken3:
	r7 += 1
next3:
	r7 += r7
	r3 = *(u64 *)(r6 + 64)
	r0 = *(u64 *)(r6 + 72)
	if r3 < r0 goto taken4
	goto next4
taken4:
	r7 += 1
next4:
	r7 += r7
	r0 = *(u64 *)(r6 + 80)
	r8 = *(u64 *)(r6 + 88)
	if r0 < r8 goto taken5
	goto next5
taken5:
	r7 += 1
next5:
	r7 += r7
	r5 = *(u64 *)(r6 + 96)
	r4 = *(u64 *)(r6 + 104)
	if r5 < r4 goto taken6
	goto next6
taken6:
	r7 += 1
next6:
	r7 += r7
	r2 = *(u64 *)(r6 + 112)
	r3 = *(u64 *)(r6 + 120)
	if r2 < r3 goto taken7
	goto next7
taken7:
	r7 += 1
next7:
	r7 += r7
	r9 = *(u64 *)(r6 + 128)
	r1 = *(u64 *)(r6 + 136)
	if r9 < r1 goto taken8
	goto next8
taken8:
	r7 += 1
next8:
	r7 += r7
	r4 = *(u64 *)(r6 + 144)
	r9 = *(u64 *)(r6 + 152)
	if r4 < r9 goto taken9
	goto next9
taken9:
	r7 += 1
next9:
	r7 += r7
	r1 = *(u64 *)(r6 + 160)
	r5 = *(u64 *)(r6 + 168)
	if r1 < r5 goto taken10
	goto next10
taken10:
	r7 += 1
next10:
	r7 += r7
	r8 = *(u64 *)(r6 + 176)
	r3 = *(u64 *)(r6 + 184)
	if r8 < r3 goto taken11
	goto next11
taken11:
	r7 += 1
next11:
	r7 += r7
	r3 = *(u64 *)(r6 + 192)
	r1 = *(u64 *)(r6 + 200)
	if r3 < r1 goto taken12
	goto next12
taken12:
	r7 += 1
next12:
	r7 += r7
	r0 = *(u64 *)(r6 + 208)
	r9 = *(u64 *)(r6 + 216)
	if r0 < r9 goto taken13
	goto next13
taken13:
	r7 += 1
next13:
	r7 += r7
	r5 = *(u64 *)(r6 + 224)
	r8 = *(u64 *)(r6 + 232)
	if r5 < r8 goto taken14
	goto next14
taken14:
	r7 += 1
next14:
	r7 += r7
	r2 = *(u64 *)(r6 + 240)
	r4 = *(u64 *)(r6 + 248)
	if r2 < r4 goto taken15
	goto next15
taken15:
	r7 += 1
next15:
	r7 += r7
	r9 = *(u64 *)(r6 + 256)
	r2 = *(u64 *)(r6 + 264)
	if r9 < r2 goto taken16
	goto next16
taken16:
	r7 += 1
next16:
	r7 += r7
	r4 = *(u64 *)(r6 + 272)
	r0 = *(u64 *)(r6 + 280)
	if r4 < r0 goto taken17
	goto next17
taken17:
	r7 += 1
next17:
	r7 += r7
	r1 = *(u64 *)(r6 + 288)
	r8 = *(u64 *)(r6 + 296)
	if r1 < r8 goto taken18
	goto next18
taken18:
	r7 += 1
next18:
	r7 += r7
	r8 = *(u64 *)(r6 + 304)
	r4 = *(u64 *)(r6 + 312)
	if r8 < r4 goto taken19
	goto next19
taken19:
	r7 += 1
next19:
	r7 += r7
	r3 = *(u64 *)(r6 + 320)
	r2 = *(u64 *)(r6 + 328)
	if r3 < r2 goto taken20
	goto next20
taken20:
	r7 += 1
next20:
	r7 += r7
	r0 = *(u64 *)(r6 + 336)
	r1 = *(u64 *)(r6 + 344)
	if r0 < r1 goto taken21
	goto next21
taken21:
	r7 += 1
next21:
	r7 += r7
	r5 = *(u64 *)(r6 + 352)
	r9 = *(u64 *)(r6 + 360)
	if r5 < r9 goto taken22
	goto next22
taken22:
	r7 += 1
next22:
	r7 += r7
	r2 = *(u64 *)(r6 + 368)
	r5 = *(u64 *)(r6 + 376)
	if r2 < r5 goto taken23
	goto next23
taken23:
	r7 += 1
next23:
	r0 = r7
	exit

result: 0x551541

== JLT64_IMM
mem: ffffffffffffffff
mem: 0000000000000000
mem: 0100000000000000
mem: 0000000007000000
mem: 0000000000000000
mem: 0100000000000000
mem: 0200000000000000
mem: 0100000007000000
mem: feffffffffffffff
mem: ffffffffffffffff
mem: 0000000000000000
mem: ffffffff07000000
mem: feffff7f00000000
mem: ffffff7f00000000
mem: 0000008000000000
mem: ffffff7f07000000
mem: ffffff7fffffffff
mem: 00000080ffffffff
mem: 01000080ffffffff
mem: 0000008007000000
mem: 0400000000000000
mem: 0500000000000000
mem: 0600000000000000
mem: 0500000007000000
mem: faffffffffffffff
mem: fbffffffffffffff
mem: fcffffffffffffff
mem: fbffffff07000000
insns:
	r6 = r1
	r7 = 0
	r7 += r7
	r9 = *(u64 *)(r6 + 0)
	if r9 < 0 goto taken0
	goto next0
taken0:
	r7 += 1
next0:
	r7 += r7
	r4 = *(u64 *)(r6 + 8)
	if r4 < 0 goto taken1
	goto next1
taken1:
	r7 += 1
next1:
	r7 += r7
	r1 = *(u64 *)(r6 + 16)
	if r1 < 0 goto taken2
	goto next2
taken2:
	r7 += 1
next2:
	r7 += r7
	r8 = *(u64 *)(r6 + 24)
	if r8 < 0 goto taken3
	goto next3
taken3:
	r7 += 1
next3:
	r7 += r7
	r3 = *(u64 *)(r6 + 32)
	if r3 < 1 goto taken4
	goto next4
taken4:
	r7 += 1
next4:
	r7 += r7
	r0 = *(u64 *)(r6 + 40)
	if r0 < 1 goto taken5
	goto next5
taken5:
	r7 += 1
next5:
	r7 += r7
	r5 = *(u64 *)(r6 + 48)
	if r5 < 1 goto taken6
	goto next6
taken6:
	r7 += 1
next6:
	r7 += r7
	r2 = *(u64 *)(r6 + 56)
	if r2 < 1 goto taken7
	goto next7
taken7:
	r7 += 1
next7:
	r7 += r7
	r9 = *(u64 *)(r6 + 64)
	if r9 < -1 goto taken8
	goto next8
taken8:
	r7 += 1
next8:
	r7 += r7
	r4 = *(u64 *)(r6 + 72)
	if r4 < -1 goto taken9
	goto next9
taken9:
	r7 += 1
next9:
	r7 += r7
	r1 = *(u64 *)(r6 + 80)
	if r1 < -1 goto taken10
	goto next10
taken10:
	r7 += 1
next10:
	r7 += r7
	r8 = *(u64 *)(r6 + 88)
	if r8 < -1 goto taken11
	goto next11
taken11:
	r7 += 1
next11:
	r7 += r7
	r3 = *(u64 *)(r6 + 96)
	if r3 < 2147483647 goto taken12
	goto next12
taken12:
	r7 += 1
next12:
	r7 += r7
	r0 = *(u64 *)(r6 + 104)
	if r0 < 2147483647 goto taken13
	goto next13
taken13:
	r7 += 1
next13:
	r7 += r7
	r5 = *(u64 *)(r6 + 112)
	if r5 < 2147483647 goto taken14
	goto next14
taken14:
	r7 += 1
next14:
	r7 += r7
	r2 = *(u64 *)(r6 + 120)
	if r2 < 2147483647 goto taken15
	goto next15
taken15:
	r7 += 1
next15:
	r7 += r7
	r9 = *(u64 *)(r6 + 128)
	if r9 < -2147483648 goto taken16
	goto next16
taken16:
	r7 += 1
next16:
	r7 += r7
	r4 = *(u64 *)(r6 + 136)
	if r4 < -2147483648 goto taken17
	goto next17
taken17:
	r7 += 1
next17:
	r7 += r7
	r1 = *(u64 *)(r6 + 144)
	if r1 < -2147483648 goto taken18
	goto next18
taken18:
	r7 += 1
next18:
	r7 += r7
	r8 = *(u64 *)(r6 + 152)
	if r8 < -2147483648 goto taken19
	goto next19
taken19:
	r7 += 1
next19:
	r7 += r7
	r3 = *(u64 *)(r6 + 160)
	if r3 < 5 goto taken20
	goto next20
taken20:
	r7 += 1
next20:
	r7 += r7
	r0 = *(u64 *)(r6 + 168)
	if r0 < 5 goto taken21
	goto next21
taken21:
	r7 += 1
next21:
	r7 += r7
	r5 = *(u64 *)(r6 + 176)
	if r5 < 5 goto taken22
	goto next22
taken22:
	r7 += 1
next22:
	r7 += r7
	r2 = *(u64 *)(r6 + 184)
	if r2 < 5 goto taken23
	goto next23
taken23:
	r7 += 1
next23:
	r7 += r7
	r9 = *(u64 *)(r6 + 192)
	if r9 < -5 goto taken24
	goto next24
taken24:
	r7 += 1
next24:
	r7 += r7
	r4 = *(u64 *)(r6 + 200)
	if r4 < -5 goto taken25
	goto next25
taken25:
	r7 += 1
next25:
	r7 += r7
	r1 = *(u64 *)(r6 + 208)
	if r1 < -5 goto taken26
	goto next26
taken26:
	r7 += 1
next26:
	r7 += r7
	r8 = *(u64 *)(r6 + 216)
	if r8 < -5 goto taken27
	goto next27
taken27:
	r7 += 1
next27:
	r0 = r7
	exit

result: 0x8b8989

== JLE64_REG
mem: 0000000000000000 0000000000000000
mem: 0000000000000000 0100000000000000
mem: 0100000000000000 0100000000000000
mem: 0100000000000000 0200000000000000
mem: ffffffffffffff7f ffffffffffffff7f
mem: ffffffffffffff7f 0000000000000080
mem: 0000000000000080 0000000000000080
mem: 0000000000000080 0100000000000080
mem: ffffffffffffffff ffffffffffffffff
mem: ffffffffffffffff 0000000000000000
mem: ffffff7f00000000 ffffff7f00000000
mem: ffffff7f00000000 0000008000000000
mem: 0000008000000000 0000008000000000
mem: 0000008000000000 0100008000000000
mem: ffffffff00000000 ffffffff00000000
mem: ffffffff00000000 0000000001000000
mem: 0000000001000000 0000000001000000
mem: 0000000001000000 0100000001000000
mem: ffffffffffffffff 0000000000000000
mem: 0000000000000080 ffffffffffffff7f
mem: 05000000ffffffff 0500000000000000
mem: ffffffff01000000 ffffffff00000000
mem: 0000008000000000 ffffff7f00000000
mem: 1000000000000000 ef00000000000000
insns:
	r6 = r1
	r7 = 0
	r7 += r7
	r3 = *(u64 *)(r6 + 0)
	r9 = *(u64 *)(r6 + 8)
	if r3 <= r9 goto taken0
	goto next0
taken0:
	r7 += 1
next0:
	r7 += r7
	r0 = *(u64 *)(r6 + 16)
	r5 = *(u64 *)(r6 + 24)
	if r0 <= r5 goto taken1
	goto next1
taken1:
	r7 += 1
next1:
	r7 += r7
	r5 = *(u64 *)(r6 + 32)
	r3 = *(u64 *)(r6 + 40)
	if r5 <= r3 goto taken2
	goto next2
taken2:
	r7 += 1
next2:
	r7 += r7
	r2 = *(u64 *)(r6 + 48)
	r1 = *(u64 *)(r6 + 56)
	if r2 <= r1 goto taken3
	goto next3
taken3:
	r7 += 1
next3:
	r7 += r7
	r9 = *(u64 *)(r6 + 64)
	r0 = *(u64 *)(r6 + 72)
	if r9 <= r0 goto taken4
	goto next4
taken4:
	r7 += 1
next4:
	r7 += r7
	r4 = *(u64 *)(r6 + 80)
	r8 = *(u64 *)(r6 + 88)
	if r4 <= r8 goto taken5
	goto next5
taken5:
	r7 += 1
next5:
	r7 += r7
	r1 = *(u64 *)(r6 + 96)
	r4 = *(u64 *)(r6 + 104)
	if r1 <= r4 goto taken6
	goto next6
taken6:
	r7 += 1
next6:
	r7 += r7
	r8 = *(u64 *)(r6 + 112)
	r2 = *(u64 *)(r6 + 120)
	if r8 <= r2 goto taken7
	goto next7
taken7:
	r7 += 1
next7:
	r7 += r7
	r3 = *(u64 *)(r6 + 128)
	r0 = *(u64 *)(r6 + 136)
	if r3 <= r0 goto taken8
	goto next8
taken8:
	r7 += 1
next8:
	r7 += r7
	r0 = *(u64 *)(r6 + 144)
	r8 = *(u64 *)(r6 + 152)
	if r0 <= r8 goto taken9
	goto next9
taken9:
	r7 += 1
next9:
	r7 += r7
	r5 = *(u64 *)(r6 + 160)
	r4 = *(u64 *)(r6 + 168)
	if r5 <= r4 goto taken10
	goto next10
taken10:
	r7 += 1
next10:
	r7 += r7
	r2 = *(u64 *)(r6 + 176)
	r3 = *(u64 *)(r6 + 184)
	if r2 <= r3 goto taken11
	goto next11
taken11:
	r7 += 1
next11:
	r7 += r7
	r9 = *(u64 *)(r6 + 192)
	r1 = *(u64 *)(r6 + 200)
	if r9 <= r1 goto taken12
	goto next12
taken12:
	r7 += 1
next12:
	r7 += r7
	r4 = *(u64 *)(r6 + 208)
	r9 = *(u64 *)(r6 + 216)
	if r4 <= r9 goto taken13
	goto next13
taken13:
	r7 += 1
next13:
	r7 += r7
	r1 = *(u64 *)(r6 + 224)
	r5 = *(u64 *)(r6 + 232)
	if r1 <= r5 goto taken14
	goto next14
taken14:
	r7 += 1
next14:
	r7 += r7
	r8 = *(u64 *)(r6 + 240)
	r3 = *(u64 *)(r6 + 248)
	if r8 <= r3 goto taken15
	goto next15
taken15:
	r7 += 1
next15:
	r7 += r7
	r3 = *(u64 *)(r6 + 256)
	r1 = *(u64 *)(r6 + 264)
	if r3 <= r1 goto taken16
	goto next16
taken16:
	r7 += 1
next16:
	r7 += r7
	r0 = *(u64 *)(r6 + 272)
	r9 = *(u64 *)(r6 + 280)
	if r0 <= r9 goto taken17
	goto next17
taken17:
	r7 += 1
next17:
	r7 += r7
	r5 = *(u64 *)(r6 + 288)
	r8 = *(u64 *)(r6 + 296)
	if r5 <= r8 goto taken18
	goto next18
taken18:
	r7 += 1
next18:
	r7 += r7
	r2 = *(u64 *)(r6 + 304)
	r4 = *(u64 *)(r6 + 312)
	if r2 <= r4 goto taken19
	goto next19
taken19:
	r7 += 1
next19:
	r7 += r7
	r9 = *(u64 *)(r6 + 320)
	r2 = *(u64 *)(r6 + 328)
	if r9 <= r2 goto taken20
	goto next20
taken20:
	r7 += 1
next20:
	r7 += r7
	r4 = *(u64 *)(r6 + 336)
	r0 = *(u64 *)(r6 + 344)
	if r4 <= r0 goto taken21
	goto next21
taken21:
	r7 += 1
next21:
	r7 += r7
	r1 = *(u64 *)(r6 + 352)
	r8 = *(u64 *)(r6 + 360)
	if r1 <= r8 goto taken22
	goto next22
taken22:
	r7 += 1
next22:
	r7 += r7
	r8 = *(u64 *)(r6 + 368)
	r4 = *(u64 *)(r6 + 376)
	if r8 <= r4 goto taken23
	goto next23
taken23:
	r7 += 1
next23:
	r0 = r7
	exit

result: 0xffbfc1

== JLE64_IMM
mem: ffffffffffffffff
mem: 0000000000000000
mem: 0100000000000000
mem: 0000000007000000
mem: 0000000000000000
mem: 0100000000000000
mem: 0200000000000000
mem: 0100000007000000
mem: feffffffffffffff
mem: ffffffffffffffff
mem: 0000000000000000
mem: ffffffff07000000
mem: feffff7f00000000
mem: ffffff7f00000000
mem: 0000008000000000
mem: ffffff7f07000000
mem: ffffff7fffffffff
mem: 00000080ffffffff
mem: 01000080ffffffff
mem: 0000008007000000
mem: 0400000000000000
mem: 0500000000000000
mem: 0600000000000000
mem: 0500000007000000
mem: faffffffffffffff
mem: fbffffffffffffff
mem: fcffffffffffffff
mem: fbffffff07000000
insns:
	r6 = r1
	r7 = 0
	r7 += r7
	r3 = *(u64 *)(r6 + 0)
	if r3 <= 0 goto taken0
	goto next0
taken0:
	r7 += 1
next0:
	r7 += r7
	r0 = *(u64 *)(r6 + 8)
	if r0 <= 0 goto taken1
	goto next1
taken1:
	r7 += 1
next1:
	r7 += r7
	r5 = *(u64 *)(r6 + 16)
	if r5 <= 0 goto taken2
	goto next2
taken2:
	r7 += 1
next2:
	r7 += r7
	r2 = *(u64 *)(r6 + 24)
	if r2 <= 0 goto taken3
	goto next3
taken3:
	r7 += 1
next3:
	r7 += r7
	r9 = *(u64 *)(r6 + 32)
	if r9 <= 1 goto taken4
	goto next4
taken4:
	r7 += 1
next4:
	r7 += r7
	r4 = *(u64 *)(r6 + 40)
	if r4 <= 1 goto taken5
	goto next5
taken5:
	r7 += 1
next5:
	r7 += r7
	r1 = *(u64 *)(r6 + 48)
	if r1 <= 1 goto taken6
	goto next6
taken6:
	r7 += 1
next6:
	r7 += r7
	r8 = *(u64 *)(r6 + 56)
	if r8 <= 1 goto taken7
	goto next7
taken7:
	r7 += 1
next7:
	r7 += r7
	r3 = *(u64 *)(r6 + 64)
	if r3 <= -1 goto taken8
	goto next8
taken8:
	r7 += 1
next8:
	r7 += r7
	r0 = *(u64 *)(r6 + 72)
	if r0 <= -1 goto taken9
	goto next9
taken9:
	r7 += 1
next9:
	r7 += r7
	r5 = *(u64 *)(r6 + 80)
	if r5 <= -1 goto taken10
	goto next10
taken10:
	r7 += 1
next10:
	r7 += r7
	r2 = *(u64 *)(r6 + 88)
	if r2 <= -1 goto taken11
	goto next11
taken11:
	r7 += 1
next11:
	r7 += r7
	r9 = *(u64 *)(r6 + 96)
	if r9 <= 2147483647 goto taken12
	goto next12
taken12:
	r7 += 1
next12:
	r7 += r7
	r4 = *(u64 *)(r6 + 104)
	if r4 <= 2147483647 goto taken13
	goto next13
taken13:
	r7 += 1
next13:
	r7 += r7
	r1 = *(u64 *)(r6 + 112)
	if r1 <= 2147483647 goto taken14
	goto next14
taken14:
	r7 += 1
next14:
	r7 += r7
	r8 = *(u64 *)(r6 + 120)
	if r8 <= 2147483647 goto taken15
	goto next15
taken15:
	r7 += 1
next15:
	r7 += r7
	r3 = *(u64 *)(r6 + 128)
	if r3 <= -2147483648 goto taken16
	goto next16
taken16:
	r7 += 1
next16:
	r7 += r7
	r0 = *(u64 *)(r6 + 136)
	if r0 <= -2147483648 goto taken17
	goto next17
taken17:
	r7 += 1
next17:
	r7 += r7
	r5 = *(u64 *)(r6 + 144)
	if r5 <= -2147483648 goto taken18
	goto next18
taken18:
	r7 += 1
next18:
	r7 += r7
	r2 = *(u64 *)(r6 + 152)
	if r2 <= -2147483648 goto taken19
	goto next19
taken19:
	r7 += 1
next19:
	r7 += r7
	r9 = *(u64 *)(r6 + 160)
	if r9 <= 5 goto taken20
	goto next20
taken20:
	r7 += 1
next20:
	r7 += r7
	r4 = *(u64 *)(r6 + 168)
	if r4 <= 5 goto taken21
	goto next21
taken21:
	r7 += 1
next21:
	r7 += r7
	r1 = *(u64 *)(r6 + 176)
	if r1 <= 5 goto taken22
	goto next22
taken22:
	r7 += 1
next22:
	r7 += r7
	r8 = *(u64 *)(r6 + 184)
	if r8 <= 5 goto taken23
	goto next23
taken23:
	r7 += 1
next23:
	r7 += r7
	r3 = *(u64 *)(r6 + 192)
	if r3 <= -5 goto taken24
	goto next24
taken24:
	r7 += 1
next24:
	r7 += r7
	r0 = *(u64 *)(r6 + 200)
	if r0 <= -5 goto taken25
	goto next25
taken25:
	r7 += 1
next25:
	r7 += r7
	r5 = *(u64 *)(r6 + 208)
	if r5 <= -5 goto taken26
	goto next26
taken26:
	r7 += 1
next26:
	r7 += r7
	r2 = *(u64 *)(r6 + 216)
	if r2 <= -5 goto taken27
	goto next27
taken27:
	r7 += 1
next27:
	r0 = r7
	exit

result: 0x4cfcdcd

== JSET64_REG
mem: 0000000000000000 0000000000000000
mem: 0000000000000000 0100000000000000
mem: 0100000000000000 0100000000000000
mem: 0100000000000000 0200000000000000
mem: ffffffffffffff7f ffffffffffffff7f
mem: ffffffffffffff7f 0000000000000080
mem: 0000000000000080 0000000000000080
mem: 0000000000000080 0100000000000080
mem: ffffffffffffffff ffffffffffffffff
mem: ffffffffffffffff 0000000000000000
mem: ffffff7f00000000 ffffff7f00000000
mem: ffffff7f00000000 0000008000000000
mem: 0000008000000000 0000008000000000
mem: 0000008000000000 0100008000000000
mem: ffffffff00000000 ffffffff00000000
mem: ffffffff00000000 0000000001000000
mem: 0000000001000000 0000000001000000
mem: 0000000001000000 0100000001000000
mem: ffffffffffffffff 0000000000000000
mem: 0000000000000080 ffffffffffffff7f
mem: 05000000ffffffff 0500000000000000
mem: ffffffff01000000 ffffffff00000000
mem: 0000008000000000 ffffff7f00000000
mem: 1000000000000000 ef00000000000000
insns:
	r6 = r1
	r7 = 0
	r7 += r7
	r9 = *(u64 *)(r6 + 0)
	r8 = *(u64 *)(r6 + 8)
	if r9 & r8 goto taken0
	goto next0
taken0:
	r7 += 1
next0:
	r7 += r7
	r4 = *(u64 *)(r6 + 16)
	r5 = *(u64 *)(r6 + 24)
	if r4 & r5 goto taken1
	goto next1
taken1:
	r7 += 1
next1:
	r7 += r7
	r1 = *(u64 *)(r6 + 32)
	r3 = *(u64 *)(r6 + 40)
	if r1 & r3 goto taken2
	goto next2
taken2:
	r7 += 1
next2:
	r7 += r7
	r8 = *(u64 *)(r6 + 48)
	r1 = *(u64 *)(r6 + 56)
	if r8 & r1 goto taken3
	goto next3
taken3:
	r7 += 1
next3:
	r7 += r7
	r3 = *(u64 *)(r6 + 64)
	r9 = *(u64 *)(r6 + 72)
	if r3 & r9 goto taken4
	goto next4
taken4:
	r7 += 1
next4:
	r7 += r7
	r0 = *(u64 *)(r6 + 80)
	r5 = *(u64 *)(r6 + 88)
	if r0 & r5 goto taken5
	goto next5
taken5:
	r7 += 1
next5:
	r7 += r7
	r5 = *(u64 *)(r6 + 96)
	r3 = *(u64 *)(r6 + 104)
	if r5 & r3 goto taken6
	goto next6
taken6:
	r7 += 1
next6:
	r7 += r7
	r2 = *(u64 *)(r6 + 112)
	r1 = *(u64 *)(r6 + 120)
	if r2 & r1 goto taken7
	goto next7
taken7:
	r7 += 1
next7:
	r7 += r7
	r9 = *(u64 *)(r6 + 128)
	r0 = *(u64 *)(r6 + 136)
	if r9 & r0 goto taken8
	goto next8
taken8:
	r7 += 1
next8:
	r7 += r7
	r4 = *(u64 *)(r6 + 144)
	r8 = *(u64 *)(r6 + 152)
	if r4 & r8 goto taken9
	goto next9
taken9:
	r7 += 1
next9:
	r7 += r7
	r1 = *(u64 *)(r6 + 160)
	r4 = *(u64 *)(r6 + 168)
	if r1 & r4 goto taken10
	goto next10
taken10:
	r7 += 1
next10:
	r7 += r7
	r8 = *(u64 *)(r6 + 176)
	r2 = *(u64 *)(r6 + 184)
	if r8 & r2 goto taken11
	goto next11
taken11:
	r7 += 1
next11:
	r7 += r7
	r3 = *(u64 *)(r6 + 192)
	r0 = *(u64 *)(r6 + 200)
	if r3 & r0 goto taken12
	goto next12
taken12:
	r7 += 1
next12:
	r7 += r7
	r0 = *(u64 *)(r6 + 208)
	r8 = *(u64 *)(r6 + 216)
	if r0 & r8 goto taken13
	goto next13
taken13:
	r7 += 1
next13:
	r7 += r7
	r5 = *(u64 *)(r6 + 224)
	r4 = *(u64 *)(r6 + 232)
	if r5 & r4 goto taken14
	goto next14
taken14:
	r7 += 1
next14:
	r7 += r7
	r2 = *(u64 *)(r6 + 240)
	r3 = *(u64 *)(r6 + 248)
	if r2 & r3 goto taken15
	goto next15
taken15:
	r7 += 1
next15:
	r7 += r7
	r9 = *(u64 *)(r6 + 256)
	r1 = *(u64 *)(r6 + 264)
	if r9 & r1 goto taken16
	goto next16
taken16:
	r7 += 1
next16:
	r7 += r7
	r4 = *(u64 *)(r6 + 272)
	r9 = *(u64 *)(r6 + 280)
	if r4 & r9 goto taken17
	goto next17
taken17:
	r7 += 1
next17:
	r7 += r7
	r1 = *(u64 *)(r6 + 288)
	r5 = *(u64 *)(r6 + 296)
	if r1 & r5 goto taken18
	goto next18
taken18:
	r7 += 1
next18:
	r7 += r7
	r8 = *(u64 *)(r6 + 304)
	r3 = *(u64 *)(r6 + 312)
	if r8 & r3 goto taken19
	goto next19
taken19:
	r7 += 1
next19:
	r7 += r7
	r3 = *(u64 *)(r6 + 320)
	r1 = *(u64 *)(r6 + 328)
	if r3 & r1 goto taken20
	goto next20
taken20:
	r7 += 1
next20:
	r7 += r7
	r0 = *(u64 *)(r6 + 336)
	r9 = *(u64 *)(r6 + 344)
	if r0 & r9 goto taken21
	goto next21
taken21:
	r7 += 1
next21:
	r7 += r7
	r5 = *(u64 *)(r6 + 352)
	r8 = *(u64 *)(r6 + 360)
	if r5 & r8 goto taken22
	goto next22
taken22:
	r7 += 1
next22:
	r7 += r7
	r2 = *(u64 *)(r6 + 368)
	r4 = *(u64 *)(r6 + 376)
	if r2 & r4 goto taken23
	goto next23
taken23:
	r7 += 1
next23:
	r0 = r7
	exit

result: 0x2baecc

== JSET64_IMM
mem: ffffffffffffffff
mem: 0000000000000000
mem: 0100000000000000
mem: 0000000007000000
mem: 0000000000000000
mem: 0100000000000000
mem: 0200000000000000
mem: 0100000007000000
mem: feffffffffffffff
mem: ffffffffffffffff
mem: 0000000000000000
mem: ffffffff07000000
mem: feffff7f00000000
mem: ffffff7f00000000
mem: 0000008000000000
mem: ffffff7f07000000
mem: ffffff7fffffffff
mem: 00000080ffffffff
mem: 01000080ffffffff
mem: 0000008007000000
mem: 0400000000000000
mem: 0500000000000000
mem: 0600000000000000
mem: 0500000007000000
mem: faffffffffffffff
mem: fbffffffffffffff
mem: fcffffffffffffff
mem: fbffffff07000000
insns:
	r6 = r1
	r7 = 0
	r7 += r7
	r9 = *(u64 *)(r6 + 0)
	if r9 & 0 goto taken0
	goto next0
taken0:
	r7 += 1
next0:
	r7 += r7
	r4 = *(u64 *)(r6 + 8)
	if r4 & 0 goto taken1
	goto next1
taken1:
	r7 += 1
next1:
	r7 += r7
	r1 = *(u64 *)(r6 + 16)
	if r1 & 0 goto taken2
	goto next2
taken2:
	r7 += 1
next2:
	r7 += r7
	r8 = *(u64 *)(r6 + 24)
	if r8 & 0 goto taken3
	goto next3
taken3:
	r7 += 1
next3:
	r7 += r7
	r3 = *(u64 *)(r6 + 32)
	if r3 & 1 goto taken4
	goto next4
taken4:
	r7 += 1
next4:
	r7 += r7
	r0 = *(u64 *)(r6 + 40)
	if r0 & 1 goto taken5
	goto next5
taken5:
	r7 += 1
next5:
	r7 += r7
	r5 = *(u64 *)(r6 + 48)
	if r5 & 1 goto taken6
	goto next6
taken6:
	r7 += 1
next6:
	r7 += r7
	r2 = *(u64 *)(r6 + 56)
	if r2 & 1 goto taken7
	goto next7
taken7:
	r7 += 1
next7:
	r7 += r7
	r9 = *(u64 *)(r6 + 64)
	if r9 & -1 goto taken8
	goto next8
taken8:
	r7 += 1
next8:
	r7 += r7
	r4 = *(u64 *)(r6 + 72)
	if r4 & -1 goto taken9
	goto next9
taken9:
	r7 += 1
next9:
	r7 += r7
	r1 = *(u64 *)(r6 + 80)
	if r1 & -1 goto taken10
	goto next10
taken10:
	r7 += 1
next10:
	r7 += r7
	r8 = *(u64 *)(r6 + 88)
	if r8 & -1 goto taken11
	goto next11
taken11:
	r7 += 1
next11:
	r7 += r7
	r3 = *(u64 *)(r6 + 96)
	if r3 & 2147483647 goto taken12
	goto next12
taken12:
	r7 += 1
next12:
	r7 += r7
	r0 = *(u64 *)(r6 + 104)
	if r0 & 2147483647 goto taken13
	goto next13
taken13:
	r7 += 1
next13:
	r7 += r7
	r5 = *(u64 *)(r6 + 112)
	if r5 & 2147483647 goto taken14
	goto next14
taken14:
	r7 += 1
next14:
	r7 += r7
	r2 = *(u64 *)(r6 + 120)
	if r2 & 2147483647 goto taken15
	goto next15
taken15:
	r7 += 1
next15:
	r7 += r7
	r9 = *(u64 *)(r6 + 128)
	if r9 & -2147483648 goto taken16
	goto next16
taken16:
	r7 += 1
next16:
	r7 += r7
	r4 = *(u64 *)(r6 + 136)
	if r4 & -2147483648 goto taken17
	goto next17
taken17:
	r7 += 1
next17:
	r7 += r7
	r1 = *(u64 *)(r6 + 144)
	if r1 & -2147483648 goto taken18
	goto next18
taken18:
	r7 += 1
next18:
	r7 += r7
	r8 = *(u64 *)(r6 + 152)
	if r8 & -2147483648 goto taken19
	goto next19
taken19:
	r7 += 1
next19:
	r7 += r7
	r3 = *(u64 *)(r6 + 160)
	if r3 & 5 goto taken20
	goto next20
taken20:
	r7 += 1
next20:
	r7 += r7
	r0 = *(u64 *)(r6 + 168)
	if r0 & 5 goto taken21
	goto next21
taken21:
	r7 += 1
next21:
	r7 += r7
	r5 = *(u64 *)(r6 + 176)
	if r5 & 5 goto taken22
	goto next22
taken22:
	r7 += 1
next22:
	r7 += r7
	r2 = *(u64 *)(r6 + 184)
	if r2 & 5 goto taken23
	goto next23
taken23:
	r7 += 1
next23:
	r7 += r7
	r9 = *(u64 *)(r6 + 192)
	if r9 & -5 goto taken24
	goto next24
taken24:
	r7 += 1
next24:
	r7 += r7
	r4 = *(u64 *)(r6 + 200)
	if r4 & -5 goto taken25
	goto next25
taken25:
	r7 += 1
next25:
	r7 += r7
	r1 = *(u64 *)(r6 + 208)
	if r1 & -5 goto taken26
	goto next26
taken26:
	r7 += 1
next26:
	r7 += r7
	r8 = *(u64 *)(r6 + 216)
	if r8 & -5 goto taken27
	goto next27
taken27:
	r7 += 1
next27:
	r0 = r7
	exit

result: 0x5ddfff

== JSGT64_REG
mem: 0000000000000000 0000000000000000
mem: 0000000000000000 0100000000000000
mem: 0100000000000000 0100000000000000
mem: 0100000000000000 0200000000000000
mem: ffffffffffffff7f ffffffffffffff7f
mem: ffffffffffffff7f 0000000000000080
mem: 0000000000000080 0000000000000080
mem: 0000000000000080 0100000000000080
mem: ffffffffffffffff ffffffffffffffff
mem: ffffffffffffffff 0000000000000000
mem: ffffff7f00000000 ffffff7f00000000
mem: ffffff7f00000000 0000008000000000
mem: 0000008000000000 0000008000000000
mem: 0000008000000000 0100008000000000
mem: ffffffff00000000 ffffffff00000000
mem: ffffffff00000000 0000000001000000
mem: 0000000001000000 0000000001000000
mem: 0000000001000000 0100000001000000
mem: ffffffffffffffff 0000000000000000
mem: 0000000000000080 ffffffffffffff7f
mem: 05000000ffffffff 0500000000000000
mem: ffffffff01000000 ffffffff00000000
mem: 0000008000000000 ffffff7f00000000
mem: 1000000000000000 ef00000000000000
insns:
	r6 = r1
	r7 = 0
	r7 += r7
	r3 = *(u64 *)(r6 + 0)
	r8 = *(u64 *)(r6 + 8)
	if r3 s> r8 goto taken0
	goto next0
taken0:
	r7 += 1
next0:
	r7 += r7
	r0 = *(u64 *)(r6 + 16)
	r4 = *(u64 *)(r6 + 24)
	if r0 s> r4 goto taken1
	goto next1
taken1:
	r7 += 1
next1:
	r7 += r7
	r5 = *(u64 *)(r6 + 32)
	r2 = *(u64 *)(r6 + 40)
	if r5 s> r2 goto taken2
	goto next2
taken2:
	r7 += 1
next2:
	r7 += r7
	r2 = *(u64 *)(r6 + 48)
	r0 = *(u64 *)(r6 + 56)
	if r2 s> r0 goto taken3
	goto next3
taken3:
	r7 += 1
next3:
	r7 += r7
	r9 = *(u64 *)(r6 + 64)
	r8 = *(u64 *)(r6 + 72)
	if r9 s> r8 goto taken4
	goto next4
taken4:
	r7 += 1
next4:
	r7 += r7
	r4 = *(u64 *)(r6 + 80)
	r5 = *(u64 *)(r6 + 88)
	if r4 s> r5 goto taken5
	goto next5
taken5:
	r7 += 1
next5:
	r7 += r7
	r1 = *(u64 *)(r6 + 96)
	r3 = *(u64 *)(r6 + 104)
	if r1 s> r3 goto taken6
	goto next6
taken6:
	r7 += 1
next6:
	r7 += r7
	r8 = *(u64 *)(r6 + 112)
	r1 = *(u64 *)(r6 + 120)
	if r8 s> r1 goto taken7
	goto next7
taken7:
	r7 += 1
next7:
	r7 += r7
	r3 = *(u64 *)(r6 + 128)
	r9 = *(u64 *)(r6 + 136)
	if r3 s> r9 goto taken8
	goto next8
taken8:
	r7 += 1
next8:
	r7 += r7
	r0 = *(u64 *)(r6 + 144)
	r5 = *(u64 *)(r6 + 152)
	if r0 s> r5 goto taken9
	goto next9
taken9:
	r7 += 1
next9:
	r7 += r7
	r5 = *(u64 *)(r6 + 160)
	r3 = *(u64 *)(r6 + 168)
	if r5 s> r3 goto taken10
	goto next10
taken10:
	r7 += 1
next10:
	r7 += r7
	r2 = *(u64 *)(r6 + 176)
	r1 = *(u64 *)(r6 + 184)
	if r2 s> r1 goto taken11
	goto next11
taken11:
	r7 += 1
next11:
	r7 += r7
	r9 = *(u64 *)(r6 + 192)
	r0 = *(u64 *)(r6 + 200)
	if r9 s> r0 goto taken12
	goto next12
taken12:
	r7 += 1
next12:
	r7 += r7
	r4 = *(u64 *)(r6 + 208)
	r8 = *(u64 *)(r6 + 216)
	if r4 s> r8 goto taken13
	goto next13
taken13:
	r7 += 1
next13:
	r7 += r7
	r1 = *(u64 *)(r6 + 224)
	r4 = *(u64 *)(r6 + 232)
	if r1 s> r4 goto taken14
	goto next14
taken14:
	r7 += 1
next14:
	r7 += r7
	r8 = *(u64 *)(r6 + 240)
	r2 = *(u64 *)(r6 + 248)
	if r8 s> r2 goto taken15
	goto next15
taken15:
	r7 += 1
next15:
	r7 += r7
	r3 = *(u64 *)(r6 + 256)
	r0 = *(u64 *)(r6 + 264)
	if r3 s> r0 goto taken16
	goto next16
taken16:
	r7 += 1
next16:
	r7 += r7
	r0 = *(u64 *)(r6 + 272)
	r8 = *(u64 *)(r6 + 280)
	if r0 s> r8 goto taken17
	goto next17
taken17:
	r7 += 1
next17:
	r7 += r7
	r5 = *(u64 *)(r6 + 288)
	r4 = *(u64 *)(r6 + 296)
	if r5 s> r4 goto taken18
	goto next18
taken18:
	r7 += 1
next18:
	r7 += r7
	r2 = *(u64 *)(r6 + 304)
	r3 = *(u64 *)(r6 + 312)
	if r2 s> r3 goto taken19
	goto next19
taken19:
	r7 += 1
next19:
	r7 += r7
	r9 = *(u64 *)(r6 + 320)
	r1 = *(u64 *)(r6 + 328)
	if r9 s> r1 goto taken20
	goto next20
taken20:
	r7 += 1
next20:
	r7 += r7
	r4 = *(u64 *)(r6 + 336)
	r9 = *(u64 *)(r6 + 344)
	if r4 s> r9 goto taken21
	goto next21
taken21:
	r7 += 1
next21:
	r7 += r7
	r1 = *(u64 *)(r6 + 352)
	r5 = *(u64 *)(r6 + 360)
	if r1 s> r5 goto taken22
	goto next22
taken22:
	r7 += 1
next22:
	r7 += r7
	r8 = *(u64 *)(r6 + 368)
	r3 = *(u64 *)(r6 + 376)
	if r8 s> r3 goto taken23
	goto next23
taken23:
	r7 += 1
next23:
	r0 = r7
	exit

result: 0x40006

== JSGT64_IMM
mem: ffffffffffffffff
mem: 0000000000000000
mem: 0100000000000000
mem: 0000000007000000
mem: 0000000000000000
mem: 0100000000000000
mem: 0200000000000000
mem: 0100000007000000
mem: feffffffffffffff
mem: ffffffffffffffff
mem: 0000000000000000
mem: ffffffff07000000
mem: feffff7f00000000
mem: ffffff7f00000000
mem: 0000008000000000
mem: ffffff7f07000000
mem: ffffff7fffffffff
mem: 00000080ffffffff
mem: 01000080ffffffff
mem: 0000008007000000
mem: 0400000000000000
mem: 0500000000000000
mem: 0600000000000000
mem: 0500000007000000
mem: faffffffffffffff
mem: fbffffffffffffff
mem: fcffffffffffffff
mem: fbffffff07000000
insns:
	r6 = r1
	r7 = 0
	r7 += r7
	r3 = *(u64 *)(r6 + 0)
	if r3 s> 0 goto taken0
	goto next0
taken0:
	r7 += 1
next0:
	r7 += r7
	r0 = *(u64 *)(r6 + 8)
	if r0 s> 0 goto taken1
	goto next1
taken1:
	r7 += 1
next1:
	r7 += r7
	r5 = *(u64 *)(r6 + 16)
	if r5 s> 0 goto taken2
	goto next2
taken2:
	r7 += 1
next2:
	r7 += r7
	r2 = *(u64 *)(r6 + 24)
	if r2 s> 0 goto taken3
	goto next3
taken3:
	r7 += 1
next3:
	r7 += r7
	r9 = *(u64 *)(r6 + 32)
	if r9 s> 1 goto taken4
	goto next4
taken4:
	r7 += 1
next4:
	r7 += r7
	r4 = *(u64 *)(r6 + 40)
	if r4 s> 1 goto taken5
	goto next5
taken5:
	r7 += 1
next5:
	r7 += r7
	r1 = *(u64 *)(r6 + 48)
	if r1 s> 1 goto taken6
	goto next6
taken6:
	r7 += 1
next6:
	r7 += r7
	r8 = *(u64 *)(r6 + 56)
	if r8 s> 1 goto taken7
	goto next7
taken7:
	r7 += 1
next7:
	r7 += r7
	r3 = *(u64 *)(r6 + 64)
	if r3 s> -1 goto taken8
	goto next8
taken8:
	r7 += 1
next8:
	r7 += r7
	r0 = *(u64 *)(r6 + 72)
	if r0 s> -1 goto taken9
	goto next9
taken9:
	r7 += 1
next9:
	r7 += r7
	r5 = *(u64 *)(r6 + 80)
	if r5 s> -1 goto taken10
	goto next10
taken10:
	r7 += 1
next10:
	r7 += r7
	r2 = *(u64 *)(r6 + 88)
	if r2 s> -1 goto taken11
	goto next11
taken11:
	r7 += 1
next11:
	r7 += r7
	r9 = *(u64 *)(r6 + 96)
	if r9 s> 2147483647 goto taken12
	goto next12
taken12:
	r7 += 1
next12:
	r7 += r7
	r4 = *(u64 *)(r6 + 104)
	if r4 s> 2147483647 goto taken13
	goto next13
taken13:
	r7 += 1
next13:
	r7 += r7
	r1 = *(u64 *)(r6 + 112)
	if r1 s> 2147483647 goto taken14
	goto next14
taken14:
	r7 += 1
next14:
	r7 += r7
	r8 = *(u64 *)(r6 + 120)
	if r8 s> 2147483647 goto taken15
	goto next15
taken15:
	r7 += 1
next15:
	r7 += r7
	r3 = *(u64 *)(r6 + 128)
	if r3 s> -2147483648 goto taken16
	goto next16
taken16:
	r7 += 1
next16:
	r7 += r7
	r0 = *(u64 *)(r6 + 136)
	if r0 s> -2147483648 goto taken17
	goto next17
taken17:
	r7 += 1
next17:
	r7 += r7
	r5 = *(u64 *)(r6 + 144)
	if r5 s> -2147483648 goto taken18
	goto next18
taken18:
	r7 += 1
next18:
	r7 += r7
	r2 = *(u64 *)(r6 + 152)
	if r2 s> -2147483648 goto taken19
	goto next19
taken19:
	r7 += 1
next19:
	r7 += r7
	r9 = *(u64 *)(r6 + 160)
	if r9 s> 5 goto taken20
	goto next20
taken20:
	r7 += 1
next20:
	r7 += r7
	r4 = *(u64 *)(r6 + 168)
	if r4 s> 5 goto taken21
	goto next21
taken21:
	r7 += 1
next21:
	r7 += r7
	r1 = *(u64 *)(r6 + 176)
	if r1 s> 5 goto taken22
	goto next22
taken22:
	r7 += 1
next22:
	r7 += r7
	r8 = *(u64 *)(r6 + 184)
	if r8 s> 5 goto taken23
	goto next23
taken23:
	r7 += 1
next23:
	r7 += r7
	r3 = *(u64 *)(r6 + 192)
	if r3 s> -5 goto taken24
	goto next24
taken24:
	r7 += 1
next24:
	r7 += r7
	r0 = *(u64 *)(r6 + 200)
	if r0 s> -5 goto taken25
	goto next25
taken25:
	r7 += 1
next25:
	r7 += r7
	r5 = *(u64 *)(r6 + 208)
	if r5 s> -5 goto taken26
	goto next26
taken26:
	r7 += 1
next26:
	r7 += r7
	r2 = *(u64 *)(r6 + 216)
	if r2 s> -5 goto taken27
	goto next27
taken27:
	r7 += 1
next27:
	r0 = r7
	exit

result: 0x3333333

== JSGE64_REG
mem: 0000000000000000 0000000000000000
mem: 0000000000000000 0100000000000000
mem: 0100000000000000 0100000000000000
mem: 0100000000000000 0200000000000000
mem: ffffffffffffff7f ffffffffffffff7f
mem: ffffffffffffff7f 0000000000000080
mem: 0000000000000080 0000000000000080
mem: 0000000000000080 0100000000000080
mem: ffffffffffffffff ffffffffffffffff
mem: ffffffffffffffff 0000000000000000
mem: ffffff7f00000000 ffffff7f00000000
mem: ffffff7f00000000 0000008000000000
mem: 0000008000000000 0000008000000000
mem: 0000008000000000 0100008000000000
mem: ffffffff00000000 ffffffff00000000
mem: ffffffff00000000 0000000001000000
mem: 0000000001000000 0000000001000000
mem: 0000000001000000 0100000001000000
mem: ffffffffffffffff 0000000000000000
mem: 0000000000000080 ffffffffffffff7f
mem: 05000000ffffffff 0500000000000000
mem: ffffffff01000000 ffffffff00000000
mem: 0000008000000000 ffffff7f00000000
mem: 1000000000000000 ef00000000000000
insns:
	r6 = r1
	r7 = 0
	r7 += r7
	r9 = *(u64 *)(r6 + 0)
	r5 = *(u64 *)(r6 + 8)
	if r9 s>= r5 goto taken0
	goto next0
taken0:
	r7 += 1
next0:
	r7 += r7
	r4 = *(u64 *)(r6 + 16)
	r3 = *(u64 *)(r6 + 24)
	if r4 s>= r3 goto taken1
	goto next1
taken1:
	r7 += 1
next1:
	r7 += r7
	r1 = *(u64 *)(r6 + 32)
	r2 = *(u64 *)(r6 + 40)
	if r1 s>= r2 goto taken2
	goto next2
taken2:
	r7 += 1
next2:
	r7 += r7
	r8 = *(u64 *)(r6 + 48)
	r0 = *(u64 *)(r6 + 56)
	if r8 s>= r0 goto taken3
	goto next3
taken3:
	r7 += 1
next3:
	r7 += r7
	r3 = *(u64 *)(r6 + 64)
	r8 = *(u64 *)(r6 + 72)
	if r3 s>= r8 goto taken4
	goto next4
taken4:
	r7 += 1
next4:
	r7 += r7
	r0 = *(u64 *)(r6 + 80)
	r4 = *(u64 *)(r6 + 88)
	if r0 s>= r4 goto taken5
	goto next5
taken5:
	r7 += 1
next5:
	r7 += r7
	r5 = *(u64 *)(r6 + 96)
	r2 = *(u64 *)(r6 + 104)
	if r5 s>= r2 goto taken6
	goto next6
taken6:
	r7 += 1
next6:
	r7 += r7
	r2 = *(u64 *)(r6 + 112)
	r0 = *(u64 *)(r6 + 120)
	if r2 s>= r0 goto taken7
	goto next7
taken7:
	r7 += 1
next7:
	r7 += r7
	r9 = *(u64 *)(r6 + 128)
	r8 = *(u64 *)(r6 + 136)
	if r9 s>= r8 goto taken8
	goto next8
taken8:
	r7 += 1
next8:
	r7 += r7
	r4 = *(u64 *)(r6 + 144)
	r5 = *(u64 *)(r6 + 152)
	if r4 s>= r5 goto taken9
	goto next9
taken9:
	r7 += 1
next9:
	r7 += r7
	r1 = *(u64 *)(r6 + 160)
	r3 = *(u64 *)(r6 + 168)
	if r1 s>= r3 goto taken10
	goto next10
taken10:
	r7 += 1
next10:
	r7 += r7
	r8 = *(u64 *)(r6 + 176)
	r1 = *(u64 *)(r6 + 184)
	if r8 s>= r1 goto taken11
	goto next11
taken11:
	r7 += 1
next11:
	r7 += r7
	r3 = *(u64 *)(r6 + 192)
	r9 = *(u64 *)(r6 + 200)
	if r3 s>= r9 goto taken12
	goto next12
taken12:
	r7 += 1
next12:
	r7 += r7
	r0 = *(u64 *)(r6 + 208)
	r5 = *(u64 *)(r6 + 216)
	if r0 s>= r5 goto taken13
	goto next13
taken13:
	r7 += 1
next13:
	r7 += r7
	r5 = *(u64 *)(r6 + 224)
	r3 = *(u64 *)(r6 + 232)
	if r5 s>= r3 goto taken14
	goto next14
taken14:
	r7 += 1
next14:
	r7 += r7
	r2 = *(u64 *)(r6 + 240)
	r1 = *(u64 *)(r6 + 248)
	if r2 s>= r1 goto taken15
	goto next15
taken15:
	r7 += 1
next15:
	r7 += r7
	r9 = *(u64 *)(r6 + 256)
	r0 = *(u64 *)(r6 + 264)
	if r9 s>= r0 goto taken16
	goto next16
taken16:
	r7 += 1
next16:
	r7 += r7
	r4 = *(u64 *)(r6 + 272)
	r8 = *(u64 *)(r6 + 280)
	if r4 s>= r8 goto taken17
	goto next17
taken17:
	r7 += 1
next17:
	r7 += r7
	r1 = *(u64 *)(r6 + 288)
	r4 = *(u64 *)(r6 + 296)
	if r1 s>= r4 goto taken18
	goto next18
taken18:
	r7 += 1
next18:
	r7 += r7
	r8 = *(u64 *)(r6 + 304)
	r2 = *(u64 *)(r6 + 312)
	if r8 s>= r2 goto taken19
	goto next19
taken19:
	r7 += 1
next19:
	r7 += r7
	r3 = *(u64 *)(r6 + 320)
	r0 = *(u64 *)(r6 + 328)
	if r3 s>= r0 goto taken20
	goto next20
taken20:
	r7 += 1
next20:
	r7 += r7
	r0 = *(u64 *)(r6 + 336)
	r8 = *(u64 *)(r6 + 344)
	if r0 s>= r8 goto taken21
	goto next21
taken21:
	r7 += 1
next21:
	r7 += r7
	r5 = *(u64 *)(r6 + 352)
	r4 = *(u64 *)(r6 + 360)
	if r5 s>= r4 goto taken22
	goto next22
taken22:
	r7 += 1
next22:
	r7 += r7
	r2 = *(u64 *)(r6 + 368)
	r3 = *(u64 *)(r6 + 376)
	if r2 s>= r3 goto taken23
	goto next23
taken23:
	r7 += 1
next23:
	r0 = r7
	exit

result: 0xaeaa86

== JSGE64_IMM
mem: ffffffffffffffff
mem: 0000000000000000
mem: 0100000000000000
mem: 0000000007000000
mem: 0000000000000000
mem: 0100000000000000
mem: 0200000000000000
mem: 0100000007000000
mem: feffffffffffffff
mem: ffffffffffffffff
mem: 0000000000000000
mem: ffffffff07000000
mem: feffff7f00000000
mem: ffffff7f00000000
mem: 0000008000000000
mem: ffffff7f07000000
mem: ffffff7fffffffff
mem: 00000080ffffffff
mem: 01000080ffffffff
mem: 0000008007000000
mem: 0400000000000000
mem: 0500000000000000
mem: 0600000000000000
mem: 0500000007000000
mem: faffffffffffffff
mem: fbffffffffffffff
mem: fcffffffffffffff
mem: fbffffff07000000
insns:
	r6 = r1
	r7 = 0
	r7 += r7
	r9 = *(u64 *)(r6 + 0)
	if r9 s>= 0 goto taken0
	goto next0
taken0:
	r7 += 1
next0:
	r7 += r7
	r4 = *(u64 *)(r6 + 8)
	if r4 s>= 0 goto taken1
	goto next1
taken1:
	r7 += 1
next1:
	r7 += r7
	r1 = *(u64 *)(r6 + 16)
	if r1 s>= 0 goto taken2
	goto next2
taken2:
	r7 += 1
next2:
	r7 += r7
	r8 = *(u64 *)(r6 + 24)
	if r8 s>= 0 goto taken3
	goto next3
taken3:
	r7 += 1
next3:
	r7 += r7
	r3 = *(u64 *)(r6 + 32)
	if r3 s>= 1 goto taken4
	goto next4
taken4:
	r7 += 1
next4:
	r7 += r7
	r0 = *(u64 *)(r6 + 40)
	if r0 s>= 1 goto taken5
	goto next5
taken5:
	r7 += 1
next5:
	r7 += r7
	r5 = *(u64 *)(r6 + 48)
	if r5 s>= 1 goto taken6
	goto next6
taken6:
	r7 += 1
next6:
	r7 += r7
	r2 = *(u64 *)(r6 + 56)
	if r2 s>= 1 goto taken7
	goto next7
taken7:
	r7 += 1
next7:
	r7 += r7
	r9 = *(u64 *)(r6 + 64)
	if r9 s>= -1 goto taken8
	goto next8
taken8:
	r7 += 1
next8:
	r7 += r7
	r4 = *(u64 *)(r6 + 72)
	if r4 s>= -1 goto taken9
	goto next9
taken9:
	r7 += 1
next9:
	r7 += r7
	r1 = *(u64 *)(r6 + 80)
	if r1 s>= -1 goto taken10
	goto next10
taken10:
	r7 += 1
next10:
	r7 += r7
	r8 = *(u64 *)(r6 + 88)
	if r8 s>= -1 goto taken11
	goto next11
taken11:
	r7 += 1
next11:
	r7 += r7
	r3 = *(u64 *)(r6 + 96)
	if r3 s>= 2147483647 goto taken12
	goto next12
taken12:
	r7 += 1
next12:
	r7 += r7
	r0 = *(u64 *)(r6 + 104)
	if r0 s>= 2147483647 goto taken13
	goto next13
taken13:
	r7 += 1
next13:
	r7 += r7
	r5 = *(u64 *)(r6 + 112)
	if r5 s>= 2147483647 goto taken14
	goto next14
taken14:
	r7 += 1
next14:
	r7 += r7
	r2 = *(u64 *)(r6 + 120)
	if r2 s>= 2147483647 goto taken15
	goto next15
taken15:
	r7 += 1
next15:
	r7 += r7
	r9 = *(u64 *)(r6 + 128)
	if r9 s>= -2147483648 goto taken16
	goto next16
taken16:
	r7 += 1
next16:
	r7 += r7
	r4 = *(u64 *)(r6 + 136)
	if r4 s>= -2147483648 goto taken17
	goto next17
taken17:
	r7 += 1
next17:
	r7 += r7
	r1 = *(u64 *)(r6 + 144)
	if r1 s>= -2147483648 goto taken18
	goto next18
taken18:
	r7 += 1
next18:
	r7 += r7
	r8 = *(u64 *)(r6 + 152)
	if r8 s>= -2147483648 goto taken19
	goto next19
taken19:
	r7 += 1
next19:
	r7 += r7
	r3 = *(u64 *)(r6 + 160)
	if r3 s>= 5 goto taken20
	goto next20
taken20:
	r7 += 1
next20:
	r7 += r7
	r0 = *(u64 *)(r6 + 168)
	if r0 s>= 5 goto taken21
	goto next21
taken21:
	r7 += 1
next21:
	r7 += r7
	r5 = *(u64 *)(r6 + 176)
	if r5 s>= 5 goto taken22
	goto next22
taken22:
	r7 += 1
next22:
	r7 += r7
	r2 = *(u64 *)(r6 + 184)
	if r2 s>= 5 goto taken23
	goto next23
taken23:
	r7 += 1
next23:
	r7 += r7
	r9 = *(u64 *)(r6 + 192)
	if r9 s>= -5 goto taken24
	goto next24
taken24:
	r7 += 1
next24:
	r7 += r7
	r4 = *(u64 *)(r6 + 200)
	if r4 s>= -5 goto taken25
	goto next25
taken25:
	r7 += 1
next25:
	r7 += r7
	r1 = *(u64 *)(r6 + 208)
	if r1 s>= -5 goto taken26
	goto next26
taken26:
	r7 += 1
next26:
	r7 += r7
	r8 = *(u64 *)(r6 + 216)
	if r8 s>= -5 goto taken27
	goto next27
taken27:
	r7 += 1
next27:
	r0 = r7
	exit

result: 0x7777777

== JSLT64_REG
mem: 0000000000000000 0000000000000000
mem: 0000000000000000 0100000000000000
mem: 0100000000000000 0100000000000000
mem: 0100000000000000 0200000000000000
mem: ffffffffffffff7f ffffffffffffff7f
mem: ffffffffffffff7f 0000000000000080
mem: 0000000000000080 0000000000000080
mem: 0000000000000080 0100000000000080
mem: ffffffffffffffff ffffffffffffffff
mem: ffffffffffffffff 0000000000000000
mem: ffffff7f00000000 ffffff7f00000000
mem: ffffff7f00000000 0000008000000000
mem: 0000008000000000 0000008000000000
mem: 0000008000000000 0100008000000000
mem: ffffffff00000000 ffffffff00000000
mem: ffffffff00000000 0000000001000000
mem: 0000000001000000 0000000001000000
mem: 0000000001000000 0100000001000000
mem: ffffffffffffffff 0000000000000000
mem: 0000000000000080 ffffffffffffff7f
mem: 05000000ffffffff 0500000000000000
mem: ffffffff01000000 ffffffff00000000
mem: 0000008000000000 ffffff7f00000000
mem: 1000000000000000 ef00000000000000
insns:
	r6 = r1
	r7 = 0
	r7 += r7
	r3 = *(u64 *)(r6 + 0)
	r5 = *(u64 *)(r6 + 8)
	if r3 s< r5 goto taken0
	goto next0
taken0:
	r7 += 1
next0:
	r7 += r7
	r0 = *(u64 *)(r6 + 16)
	r3 = *(u64 *)(r6 + 24)
	if r0 s< r3 goto taken1
	goto next1
taken1:
	r7 += 1
next1:
	r7 += r7
	r5 = *(u64 *)(r6 + 32)
	r1 = *(u64 *)(r6 + 40)
	if r5 s< r1 goto taken2
	goto next2
taken2:
	r7 += 1
next2:
	r7 += r7
	r2 = *(u64 *)(r6 + 48)
	r9 = *(u64 *)(r6 + 56)
	if r2 s< r9 goto taken3
	goto next3
taken3:
	r7 += 1
next3:
	r7 += r7
	r9 = *(u64 *)(r6 + 64)
	r5 = *(u64 *)(r6 + 72)
	if r9 s< r5 goto taken4
	goto next4
taken4:
	r7 += 1
next4:
	r7 += r7
	r4 = *(u64 *)(r6 + 80)
	r3 = *(u64 *)(r6 + 88)
	if r4 s< r3 goto taken5
	goto next5
taken5:
	r7 += 1
next5:
	r7 += r7
	r1 = *(u64 *)(r6 + 96)
	r2 = *(u64 *)(r6 + 104)
	if r1 s< r2 goto taken6
	goto next6
taken6:
	r7 += 1
next6:
	r7 += r7
	r8 = *(u64 *)(r6 + 112)
	r0 = *(u64 *)(r6 + 120)
	if r8 s< r0 goto taken7
	goto next7
taken7:
	r7 += 1
next7:
	r7 += r7
	r3 = *(u64 *)(r6 + 128)
	r8 = *(u64 *)(r6 + 136)
	if r3 s< r8 goto taken8
	goto next8
taken8:
	r7 += 1
next8:
	r7 += r7
	r0 = *(u64 *)(r6 + 144)
	r4 = *(u64 *)(r6 + 152)
	if r0 s< r4 goto taken9
	goto next9
taken9:
	r7 += 1
next9:
	r7 += r7
	r5 = *(u64 *)(r6 + 160)
	r2 = *(u64 *)(r6 + 168)
	if r5 s< r2 goto taken10
	goto next10
taken10:
	r7 += 1
next10:
	r7 += r7
	r2 = *(u64 *)(r6 + 176)
	r0 = *(u64 *)(r6 + 184)
	if r2 s< r0 goto taken11
	goto next11
taken11:
	r7 += 1
next11:
	r7 += r7
	r9 = *(u64 *)(r6 + 192)
	r8 = *(u64 *)(r6 + 200)
	if r9 s< r8 goto taken12
	goto next12
taken12:
	r7 += 1
next12:
	r7 += r7
	r4 = *(u64 *)(r6 + 208)
	r5 = *(u64 *)(r6 + 216)
	if r4 s< r5 goto taken13
	goto next13
taken13:
	r7 += 1
next13:
	r7 += r7
	r1 = *(u64 *)(r6 + 224)
	r3 = *(u64 *)(r6 + 232)
	if r1 s< r3 goto taken14
	goto next14
taken14:
	r7 += 1
next14:
	r7 += r7
	r8 = *(u64 *)(r6 + 240)
	r1 = *(u64 *)(r6 + 248)
	if r8 s< r1 goto taken15
	goto next15
taken15:
	r7 += 1
next15:
	r7 += r7
	r3 = *(u64 *)(r6 + 256)
	r9 = *(u64 *)(r6 + 264)
	if r3 s< r9 goto taken16
	goto next16
taken16:
	r7 += 1
next16:
	r7 += r7
	r0 = *(u64 *)(r6 + 272)
	r5 = *(u64 *)(r6 + 280)
	if r0 s< r5 goto taken17
	goto next17
taken17:
	r7 += 1
next17:
	r7 += r7
	r5 = *(u64 *)(r6 + 288)
	r3 = *(u64 *)(r6 + 296)
	if r5 s< r3 goto taken18
	goto next18
taken18:
	r7 += 1
next18:
	r7 += r7
	r2 = *(u64 *)(r6 + 304)
	r1 = *(u64 *)(r6 + 312)
	if r2 s< r1 goto taken19
	goto next19
taken19:
	r7 += 1
next19:
	r7 += r7
	r9 = *(u64 *)(r6 + 320)
	r0 = *(u64 *)(r6 + 328)
	if r9 s< r0 goto taken20
	goto next20
taken20:
	r7 += 1
next20:
	r7 += r7
	r4 = *(u64 *)(r6 + 336)
	r8 = *(u64 *)(r6 + 344)
	if r4 s< r8 goto taken21
	goto next21
taken21:
	r7 += 1
next21:
	r7 += r7
	r1 = *(u64 *)(r6 + 352)
	r4 = *(u64 *)(r6 + 360)
	if r1 s< r4 goto taken22
	goto next22
taken22:
	r7 += 1
next22:
	r7 += r7
	r8 = *(u64 *)(r6 + 368)
	r2 = *(u64 *)(r6 + 376)
	if r8 s< r2 goto taken23
	goto next23
taken23:
	r7 += 1
next23:
	r0 = r7
	exit

result: 0x515579

== JSLT64_IMM
mem: ffffffffffffffff
mem: 0000000000000000
mem: 0100000000000000
mem: 0000000007000000
mem: 0000000000000000
mem: 0100000000000000
mem: 0200000000000000
mem: 0100000007000000
mem: feffffffffffffff
mem: ffffffffffffffff
mem: 0000000000000000
mem: ffffffff07000000
mem: feffff7f00000000
mem: ffffff7f00000000
mem: 0000008000000000
mem: ffffff7f07000000
mem: ffffff7fffffffff
mem: 00000080ffffffff
mem: 01000080ffffffff
mem: 0000008007000000
mem: 0400000000000000
mem: 0500000000000000
mem: 0600000000000000
mem: 0500000007000000
mem: faffffffffffffff
mem: fbffffffffffffff
mem: fcffffffffffffff
mem: fbffffff07000000
insns:
	r6 = r1
	r7 = 0
	r7 += r7
	r3 = *(u64 *)(r6 + 0)
	if r3 s< 0 goto taken0
	goto next0
taken0:
	r7 += 1
next0:
	r7 += r7
	r0 = *(u64 *)(r6 + 8)
	if r0 s< 0 goto taken1
	goto next1
taken1:
	r7 += 1
next1:
	r7 += r7
	r5 = *(u64 *)(r6 + 16)
	if r5 s< 0 goto taken2
	goto next2
taken2:
	r7 += 1
next2:
	r7 += r7
	r2 = *(u64 *)(r6 + 24)
	if r2 s< 0 goto taken3
	goto next3
taken3:
	r7 += 1
next3:
	r7 += r7
	r9 = *(u64 *)(r6 + 32)
	if r9 s< 1 goto taken4
	goto next4
taken4:
	r7 += 1
next4:
	r7 += r7
	r4 = *(u64 *)(r6 + 40)
	if r4 s< 1 goto taken5
	goto next5
taken5:
	r7 += 1
next5:
	r7 += r7
	r1 = *(u64 *)(r6 + 48)
	if r1 s< 1 goto taken6
	goto next6
taken6:
	r7 += 1
next6:
	r7 += r7
	r8 = *(u64 *)(r6 + 56)
	if r8 s< 1 goto taken7
	goto next7
taken7:
	r7 += 1
next7:
	r7 += r7
	r3 = *(u64 *)(r6 + 64)
	if r3 s< -1 goto taken8
	goto next8
taken8:
	r7 += 1
next8:
	r7 += r7
	r0 = *(u64 *)(r6 + 72)
	if r0 s< -1 goto taken9
	goto next9
taken9:
	r7 += 1
next9:
	r7 += r7
	r5 = *(u64 *)(r6 + 80)
	if r5 s< -1 goto taken10
	goto next10
taken10:
	r7 += 1
next10:
	r7 += r7
	r2 = *(u64 *)(r6 + 88)
	if r2 s< -1 goto taken11
	goto next11
taken11:
	r7 += 1
next11:
	r7 += r7
	r9 = *(u64 *)(r6 + 96)
	if r9 s< 2147483647 goto taken12
	goto next12
taken12:
	r7 += 1
next12:
	r7 += r7
	r4 = *(u64 *)(r6 + 104)
	if r4 s< 2147483647 goto taken13
	goto next13
taken13:
	r7 += 1
next13:
	r7 += r7
	r1 = *(u64 *)(r6 + 112)
	if r1 s< 2147483647 goto taken14
	goto next14
taken14:
	r7 += 1
next14:
	r7 += r7
	r8 = *(u64 *)(r6 + 120)
	if r8 s< 2147483647 goto taken15
	goto next15
taken15:
	r7 += 1
next15:
	r7 += r7
	r3 = *(u64 *)(r6 + 128)
	if r3 s< -2147483648 goto taken16
	goto next16
taken16:
	r7 += 1
next16:
	r7 += r7
	r0 = *(u64 *)(r6 + 136)
	if r0 s< -2147483648 goto taken17
	goto next17
taken17:
	r7 += 1
next17:
	r7 += r7
	r5 = *(u64 *)(r6 + 144)
	if r5 s< -2147483648 goto taken18
	goto next18
taken18:
	r7 += 1
next18:
	r7 += r7
	r2 = *(u64 *)(r6 + 152)
	if r2 s< -2147483648 goto taken19
	goto next19
taken19:
	r7 += 1
next19:
	r7 += r7
	r9 = *(u64 *)(r6 + 160)
	if r9 s< 5 goto taken20
	goto next20
taken20:
	r7 += 1
next20:
	r7 += r7
	r4 = *(u64 *)(r6 + 168)
	if r4 s< 5 goto taken21
	goto next21
taken21:
	r7 += 1
next21:
	r7 += r7
	r1 = *(u64 *)(r6 + 176)
	if r1 s< 5 goto taken22
	goto next22
taken22:
	r7 += 1
next22:
	r7 += r7
	r8 = *(u64 *)(r6 + 184)
	if r8 s< 5 goto taken23
	goto next23
taken23:
	r7 += 1
next23:
	r7 += r7
	r3 = *(u64 *)(r6 + 192)
	if r3 s< -5 goto taken24
	goto next24
taken24:
	r7 += 1
next24:
	r7 += r7
	r0 = *(u64 *)(r6 + 200)
	if r0 s< -5 goto taken25
	goto next25
taken25:
	r7 += 1
next25:
	r7 += r7
	r5 = *(u64 *)(r6 + 208)
	if r5 s< -5 goto taken26
	goto next26
taken26:
	r7 += 1
next26:
	r7 += r7
	r2 = *(u64 *)(r6 + 216)
	if r2 s< -5 goto taken27
	goto next27
taken27:
	r7 += 1
next27:
	r0 = r7
	exit

result: 0x8888888

== JSLE64_REG
mem: 0000000000000000 0000000000000000
mem: 0000000000000000 0100000000000000
mem: 0100000000000000 0100000000000000
mem: 0100000000000000 0200000000000000
mem: ffffffffffffff7f ffffffffffffff7f
mem: ffffffffffffff7f 0000000000000080
mem: 0000000000000080 0000000000000080
mem: 0000000000000080 0100000000000080
mem: ffffffffffffffff ffffffffffffffff
mem: ffffffffffffffff 0000000000000000
mem: ffffff7f00000000 ffffff7f00000000
mem: ffffff7f00000000 0000008000000000
mem: 0000008000000000 0000008000000000
mem: 0000008000000000 0100008000000000
mem: ffffffff00000000 ffffffff00000000
mem: ffffffff00000000 0000000001000000
mem: 0000000001000000 0000000001000000
mem: 0000000001000000 0100000001000000
mem: ffffffffffffffff 0000000000000000
mem: 0000000000000080 ffffffffffffff7f
mem: 05000000ffffffff 0500000000000000
mem: ffffffff01000000 ffffffff00000000
mem: 0000008000000000 ffffff7f00000000
mem: 1000000000000000 ef00000000000000
insns:
	r6 = r1
	r7 = 0
	r7 += r7
	r9 = *(u64 *)(r6 + 0)
	r4 = *(u64 *)(r6 + 8)
	if r9 s<= r4 goto taken0
	goto next0
taken0:
	r7 += 1
next0:
	r7 += r7
	r4 = *(u64 *)(r6 + 16)
	r2 = *(u64 *)(r6 + 24)
	if r4 s<= r2 goto taken1
	goto next1
taken1:
	r7 += 1
next1:
	r7 += r7
	r1 = *(u64 *)(r6 + 32)
	r0 = *(u64 *)(r6 + 40)
	if r1 s<= r0 goto taken2
	goto next2
taken2:
	r7 += 1
next2:
	r7 += r7
	r8 = *(u64 *)(r6 + 48)
	r9 = *(u64 *)(r6 + 56)
	if r8 s<= r9 goto taken3
	goto next3
taken3:
	r7 += 1
next3:
	r7 += r7
	r3 = *(u64 *)(r6 + 64)
	r5 = *(u64 *)(r6 + 72)
	if r3 s<= r5 goto taken4
	goto next4
taken4:
	r7 += 1
next4:
	r7 += r7
	r0 = *(u64 *)(r6 + 80)
	r3 = *(u64 *)(r6 + 88)
	if r0 s<= r3 goto taken5
	goto next5
taken5:
	r7 += 1
next5:
	r7 += r7
	r5 = *(u64 *)(r6 + 96)
	r1 = *(u64 *)(r6 + 104)
	if r5 s<= r1 goto taken6
	goto next6
taken6:
	r7 += 1
next6:
	r7 += r7
	r2 = *(u64 *)(r6 + 112)
	r9 = *(u64 *)(r6 + 120)
	if r2 s<= r9 goto taken7
	goto next7
taken7:
	r7 += 1
next7:
	r7 += r7
	r9 = *(u64 *)(r6 + 128)
	r5 = *(u64 *)(r6 + 136)
	if r9 s<= r5 goto taken8
	goto next8
taken8:
	r7 += 1
next8:
	r7 += r7
	r4 = *(u64 *)(r6 + 144)
	r3 = *(u64 *)(r6 + 152)
	if r4 s<= r3 goto taken9
	goto next9
taken9:
	r7 += 1
next9:
	r7 += r7
	r1 = *(u64 *)(r6 + 160)
	r2 = *(u64 *)(r6 + 168)
	if r1 s<= r2 goto taken10
	goto next10
taken10:
	r7 += 1
next10:
	r7 += r7
	r8 = *(u64 *)(r6 + 176)
	r0 = *(u64 *)(r6 + 184)
	if r8 s<= r0 goto taken11
	goto next11
taken11:
	r7 += 1
next11:
	r7 += r7
	r3 = *(u64 *)(r6 + 192)
	r8 = *(u64 *)(r6 + 200)
	if r3 s<= r8 goto taken12
	goto next12
taken12:
	r7 += 1
next12:
	r7 += r7
	r0 = *(u64 *)(r6 + 208)
	r4 = *(u64 *)(r6 + 216)
	if r0 s<= r4 goto taken13
	goto next13
taken13:
	r7 += 1
next13:
	r7 += r7
	r5 = *(u64 *)(r6 + 224)
	r2 = *(u64 *)(r6 + 232)
	if r5 s<= r2 goto taken14
	goto next14
taken14:
	r7 += 1
next14:
	r7 += r7
	r2 = *(u64 *)(r6 + 240)
	r0 = *(u64 *)(r6 + 248)
	if r2 s<= r0 goto taken15
	goto next15
taken15:
	r7 += 1
next15:
	r7 += r7
	r9 = *(u64 *)(r6 + 256)
	r8 = *(u64 *)(r6 + 264)
	if r9 s<= r8 goto taken16
	goto next16
taken16:
	r7 += 1
next16:
	r7 += r7
	r4 = *(u64 *)(r6 + 272)
	r5 = *(u64 *)(r6 + 280)
	if r4 s<= r5 goto taken17
	goto next17
taken17:
	r7 += 1
next17:
	r7 += r7
	r1 = *(u64 *)(r6 + 288)
	r3 = *(u64 *)(r6 + 296)
	if r1 s<= r3 goto taken18
	goto next18
taken18:
	r7 += 1
next18:
	r7 += r7
	r8 = *(u64 *)(r6 + 304)
	r1 = *(u64 *)(r6 + 312)
	if r8 s<= r1 goto taken19
	goto next19
taken19:
	r7 += 1
next19:
	r7 += r7
	r3 = *(u64 *)(r6 + 320)
	r9 = *(u64 *)(r6 + 328)
	if r3 s<= r9 goto taken20
	goto next20
taken20:
	r7 += 1
next20:
	r7 += r7
	r0 = *(u64 *)(r6 + 336)
	r5 = *(u64 *)(r6 + 344)
	if r0 s<= r5 goto taken21
	goto next21
taken21:
	r7 += 1
next21:
	r7 += r7
	r5 = *(u64 *)(r6 + 352)
	r3 = *(u64 *)(r6 + 360)
	if r5 s<= r3 goto taken22
	goto next22
taken22:
	r7 += 1
next22:
	r7 += r7
	r2 = *(u64 *)(r6 + 368)
	r1 = *(u64 *)(r6 + 376)
	if r2 s<= r1 goto taken23
	goto next23
taken23:
	r7 += 1
next23:
	r0 = r7
	exit

result: 0xfbfff9

== JSLE64_IMM
mem: ffffffffffffffff
mem: 0000000000000000
mem: 0100000000000000
mem: 0000000007000000
mem: 0000000000000000
mem: 0100000000000000
mem: 0200000000000000
mem: 0100000007000000
mem: feffffffffffffff
mem: ffffffffffffffff
mem: 0000000000000000
mem: ffffffff07000000
mem: feffff7f00000000
mem: ffffff7f00000000
mem: 0000008000000000
mem: ffffff7f07000000
mem: ffffff7fffffffff
mem: 00000080ffffffff
mem: 01000080ffffffff
mem: 0000008007000000
mem: 0400000000000000
mem: 0500000000000000
mem: 0600000000000000
mem: 0500000007000000
mem: faffffffffffffff
mem: fbffffffffffffff
mem: fcffffffffffffff
mem: fbffffff07000000
insns:
	r6 = r1
	r7 = 0
	r7 += r7
	r9 = *(u64 *)(r6 + 0)
	if r9 s<= 0 goto taken0
	goto next0
taken0:
	r7 += 1
next0:
	r7 += r7
	r4 = *(u64 *)(r6 + 8)
	if r4 s<= 0 goto taken1
	goto next1
taken1:
	r7 += 1
next1:
	r7 += r7
	r1 = *(u64 *)(r6 + 16)
	if r1 s<= 0 goto taken2
	goto next2
taken2:
	r7 += 1
next2:
	r7 += r7
	r8 = *(u64 *)(r6 + 24)
	if r8 s<= 0 goto taken3
	goto next3
taken3:
	r7 += 1
next3:
	r7 += r7
	r3 = *(u64 *)(r6 + 32)
	if r3 s<= 1 goto taken4
	goto next4
taken4:
	r7 += 1
next4:
	r7 += r7
	r0 = *(u64 *)(r6 + 40)
	if r0 s<= 1 goto taken5
	goto next5
taken5:
	r7 += 1
next5:
	r7 += r7
	r5 = *(u64 *)(r6 + 48)
	if r5 s<= 1 goto taken6
	goto next6
taken6:
	r7 += 1
next6:
	r7 += r7
	r2 = *(u64 *)(r6 + 56)
	if r2 s<= 1 goto taken7
	goto next7
taken7:
	r7 += 1
next7:
	r7 += r7
	r9 = *(u64 *)(r6 + 64)
	if r9 s<= -1 goto taken8
	goto next8
taken8:
	r7 += 1
next8:
	r7 += r7
	r4 = *(u64 *)(r6 + 72)
	if r4 s<= -1 goto taken9
	goto next9
taken9:
	r7 += 1
next9:
	r7 += r7
	r1 = *(u64 *)(r6 + 80)
	if r1 s<= -1 goto taken10
	goto next10
taken10:
	r7 += 1
next10:
	r7 += r7
	r8 = *(u64 *)(r6 + 88)
	if r8 s<= -1 goto taken11
	goto next11
taken11:
	r7 += 1
next11:
	r7 += r7
	r3 = *(u64 *)(r6 + 96)
	if r3 s<= 2147483647 goto taken12
	goto next12
taken12:
	r7 += 1
next12:
	r7 += r7
	r0 = *(u64 *)(r6 + 104)
	if r0 s<= 2147483647 goto taken13
	goto next13
taken13:
	r7 += 1
next13:
	r7 += r7
	r5 = *(u64 *)(r6 + 112)
	if r5 s<= 2147483647 goto taken14
	goto next14
taken14:
	r7 += 1
next14:
	r7 += r7
	r2 = *(u64 *)(r6 + 120)
	if r2 s<= 2147483647 goto taken15
	goto next15
taken15:
	r7 += 1
next15:
	r7 += r7
	r9 = *(u64 *)(r6 + 128)
	if r9 s<= -2147483648 goto taken16
	goto next16
taken16:
	r7 += 1
next16:
	r7 += r7
	r4 = *(u64 *)(r6 + 136)
	if r4 s<= -2147483648 goto taken17
	goto next17
taken17:
	r7 += 1
next17:
	r7 += r7
	r1 = *(u64 *)(r6 + 144)
	if r1 s<= -2147483648 goto taken18
	goto next18
taken18:
	r7 += 1
next18:
	r7 += r7
	r8 = *(u64 *)(r6 + 152)
	if r8 s<= -2147483648 goto taken19
	goto next19
taken19:
	r7 += 1
next19:
	r7 += r7
	r3 = *(u64 *)(r6 + 160)
	if r3 s<= 5 goto taken20
	goto next20
taken20:
	r7 += 1
next20:
	r7 += r7
	r0 = *(u64 *)(r6 + 168)
	if r0 s<= 5 goto taken21
	goto next21
taken21:
	r7 += 1
next21:
	r7 += r7
	r5 = *(u64 *)(r6 + 176)
	if r5 s<= 5 goto taken22
	goto next22
taken22:
	r7 += 1
next22:
	r7 += r7
	r2 = *(u64 *)(r6 + 184)
	if r2 s<= 5 goto taken23
	goto next23
taken23:
	r7 += 1
next23:
	r7 += r7
	r9 = *(u64 *)(r6 + 192)
	if r9 s<= -5 goto taken24
	goto next24
taken24:
	r7 += 1
next24:
	r7 += r7
	r4 = *(u64 *)(r6 + 200)
	if r4 s<= -5 goto taken25
	goto next25
taken25:
	r7 += 1
next25:
	r7 += r7
	r1 = *(u64 *)(r6 + 208)
	if r1 s<= -5 goto taken26
	goto next26
taken26:
	r7 += 1
next26:
	r7 += r7
	r8 = *(u64 *)(r6 + 216)
	if r8 s<= -5 goto taken27
	goto next27
taken27:
	r7 += 1
next27:
	r0 = r7
	exit

result: 0xccccccc

== JEQ32_REG
mem: 0000000000000000 0000000000000000
mem: 0000000000000000 0100000000000000
mem: 0100000000000000 0100000000000000
mem: 0100000000000000 0200000000000000
mem: ffffffffffffff7f ffffffffffffff7f
mem: ffffffffffffff7f 0000000000000080
mem: 0000000000000080 0000000000000080
mem: 0000000000000080 0100000000000080
mem: ffffffffffffffff ffffffffffffffff
mem: ffffffffffffffff 0000000000000000
mem: ffffff7f00000000 ffffff7f00000000
mem: ffffff7f00000000 0000008000000000
mem: 0000008000000000 0000008000000000
mem: 0000008000000000 0100008000000000
mem: ffffffff00000000 ffffffff00000000
mem: ffffffff00000000 0000000001000000
mem: 0000000001000000 0000000001000000
mem: 0000000001000000 0100000001000000
mem: ffffffffffffffff 0000000000000000
mem: 0000000000000080 ffffffffffffff7f
mem: 05000000ffffffff 0500000000000000
mem: ffffffff01000000 ffffffff00000000
mem: 0000008000000000 ffffff7f00000000
mem: 1000000000000000 ef00000000000000
insns:
	r6 = r1
	r7 = 0
	r7 += r7
	r3 = *(u64 *)(r6 + 0)
	r4 = *(u64 *)(r6 + 8)
	if w3 == w4 goto taken0
	goto next0
taken0:
	r7 += 1
next0:
	r7 += r7
	r0 = *(u64 *)(r6 + 16)
	r2 = *(u64 *)(r6 + 24)
	if w0 == w2 goto taken1
	goto next1
taken1:
	r7 += 1
next1:
	r7 += r7
	r5 = *(u64 *)(r6 + 32)
	r0 = *(u64 *)(r6 + 40)
	if w5 == w0 goto taken2
	goto next2
taken2:
	r7 += 1
next2:
	r7 += r7
	r2 = *(u64 *)(r6 + 48)
	r8 = *(u64 *)(r6 + 56)
	if w2 == w8 goto taken3
	goto next3
taken3:
	r7 += 1
next3:
	r7 += r7
	r9 = *(u64 *)(r6 + 64)
	r4 = *(u64 *)(r6 + 72)
	if w9 == w4 goto taken4
	goto next4
taken4:
	r7 += 1
next4:
	r7 += r7
	r4 = *(u64 *)(r6 + 80)
	r2 = *(u64 *)(r6 + 88)
	if w4 == w2 goto taken5
	goto next5
taken5:
	r7 += 1
next5:
	r7 += r7
	r1 = *(u64 *)(r6 + 96)
	r0 = *(u64 *)(r6 + 104)
	if w1 == w0 goto taken6
	goto next6
taken6:
	r7 += 1
next6:
	r7 += r7
	r8 = *(u64 *)(r6 + 112)
	r9 = *(u64 *)(r6 + 120)
	if w8 == w9 goto taken7
	goto next7
taken7:
	r7 += 1
next7:
	r7 += r7
	r3 = *(u64 *)(r6 + 128)
	r5 = *(u64 *)(r6 + 136)
	if w3 == w5 goto taken8
	goto next8
taken8:
	r7 += 1
next8:
	r7 += r7
	r0 = *(u64 *)(r6 + 144)
	r3 = *(u64 *)(r6 + 152)
	if w0 == w3 goto taken9
	goto next9
taken9:
	r7 += 1
next9:
	r7 += r7
	r5 = *(u64 *)(r6 + 160)
	r1 = *(u64 *)(r6 + 168)
	if w5 == w1 goto taken10
	goto next10
taken10:
	r7 += 1
next10:
	r7 += r7
	r2 = *(u64 *)(r6 + 176)
	r9 = *(u64 *)(r6 + 184)
	if w2 == w9 goto taken11
	goto next11
taken11:
	r7 += 1
next11:
	r7 += r7
	r9 = *(u64 *)(r6 + 192)
	r5 = *(u64 *)(r6 + 200)
	if w9 == w5 goto taken12
	goto next12
taken12:
	r7 += 1
next12:
	r7 += r7
	r4 = *(u64 *)(r6 + 208)
	r3 = *(u64 *)(r6 + 216)
	if w4 == w3 goto taken13
	goto next13
taken13:
	r7 += 1
next13:
	r7 += r7
	r1 = *(u64 *)(r6 + 224)
	r2 = *(u64 *)(r6 + 232)
	if w1 == w2 goto taken14
	goto next14
taken14:
	r7 += 1
next14:
	r7 += r7
	r8 = *(u64 *)(r6 + 240)
	r0 = *(u64 *)(r6 + 248)
	if w8 == w0 goto taken15
	goto next15
taken15:
	r7 += 1
next15:
	r7 += r7
	r3 = *(u64 *)(r6 + 256)
	r8 = *(u64 *)(r6 + 264)
	if w3 == w8 goto taken16
	goto next16
taken16:
	r7 += 1
next16:
	r7 += r7
	r0 = *(u64 *)(r6 + 272)
	r4 = *(u64 *)(r6 + 280)
	if w0 == w4 goto taken17
	goto next17
taken17:
	r7 += 1
next17:
	r7 += r7
	r5 = *(u64 *)(r6 + 288)
	r2 = *(u64 *)(r6 + 296)
	if w5 == w2 goto taken18
	goto next18
taken18:
	r7 += 1
next18:
	r7 += r7
	r2 = *(u64 *)(r6 + 304)
	r0 = *(u64 *)(r6 + 312)
	if w2 == w0 goto taken19
	goto next19
taken19:
	r7 += 1
next19:
	r7 += r7
	r9 = *(u64 *)(r6 + 320)
	r8 = *(u64 *)(r6 + 328)
	if w9 == w8 goto taken20
	goto next20
taken20:
	r7 += 1
next20:
	r7 += r7
	r4 = *(u64 *)(r6 + 336)
	r5 = *(u64 *)(r6 + 344)
	if w4 == w5 goto taken21
	goto next21
taken21:
	r7 += 1
next21:
	r7 += r7
	r1 = *(u64 *)(r6 + 352)
	r3 = *(u64 *)(r6 + 360)
	if w1 == w3 goto taken22
	goto next22
taken22:
	r7 += 1
next22:
	r7 += r7
	r8 = *(u64 *)(r6 + 368)
	r1 = *(u64 *)(r6 + 376)
	if w8 == w1 goto taken23
	goto next23
taken23:
	r7 += 1
next23:
	r0 = r7
	exit

result: 0xaaaa8c

== JEQ32_IMM
mem: ffffffffffffffff
mem: 0000000000000000
mem: 0100000000000000
mem: 0000000007000000
mem: 0000000000000000
mem: 0100000000000000
mem: 0200000000000000
mem: 0100000007000000
mem: feffffffffffffff
mem: ffffffffffffffff
mem: 0000000000000000
mem: ffffffff07000000
mem: feffff7f00000000
mem: ffffff7f00000000
mem: 0000008000000000
mem: ffffff7f07000000
mem: ffffff7fffffffff
mem: 00000080ffffffff
mem: 01000080ffffffff
mem: 0000008007000000
mem: 0400000000000000
mem: 0500000000000000
mem: 0600000000000000
mem: 0500000007000000
mem: faffffffffffffff
mem: fbffffffffffffff
mem: fcffffffffffffff
mem: fbffffff07000000
insns:
	r6 = r1
	r7 = 0
	r7 += r7
	r3 = *(u64 *)(r6 + 0)
	if w3 == 0 goto taken0
	goto next0
taken0:
	r7 += 1
next0:
	r7 += r7
	r0 = *(u64 *)(r6 + 8)
	if w0 == 0 goto taken1
	goto next1
taken1:
	r7 += 1
next1:
	r7 += r7
	r5 = *(u64 *)(r6 + 16)
	if w5 == 0 goto taken2
	goto next2
taken2:
	r7 += 1
next2:
	r7 += r7
	r2 = *(u64 *)(r6 + 24)
	if w2 == 0 goto taken3
	goto next3
taken3:
	r7 += 1
next3:
	r7 += r7
	r9 = *(u64 *)(r6 + 32)
	if w9 == 1 goto taken4
	goto next4
taken4:
	r7 += 1
next4:
	r7 += r7
	r4 = *(u64 *)(r6 + 40)
	if w4 == 1 goto taken5
	goto next5
taken5:
	r7 += 1
next5:
	r7 += r7
	r1 = *(u64 *)(r6 + 48)
	if w1 == 1 goto taken6
	goto next6
taken6:
	r7 += 1
next6:
	r7 += r7
	r8 = *(u64 *)(r6 + 56)
	if w8 == 1 goto taken7
	goto next7
taken7:
	r7 += 1
next7:
	r7 += r7
	r3 = *(u64 *)(r6 + 64)
	if w3 == -1 goto taken8
	goto next8
taken8:
	r7 += 1
next8:
	r7 += r7
	r0 = *(u64 *)(r6 + 72)
	if w0 == -1 goto taken9
	goto next9
taken9:
	r7 += 1
next9:
	r7 += r7
	r5 = *(u64 *)(r6 + 80)
	if w5 == -1 goto taken10
	goto next10
taken10:
	r7 += 1
next10:
	r7 += r7
	r2 = *(u64 *)(r6 + 88)
	if w2 == -1 goto taken11
	goto next11
taken11:
	r7 += 1
next11:
	r7 += r7
	r9 = *(u64 *)(r6 + 96)
	if w9 == 2147483647 goto taken12
	goto next12
taken12:
	r7 += 1
next12:
	r7 += r7
	r4 = *(u64 *)(r6 + 104)
	if w4 == 2147483647 goto taken13
	goto next13
taken13:
	r7 += 1
next13:
	r7 += r7
	r1 = *(u64 *)(r6 + 112)
	if w1 == 2147483647 goto taken14
	goto next14
taken14:
	r7 += 1
next14:
	r7 += r7
	r8 = *(u64 *)(r6 + 120)
	if w8 == 2147483647 goto taken15
	goto next15
taken15:
	r7 += 1
next15:
	r7 += r7
	r3 = *(u64 *)(r6 + 128)
	if w3 == -2147483648 goto taken16
	goto next16
taken16:
	r7 += 1
next16:
	r7 += r7
	r0 = *(u64 *)(r6 + 136)
	if w0 == -2147483648 goto taken17
	goto next17
taken17:
	r7 += 1
next17:
	r7 += r7
	r5 = *(u64 *)(r6 + 144)
	if w5 == -2147483648 goto taken18
	goto next18
taken18:
	r7 += 1
next18:
	r7 += r7
	r2 = *(u64 *)(r6 + 152)
	if w2 == -2147483648 goto taken19
	goto next19
taken19:
	r7 += 1
next19:
	r7 += r7
	r9 = *(u64 *)(r6 + 160)
	if w9 == 5 goto taken20
	goto next20
taken20:
	r7 += 1
next20:
	r7 += r7
	r4 = *(u64 *)(r6 + 168)
	if w4 == 5 goto taken21
	goto next21
taken21:
	r7 += 1
next21:
	r7 += r7
	r1 = *(u64 *)(r6 + 176)
	if w1 == 5 goto taken22
	goto next22
taken22:
	r7 += 1
next22:
	r7 += r7
	r8 = *(u64 *)(r6 + 184)
	if w8 == 5 goto taken23
	goto next23
taken23:
	r7 += 1
next23:
	r7 += r7
	r3 = *(u64 *)(r6 + 192)
	if w3 == -5 goto taken24
	goto next24
taken24:
	r7 += 1
next24:
	r7 += r7
	r0 = *(u64 *)(r6 + 200)
	if w0 == -5 goto taken25
	goto next25
taken25:
	r7 += 1
next25:
	r7 += r7
	r5 = *(u64 *)(r6 + 208)
	if w5 == -5 goto taken26
	goto next26
taken26:
	r7 += 1
next26:
	r7 += r7
	r2 = *(u64 *)(r6 + 216)
	if w2 == -5 goto taken27
	goto next27
taken27:
	r7 += 1
next27:
	r0 = r7
	exit

result: 0x5555555

== JNE32_REG
mem: 0000000000000000 0000000000000000
mem: 0000000000000000 0100000000000000
mem: 0100000000000000 0100000000000000
mem: 0100000000000000 0200000000000000
mem: ffffffffffffff7f ffffffffffffff7f
mem: ffffffffffffff7f 0000000000000080
mem: 0000000000000080 0000000000000080
mem: 0000000000000080 0100000000000080
mem: ffffffffffffffff ffffffffffffffff
mem: ffffffffffffffff 0000000000000000
mem: ffffff7f00000000 ffffff7f00000000
mem: ffffff7f00000000 0000008000000000
mem: 0000008000000000 0000008000000000
mem: 0000008000000000 0100008000000000
mem: ffffffff00000000 ffffffff00000000
mem: ffffffff00000000 0000000001000000
mem: 0000000001000000 0000000001000000
mem: 0000000001000000 0100000001000000
mem: ffffffffffffffff 0000000000000000
mem: 0000000000000080 ffffffffffffff7f
mem: 05000000ffffffff 0500000000000000
mem: ffffffff01000000 ffffffff00000000
mem: 0000008000000000 ffffff7f00000000
mem: 1000000000000000 ef00000000000000
insns:
	r6 = r1
	r7 = 0
	r7 += r7
	r9 = *(u64 *)(r6 + 0)
	r3 = *(u64 *)(r6 + 8)
	if w9 != w3 goto taken0
	goto next0
taken0:
	r7 += 1
next0:
	r7 += r7
	r4 = *(u64 *)(r6 + 16)
	r1 = *(u64 *)(r6 + 24)
	if w4 != w1 goto taken1
	goto next1
taken1:
	r7 += 1
next1:
	r7 += r7
	r1 = *(u64 *)(r6 + 32)
	r9 = *(u64 *)(r6 + 40)
	if w1 != w9 goto taken2
	goto next2
taken2:
	r7 += 1
next2:
	r7 += r7
	r8 = *(u64 *)(r6 + 48)
	r5 = *(u64 *)(r6 + 56)
	if w8 != w5 goto taken3
	goto next3
taken3:
	r7 += 1
next3:
	r7 += r7
	r3 = *(u64 *)(r6 + 64)
	r4 = *(u64 *)(r6 + 72)
	if w3 != w4 goto taken4
	goto next4
taken4:
	r7 += 1
next4:
	r7 += r7
	r0 = *(u64 *)(r6 + 80)
	r2 = *(u64 *)(r6 + 88)
	if w0 != w2 goto taken5
	goto next5
taken5:
	r7 += 1
next5:
	r7 += r7
	r5 = *(u64 *)(r6 + 96)
	r0 = *(u64 *)(r6 + 104)
	if w5 != w0 goto taken6
	goto next6
taken6:
	r7 += 1
next6:
	r7 += r7
	r2 = *(u64 *)(r6 + 112)
	r8 = *(u64 *)(r6 + 120)
	if w2 != w8 goto taken7
	goto next7
taken7:
	r7 += 1
next7:
	r7 += r7
	r9 = *(u64 *)(r6 + 128)
	r4 = *(u64 *)(r6 + 136)
	if w9 != w4 goto taken8
	goto next8
taken8:
	r7 += 1
next8:
	r7 += r7
	r4 = *(u64 *)(r6 + 144)
	r2 = *(u64 *)(r6 + 152)
	if w4 != w2 goto taken9
	goto next9
taken9:
	r7 += 1
next9:
	r7 += r7
	r1 = *(u64 *)(r6 + 160)
	r0 = *(u64 *)(r6 + 168)
	if w1 != w0 goto taken10
	goto next10
taken10:
	r7 += 1
next10:
	r7 += r7
	r8 = *(u64 *)(r6 + 176)
	r9 = *(u64 *)(r6 + 184)
	if w8 != w9 goto taken11
	goto next11
taken11:
	r7 += 1
next11:
	r7 += r7
	r3 = *(u64 *)(r6 + 192)
	r5 = *(u64 *)(r6 + 200)
	if w3 != w5 goto taken12
	goto next12
taken12:
	r7 += 1
next12:
	r7 += r7
	r0 = *(u64 *)(r6 + 208)
	r3 = *(u64 *)(r6 + 216)
	if w0 != w3 goto taken13
	goto next13
taken13:
	r7 += 1
next13:
	r7 += r7
	r5 = *(u64 *)(r6 + 224)
	r1 = *(u64 *)(r6 + 232)
	if w5 != w1 goto taken14
	goto next14
taken14:
	r7 += 1
next14:
	r7 += r7
	r2 = *(u64 *)(r6 + 240)
	r9 = *(u64 *)(r6 + 248)
	if w2 != w9 goto taken15
	goto next15
taken15:
	r7 += 1
next15:
	r7 += r7
	r9 = *(u64 *)(r6 + 256)
	r5 = *(u64 *)(r6 + 264)
	if w9 != w5 goto taken16
	goto next16
taken16:
	r7 += 1
next16:
	r7 += r7
	r4 = *(u64 *)(r6 + 272)
	r3 = *(u64 *)(r6 + 280)
	if w4 != w3 goto taken17
	goto next17
taken17:
	r7 += 1
next17:
	r7 += r7
	r1 = *(u64 *)(r6 + 288)
	r2 = *(u64 *)(r6 + 296)
	if w1 != w2 goto taken18
	goto next18
taken18:
	r7 += 1
next18:
	r7 += r7
	r8 = *(u64 *)(r6 + 304)
	r0 = *(u64 *)(r6 + 312)
	if w8 != w0 goto taken19
	goto next19
taken19:
	r7 += 1
next19:
	r7 += r7
	r3 = *(u64 *)(r6 + 320)
	r8 = *(u64 *)(r6 + 328)
	if w3 != w8 goto taken20
	goto next20
taken20:
	r7 += 1
next20:
	r7 += r7
	r0 = *(u64 *)(r6 + 336)
	r4 = *(u64 *)(r6 + 344)
	if w0 != w4 goto taken21
	goto next21
taken21:
	r7 += 1
next21:
	r7 += r7
	r5 = *(u64 *)(r6 + 352)
	r2 = *(u64 *)(r6 + 360)
	if w5 != w2 goto taken22
	goto next22
taken22:
	r7 += 1
next22:
	r7 += r7
	r2 = *(u64 *)(r6 + 368)
	r0 = *(u64 *)(r6 + 376)
	if w2 != w0 goto taken23
	goto next23
taken23:
	r7 += 1
next23:
	r0 = r7
	exit

result: 0x555573

== JNE32_IMM
mem: ffffffffffffffff
mem: 0000000000000000
mem: 0100000000000000
mem: 0000000007000000
mem: 0000000000000000
mem: 0100000000000000
mem: 0200000000000000
mem: 0100000007000000
mem: feffffffffffffff
mem: ffffffffffffffff
mem: 0000000000000000
mem: ffffffff07000000
mem: feffff7f00000000
mem: ffffff7f00000000
mem: 0000008000000000
mem: ffffff7f07000000
mem: ffffff7fffffffff
mem: 00000080ffffffff
mem: 01000080ffffffff
mem: 0000008007000000
mem: 0400000000000000
mem: 0500000000000000
mem: 0600000000000000
mem: 0500000007000000
mem: faffffffffffffff
mem: fbffffffffffffff
mem: fcffffffffffffff
mem: fbffffff07000000
insns:
	r6 = r1
	r7 = 0
	r7 += r7
	r9 = *(u64 *)(r6 + 0)
	if w9 != 0 goto taken0
	goto next0
taken0:
	r7 += 1
next0:
	r7 += r7
	r4 = *(u64 *)(r6 + 8)
	if w4 != 0 goto taken1
	goto next1
taken1:
	r7 += 1
next1:
	r7 += r7
	r1 = *(u64 *)(r6 + 16)
	if w1 != 0 goto taken2
	goto next2
taken2:
	r7 += 1
next2:
	r7 += r7
	r8 = *(u64 *)(r6 + 24)
	if w8 != 0 goto taken3
	goto next3
taken3:
	r7 += 1
next3:
	r7 += r7
	r3 = *(u64 *)(r6 + 32)
	if w3 != 1 goto taken4
	goto next4
taken4:
	r7 += 1
next4:
	r7 += r7
	r0 = *(u64 *)(r6 + 40)
	if w0 != 1 goto taken5
	goto next5
taken5:
	r7 += 1
next5:
	r7 += r7
	r5 = *(u64 *)(r6 + 48)
	if w5 != 1 goto taken6
	goto next6
taken6:
	r7 += 1
next6:
	r7 += r7
	r2 = *(u64 *)(r6 + 56)
	if w2 != 1 goto taken7
	goto next7
taken7:
	r7 += 1
next7:
	r7 += r7
	r9 = *(u64 *)(r6 + 64)
	if w9 != -1 goto taken8
	goto next8
taken8:
	r7 += 1
next8:
	r7 += r7
	r4 = *(u64 *)(r6 + 72)
	if w4 != -1 goto taken9
	goto next9
taken9:
	r7 += 1
next9:
	r7 += r7
	r1 = *(u64 *)(r6 + 80)
	if w1 != -1 goto taken10
	goto next10
taken10:
	r7 += 1
next10:
	r7 += r7
	r8 = *(u64 *)(r6 + 88)
	if w8 != -1 goto taken11
	goto next11
taken11:
	r7 += 1
next11:
	r7 += r7
	r3 = *(u64 *)(r6 + 96)
	if w3 != 2147483647 goto taken12
	goto next12
taken12:
	r7 += 1
next12:
	r7 += r7
	r0 = *(u64 *)(r6 + 104)
	if w0 != 2147483647 goto taken13
	goto next13
taken13:
	r7 += 1
next13:
	r7 += r7
	r5 = *(u64 *)(r6 + 112)
	if w5 != 2147483647 goto taken14
	goto next14
taken14:
	r7 += 1
next14:
	r7 += r7
	r2 = *(u64 *)(r6 + 120)
	if w2 != 2147483647 goto taken15
	goto next15
taken15:
	r7 += 1
next15:
	r7 += r7
	r9 = *(u64 *)(r6 + 128)
	if w9 != -2147483648 goto taken16
	goto next16
taken16:
	r7 += 1
next16:
	r7 += r7
	r4 = *(u64 *)(r6 + 136)
	if w4 != -2147483648 goto taken17
	goto next17
taken17:
	r7 += 1
next17:
	r7 += r7
	r1 = *(u64 *)(r6 + 144)
	if w1 != -2147483648 goto taken18
	goto next18
taken18:
	r7 += 1
next18:
	r7 += r7
	r8 = *(u64 *)(r6 + 152)
	if w8 != -2147483648 goto taken19
	goto next19
taken19:
	r7 += 1
next19:
	r7 += r7
	r3 = *(u64 *)(r6 + 160)
	if w3 != 5 goto taken20
	goto next20
taken20:
	r7 += 1
next20:
	r7 += r7
	r0 = *(u64 *)(r6 + 168)
	if w0 != 5 goto taken21
	goto next21
taken21:
	r7 += 1
next21:
	r7 += r7
	r5 = *(u64 *)(r6 + 176)
	if w5 != 5 goto taken22
	goto next22
taken22:
	r7 += 1
next22:
	r7 += r7
	r2 = *(u64 *)(r6 + 184)
	if w2 != 5 goto taken23
	goto next23
taken23:
	r7 += 1
next23:
	r7 += r7
	r9 = *(u64 *)(r6 + 192)
	if w9 != -5 goto taken24
	goto next24
taken24:
	r7 += 1
next24:
	r7 += r7
	r4 = *(u64 *)(r6 + 200)
	if w4 != -5 goto taken25
	goto next25
taken25:
	r7 += 1
next25:
	r7 += r7
	r1 = *(u64 *)(r6 + 208)
	if w1 != -5 goto taken26
	goto next26
taken26:
	r7 += 1
next26:
	r7 += r7
	r8 = *(u64 *)(r6 + 216)
	if w8 != -5 goto taken27
	goto next27
taken27:
	r7 += 1
next27:
	r0 = r7
	exit

result: 0xaaaaaaa

== JGT32_REG
mem: 0000000000000000 0000000000000000
mem: 0000000000000000 0100000000000000
mem: 0100000000000000 0100000000000000
mem: 0100000000000000 0200000000000000
mem: ffffffffffffff7f ffffffffffffff7f
mem: ffffffffffffff7f 0000000000000080
mem: 0000000000000080 0000000000000080
mem: 0000000000000080 0100000000000080
mem: ffffffffffffffff ffffffffffffffff
mem: ffffffffffffffff 0000000000000000
mem: ffffff7f00000000 ffffff7f00000000
mem: ffffff7f00000000 0000008000000000
mem: 0000008000000000 0000008000000000
mem: 0000008000000000 0100008000000000
mem: ffffffff00000000 ffffffff00000000
mem: ffffffff00000000 0000000001000000
mem: 0000000001000000 0000000001000000
mem: 0000000001000000 0100000001000000
mem: ffffffffffffffff 0000000000000000
mem: 0000000000000080 ffffffffffffff7f
mem: 05000000ffffffff 0500000000000000
mem: ffffffff01000000 ffffffff00000000
mem: 0000008000000000 ffffff7f00000000
mem: 1000000000000000 ef00000000000000
insns:
	r6 = r1
	r7 = 0
	r7 += r7
	r3 = *(u64 *)(r6 + 0)
	r2 = *(u64 *)(r6 + 8)
	if w3 > w2 goto taken0
	goto next0
taken0:
	r7 += 1
next0:
	r7 += r7
	r0 = *(u64 *)(r6 + 16)
	r1 = *(u64 *)(r6 + 24)
	if w0 > w1 goto taken1
	goto next1
taken1:
	r7 += 1
next1:
	r7 += r7
	r5 = *(u64 *)(r6 + 32)
	r9 = *(u64 *)(r6 + 40)
	if w5 > w9 goto taken2
	goto next2
taken2:
	r7 += 1
next2:
	r7 += r7
	r2 = *(u64 *)(r6 + 48)
	r5 = *(u64 *)(r6 + 56)
	if w2 > w5 goto taken3
	goto next3
taken3:
	r7 += 1
next3:
	r7 += r7
	r9 = *(u64 *)(r6 + 64)
	r3 = *(u64 *)(r6 + 72)
	if w9 > w3 goto taken4
	goto next4
taken4:
	r7 += 1
next4:
	r7 += r7
	r4 = *(u64 *)(r6 + 80)
	r1 = *(u64 *)(r6 + 88)
	if w4 > w1 goto taken5
	goto next5
taken5:
	r7 += 1
next5:
	r7 += r7
	r1 = *(u64 *)(r6 + 96)
	r9 = *(u64 *)(r6 + 104)
	if w1 > w9 goto taken6
	goto next6
taken6:
	r7 += 1
next6:
	r7 += r7
	r8 = *(u64 *)(r6 + 112)
	r5 = *(u64 *)(r6 + 120)
	if w8 > w5 goto taken7
	goto next7
taken7:
	r7 += 1
next7:
	r7 += r7
	r3 = *(u64 *)(r6 + 128)
	r4 = *(u64 *)(r6 + 136)
	if w3 > w4 goto taken8
	goto next8
taken8:
	r7 += 1
next8:
	r7 += r7
	r0 = *(u64 *)(r6 + 144)
	r2 = *(u64 *)(r6 + 152)
	if w0 > w2 goto taken9
	goto next9
taken9:
	r7 += 1
next9:
	r7 += r7
	r5 = *(u64 *)(r6 + 160)
	r0 = *(u64 *)(r6 + 168)
	if w5 > w0 goto taken10
	goto next10
taken10:
	r7 += 1
next10:
	r7 += r7
	r2 = *(u64 *)(r6 + 176)
	r8 = *(u64 *)(r6 + 184)
	if w2 > w8 goto taken11
	goto next11
taken11:
	r7 += 1
next11:
	r7 += r7
	r9 = *(u64 *)(r6 + 192)
	r4 = *(u64 *)(r6 + 200)
	if w9 > w4 goto taken12
	goto next12
taken12:
	r7 += 1
next12:
	r7 += r7
	r4 = *(u64 *)(r6 + 208)
	r2 = *(u64 *)(r6 + 216)
	if w4 > w2 goto taken13
	goto next13
taken13:
	r7 += 1
next13:
	r7 += r7
	r1 = *(u64 *)(r6 + 224)
	r0 = *(u64 *)(r6 + 232)
	if w1 > w0 goto taken14
	goto next14
taken14:
	r7 += 1
next14:
	r7 += r7
	r8 = *(u64 *)(r6 + 240)
	r9 = *(u64 *)(r6 + 248)
	if w8 > w9 goto taken15
	goto next15
taken15:
	r7 += 1
next15:
	r7 += r7
	r3 = *(u64 *)(r6 + 256)
	r5 = *(u64 *)(r6 + 264)
	if w3 > w5 goto taken16
	goto next16
taken16:
	r7 += 1
next16:
	r7 += r7
	r0 = *(u64 *)(r6 + 272)
	r3 = *(u64 *)(r6 + 280)
	if w0 > w3 goto taken17
	goto next17
taken17:
	r7 += 1
next17:
	r7 += r7
	r5 = *(u64 *)(r6 + 288)
	r1 = *(u64 *)(r6 + 296)
	if w5 > w1 goto taken18
	goto next18
taken18:
	r7 += 1
next18:
	r7 += r7
	r2 = *(u64 *)(r6 + 304)
	r9 = *(u64 *)(r6 + 312)
	if w2 > w9 goto taken19
	goto next19
taken19:
	r7 += 1
next19:
	r7 += r7
	r9 = *(u64 *)(r6 + 320)
	r5 = *(u64 *)(r6 + 328)
	if w9 > w5 goto taken20
	goto next20
taken20:
	r7 += 1
next20:
	r7 += r7
	r4 = *(u64 *)(r6 + 336)
	r3 = *(u64 *)(r6 + 344)
	if w4 > w3 goto taken21
	goto next21
taken21:
	r7 += 1
next21:
	r7 += r7
	r1 = *(u64 *)(r6 + 352)
	r2 = *(u64 *)(r6 + 360)
	if w1 > w2 goto taken22
	goto next22
taken22:
	r7 += 1
next22:
	r7 += r7
	r8 = *(u64 *)(r6 + 368)
	r0 = *(u64 *)(r6 + 376)
	if w8 > w0 goto taken23
	goto next23
taken23:
	r7 += 1
next23:
	r0 = r7
	exit

result: 0x44122

== JGT32_IMM
mem: ffffffffffffffff
mem: 0000000000000000
mem: 0100000000000000
mem: 0000000007000000
mem: 0000000000000000
mem: 0100000000000000
mem: 0200000000000000
mem: 0100000007000000
mem: feffffffffffffff
mem: ffffffffffffffff
mem: 0000000000000000
mem: ffffffff07000000
mem: feffff7f00000000
mem: ffffff7f00000000
mem: 0000008000000000
mem: ffffff7f07000000
mem: ffffff7fffffffff
mem: 00000080ffffffff
mem: 01000080ffffffff
mem: 0000008007000000
mem: 0400000000000000
mem: 0500000000000000
mem: 0600000000000000
mem: 0500000007000000
mem: faffffffffffffff
mem: fbffffffffffffff
mem: fcffffffffffffff
mem: fbffffff07000000
insns:
	r6 = r1
	r7 = 0
	r7 += r7
	r3 = *(u64 *)(r6 + 0)
	if w3 > 0 goto taken0
	goto next0
taken0:
	r7 += 1
next0:
	r7 += r7
	r0 = *(u64 *)(r6 + 8)
	if w0 > 0 goto taken1
	goto next1
taken1:
	r7 += 1
next1:
	r7 += r7
	r5 = *(u64 *)(r6 + 16)
	if w5 > 0 goto taken2
	goto next2
taken2:
	r7 += 1
next2:
	r7 += r7
	r2 = *(u64 *)(r6 + 24)
	if w2 > 0 goto taken3
	goto next3
taken3:
	r7 += 1
next3:
	r7 += r7
	r9 = *(u64 *)(r6 + 32)
	if w9 > 1 goto taken4
	goto next4
taken4:
	r7 += 1
next4:
	r7 += r7
	r4 = *(u64 *)(r6 + 40)
	if w4 > 1 goto taken5
	goto next5
taken5:
	r7 += 1
next5:
	r7 += r7
	r1 = *(u64 *)(r6 + 48)
	if w1 > 1 goto taken6
	goto next6
taken6:
	r7 += 1
next6:
	r7 += r7
	r8 = *(u64 *)(r6 + 56)
	if w8 > 1 goto taken7
	goto next7
taken7:
	r7 += 1
next7:
	r7 += r7
	r3 = *(u64 *)(r6 + 64)
	if w3 > -1 goto taken8
	goto next8
taken8:
	r7 += 1
next8:
	r7 += r7
	r0 = *(u64 *)(r6 + 72)
	if w0 > -1 goto taken9
	goto next9
taken9:
	r7 += 1
next9:
	r7 += r7
	r5 = *(u64 *)(r6 + 80)
	if w5 > -1 goto taken10
	goto next10
taken10:
	r7 += 1
next10:
	r7 += r7
	r2 = *(u64 *)(r6 + 88)
	if w2 > -1 goto taken11
	goto next11
taken11:
	r7 += 1
next11:
	r7 += r7
	r9 = *(u64 *)(r6 + 96)
	if w9 > 2147483647 goto taken12
	goto next12
taken12:
	r7 += 1
next12:
	r7 += r7
	r4 = *(u64 *)(r6 + 104)
	if w4 > 2147483647 goto taken13
	goto next13
taken13:
	r7 += 1
next13:
	r7 += r7
	r1 = *(u64 *)(r6 + 112)
	if w1 > 2147483647 goto taken14
	goto next14
taken14:
	r7 += 1
next14:
	r7 += r7
	r8 = *(u64 *)(r6 + 120)
	if w8 > 2147483647 goto taken15
	goto next15
taken15:
	r7 += 1
next15:
	r7 += r7
	r3 = *(u64 *)(r6 + 128)
	if w3 > -2147483648 goto taken16
	goto next16
taken16:
	r7 += 1
next16:
	r7 += r7
	r0 = *(u64 *)(r6 + 136)
	if w0 > -2147483648 goto taken17
	goto next17
taken17:
	r7 += 1
next17:
	r7 += r7
	r5 = *(u64 *)(r6 + 144)
	if w5 > -2147483648 goto taken18
	goto next18
taken18:
	r7 += 1
next18:
	r7 += r7
	r2 = *(u64 *)(r6 + 152)
	if w2 > -2147483648 goto taken19
	goto next19
taken19:
	r7 += 1
next19:
	r7 += r7
	r9 = *(u64 *)(r6 + 160)
	if w9 > 5 goto taken20
	goto next20
taken20:
	r7 += 1
next20:
	r7 += r7
	r4 = *(u64 *)(r6 + 168)
	if w4 > 5 goto taken21
	goto next21
taken21:
	r7 += 1
next21:
	r7 += r7
	r1 = *(u64 *)(r6 + 176)
	if w1 > 5 goto taken22
	goto next22
taken22:
	r7 += 1
next22:
	r7 += r7
	r8 = *(u64 *)(r6 + 184)
	if w8 > 5 goto taken23
	goto next23
taken23:
	r7 += 1
next23:
	r7 += r7
	r3 = *(u64 *)(r6 + 192)
	if w3 > -5 goto taken24
	goto next24
taken24:
	r7 += 1
next24:
	r7 += r7
	r0 = *(u64 *)(r6 + 200)
	if w0 > -5 goto taken25
	goto next25
taken25:
	r7 += 1
next25:
	r7 += r7
	r5 = *(u64 *)(r6 + 208)
	if w5 > -5 goto taken26
	goto next26
taken26:
	r7 += 1
next26:
	r7 += r7
	r2 = *(u64 *)(r6 + 216)
	if w2 > -5 goto taken27
	goto next27
taken27:
	r7 += 1
next27:
	r0 = r7
	exit

result: 0xa202222

== JGE32_REG
mem: 0000000000000000 0000000000000000
mem: 0000000000000000 0100000000000000
mem: 0100000000000000 0100000000000000
mem: 0100000000000000 0200000000000000
mem: ffffffffffffff7f ffffffffffffff7f
mem: ffffffffffffff7f 0000000000000080
mem: 0000000000000080 0000000000000080
mem: 0000000000000080 0100000000000080
mem: ffffffffffffffff ffffffffffffffff
mem: ffffffffffffffff 0000000000000000
mem: ffffff7f00000000 ffffff7f00000000
mem: ffffff7f00000000 0000008000000000
mem: 0000008000000000 0000008000000000
mem: 0000008000000000 0100008000000000
mem: ffffffff00000000 ffffffff00000000
mem: ffffffff00000000 0000000001000000
mem: 0000000001000000 0000000001000000
mem: 0000000001000000 0100000001000000
mem: ffffffffffffffff 0000000000000000
mem: 0000000000000080 ffffffffffffff7f
mem: 05000000ffffffff 0500000000000000
mem: ffffffff01000000 ffffffff00000000
mem: 0000008000000000 ffffff7f00000000
mem: 1000000000000000 ef00000000000000
insns:
	r6 = r1
	r7 = 0
	r7 += r7
	r9 = *(u64 *)(r6 + 0)
	r2 = *(u64 *)(r6 + 8)
	if w9 >= w2 goto taken0
	goto next0
taken0:
	r7 += 1
next0:
	r7 += r7
	r4 = *(u64 *)(r6 + 16)
	r0 = *(u64 *)(r6 + 24)
	if w4 >= w0 goto taken1
	goto next1
taken1:
	r7 += 1
next1:
	r7 += r7
	r1 = *(u64 *)(r6 + 32)
	r8 = *(u64 *)(r6 + 40)
	if w1 >= w8 goto taken2
	goto next2
taken2:
	r7 += 1
next2:
	r7 += r7
	r8 = *(u64 *)(r6 + 48)
	r4 = *(u64 *)(r6 + 56)
	if w8 >= w4 goto taken3
	goto next3
taken3:
	r7 += 1
next3:
	r7 += r7
	r3 = *(u64 *)(r6 + 64)
	r2 = *(u64 *)(r6 + 72)
	if w3 >= w2 goto taken4
	goto next4
taken4:
	r7 += 1
next4:
	r7 += r7
	r0 = *(u64 *)(r6 + 80)
	r1 = *(u64 *)(r6 + 88)
	if w0 >= w1 goto taken5
	goto next5
taken5:
	r7 += 1
next5:
	r7 += r7
	r5 = *(u64 *)(r6 + 96)
	r9 = *(u64 *)(r6 + 104)
	if w5 >= w9 goto taken6
	goto next6
taken6:
	r7 += 1
next6:
	r7 += r7
	r2 = *(u64 *)(r6 + 112)
	r5 = *(u64 *)(r6 + 120)
	if w2 >= w5 goto taken7
	goto next7
taken7:
	r7 += 1
next7:
	r7 += r7
	r9 = *(u64 *)(r6 + 128)
	r3 = *(u64 *)(r6 + 136)
	if w9 >= w3 goto taken8
	goto next8
taken8:
	r7 += 1
next8:
	r7 += r7
	r4 = *(u64 *)(r6 + 144)
	r1 = *(u64 *)(r6 + 152)
	if w4 >= w1 goto taken9
	goto next9
taken9:
	r7 += 1
next9:
	r7 += r7
	r1 = *(u64 *)(r6 + 160)
	r9 = *(u64 *)(r6 + 168)
	if w1 >= w9 goto taken10
	goto next10
taken10:
	r7 += 1
next10:
	r7 += r7
	r8 = *(u64 *)(r6 + 176)
	r5 = *(u64 *)(r6 + 184)
	if w8 >= w5 goto taken11
	goto next11
taken11:
	r7 += 1
next11:
	r7 += r7
	r3 = *(u64 *)(r6 + 192)
	r4 = *(u64 *)(r6 + 200)
	if w3 >= w4 goto taken12
	goto next12
taken12:
	r7 += 1
next12:
	r7 += r7
	r0 = *(u64 *)(r6 + 208)
	r2 = *(u64 *)(r6 + 216)
	if w0 >= w2 goto taken13
	goto next13
taken13:
	r7 += 1
next13:
	r7 += r7
	r5 = *(u64 *)(r6 + 224)
	r0 = *(u64 *)(r6 + 232)
	if w5 >= w0 goto taken14
	goto next14
taken14:
	r7 += 1
next14:
	r7 += r7
	r2 = *(u64 *)(r6 + 240)
	r8 = *(u64 *)(r6 + 248)
	if w2 >= w8 goto taken15
	goto next15
taken15:
	r7 += 1
next15:
	r7 += r7
	r9 = *(u64 *)(r6 + 256)
	r4 = *(u64 *)(r6 + 264)
	if w9 >= w4 goto taken16
	goto next16
taken16:
	r7 += 1
next16:
	r7 += r7
	r4 = *(u64 *)(r6 + 272)
	r2 = *(u64 *)(r6 + 280)
	if w4 >= w2 goto taken17
	goto next17
taken17:
	r7 += 1
next17:
	r7 += r7
	r1 = *(u64 *)(r6 + 288)
	r0 = *(u64 *)(r6 + 296)
	if w1 >= w0 goto taken18
	goto next18
taken18:
	r7 += 1
next18:
	r7 += r7
	r8 = *(u64 *)(r6 + 304)
	r9 = *(u64 *)(r6 + 312)
	if w8 >= w9 goto taken19
	goto next19
taken19:
	r7 += 1
next19:
	r7 += r7
	r3 = *(u64 *)(r6 + 320)
	r5 = *(u64 *)(r6 + 328)
	if w3 >= w5 goto taken20
	goto next20
taken20:
	r7 += 1
next20:
	r7 += r7
	r0 = *(u64 *)(r6 + 336)
	r3 = *(u64 *)(r6 + 344)
	if w0 >= w3 goto taken21
	goto next21
taken21:
	r7 += 1
next21:
	r7 += r7
	r5 = *(u64 *)(r6 + 352)
	r1 = *(u64 *)(r6 + 360)
	if w5 >= w1 goto taken22
	goto next22
taken22:
	r7 += 1
next22:
	r7 += r7
	r2 = *(u64 *)(r6 + 368)
	r9 = *(u64 *)(r6 + 376)
	if w2 >= w9 goto taken23
	goto next23
taken23:
	r7 += 1
next23:
	r0 = r7
	exit

result: 0xaeebae

== JGE32_IMM
mem: ffffffffffffffff
mem: 0000000000000000
mem: 0100000000000000
mem: 0000000007000000
mem: 0000000000000000
mem: 0100000000000000
mem: 0200000000000000
mem: 0100000007000000
mem: feffffffffffffff
mem: ffffffffffffffff
mem: 0000000000000000
mem: ffffffff07000000
mem: feffff7f00000000
mem: ffffff7f00000000
mem: 0000008000000000
mem: ffffff7f07000000
mem: ffffff7fffffffff
mem: 00000080ffffffff
mem: 01000080ffffffff
mem: 0000008007000000
mem: 0400000000000000
mem: 0500000000000000
mem: 0600000000000000
mem: 0500000007000000
mem: faffffffffffffff
mem: fbffffffffffffff
mem: fcffffffffffffff
mem: fbffffff07000000
insns:
	r6 = r1
	r7 = 0
	r7 += r7
	r9 = *(u64 *)(r6 + 0)
	if w9 >= 0 goto taken0
	goto next0
taken0:
	r7 += 1
next0:
	r7 += r7
	r4 = *(u64 *)(r6 + 8)
	if w4 >= 0 goto taken1
	goto next1
taken1:
	r7 += 1
next1:
	r7 += r7
	r1 = *(u64 *)(r6 + 16)
	if w1 >= 0 goto taken2
	goto next2
taken2:
	r7 += 1
next2:
	r7 += r7
	r8 = *(u64 *)(r6 + 24)
	if w8 >= 0 goto taken3
	goto next3
taken3:
	r7 += 1
next3:
	r7 += r7
	r3 = *(u64 *)(r6 + 32)
	if w3 >= 1 goto taken4
	goto next4
taken4:
	r7 += 1
next4:
	r7 += r7
	r0 = *(u64 *)(r6 + 40)
	if w0 >= 1 goto taken5
	goto next5
taken5:
	r7 += 1
next5:
	r7 += r7
	r5 = *(u64 *)(r6 + 48)
	if w5 >= 1 goto taken6
	goto next6
taken6:
	r7 += 1
next6:
	r7 += r7
	r2 = *(u64 *)(r6 + 56)
	if w2 >= 1 goto taken7
	goto next7
taken7:
	r7 += 1
next7:
	r7 += r7
	r9 = *(u64 *)(r6 + 64)
	if w9 >= -1 goto taken8
	goto next8
taken8:
	r7 += 1
next8:
	r7 += r7
	r4 = *(u64 *)(r6 + 72)
	if w4 >= -1 goto taken9
	goto next9
taken9:
	r7 += 1
next9:
	r7 += r7
	r1 = *(u64 *)(r6 + 80)
	if w1 >= -1 goto taken10
	goto next10
taken10:
	r7 += 1
next10:
	r7 += r7
	r8 = *(u64 *)(r6 + 88)
	if w8 >= -1 goto taken11
	goto next11
taken11:
	r7 += 1
next11:
	r7 += r7
	r3 = *(u64 *)(r6 + 96)
	if w3 >= 2147483647 goto taken12
	goto next12
taken12:
	r7 += 1
next12:
	r7 += r7
	r0 = *(u64 *)(r6 + 104)
	if w0 >= 2147483647 goto taken13
	goto next13
taken13:
	r7 += 1
next13:
	r7 += r7
	r5 = *(u64 *)(r6 + 112)
	if w5 >= 2147483647 goto taken14
	goto next14
taken14:
	r7 += 1
next14:
	r7 += r7
	r2 = *(u64 *)(r6 + 120)
	if w2 >= 2147483647 goto taken15
	goto next15
taken15:
	r7 += 1
next15:
	r7 += r7
	r9 = *(u64 *)(r6 + 128)
	if w9 >= -2147483648 goto taken16
	goto next16
taken16:
	r7 += 1
next16:
	r7 += r7
	r4 = *(u64 *)(r6 + 136)
	if w4 >= -2147483648 goto taken17
	goto next17
taken17:
	r7 += 1
next17:
	r7 += r7
	r1 = *(u64 *)(r6 + 144)
	if w1 >= -2147483648 goto taken18
	goto next18
taken18:
	r7 += 1
next18:
	r7 += r7
	r8 = *(u64 *)(r6 + 152)
	if w8 >= -2147483648 goto taken19
	goto next19
taken19:
	r7 += 1
next19:
	r7 += r7
	r3 = *(u64 *)(r6 + 160)
	if w3 >= 5 goto taken20
	goto next20
taken20:
	r7 += 1
next20:
	r7 += r7
	r0 = *(u64 *)(r6 + 168)
	if w0 >= 5 goto taken21
	goto next21
taken21:
	r7 += 1
next21:
	r7 += r7
	r5 = *(u64 *)(r6 + 176)
	if w5 >= 5 goto taken22
	goto next22
taken22:
	r7 += 1
next22:
	r7 += r7
	r2 = *(u64 *)(r6 + 184)
	if w2 >= 5 goto taken23
	goto next23
taken23:
	r7 += 1
next23:
	r7 += r7
	r9 = *(u64 *)(r6 + 192)
	if w9 >= -5 goto taken24
	goto next24
taken24:
	r7 += 1
next24:
	r7 += r7
	r4 = *(u64 *)(r6 + 200)
	if w4 >= -5 goto taken25
	goto next25
taken25:
	r7 += 1
next25:
	r7 += r7
	r1 = *(u64 *)(r6 + 208)
	if w1 >= -5 goto taken26
	goto next26
taken26:
	r7 += 1
next26:
	r7 += r7
	r8 = *(u64 *)(r6 + 216)
	if w8 >= -5 goto taken27
	goto next27
taken27:
	r7 += 1
next27:
	r0 = r7
	exit

result: 0xf757777

== JLT32_REG
mem: 0000000000000000 0000000000000000
mem: 0000000000000000 0100000000000000
mem: 0100000000000000 0100000000000000
mem: 0100000000000000 0200000000000000
mem: ffffffffffffff7f ffffffffffffff7f
mem: ffffffffffffff7f 0000000000000080
mem: 0000000000000080 0000000000000080
mem: 0000000000000080 0100000000000080
mem: ffffffffffffffff ffffffffffffffff
mem: ffffffffffffffff 0000000000000000
mem: ffffff7f00000000 ffffff7f00000000
mem: ffffff7f00000000 0000008000000000
mem: 0000008000000000 0000008000000000
mem: 0000008000000000 0100008000000000
mem: ffffffff00000000 ffffffff00000000
mem: ffffffff00000000 0000000001000000
mem: 0000000001000000 0000000001000000
mem: 0000000001000000 0100000001000000
mem: ffffffffffffffff 0000000000000000
mem: 0000000000000080 ffffffffffffff7f
mem: 05000000ffffffff 0500000000000000
mem: ffffffff01000000 ffffffff00000000
mem: 0000008000000000 ffffff7f00000000
mem: 1000000000000000 ef00000000000000
insns:
	r6 = r1
	r7 = 0
	r7 += r7
	r3 = *(u64 *)(r6 + 0)
	r1 = *(u64 *)(r6 + 8)
	if w3 < w1 goto taken0
	goto next0
taken0:
	r7 += 1
next0:
	r7 += r7
	r0 = *(u64 *)(r6 + 16)
	r9 = *(u64 *)(r6 + 24)
	if w0 < w9 goto taken1
	goto next1
taken1:
	r7 += 1
next1:
	r7 += r7
	r5 = *(u64 *)(r6 + 32)
	r8 = *(u64 *)(r6 + 40)
	if w5 < w8 goto taken2
	goto next2
taken2:
	r7 += 1
next2:
	r7 += r7
	r2 = *(u64 *)(r6 + 48)
	r4 = *(u64 *)(r6 + 56)
	if w2 < w4 goto taken3
	goto next3
taken3:
	r7 += 1
next3:
	r7 += r7
	r9 = *(u64 *)(r6 + 64)
	r2 = *(u64 *)(r6 + 72)
	if w9 < w2 goto taken4
	goto next4
taken4:
	r7 += 1
next4:
	r7 += r7
	r4 = *(u64 *)(r6 + 80)
	r0 = *(u64 *)(r6 + 88)
	if w4 < w0 goto taken5
	goto next5
taken5:
	r7 += 1
next5:
	r7 += r7
	r1 = *(u64 *)(r6 + 96)
	r8 = *(u64 *)(r6 + 104)
	if w1 < w8 goto taken6
	goto next6
taken6:
	r7 += 1
next6:
	r7 += r7
	r8 = *(u64 *)(r6 + 112)
	r4 = *(u64 *)(r6 + 120)
	if w8 < w4 goto taken7
	goto next7
taken7:
	r7 += 1
next7:
	r7 += r7
	r3 = *(u64 *)(r6 + 128)
	r2 = *(u64 *)(r6 + 136)
	if w3 < w2 goto taken8
	goto next8
taken8:
	r7 += 1
next8:
	r7 += r7
	r0 = *(u64 *)(r6 + 144)
	r1 = *(u64 *)(r6 + 152)
	if w0 < w1 goto taken9
	goto next9
taken9:
	r7 += 1
next9:
	r7 += r7
	r5 = *(u64 *)(r6 + 160)
	r9 = *(u64 *)(r6 + 168)
	if w5 < w9 goto taken10
	goto next10
taken10:
	r7 += 1
next10:
	r7 += r7
	r2 = *(u64 *)(r6 + 176)
	r5 = *(u64 *)(r6 + 184)
	if w2 < w5 goto taken11
	goto next11
taken11:
	r7 += 1
next11:
	r7 += r7
	r9 = *(u64 *)(r6 + 192)
	r3 = *(u64 *)(r6 + 200)
	if w9 < w3 goto taken12
	goto next12
taken12:
	r7 += 1
next12:
	r7 += r7
	r4 = *(u64 *)(r6 + 208)
	r1 = *(u64 *)(r6 + 216)
	if w4 < w1 goto taken13
	goto next13
taken13:
	r7 += 1
next13:
	r7 += r7
	r1 = *(u64 *)(r6 + 224)
	r9 = *(u64 *)(r6 + 232)
	if w1 < w9 goto taken14
	goto next14
taken14:
	r7 += 1
next14:
	r7 += r7
	r8 = *(u64 *)(r6 + 240)
	r5 = *(u64 *)(r6 + 248)
	if w8 < w5 goto taken15
	goto next15
taken15:
	r7 += 1
next15:
	r7 += r7
	r3 = *(u64 *)(r6 + 256)
	r4 = *(u64 *)(r6 + 264)
	if w3 < w4 goto taken16
	goto next16
taken16:
	r7 += 1
next16:
	r7 += r7
	r0 = *(u64 *)(r6 + 272)
	r2 = *(u64 *)(r6 + 280)
	if w0 < w2 goto taken17
	goto next17
taken17:
	r7 += 1
next17:
	r7 += r7
	r5 = *(u64 *)(r6 + 288)
	r0 = *(u64 *)(r6 + 296)
	if w5 < w0 goto taken18
	goto next18
taken18:
	r7 += 1
next18:
	r7 += r7
	r2 = *(u64 *)(r6 + 304)
	r8 = *(u64 *)(r6 + 312)
	if w2 < w8 goto taken19
	goto next19
taken19:
	r7 += 1
next19:
	r7 += r7
	r9 = *(u64 *)(r6 + 320)
	r4 = *(u64 *)(r6 + 328)
	if w9 < w4 goto taken20
	goto next20
taken20:
	r7 += 1
next20:
	r7 += r7
	r4 = *(u64 *)(r6 + 336)
	r2 = *(u64 *)(r6 + 344)
	if w4 < w2 goto taken21
	goto next21
taken21:
	r7 += 1
next21:
	r7 += r7
	r1 = *(u64 *)(r6 + 352)
	r0 = *(u64 *)(r6 + 360)
	if w1 < w0 goto taken22
	goto next22
taken22:
	r7 += 1
next22:
	r7 += r7
	r8 = *(u64 *)(r6 + 368)
	r9 = *(u64 *)(r6 + 376)
	if w8 < w9 goto taken23
	goto next23
taken23:
	r7 += 1
next23:
	r0 = r7
	exit

result: 0x511451

== JLT32_IMM
mem: ffffffffffffffff
mem: 0000000000000000
mem: 0100000000000000
mem: 0000000007000000
mem: 0000000000000000
mem: 0100000000000000
mem: 0200000000000000
mem: 0100000007000000
mem: feffffffffffffff
mem: ffffffffffffffff
mem: 0000000000000000
mem: ffffffff07000000
mem: feffff7f00000000
mem: ffffff7f00000000
mem: 0000008000000000
mem: ffffff7f07000000
mem: ffffff7fffffffff
mem: 00000080ffffffff
mem: 01000080ffffffff
mem: 0000008007000000
mem: 0400000000000000
mem: 0500000000000000
mem: 0600000000000000
mem: 0500000007000000
mem: faffffffffffffff
mem: fbffffffffffffff
mem: fcffffffffffffff
mem: fbffffff07000000
insns:
	r6 = r1
	r7 = 0
	r7 += r7
	r3 = *(u64 *)(r6 + 0)
	if w3 < 0 goto taken0
	goto next0
taken0:
	r7 += 1
next0:
	r7 += r7
	r0 = *(u64 *)(r6 + 8)
	if w0 < 0 goto taken1
	goto next1
taken1:
	r7 += 1
next1:
	r7 += r7
	r5 = *(u64 *)(r6 + 16)
	if w5 < 0 goto taken2
	goto next2
taken2:
	r7 += 1
next2:
	r7 += r7
	r2 = *(u64 *)(r6 + 24)
	if w2 < 0 goto taken3
	goto next3
taken3:
	r7 += 1
next3:
	r7 += r7
	r9 = *(u64 *)(r6 + 32)
	if w9 < 1 goto taken4
	goto next4
taken4:
	r7 += 1
next4:
	r7 += r7
	r4 = *(u64 *)(r6 + 40)
	if w4 < 1 goto taken5
	goto next5
taken5:
	r7 += 1
next5:
	r7 += r7
	r1 = *(u64 *)(r6 + 48)
	if w1 < 1 goto taken6
	goto next6
taken6:
	r7 += 1
next6:
	r7 += r7
	r8 = *(u64 *)(r6 + 56)
	if w8 < 1 goto taken7
	goto next7
taken7:
	r7 += 1
next7:
	r7 += r7
	r3 = *(u64 *)(r6 + 64)
	if w3 < -1 goto taken8
	goto next8
taken8:
	r7 += 1
next8:
	r7 += r7
	r0 = *(u64 *)(r6 + 72)
	if w0 < -1 goto taken9
	goto next9
taken9:
	r7 += 1
next9:
	r7 += r7
	r5 = *(u64 *)(r6 + 80)
	if w5 < -1 goto taken10
	goto next10
taken10:
	r7 += 1
next10:
	r7 += r7
	r2 = *(u64 *)(r6 + 88)
	if w2 < -1 goto taken11
	goto next11
taken11:
	r7 += 1
next11:
	r7 += r7
	r9 = *(u64 *)(r6 + 96)
	if w9 < 2147483647 goto taken12
	goto next12
taken12:
	r7 += 1
next12:
	r7 += r7
	r4 = *(u64 *)(r6 + 104)
	if w4 < 2147483647 goto taken13
	goto next13
taken13:
	r7 += 1
next13:
	r7 += r7
	r1 = *(u64 *)(r6 + 112)
	if w1 < 2147483647 goto taken14
	goto next14
taken14:
	r7 += 1
next14:
	r7 += r7
	r8 = *(u64 *)(r6 + 120)
	if w8 < 2147483647 goto taken15
	goto next15
taken15:
	r7 += 1
next15:
	r7 += r7
	r3 = *(u64 *)(r6 + 128)
	if w3 < -2147483648 goto taken16
	goto next16
taken16:
	r7 += 1
next16:
	r7 += r7
	r0 = *(u64 *)(r6 + 136)
	if w0 < -2147483648 goto taken17
	goto next17
taken17:
	r7 += 1
next17:
	r7 += r7
	r5 = *(u64 *)(r6 + 144)
	if w5 < -2147483648 goto taken18
	goto next18
taken18:
	r7 += 1
next18:
	r7 += r7
	r2 = *(u64 *)(r6 + 152)
	if w2 < -2147483648 goto taken19
	goto next19
taken19:
	r7 += 1
next19:
	r7 += r7
	r9 = *(u64 *)(r6 + 160)
	if w9 < 5 goto taken20
	goto next20
taken20:
	r7 += 1
next20:
	r7 += r7
	r4 = *(u64 *)(r6 + 168)
	if w4 < 5 goto taken21
	goto next21
taken21:
	r7 += 1
next21:
	r7 += r7
	r1 = *(u64 *)(r6 + 176)
	if w1 < 5 goto taken22
	goto next22
taken22:
	r7 += 1
next22:
	r7 += r7
	r8 = *(u64 *)(r6 + 184)
	if w8 < 5 goto taken23
	goto next23
taken23:
	r7 += 1
next23:
	r7 += r7
	r3 = *(u64 *)(r6 + 192)
	if w3 < -5 goto taken24
	goto next24
taken24:
	r7 += 1
next24:
	r7 += r7
	r0 = *(u64 *)(r6 + 200)
	if w0 < -5 goto taken25
	goto next25
taken25:
	r7 += 1
next25:
	r7 += r7
	r5 = *(u64 *)(r6 + 208)
	if w5 < -5 goto taken26
	goto next26
taken26:
	r7 += 1
next26:
	r7 += r7
	r2 = *(u64 *)(r6 + 216)
	if w2 < -5 goto taken27
	goto next27
taken27:
	r7 += 1
next27:
	r0 = r7
	exit

result: 0x8a8888

== JLE32_REG
mem: 0000000000000000 0000000000000000
mem: 0000000000000000 0100000000000000
mem: 0100000000000000 0100000000000000
mem: 0100000000000000 0200000000000000
mem: ffffffffffffff7f ffffffffffffff7f
mem: ffffffffffffff7f 0000000000000080
mem: 0000000000000080 0000000000000080
mem: 0000000000000080 0100000000000080
mem: ffffffffffffffff ffffffffffffffff
mem: ffffffffffffffff 0000000000000000
mem: ffffff7f00000000 ffffff7f00000000
mem: ffffff7f00000000 0000008000000000
mem: 0000008000000000 0000008000000000
mem: 0000008000000000 0100008000000000
mem: ffffffff00000000 ffffffff00000000
mem: ffffffff00000000 0000000001000000
mem: 0000000001000000 0000000001000000
mem: 0000000001000000 0100000001000000
mem: ffffffffffffffff 0000000000000000
mem: 0000000000000080 ffffffffffffff7f
mem: 05000000ffffffff 0500000000000000
mem: ffffffff01000000 ffffffff00000000
mem: 0000008000000000 ffffff7f00000000
mem: 1000000000000000 ef00000000000000
insns:
	r6 = r1
	r7 = 0
	r7 += r7
	r9 = *(u64 *)(r6 + 0)
	r1 = *(u64 *)(r6 + 8)
	if w9 <= w1 goto taken0
	goto next0
taken0:
	r7 += 1
next0:
	r7 += r7
	r4 = *(u64 *)(r6 + 16)
	r9 = *(u64 *)(r6 + 24)
	if w4 <= w9 goto taken1
	goto next1
taken1:
	r7 += 1
next1:
	r7 += r7
	r1 = *(u64 *)(r6 + 32)
	r5 = *(u64 *)(r6 + 40)
	if w1 <= w5 goto taken2
	goto next2
taken2:
	r7 += 1
next2:
	r7 += r7
	r8 = *(u64 *)(r6 + 48)
	r3 = *(u64 *)(r6 + 56)
	if w8 <= w3 goto taken3
	goto next3
taken3:
	r7 += 1
next3:
	r7 += r7
	r3 = *(u64 *)(r6 + 64)
	r1 = *(u64 *)(r6 + 72)
	if w3 <= w1 goto taken4
	goto next4
taken4:
	r7 += 1
next4:
	r7 += r7
	r0 = *(u64 *)(r6 + 80)
	r9 = *(u64 *)(r6 + 88)
	if w0 <= w9 goto taken5
	goto next5
taken5:
	r7 += 1
next5:
	r7 += r7
	r5 = *(u64 *)(r6 + 96)
	r8 = *(u64 *)(r6 + 104)
	if w5 <= w8 goto taken6
	goto next6
taken6:
	r7 += 1
next6:
	r7 += r7
	r2 = *(u64 *)(r6 + 112)
	r4 = *(u64 *)(r6 + 120)
	if w2 <= w4 goto taken7
	goto next7
taken7:
	r7 += 1
next7:
	r7 += r7
	r9 = *(u64 *)(r6 + 128)
	r2 = *(u64 *)(r6 + 136)
	if w9 <= w2 goto taken8
	goto next8
taken8:
	r7 += 1
next8:
	r7 += r7
	r4 = *(u64 *)(r6 + 144)
	r0 = *(u64 *)(r6 + 152)
	if w4 <= w0 goto taken9
	goto next9
taken9:
	r7 += 1
next9:
	r7 += r7
	r1 = *(u64 *)(r6 + 160)
	r8 = *(u64 *)(r6 + 168)
	if w1 <= w8 goto taken10
	goto next10
taken10:
	r7 += 1
next10:
	r7 += r7
	r8 = *(u64 *)(r6 + 176)
	r4 = *(u64 *)(r6 + 184)
	if w8 <= w4 goto taken11
	goto next11
taken11:
	r7 += 1
next11:
	r7 += r7
	r3 = *(u64 *)(r6 + 192)
	r2 = *(u64 *)(r6 + 200)
	if w3 <= w2 goto taken12
	goto next12
taken12:
	r7 += 1
next12:
	r7 += r7
	r0 = *(u64 *)(r6 + 208)
	r1 = *(u64 *)(r6 + 216)
	if w0 <= w1 goto taken13
	goto next13
taken13:
	r7 += 1
next13:
	r7 += r7
	r5 = *(u64 *)(r6 + 224)
	r9 = *(u64 *)(r6 + 232)
	if w5 <= w9 goto taken14
	goto next14
taken14:
	r7 += 1
next14:
	r7 += r7
	r2 = *(u64 *)(r6 + 240)
	r5 = *(u64 *)(r6 + 248)
	if w2 <= w5 goto taken15
	goto next15
taken15:
	r7 += 1
next15:
	r7 += r7
	r9 = *(u64 *)(r6 + 256)
	r3 = *(u64 *)(r6 + 264)
	if w9 <= w3 goto taken16
	goto next16
taken16:
	r7 += 1
next16:
	r7 += r7
	r4 = *(u64 *)(r6 + 272)
	r1 = *(u64 *)(r6 + 280)
	if w4 <= w1 goto taken17
	goto next17
taken17:
	r7 += 1
next17:
	r7 += r7
	r1 = *(u64 *)(r6 + 288)
	r9 = *(u64 *)(r6 + 296)
	if w1 <= w9 goto taken18
	goto next18
taken18:
	r7 += 1
next18:
	r7 += r7
	r8 = *(u64 *)(r6 + 304)
	r5 = *(u64 *)(r6 + 312)
	if w8 <= w5 goto taken19
	goto next19
taken19:
	r7 += 1
next19:
	r7 += r7
	r3 = *(u64 *)(r6 + 320)
	r4 = *(u64 *)(r6 + 328)
	if w3 <= w4 goto taken20
	goto next20
taken20:
	r7 += 1
next20:
	r7 += r7
	r0 = *(u64 *)(r6 + 336)
	r2 = *(u64 *)(r6 + 344)
	if w0 <= w2 goto taken21
	goto next21
taken21:
	r7 += 1
next21:
	r7 += r7
	r5 = *(u64 *)(r6 + 352)
	r0 = *(u64 *)(r6 + 360)
	if w5 <= w0 goto taken22
	goto next22
taken22:
	r7 += 1
next22:
	r7 += r7
	r2 = *(u64 *)(r6 + 368)
	r8 = *(u64 *)(r6 + 376)
	if w2 <= w8 goto taken23
	goto next23
taken23:
	r7 += 1
next23:
	r0 = r7
	exit

result: 0xfbbedd

== JLE32_IMM
mem: ffffffffffffffff
mem: 0000000000000000
mem: 0100000000000000
mem: 0000000007000000
mem: 0000000000000000
mem: 0100000000000000
mem: 0200000000000000
mem: 0100000007000000
mem: feffffffffffffff
mem: ffffffffffffffff
mem: 0000000000000000
mem: ffffffff07000000
mem: feffff7f00000000
mem: ffffff7f00000000
mem: 0000008000000000
mem: ffffff7f07000000
mem: ffffff7fffffffff
mem: 00000080ffffffff
mem: 01000080ffffffff
mem: 0000008007000000
mem: 0400000000000000
mem: 0500000000000000
mem: 0600000000000000
mem: 0500000007000000
mem: faffffffffffffff
mem: fbffffffffffffff
mem: fcffffffffffffff
mem: fbffffff07000000
insns:
	r6 = r1
	r7 = 0
	r7 += r7
	r9 = *(u64 *)(r6 + 0)
	if w9 <= 0 goto taken0
	goto next0
taken0:
	r7 += 1
next0:
	r7 += r7
	r4 = *(u64 *)(r6 + 8)
	if w4 <= 0 goto taken1
	goto next1
taken1:
	r7 += 1
next1:
	r7 += r7
	r1 = *(u64 *)(r6 + 16)
	if w1 <= 0 goto taken2
	goto next2
taken2:
	r7 += 1
next2:
	r7 += r7
	r8 = *(u64 *)(r6 + 24)
	if w8 <= 0 goto taken3
	goto next3
taken3:
	r7 += 1
next3:
	r7 += r7
	r3 = *(u64 *)(r6 + 32)
	if w3 <= 1 goto taken4
	goto next4
taken4:
	r7 += 1
next4:
	r7 += r7
	r0 = *(u64 *)(r6 + 40)
	if w0 <= 1 goto taken5
	goto next5
taken5:
	r7 += 1
next5:
	r7 += r7
	r5 = *(u64 *)(r6 + 48)
	if w5 <= 1 goto taken6
	goto next6
taken6:
	r7 += 1
next6:
	r7 += r7
	r2 = *(u64 *)(r6 + 56)
	if w2 <= 1 goto taken7
	goto next7
taken7:
	r7 += 1
next7:
	r7 += r7
	r9 = *(u64 *)(r6 + 64)
	if w9 <= -1 goto taken8
	goto next8
taken8:
	r7 += 1
next8:
	r7 += r7
	r4 = *(u64 *)(r6 + 72)
	if w4 <= -1 goto taken9
	goto next9
taken9:
	r7 += 1
next9:
	r7 += r7
	r1 = *(u64 *)(r6 + 80)
	if w1 <= -1 goto taken10
	goto next10
taken10:
	r7 += 1
next10:
	r7 += r7
	r8 = *(u64 *)(r6 + 88)
	if w8 <= -1 goto taken11
	goto next11
taken11:
	r7 += 1
next11:
	r7 += r7
	r3 = *(u64 *)(r6 + 96)
	if w3 <= 2147483647 goto taken12
	goto next12
taken12:
	r7 += 1
next12:
	r7 += r7
	r0 = *(u64 *)(r6 + 104)
	if w0 <= 2147483647 goto taken13
	goto next13
taken13:
	r7 += 1
next13:
	r7 += r7
	r5 = *(u64 *)(r6 + 112)
	if w5 <= 2147483647 goto taken14
	goto next14
taken14:
	r7 += 1
next14:
	r7 += r7
	r2 = *(u64 *)(r6 + 120)
	if w2 <= 2147483647 goto taken15
	goto next15
taken15:
	r7 += 1
next15:
	r7 += r7
	r9 = *(u64 *)(r6 + 128)
	if w9 <= -2147483648 goto taken16
	goto next16
taken16:
	r7 += 1
next16:
	r7 += r7
	r4 = *(u64 *)(r6 + 136)
	if w4 <= -2147483648 goto taken17
	goto next17
taken17:
	r7 += 1
next17:
	r7 += r7
	r1 = *(u64 *)(r6 + 144)
	if w1 <= -2147483648 goto taken18
	goto next18
taken18:
	r7 += 1
next18:
	r7 += r7
	r8 = *(u64 *)(r6 + 152)
	if w8 <= -2147483648 goto taken19
	goto next19
taken19:
	r7 += 1
next19:
	r7 += r7
	r3 = *(u64 *)(r6 + 160)
	if w3 <= 5 goto taken20
	goto next20
taken20:
	r7 += 1
next20:
	r7 += r7
	r0 = *(u64 *)(r6 + 168)
	if w0 <= 5 goto taken21
	goto next21
taken21:
	r7 += 1
next21:
	r7 += r7
	r5 = *(u64 *)(r6 + 176)
	if w5 <= 5 goto taken22
	goto next22
taken22:
	r7 += 1
next22:
	r7 += r7
	r2 = *(u64 *)(r6 + 184)
	if w2 <= 5 goto taken23
	goto next23
taken23:
	r7 += 1
next23:
	r7 += r7
	r9 = *(u64 *)(r6 + 192)
	if w9 <= -5 goto taken24
	goto next24
taken24:
	r7 += 1
next24:
	r7 += r7
	r4 = *(u64 *)(r6 + 200)
	if w4 <= -5 goto taken25
	goto next25
taken25:
	r7 += 1
next25:
	r7 += r7
	r1 = *(u64 *)(r6 + 208)
	if w1 <= -5 goto taken26
	goto next26
taken26:
	r7 += 1
next26:
	r7 += r7
	r8 = *(u64 *)(r6 + 216)
	if w8 <= -5 goto taken27
	goto next27
taken27:
	r7 += 1
next27:
	r0 = r7
	exit

result: 0x5dfdddd

== JSET32_REG
mem: 0000000000000000 0000000000000000
mem: 0000000000000000 0100000000000000
mem: 0100000000000000 0100000000000000
mem: 0100000000000000 0200000000000000
mem: ffffffffffffff7f ffffffffffffff7f
mem: ffffffffffffff7f 0000000000000080
mem: 0000000000000080 0000000000000080
mem: 0000000000000080 0100000000000080
mem: ffffffffffffffff ffffffffffffffff
mem: ffffffffffffffff 0000000000000000
mem: ffffff7f00000000 ffffff7f00000000
mem: ffffff7f00000000 0000008000000000
mem: 0000008000000000 0000008000000000
mem: 0000008000000000 0100008000000000
mem: ffffffff00000000 ffffffff00000000
mem: ffffffff00000000 0000000001000000
mem: 0000000001000000 0000000001000000
mem: 0000000001000000 0100000001000000
mem: ffffffffffffffff 0000000000000000
mem: 0000000000000080 ffffffffffffff7f
mem: 05000000ffffffff 0500000000000000
mem: ffffffff01000000 ffffffff00000000
mem: 0000008000000000 ffffff7f00000000
mem: 1000000000000000 ef00000000000000
insns:
	r6 = r1
	r7 = 0
	r7 += r7
	r3 = *(u64 *)(r6 + 0)
	r0 = *(u64 *)(r6 + 8)
	if w3 & w0 goto taken0
	goto next0
taken0:
	r7 += 1
next0:
	r7 += r7
	r0 = *(u64 *)(r6 + 16)
	r8 = *(u64 *)(r6 + 24)
	if w0 & w8 goto taken1
	goto next1
taken1:
	r7 += 1
next1:
	r7 += r7
	r5 = *(u64 *)(r6 + 32)
	r4 = *(u64 *)(r6 + 40)
	if w5 & w4 goto taken2
	goto next2
taken2:
	r7 += 1
next2:
	r7 += r7
	r2 = *(u64 *)(r6 + 48)
	r3 = *(u64 *)(r6 + 56)
	if w2 & w3 goto taken3
	goto next3
taken3:
	r7 += 1
next3:
	r7 += r7
	r9 = *(u64 *)(r6 + 64)
	r1 = *(u64 *)(r6 + 72)
	if w9 & w1 goto taken4
	goto next4
taken4:
	r7 += 1
next4:
	r7 += r7
	r4 = *(u64 *)(r6 + 80)
	r9 = *(u64 *)(r6 + 88)
	if w4 & w9 goto taken5
	goto next5
taken5:
	r7 += 1
next5:
	r7 += r7
	r1 = *(u64 *)(r6 + 96)
	r5 = *(u64 *)(r6 + 104)
	if w1 & w5 goto taken6
	goto next6
taken6:
	r7 += 1
next6:
	r7 += r7
	r8 = *(u64 *)(r6 + 112)
	r3 = *(u64 *)(r6 + 120)
	if w8 & w3 goto taken7
	goto next7
taken7:
	r7 += 1
next7:
	r7 += r7
	r3 = *(u64 *)(r6 + 128)
	r1 = *(u64 *)(r6 + 136)
	if w3 & w1 goto taken8
	goto next8
taken8:
	r7 += 1
next8:
	r7 += r7
	r0 = *(u64 *)(r6 + 144)
	r9 = *(u64 *)(r6 + 152)
	if w0 & w9 goto taken9
	goto next9
taken9:
	r7 += 1
next9:
	r7 += r7
	r5 = *(u64 *)(r6 + 160)
	r8 = *(u64 *)(r6 + 168)
	if w5 & w8 goto taken10
	goto next10
taken10:
	r7 += 1
next10:
	r7 += r7
	r2 = *(u64 *)(r6 + 176)
	r4 = *(u64 *)(r6 + 184)
	if w2 & w4 goto taken11
	goto next11
taken11:
	r7 += 1
next11:
	r7 += r7
	r9 = *(u64 *)(r6 + 192)
	r2 = *(u64 *)(r6 + 200)
	if w9 & w2 goto taken12
	goto next12
taken12:
	r7 += 1
next12:
	r7 += r7
	r4 = *(u64 *)(r6 + 208)
	r0 = *(u64 *)(r6 + 216)
	if w4 & w0 goto taken13
	goto next13
taken13:
	r7 += 1
next13:
	r7 += r7
	r1 = *(u64 *)(r6 + 224)
	r8 = *(u64 *)(r6 + 232)
	if w1 & w8 goto taken14
	goto next14
taken14:
	r7 += 1
next14:
	r7 += r7
	r8 = *(u64 *)(r6 + 240)
	r4 = *(u64 *)(r6 + 248)
	if w8 & w4 goto taken15
	goto next15
taken15:
	r7 += 1
next15:
	r7 += r7
	r3 = *(u64 *)(r6 + 256)
	r2 = *(u64 *)(r6 + 264)
	if w3 & w2 goto taken16
	goto next16
taken16:
	r7 += 1
next16:
	r7 += r7
	r0 = *(u64 *)(r6 + 272)
	r1 = *(u64 *)(r6 + 280)
	if w0 & w1 goto taken17
	goto next17
taken17:
	r7 += 1
next17:
	r7 += r7
	r5 = *(u64 *)(r6 + 288)
	r9 = *(u64 *)(r6 + 296)
	if w5 & w9 goto taken18
	goto next18
taken18:
	r7 += 1
next18:
	r7 += r7
	r2 = *(u64 *)(r6 + 304)
	r5 = *(u64 *)(r6 + 312)
	if w2 & w5 goto taken19
	goto next19
taken19:
	r7 += 1
next19:
	r7 += r7
	r9 = *(u64 *)(r6 + 320)
	r3 = *(u64 *)(r6 + 328)
	if w9 & w3 goto taken20
	goto next20
taken20:
	r7 += 1
next20:
	r7 += r7
	r4 = *(u64 *)(r6 + 336)
	r1 = *(u64 *)(r6 + 344)
	if w4 & w1 goto taken21
	goto next21
taken21:
	r7 += 1
next21:
	r7 += r7
	r1 = *(u64 *)(r6 + 352)
	r9 = *(u64 *)(r6 + 360)
	if w1 & w9 goto taken22
	goto next22
taken22:
	r7 += 1
next22:
	r7 += r7
	r8 = *(u64 *)(r6 + 368)
	r5 = *(u64 *)(r6 + 376)
	if w8 & w5 goto taken23
	goto next23
taken23:
	r7 += 1
next23:
	r0 = r7
	exit

result: 0x28ae0c

== JSET32_IMM
mem: ffffffffffffffff
mem: 0000000000000000
mem: 0100000000000000
mem: 0000000007000000
mem: 0000000000000000
mem: 0100000000000000
mem: 0200000000000000
mem: 0100000007000000
mem: feffffffffffffff
mem: ffffffffffffffff
mem: 0000000000000000
mem: ffffffff07000000
mem: feffff7f00000000
mem: ffffff7f00000000
mem: 0000008000000000
mem: ffffff7f07000000
mem: ffffff7fffffffff
mem: 00000080ffffffff
mem: 01000080ffffffff
mem: 0000008007000000
mem: 0400000000000000
mem: 0500000000000000
mem: 0600000000000000
mem: 0500000007000000
mem: faffffffffffffff
mem: fbffffffffffffff
mem: fcffffffffffffff
mem: fbffffff07000000
insns:
	r6 = r1
	r7 = 0
	r7 += r7
	r3 = *(u64 *)(r6 + 0)
	if w3 & 0 goto taken0
	goto next0
taken0:
	r7 += 1
next0:
	r7 += r7
	r0 = *(u64 *)(r6 + 8)
	if w0 & 0 goto taken1
	goto next1
taken1:
	r7 += 1
next1:
	r7 += r7
	r5 = *(u64 *)(r6 + 16)
	if w5 & 0 goto taken2
	goto next2
taken2:
	r7 += 1
next2:
	r7 += r7
	r2 = *(u64 *)(r6 + 24)
	if w2 & 0 goto taken3
	goto next3
taken3:
	r7 += 1
next3:
	r7 += r7
	r9 = *(u64 *)(r6 + 32)
	if w9 & 1 goto taken4
	goto next4
taken4:
	r7 += 1
next4:
	r7 += r7
	r4 = *(u64 *)(r6 + 40)
	if w4 & 1 goto taken5
	goto next5
taken5:
	r7 += 1
next5:
	r7 += r7
	r1 = *(u64 *)(r6 + 48)
	if w1 & 1 goto taken6
	goto next6
taken6:
	r7 += 1
next6:
	r7 += r7
	r8 = *(u64 *)(r6 + 56)
	if w8 & 1 goto taken7
	goto next7
taken7:
	r7 += 1
next7:
	r7 += r7
	r3 = *(u64 *)(r6 + 64)
	if w3 & -1 goto taken8
	goto next8
taken8:
	r7 += 1
next8:
	r7 += r7
	r0 = *(u64 *)(r6 + 72)
	if w0 & -1 goto taken9
	goto next9
taken9:
	r7 += 1
next9:
	r7 += r7
	r5 = *(u64 *)(r6 + 80)
	if w5 & -1 goto taken10
	goto next10
taken10:
	r7 += 1
next10:
	r7 += r7
	r2 = *(u64 *)(r6 + 88)
	if w2 & -1 goto taken11
	goto next11
taken11:
	r7 += 1
next11:
	r7 += r7
	r9 = *(u64 *)(r6 + 96)
	if w9 & 2147483647 goto taken12
	goto next12
taken12:
	r7 += 1
next12:
	r7 += r7
	r4 = *(u64 *)(r6 + 104)
	if w4 & 2147483647 goto taken13
	goto next13
taken13:
	r7 += 1
next13:
	r7 += r7
	r1 = *(u64 *)(r6 + 112)
	if w1 & 2147483647 goto taken14
	goto next14
taken14:
	r7 += 1
next14:
	r7 += r7
	r8 = *(u64 *)(r6 + 120)
	if w8 & 2147483647 goto taken15
	goto next15
taken15:
	r7 += 1
next15:
	r7 += r7
	r3 = *(u64 *)(r6 + 128)
	if w3 & -2147483648 goto taken16
	goto next16
taken16:
	r7 += 1
next16:
	r7 += r7
	r0 = *(u64 *)(r6 + 136)
	if w0 & -2147483648 goto taken17
	goto next17
taken17:
	r7 += 1
next17:
	r7 += r7
	r5 = *(u64 *)(r6 + 144)
	if w5 & -2147483648 goto taken18
	goto next18
taken18:
	r7 += 1
next18:
	r7 += r7
	r2 = *(u64 *)(r6 + 152)
	if w2 & -2147483648 goto taken19
	goto next19
taken19:
	r7 += 1
next19:
	r7 += r7
	r9 = *(u64 *)(r6 + 160)
	if w9 & 5 goto taken20
	goto next20
taken20:
	r7 += 1
next20:
	r7 += r7
	r4 = *(u64 *)(r6 + 168)
	if w4 & 5 goto taken21
	goto next21
taken21:
	r7 += 1
next21:
	r7 += r7
	r1 = *(u64 *)(r6 + 176)
	if w1 & 5 goto taken22
	goto next22
taken22:
	r7 += 1
next22:
	r7 += r7
	r8 = *(u64 *)(r6 + 184)
	if w8 & 5 goto taken23
	goto next23
taken23:
	r7 += 1
next23:
	r7 += r7
	r3 = *(u64 *)(r6 + 192)
	if w3 & -5 goto taken24
	goto next24
taken24:
	r7 += 1
next24:
	r7 += r7
	r0 = *(u64 *)(r6 + 200)
	if w0 & -5 goto taken25
	goto next25
taken25:
	r7 += 1
next25:
	r7 += r7
	r5 = *(u64 *)(r6 + 208)
	if w5 & -5 goto taken26
	goto next26
taken26:
	r7 += 1
next26:
	r7 += r7
	r2 = *(u64 *)(r6 + 216)
	if w2 & -5 goto taken27
	goto next27
taken27:
	r7 += 1
next27:
	r0 = r7
	exit

result: 0x5dd7ff

== JSGT32_REG
mem: 0000000000000000 0000000000000000
mem: 0000000000000000 0100000000000000
mem: 0100000000000000 0100000000000000
mem: 0100000000000000 0200000000000000
mem: ffffffffffffff7f ffffffffffffff7f
mem: ffffffffffffff7f 0000000000000080
mem: 0000000000000080 0000000000000080
mem: 0000000000000080 0100000000000080
mem: ffffffffffffffff ffffffffffffffff
mem: ffffffffffffffff 0000000000000000
mem: ffffff7f00000000 ffffff7f00000000
mem: ffffff7f00000000 0000008000000000
mem: 0000008000000000 0000008000000000
mem: 0000008000000000 0100008000000000
mem: ffffffff00000000 ffffffff00000000
mem: ffffffff00000000 0000000001000000
mem: 0000000001000000 0000000001000000
mem: 0000000001000000 0100000001000000
mem: ffffffffffffffff 0000000000000000
mem: 0000000000000080 ffffffffffffff7f
mem: 05000000ffffffff 0500000000000000
mem: ffffffff01000000 ffffffff00000000
mem: 0000008000000000 ffffff7f00000000
mem: 1000000000000000 ef00000000000000
insns:
	r6 = r1
	r7 = 0
	r7 += r7
	r9 = *(u64 *)(r6 + 0)
	r0 = *(u64 *)(r6 + 8)
	if w9 s> w0 goto taken0
	goto next0
taken0:
	r7 += 1
next0:
	r7 += r7
	r4 = *(u64 *)(r6 + 16)
	r8 = *(u64 *)(r6 + 24)
	if w4 s> w8 goto taken1
	goto next1
taken1:
	r7 += 1
next1:
	r7 += r7
	r1 = *(u64 *)(r6 + 32)
	r4 = *(u64 *)(r6 + 40)
	if w1 s> w4 goto taken2
	goto next2
taken2:
	r7 += 1
next2:
	r7 += r7
	r8 = *(u64 *)(r6 + 48)
	r2 = *(u64 *)(r6 + 56)
	if w8 s> w2 goto taken3
	goto next3
taken3:
	r7 += 1
next3:
	r7 += r7
	r3 = *(u64 *)(r6 + 64)
	r0 = *(u64 *)(r6 + 72)
	if w3 s> w0 goto taken4
	goto next4
taken4:
	r7 += 1
next4:
	r7 += r7
	r0 = *(u64 *)(r6 + 80)
	r8 = *(u64 *)(r6 + 88)
	if w0 s> w8 goto taken5
	goto next5
taken5:
	r7 += 1
next5:
	r7 += r7
	r5 = *(u64 *)(r6 + 96)
	r4 = *(u64 *)(r6 + 104)
	if w5 s> w4 goto taken6
	goto next6
taken6:
	r7 += 1
next6:
	r7 += r7
	r2 = *(u64 *)(r6 + 112)
	r3 = *(u64 *)(r6 + 120)
	if w2 s> w3 goto taken7
	goto next7
taken7:
	r7 += 1
next7:
	r7 += r7
	r9 = *(u64 *)(r6 + 128)
	r1 = *(u64 *)(r6 + 136)
	if w9 s> w1 goto taken8
	goto next8
taken8:
	r7 += 1
next8:
	r7 += r7
	r4 = *(u64 *)(r6 + 144)
	r9 = *(u64 *)(r6 + 152)
	if w4 s> w9 goto taken9
	goto next9
taken9:
	r7 += 1
next9:
	r7 += r7
	r1 = *(u64 *)(r6 + 160)
	r5 = *(u64 *)(r6 + 168)
	if w1 s> w5 goto taken10
	goto next10
taken10:
	r7 += 1
next10:
	r7 += r7
	r8 = *(u64 *)(r6 + 176)
	r3 = *(u64 *)(r6 + 184)
	if w8 s> w3 goto taken11
	goto next11
taken11:
	r7 += 1
next11:
	r7 += r7
	r3 = *(u64 *)(r6 + 192)
	r1 = *(u64 *)(r6 + 200)
	if w3 s> w1 goto taken12
	goto next12
taken12:
	r7 += 1
next12:
	r7 += r7
	r0 = *(u64 *)(r6 + 208)
	r9 = *(u64 *)(r6 + 216)
	if w0 s> w9 goto taken13
	goto next13
taken13:
	r7 += 1
next13:
	r7 += r7
	r5 = *(u64 *)(r6 + 224)
	r8 = *(u64 *)(r6 + 232)
	if w5 s> w8 goto taken14
	goto next14
taken14:
	r7 += 1
next14:
	r7 += r7
	r2 = *(u64 *)(r6 + 240)
	r4 = *(u64 *)(r6 + 248)
	if w2 s> w4 goto taken15
	goto next15
taken15:
	r7 += 1
next15:
	r7 += r7
	r9 = *(u64 *)(r6 + 256)
	r2 = *(u64 *)(r6 + 264)
	if w9 s> w2 goto taken16
	goto next16
taken16:
	r7 += 1
next16:
	r7 += r7
	r4 = *(u64 *)(r6 + 272)
	r0 = *(u64 *)(r6 + 280)
	if w4 s> w0 goto taken17
	goto next17
taken17:
	r7 += 1
next17:
	r7 += r7
	r1 = *(u64 *)(r6 + 288)
	r8 = *(u64 *)(r6 + 296)
	if w1 s> w8 goto taken18
	goto next18
taken18:
	r7 += 1
next18:
	r7 += r7
	r8 = *(u64 *)(r6 + 304)
	r4 = *(u64 *)(r6 + 312)
	if w8 s> w4 goto taken19
	goto next19
taken19:
	r7 += 1
next19:
	r7 += r7
	r3 = *(u64 *)(r6 + 320)
	r2 = *(u64 *)(r6 + 328)
	if w3 s> w2 goto taken20
	goto next20
taken20:
	r7 += 1
next20:
	r7 += r7
	r0 = *(u64 *)(r6 + 336)
	r1 = *(u64 *)(r6 + 344)
	if w0 s> w1 goto taken21
	goto next21
taken21:
	r7 += 1
next21:
	r7 += r7
	r5 = *(u64 *)(r6 + 352)
	r9 = *(u64 *)(r6 + 360)
	if w5 s> w9 goto taken22
	goto next22
taken22:
	r7 += 1
next22:
	r7 += r7
	r2 = *(u64 *)(r6 + 368)
	r5 = *(u64 *)(r6 + 376)
	if w2 s> w5 goto taken23
	goto next23
taken23:
	r7 += 1
next23:
	r0 = r7
	exit

result: 0x1010

== JSGT32_IMM
mem: ffffffffffffffff
mem: 0000000000000000
mem: 0100000000000000
mem: 0000000007000000
mem: 0000000000000000
mem: 0100000000000000
mem: 0200000000000000
mem: 0100000007000000
mem: feffffffffffffff
mem: ffffffffffffffff
mem: 0000000000000000
mem: ffffffff07000000
mem: feffff7f00000000
mem: ffffff7f00000000
mem: 0000008000000000
mem: ffffff7f07000000
mem: ffffff7fffffffff
mem: 00000080ffffffff
mem: 01000080ffffffff
mem: 0000008007000000
mem: 0400000000000000
mem: 0500000000000000
mem: 0600000000000000
mem: 0500000007000000
mem: faffffffffffffff
mem: fbffffffffffffff
mem: fcffffffffffffff
mem: fbffffff07000000
insns:
	r6 = r1
	r7 = 0
	r7 += r7
	r9 = *(u64 *)(r6 + 0)
	if w9 s> 0 goto taken0
	goto next0
taken0:
	r7 += 1
next0:
	r7 += r7
	r4 = *(u64 *)(r6 + 8)
	if w4 s> 0 goto taken1
	goto next1
taken1:
	r7 += 1
next1:
	r7 += r7
	r1 = *(u64 *)(r6 + 16)
	if w1 s> 0 goto taken2
	goto next2
taken2:
	r7 += 1
next2:
	r7 += r7
	r8 = *(u64 *)(r6 + 24)
	if w8 s> 0 goto taken3
	goto next3
taken3:
	r7 += 1
next3:
	r7 += r7
	r3 = *(u64 *)(r6 + 32)
	if w3 s> 1 goto taken4
	goto next4
taken4:
	r7 += 1
next4:
	r7 += r7
	r0 = *(u64 *)(r6 + 40)
	if w0 s> 1 goto taken5
	goto next5
taken5:
	r7 += 1
next5:
	r7 += r7
	r5 = *(u64 *)(r6 + 48)
	if w5 s> 1 goto taken6
	goto next6
taken6:
	r7 += 1
next6:
	r7 += r7
	r2 = *(u64 *)(r6 + 56)
	if w2 s> 1 goto taken7
	goto next7
taken7:
	r7 += 1
next7:
	r7 += r7
	r9 = *(u64 *)(r6 + 64)
	if w9 s> -1 goto taken8
	goto next8
taken8:
	r7 += 1
next8:
	r7 += r7
	r4 = *(u64 *)(r6 + 72)
	if w4 s> -1 goto taken9
	goto next9
taken9:
	r7 += 1
next9:
	r7 += r7
	r1 = *(u64 *)(r6 + 80)
	if w1 s> -1 goto taken10
	goto next10
taken10:
	r7 += 1
next10:
	r7 += r7
	r8 = *(u64 *)(r6 + 88)
	if w8 s> -1 goto taken11
	goto next11
taken11:
	r7 += 1
next11:
	r7 += r7
	r3 = *(u64 *)(r6 + 96)
	if w3 s> 2147483647 goto taken12
	goto next12
taken12:
	r7 += 1
next12:
	r7 += r7
	r0 = *(u64 *)(r6 + 104)
	if w0 s> 2147483647 goto taken13
	goto next13
taken13:
	r7 += 1
next13:
	r7 += r7
	r5 = *(u64 *)(r6 + 112)
	if w5 s> 2147483647 goto taken14
	goto next14
taken14:
	r7 += 1
next14:
	r7 += r7
	r2 = *(u64 *)(r6 + 120)
	if w2 s> 2147483647 goto taken15
	goto next15
taken15:
	r7 += 1
next15:
	r7 += r7
	r9 = *(u64 *)(r6 + 128)
	if w9 s> -2147483648 goto taken16
	goto next16
taken16:
	r7 += 1
next16:
	r7 += r7
	r4 = *(u64 *)(r6 + 136)
	if w4 s> -2147483648 goto taken17
	goto next17
taken17:
	r7 += 1
next17:
	r7 += r7
	r1 = *(u64 *)(r6 + 144)
	if w1 s> -2147483648 goto taken18
	goto next18
taken18:
	r7 += 1
next18:
	r7 += r7
	r8 = *(u64 *)(r6 + 152)
	if w8 s> -2147483648 goto taken19
	goto next19
taken19:
	r7 += 1
next19:
	r7 += r7
	r3 = *(u64 *)(r6 + 160)
	if w3 s> 5 goto taken20
	goto next20
taken20:
	r7 += 1
next20:
	r7 += r7
	r0 = *(u64 *)(r6 + 168)
	if w0 s> 5 goto taken21
	goto next21
taken21:
	r7 += 1
next21:
	r7 += r7
	r5 = *(u64 *)(r6 + 176)
	if w5 s> 5 goto taken22
	goto next22
taken22:
	r7 += 1
next22:
	r7 += r7
	r2 = *(u64 *)(r6 + 184)
	if w2 s> 5 goto taken23
	goto next23
taken23:
	r7 += 1
next23:
	r7 += r7
	r9 = *(u64 *)(r6 + 192)
	if w9 s> -5 goto taken24
	goto next24
taken24:
	r7 += 1
next24:
	r7 += r7
	r4 = *(u64 *)(r6 + 200)
	if w4 s> -5 goto taken25
	goto next25
taken25:
	r7 += 1
next25:
	r7 += r7
	r1 = *(u64 *)(r6 + 208)
	if w1 s> -5 goto taken26
	goto next26
taken26:
	r7 += 1
next26:
	r7 += r7
	r8 = *(u64 *)(r6 + 216)
	if w8 s> -5 goto taken27
	goto next27
taken27:
	r7 += 1
next27:
	r0 = r7
	exit

result: 0x2220a22

== JSGE32_REG
mem: 0000000000000000 0000000000000000
mem: 0000000000000000 0100000000000000
mem: 0100000000000000 0100000000000000
mem: 0100000000000000 0200000000000000
mem: ffffffffffffff7f ffffffffffffff7f
mem: ffffffffffffff7f 0000000000000080
mem: 0000000000000080 0000000000000080
mem: 0000000000000080 0100000000000080
mem: ffffffffffffffff ffffffffffffffff
mem: ffffffffffffffff 0000000000000000
mem: ffffff7f00000000 ffffff7f00000000
mem: ffffff7f00000000 0000008000000000
mem: 0000008000000000 0000008000000000
mem: 0000008000000000 0100008000000000
mem: ffffffff00000000 ffffffff00000000
mem: ffffffff00000000 0000000001000000
mem: 0000000001000000 0000000001000000
mem: 0000000001000000 0100000001000000
mem: ffffffffffffffff 0000000000000000
mem: 0000000000000080 ffffffffffffff7f
mem: 05000000ffffffff 0500000000000000
mem: ffffffff01000000 ffffffff00000000
mem: 0000008000000000 ffffff7f00000000
mem: 1000000000000000 ef00000000000000
insns:
	r6 = r1
	r7 = 0
	r7 += r7
	r3 = *(u64 *)(r6 + 0)
	r9 = *(u64 *)(r6 + 8)
	if w3 s>= w9 goto taken0
	goto next0
taken0:
	r7 += 1
next0:
	r7 += r7
	r0 = *(u64 *)(r6 + 16)
	r5 = *(u64 *)(r6 + 24)
	if w0 s>= w5 goto taken1
	goto next1
taken1:
	r7 += 1
next1:
	r7 += r7
	r5 = *(u64 *)(r6 + 32)
	r3 = *(u64 *)(r6 + 40)
	if w5 s>= w3 goto taken2
	goto next2
taken2:
	r7 += 1
next2:
	r7 += r7
	r2 = *(u64 *)(r6 + 48)
	r1 = *(u64 *)(r6 + 56)
	if w2 s>= w1 goto taken3
	goto next3
taken3:
	r7 += 1
next3:
	r7 += r7
	r9 = *(u64 *)(r6 + 64)
	r0 = *(u64 *)(r6 + 72)
	if w9 s>= w0 goto taken4
	goto next4
taken4:
	r7 += 1
next4:
	r7 += r7
	r4 = *(u64 *)(r6 + 80)
	r8 = *(u64 *)(r6 + 88)
	if w4 s>= w8 goto taken5
	goto next5
taken5:
	r7 += 1
next5:
	r7 += r7
	r1 = *(u64 *)(r6 + 96)
	r4 = *(u64 *)(r6 + 104)
	if w1 s>= w4 goto taken6
	goto next6
taken6:
	r7 += 1
next6:
	r7 += r7
	r8 = *(u64 *)(r6 + 112)
	r2 = *(u64 *)(r6 + 120)
	if w8 s>= w2 goto taken7
	goto next7
taken7:
	r7 += 1
next7:
	r7 += r7
	r3 = *(u64 *)(r6 + 128)
	r0 = *(u64 *)(r6 + 136)
	if w3 s>= w0 goto taken8
	goto next8
taken8:
	r7 += 1
next8:
	r7 += r7
	r0 = *(u64 *)(r6 + 144)
	r8 = *(u64 *)(r6 + 152)
	if w0 s>= w8 goto taken9
	goto next9
taken9:
	r7 += 1
next9:
	r7 += r7
	r5 = *(u64 *)(r6 + 160)
	r4 = *(u64 *)(r6 + 168)
	if w5 s>= w4 goto taken10
	goto next10
taken10:
	r7 += 1
next10:
	r7 += r7
	r2 = *(u64 *)(r6 + 176)
	r3 = *(u64 *)(r6 + 184)
	if w2 s>= w3 goto taken11
	goto next11
taken11:
	r7 += 1
next11:
	r7 += r7
	r9 = *(u64 *)(r6 + 192)
	r1 = *(u64 *)(r6 + 200)
	if w9 s>= w1 goto taken12
	goto next12
taken12:
	r7 += 1
next12:
	r7 += r7
	r4 = *(u64 *)(r6 + 208)
	r9 = *(u64 *)(r6 + 216)
	if w4 s>= w9 goto taken13
	goto next13
taken13:
	r7 += 1
next13:
	r7 += r7
	r1 = *(u64 *)(r6 + 224)
	r5 = *(u64 *)(r6 + 232)
	if w1 s>= w5 goto taken14
	goto next14
taken14:
	r7 += 1
next14:
	r7 += r7
	r8 = *(u64 *)(r6 + 240)
	r3 = *(u64 *)(r6 + 248)
	if w8 s>= w3 goto taken15
	goto next15
taken15:
	r7 += 1
next15:
	r7 += r7
	r3 = *(u64 *)(r6 + 256)
	r1 = *(u64 *)(r6 + 264)
	if w3 s>= w1 goto taken16
	goto next16
taken16:
	r7 += 1
next16:
	r7 += r7
	r0 = *(u64 *)(r6 + 272)
	r9 = *(u64 *)(r6 + 280)
	if w0 s>= w9 goto taken17
	goto next17
taken17:
	r7 += 1
next17:
	r7 += r7
	r5 = *(u64 *)(r6 + 288)
	r8 = *(u64 *)(r6 + 296)
	if w5 s>= w8 goto taken18
	goto next18
taken18:
	r7 += 1
next18:
	r7 += r7
	r2 = *(u64 *)(r6 + 304)
	r4 = *(u64 *)(r6 + 312)
	if w2 s>= w4 goto taken19
	goto next19
taken19:
	r7 += 1
next19:
	r7 += r7
	r9 = *(u64 *)(r6 + 320)
	r2 = *(u64 *)(r6 + 328)
	if w9 s>= w2 goto taken20
	goto next20
taken20:
	r7 += 1
next20:
	r7 += r7
	r4 = *(u64 *)(r6 + 336)
	r0 = *(u64 *)(r6 + 344)
	if w4 s>= w0 goto taken21
	goto next21
taken21:
	r7 += 1
next21:
	r7 += r7
	r1 = *(u64 *)(r6 + 352)
	r8 = *(u64 *)(r6 + 360)
	if w1 s>= w8 goto taken22
	goto next22
taken22:
	r7 += 1
next22:
	r7 += r7
	r8 = *(u64 *)(r6 + 368)
	r4 = *(u64 *)(r6 + 376)
	if w8 s>= w4 goto taken23
	goto next23
taken23:
	r7 += 1
next23:
	r0 = r7
	exit

result: 0xaaba9c

== JSGE32_IMM
mem: ffffffffffffffff
mem: 0000000000000000
mem: 0100000000000000
mem: 0000000007000000
mem: 0000000000000000
mem: 0100000000000000
mem: 0200000000000000
mem: 0100000007000000
mem: feffffffffffffff
mem: ffffffffffffffff
mem: 0000000000000000
mem: ffffffff07000000
mem: feffff7f00000000
mem: ffffff7f00000000
mem: 0000008000000000
mem: ffffff7f07000000
mem: ffffff7fffffffff
mem: 00000080ffffffff
mem: 01000080ffffffff
mem: 0000008007000000
mem: 0400000000000000
mem: 0500000000000000
mem: 0600000000000000
mem: 0500000007000000
mem: faffffffffffffff
mem: fbffffffffffffff
mem: fcffffffffffffff
mem: fbffffff07000000
insns:
	r6 = r1
	r7 = 0
	r7 += r7
	r3 = *(u64 *)(r6 + 0)
	if w3 s>= 0 goto taken0
	goto next0
taken0:
	r7 += 1
next0:
	r7 += r7
	r0 = *(u64 *)(r6 + 8)
	if w0 s>= 0 goto taken1
	goto next1
taken1:
	r7 += 1
next1:
	r7 += r7
	r5 = *(u64 *)(r6 + 16)
	if w5 s>= 0 goto taken2
	goto next2
taken2:
	r7 += 1
next2:
	r7 += r7
	r2 = *(u64 *)(r6 + 24)
	if w2 s>= 0 goto taken3
	goto next3
taken3:
	r7 += 1
next3:
	r7 += r7
	r9 = *(u64 *)(r6 + 32)
	if w9 s>= 1 goto taken4
	goto next4
taken4:
	r7 += 1
next4:
	r7 += r7
	r4 = *(u64 *)(r6 + 40)
	if w4 s>= 1 goto taken5
	goto next5
taken5:
	r7 += 1
next5:
	r7 += r7
	r1 = *(u64 *)(r6 + 48)
	if w1 s>= 1 goto taken6
	goto next6
taken6:
	r7 += 1
next6:
	r7 += r7
	r8 = *(u64 *)(r6 + 56)
	if w8 s>= 1 goto taken7
	goto next7
taken7:
	r7 += 1
next7:
	r7 += r7
	r3 = *(u64 *)(r6 + 64)
	if w3 s>= -1 goto taken8
	goto next8
taken8:
	r7 += 1
next8:
	r7 += r7
	r0 = *(u64 *)(r6 + 72)
	if w0 s>= -1 goto taken9
	goto next9
taken9:
	r7 += 1
next9:
	r7 += r7
	r5 = *(u64 *)(r6 + 80)
	if w5 s>= -1 goto taken10
	goto next10
taken10:
	r7 += 1
next10:
	r7 += r7
	r2 = *(u64 *)(r6 + 88)
	if w2 s>= -1 goto taken11
	goto next11
taken11:
	r7 += 1
next11:
	r7 += r7
	r9 = *(u64 *)(r6 + 96)
	if w9 s>= 2147483647 goto taken12
	goto next12
taken12:
	r7 += 1
next12:
	r7 += r7
	r4 = *(u64 *)(r6 + 104)
	if w4 s>= 2147483647 goto taken13
	goto next13
taken13:
	r7 += 1
next13:
	r7 += r7
	r1 = *(u64 *)(r6 + 112)
	if w1 s>= 2147483647 goto taken14
	goto next14
taken14:
	r7 += 1
next14:
	r7 += r7
	r8 = *(u64 *)(r6 + 120)
	if w8 s>= 2147483647 goto taken15
	goto next15
taken15:
	r7 += 1
next15:
	r7 += r7
	r3 = *(u64 *)(r6 + 128)
	if w3 s>= -2147483648 goto taken16
	goto next16
taken16:
	r7 += 1
next16:
	r7 += r7
	r0 = *(u64 *)(r6 + 136)
	if w0 s>= -2147483648 goto taken17
	goto next17
taken17:
	r7 += 1
next17:
	r7 += r7
	r5 = *(u64 *)(r6 + 144)
	if w5 s>= -2147483648 goto taken18
	goto next18
taken18:
	r7 += 1
next18:
	r7 += r7
	r2 = *(u64 *)(r6 + 152)
	if w2 s>= -2147483648 goto taken19
	goto next19
taken19:
	r7 += 1
next19:
	r7 += r7
	r9 = *(u64 *)(r6 + 160)
	if w9 s>= 5 goto taken20
	goto next20
taken20:
	r7 += 1
next20:
	r7 += r7
	r4 = *(u64 *)(r6 + 168)
	if w4 s>= 5 goto taken21
	goto next21
taken21:
	r7 += 1
next21:
	r7 += r7
	r1 = *(u64 *)(r6 + 176)
	if w1 s>= 5 goto taken22
	goto next22
taken22:
	r7 += 1
next22:
	r7 += r7
	r8 = *(u64 *)(r6 + 184)
	if w8 s>= 5 goto taken23
	goto next23
taken23:
	r7 += 1
next23:
	r7 += r7
	r3 = *(u64 *)(r6 + 192)
	if w3 s>= -5 goto taken24
	goto next24
taken24:
	r7 += 1
next24:
	r7 += r7
	r0 = *(u64 *)(r6 + 200)
	if w0 s>= -5 goto taken25
	goto next25
taken25:
	r7 += 1
next25:
	r7 += r7
	r5 = *(u64 *)(r6 + 208)
	if w5 s>= -5 goto taken26
	goto next26
taken26:
	r7 += 1
next26:
	r7 += r7
	r2 = *(u64 *)(r6 + 216)
	if w2 s>= -5 goto taken27
	goto next27
taken27:
	r7 += 1
next27:
	r0 = r7
	exit

result: 0x7775f77

== JSLT32_REG
mem: 0000000000000000 0000000000000000
mem: 0000000000000000 0100000000000000
mem: 0100000000000000 0100000000000000
mem: 0100000000000000 0200000000000000
mem: ffffffffffffff7f ffffffffffffff7f
mem: ffffffffffffff7f 0000000000000080
mem: 0000000000000080 0000000000000080
mem: 0000000000000080 0100000000000080
mem: ffffffffffffffff ffffffffffffffff
mem: ffffffffffffffff 0000000000000000
mem: ffffff7f00000000 ffffff7f00000000
mem: ffffff7f00000000 0000008000000000
mem: 0000008000000000 0000008000000000
mem: 0000008000000000 0100008000000000
mem: ffffffff00000000 ffffffff00000000
mem: ffffffff00000000 0000000001000000
mem: 0000000001000000 0000000001000000
mem: 0000000001000000 0100000001000000
mem: ffffffffffffffff 0000000000000000
mem: 0000000000000080 ffffffffffffff7f
mem: 05000000ffffffff 0500000000000000
mem: ffffffff01000000 ffffffff00000000
mem: 0000008000000000 ffffff7f00000000
mem: 1000000000000000 ef00000000000000
insns:
	r6 = r1
	r7 = 0
	r7 += r7
	r9 = *(u64 *)(r6 + 0)
	r8 = *(u64 *)(r6 + 8)
	if w9 s< w8 goto taken0
	goto next0
taken0:
	r7 += 1
next0:
	r7 += r7
	r4 = *(u64 *)(r6 + 16)
	r5 = *(u64 *)(r6 + 24)
	if w4 s< w5 goto taken1
	goto next1
taken1:
	r7 += 1
next1:
	r7 += r7
	r1 = *(u64 *)(r6 + 32)
	r3 = *(u64 *)(r6 + 40)
	if w1 s< w3 goto taken2
	goto next2
taken2:
	r7 += 1
next2:
	r7 += r7
	r8 = *(u64 *)(r6 + 48)
	r1 = *(u64 *)(r6 + 56)
	if w8 s< w1 goto taken3
	goto next3
taken3:
	r7 += 1
next3:
	r7 += r7
	r3 = *(u64 *)(r6 + 64)
	r9 = *(u64 *)(r6 + 72)
	if w3 s< w9 goto taken4
	goto next4
taken4:
	r7 += 1
next4:
	r7 += r7
	r0 = *(u64 *)(r6 + 80)
	r5 = *(u64 *)(r6 + 88)
	if w0 s< w5 goto taken5
	goto next5
taken5:
	r7 += 1
next5:
	r7 += r7
	r5 = *(u64 *)(r6 + 96)
	r3 = *(u64 *)(r6 + 104)
	if w5 s< w3 goto taken6
	goto next6
taken6:
	r7 += 1
next6:
	r7 += r7
	r2 = *(u64 *)(r6 + 112)
	r1 = *(u64 *)(r6 + 120)
	if w2 s< w1 goto taken7
	goto next7
taken7:
	r7 += 1
next7:
	r7 += r7
	r9 = *(u64 *)(r6 + 128)
	r0 = *(u64 *)(r6 + 136)
	if w9 s< w0 goto taken8
	goto next8
taken8:
	r7 += 1
next8:
	r7 += r7
	r4 = *(u64 *)(r6 + 144)
	r8 = *(u64 *)(r6 + 152)
	if w4 s< w8 goto taken9
	goto next9
taken9:
	r7 += 1
next9:
	r7 += r7
	r1 = *(u64 *)(r6 + 160)
	r4 = *(u64 *)(r6 + 168)
	if w1 s< w4 goto taken10
	goto next10
taken10:
	r7 += 1
next10:
	r7 += r7
	r8 = *(u64 *)(r6 + 176)
	r2 = *(u64 *)(r6 + 184)
	if w8 s< w2 goto taken11
	goto next11
taken11:
	r7 += 1
next11:
	r7 += r7
	r3 = *(u64 *)(r6 + 192)
	r0 = *(u64 *)(r6 + 200)
	if w3 s< w0 goto taken12
	goto next12
taken12:
	r7 += 1
next12:
	r7 += r7
	r0 = *(u64 *)(r6 + 208)
	r8 = *(u64 *)(r6 + 216)
	if w0 s< w8 goto taken13
	goto next13
taken13:
	r7 += 1
next13:
	r7 += r7
	r5 = *(u64 *)(r6 + 224)
	r4 = *(u64 *)(r6 + 232)
	if w5 s< w4 goto taken14
	goto next14
taken14:
	r7 += 1
next14:
	r7 += r7
	r2 = *(u64 *)(r6 + 240)
	r3 = *(u64 *)(r6 + 248)
	if w2 s< w3 goto taken15
	goto next15
taken15:
	r7 += 1
next15:
	r7 += r7
	r9 = *(u64 *)(r6 + 256)
	r1 = *(u64 *)(r6 + 264)
	if w9 s< w1 goto taken16
	goto next16
taken16:
	r7 += 1
next16:
	r7 += r7
	r4 = *(u64 *)(r6 + 272)
	r9 = *(u64 *)(r6 + 280)
	if w4 s< w9 goto taken17
	goto next17
taken17:
	r7 += 1
next17:
	r7 += r7
	r1 = *(u64 *)(r6 + 288)
	r5 = *(u64 *)(r6 + 296)
	if w1 s< w5 goto taken18
	goto next18
taken18:
	r7 += 1
next18:
	r7 += r7
	r8 = *(u64 *)(r6 + 304)
	r3 = *(u64 *)(r6 + 312)
	if w8 s< w3 goto taken19
	goto next19
taken19:
	r7 += 1
next19:
	r7 += r7
	r3 = *(u64 *)(r6 + 320)
	r1 = *(u64 *)(r6 + 328)
	if w3 s< w1 goto taken20
	goto next20
taken20:
	r7 += 1
next20:
	r7 += r7
	r0 = *(u64 *)(r6 + 336)
	r9 = *(u64 *)(r6 + 344)
	if w0 s< w9 goto taken21
	goto next21
taken21:
	r7 += 1
next21:
	r7 += r7
	r5 = *(u64 *)(r6 + 352)
	r8 = *(u64 *)(r6 + 360)
	if w5 s< w8 goto taken22
	goto next22
taken22:
	r7 += 1
next22:
	r7 += r7
	r2 = *(u64 *)(r6 + 368)
	r4 = *(u64 *)(r6 + 376)
	if w2 s< w4 goto taken23
	goto next23
taken23:
	r7 += 1
next23:
	r0 = r7
	exit

result: 0x554563

== JSLT32_IMM
mem: ffffffffffffffff
mem: 0000000000000000
mem: 0100000000000000
mem: 0000000007000000
mem: 0000000000000000
mem: 0100000000000000
mem: 0200000000000000
mem: 0100000007000000
mem: feffffffffffffff
mem: ffffffffffffffff
mem: 0000000000000000
mem: ffffffff07000000
mem: feffff7f00000000
mem: ffffff7f00000000
mem: 0000008000000000
mem: ffffff7f07000000
mem: ffffff7fffffffff
mem: 00000080ffffffff
mem: 01000080ffffffff
mem: 0000008007000000
mem: 0400000000000000
mem: 0500000000000000
mem: 0600000000000000
mem: 0500000007000000
mem: faffffffffffffff
mem: fbffffffffffffff
mem: fcffffffffffffff
mem: fbffffff07000000
insns:
	r6 = r1
	r7 = 0
	r7 += r7
	r9 = *(u64 *)(r6 + 0)
	if w9 s< 0 goto taken0
	goto next0
taken0:
	r7 += 1
next0:
	r7 += r7
	r4 = *(u64 *)(r6 + 8)
	if w4 s< 0 goto taken1
	goto next1
taken1:
	r7 += 1
next1:
	r7 += r7
	r1 = *(u64 *)(r6 + 16)
	if w1 s< 0 goto taken2
	goto next2
taken2:
	r7 += 1
next2:
	r7 += r7
	r8 = *(u64 *)(r6 + 24)
	if w8 s< 0 goto taken3
	goto next3
taken3:
	r7 += 1
next3:
	r7 += r7
	r3 = *(u64 *)(r6 + 32)
	if w3 s< 1 goto taken4
	goto next4
taken4:
	r7 += 1
next4:
	r7 += r7
	r0 = *(u64 *)(r6 + 40)
	if w0 s< 1 goto taken5
	goto next5
taken5:
	r7 += 1
next5:
	r7 += r7
	r5 = *(u64 *)(r6 + 48)
	if w5 s< 1 goto taken6
	goto next6
taken6:
	r7 += 1
next6:
	r7 += r7
	r2 = *(u64 *)(r6 + 56)
	if w2 s< 1 goto taken7
	goto next7
taken7:
	r7 += 1
next7:
	r7 += r7
	r9 = *(u64 *)(r6 + 64)
	if w9 s< -1 goto taken8
	goto next8
taken8:
	r7 += 1
next8:
	r7 += r7
	r4 = *(u64 *)(r6 + 72)
	if w4 s< -1 goto taken9
	goto next9
taken9:
	r7 += 1
next9:
	r7 += r7
	r1 = *(u64 *)(r6 + 80)
	if w1 s< -1 goto taken10
	goto next10
taken10:
	r7 += 1
next10:
	r7 += r7
	r8 = *(u64 *)(r6 + 88)
	if w8 s< -1 goto taken11
	goto next11
taken11:
	r7 += 1
next11:
	r7 += r7
	r3 = *(u64 *)(r6 + 96)
	if w3 s< 2147483647 goto taken12
	goto next12
taken12:
	r7 += 1
next12:
	r7 += r7
	r0 = *(u64 *)(r6 + 104)
	if w0 s< 2147483647 goto taken13
	goto next13
taken13:
	r7 += 1
next13:
	r7 += r7
	r5 = *(u64 *)(r6 + 112)
	if w5 s< 2147483647 goto taken14
	goto next14
taken14:
	r7 += 1
next14:
	r7 += r7
	r2 = *(u64 *)(r6 + 120)
	if w2 s< 2147483647 goto taken15
	goto next15
taken15:
	r7 += 1
next15:
	r7 += r7
	r9 = *(u64 *)(r6 + 128)
	if w9 s< -2147483648 goto taken16
	goto next16
taken16:
	r7 += 1
next16:
	r7 += r7
	r4 = *(u64 *)(r6 + 136)
	if w4 s< -2147483648 goto taken17
	goto next17
taken17:
	r7 += 1
next17:
	r7 += r7
	r1 = *(u64 *)(r6 + 144)
	if w1 s< -2147483648 goto taken18
	goto next18
taken18:
	r7 += 1
next18:
	r7 += r7
	r8 = *(u64 *)(r6 + 152)
	if w8 s< -2147483648 goto taken19
	goto next19
taken19:
	r7 += 1
next19:
	r7 += r7
	r3 = *(u64 *)(r6 + 160)
	if w3 s< 5 goto taken20
	goto next20
taken20:
	r7 += 1
next20:
	r7 += r7
	r0 = *(u64 *)(r6 + 168)
	if w0 s< 5 goto taken21
	goto next21
taken21:
	r7 += 1
next21:
	r7 += r7
	r5 = *(u64 *)(r6 + 176)
	if w5 s< 5 goto taken22
	goto next22
taken22:
	r7 += 1
next22:
	r7 += r7
	r2 = *(u64 *)(r6 + 184)
	if w2 s< 5 goto taken23
	goto next23
taken23:
	r7 += 1
next23:
	r7 += r7
	r9 = *(u64 *)(r6 + 192)
	if w9 s< -5 goto taken24
	goto next24
taken24:
	r7 += 1
next24:
	r7 += r7
	r4 = *(u64 *)(r6 + 200)
	if w4 s< -5 goto taken25
	goto next25
taken25:
	r7 += 1
next25:
	r7 += r7
	r1 = *(u64 *)(r6 + 208)
	if w1 s< -5 goto taken26
	goto next26
taken26:
	r7 += 1
next26:
	r7 += r7
	r8 = *(u64 *)(r6 + 216)
	if w8 s< -5 goto taken27
	goto next27
taken27:
	r7 += 1
next27:
	r0 = r7
	exit

result: 0x888a088

== JSLE32_REG
mem: 0000000000000000 0000000000000000
mem: 0000000000000000 0100000000000000
mem: 0100000000000000 0100000000000000
mem: 0100000000000000 0200000000000000
mem: ffffffffffffff7f ffffffffffffff7f
mem: ffffffffffffff7f 0000000000000080
mem: 0000000000000080 0000000000000080
mem: 0000000000000080 0100000000000080
mem: ffffffffffffffff ffffffffffffffff
mem: ffffffffffffffff 0000000000000000
mem: ffffff7f00000000 ffffff7f00000000
mem: ffffff7f00000000 0000008000000000
mem: 0000008000000000 0000008000000000
mem: 0000008000000000 0100008000000000
mem: ffffffff00000000 ffffffff00000000
mem: ffffffff00000000 0000000001000000
mem: 0000000001000000 0000000001000000
mem: 0000000001000000 0100000001000000
mem: ffffffffffffffff 0000000000000000
mem: 0000000000000080 ffffffffffffff7f
mem: 05000000ffffffff 0500000000000000
mem: ffffffff01000000 ffffffff00000000
mem: 0000008000000000 ffffff7f00000000
mem: 1000000000000000 ef00000000000000
insns:
	r6 = r1
	r7 = 0
	r7 += r7
	r3 = *(u64 *)(r6 + 0)
	r8 = *(u64 *)(r6 + 8)
	if w3 s<= w8 goto taken0
	goto next0
taken0:
	r7 += 1
next0:
	r7 += r7
	r0 = *(u64 *)(r6 + 16)
	r4 = *(u64 *)(r6 + 24)
	if w0 s<= w4 goto taken1
	goto next1
taken1:
	r7 += 1
next1:
	r7 += r7
	r5 = *(u64 *)(r6 + 32)
	r2 = *(u64 *)(r6 + 40)
	if w5 s<= w2 goto taken2
	goto next2
taken2:
	r7 += 1
next2:
	r7 += r7
	r2 = *(u64 *)(r6 + 48)
	r0 = *(u64 *)(r6 + 56)
	if w2 s<= w0 goto taken3
	goto next3
taken3:
	r7 += 1
next3:
	r7 += r7
	r9 = *(u64 *)(r6 + 64)
	r8 = *(u64 *)(r6 + 72)
	if w9 s<= w8 goto taken4
	goto next4
taken4:
	r7 += 1
next4:
	r7 += r7
	r4 = *(u64 *)(r6 + 80)
	r5 = *(u64 *)(r6 + 88)
	if w4 s<= w5 goto taken5
	goto next5
taken5:
	r7 += 1
next5:
	r7 += r7
	r1 = *(u64 *)(r6 + 96)
	r3 = *(u64 *)(r6 + 104)
	if w1 s<= w3 goto taken6
	goto next6
taken6:
	r7 += 1
next6:
	r7 += r7
	r8 = *(u64 *)(r6 + 112)
	r1 = *(u64 *)(r6 + 120)
	if w8 s<= w1 goto taken7
	goto next7
taken7:
	r7 += 1
next7:
	r7 += r7
	r3 = *(u64 *)(r6 + 128)
	r9 = *(u64 *)(r6 + 136)
	if w3 s<= w9 goto taken8
	goto next8
taken8:
	r7 += 1
next8:
	r7 += r7
	r0 = *(u64 *)(r6 + 144)
	r5 = *(u64 *)(r6 + 152)
	if w0 s<= w5 goto taken9
	goto next9
taken9:
	r7 += 1
next9:
	r7 += r7
	r5 = *(u64 *)(r6 + 160)
	r3 = *(u64 *)(r6 + 168)
	if w5 s<= w3 goto taken10
	goto next10
taken10:
	r7 += 1
next10:
	r7 += r7
	r2 = *(u64 *)(r6 + 176)
	r1 = *(u64 *)(r6 + 184)
	if w2 s<= w1 goto taken11
	goto next11
taken11:
	r7 += 1
next11:
	r7 += r7
	r9 = *(u64 *)(r6 + 192)
	r0 = *(u64 *)(r6 + 200)
	if w9 s<= w0 goto taken12
	goto next12
taken12:
	r7 += 1
next12:
	r7 += r7
	r4 = *(u64 *)(r6 + 208)
	r8 = *(u64 *)(r6 + 216)
	if w4 s<= w8 goto taken13
	goto next13
taken13:
	r7 += 1
next13:
	r7 += r7
	r1 = *(u64 *)(r6 + 224)
	r4 = *(u64 *)(r6 + 232)
	if w1 s<= w4 goto taken14
	goto next14
taken14:
	r7 += 1
next14:
	r7 += r7
	r8 = *(u64 *)(r6 + 240)
	r2 = *(u64 *)(r6 + 248)
	if w8 s<= w2 goto taken15
	goto next15
taken15:
	r7 += 1
next15:
	r7 += r7
	r3 = *(u64 *)(r6 + 256)
	r0 = *(u64 *)(r6 + 264)
	if w3 s<= w0 goto taken16
	goto next16
taken16:
	r7 += 1
next16:
	r7 += r7
	r0 = *(u64 *)(r6 + 272)
	r8 = *(u64 *)(r6 + 280)
	if w0 s<= w8 goto taken17
	goto next17
taken17:
	r7 += 1
next17:
	r7 += r7
	r5 = *(u64 *)(r6 + 288)
	r4 = *(u64 *)(r6 + 296)
	if w5 s<= w4 goto taken18
	goto next18
taken18:
	r7 += 1
next18:
	r7 += r7
	r2 = *(u64 *)(r6 + 304)
	r3 = *(u64 *)(r6 + 312)
	if w2 s<= w3 goto taken19
	goto next19
taken19:
	r7 += 1
next19:
	r7 += r7
	r9 = *(u64 *)(r6 + 320)
	r1 = *(u64 *)(r6 + 328)
	if w9 s<= w1 goto taken20
	goto next20
taken20:
	r7 += 1
next20:
	r7 += r7
	r4 = *(u64 *)(r6 + 336)
	r9 = *(u64 *)(r6 + 344)
	if w4 s<= w9 goto taken21
	goto next21
taken21:
	r7 += 1
next21:
	r7 += r7
	r1 = *(u64 *)(r6 + 352)
	r5 = *(u64 *)(r6 + 360)
	if w1 s<= w5 goto taken22
	goto next22
taken22:
	r7 += 1
next22:
	r7 += r7
	r8 = *(u64 *)(r6 + 368)
	r3 = *(u64 *)(r6 + 376)
	if w8 s<= w3 goto taken23
	goto next23
taken23:
	r7 += 1
next23:
	r0 = r7
	exit

result: 0xffefef

== JSLE32_IMM
mem: ffffffffffffffff
mem: 0000000000000000
mem: 0100000000000000
mem: 0000000007000000
mem: 0000000000000000
mem: 0100000000000000
mem: 0200000000000000
mem: 0100000007000000
mem: feffffffffffffff
mem: ffffffffffffffff
mem: 0000000000000000
mem: ffffffff07000000
mem: feffff7f00000000
mem: ffffff7f00000000
mem: 0000008000000000
mem: ffffff7f07000000
mem: ffffff7fffffffff
mem: 00000080ffffffff
mem: 01000080ffffffff
mem: 0000008007000000
mem: 0400000000000000
mem: 0500000000000000
mem: 0600000000000000
mem: 0500000007000000
mem: faffffffffffffff
mem: fbffffffffffffff
mem: fcffffffffffffff
mem: fbffffff07000000
insns:
	r6 = r1
	r7 = 0
	r7 += r7
	r3 = *(u64 *)(r6 + 0)
	if w3 s<= 0 goto taken0
	goto next0
taken0:
	r7 += 1
next0:
	r7 += r7
	r0 = *(u64 *)(r6 + 8)
	if w0 s<= 0 goto taken1
	goto next1
taken1:
	r7 += 1
next1:
	r7 += r7
	r5 = *(u64 *)(r6 + 16)
	if w5 s<= 0 goto taken2
	goto next2
taken2:
	r7 += 1
next2:
	r7 += r7
	r2 = *(u64 *)(r6 + 24)
	if w2 s<= 0 goto taken3
	goto next3
taken3:
	r7 += 1
next3:
	r7 += r7
	r9 = *(u64 *)(r6 + 32)
	if w9 s<= 1 goto taken4
	goto next4
taken4:
	r7 += 1
next4:
	r7 += r7
	r4 = *(u64 *)(r6 + 40)
	if w4 s<= 1 goto taken5
	goto next5
taken5:
	r7 += 1
next5:
	r7 += r7
	r1 = *(u64 *)(r6 + 48)
	if w1 s<= 1 goto taken6
	goto next6
taken6:
	r7 += 1
next6:
	r7 += r7
	r8 = *(u64 *)(r6 + 56)
	if w8 s<= 1 goto taken7
	goto next7
taken7:
	r7 += 1
next7:
	r7 += r7
	r3 = *(u64 *)(r6 + 64)
	if w3 s<= -1 goto taken8
	goto next8
taken8:
	r7 += 1
next8:
	r7 += r7
	r0 = *(u64 *)(r6 + 72)
	if w0 s<= -1 goto taken9
	goto next9
taken9:
	r7 += 1
next9:
	r7 += r7
	r5 = *(u64 *)(r6 + 80)
	if w5 s<= -1 goto taken10
	goto next10
taken10:
	r7 += 1
next10:
	r7 += r7
	r2 = *(u64 *)(r6 + 88)
	if w2 s<= -1 goto taken11
	goto next11
taken11:
	r7 += 1
next11:
	r7 += r7
	r9 = *(u64 *)(r6 + 96)
	if w9 s<= 2147483647 goto taken12
	goto next12
taken12:
	r7 += 1
next12:
	r7 += r7
	r4 = *(u64 *)(r6 + 104)
	if w4 s<= 2147483647 goto taken13
	goto next13
taken13:
	r7 += 1
next13:
	r7 += r7
	r1 = *(u64 *)(r6 + 112)
	if w1 s<= 2147483647 goto taken14
	goto next14
taken14:
	r7 += 1
next14:
	r7 += r7
	r8 = *(u64 *)(r6 + 120)
	if w8 s<= 2147483647 goto taken15
	goto next15
taken15:
	r7 += 1
next15:
	r7 += r7
	r3 = *(u64 *)(r6 + 128)
	if w3 s<= -2147483648 goto taken16
	goto next16
taken16:
	r7 += 1
next16:
	r7 += r7
	r0 = *(u64 *)(r6 + 136)
	if w0 s<= -2147483648 goto taken17
	goto next17
taken17:
	r7 += 1
next17:
	r7 += r7
	r5 = *(u64 *)(r6 + 144)
	if w5 s<= -2147483648 goto taken18
	goto next18
taken18:
	r7 += 1
next18:
	r7 += r7
	r2 = *(u64 *)(r6 + 152)
	if w2 s<= -2147483648 goto taken19
	goto next19
taken19:
	r7 += 1
next19:
	r7 += r7
	r9 = *(u64 *)(r6 + 160)
	if w9 s<= 5 goto taken20
	goto next20
taken20:
	r7 += 1
next20:
	r7 += r7
	r4 = *(u64 *)(r6 + 168)
	if w4 s<= 5 goto taken21
	goto next21
taken21:
	r7 += 1
next21:
	r7 += r7
	r1 = *(u64 *)(r6 + 176)
	if w1 s<= 5 goto taken22
	goto next22
taken22:
	r7 += 1
next22:
	r7 += r7
	r8 = *(u64 *)(r6 + 184)
	if w8 s<= 5 goto taken23
	goto next23
taken23:
	r7 += 1
next23:
	r7 += r7
	r3 = *(u64 *)(r6 + 192)
	if w3 s<= -5 goto taken24
	goto next24
taken24:
	r7 += 1
next24:
	r7 += r7
	r0 = *(u64 *)(r6 + 200)
	if w0 s<= -5 goto taken25
	goto next25
taken25:
	r7 += 1
next25:
	r7 += r7
	r5 = *(u64 *)(r6 + 208)
	if w5 s<= -5 goto taken26
	goto next26
taken26:
	r7 += 1
next26:
	r7 += r7
	r2 = *(u64 *)(r6 + 216)
	if w2 s<= -5 goto taken27
	goto next27
taken27:
	r7 += 1
next27:
	r0 = r7
	exit

result: 0xdddf5dd
