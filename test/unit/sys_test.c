/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * bpf(2): its structs are laid out as the system's header has them, objects live as long as somebody holds them, and a command that
 * finds no memory, at any allocation, changes nothing.
 */
#include <kiln/sys.h>

#include <errno.h>
#include <linux/bpf.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "client.h"
#include "sys/abi.h"

/* -- layout ---------------------------------------------------------------------------------------------------------- */

#define SAME(ours, theirs) assert_int_equal(offsetof(union sys_attr, ours), offsetof(union bpf_attr, theirs))
#define SAME_IN(s, member) assert_int_equal(offsetof(struct sys_##s, member), offsetof(struct bpf_##s, member))

static void layouts_are_linuxs(void **state)
{
	(void)state;
	/* 6.18's, of which older headers know the beginning. */
	assert_int_equal(sizeof(union sys_attr), 168);
	assert_int_equal(sizeof(struct sys_map_info), 104);
	assert_int_equal(sizeof(struct sys_prog_info), sizeof(struct bpf_prog_info));
	assert_int_equal(sizeof(struct sys_btf_info), sizeof(struct bpf_btf_info));
	SAME(map_create.map_name, map_name);
	SAME(map_create.btf_fd, btf_fd);
	SAME(map_create.map_extra, map_extra);
	SAME(elem.key, key);
	SAME(elem.value, next_key);
	SAME(elem.flags, flags);
	SAME(batch.count, batch.count);
	SAME(batch.flags, batch.flags);
	SAME(load.log_buf, log_buf);
	SAME(load.prog_name, prog_name);
	SAME(load.expected_attach_type, expected_attach_type);
	SAME(load.func_info, func_info);
	SAME(load.line_info, line_info);
	SAME(load.attach_prog_fd, attach_prog_fd);
	SAME(load.fd_array, fd_array);
	SAME(load.core_relo_rec_size, core_relo_rec_size);
	SAME(pin.file_flags, file_flags);
	SAME(attach.replace_bpf_fd, replace_bpf_fd);
	SAME(test.data_in, test.data_in);
	SAME(test.ctx_out, test.ctx_out);
	SAME(test.batch_size, test.batch_size);
	SAME(by_id.next_id, next_id);
	SAME(by_id.open_flags, open_flags);
	SAME(info.info, info.info);
	SAME(query.prog_ids, query.prog_ids);
	SAME(query.count, query.prog_cnt);
	SAME(raw_tracepoint.prog_fd, raw_tracepoint.prog_fd);
	SAME(btf.size, btf_size);
	SAME(btf.log_level, btf_log_level);
	SAME(task_fd_query.probe_addr, task_fd_query.probe_addr);
	SAME(link_create.target_fd, link_create.target_fd);
	SAME(link_create.iter.info, link_create.iter_info);
	SAME(link_create.iter.len, link_create.iter_info_len);
	SAME(link_update.old_prog_fd, link_update.old_prog_fd);
	SAME(bind_map.flags, prog_bind_map.flags);
	SAME_IN(map_info, netns_dev);
	SAME_IN(map_info, map_extra);
	SAME_IN(prog_info, map_ids);
	SAME_IN(prog_info, jited_ksyms);
	SAME_IN(prog_info, prog_tags);
	SAME_IN(prog_info, verified_insns);
	SAME_IN(btf_info, kernel_btf);
}

/* -- a client without a system --------------------------------------------------------------------------------------- */

/* Texts in the client's memory: pages are there as a whole. */
static const char gpl[4096] = "GPL", path_a[4096] = "/a", path_b[4096] = "/b";

struct machine {
	struct kiln_object *fd[NR_FDS]; /* first: client.h */
	struct kiln_host *host;
	struct kiln *k;
	struct kiln_sys *s;
	struct kiln_client client;
	struct kiln_work *work; /* what the client took over */
	uint32_t last;		/* of several steps, the descriptor that was made last */
	struct kiln_object *traffic;
};

static void machine_begin(struct machine *m)
{
	memset(m, 0, sizeof(*m));
	assert_int_equal(kiln_posix_host_new(&(struct kiln_posix_opts){ .nr_cpus = 2, .share = true }, &m->host),
			 KILN_OK);
	assert_int_equal(kiln_new(m->host, &m->k), KILN_OK);
	assert_int_equal(kiln_sys_new(m->k, NULL, &m->s), KILN_OK);
	m->client = client_of(m);
}

static void machine_end(struct machine *m)
{
	uint64_t alive, total;

	kiln_sys_free(m->s);
	kiln_free(m->k);
	kiln_posix_counts(m->host, &alive, &total);
	assert_int_equal(alive, 0);
	kiln_posix_host_free(m->host);
}

static int64_t call(struct machine *m, uint32_t cmd, union bpf_attr a)
{
	return kiln_sys_call(m->s, &m->client, cmd, (uintptr_t)&a, sizeof(a));
}
#define CALL(m, cmd, ...) call(m, cmd, (union bpf_attr){ __VA_ARGS__ })

static void fd_close(struct machine *m, int64_t fd)
{
	kiln_object_put(m->fd[fd]);
	m->fd[fd] = NULL;
}

/* r1 = the map; r0 = 0; exit */
#define USES_MAP(fd)                                                                          \
	((struct bpf_insn[]){ { .code = 0x18, .dst_reg = 1, .src_reg = 1, .imm = (int)(fd) }, \
			      { 0 },                                                          \
			      { .code = 0xb7, .dst_reg = 0 },                                 \
			      { .code = 0x95 } })

static int64_t load(struct machine *m, int64_t map)
{
	return CALL(m, BPF_PROG_LOAD, .prog_type = BPF_PROG_TYPE_XDP, .insn_cnt = 4, .insns = (uintptr_t)USES_MAP(map),
		    .license = (uintptr_t)gpl);
}

static int64_t hash(struct machine *m)
{
	return CALL(m, BPF_MAP_CREATE, .map_type = BPF_MAP_TYPE_HASH, .key_size = 4, .value_size = 8, .max_entries = 4);
}

static uint32_t count(struct machine *m, enum kiln_object_type type)
{
	kiln_sys_sweep(m->s);
	return kiln_sys_count(m->s, type);
}

/* -- life ------------------------------------------------------------------------------------------------------------ */

static void a_program_keeps_its_maps(void **state)
{
	struct machine m;
	int64_t map, prog;
	uint32_t id;

	(void)state;
	machine_begin(&m);
	map = hash(&m);
	assert_true(map > 0);
	prog = load(&m, map);
	assert_true(prog > 0);
	id = kiln_object_id(m.fd[map]);
	fd_close(&m, map);
	assert_int_equal(count(&m, KILN_OBJECT_MAP), 1);
	map = CALL(&m, BPF_MAP_GET_FD_BY_ID, .map_id = id);
	assert_true(map > 0);
	fd_close(&m, prog);
	assert_int_equal(count(&m, KILN_OBJECT_PROG), 0);
	assert_int_equal(count(&m, KILN_OBJECT_MAP), 1);
	fd_close(&m, map);
	assert_int_equal(count(&m, KILN_OBJECT_MAP), 0);
	assert_int_equal(CALL(&m, BPF_MAP_GET_FD_BY_ID, .map_id = id), -ENOENT);
	machine_end(&m);
}

