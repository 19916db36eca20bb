/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * pack.c - kiln pack: an object, resolved, in one file that needs no libbpf to be loaded.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <bpf/btf.h>
#include <kiln/image.h>

#include "object.h"
#include "tool.h"
#include "why.h"

static const char *opt_output, *opt_btf;
static bool opt_proof;

static const struct option_row options[] = {
	{ "output", 'o', OPT_TEXT, "IMAGE", "where the image goes", &opt_output },
	{ "proof", 0, OPT_FLAG, NULL, "with a proof of each program, so that it is only checked where it is loaded",
	  &opt_proof },
	{ "btf", 0, OPT_TEXT, "FILE", "types of the kernel for CO-RE; default: the running kernel's", &opt_btf },
	{ 0 },
};

enum { PACK_MAPS = 512, PACK_INITS = 1024 };

struct pack {
	struct object *o;
	struct kiln_image_map map[PACK_MAPS];
	struct kiln_map *of[PACK_MAPS]; /* NULL: a template */
	uint32_t nr_maps;
	struct kiln_image_init init[PACK_INITS]; /* those of one map stand together */
	uint32_t nr_inits;
	struct kiln_image_prog prog[256];
	struct kiln_insn *insns[256];
};

static uint32_t map_index(const struct pack *p, const struct kiln_map *m)
{
	uint32_t i = 0;

	while (i < p->nr_maps && p->of[i] != m)
		i++;
	return i;
}

/* What a map of maps' inner ones look like, as a map of the image. Returns its index + 1. */
static uint32_t template_add(struct pack *p, const struct kiln_map *inner)
{
	p->map[p->nr_maps++].spec = *kiln_map_spec(inner);
	return p->nr_maps;
}

static void map_add(struct pack *p, const struct object_map *om)
{
	const struct kiln_map *inner = kiln_map_spec(om->map)->inner; /* libbpf forgets it once it is loaded */
	uint32_t template = inner ? template_add(p, inner) : 0;
	struct kiln_image_map *im = &p->map[p->nr_maps];
	size_t len;
	void *memory = bpf_map__is_internal(om->bpf) ? kiln_map_memory(om->map, &len) : NULL;

	im->spec = *kiln_map_spec(om->map);
	im->inner = template;
	if (memory) {
		im->data = memory;
		im->data_len = im->spec.value_size;
		im->frozen = im->spec.flags & BPF_F_RDONLY_PROG;
	}
	p->of[p->nr_maps++] = om->map;
}

static void inits_add(struct pack *p, uint32_t at)
{
	struct kiln_image_map *im = &p->map[at];

	im->inits = &p->init[p->nr_inits];
	for (uint32_t i = 0; i < p->o->nr_inits; i++) {
		const struct object_init *in = &p->o->init[i];

		if (in->outer != p->of[at] || !p->of[at])
			continue;
		p->init[p->nr_inits++] = (struct kiln_image_init){ in->key, !in->map,
								   in->map ? map_index(p, in->map) : in->prog };
		im->nr_inits++;
	}
}

/* A copy whose wide loads name maps as the image counts them. */
static bool prog_add(struct pack *p, uint32_t at)
{
	const struct object_prog *op = &p->o->prog[at];
	struct kiln_insn *in = malloc(op->nr_insns * sizeof(*in));

	p->insns[at] = in;
	if (!in)
		return false;
	memcpy(in, op->insns, op->nr_insns * sizeof(*in));
	for (uint32_t i = 0; i + 1 < op->nr_insns; i++) {
		if (in[i].code != 0x18)
			continue;
		if (in[i].src == KILN_WIDE_MAP_IDX || in[i].src == KILN_WIDE_VALUE_IDX)
			in[i].imm = (int32_t)map_index(p, op->opts.maps[in[i].imm]);
		i++;
	}
	p->prog[at] = (struct kiln_image_prog){
		.name = op->name,
		.prog_type = op->type,
		.attach_type = op->attach,
		.sleepable = op->sleepable,
		.insns = in,
		.nr_insns = op->nr_insns,
		.func_info = op->opts.func_info,
		.nr_func_info = op->opts.nr_func_info,
		.line_info = op->opts.line_info,
		.nr_line_info = op->opts.nr_line_info,
	};
	return true;
}

static void *image_bytes(const struct kiln_image_spec *spec, size_t *len)
{
	void *bytes;

	*len = kiln_image_write(spec, NULL, 0);
	bytes = *len ? malloc(*len) : NULL;
	if (bytes)
		kiln_image_write(spec, bytes, *len);
	return bytes;
}

