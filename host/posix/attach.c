/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * attach.c - see attach.h.
 */
#include "attach.h"

#include <errno.h>
#include <linux/perf_event.h>
#include <stdio.h>
#include <string.h>

#include "perf_ring.h"
#include "rtnl.h"

enum { SOCKET_FILTER = 1 };

/* What a body begins with. */
static bool head_next(const uint8_t **body, size_t *len, void *to, size_t to_len)
{
	if (*len < to_len)
		return false;
	memcpy(to, *body, to_len);
	*body += to_len;
	*len -= to_len;
	return true;
}

/* The next descriptor's object; -EINVAL where it is none of ours. */
static int64_t object_next(const struct descs *d, const uint8_t **body, size_t *len, struct kiln_object **o)
{
	struct wire_item item;

	if (!head_next(body, len, &item, sizeof(item)))
		return -EINVAL;
	if (item.err)
		return -EBADF;
	*o = desc_find(d, (dev_t)item.dev, (ino_t)item.ino);
	return *o ? 0 : -EINVAL;
}

static int64_t program_next(const struct descs *d, const uint8_t **body, size_t *len, struct kiln_object **o)
{
	int64_t err = object_next(d, body, len, o);

	return !err && !kiln_object_prog(*o) ? -EINVAL : err;
}

static int64_t attach_qdisc(struct kiln_sys *s, const struct wire_net *w)
{
	enum { CREATE_EXCL = 0x600 };
	enum kiln_qdisc kind = KILN_QDISC_NONE;
	uint32_t ifindex = w->ifindex;

	if (w->op == WIRE_NET_QDISC_NEXT) {
		kind = kiln_sys_qdisc_next(s, &ifindex);
		return (int64_t)ifindex * 4 + (int64_t)kind;
	}
	if (w->name[0])
		kind = strcmp(w->name, "ingress") ? KILN_QDISC_CLSACT : KILN_QDISC_INGRESS;
	if (w->op == WIRE_NET_NO_QDISC)
		return kiln_sys_qdisc_end(s, ifindex, kind);
	return kiln_sys_qdisc(s, ifindex, kind ? kind : KILN_QDISC_CLSACT, w->flags ? w->flags : CREATE_EXCL);
}

int64_t attach_net(struct kiln_sys *s, const struct descs *d, const uint8_t *body, size_t len)
{
	struct wire_net w;
	struct kiln_net n = { 0 };
	int64_t err = 0;

	if (!head_next(&body, &len, &w, sizeof(w)))
		return -EINVAL;
	w.name[sizeof(w.name) - 1] = 0;
	if (w.op == WIRE_NET_QDISC || w.op == WIRE_NET_NO_QDISC || w.op == WIRE_NET_QDISC_NEXT)
		return attach_qdisc(s, &w);
	if ((w.op != WIRE_NET_SET && w.op != WIRE_NET_CLEAR && w.op != WIRE_NET_SORT) ||
	    (w.attach_type != KILN_AT_XDP && w.attach_type != KILN_AT_INGRESS && w.attach_type != KILN_AT_EGRESS))
		return -EINVAL;
	kiln_sys_sweep(s); /* a link whose descriptor was closed is in nobody's way */
	if (w.op != WIRE_NET_CLEAR)
		err = program_next(d, &body, &len, &n.prog);
	if (!err && w.op != WIRE_NET_SORT && w.has_old)
		err = program_next(d, &body, &len, &n.old);
	if (err)
		return err;
	if (w.op == WIRE_NET_SORT && !rtnl_action(w.action))
		return -EINVAL;
	n.ifindex = w.ifindex;
	n.attach_type = w.attach_type;
	n.flags = w.flags;
	n.no_side = w.attach_type != KILN_AT_XDP && w.flags & WIRE_NET_NO_SIDE;
	n.priority = w.priority;
	n.handle = w.handle;
	n.name = w.name;
	n.filter.classid = w.classid;
	n.filter.action = w.op == WIRE_NET_SORT ? w.action : KILN_FILTER_DIRECT;
	memcpy(&n.filter.protocol_be, &w.protocol_be, sizeof(w.protocol_be));
	return kiln_sys_net(s, &n);
}

static bool list_sockets(const struct socks *socks, struct bytes *out)
{
	struct socks_at at;

	for (uint32_t i = 0; socks_at(socks, i, &at); i++) {
		const struct wire_at w = { .prog_type = SOCKET_FILTER,
					   .prog_id = at.prog_id,
					   .packets = at.packets,
					   .drops = at.drops,
					   .name = "socket" };

		if (!bytes_add(out, &w, sizeof(w)))
			return false;
	}
	return true;
}

struct list {
	const struct net *net;
	bool interfaces;
	struct bytes *out;
};

