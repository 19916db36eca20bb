/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * code.c - pages for native code.
 *
 * Overview     a chunk is 2 MB or more of an unnamed memory file, mapped readable and executable near the library's text, so
 *              that calls of helpers reach with 32 bits. A program gets a run of whole pages of it. It is made in ordinary
 *              memory, and sealing writes it into the file.
 * Invariant    code is never mapped writable, neither while it is made nor later. Pages of two programs are never shared.
 * Cost         one system call a program, one when it goes. Memory: whole pages.
 * Threads      one lock, never taken on the run path.
 */
#include "posix.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#ifndef MFD_EXEC
#define MFD_EXEC 0x10u
#endif
#ifndef MAP_FIXED_NOREPLACE
#define MAP_FIXED_NOREPLACE 0x100000
#endif

enum { PAGE = 4096, CHUNK = 2 * 1024 * 1024, REACH = 1 << 30, BREAKPOINT = 0xcc };

struct posix_chunk {
	struct posix_chunk *next;
	int fd;
	uint8_t *exec;
	size_t nr_pages;
	uint8_t used[]; /* a byte for each page */
};

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

static struct posix_chunk *chunk_new(size_t len)
{
	size_t whole = (len + CHUNK - 1) & ~(size_t)(CHUNK - 1);
	struct posix_chunk *c = calloc(1, sizeof(*c) + whole / PAGE);

	if (!c)
		return NULL;
	c->nr_pages = whole / PAGE;
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

/* The first page of nr free ones in a row, or nr_pages. */
static size_t run_find(const struct posix_chunk *c, size_t nr)
{
	size_t len = 0;

	for (size_t i = 0; i < c->nr_pages; i++) {
		len = c->used[i] ? 0 : len + 1;
		if (len == nr)
			return i + 1 - nr;
	}
	return c->nr_pages;
}

static struct posix_chunk *run_take(struct posix_host *h, size_t nr, size_t *first)
{
	struct posix_chunk *c;

	pthread_mutex_lock(&h->code_lock);
	for (c = h->chunks; c; c = c->next) {
		*first = run_find(c, nr);
		if (*first < c->nr_pages)
			break;
	}
	if (!c && (c = chunk_new(nr * PAGE))) {
		c->next = h->chunks;
		h->chunks = c;
		*first = 0;
	}
	if (c)
		memset(c->used + *first, 1, nr);
	pthread_mutex_unlock(&h->code_lock);
	return c;
}

static void run_give(struct posix_host *h, struct posix_chunk *c, size_t first, size_t nr)
{
	/* Also zeroes the pages, so nothing of an old program is left to be run. */
	fallocate(c->fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, (off_t)(first * PAGE), (off_t)(nr * PAGE));
	pthread_mutex_lock(&h->code_lock);
	memset(c->used + first, 0, nr);
	pthread_mutex_unlock(&h->code_lock);
}

enum kiln_err posix_code_new(void *cookie, size_t len, struct kiln_code *code)
{
	struct posix_host *h = posix_of(cookie);
	struct posix_chunk *c;
	size_t nr = (len + PAGE - 1) / PAGE, first = 0;
	void *w;

	*code = (struct kiln_code){ 0 };
	if (!len || len > REACH)
		return KILN_ERR_INVAL;
	if (!posix_count(h))
		return KILN_ERR_NOMEM;
	c = run_take(h, nr, &first);
	if (!c)
		goto uncount;
	w = malloc(nr * PAGE);
	if (!w)
		goto give_run;
	memset(w, BREAKPOINT, nr * PAGE);
	*code = (struct kiln_code){ .write = w, .exec = c->exec + first * PAGE, .len = nr * PAGE, .handle = c };
	return KILN_OK;
give_run:
	run_give(h, c, first, nr);
uncount:
	posix_uncount(h);
	return KILN_ERR_NOMEM;
}

enum kiln_err posix_code_seal(void *cookie, struct kiln_code *code)
{
	const struct posix_chunk *c = code->handle;

	(void)cookie;
	for (size_t done = 0; done < code->len;) {
		ssize_t n = pwrite(c->fd, code->write + done, code->len - done,
				   (off_t)(code->exec - c->exec) + (off_t)done);

		if (n <= 0 && !(n < 0 && errno == EINTR))
			return errno == ENOSPC || errno == ENOMEM ? KILN_ERR_NOMEM : KILN_ERR_IO;
		done += n > 0 ? (size_t)n : 0;
	}
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
	run_give(h, c, (size_t)(code->exec - c->exec) / PAGE, code->len / PAGE);
	posix_uncount(h);
	*code = (struct kiln_code){ 0 };
}

void posix_code_end(struct posix_host *h)
{
	struct posix_chunk *c, *next;

	for (c = h->chunks; c; c = next) {
		next = c->next;
		munmap(c->exec, c->nr_pages * PAGE);
		close(c->fd);
		free(c);
	}
	h->chunks = NULL;
}
