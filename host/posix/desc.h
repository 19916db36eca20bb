/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * desc.h - objects as descriptors of real files, so that close, dup, fork, exec, SCM_RIGHTS and mmap need no attention.
 *
 * Overview     each object has one memory file; each descriptor given out is a new opening of it, with a shared lock that goes when
 *              the last copy of the descriptor is closed and the last mapping of it is gone. desc_sweep() finds those out, for then
 *              it could have the lock alone. A map whose values user space may map has that memory as its file.
 * Names        what /proc/PID/fd/N says is "bpf-map", "bpf-prog", "bpf-link" or "btf", by which bpftool tells them.
 * Limits       whoever makes descs says how many files its objects may have open here; each has one, some have more.
 * Threads      the caller's lock; desc_wake() alone is for any that is a reader of the machine, and may be at work while a map goes: what it
 *              looks at is freed when it has left.
 */
#ifndef HOST_POSIX_DESC_H
#define HOST_POSIX_DESC_H

#include <kiln/sys.h>

#include <sys/types.h>

#include "news.h"

struct desc {
	struct desc *next;
	struct kiln_object *o;
	int fd; /* our own opening, without a lock */
	dev_t dev;
	ino_t ino;
	bool open;	/* descriptors hold a reference to o */
	uint32_t files; /* that it has open here, or will have */
};

/* A ring buffer that somebody waits for. */
struct desc_event {
	struct desc_event *next;
	const struct kiln_map *map;
	struct news news;
	struct kiln_later later;
};

enum { DESC_BUCKETS = 1024 };
struct descs {
	struct kiln_host *host; /* whose readers call desc_wake() */
	struct desc *bucket[DESC_BUCKETS];
	struct desc_event *events;
	uint32_t files;				      /* of all of them */
	bool (*may)(const void *arg, uint32_t files); /* whether there may be so many more; NULL: always */
	const void *arg;
};

/* A new descriptor for o, or -errno. EMFILE: too many files. */
int64_t desc_install(struct descs *d, struct kiln_object *o, uint32_t may);
/* The file of an object that has a descriptor; -1: it has none. */
int desc_file(struct kiln_object *o);
/* The object behind a file, NULL if it is none of ours. */
struct kiln_object *desc_find(const struct descs *d, dev_t dev, ino_t ino);
/* What fcntl's F_GETFL says as KILN_MAY_*. */
uint32_t desc_may(int flags);
/* Gives back the references of objects whose descriptors are all closed. */
void desc_sweep(struct descs *d);
/* o is no more. */
void desc_gone(struct descs *d, struct kiln_object *o);
/* What is readable when a ring buffer has news, made when first asked for; to be given away alone. -1: it is none. */
int desc_event(struct descs *d, const struct kiln_map *m);
/* m has news; NULL: any may have. */
void desc_wake(struct descs *d, const struct kiln_map *m);
/* Nobody reads any more. */
void desc_end(struct descs *d);

#endif
