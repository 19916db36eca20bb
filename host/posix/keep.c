/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * keep.c - see keep.h.
 *
 * Overview     the file is a list of records: type information, maps, their elements, programs, elements that are maps and programs, and at
 *              last which pin holds what. Objects have numbers in it. They are asked of, and made again, by commands of bpf(2), of a client
 *              whose memory is this process and whose descriptors are those numbers: so what is made is checked as any client's is.
 * Pins         are known by their inodes: names may change as they like.
 * Left out     links and what is attached, for places are not the server's; records of ring buffers, and queues; locks and timers. Who
 *              loaded something, ids and counters are new.
 * Cost         the file is made in memory and written if it is another one. How long that took says when it is done again; maps of more
 *              than SAVED_MAX bytes, or for which SAVED_NS is too little, are saved at the end alone.
 * Threads      the file is written by one of its own, for nobody knows how long a disk takes. All else is done by the caller's.
 */
#include "keep.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/bpf.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "remote.h"

enum {
	OBJECTS_MAX = 65536,
	NONE = -1,
	DEPTH_MAX = 32,
	SAVED_MAX = 64 * 1024 * 1024,
	FILE_MAX = 1 << 30,
	EACH_TIME = 256
};
/* Since the last time, at least, and so often what that took: where elements may have changed or it failed; where pins came or went. */
#define EACH_NS	    10000000000ull
#define EACH_FACTOR 100
#define SOON_NS	    500000000ull
#define SOON_FACTOR 32
/* Of the processor's time, in between: meanwhile nobody is answered. */
#define SAVED_NS    100000000ull

static const char magic[8] = "kept 1\n";

enum kind { KEPT_BTF = 1, KEPT_MAP, KEPT_ELEMENTS, KEPT_FROZEN, KEPT_PROG, KEPT_PIN };

struct record {
	uint32_t kind;
	int32_t nr; /* the object's */
	uint64_t len;
};

struct kept_map {
	uint32_t type, key_size, value_size, max_entries, flags, btf_key, btf_value;
	int32_t inner, btf; /* numbers; NONE */
	uint32_t pad;
	uint64_t extra;
	char name[16];
};

/* Behind it: instructions, func_info, line_info, numbers of all its maps. */
struct kept_prog {
	uint32_t type, attach_type, flags, attach_btf_id, gpl, nr_insns, nr_func_info, nr_line_info, nr_maps;
	int32_t btf;
	char name[16];
};

/* -- a client of this process ------------------------------------------------------------------------------------------- */

struct table {
	struct kiln_sys *s;
	struct kiln_object **at; /* each with a reference; NULL: it could not be made */
	int32_t nr;
	bool aside;		/* what takes long is to be done elsewhere */
	struct kiln_work *work; /* that: the proof of the program that is being made, which follows */
	struct kept_load {
		union bpf_attr attr;
		int32_t nr;
		uint32_t nr_maps;
		const uint8_t *maps;
	} load;
};

static enum kiln_err own_read(void *cookie, void *dst, uint64_t from, size_t len)
{
	(void)cookie;
	memcpy(dst, (const void *)(uintptr_t)from, len);
	return KILN_OK;
}

static enum kiln_err own_write(void *cookie, uint64_t to, const void *src, size_t len)
{
	(void)cookie;
	memcpy((void *)(uintptr_t)to, src, len);
	return KILN_OK;
}

static enum kiln_err own_object(void *cookie, int32_t fd, struct kiln_object **o, uint32_t *may)
{
	const struct table *t = cookie;

	if (fd < 0 || fd >= t->nr || !t->at[fd])
		return KILN_ERR_BADF;
	*o = t->at[fd];
	*may = KILN_MAY_READ | KILN_MAY_WRITE;
	return KILN_OK;
}

static bool table_put(struct table *t, struct kiln_object *o)
{
	struct kiln_object **more;

	if (t->nr >= OBJECTS_MAX)
		return false;
	if (!(t->nr & (t->nr - 1))) {
		more = realloc(t->at, (t->nr ? 2u * (size_t)t->nr : 1) * sizeof(struct kiln_object *));
		if (!more)
			return false;
		t->at = more;
	}
	t->at[t->nr++] = o;
	return true;
}

static int64_t own_install(void *cookie, struct kiln_object *o, uint32_t may)
{
	struct table *t = cookie;

	(void)may;
	if (!table_put(t, o))
		return -ENOMEM;
	kiln_object_get(o);
	return t->nr - 1;
}

static void own_later(void *cookie, struct kiln_work *w)
{
	struct table *t = cookie;

	t->work = w;
}

static struct kiln_client own_client(struct table *t)
{
	return (struct kiln_client){ .cookie = t,
				     .read = own_read,
				     .write = own_write,
				     .object = own_object,
				     .install = own_install,
				     .later = t->aside ? own_later : NULL };
}

static int64_t own_call(struct table *t, enum bpf_cmd cmd, union bpf_attr *attr)
{
	const struct kiln_client client = own_client(t);

	return kiln_sys_call(t->s, &client, cmd, (uintptr_t)attr, sizeof(*attr));
}

static void table_end(struct table *t)
{
	for (int32_t i = 0; i < t->nr; i++)
		kiln_object_put(t->at[i]);
	free(t->at);
}

