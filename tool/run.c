/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * run.c - kiln run: an object's program over a capture.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "btf_json.h"
#include "capture.h"
#include "event.h"
#include "fill.h"
#include "maps.h"
#include "object.h"
#include "stock.h"
#include "symbols.h"
#include "tool.h"
#include "trial.h"
#include "why.h"

static const char *opt_pcap, *opt_prog, *opt_write, *opt_btf, *opt_kind;
static enum kiln_engine opt_engine;
static uint64_t opt_repeat = 1, opt_count = UINT64_MAX, opt_entries = 10, opt_fuel;
static const char *opt_host = "kiln";
static const char *opt_packet, *opt_chance = "0";
static bool opt_json, opt_packets, opt_unsafe;
static struct list opt_init, opt_set_map;

static const struct option_row options[] = {
	{ "pcap", 'r', OPT_TEXT, "FILE", "the capture, pcap or pcapng; - is standard input", &opt_pcap },
	{ "prog", 'p', OPT_TEXT, "NAME", "the program to run; default: the object's first", &opt_prog },
	{ "init", 'i', OPT_LIST, "NAME", "run this program once on the first packet, before; may be given again",
	  &opt_init },
	{ "engine", 'e', OPT_ENGINE, "jit|interp", "native code or the interpreter; default: native where there is any",
	  &opt_engine },
	{ "host", 0, OPT_TEXT, "kiln|linux",
	  "what runs it, once it is proven: Kiln, or the running kernel's own bpf(2), as root", &opt_host },
	{ "write", 'w', OPT_TEXT, "FILE", "write what leaves: packets not dropped, as the program left them",
	  &opt_write },
	{ "count", 'c', OPT_NUMBER, "N", "only the first N packets", &opt_count },
	{ "repeat", 'n', OPT_NUMBER, "N", "go N times over the capture; verdicts and --write are of the first",
	  &opt_repeat },
	{ "set-map", 'm', OPT_LIST, "NAME=FILE", "fill a map from JSON before; may be given again", &opt_set_map },
	{ "entries", 0, OPT_NUMBER, "N", "show at most N entries a map; default 10", &opt_entries },
	{ "kind", 'k', OPT_TEXT, "KIND", "load as this kind of program, or one of this section, whatever its own says",
	  &opt_kind },
	{ "btf", 0, OPT_TEXT, "FILE",
	  "the kernel's types, for CO-RE and what the program is attached to; default: the running kernel's",
	  &opt_btf },
	{ "fuel", 0, OPT_FUEL, "N",
	  "loops that are not proven to end run on a budget of N jumps back in all; default: they are refused",
	  &opt_fuel },
	{ "packets", 0, OPT_FLAG, NULL, "with --json: result, length and CRC-32 of each packet too", &opt_packets },
	{ "unsafe", 0, OPT_FLAG, NULL, "do not prove: one run on --packet, interpreted, every access checked",
	  &opt_unsafe },
	{ "packet", 0, OPT_TEXT, "HEX", "with --unsafe: the packet, or the first bytes of another context",
	  &opt_packet },
	{ "chance", 0, OPT_TEXT, "N[,N[,N]]",
	  "with --unsafe: seed of values; bits of records that fail, of missing elements that are there", &opt_chance },
	{ "json", 'j', OPT_FLAG, NULL, "print JSON", &opt_json },
	{ 0 },
};

/* What became of the packets, a row a verdict. */
struct tally {
	uint64_t verdict, packets, bytes;
};

struct run {
	struct object *o;
	struct object_prog *p;
	struct capture capture;
	struct events events;
	struct tally tally[64];
	uint32_t nr_tally;
	uint64_t ns, runs;
	struct capture_out *out;
	struct stock *stock; /* or NULL: Kiln runs it */
	bool failed;
};

