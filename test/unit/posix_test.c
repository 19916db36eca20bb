/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * The posix host: memory, code pages that are never writable and executable, readers, slots, alarms, memory that is not there.
 */
#include "map.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static struct kiln_host *h;

static int setup(void **state)
{
	(void)state;
	return kiln_posix_host_new(&(struct kiln_posix_opts){ .nr_cpus = 4 }, &h);
}

static int teardown(void **state)
{
	(void)state;
	kiln_posix_host_free(h);
	return 0;
}

/* Sizes that are kept for the next load among them, and their neighbours. */
static void memory_is_zero_aligned_and_counted(void **state)
{
	static const size_t lens[] = { 1,	   15,	      63,	  64,	     65,     4096,   32 << 10,
				       64 << 10,   128 << 10, 200000,	  256 << 10, 262145, 300000, 1000000,
				       1024 << 10, 1900000,   2048 << 10, 2097153,   5000000 };
	uint64_t alive, total;

	(void)state;
	for (int round = 0; round < 3; round++) {
		for (size_t i = 0; i < NR_OF(lens); i++) {
			uint8_t *q = h->alloc_dirty(h->cookie, lens[i]), *p = h->alloc(h->cookie, lens[i]);

			assert_non_null(p);
			assert_non_null(q);
			assert_int_equal((uintptr_t)p % (lens[i] < 64 ? 16 : 64), 0);
			assert_int_equal((uintptr_t)q % (lens[i] < 64 ? 16 : 64), 0);
			memset(q, 0xff, lens[i]);
			assert_int_equal(p[0], 0);
			assert_memory_equal(p, p + 1, lens[i] - 1);
			memset(p, 0xff, lens[i]);
			h->free(h->cookie, p, lens[i]);
			h->free(h->cookie, q, lens[i]);
		}
	}
	assert_null(h->alloc(h->cookie, SIZE_MAX - 8));
	kiln_posix_fail_alloc_at(h, 2);
	h->free(h->cookie, h->alloc(h->cookie, 8), 8);
	assert_null(h->alloc(h->cookie, 8));
	h->free(h->cookie, h->alloc(h->cookie, 8), 8);
	kiln_posix_counts(h, &alive, &total);
	assert_int_equal(alive, 0);
	assert_int_equal(total, 2 * 3 * NR_OF(lens) + 1 + 3);
}

/* -- code ---------------------------------------------------------------------------------------------------------- */

/* How the page at p is mapped: "r-xs". */
static void page_mode(const void *p, char mode[5])
{
	FILE *f = fopen("/proc/self/maps", "r");
	char line[512];

	strcpy(mode, "none");
	while (fgets(line, sizeof(line), f)) {
		unsigned long from, to;
		char m[5];

		if (sscanf(line, "%lx-%lx %4s", &from, &to, m) == 3 && (uintptr_t)p >= from && (uintptr_t)p < to)
			memcpy(mode, m, sizeof(m));
		/* Nowhere in the process. */
		assert_false(m[1] == 'w' && m[2] == 'x');
	}
	fclose(f);
}

static void code_pages(void **state)
{
	static const uint8_t ret42[] = { 0xb8, 42, 0, 0, 0, 0xc3 };
	struct kiln_code a, b, big;
	uint8_t *view;
	char mode[5];
	uint64_t alive, total;
	int (*fn)(void);

	(void)state;
	assert_int_equal(h->code_new(h->cookie, 0, &a), KILN_ERR_INVAL);
	assert_int_equal(h->code_new(h->cookie, 100, &a), KILN_OK);
	assert_int_equal(h->code_new(h->cookie, 5000, &b), KILN_OK);
	assert_int_equal(h->code_new(h->cookie, 5 << 20, &big), KILN_OK);
	assert_true(a.len >= 100 && b.len >= 5000 && big.len >= 5 << 20);
	assert_ptr_not_equal(a.exec, b.exec);
	page_mode(a.write, mode);
	assert_string_equal(mode, "rw-p"); /* ordinary memory */
	page_mode(a.exec, mode);
	assert_string_equal(mode, "r-xs");
	/* Near enough for a 32-bit distance to the helpers. */
	assert_in_range((uintptr_t)llabs((intptr_t)a.exec - (intptr_t)&call_map_lookup), 0, INT32_MAX);
	memcpy(a.write, ret42, sizeof(ret42));
	assert_int_equal(h->code_seal(h->cookie, &a), KILN_OK);
	assert_null(a.write);
	page_mode(a.exec, mode);
	assert_string_equal(mode, "r-xs");
#if defined(__x86_64__)
	memcpy(&fn, &a.exec, sizeof(fn));
	assert_int_equal(fn(), 42);
#else
	(void)fn;
#endif
	/* What is freed holds nothing of what it held. */
	view = a.exec;
	h->code_free(h->cookie, &a);
	assert_int_equal(view[0], 0xcc);
	h->code_free(h->cookie, &b); /* unsealed */
	h->code_free(h->cookie, &big);
	assert_int_equal(h->code_new(h->cookie, 100, &a), KILN_OK);
	h->code_free(h->cookie, &a);
	kiln_posix_fail_alloc_at(h, 1);
	assert_int_equal(h->code_new(h->cookie, 100, &a), KILN_ERR_NOMEM);
	kiln_posix_counts(h, &alive, &total);
	assert_int_equal(alive, 0);
}

