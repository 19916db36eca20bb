/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * cbpf_diff.c - random classic programs on random packets: here, in libpcap's bpf_filter(), and in the running kernel.
 *
 *	cbpf_diff [-v] pcap|many|kernel|refuse PROGRAMS [SEED]
 *
 * pcap      kiln_front_pcap, interpreted and native, answers what bpf_filter() does.
 * many      up to six of them in one program by kiln_front_pcap_many, some alike but for a place, say what each would say.
 * kernel    kiln_front_filter answers what the kernel does, by SO_ATTACH_FILTER on a pair of sockets. A filter's answer shows only
 *           as the length that is received; so what we answered is built into the kernel's copy: each `ret` becomes a comparison
 *           with it, and the packet comes whole where they are equal.
 * refuse    programs that are broken in one place are refused where the kernel refuses them, and only there.
 *
 * Prints "ok NAME", "not ok NAME - why" or "skip NAME - why", as a stage does. -v prints the program that failed.
 */
#include <errno.h>
#include <inttypes.h>
#include <linux/filter.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <pcap/pcap.h>

#include <kiln/cbpf.h>

#ifndef SO_ATTACH_FILTER
#define SO_ATTACH_FILTER 26
#endif

enum { MAX_NR = 96, MAX_PACKET = 200, PACKETS = 4 };

static uint64_t seed = 1;
static bool verbose;

static uint32_t rnd(void)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (uint32_t)(seed >> 16);
}

static uint32_t below(uint32_t n)
{
	return rnd() % n;
}

static bool one_in(uint32_t n)
{
	return !below(n);
}

/* -- programs ------------------------------------------------------------------------------------------------------ */

struct program {
	struct kiln_cbpf_insn insn[MAX_NR];
	uint32_t nr;
	bool kernel;
};

static void add(struct program *p, uint16_t code, uint32_t k, uint32_t jt, uint32_t jf)
{
	p->insn[p->nr++] = (struct kiln_cbpf_insn){ code, (uint8_t)jt, (uint8_t)jf, k };
}

static uint32_t odd_number(void)
{
	static const uint32_t odd[] = { 0,	 1,    2,     0x7fffffff, 0x80000000, 0xffffffff, 0xffff,
					0x10000, 0xff, 0x100, 0xfffffffe, 0xffffff00, 0x8000,	  31 };

	return one_in(2) ? odd[below(sizeof(odd) / sizeof(odd[0]))] : one_in(2) ? below(256) : rnd();
}

/* Where packets have bytes; near their end; far out; below zero. */
static uint32_t offset(const struct program *p)
{
	switch (below(p->kernel ? 40 : 30)) {
	case 0:
		return odd_number();
	case 1:
		return 0xffffu - below(4);
	case 2:
	case 3:
	case 4:
		return MAX_PACKET - 8 + below(10);
	case 30:
	case 31:
		return (uint32_t)SKF_NET_OFF + below(64);
	case 32:
		return (uint32_t)SKF_LL_OFF + below(64);
	default:
		return below(64);
	}
}

/* None that would be a wrong SKF_AD_. */
static uint32_t plain_offset(const struct program *p)
{
	uint32_t off = offset(p);

	return p->kernel && off >= (uint32_t)SKF_AD_OFF ? off & INT32_MAX : off;
}

/* What no two machines agree on (random, cpu) is only made for programs that nobody runs. */
static uint32_t ancillary(void)
{
	static const uint32_t ad[] = { SKF_AD_PROTOCOL,	   SKF_AD_PKTTYPE,   SKF_AD_IFINDEX,  SKF_AD_NLATTR,
				       SKF_AD_NLATTR_NEST, SKF_AD_MARK,	     SKF_AD_QUEUE,    SKF_AD_HATYPE,
				       SKF_AD_RXHASH,	   SKF_AD_ALU_XOR_X, SKF_AD_VLAN_TAG, SKF_AD_VLAN_TAG_PRESENT,
				       SKF_AD_PAY_OFFSET,  SKF_AD_VLAN_TPID, SKF_AD_NLATTR,   SKF_AD_ALU_XOR_X };

	return (uint32_t)SKF_AD_OFF + ad[below(sizeof(ad) / sizeof(ad[0]))];
}

