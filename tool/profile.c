/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * profile.c - see profile.h.
 *
 * Overview     jansson reads the JSON, libseccomp makes the program. Conditions are those that docker's and podman's profiles
 *              have: includes and excludes by capability, architecture and kernel; several conditions on one argument are
 *              alternatives, as runtimes take them.
 * Difference   a call that libseccomp does not know is left out, as runtimes do.
 */
#include "profile.h"

#include <errno.h>
#include <jansson.h>
#include <seccomp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "policy.h"
#include "syscalls.h"
#include "tool.h"

struct profile {
	const char *path;
	const struct call_arch *arch;
	scmp_filter_ctx ctx;
	uint32_t default_action;
};

static const struct {
	const char *name;
	uint32_t action;
} action_names[] = {
	{ "SCMP_ACT_KILL", SCMP_ACT_KILL_THREAD },
	{ "SCMP_ACT_KILL_THREAD", SCMP_ACT_KILL_THREAD },
	{ "SCMP_ACT_KILL_PROCESS", SCMP_ACT_KILL_PROCESS },
	{ "SCMP_ACT_TRAP", SCMP_ACT_TRAP },
	{ "SCMP_ACT_ERRNO", SCMP_ACT_ERRNO(0) },
	{ "SCMP_ACT_TRACE", SCMP_ACT_TRACE(0) },
	{ "SCMP_ACT_NOTIFY", SCMP_ACT_NOTIFY },
	{ "SCMP_ACT_LOG", SCMP_ACT_LOG },
	{ "SCMP_ACT_ALLOW", SCMP_ACT_ALLOW },
};

static const struct {
	const char *name;
	enum scmp_compare op;
} compare_names[] = {
	{ "SCMP_CMP_NE", SCMP_CMP_NE },
	{ "SCMP_CMP_LT", SCMP_CMP_LT },
	{ "SCMP_CMP_LE", SCMP_CMP_LE },
	{ "SCMP_CMP_EQ", SCMP_CMP_EQ },
	{ "SCMP_CMP_GE", SCMP_CMP_GE },
	{ "SCMP_CMP_GT", SCMP_CMP_GT },
	{ "SCMP_CMP_MASKED_EQ", SCMP_CMP_MASKED_EQ },
};

static bool action_read(struct profile *p, const char *name, json_t *errno_ret, uint32_t *action)
{
	uint32_t data = json_is_integer(errno_ret) ? (uint32_t)json_integer_value(errno_ret) & 0xffff : EPERM;

	for (size_t i = 0; name && i < sizeof(action_names) / sizeof(action_names[0]); i++) {
		if (strcmp(name, action_names[i].name))
			continue;
		*action = action_names[i].action;
		if (*action == SCMP_ACT_ERRNO(0) || *action == SCMP_ACT_TRACE(0))
			*action |= data;
		return true;
	}
	complain("%s: '%s' is no action", p->path, name ? name : "(none)");
	return false;
}

/* -- conditions of a whole rule ------------------------------------------------------------------------------------ */

static bool caps_have(const char *cap)
{
	for (unsigned int i = 0; i < policy_opts.caps.nr; i++)
		if (!strcmp(policy_opts.caps.item[i], cap))
			return true;
	return false;
}

/* Docker names x86_64 amd64, and aarch64 arm64. */
static bool arch_is(const struct call_arch *arch, const char *name)
{
	return !strcmp(arch->name, name) || (!strcmp(name, "amd64") && !strcmp(arch->name, "x86_64")) ||
	       (!strcmp(name, "arm64") && !strcmp(arch->name, "aarch64"));
}

static bool kernel_is(const char *least)
{
	struct utsname u;
	int have[2] = { 0, 0 }, want[2] = { 0, 0 };

	uname(&u);
	sscanf(u.release, "%d.%d", &have[0], &have[1]);
	sscanf(least, "%d.%d", &want[0], &want[1]);
	return have[0] != want[0] ? have[0] > want[0] : have[1] >= want[1];
}

/* Does a rule's "includes" hold: all capabilities, one of the architectures, the kernel? */
static bool includes_hold(const struct profile *p, json_t *c)
{
	json_t *caps = json_object_get(c, "caps"), *arches = json_object_get(c, "arches"), *one;
	const char *kernel = json_string_value(json_object_get(c, "minKernel"));
	bool arch = !json_array_size(arches);
	size_t i;

	json_array_foreach(caps, i, one) if (json_is_string(one) && !caps_have(json_string_value(one))) return false;
	json_array_foreach(arches, i, one) arch |= json_is_string(one) && arch_is(p->arch, json_string_value(one));
	return arch && (!kernel || kernel_is(kernel));
}