static void a_map_of_maps_keeps_the_inner_one(void **state)
{
	struct machine m;
	int64_t inner, outer;
	uint32_t key = 0, id, answer = 0, fd;

	(void)state;
	machine_begin(&m);
	inner = hash(&m);
	outer = CALL(&m, BPF_MAP_CREATE, .map_type = BPF_MAP_TYPE_ARRAY_OF_MAPS, .key_size = 4, .value_size = 4,
		     .max_entries = 2, .inner_map_fd = (uint32_t)inner);
	assert_true(outer > 0);
	fd = (uint32_t)inner;
	assert_int_equal(CALL(&m, BPF_MAP_UPDATE_ELEM, .map_fd = (uint32_t)outer, .key = (uintptr_t)&key,
			      .value = (uintptr_t)&fd),
			 0);
	id = kiln_object_id(m.fd[inner]);
	fd_close(&m, inner);
	assert_int_equal(count(&m, KILN_OBJECT_MAP), 2);
	assert_int_equal(CALL(&m, BPF_MAP_LOOKUP_ELEM, .map_fd = (uint32_t)outer, .key = (uintptr_t)&key,
			      .value = (uintptr_t)&answer),
			 0);
	assert_int_equal(answer, id);
	inner = CALL(&m, BPF_MAP_GET_FD_BY_ID, .map_id = answer);
	assert_true(inner > 0);
	fd_close(&m, inner);
	fd_close(&m, outer);
	assert_int_equal(count(&m, KILN_OBJECT_MAP), 0);
	machine_end(&m);
}

static void a_pin_keeps_a_program(void **state)
{
	struct machine m;
	int64_t map, prog;

	(void)state;
	machine_begin(&m);
	map = hash(&m);
	prog = load(&m, map);
	assert_int_equal(CALL(&m, BPF_OBJ_PIN, .bpf_fd = (uint32_t)prog, .pathname = (uintptr_t)path_a), 0);
	assert_int_equal(CALL(&m, BPF_OBJ_PIN, .bpf_fd = (uint32_t)prog, .pathname = (uintptr_t)path_a), -EEXIST);
	fd_close(&m, map);
	fd_close(&m, prog);
	assert_int_equal(count(&m, KILN_OBJECT_PROG), 1);
	prog = CALL(&m, BPF_OBJ_GET, .pathname = (uintptr_t)path_a);
	assert_true(prog > 0);
	assert_non_null(kiln_object_prog(m.fd[prog]));
	machine_end(&m);
}

static void client_later(void *cookie, struct kiln_work *w)
{
	struct machine *m = cookie;

	m->work = w;
}

static void a_test_run_may_be_taken_over(void **state)
{
	uint8_t packet[14] = { 0 };
	union bpf_attr a = { .test = { .data_size_in = sizeof(packet), .data_in = (uintptr_t)packet, .repeat = 3 } };
	struct machine m;
	int64_t map;

	(void)state;
	machine_begin(&m);
	map = hash(&m);
	a.test.prog_fd = (uint32_t)load(&m, map);
	a.test.retval = 7;
	m.client.later = client_later;
	for (int stopped = 1; stopped >= 0; stopped--) {
		assert_int_equal(kiln_sys_call(m.s, &m.client, BPF_PROG_TEST_RUN, (uintptr_t)&a, sizeof(a)), 0);
		assert_non_null(m.work);
		assert_int_equal(a.test.retval, 7); /* nothing is said yet */
		assert_true(hash(&m) > 0);	    /* commands go on */
		if (stopped)
			kiln_work_stop(m.work);
		kiln_work_run(m.work, NULL, NULL);
		assert_int_equal(kiln_work_end(m.work, &m.client), stopped ? -EINTR : 0);
	}
	assert_int_equal(a.test.retval, 0);
	/* It holds its program; and whoever took it over may be gone. */
	assert_int_equal(kiln_sys_call(m.s, &m.client, BPF_PROG_TEST_RUN, (uintptr_t)&a, sizeof(a)), 0);
	fd_close(&m, a.test.prog_fd);
	assert_int_equal(count(&m, KILN_OBJECT_PROG), 1);
	kiln_work_run(m.work, NULL, NULL);
	assert_int_equal(kiln_work_end(m.work, NULL), -EINTR);
	assert_int_equal(count(&m, KILN_OBJECT_PROG), 0);
	machine_end(&m);
}

/* r0 = a number, added to itself nr times; r0 = 0; exit; with the map in r1, so that it is the program's. */
static int64_t load_many(struct machine *m, int64_t map, uint32_t nr, bool good)
{
	struct bpf_insn *insns = calloc(nr + 5, sizeof(*insns));
	int64_t ret;

	memcpy(insns, USES_MAP(map), 2 * sizeof(*insns));
	insns[2] = (struct bpf_insn){ .code = 0x85, .imm = BPF_FUNC_get_prandom_u32 };
	for (uint32_t i = 0; i < nr; i++)
		insns[3 + i].code = 0x0f;
	insns[nr + 3] = (struct bpf_insn){ .code = good ? 0xb7 : 0xbf, .src_reg = good ? 0 : 9 };
	insns[nr + 4].code = 0x95;
	ret = CALL(m, BPF_PROG_LOAD, .prog_type = BPF_PROG_TYPE_XDP, .prog_name = "many", .insn_cnt = nr + 5,
		   .insns = (uintptr_t)insns, .license = (uintptr_t)gpl);
	memset(insns, 0xff, (nr + 5) * sizeof(*insns)); /* it was read */
	free(insns);
	return ret;
}

static void a_proof_that_takes_long_may_be_taken_over(void **state)
{
	enum { LONG = 4000 };
	struct kiln_prog_info info;
	struct machine m;
	int64_t map, prog;
	uint32_t id;

	(void)state;
	machine_begin(&m);
	m.client.later = client_later;
	map = hash(&m);
	prog = load(&m, map);
	assert_true(prog > 0 && !m.work); /* it is proven soon */
	fd_close(&m, prog);
	for (int how = 0; how < 4; how++) { /* good, not good, nobody waits any more, and that before it began */
		map = how ? hash(&m) : map;
		assert_int_equal(load_many(&m, map, LONG, how != 1), 0);
		assert_non_null(m.work);
		assert_int_equal(count(&m, KILN_OBJECT_PROG), 0);
		id = kiln_object_id(m.fd[map]);
		fd_close(&m, map); /* the work has it */
		assert_int_equal(count(&m, KILN_OBJECT_MAP), 1);
		if (how == 3)
			kiln_work_stop(m.work);
		kiln_work_run(m.work, NULL, NULL);
		prog = kiln_work_end(m.work, how < 2 ? &m.client : NULL);
		if (how == 0) {
			assert_true(prog > 0);
			kiln_prog_info(kiln_object_prog(m.fd[prog]), &info);
			assert_string_equal(info.name, "many");
			assert_int_equal(count(&m, KILN_OBJECT_MAP), 1);
			assert_true(CALL(&m, BPF_MAP_GET_FD_BY_ID, .map_id = id) > 0);
			for (int fd = 1; fd < NR_FDS; fd++)
				if (m.fd[fd])
					fd_close(&m, fd);
		} else {
			assert_int_equal(prog, how == 1 ? -EACCES : -EINTR);
		}
		m.host->wait(m.host->cookie); /* the program of who is gone goes when readers have left */
		assert_int_equal(count(&m, KILN_OBJECT_PROG), 0);
		assert_int_equal(count(&m, KILN_OBJECT_MAP), 0);
		m.work = NULL;
	}
	machine_end(&m);
}

