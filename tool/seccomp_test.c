/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * seccomp_test.c - kiln seccomp test: what a policy answers to given calls, run by Kiln's own machine.
 */
#include <inttypes.h>
#include <kiln/cbpf.h>
#include <stdlib.h>
#include <string.h>

#include "calls.h"
#include "seccomp.h"
#include "object.h"
#include "why.h"

static const char *opt_calls, *opt_data, *opt_prog;
static enum kiln_engine opt_engine;
static bool opt_json;

static const struct option_row options[] = {
	{ "calls", 'C', OPT_TEXT, "FILE", "the calls, one a line: [ARCH:]NAME [ARGUMENT...] [=> ACTION [DATA]]",
	  &opt_calls },
	{ "data", 'd', OPT_TEXT, "FILE", "the calls, an array of struct seccomp_data", &opt_data },
	{ "prog", 'p', OPT_TEXT, "NAME",
	  "of an eBPF object: its program of that name; default: the only one, or the first", &opt_prog },
	{ "engine", 'e', OPT_ENGINE, "jit|interp", "native code or the interpreter; default: native where there is any",
	  &opt_engine },
	POLICY_OPTIONS,
	{ "json", 'j', OPT_FLAG, NULL, "print JSON", &opt_json },
	{ 0 },
};

void call_print(const struct kiln_call *d)
{
	const struct call_arch *arch = call_arch_of(d->arch, (uint32_t)d->nr);
	const char *name = arch ? call_name(arch, (uint32_t)d->nr) : NULL;
	int last = 5;

	while (last >= 0 && !d->arg[last])
		last--;
	if (arch)
		printf("%s ", arch->name);
	else
		printf("0x%08x ", d->arch);
	printf(name ? "%s(" : "%s%d(", name ? name : "", d->nr);
	for (int i = 0; i <= last; i++)
		printf(d->arg[i] < 4096 ? "%s%" PRIu64 : "%s0x%" PRIx64, i ? ", " : "", d->arg[i]);
	printf(")");
}

static void row_json(const struct kiln_call *d, uint32_t got, bool right, bool first)
{
	const struct call_arch *arch = call_arch_of(d->arch, (uint32_t)d->nr);
	const char *name = arch ? call_name(arch, (uint32_t)d->nr) : NULL;

	printf("%s{\"arch\":\"%s\",\"name\":\"%s\",\"nr\":%d,", first ? "" : ",", arch ? arch->name : "other",
	       name ? name : "", d->nr);
	result_json(stdout, got);
	printf(",\"as_wanted\":%s}", right ? "true" : "false");
}

static void row_print(const struct given_call *g, uint32_t got, bool right)
{
	const struct paint *p = paint_for(stdout);
	char result[64], want[64];

	result_text(result, sizeof(result), got);
	call_print(&g->data);
	printf(": %s (0x%08x)", result, got);
	if (!right) {
		result_text(want, sizeof(want), g->want);
		printf(" %sline %u wants %s%s", p->red, g->line, want, p->off);
	}
	putchar('\n');
}

static int calls_run(struct kiln *k, struct kiln_prog *const *progs, uint32_t nr_progs, const struct given_calls *c)
{
	static struct kiln_env env;
	uint32_t wrong = 0;

	if (opt_json)
		printf("[");
	kiln_enter(k, &env);
	for (size_t i = 0; i < c->nr; i++) {
		uint32_t got = 0;
		bool right;

		for (uint32_t p = 0; p < nr_progs; p++) {
			struct kiln_call ctx = c->call[i].data;
			uint32_t one = (uint32_t)kiln_run(progs[p], &ctx, &env);

			got = p ? result_strictest(got, one) : one;
		}
		right = !c->call[i].wants || got == c->call[i].want;
		wrong += !right;
		if (opt_json)
			row_json(&c->call[i].data, got, right, !i);
		else
			row_print(&c->call[i], got, right);
	}
	kiln_leave(k, &env);
	if (opt_json)
		printf("]\n");
	if (wrong && !opt_json)
		printf("%u of %zu calls not as wanted\n", wrong, c->nr);
	return wrong ? EXIT_REFUSED : EXIT_FINE;
}

