// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * sockets.bpf.c - hooks at sockets: connections steered, addresses rewritten, options set, messages let through.
 */
#include "real.h"

#define SOL_TCP	    6
#define TCP_NODELAY 1

struct peer {
	__be32 address;
	__be32 port; /* in the low 16 bits, as the context has it */
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1024);
	__type(key, struct peer);
	__type(value, struct peer);
} services SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 4096);
	__type(key, __u64);
	__type(value, struct peer);
} originals SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 16);
	__type(key, __u32);
	__type(value, __u64);
} events SEC(".maps");

SEC("cgroup/connect4")
int connect_service(struct bpf_sock_addr *ctx)
{
	struct peer p = {}, *to;
	__u64 cookie;

	p.address = ctx->user_ip4;
	p.port = ctx->user_port;
	to = bpf_map_lookup_elem(&services, &p);
	if (!to)
		return 1;
	cookie = bpf_get_socket_cookie(ctx);
	bpf_map_update_elem(&originals, &cookie, &p, BPF_ANY);
	ctx->user_ip4 = to->address;
	ctx->user_port = to->port;
	return 1;
}

SEC("cgroup/getpeername4")
int peer_name(struct bpf_sock_addr *ctx)
{
	__u64 cookie = bpf_get_socket_cookie(ctx);
	struct peer *p = bpf_map_lookup_elem(&originals, &cookie);

	if (p) {
		ctx->user_ip4 = p->address;
		ctx->user_port = p->port;
	}
	return 1;
}

SEC("cgroup/bind4")
int bind_high(struct bpf_sock_addr *ctx)
{
	__u32 port = bpf_ntohs((__u16)ctx->user_port);

	if (ctx->type != 1)
		return 1;
	return port == 0 || port >= 1024;
}

SEC("cgroup/sock_create")
int no_raw(struct bpf_sock *ctx)
{
	if (ctx->type == 3)
		return 0;
	ctx->priority = 3;
	return 1;
}

SEC("cgroup/connect6")
int no_mapped(struct bpf_sock_addr *ctx)
{
	if (ctx->user_ip6[0] == 0 && ctx->user_ip6[1] == 0 && ctx->user_ip6[2] == bpf_htonl(0xffff))
		return 0;
	return 1;
}

SEC("sockops")
int socket_events(struct bpf_sock_ops *ctx)
{
	__u32 op = ctx->op, key = op & 15;
	__u64 *n = bpf_map_lookup_elem(&events, &key);
	int one = 1;

	if (n)
		__sync_fetch_and_add(n, 1);
	switch (op) {
	case BPF_SOCK_OPS_ACTIVE_ESTABLISHED_CB:
	case BPF_SOCK_OPS_PASSIVE_ESTABLISHED_CB:
		bpf_setsockopt(ctx, SOL_TCP, TCP_NODELAY, &one, sizeof(one));
		bpf_sock_ops_cb_flags_set(ctx, BPF_SOCK_OPS_RTT_CB_FLAG);
		break;
	case BPF_SOCK_OPS_RWND_INIT:
		ctx->reply = 40;
		break;
	case BPF_SOCK_OPS_TIMEOUT_INIT:
		ctx->reply = ctx->remote_ip4 == bpf_htonl(0x7f000001) ? 10 : -1;
		break;
	}
	return 1;
}

SEC("sk_msg")
int message_head(struct sk_msg_md *msg)
{
	void *data = msg->data, *end = msg->data_end;
	__u8 *at = data;

	if ((void *)(at + 4) > end)
		return SK_PASS;
	return at[0] == 'E' && at[1] == 'V' && at[2] == 'I' && at[3] == 'L' ? SK_DROP : SK_PASS;
}

SEC("cgroup/dev")
int devices(struct bpf_cgroup_dev_ctx *ctx)
{
	__u32 type = ctx->access_type & 0xffff;

	if (type != BPF_DEVCG_DEV_CHAR)
		return 0;
	if (ctx->major == 1 && (ctx->minor == 3 || ctx->minor == 5 || ctx->minor == 9))
		return 1;
	return 0;
}
