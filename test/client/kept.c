/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * kept.c - what takes long to be made again by the next server: whether others wait for it.
 *
 *   kept make       by `kiln with`: pins programs whose proofs take long, and a map of many elements
 *   kept wait       while another user's are made again by the server of KILN_STATE: prints the longest that a call took
 *
 * Fails where something is not made, or others waited for it.
 */
#include <bpf/bpf.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "wire.h"

enum { INSNS = 999990, PROGRAMS = 2, ELEMENTS = 2000000, MOST_MS = 1000, LOOK_MS = 4000, GIVE_UP_MS = 10000 };

static double now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int fail(const char *what)
{
	perror(what);
	return 1;
}

static int make_program(unsigned int nr)
{
	struct bpf_insn *insns = calloc(INSNS, sizeof(*insns));
	char path[64];
	int fd;

	insns[0] = (struct bpf_insn){ .code = 0x85, .imm = BPF_FUNC_get_prandom_u32 };
	for (int i = 1; i < INSNS - 2; i++)
		insns[i] = (struct bpf_insn){ .code = 0x0f }; /* r0 += r0 */
	insns[INSNS - 2].code = 0xb7;
	insns[INSNS - 1].code = 0x95;
	snprintf(path, sizeof(path), "/sys/fs/bpf/slow%u", nr);
	fd = bpf_prog_load(BPF_PROG_TYPE_XDP, "slow", "GPL", insns, INSNS, NULL);
	free(insns);
	return fd < 0 ? -1 : bpf_obj_pin(fd, path);
}

static int make_map(void)
{
	const int fd = bpf_map_create(BPF_MAP_TYPE_HASH, "large", 4, 4, ELEMENTS, NULL);
	__u32 *keys = calloc(ELEMENTS, sizeof(*keys)), nr = ELEMENTS;

	for (__u32 i = 0; i < ELEMENTS; i++)
		keys[i] = i;
	return fd < 0 || bpf_map_update_batch(fd, keys, keys, &nr, NULL) ? -1 : bpf_obj_pin(fd, "/sys/fs/bpf/large");
}

static int make(void)
{
	for (unsigned int i = 0; i < PROGRAMS; i++)
		if (make_program(i))
			return fail("program");
	return make_map() ? fail("map") : 0;
}

static double one_call(void)
{
	struct {
		struct wire_head head;
		struct wire_item item;
	} hello = { { WIRE_EVENT, sizeof(struct wire_item) }, { 0 } };
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	struct pollfd p = { .fd = socket(AF_UNIX, SOCK_STREAM, 0), .events = POLLIN };
	const double from = now_ms();

	snprintf(to.sun_path, sizeof(to.sun_path), "%s/socket", getenv("KILN_STATE"));
	if (connect(p.fd, (struct sockaddr *)&to, sizeof(to)) || send(p.fd, &hello, sizeof(hello), MSG_NOSIGNAL) < 0)
		exit(fail("connection"));
	poll(&p, 1, GIVE_UP_MS);
	close(p.fd);
	return now_ms() - from;
}

static int wait_for_others(void)
{
	const double from = now_ms();
	double longest = 0, took;

	while (now_ms() - from < LOOK_MS) {
		took = one_call();
		longest = took > longest ? took : longest;
		usleep(5000);
	}
	printf("%.0f ms at most\n", longest);
	return longest > MOST_MS;
}

int main(int argc, char **argv)
{
	if (argc != 2)
		return 2;
	return !strcmp(argv[1], "make") ? make() : wait_for_others();
}
