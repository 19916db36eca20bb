// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * trace_syscalls.bpf.c - system calls by their tracepoints: who opens what, how long calls take, which fail.
 */
#include "trace.h"

#define NAME_LEN 128

struct enter {
	__u64 common;
	__s64 nr;
	__u64 args[6];
};

struct leave {
	__u64 common;
	__s64 nr;
	__s64 ret;
};

struct event {
	__u64 when;
	__u32 pid;
	__u32 uid;
	__s32 ret;
	__u32 flags;
	char comm[TASK_COMM_LEN];
	char name[NAME_LEN];
};

struct args {
	const char *name;
	__u32 flags;
	__u32 pad;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 10240);
	__type(key, __u32);
	__type(value, struct args);
} starts SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY);
	__uint(key_size, 4);
	__uint(value_size, 4);
} events SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 10240);
	__type(key, __u64);
	__type(value, __u64);
} times SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 512);
	__type(key, __u32);
	__type(value, struct hist);
} latencies SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1024);
	__type(key, __u64);
	__type(value, __u64);
} errors SEC(".maps");

const volatile __u32 only_pid = 0;
const volatile __u32 only_uid = (__u32)-1;
const volatile bool only_failed = false;

static __always_inline bool is_wanted(__u32 pid)
{
	__u32 uid;

	if (only_pid && only_pid != pid)
		return false;
	if (only_uid != (__u32)-1) {
		uid = (__u32)bpf_get_current_uid_gid();
		return uid == only_uid;
	}
	return true;
}

SEC("tracepoint/syscalls/sys_enter_openat")
int open_enter(struct enter *ctx)
{
	__u64 id = bpf_get_current_pid_tgid();
	__u32 tid = (__u32)id;
	struct args a = {};

	if (!is_wanted(id >> 32))
		return 0;
	a.name = (const char *)ctx->args[1];
	a.flags = (__u32)ctx->args[2];
	bpf_map_update_elem(&starts, &tid, &a, BPF_ANY);
	return 0;
}

SEC("tracepoint/syscalls/sys_exit_openat")
int open_exit(struct leave *ctx)
{
	__u32 tid = (__u32)bpf_get_current_pid_tgid();
	struct event e = {};
	struct args *a;

	a = bpf_map_lookup_elem(&starts, &tid);
	if (!a)
		return 0;
	e.ret = (__s32)ctx->ret;
	if (only_failed && e.ret >= 0)
		goto done;
	e.when = bpf_ktime_get_ns();
	e.pid = bpf_get_current_pid_tgid() >> 32;
	e.uid = (__u32)bpf_get_current_uid_gid();
	e.flags = a->flags;
	bpf_get_current_comm(&e.comm, sizeof(e.comm));
	bpf_probe_read_user_str(&e.name, sizeof(e.name), a->name);
	bpf_perf_event_output(ctx, &events, BPF_F_CURRENT_CPU, &e, sizeof(e));
done:
	bpf_map_delete_elem(&starts, &tid);
	return 0;
}

SEC("tracepoint/raw_syscalls/sys_enter")
int any_enter(struct enter *ctx)
{
	__u64 id = bpf_get_current_pid_tgid(), now = bpf_ktime_get_ns();

	if (!is_wanted(id >> 32))
		return 0;
	bpf_map_update_elem(&times, &id, &now, BPF_ANY);
	return 0;
}

SEC("tracepoint/raw_syscalls/sys_exit")
int any_exit(struct leave *ctx)
{
	__u64 id = bpf_get_current_pid_tgid(), *from;
	__u32 nr = (__u32)ctx->nr;
	struct hist *h;

	from = bpf_map_lookup_elem(&times, &id);
	if (!from)
		return 0;
	h = bpf_map_lookup_elem(&latencies, &nr);
	if (h)
		hist_add(h, (bpf_ktime_get_ns() - *from) / 1000);
	bpf_map_delete_elem(&times, &id);
	return 0;
}

SEC("tracepoint/raw_syscalls/sys_exit")
int count_errors(struct leave *ctx)
{
	__u64 key, one = 1, *n;

	if (ctx->ret >= 0 || ctx->ret < -4095)
		return 0;
	key = (__u64)ctx->nr << 32 | (__u32)-ctx->ret;
	n = bpf_map_lookup_elem(&errors, &key);
	if (n)
		__sync_fetch_and_add(n, 1);
	else
		bpf_map_update_elem(&errors, &key, &one, BPF_NOEXIST);
	return 0;
}

#define NR_ARGS 8
#define ARG_LEN 32

struct exec {
	__u32 pid;
	__u32 nr;
	char args[NR_ARGS][ARG_LEN];
};

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct exec);
} execs SEC(".maps");

SEC("tracepoint/syscalls/sys_enter_execve")
int exec_enter(struct enter *ctx)
{
	const char **argv = (const char **)ctx->args[1];
	const char *arg;
	struct exec *e;
	__u32 zero = 0;

	e = bpf_map_lookup_elem(&execs, &zero);
	if (!e)
		return 0;
	e->pid = bpf_get_current_pid_tgid() >> 32;
	e->nr = 0;
	for (int i = 0; i < NR_ARGS; i++) {
		if (bpf_probe_read_user(&arg, sizeof(arg), &argv[i]) || !arg)
			break;
		if (bpf_probe_read_user_str(e->args[i], ARG_LEN, arg) < 0)
			break;
		e->nr++;
	}
	bpf_perf_event_output(ctx, &events, BPF_F_CURRENT_CPU, e, sizeof(*e));
	return 0;
}

struct packed {
	__u32 len;
	char text[1024];
};

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct packed);
} packeds SEC(".maps");

/* Arguments one behind the other: each begins where the last one ended. */
SEC("tracepoint/syscalls/sys_enter_execve")
int exec_packed(struct enter *ctx)
{
	const char **argv = (const char **)ctx->args[1];
	__u32 zero = 0, off = 0;
	struct packed *p;
	const char *arg;
	long len;

	p = bpf_map_lookup_elem(&packeds, &zero);
	if (!p)
		return 0;
	for (int i = 0; i < 16; i++) {
		if (bpf_probe_read_user(&arg, sizeof(arg), &argv[i]) || !arg)
			break;
		if (off > sizeof(p->text) - 64)
			break;
		len = bpf_probe_read_user_str(&p->text[off], 64, arg);
		if (len <= 0)
			break;
		off += len;
	}
	p->len = off;
	if (off < sizeof(p->text))
		bpf_perf_event_output(ctx, &events, BPF_F_CURRENT_CPU, p, sizeof(p->len) + off);
	return 0;
}

SEC("tracepoint/syscalls/sys_enter_kill")
int kill_enter(struct enter *ctx)
{
	struct event e = { .pid = bpf_get_current_pid_tgid() >> 32 };

	e.flags = (__u32)ctx->args[1];
	e.ret = (__s32)ctx->args[0];
	if (e.flags == 0)
		return 0;
	bpf_get_current_comm(e.comm, sizeof(e.comm));
	bpf_perf_event_output(ctx, &events, BPF_F_CURRENT_CPU, &e, offsetof(struct event, name));
	return 0;
}
