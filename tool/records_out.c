/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * records_out.c - see records.h: packets written as pcap, from where they were read.
 *
 * Overview     a job is the pieces of one writev(), and the room in which they lie. Jobs are in a ring: one is being filled, those
 *              before it wait for the writing thread. Records that stand behind one another are one piece.
 * Threads      made, written, free, end and err are under the lock; a job belongs to who fills it until it is made, then to who
 *              writes it.
 * Cost         memory: as many rooms as jobs, at most.
 */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

#include "records.h"
#include "tool.h"

enum { PARTS = 1024, JOBS = 6, HOLD_LEN = 1 << 20, RECORD_HEAD = 16 };

struct job {
	uint32_t nr, nr_heads;
	struct records_room *room; /* or NULL */
	struct iovec part[PARTS];
	uint32_t head[PARTS / 2][RECORD_HEAD / 4];
};

struct records_out {
	const char *path;
	int fd, err;
	uint32_t link;
	bool nsec, threaded, end;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t more, less; /* jobs are made, written */
	uint32_t made, written;
	struct records_room *free;
	struct job job[JOBS];
};

static struct job *filling(struct records_out *out)
{
	return &out->job[out->made % JOBS];
}

/* -- rooms --------------------------------------------------------------------------------------------------------- */

struct records_room *records_room_new(struct records_out *out, size_t cap)
{
	struct records_room *room = NULL;

	if (out) {
		pthread_mutex_lock(&out->lock);
		room = out->free;
		if (room)
			out->free = room->next;
		pthread_mutex_unlock(&out->lock);
	}
	if (room && room->cap < cap) {
		free(room);
		room = NULL;
	}
	if (!room) {
		room = malloc(sizeof(*room) + cap);
		if (!room)
			return NULL;
		room->cap = cap;
	}
	room->next = NULL;
	room->used = 0;
	return room;
}

static void rooms_free(struct records_room *room)
{
	while (room) {
		struct records_room *next = room->next;

		free(room);
		room = next;
	}
}

/* -- jobs ---------------------------------------------------------------------------------------------------------- */

/* The answer is errno. */
static int write_all(int fd, struct iovec *v, uint32_t nr)
{
	while (nr) {
		ssize_t n = writev(fd, v, (int)nr);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return errno;
		for (; nr && (size_t)n >= v->iov_len; v++, nr--) /* those without a byte as well */
			n -= (ssize_t)v->iov_len;
		if (nr) {
			v->iov_base = (uint8_t *)v->iov_base + n;
			v->iov_len -= (size_t)n;
		}
	}
	return 0;
}

/* Behind an error nothing is written any more: the file would have a hole. */
static void job_write(struct records_out *out)
{
	struct job *job = &out->job[out->written % JOBS];
	int err = records_broken(out) ? 0 : write_all(out->fd, job->part, job->nr);

	pthread_mutex_lock(&out->lock);
	if (err)
		__atomic_store_n(&out->err, err, __ATOMIC_RELAXED);
	if (job->room) {
		job->room->next = out->free;
		out->free = job->room;
	}
	job->room = NULL;
	job->nr = job->nr_heads = 0;
	out->written++;
	pthread_cond_signal(&out->less);
	pthread_mutex_unlock(&out->lock);
}

static void *writer(void *arg)
{
	struct records_out *out = arg;
	bool more = true;

	while (more) {
		pthread_mutex_lock(&out->lock);
		while (out->made == out->written && !out->end)
			pthread_cond_wait(&out->more, &out->lock);
		more = out->made != out->written;
		pthread_mutex_unlock(&out->lock);
		if (more)
			job_write(out);
	}
	return NULL;
}

/* Until at most `left` jobs are not written. */
static void wait_written(struct records_out *out, uint32_t left)
{
	pthread_mutex_lock(&out->lock);
	while (out->threaded && out->made - out->written > left)
		pthread_cond_wait(&out->less, &out->lock);
	pthread_mutex_unlock(&out->lock);
}

/* The job that was being filled is made, and the next one is free. */
static void job_made(struct records_out *out)
{
	pthread_mutex_lock(&out->lock);
	out->made++;
	pthread_cond_signal(&out->more);
	pthread_mutex_unlock(&out->lock);
	if (out->threaded)
		wait_written(out, JOBS - 1);
	else
		job_write(out);
}

bool records_pending(const struct records_out *out)
{
	return out->job[out->made % JOBS].nr;
}

void records_hand(struct records_out *out, struct records_room *room)
{
	filling(out)->room = room;
	if (!out->threaded)
		out->threaded = !pthread_create(&out->thread, NULL, writer, out);
	job_made(out);
}

void records_drain(struct records_out *out)
{
	job_made(out);
	wait_written(out, 0);
}

/* -- the file ------------------------------------------------------------------------------------------------------ */

