/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * virtio.c - a network device: virtio-net on PCI, by its older (port) interface, which asks for least.
 *
 * Overview     two rings in memory that device and driver share: buffers that the device fills, and one that it sends. Nobody is
 *              interrupted: the driver looks whether the device has used one. A program works on a packet where the device has put it.
 * Invariant    what the device writes is not trusted: its lengths and numbers are held against ours.
 * See          Virtual I/O Device (VIRTIO) Version 1.1, 2.6 (split rings), 4.1.4.8 and 5.1 (the legacy interface).
 */
#include "bare.h"

enum { PCI_ADDRESS = 0xcf8, PCI_DATA = 0xcfc, PCI_DEVICES = 32, VIRTIO_NET = 0x10001af4, IO_AND_MASTER = 5 };
enum { GUEST_FEATURES = 4, QUEUE_PAGE = 8, QUEUE_LEN = 12, QUEUE_SELECT = 14, QUEUE_NOTIFY = 16, STATUS = 18 };
enum { ACKNOWLEDGE = 1, DRIVER = 2, DRIVER_OK = 4, NEXT = 1, DEVICE_WRITES = 2, RECEIVE = 0, SEND = 1 };
enum { RING_MAX = 256, NR_BUFFERS = 16, HEADER_LEN = 10 };

struct descriptor {
	uint64_t at;
	uint32_t len;
	uint16_t flags, next;
};

/* As the device wants it for RING_MAX descriptors: what it used begins on a page of its own. */
struct ring {
	struct descriptor desc[RING_MAX];
	uint16_t flags, given, give[RING_MAX];
	uint8_t rest[4096 - 4 - 2 * RING_MAX];
	uint16_t used_flags, used;
	struct {
		uint32_t first, len;
	} use[RING_MAX];
} __attribute__((aligned(4096)));
_Static_assert(offsetof(struct ring, used_flags) == 8192, "descriptors and what is given: two pages");

/* Two descriptors each: the device's header, which says nothing here, and the packet. */
struct buffer {
	uint8_t header[16];
	struct net_room room;
};

static struct ring rings[2];
static struct buffer buffers[NR_BUFFERS];
static uint16_t port, seen; /* seen: how many of the filled ones were looked at */

/* -- ports ----------------------------------------------------------------------------------------------------------- */

static void out32(uint16_t at, uint32_t v)
{
	__asm__ volatile("outl %0, %1" : : "a"(v), "Nd"(at));
}

static uint32_t in32(uint16_t at)
{
	uint32_t v;

	__asm__ volatile("inl %1, %0" : "=a"(v) : "Nd"(at));
	return v;
}

static void out16(uint16_t at, uint16_t v)
{
	__asm__ volatile("outw %0, %1" : : "a"(v), "Nd"(at));
}

static uint16_t in16(uint16_t at)
{
	uint16_t v;

	__asm__ volatile("inw %1, %0" : "=a"(v) : "Nd"(at));
	return v;
}

static void out8(uint16_t at, uint8_t v)
{
	__asm__ volatile("outb %0, %1" : : "a"(v), "Nd"(at));
}

static uint32_t pci_read(uint32_t device, uint32_t reg)
{
	out32(PCI_ADDRESS, 0x80000000 | device << 11 | reg);
	return in32(PCI_DATA);
}

/* -- life ------------------------------------------------------------------------------------------------------------ */

/* Shows a buffer to the device; it sees what was written before the number. */
static void give(unsigned queue, uint16_t first)
{
	struct ring *r = &rings[queue];

	r->give[r->given % RING_MAX] = first;
	__atomic_store_n(&r->given, (uint16_t)(r->given + 1), __ATOMIC_RELEASE);
	out16((uint16_t)(port + QUEUE_NOTIFY), (uint16_t)queue);
}

static bool ring_begin(unsigned queue)
{
	out16((uint16_t)(port + QUEUE_SELECT), (uint16_t)queue);
	if (in16((uint16_t)(port + QUEUE_LEN)) != RING_MAX)
		return false;
	out32((uint16_t)(port + QUEUE_PAGE), (uint32_t)((uintptr_t)&rings[queue] >> 12));
	return true;
}

static void buffer_begin(uint16_t i)
{
	struct descriptor *d = &rings[RECEIVE].desc[2 * i];

	d[0] = (struct descriptor){ (uintptr_t)buffers[i].header, HEADER_LEN, NEXT | DEVICE_WRITES,
				    (uint16_t)(2 * i + 1) };
	d[1] = (struct descriptor){ (uintptr_t)buffers[i].room.data, sizeof(buffers[i].room.data), DEVICE_WRITES, 0 };
	give(RECEIVE, (uint16_t)(2 * i));
}

bool net_begin(void)
{
	uint32_t device = 0;

	while (device < PCI_DEVICES && pci_read(device, 0) != VIRTIO_NET)
		device++;
	if (device == PCI_DEVICES || !(pci_read(device, 16) & 1))
		return false;
	port = (uint16_t)(pci_read(device, 16) & ~3u);
	pci_read(device, 4);
	out32(PCI_DATA, IO_AND_MASTER);
	out8((uint16_t)(port + STATUS), 0); /* as it was at first */
	out8((uint16_t)(port + STATUS), ACKNOWLEDGE | DRIVER);
	out32((uint16_t)(port + GUEST_FEATURES), 0);
	if (!ring_begin(RECEIVE) || !ring_begin(SEND))
		return false;
	out8((uint16_t)(port + STATUS), ACKNOWLEDGE | DRIVER | DRIVER_OK);
	for (uint16_t i = 0; i < NR_BUFFERS; i++)
		buffer_begin(i);
	return true;
}

/* -- packets --------------------------------------------------------------------------------------------------------- */

struct net_room *net_wait(uint32_t *len)
{
	struct ring *r = &rings[RECEIVE];
	uint32_t first, filled;

	while (__atomic_load_n(&r->used, __ATOMIC_ACQUIRE) == seen)
		__builtin_ia32_pause();
	first = r->use[seen % RING_MAX].first;
	filled = r->use[seen % RING_MAX].len;
	seen++;
	if (first % 2 || first / 2 >= NR_BUFFERS || filled < HEADER_LEN || filled - HEADER_LEN > NET_PACKET_MAX)
		return NULL;
	*len = filled - HEADER_LEN;
	return &buffers[first / 2].room;
}

void net_done(struct net_room *room)
{
	const struct buffer *b = (const void *)((uint8_t *)room - offsetof(struct buffer, room));

	give(RECEIVE, (uint16_t)(2 * (b - buffers)));
}

void net_send(const uint8_t *data, uint32_t len)
{
	static uint8_t header[HEADER_LEN];
	struct ring *r = &rings[SEND];
	uint16_t before = r->given;

	r->desc[0] = (struct descriptor){ (uintptr_t)header, HEADER_LEN, NEXT, 1 };
	r->desc[1] = (struct descriptor){ (uintptr_t)data, len, 0, 0 };
	give(SEND, 0);
	while (__atomic_load_n(&r->used, __ATOMIC_ACQUIRE) == before)
		__builtin_ia32_pause();
}
