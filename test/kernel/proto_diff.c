/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * proto_diff.c - asks the running kernel whether helpers take what helper.tbl says, argument by argument.
 *
 * For each row of helper.tbl, in the first of Linux's kinds that may call it (and in each of XDP, traffic control and
 * tracepoints; with --all in every kind): a call with arguments that fit the row, which both sides must take; then the same with
 * one argument replaced by each of a set of values (numbers, pointers of every kind, nothing), and the verdicts are compared.
 * Programs are loaded, never run. Prints "ok NAME", "not ok NAME - why" or "skip NAME - why" a row; with -v every difference.
 */
#include <linux/bpf.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <bpf/bpf.h>

#include "base/bits.h"
#include "rt/map.h"
#include "rt/rt.h"
#include "linux_kind.h"

enum { R0, R1, R2, R3, R4, R5, R6, R7, R8, R9, R10 };
enum { VALUE_LEN = 16, SET = -64, SET_LEN = 40, UNSET = -128 }; /* of the stack: what is set, and what is not */

/* Maps of both sides, in the same order: a map pointer in a program is an index here. */
enum { VALUES, READ_ONLY, SPECIAL, NR_MAPS };
static int theirs[NR_MAPS];
static struct kiln_map *ours[NR_MAPS];
static struct kiln *k;
static bool tell_all;
static struct btf *kernel_types;
static int storage_types;

/* What may stand where an argument does. FIT is what the row asks for. */
enum value {
	FIT,
	ZERO,
	ONE,
	HUGE,
	UNKNOWN,
	BOUNDED,
	CONTEXT,
	CONTEXT_MOVED,
	STACK,
	STACK_UNSET,
	STACK_END,
	MAP,
	VALUE,
	VALUE_END,
	VALUE_READ_ONLY,
	PACKET,
	NOTHING,
	NR_VALUES,
};
static const char *const value_names[NR_VALUES] = {
	"what fits",
	"0",
	"1",
	"2^33",
	"an unknown number",
	"a number from 0 to 8",
	"the context",
	"the context + 8",
	"the stack",
	"stack that is not set",
	"the stack's last 4 bytes",
	"a map",
	"a map's value",
	"a map's value's last 4 bytes",
	"a read-only map's value",
	"the packet",
	"a register that is not set",
};

struct code {
	struct bpf_insn insn[64];
	size_t nr;
};

static void emit(struct code *c, uint8_t op, uint8_t dst, uint8_t src, int16_t off, int32_t imm)
{
	c->insn[c->nr++] =
		(struct bpf_insn){ .code = op, .dst_reg = dst & 15u, .src_reg = src & 15u, .off = off, .imm = imm };
}

static void mov(struct code *c, uint8_t dst, uint8_t src)
{
	emit(c, BPF_ALU64 | BPF_MOV | BPF_X, dst, src, 0, 0);
}

static void mov_imm(struct code *c, uint8_t dst, int32_t imm)
{
	emit(c, BPF_ALU64 | BPF_MOV | BPF_K, dst, 0, 0, imm);
}

static void wide(struct code *c, uint8_t dst, uint8_t src, int32_t lo, int32_t hi)
{
	emit(c, BPF_LD | BPF_IMM | BPF_DW, dst, src, 0, lo);
	emit(c, 0, 0, 0, 0, hi);
}

static void stack(struct code *c, uint8_t dst, int32_t off)
{
	mov(c, dst, R10);
	emit(c, BPF_ALU64 | BPF_ADD | BPF_K, dst, 0, 0, off);
}

/* Maps are indexes until a side puts its own in. */
static void map_value(struct code *c, uint8_t dst, int32_t map, int32_t off)
{
	wide(c, dst, BPF_PSEUDO_MAP_VALUE, map, off);
}

/* Where the packet's first byte stands in the context, and in how many bytes; false: nowhere, or only where it may be read. */
static bool packet_at(const struct kiln_kind *kind, int16_t *data, int16_t *end, uint8_t *size)
{
	bool any = false;

	for (uint32_t i = 0; i < kind->nr_fields; i++) {
		const struct kiln_field *f = &kind->fields[i];

		if (!(f->flags & KILN_FIELD_READ))
			continue;
		if (f->type == KILN_FIELD_PACKET) {
			*data = (int16_t)f->off;
			*size = f->size == 8 ? BPF_DW : BPF_W;
			any = true;
		} else if (f->type == KILN_FIELD_PACKET_END) {
			*end = (int16_t)f->off;
		}
	}
	return any;
}

static bool is_packet(const struct kiln_kind *kind)
{
	int16_t data, end;
	uint8_t size;

	return packet_at(kind, &data, &end, &size);
}

