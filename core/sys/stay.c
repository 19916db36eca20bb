/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * stay.c - programs that stand at interfaces without a link: by rtnetlink's XDP and traffic control requests, and by BPF_PROG_ATTACH.
 *
 * Overview     a stay is a program's place in a point's chain, and holds the program. It ends when it is asked for, or with its
 *              interface. Filters come in order of their priority, behind what links and BPF_PROG_ATTACH have put there.
 * See          link.c for points.
 */
#include "base/text.h"
#include "base/vm.h"
#include "sys/sys.h"

enum { PROG_SCHED_CLS = 3, PROG_XDP = 6 };
enum { XDP_IF_NOEXIST = 1, XDP_REPLACE = 16, XDP_FLAGS = 31 };
enum { NL_EXCL = 0x200, NL_CREATE = 0x400 };
enum { BEFORE = 8, AFTER = 16, REPLACE = 4 }; /* BPF_F_*, of BPF_PROG_ATTACH */
enum { PRIORITY_FIRST = 0xc000, PRIORITY_GIVEN = 0x8000 };

struct sys_clsact {
	struct sys_clsact *next;
	uint64_t net;
	uint32_t ifindex;
	enum kiln_qdisc kind;
};

static bool is_there(const struct kiln_sys *s, uint64_t net, uint32_t ifindex)
{
	return ifindex && ifindex <= INT32_MAX &&
	       (!s->opts.interface || s->opts.interface(s->opts.cookie, net, ifindex));
}

bool sys_interface(const struct kiln_sys *s, uint32_t ifindex)
{
	return is_there(s, sys_net(s), ifindex);
}

/* -- one of them ------------------------------------------------------------------------------------------------------- */

static void stay_end(struct kiln_sys *s, struct sys_point *p, struct sys_stay *y)
{
	struct sys_stay **at = &p->stays;

	while (*at != y)
		at = &(*at)->next;
	*at = y->next;
	kiln_detach(y->at);
	kiln_object_put(y->prog);
	if (!y->handle)
		sys_tcx_changed(p, 0);
	vm_free(s->k, y, sizeof(*y));
	p->nr--;
}

/* order: in the chain of tcx. */
static int64_t stay_make(struct kiln_sys *s, const struct kiln_net *n, int32_t order)
{
	const int32_t priority = n->handle ? (int32_t)n->priority + 1 : order < 0 ? order : 0;
	const struct sys_link_row *row = sys_row_of(n->prog, n->attach_type);
	struct kiln_place at = { .kind = n->prog->prog.prog->kind, .ifindex = n->ifindex, .name = "" };
	const struct kiln_filter tcx = { .action = KILN_FILTER_LINK };
	struct sys_point *p = NULL;
	enum kiln_err err = row ? sys_point_at(s, &at, row, &p) : KILN_ERR_INVAL;
	struct sys_stay *y = err ? NULL : vm_alloc(s->k, sizeof(*y));

	if (!err && !y)
		err = KILN_ERR_NOMEM;
	if (!err && p->nr == p->slots)
		err = KILN_ERR_BUSY;
	if (!err)
		err = n->attach_type == KILN_AT_XDP ? kiln_attach(p->hook, n->prog->prog.prog, priority, &y->at)
						    : kiln_attach_filter(p->hook, n->prog->prog.prog, priority,
									 n->handle ? &n->filter : &tcx, &y->at);
	if (err) {
		vm_free(s->k, y, sizeof(*y));
		if (p)
			sys_point_leave(s, p);
		return sys_error(err);
	}
	/* act */
	y->prog = kiln_object_get(n->prog);
	y->flags = n->flags;
	y->order = order;
	y->priority = n->priority;
	y->handle = n->handle;
	y->filter = n->filter;
	text_copy(y->name, sizeof(y->name), n->name ? n->name : "");
	y->next = p->stays;
	p->stays = y;
	p->nr++;
	if (!y->handle)
		sys_tcx_changed(p, order);
	s->changes++;
	return 0;
}

