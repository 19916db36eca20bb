/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * seccomp.c - kiln seccomp: the family of subcommands about seccomp policies.
 */
#include "seccomp.h"

static const struct option_row options[] = { { 0 } };

static const struct command *const members[] = { &cmd_seccomp_check,
						 &cmd_seccomp_diff,
						 &cmd_seccomp_optimize,
						 &cmd_seccomp_test,
						 &cmd_seccomp_run,
						 &cmd_seccomp_record,
						 NULL };

uint32_t others_find(const struct kiln_policies *s, uint32_t node, const struct call_arch *arch,
		     struct other_numbers *out, bool *cut)
{
	uint64_t end = arch->first_nr			  ? UINT32_MAX
		       : arch->scmp == call_archs[0].scmp ? call_archs[1].first_nr - 1
							  : UINT32_MAX;
	uint64_t at = arch->first_nr, last;
	uint32_t nr = 0;

	*cut = false;
	for (; at <= end; at = last + 1) {
		uint32_t to = kiln_policy_follow(s, node, KILN_POLICY_NR, at, &last);

		if (at - arch->first_nr < CALLS_PER_ARCH) {
			last = at; /* names end somewhere in there: one by one */
			if (call_name(arch, (uint32_t)at))
				continue;
		}
		if (last > end)
			last = end;
		if (nr && out[nr - 1].node == to) {
			out[nr - 1].last = (uint32_t)last;
			continue;
		}
		if (nr == OTHERS_MAX) {
			*cut = true;
			break;
		}
		out[nr++] = (struct other_numbers){ to, (uint32_t)at, (uint32_t)last };
	}
	return nr;
}

const struct command cmd_seccomp = {
	.name = "seccomp",
	.args = "COMMAND",
	.summary = "check, compare, shorten, test and enforce seccomp policies",
	.about =
		"POLICY is a file: classic instructions (what seccomp_export_bpf() writes and bwrap --seccomp reads), or a JSON profile\n"
		"as docker, podman and the OCI's runtimes have it, which libseccomp turns into instructions; - is standard input; strict is the\n"
		"mode of the first seccomp.\n"
		"What a policy decides is known exactly, for every call number and every value of every argument: nothing is sampled.",
	.options = options,
	.members = members,
};
