// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * entry.c - puts a number and a program into an entry of a device or CPU map: entry MAP KEY NUMBER [PROGRAM], by their pins. Without
 * arguments: what is refused, of maps and programs of its own. With one: filters of a socket.
 */
#include <bpf/bpf.h>
#include <errno.h>
#include <linux/filter.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void set(const char *what, int map, __u32 key, __u32 number, int prog)
{
	struct bpf_devmap_val v = { .ifindex = number, .bpf_prog.fd = prog }, back = { 0 };
	int err = bpf_map_update_elem(map, &key, &v, 0);

	if (!err)
		bpf_map_lookup_elem(map, &key, &back);
	printf("%s: %s, %u %s\n", what, err ? strerror(-err) : "done", back.ifindex,
	       back.bpf_prog.id ? "a program" : "none");
}

static int load(int type, int attach)
{
	const struct bpf_insn code[] = { { .code = 0xb7, .imm = 2 }, { .code = 0x95 } };
	LIBBPF_OPTS(bpf_prog_load_opts, opts, .expected_attach_type = attach);

	return bpf_prog_load(type, "p", "GPL", code, 2, &opts);
}

static int refusals(void)
{
	const struct {
		const char *name;
		int map, number, own;
	} rows[] = {
		{ "devmap", BPF_MAP_TYPE_DEVMAP, 1, BPF_XDP_DEVMAP },
		{ "devmap_hash", BPF_MAP_TYPE_DEVMAP_HASH, 1, BPF_XDP_DEVMAP },
		{ "cpumap", BPF_MAP_TYPE_CPUMAP, 64, BPF_XDP_CPUMAP },
	};
	const int xdp = load(BPF_PROG_TYPE_XDP, 0), filter = load(BPF_PROG_TYPE_SOCKET_FILTER, 0),
		  dev = load(BPF_PROG_TYPE_XDP, BPF_XDP_DEVMAP), cpu = load(BPF_PROG_TYPE_XDP, BPF_XDP_CPUMAP);

	for (unsigned int i = 0; i < 3; i++) {
		int map = bpf_map_create(rows[i].map, "m", 4, 8, 1, NULL), n = rows[i].number;
		__u32 key = 0;

		printf("-- %s\n", rows[i].name);
		set("its own", map, 0, n, rows[i].own == BPF_XDP_DEVMAP ? dev : cpu);
		set("the other", map, 0, n, rows[i].own == BPF_XDP_DEVMAP ? cpu : dev);
		set("plain", map, 0, n, xdp);
		set("filter", map, 0, n, filter);
		set("a map", map, 0, n, map);
		set("closed", map, 0, n, 4000);
		set("none", map, 0, n, 0);
		set("minus one", map, 0, n, -1);
		set("its own again", map, 0, n, rows[i].own == BPF_XDP_DEVMAP ? dev : cpu);
		printf("deleted: %s\n", bpf_map_delete_elem(map, &key) ? "no" : "yes");
		if (rows[i].own == BPF_XDP_DEVMAP)
			set("nowhere", map, 0, 0, dev);
		close(map);
	}
	return 0;
}

/* A program and a classic filter at a socket. */
static int filters(void)
{
	struct sock_filter all = { 6, 0, 0, 65535 };
	const struct sock_fprog classic = { 1, &all };
	const int prog = load(BPF_PROG_TYPE_SOCKET_FILTER, 0), s = socket(AF_INET, SOCK_DGRAM, 0);

	printf("program: %s\n",
	       setsockopt(s, SOL_SOCKET, SO_ATTACH_BPF, &prog, sizeof(prog)) ? strerror(errno) : "attached");
	printf("classic: %s\n",
	       setsockopt(s, SOL_SOCKET, SO_ATTACH_FILTER, &classic, sizeof(classic)) ? strerror(errno) : "attached");
	return 0;
}

int main(int argc, char **argv)
{
	int map, prog = 0;

	if (argc == 2)
		return filters();

	if (argc < 4)
		return refusals();
	map = bpf_obj_get(argv[1]);
	if (argc > 4)
		prog = bpf_obj_get(argv[4]);
	if (map < 0 || prog < 0)
		return 1;
	set("entry", map, (__u32)atoi(argv[2]), (__u32)atoi(argv[3]), prog);
	return 0;
}
