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
#include "now.h"

#include <limits.h>
#include <linux/futex.h>
#include <signal.h>
#include <sys/random.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { MAX_NUMBERS = 4096 };

struct thread {
	bool ready, own_registration;
	bool calls;			/* what waited: it has later_lock */
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

static void later_begin(void);

static void process_begin(void)
{
	pthread_key_create(&at_exit, thread_end);
	later_begin();
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
	if (KILN_UNLIKELY(posix_due != NULL))
		posix_tell();
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

/* -- what is called when readers have left ---------------------------------------------------------------------------- */

/* What a kiln_later's room holds while it waits. */
struct waiting {
	struct waiting *before; /* what came before it */
	struct posix_host *h;
};
_Static_assert(sizeof(struct waiting) <= sizeof(((struct kiln_later *)0)->host_room), "the room is large enough");

/*
 * What waits stands in one list, and a thread of the process's own calls it. liburcu's call_rcu() would do that, but who waits for it
 * waits for its thread, which sleeps for 10 ms at a time; here the one who waits does the work.
 */
static struct waiting *later;	 /* the newest; atomic */
static struct waiting *followed; /* what was given by what is being called; with the lock */
static uint32_t sleeps;		 /* that thread does, and has to be woken; atomic */
static uint32_t hurry;		 /* somebody waits for that thread; atomic, a futex */
static uint32_t turns;		 /* that it has begun and ended: odd while it is at one; atomic, a futex */
static pthread_mutex_t later_lock = PTHREAD_MUTEX_INITIALIZER; /* around taking the list and calling what it held */

static void call_back(struct waiting *w)
{
	struct kiln_later *l = caa_container_of((void *)w, struct kiln_later, host_room);
	struct posix_host *h = w->h;

	TSAN_ACQUIRE(l);
	l->fn(l); /* frees l */
	__atomic_sub_fetch(&h->pending, 1, __ATOMIC_RELEASE);
}

static struct waiting *followed_take(void)
{
	struct waiting *w = followed;

	followed = NULL;
	return w;
}

/* The oldest first: who comes later may be what the others stand in. */
static void all_call(struct waiting *newest)
{
	struct waiting *w, *next, *first = NULL;

	for (w = newest; w; w = next) {
		next = w->before;
		w->before = first;
		first = w;
	}
	urcu_memb_synchronize_rcu();
	TSAN_ACQUIRE(&readers_left);
	for (w = first; w; w = next) {
		next = w->before;
		call_back(w);
	}
}

/*
 * All that waits now, and what follows from it, for what is called back may give more: a program its maps, a map its template. What others
 * give meanwhile is left: they may give without end.
 */
static void later_call(void)
{
	struct waiting *w;

	pthread_mutex_lock(&later_lock);
	self.calls = true;
	for (w = __atomic_exchange_n(&later, NULL, __ATOMIC_ACQ_REL); w; w = followed_take())
		all_call(w);
	self.calls = false;
	pthread_mutex_unlock(&later_lock);
}

/* Many at a time: each time costs all readers a barrier. */
static void *later_thread(void *arg)
{
	static const struct timespec some = { .tv_nsec = 10000000 };

	for (;;) {
		__atomic_store_n(&sleeps, 1, __ATOMIC_SEQ_CST);
		while (!__atomic_load_n(&later, __ATOMIC_SEQ_CST) && __atomic_load_n(&sleeps, __ATOMIC_SEQ_CST))
			syscall(SYS_futex, &sleeps, FUTEX_WAIT_PRIVATE, 1, NULL, NULL, 0);
		__atomic_store_n(&sleeps, 0, __ATOMIC_SEQ_CST);
		if (!__atomic_load_n(&hurry, __ATOMIC_SEQ_CST))
			syscall(SYS_futex, &hurry, FUTEX_WAIT_PRIVATE, 0, &some, NULL, 0);
		__atomic_store_n(&hurry, 0, __ATOMIC_SEQ_CST);
		__atomic_add_fetch(&turns, 1, __ATOMIC_SEQ_CST);
		later_call();
		__atomic_add_fetch(&turns, 1, __ATOMIC_SEQ_CST);
		syscall(SYS_futex, &turns, FUTEX_WAKE_PRIVATE, INT_MAX, NULL, NULL, 0);
	}
	return arg;
}

/* Made where sleeping is no harm. Without it, and in the worst case, what waits is called when somebody waits for it. */
static void later_start(void)
{
	pthread_t thread;
	sigset_t all, before;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	if (!pthread_create(&thread, NULL, later_thread, NULL))
		pthread_detach(thread);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
}

static void fork_before(void)
{
	pthread_mutex_lock(&later_lock);
}

static void fork_parent(void)
{
	pthread_mutex_unlock(&later_lock);
}

static void fork_child(void)
{
	turns += turns % 2; /* the parent's thread is not here */
	pthread_mutex_unlock(&later_lock);
	later_start();
}

static void later_begin(void)
{
	pthread_atfork(fork_before, fork_parent, fork_child);
	later_start();
}

void posix_later(void *cookie, struct kiln_later *l)
{
	struct waiting *w = (struct waiting *)(void *)l->host_room;

	if (KILN_UNLIKELY(!self.ready))
		thread_begin();
	w->h = posix_of(cookie);
	__atomic_add_fetch(&w->h->pending, 1, __ATOMIC_RELAXED);
	TSAN_RELEASE(l);
	if (self.calls) {
		w->before = followed;
		followed = w;
		return;
	}
	w->before = __atomic_load_n(&later, __ATOMIC_RELAXED);
	while (!__atomic_compare_exchange_n(&later, &w->before, w, true, __ATOMIC_SEQ_CST, __ATOMIC_RELAXED))
		;
	if (__atomic_load_n(&sleeps, __ATOMIC_SEQ_CST) && __atomic_exchange_n(&sleeps, 0, __ATOMIC_SEQ_CST))
		syscall(SYS_futex, &sleeps, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
}

/* Which turn is the one by whose end all that waits now has been called; from where it is now. */
static uint32_t turn_wanted(uint32_t now)
{
	const bool waits = __atomic_load_n(&later, __ATOMIC_SEQ_CST);

	return now % 2 ? now + (waits ? 3 : 1) : now + (waits ? 2 : 0);
}

void posix_settle(uint64_t max_ns)
{
	static uint32_t late; /* a turn that took longer: nobody waits for it again */
	const uint64_t until = now_ns() + max_ns;
	uint32_t at = __atomic_load_n(&turns, __ATOMIC_SEQ_CST);
	const uint32_t want = turn_wanted(at);

	while ((int32_t)(want - at) > 0 && (at % 2 == 0 || at != late)) {
		const uint64_t now = now_ns();
		const struct timespec rest = { .tv_nsec = now < until ? (long)(until - now) : 0 };

		if (now >= until) {
			late = at;
			return;
		}
		__atomic_store_n(&hurry, 1, __ATOMIC_SEQ_CST);
		syscall(SYS_futex, &hurry, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
		syscall(SYS_futex, &turns, FUTEX_WAIT_PRIVATE, at, &rest, NULL, 0);
		at = __atomic_load_n(&turns, __ATOMIC_SEQ_CST);
	}
}

void posix_wait(void *cookie)
{
	(void)cookie;
	if (!self.ready)
		thread_begin();
	later_call();
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
