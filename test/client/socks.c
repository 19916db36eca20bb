/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * socks.c - programs as filters of packet sockets at lo: what they see, count and tell, and what is left for who reads the socket.
 *
 *   socks OBJECT          all of it, the same words over any bpf(2); and what wrong calls answer
 *   socks OBJECT hold     the one that counts is attached and "held" said, until it is killed
 *   socks OBJECT flood    the same of three that keep, of which nobody reads, with packets without end
 *   socks OBJECT others   sockets that Kiln's server has no program for
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/if_packet.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

enum { MARK = 0x88b5, PACKET_LEN = 60, VLAN = 5, WAIT_MS = 2000, QUIET_MS = 200 };

static struct bpf_object *object;
static int sender;

static int prog(const char *name)
{
	return bpf_program__fd(bpf_object__find_program_by_name(object, name));
}

static int map(const char *name)
{
	return bpf_map__fd(bpf_object__find_map_by_name(object, name));
}

static int open_socket(int type, int protocol)
{
	const struct sockaddr_ll at = { .sll_family = AF_PACKET,
					.sll_protocol = htons(protocol),
					.sll_ifindex = (int)if_nametoindex("lo") };
	int fd = socket(AF_PACKET, type, 0);

	if (fd < 0 || bind(fd, (const struct sockaddr *)&at, sizeof(at))) {
		perror("socket");
		exit(2);
	}
	return fd;
}

/* A packet of each letter. */
static void send_all(const char *letters)
{
	uint8_t packet[PACKET_LEN] = { [12] = MARK >> 8, [13] = MARK & 255 };

	for (; *letters; letters++) {
		memset(packet + ETH_HLEN, *letters, sizeof(packet) - ETH_HLEN);
		if (send(sender, packet, sizeof(packet), 0) != sizeof(packet))
			perror("send");
	}
}

static void send_tagged(void)
{
	uint8_t packet[PACKET_LEN] = { [12] = 0x81, [15] = VLAN, [16] = MARK >> 8, [17] = MARK & 255, [18] = 'v' };

	if (send(sender, packet, sizeof(packet), 0) != sizeof(packet))
		perror("send");
}

static int option(int fd, int name, const void *value, socklen_t len)
{
	return setsockopt(fd, SOL_SOCKET, name, value, len) ? errno : 0;
}

static int attach(int fd, int program)
{
	return option(fd, SO_ATTACH_BPF, &program, sizeof(program));
}

static int detach(int fd)
{
	const int none = 0;

	return option(fd, SO_DETACH_BPF, &none, sizeof(none));
}

static void must(const char *what, int err)
{
	if (err)
		printf("%s: %s\n", what, strerror(err));
}

static void say(const char *what, int err)
{
	printf("%s: %s\n", what, err ? strerror(err) : "done");
}

/* What comes, until nothing does for a while. */
static void read_all(const char *what, int fd, int off)
{
	struct pollfd at = { .fd = fd, .events = POLLIN };
	uint8_t packet[2 * PACKET_LEN];

	printf("%s:", what);
	while (poll(&at, 1, QUIET_MS) > 0) {
		ssize_t len = recv(fd, packet, sizeof(packet), MSG_DONTWAIT);

		if (len <= 0)
			break;
		printf(" %zd%c", len, packet[off]);
	}
	puts("");
}

static __u64 counted(__u32 which)
{
	__u64 value = 0;

	bpf_map_lookup_elem(map("counts"), &which, &value);
	return value;
}

static void count_clear(void)
{
	const __u64 none = 0;

	for (__u32 i = 0; i < 2; i++)
		bpf_map_update_elem(map("counts"), &i, &none, 0);
}

/* Waits for as many as come at most, and a while for more. */
static void count_say(const char *what, __u64 nr)
{
	for (int ms = 0; ms < WAIT_MS && counted(0) < nr; ms += 10)
		usleep(10000);
	printf("%s: %llu packets, %llu bytes\n", what, (unsigned long long)counted(0), (unsigned long long)counted(1));
	count_clear();
}

/* -- what programs do --------------------------------------------------------------------------------------------------- */

