// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * lists.c - attaches each iterator of an object, and prints what it lists: lists OBJECT. Of threads, this process's alone.
 */
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void show(struct bpf_program *p, int map_fd)
{
	union bpf_iter_link_info about = { 0 };
	LIBBPF_OPTS(bpf_iter_attach_opts, opts, .link_info = &about, .link_info_len = sizeof(about));
	const char *name = bpf_program__name(p);
	struct bpf_link *link;
	char text[4096];
	ssize_t n;
	int fd;

	if (!strcmp(name, "elements"))
		about.map.map_fd = map_fd;
	else if (!strcmp(name, "kl_tasks"))
		about.task.pid = getpid();
	printf("-- %s\n", name);
	fflush(stdout);
	link = bpf_program__attach_iter(p, &opts);
	fd = link ? bpf_iter_create(bpf_link__fd(link)) : -1;
	if (fd < 0) {
		perror(name);
		exit(1);
	}
	while ((n = read(fd, text, 7)) > 0) /* in pieces */
		if (write(1, text, n) != n)
			exit(1);
	close(fd);
	bpf_link__destroy(link);
}

static void wrong(const char *what, int prog, int type, const void *about, unsigned int len, int target, int flags)
{
	LIBBPF_OPTS(bpf_link_create_opts, opts, .flags = flags, .iter_info = (void *)about, .iter_info_len = len);
	int fd = bpf_link_create(prog, target, type, &opts);

	printf("%s: %s\n", what, fd < 0 ? strerror(-fd) : "linked");
	if (fd >= 0)
		close(fd);
}

#define INSN(c, d, s, o, i) ((struct bpf_insn){ .code = c, .dst_reg = d, .src_reg = s, .off = o, .imm = i })
#define ARGUMENT(reg, nr)   INSN(0x79, reg, 1, 8 * (nr), 0)
#define UNLESS_NULL(reg)    INSN(0x55, reg, 0, 2, 0) /* over the two that follow */
#define RETURN		    INSN(0xb7, 0, 0, 0, 0), INSN(0x95, 0, 0, 0, 0)
#define LOAD(reg, off)	    INSN(0x61, 0, reg, off, 0)
#define STORE(reg, off)	    INSN(0x62, reg, 0, off, 7)

/* What programs may do with an element: each is loaded, and linked to a map of keys of 4 bytes and values of 8. */
static void programs(int map)
{
	static const struct {
		const char *what;
		struct bpf_insn code[12];
	} all[] = {
		{ "key", { ARGUMENT(2, 2), UNLESS_NULL(2), RETURN, LOAD(2, 0), RETURN } },
		{ "key, not looked at", { ARGUMENT(2, 2), LOAD(2, 0), RETURN } },
		{ "key, written", { ARGUMENT(2, 2), UNLESS_NULL(2), RETURN, STORE(2, 0), RETURN } },
		{ "key, too far", { ARGUMENT(2, 2), UNLESS_NULL(2), RETURN, LOAD(2, 1), RETURN } },
		{ "key, before it", { ARGUMENT(2, 2), UNLESS_NULL(2), RETURN, LOAD(2, -4), RETURN } },
		{ "key, half of the pointer", { INSN(0x61, 2, 1, 16, 0), RETURN } },
		{ "value", { ARGUMENT(2, 3), UNLESS_NULL(2), RETURN, STORE(2, 4), RETURN } },
		{ "value, not looked at", { ARGUMENT(2, 3), STORE(2, 0), RETURN } },
		{ "value, too far", { ARGUMENT(2, 3), UNLESS_NULL(2), RETURN, STORE(2, 5), RETURN } },
		{ "value, moved",
		  { ARGUMENT(2, 3), UNLESS_NULL(2), RETURN, INSN(0x07, 2, 0, 0, 8), LOAD(2, -8), RETURN } },
		{ "value, moved too far",
		  { ARGUMENT(2, 3), UNLESS_NULL(2), RETURN, INSN(0x07, 2, 0, 0, 8), LOAD(2, 0), RETURN } },
		{ "value, by a number",
		  { ARGUMENT(2, 3), UNLESS_NULL(2), RETURN, LOAD(2, 0), INSN(0x57, 0, 0, 0, 7), INSN(0x0f, 2, 0, 0, 0),
		    INSN(0x71, 0, 2, 0, 0), RETURN } },
		{ "value, by a larger one",
		  { ARGUMENT(2, 3), UNLESS_NULL(2), RETURN, LOAD(2, 0), INSN(0x57, 0, 0, 0, 15), INSN(0x0f, 2, 0, 0, 0),
		    INSN(0x71, 0, 2, 0, 0), RETURN } },
		{ "no such argument", { ARGUMENT(2, 4), RETURN } },
	};
	const int type = libbpf_find_vmlinux_btf_id("bpf_map_elem", BPF_TRACE_ITER);
	union bpf_iter_link_info about = { .map.map_fd = map };

	for (unsigned int i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		LIBBPF_OPTS(bpf_prog_load_opts, opts, .expected_attach_type = BPF_TRACE_ITER, .attach_btf_id = type);
		unsigned int nr = 12;
		int fd;

		while (!all[i].code[nr - 1].code)
			nr--;
		fd = bpf_prog_load(BPF_PROG_TYPE_TRACING, "p", "GPL", all[i].code, nr, &opts);
		if (fd < 0)
			printf("%s: refused\n", all[i].what);
		else
			wrong(all[i].what, fd, BPF_TRACE_ITER, &about, sizeof(about), 0, 0);
		close(fd);
	}
}

