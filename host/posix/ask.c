/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * ask.c - questions to the server of `kiln serve`, by host/posix/wire.h.
 *
 * Overview     with a command goes what the server will want to see of this process: the table of hints knows where commands have
 *              descriptors and pointers. What it does not know the server asks for, so hints are about speed alone.
 * Subject      whose command it is: this process, or one that it supervises.
 * Memory       is read and written by the kernel's help: a bad address is EFAULT, and not a signal. Without help where it is on the caller's own
 *              stack, above its frame: that is there, unless a command takes away pages of the stack that it stands on.
 * Connection   one for each process: a child after fork makes its own. It is told by its inode, for commands close what they like. A child
 *              after vfork has the parent's, and none where it has closed that.
 * Kept         where every close is told (ask_guard), what is known of descriptors is kept until then, in memory that a fork empties:
 *              the connection's, and what objects' descriptors are. While a descriptor is being closed nothing is kept or used.
 */
#include "ask.h"

#include <errno.h>
#include <fcntl.h>
#include <kiln/serve.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include "calm.h"
#include "inside.h"
#include "line.h"
#include "rtnl.h"
#include "wire.h"

/* ATTR_MAX: longer than any that is known; of one that is longer still nothing is guessed. */
enum { ATTR_MAX = 256, PAGE = 4096, HINTS_MAX = 8, KEPT_MAX = 64, HOLDS_MAX = 128, MAPS_MAX = 16, ERRNO_MAX = 4095 };
/* BPF_PROG_LOAD; the instruction that names a map, the last of its forms with a descriptor, and those with a place in fd_array. */
enum { PROG_LOAD = 5, WIDE = 0x18, WIDE_VALUE = 2, WIDE_PLACE = 5, WIDE_PLACE_VALUE = 6, ARRAY_MAX = 4096 };

static struct {
	struct calm_lock lock;
	struct line line;
	bool steady;		       /* ask_steady() */
	bool has_any;		       /* ask_has_any(); atomic */
	bool lent;		       /* is_lent(): what is known of descriptors is not about those of who asks */
	pid_t pid;		       /* whose it is */
	pid_t subject;		       /* of the question; 0: this process */
	pid_t holder;		       /* of the descriptors that it is about; 0: the subject */
	int gives;		       /* a descriptor that goes with the next message; -1: none */
	const struct ask_hands *hands; /* of who is supervised */
	uint8_t *out, *in;
	size_t out_len, out_cap, in_cap;
} ask = { .lock = CALM_LOCK, .line = LINE_NONE, .gives = -1 };

/* -- what is kept of descriptors -------------------------------------------------------------------------------------- */

struct kept {
	int32_t fd; /* plus one; 0: none */
	uint32_t flags;
	uint64_t dev, ino;
};

/* Closes are told by any thread, and by signal handlers: so without a lock. Everything else under ask.lock. */
static struct guard {
	uint32_t connected; /* ask.line is what it was */
	int32_t pid;	    /* who connected; 0: nobody since it is this process's */
	uint32_t closing;   /* by how many threads, now */
	uint32_t closes;
	struct kept kept[KEPT_MAX];
	int32_t holds[HOLDS_MAX]; /* plus one: descriptors by which something is attached; 0: none */
} * guard;

_Static_assert(sizeof(struct guard) <= PAGE, "one page");

/* A handler of a signal that asks, too, would wait for the question for ever. */
static void lock_take(void)
{
	calm_take(&ask.lock);
}

static void lock_give(void)
{
	calm_give(&ask.lock);
}

void ask_guard(void)
{
	void *at = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	/* A child has no thread that would give it back. */
	pthread_atfork(lock_take, lock_give, lock_give);
	if (at == MAP_FAILED)
		return;
	if (madvise(at, PAGE, MADV_WIPEONFORK))
		munmap(at, PAGE);
	else
		guard = at;
}

/* By fd something is attached, until it is closed. */
static void hold(long fd)
{
	int32_t none;

	for (uint32_t i = 0; guard && !ask.lent && i < HOLDS_MAX; i++) {
		none = 0;
		if (__atomic_compare_exchange_n(&guard->holds[i], &none, (int32_t)fd + 1, false, __ATOMIC_SEQ_CST,
						__ATOMIC_SEQ_CST))
			return;
	}
}

static bool hold_end(unsigned int from, unsigned int to)
{
	bool any = false;

	for (uint32_t i = 0; i < HOLDS_MAX; i++) {
		int32_t fd = __atomic_load_n(&guard->holds[i], __ATOMIC_SEQ_CST);

		if (fd && (uint32_t)fd - 1 >= from && (uint32_t)fd - 1 <= to)
			any |= __atomic_compare_exchange_n(&guard->holds[i], &fd, 0, false, __ATOMIC_SEQ_CST,
							   __ATOMIC_SEQ_CST);
	}
	return any;
}

