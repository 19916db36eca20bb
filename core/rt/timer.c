/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * timer.c - timers in values of maps: helpers that make, arm and stop them, and the way back into the program.
 *
 * Overview     the value's bpf_timer holds the address of a struct timer, which the helper timer_init takes from the host's
 *              alloc_now. It belongs to its element: when that leaves the map, or the map's last user from outside goes, the
 *              timer is stopped and given back once its readers have left.
 * Invariant    a timer that is in its map's list has an element that is in the map. A timer that is armed has a program, and
 *              holds a reference to it. A map, its timers and their programs may hold each other: users end that.
 * Cost         arming and stopping: the host's alarm calls. Callbacks of one map run one at a time, on one struct kiln_env.
 * Threads      any. Locks, outer first: the list's, a timer's, the host's for alarms.
 * Differs      from Linux: timer_cancel does not wait for a callback that runs elsewhere; BPF_F_TIMER_ABS is refused for the
 *              clock of the day, and BPF_F_TIMER_CPU_PIN says nothing.
 */
#include "rt/timer.h"

#include "base/bits.h"
#include "base/spin.h"
#include "rt/body.h"
#include "rt/rt.h"

struct timer {
	struct kiln_alarm alarm;  /* first: the host gives its address back */
	struct timer *next, **at; /* in the map's list, under its lock; at NULL: not in it */
	struct kiln *k;
	struct kiln_map *m;
	void *value;
	struct spin lock;
	bool gone;		/* stopped for ever */
	struct kiln_prog *prog; /* NULL: no callback was set, or it was cancelled */
	uint64_t fn;
	uint32_t clock;
	struct kiln_later later;
};

struct timers {
	struct spin lock;
	struct timer *first;
	struct spin runs; /* held while a callback runs on env */
	struct timer *running;
	struct kiln_env env;
};

enum { CLOCK_OF_DAY = 0, CLOCK_MONOTONIC = 1, CLOCK_BOOT = 7, CLOCKS = 16 };
enum { START_ABS = 1, START_CPU_PIN = 2 };

/* The bpf_timer in a value: its first word is the timer's address. */
static struct timer **timer_slot(void *field)
{
	return field;
}

/* -- life ---------------------------------------------------------------------------------------------------------- */

enum kiln_err timers_new(struct kiln_map *m)
{
	m->timers = vm_alloc(m->k, sizeof(*m->timers));
	return m->timers ? KILN_OK : KILN_ERR_NOMEM;
}

void timers_free(struct kiln_map *m)
{
	if (m->timers)
		vm_free(m->k, m->timers, sizeof(*m->timers));
}

static void timer_give(struct kiln_later *l)
{
	struct timer *t = CONTAINER_OF(l, struct timer, later);

	vm_free(t->k, t, sizeof(*t));
}

/* With the list's lock. False: somebody else has taken it out, and ends it. */
static bool list_remove(struct timer *t)
{
	if (!t->at)
		return false;
	*t->at = t->next;
	if (t->next)
		t->next->at = t->at;
	t->at = NULL;
	return true;
}

static void list_add(struct timers *all, struct timer *t)
{
	t->next = all->first;
	t->at = &all->first;
	if (t->next)
		t->next->at = &t->next;
	all->first = t;
}

/* For ever. Whoever took t out of the list calls this, once. A callback that runs now is a reader: nothing goes under it. */
static void timer_end(struct timer *t)
{
	const struct kiln_host *h = t->k->host;
	struct kiln_prog *prog;

	spin_lock(&t->lock);
	t->gone = true;
	prog = t->prog;
	t->prog = NULL;
	spin_unlock(&t->lock);
	h->alarm_cancel(h->cookie, &t->alarm);
	kiln_prog_free(prog);
	t->later.fn = timer_give;
	h->later(h->cookie, &t->later);
}

void timers_element_gone(struct kiln_map *m, void *value)
{
	struct timer **slot = timer_slot((uint8_t *)value + m->spec.timer_off), *t;
	bool mine;

	__atomic_thread_fence(
		__ATOMIC_SEQ_CST); /* the element is out of the map: timer_init looks the other way round */
	t = __atomic_exchange_n(slot, NULL, __ATOMIC_SEQ_CST);
	if (!t)
		return;
	spin_lock(&m->timers->lock);
	mine = list_remove(t);
	spin_unlock(&m->timers->lock);
	if (mine)
		timer_end(t);
}

static struct timer *list_take(struct timers *all)
{
	struct timer *t;

	spin_lock(&all->lock);
	t = all->first;
	if (t)
		list_remove(t);
	spin_unlock(&all->lock);
	return t;
}

void timers_stop(struct kiln_map *m)
{
	const struct kiln_host *h = m->k->host;
	struct timer *t, *same;

	h->enter(h->cookie); /* elements stay while their slots are cleared */
	while ((t = list_take(m->timers))) {
		same = t;
		__atomic_compare_exchange_n(timer_slot((uint8_t *)t->value + m->spec.timer_off), &same, NULL, false,
					    __ATOMIC_SEQ_CST, __ATOMIC_RELAXED);
		timer_end(t);
	}
	h->leave(h->cookie);
}

/* -- the callback -------------------------------------------------------------------------------------------------- */

/* Called by the host, as a reader. */
static void timer_fire(struct kiln_alarm *a)
{
	struct timer *t = CONTAINER_OF(a, struct timer, alarm);
	struct timers *all = t->m->timers;
	struct kiln_prog *prog;
	const void *key;
	uint32_t index;
	uint64_t fn;

	spin_lock(&t->lock);
	prog = t->prog;
	fn = t->fn;
	spin_unlock(&t->lock);
	key = t->m->ops->key_of(t->m, t->value, &index);
	if (!prog || !key)
		return;
	spin_lock(&all->runs);
	kiln_enter(t->k, &all->env);
	all->running = t;
	rt_callback_later(&all->env, prog, fn, (uintptr_t)t->m, (uintptr_t)key, (uintptr_t)t->value);
	all->running = NULL;
	kiln_leave(t->k, &all->env);
	spin_unlock(&all->runs);
}

