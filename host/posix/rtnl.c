/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * rtnl.c - see rtnl.h.
 *
 * Overview     RTM_SETLINK or RTM_NEWLINK with IFLA_XDP, as libbpf and iproute2 send them; clsact and ingress; filters of kind "bpf" with a program,
 *              and, where they are not direct, actions of kind "gact": what these do together is known here. Messages with more in them
 *              than that are the kernel's; filters that do more with a packet are refused.
 */
#include "rtnl.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/if_ether.h>
#include <linux/if_link.h>
#include <linux/netlink.h>
#include <linux/pkt_cls.h>
#include <linux/pkt_sched.h>
#include <linux/rtnetlink.h>
#include <linux/tc_act/tc_gact.h>
#include <string.h>

enum { AT_XDP = 37, AT_INGRESS = 46, AT_EGRESS = 47 };
/* As KILN_FILTER_* of kiln/kiln.h. */
enum { SORTS = -2 };

/* -- attributes --------------------------------------------------------------------------------------------------------- */

struct attrs {
	const uint8_t *at;
	size_t len;
};

/* The next one of a: its type, and its bytes in *in. 0: there is none, or it is broken. */
static uint16_t attr_next(struct attrs *a, struct attrs *in)
{
	struct nlattr head;
	size_t all;

	if (a->len < sizeof(head))
		return 0;
	memcpy(&head, a->at, sizeof(head));
	if (head.nla_len < sizeof(head) || head.nla_len > a->len)
		return 0;
	*in = (struct attrs){ a->at + sizeof(head), head.nla_len - sizeof(head) };
	all = NLA_ALIGN(head.nla_len);
	all = all < a->len ? all : a->len;
	a->at += all;
	a->len -= all;
	return head.nla_type & NLA_TYPE_MASK;
}

/* The last attribute of that type. */
static bool attr_find(struct attrs a, uint16_t type, struct attrs *out)
{
	struct attrs in;
	bool found = false;

	for (uint16_t t; (t = attr_next(&a, &in));)
		if (t == type) {
			*out = in;
			found = true;
		}
	return found;
}

static uint32_t attr_u32(struct attrs a, uint16_t type, uint32_t otherwise)
{
	struct attrs in;
	uint32_t v;

	if (!attr_find(a, type, &in) || in.len < sizeof(v))
		return otherwise;
	memcpy(&v, in.at, sizeof(v));
	return v;
}

static bool attr_is(struct attrs a, uint16_t type, const char *text)
{
	struct attrs in;
	size_t len = strlen(text);

	return attr_find(a, type, &in) && in.len >= len && !memcmp(in.at, text, len) && (in.len == len || !in.at[len]);
}

/* -- messages ----------------------------------------------------------------------------------------------------------- */

static bool read_link(const struct nlmsghdr *h, struct attrs a, struct rtnl *out)
{
	struct ifinfomsg info;
	struct attrs xdp;

	if (a.len < sizeof(info))
		return false;
	memcpy(&info, a.at, sizeof(info));
	a = (struct attrs){ a.at + sizeof(info), a.len - sizeof(info) };
	if (!attr_find(a, IFLA_XDP, &xdp) || h->nlmsg_flags & NLM_F_CREATE)
		return false;
	out->net.ifindex = (uint32_t)info.ifi_index;
	out->net.attach_type = AT_XDP;
	out->net.flags = attr_u32(xdp, IFLA_XDP_FLAGS, 0);
	out->prog = (int)attr_u32(xdp, IFLA_XDP_FD, ~0u);
	out->net.op = out->prog < 0 ? WIRE_NET_CLEAR : WIRE_NET_SET;
	out->net.has_old = out->net.flags & XDP_FLAGS_REPLACE && attr_u32(xdp, IFLA_XDP_EXPECTED_FD, ~0u) != ~0u;
	if (out->net.has_old)
		out->old = (int)attr_u32(xdp, IFLA_XDP_EXPECTED_FD, ~0u);
	return true;
}

bool rtnl_side(uint32_t parent, uint32_t *attach_type, bool *no_side)
{
	*attach_type = TC_H_MIN(parent) == TC_H_MIN_EGRESS ? AT_EGRESS : AT_INGRESS;
	*no_side = !TC_H_MIN(parent);
	return TC_H_MAJ(parent) == TC_H_MAJ(TC_H_CLSACT) &&
	       (*no_side || TC_H_MIN(parent) == TC_H_MIN_INGRESS || TC_H_MIN(parent) == TC_H_MIN_EGRESS);
}

