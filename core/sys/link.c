/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * link.c - programs are attached: links, and the points where their events come from.
 *
 * Overview     a point is a chain of programs at an interface or at a named place; a link is a program's place in it. Rows say what
 *              kinds of programs have links, of which of Linux's types, and where they lead. The host finds the chain by
 *              kiln_sys_hook() when there is an event.
 * Life         a link ends with its last descriptor and pin, or is detached before; a point ends with its last link.
 */
#include "base/text.h"
#include "sys/sys.h"

enum {
	LINK_RAW_TRACEPOINT = 1,
	LINK_TRACING = 2,
	LINK_ITER = 4,
	LINK_XDP = 6,
	LINK_PERF = 7,
	LINK_KPROBE_MULTI = 8,
	LINK_NETFILTER = 10,
	LINK_TCX = 11,
	LINK_UPROBE_MULTI = 12
};
enum {
	PROG_SOCKET_FILTER = 1,
	PROG_KPROBE = 2,
	PROG_SCHED_CLS = 3,
	PROG_TRACEPOINT = 5,
	PROG_XDP = 6,
	PROG_PERF_EVENT = 7,
	PROG_CGROUP_SKB = 8,
	PROG_RAW_TRACEPOINT = 17,
	PROG_RAW_TRACEPOINT_W = 24,
	PROG_TRACING = 26,
	PROG_NETFILTER = 32
};
enum {
	ATTACH_RAW_TP = 23,
	ATTACH_FENTRY = 24,
	ATTACH_FEXIT = 25,
	ATTACH_MODIFY_RETURN = 26,
	ATTACH_ITER = 28,
	ATTACH_XDP = 37,
	ATTACH_PERF_EVENT = 41,
	ATTACH_KPROBE_MULTI = 42,
	ATTACH_NETFILTER = 45,
	ATTACH_TCX_INGRESS = 46,
	ATTACH_TCX_EGRESS = 47,
	ATTACH_UPROBE_MULTI = 48
};
enum { XDP_FLAGS_MODES = 2 | 4 | 8, POINT_SLOTS = 64, UPDATE_REPLACE = 4 };

/*
 * Where a link's target is: an interface, a name that RAW_TRACEPOINT_OPEN gives, what the program was loaded for, a descriptor of
 * perf_event_open's, everything of a sort, which is listed, instructions of files, by a link of several or such a descriptor; and where only
 * a kernel has them: functions, netfilter, taps at interfaces, such descriptors of counters.
 */
enum place {
	AT_INTERFACE,
	AT_NAME,
	AT_BTF_ID,
	AT_PERF,
	AT_ALL,
	AT_FILE,
	AT_PROBE, /* a kernel's functions, too */
	AT_FUNCTION,
	AT_NETFILTER,
	AT_TAP,
	AT_COUNTER
};

struct sys_link_row {
	uint32_t prog_type, attach_type;
	uint32_t link_type;
	enum place place;
	uint32_t slots;	    /* programs at a point */
	uint32_t flags;	    /* of LINK_CREATE */
	bool detachable;    /* and can get another program */
	enum kiln_err none; /* there is no such interface */
};

