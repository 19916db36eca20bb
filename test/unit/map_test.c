/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * What the kernel cannot be asked: calls from programs, values with locks, per-slot values, iteration by callback, maps of maps,
 * program arrays, bloom filters, batches, and all of it without memory.
 */
#include "map.h"

#include <string.h>

#include "prog/prog.h"

static struct machine m;

static int setup(void **state)
{
	(void)state;
	machine_begin(&m, 4);
	kiln_enter(m.k, &m.env);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	kiln_leave(m.k, &m.env);
	machine_end(&m);
	return 0;
}

/* -- values from programs ------------------------------------------------------------------------------------------ */

static void array_values_are_in_place(void **state)
{
	struct kiln_map *map = map_new(&m, SPEC(.type = MAP_ARRAY, .key_size = 4, .value_size = 12, .max_entries = 3));
	uint32_t key = 2, past = 3;
	uint8_t value[12], *v;
	size_t len;

	(void)state;
	memset(value, 7, sizeof(value));
	assert_null(prog_lookup(&m, map, &past));
	v = prog_lookup(&m, map, &key);
	assert_ptr_equal(v, map->direct.base + 2 * map->direct.stride);
	assert_int_equal(prog_update(&m, map, &key, value, MAP_ANY), 0);
	assert_memory_equal(v, value, 12);
	assert_int_equal(prog_update(&m, map, &key, value, MAP_NOEXIST), -KILN_ERR_EXIST);
	assert_int_equal(prog_update(&m, map, &past, value, MAP_ANY), -KILN_ERR_COMPLEX);
	assert_int_equal(prog_update(&m, map, &key, value, 7), -KILN_ERR_INVAL);
	assert_int_equal(prog_delete(&m, map, &key), -KILN_ERR_INVAL);
	assert_ptr_equal(kiln_map_memory(map, &len), map->direct.base);
	assert_int_equal(len, 3 * 16);
	kiln_map_free(map);
}

static void per_cpu_values_are_per_slot(void **state)
{
	static const uint32_t types[] = { MAP_PERCPU_ARRAY, MAP_PERCPU_HASH, MAP_LRU_PERCPU_HASH };

	(void)state;
	for (size_t t = 0; t < NR_OF(types); t++) {
		struct kiln_map *map =
			map_new(&m, SPEC(.type = types[t], .key_size = 4, .value_size = 4, .max_entries = 8));
		uint32_t key = 5, slot = m.env.cpu;
		uint64_t all[4] = { 1, 2, 3, 4 }, got[4];
		uint32_t value = 99, *v;

		assert_int_equal(kiln_map_value_len(map), sizeof(all));
		assert_int_equal(kiln_map_update(map, &key, all, MAP_ANY), KILN_OK);
		v = prog_lookup(&m, map, &key);
		assert_int_equal(*v, slot + 1);
		assert_int_equal(prog_update(&m, map, &key, &value, MAP_ANY), 0);
		assert_int_equal(kiln_map_lookup(map, &key, got, 0), KILN_OK);
		all[slot] = 99;
		assert_memory_equal(got, all, sizeof(all));
		for (uint64_t i = 0; i < 5; i++) {
			v = (uint32_t *)(uintptr_t)call_map_lookup_percpu(ARG(map), ARG(&key), i, 0, 0, &m.env);
			if (i == 4)
				assert_null(v);
			else
				assert_int_equal(*v, all[i]);
		}
		/* An element that a program adds is zero for all others, also where it takes the place of another. */
		if (types[t] != MAP_PERCPU_ARRAY)
			assert_int_equal(prog_delete(&m, map, &key), 0);
		key = 6;
		if (types[t] != MAP_PERCPU_ARRAY)
			assert_int_equal(prog_update(&m, map, &key, &value, MAP_NOEXIST), 0);
		assert_int_equal(kiln_map_lookup(map, &key, got, 0), KILN_OK);
		for (uint32_t i = 0; i < 4; i++)
			assert_int_equal(got[i], i == slot && types[t] != MAP_PERCPU_ARRAY ? 99 : 0);
		kiln_map_free(map);
	}
}

static void an_update_does_not_touch_the_old_value(void **state)
{
	static const uint32_t flags[] = { 0, MAP_F_NO_PREALLOC };

	(void)state;
	for (size_t i = 0; i < NR_OF(flags); i++) {
		struct kiln_map *map = map_new(&m, SPEC(.type = MAP_HASH, .key_size = 4, .value_size = 8,
							.max_entries = 1, .flags = flags[i]));
		uint32_t key = 1, other = 2;
		uint64_t a = 1, b = 2, *old;

		assert_int_equal(prog_update(&m, map, &key, &a, MAP_ANY), 0);
		assert_int_equal(prog_update(&m, map, &other, &a, MAP_ANY), -KILN_ERR_COMPLEX);
		old = prog_lookup(&m, map, &key);
		/* Full, yet this works: an extra element takes the place. */
		assert_int_equal(prog_update(&m, map, &key, &b, MAP_EXIST), 0);
		assert_int_equal(*old, 1);
		assert_int_equal(*(uint64_t *)prog_lookup(&m, map, &key), 2);
		kiln_map_free(map);
	}
}

static void locks_and_timers_are_not_callers_bytes(void **state)
{
	static const uint32_t types[] = { MAP_HASH, MAP_ARRAY };
	struct value {
		uint64_t a;
		uint32_t lock, b;
		uint64_t timer[2];
		uint8_t tail[3];
	};

	(void)state;
	for (size_t t = 0; t < NR_OF(types); t++) {
		struct kiln_map *map = map_new(&m, FIELDS(.type = types[t], .key_size = 4, .value_size = 35,
							  .max_entries = 2, .lock_off = offsetof(struct value, lock),
							  .timer_off = offsetof(struct value, timer)));
		struct value in, out = { 0 }, *v;
		uint32_t key = 1;

		memset(&in, 0x55, sizeof(in));
		assert_int_equal(kiln_map_update(map, &key, &in, MAP_ANY), KILN_OK);
		v = prog_lookup(&m, map, &key);
		assert_int_equal(v->lock, 0);
		assert_int_equal(v->timer[0], 0);
		assert_int_equal(v->timer[1], 0);
		assert_int_equal(v->a, 0x5555555555555555);
		assert_int_equal(v->b, 0x55555555);
		assert_int_equal(v->tail[2], 0x55);
		v->timer[0] = 77;
		assert_int_equal(kiln_map_lookup(map, &key, &out, MAP_LOCK), KILN_OK);
		assert_int_equal(out.timer[0], 0);
		assert_int_equal(out.b, 0x55555555);
		/* With the lock the element stays where it is. */
		in.a = 3;
		assert_int_equal(kiln_map_update(map, &key, &in, MAP_LOCK), KILN_OK);
		assert_int_equal(v->a, 3);
		assert_int_equal(v->lock, 0);
		assert_int_equal(v->timer[0], 77);
		assert_int_equal(kiln_map_freeze(map), KILN_ERR_NOTSUPP);
		kiln_map_free(map);
	}
}

