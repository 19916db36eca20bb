/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * local.bpf.c - objects that programs make of their own structs.
 */
#include "refuse.h"

#include <bpf/bpf_core_read.h>

struct own_node {
	__u64 key;
	int count;
	char name[12];
};
struct own_other {
	__u64 words[3];
};
struct bpf_refcount {
	__u32 bytes[1];
};
struct own_inner {
	struct {
		struct bpf_refcount count;
	} in[2];
};
struct own_counted {
	__u64 key;
	struct own_inner inner;
};
struct own_nested {
	struct {
		__u64 key;
	} in[2];
};
struct own_pointer {
	struct own_node __attribute__((btf_type_tag("kptr"))) * node;
};
struct own_deep {
	struct {
		struct {
			struct {
				struct {
					__u64 key;
				} in;
			} in;
		} in;
	} in;
};

extern void *bpf_obj_new_impl(__u64 local_type_id, void *meta) __ksym;
extern void bpf_obj_drop_impl(void *object, void *meta) __ksym;
#define NEW(type) ((type *)bpf_obj_new_impl(bpf_core_type_id_local(type), NULL))
#define DROP(p)	  bpf_obj_drop_impl(p, NULL)

struct kept {
	__u64 number;
	struct own_node __attribute__((btf_type_tag("kptr"))) * node;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__type(key, __u32);
	__type(value, struct kept);
	__uint(max_entries, 16);
} keeps SEC(".maps");

char licence[] SEC("license") = "GPL";
long out;

/* A program with an object, and a map's value that may keep one. */
#define PROGRAM(name, ...)                                                  \
	SEC("tc")                                                           \
	int name(struct __sk_buff *ctx)                                     \
	{                                                                   \
		__u32 key = 0;                                              \
		struct kept *kept = bpf_map_lookup_elem(&keeps, &key);      \
		struct own_node *node = kept ? NEW(struct own_node) : NULL; \
                                                                            \
		if (!node)                                                  \
			return 0;                                           \
		__VA_ARGS__                                                 \
		return 0;                                                   \
	}

/* clang-format off */
PROGRAM(own_type, __u64 id = MEND(kept->number, bpf_core_type_id_local(struct own_node)); if (id > bpf_core_type_id_local(struct own_node)) { DROP(node); return 0; } struct own_node *more = bpf_obj_new_impl(id, NULL); if (more) DROP(more); DROP(node);) /* own-type */
PROGRAM(own_type_, void *more = MEND((void *)NEW(int), NEW(struct own_other)); if (more) DROP(more); DROP(node);) /* own-type: of something else */
PROGRAM(not_known, void *more = MEND((void *)NEW(struct own_counted), NEW(struct own_other)); if (more) DROP(more); DROP(node);) /* not-known: a member of a member */
PROGRAM(not_known_, void *more = MEND((void *)NEW(struct own_pointer), NEW(struct own_nested)); if (more) DROP(more); DROP(node);) /* not-known: a pointer */
PROGRAM(not_known__, void *more = MEND((void *)NEW(struct own_deep), NEW(struct own_other)); if (more) DROP(more); DROP(node);) /* not-known: too deep */
PROGRAM(own_object, DROP(MEND((void *)&node->count, node));) /* own-object: not its begin */
PROGRAM(own_object_, node = MEND(kept->node, bpf_kptr_xchg(&kept->node, node)); if (node) DROP(node);) /* own-object: of nobody */
PROGRAM(own_object__, struct own_other *more = NEW(struct own_other); if (more) more = MEND(bpf_kptr_xchg((void *)&kept->node, more), more); if (more) DROP(more); DROP(node);) /* own-object: of another type */
PROGRAM(own_object___, DROP(MEND((void *)kept, node));) /* own-object: a map's value */
PROGRAM(helper_null_, struct own_node *more = NEW(struct own_node); if (MEND(1, more != NULL)) DROP(more); DROP(node);) /* helper-null: an object */
PROGRAM(null___, struct own_node *more = NEW(struct own_node); if (MEND(1, more != NULL)) out = more->key; if (more) DROP(more); DROP(node);) /* null: an object */
PROGRAM(ref_leak_, out = node->key; if (MEND(key, 1)) DROP(node);) /* ref-leak: an object */
PROGRAM(use_after_release_, MEND(DROP(node), node->key = 1); MEND(node->key = 1, DROP(node));) /* use-after-release: an object */
PROGRAM(use_after_release__, struct own_node *old = bpf_kptr_xchg(&kept->node, node); if (old) DROP(old); MEND(node->key = 1, out = 1);) /* use-after-release: it is the map's */
PROGRAM(ref_leak__, node = bpf_kptr_xchg(&kept->node, node); if (node) { out = node->key; MEND(, DROP(node)); }) /* ref-leak: what was kept */
PROGRAM(mem_bounds_, *(volatile char *)((char *)node + MEND(24, 23)) = 1; DROP(node);) /* mem-bounds: an object */
PROGRAM(mem_index_, node->name[ctx->len & MEND(15, 7)] = 1; DROP(node);) /* mem-index: an object */
PROGRAM(mem_read_only_, DROP(node); node = kept->node; if (node) MEND(node->key = 1, out = node->key);) /* mem-read-only: nobody's object */
PROGRAM(helper_arg_, __u64 to = 0; bpf_probe_read_kernel(MEND((void *)node, &to), 8, ctx); DROP(node);) /* helper-arg: an object */
/* clang-format on */
