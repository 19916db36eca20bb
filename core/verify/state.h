/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * state.h - what the verifier knows at one point of one path, and what its files share.
 *
 * Overview     one state is worked on in place (struct vstate); where a path forks or a state is kept to compare with, it is
 *              packed (pack.c): only registers that are still read, only slots that are in use. Each instruction that a path
 *              takes is noted (path.c); when a path ends the notes are read backwards, which tells for each kept state
 *              which registers and slots mattered from there on, and which numbers did.
 * Files        cfg: shape. live: registers read later. vfy: the walk. Exploring, which nobody has to believe: path, prune, loop,
 *              join, tape. Proving: certify, meet, match, rank; proof: tapes as bytes. pack, pair: both. regs, alu, cond, stack, memory, call,
 *              sub, param, object, dynptr, iter, typed, kvar, kptr, local, sock: the meaning of instructions. fact: what is told to others. trace: the
 *              log. explain, origin: refusals.
 * Results      functions that check return false after vfy_refuse(); the walk then ends.
 * Threads      one load, one thread; all memory is in the load's arena.
 */
#ifndef KILN_VERIFY_STATE_H
#define KILN_VERIFY_STATE_H

#include "base/bits.h"
#include "base/reason.h"
#include "base/text.h"
#include "prog/btf.h"
#include "prog/prog.h"
#include "rt/map.h"
#include "rt/rt.h"
#include "verify/range.h"

enum {
	MAX_PACKET_OFF = KILN_PACKET_LEN_MAX, /* packets are no longer; so data + this does not wrap */
	MAX_PTR_OFF = 1 << 29,		      /* nor does any pointer with an offset below this */
	MAX_REFS = 16,			      /* acquired at once */
	MAX_PENDING = 8192,		      /* branches waiting on one path; Linux allows as many */
	MAX_PROCESSED = 1000000,
	MAX_MOVED = 2000000000, /* bytes of states: a second or two */
	FUEL_PROCESSED = 50000, /* where loops may run on fuel: those that are not proven so are put on it */
	NR_SLOTS = KILN_FRAME_SIZE / 8,
};

enum reg_type {
	REG_NONE, /* not set, or no longer of use */
	REG_NUMBER,
	REG_CTX,
	REG_STACK,
	REG_PACKET,
	REG_PACKET_END,
	REG_META,
	REG_MAP,
	REG_VALUE,
	REG_MEM,
	REG_RECORD,
	REG_FUNC,
	REG_ITER,   /* on the stack: object.c */
	REG_DYNPTR, /* on the stack: object.c; in a register: a pointer to one that is somewhere */
	REG_OBJECT, /* of the kernel's, by its type: typed.c */
	REG_SOCK,   /* sock.c */
	REG_PERCPU, /* a variable of the kernel's that each CPU has its own of: kvar.c */
	REG_LOCAL,  /* an object of the program's own: local.c */
	REG_NR_TYPES,
};

enum reg_flag {
	REG_NULLABLE = 1,  /* a pointer, or NULL */
	REG_INNER = 2,	   /* MAP, VALUE: of the template of map */
	REG_WRITABLE = 4,  /* MEM, LOCAL */
	REG_TRUSTED = 4,   /* OBJECT: an argument of the program, or what a helper gave: helpers take it */
	REG_STALE = 8,	   /* NONE: was a packet pointer before the packet moved */
	REG_LENT = 8,	   /* MEM, DYNPTR: gone when the callback of that frame ends */
	REG_RELEASED = 16, /* NONE: was something acquired that has been given back */
	REG_SLICE = 64,	   /* MEM: a part of the packet, gone when it moves */
	REG_DRY = 128,	   /* ITER: has come to its end */
	REG_ELEMENT =
		128,	/* MEM: a part of what is listed; how long it is shows where the program is attached: prog.h */
	REG_LOW32 = 32, /* NUMBER with an id: only the low half of that number, zero-extended */
	REG_LOOSE = 32, /* MEM: at any address, aligned to nothing */
	REG_FOUND = 32, /* OBJECT: stays while what has its ref does, and is not that: it is not given back */
};

/*
 * How far a number, or a pointer's offset, has gone since the head of a loop: it is what stood at place then, plus lo to hi,
 * modulo 2^64, or 2^32 where half. by: that is more, and what stood at the place by - 1, added once. See rank.c.
 */
struct rank {
	uint16_t loop;	/* its number; 0: not known */
	uint16_t place; /* enum place_part */
	bool half;
	uint16_t by;
	int32_t lo, hi, more;
};

/* A register or a spilled one, as a number: frame << 8 | PLACE_REG + register, or PLACE_SLOT + slot * 2 + half. */
enum place_part { PLACE_REG = 0, PLACE_SLOT = 16 };

/*
 * A pointer is base + off + r. id: equal numbers and equal variable parts of packet pointers, but for their deltas; copies of one
 * nullable pointer; values of one look-up where they hold a lock. 0: nothing is known to be equal.
 */
struct vreg {
	uint8_t type, flags;
	uint8_t frame; /* STACK, LENT. An object's slot: which part of it */
	int32_t off;
	uint32_t id;
	int32_t delta; /* NUMBER, PACKET, META with an id: what is equal is this (what varies of it) less delta */
	uint32_t ref;  /* pointers: gone when this is released; 0: never */
	uint32_t
		len; /* PACKET, META: bytes after base + r proven readable; not 0 only where r >= 0. NUMBER: as many bytes
			  after data + this, negative or not, end before data_end.
			  MEM, RECORD: size. OBJECT, PERCPU: its type, a number in vfy.target. LOCAL: its struct, a number in vfy.btf. SOCK: enum kiln_sock. FUNC: subprogram. DYNPTR: enum kiln_dynptr. ITER: things it has given */
	uint32_t map; /* MAP, VALUE: index + 1. ITER: KILN_ITER() */
	struct rank rank;
	struct range r;
};

