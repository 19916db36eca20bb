// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * tc_payload.bpf.c - looks into payload, by copies to the stack: methods of HTTP, server names of TLS, patterns.
 */
#include "real.h"

#define SNI_MAX 32

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 8);
	__type(key, __u32);
	__type(value, __u64);
} methods SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 1024);
	__uint(key_size, SNI_MAX);
	__type(value, __u64);
} names SEC(".maps");

/* Where TCP's payload begins, or 0. */
static __always_inline __u32 payload_off(struct __sk_buff *skb)
{
	struct tcphdr tcp;
	struct iphdr ip;
	__u32 off = ETH_HLEN;

	if (skb->protocol != bpf_htons(ETH_P_IP))
		return 0;
	if (bpf_skb_load_bytes(skb, off, &ip, sizeof(ip)) < 0 || ip.protocol != IPPROTO_TCP)
		return 0;
	off += ip.ihl * 4;
	if (bpf_skb_load_bytes(skb, off, &tcp, sizeof(tcp)) < 0)
		return 0;
	return off + tcp.doff * 4;
}

SEC("tc")
int http_method(struct __sk_buff *skb)
{
	__u32 off = payload_off(skb), key;
	char text[8] = {};
	__u64 *n;

	if (!off || bpf_skb_load_bytes(skb, off, text, 7) < 0)
		return TC_ACT_OK;
	if (text[0] == 'G' && text[1] == 'E' && text[2] == 'T' && text[3] == ' ')
		key = 1;
	else if (text[0] == 'P' && text[1] == 'O' && text[2] == 'S' && text[3] == 'T')
		key = 2;
	else if (text[0] == 'P' && text[1] == 'U' && text[2] == 'T')
		key = 3;
	else if (text[0] == 'D' && text[1] == 'E' && text[5] == 'E')
		key = 4;
	else
		key = 0;
	n = bpf_map_lookup_elem(&methods, &key);
	if (n)
		__sync_fetch_and_add(n, 1);
	return TC_ACT_OK;
}

struct sni {
	__be16 type;
	__be16 len;
};

/* The hello's extensions one by one, until the one with the server's name. */
SEC("tc")
int tls_name(struct __sk_buff *skb)
{
	__u32 off = payload_off(skb);
	char name[SNI_MAX] = {};
	__u64 now = bpf_ktime_get_ns();
	__u8 head[6], len8;
	__be16 len16;
	struct sni ext;

	if (!off || bpf_skb_load_bytes(skb, off, head, sizeof(head)) < 0)
		return TC_ACT_OK;
	if (head[0] != 22 || head[5] != 1)
		return TC_ACT_OK;
	off += 5 + 4 + 2 + 32;
	if (bpf_skb_load_bytes(skb, off, &len8, 1) < 0)
		return TC_ACT_OK;
	off += 1 + len8;
	if (bpf_skb_load_bytes(skb, off, &len16, 2) < 0)
		return TC_ACT_OK;
	off += 2 + bpf_ntohs(len16);
	if (bpf_skb_load_bytes(skb, off, &len8, 1) < 0)
		return TC_ACT_OK;
	off += 1 + len8 + 2;
	for (int i = 0; i < 12; i++) {
		if (bpf_skb_load_bytes(skb, off, &ext, sizeof(ext)) < 0)
			return TC_ACT_OK;
		off += sizeof(ext);
		if (ext.type == 0) {
			__u32 take = bpf_ntohs(ext.len);

			if (take < 6)
				return TC_ACT_OK;
			take -= 5;
			if (take > SNI_MAX)
				take = SNI_MAX;
			if (bpf_skb_load_bytes(skb, off + 5, name, take) < 0)
				return TC_ACT_OK;
			bpf_map_update_elem(&names, name, &now, BPF_ANY);
			return TC_ACT_OK;
		}
		off += bpf_ntohs(ext.len);
	}
	return TC_ACT_OK;
}

/* A word of four letters anywhere in the first 64 bytes of payload. */
SEC("tc")
int find_word(struct __sk_buff *skb)
{
	__u32 off = payload_off(skb);
	char text[64];

	if (!off || bpf_skb_load_bytes(skb, off, text, sizeof(text)) < 0)
		return TC_ACT_OK;
	for (int i = 0; i < 60; i++) {
		if (text[i] == 'e' && text[i + 1] == 'v' && text[i + 2] == 'i' && text[i + 3] == 'l')
			return TC_ACT_SHOT;
	}
	return TC_ACT_OK;
}

SEC("tc")
int pull_and_look(struct __sk_buff *skb)
{
	void *data, *end;
	__u8 *at;

	if (bpf_skb_pull_data(skb, 128))
		return TC_ACT_OK;
	data = (void *)(long)skb->data;
	end = (void *)(long)skb->data_end;
	at = data + 54;
	if ((void *)(at + 16) > end)
		return TC_ACT_OK;
	for (int i = 0; i < 12; i++) {
		if (at[i] == '\r' && at[i + 1] == '\n')
			return TC_ACT_PIPE;
	}
	return TC_ACT_OK;
}
