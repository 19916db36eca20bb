// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * fake.c - Linux in a process, so much of it as fake.h promises; and kiln_posix_host_new() for test/case_run.c, by host/linux.
 */
#define rcu_head urcu_rcu_head /* its own is another */
#include <urcu/urcu-memb.h>
#undef rcu_head

#include "fake.h"

#include <sys/mman.h>
#include <sys/random.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#include "linux.h"

static _Noreturn void broken(const char *what)
{
	fprintf(stderr, "fake: %s\n", what);
	abort();
}

void fake_print(const char *before, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	printf("%s", before);
	vprintf(fmt, ap);
	va_end(ap);
}

int scnprintf(char *to, size_t len, const char *fmt, ...)
{
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(to, len, fmt, ap);
	va_end(ap);
	return n < (int)len ? n : (int)len - 1;
}

ssize_t strscpy_pad(char *to, const char *from, size_t len)
{
	strncpy(to, from, len - 1);
	to[len - 1] = 0;
	return (ssize_t)strlen(to);
}

/* The whole text is a number of that type, or -EINVAL. */
#define KSTRTO(name, type, parse)                                    \
	int name(const char *text, unsigned int base, type *to)      \
	{                                                            \
		char *end;                                           \
                                                                     \
		*to = (type)parse(text, &end, (int)base);            \
		return *text && !*end && *text != ' ' ? 0 : -EINVAL; \
	}
KSTRTO(kstrtoint, int, strtol)
KSTRTO(kstrtouint, unsigned int, strtoul)
KSTRTO(kstrtoll, off_t, strtoll)
KSTRTO(kstrtoul, unsigned long, strtoul)

char *kstrdup(const char *text, unsigned int flags)
{
	(void)flags;
	return strdup(text);
}

/* -- CPUs ------------------------------------------------------------------------------------------------------------ */

static pthread_mutex_t cpus[FAKE_CPUS] = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER,
					   PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER };
static unsigned int nr_threads;
static __thread unsigned int cpu = FAKE_CPUS, held;

unsigned int raw_smp_processor_id(void)
{
	if (cpu == FAKE_CPUS)
		cpu = __atomic_fetch_add(&nr_threads, 1, __ATOMIC_RELAXED) % FAKE_CPUS;
	return cpu;
}

void local_bh_disable(void)
{
	if (!held++)
		pthread_mutex_lock(&cpus[raw_smp_processor_id()]);
}

void local_bh_enable(void)
{
	if (!held)
		broken("softirqs let in twice");
	if (!--held)
		pthread_mutex_unlock(&cpus[raw_smp_processor_id()]);
}

/* -- memory ---------------------------------------------------------------------------------------------------------- */

void *kvmalloc(size_t len, gfp_t flags)
{
	size_t whole = (len + 63) / 64 * 64;
	void *p = NULL;

	/* What is no multiple of 64 is aligned to 16, as the core asks, and ends where it ends. */
	p = whole == len ? aligned_alloc(64, len) : len >= 64 ? NULL : malloc(len);
	if (!p && posix_memalign(&p, 64, len))
		return NULL;
	return memset(p, flags & __GFP_ZERO ? 0 : 0xa5, len);
}

void *vmalloc_user(size_t len)
{
	void *p = NULL;

	return posix_memalign(&p, PAGE_SIZE, len) ? NULL : memset(p, 0, len);
}

extern uint8_t kiln_arena[];
static int arena_fd = -1;

/* The arena's pages become those of a file, which the others see at any address, and with any right. */
static void arena_begin(void)
{
	if (arena_fd >= 0)
		return;
	arena_fd = memfd_create("arena", MFD_CLOEXEC);
	if (arena_fd < 0 || ftruncate(arena_fd, KILN_ARENA_LEN) ||
	    mmap(kiln_arena, KILN_ARENA_LEN, PROT_READ | PROT_EXEC, MAP_SHARED | MAP_FIXED, arena_fd, 0) == MAP_FAILED)
		broken("no arena");
}

struct page *vmalloc_to_page(const void *at)
{
	if ((const uint8_t *)at < kiln_arena || (const uint8_t *)at >= kiln_arena + KILN_ARENA_LEN ||
	    offset_in_page(at))
		broken("no page of the arena");
	return (struct page *)(uintptr_t)at;
}

