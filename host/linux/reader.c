// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * reader.c - who may run a program on a CPU, and when: readers, the guard against recursion, what is called later.
 *
 * Overview     a reader keeps its CPU, and softirqs away from it, until it leaves; so packets never come in between. Probes may: they
 *              look at the CPU's depth first, which is not 0 while a program runs there or a lock of the core is held, and are missed.
 *              So no program waits for a lock that its own CPU holds, and none runs inside another.
 * Later        what is given to later() waits in a list without a lock, for it may come from a probe inside of RCU itself; an
 *              interrupt of the CPU's own hands it to RCU, and a worker calls it when the grace period is over.
 * Cost         entering and leaving: an addition to the preemption count, and one to the depth.
 */
#include "linux.h"

#include <linux/bottom_half.h>
#include <linux/hardirq.h>
#include <linux/irq_work.h>
#include <linux/llist.h>
#include <linux/mm.h>
#include <linux/percpu.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

static DEFINE_PER_CPU(uint32_t, depth);
static DEFINE_PER_CPU(uint64_t, missed);
static struct kiln_env **envs; /* one a CPU */

/* With interrupts off nothing moves this task, and softirqs neither come nor may be let in again. */
static bool is_pinned(void)
{
	return irqs_disabled() || in_hardirq() || in_nmi();
}

void kiln_lock_enter(void)
{
	if (!is_pinned())
		local_bh_disable();
	__this_cpu_inc(depth);
	barrier();
}

void kiln_lock_leave(void)
{
	barrier();
	__this_cpu_dec(depth);
	if (!is_pinned())
		local_bh_enable();
}

void linux_enter(void *cookie) __acquires(RCU)
{
	rcu_read_lock();
	kiln_lock_enter();
}

void linux_leave(void *cookie) __releases(RCU)
{
	kiln_lock_leave();
	rcu_read_unlock();
}

uint32_t linux_cpu(void *cookie)
{
	return raw_smp_processor_id();
}

struct kiln_env *linux_run_begin(struct kiln *k)
{
	struct kiln_env *env;

	/* Not 0 means this very task, or what it interrupted: nobody else is here. Where RCU does not look there are no readers. */
	if (this_cpu_read(depth) || in_nmi() || !rcu_is_watching()) {
		this_cpu_inc(missed);
		return NULL;
	}
	kiln_lock_enter();
	env = envs[raw_smp_processor_id()];
	kiln_enter(k, env);
	kiln_lock_leave();
	return env;
}

void linux_run_end(struct kiln *k, struct kiln_env *env)
{
	kiln_leave(k, env);
}

uint64_t linux_missed(void)
{
	uint64_t sum = 0;
	int cpu;

	for_each_possible_cpu(cpu) sum += per_cpu(missed, cpu);
	return sum;
}

/* -- later ----------------------------------------------------------------------------------------------------------- */

/* What a kiln_later's room holds while it waits: in the list, then at RCU, then in the worker's list. */
struct waiting {
	struct llist_node node;
	struct rcu_head rcu;
};
_Static_assert(sizeof(struct waiting) <= sizeof(((struct kiln_later *)0)->host_room), "the room is large enough");

static LLIST_HEAD(given);
static LLIST_HEAD(left); /* by their readers */
static uint64_t pending; /* atomic */

static void worker(struct work_struct *work)
{
	struct llist_node *list = llist_del_all(&left), *next;

	for (; list; list = next) {
		struct waiting *w = llist_entry(list, struct waiting, node);
		struct kiln_later *l = container_of((void *)w, struct kiln_later, host_room);

		next = list->next;
		l->fn(l); /* frees l */
		__atomic_sub_fetch(&pending, 1, __ATOMIC_RELEASE);
		cond_resched();
	}
}
static DECLARE_WORK(work, worker);

static void readers_left(struct rcu_head *rcu)
{
	if (llist_add(&container_of(rcu, struct waiting, rcu)->node, &left))
		schedule_work(&work);
}

static void hand_over(struct irq_work *irq)
{
	struct llist_node *list = llist_del_all(&given), *next;

	for (; list; list = next) {
		next = list->next;
		call_rcu(&llist_entry(list, struct waiting, node)->rcu, readers_left);
	}
}
static DEFINE_IRQ_WORK(hand_over_work, hand_over);

void linux_later(void *cookie, struct kiln_later *l)
{
	struct waiting *w = (void *)l->host_room;

	__atomic_add_fetch(&pending, 1, __ATOMIC_RELAXED);
	if (llist_add(&w->node, &given))
		irq_work_queue(&hand_over_work);
}

/* What is called back gives more: a link its program, that its maps, a map its template. So deep that goes, and no deeper. */
enum { FOLLOWS_MAX = 8 };

/* What others give meanwhile, as a timer's program may for ever, is not waited for: each round takes all that was given before it. */
void linux_wait(void *cookie)
{
	int rounds = 0;

	do {
		irq_work_sync(&hand_over_work);
		rcu_barrier();
		flush_work(&work);
	} while (__atomic_load_n(&pending, __ATOMIC_ACQUIRE) && ++rounds < FOLLOWS_MAX);
	synchronize_rcu();
}

/* -- life ------------------------------------------------------------------------------------------------------------ */

enum kiln_err linux_reader_begin(void)
{
	int cpu;

	envs = kcalloc(nr_cpu_ids, sizeof(*envs), GFP_KERNEL);
	if (!envs)
		return KILN_ERR_NOMEM;
	for_each_possible_cpu(cpu)
	{
		envs[cpu] = kvzalloc(sizeof(*envs[cpu]), GFP_KERNEL);
		if (!envs[cpu]) {
			linux_reader_end();
			return KILN_ERR_NOMEM;
		}
	}
	return KILN_OK;
}

void linux_reader_end(void)
{
	int cpu;

	for_each_possible_cpu(cpu) kvfree(envs[cpu]);
	kfree(envs);
}
