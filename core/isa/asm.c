/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * asm.c - text in LLVM's BPF assembly syntax to instructions.
 *
 * Overview     a statement is tried against the text column of each row of insn.tbl, and against a few forms with names that only
 *              an assembler has; what it says where the column has an operand goes into the instruction. Labels are found first,
 *              in a walk of their own: a statement is two instructions long where it ends in the word "ll", else one.
 * Statements   end at a newline or ';'. Comments begin with '#' or "//" and end with the line. Spaces matter only between words.
 * Invariant    what is made decodes; otherwise the error names line, column and the farthest place that some row came to.
 * Cost         rows * statements for the matching; labels are hashed. Memory: the host's, for labels, until the call ends.
 * Threads      none to guard.
 */
#include "isa/isa.h"

#include "base/arena.h"
#include "base/bits.h"
#include "base/reason.h"
#include "base/text.h"
#include "isa/text.h"

struct span {
	const char *s, *end;
};

struct label {
	struct span name; /* s NULL: a free place */
	uint32_t pc;
};

struct assembler {
	const struct kiln_asm_symbols *syms;
	struct label *labels; /* open addressing */
	uint32_t mask;	      /* of labels; places are a power of two */
	struct kiln_insn *insns;
	uint32_t cap, nr;
};

/* One statement tried against one row. */
struct match {
	const struct assembler *as;
	const struct insn_row *row;
	enum insn_op op;
	struct kiln_insn insn[2];
	uint8_t seen;		/* FIELD_DST, FIELD_SRC: registers that are known already */
	const char *at, *end;	/* what is left of the statement */
	const char *far, *what; /* the farthest failure of all rows, and what was missed there */
	bool sure;		/* it is about an operand whose kind was plain */
};

/* Forms that name things. %L a label, %M a map, %H a helper; the others as in insn.tbl. */
static const struct {
	enum insn_op op;
	const char *text;
} named_forms[] = {
	{ OP_CALL, "call %H" },
	{ OP_CALL_KFUNC, "call kfunc %K" },
	{ OP_LD64_FUNC, "%d = %L ll" },
	{ OP_LD64_MAP_IDX, "%d = %M ll" },
	{ OP_LD64_VALUE_IDX, "%d = %M[%n] ll" },
};

static const char wide_word[] = "ll";

/* -- characters and words ------------------------------------------------------------------------------------------ */

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_word(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '.' || c == '$';
}

static bool is_operator(char c)
{
	switch (c) {
	case '<':
	case '>':
	case '=':
	case '!':
	case '+':
	case '-':
	case '*':
	case '/':
	case '%':
	case '&':
	case '|':
	case '^':
		return true;
	}
	return false;
}

static const char *past_spaces(const char *s, const char *end)
{
	while (s < end && is_space(*s))
		s++;
	return s;
}

static struct span word_at(const char *s, const char *end)
{
	struct span w = { s, s };

	while (w.end < end && is_word(*w.end))
		w.end++;
	return w;
}

static bool span_same(struct span a, struct span b)
{
	return a.end - a.s == b.end - b.s && !memcmp(a.s, b.s, (size_t)(a.end - a.s));
}

/* A name is a word that does not begin like a number, and not the one that makes a statement two instructions long. */
static bool is_name(struct span w)
{
	return w.s < w.end && !is_digit(*w.s) && !span_same(w, (struct span){ wide_word, wide_word + 2 });
}

/* -- statements ---------------------------------------------------------------------------------------------------- */

/* The next statement that is not empty, spaces cut off, in *out. *at moves behind it. False at the end of the text. */
static bool statement_next(const char **at, const char *end, struct span *out)
{
	const char *s = *at;

	for (;;) {
		while (s < end && (is_space(*s) || *s == '\n' || *s == ';'))
			s++;
		if (s == end)
			return false;
		out->s = s;
		while (s < end && *s != '\n' && *s != ';' && *s != '#' && !(*s == '/' && s + 1 < end && s[1] == '/'))
			s++;
		out->end = s;
		if (s < end && (*s == '#' || *s == '/'))
			while (s < end && *s != '\n')
				s++;
		while (out->end > out->s && is_space(out->end[-1]))
			out->end--;
		if (out->end > out->s) {
			*at = s;
			return true;
		}
	}
}

