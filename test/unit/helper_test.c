/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * helper_test.c - bodies of helpers, called as a program calls them, on a host made for the test.
 *
 * What they answer for ordinary and wrong arguments; what they do where the host has nothing to say; that none writes beyond
 * what its row lets it. test/kernel/helper_diff.c holds the same bodies against the running kernel.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/bits.h"
#include "base/vm.h"
#include "rt/body.h"
#include "rt/rt.h"

enum { ROOM = 512, HEAD = 256, LEN = 64 };

static char printed[2048];
static size_t nr_printed;
static uint8_t memory[64]; /* what can be peeked at, at address MEMORY */
enum { MEMORY = 0x1000 };

static uint64_t test_clock(void *cookie, enum kiln_clock which)
{
	(void)cookie;
	return 1000 + (uint64_t)which;
}

static uint32_t test_random(void *cookie)
{
	(void)cookie;
	return 0xfedcba98;
}

static void test_print(void *cookie, const char *text, size_t len)
{
	(void)cookie;
	assert_true(len < sizeof(printed));
	memcpy(printed, text, len);
	printed[len] = 0;
	nr_printed++;
}

static enum kiln_err test_task(void *cookie, enum kiln_task what, void *buf, size_t len)
{
	uint64_t v = what == KILN_TASK_PID_TGID ? 0x100000002 : 0x300000004;

	(void)cookie;
	assert_int_equal(len, what == KILN_TASK_COMM ? 16 : 8);
	if (what == KILN_TASK_COMM)
		memcpy(buf, "worker\0garbage!", 16);
	else
		memcpy(buf, &v, 8);
	return KILN_OK;
}

static enum kiln_err test_peek(void *cookie, void *dst, uint64_t addr, size_t len, bool user)
{
	(void)cookie;
	if (user || addr < MEMORY || addr + len > MEMORY + sizeof(memory))
		return KILN_ERR_FAULT;
	memcpy(dst, memory + (addr - MEMORY), len);
	return KILN_OK;
}

static int64_t test_fib(void *cookie, struct kiln_fib *p, size_t len, uint32_t flags)
{
	(void)cookie;
	((uint8_t *)p)[8] = (uint8_t)flags;
	return (int64_t)len;
}

static const struct kiln_host full = {
	.nr_cpus = 4,
	.clock = test_clock,
	.random = test_random,
	.print = test_print,
	.task = test_task,
	.peek = test_peek,
	.fib_lookup = test_fib,
};
static const struct kiln_host bare = { .nr_cpus = 4, .clock = test_clock, .random = test_random };

static struct kiln machine;
static struct kiln_env env;
static uint8_t room[ROOM];
static struct kiln_packet packet;

static int begin(void **state)
{
	(void)state;
	machine.host = &full;
	memset(&env, 0, sizeof(env));
	env.k = &machine;
	env.cpu = 3;
	memset(room, 0xee, sizeof(room));
	for (uint32_t i = 0; i < LEN; i++)
		room[HEAD + i] = (uint8_t)i;
	kiln_packet_init(&packet, room, HEAD, LEN, ROOM - HEAD - LEN);
	nr_printed = 0;
	return 0;
}

#define P(p) ((uint64_t)(uintptr_t)(p))
#define CTX  P(&packet)
/* As a signed number: what a program compares. */
#define CALL(fn, r1, r2, r3, r4, r5) \
	((int64_t)fn((uint64_t)(r1), (uint64_t)(r2), (uint64_t)(r3), (uint64_t)(r4), (uint64_t)(r5), &env))
#define E(err) (-(int64_t)KILN_ERR_##err)

static void check_packet(void)
{
	assert_true(packet.head <= packet.data_meta && packet.data_meta <= packet.data);
	assert_true(packet.data <= packet.data_end && packet.data_end <= packet.tail_max);
	assert_int_equal(packet.len, packet.data_end - packet.data);
}

/* -- the host ------------------------------------------------------------------------------------------------------ */

static void time_and_numbers(void **state)
{
	(void)state;
	assert_int_equal(CALL(call_ktime_get_ns, 0, 0, 0, 0, 0), 1000 + KILN_CLOCK_MONOTONIC);
	assert_int_equal(CALL(call_ktime_get_boot_ns, 0, 0, 0, 0, 0), 1000 + KILN_CLOCK_BOOT);
	assert_int_equal(CALL(call_ktime_get_coarse_ns, 0, 0, 0, 0, 0), 1000 + KILN_CLOCK_COARSE);
	assert_int_equal(CALL(call_ktime_get_tai_ns, 0, 0, 0, 0, 0), 1000 + KILN_CLOCK_TAI);
	assert_int_equal(CALL(call_jiffies64, 0, 0, 0, 0, 0), 1000 + KILN_CLOCK_JIFFIES);
	assert_true(CALL(call_get_prandom_u32, 0, 0, 0, 0, 0) == 0xfedcba98);
	assert_int_equal(CALL(call_get_smp_processor_id, 0, 0, 0, 0, 0), 3);
	assert_int_equal(CALL(call_get_numa_node_id, 0, 0, 0, 0, 0), 0);
}

