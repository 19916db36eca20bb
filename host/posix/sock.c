/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * sock.c - see sock.h.
 *
 * Overview     the server keeps the client's packet socket, and the client gets one end of a pair in its place. Each packet is received
 *              here, the program run, and what it keeps of the packet is sent on to the client. So programs run whether or not the client reads.
 * Life         a socket with a program is there until nobody has the client's end any more, or the program is detached.
 * Trust        a client may have the socket itself still, and do with it what it likes: nothing that is done here waits, and nothing is sent by
 *              it, for one with a ring sends for as long as the ring is filled. What says that it is ready, and has nothing, ends.
 * Limits       sockets of a user; time of a turn. What the client's end has no room for is dropped, as a socket's queue does.
 */
#include "sock.h"
#include "now.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/if_arp.h>
#include <linux/if_packet.h>
#include <net/ethernet.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "away.h"

/* PACKET_MAX: the longest IP packet and its link header. */
enum {
	SOCKS_MAX = 256,
	CLOSING_MAX = 1024,
	PACKET_MAX = 65536 + 64,
	AT_ONCE = 64,
	QUEUED_MAX = 4096,
	IDLE_MAX = 64,
	PROG_TYPE = 1
};

struct sock {
	struct sock *next;
	int fd;	   /* the client's socket */
	int own;   /* the other end of what the client has instead */
	dev_t dev; /* what that is */
	ino_t ino;
	struct kiln_hook *hook;
	struct kiln_link *link;
	bool cooked;   /* SOCK_DGRAM: packets begin with their network header */
	int told;      /* whether it had PACKET_AUXDATA */
	uint32_t idle; /* turns without anything */
	struct socks_at at;
};

struct socks {
	struct kiln *k;
	struct kiln_sys *s;
	struct away *away;
	int epoll;
	struct sock *all;
	uint32_t nr;
	struct kiln_packet packet;
	struct kiln_env env;
	uint8_t room[PACKET_MAX];
};

static int option(int fd, int level, int name)
{
	socklen_t len = sizeof(int);
	int value = 0;

	return getsockopt(fd, level, name, &value, &len) ? -1 : value;
}

/* -- packets ------------------------------------------------------------------------------------------------------------ */

/* The tag that the system took off the packet. */
static void packet_tag(struct kiln_packet *p, struct msghdr *msg)
{
	const struct cmsghdr *c = CMSG_FIRSTHDR(msg);
	struct tpacket_auxdata more;

	while (c && (c->cmsg_level != SOL_PACKET || c->cmsg_type != PACKET_AUXDATA))
		c = CMSG_NXTHDR(msg, (struct cmsghdr *)(uintptr_t)c);
	if (!c || c->cmsg_len < CMSG_LEN(sizeof(more)))
		return;
	memcpy(&more, CMSG_DATA(c), sizeof(more));
	if (!(more.tp_status & TP_STATUS_VLAN_VALID))
		return;
	p->vlan_present = 1;
	p->vlan_tci = more.tp_vlan_tci;
	p->vlan_proto_be = htons(more.tp_status & TP_STATUS_VLAN_TPID_VALID ? more.tp_vlan_tpid : ETHERTYPE_VLAN);
}

static void packet_describe(struct kiln_packet *p, const struct sock *k, const struct sockaddr_ll *from)
{
	const bool ethernet = from->sll_hatype == ARPHRD_ETHER || from->sll_hatype == ARPHRD_LOOPBACK;

	p->ifindex = (uint32_t)from->sll_ifindex;
	p->ingress_ifindex = from->sll_pkttype == PACKET_OUTGOING ? 0 : p->ifindex;
	p->pkt_type = from->sll_pkttype;
	p->protocol_be = from->sll_protocol;
	p->dev_type = from->sll_hatype;
	p->wire_len = p->len;
	p->net_off = !k->cooked && ethernet && p->len >= ETH_HLEN ? ETH_HLEN : 0;
	if (k->cooked)
		p->mac_off = KILN_NO_OFF;
}

/* The next packet, described, and its length; more than PACKET_MAX: it is not all there. -1: there is none. */
static ssize_t packet_take(struct socks *s, const struct sock *k)
{
	union {
		struct cmsghdr head;
		char room[256];
	} control;
	struct sockaddr_ll from = { 0 };
	struct iovec iov = { s->room, sizeof(s->room) };
	struct msghdr msg = { .msg_name = &from,
			      .msg_namelen = sizeof(from),
			      .msg_iov = &iov,
			      .msg_iovlen = 1,
			      .msg_control = &control,
			      .msg_controllen = sizeof(control) };
	ssize_t len = recvmsg(k->fd, &msg, MSG_DONTWAIT | MSG_TRUNC);

	if (len < 0 || len > PACKET_MAX)
		return len;
	kiln_packet_init(&s->packet, s->room, 0, (uint32_t)len, 0);
	packet_describe(&s->packet, k, &from);
	packet_tag(&s->packet, &msg);
	return len;
}

