/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * range_kernel_test.c - random programs are given to the running kernel, whose log tells what it knows of each number after each
 * instruction. What Kiln knows at the same place must be as much, or more. Skipped where there is no bpf(2).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include <bpf/bpf.h>

#include <kiln/insn.h>
#include "base/bits.h"
#include "verify/range.h"

#if defined(__SANITIZE_ADDRESS__)
enum { PROGRAMS = 200 };
#else
enum { PROGRAMS = 2000 };
#endif
enum { FIRST = 6, STEPS = 14, MAX_INSNS = 64, LOG_LEN = 1 << 20 };

static uint64_t seed = 20; /* KILN_SEED takes another */

static uint32_t rnd(uint32_t below)
{
	seed = seed * 6364136223846793005 + 1442695040888963407;
	return (uint32_t)(seed >> 33) % below;
}

static int32_t number(void)
{
	uint32_t r = rnd(8), bit = 1u << rnd(32);

	if (r == 0)
		return (int32_t)(bit + rnd(4) - 2);
	if (r == 1)
		return -(int32_t)rnd(300);
	if (r == 2)
		return (int32_t)(bit - 1);
	return (int32_t)rnd(300);
}

/* -- programs: r6 and r7 hold numbers --------------------------------------------------------------------------------- */

struct op_row {
	uint8_t code; /* without class and source */
	enum range_op op;
};
static const struct op_row ops[] = {
	{ 0x00, RANGE_ADD }, { 0x10, RANGE_SUB }, { 0x20, RANGE_MUL }, { 0x40, RANGE_OR },   { 0x50, RANGE_AND },
	{ 0x60, RANGE_LSH }, { 0x70, RANGE_RSH }, { 0xa0, RANGE_XOR }, { 0xc0, RANGE_ARSH }, { 0x80, RANGE_NEG },
	{ 0x30, RANGE_DIV }, { 0x90, RANGE_MOD }, { 0xb0, RANGE_MOV },
};
struct cond_row {
	uint8_t code;
	enum range_cond cond;
};
static const struct cond_row conds[] = {
	{ 0x10, RANGE_EQ }, { 0x20, RANGE_GT },	 { 0x30, RANGE_GE },  { 0x40, RANGE_SET },
	{ 0x50, RANGE_NE }, { 0x60, RANGE_SGT }, { 0x70, RANGE_SGE }, { 0xa0, RANGE_LT },
	{ 0xb0, RANGE_LE }, { 0xc0, RANGE_SLT }, { 0xd0, RANGE_SLE },
};

static struct kiln_insn alu(bool small)
{
	const struct op_row *row = &ops[rnd(NR_OF(ops))];
	unsigned int width = rnd(2) ? 64 : 32;
	struct kiln_insn insn = { .code = (uint8_t)(row->code | (width == 64 ? 7 : 4)), .dst = (FIRST + rnd(2)) & 15u };

	if (row->op == RANGE_NEG)
		return insn;
	/* Of a register to itself: its low 8, 16 or 32 bits, or all, with the sign or without. */
	if (row->op == RANGE_MOV) {
		insn.code |= 8;
		insn.src = insn.dst;
		insn.off = (int16_t)(rnd(4) * 8);
		insn.off = insn.off == 24 ? width == 64 ? 32 : 0 : insn.off;
		return insn;
	}
	if (!small && rnd(3) == 0) {
		insn.code |= 8;
		insn.src = (FIRST + rnd(2)) & 15u;
		return insn;
	}
	insn.imm = number();
	if (row->op == RANGE_LSH || row->op == RANGE_RSH || row->op == RANGE_ARSH)
		insn.imm = (int32_t)rnd(width);
	if ((row->op == RANGE_DIV || row->op == RANGE_MOD) && !insn.imm)
		insn.imm = 7;
	return insn;
}

static struct kiln_insn branch(uint32_t at, uint32_t end)
{
	const struct cond_row *row = &conds[rnd(NR_OF(conds))];
	struct kiln_insn insn = { .code = (uint8_t)(row->code | (rnd(2) ? 5 : 6)),
				  .dst = (FIRST + rnd(2)) & 15u,
				  .off = (int16_t)(end - at - 1) };

