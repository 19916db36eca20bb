// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: nat - reads a 64-bit number across two fields of the context */
/* expect: ctx-field */
#include <linux/bpf.h>
#include <linux/pkt_cls.h>
#include <bpf/bpf_helpers.h>

SEC("tc")
int nat_out(struct __sk_buff *skb)
{
	volatile __u64 *pair = (void *)&skb->pkt_type;

	return *pair & 1 ? TC_ACT_OK : TC_ACT_SHOT;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
