/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * upcall.c - what a program of the kind syscall asks for while it is run: commands, closing, types, the user's memory.
 *
 * Overview     a run may be in another thread than commands are. So the program waits, and no reader is it meanwhile; where commands are done
 *              somebody does what it wants for the client that had it run. A proof among that goes back to the program's thread.
 * Memory       what a command of a program points to is the program's own, in the values of its arrays, or else the client's: so a client
 *              has no more of this machine's memory by a program than by itself.
 * See          kiln_work_upcall() in include/kiln/sys.h.
 */
#include "sys/sys.h"

enum what { UP_BPF, UP_CLOSE, UP_TYPE, UP_READ };

struct sys_upcall {
	struct kiln_calls calls;
	struct kiln_work *run;
	const struct kiln_prog *prog;
	const struct kiln_client *client; /* while it is done */
	struct kiln_work *later;	  /* of the command: to be done here, and then to be ended; atomic */
	enum what what;
	uint32_t cmd, size, kind;
	const void *attr; /* size bytes, as was proven */
	const char *name;
	int32_t fd;
	void *dst;
	uint64_t from;
	size_t len;
};

/* -- the client, with the program's memory before its own ---------------------------------------------------------------- */

static bool within(const void *base, size_t size, uint64_t at, size_t len)
{
	const uint64_t off = at - (uintptr_t)base;

	return off <= size && len <= size - off;
}

/* The array among the program's that has it; NULL: none. Locks, timers and pointers in values are nobody's to read or write. */
static const struct kiln_map *up_map(const struct sys_upcall *u, uint64_t at, size_t len)
{
	const struct kiln_prog *p = u->prog;

	for (uint32_t i = 0; i < p->nr_maps; i++) {
		const struct map_direct *d = &p->maps[i]->direct;

		if (d->base && !d->cpu_stride && value_is_plain(&p->maps[i]->spec) &&
		    within(d->base, (size_t)d->stride * d->nr, at, len))
			return p->maps[i];
	}
	return NULL;
}

static bool up_is_attr(const struct sys_upcall *u, uint64_t at, size_t len)
{
	return within(u->attr, u->size, at, len);
}

static enum kiln_err up_read(void *cookie, void *dst, uint64_t from, size_t len)
{
	const struct sys_upcall *u = cookie;

	if (up_is_attr(u, from, len) || up_map(u, from, len)) {
		memcpy(dst, (const void *)(uintptr_t)from, len);
		return KILN_OK;
	}
	/* What begins there and is too long is nobody's. */
	return up_map(u, from, 1) ? KILN_ERR_FAULT : u->client->read(u->client->cookie, dst, from, len);
}

/* Of attr, which may be where nothing is to be written, nobody misses it. */
static enum kiln_err up_write(void *cookie, uint64_t to, const void *src, size_t len)
{
	const struct sys_upcall *u = cookie;
	const struct kiln_map *m = up_map(u, to, len);

	if (!m && !up_is_attr(u, to, len))
		return u->client->write(u->client->cookie, to, src, len);
	if (m && !(m->spec.flags & MAP_F_RDONLY_PROG) && !kiln_map_frozen(m))
		memcpy((void *)(uintptr_t)to, src, len);
	return KILN_OK;
}

static enum kiln_err up_object(void *cookie, int32_t fd, struct kiln_object **o, uint32_t *may)
{
	const struct sys_upcall *u = cookie;

	return u->client->object(u->client->cookie, fd, o, may);
}

static int64_t up_install(void *cookie, struct kiln_object *o, uint32_t may)
{
	const struct sys_upcall *u = cookie;

	return u->client->install(u->client->cookie, o, may);
}

static void up_later(void *cookie, struct kiln_work *w)
{
	struct sys_upcall *u = cookie;

	__atomic_store_n(&u->later, w, __ATOMIC_RELEASE);
}

static struct kiln_client up_client(struct sys_upcall *u)
{
	return (struct kiln_client){ .cookie = u,
				     .read = up_read,
				     .write = up_write,
				     .object = up_object,
				     .install = up_install,
				     .later = u->client->later ? up_later : NULL };
}

/* -- where commands are done --------------------------------------------------------------------------------------------- */

static int64_t up_bpf(struct sys_upcall *u)
{
	const struct kiln_client client = up_client(u);
	struct kiln_work *w = u->later;

	if (!w)
		return kiln_sys_call(u->run->own.s, &client, u->cmd, (uintptr_t)u->attr, u->size);
	__atomic_store_n(&u->later, NULL, __ATOMIC_RELEASE);
	return kiln_work_end(w, &client);
}

static int64_t up_type(const struct sys_upcall *u)
{
	const struct kiln_sys *s = u->run->own.s;
	const struct kiln_btf *types = s->opts.types ? s->opts.types(s->opts.cookie) : NULL;
	const uint32_t id = types ? btf_find(&types->btf, (enum btf_kind)u->kind, u->name) : 0;

	return id ? id : sys_error(KILN_ERR_NOENT);
}