/* Cuts "name:" off the front of a statement. */
static bool label_cut(struct span *statement, struct span *name)
{
	const char *s;

	*name = word_at(statement->s, statement->end);
	s = past_spaces(name->end, statement->end);
	if (!is_name(*name) || s == statement->end || *s != ':')
		return false;
	statement->s = past_spaces(s + 1, statement->end);
	return true;
}

/* Instructions that a statement makes. */
static uint32_t statement_len(struct span s)
{
	const char *word = s.end;

	if (s.s == s.end)
		return 0;
	while (word > s.s && is_word(word[-1]))
		word--;
	return span_same((struct span){ word, s.end }, (struct span){ wide_word, wide_word + 2 }) ? 2 : 1;
}

/* -- labels -------------------------------------------------------------------------------------------------------- */

/* The place of a name, free or taken. There is always a free one. */
static struct label *label_place(const struct assembler *as, struct span name)
{
	uint32_t hash = 2166136261u;

	for (const char *s = name.s; s < name.end; s++)
		hash = (hash ^ (uint8_t)*s) * 16777619u;
	for (;; hash++) {
		struct label *l = &as->labels[hash & as->mask];

		if (!l->name.s || span_same(l->name, name))
			return l;
	}
}

static enum kiln_err labels_room(struct assembler *as, const char *text, const char *end, struct arena *a)
{
	struct span s, name;
	uint32_t nr = 0;

	while (statement_next(&text, end, &s))
		while (label_cut(&s, &name))
			nr++;
	as->mask = round_up_pow2(nr * 2 + 1) - 1;
	as->labels = arena_array(a, (size_t)as->mask + 1, sizeof(*as->labels));
	return as->labels ? KILN_OK : KILN_ERR_NOMEM;
}

/* Sets every label. The answer is the name of one that is there twice, or nothing. */
static struct span labels_find(struct assembler *as, const char *text, const char *end)
{
	struct span s, name;
	struct label *l;
	uint32_t pc = 0;

	while (statement_next(&text, end, &s)) {
		while (label_cut(&s, &name)) {
			l = label_place(as, name);
			if (l->name.s)
				return name;
			*l = (struct label){ name, pc };
		}
		pc += statement_len(s);
	}
	return (struct span){ NULL, NULL };
}

/* -- matching ------------------------------------------------------------------------------------------------------ */

/* Notes what was missed at a place, if no row came farther before; what is sure goes before what is not. */
static bool miss_at(struct match *m, const char *at, const char *what, bool sure)
{
	at = past_spaces(at, m->end);
	if (at > m->far || (at == m->far && sure && !m->sure)) {
		m->far = at;
		m->what = what;
		m->sure = sure;
	}
	return false;
}

static bool miss(struct match *m, const char *what)
{
	return miss_at(m, m->at, what, false);
}

/* The operand is of the kind that is wanted, but not one that can be had. */
static bool miss_sure(struct match *m, const char *what)
{
	return miss_at(m, m->at, what, true);
}

/* A number into [min, max]; max is above every value that min's sign allows. */
static bool read_number(struct match *m, int64_t min, uint64_t max, uint64_t *out)
{
	const char *s = m->at;
	bool minus = s < m->end && *s == '-', any = false;
	uint64_t v = 0, base = 10;

	if (minus)
		s = past_spaces(s + 1, m->end);
	if (s + 1 < m->end && s[0] == '0' && (s[1] == 'x' || s[1] == 'X')) {
		base = 16;
		s += 2;
	}
	for (; s < m->end && is_word(*s); s++, any = true) {
		uint32_t c = (uint8_t)*s | 0x20u; /* digits keep their codes */
		uint64_t digit = is_digit(*s) ? c - '0' : base == 16 && c >= 'a' && c <= 'f' ? c - 'a' + 10 : 16;

		if (digit >= base)
			return miss(m, "no number");
		if (__builtin_mul_overflow(v, base, &v) || __builtin_add_overflow(v, digit, &v))
			return miss_sure(m, "number of more than 64 bits");
	}
	if (!any)
		return miss(m, "no number");
	if (minus ? v > 0 - (uint64_t)min : v > max)
		return miss_sure(m, "number that does not fit its field");
	m->at = s;
	*out = minus ? 0 - v : v;
	return true;
}

