/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * seccomp_record.c - kiln seccomp record: the smallest policy under which a command does what it did.
 *
 * Overview     a supervisor is told of every call and lets it go on. What was seen is written as a profile: calls by name, and for those whose
 *              arguments say what they do (selector.tbl) the values that were seen.
 */
#include <errno.h>
#include <linux/seccomp.h>
#include <string.h>
#include <unistd.h>

#include "seccomp.h"
#include "supervise.h"

static const char *opt_out, *opt_source;

static const struct option_row options[] = {
	{ "output", 'o', OPT_TEXT, "FILE", "write the policy there, as a JSON profile; needed", &opt_out },
	{ "source", 's', OPT_TEXT, "FILE", "write it there too, as a C function that uses libseccomp", &opt_source },
	{ 0 },
};

enum { TUPLES_MAX = 32 };

struct selector {
	const char *name;
	int8_t arg[2];
};
static const struct selector selectors[] = {
#define SELECTOR(call, arg, second) { call, { arg, second } },
#include "selector.tbl"
};
enum { NR_SELECTORS = sizeof(selectors) / sizeof(selectors[0]) };

/* A call that was seen. */
struct seen {
	bool made;
	bool many; /* more values than are told apart */
	const struct selector *by;
	uint32_t nr;
	uint32_t value[TUPLES_MAX][2];
};
static struct seen seen[NR_CALL_ARCHS][CALLS_PER_ARCH];
static uint32_t nr_unknown, an_unknown;

/* -- seeing -------------------------------------------------------------------------------------------------------- */

static const struct selector *selector_of(const char *name)
{
	for (int i = 0; i < NR_SELECTORS; i++)
		if (!strcmp(selectors[i].name, name))
			return &selectors[i];
	return NULL;
}

static void values_add(struct seen *s, const struct seccomp_data *d)
{
	uint32_t first = (uint32_t)d->args[s->by->arg[0]];
	uint32_t second = s->by->arg[1] < 0 ? 0 : (uint32_t)d->args[s->by->arg[1]];

	for (uint32_t i = 0; i < s->nr; i++)
		if (s->value[i][0] == first && s->value[i][1] == second)
			return;
	if (s->nr == TUPLES_MAX) {
		s->many = true;
		return;
	}
	s->value[s->nr][0] = first;
	s->value[s->nr++][1] = second;
}

static uint32_t see(struct notified *n)
{
	const struct seccomp_data *d = &n->req->data;
	const struct call_arch *arch = call_arch_of(d->arch, (uint32_t)d->nr);
	const char *name = arch ? call_name(arch, (uint32_t)d->nr) : NULL;
	struct seen *s;

	if (!name) {
		nr_unknown++;
		an_unknown = (uint32_t)d->nr;
		return SECCOMP_RET_ALLOW;
	}
	s = &seen[arch - call_archs][(uint32_t)d->nr - arch->first_nr];
	if (!s->made) {
		s->made = true;
		s->by = selector_of(name);
	}
	if (s->by)
		values_add(s, d);
	return SECCOMP_RET_ALLOW;
}

/* Whether a signal comes at the wrong moment is chance: what it needs is allowed in any case. */
static void chance_add(const struct call_arch *arch)
{
	static const char *const names[] = { "rt_sigreturn", "restart_syscall", "exit_group", "exit" };
	uint32_t nr;

	for (int i = 0; i < 4; i++)
		if (call_number(arch, names[i], &nr))
			seen[arch - call_archs][nr - arch->first_nr].made = true;
}

static bool arch_seen(int a)
{
	for (int i = 0; i < CALLS_PER_ARCH; i++)
		if (seen[a][i].made)
			return true;
	return false;
}

/* -- writing ------------------------------------------------------------------------------------------------------- */