static int classic_test(struct kiln *k, int argc, char **argv, const struct given_calls *c)
{
	static struct policy policy;
	static struct kiln_why why;
	struct kiln_load_opts opts = { .kind = kiln_kind_by_name("seccomp"), .name = "policy", .engine = opt_engine };
	struct kiln_prog *prog[POLICY_FILTERS_MAX] = { 0 };
	uint32_t nr = 0;
	int status = EXIT_USAGE;
	bool fine = true;

	for (int i = 0; i < argc && fine; i++)
		fine = policy_load(&policy, argv[i], &status);
	for (; nr < policy.nr_filters && fine; nr++) {
		const struct policy_program *f = &policy.filter[nr];

		if (!kiln_load(k, &kiln_front_seccomp, f->insns, f->nr * sizeof(*f->insns), &opts, &prog[nr], &why))
			continue;
		why_tell(opt_json, f->name, NULL, &why);
		status = EXIT_REFUSED;
		fine = false;
	}
	if (fine)
		status = calls_run(k, prog, nr, c);
	for (uint32_t i = 0; i < POLICY_FILTERS_MAX; i++)
		kiln_prog_free(prog[i]);
	policy_free(&policy);
	return status;
}

/* Memory that a call points to is not there: reads of it fail. */
static enum kiln_err no_peek(void *cookie, void *dst, uint64_t addr, size_t len, bool user)
{
	(void)cookie, (void)dst, (void)addr, (void)len, (void)user;
	return KILN_ERR_FAULT;
}

static int object_test(struct kiln *k, struct kiln_host *host, const char *path, const struct given_calls *c)
{
	struct object_opts opts = { .engine = opt_engine, .only = opt_prog };
	struct object *o = object_open(k, path, &opts);
	struct object_prog *p = o ? object_find(o, opt_prog) : NULL;
	int status = EXIT_USAGE;

	host->peek = no_peek;
	if (p && p->err) {
		why_tell(opt_json, path, p->name, &p->why);
		status = EXIT_REFUSED;
	} else if (p && p->kind->prog_type != KILN_KIND_SECCOMP) {
		complain("%s: %s is no seccomp policy", path, p->name);
	} else if (p) {
		status = calls_run(k, &p->prog, 1, c);
	}
	object_close(o);
	return status;
}

static int test_main(int argc, char **argv)
{
	struct given_calls calls = { 0 };
	struct kiln_host *host = NULL;
	struct kiln *k = NULL;
	int status = EXIT_USAGE;

	if (!opt_calls == !opt_data)
		complain("which calls? --calls FILE or --data FILE");
	else if ((opt_calls ? calls_read(&calls, opt_calls) : calls_read_data(&calls, opt_data)) &&
		 (k = machine_new(1, &host)))
		status = is_object(argv[0]) ? object_test(k, host, argv[0], &calls)
					    : classic_test(k, argc, argv, &calls);
	calls_free(&calls);
	machine_free(k, host);
	return status;
}

const struct command cmd_seccomp_test = {
	.name = "seccomp test",
	.args = "POLICY...",
	.summary = "what a policy answers to given calls",
	.about =
		"Simulates calls with Kiln's own machine: the policy is turned into eBPF, proven, compiled and run. Prints what becomes of each,\n"
		"with the 32 bits that the policy returns. Several policies are the filters of one process: the strictest action counts.\n"
		"A line of --calls is [ARCH:]NAME [ARGUMENT...] [=> ACTION [DATA]], as \"openat -100 0 0x241\" or \"x86:socket 2 => errno EPERM\".\n"
		"Where a call is not answered as its line wants, the exit status is 1.\n"
		"POLICY may be an eBPF object too; memory that calls point to then is not there.",
	.options = options,
	.run = test_main,
	.min_args = 1,
	.max_args = -1,
};
