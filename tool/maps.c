/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * maps.c - see maps.h.
 */
#include "maps.h"

#include <linux/bpf.h>
#include <stdlib.h>
#include <string.h>

#include <bpf/btf.h>

#include "btf_json.h"
#include "tool.h"

/* All entries of a map, read before anything is printed: key, then value as kiln_map_lookup gives it. */
struct entries {
	uint8_t *bytes;
	size_t nr, record, key_len, value_len;
};

static bool map_holds_data(const struct kiln_map_spec *s)
{
	switch (s->type) {
	case BPF_MAP_TYPE_PROG_ARRAY:
	case BPF_MAP_TYPE_PERF_EVENT_ARRAY:
	case BPF_MAP_TYPE_ARRAY_OF_MAPS:
	case BPF_MAP_TYPE_HASH_OF_MAPS:
	case BPF_MAP_TYPE_RINGBUF:
	case BPF_MAP_TYPE_BLOOM_FILTER:
	case BPF_MAP_TYPE_DEVMAP:
	case BPF_MAP_TYPE_CPUMAP:
	case BPF_MAP_TYPE_XSKMAP:
		return false;
	}
	return !(s->flags & BPF_F_RDONLY_PROG);
}

static bool map_is_percpu(const struct kiln_map_spec *s)
{
	return s->type == BPF_MAP_TYPE_PERCPU_ARRAY || s->type == BPF_MAP_TYPE_PERCPU_HASH ||
	       s->type == BPF_MAP_TYPE_LRU_PERCPU_HASH;
}

static bool entry_add(struct entries *e, size_t *cap)
{
	uint8_t *more;

	if (e->nr < *cap)
		return true;
	*cap = *cap ? *cap * 2 : 64;
	more = realloc(e->bytes, *cap * e->record);
	if (more)
		e->bytes = more;
	return more != NULL;
}

/* Queues and stacks give their values up to be seen: they are taken, then put back in their order. */
static bool entries_take(struct entries *e, struct kiln_map *m)
{
	size_t cap = 0;
	bool stack = kiln_map_spec(m)->type == BPF_MAP_TYPE_STACK;

	while (entry_add(e, &cap) && !kiln_map_take(m, NULL, e->bytes + e->nr * e->record, 0))
		e->nr++;
	for (size_t i = 0; i < e->nr; i++)
		kiln_map_update(m, NULL, e->bytes + (stack ? e->nr - 1 - i : i) * e->record, 0);
	return e->bytes != NULL;
}

static bool entries_read(struct entries *e, struct kiln_map *m)
{
	const struct kiln_map_spec *s = kiln_map_spec(m);
	size_t cap = 0;
	const void *key = NULL;

	*e = (struct entries){ .key_len = s->key_size, .value_len = kiln_map_value_len(m) };
	e->record = e->key_len + e->value_len;
	if (!e->key_len)
		return entries_take(e, m);
	for (;;) {
		uint8_t *at;

		if (!entry_add(e, &cap))
			return false;
		at = e->bytes + e->nr * e->record;
		key = e->nr ? at - e->record : NULL;
		if (kiln_map_next(m, key, at))
			return true;
		if (!kiln_map_lookup(m, at, at + e->key_len, 0))
			e->nr++;
		else if (e->nr)
			memcpy(at - e->record, at, e->key_len); /* gone meanwhile: go on from its key */
	}
}

/* -- as C values --------------------------------------------------------------------------------------------------- */

/* The end of the JSON string that begins at s. */
static const char *string_end(const char *s)
{
	for (s++; *s && *s != '"'; s++)
		s += *s == '\\' && s[1];
	return *s ? s + 1 : s;
}

/* JSON to a C initialiser: {"a":1,"b":[2,3]} is {.a = 1, .b = {2, 3}}. */
static void json_as_c(FILE *f, const char *s)
{
	const char *end;

	for (; *s; s++) {
		if (*s == '"') {
			end = string_end(s);
			if (*end == ':')
				fprintf(f, ".%.*s = ", (int)(end - s - 2), s + 1);
			else
				fwrite(s, 1, (size_t)(end - s), f);
			s = *end == ':' ? end : end - 1;
		} else {
			fputs(*s == '[' ? "{" : *s == ']' ? "}" : *s == ',' ? ", " : (char[]){ *s, 0 }, f);
		}
	}
}

/* "struct counter ", for a type that is a struct or union with a name. */
static void type_print(FILE *f, const struct btf *btf, uint32_t type)
{
	__s32 id = type && btf ? btf__resolve_type(btf, type) : 0;
	const struct btf_type *t = id > 0 ? btf__type_by_id(btf, (__u32)id) : NULL;
	const char *name = t && btf_is_composite(t) ? btf__name_by_offset(btf, t->name_off) : NULL;

	if (name && *name)
		fprintf(f, "(%s %s)", btf_is_union(t) ? "union" : "struct", name);
}