/* "+ 4" or "- 4". */
static bool read_signed(struct match *m, int64_t min, uint64_t max, uint64_t *out)
{
	if (m->at == m->end || (*m->at != '+' && *m->at != '-'))
		return miss(m, "no + or -");
	if (*m->at == '+') {
		m->at = past_spaces(m->at + 1, m->end);
		min = 0;
		if (m->at < m->end && *m->at == '-')
			return miss(m, "no number");
	}
	return read_number(m, min, max, out);
}

static bool read_reg(struct match *m, uint8_t field)
{
	bool value = field == row_value(m->row), w = row_is_w(m->row, value);
	uint8_t form = m->row->form;
	bool either = value && m->row->width <= 32 && form >= FORM_LOAD && form <= FORM_STORE_REL;
	struct span word = word_at(m->at, m->end);
	size_t len = (size_t)(word.end - word.s);
	uint32_t reg;

	if (len < 2 || len > 3 || (*word.s != 'r' && *word.s != 'w') || !is_digit(word.s[1]) ||
	    (len == 3 && !is_digit(word.s[2])))
		return miss(m, "no register");
	if (!either && *word.s != (w ? 'w' : 'r'))
		return miss_sure(m, w ? "r register where a w register belongs"
				      : "w register where an r register belongs");
	reg = (uint32_t)(word.s[1] - '0') * (len == 3 ? 10 : 1) + (len == 3 ? (uint32_t)(word.s[2] - '0') : 0);
	if (reg > 10)
		return miss_sure(m, "register that there is none of");
	if ((m->seen & field) && reg != (field == FIELD_DST ? m->insn->dst : m->insn->src))
		return miss_sure(m, "another register than before, where it must be the same");
	m->seen |= field;
	if (field == FIELD_DST)
		m->insn->dst = reg & 15u;
	else
		m->insn->src = reg & 15u;
	m->at = word.end;
	return true;
}

/* The distance from the instruction at pc to its target goes into the field that the form has for it. */
static bool set_target(struct match *m, int64_t distance)
{
	bool in_off = insn_forms[m->row->form].used & FIELD_OFF;

	if (in_off ? distance != (int16_t)distance : distance != (int32_t)distance)
		return miss_sure(m, "target too far for this instruction");
	if (in_off)
		m->insn->off = (int16_t)distance;
	else
		m->insn->imm = (int32_t)distance;
	return true;
}

static bool read_label(struct match *m)
{
	struct span name = word_at(m->at, m->end);
	const struct label *l;

	if (!is_name(name))
		return miss(m, "no label");
	l = label_place(m->as, name);
	if (!l->name.s)
		return miss_sure(m, "unknown name");
	if (!set_target(m, (int64_t)l->pc - m->as->nr - 1))
		return false;
	m->at = name.end;
	return true;
}

static bool read_target(struct match *m)
{
	const char *from = m->at, *behind;
	uint64_t v;

	if (from == m->end || (*from != '+' && *from != '-'))
		return read_label(m);
	if (!read_signed(m, INT32_MIN, INT32_MAX, &v))
		return false;
	behind = m->at;
	m->at = from; /* where an error would show */
	if (!set_target(m, (int64_t)v))
		return false;
	m->at = behind;
	return true;
}

/* A name that the caller resolves. */
static bool read_symbol(struct match *m, bool (*resolve)(void *arg, const char *name, size_t len, uint32_t *out))
{
	struct span name = word_at(m->at, m->end);
	uint32_t v;

	if (!is_name(name))
		return miss(m, "no name");
	if (!resolve || !resolve(m->as->syms->arg, name.s, (size_t)(name.end - name.s), &v))
		return miss_sure(m, "unknown name");
	m->insn->imm = (int32_t)v;
	m->at = name.end;
	return true;
}

