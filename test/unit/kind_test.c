/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * kind_test.c - the tables of kinds, fields and helpers: whole, sorted, without contradictions; numbers and names are Linux's.
 */
#include <linux/bpf.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/bits.h"
#include "base/reason.h"
#include "hook/hook.h"
#include "rt/map.h"
#include "rt/rt.h"

#define NAME(name, ...) #name
static const char *const linux_names[] = { __BPF_FUNC_MAPPER(NAME) };

static bool ctx_is_packet(const struct kiln_kind *k)
{
	return k->flags & KILN_KIND_PACKET;
}

static void check_field(const struct kiln_kind *k, const struct kiln_field *f)
{
	assert_non_null(f->name);
	assert_non_null(f->doc);
	assert_true(f->size && f->off + f->size <= (int)k->ctx_len);
	if (ctx_is_packet(k))
		assert_true(f->real_off + (size_t)f->real_size <= sizeof(struct kiln_packet));
	else
		assert_int_equal(f->real_off, f->off);
	assert_int_equal(f->real_size, f->type == KILN_FIELD_SCALAR ? f->size : sizeof(void *));
	for (uint32_t off = f->off; off < (uint32_t)f->off + f->size; off++)
		assert_ptr_equal(rt_field(k, off, 1), f);
	assert_null(rt_field(k, f->off, f->size + 1u));
}

static void fields_are_sorted_and_inside(void **state)
{
	const struct kiln_kind *k;
	uint32_t nr = 0;

	(void)state;
	for (; (k = kiln_kind_at(nr)); nr++) {
		uint32_t end = 0;

		for (uint32_t i = 0; i < k->nr_fields; end = (uint32_t)k->fields[i].off + k->fields[i].size, i++) {
			assert_true(k->fields[i].off >= end);
			check_field(k, &k->fields[i]);
		}
		assert_null(rt_field(k, k->ctx_len, 1));
	}
	assert_true(nr >= 10);
}

/* No two fields show the same member: a row copied and not changed. */
static void fields_are_distinct(void **state)
{
	const struct kiln_kind *k;

	(void)state;
	for (uint32_t nr = 0; (k = kiln_kind_at(nr)); nr++)
		for (uint32_t i = 0; i < k->nr_fields; i++)
			for (uint32_t j = 0; j < i; j++) {
				const struct kiln_field *a = &k->fields[i], *b = &k->fields[j];

				assert_true(a->real_off >= b->real_off + b->real_size ||
					    b->real_off >= a->real_off + a->real_size);
				assert_string_not_equal(a->name, b->name);
			}
}