static void tally_add(struct run *r, uint64_t verdict, uint64_t bytes)
{
	uint32_t i = 0;

	while (i < r->nr_tally && r->tally[i].verdict != verdict)
		i++;
	if (i == sizeof(r->tally) / sizeof(r->tally[0]))
		i--; /* the last row takes what has no room */
	else if (i == r->nr_tally)
		r->tally[r->nr_tally++].verdict = verdict;
	r->tally[i].packets++;
	r->tally[i].bytes += bytes;
}

static const char *verdict_text(const struct run *r, uint64_t verdict, char *buf, size_t cap)
{
	const char *name = kiln_verdict_name(r->p->kind, (int64_t)(int32_t)verdict);

	if (name)
		return name;
	snprintf(buf, cap, "%" PRIu64, verdict);
	return buf;
}

/* A socket filter keeps that many bytes; XDP and traffic control drop by name. */
static bool verdict_drops(const struct run *r, uint64_t verdict)
{
	const char *name = kiln_verdict_name(r->p->kind, (int64_t)(int32_t)verdict);

	return name ? !strcmp(name, "drop") || !strcmp(name, "aborted") || !strcmp(name, "shot") : verdict == 0;
}

static void packet_done(struct run *r, const struct capture_packet *in, const struct kiln_packet *p, uint64_t verdict,
			bool first_of_all)
{
	uint32_t len = (uint32_t)(p->data_end - p->data);

	tally_add(r, verdict & 0xffffffff, in->len);
	if (r->out && !verdict_drops(r, verdict & 0xffffffff))
		capture_write(r->out, &in->time, p->data, len);
	if (opt_json && opt_packets)
		printf("%s[%u,%u,\"%08x\"]", first_of_all ? "" : ",", (uint32_t)verdict, len,
		       btf_json_crc32(p->data, len));
}

static void run_batch(struct run *r, size_t from, uint32_t nr, bool first_turn)
{
	struct capture_packet *in = &r->capture.packet[from];

	for (uint32_t i = 0; i < nr; i++)
		events_set(&r->events, i, in[i].data, in[i].len, in[i].wire_len);
	events_run(&r->events, nr, r->p->prog, r->o->k, &r->ns);
	r->runs += nr;
	for (uint32_t i = 0; first_turn && i < nr; i++)
		packet_done(r, &in[i], &r->events.packet[i], r->events.verdict[i], from + i == 0);
}

/* One after the other, each by a call of the kernel. */
static void run_by_kernel(struct run *r)
{
	enum { LONGEST = 65536 };
	static uint8_t after[LONGEST];
	size_t nr = r->capture.nr < opt_count ? r->capture.nr : opt_count;

	for (size_t i = 0; i < nr && !r->failed; i++) {
		const struct capture_packet *in = &r->capture.packet[i];
		uint32_t verdict = 0, len = LONGEST;
		uint64_t ns = 0;

		r->failed = !stock_run(r->stock, in->data, in->len, &verdict, &ns, after, &len);
		r->ns += ns;
		r->runs++;
		if (!r->failed)
			packet_done(r, in, &(struct kiln_packet){ .data = after, .data_end = after + len }, verdict,
				    !i);
	}
	stock_maps(r->stock, r->o);
}

static void run_all(struct run *r)
{
	size_t nr = r->capture.nr < opt_count ? r->capture.nr : opt_count;

	for (uint64_t turn = 0; turn < opt_repeat; turn++) {
		for (size_t at = 0; at < nr; at += EVENT_BATCH) {
			run_batch(r, at, nr - at < EVENT_BATCH ? (uint32_t)(nr - at) : EVENT_BATCH, !turn);
			progress("running", turn * nr + at, opt_repeat * nr);
		}
	}
	progress("running", 0, 0);
}

/* Programs that prepare the maps. Returns the exit status. */
static int run_init(struct run *r, const char *object)
{
	static const uint8_t nothing[64];
	uint64_t ns = 0;

	for (unsigned int i = 0; i < opt_init.nr; i++) {
		struct object_prog *p = object_find(r->o, opt_init.item[i]);

		if (!p)
			return EXIT_USAGE;
		if (!p->prog) {
			why_tell(opt_json, object, p->name, &p->why);
			return EXIT_REFUSED;
		}
		if (r->capture.nr)
			events_set(&r->events, 0, r->capture.packet[0].data, r->capture.packet[0].len,
				   r->capture.packet[0].wire_len);
		else
			events_set(&r->events, 0, nothing, sizeof(nothing), sizeof(nothing));
		events_run(&r->events, 1, p->prog, r->o->k, &ns);
	}
	return EXIT_FINE;
}