static __thread size_t mapped_len;
void *vmap(struct page **pages, unsigned long nr, int flags, int prot)
{
	void *p;

	(void)flags, (void)prot;
	mapped_len = nr * PAGE_SIZE;
	p = mmap(NULL, mapped_len, PROT_READ | PROT_WRITE, MAP_SHARED, arena_fd, (uint8_t *)pages[0] - kiln_arena);
	return p == MAP_FAILED ? NULL : p;
}

void vunmap(void *at)
{
	munmap(at, mapped_len);
}

int remap_vmalloc_range(struct vm_area_struct *vma, void *at, unsigned long pgoff)
{
	vma->fake = (uint8_t *)at + pgoff * PAGE_SIZE;
	return 0;
}

/* Memory that may not be there, without a fault. */
static bool copies(void *to, const void *from, size_t len, bool out)
{
	struct iovec here = { out ? (void *)(uintptr_t)from : to, len },
		     there = { out ? to : (void *)(uintptr_t)from, len };

	return (out ? process_vm_writev(getpid(), &here, 1, &there, 1, 0)
		    : process_vm_readv(getpid(), &here, 1, &there, 1, 0)) == (ssize_t)len;
}

unsigned long copy_from_user(void *to, const void *from, size_t len)
{
	return copies(to, from, len, false) ? 0 : len;
}

unsigned long copy_to_user(void *to, const void *from, size_t len)
{
	return copies(to, from, len, true) ? 0 : len;
}

long strncpy_from_user(char *to, const char *from, long len)
{
	for (long i = 0; i < len; i++) {
		if (copy_from_user(to + i, from + i, 1))
			return -EFAULT;
		if (!to[i])
			return i;
	}
	return len;
}

ssize_t simple_read_from_buffer(void *to, size_t len, loff_t *at, const void *from, size_t all)
{
	if (*at < 0 || (size_t)*at >= all)
		return *at < 0 ? -EINVAL : 0;
	if (len > all - (size_t)*at)
		len = all - (size_t)*at;
	if (copy_to_user(to, (const char *)from + *at, len))
		return -EFAULT;
	*at += (loff_t)len;
	return (ssize_t)len;
}

long copy_from_kernel_nofault(void *to, const void *from, size_t len)
{
	return copies(to, from, len, false) ? 0 : -EFAULT;
}

/* -- locks, RCU ------------------------------------------------------------------------------------------------------ */

void mutex_lock(struct mutex *m)
{
	if (pthread_mutex_lock(&m->m))
		broken("a lock is taken twice");
}

void mutex_unlock(struct mutex *m)
{
	if (pthread_mutex_unlock(&m->m))
		broken("a lock is given back that is not held");
}

static __thread bool registered;
static __thread unsigned int reading;

static void reader_begin(void)
{
	if (!registered)
		urcu_memb_register_thread();
	registered = true;
}

void rcu_read_lock(void)
{
	reader_begin();
	reading++;
	urcu_memb_read_lock();
}

void rcu_read_unlock(void)
{
	if (!reading--)
		broken("a reader leaves twice");
	urcu_memb_read_unlock();
}

bool rcu_is_watching(void)
{
	return true;
}

/* A reader that waits for readers waits for itself. */
static void no_reader(void)
{
	if (reading || held)
		broken("a reader waits for readers");
	reader_begin();
}

struct pending {
	struct urcu_rcu_head head;
	struct rcu_head *h;
	void (*fn)(struct rcu_head *h);
};

static void call_back(struct urcu_rcu_head *u)
{
	struct pending *p = (struct pending *)(void *)u;

	registered = true; /* liburcu has done it for its thread */
	p->fn(p->h);
	free(p);
}

void call_rcu(struct rcu_head *h, void (*fn)(struct rcu_head *h))
{
	struct pending *p = malloc(sizeof(*p));

	if (!p)
		broken("no memory");
	p->h = h;
	p->fn = fn;
	reader_begin();
	urcu_memb_call_rcu(&p->head, call_back);
}

void rcu_barrier(void)
{
	no_reader();
	urcu_memb_barrier();
}

void synchronize_rcu(void)
{
	no_reader();
	urcu_memb_synchronize_rcu();
}