/* A program that reaches into an element, where another one could lead to it: nobody would ask how long that one's are. */
static void led_to(void)
{
	static const struct bpf_insn code[] = { ARGUMENT(2, 3), UNLESS_NULL(2), RETURN, STORE(2, 900), RETURN };
	const int array = bpf_map_create(BPF_MAP_TYPE_PROG_ARRAY, "progs", 4, 4, 1, NULL);
	LIBBPF_OPTS(bpf_prog_load_opts, opts, .expected_attach_type = BPF_TRACE_ITER,
		    .attach_btf_id = libbpf_find_vmlinux_btf_id("bpf_map_elem", BPF_TRACE_ITER));
	const int prog = bpf_prog_load(BPF_PROG_TYPE_TRACING, "p", "GPL", code, sizeof(code) / sizeof(code[0]), &opts);

	printf("value, by a tail call: %s\n", bpf_map_update_elem(array, &(__u32){ 0 }, &prog, 0) ? "refused" : "put");
	close(prog);
	close(array);
}

/* What is refused, and how. */
static void refusals(struct bpf_object *o)
{
	const int elements = bpf_program__fd(bpf_object__find_program_by_name(o, "elements")),
		  maps = bpf_program__fd(bpf_object__find_program_by_name(o, "kl_maps")),
		  tasks = bpf_program__fd(bpf_object__find_program_by_name(o, "kl_tasks"));
	const struct {
		const char *what;
		int type, key, value;
	} others[] = {
		{ "value too short", BPF_MAP_TYPE_HASH, 4, 7 },		{ "key too short", BPF_MAP_TYPE_HASH, 3, 8 },
		{ "per CPU", BPF_MAP_TYPE_PERCPU_ARRAY, 4, 1 },		{ "trie", BPF_MAP_TYPE_LPM_TRIE, 8, 8 },
		{ "least recently used", BPF_MAP_TYPE_LRU_HASH, 4, 8 }, { "queue", BPF_MAP_TYPE_QUEUE, 0, 8 },
	};
	struct {
		union bpf_iter_link_info about;
		__u32 more;
	} a = { 0 };

	for (unsigned int i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		LIBBPF_OPTS(bpf_map_create_opts, opts, .map_flags = others[i].type == BPF_MAP_TYPE_LPM_TRIE);

		a.about.map.map_fd = bpf_map_create(others[i].type, "other", others[i].key, others[i].value, 2, &opts);
		wrong(others[i].what, elements, BPF_TRACE_ITER, &a, sizeof(a.about), 0, 0);
		close(a.about.map.map_fd);
	}
	wrong("closed", elements, BPF_TRACE_ITER, &a, sizeof(a.about), 0, 0);
	a.about.map.map_fd = elements;
	wrong("no map", elements, BPF_TRACE_ITER, &a, sizeof(a.about), 0, 0);
	wrong("nothing", elements, BPF_TRACE_ITER, NULL, 0, 0, 0);
	wrong("no length", elements, BPF_TRACE_ITER, &a, 0, 0, 0);
	wrong("no address", elements, BPF_TRACE_ITER, NULL, 4, 0, 0);
	wrong("bad address", elements, BPF_TRACE_ITER, (void *)8, 4, 0, 0);
	a.more = 1;
	wrong("more", elements, BPF_TRACE_ITER, &a, sizeof(a), 0, 0);
	wrong("target", maps, BPF_TRACE_ITER, NULL, 0, 1, 0);
	wrong("flags", maps, BPF_TRACE_ITER, NULL, 0, 0, 1);
	wrong("maps", maps, BPF_TRACE_ITER, NULL, 0, 0, 0);
	a.about.task.tid = a.about.task.pid = getpid();
	wrong("thread and process", tasks, BPF_TRACE_ITER, &a, sizeof(a.about), 0, 0);
	a.about.task.pid = 0;
	wrong("thread", tasks, BPF_TRACE_ITER, &a, sizeof(a.about), 0, 0);
}

int main(int argc, char **argv)
{
	struct bpf_object *o = argc == 2 ? bpf_object__open_file(argv[1], NULL) : NULL;
	struct bpf_program *p;
	struct bpf_link *link;
	int map;

	if (!o || bpf_object__load(o))
		return 1;
	map = bpf_object__find_map_fd_by_name(o, "kl_counts");
	for (__u32 key = 1; key < 6; key++)
		bpf_map_update_elem(map, &key, &(__u64){ key | 0x636261ull << 32 }, 0);
	link = bpf_program__attach(bpf_object__find_program_by_name(o, "kl_maps"));
	bpf_object__for_each_program(p, o)
		show(p, map);
	bpf_link__destroy(link);
	refusals(o);
	programs(map);
	led_to();
	return 0;
}
