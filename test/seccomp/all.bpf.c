// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * all.bpf.c - every call is asked about, and counted by its number; test/stages/68-seccomp.sh.
 */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <linux/seccomp.h>

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 512);
	__type(key, __u32);
	__type(value, __u64);
} calls SEC(".maps");

SEC("seccomp")
__u64 count(struct seccomp_data *call)
{
	__u32 nr = call->nr;
	__u64 one = 1, *n = bpf_map_lookup_elem(&calls, &nr);

	if (n)
		__sync_fetch_and_add(n, 1);
	else
		bpf_map_update_elem(&calls, &nr, &one, BPF_ANY);
	return SECCOMP_RET_ALLOW;
}

char _license[] SEC("license") = "Dual BSD/GPL";
