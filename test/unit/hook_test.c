/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * hook_test.c - chains of programs: order, folding, slots, what happens without memory, changes while events run.
 *
 * A program here is a C function behind struct kiln_entry: what a chain runs.
 */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/bits.h"
#include "hook/hook.h"
#include "prog/prog.h"

enum { KEPT = 1000000 /* references that a test program has from the start: it is never freed */ };

struct test_prog {
	struct kiln_prog prog; /* first: run gets its address */
	uint64_t answer;
	char mark;
};

struct trace {
	char text[64];
	size_t len;
};

static uint64_t run(void *ctx, struct kiln_env *env, const struct kiln_prog *p)
{
	const struct test_prog *t = (const struct test_prog *)p;
	struct trace *trace = ctx;

	(void)env;
	if (trace && trace->len + 1 < sizeof(trace->text))
		trace->text[trace->len++] = t->mark;
	return t->answer;
}

struct fixture {
	struct kiln_host *host;
	struct kiln *k;
	struct kiln_hook *hook;
	struct test_prog progs[8];
	const struct kiln_kind *kind;
};

static void begin(struct fixture *f, const struct kiln_kind *kind, uint32_t slots)
{
	memset(f, 0, sizeof(*f));
	f->kind = kind;
	assert_int_equal(kiln_posix_host_new(&(struct kiln_posix_opts){ .nr_cpus = 4 }, &f->host), KILN_OK);
	assert_int_equal(kiln_new(f->host, &f->k), KILN_OK);
	for (size_t i = 0; i < NR_OF(f->progs); i++) {
		f->progs[i].prog.entry.run = run;
		f->progs[i].prog.kind = kind;
		f->progs[i].prog.k = f->k;
		f->progs[i].prog.refs = KEPT;
		f->progs[i].mark = (char)('a' + i);
		f->progs[i].answer = (uint64_t)kind->fold_value;
	}
	assert_int_equal(kiln_hook_new(f->k, kind, slots, &f->hook), KILN_OK);
}

/* -- filters of traffic control, whose context is a packet ------------------------------------------------------------- */

static struct trace sorted;
static uint32_t given_class, nr_answers; /* nr_answers: so often it answers, then it says 0 */

static uint64_t sort_run(void *ctx, struct kiln_env *env, const struct kiln_prog *p)
{
	const struct test_prog *t = (const struct test_prog *)p;
	const struct kiln_packet *packet = ctx;

	(void)env;
	given_class = packet->tc_classid;
	if (sorted.len + 1 < sizeof(sorted.text))
		sorted.text[sorted.len++] = t->mark;
	if (!nr_answers)
		return 0;
	nr_answers--;
	return t->answer;
}

/* Every reference is back, every byte too. */
static void end(struct fixture *f)
{
	uint64_t alive, total;

	kiln_hook_free(f->hook);
	for (size_t i = 0; i < NR_OF(f->progs); i++)
		assert_int_equal(f->progs[i].prog.refs, KEPT);
	kiln_free(f->k);
	kiln_posix_counts(f->host, &alive, &total);
	assert_int_equal(alive, 0);
	kiln_posix_host_free(f->host);
}

static struct kiln_link *attach(struct fixture *f, uint32_t prog, int32_t priority)
{
	struct kiln_link *l;

	assert_int_equal(kiln_attach(f->hook, &f->progs[prog].prog, priority, &l), KILN_OK);
	assert_non_null(l);
	return l;
}

static int64_t fire(struct fixture *f, const char *expected)
{
	struct trace trace = { .len = 0 };
	struct kiln_env env;
	int64_t verdict;

	kiln_enter(f->k, &env);
	verdict = kiln_hook_run(f->hook, &trace, &env);
	kiln_leave(f->k, &env);
	trace.text[trace.len] = 0;
	assert_string_equal(trace.text, expected);
	return verdict;
}

static void an_empty_chain_answers_the_fold_value(void **state)
{
	struct fixture f;
	const struct kiln_kind *kind;

	(void)state;
	for (uint32_t i = 0; (kind = kiln_kind_at(i)); i++) {
		begin(&f, kind, 2);
		assert_true(fire(&f, "") == kind->fold_value);
		kiln_detach(attach(&f, 0, 0));
		assert_true(fire(&f, "") == kind->fold_value);
		end(&f);
	}
}