static void pointers_of_the_kernel_are_not_callers_bytes(void **state)
{
	static const uint32_t types[] = { MAP_HASH, MAP_LRU_HASH, MAP_ARRAY };

	(void)state;
	for (size_t t = 0; t < NR_OF(types); t++) {
		struct kiln_map *map = map_new(&m, SPEC(.type = types[t], .key_size = 4, .value_size = 24,
							.max_entries = 2, .nr_kptrs = 1, .kptr = { { .off = 8 } }));
		uint64_t in[3] = { 1, 2, 3 }, out[3], *v;
		uint32_t key = 1;

		assert_int_equal(kiln_map_update(map, &key, in, MAP_ANY), KILN_OK);
		v = prog_lookup(&m, map, &key);
		assert_true(v[0] == 1 && v[1] == 0 && v[2] == 3);
		v[1] = 77;
		assert_int_equal(kiln_map_lookup(map, &key, out, 0), KILN_OK);
		assert_true(out[0] == 1 && out[1] == 0 && out[2] == 3);
		assert_int_equal(kiln_map_freeze(map), KILN_ERR_NOTSUPP);
		kiln_map_free(map);
	}
}

/* Whoever maps an array would forge them. */
static void what_is_not_callers_is_not_mapped(void **state)
{
	const struct kiln_map_spec specs[] = {
		*FIELDS(.lock_off = 8, .timer_off = KILN_NO_OFF),
		*FIELDS(.lock_off = KILN_NO_OFF, .timer_off = 8),
		*SPEC(.nr_kptrs = 1, .kptr = { { .off = 8 } }),
		*SPEC(.nr_kptrs = 0),
	};
	struct kiln_host *host;
	struct kiln *k;
	size_t len;

	(void)state;
	assert_int_equal(kiln_posix_host_new(&(struct kiln_posix_opts){ .share = true }, &host), KILN_OK);
	assert_int_equal(kiln_new(host, &k), KILN_OK);
	for (size_t i = 0; i < NR_OF(specs); i++) {
		struct kiln_map_spec s = specs[i];
		struct kiln_map *map;

		s.type = MAP_ARRAY, s.key_size = 4, s.value_size = 24, s.max_entries = 2, s.flags = MAP_F_MMAPABLE;
		assert_int_equal(kiln_map_new(k, &s, &map), KILN_OK);
		assert_true(!kiln_map_shared(map, &len) == (i + 1 < NR_OF(specs)));
		kiln_map_free(map);
	}
	kiln_leave(m.k, &m.env); /* readers cannot wait for themselves */
	kiln_free(k);
	kiln_posix_host_free(host);
	kiln_enter(m.k, &m.env);
}

static void specs_with_bad_fields_are_refused(void **state)
{
	struct kiln_map *map;

	(void)state;
	assert_int_equal(kiln_map_new(m.k,
				      SPEC(.type = MAP_ARRAY, .key_size = 4, .value_size = 16, .max_entries = 1,
					   .nr_kptrs = 1, .kptr = { { .off = 12 } }),
				      &map),
			 KILN_ERR_INVAL);
	assert_int_equal(kiln_map_new(m.k,
				      SPEC(.type = MAP_ARRAY, .key_size = 4, .value_size = 16, .max_entries = 1,
					   .nr_kptrs = 2, .kptr = { { .off = 8 }, { .off = 8 } }),
				      &map),
			 KILN_ERR_INVAL);
	assert_int_equal(
		kiln_map_new(m.k,
			     FIELDS(.type = MAP_ARRAY, .key_size = 4, .value_size = 16, .max_entries = 1,
				    .lock_off = 12, .timer_off = KILN_NO_OFF, .nr_kptrs = 1, .kptr = { { .off = 8 } }),
			     &map),
		KILN_ERR_INVAL);
	assert_int_equal(kiln_map_new(m.k,
				      SPEC(.type = MAP_PERCPU_ARRAY, .key_size = 4, .value_size = 16, .max_entries = 1,
					   .nr_kptrs = 1),
				      &map),
			 KILN_ERR_UNSUPPORTED);
	assert_int_equal(kiln_map_new(m.k,
				      SPEC(.type = MAP_ARRAY, .key_size = 4, .value_size = 16, .max_entries = 1,
					   .nr_kptrs = KILN_MAX_KPTRS + 1),
				      &map),
			 KILN_ERR_COMPLEX);
	assert_int_equal(kiln_map_new(m.k,
				      FIELDS(.type = MAP_ARRAY, .key_size = 4, .value_size = 8, .max_entries = 1,
					     .lock_off = 2, .timer_off = KILN_NO_OFF),
				      &map),
			 KILN_ERR_INVAL);
	assert_int_equal(kiln_map_new(m.k,
				      FIELDS(.type = MAP_ARRAY, .key_size = 4, .value_size = 8, .max_entries = 1,
					     .lock_off = 8, .timer_off = KILN_NO_OFF),
				      &map),
			 KILN_ERR_INVAL);
	assert_int_equal(kiln_map_new(m.k,
				      FIELDS(.type = MAP_ARRAY, .key_size = 4, .value_size = 24, .max_entries = 1,
					     .lock_off = 8, .timer_off = 8),
				      &map),
			 KILN_ERR_INVAL);
	assert_int_equal(kiln_map_new(m.k,
				      FIELDS(.type = MAP_LRU_HASH, .key_size = 4, .value_size = 8, .max_entries = 1,
					     .lock_off = 0, .timer_off = KILN_NO_OFF),
				      &map),
			 KILN_ERR_UNSUPPORTED);
	assert_int_equal(
		kiln_map_new(m.k,
			     SPEC(.type = MAP_ARRAY, .key_size = 4, .value_size = 8, .max_entries = 1, .name = "a b"),
			     &map),
		KILN_ERR_INVAL);
	assert_int_equal(kiln_map_new(m.k, SPEC(.type = 4000), &map), KILN_ERR_INVAL);
	assert_int_equal(
		kiln_map_new(m.k, SPEC(.type = MAP_SOCKMAP, .key_size = 4, .value_size = 4, .max_entries = 1), &map),
		KILN_ERR_INVAL);
	/* A spec of zeros means no lock and no timer. */
	assert_int_equal(kiln_map_new(m.k,
				      &(struct kiln_map_spec){
					      .type = MAP_ARRAY, .key_size = 4, .value_size = 8, .max_entries = 1 },
				      &map),
			 KILN_OK);
	assert_int_equal(kiln_map_spec(map)->lock_off, KILN_NO_OFF);
	kiln_map_free(map);
}