enum slot_byte { BYTE_NONE, BYTE_DATA, BYTE_ZERO, BYTE_SPILL, BYTE_OBJECT };

/* Eight bytes of stack. A register spilled whole starts at byte 0 or 4; len tells how many bytes of it are there. */
struct vslot {
	uint8_t byte[8];
	uint8_t len[2];
	struct vreg spill[2];
};

enum frame_kind { FRAME_ENTRY, FRAME_CALL, FRAME_CALLBACK };

struct vframe {
	struct vreg reg[KILN_NR_REGS];
	uint64_t used;	  /* slots with a byte that is not NONE */
	uint64_t objects; /* slots that hold a part of an object */
	uint32_t sub, call_pc;
	uint32_t turn_of; /* CALLBACK: which execution of the call it serves */
	uint32_t serial;  /* no other call of a function has it */
	uint32_t gone;	  /* how often a may_goto of it went on */
	uint8_t kind;
	bool dry;			  /* its may_gotos have no turns left */
	const struct kiln_helper *helper; /* CALLBACK */
	uint32_t nr_slots;		  /* there is room for; 0, or more than the highest bit of used */
	struct vslot *slot;		  /* slot i is [-8 * (i + 1), -8 * i) */
};

struct vref {
	uint32_t id, pc;
	uint32_t serial; /* ITER: no other one has it. 0: nothing ends by it */
};

struct vstate {
	uint32_t nr_frames, nr_refs;
	uint32_t turns;	  /* callbacks that returned and may_gotos that went on: such cycles end by themselves */
	uint32_t turn_of; /* set where a callback has just come back to its call */
	uint32_t lock_map,
		lock_id; /* lock_map: index + 1 of the map whose lock is held (inner ones: | LOCK_INNER), 0: none */
	struct vref ref[MAX_REFS];
	struct vframe *frame[KILN_MAX_FRAMES];
};
enum { LOCK_INNER = 1 << 30 };

/* Which registers and slots of a frame are read later, and for which numbers the bounds matter. */
struct need {
	uint16_t live, exact;
	uint64_t slot_live, slot_exact;
};

/* One note of a path. READ and WRITE belong to the INSN beside them: READ* INSN WRITE*. */
enum step_kind { STEP_INSN, STEP_READ, STEP_WRITE, STEP_ENTER, STEP_ENTER_CALLBACK, STEP_LEAVE, STEP_LEAVE_CALLBACK };
enum step_flag {
	STEP_EXACT = 1,
	STEP_WHOLE = 2,
	STEP_FLOW = 4,	/* INSN: the result is computed from what is used */
	STEP_COND = 8,	/* ... a comparison, which may narrow what it compares */
	STEP_STORE = 16 /* ... what is used goes into the slots that WRITE tells */
};
struct step {
	uint8_t kind, frame, flags;
	uint16_t use, def; /* INSN: registers of the frame */
	uint16_t exact;	   /* ... whose bounds mattered */
	uint16_t link;	   /* ... registers that a comparison narrowed along with its operands */
	uint32_t pc;
	uint64_t
		slots; /* READ: read (EXACT: and the numbers mattered). WRITE: touched (WHOLE: and nothing of the old is left) */
};

/* rank.c */
enum { MAX_CANDIDATES = 8, MAX_STEP = 1 << 29 /* what a value may go at once, and the sum of it */ };
#define MAX_RUN ((uint64_t)1 << 36) /* instructions that loops may take, nested ones included */
/* A value that may go one way; [0]: as a whole, [1]: its low half. */
struct rank_view {
	bool up, down;
	uint32_t step;	/* the smallest */
	uint64_t width; /* of the bounds that it stays in */
};
struct candidate {
	uint16_t place;
	bool counted;	/* it left its bounds on a way round: those are for as many turns as the others allow */
	bool shorter;	/* ... a packet pointer that came back with less proven than before */
	bool lost;	/* which may not be said of it */
	bool half;	/* on some way it is known modulo 2^32 only, and below that */
	uint8_t bits;	/* its lowest ones, that stay on every way */
	int64_t lo, hi; /* how far it goes on a way round */
	uint16_t by;	/* rank.by, the same on each */
	int32_t more;
	bool returned;
	struct rank_view view[2];
};
enum { MAX_HINTS = 4, MAX_LOOPS = 4096 };
/* A loop whose head has an invariant. */
struct loop {
	uint16_t nr;
	bool open, returned;
	bool join;	 /* no loop: a state that holds others that met it here, as a guess */
	bool counted;	 /* bounds of some values are for what came here, and no more turns than there are: rank.c */
	struct loop *in; /* the loop that was being walked when this one began */
	uint32_t serial; /* of the frame that it runs in */
	uint32_t nr_candidates;
	struct candidate candidate[MAX_CANDIDATES];
	struct saved *before, *held; /* the state that came to the head; the invariant */
	/* explore: */
	uint32_t id;	    /* of its node */
	uint32_t event;	    /* its place on the tape */
	struct need *guess; /* what the invariant is guessed to need, for each frame */
	uint32_t nr_hints;
	struct {
		uint16_t place;
		uint64_t value; /* the place is compared with it for equality */
	} hint[MAX_HINTS];
};

struct saved;
/* A fork or a kept state: the notes from its parent to it are step[first, end). */
struct node {
	struct node *parent;
	struct saved *saved; /* a kept state, unless it was dropped */
	uint32_t first, end, pending, pc;
	uint32_t nr_frames;
	uint32_t id, low;  /* low: the oldest node at whose state some path from here ended, or id */
	struct loop *loop; /* the kept state is the invariant of a loop */
	struct loop *in;   /* the innermost loop that was begun before, and is still being walked */
	uint64_t at, run;  /* instructions of the path to here, and of the longest from here */
	struct need need[];
};

