/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * fill.c - see fill.h.
 *
 * Numbers may be given as JSON numbers or as strings ("0x1f"); enumerators by name; char arrays as strings. What a struct
 * does not name is zero. A value without BTF is an array of bytes.
 */
#include "fill.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <bpf/btf.h>
#include <jansson.h>

#include "tool.h"

enum { DEEPEST = 32 };

struct filler {
	const struct btf *btf;
	const char *file;
	char what[160]; /* the first thing that was wrong */
};

static bool wrong(struct filler *f, const char *what, const char *name)
{
	if (!f->what[0])
		snprintf(f->what, sizeof(f->what), "%s%s%s", what, name ? ": " : "", name ? name : "");
	return false;
}

static bool number_of(struct filler *f, const json_t *j, uint64_t *v)
{
	const char *s = json_string_value(j);
	char *end;

	if (json_is_integer(j)) {
		*v = (uint64_t)json_integer_value(j);
		return true;
	}
	if (json_is_boolean(j)) {
		*v = json_is_true(j);
		return true;
	}
	if (!s)
		return wrong(f, "a number is wanted", NULL);
	errno = 0;
	*v = *s == '-' ? (uint64_t)strtoll(s, &end, 0) : strtoull(s, &end, 0);
	return (*s && !*end && !errno) || wrong(f, "no number", s);
}

static bool put_number(struct filler *f, uint8_t *to, size_t len, uint64_t v)
{
	int64_t s = (int64_t)v;

	if (len > 8)
		memset(to + 8, 0, len - 8);
	else if (len < 8 && v >> (len * 8) && s >> (len * 8 - 1) != -1)
		return wrong(f, "a number does not fit its type", NULL);
	memcpy(to, &v, len < 8 ? len : 8);
	return true;
}

static bool put_enum(struct filler *f, const struct btf_type *t, const json_t *j, uint8_t *to, size_t len)
{
	const char *s = json_string_value(j);
	uint64_t v;

	for (uint16_t i = 0; s && i < btf_vlen(t); i++) {
		bool wide = btf_is_enum64(t);
		__u32 name = wide ? btf_enum64(t)[i].name_off : btf_enum(t)[i].name_off;
		const char *n = btf__name_by_offset(f->btf, name);

		if (n && !strcmp(n, s))
			return put_number(f, to, len,
					  wide ? btf_enum64_value(&btf_enum64(t)[i])
					       : (uint64_t)(int64_t)btf_enum(t)[i].val);
	}
	return number_of(f, j, &v) && put_number(f, to, len, v);
}

static bool put_bytes(struct filler *f, const json_t *j, uint8_t *to, size_t len)
{
	uint64_t v;

	if (!json_is_array(j) || json_array_size(j) != len)
		return wrong(f, "an array of as many bytes as the value has is wanted", NULL);
	for (size_t i = 0; i < len; i++) {
		if (!number_of(f, json_array_get(j, i), &v))
			return false;
		to[i] = (uint8_t)v;
	}
	return true;
}

static bool put_value(struct filler *f, __u32 type, const json_t *j, uint8_t *to, size_t len, int depth);

static bool put_array(struct filler *f, const struct btf_type *t, const json_t *j, uint8_t *to, size_t len, int depth)
{
	const struct btf_array *a = btf_array(t);
	const char *s = json_string_value(j);
	size_t one = a->nelems ? len / a->nelems : 0;

	if (s && one == 1) {
		if (strlen(s) > len)
			return wrong(f, "a string is longer than its array", s);
		memcpy(to, s, strlen(s));
		return true;
	}
	if (!json_is_array(j) || json_array_size(j) > a->nelems)
		return wrong(f, "an array of at most as many elements as the type has is wanted", NULL);
	for (size_t i = 0; i < json_array_size(j); i++)
		if (!put_value(f, a->type, json_array_get(j, i), to + i * one, one, depth))
			return false;
	return true;
}

static bool put_bits(struct filler *f, const json_t *j, uint8_t *to, size_t len, __u32 off, __u32 bits)
{
	uint64_t v;

	if (!number_of(f, j, &v))
		return false;
	if (off + bits > len * 8)
		return wrong(f, "a bit field lies outside its struct", NULL);
	for (__u32 i = 0; i < bits; i++)
		if (v >> i & 1)
			to[(off + i) / 8] |= (uint8_t)(1u << (off + i) % 8);
	return true;
}