static void who_runs(void **state)
{
	char comm[20];

	(void)state;
	assert_true(CALL(call_get_current_pid_tgid, 0, 0, 0, 0, 0) == 0x100000002);
	assert_true(CALL(call_get_current_uid_gid, 0, 0, 0, 0, 0) == 0x300000004);
	memset(comm, 'x', sizeof(comm));
	assert_int_equal(CALL(call_get_current_comm, P(comm), 19, 0, 0, 0), 0);
	assert_memory_equal(comm, "worker\0\0\0\0\0\0\0\0\0\0\0\0\0x", 20);
	memset(comm, 'x', sizeof(comm));
	assert_int_equal(CALL(call_get_current_comm, P(comm), 4, 0, 0, 0), 0);
	assert_memory_equal(comm, "wor\0x", 5);
	assert_int_equal(CALL(call_get_current_comm, P(comm), 0, 0, 0, 0), E(INVAL));
}

static void memory_that_may_be_wrong(void **state)
{
	uint8_t buf[32];

	(void)state;
	memcpy(memory, "text\0more", 10);
	memset(memory + 32, 'a', 32);
	assert_int_equal(CALL(call_probe_read, P(buf), 9, MEMORY, 0, 0), 0);
	assert_memory_equal(buf, "text\0more", 9);
	memset(buf, 'x', sizeof(buf));
	assert_int_equal(CALL(call_probe_read, P(buf), 4, 7, 0, 0), E(FAULT));
	assert_memory_equal(buf, "\0\0\0\0xxxx", 8);
	assert_int_equal(CALL(call_probe_read, P(buf), 0, 7, 0, 0), 0);
	assert_int_equal(CALL(call_probe_read_user, P(buf), 4, MEMORY, 0, 0), E(FAULT));
	memset(buf, 'x', sizeof(buf));
	assert_int_equal(CALL(call_probe_read_str, P(buf), 16, MEMORY, 0, 0), 5);
	assert_memory_equal(buf, "text\0\0\0\0\0\0\0\0\0\0\0\0x", 17);
	assert_int_equal(CALL(call_probe_read_str, P(buf), 3, MEMORY, 0, 0), 3);
	assert_memory_equal(buf, "te\0t", 4); /* and not a byte more */
	assert_int_equal(CALL(call_probe_read_str, P(buf), 0, MEMORY, 0, 0), 0);
	/* No zero before the memory ends, but one byte of room less than that. */
	assert_int_equal(CALL(call_probe_read_str, P(buf), 20, MEMORY + 44, 0, 0), 20);
	assert_memory_equal(buf, "aaaaaaaaaaaaaaaaaaa\0", 20);
	memset(buf, 'x', sizeof(buf));
	assert_int_equal(CALL(call_probe_read_str, P(buf), 30, MEMORY + 44, 0, 0), E(FAULT));
	for (int i = 0; i < 30; i++)
		assert_int_equal(buf[i], 0);
	assert_int_equal(buf[30], 'x');
	assert_int_equal(CALL(call_probe_read_user_str, P(buf), 4, MEMORY, 0, 0), E(FAULT));
}

static void routes_are_the_hosts(void **state)
{
	uint8_t fib[72] = { 2 };

	(void)state;
	assert_int_equal(CALL(call_fib_lookup, CTX, P(fib), 64, 3, 0), 64);
	assert_int_equal(fib[8], 3);
	assert_int_equal(CALL(call_fib_lookup, CTX, P(fib), 63, 0, 0), E(INVAL));
	assert_int_equal(CALL(call_fib_lookup, CTX, P(fib), 64, 0x40, 0), E(INVAL));
	fib[0] = 1;
	assert_int_equal(CALL(call_fib_lookup, CTX, P(fib), 64, 0, 0), -97);
}

/* A host that says nothing more than it must. */
static void a_bare_host_is_answered_for(void **state)
{
	uint8_t buf[16], fib[64] = { 10 };

	(void)state;
	machine.host = &bare;
	assert_int_equal(CALL(call_get_current_pid_tgid, 0, 0, 0, 0, 0), E(INVAL));
	assert_int_equal(CALL(call_get_current_comm, P(buf), 16, 0, 0, 0), E(INVAL));
	assert_int_equal(buf[0], 0);
	memset(buf, 'x', sizeof(buf));
	assert_int_equal(CALL(call_probe_read, P(buf), 8, MEMORY, 0, 0), E(FAULT));
	assert_memory_equal(buf, "\0\0\0\0\0\0\0\0x", 9);
	assert_int_equal(CALL(call_fib_lookup, CTX, P(fib), 64, 0, 0), 4);
	memcpy(buf, "%d", 3);
	assert_int_equal(CALL(call_trace_printk, P(buf), 3, 12, 0, 0), 2);
}

/* -- packets ------------------------------------------------------------------------------------------------------- */

