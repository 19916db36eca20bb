/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * object.c - see object.h.
 */
#include "object.h"

#include <errno.h>
#include <fcntl.h>
#include <gelf.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "loader.h"
#include "section.h"
#include "target.h"
#include "tool.h"

/* What libbpf warned of first, which is nearest to the cause: said only if the object cannot be used. */
static char first_warning[512];

static int warning_keep(enum libbpf_print_level level, const char *fmt, va_list ap)
{
	if (level == LIBBPF_WARN && !first_warning[0])
		vsnprintf(first_warning, sizeof(first_warning), fmt, ap);
	return 0;
}

static void warn_object(const char *path, int err)
{
	first_warning[strcspn(first_warning, "\n")] = 0;
	complain("%s: %s", path, first_warning[0] ? first_warning : strerror(err < 0 ? -err : err));
}

/* Programs that libbpf cannot make ready, a target that the kernel has not: each is refused alone, in libbpf's words. */
struct unready {
	struct {
		char name[64], said[256];
	} prog[sizeof(((struct object *)0)->prog) / sizeof(struct object_prog)];
	uint32_t nr;
};

/* Takes note of the program that the first warning names; false: it names none, or one that was noted before. */
static bool unready_note(struct unready *u)
{
	static const char before[] = "libbpf: prog '";
	const char *name = first_warning + sizeof(before) - 1, *end = strchr(name, '\''), *said;

	if (strncmp(first_warning, before, sizeof(before) - 1) != 0 || !end ||
	    u->nr == sizeof(u->prog) / sizeof(u->prog[0]))
		return false;
	said = end[1] == ':' ? end + 3 : end + 1;
	snprintf(u->prog[u->nr].name, sizeof(u->prog[0].name), "%.*s", (int)(end - name), name);
	snprintf(u->prog[u->nr].said, sizeof(u->prog[0].said), "%.*s", (int)strcspn(said, "\n"), said);
	for (uint32_t i = 0; i < u->nr; i++)
		if (!strcmp(u->prog[i].name, u->prog[u->nr].name))
			return false;
	u->nr++;
	return true;
}

static bool unready_has(const struct unready *u, struct bpf_program *bp, struct object_prog *p)
{
	for (uint32_t i = 0; i < u->nr; i++) {
		if (strcmp(u->prog[i].name, p->name) != 0)
			continue;
		bpf_program__set_autoload(bp, false);
		p->unready = true;
		p->err = p->why.err = KILN_ERR_UNSUPPORTED;
		snprintf(p->why.what, sizeof(p->why.what), "%s", u->prog[i].said);
		kiln_text_plain(p->why.what);
		return true;
	}
	return false;
}

/* Of a program, its section or a map: they are shown wherever one is meant. False after complaining. */
static bool name_fine(const char *name)
{
	char plain[256];

	snprintf(plain, sizeof(plain), "%s", name);
	kiln_text_plain(plain);
	if (!strcmp(plain, name))
		return true;
	complain("a name that is no text, or too long: %s", plain);
	return false;
}

static void prog_kind(struct object_prog *p, const struct bpf_program *bp, const struct object_opts *opts)
{
	p->type = bpf_program__type(bp);
	p->attach = bpf_program__expected_attach_type(bp);
	p->sleepable = section_sleeps(p->section);
	p->kind = opts->kind ? section_kind(opts->kind) : kiln_kind_for(p->type, p->attach);
}

