/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * format.h - where things stand in a packed image, for its reader and its writer. docs/image.md is the page for people.
 *
 * All numbers are 32 bits, little-endian. The head is followed by sections, each a list of records of one length; records
 * name others by their index, strings by their offset.
 */
#ifndef KILN_IMAGE_FORMAT_H
#define KILN_IMAGE_FORMAT_H

#include "base/bits.h"

enum image_section {
	IMAGE_MAPS,
	IMAGE_PROGS,
	IMAGE_INITS,
	IMAGE_INSNS,
	IMAGE_FUNCS,
	IMAGE_LINES,
	IMAGE_DATA,
	IMAGE_BTF,
	IMAGE_STRINGS,
	IMAGE_PROOFS,
	IMAGE_NR_SECTIONS,
};

enum {
	IMAGE_VERSION = 2,
	/* the head */
	IMAGE_AT_VERSION = 8,
	IMAGE_AT_LEN = 12, /* of the whole image */
	IMAGE_AT_CRC = 16, /* CRC-32 of all that follows it */
	IMAGE_AT_LICENCE = 20,
	IMAGE_AT_SECTIONS = 24, /* for each an offset, a multiple of 8, and a length in bytes */
	IMAGE_HEAD_LEN = IMAGE_AT_SECTIONS + 8 * IMAGE_NR_SECTIONS,
};

/* A word of each record, in order. */
enum image_map_word {
	MAP_WORD_NAME,
	MAP_WORD_TYPE,
	MAP_WORD_KEY_SIZE,
	MAP_WORD_VALUE_SIZE,
	MAP_WORD_MAX_ENTRIES,
	MAP_WORD_FLAGS,
	MAP_WORD_EXTRA,
	MAP_WORD_EXTRA_HIGH,
	MAP_WORD_INNER, /* index + 1, 0: none */
	MAP_WORD_BTF_KEY,
	MAP_WORD_BTF_VALUE,
	MAP_WORD_LOCK_OFF,
	MAP_WORD_TIMER_OFF,
	MAP_WORD_FROZEN, /* 0 or 1 */
	MAP_WORD_DATA,	 /* offset in the data section */
	MAP_WORD_DATA_LEN,
	MAP_WORD_INITS, /* the first one's index */
	MAP_WORD_NR_INITS,
	MAP_NR_WORDS,
};
enum image_prog_word {
	PROG_WORD_NAME,
	PROG_WORD_TYPE,
	PROG_WORD_ATTACH,
	PROG_WORD_SLEEPS, /* 0 or 1 */
	PROG_WORD_MEM_LEN,
	PROG_WORD_INSNS,
	PROG_WORD_NR_INSNS,
	PROG_WORD_FUNCS,
	PROG_WORD_NR_FUNCS,
	PROG_WORD_LINES,
	PROG_WORD_NR_LINES,
	PROG_WORD_PROOF, /* offset in the proofs */
	PROG_WORD_PROOF_LEN,
	PROG_NR_WORDS,
};
enum image_init_word {
	INIT_WORD_KEY,
	INIT_WORD_IS_PROG, /* 0 or 1 */
	INIT_WORD_INDEX,
	INIT_NR_WORDS,
};

enum {
	IMAGE_INSN_LEN = 8,
	IMAGE_FUNC_LEN = 8,
	IMAGE_LINE_LEN = 16,
};

static const uint8_t image_magic[8] = { 0x89, 'K', 'I', 'L', 'N', '\r', '\n', 0x1a };

/* Bytes of one record of each section. */
static const uint8_t image_record_len[IMAGE_NR_SECTIONS] = {
	[IMAGE_MAPS] = 4 * MAP_NR_WORDS,
	[IMAGE_PROGS] = 4 * PROG_NR_WORDS,
	[IMAGE_INITS] = 4 * INIT_NR_WORDS,
	[IMAGE_INSNS] = IMAGE_INSN_LEN,
	[IMAGE_FUNCS] = IMAGE_FUNC_LEN,
	[IMAGE_LINES] = IMAGE_LINE_LEN,
	[IMAGE_DATA] = 1,
	[IMAGE_BTF] = 1,
	[IMAGE_STRINGS] = 1,
	[IMAGE_PROOFS] = 1,
};

/* CRC-32 as in Ethernet and zlib; start with ~0, invert the end. Half a byte at a time: a small table, fast enough. */
static inline uint32_t image_crc(uint32_t crc, const uint8_t *p, size_t len)
{
	static const uint32_t table[16] = {
		0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac, 0x76dc4190, 0x6b6b51f4, 0x4db26158, 0x5005713c,
		0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c, 0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c,
	};

	for (; len; len--) {
		crc ^= *p++;
		crc = crc >> 4 ^ table[crc & 15];
		crc = crc >> 4 ^ table[crc & 15];
	}
	return crc;
}

#endif
