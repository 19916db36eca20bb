// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * heads.bpf.c - sends the first bytes of each packet to user space, in a record of just the length that is needed.
 *
 * A dynptr stands for memory whose bounds are checked at run time: so a record may have a length that is not known before, and the
 * packet is read without a comparison with data_end. The address that a packet is for decides how much of it is of interest.
 */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_endian.h>

#define HEAD_MAX 96
#define CHUNK	 16

extern int bpf_dynptr_from_xdp(struct xdp_md *xdp, __u64 flags, struct bpf_dynptr *ptr) __ksym;
extern void *bpf_dynptr_slice(const struct bpf_dynptr *ptr, __u32 offset, void *buffer, __u32 len) __ksym;
extern int bpf_dynptr_adjust(const struct bpf_dynptr *ptr, __u32 start, __u32 end) __ksym;
extern __u32 bpf_dynptr_size(const struct bpf_dynptr *ptr) __ksym;

struct event {
	__u32 len;  /* of the packet */
	__u16 head; /* bytes of it that follow */
	__be16 type;
};

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 256 * 1024);
} events SEC(".maps");

__u64 nr_packets;
__u64 nr_lost;
__u64 nr_short;

/* How much of the packet is sent: broadcast tells more than others. */
static __always_inline __u32 head_of(const struct ethhdr *eth, __u32 len)
{
	__u32 want = eth->h_dest[0] & 1 ? HEAD_MAX : HEAD_MAX / 2;

	return len < want ? len & ~(CHUNK - 1) : want;
}

/* The dynptr's bytes from off on, a chunk at a time. */
static __always_inline void copy(struct bpf_dynptr *record, const struct bpf_dynptr *packet, __u32 len)
{
	__u8 chunk[CHUNK];

	for (__u32 off = 0; off < HEAD_MAX; off += CHUNK) {
		if (off >= len || bpf_dynptr_read(chunk, sizeof(chunk), packet, off, 0))
			return;
		bpf_dynptr_write(record, sizeof(struct event) + off, chunk, sizeof(chunk), 0);
	}
}

SEC("xdp")
int heads(struct xdp_md *ctx)
{
	struct bpf_dynptr packet, record;
	struct event e = {};
	struct ethhdr buffer, *eth;

	nr_packets++;
	if (bpf_dynptr_from_xdp(ctx, 0, &packet))
		return XDP_ABORTED;
	eth = bpf_dynptr_slice(&packet, 0, &buffer, sizeof(buffer));
	if (!eth) {
		nr_short++;
		return XDP_PASS;
	}
	e.len = bpf_dynptr_size(&packet);
	e.type = eth->h_proto;
	e.head = head_of(eth, e.len - ETH_HLEN);
	bpf_dynptr_adjust(&packet, ETH_HLEN, e.len);
	if (bpf_ringbuf_reserve_dynptr(&events, sizeof(e) + e.head, 0, &record)) {
		nr_lost++;
		bpf_ringbuf_discard_dynptr(&record, 0);
		return XDP_PASS;
	}
	bpf_dynptr_write(&record, 0, &e, sizeof(e), 0);
	copy(&record, &packet, e.head);
	bpf_ringbuf_submit_dynptr(&record, BPF_RB_NO_WAKEUP);
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