static void add_load(struct program *p)
{
	static const uint16_t size[] = { BPF_W, BPF_H, BPF_B };
	uint16_t s = size[below(3)];

	if (p->kernel && one_in(6))
		add(p, BPF_LD | BPF_ABS | s, ancillary(), 0, 0);
	else if (one_in(6))
		add(p, BPF_LDX | BPF_MSH | BPF_B, offset(p), 0, 0);
	else if (one_in(3))
		add(p, (uint16_t)(BPF_LD | s | BPF_IND), offset(p), 0, 0);
	else
		add(p, (uint16_t)(BPF_LD | s | BPF_ABS), plain_offset(p), 0, 0);
}

static void add_alu(struct program *p)
{
	static const uint16_t op[] = { BPF_ADD, BPF_SUB, BPF_MUL, BPF_DIV, BPF_OR,  BPF_AND,
				       BPF_LSH, BPF_RSH, BPF_NEG, BPF_MOD, BPF_XOR, BPF_AND };
	uint16_t o = op[below(sizeof(op) / sizeof(op[0]))];
	uint32_t k = odd_number();

	if (o == BPF_LSH || o == BPF_RSH)
		k &= 31;
	if ((o == BPF_DIV || o == BPF_MOD) && !k)
		k = 7;
	add(p, (uint16_t)(BPF_ALU | o | (o != BPF_NEG && one_in(3) ? BPF_X : BPF_K)), k, 0, 0);
}

/* left: instructions that will follow. */
static void add_jump(struct program *p, uint32_t left)
{
	static const uint16_t op[] = { BPF_JEQ, BPF_JGT, BPF_JGE, BPF_JSET, BPF_JEQ };
	uint32_t near = left < 12 ? left : 12;

	if (one_in(12))
		add(p, BPF_JMP | BPF_JA, below(near), 0, 0);
	else
		add(p, (uint16_t)(BPF_JMP | op[below(5)] | (one_in(5) ? BPF_X : BPF_K)),
		    one_in(2) ? below(256) : odd_number(), below(near), one_in(3) ? below(near) : 0);
}

static void add_other(struct program *p)
{
	uint32_t word = below(4);

	switch (below(9)) {
	case 0:
		add(p, BPF_LD | BPF_IMM, odd_number(), 0, 0);
		break;
	case 1:
		add(p, BPF_LDX | BPF_IMM, one_in(2) ? below(80) : odd_number(), 0, 0);
		break;
	case 2:
		add(p, BPF_ST, word, 0, 0);
		break;
	case 3:
		add(p, BPF_STX, word, 0, 0);
		break;
	case 4:
		add(p, BPF_LD | BPF_MEM, word, 0, 0);
		break;
	case 5:
		add(p, BPF_LDX | BPF_MEM, word, 0, 0);
		break;
	case 6:
		add(p, one_in(2) ? BPF_LD | BPF_LEN | BPF_W : BPF_LDX | BPF_LEN | BPF_W, 0, 0, 0);
		break;
	default:
		add(p, one_in(2) ? BPF_MISC | BPF_TAX : BPF_MISC | BPF_TXA, 0, 0, 0);
	}
}

static void add_return(struct program *p)
{
	add(p, one_in(2) ? BPF_RET | BPF_A : BPF_RET | BPF_K, one_in(3) ? 0 : odd_number(), 0, 0);
}

static void make_program(struct program *p, bool kernel)
{
	uint32_t len = 3 + below(one_in(4) ? 80 : 30);

	p->nr = 0;
	p->kernel = kernel;
	for (uint32_t i = 0; i < 4; i++) /* scratch words that are written, so that any path may read them */
		add(p, one_in(2) ? BPF_ST : BPF_STX, i, 0, 0);
	while (p->nr < len + 4) {
		uint32_t what = below(20);

		if (what < 8)
			add_load(p);
		else if (what < 11)
			add_alu(p);
		else if (what < 15)
			add_jump(p, len + 4 - p->nr);
		else if (what < 19)
			add_other(p);
		else if (one_in(3))
			add_return(p);
	}
	add_return(p);
}

static uint32_t make_packet(uint8_t *b)
{
	uint32_t len = 1 + below(MAX_PACKET - 1);

	for (uint32_t i = 0; i < len; i++)
		b[i] = (uint8_t)(one_in(2) ? below(12) : rnd());
	return len;
}

