/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * call.c - bpf(2): reads the client's attr, finds the command, and lets it act.
 *
 * Overview     command.tbl says which function performs a command, and where the last member of attr ends that it knows. Longer
 *              attrs are those of newer clients: their tail has to be zero. The client is reached here and nowhere else.
 * Invariant    a command reads all that it needs of the client before it changes anything; so one that fails, for a fault or
 *              without memory, has changed nothing.
 * See          include/kiln/sys.h; docs/why/control.md.
 */
#include "sys/sys.h"

#include "base/text.h"

enum { SWEEP_AFTER = 64, CALL_MEMORY_MAX = 1 << 30, PAGE = 4096, SOME = 128 };

struct command {
	int64_t (*fn)(struct call *c);
	size_t end; /* of the last member */
};

#define END_OF(member) (offsetof(union sys_attr, member) + sizeof(((union sys_attr *)0)->member))
static const struct command commands[] = {
#define CMD(name, nr, last, fn) [nr] = { fn, END_OF(last) },
#include "sys/command.tbl"
#undef CMD
};

/* Kiln's errors are Linux's errno values, but for those that bpf(2) says otherwise. */
static const uint16_t other_errno[][2] = {
	{ KILN_ERR_FORMAT, KILN_ERR_INVAL },
};

int64_t sys_error(enum kiln_err err)
{
	for (size_t i = 0; i < NR_OF(other_errno); i++)
		if (other_errno[i][0] == err)
			return -(int64_t)other_errno[i][1];
	return -(int64_t)err;
}

/* -- the client ------------------------------------------------------------------------------------------------------ */

enum kiln_err call_read(struct call *c, void *dst, uint64_t from, size_t len)
{
	return len ? c->client->read(c->client->cookie, dst, from, len) : KILN_OK;
}

enum kiln_err call_write(struct call *c, uint64_t to, const void *src, size_t len)
{
	return len ? c->client->write(c->client->cookie, to, src, len) : KILN_OK;
}

enum kiln_err call_copy(struct call *c, uint64_t from, size_t len, void **out)
{
	*out = NULL;
	if (!len)
		return KILN_OK;
	*out = arena_dirty(&c->arena, len);
	return *out ? call_read(c, *out, from, len) : KILN_ERR_NOMEM;
}

/* A little at a time, never past a page that holds a part of it, and by bytes where not even that is there: for nothing need follow. */
enum kiln_err call_string(struct call *c, uint64_t from, char *buf, size_t cap, bool *whole)
{
	size_t at = 0, some;
	enum kiln_err err;

	while (at < cap) {
		some = PAGE - (size_t)((from + at) % PAGE);
		some = some < SOME ? some : SOME;
		some = some < cap - at ? some : cap - at;
		err = call_read(c, buf + at, from + at, some);
		if (err == KILN_ERR_FAULT && some > 1) {
			some = 1;
			err = call_read(c, buf + at, from + at, some);
		}
		if (err)
			return err;
		for (size_t end = at + some; at < end; at++) {
			if (buf[at])
				continue;
			if (whole)
				*whole = true;
			return KILN_OK;
		}
	}
	buf[cap - 1] = 0;
	if (whole)
		*whole = false;
	return KILN_OK;
}

enum kiln_err call_put32(struct call *c, size_t off, uint32_t v)
{
	return call_write(c, c->attr + off, &v, sizeof(v));
}

enum kiln_err call_tail_zero(struct call *c, uint64_t at, uint32_t have, uint32_t given)
{
	uint8_t tail[256];
	enum kiln_err err;
	uint32_t some;

	if (given > PAGE)
		return KILN_ERR_COMPLEX;
	for (; have < given; have += some) {
		some = given - have < sizeof(tail) ? given - have : sizeof(tail);
		err = call_read(c, tail, at + have, some);
		for (uint32_t i = 0; !err && i < some; i++)
			if (tail[i])
				err = KILN_ERR_COMPLEX;
		if (err)
			return err;
	}
	return KILN_OK;
}

