// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: nat - stores eight bytes at a place on the stack that is a multiple of four only */
/* expect: misaligned */
#include <linux/bpf.h>
#include <linux/pkt_cls.h>
#include <bpf/bpf_helpers.h>

SEC("tc")
int nat_out(struct __sk_buff *skb)
{
	__u64 old = skb->mark;

	asm volatile("*(u64 *)(r10 - 12) = %0" ::"r"(old) : "memory");
	return TC_ACT_OK;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
