/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * kind.h - a kind of program, as data: what its context holds, which helpers it may call, what it may answer.
 *
 * The built-in kinds (core/hook/hook.tbl) and those of an embedder are the same struct, and the verifier reads nothing
 * else about them. All tables are const and must outlive every program of the kind.
 */
#ifndef KILN_KIND_H
#define KILN_KIND_H

#include <kiln/err.h>
#include <kiln/port.h>

struct kiln_env;
struct kiln_host;
struct kiln_map;
struct kiln_map_spec;
struct kiln_prog;

/*
 * A helper's body. Arguments are r1 to r5 as proven by its row; the result is r0. Runs as a reader, in any context: never
 * sleeps, never allocates.
 */
typedef uint64_t kiln_helper_fn(uint64_t r1, uint64_t r2, uint64_t r3, uint64_t r4, uint64_t r5, struct kiln_env *env);

/* What a helper asks of an argument. The words are those of Linux's bpf_arg_type. */
enum kiln_arg {
	KILN_ARG_NONE = 0,	  /* no such argument */
	KILN_ARG_ANYTHING,	  /* any initialised scalar; pointers only where they may leak */
	KILN_ARG_CTX,		  /* the program's context, unmodified */
	KILN_ARG_MAP,		  /* a map, known at load */
	KILN_ARG_KEY,		  /* readable memory of the map's key_size */
	KILN_ARG_VALUE,		  /* readable memory of the map's value_size */
	KILN_ARG_VALUE_OUT,	  /* writable memory of the map's value_size; initialised by the call */
	KILN_ARG_MEM,		  /* readable memory; its length is the next argument */
	KILN_ARG_MEM_OR_NULL,	  /* the same, or NULL with any length allowed by the next */
	KILN_ARG_MEM_OUT,	  /* writable memory, initialised by the call; length is the next argument */
	KILN_ARG_MEM_RW,	  /* readable and writable memory; length is the next argument */
	KILN_ARG_MEM_RW_OR_NULL,  /* the same, or NULL with any length allowed by the next */
	KILN_ARG_MEM_FIXED,	  /* readable memory of the row's fixed size */
	KILN_ARG_MEM_FIXED_RW,	  /* readable and writable, of the row's fixed size */
	KILN_ARG_MEM_FIXED_OUT,	  /* writable, initialised by the call, of the row's fixed size */
	KILN_ARG_SIZE,		  /* a length of at least 1, bounded */
	KILN_ARG_SIZE_OR_ZERO,	  /* a length, bounded */
	KILN_ARG_ALLOC_SIZE,	  /* a length known at load: the size of what is returned */
	KILN_ARG_RECORD,	  /* a reserved ring buffer record, its begin */
	KILN_ARG_FUNC,		  /* a subprogram used as callback */
	KILN_ARG_STACK_OR_NULL,	  /* a pointer to the stack or NULL: a callback's context */
	KILN_ARG_SPIN_LOCK,	  /* the bpf_spin_lock of a map value */
	KILN_ARG_TIMER,		  /* the bpf_timer of a map value */
	KILN_ARG_CONST_STR,	  /* a zero-terminated string in a frozen read-only map */
	KILN_ARG_CTX_OR_NULL,	  /* the program's context, unmodified, or NULL */
	KILN_ARG_VALUE_OR_NULL,	  /* readable memory of the map's value_size, or NULL */
	KILN_ARG_ZERO,		  /* 0, known at load */
	KILN_ARG_DYNPTR,	  /* a dynptr; fixed: of that kind (enum kiln_dynptr), 0: any */
	KILN_ARG_DYNPTR_OUT,	  /* stack that becomes a dynptr; fixed: of that kind, 0: as the DYNPTR before it */
	KILN_ARG_VALUE_MEM,	  /* readable and writable memory in a map's value; its length is the next argument */
	KILN_ARG_ITERATOR,	  /* an iterator; fixed: KILN_ITER(its family, its bytes) */
	KILN_ARG_ITERATOR_OUT,	  /* stack that becomes an iterator, which must be destroyed; fixed likewise */
	KILN_ARG_SCRATCH_OR_NULL, /* memory that the call may write to, or not; its ALLOC_SIZE is the next; or NULL */
	/*
	 * An object of the kernel's: fixed tells which (enum kiln_struct). An argument of a traced function may be NULL, and after the
	 * function gone: a body asks the host (peek) before it follows one.
	 */
	KILN_ARG_OBJECT,
	KILN_ARG_SOCK,	       /* a socket of any kind */
	KILN_ARG_SOCK_OR_NULL, /* a whole one, or NULL */
	/* Words of rows that this verifier has no rules for yet: calls of them are refused. */
	KILN_ARG_KPTR,	     /* the place of a kernel's pointer in a map value */
	KILN_ARG_PERCPU,     /* a per-CPU variable of the kernel's */
	KILN_ARG_LOCAL_TYPE, /* a number known at load: that of a struct in the program's types */
	KILN_ARG_LOCAL,	     /* an object of such a struct, that is held */
	KILN_NR_ARGS,
};