/* -- helpers ------------------------------------------------------------------------------------------------------- */

static bool has_users(const struct kiln_map *m)
{
	return __atomic_load_n(&m->users, __ATOMIC_ACQUIRE) != 0;
}

/* In one step with the list's lock, so that timers_stop finds every timer that a value holds. */
static enum kiln_err timer_publish(struct timer *t, struct timer **slot)
{
	struct timers *all = t->m->timers;
	struct timer *none = NULL;
	enum kiln_err err = KILN_ERR_PERM;

	spin_lock(&all->lock);
	if (has_users(t->m)) {
		err = KILN_ERR_BUSY;
		if (__atomic_compare_exchange_n(slot, &none, t, false, __ATOMIC_SEQ_CST, __ATOMIC_RELAXED)) {
			list_add(all, t);
			err = KILN_OK;
		}
	}
	spin_unlock(&all->lock);
	return err;
}

/* (timer, map, clock) */
BODY(call_timer_init)
{
	struct kiln_map *m = rt_ptr(r2);
	const struct kiln_host *h = m->k->host;
	uint8_t *value = (uint8_t *)rt_ptr(r1) - m->spec.timer_off;
	enum kiln_err err;
	struct timer *t;
	uint32_t index;

	if (r3 >= CLOCKS || (r3 != CLOCK_MONOTONIC && r3 != CLOCK_OF_DAY && r3 != CLOCK_BOOT))
		return rt_err(KILN_ERR_INVAL);
	if (!h->alarm_set || !h->alarm_cancel || !h->alloc_now)
		return rt_err(KILN_ERR_UNSUPPORTED);
	t = h->alloc_now(h->cookie, sizeof(*t));
	if (!t)
		return rt_err(KILN_ERR_NOMEM);
	t->alarm.fn = timer_fire;
	t->k = m->k;
	t->m = m;
	t->value = value;
	t->clock = (uint32_t)r3;
	err = timer_publish(t, rt_ptr(r1));
	if (err) {
		vm_free(m->k, t, sizeof(*t)); /* nobody has seen it */
		return rt_err(err);
	}
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
	if (m->ops->key_of(m, value, &index))
		return 0;
	timers_element_gone(m, value); /* it left the map meanwhile */
	return rt_err(KILN_ERR_NOENT);
}

static struct timer *timer_of(uint64_t field)
{
	return __atomic_load_n(timer_slot(rt_ptr(field)), __ATOMIC_ACQUIRE);
}

/* (timer, callback) */
BODY(call_timer_set_callback)
{
	struct timer *t = timer_of(r1);
	struct kiln_prog *prog, *drop;
	bool gone;

	if (!t)
		return rt_err(KILN_ERR_INVAL);
	if (!has_users(t->m))
		return rt_err(KILN_ERR_PERM);
	prog = rt_callback_hold(env, r2);
	if (!prog)
		return rt_err(KILN_ERR_NOENT);
	spin_lock(&t->lock);
	gone = t->gone;
	drop = gone ? prog : t->prog;
	if (!gone) {
		t->prog = prog;
		t->fn = r2;
	}
	spin_unlock(&t->lock);
	kiln_prog_free(drop);
	return gone ? rt_err(KILN_ERR_PERM) : 0;
}

/* How long from now; *ns is that or a time. */
static enum kiln_err start_time(const struct timer *t, uint64_t *ns, uint32_t *flags)
{
	const struct kiln_host *h = t->k->host;
	uint64_t now;

	if (!(*flags & START_ABS) || t->clock == CLOCK_MONOTONIC)
		return KILN_OK;
	if (t->clock == CLOCK_OF_DAY)
		return KILN_ERR_UNSUPPORTED;
	now = h->clock(h->cookie, KILN_CLOCK_BOOT);
	*ns = *ns > now ? *ns - now : 0;
	*flags = 0;
	return KILN_OK;
}

/* (timer, nanoseconds, flags) */
BODY(call_timer_start)
{
	struct timer *t = timer_of(r1);
	const struct kiln_host *h;
	enum kiln_err err;
	uint32_t flags = r3 & START_ABS;
	uint64_t ns = r2;

	if (!t || r3 & ~(uint64_t)(START_ABS | START_CPU_PIN))
		return rt_err(KILN_ERR_INVAL);
	h = t->k->host;
	err = start_time(t, &ns, &flags);
	spin_lock(&t->lock);
	if (!t->prog)
		err = KILN_ERR_INVAL;
	else if (!err)
		err = h->alarm_set(h->cookie, &t->alarm, ns, flags);
	spin_unlock(&t->lock);
	return rt_err(err);
}

/* (timer): 1 if it was armed. Its callback is forgotten. */
BODY(call_timer_cancel)
{
	struct timer *t = timer_of(r1);
	const struct kiln_host *h;
	struct kiln_prog *prog;

	if (!t)
		return rt_err(KILN_ERR_INVAL);
	if (env == &t->m->timers->env && t->m->timers->running == t)
		return rt_err(KILN_ERR_DEADLK);
	h = t->k->host;
	spin_lock(&t->lock);
	prog = t->prog;
	t->prog = NULL;
	spin_unlock(&t->lock);
	kiln_prog_free(prog);
	return h->alarm_cancel(h->cookie, &t->alarm);
}