struct records_out *records_create(const char *path, const struct records *r)
{
	struct records_out *out = calloc(1, sizeof(*out));
	struct iovec head;

	if (!out) {
		complain("out of memory");
		return NULL;
	}
	head = (struct iovec){ (void *)(uintptr_t)records_head(r, &out->link, &out->nsec), RECORDS_HEAD };
	out->path = path;
	out->fd = strcmp(path, "-") ? open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666) : STDOUT_FILENO;
	if (out->fd < 0) {
		complain("%s: %s", path, strerror(errno));
		free(out);
		return NULL;
	}
	pthread_mutex_init(&out->lock, NULL);
	pthread_cond_init(&out->more, NULL);
	pthread_cond_init(&out->less, NULL);
	out->err = write_all(out->fd, &head, 1);
	return out;
}

bool records_fit(const struct records_out *out, const struct records *r)
{
	uint32_t link;
	bool nsec;

	records_head(r, &link, &nsec);
	return out->link == link && out->nsec == nsec;
}

bool records_broken(const struct records_out *out)
{
	return __atomic_load_n(&out->err, __ATOMIC_RELAXED);
}

bool records_finish(struct records_out *out)
{
	bool fine;

	if (!out)
		return true;
	job_made(out);
	if (out->threaded) {
		pthread_mutex_lock(&out->lock);
		out->end = true;
		pthread_cond_signal(&out->more);
		pthread_mutex_unlock(&out->lock);
		pthread_join(out->thread, NULL);
	}
	if (out->fd != STDOUT_FILENO && close(out->fd) && !out->err)
		out->err = errno;
	fine = !out->err;
	if (!fine)
		complain("%s: %s", out->path, strerror(out->err));
	rooms_free(out->free);
	pthread_cond_destroy(&out->less);
	pthread_cond_destroy(&out->more);
	pthread_mutex_destroy(&out->lock);
	free(out);
	return fine;
}

/* -- records ------------------------------------------------------------------------------------------------------- */

static void record_head(uint32_t head[RECORD_HEAD / 4], const struct record *rec, bool nsec)
{
	head[0] = (uint32_t)rec->sec;
	head[1] = nsec ? rec->nsec : rec->nsec / 1000;
	head[2] = rec->caplen;
	head[3] = rec->len;
}

static void part_add(struct job *job, const void *p, size_t len)
{
	struct iovec *last = job->nr ? &job->part[job->nr - 1] : NULL;

	if (last && (const uint8_t *)last->iov_base + last->iov_len == p)
		last->iov_len += len; /* records that stand behind one another go out in one piece */
	else
		job->part[job->nr++] = (struct iovec){ (void *)(uintptr_t)p, len };
}

void records_write(struct records_out *out, const struct record *rec)
{
	struct job *job = filling(out);

	if (job->nr + 2 > PARTS || job->nr_heads == PARTS / 2) {
		job_made(out);
		job = filling(out);
	}
	if (rec->raw) {
		part_add(job, rec->raw, rec->raw_len);
	} else {
		uint32_t *h = job->head[job->nr_heads++];

		record_head(h, rec, out->nsec);
		part_add(job, h, RECORD_HEAD);
		part_add(job, rec->data, rec->caplen);
	}
}

/* -- records that wait --------------------------------------------------------------------------------------------- */

/* Where len bytes go. NULL: no memory. */
static uint8_t *hold_place(struct records_held *h, size_t len)
{
	struct records_room *room = h->last;
	uint8_t *at;

	if (!room || room->cap - room->used < len) {
		room = records_room_new(NULL, len > HOLD_LEN ? len : HOLD_LEN);
		if (!room)
			return NULL;
		*(h->last ? &h->last->next : &h->first) = room;
		h->last = room;
	}
	at = room->bytes + room->used;
	room->used += len;
	h->len += len;
	return at;
}

bool records_hold(struct records_held *h, const struct record *rec, bool nsec)
{
	size_t len = rec->raw ? rec->raw_len : RECORD_HEAD + (size_t)rec->caplen;
	uint32_t head[RECORD_HEAD / 4];
	uint8_t *to = hold_place(h, len);

	if (!to)
		return false;
	if (rec->raw) {
		memcpy(to, rec->raw, len);
	} else {
		record_head(head, rec, nsec);
		memcpy(to, head, RECORD_HEAD);
		memcpy(to + RECORD_HEAD, rec->data, rec->caplen);
	}
	return true;
}

void records_write_held(struct records_out *out, struct records_held *h)
{
	while (h->first) {
		struct records_room *room = h->first;

		h->first = room->next;
		part_add(filling(out), room->bytes, room->used);
		records_hand(out, room);
	}
	*h = (struct records_held){ 0 };
}

void records_held_free(struct records_held *h)
{
	rooms_free(h->first);
	*h = (struct records_held){ 0 };
}
