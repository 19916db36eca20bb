/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * pin.c - names that hold objects. A host with a file system keeps them there; without one they are a list of texts.
 */
#include "sys/map.h"

enum { PATH_LEN = 4096 };

struct sys_pin {
	struct sys_pin *next;
	struct kiln_object *o; /* a reference */
	size_t len;	       /* of path, with its end */
	char path[];
};

static struct sys_pin *pin_find(const struct kiln_sys *s, const char *path)
{
	for (struct sys_pin *p = s->pins; p; p = p->next)
		if (text_same(p->path, path))
			return p;
	return NULL;
}

static enum kiln_err pin_own(struct kiln_sys *s, const char *path, struct kiln_object *o)
{
	size_t len = text_len(path) + 1;
	struct sys_pin *p;

	if (pin_find(s, path))
		return KILN_ERR_EXIST;
	p = vm_alloc(s->k, sizeof(*p) + len);
	if (!p)
		return KILN_ERR_NOMEM;
	p->len = len;
	memcpy(p->path, path, len);
	p->o = kiln_object_get(o);
	p->next = s->pins;
	s->pins = p;
	return KILN_OK;
}

void sys_pins_free(struct kiln_sys *s)
{
	struct sys_pin *p;

	while ((p = s->pins)) {
		s->pins = p->next;
		kiln_object_put(p->o);
		vm_free(s->k, p, sizeof(*p) + p->len);
	}
}

/* The client's path, in the call's arena. */
static enum kiln_err path_read(struct call *c, char **path)
{
	bool whole;
	enum kiln_err err;

	*path = arena_dirty(&c->arena, PATH_LEN);
	if (!*path)
		return KILN_ERR_NOMEM;
	err = call_string(c, c->a.pin.pathname, *path, PATH_LEN, &whole);
	if (err)
		return err;
	return !whole ? KILN_ERR_RANGE : (*path)[0] ? KILN_OK : KILN_ERR_NOENT;
}

int64_t sys_obj_pin(struct call *c)
{
	struct kiln_object *o;
	uint32_t may;
	char *path;
	enum kiln_err err;

	if (c->a.pin.file_flags || c->a.pin.path_fd)
		return sys_error(KILN_ERR_INVAL);
	err = c->client->object(c->client->cookie, (int32_t)c->a.pin.bpf_fd, &o, &may);
	if (err || o->s != c->s ||
	    (o->type != KILN_OBJECT_PROG && o->type != KILN_OBJECT_MAP && o->type != KILN_OBJECT_LINK))
		return sys_error(KILN_ERR_INVAL);
	err = path_read(c, &path);
	if (err)
		return sys_error(err);
	return sys_error(c->s->opts.pin ? c->s->opts.pin(c->s->opts.cookie, path, o) : pin_own(c->s, path, o));
}

int64_t sys_obj_get(struct call *c)
{
	struct kiln_object *o = NULL;
	struct sys_pin *p;
	uint32_t may;
	char *path;
	enum kiln_err err;

	if (c->a.pin.bpf_fd || c->a.pin.path_fd || !sys_open_flags(c->a.pin.file_flags, &may))
		return sys_error(KILN_ERR_INVAL);
	err = path_read(c, &path);
	if (!err && c->s->opts.get) {
		err = c->s->opts.get(c->s->opts.cookie, path, &o);
	} else if (!err) {
		p = pin_find(c->s, path);
		err = p ? KILN_OK : KILN_ERR_NOENT;
		o = p ? p->o : NULL;
	}
	if (!err && o->type != KILN_OBJECT_MAP && c->a.pin.file_flags)
		err = KILN_ERR_INVAL;
	return err ? sys_error(err) : sys_object_install(c, kiln_object_get(o), may);
}