/*
 * What an AND left of a number: 0 only where the number, which is what has that id and delta more, is below 2^bits. Of the
 * instruction at pc, for a jump behind it on the same path. id 0: none.
 */
struct masked {
	uint32_t id, pc;
	int32_t delta;
	uint8_t bits;
};

enum pend_kind { PEND_TAKEN, PEND_MAY_GOTO, PEND_CALLBACK, PEND_TAIL_CALL, PEND_ITER_END };
struct pending {
	struct pending *next;
	struct node *node;
	uint32_t pc;
	uint8_t kind;
	struct range a, b;    /* PEND_TAKEN of two numbers: what they are then */
	struct masked masked; /* of what was compared with 0 */
	struct open *in;      /* vfy.in */
	uint64_t path_len;
	struct saved *saved;
};

enum insn_flag {
	INSN_HALF = 1 << 0,  /* second half of a wide load */
	INSN_PRUNE = 1 << 1, /* states are kept and compared here */
	INSN_TURN =
		1
		<< 2, /* may_goto, a helper that calls back, an iterator's next: cycles through here end by themselves */
	INSN_SEEN = 1 << 3,
	INSN_TOOK = 1 << 5,
	INSN_PASSED = 1 << 6, /* a conditional jump was, was not taken */
	INSN_LOOP = 1 << 7,   /* head of a loop */
	INSN_BACK = 1 << 4,   /* target of a jump that goes back in the code, whether or not something comes round */
};
struct insn_info {
	uint8_t op, flags;
	uint8_t tries, apart;	 /* invariants of the loop that begins here, joins of states here, that did not do */
	uint16_t use, def, live; /* live: registers read later, before */
	uint8_t joins;		 /* of states here */
	bool metered;		 /* INSN_LOOP: each turn takes fuel */
	bool meets;		 /* it is come to in several ways, or again */
	uint32_t sub;
	uint32_t order;	     /* in which a function's code runs, but for what comes round */
	uint32_t body;	     /* number of the innermost loop that it is in; 0: none */
	uint32_t target;     /* jumps, calls, LD64_FUNC */
	struct saved *saved; /* states kept here */
	struct need *turn;   /* INSN_TURN: what states here are guessed to need, for each frame */
};

/* A loop as it runs: its instructions. [0] of vfy.bodies is not used. */
struct body {
	uint32_t head, up; /* up: the loop around it, 0: none */
	uint32_t first, last, nr;
	uint16_t used; /* registers that it reads */
	bool turns;    /* has an INSN_TURN */
	bool own_turn; /* ... itself, not a loop in it or a call that calls back: what comes round comes by there */
	bool calls;    /* no loop: a call that calls back, which is its head and all of it */
};

enum { MAX_PARAMS = 5 };
struct param {
	uint8_t kind; /* param.c */
	bool pointer, nonnull;
	uint32_t len;
};

struct sub_info {
	bool entered, queued, global, moves_packet, calls, params_read;
	bool metered;	   /* has a loop that takes fuel: fuel.c */
	uint32_t held;	   /* a jump back in it that may not end the run, + 1; 0: none */
	uint32_t btf_func; /* type id, 0: not known */
	struct param param[MAX_PARAMS];
};

enum { NR_POOLS = 64 };

/*
 * What the walk did at each instruction where states are compared, in its order: with it the checker takes the same way.
 * KEPT where nothing has ended there: PASSED, in effect.
 */
enum event_kind { EVENT_PASSED, EVENT_KEPT, EVENT_ENDED };
struct event {
	uint8_t kind;
	struct saved *saved; /* KEPT, ENDED */
};
struct tape {
	struct event *event;
	uint32_t nr, cap, at;
};

/* An entry point that is walked on its own: the program, a global function, a callback that runs later. */
struct entry {
	struct entry *next;
	uint32_t sub, pc;
	const struct kiln_helper *helper; /* callbacks */
	uint32_t map;
	struct tape tape;
	bool explored;
};

/* Sums of two numbers that have ids have ids, too, until a state is kept: what they are sums of is then another thing. */
enum { NR_SUMS = 4 };
struct sum {
	uint32_t a, b, id; /* a <= b */
};

enum vfy_mode {
	MODE_EXPLORE, /* finds out how the program may be proven: nothing that it says is believed */
	MODE_PROBE,   /* part of it: looks ahead, refuses nothing */
	MODE_CERTIFY, /* proves it */
};

/* One computed range; width 0: none yet. */
enum { NR_MEMOS = 32, NR_COND_MEMOS = 32 };
struct alu_memo {
	uint8_t width, op;
	struct range d, s, out;
};

struct cond_memo {
	uint8_t width, cond;
	bool can[2]; /* not taken, taken */
	struct range d, s, a[2], b[2];
};

