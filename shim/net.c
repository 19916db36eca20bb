/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * net.c - rtnetlink: requests that attach programs to interfaces go to the server, and what is asked about interfaces tells of them.
 *
 * Overview     a request of ours is replaced by one that the kernel answers with the same number, so that the answer comes as ever;
 *              where it is an error, the errno is put in when it is received. In answers about interfaces and filters, what the
 *              server has attached is put in, as far as the caller's buffer has room; so a caller that asks how long an answer is
 *              is told more. Queueing disciplines are told in the same way.
 * State        of the last request on each of a few sockets; told by the number of the request.
 */
#include "shim.h"

#include <errno.h>
#include <linux/if_link.h>
#include <linux/netlink.h>
#include <linux/pkt_cls.h>
#include <linux/pkt_sched.h>
#include <linux/rtnetlink.h>
#include <linux/tc_act/tc_gact.h>
#include <arpa/inet.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <pthread.h>
#include <string.h>
#include <sys/socket.h>

#include "calm.h"
#include "rtnl.h"

enum { ASKED_MAX = 8, ROWS_MAX = 256, MESSAGE_MAX = 65536, ROW_ROOM = 256 };
enum { AT_XDP = 37, AT_INGRESS = 46, AT_EGRESS = 47 };
/* As KILN_FILTER_* of kiln/kiln.h. */
enum { DIRECT = -3, SORTS = -2 };
/* As KILN_QDISC_INGRESS of kiln/sys.h; all others are clsact. */
enum { INGRESS = 2 };

/* What was asked on a socket. */
struct asked {
	int fd;
	uint32_t seq;
	uint16_t type; /* RTM_GETLINK, RTM_GETTFILTER, RTM_GETQDISC; 0: nothing that we add to */
	int error;     /* for the answer */
	const char *why;
	int ifindex;
	uint32_t side; /* of RTM_GETTFILTER: an attach type; 0: none of ours */
};

static struct {
	struct calm_lock lock;
	struct asked at[ASKED_MAX];
	unsigned int next;
	bool any; /* something was asked, ever: what receives without that need not look; atomic */
} all = { .lock = CALM_LOCK };

/* What is told with an answer. Its lock is taken before that of questions to the server. */
static struct {
	struct calm_lock lock;
	struct wire_at at[ROWS_MAX];
} told = { .lock = CALM_LOCK };

static void asked_set(const struct asked *a)
{
	unsigned int i;

	calm_take(&all.lock);
	for (i = 0; i < ASKED_MAX && all.at[i].fd != a->fd; i++)
		;
	all.at[i < ASKED_MAX ? i : all.next++ % ASKED_MAX] = *a;
	__atomic_store_n(&all.any, true, __ATOMIC_RELAXED);
	calm_give(&all.lock);
}

static bool asked_get(int fd, struct asked *a)
{
	bool found = false;

	calm_take(&all.lock);
	for (unsigned int i = 0; i < ASKED_MAX; i++)
		if (all.at[i].fd == fd && (all.at[i].type || all.at[i].error)) {
			*a = all.at[i];
			found = true;
		}
	calm_give(&all.lock);
	return found;
}

static void fork_begin(void)
{
	calm_take(&told.lock);
	calm_take(&all.lock);
}

static void fork_end(void)
{
	calm_give(&all.lock);
	calm_give(&told.lock);
}

void shim_net_guard(void)
{
	/* A child has no thread that would give them back. */
	pthread_atfork(fork_begin, fork_end, fork_end);
}

static bool is_route(int fd)
{
	int domain = 0, protocol = -1;
	socklen_t len = sizeof(int);

	return !getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &domain, &len) && domain == AF_NETLINK &&
	       !getsockopt(fd, SOL_SOCKET, SO_PROTOCOL, &protocol, &len) && protocol == NETLINK_ROUTE;
}

/* -- sending ------------------------------------------------------------------------------------------------------------ */

/* The kind of what the first interface after *ifindex has; 0: there is none. */
static uint32_t qdisc_next(uint32_t *ifindex)
{
	const struct rtnl what = { .net = { .op = WIRE_NET_QDISC_NEXT, .ifindex = *ifindex } };
	const long got = ask_net(0, &what);

	*ifindex = got < 0 ? 0 : (uint32_t)(got / 4);
	return got < 0 ? 0 : (uint32_t)(got % 4);
}

