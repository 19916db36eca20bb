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

/* perf_event_open(2), so far as programs have to do with it. What does not belong to the kind is 0. */
struct kiln_device_perf {
	uint32_t kind;	/* enum kiln_perf_kind (kiln/sys.h) */
	uint32_t flags; /* COUNTER, 1: period is a frequency. FUNCTION, FILE, 1: what returns there */
	uint32_t type;	/* COUNTER: PERF_TYPE_SOFTWARE, HARDWARE ... */
	uint32_t zero;
	uint64_t config; /* COUNTER: its; TRACEPOINT: its id; FUNCTION: an address, or behind name; FILE: where in it */
	uint64_t period; /* COUNTER */
	uint64_t name;	 /* FUNCTION, FILE: the address of its name; FUNCTION, 0: it has none */
	uint64_t
		count; /* FILE: where in it a number is, which is larger by one as long as somebody looks; 0: nowhere */
	int32_t pid; /* COUNTER: -1: all, of one CPU; this process's, on any. FILE: -1: everybody's. Both, 0: the caller's */
	int32_t cpu; /* COUNTER; OUTPUT: whose programs' */
};

/*
 * _IOW('K', 2, struct kiln_device_perf): a descriptor. An OUTPUT is put into perf event arrays, mapped and polled; the others are for
 * BPF_LINK_CREATE with BPF_PERF_EVENT, or PERF_EVENT_IOC_SET_BPF.
 */
#define KILN_DEVICE_PERF 0x40384b02u

#endif