/* Offsets of both structs are those of linux/bpf.h. */
static void fields_are_where_linux_has_them(void **state)
{
	const struct kiln_kind *xdp = kiln_kind_by_name("xdp"), *tc = kiln_kind_by_name("sched_cls");

	(void)state;
#define SAME(kind, type, member)                                                                                  \
	do {                                                                                                      \
		const struct kiln_field *f = rt_field(kind, offsetof(type, member), sizeof(((type *)0)->member)); \
		assert_non_null(f);                                                                               \
		assert_string_equal(f->name, #member);                                                            \
		assert_int_equal(f->size, sizeof(((type *)0)->member));                                           \
	} while (0)
	SAME(kiln_kind_by_name("cgroup_sock"), struct bpf_sock, rx_queue_mapping);
	SAME(kiln_kind_by_name("cgroup/sendmsg6"), struct bpf_sock_addr, msg_src_ip6);
	SAME(kiln_kind_by_name("sock_ops"), struct bpf_sock_ops, sk_txhash);
	SAME(kiln_kind_by_name("sock_ops"), struct bpf_sock_ops, skb_tcp_flags);
	SAME(kiln_kind_by_name("sk_msg"), struct sk_msg_md, size);
	SAME(kiln_kind_by_name("sk_reuseport"), struct sk_reuseport_md, bind_inany);
	SAME(kiln_kind_by_name("sk_lookup"), struct bpf_sk_lookup, ingress_ifindex);
	SAME(kiln_kind_by_name("cgroup_device"), struct bpf_cgroup_dev_ctx, minor);
	SAME(kiln_kind_by_name("cgroup_sysctl"), struct bpf_sysctl, file_pos);
	SAME(kiln_kind_by_name("cgroup/getsockopt"), struct bpf_sockopt, retval);
	SAME(xdp, struct xdp_md, data);
	SAME(xdp, struct xdp_md, data_end);
	SAME(xdp, struct xdp_md, data_meta);
	SAME(xdp, struct xdp_md, ingress_ifindex);
	SAME(xdp, struct xdp_md, rx_queue_index);
	SAME(xdp, struct xdp_md, egress_ifindex);
	SAME(tc, struct __sk_buff, len);
	SAME(tc, struct __sk_buff, pkt_type);
	SAME(tc, struct __sk_buff, mark);
	SAME(tc, struct __sk_buff, queue_mapping);
	SAME(tc, struct __sk_buff, protocol);
	SAME(tc, struct __sk_buff, vlan_present);
	SAME(tc, struct __sk_buff, vlan_tci);
	SAME(tc, struct __sk_buff, vlan_proto);
	SAME(tc, struct __sk_buff, priority);
	SAME(tc, struct __sk_buff, ingress_ifindex);
	SAME(tc, struct __sk_buff, ifindex);
	SAME(tc, struct __sk_buff, tc_index);
	SAME(tc, struct __sk_buff, cb);
	SAME(tc, struct __sk_buff, hash);
	SAME(tc, struct __sk_buff, tc_classid);
	SAME(tc, struct __sk_buff, data);
	SAME(tc, struct __sk_buff, data_end);
	SAME(tc, struct __sk_buff, napi_id);
	SAME(tc, struct __sk_buff, family);
	SAME(tc, struct __sk_buff, remote_ip4);
	SAME(tc, struct __sk_buff, local_ip4);
	SAME(tc, struct __sk_buff, remote_port);
	SAME(tc, struct __sk_buff, local_port);
	SAME(tc, struct __sk_buff, data_meta);
	SAME(tc, struct __sk_buff, tstamp);
	SAME(tc, struct __sk_buff, wire_len);
	SAME(tc, struct __sk_buff, gso_segs);
	SAME(tc, struct __sk_buff, gso_size);
	SAME(tc, struct __sk_buff, hwtstamp);
#undef SAME
	assert_string_equal(rt_field(tc, offsetof(struct __sk_buff, remote_ip6[2]), 4)->name, "remote_ip6_2");
	assert_string_equal(rt_field(tc, offsetof(struct __sk_buff, local_ip6[3]), 4)->name, "local_ip6_3");
}

static void access_follows_the_flags(void **state)
{
	const struct kiln_kind *xdp = kiln_kind_by_name("xdp"), *tc = kiln_kind_by_name("sched_cls"),
			       *filter = kiln_kind_by_name("socket_filter");
	const struct kiln_field *data = rt_field(xdp, 0, 4), *mark = rt_field(tc, 8, 4), *cb = rt_field(tc, 48, 8),
				*tstamp = rt_field(tc, 152, 8), *hidden = rt_field(filter, 76, 4);

	(void)state;
	assert_true(rt_field_allows(data, 0, 4, false));
	assert_false(rt_field_allows(data, 0, 2, false));
	assert_false(rt_field_allows(data, 0, 4, true));
	assert_true(rt_field_allows(mark, 8, 4, true));
	assert_true(rt_field_allows(mark, 10, 2, false));
	assert_true(rt_field_allows(mark, 11, 1, false));
	assert_false(rt_field_allows(mark, 9, 2, false));
	assert_false(rt_field_allows(mark, 8, 2, true));
	assert_false(rt_field_allows(mark, 8, 3, false));
	assert_false(rt_field_allows(rt_field(filter, 8, 4), 8, 4, true));
	assert_true(rt_field_allows(cb, 48, 8, true));
	assert_true(rt_field_allows(cb, 67, 1, true));
	assert_false(rt_field_allows(cb, 52, 8, true));
	assert_null(rt_field(tc, 64, 8));
	assert_true(rt_field_allows(tstamp, 152, 8, true));
	assert_false(rt_field_allows(tstamp, 152, 4, false));
	assert_false(rt_field_allows(hidden, 76, 4, false));
}

static void helpers_are_sorted_and_named_as_linux_does(void **state)
{
	const struct kiln_helper *h, *before = NULL;

	(void)state;
	for (uint32_t i = 0; (h = kiln_helper_at(i)); before = h, i++) {
		if (before)
			assert_true(h->id > before->id || (h->id == before->id && !(h->group & before->group)));
		if (h->id < NR_OF(linux_names)) /* Debian's header is older than the last two */
			assert_string_equal(h->name, linux_names[h->id]);
		assert_non_null(h->doc);
		assert_true(h->group);
		assert_true(h->ret_min <= h->ret_max);
	}
}

static bool takes_length(uint8_t arg)
{
	return arg == KILN_ARG_MEM || arg == KILN_ARG_MEM_OR_NULL || arg == KILN_ARG_MEM_OUT ||
	       arg == KILN_ARG_MEM_RW || arg == KILN_ARG_MEM_RW_OR_NULL || arg == KILN_ARG_VALUE_MEM ||
	       arg == KILN_ARG_SCRATCH_OR_NULL;
}

static bool is_length(uint8_t arg)
{
	return arg == KILN_ARG_SIZE || arg == KILN_ARG_SIZE_OR_ZERO;
}

/* fixed is the size of some arguments, the kind of others. */
static void check_fixed(uint8_t arg, uint16_t fixed)
{
	if (arg == KILN_ARG_MEM_FIXED || arg == KILN_ARG_MEM_FIXED_OUT || arg == KILN_ARG_MEM_FIXED_RW)
		assert_true(fixed);
	else if (arg == KILN_ARG_DYNPTR || arg == KILN_ARG_DYNPTR_OUT)
		assert_true(fixed <= KILN_DYNPTR_XDP);
	else if (arg == KILN_ARG_ITERATOR || arg == KILN_ARG_ITERATOR_OUT)
		assert_true(fixed >> 8 && (fixed & 0xff) && !(fixed & 7));
	else if (arg == KILN_ARG_OBJECT)
		assert_true(fixed < KILN_NR_STRUCTS);
	else
		assert_false(fixed);
}

/* What the verifier takes for granted about a row. */
static void check_prototype(const struct kiln_helper *h)
{
	bool map = false, func = false, mem = false, dynptr = false;

	if (h->flags & (KILN_HELPER_BEGINS | KILN_HELPER_ENDS)) {
		assert_true(!h->arg[0] && h->fixed[0] && h->fixed[0] < KILN_NR_SECTIONS);
		return;
	}
	for (uint32_t a = 0; a < 5; a++) {
		uint8_t arg = h->arg[a];

		assert_true(arg < KILN_NR_ARGS);
		if (a)
			assert_true(arg == KILN_ARG_NONE || h->arg[a - 1] != KILN_ARG_NONE);
		if (arg == KILN_ARG_KEY || arg == KILN_ARG_VALUE || arg == KILN_ARG_VALUE_OUT ||
		    arg == KILN_ARG_VALUE_OR_NULL)
			assert_true(map);
		assert_int_equal(is_length(arg) || (arg == KILN_ARG_ALLOC_SIZE && mem), mem);
		if (arg == KILN_ARG_DYNPTR_OUT)
			assert_true(h->fixed[a] || dynptr);
		dynptr |= arg == KILN_ARG_DYNPTR;
		mem = takes_length(arg);
		map |= arg == KILN_ARG_MAP;
		func |= arg == KILN_ARG_FUNC;
		check_fixed(arg, h->fixed[a]);
	}
	assert_false(mem);
	assert_int_equal(func, h->cb[0] != KILN_CB_NONE);
	if (h->ret == KILN_RET_VALUE_OR_NULL || h->ret == KILN_RET_VALUE)
		assert_true(map);
	if (h->ret == KILN_RET_SLICE_OR_NULL || h->ret == KILN_RET_SLICE_RW_OR_NULL ||
	    h->flags & KILN_HELPER_WRITES_DYNPTR)
		assert_true(dynptr);
}

static void prototypes_belong_together(void **state)
{
	const struct kiln_helper *h;

	(void)state;
	for (uint32_t i = 0; (h = kiln_helper_at(i)); i++)
		check_prototype(h);
	for (uint32_t i = 0; (h = kiln_kfunc_at(i)); i++)
		check_prototype(h);
}

static void kernel_functions_are_sorted_and_found_by_name(void **state)
{
	const struct kiln_helper *h, *before = NULL;

	(void)state;
	for (uint32_t i = 0; (h = kiln_kfunc_at(i)); before = h, i++) {
		assert_true(h->id > (before ? before->id : KILN_KFUNC) && h->id < KILN_KFUNC_OWN);
		assert_ptr_equal(kiln_kfunc_by_name(NULL, h->name), h);
		assert_non_null(h->doc);
		assert_true(h->group);
		assert_true(h->ret_min <= h->ret_max);
	}
	assert_non_null(before);
	assert_null(kiln_kfunc_by_name(NULL, "bpf_not_there"));
}

static void a_kind_sees_its_groups(void **state)
{
	const struct kiln_kind *xdp = kiln_kind_by_name("xdp"), *tc = kiln_kind_by_name("sched_cls"),
			       *raw = kiln_kind_by_name("raw"), *tp = kiln_kind_by_name("tracepoint");
	bool exists;

	(void)state;
	assert_non_null(rt_helper(xdp, HELPER_MAP_LOOKUP, &exists));
	assert_non_null(rt_helper(raw, HELPER_MAP_LOOKUP, &exists));
	assert_non_null(rt_helper(xdp, 44, &exists));
	assert_null(rt_helper(tc, 44, &exists));
	assert_true(exists);
	assert_null(rt_helper(tc, 9999, &exists));
	assert_false(exists);
	assert_null(rt_helper(raw, 113, &exists));
	assert_null(rt_helper(raw, 14, &exists));
	assert_true(rt_helper(xdp, 23, &exists)->fn != rt_helper(tc, 23, &exists)->fn);
	assert_true(rt_helper(xdp, 25, &exists)->fn == rt_helper(tc, 25, &exists)->fn);
	assert_non_null(rt_helper(tp, 25, &exists));
}

static uint64_t own_body(uint64_t r1, uint64_t r2, uint64_t r3, uint64_t r4, uint64_t r5, struct kiln_env *env)
{
	(void)r2, (void)r3, (void)r4, (void)r5, (void)env;
	return r1;
}

/* An embedder's rows are found, and stand before a built-in one of the same number. */
static void a_kind_has_its_own_helpers(void **state)
{
	static const struct kiln_helper own[] = { { .id = KILN_HELPER_OWN + 3, .name = "own", .fn = own_body },
						  { .id = 5, .name = "own_time", .fn = own_body } };
	struct kiln_kind kind = { .name = "own", .groups = KILN_GROUP_BASE, .helpers = own, .nr_helpers = NR_OF(own) };
	bool exists;

	(void)state;
	assert_ptr_equal(rt_helper(&kind, KILN_HELPER_OWN + 3, &exists), &own[0]);
	assert_ptr_equal(rt_helper(&kind, 5, &exists), &own[1]);
	assert_null(rt_helper(&kind, KILN_HELPER_OWN, &exists));
	assert_false(exists);
	assert_true(rt_helper_map_ok(KILN_HELPER_OWN + 3, MAP_RINGBUF));
}

/* The same of its kernel functions; a helper's number names none of them, nor one of theirs a helper. */
static void a_kind_has_its_own_kernel_functions(void **state)
{
	static const struct kiln_helper own[] = { { .id = KILN_KFUNC_OWN, .name = "own_function", .fn = own_body } };
	struct kiln_kind kind = { .name = "own", .groups = KILN_GROUP_BASE, .kfuncs = own, .nr_kfuncs = NR_OF(own) };
	struct kiln_insn insn = { .code = 0x85, .src = KILN_CALL_KFUNC, .imm = KILN_KFUNC_OWN };
	bool exists;

	(void)state;
	assert_ptr_equal(kiln_kfunc_by_name(&kind, "own_function"), &own[0]);
	assert_ptr_equal(rt_callee(&kind, &insn, &exists), &own[0]);
	insn.src = KILN_CALL_HELPER;
	assert_null(rt_callee(&kind, &insn, &exists));
	insn = (struct kiln_insn){ .code = 0x85, .src = KILN_CALL_KFUNC, .imm = HELPER_MAP_LOOKUP };
	assert_null(rt_callee(&kind, &insn, &exists));
	insn.imm = (int32_t)kiln_kfunc_at(0)->id;
	assert_null(rt_callee(&kind, &insn, &exists));
	assert_true(exists);
	assert_ptr_equal(rt_callee(kiln_kind_by_name("xdp"), &insn, &exists), kiln_kfunc_at(0));
}

static void maps_and_helpers_pair_as_in_linux(void **state)
{
	static const struct {
		uint32_t id, type;
		bool ok;
	} rows[] = {
		{ 1, MAP_HASH, true },
		{ 1, MAP_ARRAY, true },
		{ 1, MAP_LPM_TRIE, true },
		{ 1, MAP_QUEUE, false },
		{ 1, MAP_PROG_ARRAY, false },
		{ 1, MAP_ARRAY_OF_MAPS, true },
		{ 2, MAP_ARRAY_OF_MAPS, false },
		{ 2, MAP_HASH, true },
		{ 12, MAP_PROG_ARRAY, true },
		{ 12, MAP_ARRAY, false },
		{ 25, MAP_PERF_EVENT_ARRAY, true },
		{ 25, MAP_RINGBUF, false },
		{ 51, MAP_DEVMAP, true },
		{ 51, MAP_HASH, false },
		{ 87, MAP_BLOOM_FILTER, true },
		{ 88, MAP_BLOOM_FILTER, false },
		{ 88, MAP_STACK, true },
		{ 89, MAP_QUEUE, true },
		{ 130, MAP_RINGBUF, true },
		{ 131, MAP_ARRAY, false },
		{ 164, MAP_HASH, true },
		{ 164, MAP_LPM_TRIE, false },
		{ 195, MAP_PERCPU_HASH, true },
		{ 195, MAP_HASH, false },
		{ 1, MAP_DEVMAP, true },
		{ 2, MAP_DEVMAP, false },
		{ 5, MAP_ARRAY, true },
	};

	(void)state;
	for (size_t i = 0; i < NR_OF(rows); i++)
		assert_int_equal(rt_helper_map_ok(rows[i].id, rows[i].type), rows[i].ok);
}

static void kinds_are_found_and_distinct(void **state)
{
	const struct kiln_kind *k;

	(void)state;
	for (uint32_t i = 0; (k = kiln_kind_at(i)); i++) {
		assert_ptr_equal(kiln_kind_by_name(k->name), k);
		assert_ptr_equal(kiln_kind_for(k->prog_type, k->attach_type), k);
		assert_int_equal(kiln_kind_by_type(k->prog_type)->prog_type, k->prog_type);
		assert_true(!i || kiln_kind_at(i - 1)->prog_type == k->prog_type ||
			    kiln_kind_by_type(k->prog_type) == k);
		assert_true(k->ret_min <= k->fault_verdict && k->fault_verdict <= k->ret_max);
		assert_int_equal(kind_verdict(k, (uint64_t)k->fold_value), k->fold_value);
		assert_int_equal(kind_verdict(k, (uint64_t)k->fault_verdict), k->fault_verdict);
		for (uint32_t v = 0; v < k->nr_verdicts; v++)
			assert_ptr_equal(kiln_verdict_name(k, k->verdicts[v].value), k->verdicts[v].name);
	}
	assert_null(kiln_kind_by_name("xd"));
	assert_null(kiln_kind_by_type(4711));
	assert_int_equal(kiln_kind_by_name("xdp")->prog_type, BPF_PROG_TYPE_XDP);
	assert_int_equal(kiln_kind_by_name("socket_filter")->prog_type, BPF_PROG_TYPE_SOCKET_FILTER);
	assert_int_equal(kiln_kind_by_name("sched_cls")->prog_type, BPF_PROG_TYPE_SCHED_CLS);
	assert_int_equal(kiln_kind_by_name("sched_act")->prog_type, BPF_PROG_TYPE_SCHED_ACT);
	assert_int_equal(kiln_kind_by_name("cgroup_skb")->prog_type, BPF_PROG_TYPE_CGROUP_SKB);
	assert_int_equal(kiln_kind_by_name("tracepoint")->prog_type, BPF_PROG_TYPE_TRACEPOINT);
	assert_int_equal(kiln_kind_by_name("raw_tracepoint")->prog_type, BPF_PROG_TYPE_RAW_TRACEPOINT);
	assert_int_equal(kiln_kind_by_name("kprobe")->prog_type, BPF_PROG_TYPE_KPROBE);
	assert_int_equal(kiln_kind_by_name("perf_event")->prog_type, BPF_PROG_TYPE_PERF_EVENT);
	assert_string_equal(kiln_kind_for(BPF_PROG_TYPE_XDP, BPF_XDP)->name, "xdp");
	assert_string_equal(kiln_kind_for(BPF_PROG_TYPE_XDP, BPF_XDP_DEVMAP)->name, "xdp/devmap");
	assert_string_equal(kiln_kind_for(BPF_PROG_TYPE_CGROUP_SOCK_ADDR, BPF_CGROUP_INET6_CONNECT)->name,
			    "cgroup/connect6");
	assert_string_equal(kiln_kind_for(BPF_PROG_TYPE_TRACING, BPF_TRACE_FEXIT)->name, "fexit");
	assert_null(kiln_kind_for(BPF_PROG_TYPE_CGROUP_SOCK_ADDR, 0));
	assert_null(kiln_kind_for(BPF_PROG_TYPE_STRUCT_OPS, 0));
}

static void verdicts_are_numbers_of_the_kind(void **state)
{
	const struct kiln_kind *xdp = kiln_kind_by_name("xdp"), *tc = kiln_kind_by_name("sched_cls"),
			       *raw = kiln_kind_by_name("raw");

	(void)state;
	assert_int_equal(kind_verdict(xdp, 0xffffffff00000002), 2);
	assert_int_equal(kind_verdict(xdp, UINT64_MAX), UINT32_MAX);
	assert_int_equal(kind_verdict(tc, UINT32_MAX), -1);
	assert_true(kind_verdict(raw, UINT64_MAX) == -1);
	assert_string_equal(kiln_verdict_name(xdp, 4), "redirect");
	assert_string_equal(kiln_verdict_name(tc, UINT32_MAX), "unspec");
	assert_null(kiln_verdict_name(xdp, 5));
	assert_null(kiln_verdict_name(raw, 0));
}

/* A number of one byte that is seen as four: whatever is read of it, signed or not, the byte behind it is somebody else's. */
static void parts_of_a_field_end_where_it_does(void **state)
{
	static const struct kiln_field field = {
		.name = "small", .size = 4, .real_size = 1, .flags = KILN_FIELD_READ | KILN_FIELD_NARROW
	};
	static const struct kiln_kind kind = { .name = "own",
					       .ctx_len = 4,
					       .fields = &field,
					       .nr_fields = 1,
					       .ret_min = INT64_MIN,
					       .ret_max = INT64_MAX };
	static const struct kiln_load_opts opts = { .kind = &kind };
	static struct kiln_env env;
	uint8_t ctx[4] = { 0x81, 0x82, 0x83, 0x84 };
	struct kiln_host *host;
	struct kiln *k;

	(void)state;
	assert_int_equal(kiln_posix_host_new(NULL, &host), KILN_OK);
	assert_int_equal(kiln_new(host, &k), KILN_OK);
	for (int16_t off = 0; off < 2; off++)
		for (uint32_t sign = 0; sign < 2; sign++) {
			const struct kiln_insn insns[] = { { .code = sign ? 0x91 : 0x71, .src = 1, .off = off },
							   { .code = 0x95 } };
			struct kiln_prog *p = NULL;
			struct kiln_why why;

			if (kiln_load(k, &kiln_front_ebpf, insns, sizeof(insns), &opts, &p, &why)) {
				assert_int_equal(why.reason, KILN_REASON_CTX_SIGN);
				assert_true(sign);
				continue;
			}
			kiln_enter(k, &env);
			assert_int_equal(kiln_run(p, ctx, &env), off ? 0 : sign ? (uint64_t)-0x7f : 0x81);
			kiln_leave(k, &env);
			kiln_prog_free(p);
		}
	kiln_free(k);
	kiln_posix_host_free(host);
}

/* A number of eight bytes that is seen as four: what is proven of four holds of what is read. */
static void a_field_is_as_long_as_it_is_seen(void **state)
{
	static const struct kiln_field field = {
		.name = "large", .size = 4, .real_size = 8, .flags = KILN_FIELD_READ | KILN_FIELD_WRITE
	};
	static const struct kiln_kind kind = {
		.name = "own", .ctx_len = 4, .fields = &field, .nr_fields = 1, .ret_min = 0, .ret_max = UINT32_MAX
	};
	static const struct kiln_load_opts opts = { .kind = &kind };
	static const struct kiln_insn reads[] = { { .code = 0x61, .src = 1 }, { .code = 0x95 } };
	static const struct kiln_insn writes[] = { { .code = 0x62, .dst = 1, .imm = 7 },
						   { .code = 0xb7 },
						   { .code = 0x95 } };
	static struct kiln_env env;
	uint64_t ctx = UINT64_C(0x100000003);
	struct kiln_host *host;
	struct kiln *k;
	struct kiln_prog *p;
	struct kiln_why why;

	(void)state;
	assert_int_equal(kiln_posix_host_new(NULL, &host), KILN_OK);
	assert_int_equal(kiln_new(host, &k), KILN_OK);
	assert_int_equal(kiln_load(k, &kiln_front_ebpf, reads, sizeof(reads), &opts, &p, NULL), KILN_OK);
	kiln_enter(k, &env);
	assert_int_equal(kiln_run(p, &ctx, &env), 3);
	kiln_leave(k, &env);
	kiln_prog_free(p);
	assert_int_equal(kiln_load(k, &kiln_front_ebpf, writes, sizeof(writes), &opts, &p, &why), KILN_ERR_UNSAFE);
	assert_int_equal(why.reason, KILN_REASON_CTX_PART);
	kiln_free(k);
	kiln_posix_host_free(host);
}

/* Kinds that may not take locks do not find them in maps of maps either: what they interrupt could hold one. */
static void locks_of_inner_maps_are_seen(void **state)
{
	static const struct kiln_insn insns[] = { { .code = 0x62, .dst = 10, .off = -4 },
						  { .code = 0x18, .dst = 1, .src = KILN_WIDE_MAP_IDX },
						  { 0 },
						  { .code = 0xbf, .dst = 2, .src = 10 },
						  { .code = 0x07, .dst = 2, .imm = -4 },
						  { .code = 0x85, .imm = HELPER_MAP_LOOKUP },
						  { .code = 0x15, .off = 5 },
						  { .code = 0xbf, .dst = 1 },
						  { .code = 0xbf, .dst = 2, .src = 10 },
						  { .code = 0x07, .dst = 2, .imm = -4 },
						  { .code = 0x85, .imm = HELPER_MAP_LOOKUP },
						  { .code = 0xb7 },
						  { .code = 0x95 } };
	struct kiln_map_spec spec = {
		.type = MAP_HASH, .key_size = 4, .value_size = 8, .max_entries = 1, .timer_off = KILN_NO_OFF
	};
	struct kiln_host *host;
	struct kiln *k;
	struct kiln_map *inner, *outer;
	struct kiln_prog *p;
	struct kiln_why why;

	(void)state;
	assert_int_equal(kiln_posix_host_new(NULL, &host), KILN_OK);
	assert_int_equal(kiln_new(host, &k), KILN_OK);
	assert_int_equal(kiln_map_new(k, &spec, &inner), KILN_OK);
	spec.type = MAP_HASH_OF_MAPS;
	spec.value_size = 4;
	spec.lock_off = KILN_NO_OFF;
	spec.inner = inner;
	assert_int_equal(kiln_map_new(k, &spec, &outer), KILN_OK);
	for (uint32_t i = 0; i < 2; i++) {
		struct kiln_load_opts opts = { .kind = kiln_kind_by_name(i ? "xdp" : "tracepoint"),
					       .maps = &outer,
					       .nr_maps = 1 };
		enum kiln_err err = kiln_load(k, &kiln_front_ebpf, insns, sizeof(insns), &opts, &p, &why);

		assert_int_equal(err, i ? KILN_OK : KILN_ERR_UNSAFE);
		if (err)
			assert_int_equal(why.reason, KILN_REASON_MAP_LOCK);
		kiln_prog_free(p);
	}
	kiln_map_free(outer);
	kiln_map_free(inner);
	kiln_free(k);
	kiln_posix_host_free(host);
}

/* What a program of the kind syscall has of a map in a map would go while it waits for a command. */
static void no_inner_map_goes_meanwhile(void **state)
{
	enum { HELPER_SYS_CLOSE = 168 };
	static const struct kiln_insn insns[] = { { .code = 0xb7, .dst = 1, .imm = 7 },
						  { .code = 0x85, .imm = HELPER_SYS_CLOSE },
						  { .code = 0xb7 },
						  { .code = 0x95 } };
	struct kiln_map_spec spec = { .type = MAP_ARRAY,
				      .key_size = 4,
				      .value_size = 8,
				      .max_entries = 1,
				      .lock_off = KILN_NO_OFF,
				      .timer_off = KILN_NO_OFF };
	struct kiln_map *map[2];
	struct kiln_host *host;
	struct kiln *k;

	(void)state;
	assert_int_equal(kiln_posix_host_new(NULL, &host), KILN_OK);
	assert_int_equal(kiln_new(host, &k), KILN_OK);
	assert_int_equal(kiln_map_new(k, &spec, &map[0]), KILN_OK);
	spec.type = MAP_ARRAY_OF_MAPS;
	spec.value_size = 4;
	spec.inner = map[0];
	assert_int_equal(kiln_map_new(k, &spec, &map[1]), KILN_OK);
	for (uint32_t i = 0; i < 2; i++) {
		struct kiln_load_opts opts = { .kind = kiln_kind_by_name("syscall"), .maps = &map[i], .nr_maps = 1 };
		struct kiln_prog *p;
		struct kiln_why why;
		enum kiln_err err = kiln_load(k, &kiln_front_ebpf, insns, sizeof(insns), &opts, &p, &why);

		assert_int_equal(err, i ? KILN_ERR_UNSAFE : KILN_OK);
		if (err)
			assert_int_equal(why.reason, KILN_REASON_MAP_SLEEPS);
		kiln_prog_free(p);
	}
	kiln_map_free(map[1]);
	kiln_map_free(map[0]);
	kiln_free(k);
	kiln_posix_host_free(host);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fields_are_sorted_and_inside),
		cmocka_unit_test(fields_are_distinct),
		cmocka_unit_test(fields_are_where_linux_has_them),
		cmocka_unit_test(access_follows_the_flags),
		cmocka_unit_test(parts_of_a_field_end_where_it_does),
		cmocka_unit_test(a_field_is_as_long_as_it_is_seen),
		cmocka_unit_test(locks_of_inner_maps_are_seen),
		cmocka_unit_test(no_inner_map_goes_meanwhile),
		cmocka_unit_test(helpers_are_sorted_and_named_as_linux_does),
		cmocka_unit_test(prototypes_belong_together),
		cmocka_unit_test(a_kind_sees_its_groups),
		cmocka_unit_test(a_kind_has_its_own_helpers),
		cmocka_unit_test(kernel_functions_are_sorted_and_found_by_name),
		cmocka_unit_test(a_kind_has_its_own_kernel_functions),
		cmocka_unit_test(maps_and_helpers_pair_as_in_linux),
		cmocka_unit_test(kinds_are_found_and_distinct),
		cmocka_unit_test(verdicts_are_numbers_of_the_kind),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
