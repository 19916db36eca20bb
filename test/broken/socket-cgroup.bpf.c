// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: socket - a filter of a control group's packets returns a length; only 0 (drop) and 1 (pass) mean anything */
/* expect: ret-range */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("cgroup_skb/ingress")
int cgroup_filter(struct __sk_buff *skb)
{
	return skb->len > 1000 ? 0 : 128;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
