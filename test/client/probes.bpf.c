// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* Probes of functions of a process, and of places that it marks: what they are called with, what they return, how often. */
#include <linux/bpf.h>
#include <linux/ptrace.h>

#include <stdbool.h>

#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>
#include <bpf/usdt.bpf.h>

char _license[] SEC("license") = "GPL";

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 64);
	__type(key, __u32);
	__type(value, __u64);
} counts SEC(".maps");

long sum, product, marked, cookies, text_len;
char text[16];
int pid;

static void count(__u32 what)
{
	__u64 one = 1, *n = bpf_map_lookup_elem(&counts, &what);

	if (n)
		__sync_fetch_and_add(n, 1);
	else
		bpf_map_update_elem(&counts, &what, &one, BPF_NOEXIST);
}

SEC("uprobe")
int BPF_KPROBE(entry, int a, int b)
{
	sum += a * 10 + b;
	cookies += bpf_get_attach_cookie(ctx);
	pid = bpf_get_current_pid_tgid() >> 32;
	count(1);
	return 0;
}

SEC("uretprobe")
int BPF_KRETPROBE(leaves, int ret)
{
	product = product * 7 + ret;
	count(2);
	return 0;
}

SEC("uprobe")
int BPF_KPROBE(named, const char *name)
{
	text_len = bpf_probe_read_user_str(text, sizeof(text), name);
	count(3);
	return 0;
}

SEC("uprobe")
int busy(struct pt_regs *ctx)
{
	count(4);
	return 0;
}

SEC("uretprobe")
int jumped(struct pt_regs *ctx)
{
	count(5);
	return 0;
}

SEC("usdt")
int BPF_USDT(mark, int x, long y)
{
	marked += x * 100 + y;
	cookies += bpf_usdt_cookie(ctx);
	count(6);
	return 0;
}
