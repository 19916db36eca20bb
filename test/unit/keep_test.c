/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * The file of what pins hold: what cannot be read costs nobody a name, and what cannot be written is not tried without end.
 */
#include <kiln/kiln.h>
#include <kiln/sys.h>

#include <errno.h>
#include <fcntl.h>
#include <linux/bpf.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "client.h"
#include "keep.h"

struct machine {
	struct kiln_object *fd[NR_FDS]; /* first: client.h */
	struct kiln_host *host;
	struct kiln *k;
	struct kiln_sys *s;
	struct kiln_client client;
	struct pins pins;
	struct keep keep;
};

static char folder[] = "/tmp/kiln-keep-test-XXXXXX";
static int dir = -1;

static bool there(const char *name)
{
	return !faccessat(dir, name, F_OK, AT_SYMLINK_NOFOLLOW);
}

static void machine_make(struct machine *m)
{
	memset(m, 0, sizeof(*m));
	m->pins.dir = openat(dir, "pins", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	assert_true(m->pins.dir >= 0);
	assert_int_equal(kiln_posix_host_new(&(struct kiln_posix_opts){ .nr_cpus = 2 }, &m->host), KILN_OK);
	assert_int_equal(kiln_new(m->host, &m->k), KILN_OK);
	assert_int_equal(kiln_sys_new(m->k, NULL, &m->s), KILN_OK);
	m->client = client_of(m);
}

static bool machine_begin(struct machine *m)
{
	machine_make(m);
	return keep_begin(&m->keep, m->s, &m->pins, dir, "kept");
}

static void machine_end(struct machine *m)
{
	keep_end(&m->keep);
	for (int i = 0; i < NR_FDS; i++)
		kiln_object_put(m->fd[i]);
	pins_end(&m->pins);
	kiln_sys_free(m->s);
	kiln_free(m->k);
	kiln_posix_host_free(m->host);
}

static int64_t call(struct machine *m, uint32_t cmd, union bpf_attr a)
{
	return kiln_sys_call(m->s, &m->client, cmd, (uintptr_t)&a, sizeof(a));
}
#define CALL(m, cmd, ...) call(m, cmd, (union bpf_attr){ __VA_ARGS__ })

static int64_t map(struct machine *m, uint32_t type)
{
	int64_t fd = CALL(m, BPF_MAP_CREATE, .map_type = type, .key_size = 4, .value_size = 8, .max_entries = 4);

	assert_true(fd > 0);
	return fd;
}

static void pin(struct machine *m, const char *name, int64_t fd)
{
	char path[64];

	snprintf(path, sizeof(path), "/sys/fs/bpf/%s", name);
	assert_int_equal(pins_pin(&m->pins, path, m->fd[fd]), KILN_OK);
}

static void begin_with_a_pin(struct machine *m)
{
	assert_true(machine_begin(m));
	pin(m, "pin", map(m, BPF_MAP_TYPE_HASH));
}

static int setup(void **state)
{
	(void)state;
	if (!mkdtemp(folder))
		return -1;
	dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return dir < 0 || mkdirat(dir, "pins", 0700);
}

/* Nothing is pinned, and nothing kept. */
static int afresh(void **state)
{
	(void)state;
	unlinkat(dir, "pins/pin", 0);
	unlinkat(dir, "pins/other", 0);
	unlinkat(dir, "kept.new", AT_REMOVEDIR);
	unlinkat(dir, "kept", AT_REMOVEDIR);
	unlinkat(dir, "kept", 0);
	return 0;
}

static int teardown(void **state)
{
	afresh(state);
	unlinkat(dir, "pins", AT_REMOVEDIR);
	close(dir);
	return rmdir(folder);
}

/* -- reading --------------------------------------------------------------------------------------------------------- */

static void names_of_nothing_are_taken_away(void **state)
{
	struct machine m;

	(void)state;
	begin_with_a_pin(&m);
	machine_end(&m);
	assert_true(there("pins/pin") && there("kept"));
	assert_true(machine_begin(&m));
	assert_non_null(m.pins.first);
	machine_end(&m);
	assert_true(there("pins/pin"));
	assert_int_equal(unlinkat(dir, "kept", 0), 0);
	assert_true(machine_begin(&m));
	assert_null(m.pins.first);
	machine_end(&m);
	assert_false(there("pins/pin"));
}

static void a_file_that_cannot_be_read_costs_no_name(void **state)
{
	struct machine m;

	(void)state;
	begin_with_a_pin(&m);
	machine_end(&m);
	assert_int_equal(renameat(dir, "kept", dir, "away"), 0);
	assert_int_equal(mkdirat(dir, "kept", 0700), 0);
	assert_false(machine_begin(&m));
	machine_end(&m);
	assert_true(there("pins/pin") && there("kept"));
	assert_int_equal(unlinkat(dir, "kept", AT_REMOVEDIR), 0);
	assert_int_equal(symlinkat("away", dir, "kept"), 0);
	assert_false(machine_begin(&m));
	machine_end(&m);
	assert_true(there("pins/pin") && there("kept"));
	assert_int_equal(renameat(dir, "away", dir, "kept"), 0);
	assert_true(machine_begin(&m));
	assert_non_null(m.pins.first);
	machine_end(&m);
}

/* However many descriptors are left, from none on. */
static void without_descriptors_no_name_is_lost(void **state)
{
	struct rlimit was, few;
	struct machine m;
	bool begun = false;

	(void)state;
	begin_with_a_pin(&m);
	machine_end(&m);
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &was), 0);
	for (rlim_t left = 0; !begun; left++) {
		machine_make(&m);
		few = (struct rlimit){ (rlim_t)dup(dir) + left, was.rlim_max };
		close((int)(few.rlim_cur - left));
		assert_int_equal(setrlimit(RLIMIT_NOFILE, &few), 0);
		begun = keep_begin(&m.keep, m.s, &m.pins, dir, "kept");
		assert_int_equal(setrlimit(RLIMIT_NOFILE, &was), 0);
		assert_true(!begun == !m.pins.first && left < 16);
		machine_end(&m);
		assert_true(there("pins/pin") && there("kept"));
	}
}

