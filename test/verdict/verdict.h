/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * verdict.h - small programs in assembly, each about one rule of the verifier.
 *
 * OK(name) begins a program that must be accepted, BAD(name) one that must be refused; both have the context in r1. LOOKUP
 * keeps the context in r6 and leaves a map's value of 64 bytes in r0, its first number, of which nothing is known, in r1.
 */
#ifndef VERDICT_H
#define VERDICT_H

#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

#define PROGRAM(kind, name, ...)                                                                        \
	SEC(kind) __attribute__((naked)) int name(void)                                                 \
	{                                                                                               \
		asm volatile(__VA_ARGS__ : : [values] "i"(&values) : "r0", "r1", "r2", "r3", "memory"); \
	}
#define OK(name, ...)	   PROGRAM("socket", ok_##name, __VA_ARGS__)
#define BAD(name, ...)	   PROGRAM("socket", bad_##name, __VA_ARGS__)
#define OK_XDP(name, ...)  PROGRAM("xdp", ok_##name, __VA_ARGS__)
#define BAD_XDP(name, ...) PROGRAM("xdp", bad_##name, __VA_ARGS__)

#define LOOKUP                    \
	"r6 = r1;"                \
	"r1 = 0;"                 \
	"*(u32 *)(r10 - 4) = r1;" \
	"r2 = r10;"               \
	"r2 += -4;"               \
	"r1 = %[values] ll;"      \
	"call 1;"                 \
	"if r0 != 0 goto +2;"     \
	"r0 = 0;"                 \
	"exit;"                   \
	"r1 = *(u64 *)(r0 + 0);"

/* Reads the byte at r0 + r1, and ends. */
#define READ                    \
	"r0 += r1;"             \
	"r0 = *(u8 *)(r0 + 0);" \
	"exit;"

/* A way out for comparisons: `if ... goto 9f` before it. */
#define OUT       \
	"9:"      \
	"r0 = 0;" \
	"exit;"

/* The packet of XDP: r2 = data, r3 = data_end. */
#define PACKET                   \
	"r2 = *(u32 *)(r1 + 0);" \
	"r3 = *(u32 *)(r1 + 4);"

struct value {
	__u64 words[8];
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH); /* of an array's entries Linux knows that they are there */
	__uint(max_entries, 4);
	__type(key, __u32);
	__type(value, struct value);
} values SEC(".maps");

char LICENSE[] SEC("license") = "Dual BSD/GPL";

#endif
