/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * read.c - opens a packed image: maps made and filled, programs ready to be loaded.
 *
 * Overview     the head and every record are checked before anything is made; after that a field is used as it is. The checksum
 *              is for accidents: nothing relies on it.
 * Life         the image holds a reference to each of its maps. Slots of program arrays that the image names are filled when the
 *              program is loaded, and emptied by kiln_image_free: a program array and its programs hold each other.
 * Threads      loads of programs of one image may run at once.
 */
#include <kiln/kiln.h>

#include "base/reason.h"
#include "base/text.h"
#include "base/vm.h"
#include "image/format.h"
#include "rt/map.h"
#include "verify/explain.h"

struct section {
	const uint8_t *p;
	uint32_t len, nr; /* bytes, records */
};

struct kiln_image {
	struct kiln *k;
	const char *licence;
	struct kiln_btf *btf; /* NULL where it has none that this machine can read */
	struct section s[IMAGE_NR_SECTIONS];
	uint32_t nr_made;
	struct kiln_map *maps[]; /* nr_made of them are set */
};

static uint32_t word_at(const uint8_t *p)
{
	return le32(get32(p));
}

static uint32_t record_word(const struct section *s, enum image_section kind, uint32_t i, uint32_t word)
{
	return word_at(s[kind].p + (size_t)i * image_record_len[kind] + 4 * (size_t)word);
}

static uint32_t map_word(const struct kiln_image *img, uint32_t i, enum image_map_word word)
{
	return record_word(img->s, IMAGE_MAPS, i, word);
}

static uint32_t prog_word(const struct kiln_image *img, uint32_t i, enum image_prog_word word)
{
	return record_word(img->s, IMAGE_PROGS, i, word);
}

static uint32_t init_word(const struct kiln_image *img, uint32_t i, enum image_init_word word)
{
	return record_word(img->s, IMAGE_INITS, i, word);
}

static const char *image_string(const struct kiln_image *img, uint32_t off)
{
	return (const char *)img->s[IMAGE_STRINGS].p + off;
}

static size_t image_len(const struct kiln_image *img)
{
	return sizeof(*img) + img->s[IMAGE_MAPS].nr * sizeof(img->maps[0]);
}

/* -- checks: NULL, or what is wrong ------------------------------------------------------------------------------------ */

static const char *check_head(const uint8_t *p, size_t len)
{
	if (len < IMAGE_HEAD_LEN || memcmp(p, image_magic, sizeof(image_magic)))
		return "not a packed image";
	if (word_at(p + IMAGE_AT_VERSION) != IMAGE_VERSION)
		return "an image of another version";
	if (word_at(p + IMAGE_AT_LEN) != len)
		return "an image that is cut off, or has something behind it";
	if (word_at(p + IMAGE_AT_CRC) != ~image_crc(~0u, p + IMAGE_AT_LICENCE, len - IMAGE_AT_LICENCE))
		return "an image with a wrong checksum";
	return NULL;
}

static const char *check_sections(const uint8_t *p, size_t len, struct section s[IMAGE_NR_SECTIONS])
{
	for (unsigned int i = 0; i < IMAGE_NR_SECTIONS; i++) {
		uint32_t off = word_at(p + IMAGE_AT_SECTIONS + 8 * i);
		uint32_t bytes = word_at(p + IMAGE_AT_SECTIONS + 8 * i + 4);

		if (off < IMAGE_HEAD_LEN || off % 8 || off > len || bytes > len - off)
			return "a section outside the image";
		if (bytes % image_record_len[i])
			return "a section that ends inside a record";
		s[i] = (struct section){ p + off, bytes, bytes / image_record_len[i] };
	}
	p = s[IMAGE_STRINGS].p;
	if (!s[IMAGE_STRINGS].len || p[0] || p[s[IMAGE_STRINGS].len - 1])
		return "strings that do not begin and end with zero";
	return NULL;
}

/* Records [first, first + nr) are all in the section. */
static bool inside(const struct section *s, uint32_t first, uint32_t nr)
{
	return first <= s->nr && nr <= s->nr - first;
}

