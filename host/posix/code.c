/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * code.c - memory for native code.
 *
 * Overview     a chunk is 2 MB or more of an unnamed memory file, mapped readable and executable near the library's text, so
 *              that calls of helpers reach with 32 bits. A program gets a run of whole units of it. It is made in ordinary
 *              memory, and sealing writes it into the file.
 * Invariant    code is never mapped writable, neither while it is made nor later. No unit belongs to two programs. What a page
 *              holds beside programs are breakpoints, from its first program on: what is freed becomes breakpoints again.
 *              Parent and child of a fork() share what was made before it, so neither writes there any more.
 * Cost         one system call a program, one when it goes, one for each page that is new. Memory: at most a unit more than
 *              the code. Pages stay for programs to come; a chunk that gets empty keeps KEEP bytes.
 * Threads      one lock, never taken on the run path.
 */
#include "posix.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#ifndef MFD_EXEC
#define MFD_EXEC 0x10u
#endif
#ifndef MAP_FIXED_NOREPLACE
#define MAP_FIXED_NOREPLACE 0x100000
#endif

enum {
	UNIT = 64, /* a cache line: no two programs share one */
	PAGE = 4096,
	CHUNK = 2 * 1024 * 1024,
	KEEP = 64 * 1024,
	REACH = 1 << 30,
	BREAKPOINT = 0xcc,
};

struct posix_chunk {
	struct posix_chunk *next;
	int fd;
	uint8_t *exec;
	size_t nr_units, nr_used;
	size_t from;	/* all units below are used */
	size_t filled;	/* bytes from the beginning that hold programs or breakpoints */
	uint32_t forks; /* when it was made */
	uint8_t used[]; /* a byte for each unit */
};

static uint32_t forks; /* so often this process, or the one it came from, has forked; atomic */
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void forked(void)
{
	__atomic_fetch_add(&forks, 1, __ATOMIC_RELAXED);
}

static void process_begin(void)
{
	pthread_atfork(NULL, forked, forked);
}

static bool is_own(const struct posix_chunk *c)
{
	return c->forks == __atomic_load_n(&forks, __ATOMIC_RELAXED);
}

static int file_new(size_t len)
{
	int fd = memfd_create("kiln-code", MFD_CLOEXEC | MFD_EXEC);

	if (fd < 0 && errno == EINVAL) /* a kernel that knows no MFD_EXEC */
		fd = memfd_create("kiln-code", MFD_CLOEXEC);
	if (fd >= 0 && ftruncate(fd, (off_t)len)) {
		close(fd);
		fd = -1;
	}
	return fd;
}

/* Below the text first: above it lies the heap, which grows. */
static uint8_t *map_near(int fd, size_t len)
{
	uintptr_t text = (uintptr_t)&kiln_posix_host_new & ~(uintptr_t)(CHUNK - 1);
	void *p;

	for (uintptr_t off = CHUNK + len; off < REACH; off += 16 * CHUNK) {
		for (int above = 0; above < 2; above++) {
			uintptr_t at = above ? text + off : text - off;

			if (!above && off > text)
				continue;
			p = mmap((void *)at, len, PROT_READ | PROT_EXEC, MAP_SHARED | MAP_FIXED_NOREPLACE, fd, 0);
			if (p == (void *)at)
				return p;
			if (p != MAP_FAILED) /* an old kernel took the address as a hint */
				munmap(p, len);
		}
	}
	p = mmap(NULL, len, PROT_READ | PROT_EXEC, MAP_SHARED, fd, 0);
	return p == MAP_FAILED ? NULL : p;
}

static void chunk_end(struct posix_chunk *c)
{
	munmap(c->exec, c->nr_units * UNIT);
	close(c->fd);
	free(c);
}

static struct posix_chunk *chunk_new(size_t len)
{
	size_t whole = (len + CHUNK - 1) & ~(size_t)(CHUNK - 1);
	struct posix_chunk *c = calloc(1, sizeof(*c) + whole / UNIT);

	if (!c)
		return NULL;
	pthread_once(&once, process_begin);
	c->forks = __atomic_load_n(&forks, __ATOMIC_RELAXED);
	c->nr_units = whole / UNIT;
	c->fd = file_new(whole);
	if (c->fd < 0)
		goto free_chunk;
	c->exec = map_near(c->fd, whole);
	if (!c->exec)
		goto close_file;
	return c;
close_file:
	close(c->fd);
free_chunk:
	free(c);
	return NULL;
}

static enum kiln_err file_write(const struct posix_chunk *c, const uint8_t *from, size_t len, size_t at)
{
	for (size_t done = 0; done < len;) {
		ssize_t n = pwrite(c->fd, from + done, len - done, (off_t)(at + done));

		if (n <= 0 && !(n < 0 && errno == EINTR))
			return errno == ENOSPC || errno == ENOMEM ? KILN_ERR_NOMEM : KILN_ERR_IO;
		done += n > 0 ? (size_t)n : 0;
	}
	return KILN_OK;
}

static enum kiln_err file_fill(const struct posix_chunk *c, size_t at, size_t end)
{
	uint8_t breakpoints[PAGE];
	enum kiln_err err = KILN_OK;

