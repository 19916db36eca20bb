/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * packets.c - attaches an XDP program to an interface by rtnetlink, and ends when it has seen a packet.
 *
 *   packets OBJECT INTERFACE
 */
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <net/if.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	enum { TRIES = 100, PASSED = 0 };
	struct bpf_object *object;
	int ifindex, fd, counts;
	__u32 key = PASSED;
	__u64 seen = 0;

	if (argc != 3)
		return 2;
	ifindex = (int)if_nametoindex(argv[2]);
	object = bpf_object__open_file(argv[1], NULL);
	if (!object || bpf_object__load(object))
		return 1;
	fd = bpf_program__fd(bpf_object__find_program_by_name(object, "pass"));
	counts = bpf_map__fd(bpf_object__find_map_by_name(object, "counts"));
	if (bpf_xdp_attach(ifindex, fd, 0, NULL)) {
		fprintf(stderr, "packets: %s\n", strerror(errno));
		return 1;
	}
	for (int i = 0; i < TRIES && !seen; i++) {
		usleep(50000);
		bpf_map_lookup_elem(counts, &key, &seen);
	}
	if (bpf_xdp_detach(ifindex, 0, NULL))
		return 1;
	puts(seen ? "packets came" : "no packet came");
	return !seen;
}