static const char *check_inits(const struct section *s, uint32_t first, uint32_t nr, uint32_t type)
{
	bool progs = type == MAP_PROG_ARRAY;
	uint32_t i;

	if (!inside(&s[IMAGE_INITS], first, nr))
		return "initial elements that there are not";
	for (i = first; i < first + nr; i++) {
		if (record_word(s, IMAGE_INITS, i, INIT_WORD_IS_PROG) != progs)
			return "an initial element of a kind that its map does not hold";
		if (record_word(s, IMAGE_INITS, i, INIT_WORD_INDEX) >= s[progs ? IMAGE_PROGS : IMAGE_MAPS].nr)
			return "an initial element that there is not";
	}
	return NULL;
}

static const char *check_map(const struct section *s, uint32_t i)
{
	uint32_t type = record_word(s, IMAGE_MAPS, i, MAP_WORD_TYPE);
	uint32_t key_size = record_word(s, IMAGE_MAPS, i, MAP_WORD_KEY_SIZE);
	uint32_t value_size = record_word(s, IMAGE_MAPS, i, MAP_WORD_VALUE_SIZE);
	uint32_t data_len = record_word(s, IMAGE_MAPS, i, MAP_WORD_DATA_LEN);
	uint32_t nr_inits = record_word(s, IMAGE_MAPS, i, MAP_WORD_NR_INITS);

	if (record_word(s, IMAGE_MAPS, i, MAP_WORD_NAME) >= s[IMAGE_STRINGS].len)
		return "a name outside the strings";
	if (record_word(s, IMAGE_MAPS, i, MAP_WORD_INNER) > i)
		return "a map whose template does not come before it";
	if (record_word(s, IMAGE_MAPS, i, MAP_WORD_FROZEN) > 1)
		return "a map that is neither frozen nor not";
	if (!inside(&s[IMAGE_DATA], record_word(s, IMAGE_MAPS, i, MAP_WORD_DATA), data_len))
		return "values outside the data";
	if (data_len && (type != MAP_ARRAY || !value_size || data_len % value_size ||
			 data_len / value_size > record_word(s, IMAGE_MAPS, i, MAP_WORD_MAX_ENTRIES)))
		return "values that do not fit their map";
	if (nr_inits && key_size != sizeof(uint32_t))
		return "initial elements of a map with other keys";
	return check_inits(s, record_word(s, IMAGE_MAPS, i, MAP_WORD_INITS), nr_inits, type);
}

static const char *check_prog(const struct section *s, uint32_t i)
{
	if (record_word(s, IMAGE_PROGS, i, PROG_WORD_NAME) >= s[IMAGE_STRINGS].len)
		return "a name outside the strings";
	if (record_word(s, IMAGE_PROGS, i, PROG_WORD_SLEEPS) > 1)
		return "a word that is neither 0 nor 1";
	if (!inside(&s[IMAGE_INSNS], record_word(s, IMAGE_PROGS, i, PROG_WORD_INSNS),
		    record_word(s, IMAGE_PROGS, i, PROG_WORD_NR_INSNS)))
		return "instructions that there are not";
	if (!inside(&s[IMAGE_FUNCS], record_word(s, IMAGE_PROGS, i, PROG_WORD_FUNCS),
		    record_word(s, IMAGE_PROGS, i, PROG_WORD_NR_FUNCS)) ||
	    !inside(&s[IMAGE_LINES], record_word(s, IMAGE_PROGS, i, PROG_WORD_LINES),
		    record_word(s, IMAGE_PROGS, i, PROG_WORD_NR_LINES)))
		return "function or line records that there are not";
	if (!inside(&s[IMAGE_PROOFS], record_word(s, IMAGE_PROGS, i, PROG_WORD_PROOF),
		    record_word(s, IMAGE_PROGS, i, PROG_WORD_PROOF_LEN)))
		return "a proof outside the proofs";
	return NULL;
}

static const char *check_image(const uint8_t *p, size_t len, struct section s[IMAGE_NR_SECTIONS])
{
	const char *what = check_head(p, len);
	uint32_t i;

	if (!what)
		what = check_sections(p, len, s);
	if (!what && word_at(p + IMAGE_AT_LICENCE) >= s[IMAGE_STRINGS].len)
		what = "a licence outside the strings";
	for (i = 0; !what && i < s[IMAGE_MAPS].nr; i++)
		what = check_map(s, i);
	for (i = 0; !what && i < s[IMAGE_PROGS].nr; i++)
		what = check_prog(s, i);
	return what;
}

