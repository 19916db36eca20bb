/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * attach_fuzz.c - requests to rtnetlink of any bytes; and what clients ask of interfaces, perf events, traces, probes and sockets in any order, with
 * the right bytes and with others: nothing is left, and the list of what is attached stays whole.
 *
 * An input's first byte says what follows. Even: one message to rtnetlink. Odd: questions, each a type, which objects it names, a length and
 * a body.
 */
#include "fuzz.h"

#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "attach.h"
#include "perf_ring.h"
#include "raise.h"
#include "rtnl.h"
#include "trace.h"

enum { FDS_MAX = 32, TURNS_MAX = 128, NR_KINDS = 4, NR_OBJECTS = 6, BODY_MAX = 256 };

static struct {
	struct remote r;
	struct descs descs;
	struct kiln_host *host;
	struct kiln *k;

	int fd[FDS_MAX];
	uint32_t nr_fds;
	struct socks *socks;
	int end; /* what took a socket's place; -1: none did */
} me;

static struct posix_host *host(void)
{
	return (struct posix_host *)(void *)me.host;
}

static void gone(void *cookie, struct kiln_object *o)
{
	(void)cookie;
	desc_gone(&me.descs, o);
	if (kiln_object_type(o) == KILN_OBJECT_PERF)
		perf_ring_gone(host(), o);
}

static void sweep(void *cookie)
{
	(void)cookie;
	desc_sweep(&me.descs);
}

static enum kiln_err perf(void *cookie, struct kiln_map *m, uint32_t slot, struct kiln_object *o)
{
	(void)cookie;
	return perf_ring_place(host(), o, m, slot);
}

static bool interface(void *cookie, uint32_t ifindex)
{
	(void)cookie;
	return ifindex < 4;
}

static void keep(void)
{
	if (me.r.fd < 0)
		return;
	if (me.nr_fds < FDS_MAX)
		me.fd[me.nr_fds++] = me.r.fd;
	else
		close(me.r.fd);
	me.r.fd = -1;
}

/* -- objects ------------------------------------------------------------------------------------------------------------ */

static enum kiln_err own_read(void *cookie, void *dst, uint64_t from, size_t len)
{
	(void)cookie;
	memcpy(dst, (const void *)(uintptr_t)from, len);
	return KILN_OK;
}

static enum kiln_err own_write(void *cookie, uint64_t to, const void *src, size_t len)
{
	(void)cookie;
	memcpy((void *)(uintptr_t)to, src, len);
	return KILN_OK;
}

static enum kiln_err own_object(void *cookie, int32_t fd, struct kiln_object **o, uint32_t *may)
{
	struct stat st;

	(void)cookie;
	*may = KILN_MAY_READ | KILN_MAY_WRITE;
	*o = fstat(fd, &st) ? NULL : desc_find(&me.descs, st.st_dev, st.st_ino);
	return *o ? KILN_OK : KILN_ERR_BADF;
}

static int64_t own_install(void *cookie, struct kiln_object *o, uint32_t may)
{
	int64_t fd = desc_install(&me.descs, o, may);

	(void)cookie;
	me.r.fd = (int)fd;
	keep();
	return fd;
}

static const struct kiln_client own = {
	.read = own_read, .write = own_write, .object = own_object, .install = own_install
};

static void objects_make(void)
{
	static const struct kiln_insn code[] = { { .code = 0xb7, .imm = 2 }, { .code = 0x95 } }; /* r0 = 2; exit */
	/* xdp, sched_cls, tracepoint, raw_tracepoint; socket_filter comes behind a map */
	static const uint32_t types[] = { 6, 3, 5, 17, 1 };
	static const char license[4096] = "GPL"; /* texts are read in pieces */

	for (uint32_t i = 0; i <= NR_KINDS; i++) {
		uint64_t attr[16] = { types[i] | 2ull << 32, (uintptr_t)code, (uintptr_t)license };
		uint32_t map[16] = { 4, 4, 4, 4 };

		if (i == NR_KINDS)
			MUST(kiln_sys_call(me.r.s, &own, 0, (uintptr_t)map, sizeof(map)) >= 0);
		MUST(kiln_sys_call(me.r.s, &own, 5, (uintptr_t)attr, sizeof(attr)) >= 0);
	}
}

/* -- questions ---------------------------------------------------------------------------------------------------------- */

