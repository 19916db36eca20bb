/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * map.h - a map, as the verifier, lowering, native code and helpers see it. The kinds are in map/, one file each.
 */
#ifndef KILN_RT_MAP_H
#define KILN_RT_MAP_H

#include <kiln/kiln.h>

/* Linux's numbers. */
enum map_type {
	MAP_HASH = 1,
	MAP_ARRAY = 2,
	MAP_PROG_ARRAY = 3,
	MAP_PERF_EVENT_ARRAY = 4,
	MAP_PERCPU_HASH = 5,
	MAP_PERCPU_ARRAY = 6,
	MAP_STACK_TRACE = 7,
	MAP_CGROUP_ARRAY = 8,
	MAP_LRU_HASH = 9,
	MAP_LRU_PERCPU_HASH = 10,
	MAP_LPM_TRIE = 11,
	MAP_ARRAY_OF_MAPS = 12,
	MAP_HASH_OF_MAPS = 13,
	MAP_DEVMAP = 14,
	MAP_SOCKMAP = 15,
	MAP_CPUMAP = 16,
	MAP_XSKMAP = 17,
	MAP_SOCKHASH = 18,
	MAP_CGROUP_STORAGE = 19,
	MAP_REUSEPORT_SOCKARRAY = 20,
	MAP_PERCPU_CGROUP_STORAGE = 21,
	MAP_QUEUE = 22,
	MAP_STACK = 23,
	MAP_SK_STORAGE = 24,
	MAP_DEVMAP_HASH = 25,
	MAP_STRUCT_OPS = 26,
	MAP_RINGBUF = 27,
	MAP_INODE_STORAGE = 28,
	MAP_TASK_STORAGE = 29,
	MAP_BLOOM_FILTER = 30,
	MAP_USER_RINGBUF = 31,
	MAP_CGRP_STORAGE = 32,
	MAP_ARENA = 33,
};
enum map_flag { /* BPF_F_* */
		MAP_F_NO_PREALLOC = 1,
		MAP_F_NO_COMMON_LRU = 2,
		MAP_F_NUMA_NODE = 4,
		MAP_F_RDONLY = 8,
		MAP_F_WRONLY = 16,
		MAP_F_ZERO_SEED = 64,
		MAP_F_RDONLY_PROG = 128,
		MAP_F_WRONLY_PROG = 256,
		MAP_F_MMAPABLE = 1024,
		MAP_F_INNER_MAP = 4096,
};
enum map_update_flag { MAP_ANY = 0, MAP_NOEXIST = 1, MAP_EXIST = 2, MAP_LOCK = 4 };

/*
 * What a kind of map does. call_* are bodies of helpers, in their form (r1 is the map), so that a call site whose map is
 * known calls them directly; NULL: the helper answers -EINVAL, and the verifier refuses it by rt_helper_map_ok().
 * The others serve callers outside programs, are readers already, and follow bpf(2).
 */