/* -- queues, stacks, filters --------------------------------------------------------------------------------------- */

static int64_t push(struct kiln_map *map, uint64_t v, uint64_t flags)
{
	return (int64_t)call_map_push(ARG(map), ARG(&v), flags, 0, 0, &m.env);
}

static int64_t pop(struct kiln_map *map, uint64_t *v)
{
	return (int64_t)call_map_pop(ARG(map), ARG(v), 0, 0, 0, &m.env);
}

static void queues_and_stacks(void **state)
{
	static const struct {
		uint32_t type;
		uint64_t order[3];
	} cases[] = { { MAP_QUEUE, { 2, 3, 4 } }, { MAP_STACK, { 4, 3, 2 } } };

	(void)state;
	for (size_t t = 0; t < NR_OF(cases); t++) {
		struct kiln_map *map = map_new(&m, SPEC(.type = cases[t].type, .value_size = 8, .max_entries = 3));
		uint64_t v = 9;

		assert_int_equal(pop(map, &v), -KILN_ERR_NOENT);
		assert_int_equal(v, 0);
		for (uint64_t i = 1; i <= 3; i++)
			assert_int_equal(push(map, i, MAP_ANY), 0);
		assert_int_equal(push(map, 4, MAP_ANY), -KILN_ERR_COMPLEX);
		assert_int_equal(push(map, 4, MAP_NOEXIST), -KILN_ERR_INVAL);
		assert_int_equal(push(map, 4, MAP_EXIST), 0); /* the oldest gives way */
		assert_int_equal(call_map_peek(ARG(map), ARG(&v), 0, 0, 0, &m.env), 0);
		assert_int_equal(v, cases[t].order[0]);
		for (int i = 0; i < 3; i++) {
			assert_int_equal(pop(map, &v), 0);
			assert_int_equal(v, cases[t].order[i]);
		}
		assert_int_equal(kiln_map_next(map, NULL, &v), KILN_ERR_INVAL);
		kiln_map_free(map);
	}
}

static void bloom_filters_never_forget(void **state)
{
	struct kiln_map *map = map_new(&m, SPEC(.type = MAP_BLOOM_FILTER, .value_size = 12, .max_entries = 1000));
	uint32_t v[3] = { 0, 1, 2 }, wrong = 0;

	(void)state;
	for (v[0] = 0; v[0] < 1000; v[0]++)
		assert_int_equal(call_map_push(ARG(map), ARG(v), 0, 0, 0, &m.env), 0);
	for (v[0] = 0; v[0] < 1000; v[0]++)
		assert_int_equal(kiln_map_lookup(map, NULL, v, 0), KILN_OK);
	for (v[0] = 1000; v[0] < 11000; v[0]++)
		wrong += call_map_peek(ARG(map), ARG(v), 0, 0, 0, &m.env) == 0;
	assert_in_range(wrong, 0, 500); /* 5 hashes: about 3 %, often less as the bits are rounded up */
	assert_int_equal(call_map_push(ARG(map), ARG(v), 1, 0, 0, &m.env), (uint64_t)-KILN_ERR_INVAL);
	assert_int_equal(call_map_pop(ARG(map), ARG(v), 0, 0, 0, &m.env), (uint64_t)-KILN_ERR_UNSUPPORTED);
	assert_int_equal(kiln_map_delete(map, NULL), KILN_ERR_UNSUPPORTED);
	kiln_map_free(map);
}

/* -- maps of maps, program arrays ---------------------------------------------------------------------------------- */

static void maps_of_maps(void **state)
{
	static const uint32_t types[] = { MAP_ARRAY_OF_MAPS, MAP_HASH_OF_MAPS };
	struct kiln_map_spec *in = SPEC(.type = MAP_ARRAY, .key_size = 4, .value_size = 8, .max_entries = 2);
	struct kiln_map_spec *longer = SPEC(.type = MAP_ARRAY, .key_size = 4, .value_size = 8, .max_entries = 3);

	(void)state;
	for (size_t t = 0; t < NR_OF(types); t++) {
		struct kiln_map *a = map_new(&m, in), *b = map_new(&m, in), *other = map_new(&m, longer), *map;
		struct kiln_map_spec *s = SPEC(.type = types[t], .key_size = 4, .value_size = 4, .max_entries = 4);
		uint32_t key = 3, id;

		assert_int_equal(kiln_map_new(m.k, s, &map), KILN_ERR_BADF);
		s->inner = a;
		map = map_new(&m, s);
		s->inner = map;
		assert_int_equal(kiln_map_new(m.k, s, &(struct kiln_map *){ NULL }), KILN_ERR_INVAL);
		assert_null(prog_lookup(&m, map, &key));
		assert_int_equal(kiln_map_set_object(map, &key, other, NULL, 0), KILN_ERR_INVAL);
		assert_int_equal(kiln_map_set_object(map, &key, a, NULL, 0), KILN_OK);
		assert_ptr_equal(prog_lookup(&m, map, &key), a);
		assert_int_equal(kiln_map_lookup(map, &key, &id, 0), KILN_OK);
		assert_int_equal(id, a->id);
		assert_int_equal(kiln_map_set_object(map, &key, b, NULL, 0), KILN_OK);
		kiln_map_free(b); /* held by map */
		assert_ptr_equal(prog_lookup(&m, map, &key), b);
		assert_int_equal(kiln_map_update(map, &key, &id, 0), KILN_ERR_NOTSUPP);
		key = 2;
		assert_int_equal(kiln_map_delete(map, &key), KILN_ERR_NOENT);
		assert_int_equal(kiln_map_set_object(map, &key, a, NULL, 0), KILN_OK);
		assert_int_equal(kiln_map_set_object(map, &key, NULL, NULL, 0), KILN_OK);
		assert_null(prog_lookup(&m, map, &key));
		kiln_map_free(map);
		kiln_map_free(a);
		kiln_map_free(other);
	}
}

