// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: spread - one load reads from the context on one path and from the stack on the other */
/* expect: type-mix */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int spread(struct xdp_md *ctx)
{
	__u32 local[8] = { 1, 2, 3, 4, 5, 6, 7, 8 };
	__u64 from = ctx->rx_queue_index;
	__u32 port;

	asm volatile("r1 = %1\n"
		     "if %2 == 0 goto +1\n"
		     "r1 = %3\n"
		     "%0 = *(u32 *)(r1 + 12)\n"
		     : "=r"(port)
		     : "r"(&local), "r"(from), "r"(ctx)
		     : "r1", "memory");
	return port & 1 ? XDP_PASS : XDP_DROP;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