/* This thread is closing such a one. */
static __thread bool detaches;

/* After vfork: what is known here is the parent's, and so is the connection; only descriptors are this process's own. */
static bool is_lent(void)
{
	const int32_t pid = guard ? __atomic_load_n(&guard->pid, __ATOMIC_SEQ_CST) : 0;

	return pid && pid != getpid();
}

bool ask_closing(unsigned int from, unsigned int to)
{
	int32_t fd;

	if (!guard)
		return false;
	if (is_lent()) {
		if (line_has(&ask.line, from, to))
			__atomic_store_n(&guard->connected, 0, __ATOMIC_SEQ_CST);
		return false;
	}
	detaches |= hold_end(from, to);
	__atomic_add_fetch(&guard->closing, 1, __ATOMIC_SEQ_CST);
	__atomic_add_fetch(&guard->closes, 1, __ATOMIC_SEQ_CST);
	if (line_has(&ask.line, from, to))
		__atomic_store_n(&guard->connected, 0, __ATOMIC_SEQ_CST);
	for (struct kept *k = guard->kept; k < guard->kept + KEPT_MAX; k++) {
		fd = __atomic_load_n(&k->fd, __ATOMIC_SEQ_CST);
		if (fd && (uint32_t)fd - 1 >= from && (uint32_t)fd - 1 <= to)
			__atomic_store_n(&k->fd, 0, __ATOMIC_SEQ_CST);
	}
	return true;
}

static void sweep(void);

/* What was attached by it ends before this returns, as it does on Linux. */
void ask_closed(bool told)
{
	int error = errno;

	if (!told)
		return;
	__atomic_sub_fetch(&guard->closing, 1, __ATOMIC_SEQ_CST);
	if (detaches) {
		detaches = false;
		sweep();
		errno = error;
	}
}

static uint32_t closes(void)
{
	return guard ? __atomic_load_n(&guard->closes, __ATOMIC_SEQ_CST) : 0;
}

static bool is_closing(void)
{
	return __atomic_load_n(&guard->closing, __ATOMIC_SEQ_CST);
}

static struct kept *kept_of(uint64_t fd)
{
	return &guard->kept[fd % KEPT_MAX];
}

static bool kept_get(struct wire_item *item)
{
	const struct kept *k;

	if (!guard || ask.lent || item->at >= INT32_MAX)
		return false;
	k = kept_of(item->at);
	item->flags = k->flags;
	item->dev = k->dev;
	item->ino = k->ino;
	return __atomic_load_n(&k->fd, __ATOMIC_SEQ_CST) == (int32_t)item->at + 1 && !is_closing();
}

/* before: closes() before it was looked at. An object's alone, for those are closed by close and the like, and by nothing inside the C library. */
static void kept_put(const struct wire_item *item, uint32_t before)
{
	struct kept *k;

	if (!guard || ask.lent || item->at >= INT32_MAX || is_closing())
		return;
	k = kept_of(item->at);
	__atomic_store_n(&k->fd, 0, __ATOMIC_SEQ_CST);
	k->flags = item->flags;
	k->dev = item->dev;
	k->ino = item->ino;
	__atomic_store_n(&k->fd, (int32_t)item->at + 1, __ATOMIC_SEQ_CST);
	if (closes() != before)
		__atomic_store_n(&k->fd, 0, __ATOMIC_SEQ_CST);
}

/* What fstat and F_GETFL say; false: it is not open. */
static bool own_descriptor(struct wire_item *item)
{
	struct stat st;

	if (fstat((int)item->at, &st))
		return false;
	item->flags = (uint32_t)fcntl((int)item->at, F_GETFL);
	item->dev = st.st_dev;
	item->ino = st.st_ino;
	return true;
}

/* One that the server has just given. */
static void kept_new(int fd)
{
	struct wire_item item = { .at = (uint64_t)fd };
	uint32_t before = closes();

	if (!guard || ask.lent)
		return;
	__atomic_store_n(&kept_of(item.at)->fd, 0, __ATOMIC_SEQ_CST);
	if (own_descriptor(&item))
		kept_put(&item, before);
}

/* -- the connection -------------------------------------------------------------------------------------------------- */

static bool is_connected(void)
{
	uint32_t before = closes();

	if (guard && __atomic_load_n(&guard->connected, __ATOMIC_SEQ_CST) && !is_closing())
		return true;
	if (ask.pid != getpid())
		return false;
	if (ask.steady && ask.line.fd[LINE_SOCKET] >= 0)
		return true;
	if (!line_is_there(&ask.line))
		return false;
	if (!guard || is_closing())
		return true;
	__atomic_store_n(&guard->connected, 1, __ATOMIC_SEQ_CST);
	if (closes() != before)
		__atomic_store_n(&guard->connected, 0, __ATOMIC_SEQ_CST);
	return true;
}