/* Piece by piece; and who ends in the middle of it loses nothing. */
static void it_may_be_taken_up_in_pieces(void **state)
{
	enum { MADE = 4 }; /* two maps, two pins; and then the names */
	struct machine m;
	int pieces;

	(void)state;
	begin_with_a_pin(&m);
	pin(&m, "other", map(&m, BPF_MAP_TYPE_ARRAY));
	machine_end(&m);
	for (int most = 1; most <= 100; most += 99) {
		machine_make(&m);
		assert_true(keep_open(&m.keep, m.s, &m.pins, dir, "kept"));
		for (pieces = 0; pieces < most && m.keep.rest; pieces++) {
			assert_true(pieces > MADE || !m.pins.first); /* not before all is made */
			assert_true(keep_more(&m.keep, 0, NULL));
		}
		keep_turn(&m.keep);
		machine_end(&m);
		assert_true(there("pins/pin") && there("pins/other") && there("kept"));
	}
	assert_in_range(pieces, MADE + 2, 99);
	assert_true(machine_begin(&m));
	assert_non_null(m.pins.first);
	assert_non_null(m.pins.first->next);
	machine_end(&m);
}

/* A map of maps is there again with what says of what kind they are, and with what it has. */
static void a_map_of_maps_is_kept_whole(void **state)
{
	const uint32_t key = 2;
	struct machine m;
	int64_t inner, outer;
	uint32_t id = 0;

	(void)state;
	assert_true(machine_begin(&m));
	inner = map(&m, BPF_MAP_TYPE_HASH);
	outer = CALL(&m, BPF_MAP_CREATE, .map_type = BPF_MAP_TYPE_ARRAY_OF_MAPS, .key_size = 4, .value_size = 4,
		     .max_entries = 4, .inner_map_fd = (uint32_t)inner);
	assert_true(outer > 0);
	assert_int_equal(CALL(&m, BPF_MAP_UPDATE_ELEM, .map_fd = (uint32_t)outer, .key = (uintptr_t)&key,
			      .value = (uintptr_t) & (uint32_t){ (uint32_t)inner }),
			 0);
	pin(&m, "pin", outer);
	machine_end(&m);
	assert_true(machine_begin(&m));
	assert_int_equal(pins_get(&m.pins, "/sys/fs/bpf/pin", &m.fd[7]), KILN_OK);
	kiln_object_get(m.fd[7]);
	assert_int_equal(kiln_map_spec(kiln_map_spec(kiln_object_map(m.fd[7]))->inner)->type, BPF_MAP_TYPE_HASH);
	assert_int_equal(CALL(&m, BPF_MAP_LOOKUP_ELEM, .map_fd = 7, .key = (uintptr_t)&key, .value = (uintptr_t)&id),
			 0);
	assert_non_null(kiln_sys_find(m.s, KILN_OBJECT_MAP, id));
	machine_end(&m);
}

/* -- writing --------------------------------------------------------------------------------------------------------- */

/* And what it has begun has come to its end. */
static void turn(struct machine *m)
{
	keep_turn(&m->keep);
	keep_wait(&m->keep);
}

static void what_fails_is_not_repeated_at_once(void **state)
{
	struct machine m;

	(void)state;
	begin_with_a_pin(&m);
	assert_int_equal(mkdirat(dir, "kept.new", 0700), 0);
	turn(&m);
	assert_int_equal(unlinkat(dir, "kept.new", AT_REMOVEDIR), 0);
	turn(&m);
	assert_false(there("kept"));
	m.keep.soon = 0; /* later */
	turn(&m);
	assert_true(there("kept"));
	pin(&m, "other", map(&m, BPF_MAP_TYPE_ARRAY));
	turn(&m);
	assert_int_not_equal(m.keep.changes, m.pins.changes);
	m.keep.soon = 0;
	turn(&m);
	assert_int_equal(m.keep.changes, m.pins.changes);
	machine_end(&m);
}

