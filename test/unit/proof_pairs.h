/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * proof_pairs.h - programs with a loop that are safe, each with a neighbour that is not, and which its proof must not pass for
 * (proof_test.c), nor any bytes (fuzz/proof_fuzz.c).
 */
#ifndef PROOF_PAIRS_H
#define PROOF_PAIRS_H

/* Sixteen turns; r6 goes on beside the counter r7, and is never more than limit at the head. */
#define COUNTED(begin, limit, one, other)  \
	"r0 = 0\n"                         \
	"r7 = 0\n"                         \
	"r6 = " begin "\n"                 \
	"again:\n"                         \
	"if r6 " limit " goto bad\n"       \
	"r2 = *(u8 *)(r1 + 0)\n"           \
	"if r2 == 0 goto other\n" one "\n" \
	"goto next\n"                      \
	"other:\n" other "\n"              \
	"next:\n"                          \
	"r7 += 1\n"                        \
	"if r7 < 16 goto again\n"          \
	"exit\n"                           \
	"bad:\n"                           \
	"r0 = *(u64 *)(r1 + 1000)\n"       \
	"exit\n"

/* Two values of a loop that go up; or that are changed for each other, and so get nowhere. */
#define CHANGED(seven, five, by)   \
	"r0 = 0\n"                 \
	"r7 = *(u8 *)(r1 + 0)\n"   \
	"r5 = *(u8 *)(r1 + 1)\n"   \
	"again:\n"                 \
	"r8 = r7\n"                \
	"r9 = r5\n"                \
	"r7 = " seven "\n"         \
	"r7 += 1\n"                \
	"if r7 > 10000 goto out\n" \
	"r5 = " five "\n"          \
	"r5 += " by "\n"           \
	"if r5 > 10000 goto out\n" \
	"goto again\n"             \
	"out:\n"                   \
	"exit\n"

/* r0 goes on beside the counter; r5, of which nothing is said but that it is 0, becomes what is given. */
#define BESIDE(given)                \
	"r0 = 0\n"                   \
	"r5 = 0\n"                   \
	"r7 = 0\n"                   \
	"again:\n"                   \
	"if r5 > 0 goto bad\n"       \
	"r0 += 8\n"                  \
	"r5 = " given "\n"           \
	"r7 += 1\n"                  \
	"if r7 < 16 goto again\n"    \
	"if r0 > 128 goto bad\n"     \
	"exit\n"                     \
	"bad:\n"                     \
	"r0 = *(u64 *)(r1 + 1000)\n" \
	"exit\n"

/* r0 is one more than what is given, again and again. */
#define ONE_MORE(given, by)         \
	"r0 = 0\n"                  \
	"r5 = *(u8 *)(r1 + 0)\n"    \
	"again:\n"                  \
	"r8 = r0\n"                 \
	"r0 = " given "\n"          \
	"r0 += 1\n"                 \
	"r5 += " by "\n"            \
	"if r5 > 2000 goto out\n"   \
	"if r0 < 1000 goto again\n" \
	"out:\n"                    \
	"exit\n"

/* A packet of which so many bytes are proven once is read by a pointer beside a counter. */
#define READ_ON(proven, step)      \
	"r2 = *(u32 *)(r1 + 0)\n"  \
	"r3 = *(u32 *)(r1 + 4)\n"  \
	"r4 = r2\n"                \
	"r4 += " proven "\n"       \
	"r0 = 2\n"                 \
	"if r4 > r3 goto out\n"    \
	"r5 = 0\n"                 \
	"again:\n"                 \
	"r4 = *(u32 *)(r2 + 0)\n"  \
	"r2 += " step "\n"         \
	"r5 += 1\n"                \
	"if r5 < 100 goto again\n" \
	"out:\n"                   \
	"exit\n"

/* Eight bytes from a number on, which is compared with data_end turn by turn, but at first. */
#define SCAN(proven, begin)       \
	"r2 = *(u32 *)(r1 + 4)\n" \
	"r1 = *(u32 *)(r1 + 0)\n" \
	"r3 = r1\n"               \
	"r3 += " proven "\n"      \
	"r0 = 0\n"                \
	"if r3 > r2 goto out\n"   \
	"r3 = " begin "\n"        \
	"again:\n"                \
	"r4 = r1\n"               \
	"r4 += r3\n"              \
	"r5 = *(u64 *)(r4 + 0)\n" \
	"if r3 > 766 goto out\n"  \
	"r4 += 9\n"               \
	"r3 += 1\n"               \
	"if r4 > r2 goto out\n"   \
	"goto again\n"            \
	"out:\n"                  \
	"exit\n"