static const struct sys_link_row rows[] = {
	{ PROG_XDP, ATTACH_XDP, LINK_XDP, AT_INTERFACE, 1, XDP_FLAGS_MODES, true, KILN_ERR_INVAL },
	{ PROG_SCHED_CLS, ATTACH_TCX_INGRESS, LINK_TCX, AT_INTERFACE, POINT_SLOTS, 0, true, KILN_ERR_NODEV },
	{ PROG_SCHED_CLS, ATTACH_TCX_EGRESS, LINK_TCX, AT_INTERFACE, POINT_SLOTS, 0, true, KILN_ERR_NODEV },
	{ PROG_RAW_TRACEPOINT, 0, LINK_RAW_TRACEPOINT, AT_NAME, POINT_SLOTS, 0, false, KILN_ERR_NOENT },
	{ PROG_RAW_TRACEPOINT_W, 0, LINK_RAW_TRACEPOINT, AT_NAME, POINT_SLOTS, 0, false, KILN_ERR_NOENT },
	{ PROG_TRACING, ATTACH_RAW_TP, LINK_TRACING, AT_BTF_ID, POINT_SLOTS, 0, false, KILN_ERR_NOENT },
	{ PROG_TRACING, ATTACH_FENTRY, LINK_TRACING, AT_BTF_ID, POINT_SLOTS, 0, false, KILN_ERR_NOENT },
	{ PROG_TRACING, ATTACH_FEXIT, LINK_TRACING, AT_BTF_ID, POINT_SLOTS, 0, false, KILN_ERR_NOENT },
	{ PROG_TRACING, ATTACH_MODIFY_RETURN, LINK_TRACING, AT_BTF_ID, POINT_SLOTS, 0, false, KILN_ERR_NOENT },
	{ PROG_TRACING, ATTACH_ITER, LINK_ITER, AT_ALL, POINT_SLOTS, 0, false, KILN_ERR_INVAL },
	{ PROG_TRACEPOINT, ATTACH_PERF_EVENT, LINK_PERF, AT_PERF, POINT_SLOTS, 0, false, KILN_ERR_INVAL },
	{ PROG_KPROBE, ATTACH_KPROBE_MULTI, LINK_KPROBE_MULTI, AT_FUNCTION, POINT_SLOTS, 1, false, KILN_ERR_NOENT },
	{ PROG_NETFILTER, ATTACH_NETFILTER, LINK_NETFILTER, AT_NETFILTER, POINT_SLOTS, 0, false, KILN_ERR_INVAL },
	{ PROG_KPROBE, ATTACH_UPROBE_MULTI, LINK_UPROBE_MULTI, AT_FILE, POINT_SLOTS, 1, false, KILN_ERR_NOENT },
	{ PROG_PERF_EVENT, ATTACH_PERF_EVENT, LINK_PERF, AT_COUNTER, POINT_SLOTS, 0, false, KILN_ERR_INVAL },
	{ PROG_KPROBE, ATTACH_PERF_EVENT, LINK_PERF, AT_PROBE, POINT_SLOTS, 0, false, KILN_ERR_INVAL },
	/* Kiln's own: a filter at a tap of an interface, for what comes in or goes out. What it says changes nothing. */
	{ PROG_SOCKET_FILTER, ATTACH_TCX_INGRESS, LINK_TCX, AT_TAP, POINT_SLOTS, 0, true, KILN_ERR_NODEV },
	{ PROG_SOCKET_FILTER, ATTACH_TCX_EGRESS, LINK_TCX, AT_TAP, POINT_SLOTS, 0, true, KILN_ERR_NODEV },
	/* Kiln's own: a program that sees the packet, and says 1 or 0 as netfilter does. */
	{ PROG_CGROUP_SKB, ATTACH_NETFILTER, LINK_NETFILTER, AT_NETFILTER, POINT_SLOTS, 0, false, KILN_ERR_INVAL },
};

/* Where the host brings no events, there is nothing of a kernel's to attach to. */
const struct sys_link_row *sys_row_of(const struct kiln_object *prog, uint32_t attach_type)
{
	for (size_t i = 0; i < NR_OF(rows); i++)
		if (rows[i].prog_type == prog->prog.prog->kind->prog_type && rows[i].attach_type == attach_type)
			return rows[i].place < AT_FUNCTION || prog->s->opts.place ? &rows[i] : NULL;
	return NULL;
}

/* -- points ---------------------------------------------------------------------------------------------------------- */

const struct kiln_hook *kiln_sys_hook(const struct kiln_sys *s, const struct kiln_kind *kind, uint32_t attach_type,
				      uint32_t ifindex, const char *name)
{
	for (struct sys_point *p = s->points; p; p = p->next)
		if (p->at.kind == kind && (!attach_type || p->at.attach_type == attach_type) &&
		    (!ifindex || p->at.ifindex == ifindex) && (!name || text_same(p->name, name)))
			return p->hook;
	return NULL;
}

bool kiln_sys_place(const struct kiln_sys *s, uint32_t i, struct kiln_place *at, uint32_t *id)
{
	const struct sys_point *p;

	for (p = s->points; p && i; p = p->next)
		i--;
	if (!p)
		return false;
	*at = p->at;
	*id = p->id;
	return true;
}

