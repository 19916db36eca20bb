/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * probe.c - see probe.h.
 *
 * Overview     spots are bytes that were exchanged for an int3: where a probe's instruction is mapped, and where a function that is waited for
 *              returns to. Instructions that most functions begin with are done here; any other is put back, done in one step, and
 *              exchanged again. In that step another thread may pass without being seen; none ever executes half of anything.
 * Memory       is written by /proc/PID/mem, so threads that run need not be stopped. A spot is never forgotten: who has come to it may
 *              be told later.
 * Returns      the stack stays as it is; a return is told by the place and by how high the stack then is. What was left by
 *              longjmp is dropped.
 * See          docs/why/control.md.
 */
#include "probe.h"

#include "ask.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

enum { INT3 = 0xcc, WORD = 8 };

struct probes {
	uint32_t number, nr;
	struct wire_probe row[WIRE_PROBES_MAX];
	struct {
		dev_t dev;
		ino_t ino;
	} file[WIRE_PROBES_MAX];
};

/* Which probes are at an address. */
struct at {
	struct at *next;
	uint32_t id;
	bool leaves;
};

struct spot {
	struct spot *next;
	uint64_t addr;
	uint8_t old;
	bool there;
	uint32_t waiting; /* returns to here */
	struct at *at;
};

/* A number in the process that tells how many look. */
struct counter {
	struct counter *next;
	uint64_t addr;
	uint32_t id;
	uint64_t off, ino; /* of the file that is mapped there */
	unsigned int major, minor;
	bool wanted, there;
};

struct space {
	uint32_t users, number;
	pid_t pid;
	int mem;
	struct spot *spots;
	struct counter *counters;
};

struct frames {
	struct frames *next;
	uint64_t sp, back;
	uint32_t id;
};

/* -- what is asked for ------------------------------------------------------------------------------------------------- */

struct probes *probes_new(void)
{
	struct probes *p = calloc(1, sizeof(*p));

	if (p)
		p->number = UINT32_MAX;
	return p;
}

void probes_free(struct probes *p)
{
	free(p);
}

void probes_fetch(struct probes *p, uint32_t number)
{
	long nr = ask_probes(p->row, WIRE_PROBES_MAX);
	struct stat st;

	p->nr = nr < 0 ? 0 : (uint32_t)nr;
	p->number = number;
	for (uint32_t i = 0; i < p->nr; i++) {
		p->row[i].path[sizeof(p->row[i].path) - 1] = 0;
		if (stat(p->row[i].path, &st))
			memset(&st, 0, sizeof(st));
		p->file[i].dev = st.st_dev;
		p->file[i].ino = st.st_ino;
	}
}

bool probes_are(const struct probes *p, uint32_t number)
{
	return p->number == number;
}

bool probes_any(const struct probes *p)
{
	return p->nr;
}

/* -- memory of a process ----------------------------------------------------------------------------------------------- */

static bool mem_read(const struct space *s, uint64_t addr, void *to, size_t len)
{
	return pread(s->mem, to, len, (off_t)addr) == (ssize_t)len;
}

static bool mem_write(const struct space *s, uint64_t addr, const void *from, size_t len)
{
	return pwrite(s->mem, from, len, (off_t)addr) == (ssize_t)len;
}

static struct spot *spot_of(const struct space *s, uint64_t addr)
{
	struct spot *n;

	for (n = s->spots; n && n->addr != addr; n = n->next)
		;
	return n;
}

static void spot_set(const struct space *s, struct spot *n, bool there)
{
	const uint8_t int3 = INT3;
	uint8_t now;

	if (n->there && (!mem_read(s, n->addr, &now, 1) || now != INT3))
		n->there = false; /* what was there is unmapped, and something else is, or nothing */
	if (n->there == there)
		return;
	if (there && (!mem_read(s, n->addr, &n->old, 1) || n->old == INT3)) /* it is the process's own */
		return;
	if (mem_write(s, n->addr, there ? &int3 : &n->old, 1))
		n->there = there;
}

