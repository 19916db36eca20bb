// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* module.bpf.c - programs at the hooks of the kernel, for test/kernel/module.c. */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/in.h>
#include <linux/ip.h>
#include <linux/udp.h>

#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

char LICENSE[] SEC("license") = "Dual BSD/GPL";

enum { NR_CALLS = 512, BAD_PORT = 7777 };

struct {
	__u64 dropped, passed, refused;
} seen; /* mapped by the test */

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, NR_CALLS);
	__type(key, __u32);
	__type(value, __u64);
} calls SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1024);
	__type(key, __u32);
	__type(value, __u64);
} reads SEC(".maps"), returns SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 65536);
} events SEC(".maps");

/* ICMP ends here. */
SEC("xdp")
int drop_ping(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct ethhdr *eth = data;
	struct iphdr *ip = (void *)(eth + 1);

	if ((void *)(ip + 1) > end || eth->h_proto != bpf_htons(ETH_P_IP) || ip->protocol != IPPROTO_ICMP) {
		__sync_fetch_and_add(&seen.passed, 1);
		return XDP_PASS;
	}
	__sync_fetch_and_add(&seen.dropped, 1);
	return XDP_DROP;
}

/* Requests become answers on their way back out. */
SEC("xdp")
int answer_ping(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct ethhdr *eth = data;
	struct iphdr *ip = (void *)(eth + 1);
	__u8 *icmp = (void *)(ip + 1), mac[ETH_ALEN];
	__u16 *sum = (void *)(icmp + 2);
	__be32 addr;

	if ((void *)(icmp + 8) > end || eth->h_proto != bpf_htons(ETH_P_IP) || ip->protocol != IPPROTO_ICMP ||
	    *icmp != 8)
		return XDP_PASS;
	__builtin_memcpy(mac, eth->h_dest, ETH_ALEN);
	__builtin_memcpy(eth->h_dest, eth->h_source, ETH_ALEN);
	__builtin_memcpy(eth->h_source, mac, ETH_ALEN);
	addr = ip->saddr;
	ip->saddr = ip->daddr;
	ip->daddr = addr;
	*icmp = 0;
	*sum += 8; /* one's complement, but for the carry */
	if (*sum < 8)
		*sum += 1;
	__sync_fetch_and_add(&seen.passed, 1);
	return XDP_TX;
}

SEC("cgroup_skb/ingress")
int refuse_port(struct __sk_buff *skb)
{
	struct iphdr ip;
	struct udphdr udp;

	if (bpf_skb_load_bytes(skb, 0, &ip, sizeof(ip)) || ip.protocol != IPPROTO_UDP)
		return 1;
	if (bpf_skb_load_bytes(skb, ip.ihl * 4, &udp, sizeof(udp)) || udp.dest != bpf_htons(BAD_PORT))
		return 1;
	__sync_fetch_and_add(&seen.refused, 1);
	return 0;
}

SEC("tc")
int refuse_port_tc(struct __sk_buff *skb)
{
	void *data = (void *)(long)skb->data, *end = (void *)(long)skb->data_end;
	struct ethhdr *eth = data;
	struct iphdr *ip = (void *)(eth + 1);
	struct udphdr *udp = (void *)(ip + 1);

	if ((void *)(udp + 1) > end || ip->protocol != IPPROTO_UDP || udp->dest != bpf_htons(BAD_PORT))
		return 0;
	__sync_fetch_and_add(&seen.refused, 1);
	return 2; /* TC_ACT_SHOT */
}

static void count(void *map)
{
	__u32 pid = bpf_get_current_pid_tgid() >> 32;
	__u64 one = 1, *n = bpf_map_lookup_elem(map, &pid);

	if (n)
		__sync_fetch_and_add(n, 1);
	else
		bpf_map_update_elem(map, &pid, &one, BPF_NOEXIST);
}

SEC("kprobe")
int on_read(void *ctx)
{
	count(&reads);
	return 0;
}

SEC("kprobe")
int on_read_return(void *ctx)
{
	count(&returns);
	return 0;
}

SEC("raw_tp/sys_enter")
int on_call(struct bpf_raw_tracepoint_args *ctx)
{
	__u32 nr = ctx->args[1];
	__u64 *n = bpf_map_lookup_elem(&calls, &nr);

	if (n)
		__sync_fetch_and_add(n, 1);
	return 0;
}

/* A record for each process that begins: its parent's number and name. */
SEC("raw_tp/sched_process_fork")
int on_fork(void *ctx)
{
	struct {
		__u64 pid_tgid;
		char comm[16];
	} *e = bpf_ringbuf_reserve(&events, sizeof(*e), 0);

	if (!e)
		return 0;
	e->pid_tgid = bpf_get_current_pid_tgid();
	bpf_get_current_comm(e->comm, sizeof(e->comm));
	bpf_ringbuf_submit(e, 0);
	return 0;
}

SEC("perf_event")
int on_sample(void *ctx)
{
	count(&reads);
	return 0;
}

/* At a tap, UDP to the port is counted, and passes all the same. */
SEC("socket")
int see_port(struct __sk_buff *skb)
{
	__u16 port;

	if (!bpf_skb_load_bytes(skb, ETH_HLEN + sizeof(struct iphdr) + 2, &port, sizeof(port)) &&
	    port == bpf_htons(BAD_PORT))
		__sync_fetch_and_add(&seen.refused, 1);
	return 0;
}

struct {
	__uint(type, BPF_MAP_TYPE_DEVMAP);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u32);
} devices SEC(".maps");

/* ICMP leaves by another device. */
SEC("xdp")
int redirect_ping(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct ethhdr *eth = data;
	struct iphdr *ip = (void *)(eth + 1);

	if ((void *)(ip + 1) > end || eth->h_proto != bpf_htons(ETH_P_IP) || ip->protocol != IPPROTO_ICMP)
		return XDP_PASS;
	__sync_fetch_and_add(&seen.dropped, 1);
	return bpf_redirect_map(&devices, 0, 0);
}
