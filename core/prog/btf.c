/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * btf.c - see btf.h. Three passes over the types: find the records, follow what they hold by value, check the rest.
 *
 * Words are read with get32: the bytes need not be aligned.
 */
#include "prog/btf.h"

#include "base/bits.h"
#include "base/text.h"
#include "base/vm.h"

/* MAX_TYPE: Linux's last one that another refers to; there may be more. */
enum { MAGIC = 0xeb9f, HEADER_LEN = 24, HEAD_WORDS = 3, MAX_DEPTH = 64, MAX_FIND = 65536, MAX_TYPE = 0xfffff };

/* What a kind's record holds after its head: words, and words for each of vlen. */
struct kind_row {
	uint8_t fixed, each;
	bool by_value; /* what it refers to is a part of it: no cycles here */
	bool skip;     /* stands for what it refers to */
	bool value;    /* a variable may be of this kind */
};

static const struct kind_row kind_rows[BTF_NR_KINDS] = {
	[BTF_INT] = { .fixed = 1, .value = true },
	[BTF_PTR] = { .value = true },
	[BTF_ARRAY] = { .fixed = 3, .by_value = true, .value = true },
	[BTF_STRUCT] = { .each = 3, .by_value = true, .value = true },
	[BTF_UNION] = { .each = 3, .by_value = true, .value = true },
	[BTF_ENUM] = { .each = 2, .value = true },
	[BTF_TYPEDEF] = { .by_value = true, .skip = true },
	[BTF_VOLATILE] = { .by_value = true, .skip = true },
	[BTF_CONST] = { .by_value = true, .skip = true },
	[BTF_RESTRICT] = { .by_value = true, .skip = true },
	[BTF_TYPE_TAG] = { .by_value = true, .skip = true },
	[BTF_FUNC_PROTO] = { .each = 2 },
	[BTF_VAR] = { .fixed = 1, .by_value = true },
	[BTF_DATASEC] = { .each = 3, .by_value = true },
	[BTF_FLOAT] = { .value = true },
	[BTF_DECL_TAG] = { .fixed = 1 },
	[BTF_ENUM64] = { .each = 3, .value = true },
};

/* Parsing fills these; struct btf only lets read them. */
struct index {
	uint32_t *at, *real, *size;
	uint8_t *mark; /* 0 not seen, 1 on the path, 2 done */
};

static uint32_t word(const struct btf *btf, uint32_t id, uint32_t i)
{
	return get32(btf->types + btf->at[id] + 4 * (size_t)i);
}

static enum btf_kind kind_of(const struct btf *btf, uint32_t id)
{
	return id ? (enum btf_kind)(word(btf, id, 1) >> 24 & 0x1f) : BTF_VOID;
}

static uint32_t vlen_of(const struct btf *btf, uint32_t id)
{
	return word(btf, id, 1) & 0xffff;
}

static bool has_vlen(enum btf_kind kind)
{
	return kind_rows[kind].each;
}

struct btf_type btf_type(const struct btf *btf, uint32_t id)
{
	struct btf_type t = { .id = id, .kind = kind_of(btf, id), .name = "" };

	if (!id)
		return t;
	t.name = btf_string(btf, word(btf, id, 0));
	t.kind_flag = word(btf, id, 1) >> 31;
	t.vlen = has_vlen(t.kind) ? vlen_of(btf, id) : 0;
	switch (t.kind) {
	case BTF_INT:
		t.nr = word(btf, id, 3);
		t.size = word(btf, id, 2);
		break;
	case BTF_STRUCT:
	case BTF_UNION:
	case BTF_ENUM:
	case BTF_ENUM64:
	case BTF_FLOAT:
	case BTF_DATASEC:
		t.size = word(btf, id, 2);
		break;
	case BTF_ARRAY:
		t.type = word(btf, id, 3);
		t.nr = word(btf, id, 5);
		break;
	case BTF_FUNC:
		t.type = word(btf, id, 2);
		t.nr = vlen_of(btf, id);
		break;
	case BTF_VAR:
	case BTF_DECL_TAG:
		t.type = word(btf, id, 2);
		t.nr = word(btf, id, 3);
		break;
	case BTF_FWD:
		break;
	default:
		t.type = word(btf, id, 2);
	}
	return t;
}