/* Programs share pages, but no byte; around them there are breakpoints, and what is freed becomes some. */
static void code_is_packed(void **state)
{
	enum { NR = 200 };
	struct kiln_code code[NR];

	(void)state;
	for (unsigned round = 0; round < 3; round++) {
		for (unsigned i = round ? 1 : 0; i < NR; i += round ? 2 : 1) {
			size_t len = 1 + (i * 37 + round * 11) % 300;

			assert_int_equal(h->code_new(h->cookie, len, &code[i]), KILN_OK);
			assert_in_range(code[i].len, len, len + 63);
			memset(code[i].write, (int)i, len);
			assert_int_equal(h->code_seal(h->cookie, &code[i]), KILN_OK);
		}
		for (unsigned i = 0; i < NR; i++) {
			assert_int_equal(code[i].exec[0], i & 255);
			for (unsigned n = 0; n < NR; n++)
				assert_true(n == i || code[n].exec >= code[i].exec + code[i].len ||
					    code[n].exec + code[n].len <= code[i].exec);
		}
		for (unsigned i = 1; i < NR; i += 2) {
			const uint8_t *view = code[i].exec;
			size_t len = code[i].len;

			h->code_free(h->cookie, &code[i]);
			for (size_t n = 0; n < len; n++)
				assert_int_equal(view[n], 0xcc);
		}
	}
	for (unsigned i = 0; i < NR; i += 2)
		h->code_free(h->cookie, &code[i]);
}

static struct kiln_code code_of(uint8_t byte)
{
	struct kiln_code c;

	assert_int_equal(h->code_new(h->cookie, 10, &c), KILN_OK);
	memset(c.write, byte, 10);
	assert_int_equal(h->code_seal(h->cookie, &c), KILN_OK);
	return c;
}

/* What a child frees and makes leaves its parent's code alone, and the other way round. */
static void code_survives_forks(void **state)
{
	struct kiln_code old[2] = { code_of(1), code_of(2) }, now;
	int status, told[2];
	pid_t child;
	char c;

	(void)state;
	assert_int_equal(pipe(told), 0);
	child = fork();
	assert_true(child >= 0);
	if (!child) {
		h->code_free(h->cookie, &old[0]);
		now = code_of(3);
		close(told[1]);
		if (read(told[0], &c, 1)) /* until the parent has freed its own, and made more */
			_exit(1);
		_exit(old[1].exec[0] == 2 && now.exec[0] == 3 ? 0 : 1);
	}
	h->code_free(h->cookie, &old[1]);
	now = code_of(4);
	close(told[1]);
	assert_int_equal(waitpid(child, &status, 0), child);
	close(told[0]);
	assert_int_equal(status, 0);
	assert_int_equal(old[0].exec[0], 1);
	assert_int_equal(now.exec[0], 4);
	h->code_free(h->cookie, &old[0]);
	h->code_free(h->cookie, &now);
}

/* -- readers ------------------------------------------------------------------------------------------------------- */

struct object {
	struct kiln_later later;
	bool called;
};

static void gone(struct kiln_later *l)
{
	__atomic_store_n(&CONTAINER_OF(l, struct object, later)->called, true, __ATOMIC_RELEASE);
}

struct other_reader {
	int entered, leave; /* steps, set and awaited by both sides */
};

static void await(int *flag)
{
	while (!__atomic_load_n(flag, __ATOMIC_ACQUIRE))
		nanosleep(&(struct timespec){ .tv_nsec = 100000 }, NULL);
}

