/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * why_fuzz.c - programs whose names, source lines and places in them are any bytes, told in every form that `kiln check` has.
 *
 * Whatever they say, text holds nothing that a terminal obeys and no more than twenty lines; JSON is JSON; and a page has no tag
 * that is not the page's own.
 *
 * Input	kind and fuel, number of instructions, number of line records, a byte each; the instructions; the records, 6 bytes
 *		each; the rest is the strings.
 */
#include "fuzz.h"

#include <locale.h>

#include <linux/bpf.h>
#include <linux/btf.h>
#include <sys/mman.h>
#include <unistd.h>

#include <bpf/btf.h>

#include "btf_json.c"
#include "late.c"
#include "listing.c"
#include "page.c"
#include "why.c"

enum { MAX_INSNS = 96, MAX_LINES = 32, MAX_STRINGS = 2048, TAGS = 32, MESSAGE_LINES = 20 };

static const char *const kinds[] = { "raw", "xdp", "sched_cls", "socket_filter" };
/* Of the page. */
static const char *const tags[] = { "!DOCTYPE html", "html", "head", "meta",  "title", "style", "body",
				    "header",	     "h1",   "p",    "kbd",   "nav",   "a",	"section",
				    "div",	     "h2",   "span", "label", "input", "pre",	"table",
				    "thead",	     "tr",   "th",   "tbody", "td",    "aside", "svg",
				    "path",	     "rect", "text", "script" };

static struct kiln_host *host;
static struct kiln *k;

void complain(const char *fmt, ...)
{
	fprintf(stderr, "complained: %s\n", fmt);
	abort();
}

const struct paint *paint_for(FILE *f)
{
	static const struct paint plain = { "", "", "", "", "", "", "" };

	(void)f;
	return &plain;
}

struct told {
	struct kiln_insn insns[MAX_INSNS];
	struct bpf_line_info lines[MAX_LINES];
	struct bpf_func_info func;
	struct {
		struct btf_header head;
		struct btf_type integer;
		uint32_t integer_is;
		struct btf_type proto, func;
		char strings[MAX_STRINGS];
	} btf;
	uint32_t btf_len;
	char name[64], section[64];
	struct object o;
	struct object_prog p;
};

/* What the bytes say. False: nothing. */
static bool told_read(struct told *t, const uint8_t *bytes, size_t len)
{
	uint32_t nr_insns, nr_lines, strings, at = 0;
	const uint8_t *rec;

	if (len < 3)
		return false;
	nr_insns = 1 + bytes[1] % MAX_INSNS;
	nr_lines = bytes[2] % (MAX_LINES + 1);
	if (len < 3 + nr_insns * 8 + nr_lines * 6 + 1)
		return false;
	memcpy(t->insns, bytes + 3, nr_insns * 8);
	rec = bytes + 3 + nr_insns * 8;
	len -= 3 + nr_insns * 8 + nr_lines * 6;
	strings = len < MAX_STRINGS - 2 ? (uint32_t)len : MAX_STRINGS - 2;
	memcpy(t->btf.strings + 1, rec + nr_lines * 6, strings);
	strings += 2;
	for (uint32_t i = 0; i < nr_lines; i++, rec += 6) {
		t->lines[i] = (struct bpf_line_info){ .insn_off = at,
						      .file_name_off = (uint32_t)(rec[1] * 5) % strings,
						      .line_off = (uint32_t)(rec[2] | rec[3] << 8) % strings,
						      .line_col = (uint32_t)rec[4] << 10 | rec[5] };
		at += 1 + rec[0] % 4;
	}
	t->btf.head = (struct btf_header){ .magic = BTF_MAGIC, .version = 1, .hdr_len = sizeof(t->btf.head) };
	t->btf.head.type_len = offsetof(struct told, btf.strings) - offsetof(struct told, btf.integer);
	t->btf.head.str_off = t->btf.head.type_len;
	t->btf.head.str_len = strings;
	t->btf.integer = (struct btf_type){ .name_off = 1, .info = BTF_KIND_INT << 24, .size = 4 };
	t->btf.integer_is = 32;
	t->btf.proto = (struct btf_type){ .info = BTF_KIND_FUNC_PROTO << 24, .type = 1 };
	t->btf.func = (struct btf_type){ .name_off = strings / 2, .info = BTF_KIND_FUNC << 24, .type = 2 };
	t->btf_len = (uint32_t)sizeof(t->btf.head) + t->btf.head.type_len + strings;
	t->func.type_id = 3;
	snprintf(t->name, sizeof(t->name), "%s", t->btf.strings + 1);
	snprintf(t->section, sizeof(t->section), "%s", t->btf.strings + strings / 3);
	kiln_text_plain(t->name); /* object.c takes no others */
	kiln_text_plain(t->section);
	t->p = (struct object_prog){ .name = t->name,
				     .section = t->section,
				     .kind = kiln_kind_by_name(kinds[bytes[0] % 4]),
				     .insns = t->insns,
				     .nr_insns = nr_insns };
	t->p.opts = (struct kiln_load_opts){ .kind = t->p.kind,
					     .name = t->p.name,
					     .licence = "GPL",
					     .mem_len = bytes[0] % 4 ? 0 : 64,
					     .fuel = bytes[0] & 4 ? 16 : 0,
					     .max_processed = 5000,
					     .check_only = true,
					     .func_info = &t->func,
					     .nr_func_info = 1,
					     .line_info = t->lines,
					     .nr_line_info = nr_lines };
	return true;
}

