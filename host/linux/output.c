// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * output.c - perf event arrays: what programs put into a slot goes to a buffer that its reader maps, in the records of perf_event_open(2).
 *
 * Overview     a page that tells the reader's place and ours, and then a power of two of bytes. A buffer belongs to one CPU, as Linux has it:
 *              who runs elsewhere is refused. A table says which slots of which maps lead where.
 * Invariant    what a reader writes into its pages changes what it gets, and nothing else: the head is kept here, and of its tail only the
 *              distance is believed, where it can be.
 * Threads      programs are readers, and one at a time on a CPU; so a buffer has one writer, and takes no lock. A mutex is around changes
 *              of the table. Its entries stay until their map is gone, and those have left who looked for others' behind them.
 */
#include "linux.h"

#include <linux/cache.h>
#include <linux/log2.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/perf_event.h>
#include <linux/poll.h>
#include <linux/rcupdate.h>
#include <linux/sizes.h>
#include <linux/slab.h>

enum { PERF_EVENT_ARRAY = 4, DATA_MAX = SZ_8M, RAW_MAX = 60000, NR_LISTS = 64 };

struct linux_output {
	struct perf_event_mmap_page *page; /* NULL: nobody has mapped it */
	size_t data_len;
	uint64_t head, lost;
	uint32_t cpu;
};

struct entry {
	struct entry *next, *gone;
	const struct kiln_map *map;
	uint32_t slot;
	struct linux_output *to; /* NULL: nowhere */
};

static struct entry *lists[NR_LISTS];
static DEFINE_MUTEX(lock);

static void *block_new(size_t len)
{
	void *p;

	if (!linux_count())
		return NULL;
	p = kzalloc(len, GFP_KERNEL);
	if (!p)
		linux_uncount();
	return p;
}

static void block_free(void *p)
{
	kfree(p);
	linux_uncount();
}

static struct entry **list_of(const struct kiln_map *m, uint32_t slot)
{
	return &lists[((uintptr_t)m / L1_CACHE_BYTES + slot) % NR_LISTS];
}

static struct entry *entry_of(const struct kiln_map *m, uint32_t slot)
{
	struct entry *e = __atomic_load_n(list_of(m, slot), __ATOMIC_ACQUIRE);

	while (e && (e->map != m || e->slot != slot))
		e = __atomic_load_n(&e->next, __ATOMIC_ACQUIRE);
	return e;
}

/* -- records --------------------------------------------------------------------------------------------------------- */

static void bytes_put(struct linux_output *o, const void *from, size_t len)
{
	uint8_t *data = (uint8_t *)o->page + PAGE_SIZE;
	size_t at = o->head % o->data_len, first = min(len, o->data_len - at);

	if (first)
		memcpy(data + at, from, first);
	if (len > first)
		memcpy(data, (const uint8_t *)from + first, len - first);
	o->head += len;
}

static bool has_room(const struct linux_output *o, size_t len)
{
	uint64_t used = o->head - __atomic_load_n(&o->page->data_tail, __ATOMIC_ACQUIRE);

	return used <= o->data_len && o->data_len - used > len;
}

/* What got no room before is told when there is some. */
static void lost_put(struct linux_output *o)
{
	const struct {
		struct perf_event_header head;
		uint64_t id, lost;
	} record = { { PERF_RECORD_LOST, 0, sizeof(record) }, 0, o->lost };

	if (!o->lost || !has_room(o, sizeof(record)))
		return;
	bytes_put(o, &record, sizeof(record));
	o->lost = 0;
}

/* PERF_SAMPLE_RAW and nothing else: a length and bytes, to whole words. */
static bool sample_put(struct linux_output *o, const void *a, size_t a_len, const void *b, size_t b_len)
{
	const uint64_t zero = 0;
	const uint32_t raw = round_up(a_len + b_len + sizeof(raw), sizeof(zero)) - sizeof(raw);
	const struct perf_event_header head = { PERF_RECORD_SAMPLE, PERF_RECORD_MISC_KERNEL,
						sizeof(head) + sizeof(raw) + raw };

	lost_put(o);
	if (o->lost || !has_room(o, head.size))
		return false;
	bytes_put(o, &head, sizeof(head));
	bytes_put(o, &raw, sizeof(raw));
	bytes_put(o, a, a_len);
	bytes_put(o, b, b_len);
	bytes_put(o, &zero, raw - a_len - b_len);
	return true;
}

enum kiln_err linux_perf_output(void *cookie, struct kiln_map *m, uint32_t slot, const void *a, size_t a_len,
				const void *b, size_t b_len)
{
	const struct entry *e = entry_of(m, slot);
	struct linux_output *o = e ? __atomic_load_n(&e->to, __ATOMIC_ACQUIRE) : NULL;

	if (!o)
		return KILN_ERR_NOENT;
	if (o->cpu != raw_smp_processor_id())
		return KILN_ERR_UNSUPPORTED;
	if (a_len > RAW_MAX || b_len > RAW_MAX - a_len)
		return KILN_ERR_COMPLEX;
	if (!__atomic_load_n(&o->page, __ATOMIC_ACQUIRE))
		return KILN_ERR_NOSPC;
	if (!sample_put(o, a, a_len, b, b_len)) {
		o->lost++;
		return KILN_ERR_NOSPC;
	}
	__atomic_store_n(&o->page->data_head, o->head, __ATOMIC_RELEASE);
	if (linux_on_news)
		linux_on_news();
	return KILN_OK;
}