static void show(const struct program *p, const uint8_t *packet, uint32_t len)
{
	if (!verbose)
		return;
	printf("# %u\n", p->nr);
	for (uint32_t i = 0; i < p->nr; i++)
		printf("# %3u: { 0x%02x, %u, %u, 0x%08x }\n", i, p->insn[i].code, p->insn[i].jt, p->insn[i].jf,
		       p->insn[i].k);
	printf("# packet of %u:", len);
	for (uint32_t i = 0; i < len; i++)
		printf(" %02x", packet[i]);
	puts("");
}

/* -- here ---------------------------------------------------------------------------------------------------------- */

static struct kiln *vm;
static struct kiln_host *host;
static struct kiln_env env;

struct pair {
	struct kiln_prog *interp, *jit;
};

static enum kiln_err load(const struct program *p, const struct kiln_front *front, enum kiln_engine engine,
			  struct kiln_prog **out, struct kiln_why *why)
{
	struct kiln_load_opts opts = { .kind = &kiln_kind_cbpf, .engine = engine };

	return kiln_load(vm, front, p->insn, p->nr * sizeof(p->insn[0]), &opts, out, why);
}

static bool pair_load(struct pair *pair, const struct program *p, const struct kiln_front *front)
{
	struct kiln_why why;

	*pair = (struct pair){ 0 };
	if (load(p, front, KILN_ENGINE_INTERP, &pair->interp, &why) ||
	    load(p, front, KILN_ENGINE_BEST, &pair->jit, &why)) {
		printf("# refused: %s (at %u: %s; %s)\n", why.what, why.insn, why.insn_text, why.missing);
		kiln_prog_free(pair->interp);
		return false;
	}
	return true;
}

static void pair_free(struct pair *pair)
{
	kiln_prog_free(pair->interp);
	kiln_prog_free(pair->jit);
}

/* Both engines' answer; false where they differ. The packet is copied to the very end of its room: a read beyond is seen by ASan. */
static bool pair_run(const struct pair *pair, const uint8_t *packet, uint32_t len, uint32_t wire_len, bool no_mac,
		     uint32_t *answer)
{
	struct kiln_packet pkt = { .mac_off = no_mac ? KILN_NO_OFF : 0 };
	uint8_t *room = malloc(len);
	uint32_t native;

	memcpy(room, packet, len);
	kiln_enter(vm, &env);
	pkt.head = room;
	*answer = kiln_cbpf_filter(pair->interp, &env, &pkt, room, wire_len, len);
	native = kiln_cbpf_filter(pair->jit, &env, &pkt, room, wire_len, len);
	kiln_leave(vm, &env);
	free(room);
	if (native == *answer)
		return true;
	printf("# interpreter %u, native code %u\n", *answer, native);
	return false;
}

/* -- libpcap ------------------------------------------------------------------------------------------------------- */

static bool pcap_one(const struct program *p)
{
	struct pair pair;
	bool same = true;

	if (!pair_load(&pair, p, &kiln_front_pcap)) {
		show(p, NULL, 0);
		return false;
	}
	for (int i = 0; i < PACKETS && same; i++) {
		uint8_t packet[MAX_PACKET];
		uint32_t len = make_packet(packet), wire_len = len + below(3) * 100, here, there;

		there = bpf_filter((const struct bpf_insn *)(const void *)p->insn, packet, wire_len, len);
		same = pair_run(&pair, packet, len, wire_len, false, &here) && here == there;
		if (!same) {
			printf("# %u here, %u in libpcap\n", here, there);
			show(p, packet, len);
		}
	}
	pair_free(&pair);
	return same;
}

/* -- several at once ----------------------------------------------------------------------------------------------- */

enum { MANY = 6 };

/* Small changes, so that programs share most of their tests and facts. */
static void make_alike(struct program *to, const struct program *from)
{
	*to = *from;
	for (uint32_t n = 1 + below(3); n; n--) {
		struct kiln_cbpf_insn *in = &to->insn[below(to->nr)];
		uint16_t class = BPF_CLASS(in->code);

		if (class == BPF_RET || (class == BPF_JMP && in->code != (BPF_JMP | BPF_JA)))
			in->k = one_in(2) ? in->k ^ 1 : below(12);
	}
}

static uint32_t many_join(struct kiln_cbpf_insn *all, const struct program *p, uint32_t nr)
{
	uint32_t at = 0;

	for (uint32_t i = 0; i < nr; i++) {
		all[at++] = (struct kiln_cbpf_insn){ KILN_CBPF_PROGRAM, 0, 0, p[i].nr };
		memcpy(all + at, p[i].insn, p[i].nr * sizeof(*all));
		at += p[i].nr;
	}
	return at;
}

