/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * run.c - BPF_PROG_TEST_RUN: a program is run on a packet or a context that the client gives.
 *
 * Overview     kinds of programs fall into a few families, each with a row: what it takes, and what it gives back. Packets are given the
 *              room around them that Linux's test runs give them, and the numbers of the loopback interface.
 * Later        a client may take the run over between the two (kiln_client.later).
 */
#include "sys/sys.h"

enum {
	ETH_LEN = 14,
	PAGE = 4096,
	XDP_HEAD = 256,
	SKB_HEAD = 64,
	TAIL = 320,
	XDP_MD_LEN = 24,
	SKB_LEN = 192,
	RAW_TP_MAX = 96
};
enum {
	TYPE_XDP = 6,
	TYPE_SOCKET_FILTER = 1,
	TYPE_SCHED_CLS = 3,
	TYPE_SCHED_ACT = 4,
	TYPE_CGROUP_SKB = 8,
	TYPE_LWT_IN = 10,
	TYPE_LWT_OUT = 11,
	TYPE_LWT_XMIT = 12,
	TYPE_RAW_TRACEPOINT = 17,
	TYPE_LWT_SEG6 = 19,
	TYPE_SYSCALL = 31
};
enum { RUN_ON_CPU = 1, SKB_CSUM = 4 };

struct family;

/* One test run. */
struct test_work {
	struct kiln_work work; /* first */
	const struct family *family;
	struct call *c;
	struct kiln_object *o; /* with a reference, where it was taken over */
	struct kiln_env *env;
	void *ctx; /* what the program gets */
	struct kiln_packet packet;
	uint8_t *room;	     /* around the packet */
	const uint8_t *rest; /* of XDP's packet: what is not in its linear part */
	uint32_t rest_len;
	uint8_t seen[SKB_LEN]; /* the context as the program sees it: struct __sk_buff, struct xdp_md */
	bool given;	       /* the client gave a context, or wants it back */
	uint32_t repeat, left, ret;
	uint64_t ns; /* of all of them */
};

/* take reads all that the client gives, run_times() runs, give writes. */
struct family {
	uint32_t prog_type;
	enum kiln_err (*take)(struct test_work *r);
	enum kiln_err (*give)(struct test_work *r);
};

static enum kiln_err run_env(struct test_work *r)
{
	r->env = arena_dirty(&r->c->arena, sizeof(*r->env));
	return r->env ? KILN_OK : KILN_ERR_NOMEM;
}

static uint64_t run_clock(const struct test_work *r)
{
	const struct kiln_host *host = r->c->s->k->host;

	return host->clock(host->cookie, KILN_CLOCK_MONOTONIC);
}

/* nr times, or fewer where that takes too long; *ns grows. Between two calls readers leave, and others get their turn. */
static uint32_t run_some(struct test_work *r, uint32_t nr, uint64_t *ns)
{
	struct kiln *k = r->c->s->k;
	uint64_t from;

	kiln_enter(k, r->env);
	r->env->calls = sys_upcall_calls(&r->work);
	r->env->stop = &r->work.stop;
	from = run_clock(r);
	for (uint32_t i = 0; i < nr; i++)
		r->ret = (uint32_t)kiln_run(r->o->prog.prog, r->ctx, r->env);
	*ns += run_clock(r) - from;
	if (r->env->over)
		kiln_work_stop(&r->work);
	kiln_leave(k, r->env);
	return nr;
}

/* repeat times, or until it took too long. */
static void run_times(struct test_work *r)
{
	enum { AT_ONCE = 1024, TURN_NS = 500000 };
	const uint64_t max = r->c->s->opts.max_run_ns;
	uint32_t some = 1;
	uint64_t before = 0;

	/* As many at once as take half a millisecond: a kernel lets nothing else happen on that CPU meanwhile. */
	for (r->left = r->repeat; r->left && !(max && r->ns > max) && !__atomic_load_n(&r->work.stop, __ATOMIC_RELAXED);
	     before = r->ns) {
		r->left -= run_some(r, r->left < some ? r->left : some, &r->ns);
		if (r->ns - before < TURN_NS / 2)
			some = some < AT_ONCE ? some * 2 : some;
		else
			some = some > 1 ? some / 2 : some;
	}
}

