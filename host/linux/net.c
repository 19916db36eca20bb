// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * net.c - packets: XDP programs where a device hands them over, traffic control and verdicts where netfilter has its hooks, filters at taps.
 *
 * Overview     a packet is made linear, and a private copy where the program may write to it, then described by a struct kiln_packet, which
 *              points into it. What the program changed of the description is carried back.
 * Life         a device or network namespace that goes takes its places with it: what is attached there has no events any more.
 * Threads      the list of places, and what is registered for them, by the kernel's RTNL.
 */
#include "device.h"

#include <linux/etherdevice.h>
#include <linux/if_arp.h>
#include <linux/if_vlan.h>
#include <linux/netdevice.h>
#include <linux/netfilter.h>
#include <linux/netfilter_netdev.h>
#include <linux/nsproxy.h>
#include <linux/rtnetlink.h>
#include <linux/skbuff.h>
#include <linux/slab.h>
#include <net/net_namespace.h>

enum { XDP_ABORTED, XDP_DROP, XDP_PASS, XDP_TX, XDP_REDIRECT };
enum { TC_UNSPEC = -1, TC_OK, TC_SHOT = 2, TC_REDIRECT = 7 };
enum { XDP_HEAD = 256, XDP_TAIL = 128, TCX_INGRESS = 46, TCX_EGRESS = 47, NETFILTER = 45 };

struct place {
	struct source source;
	struct list_head all;
	struct net *net;	/* NULL: it is gone */
	struct net_device *dev; /* NULL: of no device */
	struct nf_hook_ops ops;
	struct packet_type tap;
	bool to_network; /* programs see the packet from its network header on */
};

static LIST_HEAD(places);

bool net_interface(void *cookie, uint64_t number, uint32_t ifindex)
{
	struct net *net;
	bool is = false;

	rcu_read_lock();
	for_each_net_rcu(net)
		if (net->net_cookie == number)
			is = dev_get_by_index_rcu(net, ifindex);
	rcu_read_unlock();
	return is;
}

uint64_t net_number(void *cookie)
{
	return current->nsproxy->net_ns->net_cookie;
}

/* -- packets --------------------------------------------------------------------------------------------------------- */

/* In one piece, with that much room around it, and nobody else's where it may be written. False without memory, or if it is too long. */
static bool make_plain(struct sk_buff *skb, int head, int tail, bool write)
{
	int more_head = head - (int)(skb_mac_header(skb) - skb->head), more_tail = tail - skb_tailroom(skb);

	if ((write && skb_cloned(skb)) || more_head > 0 || (skb_is_nonlinear(skb) && more_tail > 0)) {
		more_tail += skb->data_len;
		if (pskb_expand_head(skb, more_head > 0 ? ALIGN(more_head, NET_SKB_PAD) : 0,
				     more_tail > 0 ? more_tail : 0, GFP_ATOMIC))
			return false;
	}
	return !skb_linearize(skb) && skb_tail_pointer(skb) - skb->head <= KILN_PACKET_LEN_MAX;
}

static void describe(struct kiln_packet *p, const struct sk_buff *skb, uint8_t *from, uint8_t *head, uint8_t *end)
{
	memset(p, 0, sizeof(*p));
	p->data = p->data_meta = from;
	p->data_end = skb_tail_pointer(skb);
	p->head = head;
	p->tail_max = end;
	p->len = p->data_end - p->data;
	p->ifindex = p->ingress_ifindex = skb->dev ? skb->dev->ifindex : 0;
	p->ingress_ifindex = skb->skb_iif;
	p->rx_queue = skb_rx_queue_recorded(skb) ? skb_get_rx_queue(skb) : 0;
	p->pkt_type = skb->pkt_type;
	p->mark = skb->mark;
	p->priority = skb->priority;
	p->queue_mapping = skb->queue_mapping;
	p->protocol_be = (__force uint16_t)skb->protocol;
	p->vlan_present = skb_vlan_tag_present(skb);
	p->vlan_tci = p->vlan_present ? skb->vlan_tci : 0;
	p->vlan_proto_be = p->vlan_present ? (__force uint16_t)skb->vlan_proto : 0;
	p->hash = skb->hash;
	p->wire_len = p->len;
	p->tstamp = ktime_to_ns(skb->tstamp);
	p->dev_type = skb->dev ? skb->dev->type : 0;
	p->net_off = skb_network_header(skb) - from;
	p->mac_off = 0;
}

/* -- XDP ------------------------------------------------------------------------------------------------------------- */

/* The packet as the program left it. skb->data stands behind the link header, as it did. */
static void carry_back(struct sk_buff *skb, const struct kiln_packet *p, const uint8_t *data, const uint8_t *end)
{
	int by = p->data - data, longer = p->data_end - end;

	if (by) {
		if (by > 0)
			__skb_pull(skb, by);
		else
			__skb_push(skb, -by);
		skb->mac_header += by;
		skb_reset_network_header(skb);
	}
	if (longer) {
		skb_set_tail_pointer(skb, p->data_end - skb->data);
		skb->len += longer;
	}
}

