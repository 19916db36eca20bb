// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * asks.bpf.c - a program of the kind syscall that asks for one thing: a command, to close, the user's memory, a type.
 */
#include <linux/bpf.h>
#include <linux/btf.h>
#include <bpf/bpf_helpers.h>

#include "asks.h"

struct locked {
	struct bpf_spin_lock lock;
	__u64 value;
};
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct locked);
} locked SEC(".maps");

union bpf_attr attr;
__u32 key;
__u64 value = 42;
char bytes[ASKS_LEN];
char terms[] = "GPL";
char type[] = "task_struct";
struct {
	struct bpf_insn insn[2];
} load = { { { .code = 0xb7, .imm = 7 }, { .code = 0x95 } } };

static __u64 at(void *p)
{
	return (__u64)(unsigned long)p;
}

static __s64 make(void)
{
	attr.map_type = BPF_MAP_TYPE_ARRAY;
	attr.key_size = sizeof(key);
	attr.value_size = sizeof(value);
	attr.max_entries = 1;
	return bpf_sys_bpf(BPF_MAP_CREATE, &attr, sizeof(attr));
}

/* The value is the program's own, or where the caller says. */
static __s64 update(const struct asks *a)
{
	attr.map_fd = a->fd;
	attr.key = at(&key);
	attr.value = a->addr ? a->addr : at(&value);
	return bpf_sys_bpf(BPF_MAP_UPDATE_ELEM, &attr, sizeof(attr));
}

/* A program without a result (what 1), or one that is refused; the log is the caller's. */
static __s64 prog(const struct asks *a)
{
	attr.prog_type = BPF_PROG_TYPE_RAW_TRACEPOINT;
	attr.insns = at(&load);
	attr.insn_cnt = a->fd ? 1 : 2;
	attr.license = at(terms);
	attr.log_level = 1;
	attr.log_size = a->len;
	attr.log_buf = a->addr;
	return bpf_sys_bpf(BPF_PROG_LOAD, &attr, sizeof(attr));
}

static __s64 link(const struct asks *a)
{
	attr.raw_tracepoint.name = a->addr;
	attr.raw_tracepoint.prog_fd = a->fd;
	return bpf_sys_bpf(BPF_RAW_TRACEPOINT_OPEN, &attr, sizeof(attr));
}

static __s64 many(const struct asks *a)
{
	__s64 fd = 0;

	for (__u32 i = 0; i < 1000 && i < a->len && fd >= 0; i++) {
		fd = make();
		if (fd > 0)
			bpf_sys_close(fd);
	}
	return fd < 0 ? fd : 0;
}

SEC("syscall")
int answer(struct asks *a)
{
	__builtin_memset(&attr, 0, sizeof(attr));
	switch (a->what) {
	case ASKS_MAKE:
		a->ret = make();
		break;
	case ASKS_CLOSE:
		a->ret = bpf_sys_close(a->fd);
		break;
	case ASKS_READ:
		a->ret = bpf_copy_from_user(bytes, sizeof(bytes), (void *)(unsigned long)a->addr);
		break;
	case ASKS_UPDATE:
		a->ret = update(a);
		break;
	case ASKS_PROG:
		a->ret = prog(a);
		break;
	case ASKS_LINK:
		a->ret = link(a);
		break;
	case ASKS_TYPE:
		a->ret = bpf_btf_find_by_name_kind(type, sizeof(type), BTF_KIND_STRUCT, 0);
		break;
	case ASKS_MANY:
		a->ret = many(a);
		break;
	case ASKS_OTHER:
		attr.prog_type = 0;
		a->ret = bpf_sys_bpf(BPF_PROG_TEST_RUN, &attr, sizeof(attr));
		break;
	case ASKS_WHERE:
		a->ret = (__s64)at(bytes);
		break;
	case ASKS_LOCKED:
		a->ret = (__s64)at(bpf_map_lookup_elem(&locked, &key));
		break;
	}
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
