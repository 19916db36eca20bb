/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * check.c - kiln check: are these programs safe?
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "btf_json.h"
#include "object.h"
#include "page.h"
#include "section.h"
#include "tool.h"
#include "trial.h"
#include "why.h"

static const char *opt_prog, *opt_kind, *opt_btf, *opt_html;
static struct page *page;
static bool opt_log, opt_json, opt_quick;
static uint64_t opt_limit, opt_fuel;

static const struct option_row options[] = {
	{ "prog", 'p', OPT_TEXT, "NAME", "only this program", &opt_prog },
	{ "kind", 'k', OPT_TEXT, "KIND",
	  "check as this kind of program, or one of this section (cgroup/connect4), whatever its own says", &opt_kind },
	{ "btf", 0, OPT_TEXT, "FILE",
	  "the kernel's types, for CO-RE and what the program is attached to; default: the running kernel's",
	  &opt_btf },
	{ "limit", 0, OPT_NUMBER, "N", "give up after N instructions explored; default 1000000", &opt_limit },
	{ "fuel", 0, OPT_FUEL, "N",
	  "loops that are not proven to end run on a budget of N jumps back in all; default: they are refused",
	  &opt_fuel },
	{ "log", 'l', OPT_FLAG, NULL, "show the proof, instruction by instruction, on standard error", &opt_log },
	{ "html", 0, OPT_TEXT, "FILE",
	  "write a page that shows source, bytecode, registers, native code and the path of a refusal", &opt_html },
	{ "quick", 'q', OPT_FLAG, NULL, "do not look for an input with which a refused program goes wrong",
	  &opt_quick },
	{ "json", 'j', OPT_FLAG, NULL, "print JSON: an array with an object a program", &opt_json },
	{ 0 },
};

static bool json_first = true;

static void log_text(void *arg, const char *text, size_t len)
{
	fwrite(text, 1, len, arg ? arg : stderr);
}

static void accepted_print(const char *path, const struct object_prog *p)
{
	const struct paint *c = paint_for(stdout);
	struct kiln_prog_info info;

	kiln_prog_info(p->prog, &info);
	printf("%s: %s: %saccepted%s, %u instructions, %u explored, %u states, %.0f us, stack %u bytes", path, p->name,
	       c->green, c->off, info.nr_insns, info.nr_processed, info.nr_states, (double)p->load_ns / 1000.0,
	       info.stack_depth);
	if (info.fuel)
		printf("; on fuel, at most %u jumps back", info.fuel);
	if (info.not_offered)
		printf("; not to be run here, for want of %s", info.not_offered);
	putchar('\n');
}

static void result_json(const char *path, const struct object_prog *p, const struct trial_found *t)
{
	struct kiln_prog_info info;

	printf("%s{\"object\":", json_first ? "[" : ",\n ");
	json_first = false;
	btf_json_string(stdout, path, strlen(path));
	printf(",\"prog\":");
	btf_json_string(stdout, p->name, strlen(p->name));
	printf(",\"kind\":\"%s\",\"accepted\":%s", p->kind ? p->kind->name : "unknown", p->prog ? "true" : "false");
	printf(",\"insns\":%u,\"us\":%.1f", p->nr_insns, (double)p->load_ns / 1000.0);
	if (p->prog) {
		kiln_prog_info(p->prog, &info);
		printf(",\"explored\":%u,\"states\":%u,\"stack\":%u,\"memory\":%zu", info.nr_processed, info.nr_states,
		       info.stack_depth, info.verify_bytes);
		if (info.fuel)
			printf(",\"fuel\":%u", info.fuel);
		if (info.not_offered) {
			printf(",\"not_offered\":");
			btf_json_string(stdout, info.not_offered, strlen(info.not_offered));
		}
		printf("}");
	} else {
		printf(",\"why\":");
		why_json(stdout, &p->why);
		if (t) {
			printf(",\"verdict\":");
			trial_json(stdout, path, p->name, t);
		}
		printf("}");
	}
}

static void page_add(struct kiln *k, const char *path, const struct object *o, const struct object_prog *p,
		     const struct trial_found *t)
{
	char *message = NULL;
	size_t len;
	FILE *f = open_memstream(&message, &len);

	if (!f)
		return;
	if (!p->prog)
		why_print(f, path, p->name, &p->why);
	if (t)
		trial_print(f, path, p, t);
	fclose(f);
	page_prog(page, k, path, o, p, message);
	free(message);
}

/* What is told of one program. */
static void result_print(struct kiln *k, const char *path, const struct object *o, const struct object_prog *p)
{
	static struct trial_found found;
	const struct trial_found *t = p->prog || opt_quick ? NULL : &found;

	if (t)
		trial_search(k, o, p, &found);
	if (page)
		page_add(k, path, o, p, t);
	if (opt_json) {
		result_json(path, p, t);
	} else if (p->prog) {
		accepted_print(path, p);
	} else {
		why_print(stdout, path, p->name, &p->why);
		if (t)
			trial_print(stdout, path, p, t);
	}
}

static int object_check(struct kiln *k, const char *path)
{
	struct object_opts opts = { .btf = opt_btf,
				    .kind = opt_kind,
				    .only = opt_prog,
				    .own_maps = true,
				    .check_only = true,
				    .max_processed = opt_limit,
				    .fuel = opt_fuel,
				    .log = opt_log ? log_text : NULL,
				    .log_level = opt_log ? 2 : 0 };
	struct object *o = object_open(k, path, &opts);
	int status = EXIT_FINE;

	if (!o)
		return EXIT_USAGE;
	for (uint32_t i = 0; i < o->nr_progs; i++) {
		struct object_prog *p = &o->prog[i];

		if (p->left_out)
			continue;
		if (!p->prog)
			status = EXIT_REFUSED;
		result_print(k, path, o, p);
	}
	object_close(o);
	return status;
}

static int check_main(int argc, char **argv)
{
	struct kiln_host *host = NULL;
	struct kiln *k;
	int status = EXIT_FINE, got;

	if (opt_kind && !section_kind(opt_kind)) {
		complain("no such kind of program: %s", opt_kind);
		return EXIT_USAGE;
	}
	k = machine_new(0, &host);
	if (!k)
		return EXIT_USAGE;
	if (opt_html)
		page = page_new(opt_html);
	for (int i = 0; i < argc; i++) {
		got = object_check(k, argv[i]);
		status = got > status ? got : status;
	}
	if (page && !page_end(page))
		status = EXIT_USAGE;
	if (opt_json)
		puts(json_first ? "[]" : "]");
	machine_free(k, host);
	return status;
}

const struct command cmd_check = {
	.name = "check",
	.args = "OBJECT...",
	.summary = "prove programs safe, or say what is missing",
	.about =
		"Loads each OBJECT and tells of every program in it whether it is safe: accepted, with what the proof took;\n"
		"or refused, with the place in the source, where the value came from, the fact that is missing, and what would\n"
		"supply it. A refused program is then run unproven on made-up inputs, every access checked, for at most 200 ms:\n"
		"if one goes wrong where the refusal says, it is a bug, and the input is shown; else it is not proven.\n"
		"Every kind of Linux's programs is known but struct_ops and freplace. A program that needs a helper or a kind\n"
		"of map which no host here has is proven as well, and told what it lacks.",
	.options = options,
	.run = check_main,
	.min_args = 1,
	.max_args = -1,
};