struct vfy {
	struct kiln_prog *p;
	struct arena *a;
	const struct kiln_kind *kind;
	const struct kiln_load_opts *opts;
	struct kiln_why *why;
	enum kiln_err err;
	enum kiln_reason refused; /* where err is set */
	struct btf btf;
	const struct btf *target; /* types of the kernel, or NULL */
	uint32_t proto,
		proto_first; /* what the program is attached to, and its first parameter that the context has; 0: not known */
	uint32_t object_type[KILN_NR_STRUCTS]; /* 0: not asked yet, or there is none */
	uint32_t percpu; /* the section of per-CPU variables; 0: there is none, or not asked yet */
	bool percpu_asked;
	bool has_btf, leak;
	bool may_loop, irreducible; /* something jumps back in the code; into the middle of a loop */
	struct insn_info *info;
	struct body *bodies;
	uint32_t nr_bodies;
	struct sub_info *sub;
	struct entry *entries, *entry, *given; /* given: what a proof holds tapes for */
	/* the walk */
	struct vstate st;
	uint32_t pc, next_id, processed, max_processed, nr_states, nr_certified;
	uint64_t moved; /* bytes of states, kept and taken up again */
	struct node *node;
	struct pending *pending;
	uint32_t nr_pending, nr_nodes, nr_branches;
	struct step *step;
	uint32_t nr_steps, cap_steps;
	struct trial *trial; /* meet.c */
	struct open *in;     /* meet.c: the innermost loop that the path is in; path_len counts from its head */
	uint32_t nr_tried;   /* instructions walked for nothing */
	struct sum sum[NR_SUMS];
	uint32_t nr_sums;
	struct masked masked;
	uint32_t now_at; /* the INSN note of the instruction that is being done */
	uint32_t since_saved, jumps_since_saved;
	enum vfy_mode mode;
	uint64_t path_len;   /* instructions of the present path */
	struct loop **loops; /* by number; [0] is not used */
	uint32_t nr_loops;
	struct node *redo; /* a loop whose guess was too small, or that does not end as was thought */
	bool redo_failed;  /* ... the latter */
	bool visited;	   /* v->pc has been compared already */
	bool again;	   /* a guess was too small: walk the entry once more */
	bool meeting;	   /* the checker has no tape: meet.c */
	bool first;	   /* the instruction is done for the first time */
	bool telling;	   /* a refused program is walked again, to tell where what is at fault came from */
	uint8_t blame;	   /* the argument of a call that is being checked */
	void *pool[NR_POOLS];
	struct vreg number;	     /* an instruction's own, as a register */
	struct alu_memo *memo;	     /* NR_MEMOS, from the first that is not simple on */
	struct cond_memo *cond_memo; /* NR_COND_MEMOS */
	struct range loaded[2][9];   /* what loads of 1, 2, 4, 8 bytes give; [1] sign-extended; umax 0: not yet asked */
	/* calls that were walked, for the depth of the stack */
	uint8_t *calls; /* nr_subs * nr_subs */
};

/* vfy.c: the refusal of the instruction at v->pc; false. */
bool vfy_refuse(struct vfy *v, enum kiln_reason reason, const char *fmt, ...) KILN_PRINTF(3, 4);
bool vfy_refuse_at(struct vfy *v, int64_t pc, enum kiln_reason reason, const char *fmt, ...) KILN_PRINTF(4, 5);
bool vfy_nomem(struct vfy *v);
/* Memory that can be given back; sizes are remembered by the caller. NULL after vfy_nomem(). */
void *vfy_get(struct vfy *v, size_t len);
void vfy_put(struct vfy *v, void *p, size_t len);
/* Later walked from its start. */
bool vfy_queue(struct vfy *v, uint32_t sub, const struct kiln_helper *helper, uint32_t map);

/* cfg.c */
bool cfg_build(struct vfy *v);
/* pc is in that loop, or in one inside it. */
bool cfg_inside(const struct vfy *v, uint32_t pc, uint32_t body);
/* The call at pc runs a function of the program, any number of times. */
bool cfg_calls_back(const struct vfy *v, uint32_t pc);
bool cfg_stack_depth(struct vfy *v);
/* live.c */
bool live_build(struct vfy *v);

/* regs.c */
static inline struct vframe *cur_frame(const struct vfy *v)
{
	return v->st.frame[v->st.nr_frames - 1];
}
static inline struct vreg *reg_at(struct vfy *v, uint32_t nr)
{
	return &cur_frame(v)->reg[nr];
}
static inline bool reg_is_number(const struct vreg *r)
{
	return r->type == REG_NUMBER;
}
static inline bool reg_is_const(const struct vreg *r, uint64_t v)
{
	return r->type == REG_NUMBER && range_is_const(r->r) && r->r.t.value == v;
}
static inline bool reg_is_packet(const struct vreg *r)
{
	return r->type == REG_PACKET || r->type == REG_META || r->type == REG_PACKET_END;
}
struct vreg reg_number(struct range r);
struct vreg reg_pointer(enum reg_type type);
const char *reg_type_name(const struct vreg *r);
enum prog_reg_kind reg_kind(const struct vreg *r);
/* Has a value; else refuses. */
bool reg_check_set(struct vfy *v, uint32_t nr);
/* A number, or a pointer where those may leak; else refuses with reason, saying what for. */
bool reg_check_visible(struct vfy *v, uint32_t nr, enum kiln_reason reason, const char *what);
uint32_t reg_new_id(struct vfy *v);
/* Calls fn for every register and spilled register of all frames. frame and where (register number, or -1) tell the place. */
typedef void reg_fn(struct vfy *v, struct vreg *r, uint32_t frame, int32_t where, void *arg);
void reg_each(struct vfy *v, reg_fn *fn, void *arg);
void reg_link(struct vfy *v, uint32_t nr);
/*
 * The number in register nr is in r: so are those that are equal to it. Returns which registers of this frame that were,
 * and LINK_FAR if others.
 */
enum { LINK_FAR = 1 << 15 };
uint16_t reg_refine(struct vfy *v, uint32_t nr, struct range r);
/* All that equal the number that has that id and delta, in the same way. */
void reg_refine_id(struct vfy *v, uint32_t id, int32_t delta, struct range r);
/* The sum of two numbers that have ids; it has one as long as no state is kept. */
uint32_t reg_sum_id(struct vfy *v, uint32_t a, uint32_t b);
/* Numbers that are known to be equal, or so far apart, get each other's bounds. */
void reg_settle(struct vfy *v);
void reg_forget_packet(struct vfy *v);
/*
 * A number gets a constant more, not modulo anything: so many bytes are proven readable behind it then. packet_room: from data on.
 * number_room: behind data + r, if it is known where that is.
 */
