/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * What a client sends along with its question: found wherever it stands, and not without end.
 */
#include <kiln/kiln.h>
#include <kiln/sys.h>

#include <errno.h>
#include <linux/bpf.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "remote.h"

struct machine {
	struct kiln_host *host;
	struct kiln *k;
	struct kiln_sys *s;
	struct descs descs;
	struct remote r;
	struct bytes body;
	struct stat map; /* a descriptor of it, as the client would tell */
};

static void gone(void *cookie, struct kiln_object *o)
{
	desc_gone(&((struct machine *)cookie)->descs, o);
}

static void add(struct machine *m, const void *from, size_t len)
{
	assert_true(bytes_add(&m->body, from, len));
}

static void add_memory(struct machine *m, uint64_t at, const void *from, size_t len, int err)
{
	const struct wire_item item = { .kind = WIRE_MEMORY, .err = err, .at = at, .len = len };

	add(m, &item, sizeof(item));
	if (!err)
		add(m, from, len);
}

static void add_map(struct machine *m, uint64_t fd, int err)
{
	const struct wire_item item = {
		.kind = WIRE_DESCRIPTOR, .err = err, .at = fd, .dev = m->map.st_dev, .ino = m->map.st_ino, .flags = 2
	};

	add(m, &item, sizeof(item));
}

enum { ATTR_AT = 0x10000, KEY_AT = 0x20000, VALUE_AT = 0x30000 };

static void call_begin(struct machine *m, uint32_t cmd, const union bpf_attr *a)
{
	const struct wire_call call = { cmd, sizeof(*a), ATTR_AT };

	m->body.len = 0;
	add(m, &call, sizeof(call));
	add_memory(m, ATTR_AT, a, sizeof(*a), 0);
}

static bool ask(struct machine *m, enum wire_type type)
{
	return remote_ask(&m->r, type, m->body.at, m->body.len);
}

/* DONE's number, or what is needed. */
static int64_t answer(const struct machine *m, struct wire_item *need)
{
	struct wire_head head;
	struct wire_done done;

	assert_true(m->r.out.len >= sizeof(head) + sizeof(done));
	memcpy(&head, m->r.out.at, sizeof(head));
	memcpy(&done, m->r.out.at + sizeof(head), sizeof(done));
	assert_int_equal(head.type, need ? WIRE_NEED : WIRE_DONE);
	if (need)
		memcpy(need, m->r.out.at + sizeof(head), sizeof(*need));
	return done.ret;
}

static void machine_begin(struct machine *m)
{
	const union bpf_attr a = { .map_type = BPF_MAP_TYPE_ARRAY, .key_size = 4, .value_size = 4, .max_entries = 4 };
	const struct kiln_sys_opts opts = { .cookie = m, .gone = gone };

	memset(m, 0, sizeof(*m));
	assert_int_equal(kiln_posix_host_new(&(struct kiln_posix_opts){ .nr_cpus = 2 }, &m->host), KILN_OK);
	assert_int_equal(kiln_new(m->host, &m->k), KILN_OK);
	assert_int_equal(kiln_sys_new(m->k, &opts, &m->s), KILN_OK);
	m->descs.host = m->host;
	m->r = (struct remote){ .s = m->s, .descs = &m->descs, .fd = -1 };
	call_begin(m, BPF_MAP_CREATE, &a);
	assert_true(ask(m, WIRE_CALL));
	assert_int_equal(answer(m, NULL), 0);
	assert_true(m->r.fd >= 0 && !fstat(m->r.fd, &m->map));
}

static void machine_end(struct machine *m)
{
	remote_free(&m->r); /* the map's descriptor, too */
	desc_sweep(&m->descs);
	kiln_sys_free(m->s);
	kiln_free(m->k);
	kiln_posix_host_free(m->host);
	free(m->body.at);
}

static void look_up(struct machine *m)
{
	const union bpf_attr a = { .map_fd = 7, .key = KEY_AT, .value = VALUE_AT };

	call_begin(m, BPF_MAP_LOOKUP_ELEM, &a);
}

static void it_is_asked_for_what_it_has_not_seen(void **state)
{
	const uint32_t key = 1;
	struct wire_item need;
	struct machine m;

	(void)state;
	machine_begin(&m);
	look_up(&m);
	assert_true(ask(&m, WIRE_CALL));
	answer(&m, &need);
	assert_true(need.kind == WIRE_DESCRIPTOR && need.at == 7);
	m.body.len = 0;
	add_map(&m, 7, 0);
	assert_true(ask(&m, WIRE_GIVE));
	answer(&m, &need);
	assert_true(need.kind == WIRE_MEMORY && need.at == KEY_AT && need.len == sizeof(key));
	m.body.len = 0;
	add_memory(&m, KEY_AT, &key, sizeof(key), 0);
	assert_true(ask(&m, WIRE_GIVE));
	assert_int_equal(answer(&m, NULL), 0);
	machine_end(&m);
}

/* Pieces that begin before and end early, that begin too late, that could not be read; and the one that holds all of it. */
static void what_was_sent_is_found_wherever_it_stands(void **state)
{
	const uint8_t zeros[64] = { 0 };
	uint8_t piece[64];
	uint32_t key = 9; /* beyond the array */
	struct machine m;

	(void)state;
	machine_begin(&m);
	memset(piece, 0, sizeof(piece));
	memcpy(piece + 32, &key, sizeof(key));
	look_up(&m);
	add_map(&m, 6, EBADF);
	add_map(&m, 8, EBADF);
	add_map(&m, 7, 0);
	add_map(&m, 7, EBADF); /* the first counts */
	add_memory(&m, KEY_AT, zeros, 2, 0);
	add_memory(&m, KEY_AT - 32, piece, sizeof(piece), 0);
	add_memory(&m, KEY_AT - 8, zeros, 10, 0);
	add_memory(&m, KEY_AT + 1, zeros, 8, 0);
	add_memory(&m, 0, NULL, UINT64_MAX, EFAULT);
	assert_true(ask(&m, WIRE_CALL));
	assert_int_equal(answer(&m, NULL), -ENOENT);
	/* Nothing holds all of it: it could not be read. */
	look_up(&m);
	add_map(&m, 7, 0);
	add_memory(&m, KEY_AT - 8, zeros, 10, 0);
	add_memory(&m, KEY_AT - 64, NULL, 128, EFAULT);
	assert_true(ask(&m, WIRE_CALL));
	assert_int_equal(answer(&m, NULL), -EFAULT);
	machine_end(&m);
}

static void there_are_not_more_items_than_that(void **state)
{
	const uint32_t key = 1;
	struct machine m;

	(void)state;
	machine_begin(&m);
	for (int many = 0; many < 2; many++) {
		look_up(&m);
		add_map(&m, 7, 0);
		add_memory(&m, KEY_AT, &key, sizeof(key), 0);
		for (uint64_t i = 0; i < (many ? 100000 : 4096); i++)
			add_map(&m, 1000000 - i, EBADF);
		assert_int_equal(ask(&m, WIRE_CALL), !many);
		if (!many)
			assert_int_equal(answer(&m, NULL), 0);
	}
	machine_end(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_is_asked_for_what_it_has_not_seen),
		cmocka_unit_test(what_was_sent_is_found_wherever_it_stands),
		cmocka_unit_test(there_are_not_more_items_than_that),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