struct btf_member btf_member(const struct btf *btf, uint32_t id, uint32_t i)
{
	struct btf_type t = btf_type(btf, id);
	uint32_t at = HEAD_WORDS + i * kind_rows[t.kind].each;
	struct btf_member m = { .name = "" };

	if (t.kind == BTF_DATASEC) {
		m.type = word(btf, id, at);
		m.name = btf_type(btf, m.type).name;
		m.bit_off = word(btf, id, at + 1);
		m.bit_size = word(btf, id, at + 2);
		return m;
	}
	m.name = btf_string(btf, word(btf, id, at));
	m.type = word(btf, id, at + 1);
	if (t.kind == BTF_FUNC_PROTO)
		return m;
	m.bit_off = word(btf, id, at + 2);
	if (t.kind_flag) {
		m.bit_size = m.bit_off >> 24;
		m.bit_off &= 0xffffff;
	}
	return m;
}

const char *btf_string(const struct btf *btf, uint32_t off)
{
	return off < btf->strings_len ? (const char *)btf->strings + off : NULL;
}

uint32_t btf_skip(const struct btf *btf, uint32_t id)
{
	return btf->real[id];
}

uint32_t btf_size_of(const struct btf *btf, uint32_t id)
{
	return btf->size[id];
}

uint32_t btf_find(const struct btf *btf, enum btf_kind kind, const char *name)
{
	for (uint32_t id = 1; id < btf->nr_types; id++)
		if (kind_of(btf, id) == kind && text_same(btf_string(btf, word(btf, id, 0)), name))
			return id;
	return 0;
}

/* budget bounds the work where types share unnamed members many times over. */
static bool find_member(const struct btf *btf, uint32_t id, const char *name, uint32_t *budget, struct btf_member *out)
{
	uint32_t off, vlen = vlen_of(btf, id);

	for (uint32_t i = 0; i < vlen && *budget; i++, (*budget)--) {
		struct btf_member m = btf_member(btf, id, i);
		enum btf_kind kind = kind_of(btf, btf_skip(btf, m.type));

		if (text_same(m.name, name)) {
			*out = m;
			return true;
		}
		if (m.name[0] || (kind != BTF_STRUCT && kind != BTF_UNION))
			continue;
		off = m.bit_off;
		if (find_member(btf, btf_skip(btf, m.type), name, budget, &m)) {
			*out = m;
			out->bit_off += off;
			return true;
		}
	}
	return false;
}

bool btf_find_member(const struct btf *btf, uint32_t id, const char *name, struct btf_member *out)
{
	uint32_t budget = MAX_FIND;

	return name[0] && find_member(btf, id, name, &budget, out);
}

/* -- parsing: each check answers NULL, or what is wrong ---------------------------------------------------------------- */

static const char *check_header(struct btf *btf, const uint8_t *bytes, size_t len)
{
	uint32_t header, types, strings;

	if (len < HEADER_LEN)
		return "BTF: shorter than its header";
	if (get16(bytes) != MAGIC)
		return get16(bytes) == swap16(MAGIC) ? "BTF: of the other byte order" : "BTF: no magic number";
	if (bytes[2] != 1 || bytes[3])
		return "BTF: a version or flags that are not known";
	header = get32(bytes + 4);
	types = get32(bytes + 8);
	btf->types_len = get32(bytes + 12);
	strings = get32(bytes + 16);
	btf->strings_len = get32(bytes + 20);
	if (header < HEADER_LEN || header > len)
		return "BTF: a header of another length";
	for (uint32_t i = HEADER_LEN; i < header; i++)
		if (bytes[i])
			return "BTF: a header with fields that are not known";
	len -= header;
	if (types > len || btf->types_len > len - types || strings > len || btf->strings_len > len - strings)
		return "BTF: a section outside the bytes";
	btf->types = bytes + header + types;
	btf->strings = bytes + header + strings;
	if (!btf->strings_len || btf->strings[0] || btf->strings[btf->strings_len - 1])
		return "BTF: a string table that does not begin and end with zero";
	return NULL;
}

