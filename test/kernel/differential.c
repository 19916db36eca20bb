// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * differential.c - Kiln and the running kernel, program by program: accept or refuse, result, packet, maps.
 *
 * Overview	programs come from the generator (test/random/gen.c; its plain memory is a map's value here) and from mutations
 *		(test/random/mutate.c) of the programs in the objects that are named. Each is loaded into both. What Kiln accepts is
 *		followed step by step (test/random/follow.c); what both accept is also run on both with the same packets and maps,
 *		by interpreter and native code. Each disagreement has a class: who is stricter, and for what reason, numbers left
 *		out. A class must be explained by a row of test/kernel/classes.txt.
 * Usage	differential [--count N] [--seed N] [--classes FILE] OBJECT...	a table of classes
 *		differential --show SEED OBJECT...				one program, and what both say of it
 * Exit status	0; 1: a violation, or a class without explanation; 2: usage; 3: no bpf(2) here
 */
#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <linux/bpf.h>
#include <regex.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include <bpf/bpf.h>
#include <bpf/btf.h>

#include "../../tool/event.h"
#include "../../tool/object.h"
#include "../../tool/tool.h"
#include "../random/follow.h"
#include "../random/gen.h"
#include "../random/mutate.h"
#include "rt/map.h"

enum {
	MAX_MAPS = 64,
	NR_RUNS = 4, /* packets a program sees, one after the other, with the maps as the one before left them */
	MAX_PACKET = 256,
	MAX_INSNS = 8192,    /* larger programs are not mutated: a run of many would take too long */
	MANY = 16,	     /* runs where the kernel refuses */
	BUDGET = 20000000,   /* operations of a run that is followed: longer programs are not */
	MOST_ENTRIES = 64,   /* of maps that are filled and compared */
	MOST_WALKED = 50000, /* by Kiln's verifier, which may compare each turn of a loop with all before it */
};

/* A map on both sides. */
struct pair {
	struct kiln_map *ours;
	int theirs;
	bool plain; /* its elements can be set and compared from outside */
};

/* Where programs come from: the generator, or one program of an object. */
struct source {
	char name[128];
	const struct kiln_insn *insn; /* NULL: generated */
	uint32_t nr;
	enum gen_kind gen;
	struct kiln_load_opts opts;
	uint32_t type, attach; /* BPF_PROG_TYPE_*, BPF_* */
	struct pair map[MAX_MAPS];
	uint32_t nr_maps;
	int btf_fd;
	bool slow; /* the kernel takes its time: chosen less often */
};

static struct source *source;
static uint32_t nr_sources;
static struct kiln *k;
static struct kiln_host *host;
static struct events events;
static uint64_t now_seed;

const char *command_name = "differential";

void complain(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	fputs("differential: ", stderr);
	vfprintf(stderr, fmt, ap);
	fputc('\n', stderr);
	va_end(ap);
}

static volatile sig_atomic_t stopping;

/* No more programs: report what was found. */
static void on_stop(int sig)
{
	(void)sig;
	stopping = 1;
}

/* Dies, but says of which program. */
static void on_signal(int sig)
{
	char text[96];
	int len = snprintf(text, sizeof(text), "differential: signal %d at seed %" PRIu64 "\n", sig, now_seed);

	(void)!write(2, text, (size_t)len);
	_exit(1);
}

/* -- classes of disagreement --------------------------------------------------------------------------------------- */

struct class
{
	char key[200];
	uint64_t count, seed;
	const char *why;
};
static struct class class[1024];
static uint32_t nr_classes;

static struct {
	regex_t re;
	char *why;
} rule[256];
static uint32_t nr_rules;

/* Rows "PATTERN  =>  EXPLANATION"; a pattern matches a class from its beginning. */
static bool rules_read(const char *path)
{
	char line[1024], *arrow;
	FILE *in = fopen(path, "r");

	if (!in) {
		complain("%s: %s", path, strerror(errno));
		return false;
	}
	while (fgets(line, sizeof(line), in)) {
		arrow = strstr(line, " => ");
		if (line[0] == '#' || !arrow || nr_rules == sizeof(rule) / sizeof(rule[0]))
			continue;
		rule[nr_rules].why = strdup(arrow + 4);
		rule[nr_rules].why[strcspn(rule[nr_rules].why, "\n")] = 0;
		while (arrow > line && arrow[-1] == ' ')
			arrow--;
		*arrow = 0;
		memmove(line + 1, line, strlen(line) + 1);
		line[0] = '^';
		if (regcomp(&rule[nr_rules].re, line, REG_EXTENDED | REG_NOSUB)) {
			complain("%s: not a pattern: %s", path, line);
			fclose(in);
			return false;
		}
		nr_rules++;
	}
	fclose(in);
	return true;
}

static const char *explained(const char *key)
{
	for (uint32_t i = 0; i < nr_rules; i++)
		if (!regexec(&rule[i].re, key, 0, NULL, 0))
			return rule[i].why;
	return NULL;
}

/* Numbers become N: places and sizes tell programs apart, not classes. */
static void normalise(char *out, size_t cap, const char *in)
{
	size_t len = 0;

	while (*in && *in != '\n' && len + 2 < cap) {
		if (isdigit((unsigned char)*in)) {
			while (isxdigit((unsigned char)*in) || *in == 'x')
				in++;
			out[len++] = 'N';
		} else {
			out[len++] = *in++;
		}
	}
	out[len] = 0;
}

static void class_count(uint64_t seed, const char *who, const char *why)
{
	char key[200], plain[160];
	uint32_t i;

	normalise(plain, sizeof(plain), why);
	snprintf(key, sizeof(key), "%s: %s", who, plain);
	for (i = 0; i < nr_classes && strcmp(class[i].key, key) != 0; i++)
		;
	if (i == sizeof(class) / sizeof(class[0]))
		return;
	if (i == nr_classes) {
		nr_classes++;
		memcpy(class[i].key, key, sizeof(key));
		class[i].seed = seed;
		class[i].why = explained(key);
	}
	class[i].count++;
}

static int class_cmp(const void *a, const void *b)
{
	const struct class *x = a, *y = b;

	if (!x->why != !y->why)
		return !x->why ? -1 : 1;
	return x->count < y->count ? 1 : x->count > y->count ? -1 : strcmp(x->key, y->key);
}

/* -- sources ------------------------------------------------------------------------------------------------------- */

static bool is_plain(const struct kiln_map_spec *s)
{
	return (s->type == MAP_ARRAY || s->type == MAP_HASH || s->type == MAP_LRU_HASH) &&
	       !(s->flags & BPF_F_RDONLY_PROG) && s->key_size <= 64 && s->value_size <= 4096 &&
	       s->lock_off == KILN_NO_OFF && s->timer_off == KILN_NO_OFF;
}

static struct source *source_new(const char *name)
{
	struct source *more = realloc(source, (nr_sources + 1) * sizeof(*source));

	if (!more)
		return NULL;
	source = more;
	memset(&source[nr_sources], 0, sizeof(*source));
	snprintf(source[nr_sources].name, sizeof(source->name), "%s", name);
	source[nr_sources].btf_fd = -1;
	return &source[nr_sources++];
}

static bool pair_new(struct source *s, const struct kiln_map_spec *spec)
{
	struct pair *p = &s->map[s->nr_maps++];

	p->theirs = bpf_map_create((enum bpf_map_type)spec->type, "pair", spec->key_size, spec->value_size,
				   spec->max_entries, NULL);
	p->plain = true;
	return p->theirs >= 0 && !kiln_map_new(k, spec, &p->ours);
}

/* Type information with one function, for every subprogram: the kernel asks it of callbacks. */
static int functions_btf(void)
{
	struct btf *btf = btf__new_empty();
	const void *bytes;
	__u32 len;
	int id, fd = -1;

	if (!btf)
		return -1;
	id = btf__add_int(btf, "long", 8, BTF_INT_SIGNED);
	id = btf__add_func_proto(btf, id);
	id = btf__add_func(btf, "function", BTF_FUNC_STATIC, id);
	bytes = btf__raw_data(btf, &len);
	if (id == 3 && bytes)
		fd = bpf_btf_load(bytes, len, NULL);
	btf__free(btf);
	return fd;
}

/* The generator's programs: a packet's, and those for plain memory, which here is the value of the third map. */
static bool sources_generated(void)
{
	struct kiln_map_spec array = { .type = MAP_ARRAY,
				       .key_size = 4,
				       .value_size = GEN_VALUE_LEN,
				       .max_entries = GEN_ENTRIES,
				       .lock_off = KILN_NO_OFF,
				       .timer_off = KILN_NO_OFF },
			     hash = array, memory = array;

	hash.type = MAP_HASH;
	memory.value_size = GEN_MEM_LEN;
	memory.max_entries = 1;
	for (int i = 0; i < 2; i++) {
		struct source *s = source_new(i ? "generated, memory" : "generated, packet");
		static struct kiln_map *maps[2][3];

		if (!s || !pair_new(s, &array) || !pair_new(s, &hash) || !pair_new(s, &memory))
			return false;
		s->gen = i ? GEN_MEM : GEN_XDP;
		s->type = BPF_PROG_TYPE_XDP;
		s->attach = BPF_XDP;
		s->btf_fd = functions_btf();
		for (uint32_t m = 0; m < 3; m++)
			maps[i][m] = s->map[m].ours;
		s->opts = (struct kiln_load_opts){
			.kind = kiln_kind_by_name("xdp"), .licence = "GPL", .maps = maps[i], .nr_maps = 3
		};
	}
	return true;
}

/* Needs more than instructions and maps to be loaded into the kernel, or is of no kind here. */
static bool is_special(const struct object_prog *p)
{
	return !p->kind || !p->insns || p->nr_insns > MAX_INSNS || p->type == BPF_PROG_TYPE_TRACING ||
	       p->type == BPF_PROG_TYPE_LSM || p->type == BPF_PROG_TYPE_EXT || p->type == BPF_PROG_TYPE_STRUCT_OPS;
}

static bool source_maps(struct source *s, const struct object *o, const struct object_prog *p,
			struct bpf_object *theirs)
{
	for (uint32_t i = 0; i < p->opts.nr_maps; i++) {
		struct bpf_map *bm = NULL;

		if (i == MAX_MAPS)
			return false;
		for (uint32_t m = 0; m < o->nr_maps; m++)
			if (o->map[m].map == p->opts.maps[i])
				bm = bpf_object__find_map_by_name(theirs, o->map[m].name);
		if (!bm || bpf_map__fd(bm) < 0)
			return false;
		s->map[i].ours = p->opts.maps[i];
		s->map[i].theirs = bpf_map__fd(bm);
		s->map[i].plain = is_plain(kiln_map_spec(p->opts.maps[i]));
		s->nr_maps++;
	}
	return true;
}

/* Programs of one object: what Kiln's loader got from libbpf, and the kernel's maps, made without programs. */
static void sources_object(const char *path)
{
	struct object_opts opts = { .own_maps = true, .engine = KILN_ENGINE_INTERP };
	struct object *o = object_open(k, path, &opts);
	struct bpf_object *theirs = bpf_object__open_file(path, NULL);
	struct bpf_program *bp;
	const char *slash = strrchr(path, '/');

	if (!o || !theirs)
		return;
	bpf_object__for_each_program(bp, theirs)
		bpf_program__set_autoload(bp, false);
	if (bpf_object__load(theirs))
		return; /* a table of programs in it cannot be filled without them */
	for (uint32_t i = 0; i < o->nr_progs; i++) {
		struct object_prog *p = &o->prog[i];
		struct source *s;
		char name[128];

		if (is_special(p))
			continue;
		bp = bpf_object__find_program_by_name(theirs, p->name);
		snprintf(name, sizeof(name), "%s:%s", slash ? slash + 1 : path, p->name);
		s = source_new(name);
		if (!s || !bp)
			return;
		s->insn = p->insns;
		s->nr = p->nr_insns;
		s->opts = p->opts;
		s->type = p->type;
		s->attach = bpf_program__expected_attach_type(bp);
		s->btf_fd = bpf_object__btf_fd(theirs);
		if (!source_maps(s, o, p, theirs))
			nr_sources--;
	}
}

/* -- one program --------------------------------------------------------------------------------------------------- */

struct subject {
	const struct source *s;
	struct kiln_insn insn[MAX_INSNS + 16];
	uint32_t nr;
};
static struct subject subject;

/* r1 = the value of the third map, r2 its length, as the generator's programs for plain memory expect. */
static uint32_t memory_prologue(struct kiln_insn *insn)
{
	static const struct kiln_insn lead[] = {
		{ 0x62, 10, 0, -72, 0 }, /* *(u32 *)(r10 - 72) = 0 */
		{ 0xbf, 2, 10, 0, 0 },	 /* r2 = r10 */
		{ 0x07, 2, 0, 0, -72 },	 /* r2 += -72 */
		{ 0x18, 1, KILN_WIDE_MAP_IDX, 0, 2 },
		{ 0, 0, 0, 0, 0 },		/* r1 = the map */
		{ 0x85, 0, 0, 0, 1 },		/* call map_lookup_elem */
		{ 0x55, 0, 0, 1, 0 },		/* if r0 != 0 goto +1 */
		{ 0x95, 0, 0, 0, 0 },		/* exit */
		{ 0xbf, 1, 0, 0, 0 },		/* r1 = r0 */
		{ 0xb7, 2, 0, 0, GEN_MEM_LEN }, /* r2 = its length */
	};

	memcpy(insn, lead, sizeof(lead));
	return sizeof(lead) / sizeof(lead[0]);
}

static void subject_make(uint64_t seed)
{
	static struct gen_prog g;
	uint64_t rnd = seed ^ 0xd1b54a32d192ed03u;
	/* Half from the generator. */
	const struct source *s =
		&source[nr_sources == 2 || gen_random(&rnd) & 1 ? gen_random(&rnd) % 2
								: 2 + gen_random(&rnd) % (nr_sources - 2)];

	if (s->slow && gen_random(&rnd) & 7)
		s = &source[gen_random(&rnd) % 2];
	subject.s = s;
	subject.nr = 0;
	if (s->insn) {
		memcpy(subject.insn, s->insn, s->nr * sizeof(*s->insn));
		subject.nr = s->nr;
		mutate(subject.insn, subject.nr, &rnd);
		return;
	}
	gen_make(&g, s->gen, seed);
	if (s->gen == GEN_MEM)
		subject.nr = memory_prologue(subject.insn);
	memcpy(subject.insn + subject.nr, g.insn, g.nr * sizeof(*g.insn));
	subject.nr += g.nr;
}

/* The program; p, where Kiln has accepted it, for what was proven. */
static void show(const struct kiln_prog *p)
{
	char text[128], fact[128];

	for (uint32_t i = 0; i < subject.nr; i++) {
		bool changed = subject.s->insn &&
			       memcmp(&subject.insn[i], &subject.s->insn[i], sizeof(*subject.insn)) != 0;

		kiln_disasm(&subject.insn[i], subject.nr - i, i, text, sizeof(text));
		fprintf(stderr, "%s%4u: %s", changed ? "*" : " ", i, text);
		if (changed) {
			kiln_disasm(&subject.s->insn[i], subject.nr - i, i, text, sizeof(text));
			fprintf(stderr, "\t\twas: %s", text);
		}
		if (p && kiln_prog_fact(p, i, fact, sizeof(fact)))
			fprintf(stderr, "\t; %s", fact);
		fputc('\n', stderr);
		if (subject.insn[i].code == 0x18)
			i++;
	}
}

static struct kiln_prog *load_ours(enum kiln_engine engine, struct kiln_why *why)
{
	struct kiln_load_opts opts = subject.s->opts;
	struct kiln_prog *p;

	opts.engine = engine;
	opts.max_processed = MOST_WALKED;
	return kiln_load(k, &kiln_front_ebpf, subject.insn, subject.nr * sizeof(subject.insn[0]), &opts, &p, why) ? NULL
														  : p;
}

/* Where each subprogram begins: the generator does not say. */
static uint32_t functions(struct bpf_func_info *info, uint32_t cap)
{
	static bool first[MAX_INSNS + 16];
	uint32_t nr = 0;

	memset(first, 0, sizeof(first));
	first[0] = true;
	for (uint32_t i = 0; i < subject.nr; i++) {
		const struct kiln_insn *in = &subject.insn[i];
		bool call = in->code == 0x85 && in->src == 1, ref = in->code == 0x18 && in->src == 4;
		int64_t to = (int64_t)i + in->imm + 1;

		if ((call || ref) && to > 0 && to < subject.nr)
			first[to] = true;
	}
	for (uint32_t i = 0; i < subject.nr && nr < cap; i++)
		if (first[i])
			info[nr++] = (struct bpf_func_info){ .insn_off = i, .type_id = 3 };
	return nr;
}

static char kernel_log[1 << 22];
static uint64_t load_ns; /* CPU time of the kernel's last answer without a trace */
enum { LONG_NS = 20000000 };

static uint64_t cpu_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
}

