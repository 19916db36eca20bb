/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * share.c - memory that other processes map: memory files, with private pages before them in the same stretch of addresses.
 */
#include "posix.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

/* Descriptor 0 may be one, and NULL is none. */
static int handle_fd(void *handle)
{
	return (int)(intptr_t)handle - 1;
}

static void *stretch_new(int fd, size_t own, size_t len)
{
	uint8_t *p = mmap(NULL, own + len, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (p == MAP_FAILED)
		return NULL;
	if (mmap(p + own, len, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, fd, 0) != MAP_FAILED)
		return p;
	munmap(p, own + len);
	return NULL;
}

void *posix_share(void *cookie, size_t own, size_t len, void **handle)
{
	struct posix_host *h = posix_of(cookie);
	void *p = NULL;
	int fd;

	if (len > SIZE_MAX / 2 - own || !posix_count(h, own + len))
		return NULL;
	/* The name is what clients of bpf(2) look for in /proc/PID/fd. */
	fd = memfd_create("bpf-map", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	/* Nobody may make it shorter: the programs that use it would fault. */
	if (fd >= 0 && !ftruncate(fd, (off_t)len) && !fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW))
		p = stretch_new(fd, own, len);
	if (!p) {
		if (fd >= 0)
			close(fd);
		posix_uncount(h, own + len);
		return NULL;
	}
	*handle = (void *)(intptr_t)(fd + 1);
	return p;
}

/* This process's own mapping stays as it is. */
void posix_seal(void *cookie, void *handle)
{
	(void)cookie;
	fcntl(handle_fd(handle), F_ADD_SEALS, F_SEAL_FUTURE_WRITE);
}

void posix_unshare(void *cookie, void *p, size_t own, size_t len, void *handle)
{
	munmap(p, own + len);
	close(handle_fd(handle));
	posix_uncount(posix_of(cookie), own + len);
}
