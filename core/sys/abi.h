/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * abi.h - what bpf(2) and its callers exchange: union bpf_attr and the structs of BPF_OBJ_GET_INFO_BY_FD, as Linux 6.18 has them.
 *
 * Written anew from the layout; test/unit/sys_test.c holds sizes and offsets against the system's own header.
 */
#ifndef KILN_SYS_ABI_H
#define KILN_SYS_ABI_H

#include <kiln/port.h>

enum { SYS_NAME_LEN = 16, SYS_TAG_LEN = 8 };

/* 64-bit members are aligned to 8 on every CPU, as the kernel declares them. */
typedef uint64_t __attribute__((aligned(8))) u64a;

union sys_attr {
	struct {
		uint32_t map_type, key_size, value_size, max_entries, map_flags, inner_map_fd, numa_node;
		char map_name[SYS_NAME_LEN];
		uint32_t map_ifindex, btf_fd, btf_key_type_id, btf_value_type_id, btf_vmlinux_value_type_id;
		u64a map_extra;
		int32_t value_type_btf_obj_fd, map_token_fd;
		u64a excl_prog_hash;
		uint32_t excl_prog_hash_size;
	} map_create;
	struct {
		uint32_t map_fd;
		u64a key, value, flags;
	} elem; /* value is next_key, too */
	struct {
		u64a in_batch, out_batch, keys, values;
		uint32_t count, map_fd;
		u64a elem_flags, flags;
	} batch;
	struct {
		uint32_t prog_type, insn_cnt;
		u64a insns, license;
		uint32_t log_level, log_size;
		u64a log_buf;
		uint32_t kern_version, prog_flags;
		char prog_name[SYS_NAME_LEN];
		uint32_t prog_ifindex, expected_attach_type, prog_btf_fd, func_info_rec_size;
		u64a func_info;
		uint32_t func_info_cnt, line_info_rec_size;
		u64a line_info;
		uint32_t line_info_cnt, attach_btf_id, attach_prog_fd, core_relo_cnt;
		u64a fd_array, core_relos;
		uint32_t core_relo_rec_size, log_true_size;
		int32_t prog_token_fd;
		uint32_t fd_array_cnt;
		u64a signature;
		uint32_t signature_size;
		int32_t keyring_id;
	} load;
	struct {
		u64a pathname;
		uint32_t bpf_fd, file_flags;
		int32_t path_fd;
	} pin;
	struct {
		uint32_t target_fd, attach_bpf_fd, attach_type, attach_flags, replace_bpf_fd, relative_fd;
		u64a expected_revision;
	} attach;
	struct {
		uint32_t prog_fd, retval, data_size_in, data_size_out;
		u64a data_in, data_out;
		uint32_t repeat, duration, ctx_size_in, ctx_size_out;
		u64a ctx_in, ctx_out;
		uint32_t flags, cpu, batch_size;
	} test;
	struct {
		uint32_t id, next_id, open_flags;
		int32_t token_fd;
	} by_id; /* id: start_id, prog_id, map_id, btf_id, link_id */
	struct {
		uint32_t bpf_fd, info_len;
		u64a info;
	} info;
	struct {
		uint32_t target_fd, attach_type, query_flags, attach_flags;
		u64a prog_ids;
		uint32_t count;
		u64a prog_attach_flags, link_ids, link_attach_flags, revision;
	} query;
	struct {
		u64a name;
		uint32_t prog_fd;
		u64a cookie;
	} raw_tracepoint;
	struct {
		u64a btf, log_buf;
		uint32_t size, log_size, log_level, log_true_size, flags;
		int32_t token_fd;
	} btf;
	struct {
		uint32_t pid, fd, flags, buf_len;
		u64a buf;
		uint32_t prog_id, fd_type;
		u64a probe_offset, probe_addr;
	} task_fd_query;
	struct {
		uint32_t prog_fd, target_fd, attach_type, flags;
		union {
			uint32_t target_btf_id;
			u64a cookie; /* perf_event */
			struct {
				u64a info;
				uint32_t len;
			} iter;
			struct {
				uint32_t btf_id;
				u64a cookie;
			} tracing;
			struct {
				uint32_t relative_fd;
				u64a expected_revision;
			} chain; /* tcx, netkit, cgroup */
			struct {
				u64a path, offsets, ref_ctr_offsets, cookies;
				uint32_t cnt, flags, pid;
			} uprobe_multi;
			struct {
				uint32_t flags, cnt;
				u64a syms, addrs, cookies;
			} kprobe_multi;
			struct {
				uint32_t pf, hooknum;
				int32_t priority;
				uint32_t flags;
			} netfilter;
		};
	} link_create;
	struct {
		uint32_t link_fd, new_prog_fd, flags, old_prog_fd;
	} link_update;
	struct {
		uint32_t link_fd;
	} link_detach;
	struct {
		uint32_t type;
	} enable_stats;
	struct {
		uint32_t link_fd, flags;
	} iter_create;
	struct {
		uint32_t prog_fd, map_fd, flags;
	} bind_map;
	struct {
		uint32_t flags, bpffs_fd;
	} token_create;
	struct {
		u64a buf;
		uint32_t len, id, prog_fd;
	} stream_read;
};

struct sys_map_info {
	uint32_t type, id, key_size, value_size, max_entries, map_flags;
	char name[SYS_NAME_LEN];
	uint32_t ifindex, btf_vmlinux_value_type_id;
	u64a netns_dev, netns_ino;
	uint32_t btf_id, btf_key_type_id, btf_value_type_id, btf_vmlinux_id;
	u64a map_extra, hash;
	uint32_t hash_size;
};

struct sys_prog_info {
	uint32_t type, id;
	uint8_t tag[SYS_TAG_LEN];
	uint32_t jited_prog_len, xlated_prog_len;
	u64a jited_prog_insns, xlated_prog_insns, load_time;
	uint32_t created_by_uid, nr_map_ids;
	u64a map_ids;
	char name[SYS_NAME_LEN];
	uint32_t ifindex, gpl_compatible;
	u64a netns_dev, netns_ino;
	uint32_t nr_jited_ksyms, nr_jited_func_lens;
	u64a jited_ksyms, jited_func_lens;
	uint32_t btf_id, func_info_rec_size;
	u64a func_info;
	uint32_t nr_func_info, nr_line_info;
	u64a line_info, jited_line_info;
	uint32_t nr_jited_line_info, line_info_rec_size, jited_line_info_rec_size, nr_prog_tags;
	u64a prog_tags, run_time_ns, run_cnt, recursion_misses;
	uint32_t verified_insns, attach_btf_obj_id, attach_btf_id;
};

struct sys_btf_info {
	u64a btf;
	uint32_t btf_size, id;
	u64a name;
	uint32_t name_len, kernel_btf;
};

struct sys_link_info {
	uint32_t type, id, prog_id;
	union {
		struct {
			u64a tp_name;
			uint32_t tp_name_len;
			u64a cookie;
		} raw_tracepoint;
		struct {
			uint32_t attach_type, target_obj_id, target_btf_id;
			u64a cookie;
		} tracing;
		struct {
			u64a target_name;
			uint32_t target_name_len, map_id, tid, pid;
		} iter;
		struct {
			uint32_t ifindex, attach_type;
		} net;	      /* xdp has no attach_type; tcx has */
		u64a room[6]; /* the longest, uprobe_multi's */
	};
};

#endif