static void machines_do_not_mix(void **state)
{
	struct kiln_map_spec *in = SPEC(.type = MAP_ARRAY, .key_size = 4, .value_size = 8, .max_entries = 2);
	struct kiln_map_spec *s = SPEC(.type = MAP_HASH_OF_MAPS, .key_size = 4, .value_size = 4, .max_entries = 4);
	struct kiln_map *here = map_new(&m, in), *there, *map;
	uint32_t key = 1;
	struct kiln *k;

	(void)state;
	assert_int_equal(kiln_new(m.host, &k), KILN_OK);
	assert_int_equal(kiln_map_new(k, in, &there), KILN_OK);
	s->inner = there;
	assert_int_equal(kiln_map_new(m.k, s, &map), KILN_ERR_INVAL);
	s->inner = here;
	map = map_new(&m, s);
	assert_int_equal(kiln_map_set_object(map, &key, there, NULL, 0), KILN_ERR_INVAL);
	kiln_map_free(map);
	kiln_map_free(here);
	kiln_map_free(there);
	kiln_leave(m.k, &m.env);
	kiln_free(k);
	kiln_enter(m.k, &m.env);
}

/* A program, as far as an array looks at it. */
static struct kiln_prog *fake_prog(const struct kiln_kind *kind, uint32_t mem_len)
{
	struct kiln_prog *p = m.host->alloc(m.host->cookie, sizeof(*p));

	p->k = m.k;
	p->kind = kind;
	p->mem_len = mem_len;
	p->refs = 1;
	p->id = 1000 + mem_len;
	return p;
}

static void program_arrays(void **state)
{
	const struct kiln_kind *xdp = kiln_kind_by_name("xdp"), *tc = kiln_kind_by_name("sched_cls");
	struct kiln_map *map = map_new(&m,
				       SPEC(.type = MAP_PROG_ARRAY, .key_size = 4, .value_size = 4, .max_entries = 4));
	struct kiln_prog *p = fake_prog(xdp, 0), *other = fake_prog(tc, 0), *longer = fake_prog(xdp, 8);
	uint32_t key = 1, id, past = 4;

	(void)state;
	assert_int_equal(kiln_map_set_object(map, &past, NULL, p, 0), KILN_ERR_COMPLEX);
	assert_int_equal(kiln_map_set_object(map, &key, NULL, p, MAP_NOEXIST), KILN_ERR_INVAL);
	assert_int_equal(kiln_map_set_object(map, &key, NULL, p, 0), KILN_OK);
	assert_int_equal(p->refs, 2);
	assert_int_equal(kiln_map_set_object(map, &key, NULL, other, 0), KILN_ERR_INVAL);
	assert_int_equal(kiln_map_set_object(map, &key, NULL, longer, 0), KILN_ERR_INVAL);
	p->checked = true;
	assert_int_equal(kiln_map_set_object(map, &key, NULL, p, 0), KILN_ERR_INVAL);
	p->checked = false;
	p->not_offered = "what nobody has";
	assert_int_equal(kiln_map_set_object(map, &key, NULL, p, 0), KILN_ERR_INVAL);
	p->not_offered = NULL;
	p->element_end[ELEMENT_KEY] = 1;
	assert_int_equal(kiln_map_set_object(map, &key, NULL, p, 0), KILN_ERR_INVAL);
	p->element_end[ELEMENT_KEY] = 0;
	assert_false(map_admits(map, tc, false, 0));
	assert_false(map_admits(map, xdp, true, 0));
	assert_true(map_admits(map, xdp, false, 0));
	assert_ptr_equal(*(void **)(void *)(map->direct.base + map->direct.stride * key), p);
	assert_int_equal(kiln_map_lookup(map, &key, &id, 0), KILN_OK);
	assert_int_equal(id, p->id);
	assert_null(prog_lookup(&m, map, &key));
	assert_int_equal(kiln_map_delete(map, &past), KILN_ERR_COMPLEX);
	assert_int_equal(kiln_map_delete(map, &key), KILN_OK);
	assert_int_equal(p->refs, 1);
	/* The last user goes: what the array holds goes too, though a program still holds the array. */
	assert_int_equal(kiln_map_set_object(map, &key, NULL, p, 0), KILN_OK);
	map_hold(map);
	kiln_map_free(map);
	assert_int_equal(p->refs, 1);
	map_put(map);
	for (int i = 0; i < 3; i++)
		m.host->free(m.host->cookie, (struct kiln_prog *[]){ p, other, longer }[i], sizeof(*p));
}

/* -- redirection --------------------------------------------------------------------------------------------------- */

