/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * seccomp_diff.c - kiln seccomp diff: which calls two policies decide otherwise.
 */
#include <inttypes.h>
#include <string.h>

#include "btf_json.h"
#include "cases.h"
#include "seccomp.h"

static bool opt_json;

static const struct option_row options[] = {
	POLICY_OPTIONS,
	{ "json", 'j', OPT_FLAG, NULL, "print JSON", &opt_json },
	{ 0 },
};

static uint32_t nr_rows;

/* " if A", or " unless A or B": what comes after other cases holds where they do not. */
static void when_text(char *buf, size_t len, const struct cases *c, uint32_t i)
{
	size_t at = 0;

	buf[0] = 0;
	if (c->row[i].when[0])
		snprintf(buf, len, "if %s", c->row[i].when);
	for (uint32_t j = 0; j < i && !c->row[i].when[0] && at < len; j++)
		at += (size_t)snprintf(buf + at, len - at, "%s %s", j ? " or" : "unless", c->row[j].when);
}

static void row_json(const char *arch, const char *head, const char *when, uint32_t a, uint32_t b)
{
	printf("%s{\"arch\":\"%s\",\"call\":\"%s\",\"when\":", nr_rows ? "," : "", arch, head);
	btf_json_string(stdout, when, strlen(when));
	printf(",\"a\":{");
	result_json(stdout, a);
	printf("},\"b\":{");
	result_json(stdout, b);
	printf("}}");
}

/* Cases of a diagram of differences: results are numbers of pairs, 0 where there is none. */
static void rows_print(const struct kiln_policies *s, const char *arch, const char *head, const struct cases *c)
{
	const struct paint *p = paint_for(stdout);
	char was[64], is[64], when[2048];
	uint32_t a, b;

	for (uint32_t i = 0; i < c->nr; i++) {
		if (!c->row[i].result)
			continue;
		kiln_policy_pair(s, c->row[i].result, &a, &b);
		result_text(was, sizeof(was), a);
		result_text(is, sizeof(is), b);
		when_text(when, sizeof(when), c, i);
		if (opt_json)
			row_json(arch, head, when, a, b);
		else
			printf("%-8s %-28s %s%-18s%s %s%-18s%s %s\n", arch, head, p->red, was, p->off, p->green, is,
			       p->off, when);
		nr_rows++;
	}
	if (c->cut && !opt_json)
		printf("%-8s %-28s differs under conditions too long to be told\n", arch, head);
	nr_rows += c->cut && !opt_json;
}

static void arch_print(struct kiln_policies *s, uint32_t node, const struct call_arch *arch)
{
	static struct other_numbers other[OTHERS_MAX];
	static struct cases c;
	uint32_t nr;
	bool cut;
	char head[64];

	for (uint32_t i = 0; i < CALLS_PER_ARCH; i++) {
		const char *name = call_name(arch, arch->first_nr + i);

		if (!name)
			continue;
		cases_find(s, kiln_policy_follow(s, node, KILN_POLICY_NR, arch->first_nr + i, NULL), &c);
		rows_print(s, arch->name, name, &c);
	}
	nr = others_find(s, node, arch, other, &cut);
	for (uint32_t i = 0; i < nr; i++) {
		cases_find(s, other[i].node, &c);
		if (other[i].first == other[i].last)
			snprintf(head, sizeof(head), "number %u", other[i].first);
		else
			snprintf(head, sizeof(head), "numbers %u-%u", other[i].first, other[i].last);
		rows_print(s, arch->name, head, &c);
	}
}

/* Architectures that are not ours: the first that differs stands for all. */
static void other_archs_print(struct kiln_policies *s, uint32_t diff)
{
	uint64_t arch = 0, last;

	for (; arch <= UINT32_MAX; arch = last + 1) {
		uint32_t node = kiln_policy_follow(s, diff, KILN_POLICY_ARCH, arch, &last);

		if (!node || (arch == last && call_arch_of((uint32_t)arch, 0)))
			continue;
		if (!opt_json)
			printf("%-8s calls of other architectures differ (0x%08x to 0x%08x)\n", "other",
			       (unsigned int)arch, (unsigned int)last);
		else
			printf("%s{\"arch\":\"other\",\"first\":%u,\"last\":%u}", nr_rows ? "," : "",
			       (unsigned int)arch, (unsigned int)last);
		nr_rows++;
	}
}

