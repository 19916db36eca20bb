// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * paths.bpf.c - a seccomp policy that reads strings, counts, and limits a rate; kiln seccomp run paths.o -- COMMAND
 *
 * Opening anything below /etc but ld.so.cache is refused; the number of refused openings stands in a map. More than 100 sockets a
 * second are not made. All other calls are allowed, and do not even ask: only those in the section's name do.
 */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <linux/errno.h>
#include <linux/seccomp.h>

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 2);
	__type(key, __u32);
	__type(value, __u64);
} counts SEC(".maps"); /* looked at, refused */

struct rate {
	__u64 since, made;
};
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct rate);
} rates SEC(".maps");

static const char secret[] = "/etc/";
static const char cache[] = "/etc/ld.so.cache";

static __always_inline int begins(const char *path, const char *with, int len)
{
	for (int i = 0; i < len; i++)
		if (path[i] != with[i])
			return 0;
	return 1;
}

static __always_inline void count(__u32 which)
{
	__u64 *n = bpf_map_lookup_elem(&counts, &which);

	if (n)
		__sync_fetch_and_add(n, 1);
}

static __always_inline __u64 decide(const void *at)
{
	char path[64];

	count(0);
	if (bpf_probe_read_user_str(path, sizeof(path), at) < 0)
		return SECCOMP_RET_ERRNO | EFAULT;
	if (!begins(path, secret, sizeof(secret) - 1) || begins(path, cache, sizeof(cache)))
		return SECCOMP_RET_USER_NOTIF; /* the supervisor opens what was looked at */
	count(1);
	return SECCOMP_RET_ERRNO | EACCES;
}

SEC("seccomp/open,creat")
__u64 path_first(struct seccomp_data *call)
{
	return decide((void *)call->args[0]);
}

SEC("seccomp/openat,openat2")
__u64 path_second(struct seccomp_data *call)
{
	return decide((void *)call->args[1]);
}

SEC("seccomp/socket")
__u64 sockets(struct seccomp_data *call)
{
	__u32 zero = 0;
	__u64 now = bpf_ktime_get_ns();
	struct rate *r = bpf_map_lookup_elem(&rates, &zero);

	if (!r)
		return SECCOMP_RET_ALLOW;
	if (now - r->since > 1000000000) {
		r->since = now;
		r->made = 0;
	}
	return ++r->made > 100 ? SECCOMP_RET_ERRNO | EAGAIN : SECCOMP_RET_ALLOW;
}

char _license[] SEC("license") = "Dual BSD/GPL";
