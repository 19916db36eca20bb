// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * libc.c - the text cases as a kernel module: kiln_cases.ko runs test/case_run.c in a thread of the kernel.
 *
 *   insmod kiln_cases.ko files=a.t,b.t out=FILE
 *
 * Overview     case_run.c is the one of user space; here is what it needs of a C library, and the Linux host where it asks for one. What
 *              it prints goes to FILE. insmod returns when it has ended.
 */
#include "stdlib.h"

#include <linux/fs.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/slab.h>

#include <kiln/kiln.h>

#include "linux.h"

enum { MAX_FILES = 64 };

static char *files[MAX_FILES];
static int nr_files;
static char *out = "/cases.out";
module_param_array(files, charp, &nr_files, 0);
MODULE_PARM_DESC(files, "files of cases");
module_param(out, charp, 0);
MODULE_PARM_DESC(out, "where the results go");

static struct file *out_file;
int libc_errno;
DECLARE_COMPLETION(libc_ended);

/* -- memory: its length stands before it ------------------------------------------------------------------------------ */

enum { HEAD = 16 };

void *malloc(size_t len)
{
	uint8_t *p = kvmalloc(len + HEAD, GFP_KERNEL);

	if (!p)
		return NULL;
	*(size_t *)p = len;
	return p + HEAD;
}

void *calloc(size_t nr, size_t len)
{
	void *p = malloc(nr * len);

	return p ? memset(p, 0, nr * len) : NULL;
}

void free(void *p)
{
	if (p)
		kvfree((uint8_t *)p - HEAD);
}

void *realloc(void *p, size_t len)
{
	size_t had = p ? *(size_t *)((uint8_t *)p - HEAD) : 0;
	void *n = malloc(len);

	if (n && p) {
		memcpy(n, p, had < len ? had : len);
		free(p);
	}
	return n;
}

/* -- text ------------------------------------------------------------------------------------------------------------ */

char *strdup(const char *s)
{
	size_t len = strlen(s) + 1;
	char *p = malloc(len);

	return p ? memcpy(p, s, len) : NULL;
}

char *strtok_r(char *s, const char *between, char **save)
{
	char *word;

	if (s)
		*save = s;
	do
		word = strsep(save, between);
	while (word && !*word);
	return word;
}

unsigned long long strtoull(const char *s, char **end, int base)
{
	char *stop;
	unsigned long long v = simple_strtoull(s, &stop, base);

	if (end)
		*end = stop;
	return v;
}

unsigned long strtoul(const char *s, char **end, int base)
{
	return strtoull(s, end, base);
}

long long strtoll(const char *s, char **end, int base)
{
	return *s == '-' ? -(long long)strtoull(s + 1, end, base) : (long long)strtoull(s, end, base);
}

const char *strerror(int nr)
{
	return "cannot be read";
}

/* -- files ----------------------------------------------------------------------------------------------------------- */

struct libc_file {
	struct file *file;
	loff_t pos;
};

FILE *fopen(const char *path, const char *mode)
{
	FILE *f = calloc(1, sizeof(*f));

	if (!f)
		return NULL;
	f->file = filp_open(path, O_RDONLY, 0);
	if (!IS_ERR(f->file))
		return f;
	free(f);
	return NULL;
}

size_t fread(void *to, size_t size, size_t nr, FILE *f)
{
	ssize_t n = kernel_read(f->file, to, size * nr, &f->pos);

	return n > 0 ? n / size : 0;
}

int fclose(FILE *f)
{
	filp_close(f->file, NULL);
	free(f);
	return 0;
}

static __printf(1, 0) void print(const char *fmt, va_list ap)
{
	static char line[2048];
	int n = vscnprintf(line, sizeof(line), fmt, ap);

	kernel_write(out_file, line, n, &out_file->f_pos);
}

int printf(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	print(fmt, ap);
	va_end(ap);
	return 0;
}

int fprintf(FILE *f, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	print(fmt, ap);
	va_end(ap);
	return 0;
}

/* -- the host -------------------------------------------------------------------------------------------------------- */

enum kiln_err kiln_posix_host_new(const struct kiln_posix_opts *opts, struct kiln_host **host)
{
	*host = (struct kiln_host *)linux_host();
	return linux_host_begin();
}

void kiln_posix_host_free(struct kiln_host *host)
{
	linux_host_end();
}

void kiln_posix_counts(const struct kiln_host *host, uint64_t *alive, uint64_t *total)
{
	linux_counts(alive, total);
}

/* -- the module ------------------------------------------------------------------------------------------------------ */

static int run(void *arg)
{
	static char *argv[MAX_FILES + 3] = { "case_run", "--coverage" };

	memcpy(argv + 2, files, nr_files * sizeof(files[0]));
	exit(case_main(nr_files + 2, argv));
}

static int __init cases_begin(void)
{
	struct task_struct *t;

	out_file = filp_open(out, O_WRONLY | O_CREAT | O_APPEND, 0600);
	if (IS_ERR(out_file))
		return PTR_ERR(out_file);
	t = kthread_run(run, NULL, "kiln-cases");
	if (!IS_ERR(t))
		wait_for_completion_interruptible(&libc_ended);
	filp_close(out_file, NULL);
	return PTR_ERR_OR_ZERO(t);
}

static void __exit cases_end(void)
{
}

module_init(cases_begin);
module_exit(cases_end);
MODULE_LICENSE("Dual BSD/GPL");
MODULE_DESCRIPTION("Kiln's text cases in the kernel");