static void programs_run_by_priority_then_age(void **state)
{
	struct fixture f;
	struct kiln_link *l[5];

	(void)state;
	begin(&f, kiln_kind_by_name("tracepoint"), 8);
	l[0] = attach(&f, 0, 5);
	l[1] = attach(&f, 1, -1);
	l[2] = attach(&f, 2, 5);
	l[3] = attach(&f, 3, INT32_MIN);
	l[4] = attach(&f, 4, INT32_MAX);
	fire(&f, "dbace");
	kiln_detach(l[0]);
	fire(&f, "dbce");
	l[0] = attach(&f, 0, 5);
	fire(&f, "dbcae");
	kiln_detach(l[3]);
	kiln_detach(l[4]);
	fire(&f, "bca");
	for (int i = 0; i < 3; i++)
		kiln_detach(l[i]);
	fire(&f, "");
	end(&f);
}

static void the_same_program_may_stand_twice(void **state)
{
	struct fixture f;
	struct kiln_link *a, *b;

	(void)state;
	begin(&f, kiln_kind_by_name("tracepoint"), 2);
	a = attach(&f, 0, 0);
	b = attach(&f, 0, 0);
	fire(&f, "aa");
	kiln_detach(a);
	fire(&f, "a");
	kiln_detach(b);
	kiln_detach(NULL);
	end(&f);
}

static void the_first_other_answer_ends_the_chain(void **state)
{
	struct fixture f;
	struct kiln_link *l[3];

	(void)state;
	begin(&f, kiln_kind_by_name("xdp"), 3);
	for (uint32_t i = 0; i < 3; i++)
		l[i] = attach(&f, i, 0);
	assert_int_equal(fire(&f, "abc"), 2);
	f.progs[1].answer = 1;
	assert_int_equal(fire(&f, "ab"), 1);
	f.progs[0].answer = 0x100000003; /* the upper half says nothing */
	assert_int_equal(fire(&f, "a"), 3);
	f.progs[0].answer = 0x100000002;
	assert_int_equal(fire(&f, "ab"), 1);
	for (uint32_t i = 0; i < 3; i++)
		kiln_detach(l[i]);
	end(&f);
}

static void traffic_control_goes_on_at_minus_one(void **state)
{
	struct fixture f;
	struct kiln_link *l[2];

	(void)state;
	begin(&f, kiln_kind_by_name("sched_cls"), 2);
	l[0] = attach(&f, 0, 0);
	l[1] = attach(&f, 1, 0);
	f.progs[0].answer = UINT32_MAX; /* as a program's w0 = -1 leaves it */
	f.progs[1].answer = UINT64_MAX;
	assert_int_equal(fire(&f, "ab"), -1);
	f.progs[0].answer = 0;
	assert_int_equal(fire(&f, "a"), 0);
	kiln_detach(l[0]);
	kiln_detach(l[1]);
	end(&f);
}

static void filters_take_the_smallest(void **state)
{
	struct fixture f;
	struct kiln_link *l[3];

	(void)state;
	begin(&f, kiln_kind_by_name("socket_filter"), 3);
	for (uint32_t i = 0; i < 3; i++)
		l[i] = attach(&f, i, 0);
	assert_int_equal(fire(&f, "abc"), UINT32_MAX);
	f.progs[0].answer = 1500;
	f.progs[1].answer = 96;
	f.progs[2].answer = UINT64_MAX;
	assert_int_equal(fire(&f, "abc"), 96);
	f.progs[1].answer = 0;
	assert_int_equal(fire(&f, "abc"), 0);
	for (uint32_t i = 0; i < 3; i++)
		kiln_detach(l[i]);
	end(&f);
}

static void the_last_answer_counts_where_the_kind_says(void **state)
{
	struct fixture f;
	struct kiln_link *l[2];

	(void)state;
	begin(&f, kiln_kind_by_name("raw"), 2);
	l[0] = attach(&f, 0, 0);
	l[1] = attach(&f, 1, 0);
	f.progs[0].answer = 7;
	f.progs[1].answer = UINT64_MAX - 1;
	assert_true(fire(&f, "ab") == -2);
	kiln_detach(l[1]);
	assert_true(fire(&f, "a") == 7);
	kiln_detach(l[0]);
	end(&f);
}