/* What a helper returns. */
enum kiln_ret {
	KILN_RET_VOID = 0,	   /* r0 is not readable */
	KILN_RET_INT,		   /* a scalar; the row may bound it by ret_min and ret_max */
	KILN_RET_VALUE_OR_NULL,	   /* an address in the map argument's value (an inner map for maps of maps), or NULL */
	KILN_RET_RECORD_OR_NULL,   /* a ring buffer record of ALLOC_SIZE bytes, or NULL */
	KILN_RET_MEM_OR_NULL,	   /* ret_len bytes, or NULL */
	KILN_RET_VALUE,		   /* an address in the map argument's value, never NULL */
	KILN_RET_SLICE_OR_NULL,	   /* ALLOC_SIZE bytes of the DYNPTR argument, or NULL */
	KILN_RET_SLICE_RW_OR_NULL, /* the same, and they may be written */
	KILN_RET_NEXT_OR_NULL, /* ret_len bytes to be read, the next of the ITER argument, gone with it; or NULL, then for ever */
	KILN_RET_SOCK_OR_NULL, /* a socket (ret_len tells which, enum kiln_sock), or NULL */
	/* One of the kernel's (ret_len tells which, enum kiln_struct; 0: any); a number where kiln_load_opts.target_btf is not given. */
	KILN_RET_OBJECT,
	KILN_RET_OBJECT_OR_NULL,
	KILN_RET_LOCAL_OR_NULL, /* an object of the LOCAL_TYPE argument's struct, or NULL */
};

/* Objects of the kernel's that helpers take and give: structs of its types, by name (rt/struct.tbl). 0: none of these. */
enum kiln_struct {
	KILN_STRUCT_TASK = 1, /* task_struct */
	KILN_STRUCT_SEQ,      /* seq_file: where an iterator writes to */
	KILN_STRUCT_SKB,
	KILN_STRUCT_XDP,
	KILN_STRUCT_INODE,
	KILN_STRUCT_PATH,
	KILN_STRUCT_FILE,
	KILN_STRUCT_BPRM, /* linux_binprm: what is being executed */
	KILN_STRUCT_CGROUP,
	KILN_STRUCT_SOCKET,
	KILN_STRUCT_PT_REGS,
	KILN_STRUCT_SOCK_COMMON,
	KILN_STRUCT_TCP6_SOCK,
	KILN_STRUCT_TCP_SOCK,
	KILN_STRUCT_TIMEWAIT_SOCK,
	KILN_STRUCT_REQUEST_SOCK,
	KILN_STRUCT_UDP6_SOCK,
	KILN_STRUCT_UNIX_SOCK,
	KILN_STRUCT_MPTCP_SOCK,
	KILN_STRUCT_CPUMASK,
	KILN_STRUCT_BPF_CPUMASK, /* one that programs make */
	KILN_STRUCT_VMA,
	KILN_NR_STRUCTS,
};

/* What a program sees of a socket: struct bpf_sock without what only whole sockets have, all of it, struct bpf_tcp_sock, bpf_xdp_sock. */
enum kiln_sock { KILN_SOCK_COMMON = 1, KILN_SOCK_FULL, KILN_SOCK_TCP, KILN_SOCK_XDP, KILN_NR_SOCKS };

/* In which no helper may sleep. They nest. */
enum kiln_section { KILN_SECTION_RCU = 1, KILN_SECTION_PREEMPT, KILN_NR_SECTIONS };

