/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * sock.bpf.c - sockets: looked up, read, given back.
 */
#include "refuse.h"

char licence[] SEC("license") = "GPL";
long out;

static __always_inline struct bpf_sock *look_up(struct __sk_buff *ctx)
{
	struct bpf_sock_tuple t = {};

	return bpf_sk_lookup_tcp(ctx, &t, sizeof(t.ipv4), BPF_F_CURRENT_NETNS, 0);
}

ENTRY("tc", socket_member, struct __sk_buff)
{
	struct bpf_sock *sk = ctx->sk;

	if (!sk)
		return 0;
#ifdef MENDED
	sk = bpf_sk_fullsock(sk);
	if (!sk)
		return 0;
#endif
	out = sk->mark; /* socket-member */
	return 0;
}

ENTRY("tc", socket_member_, struct __sk_buff)
{
	struct bpf_sock *sk = ctx->sk;

	if (!sk)
		return 0;
	asm volatile("%0 = *(" MEND("u64", "u32") " *)(%1 + 56)"
		     : "=r"(out)
		     : "r"(sk)); /* socket-member: two at once */
	return 0;
}

ENTRY("tc", socket_argument, struct __sk_buff)
{
	struct bpf_sock *sk = ctx->sk;

	if (!sk)
		return 0;
	out = (long)bpf_tcp_sock(MEND((void *)ctx, sk)); /* socket-argument */
	return 0;
}

ENTRY("tc", ref_leak, struct __sk_buff)
{
	struct bpf_sock *sk = look_up(ctx);

	if (!sk)
		return 0;
	out = sk->state;
	if (MEND(out == 1, 1))
		bpf_sk_release(sk);
	return 0;
} /* ref-leak: here, where it is still held */

ENTRY("tc", use_after_release, struct __sk_buff)
{
	struct bpf_sock *sk = look_up(ctx);
	long state;

	if (!sk)
		return 0;
	state = sk->state;
	bpf_sk_release(sk);
	out = MEND(sk->dst_ip4, state); /* use-after-release */
	return 0;
}

/* What a socket was cast to goes with it. */
ENTRY("tc", use_after_release_, struct __sk_buff)
{
	struct bpf_sock *sk = look_up(ctx);
	struct bpf_tcp_sock *tcp;

	if (!sk)
		return 0;
	tcp = bpf_tcp_sock(sk);
#ifdef MENDED
	if (tcp)
		out = tcp->snd_cwnd;
	bpf_sk_release(sk);
#else
	bpf_sk_release(sk);
	if (tcp) /* use-after-release: the other */
		out = tcp->snd_cwnd;
#endif
	return 0;
}

/* That the cast gave NULL says nothing of the socket. */
ENTRY("tc", ref_leak_, struct __sk_buff)
{
	struct bpf_sock *sk = look_up(ctx);
	struct bpf_tcp_sock *tcp;

	if (!sk)
		return 0;
	tcp = bpf_tcp_sock(sk);
#ifndef MENDED
	if (!tcp)
		return 0;
#endif
	bpf_sk_release(sk);
	return 0;
} /* ref-leak: not with the cast */

ENTRY("tc", ref_double, struct __sk_buff)
{
	struct bpf_sock *sk = ctx->sk;

	if (!sk)
		return 0;
#ifndef MENDED
	bpf_sk_release(sk); /* ref-double */
#endif
	return 0;
}

ENTRY("tc", null_, struct __sk_buff)
{
	struct bpf_sock *sk = ctx->sk;

#ifdef MENDED
	if (!sk)
		return 0;
#endif
	out = sk->state; /* null */
	return 0;
}

ENTRY("tc", helper_null_, struct __sk_buff)
{
	struct bpf_sock *sk = ctx->sk;

#ifdef MENDED
	if (!sk)
		return 0;
#endif
	out = (long)bpf_sk_fullsock(sk); /* helper-null */
	return 0;
}

ENTRY("tc", object_write_, struct __sk_buff)
{
	struct bpf_sock *sk = ctx->sk;

	if (!sk)
		return 0;
	MEND(sk->state, out) = 1; /* object-write */
	return 0;
}

ENTRY("tc", pointer_arith_, struct __sk_buff)
{
	struct bpf_sock *sk = ctx->sk;

	if (!sk)
		return 0;
#ifdef MENDED
	out = sk->family;
#else
	asm volatile("%0 += 4" : "+r"(sk)); /* pointer-arith */
	out = *(int *)sk;
#endif
	return 0;
}