/* What follows the link header, and whose it is, may be something else now. */
static void link_header_again(struct sk_buff *skb)
{
	__skb_push(skb, ETH_HLEN);
	skb->pkt_type = PACKET_HOST;
	skb->protocol = eth_type_trans(skb, skb->dev);
}

static void send_out(struct sk_buff *skb, struct net_device *dev)
{
	if (!dev || !(dev->flags & IFF_UP)) {
		kfree_skb(skb);
		return;
	}
	__skb_push(skb, skb->mac_len);
	skb->dev = dev;
	skb->ip_summed = CHECKSUM_NONE;
	dev_queue_xmit(skb);
}

static struct net_device *redirect_dev(const struct sk_buff *skb, const struct redirect *to)
{
	uint32_t key = to->key, value[2] = { 0 };

	if (!to->map)
		value[0] = key;
	else if (kiln_map_value_len(to->map) > sizeof(value) || kiln_map_lookup(to->map, &key, value, 0))
		return NULL;
	return dev_get_by_index_rcu(dev_net(skb->dev), value[0]);
}

static rx_handler_result_t xdp_act(struct sk_buff *skb, int64_t verdict, const struct redirect *to)
{
	if (verdict == XDP_PASS)
		return RX_HANDLER_PASS;
	if (verdict == XDP_TX)
		send_out(skb, skb->dev);
	else if (verdict == XDP_REDIRECT)
		send_out(skb, redirect_dev(skb, to));
	else
		kfree_skb(skb);
	return RX_HANDLER_CONSUMED;
}

/* For the device's packets, in a softirq; the reader's side of RCU is the caller's. */
static rx_handler_result_t xdp_rx(struct sk_buff **at)
{
	struct sk_buff *skb = skb_share_check(*at, GFP_ATOMIC);
	struct source *s;
	struct kiln_packet p;
	struct redirect to;
	uint8_t *data, *end;
	struct ethhdr before;
	int64_t verdict;

	*at = skb;
	if (!skb)
		return RX_HANDLER_CONSUMED;
	s = rcu_dereference(skb->dev->rx_handler_data);
	if (skb->pkt_type == PACKET_LOOPBACK || !s)
		return RX_HANDLER_PASS;
	if (!make_plain(skb, XDP_HEAD, XDP_TAIL, true)) {
		kfree_skb(skb);
		return RX_HANDLER_CONSUMED;
	}
	data = skb_mac_header(skb);
	end = skb_tail_pointer(skb);
	skb->mac_len = skb->data - data;
	memcpy(&before, data, sizeof(before));
	describe(&p, skb, data, skb->head, skb_end_pointer(skb));
	if (!source_run(s, &p, &verdict, &to))
		return RX_HANDLER_PASS;
	carry_back(skb, &p, data, end);
	if (verdict == XDP_PASS && memcmp(skb_mac_header(skb), &before, sizeof(before)))
		link_header_again(skb);
	return xdp_act(skb, verdict, &to);
}

/* -- netfilter's hooks ----------------------------------------------------------------------------------------------- */

/* The verdict on a packet that stays in its place and may get shorter. False: it could not be asked. */
static bool skb_run(struct place *pl, struct sk_buff *skb, struct kiln_packet *p, int64_t *verdict, struct redirect *to)
{
	uint8_t *from, *end;

	if (skb_shared(skb) || !make_plain(skb, 0, 0, !pl->to_network))
		return false;
	from = pl->to_network ? skb_network_header(skb) : skb_mac_header(skb);
	end = skb_tail_pointer(skb);
	describe(p, skb, from, from, end);
	if (!source_run(&pl->source, p, verdict, to))
		return false;
	skb->mark = p->mark;
	skb->priority = p->priority;
	if (p->data != from || p->data_end > end ||
	    (p->data_end < end && pskb_trim(skb, skb->len - (end - p->data_end))))
		*verdict = TC_SHOT;
	return true;
}

static unsigned int tc_hook(void *priv, struct sk_buff *skb, const struct nf_hook_state *state)
{
	struct place *pl = priv;
	struct kiln_packet p;
	struct redirect to;
	struct sk_buff *copy;
	int64_t verdict;

	if (!skb_run(pl, skb, &p, &verdict, &to) || verdict == TC_UNSPEC)
		return NF_ACCEPT;
	if (verdict == TC_REDIRECT) {
		skb->mac_len = skb->data - skb_mac_header(skb);
		copy = skb_clone(skb, GFP_ATOMIC);
		if (copy)
			send_out(copy, redirect_dev(skb, &to));
		return NF_DROP;
	}
	return verdict == TC_SHOT ? NF_DROP : NF_ACCEPT;
}

