/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * policy.c - see policy.h.
 */
#include "policy.h"

#include <ctype.h>
#include <errno.h>
#include <linux/seccomp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/wait.h>

#include "profile.h"
#include "strict.h"
#include "why.h"

struct policy_opts policy_opts;

/* -- actions ------------------------------------------------------------------------------------------------------- */

static const struct {
	uint32_t result;
	const char *name;
} actions[] = {
	{ SECCOMP_RET_KILL_PROCESS, "kill_process" },
	{ SECCOMP_RET_KILL_THREAD, "kill_thread" },
	{ SECCOMP_RET_TRAP, "trap" },
	{ SECCOMP_RET_ERRNO, "errno" },
	{ SECCOMP_RET_USER_NOTIF, "user_notif" },
	{ SECCOMP_RET_TRACE, "trace" },
	{ SECCOMP_RET_LOG, "log" },
	{ SECCOMP_RET_ALLOW, "allow" },
};
enum { NR_ACTIONS = sizeof(actions) / sizeof(actions[0]) };

const char *action_name(uint32_t result)
{
	for (int i = 0; i < NR_ACTIONS; i++)
		if (actions[i].result == (result & SECCOMP_RET_ACTION_FULL))
			return actions[i].name;
	return "kill_process"; /* what the kernel does with a number that is no action */
}

bool action_number(const char *name, uint32_t *result)
{
	for (int i = 0; i < NR_ACTIONS; i++) {
		if (strcmp(actions[i].name, name))
			continue;
		*result = actions[i].result;
		return true;
	}
	return false;
}

void result_text(char *buf, size_t len, uint32_t result)
{
	uint32_t data = result & SECCOMP_RET_DATA;
	const char *name = action_name(result), *err = NULL;

	if ((result & SECCOMP_RET_ACTION_FULL) == SECCOMP_RET_ERRNO)
		err = strerrorname_np((int)data);
	if (err && data)
		snprintf(buf, len, "%s %u (%s)", name, data, err);
	else if (data || (result & SECCOMP_RET_ACTION_FULL) == SECCOMP_RET_ERRNO)
		snprintf(buf, len, "%s %u", name, data);
	else
		snprintf(buf, len, "%s", name);
}

void result_json(FILE *f, uint32_t result)
{
	fprintf(f, "\"action\":\"%s\",\"data\":%u,\"value\":%u", action_name(result), result & SECCOMP_RET_DATA,
		result);
}

/* -- reading ------------------------------------------------------------------------------------------------------- */

static struct policy_program *filter_add(struct policy *p, const char *name, void *insns, uint32_t nr, int *status)
{
	struct policy_program *f = &p->filter[p->nr_filters];

	if (p->nr_filters == POLICY_FILTERS_MAX) {
		complain("%s: more than %d filters", name, POLICY_FILTERS_MAX);
		*status = EXIT_USAGE;
		free(insns);
		return NULL;
	}
	*f = (struct policy_program){ .name = name, .insns = insns, .nr = nr };
	p->nr_filters++;
	return f;
}

static bool is_json(const char *text, size_t len)
{
	size_t i = 0;

	while (i < len && isspace((unsigned char)text[i]))
		i++;
	return i < len && text[i] == '{';
}

bool policy_load(struct policy *p, const char *path, int *status)
{
	size_t len;
	char *bytes;
	uint32_t nr;

	*status = EXIT_USAGE;
	if (!strcmp(path, "strict")) {
		struct kiln_cbpf_insn *insns = strict_policy(&nr);

		return insns && filter_add(p, path, insns, nr, status);
	}
	bytes = file_read(path, 1 << 20, &len);
	if (!bytes)
		return false;
	if (is_json(bytes, len)) {
		struct kiln_cbpf_insn *insns = profile_read(path, bytes, len, &nr);

		free(bytes);
		return insns && filter_add(p, path, insns, nr, status);
	}
	if (len >= 4 && !memcmp(bytes, "\177ELF", 4)) {
		complain("%s: an eBPF object; kiln check proves it, kiln seccomp test and run take it", path);
		free(bytes);
		return false;
	}
	if (!len || len % sizeof(struct kiln_cbpf_insn)) {
		complain("%s: %zu bytes are neither a JSON profile nor whole classic instructions (8 bytes each)", path,
			 len);
		free(bytes);
		return false;
	}
	if (len / sizeof(struct kiln_cbpf_insn) > KILN_CBPF_MAX) {
		complain("%s: refused: %zu instructions, of which a policy has at most %d", path,
			 len / sizeof(struct kiln_cbpf_insn), KILN_CBPF_MAX);
		*status = EXIT_REFUSED;
		free(bytes);
		return false;
	}
	return filter_add(p, path, bytes, (uint32_t)(len / sizeof(struct kiln_cbpf_insn)), status);
}