/* KILN_ERR_INTR: it took too long. */
static enum kiln_err run_done(struct test_work *r)
{
	if (r->c->s->table[KILN_OBJECT_STATS].nr) {
		r->o->prog.run_cnt += r->repeat - r->left;
		r->o->prog.run_ns += r->ns;
	}
	return r->left || r->work.stop ? KILN_ERR_INTR : r->family->give(r);
}

/* What is told of the time is the mean of them. */
static uint32_t run_mean(const struct test_work *r)
{
	const uint64_t ns = r->ns / r->repeat;

	return ns > UINT32_MAX ? UINT32_MAX : (uint32_t)ns;
}

/* -- what comes back ------------------------------------------------------------------------------------------------- */

/* As much as there is room for; KILN_ERR_NOSPC, after all else is written, where that was not all. */
static enum kiln_err out(struct call *c, uint64_t to, uint32_t room, const void *from, uint32_t len, size_t len_at,
			 bool *cut)
{
	uint32_t some = room && len > room ? room : len;
	enum kiln_err err = KILN_OK;

	*cut = *cut || some < len;
	if (to)
		err = call_write(c, to, from, some);
	return err ? err : call_put32(c, len_at, len);
}

static enum kiln_err run_end(struct test_work *r, const void *data, uint32_t data_len, const void *ctx,
			     uint32_t ctx_len)
{
	struct call *c = r->c;
	bool cut = false;
	enum kiln_err err;

	err = out(c, c->a.test.data_out, c->a.test.data_size_out, data, data_len,
		  offsetof(union sys_attr, test.data_size_out), &cut);
	if (!err)
		err = CALL_PUT32(c, test.retval, r->ret);
	if (!err)
		err = CALL_PUT32(c, test.duration, run_mean(r));
	if (!err && cut)
		err = KILN_ERR_NOSPC;
	cut = false;
	if ((!err || err == KILN_ERR_NOSPC) && c->a.test.ctx_out && ctx) {
		enum kiln_err more = out(c, c->a.test.ctx_out, c->a.test.ctx_size_out, ctx, ctx_len,
					 offsetof(union sys_attr, test.ctx_size_out), &cut);

		err = more ? more : cut ? KILN_ERR_NOSPC : err;
	}
	return err;
}

/* -- packets --------------------------------------------------------------------------------------------------------- */

static enum kiln_err packet_take(struct test_work *r, uint32_t head, uint32_t max)
{
	struct call *c = r->c;
	uint32_t len = c->a.test.data_size_in;
	enum kiln_err err;

	if (len < ETH_LEN || len > max)
		return KILN_ERR_INVAL;
	r->room = arena_alloc(&c->arena, (size_t)head + len + TAIL);
	if (!r->room)
		return KILN_ERR_NOMEM;
	err = call_read(c, r->room + head, c->a.test.data_in, len);
	if (err)
		return err;
	kiln_packet_init(&r->packet, r->room, head, len, TAIL);
	r->packet.ifindex = r->packet.ingress_ifindex = 1;
	r->ctx = &r->packet;
	return KILN_OK;
}

/* The context that the client gave: len bytes of it at most, zeros where it gave less, zeros past it where it gave more. */
static enum kiln_err ctx_take(struct test_work *r, uint32_t len)
{
	struct call *c = r->c;
	uint32_t some = c->a.test.ctx_size_in;
	enum kiln_err err;

	r->given = c->a.test.ctx_in || c->a.test.ctx_out;
	if (!c->a.test.ctx_in)
		return KILN_OK;
	err = call_tail_zero(c, c->a.test.ctx_in, len, some);
	return err ? err : call_read(c, r->seen, c->a.test.ctx_in, some < len ? some : len);
}

/* Members of struct __sk_buff that a client may set, and finds again. Both are of one size. */
struct skb_field {
	uint16_t off, size, real;
	bool out;
};
static const struct skb_field skb_fields[] = {
#define FIELD(off, name, out)                                                                         \
	{                                                                                             \
		off, sizeof(((struct kiln_packet *)0)->name), offsetof(struct kiln_packet, name), out \
	}
	FIELD(8, mark, true),	    FIELD(32, priority, true),	FIELD(36, ingress_ifindex, true),
	FIELD(40, ifindex, true),   FIELD(48, cb, true),	FIELD(152, tstamp, true),
	FIELD(160, wire_len, true), FIELD(164, gso_segs, true), FIELD(176, gso_size, false),
	FIELD(184, hwtstamp, true),
#undef FIELD
};