/* Does one thing of a rule's "excludes" hold? */
static bool excludes_hold(const struct profile *p, json_t *c)
{
	json_t *caps = json_object_get(c, "caps"), *arches = json_object_get(c, "arches"), *one;
	const char *kernel = json_string_value(json_object_get(c, "minKernel"));
	size_t i;

	json_array_foreach(caps, i, one) if (json_is_string(one) && caps_have(json_string_value(one))) return true;
	json_array_foreach(arches, i,
			   one) if (json_is_string(one) && arch_is(p->arch, json_string_value(one))) return true;
	return kernel && kernel_is(kernel);
}

/* -- rules --------------------------------------------------------------------------------------------------------- */

static bool number_read(json_t *j, uint64_t *v)
{
	*v = json_is_integer(j) ? (uint64_t)json_integer_value(j) : json_is_real(j) ? (uint64_t)json_real_value(j) : 0;
	return !j || json_is_null(j) || json_is_number(j);
}

static bool arg_read(struct profile *p, json_t *j, struct scmp_arg_cmp *out)
{
	const char *op = json_string_value(json_object_get(j, "op"));
	uint64_t index, one, two;

	if (!number_read(json_object_get(j, "index"), &index) || !number_read(json_object_get(j, "value"), &one) ||
	    !number_read(json_object_get(j, "valueTwo"), &two) || index > 5) {
		complain("%s: an argument's index is 0 to 5, its value and valueTwo are numbers", p->path);
		return false;
	}
	for (size_t i = 0; op && i < sizeof(compare_names) / sizeof(compare_names[0]); i++) {
		if (strcmp(op, compare_names[i].name))
			continue;
		*out = (struct scmp_arg_cmp){ (unsigned int)index, compare_names[i].op, one, two };
		return true;
	}
	complain("%s: '%s' is no comparison", p->path, op ? op : "(none)");
	return false;
}

static bool rule_add(struct profile *p, const char *name, uint32_t action, const struct scmp_arg_cmp *args,
		     unsigned int nr)
{
	int call = seccomp_syscall_resolve_name(name), err;

	if (call == __NR_SCMP_ERROR)
		return true;
	err = seccomp_rule_add_array(p->ctx, action, call, nr, args);
	/* A call that some of the architectures have not, and conditions on what is the default already, are no mistakes. */
	if (!err || err == -EDOM || err == -EINVAL || err == -EACCES || err == -EEXIST)
		return true;
	complain("%s: %s: %s", p->path, name, strerror(-err));
	return false;
}

/* Several conditions on one argument are as many rules. */
static bool call_rules(struct profile *p, const char *name, uint32_t action, const struct scmp_arg_cmp *args,
		       unsigned int nr)
{
	unsigned int seen = 0;
	bool again = false;

	for (unsigned int i = 0; i < nr; i++) {
		again |= seen >> args[i].arg & 1;
		seen |= 1u << args[i].arg;
	}
	if (!again)
		return rule_add(p, name, action, args, nr);
	for (unsigned int i = 0; i < nr; i++)
		if (!rule_add(p, name, action, &args[i], 1))
			return false;
	return true;
}

static bool entry_read(struct profile *p, json_t *j)
{
	json_t *names = json_object_get(j, "names"), *args = json_object_get(j, "args"), *one;
	const char *name = json_string_value(json_object_get(j, "name"));
	struct scmp_arg_cmp arg[6];
	uint32_t action;
	size_t i, nr = json_array_size(args);

	if (!includes_hold(p, json_object_get(j, "includes")) || excludes_hold(p, json_object_get(j, "excludes")))
		return true;
	if (!action_read(p, json_string_value(json_object_get(j, "action")), json_object_get(j, "errnoRet"), &action))
		return false;
	if (action == p->default_action)
		return true;
	if (nr > 6) {
		complain("%s: a rule with %zu conditions, of which there are at most 6", p->path, nr);
		return false;
	}
	json_array_foreach(args, i, one) if (!arg_read(p, one, &arg[i])) return false;
	if (name && !call_rules(p, name, action, arg, (unsigned int)nr))
		return false;
	json_array_foreach(names, i, one) if (json_is_string(one) && !call_rules(p, json_string_value(one), action, arg,
										 (unsigned int)nr)) return false;
	return true;
}

/* -- the whole ----------------------------------------------------------------------------------------------------- */

