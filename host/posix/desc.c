/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * desc.c - see desc.h.
 */
#include "desc.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { RINGBUF = 27 };

static const char *const names[KILN_OBJECT_TYPES] = {
	[KILN_OBJECT_PROG] = "bpf-prog",
	[KILN_OBJECT_MAP] = "bpf-map",
	[KILN_OBJECT_BTF] = "btf",
	[KILN_OBJECT_LINK] = "bpf-link bpf_link",
	/* Linux says the one of a new link, the other later */[KILN_OBJECT_STATS] = "bpf-stats",
	[KILN_OBJECT_PERF] = "bpf-perf",
	[KILN_OBJECT_ITER] = "bpf_iter",
};

static struct desc **bucket_of(const struct descs *d, ino_t ino)
{
	return (struct desc **)&d->bucket[ino % DESC_BUCKETS];
}

/* What an iterator wrote is what is read. */
static bool text_write(int fd, const struct kiln_object *o)
{
	size_t len, at = 0;
	const uint8_t *text = kiln_object_text(o, &len);
	ssize_t n;

	for (; text && at < len; at += (size_t)n) {
		n = write(fd, text + at, len - at);
		if (n <= 0)
			return false;
	}
	return true;
}

/* The map's memory, or a file of its own with nothing in it but what an iterator wrote. */
static int file_of(const struct kiln_object *o)
{
	struct kiln_map *m = kiln_object_map(o);
	size_t len;
	void *handle = m ? kiln_map_shared(m, &len) : NULL;
	int fd;

	if (handle)
		return fcntl((int)(intptr_t)handle - 1, F_DUPFD_CLOEXEC, 0);
	fd = memfd_create(names[kiln_object_type(o)], MFD_CLOEXEC | MFD_ALLOW_SEALING);
	if (fd >= 0 && !text_write(fd, o)) {
		close(fd);
		errno = ENOMEM;
		return -1;
	}
	if (fd >= 0 && kiln_object_type(o) != KILN_OBJECT_PERF) /* its memory comes when it is mapped */
		fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SEAL);
	return fd;
}

/* Its own, that of memory that is shared, and the pair by which its news are told. */
static uint32_t files_of(const struct kiln_object *o)
{
	struct kiln_map *m = kiln_object_map(o);
	const bool has_news = m ? kiln_map_spec(m)->type == RINGBUF : kiln_object_type(o) == KILN_OBJECT_PERF;
	size_t len;

	return 1 + (m && kiln_map_shared(m, &len)) + (has_news ? 2 : 0);
}

static struct desc *desc_new(struct descs *d, struct kiln_object *o)
{
	const uint32_t files = files_of(o);
	struct desc *n;
	struct stat st;

	if (d->may && !d->may(d->arg, files)) {
		errno = EMFILE;
		return NULL;
	}
	n = calloc(1, sizeof(*n));
	if (!n)
		return NULL;
	n->fd = file_of(o);
	if (n->fd < 0 || fstat(n->fd, &st)) {
		free(n);
		return NULL;
	}
	n->o = o;
	n->dev = st.st_dev;
	n->ino = st.st_ino;
	n->files = files;
	d->files += files;
	n->next = *bucket_of(d, n->ino);
	*bucket_of(d, n->ino) = n;
	*kiln_object_host(o) = n;
	return n;
}

static int open_flags(const struct kiln_object *o, uint32_t may)
{
	if (kiln_object_type(o) == KILN_OBJECT_ITER)
		return O_RDONLY;
	if (kiln_object_type(o) != KILN_OBJECT_MAP)
		return O_RDWR;
	return may == KILN_MAY_READ ? O_RDONLY : may == KILN_MAY_WRITE ? O_WRONLY : O_RDWR;
}

