// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * calls.c - attaches all programs of an object while a command runs, and prints what one of its maps counted: calls OBJECT MAP COMMAND.
 */
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
	struct bpf_object *o = argc == 4 ? bpf_object__open_file(argv[1], NULL) : NULL;
	struct bpf_program *p;
	__u64 n;
	int map;

	if (!o || bpf_object__load(o))
		return 1;
	bpf_object__for_each_program(p, o)
		if (!bpf_program__attach(p))
			return 1;
	if (system(argv[3]) < 0)
		return 1;
	map = bpf_object__find_map_fd_by_name(o, argv[2]);
	for (__u32 key = 0; !bpf_map_lookup_elem(map, &key, &n); key++)
		printf("%llu ", n);
	printf("\n");
	return 0;
}