static void heads_and_tails_move_within_the_room(void **state)
{
	(void)state;
	assert_int_equal(CALL(call_xdp_adjust_head, CTX, -20, 0, 0, 0), 0);
	check_packet();
	assert_int_equal(packet.len, LEN + 20);
	assert_ptr_equal(packet.data_meta, packet.data);
	assert_int_equal(CALL(call_xdp_adjust_head, CTX, -(HEAD - 20 - 40), 0, 0, 0), 0);
	assert_int_equal(CALL(call_xdp_adjust_head, CTX, -1, 0, 0, 0), E(INVAL)); /* 40 bytes stay */
	assert_int_equal(CALL(call_xdp_adjust_head, CTX, INT32_MIN, 0, 0, 0), E(INVAL));
	assert_int_equal(CALL(call_xdp_adjust_head, CTX, HEAD - 40 + LEN - 13, 0, 0, 0), E(INVAL));
	assert_int_equal(CALL(call_xdp_adjust_head, CTX, HEAD - 40 + LEN - 14, 0, 0, 0), 0);
	check_packet();
	assert_int_equal(packet.len, 14);
	assert_int_equal(CALL(call_xdp_adjust_tail, CTX, -1, 0, 0, 0), E(INVAL));
	assert_int_equal(CALL(call_xdp_adjust_tail, CTX, ROOM - HEAD - LEN + 1, 0, 0, 0), E(INVAL));
	assert_int_equal(CALL(call_xdp_adjust_tail, CTX, INT32_MAX, 0, 0, 0), E(INVAL));
	assert_int_equal(CALL(call_xdp_adjust_tail, CTX, ROOM - HEAD - LEN, 0, 0, 0), 0);
	check_packet();
	for (uint8_t *p = packet.data + 14; p < packet.data_end; p++)
		assert_int_equal(*p, 0);
	assert_int_equal(CALL(call_xdp_get_buff_len, CTX, 0, 0, 0, 0), packet.len);
}

static void meta_data_moves_with_the_head(void **state)
{
	(void)state;
	assert_int_equal(CALL(call_xdp_adjust_meta, CTX, 4, 0, 0, 0), E(INVAL));
	assert_int_equal(CALL(call_xdp_adjust_meta, CTX, -6, 0, 0, 0), E(UNSAFE));
	assert_int_equal(CALL(call_xdp_adjust_meta, CTX, -8, 0, 0, 0), 0);
	memcpy(packet.data_meta, "metadata", 8);
	assert_int_equal(CALL(call_xdp_adjust_head, CTX, -16, 0, 0, 0), 0);
	check_packet();
	assert_memory_equal(packet.data - 8, "metadata", 8);
	assert_int_equal(CALL(call_xdp_adjust_head, CTX, -(HEAD - 16 - 40), 0, 0, 0), E(INVAL));
	assert_int_equal(CALL(call_xdp_adjust_meta, CTX, -(HEAD - 24 - 40), 0, 0, 0), 0);
	assert_int_equal(CALL(call_xdp_adjust_meta, CTX, -4, 0, 0, 0), E(INVAL));
	check_packet();
}

static void bytes_go_in_and_out(void **state)
{
	uint8_t buf[LEN + 8];

	(void)state;
	memset(buf, 'x', sizeof(buf));
	assert_int_equal(CALL(call_xdp_load_bytes, CTX, 60, P(buf), 4, 0), 0);
	assert_memory_equal(buf, "\x3c\x3d\x3e\x3fx", 5);
	assert_int_equal(CALL(call_xdp_load_bytes, CTX, 61, P(buf), 4, 0), E(INVAL));
	assert_memory_equal(buf, "\0\0\0\0x", 5);
	assert_int_equal(CALL(call_xdp_load_bytes, CTX, 0x10000, P(buf), 4, 0), E(FAULT));
	assert_int_equal(CALL(call_xdp_store_bytes, CTX, 62, P("ab"), 2, 0), 0);
	assert_memory_equal(packet.data_end - 2, "ab\xee", 3);
	assert_int_equal(CALL(call_xdp_store_bytes, CTX, 63, P("ab"), 2, 0), E(INVAL));
	assert_int_equal(CALL(call_skb_load_bytes, CTX, 62, P(buf), 2, 0), 0);
	assert_memory_equal(buf, "ab", 2);
	assert_int_equal(CALL(call_skb_load_bytes, CTX, UINT32_MAX, P(buf), 2, 0), E(FAULT));
	assert_memory_equal(buf, "\0\0", 2);
	assert_int_equal(CALL(call_skb_load_bytes_relative, CTX, 0, P(buf), 2, 1), 0);
	assert_memory_equal(buf, "\x0e\x0f", 2);
	assert_int_equal(CALL(call_skb_load_bytes_relative, CTX, 49, P(buf), 2, 1), E(FAULT));
	assert_int_equal(CALL(call_skb_load_bytes_relative, CTX, 0, P(buf), 2, 2), E(FAULT));
	packet.hash = 5;
	assert_int_equal(CALL(call_skb_store_bytes, CTX, 0, P("cd"), 2, 2), 0);
	assert_int_equal(packet.hash, 0);
	assert_int_equal(CALL(call_skb_store_bytes, CTX, 0, P("cd"), 2, 4), E(INVAL));
	assert_int_equal(CALL(call_skb_store_bytes, CTX, 63, P("cd"), 2, 0), E(FAULT));
	assert_memory_equal(packet.data, "cd", 2);
	assert_int_equal(packet.data_end[0], 0xee);
}

