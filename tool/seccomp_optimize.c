/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * seccomp_optimize.c - kiln seccomp optimize: the same decisions in fewer executed instructions.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "seccomp.h"

static const char *opt_out;
static bool opt_json, opt_calls;

static const struct option_row options[] = {
	{ "output", 'o', OPT_TEXT, "FILE", "write the new policy there, as classic instructions", &opt_out },
	{ "calls", 0, OPT_FLAG, NULL, "tell the executed instructions of each call, before and after", &opt_calls },
	POLICY_OPTIONS,
	{ "json", 'j', OPT_FLAG, NULL, "print JSON", &opt_json },
	{ 0 },
};

struct total {
	uint64_t before, after;
	uint32_t calls, most_before, most_after;
};

/* The most instructions that all filters of a policy execute for a call. */
static uint32_t steps_of(const struct policy *p, const struct call_arch *arch, uint32_t nr)
{
	uint32_t steps = 0;

	for (uint32_t i = 0; i < p->nr_filters; i++)
		steps += kiln_policy_steps(p->filter[i].policy, arch->audit, nr);
	return steps;
}

static void calls_print(const struct policy *p, struct kiln_policy *now, const struct call_arch *arch, struct total *t)
{
	for (uint32_t i = 0; i < CALLS_PER_ARCH; i++) {
		const char *name = call_name(arch, arch->first_nr + i);
		uint32_t before, after;

		if (!name)
			continue;
		before = steps_of(p, arch, arch->first_nr + i);
		after = kiln_policy_steps(now, arch->audit, arch->first_nr + i);
		if (opt_json)
			printf("%s{\"arch\":\"%s\",\"name\":\"%s\",\"before\":%u,\"after\":%u}", t->calls ? "," : "",
			       arch->name, name, before, after);
		else if (opt_calls)
			printf("%-8s %-28s %6u %6u\n", arch->name, name, before, after);
		t->calls++;
		t->before += before;
		t->after += after;
		t->most_before = before > t->most_before ? before : t->most_before;
		t->most_after = after > t->most_after ? after : t->most_after;
	}
}

static void report_print(struct kiln_policies *s, const struct policy *p, struct kiln_policy *now, uint32_t nr)
{
	uint32_t was = 0;
	struct total t = { 0 };

	for (uint32_t i = 0; i < p->nr_filters; i++)
		was += p->filter[i].nr;
	if (opt_json)
		printf("{\"instructions\":{\"before\":%u,\"after\":%u},\"calls\":[", was, nr);
	else if (opt_calls)
		printf("%-8s %-28s %6s %6s\n", "arch", "call", "before", "after");
	for (int i = 0; i < NR_CALL_ARCHS; i++) {
		uint32_t node = kiln_policy_follow(s, p->root, KILN_POLICY_ARCH, call_archs[i].audit, NULL);

		/* An architecture that the policy refuses as a whole is none of its. */
		if (kiln_policy_field(s, node) != KILN_POLICY_LEAF)
			calls_print(p, now, &call_archs[i], &t);
	}
	if (opt_json) {
		printf("],\"most\":{\"before\":%u,\"after\":%u}}\n", t.most_before, t.most_after);
		return;
	}
	printf("instructions: %u before, %u after\n", was, nr);
	if (t.calls)
		printf("executed for a call: on average %.1f before, %.1f after; at most %u before, %u after\n",
		       (double)t.before / t.calls, (double)t.after / t.calls, t.most_before, t.most_after);
	printf("the same for every call: proven\n");
}

static bool program_write(const struct kiln_cbpf_insn *insns, uint32_t nr)
{
	FILE *f = strcmp(opt_out, "-") ? fopen(opt_out, "wb") : stdout;
	bool fine = f && fwrite(insns, sizeof(*insns), nr, f) == nr && !fflush(f);

	if (!fine)
		complain("%s: %s", opt_out, strerror(errno));
	if (f && f != stdout)
		fclose(f);
	return fine;
}

/* What was written is read again as if it came from somebody else: it is right if it has the same root. */
static int policy_shorten(struct kiln_policies *s, const struct policy *p)
{
	static struct kiln_cbpf_insn insns[KILN_CBPF_MAX];
	struct kiln_policy *now;
	uint32_t nr;
	enum kiln_err err = kiln_policy_write(s, p->root, insns, KILN_CBPF_MAX, &nr);

	if (!err)
		err = kiln_policy_read(s, insns, nr, &now, NULL);
	if (err) {
		complain("%s: %s", p->filter[0].name,
			 err == KILN_ERR_NOMEM ? "out of memory"
					       : "what it decides does not fit into 4,096 instructions of this form");
		return EXIT_REFUSED;
	}
	if (kiln_policy_root(now) != p->root) {
		complain("%s: the new policy decides otherwise, which is a mistake of kiln; nothing is written",
			 p->filter[0].name);
		return EXIT_REFUSED;
	}
	if (!opt_out || strcmp(opt_out, "-"))
		report_print(s, p, now, nr);
	return opt_out && !program_write(insns, nr) ? EXIT_USAGE : EXIT_FINE;
}

static int optimize_main(int argc, char **argv)
{
	static struct policy p;
	struct kiln_policies *s = policies_new();
	int status = EXIT_USAGE;
	bool fine = s != NULL;

	for (int i = 0; i < argc && fine; i++)
		fine = policy_load(&p, argv[i], &status);
	if (fine && policy_decide(&p, s, &status))
		status = policy_shorten(s, &p);
	policy_free(&p);
	kiln_policies_free(s);
	return status;
}

const struct command cmd_seccomp_optimize = {
	.name = "seccomp optimize",
	.args = "POLICY...",
	.summary = "the same decisions in fewer executed instructions",
	.about =
		"Writes an equivalent policy: a search tree over call numbers, comparisons and masks for arguments. Several policies become\n"
		"one, as the kernel would fold them. That it decides the same is proven for every call before anything is written.\n"
		"Executed instructions are told for the longest way that a call can take, whatever its arguments. A kernel since 5.11\n"
		"answers calls that are always allowed from a table, and executes nothing for them.",
	.options = options,
	.run = optimize_main,
	.min_args = 1,
	.max_args = -1,
};