/* A descriptor, or -1 with the log. */
static int load_theirs(unsigned int log_level)
{
	const struct source *s = subject.s;
	LIBBPF_OPTS(bpf_prog_load_opts, opts, .expected_attach_type = (enum bpf_attach_type)s->attach,
		    .log_level = log_level, .log_buf = kernel_log, .log_size = sizeof(kernel_log));
	struct bpf_func_info info[64];
	int fds[MAX_MAPS], fd;
	uint64_t from;

	for (uint32_t i = 0; i < s->nr_maps; i++)
		fds[i] = s->map[i].theirs;
	opts.fd_array = fds;
	if (s->btf_fd >= 0) {
		opts.prog_btf_fd = (__u32)s->btf_fd;
		opts.func_info_rec_size = sizeof(info[0]);
		opts.func_info = s->insn ? s->opts.func_info : info;
		opts.func_info_cnt = s->insn ? s->opts.nr_func_info : functions(info, 64);
		opts.line_info_rec_size = sizeof(struct bpf_line_info);
		opts.line_info = s->opts.line_info;
		opts.line_info_cnt = s->opts.nr_line_info;
	}
	kernel_log[0] = 0;
	from = cpu_ns();
	fd = bpf_prog_load((enum bpf_prog_type)s->type, "differential", s->opts.licence,
			   (const struct bpf_insn *)(const void *)subject.insn, subject.nr, &opts);
	if (log_level == 4)
		load_ns = cpu_ns() - from;
	return fd;
}

