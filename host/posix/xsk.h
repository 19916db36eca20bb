/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * xsk.h - an interface's packets by AF_XDP sockets: taken before the system's stack sees them, and sent past it.
 *
 * They are taken from the wire: the stack gets none. Needs the kernel's bpf(2) for XDP, so CAP_BPF and CAP_NET_ADMIN of the first user
 * namespace, for a program of five instructions that leads packets to the sockets. It ends with them.
 */
#ifndef HOST_POSIX_XSK_H
#define HOST_POSIX_XSK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct xsk;

enum { XSK_FRAME_LEN = 4096, XSK_BURST = 64 };

/* A packet where the kernel put it: XSK_FRAME_LEN bytes at room are its reader's, until xsk_give(). */
struct xsk_frame {
	uint8_t *room;
	uint32_t off, len;
};

enum { XSK_QUEUES_MAX = 64 };
/* Of all queues of the interface. NULL: errno says why. EBUSY: it has an XDP program. E2BIG: more queues than XSK_QUEUES_MAX. */
struct xsk *xsk_open(uint32_t ifindex);
void xsk_close(struct xsk *x);
uint32_t xsk_queues(const struct xsk *x);
/* Readable when there is something for xsk_take(). */
int xsk_fd(const struct xsk *x, uint32_t queue);
/* There is, without asking the system. */
bool xsk_there(const struct xsk *x, uint32_t queue);
/* The next packets of a queue, at most XSK_BURST. They go back with xsk_give() before any more are taken. */
uint32_t xsk_take(struct xsk *x, uint32_t queue, struct xsk_frame *to);
void xsk_give(struct xsk *x, uint32_t queue, const struct xsk_frame *from, uint32_t nr);
/* Copied, and sent by the next xsk_flush(). False: too long, or there is no room. */
bool xsk_put(struct xsk *x, const void *packet, size_t len);
void xsk_flush(struct xsk *x);

#endif
