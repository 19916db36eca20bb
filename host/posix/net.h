/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * net.h - packets of interfaces, for the programs that are attached there in the server.
 */
#ifndef HOST_POSIX_NET_H
#define HOST_POSIX_NET_H

#include <kiln/serve.h>
#include <kiln/sys.h>

struct net;

/* Programs attached in s get packets from now on. NULL without memory or descriptors. */
struct net *net_new(struct kiln *k, struct kiln_sys *s);
/*
 * Two interfaces, of which "tap:NAME" is made: packets that come in at one leave by the other, as the programs there allow. False: errno
 * says why, and say which (kiln/serve.h).
 */
bool net_bridge(struct net *n, const struct kiln_bridge *b, void (*say)(const char *sentence));
/* Readable when there is something for net_turn() to do. */
int net_fd(const struct net *n);
void net_turn(struct net *n);
/* Packets come close together somewhere: they are not waited for, net_go_on() takes them. */
bool net_hot(const struct net *n);
void net_go_on(struct net *n);
/* To be called before those where commands may have attached or detached something: cheap where they did not. */
void net_sync(struct net *n);
struct net_counts {
	enum kiln_live live;
	uint64_t packets, drops;
};
struct net_counts net_counts(const struct net *n, uint32_t ifindex);
void net_free(struct net *n);

#endif