static bool progs_list(struct object *o, const struct object_opts *opts, const struct unready *u)
{
	struct bpf_program *bp;
	bool any = false;

	bpf_object__for_each_program(bp, o->bpf) {
		const char *name = bpf_program__name(bp);
		struct object_prog *p = &o->prog[o->nr_progs];

		if (o->nr_progs == sizeof(o->prog) / sizeof(o->prog[0])) {
			complain("more than %u programs in one object", o->nr_progs);
			return false;
		}
		if (opts->only && !strcmp(opts->only, name))
			bpf_program__set_autoload(bp, true);
		if (!bpf_program__autoload(bp))
			continue;
		*p = (struct object_prog){ .name = name, .section = bpf_program__section_name(bp) };
		if (!name_fine(p->name) || !name_fine(p->section))
			return false;
		p->left_out = opts->only && strcmp(opts->only, name);
		prog_kind(p, bp, opts);
		any |= !p->left_out;
		o->nr_progs++;
		if (unready_has(u, bp, p))
			continue;
		/* libbpf gives up on those that it does not know, and wants a kernel's types for those by name. */
		if (!p->type || p->type == BPF_PROG_TYPE_TRACING || p->type == BPF_PROG_TYPE_LSM ||
		    p->type == KILN_KIND_SECCOMP)
			bpf_program__set_type(bp, BPF_PROG_TYPE_SOCKET_FILTER);
	}
	if (!any)
		complain(opts->only ? "no program named %s" : "no programs in the object", opts->only);
	return any;
}

static bool maps_list(struct object *o)
{
	struct bpf_map *bm;

	bpf_object__for_each_map(bm, o->bpf) {
		struct kiln_map *m = loader_map(o->loader, bpf_map__fd(bm));

		if (!m)
			continue;
		if (o->nr_maps == sizeof(o->map) / sizeof(o->map[0])) {
			complain("more than %u maps in one object", o->nr_maps);
			return false;
		}
		if (!name_fine(bpf_map__name(bm)))
			return false;
		o->map[o->nr_maps++] = (struct object_map){ .name = bpf_map__name(bm), .map = m, .bpf = bm };
	}
	return true;
}

/*
 * libbpf believes the type information of an object; damaged types would lead it astray, so they are checked before it sees
 * them. False after complaining. What is no ELF file at all is left to libbpf's own words.
 */
static bool types_fine(struct kiln *k, const char *path)
{
	const char *what = NULL, *name;
	struct kiln_btf *btf = NULL;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	Elf *elf = elf_version(EV_CURRENT) != EV_NONE && fd >= 0 ? elf_begin(fd, ELF_C_READ, NULL) : NULL;
	Elf_Scn *scn = NULL;
	Elf_Data *data;
	GElf_Shdr head;
	size_t names;
	bool fine = true;

	while (elf && !elf_getshdrstrndx(elf, &names) && fine && (scn = elf_nextscn(elf, scn))) {
		name = gelf_getshdr(scn, &head) ? elf_strptr(elf, names, head.sh_name) : NULL;
		data = name && !strcmp(name, ".BTF") ? elf_getdata(scn, NULL) : NULL;
		if (data && kiln_btf_new(k, data->d_buf, data->d_size, &btf, &what)) {
			complain("%s: its type information is damaged: %s", path, what ? what : "out of memory");
			fine = false;
		}
		kiln_btf_free(btf);
		btf = NULL;
	}
	elf_end(elf);
	if (fd >= 0)
		close(fd);
	return fine;
}

/*
 * What is decided where the object is really used: sizes that the application sets before it loads (one stands for them),
 * and paths of pins (there are none here).
 */
static void maps_settle(struct object *o)
{
	struct bpf_map *bm;

	bpf_object__for_each_map(bm, o->bpf) {
		bpf_map__set_pin_path(bm, NULL);
		switch ((unsigned int)bpf_map__type(bm)) {
		case BPF_MAP_TYPE_PERF_EVENT_ARRAY: /* libbpf counts processors */
		case BPF_MAP_TYPE_RINGBUF:
		case BPF_MAP_TYPE_USER_RINGBUF:
		case BPF_MAP_TYPE_SK_STORAGE:
		case BPF_MAP_TYPE_INODE_STORAGE:
		case BPF_MAP_TYPE_TASK_STORAGE:
		case 32: /* cgroup storage, newer than some headers */
			break;
		default:
			if (!bpf_map__max_entries(bm))
				bpf_map__set_max_entries(bm, 1);
		}
	}
}

/* libbpf's own load, its bpf(2) calls answered by the loader. */
static bool object_load(struct object *o)
{
	int err;

	maps_settle(o);
	loader_use(o->loader);
	err = bpf_object__load(o->bpf);
	loader_use(NULL);
	errno = -err;
	return !err;
}