/* A walk that is told takes as long as its text does. */
static void a_proof_that_is_told_may_be_taken_over(void **state)
{
	static char log[65536];
	struct machine m;
	int64_t map, prog;

	(void)state;
	machine_begin(&m);
	m.client.later = client_later;
	map = hash(&m);
	for (uint32_t level = 1; level <= 2; level++) {
		log[0] = 0;
		m.work = NULL;
		prog = CALL(&m, BPF_PROG_LOAD, .prog_type = BPF_PROG_TYPE_XDP, .insn_cnt = 4,
			    .insns = (uintptr_t)USES_MAP(map), .license = (uintptr_t)gpl, .log_level = level,
			    .log_buf = (uintptr_t)log, .log_size = sizeof(log));
		assert_int_equal(m.work != NULL, level == 2);
		if (m.work) {
			kiln_work_run(m.work, NULL, NULL);
			prog = kiln_work_end(m.work, &m.client);
		}
		assert_true(prog > 0);
		assert_non_null(strstr(log, "processed"));
	}
	machine_end(&m);
}

static void *stop_soon(void *work)
{
	usleep(50000);
	kiln_work_stop(work);
	return NULL;
}

/* Sixty numbers on the stack, and a loop that does not end: its text would take twenty seconds. */
static void a_proof_that_is_told_may_be_stopped(void **state)
{
	enum { SLOTS = 60, MOST_S = 10 };
	static struct bpf_insn insns[2 * SLOTS + 6];
	static char log[4096];
	struct timespec from, to;
	pthread_t thread;
	struct machine m;
	uint32_t nr = 0;

	(void)state;
	for (int i = 1; i <= SLOTS; i++) {
		insns[nr++] = (struct bpf_insn){ .code = 0x85, .imm = 7 };
		insns[nr++] = (struct bpf_insn){ .code = 0x7b, .dst_reg = 10, .off = (int16_t)(-8 * i) };
	}
	insns[nr++] = (struct bpf_insn){ .code = 0xb7, .dst_reg = 6, .imm = 1 };
	insns[nr++] = (struct bpf_insn){ .code = 0x27, .dst_reg = 6, .imm = 1103515245 };
	insns[nr++] = (struct bpf_insn){ .code = 0x07, .dst_reg = 6, .imm = 12345 };
	insns[nr++] = (struct bpf_insn){ .code = 0x55, .dst_reg = 6, .off = -3, .imm = 7 };
	insns[nr++] = (struct bpf_insn){ .code = 0xb7 };
	insns[nr++] = (struct bpf_insn){ .code = 0x95 };
	machine_begin(&m);
	m.client.later = client_later;
	assert_int_equal(CALL(&m, BPF_PROG_LOAD, .prog_type = BPF_PROG_TYPE_XDP, .insn_cnt = nr,
			      .insns = (uintptr_t)insns, .license = (uintptr_t)gpl, .log_level = 2,
			      .log_buf = (uintptr_t)log, .log_size = sizeof(log)),
			 0);
	assert_non_null(m.work);
	kiln_work_late(m.work); /* which is not meant for it */
	clock_gettime(CLOCK_MONOTONIC, &from);
	assert_int_equal(pthread_create(&thread, NULL, stop_soon, m.work), 0);
	kiln_work_run(m.work, NULL, NULL);
	clock_gettime(CLOCK_MONOTONIC, &to);
	pthread_join(thread, NULL);
	assert_in_range(to.tv_sec - from.tv_sec, 0, MOST_S);
	assert_int_equal(kiln_work_end(m.work, NULL), -EINTR);
	machine_end(&m);
}

/* Many elements; and few, which are not worth it. */
static void a_batch_of_many_may_be_taken_over(void **state)
{
	enum { MANY = 5000, FEW = 100 };
	static uint32_t keys[MANY], keys_out[MANY];
	static uint64_t values[MANY], values_out[MANY];
	uint32_t next, key = MANY - 1;
	uint64_t value = 0;
	union bpf_attr a;
	struct machine m;
	int64_t map, other;

	(void)state;
	machine_begin(&m);
	map = CALL(&m, BPF_MAP_CREATE, .map_type = BPF_MAP_TYPE_HASH, .key_size = 4, .value_size = 8,
		   .max_entries = MANY);
	assert_true(map > 0);
	for (uint32_t i = 0; i < MANY; i++) {
		keys[i] = i;
		values[i] = i + 1;
	}
	m.client.later = client_later;
	a = (union bpf_attr){
		.batch = { .keys = (uintptr_t)keys, .values = (uintptr_t)values, .count = FEW, .map_fd = (uint32_t)map }
	};
	assert_int_equal(kiln_sys_call(m.s, &m.client, BPF_MAP_UPDATE_BATCH, (uintptr_t)&a, sizeof(a)), 0);
	assert_null(m.work);
	a.batch.count = MANY;
	for (int gone = 0; gone < 2; gone++) {
		m.work = NULL;
		assert_int_equal(kiln_sys_call(m.s, &m.client, BPF_MAP_UPDATE_BATCH, (uintptr_t)&a, sizeof(a)), 0);
		assert_non_null(m.work);
		kiln_work_run(m.work, NULL, NULL);
		assert_int_equal(kiln_work_end(m.work, gone ? NULL : &m.client), gone ? -EINTR : 0);
		assert_int_equal(a.batch.count, MANY);
	}
	assert_int_equal(CALL(&m, BPF_MAP_LOOKUP_ELEM, .map_fd = (uint32_t)map, .key = (uintptr_t)&key,
			      .value = (uintptr_t)&value),
			 0);
	assert_int_equal(value, MANY);
	m.work = NULL;
	a = (union bpf_attr){ .batch = { .out_batch = (uintptr_t)&next,
					 .keys = (uintptr_t)keys_out,
					 .values = (uintptr_t)values_out,
					 .count = MANY,
					 .map_fd = (uint32_t)map } };
	assert_int_equal(kiln_sys_call(m.s, &m.client, BPF_MAP_LOOKUP_AND_DELETE_BATCH, (uintptr_t)&a, sizeof(a)), 0);
	assert_non_null(m.work);
	other = hash(&m); /* commands go on, and its map's descriptor may go */
	fd_close(&m, map);
	assert_int_equal(count(&m, KILN_OBJECT_MAP), 2);
	kiln_work_run(m.work, NULL, NULL);
	assert_in_set((unsigned long)-kiln_work_end(m.work, &m.client), ((const unsigned long[]){ 0, ENOENT }), 2);
	assert_int_equal(a.batch.count, MANY);
	assert_int_equal(values_out[7], keys_out[7] + 1);
	fd_close(&m, other);
	m.host->wait(m.host->cookie);
	assert_int_equal(count(&m, KILN_OBJECT_MAP), 0);
	machine_end(&m);
}

/* r1 = 8388608; r2 = callback; r3 = 0; r4 = 0; bpf_loop(); exit; callback: the same with another one, which does nothing */
static int64_t load_endless(struct machine *m)
{
	static const struct bpf_insn insns[] = {
#define LOOP(to)                                                                                                     \
	{ .code = 0xb4, .dst_reg = 1, .imm = 8388608 }, { .code = 0x18, .dst_reg = 2, .src_reg = 4, .imm = to },     \
		{ 0 }, { .code = 0xb7, .dst_reg = 3 }, { .code = 0xb7, .dst_reg = 4 }, { .code = 0x85, .imm = 181 }, \
		{ .code = 0xb7, .dst_reg = 0 }, { .code = 0x95 }
		LOOP(6), LOOP(6), { .code = 0xb7, .dst_reg = 0 }, { .code = 0x95 }
#undef LOOP
	};

	return CALL(m, BPF_PROG_LOAD, .prog_type = BPF_PROG_TYPE_XDP, .insn_cnt = sizeof(insns) / sizeof(insns[0]),
		    .insns = (uintptr_t)insns, .license = (uintptr_t)gpl);
}