const struct kiln_hook *kiln_sys_place_hook(const struct kiln_sys *s, uint32_t id)
{
	const struct sys_point *p;

	for (p = s->points; p && p->id != id; p = p->next)
		;
	return p ? p->hook : NULL;
}

uint64_t sys_net(const struct kiln_sys *s)
{
	return s->opts.net ? s->opts.net(s->opts.cookie) : 0;
}

struct sys_point *sys_point_find(const struct kiln_sys *s, uint32_t attach_type, uint32_t ifindex)
{
	const uint64_t net = sys_net(s);
	struct sys_point *p;

	for (p = s->points; p; p = p->next)
		if (p->at.attach_type == attach_type && p->at.ifindex == ifindex && p->at.net == net &&
		    p->at.kind->prog_type != PROG_SOCKET_FILTER)
			return p;
	return NULL;
}

static bool place_same(const struct kiln_place *a, const struct kiln_place *b)
{
	return a->kind == b->kind && a->attach_type == b->attach_type && a->ifindex == b->ifindex && a->net == b->net &&
	       a->family == b->family && a->hook == b->hook && a->flags == b->flags && a->priority == b->priority &&
	       text_same(a->name, b->name);
}

static void point_free(struct kiln_sys *s, struct sys_point *p)
{
	vm_free(s->k, p->name, p->name_len);
	vm_free(s->k, p, sizeof(*p));
}

static enum kiln_err point_new(struct kiln_sys *s, const struct kiln_place *at, uint32_t slots, struct sys_point **out)
{
	struct sys_point *p = vm_alloc(s->k, sizeof(*p));
	enum kiln_err err;

	if (!p)
		return KILN_ERR_NOMEM;
	p->at = *at;
	p->name_len = text_len(at->name) + 1;
	p->name = vm_alloc(s->k, p->name_len);
	if (!p->name) {
		vm_free(s->k, p, sizeof(*p));
		return KILN_ERR_NOMEM;
	}
	text_copy(p->name, p->name_len, at->name);
	p->at.name = p->name;
	err = kiln_hook_new(s->k, at->kind, slots, &p->hook);
	if (!err && s->opts.place) {
		err = s->opts.place(s->opts.cookie, &p->at, p->hook, &p->host);
		if (err)
			kiln_hook_free(p->hook);
	}
	if (err) {
		point_free(s, p);
		return err;
	}
	p->slots = slots;
	p->id = vm_id(s->k);
	p->next = s->points;
	s->points = p;
	*out = p;
	return KILN_OK;
}

enum kiln_err sys_point_at(struct kiln_sys *s, struct kiln_place *at, const struct sys_link_row *row,
			   struct sys_point **out)
{
	enum kiln_err err;

	*out = NULL;
	if (!at->attach_type)
		at->attach_type = row->attach_type;
	at->net = row->place == AT_INTERFACE || row->place == AT_NETFILTER || row->place == AT_TAP ? sys_net(s) : 0;
	err = s->opts.may_attach ? s->opts.may_attach(s->opts.cookie, at) : KILN_OK;
	if (err)
		return err;
	for (*out = s->points; *out; *out = (*out)->next)
		if (place_same(&(*out)->at, at))
			return KILN_OK;
	return point_new(s, at, row->slots, out);
}

void sys_point_leave(struct kiln_sys *s, struct sys_point *p)
{
	struct sys_point **at = &s->points;

	s->changes++;
	if (p->nr)
		return;
	while (*at != p)
		at = &(*at)->next;
	*at = p->next;
	if (s->opts.place)
		s->opts.place_gone(s->opts.cookie, p->host);
	kiln_hook_free(p->hook);
	point_free(s, p);
}

/* -- links ----------------------------------------------------------------------------------------------------------- */

void sys_link_drop(struct kiln_sys *s, struct sys_link *l)
{
	if (!l->prog)
		return;
	if (l->point) {
		kiln_detach(l->at);
		l->point->nr--;
		sys_tcx_changed(l->point, 0);
		sys_point_leave(s, l->point);
	}
	kiln_object_put(l->map);
	kiln_object_put(l->prog);
	l->map = NULL;
	l->prog = NULL;
	l->at = NULL;
	l->point = NULL;
}

