/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * host.h - what a host gives the core. Fill one struct, hand it to kiln_new(), keep it until kiln_free().
 *
 * A host is a process (host/posix gives one), a kernel, a device. Each call gets the cookie of the struct. Calls marked
 * "any context" are made from the run path: they must not sleep and must be safe on several CPUs at once. Those marked
 * "may be NULL" have a plain meaning when absent.
 *
 * Readers     the core reads maps, programs and hooks without a lock. A reader stands between enter() and leave();
 *             later() calls back once all readers that stood there have left (liburcu, the kernel's RCU; with one thread
 *             when the last leave() is done).
 * CPU slots   cpu() is a number below nr_cpus that belongs to the caller until leave(). A kernel gives the CPU with
 *             migration off; a process may give each thread a slot of its own. Per-CPU map values are per slot.
 */
#ifndef KILN_HOST_H
#define KILN_HOST_H

#include <kiln/err.h>
#include <kiln/port.h>

struct kiln;
struct kiln_map;
struct kiln_prog;
struct kiln_env;

/* Native code under construction: len bytes seen at write while it is made, and at exec once it is sealed. */
struct kiln_code {
	uint8_t *write; /* NULL once sealed */
	uint8_t *exec;	/* where it will run; known before it is sealed, so that addresses can be relative */
	size_t len;
	void *handle; /* the host's own */
};

/* Something to be called when the readers of now have left. Embedded in what is to be freed. */
struct kiln_later {
	struct kiln_later *next; /* the host's, while it waits */
	void (*fn)(struct kiln_later *l);
	void *host_room[4]; /* the host's, for its own list nodes */
};

/* A timer, in the map value of a program: armed by helpers, run by the host. */
struct kiln_alarm {
	void (*fn)(struct kiln_alarm *a); /* called by the host as a reader, on any thread */
	void *host_room[6];
};

enum kiln_clock { KILN_CLOCK_MONOTONIC, KILN_CLOCK_BOOT, KILN_CLOCK_COARSE, KILN_CLOCK_TAI, KILN_CLOCK_JIFFIES };
enum kiln_task { KILN_TASK_PID_TGID, KILN_TASK_UID_GID, KILN_TASK_COMM /* 16 bytes */, KILN_TASK_SELF };

enum kiln_cpu_feature { KILN_CPU_BMI2 = 1, KILN_CPU_MOVBE = 2, KILN_CPU_BMI1 = 4, KILN_CPU_CRC32 = 8 };

struct kiln_fib; /* the caller's struct bpf_fib_lookup, 64 bytes, in Linux's layout */

struct kiln_host {
	void *cookie;
	uint32_t nr_cpus;      /* slots, 1 to 4096 */
	uint32_t cpu_features; /* what native code may use: KILN_CPU_* */

	/* len bytes of zeros, aligned to 16 (to 64 from 64 bytes on), or NULL. May sleep. */
	void *(*alloc)(void *cookie, size_t len);
	/*
	 * The same in any context: rather fails than waits. May be NULL: then programs cannot add to maps whose elements are
	 * made on demand (BPF_F_NO_PREALLOC, LPM tries), only callers from outside can. See docs/why/maps.md.
	 */
	void *(*alloc_now)(void *cookie, size_t len);
	/* As alloc, but it may hold anything. May be NULL: then alloc is called. A load asks for its memory so, in large pieces. */
	void *(*alloc_dirty)(void *cookie, size_t len);
	/* Gives back what one of these gave, with its len. p is never NULL. Any context where later() calls back. */
	void (*free)(void *cookie, void *p, size_t len);

	/*
	 * As alloc, for what others than this host may map into their memory (ring buffers, arrays with BPF_F_MMAPABLE): own bytes
	 * that stay private, and behind them len bytes, from a page's beginning on, that *handle names. own and len are whole
	 * pages. Whoever maps them can write anything there at any time. Both may be NULL: then it is alloc's, and nobody's else.
	 */
	void *(*share)(void *cookie, size_t own, size_t len, void **handle);
	void (*unshare)(void *cookie, void *p, size_t own, size_t len, void *handle);
	/* From now on nobody else maps it for writing, who has not done so yet. May be NULL: then they may. */
	void (*seal)(void *cookie, void *handle);