/* The first argument of such a tracepoint is a pointer: it is not the client's to give. */
static void a_test_run_is_given_no_pointer(void **state)
{
	enum { NOT_SUPPORTED = 524 };
	const struct bpf_insn insns[] = { { .code = 0x79, .dst_reg = 6, .src_reg = 1 },
					  { .code = 0x61, .src_reg = 6 },
					  { .code = 0x95 } };
	uint64_t number = 77, ctx[12] = { (uintptr_t)&number };
	struct machine m;
	int64_t prog;

	(void)state;
	machine_begin(&m);
	prog = CALL(&m, BPF_PROG_LOAD, .prog_type = BPF_PROG_TYPE_RAW_TRACEPOINT_WRITABLE, .insn_cnt = 3,
		    .insns = (uintptr_t)insns, .license = (uintptr_t)gpl);
	assert_true(prog > 0);
	assert_int_equal(
		CALL(&m, BPF_PROG_TEST_RUN,
		     .test = { .prog_fd = (uint32_t)prog, .ctx_in = (uintptr_t)ctx, .ctx_size_in = sizeof(ctx) }),
		-NOT_SUPPORTED);
	machine_end(&m);
}

/* Linux gives the link header back before a packet that was seen without one: there is room for it, however far the program went back. */
static void there_is_room_for_the_header_that_comes_back(void **state)
{
	struct bpf_insn insns[] = { { .code = 0xb7, .dst_reg = 2, .imm = 78 },
				    { .code = 0xb7, .dst_reg = 3 },
				    { .code = 0x85, .imm = BPF_FUNC_skb_change_head },
				    { .code = 0xb7 },
				    { .code = 0x95 } };
	uint8_t packet[64], seen[256];
	struct kiln_host host;
	struct machine m;

	(void)state;
	memset(packet, 0x55, sizeof(packet));
	machine_begin(&m);
	host = *m.host; /* one where each block of memory is as long as it was asked for */
	host.alloc_dirty = NULL;
	kiln_sys_free(m.s);
	kiln_free(m.k);
	assert_int_equal(kiln_new(&host, &m.k), KILN_OK);
	assert_int_equal(kiln_sys_new(m.k, NULL, &m.s), KILN_OK);
	for (int by = 78; by >= 64; by -= 14) {
		union bpf_attr a = { .test = { .data_in = (uintptr_t)packet,
					       .data_size_in = sizeof(packet),
					       .data_out = (uintptr_t)seen,
					       .data_size_out = sizeof(seen) } };
		int64_t prog;

		insns[0].imm = by;
		prog = CALL(&m, BPF_PROG_LOAD, .prog_type = BPF_PROG_TYPE_LWT_XMIT, .insn_cnt = 5,
			    .insns = (uintptr_t)insns, .license = (uintptr_t)gpl);
		assert_true(prog > 0);
		a.test.prog_fd = (uint32_t)prog;
		assert_int_equal(kiln_sys_call(m.s, &m.client, BPF_PROG_TEST_RUN, (uintptr_t)&a, sizeof(a)), 0);
		assert_int_equal(a.test.data_size_out, by == 64 ? 64 + 64 : 64);
		assert_int_equal(seen[a.test.data_size_out - 50], 0x55);
		assert_int_equal(seen[a.test.data_size_out - 51], 0);
	}
	machine_end(&m);
}

/* A header, one int, and its name. */
static const struct {
	__u16 magic;
	__u8 version, flags;
	__u32 hdr_len, type_off, type_len, str_off, str_len;
	__u32 type[4];
	char str[5];
} __attribute__((packed)) types = { 0xeb9f, 1, 0, 24, 0, 16, 16, 5, { 1, 0x01000000, 4, 0x01000020 }, "\0int" };

/* A program whose offsets are to be another struct's is not loaded with its own. */
static void relocations_are_not_passed_over(void **state)
{
	const struct bpf_insn two[] = { { .code = 0xb7, .imm = 2 }, { .code = 0x95 } };
	const uint32_t func_info[2] = { 0 };
	char log[256] = { 0 };
	struct machine m;
	int64_t btf;

	(void)state;
	machine_begin(&m);
	btf = CALL(&m, BPF_BTF_LOAD, .btf = (uintptr_t)&types, .btf_size = sizeof(types));
	assert_true(btf > 0);
	for (uint32_t len = 12; len <= 16; len += 4)
		assert_int_equal(CALL(&m, BPF_PROG_LOAD, .prog_type = BPF_PROG_TYPE_XDP, .insn_cnt = 2,
				      .insns = (uintptr_t)two, .license = (uintptr_t)gpl, .prog_btf_fd = (uint32_t)btf,
				      .func_info = (uintptr_t)func_info, .func_info_cnt = 1, .func_info_rec_size = 8,
				      .core_relo_cnt = 1, .core_relos = 8, .core_relo_rec_size = len,
				      .log_buf = (uintptr_t)log, .log_size = sizeof(log), .log_level = 1),
				 len < 16 ? -EINVAL : -EOPNOTSUPP);
	assert_non_null(strstr(log, "CO-RE"));
	machine_end(&m);
}

/* Who comes before all others is first, until the next one does; and the chain's revision counts what happened to it. */
static void a_chain_of_tcx_has_an_order(void **state)
{
	enum { BEFORE = 8, AFTER = 16, INGRESS = 46 };
	static const uint32_t flags[] = { 0, BEFORE, AFTER, BEFORE };
	static const uint8_t order[] = { 3, 1, 0, 2 };
	const struct bpf_insn two[] = { { .code = 0xb7, .imm = -1 }, { .code = 0x95 } };
	uint32_t ids[4] = { 0 }, links[4] = { 0 };
	int64_t progs[4];
	union sys_attr attach, query = { .query = { .target_fd = 1,
						    .attach_type = INGRESS,
						    .prog_ids = (uintptr_t)ids,
						    .link_ids = (uintptr_t)links,
						    .count = 4 } };
	struct machine m;

	(void)state;
	machine_begin(&m);
	for (int i = 0; i < 4; i++) {
		progs[i] = CALL(&m, BPF_PROG_LOAD, .prog_type = BPF_PROG_TYPE_SCHED_CLS, .insn_cnt = 2,
				.insns = (uintptr_t)two, .license = (uintptr_t)gpl);
		assert_true(progs[i] > 0);
		attach = (union sys_attr){ 0 };
		if (i % 2) {
			attach.link_create.prog_fd = (uint32_t)progs[i];
			attach.link_create.target_fd = 1;
			attach.link_create.attach_type = INGRESS;
			attach.link_create.flags = flags[i];
		} else {
			attach.attach.target_fd = 1;
			attach.attach.attach_bpf_fd = (uint32_t)progs[i];
			attach.attach.attach_type = INGRESS;
			attach.attach.attach_flags = flags[i];
		}
		assert_true(kiln_sys_call(m.s, &m.client, i % 2 ? BPF_LINK_CREATE : BPF_PROG_ATTACH, (uintptr_t)&attach,
					  sizeof(attach)) >= 0);
	}
	assert_int_equal(kiln_sys_call(m.s, &m.client, BPF_PROG_QUERY, (uintptr_t)&query, sizeof(query)), 0);
	assert_int_equal(query.query.count, 4);
	assert_int_equal(query.query.revision, 5);
	for (int i = 0; i < 4; i++) {
		assert_int_equal(ids[i], kiln_object_id(m.fd[progs[order[i]]]));
		assert_int_equal(links[i] != 0, order[i] % 2);
	}
	machine_end(&m);
}

