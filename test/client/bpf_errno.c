/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * bpf_errno.c - bpf(2) calls with wrong arguments, each given to the running kernel and to Kiln, which must answer alike.
 *
 * Overview     a row is a call: its command, the attr, its size. Both get it with objects of their own that were made alike, and then
 *              the results are compared: the errno, or success. Rows whose call succeeds check that what is right is not refused.
 *              Prints "ok NAME" or "not ok NAME - ..." for each row, and "skip" where the kernel has no bpf(2) for us.
 * Attr         rows are written as what differs from a right call; members of union bpf_attr that the system's header does not know
 *              are set by their offset.
 */
#include <kiln/sys.h>

#include <errno.h>
#include <linux/bpf.h>
#include <linux/btf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { ATTR_ROOM = 8192 };

/* The objects that both sides have, and what stands for a wrong descriptor. */
enum object {
	NONE,
	ARRAY,
	HASH,
	FROZEN,
	READ_ONLY,
	WRITE_ONLY,
	QUEUE,
	PERCPU,
	PROGS,
	MAPS,
	RING,
	LRU,
	LPM,
	BLOOM,
	BTF,
	XDP,
	SOCKET,
	RAW_TP,
	RAW_TP_WRITABLE,
	SYSCALL_PROG,
	PLAIN_FILE,
	TC,
	LINK,
	NR_OBJECTS
};
struct side {
	const char *name;
	long (*bpf)(int cmd, void *attr, unsigned int size);
	int fd[NR_OBJECTS];
};

static long kernel_bpf(int cmd, void *attr, unsigned int size)
{
	return syscall(SYS_bpf, cmd, attr, size);
}

static struct side kernel = { .name = "kernel", .bpf = kernel_bpf }, kiln = { .name = "kiln", .bpf = kiln_bpf };
static struct side *me; /* whose turn it is */

#define FD(object) ((__u32)me->fd[object])
#define P(pointer) ((__u64)(uintptr_t)(pointer))
#define BAD	   ((__u64)8)

/* -- what both have -------------------------------------------------------------------------------------------------- */

static int map(__u32 type, __u32 key, __u32 value, __u32 entries, __u32 flags, int inner)
{
	union bpf_attr a = {
		.map_type = type, .key_size = key, .value_size = value, .max_entries = entries, .map_flags = flags
	};

	if (inner >= 0)
		a.inner_map_fd = (__u32)inner;
	return (int)me->bpf(BPF_MAP_CREATE, &a, sizeof(a));
}

#define INSN(c, d, s, o, i)                                                         \
	{                                                                           \
		.code = (c), .dst_reg = (d), .src_reg = (s), .off = (o), .imm = (i) \
	}
static const struct bpf_insn answer[] = { INSN(0xb7, 0, 0, 0, 2), INSN(0x95, 0, 0, 0, 0) };
static const struct bpf_insn no_exit[] = { INSN(0xb7, 0, 0, 0, 2) };
static const struct bpf_insn no_result[] = { INSN(0x95, 0, 0, 0, 0) };
static const struct bpf_insn bad_code[] = { INSN(0xff, 0, 0, 0, 0), INSN(0x95, 0, 0, 0, 0) };
static const struct bpf_insn bad_read[] = { INSN(0x61, 0, 1, 4096, 0), INSN(0x95, 0, 0, 0, 0) };
static const struct bpf_insn bad_helper[] = { INSN(0x85, 0, 0, 0, 99999), INSN(0x95, 0, 0, 0, 0) };
static const struct bpf_insn bad_variable[] = { INSN(0x18, 0, 3, 0, 1), INSN(0, 0, 0, 0, 0), INSN(0x95, 0, 0, 0, 0) };
static const struct bpf_insn module_variable[] = { INSN(0x18, 0, 3, 0, 1), INSN(0, 0, 0, 0, 1),
						   INSN(0x95, 0, 0, 0, 0) };