static void counts(void)
{
	int fd = open_socket(SOCK_RAW, MARK);
	uint8_t byte;

	must("attach", attach(fd, prog("count")));
	send_all("abcde");
	count_say("counted", 5);
	printf("read: %s\n", recv(fd, &byte, 1, MSG_DONTWAIT) < 0 ? strerror(errno) : "something");
	close(fd);
	send_all("abcde");
	usleep(QUIET_MS * 1000);
	count_say("counted after close", 0);
	/* The stack's packets are seen when they are sent, too. */
	fd = open_socket(SOCK_RAW, ETH_P_ALL);
	must("attach", attach(fd, prog("count")));
	send_all("abc");
	count_say("counted both ways", 6);
	close(fd);
	fd = open_socket(SOCK_DGRAM, MARK);
	must("attach", attach(fd, prog("count")));
	send_all("abc");
	count_say("counted without headers", 3);
	close(fd);
}

static int nr_told;

static int told(void *arg, void *data, size_t len)
{
	const struct {
		__u32 len, protocol, pkt_type, ifindex, ingress_ifindex, vlan_present, vlan_tci;
		char letter;
	} *e = data;
	const __u32 lo = if_nametoindex("lo");

	(void)arg;
	(void)len;
	printf("told: %c, %u bytes, protocol %x, type %u, at %s, in at %s, tag %u %u\n", e->letter, e->len, e->protocol,
	       e->pkt_type, e->ifindex == lo ? "lo" : "?",
	       e->ingress_ifindex == lo ? "lo"
	       : e->ingress_ifindex	? "?"
					: "none",
	       e->vlan_present, e->vlan_tci);
	nr_told++;
	return 0;
}

static void tell(const char *what, struct ring_buffer *ring, int nr)
{
	puts(what);
	nr_told = 0;
	for (int i = 0; i < 20 && nr_told < nr; i++)
		ring_buffer__poll(ring, 100);
}

static void tells(void)
{
	struct ring_buffer *ring = ring_buffer__new(map("events"), told, NULL, NULL);
	int fd = open_socket(SOCK_RAW, MARK);

	must("attach", attach(fd, prog("tell")));
	send_all("abc");
	tell("-- what comes", ring, 3);
	close(fd);
	fd = open_socket(SOCK_RAW, ETH_P_ALL);
	must("attach", attach(fd, prog("tell")));
	send_all("x");
	send_tagged();
	tell("-- what goes and comes", ring, 3);
	close(fd);
	fd = open_socket(SOCK_DGRAM, MARK);
	must("attach", attach(fd, prog("tell")));
	send_all("h");
	send_tagged();
	tell("-- without headers", ring, 2);
	close(fd);
	ring_buffer__free(ring);
}

static int waits_for(int fd)
{
	struct epoll_event event = { .events = EPOLLIN };
	int epoll = epoll_create1(0), nr;

	epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
	nr = epoll_wait(epoll, &event, 1, WAIT_MS);
	close(epoll);
	return nr;
}

static void keeps(void)
{
	struct sock_filter part = { BPF_RET | BPF_K, 0, 0, 30 };
	const struct sock_fprog classic = { 1, &part };
	int fd = open_socket(SOCK_RAW, MARK);

	send_all("d");
	must("attach", attach(fd, prog("keep")));
	send_all("adbtc");
	read_all("kept, and what was there before", fd, ETH_HLEN);
	must("attach", attach(fd, prog("count")));
	send_all("ab");
	count_say("another program instead", 2);
	read_all("kept by it", fd, ETH_HLEN);
	must("attach", attach(fd, prog("keep")));
	send_all("ad");
	printf("waited for: %d\n", waits_for(fd));
	read_all("kept again", fd, ETH_HLEN);
	must("detach", detach(fd));
	send_all("adt");
	read_all("all", fd, ETH_HLEN);
	say("detached twice", detach(fd));
	must("attach", attach(fd, prog("keep")));
	send_all("d");
	usleep(QUIET_MS * 1000);
	must("classic", option(fd, SO_ATTACH_FILTER, &classic, sizeof(classic)));
	send_all("ad");
	read_all("by a classic filter instead", fd, ETH_HLEN);
	must("attach", attach(fd, prog("keep")));
	send_all("ad");
	read_all("and a program instead of that", fd, ETH_HLEN);
	close(fd);
	fd = open_socket(SOCK_DGRAM, MARK);
	must("attach", attach(fd, prog("keep")));
	send_all("adt");
	read_all("kept without headers", fd, 0);
	close(fd);
}

