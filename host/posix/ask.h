/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * ask.h - questions to the server of `kiln serve`, for this process or one that it supervises (who; 0: this one).
 *
 * In the preloaded library, too: so it needs nothing of the machine.
 */
#ifndef HOST_POSIX_ASK_H
#define HOST_POSIX_ASK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/*
 * From now on each close of a descriptor of this process is told: ask_closing() before, ask_closed() after. That makes questions
 * cheaper, for what a descriptor is need not be looked up each time. Any thread, signal handlers too. ask_closed() is given what
 * ask_closing() said: false after vfork, where descriptors are the child's and memory is the parent's.
 */
void ask_guard(void);
/* Nothing in this process closes what is not its own: so the connection need not be looked at each time. What is an object's is not known by that. */
void ask_steady(void);
bool ask_closing(unsigned int from, unsigned int to);
void ask_closed(bool told);

/*
 * A program that is run for a process which is supervised gives it a descriptor, which stays the caller's here, or closes one: its number, 0, or -errno. Without
 * this, descriptors are this process's.
 */
struct ask_hands {
	long (*install)(void *arg, int fd);
	long (*close)(void *arg, int fd);
	void *arg;
};
void ask_by(const struct ask_hands *hands);

/* bpf(cmd, attr, size) of who. -1 with errno; *is_fd: the answer is a new descriptor, of this process. */
long ask_bpf(pid_t who, unsigned int cmd, uint64_t attr, unsigned int size, bool *is_fd);
/* What is readable when the ring buffer behind who's fd has news, the caller's; -1: it is none. */
int ask_event(pid_t who, int fd);
/* A request to rtnetlink, whose descriptors are who's. -1 with errno. */
struct rtnl;
long ask_net(pid_t who, const struct rtnl *what);
/* What is attached: at most cap rows. Their number; -1: there is no server. */
struct wire_at;
long ask_at(struct wire_at *rows, size_t cap);
/* perf_event_open and the like: op and number as struct wire_perf has them; fds: the descriptors that op wants. -1 with errno. */
long ask_perf(pid_t who, uint32_t op, uint32_t number, const int *fds, unsigned int nr_fds, bool *is_fd);
/* A system call of a process that stands still meanwhile. */
struct wire_trace;
long ask_trace(const struct wire_trace *call);
/* perf_event_open of a probe: a new descriptor; name: as struct kiln_place has it. */
long ask_probe(const char *name, bool leaves);
/* The list of probes: at most cap rows. Their number; -1: there is no server. */
struct wire_probe;
long ask_probes(struct wire_probe *rows, size_t cap);
struct wire_hit;
long ask_hit(const struct wire_hit *hit);
struct wire_point;
long ask_point(const struct wire_point *p);
/*
 * A program at a socket, prog a descriptor of who's; -1: it is taken away. sock is this process's. *is_fd: what is to take the socket's place, a
 * new descriptor. -1 with errno.
 */
long ask_sock(pid_t who, int sock, int prog, bool *is_fd);
/* Whether a descriptor of this process may be what took a socket's place. */
bool ask_is_end(int fd);
/* The text of /proc/self/fdinfo/FD for an object; -1: it is none. */
long ask_info(int fd, char *text, size_t cap);
/* Whether this process was ever given a descriptor. */
bool ask_has_any(void);
/* Whether a descriptor looks like an object of the server's, without asking it. */
bool ask_is_object(pid_t who, int fd);

#endif
