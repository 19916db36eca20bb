/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * filter.c - packet filters: Kiln beside libpcap's bpf_filter(), the same filter as C by gcc -O2, the kernel's JIT, and tcpdump.
 *
 *	filter CAPTURE WORKDIR KILN
 *
 * mix      nanoseconds a packet, call included, over the first packets of the capture, again and again.
 * one      the same for one packet that matches; the kernel's by BPF_PROG_TEST_RUN of the program that it makes of a classic one,
 *          above that of an empty program.
 * file     a capture of 1 GB, made by repetition: kiln filter -r -w beside tcpdump -r -w, in seconds.
 *
 * In each round everyone is run in turn; the best round counts. All must give the same answers.
 */
#include <dlfcn.h>
#include <errno.h>
#include <linux/filter.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <pcap/pcap.h>

#include <kiln/cbpf.h>

enum { PACKETS = 2000, ROUNDS = 9, MIX_TURNS = 100, ONE_TURNS = 400000, KERNEL_TURNS = 1000000, FILTERS = 8 };

static const char *const text[FILTERS] = {
	"ip",
	"arp or icmp",
	"udp port 53",
	"tcp port 80",
	"host 10.1.0.2",
	"tcp port 80 and (((ip[2:2] - ((ip[0]&0xf)<<2)) - ((tcp[12]&0xf0)>>2)) != 0)",
	"tcp[tcpflags] & (tcp-syn|tcp-fin) != 0 and net 10.0.0.0/8",
	"(tcp or udp) and (port 80 or port 443 or port 53) and not host 10.66.0.66",
};

struct packet {
	uint8_t *data;
	uint32_t len, wire_len;
};
static struct packet packets[PACKETS];
static uint32_t nr_packets;

typedef uint32_t native_fn(const uint8_t *p, uint32_t wire_len, uint32_t len);

struct filter {
	struct bpf_program code;
	struct kiln_prog *prog;
	native_fn *native;
	uint32_t one; /* a packet that matches */
	int kernel;   /* its descriptor, -1: none */
	double libpcap, gcc, kiln, kiln_one, gcc_one, libpcap_one, kernel_ns;
};
static struct filter filters[FILTERS];
static struct kiln *vm;
static struct kiln_env env;
static struct kiln_packet pkt;

static void die(const char *what, const char *why)
{
	fprintf(stderr, "bench filter: %s: %s\n", what, why);
	exit(1);
}

