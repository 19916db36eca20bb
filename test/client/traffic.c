/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * traffic.c - sends small packets as fast as it can, by a socket or (flood) by the kernel itself; or receives them without doing anything,
 * by a ring or AF_XDP. It says how many a second.
 *
 *   traffic send|flood|ring|xdp INTERFACE SECONDS [watch]
 *
 * "watch": it looks for the next packet as long as Kiln does, 20 us, before it sleeps in poll(2).
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <bpf/bpf.h>
#include <linux/bpf.h>
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

#include "xsk.h"

enum { FRAME_LEN = 2048, NR_FRAMES = 4096, BATCH = 64, PACKET_LEN = 60 };
static double watch; /* seconds */

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static uint8_t packet[PACKET_LEN] = { 2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 8, 0, 0x45 };

static double send_all(int fd, double until)
{
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

		for (double end = now() + watch;
		     watch > 0 && !(__atomic_load_n(&h->tp_status, __ATOMIC_ACQUIRE) & TP_STATUS_USER) && now() < end;)
			;
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

/* Test runs of a program that redirects its packet to the interface, and the packet really goes. */
static double flood_all(int ifindex, double until)
{
	const struct bpf_insn code[] = {
		{ .code = BPF_ALU64 | BPF_MOV | BPF_K, .dst_reg = BPF_REG_1, .imm = ifindex },
		{ .code = BPF_ALU64 | BPF_MOV | BPF_K, .dst_reg = BPF_REG_2 },
		{ .code = BPF_JMP | BPF_CALL, .imm = BPF_FUNC_redirect },
		{ .code = BPF_JMP | BPF_EXIT },
	};
	int prog = bpf_prog_load(BPF_PROG_TYPE_XDP, "flood", "GPL", code, sizeof(code) / sizeof(code[0]), NULL);
	LIBBPF_OPTS(bpf_test_run_opts, run, .data_in = packet, .data_size_in = sizeof(packet), .repeat = 1 << 18,
		    .flags = BPF_F_TEST_XDP_LIVE_FRAMES);
	double sent = 0;

	while (now() < until && !bpf_prog_test_run_opts(prog, &run))
		sent += run.repeat;
	return sent;
}

static double xdp_all(struct xsk *x, double until)
{
	struct pollfd at = { .fd = xsk_fd(x, 0), .events = POLLIN };
	struct xsk_frame burst[XSK_BURST];
	double received = 0;

	while (now() < until) {
		uint32_t n;

		for (double end = now() + watch; watch > 0 && !xsk_there(x, 0) && now() < end;)
			;
		n = xsk_take(x, 0, burst);
		if (!n)
			poll(&at, 1, 10);
		xsk_give(x, 0, burst, n);
		received += n;
	}
	return received;
}

static int say(double count, double seconds)
{
	printf("%.0f\n", count / seconds);
	return 0;
}

static int xdp_main(const char *interface, double seconds)
{
	struct xsk *x = xsk_open(if_nametoindex(interface));

	if (!x)
		return 1;
	return say(xdp_all(x, now() + seconds), seconds);
}

int main(int argc, char **argv)
{
	const int version = TPACKET_V2, one = 1;
	const struct tpacket_req ring = { 1 << 16, FRAME_LEN * NR_FRAMES >> 16, FRAME_LEN, NR_FRAMES };
	struct sockaddr_ll at = { .sll_family = AF_PACKET };
	int fd = socket(AF_PACKET, SOCK_RAW, 0), sends = argc > 1 && !strcmp(argv[1], "send");
	double seconds;

	if (argc < 4 || argc > 5 || fd < 0)
		return 2;
	if (argc == 5)
		watch = 20e-6;
	seconds = atof(argv[3]);
	if (!strcmp(argv[1], "xdp"))
		return xdp_main(argv[2], seconds);
	if (!strcmp(argv[1], "flood"))
		return say(flood_all((int)if_nametoindex(argv[2]), now() + seconds), seconds);
	at.sll_ifindex = (int)if_nametoindex(argv[2]);
	at.sll_protocol = sends ? 0 : htons(ETH_P_ALL);
	if (!sends && (setsockopt(fd, SOL_PACKET, PACKET_VERSION, &version, sizeof(version)) ||
		       setsockopt(fd, SOL_PACKET, PACKET_RX_RING, &ring, sizeof(ring))))
		return 1;
	if (sends)
		setsockopt(fd, SOL_PACKET, PACKET_QDISC_BYPASS, &one, sizeof(one));
	if (bind(fd, (struct sockaddr *)&at, sizeof(at)))
		return 1;
	return say(sends ? send_all(fd, now() + seconds) : receive_all(fd, now() + seconds), seconds);
}