/* -- maps -------------------------------------------------------------------------------------------------------------- */

static enum kiln_err make_map(struct kiln_image *img, uint32_t i)
{
	uint32_t inner = map_word(img, i, MAP_WORD_INNER);
	struct kiln_map_spec spec = {
		.type = map_word(img, i, MAP_WORD_TYPE),
		.key_size = map_word(img, i, MAP_WORD_KEY_SIZE),
		.value_size = map_word(img, i, MAP_WORD_VALUE_SIZE),
		.max_entries = map_word(img, i, MAP_WORD_MAX_ENTRIES),
		.flags = map_word(img, i, MAP_WORD_FLAGS),
		.extra = map_word(img, i, MAP_WORD_EXTRA) | (uint64_t)map_word(img, i, MAP_WORD_EXTRA_HIGH) << 32,
		.inner = inner ? img->maps[inner - 1] : NULL,
		.btf_key = map_word(img, i, MAP_WORD_BTF_KEY),
		.btf_value = map_word(img, i, MAP_WORD_BTF_VALUE),
		.lock_off = map_word(img, i, MAP_WORD_LOCK_OFF),
		.timer_off = map_word(img, i, MAP_WORD_TIMER_OFF),
	};

	text_copy(spec.name, sizeof(spec.name), image_string(img, map_word(img, i, MAP_WORD_NAME)));
	return kiln_map_new(img->k, &spec, &img->maps[i]);
}

static enum kiln_err fill_map(struct kiln_image *img, uint32_t i)
{
	uint32_t value_size = map_word(img, i, MAP_WORD_VALUE_SIZE);
	uint32_t nr = value_size ? map_word(img, i, MAP_WORD_DATA_LEN) / value_size : 0;
	const uint8_t *data = img->s[IMAGE_DATA].p + map_word(img, i, MAP_WORD_DATA);
	uint32_t first = map_word(img, i, MAP_WORD_INITS), nr_inits = map_word(img, i, MAP_WORD_NR_INITS);
	enum kiln_err err = KILN_OK;

	for (uint32_t key = 0; !err && key < nr; key++)
		err = kiln_map_update(img->maps[i], &key, data + (size_t)key * value_size, 0);
	for (uint32_t at = first; !err && at < first + nr_inits; at++) {
		uint32_t key = init_word(img, at, INIT_WORD_KEY);

		if (!init_word(img, at, INIT_WORD_IS_PROG))
			err = kiln_map_set_object(img->maps[i], &key, img->maps[init_word(img, at, INIT_WORD_INDEX)],
						  NULL, 0);
	}
	if (!err && map_word(img, i, MAP_WORD_FROZEN))
		err = kiln_map_freeze(img->maps[i]);
	return err;
}

static enum kiln_err map_refused(const struct kiln_image *img, uint32_t i, enum kiln_err err, struct kiln_why *why)
{
	return why_set(why, NULL, NULL, err, err == KILN_ERR_NOMEM ? KILN_REASON_NOMEM : KILN_REASON_IMAGE, -1,
		       "map %u (%s, type %u) cannot be made: %s", i, image_string(img, map_word(img, i, MAP_WORD_NAME)),
		       map_word(img, i, MAP_WORD_TYPE), kiln_err_name(err));
}

/* All are made before any is filled: elements may be maps that come later. */
static enum kiln_err make_maps(struct kiln_image *img, struct kiln_why *why)
{
	enum kiln_err err;

	for (; img->nr_made < img->s[IMAGE_MAPS].nr; img->nr_made++) {
		err = make_map(img, img->nr_made);
		if (err)
			return map_refused(img, img->nr_made, err, why);
	}
	for (uint32_t i = 0; i < img->nr_made; i++) {
		err = fill_map(img, i);
		if (err)
			return map_refused(img, i, err, why);
	}
	return KILN_OK;
}

/* Type information is in the byte order of its maker; a machine of the other order does without. */
static enum kiln_err make_btf(struct kiln_image *img, struct kiln_why *why)
{
	const char *what = NULL;
	enum kiln_err err;