static int diff_print(struct kiln_policies *s, const struct policy *a, const struct policy *b)
{
	uint32_t diff;

	if (kiln_policy_diff(s, a->root, b->root, &diff)) {
		complain("the difference is too complex");
		return EXIT_REFUSED;
	}
	if (opt_json)
		printf("{\"same\":%s,\"proven\":true,\"differences\":[", diff ? "false" : "true");
	for (int i = 0; i < NR_CALL_ARCHS; i++)
		arch_print(s, kiln_policy_follow(s, diff, KILN_POLICY_ARCH, call_archs[i].audit, NULL), &call_archs[i]);
	other_archs_print(s, diff);
	if (opt_json)
		printf("]}\n");
	else if (!diff)
		printf("the policies decide the same for every call\n");
	return diff ? EXIT_REFUSED : EXIT_FINE;
}

/* -- what is too complex for that ---------------------------------------------------------------------------------- */

static void tried_json(const struct kiln_call *d, uint32_t a, uint32_t b)
{
	const struct call_arch *arch = call_arch_of(d->arch, (uint32_t)d->nr);

	printf("%s{\"arch\":\"%s\",\"nr\":%d,\"args\":[", nr_rows ? "," : "", arch ? arch->name : "other", d->nr);
	for (int i = 0; i < 6; i++)
		printf("%s%" PRIu64, i ? "," : "", d->arg[i]);
	printf("],\"a\":{");
	result_json(stdout, a);
	printf("},\"b\":{");
	result_json(stdout, b);
	printf("}}");
}

static void tried_print(const struct kiln_call *d, uint32_t a, uint32_t b)
{
	char was[64], is[64];

	if (opt_json) {
		tried_json(d, a, b);
	} else {
		result_text(was, sizeof(was), a);
		result_text(is, sizeof(is), b);
		call_print(d);
		printf(": %s, %s\n", was, is);
	}
	nr_rows++;
}

static int diff_try(const struct policy *a, const struct policy *b)
{
	struct tried t;

	if (opt_json)
		printf("{\"differences\":[");
	if (!policies_try(a, b, tried_print, &t))
		return EXIT_REFUSED;
	if (opt_json)
		printf("],\"same\":%s,\"proven\":false,\"tried\":%" PRIu64 "}\n", t.differ ? "false" : "true", t.calls);
	else
		printf("%s of %" PRIu64
		       " calls, all numbers with the constants that occur: the policies are too complex for a proof\n",
		       t.differ ? "these are the first that differ" : "no difference", t.calls);
	return t.differ ? EXIT_REFUSED : EXIT_FINE;
}

static int diff_main(int argc, char **argv)
{
	static struct policy a, b;
	struct kiln_policies *s = policies_new();
	int status = EXIT_USAGE;

	(void)argc;
	a.may = b.may = true;
	if (s && policy_load(&a, argv[0], &status) && policy_load(&b, argv[1], &status)) {
		if (policy_decide(&a, s, &status) && policy_decide(&b, s, &status))
			status = diff_print(s, &a, &b);
		else if (a.complex || b.complex)
			status = diff_try(&a, &b);
	}
	policy_free(&a);
	policy_free(&b);
	kiln_policies_free(s);
	return status;
}

const struct command cmd_seccomp_diff = {
	.name = "seccomp diff",
	.args = "A B",
	.summary = "which calls two policies decide otherwise",
	.about =
		"Prints each call that A and B decide otherwise: what A says, what B says, and under which conditions. That they decide the\n"
		"same is proven: both become one canonical diagram over every bit of struct seccomp_data. Policies that compare or multiply two arguments with each other have none:\n"
		"they are compared by trying all numbers with the constants that occur, and that is said. Exit status 1 if they differ.",
	.options = options,
	.run = diff_main,
	.min_args = 2,
	.max_args = 2,
};
