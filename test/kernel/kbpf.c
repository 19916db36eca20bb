// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * kbpf.c - asks the running kernel: does it take a program, what does it answer for a packet, how long does each take?
 *
 *	kbpf load OBJECT... [--prog NAME] [--strict] [--log]
 *		a line a program: NAME accepted LOAD_US, or NAME refused LOAD_US the kernel's complaint; --strict drops
 *		CAP_PERFMON first, without which the kernel also refuses uninitialised stack and leaked pointers
 *	kbpf run OBJECT --prog NAME --packet FILE [--init NAME] [--repeat N]
 *		NAME NS_MIN NS_MEDIAN 0xRETVAL, of nine batches of N/9 runs (thread CPU time a run)
 *	kbpf replay OBJECT --prog NAME --pcap FILE [--init NAME] [--count N] [--packets] [--write OUT] [--json]
 *		each packet of a capture once, then the maps: the object that tool/btf_json.h describes; OUT gets the packets
 *		as the program left them, those dropped left out
 *
 * Exit status: 0, 1 where a program was refused, 2 for usage or input that cannot be read, 3 where bpf(2) is not to be had.
 *
 * libbpf reads the object and makes the maps. It reaches the kernel through syscall(), and the one below stands in front of
 * the C library's: so the time of BPF_PROG_LOAD alone is taken, with the very attributes libbpf made.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <linux/bpf.h>
#include <linux/capability.h>
#define PCAP_DONT_INCLUDE_PCAP_BPF_H /* its struct bpf_insn is another */
#include <pcap/pcap.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <bpf/bpf.h>
#include <bpf/btf.h>
#include <bpf/libbpf.h>

#include "../../tool/btf_json.h"

#define LOAD_ROUNDS    9
#define LOAD_BUDGET_US 300000.0
#define BATCHES	       9
#define PACKET_MAX     (256 * 1024)
#define LOG_LEN	       (16 * 1024 * 1024)

enum { EXIT_OK, EXIT_REFUSED, EXIT_USAGE, EXIT_NO_BPF };

struct args {
	const char *prog, *init, *packet, *pcap, *write;
	char **objects;
	int nr_objects;
	unsigned long repeat, count;
	bool log, packets, strict;
};

/* Of the last BPF_PROG_LOAD with log level 0. */
static double load_us;
static bool load_ok;