/* Members that j names; those of anonymous structs stand in j itself. *used counts what was found. */
static bool put_struct(struct filler *f, const struct btf_type *t, const json_t *j, uint8_t *to, size_t len, int depth,
		       size_t *used)
{
	for (uint16_t i = 0; i < btf_vlen(t); i++) {
		const struct btf_member *m = &btf_members(t)[i];
		const char *name = btf__name_by_offset(f->btf, m->name_off);
		const json_t *v = name && *name ? json_object_get(j, name) : j;
		__u32 bits = btf_member_bitfield_size(t, i), off = btf_member_bit_offset(t, i);
		__s64 size = btf__resolve_size(f->btf, m->type);
		__s32 id = btf__resolve_type(f->btf, m->type);
		bool fine;

		if (!v)
			continue;
		if (size < 0 || id < 0 || (!bits && off / 8 + (size_t)size > len))
			return wrong(f, "a member lies outside its struct", name);
		if (v == j)
			fine = depth < DEEPEST && btf_is_composite(btf__type_by_id(f->btf, (__u32)id)) &&
			       put_struct(f, btf__type_by_id(f->btf, (__u32)id), j, to + off / 8, (size_t)size,
					  depth + 1, used);
		else if (bits)
			fine = put_bits(f, v, to, len, off, bits);
		else
			fine = put_value(f, m->type, v, to + off / 8, (size_t)size, depth);
		if (!fine)
			return false;
		*used += v != j;
	}
	return true;
}

static bool has_member(const struct btf *btf, const struct btf_type *t, const char *name, int depth)
{
	for (uint16_t i = 0; i < btf_vlen(t); i++) {
		__u32 type = btf_is_datasec(t) ? btf_var_secinfos(t)[i].type : btf_members(t)[i].type;
		__u32 name_off = btf_is_datasec(t) ? btf__type_by_id(btf, type)->name_off : btf_members(t)[i].name_off;
		const char *has = btf__name_by_offset(btf, name_off);
		__s32 id;

		if (has && *has) {
			if (!strcmp(has, name))
				return true;
			continue;
		}
		id = btf__resolve_type(btf, type);
		if (id >= 0 && depth < DEEPEST && btf_is_composite(btf__type_by_id(btf, (__u32)id)) &&
		    has_member(btf, btf__type_by_id(btf, (__u32)id), name, depth + 1))
			return true;
	}
	return false;
}

/* Names the first member of j that the type has not. */
static bool wrong_member(struct filler *f, const struct btf_type *t, const json_t *j)
{
	const char *type = btf__name_by_offset(f->btf, t->name_off), *name;
	char what[128];
	json_t *v;

	json_object_foreach((json_t *)(uintptr_t)j, name, v) if (!has_member(f->btf, t, name, 0)) break;
	snprintf(what, sizeof(what), "%s has no member", type && *type ? type : "the type");
	return wrong(f, what, name);
}

static bool put_section(struct filler *f, const struct btf_type *t, const json_t *j, uint8_t *to, size_t len, int depth,
			size_t *used)
{
	for (uint16_t i = 0; i < btf_vlen(t); i++) {
		const struct btf_var_secinfo *s = &btf_var_secinfos(t)[i];
		const struct btf_type *var = btf__type_by_id(f->btf, s->type);
		const char *name = btf__name_by_offset(f->btf, var->name_off);
		const json_t *v = name ? json_object_get(j, name) : NULL;

		if (!v)
			continue;
		if (s->offset > len || s->size > len - s->offset)
			return wrong(f, "a variable lies outside its section", name);
		if (!put_value(f, var->type, v, to + s->offset, s->size, depth))
			return false;
		++*used;
	}
	return true;
}

