/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * device.c - bpf(2) by /dev/kiln, where `kiln with --kernel` says so: the machine in the kernel answers, with descriptors of its own.
 */
#include "shim.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <kiln/device.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int fd = -1;
static dev_t dev; /* commands close what they like */

bool shim_device(void)
{
	return getenv("KILN_DEVICE");
}

/* Out of the way of commands that count on the next number. */
static int device_fd(void)
{
	struct stat st;
	int low, up;

	if (fd >= 0 && !fstat(fd, &st) && st.st_rdev == dev)
		return fd;
	low = NEXT(open)(getenv("KILN_DEVICE"), O_RDWR | O_CLOEXEC);
	if (low < 0)
		return -1;
	up = fcntl(low, F_DUPFD_CLOEXEC, 500);
	if (up >= 0)
		close(low);
	fd = up >= 0 ? up : low;
	if (!fstat(fd, &st))
		dev = st.st_rdev;
	return fd;
}

long device_bpf(unsigned int cmd, uint64_t attr, unsigned int size)
{
	struct kiln_device_call call = { .attr = attr, .cmd = cmd, .size = size };
	int at;

	pthread_mutex_lock(&lock);
	at = device_fd();
	pthread_mutex_unlock(&lock);
	return at < 0 ? -1 : ioctl(at, KILN_DEVICE_BPF, &call);
}
