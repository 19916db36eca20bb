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

static bool progs_list(struct object *o, const struct object_opts *opts)
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
		p->left_out = opts->only && strcmp(opts->only, name);
		p->type = bpf_program__type(bp);
		p->kind = opts->kind ? kiln_kind_by_name(opts->kind) : kiln_kind_by_type(p->type);
		if (!p->type) /* libbpf gives up without one */
			bpf_program__set_type(bp, BPF_PROG_TYPE_SOCKET_FILTER);
		o->nr_progs++;
		any |= !p->left_out;
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

/* libbpf's own load, its bpf(2) calls answered by the loader. */
static bool object_load(struct object *o, const char *path)
{
	int err;

	loader_use(o->loader);
	err = bpf_object__load(o->bpf);
	loader_use(NULL);
	if (err) {
		warn_object(path, err);
		return false;
	}
	return maps_list(o);
}

struct object *object_open(struct kiln *k, const char *path, const struct object_opts *opts)
{
	LIBBPF_OPTS(bpf_object_open_opts, open_opts, .btf_custom_path = opts->btf);
	struct object *o = calloc(1, sizeof(*o));
	long err;

	if (!o) {
		complain("out of memory");
		return NULL;
	}
	o->k = k;
	if (!types_fine(k, path)) {
		free(o);
		return NULL;
	}
	first_warning[0] = 0;
	libbpf_set_print(warning_keep);
	o->bpf = bpf_object__open_file(path, &open_opts);
	err = libbpf_get_error(o->bpf);
	if (err) {
		o->bpf = NULL;
		warn_object(path, (int)err);
		object_close(o);
		return NULL;
	}
	o->btf = bpf_object__btf(o->bpf);
	o->loader = loader_new(o, opts);
	if (!o->loader || !progs_list(o, opts) || !object_load(o, path)) {
		object_close(o);
		return NULL;
	}
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
	bpf_object__close(o->bpf);
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