void sys_link_list(struct kiln_object *link, struct kiln_object *prog, const struct sys_link_row *row)
{
	link->link.row = row;
	link->link.prog = kiln_object_get(prog);
	link->link.btf_id = prog->prog.attach_btf_id;
	sys_object_list(link, vm_id(prog->s->k));
}

int64_t sys_link_new(struct kiln_object *prog, const struct sys_link_row *row, struct kiln_place *at,
		     const uint64_t *cookies, uint32_t nr_cookies, int32_t order, struct kiln_object **out)
{
	struct kiln_sys *s = prog->s;
	struct kiln_object *o = sys_object_new(s, KILN_OBJECT_LINK);
	const struct kiln_filter tcx = { .action = KILN_FILTER_LINK };
	struct sys_point *p = NULL;
	enum kiln_err err = KILN_ERR_NOMEM;

	at->kind = prog->prog.prog->kind;
	if (o)
		err = sys_point_at(s, at, row, &p);
	if (!err && p->nr == row->slots)
		err = KILN_ERR_BUSY;
	if (!err && row->prog_type == PROG_SCHED_CLS)
		err = kiln_attach_filter(p->hook, prog->prog.prog, order < 0 ? order : 0, &tcx, &o->link.at);
	else if (!err)
		err = kiln_attach_cookies(p->hook, prog->prog.prog, 0, cookies, nr_cookies, &o->link.at);
	if (err) {
		if (p)
			sys_point_leave(s, p);
		if (o)
			sys_object_free(o);
		return sys_error(err);
	}
	/* act */
	p->nr++;
	s->changes++;
	sys_tcx_changed(p, order);
	o->link.point = p;
	o->link.order = order;
	o->link.cookie = nr_cookies ? cookies[0] : 0;
	sys_link_list(o, prog, row);
	*out = o;
	return 0;
}

static int64_t link_make_several(struct call *c, struct kiln_object *prog, const struct sys_link_row *row,
				 struct kiln_place *at, const uint64_t *cookies, uint32_t nr_cookies)
{
	struct kiln_object *o;
	int64_t err = sys_link_new(prog, row, at, cookies, nr_cookies, 0, &o);

	return err ? err : sys_object_install(c, o, KILN_MAY_READ);
}

static int64_t link_make(struct call *c, struct kiln_object *prog, const struct sys_link_row *row,
			 struct kiln_place *at, uint64_t cookie)
{
	return link_make_several(c, prog, row, at, &cookie, cookie ? 1 : 0);
}

/* What has no link here: a descriptor that is no target at all is told first, as on Linux. */
static enum kiln_err without_row(struct call *c, const struct kiln_object *prog)
{
	static const uint8_t by_fd[] = {
		2, 5, 7, 8, 9, 13, 14, 15, 16, 18, 22, 23, 25, 30
	}; /* cgroup, perf, sockmap, netns */
	struct kiln_object *o;
	uint32_t may;
	const uint32_t type = prog->prog.prog->kind->prog_type;

	for (size_t i = 0; i < NR_OF(by_fd); i++)
		if (by_fd[i] == type)
			return c->client->object(c->client->cookie, (int32_t)c->a.link_create.target_fd, &o, &may) ==
					       KILN_ERR_BADF
				       ? KILN_ERR_BADF
				       : KILN_ERR_UNSUPPORTED;
	return KILN_ERR_INVAL;
}

static int64_t create_at_tcx(struct call *c, struct kiln_object *prog, const struct sys_link_row *row)
{
	const union sys_attr *a = &c->a;
	const uint32_t ifindex = a->link_create.target_fd;
	struct kiln_object *o;
	int32_t order = 0;
	int64_t err;

	if (!sys_interface(c->s, ifindex))
		return sys_error(row->none);
	err = sys_tcx_order(sys_point_find(c->s, row->attach_type, ifindex), prog, a->link_create.flags,
			    a->link_create.chain.expected_revision, &order);
	if (!err && a->link_create.chain.relative_fd) /* nobody here is told where its neighbours are */
		err = sys_error(KILN_ERR_INVAL);
	if (!err)
		err = sys_link_new(prog, row, &(struct kiln_place){ .ifindex = ifindex, .name = "" }, NULL, 0, order,
				   &o);
	return err ? err : sys_object_install(c, o, KILN_MAY_READ);
}