static void redirect_map(void **state)
{
	struct kiln_map *map = map_new(&m, SPEC(.type = MAP_DEVMAP, .key_size = 4, .value_size = 4, .max_entries = 4));
	uint32_t key = 2, ifindex = 7;

	(void)state;
	assert_int_equal(call_redirect_map(ARG(map), 2, 2, 0, 0, &m.env), 2);
	assert_null(m.env.redirect_map);
	assert_int_equal(kiln_map_update(map, &key, &ifindex, 0), KILN_OK);
	assert_int_equal(call_redirect_map(ARG(map), 2, 2, 0, 0, &m.env), 4);
	assert_ptr_equal(m.env.redirect_map, map);
	assert_int_equal(m.env.redirect_key, 2);
	assert_int_equal(call_redirect_map(ARG(map), (1ull << 32) + 2, 1, 0, 0, &m.env), 1);
	assert_int_equal(call_redirect_map(ARG(map), 2, 1ull << 40, 0, 0, &m.env), 0);
	assert_int_equal(*(uint32_t *)prog_lookup(&m, map, &key), 7);
	assert_int_equal(kiln_map_delete(map, &key), KILN_OK);
	assert_null(prog_lookup(&m, map, &key));
	kiln_map_free(map);
}

/* -- many at once -------------------------------------------------------------------------------------------------- */

static void batches_give_everything_once(void **state)
{
	static const struct {
		uint32_t type, key_size, flags;
	} kinds[] = { { MAP_HASH, 8, 0 },
		      { MAP_HASH, 8, MAP_F_NO_PREALLOC },
		      { MAP_LRU_HASH, 8, 0 },
		      { MAP_LPM_TRIE, 8, 1 },
		      { MAP_ARRAY, 4, 0 } };

	(void)state;
	for (size_t t = 0; t < NR_OF(kinds); t++) {
		enum { NR = 200, ROOM = 32 }; /* a bucket is given whole, and holds fewer */
		struct kiln_map *map = map_new(&m, SPEC(.type = kinds[t].type, .key_size = kinds[t].key_size,
							.value_size = 8, .max_entries = NR, .flags = kinds[t].flags));
		bool seen[NR] = { false }, done = false;
		uint64_t cursor = 0, values[ROOM], keys[ROOM];
		enum kiln_err err;
		uint32_t nr = 0;

		for (uint32_t i = 0; i < NR; i++) {
			uint32_t key[2] = { kinds[t].type == MAP_LPM_TRIE ? 32 : i, i };
			uint64_t value = i;

			assert_int_equal(kiln_map_update(map, key, &value, 0), KILN_OK);
		}
		while (!done) {
			uint32_t count = ROOM;

			err = kiln_map_batch(map, &cursor, keys, values, &count, false);
			assert_true(err == KILN_OK || err == KILN_ERR_NOENT);
			done = err == KILN_ERR_NOENT;
			for (uint32_t i = 0; i < count; i++) {
				assert_false(seen[values[i]]);
				seen[values[i]] = true;
				nr++;
			}
		}
		assert_int_equal(nr, NR);
		/* One after another, and then taking all. */
		if (map->ops->take) {
			uint64_t all_keys[NR], all_values[NR];
			uint32_t count = NR;

			cursor = 0;
			assert_int_equal(kiln_map_batch(map, &cursor, all_keys, all_values, &count, true),
					 KILN_ERR_NOENT);
			assert_int_equal(count, NR);
			assert_int_equal(kiln_map_next(map, NULL, keys), KILN_ERR_NOENT);
			cursor = 0;
			count = NR;
			assert_int_equal(kiln_map_batch(map, &cursor, all_keys, all_values, &count, true),
					 KILN_ERR_NOENT);
			assert_int_equal(count, 0);
		} else {
			uint32_t count = 1;

			assert_int_equal(kiln_map_batch(map, &cursor, keys, values, &count, true), KILN_ERR_NOTSUPP);
		}
		kiln_map_free(map);
	}
}

/* Deleting what was just seen must not end the walk, nor repeat anything. */
static void iteration_while_deleting(void **state)
{
	struct kiln_map *map =
		map_new(&m, SPEC(.type = MAP_LPM_TRIE, .key_size = 8, .value_size = 4, .max_entries = 100, .flags = 1));
	uint32_t key[2], next[2], nr = 0;
	enum kiln_err err;

	(void)state;
	for (uint32_t i = 0; i < 100; i++) {
		key[0] = i % 33;
		key[1] = i * 0x9e3779b9;
		(void)kiln_map_update(map, key, &i, 0);
	}
	err = kiln_map_next(map, NULL, key);
	while (!err) {
		err = kiln_map_next(map, key, next);
		assert_int_equal(kiln_map_delete(map, key), KILN_OK);
		memcpy(key, next, sizeof(key));
		nr++;
	}
	assert_int_equal(kiln_map_next(map, NULL, key), KILN_ERR_NOENT);
	assert_in_range(nr, 60, 100);
	kiln_map_free(map);
}

/* -- callbacks ----------------------------------------------------------------------------------------------------- */

struct walk {
	struct kiln_map *map;
	uint32_t seen[64], nr, stop_at;
	enum { ONLY_LOOK, DELETE_THIS, DELETE_ALL, MOVE_OTHERS } what;
};

/* As native code gives a subprogram to a helper: map, key, value, context. */
static uint64_t each(uint64_t r1, uint64_t r2, uint64_t r3, uint64_t r4, uint64_t r5, struct kiln_env *env)
{
	struct walk *w = (void *)(uintptr_t)r4;
	uint32_t key = get32((void *)(uintptr_t)r2);
	uint64_t value = key;

	assert_ptr_equal((void *)(uintptr_t)r1, w->map);
	assert_int_equal(r5, 0);
	if (w->what == ONLY_LOOK)
		assert_int_equal(get32((void *)(uintptr_t)r3), key * 2);
	w->seen[key]++;
	w->nr++;
	if (w->what == DELETE_THIS)
		assert_int_equal(call_map_delete(r1, r2, 0, 0, 0, env), 0);
	for (uint32_t i = 0; w->what >= DELETE_ALL && i < 64; i++) {
		if (i == key)
			continue;
		call_map_delete(r1, ARG(&i), 0, 0, 0, env);
		if (w->what == MOVE_OTHERS)
			call_map_update(r1, ARG(&i), ARG(&value), 0, 0, env);
	}
	return w->nr == w->stop_at;
}

static uint64_t for_each(struct walk *w)
{
	return call_for_each_map_elem(ARG(w->map), ARG(each), ARG(w), 0, 0, &m.env);
}