	/*
	 * Code pages, never writable and executable at once. code_new gives len bytes at least; code_seal ends the writing;
	 * code_free takes sealed or unsealed ones. May sleep. All three NULL: no JIT on this host.
	 */
	enum kiln_err (*code_new)(void *cookie, size_t len, struct kiln_code *code);
	enum kiln_err (*code_seal)(void *cookie, struct kiln_code *code);
	void (*code_free)(void *cookie, struct kiln_code *code);

	/* Readers: see above. Any context; they nest. */
	void (*enter)(void *cookie);
	void (*leave)(void *cookie);
	uint32_t (*cpu)(void *cookie);
	void (*later)(void *cookie, struct kiln_later *l);
	/*
	 * Returns when the readers of now have left and all that later() was given has been called, and what that gave: a program
	 * that goes gives its maps. Not what others give meanwhile, for they may go on for ever. May sleep.
	 */
	void (*wait)(void *cookie);

	/* Nanoseconds (KILN_CLOCK_JIFFIES: ticks). Any context. */
	uint64_t (*clock)(void *cookie, enum kiln_clock which);
	uint32_t (*random)(void *cookie);
	/* A number that nobody can foresee, whatever programs were told by random. May sleep. May be NULL: nothing is hardened here. */
	uint32_t (*secret)(void *cookie);

	/* bpf_trace_printk's text, one call a line, without a terminating zero. Any context. May be NULL: text is dropped. */
	void (*print)(void *cookie, const char *text, size_t len);

	/* Who runs: fills len bytes (8, or 16 for COMM). Any context. May be NULL: helpers answer -EINVAL. */
	enum kiln_err (*task)(void *cookie, enum kiln_task what, void *buf, size_t len);

	/* Copies from an address that may be wrong (user: the observed task's). KILN_ERR_FAULT if so. May be NULL. */
	enum kiln_err (*peek)(void *cookie, void *dst, uint64_t addr, size_t len, bool user);

	/*
	 * Return addresses of the event's call stack, the innermost first, as many as fit len bytes; their length, or -errno.
	 * user: of the observed task. May be NULL: nobody knows, and helpers answer -EFAULT.
	 */
	int64_t (*stack)(void *cookie, uint64_t *to, size_t len, bool user);

	/* bpf_fib_lookup: fills p, returns BPF_FIB_LKUP_RET_* or -errno. May be NULL: answers "not forwarded" (4). */
	int64_t (*fib_lookup)(void *cookie, struct kiln_fib *p, size_t len, uint32_t flags);

	/* One event of a perf event array's slot. a then b, as one record. Any context. May be NULL: ENOENT. */
	enum kiln_err (*perf_output)(void *cookie, struct kiln_map *map, uint32_t slot, const void *a, size_t a_len,
				     const void *b, size_t b_len);

	/* A ring buffer has news for whoever polls it. Any context. May be NULL. */
	void (*wake)(void *cookie, struct kiln_map *map);

	/* map, for which perf_output or wake may have been called, is no more. May be NULL. */
	void (*map_gone)(void *cookie, struct kiln_map *map);

	/*
	 * Arm, again if it is armed: ns from now; flags 1: at that time of KILN_CLOCK_MONOTONIC. Cancel: true if it was armed,
	 * and then it is not called any more. Whoever calls an alarm is a reader from before it leaves the armed ones until fn
	 * has returned: so one that could not be cancelled keeps its memory while it is called. fn may arm it again.
	 * Any context. May be NULL: no timers.
	 */
	enum kiln_err (*alarm_set)(void *cookie, struct kiln_alarm *a, uint64_t ns, uint32_t flags);
	bool (*alarm_cancel)(void *cookie, struct kiln_alarm *a);
};

#endif