static bool many_load(struct pair *pair, const struct program *p, uint32_t nr)
{
	struct kiln_load_opts opts = { .kind = &kiln_kind_cbpf, .engine = KILN_ENGINE_INTERP };
	struct kiln_cbpf_insn all[MANY * (MAX_NR + 1)];
	size_t len = many_join(all, p, nr) * sizeof(*all);
	struct kiln_why why;

	*pair = (struct pair){ 0 };
	if (!kiln_load(vm, &kiln_front_pcap_many, all, len, &opts, &pair->interp, &why)) {
		opts.engine = KILN_ENGINE_BEST;
		if (!kiln_load(vm, &kiln_front_pcap_many, all, len, &opts, &pair->jit, &why))
			return true;
	}
	printf("# refused: %s (at %u: %s; %s)\n", why.what, why.insn, why.insn_text, why.missing);
	kiln_prog_free(pair->interp);
	return false;
}

static bool many_one(const struct program *first)
{
	uint32_t nr = 1 + below(MANY);
	struct program p[MANY];
	struct pair pair;
	bool same = true;

	p[0] = *first;
	for (uint32_t i = 1; i < nr; i++) {
		make_program(&p[i], false);
		if (one_in(2))
			make_alike(&p[i], &p[below(i)]);
	}
	if (!many_load(&pair, p, nr))
		return false;
	for (int n = 0; n < PACKETS && same; n++) {
		uint8_t packet[MAX_PACKET];
		uint32_t len = make_packet(packet), here, there = 0;

		for (uint32_t i = 0; i < nr; i++)
			if (bpf_filter((const struct bpf_insn *)(const void *)p[i].insn, packet, len, len))
				there |= 1u << i;
		same = pair_run(&pair, packet, len, len, false, &here) && here == there;
		if (!same) {
			printf("# %x here, %x in libpcap, of %u programs\n", here, there, nr);
			for (uint32_t i = 0; i < nr; i++)
				show(&p[i], packet, len);
		}
	}
	pair_free(&pair);
	return same;
}

/* -- the kernel ---------------------------------------------------------------------------------------------------- */

static int sock[2];

static int attach(const struct program *p)
{
	struct sock_fprog prog = { (unsigned short)p->nr, (struct sock_filter *)(uintptr_t)p->insn };

	return setsockopt(sock[1], SOL_SOCKET, SO_ATTACH_FILTER, &prog, sizeof(prog)) ? errno : 0;
}

/* The program that lets the packet through whole where p answers `answer`, and else one byte of it or nothing. */
static void make_telling(struct program *to, const struct program *p, uint32_t answer)
{
	*to = *p;
	for (uint32_t i = 0; i < p->nr; i++) {
		if (p->insn[i].code == (BPF_RET | BPF_A))
			to->insn[i] = (struct kiln_cbpf_insn){ BPF_JMP | BPF_JA, 0, 0, p->nr - i - 1 };
		else if (p->insn[i].code == (BPF_RET | BPF_K))
			to->insn[i].k = p->insn[i].k == answer ? 0xffffffff : answer ? 0 : 1;
	}
	add(to, BPF_JMP | BPF_JEQ | BPF_K, answer, 0, 1);
	add(to, BPF_RET | BPF_K, 0xffffffff, 0, 0);
	add(to, BPF_RET | BPF_K, answer ? 0 : 1, 0, 0);
}

/* The length that came through; 0: nothing. */
static uint32_t pass(const uint8_t *packet, uint32_t len)
{
	uint8_t got[MAX_PACKET + 1];
	ssize_t n;

	if (send(sock[0], packet, len, MSG_DONTWAIT) < 0 && errno != EPERM)
		return UINT32_MAX;
	n = recv(sock[1], got, sizeof(got), MSG_DONTWAIT);
	return n < 0 ? 0 : (uint32_t)n;
}

/*
 * Where 0 was answered here, a load may have ended the program there: nothing comes through, or all. A load that asks for a device
 * where there is none ends it with A, whatever the `ret`s say.
 */
static bool told_same(uint32_t answer, uint32_t got, uint32_t len)
{
	return got == len || got == answer;
}