	if (rnd(3) == 0) {
		insn.code |= 8;
		insn.src = (FIRST + FIRST + 1u - insn.dst) & 15u;
	} else {
		insn.imm = number();
	}
	return insn;
}

static uint32_t make(struct kiln_insn *insns)
{
	uint32_t nr = 0, end = 4 + STEPS;

	for (uint8_t reg = FIRST; reg < FIRST + 2; reg++) {
		insns[nr++] = (struct kiln_insn){ .code = 0x85, .imm = 7 }; /* get_prandom_u32 */
		insns[nr++] = (struct kiln_insn){ .code = 0xbf, .dst = reg & 15u };
	}
	for (; nr < end; nr++)
		insns[nr] = rnd(5) < 2 ? branch(nr, end) : alu(nr < 8);
	insns[nr++] = (struct kiln_insn){ .code = 0xb7 };
	insns[nr++] = (struct kiln_insn){ .code = 0x95 };
	return nr;
}

/* -- what Kiln knows -------------------------------------------------------------------------------------------------- */

static const enum range_op extensions[] = { [1] = RANGE_MOVSX8, [2] = RANGE_MOVSX16, [4] = RANGE_MOVSX32 };

/* Both registers after insn, on the way straight on. False where that way is dead. */
static bool step(const struct kiln_insn *insn, struct range regs[2])
{
	bool jump = (insn->code & 7) >= 5;
	unsigned int width = (insn->code & 7) == 7 || (insn->code & 7) == 5 ? 64 : 32;
	struct range by = insn->code & 8 ? regs[insn->src - FIRST] : range_const((uint64_t)(int64_t)insn->imm);
	struct range *d = &regs[insn->dst - FIRST];

	if (jump && width == 64 && (insn->code & 7) == 7)
		jump = false;
	if (!jump) {
		for (uint32_t i = 0; i < NR_OF(ops); i++)
			if (ops[i].code == (insn->code & 0xf0))
				*d = range_alu(insn->off ? extensions[insn->off / 8] : ops[i].op, width, *d, by);
		return true;
	}
	for (uint32_t i = 0; i < NR_OF(conds); i++)
		if (conds[i].code == (insn->code & 0xf0))
			return range_narrow(range_cond_not(conds[i].cond), width, d,
					    insn->code & 8 ? &regs[insn->src - FIRST] : &by);
	return true;
}

/* -- what the kernel knows -------------------------------------------------------------------------------------------- */

static void put_bound(struct range *r, const char *name, size_t len, uint64_t v)
{
#define BOUND(text, field, type)                                   \
	if (len == sizeof(text) - 1 && !memcmp(name, text, len)) { \
		r->field = (type)v;                                \
		return;                                            \
	}
	BOUND("smin", smin, int64_t)
	BOUND("smax", smax, int64_t)
	BOUND("umin", umin, uint64_t)
	BOUND("umax", umax, uint64_t)
	BOUND("smin32", s32min, int32_t)
	BOUND("smax32", s32max, int32_t)
	BOUND("umin32", u32min, uint32_t)
	BOUND("umax32", u32max, uint32_t)
#undef BOUND
}

/* "R6=scalar(id=1,smin=0,smax=umax=255,var_off=(0x0; 0xff))" or "R6_w=5" in a line. False where it does not speak of reg. */
static bool read_kernel(const char *line, unsigned int reg, struct range *r)
{
	char name[2][8];
	const char *at = NULL;

	snprintf(name[0], sizeof(name[0]), " R%u=", reg);
	snprintf(name[1], sizeof(name[1]), " R%u_w=", reg);
	for (int i = 0; i < 2 && !at; i++) {
		at = strstr(line, name[i]);
		at = at ? at + strlen(name[i]) : NULL;
	}
	if (!at)
		return false;
	*r = range_unknown();
	at += *at == 'P';
	if (strncmp(at, "scalar(", 7)) {
		*r = range_const(strtoull(at, NULL, 0));
		return true;
	}
	for (at += 7; *at && *at != ')';) {
		const char *value = at + strcspn(at, ",)"), *name_at = at;

		if (!strncmp(at, "var_off=(", 9)) {
			r->t.value = strtoull(at + 9, (char **)&at, 0);
			r->t.mask = strtoull(at + 2, NULL, 0);
			return true;
		}
		while (value[-1] != '=')
			value--;
		while (name_at < value) {
			const char *eq = memchr(name_at, '=', (size_t)(value - name_at));

			put_bound(r, name_at, (size_t)(eq - name_at), strtoull(value, NULL, 0));
			name_at = eq + 1;
		}
		at += strcspn(at, ",)");
		at += *at == ',';
	}
	return true;
}