static struct spot *spot_at(struct space *s, uint64_t addr)
{
	struct spot *n = spot_of(s, addr);

	if (n)
		return n;
	n = calloc(1, sizeof(*n));
	if (!n)
		return NULL;
	n->addr = addr;
	n->next = s->spots;
	s->spots = n;
	return n;
}

static void spot_clear(struct spot *n)
{
	struct at *a;

	while ((a = n->at)) {
		n->at = a->next;
		free(a);
	}
}

static void spot_add(struct spot *n, const struct wire_probe *row)
{
	struct at *a = calloc(1, sizeof(*a));

	if (!a)
		return;
	a->id = row->id;
	a->leaves = row->leaves;
	a->next = n->at;
	n->at = a;
}

/* What fork copied: what stands there is looked at. */
static void spots_copy(struct space *s, const struct space *other)
{
	uint8_t now;

	for (const struct spot *o = other->spots; o; o = o->next) {
		struct spot *n = spot_at(s, o->addr);

		if (!n || !mem_read(s, o->addr, &now, 1))
			continue;
		n->old = o->old;
		n->there = now == INT3 && o->old != INT3;
	}
}

struct space *space_new(pid_t pid, const struct space *other)
{
	struct space *s = calloc(1, sizeof(*s));
	char path[32];

	if (!s)
		return NULL;
	s->users = 1;
	s->pid = pid;
	s->number = UINT32_MAX;
	snprintf(path, sizeof(path), "/proc/%d/mem", pid);
	s->mem = open(path, O_RDWR | O_CLOEXEC);
	if (other)
		spots_copy(s, other);
	return s;
}

struct space *space_share(struct space *s)
{
	if (s)
		s->users++;
	return s;
}

void space_leave(struct space *s)
{
	struct spot *n;
	struct counter *c;

	if (!s || --s->users)
		return;
	while ((n = s->spots)) {
		s->spots = n->next;
		spot_clear(n);
		free(n);
	}
	while ((c = s->counters)) {
		s->counters = c->next;
		free(c);
	}
	if (s->mem >= 0)
		close(s->mem);
	free(s);
}

uint32_t space_number(const struct space *s)
{
	return s->number;
}

/* -- looking through what is mapped ------------------------------------------------------------------------------------- */

struct mapping {
	uint64_t from, to, off, ino;
	unsigned int major, minor;
	char rights[8], path[512];
};

static bool mapping_read(FILE *f, struct mapping *m)
{
	char line[1024];
	unsigned long long from, to, off, ino;

	while (fgets(line, sizeof(line), f)) {
		m->path[0] = 0;
		if (sscanf(line, "%llx-%llx %7s %llx %x:%x %llu %511[^\n]", &from, &to, m->rights, &off, &m->major,
			   &m->minor, &ino, m->path) < 7 ||
		    !ino)
			continue;
		m->from = from;
		m->to = to;
		m->off = off;
		m->ino = ino;
		return true;
	}
	return false;
}

/* Some file systems show another device there. */
static bool is_file(const struct probes *p, uint32_t i, const struct mapping *m)
{
	return m->ino == p->file[i].ino &&
	       (makedev(m->major, m->minor) == p->file[i].dev || !strcmp(m->path, p->row[i].path));
}

static bool holds(const struct mapping *m, uint64_t off)
{
	return off >= m->off && off - m->off < m->to - m->from;
}

static bool counter_is_in(const struct counter *c, const struct mapping *m)
{
	return c->ino == m->ino && c->major == m->major && c->minor == m->minor && c->addr >= m->from &&
	       c->addr < m->to && c->addr - m->from + m->off == c->off;
}

static struct counter *counter_of(const struct space *s, uint64_t addr, uint32_t id)
{
	struct counter *c;

	for (c = s->counters; c && (c->addr != addr || c->id != id); c = c->next)
		;
	return c;
}