static bool put_value(struct filler *f, __u32 type, const json_t *j, uint8_t *to, size_t len, int depth)
{
	__s32 id = type && f->btf ? btf__resolve_type(f->btf, type) : 0;
	const struct btf_type *t = id > 0 ? btf__type_by_id(f->btf, (__u32)id) : NULL;
	uint64_t v;
	size_t used = 0;

	if (!t)
		return put_bytes(f, j, to, len);
	if (depth > DEEPEST)
		return wrong(f, "types are nested too deeply", NULL);
	switch (btf_kind(t)) {
	case BTF_KIND_ENUM:
	case BTF_KIND_ENUM64:
		return put_enum(f, t, j, to, len);
	case BTF_KIND_ARRAY:
		return put_array(f, t, j, to, len, depth + 1);
	case BTF_KIND_STRUCT:
	case BTF_KIND_UNION:
	case BTF_KIND_DATASEC:
		if (!json_is_object(j))
			return wrong(f, "an object is wanted", btf__name_by_offset(f->btf, t->name_off));
		if (!(btf_is_datasec(t) ? put_section : put_struct)(f, t, j, to, len, depth + 1, &used))
			return false;
		return used == json_object_size(j) || wrong_member(f, t, j);
	}
	return number_of(f, j, &v) && put_number(f, to, len, v);
}

/* -- entries ------------------------------------------------------------------------------------------------------- */

static bool put_percpu(struct filler *f, const struct kiln_map_spec *s, const json_t *values, uint8_t *to, size_t len)
{
	size_t one = (s->value_size + 7u) & ~7u;

	for (size_t i = 0; i < json_array_size(values); i++) {
		const json_t *v = json_array_get(values, i);
		uint64_t cpu;

		if (!number_of(f, json_object_get(v, "cpu"), &cpu))
			return false;
		if (cpu >= len / one)
			return wrong(f, "no such cpu", NULL);
		if (!put_value(f, s->btf_value, json_object_get(v, "value"), to + cpu * one, s->value_size, 0))
			return false;
	}
	return true;
}

static bool entry_fill(struct filler *f, struct kiln_map *m, const json_t *entry, uint8_t *key, uint8_t *value)
{
	const struct kiln_map_spec *s = kiln_map_spec(m);
	const json_t *values = json_object_get(entry, "values");
	enum kiln_err err;

	memset(key, 0, s->key_size);
	memset(value, 0, kiln_map_value_len(m));
	if (s->key_size && !put_value(f, s->btf_key, json_object_get(entry, "key"), key, s->key_size, 0))
		return false;
	if (values ? !put_percpu(f, s, values, value, kiln_map_value_len(m))
		   : !put_value(f, s->btf_value, json_object_get(entry, "value"), value, s->value_size, 0))
		return false;
	err = kiln_map_update(m, s->key_size ? key : NULL, value, 0);
	return !err || wrong(f, "the map refuses an entry", kiln_err_name(err));
}

static bool map_fill(struct filler *f, struct kiln_map *m, const json_t *entries)
{
	uint8_t *key = malloc(kiln_map_spec(m)->key_size + 1u), *value = malloc(kiln_map_value_len(m) + 1);
	bool fine = key && value;

	if (!json_is_array(entries))
		fine = wrong(f, "an array of entries is wanted", NULL);
	for (size_t i = 0; fine && i < json_array_size(entries); i++)
		fine = entry_fill(f, m, json_array_get(entries, i), key, value);
	free(key);
	free(value);
	return fine;
}

static struct kiln_map *map_named(const struct object *o, const char *name, size_t len)
{
	for (uint32_t i = 0; i < o->nr_maps; i++)
		if (strlen(o->map[i].name) == len && !memcmp(o->map[i].name, name, len))
			return o->map[i].map;
	return NULL;
}

static bool item_fill(struct object *o, const char *item)
{
	const char *eq = strchr(item, '=');
	struct filler f = { .btf = o->btf, .file = eq ? eq + 1 : "" };
	struct kiln_map *m = eq ? map_named(o, item, (size_t)(eq - item)) : NULL;
	json_error_t err;
	json_t *j;
	bool fine;

	if (!m) {
		complain("--set-map %s: %s", item, eq ? "no map of that name" : "NAME=FILE is wanted");
		return false;
	}
	j = json_load_file(f.file, JSON_REJECT_DUPLICATES, &err);
	if (!j) {
		complain("%s:%d: %s", f.file, err.line, err.text);
		return false;
	}
	fine = map_fill(&f, m, j);
	json_decref(j);
	if (!fine)
		complain("%s: %s", f.file, f.what[0] ? f.what : "out of memory");
	return fine;
}

bool maps_fill(struct object *o, const char *const *items, unsigned int nr)
{
	for (unsigned int i = 0; i < nr; i++)
		if (!item_fill(o, items[i]))
			return false;
	return true;
}