static void skbs_grow_and_shrink(void **state)
{
	(void)state;
	assert_int_equal(CALL(call_skb_pull_data, CTX, 0, 0, 0, 0), 0);
	assert_int_equal(CALL(call_skb_pull_data, CTX, LEN, 0, 0, 0), 0);
	assert_int_equal(CALL(call_skb_pull_data, CTX, LEN + 1, 0, 0, 0), E(NOMEM));
	assert_int_equal(CALL(call_skb_change_tail, CTX, 13, 0, 0, 0), E(INVAL));
	assert_int_equal(CALL(call_skb_change_tail, CTX, 20, 1, 0, 0), E(INVAL));
	assert_int_equal(CALL(call_skb_change_tail, CTX, ROOM - HEAD + 1, 0, 0, 0), E(NOMEM));
	assert_int_equal(CALL(call_skb_change_tail, CTX, 20, 0, 0, 0), 0);
	check_packet();
	assert_int_equal(CALL(call_skb_change_tail, CTX, ROOM - HEAD, 0, 0, 0), 0);
	check_packet();
	assert_int_equal(packet.data[19], 19);
	assert_int_equal(packet.data[20], 0);
	assert_int_equal(CALL(call_skb_change_head, CTX, HEAD + 1, 0, 0, 0), E(NOMEM));
	assert_int_equal(CALL(call_skb_change_head, CTX, 16, 0, 0, 0), 0);
	check_packet();
	assert_int_equal(packet.net_off, 30);
	assert_int_equal(packet.data[15], 0);
	assert_int_equal(CALL(call_skb_change_tail, CTX, 29, 0, 0, 0), E(INVAL));
}

static void tags_come_and_go(void **state)
{
	static const uint8_t macs[12] = "destinsource";
	const uint16_t q = be16(0x8100), ip = be16(0x0800);

	(void)state;
	memcpy(packet.data, macs, 12);
	put16(packet.data + 12, ip);
	packet.protocol_be = ip;
	assert_int_equal(CALL(call_skb_vlan_pop, CTX, 0, 0, 0, 0), 0);
	assert_int_equal(CALL(call_skb_vlan_push, CTX, 0, 0x123, 0, 0), 0);
	assert_int_equal(packet.vlan_present, 1);
	assert_int_equal(packet.vlan_proto_be, q);
	assert_int_equal(packet.vlan_tci, 0x123);
	assert_int_equal(packet.len, LEN);
	assert_int_equal(CALL(call_skb_vlan_push, CTX, be16(0x88a8), 0x456, 0, 0), 0);
	check_packet();
	assert_int_equal(packet.len, LEN + 4);
	assert_memory_equal(packet.data, macs, 12);
	assert_memory_equal(packet.data + 12, "\x81\0\1\x23\x08\0", 6);
	assert_int_equal(packet.protocol_be, q);
	assert_int_equal(packet.vlan_tci, 0x456);
	assert_int_equal(CALL(call_skb_vlan_pop, CTX, 0, 0, 0, 0), 0);
	assert_int_equal(packet.vlan_tci, 0x123);
	assert_int_equal(packet.len, LEN);
	assert_memory_equal(packet.data, macs, 12);
	assert_int_equal(CALL(call_skb_vlan_pop, CTX, 0, 0, 0, 0), 0);
	assert_int_equal(packet.vlan_present, 0);
	assert_int_equal(packet.protocol_be, ip);
	check_packet();
}