uint32_t len_moved(const struct vreg *r, int64_t by);
uint32_t packet_room(uint32_t room, const struct vreg *r);
uint32_t number_room(uint32_t room, const struct range *r);
bool reg_may_move(const struct vreg *r);
/* The same pointer with another constant part: the rest goes into what varies. done: what has been given new ids in this state. */
enum { MAX_REBASED = 5 };
struct rebased {
	uint32_t nr;
	struct {
		uint32_t type, id, to;
		int64_t by;
	} one[MAX_REBASED];
};
void reg_rebase(struct vfy *v, struct rebased *done, struct vreg *r, int32_t off);
void reg_release(struct vfy *v, uint32_t ref);
/* What must be given back: known by an id, that of the register it came in. */
bool ref_add(struct vfy *v, uint32_t id, uint32_t serial);
/* A section is open: its reference has the section's number, which nothing else has. */
bool ref_section(const struct vfy *v);
uint32_t ref_serial(const struct vfy *v, uint32_t id);
bool ref_held(const struct vfy *v, uint32_t id);
void ref_drop(struct vfy *v, uint32_t id);
const struct kiln_map *reg_map(const struct vfy *v, const struct vreg *r);

/* path.c */
bool path_step(struct vfy *v, uint16_t use, uint16_t def, enum step_flag flags);
static inline void path_exact(struct vfy *v, uint32_t nr)
{
	if (v->mode == MODE_EXPLORE)
		v->step[v->now_at].exact |= (uint16_t)(1u << nr);
}
bool path_read(struct vfy *v, uint32_t frame, uint64_t slots, bool exact);
bool path_write(struct vfy *v, uint32_t frame, uint64_t slots, bool whole);
bool path_mark(struct vfy *v, enum step_kind kind);
/* A fork: what v->pc's instruction may also do waits. Adds the fork's node. */
struct pending *path_fork(struct vfy *v, enum pend_kind kind);
struct node *path_node(struct vfy *v, uint32_t pending);
void path_node_free(struct vfy *v, struct node *n);
void path_node_again(struct node *n);
void node_up(const struct node *n, struct node *parent);
/* The path ends here, with need mattering after it; goes to the next one that waits: false where none does. */
bool path_end(struct vfy *v, const struct need *need, uint32_t nr_frames);

/* pack.c */
struct saved {
	struct saved *next;	  /* at the same instruction */
	struct loop *loop;	  /* it is the invariant of that loop */
	struct loop *in;	  /* the innermost loop that was being walked when it was kept, its own included */
	uint32_t event;		  /* where the tape tells of it */
	bool used;		  /* a path has ended at it, or it is no state that came by itself: it may not go */
	uint64_t run;		  /* instructions of the longest path from it */
	struct saved *given;	  /* what the checker is given in its place */
	struct saved *kept;	  /* of a given one: the checker's own */
	uint32_t pc, loop_nr, nr; /* nr: its number in the proof */
	struct node *node;	  /* while not all that follows has been walked */
	struct need *need;	  /* afterwards: nr_frames of them */
	uint32_t len, hits, misses;
	uint32_t id, low; /* of its node */
	bool open;	  /* it is as good as an older one that is still being walked */
	uint64_t print;	  /* of registers: equal states have equal ones */
	uint64_t pivot;	  /* pivot_reg holds this number, and it matters; KILN_NR_REGS: none does */
	uint32_t pivot_reg;
	uint32_t nr_frames, nr_refs, turns, turn_of, lock_map, lock_id;
	uint32_t serial, gone; /* of the frame that runs */
	struct vref ref[MAX_REFS];
	uint64_t bytes[]; /* a struct saved_frame and its registers and slots, for each frame */
};
struct saved_frame {
	uint32_t sub, call_pc, turn_of, serial, gone;
	uint16_t regs;
	uint8_t kind;
	bool dry;
	uint64_t used, objects;
	const struct kiln_helper *helper;
};
/* After it: a struct vreg for each bit of regs, then for each bit of used a slot head and its spilled registers. */
struct saved_slot {
	uint8_t byte[8], len[2], pad[6];
};
struct saved *pack_state(struct vfy *v);
void unpack_state(struct vfy *v, const struct saved *s);
/* What stood at a place (struct rank). False: nothing that is known as one value. */
bool pack_find(const struct saved *s, uint32_t place, struct vreg *out);
/* ... and all that does; len: of a spilled one, in bytes. */
typedef void saved_fn(const struct vreg *r, uint32_t place, uint32_t len, void *arg);
void pack_each(const struct saved *s, saved_fn *fn, void *arg);
void pack_free(struct vfy *v, struct saved *s);
bool frame_ready(struct vfy *v, uint32_t i);
/* Room for slot i. */
bool frame_slots(struct vfy *v, struct vframe *f, uint32_t i);

/* match.c */
enum match_how {
	HOW_NEED,  /* the old one holds the new one in what it needed */
	HOW_TURN,  /* the same, for all registers and slots, and for numbers that are guessed to matter */
	HOW_CALLS, /* as HOW_TURN, and both are in the same calls and turns, and hold the same iterators */
	HOW_SAME,  /* both are the same */
	HOW_MOVED, /* as HOW_NEED, but packet pointers may be elsewhere: no proof of anything */
};
/* The iterators that are held are those that were held there: what ends in between has not been made anew. */
bool same_iterators(const struct vfy *v, const struct saved *s);
/* need: of each frame; NULL: all of it. Not looked at for HOW_SAME. */
bool state_match(struct vfy *v, const struct saved *s, enum match_how how, const struct need *need);
/* Before an instruction that takes turns: what it uses up gets a name (vstate.turn_of). */
void turn_name(struct vfy *v);
/* At an open state s: a turn that ends by itself has been used up since, so the path may end here. */
bool turn_used(const struct vfy *v, const struct saved *s);

/* vfy.c: one instruction; the newest branch that waits. */
bool walk_step(struct vfy *v, uint32_t *next, bool *ended);
bool walk_resume(struct vfy *v);
void walk_forget_dead(struct vfy *v);