/* Where the filters of a parent are. */
static uint32_t side_of(uint32_t ifindex, uint32_t parent)
{
	uint32_t at = ifindex - 1, side;
	bool no_side;

	if (!ifindex || !rtnl_side(parent, &side, &no_side))
		return 0;
	if (qdisc_next(&at) == INGRESS && at == ifindex)
		return AT_INGRESS;
	return no_side ? 0 : side;
}

/* A question about interfaces, queueing disciplines or filters is noted. */
static void question_note(int fd, const uint8_t *msg, size_t len)
{
	struct asked a = { .fd = fd };
	struct nlmsghdr h;
	struct tcmsg tc;

	if (len < sizeof(h))
		return;
	memcpy(&h, msg, sizeof(h));
	if ((h.nlmsg_type != RTM_GETLINK && h.nlmsg_type != RTM_GETTFILTER && h.nlmsg_type != RTM_GETQDISC) ||
	    !is_route(fd))
		return;
	a.seq = h.nlmsg_seq;
	a.type = h.nlmsg_type;
	if (a.type == RTM_GETTFILTER && len >= sizeof(h) + sizeof(tc)) {
		memcpy(&tc, msg + sizeof(h), sizeof(tc));
		a.ifindex = tc.tcm_ifindex;
		a.side = side_of((uint32_t)tc.tcm_ifindex, tc.tcm_parent);
	}
	asked_set(&a);
}

/* Why there is no such interface, where there is one. */
static const char *elsewhere(uint32_t ifindex)
{
	char name[IF_NAMESIZE];

	return if_indextoname(ifindex, name) ? "the server of kiln serve is in another network namespace" : NULL;
}

/* The message as it is to be sent; 0: as it is. */
static size_t request_take(int fd, uint8_t *msg, size_t len)
{
	struct asked a = { .fd = fd };
	struct nlmsghdr h;
	struct rtnl what;
	int error = errno;

	question_note(fd, msg, len);
	if (!rtnl_read(msg, len, &what) || !is_route(fd))
		return 0;
	memcpy(&h, msg, sizeof(h));
	a.seq = h.nlmsg_seq;
	a.error = ask_net(0, &what) ? errno : 0;
	a.why = a.error == ENODEV ? elsewhere(what.net.ifindex) : what.why;
	asked_set(&a);
	errno = error;
	return rtnl_replace(msg, len, a.error);
}

static size_t gather(const struct msghdr *m, uint8_t *to, size_t cap)
{
	size_t len = 0;

	for (size_t i = 0; i < m->msg_iovlen; i++) {
		if (m->msg_iov[i].iov_len > cap - len)
			return 0;
		if (m->msg_iov[i].iov_len)
			memcpy(to + len, m->msg_iov[i].iov_base, m->msg_iov[i].iov_len);
		len += m->msg_iov[i].iov_len;
	}
	return len;
}

/* Whether it could be one of ours, by its length and type alone: all other traffic costs no more than this. */
static bool may_be_route(const struct msghdr *m)
{
	struct nlmsghdr h;

	if (!m || !m->msg_iovlen || !m->msg_iov || m->msg_iov[0].iov_len < sizeof(h) || !m->msg_iov[0].iov_base)
		return false;
	memcpy(&h, m->msg_iov[0].iov_base, sizeof(h));
	return h.nlmsg_len <= MESSAGE_MAX && h.nlmsg_type >= RTM_BASE && h.nlmsg_type <= RTM_GETTFILTER;
}

ssize_t sendmsg(int fd, const struct msghdr *given, int flags)
{
	uint8_t msg[8192];
	size_t len = may_be_route(given) ? gather(given, msg, sizeof(msg)) : 0,
	       now = len ? request_take(fd, msg, len) : 0;
	struct iovec iov = { msg, now };
	struct msghdr with;
	ssize_t n;

	if (!now)
		return NEXT(sendmsg)(fd, given, flags);
	with = *given;
	with.msg_iov = &iov;
	with.msg_iovlen = 1;
	n = NEXT(sendmsg)(fd, &with, flags);
	return n < 0 ? n : (ssize_t)len;
}

