/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * helper_diff.c - the same helper calls, here and in the running kernel: same results, same memory, same packet.
 *
 * A case is up to four calls on one packet and two buffers. It becomes a program that keeps what the calls answered in a
 * map. The kernel loads it and runs it by BPF_PROG_TEST_RUN; here it is proven and run by the interpreter and as native code.
 * Prints "ok NAME", "not ok NAME - why" or "skip NAME - why" a helper, as a stage does.
 */
#include <errno.h>
#include <linux/bpf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <bpf/bpf.h>

#include "base/bits.h"
#include "rt/rt.h"

enum {
	BUF_LEN = 128,
	CALLS_MAX = 4,
	FIELDS = 6,
	PACKET_MAX = 4096,
	HEAD_ROOM = 256,
	FRAME = 4096 - 320, /* of a page, what skb_shared_info leaves: where BPF_PROG_TEST_RUN's packets end at most */
	STACK_BUFS = 2 * BUF_LEN,
	XDP = BPF_PROG_TYPE_XDP,
	TC = BPF_PROG_TYPE_SCHED_CLS,
};

struct arg {
	enum { NONE, CTX, NUM, BUF, STR } kind;
	uint64_t num;
	const char *str;
};

struct call {
	uint32_t id;
	struct arg arg[5];
};

struct test {
	uint32_t type;
	struct call call[CALLS_MAX];
	uint8_t buf[2][BUF_LEN];
	uint8_t *packet;
	uint32_t packet_len;
	bool points; /* the first word of buf[0] is the address of buf[1] */
};

/* What the kernel's program leaves in its map, and what we hold against it. */
struct result {
	uint64_t r0[CALLS_MAX];
	uint8_t buf[2][BUF_LEN];
	uint32_t field[FIELDS + 2]; /* as struct __sk_buff shows them */
	uint8_t packet[PACKET_MAX + HEAD_ROOM];
	uint32_t packet_len;
};
enum { VALUE_LEN = offsetof(struct result, packet) };

static const uint16_t field_offs[FIELDS] = {
	0, 4, 16, 20, 24, 28
}; /* len pkt_type protocol vlan_present vlan_tci vlan_proto */

static struct kiln *k;
static bool strings_are_made = true; /* as maps of the kernel */
static int value_map;
static uint8_t packet[PACKET_MAX];

/* -- the kernel's side --------------------------------------------------------------------------------------------- */

struct code {
	struct bpf_insn insn[1024];
	size_t nr;
	int str_fds[16];
	size_t nr_strs;
};

static void emit(struct code *c, uint8_t op, uint8_t dst, uint8_t src, int16_t off, int32_t imm)
{
	c->insn[c->nr++] =
		(struct bpf_insn){ .code = op, .dst_reg = dst & 15u, .src_reg = src & 15u, .off = off, .imm = imm };
}

static void emit_wide(struct code *c, uint8_t dst, uint8_t src, uint64_t v)
{
	emit(c, BPF_LD | BPF_IMM | BPF_DW, dst, src, 0, (int32_t)v);
	emit(c, 0, 0, 0, 0, (int32_t)(v >> 32));
}

static void emit_stack(struct code *c, uint8_t dst, int32_t off)
{
	emit(c, BPF_ALU64 | BPF_MOV | BPF_X, dst, 10, 0, 0);
	emit(c, BPF_ALU64 | BPF_ADD | BPF_K, dst, 0, 0, off);
}

/* 2 is the second half of buffer 1. */
static int buf_off(uint64_t n)
{
	return n == 2 ? -BUF_LEN / 2 : -STACK_BUFS + (int)n * BUF_LEN;
}

/* A frozen map that holds the string, as .rodata does. */
static int string_map(const char *s)
{
	LIBBPF_OPTS(bpf_map_create_opts, opts, .map_flags = BPF_F_RDONLY_PROG);
	int fd = bpf_map_create(BPF_MAP_TYPE_ARRAY, "str", 4, 256, 1, &opts);
	char value[256] = "";

	strncpy(value, s, sizeof(value) - 1);
	bpf_map_update_elem(fd, &(uint32_t){ 0 }, value, 0);
	bpf_map_freeze(fd);
	return fd;
}

static void emit_arg(struct code *c, uint8_t reg, const struct arg *a)
{
	switch (a->kind) {
	case NONE:
		break;
	case CTX:
		emit(c, BPF_ALU64 | BPF_MOV | BPF_X, reg, 6, 0, 0);
		break;
	case NUM:
		emit_wide(c, reg, 0, a->num);
		break;
	case BUF:
		emit_stack(c, reg, buf_off(a->num));
		break;
	case STR:
		c->str_fds[c->nr_strs] = strings_are_made ? string_map(a->str) : 0;
		emit_wide(c, reg, BPF_PSEUDO_MAP_VALUE, (uint32_t)c->str_fds[c->nr_strs++]);
		break;
	}
}

