/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * seccomp_check.c - kiln seccomp check: is a policy one that the kernel takes, and what does it decide.
 */
#include <stdlib.h>
#include <string.h>

#include "btf_json.h"
#include "cases.h"
#include "seccomp.h"

static const char *opt_pid;
static bool opt_json;

static const struct option_row options[] = {
	{ "pid", 'p', OPT_TEXT, "PID", "the filters of a running process instead of files", &opt_pid },
	POLICY_OPTIONS,
	{ "json", 'j', OPT_FLAG, NULL, "print JSON", &opt_json },
	{ 0 },
};

/* How many calls of an architecture may be made: always, if their arguments meet a condition, never. */
struct reach {
	uint32_t always, sometimes, never;
};

static bool lets_through(uint32_t result)
{
	const char *name = action_name(result);

	return !strcmp(name, "allow") || !strcmp(name, "log");
}

static void reach_count(struct reach *r, const struct cases *c)
{
	uint32_t through = c->cut;

	for (uint32_t i = 0; i < c->nr; i++)
		through += lets_through(c->row[i].result);
	if (!through)
		r->never++;
	else if (through == c->nr && !c->cut)
		r->always++;
	else
		r->sometimes++;
}

static void cases_print(const struct cases *c, const char *head)
{
	const struct paint *p = paint_for(stdout);
	char result[64];

	for (uint32_t i = 0; i < c->nr; i++) {
		const char *colour = lets_through(c->row[i].result) ? p->green : p->red;

		result_text(result, sizeof(result), c->row[i].result);
		printf("  %-30s %s%-18s%s", i ? "" : head, colour, result, p->off);
		if (c->row[i].when[0])
			printf(" if %s", c->row[i].when);
		else if (i)
			printf(" otherwise");
		putchar('\n');
	}
	if (c->cut)
		printf("  %-30s conditions too long to be told\n", c->nr ? "" : head);
}

static void cases_json(const struct cases *c)
{
	printf("\"cases\":[");
	for (uint32_t i = 0; i < c->nr; i++) {
		printf("%s{", i ? "," : "");
		if (c->row[i].when[0]) {
			printf("\"if\":");
			btf_json_string(stdout, c->row[i].when, strlen(c->row[i].when));
			putchar(',');
		}
		result_json(stdout, c->row[i].result);
		putchar('}');
	}
	printf("]%s", c->cut ? ",\"more\":true" : "");
}

static void others_print(struct kiln_policies *s, uint32_t node, const struct call_arch *arch)
{
	static struct other_numbers other[OTHERS_MAX];
	static struct cases c;
	bool cut;
	uint32_t nr = others_find(s, node, arch, other, &cut);
	char head[48];

	if (opt_json)
		printf("],\"others\":[");
	for (uint32_t i = 0; i < nr; i++) {
		cases_find(s, other[i].node, &c);
		snprintf(head, sizeof(head), nr == 1 ? "other numbers" : "others %u-%u", other[i].first, other[i].last);
		if (opt_json) {
			printf("%s{\"first\":%u,\"last\":%u,", i ? "," : "", other[i].first, other[i].last);
			cases_json(&c);
			putchar('}');
		} else {
			cases_print(&c, head);
		}
	}
	if (cut && !opt_json)
		printf("  and more numbers that are no calls\n");
}

/* Do all calls of an architecture lead to one node? */
static bool all_same(const struct kiln_policies *s, uint32_t node, const struct call_arch *arch, uint32_t *to)
{
	uint64_t last,
		end = arch->first_nr || arch->audit != call_archs[0].audit ? UINT32_MAX : call_archs[1].first_nr - 1;

	*to = kiln_policy_follow(s, node, KILN_POLICY_NR, arch->first_nr, &last);
	return last >= end;
}

static void reach_print(const struct call_arch *arch, const struct reach *r)
{
	if (opt_json)
		printf("],\"reachable\":%u,\"conditional\":%u,\"calls_known\":%u}", r->always, r->sometimes,
		       r->always + r->sometimes + r->never);
	else
		printf("  reachable: %u of %u calls of %s", r->always, r->always + r->sometimes + r->never, arch->name);
	if (!opt_json && r->sometimes)
		printf(", %u more under conditions", r->sometimes);
	if (!opt_json)
		printf("\n\n");
}