static const struct bpf_insn void_variable[] = { INSN(0x18, 0, 3, 0, 0), INSN(0, 0, 0, 0, 0), INSN(0x95, 0, 0, 0, 0) };
static const struct bpf_insn bad_jump[] = { INSN(0x05, 0, 0, 100, 0), INSN(0x95, 0, 0, 0, 0) };
static const struct bpf_insn bad_register[] = { INSN(0xb7, 12, 0, 0, 0), INSN(0x95, 0, 0, 0, 0) };
static const char gpl[] = "GPL";

static int prog(__u32 type)
{
	union bpf_attr a = { .prog_type = type, .insn_cnt = 2, .insns = P(answer), .license = P(gpl) };

	if (type == BPF_PROG_TYPE_SYSCALL)
		a.prog_flags = BPF_F_SLEEPABLE;
	return (int)me->bpf(BPF_PROG_LOAD, &a, sizeof(a));
}

/* A header, one int, and its name. */
static const struct {
	__u16 magic;
	__u8 version, flags;
	__u32 hdr_len, type_off, type_len, str_off, str_len;
	__u32 type[4];
	char str[5];
} __attribute__((packed)) btf = { 0xeb9f, 1, 0, 24, 0, 16, 16, 5, { 1, 0x01000000, 4, 0x01000020 }, "\0int" };

/* Pointers to void, the last to the one before. */
static const void *many_types(__u32 nr, __u32 *len)
{
	struct {
		struct btf_header head;
		struct btf_type type[];
	} * b;

	*len = (__u32)(sizeof(b->head) + nr * sizeof(b->type[0]) + 1);
	b = calloc(1, *len); /* kept: it is the attr's */
	b->head = (struct btf_header){ .magic = 0xeb9f,
				       .version = 1,
				       .hdr_len = sizeof(b->head),
				       .type_len = (__u32)(nr * sizeof(b->type[0])),
				       .str_off = (__u32)(nr * sizeof(b->type[0])),
				       .str_len = 1 };
	for (__u32 i = 0; i < nr; i++)
		b->type[i].info = BTF_KIND_PTR << 24;
	b->type[nr - 1].type = nr - 1;
	return b;
}

static int btf_load(void)
{
	union bpf_attr a = { .btf = P(&btf), .btf_size = sizeof(btf) };

	return (int)me->bpf(BPF_BTF_LOAD, &a, sizeof(a));
}

static int raw_link(void)
{
	union bpf_attr a = { .raw_tracepoint = { .name = P("sched_switch"), .prog_fd = FD(RAW_TP) } };

	return (int)me->bpf(BPF_RAW_TRACEPOINT_OPEN, &a, sizeof(a));
}