static void emit_test(struct code *c, const struct test *t)
{
	emit(c, BPF_ALU64 | BPF_MOV | BPF_X, 6, 1, 0, 0);
	for (int w = 0; w < STACK_BUFS / 8; w++) {
		emit_wide(c, 0, 0, get64(t->buf[0] + w * 8));
		emit(c, BPF_STX | BPF_MEM | BPF_DW, 10, 0, (int16_t)(-STACK_BUFS + w * 8), 0);
	}
	if (t->points) {
		emit_stack(c, 0, buf_off(1));
		emit(c, BPF_STX | BPF_MEM | BPF_DW, 10, 0, (int16_t)buf_off(0), 0);
	}
	for (int i = 0; i < CALLS_MAX; i++) {
		if (t->call[i].id) {
			for (int a = 0; a < 5; a++)
				emit_arg(c, (uint8_t)(a + 1), &t->call[i].arg[a]);
			emit(c, BPF_JMP | BPF_CALL, 0, 0, 0, (int32_t)t->call[i].id);
		} else {
			emit(c, BPF_ALU64 | BPF_MOV | BPF_K, 0, 0, 0, 0);
		}
		emit(c, BPF_STX | BPF_MEM | BPF_DW, 10, 0, (int16_t)(-STACK_BUFS - 8 * CALLS_MAX + 8 * i), 0);
	}
	emit(c, BPF_ST | BPF_MEM | BPF_W, 10, 0, -STACK_BUFS - 8 * CALLS_MAX - 8, 0);
	emit_wide(c, 1, BPF_PSEUDO_MAP_FD, (uint32_t)value_map);
	emit_stack(c, 2, -STACK_BUFS - 8 * CALLS_MAX - 8);
	emit(c, BPF_JMP | BPF_CALL, 0, 0, 0, BPF_FUNC_map_lookup_elem);
	emit(c, BPF_JMP | BPF_JNE | BPF_K, 0, 0, 1, 0);
	emit(c, BPF_JMP | BPF_EXIT, 0, 0, 0, 0);
	for (int w = 0; w < CALLS_MAX + STACK_BUFS / 8; w++) {
		if (t->points && w == CALLS_MAX)
			continue; /* an address */
		emit(c, BPF_LDX | BPF_MEM | BPF_DW, 1, 10, (int16_t)(-STACK_BUFS - 8 * CALLS_MAX + w * 8), 0);
		emit(c, BPF_STX | BPF_MEM | BPF_DW, 0, 1, (int16_t)(w * 8), 0);
	}
	for (int i = 0; i < FIELDS && t->type == TC; i++) {
		emit(c, BPF_LDX | BPF_MEM | BPF_W, 1, 6, (int16_t)field_offs[i], 0);
		emit(c, BPF_STX | BPF_MEM | BPF_W, 0, 1, (int16_t)(offsetof(struct result, field) + (size_t)i * 4), 0);
	}
	emit(c, BPF_ALU64 | BPF_MOV | BPF_K, 0, 0, 0, 2);
	emit(c, BPF_JMP | BPF_EXIT, 0, 0, 0, 0);
}

static char log_text[1 << 16];

/* False: the kernel refuses the program. */
static bool run_there(const struct test *t, struct result *r)
{
	static struct code c;
	LIBBPF_OPTS(bpf_prog_load_opts, opts, .log_buf = log_text, .log_size = sizeof(log_text), .log_level = 1);
	LIBBPF_OPTS(bpf_test_run_opts, run, .data_in = t->packet, .data_size_in = t->packet_len, .data_out = r->packet,
		    .data_size_out = sizeof(r->packet), .repeat = 1);
	struct xdp_md md = { .data_end = t->packet_len }, md_out = { 0 };
	int fd, err;

	memset(r, 0, sizeof(*r));
	memset(&c, 0, sizeof(c));
	emit_test(&c, t);
	fd = bpf_prog_load((enum bpf_prog_type)t->type, "diff", "GPL", c.insn, c.nr, &opts);
	for (size_t i = 0; i < c.nr_strs; i++)
		close(c.str_fds[i]);
	if (fd < 0)
		return false;
	if (t->type == XDP) {
		run.ctx_in = &md;
		run.ctx_size_in = sizeof(md);
		run.ctx_out = &md_out;
		run.ctx_size_out = sizeof(md_out);
	}
	bpf_map_update_elem(value_map, &(uint32_t){ 0 }, r, 0);
	err = bpf_prog_test_run_opts(fd, &run);
	close(fd);
	bpf_map_lookup_elem(value_map, &(uint32_t){ 0 }, r);
	r->packet_len = run.data_size_out;
	if (t->type == XDP) { /* what comes out begins with the meta data */
		r->field[0] = md_out.data;
		r->field[1] = md_out.data_end;
	}
	return !err;
}

/* -- this side ----------------------------------------------------------------------------------------------------- */

static void packet_begin(struct kiln_packet *p, uint8_t *room, const struct test *t, const struct result *fields)
{
	memset(room, 0, HEAD_ROOM + PACKET_MAX + FRAME);
	memcpy(room + HEAD_ROOM, t->packet, t->packet_len);
	kiln_packet_init(p, room, HEAD_ROOM, t->packet_len, FRAME - HEAD_ROOM - t->packet_len);
	p->pkt_type = fields->field[1];
	p->protocol_be = fields->field[2];
}

static void packet_end(const struct kiln_packet *p, const struct test *t, struct result *r)
{
	const uint8_t *from = t->type == XDP ? p->data_meta : p->data;

	r->packet_len = (uint32_t)(p->data_end - from);
	memcpy(r->packet, from, r->packet_len < sizeof(r->packet) ? r->packet_len : sizeof(r->packet));
	if (t->type == XDP) {
		r->field[0] = (uint32_t)(p->data - p->data_meta);
		r->field[1] = r->packet_len;
		return;
	}
	memcpy(r->field,
	       (uint32_t[FIELDS]){ p->len, p->pkt_type, p->protocol_be, p->vlan_present, p->vlan_tci,
				   p->vlan_proto_be },
	       sizeof(uint32_t[FIELDS]));
}