static int64_t stay_update(struct kiln_sys *s, struct sys_stay *y, const struct kiln_net *n)
{
	enum kiln_err err = y->handle ? kiln_filter_update(y->at, n->prog->prog.prog, &n->filter)
				      : kiln_link_update(y->at, n->prog->prog.prog);

	if (err)
		return sys_error(err);
	if (y->handle) {
		y->filter = n->filter;
		text_copy(y->name, sizeof(y->name), n->name ? n->name : "");
	}
	kiln_object_get(n->prog);
	kiln_object_put(y->prog);
	y->prog = n->prog;
	y->flags = n->flags;
	s->changes++;
	return 0;
}

void sys_stays_sweep(struct kiln_sys *s, bool all)
{
	struct sys_clsact **at = &s->clsacts, *c;

	for (struct sys_point *p = s->points, *next; p; p = next) {
		next = p->next;
		if (!p->stays || (!all && is_there(s, p->at.net, p->at.ifindex)))
			continue;
		while (p->stays)
			stay_end(s, p, p->stays);
		sys_point_leave(s, p);
	}
	while ((c = *at)) {
		if (!all && is_there(s, c->net, c->ifindex)) {
			at = &c->next;
			continue;
		}
		*at = c->next;
		vm_free(s->k, c, sizeof(*c));
	}
}

/* -- XDP: one at an interface ------------------------------------------------------------------------------------------- */

static int64_t net_xdp(struct kiln_sys *s, const struct kiln_net *n)
{
	struct sys_point *p = sys_point_find(s, KILN_AT_XDP, n->ifindex);
	struct sys_stay *y = p ? p->stays : NULL;

	if (n->flags & ~(uint32_t)XDP_FLAGS || bits_set(n->flags & 14) > 1)
		return sys_error(KILN_ERR_INVAL);
	if (n->prog && n->prog->prog.prog->kind->prog_type != PROG_XDP)
		return sys_error(KILN_ERR_INVAL);
	if (p && !y)
		return sys_error(KILN_ERR_BUSY); /* a link's */
	if (n->flags & XDP_REPLACE && n->old != (y ? y->prog : NULL))
		return sys_error(KILN_ERR_EXIST);
	if (n->prog && n->flags & XDP_IF_NOEXIST && y)
		return sys_error(KILN_ERR_BUSY);
	if (n->prog)
		return y ? stay_update(s, y, n) : stay_make(s, n, 0);
	if (y) {
		stay_end(s, p, y);
		sys_point_leave(s, p);
	}
	return 0;
}

/* -- traffic control: filters of clsact --------------------------------------------------------------------------------- */

static struct sys_clsact **clsact_of(struct kiln_sys *s, uint32_t ifindex)
{
	const uint64_t net = sys_net(s);
	struct sys_clsact **at = &s->clsacts;

	while (*at && ((*at)->ifindex != ifindex || (*at)->net != net))
		at = &(*at)->next;
	return at;
}

static bool is_filter(const struct sys_stay *y, const struct kiln_net *n)
{
	return y->handle && (!n->priority || y->priority == n->priority) && (!n->handle || y->handle == n->handle);
}

static struct sys_stay *filter_find(const struct sys_point *p, const struct kiln_net *n)
{
	struct sys_stay *y;

	for (y = p ? p->stays : NULL; y && !is_filter(y, n); y = y->next)
		;
	return y;
}

static int64_t filters_end(struct kiln_sys *s, uint32_t attach_type, const struct kiln_net *n)
{
	struct sys_point *p = sys_point_find(s, attach_type, n->ifindex);
	struct sys_stay *y = filter_find(p, n);

	if (!y)
		return sys_error(KILN_ERR_NOENT);
	for (; y; y = filter_find(p, n))
		stay_end(s, p, y);
	sys_point_leave(s, p);
	return 0;
}

int64_t kiln_sys_qdisc(struct kiln_sys *s, uint32_t ifindex, enum kiln_qdisc kind, uint32_t flags)
{
	struct sys_clsact **at = clsact_of(s, ifindex), *c = *at;

	if (!sys_interface(s, ifindex))
		return sys_error(KILN_ERR_NODEV);
	if (c)
		return flags & NL_EXCL ? sys_error(KILN_ERR_EXIST) : c->kind != kind ? sys_error(KILN_ERR_INVAL) : 0;
	if (!(flags & NL_CREATE))
		return sys_error(KILN_ERR_NOENT);
	c = vm_alloc(s->k, sizeof(*c));
	if (!c)
		return sys_error(KILN_ERR_NOMEM);
	c->net = sys_net(s);
	c->ifindex = ifindex;
	c->kind = kind;
	*at = c;
	return 0;
}