static void callbacks_see_each_element_once(void **state)
{
	static const uint32_t types[] = { MAP_HASH,  MAP_PERCPU_HASH, MAP_LRU_HASH, MAP_LRU_PERCPU_HASH,
					  MAP_ARRAY, MAP_PERCPU_ARRAY };

	(void)state;
	for (size_t t = 0; t < NR_OF(types); t++) {
		struct walk w = { .map = map_new(&m, SPEC(.type = types[t], .key_size = 4, .value_size = 8,
							  .max_entries = 64)) };

		for (uint32_t i = 0; i < 64; i++)
			assert_int_equal(prog_update(&m, w.map, &i, &(uint64_t){ i * 2 }, 0), 0);
		assert_int_equal(for_each(&w), 64);
		for (uint32_t i = 0; i < 64; i++)
			assert_int_equal(w.seen[i], 1);
		w.nr = 0;
		w.stop_at = 5;
		assert_int_equal(for_each(&w), 5);
		assert_int_equal(call_for_each_map_elem(ARG(w.map), ARG(each), ARG(&w), 1, 0, &m.env),
				 (uint64_t)-KILN_ERR_INVAL);
		kiln_map_free(w.map);
	}
}

/* Whatever a callback does to the map, the walk ends. */
static void callbacks_may_change_the_map(void **state)
{
	static const uint32_t types[] = { MAP_HASH, MAP_LRU_HASH };

	(void)state;
	for (int what = DELETE_THIS; what <= MOVE_OTHERS; what++) {
		for (size_t t = 0; t < 2 * NR_OF(types); t++) {
			struct walk w = { .what = what,
					  .map = map_new(&m, SPEC(.type = types[t % 2], .key_size = 4, .value_size = 8,
								  .max_entries = 64,
								  .flags = t == 2 ? MAP_F_NO_PREALLOC : 0)) };
			uint64_t nr;

			for (uint32_t i = 0; i < 64; i++)
				assert_int_equal(prog_update(&m, w.map, &i, &(uint64_t){ i * 2 }, 0), 0);
			nr = for_each(&w);
			assert_in_range(nr, 1, 64);
			if (what == DELETE_THIS) {
				assert_int_equal(nr, 64);
				assert_int_equal(kiln_map_next(w.map, NULL, &nr), KILN_ERR_NOENT);
			}
			kiln_map_free(w.map);
		}
	}
}

/* -- ring buffers and perf events ---------------------------------------------------------------------------------- */

static void *reserve(struct kiln_map *map, uint64_t len)
{
	return (void *)(uintptr_t)call_ringbuf_reserve(ARG(map), len, 0, 0, 0, &m.env);
}

static bool take_record(void *arg, const void *data, uint32_t len)
{
	uint64_t *sum = arg;

	(void)data;
	*sum = *sum * 1000 + len;
	return len != 13;
}

static void ring_buffer_edges(void **state)
{
	enum { LEN = 4096 };
	struct kiln_map *map = map_new(&m, SPEC(.type = MAP_RINGBUF, .max_entries = LEN));
	uint64_t sum = 0;
	void *a, *b;

	(void)state;
	assert_null(reserve(map, LEN));
	assert_null(reserve(map, LEN - 8)); /* as in Linux, a ring is never filled to the last byte */
	assert_null(reserve(map, UINT64_MAX));
	assert_int_equal(call_ringbuf_reserve(ARG(map), 8, 1, 0, 0, &m.env), 0);
	assert_int_equal(call_ringbuf_output(ARG(map), ARG(&sum), 8, 4, 0, &m.env), (uint64_t)-KILN_ERR_INVAL);
	assert_int_equal(call_ringbuf_query(ARG(map), 1, 0, 0, 0, &m.env), LEN);
	a = reserve(map, 11);
	b = reserve(map, 12);
	assert_non_null(a);
	assert_int_equal((uint8_t *)b - (uint8_t *)a, 24);
	call_ringbuf_submit(ARG(b), 0, 0, 0, 0, &m.env);
	/* The first is not done: nothing to read. */
	assert_int_equal(kiln_ringbuf_read(map, take_record, &sum), 0);
	call_ringbuf_discard(ARG(a), 0, 0, 0, 0, &m.env);
	assert_int_equal(call_ringbuf_query(ARG(map), 0, 0, 0, 0, &m.env), 48 - 0);
	assert_int_equal(kiln_ringbuf_read(map, take_record, &sum), 1);
	assert_int_equal(sum, 12);
	assert_int_equal(call_ringbuf_query(ARG(map), 0, 0, 0, 0, &m.env), 0);
	assert_int_equal(call_ringbuf_query(ARG(map), 2, 0, 0, 0, &m.env), 48);
	assert_int_equal(call_ringbuf_query(ARG(map), 3, 0, 0, 0, &m.env), 48);
	assert_int_equal(call_ringbuf_query(ARG(map), 9, 0, 0, 0, &m.env), 0);
	/* A record over the end of the ring is in one piece. */
	for (int i = 0; i < 40; i++) {
		uint8_t *r = reserve(map, 1000);

		memset(r, i, 1000);
		call_ringbuf_submit(ARG(r), 0, 0, 0, 0, &m.env);
		sum = 0;
		assert_int_equal(kiln_ringbuf_read(map, take_record, &sum), 1);
		assert_int_equal(sum, 1000);
	}
	/* Full; and what was not read is not written over. */
	for (sum = 0; !call_ringbuf_output(ARG(map), ARG(&sum), 8, 0, 0, &m.env); sum++)
		;
	assert_int_equal(sum, LEN / 16 - 1);
	assert_int_equal(call_ringbuf_output(ARG(map), ARG(&sum), 8, 0, 0, &m.env), (uint64_t)-KILN_ERR_AGAIN);
	/* A reader that stops goes on after the record that it stopped at. */
	sum = 0;
	assert_int_equal(kiln_ringbuf_read(map, take_record, &sum), LEN / 16 - 1);
	call_ringbuf_output(ARG(map), ARG(&sum), 5, 0, 0, &m.env);
	call_ringbuf_output(ARG(map), ARG(&sum), 0, 0, 0, &m.env);
	sum = 0;
	a = reserve(map, 13);
	call_ringbuf_submit(ARG(a), 0, 0, 0, 0, &m.env);
	b = reserve(map, 2);
	call_ringbuf_submit(ARG(b), 0, 0, 0, 0, &m.env);
	assert_int_equal(kiln_ringbuf_read(map, take_record, &sum), 3);
	assert_int_equal(sum, 5000013);
	assert_int_equal(kiln_ringbuf_read(map, take_record, &sum), 1);
	kiln_map_free(map);
}