static double now(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static void least(double *best, double v)
{
	if (!*best || v < *best)
		*best = v;
}

/* -- the same as C ------------------------------------------------------------------------------------------------- */

static void c_load(FILE *f, const struct bpf_insn *in)
{
	uint32_t size = BPF_SIZE(in->code) == BPF_W ? 4 : BPF_SIZE(in->code) == BPF_H ? 2 : 1;
	const char *x = BPF_MODE(in->code) == BPF_IND ? "X + " : "";

	if (*x)
		fprintf(f, "if (X > len || %u > len - X) return 0; ", in->k + size);
	else
		fprintf(f, "if (len < %u) return 0; ", in->k + size);
	fprintf(f,
		size == 4   ? "memcpy(&w, p + %s%u, 4); A = __builtin_bswap32(w);"
		: size == 2 ? "memcpy(&h, p + %s%u, 2); A = __builtin_bswap16(h);"
			    : "A = p[%s%u];",
		x, in->k);
}

static void c_alu(FILE *f, const struct bpf_insn *in)
{
	static const char *const op[] = { "+", "-", "*", "/", "|", "&", "<<", ">>", "", "%", "^" };

	if (BPF_OP(in->code) == BPF_NEG)
		fprintf(f, "A = -A;");
	else if (BPF_SRC(in->code) == BPF_X)
		fprintf(f, "A %s= X;", op[BPF_OP(in->code) >> 4]);
	else
		fprintf(f, "A %s= %uu;", op[BPF_OP(in->code) >> 4], in->k);
}

static void c_jump(FILE *f, const struct bpf_insn *in, uint32_t pc)
{
	static const char *const op[] = { "", "==", ">", ">=", "&" };
	char k[16];

	snprintf(k, sizeof(k), BPF_SRC(in->code) == BPF_X ? "X" : "%uu", in->k);
	if (BPF_OP(in->code) == BPF_JA)
		fprintf(f, "goto l%u;", pc + 1 + in->k);
	else
		fprintf(f, "if (A %s %s) goto l%u; else goto l%u;", op[BPF_OP(in->code) >> 4], k, pc + 1 + in->jt,
			pc + 1 + in->jf);
}

static void c_insn(FILE *f, const struct bpf_insn *in, uint32_t pc)
{
	fprintf(f, "l%u: __attribute__((unused)); ", pc);
	switch (BPF_CLASS(in->code)) {
	case BPF_LD:
		if (BPF_MODE(in->code) == BPF_ABS || BPF_MODE(in->code) == BPF_IND)
			c_load(f, in);
		else
			fprintf(f,
				BPF_MODE(in->code) == BPF_MEM	? "A = M[%u];"
				: BPF_MODE(in->code) == BPF_IMM ? "A = %uu;"
								: "A = wire_len;",
				in->k);
		break;
	case BPF_LDX:
		if (BPF_MODE(in->code) == BPF_MSH)
			fprintf(f, "if (len < %u) return 0; X = (p[%u] & 15) << 2;", in->k + 1, in->k);
		else
			fprintf(f,
				BPF_MODE(in->code) == BPF_MEM	? "X = M[%u];"
				: BPF_MODE(in->code) == BPF_IMM ? "X = %uu;"
								: "X = wire_len;",
				in->k);
		break;
	case BPF_ST:
		fprintf(f, "M[%u] = A;", in->k);
		break;
	case BPF_STX:
		fprintf(f, "M[%u] = X;", in->k);
		break;
	case BPF_ALU:
		c_alu(f, in);
		break;
	case BPF_JMP:
		c_jump(f, in, pc);
		break;
	case BPF_RET:
		if (BPF_RVAL(in->code) == BPF_A)
			fprintf(f, "return A;");
		else
			fprintf(f, "return %uu;", in->k);
		break;
	case BPF_MISC:
		fprintf(f, BPF_MISCOP(in->code) == BPF_TAX ? "X = A;" : "A = X;");
	}
	fputc('\n', f);
}

/*
 * gcc's code as near to its calls as Kiln's is: calls of a library that was loaded far away cost the processor some cycles more on
 * some days. The functions stand one behind the other, call nothing and have no data; that they still answer the same is
 * seen in each round.
 */
static const uint8_t *bring_near(const uint8_t *code, size_t len)
{
	uintptr_t at = (uintptr_t)bring_near & ~(uintptr_t)0xfffff;
	void *p = MAP_FAILED;

	for (int i = 1; i < 512 && p == MAP_FAILED; i++)
		p = mmap((void *)(at - ((uintptr_t)i << 20)), len, PROT_READ | PROT_WRITE,
			 MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
	if (p == MAP_FAILED)
		return code;
	memcpy(p, code, len);
	return mprotect(p, len, PROT_READ | PROT_EXEC) ? code : p;
}

static void native_make(const char *work)
{
	char path[4096], command[9000];
	const uint8_t *far, *near;
	FILE *f;
	void *lib;

	snprintf(path, sizeof(path), "%s/filters.c", work);
	f = fopen(path, "w");
	if (!f)
		die(path, strerror(errno));
	fprintf(f, "#include <stdint.h>\n#include <string.h>\n");
	for (int i = 0; i < FILTERS; i++) {
		fprintf(f,
			"uint32_t filter_%d(const uint8_t *p, uint32_t wire_len, uint32_t len)\n{\n"
			"uint32_t A = 0, X = 0, M[16], w; uint16_t h; (void)M; (void)w; (void)h; (void)X; (void)wire_len;\n",
			i);
		for (uint32_t pc = 0; pc < filters[i].code.bf_len; pc++)
			c_insn(f, &filters[i].code.bf_insns[pc], pc);
		fprintf(f, "}\n");
	}
	fprintf(f, "void filters_end(void)\n{\n}\n");
	fclose(f);
	snprintf(command, sizeof(command), "gcc -O2 -fno-toplevel-reorder -w -shared -fPIC -o %s/filters.so %s", work,
		 path);
	if (system(command))
		die("gcc", "it does not compile");
	snprintf(path, sizeof(path), "%s/filters.so", work);
	lib = dlopen(path, RTLD_NOW);
	if (!lib)
		die(path, dlerror());
	far = dlsym(lib, "filter_0");
	near = bring_near(far, (size_t)((const uint8_t *)dlsym(lib, "filters_end") - far));
	for (int i = 0; i < FILTERS; i++) {
		snprintf(path, sizeof(path), "filter_%d", i);
		*(const void **)&filters[i].native = near + ((const uint8_t *)dlsym(lib, path) - far);
	}
}

/* -- the kernel ---------------------------------------------------------------------------------------------------- */

/* What bpf(2) takes of linux/bpf.h, whose struct bpf_insn is not that of libpcap. */
struct load_attr {
	uint32_t type, nr;
	uint64_t insns, licence;
	uint32_t log_level, log_size;
	uint64_t log;
};
struct run_attr {
	uint32_t prog, retval, in_len, out_len;
	uint64_t in, out;
	uint32_t repeat, duration;
};
enum { PROG_LOAD = 5, PROG_TEST_RUN = 10, SOCKET_FILTER = 1, NR_BPF = 321, MAX_K = 400 };

struct kernel_code {
	struct kiln_insn insn[MAX_K];
	uint32_t nr, at[200];
	int32_t label[MAX_K];
};

static void k_put(struct kernel_code *c, uint8_t code, uint8_t dst, uint8_t src, int32_t off, uint32_t imm,
		  int32_t label)
{
	c->label[c->nr] = label;
	c->insn[c->nr++] = (struct kiln_insn){ code, dst & 15u, src & 15u, (int16_t)off, (int32_t)imm };
}

static void k_jump(struct kernel_code *c, const struct bpf_insn *in, uint32_t pc)
{
	uint8_t x = BPF_SRC(in->code) == BPF_X ? 8 : 0;

	if (BPF_OP(in->code) == BPF_JA) {
		k_put(c, 0x05, 0, 0, 0, 0, (int32_t)(pc + 1 + in->k));
		return;
	}
	k_put(c, (uint8_t)(0x06 | BPF_OP(in->code) | x), 0, x ? 7 : 0, 0, x ? 0 : in->k, (int32_t)(pc + 1 + in->jt));
	if (in->jf)
		k_put(c, 0x05, 0, 0, 0, 0, (int32_t)(pc + 1 + in->jf));
}

/* As the kernel turns classic programs into its own: A is r0, X r7, LD_ABS and LD_IND as they are. */
static void k_insn(struct kernel_code *c, const struct bpf_insn *in, uint32_t pc)
{
	int32_t slot = -4 * (int32_t)(in->k % 16 + 1);

	c->at[pc] = c->nr;
	switch (BPF_CLASS(in->code)) {
	case BPF_LD:
		if (BPF_MODE(in->code) == BPF_IND)
			k_put(c, (uint8_t)in->code, 0, 7, 0, in->k, -1);
		else if (BPF_MODE(in->code) == BPF_ABS)
			k_put(c, (uint8_t)in->code, 0, 0, 0, in->k, -1);
		else if (BPF_MODE(in->code) == BPF_MEM)
			k_put(c, 0x61, 0, 10, slot, 0, -1);
		else
			k_put(c, 0xb4, 0, 0, 0, in->k, -1);
		break;
	case BPF_LDX:
		if (BPF_MODE(in->code) == BPF_MSH) {
			k_put(c, 0xbf, 8, 0, 0, 0, -1);
			k_put(c, 0x30, 0, 0, 0, in->k, -1);
			k_put(c, 0x54, 0, 0, 0, 15, -1);
			k_put(c, 0x64, 0, 0, 0, 2, -1);
			k_put(c, 0xbf, 7, 0, 0, 0, -1);
			k_put(c, 0xbf, 0, 8, 0, 0, -1);
		} else if (BPF_MODE(in->code) == BPF_MEM) {
			k_put(c, 0x61, 7, 10, slot, 0, -1);
		} else {
			k_put(c, 0xb4, 7, 0, 0, in->k, -1);
		}
		break;
	case BPF_ST:
	case BPF_STX:
		k_put(c, 0x63, 10, BPF_CLASS(in->code) == BPF_ST ? 0 : 7, slot, 0, -1);
		break;
	case BPF_ALU:
		k_put(c, (uint8_t)in->code, 0, BPF_SRC(in->code) == BPF_X ? 7 : 0, 0,
		      BPF_SRC(in->code) == BPF_X ? 0 : in->k, -1);
		break;
	case BPF_JMP:
		k_jump(c, in, pc);
		break;
	case BPF_RET:
		if (BPF_RVAL(in->code) != BPF_A)
			k_put(c, 0xb4, 0, 0, 0, in->k, -1);
		k_put(c, 0x95, 0, 0, 0, 0, -1);
		break;
	case BPF_MISC:
		k_put(c, 0xbc, BPF_MISCOP(in->code) == BPF_TAX ? 7 : 0, BPF_MISCOP(in->code) == BPF_TAX ? 0 : 7, 0, 0,
		      -1);
	}
}

static int kernel_load(const struct bpf_program *code)
{
	static struct kernel_code c;
	static char log[65536];
	struct load_attr attr = { .type = SOCKET_FILTER,
				  .insns = (uintptr_t)c.insn,
				  .licence = (uintptr_t) "GPL",
				  .log_level = 1,
				  .log_size = sizeof(log),
				  .log = (uintptr_t)log };
	int fd;

	memset(&c, 0, sizeof(c));
	k_put(&c, 0xbf, 6, 1, 0, 0, -1);
	k_put(&c, 0xb4, 0, 0, 0, 0, -1);
	k_put(&c, 0xb4, 7, 0, 0, 0, -1);
	for (uint32_t pc = 0; code && pc < code->bf_len; pc++)
		k_insn(&c, &code->bf_insns[pc], pc);
	if (!code)
		k_put(&c, 0x95, 0, 0, 0, 0, -1);
	for (uint32_t i = 0; i < c.nr; i++)
		if (c.label[i] >= 0)
			c.insn[i].off = (int16_t)(c.at[c.label[i]] - i - 1);
	attr.nr = c.nr;
	fd = (int)syscall(NR_BPF, PROG_LOAD, &attr, sizeof(attr));
	if (fd < 0 && errno != EPERM)
		fprintf(stderr, "%s\n", log);
	return fd;
}

/* The test run takes the link-layer header away before: so there is one more. Its answer is *retval. */
static double kernel_run(int fd, const struct packet *p, uint32_t *retval)
{
	static uint8_t room[4096];
	struct run_attr attr = {
		.prog = (uint32_t)fd, .in_len = p->len + 14, .in = (uintptr_t)room, .repeat = KERNEL_TURNS
	};
	double from;

	memcpy(room, p->data, 14);
	memcpy(room + 14, p->data, p->len);
	from = now(CLOCK_MONOTONIC);
	if (syscall(NR_BPF, PROG_TEST_RUN, &attr, sizeof(attr)))
		return 0;
	*retval = attr.retval;
	return (now(CLOCK_MONOTONIC) - from) / KERNEL_TURNS;
}

/* -- the rounds ---------------------------------------------------------------------------------------------------- */

#define OVER_MIX(call)                                                          \
	({                                                                      \
		double from = now(CLOCK_THREAD_CPUTIME_ID);                     \
		uint64_t sum = 0;                                               \
		for (int t = 0; t < MIX_TURNS; t++)                             \
			for (uint32_t i = 0; i < nr_packets; i++) {             \
				const struct packet *p = &packets[i];           \
				sum += call;                                    \
			}                                                       \
		answers = sum;                                                  \
		(now(CLOCK_THREAD_CPUTIME_ID) - from) / MIX_TURNS / nr_packets; \
	})
#define OVER_ONE(call)                                             \
	({                                                         \
		const struct packet *p = &packets[f->one];         \
		double from = now(CLOCK_THREAD_CPUTIME_ID);        \
		uint64_t sum = 0;                                  \
		for (int t = 0; t < ONE_TURNS; t++)                \
			sum += call;                               \
		answers = sum;                                     \
		(now(CLOCK_THREAD_CPUTIME_ID) - from) / ONE_TURNS; \
	})
static volatile uint64_t answers;

static void agree(uint64_t want, const char *who, const char *filter)
{
	if (answers != want)
		die(filter, who);
}

/*
 * Whoever has one filter calls it at one place, always the same. So each filter has its own copy of the calls: at a place with several
 * targets, a processor takes cycles to guess which it is, for us as for C.
 */
#define ROUND(n)                                                                                                 \
	static void filter_round_##n(void)                                                                       \
	{                                                                                                        \
		struct filter *f = &filters[n];                                                                  \
		const struct bpf_insn *code = f->code.bf_insns;                                                  \
		native_fn *native = f->native;                                                                   \
		struct kiln_prog *prog = f->prog;                                                                \
		uint64_t want;                                                                                   \
                                                                                                                 \
		least(&f->libpcap, OVER_MIX(bpf_filter(code, p->data, p->wire_len, p->len)));                    \
		want = answers;                                                                                  \
		least(&f->gcc, OVER_MIX(native(p->data, p->wire_len, p->len)));                                  \
		agree(want, "the C program answers otherwise", text[n]);                                         \
		least(&f->kiln, OVER_MIX(kiln_cbpf_filter(prog, &env, &pkt, p->data, p->wire_len, p->len)));     \
		agree(want, "Kiln answers otherwise", text[n]);                                                  \
		least(&f->libpcap_one, OVER_ONE(bpf_filter(code, p->data, p->wire_len, p->len)));                \
		least(&f->gcc_one, OVER_ONE(native(p->data, p->wire_len, p->len)));                              \
		least(&f->kiln_one, OVER_ONE(kiln_cbpf_filter(prog, &env, &pkt, p->data, p->wire_len, p->len))); \
	}
ROUND(0)
ROUND(1)
ROUND(2)
ROUND(3)
ROUND(4)
ROUND(5)
ROUND(6)
ROUND(7)
static void (*const filter_round[FILTERS])(void) = { filter_round_0, filter_round_1, filter_round_2, filter_round_3,
						     filter_round_4, filter_round_5, filter_round_6, filter_round_7 };

static void kernel_round(struct filter *f, const char *name)
{
	uint32_t retval = 0;
	double ns;

	if (f->kernel < 0)
		return;
	ns = kernel_run(f->kernel, &packets[f->one], &retval);
	if (ns && !retval)
		die(name, "the kernel answers otherwise");
	least(&f->kernel_ns, ns);
}

static struct kiln_prog *many_load(void)
{
	const struct kiln_load_opts opts = { .kind = &kiln_kind_cbpf };
	static struct kiln_cbpf_insn all[4096];
	struct kiln_prog *p;
	uint32_t at = 0;

	for (int i = 0; i < FILTERS; i++) {
		all[at++] = (struct kiln_cbpf_insn){ KILN_CBPF_PROGRAM, 0, 0, filters[i].code.bf_len };
		memcpy(all + at, filters[i].code.bf_insns, filters[i].code.bf_len * sizeof(all[0]));
		at += filters[i].code.bf_len;
	}
	if (kiln_load(vm, &kiln_front_pcap_many, all, at * sizeof(all[0]), &opts, &p, NULL))
		die("all filters as one", "refused");
	return p;
}

static void prepare(const char *capture, const char *work)
{
	char err[PCAP_ERRBUF_SIZE];
	pcap_t *pcap = pcap_open_offline(capture, err);
	struct kiln_host *host;
	struct pcap_pkthdr *h;
	const uint8_t *data;

	if (!pcap)
		die(capture, err);
	/* Every eleventh, so that all kinds of traffic are among them. */
	for (uint32_t i = 0; nr_packets < PACKETS && pcap_next_ex(pcap, &h, &data) == 1; i++)
		if (i % 11 == 0) {
			packets[nr_packets] = (struct packet){ malloc(h->caplen), h->caplen, h->len };
			memcpy(packets[nr_packets++].data, data, h->caplen);
		}
	if (kiln_posix_host_new(&(struct kiln_posix_opts){ 0 }, &host) || kiln_new(host, &vm))
		die("kiln", "no machine");
	for (int i = 0; i < FILTERS; i++) {
		struct filter *f = &filters[i];

		if (pcap_compile(pcap, &f->code, text[i], 1, PCAP_NETMASK_UNKNOWN))
			die(text[i], pcap_geterr(pcap));
		if (kiln_cbpf_load(vm, (const void *)f->code.bf_insns, f->code.bf_len, KILN_ENGINE_BEST, &f->prog,
				   NULL))
			die(text[i], "refused");
		f->kernel = kernel_load(&f->code);
		while (f->one + 1 < nr_packets && !bpf_filter(f->code.bf_insns, packets[f->one].data,
							      packets[f->one].wire_len, packets[f->one].len))
			f->one++;
	}
	native_make(work);
	pcap_close(pcap);
}

/* -- a file -------------------------------------------------------------------------------------------------------- */

static void big_make(const char *capture, const char *path)
{
	static uint8_t room[64u << 20];
	FILE *in = fopen(capture, "rb"), *out = fopen(path, "wb");
	size_t len = in ? fread(room, 1, sizeof(room), in) : 0, done = 0;

	if (!in || !out || len < 1000)
		die(path, strerror(errno));
	fwrite(room, 1, 24, out);
	while (done < 1000000000u && !ferror(out))
		done += fwrite(room + 24, 1, len - 24, out);
	if (ferror(out) || fclose(out))
		die(path, strerror(errno));
	fclose(in);
}

static double command_time(const char *form, const char *a, const char *b, const char *c, const char *d)
{
	char command[16384];
	double from;

	snprintf(command, sizeof(command), form, a, b, c, d);
	from = now(CLOCK_MONOTONIC);
	if (system(command))
		die(command, "failed");
	return (now(CLOCK_MONOTONIC) - from) / 1e9;
}

static bool file_bench(const char *capture, const char *work, const char *kiln, const char *filter)
{
	char big[4096], out[4096], ref[4096];
	double ours = 0, theirs = 0;

	snprintf(big, sizeof(big), "%s/big.pcap", work);
	snprintf(out, sizeof(out), "%s/out.pcap", work);
	snprintf(ref, sizeof(ref), "%s/ref.pcap", work);
	big_make(capture, big);
	for (int i = 0; i < 4; i++) {
		/* Files of their own: cutting off what is there, and what a file system does about it, costs both the same. */
		unlink(out);
		unlink(ref);
		least(&ours, command_time("%s filter -r %s -w %s '%s' >/dev/null", kiln, big, out, filter));
		least(&theirs, command_time("tcpdump -r %s -w %s '%s' 2>/dev/null%s", big, ref, filter, ""));
	}
	command_time("cmp %s %s%s%s", out, ref, "", "");
	unlink(big);
	unlink(out);
	unlink(ref);
	printf("file of 1 GB, '%s': kiln filter %.2f s, tcpdump %.2f s: %.2f times faster, goal 3, %s\n", filter, ours,
	       theirs, theirs / ours, theirs / ours >= 3 ? "met" : "NOT MET");
	return true;
}

/* -- results ------------------------------------------------------------------------------------------------------- */

struct worst {
	double gcc, kernel;
	int mix, one; /* filters that are LIBPCAP_GOAL times faster than libpcap's machine */
};
#define LIBPCAP_GOAL 3.5

static void row_print(const struct filter *f, const char *name, double empty, struct worst *w)
{
	double kernel = f->kernel_ns && empty ? f->kernel_ns - empty : 0;

	printf("%4u %9.2f %6.2f %6.2f %8.2f %6.2f |%9.2f %6.2f %6.2f %7.2f %8.2f %6.2f %7.2f  %.40s\n", f->code.bf_len,
	       f->libpcap, f->gcc, f->kiln, f->libpcap / f->kiln, f->kiln / f->gcc, f->libpcap_one, f->gcc_one,
	       f->kiln_one, kernel, f->libpcap_one / f->kiln_one, f->kiln_one / f->gcc_one, kernel / f->kiln_one, name);
	w->mix += f->libpcap / f->kiln >= LIBPCAP_GOAL;
	w->one += f->libpcap_one / f->kiln_one >= LIBPCAP_GOAL;
	if (f->kiln / f->gcc > w->gcc)
		w->gcc = f->kiln / f->gcc;
	if (!w->kernel || kernel / f->kiln_one < w->kernel)
		w->kernel = kernel / f->kiln_one;
}

static void goal(const char *what, double is, double want, bool most)
{
	printf("%-72s %6.2f  goal %5.2f  %s\n", what, is, want, (most ? is <= want : is >= want) ? "met" : "NOT MET");
}

int main(int argc, char **argv)
{
	double empty = 0, many = 0, mean = 0;
	struct worst worst = { 0 };
	struct kiln_prog *all;
	uint32_t retval;
	int nothing;

	if (argc != 4)
		die("usage", "filter CAPTURE WORKDIR KILN");
	prepare(argv[1], argv[2]);
	all = many_load();
	nothing = kernel_load(NULL);
	kiln_enter(vm, &env);
	for (int r = 0; r < ROUNDS; r++) {
		if (nothing >= 0 && r % 3 == 0)
			least(&empty, kernel_run(nothing, &packets[0], &retval));
		for (int i = 0; i < FILTERS; i++)
			filter_round[i]();
		for (int i = 0; i < FILTERS && empty && r % 3 == 0; i++)
			kernel_round(&filters[i], text[i]);
		least(&many, OVER_MIX(kiln_cbpf_filter(all, &env, &pkt, p->data, p->wire_len, p->len)));
	}
	kiln_leave(vm, &env);
	printf("%s\n",
	       "     ns a packet of the mix             libpcap/   kiln/ | ns a packet that matches  kernel  libpcap/  kiln/ kernel/");
	printf("%s\n",
	       "insn  libpcap gcc-O2   kiln     kiln gcc-O2 |  libpcap gcc-O2   kiln  -empty     kiln gcc-O2    kiln  filter");
	for (int i = 0; i < FILTERS; i++) {
		row_print(&filters[i], text[i], empty, &worst);
		mean += filters[i].kiln / FILTERS;
	}
	goal("filters that are 3.5 times faster than libpcap's bpf_filter(), over the mix", worst.mix, 6, false);
	goal("... and for a packet that matches", worst.one, 6, false);
	goal("kiln / the same as C by gcc -O2, the worst filter over the mix", worst.gcc, 1.25, true);
	if (empty)
		goal("kernel's JIT above an empty program / kiln, the worst filter", worst.kernel, 1.9, false);
	printf("%d filters at once: %.2f ns a packet; one by itself %.2f on average\n", FILTERS, many, mean);
	goal("eight at once / one", many / mean, 3, true);
	fflush(stdout);
	return !file_bench(argv[1], argv[2], argv[3], "tcp port 80");
}
