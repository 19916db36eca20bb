// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* helpers: their arguments, callbacks, timers, strings */
#include "refuse.h"

struct ticking {
	struct bpf_timer timer;
	__u64 turns;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__type(key, __u32);
	__type(value, struct ticking);
	__uint(max_entries, 4);
} timers SEC(".maps"), others SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PROG_ARRAY);
	__uint(max_entries, 4);
	__uint(key_size, 4);
	__uint(value_size, 4);
} programs SEC(".maps");

char changing[8] = "word";

static __always_inline struct ticking *timer_get(void)
{
	__u32 key = 0;

	return bpf_map_lookup_elem(&timers, &key);
}

ENTRY("xdp", helper_unknown, struct xdp_md)
{
	long (*helper)(void) = (void *)MEND(9999, BPF_FUNC_ktime_get_ns);

	return helper() ? XDP_PASS : XDP_DROP; /* helper-unknown */
}

ENTRY("xdp", helper_kind, struct xdp_md)
{
	char bytes[4];

	return MEND(bpf_skb_load_bytes, bpf_xdp_load_bytes)((void *)ctx, 0, bytes, 4); /* helper-kind */
}

ENTRY("xdp", helper_arg, struct xdp_md)
{
	char bytes[4];

	return bpf_xdp_load_bytes(ctx, 0, MEND((void *)ctx, bytes), 4); /* helper-arg */
}

ENTRY("xdp", helper_packet, struct xdp_md)
{
	char *p = data_of(ctx), copy[4];

	if (p + 4 > (char *)end_of(ctx))
		return XDP_PASS;
	__builtin_memcpy(copy, p, 4);
	return bpf_xdp_store_bytes(ctx, 4, MEND(p, copy), 4); /* helper-packet */
}

ENTRY("xdp", helper_context, struct xdp_md)
{
	char bytes[4];

	return bpf_xdp_load_bytes(MEND((void *)bytes, ctx), 0, bytes, 4); /* helper-context */
}

ENTRY("xdp", helper_map, struct xdp_md)
{
	__u32 key = 0;

	return bpf_map_delete_elem(MEND((void *)&key, &values), &key); /* helper-map */
}

ENTRY("xdp", helper_length, struct xdp_md)
{
	long (*load)(void *, __u32, void *, void *) = (void *)BPF_FUNC_xdp_load_bytes;
	char bytes[4];

	return load(ctx, 0, bytes, MEND(ctx, (void *)4)); /* helper-length */
}

ENTRY("xdp", helper_size, struct xdp_md)
{
	char bytes[64] = {};
	__u32 len = ctx->rx_queue_index;

	if (!len MEND(, || len > 64))
		return XDP_PASS;
	return bpf_xdp_load_bytes(ctx, 0, bytes, len); /* helper-size */
}

ENTRY("xdp", helper_size_zero, struct xdp_md)
{
	char bytes[64] = {};
	__u32 len = ctx->rx_queue_index;

	if (len > 64)
		return XDP_PASS;
	asm volatile("" : "+r"(len));
	MEND(, if (!len) return XDP_PASS);
	return bpf_xdp_load_bytes(ctx, 0, bytes, len); /* helper-size-zero */
}

ENTRY("xdp", string_argument, struct xdp_md)
{
	char word[8] = "word", text[8] = "text";

	return bpf_strncmp(text, 8, MEND(word, "word")); /* string-argument */
}

ENTRY("xdp", string_mutable, struct xdp_md)
{
	char text[8] = "text";

	return bpf_strncmp(text, 8, MEND(changing, "word")); /* string-mutable */
}

static const char unended[MEND(4, 5)] SEC(".rodata.tail") = "word";

ENTRY("xdp", string_end, struct xdp_md)
{
	char text[8] = "text";

	return bpf_strncmp(text, 8, unended); /* string-end */
}

/* -- timers -- */

ENTRY("tc", timer_argument, struct __sk_buff)
{
	struct ticking *t = timer_get();
	struct bpf_timer own = {};

	if (!t)
		return 0;
	return bpf_timer_init(MEND(&own, &t->timer), &timers, 1); /* timer-argument */
}

ENTRY("tc", timer_place, struct __sk_buff)
{
	struct ticking *t = timer_get();

	if (!t)
		return 0;
	return bpf_timer_init(MEND((void *)&t->turns, &t->timer), &timers, 1); /* timer-place */
}

ENTRY("tc", timer_map, struct __sk_buff)
{
	struct ticking *t = timer_get();

	if (!t)
		return 0;
	return bpf_timer_init(&t->timer, &MEND(others, timers), 1); /* timer-map */
}

/* -- callbacks -- */

static int turn(__u32 i, void *arg)
{
	return 0;
}

static int endless(__u32 i, void *arg)
{
	return MEND(i, 1); /* callback-result */
}

__noinline int global_turn(__u32 i, struct value *arg)
{
	return 0;
}

static int tail_turn(__u32 i, void **arg)
{
	MEND(bpf_tail_call(*arg, &programs, 0), ); /* tail-call */
	return 0;
}

static int key_turn(void *map, __u32 *key, struct value *v, void *arg)
{
	MEND(*key, v->number[0]) = 1; /* mem-read-only */
	return 0;
}

ENTRY("xdp", callback_result, struct xdp_md)
{
	bpf_loop(4, endless, 0, 0);
	return XDP_PASS;
}

ENTRY("xdp", callback_global, struct xdp_md)
{
	bpf_loop(4, MEND((void *)global_turn, turn), 0, 0); /* callback-global */
	return XDP_PASS;
}

ENTRY("xdp", callback_context, struct xdp_md)
{
	__u64 room = 0;

	bpf_loop(4, turn, MEND((void *)ctx, &room), 0); /* callback-context */
	return XDP_PASS;
}

ENTRY("xdp", callback_argument, struct xdp_md)
{
	bpf_loop(4, MEND((void *)ctx, turn), 0, 0); /* callback-argument */
	return XDP_PASS;
}

ENTRY("xdp", tail_call, struct xdp_md)
{
	void *p = ctx;

	bpf_loop(4, tail_turn, &p, 0);
	return XDP_PASS;
}

ENTRY("xdp", mem_read_only, struct xdp_md)
{
	bpf_for_each_map_elem(&values, key_turn, 0, 0);
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