static struct kiln_map *array_here(uint32_t value_len, uint32_t flags, const void *value)
{
	struct kiln_map_spec spec = { .type = BPF_MAP_TYPE_ARRAY,
				      .key_size = 4,
				      .value_size = value_len,
				      .max_entries = 1,
				      .flags = flags,
				      .lock_off = KILN_NO_OFF,
				      .timer_off = KILN_NO_OFF };
	struct kiln_map *m;

	if (kiln_map_new(k, &spec, &m) || kiln_map_update(m, &(uint32_t){ 0 }, value, 0))
		abort();
	return m;
}

/* The kernel's program with our maps: 0 for the result, from 1 on the strings in their order. */
static uint32_t maps_here(struct code *c, const struct test *t, struct kiln_map **maps, const struct result *r)
{
	uint32_t nr = 1;

	maps[0] = array_here(VALUE_LEN, 0, r);
	for (int i = 0; i < CALLS_MAX; i++)
		for (int a = 0; a < 5; a++)
			if (t->call[i].arg[a].kind == STR) {
				char value[256] = "";

				strncpy(value, t->call[i].arg[a].str, sizeof(value) - 1);
				maps[nr] = array_here(sizeof(value), BPF_F_RDONLY_PROG, value);
				kiln_map_freeze(maps[nr++]);
			}
	for (size_t i = 0, str = 1; i < c->nr; i++) {
		if (c->insn[i].code != (BPF_LD | BPF_IMM | BPF_DW))
			continue;
		if (c->insn[i].src_reg == BPF_PSEUDO_MAP_FD) {
			c->insn[i].src_reg = KILN_WIDE_MAP_IDX;
			c->insn[i].imm = 0;
		} else if (c->insn[i].src_reg == BPF_PSEUDO_MAP_VALUE) {
			c->insn[i].src_reg = KILN_WIDE_VALUE_IDX;
			c->insn[i].imm = (int32_t)str++;
		}
		i++;
	}
	return nr;
}

/* fields: what the packet's fields are before the first call. False: refused, and why. */
static bool run_here(const struct test *t, const struct result *fields, enum kiln_engine engine, struct result *r,
		     struct kiln_why *why)
{
	static uint8_t room[HEAD_ROOM + PACKET_MAX + FRAME];
	static struct code c;
	struct kiln_map *maps[1 + CALLS_MAX];
	struct kiln_load_opts opts = {
		.kind = kiln_kind_by_type(t->type), .licence = "GPL", .maps = maps, .engine = engine
	};
	struct kiln_packet p;
	struct kiln_prog *prog;
	struct kiln_env env;
	enum kiln_err err;

	memset(r, 0, sizeof(*r));
	memset(&c, 0, sizeof(c));
	strings_are_made = false;
	emit_test(&c, t);
	strings_are_made = true;
	opts.nr_maps = maps_here(&c, t, maps, r);
	err = kiln_load(k, &kiln_front_ebpf, c.insn, c.nr * sizeof(c.insn[0]), &opts, &prog, why);
	if (!err) {
		packet_begin(&p, room, t, fields);
		kiln_enter(k, &env);
		kiln_run(prog, &p, &env);
		kiln_leave(k, &env);
		kiln_map_lookup(maps[0], &(uint32_t){ 0 }, r, 0);
		packet_end(&p, t, r);
		kiln_prog_free(prog);
	}
	for (uint32_t i = 0; i < opts.nr_maps; i++)
		kiln_map_free(maps[i]);
	return !err;
}

/* -- comparing ----------------------------------------------------------------------------------------------------- */

static const char *current; /* the helper's name */
static uint32_t nr_run, nr_bad;
static char first_bad[512];
static bool tell_all;

static void note_call(char *s, size_t cap, const struct call *c)
{
	size_t at = strlen(s);

	at += (size_t)snprintf(s + at, cap - at, " %u(", c->id);
	for (int a = 0; a < 5 && c->arg[a].kind != NONE && at < cap; a++)
		at += (size_t)snprintf(s + at, cap - at,
				       c->arg[a].kind == CTX   ? "%sctx"
				       : c->arg[a].kind == STR ? "%s\"%.0llx%s\""
				       : c->arg[a].kind == BUF ? "%sbuf%llu"
							       : "%s%lld",
				       a ? ", " : "", (long long)c->arg[a].num, c->arg[a].str);
	if (at < cap)
		snprintf(s + at, cap - at, ")");
}

/* The first is told in the result; all of them where there is an argument. */
static void differs(const struct test *t, const char *what)
{
	char text[sizeof(first_bad)];

	snprintf(text, sizeof(text), "%s:", what);
	for (int i = 0; i < CALLS_MAX && t->call[i].id; i++)
		note_call(text, sizeof(text), &t->call[i]);
	if (!nr_bad++)
		memcpy(first_bad, text, sizeof(text));
	if (tell_all)
		printf("# %s (buffer 0 was '%.40s')\n", text, (const char *)t->buf[0]);
}

static void compare_with(const struct test *t, const struct result *before, const struct result *theirs,
			 enum kiln_engine engine)
{
	static struct result ours;
	struct kiln_why why = { 0 };
	char what[160];