static void value_print(FILE *f, const struct btf *btf, uint32_t type, const uint8_t *data, size_t len)
{
	char *text = NULL;
	size_t text_len;
	FILE *mem = open_memstream(&text, &text_len);

	if (mem) {
		btf_json_value(mem, btf, type, data, len);
		fclose(mem);
	}
	type_print(f, btf, type);
	json_as_c(f, text ? text : "?");
	free(text);
}

static bool all_zero(const uint8_t *p, size_t len)
{
	while (len && !*p)
		p++, len--;
	return !len;
}

static uint64_t first_number(const struct entries *e, size_t i)
{
	uint64_t v = 0;

	memcpy(&v, e->bytes + i * e->record + e->key_len, e->value_len < sizeof(v) ? e->value_len : sizeof(v));
	return v;
}

static _Thread_local const struct entries *sorting;

static int by_first_number(const void *a, const void *b)
{
	uint64_t x = first_number(sorting, *(const size_t *)a), y = first_number(sorting, *(const size_t *)b);

	return x < y ? 1 : x > y ? -1 : *(const size_t *)a < *(const size_t *)b ? -1 : 1;
}

static void percpu_print(FILE *f, const struct btf *btf, const struct kiln_map_spec *s, const uint8_t *value,
			 size_t len)
{
	size_t one = (s->value_size + 7u) & ~7u;
	bool any = false;

	for (size_t cpu = 0; cpu * one < len; cpu++) {
		if (all_zero(value + cpu * one, s->value_size))
			continue;
		fprintf(f, "%scpu%zu: ", any ? ", " : "", cpu);
		value_print(f, btf, s->btf_value, value + cpu * one, s->value_size);
		any = true;
	}
}

static void map_print(FILE *f, const struct object_map *om, const struct btf *btf, uint64_t most)
{
	const struct kiln_map_spec *s = kiln_map_spec(om->map);
	bool array = s->type == BPF_MAP_TYPE_ARRAY || s->type == BPF_MAP_TYPE_PERCPU_ARRAY;
	struct entries e;
	size_t *order, shown = 0, nr = 0;

	if (!entries_read(&e, om->map)) {
		complain("out of memory");
		free(e.bytes);
		return;
	}
	order = malloc((e.nr + 1) * sizeof(*order));
	for (size_t i = 0; order && i < e.nr; i++)
		if (!array || !all_zero(e.bytes + i * e.record + e.key_len, e.value_len))
			order[nr++] = i;
	sorting = &e;
	if (order && !array && e.key_len)
		qsort(order, nr, sizeof(*order), by_first_number);
	fprintf(f, "  %s (%zu of %u entries%s)\n", om->name, nr, s->max_entries,
		nr <= most ? ""
		: array	   ? ", the first"
			   : ", the largest");
	for (; shown < nr && shown < most; shown++) {
		const uint8_t *at = e.bytes + order[shown] * e.record;

		fputs("    ", f);
		if (e.key_len && !(array && s->max_entries == 1)) {
			value_print(f, btf, s->btf_key, at, e.key_len);
			fputs(" = ", f);
		}
		if (map_is_percpu(s))
			percpu_print(f, btf, s, at + e.key_len, e.value_len);
		else
			value_print(f, btf, s->btf_value, at + e.key_len, e.value_len);
		fputc('\n', f);
	}
	if (nr > shown)
		fprintf(f, "    ... and %zu more\n", nr - shown);
	free(order);
	free(e.bytes);
}

void maps_print(FILE *f, const struct object *o, uint64_t most)
{
	for (uint32_t i = 0; i < o->nr_maps; i++)
		if (map_holds_data(kiln_map_spec(o->map[i].map)))
			map_print(f, &o->map[i], o->btf, most);
}

/* -- as JSON ------------------------------------------------------------------------------------------------------- */

static void map_json(FILE *f, const struct object *o, const struct object_map *om)
{
	const struct kiln_map_spec *s = kiln_map_spec(om->map);
	struct btf_json_map jm = {
		.name = om->name,
		.btf = o->btf,
		.key_type = s->btf_key,
		.value_type = s->btf_value,
		.key_len = s->key_size,
		.value_len = s->value_size,
		.nr_cpus = map_is_percpu(s) ? kiln_host(o->k)->nr_cpus : 0,
	};
	struct entries e;

	if (!entries_read(&e, om->map) || btf_json_map(f, &jm, e.bytes, e.nr)) {
		complain("out of memory");
		fputs("null", f);
	}
	free(e.bytes);
}

void maps_json(FILE *f, const struct object *o)
{
	bool any = false;

	fputs("\"maps\":{", f);
	for (uint32_t i = 0; i < o->nr_maps; i++) {
		if (!map_holds_data(kiln_map_spec(o->map[i].map)))
			continue;
		fputs(any ? ",\n" : "\n", f);
		map_json(f, o, &o->map[i]);
		any = true;
	}
	fputs("}", f);
}