static void packet_give(const struct socks *s, struct sock *k, size_t len)
{
	if (len && send(k->own, s->room, len, MSG_DONTWAIT | MSG_NOSIGNAL) < 0)
		k->at.drops++;
}

static void packet_run(struct socks *s, struct sock *k, size_t len)
{
	const size_t kept = (uint32_t)kiln_sys_raise(s->s, k->hook, &s->packet, &s->env);

	packet_give(s, k, kept < len ? kept : len);
}

/* False: it is to end. */
static bool packets_run(struct socks *s, struct sock *k, uint64_t until)
{
	ssize_t len = 0;
	uint32_t nr;

	kiln_enter(s->k, &s->env);
	for (nr = 0; nr < AT_ONCE && (!nr || now_ns() < until) && (len = packet_take(s, k)) >= 0; nr++)
		if (len <= PACKET_MAX)
			packet_run(s, k, (size_t)len);
	kiln_leave(s->k, &s->env);
	k->at.packets += nr;
	k->idle = nr ? 0 : k->idle + 1;
	return k->idle <= IDLE_MAX;
}

/* What came before the program did is not for it. */
static void packets_pass(struct socks *s, struct sock *k)
{
	ssize_t len;

	for (uint32_t i = 0; i < QUEUED_MAX && (len = packet_take(s, k)) >= 0; i++)
		if (len <= PACKET_MAX)
			packet_give(s, k, (size_t)len);
}

/* -- sockets ------------------------------------------------------------------------------------------------------------ */

/* Of a pair's end that ours is the other of, the event tells by this. */
static void *end_mark(struct sock *k)
{
	return (char *)k + 1;
}

static bool sock_watch(const struct socks *s, struct sock *k)
{
	struct epoll_event packets = { .events = EPOLLIN, .data.ptr = k }, gone = { .data.ptr = end_mark(k) };

	return !epoll_ctl(s->epoll, EPOLL_CTL_ADD, k->fd, &packets) &&
	       !epoll_ctl(s->epoll, EPOLL_CTL_ADD, k->own, &gone);
}

/* The client may have the socket, too: so it has to be told that it is not watched any more. */
static void sock_free(struct socks *s, struct sock *k)
{
	kiln_detach(k->link);
	kiln_hook_free(k->hook);
	if (k->fd >= 0) {
		epoll_ctl(s->epoll, EPOLL_CTL_DEL, k->fd, NULL);
		away_put(s->away, k->fd);
	}
	if (k->own >= 0)
		close(k->own);
	free(k);
}

static void sock_end(struct socks *s, struct sock *k)
{
	struct sock **at = &s->all;

	while (*at != k)
		at = &(*at)->next;
	*at = k->next;
	s->nr--;
	sock_free(s, k);
}

static struct sock *sock_of(const struct socks *s, int fd)
{
	struct stat st;
	struct sock *k;

	if (fstat(fd, &st))
		return NULL;
	for (k = s->all; k && (k->ino != st.st_ino || k->dev != st.st_dev); k = k->next)
		;
	return k;
}

/* A ring's packets are not received; its version alone tells of one, which can be set to what it is only where there is none. */
static bool has_ring(int fd)
{
	const int version = option(fd, SOL_PACKET, PACKET_VERSION);

	return version < 0 || setsockopt(fd, SOL_PACKET, PACKET_VERSION, &version, sizeof(version));
}

static bool sock_fits(int fd)
{
	const int type = option(fd, SOL_SOCKET, SO_TYPE);

	return option(fd, SOL_SOCKET, SO_DOMAIN) == AF_PACKET && (type == SOCK_RAW || type == SOCK_DGRAM) &&
	       !option(fd, SOL_PACKET, PACKET_VNET_HDR) && !has_ring(fd);
}

/* The client's end does not send, has as much room, and waits as long. */
static bool pair_make(struct sock *k, int *end)
{
	const int room = option(k->fd, SOL_SOCKET, SO_RCVBUF) / 2;
	struct timeval wait;
	socklen_t len = sizeof(wait);
	struct stat st;
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair))
		return false;
	k->own = pair[0];
	*end = pair[1];
	if (fstat(*end, &st) || shutdown(*end, SHUT_WR) || fcntl(*end, F_SETFL, fcntl(k->fd, F_GETFL) & O_NONBLOCK))
		return false;
	k->dev = st.st_dev;
	k->ino = st.st_ino;
	setsockopt(k->own, SOL_SOCKET, SO_SNDBUF, &room, sizeof(room));
	if (!getsockopt(k->fd, SOL_SOCKET, SO_RCVTIMEO, &wait, &len))
		setsockopt(*end, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof(wait));
	return true;
}

static bool hook_make(const struct socks *s, struct sock *k, struct kiln_prog *prog)
{
	struct kiln_prog_info info;

	kiln_prog_info(prog, &info);
	return !kiln_hook_new(s->k, info.kind, 1, &k->hook) && !kiln_attach(k->hook, prog, 0, &k->link);
}