static void *stand(void *arg)
{
	struct other_reader *r = arg;

	h->enter(h->cookie);
	h->enter(h->cookie); /* they nest */
	h->leave(h->cookie);
	__atomic_store_n(&r->entered, 1, __ATOMIC_RELEASE);
	await(&r->leave);
	h->leave(h->cookie);
	return NULL;
}

static void later_waits_for_readers(void **state)
{
	struct other_reader r = { 0 };
	struct object o = { .later.fn = gone };
	pthread_t thread;

	(void)state;
	assert_int_equal(pthread_create(&thread, NULL, stand, &r), 0);
	await(&r.entered);
	h->later(h->cookie, &o.later);
	nanosleep(&(struct timespec){ .tv_nsec = 60000000 }, NULL);
	assert_false(__atomic_load_n(&o.called, __ATOMIC_ACQUIRE));
	__atomic_store_n(&r.leave, 1, __ATOMIC_RELEASE);
	h->wait(h->cookie);
	assert_true(__atomic_load_n(&o.called, __ATOMIC_ACQUIRE));
	pthread_join(thread, NULL);
}

struct giver {
	struct other_reader r;
	uint64_t given, gone; /* the latter atomic */
};

struct gift {
	struct kiln_later later;
	struct giver *from;
};

static void gift_gone(struct kiln_later *l)
{
	struct gift *g = CONTAINER_OF(l, struct gift, later);

	__atomic_add_fetch(&g->from->gone, 1, __ATOMIC_RELEASE);
	free(g);
}

static void *give_on(void *arg)
{
	struct giver *from = arg;
	struct gift *g;

	for (; !__atomic_load_n(&from->r.leave, __ATOMIC_ACQUIRE); from->given++) {
		g = calloc(1, sizeof(*g));
		if (!g)
			break;
		*g = (struct gift){ .later.fn = gift_gone, .from = from };
		h->later(h->cookie, &g->later);
		__atomic_store_n(&from->r.entered, 1, __ATOMIC_RELEASE);
	}
	return NULL;
}

/* A timer's program may retire elements without end. */
static void wait_ends_though_another_gives_on(void **state)
{
	struct giver from = { 0 };
	struct object o;
	pthread_t thread;

	(void)state;
	alarm(20); /* a hang is a failure */
	assert_int_equal(pthread_create(&thread, NULL, give_on, &from), 0);
	await(&from.r.entered);
	for (int i = 0; i < 20; i++) {
		o = (struct object){ .later.fn = gone };
		h->later(h->cookie, &o.later);
		h->wait(h->cookie);
		assert_true(o.called);
	}
	__atomic_store_n(&from.r.leave, 1, __ATOMIC_RELEASE);
	pthread_join(thread, NULL);
	h->wait(h->cookie);
	assert_int_equal(__atomic_load_n(&from.gone, __ATOMIC_ACQUIRE), from.given);
	alarm(0);
}

struct chain {
	struct kiln_later later;
	struct chain *next;
	bool called;
};

static void chain_gone(struct kiln_later *l)
{
	struct chain *c = CONTAINER_OF(l, struct chain, later);

	c->called = true;
	if (c->next)
		h->later(h->cookie, &c->next->later);
}

/* A program that goes gives its maps. */
static void wait_is_for_what_follows(void **state)
{
	struct chain c[3];

	(void)state;
	for (int i = 0; i < 3; i++)
		c[i] = (struct chain){ .later.fn = chain_gone, .next = i < 2 ? &c[i + 1] : NULL };
	h->later(h->cookie, &c[0].later);
	h->wait(h->cookie);
	for (int i = 0; i < 3; i++)
		assert_true(c[i].called);
}

static void *slot_of_thread(void *arg)
{
	h->enter(h->cookie);
	__atomic_fetch_add((uint32_t *)arg + h->cpu(h->cookie), 1, __ATOMIC_RELAXED);
	h->leave(h->cookie);
	return NULL;
}

static void *hold_slot(void *arg)
{
	struct other_reader *r = arg;
	uint32_t slot;

	h->enter(h->cookie);
	slot = h->cpu(h->cookie);
	h->leave(h->cookie);
	__atomic_store_n(&r->entered, (int)slot + 1, __ATOMIC_RELEASE);
	await(&r->leave);
	return NULL;
}

