/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * target.c - the names of places that only a kernel has: functions, instructions of files, what a type stands for.
 *
 * Overview     each becomes one text, by which links of one place find each other, and from which the host reads where it is:
 *                  vfs_read,0xffffffff81000000     functions by name or address
 *                  PID:0x1140,0x1180:/bin/sh       instructions at these offsets of a file, in one process, or in all (0);
 *                                                  0x1140+0x4000: with a number in the file that counts who looks
 *                  vfs_read                        the function or tracepoint that a type stands for
 */
#include "base/text.h"
#include "sys/sys.h"

enum { TARGETS_MAX = 64, SYMBOL_LEN = 128, PATH_LEN = 1024 };

/* The i-th number of an array of the client's. */
static enum kiln_err number_at(struct call *c, uint64_t array, uint32_t i, uint64_t *v)
{
	return call_read(c, v, array + i * (uint64_t)sizeof(*v), sizeof(*v));
}

static enum kiln_err text_new(struct call *c, size_t cap, struct text *t)
{
	char *buf = arena_alloc(&c->arena, cap);

	if (!buf)
		return KILN_ERR_NOMEM;
	*t = text_of(buf, cap);
	return KILN_OK;
}

static enum kiln_err symbol_add(struct call *c, struct text *t, uint64_t at)
{
	char name[SYMBOL_LEN];
	bool whole;
	enum kiln_err err = call_string(c, at, name, sizeof(name), &whole);

	if (err)
		return err;
	for (const char *s = name; *s; s++)
		whole &= *s != ','; /* no function is called so */
	if (!whole || !name[0])
		return KILN_ERR_INVAL;
	text_printf(t, "%s", name);
	return KILN_OK;
}

enum kiln_err sys_functions_name(struct call *c, const char **out)
{
	const union sys_attr *a = &c->a;
	const uint32_t nr = a->link_create.kprobe_multi.cnt;
	const bool symbols = a->link_create.kprobe_multi.syms;
	struct text t = { 0 };
	uint64_t v = 0;
	enum kiln_err err;

	if (!nr || symbols == (a->link_create.kprobe_multi.addrs != 0))
		return KILN_ERR_INVAL;
	if (nr > TARGETS_MAX)
		return KILN_ERR_COMPLEX;
	err = text_new(c, (size_t)nr * SYMBOL_LEN, &t);
	for (uint32_t i = 0; !err && i < nr; i++) {
		if (i)
			text_printf(&t, ",");
		err = number_at(c, symbols ? a->link_create.kprobe_multi.syms : a->link_create.kprobe_multi.addrs, i,
				&v);
		if (!err && symbols)
			err = symbol_add(c, &t, v);
		else if (!err)
			text_printf(&t, "0x%llx", (unsigned long long)v);
	}
	*out = t.buf;
	return err;
}

enum kiln_err sys_file_name(struct call *c, const char **out)
{
	const union sys_attr *a = &c->a;
	const uint32_t nr = a->link_create.uprobe_multi.cnt;
	char *path = arena_alloc(&c->arena, PATH_LEN);
	struct text t;
	bool whole = false;
	uint64_t v = 0;
	enum kiln_err err;

	if (!nr || !a->link_create.uprobe_multi.path || !a->link_create.uprobe_multi.offsets)
		return KILN_ERR_INVAL;
	if (nr > TARGETS_MAX)
		return KILN_ERR_COMPLEX;
	if (!path)
		return KILN_ERR_NOMEM;
	err = call_string(c, a->link_create.uprobe_multi.path, path, PATH_LEN, &whole);
	if (!err && (!whole || path[0] != '/'))
		err = KILN_ERR_BADF; /* as Linux has it, of what is no file */
	if (!err)
		err = text_new(c, PATH_LEN + 32 + (size_t)nr * 40, &t);
	if (err)
		return err;
	text_printf(&t, "%u:", a->link_create.uprobe_multi.pid);
	for (uint32_t i = 0; !err && i < nr; i++) {
		err = number_at(c, a->link_create.uprobe_multi.offsets, i, &v);
		text_printf(&t, i ? ",0x%llx" : "0x%llx", (unsigned long long)v);
		if (err || !a->link_create.uprobe_multi.ref_ctr_offsets)
			continue;
		err = number_at(c, a->link_create.uprobe_multi.ref_ctr_offsets, i, &v);
		if (v)
			text_printf(&t, "+0x%llx", (unsigned long long)v);
	}
	text_printf(&t, ":%s", path);
	*out = t.buf;
	return err;
}

enum kiln_err sys_type_name(const struct kiln_sys *s, uint32_t id, char name[SYS_PLACE_LEN], uint32_t *nr_args)
{
	static const char prefix[] = "btf_trace_";
	size_t same = 0;
	const struct kiln_btf *types = s->opts.types ? s->opts.types(s->opts.cookie) : NULL;
	struct text t = text_of(name, SYS_PLACE_LEN);
	struct btf_type type;

	*nr_args = 0;
	if (!types) { /* events come by kiln_sys_hook(), and by this number */
		text_printf(&t, "btf:%u", id);
		return KILN_OK;
	}
	if (id >= types->btf.nr_types)
		return KILN_ERR_INVAL;
	type = btf_type(&types->btf, id);
	while (prefix[same] && type.name[same] == prefix[same])
		same++;
	if (type.kind == BTF_TYPEDEF && !prefix[same]) {
		text_printf(&t, "%s", type.name + same);
		return KILN_OK;
	}
	if (type.kind != BTF_FUNC)
		return KILN_ERR_INVAL;
	text_printf(&t, "%s", type.name);
	*nr_args = btf_type(&types->btf, type.type).vlen;
	return KILN_OK;
}