/* Who calls is in the network of that number; the first has interface 1, and the second none. */
static uint64_t net_here;
static bool net_gone;

static uint64_t client_net(void *cookie)
{
	(void)cookie;
	return net_here;
}

static bool net_has(void *cookie, uint64_t net, uint32_t ifindex)
{
	(void)cookie;
	return net == 1 && ifindex == 1 && !net_gone;
}

static void what_stands_at_an_interface_ends_with_it_alone(void **state)
{
	const struct bpf_insn two[] = { { .code = 0xb7, .imm = -1 }, { .code = 0x95 } };
	union sys_attr attach = { .attach = { .target_fd = 1, .attach_type = KILN_AT_INGRESS } };
	uint32_t ifindex = 0;
	struct machine m;

	(void)state;
	machine_begin(&m);
	kiln_sys_free(m.s);
	net_here = 1;
	net_gone = false;
	assert_int_equal(kiln_sys_new(m.k, &(struct kiln_sys_opts){ .net = client_net, .interface = net_has }, &m.s),
			 KILN_OK);
	attach.attach.attach_bpf_fd = (uint32_t)CALL(&m, BPF_PROG_LOAD, .prog_type = BPF_PROG_TYPE_SCHED_CLS,
						     .insn_cnt = 2, .insns = (uintptr_t)two, .license = (uintptr_t)gpl);
	assert_int_equal(kiln_sys_call(m.s, &m.client, BPF_PROG_ATTACH, (uintptr_t)&attach, sizeof(attach)), 0);
	fd_close(&m, attach.attach.attach_bpf_fd);
	assert_int_equal(kiln_sys_qdisc(m.s, 1, KILN_QDISC_CLSACT, 0x600), 0);
	net_here = 2; /* a client of another network sweeps, to which that interface is none */
	kiln_sys_sweep(m.s);
	assert_int_equal(kiln_sys_qdisc(m.s, 1, KILN_QDISC_CLSACT, 0x600), -ENODEV);
	assert_int_equal(kiln_sys_qdisc_next(m.s, &ifindex), KILN_QDISC_NONE);
	assert_int_equal(kiln_sys_count(m.s, KILN_OBJECT_PROG), 1);
	net_here = 1;
	ifindex = 0;
	assert_int_equal(kiln_sys_qdisc_next(m.s, &ifindex), KILN_QDISC_CLSACT);
	net_here = 2;
	net_gone = true;
	kiln_sys_sweep(m.s);
	assert_int_equal(kiln_sys_count(m.s, KILN_OBJECT_PROG), 0);
	machine_end(&m);
}

static void one_run_has_a_limit_of_time(void **state)
{
	uint8_t packet[14] = { 0 };
	union bpf_attr a = { .test = { .data_size_in = sizeof(packet), .data_in = (uintptr_t)packet } };
	struct machine m;
	int64_t prog;

	(void)state;
	machine_begin(&m);
	prog = load_endless(&m);
	assert_true(prog > 0);
	a.test.prog_fd = (uint32_t)prog;
	kiln_run_max(m.k, 1000000);
	assert_int_equal(kiln_sys_call(m.s, &m.client, BPF_PROG_TEST_RUN, (uintptr_t)&a, sizeof(a)), -EINTR);
	machine_end(&m);
}

/* Few instructions, which move a gigabyte. */
static void bytes_have_a_limit_of_time(void **state)
{
	const int64_t len = 1 << 20, times = 1000;
	uint8_t packet[14] = { 0 };
	union bpf_attr a = { .test = { .data_size_in = sizeof(packet), .data_in = (uintptr_t)packet } };
	struct machine m;
	int64_t map, prog;

	(void)state;
	machine_begin(&m);
	map = CALL(&m, BPF_MAP_CREATE, .map_type = BPF_MAP_TYPE_ARRAY, .key_size = 4, .value_size = (uint32_t)len,
		   .max_entries = 2);
	assert_true(map > 0);
	const struct bpf_insn insns[] = {
#define NAMED { .code = 0x18, .dst_reg = 1, .src_reg = 1, .imm = (int32_t)map }, { 0 }
#define KEY                                            \
	{ .code = 0xbf, .dst_reg = 2, .src_reg = 10 }, \
	{                                              \
		.code = 0x07, .dst_reg = 2, .imm = -8  \
	}
		{ .code = 0xb7, .dst_reg = 6, .imm = times },
		{ .code = 0x7a, .dst_reg = 10, .off = -8 },
		NAMED,
		KEY,
		{ .code = 0x85, .imm = 1 },
		{ .code = 0x15, .off = 11 },
		{ .code = 0xbf, .dst_reg = 7 },
		{ .code = 0x7a, .dst_reg = 10, .off = -8, .imm = 1 },
		NAMED,
		KEY,
		{ .code = 0xbf, .dst_reg = 3, .src_reg = 7 },
		{ .code = 0xb7, .dst_reg = 4 },
		{ .code = 0x85, .imm = 2 },
		{ .code = 0x07, .dst_reg = 6, .imm = -1 },
		{ .code = 0x55, .dst_reg = 6, .off = -9 },
		{ .code = 0xb7 },
		{ .code = 0x95 },
#undef NAMED
#undef KEY
	};
	prog = CALL(&m, BPF_PROG_LOAD, .prog_type = BPF_PROG_TYPE_XDP, .insn_cnt = sizeof(insns) / sizeof(insns[0]),
		    .insns = (uintptr_t)insns, .license = (uintptr_t)gpl);
	assert_true(prog > 0);
	a.test.prog_fd = (uint32_t)prog;
	assert_int_equal(kiln_sys_call(m.s, &m.client, BPF_PROG_TEST_RUN, (uintptr_t)&a, sizeof(a)), 0);
	kiln_run_max(m.k, 1000000);
	assert_int_equal(kiln_sys_call(m.s, &m.client, BPF_PROG_TEST_RUN, (uintptr_t)&a, sizeof(a)), -EINTR);
	machine_end(&m);
}

static bool kfunc_named(void *arg, const char *name, size_t len, uint32_t *id)
{
	char copy[32] = { 0 };
	const struct kiln_helper *h = len < sizeof(copy) ? kiln_kfunc_by_name(arg, memcpy(copy, name, len)) : NULL;

	*id = h ? h->id : 0;
	return h;
}

/* For each of eight million numbers, from an iterator at that place of the stack. */
#define EACH(place, name, what)                                 \
	"r1 = r10\n"                                            \
	"r1 += " place "\n"                                     \
	"r2 = 0\n"                                              \
	"r3 = 8000000\n"                                        \
	"call kfunc bpf_iter_num_new\n" name ":\n"              \
	"r1 = r10\n"                                            \
	"r1 += " place "\n"                                     \
	"call kfunc bpf_iter_num_next\n"                        \
	"if r0 == 0 goto end_" name "\n" what "goto " name "\n" \
	"end_" name ":\n"                                       \
	"r1 = r10\n"                                            \
	"r1 += " place "\n"                                     \
	"call kfunc bpf_iter_num_destroy\n"