/* The complaint: the last line of the log that is neither statistics nor a state. */
static const char *complaint(void)
{
	static const char *const noise[] = {
		"processed ", "verification time", "stack depth", "func#", "arg#",   "mark_precise",
		"Func#",      "Validating ",	   "from ",	  "frame", "insns ", "caller",
		"callee",     "returning",	   "to caller",	  " "
	};
	static char line[256];
	const char *at = kernel_log, *end;

	snprintf(line, sizeof(line), "errno %d", errno);
	for (; *at; at = *end ? end + 1 : end) {
		bool skip = false;

		end = strchrnul(at, '\n');
		for (size_t i = 0; i < sizeof(noise) / sizeof(noise[0]); i++)
			skip |= !strncmp(at, noise[i], strlen(noise[i]));
		if (!skip && end > at)
			snprintf(line, sizeof(line), "%.*s", (int)(end - at), at);
	}
	return line;
}

/* -- running ------------------------------------------------------------------------------------------------------- */

static uint8_t packet[MAX_PACKET];

/* Ethernet, sometimes a VLAN tag, IPv4 or IPv6, TCP, UDP or ICMP, some payload; a few bytes are then anything. */
static uint32_t packet_make(uint64_t *rnd)
{
	static const uint8_t v4[] = { 0x45, 0, 0, 60, 1, 2, 0x40, 0, 64, 6, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2 };
	static const uint16_t ports[] = { 53, 80, 443, 22, 8080, 12345 };
	uint32_t len = 12, kind = (uint32_t)gen_random(rnd) % 4, tail = (uint32_t)(gen_random(rnd) % 96), port;

	for (uint32_t i = 0; i < sizeof(packet); i++)
		packet[i] = (uint8_t)gen_random(rnd);
	if (!(gen_random(rnd) & 3)) {
		packet[len++] = 0x81;
		packet[len++] = 0;
		len += 2;
	}
	packet[len++] = kind == 3 ? 0x86 : 8;
	packet[len++] = kind == 3 ? 0xdd : 0;
	if (kind != 3) {
		memcpy(packet + len, v4, sizeof(v4));
		packet[len + 9] = (uint8_t[]){ 6, 17, 1 }[kind];
		len += sizeof(v4);
	} else {
		packet[len] = 0x60;
		packet[len + 6] = gen_random(rnd) & 1 ? 6 : 17;
		len += 40;
	}
	port = ports[gen_random(rnd) % 6];
	packet[len + 2] = (uint8_t)(port >> 8);
	packet[len + 3] = (uint8_t)port;
	packet[len + 12] = 0x50;
	len += 20 + tail;
	for (uint32_t i = (uint32_t)(gen_random(rnd) % 3); i; i--)
		packet[gen_random(rnd) % 64] = (uint8_t)gen_random(rnd);
	return gen_random(rnd) & 7 ? len : 14 + (uint32_t)(gen_random(rnd) % 40);
}