	if (!run_here(t, before, engine, &ours, &why)) {
		snprintf(what, sizeof(what), "we refuse it (%.120s)", why.what);
		differs(t, what);
		return;
	}
	for (int i = 0; i < CALLS_MAX; i++)
		if (ours.r0[i] != theirs->r0[i]) {
			snprintf(what, sizeof(what), "call %d gives %lld here, %lld there", i + 1,
				 (long long)ours.r0[i], (long long)theirs->r0[i]);
			differs(t, what);
			return;
		}
	for (int b = 0; b < 2; b++)
		if (memcmp(ours.buf[b], theirs->buf[b], BUF_LEN)) {
			snprintf(what, sizeof(what), "buffer %d is '%.40s' here, '%.40s' there", b, (char *)ours.buf[b],
				 (char *)theirs->buf[b]);
			differs(t, what);
			return;
		}
	for (int i = 0; i < FIELDS; i++)
		if (ours.field[i] != theirs->field[i]) {
			snprintf(what, sizeof(what), "field %d is %#x here, %#x there", i, ours.field[i],
				 theirs->field[i]);
			differs(t, what);
			return;
		}
	if (ours.packet_len != theirs->packet_len)
		snprintf(what, sizeof(what), "%u bytes of packet here, %u there", ours.packet_len, theirs->packet_len);
	else if (memcmp(ours.packet, theirs->packet,
			ours.packet_len < sizeof(ours.packet) ? ours.packet_len : sizeof(ours.packet)))
		snprintf(what, sizeof(what), "another packet");
	else
		return;
	differs(t, what);
}

static void compare(const struct test *t)
{
	static struct result theirs, before;
	struct test idle = { .type = t->type, .packet = t->packet, .packet_len = t->packet_len };
	char what[160];

	nr_run++;
	if (!run_there(&idle, &before) || !run_there(t, &theirs)) {
		snprintf(what, sizeof(what), "the kernel refuses it (%s, %.80s)", strerror(errno), log_text);
		differs(t, what);
		return;
	}
	compare_with(t, &before, &theirs, KILN_ENGINE_INTERP);
	compare_with(t, &before, &theirs, KILN_ENGINE_BEST);
}

static void begin(const char *name)
{
	current = name;
	nr_run = nr_bad = 0;
}

static void end(void)
{
	if (nr_bad)
		printf("not ok helper %s - %u of %u cases differ: %s\n", current, nr_bad, nr_run, first_bad);
	else
		printf("ok helper %s\n", current);
}

/* -- cases --------------------------------------------------------------------------------------------------------- */

#define ARG_CTX             \
	{                   \
		.kind = CTX \
	}
#define ARG_NUM(v)                                \
	{                                         \
		.kind = NUM, .num = (uint64_t)(v) \
	}
#define ARG_BUF(n)                      \
	{                               \
		.kind = BUF, .num = (n) \
	}
#define ARG_STR(s)                      \
	{                               \
		.kind = STR, .str = (s) \
	}

static uint64_t seed = 88172645463325252u;

static uint64_t random64(void)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	return seed ^= seed << 17;
}

static uint64_t random_below(uint64_t n)
{
	return random64() % n;
}

/* Often one of the numbers at which things change. */
static uint32_t random_word(void)
{
	static const uint32_t edges[] = { 0, 1, 0xffff, 0x10000, 0xffff0000, 0xffffffff, 0x7fffffff, 0x80000000 };

	return random_below(3) ? (uint32_t)random64() : edges[random_below(NR_OF(edges))];
}

static void random_bytes(void *p, size_t len)
{
	int shape = (int)random_below(4);

	for (size_t i = 0; i < len; i++)
		((uint8_t *)p)[i] = shape == 0 ? 0 : shape == 1 ? 0xff : (uint8_t)random64();
}

static struct test test_of(uint32_t type)
{
	struct test t = { .type = type, .packet = packet, .packet_len = 100 };

	for (size_t i = 0; i < sizeof(packet); i++)
		packet[i] = (uint8_t)(i * 7);
	memcpy(packet, "\x02\0\0\0\0\1\x02\0\0\0\0\2\x08\0", 14);
	packet[14] = 0x45;
	memset(t.buf, 0xaa, sizeof(t.buf));
	return t;
}

static void one(struct test t, struct call c)
{
	t.call[0] = c;
	compare(&t);
}

static void moves(const char *name, uint32_t id, const int32_t *by, size_t nr)
{
	begin(name);
	for (size_t i = 0; i < nr; i++)
		one(test_of(XDP), (struct call){ id, { ARG_CTX, ARG_NUM(by[i]) } });
	end();
}

static void xdp_moves(void)
{
	static const int32_t head[] = { INT32_MIN, -257, -256, -217, -216, -215, -20, -4,
					-1,	   0,	 1,    14,   86,   87,	 100, INT32_MAX };
	static const int32_t tail[] = { INT32_MIN, -101, -100, -87,  -86,  -85,	 -1,   0,
					1,	   64,	 3000, 3419, 3420, 3421, 4096, INT32_MAX };
	static const int32_t meta[] = { INT32_MIN, -260, -256, -252, -220, -216, -212, -36,	 -32,
					-8,	   -6,	 -4,   -1,   0,	   1,	 4,    INT32_MAX };

	moves("xdp_adjust_head", 44, head, NR_OF(head));
	moves("xdp_adjust_tail", 65, tail, NR_OF(tail));
	moves("xdp_adjust_meta", 54, meta, NR_OF(meta));
	begin("xdp moves in a row");
	for (int i = 0; i < 400; i++) {
		static const uint32_t ids[] = { 44, 65, 54 };
		struct test t = test_of(XDP);

		for (int c = 0; c < CALLS_MAX; c++)
			t.call[c] = (struct call){ ids[random_below(3)],
						   { ARG_CTX, ARG_NUM((int)random_below(120) * 4 - 240) } };
		compare(&t);
	}
	end();
}

