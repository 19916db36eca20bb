/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * net.c - see net.h.
 *
 * Overview     an interface at which something is attached is a port: a packet socket with a ring, which has copies of what the system's
 *              stack sees. So a program there cannot keep a packet from the stack; it can send it on (TX, redirect). Two ports that are
 *              bridged have no stack between them: what is not let through does not arrive. A TAP's other side is the stack. A bridged
 *              port may have AF_XDP sockets instead of the ring; its packet socket is then for what only that can send.
 * Order        in: XDP, traffic control in. Out: traffic control out. From one side of a bridge to the other: in, then out; into a TAP:
 *              the TAP's in.
 * Offloads     packets come and go with a virtio header, which says what the sender left to hardware: lengths beyond the MTU and
 *              checksums stay as they are. AF_XDP has no such header: what comes that way is taken to be complete.
 * Limits       packets at one turn, and time, so that clients have theirs. What cannot be sent at once is dropped, and counted.
 */
#include "net.h"

#include <errno.h>
#include <fcntl.h>
#include <kiln/port.h>
#include <linux/if_packet.h>
#include <linux/if_tun.h>
#include <linux/bpf.h>
#include <linux/virtio_net.h>
#include <arpa/inet.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "now.h"
#include "offload.h"
#include "xsk.h"

enum {
	FRAME_LEN = 2048,
	NR_FRAMES = 4096,
	BLOCK_LEN = 1 << 16,
	HEAD_ROOM = 256,
	PACKET_MAX = 1 << 16,
	TAIL_ROOM = 1024,
	AT_ONCE = 256,
	HOPS_MAX = 4,
	VLAN_LEN = 4,
	ADDRESSES_LEN = 12,
	TURN_NS = 200000 /* others wait no longer for packets that may come */
};
enum { TC_UNSPEC = -1, TC_OK = 0, TC_RECLASSIFY = 1, TC_PIPE = 3, TC_REDIRECT = 7 };
enum { MAP_DEVMAP = 14, MAP_CPUMAP = 16, MAP_DEVMAP_HASH = 25 };
enum { F_INGRESS = 1, F_BROADCAST = 8, F_EXCLUDE_INGRESS = 16 };

struct port {
	struct port *next, *peer;
	uint32_t ifindex;
	int fd;
	bool tap, wanted, bridged;
	uint64_t hot;	 /* queues whose packets come close together: nobody waits for them in epoll */
	struct xsk *xsk; /* NULL: it has a ring, or is a TAP */
	uint8_t *ring;
	uint32_t frame; /* the next one */
	const struct kiln_hook *xdp, *in, *out;
	uint64_t packets, drops;
};

struct net {
	struct kiln *k;
	struct kiln_sys *s;
	int epoll, any; /* any: sends by interfaces that are no ports; -1: not allowed */
	uint64_t seen;	/* of kiln_sys_changes() */
	bool watches;	/* who sends has another CPU */
	struct port *ports;
	uint32_t hops;
	struct virtio_net_hdr offload; /* of the packet at work */
	struct kiln_packet packet;
	struct kiln_env env;
	uint8_t room[HEAD_ROOM + PACKET_MAX + TAIL_ROOM], spare[HEAD_ROOM + PACKET_MAX + TAIL_ROOM];
};

/* -- ports ------------------------------------------------------------------------------------------------------------- */

static int packet_socket(void)
{
	const int one = 1;
	int fd = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	if (fd >= 0 && setsockopt(fd, SOL_PACKET, PACKET_VNET_HDR, &one, sizeof(one))) {
		close(fd);
		return -1;
	}
	return fd;
}

