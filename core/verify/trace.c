/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * trace.c - the log of a verification, in the form of the kernel's.
 *
 * "; C line @ file:line", "12: (61) r2 = *(u32 *)(r1 + 0)  ; R2=pkt(r=0)", "from 5 to 21: R0=2", "21: safe", what was refused, and
 * "processed 19 insns". Of an instruction the register that it wrote is shown; the kernel shows all that it used.
 */
#include "verify/state.h"

static void say(struct vfy *v, struct text *t)
{
	size_t len = t->len < t->cap ? t->len : t->cap - 1;

	v->opts->log(v->opts->log_arg, t->buf, len);
}

static const char *const names[] = {
	[REG_NONE] = "?",	 [REG_NUMBER] = "scalar",      [REG_CTX] = "ctx",
	[REG_STACK] = "fp",	 [REG_PACKET] = "pkt",	       [REG_PACKET_END] = "pkt_end",
	[REG_META] = "pkt_meta", [REG_MAP] = "map_ptr",	       [REG_VALUE] = "map_value",
	[REG_MEM] = "mem",	 [REG_RECORD] = "ringbuf_mem", [REG_FUNC] = "func",
	[REG_ITER] = "iter",	 [REG_DYNPTR] = "dynptr",      [REG_OBJECT] = "ptr",
	[REG_SOCK] = "sock",	 [REG_PERCPU] = "percpu_ptr",  [REG_LOCAL] = "local",
};

static void put_reg(struct text *t, const struct vreg *r)
{
	const char *sep = "";

	if (r->type == REG_STACK && range_is_const(r->r)) {
		text_printf(t, "fp%d", r->off);
		return;
	}
	if (r->type == REG_NUMBER && range_is_const(r->r)) {
		range_text(t, r->r);
		return;
	}
	text_printf(t, "%s%s(", names[r->type], r->flags & REG_NULLABLE ? "_or_null" : "");
	if (r->id) {
		text_printf(t, "id=%u", r->id);
		sep = ",";
	}
	if (r->off) {
		text_printf(t, "%soff=%d", sep, r->off);
		sep = ",";
	}
	if (r->type == REG_PACKET || r->type == REG_META || r->type == REG_MEM || r->type == REG_RECORD ||
	    (r->type == REG_NUMBER && r->len)) {
		text_printf(t, "%s%s=%u", sep, r->type == REG_MEM || r->type == REG_RECORD ? "sz" : "r", r->len);
		sep = ",";
	}
	if (r->type == REG_OBJECT || r->type == REG_SOCK || r->type == REG_PERCPU || r->type == REG_LOCAL) {
		text_printf(t, "%stype=%u", sep, r->len);
		sep = ",";
	}
	if (r->map) {
		text_printf(t, "%smap=%u", sep, r->map - 1);
		sep = ",";
	}
	if (r->type == REG_NUMBER || !range_is_const(r->r)) {
		text_printf(t, "%s", sep);
		range_text(t, r->r);
	}
	text_char(t, ')');
}

static void put_slot(struct text *t, struct vslot *s, uint32_t i)
{
	static const char letter[] = {
		[BYTE_NONE] = '?', [BYTE_DATA] = 'm', [BYTE_ZERO] = '0', [BYTE_SPILL] = 's', [BYTE_OBJECT] = 'o'
	};

	text_printf(t, " fp-%u=", 8 * (i + 1));
	for (uint32_t b = 0; b < 8; b++)
		text_char(t, letter[s->byte[b]]);
	for (uint32_t h = 0; h < 2; h++)
		if (s->len[h]) {
			text_char(t, ':');
			put_reg(t, &s->spill[h]);
		}
}