/* -- the reader's side ----------------------------------------------------------------------------------------------- */

static struct perf_event_mmap_page *page_new(struct linux_output *o, size_t len)
{
	void *handle;
	struct perf_event_mmap_page *page = linux_share(NULL, 0, len, &handle);

	if (!page)
		return NULL;
	page->data_offset = PAGE_SIZE;
	page->data_size = o->data_len = len - PAGE_SIZE;
	__atomic_store_n(&o->page, page, __ATOMIC_RELEASE);
	return page;
}

int linux_output_map(struct linux_output *o, struct vm_area_struct *vma)
{
	const size_t len = vma->vm_end - vma->vm_start;
	int err = 0;

	/* Who cannot say how far it has read would have what was not read written over. */
	if (vma->vm_pgoff || !(vma->vm_flags & VM_WRITE) || len <= PAGE_SIZE || len - PAGE_SIZE > DATA_MAX ||
	    !is_power_of_2(len - PAGE_SIZE))
		return -EINVAL;
	mutex_lock(&lock);
	if (!o->page)
		err = page_new(o, len) ? 0 : -ENOMEM;
	else if (o->data_len != len - PAGE_SIZE)
		err = -EINVAL;
	mutex_unlock(&lock);
	return err ? err : linux_share_map(o->page, len, vma);
}

__poll_t linux_output_poll(const struct linux_output *o)
{
	const struct perf_event_mmap_page *page = __atomic_load_n(&o->page, __ATOMIC_ACQUIRE);

	if (!page)
		return EPOLLHUP;
	return READ_ONCE(o->head) != READ_ONCE(page->data_tail) ? EPOLLIN | EPOLLRDNORM : 0;
}

/* -- where slots lead ------------------------------------------------------------------------------------------------ */

static struct entry *entry_make(const struct kiln_map *m, uint32_t slot)
{
	struct entry *e = entry_of(m, slot), **at = list_of(m, slot);

	if (e)
		return e;
	e = block_new(sizeof(*e));
	if (!e)
		return NULL;
	*e = (struct entry){ .next = *at, .map = m, .slot = slot };
	__atomic_store_n(at, e, __ATOMIC_RELEASE);
	return e;
}

enum kiln_err linux_output_place(const struct kiln_map *m, uint32_t slot, struct linux_output *to)
{
	struct entry *e;
	enum kiln_err err = KILN_OK;

	mutex_lock(&lock);
	e = to ? entry_make(m, slot) : entry_of(m, slot);
	if (!e)
		err = to ? KILN_ERR_NOMEM : KILN_ERR_NOENT;
	else if (!to && !e->to)
		err = KILN_ERR_NOENT;
	else
		__atomic_store_n(&e->to, to, __ATOMIC_RELEASE);
	mutex_unlock(&lock);
	return err;
}

/* What of the list is that map's, taken out and put before rest. */
static struct entry *entries_take(struct entry **at, const struct kiln_map *m, struct entry *rest)
{
	for (struct entry *e = *at; e; e = *at) {
		if (e->map != m) {
			at = &e->next;
			continue;
		}
		__atomic_store_n(at, e->next, __ATOMIC_RELEASE);
		e->gone = rest;
		rest = e;
	}
	return rest;
}

void linux_map_gone(void *cookie, struct kiln_map *m)
{
	struct entry *list = NULL, *e;

	if (kiln_map_spec(m)->type != PERF_EVENT_ARRAY)
		return;
	mutex_lock(&lock);
	for (size_t i = 0; i < NR_LISTS; i++)
		list = entries_take(&lists[i], m, list);
	mutex_unlock(&lock);
	if (list)
		synchronize_rcu();
	while ((e = list)) {
		list = e->gone;
		block_free(e);
	}
}

/* -- life ------------------------------------------------------------------------------------------------------------ */

struct linux_output *linux_output_new(uint32_t cpu)
{
	struct linux_output *o = block_new(sizeof(*o));

	if (o)
		o->cpu = cpu;
	return o;
}

void linux_output_free(struct linux_output *o)
{
	if (!o)
		return;
	mutex_lock(&lock);
	for (size_t i = 0; i < NR_LISTS; i++)
		for (struct entry *e = lists[i]; e; e = e->next)
			if (e->to == o)
				__atomic_store_n(&e->to, NULL, __ATOMIC_RELEASE);
	mutex_unlock(&lock);
	synchronize_rcu();
	if (o->page)
		linux_unshare(NULL, o->page, 0, PAGE_SIZE + o->data_len, o->page);
	block_free(o);
}