static void server_leave(void)
{
	if (guard)
		__atomic_store_n(&guard->connected, 0, __ATOMIC_SEQ_CST);
	if (!ask.lent)
		line_close(&ask.line);
}

void ask_steady(void)
{
	ask.steady = true;
}

/* A slot only where closes are told, or are none: otherwise it would take longer to see whether its bell is there. */
static bool server_connect(void)
{
	ask.lent = is_lent();
	if (is_connected())
		return true;
	if (ask.lent)
		return false;
	server_leave();
	ask.pid = getpid();
	if (guard)
		__atomic_store_n(&guard->pid, ask.pid, __ATOMIC_SEQ_CST);
	return line_open(&ask.line, guard || ask.steady);
}

/* -- messages -------------------------------------------------------------------------------------------------------- */

static void *out_room(size_t len)
{
	size_t cap = ask.out_cap ? ask.out_cap : PAGE;
	uint8_t *more;

	while (cap < ask.out_len + len)
		cap *= 2;
	if (cap != ask.out_cap) {
		more = realloc(ask.out, cap);
		if (!more)
			return NULL;
		ask.out = more;
		ask.out_cap = cap;
	}
	ask.out_len += len;
	return ask.out + ask.out_len - len;
}

static bool out_add(const void *from, size_t len)
{
	void *to = out_room(len);

	if (to)
		memcpy(to, from, len);
	return to;
}

static bool out_begin(uint32_t type)
{
	struct wire_head head = { .type = type };

	ask.out_len = 0;
	return out_add(&head, sizeof(head));
}

static pid_t subject(void)
{
	return ask.subject ? ask.subject : ask.pid; /* of a question that was begun: by this process */
}

/* Whether it lies between this function's frame and the end of the thread's stack: that is there, and can be written. */
static bool is_own_stack(uint64_t at, size_t len)
{
	static __thread uintptr_t from, end;
	uintptr_t here = (uintptr_t)__builtin_frame_address(0);
	pthread_attr_t attr;
	void *low = NULL;
	size_t size = 0;

	if (ask.subject)
		return false;
	if (!end) {
		end = 1;
		if (!pthread_getattr_np(pthread_self(), &attr)) {
			pthread_attr_getstack(&attr, &low, &size);
			pthread_attr_destroy(&attr);
			from = (uintptr_t)low;
			end = from + size;
		}
	}
	return here >= from && here < end && at >= here && at <= end && len <= end - at;
}

/* Of any type, anywhere. */
typedef uint64_t __attribute__((may_alias, aligned(1))) stack_word;

/* More than belongs to one variable may be read: so not by memcpy, which a sanitizer of the command's may watch. */
static void stack_read(uint8_t *to, uint64_t from, size_t len)
{
	const volatile uint8_t *at = (const volatile uint8_t *)(uintptr_t)from;
	uint64_t word;

	for (; len >= sizeof(word); at += sizeof(word), to += sizeof(word), len -= sizeof(word)) {
		word = *(const volatile stack_word *)at;
		memcpy(to, &word, sizeof(word));
	}
	while (len--)
		*to++ = *at++;
}

static bool memory_read(void *to, uint64_t from, size_t len)
{
	struct iovec here = { to, len }, there = { (void *)(uintptr_t)from, len };

	if (is_own_stack(from, len)) {
		stack_read(to, from, len);
		return true;
	}
	return process_vm_readv(subject(), &here, 1, &there, 1, 0) == (ssize_t)len;
}

static bool memory_write(uint64_t to, const void *from, size_t len)
{
	struct iovec here = { (void *)(uintptr_t)from, len }, there = { (void *)(uintptr_t)to, len };

	if (is_own_stack(to, len)) {
		memcpy(there.iov_base, from, len);
		return true;
	}
	return !len || process_vm_writev(subject(), &here, 1, &there, 1, 0) == (ssize_t)len;
}

static bool out_send(void)
{
	uint32_t len = (uint32_t)(ask.out_len - sizeof(struct wire_head));

	memcpy(ask.out + offsetof(struct wire_head, len), &len, sizeof(len));
	const int with = ask.gives;

	ask.gives = -1;
	return line_send(&ask.line, ask.out, ask.out_len, with);
}

/* False: no memory. What cannot be read is told as that. */
static bool out_memory(uint64_t at, uint64_t len)
{
	struct wire_item item = { .kind = WIRE_MEMORY, .at = at, .len = len };
	size_t before = ask.out_len;
	uint8_t *to;

	if (len > WIRE_BODY_MAX)
		return false;
	to = out_room(sizeof(item) + len);
	if (!to)
		return false;
	if (!memory_read(to + sizeof(item), at, len)) {
		item.err = EFAULT;
		ask.out_len = before + sizeof(item);
	}
	memcpy(to, &item, sizeof(item));
	return true;
}