static bool out_open(struct run *r)
{
	if (opt_write)
		r->out = capture_create(opt_write, r->capture.link_type);
	return !opt_write || r->out;
}

/* -- what is shown ------------------------------------------------------------------------------------------------- */

static const char *engine_name(const struct run *r)
{
	struct kiln_prog_info info;

	if (r->stock)
		return "linux";
	kiln_prog_info(r->p->prog, &info);
	return info.jited ? "jit" : "interpreter";
}

static void table_print(const struct run *r)
{
	const struct paint *c = paint_for(stdout);
	uint64_t packets = 0, bytes = 0;
	char buf[32];

	printf("%s%-12s %12s %14s%s\n", c->bold, "verdict", "packets", "bytes", c->off);
	for (uint32_t i = 0; i < r->nr_tally; i++) {
		const struct tally *t = &r->tally[i];

		printf("%-12s %12" PRIu64 " %14" PRIu64 "\n", verdict_text(r, t->verdict, buf, sizeof(buf)), t->packets,
		       t->bytes);
		packets += t->packets;
		bytes += t->bytes;
	}
	printf("%-12s %12" PRIu64 " %14" PRIu64 "\n", "total", packets, bytes);
	printf("\n%s: %.1f ns a packet (%s)\n", r->p->name, r->runs ? (double)r->ns / (double)r->runs : 0.0,
	       engine_name(r));
	if (r->events.dry)
		printf("%" PRIu64 " of %" PRIu64 " runs ended for want of fuel\n", r->events.dry, r->runs);
	printf("\n%smaps%s\n", c->bold, c->off);
	maps_print(stdout, r->o, opt_entries);
}

static void json_tail(const struct run *r)
{
	char buf[32];

	if (opt_packets)
		printf("],\n");
	printf("\"verdicts\":{");
	for (uint32_t i = 0; i < r->nr_tally; i++)
		printf("%s\"%s\":{\"packets\":%" PRIu64 ",\"bytes\":%" PRIu64 "}", i ? "," : "",
		       verdict_text(r, r->tally[i].verdict, buf, sizeof(buf)), r->tally[i].packets, r->tally[i].bytes);
	printf("},\n\"engine\":\"%s\",\"runs\":%" PRIu64 ",\"ns_per_packet\":%.2f,\n", engine_name(r), r->runs,
	       r->runs ? (double)r->ns / (double)r->runs : 0.0);
	if (opt_fuel)
		printf("\"without_fuel\":%" PRIu64 ",\n", r->events.dry);
	maps_json(stdout, r->o);
	printf("}\n");
}

static int run_program(struct run *r, const char *object)
{
	int status = EXIT_USAGE;

	if (!capture_read(&r->capture, opt_pcap))
		return EXIT_USAGE;
	if (events_new(&r->events, r->capture.longest > 64 ? r->capture.longest : 64) && out_open(r) &&
	    maps_fill(r->o, opt_set_map.item, opt_set_map.nr))
		status = run_init(r, object);
	if (status == EXIT_FINE) {
		if (opt_json) {
			printf("{\"prog\":");
			btf_json_string(stdout, r->p->name, strlen(r->p->name));
			printf(opt_packets ? ",\n\"packets\":[" : ",\n");
		}
		if (r->stock)
			run_by_kernel(r);
		else
			run_all(r);
		if (opt_json)
			json_tail(r);
		else
			table_print(r);
	}
	if (!capture_close(r->out) || r->failed)
		status = EXIT_USAGE;
	events_free(&r->events);
	capture_free(&r->capture);
	return status;
}

