/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * sys.h - what the files of bpf(2) share: the object model, and one running command.
 */
#ifndef KILN_SYS_SYS_H
#define KILN_SYS_SYS_H

#include <kiln/sys.h>

#include "base/arena.h"
#include "base/bits.h"
#include "base/vm.h"
#include "prog/btf.h"
#include "prog/prog.h"
#include "rt/map.h"
#include "sys/abi.h"

/* What bpf(2) keeps of a program beside the program itself. */
struct sys_prog {
	struct kiln_prog *prog; /* a reference */
	uint64_t load_ns, run_ns, run_cnt;
	uint32_t attach_type, attach_btf_id, flags;
	uint8_t tag[SYS_TAG_LEN];
	struct kiln_map **bound; /* BPF_PROG_BIND_MAP: maps that its code does not name; each with a reference */
	uint32_t nr_bound;
};

/* A program that stands at an interface, and no link holds it: stay.c. */
struct sys_stay {
	struct sys_stay *next;
	struct kiln_object *prog; /* a reference */
	struct kiln_link *at;
	int32_t order;			  /* of one by BPF_PROG_ATTACH, in the chain of tcx */
	uint32_t flags, priority, handle; /* handle 0: neither XDP nor a filter, but by BPF_PROG_ATTACH */
	struct kiln_filter filter;
	char name[KILN_NET_NAME];
};

/* Where programs are attached: a chain, and what it belongs to. There as long as a link or a stay leads to it. */
enum { SYS_PLACE_LEN = 128 };
struct sys_point {
	struct sys_point *next;
	uint32_t id;
	struct kiln_place at; /* its name is the one below */
	struct kiln_hook *hook;
	struct sys_stay *stays;
	uint32_t slots, nr; /* nr: of both */
	int32_t nr_made;    /* in the chain of tcx, ever */
	uint64_t changes;   /* of that chain */
	void *host;	    /* the host's own */
	char *name;	    /* "" at interfaces */
	size_t name_len;    /* with its end */
};

struct sys_link_row;
struct sys_target; /* iter.c */
struct sys_link {
	const struct sys_link_row *row; /* link.c */
	struct kiln_object *prog;	/* a reference; NULL once it is detached */
	struct sys_point *point;
	struct kiln_link *at;
	uint32_t btf_id;
	int32_t order; /* in the chain of tcx */
	uint64_t cookie;
	/* Of an iterator, which has no point: what it lists, of a map (with a reference), or of one thread or process; 0: all. */
	const struct sys_target *target;
	struct kiln_object *map;
	uint32_t tid, pid;
};

/*
 * refs counts descriptors, pins, links and objects of this layer. Maps and programs are held by the machine's own objects, too:
 * so an object is listed for as long as the core's object has another holder than the one reference that stands here.
 */
struct kiln_object {
	struct kiln_sys *s;
	enum kiln_object_type type;
	uint32_t id, refs;
	void *host;
	struct sys_entry *entries; /* of a device or CPU map: entry.c */
	struct kiln_object *btf;   /* of a map or a program, with a reference; or NULL */
	union {
		struct kiln_map *map;
		struct sys_prog prog;
		struct kiln_btf *own_btf;
		struct sys_link link;
		struct {
			enum kiln_perf_kind kind;
			uint32_t flags;
			char *name; /* of the place */
			size_t name_len;
			struct kiln_object *link; /* PERF_EVENT_IOC_SET_BPF's, with a reference; or NULL */
		} perf;
		struct {
			uint8_t *at;
			size_t len, cap;
		} text; /* of an iterator */
	};
};

/* Objects of one type, sorted by id, which only grows. */
struct sys_table {
	struct kiln_object **at;
	uint32_t nr, cap;
};

struct sys_pin;
struct kiln_sys {
	struct kiln *k;
	struct kiln_sys_opts opts;
	struct sys_table table[KILN_OBJECT_TYPES];
	struct sys_pin *pins;
	struct sys_point *points;
	struct sys_clsact *clsacts; /* stay.c */
	uint64_t changes;	    /* of what stands at points */
	uint32_t made;		    /* objects since the last sweep */
};

/* One command. What it allocates from arena is gone when it ends. */
struct call {
	struct kiln_sys *s;
	const struct kiln_client *client;
	struct arena arena;
	union sys_attr a;
	uint64_t attr; /* where a is in the client's memory */
	uint32_t size; /* of the client's */
};

/* What a command has left to do while others go on: first in what it keeps for that, in its call's memory. */
struct kiln_work {
	struct call own; /* what the call was */
	void (*run)(struct kiln_work *w);
	/* The end of the command, and what it returns. False: nobody waits for an answer any more. */
	int64_t (*end)(struct kiln_work *w, bool answers);
	bool timed;		   /* it may not take as long as it wants */
	bool stop;		   /* before its time; atomic */
	struct sys_upcall *upcall; /* what it may want done meanwhile: upcall.c; NULL: nothing */
	bool (*wait)(void *arg, int64_t *ret);
	void *wait_arg;
};