/* Two of the objects that there are, or none, behind the bytes. */
static size_t body_end(uint8_t *body, size_t len, uint8_t which)
{
	const uint8_t each[] = { which & 15, which >> 4 };

	for (int i = 0; i < 2; i++) {
		struct wire_item item = { .kind = WIRE_DESCRIPTOR };
		struct stat st;

		if (each[i] >= me.nr_fds || fstat(me.fd[each[i]], &st)) {
			item.err = 9;
		} else {
			item.dev = st.st_dev;
			item.ino = st.st_ino;
		}
		memcpy(body + len, &item, sizeof(item));
		len += sizeof(item);
	}
	return len;
}

static void list_check(void)
{
	struct bytes out = { 0 };

	MUST(attach_list(me.r.s, NULL, me.socks, true, &out));
	MUST(out.len % sizeof(struct wire_at) == 0);
	for (size_t at = 0; at < out.len; at += sizeof(struct wire_at)) {
		struct wire_at row;

		memcpy(&row, out.at + at, sizeof(row));
		MUST(kiln_sys_find(me.r.s, KILN_OBJECT_PROG, row.prog_id));
		MUST(!row.handle || row.action == KILN_FILTER_DIRECT || rtnl_action(row.action));
	}
	free(out.at);
}

/* A client may write what it wants into its pages. */
static void pages_spoil(uint8_t which, uint8_t with)
{
	struct stat st;
	uint8_t *page;
	int fd = which < me.nr_fds ? me.fd[which] : -1;

	if (fd < 0 || fstat(fd, &st) || st.st_size < 8192)
		return;
	page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (page == MAP_FAILED)
		return;
	memset(page + 1024, with, 64);
	munmap(page, 4096);
}

static void command(const uint8_t *body, uint8_t which)
{
	uint32_t attr[16];

	memcpy(attr, body, sizeof(attr));
	attr[0] = which < me.nr_fds ? (uint32_t)me.fd[which] : 0;
	attr[1] = body[4] < me.nr_fds ? (uint32_t)me.fd[body[4]] : attr[1] & 3;
	if (body[63] % 3 == 0)
		kiln_sys_call(me.r.s, &own, 28, (uintptr_t)attr, sizeof(attr)); /* LINK_CREATE */
	else
		kiln_sys_call(me.r.s, &own, body[63] % 3 + 7u, (uintptr_t)attr, 32); /* PROG_ATTACH, PROG_DETACH */
}

static void place(uint8_t which, uint8_t slot)
{
	uint32_t key = slot & 3, value = which < me.nr_fds ? (uint32_t)me.fd[which] : 0;
	struct {
		uint32_t fd, pad;
		uint64_t key, value, flags;
	} attr = { (uint32_t)me.fd[NR_KINDS], 0, (uintptr_t)&key, (uintptr_t)&value, 0 };
	static const uint8_t bytes[300];
	struct kiln_object *o;
	uint32_t may;

	kiln_sys_call(me.r.s, &own, 2, (uintptr_t)&attr, sizeof(attr));
	MUST(!own_object(NULL, me.fd[NR_KINDS], &o, &may));
	for (int i = 0; i < 40; i++)
		posix_perf_output(host(), kiln_object_map(o), key, bytes, slot + (size_t)i, bytes, 9);
}

/* What a tracer tells and asks, as it would, or of any bytes. */
static void tracer_asks(uint8_t what, const uint8_t *body, size_t len, uint8_t which)
{
	struct wire_point point = { .who = { .pid = getpid() },
				    .number = WIRE_TP_POINTS + body[0] % 16u,
				    .len = body[1] | (uint32_t)body[2] << 8 };
	struct wire_hit hit = { .id = which, .who = { .pid = getpid() } };
	struct bytes out = { 0 };

	memcpy(point.record, body, BODY_MAX);
	memcpy(hit.regs, body, sizeof(hit.regs));
	if (what == 1)
		trace_point(me.k, me.r.s, which == 255 ? body : (void *)&point, which == 255 ? len : sizeof(point));
	else if (what == 2)
		trace_hit(me.k, me.r.s, which == 255 ? body : (void *)&hit, which == 255 ? len : sizeof(hit));
	else
		MUST(trace_probes(me.r.s, &out) && out.len % sizeof(struct wire_probe) == 0);
	for (size_t at = 0; at < out.len; at += sizeof(struct wire_probe))
		MUST(memchr(out.at + at + offsetof(struct wire_probe, path), 0,
			    sizeof(((struct wire_probe *)0)->path)));
	free(out.at);
}

/* A new socket, which is a packet socket where that is allowed, what took the place of one, or what is no socket. */
static int socket_some(uint8_t how)
{
	int fd = socket(AF_PACKET, how & 4 ? SOCK_DGRAM : SOCK_RAW, 0);

	if (fd >= 0 && !(how & 3))
		return fd;
	if (fd >= 0)
		close(fd);
	return how & 1 ? dup(me.end) : how & 2 ? dup(me.fd[0]) : socket(AF_UNIX, SOCK_DGRAM, 0);
}

