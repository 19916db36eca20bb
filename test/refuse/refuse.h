/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * refuse.h - what the programs of this folder share.
 *
 * Each program is named by the kind of its refusal (base/reason.tbl; - is _ here) and refused at the line that ends in a comment of
 * that name. Built with -DMENDED, the remedy is applied, and it is accepted. See README.md.
 */
#include <linux/bpf.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

#ifdef MENDED
#define MEND(bad, good) good
#else
#define MEND(bad, good) bad
#endif

#define ENTRY(section, name, context) \
	SEC(section)                  \
	int name(context *ctx)

struct value {
	__u32 number[4];
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__type(key, __u32);
	__type(value, struct value);
	__uint(max_entries, 16);
} values SEC(".maps");

/* The value of key 0, or NULL. */
static __always_inline struct value *value_get(void)
{
	__u32 key = 0;

	return bpf_map_lookup_elem(&values, &key);
}

static __always_inline void *data_of(struct xdp_md *ctx)
{
	return (void *)(long)ctx->data;
}

static __always_inline void *end_of(struct xdp_md *ctx)
{
	return (void *)(long)ctx->data_end;
}