/* The map with nothing in it but what the seed says, on both sides. */
static void pair_fill(const struct pair *p, uint64_t seed)
{
	const struct kiln_map_spec *s = kiln_map_spec(p->ours);
	uint8_t key[64] = { 0 }, value[4096];
	bool array = s->type == MAP_ARRAY;

	while (!array && !kiln_map_next(p->ours, NULL, key))
		kiln_map_delete(p->ours, key);
	while (!array && !bpf_map_get_next_key(p->theirs, NULL, key))
		bpf_map_delete_elem(p->theirs, key);
	for (uint32_t i = 0; i < s->max_entries && i < MOST_ENTRIES; i++) {
		bool zero = !(gen_random(&seed) & 1);

		for (uint32_t b = 0; b < s->value_size; b++)
			value[b] = zero ? 0 : (uint8_t)gen_random(&seed);
		memset(key, 0, sizeof(key));
		memcpy(key, &i, s->key_size < 4 ? s->key_size : 4);
		if (!array && (i > 8 || i & 1 || s->type == MAP_LRU_HASH))
			continue;
		kiln_map_update(p->ours, key, value, 0);
		bpf_map_update_elem(p->theirs, key, value, 0);
	}
}

static void maps_fill(uint64_t seed)
{
	for (uint32_t i = 0; i < subject.s->nr_maps; i++)
		if (subject.s->map[i].plain)
			pair_fill(&subject.s->map[i], seed + i);
}

