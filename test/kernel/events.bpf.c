// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* events.bpf.c - programs that perf_event_open(2) attaches, and a perf event array, for test/kernel/events.c. */
#include <linux/bpf.h>
#include <linux/bpf_perf_event.h>

#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

char LICENSE[] SEC("license") = "Dual BSD/GPL";

/* A packet of events.c's, and the answer that nobody takes it (ICMP), which holds it; without Ethernet's header. */
enum { PACKET_LEN = 128, ANSWER_LEN = PACKET_LEN + 28 };

struct {
	__uint(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY);
	__type(key, __u32);
	__type(value, __u32);
} events SEC(".maps");

/* What the test does is all of its own process, or its children's. */
struct {
	__u32 self;
	__u64 switches, packets, bytes, calls, ppid_nr, reads, returns, probed, returned, last, samples, cookies[4];
} seen;

struct event {
	__u32 kind, pid, number;
	char text[20];
};

/* Records, as tracefs says in `format`. */
struct exec_record {
	__u64 common;
	__u32 filename; /* where it stands: length << 16 | offset */
	__s32 pid, old_pid;
};

struct switch_record {
	__u64 common;
	char prev_comm[16];
	__s32 prev_pid, prev_prio;
	long prev_state;
	char next_comm[16];
	__s32 next_pid, next_prio;
};

struct packet_record {
	__u64 common;
	void *skb;
	__u32 len, name;
};

struct call_record {
	__u64 common;
	__s32 nr;
	__u64 args[1000]; /* further than any record */
};

SEC("tracepoint/sched/sched_process_exec")
int on_exec(struct exec_record *r)
{
	struct event e = { .kind = 1, .pid = bpf_get_current_pid_tgid() >> 32, .number = r->pid == r->old_pid };

	bpf_probe_read_kernel_str(e.text, sizeof(e.text), (void *)r + (r->filename & 0xffff));
	if (e.pid == r->pid)
		bpf_perf_event_output(r, &events, BPF_F_CURRENT_CPU, &e, sizeof(e));
	return 0;
}

SEC("tracepoint/sched/sched_switch")
int on_switch(struct switch_record *r)
{
	if (r->prev_pid == seen.self && r->prev_comm[0] == 'e' && r->prev_comm[5] == 's' && r->next_pid != seen.self)
		__sync_fetch_and_add(&seen.switches, 1);
	return 0;
}

SEC("tracepoint/net/netif_receive_skb")
int on_packet(struct packet_record *r)
{
	struct event e = { .kind = 2, .number = r->len };

	if (r->len != PACKET_LEN &&
	    r->len != ANSWER_LEN) /* whose they are is not told: a thread of the kernel's may receive them */
		return 0;
	bpf_probe_read_kernel_str(e.text, sizeof(e.text), (void *)r + (r->name & 0xffff));
	bpf_perf_event_output(r, &events, BPF_F_CURRENT_CPU, &e, sizeof(e));
	__sync_fetch_and_add(&seen.packets, 1);
	__sync_fetch_and_add(&seen.bytes, r->len);
	return 0;
}

SEC("tracepoint/syscalls/sys_enter_getppid")
int on_call(struct call_record *r)
{
	if (bpf_get_current_pid_tgid() >> 32 != seen.self)
		return 0;
	__sync_fetch_and_add(&seen.calls, 1);
	seen.cookies[2] = bpf_get_attach_cookie(r);
	seen.ppid_nr = r->nr;
	return 0;
}

SEC("kprobe/vfs_read")
int on_read(struct pt_regs *ctx)
{
	if (bpf_get_current_pid_tgid() >> 32 == seen.self && PT_REGS_PARM3(ctx) == 3)
		__sync_fetch_and_add(&seen.reads, 1);
	return 0;
}

SEC("kretprobe/vfs_read")
int on_read_return(struct pt_regs *ctx)
{
	if (bpf_get_current_pid_tgid() >> 32 == seen.self && PT_REGS_RC(ctx) == 3)
		__sync_fetch_and_add(&seen.returns, 1);
	return 0;
}

/* Several functions in one link, each with a cookie of its own. */
SEC("kprobe.multi")
int on_several(struct pt_regs *ctx)
{
	const __u64 len = PT_REGS_PARM3(ctx);

	if (bpf_get_current_pid_tgid() >> 32 == seen.self && (len == 3 || len == 5))
		__sync_fetch_and_add(&seen.cookies[len == 5], bpf_get_attach_cookie(ctx));
	return 0;
}

SEC("uprobe")
int on_probed(struct pt_regs *ctx)
{
	seen.last = PT_REGS_PARM1(ctx);
	seen.cookies[3] = bpf_get_attach_cookie(ctx);
	__sync_fetch_and_add(&seen.probed, 1);
	return 0;
}

SEC("uretprobe")
int on_probed_return(struct pt_regs *ctx)
{
	if (PT_REGS_RC(ctx) == seen.last + 1)
		__sync_fetch_and_add(&seen.returned, 1);
	return 0;
}

SEC("perf_event")
int on_sample(struct bpf_perf_event_data *ctx)
{
	if (bpf_get_current_pid_tgid() >> 32 == seen.self)
		__sync_fetch_and_add(&seen.samples, 1);
	return 0;
}