/* r6 context, r7 packet with 16 bytes behind it (kinds of packets), r8 an unknown number, r9 one from 0 to 8. */
static void prologue(struct code *c, const struct kiln_kind *kind)
{
	int16_t data, end;
	uint8_t size;

	mov(c, R6, R1);
	for (int16_t off = SET; off < SET + SET_LEN; off += 8)
		emit(c, BPF_ST | BPF_MEM | BPF_DW, R10, 0, off, 0);
	emit(c, BPF_ST | BPF_MEM | BPF_DW, R10, 0, -8, 0);
	emit(c, BPF_JMP | BPF_CALL, 0, 0, 0, BPF_FUNC_get_prandom_u32);
	mov(c, R8, R0);
	mov(c, R9, R0);
	emit(c, BPF_ALU64 | BPF_AND | BPF_K, R9, 0, 0, 7);
	emit(c, BPF_ALU64 | BPF_LSH | BPF_K, R8, 0, 0, 8);
	if (!packet_at(kind, &data, &end, &size))
		return;
	emit(c, BPF_LDX | BPF_MEM | size, R7, R6, data, 0);
	emit(c, BPF_LDX | BPF_MEM | size, R2, R6, end, 0);
	mov(c, R3, R7);
	emit(c, BPF_ALU64 | BPF_ADD | BPF_K, R3, 0, 0, VALUE_LEN);
	emit(c, BPF_JMP | BPF_JGT | BPF_X, R3, R2, 1, 0);
	emit(c, BPF_JMP | BPF_JA, 0, 0, 2, 0);
	mov_imm(c, R0, kind->ret_min > 0);
	emit(c, BPF_JMP | BPF_EXIT, 0, 0, 0, 0);
}

static void fitting(struct code *c, uint8_t reg, uint8_t arg)
{
	switch (arg) {
	case KILN_ARG_ANYTHING:
	case KILN_ARG_ZERO:
		mov_imm(c, reg, 0);
		break;
	case KILN_ARG_CTX:
	case KILN_ARG_CTX_OR_NULL:
		mov(c, reg, R6);
		break;
	case KILN_ARG_MAP:
		wide(c, reg, BPF_PSEUDO_MAP_FD, SPECIAL, 0);
		break;
	case KILN_ARG_SIZE:
	case KILN_ARG_SIZE_OR_ZERO:
	case KILN_ARG_ALLOC_SIZE:
		mov_imm(c, reg, 8);
		break;
	case KILN_ARG_CONST_STR:
		map_value(c, reg, READ_ONLY, 0);
		break;
	default: /* memory */
		stack(c, reg, SET);
	}
}

static void put_value(struct code *c, uint8_t reg, uint8_t arg, enum value value)
{
	switch (value) {
	case FIT:
		fitting(c, reg, arg);
		break;
	case ZERO:
	case ONE:
		mov_imm(c, reg, value == ONE);
		break;
	case HUGE:
		wide(c, reg, 0, 0, 2);
		break;
	case UNKNOWN:
		mov(c, reg, R8);
		break;
	case BOUNDED:
		mov(c, reg, R9);
		break;
	case CONTEXT:
	case CONTEXT_MOVED:
		mov(c, reg, R6);
		if (value == CONTEXT_MOVED)
			emit(c, BPF_ALU64 | BPF_ADD | BPF_K, reg, 0, 0, 8);
		break;
	case STACK:
		stack(c, reg, SET);
		break;
	case STACK_UNSET:
		stack(c, reg, UNSET);
		break;
	case STACK_END:
		stack(c, reg, -4);
		break;
	case MAP:
		wide(c, reg, BPF_PSEUDO_MAP_FD, VALUES, 0);
		break;
	case VALUE:
		map_value(c, reg, VALUES, 0);
		break;
	case VALUE_END:
		map_value(c, reg, VALUES, VALUE_LEN - 4);
		break;
	case VALUE_READ_ONLY:
		map_value(c, reg, READ_ONLY, 0);
		break;
	case PACKET:
		mov(c, reg, R7);
		break;
	default: /* NOTHING: the call before this one has left it unset */
		break;
	}
}