/* A profile's rules are for all architectures: a call of several is told once, by the values of all. */
static bool merged(const char *name, struct seen *out)
{
	uint32_t nr;

	*out = (struct seen){ 0 };
	for (int a = 0; a < NR_CALL_ARCHS; a++) {
		const struct seen *s;

		if (!call_number(&call_archs[a], name, &nr) || nr - call_archs[a].first_nr >= CALLS_PER_ARCH)
			continue;
		s = &seen[a][nr - call_archs[a].first_nr];
		if (!s->made)
			continue;
		out->made = true;
		out->by = s->by;
		out->many |= s->many || !s->by;
		for (uint32_t i = 0; i < s->nr && !out->many; i++) {
			struct seccomp_data d = { 0 };

			d.args[s->by->arg[0]] = s->value[i][0];
			if (s->by->arg[1] >= 0)
				d.args[s->by->arg[1]] = s->value[i][1];
			values_add(out, &d);
		}
	}
	return out->made;
}

/* How a call is written; with is NULL where its arguments are free. */
struct writer {
	void (*free)(FILE *f, const char *name, bool first);
	void (*when)(FILE *f, const char *name, const struct seen *s, uint32_t i, bool first);
};

static void calls_write(FILE *f, const struct writer *w, bool conditions)
{
	bool first = true;
	struct seen s;

	for (int a = 0; a < NR_CALL_ARCHS; a++) {
		for (uint32_t i = 0; i < CALLS_PER_ARCH; i++) {
			const char *name = seen[a][i].made ? call_name(&call_archs[a], call_archs[a].first_nr + i)
							   : NULL;
			bool before = false;
			uint32_t nr;

			for (int b = 0; name && b < a; b++) /* told already with an architecture before */
				before |= call_number(&call_archs[b], name, &nr) &&
					  nr - call_archs[b].first_nr < CALLS_PER_ARCH &&
					  seen[b][nr - call_archs[b].first_nr].made;
			if (!name || before || !merged(name, &s) || (s.nr && !s.many) != conditions)
				continue;
			for (uint32_t j = 0; j < s.nr && conditions; j++, first = false)
				w->when(f, name, &s, j, first);
			if (!conditions) {
				w->free(f, name, first);
				first = false;
			}
		}
	}
}

static void json_free(FILE *f, const char *name, bool first)
{
	fprintf(f, "%s\"%s\"", first ? "" : ",", name);
}

static void json_when(FILE *f, const char *name, const struct seen *s, uint32_t i, bool first)
{
	(void)first;
	fprintf(f, ",\n{\"names\":[\"%s\"],\"action\":\"SCMP_ACT_ALLOW\",\"args\":[", name);
	for (int j = 0; j < 2 && s->by->arg[j] >= 0; j++)
		fprintf(f, "%s{\"index\":%d,\"value\":4294967295,\"valueTwo\":%u,\"op\":\"SCMP_CMP_MASKED_EQ\"}",
			j ? "," : "", s->by->arg[j], s->value[i][j]);
	fprintf(f, "]}");
}

static void source_free(FILE *f, const char *name, bool first)
{
	(void)first;
	fprintf(f, "\terr = err ? err : allow(ctx, \"%s\", 0, NULL);\n", name);
}

static void source_when(FILE *f, const char *name, const struct seen *s, uint32_t i, bool first)
{
	int nr = s->by->arg[1] < 0 ? 1 : 2;

	(void)first;
	fprintf(f, "\terr = err ? err : allow(ctx, \"%s\", %d, (struct scmp_arg_cmp[]){", name, nr);
	for (int j = 0; j < nr; j++)
		fprintf(f, "%s SCMP_CMP32(%d, SCMP_CMP_EQ, 0x%x)", j ? "," : "", s->by->arg[j], s->value[i][j]);
	fprintf(f, " });\n");
}