/* prune.c: at v->pc, before its instruction. *known: nothing new here, the path has been ended. False: refused. */
bool prune_visit(struct vfy *v, bool *known, const struct need **need);
/* Keeps the state: that of l's head, or l NULL. widened: the checker must be given it in any case. NULL: no memory. */
struct saved *prune_keep(struct vfy *v, struct loop *l, bool widened);
/* States kept by nodes after id are let go. */
void prune_forget_after(struct vfy *v, uint32_t id);
/* The need of s, kept at pc, is whole. False: the walk must begin anew. */
bool prune_done(struct vfy *v, uint32_t pc, struct saved *s);

/* rank.c */
bool rank_open(const struct vfy *v, const struct rank *r);
struct rank rank_moved(struct rank r, const struct range *by, bool minus, uint32_t width);
/* sum: of d and s, as rank_moved() says it. */
struct rank rank_plus(const struct vfy *v, struct rank sum, const struct rank *d, const struct rank *s, uint32_t width);
struct vreg *place_reg(struct vfy *v, uint32_t place);
bool rank_begin(struct vfy *v, struct loop *l);
bool rank_return(struct vfy *v, struct loop *l);
uint64_t rank_end(struct loop *l, uint64_t body);
/* now, at a return to l, is not in old's bounds, or has less of the packet: it may still be right if it only went on from there. */
bool rank_count(struct loop *l, const struct vreg *old, const struct vreg *now);
/* The bounds of what began in came, and went lo to hi on each of so many ways, its lowest bits staying. False: none are known. */
bool rank_counted(const struct vreg *came, int64_t lo, int64_t hi, uint64_t turns, uint32_t bits, struct range *out);
/* The same, where what was added on each turn is what is in by, and more; by goes lo to hi on each. */
bool rank_summed(const struct vreg *came, const struct vreg *by, int64_t lo, int64_t hi, int64_t more, uint64_t turns,
		 struct range *out);

/* pair.c: fn is called for each place (struct rank) where both have a value; now is the state's own. */
typedef void pair_fn(struct vfy *v, const struct vreg *old, struct vreg *now, uint32_t place, void *arg);
void pair_each(struct vfy *v, const struct saved *s, pair_fn *fn, void *arg);
/* Pointers with the constant parts that they have in s. */
void pair_rebase(struct vfy *v, const struct saved *s);
/* Zeros where the other state has a number of so many bytes are that number, too. */
void pair_zeros(const struct vreg *old, struct vslot *slot, uint32_t half, uint32_t len);

/*
 * join.c: the state grows to hold s too. False: they have nothing in common. rule NULL: at a loop's
 * head; there a small number has bytes of the packet behind it, as far as any are proven.
 */
struct join_rule {
	const struct need *need; /* for each frame: what must not be lost if one of the states has it */
	bool careful;		 /* nor how much of the packet is proven, nor that a number was one of two constants */
};
bool state_join(struct vfy *v, const struct saved *s, const struct join_rule *rule);
/*
 * Many states have come here, or one that is like s but for where in the packet it is (spread): *made: the state is now joined
 * with s, and has been kept.
 */
bool join_meet(struct vfy *v, const struct saved *s, bool spread, bool *made);

/* loop.c */
/* At the head of a loop. *made: the state is now a guess at its invariant, and has been kept. */
bool loop_try(struct vfy *v, bool *made);
/* The state comes back to the head of n's loop: *ended if the invariant holds it. False: v->err or v->redo. */
bool loop_return(struct vfy *v, struct node *n);
/* All of the loop has been walked. False: it has to be walked once more (v->redo). */
bool loop_done(struct vfy *v, struct node *n);
/* Goes back to the head of v->redo, or of the innermost loop with an invariant. False: there is none. */
bool loop_redo(struct vfy *v);
/*
 * *given: an invariant of the loop that begins here, for a state like this one. At an INSN_TURN that is of what comes round to here:
 * it ends by itself. False: none was found.
 */
bool loop_guess(struct vfy *v, struct saved **given);
void loop_hint(struct vfy *v, const struct vreg *r, uint64_t value);

/* fuel.c */
/* The walk was refused for what loops do: one more loop is to run on fuel, and the walk to begin anew. */
bool fuel_try(struct vfy *v);
/* The path goes on from the head of a loop. */
void fuel_turn(struct vfy *v);
/* At an open state s, the checker: the turn since was paid for. */
bool fuel_ends(struct vfy *v, const struct saved *s);
/* The checker is about to do an instruction: may the run end there? */
void fuel_visit(struct vfy *v);
/* All was proven but that nothing needs to be given back where fuel ends; notes what takes fuel. */
bool fuel_finish(struct vfy *v);

/* certify.c */
bool certify_entry(struct vfy *v, struct entry *e, uint32_t limit);
/* The walk goes on from a given state, if that holds the one that is there. */
bool certify_keep(struct vfy *v, struct saved *given);
/* At s, a state that is still being walked: the path ends. */
bool certify_back(struct vfy *v, struct saved *s);

/* meet.c: v->entry is safe. False: it may be, or v->err is KILN_ERR_NOMEM. */
bool meet_entry(struct vfy *v);

/* proof.c: tapes as bytes. false: v->err. */
bool proof_write(struct vfy *v);
/* KILN_REASON_PROOF where they are not what proof_write() makes. The entries' tapes become what they say. */
bool proof_read(struct vfy *v);
/* The tape that the proof has for e; an empty one where it has none. */
void proof_for(struct vfy *v, struct entry *e);

/* tape.c: what was done at v->pc. Later: the entry has been explored, its tape becomes what the checker reads. */
bool tape_add(struct vfy *v, enum event_kind kind, struct saved *s);
bool tape_finish(struct vfy *v);

/* fact.c */
void fact_visit(struct vfy *v);
static inline bool facts_kept(const struct vfy *v)
{
	return v->mode == MODE_CERTIFY || v->telling;
}
struct prog_fact *fact_now(struct vfy *v);
bool fact_mem(struct vfy *v, enum prog_mem mem, uint16_t field, uint32_t map);
void fact_result(struct vfy *v, const struct vreg *r);
void fact_keep(struct vfy *v, uint16_t all, uint16_t held);
/* The conditional jump at pc was taken, or passed. */
void fact_way(struct vfy *v, uint32_t pc, bool taken);
void fact_finish(struct vfy *v);

