/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * perf_ring.c - see perf_ring.h.
 *
 * Invariant    what a client writes into its pages changes what it gets, and nothing else: the head is kept here, and of its tail only the
 *              distance is believed, where it can be. The file cannot shrink under us: that is sealed before it is mapped.
 */
#include "perf_ring.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/perf_event.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "news.h"

enum { PAGE = 4096, DATA_MAX = 8 << 20, RAW_MAX = 60000 };

struct perf_ring {
	struct perf_ring *next;
	const struct kiln_object *o;
	const struct kiln_map *m; /* NULL: no program writes to it */
	uint32_t slot;
	struct perf_event_mmap_page *page; /* NULL: nobody has mapped it */
	size_t data_len;
	uint64_t head, lost;
	bool timed, due; /* due: it is to be told */
	struct news news;
};

static struct perf_ring *ring_of(const struct posix_host *h, const struct kiln_object *o)
{
	struct perf_ring *r;

	for (r = h->perf_rings; r && r->o != o; r = r->next)
		;
	return r;
}

static struct perf_ring *ring_make(struct posix_host *h, const struct kiln_object *o)
{
	struct perf_ring *r = ring_of(h, o);

	if (r)
		return r;
	r = calloc(1, sizeof(*r));
	if (!r)
		return NULL;
	r->o = o;
	if (!news_open(&r->news)) {
		free(r);
		return NULL;
	}
	pthread_mutex_lock(&h->perf_lock);
	r->next = h->perf_rings;
	h->perf_rings = r;
	pthread_mutex_unlock(&h->perf_lock);
	return r;
}

static bool size_ok(size_t len)
{
	size_t data = len - PAGE;

	return len > PAGE && data <= DATA_MAX && data % PAGE == 0 && !(data & (data - 1));
}