static unsigned int filter_hook(void *priv, struct sk_buff *skb, const struct nf_hook_state *state)
{
	struct place *pl = priv;
	struct kiln_packet p;
	int64_t verdict;

	if (!skb_run(pl, skb, &p, &verdict, NULL))
		return NF_ACCEPT;
	return verdict == 1 ? NF_ACCEPT : NF_DROP;
}

/* Programs of the kind netfilter see where the packet is, and not into it. */
static unsigned int verdict_hook(void *priv, struct sk_buff *skb, const struct nf_hook_state *state)
{
	struct place *pl = priv;
	uint64_t ctx[2] = { (uintptr_t)state, (uintptr_t)skb };
	int64_t verdict;

	return !source_run(&pl->source, ctx, &verdict, NULL) || verdict == NF_ACCEPT ? NF_ACCEPT : NF_DROP;
}

/* -- taps ------------------------------------------------------------------------------------------------------------ */

/* A look at the packet from its link header on. What the program says is for it alone. */
static int tap_rx(struct sk_buff *skb, struct net_device *dev, struct packet_type *type, struct net_device *orig)
{
	struct place *pl = container_of(type, struct place, tap);
	bool out = skb->pkt_type == PACKET_OUTGOING;
	struct kiln_packet p;
	int64_t ignored;
	uint8_t *from;

	skb = skb_share_check(skb, GFP_ATOMIC);
	if (!skb)
		return NET_RX_DROP;
	if (out == (pl->source.ops == &source_tap_out) && make_plain(skb, 0, 0, false)) {
		from = out ? skb->data : skb_mac_header(skb);
		describe(&p, skb, from, from, skb_tail_pointer(skb));
		source_run(&pl->source, &p, &ignored, NULL);
	}
	consume_skb(skb);
	return NET_RX_SUCCESS;
}

/* -- places ---------------------------------------------------------------------------------------------------------- */

static struct place *place_new(struct kiln *k, const struct source_ops *ops)
{
	struct place *pl = kzalloc(sizeof(*pl), GFP_KERNEL);

	if (!pl)
		return NULL;
	pl->source = (struct source){ .ops = ops, .k = k };
	pl->ops.priv = pl;
	pl->net = current->nsproxy->net_ns;
	return pl;
}

static enum kiln_err error_of(int err)
{
	return err == -EBUSY	? KILN_ERR_BUSY
	       : err == -ENOMEM ? KILN_ERR_NOMEM
	       : err == -ENODEV ? KILN_ERR_NODEV
				: KILN_ERR_INVAL;
}

/* With the RTNL: its device is found, what has to be is registered, and it is in the list; or nothing is. */
static int place_register(struct place *pl, uint32_t ifindex)
{
	int err = 0;

	if (ifindex) {
		pl->dev = __dev_get_by_index(pl->net, ifindex);
		if (!pl->dev || (pl->dev->type != ARPHRD_ETHER && pl->dev->type != ARPHRD_LOOPBACK))
			return -ENODEV;
		pl->ops.dev = pl->dev;
	}
	pl->tap.dev = pl->dev;
	if (pl->tap.func)
		dev_add_pack(&pl->tap);
	else
		err = pl->ops.hook ? nf_register_net_hook(pl->net, &pl->ops)
				   : netdev_rx_handler_register(pl->dev, xdp_rx, &pl->source);
	if (err)
		return err;
	if (pl->dev)
		dev_hold(pl->dev);
	list_add(&pl->all, &places);
	return 0;
}

static enum kiln_err place_begin(struct place *pl, uint32_t ifindex, struct source **out)
{
	int err;

	if (!pl)
		return KILN_ERR_NOMEM;
	rtnl_lock();
	err = place_register(pl, ifindex);
	rtnl_unlock();
	if (err) {
		kfree(pl);
		return error_of(err);
	}
	*out = &pl->source;
	return KILN_OK;
}

/* With the RTNL. No packet is in it when it returns. */
static void place_unregister(struct place *pl)
{
	if (!pl->net)
		return;
	list_del(&pl->all);
	if (pl->tap.func)
		__dev_remove_pack(&pl->tap);
	else if (pl->ops.hook)
		nf_unregister_net_hook(pl->net, &pl->ops);
	else
		netdev_rx_handler_unregister(pl->dev);
	synchronize_net();
	if (pl->dev)
		dev_put(pl->dev);
	pl->net = NULL;
}

static void place_end(struct source *s)
{
	struct place *pl = container_of(s, struct place, source);

	rtnl_lock();
	place_unregister(pl);
	rtnl_unlock();
	kfree(pl);
}

