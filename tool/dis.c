/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * dis.c - kiln dis: bytecode, with the C lines it came from, what was proven, and the native code made of it.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "btf_json.h"
#include "listing.h"
#include "object.h"
#include "tool.h"
#include "why.h"

static const char *opt_prog, *opt_btf, *opt_kind;
static bool opt_facts, opt_native, opt_json;

static const struct option_row options[] = {
	{ "prog", 'p', OPT_TEXT, "NAME", "only this program", &opt_prog },
	{ "facts", 'f', OPT_FLAG, NULL, "with what was proven at each instruction", &opt_facts },
	{ "native", 'n', OPT_FLAG, NULL, "with the native code of each instruction", &opt_native },
	{ "kind", 'k', OPT_TEXT, "KIND", "load as this kind of program, whatever its section says", &opt_kind },
	{ "btf", 0, OPT_TEXT, "FILE",
	  "the kernel's types, for CO-RE and what the program is attached to; default: the running kernel's",
	  &opt_btf },
	{ "json", 'j', OPT_FLAG, NULL, "print JSON: an array with an object a program", &opt_json },
	{ 0 },
};

static void native_text(void *arg, const cs_insn *in, bool first)
{
	const struct paint *c = paint_for(stdout);

	(void)arg, (void)first;
	printf("%s%*s%-8s %s%s\n", c->blue, 28, "", in->mnemonic, in->op_str, c->off);
}

static void insn_print(struct listing *l, uint32_t pc)
{
	const struct paint *c = paint_for(stdout);
	const char *source = listing_source(l, pc, NULL);
	char text[160], fact[256], map[128];

	if (source)
		printf("%s; %s%s\n", c->dim, source, c->off);
	kiln_disasm(&l->p->insns[pc], l->p->nr_insns - pc, pc, text, sizeof(text));
	listing_map(l, &l->p->insns[pc], map, sizeof(map));
	printf("%6u: %s%s%s", pc, text, map[0] ? "  # " : "", map);
	if (opt_facts && l->p->prog) {
		kiln_prog_fact(l->p->prog, pc, fact, sizeof(fact));
		printf("%*s%s%s%s", (int)(strlen(text) < 40 ? 42 - strlen(text) : 2), "", c->yellow, fact, c->off);
	}
	putchar('\n');
	if (opt_native && l->info.code_off)
		listing_native(l, pc, native_text, NULL);
}

static void native_json(void *arg, const cs_insn *in, bool first)
{
	char text[256];

	(void)arg;
	snprintf(text, sizeof(text), "%s%s%s", in->mnemonic, in->op_str[0] ? " " : "", in->op_str);
	printf("%s", first ? "" : ",");
	btf_json_string(stdout, text, strlen(text));
}

static void insn_json(struct listing *l, uint32_t pc)
{
	const char *source = listing_source(l, pc, NULL);
	char text[256];

	kiln_disasm(&l->p->insns[pc], l->p->nr_insns - pc, pc, text, sizeof(text));
	printf("%s\n  {\"insn\":%u,\"text\":", pc ? "," : "", pc);
	btf_json_string(stdout, text, strlen(text));
	if (source) {
		printf(",\"source\":");
		btf_json_string(stdout, source, strlen(source));
	}
	if (opt_facts && l->p->prog) {
		kiln_prog_fact(l->p->prog, pc, text, sizeof(text));
		printf(",\"fact\":");
		btf_json_string(stdout, text, strlen(text));
	}
	if (opt_native && l->info.code_off) {
		printf(",\"native\":[");
		listing_native(l, pc, native_json, NULL);
		putchar(']');
	}
	putchar('}');
}

static void prog_list(const struct object *o, const struct object_prog *p)
{
	struct listing l;

	listing_open(&l, o, p, opt_native);
	if (opt_json)
		printf("{\"prog\":\"%s\",\"accepted\":%s,\"code_bytes\":%zu,\"insns\":[", p->name,
		       p->prog ? "true" : "false", l.info.code_len);
	else
		printf("%s (%s): %u instructions%s\n", p->name, p->section, p->nr_insns, p->prog ? "" : ", refused");
	for (uint32_t pc = 0; p->insns && pc < p->nr_insns; pc++) {
		if (opt_json)
			insn_json(&l, pc);
		else
			insn_print(&l, pc);
		if (p->insns[pc].code == 0x18)
			pc++;
	}
	puts(opt_json ? "]}" : "");
	listing_close(&l);
}

static int dis_main(int argc, char **argv)
{
	struct object_opts opts = { .btf = opt_btf, .kind = opt_kind, .only = opt_prog, .own_maps = true };
	struct kiln_host *host = NULL;
	struct kiln *k = machine_new(0, &host);
	struct object *o = k ? object_open(k, argv[0], &opts) : NULL;
	int status = o ? EXIT_FINE : EXIT_USAGE;
	bool any = false;

	(void)argc;
	if (o && opt_json)
		putchar('[');
	for (uint32_t i = 0; o && i < o->nr_progs; i++) {
		if (o->prog[i].left_out)
			continue;
		if (any && opt_json)
			putchar(',');
		any = true;
		prog_list(o, &o->prog[i]);
		if (!o->prog[i].prog && (opt_facts || opt_native)) {
			why_print(stderr, argv[0], o->prog[i].name, &o->prog[i].why);
			status = EXIT_REFUSED;
		}
	}
	if (o && opt_json)
		puts("]");
	object_close(o);
	machine_free(k, host);
	return status;
}

const struct command cmd_dis = {
	.name = "dis",
	.args = "OBJECT",
	.summary = "show bytecode, facts and native code",
	.about =
		"Lists each program's instructions in LLVM's syntax with the C lines they came from; with --facts also what\n"
		"was proven of registers and branches; with --native the machine code that each instruction became.",
	.options = options,
	.run = dis_main,
	.min_args = 1,
	.max_args = 1,
};
