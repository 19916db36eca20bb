/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * write.c - writes a packed image; see format.h.
 *
 * Overview     sections are laid out first, from counts alone; then each is written at its place. Strings are put one after
 *              the other in the order in which records name them.
 * Memory       none of its own: bytes beyond the caller's room are only counted.
 */
#include <kiln/image.h>

#include "base/text.h"
#include "image/format.h"

struct writer {
	uint8_t *buf;
	size_t cap;
	uint32_t off[IMAGE_NR_SECTIONS], len[IMAGE_NR_SECTIONS];
	uint32_t at[IMAGE_NR_SECTIONS]; /* bytes written so far */
};

static void put_bytes(struct writer *w, size_t off, const void *src, size_t len)
{
	if (len && off <= w->cap && len <= w->cap - off)
		memcpy(w->buf + off, src, len);
}

static void put_word(struct writer *w, size_t off, uint32_t v)
{
	v = le32(v);
	put_bytes(w, off, &v, sizeof(v));
}

static void append(struct writer *w, enum image_section s, const void *src, size_t len)
{
	put_bytes(w, w->off[s] + (size_t)w->at[s], src, len);
	w->at[s] += (uint32_t)len;
}

static void append_word(struct writer *w, enum image_section s, uint32_t v)
{
	v = le32(v);
	append(w, s, &v, sizeof(v));
}

/* Words of records whose words are in the host's order. */
static void append_words(struct writer *w, enum image_section s, const void *src, size_t nr)
{
	for (size_t i = 0; i < nr; i++)
		append_word(w, s, get32((const uint8_t *)src + 4 * i));
}

static uint32_t append_string(struct writer *w, const char *s)
{
	uint32_t off = w->at[IMAGE_STRINGS];

	append(w, IMAGE_STRINGS, s, text_len(s) + 1);
	return off;
}

static void append_insn(struct writer *w, const struct kiln_insn *insn)
{
	uint16_t off = le16((uint16_t)insn->off);
	uint32_t imm = le32((uint32_t)insn->imm);
	uint8_t bytes[IMAGE_INSN_LEN] = { insn->code, (uint8_t)(insn->src << 4 | insn->dst) };

	memcpy(bytes + 2, &off, sizeof(off));
	memcpy(bytes + 4, &imm, sizeof(imm));
	append(w, IMAGE_INSNS, bytes, sizeof(bytes));
}

/* Index of the record that is appended next. */
static uint32_t next_record(const struct writer *w, enum image_section s)
{
	return w->at[s] / image_record_len[s];
}

static void write_map(struct writer *w, const struct kiln_image_map *m)
{
	uint32_t words[MAP_NR_WORDS] = {
		[MAP_WORD_NAME] = append_string(w, m->spec.name),
		[MAP_WORD_TYPE] = m->spec.type,
		[MAP_WORD_KEY_SIZE] = m->spec.key_size,
		[MAP_WORD_VALUE_SIZE] = m->spec.value_size,
		[MAP_WORD_MAX_ENTRIES] = m->spec.max_entries,
		[MAP_WORD_FLAGS] = m->spec.flags,
		[MAP_WORD_EXTRA] = (uint32_t)m->spec.extra,
		[MAP_WORD_EXTRA_HIGH] = (uint32_t)(m->spec.extra >> 32),
		[MAP_WORD_INNER] = m->inner,
		[MAP_WORD_BTF_KEY] = m->spec.btf_key,
		[MAP_WORD_BTF_VALUE] = m->spec.btf_value,
		[MAP_WORD_LOCK_OFF] = m->spec.lock_off,
		[MAP_WORD_TIMER_OFF] = m->spec.timer_off,
		[MAP_WORD_FROZEN] = m->frozen,
		[MAP_WORD_DATA] = next_record(w, IMAGE_DATA),
		[MAP_WORD_DATA_LEN] = (uint32_t)m->data_len,
		[MAP_WORD_INITS] = next_record(w, IMAGE_INITS),
		[MAP_WORD_NR_INITS] = m->nr_inits,
	};

	append_words(w, IMAGE_MAPS, words, NR_OF(words));
	append(w, IMAGE_DATA, m->data, m->data_len);
	for (uint32_t i = 0; i < m->nr_inits; i++) {
		append_word(w, IMAGE_INITS, m->inits[i].key);
		append_word(w, IMAGE_INITS, m->inits[i].is_prog);
		append_word(w, IMAGE_INITS, m->inits[i].index);
	}
}

