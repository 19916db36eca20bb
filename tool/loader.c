/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * loader.c - see loader.h.
 *
 * A program that Kiln refuses is still a success to libbpf: so that one bad program of an object hides none of the
 * others. What Kiln said stands in the object.
 */
#include "loader.h"

#include "section.h"
#include "target.h"

#include <errno.h>
#include <linux/bpf.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <bpf/btf.h>

enum thing_type { THING_MAP = 1, THING_PROG, THING_BTF };

struct thing {
	ino_t inode;
	enum thing_type type;
	struct kiln_map *map;
	int prog; /* index in the object, -1: a probe's */
	struct kiln_btf *btf;
};

struct loader {
	struct object *o;
	const struct object_opts *opts;
	struct thing *things;
	size_t nr, cap;
	uint32_t next_prog; /* where the search for the next program's name begins */
};

static _Thread_local struct loader *current;

static void thing_drop(struct thing *t)
{
	kiln_map_free(t->map);
	kiln_btf_free(t->btf);
	memset(t, 0, sizeof(*t));
}

/* A descriptor for t, which is taken in any case; -1 with errno. */
static long thing_install(struct loader *l, struct thing t)
{
	struct thing *more;
	struct stat st;
	int fd;

	if (l->nr == l->cap) {
		more = realloc(l->things, (l->cap * 2 + 64) * sizeof(*more));
		if (!more) {
			thing_drop(&t);
			errno = ENOMEM;
			return -1;
		}
		l->things = more;
		l->cap = l->cap * 2 + 64;
	}
	fd = memfd_create("kiln-object", MFD_CLOEXEC);
	if (fd < 0 || fstat(fd, &st)) {
		thing_drop(&t);
		return -1;
	}
	t.inode = st.st_ino;
	for (size_t i = 0; i < l->nr; i++)
		if (l->things[i].inode == t.inode) /* an inode used again: its old descriptors are closed */
			thing_drop(&l->things[i]);
	l->things[l->nr++] = t;
	return fd;
}

static struct thing *thing_of(struct loader *l, int fd, enum thing_type type)
{
	struct stat st;

	if (fd < 0 || fstat(fd, &st))
		return NULL;
	for (size_t i = 0; i < l->nr; i++)
		if (l->things[i].inode == st.st_ino && l->things[i].type == type)
			return &l->things[i];
	return NULL;
}

struct kiln_map *loader_map(struct loader *l, int fd)
{
	struct thing *t = thing_of(l, fd, THING_MAP);

	return t ? t->map : NULL;
}

static long answer(enum kiln_err err)
{
	if (!err)
		return 0;
	errno = (int)err;
	return -1;
}

/* Where the value's type holds a member of struct type name; KILN_NO_OFF if nowhere. */
static uint32_t member_off(const struct btf *btf, uint32_t type, const char *name)
{
	const struct btf_type *t, *mt;
	const char *n;
	__s32 id;

	id = btf__resolve_type(btf, type);
	t = id > 0 ? btf__type_by_id(btf, (__u32)id) : NULL;
	if (!t || !btf_is_struct(t))
		return KILN_NO_OFF;
	for (uint16_t i = 0; i < btf_vlen(t); i++) {
		id = btf__resolve_type(btf, btf_members(t)[i].type);
		mt = id > 0 ? btf__type_by_id(btf, (__u32)id) : NULL;
		n = mt ? btf__name_by_offset(btf, mt->name_off) : NULL;
		if (n && !strcmp(n, name))
			return btf_member_bit_offset(t, i) / 8;
	}
	return KILN_NO_OFF;
}

/* A kind of map that is known where the program will run: here it is always empty. */
static enum kiln_err absent_make(const struct kiln_host *host, const struct kiln_map_spec *spec, void **state)
{
	(void)host, (void)spec;
	*state = NULL;
	return KILN_OK;
}

static void absent_drop(const struct kiln_host *host, void *state)
{
	(void)host, (void)state;
}

static void *absent_lookup(void *state, const void *key)
{
	(void)state, (void)key;
	return NULL;
}

static void own_kind_add(struct kiln *k, uint32_t type)
{
	static struct kiln_map_kind absent[KILN_MAP_KINDS_MAX];
	static uint32_t nr;

	if (nr == KILN_MAP_KINDS_MAX)
		return;
	absent[nr] = (struct kiln_map_kind){
		.type = type, .name = "own", .make = absent_make, .drop = absent_drop, .lookup = absent_lookup
	};
	if (!kiln_map_kind_add(k, &absent[nr]))
		nr++;
}