/* What was read already. */
static bool out_copy(uint64_t at, const void *copy, size_t len)
{
	struct wire_item item = { .kind = WIRE_MEMORY, .at = at, .len = len };

	return out_add(&item, sizeof(item)) && out_add(copy, len);
}

/* What fstat and F_GETFL would say to another process. */
static bool other_descriptor(pid_t of, struct wire_item *item)
{
	char path[48], line[64];
	struct stat st;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%d/fd/%d", of, (int)item->at);
	if ((int)item->at < 0 || stat(path, &st))
		return false;
	snprintf(path, sizeof(path), "/proc/%d/fdinfo/%d", of, (int)item->at);
	f = fopen(path, "re");
	while (f && fgets(line, sizeof(line), f))
		if (!strncmp(line, "flags:", 6))
			item->flags = (uint32_t)strtoul(line + 6, NULL, 8);
	if (f)
		fclose(f);
	item->dev = st.st_dev;
	item->ino = st.st_ino;
	return true;
}

static bool out_descriptor(uint64_t fd)
{
	struct wire_item item = { .kind = WIRE_DESCRIPTOR, .at = fd };
	const pid_t of = ask.holder ? ask.holder : ask.subject;
	uint32_t before = closes();

	if (!of && kept_get(&item))
		return out_add(&item, sizeof(item));
	if (!(of ? other_descriptor(of, &item) : own_descriptor(&item)))
		item = (struct wire_item){ .kind = WIRE_DESCRIPTOR, .at = fd, .err = EBADF };
	else if (!of && ask_is_object(0, (int)fd))
		kept_put(&item, before);
	return out_add(&item, sizeof(item));
}

/* fd, which may be -1, is kept by this process or the one that it is for. */
static long item_install(const struct wire_item *need, int fd)
{
	long ret;

	if (fd < 0)
		return -EBADF;
	if (ask.subject) {
		ret = ask.hands ? ask.hands->install(ask.hands->arg, fd) : -EPERM;
		close(fd);
		return ret;
	}
	__atomic_store_n(&ask.has_any, true, __ATOMIC_RELAXED);
	kept_new(fd);
	if (need->at)
		hold(fd);
	return fd;
}

static long item_close(int fd)
{
	if (ask.subject)
		return ask.hands ? ask.hands->close(ask.hands->arg, fd) : -EPERM;
	return close(fd) ? -errno : 0;
}

/* *fd came with it, and is taken where that is what it is about. */
static bool out_item(const struct wire_item *need, int *fd)
{
	struct wire_item item = *need;
	long ret;

	switch (need->kind) {
	case WIRE_MEMORY:
		return out_memory(need->at, need->len);
	case WIRE_INSTALL:
	case WIRE_CLOSE:
		ret = need->kind == WIRE_CLOSE ? item_close((int)need->at) : item_install(need, *fd);
		if (need->kind == WIRE_INSTALL)
			*fd = -1;
		item.err = ret < 0 ? (int32_t)-ret : 0;
		item.at = ret < 0 ? 0 : (uint64_t)ret;
		return out_add(&item, sizeof(item));
	default:
		return out_descriptor(need->at);
	}
}

void ask_by(const struct ask_hands *hands)
{
	ask.hands = hands;
}

/* -- hints ----------------------------------------------------------------------------------------------------------- */

/*
 * Where attr has a descriptor, or a pointer and the length of what it points to: a number of 4 bytes at nr_at times each; nr_at -1:
 * each bytes, or what is left of them on that page.
 */
struct hint {
	uint8_t cmd, at;
	int16_t nr_at;
	uint16_t each; /* 0: a descriptor */
};
static const struct hint hints[] = {
	{ 0, 20, -1, 0 },  { 0, 48, -1, 0 },			   /* MAP_CREATE: inner_map_fd, btf_fd */
	{ 1, 0, -1, 0 },   { 1, 8, -1, 64 },			   /* MAP_LOOKUP_ELEM: map_fd, key */
	{ 2, 0, -1, 0 },   { 2, 8, -1, 64 },   { 2, 16, -1, 64 },  /* MAP_UPDATE_ELEM: ..., value */
	{ 3, 0, -1, 0 },   { 3, 8, -1, 64 },			   /* MAP_DELETE_ELEM */
	{ 4, 0, -1, 0 },   { 4, 8, -1, 64 },			   /* MAP_GET_NEXT_KEY */
	{ 5, 8, 4, 8 },	   { 5, 16, -1, 128 },			   /* PROG_LOAD: insns, license */
	{ 5, 72, -1, 0 },  { 5, 80, 88, 8 },   { 5, 96, 104, 16 }, /* prog_btf_fd, func_info, line_info */
	{ 6, 0, -1, 128 }, { 6, 8, -1, 0 },    { 7, 0, -1, 128 },  /* OBJ_PIN, OBJ_GET: pathname, bpf_fd */
	{ 10, 0, -1, 0 },  { 10, 16, 8, 1 },   { 10, 48, 40, 1 },  /* PROG_TEST_RUN: prog_fd, data_in, ctx_in */
	{ 15, 0, -1, 0 },  { 15, 8, 4, 1 },			   /* OBJ_GET_INFO_BY_FD: bpf_fd, info */
	{ 18, 0, 16, 1 },					   /* BTF_LOAD: btf */
	{ 21, 0, -1, 0 },  { 21, 8, -1, 64 },			   /* MAP_LOOKUP_AND_DELETE_ELEM */
	{ 22, 0, -1, 0 },  { 35, 0, -1, 0 },   { 35, 4, -1, 0 },   /* MAP_FREEZE; PROG_BIND_MAP */
};