static void filter_name(struct attrs options, char *name, size_t cap)
{
	struct attrs in;
	size_t len;

	if (!attr_find(options, TCA_BPF_NAME, &in))
		return;
	len = in.len < cap - 1 ? in.len : cap - 1;
	memcpy(name, in.at, len);
	name[len] = 0;
}

static bool refuse(struct rtnl *out, int error, const char *why)
{
	out->error = error;
	out->why = why;
	return false;
}

static bool gact_action(int32_t action)
{
	switch (action) {
	case TC_ACT_UNSPEC:
	case TC_ACT_OK:
	case TC_ACT_RECLASSIFY:
	case TC_ACT_SHOT:
	case TC_ACT_PIPE:
	case TC_ACT_STOLEN:
	case TC_ACT_QUEUED:
	case TC_ACT_TRAP:
		return true;
	default:
		return false;
	}
}

bool rtnl_action(int32_t action)
{
	return action == SORTS || gact_action(action);
}

/* The action of one gact. Only those that are the same for each packet. */
static bool read_gact(struct attrs action, int32_t *what, struct rtnl *out)
{
	struct attrs options, in;
	struct tc_gact gact;

	if (!attr_is(action, TCA_ACT_KIND, "gact"))
		return refuse(out, EOPNOTSUPP, "Kiln's filters have actions of kind gact alone");
	if (!attr_find(action, TCA_ACT_OPTIONS, &options) || !attr_find(options, TCA_GACT_PARMS, &in) ||
	    in.len < sizeof(gact))
		return refuse(out, EINVAL, NULL);
	memcpy(&gact, in.at, sizeof(gact));
	if (gact.index || attr_find(options, TCA_GACT_PROB, &in))
		return refuse(out, EOPNOTSUPP, "Kiln's actions have no index and no probability");
	if (!gact_action(gact.action))
		return refuse(out, EOPNOTSUPP, "Kiln's actions are ok, drop, pipe, continue, reclassify and trap");
	*what = gact.action;
	return true;
}

/* What a list of actions comes to: the first one that does not hand on to the next. */
static bool read_actions(struct attrs options, int32_t *what, struct rtnl *out)
{
	struct attrs list, action;

	*what = SORTS;
	if (!attr_find(options, TCA_BPF_ACT, &list))
		return true;
	for (uint16_t i = 1; i <= TCA_ACT_MAX_PRIO && attr_find(list, i, &action); i++) {
		int32_t one = TC_ACT_UNSPEC;

		if (!read_gact(action, &one, out))
			return false;
		if (*what == SORTS || *what == TC_ACT_PIPE)
			*what = one;
	}
	return true;
}

/* False: refused. */
static bool read_bpf(struct attrs options, struct rtnl *out)
{
	const uint32_t flags = attr_u32(options, TCA_BPF_FLAGS, 0);
	struct attrs in;

	out->net.op = WIRE_NET_SET;
	out->net.classid = attr_u32(options, TCA_BPF_CLASSID, 0);
	filter_name(options, out->net.name, sizeof(out->net.name));
	if (flags & ~(uint32_t)TCA_BPF_FLAG_ACT_DIRECT ||
	    attr_u32(options, TCA_BPF_FLAGS_GEN, 0) & TCA_CLS_FLAGS_SKIP_SW)
		return refuse(out, EINVAL, NULL);
	if (attr_find(options, TCA_BPF_POLICE, &in))
		return refuse(out, EOPNOTSUPP, "Kiln's filters have actions of kind gact alone");
	if (flags & TCA_BPF_FLAG_ACT_DIRECT)
		return true;
	out->net.op = WIRE_NET_SORT;
	return read_actions(options, &out->net.action, out);
}