static uint64_t thread_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (uint64_t)t.tv_sec * 1000u + (uint64_t)t.tv_nsec / 1000000u;
}

/* As many elements as are saved in between, by their bytes: nobody else is answered for a moment, and the end has them. */
static void many_elements_wait_for_the_end(void **state)
{
	enum { MANY = 13000000, MOST_MS = 200 };
	struct machine m;
	int64_t fd;
	uint64_t from;

	(void)state;
	assert_true(machine_begin(&m));
	fd = CALL(&m, BPF_MAP_CREATE, .map_type = BPF_MAP_TYPE_ARRAY, .key_size = 4, .value_size = 1,
		  .max_entries = MANY);
	assert_true(fd > 0);
	pin(&m, "pin", fd);
	from = thread_ms();
	turn(&m);
	assert_in_range(thread_ms() - from, 0, MOST_MS);
	machine_end(&m);
	assert_true(there("kept"));
}

/* -- entries --------------------------------------------------------------------------------------------------------- */

/* What the first entry of the pin has. */
static struct bpf_devmap_val entry_of(struct machine *m, const char *name)
{
	const uint32_t key = 0;
	struct bpf_devmap_val v = { 0 };
	char path[64];
	int64_t fd;

	snprintf(path, sizeof(path), "/sys/fs/bpf/%s", name);
	for (fd = FIRST_FD; m->fd[fd]; fd++)
		;
	assert_int_equal(pins_get(&m->pins, path, &m->fd[fd]), KILN_OK);
	kiln_object_get(m->fd[fd]);
	assert_int_equal(
		CALL(m, BPF_MAP_LOOKUP_ELEM, .map_fd = (uint32_t)fd, .key = (uintptr_t)&key, .value = (uintptr_t)&v),
		0);
	return v;
}

/* The program that an entry holds is there again, whatever numbers others have; an entry without one has none. */
static void entries_keep_their_programs(void **state)
{
	static const uint32_t types[] = { BPF_MAP_TYPE_DEVMAP, BPF_MAP_TYPE_DEVMAP_HASH, BPF_MAP_TYPE_CPUMAP };
	static const char gpl[4096] = "GPL";
	const struct bpf_insn code[] = { { .code = 0xb7, .imm = 2 }, { .code = 0x95 } };
	const uint32_t key = 0;

	for (unsigned int i = 0; i < 6; i++) {
		const bool cpus = types[i / 2] == BPF_MAP_TYPE_CPUMAP, with = i % 2;
		struct bpf_devmap_val v = { .ifindex = 64 };
		struct bpf_prog_info info = { 0 };
		struct machine m;
		int64_t entries, prog;

		afresh(state);
		assert_true(machine_begin(&m));
		entries = map(&m, types[i / 2]);
		prog = CALL(&m, BPF_PROG_LOAD, .prog_type = BPF_PROG_TYPE_XDP, .insn_cnt = 2, .insns = (uintptr_t)code,
			    .license = (uintptr_t)gpl, .prog_name = "inside",
			    .expected_attach_type = cpus ? BPF_XDP_CPUMAP : BPF_XDP_DEVMAP);
		assert_true(prog > 0);
		v.bpf_prog.fd = with ? (int)prog : 0;
		assert_int_equal(CALL(&m, BPF_MAP_UPDATE_ELEM, .map_fd = (uint32_t)entries, .key = (uintptr_t)&key,
				      .value = (uintptr_t)&v),
				 0);
		pin(&m, "pin", entries);
		/* The last that is pinned is numbered first. */
		pin(&m, "other", i == 1 ? prog : entries);
		machine_end(&m);

		assert_true(machine_begin(&m));
		v = entry_of(&m, "pin");
		assert_int_equal(v.ifindex, 64);
		assert_int_equal(v.bpf_prog.id != 0, with);
		if (with) {
			m.fd[7] = kiln_object_get(kiln_sys_find(m.s, KILN_OBJECT_PROG, v.bpf_prog.id));
			assert_non_null(m.fd[7]);
			assert_int_equal(CALL(&m, BPF_OBJ_GET_INFO_BY_FD, .info.bpf_fd = 7,
					      .info.info_len = sizeof(info), .info.info = (uintptr_t)&info),
					 0);
			assert_string_equal(info.name, "inside");
		}
		machine_end(&m);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(names_of_nothing_are_taken_away, afresh),
		cmocka_unit_test_setup(a_file_that_cannot_be_read_costs_no_name, afresh),
		cmocka_unit_test_setup(without_descriptors_no_name_is_lost, afresh),
		cmocka_unit_test_setup(it_may_be_taken_up_in_pieces, afresh),
		cmocka_unit_test_setup(a_map_of_maps_is_kept_whole, afresh),
		cmocka_unit_test_setup(what_fails_is_not_repeated_at_once, afresh),
		cmocka_unit_test_setup(many_elements_wait_for_the_end, afresh),
		cmocka_unit_test_setup(entries_keep_their_programs, afresh),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