/* The length of the record at off, 0 where it is not one. */
static uint32_t record_len(const struct btf *btf, uint32_t off)
{
	uint32_t left = btf->types_len - off, info;
	const struct kind_row *row;
	size_t len;

	if (left < HEAD_WORDS * 4)
		return 0;
	info = get32(btf->types + off + 4);
	if ((info >> 24 & 0x1f) == BTF_VOID || (info >> 24 & 0x1f) >= BTF_NR_KINDS || info & 0x60ff0000)
		return 0;
	row = &kind_rows[info >> 24 & 0x1f];
	len = 4 * (HEAD_WORDS + row->fixed + row->each * (size_t)(info & 0xffff));
	return len <= left ? (uint32_t)len : 0;
}

static const char *count_types(struct btf *btf)
{
	uint32_t off, len;

	btf->nr_types = 1;
	for (off = 0; off < btf->types_len; off += len) {
		len = record_len(btf, off);
		if (!len)
			return "BTF: a type of unknown kind, or cut off";
		btf->nr_types++;
	}
	return NULL;
}

static void find_types(struct btf *btf, struct index *x)
{
	uint32_t id = 1;

	for (uint32_t off = 0; off < btf->types_len; off += record_len(btf, off))
		x->at[id++] = off;
}

/* What another type may refer to. */
static bool is_type(const struct btf *btf, uint32_t id)
{
	return id < btf->nr_types && id <= MAX_TYPE;
}

/* Names are strings, references are types, and the kind's own fields are possible. */
static const char *check_members(const struct btf *btf, const struct btf_type *t)
{
	uint32_t each = kind_rows[t->kind].each, at = HEAD_WORDS;

	for (uint32_t i = 0; i < t->vlen; i++, at += each) {
		if (t->kind != BTF_DATASEC && word(btf, t->id, at) >= btf->strings_len)
			return "BTF: a name outside the string table";
		if (t->kind == BTF_DATASEC && !is_type(btf, word(btf, t->id, at)))
			return "BTF: a reference to a type that there is not";
		if ((t->kind == BTF_STRUCT || t->kind == BTF_UNION || t->kind == BTF_FUNC_PROTO) &&
		    !is_type(btf, word(btf, t->id, at + 1)))
			return "BTF: a reference to a type that there is not";
	}
	return NULL;
}

static const char *check_type(const struct btf *btf, uint32_t id)
{
	struct btf_type t;

	if (word(btf, id, 0) >= btf->strings_len)
		return "BTF: a name outside the string table";
	t = btf_type(btf, id);
	if (!is_type(btf, t.type) || (t.kind == BTF_ARRAY && !is_type(btf, word(btf, id, 4))))
		return "BTF: a reference to a type that there is not";
	if (!has_vlen(t.kind) && t.kind != BTF_FUNC && vlen_of(btf, id))
		return "BTF: a count where nothing is counted";
	if (t.kind == BTF_INT && (!t.size || t.size > 16 || (t.nr & 0xff) + (t.nr >> 16 & 0xff) > t.size * 8))
		return "BTF: an integer of no possible size";
	if (t.kind == BTF_FLOAT && (!t.size || t.size > 16))
		return "BTF: a floating-point number of no possible size";
	if ((t.kind == BTF_ENUM || t.kind == BTF_ENUM64) && (!t.size || t.size > 8 || t.size & (t.size - 1)))
		return "BTF: an enumeration of no possible size";
	if ((t.kind == BTF_FUNC || t.kind == BTF_VAR) && t.nr > BTF_EXTERN)
		return "BTF: a linkage that is not known";
	return check_members(btf, &t);
}

