/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * trial.c - see trial.h.
 *
 * Overview     first every length from 0 up with zeros; then headers as networks have them, cut and changed; numbers that the program
 *              compares with are put where it loads from. What goes wrong is then made as small as it can be, and run once more.
 */
#include "trial.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "btf_json.h"
#include "tool.h"

enum {
	SEARCH_MS = 200,
	SHORT_MAX = 128, /* every length up to it is tried */
	BUDGET = 1000000,
	HEAD_ROOM = 256,
	TAIL_ROOM = 512,
	MAX_CONSTANTS = 64,
	MAX_PLACES = 64,
	MAX_CLEARED = 4096, /* elements taken out of a map before a run */
	MAX_SEEDED = 1024,  /* bytes of an array that a seed fills */
};

struct place {
	uint8_t off, size;
};

struct trial {
	struct kiln *k;
	const struct object *o;
	const struct object_prog *p;
	const struct aim *aim;
	struct kiln_prog *prog;
	bool packet;
	uint32_t ctx_len;
	struct kiln_packet pkt;
	uint8_t room[HEAD_ROOM + TRIAL_INPUT_MAX + TAIL_ROOM];
	uint8_t *ctx, *mem;
	uint8_t *kept[256]; /* what global variables held at first, by map of the object */
	struct kiln_env env;
	uint32_t constant[MAX_CONSTANTS];
	uint32_t nr_constants;
	struct place place[MAX_PLACES];
	uint32_t nr_places;
	uint64_t random, runs;
};

enum { ACCESS = 1 << KILN_FAULT_ACCESS, ARGUMENT = 1 << KILN_FAULT_ARGUMENT, ENDLESS = 1 << KILN_FAULT_ENDLESS };

/*
 * Refusals about what may happen with some inputs: which faults show that it does, and what the refusal is where none is found.
 * Those without faults are not looked for.
 */
static const struct aim {
	const char *reason;
	uint32_t faults;
	enum trial_verdict otherwise;
	bool anywhere;	  /* not only at the refused instruction */
	const char *says; /* ... of which the fault must tell; NULL: anything */
} aims[] = {
	{ "packet-bounds", ACCESS | ARGUMENT, TRIAL_NOT_PROVEN, false, NULL },
	{ "packet-index", ACCESS | ARGUMENT, TRIAL_NOT_PROVEN, false, NULL },
	{ "packet-before", ACCESS | ARGUMENT, TRIAL_RULE, false, NULL },
	{ "meta-bounds", ACCESS | ARGUMENT, TRIAL_NOT_PROVEN, false, NULL },
	{ "stale-packet", ACCESS | ARGUMENT, TRIAL_RULE, false, NULL },
	{ "map-value-bounds", ACCESS | ARGUMENT, TRIAL_RULE, false, NULL },
	{ "map-value-index", ACCESS | ARGUMENT, TRIAL_NOT_PROVEN, false, NULL },
	{ "mem-bounds", ACCESS | ARGUMENT, TRIAL_RULE, false, NULL },
	{ "mem-index", ACCESS | ARGUMENT, TRIAL_NOT_PROVEN, false, NULL },
	{ "record-bounds", ACCESS | ARGUMENT, TRIAL_RULE, false, NULL },
	{ "stack-bounds", ACCESS | ARGUMENT, TRIAL_RULE, false, NULL },
	{ "stack-index", ACCESS | ARGUMENT, TRIAL_NOT_PROVEN, false, NULL },
	{ "pointer-range", ACCESS | ARGUMENT, TRIAL_NOT_PROVEN, true, NULL },
	{ "null", ACCESS | ARGUMENT, TRIAL_NOT_PROVEN, false, NULL },
	{ "null-constant", ACCESS, TRIAL_NOT_PROVEN, false, NULL },
	{ "null-arithmetic", ACCESS, TRIAL_NOT_PROVEN, true, NULL },
	{ "not-pointer", ACCESS, TRIAL_RULE, false, NULL },
	{ "opaque-pointer", ACCESS, TRIAL_RULE, false, NULL },
	{ "use-after-release", ACCESS | ARGUMENT, TRIAL_RULE, true, NULL },
	{ "helper-null", ARGUMENT, TRIAL_NOT_PROVEN, false, "NULL" },
	{ "helper-size", ARGUMENT, TRIAL_NOT_PROVEN, false, "memory" },
	{ "helper-size-zero", ARGUMENT, TRIAL_NOT_PROVEN, false, "length of 0" },
	{ "loop", ENDLESS, TRIAL_NOT_PROVEN, true, NULL },
	{ "too-complex", 0, TRIAL_NOT_PROVEN, false, NULL },
	{ "too-many-branches", 0, TRIAL_NOT_PROVEN, false, NULL },
	{ "ret-range", 0, TRIAL_NOT_PROVEN, false, NULL },
};