/* Bytes outside of those members have to be zero. */
static bool skb_rest_zero(const uint8_t *seen)
{
	uint32_t at = 0;

	for (size_t i = 0; i <= NR_OF(skb_fields); i++) {
		uint32_t end = i < NR_OF(skb_fields) ? skb_fields[i].off : SKB_LEN;

		for (; at < end; at++)
			if (seen[at])
				return false;
		at = i < NR_OF(skb_fields) ? end + skb_fields[i].size : at;
	}
	return true;
}

static void skb_in(struct test_work *r)
{
	const uint32_t wire = r->packet.wire_len;

	for (size_t i = 0; i < NR_OF(skb_fields); i++)
		memcpy((uint8_t *)&r->packet + skb_fields[i].real, r->seen + skb_fields[i].off, skb_fields[i].size);
	if (!r->packet.ifindex)
		r->packet.ifindex = 1;
	if (!r->packet.ingress_ifindex)
		r->packet.ingress_ifindex = 1;
	if (!r->packet.wire_len)
		r->packet.wire_len = wire;
}

static void skb_out(struct test_work *r)
{
	memset(r->seen, 0, sizeof(r->seen));
	for (size_t i = 0; i < NR_OF(skb_fields); i++)
		if (skb_fields[i].out)
			memcpy(r->seen + skb_fields[i].off, (uint8_t *)&r->packet + skb_fields[i].real,
			       skb_fields[i].size);
}

/* What an Ethernet header tells: protocol, and for whom it is; the loopback interface's address is all zero. */
static void skb_header(struct kiln_packet *p)
{
	enum { HOST, BROADCAST, MULTICAST, OTHERHOST };
	uint32_t ones = 0, zeros = 0;

	for (uint32_t i = 0; i < 6; i++) {
		ones += p->data[i] == 0xff;
		zeros += p->data[i] == 0;
	}
	p->protocol_be = get16(p->data + 12);
	p->pkt_type = ones == 6 ? BROADCAST : p->data[0] & 1 ? MULTICAST : zeros == 6 ? HOST : OTHERHOST;
}

static bool has_l2(uint32_t prog_type)
{
	return prog_type == TYPE_SCHED_CLS || prog_type == TYPE_SCHED_ACT;
}

static enum kiln_err skb_take(struct test_work *r)
{
	struct call *c = r->c;
	struct kiln_packet *p = &r->packet;
	enum kiln_err err;

	if (c->a.test.flags & ~(uint32_t)SKB_CSUM || c->a.test.cpu || c->a.test.batch_size)
		return KILN_ERR_INVAL;
	err = packet_take(r, SKB_HEAD, PAGE - SKB_HEAD - TAIL);
	if (!err)
		err = ctx_take(r, SKB_LEN);
	if (!err && r->given && !skb_rest_zero(r->seen))
		err = KILN_ERR_INVAL;
	if (err)
		return err;
	skb_header(p);
	if (!has_l2(r->o->prog.prog->kind->prog_type)) {
		p->data += ETH_LEN;
		p->data_meta = p->data;
		p->head += ETH_LEN; /* there it comes back */
		p->len -= ETH_LEN;
		p->net_off = 0;
	}
	if (r->given)
		skb_in(r);
	return KILN_OK;
}

static enum kiln_err skb_give(struct test_work *r)
{
	struct kiln_packet *p = &r->packet;

	if (!has_l2(r->o->prog.prog->kind->prog_type)) { /* Linux gives the header back, empty */
		p->data -= ETH_LEN;
		memset(p->data, 0, ETH_LEN);
	}
	skb_out(r);
	return run_end(r, p->data, (uint32_t)(p->data_end - p->data), r->given ? r->seen : NULL, SKB_LEN);
}