static int64_t create_at_interface(struct call *c, struct kiln_object *prog, const struct sys_link_row *row)
{
	const uint32_t ifindex = c->a.link_create.target_fd, flags = c->a.link_create.flags;

	if (!sys_interface(c->s, ifindex))
		return sys_error(row->none);
	if (flags & ~row->flags || bits_set(flags) > 1 || prog->prog.attach_type == 33 || prog->prog.attach_type == 35)
		return sys_error(KILN_ERR_INVAL);
	return link_make(c, prog, row, &(struct kiln_place){ .ifindex = ifindex, .name = "" }, 0);
}

/* A cookie for each, in the order of the places; where the host brings no events of its own there is one for all. */
static enum kiln_err cookies_read(struct call *c, uint64_t from, uint32_t nr, const uint64_t **out)
{
	void *copy = NULL;
	enum kiln_err err = from ? call_copy(c, from, nr * sizeof(uint64_t), &copy) : KILN_OK;

	*out = copy;
	for (uint32_t i = 1; copy && !err && i < nr; i++)
		if (!c->s->opts.place && (*out)[i] != (*out)[0])
			err = KILN_ERR_NOTSUPP;
	return err;
}

static int64_t make_of_several(struct call *c, struct kiln_object *prog, const struct sys_link_row *row,
			       struct kiln_place *at, uint64_t from, uint32_t nr)
{
	const uint64_t *cookies;
	enum kiln_err err = cookies_read(c, from, nr, &cookies);

	return err ? sys_error(err) : link_make_several(c, prog, row, at, cookies, cookies ? nr : 0);
}

static int64_t create_at_function(struct call *c, struct kiln_object *prog, const struct sys_link_row *row)
{
	const uint32_t flags = c->a.link_create.kprobe_multi.flags;
	const char *name;
	enum kiln_err err = KILN_ERR_INVAL;

	if (!c->a.link_create.flags && !c->a.link_create.target_fd && !(flags & ~row->flags))
		err = sys_functions_name(c, &name);
	return err ? sys_error(err)
		   : make_of_several(c, prog, row, &(struct kiln_place){ .name = name, .flags = flags },
				     c->a.link_create.kprobe_multi.cookies, c->a.link_create.kprobe_multi.cnt);
}

static int64_t create_at_file(struct call *c, struct kiln_object *prog, const struct sys_link_row *row)
{
	const uint32_t flags = c->a.link_create.uprobe_multi.flags;
	const char *name;
	enum kiln_err err = KILN_ERR_INVAL;

	if (!c->a.link_create.flags && !c->a.link_create.target_fd && !(flags & ~row->flags))
		err = sys_file_name(c, &name);
	return err ? sys_error(err)
		   : make_of_several(c, prog, row, &(struct kiln_place){ .name = name, .flags = flags },
				     c->a.link_create.uprobe_multi.cookies, c->a.link_create.uprobe_multi.cnt);
}

static int64_t create_at_netfilter(struct call *c, struct kiln_object *prog, const struct sys_link_row *row)
{
	const union sys_attr *a = &c->a;
	struct kiln_place at = { .name = "",
				 .family = a->link_create.netfilter.pf,
				 .hook = a->link_create.netfilter.hooknum,
				 .priority = a->link_create.netfilter.priority };

	if (a->link_create.flags || a->link_create.target_fd || a->link_create.netfilter.flags)
		return sys_error(KILN_ERR_INVAL);
	return link_make(c, prog, row, &at, 0);
}

static int64_t make_at_type(struct call *c, struct kiln_object *prog, const struct sys_link_row *row, uint64_t cookie)
{
	char name[SYS_PLACE_LEN];
	struct kiln_place at = { .name = name };
	enum kiln_err err = sys_type_name(c->s, prog->prog.attach_btf_id, name, &at.flags);

	return err ? sys_error(err) : link_make(c, prog, row, &at, cookie);
}