/* What kiln check found, once more. */
static int run_unsafe(struct kiln *k, const struct object *o, const struct object_prog *p)
{
	static struct trial_input in;
	struct kiln_fault fault;
	size_t len = 0;
	uint64_t r0;
	char buf[32];

	if (!opt_packet || strlen(opt_packet) > 2 * TRIAL_INPUT_MAX ||
	    !hex_read(opt_packet, strlen(opt_packet), in.data, &len) || !chance_read(opt_chance, &in.chance)) {
		complain("--unsafe needs --packet HEX of at most %d bytes, and --chance numbers", TRIAL_INPUT_MAX);
		return EXIT_USAGE;
	}
	in.len = (uint32_t)len;
	if (!trial_once(k, o, p, &in, &r0, &fault))
		return EXIT_USAGE;
	fprintf(stderr, "unproven: interpreted, every access checked\n");
	if (opt_json)
		printf(fault.what ? "{\"fault\":{\"insn\":%u,\"what\":\"%s\"}}\n" : "{\"r0\":%u}\n",
		       fault.what ? fault.insn : (uint32_t)r0, fault.what);
	else if (fault.what)
		printf("fault at instruction %u: %s (address 0x%" PRIx64 ")\n", fault.insn, fault.what, fault.addr);
	else
		puts(verdict_text(&(struct run){ .p = (struct object_prog *)(uintptr_t)p }, r0 & 0xffffffff, buf,
				  sizeof(buf)));
	return fault.what ? EXIT_REFUSED : EXIT_FINE;
}

static int run_main(int argc, char **argv)
{
	static struct run r;
	struct object_opts opts = { .engine = opt_engine, .btf = opt_btf, .kind = opt_kind, .fuel = opt_fuel };
	struct kiln_host *host = NULL;
	struct kiln *k;
	int status = EXIT_USAGE;

	(void)argc;
	if (!opt_pcap && !opt_unsafe) {
		complain("which capture? --pcap FILE");
		return EXIT_USAGE;
	}
	if (strcmp(opt_host, "kiln") && strcmp(opt_host, "linux")) {
		complain("--host: kiln or linux, not %s", opt_host);
		return EXIT_USAGE;
	}
	if (!strcmp(opt_host, "linux") && (opt_init.nr || opt_set_map.nr || opt_repeat != 1 || opt_unsafe)) {
		complain("--host linux: with it there is no --init, --set-map, --repeat and --unsafe");
		return EXIT_USAGE;
	}
	k = machine_new(0, &host);
	r.o = k ? object_open(k, argv[0], &opts) : NULL;
	r.p = r.o ? object_find(r.o, opt_prog) : NULL;
	if (r.p && opt_unsafe) {
		status = run_unsafe(k, r.o, r.p);
	} else if (r.p && !r.p->prog) {
		why_tell(opt_json, argv[0], r.p->name, &r.p->why);
		status = EXIT_REFUSED;
	} else if (r.p && !strcmp(opt_host, "linux")) {
		r.stock = stock_open(argv[0], r.p);
		status = r.stock ? run_program(&r, argv[0]) : EXIT_REFUSED;
		stock_close(r.stock);
	} else if (r.p) {
		status = run_program(&r, argv[0]);
	}
	object_close(r.o);
	machine_free(k, host);
	return status;
}

const struct command cmd_run = {
	.name = "run",
	.args = "OBJECT",
	.summary = "run a program over a capture: verdicts, maps, time",
	.about =
		"Loads OBJECT (an ELF file from clang), proves its programs safe, and runs one of them on each packet of a\n"
		"capture, as an ordinary user and without any interface. Prints how many packets got which verdict, the\n"
		"maps afterwards by their C types, and the nanoseconds that a packet took.\n\n"
		"With --host linux it is proven here and then given to the running kernel's own bpf(2), whose test runs answer: so what\n"
		"Kiln says can be held against it, on a machine without the module kiln.ko.",
	.options = options,
	.run = run_main,
	.min_args = 1,
	.max_args = 1,
};
