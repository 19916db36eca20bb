/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/* Mistakes with dynptrs. */
#include "refuse.h"

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} events SEC(".maps");

__u64 bytes[4];

ENTRY("xdp", object_read, struct xdp_md)
{
	struct bpf_dynptr d;
	__u64 first = 0;

	bpf_dynptr_from_mem(bytes, sizeof(bytes), 0, &d);
	MEND(first = *(volatile __u64 *)&d, bpf_dynptr_read(&first, 8, &d, 0, 0)); /* object-read */
	return first & 1;
}

ENTRY("xdp", object_held, struct xdp_md)
{
	struct bpf_dynptr d;

	bpf_ringbuf_reserve_dynptr(&events, 8, 0, &d);
	MEND(, bpf_ringbuf_discard_dynptr(&d, 0));
	bpf_ringbuf_reserve_dynptr(&events, 16, 0, &d); /* object-held */
	bpf_ringbuf_submit_dynptr(&d, 0);
	return XDP_PASS;
}

ENTRY("xdp", dynptr_argument, struct xdp_md)
{
	struct bpf_dynptr d;
	__u64 first = 0;

	MEND(__builtin_memset(&d, 0, sizeof(d)), bpf_dynptr_from_mem(bytes, sizeof(bytes), 0, &d));
	bpf_dynptr_read(&first, 8, &d, 0, 0); /* dynptr-argument */
	return first & 1;
}

ENTRY("xdp", dynptr_kind, struct xdp_md)
{
	struct bpf_dynptr d;

	MEND(bpf_dynptr_from_mem(bytes, sizeof(bytes), 0, &d), bpf_ringbuf_reserve_dynptr(&events, 8, 0, &d));
	bpf_ringbuf_submit_dynptr(&d, 0); /* dynptr-kind */
	return XDP_PASS;
}

ENTRY("xdp", dynptr_room, struct xdp_md)
{
	struct bpf_dynptr d;

	bpf_dynptr_from_mem(bytes, sizeof(bytes), 0, MEND((struct bpf_dynptr *)bytes, &d)); /* dynptr-room */
	return XDP_PASS;
}

ENTRY("xdp", map_value_argument, struct xdp_md)
{
	struct bpf_dynptr d;
	__u64 own[4] = {};

	bpf_dynptr_from_mem(MEND(own, bytes), sizeof(own), 0, &d); /* map-value-argument */
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