static bool pair_same(const struct pair *p)
{
	const struct kiln_map_spec *s = kiln_map_spec(p->ours);
	uint8_t key[64], next[64], ours[4096], theirs[4096];
	bool first = true;
	int nr = 0;

	if (s->type == MAP_LRU_HASH) /* which elements went is up to either */
		return true;
	while (nr < MOST_ENTRIES && !kiln_map_next(p->ours, first ? NULL : key, next)) {
		first = false;
		memcpy(key, next, sizeof(key));
		nr++;
		if (kiln_map_lookup(p->ours, key, ours, 0) || bpf_map_lookup_elem(p->theirs, key, theirs) ||
		    memcmp(ours, theirs, s->value_size) != 0)
			return false;
	}
	return true;
}

struct outcome {
	bool ran;
	uint32_t verdict, len;
	uint8_t packet[MAX_PACKET + 256];
};

static void run_theirs(int fd, uint32_t len, struct outcome *o)
{
	LIBBPF_OPTS(bpf_test_run_opts, opts, .data_in = packet, .data_size_in = len, .data_out = o->packet,
		    .data_size_out = sizeof(o->packet), .repeat = 1);

	o->ran = !bpf_prog_test_run_opts(fd, &opts);
	o->verdict = opts.retval;
	o->len = opts.data_size_out;
}

static void outcome_keep(struct outcome *o, uint64_t verdict)
{
	const struct kiln_packet *p = &events.packet[0];

	o->ran = true;
	o->verdict = (uint32_t)verdict;
	o->len = (uint32_t)(p->data_end - p->data_meta); /* as the kernel's test run gives it */
	memcpy(o->packet, p->data_meta, o->len < sizeof(o->packet) ? o->len : sizeof(o->packet));
}

/* Where the program lets its packet grow at the front, the new bytes are whatever lay there. */
static bool grows(void)
{
	for (uint32_t i = 0; i < subject.nr; i++)
		if (subject.insn[i].code == 0x85 && !subject.insn[i].src &&
		    (subject.insn[i].imm == 44 || subject.insn[i].imm == 54))
			return true;
	return false;
}