static void tunnels_find_room(void **state)
{
	(void)state;
	packet.protocol_be = be16(0x0806);
	assert_int_equal(CALL(call_skb_adjust_room, CTX, 20, 1, 0, 0), E(NOTSUPP));
	packet.protocol_be = be16(0x0800);
	assert_int_equal(CALL(call_skb_adjust_room, CTX, 20, 2, 0, 0), E(NOTSUPP));
	assert_int_equal(CALL(call_skb_adjust_room, CTX, 20, 1, 512, 0), E(INVAL));
	assert_int_equal(CALL(call_skb_adjust_room, CTX, 4096, 1, 0, 0), E(FAULT));
	assert_int_equal(CALL(call_skb_adjust_room, CTX, HEAD + 1, 1, 0, 0), E(NOMEM));
	assert_int_equal(CALL(call_skb_adjust_room, CTX, 40, 1, 4 /* IPv6 */, 0), 0);
	check_packet();
	assert_int_equal(packet.len, LEN + 40);
	assert_int_equal(packet.protocol_be, be16(0x86dd));
	assert_memory_equal(packet.data, "\0\1\2\3\4\5\6\7\x8\x9\xa\xb\xc\xd\0\0\0\0", 18);
	assert_int_equal(packet.data[14 + 40], 14);
	assert_int_equal(CALL(call_skb_adjust_room, CTX, 20, 1, 2, 0), -114);
	assert_int_equal(CALL(call_skb_change_tail, CTX, 100, 0, 0, 0), E(NOTSUPP));
	assert_int_equal(CALL(call_skb_adjust_room, CTX, -40, 1, 128 /* to IPv4 */, 0), 0);
	check_packet();
	assert_int_equal(packet.protocol_be, be16(0x0800));
	for (uint32_t i = 0; i < LEN; i++)
		assert_int_equal(packet.data[i], i);
	assert_int_equal(CALL(call_skb_adjust_room, CTX, 8, 0, 0, 0), 0); /* behind the network header */
	assert_int_equal(packet.data[33], 33);
	assert_int_equal(packet.data[34], 0);
	assert_int_equal(packet.data[42], 34);
	assert_int_equal(CALL(call_skb_adjust_room, CTX, -(LEN + 8 - 14 - 19), 1, 0, 0), E(NOTSUPP));
	packet.data_end = packet.data + 20;
	packet.len = 20;
	assert_int_equal(CALL(call_skb_adjust_room, CTX, 8, 0, 0, 0), E(NOMEM)); /* it ends within its headers */
	check_packet();
}

/* A tag that is only announced, in a packet that ends before it. */
static void short_packets_keep_their_tags(void **state)
{
	(void)state;
	packet.data_end = packet.data + 15;
	packet.len = 15;
	packet.protocol_be = be16(0x8100);
	assert_int_equal(CALL(call_skb_vlan_pop, CTX, 0, 0, 0, 0), E(NOMEM));
	check_packet();
	packet.vlan_present = 1;
	packet.data_end = packet.data + 11;
	packet.len = 11;
	assert_int_equal(CALL(call_skb_vlan_push, CTX, 0, 1, 0, 0), E(INVAL));
	packet.head = packet.data - 3;
	assert_int_equal(CALL(call_skb_vlan_push, CTX, 0, 1, 0, 0), E(NOMEM));
	check_packet();
}

static void flows_hash_alike_in_both_directions(void **state)
{
	uint8_t ip[] = { 0x45, 0, 0, 40, 0, 0, 0, 0, 64, 6, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2, 0, 80, 0x30, 0x39 };
	int64_t there, back;

	(void)state;
	put16(packet.data + 12, be16(0x0800));
	memcpy(packet.data + 14, ip, sizeof(ip));
	there = CALL(call_get_hash_recalc, CTX, 0, 0, 0, 0);
	assert_int_not_equal(there, 0);
	assert_int_equal(packet.hash, there);
	memcpy(packet.data + 14 + 12, ip + 16, 4);
	memcpy(packet.data + 14 + 16, ip + 12, 4);
	memcpy(packet.data + 14 + 20, ip + 22, 2);
	memcpy(packet.data + 14 + 22, ip + 20, 2);
	assert_int_equal(CALL(call_get_hash_recalc, CTX, 0, 0, 0, 0), there); /* kept */
	CALL(call_set_hash_invalid, CTX, 0, 0, 0, 0);
	back = CALL(call_get_hash_recalc, CTX, 0, 0, 0, 0);
	assert_int_equal(back, there);
	packet.data[14 + 12]++;
	CALL(call_set_hash_invalid, CTX, 0, 0, 0, 0);
	assert_int_not_equal(CALL(call_get_hash_recalc, CTX, 0, 0, 0, 0), there);
	assert_int_equal(CALL(call_set_hash, CTX, 0, 0, 0, 0), 0);
	assert_int_equal(CALL(call_get_hash_recalc, CTX, 0, 0, 0, 0), 0);
	for (uint32_t len = 0; len < LEN; len++) { /* nothing is read beyond the end: the sanitizer would tell */
		uint8_t exact[LEN];
		struct kiln_packet p = { .data = exact, .data_end = exact + len, .len = len };

		memcpy(exact, packet.data, len);
		assert_int_not_equal(flow_hash(&p), 0);
	}
}

