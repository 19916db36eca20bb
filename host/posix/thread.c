/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * thread.c - threads as readers: registration with liburcu, a number for each thread, what is called later, random numbers.
 *
 * Overview     a thread that first enters any host of the process registers itself as a reader, unless its program did so
 *              already, and takes the lowest number that is free; both are given back when it ends. Its slot is that number
 *              modulo nr_cpus. So as long as no more than nr_cpus threads use Kiln, each has a slot of its own.
 *              More threads than slots share them: per-CPU values of such threads may then lose counts, nothing worse.
 * Invariant    a thread that holds a number is registered.
 * Cost         entering and leaving: two calls, no atomic operation. Memory: none on the heap.
 */
#define _LGPL_SOURCE /* the reader's lock in place of a call: a few instructions */
#include <urcu/urcu-memb.h>

#include "posix.h"

#include <sys/random.h>
#include <time.h>

enum { MAX_NUMBERS = 4096 };

struct thread {
	bool ready, own_registration;
	uint32_t number, slot, slot_of; /* slot is number % slot_of */
	uint64_t random[4];
	bool seeded;
};

/* In the static block of thread memory, where shared objects reach it without a call. */
static __thread struct thread self __attribute__((tls_model("initial-exec")));
static uint64_t numbers[MAX_NUMBERS / 64]; /* a bit for each in use */
static uint32_t overflow;		   /* threads beyond MAX_NUMBERS share these in turn */
static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_key_t at_exit;

#if defined(__SANITIZE_THREAD__)
/* The sanitizer does not see into liburcu: this is the order that liburcu gives. */
void __tsan_acquire(void *addr);
void __tsan_release(void *addr);
static char readers_left;
#define TSAN_ACQUIRE(p) __tsan_acquire(p)
#define TSAN_RELEASE(p) __tsan_release(p)
#else
#define TSAN_ACQUIRE(p) ((void)0)
#define TSAN_RELEASE(p) ((void)0)
#endif

static uint32_t number_take(void)
{
	for (uint32_t w = 0; w < MAX_NUMBERS / 64; w++) {
		uint64_t used = __atomic_load_n(&numbers[w], __ATOMIC_RELAXED);

		while (~used) {
			uint32_t bit = (uint32_t)__builtin_ctzll(~used);

			if (__atomic_compare_exchange_n(&numbers[w], &used, used | 1ull << bit, false, __ATOMIC_ACQ_REL,
							__ATOMIC_RELAXED))
				return w * 64 + bit;
		}
	}
	return MAX_NUMBERS + __atomic_fetch_add(&overflow, 1, __ATOMIC_RELAXED) % MAX_NUMBERS;
}

static void number_give(uint32_t number)
{
	if (number < MAX_NUMBERS)
		__atomic_and_fetch(&numbers[number / 64], ~(1ull << number % 64), __ATOMIC_ACQ_REL);
}

static void thread_end(void *arg)
{
	struct thread *t = arg;

	if (!t->ready)
		return;
	number_give(t->number);
	if (t->own_registration)
		urcu_memb_unregister_thread();
	t->ready = false;
}

static void process_begin(void)
{
	pthread_key_create(&at_exit, thread_end);
	/* The thread that calls back is made here, where sleeping is no harm; a child of fork() gets one of its own. */
	(void)urcu_memb_get_default_call_rcu_data();
	pthread_atfork(urcu_memb_call_rcu_before_fork, urcu_memb_call_rcu_after_fork_parent,
		       urcu_memb_call_rcu_after_fork_child);
}

static void __attribute__((noinline)) thread_begin(void)
{
	pthread_once(&once, process_begin);
	self.own_registration = !URCU_TLS(urcu_memb_reader).registered;
	if (self.own_registration)
		urcu_memb_register_thread();
	self.number = number_take();
	self.slot_of = 0;
	self.ready = true;
	pthread_setspecific(at_exit, &self);
}

void posix_enter(void *cookie)
{
	(void)cookie;
	if (KILN_UNLIKELY(!self.ready))
		thread_begin();
	urcu_memb_read_lock();
}

void posix_leave(void *cookie)
{
	(void)cookie;
	TSAN_RELEASE(&readers_left);
	urcu_memb_read_unlock();
}

uint32_t posix_cpu(void *cookie)
{
	uint32_t nr = posix_of(cookie)->host.nr_cpus;

	if (KILN_UNLIKELY(self.slot_of != nr)) {
		if (!self.ready)
			thread_begin();
		self.slot_of = nr;
		self.slot = self.number % nr;
	}
	return self.slot;
}

/* What a kiln_later's room holds while it waits. */
struct waiting {
	struct rcu_head head;
	struct posix_host *h;
};
_Static_assert(sizeof(struct waiting) <= sizeof(((struct kiln_later *)0)->host_room), "the room is large enough");

static void call_back(struct rcu_head *head)
{
	struct waiting *w = caa_container_of(head, struct waiting, head);
	struct kiln_later *l = caa_container_of((void *)w, struct kiln_later, host_room);
	struct posix_host *h;

	TSAN_ACQUIRE(&readers_left);
	TSAN_ACQUIRE(l);
	h = w->h;
	l->fn(l); /* frees l */
	__atomic_sub_fetch(&h->pending, 1, __ATOMIC_RELEASE);
}

void posix_later(void *cookie, struct kiln_later *l)
{
	struct waiting *w = (struct waiting *)(void *)l->host_room;

	if (KILN_UNLIKELY(!self.ready))
		thread_begin();
	w->h = posix_of(cookie);
	__atomic_add_fetch(&w->h->pending, 1, __ATOMIC_RELAXED);
	TSAN_RELEASE(l);
	urcu_memb_call_rcu(&w->head, call_back);
}

/* What is called back may give more: a program its maps, a map its template. */
void posix_wait(void *cookie)
{
	struct posix_host *h = posix_of(cookie);

	if (!self.ready)
		thread_begin();
	do
		urcu_memb_barrier();
	while (__atomic_load_n(&h->pending, __ATOMIC_ACQUIRE));
	TSAN_ACQUIRE(&readers_left);
}

/* -- random numbers: xoshiro256++ (Blackman and Vigna, 2019), each thread its own ---------------------------------- */

static uint64_t rotl(uint64_t v, int by)
{
	return v << by | v >> (64 - by);
}

static void __attribute__((noinline)) random_begin(void)
{
	struct timespec now;

	if (getrandom(self.random, sizeof(self.random), 0) != (ssize_t)sizeof(self.random)) {
		clock_gettime(CLOCK_REALTIME,
			      &now); /* a kernel without the call: differs at least between runs and threads */
		self.random[0] = (uint64_t)now.tv_nsec ^ (uint64_t)now.tv_sec << 30;
		self.random[1] = (uint64_t)(uintptr_t)&self;
		self.random[2] = 1;
	}
	self.seeded = true;
}

uint32_t posix_random(void *cookie)
{
	uint64_t *s = self.random, out, t;

	(void)cookie;
	if (KILN_UNLIKELY(!self.seeded))
		random_begin();
	out = rotl(s[0] + s[3], 23) + s[0];
	t = s[1] << 17;
	s[2] ^= s[0];
	s[3] ^= s[1];
	s[1] ^= s[2];
	s[0] ^= s[3];
	s[2] ^= t;
	s[3] = rotl(s[3], 45);
	return (uint32_t)(out >> 32);
}

/* Not of that sequence, which programs see. */
uint32_t posix_secret(void *cookie)
{
	uint32_t v;

	return getrandom(&v, sizeof(v), 0) == (ssize_t)sizeof(v) ? v : posix_random(cookie);
}