static bool ring_open(struct port *p)
{
	const int version = TPACKET_V2, one = 1;
	const struct tpacket_req ring = { .tp_block_size = BLOCK_LEN,
					  .tp_block_nr = FRAME_LEN * NR_FRAMES / BLOCK_LEN,
					  .tp_frame_size = FRAME_LEN,
					  .tp_frame_nr = NR_FRAMES };
	const struct sockaddr_ll at = { .sll_family = AF_PACKET,
					.sll_protocol = htons(ETH_P_ALL),
					.sll_ifindex = (int)p->ifindex };

	p->fd = packet_socket();
	if (p->fd < 0 || setsockopt(p->fd, SOL_PACKET, PACKET_VERSION, &version, sizeof(version)) ||
	    setsockopt(p->fd, SOL_PACKET, PACKET_COPY_THRESH, &one, sizeof(one)) ||
	    setsockopt(p->fd, SOL_PACKET, PACKET_RX_RING, &ring, sizeof(ring)))
		return false;
	p->ring = mmap(NULL, (size_t)FRAME_LEN * NR_FRAMES, PROT_READ | PROT_WRITE, MAP_SHARED, p->fd, 0);
	if (p->ring == MAP_FAILED)
		p->ring = NULL;
	return p->ring && !bind(p->fd, (const struct sockaddr *)&at, sizeof(at));
}

static void port_free(struct port *p)
{
	if (p->ring)
		munmap(p->ring, (size_t)FRAME_LEN * NR_FRAMES);
	if (p->xsk)
		xsk_close(p->xsk);
	if (p->fd >= 0)
		close(p->fd);
	free(p);
}

/*
 * An event tells of a port, and of which of its queues; but for a TAP, once: the system need not tell of each packet of those that come
 * close together.
 */
static bool queue_watch(const struct net *n, const struct port *p, int op, int fd, uint32_t queue)
{
	struct epoll_event event = { .events = EPOLLIN | (p->tap ? 0 : EPOLLONESHOT),
				     .data.u64 = (uint64_t)queue << 32 | p->ifindex };

	return !epoll_ctl(n->epoll, op, fd, &event);
}

static bool port_watch(const struct net *n, const struct port *p)
{
	if (!p->xsk)
		return queue_watch(n, p, EPOLL_CTL_ADD, p->fd, 0);
	for (uint32_t i = 0; i < xsk_queues(p->xsk); i++)
		if (!queue_watch(n, p, EPOLL_CTL_ADD, xsk_fd(p->xsk, i), i))
			return false;
	return true;
}

static bool port_add(struct net *n, struct port *p)
{
	if (!port_watch(n, p))
		return false;
	p->next = n->ports;
	n->ports = p;
	return true;
}

/* This packet socket is bound to nothing, and receives nothing. */
static bool xsk_port_open(struct port *p)
{
	p->fd = packet_socket();
	p->xsk = p->fd < 0 ? NULL : xsk_open(p->ifindex);
	return p->xsk;
}

static struct port *port_open(struct net *n, uint32_t ifindex, bool by_xsk)
{
	struct port *p = calloc(1, sizeof(*p));
	int error;

	if (!p)
		return NULL;
	p->fd = -1;
	p->ifindex = ifindex;
	if ((by_xsk ? xsk_port_open(p) : ring_open(p)) && port_add(n, p))
		return p;
	error = errno;
	port_free(p);
	errno = error;
	return NULL;
}

/* A TAP of that name; its packets come from the stack, and go there. */
static struct port *tap_open(struct net *n, const char *name)
{
	struct ifreq want = { .ifr_flags = IFF_TAP | IFF_NO_PI | IFF_VNET_HDR };
	struct port *p = calloc(1, sizeof(*p));

	if (!p)
		return NULL;
	p->tap = true;
	p->fd = open("/dev/net/tun", O_RDWR | O_CLOEXEC | O_NONBLOCK);
	if (p->fd >= 0 && (size_t)snprintf(want.ifr_name, IFNAMSIZ, "%s", name) < IFNAMSIZ &&
	    !ioctl(p->fd, TUNSETIFF, &want) && (p->ifindex = if_nametoindex(want.ifr_name)) && port_add(n, p))
		return p;
	port_free(p);
	return NULL;
}

static struct port *port_of(const struct net *n, uint32_t ifindex)
{
	struct port *p;

	for (p = n->ports; p && p->ifindex != ifindex; p = p->next)
		;
	return p;
}