static void packets_are_sent_elsewhere(void **state)
{
	uint32_t nh[5] = { 2, 7, 0, 0, 0 };

	(void)state;
	env.redirect_map = (void *)1;
	assert_int_equal(CALL(call_xdp_redirect, 5, 1, 0, 0, 0), 0);
	assert_non_null(env.redirect_map);
	assert_int_equal(CALL(call_xdp_redirect, 5, 0, 0, 0, 0), 4);
	assert_null(env.redirect_map);
	assert_int_equal(env.redirect_key, 5);
	assert_int_equal(CALL(call_tc_redirect, 6, 1, 0, 0, 0), 7);
	assert_int_equal(env.redirect_key, 6);
	assert_int_equal(env.redirect_flags, 1);
	assert_int_equal(CALL(call_tc_redirect, 6, 2, 0, 0, 0), 2);
	assert_int_equal(CALL(call_redirect_peer, 8, 0, 0, 0, 0), 7);
	assert_int_equal(env.redirect_flags, KILN_REDIRECT_PEER);
	assert_int_equal(CALL(call_redirect_neigh, 9, P(nh), 20, 0, 0), 7);
	assert_int_equal(env.redirect_flags, KILN_REDIRECT_NEIGH);
	assert_memory_equal(env.redirect_nh, nh, 20);
	assert_int_equal(CALL(call_redirect_neigh, 9, 0, 0, 0, 0), 7);
	assert_int_equal(env.redirect_nh[0], 0);
	assert_int_equal(CALL(call_redirect_neigh, 9, P(nh), 19, 0, 0), 2);
	assert_int_equal(CALL(call_skb_change_type, CTX, 3, 0, 0, 0), 0);
	assert_int_equal(packet.pkt_type, 3);
	assert_int_equal(CALL(call_skb_change_type, CTX, 4, 0, 0, 0), E(INVAL));
}

/* -- checksums ----------------------------------------------------------------------------------------------------- */

/* RFC 1071 over whole headers, one 16-bit word after the other. */
static uint16_t slow_sum(const uint8_t *p, uint32_t len)
{
	uint32_t sum = 0;

	for (uint32_t i = 0; i < len; i++)
		sum += i % 2 ? p[i] : (uint32_t)p[i] << 8;
	while (sum >> 16)
		sum = (sum & 0xffff) + (sum >> 16);
	return (uint16_t)sum;
}

static void sums_stay_right(void **state)
{
	uint8_t *ip = packet.data + 14, was[4];

	(void)state;
	for (uint32_t i = 0; i < 200; i++) {
		put16(ip + 10, 0);
		put16(ip + 10, be16((uint16_t)~slow_sum(ip, 20)));
		memcpy(was, ip + 12, 4);
		put32(ip + 12, i * 0x9e3779b9u);
		assert_int_equal(CALL(call_l3_csum_replace, CTX, 24, get32(was), get32(ip + 12), 4), 0);
		assert_int_equal(slow_sum(ip, 20), 0xffff);
		memcpy(was, ip + 4, 2);
		put16(ip + 4, (uint16_t)(i * 40503u));
		assert_int_equal(CALL(call_l3_csum_replace, CTX, 24, get16(was), get16(ip + 4), 2), 0);
		assert_int_equal(slow_sum(ip, 20), 0xffff);
		memcpy(was, ip + 16, 4);
		put32(ip + 16, ~i * 0x85ebca6bu);
		assert_int_equal(
			CALL(call_l4_csum_replace, CTX, 24, 0, CALL(call_csum_diff, P(was), 4, P(ip + 16), 4, 0), 0),
			0);
		assert_int_equal(slow_sum(ip, 20), 0xffff);
	}
	assert_int_equal(CALL(call_csum_update, CTX, 1, 0, 0, 0), E(NOTSUPP));
}

static void sums_of_bytes(void **state)
{
	uint8_t b[] = { 1, 2, 3, 4, 5, 6, 7, 8 };

	(void)state;
	for (uint32_t len = 1; len <= 8; len++)
		assert_int_equal(be16((uint16_t)CALL(call_csum_diff, 0, 0, P(b), len, 0)), slow_sum(b, len));
	assert_int_equal(CALL(call_csum_diff, P(b), 8, P(b), 8, 0), 0xffff);
	assert_int_equal(CALL(call_csum_diff, 0, 0, 0, 0, 0x10001), 2);
}

static void no_checksum_stays_none(void **state)
{
	(void)state;
	put16(packet.data + 40, 0);
	assert_int_equal(CALL(call_l4_csum_replace, CTX, 40, 1, 2, 0x22), 0);
	assert_int_equal(get16(packet.data + 40), 0);
	assert_int_equal(CALL(call_l4_csum_replace, CTX, 40, 1, 2, 0x62), 0);
	assert_int_not_equal(get16(packet.data + 40), 0);
	put16(packet.data + 40, 1);
	assert_int_equal(CALL(call_l4_csum_replace, CTX, 40, 0, 1, 0x22), 0);
	assert_int_equal(get16(packet.data + 40), 0xffff); /* what would be 0 */
	assert_int_equal(CALL(call_l4_csum_replace, CTX, 41, 0, 1, 2), E(FAULT));
	assert_int_equal(CALL(call_l4_csum_replace, CTX, LEN - 1, 0, 1, 2), E(FAULT));
	assert_int_equal(CALL(call_l4_csum_replace, CTX, LEN, 0, 1, 2), E(FAULT));
	assert_int_equal(CALL(call_l4_csum_replace, CTX, 40, 0, 1, 0x100), E(INVAL));
	assert_int_equal(CALL(call_l3_csum_replace, CTX, 40, 1, 1, 0), E(INVAL));
	assert_int_equal(CALL(call_l3_csum_replace, CTX, 40, 0, 1, 3), E(INVAL));
}

/* -- text ---------------------------------------------------------------------------------------------------------- */

