// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* Programs that are safe, and need what no host here has: maps and helpers. test/stages/43-kinds.sh. */
#include <linux/bpf.h>

#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_STACK_TRACE);
	__uint(key_size, 4);
	__uint(value_size, 127 * 8);
	__uint(max_entries, 16);
} stacks SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_CGROUP_STORAGE);
	__type(key, struct bpf_cgroup_storage_key);
	__type(value, __u64);
} counts SEC(".maps");

SEC("kprobe") int lacks_stack_trace(void *ctx)
{
	return (int)bpf_get_stackid(ctx, &stacks, 0);
}

SEC("cgroup_skb/egress") int lacks_cgroup_storage(struct __sk_buff *skb)
{
	__u64 *count = bpf_get_local_storage(&counts, 0);

	*count += skb->len;
	return 1;
}

SEC("tc") int lacks_skb_get_tunnel_key(struct __sk_buff *skb)
{
	struct bpf_tunnel_key key;

	return bpf_skb_get_tunnel_key(skb, &key, sizeof(key), 0) ? 2 : key.tunnel_id & 1;
}

SEC("kprobe/vfs_read") int lacks_get_func_ip(void *ctx)
{
	return bpf_get_func_ip(ctx) & 1;
}

char LICENSE[] SEC("license") = "GPL";