/* The i-th type that id holds by value, 0 past the last. Void is never looked into. */
static uint32_t part_of(const struct btf *btf, const struct btf_type *t, uint32_t i, bool *last)
{
	*last = false;
	if (!kind_rows[t->kind].by_value || i >= (has_vlen(t->kind) ? t->vlen : 1)) {
		*last = true;
		return 0;
	}
	return has_vlen(t->kind) ? btf_member(btf, t->id, i).type : t->type;
}

static bool is_value(const struct btf *btf, uint32_t id)
{
	return kind_rows[kind_of(btf, btf->real[id])].value;
}

static const char *check_struct(const struct btf *btf, const struct btf_type *t)
{
	for (uint32_t i = 0; i < t->vlen; i++) {
		struct btf_member m = btf_member(btf, t->id, i);
		struct btf_type real = btf_type(btf, btf->real[m.type]);
		uint64_t bits = m.bit_size ? m.bit_size : (uint64_t)btf->size[m.type] * 8;

		if (!kind_rows[real.kind].value)
			return "BTF: a member without a size";
		if (!m.bit_size && real.kind == BTF_INT)
			bits = (real.nr & 0xff) + (real.nr >> 16 & 0xff);
		if (m.bit_off + bits > (uint64_t)t->size * 8)
			return "BTF: a member outside its struct";
	}
	return NULL;
}

/* Sizes of sections may still be 0: the linker or libbpf sets them. */
static const char *check_datasec(const struct btf *btf, const struct btf_type *t)
{
	for (uint32_t i = 0; i < t->vlen; i++) {
		struct btf_member m = btf_member(btf, t->id, i);
		enum btf_kind kind = kind_of(btf, m.type);

		if (kind != BTF_VAR && kind != BTF_FUNC)
			return "BTF: a section with something that is no variable";
		if (t->size && (uint64_t)m.bit_off + m.bit_size > t->size)
			return "BTF: a variable outside its section";
	}
	return NULL;
}

/* All parts of t are done: t's size and meaning follow. */
static const char *finish_type(const struct btf *btf, struct index *x, const struct btf_type *t)
{
	uint64_t size = t->size;

	x->real[t->id] = t->id;
	switch (t->kind) {
	case BTF_PTR:
		size = 8;
		break;
	case BTF_ARRAY:
		if (!is_value(btf, t->type))
			return "BTF: an array of something without a size";
		size = (uint64_t)t->nr * btf->size[t->type];
		break;
	case BTF_STRUCT:
	case BTF_UNION:
		x->size[t->id] = t->size;
		return check_struct(btf, t);
	case BTF_DATASEC:
		x->size[t->id] = t->size;
		return check_datasec(btf, t);
	case BTF_VAR:
		size = btf->size[t->type];
		break;
	default:
		if (kind_rows[t->kind].skip) {
			x->real[t->id] = btf->real[t->type];
			size = btf->size[t->type];
		}
	}
	x->size[t->id] = (uint32_t)size;
	return size > UINT32_MAX ? "BTF: a type that is too large" : NULL;
}

/* Depth first into what id holds; the path is bounded, so it needs no recursion and little stack. */
static const char *follow_parts(const struct btf *btf, struct index *x, uint32_t id)
{
	struct {
		uint32_t id, next;
	} path[MAX_DEPTH];
	uint32_t depth = 0;

	if (x->mark[id])
		return NULL;
	path[0].id = id;
	path[0].next = 0;
	x->mark[id] = 1;
	for (;;) {
		struct btf_type t = btf_type(btf, path[depth].id);
		bool last;
		uint32_t part = part_of(btf, &t, path[depth].next++, &last);
		const char *what;

		if (last) {
			what = finish_type(btf, x, &t);
			x->mark[t.id] = 2;
			if (what || !depth--)
				return what;
		} else if (x->mark[part] == 1) {
			return "BTF: a type that holds itself";
		} else if (!x->mark[part]) {
			if (++depth == MAX_DEPTH)
				return "BTF: types nested too deeply";
			path[depth].id = part;
			path[depth].next = 0;
			x->mark[part] = 1;
		}
	}
}