	if (KILN_BIG_ENDIAN || !img->s[IMAGE_BTF].len)
		return KILN_OK;
	err = kiln_btf_new(img->k, img->s[IMAGE_BTF].p, img->s[IMAGE_BTF].len, &img->btf, &what);
	if (!err)
		return KILN_OK;
	return why_set(why, NULL, NULL, err, err == KILN_ERR_NOMEM ? KILN_REASON_NOMEM : KILN_REASON_BTF, -1,
		       "type information: %s", what ? what : "out of memory");
}

enum kiln_err kiln_image_open(struct kiln *k, const void *bytes, size_t len, struct kiln_image **out,
			      struct kiln_why *why)
{
	struct section s[IMAGE_NR_SECTIONS];
	struct kiln_image *img;
	const char *what = check_image(bytes, len, s);
	enum kiln_err err;

	*out = NULL;
	if (what)
		return why_set(why, NULL, NULL, KILN_ERR_FORMAT, KILN_REASON_IMAGE, -1, "%s", what);
	img = vm_alloc(k, sizeof(*img) + s[IMAGE_MAPS].nr * sizeof(img->maps[0]));
	if (!img)
		return why_set(why, NULL, NULL, KILN_ERR_NOMEM, KILN_REASON_NOMEM, -1,
			       "out of memory while opening an image");
	img->k = k;
	memcpy(img->s, s, sizeof(s));
	img->licence = image_string(img, word_at((const uint8_t *)bytes + IMAGE_AT_LICENCE));
	err = make_btf(img, why);
	if (!err)
		err = make_maps(img, why);
	if (err) {
		kiln_image_free(img);
		return err;
	}
	*out = img;
	return KILN_OK;
}

/* Sets, or empties, the slots of program arrays that name program i. */
static enum kiln_err set_slots(struct kiln_image *img, uint32_t i, struct kiln_prog *p)
{
	enum kiln_err err = KILN_OK;

	for (uint32_t m = 0; !err && m < img->nr_made; m++) {
		uint32_t first = map_word(img, m, MAP_WORD_INITS), nr = map_word(img, m, MAP_WORD_NR_INITS);

		for (uint32_t at = first; !err && at < first + nr; at++) {
			uint32_t key = init_word(img, at, INIT_WORD_KEY);

			if (init_word(img, at, INIT_WORD_IS_PROG) && init_word(img, at, INIT_WORD_INDEX) == i)
				err = kiln_map_set_object(img->maps[m], &key, NULL, p, 0);
		}
	}
	return err;
}

static void empty_slots(struct kiln_image *img, uint32_t m)
{
	uint32_t first = map_word(img, m, MAP_WORD_INITS), nr = map_word(img, m, MAP_WORD_NR_INITS);

	for (uint32_t at = first; at < first + nr; at++) {
		uint32_t key = init_word(img, at, INIT_WORD_KEY);

		if (init_word(img, at, INIT_WORD_IS_PROG))
			kiln_map_set_object(img->maps[m], &key, NULL, NULL, 0); /* an empty one is no error here */
	}
}

void kiln_image_free(struct kiln_image *img)
{
	if (!img)
		return;
	for (uint32_t i = 0; i < img->nr_made; i++) {
		empty_slots(img, i);
		kiln_map_free(img->maps[i]);
	}
	kiln_btf_free(img->btf);
	vm_free(img->k, img, image_len(img));
}

struct kiln_map *kiln_image_map(struct kiln_image *img, uint32_t i, const char **name)
{
	if (i >= img->nr_made)
		return NULL;
	if (name)
		*name = image_string(img, map_word(img, i, MAP_WORD_NAME));
	return img->maps[i];
}

const char *kiln_image_prog(struct kiln_image *img, uint32_t i, uint32_t *prog_type)
{
	if (i >= img->s[IMAGE_PROGS].nr)
		return NULL;
	if (prog_type)
		*prog_type = prog_word(img, i, PROG_WORD_TYPE);
	return image_string(img, prog_word(img, i, PROG_WORD_NAME));
}

/* -- programs ---------------------------------------------------------------------------------------------------------- */

static void read_insns(struct kiln_insn *insns, const uint8_t *p, uint32_t nr)
{
	for (uint32_t i = 0; i < nr; i++, p += IMAGE_INSN_LEN)
		insns[i] = (struct kiln_insn){ .code = p[0],
					       .dst = p[1] & 15u,
					       .src = p[1] >> 4 & 15u,
					       .off = (int16_t)le16(get16(p + 2)),
					       .imm = (int32_t)word_at(p + 4) };
}