static void port_close(struct net *n, struct port *p)
{
	struct port **at = &n->ports;

	while (*at != p)
		at = &(*at)->next;
	*at = p->next;
	port_free(p);
}

/* -- what is attached --------------------------------------------------------------------------------------------------- */

static void port_hooks(const struct net *n, struct port *p)
{
	const struct kiln_kind *xdp = kiln_kind_by_name("xdp"), *tc = kiln_kind_by_name("sched_cls");
	int no_out;

	p->xdp = kiln_sys_hook(n->s, xdp, KILN_AT_XDP, p->ifindex, NULL);
	p->in = kiln_sys_hook(n->s, tc, KILN_AT_INGRESS, p->ifindex, NULL);
	p->out = kiln_sys_hook(n->s, tc, KILN_AT_EGRESS, p->ifindex, NULL);
	no_out = !p->out;
	if (!p->tap)
		setsockopt(p->fd, SOL_PACKET, PACKET_IGNORE_OUTGOING, &no_out, sizeof(no_out));
}

static bool port_want(void *arg, const struct kiln_at *at)
{
	struct net *n = arg;
	struct port *p = at->ifindex ? port_of(n, at->ifindex) : NULL;

	if (at->ifindex && !p)
		p = port_open(n, at->ifindex, false); /* where it may not, kiln raise still reaches the program */
	if (p)
		p->wanted = true;
	return true;
}

void net_sync(struct net *n)
{
	struct port *p;

	if (kiln_sys_changes(n->s) == n->seen)
		return;
	n->seen = kiln_sys_changes(n->s);
	for (p = n->ports; p; p = p->next)
		p->wanted = p->bridged;
	kiln_sys_at_each(n->s, port_want, n);
	for (struct port *next = n->ports; (p = next);) {
		next = p->next;
		if (p->wanted)
			port_hooks(n, p);
		else
			port_close(n, p);
	}
}

/* -- sending ------------------------------------------------------------------------------------------------------------ */

static void deliver(struct net *n, struct port *p);

/* What the sender left to hardware begins where it did, though the packet may begin elsewhere. */
static struct virtio_net_hdr offload_now(const struct net *n)
{
	struct virtio_net_hdr h = n->offload;

	if (h.flags & VIRTIO_NET_HDR_F_NEEDS_CSUM)
		h.csum_start = (uint16_t)(h.csum_start - (n->packet.data - (n->room + HEAD_ROOM)));
	h.hdr_len = 0;
	return h;
}

static bool packet_write(const struct net *n, int fd, bool tap, uint32_t ifindex)
{
	struct virtio_net_hdr h = offload_now(n);
	struct sockaddr_ll to = { .sll_family = AF_PACKET, .sll_ifindex = (int)ifindex, .sll_halen = ETH_ALEN };
	struct iovec iov[] = { { &h, sizeof(h) }, { n->packet.data, (size_t)(n->packet.data_end - n->packet.data) } };
	struct msghdr msg = { .msg_name = &to, .msg_namelen = sizeof(to), .msg_iov = iov, .msg_iovlen = 2 };

	if (iov[1].iov_len < ETH_HLEN)
		return false;
	memcpy(&to.sll_protocol, n->packet.data + ADDRESSES_LEN, sizeof(to.sll_protocol));
	return (tap ? writev(fd, iov, 2) : sendmsg(fd, &msg, MSG_DONTWAIT | MSG_NOSIGNAL)) >= 0;
}

static bool port_write(struct net *n, struct port *p)
{
	const size_t len = (size_t)(n->packet.data_end - n->packet.data);

	if (len < ETH_HLEN)
		return false;
	/* By its packet socket goes what hardware is to complete, after what was sent before it. */
	if (p->xsk && !(n->offload.flags & VIRTIO_NET_HDR_F_NEEDS_CSUM) && !n->offload.gso_type)
		return xsk_put(p->xsk, n->packet.data, len);
	if (p->xsk)
		xsk_flush(p->xsk);
	return packet_write(n, p->fd, p->tap, p->ifindex);
}

/* By the wire of the port: a TAP's is what it is bridged with. */
static void port_send(struct net *n, struct port *p)
{
	if (!port_write(n, p->tap ? p->peer : p))
		p->drops++;
}