struct span {
	uint64_t at, len;
};

/* Where the hint leads; len 0: nowhere, or too far to guess. */
static struct span hint_span(const uint8_t *attr, const struct hint *h)
{
	struct span s = { .len = h->each };
	uint32_t nr;

	memcpy(&s.at, attr + h->at, sizeof(s.at));
	if (!s.at) {
		s.len = 0;
	} else if (h->nr_at < 0) {
		s.len = PAGE - s.at % PAGE < s.len ? PAGE - s.at % PAGE : s.len;
	} else {
		memcpy(&nr, attr + h->nr_at, sizeof(nr));
		s.len = (uint64_t)nr * h->each;
	}
	if (s.len > WIRE_BODY_MAX / 4)
		s.len = 0;
	return s;
}

/* Those that are not the caller's stack with one call of the kernel, or, where one cannot be read, one by one. False: no memory. */
static bool out_spans(const struct span *span, unsigned int nr)
{
	struct iovec here[HINTS_MAX], there[HINTS_MAX];
	size_t before = ask.out_len, all = 0, far = 0;
	unsigned int nr_far = 0;
	bool ok = true;
	uint8_t *at;

	for (unsigned int i = 0; i < nr; i++)
		all += sizeof(struct wire_item) + span[i].len;
	at = out_room(all);
	if (!at)
		return false;
	for (unsigned int i = 0; i < nr; at += span[i++].len) {
		struct wire_item item = { .kind = WIRE_MEMORY, .at = span[i].at, .len = span[i].len };

		memcpy(at, &item, sizeof(item));
		at += sizeof(item);
		if (is_own_stack(span[i].at, span[i].len)) {
			stack_read(at, span[i].at, span[i].len);
			continue;
		}
		here[nr_far] = (struct iovec){ at, span[i].len };
		there[nr_far++] = (struct iovec){ (void *)(uintptr_t)span[i].at, span[i].len };
		far += span[i].len;
	}
	if (!nr_far || process_vm_readv(subject(), here, nr_far, there, nr_far, 0) == (ssize_t)far)
		return true;
	ask.out_len = before;
	for (unsigned int i = 0; ok && i < nr; i++)
		ok = out_memory(span[i].at, span[i].len);
	return ok;
}

struct named_insn {
	uint8_t code, regs;
	int16_t off;
	int32_t imm;
};

/* The next instruction with a map, of those that were added as what out has from *at to end. */
static bool map_next(size_t *at, size_t end, struct named_insn *insn)
{
	while (*at + sizeof(*insn) <= end) {
		memcpy(insn, ask.out + *at, sizeof(*insn));
		*at += sizeof(*insn);
		if (insn->code == WIDE && insn->regs >> 4)
			return true;
	}
	return false;
}

/* The maps that they name. */
static bool out_maps(size_t at, size_t end)
{
	int32_t named[MAPS_MAX];
	unsigned int nr = 0, i;
	struct named_insn insn;

	while (map_next(&at, end, &insn)) {
		if (insn.regs >> 4 > WIDE_VALUE)
			continue;
		for (i = 0; i < nr && named[i] != insn.imm; i++)
			;
		if (i < nr || nr == MAPS_MAX)
			continue;
		named[nr++] = insn.imm;
		if (!out_descriptor((uint32_t)insn.imm))
			return false;
	}
	return true;
}

/* So many places of fd_array they name. */
static uint32_t places_named(size_t at, size_t end)
{
	struct named_insn insn;
	uint32_t nr = 0;

	while (map_next(&at, end, &insn))
		if ((insn.regs >> 4 == WIDE_PLACE || insn.regs >> 4 == WIDE_PLACE_VALUE) && (uint32_t)insn.imm >= nr)
			nr = (uint32_t)insn.imm + 1;
	return nr;
}