/* Stops a process for as long as its filters are read. */
static bool process_stop(pid_t pid)
{
	int status;

	if (ptrace(PTRACE_SEIZE, pid, NULL, NULL)) {
		complain("process %d: %s", (int)pid, strerror(errno));
		return false;
	}
	if (ptrace(PTRACE_INTERRUPT, pid, NULL, NULL) || waitpid(pid, &status, __WALL) != pid || !WIFSTOPPED(status)) {
		complain("process %d: ended while it was stopped", (int)pid);
		return false;
	}
	return true;
}

/* The kernel counts from the newest filter. */
static bool filters_take(struct policy *p, pid_t pid, const char *name, int *status)
{
	long nr, count = 0;

	while ((nr = ptrace(PTRACE_SECCOMP_GET_FILTER, pid, (void *)count, NULL)) > 0)
		count++;
	if (!count) {
		complain("process %d: %s", (int)pid,
			 errno == ENOENT || errno == EINVAL ? "has no seccomp filter"
			 : errno == EACCES
				 ? "only a process with CAP_SYS_ADMIN and no filter of its own may read filters"
				 : strerror(errno));
		return false;
	}
	for (long i = count - 1; i >= 0; i--) {
		struct kiln_cbpf_insn *insns;

		nr = ptrace(PTRACE_SECCOMP_GET_FILTER, pid, (void *)i, NULL);
		insns = nr > 0 ? calloc((size_t)nr, sizeof(*insns)) : NULL;
		if (!insns || ptrace(PTRACE_SECCOMP_GET_FILTER, pid, (void *)i, insns) != nr) {
			complain("process %d: filter %ld: %s", (int)pid, i, strerror(errno));
			free(insns);
			return false;
		}
		if (!filter_add(p, name, insns, (uint32_t)nr, status))
			return false;
	}
	return true;
}

bool policy_load_pid(struct policy *p, const char *pid, int *status)
{
	char *end;
	long nr = strtol(pid, &end, 10);
	bool fine;

	*status = EXIT_USAGE;
	if (*end || nr <= 0) {
		complain("--pid: '%s' is no process", pid);
		return false;
	}
	if (!process_stop((pid_t)nr))
		return false;
	fine = filters_take(p, (pid_t)nr, pid, status);
	ptrace(PTRACE_DETACH, (pid_t)nr, NULL, NULL);
	return fine;
}

bool policy_decide(struct policy *p, struct kiln_policies *s, int *status)
{
	static struct kiln_why why;
	enum kiln_err err = KILN_OK;

	for (uint32_t i = 0; i < p->nr_filters && !err; i++) {
		struct policy_program *f = &p->filter[i];

		err = kiln_policy_read(s, f->insns, f->nr, &f->policy, &why);
		if (err == KILN_ERR_COMPLEX)
			break;
		if (err) {
			why_print(stderr, f->name, NULL, &why);
			*status = EXIT_REFUSED;
			return false;
		}
		if (i)
			err = kiln_policy_join(s, p->root, kiln_policy_root(f->policy), &p->root);
		else
			p->root = kiln_policy_root(f->policy);
	}
	if (!err)
		return true;
	p->complex = err == KILN_ERR_COMPLEX;
	if (p->complex && !p->may)
		complain(
			"%s: the kernel takes it, but what it decides is too complex to be told exactly: two words that are compared, or "
			"multiplied, with each other. kiln seccomp test answers for single calls",
			p->filter[0].name);
	else if (!p->complex)
		complain("out of memory");
	*status = EXIT_REFUSED;
	return false;
}

void policy_free(struct policy *p)
{
	for (uint32_t i = 0; i < p->nr_filters; i++)
		free(p->filter[i].insns);
	p->nr_filters = 0;
}

/* -- a store on plain memory --------------------------------------------------------------------------------------- */

static void *plain_alloc(void *cookie, size_t len)
{
	(void)cookie;
	return calloc(1, len);
}

static void plain_free(void *cookie, void *ptr, size_t len)
{
	(void)cookie, (void)len;
	free(ptr);
}

struct kiln_policies *policies_new(void)
{
	static const struct kiln_host host = { .alloc = plain_alloc, .free = plain_free };
	struct kiln_policies *s;

	if (kiln_policies_new(&host, 0, &s))
		complain("out of memory");
	return s;
}
