// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * filter.bpf.c - a user's program for embed.c: nobody may POST below /admin, and no robots.
 */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

#include "request.h"

static long (*http_header)(struct request *r, const char *name, unsigned int name_len, char *out,
			   unsigned int out_len) = (void *)HTTP_HEADER;

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 2);
	__type(key, __u32);
	__type(value, __u64);
} decisions SEC(".maps");

static __always_inline int decide(struct request *r)
{
	char agent[16] = {};

	if (r->method == 2 && r->path[0] == '/' && r->path[1] == 'a' && r->path[2] == 'd' && r->path[3] == 'm')
		return BLOCK;
	if (http_header(r, "User-Agent", 10, agent, sizeof(agent)) < 0)
		return BLOCK;
	for (int i = 0; i < (int)sizeof(agent) - 2; i++)
		if (agent[i] == 'b' && agent[i + 1] == 'o' && agent[i + 2] == 't')
			return BLOCK;
	return ALLOW;
}

SEC("http")
int filter(struct request *r)
{
	__u32 verdict = decide(r);
	__u64 *count = bpf_map_lookup_elem(&decisions, &verdict);

	if (count)
		__sync_fetch_and_add(count, 1);
	return verdict;
}