static bool outcome_same(const struct outcome *a, const struct outcome *b)
{
	return a->verdict == b->verdict && a->len == b->len && (grows() || !memcmp(a->packet, b->packet, a->len));
}

/* Addresses may become visible: the same program is refused for a kind where they must not. */
static bool shows_addresses(void)
{
	struct kiln_load_opts opts = subject.s->opts;
	struct kiln_kind kind = *opts.kind;
	struct kiln_prog *p;

	kind.flags &= ~(uint32_t)KILN_KIND_LEAK;
	opts.kind = &kind;
	opts.engine = KILN_ENGINE_INTERP;
	if (kiln_load(k, &kiln_front_ebpf, subject.insn, subject.nr * sizeof(subject.insn[0]), &opts, &p, NULL))
		return true;
	kiln_prog_free(p);
	return false;
}

/* Runs whose result is the same each time, wherever things lie: those are compared. */
static bool is_repeatable(void)
{
	static const int32_t fine[] = { 1, 2, 3, 10, 11, 26, 28, 44, 54, 65, 105, 106, 181, 182, 188, 190 };
	/* not 189, xdp_load_bytes: where it fails, the kernel leaves what was on its stack */
	bool packets = subject.s->type == BPF_PROG_TYPE_XDP || subject.s->type == BPF_PROG_TYPE_SCHED_CLS;

	for (uint32_t i = 0, f; packets && i < subject.nr; i++) {
		const struct kiln_insn *in = &subject.insn[i];

		if (in->code == 0x18) {
			i++;
			continue;
		}
		if (in->code == 0xe5) /* may_goto: budgets differ */
			return false;
		if (in->code != 0x85 || in->src == 1)
			continue;
		for (f = 0; f < sizeof(fine) / sizeof(fine[0]) && fine[f] != in->imm; f++)
			;
		if (in->src || f == sizeof(fine) / sizeof(fine[0]))
			return false;
	}
	for (uint32_t i = 0; i < subject.s->nr_maps; i++)
		packets &= subject.s->map[i].plain || kiln_map_spec(subject.s->map[i].ours)->flags & BPF_F_RDONLY_PROG;
	return packets && !shows_addresses();
}

static uint64_t nr_both, nr_neither, nr_ours, nr_theirs, nr_followed, nr_compared, nr_violations;
static bool telling;

static void violation(uint64_t seed, const char *what)
{
	nr_violations++;
	fprintf(stderr, "seed %" PRIu64 ": %s\n", seed, what);
	show(NULL);
}

/* Made ready as the kernel's test run does it: on a loopback device, to which other addresses are other hosts'. */
static void packet_set(uint32_t len)
{
	static const uint8_t none[6], all[] = { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff };

	events_set(&events, 0, packet, len, len);
	if (!memcmp(packet, all, sizeof(all)))
		events.packet[0].pkt_type = 1;
	else if (packet[0] & 1)
		events.packet[0].pkt_type = 2;
	else
		events.packet[0].pkt_type = memcmp(packet, none, sizeof(none)) ? 3 : 0;
}

/* Follows the program over nr packets; the outcomes are kept. False: a violation. */
static bool follow(uint64_t seed, const struct kiln_prog *p, uint32_t nr, struct outcome *o)
{
	static struct follow f;
	static struct kiln_env env;
	uint64_t rnd = seed, r0;

	maps_fill(seed);
	f = (struct follow){ .p = p, .nr_regions = 1, .packet = &events.packet[0] };
	f.region[0].from = (uint64_t)(uintptr_t)&events.packet[0];
	f.region[0].len = sizeof(events.packet[0]);
	for (uint32_t i = 0; i < nr; i++) {
		uint32_t len = packet_make(&rnd);

		packet_set(len);
		f.budget = BUDGET;
		if (!follow_run(&f, &env, (uint64_t)(uintptr_t)&events.packet[0], 0, &r0)) {
			violation(seed, f.what);
			return false;
		}
		if (o)
			outcome_keep(&o[i], r0);
	}
	return true;
}

static void run_native(uint64_t seed, const struct kiln_prog *p, struct outcome *o)
{
	uint64_t rnd = seed, ns = 0;

	maps_fill(seed);
	for (uint32_t i = 0; i < NR_RUNS; i++) {
		uint32_t len = packet_make(&rnd);

		packet_set(len);
		events_run(&events, 1, p, k, &ns);
		outcome_keep(&o[i], events.verdict[0]);
	}
}

/* The kernel gives pkt_type, which is three bits there, for each byte of the four that programs see. */
static bool reads_pkt_type_behind(const struct kiln_prog *p)
{
	const struct kiln_field *f;

	for (uint32_t i = 0; i < p->nr_insns; i++) {
		if (!(p->facts[i].flags & FACT_REACHED) || p->facts[i].mem != MEM_CTX || !p->facts[i].field)
			continue;
		f = &p->kind->fields[p->facts[i].field - 1];
		if (!strcmp(f->name, "pkt_type") && p->insns[i].off != (int16_t)f->off)
			return true;
	}
	return false;
}