static void write_prog(struct writer *w, const struct kiln_image_prog *p)
{
	uint32_t words[PROG_NR_WORDS] = {
		[PROG_WORD_NAME] = append_string(w, p->name),
		[PROG_WORD_TYPE] = p->prog_type,
		[PROG_WORD_ATTACH] = p->attach_type,
		[PROG_WORD_SLEEPS] = p->sleepable,
		[PROG_WORD_MEM_LEN] = p->mem_len,
		[PROG_WORD_INSNS] = next_record(w, IMAGE_INSNS),
		[PROG_WORD_NR_INSNS] = p->nr_insns,
		[PROG_WORD_FUNCS] = next_record(w, IMAGE_FUNCS),
		[PROG_WORD_NR_FUNCS] = p->nr_func_info,
		[PROG_WORD_LINES] = next_record(w, IMAGE_LINES),
		[PROG_WORD_NR_LINES] = p->nr_line_info,
		[PROG_WORD_PROOF] = next_record(w, IMAGE_PROOFS),
		[PROG_WORD_PROOF_LEN] = (uint32_t)p->proof_len,
	};

	append_words(w, IMAGE_PROGS, words, NR_OF(words));
	for (uint32_t i = 0; i < p->nr_insns; i++)
		append_insn(w, &p->insns[i]);
	append_words(w, IMAGE_FUNCS, p->func_info, (size_t)p->nr_func_info * (IMAGE_FUNC_LEN / 4));
	append_words(w, IMAGE_LINES, p->line_info, (size_t)p->nr_line_info * (IMAGE_LINE_LEN / 4));
	append(w, IMAGE_PROOFS, p->proof, p->proof_len);
}

/* Bytes of each section. */
static void measure(const struct kiln_image_spec *spec, uint64_t len[IMAGE_NR_SECTIONS])
{
	len[IMAGE_MAPS] = (uint64_t)spec->nr_maps * image_record_len[IMAGE_MAPS];
	len[IMAGE_PROGS] = (uint64_t)spec->nr_progs * image_record_len[IMAGE_PROGS];
	len[IMAGE_BTF] = spec->btf_len;
	len[IMAGE_STRINGS] = 1 + (spec->licence ? text_len(spec->licence) + 1 : 0);
	for (uint32_t i = 0; i < spec->nr_maps; i++) {
		const struct kiln_image_map *m = &spec->maps[i];

		len[IMAGE_STRINGS] += text_len(m->spec.name) + 1;
		len[IMAGE_DATA] += m->data_len;
		len[IMAGE_INITS] += (uint64_t)m->nr_inits * image_record_len[IMAGE_INITS];
	}
	for (uint32_t i = 0; i < spec->nr_progs; i++) {
		const struct kiln_image_prog *p = &spec->progs[i];

		len[IMAGE_STRINGS] += text_len(p->name) + 1;
		len[IMAGE_INSNS] += (uint64_t)p->nr_insns * IMAGE_INSN_LEN;
		len[IMAGE_FUNCS] += (uint64_t)p->nr_func_info * IMAGE_FUNC_LEN;
		len[IMAGE_LINES] += (uint64_t)p->nr_line_info * IMAGE_LINE_LEN;
		len[IMAGE_PROOFS] += p->proof_len;
	}
}

/* Places the sections one after the other; the length of the whole, 0 if that is too much for 32 bits. */
static size_t lay_out(struct writer *w, const struct kiln_image_spec *spec)
{
	uint64_t len[IMAGE_NR_SECTIONS] = { 0 }, off = IMAGE_HEAD_LEN;

	measure(spec, len);
	for (unsigned int i = 0; i < IMAGE_NR_SECTIONS; i++) {
		off = round_up64(off, 8);
		if (off > UINT32_MAX || len[i] > UINT32_MAX - off)
			return 0;
		w->off[i] = (uint32_t)off;
		w->len[i] = (uint32_t)len[i];
		off += len[i];
	}
	return (size_t)off;
}

static void write_head(struct writer *w, size_t len, uint32_t licence)
{
	uint32_t crc;

	put_bytes(w, 0, image_magic, sizeof(image_magic));
	put_word(w, IMAGE_AT_VERSION, IMAGE_VERSION);
	put_word(w, IMAGE_AT_LEN, (uint32_t)len);
	put_word(w, IMAGE_AT_LICENCE, licence);
	for (unsigned int i = 0; i < IMAGE_NR_SECTIONS; i++) {
		put_word(w, IMAGE_AT_SECTIONS + 8 * i, w->off[i]);
		put_word(w, IMAGE_AT_SECTIONS + 8 * i + 4, w->len[i]);
	}
	crc = ~image_crc(~0u, w->buf + IMAGE_AT_LICENCE, len - IMAGE_AT_LICENCE);
	put_word(w, IMAGE_AT_CRC, crc);
}

size_t kiln_image_write(const struct kiln_image_spec *spec, void *buf, size_t cap)
{
	struct writer w = { .buf = buf, .cap = cap };
	size_t len = lay_out(&w, spec);
	uint32_t licence;

	if (!len || len > cap)
		return len;
	memset(buf, 0, len);
	append_string(&w, ""); /* offset 0: nothing */
	licence = spec->licence ? append_string(&w, spec->licence) : 0;
	for (uint32_t i = 0; i < spec->nr_maps; i++)
		write_map(&w, &spec->maps[i]);
	for (uint32_t i = 0; i < spec->nr_progs; i++)
		write_prog(&w, &spec->progs[i]);
	append(&w, IMAGE_BTF, spec->btf, spec->btf_len);
	write_head(&w, len, licence);
	return len;
}
