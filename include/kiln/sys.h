/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * sys.h - bpf(2) as the way to control a machine: commands in, objects and errno out, in Linux's numbers and layouts.
 *
 * Overview   a kiln_sys is what one user sees of a machine: programs, maps, type information, links and pins, each with an id.
 *            kiln_sys_call() performs one bpf(2) command for a client, whom it reaches only through the four calls of
 *            struct kiln_client. So a call in this process, a preload library, a socket and an ioctl are four fillings of it.
 * Life       an object lives while a descriptor, a pin, a link, a program or a map holds it. The host counts descriptors:
 *            install() takes a reference, which kiln_object_put() gives back when the last one was closed.
 * Threads    one call at a time for each kiln_sys; the host has a lock around them.
 */
#ifndef KILN_SYS_H
#define KILN_SYS_H

#include <kiln/kiln.h>

#ifdef __cplusplus
extern "C" {
#endif

struct kiln_sys;
struct kiln_object;
struct kiln_work;

enum kiln_object_type {
	KILN_OBJECT_PROG,
	KILN_OBJECT_MAP,
	KILN_OBJECT_BTF,
	KILN_OBJECT_LINK,
	KILN_OBJECT_STATS,
	KILN_OBJECT_PERF, /* what perf_event_open gives, of the two kinds that programs have to do with */
	KILN_OBJECT_ITER, /* what an iterator's program has written: kiln_object_text() is to be read by the descriptor */
	KILN_OBJECT_TYPES
};

/* What a descriptor lets its holder do with a map's elements. */
enum { KILN_MAY_READ = 1, KILN_MAY_WRITE = 2 };

/* Whom a command is for. Addresses and descriptors are the client's own, and as hostile as it is. */
struct kiln_client {
	void *cookie;
	/* len bytes of the client's memory. KILN_ERR_FAULT where they are not there. */
	enum kiln_err (*read)(void *cookie, void *dst, uint64_t from, size_t len);
	enum kiln_err (*write)(void *cookie, uint64_t to, const void *src, size_t len);
	/*
	 * The object behind a descriptor, borrowed for the call, and KILN_MAY_*. KILN_ERR_BADF: it is not open;
	 * KILN_ERR_INVAL: it is something else. Of BPF_TASK_FD_QUERY it is the descriptor of the process that attr names;
	 * KILN_ERR_NOENT: there is no such process.
	 */
	enum kiln_err (*object)(void *cookie, int32_t fd, struct kiln_object **o, uint32_t *may);
	/* A new descriptor, which holds a reference of its own; or -errno. The last thing that a command does. */
	int64_t (*install)(void *cookie, struct kiln_object *o, uint32_t may);
	/* Closes a descriptor, for programs of the kind syscall, which load others. NULL: its programs ask for nothing. */
	int64_t (*close)(void *cookie, int32_t fd);
	/*
	 * Takes over what may take long: a test run, the proof of a program that is not proven soon, and a batch of many elements. The call then
	 * ends at once, and what it returns says nothing. NULL: the call ends when all is done.
	 */
	void (*later)(void *cookie, struct kiln_work *w);
};

/* Where programs are attached, for a host that brings events of its own. What does not belong to the kind is 0 or "". */
struct kiln_place {
	const struct kiln_kind *kind;
	uint32_t attach_type, ifindex;
	/*
	 * Of a tracepoint; of functions, or their addresses as 0x..., with commas between; PID:OFFSET,OFFSET:PATH of instructions in a
	 * file, each perhaps with +OFFSET of a number there that tells how many look; of a counter, as it was given.
	 */
	const char *name;
	uint32_t family, hook;
	uint32_t flags; /* of the link; fentry, fexit: how many arguments the function has */
	int32_t priority;
	uint64_t net; /* interfaces, netfilter: which of the host's networks, as opts.net says */
};

/*
 * What clients that are not trusted may: maps and programs that see packets, which are hardened (KILN_ENGINE_HARDENED). They find no
 * object but by a descriptor that they hold, pin none, and learn no address.
 */
struct kiln_untrusted {
	uint32_t max_insns;	/* of a program */
	uint32_t max_processed; /* by its proof */
	uint64_t max_run_insns; /* by one run */
	uint64_t max_map_len;	/* bytes of a map's elements */
};

/* A thread of the system, for iterators. */
struct kiln_sys_task {
	uint32_t tid, pid, ppid;
	uint32_t uid, gid;
	uint64_t start_ns;
	bool kernel; /* it has no user's memory */
	char comm[16];
};

struct kiln_sys_opts {
	void *cookie;
	uint32_t uid;	      /* told as the one who loaded a program */
	uint32_t max_objects; /* 0: 65,536 */
	uint32_t fuel;	      /* kiln_load_opts.fuel of each program; 0: loops must be proven to end */
	uint64_t max_run_ns;  /* a test run that takes longer ends, with EINTR; 0: it may take as long as it wants */
	/*
	 * A program of which one run may take more instructions, as it was proven, is refused with E2BIG; 0: there is no limit. A callback's turns
	 * count as one: kiln_run_max() is for those.
	 */
	uint64_t max_run_insns;
	/* o is no more: the host forgets what it kept with it. May be NULL. */
	void (*gone)(void *cookie, struct kiln_object *o);
	const struct kiln_untrusted *untrusted; /* borrowed; NULL: its clients are trusted */
	bool code_hidden; /* clients see no native code and no address of it, as users without rights on Linux */
	/* Whether the client may attach there. KILN_ERR_PERM. NULL: it may. */
	enum kiln_err (*may_attach)(void *cookie, const struct kiln_place *at);
	/* A number for the network that the client's interfaces belong to. NULL: there is one. */
	uint64_t (*net)(void *cookie);
	/* Whether there is such an interface in the network of that number, whoever calls. NULL: there is each but 0. */
	bool (*interface)(void *cookie, uint64_t net, uint32_t ifindex);
	/* The kernel's types, which attach_btf_id is of; borrowed. NULL, or answers NULL: there are none, and such programs read numbers. */
	const struct kiln_btf *(*types)(void *cookie);
	/* Calls each for every thread, until that says false. NULL: none are told. */
	void (*tasks)(void *cookie, bool (*each)(void *arg, const struct kiln_sys_task *t), void *arg);
	/* Gives back the references of descriptors that were closed meanwhile. Called before objects are walked. May be NULL. */
	void (*sweep)(void *cookie);
	/*
	 * Waits until readers have left, so that what only they kept from going goes with this sweep; or does not, where that may take long, and
	 * then it goes with a later one. NULL: the host's wait().
	 */
	void (*settle)(void *cookie);
	/*
	 * Pins, where the host has a file system for them: both given, or both NULL, and then they are names in this kiln_sys.
	 * A pin holds a reference, which the host gives back when it is removed. get is answered with a borrowed object.
	 */
	enum kiln_err (*pin)(void *cookie, const char *path, struct kiln_object *o);
	enum kiln_err (*get)(void *cookie, const char *path, struct kiln_object **o);
	/*
	 * Both given, or both NULL: then events come by kiln_sys_hook(). The first link of a place makes it: from here on the host runs
	 * hook at each event, until place_gone gets what was left in *own. An error refuses the link.
	 */
	enum kiln_err (*place)(void *cookie, const struct kiln_place *at, struct kiln_hook *hook, void **own);
	void (*place_gone)(void *cookie, void *own);
	/* Why programs of the kind are not even loaded, a sentence's end for their log: KILN_ERR_UNSUPPORTED. NULL, or answers NULL: they are. */
	const char *(*lacks)(void *cookie, const struct kiln_kind *kind);
	/*
	 * Events of m's slot go to perf, an object of that type, from now on; NULL: nowhere, and KILN_ERR_NOENT where they already did.
	 * The function NULL: nobody has such.
	 */
	enum kiln_err (*perf)(void *cookie, struct kiln_map *m, uint32_t slot, struct kiln_object *perf);
};

/* *opts is copied. KILN_ERR_NOMEM, KILN_ERR_INVAL: fuel beyond 2^31 - 1. */
KILN_API enum kiln_err kiln_sys_new(struct kiln *k, const struct kiln_sys_opts *opts, struct kiln_sys **out);
/* Ends it and all its objects, whoever holds them. */
KILN_API void kiln_sys_free(struct kiln_sys *s);

/*
 * One command, as bpf(cmd, attr, size): attr is an address in the client's memory. Returns what bpf(2) returns, or -errno.
 * May sleep. A command that fails leaves everything as it was.
 */
KILN_API int64_t kiln_sys_call(struct kiln_sys *s, const struct kiln_client *c, uint32_t cmd, uint64_t attr,
			       uint32_t size);

/*
 * What client->later() was given. kiln_work_run() does it, in any thread, while commands go on. wait: for what a program of the kind syscall
 * asks for. It is called in that thread, and returns when kiln_work_upcall() has been in the place of a call, with what that returned, or with another answer
 * where the client could not take the descriptor; false: it will not be. NULL: such programs ask for nothing. Until wait returns kiln_work_upcall()
 * may be called again, where it failed for the client was not there with all that was to be read. kiln_work_stop() ends that before its time, as far
 * as that can be, in that thread or in the place of a call: nobody waits for it; kiln_work_late() does where it is a test run, which has its time. kiln_work_end() frees it,
 * in the place of a call: it answers client, and returns what that call would have; NULL: the client is gone. Its kiln_sys must be there
 * until then.
 */
KILN_API void kiln_work_run(struct kiln_work *w, bool (*wait)(void *arg, int64_t *ret), void *arg);
KILN_API int64_t kiln_work_upcall(struct kiln_work *w, const struct kiln_client *client);
KILN_API void kiln_work_stop(struct kiln_work *w);
KILN_API void kiln_work_late(struct kiln_work *w);
KILN_API int64_t kiln_work_end(struct kiln_work *w, const struct kiln_client *client);

/* Frees what nobody holds any more. The host calls it when descriptors may have been closed; id walks do, too. */
KILN_API void kiln_sys_sweep(struct kiln_sys *s);
KILN_API uint32_t kiln_sys_count(const struct kiln_sys *s, enum kiln_object_type type);
/* NULL: there is none of that type and id. Borrowed. */
KILN_API struct kiln_object *kiln_sys_find(const struct kiln_sys *s, enum kiln_object_type type, uint32_t id);

/*
 * Where links of a kind of programs lead: at an interface (XDP, traffic control; attach_type tells in from out), or at a place with a
 * name (tracepoints). The host runs kiln_hook_run() on it for each event. Borrowed until the next command; NULL: nothing is attached.
 * attach_type 0 and ifindex 0 fit any, as does name NULL.
 */
KILN_API const struct kiln_hook *kiln_sys_hook(const struct kiln_sys *s, const struct kiln_kind *kind,
					       uint32_t attach_type, uint32_t ifindex, const char *name);

/* The i-th place, its name borrowed until the next command, with a number that no other ever has; false past the last. */
KILN_API bool kiln_sys_place(const struct kiln_sys *s, uint32_t i, struct kiln_place *at, uint32_t *id);
/* The chain of the place with that number, borrowed likewise; NULL: it is gone. */
KILN_API const struct kiln_hook *kiln_sys_place_hook(const struct kiln_sys *s, uint32_t id);

/* Runs it, and counts and times its programs while somebody has BPF_ENABLE_STATS. A reader only, and no command meanwhile. */
KILN_API int64_t kiln_sys_raise(struct kiln_sys *s, const struct kiln_hook *h, void *ctx, struct kiln_env *env);
/* Another number when links or programs at places came or went: then kiln_sys_hook() is to be asked again. */
KILN_API uint64_t kiln_sys_changes(const struct kiln_sys *s);

/* The attach types of interfaces, with Linux's numbers. */
enum { KILN_AT_XDP = 37, KILN_AT_INGRESS = 46, KILN_AT_EGRESS = 47 };
enum { KILN_NET_NAME = 64 };

/* A program at an interface that no link holds there: what rtnetlink's requests ask for. */
struct kiln_net {
	uint32_t ifindex, attach_type;
	struct kiln_object *prog; /* borrowed; NULL: what is there is to go */
	struct kiln_object *old;  /* XDP_FLAGS_REPLACE: what has to be there; NULL: nothing */
	uint32_t flags;		  /* XDP: XDP_FLAGS_*; traffic control: NLM_F_CREATE, NLM_F_EXCL, NLM_F_REPLACE */
	bool no_side;		  /* traffic control: none is said, so ingress is meant, where there is no other */
	uint32_t priority, handle;
	const char *name;	   /* of a filter, for people; may be NULL */
	struct kiln_filter filter; /* traffic control */
};
/* 0, or -errno as rtnetlink has it. */
KILN_API int64_t kiln_sys_net(struct kiln_sys *s, const struct kiln_net *n);
/* The queueing disciplines of an interface that have filters: clsact, and ingress, which has no side out. An interface has one at most. */
enum kiln_qdisc { KILN_QDISC_NONE, KILN_QDISC_CLSACT, KILN_QDISC_INGRESS };
/* One is made, by flags of netlink (NLM_F_CREATE and so on). 0, or -errno. */
KILN_API int64_t kiln_sys_qdisc(struct kiln_sys *s, uint32_t ifindex, enum kiln_qdisc kind, uint32_t flags);
/* It is ended, with all filters there; KILN_QDISC_NONE: whichever it is. */
KILN_API int64_t kiln_sys_qdisc_end(struct kiln_sys *s, uint32_t ifindex, enum kiln_qdisc kind);
/* The one of the first interface after *ifindex that has one. */
KILN_API enum kiln_qdisc kiln_sys_qdisc_next(const struct kiln_sys *s, uint32_t *ifindex);

/* What perf_event_open() gives, by what programs have to do with it. */
enum kiln_perf_kind {
	KILN_PERF_OUTPUT,     /* what they put into perf event arrays */
	KILN_PERF_TRACEPOINT, /* of the kind tracepoint: events at a static place */
	KILN_PERF_COUNTER,    /* of the kind perf_event: a counter's samples */
	KILN_PERF_FUNCTION,   /* of the kind kprobe: a function of the kernel is entered, or (flags 1) left */
	KILN_PERF_FILE	      /* of the kind kprobe: an instruction of a file */
};

/* Links lead to the place of that name, with these flags. The host made it up ("tp:NUMBER" of a tracepoint); "" of an output. */
struct kiln_perf {
	enum kiln_perf_kind kind;
	uint32_t flags;
	const char *name; /* copied */
};
/* A descriptor, by c->install, or -errno. */
KILN_API int64_t kiln_sys_perf(struct kiln_sys *s, const struct kiln_client *c, const struct kiln_perf *p);
/* PERF_EVENT_IOC_SET_BPF: prog stays there as long as perf does. 0, or -errno. */
KILN_API int64_t kiln_sys_perf_set(struct kiln_object *perf, struct kiln_object *prog);

/* What stands at places. */
struct kiln_at {
	const struct kiln_kind *kind;
	uint32_t ifindex, attach_type;
	uint32_t prog_id, link_id; /* link_id 0: no link holds it */
	uint32_t flags, priority, handle;
	struct kiln_filter filter; /* where handle is not 0 */
	uint8_t tag[8];
	char name[128]; /* of the place, or of the filter */
};
/* Each of them, until each says false: then that is the answer. No command meanwhile. */
KILN_API bool kiln_sys_at_each(const struct kiln_sys *s, bool (*each)(void *arg, const struct kiln_at *at), void *arg);

KILN_API struct kiln_object *kiln_object_get(struct kiln_object *o);
/* Gives a reference back; what is no more held is freed by the next kiln_sys_sweep(). */
KILN_API void kiln_object_put(struct kiln_object *o);
KILN_API enum kiln_object_type kiln_object_type(const struct kiln_object *o);
KILN_API uint32_t kiln_object_id(const struct kiln_object *o);
/* The map or the program of an object; NULL if it is something else. Borrowed. */
KILN_API struct kiln_map *kiln_object_map(const struct kiln_object *o);
KILN_API struct kiln_prog *kiln_object_prog(const struct kiln_object *o);
/* What BPF_OBJ_GET_INFO_BY_FD does not tell of a program, and BPF_PROG_LOAD of another like it wants: expected_attach_type, prog_flags. */
KILN_API void kiln_object_load(const struct kiln_object *prog, uint32_t *attach_type, uint32_t *flags);
/* What an iterator has written; NULL: it is none. Borrowed. */
KILN_API const void *kiln_object_text(const struct kiln_object *o, size_t *len);
/* A place for the host's own pointer, NULL at first. */
KILN_API void **kiln_object_host(struct kiln_object *o);

/* -- this process as a kernel of its own: host/posix/bpf.c --------------------------------------------------------------- */

/*
 * bpf(cmd, attr, size) without a kernel: the same numbers, structs and errno values, answered by a machine in this process, which
 * the first call makes. Descriptors are real ones: close, dup, fork, mmap do what they do with Linux's. Any thread.
 * libbpf runs over it when it is linked with -Wl,--wrap=syscall,--wrap=epoll_ctl, see examples/inside.c.
 */
KILN_API long kiln_bpf(int cmd, void *attr, unsigned int size);
/* The machine; NULL without memory. */
KILN_API struct kiln *kiln_bpf_machine(void);
/* The program or map behind a descriptor of kiln_bpf, with a reference of the caller's; NULL if it is none. */
KILN_API struct kiln_prog *kiln_bpf_prog(int fd);
KILN_API struct kiln_map *kiln_bpf_map(int fd);
/*
 * A descriptor that becomes readable when the ring buffer behind fd has got records; borrowed, never to be read. -1: there is none.
 * Wait for it with EPOLLET.
 */
KILN_API int kiln_bpf_event(int fd);

#ifdef __cplusplus
}
#endif

#endif
