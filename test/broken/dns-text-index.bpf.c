// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: dns - a label's length (up to 255) is the index into a text of 64 bytes */
/* expect: map-value-index */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct name {
	char text[64];
};

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct name);
} scratch SEC(".maps");

SEC("xdp")
int dns(struct xdp_md *ctx)
{
	__u8 *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	__u32 zero = 0;
	struct name *name = bpf_map_lookup_elem(&scratch, &zero);

	if (!name || data + 1 > end)
		return XDP_PASS;
	name->text[*data] = '.';
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
