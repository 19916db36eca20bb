/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * attach.c - kiln attach: a program, proven here, at a hook of the running kernel, until somebody interrupts; then its maps.
 */
#include <net/if.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "maps.h"
#include "stock.h"
#include "tool.h"
#include "why.h"

static const char *opt_host = "linux", *opt_prog, *opt_btf, *opt_kind;
static uint64_t opt_seconds, opt_entries = 10;
static bool opt_egress;

static const struct option_row options[] = {
	{ "host", 0, OPT_TEXT, "linux", "whose hooks: the running kernel's, by its own bpf(2), as root", &opt_host },
	{ "prog", 'p', OPT_TEXT, "NAME", "the program to attach; default: the object's first", &opt_prog },
	{ "egress", 0, OPT_FLAG, NULL, "traffic control: what leaves, instead of what comes in", &opt_egress },
	{ "seconds", 's', OPT_NUMBER, "N", "end after N seconds; default: when interrupted", &opt_seconds },
	{ "entries", 0, OPT_NUMBER, "N", "show at most N entries a map; default 10", &opt_entries },
	{ "kind", 'k', OPT_TEXT, "KIND", "load as this kind of program, or one of this section, whatever its own says",
	  &opt_kind },
	{ "btf", 0, OPT_TEXT, "FILE",
	  "the kernel's types, for CO-RE and what the program is attached to; default: the running kernel's",
	  &opt_btf },
	{ 0 },
};

/* The signals that end it wait until they are asked for: none can come in between. */
static void wait_for_end(const sigset_t *ends)
{
	const struct timespec limit = { .tv_sec = (time_t)opt_seconds };

	if (opt_seconds)
		sigtimedwait(ends, NULL, &limit);
	else
		sigwaitinfo(ends, NULL);
}

static int attach_stock(struct object *o, const struct object_prog *p, const char *path, const char *interface)
{
	struct stock *s = stock_open(path, p);
	sigset_t ends;
	int status = EXIT_REFUSED;

	sigemptyset(&ends);
	sigaddset(&ends, SIGINT);
	sigaddset(&ends, SIGTERM);
	sigprocmask(SIG_BLOCK, &ends, NULL);
	if (s && stock_attach(s, interface, opt_egress)) {
		fprintf(stderr, "%s: proven, attached%s%s\n", p->name, interface ? " to " : "",
			interface ? interface : "");
		wait_for_end(&ends);
		stock_maps(s, o);
		status = EXIT_FINE;
	}
	stock_close(s);
	if (status == EXIT_FINE)
		maps_print(stdout, o, opt_entries);
	return status;
}

static int attach_main(int argc, char **argv)
{
	struct object_opts opts = { .btf = opt_btf, .kind = opt_kind };
	struct kiln_host *host = NULL;
	const struct object_prog *p;
	struct kiln *k;
	struct object *o;
	int status = EXIT_USAGE;

	if (strcmp(opt_host, "linux")) {
		complain(
			"--host: linux, not %s; kiln with --kernel CLIENT attaches to kiln.ko, kiln with CLIENT to kiln serve",
			opt_host);
		return EXIT_USAGE;
	}
	k = machine_new(0, &host);
	o = k ? object_open(k, argv[0], &opts) : NULL;
	p = o ? object_find(o, opt_prog) : NULL;
	if (p && !p->prog) {
		why_tell(false, argv[0], p->name, &p->why);
		status = EXIT_REFUSED;
	} else if (p) {
		status = attach_stock(o, p, argv[0], argc > 1 ? argv[1] : NULL);
	}
	object_close(o);
	machine_free(k, host);
	return status;
}

const struct command cmd_attach = {
	.name = "attach",
	.args = "OBJECT [INTERFACE]",
	.summary = "put a proven program at a hook of the running kernel",
	.about =
		"Loads OBJECT (an ELF file from clang), proves its programs safe, gives one of them to the running kernel's own bpf(2),\n"
		"and attaches it: XDP and traffic control to INTERFACE, others where their section says. It stays until SIGINT or\n"
		"SIGTERM comes; then its maps are printed by their C types. What that kernel has not, it refuses.",
	.options = options,
	.run = attach_main,
	.min_args = 1,
	.max_args = 2,
};