static bool send_by_index(struct net *n, uint32_t ifindex)
{
	struct port *p = port_of(n, ifindex);

	if (p) {
		port_send(n, p);
		return true;
	}
	if (n->any < 0)
		n->any = packet_socket();
	return n->any >= 0 && packet_write(n, n->any, false, ifindex);
}

/* What an earlier program was to redirect to is not where this one's packet goes. */
static void redirect_none(struct net *n)
{
	n->env.redirect_map = NULL;
	n->env.redirect_key = 0;
	n->env.redirect_flags = 0;
}

/* What the program of an entry says of the packet: pass where there is none. */
static int64_t entry_run(struct net *n, uint32_t prog_id)
{
	struct kiln_object *o = prog_id ? kiln_sys_find(n->s, KILN_OBJECT_PROG, prog_id) : NULL;

	if (!o)
		return XDP_PASS;
	redirect_none(n);
	return (uint32_t)kiln_run(kiln_object_prog(o), &n->packet, &n->env);
}

/* By an entry of a device map: its program comes last, and may only let it go. */
static bool send_by_entry(struct net *n, const uint32_t entry[2])
{
	n->packet.egress_ifindex = entry[0];
	return entry_run(n, entry[1]) == XDP_PASS && send_by_index(n, entry[0]);
}

/* The same, and the packet is then as it was. */
static bool send_copy(struct net *n, const uint32_t entry[2])
{
	const struct kiln_packet as_it_was = n->packet;
	const size_t len = (size_t)(n->packet.data_end - n->packet.data_meta);
	bool sent;

	if (!entry[1])
		return send_by_index(n, entry[0]);
	memcpy(n->spare, n->packet.data_meta, len);
	sent = send_by_entry(n, entry);
	n->packet = as_it_was;
	memcpy(n->packet.data_meta, n->spare, len);
	return sent;
}

/* To each interface in the map, but perhaps not where it came from. */
static bool send_to_all(struct net *n, const struct port *from)
{
	const uint64_t flags = n->env.redirect_flags;
	struct kiln_map *m = n->env.redirect_map;
	uint32_t entry[2] = { 0 };
	uint8_t key[8];
	bool any = false;

	for (bool more = !kiln_map_next(m, NULL, key); more; more = !kiln_map_next(m, key, key)) {
		if (kiln_map_lookup(m, key, entry, 0))
			continue;
		if (!(flags & F_EXCLUDE_INGRESS && entry[0] == from->ifindex))
			any |= send_copy(n, entry);
	}
	return any;
}

/* Into an interface, as if it had come there: only a TAP's stack can be reached so. */
static bool send_in(struct net *n, uint32_t ifindex)
{
	struct port *p = port_of(n, ifindex);

	if (!p || !p->tap)
		return false;
	deliver(n, p);
	return true;
}

static bool redirect(struct net *n, const struct port *from, bool *pass, uint32_t hops);

/* On another CPU it goes on as it would have, if the entry's program lets it. */
static bool cpu_entry(struct net *n, const struct port *from, uint32_t prog_id, bool *pass, uint32_t hops)
{
	int64_t verdict = entry_run(n, prog_id);

	*pass = verdict == XDP_PASS;
	return *pass || (verdict == XDP_REDIRECT && hops < HOPS_MAX && redirect(n, from, pass, hops + 1));
}

/* False: dropped. *pass: it goes on. */
static bool redirect(struct net *n, const struct port *from, bool *pass, uint32_t hops)
{
	struct kiln_map *m = n->env.redirect_map;
	uint32_t key = (uint32_t)n->env.redirect_key, entry[2] = { 0 };

	if (!m)
		return n->env.redirect_flags & F_INGRESS ? send_in(n, key) : send_by_index(n, key);
	switch (kiln_map_spec(m)->type) {
	case MAP_CPUMAP:
		return !kiln_map_lookup(m, &key, entry, 0) && cpu_entry(n, from, entry[1], pass, hops);
	case MAP_DEVMAP:
	case MAP_DEVMAP_HASH:
		if (n->env.redirect_flags & F_BROADCAST)
			return send_to_all(n, from);
		return !kiln_map_lookup(m, &key, entry, 0) && send_by_entry(n, entry);
	default:
		return false;
	}
}