static void what_does_not_fit_is_refused(void **state)
{
	struct fixture f;
	struct kiln_link *l[2], *none = (void *)1;
	struct kiln_hook *hook;

	(void)state;
	begin(&f, kiln_kind_by_name("xdp"), 2);
	assert_int_equal(kiln_hook_new(f.k, f.kind, 0, &hook), KILN_ERR_INVAL);
	assert_int_equal(kiln_hook_new(f.k, f.kind, KILN_HOOK_SLOTS_MAX + 1, &hook), KILN_ERR_INVAL);
	assert_int_equal(kiln_hook_new(f.k, NULL, 1, &hook), KILN_ERR_INVAL);
	assert_null(hook);
	f.progs[5].prog.kind = kiln_kind_by_name("sched_cls");
	assert_int_equal(kiln_attach(f.hook, &f.progs[5].prog, 0, &none), KILN_ERR_INVAL);
	assert_null(none);
	l[0] = attach(&f, 0, 0);
	l[1] = attach(&f, 1, 0);
	assert_int_equal(kiln_attach(f.hook, &f.progs[2].prog, 0, &none), KILN_ERR_NOSPC);
	assert_null(none);
	fire(&f, "ab");
	kiln_detach(l[0]);
	l[0] = attach(&f, 2, -1);
	fire(&f, "cb");
	kiln_detach(l[0]);
	kiln_detach(l[1]);
	end(&f);
}

static void without_memory_nothing_changes(void **state)
{
	struct fixture f;
	struct kiln_link *l, *none;
	struct kiln_hook *hook;

	(void)state;
	begin(&f, kiln_kind_by_name("tracepoint"), 4);
	l = attach(&f, 0, 0);
	for (uint64_t n = 1; n <= 2; n++) {
		kiln_posix_fail_alloc_at(f.host, n);
		assert_int_equal(kiln_attach(f.hook, &f.progs[1].prog, 0, &none), KILN_ERR_NOMEM);
		assert_null(none);
		kiln_posix_fail_alloc_at(f.host, 0);
		fire(&f, "a");
	}
	kiln_posix_fail_alloc_at(f.host, 1);
	assert_int_equal(kiln_hook_new(f.k, f.kind, 4, &hook), KILN_ERR_NOMEM);
	assert_null(hook);
	kiln_posix_fail_alloc_at(f.host, 0);
	kiln_detach(l);
	end(&f);
}

/* A link outlives its maker's reference to the hook. */
static void a_hook_lives_while_it_has_links(void **state)
{
	struct fixture f;
	struct kiln_link *l;

	(void)state;
	begin(&f, kiln_kind_by_name("xdp"), 2);
	l = attach(&f, 0, 0);
	kiln_hook_free(f.hook);
	f.hook = NULL;
	kiln_detach(l);
	end(&f);
}

/* A real program, which nobody but the link holds, on a real packet. */
static void a_link_keeps_its_program(void **state)
{
	static const struct kiln_insn drop[] = { { .code = 0xb7, .imm = 1 }, { .code = 0x95 } };
	struct kiln_load_opts opts = { .kind = kiln_kind_by_name("xdp") };
	struct kiln_packet packet;
	struct kiln_prog *p;
	struct kiln_link *l;
	struct fixture f;
	struct kiln_env env;
	uint8_t room[64];

	(void)state;
	begin(&f, opts.kind, 1);
	assert_int_equal(kiln_load(f.k, &kiln_front_ebpf, drop, sizeof(drop), &opts, &p, NULL), KILN_OK);
	assert_int_equal(kiln_attach(f.hook, p, 0, &l), KILN_OK);
	kiln_prog_free(p);
	f.host->wait(f.host->cookie);
	memset(room, 0, sizeof(room));
	kiln_packet_init(&packet, room, 0, sizeof(room), 0);
	kiln_enter(f.k, &env);
	assert_int_equal(kiln_hook_run(f.hook, &packet, &env), 1);
	kiln_leave(f.k, &env);
	kiln_detach(l);
	end(&f);
}

/* Programs are proven for packets of no more bytes than that. */
static void a_packet_is_seen_as_far_as_programs_are_proven(void **state)
{
	static uint8_t room[KILN_PACKET_LEN_MAX + 100];
	struct kiln_packet packet;

	(void)state;
	kiln_packet_init(&packet, room, 10, sizeof(room) - 20, 10);
	assert_int_equal(packet.len, KILN_PACKET_LEN_MAX);
	assert_int_equal(packet.data_end - packet.data, KILN_PACKET_LEN_MAX);
	assert_int_equal(packet.wire_len, sizeof(room) - 20);
	assert_ptr_equal(packet.tail_max, room + sizeof(room));
}

