/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * wire.h - what a client and the server of `kiln serve` say to each other, over a stream of a Unix socket.
 *
 * Overview     a message is a head and a body. The client asks with CALL: a bpf(2) command, and what of its memory and descriptors
 *              the server will want to see, as far as the client can guess. The server answers DONE, or NEED with what else it
 *              must see; the client then gives that, and so on. One question at a time on each connection.
 * Writes       what the command writes into the client's memory comes with DONE. So does the new descriptor, if there is one.
 */
#ifndef HOST_POSIX_WIRE_H
#define HOST_POSIX_WIRE_H

#include <stdint.h>

enum { WIRE_BODY_MAX = 64 * 1024 * 1024 };

/* Numbers stay what they are: a server and a client may be of different days. 13 was something else once. */
enum wire_type {
	WIRE_CALL = 1,	/* wire_call, then items */
	WIRE_GIVE = 2,	/* items: the answer to NEED */
	WIRE_EVENT = 3, /* wire_item of a descriptor: DONE comes with what is readable when a ring buffer has news */
	WIRE_INFO =
		4, /* wire_item of a descriptor: DONE comes with its text of /proc/PID/fdinfo, as a write to address 0 */
	WIRE_STOP = 5, /* the server ends, if the client is its own user */
	WIRE_NEED = 6, /* wire_item without bytes */
	WIRE_DONE = 7, /* wire_done, then items that are to be written */
	WIRE_RAISE =
		8, /* wire_raise, then bytes: an event. DONE comes with wire_raised and the bytes afterwards, for address 0 */
	WIRE_NET =
		9, /* wire_net, then wire_item of the program and of the one that has to be there, where they are given */
	WIRE_PERF = 11,	 /* wire_perf, then wire_item of descriptors, as op says */
	WIRE_TRACE = 12, /* wire_trace. DONE's number is another one when there are other probes */
	WIRE_ASIDE = 14, /* in the slot: the answer comes by the socket */
	WIRE_PROBES =
		15,	 /* DONE comes with a wire_probe for each instruction that is to be stopped at, for address 0 */
	WIRE_HIT = 16,	 /* wire_hit */
	WIRE_POINT = 18, /* wire_point */
	WIRE_SLOT =
		19, /* DONE comes with two descriptors: the memory of a slot (line.h), and what is rung with news_tell() */
	WIRE_SOCK =
		20, /* wire_sock, then wire_item of the program, if there is one; the socket comes along. DONE comes with what takes its place, if anything does */
	WIRE_SWEEP = 17, /* something was closed: what was attached by it alone ends before DONE */
	WIRE_AT = 10,	 /* DONE comes with a wire_at for each program that is attached, for address 0 */
};

struct wire_head {
	uint32_t type, len; /* of the body */
};

struct wire_call {
	uint32_t cmd, size; /* bpf(cmd, attr, size) */
	uint64_t attr;
};

/*
 * INSTALL and CLOSE are asked for by a program that the client has run: it keeps the descriptor that comes with NEED, and says its number in the item; at is 1 where
 * to close it ends something. It closes the descriptor at. err: it could not.
 */
enum { WIRE_MEMORY = 1, WIRE_DESCRIPTOR, WIRE_INSTALL, WIRE_CLOSE };

/* A piece of memory, with its bytes behind it where err is 0; or what a descriptor is; or what was done with it. */
struct wire_item {
	uint32_t kind;
	int32_t err; /* errno: it cannot be read, it is not open */
	uint64_t at; /* address, or descriptor */
	uint64_t len, dev, ino;
	uint32_t flags, pad; /* of the descriptor: F_GETFL */
};

struct wire_raise {
	char kind[32], name[128]; /* of the programs that are to run; where, "": anywhere */
	uint32_t attach_type, ifindex;
};

struct wire_raised {
	int64_t verdict;
};