/* A consumer position that makes no sense, as a client that shares the page might write it: no record in work is given again. */
static void ring_buffers_distrust_the_consumer(void **state)
{
	struct kiln_map *map = map_new(&m, SPEC(.type = MAP_RINGBUF, .max_entries = 4096));
	uint8_t *busy = reserve(map, 100), *r;
	uint64_t *consumer = (uint64_t *)(void *)(busy - 8 - 2 * 4096), sum = 0;

	(void)state;
	assert_int_equal(*consumer, 0);
	for (int i = 0; i < 100; i++) {
		*consumer = call_ringbuf_query(ARG(map), 3, 0, 0, 0, &m.env); /* "all read" */
		r = reserve(map, 200);
		if (r)
			call_ringbuf_submit(ARG(r), 0, 0, 0, 0, &m.env);
		assert_true(!r || r + 200 <= busy || r >= busy + 100);
	}
	assert_int_equal(get32(busy - 8), 100 | 1u << 31);
	*consumer = UINT64_MAX - 7;
	assert_int_equal(kiln_ringbuf_read(map, take_record, &sum), 0);
	call_ringbuf_submit(ARG(busy), 0, 0, 0, 0, &m.env);
	kiln_map_free(map);
}

struct events {
	uint32_t nr, slot;
	char text[64];
};

static void event(void *arg, uint32_t slot, const void *data, uint32_t len)
{
	struct events *e = arg;

	e->nr++;
	e->slot = slot;
	memcpy(e->text, data, len < sizeof(e->text) ? len : sizeof(e->text));
}

static void perf_events(void **state)
{
	struct kiln_map *map =
		map_new(&m, SPEC(.type = MAP_PERF_EVENT_ARRAY, .key_size = 4, .value_size = 4, .max_entries = 2));
	struct kiln_packet packet;
	struct events got = { 0 };
	uint8_t room[64];
	uint64_t lost;
	uint64_t full = 0;

	(void)state;
	memset(room, 'p', sizeof(room));
	kiln_packet_init(&packet, room, 0, sizeof(room), 0);
	assert_int_equal(call_perf_event_output(0, ARG(map), 2, ARG("abc"), 3, &m.env), (uint64_t)-KILN_ERR_COMPLEX);
	assert_int_equal(call_perf_event_output(0, ARG(map), 1ull << 32, ARG("abc"), 3, &m.env),
			 (uint64_t)-KILN_ERR_INVAL);
	assert_int_equal(call_perf_event_output(0, ARG(map), 1, ARG("abc"), 3, &m.env), 0);
	assert_int_equal(kiln_posix_perf_read(m.host, map, event, &got, &lost), 1);
	assert_int_equal(got.slot, 1);
	assert_memory_equal(got.text, "abc", 3);
	/* Some bytes of the packet follow. */
	assert_int_equal(call_perf_event_output_packet(ARG(&packet), ARG(map), 65ull << 32, ARG("abc"), 3, &m.env),
			 (uint64_t)-KILN_ERR_FAULT);
	assert_int_equal(call_perf_event_output_packet(ARG(&packet), ARG(map), 2ull << 32, ARG("abc"), 3, &m.env), 0);
	assert_int_equal(kiln_posix_perf_read(m.host, map, event, &got, &lost), 1);
	assert_memory_equal(got.text, "abcpp", 5);
	assert_int_equal(lost, 0);
	while (!call_perf_event_output(0, ARG(map), 0, ARG(room), sizeof(room), &m.env))
		full++;
	got.nr = 0;
	assert_int_equal(kiln_posix_perf_read(m.host, map, event, &got, &lost), full);
	assert_int_equal(got.nr, full);
	assert_int_equal(lost, 1);
	kiln_map_free(map);
}

/* -- without memory ------------------------------------------------------------------------------------------------ */

static const struct kiln_map_spec every_kind[] = {
#define S(...)                                                                 \
	{                                                                      \
		.lock_off = KILN_NO_OFF, .timer_off = KILN_NO_OFF, __VA_ARGS__ \
	}
	S(.type = MAP_HASH, .key_size = 4, .value_size = 8, .max_entries = 10),
	S(.type = MAP_HASH, .key_size = 4, .value_size = 8, .max_entries = 10, .flags = MAP_F_NO_PREALLOC),
	S(.type = MAP_PERCPU_HASH, .key_size = 4, .value_size = 8, .max_entries = 10),
	S(.type = MAP_PERCPU_HASH, .key_size = 4, .value_size = 8, .max_entries = 10, .flags = MAP_F_NO_PREALLOC),
	S(.type = MAP_LRU_HASH, .key_size = 4, .value_size = 8, .max_entries = 10),
	S(.type = MAP_LRU_PERCPU_HASH, .key_size = 4, .value_size = 8, .max_entries = 10),
	S(.type = MAP_ARRAY, .key_size = 4, .value_size = 8, .max_entries = 10),
	S(.type = MAP_PERCPU_ARRAY, .key_size = 4, .value_size = 8, .max_entries = 10),
	S(.type = MAP_LPM_TRIE, .key_size = 8, .value_size = 8, .max_entries = 10, .flags = MAP_F_NO_PREALLOC),
	S(.type = MAP_PROG_ARRAY, .key_size = 4, .value_size = 4, .max_entries = 10),
	S(.type = MAP_PERF_EVENT_ARRAY, .key_size = 4, .value_size = 4, .max_entries = 10),
	S(.type = MAP_QUEUE, .value_size = 8, .max_entries = 10),
	S(.type = MAP_STACK, .value_size = 8, .max_entries = 10),
	S(.type = MAP_BLOOM_FILTER, .value_size = 8, .max_entries = 10),
	S(.type = MAP_RINGBUF, .max_entries = 4096),
	S(.type = MAP_DEVMAP, .key_size = 4, .value_size = 4, .max_entries = 10),
	S(.type = MAP_CPUMAP, .key_size = 4, .value_size = 4, .max_entries = 10),
};