static bool kernel_one(const struct program *p)
{
	struct pair pair;
	struct program telling;
	bool same = true;

	if (attach(p)) {
		printf("# the kernel refuses a program that was to be valid: %s\n", strerror(errno));
		show(p, NULL, 0);
		return false;
	}
	if (!pair_load(&pair, p, &kiln_front_filter)) {
		show(p, NULL, 0);
		return false;
	}
	for (int i = 0; i < PACKETS && same; i++) {
		uint8_t packet[MAX_PACKET];
		uint32_t len = 1 + make_packet(packet), here, got = 0;

		packet[len - 1] = 0; /* at least two bytes, so that one tells something */
		same = pair_run(&pair, packet, len, len, true, &here);
		make_telling(&telling, p, here);
		if (same && attach(&telling))
			same = false;
		got = same ? pass(packet, len) : 0;
		same = same && told_same(here, got, len);
		if (!same) {
			printf("# %u here, in the kernel not (%u of %u bytes came)\n", here, got, len);
			show(p, packet, len);
		}
	}
	pair_free(&pair);
	return same;
}

/* Something that is wrong, or only looks so. */
static void break_program(struct program *p)
{
	struct kiln_cbpf_insn *in = &p->insn[below(p->nr)];

	switch (below(8)) {
	case 0:
		in->code = (uint16_t)below(256);
		break;
	case 1:
		in->code = (uint16_t)rnd();
		break;
	case 2:
		in->k = odd_number();
		break;
	case 3:
		in->jt = (uint8_t)rnd();
		break;
	case 4:
		in->jf = (uint8_t)rnd();
		break;
	case 5:
		p->nr = 1 + below(p->nr);
		break;
	case 6:
		memmove(p->insn, p->insn + 1, --p->nr * sizeof(p->insn[0]));
		break;
	default:
		*in = (struct kiln_cbpf_insn){ BPF_LD | BPF_ABS | BPF_W, 0, 0, (uint32_t)SKF_AD_OFF + below(80) };
	}
}

static bool refuse_one(const struct program *made)
{
	struct program p = *made;
	struct kiln_prog *here = NULL;
	struct kiln_why why;
	enum kiln_err err;
	int there;

	for (uint32_t n = 1 + below(2); n; n--)
		break_program(&p);
	there = attach(&p);
	err = load(&p, &kiln_front_filter, KILN_ENGINE_BEST, &here, &why);
	kiln_prog_free(here);
	if (!err == !there)
		return true;
	printf("# here: %s %s (at %u); the kernel: %s\n", kiln_err_name(err), why.what, why.insn, strerror(there));
	show(&p, NULL, 0);
	return false;
}

/* ------------------------------------------------------------------------------------------------------------------ */

static const struct mode {
	const char *name;
	bool kernel;
	bool (*one)(const struct program *p);
} modes[] = { { "pcap", false, pcap_one },
	      { "many", false, many_one },
	      { "kernel", true, kernel_one },
	      { "refuse", true, refuse_one } };

static int run(const struct mode *m, unsigned long nr)
{
	unsigned long wrong = 0;
	struct program p;

	if (m->kernel && (socketpair(AF_UNIX, SOCK_DGRAM, 0, sock) || (make_program(&p, false), attach(&p)))) {
		printf("skip cbpf-%s - no filters on sockets: %s\n", m->name, strerror(errno));
		return 0;
	}
	for (unsigned long i = 0; i < nr && wrong < 3; i++) {
		make_program(&p, m->kernel);
		if (!m->one(&p))
			wrong++;
	}
	if (wrong)
		printf("not ok cbpf-%s - other answers, or another refusal\n", m->name);
	else
		printf("ok cbpf-%s-%lu\n", m->name, nr);
	return wrong != 0;
}

int main(int argc, char **argv)
{
	verbose = argc > 1 && !strcmp(argv[1], "-v");
	argv += verbose;
	argc -= verbose;
	if (argc < 3 || kiln_posix_host_new(&(struct kiln_posix_opts){ 0 }, &host) || kiln_new(host, &vm)) {
		fprintf(stderr, "usage: cbpf_diff [-v] pcap|many|kernel|refuse PROGRAMS [SEED]\n");
		return 2;
	}
	seed = argc > 3 ? strtoull(argv[3], NULL, 0) * 0x9e3779b97f4a7c15 + 1 : 1;
	for (size_t i = 0; i < sizeof(modes) / sizeof(modes[0]); i++)
		if (!strcmp(argv[1], modes[i].name))
			return run(&modes[i], strtoul(argv[2], NULL, 0));
	return 2;
}
