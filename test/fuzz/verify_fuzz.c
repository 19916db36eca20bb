/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * verify_fuzz.c - any instructions given to the verifier: refused, or safe to run. The first byte chooses the kind of program, and fuel. What is
 * accepted runs; where it needs no more than memory and its stack, it runs with every access checked too, and must not fault.
 * Each input is also tried with some bits turned.
 */
#include "fuzz.h"

#include <kiln/kiln.h>
#include "prog/prog.h"

enum { MEM_LEN = 64, ROOM = 512, FLIPS = 16, MAX_PROCESSED = 20000, LONGEST = 1000000 };

static const char *const kinds[] = { "raw", "xdp", "sched_cls", "socket_filter" };

static struct kiln_host *host;
static struct kiln *k;
static struct kiln_map *maps[2];
static uint32_t fuel; /* of the program in hand */

static void make_machine(void)
{
	struct kiln_map_spec array = { .type = 2,
				       .key_size = 4,
				       .value_size = 48,
				       .max_entries = 8,
				       .lock_off = KILN_NO_OFF,
				       .timer_off = KILN_NO_OFF };
	struct kiln_map_spec hash = array;

	hash.type = 1;
	MUST(!kiln_posix_host_new(&(struct kiln_posix_opts){ .nr_cpus = 1 }, &host));
	MUST(!kiln_new(host, &k));
	MUST(!kiln_map_new(k, &array, &maps[0]) && !kiln_map_new(k, &hash, &maps[1]));
}

/* No calls, maps, packet loads, and nothing that goes round for millions of turns. */
static bool is_plain(const struct kiln_insn *insns, size_t nr)
{
	for (size_t i = 0; i < nr; i++) {
		uint8_t code = insns[i].code;

		if (code == 0xe5 || (code == 0x85 && insns[i].src != 1) || (code & 7) == 0)
			return false;
	}
	return true;
}

static bool turns_for_long(const struct kiln_insn *insns, size_t nr)
{
	for (size_t i = 0; i < nr; i++)
		if (insns[i].code == 0xe5 || (insns[i].code == 0x18 && insns[i].src == KILN_WIDE_FUNC))
			return true;
	return false;
}

static struct kiln_prog *load(unsigned int kind, const struct kiln_insn *insns, size_t nr, enum kiln_engine engine)
{
	static struct kiln_why why;
	struct kiln_load_opts opts = { .kind = kiln_kind_by_name(kinds[kind]),
				       .licence = "GPL",
				       .maps = maps,
				       .nr_maps = 2,
				       .mem_len = kind ? 0 : MEM_LEN,
				       .engine = engine,
				       .fuel = fuel,
				       .max_processed = MAX_PROCESSED };
	struct kiln_prog *p;

	return kiln_load(k, &kiln_front_ebpf, insns, nr * sizeof(*insns), &opts, &p, &why) ? NULL : p;
}

/* Memory of its own, so that the sanitizer sees a byte too far. */
static void run(const struct kiln_prog *p, unsigned int kind, bool must_not_fault)
{
	static struct kiln_env env;
	uint8_t *room = calloc(1, kind ? ROOM : MEM_LEN);
	struct kiln_packet packet;

	MUST(room);
	kiln_packet_init(&packet, room, kind ? 256 : 0, kind ? 128 : 0, kind ? 128 : 0);
	kiln_enter(k, &env);
	env.fault.what = NULL;
	kiln_run(p, kind ? (void *)&packet : (void *)room, &env);
	MUST(!must_not_fault || !env.fault.what);
	kiln_leave(k, &env);
	free(room);
}

static void try(unsigned int kind, const struct kiln_insn *insns, size_t nr)
{
	struct kiln_prog *p = load(kind, insns, nr, KILN_ENGINE_INTERP);

	bool brief;

	if (!p)
		return;
	brief = p->longest < LONGEST / (p->fuel + 1) && !turns_for_long(insns, nr);
	if (brief)
		run(p, kind, false);
	brief &= !p->fuel; /* checked code has a budget of its own */
	kiln_prog_free(p);
	if (kind || !brief || !is_plain(insns, nr))
		return;
	p = load(kind, insns, nr, KILN_ENGINE_CHECKED);
	MUST(p);
	run(p, kind, true);
	kiln_prog_free(p);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct kiln_insn *insns;
	size_t nr = len ? (len - 1) / sizeof(*insns) : 0;
	uint64_t at = len;

	if (!k)
		make_machine();
	insns = malloc(nr * sizeof(*insns) + 1);
	if (!insns || !nr) {
		free(insns);
		return 0;
	}
	memcpy(insns, bytes + 1, nr * sizeof(*insns));
	fuel = bytes[0] & 4 ? 16 : 0;
	try(bytes[0] % 4, insns, nr);
	for (unsigned int i = 0; i < FLIPS; i++) {
		uint8_t *byte;

		at = at * 6364136223846793005u + 1442695040888963407u;
		byte = (uint8_t *)insns + (at >> 33) % (nr * sizeof(*insns));
		*byte ^= (uint8_t)(1u << (at >> 60) % 8);
		try(bytes[0] % 4, insns, nr);
		*byte ^= (uint8_t)(1u << (at >> 60) % 8);
	}
	free(insns);
	return 0;
}