static void bytes(const char *name, uint32_t type, uint32_t id, const struct arg *last, size_t nr_last)
{
	static const uint32_t offs[] = {
		0, 1, 50, 86, 99, 100, 101, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff
	};
	static const uint32_t lens[] = { 1, 2, 14, 100, 101, 128 };

	begin(name);
	for (size_t o = 0; o < NR_OF(offs); o++)
		for (size_t l = 0; l < NR_OF(lens); l++)
			for (size_t n = 0; n < (nr_last ? nr_last : 1); n++) {
				struct call c = { id, { ARG_CTX, ARG_NUM(offs[o]), ARG_BUF(0), ARG_NUM(lens[l]) } };

				if (nr_last)
					c.arg[4] = last[n];
				one(test_of(type), c);
			}
	end();
}

static void packet_bytes(void)
{
	static const struct arg store_flags[] = { ARG_NUM(0), ARG_NUM(1), ARG_NUM(2),
						  ARG_NUM(3), ARG_NUM(4), ARG_NUM(1ull << 32) };
	static const struct arg headers[] = { ARG_NUM(0), ARG_NUM(1), ARG_NUM(2), ARG_NUM(UINT32_MAX) };

	bytes("xdp_store_bytes", XDP, 190, NULL, 0);
	bytes("skb_store_bytes", TC, 9, store_flags, NR_OF(store_flags));
	bytes("skb_load_bytes", TC, 26, NULL, 0);
	bytes("skb_load_bytes_relative", TC, 68, headers, NR_OF(headers));
	begin("xdp_load_bytes");
	for (uint32_t off = 0; off <= 100; off += 10)
		for (uint32_t len = 1; len <= 100 - off; len += 9)
			one(test_of(XDP), (struct call){ 189, { ARG_CTX, ARG_NUM(off), ARG_BUF(0), ARG_NUM(len) } });
	end();
	begin("xdp_get_buff_len");
	one(test_of(XDP), (struct call){ 188, { ARG_CTX } });
	end();
}

static void checksums(void)
{
	begin("csum_diff");
	for (int i = 0; i < 1500; i++) {
		struct test t = test_of(random_below(2) ? XDP : TC);
		struct arg none = ARG_NUM(0), from = ARG_BUF(0), to = ARG_BUF(1);
		uint64_t from_len = random_below(80), to_len = random_below(80);

		random_bytes(t.buf[0], BUF_LEN);
		random_bytes(t.buf[1], BUF_LEN);
		if (!random_below(4))
			from_len = 0, from = none;
		if (!random_below(4))
			to_len = 0, to = none;
		one(t, (struct call){ 28, { from, ARG_NUM(from_len), to, ARG_NUM(to_len), ARG_NUM(random_word()) } });
	}
	end();
	for (int l4 = 0; l4 < 2; l4++) {
		begin(l4 ? "l4_csum_replace" : "l3_csum_replace");
		for (int i = 0; i < 2500; i++) {
			static const uint32_t offs[] = { 24, 24, 24, 24, 0, 1, 98, 99, 100, 0xffff, 0x10000 };
			static const uint64_t odd[] = { 1, 3, 8, 0x100, 1ull << 40 };
			struct test t = test_of(TC);
			uint64_t flags = random_below(3) * 2, from = random_word(), to = random_word();

			put16(packet + 24, (uint16_t)random_word());
			if (l4)
				flags |= random_below(16) << 4;
			if (!random_below(12))
				flags |= odd[random_below(NR_OF(odd))];
			if (!(flags & 0xf) && random_below(4))
				from = 0;
			if (!random_below(6))
				from |= random64() << 32;
			one(t, (struct call){ l4 ? 11u : 10u,
					      { ARG_CTX, ARG_NUM(offs[random_below(NR_OF(offs))]), ARG_NUM(from),
						ARG_NUM(to), ARG_NUM(flags) } });
		}
		end();
	}
	begin("csum_update");
	one(test_of(TC), (struct call){ 40, { ARG_CTX, ARG_NUM(7) } });
	end();
}

static void skb_sizes(void)
{
	static const uint32_t lens[] = {
		0, 1, 13, 14, 15, 60, 99, 100, 101, 500, 1000, 16064, 16065, 65536, UINT32_MAX
	};

	begin("skb_pull_data");
	for (size_t i = 0; i < NR_OF(lens); i++)
		one(test_of(TC), (struct call){ 39, { ARG_CTX, ARG_NUM(lens[i]) } });
	end();
	begin("skb_change_tail");
	for (size_t i = 0; i < NR_OF(lens); i++)
		for (int flags = 0; flags < 2; flags++)
			if (lens[i] != 16064) /* the room is smaller here */
				one(test_of(TC), (struct call){ 38, { ARG_CTX, ARG_NUM(lens[i]), ARG_NUM(flags) } });
	end();
	begin("skb_change_head");
	for (size_t i = 0; i < NR_OF(lens); i++)
		for (int flags = 0; flags < 2; flags++)
			if (lens[i] < 256 || lens[i] > 15964)
				one(test_of(TC), (struct call){ 43, { ARG_CTX, ARG_NUM(lens[i]), ARG_NUM(flags) } });
	end();
	begin("skb_change_type");
	for (uint32_t type = 0; type < 9; type++)
		one(test_of(TC), (struct call){ 32, { ARG_CTX, ARG_NUM(type) } });
	end();
	begin("skb sizes in a row");
	for (int i = 0; i < 200; i++) {
		struct test t = test_of(TC);

		for (int c = 0; c < CALLS_MAX; c++)
			t.call[c] = random_below(2)
					    ? (struct call){ 43, { ARG_CTX, ARG_NUM(random_below(16)), ARG_NUM(0) } }
					    : (struct call){ 38, { ARG_CTX, ARG_NUM(random_below(200)), ARG_NUM(0) } };
		compare(&t);
	}
	end();
}

