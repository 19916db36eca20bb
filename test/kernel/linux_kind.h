/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * linux_kind.h - how the running kernel is asked for a program of one of Kiln's kinds.
 */
#ifndef TEST_KERNEL_LINUX_KIND_H
#define TEST_KERNEL_LINUX_KIND_H

#include <linux/bpf.h>
#include <string.h>

#include <bpf/btf.h>

#include "base/bits.h"
#include "rt/rt.h"

/* The type of the kernel's that a program is attached to, for kinds that have their context by types; 0: none, or none found. */
static uint32_t linux_target(const struct btf *types, const struct kiln_kind *kind)
{
	static const struct {
		const char *kind, *target;
		uint32_t is;
	} targets[] = {
		{ "tp_btf", "btf_trace_sched_switch", BTF_KIND_TYPEDEF },
		{ "fentry", "vfs_read", BTF_KIND_FUNC },
		{ "fexit", "vfs_read", BTF_KIND_FUNC },
		{ "fmod_ret", "security_file_open", BTF_KIND_FUNC },
		{ "iter", "bpf_iter_task", BTF_KIND_FUNC },
		{ "lsm", "bpf_lsm_file_open", BTF_KIND_FUNC },
		{ "lsm_cgroup", "bpf_lsm_socket_create", BTF_KIND_FUNC },
	};
	__s32 id = 0;

	for (size_t i = 0; types && i < NR_OF(targets); i++)
		if (!strcmp(targets[i].kind, kind->name))
			id = btf__find_by_name_kind(types, targets[i].target, targets[i].is);
	return id > 0 ? (uint32_t)id : 0;
}

/* Linux has a number for the place of most kinds, also where Kiln's row is for whatever has none of its own. */
static enum bpf_attach_type linux_attach(const struct kiln_kind *kind)
{
	static const struct {
		uint32_t prog_type;
		enum bpf_attach_type attach_type;
	} rest[] = {
		{ BPF_PROG_TYPE_SOCK_OPS, BPF_CGROUP_SOCK_OPS },
		{ BPF_PROG_TYPE_CGROUP_DEVICE, BPF_CGROUP_DEVICE },
		{ BPF_PROG_TYPE_CGROUP_SYSCTL, BPF_CGROUP_SYSCTL },
		{ BPF_PROG_TYPE_SK_MSG, BPF_SK_MSG_VERDICT },
		{ BPF_PROG_TYPE_FLOW_DISSECTOR, BPF_FLOW_DISSECTOR },
		{ BPF_PROG_TYPE_LIRC_MODE2, BPF_LIRC_MODE2 },
	};

	for (size_t i = 0; !kind->attach_type && i < NR_OF(rest); i++)
		if (rest[i].prog_type == kind->prog_type)
			return rest[i].attach_type;
	return (enum bpf_attach_type)kind->attach_type;
}

#endif