/* fd_array, which has so many descriptors: each would be a question. */
static bool out_array(uint64_t array, uint32_t nr)
{
	const size_t from = ask.out_len, bytes = from + sizeof(struct wire_item);
	struct wire_item item;
	int32_t fd, before = -1;

	if (!array || !nr || nr > ARRAY_MAX)
		return true;
	if (!out_memory(array, nr * sizeof(fd)))
		return false;
	memcpy(&item, ask.out + from, sizeof(item));
	if (item.err) { /* a part of it may be there */
		ask.out_len = from;
		return true;
	}
	for (uint32_t i = 0; i < nr; i++, before = fd) {
		memcpy(&fd, ask.out + bytes + i * sizeof(fd), sizeof(fd));
		if (fd > 0 && fd != before && !out_descriptor((uint32_t)fd))
			return false;
	}
	return true;
}

/* What a program to be loaded names, whose instructions were added as what out has from at on. */
static bool out_named(const uint8_t *attr, size_t at)
{
	enum { FD_ARRAY = 120, FD_ARRAY_CNT = 148 }; /* in attr */
	struct wire_item item;
	uint64_t array;
	uint32_t nr;
	size_t end;

	memcpy(&item, ask.out + at, sizeof(item));
	memcpy(&array, attr + FD_ARRAY, sizeof(array));
	memcpy(&nr, attr + FD_ARRAY_CNT, sizeof(nr));
	at += sizeof(item);
	end = at + (item.err ? 0 : item.len);
	return out_maps(at, end) && out_array(array, nr ? nr : places_named(at, end));
}

static bool out_hints(uint32_t cmd, const uint8_t *attr)
{
	struct span span[HINTS_MAX];
	unsigned int nr = 0;
	size_t at;
	uint32_t fd;

	for (size_t i = 0; i < sizeof(hints) / sizeof(hints[0]) && nr < HINTS_MAX; i++) {
		if (hints[i].cmd != cmd)
			continue;
		if (hints[i].each) {
			span[nr] = hint_span(attr, &hints[i]);
			nr += span[nr].len > 0;
			continue;
		}
		memcpy(&fd, attr + hints[i].at, sizeof(fd));
		if ((int)fd > 0 && !out_descriptor(fd))
			return false;
	}
	at = ask.out_len;
	return out_spans(span, nr) && (cmd != PROG_LOAD || !nr || out_named(attr, at));
}

/* -- questions ------------------------------------------------------------------------------------------------------- */

static bool in_room(size_t len)
{
	uint8_t *more;

	if (len <= ask.in_cap)
		return true;
	more = realloc(ask.in, len);
	if (!more)
		return false;
	ask.in = more;
	ask.in_cap = len;
	return true;
}

/* The next message, in ask.in: its head, and behind it its body. There is never a second one behind it. */
static bool message_receive(struct wire_head *head, int *fd)
{
	size_t len = 0, all = sizeof(*head), n;

	if (!in_room(PAGE))
		return false;
	while (len < all) {
		n = line_receive(&ask.line, ask.in + len, ask.in_cap - len, fd);
		if (!n)
			return false;
		len += n;
		if (len < sizeof(*head))
			continue;
		memcpy(head, ask.in, sizeof(*head));
		all = sizeof(*head) + head->len;
		if (head->len > 2u * WIRE_BODY_MAX || !in_room(all))
			return false;
	}
	return len == all;
}

/* What a DONE wants written here. text takes what is for address 0. */
static bool writes_do(const uint8_t *from, size_t len, char *text, size_t cap, size_t *text_len)
{
	struct wire_item item;

	while (len >= sizeof(item)) {
		memcpy(&item, from, sizeof(item));
		from += sizeof(item);
		len -= sizeof(item);
		if (item.len > len)
			return false;
		if (!item.at && text) {
			*text_len = item.len < cap ? item.len : cap;
			memcpy(text, from, *text_len);
		} else if (!memory_write(item.at, from, item.len)) {
			return false;
		}
		from += item.len;
		len -= item.len;
	}
	return true;
}

static long question_end(const struct wire_head *head, int fd, char *text, size_t cap, bool *is_fd)
{
	const uint8_t *body = ask.in + sizeof(*head);
	struct wire_done done;
	size_t text_len = 0;

	if (head->type != WIRE_DONE || head->len < sizeof(done))
		goto broken;
	memcpy(&done, body, sizeof(done));
	if (done.ret < -ERRNO_MAX)
		goto broken;
	if (done.ret >= 0 || done.ret == -ENOSPC || done.ret == -ENOENT || head->len > sizeof(done))
		if (!writes_do(body + sizeof(done), head->len - sizeof(done), text, cap, &text_len))
			done.ret = -EFAULT;
	*is_fd = done.ret >= 0 && done.has_fd && fd >= 0;
	if (*is_fd) {
		__atomic_store_n(&ask.has_any, true, __ATOMIC_RELAXED);
		kept_new(fd);
		return fd;
	}
	if (fd >= 0)
		close(fd);
	if (done.ret >= 0)
		return text ? (long)text_len : (long)done.ret;
	errno = (int)-done.ret;
	return -1;
broken:
	if (fd >= 0)
		close(fd);
	errno = EIO;
	return -1;
}

