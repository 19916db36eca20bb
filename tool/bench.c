/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * bench.c - kiln bench: what one run of a program costs, or loading it.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "object.h"
#include "event.h"
#include "tool.h"
#include "why.h"

static const char *opt_prog, *opt_init, *opt_packet, *opt_btf;
static enum kiln_engine opt_engine;
static uint64_t opt_repeat = 900000, opt_fuel;
static bool opt_load, opt_json;

static const struct option_row options[] = {
	{ "prog", 'p', OPT_TEXT, "NAME", "the program; default: the object's first", &opt_prog },
	{ "init", 'i', OPT_TEXT, "NAME", "run this program once on the same maps, before", &opt_init },
	{ "packet", 'f', OPT_TEXT, "FILE", "the packet's bytes; default: 64 zeros", &opt_packet },
	{ "repeat", 'n', OPT_NUMBER, "N", "runs in all, in nine batches; default 900000", &opt_repeat },
	{ "engine", 'e', OPT_ENGINE, "jit|interp", "native code or the interpreter; default: native where there is any",
	  &opt_engine },
	{ "load", 'l', OPT_FLAG, NULL, "time loading instead: the proof, and native code; in microseconds", &opt_load },
	{ "btf", 0, OPT_TEXT, "FILE",
	  "the kernel's types, for CO-RE and what the program is attached to; default: the running kernel's",
	  &opt_btf },
	{ "fuel", 0, OPT_FUEL, "N",
	  "loops that are not proven to end run on a budget of N jumps back in all; default: they are refused",
	  &opt_fuel },
	{ "json", 'j', OPT_FLAG, NULL, "print JSON", &opt_json },
	{ 0 },
};

enum { BATCHES = 9, MOST_BURSTS = 11, LOAD_BUDGET_NS = 300000000 };

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

static void bench_print(const struct object_prog *p, struct kiln *k, struct kiln_packet *packet)
{
	static struct kiln_env env;
	double ns[BATCHES];
	uint64_t each = opt_repeat / BATCHES ? opt_repeat / BATCHES : 1, from;
	uint32_t r0;

	kiln_enter(k, &env);
	r0 = (uint32_t)kiln_run(p->prog, packet, &env);
	for (int b = 0; b < BATCHES; b++) {
		from = thread_ns();
		for (uint64_t i = 0; i < each; i++)
			kiln_run(p->prog, packet, &env);
		ns[b] = (double)(thread_ns() - from) / (double)each;
		progress("runs", (uint64_t)(b + 1) * each, BATCHES * each);
	}
	progress("runs", 0, 0);
	kiln_leave(k, &env);
	qsort(ns, BATCHES, sizeof(ns[0]), by_value);
	if (opt_json)
		printf("{\"prog\":\"%s\",\"ns_min\":%.3f,\"ns_median\":%.3f,\"retval\":%u,\"runs\":%" PRIu64 "}\n",
		       p->name, ns[0], ns[BATCHES / 2], r0, each * BATCHES);
	else
		printf("%s %.3f %.3f 0x%x\n", p->name, ns[0], ns[BATCHES / 2], r0);
}

static bool loads_burst(const struct object_prog *p, struct kiln *k, double *us)
{
	const struct kiln_host *h = kiln_host(k);
	struct kiln_prog *progs[BATCHES];
	uint64_t from;
	int nr = 0;

	for (; nr < BATCHES; nr++) {
		from = thread_ns();
		if (kiln_load(k, &kiln_front_ebpf, p->insns, (size_t)p->nr_insns * sizeof(*p->insns), &p->opts,
			      &progs[nr], NULL))
			break;
		us[nr] = (double)(thread_ns() - from) / 1000.0;
	}
	for (int i = 0; i < nr; i++)
		kiln_prog_free(progs[i]);
	h->wait(h->cookie);
	return nr == BATCHES;
}

/* Loads p again and again: what the first load pays for memory that is new to the process, most do not. */
static int loads_print(const struct object_prog *p, struct kiln *k)
{
	double us[BATCHES * MOST_BURSTS];
	uint64_t from = thread_ns();
	int nr = 0;

	while (nr < BATCHES * MOST_BURSTS && (!nr || thread_ns() - from < LOAD_BUDGET_NS)) {
		if (!loads_burst(p, k, us + nr)) {
			complain("%s: not loaded again: out of memory", p->name);
			return EXIT_USAGE;
		}
		nr += BATCHES;
	}
	qsort(us, (size_t)nr, sizeof(us[0]), by_value);
	if (opt_json)
		printf("{\"prog\":\"%s\",\"load_us_min\":%.3f,\"load_us_median\":%.3f,\"loads\":%d}\n", p->name, us[0],
		       us[nr / 2], nr);
	else
		printf("%s %.3f %.3f\n", p->name, us[0], us[nr / 2]);
	return EXIT_FINE;
}

static bool prog_ready(const struct object_prog *p, const char *object)
{
	if (p && !p->prog)
		why_tell(opt_json, object, p->name, &p->why);
	return p && p->prog;
}

static int bench_object(struct object *o, const char *path, const uint8_t *data, size_t len)
{
	static struct events events;
	struct object_prog *init = opt_init ? object_find(o, opt_init) : NULL, *p = object_find(o, opt_prog);
	uint64_t ns = 0;

	if (!p || (opt_init && !init))
		return EXIT_USAGE;
	if (!prog_ready(p, path) || (init && !prog_ready(init, path)))
		return EXIT_REFUSED;
	if (opt_load)
		return loads_print(p, o->k);
	if (!events_new(&events, (uint32_t)len))
		return EXIT_USAGE;
	events_set(&events, 0, data, (uint32_t)len, (uint32_t)len);
	if (init) {
		events_run(&events, 1, init->prog, o->k, &ns);
		events_set(&events, 0, data, (uint32_t)len, (uint32_t)len);
	}
	bench_print(p, o->k, &events.packet[0]);
	events_free(&events);
	return EXIT_FINE;
}

static int bench_main(int argc, char **argv)
{
	static const uint8_t zeros[64];
	struct object_opts opts = { .engine = opt_engine, .btf = opt_btf, .fuel = opt_fuel };
	struct kiln_host *host = NULL;
	struct kiln *k;
	struct object *o;
	size_t len = sizeof(zeros);
	void *data = opt_packet ? file_read(opt_packet, 65536, &len) : NULL;
	int status = EXIT_USAGE;

	(void)argc;
	if (opt_packet && !data)
		return EXIT_USAGE;
	k = machine_new(0, &host);
	o = k ? object_open(k, argv[0], &opts) : NULL;
	if (o)
		status = bench_object(o, argv[0], data ? data : zeros, len);
	object_close(o);
	machine_free(k, host);
	free(data);
	return status;
}

const struct command cmd_bench = {
	.name = "bench",
	.args = "OBJECT",
	.summary = "time a program",
	.about =
		"Runs a program again and again on one packet, in nine batches, and prints its name, the nanoseconds of CPU\n"
		"time a run took in the best and in the median batch, and the result of the first run. With --load the\n"
		"program is loaded again and again instead: the microseconds of the best and of the median load.",
	.options = options,
	.run = bench_main,
	.min_args = 1,
	.max_args = 1,
};