static const char *check_params(const struct btf *btf, const struct btf_type *t)
{
	for (uint32_t i = 0; i < t->vlen; i++) {
		uint32_t type = btf_member(btf, t->id, i).type;

		if (!is_value(btf, type) && (type || i + 1 < t->vlen)) /* void at the end: variable arguments */
			return "BTF: a parameter without a size";
	}
	return NULL;
}

/* The part of what a tag is attached to that it means must be there. */
static bool tag_fits(const struct btf *btf, const struct btf_type *tag)
{
	struct btf_type to = btf_type(btf, tag->type);

	if (to.kind == BTF_FUNC)
		to.vlen = btf_type(btf, to.type).vlen;
	return tag->nr == UINT32_MAX || tag->nr < to.vlen;
}

/* What is referred to, but not held: after all types have their meaning. */
static const char *check_references(const struct btf *btf, uint32_t id)
{
	struct btf_type t = btf_type(btf, id);

	if (t.kind == BTF_FUNC && kind_of(btf, t.type) != BTF_FUNC_PROTO)
		return "BTF: a function without a prototype";
	if (t.kind == BTF_FUNC_PROTO)
		return check_params(btf, &t);
	if (t.kind == BTF_DECL_TAG && !tag_fits(btf, &t))
		return "BTF: a tag of something that there is not";
	return NULL;
}

static const char *check_types(struct btf *btf, struct index *x)
{
	const char *what = NULL;
	uint32_t id;

	find_types(btf, x);
	for (id = 1; !what && id < btf->nr_types; id++)
		what = check_type(btf, id);
	x->mark[0] = 2;
	for (id = 1; !what && id < btf->nr_types; id++)
		what = follow_parts(btf, x, id);
	for (id = 1; !what && id < btf->nr_types; id++)
		what = check_references(btf, id);
	return what;
}

static enum kiln_err refuse(const char **what, const char *text)
{
	if (what)
		*what = text;
	return KILN_ERR_FORMAT;
}

enum kiln_err btf_parse(struct arena *a, const void *bytes, size_t len, struct btf *btf, const char **what)
{
	struct index x;
	const char *wrong;

	*btf = (struct btf){ 0 };
	wrong = check_header(btf, bytes, len);
	if (!wrong)
		wrong = count_types(btf);
	if (wrong)
		return refuse(what, wrong);
	x.at = arena_array(a, btf->nr_types, sizeof(*x.at));
	x.real = arena_array(a, btf->nr_types, sizeof(*x.real));
	x.size = arena_array(a, btf->nr_types, sizeof(*x.size));
	x.mark = arena_array(a, btf->nr_types, sizeof(*x.mark));
	if (a->failed)
		return KILN_ERR_NOMEM;
	btf->at = x.at;
	btf->real = x.real;
	btf->size = x.size;
	wrong = check_types(btf, &x);
	return wrong ? refuse(what, wrong) : KILN_OK;
}

/* -- records about instructions ---------------------------------------------------------------------------------------- */

enum { FUNC_LEN = sizeof(struct btf_func_info), LINE_LEN = sizeof(struct btf_line_info) };

static uint32_t record(const void *records, uint32_t len, uint32_t i, uint32_t field)
{
	return get32((const uint8_t *)records + (size_t)i * len + 4 * (size_t)field);
}

