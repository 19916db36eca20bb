/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * serve.h - a process that stands for a kernel: programs, maps and pins that outlive the commands which made them.
 *
 * Clients come by the Unix socket in its folder; the preload library of `kiln with` is one. Each user has a machine of its own, by
 * what the system says of the socket's other end, and limits on what it may hold.
 */
#ifndef KILN_SERVE_H
#define KILN_SERVE_H

#include <kiln/port.h>

#ifdef __cplusplus
extern "C" {
#endif

struct kiln_serve_opts {
	const char *state;    /* its folder: socket, pins */
	uint32_t max_objects; /* of each type and user; 0: 4,096 */
	uint64_t max_bytes;   /* of memory of a user; 0: 1 GB */
	uint32_t fuel;	      /* of each program: kiln_sys_opts.fuel */
	/* Interfaces that are bridged by the server, so that programs decide what passes; "tap:NAME" is one that it makes. */
	const struct kiln_bridge {
		const char *a, *b;
	} * bridges;
	uint32_t nr_bridges;
	/* Is told, in a sentence, which side of a bridge is not to be had, and what was changed at one. May be NULL. */
	void (*say)(const char *sentence);
	int ready; /* is written a byte to and closed when clients may come; -1: nobody waits for that */
};

enum kiln_serve_result {
	KILN_SERVE_ENDED = 0, /* somebody asked it to, or a signal */
	KILN_SERVE_THERE,     /* another one serves this folder */
	KILN_SERVE_FAILED,    /* errno says why */
};

/* Serves until SIGTERM, SIGINT or kiln_serve_stop. */
KILN_API enum kiln_serve_result kiln_serve(const struct kiln_serve_opts *opts);
/* Asks the one of that folder to end, and waits for it. False: there is none. */
KILN_API bool kiln_serve_stop(const char *state);
/* Whether there is one. False with EPERM in errno: there is, in the folder in /tmp that is meant where none is named, and it is another user's. */
KILN_API bool kiln_serve_there(const char *state);
/* The folder that KILN_STATE names, or the one that is meant without it. False: it does not fit cap, or is another user's. */
KILN_API bool kiln_serve_state(char *path, size_t cap);

/*
 * Runs a command whose calls of bpf(2) are answered by the server of KILN_STATE, whatever it is linked with: the kernel stops it at
 * them (seccomp's user notification). Returns when it has ended; what waitpid(2) says of it is in *status. 0, or an errno. Processes that it
 * leaves running have their calls answered on, by a child of the caller's that ends with the last of them.
 */
KILN_API int kiln_serve_supervise(const char *path, char *const *argv, int *status);

/*
 * Runs a command whose system calls, and those of what it starts, are events for programs that are attached to tracepoints in the
 * server of KILN_STATE (syscalls:sys_enter_*, raw_syscalls). As kiln_serve_supervise() otherwise.
 */
KILN_API int kiln_serve_trace(const char *path, char *const *argv, int *status);

/* bpf(2) of the server of KILN_STATE: -1 with errno; EIO where there is none. A new descriptor is this process's. */
KILN_API long kiln_serve_bpf(int cmd, void *attr, unsigned int size);

/* How packets come from an interface; 0: not by themselves. */
enum kiln_live { KILN_LIVE_RING = 1, KILN_LIVE_TAP, KILN_LIVE_XDP };

/* What is attached there by this user's clients. */
struct kiln_attached {
	uint32_t prog_id, link_id; /* link_id 0: no link holds it */
	uint32_t ifindex, attach_type;
	enum kiln_live live;	 /* of an interface */
	uint64_t packets, drops; /* of an interface that is live */
	char name[128];		 /* of the place, or of the filter */
};
/* At most cap rows; how many. -1 with errno. */
KILN_API long kiln_serve_attached(struct kiln_attached *rows, unsigned int cap);

/* An event that did not happen, for programs that are attached in the server of that folder. */
struct kiln_raise {
	const char *kind;     /* "xdp" */
	const char *name;     /* of the place, for tracepoints; NULL: any */
	uint32_t attach_type; /* 0: any */
	uint32_t ifindex;     /* 0: any */
	const void *data;     /* the packet, or the context */
	size_t len;
};

/*
 * Raises it; *verdict is what the chain of programs says. after gets up to cap bytes of the packet or context as they leave it,
 * *after_len is how many there are. 0, or an errno: ENOENT, nothing is attached there; ENOTCONN, no server; EINVAL, no such kind, or
 * the data do not fit it.
 */
KILN_API int kiln_serve_raise(const char *state, const struct kiln_raise *event, int64_t *verdict, void *after,
			      size_t cap, size_t *after_len);

#ifdef __cplusplus
}
#endif

#endif
