/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * map.h - what the tests of maps share: a machine on the posix host, specs in one line, and helpers called as programs do.
 */
#ifndef TEST_UNIT_MAP_H
#define TEST_UNIT_MAP_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include <kiln/kiln.h>

#include "base/bits.h"
#include "base/vm.h"
#include "rt/calls.h"
#include "rt/map.h"

struct machine {
	struct kiln_host *host;
	struct kiln *k;
	struct kiln_env env;
};

static inline void machine_begin(struct machine *m, uint32_t nr_cpus)
{
	assert_int_equal(kiln_posix_host_new(&(struct kiln_posix_opts){ .nr_cpus = nr_cpus }, &m->host), KILN_OK);
	assert_int_equal(kiln_new(m->host, &m->k), KILN_OK);
}

/* Everything has come back. */
static inline void machine_end(struct machine *m)
{
	uint64_t alive, total;

	kiln_free(m->k);
	kiln_posix_counts(m->host, &alive, &total);
	assert_int_equal(alive, 0);
	kiln_posix_host_free(m->host);
}

#define SPEC(...)   (&(struct kiln_map_spec){ .lock_off = KILN_NO_OFF, .timer_off = KILN_NO_OFF, __VA_ARGS__ })

/* With a lock or a timer: both offsets are given. */
#define FIELDS(...) (&(struct kiln_map_spec){ __VA_ARGS__ })

static inline struct kiln_map *map_new(struct machine *m, const struct kiln_map_spec *s)
{
	struct kiln_map *map = NULL;

	assert_int_equal(kiln_map_new(m->k, s, &map), KILN_OK);
	return map;
}

#define ARG(p) ((uint64_t)(uintptr_t)(p))

/* As a program calls, between kiln_enter and kiln_leave. */
static inline void *prog_lookup(struct machine *m, struct kiln_map *map, const void *key)
{
	return (void *)(uintptr_t)call_map_lookup(ARG(map), ARG(key), 0, 0, 0, &m->env);
}

static inline int64_t prog_update(struct machine *m, struct kiln_map *map, const void *key, const void *value,
				  uint64_t flags)
{
	return (int64_t)call_map_update(ARG(map), ARG(key), ARG(value), flags, 0, &m->env);
}

static inline int64_t prog_delete(struct machine *m, struct kiln_map *map, const void *key)
{
	return (int64_t)call_map_delete(ARG(map), ARG(key), 0, 0, 0, &m->env);
}

/* Random numbers that repeat: xorshift64*. */
static inline uint64_t random_next(uint64_t *state)
{
	*state ^= *state >> 12;
	*state ^= *state << 25;
	*state ^= *state >> 27;
	return *state * 0x2545f4914f6cdd1dull;
}

static inline uint32_t random_below(uint64_t *state, uint32_t n)
{
	return (uint32_t)(random_next(state) >> 33) % n;
}

#endif