static const struct aim *aim_of(const struct kiln_why *why)
{
	const char *name = kiln_reason_name(why->reason);

	for (size_t i = 0; i < sizeof(aims) / sizeof(aims[0]); i++)
		if (!strcmp(aims[i].reason, name))
			return &aims[i];
	return NULL;
}

/* -- what a run needs ----------------------------------------------------------------------------------------------- */

/* The context is a struct kiln_packet where the packet's begin is where that has it. */
static bool takes_packet(const struct kiln_kind *kind)
{
	for (uint32_t i = 0; i < kind->nr_fields; i++)
		if (kind->fields[i].type == KILN_FIELD_PACKET_END &&
		    kind->fields[i].real_off == offsetof(struct kiln_packet, data_end))
			return true;
	return false;
}

static uint32_t context_len(const struct kiln_kind *kind, uint32_t *mem_len)
{
	uint32_t len = kind->ctx_len;

	*mem_len = 0;
	for (uint32_t i = 0; i < kind->nr_fields; i++) {
		const struct kiln_field *f = &kind->fields[i];

		if ((uint32_t)f->real_off + f->real_size > len)
			len = (uint32_t)f->real_off + f->real_size;
		if (f->type == KILN_FIELD_MEM && f->mem_len > *mem_len)
			*mem_len = f->mem_len;
	}
	return len;
}

static bool is_global(const struct object_map *m)
{
	return kiln_map_spec(m->map)->type == 2 && kiln_map_spec(m->map)->max_entries == 1 && strchr(m->name, '.');
}

static void globals_keep(struct trial *t)
{
	for (uint32_t i = 0; i < t->o->nr_maps; i++) {
		uint32_t key = 0;

		if (!is_global(&t->o->map[i]))
			continue;
		t->kept[i] = malloc(kiln_map_value_len(t->o->map[i].map) + 1);
		if (t->kept[i])
			kiln_map_lookup(t->o->map[i].map, &key, t->kept[i], 0);
	}
}

static void trial_close(struct trial *t)
{
	kiln_prog_free(t->prog);
	for (uint32_t i = 0; i < t->o->nr_maps; i++)
		free(t->kept[i]);
	free(t->ctx);
	free(t->mem);
	free(t);
}

static struct trial *trial_open(struct kiln *k, const struct object *o, const struct object_prog *p,
				struct kiln_why *why)
{
	struct trial *t = calloc(1, sizeof(*t));
	struct kiln_load_opts opts = p->opts;
	uint32_t mem_len;

	if (!t)
		return NULL;
	t->k = k;
	t->o = o;
	t->p = p;
	t->random = 0x9e3779b97f4a7c15u;
	t->packet = takes_packet(p->kind);
	t->ctx_len = context_len(p->kind, &mem_len);
	t->ctx = calloc(1, t->ctx_len + 8);
	t->mem = calloc(1, mem_len + 8);
	opts.engine = KILN_ENGINE_CHECKED;
	opts.log_level = 0;
	if (t->ctx && t->mem &&
	    !kiln_load(k, &kiln_front_ebpf, p->insns, (size_t)p->nr_insns * sizeof(*p->insns), &opts, &t->prog, why)) {
		globals_keep(t);
		return t;
	}
	trial_close(t);
	return NULL;
}

/* -- maps, as they were --------------------------------------------------------------------------------------------- */

static bool take_all(void *arg, const void *data, uint32_t len)
{
	(void)arg, (void)data, (void)len;
	return true;
}

/* Zeros; with a seed, any bytes: what is in an array comes from outside. */
static void array_set(void *memory, size_t len, uint64_t seed)
{
	uint8_t *bytes = memory;
	uint64_t x = seed * 0x9e3779b97f4a7c15u;

	memset(bytes, 0, len);
	for (size_t i = 0; seed && i < len && i < MAX_SEEDED; i++) {
		x ^= x << 13;
		x ^= x >> 7;
		x ^= x << 17;
		bytes[i] = (uint8_t)(x >> 24);
	}
}