/* Packets that bring no tag, one, or two; pushes and pops in any order. */
static void vlans(void)
{
	static const uint16_t protos[] = { 0x8100, 0x88a8, 0x0800, 0 };

	begin("skb_vlan_push, skb_vlan_pop");
	for (int i = 0; i < 800; i++) {
		struct test t = test_of(TC);
		uint32_t tags = (uint32_t)random_below(3);

		for (uint32_t n = 0; n < tags; n++) {
			put16(packet + 12 + 4 * n, be16(random_below(2) ? 0x8100 : 0x88a8));
			put16(packet + 14 + 4 * n, (uint16_t)random64());
		}
		if (tags)
			put16(packet + 12 + 4 * tags, be16(random_below(4) ? 0x86dd : (uint16_t)random_below(0x700)));
		if (!random_below(6))
			put16(packet + 14 + 4 * tags, 0xffff);
		t.packet_len = random_below(8) ? 100 : 34 + (uint32_t)random_below(12);
		for (int c = 0; c < CALLS_MAX; c++)
			t.call[c] = random_below(2) ? (struct call){ 19, { ARG_CTX } }
						    : (struct call){ 18,
								     { ARG_CTX, ARG_NUM(be16(protos[random_below(4)])),
								       ARG_NUM(random_word()) } };
		compare(&t);
	}
	end();
}

/* Tunnels' headers, put on and taken off, with flags that fit and flags that do not. */
static void rooms(void)
{
	static const uint64_t flags[] = { 0,
					  1,
					  2,
					  4,
					  6,
					  8,
					  2 | 8,
					  2 | 16,
					  4 | 16,
					  2 | 8 | 16,
					  32,
					  2 | 64,
					  2 | 64 | 14ull << 56,
					  128,
					  256,
					  384,
					  512,
					  14ull << 56,
					  2 | 200ull << 56,
					  1ull << 40 };
	static const int32_t by[] = { 0,   4,	8,   20,  28,  40,  50,	  -4,	-8,   -20,   -28,      -40,
				      -46, -50, -66, -67, -85, -86, -100, 4095, 4096, -4096, INT32_MIN };

	begin("skb_adjust_room");
	for (size_t f = 0; f < NR_OF(flags); f++)
		for (size_t b = 0; b < NR_OF(by); b++)
			for (uint32_t mode = 0; mode < 3; mode++)
				for (int ip6 = 0; ip6 < 3; ip6++) {
					struct test t = test_of(TC);

					if (by[b] == 4095) /* more than the room here */
						continue;
					if (ip6)
						put16(packet + 12, be16(ip6 == 1 ? 0x86dd : 0x0806));
					one(t, (struct call){
						       50,
						       { ARG_CTX, ARG_NUM(by[b]), ARG_NUM(mode), ARG_NUM(flags[f]) } });
				}
	for (int i = 0; i < 300; i++) { /* after an outer header, only what cutting answers first may differ */
		struct test t = test_of(TC);

		t.call[0] = (struct call){ 38, { ARG_CTX, ARG_NUM(60 + random_below(60)), ARG_NUM(0) } };
		for (int c = 1; c < CALLS_MAX; c++)
			t.call[c] = (struct call){ 50,
						   { ARG_CTX, ARG_NUM((int)random_below(60) - 20),
						     ARG_NUM(random_below(2)),
						     ARG_NUM(flags[random_below(NR_OF(flags))]) } };
		if (!random_below(4))
			t.call[3] = (struct call){ 38, { ARG_CTX, ARG_NUM(400), ARG_NUM(0) } };
		compare(&t);
	}
	end();
}

static void verdicts(void)
{
	static const uint64_t flags[] = { 0, 1, 2, 4, 1ull << 32 };

	begin("redirect, redirect_peer, redirect_neigh");
	for (size_t i = 0; i < NR_OF(flags); i++) {
		one(test_of(XDP), (struct call){ 23, { ARG_NUM(1), ARG_NUM(flags[i]) } });
		one(test_of(TC), (struct call){ 23, { ARG_NUM(1), ARG_NUM(flags[i]) } });
		one(test_of(TC), (struct call){ 155, { ARG_NUM(1), ARG_NUM(flags[i]) } });
		one(test_of(TC), (struct call){ 152, { ARG_NUM(1), ARG_NUM(0), ARG_NUM(0), ARG_NUM(flags[i]) } });
		one(test_of(TC), (struct call){ 152, { ARG_NUM(1), ARG_BUF(0), ARG_NUM(20), ARG_NUM(flags[i]) } });
		one(test_of(TC), (struct call){ 152, { ARG_NUM(1), ARG_BUF(0), ARG_NUM(19), ARG_NUM(flags[i]) } });
	}
	end();
	begin("set_hash, set_hash_invalid");
	for (int i = 0; i < 4; i++) {
		struct test t = test_of(TC);

		t.call[0] = (struct call){ 48, { ARG_CTX, ARG_NUM(i * 77) } };
		t.call[1] = (struct call){ 34, { ARG_CTX } };
		t.call[2] = (struct call){ 41, { ARG_CTX } };
		compare(&t);
	}
	end();
	begin("fib_lookup, what it refuses");
	for (uint32_t len = 60; len <= 68; len += 4)
		for (uint32_t family = 0; family < 3; family++)
			for (uint32_t f = 0x40; f <= 0x80; f *= 2) {
				struct test t = test_of(XDP);

				memset(t.buf[0], 0, BUF_LEN);
				t.buf[0][0] = (uint8_t)(family * 50 + 30);
				one(t, (struct call){ 69,
						      { ARG_CTX, ARG_BUF(0), ARG_NUM(len), ARG_NUM(family ? 0 : f) } });
			}
	end();
}