/* A place in the system, by the type that the program was loaded for. */
static int64_t create_at_btf_id(struct call *c, struct kiln_object *prog, const struct sys_link_row *row)
{
	if (c->a.link_create.attach_type != prog->prog.attach_type || c->a.link_create.flags ||
	    c->a.link_create.target_fd)
		return sys_error(KILN_ERR_INVAL);
	return make_at_type(c, prog, row, c->a.link_create.tracing.cookie);
}

/* What perf_event_open gave: which rows lead there, and as which attach type's the place is known; 0: the row's. */
static const struct {
	uint8_t place, attach_type;
} perfs[] = {
	[KILN_PERF_OUTPUT] = { AT_NAME, 0 }, /* none */
	[KILN_PERF_TRACEPOINT] = { AT_PERF, 0 },
	[KILN_PERF_COUNTER] = { AT_COUNTER, 0 },
	[KILN_PERF_FUNCTION] = { AT_PROBE, ATTACH_KPROBE_MULTI },
	[KILN_PERF_FILE] = { AT_PROBE, ATTACH_UPROBE_MULTI },
};

static struct kiln_place perf_place(const struct kiln_object *perf)
{
	return (struct kiln_place){ .name = perf->perf.name,
				    .flags = perf->perf.flags,
				    .attach_type = perfs[perf->perf.kind].attach_type };
}

static int64_t create_at_perf(struct call *c, struct kiln_object *prog, const struct sys_link_row *row)
{
	struct kiln_object *perf;
	struct kiln_place at;
	enum kiln_err err = call_object(c, c->a.link_create.target_fd, KILN_OBJECT_PERF, &perf, NULL);

	if (c->a.link_create.flags)
		return sys_error(KILN_ERR_INVAL);
	if (!err && perfs[perf->perf.kind].place != row->place)
		err = KILN_ERR_INVAL;
	if (err)
		return sys_error(err);
	at = perf_place(perf);
	return link_make(c, prog, row, &at, c->a.link_create.cookie);
}

int64_t kiln_sys_perf_set(struct kiln_object *perf, struct kiln_object *prog)
{
	const struct sys_link_row *row = sys_row_of(prog, ATTACH_PERF_EVENT);
	struct kiln_place at = perf_place(perf);

	if (!row || prog->s != perf->s || perfs[perf->perf.kind].place != row->place)
		return sys_error(KILN_ERR_INVAL);
	if (perf->perf.link)
		return sys_error(KILN_ERR_EXIST);
	return sys_link_new(prog, row, &at, NULL, 0, 0, &perf->perf.link);
}

int64_t kiln_sys_perf(struct kiln_sys *s, const struct kiln_client *client, const struct kiln_perf *p)
{
	struct call c = { .s = s, .client = client };
	struct kiln_object *o;

	if (s->opts.untrusted)
		return sys_error(KILN_ERR_PERM);
	o = sys_object_new(s, KILN_OBJECT_PERF);
	if (!o)
		return sys_error(KILN_ERR_NOMEM);
	o->perf.kind = p->kind;
	o->perf.flags = p->flags;
	o->perf.name_len = text_len(p->name) + 1;
	o->perf.name = vm_alloc(s->k, o->perf.name_len);
	if (!o->perf.name) {
		sys_object_free(o);
		return sys_error(KILN_ERR_NOMEM);
	}
	text_copy(o->perf.name, o->perf.name_len, p->name);
	sys_object_list(o, vm_id(s->k));
	return sys_object_install(&c, o, KILN_MAY_READ | KILN_MAY_WRITE);
}