/* What a descriptor is stays. */
static void stays(void)
{
	const struct timeval wait = { .tv_usec = 50000 };
	int fd = open_socket(SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, MARK), other = open_socket(SOCK_RAW, MARK);
	uint8_t byte;

	must("attach", attach(fd, prog("keep")));
	must("attach", attach(other, prog("keep")));
	printf("close on exec: %d %d\n", fcntl(fd, F_GETFD) & FD_CLOEXEC, fcntl(other, F_GETFD) & FD_CLOEXEC);
	printf("not blocking: %d %d\n", !!(fcntl(fd, F_GETFL) & O_NONBLOCK), !!(fcntl(other, F_GETFL) & O_NONBLOCK));
	must("wait", option(other, SO_RCVTIMEO, &wait, sizeof(wait)));
	printf("waited: %s\n", recv(other, &byte, 1, 0) < 0 ? strerror(errno) : "something");
	must("detach", detach(fd));
	printf("close on exec: %d\n", fcntl(fd, F_GETFD) & FD_CLOEXEC);
	close(fd);
	close(other);
	fd = open_socket(SOCK_RAW, MARK);
	must("wait", option(fd, SO_RCVTIMEO, &wait, sizeof(wait)));
	must("attach", attach(fd, prog("keep")));
	printf("waited: %s\n", recv(fd, &byte, 1, 0) < 0 ? strerror(errno) : "something");
	close(fd);
}

static void refusals(void)
{
	const int one = 1, keep = prog("keep");
	const long wide = keep;
	int fd = open_socket(SOCK_RAW, MARK), ends[2];

	if (pipe(ends))
		return;
	say("another type", attach(fd, prog("other")));
	say("a map", attach(fd, map("counts")));
	say("no object", attach(fd, ends[0]));
	say("closed", attach(fd, 900));
	say("minus one", attach(fd, -1));
	say("no socket", attach(ends[0], keep));
	say("a closed one", attach(900, keep));
	say("a program's", attach(keep, keep));
	say("too short", option(fd, SO_ATTACH_BPF, &keep, 3));
	say("too long", option(fd, SO_ATTACH_BPF, &wide, sizeof(wide)));
	say("nothing", option(fd, SO_ATTACH_BPF, NULL, sizeof(keep)));
	say("none there", detach(fd));
	say("none there, too short", option(fd, SO_DETACH_BPF, &one, 3));
	must("lock", option(fd, SO_LOCK_FILTER, &one, sizeof(one)));
	say("locked", attach(fd, keep));
	say("locked, another type", attach(fd, prog("other")));
	close(fd);
	fd = open_socket(SOCK_RAW, MARK);
	must("attach", attach(fd, keep));
	say("another type instead", attach(fd, prog("other")));
	say("too short to detach", option(fd, SO_DETACH_BPF, &one, 3));
	must("lock", option(fd, SO_LOCK_FILTER, &one, sizeof(one)));
	say("locked then", attach(fd, prog("count")));
	say("to detach", detach(fd));
	send_all("ad");
	read_all("kept", fd, ETH_HLEN);
	close(fd);
}

static void others(void)
{
	const struct tpacket_req ring = { 1 << 16, 2, 2048, 64 };
	int fd = open_socket(SOCK_RAW, MARK);

	if (setsockopt(fd, SOL_PACKET, PACKET_RX_RING, &ring, sizeof(ring)))
		perror("ring");
	say("with a ring", attach(fd, prog("keep")));
	say("udp", attach(socket(AF_INET, SOCK_DGRAM, 0), prog("keep")));
	fd = open_socket(SOCK_RAW, MARK);
	must("attach", attach(fd, prog("keep")));
	printf("sent by it: %s\n", send(fd, "", 1, 0) < 0 ? strerror(errno) : "done");
	close(fd);
	for (int i = 0; i < 300; i++) {
		int err = attach(fd = open_socket(SOCK_RAW, MARK), prog("keep"));

		if (err) {
			printf("more than %d: %s\n", i, strerror(err));
			break;
		}
	}
}

static void flood(void)
{
	for (int i = 0; i < 3; i++)
		must("attach", attach(open_socket(SOCK_RAW, MARK), prog("keep")));
	puts("held");
	for (;;)
		send_all("abcdefgh");
}

int main(int argc, char **argv)
{
	const char *how = argc == 3 ? argv[2] : "";

	if (argc < 2)
		return 2;
	setvbuf(stdout, NULL, _IOLBF, 0);
	object = bpf_object__open_file(argv[1], NULL);
	if (!object || bpf_object__load(object))
		return 2;
	sender = open_socket(SOCK_RAW, 0);
	if (!strcmp(how, "others")) {
		others();
	} else if (!strcmp(how, "flood")) {
		flood();
	} else if (!strcmp(how, "hold")) {
		must("attach", attach(open_socket(SOCK_RAW, MARK), prog("count")));
		puts("held");
		pause();
	} else {
		counts();
		tells();
		keeps();
		stays();
		refusals();
	}
	return 0;
}
