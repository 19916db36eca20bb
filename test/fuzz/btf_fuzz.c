/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * btf_fuzz.c - type information of any bytes: refused, or all of it can be read.
 */
#include "fuzz.h"

#include <kiln/kiln.h>
#include "base/bits.h"
#include "prog/btf.h"

static struct kiln_host *host;

static void read_kptrs(const struct btf *btf, uint32_t id, uint32_t vlen)
{
	const struct kiln_btf as = { .btf = *btf };
	struct kiln_map_kptr kptr[KILN_MAX_KPTRS];
	uint32_t nr = kiln_btf_kptrs(&as, id, kptr);

	MUST(nr <= vlen);
	for (uint32_t i = 0; i < nr && i < KILN_MAX_KPTRS; i++)
		MUST(kptr[i].what < KILN_NR_STRUCTS);
}

static void read_type(const struct btf *btf, uint32_t id)
{
	struct btf_type t = btf_type(btf, id);
	struct btf_member m;

	MUST(t.type < btf->nr_types && btf_skip(btf, id) < btf->nr_types && strlen(t.name) < btf->strings_len);
	if (t.kind == BTF_ENUM || t.kind == BTF_ENUM64)
		return;
	for (uint32_t i = 0; i < t.vlen; i++) {
		m = btf_member(btf, id, i);
		MUST(m.type < btf->nr_types && strlen(m.name) < btf->strings_len);
	}
	if (t.kind == BTF_STRUCT || t.kind == BTF_UNION)
		btf_find_member(btf, id, "x", &m);
	read_kptrs(btf, id, t.vlen);
}

/* The last bytes are also records of instructions. */
static void read_records(const struct btf *btf, const uint8_t *bytes, size_t len)
{
	uint32_t nr = len / 16 < 8 ? (uint32_t)(len / 16) : 8;
	const uint8_t *records = bytes + len - nr * 16;
	struct btf_line line;

	if (!btf_check_lines(btf, records, nr, 1000, NULL))
		for (uint32_t i = 0; i < 1000; i += 100)
			if (btf_line_at(btf, records, nr, i, &line))
				MUST(strlen(line.file) < btf->strings_len && strlen(line.text) < btf->strings_len);
	if (!btf_check_funcs(btf, records, nr * 2, 1000, NULL) && nr)
		MUST(btf_type(btf, btf_func_at(records, nr * 2, 999)).kind == BTF_FUNC);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena a;
	struct btf btf;

	if (!host)
		MUST(!kiln_posix_host_new(NULL, &host));
	arena_init(&a, host, 0);
	if (!btf_parse(&a, bytes, len, &btf, NULL)) {
		for (uint32_t id = 0; id < btf.nr_types; id++)
			read_type(&btf, id);
		read_records(&btf, bytes, len);
	}
	arena_free(&a);
	return 0;
}