static struct kiln_link *filter(struct fixture *f, uint32_t prog, uint64_t answer, int32_t action, uint32_t classid)
{
	const struct kiln_filter what = { .action = action, .classid = classid };
	struct kiln_link *l;

	f->progs[prog].prog.entry.run = sort_run;
	f->progs[prog].answer = answer;
	assert_int_equal(kiln_attach_filter(f->hook, &f->progs[prog].prog, action != KILN_FILTER_LINK, &what, &l),
			 KILN_OK);
	return l;
}

static int64_t sort(struct fixture *f, struct kiln_packet *p, uint32_t answers, const char *expected)
{
	struct kiln_env env;
	int64_t verdict;

	sorted.len = 0;
	nr_answers = answers;
	kiln_enter(f->k, &env);
	verdict = kiln_hook_run(f->hook, p, &env);
	kiln_leave(f->k, &env);
	sorted.text[sorted.len] = 0;
	assert_string_equal(sorted.text, expected);
	return verdict;
}

enum { OK = 0, AGAIN = 1, SHOT = 2, PIPE = 3, NEXT = -1, ALL = 1000 };

static void a_filter_s_answer_is_a_class(void **state)
{
	struct kiln_packet p = { .protocol_be = 8, .tc_index = 77 };
	struct kiln_link *a, *b;
	struct fixture f;

	(void)state;
	begin(&f, kiln_kind_by_name("sched_cls"), 4);
	a = filter(&f, 0, (uint64_t)-1, KILN_FILTER_SORTS, 0x10002);
	assert_int_equal(sort(&f, &p, ALL, "a"), OK);
	assert_int_equal(given_class, 2);
	assert_int_equal(p.tc_index, 2);
	b = filter(&f, 1, 0x30004, SHOT, 5); /* the newest is the first */
	assert_int_equal(sort(&f, &p, ALL, "b"), SHOT);
	assert_int_equal(p.tc_index, 2);
	assert_int_equal(sort(&f, &p, 0, "ba"), NEXT);
	kiln_detach(b);
	b = filter(&f, 1, 0x30004, PIPE, 5);
	assert_int_equal(sort(&f, &p, ALL, "b"), PIPE);
	kiln_detach(b);
	b = filter(&f, 1, 0x30004, OK, 5);
	assert_int_equal(sort(&f, &p, ALL, "b"), OK);
	assert_int_equal(p.tc_index, 4);
	kiln_detach(b);
	b = filter(&f, 1, 0x30004, NEXT, 5);
	assert_int_equal(sort(&f, &p, ALL, "ba"), OK);
	kiln_detach(b);
	kiln_detach(a);
	end(&f);
}

static void a_direct_filter_s_answer_is_what_is_done(void **state)
{
	static const int64_t answers[][2] = { { OK, OK }, { AGAIN, NEXT }, { SHOT, SHOT }, { PIPE, NEXT },
					      { 4, 4 },	  { 5, NEXT },	   { 6, NEXT },	   { 7, 7 },
					      { 8, 8 },	  { 9, NEXT },	   { -1, NEXT },   { -2, NEXT } };
	struct kiln_packet p = { .protocol_be = 8 };
	struct kiln_link *a;
	struct fixture f;

	(void)state;
	begin(&f, kiln_kind_by_name("sched_cls"), 4);
	a = filter(&f, 0, 0, KILN_FILTER_DIRECT, 0x10002);
	for (size_t i = 0; i < NR_OF(answers); i++) {
		f.progs[0].answer = (uint64_t)answers[i][0];
		p.tc_index = 77;
		assert_int_equal(sort(&f, &p, ALL, "a"), answers[i][1]);
		assert_int_equal(p.tc_index, answers[i][1] == OK ? 2 : 77);
	}
	kiln_detach(a);
	end(&f);
}

/* Programs in front of the filters are not asked again. */
static void filters_are_asked_again(void **state)
{
	struct kiln_packet p = { .protocol_be = 8 };
	struct kiln_link *a, *b, *c;
	struct fixture f;

	(void)state;
	begin(&f, kiln_kind_by_name("sched_cls"), 4);
	a = filter(&f, 0, (uint64_t)-1, KILN_FILTER_LINK, 0);
	b = filter(&f, 1, (uint64_t)-1, AGAIN, 0);
	c = filter(&f, 2, (uint64_t)-1, NEXT, 0);
	assert_int_equal(sort(&f, &p, 7, "acbcbcbcb"), NEXT);
	assert_int_equal(sort(&f, &p, ALL, "acbcbcbcbcbcbcbcbcbcbcbcbcbcbcbcbcb"), SHOT);
	kiln_detach(c);
	kiln_detach(b);
	kiln_detach(a);
	end(&f);
}

