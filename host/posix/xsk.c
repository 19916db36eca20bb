/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * xsk.c - see xsk.h.
 *
 * Overview     a socket for each queue, with memory of its own for frames: one half is the kernel's to put packets into, or a reader's;
 *              the other is for sending, by the first queue's socket. A map leads from queues to sockets, a program at the interface
 *              from packets to the map, and a link holds that there as long as this process has it.
 * Rings        each has one writer, of its producer or its consumer, which is kept here and told to the other side after the entries.
 *              The filling ring holds all frames of its half, so it has always room for one that goes back.
 */
#include "xsk.h"

#include <errno.h>
#include <linux/bpf.h>
#include <linux/if_xdp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum {
	RX_FRAMES = 2048,
	TX_FRAMES = 1024,
	FRAMES = RX_FRAMES + TX_FRAMES,
	KICKS_MAX = 2 * TX_FRAMES / 32,
	BUSY_MAX = 100
};

struct ring {
	uint32_t *producer, *consumer;
	void *entries;
	uint32_t mine; /* the one that is written here */
	void *at;      /* of the mapping */
	size_t len;
};

struct queue {
	int fd;
	uint8_t *frames;
	struct ring fill, done, rx, tx;
};

struct xsk {
	int map, prog, link;
	uint32_t nr;
	uint32_t idle[TX_FRAMES], nr_idle; /* frames of the first queue's that nothing is sent from */
	struct queue queues[XSK_QUEUES_MAX];
};

/* -- a queue's socket --------------------------------------------------------------------------------------------------- */

static bool ring_map(struct ring *r, int fd, const struct xdp_ring_offset *off, off_t which, size_t entry_len,
		     uint32_t nr)
{
	const size_t len = off->desc + nr * entry_len;
	uint8_t *at = mmap(NULL, len, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, fd, which);

	if (at == MAP_FAILED)
		return false;
	*r = (struct ring){ .producer = (uint32_t *)(void *)(at + off->producer),
			    .consumer = (uint32_t *)(void *)(at + off->consumer),
			    .entries = at + off->desc,
			    .at = at,
			    .len = len };
	return true;
}

static bool rings_map(struct queue *q)
{
	struct xdp_mmap_offsets off;
	socklen_t len = sizeof(off);

	return !getsockopt(q->fd, SOL_XDP, XDP_MMAP_OFFSETS, &off, &len) && len == sizeof(off) &&
	       ring_map(&q->rx, q->fd, &off.rx, XDP_PGOFF_RX_RING, sizeof(struct xdp_desc), RX_FRAMES) &&
	       ring_map(&q->tx, q->fd, &off.tx, XDP_PGOFF_TX_RING, sizeof(struct xdp_desc), TX_FRAMES) &&
	       ring_map(&q->fill, q->fd, &off.fr, (off_t)XDP_UMEM_PGOFF_FILL_RING, sizeof(uint64_t), RX_FRAMES) &&
	       ring_map(&q->done, q->fd, &off.cr, (off_t)XDP_UMEM_PGOFF_COMPLETION_RING, sizeof(uint64_t), TX_FRAMES);
}

