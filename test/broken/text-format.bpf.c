// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: text - the format is on the stack; it must be constant, so that it can be checked */
/* expect: string-argument */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct report {
	char text[64];
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct report);
} report SEC(".maps");

SEC("xdp")
int text(struct xdp_md *ctx)
{
	__u32 zero = 0;
	struct report *r = bpf_map_lookup_elem(&report, &zero);
	volatile char format[8] = { '%', 'd', 0 };
	__u64 args[1] = { ctx->rx_queue_index };

	if (!r)
		return XDP_PASS;
	bpf_snprintf(r->text, sizeof(r->text), (const char *)format, args, sizeof(args));
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
