/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * target.c - see target.h. Names are looked up here and not by libbpf, which would only ask the running kernel.
 */
#include "target.h"

#include <stdio.h>
#include <string.h>

#include <bpf/btf.h>
#include <linux/bpf.h>

static const struct {
	uint32_t attach, kind;
	const char *before; /* the target's name in the section */
} targets[] = {
	{ BPF_TRACE_RAW_TP, BTF_KIND_TYPEDEF, "btf_trace_" },
	{ BPF_TRACE_FENTRY, BTF_KIND_FUNC, "" },
	{ BPF_TRACE_FEXIT, BTF_KIND_FUNC, "" },
	{ BPF_MODIFY_RETURN, BTF_KIND_FUNC, "" },
	{ BPF_LSM_MAC, BTF_KIND_FUNC, "bpf_lsm_" },
	{ BPF_LSM_CGROUP, BTF_KIND_FUNC, "bpf_lsm_" },
	{ BPF_TRACE_ITER, BTF_KIND_FUNC, "bpf_iter_" },
};

static bool takes_object(const struct kiln_helper *h)
{
	for (int i = 0; i < 5; i++)
		if (h->arg[i] == KILN_ARG_OBJECT)
			return true;
	return h->ret == KILN_RET_OBJECT || h->ret == KILN_RET_OBJECT_OR_NULL;
}

static bool calls_for_types(const struct object_prog *p)
{
	const struct kiln_helper *h;

	for (uint32_t pc = 0; pc < p->nr_insns; pc++) {
		if (p->insns[pc].code == 0x18 && p->insns[pc].src == KILN_WIDE_VAR)
			return true;
		for (uint32_t i = 0; p->insns[pc].code == 0x85 && !p->insns[pc].src && (h = kiln_helper_at(i)); i++)
			if (h->id == (uint32_t)p->insns[pc].imm && takes_object(h))
				return true;
	}
	return false;
}

static void types_read(struct object *o, const char *file)
{
	const void *bytes;
	uint32_t len;

	o->types_asked = true;
	o->kernel = file ? btf__parse(file, NULL) : btf__load_vmlinux_btf();
	if (libbpf_get_error(o->kernel)) {
		o->kernel = NULL;
		return;
	}
	bytes = btf__raw_data(o->kernel, &len);
	if (!bytes || kiln_btf_new(o->k, bytes, len, &o->types, NULL))
		o->types = NULL;
}

static uint32_t find(const struct object *o, const struct object_prog *p, uint32_t i)
{
	const char *at = strchr(p->section, '/');
	char name[256];
	int id;

	if (!at || snprintf(name, sizeof(name), "%s%s", targets[i].before, at + 1) >= (int)sizeof(name))
		return 0;
	id = btf__find_by_name_kind(o->kernel, name, targets[i].kind);
	return id > 0 ? (uint32_t)id : 0;
}

uint32_t target_variable(struct object *o, const char *file, const char *name)
{
	int id;

	if (!o->types_asked)
		types_read(o, file);
	id = o->kernel ? btf__find_by_name_kind(o->kernel, name, BTF_KIND_VAR) : 0;
	return id > 0 ? (uint32_t)id : 0;
}

void target_find(struct object *o, struct object_prog *p, const char *file)
{
	const size_t nr = sizeof(targets) / sizeof(targets[0]);
	uint32_t i = 0;

	if (p->type == BPF_PROG_TYPE_TRACING || p->type == BPF_PROG_TYPE_LSM)
		while (i < nr && targets[i].attach != p->attach)
			i++;
	else
		i = nr;
	if (i == nr && !calls_for_types(p))
		return;
	if (!o->types_asked)
		types_read(o, file);
	if (!o->types)
		return;
	p->opts.target_btf = o->types;
	p->opts.target_id = i < nr ? find(o, p, i) : 0;
}

void target_free(struct object *o)
{
	kiln_btf_free(o->types);
	btf__free(o->kernel);
}
