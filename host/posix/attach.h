/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * attach.h - requests of rtnetlink that clients made, and what is attached, for the server.
 */
#ifndef HOST_POSIX_ATTACH_H
#define HOST_POSIX_ATTACH_H

#include "net.h"
#include "remote.h"
#include "sock.h"

/* The body of a WIRE_NET, which may be anything. 0, or -errno. */
int64_t attach_net(struct kiln_sys *s, const struct descs *d, const uint8_t *body, size_t len);
/* A wire_at for each program that is attached in s, at interfaces too or not, and at sockets; net and socks may be NULL. False without memory. */
bool attach_list(const struct kiln_sys *s, const struct net *net, const struct socks *socks, bool interfaces,
		 struct bytes *out);

/* The body of a WIRE_PERF, which may be anything. As bpf(2) returns; a new descriptor is in r->fd. */
int64_t attach_perf(struct remote *r, struct kiln_host *host, const uint8_t *body, size_t len);

/* The body of a WIRE_SOCK, which may be anything, and what came with it. 0, or -errno; what the client gets instead is in r->fd. */
int64_t attach_sock(struct remote *r, struct socks *socks, int fd, const uint8_t *body, size_t len);

#endif