static const char *say(struct range r)
{
	static char buf[2][300];
	static int at;
	struct text t = text_of(buf[at = !at], 300);

	range_text(&t, r);
	return buf[at];
}

/* The kernel looks at -1 and 0 one after the other where it meets [-1, 0] & or | a number: no range to compare with. */
static bool kernel_forks(const struct kiln_insn *insn, const struct range theirs[2])
{
	const struct range *d = &theirs[insn->dst - FIRST];
	uint8_t op = insn->code & 0xf0, class = insn->code & 7;

	return (class == 4 || class == 7) && (op == 0x40 || op == 0x50) && !range_is_const(*d) &&
	       ((d->smin >= -1 && d->smax <= 0) || (d->s32min >= -1 && d->s32max <= 0));
}

/* Follows the log as long as it goes straight on. Adds to *places and *better. */
static void compare(const struct kiln_insn *insns, char *log, uint32_t *places, uint32_t *better)
{
	struct range regs[2] = { range_unknown(), range_unknown() }, theirs[2] = { regs[0], regs[1] };
	uint32_t pc = 0;

	for (char *line = strtok(log, "\n"); line && pc < 4 + STEPS; line = strtok(NULL, "\n")) {
		char *rest;
		uint32_t at = (uint32_t)strtoul(line, &rest, 10);

		if (!strncmp(line, "from ", 5))
			return;
		if (rest == line || strncmp(rest, ": (", 3))
			continue;
		if (at != pc++)
			return;
		if (at < 4)
			continue;
		if (kernel_forks(&insns[at], theirs))
			return;
		if (!step(&insns[at], regs))
			return; /* the kernel goes on where Kiln knows that nothing does */
		for (unsigned int i = 0; i < 2; i++) {
			if (!read_kernel(line, FIRST + i, &theirs[i]))
				continue;
			++*places;
			if (!range_subset(regs[i], theirs[i]))
				fail_msg("%s\n  kernel: %s\n  kiln:   %s", line, say(theirs[i]), say(regs[i]));
			*better += !range_subset(theirs[i], regs[i]);
		}
	}
}

static char *log_buf;

static int load(const struct kiln_insn *insns, uint32_t nr)
{
	struct bpf_prog_load_opts opts = {
		.sz = sizeof(opts), .log_level = 2, .log_size = LOG_LEN, .log_buf = log_buf
	};

	log_buf[0] = 0;
	return bpf_prog_load(BPF_PROG_TYPE_SOCKET_FILTER, "range", "GPL", (const struct bpf_insn *)insns, nr, &opts);
}

static void kiln_knows_what_the_kernel_knows(void **state)
{
	struct kiln_insn insns[MAX_INSNS] = { 0 };
	uint32_t places = 0, better = 0, taken = 0;

	(void)state;
	if (getenv("KILN_SEED"))
		seed = strtoull(getenv("KILN_SEED"), NULL, 0);
	log_buf = malloc(LOG_LEN);
	assert_non_null(log_buf);
	for (uint32_t n = 0; n < PROGRAMS; n++) {
		int fd = load(insns, make(insns));

		if (fd < 0)
			continue;
		close(fd);
		taken++;
		compare(insns, log_buf, &places, &better);
	}
	free(log_buf);
	if (!taken)
		skip();
	print_message("%u programs, %u places, more known at %u\n", taken, places, better);
	assert_true(taken > PROGRAMS / 2 && places > taken);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kiln_knows_what_the_kernel_knows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