/* -- programs ----------------------------------------------------------------------------------------------------------- */

static int64_t chain_run(struct net *n, const struct kiln_hook *hook)
{
	redirect_none(n);
	return kiln_sys_raise(n->s, hook, &n->packet, &n->env);
}

/* True: the packet goes on. */
static bool xdp_pass(struct net *n, struct port *p)
{
	int64_t verdict = p->xdp ? chain_run(n, p->xdp) : XDP_PASS;
	bool pass = verdict == XDP_PASS;

	if (verdict == XDP_TX)
		port_send(n, p);
	else if (verdict == XDP_REDIRECT ? !redirect(n, p, &pass, 0) : !pass)
		p->drops++;
	return pass;
}

static bool tc_pass(struct net *n, struct port *p, const struct kiln_hook *hook)
{
	int64_t verdict = hook ? chain_run(n, hook) : TC_OK;
	bool pass = verdict == TC_OK || verdict == TC_UNSPEC || verdict == TC_PIPE || verdict == TC_RECLASSIFY;

	if (verdict == TC_REDIRECT ? !redirect(n, p, &pass, 0) : !pass)
		p->drops++;
	return pass;
}

static void packet_at(struct net *n, const struct port *p)
{
	n->packet.ifindex = p->ifindex;
	n->packet.len = (uint32_t)(n->packet.data_end - n->packet.data);
}

/* XDP is not told of the protocol: so what it drops is not looked at for that. */
static void packet_at_tc(struct net *n, const struct port *p)
{
	packet_at(n, p);
	if (n->packet.len >= ETH_HLEN)
		memcpy(&n->packet.protocol_be, n->packet.data + ADDRESSES_LEN, 2);
}

static bool port_in(struct net *n, struct port *p)
{
	p->packets++;
	packet_at(n, p);
	n->packet.ingress_ifindex = p->ifindex;
	if (!xdp_pass(n, p))
		return false;
	packet_at_tc(n, p);
	return tc_pass(n, p, p->in);
}

static bool port_out(struct net *n, struct port *p)
{
	p->packets++;
	packet_at_tc(n, p);
	return tc_pass(n, p, p->out);
}

/* The packet reaches the other side of a bridge. */
static void deliver(struct net *n, struct port *p)
{
	if (n->hops >= HOPS_MAX)
		return;
	n->hops++;
	if (p->tap ? port_in(n, p) : port_out(n, p)) {
		if (!port_write(n, p))
			p->drops++;
	}
	n->hops--;
}

/* n->packet, at p; outgoing: the stack sent it. */
static void packet_run(struct net *n, struct port *p, bool outgoing)
{
	n->packet.wire_len = n->packet.len;
	n->hops = 0;
	if (outgoing ? !port_out(n, p) : !port_in(n, p))
		return;
	/* What the stack sends by a bridged port itself is on its way already. */
	if (p->peer && outgoing == p->tap)
		deliver(n, p->peer);
}

/* -- receiving ---------------------------------------------------------------------------------------------------------- */

static void room_run(struct net *n, struct port *p, uint32_t len, bool outgoing)
{
	kiln_packet_init(&n->packet, n->room, HEAD_ROOM, len, TAIL_ROOM);
	packet_run(n, p, outgoing);
}

/* A packet that the ring has no room for was queued, too, with its virtio header. */
static uint32_t long_packet(struct net *n, const struct port *p)
{
	struct iovec iov[] = { { &n->offload, sizeof(n->offload) }, { n->room + HEAD_ROOM, PACKET_MAX } };
	ssize_t len = readv(p->fd, iov, 2);

	return len > (ssize_t)sizeof(n->offload) ? (uint32_t)len - (uint32_t)sizeof(n->offload) : 0;
}

