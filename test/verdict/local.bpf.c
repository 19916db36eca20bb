// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* local.bpf.c - objects that programs make of their own structs: made, read, written, kept in map values, given back. */
#include <linux/bpf.h>

#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

#define TAG(as) __attribute__((btf_type_tag(as)))

struct own_node {
	__u64 key;
	int count;
	char name[12];
};
struct own_other {
	__u64 words[3];
};
struct own_pointed {
	struct own_node *next;
	__u64 key;
};

extern void *bpf_obj_new_impl(__u64 local_type_id, void *meta) __ksym;
extern void bpf_obj_drop_impl(void *object, void *meta) __ksym;
#define NEW(type) ((type *)bpf_obj_new_impl(bpf_core_type_id_local(type), NULL))
#define DROP(p)	  bpf_obj_drop_impl(p, NULL)

struct own_kept {
	__u64 number;
	struct own_node TAG("kptr") * node;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__type(key, __u32);
	__type(value, struct own_kept);
	__uint(max_entries, 16);
} keeps SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} records SEC(".maps");

char licence[] SEC("license") = "GPL";
long out;

#define PROGRAM(name, ...)                                                       \
	SEC("tc")                                                                \
	int name(struct __sk_buff *ctx)                                          \
	{                                                                        \
		struct own_kept *v = bpf_map_lookup_elem(&keeps, &(__u32){ 0 }); \
		struct own_node *n;                                              \
                                                                                 \
		if (!v)                                                          \
			return 0;                                                \
		n = NEW(struct own_node);                                        \
		if (!n)                                                          \
			return 0;                                                \
		__VA_ARGS__                                                      \
		return 0;                                                        \
	}

PROGRAM(ok_drop, DROP(n);)
PROGRAM(ok_use, n->key = 1; n->count = 2; n->name[11] = 3; out = n->key + n->count; DROP(n);)
PROGRAM(bad_index, n->name[ctx->len & 15] = 1; DROP(n);)
PROGRAM(bad_leak, n->key = 1;)
PROGRAM(bad_twice, DROP(n); DROP(n);)
PROGRAM(bad_after, DROP(n); n->key = 1;)
PROGRAM(bad_beyond, *((volatile char *)n + 24) = 1; DROP(n);)
PROGRAM(bad_before, *((volatile char *)n - 1) = 1; DROP(n);)
PROGRAM(bad_null, struct own_node *m = NEW(struct own_node); m->key = 1; if (m) DROP(m); DROP(n);)
PROGRAM(bad_drop_null, struct own_node *m = NEW(struct own_node); DROP(m); DROP(n);)
PROGRAM(bad_drop_inside, DROP(&n->count);)
PROGRAM(bad_drop_stack, long x = 0; DROP(&x); DROP(n);)
PROGRAM(bad_drop_value, DROP(v); DROP(n);)
PROGRAM(bad_drop_record, long *r = bpf_ringbuf_reserve(&records, 24, 0); if (r) DROP(r); DROP(n);)
PROGRAM(bad_submit, bpf_ringbuf_submit(n, 0);)
PROGRAM(bad_type_variable, struct own_node *m = bpf_obj_new_impl(v->number, NULL); if (m) DROP(m); DROP(n);)
PROGRAM(bad_type_void, struct own_node *m = bpf_obj_new_impl(0, NULL); if (m) DROP(m); DROP(n);)
PROGRAM(bad_type_far, struct own_node *m = bpf_obj_new_impl(1 << 20, NULL); if (m) DROP(m); DROP(n);)
PROGRAM(bad_type_int, struct own_node *m = (void *)NEW(int); if (m) DROP(m); DROP(n);)
PROGRAM(ok_keep, n = bpf_kptr_xchg(&v->node, n); if (n) DROP(n);)
PROGRAM(bad_keep_leak, n = bpf_kptr_xchg(&v->node, n); if (n) out = n->key;)
PROGRAM(bad_keep_twice, struct own_node *m = bpf_kptr_xchg(&v->node, n); n = bpf_kptr_xchg(&v->node, n); if (n) DROP(n);
	if (m) DROP(m);)
PROGRAM(bad_keep_after, struct own_node *m = bpf_kptr_xchg(&v->node, n); if (m) DROP(m); n->key = 1;)
PROGRAM(
	ok_take, DROP(n); n = bpf_kptr_xchg(&v->node, NULL); if (n) {
		out = n->key;
		DROP(n);
	})
PROGRAM(bad_keep_other, struct own_other *m = NEW(struct own_other); DROP(n); if (!m) return 0;
	m = bpf_kptr_xchg((void *)&v->node, m); if (m) DROP(m);)
PROGRAM(bad_keep_inside, n = bpf_kptr_xchg((void *)&v->node, (void *)&n->count); if (n) DROP(n);)
PROGRAM(bad_keep_number, n = bpf_kptr_xchg((void *)&v->number, n); if (n) DROP(n);)
PROGRAM(bad_store, DROP(n); v->node = NULL;)
PROGRAM(
	ok_pointer, struct own_pointed *p = NEW(struct own_pointed); if (p) {
		p->key = 1;
		out = (long)p->next;
		DROP(p);
	} DROP(n);)
PROGRAM(
	bad_pointer, struct own_pointed *p = NEW(struct own_pointed); if (p) {
		out = p->next->key;
		DROP(p);
	} DROP(n);)
PROGRAM(bad_memory, bpf_probe_read_kernel(n, 8, ctx); DROP(n);)
PROGRAM(bad_key, out = (long)bpf_map_lookup_elem(&keeps, n); DROP(n);)
PROGRAM(ok_atomic, __sync_fetch_and_add(&n->key, 1); DROP(n);)
PROGRAM(ok_read, struct own_node *m = v->node; DROP(n); if (m) out = m->key;)
PROGRAM(bad_read_drop, struct own_node *m = v->node; DROP(n); if (m) DROP(m);)
