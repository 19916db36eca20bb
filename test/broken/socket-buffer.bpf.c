// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: socket - copies 64 bytes of the packet into a buffer of 32 */
/* expect: stack-bounds helper-size */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("socket")
int socket_filter(struct __sk_buff *skb)
{
	__u8 buffer[32];

	if (bpf_skb_load_bytes(skb, 0, buffer, 64))
		return 0;
	return buffer[0] == 0x45 ? skb->len : 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
