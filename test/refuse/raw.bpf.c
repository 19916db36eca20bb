// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* checked as kind raw, where pointers may not become visible */
#include "refuse.h"

ENTRY("socket", leak, void)
{
	struct value *v = value_get();

	if (!v)
		return 0;
	*(volatile __u64 *)v = (long)MEND(ctx, 1); /* leak */
	return 0;
}

SEC("socket") __u64 leak_result(void *ctx)
{
	return (__u64)MEND(ctx, 1); /* leak-result */
}

ENTRY("socket", leak_compare, void)
{
	__u64 x = (__u64)MEND(ctx, 7);

	asm volatile("if %0 > 5 goto +0" : : "r"(x)); /* leak-compare */
	return 0;
}

ENTRY("socket", leak_argument, void)
{
	__u32 key = 0;
	struct value v = {};

	return bpf_map_update_elem(&values, &key, &v, (__u64)MEND(ctx, 0)); /* leak-argument */
}

ENTRY("socket", pointer_half, void)
{
	__u64 x = (__u64)MEND(ctx, 7);

	asm volatile("r1 = %0; w1 = w1; %0 = r1" : "+r"(x) : : "r1"); /* pointer-half */
	return 0;
}

ENTRY("socket", pointer_part, void)
{
	asm volatile("*(u64 *)(r10 - 8) = %0; *(u8 *)(r10 - " MEND("1", "16") ") = %1" /* pointer-part */
		     :
		     : "r"(ctx), "r"(1)
		     : "memory");
	return 0;
}

ENTRY("socket", pointer_bytes, void)
{
	__u64 x;

	asm volatile("*(u64 *)(r10 - 8) = %1; *(u64 *)(r10 - 16) = %2" : "=r"(x) : "r"(ctx), "r"(1) : "memory");
	asm volatile("%0 = *(u32 *)(r10 - " MEND("8", "16") ")" : "=r"(x)); /* pointer-bytes */
	return x & 1;
}

ENTRY("socket", atomic_pointer, void)
{
	asm volatile("*(u64 *)(r10 - 8) = %0; *(u64 *)(r10 - 16) = %1" : : "r"(ctx), "r"(1) : "memory");
	asm volatile("lock *(u64 *)(r10 - " MEND("8", "16") ") += %0" : : "r"(1) : "memory"); /* atomic-pointer */
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
