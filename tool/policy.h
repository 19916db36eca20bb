/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * policy.h - classic seccomp policies, wherever they come from.
 */
#ifndef TOOL_POLICY_H
#define TOOL_POLICY_H

#include <kiln/kiln.h>
#include <kiln/seccomp.h>
#include <stdbool.h>
#include <stdio.h>

#include "tool.h"

/* The filters of a process, in the order in which they were installed: one, or several of which the strictest counts. */
struct policy_program {
	const char *name;
	struct kiln_cbpf_insn *insns;
	uint32_t nr;
	struct kiln_policy *policy;
};
enum { POLICY_FILTERS_MAX = 64 };

struct policy {
	struct policy_program filter[POLICY_FILTERS_MAX];
	uint32_t nr_filters;
	uint32_t root;	   /* of all filters together */
	bool complex, may; /* it has no diagram of bounded size; the caller can do without */
};

/* What decides how a JSON profile is read; rows for a subcommand's table of options. */
struct policy_opts {
	const char *arch; /* NULL: this machine's */
	struct list caps; /* capabilities that the process will have */
};
extern struct policy_opts policy_opts;
#define POLICY_OPTIONS                                                                                        \
	{ "arch",                                                                                             \
	  'a',                                                                                                \
	  OPT_TEXT,                                                                                           \
	  "ARCH",                                                                                             \
	  "x86_64, x32, x86 or aarch64: what a JSON profile is made for; default: this machine",              \
	  &policy_opts.arch },                                                                                \
	{                                                                                                     \
		"cap", 'c', OPT_LIST, "CAP",                                                                  \
			"a capability that the process has (CAP_SYS_ADMIN), for a JSON profile's conditions", \
			&policy_opts.caps                                                                     \
	}

/* Reads a file: classic instructions, or a JSON profile. False after complaining; *status is what to end with. */
bool policy_load(struct policy *p, const char *path, int *status);
/* The filters of a running process. */
bool policy_load_pid(struct policy *p, const char *pid, int *status);
/* What it decides, in s: fills policy and root. False after complaining, but where it is complex and may be. */
bool policy_decide(struct policy *p, struct kiln_policies *s, int *status);
void policy_free(struct policy *p);

/* A store on plain memory. NULL after complaining. */
struct kiln_policies *policies_new(void);

/* Of two filters' results the one that counts. */
static inline uint32_t result_strictest(uint32_t older, uint32_t newer)
{
	return (int32_t)(older & 0xffff0000) < (int32_t)(newer & 0xffff0000) ? older : newer;
}

/* "errno 1 (EPERM)", for people; and JSON members "action":"errno","data":1. */
void result_text(char *buf, size_t len, uint32_t result);
void result_json(FILE *f, uint32_t result);
/* "kill_process" and so on, by the action's number; what the kernel does with unknown ones is told as that. */
const char *action_name(uint32_t result);
bool action_number(const char *name, uint32_t *result);

#endif