static void lines_are_printed(void **state)
{
	uint64_t args[12] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 };
	static const char twelve[] = "%d %d %d %d %d %d %d %d %d %d %d %d", endless[4] = { '%', 'd', '%', 'd' };
	char wide[] = "%2000d";

	(void)state;
	assert_int_equal(CALL(call_trace_printk, P("a %d %x %s\n"), 12, -5, 255, MEMORY), 13);
	assert_string_equal(printed, "a -5 ff text"); /* the host ends the line */
	assert_int_equal(CALL(call_trace_printk, P(endless), 4, 1, 2, 3), E(INVAL));
	assert_int_equal(CALL(call_trace_printk, P("%d %d %d %d"), 12, 1, 2, 3), E(INVAL));
	assert_int_equal(CALL(call_trace_vprintk, P(twelve), sizeof(twelve), P(args), 96, 0), 26);
	assert_string_equal(printed, "1 2 3 4 5 6 7 8 9 10 11 12");
	assert_int_equal(CALL(call_trace_vprintk, P(twelve), sizeof(twelve), P(args), 88, 0), E(INVAL));
	assert_int_equal(CALL(call_trace_vprintk, P("x"), 2, P(args), 97, 0), E(INVAL));
	assert_int_equal(CALL(call_trace_vprintk, P("x"), 2, P(args), 104, 0), E(INVAL));
	assert_int_equal(CALL(call_trace_vprintk, P("x"), 2, 0, 0, 0), 1);
	assert_int_equal(nr_printed, 3);
	assert_int_equal(CALL(call_trace_printk, P(wide), sizeof(wide), 1, 0, 0), 2000);
	assert_int_equal(strlen(printed), 895);
}

static void text_is_formatted(void **state)
{
	static const struct {
		const char *format, *text;
		uint64_t arg;
	} rows[] = {
		{ "%d", "-1", UINT64_MAX },
		{ "%u", "4294967295", UINT64_MAX },
		{ "%lld", "-1", UINT64_MAX },
		{ "%lu", "18446744073709551615", UINT64_MAX },
		{ "%X", "BEEF", 0xbeef },
		{ "[%6d]", "[    -7]", (uint64_t)-7 },
		{ "[%-6d]", "[-7    ]", (uint64_t)-7 },
		{ "[%06d]", "[-00007]", (uint64_t)-7 },
		{ "[%+d]", "[+7]", 7 },
		{ "[% d]", "[ 7]", 7 },
		{ "[%c]", "[A]", 'A' },
		{ "[%8s]", "[    text]", MEMORY },
		{ "[%-8s]", "[text    ]", MEMORY },
		{ "[%s]", "[]", 0 },
		{ "%px", "0000000000001234", 0x1234 },
		{ "%pI4", "116.101.120.116", MEMORY },
		{ "%pi4", "116.101.120.116", MEMORY },
		{ "%pI6", "7465:7874:0061:6161:6161:6161:6161:6161", MEMORY },
		{ "%pi6", "74657874006161616161616161616161", MEMORY },
		{ "%ps", "0x1234", 0x1234 },
		{ "%%", "%", 0 },
		{ "%d%%", "1%", 1 },
	};
	char buf[64];

	(void)state;
	memset(memory, 'a', sizeof(memory));
	memcpy(memory, "text\0", 5);
	for (size_t i = 0; i < NR_OF(rows); i++) {
		memset(buf, 'x', sizeof(buf));
		assert_int_equal(CALL(call_snprintf, P(buf), 60, P(rows[i].format), P(&rows[i].arg), 8),
				 (int64_t)strlen(rows[i].text) + 1);
		assert_string_equal(buf, rows[i].text);
		assert_int_equal(buf[60], 'x');
	}
}

static void text_is_cut(void **state)
{
	uint64_t arg = 12345;
	char buf[8];

	(void)state;
	for (uint32_t cap = 0; cap < 8; cap++) {
		memset(buf, 'x', sizeof(buf));
		assert_int_equal(CALL(call_snprintf, P(buf), cap, P("%d"), P(&arg), 8), 6);
		assert_int_equal(buf[cap], 'x');
		if (cap) {
			assert_int_equal(strnlen(buf, sizeof(buf)), cap > 5 ? 5 : cap - 1);
			assert_memory_equal(buf, "12345", strlen(buf));
		}
	}
	assert_int_equal(CALL(call_snprintf, 0, 0, P("%d"), P(&arg), 8), 6);
	assert_int_equal(CALL(call_snprintf, P(buf), 8, P("%8388607d"), P(&arg), 8), 8388608);
	assert_int_equal(CALL(call_snprintf, P(buf), 8, P("%d"), P(&arg), 4), E(INVAL));
	assert_int_equal(CALL(call_snprintf, P(buf), 8, P("%d"), 0, 8), E(INVAL));
	assert_int_equal(CALL(call_snprintf, P(buf), 8, P("%d"), 0, 0), E(INVAL));
}