/* The tag that the system took off is put back: programs look for it in the packet. */
static uint32_t vlan_restore(struct net *n, const struct tpacket2_hdr *h, uint32_t len)
{
	uint8_t *at = n->room + HEAD_ROOM;
	const uint16_t tpid = h->tp_status & TP_STATUS_VLAN_TPID_VALID ? h->tp_vlan_tpid : ETHERTYPE_VLAN,
		       proto = htons(tpid), tci = htons(h->tp_vlan_tci);

	if (!(h->tp_status & TP_STATUS_VLAN_VALID) || len < ETH_HLEN || len > PACKET_MAX - VLAN_LEN)
		return len;
	memmove(at + ADDRESSES_LEN + VLAN_LEN, at + ADDRESSES_LEN, len - ADDRESSES_LEN);
	memcpy(at + ADDRESSES_LEN, &proto, 2);
	memcpy(at + ADDRESSES_LEN + 2, &tci, 2);
	if (n->offload.flags & VIRTIO_NET_HDR_F_NEEDS_CSUM)
		n->offload.csum_start = (uint16_t)(n->offload.csum_start + VLAN_LEN);
	return len + VLAN_LEN;
}

static uint32_t frame_take(struct net *n, struct port *p, const struct tpacket2_hdr *h)
{
	const uint8_t *at = (const uint8_t *)h + h->tp_mac;
	uint32_t len = h->tp_snaplen;

	if (h->tp_status & TP_STATUS_COPY) {
		len = long_packet(n, p);
	} else if (len != h->tp_len || h->tp_mac > FRAME_LEN || len > (uint32_t)FRAME_LEN - h->tp_mac) {
		len = 0;
	} else {
		memcpy(&n->offload, at - sizeof(n->offload), sizeof(n->offload));
		memcpy(n->room + HEAD_ROOM, at, len);
	}
	return len < ETH_HLEN ? 0 : vlan_restore(n, h, len);
}

static struct tpacket2_hdr *ring_next(const struct port *p)
{
	return (struct tpacket2_hdr *)(void *)(p->ring + (size_t)p->frame * FRAME_LEN);
}

static bool is_there(const struct port *p, uint32_t queue)
{
	return p->xsk ? xsk_there(p->xsk, queue)
		      : __atomic_load_n(&ring_next(p)->tp_status, __ATOMIC_ACQUIRE) & TP_STATUS_USER;
}

/* A turn: from here on programs run. */
static void turn_begin(struct net *n)
{
	kiln_enter(n->k, &n->env);
}

/* What they have done is told of, and what they have sent goes. */
static void turn_end(struct net *n)
{
	kiln_leave(n->k, &n->env);
	for (struct port *to = n->ports; to; to = to->next)
		if (to->xsk)
			xsk_flush(to->xsk);
}

/*
 * The next packet comes before long: to sleep and be woken for each of many that come close together costs both sides more than they do. A
 * turn ends after *end, set at its first wait. False: not now; *more: perhaps soon.
 */
static bool packet_comes(struct net *n, const struct port *p, uint32_t queue, uint64_t *end, bool *more)
{
	uint64_t now;

	if (is_there(p, queue))
		return true;
	now = now_ns();
	if (!*end)
		*end = now + TURN_NS;
	if (now >= *end)
		return false;
	*more = n->watches;
	if (!*more)
		return false;
	turn_end(n);
	for (const uint64_t last = now + WATCH_NS; !is_there(p, queue) && now < last; now = now_ns())
		for (int i = 0; i < WATCH_LOOKS && !is_there(p, queue); i++)
			KILN_RELAX();
	turn_begin(n);
	*more = is_there(p, queue);
	return *more;
}