static void text_is_plain(const char *text, size_t len)
{
	uint32_t lines = 0;

	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)text[i];

		lines += c == '\n';
		MUST((c >= ' ' && c != 0x7f) || c == '\n' || c == '\t');
		MUST(c != 0xc2 || (unsigned char)text[i + 1] >= 0xa0); /* the same in UTF-8 */
	}
	MUST(lines <= MESSAGE_LINES);
}

/* Brackets in pairs; strings that end, of UTF-8 without control characters. */
static void text_is_json(const char *text, size_t len)
{
	char open[16];
	uint32_t depth = 0;

	for (size_t i = 0; i < len; i++) {
		if (text[i] == '"') {
			for (i++; i < len && text[i] != '"'; i++) {
				MUST((unsigned char)text[i] >= ' ');
				i += text[i] == '\\';
			}
			MUST(i < len);
		} else if (text[i] == '{' || text[i] == '[') {
			MUST(depth < sizeof(open));
			open[depth++] = text[i] == '{' ? '}' : ']';
		} else if (text[i] == '}' || text[i] == ']') {
			MUST(depth && open[--depth] == text[i]);
		} else {
			MUST(strchr(",:-.0123456789truefalsn\n", text[i]));
		}
	}
	MUST(!depth && len);
	MUST(mbstowcs(NULL, text, 0) != (size_t)-1);
}

/* Each '<' begins one of the page's own tags; what is between quotes in it holds none. */
static void text_is_page(const char *text)
{
	const char *end;
	size_t tag;

	while ((text = strchr(text, '<')) != NULL) {
		text += 1 + (text[1] == '/');
		for (tag = 0; tag < TAGS; tag++)
			if (!strncmp(text, tags[tag], strlen(tags[tag])) && strchr(" />", text[strlen(tags[tag])]))
				break;
		MUST(tag < TAGS);
		for (end = text; *end != '>'; end++) {
			MUST(*end && *end != '<');
			if (*end == '"')
				MUST((end = strchr(end + 1, '"')) != NULL);
		}
		if (end[1] && text[-1] != '/' && (!strcmp(tags[tag], "style") || !strcmp(tags[tag], "script"))) {
			MUST((end = strstr(end, tags[tag][1] == 't' ? "</style>" : "</script>")) != NULL);
		}
		text = end;
	}
}

static void page_try(struct told *t, const char *message)
{
	int fd = memfd_create("page", 0);
	char path[32], *text;
	struct page *page;
	off_t len;

	MUST(fd >= 0);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	page = page_new(path);
	MUST(page);
	page_prog(page, k, t->p.section, &t->o, &t->p, message);
	MUST(page_end(page));
	len = lseek(fd, 0, SEEK_END);
	text = calloc(1, (size_t)len + 1);
	MUST(text && pread(fd, text, (size_t)len, 0) == len && strlen(text) == (size_t)len);
	text_is_page(text);
	free(text);
	close(fd);
}

static void tell(struct told *t)
{
	char *text[2] = { NULL, NULL };
	size_t len[2];
	FILE *f = open_memstream(&text[0], &len[0]);

	why_print(f, t->p.section, t->p.name, &t->p.why);
	fclose(f);
	text_is_plain(text[0], len[0]);
	f = open_memstream(&text[1], &len[1]);
	why_json(f, &t->p.why);
	fclose(f);
	text_is_json(text[1], len[1]);
	page_try(t, text[0]);
	free(text[0]);
	free(text[1]);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct told *t = calloc(1, sizeof(*t));

	if (!k) {
		MUST(setlocale(LC_CTYPE, "C.UTF-8"));
		MUST(!kiln_posix_host_new(&(struct kiln_posix_opts){ .nr_cpus = 1 }, &host));
		MUST(!kiln_new(host, &k));
	}
	MUST(t);
	if (told_read(t, bytes, len)) {
		struct btf *btf = btf__new(&t->btf, t->btf_len);

		MUST(btf && !kiln_btf_new(k, &t->btf, t->btf_len, &t->p.opts.btf, NULL));
		t->o.btf = btf;
		t->o.k = k;
		t->p.err = kiln_load(k, &kiln_front_ebpf, t->insns, t->p.nr_insns * sizeof(*t->insns), &t->p.opts,
				     &t->p.prog, &t->p.why);
		if (t->p.prog)
			page_try(t, "");
		else
			tell(t);
		kiln_prog_free(t->p.prog);
		kiln_btf_free(t->p.opts.btf);
		btf__free(btf);
	}
	free(t);
	return 0;
}