static void image_opts(const struct kiln_image *img, uint32_t i, struct kiln_load_opts *opts)
{
	opts->name = image_string(img, prog_word(img, i, PROG_WORD_NAME));
	opts->licence = img->licence;
	opts->maps = img->maps;
	opts->nr_maps = img->nr_made;
	opts->mem_len = prog_word(img, i, PROG_WORD_MEM_LEN);
	opts->sleepable = prog_word(img, i, PROG_WORD_SLEEPS);
	opts->proof_len = opts->keep_proof ? 0 : prog_word(img, i, PROG_WORD_PROOF_LEN);
	opts->proof = opts->proof_len ? img->s[IMAGE_PROOFS].p + prog_word(img, i, PROG_WORD_PROOF) : NULL;
	if (!img->btf)
		return;
	opts->btf = img->btf;
	opts->func_info = img->s[IMAGE_FUNCS].p + (size_t)prog_word(img, i, PROG_WORD_FUNCS) * IMAGE_FUNC_LEN;
	opts->nr_func_info = prog_word(img, i, PROG_WORD_NR_FUNCS);
	opts->line_info = img->s[IMAGE_LINES].p + (size_t)prog_word(img, i, PROG_WORD_LINES) * IMAGE_LINE_LEN;
	opts->nr_line_info = prog_word(img, i, PROG_WORD_NR_LINES);
}

static enum kiln_err load_prog(struct kiln_image *img, uint32_t i, struct kiln_load_opts opts, struct kiln_prog **out,
			       struct kiln_why *why)
{
	struct kiln_insn *insns;
	uint32_t nr;
	enum kiln_err err;

	*out = NULL;
	if (i >= img->s[IMAGE_PROGS].nr)
		return why_set(why, NULL, NULL, KILN_ERR_NOENT, KILN_REASON_IMAGE, -1, "the image has no program %u",
			       i);
	if (!opts.kind)
		opts.kind = kiln_kind_for(prog_word(img, i, PROG_WORD_TYPE), prog_word(img, i, PROG_WORD_ATTACH));
	if (!opts.kind)
		return why_set(why, NULL, NULL, KILN_ERR_INVAL, KILN_REASON_IMAGE, -1,
			       "program type %u at attach type %u is not built in", prog_word(img, i, PROG_WORD_TYPE),
			       prog_word(img, i, PROG_WORD_ATTACH));
	image_opts(img, i, &opts);
	nr = prog_word(img, i, PROG_WORD_NR_INSNS);
	insns = vm_alloc(img->k, nr * sizeof(*insns) + 1); /* none at all is for kiln_load to refuse */
	if (!insns)
		return why_set(why, NULL, NULL, KILN_ERR_NOMEM, KILN_REASON_NOMEM, -1, "out of memory while loading");
	read_insns(insns, img->s[IMAGE_INSNS].p + (size_t)prog_word(img, i, PROG_WORD_INSNS) * IMAGE_INSN_LEN, nr);
	err = kiln_load(img->k, &kiln_front_ebpf, insns, nr * sizeof(*insns), &opts, out, why);
	vm_free(img->k, insns, nr * sizeof(*insns) + 1);
	return err;
}

enum kiln_err kiln_image_prove(struct kiln_image *img, uint32_t i, const struct kiln_kind *kind, struct kiln_prog **out,
			       struct kiln_why *why)
{
	struct kiln_load_opts opts = {
		.kind = kind, .engine = KILN_ENGINE_INTERP, .check_only = true, .keep_proof = true
	};

	return load_prog(img, i, opts, out, why);
}

enum kiln_err kiln_image_load(struct kiln_image *img, uint32_t i, const struct kiln_kind *kind, enum kiln_engine engine,
			      struct kiln_prog **out, struct kiln_why *why)
{
	struct kiln_load_opts opts = { .kind = kind, .engine = engine };
	enum kiln_err err = load_prog(img, i, opts, out, why);

	if (err)
		return err;
	err = set_slots(img, i, *out);
	if (err) {
		kiln_prog_free(*out);
		*out = NULL;
		why_set(why, NULL, NULL, err, KILN_REASON_IMAGE, -1, "a program array does not take program %u: %s", i,
			kiln_err_name(err));
	}
	return err;
}
