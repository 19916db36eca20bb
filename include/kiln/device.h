/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * device.h - what is said to /dev/kiln, the machine inside Linux (kiln.ko).
 *
 * ioctl(fd, KILN_DEVICE_BPF, &call) is bpf(call.cmd, call.attr, call.size): the same answers, errno values and descriptors.
 */
#ifndef KILN_DEVICE_H
#define KILN_DEVICE_H

#include <kiln/port.h>

struct kiln_device_call {
	uint64_t attr; /* an address of the caller's */
	uint32_t cmd, size;
};

/* _IOWR('K', 1, struct kiln_device_call) */
#define KILN_DEVICE_BPF 0xc0104b01u

#endif
