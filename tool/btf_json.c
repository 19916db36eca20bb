// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * btf_json.c - a walk over a BTF type and the bytes that have it.
 *
 * Overview	show() switches on the kind of a type; modifiers are peeled, aggregates recurse.
 * Bounds	show() is given how many bytes there are, and prints a value that would reach beyond them as null.
 * Byte order	that of the machine; bit fields are told for little-endian machines only.
 */
#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <bpf/btf.h>

#include "btf_json.h"

#define MAX_DEPTH 32

static void show(FILE *out, const struct btf *btf, uint32_t id, const uint8_t *data, size_t len, int depth);

void btf_json_string(FILE *out, const char *s, size_t len)
{
	size_t i;

	fputc('"', out);
	for (i = 0; i < len; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c == '"' || c == '\\')
			fprintf(out, "\\%c", c);
		else if (c < 0x20 || c == 0x7f)
			fprintf(out, "\\u%04x", c);
		else
			fputc(c, out);
	}
	fputc('"', out);
}

static void show_bytes(FILE *out, const uint8_t *data, size_t len)
{
	size_t i;

	fputc('[', out);
	for (i = 0; i < len; i++)
		fprintf(out, "%s\"0x%02x\"", i ? "," : "", data[i]);
	fputc(']', out);
}

static uint64_t read_uint(const uint8_t *data, size_t size)
{
	uint64_t u64;
	uint32_t u32;
	uint16_t u16;

	switch (size) {
	case 1:
		return data[0];
	case 2:
		memcpy(&u16, data, 2);
		return u16;
	case 4:
		memcpy(&u32, data, 4);
		return u32;
	default:
		memcpy(&u64, data, 8);
		return u64;
	}
}

static int64_t sign_extend(uint64_t v, unsigned nr_bits)
{
	unsigned shift = 64 - nr_bits;

	return (int64_t)(v << shift) >> shift;
}

static void show_number(FILE *out, uint64_t v, unsigned nr_bits, bool is_signed, bool is_bool)
{
	if (is_bool)
		fputs(v ? "true" : "false", out);
	else if (is_signed)
		fprintf(out, "%" PRId64, sign_extend(v, nr_bits));
	else
		fprintf(out, "%" PRIu64, v);
}

static void show_int(FILE *out, const struct btf_type *t, const uint8_t *data)
{
	uint8_t encoding = btf_int_encoding(t);
	size_t i;

	if (t->size == 16) {
		uint64_t half[2];

		memcpy(half, data, 16);
		fprintf(out, "\"0x%" PRIx64 "%016" PRIx64 "\"", half[1], half[0]);
	} else if (t->size == 1 || t->size == 2 || t->size == 4 || t->size == 8) {
		i = t->size;
		show_number(out, read_uint(data, i), (unsigned)i * 8, encoding & BTF_INT_SIGNED,
			    encoding & BTF_INT_BOOL);
	} else {
		show_bytes(out, data, t->size);
	}
}

static const char *enum_name(const struct btf *btf, const struct btf_type *t, uint64_t v)
{
	unsigned i;

	for (i = 0; i < btf_vlen(t); i++) {
		if (btf_is_enum(t)) {
			if ((uint32_t)btf_enum(t)[i].val == (uint32_t)v)
				return btf__name_by_offset(btf, btf_enum(t)[i].name_off);
		} else if (btf_enum64_value(&btf_enum64(t)[i]) == v) {
			return btf__name_by_offset(btf, btf_enum64(t)[i].name_off);
		}
	}
	return NULL;
}

static void show_enum(FILE *out, const struct btf *btf, const struct btf_type *t, uint64_t v)
{
	const char *name = enum_name(btf, t, v);

	if (name)
		btf_json_string(out, name, strlen(name));
	else
		show_number(out, v, t->size * 8, btf_kflag(t), false);
}

/* Through typedef, const and the like to the type itself. */
static uint32_t peel(const struct btf *btf, uint32_t id)
{
	const struct btf_type *t = btf__type_by_id(btf, id);
	int i;

	for (i = 0; i < MAX_DEPTH && t && (btf_is_mod(t) || btf_is_typedef(t) || btf_is_type_tag(t)); i++) {
		id = t->type;
		t = btf__type_by_id(btf, id);
	}
	return id;
}