int64_t sys_link_create(struct call *c)
{
	/* Tracepoints by name have a command of their own, and no attach type that leads here. */
	static int64_t (*const creates[])(struct call * c, struct kiln_object * prog,
					  const struct sys_link_row *row) = {
		[AT_INTERFACE] = create_at_interface,
		[AT_NAME] = create_at_btf_id,
		[AT_BTF_ID] = create_at_btf_id,
		[AT_PERF] = create_at_perf,
		[AT_FUNCTION] = create_at_function,
		[AT_NETFILTER] = create_at_netfilter,
		[AT_TAP] = create_at_interface,
		[AT_FILE] = create_at_file,
		[AT_ALL] = sys_iter_link,
		[AT_COUNTER] = create_at_perf,
		[AT_PROBE] = create_at_perf,
	};
	const struct sys_link_row *row;
	struct kiln_object *prog;
	enum kiln_err err;

	kiln_sys_sweep(c->s); /* a link whose descriptor was closed is in nobody's way */
	err = call_object(c, c->a.link_create.prog_fd, KILN_OBJECT_PROG, &prog, NULL);
	if (err)
		return sys_error(err);
	row = sys_row_of(prog, c->a.link_create.attach_type);
	if (!row)
		return sys_error(without_row(c, prog));
	if (row->prog_type == PROG_SCHED_CLS)
		return create_at_tcx(c, prog, row);
	return creates[row->place](c, prog, row);
}

int64_t sys_raw_tracepoint_open(struct call *c)
{
	const struct sys_link_row *row;
	char name[SYS_PLACE_LEN];
	struct kiln_object *prog;
	enum kiln_err err = call_object(c, c->a.raw_tracepoint.prog_fd, KILN_OBJECT_PROG, &prog, NULL);

	if (err)
		return sys_error(err);
	row = sys_row_of(prog, prog->prog.attach_type);
	if (!row || (row->place != AT_NAME && row->place != AT_BTF_ID) ||
	    (row->place == AT_BTF_ID && c->a.raw_tracepoint.name))
		return sys_error(KILN_ERR_INVAL);
	if (row->place == AT_BTF_ID)
		return make_at_type(c, prog, row, c->a.raw_tracepoint.cookie);
	err = call_string(c, c->a.raw_tracepoint.name, name, sizeof(name), NULL);
	if (err || !name[0])
		return sys_error(err ? err : row->none);
	return link_make(c, prog, row, &(struct kiln_place){ .name = name }, c->a.raw_tracepoint.cookie);
}

int64_t sys_link_update(struct call *c)
{
	const union sys_attr *a = &c->a;
	struct kiln_object *link, *prog, *old = NULL;
	enum kiln_err err;

	if (a->link_update.flags & ~(uint32_t)UPDATE_REPLACE)
		return sys_error(KILN_ERR_INVAL);
	err = call_object(c, a->link_update.link_fd, KILN_OBJECT_LINK, &link, NULL);
	if (!err)
		err = call_object(c, a->link_update.new_prog_fd, KILN_OBJECT_PROG, &prog, NULL);
	if (!err && a->link_update.flags & UPDATE_REPLACE)
		err = call_object(c, a->link_update.old_prog_fd, KILN_OBJECT_PROG, &old, NULL);
	else if (!err && a->link_update.old_prog_fd)
		err = KILN_ERR_INVAL;
	if (err)
		return sys_error(err);
	if (!link->link.row->detachable)
		return sys_error(KILN_ERR_INVAL);
	if (!link->link.prog)
		return -67; /* ENOLINK: it is detached */
	if (old && old != link->link.prog)
		return sys_error(KILN_ERR_PERM);
	if (prog == link->link.prog)
		return 0;
	if (sys_is_tcx(link->link.point) &&
	    (sys_tcx_link(link->link.point, prog) || sys_tcx_stay(link->link.point, prog)))
		return sys_error(KILN_ERR_EXIST);
	err = kiln_link_update(link->link.at, prog->prog.prog);
	if (err)
		return sys_error(err);
	sys_tcx_changed(link->link.point, 0);
	kiln_object_get(prog);
	kiln_object_put(link->link.prog);
	link->link.prog = prog;
	return 0;
}

int64_t sys_link_detach(struct call *c)
{
	struct kiln_object *link;
	enum kiln_err err = call_object(c, c->a.link_detach.link_fd, KILN_OBJECT_LINK, &link, NULL);

	if (!err && !link->link.row->detachable)
		err = KILN_ERR_UNSUPPORTED;
	if (!err)
		sys_link_drop(c->s, &link->link);
	return sys_error(err);
}