struct kiln_map_ops {
	uint32_t type;
	const char *name; /* "hash", as bpftool says it */
	bool percpu;	  /* value of outside calls is nr_cpus * round_up(value_size, 8) */
	bool object;	  /* values are maps or programs */
	bool elsewhere;	  /* no host of ours has them: for checking programs only */
	bool looked_at;	  /* programs may read what they find, and not write it */
	enum kiln_err (*check)(const struct kiln *k,
			       const struct kiln_map_spec *s); /* sizes and flags, as Linux checks them */
	enum kiln_err (*make)(struct kiln *k, const struct kiln_map_spec *s, struct kiln_map **out);
	void (*drop)(struct kiln_map *m); /* no reader is left */
	kiln_helper_fn *call_lookup, *call_update, *call_delete, *call_push, *call_pop, *call_peek, *call_lookup_percpu,
		*call_redirect, *call_for_each;
	enum kiln_err (*lookup)(struct kiln_map *m, const void *key, void *value, uint64_t flags);
	enum kiln_err (*update)(struct kiln_map *m, const void *key, const void *value, uint64_t flags);
	enum kiln_err (*erase)(struct kiln_map *m, const void *key);
	enum kiln_err (*take)(struct kiln_map *m, const void *key, void *value, uint64_t flags);
	enum kiln_err (*next)(struct kiln_map *m, const void *key, void *next);
	enum kiln_err (*set_object)(struct kiln_map *m, const void *key, struct kiln_map *map, struct kiln_prog *prog,
				    uint64_t flags);
	/* As kiln_map_batch; NULL: this kind has none. */
	enum kiln_err (*batch)(struct kiln_map *m, uint64_t *cursor, void *keys, void *values, uint32_t *count,
			       bool take);
	/* Before an update from outside, not as a reader: gets the memory that it may need. NULL: none. May sleep. */
	enum kiln_err (*prepare)(struct kiln_map *m);
	/*
	 * The key of the element that value is in; NULL: the element has left the map. room is for an array's index. Kinds
	 * without it have no timers.
	 */
	const void *(*key_of)(const struct kiln_map *m, const void *value, uint32_t *room);
	/* No user from outside is left (programs and maps may still hold m). NULL: nothing to do. */
	void (*forget)(struct kiln_map *m);
};

/*
 * Values that sit in one block at base + index * stride (+ slot * cpu_stride): arrays. Native code and constant folding
 * read this instead of calling. base NULL: the map has no such block.
 */
struct map_direct {
	uint8_t *base;
	uint32_t stride, nr; /* nr indexes are valid */
	size_t cpu_stride;   /* 0: not per CPU */
};

struct kiln_map {
	const struct kiln_map_ops *ops;
	struct kiln *k;
	struct kiln_map_spec spec;
	struct map_direct direct;
	struct timers *timers;	/* rt/timer.c; NULL: values have none */
	struct kiln_map *inner; /* maps of maps: the template, with a reference */
	const struct kiln_kind
		*owner_kind; /* program arrays: the kind and engine of the first program, which all must share */
	uint32_t owner_mem_len;
	bool owner_set, owner_jited;
	bool freezing;		  /* no writer begins; taken back where there is one */
	bool frozen;		  /* nothing changes it any more */
	uint32_t writers;	  /* who has it mapped, and may write there */
	uint32_t refs, users, id; /* users: those references that are held from outside */
	struct kiln_later later;
	void *shared; /* the host's handle of memory that others may map; or NULL */
	size_t shared_len;
};

/*
 * References of programs and of other maps. They keep m, but not what it points to: once the last user from outside has
 * called kiln_map_free, a program array is emptied, so that programs and arrays that hold each other can end.
 */
struct kiln_map *map_hold(struct kiln_map *m);
void map_put(struct kiln_map *m);
/* Values are bytes, and nothing in them is for the machine alone. */
static inline bool value_is_plain(const struct kiln_map_spec *s)
{
	return s->lock_off == KILN_NO_OFF && s->timer_off == KILN_NO_OFF && !s->nr_kptrs;
}

/* BPF_F_LOCK is not among the flags, or values have a lock. */
bool map_lock_ok(const struct kiln_map *m, uint64_t flags);

/*
 * Program arrays: whether a program of that kind, engine and mem_len may be in m or tail call through it. The first one
 * that asks decides for all. A stack or context that was proven for another kind would not be what the callee expects.
 */
bool map_admits(struct kiln_map *m, const struct kiln_kind *kind, bool jited, uint32_t mem_len);

/* The rows of rt/map.tbl by type, those of k's own kinds; NULL if there is none. */
const struct kiln_map_ops *map_ops_of(const struct kiln *k, uint32_t type);

/* An embedder's kind of map, NULL if k knows none of that type; and the ops that all of them have. */
const struct kiln_map_kind *map_kind_of(const struct kiln *k, uint32_t type);
#define MAP(type, ops) extern const struct kiln_map_ops ops;
#include "rt/map.tbl"
#undef MAP
extern const struct kiln_map_ops map_own_ops;

#endif