ssize_t sendto(int fd, const void *buf, size_t len, int flags, const struct sockaddr *to, socklen_t to_len)
{
	struct iovec iov = { (void *)(uintptr_t)buf, len };
	struct msghdr m = {
		.msg_name = (void *)(uintptr_t)to, .msg_namelen = to_len, .msg_iov = &iov, .msg_iovlen = 1
	};

	return may_be_route(&m) ? sendmsg(fd, &m, flags) : NEXT(sendto)(fd, buf, len, flags, to, to_len);
}

ssize_t send(int fd, const void *buf, size_t len, int flags)
{
	return sendto(fd, buf, len, flags, NULL, 0);
}

/* -- answers ------------------------------------------------------------------------------------------------------------ */

struct answer {
	const struct asked *asked;
	const struct wire_at *rows;
	long nr_rows;
	uint8_t *buf;
	size_t len, cap;
};

static void attr_put(uint8_t *at, size_t *len, uint16_t type, const void *value, size_t value_len)
{
	struct nlattr head = { (uint16_t)(sizeof(head) + value_len), type };

	memset(at + *len, 0, NLA_ALIGN(head.nla_len));
	memcpy(at + *len, &head, sizeof(head));
	if (value_len)
		memcpy(at + *len + sizeof(head), value, value_len);
	*len += NLA_ALIGN(head.nla_len);
}

/* Makes room for len bytes at off, or takes as many away where it is negative. */
static bool answer_move(struct answer *a, size_t off, long len)
{
	size_t from = len < 0 ? off - (size_t)len : off;

	if (len > 0 && (size_t)len > a->cap - a->len)
		return false;
	memmove(a->buf + off + (len > 0 ? len : 0), a->buf + from, a->len - from);
	a->len = (size_t)((long)a->len + len);
	return true;
}

/* row NULL: nothing is attached. */
static size_t xdp_attr(const struct wire_at *row, uint8_t *to)
{
	const bool generic = row && row->flags & XDP_FLAGS_SKB_MODE;
	const uint8_t mode = !row ? XDP_ATTACHED_NONE : generic ? XDP_ATTACHED_SKB : XDP_ATTACHED_DRV;
	const uint16_t id_type = generic ? IFLA_XDP_SKB_PROG_ID : IFLA_XDP_DRV_PROG_ID;
	uint8_t in[64];
	size_t len = 0, all_len = 0;

	attr_put(in, &len, IFLA_XDP_ATTACHED, &mode, sizeof(mode));
	if (row) {
		attr_put(in, &len, IFLA_XDP_PROG_ID, &row->prog_id, sizeof(row->prog_id));
		attr_put(in, &len, id_type, &row->prog_id, sizeof(row->prog_id));
	}
	attr_put(to, &all_len, IFLA_XDP, in, len);
	return all_len;
}

/*
 * The kernel's word on XDP in the message at off goes, for programs of its own have no ids here; and ours comes. Returns what the message
 * is longer now.
 */
static long link_tell(struct answer *a, size_t off, const struct nlmsghdr *h, const struct wire_at *row)
{
	uint8_t ours[96];
	size_t ours_len = xdp_attr(row, ours), at = off + sizeof(*h) + sizeof(struct ifinfomsg),
	       end = off + h->nlmsg_len;
	struct nlattr head;
	long theirs = 0, more;
	uint32_t len;

	for (; at + sizeof(head) <= end; at += NLA_ALIGN(head.nla_len)) {
		memcpy(&head, a->buf + at, sizeof(head));
		if (head.nla_len < sizeof(head) || head.nla_len > end - at)
			return 0;
		if ((head.nla_type & NLA_TYPE_MASK) == IFLA_XDP) {
			theirs = (long)NLA_ALIGN(head.nla_len);
			break;
		}
	}
	if (!theirs)
		return 0;
	more = (long)ours_len - theirs;
	if (!answer_move(a, at, more))
		return 0;
	memcpy(a->buf + at, ours, ours_len);
	len = (uint32_t)((long)h->nlmsg_len + more);
	memcpy(a->buf + off, &len, sizeof(len));
	return more;
}