int64_t kiln_sys_qdisc_end(struct kiln_sys *s, uint32_t ifindex, enum kiln_qdisc kind)
{
	struct sys_clsact **at = clsact_of(s, ifindex), *c = *at;
	const struct kiln_net every = { .ifindex = ifindex };

	if (!sys_interface(s, ifindex))
		return sys_error(KILN_ERR_NODEV);
	if (!c || (kind && c->kind != kind))
		return sys_error(KILN_ERR_INVAL);
	*at = c->next;
	vm_free(s->k, c, sizeof(*c));
	filters_end(s, KILN_AT_INGRESS, &every);
	filters_end(s, KILN_AT_EGRESS, &every);
	return 0;
}

enum kiln_qdisc kiln_sys_qdisc_next(const struct kiln_sys *s, uint32_t *ifindex)
{
	const uint64_t net = sys_net(s);
	const struct sys_clsact *least = NULL;

	for (const struct sys_clsact *c = s->clsacts; c; c = c->next)
		if (c->net == net && c->ifindex > *ifindex && (!least || c->ifindex < least->ifindex) &&
		    is_there(s, net, c->ifindex))
			least = c;
	*ifindex = least ? least->ifindex : 0;
	return least ? least->kind : KILN_QDISC_NONE;
}

static bool handle_used(const struct sys_point *p, uint32_t priority, uint32_t handle)
{
	const struct sys_stay *y;

	for (y = p ? p->stays : NULL; y && (y->priority != priority || y->handle != handle); y = y->next)
		;
	return y;
}

/* As the kernel numbers those that come without: priorities fall from the first to be given, handles are the lowest from 1. */
static void filter_number(const struct sys_point *p, struct kiln_net *n)
{
	uint32_t lowest = PRIORITY_FIRST + 1, free = 1;

	for (const struct sys_stay *y = p ? p->stays : NULL; y; y = y->next)
		if (y->handle && y->priority >= PRIORITY_GIVEN && y->priority < lowest)
			lowest = y->priority;
	n->priority = n->priority ? n->priority : lowest - 1;
	while (handle_used(p, n->priority, free))
		free++;
	n->handle = n->handle ? n->handle : free;
}

/* All of a priority are asked about packets of the same protocol. */
static bool protocol_fits(const struct sys_point *p, const struct kiln_net *n)
{
	for (const struct sys_stay *y = p ? p->stays : NULL; y; y = y->next)
		if (y->handle && y->priority == n->priority && y->filter.protocol_be != n->filter.protocol_be)
			return false;
	return true;
}

static int64_t net_filter(struct kiln_sys *s, const struct kiln_net *given)
{
	const struct sys_clsact *c = *clsact_of(s, given->ifindex);
	const bool one_side = c && c->kind == KILN_QDISC_INGRESS;
	struct kiln_net n = *given;
	struct sys_point *p;
	struct sys_stay *y;

	if (!c || (n.no_side && !one_side))
		return sys_error(KILN_ERR_INVAL);
	if (one_side)
		n.attach_type = KILN_AT_INGRESS;
	p = sys_point_find(s, n.attach_type, n.ifindex);
	if (!n.prog)
		return filters_end(s, n.attach_type, &n);
	if (n.prog->prog.prog->kind->prog_type != PROG_SCHED_CLS || !protocol_fits(p, &n))
		return sys_error(KILN_ERR_INVAL);
	y = n.priority && n.handle ? filter_find(p, &n) : NULL;
	if (y)
		return n.flags & NL_EXCL ? sys_error(KILN_ERR_EXIST) : stay_update(s, y, &n);
	if (!(n.flags & NL_CREATE))
		return sys_error(KILN_ERR_NOENT);
	filter_number(p, &n);
	return stay_make(s, &n, 0);
}

int64_t kiln_sys_net(struct kiln_sys *s, const struct kiln_net *n)
{
	if (!sys_interface(s, n->ifindex))
		return sys_error(KILN_ERR_NODEV);
	return n->attach_type == KILN_AT_XDP ? net_xdp(s, n) : net_filter(s, n);
}

