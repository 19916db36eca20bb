/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * top.c - kiln top: programs, what their events cost, maps; those of this user in the server.
 *
 * Overview     one more client of bpf(2): it walks ids and asks for info. While it holds BPF_ENABLE_STATS, the server counts and times.
 */
#include <bpf/libbpf.h>
#include <inttypes.h>
#include <kiln/serve.h>
#include <linux/bpf.h>
#include <net/if.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "tool.h"

enum { ROWS_MAX = 4096, ATTACHED_MAX = 256 };

static uint64_t opt_interval, opt_count;
static bool opt_json;

static const struct option_row options[] = {
	{ "interval", 'i', OPT_NUMBER, "SECONDS", "time between two looks (1)", &opt_interval },
	{ "count", 'c', OPT_NUMBER, "N", "looks; default: until interrupted on a terminal, else 1", &opt_count },
	{ "json", 'j', OPT_FLAG, NULL, "print JSON, an object a look", &opt_json },
	{ 0 },
};

struct counted {
	uint32_t id;
	uint64_t runs, ns;
};

/* What the last look found, sorted by id as walks are. */
struct looks {
	struct counted *before, *now;
	uint32_t nr_before, nr_now;
	uint64_t before_ns, now_ns;
	struct kiln_attached attached[ATTACHED_MAX];
	long nr_attached;
	bool first;
};

static uint64_t clock_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

/* -- the server ----------------------------------------------------------------------------------------------------------- */

/* The next object's id after *id, and a descriptor of it; -1: there is none, or it went meanwhile. */
static int object_next(int next_cmd, int fd_cmd, uint32_t *id, bool *end)
{
	union bpf_attr attr = { .start_id = *id };

	*end = kiln_serve_bpf(next_cmd, &attr, sizeof(attr)) < 0;
	if (*end)
		return -1;
	*id = attr.next_id;
	memset(&attr, 0, sizeof(attr));
	attr.prog_id = *id;
	return (int)kiln_serve_bpf(fd_cmd, &attr, sizeof(attr));
}

static bool object_info(int fd, void *info, uint32_t len)
{
	union bpf_attr attr = { .info = { .bpf_fd = (uint32_t)fd, .info_len = len, .info = (uintptr_t)info } };
	bool ok = fd >= 0 && kiln_serve_bpf(BPF_OBJ_GET_INFO_BY_FD, &attr, sizeof(attr)) >= 0;

	if (fd >= 0)
		close(fd);
	return ok;
}

/* -- programs ------------------------------------------------------------------------------------------------------------- */

static const struct counted *before_of(const struct looks *l, uint32_t id)
{
	for (uint32_t i = 0; i < l->nr_before; i++)
		if (l->before[i].id == id)
			return &l->before[i];
	return NULL;
}

/* Where it is attached first: "eth0 xdp", the name of a place; "" for nowhere. */
static const struct kiln_attached *place_of(const struct looks *l, uint32_t id, char *text, size_t cap)
{
	char name[IF_NAMESIZE];

	*text = 0;
	for (long i = 0; i < l->nr_attached; i++) {
		const struct kiln_attached *a = &l->attached[i];

		if (a->prog_id != id)
			continue;
		if (!a->ifindex)
			snprintf(text, cap, "%s", a->name);
		else
			snprintf(text, cap, "%s%s", if_indextoname(a->ifindex, name) ? name : "?",
				 a->attach_type == BPF_XDP ? ""
				 : a->attach_type == 47	   ? " out"
							   : " in");
		return a;
	}
	return NULL;
}

static void prog_print(const struct looks *l, const struct bpf_prog_info *p, bool first)
{
	const struct counted *b = before_of(l, p->id);
	const struct kiln_kind *kind = kiln_kind_by_type(p->type);
	const uint64_t runs = p->run_cnt - (b ? b->runs : 0), ns = p->run_time_ns - (b ? b->ns : 0);
	const double seconds = (double)(l->now_ns - l->before_ns) / 1e9;
	char place[160];
	const struct kiln_attached *a = place_of(l, p->id, place, sizeof(place));
	const double rate = seconds > 0 ? (double)runs / seconds : 0, each = runs ? (double)ns / (double)runs : 0;
	static const struct {
		const char *word, *text;
	} by[] = { [0] = { "raise", " (by kiln raise alone)" },
		   [KILN_LIVE_RING] = { "packet", "" },
		   [KILN_LIVE_TAP] = { "tap", "" },
		   [KILN_LIVE_XDP] = { "af_xdp", " (AF_XDP)" } };
	const size_t how = a && a->ifindex && (size_t)a->live < sizeof(by) / sizeof(by[0]) ? (size_t)a->live : 0;

	if (opt_json) {
		printf("%s{\"id\":%u,\"type\":\"%s\",\"name\":\"%s\",\"place\":\"%s\",\"events_per_s\":%.1f,\"ns_per_event\":%.1f,"
		       "\"events\":%" PRIu64 ",\"packets\":%" PRIu64 ",\"drops\":%" PRIu64
		       ",\"live\":%s,\"by\":\"%s\"}",
		       first ? "" : ",", p->id, kind ? kind->name : "?", p->name, place, rate, each,
		       (uint64_t)p->run_cnt, a ? a->packets : 0, a ? a->drops : 0,
		       a && (!a->ifindex || a->live) ? "true" : "false", a && a->ifindex ? by[how].word : "");
		return;
	}
	printf("%6u %-16s %-16s %12.1f %10.1f %12" PRIu64 " %10" PRIu64 "  %s%s\n", p->id, kind ? kind->name : "?",
	       p->name, rate, each, (uint64_t)p->run_cnt, a ? a->drops : 0, place, a && a->ifindex ? by[how].text : "");
}

