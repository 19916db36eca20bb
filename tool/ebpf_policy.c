/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * ebpf_policy.c - eBPF programs as a seccomp policy: which program is for which call, and what it sees of the caller.
 */
#include <errno.h>
#include <linux/seccomp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "supervise.h"
#include "tool.h"
#include "why.h"

/* A program, and the calls that its section names; all calls where it names none. */
struct rule {
	const struct kiln_prog *prog;
	const char *names; /* "open,openat", or NULL */
};

static struct ebpf_policy {
	struct kiln *k;
	struct rule rule[64];
	uint32_t nr_rules;
	bool all; /* some program is for all calls */
	struct notified *now;
	struct kiln_env env;
	/* The rule of each call of each architecture. */
	const struct kiln_prog *prog[NR_CALL_ARCHS][CALLS_PER_ARCH];
	const struct kiln_prog *other; /* of numbers that are no calls */
} pol;

/* -- what a program sees of the caller ------------------------------------------------------------------------------ */

static enum kiln_err peek(void *cookie, void *dst, uint64_t addr, size_t len, bool user)
{
	(void)cookie, (void)user;
	return notified_peek(pol.now, dst, addr, len) ? KILN_OK : KILN_ERR_FAULT;
}

/* A line of /proc/PID/status, without its name. */
static bool status_line(const char *name, char *out, size_t len)
{
	char path[64], line[256];
	size_t n = strlen(name);
	bool found = false;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%u/status", pol.now->req->pid);
	f = fopen(path, "re");
	while (f && !found && fgets(line, sizeof(line), f)) {
		found = !strncmp(line, name, n) && line[n] == ':';
		if (found)
			snprintf(out, len, "%.*s", (int)strcspn(line + n + 2, "\n"), line + n + 2);
	}
	if (f)
		fclose(f);
	return found;
}

static enum kiln_err task(void *cookie, enum kiln_task what, void *buf, size_t len)
{
	char text[256];
	uint64_t v = pol.now->req->pid;

	(void)cookie;
	if (what == KILN_TASK_COMM) {
		memset(buf, 0, len);
		return status_line("Name", buf, len) ? KILN_OK : KILN_ERR_INVAL;
	}
	if (len != sizeof(v))
		return KILN_ERR_INVAL;
	if (what == KILN_TASK_PID_TGID) {
		if (!status_line("Tgid", text, sizeof(text)))
			return KILN_ERR_INVAL;
		v |= strtoull(text, NULL, 10) << 32;
	} else if (what == KILN_TASK_UID_GID) {
		if (!status_line("Uid", text, sizeof(text)))
			return KILN_ERR_INVAL;
		v = strtoull(text, NULL, 10);
		if (!status_line("Gid", text, sizeof(text)))
			return KILN_ERR_INVAL;
		v |= strtoull(text, NULL, 10) << 32;
	}
	memcpy(buf, &v, sizeof(v));
	return KILN_OK;
}

/* -- one call ------------------------------------------------------------------------------------------------------ */

static const struct kiln_prog *prog_for(const struct seccomp_data *d)
{
	const struct call_arch *arch = call_arch_of(d->arch, (uint32_t)d->nr);
	uint32_t i = arch ? (uint32_t)d->nr - arch->first_nr : CALLS_PER_ARCH;

	return i < CALLS_PER_ARCH ? pol.prog[arch - call_archs][i] : pol.other;
}

static uint32_t decide(struct notified *n)
{
	const struct seccomp_data *d = &n->req->data;
	const struct kiln_prog *p = prog_for(d);
	struct seccomp_data ctx = *d;
	uint32_t verdict;

	/* A number that stands for several calls (socketcall of x86): its caller is to use those. */
	if (!p)
		return SECCOMP_RET_ERRNO | ENOSYS;
	pol.now = n;
	kiln_enter(pol.k, &pol.env);
	verdict = (uint32_t)kiln_run(p, &ctx, &pol.env);
	kiln_leave(pol.k, &pol.env);
	return verdict;
}

/* -- which program for which call ---------------------------------------------------------------------------------- */

/* Calls NAME of all architectures go to p. False: it is no call on any. */
static bool name_bind(const char *name, const struct kiln_prog *p)
{
	bool found = false;
	uint32_t nr;

	for (int a = 0; a < NR_CALL_ARCHS; a++) {
		if (!call_number(&call_archs[a], name, &nr) || nr - call_archs[a].first_nr >= CALLS_PER_ARCH)
			continue;
		pol.prog[a][nr - call_archs[a].first_nr] = p;
		found = true;
	}
	return found;
}

static bool names_bind(const struct rule *r)
{
	char names[512], *save, *name;

	if (strlen(r->names) >= sizeof(names)) {
		complain("section seccomp/%s: too long", r->names);
		return false;
	}
	strcpy(names, r->names);
	for (name = strtok_r(names, ",", &save); name; name = strtok_r(NULL, ",", &save)) {
		if (name_bind(name, r->prog))
			continue;
		complain("section seccomp/%s: there is no system call %s", r->names, name);
		return false;
	}
	return true;
}

static void all_bind(const struct kiln_prog *p)
{
	for (int a = 0; a < NR_CALL_ARCHS; a++)
		for (int i = 0; i < CALLS_PER_ARCH; i++)
			pol.prog[a][i] = p;
	pol.other = p;
	pol.all = true;
}

/* Programs for all calls first, so that those for some of them go before. */
static bool rules_find(struct object *o, const char *path)
{
	for (uint32_t i = 0; i < o->nr_progs; i++) {
		struct object_prog *p = &o->prog[i];
		const char *slash = strchr(p->section, '/');

		if (p->err) {
			why_print(stderr, path, p->name, &p->why);
			return false;
		}
		if (!p->kind || p->kind->prog_type != KILN_KIND_SECCOMP) {
			complain("%s: %s is no seccomp policy; its section is %s, not seccomp", path, p->name,
				 p->section);
			return false;
		}
		if (pol.nr_rules == sizeof(pol.rule) / sizeof(pol.rule[0]) || (!slash && pol.all)) {
			complain("%s: %s", path, slash ? "too many programs" : "two programs are for all calls");
			return false;
		}
		if (!slash)
			all_bind(p->prog);
		pol.rule[pol.nr_rules++] = (struct rule){ p->prog, slash ? slash + 1 : NULL };
	}
	for (uint32_t i = 0; i < pol.nr_rules; i++)
		if (pol.rule[i].names && !names_bind(&pol.rule[i]))
			return false;
	return true;
}

static bool asks(const struct call_arch *arch, uint32_t i)
{
	return pol.prog[arch - call_archs][i] != NULL;
}

int supervise_object(struct object *o, struct kiln_host *host, const char *path, char **argv)
{
	static struct supervised what = { .decide = decide };

	pol.k = o->k;
	if (!rules_find(o, path))
		return -1;
	what.asks = pol.all ? NULL : asks;
	host->peek = peek;
	host->task = task;
	return supervise(&what, argv);
}
