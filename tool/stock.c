/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * stock.c - see stock.h. libbpf loads the object once more, and nobody answers its calls in the kernel's place.
 */
#include "stock.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <net/if.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tool.h"

struct stock {
	struct bpf_object *o;
	struct bpf_program *p;
	struct bpf_link *link;
	int link_fd; /* of what this libbpf has no link for; or -1 */
};

static int quiet(enum libbpf_print_level level, const char *fmt, va_list ap)
{
	(void)level, (void)fmt, (void)ap;
	return 0;
}

struct stock *stock_open(const char *path, const struct object_prog *p)
{
	struct stock *s = calloc(1, sizeof(*s));
	libbpf_print_fn_t before;
	int err = -ENOMEM;

	if (!s)
		return NULL;
	s->link_fd = -1;
	before = libbpf_set_print(quiet);
	s->o = bpf_object__open_file(path, NULL);
	s->p = s->o ? bpf_object__find_program_by_name(s->o, p->name) : NULL;
	if (s->p) {
		bpf_program__set_type(s->p, (enum bpf_prog_type)p->type);
		err = bpf_object__load(s->o);
	}
	libbpf_set_print(before);
	if (!err)
		return s;
	complain("%s: the kernel does not load it: %s%s", path, strerror(-err),
		 err == -EPERM ? "; that takes root" : "");
	stock_close(s);
	return NULL;
}

void stock_close(struct stock *s)
{
	if (!s)
		return;
	bpf_link__destroy(s->link);
	if (s->link_fd >= 0)
		close(s->link_fd);
	bpf_object__close(s->o);
	free(s);
}

static int attach_interface(struct stock *s, unsigned int ifindex, bool egress)
{
	/* BPF_TCX_*: younger than this libbpf. */
	enum { TCX_INGRESS = 46, TCX_EGRESS = 47 };
	int type = egress ? TCX_EGRESS : TCX_INGRESS;

	if (bpf_program__type(s->p) == BPF_PROG_TYPE_XDP)
		s->link = bpf_program__attach_xdp(s->p, (int)ifindex);
	else
		s->link_fd = bpf_link_create(bpf_program__fd(s->p), (int)ifindex, (enum bpf_attach_type)type, NULL);
	return s->link || s->link_fd >= 0 ? 0 : -errno;
}

bool stock_attach(struct stock *s, const char *interface, bool egress)
{
	const char *name = bpf_program__name(s->p);
	enum bpf_prog_type type = bpf_program__type(s->p);
	bool packets = type == BPF_PROG_TYPE_XDP || type == BPF_PROG_TYPE_SCHED_CLS;
	unsigned int ifindex = interface ? if_nametoindex(interface) : 0;
	libbpf_print_fn_t before;
	int err;

	if (packets != (interface != NULL)) {
		complain(packets ? "%s: at which interface?" : "%s: its section says where; there is no interface",
			 name);
		return false;
	}
	if (interface && !ifindex) {
		complain("%s: there is no such interface", interface);
		return false;
	}
	before = libbpf_set_print(quiet);
	errno = 0;
	if (!packets)
		s->link = bpf_program__attach(s->p);
	err = packets ? attach_interface(s, ifindex, egress) : s->link ? 0 : -errno;
	libbpf_set_print(before);
	if (err)
		complain("%s: the kernel does not attach it: %s", name, strerror(-err));
	return !err;
}

bool stock_run(struct stock *s, const uint8_t *data, uint32_t len, uint32_t *verdict, uint64_t *ns, uint8_t *out,
	       uint32_t *out_len)
{
	LIBBPF_OPTS(bpf_test_run_opts, run, .data_in = data, .data_size_in = len, .data_out = out,
		    .data_size_out = *out_len, .repeat = 1);
	struct xdp_md before = { .data_end = len }, after = { 0 };
	int err;

	/* Of XDP what stands before the packet comes along, and the context says how much that is. */
	if (bpf_program__type(s->p) == BPF_PROG_TYPE_XDP) {
		run.ctx_in = &before;
		run.ctx_out = &after;
		run.ctx_size_in = run.ctx_size_out = sizeof(before);
	}
	err = bpf_prog_test_run_opts(bpf_program__fd(s->p), &run);
	if (err) {
		complain("a packet of %u bytes: the kernel's test run answers: %s", len, strerror(-err));
		return false;
	}
	*verdict = run.retval;
	*ns = run.duration;
	*out_len = run.data_size_out - after.data;
	memmove(out, out + after.data, *out_len);
	return true;
}

/* All elements of one. */
static void map_copy(int fd, struct kiln_map *to)
{
	const struct kiln_map_spec *spec = kiln_map_spec(to);
	uint8_t *key = calloc(2, spec->key_size + 1u), *next = key ? key + spec->key_size : NULL,
		*value = calloc(1, kiln_map_value_len(to) + 8);
	bool first = true;

	while (key && value && spec->key_size && !bpf_map_get_next_key(fd, first ? NULL : key, next)) {
		if (!bpf_map_lookup_elem(fd, next, value))
			kiln_map_update(to, next, value, 0);
		memcpy(key, next, spec->key_size);
		first = false;
	}
	free(key);
	free(value);
}

void stock_maps(struct stock *s, struct object *o)
{
	for (uint32_t i = 0; i < o->nr_maps; i++) {
		struct bpf_map *m = bpf_object__find_map_by_name(s->o, o->map[i].name);

		if (m && o->map[i].map)
			map_copy(bpf_map__fd(m), o->map[i].map);
	}
}