static void numbers(void)
{
	static const char *const texts[] = {
		"0",
		"1",
		"-1",
		"42 rest",
		"  17",
		"\t\n -8",
		"0x10",
		"0X1f",
		"-0x10",
		"010",
		"08",
		"0x",
		"0xg",
		"x",
		"",
		" ",
		"-",
		"--1",
		"+1",
		"9223372036854775807",
		"9223372036854775808",
		"-9223372036854775808",
		"-9223372036854775809",
		"18446744073709551615",
		"18446744073709551616",
		"99999999999999999999999999",
		"0xffffffffffffffff",
		"ff",
		"7",
		"1777",
		"00000000000000000000000000000000000000000000000000000000000000000000000000000001",
		"- 5",
		"\xa0"
		"5",
		"5\xa0",
		"0x8000000000000000",
		"-0x8000000000000000",
		"-0",
	};
	static const uint64_t bases[] = { 0, 8, 10, 16, 2, 36, 32, 10 | 64 };

	for (uint32_t id = 105; id <= 106; id++) {
		begin(id == 105 ? "strtol" : "strtoul");
		for (size_t i = 0; i < NR_OF(texts); i++)
			for (size_t b = 0; b < NR_OF(bases); b++)
				for (int cut = 0; cut < 3; cut++) {
					struct test t = test_of(XDP);
					size_t len = strlen(texts[i]) + 1;

					memcpy(t.buf[0], texts[i], len);
					if (cut && len > 2)
						len -= (size_t)cut;
					one(t,
					    (struct call){
						    id, { ARG_BUF(0), ARG_NUM(len), ARG_NUM(bases[b]), ARG_BUF(1) } });
				}
		end();
	}
}

static void strings(void)
{
	static const char *const pairs[][2] = { { "abc", "abc" }, { "abc", "abd" }, { "abd", "abc" }, { "ab", "abc" },
						{ "abc", "ab" },  { "", "" },	    { "", "a" },      { "\xff", "a" } };

	begin("strncmp");
	for (size_t i = 0; i < NR_OF(pairs); i++)
		for (uint32_t len = 1; len < 6; len++) {
			struct test t = test_of(XDP);

			strcpy((char *)t.buf[0], pairs[i][0]);
			one(t, (struct call){ 182, { ARG_BUF(0), ARG_NUM(len), ARG_STR(pairs[i][1]) } });
		}
	end();
	begin("get_current_comm, get_current_pid_tgid, get_current_uid_gid");
	for (uint32_t len = 1; len <= 32; len++)
		one(test_of(XDP), (struct call){ 16, { ARG_BUF(0), ARG_NUM(len) } });
	one(test_of(XDP), (struct call){ 14, { ARG_NUM(0) } });
	one(test_of(XDP), (struct call){ 15, { ARG_NUM(0) } });
	end();
	/* Of the kernel's own ones Linux tells -ERANGE where the address is a user's, which nothing is here. */
	begin("probe_read_user, probe_read_user_str of what is not there");
	for (uint64_t addr = 0; addr < 2; addr++)
		for (uint32_t id = 112; id <= 114; id += 2)
			one(test_of(XDP), (struct call){ id, { ARG_BUF(0), ARG_NUM(20), ARG_NUM(addr) } });
	end();
	begin("probe_read_kernel, probe_read_kernel_str");
	for (uint32_t len = 0; len <= 12; len++)
		for (uint32_t id = 113; id <= 115; id += 2) {
			struct test t = test_of(XDP);

			strcpy((char *)t.buf[1], "nine char");
			memset(t.buf[0], 0, BUF_LEN);
			one(t, (struct call){ id, { ARG_BUF(0), ARG_NUM(len), ARG_BUF(1) } });
		}
	end();
}

static const struct {
	const char *format;
	uint32_t nr;
	uint64_t args[4];
} formats[] = {
	{ "", 0, { 0 } },
	{ "plain", 0, { 0 } },
	{ "100%%", 0, { 0 } },
	{ "%d %i %u", 3, { UINT64_MAX, 7, UINT64_MAX } },
	{ "%ld %lld %lu %llu", 4, { UINT64_MAX, 1ull << 63, UINT64_MAX, 1ull << 63 } },
	{ "%x %X %lx %llX", 4, { 0xdeadbeefcafe, 0xdeadbeefcafe, 0xdeadbeefcafe, 0xdeadbeefcafe } },
	{ "[%5d|%-5d|%05d|%+d]", 4, { 42, 42, 42, 42 } },
	{ "[% d|%+5d|%-+5d|%+05d]", 4, { 42, 42, 42, 42 } },
	{ "[%5d|%-5d|%05d|% 5d]", 4, { UINT64_MAX - 41, UINT64_MAX - 41, UINT64_MAX - 41, UINT64_MAX - 41 } },
	{ "[%8x|%-8x|%08x|%+x]", 4, { 0xabc, 0xabc, 0xabc, 0xabc } },
	{ "[%c%c%c]", 3, { 'a', 'b', 'c' } },
	{ "[%4c|%-4c|%04c]", 3, { 'a', 'b', 'c' } },
	{ "[%s]", 1, { 0 } },
	{ "[%6s|%-6s]", 2, { 0, 1 } },
	{ "[%pks|%pus]", 2, { 0, 0 } },
	{ "%px", 1, { 0xffff888012345678 } },
	{ "[%20px|%-20px|%5px]", 3, { 0x1234, 0x1234, 0x1234 } },
	{ "%pi4 %pI4 %pi6 %pI6", 4, { 0, 0, 0, 0 } },
	{ "[%20pI4|%-20pI4]", 2, { 0, 0 } },
	{ "%pI6c", 1, { 0 } },
	{ "%ps %pS %pB", 3, { 0x1234, 0x1234, 0x1234 } },
	{ "a very long text that fills the buffer of one hundred and twenty-eight bytes and goes on beyond its end: %lld %lld %lld %lld",
	  4,
	  { UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX } },
	{ "%300d", 1, { 5 } },
	{ "%0300d", 1, { 5 } },
	{ "%-300d|", 1, { 5 } },
	{ "tab\tand\nline", 0, { 0 } },
};

