/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/* Mistakes with the arguments of global functions, and with their tags. */
#include "refuse.h"

#define TAG(name) __attribute__((btf_decl_tag("arg:" name)))

__attribute__((noinline)) int first_of(struct value *v TAG("nonnull"))
{
	return v->number[0];
}

ENTRY("xdp", function_null, struct xdp_md)
{
	struct value *v = value_get();

	MEND(, if (!v) return XDP_PASS);
	return first_of(v) & 1; /* function-null */
}

__attribute__((noinline)) int function_tag(struct value *v MEND(TAG("nullable"), )) /* function-tag: at any line */
{
	return v ? v->number[0] : 0;
}

ENTRY("xdp", function_tag_main, struct xdp_md)
{
	struct value v = {};

	return function_tag(&v) & 1;
}

char LICENSE[] SEC("license") = "GPL";
