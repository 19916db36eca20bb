/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * host.c - this process as a host: its life, and its memory.
 *
 * Invariant    every byte given out is zero but for a load's, and counted: a test can ask for the n-th allocation to fail, and whether all
 *              came back.
 * Cost         small blocks are the C library's; from 256 KB on they are pages of their own, and from 2 MB on large ones where
 *              the kernel has them. One block of each size that loads ask for is kept, 12 MB at most: the fault of a new page
 *              costs more than what a load does with it.
 * Threads      any.
 */
#include "posix.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

enum { MAX_SLOTS = 4096, ALIGN = 64, PAGE = 4096, OWN_PAGES = 256 * 1024, LARGE_PAGE = 2 * 1024 * 1024 };

/* What is kept, and what pages come in up to there: what was kept of one size serves its likes. */
static const size_t spare_len[NR_SPARES] = { 32 << 10,	 64 << 10,   128 << 10,	 256 << 10, 320 << 10, 384 << 10,
					     448 << 10,	 512 << 10,  640 << 10,	 768 << 10, 896 << 10, 1024 << 10,
					     1280 << 10, 1536 << 10, 1792 << 10, 2048 << 10 };

bool posix_count(struct posix_host *h, size_t len)
{
	uint64_t n = __atomic_add_fetch(&h->total, 1, __ATOMIC_RELAXED);

	if (n == __atomic_load_n(&h->fail_at, __ATOMIC_RELAXED))
		return false;
	if (h->max_bytes && __atomic_add_fetch(&h->bytes, len, __ATOMIC_RELAXED) > h->max_bytes) {
		__atomic_sub_fetch(&h->bytes, len, __ATOMIC_RELAXED);
		return false;
	}
	__atomic_add_fetch(&h->alive, 1, __ATOMIC_RELAXED);
	return true;
}

void posix_uncount(struct posix_host *h, size_t len)
{
	if (h->max_bytes)
		__atomic_sub_fetch(&h->bytes, len, __ATOMIC_RELAXED);
	__atomic_sub_fetch(&h->alive, 1, __ATOMIC_RELAXED);
}

static uint32_t spare_at(size_t len)
{
	uint32_t i = 0;

	while (i < NR_SPARES && spare_len[i] < len)
		i++;
	return i;
}

static size_t pages_len(size_t len)
{
	uint32_t i = spare_at(len);

	return i < NR_SPARES ? spare_len[i] : (len + PAGE - 1) & ~(size_t)(PAGE - 1);
}

