// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* What is there, listed by iterators: elements of a map, maps, programs, links, threads. */
#include <linux/bpf.h>

#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

#define KERNEL __attribute__((preserve_access_index))

struct seq_file;
struct bpf_iter_meta {
	struct seq_file *seq;
	__u64 session_id, seq_num;
} KERNEL;
struct bpf_map {
	enum bpf_map_type map_type;
	__u32 key_size, value_size, max_entries, map_flags, id;
	char name[16];
} KERNEL;
struct bpf_prog_aux {
	__u32 id, used_map_cnt;
	char name[16];
} KERNEL;
struct bpf_prog {
	__u32 len;
	enum bpf_prog_type type;
	__u8 tag[8];
	struct bpf_prog_aux *aux;
} KERNEL;
struct bpf_link {
	__u32 id;
	enum bpf_link_type type;
	struct bpf_prog *prog;
} KERNEL;
struct task_struct {
	int pid, tgid;
	__u64 start_time;
	char comm[16];
	struct task_struct *group_leader, *real_parent;
} KERNEL;

struct bpf_iter__bpf_map_elem {
	struct bpf_iter_meta *meta;
	struct bpf_map *map;
	void *key, *value;
};
struct bpf_iter__bpf_map {
	struct bpf_iter_meta *meta;
	struct bpf_map *map;
};
struct bpf_iter__bpf_prog {
	struct bpf_iter_meta *meta;
	struct bpf_prog *prog;
};
struct bpf_iter__bpf_link {
	struct bpf_iter_meta *meta;
	struct bpf_link *link;
};
struct bpf_iter__task {
	struct bpf_iter_meta *meta;
	struct task_struct *task;
};

char _license[] SEC("license") = "GPL";

/* Elements of a map of 4-byte keys and values of 8 bytes; each is counted in its value's last byte. */
SEC("iter/bpf_map_elem")
int elements(struct bpf_iter__bpf_map_elem *ctx)
{
	struct seq_file *seq = ctx->meta->seq;
	struct bpf_map *map = ctx->map;
	__u32 *key = ctx->key;
	__u8 *value = ctx->value;

	if (!map)
		return 0;
	if (!key || !value) {
		BPF_SEQ_PRINTF(seq, "end after %d of %d\n", (int)ctx->meta->seq_num, map->max_entries);
		return 0;
	}
	BPF_SEQ_PRINTF(seq, "%d: %d ", *key, *(__u32 *)value);
	bpf_seq_write(seq, value + 4, 3);
	BPF_SEQ_PRINTF(seq, " %d\n", value[7]);
	value[7]++;
	return 0;
}

/* What is listed of itself: names are the same wherever it runs. */
static int is_ours(const char *name)
{
	static const char ours[] = "kl_";
	char have[4];

	bpf_probe_read_kernel_str(have, sizeof(have), name);
	return have[0] == ours[0] && have[1] == ours[1] && have[2] == ours[2];
}

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 10);
	__type(key, __u32);
	__type(value, __u64);
} kl_counts SEC(".maps");

SEC("iter/bpf_map")
int kl_maps(struct bpf_iter__bpf_map *ctx)
{
	struct bpf_map *map = ctx->map;
	__u32 key = 1;

	if (!map) {
		BPF_SEQ_PRINTF(ctx->meta->seq, "end\n");
		return 0;
	}
	if (is_ours(map->name))
		BPF_SEQ_PRINTF(ctx->meta->seq, "%s type %d key %d value %d of %d\n", map->name, map->map_type,
			       map->key_size, map->value_size, map->max_entries);
	bpf_map_lookup_elem(&kl_counts, &key);
	return 0;
}

SEC("iter/bpf_prog")
int kl_progs(struct bpf_iter__bpf_prog *ctx)
{
	struct bpf_prog *prog = ctx->prog;
	struct bpf_prog_aux *aux;

	if (!prog) {
		BPF_SEQ_PRINTF(ctx->meta->seq, "end\n");
		return 0;
	}
	aux = prog->aux;
	if (is_ours(aux->name))
		BPF_SEQ_PRINTF(ctx->meta->seq, "%s type %d, %d maps, tag %02x%02x\n", aux->name, prog->type,
			       aux->used_map_cnt, prog->tag[0], prog->tag[7]);
	return 0;
}

SEC("iter/bpf_link")
int kl_links(struct bpf_iter__bpf_link *ctx)
{
	struct bpf_link *link = ctx->link;

	if (link && is_ours(link->prog->aux->name))
		BPF_SEQ_PRINTF(ctx->meta->seq, "link of %s type %d\n", link->prog->aux->name, link->type);
	return 0;
}

SEC("iter/task")
int kl_tasks(struct bpf_iter__task *ctx)
{
	struct task_struct *task = ctx->task;

	if (task)
		BPF_SEQ_PRINTF(ctx->meta->seq, "%d %d %d %d %s %d\n", task->pid, task->tgid, task->group_leader->pid,
			       task->real_parent->tgid, task->comm, (int)(task->start_time / 1000000000));
	return 0;
}
