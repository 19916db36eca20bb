/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * sock.h - programs as filters of packet sockets (SO_ATTACH_BPF): those of one user's clients.
 */
#ifndef HOST_POSIX_SOCK_H
#define HOST_POSIX_SOCK_H

#include <kiln/sys.h>

struct socks;

/* NULL without memory or descriptors. */
struct socks *socks_new(struct kiln *k, struct kiln_sys *s);
/* Readable when there is something for socks_turn() to do. */
int socks_fd(const struct socks *s);
/* Packets of one socket, for that long, and one more; or one ends that nobody has any more. */
void socks_turn(struct socks *s, uint64_t ns);
/*
 * 0, or -errno as setsockopt(2) has it. fd is the client's socket, or what it got in its place; it stays the caller's. *instead: what the client
 * is to have in the place of fd from now on; -1: it keeps that.
 */
int64_t socks_attach(struct socks *s, int fd, struct kiln_object *prog, int *instead);
int64_t socks_detach(struct socks *s, int fd, int *instead);
/* The i-th of them, until false; s may be NULL. */
struct socks_at {
	uint32_t prog_id;
	uint64_t packets, drops; /* drops: the client's end had no room */
};
bool socks_at(const struct socks *s, uint32_t i, struct socks_at *out);
void socks_free(struct socks *s);

#endif