static bool frames_register(struct queue *q)
{
	struct xdp_umem_reg all = { .len = (uint64_t)FRAMES * XSK_FRAME_LEN, .chunk_size = XSK_FRAME_LEN };
	uint8_t *at = mmap(NULL, all.len, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (at == MAP_FAILED)
		return false;
	q->frames = at;
	all.addr = (uintptr_t)at;
	return !setsockopt(q->fd, SOL_XDP, XDP_UMEM_REG, &all, sizeof(all));
}

static bool ring_size(int fd, int which, int nr)
{
	return !setsockopt(fd, SOL_XDP, which, &nr, sizeof(nr));
}

static void fill_put(struct queue *q, uint32_t i, uint64_t at)
{
	((uint64_t *)q->fill.entries)[i % RX_FRAMES] = at;
}

/* A queue is let go some time after its last socket was closed: of a server that has just ended, perhaps. */
static bool queue_bind(const struct queue *q, uint32_t ifindex, uint32_t number)
{
	const struct sockaddr_xdp at = { .sxdp_family = AF_XDP, .sxdp_ifindex = ifindex, .sxdp_queue_id = number };
	const struct timespec a_while = { .tv_nsec = 10000000 };

	for (int i = 0; i < BUSY_MAX; i++) {
		if (!bind(q->fd, (const struct sockaddr *)&at, sizeof(at)))
			return true;
		if (errno != EBUSY)
			return false;
		nanosleep(&a_while, NULL);
	}
	return false;
}

/* EINVAL of bind: there is no such queue. */
static bool queue_open(struct queue *q, uint32_t ifindex, uint32_t number)
{
	q->fd = socket(AF_XDP, SOCK_RAW | SOCK_CLOEXEC, 0);
	if (q->fd < 0 || !frames_register(q) || !ring_size(q->fd, XDP_UMEM_FILL_RING, RX_FRAMES) ||
	    !ring_size(q->fd, XDP_UMEM_COMPLETION_RING, TX_FRAMES) || !ring_size(q->fd, XDP_RX_RING, RX_FRAMES) ||
	    !ring_size(q->fd, XDP_TX_RING, TX_FRAMES) || !rings_map(q))
		return false;
	for (uint32_t i = 0; i < RX_FRAMES; i++)
		fill_put(q, i, (uint64_t)i * XSK_FRAME_LEN);
	q->fill.mine = RX_FRAMES;
	__atomic_store_n(q->fill.producer, q->fill.mine, __ATOMIC_RELEASE);
	return queue_bind(q, ifindex, number);
}

static void queue_close(struct queue *q)
{
	struct ring *const rings[] = { &q->fill, &q->done, &q->rx, &q->tx };

	for (size_t i = 0; i < sizeof(rings) / sizeof(rings[0]); i++)
		if (rings[i]->at)
			munmap(rings[i]->at, rings[i]->len);
	if (q->fd >= 0)
		close(q->fd);
	if (q->frames)
		munmap(q->frames, (size_t)FRAMES * XSK_FRAME_LEN);
	*q = (struct queue){ .fd = -1 };
}

/* -- the program that leads there ----------------------------------------------------------------------------------------- */

/* The kernel's own bpf(2), past any wrapper of it. */
static int kernel_bpf(int cmd, union bpf_attr *attr)
{
	return (int)syscall(SYS_bpf, cmd, attr, sizeof(*attr));
}

static bool map_make(struct xsk *x)
{
	union bpf_attr attr = { 0 };

	attr.map_type = BPF_MAP_TYPE_XSKMAP;
	attr.key_size = attr.value_size = sizeof(uint32_t);
	attr.max_entries = XSK_QUEUES_MAX;
	x->map = kernel_bpf(BPF_MAP_CREATE, &attr);
	return x->map >= 0;
}

static bool map_set(const struct xsk *x, uint32_t queue)
{
	union bpf_attr attr = { 0 };

	attr.map_fd = (uint32_t)x->map;
	attr.key = (uintptr_t)&queue;
	attr.value = (uintptr_t)&x->queues[queue].fd;
	return !kernel_bpf(BPF_MAP_UPDATE_ELEM, &attr);
}

/* return bpf_redirect_map(map, ctx->rx_queue_index, XDP_DROP): to the queue's socket, and nowhere else. */
static bool prog_load(struct xsk *x)
{
	const struct bpf_insn code[] = {
		{ .code = BPF_LDX | BPF_MEM | BPF_W,
		  .dst_reg = BPF_REG_2,
		  .src_reg = BPF_REG_1,
		  .off = offsetof(struct xdp_md, rx_queue_index) },
		{ .code = BPF_LD | BPF_IMM | BPF_DW,
		  .dst_reg = BPF_REG_1,
		  .src_reg = BPF_PSEUDO_MAP_FD,
		  .imm = x->map },
		{ 0 },
		{ .code = BPF_ALU64 | BPF_MOV | BPF_K, .dst_reg = BPF_REG_3, .imm = XDP_DROP },
		{ .code = BPF_JMP | BPF_CALL, .imm = BPF_FUNC_redirect_map },
		{ .code = BPF_JMP | BPF_EXIT },
	};
	union bpf_attr attr = { 0 };

	attr.prog_type = BPF_PROG_TYPE_XDP;
	attr.insns = (uintptr_t)code;
	attr.insn_cnt = sizeof(code) / sizeof(code[0]);
	attr.license = (uintptr_t) "Dual BSD/GPL";
	memcpy(attr.prog_name, "kiln_to_server", sizeof("kiln_to_server"));
	x->prog = kernel_bpf(BPF_PROG_LOAD, &attr);
	return x->prog >= 0;
}

static bool prog_attach(struct xsk *x, uint32_t ifindex)
{
	union bpf_attr attr = { 0 };

	attr.link_create.prog_fd = (uint32_t)x->prog;
	attr.link_create.target_ifindex = ifindex;
	attr.link_create.attach_type = BPF_XDP;
	x->link = kernel_bpf(BPF_LINK_CREATE, &attr);
	return x->link >= 0;
}

/* -- the whole ---------------------------------------------------------------------------------------------------------- */

/* A queue without a socket would lose what comes to it. */
static bool queues_few(uint32_t ifindex)
{
	struct queue beyond = { .fd = -1 };
	bool there = queue_open(&beyond, ifindex, XSK_QUEUES_MAX);
	int error = errno;

	queue_close(&beyond);
	errno = there ? E2BIG : error;
	return !there && error == EINVAL;
}

static bool queues_open(struct xsk *x, uint32_t ifindex)
{
	while (x->nr < XSK_QUEUES_MAX) {
		if (!queue_open(&x->queues[x->nr], ifindex, x->nr)) {
			int error = errno;

			queue_close(&x->queues[x->nr]);
			errno = error;
			return error == EINVAL && x->nr;
		}
		x->nr++;
		if (!map_set(x, x->nr - 1))
			return false;
	}
	return true;
}

/* The program comes last: before it, packets go where they went. */
struct xsk *xsk_open(uint32_t ifindex)
{
	struct xsk *x = calloc(1, sizeof(*x));
	int error;

	if (!x)
		return NULL;
	x->map = x->prog = x->link = -1;
	for (uint32_t i = 0; i < TX_FRAMES; i++)
		x->idle[x->nr_idle++] = RX_FRAMES + i;
	if (map_make(x) && queues_few(ifindex) && queues_open(x, ifindex) && prog_load(x) && prog_attach(x, ifindex))
		return x;
	error = errno;
	xsk_close(x);
	errno = error;
	return NULL;
}

void xsk_close(struct xsk *x)
{
	const int fds[] = { x->link, x->prog, x->map };

	for (size_t i = 0; i < sizeof(fds) / sizeof(fds[0]); i++)
		if (fds[i] >= 0)
			close(fds[i]);
	while (x->nr)
		queue_close(&x->queues[--x->nr]);
	free(x);
}

uint32_t xsk_queues(const struct xsk *x)
{
	return x->nr;
}

int xsk_fd(const struct xsk *x, uint32_t queue)
{
	return x->queues[queue].fd;
}

/* -- packets ------------------------------------------------------------------------------------------------------------ */

bool xsk_there(const struct xsk *x, uint32_t queue)
{
	const struct ring *r = &x->queues[queue].rx;

	return __atomic_load_n(r->producer, __ATOMIC_ACQUIRE) != r->mine;
}

uint32_t xsk_take(struct xsk *x, uint32_t queue, struct xsk_frame *to)
{
	struct queue *q = &x->queues[queue];
	const struct xdp_desc *entries = q->rx.entries;
	uint32_t nr = __atomic_load_n(q->rx.producer, __ATOMIC_ACQUIRE) - q->rx.mine;

	nr = nr < XSK_BURST ? nr : XSK_BURST;
	for (uint32_t i = 0; i < nr; i++) {
		const struct xdp_desc d = entries[(q->rx.mine + i) % RX_FRAMES];

		to[i].off = (uint32_t)(d.addr % XSK_FRAME_LEN);
		to[i].room = q->frames + (d.addr - to[i].off);
		to[i].len = d.len;
	}
	if (nr) {
		q->rx.mine += nr;
		__atomic_store_n(q->rx.consumer, q->rx.mine, __ATOMIC_RELEASE);
	}
	return nr;
}

void xsk_give(struct xsk *x, uint32_t queue, const struct xsk_frame *from, uint32_t nr)
{
	struct queue *q = &x->queues[queue];

	for (uint32_t i = 0; i < nr; i++)
		fill_put(q, q->fill.mine + i, (uint64_t)(from[i].room - q->frames));
	q->fill.mine += nr;
	__atomic_store_n(q->fill.producer, q->fill.mine, __ATOMIC_RELEASE);
}

/* Frames of what was sent, in whatever order that was. */
static void idle_collect(struct xsk *x)
{
	struct ring *r = &x->queues[0].done;
	const uint64_t *entries = r->entries;
	uint32_t nr = __atomic_load_n(r->producer, __ATOMIC_ACQUIRE) - r->mine;

	for (uint32_t i = 0; i < nr; i++)
		x->idle[x->nr_idle++] = (uint32_t)(entries[(r->mine + i) % TX_FRAMES] / XSK_FRAME_LEN);
	r->mine += nr;
	__atomic_store_n(r->consumer, r->mine, __ATOMIC_RELEASE);
}

/* A frame to send from. Where none is left, the kernel may not have been told of the last ones yet. */
static bool idle_find(struct xsk *x)
{
	const struct ring *tx = &x->queues[0].tx;

	if (!x->nr_idle)
		idle_collect(x);
	if (!x->nr_idle && *tx->producer != tx->mine) {
		xsk_flush(x);
		idle_collect(x);
	}
	return x->nr_idle;
}

/* As many frames as the ring has entries: with one of them there is room. */
bool xsk_put(struct xsk *x, const void *packet, size_t len)
{
	struct queue *q = &x->queues[0];
	struct xdp_desc *entries = q->tx.entries;
	uint64_t at;

	if (len > XSK_FRAME_LEN || !idle_find(x))
		return false;
	at = (uint64_t)x->idle[--x->nr_idle] * XSK_FRAME_LEN;
	memcpy(q->frames + at, packet, len);
	entries[q->tx.mine % TX_FRAMES] = (struct xdp_desc){ .addr = at, .len = (uint32_t)len };
	q->tx.mine++;
	return true;
}

/* The kernel sends some at each call. What it has no room for now goes with what comes next. */
void xsk_flush(struct xsk *x)
{
	struct queue *q = &x->queues[0];

	__atomic_store_n(q->tx.producer, q->tx.mine, __ATOMIC_RELEASE);
	for (int i = 0; i < KICKS_MAX && __atomic_load_n(q->tx.consumer, __ATOMIC_ACQUIRE) != q->tx.mine; i++)
		if (sendto(q->fd, NULL, 0, MSG_DONTWAIT | MSG_NOSIGNAL, NULL, 0) < 0 && errno != EAGAIN &&
		    errno != EBUSY)
			return;
}