static void iterators_have_a_limit_of_time(void **state)
{
	static const char text[] = EACH("-8", "a", EACH("-16", "b", EACH("-24", "c", ""))) "r0 = 3\nexit\n";
	const struct kiln_kind *kind = kiln_kind_by_name("raw");
	const struct kiln_asm_symbols syms = { .kfunc = kfunc_named, .arg = (void *)(uintptr_t)kind };
	static struct kiln_env env;
	struct kiln_insn insns[64];
	struct machine m;
	struct kiln_prog *p;
	uint32_t nr;

	(void)state;
	machine_begin(&m);
	assert_int_equal(kiln_asm(m.host, text, strlen(text), &syms, insns, 64, &nr, NULL), KILN_OK);
	for (enum kiln_engine e = KILN_ENGINE_INTERP; e <= KILN_ENGINE_JIT; e++) {
		const struct kiln_load_opts opts = { .kind = kind, .mem_len = 8, .engine = e };

		assert_int_equal(kiln_load(m.k, &kiln_front_ebpf, insns, nr * sizeof(insns[0]), &opts, &p, NULL),
				 KILN_OK);
		kiln_run_max(m.k, 1000000);
		kiln_enter(m.k, &env);
		assert_int_equal(kiln_run(p, &(uint64_t){ 0 }, &env), 3);
		assert_true(env.over);
		kiln_leave(m.k, &env);
		kiln_prog_free(p);
	}
	machine_end(&m);
}

static void objects_have_a_limit(void **state)
{
	struct machine m;

	(void)state;
	machine_begin(&m);
	kiln_sys_free(m.s);
	assert_int_equal(kiln_sys_new(m.k, &(struct kiln_sys_opts){ .fuel = (uint32_t)INT32_MAX + 1 }, &m.s),
			 KILN_ERR_INVAL);
	assert_null(m.s);
	assert_int_equal(kiln_sys_new(m.k, &(struct kiln_sys_opts){ .max_objects = 3 }, &m.s), KILN_OK);
	for (int i = 0; i < 3; i++)
		assert_true(hash(&m) > 0);
	assert_int_equal(hash(&m), -ENOMEM);
	machine_end(&m);
}

/* -- clients that are not trusted ------------------------------------------------------------------------------------ */

static int64_t load_insns(struct machine *m, uint32_t type, const struct bpf_insn *insns, uint32_t nr)
{
	return CALL(m, BPF_PROG_LOAD, .prog_type = type, .insn_cnt = nr, .insns = (uintptr_t)insns,
		    .license = (uintptr_t)gpl);
}

/* Only a pin holds the map, and only an entry of the map the program. */
static void a_pinned_map_has_a_program_to_the_end(void **state)
{
	const struct bpf_insn two[] = { { .code = 0xb7, .imm = 2 }, { .code = 0x95 } };
	struct bpf_devmap_val value = { .ifindex = 1 };
	struct machine m;
	uint32_t key = 0;
	int64_t map, prog;

	(void)state;
	machine_begin(&m);
	map = CALL(&m, BPF_MAP_CREATE, .map_type = BPF_MAP_TYPE_DEVMAP, .key_size = 4, .value_size = 8,
		   .max_entries = 4);
	prog = CALL(&m, BPF_PROG_LOAD, .prog_type = BPF_PROG_TYPE_XDP, .expected_attach_type = BPF_XDP_DEVMAP,
		    .insn_cnt = 2, .insns = (uintptr_t)two, .license = (uintptr_t)gpl);
	assert_true(map > 0 && prog > 0);
	value.bpf_prog.fd = (int)prog;
	assert_int_equal(CALL(&m, BPF_MAP_UPDATE_ELEM, .map_fd = (uint32_t)map, .key = (uintptr_t)&key,
			      .value = (uintptr_t)&value),
			 0);
	assert_int_equal(CALL(&m, BPF_OBJ_PIN, .bpf_fd = (uint32_t)map, .pathname = (uintptr_t)path_a), 0);
	fd_close(&m, map);
	fd_close(&m, prog);
	machine_end(&m);
}

static void call_helper(struct machine *m, int id, int64_t want)
{
	/* r0 = helper(); r0 = 1; exit */
	const struct bpf_insn insns[] = { { .code = 0x85, .imm = id }, { .code = 0xb7, .imm = 1 }, { .code = 0x95 } };
	int64_t fd = load_insns(m, BPF_PROG_TYPE_SOCKET_FILTER, insns, 3);

	assert_int_equal(fd < 0 ? fd : 0, want);
	if (fd > 0)
		fd_close(m, fd);
}

static const struct bpf_insn endless[] = { { .code = 0xb7, .imm = 2 }, { .code = 0x05, .off = -1 } };

static void loops_run_on_fuel_where_the_host_says_so(void **state)
{
	struct machine m;

	(void)state;
	machine_begin(&m);
	assert_true(load_insns(&m, BPF_PROG_TYPE_XDP, endless, 2) < 0);
	kiln_sys_free(m.s);
	assert_int_equal(kiln_sys_new(m.k, &(struct kiln_sys_opts){ .fuel = 100 }, &m.s), KILN_OK);
	assert_true(load_insns(&m, BPF_PROG_TYPE_XDP, endless, 2) > 0);
	machine_end(&m);
}

/* A hundred turns of two instructions, and what is around them. */
static void a_run_has_so_many_instructions(void **state)
{
	const struct bpf_insn loop[] = {
		{ .code = 0xb7 }, { .code = 0x07, .imm = 1 }, { .code = 0xa5, .off = -2, .imm = 100 }, { .code = 0x95 }
	};
	const struct bpf_insn turns[] = { { .code = 0xb7 },
					  { .code = 0xe5, .off = 2 },
					  { .code = 0x07, .imm = 1 },
					  { .code = 0x05, .off = -3 },
					  { .code = 0x95 } };
	uint8_t packet[14] = { 0 };
	union bpf_attr a = { .test = { .data_size_in = sizeof(packet), .data_in = (uintptr_t)packet } };
	struct machine m;
	int64_t prog;

	(void)state;
	machine_begin(&m);
	kiln_sys_free(m.s);
	assert_int_equal(kiln_sys_new(m.k, &(struct kiln_sys_opts){ .max_run_insns = 199 }, &m.s), KILN_OK);
	assert_int_equal(load_insns(&m, BPF_PROG_TYPE_XDP, loop, 4), -E2BIG);
	assert_true(load_insns(&m, BPF_PROG_TYPE_XDP, loop + 3, 1) < 0);
	kiln_sys_free(m.s);
	assert_int_equal(kiln_sys_new(m.k, &(struct kiln_sys_opts){ .max_run_insns = 1000 }, &m.s), KILN_OK);
	assert_true(load_insns(&m, BPF_PROG_TYPE_XDP, loop, 4) > 0);
	/* A may_goto has as many turns as fit. */
	prog = load_insns(&m, BPF_PROG_TYPE_XDP, turns, 5);
	assert_true(prog > 0);
	a.test.prog_fd = (uint32_t)prog;
	assert_int_equal(kiln_sys_call(m.s, &m.client, BPF_PROG_TEST_RUN, (uintptr_t)&a, sizeof(a)), 0);
	assert_true(a.test.retval > 100 && a.test.retval < 500);
	machine_end(&m);
}

