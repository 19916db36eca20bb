// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* Programs of types that are no kind here. test/stages/43-kinds.sh. */
#include <linux/bpf.h>

#include <bpf/bpf_helpers.h>

SEC("freplace/other") int instead_of_other(void *ctx)
{
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
