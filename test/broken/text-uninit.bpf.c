// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: text - compares a buffer of which only the first half was filled */
/* expect: stack-uninit */
/* kernel: strict */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int text(struct xdp_md *ctx)
{
	volatile char word[16];
	__u32 i;

	for (i = 0; i < 8; i++)
		word[i] = 'a' + i;
	return bpf_strncmp((const char *)word, sizeof(word), "abcdefgh") ? XDP_PASS : XDP_DROP;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