/* -- BPF_PROG_ATTACH: in the chains of tcx ------------------------------------------------------------------------------- */

static bool is_tcx(uint32_t attach_type)
{
	return attach_type == KILN_AT_INGRESS || attach_type == KILN_AT_EGRESS;
}

/* Beside the first or last one only: nobody here is told where its neighbours are. */
static enum kiln_err attach_check(struct call *c, struct kiln_object **prog, struct kiln_object **old)
{
	const uint32_t flags = c->a.attach.attach_flags;
	enum kiln_err err;

	if (!is_tcx(c->a.attach.attach_type))
		return KILN_ERR_INVAL;
	if (flags & ~(uint32_t)(BEFORE | AFTER | REPLACE))
		return KILN_ERR_INVAL;
	err = call_object(c, c->a.attach.attach_bpf_fd, KILN_OBJECT_PROG, prog, NULL);
	if (!err && (*prog)->prog.prog->kind->prog_type != PROG_SCHED_CLS)
		err = KILN_ERR_INVAL;
	if (!err && flags & REPLACE)
		err = call_object(c, c->a.attach.replace_bpf_fd, KILN_OBJECT_PROG, old, NULL);
	else if (!err && c->a.attach.replace_bpf_fd)
		err = KILN_ERR_INVAL;
	return !err && !sys_interface(c->s, c->a.attach.target_fd) ? KILN_ERR_NODEV : err;
}

/* What holds it there is a link: EBUSY. */
static enum kiln_err stay_find(const struct sys_point *p, const struct kiln_object *prog, struct sys_stay **y)
{
	*y = sys_tcx_stay(p, prog);
	return *y ? KILN_OK : sys_tcx_link(p, prog) ? KILN_ERR_BUSY : KILN_ERR_NOENT;
}

static int64_t attach_over(struct call *c, struct sys_point *p, const struct kiln_object *old, const struct kiln_net *n)
{
	struct sys_stay *y;
	enum kiln_err err = stay_find(p, old, &y);
	int64_t ret;

	if (!err && c->a.attach.attach_flags & (BEFORE | AFTER))
		err = KILN_ERR_RANGE;
	if (err)
		return sys_error(err);
	ret = stay_update(c->s, y, n);
	if (!ret)
		sys_tcx_changed(p, 0);
	return ret;
}

int64_t sys_prog_attach(struct call *c)
{
	struct kiln_object *prog = NULL, *old = NULL;
	enum kiln_err err = attach_check(c, &prog, &old);
	struct kiln_net n = { .ifindex = c->a.attach.target_fd, .attach_type = c->a.attach.attach_type, .prog = prog };
	struct sys_point *p;
	int32_t order = 0;
	int64_t ret;

	if (err)
		return sys_error(err);
	p = sys_point_find(c->s, n.attach_type, n.ifindex);
	ret = sys_tcx_order(p, prog, c->a.attach.attach_flags & ~(uint32_t)(old ? REPLACE | BEFORE | AFTER : 0),
			    c->a.attach.expected_revision, &order);
	if (!ret && c->a.attach.relative_fd)
		ret = sys_error(KILN_ERR_INVAL);
	if (ret)
		return ret;
	return old ? attach_over(c, p, old, &n) : stay_make(c->s, &n, order);
}

int64_t sys_prog_detach(struct call *c)
{
	struct kiln_object *prog;
	struct sys_point *p;
	struct sys_stay *y;
	enum kiln_err err;

	if (!is_tcx(c->a.attach.attach_type) || c->a.attach.attach_flags & ~(uint32_t)(BEFORE | AFTER))
		return sys_error(KILN_ERR_INVAL);
	err = call_object(c, c->a.attach.attach_bpf_fd, KILN_OBJECT_PROG, &prog, NULL);
	if (!err && !sys_interface(c->s, c->a.attach.target_fd))
		err = KILN_ERR_NODEV;
	if (err)
		return sys_error(err);
	p = sys_point_find(c->s, c->a.attach.attach_type, c->a.attach.target_fd);
	if (p && sys_tcx_stale(p, c->a.attach.expected_revision))
		return -SYS_ESTALE;
	err = stay_find(p, prog, &y);
	if (err)
		return sys_error(err);
	stay_end(c->s, p, y);
	sys_point_leave(c->s, p);
	return 0;
}