/* The action that was given, or came of several, as the kernel tells of a gact. */
static void action_put(int32_t action, uint8_t *to, size_t *to_len)
{
	const struct tc_gact gact = { .index = 1, .action = action, .refcnt = 1, .bindcnt = 1 };
	uint8_t options[64], first[128], list[ROW_ROOM];
	size_t options_len = 0, len = 0, list_len = 0;

	attr_put(options, &options_len, TCA_GACT_PARMS, &gact, sizeof(gact));
	attr_put(first, &len, TCA_ACT_KIND, "gact", 5);
	attr_put(first, &len, TCA_ACT_OPTIONS, options, options_len);
	attr_put(list, &list_len, 1, first, len);
	attr_put(to, to_len, TCA_BPF_ACT, list, list_len);
}

static void filter_options(const struct wire_at *row, uint8_t *to, size_t *len)
{
	const uint32_t flags = TCA_BPF_FLAG_ACT_DIRECT, flags_gen = TCA_CLS_FLAGS_NOT_IN_HW;

	if (row->classid)
		attr_put(to, len, TCA_BPF_CLASSID, &row->classid, sizeof(row->classid));
	if (row->name[0])
		attr_put(to, len, TCA_BPF_NAME, row->name, strnlen(row->name, 63) + 1);
	attr_put(to, len, TCA_BPF_ID, &row->prog_id, sizeof(row->prog_id));
	attr_put(to, len, TCA_BPF_TAG, row->tag, sizeof(row->tag));
	if (row->action == DIRECT)
		attr_put(to, len, TCA_BPF_FLAGS, &flags, sizeof(flags));
	else if (row->action != SORTS)
		action_put(row->action, to, len);
	attr_put(to, len, TCA_BPF_FLAGS_GEN, &flags_gen, sizeof(flags_gen));
}

/* A filter; or, as the kernel puts it before those of a priority, that there is one: whole is false. */
static size_t filter_message(const struct answer *a, const struct wire_at *row, bool whole, uint32_t pid, uint8_t *to)
{
	const uint32_t chain = 0;
	struct nlmsghdr h = {
		.nlmsg_type = RTM_NEWTFILTER, .nlmsg_flags = NLM_F_MULTI, .nlmsg_seq = a->asked->seq, .nlmsg_pid = pid
	};
	const struct tcmsg tc = { .tcm_ifindex = (int)row->ifindex,
				  .tcm_handle = whole ? row->handle : 0,
				  .tcm_parent = TC_H_MAKE(TC_H_CLSACT, row->attach_type == AT_EGRESS
									       ? TC_H_MIN_EGRESS
									       : TC_H_MIN_INGRESS),
				  .tcm_info = TC_H_MAKE((uint32_t)row->priority << 16,
							row->protocol_be ? row->protocol_be : htons(ETH_P_ALL)) };
	uint8_t in[2 * ROW_ROOM];
	size_t len = 0, all_len = sizeof(h) + sizeof(tc);

	attr_put(to, &all_len, TCA_KIND, "bpf", 4);
	attr_put(to, &all_len, TCA_CHAIN, &chain, sizeof(chain));
	if (whole) {
		filter_options(row, in, &len);
		attr_put(to, &all_len, TCA_OPTIONS, in, len);
	}
	h.nlmsg_len = (uint32_t)all_len;
	memcpy(to, &h, sizeof(h));
	memcpy(to + sizeof(h), &tc, sizeof(tc));
	return all_len;
}

static bool is_asked_for(const struct asked *a, const struct wire_at *row)
{
	return row->handle && row->attach_type == a->side && row->ifindex == (uint32_t)a->ifindex;
}

/* The lowest priority from that one on; -1: there is none. */
static int priority_next(const struct answer *a, int from)
{
	int lowest = -1;

	for (long i = 0; i < a->nr_rows; i++) {
		const int at = a->rows[i].priority;

		if (is_asked_for(a->asked, &a->rows[i]) && at >= from && (lowest < 0 || at < lowest))
			lowest = at;
	}
	return lowest;
}

