/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * stdlib.h - so much of the C library as test/case_run.c uses, inside the Linux kernel: libc.c.
 */
#ifndef TEST_KERNEL_LIBC_STDLIB_H
#define TEST_KERNEL_LIBC_STDLIB_H

#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/string.h>

#define PRIu64 "llu"
#define PRIx64 "llx"

typedef struct libc_file FILE;
#define stdout ((FILE *)1)
#define stderr ((FILE *)2)
#define errno  libc_errno
extern int libc_errno;
enum { _IOLBF };

void *malloc(size_t len);
void *calloc(size_t nr, size_t len);
void *realloc(void *p, size_t len);
void free(void *p);
char *strdup(const char *s);
char *strtok_r(char *s, const char *between, char **save);
const char *strerror(int nr);
unsigned long strtoul(const char *s, char **end, int base);
unsigned long long strtoull(const char *s, char **end, int base);
long long strtoll(const char *s, char **end, int base);
FILE *fopen(const char *path, const char *mode);
size_t fread(void *to, size_t size, size_t nr, FILE *f);
int fclose(FILE *f);
__printf(1, 2) int printf(const char *fmt, ...);
__printf(2, 3) int fprintf(FILE *f, const char *fmt, ...);
#define setvbuf(f, buf, mode, len) ((void)0)
int case_main(int argc, char **argv);

/* Here, so that the kernel's tools see where it does not return. */
extern struct completion libc_ended;
static inline void __noreturn exit(int status)
{
	kthread_complete_and_exit(&libc_ended, status);
}

#endif
