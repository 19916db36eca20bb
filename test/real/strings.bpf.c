// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * strings.bpf.c - text: names compared, numbers read, paths cut, lines put together.
 */
#include "trace.h"

#define PATH_LEN 64

struct enter {
	__u64 common;
	__s64 nr;
	__u64 args[6];
};

struct name {
	char text[TASK_COMM_LEN];
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 64);
	__type(key, struct name);
	__type(value, __u32);
} names SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 1024);
	__uint(key_size, PATH_LEN);
	__type(value, __u64);
} paths SEC(".maps");

const volatile char wanted[TASK_COMM_LEN] = "sshd";

SEC("tracepoint/syscalls/sys_enter_openat")
int by_name(struct enter *ctx)
{
	struct name n = {};
	__u32 *count;

	bpf_get_current_comm(n.text, sizeof(n.text));
	count = bpf_map_lookup_elem(&names, &n);
	if (count)
		__sync_fetch_and_add(count, 1);
	return 0;
}

SEC("tracepoint/syscalls/sys_enter_openat")
int only_wanted(struct enter *ctx)
{
	char comm[TASK_COMM_LEN] = {};
	int i;

	bpf_get_current_comm(comm, sizeof(comm));
	for (i = 0; i < TASK_COMM_LEN; i++) {
		if (comm[i] != wanted[i])
			return 0;
		if (!comm[i])
			break;
	}
	bpf_printk("%s opened", comm);
	return 0;
}

/* What follows the last slash. */
SEC("tracepoint/syscalls/sys_enter_openat")
int base_name(struct enter *ctx)
{
	char path[PATH_LEN] = {}, base[PATH_LEN] = {};
	__u64 now = bpf_ktime_get_ns();
	__u32 last = 0;
	long len;

	len = bpf_probe_read_user_str(path, sizeof(path), (const char *)ctx->args[1]);
	if (len <= 1)
		return 0;
	for (__u32 i = 0; i < PATH_LEN; i++) {
		if (i >= len)
			break;
		if (path[i] == '/')
			last = i + 1;
	}
	for (__u32 i = 0; i < PATH_LEN; i++) {
		__u32 from = last + i;

		if (from >= PATH_LEN || !path[from])
			break;
		base[i] = path[from];
	}
	bpf_map_update_elem(&paths, base, &now, BPF_ANY);
	return 0;
}

/* /proc/NUMBER/...: whose? */
SEC("tracepoint/syscalls/sys_enter_openat")
int proc_number(struct enter *ctx)
{
	char path[24] = {};
	__u32 nr = 0;
	int i;

	if (bpf_probe_read_user_str(path, sizeof(path), (const char *)ctx->args[1]) < 8)
		return 0;
	if (path[0] != '/' || path[1] != 'p' || path[2] != 'r' || path[3] != 'o' || path[4] != 'c')
		return 0;
	for (i = 6; i < 14; i++) {
		char c = path[i];

		if (c < '0' || c > '9')
			break;
		nr = nr * 10 + (c - '0');
	}
	if (nr > 1)
		bpf_printk("looks at %u", nr);
	return 0;
}

SEC("tracepoint/syscalls/sys_enter_write")
int hex_dump(struct enter *ctx)
{
	static const char digits[] = "0123456789abcdef";
	__u8 bytes[16] = {};
	char text[33];
	__u64 size = ctx->args[2];

	if (size > sizeof(bytes))
		size = sizeof(bytes);
	if (bpf_probe_read_user(bytes, size, (void *)ctx->args[1]))
		return 0;
	for (int i = 0; i < 16; i++) {
		text[2 * i] = digits[bytes[i] >> 4];
		text[2 * i + 1] = digits[bytes[i] & 15];
	}
	text[32] = 0;
	bpf_printk("%s", text);
	return 0;
}