/* struct xdp_md: data, data_end, data_meta, ingress_ifindex, rx_queue_index, egress_ifindex. */
static enum kiln_err xdp_in(struct test_work *r)
{
	enum { META_MAX = 252 };
	uint32_t data = get32(r->seen), end = get32(r->seen + 4), meta = get32(r->seen + 8),
		 ifindex = get32(r->seen + 12), queue = get32(r->seen + 16);

	if (meta || end > r->c->a.test.data_size_in || data > end || get32(r->seen + 20))
		return KILN_ERR_INVAL;
	if (data % 4 || data > META_MAX || (queue && !ifindex))
		return KILN_ERR_INVAL;
	if (ifindex > 1)
		return KILN_ERR_NODEV;
	if (queue)
		return KILN_ERR_INVAL;
	/* What follows the linear part is not seen by the program, and comes back behind it. */
	r->packet.data += data;
	r->packet.data_end = r->packet.data_meta + end;
	r->packet.len = end - data;
	r->rest = r->packet.data_end;
	r->rest_len = r->c->a.test.data_size_in - end;
	return KILN_OK;
}

static void xdp_out(struct test_work *r)
{
	const struct kiln_packet *p = &r->packet;

	put32(r->seen, (uint32_t)(p->data - p->data_meta));
	put32(r->seen + 4, (uint32_t)(p->data_end - p->data_meta));
	put32(r->seen + 8, 0);
}

/* The packet and what follows it, in one piece. */
static enum kiln_err xdp_join(struct test_work *r, const uint8_t **data, uint32_t *len)
{
	const struct kiln_packet *p = &r->packet;
	uint8_t *joined;

	*data = p->data_meta;
	*len = (uint32_t)(p->data_end - p->data_meta);
	if (!r->rest_len)
		return KILN_OK;
	joined = arena_dirty(&r->c->arena, (size_t)*len + r->rest_len);
	if (!joined)
		return KILN_ERR_NOMEM;
	memcpy(joined, *data, *len);
	memcpy(joined + *len, r->rest, r->rest_len);
	*data = joined;
	*len += r->rest_len;
	return KILN_OK;
}

static enum kiln_err xdp_take(struct test_work *r)
{
	struct call *c = r->c;
	enum kiln_err err;

	if (c->a.test.flags || c->a.test.cpu || c->a.test.batch_size)
		return KILN_ERR_INVAL;
	err = ctx_take(r, XDP_MD_LEN);
	if (!err)
		err = packet_take(r, XDP_HEAD, PAGE - XDP_HEAD - TAIL);
	if (!err && c->a.test.ctx_in)
		err = xdp_in(r);
	/* A program that grows the packet must not grow it over the rest. */
	if (r->rest_len)
		r->packet.tail_max = r->packet.data_end;
	return err;
}

static enum kiln_err xdp_give(struct test_work *r)
{
	const uint8_t *data;
	uint32_t len;
	enum kiln_err err;

	xdp_out(r);
	err = xdp_join(r, &data, &len);
	return err ? err : run_end(r, data, len, r->given ? r->seen : NULL, XDP_MD_LEN);
}

/* -- plain contexts -------------------------------------------------------------------------------------------------- */

static enum kiln_err ctx_copy(struct test_work *r, uint32_t len)
{
	const struct kiln_kind *kind = r->o->prog.prog->kind;

	for (uint32_t i = 0; i < kind->nr_fields; i++)
		if (kind->fields[i].type != KILN_FIELD_SCALAR)
			return KILN_ERR_NOTSUPP; /* pointers are not the client's to give */
	/* All that the kind may read is there, whatever was given of it. */
	r->ctx = arena_alloc(&r->c->arena, kind->ctx_len + 8u);
	if (!r->ctx)
		return KILN_ERR_NOMEM;
	return call_read(r->c, r->ctx, r->c->a.test.ctx_in, len);
}

static enum kiln_err raw_tracepoint_take(struct test_work *r)
{
	const union sys_attr *a = &r->c->a;

	if (a->test.data_in || a->test.data_out || a->test.ctx_out || a->test.duration || a->test.repeat ||
	    a->test.batch_size)
		return KILN_ERR_INVAL;
	if (a->test.ctx_size_in > RAW_TP_MAX || (!(a->test.flags & RUN_ON_CPU) && a->test.cpu))
		return KILN_ERR_INVAL;
	if (a->test.cpu >= r->c->s->k->host->nr_cpus)
		return KILN_ERR_NXIO;
	return ctx_copy(r, a->test.ctx_size_in);
}