static void making_maps_without_memory(void **state)
{
	(void)state;
	for (size_t i = 0; i < NR_OF(every_kind); i++) {
		enum kiln_err err = KILN_ERR_NOMEM;
		uint64_t before, alive, total;

		for (uint64_t n = 1; err; n++) {
			struct kiln_map *map;

			kiln_posix_counts(m.host, &before, &total);
			kiln_posix_fail_alloc_at(m.host, n);
			err = kiln_map_new(m.k, &every_kind[i], &map);
			kiln_posix_fail_alloc_at(m.host, 0);
			if (!err) {
				assert_true(n > 1);
				kiln_map_free(map);
				break;
			}
			assert_int_equal(err, KILN_ERR_NOMEM);
			assert_null(map);
			kiln_posix_counts(m.host, &alive, &total);
			assert_int_equal(alive, before);
		}
	}
}

/* Sizes whose product does not fit, or that no machine has: refused, or pages that nobody touches. */
static void huge_maps(void **state)
{
	static const uint32_t entries[] = { 1u << 20, 1u << 31, UINT32_MAX - 1, UINT32_MAX };
	static const uint32_t values[] = { 8, 32768, 1u << 22, INT32_MAX, UINT32_MAX };

	(void)state;
	for (size_t i = 0; i < NR_OF(every_kind); i++) {
		for (size_t n = 0; n < NR_OF(entries) * NR_OF(values); n++) {
			struct kiln_map_spec s = every_kind[i];
			struct kiln_map *map;
			uint8_t key[8] = { 0 };
			enum kiln_err err;

			s.max_entries = entries[n % NR_OF(entries)];
			s.value_size = s.value_size == 8 ? values[n / NR_OF(entries)] : s.value_size;
			err = kiln_map_new(m.k, &s, &map);
			assert_true(err == KILN_OK || err == KILN_ERR_NOMEM || err == KILN_ERR_COMPLEX ||
				    err == KILN_ERR_INVAL);
			if (err)
				continue;
			if (s.key_size)
				(void)kiln_map_delete(map, key);
			kiln_map_free(map);
		}
	}
}

static uint32_t elements(struct kiln_map *map)
{
	uint64_t cursor = 0, keys[256], values[256];
	uint32_t count = 256 / 4;

	assert_int_equal(kiln_map_batch(map, &cursor, keys, values, &count, false), KILN_ERR_NOENT);
	return count;
}

/* An update that fails changes nothing; the next one works. Prefixes are chosen to need nodes at several depths. */
static void updates_without_memory(void **state)
{
	uint64_t value[4] = { 1, 2, 3, 4 }, got[4];

	(void)state;
	for (size_t i = 0; i < NR_OF(every_kind); i++) {
		const struct kiln_map_spec *s = &every_kind[i];
		struct kiln_map *map;

		if (!(s->flags & MAP_F_NO_PREALLOC))
			continue;
		map = map_new(&m, s);
		for (uint32_t e = 0; e < 10; e++) {
			uint32_t key[2] = { s->type == MAP_LPM_TRIE ? 7 + 2 * e : e, 0x01010a0a ^ (e % 3) << 18 };
			enum kiln_err err = KILN_ERR_NOMEM;

			for (uint64_t n = 1; err; n++) {
				kiln_posix_fail_alloc_at(m.host, n);
				err = kiln_map_update(map, key, value, MAP_NOEXIST);
				kiln_posix_fail_alloc_at(m.host, 0);
				assert_true(!err || err == KILN_ERR_NOMEM);
				assert_int_equal(elements(map), err ? e : e + 1);
			}
			assert_int_equal(kiln_map_lookup(map, key, got, 0), KILN_OK);
			assert_int_equal(got[0], 1);
		}
		kiln_map_free(map);
	}
}

/* A host without alloc_now: what was prepared outside is what an update from outside uses; a program gets what is left over. */
static void on_demand_without_alloc_now(void **state)
{
	struct kiln_host host = *m.host;
	struct kiln *k;

	(void)state;
	host.alloc_now = NULL;
	assert_int_equal(kiln_new(&host, &k), KILN_OK);
	for (size_t i = 0; i < NR_OF(every_kind); i++) {
		const struct kiln_map_spec *s = &every_kind[i];
		struct kiln_map *map;
		uint32_t key[2] = { 32, 1 };
		uint64_t value[4] = { 0 };

		if (!(s->flags & MAP_F_NO_PREALLOC))
			continue;
		assert_int_equal(kiln_map_new(k, s, &map), KILN_OK);
		assert_int_equal(prog_update(&m, map, key, value, 0), -KILN_ERR_NOMEM);
		for (; key[1] < 6; key[1]++, key[0]--)
			assert_int_equal(kiln_map_update(map, key, value, 0), KILN_OK);
		key[0] = 32;
		key[1] = 1;
		assert_int_equal(kiln_map_delete(map, key), KILN_OK);
		kiln_map_free(map);
	}
	kiln_leave(m.k, &m.env); /* readers cannot wait for themselves */
	kiln_free(k);
	kiln_enter(m.k, &m.env);
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(array_values_are_in_place),
		T(per_cpu_values_are_per_slot),
		T(an_update_does_not_touch_the_old_value),
		T(locks_and_timers_are_not_callers_bytes),
		T(pointers_of_the_kernel_are_not_callers_bytes),
		T(what_is_not_callers_is_not_mapped),
		T(specs_with_bad_fields_are_refused),
		T(queues_and_stacks),
		T(bloom_filters_never_forget),
		T(maps_of_maps),
		T(machines_do_not_mix),
		T(program_arrays),
		T(redirect_map),
		T(batches_give_everything_once),
		T(iteration_while_deleting),
		T(callbacks_see_each_element_once),
		T(callbacks_may_change_the_map),
		T(ring_buffer_edges),
		T(ring_buffers_distrust_the_consumer),
		T(perf_events),
		T(making_maps_without_memory),
		T(huge_maps),
		T(updates_without_memory),
		T(on_demand_without_alloc_now),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