/* Where code is, and what it is, tells of the process that holds it. */
static void code_may_be_hidden(void **state)
{
	const struct bpf_insn two[] = { { .code = 0xb7, .imm = 2 }, { .code = 0x95 } };
	struct bpf_prog_info info = { 0 };
	uint64_t address = 0;
	struct machine m;
	int64_t fd;

	(void)state;
	machine_begin(&m);
	kiln_sys_free(m.s);
	assert_int_equal(kiln_sys_new(m.k, &(struct kiln_sys_opts){ .code_hidden = true }, &m.s), KILN_OK);
	fd = load_insns(&m, BPF_PROG_TYPE_XDP, two, 2);
	assert_true(fd > 0);
	info.nr_jited_ksyms = 1;
	info.jited_ksyms = (uintptr_t)&address;
	assert_int_equal(CALL(&m, BPF_OBJ_GET_INFO_BY_FD,
			      .info = { .bpf_fd = (uint32_t)fd, .info_len = sizeof(info), .info = (uintptr_t)&info }),
			 0);
	assert_int_equal(info.jited_prog_len, 0);
	assert_int_equal(info.nr_jited_ksyms, 0);
	assert_true(!address);
	machine_end(&m);
}

static void who_is_not_trusted_has_no_more_than_its_own(void **state)
{
	static const struct kiln_untrusted u = {
		.max_insns = 8, .max_processed = 100, .max_run_insns = 6, .max_map_len = 4096
	};
	const struct bpf_insn two[] = { { .code = 0xb7, .imm = 2 }, { .code = 0x95 } };
	const struct bpf_insn leak[] = { { .code = 0xbf, .src_reg = 1 }, { .code = 0x95 } };
	struct bpf_insn seven[] = { { .code = 0xb7 }, { .code = 0xb7 }, { .code = 0xb7 }, { .code = 0xb7 },
				    { .code = 0xb7 }, { .code = 0xb7 }, { .code = 0x95 } };
	struct bpf_prog_info info = { 0 };
	struct machine m;
	int64_t fd;

	(void)state;
	machine_begin(&m);
	kiln_sys_free(m.s);
	assert_int_equal(kiln_sys_new(m.k, &(struct kiln_sys_opts){ .untrusted = &u, .fuel = 100 }, &m.s), KILN_OK);
	assert_true(load_insns(&m, BPF_PROG_TYPE_XDP, endless, 2) < 0);
	fd = hash(&m);
	assert_true(fd > 0);
	/* objects by number, pins, what is the whole machine's */
	assert_int_equal(CALL(&m, BPF_MAP_GET_FD_BY_ID, .map_id = kiln_object_id(m.fd[fd])), -EPERM);
	assert_int_equal(CALL(&m, BPF_MAP_GET_NEXT_ID, .start_id = 0), -EPERM);
	assert_int_equal(CALL(&m, BPF_OBJ_PIN, .bpf_fd = (uint32_t)fd, .pathname = (uintptr_t)path_a), -EPERM);
	assert_int_equal(CALL(&m, BPF_ENABLE_STATS, .enable_stats = { 0 }), -EPERM);
	assert_int_equal(CALL(&m, BPF_MAP_CREATE, .map_type = BPF_MAP_TYPE_HASH, .key_size = 4, .value_size = 8,
			      .max_entries = 400),
			 -EPERM);
	assert_int_equal(CALL(&m, BPF_MAP_CREATE, .map_type = BPF_MAP_TYPE_ARRAY, .key_size = 4,
			      .value_size = 0xffffff00, .max_entries = 0xffffffff),
			 -E2BIG);
	/* programs */
	fd = load_insns(&m, BPF_PROG_TYPE_XDP, two, 2);
	assert_true(fd > 0);
	info.jited_prog_len = 0;
	assert_int_equal(CALL(&m, BPF_OBJ_GET_INFO_BY_FD,
			      .info = { .bpf_fd = (uint32_t)fd, .info_len = sizeof(info), .info = (uintptr_t)&info }),
			 0);
	assert_int_equal(info.jited_prog_len, 0);
	assert_int_equal(info.nr_jited_ksyms, 0);
	assert_int_equal(load_insns(&m, BPF_PROG_TYPE_KPROBE, two, 2), -EPERM);
	assert_int_equal(load_insns(&m, BPF_PROG_TYPE_XDP, leak, 2), -EACCES);
	assert_int_equal(load_insns(&m, BPF_PROG_TYPE_XDP, seven, 7), -E2BIG);
	assert_true(load_insns(&m, BPF_PROG_TYPE_XDP, seven + 1, 6) > 0);
	call_helper(&m, 5, 0);	      /* ktime_get_ns */
	call_helper(&m, 14, -EPERM);  /* get_current_pid_tgid */
	call_helper(&m, 113, -EPERM); /* probe_read_kernel */
	call_helper(&m, 6, -EPERM);   /* trace_printk */
	call_helper(&m, 181, -EPERM); /* loop */
	machine_end(&m);
}

/* -- without memory -------------------------------------------------------------------------------------------------- */

static int64_t pinned(struct machine *m)
{
	return CALL(m, BPF_OBJ_PIN, .bpf_fd = 3, .pathname = (uintptr_t)path_b);
}

static int64_t ring(struct machine *m)
{
	return CALL(m, BPF_MAP_CREATE, .map_type = BPF_MAP_TYPE_RINGBUF, .max_entries = 4096);
}

static int64_t mappable(struct machine *m)
{
	return CALL(m, BPF_MAP_CREATE, .map_type = BPF_MAP_TYPE_ARRAY, .key_size = 4, .value_size = 8, .max_entries = 4,
		    .map_flags = BPF_F_MMAPABLE);
}

static int64_t prog_of_map_3(struct machine *m)
{
	return load(m, 3);
}

static int64_t bound(struct machine *m)
{
	return CALL(m, BPF_PROG_BIND_MAP, .prog_bind_map = { .prog_fd = 4, .map_fd = 5 });
}

static int64_t run(struct machine *m)
{
	static uint8_t packet[64];

	return CALL(m, BPF_PROG_TEST_RUN, .test = { .prog_fd = 4, .data_in = (uintptr_t)packet, .data_size_in = 64 });
}

/* What follows needs what is before: as the first of its kind each, by its object. */
static uint32_t fd_of(const struct machine *m, enum kiln_object_type type)
{
	uint32_t fd = FIRST_FD;

	while (fd < NR_FDS && (!m->fd[fd] || kiln_object_type(m->fd[fd]) != type))
		fd++;
	assert_true(fd < NR_FDS);
	return fd;
}

static int64_t typed(struct machine *m)
{
	return CALL(m, BPF_BTF_LOAD, .btf = (uintptr_t)&types, .btf_size = sizeof(types));
}

static int64_t typed_map(struct machine *m)
{
	return CALL(m, BPF_MAP_CREATE, .map_type = BPF_MAP_TYPE_HASH, .key_size = 4, .value_size = 4, .max_entries = 4,
		    .btf_fd = fd_of(m, KILN_OBJECT_BTF), .btf_key_type_id = 1, .btf_value_type_id = 1);
}

static int64_t outer(struct machine *m)
{
	return CALL(m, BPF_MAP_CREATE, .map_type = BPF_MAP_TYPE_HASH_OF_MAPS, .key_size = 4, .value_size = 4,
		    .max_entries = 2, .inner_map_fd = FIRST_FD);
}

