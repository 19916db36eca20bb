// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * text.bpf.c - reads a line of text out of UDP datagrams, in the manner of statsd: "name:number|c", and keeps the
 * sums.
 *
 * The number is read by bpf_strtol(), words are compared by bpf_strncmp(), and the last line is kept as text that
 * bpf_snprintf() makes.
 */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/in.h>
#include <linux/ip.h>
#include <linux/udp.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_endian.h>

#define PORT	 8125
#define LINE_LEN 64
#define NAME_LEN 16

struct name {
	char text[NAME_LEN];
};

struct metric {
	__s64 sum;
	__u64 lines;
};

struct report {
	char line[LINE_LEN];
	char copy[LINE_LEN];
	char text[2 * LINE_LEN];
	__u64 good, bad, resets;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 128);
	__type(key, struct name);
	__type(value, struct metric);
} metrics SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct report);
} report SEC(".maps");

/* Copies up to LINE_LEN - 1 bytes of text, the rest becomes zeros; returns how many. */
static __always_inline __u32 read_line(char *line, const char *pos, const char *end)
{
	__u32 i;

	for (i = 0; i < LINE_LEN - 1; i++) {
		if (pos + i + 1 > end || pos[i] == '\n')
			break;
		line[i] = pos[i];
	}
	return i;
}

static __always_inline int add(const struct name *name, long value)
{
	struct metric first = { .sum = value, .lines = 1 }, *m = bpf_map_lookup_elem(&metrics, name);

	if (!m)
		return bpf_map_update_elem(&metrics, name, &first, BPF_NOEXIST);
	__sync_fetch_and_add(&m->sum, value);
	__sync_fetch_and_add(&m->lines, 1);
	return 0;
}

static __always_inline int on_line(struct report *r)
{
	struct name name = {};
	char digits[24] = {};
	__u64 args[3];
	__u32 colon, i;
	long value;
	__u64 used;

	for (colon = 0; colon < NAME_LEN - 1 && r->line[colon] && r->line[colon] != ':'; colon++)
		name.text[colon] = r->line[colon];
	if (colon == 0 || r->line[colon & (LINE_LEN - 1)] != ':')
		return -1;
	for (i = 0; i < sizeof(digits) - 1; i++)
		digits[i] = r->line[(colon + 1 + i) & (LINE_LEN - 1)];
	used = bpf_strtol(digits, sizeof(digits), 0, &value);
	if (used == 0 || used >= sizeof(digits) || digits[used] != '|') /* an error is a huge number here */
		return -1;
	args[0] = (__u64)(long)r->line;
	args[1] = value;
	args[2] = colon;
	__builtin_memcpy(r->copy, r->line, LINE_LEN);
	bpf_snprintf(r->text, sizeof(r->text), "%s is %d in a name of %u", args, sizeof(args));
	return add(&name, value);
}

SEC("xdp")
int text(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct ethhdr *eth = data;
	struct iphdr *ip = data + sizeof(*eth);
	struct udphdr *udp = (void *)(ip + 1);
	__u32 zero = 0;
	struct report *r = bpf_map_lookup_elem(&report, &zero);

	if (!r || (void *)(udp + 1) > end || eth->h_proto != bpf_htons(ETH_P_IP))
		return XDP_PASS;
	if (ip->ihl != 5 || ip->protocol != IPPROTO_UDP || udp->dest != bpf_htons(PORT))
		return XDP_PASS;
	__builtin_memset(r->line, 0, sizeof(r->line));
	read_line(r->line, (const char *)(udp + 1), end);
	if (!bpf_strncmp(r->line, 5, "reset")) {
		r->resets++;
		return XDP_DROP;
	}
	if (on_line(r)) {
		r->bad++;
		return XDP_DROP;
	}
	r->good++;
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
