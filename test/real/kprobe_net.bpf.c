// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * kprobe_net.bpf.c - connections by kernel probes: who connects where, how long they live, what is sent again.
 */
#include "trace.h"
#include <bpf/bpf_endian.h>

#define AF_INET 2

/* The beginning of struct sock_common, read by offset as tools did before type information. */
struct sock_head {
	__be32 daddr;
	__be32 saddr;
	__u32 hash;
	__be16 dport;
	__u16 num;
	__u16 family;
};

struct conn {
	__u64 born;
	__u32 pid;
	char comm[TASK_COMM_LEN];
};

struct event {
	__be32 saddr;
	__be32 daddr;
	__u16 lport;
	__u16 dport;
	__u32 pid;
	__u64 ns;
	char comm[TASK_COMM_LEN];
};

struct flow {
	__be32 saddr;
	__be32 daddr;
	__u16 lport;
	__be16 dport;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 10240);
	__type(key, __u32);
	__type(value, __u64);
} connecting SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 10240);
	__type(key, __u64);
	__type(value, struct conn);
} conns SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 4096);
	__type(key, struct flow);
	__type(value, __u64);
} retransmits SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY);
	__uint(key_size, 4);
	__uint(value_size, 4);
} events SEC(".maps");

const volatile __u64 min_ns = 0;
const volatile __u16 only_port = 0;

SEC("kprobe/tcp_v4_connect")
int BPF_KPROBE(connect_enter, void *sk)
{
	__u32 tid = (__u32)bpf_get_current_pid_tgid();
	__u64 addr = (__u64)sk;

	bpf_map_update_elem(&connecting, &tid, &addr, BPF_ANY);
	return 0;
}

SEC("kretprobe/tcp_v4_connect")
int BPF_KRETPROBE(connect_exit, int ret)
{
	__u32 tid = (__u32)bpf_get_current_pid_tgid();
	struct sock_head head = {};
	struct event e = {};
	__u64 *sk;

	sk = bpf_map_lookup_elem(&connecting, &tid);
	if (!sk)
		return 0;
	if (!ret && !bpf_probe_read_kernel(&head, sizeof(head), (void *)*sk)) {
		if (only_port && head.dport != bpf_htons(only_port))
			goto done;
		e.saddr = head.saddr;
		e.daddr = head.daddr;
		e.dport = bpf_ntohs(head.dport);
		e.lport = head.num;
		e.pid = bpf_get_current_pid_tgid() >> 32;
		bpf_get_current_comm(e.comm, sizeof(e.comm));
		bpf_perf_event_output(ctx, &events, BPF_F_CURRENT_CPU, &e, sizeof(e));
	}
done:
	bpf_map_delete_elem(&connecting, &tid);
	return 0;
}

SEC("kprobe/tcp_set_state")
int BPF_KPROBE(set_state, void *sk, int state)
{
	__u64 key = (__u64)sk, now = bpf_ktime_get_ns();
	struct conn c = {}, *known;
	struct sock_head head = {};
	struct event e = {};

	if (state == 2 || state == 3) {
		c.born = now;
		c.pid = bpf_get_current_pid_tgid() >> 32;
		bpf_get_current_comm(c.comm, sizeof(c.comm));
		bpf_map_update_elem(&conns, &key, &c, BPF_ANY);
		return 0;
	}
	if (state != 7)
		return 0;
	known = bpf_map_lookup_elem(&conns, &key);
	if (!known)
		return 0;
	e.ns = now - known->born;
	if (e.ns >= min_ns && !bpf_probe_read_kernel(&head, sizeof(head), sk) && head.family == AF_INET) {
		e.saddr = head.saddr;
		e.daddr = head.daddr;
		e.lport = head.num;
		e.dport = bpf_ntohs(head.dport);
		e.pid = known->pid;
		__builtin_memcpy(e.comm, known->comm, sizeof(e.comm));
		bpf_perf_event_output(ctx, &events, BPF_F_CURRENT_CPU, &e, sizeof(e));
	}
	bpf_map_delete_elem(&conns, &key);
	return 0;
}

SEC("kprobe/tcp_retransmit_skb")
int BPF_KPROBE(retransmit, void *sk)
{
	struct sock_head head;
	struct flow f = {};
	__u64 one = 1, *n;

	if (bpf_probe_read_kernel(&head, sizeof(head), sk))
		return 0;
	f.saddr = head.saddr;
	f.daddr = head.daddr;
	f.lport = head.num;
	f.dport = head.dport;
	n = bpf_map_lookup_elem(&retransmits, &f);
	if (n)
		__sync_fetch_and_add(n, 1);
	else
		bpf_map_update_elem(&retransmits, &f, &one, BPF_ANY);
	return 0;
}

SEC("kprobe/tcp_sendmsg")
int BPF_KPROBE(bytes_sent, void *sk, void *msg, __u64 size)
{
	__u64 key = (__u64)sk;
	struct conn *c = bpf_map_lookup_elem(&conns, &key);

	if (c && size < 1 << 20)
		__sync_fetch_and_add(&c->born, 0);
	return 0;
}

SEC("kretprobe/inet_csk_accept")
int BPF_KRETPROBE(accepted, void *sk)
{
	struct sock_head head = {};
	struct event e = {};

	if (!sk)
		return 0;
	bpf_probe_read_kernel(&head.family, sizeof(head.family), sk + offsetof(struct sock_head, family));
	if (head.family != AF_INET)
		return 0;
	bpf_probe_read_kernel(&e.daddr, sizeof(e.daddr), sk);
	bpf_probe_read_kernel(&e.lport, sizeof(e.lport), sk + offsetof(struct sock_head, num));
	e.pid = bpf_get_current_pid_tgid() >> 32;
	bpf_get_current_comm(&e.comm, sizeof(e.comm));
	bpf_perf_event_output(ctx, &events, BPF_F_CURRENT_CPU, &e, sizeof(e));
	return 0;
}