/* What libbpf would call an object of that path. */
static const char *object_name(const char *path)
{
	static char name[64];
	const char *base = strrchr(path, '/');
	char *end;

	snprintf(name, sizeof(name), "%s", base ? base + 1 : path);
	end = strrchr(name, '.');
	if (end)
		*end = 0;
	return name;
}

struct asked {
	struct object *o;
	const struct object_opts *opts;
};

static uint32_t variable_find(void *arg, const char *name)
{
	const struct asked *a = arg;

	return a->opts->no_types ? 0 : target_variable(a->o, a->opts->btf, name);
}

/* NULL with what libbpf said in first_warning and errno, or, errno 0, after complaining. */
static struct object *object_try(struct kiln *k, const char *path, const struct object_opts *opts,
				 const struct unready *u)
{
	LIBBPF_OPTS(bpf_object_open_opts, open_opts, .object_name = object_name(path), .btf_custom_path = opts->btf);
	struct object *o = calloc(1, sizeof(*o));
	struct asked asked = { o, opts };
	long err = 0;

	if (!o) {
		errno = ENOMEM;
		return NULL;
	}
	o->k = k;
	sections_register();
	externs_settle(path, &o->externs, variable_find, &asked);
	if (o->externs.bytes) {
		o->bpf = bpf_object__open_mem(o->externs.bytes, o->externs.len, &open_opts);
	} else {
		open_opts.object_name = NULL;
		o->bpf = bpf_object__open_file(path, &open_opts);
	}
	err = libbpf_get_error(o->bpf);
	if (err) {
		o->bpf = NULL;
		object_close(o);
		errno = (int)-err;
		return NULL;
	}
	o->btf = bpf_object__btf(o->bpf);
	o->loader = loader_new(o, opts);
	if (o->loader && progs_list(o, opts, u)) {
		if (object_load(o)) {
			if (maps_list(o))
				return o;
		} else {
			err = errno;
		}
	}
	object_close(o);
	errno = (int)err;
	return NULL;
}

struct object *object_open(struct kiln *k, const char *path, const struct object_opts *opts)
{
	static struct unready unready;
	struct object *o;

	if (!types_fine(k, path))
		return NULL;
	libbpf_set_print(warning_keep);
	unready.nr = 0;
	do {
		first_warning[0] = 0;
		o = object_try(k, path, opts, &unready);
	} while (!o && errno && unready_note(&unready));
	if (!o && errno)
		warn_object(path, errno);
	return o;
}

void object_close(struct object *o)
{
	if (!o)
		return;
	for (uint32_t i = 0; i < o->nr_progs; i++) {
		struct object_prog *p = &o->prog[i];

		kiln_prog_free(p->prog);
		kiln_btf_free(p->opts.btf);
		free(p->insns);
		free((void *)(uintptr_t)p->opts.maps);
		free((void *)(uintptr_t)p->opts.licence);
		free((void *)(uintptr_t)p->opts.func_info);
		free((void *)(uintptr_t)p->opts.line_info);
	}
	loader_free(o->loader);
	target_free(o);
	bpf_object__close(o->bpf);
	externs_free(&o->externs);
	free(o);
}

struct object_prog *object_find(struct object *o, const char *name)
{
	for (uint32_t i = 0; i < o->nr_progs; i++)
		if (!name || !strcmp(o->prog[i].name, name))
			return &o->prog[i];
	complain("no program named %s", name);
	return NULL;
}

struct kiln *machine_new(uint32_t nr_cpus, struct kiln_host **host)
{
	struct kiln_posix_opts opts = { .nr_cpus = nr_cpus };
	struct kiln *k = NULL;
	enum kiln_err err;

	err = kiln_posix_host_new(&opts, host);
	if (!err)
		err = kiln_new(*host, &k);
	if (err)
		complain("cannot start: %s", kiln_err_name(err));
	return k;
}

void machine_free(struct kiln *k, struct kiln_host *host)
{
	kiln_free(k);
	kiln_posix_host_free(host);
}