enum kiln_helper_flag {
	KILN_HELPER_MOVES_PACKET = 1 << 0, /* packet pointers are stale afterwards */
	KILN_HELPER_GPL = 1 << 1,	   /* only for programs whose licence is compatible with the GPL */
	KILN_HELPER_READS_PACKET = 1 << 2, /* its MEM arguments may point into the packet */
	KILN_HELPER_TAIL_CALL = 1 << 3,	   /* does not return where it succeeds */
	KILN_HELPER_LOCK = 1 << 4,	   /* takes the spin lock */
	KILN_HELPER_UNLOCK = 1 << 5,	   /* gives it back */
	KILN_HELPER_IN_LOCK = 1 << 6,	   /* may be called with the lock held */
	KILN_HELPER_CALLBACK = 1 << 7,	   /* runs its FUNC argument before it returns (else: later, as a timer does) */
	KILN_HELPER_RET_LEN = 1 << 8,	   /* the result is -4095 to -1, or at most its SIZE argument */
	KILN_HELPER_SLEEPS = 1 << 9,	   /* only for programs that may sleep: kiln_load_opts.sleepable */
	KILN_HELPER_ACQUIRE = 1 << 16,	   /* what it gives must be given back before the program ends */
	KILN_HELPER_RELEASE = 1 << 17,	   /* takes back what was acquired: the argument that is */
	KILN_HELPER_WRITES_DYNPTR = 1 << 18, /* writes through its first DYNPTR argument */
	KILN_HELPER_CASTS = 1 << 19, /* what it gives is its first argument, seen otherwise: it goes with that */
	KILN_HELPER_BEGINS =
		1 << 20, /* a section, enum kiln_section in fixed[0], which must be ended before the program does */
	KILN_HELPER_ENDS = 1 << 21,
	KILN_HELPER_WRITES_MAP = 1 << 22, /* sets or removes elements of its MAP: not of one that programs only read */
};

/* What a dynptr stands for. One takes KILN_DYNPTR_LEN bytes of stack. */
enum kiln_dynptr {
	KILN_DYNPTR_LOCAL = 1, /* memory in a map's value */
	KILN_DYNPTR_RINGBUF,   /* a ring buffer's record, which must be given back */
	KILN_DYNPTR_SKB,       /* the packet of a struct __sk_buff */
	KILN_DYNPTR_XDP,       /* the packet of a struct xdp_md */
};
enum { KILN_DYNPTR_LEN = 16 };

/* Of iterators: a number for each family of new, next and destroy, and the bytes of stack that one takes, a multiple of 8. */
#define KILN_ITER(family, bytes) ((family) << 8 | (bytes))

/*
 * Groups of helpers: a kind may call the rows that have one of its groups. Those of the first block mean something by
 * themselves, and an embedder's kind may have them; each of the others is one of Linux's kinds of programs, or a few that may
 * call the same.
 */
#define KILN_GROUP_BASE		 (UINT64_C(1) << 0) /* maps, time, random, tail calls, text: nothing that is not for everyone */
#define KILN_GROUP_XDP		 (UINT64_C(1) << 1) /* xdp_adjust_*, redirect_map ...; ctx is struct kiln_packet */
#define KILN_GROUP_SKB		 (UINT64_C(1) << 2) /* skb_load_bytes, for all that see packets as sockets do; so is ctx here */
#define KILN_GROUP_TC		 (UINT64_C(1) << 3) /* skb_store_bytes, l3_csum_replace ...: traffic control; and here */
#define KILN_GROUP_TRACE	 (UINT64_C(1) << 4)  /* events of tracing: ctx is no packet */
#define KILN_GROUP_NET		 (UINT64_C(1) << 5)  /* csum_diff, fib_lookup: XDP and traffic control */
#define KILN_GROUP_PEEK		 (UINT64_C(1) << 6)  /* probe_read_kernel ...: any memory that host->peek gives */
#define KILN_GROUP_TASK		 (UINT64_C(1) << 7)  /* who runs: get_current_pid_tgid ... */
#define KILN_GROUP_OWN		 (UINT64_C(1) << 30) /* the kind's own rows */