int64_t desc_install(struct descs *d, struct kiln_object *o, uint32_t may)
{
	struct desc *n = *kiln_object_host(o);
	char path[32];
	int fd;

	if (!n)
		n = desc_new(d, o);
	if (!n)
		return errno == EMFILE || errno == ENFILE ? -errno : -ENOMEM;
	snprintf(path, sizeof(path), "/proc/self/fd/%d", n->fd);
	fd = open(path, open_flags(o, may) | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	if (flock(fd, LOCK_SH | LOCK_NB)) {
		close(fd);
		return -EAGAIN;
	}
	if (!n->open)
		kiln_object_get(o);
	n->open = true;
	return fd;
}

int desc_file(struct kiln_object *o)
{
	const struct desc *n = *kiln_object_host(o);

	return n ? n->fd : -1;
}

struct kiln_object *desc_find(const struct descs *d, dev_t dev, ino_t ino)
{
	for (struct desc *n = *bucket_of(d, ino); n; n = n->next)
		if (n->ino == ino && n->dev == dev)
			return n->o;
	return NULL;
}

uint32_t desc_may(int flags)
{
	flags &= O_ACCMODE;
	return flags == O_RDONLY ? KILN_MAY_READ : flags == O_WRONLY ? KILN_MAY_WRITE : KILN_MAY_READ | KILN_MAY_WRITE;
}

void desc_sweep(struct descs *d)
{
	for (uint32_t i = 0; i < DESC_BUCKETS; i++)
		for (struct desc *n = d->bucket[i]; n; n = n->next) {
			if (!n->open || flock(n->fd, LOCK_EX | LOCK_NB))
				continue;
			flock(n->fd, LOCK_UN);
			n->open = false;
			kiln_object_put(n->o);
		}
}

static void event_free(struct kiln_later *l)
{
	struct desc_event *e = (struct desc_event *)(void *)((char *)l - offsetof(struct desc_event, later));

	news_close(&e->news);
	free(e);
}

/* A program may have found m before it went, and be about to wake: so its number is nobody else's until that one has left. */
static void event_gone(struct descs *d, const struct kiln_map *m)
{
	struct desc_event **at = &d->events, *e;

	while ((e = *at) && e->map != m)
		at = &e->next;
	if (!e)
		return;
	__atomic_store_n(at, e->next, __ATOMIC_RELEASE);
	e->later.fn = event_free;
	d->host->later(d->host->cookie, &e->later);
}

void desc_gone(struct descs *d, struct kiln_object *o)
{
	struct desc *n = *kiln_object_host(o), **at;
	const struct kiln_map *m = kiln_object_map(o);

	if (m)
		event_gone(d, m);
	if (!n)
		return;
	for (at = bucket_of(d, n->ino); *at != n; at = &(*at)->next)
		;
	*at = n->next;
	d->files -= n->files;
	close(n->fd);
	free(n);
	*kiln_object_host(o) = NULL;
}

/* -- waiting --------------------------------------------------------------------------------------------------------- */

int desc_event(struct descs *d, const struct kiln_map *m)
{
	struct desc_event *e;

	if (!m || kiln_map_spec(m)->type != RINGBUF)
		return -1;
	for (e = d->events; e; e = e->next)
		if (e->map == m)
			return e->news.fd;
	e = calloc(1, sizeof(*e));
	if (!e || !news_open(&e->news)) {
		free(e);
		return -1;
	}
	e->map = m;
	e->next = d->events;
	__atomic_store_n(&d->events, e, __ATOMIC_RELEASE);
	news_tell(&e->news); /* of what came before */
	return e->news.fd;
}

void desc_wake(struct descs *d, const struct kiln_map *m)
{
	for (struct desc_event *e = __atomic_load_n(&d->events, __ATOMIC_ACQUIRE); e;
	     e = __atomic_load_n(&e->next, __ATOMIC_ACQUIRE))
		if (!m || e->map == m)
			news_tell(&e->news);
}

void desc_end(struct descs *d)
{
	struct desc_event *e;

	while ((e = d->events)) {
		d->events = e->next;
		event_free(&e->later);
	}
}
