/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * posix.h - what the files of the posix host share: the host itself, and what it keeps for each thread.
 */
#ifndef HOST_POSIX_POSIX_H
#define HOST_POSIX_POSIX_H

#include <kiln/sys.h>

#include <pthread.h>

struct posix_chunk; /* code.c */
struct posix_ring;  /* tasks.c */
void posix_tasks(void *cookie, bool (*each)(void *arg, const struct kiln_sys_task *t), void *arg);

/* perf.c */
struct perf_ring; /* perf_ring.c */

/* The process that an event at work is about. */
struct posix_event {
	int pid, tid;
	uint32_t uid, gid;
	uint64_t ip; /* where it is */
	char comm[16];
};

enum { NR_SPARES = 16 };

struct posix_host {
	struct kiln_host host; /* first: what callers hold */
	void (*print)(void *arg, const char *text, size_t len);
	void (*wake)(void *arg, struct kiln_map *map);
	void *print_arg;		/* of wake, too */
	uint64_t alive, total, fail_at; /* allocations; atomics */
	uint64_t bytes, max_bytes;	/* given out now; atomic */
	uint64_t pending;		/* what later() was given and has not called; atomic */
	void *spare[NR_SPARES];		/* memory for the next load, by its size: host.c; atomic */
	uint32_t news, sleepers;	/* wake.c; atomics */

	pthread_mutex_t code_lock;
	struct posix_chunk *chunks;

	pthread_mutex_t perf_lock;
	struct posix_ring *rings;
	struct perf_ring *perf_rings;
	bool closed; /* programs see nothing of this process */

	pthread_mutex_t alarm_lock;
	pthread_cond_t alarm_news;
	pthread_t alarm_thread;
	bool alarm_runs, alarm_ends;
	bool alarm_rings;	   /* the thread is in one's call */
	struct kiln_alarm *alarms; /* the root of a heap by time */
};

static inline struct posix_host *posix_of(void *cookie)
{
	return cookie;
}

/* Counts one allocation; false where this is the one that has to fail, or too much. */
bool posix_count(struct posix_host *h, size_t len);
void posix_uncount(struct posix_host *h, size_t len);

/* thread.c */
void posix_enter(void *cookie);
void posix_leave(void *cookie);
uint32_t posix_cpu(void *cookie);
void posix_later(void *cookie, struct kiln_later *l);
void posix_wait(void *cookie);
/* The same, but for max_ns at most: what takes longer, as the end of a map of many elements does, goes on without the caller. */
void posix_settle(uint64_t max_ns);
uint32_t posix_random(void *cookie);
uint32_t posix_secret(void *cookie);

/* code.c */
enum kiln_err posix_code_new(void *cookie, size_t len, struct kiln_code *code);
enum kiln_err posix_code_seal(void *cookie, struct kiln_code *code);
void posix_code_free(void *cookie, struct kiln_code *code);
void posix_code_end(struct posix_host *h);

/* process.c */
uint64_t posix_clock(void *cookie, enum kiln_clock which);
enum kiln_err posix_task(void *cookie, enum kiln_task what, void *buf, size_t len);
enum kiln_err posix_peek(void *cookie, void *dst, uint64_t addr, size_t len, bool user);
int64_t posix_stack(void *cookie, uint64_t *to, size_t len, bool user);
void posix_print(void *cookie, const char *text, size_t len);
uint32_t posix_cpu_features(void);
bool posix_interface(void *cookie, uint64_t net, uint32_t ifindex);
/* Whether that process's interfaces are this one's: it is in the same network namespace. False, too, where there is no telling. */
bool posix_same_net(pid_t pid);

/* types.c: NULL where the kernel has none. */
const struct kiln_btf *posix_types(void *cookie);

/* perf.c */
enum kiln_err posix_perf_output(void *cookie, struct kiln_map *map, uint32_t slot, const void *a, size_t a_len,
				const void *b, size_t b_len);
void posix_map_gone(void *cookie, struct kiln_map *map);
void posix_perf_end(struct posix_host *h);

/* process.c: what runs in this thread from now on is about that; NULL: about this process. */
void posix_event_set(const struct posix_event *e);

/* share.c */
void *posix_share(void *cookie, size_t own, size_t len, void **handle);
void posix_seal(void *cookie, void *handle);
void posix_unshare(void *cookie, void *p, size_t own, size_t len, void *handle);

/* wake.c */
void posix_wake(void *cookie, struct kiln_map *map);
/* Whose events this thread has to tell of when its run ends, by posix_tell(); NULL: there are none. */
extern __thread struct posix_host *posix_due __attribute__((tls_model("initial-exec")));
void posix_perf_due(struct posix_host *h);
void posix_tell(void);

/* alarm.c */
enum kiln_err posix_alarm_set(void *cookie, struct kiln_alarm *a, uint64_t ns, uint32_t flags);
bool posix_alarm_cancel(void *cookie, struct kiln_alarm *a);
/* A timer's program is running, or is about to: readers may take long to leave. */
bool posix_alarm_busy(struct posix_host *h);
void posix_alarm_end(struct posix_host *h);

#endif