#define KILN_GROUP_FILTER	 (UINT64_C(1) << 8)  /* socket filters */
#define KILN_GROUP_CG_SKB	 (UINT64_C(1) << 9)  /* control groups: packets */
#define KILN_GROUP_CG_SOCK	 (UINT64_C(1) << 10) /* ... sockets that are made, bound, released */
#define KILN_GROUP_CG_BIND	 (UINT64_C(1) << 11) /* ... addresses of bind and sendmsg */
#define KILN_GROUP_CG_CONN	 (UINT64_C(1) << 12) /* ... of connect */
#define KILN_GROUP_CG_RECV	 (UINT64_C(1) << 13) /* ... of recvmsg, getpeername, getsockname */
#define KILN_GROUP_CG_DEV	 (UINT64_C(1) << 14) /* ... devices */
#define KILN_GROUP_CG_SYSCTL	 (UINT64_C(1) << 15) /* ... sysctls */
#define KILN_GROUP_CG_GETOPT	 (UINT64_C(1) << 16) /* ... getsockopt */
#define KILN_GROUP_CG_SETOPT	 (UINT64_C(1) << 17) /* ... setsockopt */
#define KILN_GROUP_SOCK_OPS	 (UINT64_C(1) << 18)
#define KILN_GROUP_SK_SKB	 (UINT64_C(1) << 19)
#define KILN_GROUP_SK_MSG	 (UINT64_C(1) << 20)
#define KILN_GROUP_SK_LOOKUP	 (UINT64_C(1) << 21)
#define KILN_GROUP_REUSEPORT	 (UINT64_C(1) << 22)
#define KILN_GROUP_FLOW		 (UINT64_C(1) << 23) /* flow dissectors */
#define KILN_GROUP_LWT_IN	 (UINT64_C(1) << 24) /* routes with a program: what comes in */
#define KILN_GROUP_LWT_OUT	 (UINT64_C(1) << 25) /* ... goes out */
#define KILN_GROUP_LWT_XMIT	 (UINT64_C(1) << 26) /* ... is sent */
#define KILN_GROUP_LWT_SEG6	 (UINT64_C(1) << 27) /* ... is routed by its segments */
#define KILN_GROUP_PERF		 (UINT64_C(1) << 28) /* samples of counters */
#define KILN_GROUP_TRACING	 (UINT64_C(1) << 29) /* tracing by types: tp_btf, fentry, fexit, fmod_ret, iter, lsm */
#define KILN_GROUP_FENTRY	 (UINT64_C(1) << 31) /* ... those at a function */
#define KILN_GROUP_ITER		 (UINT64_C(1) << 32)
#define KILN_GROUP_LSM		 (UINT64_C(1) << 33)
#define KILN_GROUP_CG_LSM	 (UINT64_C(1) << 34) /* lsm for a control group */
#define KILN_GROUP_SYSCALL	 (UINT64_C(1) << 35)
#define KILN_GROUP_LIRC		 (UINT64_C(1) << 36)
#define KILN_GROUP_COOKIE	 (UINT64_C(1) << 37) /* events that were attached with a cookie */
#define KILN_GROUP_CG_LOCAL	 (UINT64_C(1) << 38) /* storage of the control group that a program is attached to */
#define KILN_GROUP_STRUCT_OPS	 (UINT64_C(1) << 40) /* tables of the kernel's functions */
#define KILN_GROUP_KPROBE	 (UINT64_C(1) << 41) /* functions, by a breakpoint */
#define KILN_GROUP_PERF_OUT	 (UINT64_C(1) << 39) /* perf_event_output, where ctx is no struct kiln_packet */

/*
 * One helper: its number, what it asks, what it gives, what it does. How a callback (FUNC argument) is called is told by
 * the row: cb[i] says what the callback's r1 to r5 hold.
 */
enum kiln_cb_arg {
	KILN_CB_NONE = 0, /* not set */
	KILN_CB_SCALAR,	  /* any number */
	KILN_CB_MAP,	  /* the map argument */
	KILN_CB_KEY,	  /* readable memory of its key_size */
	KILN_CB_VALUE,	  /* its value */
	KILN_CB_STACK,	  /* what the caller gave as STACK_OR_NULL */
	KILN_CB_CTX,	  /* the program's context */
	KILN_CB_DYNPTR,	  /* a dynptr of memory that the call gives */
	KILN_CB_OBJECT,	  /* what the caller gave as OBJECT */
	KILN_CB_VMA,	  /* a vm_area_struct of the kernel's; a number where its types are not given */
};