static struct sock *sock_new(struct socks *s, int fd, struct kiln_prog *prog, int *end)
{
	/* The system takes its time to close one. */
	const bool room = s->nr < SOCKS_MAX && away_waits(s->away) < CLOSING_MAX;
	struct sock *k = room ? calloc(1, sizeof(*k)) : NULL;
	const int one = 1;

	*end = -1;
	if (!k)
		return NULL;
	k->own = -1;
	k->fd = fcntl(fd, F_DUPFD_CLOEXEC, 0);
	k->cooked = option(fd, SOL_SOCKET, SO_TYPE) == SOCK_DGRAM;
	k->told = option(fd, SOL_PACKET, PACKET_AUXDATA);
	if (k->fd >= 0 && pair_make(k, end) && hook_make(s, k, prog) &&
	    !setsockopt(k->fd, SOL_PACKET, PACKET_AUXDATA, &one, sizeof(one)) && sock_watch(s, k))
		return k;
	if (*end >= 0)
		close(*end);
	*end = -1;
	sock_free(s, k);
	return NULL;
}

/* -- what clients ask for ----------------------------------------------------------------------------------------------- */

static int64_t sock_locked(int fd)
{
	const int locked = option(fd, SOL_SOCKET, SO_LOCK_FILTER);

	return locked < 0 ? -errno : locked ? -EPERM : 0;
}

static bool is_filter(const struct kiln_object *prog)
{
	struct kiln_prog_info info;

	if (!prog || !kiln_object_prog(prog))
		return false;
	kiln_prog_info(kiln_object_prog(prog), &info);
	return info.kind->prog_type == PROG_TYPE;
}

int64_t socks_attach(struct socks *s, int fd, struct kiln_object *prog, int *instead)
{
	const int64_t err = sock_locked(fd);
	const int none = 0;
	struct sock *k;

	*instead = -1;
	if (err)
		return err;
	if (!is_filter(prog))
		return -EINVAL;
	k = sock_of(s, fd);
	if (k) {
		if (kiln_link_update(k->link, kiln_object_prog(prog)))
			return -EINVAL;
		k->at.prog_id = kiln_object_id(prog);
		return 0;
	}
	if (!sock_fits(fd))
		return -EOPNOTSUPP;
	k = sock_new(s, fd, kiln_object_prog(prog), instead);
	if (!k)
		return -ENOMEM;
	/* act */
	k->at.prog_id = kiln_object_id(prog);
	packets_pass(s, k);
	setsockopt(k->fd, SOL_SOCKET, SO_DETACH_FILTER, &none, sizeof(none));
	k->next = s->all;
	s->all = k;
	s->nr++;
	return 0;
}

int64_t socks_detach(struct socks *s, int fd, int *instead)
{
	const int64_t err = sock_locked(fd);
	struct sock *k;

	*instead = -1;
	if (err)
		return err;
	/* Not before it is known to be a socket: to look at a file that is elsewhere may take as long as somebody likes. */
	k = sock_of(s, fd);
	if (!k)
		return -ENOENT;
	*instead = fcntl(k->fd, F_DUPFD_CLOEXEC, 0);
	if (*instead < 0)
		return -errno;
	/* act */
	setsockopt(k->fd, SOL_PACKET, PACKET_AUXDATA, &k->told, sizeof(k->told));
	sock_end(s, k);
	return 0;
}

/* -- the whole ---------------------------------------------------------------------------------------------------------- */

struct socks *socks_new(struct kiln *k, struct kiln_sys *s)
{
	struct socks *n = calloc(1, sizeof(*n));

	if (!n)
		return NULL;
	n->k = k;
	n->s = s;
	n->epoll = epoll_create1(EPOLL_CLOEXEC);
	n->away = n->epoll < 0 ? NULL : away_new();
	if (n->away)
		return n;
	if (n->epoll >= 0)
		close(n->epoll);
	free(n);
	return NULL;
}

int socks_fd(const struct socks *s)
{
	return s->epoll;
}

/* One event at a time, for what is done at it may end what others are about. Those that wait come round. */
void socks_turn(struct socks *s, uint64_t ns)
{
	struct epoll_event e;
	struct sock *k;
	bool gone;

	if (epoll_wait(s->epoll, &e, 1, 0) != 1)
		return;
	gone = (uintptr_t)e.data.ptr & 1;
	k = (void *)((uintptr_t)e.data.ptr - gone);
	if (gone || !packets_run(s, k, now_ns() + ns))
		sock_end(s, k);
}

bool socks_at(const struct socks *s, uint32_t i, struct socks_at *out)
{
	const struct sock *k;

	for (k = s ? s->all : NULL; k && i; k = k->next)
		i--;
	if (k)
		*out = k->at;
	return k;
}

void socks_free(struct socks *s)
{
	if (!s)
		return;
	while (s->all)
		sock_end(s, s->all);
	away_free(s->away);
	close(s->epoll);
	free(s);
}