static void *pages_new(size_t len)
{
	size_t most = pages_len(len), before, slack = most < LARGE_PAGE ? 0 : LARGE_PAGE - PAGE;
	uint8_t *all, *p;

	if (len > SIZE_MAX / 2)
		return NULL;
	all = mmap(NULL, most + slack, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (all == MAP_FAILED)
		return NULL;
	if (!slack)
		return all;
	before = -(uintptr_t)all % LARGE_PAGE;
	p = all + before;
	if (before)
		munmap(all, before);
	if (before < slack)
		munmap(p + most, slack - before);
	madvise(p, most, MADV_HUGEPAGE); /* where there are none, the pages are small */
	return p;
}

/* The C library takes a detour for aligned blocks: so a plain one, with its beginning noted before what is given. */
static void *aligned_new(size_t len)
{
	uint8_t *raw = malloc(len + ALIGN), *p;

	if (!raw)
		return NULL;
	p = raw + ALIGN - (uintptr_t)raw % ALIGN; /* 16 bytes on at least, as malloc aligns */
	memcpy(p - sizeof(raw), &raw, sizeof(raw));
	return p;
}

static void *block_new(size_t len)
{
	return len >= OWN_PAGES ? pages_new(len) : len < ALIGN ? malloc(len ? len : 1) : aligned_new(len);
}

static void block_free(void *p, size_t len)
{
	uint8_t *raw = p;

	if (len >= OWN_PAGES) {
		munmap(p, pages_len(len));
		return;
	}
	if (len >= ALIGN)
		memcpy(&raw, raw - sizeof(raw), sizeof(raw));
	free(raw);
}

/* Where a block of that size is kept for the next load; NULL: it is not. */
static void **spare_of(struct posix_host *h, size_t len)
{
	uint32_t i = spare_at(len);

	return i < NR_SPARES && (len >= OWN_PAGES || len == spare_len[i]) ? &h->spare[i] : NULL;
}

/* *clear: it holds zeros. */
static void *block_get(struct posix_host *h, size_t len, bool *clear)
{
	void **spare = spare_of(h, len), *p;

	if (!posix_count(h, len))
		return NULL;
	p = spare ? __atomic_exchange_n(spare, NULL, __ATOMIC_ACQ_REL) : NULL;
	*clear = !p && len >= OWN_PAGES;
	if (!p)
		p = block_new(len);
	if (!p)
		posix_uncount(h, len);
	return p;
}

static void *posix_alloc_dirty(void *cookie, size_t len)
{
	bool clear;

	return block_get(posix_of(cookie), len, &clear);
}

static void *posix_alloc(void *cookie, size_t len)
{
	bool clear;
	void *p = block_get(posix_of(cookie), len, &clear);

	return p && !clear ? memset(p, 0, len) : p;
}

static void posix_free(void *cookie, void *p, size_t len)
{
	struct posix_host *h = posix_of(cookie);
	void **spare = spare_of(h, len);

	posix_uncount(h, len);
	if (spare)
		p = __atomic_exchange_n(spare, p, __ATOMIC_ACQ_REL);
	if (p)
		block_free(p, len);
}

static uint32_t processors(void)
{
	long n = sysconf(_SC_NPROCESSORS_CONF);

	return n < 1 ? 1 : n > MAX_SLOTS ? MAX_SLOTS : (uint32_t)n;
}

static const struct kiln_host posix_calls = {
	.alloc = posix_alloc,
	.alloc_now = posix_alloc,
	.alloc_dirty = posix_alloc_dirty,
	.free = posix_free,
	.code_new = posix_code_new,
	.code_seal = posix_code_seal,
	.code_free = posix_code_free,
	.enter = posix_enter,
	.leave = posix_leave,
	.cpu = posix_cpu,
	.later = posix_later,
	.wait = posix_wait,
	.clock = posix_clock,
	.random = posix_random,
	.secret = posix_secret,
	.print = posix_print,
	.task = posix_task,
	.peek = posix_peek,
	.stack = posix_stack,
	.perf_output = posix_perf_output,
	.wake = posix_wake,
	.map_gone = posix_map_gone,
	.alarm_set = posix_alarm_set,
	.alarm_cancel = posix_alarm_cancel,
};

enum kiln_err kiln_posix_host_new(const struct kiln_posix_opts *opts, struct kiln_host **out)
{
	static const struct kiln_posix_opts none;
	struct posix_host *h;
	pthread_condattr_t attr;

	*out = NULL;
	if (!opts)
		opts = &none;
	if (opts->nr_cpus > MAX_SLOTS)
		return KILN_ERR_INVAL;
	h = calloc(1, sizeof(*h));
	if (!h)
		return KILN_ERR_NOMEM;
	h->host = posix_calls;
	h->host.cookie = h;
	h->host.nr_cpus = opts->nr_cpus ? opts->nr_cpus : processors();
	h->host.cpu_features = posix_cpu_features();
	if (opts->share) {
		h->host.share = posix_share;
		h->host.unshare = posix_unshare;
		h->host.seal = posix_seal;
	}
	h->print = opts->print;
	h->closed = opts->closed;
	h->wake = opts->wake;
	h->print_arg = opts->arg;
	h->fail_at = opts->fail_alloc_at;
	h->max_bytes = opts->max_bytes;
	pthread_mutex_init(&h->code_lock, NULL);
	pthread_mutex_init(&h->perf_lock, NULL);
	pthread_mutex_init(&h->alarm_lock, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&h->alarm_news, &attr);
	pthread_condattr_destroy(&attr);
	*out = &h->host;
	return KILN_OK;
}

void kiln_posix_host_free(struct kiln_host *host)
{
	struct posix_host *h = (struct posix_host *)(void *)host;

	if (!h)
		return;
	posix_alarm_end(h);
	/* What is called later may ask for more of it. */
	while (__atomic_load_n(&h->pending, __ATOMIC_ACQUIRE))
		posix_wait(h);
	posix_perf_end(h);
	posix_code_end(h);
	for (uint32_t i = 0; i < NR_SPARES; i++)
		if (h->spare[i])
			block_free(h->spare[i], spare_len[i]);
	pthread_cond_destroy(&h->alarm_news);
	pthread_mutex_destroy(&h->alarm_lock);
	pthread_mutex_destroy(&h->perf_lock);
	pthread_mutex_destroy(&h->code_lock);
	free(h);
}

void kiln_posix_counts(const struct kiln_host *host, uint64_t *alive, uint64_t *total)
{
	const struct posix_host *h = (const struct posix_host *)(const void *)host;

	*alive = __atomic_load_n(&h->alive, __ATOMIC_RELAXED);
	*total = __atomic_load_n(&h->total, __ATOMIC_RELAXED);
}

void kiln_posix_fail_alloc_at(struct kiln_host *host, uint64_t n)
{
	struct posix_host *h = (struct posix_host *)(void *)host;

	/* Counted from now on, so that a test need not know what went before. */
	__atomic_store_n(&h->fail_at, n ? __atomic_load_n(&h->total, __ATOMIC_RELAXED) + n : 0, __ATOMIC_RELAXED);
}