static void map_empty(struct kiln_map *m, uint64_t seed)
{
	const struct kiln_map_spec *s = kiln_map_spec(m);
	uint8_t key[512], *value;
	size_t len;
	void *all = kiln_map_memory(m, &len);

	if (all) {
		array_set(all, len, s->lock_off == KILN_NO_OFF && s->timer_off == KILN_NO_OFF ? seed : 0);
		return;
	}
	if (!s->key_size) {
		value = calloc(1, kiln_map_value_len(m) + 8);
		for (uint32_t i = 0; value && i < MAX_CLEARED && !kiln_map_take(m, NULL, value, 0); i++)
			;
		free(value);
		return;
	}
	for (uint32_t i = 0; s->key_size <= sizeof(key) && i < MAX_CLEARED && !kiln_map_next(m, NULL, key); i++)
		if (kiln_map_delete(m, key))
			return; /* arrays */
}

static void percpu_empty(struct kiln_map *m)
{
	uint8_t *zeros = calloc(1, kiln_map_value_len(m));

	for (uint32_t i = 0; zeros && i < kiln_map_spec(m)->max_entries && i < MAX_CLEARED; i++)
		kiln_map_update(m, &i, zeros, 0);
	free(zeros);
}

static void maps_reset(struct trial *t, uint64_t seed)
{
	enum { PROG_ARRAY = 3, PERCPU_ARRAY = 6, ARRAY_OF_MAPS = 12, HASH_OF_MAPS = 13, RINGBUF = 27 };

	for (uint32_t i = 0; i < t->o->nr_maps; i++) {
		struct kiln_map *m = t->o->map[i].map;
		uint32_t type = kiln_map_spec(m)->type, key = 0;

		if (t->kept[i])
			kiln_map_update(m, &key, t->kept[i], 0);
		else if (type == RINGBUF)
			kiln_ringbuf_read(m, take_all, NULL);
		else if (type == PERCPU_ARRAY)
			percpu_empty(m);
		else if (type != PROG_ARRAY && type != ARRAY_OF_MAPS && type != HASH_OF_MAPS)
			map_empty(m, seed);
	}
}

/* -- one run -------------------------------------------------------------------------------------------------------- */

static void *context_set(struct trial *t, const struct trial_input *in)
{
	const struct kiln_kind *kind = t->p->kind;

	if (t->packet) {
		memset(t->room, 0, sizeof(t->room));
		kiln_packet_init(&t->pkt, t->room, HEAD_ROOM, in->len, TAIL_ROOM);
		memcpy(t->pkt.data, in->data, in->len);
		t->pkt.ifindex = t->pkt.ingress_ifindex = 1;
		if (in->len >= 14)
			memcpy(&t->pkt.protocol_be, in->data + 12, 2);
		return &t->pkt;
	}
	memset(t->ctx, 0, t->ctx_len);
	memcpy(t->ctx, in->data, in->len < t->ctx_len ? in->len : t->ctx_len);
	for (uint32_t i = 0; i < kind->nr_fields; i++) {
		const struct kiln_field *f = &kind->fields[i];

		if (f->type == KILN_FIELD_MEM && f->real_size == sizeof(t->mem))
			memcpy(t->ctx + f->real_off, &t->mem, sizeof(t->mem));
		else if (f->type != KILN_FIELD_SCALAR)
			memset(t->ctx + f->real_off, 0, f->real_size);
	}
	return t->ctx;
}

static uint64_t run(struct trial *t, const struct trial_input *in)
{
	struct kiln_trial chance = in->chance;
	void *ctx = context_set(t, in);
	uint64_t r0;

	chance.budget = BUDGET;
	maps_reset(t, in->chance.seed);
	kiln_enter(t->k, &t->env);
	t->env.trial = &chance;
	r0 = kiln_run(t->prog, ctx, &t->env);
	kiln_leave(t->k, &t->env);
	t->runs++;
	return r0;
}

/* -- the search ----------------------------------------------------------------------------------------------------- */

static uint64_t now_ms(void)
{
	struct timespec s;

	clock_gettime(CLOCK_MONOTONIC, &s);
	return (uint64_t)s.tv_sec * 1000 + (uint64_t)s.tv_nsec / 1000000;
}