/* Links of tcx stand before the filters, which are asked when a link says none of ok, shot and redirect. */
static void links_come_before_filters(void **state)
{
	static const int64_t answers[][2] = { { OK, OK }, { AGAIN, 4 }, { SHOT, SHOT }, { PIPE, 4 },
					      { 4, 4 },	  { 7, 7 },	{ 8, 4 } };
	struct kiln_packet p = { .protocol_be = 8, .tc_classid = 3 };
	struct kiln_link *a, *b, *c;
	struct fixture f;

	(void)state;
	begin(&f, kiln_kind_by_name("sched_cls"), 4);
	a = filter(&f, 0, (uint64_t)-1, KILN_FILTER_LINK, 0);
	b = filter(&f, 1, (uint64_t)-1, KILN_FILTER_LINK, 0);
	assert_int_equal(sort(&f, &p, ALL, "ab"), NEXT);
	f.progs[0].answer = PIPE;
	assert_int_equal(sort(&f, &p, ALL, "a"), NEXT);
	c = filter(&f, 2, (uint64_t)-1, 4, 0);
	for (size_t i = 0; i < NR_OF(answers); i++) {
		f.progs[0].answer = (uint64_t)answers[i][0];
		assert_int_equal(sort(&f, &p, ALL, answers[i][1] == 4 ? "ac" : "a"), answers[i][1]);
	}
	kiln_detach(c);
	kiln_detach(b);
	kiln_detach(a);
	end(&f);
}

/* The filters that it leaves the packet to are those behind it; no link behind it is asked. */
static void a_link_behind_a_filter_goes_on(void **state)
{
	const struct kiln_filter tcx = { .action = KILN_FILTER_LINK };
	struct kiln_packet p = { .protocol_be = 8 };
	struct kiln_link *a, *links[2], *d;
	struct fixture f;

	(void)state;
	begin(&f, kiln_kind_by_name("sched_cls"), 4);
	a = filter(&f, 0, (uint64_t)NEXT, KILN_FILTER_DIRECT, 0);
	for (uint32_t i = 0; i < 2; i++) {
		f.progs[1 + i].prog.entry.run = sort_run;
		f.progs[1 + i].answer = PIPE;
		assert_int_equal(kiln_attach_filter(f.hook, &f.progs[1 + i].prog, 2, &tcx, &links[i]), KILN_OK);
	}
	assert_int_equal(sort(&f, &p, 20, "ab"), NEXT);
	f.progs[3].prog.entry.run = sort_run;
	f.progs[3].answer = SHOT;
	assert_int_equal(kiln_attach_filter(f.hook, &f.progs[3].prog, 3, &(struct kiln_filter){ .action = SHOT }, &d),
			 KILN_OK);
	assert_int_equal(sort(&f, &p, 20, "abd"), SHOT);
	kiln_detach(d);
	kiln_detach(links[1]);
	kiln_detach(links[0]);
	kiln_detach(a);
	end(&f);
}

static void a_filter_changes_as_a_whole(void **state)
{
	const struct kiln_filter arp = { .action = KILN_FILTER_DIRECT, .protocol_be = 0x0608 };
	struct kiln_packet p = { .protocol_be = 8 };
	struct kiln_link *a, *b, *none;
	struct fixture f;

	(void)state;
	begin(&f, kiln_kind_by_name("sched_cls"), 4);
	a = filter(&f, 0, (uint64_t)-1, KILN_FILTER_SORTS, 0);
	b = filter(&f, 1, 0, KILN_FILTER_SORTS, 0);
	f.progs[2].prog.entry.run = sort_run;
	f.progs[2].answer = SHOT;
	kiln_posix_fail_alloc_at(f.host, 1);
	assert_int_equal(kiln_filter_update(b, &f.progs[2].prog, &arp), KILN_ERR_NOMEM);
	kiln_posix_fail_alloc_at(f.host, 0);
	assert_int_equal(sort(&f, &p, ALL, "ba"), OK);
	assert_int_equal(kiln_filter_update(b, &f.progs[2].prog, &arp), KILN_OK);
	assert_int_equal(sort(&f, &p, ALL, "a"), OK);
	p.protocol_be = arp.protocol_be;
	assert_int_equal(sort(&f, &p, ALL, "c"), SHOT);
	kiln_detach(b);
	kiln_detach(a);
	a = attach(&f, 0, 0);
	assert_int_equal(kiln_filter_update(a, &f.progs[2].prog, &arp), KILN_ERR_INVAL);
	kiln_detach(a);
	end(&f);
	begin(&f, kiln_kind_by_name("tracepoint"), 4);
	assert_int_equal(kiln_attach_filter(f.hook, &f.progs[0].prog, 1, &arp, &none), KILN_ERR_INVAL);
	assert_null(none);
	end(&f);
}