/* The number of records at or before insn. */
static uint32_t records_until(const void *records, uint32_t len, uint32_t nr, uint32_t insn)
{
	uint32_t low = 0, high = nr, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (record(records, len, mid, 0) <= insn)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static const char *check_order(const void *records, uint32_t len, uint32_t nr, uint32_t nr_insns)
{
	for (uint32_t i = 0; i < nr; i++) {
		uint32_t insn = record(records, len, i, 0);

		if (insn >= nr_insns)
			return "a record about an instruction that there is not";
		if (!i ? insn : insn <= record(records, len, i - 1, 0))
			return "records that do not rise from instruction 0";
	}
	return NULL;
}

enum kiln_err btf_check_funcs(const struct btf *btf, const void *funcs, uint32_t nr, uint32_t nr_insns,
			      const char **what)
{
	const char *wrong = check_order(funcs, FUNC_LEN, nr, nr_insns);

	for (uint32_t i = 0; !wrong && i < nr; i++) {
		uint32_t type = record(funcs, FUNC_LEN, i, 1);

		if (type >= btf->nr_types || kind_of(btf, type) != BTF_FUNC)
			wrong = "func_info: a type that is no function";
	}
	return wrong ? refuse(what, wrong) : KILN_OK;
}

enum kiln_err btf_check_lines(const struct btf *btf, const void *lines, uint32_t nr, uint32_t nr_insns,
			      const char **what)
{
	const char *wrong = check_order(lines, LINE_LEN, nr, nr_insns);

	for (uint32_t i = 0; !wrong && i < nr; i++)
		if (!btf_string(btf, record(lines, LINE_LEN, i, 1)) || !btf_string(btf, record(lines, LINE_LEN, i, 2)))
			wrong = "line_info: a text outside the string table";
	return wrong ? refuse(what, wrong) : KILN_OK;
}

bool btf_line_at(const struct btf *btf, const void *lines, uint32_t nr, uint32_t insn, struct btf_line *out)
{
	uint32_t at = records_until(lines, LINE_LEN, nr, insn);

	if (!at--)
		return false;
	out->file = btf_string(btf, record(lines, LINE_LEN, at, 1));
	out->text = btf_string(btf, record(lines, LINE_LEN, at, 2));
	out->line = record(lines, LINE_LEN, at, 3) >> 10;
	out->col = record(lines, LINE_LEN, at, 3) & 0x3ff;
	return true;
}

uint32_t btf_func_at(const void *funcs, uint32_t nr, uint32_t insn)
{
	uint32_t at = records_until(funcs, FUNC_LEN, nr, insn);

	return at ? record(funcs, FUNC_LEN, at - 1, 1) : 0;
}

/* -- as an object -------------------------------------------------------------------------------------------------- */

enum kiln_err kiln_btf_new(struct kiln *k, const void *bytes, size_t len, struct kiln_btf **out, const char **what)
{
	struct kiln_btf *b = vm_alloc(k, sizeof(*b));
	void *copy = b ? vm_alloc(k, len) : NULL;
	enum kiln_err err = KILN_ERR_NOMEM;

	*out = NULL;
	if (copy) {
		memcpy(copy, bytes, len);
		*b = (struct kiln_btf){ .k = k, .refs = 1, .bytes = copy, .len = len };
		arena_init(&b->arena, k->host, 0);
		err = btf_parse(&b->arena, copy, len, &b->btf, what);
	}
	if (!err) {
		*out = b;
		return KILN_OK;
	}
	if (copy)
		arena_free(&b->arena);
	vm_free(k, copy, len);
	vm_free(k, b, sizeof(*b));
	return err;
}

struct kiln_btf *kiln_btf_ref(struct kiln_btf *b)
{
	__atomic_fetch_add(&b->refs, 1, __ATOMIC_RELAXED);
	return b;
}

void kiln_btf_free(struct kiln_btf *b)
{
	if (!b || __atomic_sub_fetch(&b->refs, 1, __ATOMIC_ACQ_REL))
		return;
	arena_free(&b->arena);
	vm_free(b->k, b->bytes, b->len);
	vm_free(b->k, b, sizeof(*b));
}

const void *kiln_btf_bytes(const struct kiln_btf *b, size_t *len)
{
	*len = b->len;
	return b->bytes;
}
