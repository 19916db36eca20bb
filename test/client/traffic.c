/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * traffic.c - sends small packets as fast as it can, or receives them by a ring without doing anything, and says how many a second.
 *
 *   traffic send|receive INTERFACE SECONDS
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <linux/if_packet.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <time.h>

enum { FRAME_LEN = 2048, NR_FRAMES = 4096, BATCH = 64, PACKET_LEN = 60 };

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double send_all(int fd, double until)
{
	static uint8_t packet[PACKET_LEN] = { 2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 8, 0, 0x45 };
	struct iovec iov = { packet, sizeof(packet) };
	struct mmsghdr batch[BATCH];
	double sent = 0;

	memset(batch, 0, sizeof(batch));
	for (int i = 0; i < BATCH; i++)
		batch[i].msg_hdr = (struct msghdr){ .msg_iov = &iov, .msg_iovlen = 1 };
	while (now() < until) {
		int n = sendmmsg(fd, batch, BATCH, 0);

		sent += n > 0 ? n : 0;
	}
	return sent;
}

static double receive_all(int fd, double until)
{
	uint8_t *ring = mmap(NULL, (size_t)FRAME_LEN * NR_FRAMES, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	struct pollfd at = { .fd = fd, .events = POLLIN };
	double received = 0;

	if (ring == MAP_FAILED)
		return 0;
	for (unsigned int i = 0; now() < until;) {
		struct tpacket2_hdr *h = (void *)(ring + (size_t)i * FRAME_LEN);

		if (!(__atomic_load_n(&h->tp_status, __ATOMIC_ACQUIRE) & TP_STATUS_USER)) {
			poll(&at, 1, 10);
			continue;
		}
		for (int n = 0; n < 256 && __atomic_load_n(&h->tp_status, __ATOMIC_ACQUIRE) & TP_STATUS_USER; n++) {
			__atomic_store_n(&h->tp_status, TP_STATUS_KERNEL, __ATOMIC_RELEASE);
			i = (i + 1) % NR_FRAMES;
			h = (void *)(ring + (size_t)i * FRAME_LEN);
			received++;
		}
	}
	return received;
}

int main(int argc, char **argv)
{
	const int version = TPACKET_V2, one = 1;
	const struct tpacket_req ring = { 1 << 16, FRAME_LEN * NR_FRAMES >> 16, FRAME_LEN, NR_FRAMES };
	struct sockaddr_ll at = { .sll_family = AF_PACKET };
	int fd = socket(AF_PACKET, SOCK_RAW, 0), sends = argc == 4 && !strcmp(argv[1], "send");
	double seconds, count;

	if (argc != 4 || fd < 0)
		return 2;
	seconds = atof(argv[3]);
	at.sll_ifindex = (int)if_nametoindex(argv[2]);
	at.sll_protocol = sends ? 0 : htons(ETH_P_ALL);
	if (!sends && (setsockopt(fd, SOL_PACKET, PACKET_VERSION, &version, sizeof(version)) ||
		       setsockopt(fd, SOL_PACKET, PACKET_RX_RING, &ring, sizeof(ring))))
		return 1;
	if (sends)
		setsockopt(fd, SOL_PACKET, PACKET_QDISC_BYPASS, &one, sizeof(one));
	if (bind(fd, (struct sockaddr *)&at, sizeof(at)))
		return 1;
	count = sends ? send_all(fd, now() + seconds) : receive_all(fd, now() + seconds);
	printf("%.0f\n", count / seconds);
	return 0;
}