static void threads_have_slots_of_their_own(void **state)
{
	struct other_reader r[3] = { { 0 } };
	pthread_t thread[3], one;
	uint32_t used[4] = { 0 }, mine;

	(void)state;
	h->enter(h->cookie);
	mine = h->cpu(h->cookie);
	h->leave(h->cookie);
	assert_in_range(mine, 0, 3);
	used[mine]++;
	for (int i = 0; i < 3; i++) {
		assert_int_equal(pthread_create(&thread[i], NULL, hold_slot, &r[i]), 0);
		await(&r[i].entered);
		used[r[i].entered - 1]++;
	}
	for (int i = 0; i < 4; i++)
		assert_int_equal(used[i], 1);
	for (int i = 0; i < 3; i++) {
		__atomic_store_n(&r[i].leave, 1, __ATOMIC_RELEASE);
		pthread_join(thread[i], NULL);
	}
	/* A slot comes back with the end of its thread: one after the other, threads use the same one. */
	memset(used, 0, sizeof(used));
	for (int i = 0; i < 20; i++) {
		assert_int_equal(pthread_create(&one, NULL, slot_of_thread, used), 0);
		pthread_join(one, NULL);
	}
	for (int i = 0; i < 4; i++)
		assert_true(used[i] == 0 || used[i] == 20);
}

/* A daemon forks after it has begun: both go on. */
static void fork_goes_on_in_both(void **state)
{
	struct object o = { .later.fn = gone };
	int status;
	pid_t child;

	(void)state;
	h->enter(h->cookie);
	h->leave(h->cookie);
	child = fork();
	assert_true(child >= 0);
	alarm(20); /* a hang is a failure */
	h->later(h->cookie, &o.later);
	h->wait(h->cookie);
	if (!child)
		_exit(o.called ? 0 : 1);
	assert_true(o.called);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	alarm(0);
}

/* -- alarms -------------------------------------------------------------------------------------------------------- */

enum { NR_ALARMS = 50 };

struct ring {
	struct kiln_alarm alarm;
	uint32_t order, number;
};

static uint32_t ringing;

static void rings(struct kiln_alarm *a)
{
	struct ring *r = CONTAINER_OF(a, struct ring, alarm);

	__atomic_store_n(&r->order, __atomic_add_fetch(&ringing, 1, __ATOMIC_ACQ_REL), __ATOMIC_RELEASE);
}

static void alarms_ring_in_order(void **state)
{
	struct ring r[NR_ALARMS] = { { .order = 0 } };
	uint32_t last = 0;

	(void)state;
	ringing = 0;
	for (uint32_t i = 0; i < NR_ALARMS; i++) {
		uint32_t at = i * 17 % NR_ALARMS;

		r[at].alarm.fn = rings;
		assert_int_equal(h->alarm_set(h->cookie, &r[at].alarm, 200000000 + at * 200000ull, 0), KILN_OK);
	}
	/* Set again later, and cancelled: each third. */
	for (uint32_t i = 0; i < NR_ALARMS; i += 3) {
		assert_true(h->alarm_cancel(h->cookie, &r[i].alarm));
		assert_false(h->alarm_cancel(h->cookie, &r[i].alarm));
	}
	assert_int_equal(h->alarm_set(h->cookie, &r[1].alarm, 250000000, 0), KILN_OK);
	for (int i = 0; i < 2000 && __atomic_load_n(&ringing, __ATOMIC_ACQUIRE) < NR_ALARMS - 17; i++)
		nanosleep(&(struct timespec){ .tv_nsec = 1000000 }, NULL);
	assert_int_equal(ringing, NR_ALARMS - 17);
	assert_int_equal(__atomic_load_n(&r[1].order, __ATOMIC_ACQUIRE), NR_ALARMS - 17);
	for (uint32_t i = 2; i < NR_ALARMS; i++) {
		if (i % 3 == 0) {
			assert_int_equal(r[i].order, 0);
			continue;
		}
		assert_true(r[i].order > last);
		last = r[i].order;
	}
}

/* -- news ---------------------------------------------------------------------------------------------------------- */

enum { NR_RECORDS = 2000 };

static void *produce(void *arg)
{
	struct kiln_map *map = arg;
	struct kiln_env env;

	for (uint64_t i = 0; i < NR_RECORDS;) {
		kiln_enter(map->k, &env);
		i += !call_ringbuf_output(ARG(map), ARG(&i), sizeof(i), 0, 0, &env);
		kiln_leave(map->k, &env);
	}
	return NULL;
}

static bool count_record(void *arg, const void *data, uint32_t len)
{
	uint64_t *next = arg;

	assert_int_equal(len, sizeof(*next));
	assert_int_equal(get64(data), *next);
	(*next)++;
	return true;
}

