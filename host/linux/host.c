// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * host.c - the Linux kernel as a host: memory, and the struct that the core is given.
 *
 * Invariant    every allocation is counted: a test can ask for the n-th to fail, and unloading tells whether all came back.
 * Cost         small blocks are the slab allocator's, large ones pages of their own. Programs get memory only where the kernel's
 *              allocator may be called: not from probes, which may stand inside of it.
 */
#include "linux.h"

#include <linux/hardirq.h>
#include <linux/mm.h>
#include <linux/slab.h>

enum { ALIGN_FROM = 64, SLAB_96 = 96 };

static uint64_t alive, total, fail_at; /* atomics */

bool linux_count(void)
{
	uint64_t n = __atomic_add_fetch(&total, 1, __ATOMIC_RELAXED);

	if (n == __atomic_load_n(&fail_at, __ATOMIC_RELAXED))
		return false;
	__atomic_add_fetch(&alive, 1, __ATOMIC_RELAXED);
	return true;
}

void linux_uncount(void)
{
	__atomic_sub_fetch(&alive, 1, __ATOMIC_RELAXED);
}

void linux_counts(uint64_t *now, uint64_t *all)
{
	*now = __atomic_load_n(&alive, __ATOMIC_RELAXED);
	*all = __atomic_load_n(&total, __ATOMIC_RELAXED);
}

void linux_fail_alloc_at(uint64_t n)
{
	__atomic_store_n(&fail_at, n ? __atomic_load_n(&total, __ATOMIC_RELAXED) + n : 0, __ATOMIC_RELAXED);
}

/* All sizes of the slab allocator keep what host.h asks of alignment, but for those below 16 and the one of 96 bytes. */
static size_t slab_len(size_t len)
{
	if (len < 16)
		return 16;
	return len > ALIGN_FROM && len <= SLAB_96 ? SLAB_96 + 1 : len;
}

static void *block_new(size_t len, gfp_t flags)
{
	void *p;

	if (len > INT_MAX || !linux_count())
		return NULL;
	p = kvmalloc(slab_len(len), flags | __GFP_NOWARN);
	if (!p)
		linux_uncount();
	return p;
}

static void *host_alloc(void *cookie, size_t len)
{
	return block_new(len, GFP_KERNEL_ACCOUNT | __GFP_ZERO);
}

static void *host_alloc_dirty(void *cookie, size_t len)
{
	return block_new(len, GFP_KERNEL_ACCOUNT);
}

/* A probe may have come from inside the allocator, with its locks held: then there is none. */
static void *host_alloc_now(void *cookie, size_t len)
{
	void *p;

	if (in_nmi() || in_hardirq() || irqs_disabled() || len > PAGE_SIZE || !linux_count())
		return NULL;
	p = kmalloc(slab_len(len), GFP_ATOMIC | __GFP_NOWARN | __GFP_ZERO);
	if (!p)
		linux_uncount();
	return p;
}

static void host_free(void *cookie, void *p, size_t len)
{
	linux_uncount();
	kvfree(p);
}

void (*linux_on_news)(void);

static void host_wake(void *cookie, struct kiln_map *map)
{
	if (linux_on_news)
		linux_on_news();
}

static struct kiln_host the_host = {
	.alloc = host_alloc,
	.alloc_now = host_alloc_now,
	.alloc_dirty = host_alloc_dirty,
	.free = host_free,
	.share = linux_share,
	.unshare = linux_unshare,
	.code_new = linux_code_new,
	.code_seal = linux_code_seal,
	.code_free = linux_code_free,
	.enter = linux_enter,
	.leave = linux_leave,
	.cpu = linux_cpu,
	.later = linux_later,
	.wait = linux_wait,
	.clock = linux_clock,
	.random = linux_random,
	.secret = linux_secret,
	.print = linux_print,
	.task = linux_task,
	.peek = linux_peek,
	.wake = host_wake,
	.perf_output = linux_perf_output,
	.map_gone = linux_map_gone,
	.alarm_set = linux_alarm_set,
	.alarm_cancel = linux_alarm_cancel,
};

const struct kiln_host *linux_host(void)
{
	return &the_host;
}

enum kiln_err linux_host_begin(void)
{
	enum kiln_err err;

	the_host.nr_cpus = nr_cpu_ids;
	the_host.cpu_features = linux_cpu_features();
	err = linux_reader_begin();
	if (err)
		return err;
	err = linux_code_begin();
	if (err) {
		linux_reader_end();
		return err;
	}
	linux_alarm_begin();
	return KILN_OK;
}

void linux_host_end(void)
{
	linux_alarm_end();
	linux_wait(NULL);
	linux_print_end();
	linux_code_end();
	linux_reader_end();
	if (alive)
		pr_err("%llu of %llu allocations were not given back\n", alive, total);
}