static void numbers_are_read(void **state)
{
	static const struct {
		const char *text;
		uint64_t base;
		int64_t len, value, unsigned_len;
	} rows[] = {
		{ "42 ", 0, 2, 42, 2 },
		{ " -42", 0, 4, -42, E(INVAL) },
		{ "0x1F", 0, 4, 31, 4 },
		{ "017", 0, 3, 15, 3 },
		{ "1f", 16, 2, 31, 2 },
		{ "", 0, E(INVAL), 0, E(INVAL) },
		{ "z", 0, E(INVAL), 0, E(INVAL) },
		{ "9223372036854775808", 0, E(RANGE), 0, 19 },
		{ "18446744073709551616", 0, E(RANGE), 0, E(RANGE) },
		{ "1", 7, E(INVAL), 0, E(INVAL) },
		{ "1", 0x100, E(INVAL), 0, E(INVAL) },
	};
	uint64_t v;

	(void)state;
	for (size_t i = 0; i < NR_OF(rows); i++) {
		uint64_t len = strlen(rows[i].text) + 1;

		v = 99;
		assert_int_equal(CALL(call_strtol, P(rows[i].text), len, rows[i].base, P(&v), 0), rows[i].len);
		assert_true((int64_t)v == rows[i].value);
		assert_int_equal(CALL(call_strtoul, P(rows[i].text), len, rows[i].base, P(&v), 0),
				 rows[i].unsigned_len);
	}
	/* Not a character behind the length is looked at. */
	assert_int_equal(CALL(call_strtol, P("123"), 2, 0, P(&v), 0), 2);
	assert_true(v == 12);
	assert_int_equal(CALL(call_strtol, P("0x1"), 2, 0, P(&v), 0), 1);
	assert_int_equal(CALL(call_strncmp, P("abc"), 3, P("abd"), 0, 0), -1);
	assert_int_equal(CALL(call_strncmp, P("abc"), 2, P("abd"), 0, 0), 0);
	assert_int_equal(CALL(call_strncmp, P("b"), 2, P("a"), 0, 0), 1);
}

/* -- control ------------------------------------------------------------------------------------------------------- */

static uint64_t count_to(uint64_t i, uint64_t ctx, uint64_t r3, uint64_t r4, uint64_t r5, struct kiln_env *e)
{
	uint64_t *limit = (uint64_t *)(uintptr_t)ctx;

	assert_ptr_equal(e, &env);
	assert_int_equal(r3 | r4 | r5, 0);
	return i + 1 == *limit;
}

static void loops_end(void **state)
{
	uint64_t limit = 5;

	(void)state;
	assert_int_equal(CALL(call_loop, 3, P(count_to), P(&limit), 0, 0), 3);
	assert_int_equal(CALL(call_loop, 10, P(count_to), P(&limit), 0, 0), 5);
	assert_int_equal(CALL(call_loop, 0, P(count_to), P(&limit), 0, 0), 0);
	assert_int_equal(CALL(call_loop, 3, P(count_to), P(&limit), 1, 0), E(INVAL));
	assert_int_equal(CALL(call_loop, 8 * 1024 * 1024 + 1, P(count_to), P(&limit), 0, 0), E(COMPLEX));
}

static void locks_lock(void **state)
{
	uint32_t lock = 0;

	(void)state;
	CALL(call_spin_lock, P(&lock), 0, 0, 0, 0);
	assert_int_not_equal(lock, 0);
	CALL(call_spin_unlock, P(&lock), 0, 0, 0, 0);
	assert_int_equal(lock, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(time_and_numbers, begin),
		cmocka_unit_test_setup(who_runs, begin),
		cmocka_unit_test_setup(memory_that_may_be_wrong, begin),
		cmocka_unit_test_setup(routes_are_the_hosts, begin),
		cmocka_unit_test_setup(a_bare_host_is_answered_for, begin),
		cmocka_unit_test_setup(heads_and_tails_move_within_the_room, begin),
		cmocka_unit_test_setup(meta_data_moves_with_the_head, begin),
		cmocka_unit_test_setup(bytes_go_in_and_out, begin),
		cmocka_unit_test_setup(skbs_grow_and_shrink, begin),
		cmocka_unit_test_setup(tags_come_and_go, begin),
		cmocka_unit_test_setup(tunnels_find_room, begin),
		cmocka_unit_test_setup(short_packets_keep_their_tags, begin),
		cmocka_unit_test_setup(flows_hash_alike_in_both_directions, begin),
		cmocka_unit_test_setup(packets_are_sent_elsewhere, begin),
		cmocka_unit_test_setup(sums_stay_right, begin),
		cmocka_unit_test_setup(sums_of_bytes, begin),
		cmocka_unit_test_setup(no_checksum_stays_none, begin),
		cmocka_unit_test_setup(lines_are_printed, begin),
		cmocka_unit_test_setup(text_is_formatted, begin),
		cmocka_unit_test_setup(text_is_cut, begin),
		cmocka_unit_test_setup(numbers_are_read, begin),
		cmocka_unit_test_setup(loops_end, begin),
		cmocka_unit_test_setup(locks_lock, begin),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