static bool list_one(void *arg, const struct kiln_at *at)
{
	const struct list *l = arg;
	struct net_counts counts = l->net && at->ifindex ? net_counts(l->net, at->ifindex) : (struct net_counts){ 0 };
	struct wire_at w = { .prog_type = at->kind->prog_type,
			     .ifindex = at->ifindex,
			     .attach_type = at->attach_type,
			     .prog_id = at->prog_id,
			     .link_id = at->link_id,
			     .flags = at->flags,
			     .priority = (uint16_t)at->priority,
			     .handle = at->handle,
			     .classid = at->filter.classid,
			     .live = counts.live,
			     .packets = counts.packets,
			     .drops = counts.drops };

	if (at->ifindex && !l->interfaces)
		return true;
	if (at->handle)
		w.action = at->filter.action;
	memcpy(&w.protocol_be, &at->filter.protocol_be, sizeof(w.protocol_be));
	memcpy(w.tag, at->tag, sizeof(w.tag));
	memcpy(w.name, at->name, sizeof(w.name));
	return bytes_add(l->out, &w, sizeof(w));
}

bool attach_list(const struct kiln_sys *s, const struct net *net, const struct socks *socks, bool interfaces,
		 struct bytes *out)
{
	struct list l = { net, interfaces, out };

	return kiln_sys_at_each(s, list_one, &l) && list_sockets(socks, out);
}

/* -- perf events -------------------------------------------------------------------------------------------------------- */

enum { PROBE_NAME_MAX = 4096 + 64 };

struct perf_maker {
	struct remote *r;
	struct posix_host *h;
	bool timed;
};

static int64_t perf_install(void *cookie, struct kiln_object *o, uint32_t may)
{
	const struct perf_maker *m = cookie;

	return m->timed && !perf_ring_timed(m->h, o) ? -ENOMEM : remote_install(m->r, o, may);
}

/* A new descriptor; more: of a probe, its name with its end. */
static int64_t perf_new(struct remote *r, struct posix_host *h, const struct wire_perf *w, const uint8_t *more,
			size_t len)
{
	struct perf_maker maker = { r, h, w->op == WIRE_PERF_OUTPUT && w->number & PERF_SAMPLE_TIME };
	const struct kiln_client client = { .cookie = &maker, .install = perf_install };
	char name[16] = "";
	struct kiln_perf p = { .kind = KILN_PERF_OUTPUT, .name = name };

	if (w->op == WIRE_PERF_OUTPUT && w->number & ~(uint32_t)(PERF_SAMPLE_RAW | PERF_SAMPLE_TIME))
		return -EOPNOTSUPP;
	if (w->op == WIRE_PERF_TRACEPOINT) {
		p.kind = KILN_PERF_TRACEPOINT;
		snprintf(name, sizeof(name), "tp:%u", w->number);
	} else if (w->op == WIRE_PERF_PROBE) {
		if (!len || len > PROBE_NAME_MAX || more[len - 1])
			return -EINVAL;
		p = (struct kiln_perf){ .kind = KILN_PERF_FILE, .flags = w->number & 1, .name = (const char *)more };
	}
	return kiln_sys_perf(r->s, &client, &p);
}

int64_t attach_perf(struct remote *r, struct kiln_host *host, const uint8_t *body, size_t len)
{
	struct posix_host *h = (struct posix_host *)(void *)host;
	struct kiln_object *perf = NULL, *prog;
	struct wire_perf w;
	int64_t err;

	if (!head_next(&body, &len, &w, sizeof(w)))
		return -EINVAL;
	if (w.op == WIRE_PERF_TRACEPOINT || w.op == WIRE_PERF_OUTPUT || w.op == WIRE_PERF_PROBE)
		return perf_new(r, h, &w, body, len);
	err = object_next(r->descs, &body, &len, &perf);
	if (!err && kiln_object_type(perf) != KILN_OBJECT_PERF)
		err = -EINVAL;
	if (err)
		return err;
	if (w.op == WIRE_PERF_MAP)
		return -perf_ring_map(h, perf, desc_file(perf), w.number);
	if (w.op != WIRE_PERF_SET)
		return -EINVAL;
	err = program_next(r->descs, &body, &len, &prog);
	return err ? err : kiln_sys_perf_set(perf, prog);
}

/* -- sockets ------------------------------------------------------------------------------------------------------------ */

int64_t attach_sock(struct remote *r, struct socks *socks, int fd, const uint8_t *body, size_t len)
{
	struct kiln_object *prog;
	struct wire_sock w;
	int64_t err;

	if (!head_next(&body, &len, &w, sizeof(w)))
		return -EINVAL;
	if (w.op == WIRE_SOCK_DETACH)
		return socks_detach(socks, fd, &r->fd);
	if (w.op != WIRE_SOCK_ATTACH)
		return -EINVAL;
	err = object_next(r->descs, &body, &len, &prog);
	return err ? err : socks_attach(socks, fd, prog, &r->fd);
}