/* Sends what out holds, gives what is needed, until it is done. */
static long question(char *text, size_t cap, bool *is_fd)
{
	struct wire_head head;
	struct wire_item need;
	int fd = -1;

	while (out_send() && message_receive(&head, &fd)) {
		if (head.type != WIRE_NEED || head.len < sizeof(need))
			return question_end(&head, fd, text, cap, is_fd);
		memcpy(&need, ask.in + sizeof(head), sizeof(need));
		if (!out_begin(WIRE_GIVE) || !out_item(&need, &fd))
			break;
	}
	/* The server is gone, or was never one. */
	server_leave();
	if (fd >= 0)
		close(fd);
	errno = EIO;
	return -1;
}

static bool question_begin(pid_t who)
{
	int error = errno;

	lock_take();
	ask.subject = who;
	ask.holder = 0;
	if (server_connect()) {
		errno = error;
		return true;
	}
	lock_give();
	errno = EIO;
	return false;
}

/* While another thread asks there is none; the server then finds out by itself. */
static void sweep(void)
{
	bool is_fd;

	if (!calm_try(&ask.lock))
		return;
	ask.subject = ask.holder = 0;
	if (server_connect() && out_begin(WIRE_SWEEP))
		question(NULL, 0, &is_fd);
	lock_give();
}

/* TASK_FD_QUERY begins with whose descriptor it is about. False: nobody's. */
static bool holder_take(const uint8_t *attr)
{
	pid_t pid;

	memcpy(&pid, attr, sizeof(pid));
	ask.holder = pid == subject() ? 0 : pid;
	return pid > 0 && (!kill(pid, 0) || errno == EPERM);
}

/* A name of the subject's, never past a page that holds a part of it. */
static bool name_read(char *to, size_t cap, uint64_t from)
{
	size_t some;

	for (size_t at = 0; at < cap; at += some) {
		some = PAGE - (from + at) % PAGE;
		some = some < cap - at ? some : cap - at;
		if (!memory_read(to + at, from + at, some))
			return false;
		if (memchr(to + at, 0, some))
			return true;
	}
	return false;
}

/* The server knows nothing of what is not below its root, and says that it may not be had: there may be no such file at all. */
static bool is_nowhere(uint64_t name_at)
{
	static const char *const from[] = { "root", "cwd/" };
	char name[PAGE], path[PAGE + 48];

	if (!name_read(name, sizeof(name), name_at) || path_inside(name))
		return false;
	if (ask.subject)
		snprintf(path, sizeof(path), "/proc/%d/%s%s", ask.subject, from[name[0] != '/'], name);
	return access(ask.subject ? path : name, F_OK) && (errno == ENOENT || errno == ENOTDIR);
}

long ask_bpf(pid_t who, unsigned int cmd, uint64_t attr, unsigned int size, bool *is_fd)
{
	enum { OBJ_GET = 7, RAW_TRACEPOINT_OPEN = 17, TASK_FD_QUERY = 20, LINK_CREATE = 28 };
	struct wire_call call = { .cmd = cmd, .size = size, .attr = attr };
	uint8_t copy[ATTR_MAX] = { 0 };
	uint64_t name_at;
	long ret = -1;
	bool ok, there = true;

	*is_fd = false;
	if (!question_begin(who))
		return -1;
	ok = out_begin(WIRE_CALL) && out_add(&call, sizeof(call));
	if (size <= sizeof(copy) && memory_read(copy, attr, size)) {
		there = cmd != TASK_FD_QUERY || holder_take(copy);
		ok = ok && out_copy(attr, copy, size) && out_hints(cmd, copy);
	}
	if (ok && there)
		ret = question(NULL, 0, is_fd);
	else
		errno = ok ? ENOENT : ENOMEM;
	if (*is_fd && !who && (cmd == LINK_CREATE || cmd == RAW_TRACEPOINT_OPEN))
		hold(ret);
	if (cmd == OBJ_GET && ret < 0 && errno == EACCES) {
		memcpy(&name_at, copy, sizeof(name_at));
		errno = is_nowhere(name_at) ? ENOENT : EACCES;
	}
	lock_give();
	return ret;
}

static long ask_of(pid_t who, uint32_t type, int fd, char *text, size_t cap, bool *is_fd)
{
	long ret = -1;

	*is_fd = false;
	if (!question_begin(who))
		return -1;
	if (out_begin(type) && out_descriptor((uint64_t)fd))
		ret = question(text, cap, is_fd);
	lock_give();
	return ret;
}

int ask_event(pid_t who, int fd)
{
	bool is_fd;
	long event = ask_of(who, WIRE_EVENT, fd, NULL, 0, &is_fd);

	return is_fd ? (int)event : -1;
}