/* the meaning of instructions: at v->pc; *next is where the path goes on */
bool alu_do(struct vfy *v, const struct kiln_insn *insn, enum insn_op op);
bool cond_do(struct vfy *v, const struct kiln_insn *insn, enum insn_op op, uint32_t *next);
void cond_taken(struct vfy *v, const struct pending *pend);
bool load_do(struct vfy *v, const struct kiln_insn *insn, enum insn_op op);
bool store_do(struct vfy *v, const struct kiln_insn *insn, enum insn_op op);
bool atomic_do(struct vfy *v, const struct kiln_insn *insn, enum insn_op op);
bool wide_do(struct vfy *v, const struct kiln_insn *insn, enum insn_op op);
bool packet_load_do(struct vfy *v, const struct kiln_insn *insn, enum insn_op op);
bool call_outside(struct vfy *v, const struct kiln_insn *insn);
bool call_sub(struct vfy *v, uint32_t *next);
bool sub_exit(struct vfy *v, uint32_t *next, bool *ended);
bool sub_tail_called(struct vfy *v, uint32_t *next);
bool sub_start(struct vfy *v, const struct entry *e);
bool sub_enter_callback(struct vfy *v, const struct kiln_helper *h, uint32_t *next);
bool sub_callback_later(struct vfy *v, const struct kiln_helper *h, uint32_t sub, uint32_t map);

/* param.c: arguments of global functions */
uint32_t param_count(const struct vfy *v, uint32_t sub);
bool param_returns_nothing(const struct vfy *v, uint32_t sub);
/* Registers as the function may count on them. */
bool param_start(struct vfy *v, uint32_t sub);
/* Registers are as the function counts on them, or refused. */
bool param_pass(struct vfy *v, uint32_t sub);

/* memory.c */
enum mem_use {
	MEM_READ = 1,
	MEM_WRITE = 2,
	MEM_SET = 4, /* written whole; need not be set before */
	MEM_SCRATCH =
		8 /* with WRITE: anything may be written, or nothing; need not be set before, is not set afterwards */
};
/* Helper argument: [reg, reg + len) may be used so. len is the largest; exact_len: always that many. */
bool mem_check_region(struct vfy *v, uint32_t nr, uint32_t len, bool exact_len, unsigned int use, bool packet_ok);
bool mem_bounds(struct vfy *v, uint32_t nr, const struct vreg *base, int64_t off, uint32_t size, uint32_t limit,
		unsigned int use, enum kiln_reason fixed, enum kiln_reason variable);

struct range mem_loaded(struct vfy *v, uint32_t size, bool sign);

/* typed.c */
/* kptr.c: NULL: no such pointer begins at the place off from base. */
const struct kiln_map_kptr *kptr_at(const struct vfy *v, const struct vreg *base, int32_t off);
bool kptr_overlaps(const struct kiln_map_spec *s, int64_t from, int64_t to);
bool kptr_load(struct vfy *v, const struct kiln_map_kptr *k, struct vreg *out);
bool kptr_store(struct vfy *v, const struct kiln_map_kptr *k, const struct vreg *val);
/* Register nr as the place of one, and as what is put there. */
bool kptr_place(struct vfy *v, const struct kiln_helper *h, uint32_t nr, const struct kiln_map_kptr **out);
bool kptr_pass(struct vfy *v, const struct kiln_helper *h, uint32_t nr, const struct kiln_map_kptr *k);
bool typed_begin(struct vfy *v);
/* id is that of a struct, or of something else that has a size. */
bool typed_is_object(const struct vfy *v, uint32_t id);
/* size bytes at at of the context, which are a number unless *out is changed. */
bool typed_argument(struct vfy *v, uint32_t at, uint32_t size, struct vreg *out);
/* ... at off from register nr, an object. */
bool typed_load(struct vfy *v, uint32_t nr, int32_t off, uint32_t size, bool sign, struct vreg *out);
/* Register nr is an object of that kind (enum kiln_struct), for a helper. */
bool typed_pass(struct vfy *v, const struct kiln_helper *h, uint32_t nr, uint32_t what);
/* What h gives. */
/* r points to the begin of such a struct; name: what r is, for a refusal. */
bool typed_is(struct vfy *v, const struct vreg *r, uint32_t what, const char *name);
/* A pointer to such a struct, or NULL, that was read from memory of the program's. kept: what it points to stays while the program runs. */
bool typed_member(struct vfy *v, uint32_t what, bool kept, struct vreg *r);
/* A pointer to something of a type, a number in vfy.target, of which nothing else is known. */
struct vreg typed_pointer(struct vfy *v, uint32_t type, bool nullable);
/* ... to such a struct; a number where the kernel's types are not given, or have none. */
struct vreg typed_seen(struct vfy *v, uint32_t what);
bool typed_give(struct vfy *v, const struct kiln_helper *h, uint32_t what, bool nullable, struct vreg *r);

/* kvar.c */
/* What a wide load gives that names a variable. */
bool kvar_wide(struct vfy *v, const struct kiln_insn *insn, struct vreg *out);
/* Register nr is a variable that each CPU has its own of; *type: of what. */
bool kvar_pass(struct vfy *v, const struct kiln_helper *h, uint32_t nr, uint32_t *type);