/* A consumer that only sleeps and reads gets everything: no news is missed. */
static void a_sleeper_misses_no_news(void **state)
{
	struct kiln_map *map;
	struct kiln *k;
	pthread_t thread;
	uint32_t seen = 0;
	uint64_t next = 0;

	(void)state;
	assert_int_equal(kiln_new(h, &k), KILN_OK);
	assert_int_equal(kiln_map_new(k, SPEC(.type = MAP_RINGBUF, .max_entries = 4096), &map), KILN_OK);
	assert_false(kiln_posix_wait(h, &seen, 10));
	assert_int_equal(pthread_create(&thread, NULL, produce, map), 0);
	alarm(60); /* a hang is a failure */
	while (next < NR_RECORDS) {
		assert_true(kiln_posix_wait(h, &seen, -1));
		kiln_ringbuf_read(map, count_record, &next);
	}
	alarm(0);
	pthread_join(thread, NULL);
	kiln_map_free(map);
	kiln_free(k);
}

/* -- what programs ask --------------------------------------------------------------------------------------------- */

static void peek_at_bad_addresses(void **state)
{
	char from[] = "abc", to[4] = { 0 };
	long page = sysconf(_SC_PAGESIZE);
	char *p = mmap(NULL, 2 * (size_t)page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	(void)state;
	munmap(p + page, (size_t)page);
	assert_int_equal(h->peek(h->cookie, to, ARG(from), 4, false), KILN_OK);
	assert_string_equal(to, "abc");
	assert_int_equal(h->peek(h->cookie, to, 0, 4, false), KILN_ERR_FAULT);
	assert_int_equal(h->peek(h->cookie, to, UINT64_MAX - 3, 4, true), KILN_ERR_FAULT);
	assert_int_equal(h->peek(h->cookie, to, ARG(p + page - 4), 4, false), KILN_OK);
	assert_int_equal(h->peek(h->cookie, to, ARG(p + page - 3), 4, false), KILN_ERR_FAULT);
	munmap(p, (size_t)page);
}

/* A server's memory is not its clients' programs'. */
static void peek_at_closed_memory(void **state)
{
	const struct kiln_posix_opts opts = { .closed = true };
	const char secret[4] = "abc";
	struct kiln_host *closed;
	char to[4] = "";

	(void)state;
	assert_int_equal(kiln_posix_host_new(&opts, &closed), KILN_OK);
	assert_int_equal(closed->peek(closed->cookie, to, ARG(secret), 4, false), KILN_ERR_FAULT);
	assert_int_equal(closed->peek(closed->cookie, to, ARG(secret), 4, true), KILN_ERR_FAULT);
	assert_string_equal(to, "");
	kiln_posix_host_free(closed);
}

static void clocks_and_task(void **state)
{
	uint64_t a = h->clock(h->cookie, KILN_CLOCK_MONOTONIC), v;
	char comm[16];
	uint32_t different = 0, first;

	(void)state;
	for (int c = KILN_CLOCK_MONOTONIC; c <= KILN_CLOCK_JIFFIES; c++)
		assert_true(h->clock(h->cookie, (enum kiln_clock)c) > 0);
	assert_true(h->clock(h->cookie, KILN_CLOCK_MONOTONIC) >= a);
	assert_int_equal(h->task(h->cookie, KILN_TASK_PID_TGID, &v, 8), KILN_OK);
	assert_int_equal(v >> 32, getpid());
	assert_int_equal(h->task(h->cookie, KILN_TASK_UID_GID, &v, 8), KILN_OK);
	assert_int_equal(v, (uint64_t)getgid() << 32 | getuid());
	assert_int_equal(h->task(h->cookie, KILN_TASK_COMM, comm, 16), KILN_OK);
	assert_int_equal(h->task(h->cookie, KILN_TASK_COMM, comm, 8), KILN_ERR_INVAL);
	first = h->random(h->cookie);
	for (int i = 0; i < 16; i++)
		different += h->random(h->cookie) != first;
	assert_true(different > 14);
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(memory_is_zero_aligned_and_counted),
		T(code_pages),
		T(code_is_packed),
		T(code_survives_forks),
		T(later_waits_for_readers),
		T(wait_ends_though_another_gives_on),
		T(wait_is_for_what_follows),
		T(fork_goes_on_in_both),
		T(threads_have_slots_of_their_own),
		T(alarms_ring_in_order),
		T(a_sleeper_misses_no_news),
		T(peek_at_bad_addresses),
		T(peek_at_closed_memory),
		T(clocks_and_task),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
