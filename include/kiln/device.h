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

/* What perf_event_open(2) takes of a counter whose samples run programs of the kind perf_event. */
struct kiln_device_perf {
	uint32_t type, freq; /* PERF_TYPE_SOFTWARE, HARDWARE ...; freq: period is a frequency */
	uint64_t config, period;
	int32_t pid, cpu; /* -1: all, of one CPU; of this process, on any */
};

/* _IOW('K', 2, struct kiln_device_perf): a descriptor for BPF_LINK_CREATE with BPF_PERF_EVENT, or PERF_EVENT_IOC_SET_BPF */
#define KILN_DEVICE_PERF 0x40204b02u

#endif