/* -1 with errno, or the number that comes with the answer. */
long ask_net(pid_t who, const struct rtnl *what)
{
	if (what->error) {
		errno = what->error;
		return -1;
	}
	long ret = -1;
	bool is_fd;

	if (!question_begin(who))
		return -1;
	if (out_begin(WIRE_NET) && out_add(&what->net, sizeof(what->net)) &&
	    ((what->net.op != WIRE_NET_SET && what->net.op != WIRE_NET_SORT) || out_descriptor((uint32_t)what->prog)) &&
	    (!what->net.has_old || out_descriptor((uint32_t)what->old)))
		ret = question(NULL, 0, &is_fd);
	lock_give();
	return ret;
}

/* The bytes that come with the answer. */
static long ask_rows(uint32_t type, void *rows, size_t len)
{
	long ret = -1;
	bool is_fd;

	if (!question_begin(0))
		return -1;
	if (out_begin(type))
		ret = question(rows, len, &is_fd);
	lock_give();
	return ret;
}

long ask_at(struct wire_at *rows, size_t cap)
{
	long ret = ask_rows(WIRE_AT, rows, cap * sizeof(*rows));

	return ret < 0 ? -1 : ret / (long)sizeof(*rows);
}

long ask_probes(struct wire_probe *rows, size_t cap)
{
	long ret = ask_rows(WIRE_PROBES, rows, cap * sizeof(*rows));

	return ret < 0 ? -1 : ret / (long)sizeof(*rows);
}

long ask_perf(pid_t who, uint32_t op, uint32_t number, const int *fds, unsigned int nr_fds, bool *is_fd)
{
	const struct wire_perf what = { op, number };
	long ret = -1;
	bool ok;

	*is_fd = false;
	if (!question_begin(who))
		return -1;
	ok = out_begin(WIRE_PERF) && out_add(&what, sizeof(what));
	for (unsigned int i = 0; ok && i < nr_fds; i++)
		ok = out_descriptor((uint32_t)fds[i]);
	if (ok)
		ret = question(NULL, 0, is_fd);
	if (*is_fd && !who)
		hold(ret);
	lock_give();
	return ret;
}

static long ask_plain(uint32_t type, const void *body, size_t len)
{
	long ret = -1;
	bool is_fd;

	if (!question_begin(0))
		return -1;
	if (out_begin(type) && out_add(body, len))
		ret = question(NULL, 0, &is_fd);
	lock_give();
	return ret;
}

long ask_trace(const struct wire_trace *call)
{
	return ask_plain(WIRE_TRACE, call, sizeof(*call));
}

long ask_hit(const struct wire_hit *hit)
{
	return ask_plain(WIRE_HIT, hit, sizeof(*hit));
}

long ask_point(const struct wire_point *p)
{
	return ask_plain(WIRE_POINT, p, sizeof(*p));
}

long ask_probe(const char *name, bool leaves)
{
	const struct wire_perf what = { WIRE_PERF_PROBE, leaves };
	long ret = -1;
	bool is_fd;

	if (!question_begin(0))
		return -1;
	if (out_begin(WIRE_PERF) && out_add(&what, sizeof(what)) && out_add(name, strlen(name) + 1))
		ret = question(NULL, 0, &is_fd);
	if (ret >= 0)
		hold(ret);
	lock_give();
	return ret;
}

long ask_sock(pid_t who, int sock, int prog, bool *is_fd)
{
	const struct wire_sock what = { .op = prog < 0 ? WIRE_SOCK_DETACH : WIRE_SOCK_ATTACH };
	long ret = -1;

	*is_fd = false;
	if (!question_begin(who))
		return -1;
	if (out_begin(WIRE_SOCK) && out_add(&what, sizeof(what)) && (prog < 0 || out_descriptor((uint32_t)prog))) {
		ask.gives = sock;
		ret = question(NULL, 0, is_fd);
	}
	lock_give();
	return ret;
}

bool ask_is_end(int fd)
{
	int domain = 0, type = 0;
	socklen_t len = sizeof(int);

	return !getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &domain, &len) && domain == AF_UNIX &&
	       !getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &len) && type == SOCK_SEQPACKET;
}

long ask_info(int fd, char *text, size_t cap)
{
	bool is_fd;

	return ask_of(0, WIRE_INFO, fd, text, cap, &is_fd);
}

bool ask_has_any(void)
{
	return __atomic_load_n(&ask.has_any, __ATOMIC_RELAXED);
}

bool ask_is_object(pid_t who, int fd)
{
	char path[48], to[64];
	ssize_t n;

	snprintf(path, sizeof(path), "/proc/%d/fd/%d", who ? who : getpid(), fd);
	n = readlink(path, to, sizeof(to) - 1);
	if (n < 0)
		return false;
	to[n] = 0;
	return !strncmp(to, "/memfd:bpf", 10);
}