static uint64_t random_next(struct trial *t)
{
	t->random ^= t->random << 13;
	t->random ^= t->random >> 7;
	t->random ^= t->random << 17;
	return t->random * 0x2545f4914f6cdd1du >> 16;
}

/* It goes wrong where and as the refusal says. */
static bool goes_wrong(struct trial *t, const struct trial_input *in)
{
	const struct kiln_fault *f = &t->env.fault;

	run(t, in);
	return f->what && t->aim->faults >> f->kind & 1 && (t->aim->anywhere || f->insn == t->p->why.insn) &&
	       (!t->aim->says || strstr(f->what, t->aim->says));
}

/* Conditional jumps with a number; loads. */
static void program_read(struct trial *t)
{
	for (uint32_t i = 0; i < t->p->nr_insns; i++) {
		const struct kiln_insn *in = &t->p->insns[i];
		uint8_t class = in->code & 7, op = in->code >> 4;

		if ((class == 5 || class == 6) && op && op != 8 && op != 9 && !(in->code & 8) &&
		    t->nr_constants < MAX_CONSTANTS)
			t->constant[t->nr_constants++] = (uint32_t)in->imm;
		if (class == 1 && in->off >= 0 && in->off < TRIAL_INPUT_MAX && t->nr_places < MAX_PLACES)
			t->place[t->nr_places++] = (struct place){ (uint8_t)in->off,
								   (uint8_t)((in->code & 0x18) == 0x10	 ? 1
									     : (in->code & 0x18) == 0x08 ? 2
													 : 4) };
	}
}

static const struct {
	uint8_t len, bytes[62];
} headers[] = {
	{ 0, { 0 } },
	/* Ethernet, IPv4, TCP */
	{ 54, { 2, 0,  0, 0, 0, 1,  2, 0, 0, 0, 0,   2, 8,  0, 0x45, 0, 0, 40, 0, 1, 0, 0,    64, 6,   0,
		0, 10, 0, 0, 1, 10, 0, 0, 2, 4, 210, 0, 80, 0, 0,    0, 1, 0,  0, 0, 0, 0x50, 2,  255, 255 } },
	/* UDP, to a name server */
	{ 54, { 2, 0, 0,  0, 0, 1, 2,  0, 0, 0, 0, 2,	8, 0,  0x45, 0,	 0, 40, 0, 1, 0, 0, 64, 17,
		0, 0, 10, 0, 0, 1, 10, 0, 0, 2, 4, 210, 0, 53, 0,    20, 0, 0,	0, 1, 1, 0, 0,	1 } },
	/* ICMP */
	{ 42, { 2, 0, 0, 0, 0,	1, 2, 0, 0,  0, 0, 2, 8,  0, 0x45, 0, 0, 28,
		0, 1, 0, 0, 64, 1, 0, 0, 10, 0, 0, 1, 10, 0, 0,	   2, 8 } },
	/* IPv6, TCP */
	{ 62, { 2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 0x86, 0xdd, 0x60, 0, 0, 0, 0, 20, 6, 64, 0xfe, 0x80 } },
	/* VLAN, IPv4 */
	{ 58, { 2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 0x81, 0, 0, 5, 8, 0, 0x45, 0, 0, 40, 0, 1, 0, 0, 64, 6 } },
	/* ARP */
	{ 42, { 255, 255, 255, 255, 255, 255, 2, 0, 0, 0, 0, 2, 8, 6, 0, 1, 8, 0, 6, 4, 0, 1 } },
};

/* A number that the program compares with, in this or the network's order, somewhere or where it loads. */
static void plant(struct trial *t, struct trial_input *in)
{
	uint32_t x = t->nr_constants ? t->constant[random_next(t) % t->nr_constants] : (uint32_t)random_next(t);
	struct place at = { (uint8_t)random_next(t), 1 };
	uint8_t bytes[4];

	if (t->nr_places && random_next(t) & 3)
		at = t->place[random_next(t) % t->nr_places];
	if (random_next(t) & 1)
		x = at.size == 2 ? __builtin_bswap16((uint16_t)x) : at.size == 4 ? __builtin_bswap32(x) : x;
	x += (uint32_t)(random_next(t) % 8 ? 0 : random_next(t) % 3 - 1);
	memcpy(bytes, &x, sizeof(bytes));
	if ((uint32_t)at.off + at.size <= TRIAL_INPUT_MAX)
		memcpy(in->data + at.off, bytes, at.size);
}