struct kiln_helper {
	uint32_t id; /* the number in the call's imm; own helpers: KILN_HELPER_OWN and up */
	const char *name;
	kiln_helper_fn
		*fn; /* NULL: no host of ours performs it. Calls of it can be checked, see kiln_load_opts.check_only */
	uint64_t group; /* KILN_GROUP_*, or-ed: a kind that allows one of them may call it */
	uint8_t ret;	/* enum kiln_ret */
	uint8_t arg[5];
	uint16_t fixed[5]; /* byte size of MEM_FIXED* arguments, kind of DYNPTR*, ITER* and OBJECT arguments */
	uint32_t flags;
	uint8_t cb[5];			/* enum kiln_cb_arg, for rows with a FUNC argument */
	int64_t cb_ret_min, cb_ret_max; /* what the callback may return */
	int64_t ret_min, ret_max;	/* of RET_INT; both 0: any number */
	uint32_t
		ret_len; /* of RET_MEM_OR_NULL; of RET_OBJECT*: enum kiln_struct; of RET_SOCK_OR_NULL: enum kiln_sock */
	const char *doc; /* what it does, a line for people; may be NULL */
};

/*
 * Kernel functions (kfuncs) are called by name and not by a number that is the same everywhere. Their rows are helpers' rows. In an
 * instruction (KILN_CALL_KFUNC) imm is the row's id: KILN_KFUNC and up for those of rt/kfunc.tbl, KILN_KFUNC_OWN and up for a
 * kind's own. So it never is that of a helper.
 */
enum { KILN_HELPER_OWN = 0x10000, KILN_KFUNC = 0x1000000, KILN_KFUNC_OWN = 0x2000000 };

/* What a field of a context holds. */
enum kiln_field_type {
	KILN_FIELD_SCALAR = 0,	/* a number of real_size bytes, seen as size bytes */
	KILN_FIELD_PACKET,	/* the packet's first byte */
	KILN_FIELD_PACKET_END,	/* past the packet's last byte */
	KILN_FIELD_PACKET_META, /* the first byte of the meta data before the packet */
	KILN_FIELD_MEM,		/* a pointer to mem_len readable bytes (seen as 8 bytes) */
	KILN_FIELD_MEM_LEN,	/* with MEM: see mem_len */
	KILN_FIELD_SOCK,	/* a socket: mem_len tells which, enum kiln_sock */
	KILN_FIELD_SOCK_OR_NULL,
	KILN_FIELD_OBJECT, /* an object of the kernel's; a number, too */
};

enum kiln_field_flag {
	KILN_FIELD_READ = 1,
	KILN_FIELD_WRITE = 2,
	KILN_FIELD_NARROW = 4, /* parts of it may be read: aligned 1, 2 or 4 bytes */
	KILN_FIELD_MEM_RW = 8, /* the MEM it points to may be written too */
	KILN_FIELD_BYTES = 16, /* plain bytes: any aligned access inside it, at the same place inside the real one */
	KILN_FIELD_HEAD = 32,  /* its first 1, 2 or 4 bytes may be read */
	KILN_FIELD_WORDS = 64, /* with BYTES: written in 4 or 8 bytes only */
};

/*
 * One field: seen by the program at [off, off+size), found by the machine at [real_off, real_off+real_size) of the struct
 * that is given to kiln_run() as ctx. A load of the whole field becomes one load of real_size bytes, zero-extended; so
 * a pointer that a program sees as 32 bits (xdp_md.data) is a whole pointer inside. Of a number that is longer inside, the low part
 * is seen, and it is not to be written. Fields do not overlap, sorted by off.
 * One that may be neither read nor written only tells its name.
 */
struct kiln_field {
	const char *name;
	uint16_t off, size;
	uint16_t real_off, real_size;
	uint8_t type;
	uint8_t flags;
	uint32_t mem_len;
	const char *doc; /* what it holds, a line for people; may be NULL */
};

struct kiln_verdict {
	int64_t value;
	const char *name;
};

enum kiln_kind_flag {
	KILN_KIND_PACKET_WRITE = 1 << 0, /* packet bytes may be written */
	KILN_KIND_LEAK = 1 << 1,	 /* pointers may be stored, compared and returned as numbers */
	KILN_KIND_MEM = 1 << 2,	    /* r1 is plain memory of kiln_load_opts.mem_len bytes, r2 that number; no fields */
	KILN_KIND_RAW_CTX = 1 << 3, /* ctx is plain memory of ctx_len bytes: any aligned read of it is a scalar */
	KILN_KIND_RAW_CTX_WRITE = 1 << 4,
	KILN_KIND_LEGACY_LD =
		1 << 5, /* RFC 9669's "packet" loads (LD_ABS, LD_IND) are allowed; ctx is struct kiln_packet */
	KILN_KIND_RET_SIGNED = 1 << 6,	    /* with ret_any_high: the low 32 bits of r0 are a signed number */
	KILN_KIND_PACKET = 1 << 7,	    /* ctx is a struct kiln_packet */
	KILN_KIND_SLEEPS = 1 << 8,	    /* every program of it may call helpers that sleep */
	KILN_KIND_PACKET_TO_ALL = 1 << 9,   /* every helper that takes memory takes packet bytes */
	KILN_KIND_PACKET_TO_NONE = 1 << 10, /* no helper does */
	KILN_KIND_NO_LOCK = 1 << 11,	    /* no maps with a bpf_spin_lock: an event may come while the lock is held */
	KILN_KIND_NO_TIMER = 1 << 12,	    /* no maps with a bpf_timer */
};