/* One that was counted up may have been unmapped meanwhile, and mapped anew. */
static void counter_add(struct space *s, const struct mapping *m, const struct wire_probe *row)
{
	const uint64_t addr = m->from + (row->counter - m->off);
	struct counter *c = counter_of(s, addr, row->id);
	uint16_t v;

	if (!mem_read(s, addr, &v, sizeof(v)))
		return;
	if (!c) {
		c = calloc(1, sizeof(*c));
		if (!c)
			return;
		c->next = s->counters;
		s->counters = c;
	} else if (c->there && v) {
		c->wanted = true;
		return;
	}
	v++;
	mem_write(s, addr, &v, sizeof(v));
	c->addr = addr;
	c->id = row->id;
	c->off = row->counter;
	c->ino = m->ino;
	c->major = m->major;
	c->minor = m->minor;
	c->wanted = true;
}

/* What is mapped there instead is left alone. */
static void counters_sweep(struct space *s)
{
	struct counter **at = &s->counters, *c;
	uint16_t v;

	while ((c = *at)) {
		if (c->wanted) {
			at = &c->next;
			continue;
		}
		if (c->there && mem_read(s, c->addr, &v, sizeof(v)) && v--)
			mem_write(s, c->addr, &v, sizeof(v));
		*at = c->next;
		free(c);
	}
}

static void mapping_look(struct space *s, const struct probes *p, const struct mapping *m)
{
	for (struct counter *c = s->counters; c; c = c->next)
		c->there |= counter_is_in(c, m);
	for (uint32_t i = 0; i < p->nr; i++) {
		const struct wire_probe *row = &p->row[i];
		struct spot *n;

		if ((row->pid && row->pid != s->pid) || !is_file(p, i, m))
			continue;
		if (row->counter && m->rights[1] == 'w' && holds(m, row->counter))
			counter_add(s, m, row);
		if (m->rights[2] != 'x' || !holds(m, row->off))
			continue;
		n = spot_at(s, m->from + (row->off - m->off));
		if (n)
			spot_add(n, row);
	}
}

void space_look(struct space *s, const struct probes *p)
{
	struct mapping m;
	char path[32];
	FILE *f;

	s->number = p->number;
	if (!p->nr && !s->spots)
		return;
	for (struct spot *n = s->spots; n; n = n->next)
		spot_clear(n);
	for (struct counter *c = s->counters; c; c = c->next)
		c->wanted = c->there = false;
	snprintf(path, sizeof(path), "/proc/%d/maps", s->pid);
	f = fopen(path, "re");
	while (f && mapping_read(f, &m))
		mapping_look(s, p, &m);
	if (f)
		fclose(f);
	for (struct spot *n = s->spots; n; n = n->next)
		spot_set(s, n, n->at || n->waiting);
	counters_sweep(s);
}

/* -- a thread at a spot ------------------------------------------------------------------------------------------------- */

#if defined(__x86_64__)

static void tell(const struct user_regs_struct *regs, struct wire_trace *who, uint32_t id)
{
	struct wire_hit hit = { .id = id, .who = *who };

	_Static_assert(sizeof(hit.regs) <= sizeof(*regs), "struct pt_regs comes first");
	memcpy(hit.regs, regs, sizeof(hit.regs));
	hit.who.ip = regs->rip;
	ask_hit(&hit);
}

static void frame_push(struct space *s, struct frames **f, const struct user_regs_struct *regs, uint32_t id)
{
	struct frames *n = calloc(1, sizeof(*n));
	struct spot *back;

	if (!n || !mem_read(s, regs->rsp, &n->back, WORD) || !(back = spot_at(s, n->back))) {
		free(n);
		return;
	}
	back->waiting++;
	spot_set(s, back, true);
	n->sp = regs->rsp;
	n->id = id;
	n->next = *f;
	*f = n;
}

static void frame_pop(struct space *s, struct frames **f)
{
	struct frames *n = *f;
	struct spot *back = spot_of(s, n->back);

	*f = n->next;
	if (back && back->waiting)
		back->waiting--;
	free(n);
}