static bool read_filter(const struct nlmsghdr *h, const struct tcmsg *tc, struct attrs a, struct rtnl *out)
{
	struct attrs options, fd;
	bool no_side;

	if (!rtnl_side(tc->tcm_parent, &out->net.attach_type, &no_side))
		return false;
	out->net.ifindex = (uint32_t)tc->tcm_ifindex;
	out->net.handle = tc->tcm_handle;
	out->net.priority = (uint16_t)(TC_H_MAJ(tc->tcm_info) >> 16);
	out->net.protocol_be = (uint16_t)TC_H_MIN(tc->tcm_info);
	if (out->net.protocol_be == htons(ETH_P_ALL))
		out->net.protocol_be = 0;
	out->net.flags = h->nlmsg_flags | (no_side ? WIRE_NET_NO_SIDE : 0);
	if (h->nlmsg_type == RTM_DELTFILTER) {
		out->net.op = WIRE_NET_CLEAR;
		if (attr_u32(a, TCA_CHAIN, 0))
			refuse(out, ENOENT, "Kiln's filters are all in chain 0");
		return true;
	}
	/* What is no program has no place here. */
	if (!attr_is(a, TCA_KIND, "bpf") || !attr_find(a, TCA_OPTIONS, &options) ||
	    !attr_find(options, TCA_BPF_FD, &fd))
		return false;
	out->prog = (int)attr_u32(options, TCA_BPF_FD, ~0u);
	if (read_bpf(options, out) && attr_u32(a, TCA_CHAIN, 0))
		refuse(out, EOPNOTSUPP, "Kiln's filters are all in chain 0");
	return true;
}

static bool read_tc(const struct nlmsghdr *h, struct attrs a, struct rtnl *out)
{
	struct attrs kind;
	struct tcmsg tc;

	if (a.len < sizeof(tc))
		return false;
	memcpy(&tc, a.at, sizeof(tc));
	a = (struct attrs){ a.at + sizeof(tc), a.len - sizeof(tc) };
	if (h->nlmsg_type == RTM_NEWTFILTER || h->nlmsg_type == RTM_DELTFILTER)
		return read_filter(h, &tc, a, out);
	out->net.op = h->nlmsg_type == RTM_NEWQDISC ? WIRE_NET_QDISC : WIRE_NET_NO_QDISC;
	if (attr_is(a, TCA_KIND, "clsact"))
		strcpy(out->net.name, "clsact");
	else if (attr_is(a, TCA_KIND, "ingress"))
		strcpy(out->net.name, "ingress");
	else if (out->net.op == WIRE_NET_QDISC || attr_find(a, TCA_KIND, &kind))
		return false;
	out->net.ifindex = (uint32_t)tc.tcm_ifindex;
	out->net.flags = h->nlmsg_flags;
	return tc.tcm_parent == TC_H_CLSACT;
}

bool rtnl_read(const void *msg, size_t len, struct rtnl *out)
{
	struct nlmsghdr h;
	struct attrs a;

	if (len < sizeof(h))
		return false;
	memcpy(&h, msg, sizeof(h));
	if (h.nlmsg_len < sizeof(h) || h.nlmsg_len > len)
		return false;
	a = (struct attrs){ (const uint8_t *)msg + sizeof(h), h.nlmsg_len - sizeof(h) };
	*out = (struct rtnl){ .prog = -1, .old = -1 };
	switch (h.nlmsg_type) {
	case RTM_NEWLINK:
	case RTM_SETLINK:
		return read_link(&h, a, out);
	case RTM_NEWQDISC:
	case RTM_DELQDISC:
	case RTM_NEWTFILTER:
	case RTM_DELTFILTER:
		return read_tc(&h, a, out);
	default:
		return false;
	}
}

/* A message of no type is answered with "fine"; one for an interface that cannot be, with what is wrong about it. */
size_t rtnl_replace(void *msg, size_t len, int error)
{
	struct nlmsghdr h;
	struct ifinfomsg none = { .ifi_index = error == ENODEV ? INT32_MAX : 0 };

	memcpy(&h, msg, sizeof(h));
	h.nlmsg_len = sizeof(h) + (error ? sizeof(none) : 0);
	h.nlmsg_type = error ? RTM_GETLINK : NLMSG_NOOP;
	h.nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK;
	if (h.nlmsg_len > len)
		return 0; /* no message that rtnl_read() knows is so short */
	memcpy(msg, &h, sizeof(h));
	if (error)
		memcpy((uint8_t *)msg + sizeof(h), &none, sizeof(none));
	return h.nlmsg_len;
}