static void profile_write(FILE *f)
{
	static const struct writer json = { json_free, json_when };
	bool first = true;

	fprintf(f, "{\"defaultAction\":\"SCMP_ACT_ERRNO\",\"architectures\":[");
	for (int a = 0; a < NR_CALL_ARCHS; a++) {
		if (!arch_seen(a))
			continue;
		fprintf(f, "%s\"%s\"", first ? "" : ",", call_archs[a].oci);
		first = false;
	}
	fprintf(f, "],\"syscalls\":[\n{\"action\":\"SCMP_ACT_ALLOW\",\"names\":[");
	calls_write(f, &json, false);
	fprintf(f, "]}");
	calls_write(f, &json, true);
	fprintf(f, "\n]}\n");
}

static void source_write(FILE *f)
{
	static const struct writer source = { source_free, source_when };

	fprintf(f,
		"/* Written by kiln seccomp record. Link with -lseccomp. */\n#include <errno.h>\n#include <seccomp.h>\n#include <stddef.h>\n\n"
		"static int allow(scmp_filter_ctx ctx, const char *name, unsigned int nr, const struct scmp_arg_cmp *args)\n{\n"
		"\treturn seccomp_rule_add_array(ctx, SCMP_ACT_ALLOW, seccomp_syscall_resolve_name(name), nr, args);\n}\n\n"
		"/* Lets the process make only the calls that were recorded. 0, or -errno. */\nint policy_load(void);\n\n"
		"int policy_load(void)\n{\n\tscmp_filter_ctx ctx = seccomp_init(SCMP_ACT_ERRNO(EPERM));\n"
		"\tint err = ctx ? 0 : -ENOMEM;\n\n");
	for (int a = 0; a < NR_CALL_ARCHS; a++)
		if (arch_seen(a) && &call_archs[a] != call_arch_native())
			fprintf(f, "\terr = err ? err : seccomp_arch_add(ctx, seccomp_arch_resolve_name(\"%s\"));\n",
				call_archs[a].name);
	calls_write(f, &source, false);
	calls_write(f, &source, true);
	fprintf(f, "\terr = err ? err : seccomp_load(ctx);\n\tif (ctx)\n\t\tseccomp_release(ctx);\n\treturn err;\n}\n");
}

static bool file_write(const char *path, void (*fn)(FILE *f))
{
	FILE *f = fopen(path, "w");
	bool fine = f;

	if (f) {
		fn(f);
		fine = !fflush(f) && !ferror(f);
		fclose(f);
	}
	if (!fine)
		complain("%s: %s", path, strerror(errno));
	return fine;
}

static int record_main(int argc, char **argv)
{
	static const struct supervised what = { .decide = see };
	int status;
	bool fine;

	(void)argc;
	if (!opt_out) {
		complain("where to? --output FILE");
		return EXIT_USAGE;
	}
	status = supervise(&what, argv);
	if (status < 0)
		_exit(EXIT_REFUSED);
	for (int a = 0; a < NR_CALL_ARCHS; a++)
		if (arch_seen(a))
			chance_add(&call_archs[a]);
	fine = file_write(opt_out, profile_write) && (!opt_source || file_write(opt_source, source_write));
	if (nr_unknown)
		complain(
			"%u calls have no name that libseccomp knows, the last of number %u; they are not in the policy",
			nr_unknown, an_unknown);
	/* The thread that answered may still be in the kernel. */
	fflush(NULL);
	_exit(fine ? status : EXIT_USAGE);
}

const struct command cmd_seccomp_record = {
	.name = "seccomp record",
	.args = "-- COMMAND [ARGUMENT...]",
	.summary = "write the smallest policy that lets a command run",
	.about =
		"Runs a command, with all that it starts, and writes the policy under which just that is possible: the calls that were made, and\n"
		"for those whose arguments select what they do (ioctl's request, socket's domain and type, mmap's protection ...) the values that\n"
		"were seen. Everything else fails with EPERM. Exit status is the command's. What the command did not do this time is not\n"
		"allowed: record all of its work, or add to the profile by hand.",
	.options = options,
	.run = record_main,
	.min_args = 1,
	.max_args = -1,
};