/* False: no more come for the moment. */
static bool ring_turn(struct net *n, struct port *p)
{
	uint64_t end = 0;
	bool more = true;

	for (uint32_t i = 0; i < AT_ONCE; i++) {
		struct tpacket2_hdr *h = ring_next(p);
		const struct sockaddr_ll *from =
			(const struct sockaddr_ll *)(const void *)((const uint8_t *)h + TPACKET_ALIGN(sizeof(*h)));
		bool outgoing;
		uint32_t len;

		if (!packet_comes(n, p, 0, &end, &more))
			break;
		outgoing = from->sll_pkttype == PACKET_OUTGOING;
		len = frame_take(n, p, h);
		__atomic_store_n(&h->tp_status, TP_STATUS_KERNEL, __ATOMIC_RELEASE);
		p->frame = (p->frame + 1) % NR_FRAMES;
		if (len)
			room_run(n, p, len, outgoing);
		else
			p->drops++;
	}
	return more;
}

/* Where the kernel has put them: nothing is copied. */
static bool xsk_turn(struct net *n, struct port *p, uint32_t queue)
{
	struct xsk_frame burst[XSK_BURST];
	uint64_t end = 0;
	bool more = true;
	uint32_t nr;

	n->offload = (struct virtio_net_hdr){ 0 };
	for (uint32_t all = 0; all < AT_ONCE && packet_comes(n, p, queue, &end, &more); all += nr) {
		nr = xsk_take(p->xsk, queue, burst);
		for (uint32_t i = 0; i < nr; i++) {
			const uint32_t off = burst[i].off, len = burst[i].len;

			kiln_packet_init(&n->packet, burst[i].room, off, len, XSK_FRAME_LEN - off - len);
			n->packet.rx_queue = queue;
			packet_run(n, p, false);
		}
		xsk_give(p->xsk, queue, burst, nr);
	}
	return more;
}

static void tap_turn(struct net *n, struct port *p)
{
	uint32_t len;

	for (uint32_t i = 0; i < AT_ONCE && (len = long_packet(n, p)) >= (uint32_t)ETH_HLEN; i++)
		room_run(n, p, len, true);
}

/* Packets that come close together are not waited for: net_go_on(). */
static void queue_turn(struct net *n, struct port *p, uint32_t queue)
{
	const uint64_t bit = 1ull << queue;
	bool more;

	turn_begin(n);
	more = p->xsk ? xsk_turn(n, p, queue) : ring_turn(n, p);
	turn_end(n);
	if (more || !queue_watch(n, p, EPOLL_CTL_MOD, p->xsk ? xsk_fd(p->xsk, queue) : p->fd, queue))
		p->hot |= bit;
	else
		p->hot &= ~bit;
}

static void port_turn(struct net *n, struct port *p, uint32_t queue, uint32_t events)
{
	socklen_t len = sizeof(int);
	int error = 0;

	if (events & EPOLLERR && !p->tap)
		getsockopt(p->fd, SOL_SOCKET, SO_ERROR, &error, &len); /* it was set down; or it is no more */
	if (!p->tap) {
		queue_turn(n, p, queue);
		return;
	}
	turn_begin(n);
	tap_turn(n, p);
	turn_end(n);
}

void net_turn(struct net *n)
{
	enum { EVENTS = 16 };
	struct epoll_event events[EVENTS];
	int nr = epoll_wait(n->epoll, events, EVENTS, 0);

	for (int i = 0; i < nr; i++) {
		struct port *p = port_of(n, (uint32_t)events[i].data.u64);

		if (p)
			port_turn(n, p, (uint32_t)(events[i].data.u64 >> 32), events[i].events);
	}
}

bool net_hot(const struct net *n)
{
	const struct port *p = n->ports;

	while (p && !p->hot)
		p = p->next;
	return p;
}

void net_go_on(struct net *n)
{
	for (struct port *p = n->ports; p; p = p->next)
		for (uint64_t hot = p->hot; hot; hot &= hot - 1)
			queue_turn(n, p, (uint32_t)__builtin_ctzll(hot));
}

/* -- the whole ---------------------------------------------------------------------------------------------------------- */

struct net *net_new(struct kiln *k, struct kiln_sys *s)
{
	struct net *n = calloc(1, sizeof(*n));

	if (!n)
		return NULL;
	n->k = k;
	n->s = s;
	n->any = -1;
	n->watches = sysconf(_SC_NPROCESSORS_ONLN) > 1;
	n->seen = kiln_sys_changes(s);
	n->epoll = epoll_create1(EPOLL_CLOEXEC);
	if (n->epoll >= 0)
		return n;
	free(n);
	return NULL;
}