/* local.c */
/* Programs may make objects of that struct of theirs. */
bool local_is(const struct vfy *v, uint32_t id);
/* Bytes of the object that r points to. */
uint32_t local_size(const struct vfy *v, const struct vreg *r);
/* Register nr is the number of such a struct, for a call. */
bool local_type(struct vfy *v, const struct kiln_helper *h, uint32_t nr, uint32_t *type);
/* A pointer to an object, or NULL; held: it is the program's, which may write it. */
struct vreg local_new(struct vfy *v, uint32_t type, bool held);
/* Register nr points to the begin of an object that is held. */
bool local_pass(struct vfy *v, const struct kiln_helper *h, uint32_t nr);
/* The place in a map's value is one for such objects. */
bool local_kept(const struct vfy *v, const struct kiln_map_kptr *k);

/* sock.c */
/* size bytes at off from register nr, a socket. */
bool sock_load(struct vfy *v, uint32_t nr, int32_t off, uint32_t size);
/* Register nr is a socket, for a helper. full: a whole one. */
bool sock_pass(struct vfy *v, const struct kiln_helper *h, uint32_t nr, bool full);
/* what: enum kiln_sock. */
struct vreg sock_new(struct vfy *v, uint32_t what, bool nullable);

/* stack.c */
bool stack_load(struct vfy *v, uint32_t base, int32_t off, uint32_t size, bool sign, struct vreg *out);
bool stack_store(struct vfy *v, uint32_t base, int32_t off, uint32_t size, const struct vreg *val);
bool stack_region(struct vfy *v, uint32_t nr, uint32_t len, bool exact_len, unsigned int use);
/* The four bytes at reg, where they are one known number. */
bool stack_known32(struct vfy *v, const struct vreg *base, uint32_t *out);

/* origin.c: after why_set() of a refusal at v->pc, tells where what is at fault came from. */
void origin_tell(struct vfy *v, enum kiln_reason reason);

/* The stack of a frame down to byte at is in use. */
bool stack_reach(struct vfy *v, uint32_t frame, int32_t at);

/* object.c: helpers' own things on the stack */
enum { DYNPTR_SLOTS = 2 };
/* Register nr points to the first byte of whole slots. first: the slot with that byte; slots count down. */
bool object_place(struct vfy *v, uint32_t nr, uint32_t slots, uint32_t *first);
/* The object that register nr points to, or NULL: there is none of the type. object_at() notes that it is used. */
struct vreg *object_there(struct vfy *v, uint32_t nr, enum reg_type type, uint32_t slots);
struct vreg *object_at(struct vfy *v, uint32_t nr, enum reg_type type, uint32_t slots);
/* There is one from now on; place has been asked. */
bool object_new(struct vfy *v, uint32_t nr, uint32_t slots, struct vreg what);
/* Objects with that ref, and what was got from them, are no more. */
bool object_end(struct vfy *v, uint32_t ref);
/* A write may change these slots: objects there end, but for those that are held: refused. */
bool object_overwrite(struct vfy *v, uint32_t frame, uint64_t slots);

/* iter.c */
/* Register nr points to an iterator that h takes; *out is what it is. */
bool iter_use(struct vfy *v, const struct kiln_helper *h, uint32_t nr, struct vreg *out);
/* ... to room for one. */
bool iter_room(struct vfy *v, const struct kiln_helper *h, uint32_t nr);
/* The call has made one there. */
bool iter_make(struct vfy *v, const struct kiln_helper *h, uint32_t nr);
/* What a call for the next thing gives; that there is none waits. */
bool iter_next(struct vfy *v, const struct kiln_helper *h, const struct vreg *it, struct vreg *r);
/* There is none: the registers are still as they were at the call. */
bool iter_ended(struct vfy *v, const struct kiln_helper *h);
/* Before a call for the next thing: what it uses up, 0: nothing. */
uint32_t iter_turn(struct vfy *v, const struct kiln_helper *h);

/* dynptr.c */
/* Register nr points to a dynptr that h takes; *out is what it is, the first one of a call's. */
bool dynptr_use(struct vfy *v, const struct kiln_helper *h, uint32_t nr, struct vreg *out);
/* ... to a dynptr of any kind. */
bool dynptr_is(struct vfy *v, uint32_t nr);
/* A pointer to one of which nothing is known: an argument. */
struct vreg dynptr_any(struct vfy *v);
/* ... to one of memory that is no packet: a callback's argument. */
struct vreg dynptr_local(struct vfy *v);
/* Register nr points to room for one. */
bool dynptr_room(struct vfy *v, const struct kiln_helper *h, uint32_t nr);
/* The call has made one there, of its row's kind, or like from. */
bool dynptr_make(struct vfy *v, const struct kiln_helper *h, uint32_t nr, const struct vreg *from);
/* The call writes through d, or gives memory that may be written. */
bool dynptr_written(struct vfy *v, const struct kiln_helper *h, const struct vreg *d);
/* len bytes out of d, or NULL. */
struct vreg dynptr_slice(struct vfy *v, const struct vreg *d, uint32_t len, bool writable);

/* trace.c */
void trace_insn(struct vfy *v);
void trace_state(struct vfy *v, const char *what);
void trace_from(struct vfy *v, uint32_t from);
void trace_refusal(struct vfy *v);
void trace_end(struct vfy *v);
void trace_path(struct vfy *v);

#define SIGN(x) ((x) < 0 ? "" : "+")
static inline const struct kiln_insn *vfy_insn(const struct vfy *v)
{
	return &v->p->insns[v->pc];
}
static inline bool vfy_may_sleep(const struct vfy *v)
{
	return v->opts->sleepable || v->kind->flags & KILN_KIND_SLEEPS;
}
/* States are kept where so much has been walked since the last one. */
enum { KEEP_INSNS = 8, KEEP_JUMPS = 2 };
/* The instruction at v->pc is walked. */
static inline void walk_counts(struct vfy *v)
{
	v->path_len++;
	v->since_saved++;
	v->jumps_since_saved += v->info[v->pc].op >= OP_JEQ64_IMM && v->info[v->pc].op <= OP_EXIT;
}
static inline uint32_t cur_frame_nr(const struct vfy *v)
{
	return v->st.nr_frames - 1;
}

#endif
