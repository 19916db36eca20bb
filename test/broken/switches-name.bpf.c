// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: switches - the buffer for the name has 8 bytes, and 16 are asked for */
/* expect: stack-bounds helper-size */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("raw_tp/sched_switch")
int switches(struct bpf_raw_tracepoint_args *ctx)
{
	char name[8];

	if (bpf_get_current_comm(name, 16))
		return 0;
	return name[0] == 'k' ? 0 : 1;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