static enum kiln_err xdp_begin(struct kiln *k, const struct kiln_place *at, struct source **out)
{
	return place_begin(place_new(k, &source_xdp), at->ifindex, out);
}

static enum kiln_err tcx_begin(struct kiln *k, const struct kiln_place *at, struct source **out)
{
	bool in = at->attach_type == TCX_INGRESS;
	struct place *pl = place_new(k, in ? &source_tcx_in : &source_tcx_out);

	if (pl) {
		pl->ops.hook = tc_hook;
		pl->ops.pf = NFPROTO_NETDEV;
		pl->ops.hooknum = in ? NF_NETDEV_INGRESS : NF_NETDEV_EGRESS;
	}
	return place_begin(pl, at->ifindex, out);
}

static enum kiln_err hook_begin(struct kiln *k, const struct kiln_place *at, const struct source_ops *ops,
				nf_hookfn *hook, struct source **out)
{
	struct place *pl;

	if ((at->family != NFPROTO_INET && at->family != NFPROTO_IPV4 && at->family != NFPROTO_IPV6) ||
	    at->hook >= NF_INET_NUMHOOKS)
		return KILN_ERR_INVAL;
	pl = place_new(k, ops);
	if (pl) {
		pl->to_network = true;
		pl->ops.hook = hook;
		pl->ops.pf = at->family;
		pl->ops.hooknum = at->hook;
		pl->ops.priority = at->priority;
	}
	return place_begin(pl, 0, out);
}

static enum kiln_err netfilter_begin(struct kiln *k, const struct kiln_place *at, struct source **out)
{
	return hook_begin(k, at, &source_netfilter, verdict_hook, out);
}

static enum kiln_err filter_begin(struct kiln *k, const struct kiln_place *at, struct source **out)
{
	return hook_begin(k, at, &source_packet_filter, filter_hook, out);
}

static enum kiln_err tap_begin_for(struct kiln *k, const struct kiln_place *at, const struct source_ops *ops,
				   struct source **out)
{
	struct place *pl = place_new(k, ops);

	if (pl) {
		pl->tap.type = htons(ETH_P_ALL);
		pl->tap.func = tap_rx;
	}
	return place_begin(pl, at->ifindex, out);
}

static enum kiln_err tap_in_begin(struct kiln *k, const struct kiln_place *at, struct source **out)
{
	return tap_begin_for(k, at, &source_tap_in, out);
}

static enum kiln_err tap_out_begin(struct kiln *k, const struct kiln_place *at, struct source **out)
{
	return tap_begin_for(k, at, &source_tap_out, out);
}

const struct source_ops source_tap_in = {
	.kind = "socket_filter", .attach_type = TCX_INGRESS, .begin = tap_in_begin, .end = place_end
};
const struct source_ops source_tap_out = {
	.kind = "socket_filter", .attach_type = TCX_EGRESS, .begin = tap_out_begin, .end = place_end
};
const struct source_ops source_xdp = { .kind = "xdp", .begin = xdp_begin, .end = place_end };
const struct source_ops source_tcx_in = {
	.kind = "sched_cls", .attach_type = TCX_INGRESS, .begin = tcx_begin, .end = place_end
};
const struct source_ops source_tcx_out = {
	.kind = "sched_cls", .attach_type = TCX_EGRESS, .begin = tcx_begin, .end = place_end
};
const struct source_ops source_netfilter = { .kind = "netfilter", .begin = netfilter_begin, .end = place_end };
const struct source_ops source_packet_filter = {
	.kind = "cgroup_skb", .attach_type = NETFILTER, .begin = filter_begin, .end = place_end
};

/* -- what goes takes them along -------------------------------------------------------------------------------------- */

static int dev_event(struct notifier_block *nb, unsigned long event, void *info)
{
	const struct net_device *dev = netdev_notifier_info_to_dev(info);
	struct place *pl, *next;

	list_for_each_entry_safe(pl, next, &places, all) if (event == NETDEV_UNREGISTER && pl->dev == dev)
		place_unregister(pl);
	return NOTIFY_DONE;
}
static struct notifier_block notifier = { .notifier_call = dev_event };

static void __net_exit net_gone(struct net *net)
{
	struct place *pl, *next;

	rtnl_lock();
	list_for_each_entry_safe(pl, next, &places, all) if (pl->net == net) place_unregister(pl);
	rtnl_unlock();
}
static struct pernet_operations namespaces = { .exit = net_gone };

enum kiln_err net_begin(void)
{
	if (register_pernet_subsys(&namespaces))
		return KILN_ERR_NOMEM;
	if (!register_netdevice_notifier(&notifier))
		return KILN_OK;
	unregister_pernet_subsys(&namespaces);
	return KILN_ERR_NOMEM;
}

void net_end(void)
{
	unregister_netdevice_notifier(&notifier);
	unregister_pernet_subsys(&namespaces);
}
