/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * port.h - the one file of the core that includes what is not Kiln's: fixed-width types, and the four memory functions.
 *
 * A freestanding compiler gives the types; the host gives memcpy, memmove, memset and memcmp. Nothing else is needed.
 */
#ifndef KILN_PORT_H
#define KILN_PORT_H

#if defined(__KERNEL__)
#include <linux/limits.h>
#include <linux/stdarg.h>
#include <linux/stddef.h>
#include <linux/string.h>
#include <linux/types.h>
/* What <stdint.h> has besides; Linux's 64-bit types are long long on every CPU. */
#define INT8_MIN    (-128)
#define INT8_MAX    127
#define UINT8_MAX   255
#define INT16_MIN   (-32768)
#define INT16_MAX   32767
#define UINT16_MAX  65535
#define INT32_MIN   (-2147483647 - 1)
#define INT32_MAX   2147483647
#define UINT32_MAX  4294967295u
#define INT64_MIN   (-9223372036854775807ll - 1)
#define INT64_MAX   9223372036854775807ll
#define UINT64_MAX  18446744073709551615ull
#define UINTPTR_MAX ULONG_MAX
#define INT64_C(v)  v##ll
#define UINT64_C(v) v##ull
#else
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#if __STDC_HOSTED__
#include <string.h>
#else
void *memcpy(void *restrict dst, const void *restrict src, size_t len);
void *memmove(void *dst, const void *src, size_t len);
void *memset(void *dst, int byte, size_t len);
int memcmp(const void *a, const void *b, size_t len);
/* The names stand for the same functions; the compiler may then write small ones in place. */
#define memcpy(dst, src, len)  __builtin_memcpy(dst, src, len)
#define memmove(dst, src, len) __builtin_memmove(dst, src, len)
#define memset(dst, byte, len) __builtin_memset(dst, byte, len)
#define memcmp(a, b, len)      __builtin_memcmp(a, b, len)
#endif
#endif

#if defined(__GNUC__)
#define KILN_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#define KILN_LIKELY(x)	       __builtin_expect(!!(x), 1)
#define KILN_UNLIKELY(x)       __builtin_expect(!!(x), 0)
#define KILN_API	       __attribute__((visibility("default")))
#define KILN_MAY_ALIAS	       __attribute__((may_alias))
#define KILN_FALLTHROUGH       __attribute__((__fallthrough__))
#define KILN_LABEL_VALUES      1 /* goto *p, and && for a label's address */
#else
#define KILN_PRINTF(fmt, args)
#define KILN_LIKELY(x)	 (x)
#define KILN_UNLIKELY(x) (x)
#define KILN_API
#define KILN_MAY_ALIAS
#define KILN_FALLTHROUGH  (void)0
#define KILN_LABEL_VALUES 0
#endif

/* Told to the CPU while waiting for another CPU. */
#if defined(__x86_64__) || defined(__i386__)
#define KILN_RELAX() __builtin_ia32_pause()
#else
#define KILN_RELAX() __atomic_signal_fence(__ATOMIC_SEQ_CST)
#endif

/*
 * Around what a lock of the core protects. A process needs nothing; a kernel keeps away from this CPU what could run a program that
 * waits for the same lock. Nests.
 */
#if defined(__KERNEL__)
void kiln_lock_enter(void); /* host/linux/reader.c */
void kiln_lock_leave(void);
#define KILN_LOCK_ENTER() kiln_lock_enter()
#define KILN_LOCK_LEAVE() kiln_lock_leave()
#else
#define KILN_LOCK_ENTER() ((void)0)
#define KILN_LOCK_LEAVE() ((void)0)
#endif

/* Read-only tables of labels lie where the kernel's tools look for them. */
#if defined(__KERNEL__)
#define KILN_JUMP_TABLE __attribute__((section(".rodata..c_jump_table")))
#else
#define KILN_JUMP_TABLE
#endif

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define KILN_BIG_ENDIAN 1
#else
#define KILN_BIG_ENDIAN 0
#endif

#endif