static int64_t inner(struct machine *m)
{
	static const uint32_t key = 1, fd = FIRST_FD;

	return CALL(m, BPF_MAP_UPDATE_ELEM, .map_fd = m->last, .key = (uintptr_t)&key, .value = (uintptr_t)&fd);
}

static int64_t devices(struct machine *m)
{
	return CALL(m, BPF_MAP_CREATE, .map_type = BPF_MAP_TYPE_DEVMAP_HASH, .key_size = 4, .value_size = 8,
		    .max_entries = 2);
}

static int64_t device_prog(struct machine *m)
{
	static const struct bpf_insn two[] = { { .code = 0xb7, .imm = 2 }, { .code = 0x95 } };

	return CALL(m, BPF_PROG_LOAD, .prog_type = BPF_PROG_TYPE_XDP, .insn_cnt = 2, .insns = (uintptr_t)two,
		    .license = (uintptr_t)gpl, .expected_attach_type = BPF_XDP_DEVMAP);
}

static int64_t entry(struct machine *m)
{
	static const uint32_t key = 1;
	const struct bpf_devmap_val value = { .ifindex = 1, .bpf_prog.fd = (int)m->last };

	return CALL(m, BPF_MAP_UPDATE_ELEM, .map_fd = m->last - 1, .key = (uintptr_t)&key, .value = (uintptr_t)&value);
}

static int64_t link_made(struct machine *m)
{
	return CALL(
		m, BPF_LINK_CREATE,
		.link_create = { .prog_fd = fd_of(m, KILN_OBJECT_PROG), .target_ifindex = 1, .attach_type = BPF_XDP });
}

static int64_t link_changed(struct machine *m)
{
	return CALL(m, BPF_LINK_UPDATE,
		    .link_update = { .link_fd = m->last, .new_prog_fd = fd_of(m, KILN_OBJECT_PROG) });
}

static int64_t tracing_prog(struct machine *m)
{
	return load_insns(m, BPF_PROG_TYPE_RAW_TRACEPOINT,
			  (const struct bpf_insn[]){ { .code = 0xb7 }, { .code = 0x95 } }, 2);
}

static int64_t traced(struct machine *m)
{
	return CALL(m, BPF_RAW_TRACEPOINT_OPEN, .raw_tracepoint = { .name = (uintptr_t)path_a, .prog_fd = m->last });
}

static int64_t counted(struct machine *m)
{
	return CALL(m, BPF_ENABLE_STATS, .enable_stats = { 0 });
}

static int64_t traffic_prog(struct machine *m)
{
	return load_insns(m, BPF_PROG_TYPE_SCHED_CLS, (const struct bpf_insn[]){ { .code = 0xb7 }, { .code = 0x95 } },
			  2);
}

static int64_t attached(struct machine *m)
{
	return CALL(m, BPF_PROG_ATTACH, .target_fd = 1, .attach_bpf_fd = m->last, .attach_type = KILN_AT_INGRESS);
}

static int64_t told(struct machine *m)
{
	static uint64_t room[64];

	memset(room, 0, sizeof(room));
	return CALL(m, BPF_OBJ_GET_INFO_BY_FD,
		    .info = { .bpf_fd = fd_of(m, KILN_OBJECT_PROG), .info_len = 224, .info = (uintptr_t)room });
}

static int64_t in_batch(struct machine *m)
{
	static const uint32_t keys[] = { 1, 2, 3 };
	static const uint64_t values[] = { 1, 2, 3 };

	return CALL(m, BPF_MAP_UPDATE_BATCH,
		    .batch = { .keys = (uintptr_t)keys, .values = (uintptr_t)values, .count = 3, .map_fd = FIRST_FD });
}

static int64_t watched(struct machine *m)
{
	return kiln_sys_perf(m->s, &m->client, &(struct kiln_perf){ .kind = KILN_PERF_TRACEPOINT, .name = "tp:1" });
}

static int64_t disciplined(struct machine *m)
{
	return kiln_sys_qdisc(m->s, 1, KILN_QDISC_CLSACT, 0x600);
}

static int64_t filtered(struct machine *m)
{
	struct kiln_net n = { .ifindex = 1, .attach_type = KILN_AT_INGRESS, .prog = m->traffic, .flags = 0x600 };

	return kiln_sys_net(m->s, &n);
}

static void without_memory_nothing_changes(void **state)
{
	int64_t (*const steps[])(struct machine * m) = {
		hash,	 prog_of_map_3, ring,	 pinned,       mappable, bound,	    run,	  typed,    typed_map,
		outer,	 inner,		devices, device_prog,  entry,	 link_made, link_changed, in_batch, told,
		counted, tracing_prog,	traced,	 traffic_prog, attached, watched,   disciplined,  filtered
	};
	struct machine m;
	uint32_t failures = 0;

	(void)state;
	machine_begin(&m);
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
		for (uint64_t n = 1;; n++) {
			uint32_t before[KILN_OBJECT_TYPES];
			int64_t ret;

			for (int type = 0; type < KILN_OBJECT_TYPES; type++)
				before[type] = kiln_sys_count(m.s, type);

			kiln_posix_fail_alloc_at(m.host, n);
			ret = steps[i](&m);
			kiln_posix_fail_alloc_at(m.host, 0);
			if (ret >= 0) {
				m.last = ret ? (uint32_t)ret : m.last;
				m.traffic = steps[i] == traffic_prog ? m.fd[ret] : m.traffic;
				break;
			}
			failures++;
			if (ret != -ENOMEM)
				fail_msg("step %zu: %d", i, (int)ret);
			for (int type = 0; type < KILN_OBJECT_TYPES; type++)
				assert_int_equal(kiln_sys_count(m.s, type), before[type]);
			assert_true(n < 200);
		}
	assert_true(failures > 60);
	machine_end(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(layouts_are_linuxs),
		cmocka_unit_test(a_program_keeps_its_maps),
		cmocka_unit_test(a_map_of_maps_keeps_the_inner_one),
		cmocka_unit_test(a_pin_keeps_a_program),
		cmocka_unit_test(loops_run_on_fuel_where_the_host_says_so),
		cmocka_unit_test(a_test_run_may_be_taken_over),
		cmocka_unit_test(a_proof_that_takes_long_may_be_taken_over),
		cmocka_unit_test(a_proof_that_is_told_may_be_taken_over),
		cmocka_unit_test(a_proof_that_is_told_may_be_stopped),
		cmocka_unit_test(a_batch_of_many_may_be_taken_over),
		cmocka_unit_test(a_test_run_is_given_no_pointer),
		cmocka_unit_test(there_is_room_for_the_header_that_comes_back),
		cmocka_unit_test(relocations_are_not_passed_over),
		cmocka_unit_test(a_chain_of_tcx_has_an_order),
		cmocka_unit_test(what_stands_at_an_interface_ends_with_it_alone),
		cmocka_unit_test(one_run_has_a_limit_of_time),
		cmocka_unit_test(bytes_have_a_limit_of_time),
		cmocka_unit_test(iterators_have_a_limit_of_time),
		cmocka_unit_test(objects_have_a_limit),
		cmocka_unit_test(a_pinned_map_has_a_program_to_the_end),
		cmocka_unit_test(a_run_has_so_many_instructions),
		cmocka_unit_test(code_may_be_hidden),
		cmocka_unit_test(who_is_not_trusted_has_no_more_than_its_own),
		cmocka_unit_test(without_memory_nothing_changes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
