// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: socket - a socket filter calls a helper that belongs to XDP */
/* expect: helper-kind */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("socket")
int socket_filter(struct __sk_buff *skb)
{
	if (bpf_xdp_adjust_head((struct xdp_md *)skb, 14))
		return 0;
	return skb->len;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
