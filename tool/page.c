/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * page.c - see page.h.
 *
 * Overview     a program is proven once more with the fullest log, which is read line by line: states before each instruction, and
 *              the path of a refusal. Rows of a table, blocks of an SVG and a block of JSON come of it; page.js shows the states.
 * Hostile      names and lines come from the object: html() and json() let none of them end what they stand in, and the page's policy lets
 *              only the script with this page's nonce run, and nothing be fetched.
 */
#include "page.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "btf_json.h"
#include "listing.h"
#include "tool.h"

/* The style and the script, as they are. */
#define EMBED(symbol, path)                                                                               \
	__asm__(".section .rodata\n.balign 8\n" #symbol ":\n.incbin \"" path "\"\n.byte 0\n.previous\n"); \
	extern const char symbol[] __attribute__((visibility("hidden")))
EMBED(page_css, "tool/page.css");
EMBED(page_js, "tool/page.js");

enum { KEPT = 3 /* states of an instruction */, MAX_BLOCKS = 400, BOX_W = 150, BOX_H = 36, GAP_X = 56, GAP_Y = 34 };

struct stream {
	FILE *f;
	char *text;
	size_t len;
};

struct page {
	const char *path;
	struct stream body, data, nav;
	uint32_t nr;
};

/* What the log says of one instruction. */
struct visit {
	char *state[KEPT], *after;
	uint32_t nr, times;
	bool on_path, varies;
};

struct view {
	struct visit *visit;
	uint32_t nr_insns;
	const struct object_prog *p;
	struct listing list;
	uint8_t *leader; /* a block begins here; 2: a function too */
	uint32_t prog;	 /* number in the page */
	uint32_t last_line;
};

static void stream_open(struct stream *s)
{
	s->f = open_memstream(&s->text, &s->len);
}

static void stream_put(struct stream *s, FILE *f)
{
	fclose(s->f);
	fwrite(s->text, 1, s->len, f);
	free(s->text);
}

/* Text between tags or in a quoted attribute. */
static void html_len(FILE *f, const char *s, size_t len)
{
	for (; len && *s; s++, len--) {
		unsigned char c = (unsigned char)*s;

		if (c == '&' || c == '<' || c == '>' || c == '"' || c == '\'')
			fprintf(f, "&#%u;", c);
		else if (c >= ' ' || c == '\t' || c == '\n')
			fputc(c, f);
	}
}

static void html(FILE *f, const char *s)
{
	html_len(f, s, SIZE_MAX);
}

/* A JSON string that holds no end of the element it stands in. */
static void json(FILE *f, const char *s)
{
	char *text = NULL;
	size_t len = 0;
	FILE *mem = open_memstream(&text, &len);

	if (!mem) {
		fputs("\"\"", f);
		return;
	}
	btf_json_string(mem, s, strlen(s));
	fclose(mem);
	for (size_t i = 0; i < len; i++) {
		if (text[i] == '<' || text[i] == '>' || text[i] == '&')
			fprintf(f, "\\u%04x", (unsigned int)text[i]);
		else
			fputc(text[i], f);
	}
	free(text);
}

/* -- the log -------------------------------------------------------------------------------------------------------- */

static void state_add(struct visit *v, const char *text, size_t len)
{
	v->times++;
	for (uint32_t i = 0; i < v->nr; i++)
		if (strlen(v->state[i]) == len && !memcmp(v->state[i], text, len))
			return;
	if (v->nr < KEPT)
		v->state[v->nr++] = strndup(text, len);
}

static void after_add(struct visit *v, const char *text, size_t len)
{
	if (!v->after)
		v->after = strndup(text, len);
	else if (strlen(v->after) != len || memcmp(v->after, text, len))
		v->varies = true;
}

static void path_add(struct view *w, char *text)
{
	for (char *end; (void)strtoul(text, &end, 10), end != text; text = end) {
		unsigned long pc = strtoul(text, NULL, 10);

		if (pc < w->nr_insns)
			w->visit[pc].on_path = true;
	}
}

/* "12: before; R1=ctx()", "12: (b7) r0 = 1  ; R0=1", "path: 0 1 2". */
static void log_line(void *arg, const char *text, size_t len)
{
	struct view *w = arg;
	char line[2048], *rest, *know;
	unsigned long pc;

	if (!len || len >= sizeof(line))
		return;
	memcpy(line, text, len);
	line[len] = 0;
	line[strcspn(line, "\n")] = 0;
	if (!strncmp(line, "path:", 5)) {
		path_add(w, line + 5);
		return;
	}
	pc = strtoul(line, &rest, 10);
	if (rest == line || pc >= w->nr_insns)
		return;
	if (!strncmp(rest, ": before;", 9)) {
		rest += 9 + strspn(rest + 9, " ");
		state_add(&w->visit[pc], rest, strlen(rest));
	} else if (!strncmp(rest, ": (", 3) && (know = strstr(rest, "; R")) != NULL) {
		after_add(&w->visit[pc], know + 2, strlen(know + 2));
	}
}

static void states_read(struct view *w, struct kiln *k)
{
	struct kiln_load_opts opts = w->p->opts;
	struct kiln_prog *again = NULL;
	struct kiln_why why;

	opts.engine = KILN_ENGINE_INTERP;
	opts.log = log_line;
	opts.log_arg = w;
	opts.log_level = 3;
	if (w->p->kind && !kiln_load(k, &kiln_front_ebpf, w->p->insns, (size_t)w->nr_insns * sizeof(*w->p->insns),
				     &opts, &again, &why))
		kiln_prog_free(again);
}

/* -- blocks --------------------------------------------------------------------------------------------------------- */

static bool is_wide(const struct kiln_insn *in)
{
	return in->code == 0x18;
}

/* Where a jump goes; -1: it is none. *on: it may go on too. */
static int64_t jump_to(const struct view *w, uint32_t pc, bool *on)
{
	const struct kiln_insn *in = &w->p->insns[pc];
	uint8_t class = in->code & 7, op = in->code >> 4;

	*on = true;
	if ((class != 5 && class != 6) || op == 8)
		return -1;
	if (op == 9) {
		*on = false;
		return -1;
	}
	*on = op != 0;
	return (int64_t)pc + 1 + (in->code == 0x06 ? in->imm : in->off);
}

static void leaders_find(struct view *w)
{
	for (uint32_t pc = 0; pc < w->nr_insns; pc += 1 + is_wide(&w->p->insns[pc])) {
		const struct kiln_insn *in = &w->p->insns[pc];
		uint32_t next = pc + 1 + is_wide(in);
		bool on;
		int64_t to = jump_to(w, pc, &on);
		int64_t sub = (in->code == 0x85 && in->src == 1) || (is_wide(in) && in->src == 4)
				      ? (int64_t)pc + 1 + in->imm
				      : -1;

		if (to >= 0 && to < w->nr_insns)
			w->leader[to] |= 1;
		if ((to >= 0 || !on) && next < w->nr_insns)
			w->leader[next] |= 1;
		if (sub >= 0 && sub < w->nr_insns)
			w->leader[sub] |= 3;
	}
	w->leader[0] = 3;
}

struct block {
	uint32_t first, last; /* instructions */
	uint32_t rank, column, func;
	int32_t x, y;
};

struct graph {
	struct block block[MAX_BLOCKS];
	uint32_t nr, *of; /* block of each instruction */
	int32_t w, h;
};

static bool blocks_make(const struct view *w, struct graph *g)
{
	uint32_t func = 0;

	for (uint32_t pc = 0; pc < w->nr_insns; pc += 1 + is_wide(&w->p->insns[pc])) {
		if (w->leader[pc]) {
			if (g->nr == MAX_BLOCKS)
				return false;
			func += pc && w->leader[pc] & 2;
			g->block[g->nr++] = (struct block){ .first = pc, .func = func };
		}
		g->block[g->nr - 1].last = pc;
		g->of[pc] = g->nr - 1;
	}
	return true;
}

/* Up to two blocks that follow b. */
static uint32_t block_next(const struct view *w, const struct graph *g, uint32_t b, uint32_t next[2])
{
	const struct block *at = &g->block[b];
	bool on;
	int64_t to = jump_to(w, at->last, &on);
	uint32_t nr = 0;

	if (on && b + 1 < g->nr && g->block[b + 1].func == at->func)
		next[nr++] = b + 1;
	if (to >= 0 && to < w->nr_insns)
		next[nr++] = g->of[to];
	return nr;
}

/* Each block stands below all that lead to it from before; functions stand side by side. */
static void blocks_place(const struct view *w, struct graph *g)
{
	uint32_t next[2], used[MAX_BLOCKS] = { 0 };
	int32_t left = 0, width = 0;

	for (uint32_t b = 0; b < g->nr; b++)
		for (uint32_t n = block_next(w, g, b, next); n--;)
			if (next[n] > b && g->block[next[n]].rank < g->block[b].rank + 1)
				g->block[next[n]].rank = g->block[b].rank + 1;
	for (uint32_t b = 0; b < g->nr; b++) {
		struct block *at = &g->block[b];

		if (b && at->func != at[-1].func) {
			memset(used, 0, sizeof(used));
			left += width + 2 * GAP_X;
			width = 0;
		}
		at->column = used[at->rank]++;
		at->x = left + (int32_t)at->column * (BOX_W + GAP_X);
		at->y = (int32_t)at->rank * (BOX_H + GAP_Y);
		if (at->x + BOX_W - left > width)
			width = at->x + BOX_W - left;
		if (at->y + BOX_H > g->h)
			g->h = at->y + BOX_H;
	}
	g->w = left + width + 3 * GAP_X;
}

/* To the block below; past others, and back, around their right side. */
static void edge_draw(FILE *f, const struct block *a, const struct block *b, int32_t side)
{
	int32_t x = a->x + BOX_W / 2 + side, y = a->y + BOX_H, tx = b->x + BOX_W / 2 + side / 2, ty = b->y;
	int32_t down = (int32_t)b->rank - (int32_t)a->rank, right = (a->x > b->x ? a->x : b->x) + BOX_W;

	if (down == 1) {
		fprintf(f, "<path d=\"M%d %dC%d %d %d %d %d %d\"/>", x, y, x, y + GAP_Y * 2 / 3, tx, ty - GAP_Y * 2 / 3,
			tx, ty - 4);
		fprintf(f, "<path class=\"arrow\" d=\"M%d %dl-4 -7h8z\"/>", tx, ty);
		return;
	}
	down = down < 0 ? -down : down;
	right += GAP_X / 2 + (down > 12 ? 12 : down) * 3;
	y = a->y + BOX_H * 2 / 3;
	ty = b->y + BOX_H / 3;
	fprintf(f, "<path%s d=\"M%d %dC%d %d %d %d %d %d\"/>", b->first > a->first ? "" : " class=\"back\"",
		a->x + BOX_W, y, right, y, right, ty, b->x + BOX_W + 6, ty);
	fprintf(f, "<path class=\"arrow\" d=\"M%d %dl8 -4v8z\"/>", b->x + BOX_W, ty);
}

static bool is_fault(const struct view *w, uint32_t pc)
{
	return !w->p->prog && w->p->why.has_insn && w->p->why.insn == pc;
}

static uint32_t block_line(const struct view *w, const struct block *b)
{
	const struct bpf_line_info *li = w->p->opts.line_info;
	uint32_t line = 0;

	for (uint32_t i = 0; li && i < w->p->opts.nr_line_info && li[i].insn_off <= b->last; i++)
		if (!line || li[i].insn_off <= b->first)
			line = BPF_LINE_INFO_LINE_NUM(li[i].line_col);
	return line;
}

static void block_draw(FILE *f, const struct view *w, const struct block *b)
{
	bool on = false, end = false;
	uint32_t line = block_line(w, b);

	for (uint32_t pc = b->first; pc <= b->last; pc++) {
		on |= w->visit[pc].on_path;
		end |= is_fault(w, pc);
	}
	fprintf(f, "<a href=\"#p%ui%u\" class=\"%s\"><rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"4\"/>",
		w->prog, b->first,
		end  ? "end"
		: on ? "on"
		     : "",
		b->x, b->y, BOX_W, BOX_H);
	fprintf(f, "<text x=\"%d\" y=\"%d\">%u to %u</text>", b->x + 8, b->y + 15, b->first, b->last);
	if (line)
		fprintf(f, "<text x=\"%d\" y=\"%d\">line %u</text>", b->x + 8, b->y + 29, line);
	fprintf(f, "</a>");
}

static void graph_draw(FILE *f, const struct view *w)
{
	struct graph *g = calloc(1, sizeof(*g));
	uint32_t next[2];

	if (g)
		g->of = calloc(w->nr_insns, sizeof(*g->of));
	if (!g || !g->of || !blocks_make(w, g)) {
		fprintf(f, "<p>more blocks than a graph can show</p>");
	} else {
		blocks_place(w, g);
		fprintf(f,
			"<svg role=\"img\" aria-label=\"graph of blocks\" width=\"%d\" height=\"%d\" viewBox=\"-2 -2 %d %d\">",
			g->w + 4, g->h + 4, g->w + 4, g->h + 4);
		for (uint32_t b = 0; b < g->nr; b++)
			for (uint32_t n = block_next(w, g, b, next), all = n; n--;)
				edge_draw(f, &g->block[b], &g->block[next[n]], all < 2 ? 0 : n ? 24 : -24);
		for (uint32_t b = 0; b < g->nr; b++)
			block_draw(f, w, &g->block[b]);
		fprintf(f, "</svg>");
	}
	if (g)
		free(g->of);
	free(g);
}

/* -- rows ----------------------------------------------------------------------------------------------------------- */

static void native_row(void *arg, const cs_insn *in, bool first)
{
	FILE *f = arg;

	if (!first)
		fputc('\n', f);
	html(f, in->mnemonic);
	fputc(' ', f);
	html(f, in->op_str);
}

static void source_cell(FILE *f, struct view *w, uint32_t pc)
{
	const struct bpf_line_info *record = NULL;
	const char *text = listing_source(&w->list, pc, &record);
	uint32_t line = text && record ? BPF_LINE_INFO_LINE_NUM(record->line_col) : 0;

	fprintf(f, "<td class=\"source%s\">", line && line == w->last_line ? " again" : "");
	if (line) {
		w->last_line = line;
		fprintf(f, "<span class=\"nr\">%u</span>", line);
		html(f, text);
	}
	fprintf(f, "</td>");
}

static void know_cell(FILE *f, const struct view *w, uint32_t pc)
{
	const struct visit *v = &w->visit[pc];

	fprintf(f, "<td class=\"know\">");
	if (v->after) {
		html(f, v->after);
		if (v->varies)
			fprintf(f, " ...");
	}
	fprintf(f, "</td>");
}

static void notes_put(FILE *f, const struct view *w, uint32_t pc)
{
	const struct kiln_why *why = &w->p->why;

	for (uint32_t i = 0; !w->p->prog && i < why->nr_steps; i++) {
		if (why->step[i].insn != pc)
			continue;
		fprintf(f, "<tr class=\"note step\"><td colspan=\"4\">");
		html(f, why->step[i].text);
		fprintf(f, "</td></tr>\n");
	}
	if (!is_fault(w, pc))
		return;
	fprintf(f, "<tr class=\"note\"><td colspan=\"4\">");
	html(f, why->what);
	fprintf(f, "</td></tr>\n");
}

static void helper_name(const struct view *w, uint32_t id, char *buf, size_t cap)
{
	const struct kiln_helper *h;

	for (uint32_t i = 0; (h = kiln_helper_at(i)) != NULL; i++)
		if (h->id == id && (!w->p->kind || h->group & w->p->kind->groups))
			snprintf(buf, cap, "%s", h->name);
}

static void row_put(FILE *f, struct view *w, uint32_t pc)
{
	const struct kiln_insn *in = &w->p->insns[pc];
	const struct visit *v = &w->visit[pc];
	char text[160], map[128];
	bool on;
	int64_t to = jump_to(w, pc, &on);

	fprintf(f, "<tr id=\"p%ui%u\" data-i=\"%u\" tabindex=\"-1\"", w->prog, pc, pc);
	if (to >= 0 && to < w->nr_insns)
		fprintf(f, " data-to=\"p%ui%u\"", w->prog, (uint32_t)to);
	fprintf(f, " class=\"%s%s%s\">", w->leader[pc] ? "block" : "",
		is_fault(w, pc) ? " fault"
		: v->on_path	? " path"
				: "",
		v->times ? "" : " dead");
	source_cell(f, w, pc);
	kiln_disasm(in, w->nr_insns - pc, pc, text, sizeof(text));
	listing_map(&w->list, in, map, sizeof(map));
	if (in->code == 0x85 && !in->src)
		helper_name(w, (uint32_t)in->imm, map, sizeof(map));
	fprintf(f, "<td class=\"insn\"><span class=\"nr\">%u</span>", pc);
	html(f, text);
	if (map[0]) {
		fprintf(f, "  # ");
		html(f, map);
	}
	fprintf(f, "</td>");
	know_cell(f, w, pc);
	fprintf(f, "<td class=\"native\">");
	listing_native(&w->list, pc, native_row, f);
	fprintf(f, "</td></tr>\n");
	notes_put(f, w, pc);
}

static void rows_put(FILE *f, struct view *w)
{
	fprintf(f, "<div class=\"code\"><table><thead><tr><th>source</th><th>bytecode</th><th>what is known then</th>"
		   "<th class=\"native-head\">native code</th></tr></thead><tbody>\n");
	for (uint32_t pc = 0; pc < w->nr_insns; pc += 1 + is_wide(&w->p->insns[pc]))
		row_put(f, w, pc);
	fprintf(f, "</tbody></table></div>");
}

static void data_put(FILE *f, const struct view *w)
{
	bool first = true;

	fprintf(f, "%s{", w->prog ? ",\n" : "");
	for (uint32_t pc = 0; pc < w->nr_insns; pc++) {
		const struct visit *v = &w->visit[pc];

		if (!v->nr)
			continue;
		fprintf(f, "%s\"%u\":[", first ? "" : ",\n", pc);
		first = false;
		for (uint32_t i = 0; i < v->nr; i++) {
			fprintf(f, "%s[", i ? "," : "");
			json(f, v->state[i]);
			fprintf(f, ",%u]", v->times);
		}
		fputc(']', f);
	}
	fputc('}', f);
}

/* -- the page ------------------------------------------------------------------------------------------------------- */

static void section_put(FILE *f, struct view *w, const char *object, const char *message)
{
	bool native = w->list.cs_open;

	fprintf(f, "<section id=\"p%u\" data-prog=\"%u\"%s>\n<div class=\"top\"><h2>", w->prog, w->prog,
		native ? "" : " class=\"no-native\"");
	html(f, w->p->name);
	fprintf(f, " <span class=\"verdict %s\">%s</span></h2><p>", w->p->prog ? "accepted" : "refused",
		w->p->prog ? "accepted" : "refused");
	html(f, object);
	fprintf(f, ", section ");
	html(f, w->p->section);
	fprintf(f, ", %u instructions", w->nr_insns);
	if (native)
		fprintf(f, " &#183; <label><input type=\"checkbox\" name=\"native\" checked> native code</label>");
	fprintf(f, "</p>");
	if (!w->p->prog) {
		fprintf(f, "<pre class=\"message\">");
		html(f, message);
		fprintf(f, "</pre>");
	}
	fprintf(f, "</div>\n<div class=\"panes\">");
	rows_put(f, w);
	fprintf(f, "<aside aria-live=\"polite\"></aside></div>\n<div class=\"graph\">");
	graph_draw(f, w);
	fprintf(f, "</div></section>\n");
}

static void view_free(struct view *w)
{
	for (uint32_t pc = 0; w->visit && pc < w->nr_insns; pc++) {
		for (uint32_t i = 0; i < w->visit[pc].nr; i++)
			free(w->visit[pc].state[i]);
		free(w->visit[pc].after);
	}
	listing_close(&w->list);
	free(w->visit);
	free(w->leader);
}

struct page *page_new(const char *path)
{
	struct page *page = calloc(1, sizeof(*page));

	if (page) {
		page->path = path;
		stream_open(&page->body);
		stream_open(&page->data);
		stream_open(&page->nav);
		if (page->body.f && page->data.f && page->nav.f)
			return page;
	}
	complain("out of memory");
	return NULL;
}

void page_prog(struct page *page, struct kiln *k, const char *object, const struct object *o,
	       const struct object_prog *p, const char *message)
{
	struct view w = { .p = p, .nr_insns = p->insns ? p->nr_insns : 0, .prog = page->nr };

	w.visit = calloc(w.nr_insns + 1, sizeof(*w.visit));
	w.leader = calloc(w.nr_insns + 1, 1);
	listing_open(&w.list, o, p, true);
	if (w.visit && w.leader) {
		states_read(&w, k);
		if (w.nr_insns)
			leaders_find(&w);
		section_put(page->body.f, &w, object, message);
		data_put(page->data.f, &w);
		fprintf(page->nav.f, "<a href=\"#p%u\">", page->nr);
		html(page->nav.f, p->name);
		fprintf(page->nav.f, "</a>");
		page->nr++;
	}
	view_free(&w);
}

static void nonce_make(char *out, size_t cap)
{
	uint8_t bytes[12] = { 0 };

	if (getrandom(bytes, sizeof(bytes), 0) != (ssize_t)sizeof(bytes))
		complain("no random numbers: the page's nonce is zero");
	for (size_t i = 0; 2 * i + 2 < cap && i < sizeof(bytes); i++)
		snprintf(out + 2 * i, 3, "%02x", bytes[i]);
}

bool page_end(struct page *page)
{
	FILE *f = fopen(page->path, "w");
	char nonce[32];
	bool ok, there = f != NULL;

	nonce_make(nonce, sizeof(nonce));
	if (!there)
		complain("%s: %s", page->path, strerror(errno));
	if (!there && !(f = fopen("/dev/null", "w"))) /* the streams are ended all the same */
		return false;
	fprintf(f,
		"<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>kiln check</title>\n"
		"<meta name=\"viewport\" content=\"width=device-width\">\n"
		"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'nonce-%s'; "
		"script-src 'nonce-%s'; base-uri 'none'; form-action 'none'\">\n<style nonce=\"%s\">\n%s</style></head>\n<body>",
		nonce, nonce, nonce, page_css);
	fprintf(f,
		"<header><h1>kiln check</h1><p><kbd>&#8593;</kbd> <kbd>&#8595;</kbd> instruction &#183; <kbd>n</kbd> <kbd>p</kbd> "
		"along the path of the refusal &#183; <kbd>f</kbd> to the refusal &#183; <kbd>Enter</kbd> where a jump goes</p><nav>");
	stream_put(&page->nav, f);
	fprintf(f, "</nav></header>\n");
	stream_put(&page->body, f);
	fprintf(f, "<script type=\"application/json\" id=\"data\">[");
	stream_put(&page->data, f);
	fprintf(f, "]</script>\n<script nonce=\"%s\">\n%s</script></body></html>\n", nonce, page_js);
	ok = !ferror(f);
	if (fclose(f) || !ok)
		complain("%s: could not be written", page->path);
	free(page);
	return ok && there;
}
