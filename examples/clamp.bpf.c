// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * clamp.bpf.c - finds the options of a TCP SYN and lowers a maximum segment size that would not fit a tunnel.
 *
 * Options have no fixed place or number: bpf_loop() calls next_option() until the list ends. The checksum is mended
 * for the one field that changes (RFC 1624).
 */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/in.h>
#include <linux/ip.h>
#include <linux/tcp.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_endian.h>

#define MAX_OPTIONS 40
#define OPT_END	    0
#define OPT_NOP	    1
#define OPT_MSS	    2
#define OPT_WSCALE  3
#define OPT_SACK    4
#define OPT_TIME    8

struct tcp_options {
	__u64 syns;
	__u64 clamped;
	__u64 malformed;
	__u64 kind[16]; /* how often each option was there */
};

const volatile __u16 max_mss = 1360;

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct tcp_options);
} seen SEC(".maps");

struct walk {
	struct xdp_md *ctx;
	struct tcp_options *seen;
	__u32 offset; /* of the next option, from the start of the packet */
	__u32 end;    /* where the options end */
	__u32 mss_offset;
	__u32 malformed;
};

static long next_option(__u32 i, struct walk *w)
{
	void *data = (void *)(long)w->ctx->data, *end = (void *)(long)w->ctx->data_end;
	__u32 offset = w->offset;
	__u8 *option;
	__u8 kind, len;

	if (offset >= w->end)
		return 1;
	if (offset > 256) {
		w->malformed = 1;
		return 1;
	}
	option = data + offset;
	if ((void *)(option + 2) > end) {
		w->malformed = (void *)(option + 1) > end || option[0] > OPT_NOP;
		return 1;
	}
	kind = option[0];
	if (kind == OPT_END)
		return 1;
	if (kind == OPT_NOP) {
		w->offset = offset + 1;
		return 0;
	}
	len = option[1];
	if (len < 2 || offset + len > w->end) {
		w->malformed = 1;
		return 1;
	}
	if (kind < 16)
		w->seen->kind[kind]++;
	if (kind == OPT_MSS && len == 4)
		w->mss_offset = offset;
	w->offset = offset + len;
	return 0;
}

static __always_inline int clamp_mss(struct xdp_md *ctx, __u32 tcp_offset, __u32 option_offset)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct tcphdr *tcp;
	__u8 *option;
	__u16 mss;
	__u32 sum;

	if (tcp_offset > 256 || option_offset > 256)
		return 0;
	tcp = data + tcp_offset;
	option = data + option_offset;
	if ((void *)(tcp + 1) > end || (void *)(option + 4) > end)
		return 0;
	mss = option[2] << 8 | option[3];
	if (mss <= max_mss)
		return 0;
	option[2] = max_mss >> 8;
	option[3] = max_mss & 0xff;
	sum = bpf_ntohs((__u16)~tcp->check) + (__u16)~mss + max_mss;
	if ((option_offset - tcp_offset) & 1) /* the field lies across two words of the sum */
		sum = bpf_ntohs((__u16)~tcp->check) + bpf_ntohs((__u16)~mss) + bpf_ntohs(max_mss);
	sum = (sum & 0xffff) + (sum >> 16);
	sum = (sum & 0xffff) + (sum >> 16);
	tcp->check = bpf_htons((__u16)~sum);
	return 1;
}

SEC("xdp")
int clamp(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct ethhdr *eth = data;
	struct iphdr *ip = data + sizeof(*eth);
	struct tcphdr *tcp;
	struct walk w = { .ctx = ctx };
	__u32 zero = 0, tcp_offset;

	if ((void *)(ip + 1) > end || eth->h_proto != bpf_htons(ETH_P_IP) || ip->protocol != IPPROTO_TCP || ip->ihl < 5)
		return XDP_PASS;
	tcp_offset = sizeof(*eth) + ip->ihl * 4;
	tcp = data + tcp_offset;
	if ((void *)(tcp + 1) > end || !tcp->syn || tcp->doff < 5)
		return XDP_PASS;
	w.seen = bpf_map_lookup_elem(&seen, &zero);
	if (!w.seen)
		return XDP_ABORTED;
	w.seen->syns++;
	w.offset = tcp_offset + sizeof(*tcp);
	w.end = tcp_offset + tcp->doff * 4;
	bpf_loop(MAX_OPTIONS, next_option, &w, 0);
	if (w.malformed) {
		w.seen->malformed++;
		return XDP_DROP;
	}
	if (w.mss_offset)
		w.seen->clamped += clamp_mss(ctx, tcp_offset, w.mss_offset);
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