/* What differs of results, NULL: nothing. */
static const char *results(uint64_t seed, const struct kiln_prog *p, int fd)
{
	static struct outcome theirs[NR_RUNS], again[NR_RUNS], ours[NR_RUNS], native[NR_RUNS];
	struct kiln_prog *jit;
	uint64_t rnd = seed;
	bool same_maps = true;

	if (!follow(seed, p, NR_RUNS, ours))
		return NULL;
	maps_fill(seed);
	for (uint32_t i = 0; i < NR_RUNS; i++)
		run_theirs(fd, packet_make(&rnd), &theirs[i]);
	for (uint32_t i = 0; i < NR_RUNS; i++)
		if (!theirs[i].ran) /* the kernel's test run takes no such packet: nothing to compare */
			return NULL;
	if (reads_pkt_type_behind(p))
		return NULL;
	nr_compared++;
	follow(seed, p, 0, NULL);
	jit = load_ours(KILN_ENGINE_JIT, NULL);
	if (jit) {
		run_native(seed, jit, native);
		kiln_prog_free(jit);
		for (uint32_t i = 0; i < NR_RUNS; i++)
			if (!outcome_same(&ours[i], &native[i]))
				return "native code and interpreter differ";
	}
	/* Kiln's maps are as its last run left them; the kernel runs again, from the same beginning. */
	rnd = seed;
	for (uint32_t i = 0; i < NR_RUNS; i++)
		run_theirs(fd, packet_make(&rnd), &again[i]);
	for (uint32_t i = 0; i < NR_RUNS; i++)
		if (!outcome_same(&theirs[i], &again[i]))
			return NULL;
	for (uint32_t i = 0; i < NR_RUNS; i++) {
		if (ours[i].verdict != theirs[i].verdict)
			return "the verdict differs";
		if (!outcome_same(&ours[i], &theirs[i]))
			return "the packet differs";
	}
	for (uint32_t i = 0; jit && i < subject.s->nr_maps; i++)
		same_maps &= !subject.s->map[i].plain || pair_same(&subject.s->map[i]);
	return same_maps ? NULL : "a map differs";
}

/* The instruction that the kernel's walk came to last, of all those in the log; -1: none. */
static int64_t last_walked(void)
{
	int64_t last = -1;
	char *end;

	for (const char *at = kernel_log; *at; at = *end ? end + 1 : end) {
		long long n = strtoll(at, &end, 10);

		if (end > at && !strncmp(end, ": (", 3))
			last = n;
		end = strchrnul(at, '\n');
	}
	return last;
}

static bool was_walked(uint32_t insn)
{
	char text[32];

	snprintf(text, sizeof(text), "\n%u: (", insn);
	return strstr(kernel_log, text) != NULL;
}

/* Where the disagreement is: in code that one of the two never comes to? */
static const char *where_theirs(const struct kiln_prog *p)
{
	int64_t at;
	int fd;

	if (load_ns > LONG_NS) /* its trace would take minutes */
		return "kernel refuses";
	fd = load_theirs(1);
	at = last_walked();
	if (fd >= 0)
		close(fd);
	return at >= 0 && at < p->nr_insns && !(p->facts[at].flags & FACT_REACHED)
		       ? "kernel refuses, where Kiln never comes"
		       : "kernel refuses";
}

static const char *where_ours(const struct kiln_why *why)
{
	int fd;

	if (load_ns > LONG_NS)
		return "Kiln refuses";
	fd = load_theirs(2);
	if (fd >= 0)
		close(fd);
	return why->has_insn && why->insn && !was_walked(why->insn) && strlen(kernel_log) + 2 < sizeof(kernel_log)
		       ? "Kiln refuses, where the kernel never comes"
		       : "Kiln refuses";
}

/* The end of the kernel's log, with instructions. */
static void show_log(void)
{
	const char *at;
	int fd = load_theirs(1);
	if (fd >= 0)
		close(fd);
	at = kernel_log + strlen(kernel_log);
	for (int lines = 0; at > kernel_log && lines < 16; at--)
		lines += at[-1] == '\n';
	fprintf(stderr, "kernel's log ends:\n%s\n", at);
}

/* What the kernel knew where Kiln refused. */
static void show_walk(uint32_t insn)
{
	char text[32];
	int fd = load_theirs(2);

	if (fd >= 0)
		close(fd);
	snprintf(text, sizeof(text), "\n%u: (", insn);
	for (const char *at = kernel_log; (at = strstr(at, text)) != NULL;)
		fprintf(stderr, "kernel's walk: %.*s\n", (int)(strchrnul(at + 1, '\n') - at - 1), at + 1), at++;
}

/* As they are, without a mutation: how long does each take? */
static void sources_time(void)
{
	for (uint32_t i = 2; i < nr_sources; i++) {
		int fd;

		subject.s = &source[i];
		subject.nr = source[i].nr;
		memcpy(subject.insn, source[i].insn, subject.nr * sizeof(*subject.insn));
		fd = load_theirs(4);
		source[i].slow = load_ns > LONG_NS / 2;
		if (fd >= 0)
			close(fd);
	}
}