/* The call with argument which replaced by value. */
static void emit_call(struct code *c, const struct kiln_kind *kind, const struct kiln_helper *h, int which,
		      enum value value)
{
	prologue(c, kind);
	emit(c, BPF_JMP | BPF_CALL, 0, 0, 0, BPF_FUNC_get_prandom_u32); /* r1 to r5 are not set afterwards */
	for (int i = 0; i < 5 && h->arg[i] != KILN_ARG_NONE; i++)
		put_value(c, (uint8_t)(R1 + i), h->arg[i], i == which ? value : FIT);
	emit(c, BPF_JMP | BPF_CALL, 0, 0, 0, (int32_t)h->id);
	if (h->ret == KILN_RET_RECORD_OR_NULL) {
		emit(c, BPF_JMP | BPF_JEQ | BPF_K, R0, 0, 3, 0);
		mov(c, R1, R0);
		mov_imm(c, R2, 0);
		emit(c, BPF_JMP | BPF_CALL, 0, 0, 0, BPF_FUNC_ringbuf_discard);
	}
	mov_imm(c, R0, kind->ret_min > 0);
	emit(c, BPF_JMP | BPF_EXIT, 0, 0, 0, 0);
}

/* -- both sides ---------------------------------------------------------------------------------------------------- */

static char log_text[1 << 16];