/* The return address is popped: so the stack is one word higher than where the function began. */
static void returns_tell(struct space *s, struct frames **f, const struct user_regs_struct *regs,
			 struct wire_trace *who)
{
	const uint64_t sp = regs->rsp - WORD;

	while (*f && (*f)->sp < sp)
		frame_pop(s, f);
	for (uint32_t id; *f && (*f)->sp == sp && (*f)->back == regs->rip; tell(regs, who, id)) {
		id = (*f)->id;
		frame_pop(s, f);
	}
}

/* What most functions begin with: push of a register, endbr64, a nop. False: it is another instruction. */
static bool step_here(struct space *s, const struct spot *n, struct user_regs_struct *regs)
{
	static const uint8_t endbr[] = { 0xf3, 0x0f, 0x1e, 0xfa };
	unsigned long long *const pushed[] = { &regs->rax, &regs->rcx, &regs->rdx, &regs->rbx,
					       &regs->rsp, &regs->rbp, &regs->rsi, &regs->rdi };
	uint8_t code[sizeof(endbr)];
	uint64_t word;

	if (!mem_read(s, n->addr, code, sizeof(code)))
		return false;
	code[0] = n->old;
	if (code[0] == 0x90) {
		regs->rip++;
	} else if (!memcmp(code, endbr, sizeof(endbr))) {
		regs->rip += sizeof(endbr);
	} else if (code[0] >= 0x50 && code[0] <= 0x57) {
		word = *pushed[code[0] - 0x50];
		if (!mem_write(s, regs->rsp - WORD, &word, WORD))
			return false;
		regs->rsp -= WORD;
		regs->rip++;
	} else {
		return false;
	}
	return true;
}

static int step_there(struct space *s, struct spot *n, pid_t tid)
{
	const uint8_t int3 = INT3;
	siginfo_t info;
	int status = 0;

	mem_write(s, n->addr, &n->old, 1);
	if (!ptrace(PTRACE_SINGLESTEP, tid, 0, 0))
		waitpid(tid, &status, __WALL);
	mem_write(s, n->addr, &int3, 1);
	if (WIFSTOPPED(status) && status >> 16 == 0 && WSTOPSIG(status) == SIGTRAP &&
	    !ptrace(PTRACE_GETSIGINFO, tid, 0, &info) && info.si_code == TRAP_TRACE)
		return 0;
	return status;
}

bool probe_hit(struct space *s, struct frames **f, struct wire_trace *who, int *status)
{
	struct user_regs_struct regs;
	struct spot *n;

	*status = 0;
	if (!s || ptrace(PTRACE_GETREGS, who->tid, 0, &regs) || !(n = spot_of(s, regs.rip - 1)))
		return false;
	regs.rip--;
	if (n->there) {
		returns_tell(s, f, &regs, who);
		for (const struct at *a = n->at; a; a = a->next) {
			if (a->leaves)
				frame_push(s, f, &regs, a->id);
			else
				tell(&regs, who, a->id);
		}
		if (!n->at && !n->waiting)
			spot_set(s, n, false);
	}
	/* Registers that are set are those of a thread that comes out of nowhere: no call is begun again. */
	regs.orig_rax = (unsigned long long)-1;
	if (n->there && step_here(s, n, &regs)) {
		ptrace(PTRACE_SETREGS, who->tid, 0, &regs);
		return true;
	}
	ptrace(PTRACE_SETREGS, who->tid, 0, &regs);
	if (n->there)
		*status = step_there(s, n, who->tid);
	return true;
}

#else

bool probe_hit(struct space *s, struct frames **f, struct wire_trace *who, int *status)
{
	(void)s, (void)f, (void)who, (void)status;
	return false; /* nobody has written down what a breakpoint is on this CPU */
}

#endif

void frames_free(struct frames *f)
{
	struct frames *n;

	while ((n = f)) {
		f = n->next;
		free(n);
	}
}