/* What rtnetlink was asked for: struct kiln_net of kiln/sys.h, or a queueing discipline. */
enum wire_net_op {
	WIRE_NET_SET = 1,
	WIRE_NET_CLEAR,
	WIRE_NET_QDISC,	   /* name: its kind, or "" for clsact; flags: netlink's, or 0 for one that is to be new */
	WIRE_NET_NO_QDISC, /* name: "" is any */
	WIRE_NET_SORT,
	WIRE_NET_QDISC_NEXT, /* after ifindex. DONE's number: its interface times 4, and its kind, as enum kiln_qdisc; 0: there is none */
};
/* With the flags of a filter: neither side was said. */
enum { WIRE_NET_NO_SIDE = 1 << 16 };
struct wire_net {
	uint32_t op, ifindex, attach_type, flags;
	uint16_t priority, protocol_be; /* of a filter; 0: all */
	uint32_t handle;
	union {
		uint32_t has_old;
		int32_t action; /* WIRE_NET_SORT: a filter that is not direct */
	};
	uint32_t classid; /* of a filter */
	char name[64];
};

/* struct kiln_at, and how events come, by enum kiln_live. */
struct wire_at {
	uint32_t prog_type, ifindex, attach_type, prog_id, link_id;
	union {
		uint32_t flags;
		int32_t action; /* of a filter */
	};
	uint16_t priority, protocol_be;
	uint32_t handle, live, classid;
	uint64_t packets, drops; /* of the place */
	uint8_t tag[8];
	char name[128];
};

/* perf_event_open, and what is done with what it gives. */
enum wire_perf_op {
	WIRE_PERF_TRACEPOINT = 1, /* number: of the tracepoint; DONE has the descriptor */
	WIRE_PERF_OUTPUT,	  /* for perf event arrays; number: PERF_SAMPLE_* of its records */
	WIRE_PERF_MAP,		  /* item: the event; number: bytes that are mapped */
	WIRE_PERF_SET,		  /* items: the event, the program */
	WIRE_PERF_PROBE		  /* then the name of an instruction's place, with its end; number: 1 for the return */
};
struct wire_perf {
	uint32_t op, number;
};

/* SO_ATTACH_BPF, SO_DETACH_BPF. */
enum wire_sock_op { WIRE_SOCK_ATTACH = 1, WIRE_SOCK_DETACH };
struct wire_sock {
	uint32_t op, pad;
};

/* Numbers of tracepoints: of all calls (enter, exit), and of each (twice its number, plus one for exit). */
enum { WIRE_TP_ALL = 1000000, WIRE_TP_CALLS = 1000010, WIRE_CALLS_MAX = 1024 };

/* A system call begins, or leaves, with its result in args[0]. */
struct wire_trace {
	int32_t pid, tid;
	uint32_t uid, gid, nr, leaves;
	uint64_t args[6], ip;
	char comm[16];
};

/* Those of points.tbl. */
enum {
	WIRE_TP_POINTS = 1003000,
	WIRE_POINT_BEFORE = WIRE_TP_POINTS - 1,
#define POINT(word, group, name, members) WIRE_POINT_##word,
#include "points.tbl"
#undef POINT
	WIRE_POINTS_END
};

/* An event of the tracepoint of that number, with its record. */
struct wire_point {
	struct wire_trace who;
	uint32_t number, len;
	uint8_t record[512];
};

/* An instruction of a file, or the return from what begins there. */
struct wire_probe {
	uint32_t id, leaves;
	int32_t pid; /* 0: of all processes */
	uint32_t pad;
	uint64_t off;
	uint64_t counter; /* where in the file a number of two bytes tells how many look; 0: nowhere */
	char path[256];
};

/* More are not told. */
enum { WIRE_PROBES_MAX = 512 };

/* A thread has come there: who and where, its registers as struct pt_regs. */
struct wire_hit {
	uint32_t id, pad;
	struct wire_trace who;
	uint64_t regs[21];
};

/* What perf_event_open's type is for probes here. */
enum { WIRE_PROBE_TYPE = 1000000 };

struct wire_done {
	int64_t ret; /* or -errno */
	uint32_t has_fd, pad;
};

#endif