static int cmp_double(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double now_us(clockid_t clock)
{
	struct timespec ts;

	clock_gettime(clock, &ts);
	return (double)ts.tv_sec * 1e6 + (double)ts.tv_nsec / 1e3;
}

typedef long syscall_fn(long, ...);

/* Loads as often as the budget allows, keeps the first result, and leaves the median time in load_us. */
static long timed_load(syscall_fn *real, union bpf_attr *attr, long size)
{
	double us[LOAD_ROUNDS], total = 0;
	long result = -1;
	int i, kept_errno = 0;

	for (i = 0; i < LOAD_ROUNDS && (i == 0 || total < LOAD_BUDGET_US); i++) {
		double start = now_us(CLOCK_MONOTONIC);
		long fd = real(SYS_bpf, (long)BPF_PROG_LOAD, (long)attr, size);

		us[i] = now_us(CLOCK_MONOTONIC) - start;
		total += us[i];
		if (i == 0) {
			result = fd;
			kept_errno = errno;
		} else if (fd >= 0) {
			close((int)fd);
		}
	}
	qsort(us, (size_t)i, sizeof(us[0]), cmp_double);
	load_us = us[i / 2];
	load_ok = result >= 0;
	errno = kept_errno;
	return result;
}

/* In front of libc's, for libbpf. */
long syscall(long number, ...)
{
	static syscall_fn *real;
	long a[6];
	va_list ap;
	int i;

	if (!real)
		*(void **)&real = dlsym(RTLD_NEXT, "syscall");
	va_start(ap, number);
	for (i = 0; i < 6; i++)
		a[i] = va_arg(ap, long);
	va_end(ap);
	if (number == SYS_bpf && (int)a[0] == BPF_PROG_LOAD) {
		union bpf_attr *attr = (union bpf_attr *)a[1];

		/* libbpf's probes of features are programs of a few instructions without debug information. */
		if (attr->log_level == 0 && attr->prog_name[0] && strncmp(attr->prog_name, "libbpf_", 7) &&
		    strncmp(attr->prog_name, "det_arg_ctx", 11) && strcmp(attr->prog_name, "test"))
			return timed_load(real, attr, a[2]);
	}
	return real(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}

static bool quiet = true;

static int print(enum libbpf_print_level level, const char *format, va_list ap)
{
	if (quiet || level == LIBBPF_DEBUG || strstr(format, "PROG LOAD LOG"))
		return 0; /* a log may have megabytes: `kbpf load --log` shows it */
	return vfprintf(stderr, format, ap);
}

/* Lines of the log that are code, states or statistics: no complaints. */
static bool is_noise(const char *line)
{
	static const char *const starts[] = {
		"processed ",	  "verification time", "stack depth", "func#",		 "arg#",   "mark_precise",
		"Func#",	  "Validating ",       "last_idx",    "from ",		 "caller", "callee",
		"returning from", "to caller",	       "frame",	      "Global function", " ",
	};
	size_t i;

	if (line[0] == ';' || (line[0] >= '0' && line[0] <= '9'))
		return true;
	for (i = 0; i < sizeof(starts) / sizeof(starts[0]); i++)
		if (!strncmp(line, starts[i], strlen(starts[i])))
			return true;
	return false;
}

/* The kernel's last word, and the first line of it. */
static void print_reason(const char *log)
{
	const char *line, *end, *best = "";
	bool within = false;

	for (line = log; *line; line = *end ? end + 1 : end) {
		end = strchrnul(line, '\n');
		if (end == line)
			continue;
		if (!is_noise(line) && !within)
			best = line;
		within = !is_noise(line);
	}
	printf(" %.*s", (int)(strchrnul(best, '\n') - best), best);
}

/* As the command does (tool/object.c): sizes that an application sets before it loads are one, nothing is pinned. */
static void settle_maps(struct bpf_object *obj)
{
	struct bpf_map *map;

	bpf_object__for_each_map(map, obj) {
		bpf_map__set_pin_path(map, NULL);
		switch ((unsigned int)bpf_map__type(map)) {
		case BPF_MAP_TYPE_PERF_EVENT_ARRAY:
		case BPF_MAP_TYPE_RINGBUF:
		case BPF_MAP_TYPE_USER_RINGBUF:
		case BPF_MAP_TYPE_SK_STORAGE:
		case BPF_MAP_TYPE_INODE_STORAGE:
		case BPF_MAP_TYPE_TASK_STORAGE:
		case 32: /* cgroup storage, newer than some headers */
			break;
		default:
			if (!bpf_map__max_entries(map))
				bpf_map__set_max_entries(map, 1);
		}
	}
}

static struct bpf_object *open_object(const char *path)
{
	struct bpf_object *obj = bpf_object__open_file(path, NULL);

	if (obj)
		settle_maps(obj);
	else
		fprintf(stderr, "kbpf: %s: %s\n", path, strerror(errno));
	return obj;
}

/* One program of an object, alone. */
static int load_one(const char *path, const char *name, bool show_log)
{
	struct bpf_object *obj = open_object(path);
	struct bpf_program *p;
	char *log = calloc(1, LOG_LEN);
	int err, status = EXIT_OK;

	if (!obj || !log) {
		free(log);
		return EXIT_USAGE;
	}
	bpf_object__for_each_program(p, obj)
		bpf_program__set_autoload(p, !strcmp(bpf_program__name(p), name));
	p = bpf_object__find_program_by_name(obj, name);
	bpf_program__set_log_buf(p, log, LOG_LEN);
	load_us = 0;
	load_ok = false;
	err = bpf_object__load(obj);
	/* What fails behind the loading is the filling of tables with programs that were left out: no matter. */
	printf("%s %s %.1f", name, load_ok ? "accepted" : "refused", load_us);
	if (!load_ok) {
		status = EXIT_REFUSED;
		if (*log)
			print_reason(log);
		else
			printf(" no log: %s", strerror(-err));
	}
	putchar('\n');
	if (show_log)
		fputs(log, stdout);
	bpf_object__close(obj);
	free(log);
	return status;
}

static int load(const struct args *a)
{
	int i, status = EXIT_OK, one;

	for (i = 0; i < a->nr_objects; i++) {
		struct bpf_object *obj = open_object(a->objects[i]);
		struct bpf_program *p;
		bool found = false;

		if (!obj)
			return EXIT_USAGE;
		bpf_object__for_each_program(p, obj) {
			if (a->prog && strcmp(a->prog, bpf_program__name(p)))
				continue;
			found = true;
			one = load_one(a->objects[i], bpf_program__name(p), a->log);
			status = one > status ? one : status;
		}
		bpf_object__close(obj);
		if (!found) {
			fprintf(stderr, "kbpf: %s: no program%s%s\n", a->objects[i], a->prog ? " " : "",
				a->prog ? a->prog : "");
			return EXIT_USAGE;
		}
	}
	return status;
}

static struct bpf_object *load_all(const char *path, int *status)
{
	struct bpf_object *obj = open_object(path);

	*status = EXIT_USAGE;
	if (!obj)
		return NULL;
	quiet = false;
	if (bpf_object__load(obj)) {
		*status = EXIT_REFUSED;
		bpf_object__close(obj);
		return NULL;
	}
	return obj;
}

static int prog_fd(struct bpf_object *obj, const char *name)
{
	struct bpf_program *p = bpf_object__find_program_by_name(obj, name);

	if (!p)
		fprintf(stderr, "kbpf: no program %s\n", name);
	return p ? bpf_program__fd(p) : -1;
}

static uint8_t packet[PACKET_MAX], after[PACKET_MAX];

/* 0 or an errno. *out_len is left alone by kinds that give no packet back. */
static int test_run(int fd, const uint8_t *data, size_t len, unsigned repeat, uint32_t *retval, uint32_t *out_len)
{
	LIBBPF_OPTS(bpf_test_run_opts, opts);

	opts.data_in = data;
	opts.data_size_in = (uint32_t)len;
	opts.repeat = (int)repeat;
	if (out_len) {
		opts.data_out = after;
		opts.data_size_out = sizeof(after);
	}
	if (bpf_prog_test_run_opts(fd, &opts))
		return errno;
	*retval = opts.retval;
	if (out_len)
		*out_len = opts.data_size_out;
	return 0;
}

/* The program that prepares the maps is run once, with the packet that comes first. */
static int run_init(struct bpf_object *obj, const char *name, const uint8_t *data, size_t len)
{
	uint32_t retval;
	int fd, err;

	if (!name)
		return 0;
	fd = prog_fd(obj, name);
	err = fd < 0 ? ENOENT : test_run(fd, data, len, 1, &retval, NULL);
	if (err)
		fprintf(stderr, "kbpf: %s: %s\n", name, strerror(err));
	return err;
}

static long read_packet(const char *path)
{
	FILE *in = fopen(path, "rb");
	size_t len;

	if (!in) {
		fprintf(stderr, "kbpf: %s: %s\n", path, strerror(errno));
		return -1;
	}
	len = fread(packet, 1, sizeof(packet), in);
	fclose(in);
	return (long)len;
}

static int run(const struct args *a)
{
	int status, fd, err, i;
	struct bpf_object *obj;
	uint32_t retval = 0, rest;
	unsigned batch = (unsigned)(a->repeat / BATCHES);
	double ns[BATCHES];
	long len = read_packet(a->packet);

	if (len < 0)
		return EXIT_USAGE;
	obj = load_all(a->objects[0], &status);
	if (!obj)
		return status;
	fd = prog_fd(obj, a->prog);
	err = fd < 0 ? ENOENT : run_init(obj, a->init, packet, (size_t)len);
	if (!err)
		err = test_run(fd, packet, (size_t)len, 1, &retval, NULL);
	batch = batch ? batch : 1;
	for (i = 0; i < BATCHES && !err; i++) {
		double start = now_us(CLOCK_THREAD_CPUTIME_ID);

		err = test_run(fd, packet, (size_t)len, batch, &rest, NULL);
		ns[i] = (now_us(CLOCK_THREAD_CPUTIME_ID) - start) * 1e3 / batch;
	}
	if (!err) {
		qsort(ns, BATCHES, sizeof(ns[0]), cmp_double);
		printf("%s %.2f %.2f 0x%x\n", a->prog, ns[0], ns[BATCHES / 2], retval);
	} else {
		fprintf(stderr, "kbpf: %s: %s\n", a->prog, strerror(err));
	}
	bpf_object__close(obj);
	return err ? EXIT_USAGE : EXIT_OK;
}

/* ---- maps ---- */

struct records {
	uint8_t *bytes;
	size_t nr, cap;
};

static uint8_t *record_add(struct records *r, size_t len)
{
	if (r->nr == r->cap) {
		size_t cap = r->cap ? r->cap * 2 : 64;
		uint8_t *bytes = realloc(r->bytes, cap * len);

		if (!bytes)
			return NULL;
		r->bytes = bytes;
		r->cap = cap;
	}
	return r->bytes + r->nr++ * len;
}

static bool is_percpu(enum bpf_map_type type)
{
	return type == BPF_MAP_TYPE_PERCPU_ARRAY || type == BPF_MAP_TYPE_PERCPU_HASH ||
	       type == BPF_MAP_TYPE_LRU_PERCPU_HASH;
}

static bool has_data(enum bpf_map_type type)
{
	switch (type) {
	case BPF_MAP_TYPE_HASH:
	case BPF_MAP_TYPE_ARRAY:
	case BPF_MAP_TYPE_LRU_HASH:
	case BPF_MAP_TYPE_LPM_TRIE:
	case BPF_MAP_TYPE_QUEUE:
	case BPF_MAP_TYPE_STACK:
		return true;
	default:
		return is_percpu(type);
	}
}

static void read_map(int fd, const struct btf_json_map *m, struct records *r)
{
	size_t len = btf_json_record_len(m);
	uint8_t *key = calloc(1, m->key_len + 1), *next = calloc(1, m->key_len + 1), *value = calloc(1, len + 8), *to;
	bool more = key && next && value;

	if (!m->key_len) {
		while (more && !bpf_map_lookup_and_delete_elem(fd, NULL, value) && (to = record_add(r, len)))
			memcpy(to, value, len);
		more = false;
	} else if (more) {
		more = !bpf_map_get_next_key(fd, NULL, next);
	}
	while (more) {
		memcpy(key, next, m->key_len);
		if (!bpf_map_lookup_elem(fd, key, value) && (to = record_add(r, len))) {
			memcpy(to, key, m->key_len);
			memcpy(to + m->key_len, value, len - m->key_len);
		}
		more = !bpf_map_get_next_key(fd, key, next);
	}
	free(key);
	free(next);
	free(value);
}

static void print_maps(struct bpf_object *obj)
{
	const struct btf *btf = bpf_object__btf(obj);
	struct bpf_map *map;
	bool first = true;

	fputs("\"maps\":{", stdout);
	bpf_object__for_each_map(map, obj) {
		enum bpf_map_type type = bpf_map__type(map);
		struct records r = { 0 };
		struct btf_json_map m = {
			.name = bpf_map__name(map),
			.btf = btf,
			.key_type = bpf_map__btf_key_type_id(map),
			.value_type = bpf_map__btf_value_type_id(map),
			.key_len = bpf_map__key_size(map),
			.value_len = bpf_map__value_size(map),
			.nr_cpus = is_percpu(type) ? (unsigned)libbpf_num_possible_cpus() : 0,
		};

		if (!has_data(type) || strstr(m.name, ".rodata"))
			continue;
		read_map(bpf_map__fd(map), &m, &r);
		fputs(first ? "\n" : ",\n", stdout);
		first = false;
		btf_json_map(stdout, &m, r.bytes, r.nr);
		free(r.bytes);
	}
	fputs("}", stdout);
}

/* ---- replay ---- */

#define NR_VERDICTS 5

struct verdicts {
	struct {
		uint32_t value;
		unsigned long long packets, bytes;
	} seen[64];
	size_t nr;
};

static void verdict_count(struct verdicts *v, uint32_t value, size_t len)
{
	size_t i;

	for (i = 0; i < v->nr && v->seen[i].value != value; i++)
		;
	if (i == sizeof(v->seen) / sizeof(v->seen[0]))
		return;
	if (i == v->nr)
		v->nr++;
	v->seen[i].value = value;
	v->seen[i].packets++;
	v->seen[i].bytes += len;
}

static int verdict_cmp(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

static void print_verdicts(struct verdicts *v, bool xdp)
{
	static const char *const name[NR_VERDICTS] = { "aborted", "drop", "pass", "tx", "redirect" };
	size_t i;

	qsort(v->seen, v->nr, sizeof(v->seen[0]), verdict_cmp);
	fputs("\"verdicts\":{", stdout);
	for (i = 0; i < v->nr; i++) {
		if (xdp && v->seen[i].value < NR_VERDICTS)
			printf("%s\"%s\"", i ? "," : "", name[v->seen[i].value]);
		else
			printf("%s\"%u\"", i ? "," : "", v->seen[i].value);
		printf(":{\"packets\":%llu,\"bytes\":%llu}", v->seen[i].packets, v->seen[i].bytes);
	}
	fputs("},\n", stdout);
}

struct result {
	uint32_t retval, len, crc;
	int err;
};

/* Runs the whole capture; the results of single packets are kept, for the verdicts are printed before them. */
static struct result *replay_packets(struct bpf_object *obj, int fd, bool xdp, pcap_t *pcap, const struct args *a,
				     struct verdicts *v, size_t *nr)
{
	struct result *results = NULL, *grown, *r;
	pcap_dumper_t *out = a->write ? pcap_dump_open(pcap, a->write) : NULL;
	struct pcap_pkthdr *header, changed;
	const u_char *data;
	size_t cap = 0;

	while ((!a->count || *nr < a->count) && pcap_next_ex(pcap, &header, &data) == 1) {
		if (!*nr && run_init(obj, a->init, data, header->caplen))
			break;
		if (*nr == cap) {
			cap = cap ? cap * 2 : 1024;
			grown = realloc(results, cap * sizeof(*results));
			if (!grown)
				break;
			results = grown;
		}
		r = &results[(*nr)++];
		*r = (struct result){ 0 };
		r->err = test_run(fd, data, header->caplen, 1, &r->retval, &r->len);
		if (r->err)
			continue;
		r->crc = btf_json_crc32(after, r->len);
		verdict_count(v, r->retval, header->caplen);
		if (out && (!xdp || (r->retval != XDP_DROP && r->retval != XDP_ABORTED))) {
			changed = *header;
			changed.caplen = changed.len = r->len;
			pcap_dump((u_char *)out, &changed, after);
		}
	}
	if (out)
		pcap_dump_close(out);
	return results;
}

static int replay(const struct args *a)
{
	char why[PCAP_ERRBUF_SIZE];
	struct verdicts v = { 0 };
	struct bpf_object *obj;
	struct result *results;
	pcap_t *pcap = pcap_open_offline(a->pcap, why);
	size_t nr = 0, i;
	int status, fd;
	bool xdp;

	if (!pcap) {
		fprintf(stderr, "kbpf: %s\n", why);
		return EXIT_USAGE;
	}
	obj = load_all(a->objects[0], &status);
	if (!obj) {
		pcap_close(pcap);
		return status;
	}
	fd = prog_fd(obj, a->prog);
	if (fd < 0) {
		bpf_object__close(obj);
		pcap_close(pcap);
		return EXIT_USAGE;
	}
	xdp = bpf_program__type(bpf_object__find_program_by_name(obj, a->prog)) == BPF_PROG_TYPE_XDP;
	results = replay_packets(obj, fd, xdp, pcap, a, &v, &nr);
	fputs("{\"prog\":", stdout);
	btf_json_string(stdout, a->prog, strlen(a->prog));
	fputs(",", stdout);
	print_verdicts(&v, xdp);
	if (a->packets) {
		fputs("\"packets\":[", stdout);
		for (i = 0; i < nr; i++) {
			fputs(i ? ",\n" : "\n", stdout);
			if (results[i].err)
				fputs("null", stdout);
			else
				printf("[%u,%u,\"%08x\"]", results[i].retval, results[i].len, results[i].crc);
		}
		fputs("],\n", stdout);
	}
	print_maps(obj);
	fputs("}\n", stdout);
	free(results);
	bpf_object__close(obj);
	pcap_close(pcap);
	return EXIT_OK;
}

/* ---- command line ---- */

static const struct {
	const char *name;
	int (*run)(const struct args *a);
} commands[] = {
	{ "load", load },
	{ "run", run },
	{ "replay", replay },
};

static int usage(void)
{
	fputs("usage: kbpf load OBJECT... [--prog NAME] [--strict] [--log]\n"
	      "       kbpf run OBJECT --prog NAME --packet FILE [--init NAME] [--repeat N]\n"
	      "       kbpf replay OBJECT --prog NAME --pcap FILE [--init NAME] [--count N] [--packets] [--write OUT]\n",
	      stderr);
	return EXIT_USAGE;
}

static bool parse(struct args *a, int argc, char **argv)
{
	int i;

	for (i = 2; i < argc; i++) {
		const char *s = argv[i], *value = i + 1 < argc ? argv[i + 1] : NULL;

		if (strncmp(s, "--", 2)) {
			a->objects[a->nr_objects++] = argv[i];
		} else if (!strcmp(s, "--log")) {
			a->log = true;
		} else if (!strcmp(s, "--strict")) {
			a->strict = true;
		} else if (!strcmp(s, "--packets")) {
			a->packets = true;
		} else if (!strcmp(s, "--json")) {
			; /* the only form there is */
		} else if (!value) {
			return false;
		} else if (!strcmp(s, "--prog")) {
			a->prog = argv[++i];
		} else if (!strcmp(s, "--init")) {
			a->init = argv[++i];
		} else if (!strcmp(s, "--packet")) {
			a->packet = argv[++i];
		} else if (!strcmp(s, "--pcap")) {
			a->pcap = argv[++i];
		} else if (!strcmp(s, "--write")) {
			a->write = argv[++i];
		} else if (!strcmp(s, "--repeat")) {
			a->repeat = strtoul(argv[++i], NULL, 0);
		} else if (!strcmp(s, "--count")) {
			a->count = strtoul(argv[++i], NULL, 0);
		} else {
			return false;
		}
	}
	if (!a->nr_objects)
		return false;
	if (!strcmp(argv[1], "run"))
		return a->prog && a->packet;
	return strcmp(argv[1], "replay") || (a->prog && a->pcap);
}

/* A program of two instructions: is there a bpf(2) that we may use? */
static bool have_bpf(void)
{
	const struct bpf_insn insns[] = {
		{ .code = BPF_ALU64 | BPF_MOV | BPF_K, .dst_reg = BPF_REG_0 },
		{ .code = BPF_JMP | BPF_EXIT },
	};
	int fd = bpf_prog_load(BPF_PROG_TYPE_XDP, NULL, "GPL", insns, 2, NULL);

	if (fd < 0)
		fprintf(stderr, "kbpf: the kernel does not take programs from us: %s\n", strerror(errno));
	else
		close(fd);
	return fd >= 0;
}

/* Keeps CAP_BPF and CAP_NET_ADMIN, without which no XDP program may be loaded at all. */
static bool drop_perfmon(void)
{
	struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct caps[2];

	if (syscall(SYS_capget, &header, caps))
		return false;
	caps[CAP_TO_INDEX(CAP_PERFMON)].effective &= ~CAP_TO_MASK(CAP_PERFMON);
	caps[CAP_TO_INDEX(CAP_SYS_ADMIN)].effective &= ~CAP_TO_MASK(CAP_SYS_ADMIN);
	return !syscall(SYS_capset, &header, caps);
}

int main(int argc, char **argv)
{
	struct rlimit unlimited = { RLIM_INFINITY, RLIM_INFINITY };
	struct args a = { .repeat = 900000 };
	size_t i;
	int status = -1;

	a.objects = calloc((size_t)argc + 1, sizeof(*a.objects));
	if (!a.objects || argc < 3 || !parse(&a, argc, argv))
		return usage();
	libbpf_set_print(print);
	setrlimit(RLIMIT_MEMLOCK, &unlimited);
	if (!have_bpf() || (a.strict && !drop_perfmon()))
		return EXIT_NO_BPF;
	for (i = 0; i < sizeof(commands) / sizeof(commands[0]); i++)
		if (!strcmp(argv[1], commands[i].name))
			status = commands[i].run(&a);
	free(a.objects);
	return status < 0 ? usage() : status;
}