/* Sizes that the user's program sets before it loads the object: to check programs, some will do. */
static void sizes_guess(struct kiln_map_spec *s)
{
	if (s->type == BPF_MAP_TYPE_STACK_TRACE && !s->value_size)
		s->value_size = 127 * sizeof(uint64_t);
	if (!s->max_entries)
		s->max_entries = s->type == BPF_MAP_TYPE_RINGBUF || s->type == BPF_MAP_TYPE_USER_RINGBUF ? 4096 : 1;
}

static long map_create(struct loader *l, const union bpf_attr *a)
{
	struct kiln_map_spec spec = {
		.type = a->map_type,
		.key_size = a->key_size,
		.value_size = a->value_size,
		.max_entries = a->max_entries,
		.flags = a->map_flags,
		.extra = a->map_extra,
		.check_only = true,
		.btf_key = a->btf_key_type_id,
		.btf_value = a->btf_value_type_id,
		.lock_off = KILN_NO_OFF,
		.timer_off = KILN_NO_OFF,
	};
	struct thing t = { .type = THING_MAP }, *btf = thing_of(l, (int)a->btf_fd, THING_BTF);
	enum kiln_err err;

	memcpy(spec.name, a->map_name, sizeof(spec.name) - 1);
	if (a->inner_map_fd)
		spec.inner = loader_map(l, (int)a->inner_map_fd);
	if (l->o->btf && spec.btf_value) {
		spec.lock_off = member_off(l->o->btf, spec.btf_value, "bpf_spin_lock");
		spec.timer_off = member_off(l->o->btf, spec.btf_value, "bpf_timer");
		if (btf)
			spec.nr_kptrs = kiln_btf_kptrs(btf->btf, spec.btf_value, spec.kptr);
	}
	if (l->opts->own_maps && spec.type >= KILN_MAP_OWN)
		own_kind_add(l->o->k, spec.type);
	err = kiln_map_new(l->o->k, &spec, &t.map);
	if (err == KILN_ERR_INVAL && l->opts->check_only) {
		sizes_guess(&spec);
		err = kiln_map_new(l->o->k, &spec, &t.map);
	}
	return err ? answer(err) : thing_install(l, t);
}

static bool init_keep(struct loader *l, struct object_init init, const void *key)
{
	if (l->o->nr_inits == sizeof(l->o->init) / sizeof(l->o->init[0]))
		return false;
	memcpy(&init.key, key, sizeof(init.key));
	l->o->init[l->o->nr_inits++] = init;
	return true;
}

static long prog_slot(struct loader *l, struct kiln_map *m, const void *key, uint32_t fd, uint64_t flags)
{
	struct thing *t = thing_of(l, (int)fd, THING_PROG);
	struct kiln_prog_info info;

	if (!t || t->prog < 0)
		return answer(KILN_ERR_BADF);
	if (!init_keep(l, (struct object_init){ .outer = m, .prog = (uint32_t)t->prog }, key))
		return answer(KILN_ERR_COMPLEX);
	if (!l->o->prog[t->prog].prog) /* refused or left out: the slot stays empty */
		return 0;
	kiln_prog_info(l->o->prog[t->prog].prog, &info);
	if (info.not_offered)
		return 0;
	return answer(kiln_map_set_object(m, key, NULL, l->o->prog[t->prog].prog, flags));
}

static long map_slot(struct loader *l, struct kiln_map *m, const void *key, uint32_t fd, uint64_t flags)
{
	struct kiln_map *inner = loader_map(l, (int)fd);

	if (!inner)
		return answer(KILN_ERR_BADF);
	if (!init_keep(l, (struct object_init){ .outer = m, .map = inner }, key))
		return answer(KILN_ERR_COMPLEX);
	return answer(kiln_map_set_object(m, key, inner, NULL, flags));
}

static long map_update(struct loader *l, const union bpf_attr *a)
{
	struct kiln_map *m = loader_map(l, (int)a->map_fd);
	const void *key = (const void *)(uintptr_t)a->key, *value = (const void *)(uintptr_t)a->value;
	uint32_t fd = 0;

	if (!m)
		return answer(KILN_ERR_BADF);
	switch (kiln_map_spec(m)->type) {
	case BPF_MAP_TYPE_PROG_ARRAY:
		memcpy(&fd, value, sizeof(fd));
		return prog_slot(l, m, key, fd, a->flags);
	case BPF_MAP_TYPE_ARRAY_OF_MAPS:
	case BPF_MAP_TYPE_HASH_OF_MAPS:
		memcpy(&fd, value, sizeof(fd));
		return map_slot(l, m, key, fd, a->flags);
	}
	return answer(kiln_map_update(m, key, value, a->flags));
}

