// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: firewall - counts in a setting, which is read-only once the program is loaded */
/* expect: read-only */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

const volatile struct {
	__u32 limit;
	__u32 used;
} config = { .limit = 100 };

SEC("xdp")
int firewall(struct xdp_md *ctx)
{
	__u32 *used = (__u32 *)&config.used;

	if (config.used >= config.limit)
		return XDP_DROP;
	__sync_fetch_and_add(used, 1);
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