static bool arch_add(struct profile *p, const char *name)
{
	uint32_t token = 0;
	char low[32] = "";
	int err;

	for (size_t i = 10; name && !strncmp(name, "SCMP_ARCH_", 10) && name[i] && i < sizeof(low) + 9; i++)
		low[i - 10] = (char)(name[i] >= 'A' && name[i] <= 'Z' ? name[i] - 'A' + 'a' : name[i]);
	token = seccomp_arch_resolve_name(low);
	if (!token) {
		complain("%s: '%s' is no architecture", p->path, name ? name : "(none)");
		return false;
	}
	err = seccomp_arch_add(p->ctx, token);
	if (!err || err == -EEXIST)
		return true;
	complain("%s: %s: %s", p->path, name, strerror(-err));
	return false;
}

/* Docker's map from an architecture to those that run on it too; the OCI's list. */
static bool archs_read(struct profile *p, json_t *root)
{
	json_t *map = json_object_get(root, "archMap"), *list = json_object_get(root, "architectures"), *one, *sub;
	size_t i, j;

	json_array_foreach(map, i, one)
	{
		const char *name = json_string_value(json_object_get(one, "architecture"));

		if (!name || strcmp(name, p->arch->oci))
			continue;
		json_array_foreach(json_object_get(one, "subArchitectures"), j,
				   sub) if (!arch_add(p, json_string_value(sub))) return false;
	}
	json_array_foreach(list, i, one) if (!arch_add(p, json_string_value(one))) return false;
	return true;
}

static bool context_new(struct profile *p, json_t *root)
{
	json_t *errno_ret = json_object_get(root, "defaultErrnoRet");

	if (!action_read(p, json_string_value(json_object_get(root, "defaultAction")), errno_ret, &p->default_action))
		return false;
	p->ctx = seccomp_init(p->default_action);
	if (!p->ctx) {
		complain("%s: libseccomp does not take its default action", p->path);
		return false;
	}
	if (p->arch->scmp == seccomp_arch_native())
		return true;
	if (!seccomp_arch_add(p->ctx, p->arch->scmp) && !seccomp_arch_remove(p->ctx, seccomp_arch_native()))
		return true;
	complain("%s: libseccomp does not know %s", p->path, p->arch->name);
	return false;
}

static struct kiln_cbpf_insn *program_take(struct profile *p, uint32_t *nr)
{
	int fd = memfd_create("policy", MFD_CLOEXEC), err = fd < 0 ? -errno : seccomp_export_bpf(p->ctx, fd);
	off_t len = err ? 0 : lseek(fd, 0, SEEK_END);
	struct kiln_cbpf_insn *insns = len > 0 ? malloc((size_t)len) : NULL;

	if (err || !insns || pread(fd, insns, (size_t)len, 0) != len) {
		complain("%s: %s", p->path, err ? strerror(-err) : "out of memory");
		free(insns);
		insns = NULL;
	}
	if (fd >= 0)
		close(fd);
	*nr = (uint32_t)((size_t)len / sizeof(*insns));
	return insns;
}

static struct kiln_cbpf_insn *root_read(struct profile *p, json_t *root, uint32_t *nr)
{
	json_t *calls = json_object_get(root, "syscalls"), *one;
	struct kiln_cbpf_insn *insns = NULL;
	bool fine = context_new(p, root) && archs_read(p, root);
	size_t i;

	json_array_foreach(calls, i, one) fine = fine && entry_read(p, one);
	if (fine)
		insns = program_take(p, nr);
	if (p->ctx)
		seccomp_release(p->ctx);
	return insns;
}

struct kiln_cbpf_insn *profile_read(const char *path, const char *text, size_t len, uint32_t *nr)
{
	struct profile p = { .path = path,
			     .arch = policy_opts.arch ? call_arch_named(policy_opts.arch) : call_arch_native() };
	struct kiln_cbpf_insn *insns;
	json_error_t error;
	json_t *root, *part;

	if (!p.arch) {
		complain("--arch: %s is not x86_64, x32, x86 or aarch64",
			 policy_opts.arch ? policy_opts.arch : "this machine");
		return NULL;
	}
	root = json_loadb(text, len, JSON_REJECT_DUPLICATES, &error);
	if (!root) {
		complain("%s:%d:%d: %s", path, error.line, error.column, error.text);
		return NULL;
	}
	/* A container's whole configuration, of which the profile is a part. */
	part = json_object_get(json_object_get(root, "linux"), "seccomp");
	insns = root_read(&p, part ? part : root, nr);
	json_decref(root);
	return insns;
}