static void one(uint64_t seed)
{
	static struct kiln_why why;
	struct kiln_prog *p;
	const char *differs;
	char text[400];
	int fd;

	now_seed = seed;
	setitimer(ITIMER_PROF, &(struct itimerval){ .it_value.tv_sec = 120 }, NULL);
	subject_make(seed);
	if (telling)
		fprintf(stderr, "%s, %u instructions\n", subject.s->name, subject.nr);
	fd = load_theirs(4);
	p = load_ours(KILN_ENGINE_INTERP, &why);
	if (telling) {
		show(p);
		if (fd < 0)
			show_log();
		fprintf(stderr, "kernel: %s\n", fd < 0 ? complaint() : "accepted");
		fprintf(stderr, "Kiln:   %s%s%s\n", p ? "accepted" : kiln_reason_name(why.reason), p ? "" : ": ",
			p ? "" : why.what);
		if (!p && fd >= 0)
			show_walk(why.insn);
		if (!p)
			fprintf(stderr, "        at %u: %s\n        missing: %s\n", why.insn, why.insn_text,
				why.missing);
	}
	nr_both += p && fd >= 0;
	nr_neither += !p && fd < 0;
	if (!p && fd >= 0) {
		nr_theirs++;
		snprintf(text, sizeof(text), "%s: %s", kiln_reason_name(why.reason), why.what);
		class_count(seed, where_ours(&why), text);
	}
	if (p && fd < 0) {
		nr_ours++;
		snprintf(text, sizeof(text), "%s", complaint());
		class_count(seed, where_theirs(p), text);
	}
	if (p && follow_can(p) && p->longest <= BUDGET) {
		nr_followed++;
		if (fd >= 0 && is_repeatable()) {
			differs = results(seed, p, fd);
			if (differs)
				class_count(seed, "result", differs);
		} else if (subject.s->type == BPF_PROG_TYPE_XDP || subject.s->type == BPF_PROG_TYPE_SCHED_CLS ||
			   subject.s->type == BPF_PROG_TYPE_SOCKET_FILTER) {
			follow(seed, p, fd < 0 ? MANY : 2, NULL);
		}
	}
	kiln_prog_free(p);
	if (fd >= 0)
		close(fd);
}

/* -- the whole ----------------------------------------------------------------------------------------------------- */

static int report(uint64_t count)
{
	uint64_t unexplained = 0;

	printf("%" PRIu64 " programs from %u sources: %" PRIu64 " accepted by both, %" PRIu64
	       " refused by both, %" PRIu64 " by Kiln alone, %" PRIu64 " by the kernel alone\n",
	       count, nr_sources, nr_both, nr_neither, nr_ours, nr_theirs);
	printf("%" PRIu64 " followed: %" PRIu64 " violations; %" PRIu64 " compared in verdict, packet and maps\n",
	       nr_followed, nr_violations, nr_compared);
	qsort(class, nr_classes, sizeof(class[0]), class_cmp);
	for (uint32_t i = 0; i < nr_classes; i++) {
		unexplained += !class[i].why;
		printf("%7" PRIu64 "  %s (seed %" PRIu64 ")\n         %s\n", class[i].count, class[i].key,
		       class[i].seed, class[i].why ? class[i].why : "UNEXPLAINED");
	}
	printf("%u classes, %" PRIu64 " of them unexplained\n", nr_classes, unexplained);
	return unexplained || nr_violations ? 1 : 0;
}

int main(int argc, char **argv)
{
	const char *classes = "test/kernel/classes.txt";
	uint64_t count = 1000, seed = 1, tried;
	cpu_set_t one_cpu;

	CPU_ZERO(&one_cpu);
	CPU_SET(0, &one_cpu);
	sched_setaffinity(0, sizeof(one_cpu), &one_cpu);
	signal(SIGSEGV, on_signal);
	signal(SIGPROF, on_signal);
	signal(SIGINT, on_stop);
	signal(SIGTERM, on_stop);
	libbpf_set_print(NULL);
	k = machine_new(1, &host);
	if (!k || !events_new(&events, MAX_PACKET))
		return 2;
	if (!sources_generated()) {
		complain("the kernel makes no maps here");
		return 3;
	}
	for (int i = 1; i < argc; i++) {
		if (!strcmp(argv[i], "--count") && i + 1 < argc) {
			count = strtoull(argv[++i], NULL, 0);
		} else if (!strcmp(argv[i], "--seed") && i + 1 < argc) {
			seed = strtoull(argv[++i], NULL, 0);
		} else if (!strcmp(argv[i], "--classes") && i + 1 < argc) {
			classes = argv[++i];
		} else if (!strcmp(argv[i], "--show") && i + 1 < argc) {
			seed = strtoull(argv[++i], NULL, 0);
			count = 1;
			telling = true;
		} else if (argv[i][0] != '-') {
			sources_object(argv[i]);
		} else {
			complain("unknown option %s", argv[i]);
			return 2;
		}
	}
	libbpf_set_print(NULL);
	sources_time();
	if (!rules_read(classes))
		return 2;
	for (tried = 0; tried < count && !stopping; tried++)
		one(seed + tried);
	return report(tried);
}