/* -- programs ------------------------------------------------------------------------------------------------------ */

/* The object's program that libbpf loads now, or -1: one of libbpf's probes of what the kernel can do. */
static int prog_loading(struct loader *l, const union bpf_attr *a)
{
	for (uint32_t i = l->next_prog; a->prog_name[0] && i < l->o->nr_progs; i++) {
		if (l->o->prog[i].unready || strncmp(l->o->prog[i].name, a->prog_name, sizeof(a->prog_name) - 1))
			continue;
		l->next_prog = i + 1;
		return (int)i;
	}
	return -1;
}

/* Descriptors in wide loads become indexes of maps, each named once. False: a descriptor that is no map. */
static bool maps_to_indexes(struct loader *l, struct kiln_insn *insn, uint32_t nr, struct kiln_map **maps,
			    uint32_t *nr_maps)
{
	for (uint32_t i = 0, at; i + 1 < nr; i++) {
		struct kiln_map *m;

		if (insn[i].code != 0x18)
			continue;
		if (insn[i].src == KILN_WIDE_MAP || insn[i].src == KILN_WIDE_VALUE) {
			m = loader_map(l, insn[i].imm);
			if (!m)
				return false;
			for (at = 0; at < *nr_maps && maps[at] != m; at++)
				;
			if (at == *nr_maps)
				maps[(*nr_maps)++] = m;
			insn[i].imm = (int32_t)at;
			insn[i].src = insn[i].src == KILN_WIDE_MAP ? KILN_WIDE_MAP_IDX : KILN_WIDE_VALUE_IDX;
		}
		i++;
	}
	return true;
}

static void *copied(const void *src, size_t len)
{
	void *p = malloc(len ? len : 1);

	if (p && len)
		memcpy(p, src, len);
	return p;
}

/* Everything that the load needs, kept with the program so that it can be loaded again or packed. */
static bool opts_keep(struct loader *l, struct object_prog *p, const union bpf_attr *a)
{
	struct kiln_map **maps = calloc(a->insn_cnt / 2 + 1, sizeof(*maps));
	struct thing *btf = thing_of(l, (int)a->prog_btf_fd, THING_BTF);
	const char *licence = (const char *)(uintptr_t)a->license;
	void *funcs = NULL, *lines = NULL;

	p->nr_insns = a->insn_cnt;
	p->insns = copied((const void *)(uintptr_t)a->insns, (size_t)a->insn_cnt * sizeof(*p->insns));
	p->opts = (struct kiln_load_opts){
		.kind = p->kind,
		.name = p->name,
		.licence = licence ? strdup(licence) : NULL,
		.maps = maps,
		.engine = l->opts->engine,
		.max_processed = (uint32_t)l->opts->max_processed,
		.fuel = (uint32_t)l->opts->fuel,
		.check_only = l->opts->check_only,
		.sleepable = p->sleepable,
		.log = l->opts->log,
		.log_level = l->opts->log_level,
	};
	if (btf && a->func_info_rec_size == 8 && a->line_info_rec_size == 16) {
		p->opts.btf = kiln_btf_ref(btf->btf);
		p->opts.nr_func_info = a->func_info_cnt;
		p->opts.nr_line_info = a->line_info_cnt;
		p->opts.func_info = funcs = copied((const void *)(uintptr_t)a->func_info, a->func_info_cnt * 8u);
		p->opts.line_info = lines = copied((const void *)(uintptr_t)a->line_info, a->line_info_cnt * 16u);
	}
	if (p->insns && !l->opts->no_types)
		target_find(l->o, p, l->opts->btf);
	return maps && p->insns && (!p->opts.btf || (funcs && lines));
}

static void prog_refuse(struct object_prog *p, enum kiln_err err, const char *what)
{
	p->err = p->why.err = err;
	snprintf(p->why.what, sizeof(p->why.what), "%s", what);
}