/* The proof of program i, as the image will be loaded. Those of an embedder's own kind have none. */
static bool proof_add(struct pack *p, struct kiln_image *img, uint32_t i)
{
	static struct kiln_why why;
	struct kiln_prog *prog;
	const void *proof;
	void *copy;

	if (!p->o->prog[i].kind)
		return true;
	if (kiln_image_prove(img, i, p->o->prog[i].kind, &prog, &why)) {
		complain("%s: %s", p->o->prog[i].name, why.what);
		return false;
	}
	proof = kiln_prog_proof(prog, &p->prog[i].proof_len);
	copy = malloc(p->prog[i].proof_len);
	if (copy)
		memcpy(copy, proof, p->prog[i].proof_len);
	p->prog[i].proof = copy;
	kiln_prog_free(prog);
	return copy != NULL;
}

static bool proofs_add(struct pack *p, const struct kiln_image_spec *spec)
{
	struct kiln_image *img = NULL;
	struct kiln_why why;
	size_t len;
	void *bytes = image_bytes(spec, &len);
	bool fine = bytes && !kiln_image_open(p->o->k, bytes, len, &img, &why);

	for (uint32_t i = 0; fine && i < spec->nr_progs; i++)
		fine = proof_add(p, img, i);
	kiln_image_free(img);
	free(bytes);
	return fine;
}

static int image_write(const struct kiln_image_spec *spec)
{
	size_t len;
	void *bytes = image_bytes(spec, &len);
	FILE *f = bytes ? fopen(opt_output, "wb") : NULL;
	bool fine = f != NULL;

	if (fine) {
		fine = fwrite(bytes, 1, len, f) == len;
		fine = !fclose(f) && fine;
	}
	if (!fine)
		complain("%s: %s", opt_output, !len ? "4 GB or more" : strerror(errno));
	free(bytes);
	return fine ? EXIT_FINE : EXIT_USAGE;
}

/* Refused programs are not packed; those of an embedder's own kind cannot be judged here. */
static bool progs_fine(const struct object *o, const char *path)
{
	bool fine = true;

	for (uint32_t i = 0; i < o->nr_progs; i++) {
		const struct object_prog *p = &o->prog[i];

		if (p->prog || (!p->kind && p->insns))
			continue;
		why_print(stderr, path, p->name, &p->why);
		fine = false;
	}
	return fine;
}

static int object_pack(struct object *o)
{
	static struct pack p;
	struct kiln_image_spec spec = { .maps = p.map, .progs = p.prog, .nr_progs = o->nr_progs };
	int status = EXIT_USAGE;
	bool fine = true;

	p.o = o;
	for (uint32_t i = 0; i < o->nr_maps; i++)
		map_add(&p, &o->map[i]);
	for (uint32_t i = 0; i < p.nr_maps; i++)
		inits_add(&p, i);
	for (uint32_t i = 0; i < o->nr_progs; i++)
		fine = fine && prog_add(&p, i);
	spec.nr_maps = p.nr_maps;
	spec.licence = o->prog[0].opts.licence;
	if (o->prog[0].opts.btf)
		spec.btf = kiln_btf_bytes(o->prog[0].opts.btf, &spec.btf_len);
	fine = fine && (!opt_proof || proofs_add(&p, &spec));
	if (fine)
		status = image_write(&spec);
	else
		complain("out of memory");
	for (uint32_t i = 0; i < o->nr_progs; i++)
		free(p.insns[i]);
	for (uint32_t i = 0; i < o->nr_progs; i++)
		free((void *)(uintptr_t)p.prog[i].proof);
	return status;
}

static int pack_main(int argc, char **argv)
{
	struct object_opts opts = { .engine = KILN_ENGINE_INTERP, .btf = opt_btf, .own_maps = true, .no_types = true };
	struct kiln_host *host = NULL;
	struct kiln *k;
	struct object *o;
	int status = EXIT_USAGE;

	(void)argc;
	if (!opt_output) {
		complain("where to? --output IMAGE");
		return EXIT_USAGE;
	}
	k = machine_new(1, &host);
	o = k ? object_open(k, argv[0], &opts) : NULL;
	if (o)
		status = progs_fine(o, argv[0]) ? object_pack(o) : EXIT_REFUSED;
	object_close(o);
	machine_free(k, host);
	return status;
}

const struct command cmd_pack = {
	.name = "pack",
	.args = "OBJECT",
	.summary = "pack an object for hosts without libbpf",
	.about =
		"Writes one file with all that OBJECT needs to be loaded by kiln_image_open() on a host without libbpf:\n"
		"programs with their relocations done, maps with their first contents, types, source lines. Programs are\n"
		"proven here, and proven again where they are loaded: explored, or only checked where the image has their proofs. docs/image.md tells the format.",
	.options = options,
	.run = pack_main,
	.min_args = 1,
	.max_args = 1,
};