static bool taken_there(const struct kiln_kind *kind, const struct code *c, bool sleepable)
{
	LIBBPF_OPTS(bpf_prog_load_opts, opts, .log_buf = log_text, .log_size = sizeof(log_text), .log_level = 1,
		    .expected_attach_type = linux_attach(kind), .attach_btf_id = linux_target(kernel_types, kind),
		    .prog_flags = sleepable ? BPF_F_SLEEPABLE : 0);
	struct code mine = *c;
	int fd;

	for (size_t i = 0; i < mine.nr; i++)
		if (mine.insn[i].code == (BPF_LD | BPF_IMM | BPF_DW) && mine.insn[i].src_reg)
			mine.insn[i].imm = theirs[mine.insn[i].imm];
	fd = bpf_prog_load((enum bpf_prog_type)kind->prog_type, "proto", "GPL", mine.insn, mine.nr, &opts);
	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

static bool taken_here(const struct kiln_kind *kind, const struct code *c, bool sleepable, struct kiln_why *why)
{
	struct kiln_load_opts opts = { .kind = kind,
				       .check_only = true,
				       .sleepable = sleepable,
				       .licence = "GPL",
				       .maps = ours,
				       .nr_maps = NR_MAPS,
				       .engine = KILN_ENGINE_INTERP };
	struct code mine = *c;
	struct kiln_prog *p;

	for (size_t i = 0; i < mine.nr; i++)
		if (mine.insn[i].code == (BPF_LD | BPF_IMM | BPF_DW) && mine.insn[i].src_reg)
			mine.insn[i].src_reg = mine.insn[i].src_reg == BPF_PSEUDO_MAP_FD ? KILN_WIDE_MAP_IDX
											 : KILN_WIDE_VALUE_IDX;
	if (kiln_load(k, &kiln_front_ebpf, mine.insn, mine.nr * sizeof(mine.insn[0]), &opts, &p, why))
		return false;
	kiln_prog_free(p);
	return true;
}

/* Types of storage that are 4 bytes of key and 8 of value. */
static int storage_types_make(void)
{
	struct btf *b = btf__new_empty();
	const void *bytes;
	__u32 len;
	int fd;

	btf__add_int(b, "int", 4, BTF_INT_SIGNED);
	btf__add_int(b, "long", 8, BTF_INT_SIGNED);
	bytes = btf__raw_data(b, &len);
	fd = bpf_btf_load(bytes, len, NULL);
	btf__free(b);
	return fd;
}

static bool is_storage(uint32_t type)
{
	return type == MAP_SK_STORAGE || type == MAP_INODE_STORAGE || type == MAP_TASK_STORAGE ||
	       type == MAP_CGRP_STORAGE;
}

static void map_make(int i, uint32_t type, uint32_t key, uint32_t value, uint32_t entries, uint32_t flags)
{
	LIBBPF_OPTS(bpf_map_create_opts, opts, .map_flags = flags);
	struct kiln_map_spec spec = { .type = type,
				      .key_size = key,
				      .value_size = value,
				      .max_entries = entries,
				      .flags = flags,
				      .lock_off = KILN_NO_OFF,
				      .timer_off = KILN_NO_OFF,
				      .check_only = true };

	if (is_storage(type)) {
		opts.btf_fd = (__u32)storage_types;
		opts.btf_key_type_id = 1;
		opts.btf_value_type_id = 2;
	}
	theirs[i] = bpf_map_create((enum bpf_map_type)type, "proto", key, value, entries, &opts);
	if (theirs[i] < 0 || kiln_map_new(k, &spec, &ours[i])) {
		printf("not ok helper prototypes - map type %u cannot be made\n", type);
		exit(0);
	}
}

static void map_drop(int i)
{
	close(theirs[i]);
	kiln_map_free(ours[i]);
}

/* A map that a helper works on; of the others' in the last row. */
static const struct special {
	uint32_t type, key, value, entries, flags;
	uint8_t ids[6];
} specials[] = {
	{ MAP_PROG_ARRAY, 4, 4, 4, 0, { 12 } },
	{ MAP_PERF_EVENT_ARRAY, 4, 4, 4, 0, { 22, 25, 55, 111, 121 } },
	{ MAP_STACK_TRACE, 4, 64, 4, 0, { 27 } },
	{ MAP_CGROUP_ARRAY, 4, 4, 4, 0, { 33, 37 } },
	{ MAP_DEVMAP, 4, 4, 4, 0, { 51 } },
	{ MAP_SOCKMAP, 4, 4, 4, 0, { 52, 53, 60 } },
	{ MAP_SOCKHASH, 4, 4, 4, 0, { 70, 71, 72 } },
	{ MAP_CGROUP_STORAGE, 16, 8, 0, 0, { 81 } },
	{ MAP_REUSEPORT_SOCKARRAY, 4, 4, 4, 0, { 82 } },
	{ MAP_QUEUE, 0, 8, 4, 0, { 87, 88, 89 } },
	{ MAP_SK_STORAGE, 4, 8, 0, MAP_F_NO_PREALLOC, { 107, 108 } },
	{ MAP_RINGBUF, 0, 0, 4096, 0, { 130, 131, 134, 198 } },
	{ MAP_INODE_STORAGE, 4, 8, 0, MAP_F_NO_PREALLOC, { 145, 146 } },
	{ MAP_TASK_STORAGE, 4, 8, 0, MAP_F_NO_PREALLOC, { 156, 157 } },
	{ MAP_PERCPU_ARRAY, 4, 8, 4, 0, { 195 } },
	{ MAP_USER_RINGBUF, 0, 0, 4096, 0, { 209 } },
	{ MAP_CGRP_STORAGE, 4, 8, 0, MAP_F_NO_PREALLOC, { 210, 211 } },
	{ MAP_HASH, 8, 8, 4, 0, { 0 } },
};

static void special_map(uint32_t id)
{
	const struct special *s = &specials[NR_OF(specials) - 1];

	for (size_t i = 0; i < NR_OF(specials); i++)
		if (memchr(specials[i].ids, (int)id, sizeof(specials[i].ids)))
			s = &specials[i];
	map_make(SPECIAL, s->type, s->key, s->value, s->entries, s->flags);
}

/* -- comparing ----------------------------------------------------------------------------------------------------- */

/*
 * What differs and shall. Stack that is not set may not be read here, whoever loads the program; Linux lets root. A record of
 * 2^33 bytes is refused here when the program is loaded, there when it runs. The number of bytes behind an snprintf format is
 * checked here when it runs. The place of a number that was read must be aligned there, of which nothing is known in a packet.
 */
static bool known(const struct kiln_helper *h, int which, enum value value, bool here)
{
	if (value == PACKET && which == 3 && (h->id == BPF_FUNC_strtol || h->id == BPF_FUNC_strtoul))
		return here;
	if (value == STACK_UNSET || (value == HUGE && h->ret == KILN_RET_RECORD_OR_NULL))
		return !here;
	return here && h->id == BPF_FUNC_snprintf && which == 4 && value == ONE;
}

static bool can_vary(const struct kiln_helper *h)
{
	for (int i = 0; i < 5; i++)
		if (h->arg[i] == KILN_ARG_FUNC || h->arg[i] == KILN_ARG_RECORD || h->arg[i] == KILN_ARG_SPIN_LOCK ||
		    h->arg[i] == KILN_ARG_TIMER || h->arg[i] >= KILN_ARG_DYNPTR)
			return false;
	return h->ret != KILN_RET_SOCK_OR_NULL;
}

static void diff_one(const struct kiln_kind *kind, const struct kiln_helper *h, int which, enum value value,
		     char *first, size_t cap)
{
	struct code c = { .nr = 0 };
	struct kiln_why why = { 0 };
	bool here, there, sleepable = (h->flags & KILN_HELPER_SLEEPS) || (kind->flags & KILN_KIND_SLEEPS);
	char text[600];

	emit_call(&c, kind, h, which, value);
	here = taken_here(kind, &c, sleepable, &why);
	there = taken_there(kind, &c, sleepable);
	if (here == there || known(h, which, value, here))
		return;
	snprintf(text, sizeof(text), "argument %d, %s: %s here, %s there (%.200s)", which + 1, value_names[value],
		 here ? "taken" : "refused", there ? "taken" : "refused", here ? log_text : why.what);
	for (char *p = text; *p; p++)
		if (*p == '\n')
			*p = ' ';
	if (tell_all)
		printf("# %s of %s: %.300s\n", h->name, kind->name, text);
	if (!first[0])
		snprintf(first, cap, "%s", text);
}

static bool there_at_all(const struct kiln_kind *kind, const struct kiln_helper *h)
{
	struct code c = { .nr = 0 };

	emit_call(&c, kind, h, -1, FIT);
	return taken_there(kind, &c, h->flags & KILN_HELPER_SLEEPS || kind->flags & KILN_KIND_SLEEPS) ||
	       !strstr(log_text, "cannot use helper");
}

static void diff_helper(const struct kiln_kind *kind, const struct kiln_helper *h)
{
	char first[600] = "";

	special_map(h->id);
	if (!there_at_all(kind, h)) {
		printf("skip prototype %s of %s - this kernel was built without it\n", h->name, kind->name);
		map_drop(SPECIAL);
		return;
	}
	diff_one(kind, h, -1, FIT, first, sizeof(first));
	for (int i = 0; i < 5 && h->arg[i] != KILN_ARG_NONE; i++)
		for (enum value v = ZERO; v < NR_VALUES; v++)
			if (v != PACKET || is_packet(kind))
				diff_one(kind, h, i, v, first, sizeof(first));
	map_drop(SPECIAL);
	if (first[0])
		printf("not ok prototype %s of %s - %.400s\n", h->name, kind->name, first);
	else
		printf("ok prototype %s of %s\n", h->name, kind->name);
}

/* Does this kernel load programs of the kind? */
static bool loads(const struct kiln_kind *kind, bool sleepable)
{
	struct code c = { .nr = 0 };

	mov_imm(&c, R0, kind->ret_min > 0);
	emit(&c, BPF_JMP | BPF_EXIT, 0, 0, 0, 0);
	return kind->prog_type < KILN_KIND_RAW && taken_there(kind, &c, sleepable);
}

static bool always(const struct kiln_kind *kind)
{
	return !strcmp(kind->name, "xdp") || !strcmp(kind->name, "sched_cls") || !strcmp(kind->name, "tracepoint");
}

static void diff_row(const struct kiln_helper *h, bool in_all)
{
	const struct kiln_kind *kind;
	bool exists, any = false;

	for (uint32_t i = 0; (kind = kiln_kind_at(i)); i++) {
		bool sleepable = (h->flags & KILN_HELPER_SLEEPS) || (kind->flags & KILN_KIND_SLEEPS);

		if (rt_helper(kind, h->id, &exists) != h || !(in_all || always(kind) || !any) ||
		    !loads(kind, sleepable))
			continue;
		diff_helper(kind, h);
		any = true;
	}
	if (!any)
		printf("skip prototype %s - this kernel loads no kind of program that may call it\n", h->name);
}

int main(int argc, char **argv)
{
	struct bpf_insn nothing[] = { { .code = BPF_ALU64 | BPF_MOV | BPF_K }, { .code = BPF_JMP | BPF_EXIT } };
	const struct kiln_helper *h;
	struct kiln_host *host;
	int fd = bpf_prog_load(BPF_PROG_TYPE_SOCKET_FILTER, "probe", "GPL", nothing, 2, NULL);
	bool in_all = false;

	for (int i = 1; i < argc; i++) {
		tell_all |= !strcmp(argv[i], "-v");
		in_all |= !strcmp(argv[i], "--all");
	}
	if (fd < 0) {
		printf("skip prototypes - bpf(2) is not to be had here\n");
		return 0;
	}
	close(fd);
	if (kiln_posix_host_new(&(struct kiln_posix_opts){ .nr_cpus = 1 }, &host) || kiln_new(host, &k))
		return 1;
	kernel_types = btf__load_vmlinux_btf();
	if (libbpf_get_error(kernel_types))
		kernel_types = NULL;
	storage_types = storage_types_make();
	map_make(VALUES, MAP_ARRAY, 4, VALUE_LEN, 1, 0);
	map_make(READ_ONLY, MAP_ARRAY, 4, VALUE_LEN, 1, MAP_F_RDONLY_PROG);
	bpf_map_freeze(theirs[READ_ONLY]);
	kiln_map_freeze(ours[READ_ONLY]);
	for (uint32_t i = 0; (h = kiln_helper_at(i)); i++)
		if (can_vary(h))
			diff_row(h, in_all);
	map_drop(VALUES);
	map_drop(READ_ONLY);
	close(storage_types);
	btf__free(kernel_types);
	kiln_free(k);
	kiln_posix_host_free(host);
	return 0;
}