static void random_input(struct trial *t, struct trial_input *in)
{
	size_t head = random_next(t) % (sizeof(headers) / sizeof(headers[0]));
	uint64_t x;

	memset(in, 0, sizeof(*in));
	memcpy(in->data, headers[head].bytes, headers[head].len);
	x = random_next(t);
	in->len = x & 1 ? (uint32_t)(x >> 1) % (SHORT_MAX + 1) : (uint32_t)(x >> 1) % (TRIAL_INPUT_MAX + 1);
	for (uint32_t i = headers[head].len; x & 16 && i < TRIAL_INPUT_MAX; i++)
		in->data[i] = (uint8_t)random_next(t);
	for (uint64_t n = random_next(t) % 5; n; n--)
		plant(t, in);
	for (uint64_t n = random_next(t) % 3; n; n--)
		in->data[random_next(t) % TRIAL_INPUT_MAX] = (uint8_t)random_next(t);
	memset(in->data + in->len, 0, TRIAL_INPUT_MAX - in->len);
	x = random_next(t);
	in->chance.finds = x & 1 ? UINT64_MAX : random_next(t);
	in->chance.nulls = x & 2 ? 0 : random_next(t);
	in->chance.seed = x & 12 ? random_next(t) % 1000 : 0;
}

/* Every length with zeros; elements found or not, records had or not. */
static bool search_lengths(struct trial *t, struct trial_input *in)
{
	for (uint32_t way = 0; way < 3; way++)
		for (uint32_t len = 0; len <= SHORT_MAX; len++) {
			memset(in, 0, sizeof(*in));
			in->len = len;
			in->chance.finds = way ? UINT64_MAX : 0;
			in->chance.nulls = way == 2 ? UINT64_MAX : 0;
			if (goes_wrong(t, in))
				return true;
			if (t->aim->faults == ENDLESS && len == 4)
				break; /* each run may be long */
		}
	return false;
}

static bool search(struct trial *t, struct trial_input *in)
{
	uint64_t end = now_ms() + SEARCH_MS;

	if (search_lengths(t, in))
		return true;
	while (now_ms() < end)
		for (int i = 0; i < 8; i++) {
			random_input(t, in);
			if (goes_wrong(t, in))
				return true;
		}
	return false;
}

/* What still goes wrong, with fewer bytes, and zeros in place of what does not matter. */
static void shrink(struct trial *t, struct trial_input *in)
{
	struct trial_input less = *in;

	less.chance = (struct kiln_trial){ 0 };
	if (goes_wrong(t, &less))
		*in = less;
	less = *in;
	less.chance.seed = 0;
	if (goes_wrong(t, &less))
		*in = less;
	for (uint32_t len = 0; len < in->len; len++) {
		less = *in;
		less.len = len;
		memset(less.data + len, 0, TRIAL_INPUT_MAX - len);
		if (goes_wrong(t, &less)) {
			*in = less;
			break;
		}
	}
	for (uint32_t i = 0; i < in->len; i++) {
		less = *in;
		less.data[i] = 0;
		if (in->data[i] && goes_wrong(t, &less))
			*in = less;
	}
}

void trial_search(struct kiln *k, const struct object *o, const struct object_prog *p, struct trial_found *out)
{
	const struct aim *aim = aim_of(&p->why);
	struct kiln_why why;
	struct trial *t;

	*out = (struct trial_found){ .verdict = aim ? aim->otherwise : TRIAL_RULE };
	if (!aim || !aim->faults || !p->insns || !p->kind || p->opts.target_btf) /* the kernel's objects are not here */
		return;
	t = trial_open(k, o, p, &why);
	if (!t)
		return;
	t->aim = aim;
	program_read(t);
	if (search(t, &out->input)) {
		if (aim->faults != ENDLESS)
			shrink(t, &out->input);
		if (goes_wrong(t, &out->input)) /* once more, as a replay does */
			out->verdict = TRIAL_BUG;
	}
	out->fault = t->env.fault;
	out->packet = t->packet;
	out->runs = t->runs;
	trial_close(t);
}

bool trial_once(struct kiln *k, const struct object *o, const struct object_prog *p, const struct trial_input *in,
		uint64_t *r0, struct kiln_fault *fault)
{
	struct kiln_why why;
	struct trial *t = p->insns && p->kind ? trial_open(k, o, p, &why) : NULL;

	if (!t) {
		complain("%s cannot be run unproven", p->name);
		return false;
	}
	*r0 = run(t, in);
	*fault = t->env.fault;
	trial_close(t);
	return true;
}