static bool filter_tell(struct answer *a, size_t *off, const struct wire_at *row, bool whole, uint32_t pid)
{
	uint8_t msg[3 * ROW_ROOM];
	const size_t len = filter_message(a, row, whole, pid, msg);

	if (!answer_move(a, *off, (long)len))
		return false;
	memcpy(a->buf + *off, msg, len);
	*off += len;
	return true;
}

/* Before the end of a walk over filters, at off, come ours, by their priority. Returns how long they are. */
static size_t filters_tell(struct answer *a, size_t off, uint32_t pid)
{
	const size_t before = off;

	for (int priority = -1; (priority = priority_next(a, priority + 1)) >= 0;) {
		bool first = true;

		for (long i = 0; i < a->nr_rows; i++) {
			if (!is_asked_for(a->asked, &a->rows[i]) || a->rows[i].priority != priority)
				continue;
			if ((first && !filter_tell(a, &off, &a->rows[i], false, pid)) ||
			    !filter_tell(a, &off, &a->rows[i], true, pid))
				return off - before;
			first = false;
		}
	}
	return off - before;
}

static size_t qdisc_message(const struct answer *a, const struct wire_at *row, uint32_t pid, uint8_t *to)
{
	const char *kind = row->attach_type == INGRESS ? "ingress" : "clsact";
	struct nlmsghdr h = {
		.nlmsg_type = RTM_NEWQDISC, .nlmsg_flags = NLM_F_MULTI, .nlmsg_seq = a->asked->seq, .nlmsg_pid = pid
	};
	const struct tcmsg tc = { .tcm_ifindex = (int)row->ifindex,
				  .tcm_handle = TC_H_MAJ(TC_H_CLSACT),
				  .tcm_parent = TC_H_CLSACT,
				  .tcm_info = 1 };
	const uint8_t hardware = 0;
	size_t len = sizeof(h) + sizeof(tc);

	attr_put(to, &len, TCA_KIND, kind, strlen(kind) + 1);
	attr_put(to, &len, TCA_OPTIONS, NULL, 0);
	attr_put(to, &len, TCA_HW_OFFLOAD, &hardware, sizeof(hardware));
	h.nlmsg_len = (uint32_t)len;
	memcpy(to, &h, sizeof(h));
	memcpy(to + sizeof(h), &tc, sizeof(tc));
	return len;
}

/* As filters_tell(). */
static size_t qdiscs_tell(struct answer *a, size_t off, uint32_t pid)
{
	const size_t before = off;
	uint8_t msg[ROW_ROOM];

	for (long i = 0; i < a->nr_rows; i++) {
		const size_t len = qdisc_message(a, &a->rows[i], pid, msg);

		if (!answer_move(a, off, (long)len))
			break;
		memcpy(a->buf + off, msg, len);
		off += len;
	}
	return off - before;
}

/* A row for each, with its kind for an attach type. */
static long qdisc_rows(struct wire_at *rows, long max)
{
	uint32_t at = 0, kind;
	long nr;

	for (nr = 0; nr < max && (kind = qdisc_next(&at)); nr++)
		rows[nr] = (struct wire_at){ .ifindex = at, .attach_type = kind };
	return nr;
}

static const struct wire_at *xdp_row(const struct answer *a, int ifindex)
{
	for (long i = 0; i < a->nr_rows; i++)
		if (a->rows[i].attach_type == AT_XDP && a->rows[i].ifindex == (uint32_t)ifindex)
			return &a->rows[i];
	return NULL;
}

/* Why, as the kernel puts such a text behind what was asked, of which it may leave all but the head out. */
static void why_put(struct answer *a, size_t off, struct nlmsghdr *h)
{
	const char *why = a->asked->why;
	const size_t head = sizeof(*h) + sizeof(struct nlmsgerr), text_len = strlen(why) + 1;
	size_t at = off + head;

	if (h->nlmsg_len < head || text_len > ROW_ROOM ||
	    !answer_move(a, at, (long)(head + NLA_HDRLEN + NLA_ALIGN(text_len)) - (long)h->nlmsg_len))
		return;
	attr_put(a->buf, &at, NLMSGERR_ATTR_MSG, why, text_len);
	h->nlmsg_len = (uint32_t)(at - off);
	h->nlmsg_flags |= NLM_F_CAPPED | NLM_F_ACK_TLVS;
	memcpy(a->buf + off, h, sizeof(*h));
}