/* -- changes while events run -------------------------------------------------------------------------------------- */

struct race {
	struct fixture *f;
	uint32_t first;
	bool stop;
	uint64_t runs;
};

/* a is always there, first; each of the others at most once, in the order of their priorities. */
static void *reader(void *arg)
{
	struct race *r = arg;

	while (!__atomic_load_n(&r->stop, __ATOMIC_RELAXED)) {
		struct trace t = { .len = 0 };
		struct kiln_env env;

		kiln_enter(r->f->k, &env);
		kiln_hook_run(r->f->hook, &t, &env);
		kiln_leave(r->f->k, &env);
		if (!t.len || t.text[0] != 'a')
			return "the program that is always attached did not run first";
		for (size_t i = 1; i < t.len; i++)
			if (t.text[i] <= t.text[i - 1])
				return "twice, or out of order";
		r->runs++;
	}
	return NULL;
}

static void *changer(void *arg)
{
	struct race *r = arg;
	struct kiln_link *l;

	for (uint32_t i = 0; i < 3000; i++) {
		uint32_t prog = r->first + i % 3;

		if (kiln_attach(r->f->hook, &r->f->progs[prog].prog, (int32_t)prog, &l))
			return "an attachment failed";
		kiln_detach(l);
	}
	return NULL;
}

static void changes_while_events_run(void **state)
{
	struct fixture f;
	struct kiln_link *l;
	pthread_t readers[2], changers[2];
	struct race r[2] = { { .f = &f }, { .f = &f } }, c[2] = { { .f = &f, .first = 1 }, { .f = &f, .first = 4 } };
	void *why;

	(void)state;
	begin(&f, kiln_kind_by_name("tracepoint"), 3);
	l = attach(&f, 0, 0);
	for (int i = 0; i < 2; i++)
		assert_int_equal(pthread_create(&readers[i], NULL, reader, &r[i]), 0);
	for (int i = 0; i < 2; i++)
		while (!__atomic_load_n(&r[i].runs, __ATOMIC_RELAXED)) /* a busy machine may let one wait for long */
			sched_yield();
	for (int i = 0; i < 2; i++)
		assert_int_equal(pthread_create(&changers[i], NULL, changer, &c[i]), 0);
	for (int i = 0; i < 2; i++) {
		pthread_join(changers[i], &why);
		assert_null(why);
	}
	for (int i = 0; i < 2; i++)
		__atomic_store_n(&r[i].stop, true, __ATOMIC_RELAXED);
	for (int i = 0; i < 2; i++) {
		pthread_join(readers[i], &why);
		assert_null(why);
		assert_true(r[i].runs > 0);
	}
	kiln_detach(l);
	end(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_packet_is_seen_as_far_as_programs_are_proven),
		cmocka_unit_test(an_empty_chain_answers_the_fold_value),
		cmocka_unit_test(programs_run_by_priority_then_age),
		cmocka_unit_test(the_same_program_may_stand_twice),
		cmocka_unit_test(the_first_other_answer_ends_the_chain),
		cmocka_unit_test(traffic_control_goes_on_at_minus_one),
		cmocka_unit_test(filters_take_the_smallest),
		cmocka_unit_test(the_last_answer_counts_where_the_kind_says),
		cmocka_unit_test(what_does_not_fit_is_refused),
		cmocka_unit_test(without_memory_nothing_changes),
		cmocka_unit_test(a_hook_lives_while_it_has_links),
		cmocka_unit_test(a_link_keeps_its_program),
		cmocka_unit_test(a_filter_s_answer_is_a_class),
		cmocka_unit_test(a_direct_filter_s_answer_is_what_is_done),
		cmocka_unit_test(filters_are_asked_again),
		cmocka_unit_test(links_come_before_filters),
		cmocka_unit_test(a_link_behind_a_filter_goes_on),
		cmocka_unit_test(a_filter_changes_as_a_whole),
		cmocka_unit_test(changes_while_events_run),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