static enum kiln_err raw_tracepoint_give(struct test_work *r)
{
	return CALL_PUT32(r->c, test.retval, r->ret);
}

static enum kiln_err syscall_take(struct test_work *r)
{
	const union sys_attr *a = &r->c->a;

	if (a->test.data_in || a->test.data_out || a->test.ctx_out || a->test.duration || a->test.repeat ||
	    a->test.flags || a->test.batch_size || a->test.ctx_size_in > UINT16_MAX)
		return KILN_ERR_INVAL;
	if (r->c->client->close) {
		r->work.upcall = sys_upcall_new(r->c, &r->work, r->o->prog.prog);
		if (!r->work.upcall)
			return KILN_ERR_NOMEM;
	}
	return ctx_copy(r, a->test.ctx_size_in);
}

static enum kiln_err syscall_give(struct test_work *r)
{
	enum kiln_err err = call_write(r->c, r->c->a.test.ctx_in, r->ctx, r->c->a.test.ctx_size_in);

	return err ? err : CALL_PUT32(r->c, test.retval, r->ret);
}

static const struct family families[] = {
	{ TYPE_XDP, xdp_take, xdp_give },
	{ TYPE_SOCKET_FILTER, skb_take, skb_give },
	{ TYPE_SCHED_CLS, skb_take, skb_give },
	{ TYPE_SCHED_ACT, skb_take, skb_give },
	{ TYPE_CGROUP_SKB, skb_take, skb_give },
	{ TYPE_LWT_IN, skb_take, skb_give },
	{ TYPE_LWT_OUT, skb_take, skb_give },
	{ TYPE_LWT_XMIT, skb_take, skb_give },
	{ TYPE_LWT_SEG6, skb_take, skb_give },
	{ TYPE_RAW_TRACEPOINT, raw_tracepoint_take, raw_tracepoint_give },
	{ TYPE_SYSCALL, syscall_take, syscall_give },
};

/* -- the command ----------------------------------------------------------------------------------------------------- */

static bool sizes_ok(const union sys_attr *a)
{
	return !a->test.ctx_size_in == !a->test.ctx_in && !a->test.ctx_size_out == !a->test.ctx_out;
}

static enum kiln_err test_take(struct test_work *r)
{
	struct call *c = r->c;
	enum kiln_err err = call_object(c, c->a.test.prog_fd, KILN_OBJECT_PROG, &r->o, NULL);

	if (!err)
		err = run_env(r);
	for (size_t i = 0; !err && i < NR_OF(families); i++)
		if (families[i].prog_type == r->o->prog.prog->kind->prog_type)
			r->family = &families[i];
	if (err)
		return err;
	r->repeat = c->a.test.repeat ? c->a.test.repeat : 1;
	return r->family ? r->family->take(r) : KILN_ERR_NOTSUPP;
}

static void test_run(struct kiln_work *w)
{
	run_times((struct test_work *)w);
}

static int64_t test_end(struct kiln_work *w, bool answers)
{
	struct test_work *r = (struct test_work *)w;
	enum kiln_err err = answers ? run_done(r) : KILN_ERR_INTR;

	sys_upcall_end(w);
	kiln_object_put(r->o);
	return sys_error(err);
}

int64_t sys_prog_test_run(struct call *c)
{
	struct test_work *r = arena_alloc(&c->arena, sizeof(*r));
	enum kiln_err err;

	if (!sizes_ok(&c->a))
		return sys_error(KILN_ERR_INVAL);
	if (!r)
		return sys_error(KILN_ERR_NOMEM);
	r->c = c;
	r->work.own.s = c->s; /* call_later() has all of it */
	r->work.own.client = c->client;
	err = test_take(r);
	if (err)
		return sys_error(err);
	kiln_object_get(r->o); /* the program may close its own descriptor */
	r->work.timed = true;
	r->work.run = test_run;
	r->work.end = test_end;
	if (!c->client->later) {
		kiln_work_run(&r->work, sys_upcall_here, &r->work);
		return test_end(&r->work, true);
	}
	r->c = &r->work.own;
	call_later(c, &r->work);
	return 0;
}