static int page_map(int file, size_t len, void **page)
{
	struct stat st;

	if (ftruncate(file, (off_t)len) || fcntl(file, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) ||
	    fstat(file, &st) || st.st_size != (off_t)len)
		return EINVAL;
	*page = mmap(NULL, len, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
	return *page == MAP_FAILED ? ENOMEM : 0;
}

int perf_ring_map(struct posix_host *h, const struct kiln_object *o, int file, size_t len)
{
	struct perf_ring *r;
	void *page;
	int err;

	if (!size_ok(len))
		return EINVAL;
	r = ring_make(h, o);
	if (!r)
		return ENOMEM;
	if (r->page)
		return r->data_len == len - PAGE ? 0 : EINVAL;
	if (!posix_count(h, len))
		return ENOMEM;
	err = page_map(file, len, &page);
	if (err) {
		posix_uncount(h, len);
		return err;
	}
	r->data_len = len - PAGE;
	pthread_mutex_lock(&h->perf_lock);
	r->page = page;
	r->page->data_offset = PAGE;
	r->page->data_size = r->data_len;
	pthread_mutex_unlock(&h->perf_lock);
	return 0;
}

bool perf_ring_timed(struct posix_host *h, const struct kiln_object *o)
{
	struct perf_ring *r = ring_make(h, o);

	if (r)
		r->timed = true;
	return r;
}

enum kiln_err perf_ring_place(struct posix_host *h, const struct kiln_object *o, const struct kiln_map *m,
			      uint32_t slot)
{
	struct perf_ring *r = o ? ring_make(h, o) : NULL;
	bool was = false;

	if (o && !r)
		return KILN_ERR_NOMEM;
	pthread_mutex_lock(&h->perf_lock);
	for (struct perf_ring *other = h->perf_rings; other; other = other->next)
		if (other->m == m && other->slot == slot) {
			other->m = NULL;
			was = true;
		}
	if (r) {
		r->m = m;
		r->slot = slot;
	}
	pthread_mutex_unlock(&h->perf_lock);
	return r || was ? KILN_OK : KILN_ERR_NOENT;
}

int perf_ring_event(const struct posix_host *h, const struct kiln_object *o)
{
	const struct perf_ring *r = ring_of(h, o);

	return r ? r->news.fd : -1;
}

/* -- records ------------------------------------------------------------------------------------------------------------ */

static void bytes_put(struct perf_ring *r, const void *from, size_t len)
{
	uint8_t *data = (uint8_t *)r->page + PAGE;
	size_t at = r->head % r->data_len, first = len < r->data_len - at ? len : r->data_len - at;

	if (first)
		memcpy(data + at, from, first);
	if (len > first)
		memcpy(data, (const uint8_t *)from + first, len - first);
	r->head += len;
}

static bool has_room(const struct perf_ring *r, size_t len)
{
	uint64_t used = r->head - __atomic_load_n(&r->page->data_tail, __ATOMIC_ACQUIRE);

	return used <= r->data_len && r->data_len - used > len;
}

/* What got no room before is told when there is some. */
static void lost_put(struct perf_ring *r)
{
	const struct {
		struct perf_event_header head;
		uint64_t id, lost;
	} record = { { PERF_RECORD_LOST, 0, sizeof(record) }, 0, r->lost };

	if (!r->lost || !has_room(r, sizeof(record)))
		return;
	bytes_put(r, &record, sizeof(record));
	r->lost = 0;
}

static bool sample_put(struct perf_ring *r, const void *a, uint32_t a_len, const void *b, uint32_t b_len)
{
	const uint64_t zero = 0;
	const uint32_t raw = (a_len + b_len + 4 + 7) / 8 * 8 - 4; /* with the number before it, whole words */
	const uint16_t time_len = r->timed ? sizeof(uint64_t) : 0;
	const struct perf_event_header head = { PERF_RECORD_SAMPLE, 0, (uint16_t)(sizeof(head) + time_len + 4 + raw) };
	struct timespec now = { 0 };
	uint64_t ns;

	lost_put(r);
	if (r->lost || !has_room(r, head.size))
		return false;
	if (r->timed)
		clock_gettime(CLOCK_MONOTONIC, &now);
	ns = (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
	bytes_put(r, &head, sizeof(head));
	bytes_put(r, &ns, time_len);
	bytes_put(r, &raw, sizeof(raw));
	bytes_put(r, a, a_len);
	bytes_put(r, b, b_len);
	bytes_put(r, &zero, raw - a_len - b_len);
	return true;
}

bool perf_ring_put(struct posix_host *h, const struct kiln_map *m, uint32_t slot, const void *a, uint32_t a_len,
		   const void *b, uint32_t b_len, enum kiln_err *err)
{
	struct perf_ring *r;

	for (r = h->perf_rings; r && (r->m != m || r->slot != slot); r = r->next)
		;
	if (!r || !r->page)
		return false;
	*err = a_len + b_len > RAW_MAX ? KILN_ERR_COMPLEX : KILN_OK;
	if (*err)
		return true;
	if (sample_put(r, a, a_len, b, b_len)) {
		__atomic_store_n(&r->page->data_head, r->head, __ATOMIC_RELEASE);
		r->due = true;
		posix_perf_due(h);
	} else {
		r->lost++;
		*err = KILN_ERR_NOSPC;
	}
	return true;
}

void perf_ring_tell(struct posix_host *h)
{
	pthread_mutex_lock(&h->perf_lock);
	for (struct perf_ring *r = h->perf_rings; r; r = r->next) {
		if (r->due)
			news_tell(&r->news);
		r->due = false;
	}
	pthread_mutex_unlock(&h->perf_lock);
}

/* -- the end ------------------------------------------------------------------------------------------------------------ */

void perf_ring_gone(struct posix_host *h, const struct kiln_object *o)
{
	struct perf_ring **at, *r;

	pthread_mutex_lock(&h->perf_lock);
	for (at = &h->perf_rings; *at && (*at)->o != o; at = &(*at)->next)
		;
	r = *at;
	if (r)
		*at = r->next;
	pthread_mutex_unlock(&h->perf_lock);
	if (!r)
		return;
	if (r->page) {
		munmap(r->page, PAGE + r->data_len);
		posix_uncount(h, PAGE + r->data_len);
	}
	news_close(&r->news);
	free(r);
}

void perf_ring_map_gone(struct posix_host *h, const struct kiln_map *m)
{
	for (struct perf_ring *r = h->perf_rings; r; r = r->next)
		if (r->m == m)
			r->m = NULL;
}
