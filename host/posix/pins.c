/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * pins.c - see pins.h.
 *
 * A path is looked up below the folder, and never out of it, by a symbolic link or otherwise: the folder is its user's, who may have put
 * anything there, and the server may be another.
 */
#include "pins.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "inside.h"

/* The same below the folder that stands for it; "." is itself. */
static const char *path_below(const char *path)
{
	path = path_inside(path);
	if (!path)
		return NULL;
	path += strspn(path, "/");
	return *path ? path : ".";
}

static enum kiln_err err_of(int error)
{
	switch (error) {
	case EEXIST:
		return KILN_ERR_EXIST;
	case ENOENT:
	case ENOTDIR:
		return KILN_ERR_NOENT;
	case ENOMEM:
	case ENFILE:
	case EMFILE:
		return KILN_ERR_NOMEM;
	default:
		return KILN_ERR_UNSAFE; /* EACCES */
	}
}

static int path_open(const struct pins *p, const char *path, int flags)
{
	struct open_how how = { .flags = (uint64_t)(flags | O_CLOEXEC),
				.mode = flags & O_CREAT ? 0600 : 0,
				.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS | RESOLVE_NO_XDEV };

	return (int)syscall(SYS_openat2, p->dir, path, &how, sizeof(how));
}

/* The bpf file system keeps names with dots for itself. */
static bool names_ok(const char *path)
{
	for (size_t len; *path; path += len) {
		path += strspn(path, "/");
		len = strcspn(path, "/");
		if (memchr(path, '.', len) && !(len == 1 || (len == 2 && path[0] == '.' && path[1] == '.')))
			return false;
	}
	return true;
}

bool pins_hold(struct pins *p, int fd, struct kiln_object *o)
{
	struct pin *n = calloc(1, sizeof(*n));
	struct stat st;

	if (!n || fstat(fd, &st)) {
		free(n);
		return false;
	}
	*n = (struct pin){ .next = p->first, .o = kiln_object_get(o), .fd = fd, .dev = st.st_dev, .ino = st.st_ino };
	p->first = n;
	p->nr++;
	p->changes++;
	return true;
}

/* Why there is no new file: a name that ends with a slash is a folder's, which is there or not. */
static enum kiln_err pin_refuse(const struct pins *p, const char *path, int error)
{
	int fd;

	if (error != EISDIR)
		return err_of(error);
	fd = path_open(p, path, O_PATH);
	if (fd < 0)
		return err_of(errno);
	close(fd);
	return KILN_ERR_EXIST;
}

enum kiln_err pins_pin(struct pins *p, const char *path, struct kiln_object *o)
{
	int fd;

	path = path_below(path);
	if (!path || !names_ok(path))
		return KILN_ERR_PERM;
	fd = path_open(p, path, O_CREAT | O_EXCL | O_RDONLY);
	if (fd < 0)
		return pin_refuse(p, path, errno);
	if (pins_hold(p, fd, o))
		return KILN_OK;
	close(fd);
	return KILN_ERR_NOMEM;
}

enum kiln_err pins_get(const struct pins *p, const char *path, struct kiln_object **o)
{
	const char *below = path_below(path);
	struct stat st;
	int fd;

	/* Whether there is such a file is for its user's own process to find out, which may see less than this one, and may wait. */
	if (!below)
		return KILN_ERR_UNSAFE;
	if (!names_ok(below))
		return KILN_ERR_PERM;
	fd = path_open(p, below, O_RDONLY | O_NONBLOCK);
	if (fd < 0)
		return err_of(errno);
	if (fstat(fd, &st))
		memset(&st, 0, sizeof(st));
	close(fd);
	for (struct pin *n = p->first; n; n = n->next)
		if (n->ino == st.st_ino && n->dev == st.st_dev) {
			*o = n->o;
			return KILN_OK;
		}
	return KILN_ERR_UNSAFE;
}

static void pin_free(struct pin *n)
{
	kiln_object_put(n->o);
	close(n->fd);
	free(n);
}

void pins_sweep(struct pins *p)
{
	struct stat st;

	for (struct pin **at = &p->first, *n; (n = *at);) {
		if (fstat(n->fd, &st) || st.st_nlink) {
			at = &n->next;
			continue;
		}
		*at = n->next;
		p->nr--;
		p->changes++;
		pin_free(n);
	}
}

void pins_end(struct pins *p)
{
	struct pin *n;

	while ((n = p->first)) {
		p->first = n->next;
		pin_free(n);
	}
	close(p->dir);
}
