// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: socket - the number of bytes to copy comes from the packet's length, and may be more than the buffer takes */
/* expect: helper-size */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("socket")
int socket_filter(struct __sk_buff *skb)
{
	__u8 buffer[64] = {};
	__u32 len = skb->len;

	if (bpf_skb_load_bytes(skb, 0, buffer, len))
		return 0;
	return buffer[0] == 0x45 ? len : 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
