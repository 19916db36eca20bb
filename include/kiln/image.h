/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * image.h - writing a packed image: what `kiln pack` knows of an object, as bytes that kiln_image_open() reads anywhere.
 *
 * Only for those who make images. docs/image.md tells the format.
 */
#ifndef KILN_IMAGE_H
#define KILN_IMAGE_H

#include <kiln/kiln.h>

/* An element that the loader sets: of a map of maps (a map's index), or of a program array (a program's index). */
struct kiln_image_init {
	uint32_t key;
	bool is_prog;
	uint32_t index;
};

struct kiln_image_map {
	struct kiln_map_spec spec; /* inner is not read */
	uint32_t inner; /* maps of maps: index + 1 of a map before this one that is the inner ones' template; else 0 */
	const void *data; /* array maps: the first values, value_size bytes each; may be NULL */
	size_t data_len;  /* a multiple of value_size */
	bool frozen;	  /* kiln_map_freeze() once it is filled */
	const struct kiln_image_init *inits;
	uint32_t nr_inits;
};

struct kiln_image_prog {
	const char *name;
	uint32_t prog_type, attach_type; /* of the kind */
	bool sleepable;
	uint32_t mem_len; /* for kinds with KILN_KIND_MEM */
	const struct kiln_insn
		*insns; /* maps are named by KILN_WIDE_MAP_IDX and KILN_WIDE_VALUE_IDX: indexes into maps */
	uint32_t nr_insns;
	const void *func_info; /* struct bpf_func_info[], or NULL */
	uint32_t nr_func_info;
	const void *line_info; /* struct bpf_line_info[], or NULL */
	uint32_t nr_line_info;
	const void *proof; /* what kiln_prog_proof() gave for it, loaded from this image (kiln_image_prove); or NULL */
	size_t proof_len;
};

struct kiln_image_spec {
	const struct kiln_image_map *maps;
	uint32_t nr_maps;
	const struct kiln_image_prog *progs;
	uint32_t nr_progs;
	const void *btf;
	size_t btf_len;
	const char *licence; /* may be NULL */
};

/*
 * Writes at most cap bytes and returns the length of the whole image, which fits if it is not above cap: call with cap 0 to
 * learn it. 0 where it would be 4 GB or more. Allocates nothing.
 */
KILN_API size_t kiln_image_write(const struct kiln_image_spec *spec, void *buf, size_t cap);

#endif
