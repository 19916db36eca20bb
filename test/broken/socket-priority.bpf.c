// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: socket - a socket filter changes the packet's priority, which it may only read */
/* expect: ctx-write */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("socket")
int socket_filter(struct __sk_buff *skb)
{
	if (skb->len > 1000)
		skb->priority = 1;
	return skb->len;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
