/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * iter.c - links of iterators, and what one gives that is begun from them.
 *
 * Overview     a program that was loaded for the function bpf_iter_NAME is linked to what NAME stands for (iter_run.c), perhaps of one map
 *              or task. BPF_ITER_CREATE runs it for all of it at once; what it wrote is an object, which the host lets read.
 * Not exact    Linux runs it while it is read, so what changes between two reads is seen there, and not here.
 */
#include "base/text.h"
#include "sys/map.h"

/* union bpf_iter_link_info */
union iter_info {
	uint32_t map_fd;
	struct {
		uint32_t tid, pid, pid_fd;
	} task;
	uint64_t room[2];
};

static enum kiln_err info_read(struct call *c, union iter_info *info)
{
	const uint64_t at = c->a.link_create.iter.info;
	const uint32_t len = c->a.link_create.iter.len;
	enum kiln_err err;

	if (!at != !len)
		return KILN_ERR_INVAL;
	err = call_tail_zero(c, at, sizeof(*info), len);
	return err ? err : call_read(c, info, at, len < sizeof(*info) ? len : sizeof(*info));
}

/* By the function that the program is loaded for; NULL: it is none that is known here. */
static const struct sys_target *target_of(const struct kiln_object *prog)
{
	static const char prefix[] = "bpf_iter_";
	const struct kiln_sys *s = prog->s;
	const struct kiln_btf *types = s->opts.types ? s->opts.types(s->opts.cookie) : NULL;
	const char *name;
	size_t same = 0;

	if (!types || prog->prog.attach_btf_id >= types->btf.nr_types)
		return NULL;
	name = btf_type(&types->btf, prog->prog.attach_btf_id).name;
	while (prefix[same] && name[same] == prefix[same])
		same++;
	return prefix[same] ? NULL : sys_target_find(name + same);
}

/* A map whose elements are listed: of a kind that Linux lists, and with all that the program reaches for. */
static enum kiln_err map_ok(const struct kiln_object *prog, const struct kiln_map *m)
{
	const uint32_t *end = prog->prog.prog->element_end;

	if (m->spec.type != MAP_HASH && m->spec.type != MAP_LRU_HASH && m->spec.type != MAP_ARRAY &&
	    m->spec.type != MAP_PERCPU_HASH && m->spec.type != MAP_LRU_PERCPU_HASH && m->spec.type != MAP_PERCPU_ARRAY)
		return KILN_ERR_INVAL;
	return end[ELEMENT_KEY] > m->spec.key_size || end[ELEMENT_VALUE] > kiln_map_value_len(m) ? KILN_ERR_UNSAFE
												 : KILN_OK;
}

static enum kiln_err about_read(struct call *c, const struct kiln_object *prog, const struct sys_target *t,
				struct kiln_object **map, union iter_info *info)
{
	enum kiln_err err = info_read(c, info);

	*map = NULL;
	if (err || !t)
		return err ? err : KILN_ERR_UNSUPPORTED;
	if (t->task && (info->task.pid_fd || (info->task.tid && info->task.pid)))
		return info->task.pid_fd ? KILN_ERR_UNSUPPORTED : KILN_ERR_INVAL;
	if (!t->map)
		return KILN_OK;
	err = info->map_fd ? call_object(c, info->map_fd, KILN_OBJECT_MAP, map, NULL) : KILN_ERR_BADF;
	return err ? err : map_ok(prog, (*map)->map);
}

int64_t sys_iter_link(struct call *c, struct kiln_object *prog, const struct sys_link_row *row)
{
	const struct sys_target *t = target_of(prog);
	union iter_info info = { .room = { 0 } };
	struct kiln_object *map, *o;
	enum kiln_err err;

	if (c->a.link_create.attach_type != prog->prog.attach_type || c->a.link_create.flags ||
	    c->a.link_create.target_fd)
		return sys_error(KILN_ERR_INVAL);
	err = about_read(c, prog, t, &map, &info);
	if (err)
		return sys_error(err);
	o = sys_object_new(c->s, KILN_OBJECT_LINK);
	if (!o)
		return sys_error(KILN_ERR_NOMEM);
	/* act */
	o->link.target = t;
	o->link.map = map ? kiln_object_get(map) : NULL;
	o->link.tid = t->task ? info.task.tid : 0;
	o->link.pid = t->task ? info.task.pid : 0;
	sys_link_list(o, prog, row);
	return sys_object_install(c, o, KILN_MAY_READ);
}

const char *sys_iter_tell(const struct sys_link *l, struct sys_link_info *info)
{
	info->iter.map_id = l->map ? l->map->id : 0;
	info->iter.tid = l->tid;
	info->iter.pid = l->pid;
	return l->target->name;
}

int64_t sys_iter_create(struct call *c)
{
	struct kiln_object *link, *o;
	enum kiln_err err;

	if (c->a.iter_create.flags)
		return sys_error(KILN_ERR_INVAL);
	err = call_object(c, c->a.iter_create.link_fd, KILN_OBJECT_LINK, &link, NULL);
	if (!err && !link->link.target)
		err = KILN_ERR_INVAL;
	if (err)
		return sys_error(err);
	o = sys_object_new(c->s, KILN_OBJECT_ITER);
	if (!o)
		return sys_error(KILN_ERR_NOMEM);
	err = sys_iter_run(c, &link->link, o);
	if (err) {
		vm_free(c->s->k, o->text.at, o->text.cap);
		sys_object_free(o);
		return sys_error(err);
	}
	sys_object_list(o, vm_id(c->s->k));
	return sys_object_install(c, o, KILN_MAY_READ);
}