/* A kernel function that Kiln has no row for, or a variable that the kernel has not, is told by its name. */
static void extern_name_say(const struct loader *l, struct object_prog *p)
{
	const struct kiln_insn *insn = p->why.has_insn && p->why.insn < p->nr_insns ? &p->insns[p->why.insn] : NULL;
	bool function = insn && insn->code == 0x85 && insn->src == KILN_CALL_KFUNC;
	bool variable = insn && insn->code == 0x18 && insn->src == KILN_WIDE_VAR;
	const char *name = function || variable ? externs_unknown(&l->o->externs, insn->imm) : NULL;

	if (p->err && name)
		snprintf(p->why.what, sizeof(p->why.what),
			 function ? "there is no kernel function %s()" : "the kernel's types have no variable %s",
			 name);
}

static uint64_t wall_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static void prog_load_real(struct loader *l, struct object_prog *p, const union bpf_attr *a)
{
	uint64_t from;

	if (!opts_keep(l, p, a)) {
		prog_refuse(p, KILN_ERR_NOMEM, "out of memory");
		return;
	}
	/* opts.maps is const for Kiln; the array is this program's own. */
	if (!maps_to_indexes(l, p->insns, p->nr_insns, (struct kiln_map **)(uintptr_t)p->opts.maps, &p->opts.nr_maps)) {
		prog_refuse(p, KILN_ERR_BADF, "names a map that could not be made");
		return;
	}
	if (!p->kind) {
		prog_refuse(p, KILN_ERR_UNSUPPORTED, section_no_kind(p->type));
		return;
	}
	from = wall_ns();
	p->err = kiln_load(l->o->k, &kiln_front_ebpf, p->insns, (size_t)p->nr_insns * sizeof(*p->insns), &p->opts,
			   &p->prog, &p->why);
	p->load_ns = wall_ns() - from;
	extern_name_say(l, p);
}

static long prog_load(struct loader *l, const union bpf_attr *a)
{
	int at = prog_loading(l, a);

	if (at >= 0 && !l->o->prog[at].left_out)
		prog_load_real(l, &l->o->prog[at], a);
	return thing_install(l, (struct thing){ .type = THING_PROG, .prog = at });
}

static long btf_load(struct loader *l, const union bpf_attr *a)
{
	struct thing t = { .type = THING_BTF };
	enum kiln_err err;

	err = kiln_btf_new(l->o->k, (const void *)(uintptr_t)a->btf, a->btf_size, &t.btf, NULL);
	return err ? answer(err) : thing_install(l, t);
}

static long loader_bpf(struct loader *l, int cmd, const union bpf_attr *a)
{
	struct kiln_map *m;

	switch (cmd) {
	case BPF_MAP_CREATE:
		return map_create(l, a);
	case BPF_MAP_UPDATE_ELEM:
		return map_update(l, a);
	case BPF_MAP_FREEZE:
		m = loader_map(l, (int)a->map_fd);
		return answer(m ? kiln_map_freeze(m) : KILN_ERR_BADF);
	case BPF_PROG_LOAD:
		return prog_load(l, a);
	case BPF_BTF_LOAD:
		return btf_load(l, a);
	case BPF_PROG_BIND_MAP:
		return 0;
	}
	return answer(KILN_ERR_INVAL);
}

long __real_syscall(long nr, long a, long b, long c, long d, long e, long f);
long __wrap_syscall(long nr, ...);

long __wrap_syscall(long nr, ...)
{
	long arg[6];
	union bpf_attr attr = { 0 };
	va_list ap;

	va_start(ap, nr);
	for (int i = 0; i < 6; i++)
		arg[i] = va_arg(ap, long);
	va_end(ap);
	if (nr != SYS_bpf || !current)
		return __real_syscall(nr, arg[0], arg[1], arg[2], arg[3], arg[4], arg[5]);
	memcpy(&attr, (const void *)arg[1], (unsigned int)arg[2] < sizeof(attr) ? (unsigned int)arg[2] : sizeof(attr));
	return loader_bpf(current, (int)arg[0], &attr);
}

struct loader *loader_new(struct object *o, const struct object_opts *opts)
{
	struct loader *l = calloc(1, sizeof(*l));

	if (l) {
		l->o = o;
		l->opts = opts;
	}
	return l;
}

void loader_free(struct loader *l)
{
	if (!l)
		return;
	for (size_t i = 0; i < l->nr; i++)
		thing_drop(&l->things[i]);
	free(l->things);
	free(l);
}

void loader_use(struct loader *l)
{
	current = l;
}
