// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * alarm.c - timers of programs: a tree by time, and one timer of the kernel's for the earliest.
 *
 * Invariant    an alarm is in the tree, or it is its owner's: it leaves the tree before it is called, by a reader, so its memory may be
 *              given back by later() after a cancel.
 * Threads      one lock. Probes may arm alarms too, and no lock is held here while one may come: see kiln_lock_enter().
 */
#include "linux.h"

#include <linux/hrtimer.h>
#include <linux/rbtree.h>
#include <linux/spinlock.h>

enum { AT_ONCE = 64, PAUSE_NS = 1000000 };

struct room {
	struct rb_node node;
	uint64_t due; /* CLOCK_MONOTONIC */
	bool armed;
};
_Static_assert(sizeof(struct room) <= sizeof(((struct kiln_alarm *)0)->host_room), "the room is large enough");

static struct rb_root_cached tree = RB_ROOT_CACHED;
static DEFINE_RAW_SPINLOCK(lock);
static struct hrtimer timer;
static uint64_t timer_due; /* U64_MAX: not set */

static struct room *room_of(struct kiln_alarm *a)
{
	return (struct room *)a->host_room;
}

static struct room *first(void)
{
	struct rb_node *n = rb_first_cached(&tree);

	return n ? rb_entry(n, struct room, node) : NULL;
}

static bool is_earlier(struct rb_node *a, const struct rb_node *b)
{
	return rb_entry(a, struct room, node)->due < rb_entry(b, struct room, node)->due;
}

static unsigned long lock_take(void) __acquires(&lock)
{
	unsigned long flags;

	kiln_lock_enter();
	raw_spin_lock_irqsave(&lock, flags);
	return flags;
}

static void lock_give(unsigned long flags) __releases(&lock)
{
	raw_spin_unlock_irqrestore(&lock, flags);
	kiln_lock_leave();
}

static void take_out(struct room *r)
{
	rb_erase_cached(&r->node, &tree);
	r->armed = false;
}

/* The earliest that is due, taken out; NULL: the kernel's timer is to come again at *next, U64_MAX: never. */
static struct kiln_alarm *due_take(uint64_t *next)
{
	unsigned long flags = lock_take();
	struct room *r = first();
	bool due = r && r->due <= ktime_get_ns();

	if (due)
		take_out(r);
	*next = due ? 0 : r ? r->due : U64_MAX;
	timer_due = due ? timer_due : *next;
	lock_give(flags);
	return due ? container_of((void *)r, struct kiln_alarm, host_room) : NULL;
}

/* In a softirq. A reader from before an alarm leaves the tree, so that it is not freed until it was called. */
static enum hrtimer_restart fire(struct hrtimer *t)
{
	struct kiln_alarm *a;
	uint64_t next;
	int left = AT_ONCE;

	do {
		linux_enter(NULL);
		a = due_take(&next);
		if (a)
			a->fn(a);
		linux_leave(NULL);
	} while (a && --left);
	if (next == U64_MAX)
		return HRTIMER_NORESTART;
	/* Alarms that arm themselves again at once leave others their turn. */
	hrtimer_set_expires(t, ns_to_ktime(a ? ktime_get_ns() + PAUSE_NS : next));
	return HRTIMER_RESTART;
}

/* flags 1 (BPF_F_TIMER_ABS): ns is a time of CLOCK_MONOTONIC, not a distance. */
enum kiln_err linux_alarm_set(void *cookie, struct kiln_alarm *a, uint64_t ns, uint32_t flags)
{
	const uint64_t now = ktime_get_mono_fast_ns();
	uint64_t due = flags & 1 ? ns : ns > KTIME_MAX - now ? KTIME_MAX : now + ns;
	struct room *r = room_of(a);
	unsigned long irq;
	bool sooner;

	/* The kernel's timers take locks of their own, which a probe may stand in. */
	if (in_nmi() || in_hardirq() || irqs_disabled())
		return KILN_ERR_BUSY;
	due = due > KTIME_MAX ? KTIME_MAX : due;
	irq = lock_take();
	if (r->armed)
		take_out(r);
	r->due = due;
	r->armed = true;
	rb_add_cached(&r->node, &tree, is_earlier);
	sooner = due < timer_due;
	if (sooner)
		timer_due = due;
	lock_give(irq);
	if (sooner)
		hrtimer_start(&timer, ns_to_ktime(due), HRTIMER_MODE_ABS_SOFT);
	return KILN_OK;
}

bool linux_alarm_cancel(void *cookie, struct kiln_alarm *a)
{
	unsigned long flags = lock_take();
	bool was = room_of(a)->armed;

	if (was)
		take_out(room_of(a));
	lock_give(flags);
	return was;
}

void linux_alarm_begin(void)
{
	timer_due = U64_MAX;
	hrtimer_init(&timer, CLOCK_MONOTONIC, HRTIMER_MODE_ABS_SOFT);
	timer.function = fire;
}

void linux_alarm_end(void)
{
	hrtimer_cancel(&timer);
}
