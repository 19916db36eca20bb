// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: socket - a socket filter reads the packet through data, which only traffic control and XDP may */
/* expect: ctx-hidden */
#include <linux/bpf.h>
#include <linux/ip.h>
#include <bpf/bpf_helpers.h>

SEC("socket")
int socket_filter(struct __sk_buff *skb)
{
	void *data = (void *)(long)skb->data, *end = (void *)(long)skb->data_end;
	struct iphdr *ip = data;

	if ((void *)(ip + 1) > end)
		return 0;
	return ip->protocol == 6 ? 128 : 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