/* A file of records that is being taken up. */
struct keep_rest {
	struct table t;
	struct bytes all;
	size_t at;
	uint64_t done; /* bytes of the record there, of elements */
	struct kept_pin {
		uint64_t ino;
		int32_t nr;
	} * pin; /* sorted by ino */
	size_t nr_pins;
	bool walks;		  /* all is made: now the names */
	DIR *walk[DEPTH_MAX + 1]; /* each folder in the one before */
	int depth;
};

static void rest_free(struct keep_rest *r)
{
	if (!r)
		return;
	while (r->depth)
		closedir(r->walk[--r->depth]);
	table_end(&r->t);
	free(r->all.at);
	free(r->pin);
	free(r);
}

/* -- saving ------------------------------------------------------------------------------------------------------------- */

enum { SLOTS = 2 * OBJECTS_MAX };
struct save {
	struct table t;
	uint32_t *slot; /* SLOTS numbers of objects, where their addresses lead; 0: of none */
	struct bytes out;
	uint64_t until; /* of this thread's time; 0: it may take as long as it wants */
	bool failed;	/* without memory, too large, or too late */
};

static uint64_t clock_ns(clockid_t which)
{
	struct timespec t;

	clock_gettime(which, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static uint64_t now(void)
{
	return clock_ns(CLOCK_MONOTONIC);
}

static void time_check(struct save *s)
{
	s->failed = s->failed || (s->until && clock_ns(CLOCK_THREAD_CPUTIME_ID) >= s->until);
}

/* From 1 on: in an entry, 0 is no program. */
static int32_t number_of(struct save *s, struct kiln_object *o)
{
	uint32_t i = (uint32_t)(((uintptr_t)o >> 4) * 0x9e3779b1u) % SLOTS;

	if (!o || s->failed)
		return NONE;
	for (; s->slot[i]; i = (i + 1) % SLOTS)
		if (s->t.at[s->slot[i]] == o)
			return (int32_t)s->slot[i];
	if (!table_put(&s->t, o)) {
		s->failed = true;
		return NONE;
	}
	kiln_object_get(o);
	s->slot[i] = (uint32_t)s->t.nr - 1;
	return s->t.nr - 1;
}

static void add(struct save *s, const void *from, size_t len)
{
	s->failed = s->failed || len > FILE_MAX - s->out.len || !bytes_add(&s->out, from, len);
}

/* Where the record stands, for record_end. */
static size_t record_begin(struct save *s, enum kind kind, int32_t nr)
{
	const struct record r = { .kind = kind, .nr = nr };
	size_t at = s->out.len;

	add(s, &r, sizeof(r));
	return at;
}

static void record_end(struct save *s, size_t at)
{
	uint64_t len = s->out.len - at - sizeof(struct record);

	if (!s->failed)
		memcpy(s->out.at + at + offsetof(struct record, len), &len, sizeof(len));
}

static int64_t info_of(struct save *s, int32_t nr, void *info, uint32_t len)
{
	union bpf_attr a = { .info = { .bpf_fd = (uint32_t)nr, .info_len = len, .info = (uintptr_t)info } };

	return own_call(&s->t, BPF_OBJ_GET_INFO_BY_FD, &a);
}

static struct kiln_object *by_id(const struct save *s, enum kiln_object_type type, uint32_t id)
{
	return id ? kiln_sys_find(s->t.s, type, id) : NULL;
}

static struct kiln_object *object_of(const struct save *s, const struct kiln_map *m)
{
	return m ? by_id(s, KILN_OBJECT_MAP, kiln_map_id(m)) : NULL;
}

/* Kinds whose elements can be told one by one; those that hold objects tell their ids, of that type, or behind a number (bpf_devmap_val). */
enum { TELLS = 1, TELLS_MAPS, TELLS_PROGS, TELLS_ENTRIES };
static uint8_t tells(const struct kiln_map *m)
{
	static const uint8_t kinds[] = {
		[BPF_MAP_TYPE_HASH] = TELLS,
		[BPF_MAP_TYPE_ARRAY] = TELLS,
		[BPF_MAP_TYPE_PROG_ARRAY] = TELLS_PROGS,
		[BPF_MAP_TYPE_PERCPU_HASH] = TELLS,
		[BPF_MAP_TYPE_PERCPU_ARRAY] = TELLS,
		[BPF_MAP_TYPE_LRU_HASH] = TELLS,
		[BPF_MAP_TYPE_LRU_PERCPU_HASH] = TELLS,
		[BPF_MAP_TYPE_LPM_TRIE] = TELLS,
		[BPF_MAP_TYPE_ARRAY_OF_MAPS] = TELLS_MAPS,
		[BPF_MAP_TYPE_HASH_OF_MAPS] = TELLS_MAPS,
		[BPF_MAP_TYPE_DEVMAP] = TELLS_ENTRIES,
		[BPF_MAP_TYPE_DEVMAP_HASH] = TELLS_ENTRIES,
		[BPF_MAP_TYPE_CPUMAP] = TELLS_ENTRIES,
	};
	const struct kiln_map_spec *spec = kiln_map_spec(m);
	const uint8_t kind = spec->type < sizeof(kinds) ? kinds[spec->type] : 0;

	return kind == TELLS_ENTRIES && spec->value_size < sizeof(struct bpf_devmap_val) ? TELLS : kind;
}

/* Where in a value an object's id is told, or its number. */
static size_t told_at(const struct kiln_map *m)
{
	return tells(m) == TELLS_ENTRIES ? offsetof(struct bpf_devmap_val, bpf_prog) : 0;
}

static int32_t told_number(struct save *s, const struct kiln_map *m, const void *value)
{
	uint32_t id;

	memcpy(&id, (const uint8_t *)value + told_at(m), sizeof(id));
	return number_of(s, by_id(s, tells(m) == TELLS_MAPS ? KILN_OBJECT_MAP : KILN_OBJECT_PROG, id));
}

/* fn for each element; false: there is no memory. */
static bool each_element(struct save *s, struct kiln_map *m,
			 void (*fn)(struct save *s, struct kiln_map *m, const void *key, void *value))
{
	const size_t key_len = kiln_map_spec(m)->key_size, value_len = kiln_map_value_len(m);
	uint8_t *key = malloc(2 * key_len), *value = malloc(value_len), *next = key ? key + key_len : NULL;
	bool ok = key && value;

	/* Where somebody changes it meanwhile, a walk may begin anew: but it ends. */
	for (uint32_t i = 0; ok && !s->failed && i < kiln_map_spec(m)->max_entries; i++) {
		if (i % EACH_TIME == 0)
			time_check(s);
		if (kiln_map_next(m, i ? key : NULL, next))
			break;
		memcpy(key, next, key_len);
		if (!kiln_map_lookup(m, key, value, 0))
			fn(s, m, key, value);
	}
	free(key);
	free(value);
	return ok;
}

static void element_number(struct save *s, struct kiln_map *m, const void *key, void *value)
{
	(void)key;
	told_number(s, m, value);
}

static bool all_zero(const uint8_t *value, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (value[i])
			return false;
	return true;
}

static void element_add(struct save *s, struct kiln_map *m, const void *key, void *value)
{
	const struct kiln_map_spec *spec = kiln_map_spec(m);
	int32_t nr;

	if (tells(m) != TELLS) {
		nr = told_number(s, m, value);
		if (nr == NONE && tells(m) != TELLS_ENTRIES)
			return;
		memcpy((uint8_t *)value + told_at(m), &nr, sizeof(nr));
	} else if ((spec->type == BPF_MAP_TYPE_ARRAY || spec->type == BPF_MAP_TYPE_PERCPU_ARRAY) &&
		   all_zero(value, kiln_map_value_len(m))) {
		return; /* as it will be made */
	}
	add(s, key, spec->key_size);
	add(s, value, kiln_map_value_len(m));
}

/* Everything that object nr needs gets a number, too. */
static void collect(struct save *s, int32_t nr)
{
	struct kiln_object *o = s->t.at[nr];
	struct kiln_map *m = kiln_object_map(o);
	struct bpf_map_info map = { 0 };
	struct bpf_prog_info prog = { 0 };
	uint32_t *ids;

	if (m && !info_of(s, nr, &map, sizeof(map))) {
		number_of(s, by_id(s, KILN_OBJECT_BTF, map.btf_id));
		number_of(s, object_of(s, kiln_map_spec(m)->inner));
		if (tells(m) > TELLS)
			s->failed = s->failed || !each_element(s, m, element_number);
	}
	if (!kiln_object_prog(o) || info_of(s, nr, &prog, sizeof(prog)))
		return;
	number_of(s, by_id(s, KILN_OBJECT_BTF, prog.btf_id));
	ids = calloc(prog.nr_map_ids + 1, sizeof(*ids));
	if (ids) {
		struct bpf_prog_info with = { .nr_map_ids = prog.nr_map_ids, .map_ids = (uintptr_t)ids };

		info_of(s, nr, &with, sizeof(with));
		for (uint32_t i = 0; i < prog.nr_map_ids; i++)
			number_of(s, by_id(s, KILN_OBJECT_MAP, ids[i]));
	}
	s->failed = s->failed || !ids;
	free(ids);
}

static void btf_save(struct save *s, int32_t nr)
{
	struct bpf_btf_info info = { 0 };
	uint8_t *bytes;
	size_t at;

	if (info_of(s, nr, &info, sizeof(info)))
		return;
	bytes = malloc(info.btf_size + 1);
	s->failed = s->failed || !bytes;
	info = (struct bpf_btf_info){ .btf = (uintptr_t)bytes, .btf_size = info.btf_size };
	if (bytes && !info_of(s, nr, &info, sizeof(info))) {
		at = record_begin(s, KEPT_BTF, nr);
		add(s, bytes, info.btf_size);
		record_end(s, at);
	}
	free(bytes);
}

static void map_save(struct save *s, int32_t nr)
{
	const struct kiln_map_spec *spec = kiln_map_spec(kiln_object_map(s->t.at[nr]));
	struct bpf_map_info info = { 0 };
	struct kept_map map = { .type = spec->type,
				.key_size = spec->key_size,
				.value_size = spec->value_size,
				.max_entries = spec->max_entries,
				.flags = spec->flags,
				.btf_key = spec->btf_key,
				.btf_value = spec->btf_value,
				.extra = spec->extra };
	size_t at;

	if (info_of(s, nr, &info, sizeof(info)))
		return;
	map.inner = number_of(s, object_of(s, spec->inner));
	map.btf = number_of(s, by_id(s, KILN_OBJECT_BTF, info.btf_id));
	memcpy(map.name, spec->name, sizeof(map.name));
	at = record_begin(s, KEPT_MAP, nr);
	add(s, &map, sizeof(map));
	record_end(s, at);
}

static void elements_save(struct save *s, int32_t nr)
{
	struct kiln_map *m = kiln_object_map(s->t.at[nr]);
	size_t at;

	if (tells(m)) {
		at = record_begin(s, KEPT_ELEMENTS, nr);
		s->failed = s->failed || !each_element(s, m, element_add);
		record_end(s, at);
	}
	if (kiln_map_frozen(m))
		record_end(s, record_begin(s, KEPT_FROZEN, nr));
}

/* In what a wide load names, too: a number for each map's id. */
static void insns_number(struct save *s, struct bpf_insn *insn, uint32_t nr)
{
	for (uint32_t i = 0; i + 1 < nr; i++) {
		if (insn[i].code != (BPF_LD | BPF_DW | BPF_IMM))
			continue;
		if (insn[i].src_reg == BPF_PSEUDO_MAP_FD || insn[i].src_reg == BPF_PSEUDO_MAP_VALUE)
			insn[i].imm = number_of(s, by_id(s, KILN_OBJECT_MAP, (uint32_t)insn[i].imm));
		i++;
	}
}

static void prog_save(struct save *s, int32_t nr)
{
	struct bpf_prog_info has = { 0 }, info;
	struct kept_prog p;
	uint32_t *ids;
	uint8_t *room;
	size_t insns_len, func_len, line_len, at;

	if (info_of(s, nr, &has, sizeof(has)))
		return;
	insns_len = has.xlated_prog_len;
	func_len = has.nr_func_info * sizeof(struct bpf_func_info);
	line_len = has.nr_line_info * sizeof(struct bpf_line_info);
	room = malloc(insns_len + func_len + line_len + (has.nr_map_ids + 1) * sizeof(*ids));
	if (!room) {
		s->failed = true;
		return;
	}
	ids = (uint32_t *)(void *)(room + insns_len + func_len + line_len);
	info = (struct bpf_prog_info){ .xlated_prog_len = has.xlated_prog_len,
				       .xlated_prog_insns = (uintptr_t)room,
				       .nr_func_info = has.nr_func_info,
				       .func_info_rec_size = sizeof(struct bpf_func_info),
				       .func_info = (uintptr_t)room + insns_len,
				       .nr_line_info = has.nr_line_info,
				       .line_info_rec_size = sizeof(struct bpf_line_info),
				       .line_info = (uintptr_t)room + insns_len + func_len,
				       .nr_map_ids = has.nr_map_ids,
				       .map_ids = (uintptr_t)ids };
	if (!info_of(s, nr, &info, sizeof(info))) {
		p = (struct kept_prog){ .type = has.type,
					.attach_btf_id = has.attach_btf_id,
					.gpl = has.gpl_compatible,
					.nr_insns = (uint32_t)(insns_len / sizeof(struct bpf_insn)),
					.nr_func_info = has.nr_func_info,
					.nr_line_info = has.nr_line_info,
					.nr_maps = has.nr_map_ids,
					.btf = number_of(s, by_id(s, KILN_OBJECT_BTF, has.btf_id)) };
		kiln_object_load(s->t.at[nr], &p.attach_type, &p.flags);
		memcpy(p.name, has.name, sizeof(p.name));
		insns_number(s, (struct bpf_insn *)(void *)room, p.nr_insns);
		for (uint32_t i = 0; i < p.nr_maps; i++)
			ids[i] = (uint32_t)number_of(s, by_id(s, KILN_OBJECT_MAP, ids[i]));
		at = record_begin(s, KEPT_PROG, nr);
		add(s, &p, sizeof(p));
		add(s, room, insns_len + func_len + line_len + p.nr_maps * sizeof(*ids));
		record_end(s, at);
	}
	free(room);
}

/* Bytes of elements that it has room for. */
static uint64_t map_room(const struct kiln_object *o)
{
	const struct kiln_map *m = kiln_object_map(o);

	return m && tells(m)
		       ? (kiln_map_spec(m)->key_size + (uint64_t)kiln_map_value_len(m)) * kiln_map_spec(m)->max_entries
		       : 0;
}

static void phase(struct save *s, enum kiln_object_type type, bool (*which)(const struct kiln_object *o),
		  void (*save)(struct save *s, int32_t nr))
{
	for (int32_t i = 1; i < s->t.nr && !s->failed; i++)
		if (kiln_object_type(s->t.at[i]) == type && (!which || which(s->t.at[i]))) {
			time_check(s);
			save(s, i);
		}
}

static bool holds_objects(const struct kiln_object *o)
{
	return tells(kiln_object_map(o)) > TELLS;
}

static bool has_inner(const struct kiln_object *o)
{
	return kiln_map_spec(kiln_object_map(o))->inner;
}

static bool has_no_inner(const struct kiln_object *o)
{
	return !has_inner(o);
}

static bool holds_none(const struct kiln_object *o)
{
	return !holds_objects(o);
}

/* False: it is too much to be done in between, or there is no memory. */
static bool save_all(struct save *s, const struct pins *pins, uint64_t room_max)
{
	uint64_t room = 0;

	s->slot = calloc(SLOTS, sizeof(*s->slot));
	s->failed = !s->slot || !table_put(&s->t, NULL);
	for (const struct pin *p = pins->first; p; p = p->next)
		if (kiln_object_type(p->o) != KILN_OBJECT_LINK)
			number_of(s, p->o);
	for (int32_t i = 1; i < s->t.nr && !s->failed; i++) {
		room += map_room(s->t.at[i]);
		if (room > room_max)
			return false;
		time_check(s);
		collect(s, i);
	}
	add(s, magic, sizeof(magic));
	phase(s, KILN_OBJECT_BTF, NULL, btf_save);
	/* Maps that say what others hold come before those. */
	phase(s, KILN_OBJECT_MAP, has_no_inner, map_save);
	phase(s, KILN_OBJECT_MAP, has_inner, map_save);
	phase(s, KILN_OBJECT_MAP, holds_none, elements_save);
	phase(s, KILN_OBJECT_PROG, NULL, prog_save);
	phase(s, KILN_OBJECT_MAP, holds_objects, elements_save);
	for (const struct pin *p = pins->first; p; p = p->next)
		if (kiln_object_type(p->o) != KILN_OBJECT_LINK) {
			const uint64_t ino = p->ino;
			size_t at = record_begin(s, KEPT_PIN, number_of(s, p->o));

			add(s, &ino, sizeof(ino));
			record_end(s, at);
		}
	return !s->failed;
}

/* The file on its way to the disk. */
struct keep_write {
	pthread_t thread;
	int dir;
	char file[32];
	struct bytes all;
	uint64_t changes, sum; /* what keep has when it is there */
	bool ok, done;	       /* done: atomic */
};

/* Bytes of all that are on their way: no more are begun beyond SAVED_MAX. */
static size_t writing;

/* Another file takes the old one's place when it is whole, and on the disk. */
static bool file_write(const struct keep_write *w)
{
	const struct bytes *b = &w->all;
	char name[48];
	bool ok;
	int fd;

	snprintf(name, sizeof(name), "%s.new", w->file);
	fd = openat(w->dir, name, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0)
		return false;
	ok = true;
	for (size_t at = 0; ok && at < b->len;) {
		ssize_t n = write(fd, b->at + at, b->len - at);

		ok = n > 0 || (n < 0 && errno == EINTR);
		at += n > 0 ? (size_t)n : 0;
	}
	ok = ok && !fsync(fd);
	ok = !close(fd) && ok && !renameat(w->dir, name, w->dir, w->file);
	if (!ok)
		unlinkat(w->dir, name, 0);
	return ok;
}

static void *write_run(void *arg)
{
	struct keep_write *w = arg;

	w->ok = file_write(w);
	__atomic_store_n(&w->done, true, __ATOMIC_RELEASE);
	return NULL;
}

/* Takes the bytes; false without memory or a thread. */
static bool write_begin(struct keep *k, struct bytes *all, uint64_t changes, uint64_t sum)
{
	struct keep_write *w = calloc(1, sizeof(*w));
	sigset_t every, before;
	bool ok;

	if (!w)
		return false;
	w->dir = k->dir;
	memcpy(w->file, k->file, sizeof(w->file));
	w->all = *all;
	w->changes = changes;
	w->sum = sum;
	sigfillset(&every); /* signals are for the server's own thread */
	pthread_sigmask(SIG_SETMASK, &every, &before);
	ok = !pthread_create(&w->thread, NULL, write_run, w);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (!ok) {
		free(w);
		return false;
	}
	*all = (struct bytes){ 0 };
	writing += w->all.len;
	k->write = w;
	return true;
}

void keep_wait(struct keep *k)
{
	struct keep_write *w = k->write;

	if (!w)
		return;
	pthread_join(w->thread, NULL);
	if (w->ok) {
		k->changes = w->changes;
		k->sum = w->sum;
	} else {
		k->soon = k->due;
	}
	writing -= w->all.len;
	free(w->all.at);
	free(w);
	k->write = NULL;
}

/* FNV-1a, a word at a time: whether it is the same file again. */
static uint64_t sum_of(const struct bytes *b)
{
	uint64_t sum = 0xcbf29ce484222325, word;

	for (size_t at = 0; at < b->len; at += sizeof(word)) {
		word = 0;
		memcpy(&word, b->at + at, b->len - at < sizeof(word) ? b->len - at : sizeof(word));
		sum = (sum ^ word) * 0x100000001b3;
	}
	return sum;
}

static uint64_t longer(uint64_t a, uint64_t b)
{
	return a > b ? a : b;
}

/* at_end: it may take as long as it wants. */
static void save(struct keep *k, bool at_end)
{
	const uint64_t from = now(), changes = k->pins->changes;
	struct save s = { .t.s = k->s, .until = at_end ? 0 : clock_ns(CLOCK_THREAD_CPUTIME_ID) + SAVED_NS };
	uint64_t sum = 0, took;
	bool ok = false, same = true;

	if (!k->pins->first) {
		ok = !unlinkat(k->dir, k->file, 0) || errno == ENOENT;
	} else if (save_all(&s, k->pins, at_end ? UINT64_MAX : SAVED_MAX)) {
		sum = sum_of(&s.out);
		same = sum == k->sum;
		ok = same || write_begin(k, &s.out, changes, sum);
	}
	if (ok && same) {
		k->sum = sum;
		k->changes = changes;
	}
	table_end(&s.t);
	free(s.slot);
	free(s.out.at);
	took = now() - from;
	k->due = from + longer(EACH_NS, took * EACH_FACTOR);
	k->soon = ok ? from + longer(SOON_NS, took * SOON_FACTOR) : k->due;
}

void keep_turn(struct keep *k)
{
	bool changed;

	if (k->write && !__atomic_load_n(&k->write->done, __ATOMIC_ACQUIRE))
		return;
	keep_wait(k);
	changed = k->changes != k->pins->changes;
	if (!k->rest && (changed || k->pins->first) && now() >= (changed ? k->soon : k->due) && writing <= SAVED_MAX)
		save(k, false);
}

void keep_end(struct keep *k)
{
	keep_wait(k);
	if (k->s && !k->rest) {
		pins_sweep(k->pins);
		save(k, true);
		keep_wait(k);
	}
	rest_free(k->rest);
	k->rest = NULL;
}

/* -- making it again ---------------------------------------------------------------------------------------------------- */

/* What the next number gets: NULL where it could not be made. */
static void made(struct table *t, int32_t nr, int64_t fd)
{
	struct kiln_object *o = fd >= 0 ? t->at[fd] : NULL;

	/* It was installed behind the last; it belongs to its number. */
	if (fd >= 0)
		t->nr--;
	while (t->nr <= nr && table_put(t, NULL))
		;
	if (nr < t->nr && !t->at[nr])
		t->at[nr] = o;
	else
		kiln_object_put(o);
}

static void btf_make(struct table *t, int32_t nr, const uint8_t *bytes, uint64_t len)
{
	union bpf_attr a = { .btf = (uintptr_t)bytes, .btf_size = (uint32_t)len };

	made(t, nr, own_call(t, BPF_BTF_LOAD, &a));
}

static void map_make(struct table *t, int32_t nr, const uint8_t *bytes, uint64_t len)
{
	struct kept_map map;
	union bpf_attr a;

	if (len != sizeof(map))
		return;
	memcpy(&map, bytes, sizeof(map));
	a = (union bpf_attr){ .map_type = map.type,
			      .key_size = map.key_size,
			      .value_size = map.value_size,
			      .max_entries = map.max_entries,
			      .map_flags = map.flags,
			      .map_extra = map.extra };
	if (map.inner != NONE)
		a.inner_map_fd = (uint32_t)map.inner;
	if (map.btf != NONE) {
		a.btf_fd = (uint32_t)map.btf;
		a.btf_key_type_id = map.btf_key;
		a.btf_value_type_id = map.btf_value;
	}
	memcpy(a.map_name, map.name, sizeof(a.map_name));
	made(t, nr, own_call(t, BPF_MAP_CREATE, &a));
}

static struct kiln_map *map_at(const struct table *t, int32_t nr)
{
	return nr >= 0 && nr < t->nr && t->at[nr] ? kiln_object_map(t->at[nr]) : NULL;
}

/* Some of them, from that byte on; how many bytes are done then. */
static uint64_t elements_make(struct table *t, int32_t nr, const uint8_t *bytes, uint64_t len, uint64_t from)
{
	const struct kiln_map *m = map_at(t, nr);
	size_t key_len = m ? kiln_map_spec(m)->key_size : 0, each = m ? key_len + kiln_map_value_len(m) : 0;
	uint64_t at = from;

	/* Of another number of processors, perhaps. */
	if (!m || !tells(m) || len % each)
		return len;
	for (uint32_t i = 0; i < EACH_TIME && at < len; i++, at += each) {
		union bpf_attr a = { .map_fd = (uint32_t)nr,
				     .key = (uintptr_t)bytes + at,
				     .value = (uintptr_t)bytes + at + key_len };

		own_call(t, BPF_MAP_UPDATE_ELEM, &a);
	}
	return at;
}

static void frozen_make(struct table *t, int32_t nr, const uint8_t *bytes, uint64_t len)
{
	union bpf_attr a = { .map_fd = (uint32_t)nr };

	(void)bytes, (void)len;
	own_call(t, BPF_MAP_FREEZE, &a);
}

/* It is proven, and has fd; or it is not, and has none. */
static void prog_made(struct table *t, int64_t fd)
{
	const struct kept_load *l = &t->load;
	uint32_t map;

	for (uint32_t i = 0; fd >= 0 && i < l->nr_maps; i++) {
		union bpf_attr a = { .prog_bind_map = { .prog_fd = (uint32_t)fd } };

		memcpy(&map, l->maps + i * sizeof(map), sizeof(map));
		a.prog_bind_map.map_fd = map;
		own_call(t, BPF_PROG_BIND_MAP, &a);
	}
	made(t, l->nr, fd);
}

/* What is written to the attr is written when it is proven. */
static void prog_make(struct table *t, int32_t nr, const uint8_t *bytes, uint64_t len)
{
	/* As long as a string may be that a command reads. */
	static const char licences[2][128] = { "none", "GPL" };
	const uint8_t *at = bytes + sizeof(struct kept_prog);
	union bpf_attr *a = &t->load.attr;
	uint64_t insns_len, func_len, line_len;
	struct kept_prog p;
	int64_t fd;

	if (len < sizeof(p))
		return;
	memcpy(&p, bytes, sizeof(p));
	insns_len = (uint64_t)p.nr_insns * sizeof(struct bpf_insn);
	func_len = (uint64_t)p.nr_func_info * sizeof(struct bpf_func_info);
	line_len = (uint64_t)p.nr_line_info * sizeof(struct bpf_line_info);
	if (insns_len + func_len + line_len + (uint64_t)p.nr_maps * sizeof(uint32_t) != len - sizeof(p))
		return;
	*a = (union bpf_attr){ .prog_type = p.type,
			       .insn_cnt = p.nr_insns,
			       .insns = (uintptr_t)at,
			       .license = (uintptr_t)licences[p.gpl != 0],
			       .prog_flags = p.flags,
			       .expected_attach_type = p.attach_type,
			       .attach_btf_id = p.attach_btf_id };
	if (p.btf != NONE) {
		a->prog_btf_fd = (uint32_t)p.btf;
		a->func_info_rec_size = sizeof(struct bpf_func_info);
		a->func_info = (uintptr_t)at + insns_len;
		a->func_info_cnt = p.nr_func_info;
		a->line_info_rec_size = sizeof(struct bpf_line_info);
		a->line_info = (uintptr_t)at + insns_len + func_len;
		a->line_info_cnt = p.nr_line_info;
	}
	memcpy(a->prog_name, p.name, sizeof(a->prog_name));
	t->load.nr = nr;
	t->load.nr_maps = p.nr_maps;
	t->load.maps = at + insns_len + func_len + line_len;
	fd = own_call(t, BPF_PROG_LOAD, a);
	if (!t->work)
		prog_made(t, fd);
}

/* The next record and its bytes; false: there is none, and what follows is nothing. */
static bool record_next(struct keep_rest *k, struct record *r, const uint8_t **bytes)
{
	if (k->all.len - k->at < sizeof(*r))
		return false;
	memcpy(r, k->all.at + k->at, sizeof(*r));
	if (r->len > k->all.len - k->at - sizeof(*r) || r->nr < 0 || r->nr >= OBJECTS_MAX)
		return false;
	*bytes = k->all.at + k->at + sizeof(*r);
	k->at += sizeof(*r) + r->len;
	return true;
}

static int pin_order(const void *one, const void *other)
{
	const struct kept_pin *a = one, *b = other;

	return a->ino < b->ino ? -1 : a->ino > b->ino;
}

/* One at a time: most files have few. */
static bool pin_note(struct keep_rest *k, int32_t nr, const uint8_t *bytes)
{
	struct kept_pin *more;

	if (!(k->nr_pins & (k->nr_pins - 1))) {
		more = realloc(k->pin, (k->nr_pins ? 2 * k->nr_pins : 1) * sizeof(*more));
		if (!more)
			return false;
		k->pin = more;
	}
	k->pin[k->nr_pins].nr = nr;
	memcpy(&k->pin[k->nr_pins++].ino, bytes, sizeof(k->pin->ino));
	return true;
}

/* A pin's file has been found: what it is of. NULL: of nothing that is there again. */
static struct kiln_object *pinned(const struct keep_rest *k, ino_t is)
{
	const struct kept_pin like = { .ino = is }, *p;

	p = k->nr_pins ? bsearch(&like, k->pin, k->nr_pins, sizeof(like), pin_order) : NULL;
	return p && p->nr < k->t.nr ? k->t.at[p->nr] : NULL;
}

/* That folder is the next, before what is left of the one that it is in. */
static bool walk_into(struct keep_rest *k, int dir)
{
	DIR *d = fdopendir(dir);

	if (d)
		k->walk[k->depth++] = d;
	else if (dir >= 0)
		close(dir);
	return d;
}

/* Names of what is no more are taken away; folders, and links to elsewhere, stay. False: what it stands for could not be told or held. */
static bool name_take(struct keep_rest *k, struct pins *pins, const char *name)
{
	const int dir = dirfd(k->walk[k->depth - 1]),
		  fd = openat(dir, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	struct kiln_object *o;
	struct stat st;
	bool ok;

	if (fd < 0)
		return errno != EMFILE && errno != ENFILE && errno != ENOMEM && errno != EIO;
	ok = !fstat(fd, &st);
	if (ok && S_ISDIR(st.st_mode) && k->depth <= DEPTH_MAX)
		return walk_into(k, fd);
	o = ok && S_ISREG(st.st_mode) ? pinned(k, st.st_ino) : NULL;
	if (o) {
		ok = pins_hold(pins, fd, o);
		if (ok)
			return true;
	}
	close(fd);
	if (ok && !S_ISDIR(st.st_mode))
		unlinkat(dir, name, 0);
	return ok;
}

/* The next name; false: there is none, or it is as above (*ok). */
static bool walk_step(struct keep_rest *k, struct pins *pins, bool *ok)
{
	struct dirent *e;

	if (!k->depth)
		return false;
	errno = 0;
	e = readdir(k->walk[k->depth - 1]);
	if (!e) {
		*ok = !errno;
		closedir(k->walk[--k->depth]);
	} else if (strcmp(e->d_name, ".") && strcmp(e->d_name, "..")) {
		*ok = name_take(k, pins, e->d_name);
	}
	return *ok;
}

static bool walk_begin(struct keep_rest *k, const struct pins *pins)
{
	k->walks = true;
	if (k->nr_pins)
		qsort(k->pin, k->nr_pins, sizeof(*k->pin), pin_order);
	return walk_into(k, fcntl(pins->dir, F_DUPFD_CLOEXEC, 0));
}

/* The next record is made, or the next name is looked at; false: there is none, or it could not be (*ok). */
static bool rest_step(struct keep_rest *k, struct pins *pins, bool *ok)
{
	static void (*const make[])(struct table * t, int32_t nr, const uint8_t *bytes, uint64_t len) = {
		[KEPT_BTF] = btf_make,
		[KEPT_MAP] = map_make,
		[KEPT_FROZEN] = frozen_make,
		[KEPT_PROG] = prog_make,
	};
	const size_t from = k->at;
	const uint8_t *bytes;
	struct record r;

	if (k->walks)
		return walk_step(k, pins, ok);
	if (!record_next(k, &r, &bytes))
		return *ok = walk_begin(k, pins);
	if (r.kind == KEPT_PIN && r.len == sizeof(k->pin->ino)) {
		*ok = pin_note(k, r.nr, bytes);
	} else if (r.kind == KEPT_ELEMENTS) {
		k->done = elements_make(&k->t, r.nr, bytes, r.len, k->done);
		if (k->done < r.len)
			k->at = from;
		else
			k->done = 0;
	} else if (r.kind < sizeof(make) / sizeof(make[0]) && make[r.kind]) {
		make[r.kind](&k->t, r.nr, bytes, r.len);
	}
	return *ok;
}

/* What is no such file has no records. */
static struct keep_rest *rest_new(struct kiln_sys *s)
{
	struct keep_rest *k = calloc(1, sizeof(*k));

	if (k) {
		k->t.s = s;
		k->at = sizeof(magic);
	}
	return k;
}

static void rest_begin(struct keep_rest *k)
{
	if (k->all.len < sizeof(magic) || memcmp(k->all.at, magic, sizeof(magic)))
		k->at = k->all.len;
}

bool keep_read(struct kiln_sys *s, struct pins *pins, const uint8_t *bytes, size_t len)
{
	struct keep_rest *k = rest_new(s);
	bool ok = k && bytes_add(&k->all, bytes, len);

	if (ok)
		rest_begin(k);
	while (ok && rest_step(k, pins, &ok))
		;
	rest_free(k);
	return ok;
}

/* All of it, or nothing where there is no such file. */
static bool file_read(int dir, const char *file, struct bytes *all)
{
	uint8_t some[65536];
	ssize_t n;
	int fd = openat(dir, file, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);

	if (fd < 0)
		return errno == ENOENT;
	while ((n = read(fd, some, sizeof(some)))) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n > 0 && (size_t)n > FILE_MAX - all->len) {
			errno = EFBIG;
			break;
		}
		if (n < 0 || !bytes_add(all, some, (size_t)n))
			break;
	}
	close(fd);
	return !n;
}

bool keep_open(struct keep *k, struct kiln_sys *s, struct pins *pins, int dir, const char *file)
{
	struct keep_rest *rest = rest_new(s);

	*k = (struct keep){ 0 };
	if (!rest || !file_read(dir, file, &rest->all)) {
		rest_free(rest);
		return false;
	}
	rest_begin(rest);
	*k = (struct keep){ .rest = rest, .s = s, .pins = pins, .dir = dir };
	snprintf(k->file, sizeof(k->file), "%s", file);
	return true;
}

bool keep_more(struct keep *k, uint64_t max_ns, struct kiln_work **aside)
{
	const uint64_t until = now() + max_ns;
	bool ok = true;

	k->rest->t.aside = aside;
	while (rest_step(k->rest, k->pins, &ok)) {
		if (k->rest->t.work)
			*aside = k->rest->t.work;
		if (k->rest->t.work || now() >= until)
			return true;
	}
	rest_free(k->rest);
	k->rest = NULL;
	/* Other changes than there are: what was not made again is not kept for ever. */
	k->changes = k->pins->changes - 1;
	if (!ok)
		k->s = NULL;
	return ok;
}

bool keep_is_aside(const struct keep *k)
{
	return k->rest && k->rest->t.work;
}

void keep_aside_end(struct keep *k)
{
	struct table *t = &k->rest->t;
	const struct kiln_client client = own_client(t);
	struct kiln_work *w = t->work;

	t->work = NULL;
	prog_made(t, kiln_work_end(w, &client));
}

bool keep_begin(struct keep *k, struct kiln_sys *s, struct pins *pins, int dir, const char *file)
{
	return keep_open(k, s, pins, dir, file) && keep_more(k, UINT64_MAX / 2, NULL);
}
