/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * raise.c - kiln raise: an event for the programs that are attached in the server.
 */
#include <errno.h>
#include <inttypes.h>
#include <kiln/serve.h>
#include <net/if.h>
#include <string.h>

#include "symbols.h"
#include "tool.h"

enum { DATA_MAX = 65535 };

static const char *opt_interface, *opt_name;
static bool opt_json, opt_show;

static const struct option_row options[] = {
	{ "interface", 'i', OPT_TEXT, "NAME", "the interface where it happens; default: any that has programs",
	  &opt_interface },
	{ "name", 'n', OPT_TEXT, "PLACE", "the tracepoint where it happens; default: any", &opt_name },
	{ "show-data", 0, OPT_FLAG, NULL, "print the packet or context as the programs leave it", &opt_show },
	{ "json", 'j', OPT_FLAG, NULL, "print JSON", &opt_json },
	{ 0 },
};

static void hex_print(const uint8_t *data, size_t len)
{
	for (size_t i = 0; i < len; i++)
		printf("%02x", data[i]);
}

static void verdict_print(const char *kind, int64_t verdict, const uint8_t *data, size_t len)
{
	const char *name = kiln_verdict_name(kiln_kind_by_name(kind), verdict);

	if (opt_json) {
		printf("{\"verdict\":%" PRId64, verdict);
		if (name)
			printf(",\"name\":\"%s\"", name);
		printf(",\"data\":\"");
		hex_print(data, len);
		printf("\"}\n");
		return;
	}
	if (name)
		printf("%s\n", name);
	else
		printf("%" PRId64 "\n", verdict);
	if (opt_show) {
		hex_print(data, len);
		printf("\n");
	}
}

static int run(int argc, char **argv)
{
	static uint8_t data[DATA_MAX + 1], after[DATA_MAX + 1];
	struct kiln_raise event = { .kind = argv[0], .name = opt_name, .data = data };
	size_t hex_len = argc > 1 ? strlen(argv[1]) : 0, after_len = 0;
	char state[96];
	int64_t verdict = 0;
	int err;

	if (!kiln_serve_state(state, sizeof(state))) {
		complain("the path of KILN_STATE is too long, or the folder in /tmp is another user's");
		return EXIT_USAGE;
	}
	if (!kiln_kind_by_name(argv[0])) {
		complain("%s: no such kind of program", argv[0]);
		return EXIT_USAGE;
	}
	if (hex_len > 2 * DATA_MAX || (hex_len && !hex_read(argv[1], hex_len, data, &event.len))) {
		complain("the data are not hex, or more than %d bytes", DATA_MAX);
		return EXIT_USAGE;
	}
	if (opt_interface && !(event.ifindex = if_nametoindex(opt_interface))) {
		complain("%s: no such interface", opt_interface);
		return EXIT_USAGE;
	}
	err = kiln_serve_raise(state, &event, &verdict, after, sizeof(after), &after_len);
	if (!err) {
		verdict_print(argv[0], verdict, after, after_len < sizeof(after) ? after_len : sizeof(after));
		return EXIT_FINE;
	}
	complain("%s", err == ENOTCONN ? "nobody serves"
		       : err == ENOENT ? "no program is attached there"
		       : err == EINVAL ? "the data do not fit the kind"
				       : strerror(err));
	return err == ENOENT ? EXIT_REFUSED : EXIT_USAGE;
}

const struct command cmd_raise = {
	.name = "raise",
	.args = "KIND [HEX]",
	.summary = "let an event happen for programs that are attached",
	.about =
		"Runs the programs of KIND (xdp, sched_cls, raw_tracepoint ...) that clients have attached in the server of `kiln serve`, on a\n"
		"packet or a context given in hex, and prints their verdict. So programs can be tried without traffic.\n\n"
		"    kiln raise xdp --interface eth0 ffffffffffff0200000000010800...",
	.options = options,
	.run = run,
	.min_args = 1,
	.max_args = 2,
};