#define CMD(name, nr, last, fn) int64_t fn(struct call *c);
#include "sys/command.tbl"
#undef CMD

/* -- call.c: the client ---------------------------------------------------------------------------------------------- */

/* -errno for an error of Kiln's; 0 for KILN_OK. */
int64_t sys_error(enum kiln_err err);
enum kiln_err call_read(struct call *c, void *dst, uint64_t from, size_t len);
enum kiln_err call_write(struct call *c, uint64_t to, const void *src, size_t len);
/* A copy of len bytes in the arena; *out is NULL for len 0. */
enum kiln_err call_copy(struct call *c, uint64_t from, size_t len, void **out);
/* A string with its end, cut at cap - 1 bytes; *whole (may be NULL): its end was read. */
enum kiln_err call_string(struct call *c, uint64_t from, char *buf, size_t cap, bool *whole);
/* A number back into the client's attr, at off. */
enum kiln_err call_put32(struct call *c, size_t off, uint32_t v);
#define CALL_PUT32(c, member, v) call_put32(c, offsetof(union sys_attr, member), v)
/* Bytes of a struct that is longer than ours have to be zero: KILN_ERR_COMPLEX. */
enum kiln_err call_tail_zero(struct call *c, uint64_t at, uint32_t have, uint32_t given);
enum kiln_err call_object(struct call *c, uint32_t fd, enum kiln_object_type type, struct kiln_object **o,
			  uint32_t *may);
bool sys_name_ok(const char name[SYS_NAME_LEN]);
/* The client takes w over (kiln_client.later): the call's memory, in which w is, is w's, and w->own stands for the call. */
void call_later(struct call *c, struct kiln_work *w);

/* -- target.c: the names of places, in the call's arena -------------------------------------------------------------------- */

enum kiln_err sys_functions_name(struct call *c, const char **out);
enum kiln_err sys_file_name(struct call *c, const char **out);
/* What a type of the kernel's stands for: a tracepoint, or a function of so many arguments. */
enum kiln_err sys_type_name(const struct kiln_sys *s, uint32_t id, char name[SYS_PLACE_LEN], uint32_t *nr_args);

/* -- trust.c: what clients may that are not trusted; those that are may all ----------------------------------------------- */

bool sys_trust_command(const struct kiln_sys *s, uint32_t cmd);
enum kiln_err sys_trust_map(const struct kiln_sys *s, const struct kiln_map_spec *m);
/* Before the proof; for it; and after it. */
enum kiln_err sys_trust_code(const struct kiln_sys *s, const struct kiln_kind *kind, const struct kiln_insn *insns,
			     uint32_t nr);
void sys_trust_opts(const struct kiln_sys *s, struct kiln_load_opts *o);
/* The most instructions that a run may take. */
uint64_t sys_trust_run(const struct kiln_sys *s);

/* -- object.c ---------------------------------------------------------------------------------------------------------- */

/* An object without anything in it, not listed yet, with one reference; NULL without memory, or with too many of them. */
struct kiln_object *sys_object_new(struct kiln_sys *s, enum kiln_object_type type);
/* The host gets a descriptor, which then holds it; the caller's reference is given back in any case. */
int64_t sys_object_install(struct call *c, struct kiln_object *o, uint32_t may);
/* From now on it has an id and is found. Cannot fail. */
void sys_object_list(struct kiln_object *o, uint32_t id);
/* Of one that was never listed. */
void sys_object_free(struct kiln_object *o);
/* The first with an id of at least that; NULL: there is none. */
struct kiln_object *sys_object_from(const struct kiln_sys *s, enum kiln_object_type type, uint32_t id);
void sys_pins_free(struct kiln_sys *s);

/* -- link.c ---------------------------------------------------------------------------------------------------------- */

struct sys_link_info;
/* What is said of links of such a program; NULL: there are none. */
const struct sys_link_row *sys_row_of(const struct kiln_object *prog, uint32_t attach_type);
/* The point, made where it is not there; at's attach_type is the row's. sys_point_leave() ends it if nothing is at it. */
enum kiln_err sys_point_at(struct kiln_sys *s, struct kiln_place *at, const struct sys_link_row *row,
			   struct sys_point **out);
struct sys_point *sys_point_find(const struct kiln_sys *s, uint32_t attach_type, uint32_t ifindex);
void sys_point_leave(struct kiln_sys *s, struct sys_point *p);
/* prog at a place, as an object with one reference; or -errno. */
int64_t sys_link_new(struct kiln_object *prog, const struct sys_link_row *row, struct kiln_place *at,
		     const uint64_t *cookies, uint32_t nr_cookies, int32_t order, struct kiln_object **out);