enum kiln_err call_object(struct call *c, uint32_t fd, enum kiln_object_type type, struct kiln_object **o,
			  uint32_t *may)
{
	uint32_t ignored;
	enum kiln_err err;

	*o = NULL;
	err = c->client->object(c->client->cookie, (int32_t)fd, o, may ? may : &ignored);
	if (err)
		return err;
	return (*o)->type == type && (*o)->s == c->s ? KILN_OK : KILN_ERR_INVAL;
}

bool sys_name_ok(const char name[SYS_NAME_LEN])
{
	for (uint32_t i = 0; i < SYS_NAME_LEN; i++) {
		char ch = name[i];

		if (!ch)
			return true;
		if (!((ch >= '0' && ch <= '9') || (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || ch == '_' ||
		      ch == '.'))
			return false;
	}
	return false;
}

/* -- the call -------------------------------------------------------------------------------------------------------- */

static bool rest_is_zero(const union sys_attr *a, size_t end)
{
	const uint8_t *bytes = (const uint8_t *)a;
	uint8_t any = 0;

	/* No way out of the loop: then it takes many bytes at a time. */
	for (size_t i = end; i < sizeof(*a); i++)
		any |= bytes[i];
	return !any;
}

static int64_t call_act(struct call *c, uint32_t cmd)
{
	enum kiln_err err;

	err = call_tail_zero(c, c->attr, sizeof(c->a), c->size);
	if (!err)
		err = call_read(c, &c->a, c->attr, c->size < sizeof(c->a) ? c->size : sizeof(c->a));
	if (err)
		return sys_error(err);
	if (cmd >= NR_OF(commands) || !commands[cmd].fn || !rest_is_zero(&c->a, commands[cmd].end))
		return sys_error(KILN_ERR_INVAL);
	return sys_trust_command(c->s, cmd) ? commands[cmd].fn(c) : sys_error(KILN_ERR_PERM);
}

int64_t kiln_sys_call(struct kiln_sys *s, const struct kiln_client *client, uint32_t cmd, uint64_t attr, uint32_t size)
{
	struct call c = { .s = s, .client = client, .attr = attr, .size = size };
	int64_t ret;

	/* Not later: what a command has found by its descriptor has to stay until it ends. */
	if (s->made >= SWEEP_AFTER)
		kiln_sys_sweep(s);
	arena_init(&c.arena, s->k->host, CALL_MEMORY_MAX);
	ret = call_act(&c, cmd);
	arena_free(&c.arena);
	return ret;
}

/* -- what goes on beside calls ----------------------------------------------------------------------------------------- */

void call_later(struct call *c, struct kiln_work *w)
{
	w->own = *c;
	arena_init(&c->arena, c->s->k->host, c->arena.limit);
	w->own.client->later(w->own.client->cookie, w);
}

void kiln_work_run(struct kiln_work *w, bool (*wait)(void *arg, int64_t *ret), void *arg)
{
	w->wait = wait;
	w->wait_arg = arg;
	w->run(w);
}

int64_t kiln_work_upcall(struct kiln_work *w, const struct kiln_client *client)
{
	return sys_upcall_do(w->upcall, client);
}

void kiln_work_stop(struct kiln_work *w)
{
	__atomic_store_n(&w->stop, true, __ATOMIC_RELAXED);
	if (w->upcall)
		sys_upcall_stop(w->upcall);
}

void kiln_work_late(struct kiln_work *w)
{
	if (w->timed)
		kiln_work_stop(w);
}

int64_t kiln_work_end(struct kiln_work *w, const struct kiln_client *client)
{
	struct arena all;
	int64_t ret;

	w->own.client = client;
	ret = w->end(w, client);
	all = w->own.arena;
	arena_free(&all);
	return ret;
}