static void arch_print(struct kiln_policies *s, uint32_t node, const struct call_arch *arch, bool first)
{
	const struct paint *p = paint_for(stdout);
	static struct cases c;
	struct reach reach = { 0 };
	uint32_t to, nr = 0;
	char head[64];
	bool same = all_same(s, node, arch, &to);

	if (opt_json)
		printf("%s{\"arch\":\"%s\",\"calls\":[", first ? "" : ",", arch->name);
	else
		printf("%s%s%s\n", p->bold, arch->name, p->off);
	for (uint32_t i = 0; i < CALLS_PER_ARCH; i++) {
		const char *name = call_name(arch, arch->first_nr + i);

		if (!name)
			continue;
		cases_find(s, kiln_policy_follow(s, node, KILN_POLICY_NR, arch->first_nr + i, NULL), &c);
		reach_count(&reach, &c);
		if (opt_json) {
			printf("%s{\"name\":\"%s\",\"nr\":%u,", nr++ ? "," : "", name, arch->first_nr + i);
			cases_json(&c);
			putchar('}');
		} else if (!same) {
			snprintf(head, sizeof(head), "%s (%u)", name, i);
			cases_print(&c, head);
		}
	}
	if (same && !opt_json) {
		cases_find(s, to, &c);
		cases_print(&c, "all calls");
	} else {
		others_print(s, node, arch);
	}
	reach_print(arch, &reach);
}

/* Of architectures that Kiln does not name, and of those that the policy takes for all others. */
static void other_archs_print(struct kiln_policies *s, uint32_t node)
{
	static struct cases c;
	uint64_t last;
	uint32_t to = kiln_policy_follow(s, node, KILN_POLICY_NR, 0, &last);

	if (opt_json) {
		printf("],\"other_archs\":{");
		if (last == UINT32_MAX) {
			cases_find(s, to, &c);
			cases_json(&c);
		}
		printf("}}\n");
		return;
	}
	if (last != UINT32_MAX) {
		printf("other architectures: by the numbers above\n");
		return;
	}
	printf("other architectures\n");
	cases_find(s, to, &c);
	cases_print(&c, "all calls");
}

static void head_print(const struct policy *p)
{
	for (uint32_t i = 0; i < p->nr_filters; i++) {
		const struct policy_program *f = &p->filter[i];
		uint32_t dead = 0;

		for (uint32_t j = 0; j < f->nr; j++)
			dead += !kiln_policy_reached(f->policy, j);
		if (opt_json) {
			printf("%s{\"name\":", i ? "," : "{\"filters\":[");
			btf_json_string(stdout, f->name, strlen(f->name));
			printf(",\"instructions\":%u,\"unreached\":%u}", f->nr, dead);
		} else {
			printf("%s: %u instructions", f->name, f->nr);
			printf(dead ? ", of which no call reaches %u\n" : "\n", dead);
		}
	}
	printf(opt_json ? "],\"archs\":[" : "\n");
}

static void policy_print(struct kiln_policies *s, const struct policy *p)
{
	uint32_t other = kiln_policy_follow(s, p->root, KILN_POLICY_ARCH, 0, NULL);
	bool asks = kiln_policy_field(s, p->root) == KILN_POLICY_ARCH, first = true;

	head_print(p);
	if (!asks && kiln_policy_field(s, p->root) == KILN_POLICY_NR && !opt_json)
		printf("careful: the policy does not ask for the architecture; on another one the same number is another call\n\n");
	for (int i = 0; i < NR_CALL_ARCHS; i++) {
		uint32_t node = kiln_policy_follow(s, p->root, KILN_POLICY_ARCH, call_archs[i].audit, NULL);

		if (asks && node == other)
			continue;
		arch_print(s, node, &call_archs[i], first);
		first = false;
	}
	other_archs_print(s, other);
}

static int check_main(int argc, char **argv)
{
	static struct policy p;
	struct kiln_policies *s = policies_new();
	int status = EXIT_USAGE;
	bool fine = s && (opt_pid || argc);

	if (s && !fine)
		complain("usage: kiln seccomp check [options] POLICY... (see --help)");
	if (fine && opt_pid)
		fine = policy_load_pid(&p, opt_pid, &status);
	for (int i = 0; i < argc && fine; i++)
		fine = policy_load(&p, argv[i], &status);
	if (fine && policy_decide(&p, s, &status)) {
		policy_print(s, &p);
		status = EXIT_FINE;
	}
	policy_free(&p);
	kiln_policies_free(s);
	return status;
}

const struct command cmd_seccomp_check = {
	.name = "seccomp check",
	.args = "POLICY...",
	.summary = "would the kernel take it, and what does it decide",
	.about =
		"Checks a policy as seccomp(2) does. Then prints what becomes of each system call, with the conditions on its arguments,\n"
		"of numbers that are no calls, and how many calls remain reachable. Conditions are read from the first on.\n"
		"Several policies are the filters of one process, in the order in which they are installed: the strictest action counts.\n"
		"With --pid the filters of a running process are read; that needs CAP_SYS_ADMIN.",
	.options = options,
	.run = check_main,
	.min_args = 0,
	.max_args = -1,
};
