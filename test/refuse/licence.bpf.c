// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* the licence */
#include "refuse.h"

ENTRY("xdp", helper_gpl, struct xdp_md)
{
	static const char text[] = "here";

	bpf_trace_printk(text, sizeof(text)); /* helper-gpl */
	return XDP_PASS;
}

char LICENSE[] SEC("license") = MEND("Proprietary", "GPL");