int64_t sys_upcall_do(struct sys_upcall *u, const struct kiln_client *client)
{
	u->client = client;
	switch (u->what) {
	case UP_BPF:
		return up_bpf(u);
	case UP_CLOSE:
		return client->close(client->cookie, u->fd);
	case UP_TYPE:
		return up_type(u);
	case UP_READ:
		return sys_error(client->read(client->cookie, u->dst, u->from, u->len));
	}
	return sys_error(KILN_ERR_INVAL);
}

bool sys_upcall_here(void *run, int64_t *ret)
{
	struct kiln_work *w = run;

	*ret = kiln_work_upcall(w, w->own.client);
	return true;
}

/* -- where the program runs ---------------------------------------------------------------------------------------------- */

static bool up_wait(const struct sys_upcall *u, int64_t *ret)
{
	return !__atomic_load_n(&u->run->stop, __ATOMIC_RELAXED) && u->run->wait(u->run->wait_arg, ret);
}

/* It stays, for it runs. What it waits is not its own time. */
static int64_t up_ask(struct sys_upcall *u, struct kiln_env *env, enum what what)
{
	const struct kiln_host *host = env->k->host;
	const uint64_t from = host->clock(host->cookie, KILN_CLOCK_MONOTONIC);
	int64_t ret = 0;
	bool ok;

	u->what = what;
	host->leave(host->cookie);
	for (ok = up_wait(u, &ret); ok && u->later; ok = up_wait(u, &ret))
		kiln_work_run(u->later, NULL, NULL);
	host->enter(host->cookie);
	env->cpu = host->cpu(host->cookie);
	if (env->until)
		env->until += host->clock(host->cookie, KILN_CLOCK_MONOTONIC) - from;
	return ok ? ret : sys_error(KILN_ERR_INTR);
}

static int64_t call_bpf(void *cookie, struct kiln_env *env, uint32_t cmd, const void *attr, uint32_t size)
{
	enum {
#define CMD(name, number, ...) SYS_##name = number,
#include "sys/command.tbl"
#undef CMD
	};
	static const uint8_t commands[] = { SYS_MAP_CREATE, SYS_MAP_UPDATE_ELEM,  SYS_MAP_DELETE_ELEM,
					    SYS_MAP_FREEZE, SYS_MAP_GET_FD_BY_ID, SYS_PROG_LOAD,
					    SYS_BTF_LOAD,   SYS_LINK_CREATE,	  SYS_RAW_TRACEPOINT_OPEN };
	struct sys_upcall *u = cookie;
	bool may = false;

	for (size_t i = 0; i < NR_OF(commands); i++)
		may |= commands[i] == cmd;
	if (!may)
		return sys_error(KILN_ERR_INVAL);
	u->cmd = cmd;
	u->attr = attr;
	u->size = size;
	return up_ask(u, env, UP_BPF);
}

static int64_t call_close(void *cookie, struct kiln_env *env, int32_t fd)
{
	struct sys_upcall *u = cookie;

	u->fd = fd;
	return up_ask(u, env, UP_CLOSE);
}

static int64_t call_type(void *cookie, struct kiln_env *env, const char *name, uint32_t kind)
{
	struct sys_upcall *u = cookie;

	u->name = name;
	u->kind = kind;
	return up_ask(u, env, UP_TYPE);
}

static int64_t call_read_user(void *cookie, struct kiln_env *env, void *dst, uint64_t from, size_t len)
{
	struct sys_upcall *u = cookie;

	u->dst = dst;
	u->from = from;
	u->len = len;
	return up_ask(u, env, UP_READ);
}

/* -- its life ------------------------------------------------------------------------------------------------------------ */

struct sys_upcall *sys_upcall_new(struct call *c, struct kiln_work *run, const struct kiln_prog *prog)
{
	struct sys_upcall *u = arena_alloc(&c->arena, sizeof(*u));

	if (!u)
		return NULL;
	u->calls = (struct kiln_calls){ u, call_bpf, call_close, call_type, call_read_user };
	u->run = run;
	u->prog = prog;
	return u;
}

const struct kiln_calls *sys_upcall_calls(const struct kiln_work *run)
{
	return run->upcall && run->wait ? &run->upcall->calls : NULL;
}

void sys_upcall_stop(struct sys_upcall *u)
{
	struct kiln_work *later = __atomic_load_n(&u->later, __ATOMIC_ACQUIRE);

	if (later)
		kiln_work_stop(later);
}

void sys_upcall_end(struct kiln_work *run)
{
	struct sys_upcall *u = run->upcall;

	if (u && u->later)
		kiln_work_end(u->later, NULL);
}
