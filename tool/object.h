/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * object.h - an ELF object, its maps and programs made in Kiln.
 *
 * libbpf reads the object, applies CO-RE relocations and initial data, and asks bpf(2) for maps and programs; loader.c
 * answers those calls with Kiln's. So each program meets Kiln just as libbpf would have given it to a kernel.
 */
#ifndef TOOL_OBJECT_H
#define TOOL_OBJECT_H

#include <bpf/libbpf.h>
#include <kiln/kiln.h>

#include "extern.h"

struct object_prog {
	const char *name, *section;
	uint32_t type, attach; /* BPF_PROG_TYPE_*, enum bpf_attach_type; type 0: the section's name is not known */
	const struct kiln_kind *kind; /* NULL: not built in */
	struct kiln_prog *prog;	      /* NULL: refused, or left out */
	bool unready;		      /* libbpf could not make it ready to load: why says what it said */
	bool sleepable;
	bool left_out; /* object_opts.only names another: libbpf has it, for program arrays; Kiln has not */
	enum kiln_err err;
	struct kiln_why why;
	uint64_t load_ns;
	uint32_t nr_insns;
	/* As it came from libbpf, for packing: owned. */
	struct kiln_insn *insns;
	struct kiln_load_opts opts; /* its pointers are owned or the object's */
};

struct object_map {
	const char *name;
	struct kiln_map *map;
	struct bpf_map *bpf;
};

/* An element that libbpf set to a map or a program. */
struct object_init {
	struct kiln_map *outer, *map; /* map NULL: it is prog */
	uint32_t key, prog;
};

struct object {
	struct kiln *k;
	struct bpf_object *bpf;
	const struct btf *btf;
	struct externs externs;
	/* target.h: the kernel's types, once they have been asked for; NULL: there are none */
	bool types_asked;
	struct btf *kernel;
	struct kiln_btf *types;
	struct object_prog prog[256];
	struct object_map map[256];
	struct object_init init[1024];
	uint32_t nr_progs, nr_maps, nr_inits;
	struct loader *loader;
};

struct object_opts {
	enum kiln_engine engine;
	const char *btf;  /* the kernel's types, for CO-RE and for what it is attached to; NULL: the running kernel's */
	const char *only; /* load this program alone, the others are left_out; NULL: all */
	const char *kind; /* instead of what the section says; NULL */
	uint64_t max_processed, fuel;
	bool no_types;	 /* the kernel's types are of no use: it will run where they are not */
	bool check_only; /* nothing of it is to be run */
	bool own_maps;	 /* maps of kinds that only an embedder knows may stand in the object: it is not run here */
	void (*log)(void *arg, const char *text, size_t len);
	uint32_t log_level;
};

/* Opens and loads path. NULL after complaining: unreadable, no ELF. A program that is refused is in prog[] with its why. */
struct object *object_open(struct kiln *k, const char *path, const struct object_opts *opts);
void object_close(struct object *o);
/* By name; name NULL: the only one, or the first. NULL after complaining. */
struct object_prog *object_find(struct object *o, const char *name);

#endif