static void error_put(struct answer *a, size_t off, struct nlmsghdr *h)
{
	const int error = -a->asked->error;

	memcpy(a->buf + off + sizeof(*h), &error, sizeof(error));
	if (a->asked->why)
		why_put(a, off, h);
}

static void answer_walk(struct answer *a)
{
	struct nlmsghdr h;
	struct ifinfomsg info;
	const struct wire_at *row;

	for (size_t off = 0; off + sizeof(h) <= a->len; off += NLMSG_ALIGN(h.nlmsg_len)) {
		memcpy(&h, a->buf + off, sizeof(h));
		if (h.nlmsg_len < sizeof(h) || h.nlmsg_len > a->len - off)
			return;
		if (h.nlmsg_seq != a->asked->seq)
			continue;
		if (h.nlmsg_type == NLMSG_ERROR && a->asked->error && h.nlmsg_len >= sizeof(h) + sizeof(int)) {
			error_put(a, off, &h);
		} else if (h.nlmsg_type == NLMSG_DONE && a->asked->type == RTM_GETTFILTER) {
			off += filters_tell(a, off, h.nlmsg_pid);
		} else if (h.nlmsg_type == NLMSG_DONE && a->asked->type == RTM_GETQDISC) {
			off += qdiscs_tell(a, off, h.nlmsg_pid);
		} else if (h.nlmsg_type == RTM_NEWLINK && h.nlmsg_len >= sizeof(h) + sizeof(info)) {
			memcpy(&info, a->buf + off + sizeof(h), sizeof(info));
			row = xdp_row(a, info.ifi_index);
			if (a->nr_rows >= 0)
				h.nlmsg_len = (uint32_t)((long)h.nlmsg_len + link_tell(a, off, &h, row));
		}
	}
}

/* What was received, or would be: n bytes of buf, which has cap. */
static ssize_t answer_tell(int fd, int flags, void *buf, size_t cap, ssize_t n)
{
	struct asked asked;
	struct answer a = { .asked = &asked, .rows = told.at, .buf = buf, .len = (size_t)n, .cap = cap };
	int error = errno;

	/* The number may be another socket's by now. */
	if (n < (ssize_t)sizeof(struct nlmsghdr) || !__atomic_load_n(&all.any, __ATOMIC_RELAXED) || !is_route(fd) ||
	    !asked_get(fd, &asked))
		return n;
	calm_take(&told.lock);
	a.nr_rows = !asked.type			 ? 0
		    : asked.type == RTM_GETQDISC ? qdisc_rows(told.at, ROWS_MAX)
						 : ask_at(told.at, ROWS_MAX);
	if (flags & MSG_PEEK)
		n += flags & MSG_TRUNC && a.nr_rows > 0 ? a.nr_rows * 2 * ROW_ROOM : 0;
	else if ((size_t)n <= cap)
		answer_walk(&a);
	calm_give(&told.lock);
	errno = error;
	return flags & MSG_PEEK ? n : (ssize_t)a.len;
}

ssize_t recvmsg(int fd, struct msghdr *m, int flags)
{
	ssize_t n = NEXT(recvmsg)(fd, m, flags);

	if (n <= 0 || m->msg_iovlen != 1 || m->msg_flags & MSG_TRUNC & ~flags)
		return n;
	return answer_tell(fd, flags, m->msg_iov[0].iov_base, m->msg_iov[0].iov_len, n);
}

ssize_t recvfrom(int fd, void *buf, size_t len, int flags, struct sockaddr *from, socklen_t *from_len)
{
	ssize_t n = NEXT(recvfrom)(fd, buf, len, flags, from, from_len);

	return n <= 0 ? n : answer_tell(fd, flags, buf, len, n);
}

ssize_t recv(int fd, void *buf, size_t len, int flags)
{
	return recvfrom(fd, buf, len, flags, NULL, NULL);
}