static bool side_begin(struct side *s)
{
	union bpf_attr a = { 0 };

	me = s;
	s->fd[NONE] = -1;
	s->fd[ARRAY] = map(BPF_MAP_TYPE_ARRAY, 4, 8, 4, 0, -1);
	s->fd[HASH] = map(BPF_MAP_TYPE_HASH, 4, 8, 4, 0, -1);
	s->fd[FROZEN] = map(BPF_MAP_TYPE_ARRAY, 4, 8, 4, 0, -1);
	s->fd[READ_ONLY] = map(BPF_MAP_TYPE_HASH, 4, 8, 4, BPF_F_RDONLY, -1);
	s->fd[WRITE_ONLY] = map(BPF_MAP_TYPE_HASH, 4, 8, 4, BPF_F_WRONLY, -1);
	s->fd[QUEUE] = map(BPF_MAP_TYPE_QUEUE, 0, 8, 4, 0, -1);
	s->fd[PERCPU] = map(BPF_MAP_TYPE_PERCPU_ARRAY, 4, 8, 4, 0, -1);
	s->fd[PROGS] = map(BPF_MAP_TYPE_PROG_ARRAY, 4, 4, 4, 0, -1);
	s->fd[MAPS] = map(BPF_MAP_TYPE_ARRAY_OF_MAPS, 4, 4, 4, 0, s->fd[ARRAY]);
	s->fd[RING] = map(BPF_MAP_TYPE_RINGBUF, 0, 0, 4096, 0, -1);
	s->fd[LRU] = map(BPF_MAP_TYPE_LRU_HASH, 4, 8, 4, 0, -1);
	s->fd[LPM] = map(BPF_MAP_TYPE_LPM_TRIE, 8, 8, 4, BPF_F_NO_PREALLOC, -1);
	s->fd[BLOOM] = map(BPF_MAP_TYPE_BLOOM_FILTER, 0, 8, 4, 0, -1);
	s->fd[BTF] = btf_load();
	s->fd[XDP] = prog(BPF_PROG_TYPE_XDP);
	s->fd[SOCKET] = prog(BPF_PROG_TYPE_SOCKET_FILTER);
	s->fd[RAW_TP] = prog(BPF_PROG_TYPE_RAW_TRACEPOINT);
	s->fd[RAW_TP_WRITABLE] = prog(BPF_PROG_TYPE_RAW_TRACEPOINT_WRITABLE);
	s->fd[SYSCALL_PROG] = prog(BPF_PROG_TYPE_SYSCALL);
	s->fd[TC] = prog(BPF_PROG_TYPE_SCHED_CLS);
	s->fd[LINK] = raw_link();
	s->fd[PLAIN_FILE] = memfd_create("plain", MFD_CLOEXEC);
	a.map_fd = FD(FROZEN);
	if (s->bpf(BPF_MAP_FREEZE, &a, sizeof(a)))
		return false;
	for (int i = 1; i < NR_OBJECTS; i++)
		if (s->fd[i] < 0) {
			printf("# %s: object %d: %s\n", s->name, i, strerror(errno));
			return false;
		}
	return true;
}

/* -- the calls ------------------------------------------------------------------------------------------------------- */

static __u32 zero, one = 1, big = 77;
static __u64 value, values[64], keys[64];
static __u32 count_at;
static __u8 packet[64];
static char room[4096];
static const char bad_name[16] = "no-such", long_name[16] = "0123456789abcdef";

static void name_put(char *to, const char *from)
{
	memcpy(to, from, 16);
}

struct row {
	const char *name;
	int cmd;
	unsigned int size; /* 0: the whole union */
	void (*set)(union bpf_attr *a);
};
#define ROW(name, cmd, size, ...)                 \
	static void set_##name(union bpf_attr *a) \
	{                                         \
		__VA_ARGS__;                      \
	}
#include "bpf_errno.tbl"
#undef ROW
static const struct row rows[] = {
#define ROW(name, cmd, size, ...) { #name, cmd, size, set_##name },
#include "bpf_errno.tbl"
#undef ROW
};

/* errno, or 0: of one call on one side. A descriptor that comes back is closed. */
static int ask(struct side *s, const struct row *r)
{
	static union {
		union bpf_attr a;
		char room[ATTR_ROOM];
	} u;
	unsigned int size = r->size ? r->size : sizeof(u.a);
	long ret;

	me = s;
	memset(&u, 0, sizeof(u));
	r->set(&u.a);
	ret = s->bpf(r->cmd, &u, size);
	if (ret < 0)
		return errno;
	if (ret > 2)
		close((int)ret);
	return 0;
}

int main(void)
{
	struct rlimit all = { RLIM_INFINITY, RLIM_INFINITY };

	setrlimit(RLIMIT_MEMLOCK, &all);
	if (!side_begin(&kiln)) {
		printf("not ok bpf-errno - Kiln's objects could not be made\n");
		return 1;
	}
	if (!side_begin(&kernel)) {
		printf("skip bpf-errno - the kernel's objects could not be made\n");
		return 0;
	}
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		int theirs = ask(&kernel, &rows[i]), ours = ask(&kiln, &rows[i]);

		if (theirs == ours)
			printf("ok bpf-errno %s\n", rows[i].name);
		else
			printf("not ok bpf-errno %s - the kernel says %d (%s), Kiln %d (%s)\n", rows[i].name, theirs,
			       strerrorname_np(theirs), ours, strerrorname_np(ours));
	}
	return 0;
}