/* -- what is told of them -------------------------------------------------------------------------------------------- */

/* The name, as far as there is room for it; KILN_ERR_NOSPC where there is not. */
static enum kiln_err name_tell(struct call *c, const char *name, struct sys_link_info *info)
{
	uint32_t room = info->raw_tracepoint.tp_name_len, len = (uint32_t)text_len(name) + 1;
	char cut[SYS_PLACE_LEN];
	enum kiln_err err;

	if (!room != !info->raw_tracepoint.tp_name)
		return KILN_ERR_INVAL;
	info->raw_tracepoint.tp_name_len = len;
	if (!room)
		return KILN_OK;
	text_copy(cut, sizeof(cut) < room ? sizeof(cut) : room, name);
	err = call_write(c, info->raw_tracepoint.tp_name, cut, room < len ? room : len);
	return err ? err : room < len ? KILN_ERR_NOSPC : KILN_OK;
}

uint32_t sys_link_type(const struct sys_link *l)
{
	return l->row->link_type;
}

enum kiln_err sys_link_tell(struct call *c, const struct sys_link *l, struct sys_link_info *info)
{
	info->type = l->row->link_type;
	info->prog_id = l->prog ? l->prog->id : 0;
	if (l->row->place == AT_INTERFACE || l->row->place == AT_TAP) {
		info->net.ifindex = l->point ? l->point->at.ifindex : 0;
		if (l->row->link_type == LINK_TCX)
			info->net.attach_type = l->row->attach_type;
	} else if (l->row->place == AT_BTF_ID) {
		info->tracing.attach_type = l->row->attach_type;
		info->tracing.target_obj_id = 0;
		info->tracing.target_btf_id = l->btf_id;
		info->tracing.cookie = l->cookie;
	} else if (l->row->place == AT_ALL) {
		return name_tell(c, sys_iter_tell(l, info), info);
	} else if (l->row->place == AT_NAME) {
		info->raw_tracepoint.cookie = l->cookie;
		return name_tell(c, l->point->name, info);
	}
	return KILN_OK;
}

int64_t sys_task_fd_query(struct call *c)
{
	enum { FD_TYPE_RAW_TRACEPOINT = 0 };
	struct sys_link_info info = { 0 };
	struct kiln_object *o;
	uint32_t may;
	enum kiln_err err;

	if (c->a.task_fd_query.flags)
		return sys_error(KILN_ERR_INVAL);
	err = c->client->object(c->client->cookie, (int32_t)c->a.task_fd_query.fd, &o, &may);
	if (err == KILN_ERR_BADF || err == KILN_ERR_NOENT)
		return sys_error(err);
	if (err || o->s != c->s || o->type != KILN_OBJECT_LINK || o->link.row->place != AT_NAME)
		return sys_error(KILN_ERR_NOTSUPP);
	info.raw_tracepoint.tp_name = c->a.task_fd_query.buf;
	info.raw_tracepoint.tp_name_len = c->a.task_fd_query.buf_len;
	err = name_tell(c, o->link.point->name, &info);
	if (err && err != KILN_ERR_NOSPC)
		return sys_error(err);
	if (CALL_PUT32(c, task_fd_query.buf_len, info.raw_tracepoint.tp_name_len - 1) ||
	    CALL_PUT32(c, task_fd_query.prog_id, o->link.prog->id) ||
	    CALL_PUT32(c, task_fd_query.fd_type, FD_TYPE_RAW_TRACEPOINT))
		return sys_error(KILN_ERR_FAULT);
	return sys_error(err);
}

/* -- the rest -------------------------------------------------------------------------------------------------------- */

/* Programs are counted and timed as long as somebody holds such a descriptor. */
int64_t sys_enable_stats(struct call *c)
{
	struct kiln_object *o;

	if (c->a.enable_stats.type)
		return sys_error(KILN_ERR_INVAL);
	o = sys_object_new(c->s, KILN_OBJECT_STATS);
	if (!o)
		return sys_error(KILN_ERR_NOMEM);
	sys_object_list(o, vm_id(c->s->k));
	return sys_object_install(c, o, KILN_MAY_READ);
}