static bool read_offset(struct match *m)
{
	uint64_t v = 0;

	/* LLVM always writes it; people leave out + 0. */
	if (m->at < m->end && *m->at != ')' && *m->at != ',' && !read_signed(m, INT16_MIN, INT16_MAX, &v))
		return false;
	m->insn->off = (int16_t)v;
	return true;
}

/* A 64-bit operation sees imm sign-extended, so there 0xffffffff is another number than the one that was written. */
static bool read_imm(struct match *m)
{
	bool extended = m->row->width == 64 && m->row->form != FORM_WIDE;
	uint64_t v;

	if (!read_number(m, INT32_MIN, extended ? INT32_MAX : UINT32_MAX, &v))
		return false;
	m->insn->imm = (int32_t)v;
	return true;
}

static bool read_operand(struct match *m, char what)
{
	uint64_t v = 0;

	switch (what) {
	case 'd':
		return read_reg(m, FIELD_DST);
	case 's':
		return read_reg(m, FIELD_SRC);
	case 'i':
		return read_imm(m);
	case 'o':
		return read_offset(m);
	case 't':
		return read_target(m);
	case 'L':
		return read_label(m);
	case 'M':
		return read_symbol(m, m->as->syms ? m->as->syms->map : NULL);
	case 'H':
		return read_symbol(m, m->as->syms ? m->as->syms->helper : NULL);
	case 'K':
		return read_symbol(m, m->as->syms ? m->as->syms->kfunc : NULL);
	case 'u':
		if (!read_number(m, 0, UINT32_MAX, &v))
			return false;
		break;
	case 'p':
		if (m->at < m->end && *m->at != ']' && !read_signed(m, INT32_MIN, INT32_MAX, &v))
			return false;
		break;
	case 'f':
		if (!read_number(m, INT16_MIN, INT16_MAX, &v))
			return false;
		m->insn->off = (int16_t)v;
		return true;
	case 'q':
		if (!read_number(m, INT64_MIN, UINT64_MAX, &v))
			return false;
		m->insn[1].imm = (int32_t)(v >> 32);
		break;
	case 'n':
		if (!read_number(m, INT32_MIN, UINT32_MAX, &v))
			return false;
		m->insn[1].imm = (int32_t)v;
		return true;
	case 'h':
		if (!read_number(m, 0, UINT16_MAX, &v))
			return false;
		v <<= 16;
		break;
	case 'l':
		if (!read_number(m, 0, UINT16_MAX, &v))
			return false;
		v |= (uint32_t)m->insn->imm;
		break;
	}
	m->insn->imm = (int32_t)v;
	return true;
}

/* One piece of a row's text, behind which *text moves: an operand, a word, or a character. */
static bool match_piece(struct match *m, const char **text)
{
	const char *t = *text;
	struct span want, have;

	if (*t == '%' && t[1] != '=') {
		*text = t + 2;
		return read_operand(m, t[1]);
	}
	if (is_word(*t)) {
		want = word_at(t, t + text_len(t));
		have = word_at(m->at, m->end);
		if (!span_same(want, have))
			return miss(m, "no instruction goes on like this");
		*text = want.end;
		m->at = have.end;
		return true;
	}
	if (m->at == m->end || *m->at != *t)
		return miss(m, "no instruction goes on like this");
	*text = t + 1;
	m->at++;
	return true;
}

static bool match_text(struct match *m, struct span s, enum insn_op op, const char *text)
{
	bool joined = false; /* inside an operator of several characters */

	m->op = op;
	m->row = &insn_rows[op];
	memset(m->insn, 0, sizeof(m->insn));
	m->insn->code = m->row->code;
	m->seen = 0;
	m->at = s.s;
	m->end = s.end;
	while (*text) {
		if (*text == ' ') {
			text++;
			continue;
		}
		if (!joined)
			m->at = past_spaces(m->at, m->end);
		joined = is_operator(*text) && is_operator(text[1]) && (text[1] != '%' || text[2] == '=');
		if (!match_piece(m, &text))
			return false;
	}
	m->at = past_spaces(m->at, m->end);
	if (m->at != m->end)
		return miss(m, "no instruction goes on like this");
	return true;
}