/* How a hook's chain makes one verdict of several programs. */
enum kiln_fold {
	KILN_FOLD_FIRST_NOT = 0, /* go on while a program answers fold_value; the first other answer is the verdict */
	KILN_FOLD_LAST,		 /* run all; the last answer counts */
	KILN_FOLD_MIN,		 /* run all; the smallest answer counts (a filter: all must accept) */
};
/* The verdict of an empty chain is fold_value, whatever the policy. */

struct kiln_kind {
	const char *name;     /* "xdp" */
	uint32_t prog_type;   /* BPF_PROG_TYPE_*; own kinds: KILN_KIND_OWN and up */
	uint32_t attach_type; /* BPF_* of enum bpf_attach_type; 0: whatever has no row of its own */
	uint32_t flags;
	const struct kiln_field *fields;
	uint32_t nr_fields;
	uint32_t ctx_len;		   /* bytes of context that a program sees */
	const char *ctx_type;		   /* the struct that global functions take it as ("xdp_md"); NULL: name */
	uint64_t groups;		   /* KILN_GROUP_*, or-ed */
	const struct kiln_helper *helpers; /* own ones; sorted or not */
	uint32_t nr_helpers;
	int64_t ret_min, ret_max;	     /* allowed results; INT64_MIN and INT64_MAX: any */
	bool ret_any_high;		     /* only the low 32 bits of r0 count: a verdict is 0 to UINT32_MAX */
	const struct kiln_verdict *verdicts; /* for people */
	uint32_t nr_verdicts;
	uint8_t fold; /* enum kiln_fold */
	int64_t fold_value;
	int64_t fault_verdict;		  /* answered where a run cannot be finished */
	const char *doc;		  /* a line for people; may be NULL */
	const struct kiln_helper *kfuncs; /* own ones; sorted or not */
	uint32_t nr_kfuncs;
};

/*
 * A kind of map of an embedder's own, made known by kiln_map_kind_add(). Programs reach it through map_lookup_elem,
 * map_update_elem and map_delete_elem, callers from outside through kiln_map_*. state is what make gave.
 *
 * lookup, update and erase are called by programs too: as readers, in any context, from several CPUs at once; they must not
 * sleep. What lookup gives must stay value_size bytes of memory, aligned to 8, for as long as its readers stand.
 */
struct kiln_map_kind {
	uint32_t type; /* KILN_MAP_OWN and up */
	const char *name;
	/* Checks sizes and flags, which are as the creator gave them, and makes the map. May sleep. */
	enum kiln_err (*make)(const struct kiln_host *host, const struct kiln_map_spec *spec, void **state);
	/* No reader is left. */
	void (*drop)(const struct kiln_host *host, void *state);
	void *(*lookup)(void *state, const void *key); /* NULL: no such key */
	/* May be NULL: programs are answered -EOPNOTSUPP. flags: BPF_ANY, BPF_NOEXIST or BPF_EXIST. */
	enum kiln_err (*update)(void *state, const void *key, const void *value, uint64_t flags);
	enum kiln_err (*erase)(void *state, const void *key);
	/* The key after key, NULL: the first; KILN_ERR_NOENT after the last. May be NULL. From outside only. */
	enum kiln_err (*next)(void *state, const void *key, void *next);
};

enum { KILN_MAP_OWN = 0x10000, KILN_MAP_KINDS_MAX = 16 };

/* Numbers beyond Linux's: kinds of classic programs (kiln/cbpf.h), the built-in kind "raw", the first of an embedder's own. */
enum { KILN_KIND_SECCOMP = 0xfffd, KILN_KIND_CBPF = 0xfffe, KILN_KIND_RAW = 0xffff, KILN_KIND_OWN = 0x10000 };

#endif
