/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * app.c - an ordinary libbpf application with a skeleton: what it prints must be the same over the kernel, over `kiln with`, and
 * with Kiln linked in. It knows of none of them.
 */
#include "app.skel.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <stdio.h>

struct event {
	__u64 seq;
	__u32 len, mark;
	char tag[16];
};

static int on_event(void *ctx, void *data, size_t len)
{
	const struct event *e = data;

	(void)ctx;
	printf("event %llu: %u bytes, mark %u, %s (%zu)\n", e->seq, e->len, e->mark, e->tag, len);
	return 0;
}

static int run(int fd, __u32 len)
{
	static char packet[256], out[512];
	LIBBPF_OPTS(bpf_test_run_opts, opts, .data_in = packet, .data_size_in = len, .data_out = out,
		    .data_size_out = sizeof(out), .repeat = 1);
	int err = bpf_prog_test_run_opts(fd, &opts);

	return err ? err : (int)opts.retval;
}

static void maps_print(int fd)
{
	__u32 key, next;
	__u64 value, sum = 0, nr = 0;

	for (__u32 *at = NULL; !bpf_map_get_next_key(fd, at, &next); at = &key) {
		key = next;
		if (!bpf_map_lookup_elem(fd, &key, &value)) {
			sum += key * value;
			nr++;
		}
	}
	printf("lengths: %llu keys, %llu bytes\n", nr, sum);
}

int main(void)
{
	LIBBPF_OPTS(bpf_test_run_opts, raw);
	struct app_bpf *skel = app_bpf__open();
	struct ring_buffer *ring;
	__u32 key = 1;
	int fd;

	if (!skel)
		return 1;
	skel->rodata->limit = 60;
	skel->data->seq = 1000;
	if (app_bpf__load(skel)) {
		printf("load: %d\n", errno);
		return 1;
	}
	ring = ring_buffer__new(bpf_map__fd(skel->maps.events), on_event, NULL, NULL);
	if (!ring) {
		printf("ring: %d\n", errno);
		return 1;
	}
	fd = bpf_program__fd(skel->progs.count);
	for (__u32 len = 20; len <= 140; len += 20)
		printf("%u bytes: %d\n", len, run(fd, len));
	printf("polled %d\n", ring_buffer__poll(ring, 1000));
	fd = bpf_program__fd(skel->progs.after);
	printf("tail %d\n", bpf_map_update_elem(bpf_map__fd(skel->maps.next), &key, &fd, BPF_ANY));
	fd = bpf_program__fd(skel->progs.count);
	/* The ring is full and wraps many times over. */
	for (int turn = 0; turn < 300; turn++) {
		run(fd, 80 + (__u32)(turn % 2) * 40);
		if (turn % 50 == 49)
			printf("polled %d\n", ring_buffer__poll(ring, 1000));
	}
	printf("80: %d, 120: %d\n", run(fd, 80), run(fd, 120));
	printf("seen %llu, over %llu, seq %llu\n", skel->bss->seen, skel->bss->over, skel->data->seq);
	skel->data->seq = 5;
	printf("60: %d\n", run(fd, 61));
	printf("polled %d\n", ring_buffer__consume(ring));
	maps_print(bpf_map__fd(skel->maps.lengths));
	printf("short packet: %d\n", run(fd, 10));
	printf("raw %d", bpf_prog_test_run_opts(bpf_program__fd(skel->progs.place), &raw));
	printf(" %u, pid at %llu\n", raw.retval, skel->bss->pid_place);
	ring_buffer__free(ring);
	app_bpf__destroy(skel);
	return 0;
}