static void socket_asks(uint8_t *body, size_t len, uint8_t which)
{
	const size_t all = body_end(body, sizeof(struct wire_sock), which);
	int fd = socket_some(body[4]);

	if (fd >= 0 && body[5] & 1)
		setsockopt(fd, SOL_SOCKET, SO_LOCK_FILTER, &(int){ 1 }, sizeof(int));
	attach_sock(&me.r, me.socks, fd, body, which == 255 ? len : all);
	close(fd);
	if (me.r.fd >= 0) {
		close(me.end);
		me.end = me.r.fd;
		me.r.fd = -1;
	}
	socks_turn(me.socks, 1000);
}

static void questions(const uint8_t *at, size_t len)
{
	uint8_t body[BODY_MAX + 2 * sizeof(struct wire_item)];
	struct bytes out = { 0 };

	for (int i = 0; i < TURNS_MAX && len >= 3; i++) {
		const uint8_t type = at[0], which = at[1];
		size_t some = at[2] < len - 3 ? at[2] : len - 3, all;

		memset(body, 0, sizeof(body));
		memcpy(body, at + 3, some);
		at += 3 + some;
		len -= 3 + some;
		switch (type & 7) {
		case 0:
			all = body_end(body, sizeof(struct wire_net), which);
			attach_net(me.r.s, &me.descs, body, which == 255 ? some : all);
			break;
		case 1:
			all = body_end(body, sizeof(struct wire_perf), which);
			attach_perf(&me.r, me.host, body, which == 255 ? some : all);
			keep();
			break;
		case 2:
			((struct wire_trace *)(void *)body)->pid = getpid();
			trace_run(me.k, me.r.s, body, which == 255 ? some : sizeof(struct wire_trace));
			break;
		case 3:
			command(body, which);
			break;
		case 4:
			place(which, body[0]);
			break;
		case 5:
			pages_spoil(which, body[0]);
			break;
		case 6:
			raise_run(me.k, me.r.s, body, some, &out);
			break;
		default:
			if (type & 32) {
				socket_asks(body, some, which);
				break;
			}
			if (type >> 3 & 3) {
				tracer_asks(type >> 3 & 3, body, some, which);
				break;
			}
			if (me.nr_fds > NR_OBJECTS)
				close(me.fd[--me.nr_fds]);
			kiln_sys_sweep(me.r.s);
		}
		list_check();
	}
	free(out.at);
}

static void request(const uint8_t *data, size_t len)
{
	uint8_t *msg = malloc(len + 1);
	struct rtnl what;

	MUST(msg);
	if (len)
		memcpy(msg, data, len);
	if (rtnl_read(msg, len, &what)) {
		MUST(what.net.op >= WIRE_NET_SET && what.net.op <= WIRE_NET_SORT);
		MUST(what.error >= 0 && (what.error || !what.why));
		MUST(memchr(what.net.name, 0, sizeof(what.net.name)));
		MUST(rtnl_replace(msg, len, len & 1 ? 16 : 0) <= len);
	}
	free(msg);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	const struct kiln_posix_opts host_opts = { .nr_cpus = 2, .max_bytes = 32 << 20, .share = true, .closed = true };
	const struct kiln_sys_opts opts = {
		.max_objects = 32, .gone = gone, .sweep = sweep, .perf = perf, .interface = interface
	};
	uint64_t alive, total;
	static struct kiln_host *kept;

	if (!len || !(data[0] & 1)) {
		request(data + (len > 0), len - (len > 0));
		return 0;
	}
	if (!kept)
		MUST(!kiln_posix_host_new(&host_opts, &kept));
	memset(&me, 0, sizeof(me));
	me.host = kept;
	me.r.fd = -1;
	me.r.descs = &me.descs;
	MUST(!kiln_new(me.host, &me.k) && !kiln_sys_new(me.k, &opts, &me.r.s));
	objects_make();
	me.end = -1;
	me.socks = socks_new(me.k, me.r.s);
	MUST(me.socks);
	questions(data + 1, len - 1);
	if (me.end >= 0)
		close(me.end);
	for (uint32_t i = 0; i < me.nr_fds; i++)
		close(me.fd[i]);
	kiln_sys_sweep(me.r.s);
	remote_free(&me.r);
	socks_free(me.socks);
	kiln_sys_free(me.r.s);
	desc_end(&me.descs);
	kiln_free(me.k);
	kiln_posix_counts(me.host, &alive, &total);
	MUST(alive <= 1);
	return 0;
}