static void progs_print(struct looks *l)
{
	const struct paint *c = paint_for(stdout);
	uint32_t id = 0;
	bool end;

	l->nr_now = 0;
	if (!opt_json && !l->first)
		printf("%s%6s %-16s %-16s %12s %10s %12s %10s  %s%s\n", c->bold, "ID", "PROGRAM", "NAME", "EVENTS/S",
		       "NS/EVENT", "EVENTS", "DROPS", "PLACE", c->off);
	for (int fd = object_next(BPF_PROG_GET_NEXT_ID, BPF_PROG_GET_FD_BY_ID, &id, &end); !end;
	     fd = object_next(BPF_PROG_GET_NEXT_ID, BPF_PROG_GET_FD_BY_ID, &id, &end)) {
		struct bpf_prog_info info = { 0 };

		if (!object_info(fd, &info, sizeof(info)) || l->nr_now == ROWS_MAX)
			continue;
		if (!l->first)
			prog_print(l, &info, !l->nr_now);
		l->now[l->nr_now++] = (struct counted){ info.id, info.run_cnt, info.run_time_ns };
	}
}

/* -- maps ----------------------------------------------------------------------------------------------------------------- */

static void map_print(const struct bpf_map_info *m, bool first)
{
	const char *type = libbpf_bpf_map_type_str((enum bpf_map_type)m->type);
	const uint64_t bytes = ((m->key_size + 7ull) / 8 + (m->value_size + 7ull) / 8) * 8 * m->max_entries;

	if (opt_json)
		printf("%s{\"id\":%u,\"type\":\"%s\",\"name\":\"%s\",\"key\":%u,\"value\":%u,\"max_entries\":%u,\"bytes\":%" PRIu64
		       "}",
		       first ? "" : ",", m->id, type ? type : "?", m->name, m->key_size, m->value_size, m->max_entries,
		       bytes);
	else
		printf("%6u %-16s %-16s %12u %10u %12u %10" PRIu64 "\n", m->id, type ? type : "?", m->name, m->key_size,
		       m->value_size, m->max_entries, bytes);
}

static void maps_print(void)
{
	const struct paint *c = paint_for(stdout);
	uint32_t id = 0, nr = 0;
	bool end;

	if (!opt_json)
		printf("\n%s%6s %-16s %-16s %12s %10s %12s %10s%s\n", c->bold, "ID", "MAP", "NAME", "KEY", "VALUE",
		       "ENTRIES", "BYTES", c->off);
	for (int fd = object_next(BPF_MAP_GET_NEXT_ID, BPF_MAP_GET_FD_BY_ID, &id, &end); !end;
	     fd = object_next(BPF_MAP_GET_NEXT_ID, BPF_MAP_GET_FD_BY_ID, &id, &end)) {
		struct bpf_map_info info = { 0 };

		if (object_info(fd, &info, sizeof(info)))
			map_print(&info, !nr++);
	}
}

/* -- looks ---------------------------------------------------------------------------------------------------------------- */

/* The first one prints nothing: it is what the next is compared with. */
static void look(struct looks *l)
{
	struct counted *swap;

	l->now_ns = clock_ns();
	l->nr_attached = kiln_serve_attached(l->attached, ATTACHED_MAX);
	if (opt_json && !l->first)
		printf("{\"programs\":[");
	progs_print(l);
	if (opt_json && !l->first)
		printf("],\"maps\":[");
	if (!l->first)
		maps_print();
	if (opt_json && !l->first)
		printf("]}\n");
	fflush(stdout);
	swap = l->before;
	l->before = l->now;
	l->now = swap;
	l->nr_before = l->nr_now;
	l->before_ns = l->now_ns;
	l->first = false;
}

static int run(int argc, char **argv)
{
	const bool screen = isatty(STDOUT_FILENO) && !opt_json;
	const uint64_t all = opt_count ? opt_count : screen ? UINT64_MAX : 1;
	union bpf_attr stats = { .enable_stats = { .type = BPF_STATS_RUN_TIME } };
	struct looks l = { .first = true };

	(void)argc, (void)argv;
	if (kiln_serve_bpf(BPF_ENABLE_STATS, &stats, sizeof(stats)) < 0) {
		complain("nobody serves");
		return EXIT_USAGE;
	}
	l.before = calloc(ROWS_MAX, sizeof(*l.before));
	l.now = calloc(ROWS_MAX, sizeof(*l.now));
	if (l.before && l.now)
		look(&l);
	for (uint64_t i = 0; l.before && l.now && i < all; i++) {
		sleep(opt_interval ? (unsigned int)opt_interval : 1);
		if (screen)
			printf("\033[H\033[2J");
		else if (i && !opt_json)
			printf("\n");
		look(&l);
	}
	free(l.before);
	free(l.now);
	return EXIT_FINE;
}

const struct command cmd_top = {
	.name = "top",
	.args = "",
	.summary = "show programs in the server, with events a second and what they cost, and maps",
	.about =
		"Shows this user's programs and maps in the server of `kiln serve`: how many events a second each program had since the last\n"
		"look, nanoseconds an event, all events it had while somebody looked, what was dropped at its interface, and where it is\n"
		"attached. Events are counted and timed only while kiln top, or another holder of BPF_ENABLE_STATS, is there. On a\n"
		"terminal the screen is shown anew until it is interrupted; otherwise rows are printed once. Bytes of a map are those of all its\n"
		"keys and values.\n\n"
		"    kiln top --json --count 10",
	.options = options,
	.run = run,
	.min_args = 0,
	.max_args = 0,
};
