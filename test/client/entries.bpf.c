// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* Packets that are redirected by entries which have programs of their own. */
#include <linux/bpf.h>

#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_DEVMAP);
	__uint(max_entries, 2);
	__uint(key_size, 4);
	__uint(value_size, sizeof(struct bpf_devmap_val));
} doors SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_CPUMAP);
	__uint(max_entries, 1);
	__uint(key_size, 4);
	__uint(value_size, sizeof(struct bpf_cpumap_val));
} cpus SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 4);
	__type(key, __u32);
	__type(value, __u64);
} seen SEC(".maps");

static __always_inline int saw(__u32 which, int verdict)
{
	__u64 *count = bpf_map_lookup_elem(&seen, &which);

	if (count)
		__sync_fetch_and_add(count, 1);
	return verdict;
}

/* clang-format off */
SEC("xdp") int by_door(struct xdp_md *ctx) { return bpf_redirect_map(&doors, 0, XDP_DROP); }
SEC("xdp") int by_all_doors(struct xdp_md *ctx) { return bpf_redirect_map(&doors, 0, BPF_F_BROADCAST); }
SEC("xdp") int by_cpu(struct xdp_md *ctx) { return bpf_redirect_map(&cpus, 0, XDP_DROP); }
SEC("xdp/devmap") int open_door(struct xdp_md *ctx) { return saw(0, ctx->egress_ifindex ? XDP_PASS : XDP_DROP); }
SEC("xdp/devmap") int shut_door(struct xdp_md *ctx) { return saw(1, XDP_DROP); }
SEC("xdp/cpumap") int cpu_takes(struct xdp_md *ctx) { return saw(2, XDP_PASS); }
SEC("xdp/cpumap") int cpu_drops(struct xdp_md *ctx) { return saw(3, XDP_DROP); }
/* clang-format on */

char _license[] SEC("license") = "GPL";
