/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * id.c - walks over objects, and descriptors by id.
 */
#include "sys/map.h"

static int64_t next_id(struct call *c, enum kiln_object_type type)
{
	struct kiln_object *o;

	if (c->a.by_id.id >= INT32_MAX)
		return sys_error(KILN_ERR_INVAL);
	kiln_sys_sweep(c->s);
	o = sys_object_from(c->s, type, c->a.by_id.id + 1);
	return sys_error(o ? CALL_PUT32(c, by_id.next_id, o->id) : KILN_ERR_NOENT);
}

static int64_t by_id(struct call *c, enum kiln_object_type type, uint32_t may)
{
	struct kiln_object *o;

	kiln_sys_sweep(c->s);
	o = kiln_sys_find(c->s, type, c->a.by_id.id);
	return o ? sys_object_install(c, kiln_object_get(o), may) : sys_error(KILN_ERR_NOENT);
}

int64_t sys_prog_next_id(struct call *c)
{
	return next_id(c, KILN_OBJECT_PROG);
}

int64_t sys_map_next_id(struct call *c)
{
	return next_id(c, KILN_OBJECT_MAP);
}

int64_t sys_btf_next_id(struct call *c)
{
	return next_id(c, KILN_OBJECT_BTF);
}

int64_t sys_prog_by_id(struct call *c)
{
	return by_id(c, KILN_OBJECT_PROG, KILN_MAY_READ);
}

int64_t sys_map_by_id(struct call *c)
{
	uint32_t may;

	return sys_open_flags(c->a.by_id.open_flags, &may) ? by_id(c, KILN_OBJECT_MAP, may) : sys_error(KILN_ERR_INVAL);
}

int64_t sys_btf_by_id(struct call *c)
{
	return c->a.by_id.open_flags ? sys_error(KILN_ERR_INVAL) : by_id(c, KILN_OBJECT_BTF, KILN_MAY_READ);
}

int64_t sys_link_next_id(struct call *c)
{
	return next_id(c, KILN_OBJECT_LINK);
}

int64_t sys_link_by_id(struct call *c)
{
	return by_id(c, KILN_OBJECT_LINK, KILN_MAY_READ);
}