static void texts(void)
{
	static const uint32_t caps[] = { 128, 20, 6, 1 };

	begin("snprintf");
	for (size_t i = 0; i < NR_OF(formats); i++)
		for (size_t c = 0; c < NR_OF(caps); c++) {
			if (c && (strstr(formats[i].format, "pI") || strstr(formats[i].format, "ps")))
				break; /* Linux forgets how long these are where they do not fit */
			struct test t = test_of(XDP);
			struct arg data = ARG_BUF(1), none = ARG_NUM(0);

			memcpy(t.buf[1], formats[i].args, sizeof(formats[i].args));
			one(t, (struct call){ 165,
					      { ARG_BUF(0), ARG_NUM(caps[c]), ARG_STR(formats[i].format),
						formats[i].nr ? data : none, ARG_NUM(formats[i].nr * 8) } });
		}
	end();
	begin("snprintf of what is at an address");
	for (size_t i = 0; i < 6; i++) {
		static const char *const at[] = { "[%s]", "[%12s]", "[%-12s]", "%pI4 ", "%pi4", "%pI6" };
		struct test t = test_of(XDP);

		t.points = true;
		strcpy((char *)t.buf[1], "text \x01\x02\xfe\xff more of it");
		one(t, (struct call){ 165, { ARG_BUF(2), ARG_NUM(64), ARG_STR(at[i]), ARG_BUF(0), ARG_NUM(8) } });
	}
	end();
}

/* trace_printk checks its format when it runs. Its text goes elsewhere; its answer is compared. */
static void prints(void)
{
	static const char *const bad[] = {
		"%",	     "%z",	 "%5",		"%l",
		"%lll",	     "%hd",	 "%.3d",	"%*d",
		"%#x",	     "%f",	 "%sx",		"%s%s%s%s",
		"%px%d%d%d", "%pX",	 "%pi5",	"%pIx",
		"%p4",	     "%n",	 "%%%",		"%5%",
		"%-",	     "%l%d",	 "a\x01",	"\x7f",
		"a\xe4",     "\x80",	 "\x9f",	"\xff",
		"\xa0",	     "%\xe4",	 "%s\xe4",	"%p\xe4",
		"%d\xe4",    "%ls",	 "%lc",		"%lp",
		"%cx",	     "%c",	 "%dx",		"%p,%p",
		"%pk",	     "%pu",	 "%pksx",	"%pks.",
		"%pBx",	     "%d %d %d", "%d %d %d %d", "%5s ",
		"%05s",	     "%llld",	 "%+ 0-5d",	"%99999999999d",
		"x\ny\n",    "\v\f",	 "%pK",		"%pKx",
	};

	begin("trace_printk");
	for (size_t i = 0; i < NR_OF(bad); i++) {
		struct test t = test_of(XDP);
		struct call c = { 6, { ARG_BUF(0), ARG_NUM(strlen(bad[i]) + 1), ARG_NUM(1), ARG_NUM(2), ARG_NUM(3) } };

		strcpy((char *)t.buf[0], bad[i]);
		one(t, c);
		c.arg[1].num--; /* without its zero */
		if (c.arg[1].num)
			one(t, c);
	}
	end();
	begin("trace_vprintk");
	for (uint32_t len = 0; len <= 112; len += 4) {
		struct test t = test_of(XDP);

		strcpy((char *)t.buf[0], "%d %d");
		one(t, (struct call){ 177, { ARG_BUF(0), ARG_NUM(6), ARG_BUF(1), ARG_NUM(len) } });
	}
	end();
}

static void silent(void *arg, const char *text, size_t len)
{
	(void)arg, (void)text, (void)len;
}

int main(int argc, char **argv)
{
	struct kiln_host *host;

	tell_all = argc > 1 && !strcmp(argv[1], "-v");
	value_map = bpf_map_create(BPF_MAP_TYPE_ARRAY, "value", 4, VALUE_LEN, 1, NULL);
	if (value_map < 0) {
		printf("skip helpers - bpf(2) is not to be had here\n");
		return 0;
	}
	if (kiln_posix_host_new(&(struct kiln_posix_opts){ .print = silent }, &host) || kiln_new(host, &k))
		return 1;
	xdp_moves();
	packet_bytes();
	checksums();
	skb_sizes();
	vlans();
	rooms();
	verdicts();
	numbers();
	strings();
	texts();
	prints();
	kiln_free(k);
	kiln_posix_host_free(host);
	return 0;
}