/* Eight bytes somewhere in the packet are read; the next of them begin four after those that so much is proven of. */
#define ELSEWHERE(proven)           \
	"r9 = *(u32 *)(r1 + 0)\n"   \
	"r8 = *(u32 *)(r1 + 4)\n"   \
	"r6 = *(u32 *)(r1 + 12)\n"  \
	"r6 &= 127\n"               \
	"r2 = r9\n"                 \
	"r2 += r6\n"                \
	"r3 = r2\n"                 \
	"r3 += 8\n"                 \
	"r0 = 2\n"                  \
	"r7 = 0\n"                  \
	"if r3 > r8 goto out\n"     \
	"again:\n"                  \
	"r4 = *(u64 *)(r2 + 0)\n"   \
	"r6 = *(u32 *)(r1 + 16)\n"  \
	"r6 &= 63\n"                \
	"r2 = r9\n"                 \
	"r2 += r6\n"                \
	"r3 = r2\n"                 \
	"r3 += " proven "\n"        \
	"if r3 > r8 goto out\n"     \
	"r2 += 4\n"                 \
	"r7 += 1\n"                 \
	"if r7 < 1000 goto again\n" \
	"out:\n"                    \
	"exit\n"

/* Two numbers that have nothing to do with each other, of which one is bounded well. */
#define TWO(limit)                     \
	"r0 = 0\n"                     \
	"r7 = *(u64 *)(r1 + 0)\n"      \
	"r9 = r7\n"                    \
	"if r7 > 7 goto out\n"         \
	"r8 = *(u64 *)(r1 + 8)\n"      \
	"r9 = r8\n"                    \
	"if r8 > " limit " goto out\n" \
	"r5 = 0\n"                     \
	"again:\n"                     \
	"r2 = r1\n"                    \
	"r2 += r8\n"                   \
	"r3 = *(u8 *)(r2 + 0)\n"       \
	"r2 = r1\n"                    \
	"r2 += r7\n"                   \
	"r3 = *(u8 *)(r2 + 0)\n"       \
	"r5 += 1\n"                    \
	"if r5 < 16 goto again\n"      \
	"out:\n"                       \
	"exit\n"

/* r6 goes on by r3, which goes on: two ways back. */
#define STEPS(two)                   \
	"r0 = 0\n"                   \
	"r6 = 4\n"                   \
	"r7 = 2\n"                   \
	"r3 = 5\n"                   \
	"again:\n"                   \
	"if r6 > 961 goto bad\n"     \
	"r7 += 1\n"                  \
	"if r7 > 31 goto out\n"      \
	"r2 = *(u8 *)(r1 + 0)\n"     \
	"if r2 == 0 goto two\n"      \
	"r6 += r3\n"                 \
	"r3 += 2\n"                  \
	"goto again\n"               \
	"two:\n" two "\n"            \
	"goto again\n"               \
	"out:\n"                     \
	"exit\n"                     \
	"bad:\n"                     \
	"r0 = *(u64 *)(r1 + 1000)\n" \
	"exit\n"

/* A program that is safe, and one that is like it but for one thing, and is not: no proof may say so. */
static const struct proof_pair {
	const char *kind, *own, *other;
} proof_pairs[] = {
	{ "raw", COUNTED("0", "> 120", "r6 += 8", "r6 += 8"), COUNTED("0", "> 120", "r6 += 16", "r6 += 8") },
	{ "raw", COUNTED("0", "> 120", "r6 += 8", "r6 += 8"), COUNTED("0", "> 120", "r6 += 8", "r6 += 16") },
	{ "raw", COUNTED("0", "> 120", "r6 += 8", "r6 += 8"), COUNTED("0", "> 120", "r6 = 120", "r6 += 8") },
	{ "raw", COUNTED("0", "> 120", "r6 += 8", "r6 += 8"), COUNTED("8", "> 120", "r6 += 8", "r6 += 8") },
	{ "raw", COUNTED("4294967280 ll", "< 100", "r6 += 8", "r6 += 8"),
	  COUNTED("4294967280 ll", "< 100", "w6 += 8", "r6 += 8") },
	{ "raw", COUNTED("2147483632", "s< 0", "r6 += 8\nr6 = r6", "r6 += 8"),
	  COUNTED("2147483632", "s< 0", "r6 += 8\nr6 = (s32)r6", "r6 += 8") },
	{ "raw", BESIDE("0"), BESIDE("r0") },
	{ "raw", CHANGED("r8", "r9", "1"), CHANGED("r9", "r8", "-1") },
	{ "xdp", SCAN("8", "0"), SCAN("7", "0") },
	{ "xdp", SCAN("8", "0"), SCAN("8", "5") },
	{ "raw", ONE_MORE("r0", "1"), ONE_MORE("r5", "0") },
	{ "xdp", READ_ON("400", "4"), READ_ON("396", "4") },
	{ "xdp", READ_ON("400", "4"), READ_ON("400", "8") },
	{ "raw", TWO("7"), TWO("700") },
	{ "xdp", ELSEWHERE("12"), ELSEWHERE("8") },
	{ "raw", STEPS("r6 += r3\nr6 = r6\nr3 += 2"), STEPS("r6 += r3\nr6 += r3\nr3 += 2") },
	{ "raw", STEPS("r6 += r3\nr6 = r6\nr3 += 2"), STEPS("r6 += r3\nr6 = r6\nr3 += 3") },
};

#endif