bool llist_add(struct llist_node *n, struct llist_head *h)
{
	n->next = __atomic_load_n(&h->first, __ATOMIC_RELAXED);
	while (!__atomic_compare_exchange_n(&h->first, &n->next, n, false, __ATOMIC_ACQ_REL, __ATOMIC_RELAXED))
		;
	return !n->next;
}

struct llist_node *llist_del_all(struct llist_head *h)
{
	return __atomic_exchange_n(&h->first, NULL, __ATOMIC_ACQ_REL);
}

/* -- trees, times ---------------------------------------------------------------------------------------------------- */

void rb_erase_cached(struct rb_node *n, struct rb_root_cached *r)
{
	if (n->before)
		n->before->after = n->after;
	else
		r->first = n->after;
	if (n->after)
		n->after->before = n->before;
}

void rb_add_cached(struct rb_node *n, struct rb_root_cached *r,
		   bool (*less)(struct rb_node *a, const struct rb_node *b))
{
	struct rb_node *before = NULL, *at = r->first;

	for (; at && !less(n, at); at = at->after)
		before = at;
	n->before = before;
	n->after = at;
	if (before)
		before->after = n;
	else
		r->first = n;
	if (at)
		at->before = n;
}

uint64_t ktime_get_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
}

/* One timer, which a thread looks at each millisecond. */
static struct hrtimer *the_timer;
static pthread_t ticker;
static pthread_mutex_t timer_lock = PTHREAD_MUTEX_INITIALIZER;
static bool timer_ends;

static void *tick(void *unused)
{
	for (;;) {
		struct hrtimer *due = NULL;

		usleep(1000);
		pthread_mutex_lock(&timer_lock);
		if (timer_ends) {
			pthread_mutex_unlock(&timer_lock);
			if (registered)
				urcu_memb_unregister_thread();
			return unused;
		}
		if ((uint64_t)the_timer->due <= ktime_get_ns()) {
			due = the_timer;
			due->due = KTIME_MAX;
		}
		pthread_mutex_unlock(&timer_lock);
		if (due && due->function(due) == HRTIMER_NORESTART)
			continue;
	}
}

void hrtimer_init(struct hrtimer *t, int clock, int mode)
{
	(void)clock, (void)mode;
	t->due = KTIME_MAX;
	the_timer = t;
	timer_ends = false;
	if (pthread_create(&ticker, NULL, tick, NULL))
		broken("no thread");
}

void hrtimer_start(struct hrtimer *t, ktime_t due, int mode)
{
	(void)mode;
	pthread_mutex_lock(&timer_lock);
	t->due = due;
	pthread_mutex_unlock(&timer_lock);
}

void hrtimer_cancel(struct hrtimer *t)
{
	pthread_mutex_lock(&timer_lock);
	t->due = KTIME_MAX;
	timer_ends = true;
	pthread_mutex_unlock(&timer_lock);
	pthread_join(ticker, NULL);
}

uint32_t get_random_u32(void)
{
	uint32_t v;

	return getrandom(&v, sizeof(v), 0) == sizeof(v) ? v : 0;
}

/* -- who runs -------------------------------------------------------------------------------------------------------- */

struct user_namespace init_user_ns;

struct task_struct *fake_current(void)
{
	static struct net net = { .net_cookie = 1, .user_ns = &init_user_ns };
	static struct nsproxy proxy = { &net };
	static __thread struct task_struct task;

	if (!task.pid)
		task = (struct task_struct){ .pid = (pid_t)syscall(SYS_gettid),
					     .tgid = getpid(),
					     .comm = "fake",
					     .nsproxy = &proxy,
					     .root = true };
	return &task;
}

/* -- the host, for case_run.c ------------------------------------------------------------------------------------------ */

enum kiln_err kiln_posix_host_new(const struct kiln_posix_opts *opts, struct kiln_host **host)
{
	(void)opts;
	arena_begin();
	*host = (struct kiln_host *)(uintptr_t)linux_host();
	return linux_host_begin();
}

void kiln_posix_host_free(struct kiln_host *host)
{
	(void)host;
	linux_host_end();
	if (registered)
		urcu_memb_unregister_thread();
}

void kiln_posix_counts(const struct kiln_host *host, uint64_t *alive, uint64_t *total)
{
	(void)host;
	linux_counts(alive, total);
}
