/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * tag.c - a program's tag: 8 bytes of the SHA-256 (FIPS 180-4) of its instructions, by which people recognise it. As Linux has
 * computed it since 6.18, so the same code has the same tag here and there.
 */
#include "sys/sys.h"

enum { BLOCK = 64, WIDE = 0x18 };

struct sha {
	uint32_t h[8];
	uint8_t block[BLOCK];
	uint64_t len;
};

/* clang-format off */
static const uint32_t k[64] = {
	0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
	0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
	0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
	0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
	0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
	0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
	0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
	0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};
static const uint32_t start[8] = {
	0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
};
/* clang-format on */

static uint32_t turn(uint32_t v, uint32_t by)
{
	return v >> by | v << (32 - by);
}

/* One round, whose letters are those of the standard: kw is K + W. The caller turns them by one place each time, instead of their values. */
static inline void sha_round(uint32_t a, uint32_t b, uint32_t c, uint32_t *d, uint32_t e, uint32_t f, uint32_t g,
			     uint32_t *h, uint32_t kw)
{
	const uint32_t t1 = *h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + kw;
	const uint32_t t2 = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));

	*d += t1;
	*h = t1 + t2;
}

static void sha_block(struct sha *s)
{
	uint32_t w[64], v[8];
	uint32_t *const a = v, *const b = v + 1, *const c = v + 2, *const d = v + 3, *const e = v + 4, *const f = v + 5,
			*const g = v + 6, *const h = v + 7;

	for (uint32_t i = 0; i < 16; i++)
		w[i] = be32(get32(s->block + i * 4));
	for (uint32_t i = 16; i < 64; i++)
		w[i] = w[i - 16] + w[i - 7] + (turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ w[i - 15] >> 3) +
		       (turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ w[i - 2] >> 10);
	memcpy(v, s->h, sizeof(v));
	for (uint32_t i = 0; i < 64; i += 8) {
		sha_round(*a, *b, *c, d, *e, *f, *g, h, k[i] + w[i]);
		sha_round(*h, *a, *b, c, *d, *e, *f, g, k[i + 1] + w[i + 1]);
		sha_round(*g, *h, *a, b, *c, *d, *e, f, k[i + 2] + w[i + 2]);
		sha_round(*f, *g, *h, a, *b, *c, *d, e, k[i + 3] + w[i + 3]);
		sha_round(*e, *f, *g, h, *a, *b, *c, d, k[i + 4] + w[i + 4]);
		sha_round(*d, *e, *f, g, *h, *a, *b, c, k[i + 5] + w[i + 5]);
		sha_round(*c, *d, *e, f, *g, *h, *a, b, k[i + 6] + w[i + 6]);
		sha_round(*b, *c, *d, e, *f, *g, *h, a, k[i + 7] + w[i + 7]);
	}
	for (uint32_t i = 0; i < 8; i++)
		s->h[i] += v[i];
}

static void sha_bytes(struct sha *s, const void *bytes, size_t len)
{
	const uint8_t *from = bytes;

	for (size_t some; len; from += some, len -= some) {
		some = BLOCK - s->len % BLOCK;
		some = some < len ? some : len;
		memcpy(s->block + s->len % BLOCK, from, some);
		s->len += some;
		if (s->len % BLOCK == 0)
			sha_block(s);
	}
}

static void sha_end(struct sha *s)
{
	const uint8_t one = 0x80, zero = 0;
	uint64_t bits = be64(s->len * 8);

	sha_bytes(s, &one, 1);
	while (s->len % BLOCK != BLOCK - sizeof(bits))
		sha_bytes(s, &zero, 1);
	sha_bytes(s, &bits, sizeof(bits));
}

void sys_tag(const struct kiln_insn *insns, uint32_t nr, uint8_t tag[SYS_TAG_LEN])
{
	struct sha s = { .len = 0 };
	bool second = false; /* of a wide load that names a map */

	memcpy(s.h, start, sizeof(s.h));
	for (uint32_t i = 0; i < nr; i++) {
		struct kiln_insn insn = insns[i];
		bool names = !second && insn.code == WIDE &&
			     (insn.src == KILN_WIDE_MAP || insn.src == KILN_WIDE_VALUE ||
			      insn.src == KILN_WIDE_MAP_IDX || insn.src == KILN_WIDE_VALUE_IDX);

		if (names || second)
			insn.imm = 0;
		second = names;
		sha_bytes(&s, &insn, sizeof(insn));
	}
	sha_end(&s);
	for (uint32_t i = 0; i < SYS_TAG_LEN / 4; i++)
		put32(tag + i * 4, be32(s.h[i]));
}
