/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * linux.h - what the files of the Linux host share. There is one host in the module: the kernel is one.
 *
 * Contexts    programs run for system calls, in softirqs, and from probes, which may be anywhere. What keeps them apart is told in
 *             reader.c; all else follows from it.
 */
#ifndef HOST_LINUX_LINUX_H
#define HOST_LINUX_LINUX_H

#undef pr_fmt
#define pr_fmt(fmt) "kiln: " fmt

#include <linux/kernel.h>
#include <linux/types.h>

#include <kiln/kiln.h>

/* -- host.c ---------------------------------------------------------------------------------------------------------- */

enum kiln_err linux_host_begin(void);
/* After kiln_free(). Tells in the log if something was not given back. */
void linux_host_end(void);
const struct kiln_host *linux_host(void);
/* Counts one allocation; false where it is the one that has to fail. */
bool linux_count(void);
void linux_uncount(void);
/* Allocations now alive, and in all. */
void linux_counts(uint64_t *alive, uint64_t *total);
/* The n-th from now fails; 0: none. For tests. */
void linux_fail_alloc_at(uint64_t n);

/* -- reader.c -------------------------------------------------------------------------------------------------------- */

enum kiln_err linux_reader_begin(void);
void linux_reader_end(void);
void linux_enter(void *cookie);
void linux_leave(void *cookie);
uint32_t linux_cpu(void *cookie);
void linux_later(void *cookie, struct kiln_later *l);
void linux_wait(void *cookie);
/*
 * Before an event's programs are run: this CPU's environment, entered; NULL where they cannot be, for one is running here or a lock of
 * the core is held. Such an event is counted as missed. linux_run_end() after it.
 */
struct kiln_env *linux_run_begin(struct kiln *k);
void linux_run_end(struct kiln *k, struct kiln_env *env);
uint64_t linux_missed(void);

/* -- code.c ---------------------------------------------------------------------------------------------------------- */

enum kiln_err linux_code_begin(void);
void linux_code_end(void);
enum kiln_err linux_code_new(void *cookie, size_t len, struct kiln_code *code);
enum kiln_err linux_code_seal(void *cookie, struct kiln_code *code);
void linux_code_free(void *cookie, struct kiln_code *code);
/* Whether code for the group is made now, which gets the first half of the arena, so that it cannot have all. By the device's lock. */
extern bool linux_code_half;

/* -- task.c ---------------------------------------------------------------------------------------------------------- */

uint64_t linux_clock(void *cookie, enum kiln_clock which);
uint32_t linux_random(void *cookie);
uint32_t linux_secret(void *cookie);
void linux_print(void *cookie, const char *text, size_t len);
/* No program runs any more. */
void linux_print_end(void);
enum kiln_err linux_task(void *cookie, enum kiln_task what, void *buf, size_t len);
enum kiln_err linux_peek(void *cookie, void *dst, uint64_t addr, size_t len, bool user);
uint32_t linux_cpu_features(void);

/* -- alarm.c --------------------------------------------------------------------------------------------------------- */

void linux_alarm_begin(void);
void linux_alarm_end(void);
enum kiln_err linux_alarm_set(void *cookie, struct kiln_alarm *a, uint64_t ns, uint32_t flags);
bool linux_alarm_cancel(void *cookie, struct kiln_alarm *a);

/* -- news ----------------------------------------------------------------------------------------------------------- */

/* What the host calls for a ring buffer with news; NULL at first. */
extern void (*linux_on_news)(void);

/* -- output.c ------------------------------------------------------------------------------------------------------- */

/* The buffer of one CPU's events of perf event arrays, for a reader. */
struct linux_output;
struct vm_area_struct;
struct linux_output *linux_output_new(uint32_t cpu);
/* Nobody has it mapped. May sleep. */
void linux_output_free(struct linux_output *o);
/* The first mapping says how long it is. 0, or -errno. */
int linux_output_map(struct linux_output *o, struct vm_area_struct *vma);
__poll_t linux_output_poll(const struct linux_output *o);
/* Events of that map's slot go to it; NULL: nowhere, KILN_ERR_NOENT where they already did. */
enum kiln_err linux_output_place(const struct kiln_map *m, uint32_t slot, struct linux_output *to);
enum kiln_err linux_perf_output(void *cookie, struct kiln_map *m, uint32_t slot, const void *a, size_t a_len,
				const void *b, size_t b_len);
void linux_map_gone(void *cookie, struct kiln_map *m);

/* -- share.c --------------------------------------------------------------------------------------------------------- */

void *linux_share(void *cookie, size_t own, size_t len, void **handle);
void linux_unshare(void *cookie, void *p, size_t own, size_t len, void *handle);
/* Maps what handle names, from the offset that the area says. 0, or -errno. */
int linux_share_map(void *handle, size_t len, struct vm_area_struct *vma);

#endif