/* The field that selects the row gets its number. */
static void set_selector(struct match *m)
{
	switch (insn_forms[m->row->form].select) {
	case FIELD_SRC:
		m->insn->src = m->row->sel & 15u;
		break;
	case FIELD_OFF:
		m->insn->off = (int16_t)m->row->sel;
		break;
	case FIELD_IMM:
		m->insn->imm = (int32_t)m->row->sel;
		break;
	}
}

static bool match_statement(struct match *m, struct span s)
{
	for (uint32_t op = 0; op < OP_NR_INSNS; op++)
		if (match_text(m, s, (enum insn_op)op, insn_rows[op].text))
			return true;
	for (size_t i = 0; i < NR_OF(named_forms); i++)
		if (match_text(m, s, named_forms[i].op, named_forms[i].text))
			return true;
	return false;
}

/* -- the whole ----------------------------------------------------------------------------------------------------- */

static enum kiln_err refuse(struct kiln_why *why, enum kiln_err err, struct span text, const char *at, const char *what)
{
	const char *line = at, *rest = at;
	struct text t;

	if (!why)
		return err;
	while (line > text.s && line[-1] != '\n')
		line--;
	while (rest < text.end && *rest != '\n' && rest - at < 32)
		rest++;
	why->err = err;
	why->reason = KILN_REASON_ASM;
	why->has_line = true;
	why->line = 1;
	for (const char *s = text.s; s < line; s++)
		why->line += *s == '\n';
	why->col = (uint32_t)(at - line) + 1;
	t = TEXT(why->what);
	text_printf(&t, "%s", what);
	if (rest > at)
		text_printf(&t, ": '%.*s'", (int)(rest - at), at);
	else
		text_printf(&t, ", at the end of the line");
	return err;
}

static enum kiln_err assemble_one(struct assembler *as, struct span text, struct span s, struct kiln_why *why)
{
	struct match m = { .as = as, .far = s.s, .what = "no instruction begins like this" };
	uint32_t len = statement_len(s);
	enum insn_op op;

	if (!match_statement(&m, s))
		return refuse(why, KILN_ERR_FORMAT, text, m.far, m.what);
	set_selector(&m);
	if (isa_decode(m.insn, len, &op))
		return refuse(why, KILN_ERR_FORMAT, text, s.s, "r10 is only read");
	if (as->cap - as->nr < len)
		return refuse(why, KILN_ERR_NOSPC, text, s.s, "more instructions than there is room for");
	memcpy(&as->insns[as->nr], m.insn, len * sizeof(m.insn[0]));
	as->nr += len;
	return KILN_OK;
}

static enum kiln_err assemble(struct assembler *as, struct arena *a, struct span text, struct kiln_why *why)
{
	const char *at = text.s;
	enum kiln_err err;
	struct span s, name;

	err = labels_room(as, text.s, text.end, a);
	if (err)
		return refuse(why, err, text, text.s, "no memory for the labels");
	name = labels_find(as, text.s, text.end);
	if (name.s)
		return refuse(why, KILN_ERR_FORMAT, text, name.s, "a label that is there already");
	while (!err && statement_next(&at, text.end, &s)) {
		while (label_cut(&s, &name))
			;
		if (s.s < s.end)
			err = assemble_one(as, text, s, why);
	}
	return err;
}

enum kiln_err kiln_asm(const struct kiln_host *host, const char *text, size_t len, const struct kiln_asm_symbols *syms,
		       struct kiln_insn *insns, uint32_t cap, uint32_t *nr, struct kiln_why *why)
{
	struct assembler as = { .syms = syms, .insns = insns, .cap = cap };
	struct span all = { text, len ? text + len : text };
	struct arena a;
	enum kiln_err err;

	*nr = 0;
	if (!len)
		return KILN_OK;
	if (len > UINT32_MAX / 4) /* so that labels are counted in 32 bits */
		return refuse(why, KILN_ERR_NOSPC, all, text, "more text than 1 GB");
	arena_init(&a, host, 0);
	err = assemble(&as, &a, all, why);
	arena_free(&a);
	if (!err)
		*nr = as.nr;
	return err;
}