int net_fd(const struct net *n)
{
	return n->epoll;
}

/* A name behind "xdp:" or "tap:", or NULL. */
static const char *name_after(const char *name, const char *how)
{
	size_t len = strlen(how);

	return strncmp(name, how, len) ? NULL : name + len;
}

static void side_say(void (*say)(const char *), const char *name, const char *what)
{
	char sentence[300];

	snprintf(sentence, sizeof(sentence), "%s: %s", name, what);
	if (say)
		say(sentence);
}

/* Programs look for tags in packets: one that was taken off would let its packet cross VLANs. */
static bool tags_keep(const char *name, const char *interface, void (*say)(const char *))
{
	bool changed;

	if (!offload_keep_tags(interface, &changed)) {
		int error = errno;

		side_say(say, name, "VLAN tags would be lost: its rx-vlan-offload cannot be turned off");
		errno = error;
		return false;
	}
	if (changed)
		side_say(say, name, "its rx-vlan-offload is off now: tags stay in packets");
	if (offload_is_veth(interface))
		side_say(say, name,
			 "what the other end of a veth leaves to hardware is lost, checksums and VLAN tags: there, "
			 "ethtool -K NAME tx off txvlan off tx-vlan-stag-hw-insert off");
	return true;
}

/* All that comes there is for us, whoever it is addressed to. */
static struct port *side_open(struct net *n, const char *name, void (*say)(const char *))
{
	struct packet_mreq all = { .mr_type = PACKET_MR_PROMISC };
	const char *tap = name_after(name, "tap:"), *by_xsk = name_after(name, "xdp:");
	uint32_t ifindex;
	struct port *p;

	if (tap)
		return tap_open(n, tap);
	ifindex = if_nametoindex(by_xsk ? by_xsk : name);
	if (!ifindex || port_of(n, ifindex)) {
		errno = ifindex ? EEXIST : errno;
		return NULL;
	}
	/* The first packet has its tag already. */
	if (by_xsk && !tags_keep(name, by_xsk, say))
		return NULL;
	p = port_open(n, ifindex, by_xsk);
	all.mr_ifindex = (int)ifindex;
	if (p)
		setsockopt(p->fd, SOL_PACKET, PACKET_ADD_MEMBERSHIP, &all, sizeof(all));
	return p;
}

static struct port *bridge_side(struct net *n, const char *name, void (*say)(const char *))
{
	struct port *p;
	int error;

	errno = 0;
	p = side_open(n, name, say);
	error = errno;
	if (!p)
		side_say(say, name,
			 error == E2BIG ? "it has more than 64 queues"
			 : error == EPERM
				 ? "no right to it: AF_XDP is root's, and other ways need CAP_NET_RAW or CAP_NET_ADMIN"
			 : error == EEXIST ? "it is a side of a bridge already"
					   : strerror(error));
	errno = error;
	return p;
}

bool net_bridge(struct net *n, const struct kiln_bridge *b, void (*say)(const char *))
{
	struct port *first = bridge_side(n, b->a, say), *second = first ? bridge_side(n, b->b, say) : NULL;

	if (!second || (first->tap && second->tap)) {
		errno = second ? EINVAL : errno;
		return false;
	}
	first->peer = second;
	second->peer = first;
	first->bridged = second->bridged = true;
	port_hooks(n, first);
	port_hooks(n, second);
	return true;
}

struct net_counts net_counts(const struct net *n, uint32_t ifindex)
{
	const struct port *p = port_of(n, ifindex);

	return p ? (struct net_counts){ p->tap	 ? KILN_LIVE_TAP
					: p->xsk ? KILN_LIVE_XDP
						 : KILN_LIVE_RING,
					p->packets, p->drops }
		 : (struct net_counts){ 0 };
}

void net_free(struct net *n)
{
	if (!n)
		return;
	while (n->ports)
		port_close(n, n->ports);
	if (n->any >= 0)
		close(n->any);
	close(n->epoll);
	free(n);
}