/* -- for people ----------------------------------------------------------------------------------------------------- */

bool chance_read(const char *text, struct kiln_trial *chance)
{
	uint64_t *const to[] = { &chance->seed, &chance->nulls, &chance->finds };
	char *end;

	for (size_t i = 0; i < 3; i++) {
		*to[i] = strtoull(text, &end, 0);
		if (end == text)
			return false;
		if (!*end)
			return true;
		if (*end != ',')
			return false;
		text = end + 1;
	}
	return false;
}

static void hex_print(FILE *f, const struct trial_input *in)
{
	for (uint32_t i = 0; i < in->len; i++)
		fprintf(f, "%02x", in->data[i]);
}

static void replay_print(FILE *f, const char *object, const char *prog, const struct trial_found *t)
{
	const struct kiln_trial *c = &t->input.chance;

	fprintf(f, "kiln run %s --prog %s --unsafe --packet '", object, prog);
	hex_print(f, &t->input);
	fputc('\'', f);
	if (c->seed || c->nulls || c->finds)
		fprintf(f, " --chance %#" PRIx64 ",%#" PRIx64 ",%#" PRIx64, c->seed, c->nulls, c->finds);
}

static const char *what_happens(const struct trial_found *t)
{
	if (t->fault.kind == KILN_FAULT_ENDLESS)
		return "it runs for a million instructions and has not ended";
	if (t->fault.kind == KILN_FAULT_ARGUMENT)
		return t->fault.what; /* "it calls a helper with NULL as map" */
	if (t->fault.addr < 4096)
		return "it goes through a NULL pointer";
	return strstr(t->fault.what, "write") ? "it writes outside of what it may touch"
					      : "it reads outside of what it may touch";
}

/* "an empty packet", "a packet of 14 bytes", "a context of zeros". */
static void input_print(FILE *f, const struct trial_found *t)
{
	if (!t->input.len)
		fprintf(f, t->packet ? "an empty packet" : "a context of zeros");
	else if (t->packet)
		fprintf(f, "a packet of %u byte%s", t->input.len, t->input.len == 1 ? "" : "s");
	else
		fprintf(f, "the context that is shown");
}

void trial_print(FILE *f, const char *object, const struct object_prog *p, const struct trial_found *t)
{
	const struct paint *c = paint_for(f);

	if (t->verdict == TRIAL_RULE) {
		fprintf(f, "  verdict: against the rules, whatever the input\n");
		return;
	}
	if (t->verdict == TRIAL_NOT_PROVEN) {
		fprintf(f, "  verdict: not proven");
		if (t->runs)
			fprintf(f, ": %" PRIu64 " runs on made-up inputs did not go wrong here", t->runs);
		fputc('\n', f);
		return;
	}
	fprintf(f, "  verdict: %sa bug:%s with ", c->red, c->off);
	input_print(f, t);
	fprintf(f, ", %s", what_happens(t));
	if (t->fault.kind != KILN_FAULT_ENDLESS && t->fault.insn != p->why.insn)
		fprintf(f, " at instruction %u", t->fault.insn);
	fprintf(f, "\n  replay:  ");
	replay_print(f, object, p->name, t);
	fputc('\n', f);
}

void trial_json(FILE *f, const char *object, const char *prog, const struct trial_found *t)
{
	static const char *const names[] = { "rule", "not-proven", "bug" };
	char *text = NULL;
	size_t len;
	FILE *mem;

	fprintf(f, "{\"class\":\"%s\",\"runs\":%" PRIu64, names[t->verdict], t->runs);
	if (t->verdict == TRIAL_BUG) {
		fprintf(f, ",\"what\":\"%s\",\"input\":{\"type\":\"%s\",\"len\":%u,\"hex\":\"", what_happens(t),
			t->packet ? "packet" : "context", t->input.len);
		hex_print(f, &t->input);
		fprintf(f, "\"},\"fault\":{\"insn\":%u,\"what\":\"%s\"}", t->fault.insn, t->fault.what);
		mem = open_memstream(&text, &len);
		if (mem) {
			replay_print(mem, object, prog, t);
			fclose(mem);
			fputs(",\"replay\":", f);
			btf_json_string(f, text, len);
		}
		free(text);
	}
	fputc('}', f);
}