/* Text is printable up to a NUL, and nothing but NULs behind it. */
static bool is_text(const uint8_t *data, size_t len)
{
	size_t i = 0;

	while (i < len && data[i] >= 0x20 && data[i] < 0x7f)
		i++;
	if (i == len)
		return false;
	while (i < len && !data[i])
		i++;
	return i == len;
}

static void show_array(FILE *out, const struct btf *btf, const struct btf_type *t, const uint8_t *data, size_t len,
		       int depth)
{
	const struct btf_array *a = btf_array(t);
	uint32_t element = peel(btf, a->type);
	const struct btf_type *et = btf__type_by_id(btf, element);
	int64_t size = btf__resolve_size(btf, a->type);
	const char *name = et ? btf__name_by_offset(btf, et->name_off) : NULL;
	size_t step = size > 0 ? (size_t)size : 0;
	uint32_t i;

	if (et && btf_is_int(et) && et->size == 1 && name && !strcmp(name, "char") && a->nelems <= len &&
	    is_text(data, a->nelems)) {
		btf_json_string(out, (const char *)data, strnlen((const char *)data, a->nelems));
		return;
	}
	fputc('[', out);
	for (i = 0; i < a->nelems && step && (i + 1) * step <= len; i++) {
		if (i)
			fputc(',', out);
		show(out, btf, element, data + i * step, step, depth + 1);
	}
	fputc(']', out);
}

static void show_bits(FILE *out, const struct btf *btf, uint32_t id, const uint8_t *data, size_t len, uint32_t bit,
		      uint32_t nr_bits)
{
	const struct btf_type *t = btf__type_by_id(btf, peel(btf, id));
	size_t first = bit / 8, last = (bit + nr_bits - 1) / 8, i;
	unsigned shift = bit % 8;
	uint64_t v = 0;

	if (!t || nr_bits == 0 || nr_bits > 64 || last >= len || last - first > 8) {
		fputs("null", out);
		return;
	}
	for (i = first; i <= last; i++) {
		unsigned at = (unsigned)(i - first) * 8;

		v |= at >= shift ? at - shift < 64 ? (uint64_t)data[i] << (at - shift) : 0 : (uint64_t)data[i] >> shift;
	}
	if (nr_bits < 64)
		v &= ((uint64_t)1 << nr_bits) - 1;
	if (btf_is_any_enum(t))
		show_enum(out, btf, t, v);
	else
		show_number(out, v, nr_bits, btf_is_int(t) && (btf_int_encoding(t) & BTF_INT_SIGNED),
			    btf_is_int(t) && (btf_int_encoding(t) & BTF_INT_BOOL));
}

/* The members of a struct or union, without the braces, for anonymous ones stand in their parent's. */
static bool show_members(FILE *out, const struct btf *btf, const struct btf_type *t, const uint8_t *data, size_t len,
			 int depth, bool first)
{
	uint32_t i;

	for (i = 0; i < btf_vlen(t); i++) {
		const struct btf_member *m = btf_members(t) + i;
		const char *name = btf__name_by_offset(btf, m->name_off);
		const struct btf_type *mt = btf__type_by_id(btf, peel(btf, m->type));
		uint32_t bit = btf_member_bit_offset(t, i), nr_bits = btf_member_bitfield_size(t, i);
		size_t at = bit / 8;

		if (at > len || depth > MAX_DEPTH)
			continue;
		if (!name || !*name) {
			if (mt && btf_is_composite(mt))
				first = show_members(out, btf, mt, data + at, len - at, depth + 1, first);
			continue;
		}
		if (!first)
			fputc(',', out);
		first = false;
		btf_json_string(out, name, strlen(name));
		fputc(':', out);
		if (nr_bits)
			show_bits(out, btf, m->type, data, len, bit, nr_bits);
		else
			show(out, btf, m->type, data + at, len - at, depth + 1);
	}
	return first;
}

static void show_section(FILE *out, const struct btf *btf, const struct btf_type *t, const uint8_t *data, size_t len,
			 int depth)
{
	uint32_t i;

	for (i = 0; i < btf_vlen(t); i++) {
		const struct btf_var_secinfo *v = btf_var_secinfos(t) + i;
		const struct btf_type *var = btf__type_by_id(btf, v->type);
		const char *name = var ? btf__name_by_offset(btf, var->name_off) : NULL;

		if (i)
			fputc(',', out);
		btf_json_string(out, name ? name : "", name ? strlen(name) : 0);
		fputc(':', out);
		if (var && v->offset <= len)
			show(out, btf, var->type, data + v->offset, len - v->offset, depth + 1);
		else
			fputs("null", out);
	}
}

