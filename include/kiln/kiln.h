/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * kiln.h - the calls of Kiln. An embedder includes this, and nothing else.
 *
 * Life       kiln_new → maps, programs, hooks → kiln_free. Each object has a reference count; its _free call drops the
 *            caller's reference, and NULL is allowed. What is still in use by a program, hook or map lives on.
 * Threads    every call may be made from any thread, except that kiln_free is the last. Calls that change something may
 *            sleep and may not be made from a helper or between kiln_enter and kiln_leave, unless they say so.
 * Running    kiln_run between kiln_enter and kiln_leave; no lock, no allocation.
 */
#ifndef KILN_KILN_H
#define KILN_KILN_H

#include <kiln/err.h>
#include <kiln/host.h>
#include <kiln/insn.h>
#include <kiln/kind.h>
#include <kiln/port.h>

#ifdef __cplusplus
extern "C" {
#endif

struct kiln;
struct kiln_map;
struct kiln_prog;
struct kiln_hook;
struct kiln_link;
struct kiln_btf;
struct kiln_map_ops;
struct interp_frame;

/*
 * Room for the frames of interpreted programs, so much that no proven one runs out: a tail call from a function may leave 256
 * bytes of at most seven callers below it, 33 times, and then come 512 bytes of at most eight functions. Each has a head of 64.
 */
enum { KILN_STACK_LEN = KILN_MAX_TAIL_CALLS * (256 + 7 * 64) + 512 + 8 * 64 };

enum kiln_fault_kind {
	KILN_FAULT_OTHER,    /* what checked code is not offered, too deep a call */
	KILN_FAULT_ACCESS,   /* memory that it may not touch, or not so */
	KILN_FAULT_ARGUMENT, /* a helper that was given the wrong thing */
	KILN_FAULT_ENDLESS,  /* more operations than it may take */
};
/* How a run of unproven code ended (KILN_ENGINE_CHECKED). what is NULL where all went well. */
struct kiln_fault {
	const char *what; /* "read outside the stack and the memory" */
	uint64_t addr;	  /* of the access, if it was one; else 0 */
	uint32_t insn;
	enum kiln_fault_kind kind;
};

/* What chance decides in a run of unproven code. Equal trials on equal maps and contexts go the same way. */
struct kiln_trial {
	uint64_t budget; /* operations; 0: 100 million */
	uint64_t nulls;	 /* bit n: the n-th record or memory that a helper could give is not to be had */
	uint64_t finds;	 /* bit n: the n-th element that a look-up does not find is put there first */
	uint64_t seed;	 /* of its bytes; 0: all zero */
};

/* What a program of the kind syscall asks for: answers are the call's, or -errno. The program may do the rest of its run as a new reader. */
struct kiln_calls {
	void *cookie;
	int64_t (*bpf)(void *cookie, struct kiln_env *env, uint32_t cmd, const void *attr, uint32_t size);
	int64_t (*close)(void *cookie, struct kiln_env *env, int32_t fd);
	int64_t (*type)(void *cookie, struct kiln_env *env, const char *name, uint32_t kind); /* of the kernel */
	int64_t (*read)(void *cookie, struct kiln_env *env, void *dst, uint64_t from,
			size_t len); /* of the user's memory */
};

/* What a program of the kind iter has to do with. objects are what it may look into; over: it wrote more than there is room for. */
struct kiln_iter {
	uint8_t *out;
	uint32_t len, cap;
	bool over;
	const uint8_t *objects;
	size_t objects_len;
};

/*
 * One running event: made by kiln_env_init, used for any number of runs one after the other by one thread between
 * kiln_enter and kiln_leave. Programs' helpers get it. Fields are read by native code: do not change them.
 */
struct kiln_env {
	struct kiln *k;
	uint32_t cpu;		       /* the slot, as host->cpu() gave it */
	int32_t tail_left;	       /* tail calls that may still follow */
	struct interp_frame *interp;   /* the interpreter's innermost frame, NULL under native code */
	void *user;		       /* the embedder's own, for its helpers */
	void *ctx;		       /* the context of the run */
	struct kiln_map *redirect_map; /* what redirect and redirect_map asked for; cleared by the caller */
	uint64_t redirect_key;	       /* the interface, or the key in redirect_map */
	uint64_t redirect_flags;       /* BPF_F_INGRESS and so on, or KILN_REDIRECT_* */
	uint32_t redirect_nh[5];       /* KILN_REDIRECT_NEIGH: struct bpf_redir_neigh, all zero where none was given */
	uint64_t regs[KILN_NR_REGS + 1]; /* r0 to r10 while native code borrows an instruction's body */
	uint64_t scratch[4];		 /* native code's own: where a trap in a function lands */
	struct kiln_fault fault;	 /* how checked code ended */
	const struct kiln_trial *trial;	 /* of checked code; NULL after kiln_enter */
	const struct kiln_calls *calls;	 /* that a program of the kind syscall makes; NULL, as after kiln_enter: none */
	const bool *stop; /* once it is true, helpers call no callback again; NULL, as after kiln_enter: they do */
	bool over; /* the run took longer than kiln_run_max() said: then they do not, either, and move no bytes */
	uint32_t callbacks;	/* of the run */
	uint64_t spent;		/* bytes that helpers moved since the clock was looked at, and some for each call */
	uint64_t until;		/* when it is over, on the monotonic clock; 0: the clock was not looked at yet */
	struct kiln_iter *iter; /* of an iterator's program; NULL, as after kiln_enter: it writes nothing */
	const void *
		event; /* the context of the hook at work, event_len bytes, where programs see it as it is; else 0 of them */
	size_t event_len;
	const uint64_t *cookies; /* of the attachment at work: kiln_attach_cookies() */
	uint32_t nr_cookies;
	uint32_t spot; /* the caller's, 0 after kiln_enter: at which place of a hook that has several the event is */
	int64_t fuel;  /* jumps back that the run still has; below 0: it was ended by their lack */
	int64_t turns; /* of may_goto, that the run still has */
	uint32_t stack_used;		    /* bytes of stack that interpreted frames hold now */
	uint64_t stack[KILN_STACK_LEN / 8]; /* not cleared */
};

/* What else redirect_flags says: into the peer of the interface; to a neighbour that the host is to look up. */
enum { KILN_REDIRECT_NEIGH = 1 << 16, KILN_REDIRECT_PEER = 1 << 17 };

/*
 * What XDP programs, traffic-control classifiers and socket filters see: kinds "xdp", "sched_cls", "socket_filter" take a
 * pointer to this as ctx. The packet is [data, data_end) inside the room [head, tail_max), all the caller's. Meta data is
 * [data_meta, data). Programs that adjust the packet move these pointers, within the room.
 * Numbers with _be are in network order, as struct __sk_buff has them.
 */
struct kiln_packet {
	uint8_t *data, *data_end, *data_meta;
	uint8_t *head, *tail_max;
	uint32_t ifindex, rx_queue, egress_ifindex; /* xdp_md */
	uint32_t pkt_type, mark, queue_mapping, protocol_be, vlan_present, vlan_tci, vlan_proto_be, priority;
	uint32_t ingress_ifindex, tc_index, cb[5], hash, tc_classid, napi_id;
	uint32_t family, remote_ip4_be, local_ip4_be, remote_ip6_be[4], local_ip6_be[4], remote_port_be, local_port;
	uint32_t gso_segs, gso_size, wire_len;
	uint64_t tstamp, hwtstamp;
	uint8_t tstamp_type;
	uint32_t len;	   /* data_end - data, kept by helpers; kiln_packet_init sets it */
	uint32_t net_off;  /* from data to the network header; kiln_packet_init sets 14, an Ethernet header's length */
	bool hash_set;	   /* hash is to be kept, even where it is 0 */
	uint8_t outer_len; /* of the outer network header that skb_adjust_room made room for; 0: none */
	void *sk;	   /* the socket; may be NULL. A host's own: programs cannot look inside */
	void *flow_keys;   /* struct bpf_flow_keys of a flow dissector, KILN_FLOW_KEYS_LEN bytes that it may write */
	uint32_t dev_type; /* the interface's hardware type, ARPHRD_*, for classic filters */
	uint32_t mac_off;  /* from data to the link-layer header; KILN_NO_OFF: there is none */
};

enum { KILN_FLOW_KEYS_LEN = 56 };

/* Programs are proven for packets of no more bytes, and helpers make none longer: whoever sets data and data_end holds to it. */
enum { KILN_PACKET_LEN_MAX = 0x1ffff };

/*
 * Sets data and len; no meta data; everything else zero. room must hold head_room + len + tail_room bytes. Of a packet that
 * is longer than KILN_PACKET_LEN_MAX, programs see that much: wire_len tells.
 */
KILN_API void kiln_packet_init(struct kiln_packet *p, uint8_t *room, uint32_t head_room, uint32_t len,
			       uint32_t tail_room);

/* -- the instance -------------------------------------------------------------------------------------------------- */

/* A machine on host, which must outlive it. KILN_ERR_NOMEM, KILN_ERR_INVAL (a needed call is missing). May sleep. */
KILN_API enum kiln_err kiln_new(const struct kiln_host *host, struct kiln **out);
/*
 * From now on helpers of a run that has gone on for ns call no callback again (bpf_loop and the like end, and so does the run), iterators
 * give nothing more, and those that move bytes move none and answer EINTR; roughly, for the clock is looked at now and then. For hosts whose users could run what ends
 * after years. 0, as in the beginning: no limit.
 */
KILN_API void kiln_run_max(struct kiln *k, uint64_t ns);
/* Ends it. Everything made with it must have been freed. Waits for readers. */
KILN_API void kiln_free(struct kiln *k);
KILN_API const struct kiln_host *kiln_host(const struct kiln *k);

/* Becomes a reader and makes env ready. Any context; nests. Pair with kiln_leave. */
KILN_API void kiln_enter(struct kiln *k, struct kiln_env *env);
KILN_API void kiln_leave(struct kiln *k, struct kiln_env *env);

/* -- maps ---------------------------------------------------------------------------------------------------------- */

/* A pointer to one of the kernel's objects, or of a program's own, in a map's value; only bpf_kptr_xchg() puts one there, unless it is untrusted. */
struct kiln_map_kptr {
	uint32_t off;
	uint16_t what; /* enum kiln_struct; 0: none of those */
	bool untrusted;
	uint32_t local, local_size; /* where what is 0: a struct in the map's types, and its bytes; 0: it is none */
};
enum { KILN_MAX_KPTRS = 11 };

/* Numbers and flags are Linux's: BPF_MAP_TYPE_*, BPF_F_*. */
struct kiln_map_spec {
	uint32_t type, key_size, value_size, max_entries, flags;
	uint64_t extra;		     /* map_extra: bloom filter's hash functions */
	char name[16];		     /* zero-terminated */
	struct kiln_map *inner;	     /* maps of maps: what the inner ones look like; borrowed for the call */
	uint32_t btf_key, btf_value; /* type ids in the caller's BTF, for tools; may be 0 */
	/* Of bpf_spin_lock and bpf_timer in the value; KILN_NO_OFF if none. Both 0, as in a zeroed spec: none. */
	uint32_t lock_off, timer_off;
	uint32_t nr_kptrs; /* kiln_btf_kptrs() finds them */
	struct kiln_map_kptr kptr[KILN_MAX_KPTRS];
	bool check_only; /* of a kind that no host here has, too: for programs that are checked and not run */
};
#define KILN_NO_OFF UINT32_MAX

/*
 * Makes a kind of map of the caller's own known to k; kind must outlive it. KILN_ERR_INVAL: a call is missing, or the type
 * is not KILN_MAP_OWN or above; KILN_ERR_EXIST; KILN_ERR_NOSPC: KILN_MAP_KINDS_MAX are known already.
 */
KILN_API enum kiln_err kiln_map_kind_add(struct kiln *k, const struct kiln_map_kind *kind);

/* A map. *out is the caller's until kiln_map_free. Fails as BPF_MAP_CREATE does. May sleep. */
KILN_API enum kiln_err kiln_map_new(struct kiln *k, const struct kiln_map_spec *spec, struct kiln_map **out);
KILN_API struct kiln_map *kiln_map_ref(struct kiln_map *m);
KILN_API void kiln_map_free(struct kiln_map *m);
KILN_API const struct kiln_map_spec *kiln_map_spec(const struct kiln_map *m);

/*
 * From outside a program. value is kiln_map_value_len() bytes: value_size, or for per-CPU maps value_size rounded up to 8
 * times nr_cpus. Errors as bpf(2) has them. Maps of maps and program arrays take and give object pointers through the
 * _object calls instead. All are readers themselves; none may be called from a helper.
 */
KILN_API size_t kiln_map_value_len(const struct kiln_map *m);
KILN_API enum kiln_err kiln_map_lookup(struct kiln_map *m, const void *key, void *value, uint64_t flags);
KILN_API enum kiln_err kiln_map_update(struct kiln_map *m, const void *key, const void *value, uint64_t flags);
KILN_API enum kiln_err kiln_map_delete(struct kiln_map *m, const void *key);
KILN_API enum kiln_err kiln_map_take(struct kiln_map *m, const void *key, void *value, uint64_t flags);
/* The key after key (NULL: the first). KILN_ERR_NOENT after the last. */
KILN_API enum kiln_err kiln_map_next(struct kiln_map *m, const void *key, void *next);
/*
 * Up to *count elements in one go. *cursor 0 starts, the value left there goes on; KILN_ERR_NOENT with *count elements at
 * the end. keys and values are arrays; take also deletes. Hash maps give whole buckets: KILN_ERR_NOSPC where *count is too
 * small for the next one. KILN_ERR_NOTSUPP: the kind has no batches, or none that delete.
 */
KILN_API enum kiln_err kiln_map_batch(struct kiln_map *m, uint64_t *cursor, void *keys, void *values, uint32_t *count,
				      bool take);
/* Unique in its machine; objects of kiln/sys.h that are maps have it, too. */
KILN_API uint32_t kiln_map_id(const struct kiln_map *m);
/* No more changes from outside; programs see frozen BPF_F_RDONLY_PROG values as constants. */
KILN_API enum kiln_err kiln_map_freeze(struct kiln_map *m);
KILN_API bool kiln_map_frozen(const struct kiln_map *m);
/* Around a mapping of kiln_map_shared() through which values can be written: meanwhile it is not frozen (KILN_ERR_BUSY). False: it is. */
KILN_API bool kiln_map_writer_begin(struct kiln_map *m);
KILN_API void kiln_map_writer_end(struct kiln_map *m);
/* Program arrays, arrays and hashes of maps: exactly one of map and prog is given; both NULL deletes. */
KILN_API enum kiln_err kiln_map_set_object(struct kiln_map *m, const void *key, struct kiln_map *map,
					   struct kiln_prog *prog, uint64_t flags);
/* The values of an array map as memory (length in *len), or NULL for other kinds. Lives as long as the map. */
KILN_API void *kiln_map_memory(struct kiln_map *m, size_t *len);

/* What host->share gave for the map's values or ring, and how long that is; NULL: it has nothing that can be shared. */
KILN_API void *kiln_map_shared(const struct kiln_map *m, size_t *len);

/*
 * Ring buffer, consumer's side: calls fn for each record that is ready, until none or fn returns false. One consumer at a
 * time. Returns the number of records.
 */
KILN_API uint64_t kiln_ringbuf_read(struct kiln_map *m, bool (*fn)(void *arg, const void *data, uint32_t len),
				    void *arg);

/* -- type information ---------------------------------------------------------------------------------------------- */

/*
 * BTF as an object: checked once, then shared by the programs that name it (kiln_load_opts.btf). bytes are copied.
 * *what (may be NULL) tells what is wrong with them, a constant text. KILN_ERR_FORMAT, KILN_ERR_NOMEM. May sleep.
 */
KILN_API enum kiln_err kiln_btf_new(struct kiln *k, const void *bytes, size_t len, struct kiln_btf **out,
				    const char **what);
KILN_API struct kiln_btf *kiln_btf_ref(struct kiln_btf *b);
KILN_API void kiln_btf_free(struct kiln_btf *b);
/*
 * The members of a map's value, a struct or a data section, that point to the kernel's objects: those with the type tag "kptr" (Linux's
 * __kptr), "kptr_ref" (as libbpf called it up to 1.1) or "kptr_untrusted". How many there are; more than KILN_MAX_KPTRS: too many.
 */
KILN_API uint32_t kiln_btf_kptrs(const struct kiln_btf *b, uint32_t type, struct kiln_map_kptr out[KILN_MAX_KPTRS]);
/* The bytes, as they were given. Live as long as the object. */
KILN_API const void *kiln_btf_bytes(const struct kiln_btf *b, size_t *len);

/* -- programs ------------------------------------------------------------------------------------------------------ */

/* A place on the way to a refusal. line 0: not known. */
struct kiln_why_step {
	uint32_t insn, line, col;
	char text[128];	  /* "2 bytes read from the packet: 0 to 65535" */
	char source[160]; /* the source line's text */
};
enum { KILN_WHY_STEPS = 4 };

/* Why something was refused: what, the fact that is missing, what would supply it, and where. Always terminated. */
struct kiln_why {
	enum kiln_err err;
	uint16_t reason; /* enum kiln_reason, base/reason.tbl */
	bool has_insn, has_line;
	uint32_t insn;	    /* number of the instruction, from 0 */
	uint32_t line, col; /* of the source, from 1 */
	char what[256];	    /* "read 4 bytes at r2+12: only 8 proven readable" */
	char missing[256];  /* "a comparison of r2+16 with data_end on every path that comes here" */
	char remedy[256];   /* "compare r2+16 with data_end first" */
	char func[64];	    /* the function's name, if known */
	char file[160];
	char source[200];   /* the source line's text */
	char insn_text[96]; /* the instruction, disassembled */
	/* Where what is at fault came from, in the order it happened. */
	uint32_t nr_steps;
	struct kiln_why_step step[KILN_WHY_STEPS];
};
KILN_API const char *kiln_reason_name(uint16_t reason); /* "packet-bounds" */

/*
 * HARDENED: native code for an author who is not trusted. Numbers of the program are not to be found in it, and it reads no memory before what
 * the address depends on is decided, however the CPU guesses. Never interpreted; KILN_ERR_UNSUPPORTED without native code or host->secret.
 */
enum kiln_engine {
	KILN_ENGINE_BEST = 0,
	KILN_ENGINE_INTERP,
	KILN_ENGINE_JIT,
	KILN_ENGINE_CHECKED,
	KILN_ENGINE_HARDENED
};

struct kiln_load_opts {
	const struct kiln_kind *kind;
	const char *name;	      /* may be NULL; copied, 15 characters */
	const char *licence;	      /* may be NULL: not GPL-compatible */
	struct kiln_map *const *maps; /* what KILN_WIDE_MAP_IDX and _VALUE_IDX name; the program keeps references */
	uint32_t nr_maps;
	uint32_t mem_len;	 /* KILN_KIND_MEM */
	enum kiln_engine engine; /* CHECKED: unproven code, interpreted with every access checked */
	uint32_t max_processed;	 /* complexity limit; 0: 1,000,000 instructions, 50,000 with fuel */
	bool check_only; /* one that needs helpers or maps which no host here has is proven too, and cannot be run */
	bool sleepable;	 /* it will be attached where programs may sleep, and may call helpers that do */
	bool no_leak;	 /* it may not learn addresses, though its kind has KILN_KIND_LEAK */
	/*
	 * 0: each loop must be proven to end. Otherwise one that is not may run on a budget: in a run of the program, so many jumps
	 * back in the functions that have such loops, at most 2^31 - 1. The next one ends the run with the kind's fault verdict.
	 */
	uint32_t fuel;
	/*
	 * So many instructions a run may take, turns of callbacks counted once: with may_goto it has as many turns as fit, KILN_MAX_LOOPS at most.
	 * 0: that many. What is longer without a turn is loaded all the same.
	 */
	uint64_t max_run_insns;
	/*
	 * What kiln_prog_proof() gave for the same instructions, kind and maps, on any machine; NULL: the program is explored.
	 * With it the program is only checked, in one pass. It is not trusted: KILN_ERR_UNSAFE where it proves nothing.
	 */
	const void *proof; /* borrowed for the call */
	size_t proof_len;
	bool keep_proof; /* for kiln_prog_proof() */
	/*
	 * Types of the kernel that the program is for, and there the function that it is attached to: a FUNC, or a tracepoint's
	 * TYPEDEF btf_trace_NAME. With them the kernel's objects have types, and may be read. NULL, 0: none are known.
	 */
	const struct kiln_btf *target_btf; /* borrowed for the call */
	uint32_t target_id;
	/* As bpf(2) takes them, all optional; records are borrowed for the call, and of their 8 and 16 byte forms. */
	struct kiln_btf *btf;  /* the program keeps a reference */
	const void *func_info; /* struct bpf_func_info[] */
	uint32_t nr_func_info;
	const void *line_info; /* struct bpf_line_info[] */
	uint32_t nr_line_info;
	/* A trace of the verification, text piece by piece. May be NULL. */
	void (*log)(void *arg, const char *text, size_t len);
	void *log_arg;
	uint32_t
		log_level; /* 0 none, 1 branches and states, 2 each instruction, 3 states before each, path of a refusal */
};

/* What a front turns its bytes into: one program. Arrays live in the load's arena. */
struct kiln_source {
	const struct kiln_insn *insns;
	uint32_t nr_insns;
};
struct arena;
struct kiln_front {
	const char *name; /* "ebpf" */
	enum kiln_err (*read)(struct arena *a, const void *bytes, size_t len, const struct kiln_load_opts *opts,
			      struct kiln_source *out, struct kiln_why *why);
};
KILN_API extern const struct kiln_front kiln_front_ebpf; /* bytes are struct kiln_insn[] in host byte order */

/*
 * Load a program, prove it safe, and make it ready to run.
 *
 * front names the form of bytes, which are read only during the call. On success *out is the caller's, until
 * kiln_prog_free(). On failure *out is NULL, nothing is kept, and why (may be NULL) says what, where and how to mend it.
 * May sleep; never call it from a hook.
 * Fails with KILN_ERR_NOMEM, KILN_ERR_FORMAT (not instructions), KILN_ERR_UNSAFE (not proven), KILN_ERR_COMPLEX (limit),
 * KILN_ERR_INVAL (options), KILN_ERR_UNSUPPORTED (needs what this host has not).
 */
KILN_API enum kiln_err kiln_load(struct kiln *k, const struct kiln_front *front, const void *bytes, size_t len,
				 const struct kiln_load_opts *opts, struct kiln_prog **out, struct kiln_why *why);
KILN_API struct kiln_prog *kiln_prog_ref(struct kiln_prog *p);
KILN_API void kiln_prog_free(struct kiln_prog *p);

struct kiln_prog_info {
	const char *name;
	const struct kiln_kind *kind;
	bool jited;
	uint32_t nr_insns;	       /* as given */
	uint32_t nr_processed;	       /* instructions that the verifier walked */
	uint32_t nr_states;	       /* states it kept */
	uint32_t stack_depth;	       /* bytes, the deepest chain of calls */
	size_t verify_bytes;	       /* arena memory the proof took */
	uint32_t fuel;		       /* jumps back that a run has; 0: it ends without such a budget */
	const struct kiln_insn *insns; /* as given, nr_insns of them */
	const uint8_t *code;	       /* native code, or NULL */
	size_t code_len;
	const char *not_offered;  /* or NULL: what the program needs and no host here has; it was only checked */
	const uint32_t *code_off; /* or NULL: where each instruction's code begins, KILN_NO_OFF if it has none; blocks
						   may be in another order. The last of nr_insns + 1 is where all ends */
};
KILN_API void kiln_prog_info(const struct kiln_prog *p, struct kiln_prog_info *out);
/* What a checker needs to find the program safe (kiln_load_opts.proof), where it was loaded with keep_proof; else NULL. */
KILN_API const void *kiln_prog_proof(const struct kiln_prog *p, size_t *len);
/* One line of text about what was proven of instruction i: registers, ranges. Returns its length, cut to cap. */
KILN_API size_t kiln_prog_fact(const struct kiln_prog *p, uint32_t i, char *buf, size_t cap);

/*
 * The head of every program, so that kiln_run can be a direct call. packet is NULL, or native code of a program that reads
 * nothing of its struct kiln_packet but data and data_end, and nothing of env: it takes them as they are, at most 65,535 bytes.
 */
struct kiln_entry {
	uint64_t (*run)(void *ctx, struct kiln_env *env, const struct kiln_prog *p);
	uint64_t (*packet)(void *unused, const uint8_t *data, const uint8_t *data_end);
};

/* Runs p on ctx, which must be what p's kind says. A reader only; any context. */
static inline uint64_t kiln_run(const struct kiln_prog *p, void *ctx, struct kiln_env *env)
{
	env->tail_left = KILN_MAX_TAIL_CALLS;
	return ((const struct kiln_entry *)(const void *)p)->run(ctx, env, p);
}

/* -- kinds and hooks ----------------------------------------------------------------------------------------------- */

/* A built-in kind by name ("xdp"), or the first of a BPF_PROG_TYPE_* number; NULL if there is none. */
KILN_API const struct kiln_kind *kiln_kind_by_name(const char *name);
KILN_API const struct kiln_kind *kiln_kind_by_type(uint32_t prog_type);
/* The row for that attach type, or else the one for whatever has none of its own; NULL if there is neither. */
KILN_API const struct kiln_kind *kiln_kind_for(uint32_t prog_type, uint32_t attach_type);
/* The i-th built-in kind, NULL past the last. */
KILN_API const struct kiln_kind *kiln_kind_at(uint32_t i);
/* The i-th built-in helper, NULL past the last. */
KILN_API const struct kiln_helper *kiln_helper_at(uint32_t i);
/* The i-th built-in kernel function, NULL past the last. */
KILN_API const struct kiln_helper *kiln_kfunc_at(uint32_t i);
/* By its whole name ("bpf_iter_num_new"): of kind (may be NULL), or a built-in one. NULL if there is none. */
KILN_API const struct kiln_helper *kiln_kfunc_by_name(const struct kiln_kind *kind, const char *name);
/* "drop" for XDP_DROP; NULL if the kind has no name for it. */
KILN_API const char *kiln_verdict_name(const struct kiln_kind *kind, int64_t verdict);

/* A hook: a chain of at most slots programs of one kind, run in order of priority (lower first). */
KILN_API enum kiln_err kiln_hook_new(struct kiln *k, const struct kiln_kind *kind, uint32_t slots,
				     struct kiln_hook **out);
KILN_API void kiln_hook_free(struct kiln_hook *h);
/* KILN_ERR_INVAL: another kind. KILN_ERR_NOSPC: no slot left. The link keeps a reference to p until it is detached. */
KILN_API enum kiln_err kiln_attach(struct kiln_hook *h, struct kiln_prog *p, int32_t priority, struct kiln_link **out);
/*
 * The same with numbers for bpf_get_attach_cookie, which are copied: where the hook has several places, one for each, by env->spot;
 * those beyond are 0.
 */
KILN_API enum kiln_err kiln_attach_cookies(struct kiln_hook *h, struct kiln_prog *p, int32_t priority,
					   const uint64_t *cookies, uint32_t nr, struct kiln_link **out);
/*
 * A program of the kind sched_cls as a filter of traffic control, by the rules of Linux's cls_bpf. With KILN_FILTER_DIRECT, what it says is
 * done. Otherwise 0 says that the packet is none of its own, and the next filter is asked; any other number says that it is, -1 of the
 * class classid, another of the class of that number, and action is done. With KILN_FILTER_LINK it is no filter, but stands before them, as
 * tcx has it: ok, shot and redirect are done, -1 asks the next, and anything else leaves the packet to the filters.
 */
enum { KILN_FILTER_LINK = -4, KILN_FILTER_DIRECT = -3, KILN_FILTER_SORTS = -2 };
struct kiln_filter {
	uint32_t classid;
	int32_t action;	      /* TC_ACT_*; KILN_FILTER_SORTS: there is none, and the packet goes on */
	uint32_t protocol_be; /* of the packets that it is asked about, as struct kiln_packet has it; 0: all */
};
/* *f is copied. A filter comes in front of all of its priority. KILN_ERR_INVAL also where h's programs see no packets. */
KILN_API enum kiln_err kiln_attach_filter(struct kiln_hook *h, struct kiln_prog *p, int32_t priority,
					  const struct kiln_filter *f, struct kiln_link **out);
/* As kiln_link_update(): events run all of the one, or all of the other. KILN_ERR_NOMEM: it is as it was. */
KILN_API enum kiln_err kiln_filter_update(struct kiln_link *l, struct kiln_prog *p, const struct kiln_filter *f);
KILN_API void kiln_detach(struct kiln_link *l);
/* Another program in the same place: events run the one or the other. KILN_ERR_INVAL: another kind. */
KILN_API enum kiln_err kiln_link_update(struct kiln_link *l, struct kiln_prog *p);
/* Runs the chain and folds the verdicts as the kind says. A reader only; any context. */
KILN_API int64_t kiln_hook_run(const struct kiln_hook *h, void *ctx, struct kiln_env *env);
/* The same; ran is called after each program, for who counts and times them. */
KILN_API int64_t kiln_hook_run_each(const struct kiln_hook *h, void *ctx, struct kiln_env *env,
				    void (*ran)(void *arg, struct kiln_prog *p), void *arg);

/* -- packed images: docs/image.md ---------------------------------------------------------------------------------- */

struct kiln_image;
/* Reads bytes (borrowed until kiln_image_free), makes its maps. Nothing in it is trusted. */
KILN_API enum kiln_err kiln_image_open(struct kiln *k, const void *bytes, size_t len, struct kiln_image **out,
				       struct kiln_why *why);
KILN_API void kiln_image_free(struct kiln_image *img);
/* The i-th map or its name; NULL past the last. Borrowed. */
KILN_API struct kiln_map *kiln_image_map(struct kiln_image *img, uint32_t i, const char **name);
/* The i-th program's name and kind; NULL past the last. */
KILN_API const char *kiln_image_prog(struct kiln_image *img, uint32_t i, uint32_t *prog_type);
/* Loads the i-th program: kiln_load with what the image says. kind may be NULL for a built-in one. */
/*
 * Where the image has a proof of program i, it is checked with that alone, else explored.
 */
KILN_API enum kiln_err kiln_image_load(struct kiln_image *img, uint32_t i, const struct kiln_kind *kind,
				       enum kiln_engine engine, struct kiln_prog **out, struct kiln_why *why);
/* Explores program i and keeps its proof, to be put into the image (kiln_image_prog.proof). Tail calls find nothing. */
KILN_API enum kiln_err kiln_image_prove(struct kiln_image *img, uint32_t i, const struct kiln_kind *kind,
					struct kiln_prog **out, struct kiln_why *why);

/* -- text ---------------------------------------------------------------------------------------------------------- */

/* One instruction in LLVM's assembly syntax; insn[1] is read for wide ones. Returns the length, cut to cap. */
KILN_API size_t kiln_disasm(const struct kiln_insn *insn, uint32_t nr_left, uint32_t pc, char *buf, size_t cap);

/*
 * Makes a text from outside one that can be shown, in place: what a terminal would obey, and what is no UTF-8 (RFC 3629), becomes '?',
 * newlines too; a tab becomes a space.
 */
KILN_API void kiln_text_plain(char *s);

struct kiln_asm_symbols {
	/* Resolves a name that is no label. Map: the index in the load's maps. Helper, kfunc: its id. False: unknown. */
	bool (*map)(void *arg, const char *name, size_t len, uint32_t *index);
	bool (*helper)(void *arg, const char *name, size_t len, uint32_t *id);
	void *arg;
	bool (*kfunc)(void *arg, const char *name, size_t len, uint32_t *id);
};
/*
 * Assembles text. insns holds cap; *nr is how many were made, 0 on failure. why (may be NULL) tells line, column and error.
 * syms may be NULL. Memory for labels is host's, and given back at the end. May sleep.
 * KILN_ERR_FORMAT, KILN_ERR_NOSPC (more than cap), KILN_ERR_NOMEM.
 */
KILN_API enum kiln_err kiln_asm(const struct kiln_host *host, const char *text, size_t len,
				const struct kiln_asm_symbols *syms, struct kiln_insn *insns, uint32_t cap,
				uint32_t *nr, struct kiln_why *why);

/* -- the posix host ------------------------------------------------------------------------------------------------ */

/* The host that host/posix makes of this process: nr_cpus slots for as many threads at once; 0: one a processor. */
struct kiln_posix_opts {
	uint32_t nr_cpus;
	void (*print)(void *arg, const char *text, size_t len); /* NULL: standard error */
	/* perf events of programs; NULL: kept in per-slot buffers, see kiln_posix_perf_read */
	void *arg;
	/* For tests of what happens without memory: the n-th allocation fails, counted from 1; 0: none does. */
	uint64_t fail_alloc_at;
	uint64_t max_bytes; /* of memory at a time, for maps and all else; 0: no limit */
	/* Arrays with BPF_F_MMAPABLE and ring buffers are memory files, whose descriptor is the handle of kiln_map_shared, plus 1. */
	bool share;
	bool closed; /* programs may not read this process's memory: they are other people's */
	/*
	 * A ring buffer has got a record: called when the run has ended, once for all of its records, any context; map NULL: any may have.
	 * NULL: only kiln_posix_wait knows.
	 */
	void (*wake)(void *arg, struct kiln_map *map);
};
KILN_API enum kiln_err kiln_posix_host_new(const struct kiln_posix_opts *opts, struct kiln_host **out);
KILN_API void kiln_posix_host_free(struct kiln_host *h);
/* Allocations now alive and in all, for tests. */
KILN_API void kiln_posix_counts(const struct kiln_host *h, uint64_t *alive, uint64_t *total);
KILN_API void kiln_posix_fail_alloc_at(struct kiln_host *h, uint64_t n);
/*
 * Sleeps until some ring buffer of the host has got a record since *seen (begin with 0), at most timeout_ms (negative: for
 * ever). True if so; *seen is then for the next call. Read the buffers until they give nothing before each call.
 */
KILN_API bool kiln_posix_wait(struct kiln_host *h, uint32_t *seen, int timeout_ms);
/* Takes what perf_event_output left: one call a record with its slot. Returns the number of records; *lost may be NULL. */
KILN_API uint64_t kiln_posix_perf_read(struct kiln_host *h, const struct kiln_map *m,
				       void (*fn)(void *arg, uint32_t slot, const void *data, uint32_t len), void *arg,
				       uint64_t *lost);

#ifdef __cplusplus
}
#endif

#endif