/* Lists it from now on. */
void sys_link_list(struct kiln_object *link, struct kiln_object *prog, const struct sys_link_row *row);
/* Ends what the link did. */
void sys_link_drop(struct kiln_sys *s, struct sys_link *l);
uint32_t sys_link_type(const struct sys_link *l);
/* Fills what is said of one; names go to the client. */
enum kiln_err sys_link_tell(struct call *c, const struct sys_link *l, struct sys_link_info *info);

/* -- upcall.c: what a program of the kind syscall asks for while it is run ------------------------------------------------- */

/* In the call's memory; NULL without. */
struct sys_upcall *sys_upcall_new(struct call *c, struct kiln_work *run, const struct kiln_prog *prog);
/* NULL: nobody does what it asks for. */
const struct kiln_calls *sys_upcall_calls(const struct kiln_work *run);
int64_t sys_upcall_do(struct sys_upcall *u, const struct kiln_client *client);
/* kiln_work_run()'s wait where the run is in the place of its call; arg: the run. */
bool sys_upcall_here(void *run, int64_t *ret);
void sys_upcall_stop(struct sys_upcall *u);
/* Ends what was not ended of what it asked for. */
void sys_upcall_end(struct kiln_work *run);

/* -- entry.c ------------------------------------------------------------------------------------------------------------- */

/* Whether entries of the map may have programs: those are set and removed by what follows. */
bool sys_entry_has(const struct kiln_map *m);
enum kiln_err sys_entry_set(struct call *c, struct kiln_map *m, const void *key, const void *value, uint64_t flags);
enum kiln_err sys_entry_delete(struct call *c, struct kiln_map *m, const void *key);
void sys_entries_free(struct kiln_object *map);

/* -- iter.c, iter_run.c ---------------------------------------------------------------------------------------------------- */

int64_t sys_iter_link(struct call *c, struct kiln_object *prog, const struct sys_link_row *row);
/* The name is the caller's to tell. */
const char *sys_iter_tell(const struct sys_link *l, struct sys_link_info *info);
/* What an iterator is about: one of them is asked for by the function that its programs are loaded for. */
struct listing;
struct sys_target {
	const char *name; /* without "bpf_iter_" */
	enum kiln_err (*run)(struct listing *l);
	bool map, task; /* what LINK_CREATE may say of it */
};
const struct sys_target *sys_target_find(const char *name);
/* Runs the link's program for everything, and once for the end; out's text is what it wrote. */
enum kiln_err sys_iter_run(struct call *c, const struct sys_link *l, struct kiln_object *out);

/* -- tcx.c: the chains of links and of BPF_PROG_ATTACH's ------------------------------------------------------------------- */

enum { SYS_ESTALE = 116 };
bool sys_is_tcx(const struct sys_point *p);
/* It is not at that revision, which was expected of it: ESTALE. p may be NULL: nothing is there. */
bool sys_tcx_stale(const struct sys_point *p, uint64_t revision);
/* The link by which prog is there; NULL: none. */
const struct sys_link *sys_tcx_link(const struct sys_point *p, const struct kiln_object *prog);
/* The same for BPF_PROG_ATTACH. */
struct sys_stay *sys_tcx_stay(const struct sys_point *p, const struct kiln_object *prog);
/* Whether prog may come there, with these BPF_F_*, and where it then is. 0, or -errno. */
int64_t sys_tcx_order(const struct sys_point *p, const struct kiln_object *prog, uint32_t flags, uint64_t revision,
		      int32_t *order);
/* Something came, with that order, or went (0), or was replaced. */
void sys_tcx_changed(struct sys_point *p, int32_t order);

/* -- stay.c ------------------------------------------------------------------------------------------------------------ */

/* Ends what stands at interfaces that are no more; all: what stands anywhere. */
void sys_stays_sweep(struct kiln_sys *s, bool all);
/* The number of the client's network; and whether there is such an interface in it. */
uint64_t sys_net(const struct kiln_sys *s);
bool sys_interface(const struct kiln_sys *s, uint32_t ifindex);

/* -- log.c: the text that a load leaves in the client's log buffer ----------------------------------------------------- */

struct sys_log {
	struct call *c;
	uint64_t to;
	uint32_t cap, level;
	char *buf;
	size_t len, room; /* len: asked for in all, without the terminating zero */
};

bool sys_log_init(struct sys_log *l, struct call *c, uint32_t level, uint64_t buf, uint32_t size);
void sys_log_text(void *log, const char *text, size_t len);
void sys_log_printf(struct sys_log *l, const char *fmt, ...) KILN_PRINTF(2, 3);
void sys_log_why(struct sys_log *l, const struct kiln_why *why);
/* Writes it to the client. KILN_ERR_NOSPC where it was cut. *true_size is what would have been needed. */
enum kiln_err sys_log_end(struct sys_log *l, uint32_t *true_size);

/* -- tag.c ------------------------------------------------------------------------------------------------------------- */

/* The first bytes of the SHA-256 of the instructions, without what names maps. */
void sys_tag(const struct kiln_insn *insns, uint32_t nr, uint8_t tag[SYS_TAG_LEN]);

#endif