static void show(FILE *out, const struct btf *btf, uint32_t id, const uint8_t *data, size_t len, int depth)
{
	const struct btf_type *t;
	int64_t size;

	id = peel(btf, id);
	t = btf__type_by_id(btf, id);
	size = t ? btf_is_datasec(t) ? (int64_t)t->size : btf__resolve_size(btf, id) : -1;
	if (!t || size < 0 || (uint64_t)size > len || depth > MAX_DEPTH) {
		fputs("null", out);
		return;
	}
	len = (size_t)size;
	if (btf_is_int(t)) {
		show_int(out, t, data);
	} else if (btf_is_any_enum(t)) {
		show_enum(out, btf, t, read_uint(data, t->size));
	} else if (btf_is_ptr(t)) {
		fprintf(out, "\"0x%" PRIx64 "\"", read_uint(data, len));
	} else if (btf_is_array(t)) {
		show_array(out, btf, t, data, len, depth);
	} else if (btf_is_composite(t)) {
		fputc('{', out);
		show_members(out, btf, t, data, len, depth, true);
		fputc('}', out);
	} else if (btf_is_datasec(t)) {
		fputc('{', out);
		show_section(out, btf, t, data, len, depth);
		fputc('}', out);
	} else {
		show_bytes(out, data, len);
	}
}

void btf_json_value(FILE *out, const struct btf *btf, uint32_t type, const void *data, size_t len)
{
	if (btf && type)
		show(out, btf, type, data, len, 0);
	else
		show_bytes(out, data, len);
}

static size_t values_len(const struct btf_json_map *m)
{
	return m->nr_cpus ? m->nr_cpus * ((m->value_len + 7) & ~(size_t)7) : m->value_len;
}

size_t btf_json_record_len(const struct btf_json_map *m)
{
	return m->key_len + values_len(m);
}

struct record {
	const uint8_t *key;
	size_t key_len;
};

static int record_cmp(const void *a, const void *b)
{
	const struct record *x = a, *y = b;

	return memcmp(x->key, y->key, x->key_len);
}

static void show_record(FILE *out, const struct btf_json_map *m, const uint8_t *key)
{
	const uint8_t *value = key + m->key_len;
	size_t step = (m->value_len + 7) & ~(size_t)7;
	unsigned cpu;

	fputc('{', out);
	if (m->key_len) {
		fputs("\"key\":", out);
		if (!m->key_type && m->key_len == 4) /* an index, as of data sections */
			fprintf(out, "%" PRIu64, read_uint(key, 4));
		else
			btf_json_value(out, m->btf, m->key_type, key, m->key_len);
		fputc(',', out);
	}
	if (!m->nr_cpus) {
		fputs("\"value\":", out);
		btf_json_value(out, m->btf, m->value_type, value, m->value_len);
	} else {
		fputs("\"values\":[", out);
		for (cpu = 0; cpu < m->nr_cpus; cpu++) {
			fprintf(out, "%s{\"cpu\":%u,\"value\":", cpu ? "," : "", cpu);
			btf_json_value(out, m->btf, m->value_type, value + cpu * step, m->value_len);
			fputc('}', out);
		}
		fputc(']', out);
	}
	fputc('}', out);
}

int btf_json_map(FILE *out, const struct btf_json_map *m, const void *records, size_t nr)
{
	struct record *r = calloc(nr + 1, sizeof(*r));
	size_t i;

	if (!r)
		return -1;
	for (i = 0; i < nr; i++) {
		r[i].key = (const uint8_t *)records + i * btf_json_record_len(m);
		r[i].key_len = m->key_len;
	}
	if (m->key_len)
		qsort(r, nr, sizeof(*r), record_cmp);
	btf_json_string(out, m->name, strlen(m->name));
	fputs(":[", out);
	for (i = 0; i < nr; i++) {
		fputs(i ? ",\n" : "\n", out);
		show_record(out, m, r[i].key);
	}
	fputc(']', out);
	free(r);
	return 0;
}

uint32_t btf_json_crc32(const void *data, size_t len)
{
	const uint8_t *p = data;
	uint32_t crc = 0xffffffff;
	int bit;

	while (len--) {
		crc ^= *p++;
		for (bit = 0; bit < 8; bit++)
			crc = (crc >> 1) ^ (0xedb88320 & (0 - (crc & 1)));
	}
	return ~crc;
}