static void put_state(struct vfy *v, struct text *t)
{
	struct vframe *f = cur_frame(v);

	if (v->st.nr_frames > 1)
		text_printf(t, " frame%u:", v->st.nr_frames - 1);
	for (uint32_t i = 0; i < KILN_NR_REGS; i++)
		if (f->reg[i].type) {
			text_printf(t, " R%u=", i);
			put_reg(t, &f->reg[i]);
		}
	for (uint64_t used = f->used; used; used &= used - 1)
		put_slot(t, &f->slot[__builtin_ctzll(used)], (uint32_t)__builtin_ctzll(used));
	text_char(t, '\n');
}

void trace_state(struct vfy *v, const char *what)
{
	char buf[800];
	struct text t = text_of(buf, sizeof(buf) - 1);

	text_printf(&t, "%u:%s", v->pc, what);
	put_state(v, &t);
	say(v, &t);
}

void trace_from(struct vfy *v, uint32_t from)
{
	char buf[800];
	struct text t = text_of(buf, sizeof(buf) - 1);

	text_printf(&t, "from %u to %u:", from, v->pc);
	put_state(v, &t);
	say(v, &t);
}

void trace_end(struct vfy *v)
{
	char buf[128];
	struct text t = TEXT(buf);

	text_printf(&t, "processed %u insns (limit %u) total_states %u\n", v->processed, v->max_processed,
		    v->nr_states);
	say(v, &t);
}

static const char *base_name(const char *path)
{
	const char *name = path;

	for (; *path; path++)
		if (*path == '/')
			name = path + 1;
	return name;
}

/* The C line that begins here, unless the instruction before was of it too. */
static void trace_line(struct vfy *v)
{
	const struct btf_line_info *li = v->p->line_info;
	struct btf_line line;
	char buf[400];
	struct text t = TEXT(buf);

	for (uint32_t i = 0; v->has_btf && i < v->p->nr_line_info; i++) {
		if (li[i].insn != v->pc)
			continue;
		if (i && li[i].line_col >> 10 == li[i - 1].line_col >> 10)
			return;
		if (!btf_line_at(&v->btf, li, v->p->nr_line_info, v->pc, &line) || !*line.text)
			return;
		while (*line.text == ' ' || *line.text == '\t')
			line.text++;
		text_printf(&t, "; %s @ %s:%u", line.text, base_name(line.file), line.line);
		kiln_text_plain(buf);
		text_char(&t, '\n');
		say(v, &t);
		return;
	}
}

static void put_insn(struct vfy *v, struct text *t)
{
	char code[96];

	trace_line(v);
	kiln_disasm(vfy_insn(v), v->p->nr_insns - v->pc, v->pc, code, sizeof(code));
	text_printf(t, "%u: (%02x) %s", v->pc, vfy_insn(v)->code, code);
}

/* The instruction that has just been done, and the register that it wrote. */
void trace_insn(struct vfy *v)
{
	char buf[384];
	struct text t = TEXT(buf);
	struct insn_info *in = &v->info[v->pc];

	put_insn(v, &t);
	if (in->def) {
		uint32_t nr = (uint32_t)__builtin_ctz(in->def);

		while (t.len < 38)
			text_char(&t, ' ');
		text_printf(&t, "; R%u=", nr);
		put_reg(&t, reg_at(v, nr));
	}
	text_char(&t, '\n');
	say(v, &t);
}

void trace_refusal(struct vfy *v)
{
	char buf[480];
	struct text t = TEXT(buf);

	put_insn(v, &t);
	text_printf(&t, "\n%s\n", v->why->what);
	say(v, &t);
}

/* Which instructions the present path came through, to the one at v->pc. */
void trace_path(struct vfy *v)
{
	char buf[512];
	struct text t = TEXT(buf);

	text_printf(&t, "path:");
	for (uint32_t i = 0; i < v->nr_steps; i++) {
		if (v->step[i].kind != STEP_INSN)
			continue;
		text_printf(&t, " %u", v->step[i].pc);
		if (t.len < sizeof(buf) - 16)
			continue;
		text_char(&t, '\n');
		say(v, &t);
		t = TEXT(buf);
		text_printf(&t, "path:");
	}
	text_printf(&t, " %u\n", v->pc);
	say(v, &t);
}