	memset(breakpoints, BREAKPOINT, sizeof(breakpoints));
	for (size_t len; at < end && !err; at += len) {
		len = end - at < PAGE ? end - at : PAGE;
		err = file_write(c, breakpoints, len, at);
	}
	return err;
}

/* The first unit of nr free ones in a row, or nr_units. */
static size_t run_find(const struct posix_chunk *c, size_t nr)
{
	const uint8_t *used = c->used, *taken;

	for (size_t at = c->from; at + nr <= c->nr_units; at = (size_t)(taken - used) + 1) {
		const uint8_t *gap = memchr(used + at, 0, c->nr_units - at);

		at = gap ? (size_t)(gap - used) : c->nr_units;
		if (at + nr > c->nr_units)
			break;
		taken = memchr(gap, 1, nr);
		if (!taken)
			return at;
	}
	return c->nr_units;
}

/* Its pages are made whole: what no program has written yet becomes breakpoints. */
static bool run_fill(struct posix_chunk *c, size_t end)
{
	size_t pages = (end * UNIT + PAGE - 1) / PAGE * PAGE;

	if (pages <= c->filled)
		return true;
	if (file_fill(c, c->filled, pages))
		return false;
	c->filled = pages;
	return true;
}

static struct posix_chunk *run_take(struct posix_host *h, size_t nr, size_t *first)
{
	struct posix_chunk *c;

	pthread_mutex_lock(&h->code_lock);
	for (c = h->chunks; c; c = c->next) {
		if (!is_own(c))
			continue;
		*first = run_find(c, nr);
		if (*first < c->nr_units)
			break;
	}
	if (!c && (c = chunk_new(nr * UNIT))) {
		c->next = h->chunks;
		h->chunks = c;
		*first = 0;
	}
	if (c && !run_fill(c, *first + nr))
		c = NULL;
	if (c) {
		memset(c->used + *first, 1, nr);
		c->nr_used += nr;
		if (*first == c->from)
			c->from += nr;
	}
	pthread_mutex_unlock(&h->code_lock);
	return c;
}

/* What no program uses any more, and none will. */
static void chunk_drop(struct posix_host *h, struct posix_chunk *c)
{
	struct posix_chunk **at = &h->chunks;

	while (*at != c)
		at = &(*at)->next;
	*at = c->next;
	chunk_end(c);
}

/* An empty chunk keeps a few pages. */
static void chunk_trim(struct posix_chunk *c)
{
	if (c->filled > KEEP &&
	    !fallocate(c->fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, KEEP, (off_t)(c->filled - KEEP)))
		c->filled = KEEP;
}

static void run_give(struct posix_host *h, struct posix_chunk *c, size_t first, size_t nr)
{
	size_t at = first * UNIT, end = at + nr * UNIT;

	pthread_mutex_lock(&h->code_lock);
	memset(c->used + first, 0, nr);
	c->nr_used -= nr;
	if (first < c->from)
		c->from = first;
	if (is_own(c)) {
		if (!c->nr_used)
			chunk_trim(c);
		file_fill(c, at, end < c->filled ? end : c->filled);
	} else if (!c->nr_used) {
		chunk_drop(h, c);
	}
	pthread_mutex_unlock(&h->code_lock);
}

enum kiln_err posix_code_new(void *cookie, size_t len, struct kiln_code *code)
{
	struct posix_host *h = posix_of(cookie);
	struct posix_chunk *c;
	size_t nr = (len + UNIT - 1) / UNIT, first = 0;
	void *w;

	*code = (struct kiln_code){ 0 };
	if (!len || len > REACH)
		return KILN_ERR_INVAL;
	if (!posix_count(h, 0))
		return KILN_ERR_NOMEM;
	w = malloc(nr * UNIT);
	if (!w)
		goto uncount;
	c = run_take(h, nr, &first);
	if (!c)
		goto free_write;
	memset(w, BREAKPOINT, nr * UNIT);
	*code = (struct kiln_code){ .write = w, .exec = c->exec + first * UNIT, .len = nr * UNIT, .handle = c };
	return KILN_OK;
free_write:
	free(w);
uncount:
	posix_uncount(h, 0);
	return KILN_ERR_NOMEM;
}

enum kiln_err posix_code_seal(void *cookie, struct kiln_code *code)
{
	const struct posix_chunk *c = code->handle;
	enum kiln_err err = file_write(c, code->write, code->len, (size_t)(code->exec - c->exec));

	(void)cookie;
	if (err)
		return err;
	free(code->write);
	code->write = NULL;
	__builtin___clear_cache((char *)code->exec, (char *)code->exec + code->len);
	return KILN_OK;
}

void posix_code_free(void *cookie, struct kiln_code *code)
{
	struct posix_host *h = posix_of(cookie);
	struct posix_chunk *c = code->handle;

	if (!code->exec)
		return;
	free(code->write);
	run_give(h, c, (size_t)(code->exec - c->exec) / UNIT, code->len / UNIT);
	posix_uncount(h, 0);
	*code = (struct kiln_code){ 0 };
}

void posix_code_end(struct posix_host *h)
{
	struct posix_chunk *c, *next;

	for (c = h->chunks; c; c = next) {
		next = c->next;
		chunk_end(c);
	}
	h->chunks = NULL;
}
