/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * filter.c - kiln filter: packets of capture files or of an interface, by expressions of pcap-filter(7).
 *
 * Overview     what is asked for (expressions, or a program) is compiled for the link type of each file, and run over its packets
 *              in batches. Those that match are counted, numbered, or written from where they were read.
 */
#include <errno.h>
#include <inttypes.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "btf_json.h"
#include "filter.h"
#include "records.h"

static struct list opt_read, opt_named;
static const char *opt_interface, *opt_write, *opt_program, *opt_link = "EN10MB";
static uint64_t opt_max, opt_jobs = 1, opt_snaplen = 262144;
static unsigned int opt_dump;
static bool opt_count, opt_numbers, opt_explain, opt_offload, opt_json;
static enum kiln_engine opt_engine;

static const struct option_row options[] = {
	{ "read", 'r', OPT_LIST, "FILE",
	  "packets of a capture file, pcap or pcapng; - is standard input; may be repeated", &opt_read },
	{ "interface", 'i', OPT_TEXT, "NAME", "packets of an interface, until interrupted or --max are found",
	  &opt_interface },
	{ "write", 'w', OPT_TEXT, "FILE", "write the packets that match, as pcap; - is standard output", &opt_write },
	{ "max", 'c', OPT_NUMBER, "N", "stop after N packets that match", &opt_max },
	{ "count", 0, OPT_FLAG, NULL, "print only how many match", &opt_count },
	{ "numbers", 'n', OPT_FLAG, NULL,
	  "print the number of each packet that matches, from 1, and the filter's answer", &opt_numbers },
	{ "program", 'F', OPT_TEXT, "FILE", "a classic program as tcpdump -ddd prints it, instead of an expression",
	  &opt_program },
	{ "expression", 'e', OPT_LIST, "NAME=EXPRESSION",
	  "one of several that are asked in one pass, with a count for each; may be repeated", &opt_named },
	{ "dump", 'd', OPT_COUNT, NULL, "print the classic program and stop; twice as C, three times as numbers",
	  &opt_dump },
	{ "explain", 0, OPT_FLAG, NULL, "print classic instructions, eBPF and native code side by side", &opt_explain },
	{ "offload", 0, OPT_FLAG, NULL, "let the kernel filter, by SO_ATTACH_FILTER", &opt_offload },
	{ "jobs", 'j', OPT_NUMBER, "N", "files that are read at once; default 1", &opt_jobs },
	{ "link", 'y', OPT_TEXT, "TYPE", "the link type for --dump and --explain without a file; default EN10MB",
	  &opt_link },
	{ "snaplen", 's', OPT_NUMBER, "N", "the snapshot length there, and of an interface; default 262144",
	  &opt_snaplen },
	{ "engine", 0, OPT_ENGINE, "jit|interp", "native code or the interpreter; default: native where there is any",
	  &opt_engine },
	{ "json", 0, OPT_FLAG, NULL, "print JSON", &opt_json },
	{ 0 },
};

static struct filter_source source[FILTERS_MAX];
static uint32_t nr_sources;

/* One input, and what was found in it. */
struct pass {
	const char *path;
	struct kiln *k;
	struct records_out *out;
	struct records_held held;
	bool nsec;
	struct filters f;
	uint64_t packets, matched, each[FILTERS_MAX];
	FILE *numbers; /* NULL: none are asked for */
	char *numbers_text;
	size_t numbers_len;
	int status;
	bool stop;
};

static volatile sig_atomic_t interrupted;

static void on_interrupt(int sig)
{
	(void)sig;
	interrupted = 1;
}

/* -- one packet ---------------------------------------------------------------------------------------------------- */

static void number_print(struct pass *p, uint32_t answer)
{
	const char *comma = "";

	if (opt_json)
		fprintf(p->numbers, "%s[%" PRIu64 ",%u]", p->matched > 1 ? "," : "", p->packets, answer);
	else if (p->f.plain)
		fprintf(p->numbers, "%" PRIu64 " %u\n", p->packets, answer);
	if (opt_json || p->f.plain)
		return;
	fprintf(p->numbers, "%" PRIu64 " ", p->packets);
	for (uint32_t i = 0; i < p->f.nr; i++)
		if (answer >> i & 1) {
			fprintf(p->numbers, "%s%s", comma, p->f.name[i]);
			comma = ",";
		}
	fputc('\n', p->numbers);
}

/* It matches. */
static void packet_take(struct pass *p, uint32_t answer)
{
	p->matched++;
	for (uint32_t i = 0; !p->f.plain && i < p->f.nr; i++)
		p->each[i] += answer >> i & 1;
	if (p->numbers)
		number_print(p, answer);
	p->stop = p->matched == opt_max;
}

/* -- one output for all -------------------------------------------------------------------------------------------- */

/* Files write in their order: who has not come to it holds what it finds, so much of it. */
enum { HELD_MAX = 64 << 20 };
static struct {
	pthread_mutex_t lock;
	pthread_cond_t next;
	unsigned int turn;
	struct records_out *out;
} output = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0, NULL };
static struct pass *passes;

static bool turn_is(const struct pass *p, bool wait)
{
	bool mine;

	pthread_mutex_lock(&output.lock);
	while (wait && output.turn != p - passes)
		pthread_cond_wait(&output.next, &output.lock);
	mine = output.turn == p - passes;
	pthread_mutex_unlock(&output.lock);
	return mine;
}

static void turn_pass(const struct pass *p)
{
	if (!opt_write)
		return;
	turn_is(p, true);
	pthread_mutex_lock(&output.lock);
	output.turn++;
	pthread_cond_broadcast(&output.next);
	pthread_mutex_unlock(&output.lock);
}

/* From its turn on a pass writes from where it reads. False after complaining. */
static bool output_take(struct pass *p, struct records *r, bool wait)
{
	if (!opt_write || p->out || !turn_is(p, wait))
		return true;
	if (!output.out)
		output.out = records_create(opt_write, r);
	else if (!records_fit(output.out, r))
		complain("%s: its packets do not fit behind those of the file before: another link type or clock",
			 p->path);
	if (!output.out || !records_fit(output.out, r))
		return false;
	p->out = output.out;
	records_write_to(r, p->out);
	records_write_held(p->out, &p->held);
	return true;
}

/* Between kiln_enter and kiln_leave, where nobody waits. */
static bool packet_write(struct pass *p, struct records *r, struct kiln_env *env, const struct record *rec)
{
	bool fine = true;

	if (!p->out && records_hold(&p->held, rec, p->nsec))
		return true;
	if (!p->out) { /* out of memory */
		kiln_leave(p->k, env);
		fine = output_take(p, r, true);
		kiln_enter(p->k, env);
	}
	if (fine)
		records_write(p->out, rec);
	return fine;
}

/* -- files --------------------------------------------------------------------------------------------------------- */

enum { BATCH = 256 };

static bool batch_run(struct pass *p, struct records *r, struct kiln_env *env, struct kiln_packet *pkt,
		      const struct record *rec, size_t nr)
{
	bool fine = true;

	kiln_enter(p->k, env);
	for (size_t i = 0; i < nr && fine && !p->stop; i++) {
		uint32_t answer = filters_ask(&p->f, env, pkt, rec[i].data, rec[i].caplen, rec[i].len);

		p->packets++;
		if (!answer)
			continue;
		packet_take(p, answer);
		if (opt_write)
			fine = packet_write(p, r, env, &rec[i]);
	}
	kiln_leave(p->k, env);
	return fine && output_take(p, r, p->held.len >= HELD_MAX) && !(p->out && records_broken(p->out));
}

static void records_run(struct pass *p, struct records *r)
{
	static __thread struct kiln_env env;
	struct kiln_packet pkt = { 0 };
	struct record rec[BATCH];
	uint64_t all, done;
	uint32_t link;
	bool fine;
	size_t nr;

	records_head(r, &link, &p->nsec);
	fine = output_take(p, r, false);
	while (fine && !p->stop && (nr = records_next(r, rec, BATCH))) {
		fine = batch_run(p, r, &env, &pkt, rec, nr);
		done = records_done(r, &all);
		if (opt_jobs == 1 && all)
			progress(p->path, done, all);
	}
	if (opt_jobs == 1)
		progress(p->path, 0, 0);
	fine = fine && output_take(p, r, true);
	p->status = !fine || records_failed(r) ? EXIT_USAGE : EXIT_FINE;
}

static void file_run(struct pass *p)
{
	struct records *r = records_open(p->path);
	pcap_t *pcap = r ? records_pcap(r) : NULL;

	p->status = EXIT_USAGE;
	if (opt_numbers) {
		p->numbers = open_memstream(&p->numbers_text, &p->numbers_len);
		if (!p->numbers)
			complain("out of memory");
	}
	if (pcap && (!opt_numbers || p->numbers) && filters_compile(&p->f, source, nr_sources, pcap)) {
		if (!filters_load(&p->f, p->k, opt_engine, opt_offload, opt_json))
			p->status = EXIT_REFUSED;
		else
			records_run(p, r);
	}
	if (p->numbers)
		fclose(p->numbers);
	records_close(r);
	records_held_free(&p->held);
	turn_pass(p);
}

/* -- an interface -------------------------------------------------------------------------------------------------- */

struct live {
	struct pass *p;
	struct kiln_env *env;
	struct kiln_packet pkt;
	pcap_dumper_t *out;
	pcap_t *pcap;
};

static void live_packet(uint8_t *arg, const struct pcap_pkthdr *h, const uint8_t *data)
{
	struct live *l = (void *)arg;
	uint32_t answer = opt_offload ? h->caplen : filters_ask(&l->p->f, l->env, &l->pkt, data, h->caplen, h->len);

	if (l->p->stop)
		return;
	l->p->packets++;
	if (!answer)
		return;
	packet_take(l->p, answer);
	if (l->out)
		pcap_dump((uint8_t *)l->out, h, data);
	if (l->p->stop)
		pcap_breakloop(l->pcap);
}

/* libpcap's ring of AF_PACKET. NULL after complaining. */
static pcap_t *live_open(void)
{
	char err[PCAP_ERRBUF_SIZE];
	pcap_t *pcap = pcap_create(opt_interface, err);
	int got;

	if (!pcap) {
		complain("%s: %s", opt_interface, err);
		return NULL;
	}
	pcap_set_snaplen(pcap, (int)opt_snaplen);
	pcap_set_promisc(pcap, 1);
	pcap_set_timeout(pcap, 100);
	got = pcap_activate(pcap);
	if (got >= 0)
		return pcap;
	complain("%s: %s", opt_interface, *pcap_geterr(pcap) ? pcap_geterr(pcap) : pcap_statustostr(got));
	pcap_close(pcap);
	return NULL;
}

static void live_loop(struct live *l)
{
	static struct kiln_env env;
	int got = 0;

	l->env = &env;
	while (!interrupted && !l->p->stop && got >= 0) {
		kiln_enter(l->p->k, &env);
		got = pcap_dispatch(l->pcap, -1, live_packet, (uint8_t *)l);
		kiln_leave(l->p->k, &env);
	}
	l->p->status = got == PCAP_ERROR ? EXIT_USAGE : EXIT_FINE;
	if (got == PCAP_ERROR)
		complain("%s: %s", opt_interface, pcap_geterr(l->pcap));
}

/* The filter is compiled for packets as libpcap gives them: tags are in them again. The kernel's gets libpcap's own translation. */
static bool live_filters(struct live *l)
{
	pcap_t *dead = pcap_open_dead(pcap_datalink(l->pcap), pcap_snapshot(l->pcap));
	bool fine = dead && filters_compile(&l->p->f, source, nr_sources, dead);

	if (dead)
		pcap_close(dead);
	if (!fine || !opt_offload)
		return fine && filters_load(&l->p->f, l->p->k, opt_engine, false, opt_json);
	if (nr_sources > 1) {
		complain("--offload takes one filter");
		return false;
	}
	pcap_freecode(&l->p->f.code[0]);
	if (source[0].code.bf_insns
		    ? pcap_setfilter(l->pcap, &source[0].code)
		    : pcap_compile(l->pcap, &l->p->f.code[0], source[0].expression, 1, PCAP_NETMASK_UNKNOWN) ||
			      pcap_setfilter(l->pcap, &l->p->f.code[0])) {
		complain("%s", pcap_geterr(l->pcap));
		return false;
	}
	return true;
}

static void live_run(struct pass *p)
{
	struct live l = { .p = p, .pcap = live_open() };
	struct sigaction act = { .sa_handler = on_interrupt };

	p->status = EXIT_USAGE;
	if (l.pcap && live_filters(&l)) {
		if (opt_write)
			l.out = pcap_dump_open(l.pcap, opt_write);
		if (opt_write && !l.out)
			complain("%s: %s", opt_write, pcap_geterr(l.pcap));
		sigaction(SIGINT, &act, NULL);
		sigaction(SIGTERM, &act, NULL);
		p->numbers = opt_numbers ? stdout : NULL;
		if (!opt_write || l.out)
			live_loop(&l);
	}
	if (l.out && (pcap_dump_flush(l.out) || ferror(pcap_dump_file(l.out)))) {
		complain("%s: %s", opt_write, strerror(errno));
		p->status = EXIT_USAGE;
	}
	if (l.out)
		pcap_dump_close(l.out);
	if (l.pcap)
		pcap_close(l.pcap);
}

/* -- results ------------------------------------------------------------------------------------------------------- */

static void result_json(const struct pass *p)
{
	printf("{\"file\":");
	btf_json_string(stdout, p->path, strlen(p->path));
	printf(",\"packets\":%" PRIu64 ",\"matched\":%" PRIu64, p->packets, p->matched);
	for (uint32_t i = 0; !p->f.plain && i < p->f.nr; i++) {
		printf("%s", i ? "," : ",\"each\":{");
		btf_json_string(stdout, p->f.name[i], strlen(p->f.name[i]));
		printf(":%" PRIu64 "%s", p->each[i], i + 1 == p->f.nr ? "}" : "");
	}
	if (p->numbers_text)
		printf(",\"numbers\":[%s]", p->numbers_text);
	puts("}");
}

static void result_print(const struct pass *p, bool several)
{
	FILE *f = opt_write && !strcmp(opt_write, "-") ? stderr : stdout;

	if (opt_json && f == stdout) {
		result_json(p);
		return;
	}
	if (p->numbers_text)
		fwrite(p->numbers_text, 1, p->numbers_len, f);
	if (opt_numbers && !opt_count)
		return;
	for (uint32_t i = 0; !p->f.plain && i < p->f.nr; i++)
		fprintf(f, several ? "%s: %s %" PRIu64 "\n" : "%.0s%s %" PRIu64 "\n", p->path, p->f.name[i],
			p->each[i]);
	if (!p->f.plain && opt_count)
		return;
	if (several)
		fprintf(f, "%s: ", p->path);
	if (opt_count)
		fprintf(f, "%" PRIu64 "\n", p->matched);
	else
		fprintf(f, "%" PRIu64 " of %" PRIu64 " packets match\n", p->matched, p->packets);
}

/* -- all ----------------------------------------------------------------------------------------------------------- */

static unsigned int nr_passes, next_pass;

static void *worker(void *arg)
{
	unsigned int i;

	(void)arg;
	while ((i = __atomic_fetch_add(&next_pass, 1, __ATOMIC_RELAXED)) < nr_passes)
		file_run(&passes[i]);
	return NULL;
}

enum { JOBS_MAX = 256 };

static void files_run(void)
{
	pthread_t thread[JOBS_MAX];
	unsigned int nr = 0;

	for (; nr + 1 < opt_jobs && nr + 1 < nr_passes; nr++)
		if (pthread_create(&thread[nr], NULL, worker, NULL))
			break;
	worker(NULL);
	while (nr)
		pthread_join(thread[--nr], NULL);
}

static int results(void)
{
	int status = EXIT_FINE;

	for (unsigned int i = 0; i < nr_passes; i++) {
		struct pass *p = &passes[i];

		if (p->packets || p->status == EXIT_FINE)
			result_print(p, nr_passes > 1);
		if (p->status > status)
			status = p->status;
		filters_free(&p->f);
		free(p->numbers_text);
	}
	return status;
}

/* Opened for writing, a file that is still to be read would be empty. */
static bool output_is_input(void)
{
	struct stat out, in;

	if (!opt_write || stat(opt_write, &out) || !S_ISREG(out.st_mode))
		return false;
	for (unsigned int i = 0; i < opt_read.nr; i++)
		if (!stat(opt_read.item[i], &in) && in.st_dev == out.st_dev && in.st_ino == out.st_ino)
			return true;
	return false;
}

static int packets_run(struct kiln *k)
{
	int status;

	if (output_is_input()) {
		complain("%s: it cannot be written while it is read", opt_write);
		return EXIT_USAGE;
	}

	nr_passes = opt_interface ? 1 : opt_read.nr;
	passes = calloc(nr_passes, sizeof(*passes));
	if (!passes) {
		complain("out of memory");
		return EXIT_USAGE;
	}
	for (unsigned int i = 0; i < nr_passes; i++)
		passes[i] = (struct pass){ .k = k, .path = opt_interface ? opt_interface : opt_read.item[i] };
	if (opt_interface)
		live_run(passes);
	else
		files_run();
	status = results();
	free(passes);
	return records_finish(output.out) ? status : EXIT_USAGE;
}

/* For the first file's link type, or the one that is named. */
static int show(struct kiln *k)
{
	struct records *r = opt_read.nr ? records_open(opt_read.item[0]) : NULL;
	int link = pcap_datalink_name_to_val(opt_link), status = EXIT_USAGE;
	pcap_t *pcap = r ? records_pcap(r) : NULL;
	struct filters f;

	if (!opt_read.nr && link < 0)
		complain("--link %s: no such link type", opt_link);
	else if (!opt_read.nr)
		pcap = pcap_open_dead(link, (int)opt_snaplen);
	if (pcap && filters_compile(&f, source, nr_sources, pcap)) {
		status = EXIT_FINE;
		if (opt_dump)
			filters_print(&f, (int)opt_dump);
		else if (filters_load(&f, k, opt_engine, false, opt_json))
			filters_explain(&f, opt_json);
		else
			status = EXIT_REFUSED;
		filters_free(&f);
	}
	if (pcap && !r)
		pcap_close(pcap);
	records_close(r);
	return status;
}

/* NAME=EXPRESSION. What stands before the sign is a name only where it looks like one. */
static bool named_read(const char *text, struct filter_source *s)
{
	const char *sign = strchr(text, '=');

	if (!sign || sign == text ||
	    strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.") !=
		    (size_t)(sign - text)) {
		complain("-e '%s': not NAME=EXPRESSION", text);
		return false;
	}
	s->name = strndup(text, (size_t)(sign - text));
	s->expression = sign + 1;
	return s->name;
}

static char *operands_join(int argc, char **argv)
{
	size_t len = 1;
	char *all;

	for (int i = 0; i < argc; i++)
		len += strlen(argv[i]) + 1;
	all = calloc(1, len);
	for (int i = 0; all && i < argc; i++)
		snprintf(all + strlen(all), len - strlen(all), "%s%s", i ? " " : "", argv[i]);
	return all;
}

static bool sources_read(int argc, char **argv)
{
	if (!!opt_named.nr + !!opt_program + !!argc > 1) {
		complain("expressions are given by -e, by --program, or behind the options");
		return false;
	}
	if (opt_named.nr > FILTERS_MAX) {
		complain("at most %d expressions at once", FILTERS_MAX);
		return false;
	}
	for (; nr_sources < opt_named.nr; nr_sources++)
		if (!named_read(opt_named.item[nr_sources], &source[nr_sources]))
			return false;
	if (opt_named.nr)
		return true;
	nr_sources = 1;
	if (opt_program)
		return filter_read(opt_program, &source[0].code);
	source[0].expression = operands_join(argc, argv);
	return source[0].expression;
}

static const char *contradiction(void)
{
	if (opt_interface && opt_read.nr)
		return "packets are read from files or from an interface";
	if (!opt_dump && !opt_explain && !opt_interface && !opt_read.nr)
		return "give files (-r), an interface (-i), --dump or --explain";
	if (opt_dump > 3 || (opt_dump && opt_explain))
		return "--dump once, twice or three times, without --explain";
	if (!opt_jobs || opt_jobs > JOBS_MAX)
		return "--jobs is 1 to 256";
	if (opt_snaplen > 262144 || !opt_snaplen)
		return "--snaplen is 1 to 262144";
	return NULL;
}

static void sources_free(void)
{
	for (uint32_t i = 0; i < nr_sources; i++) {
		if (source[i].name)
			free((char *)(uintptr_t)source[i].name);
		else
			free((char *)(uintptr_t)source[i].expression);
		free(source[i].code.bf_insns);
	}
}

static int filter_main(int argc, char **argv)
{
	const char *wrong = contradiction();
	struct kiln_host *host = NULL;
	struct kiln *k = NULL;
	int status = EXIT_USAGE;

	if (wrong)
		complain("%s", wrong);
	else if (sources_read(argc, argv) && (k = machine_new((uint32_t)opt_jobs + 1, &host)))
		status = opt_dump || opt_explain ? show(k) : packets_run(k);
	machine_free(k, host);
	sources_free();
	return status;
}

const struct command cmd_filter = {
	.name = "filter",
	.args = "[EXPRESSION]",
	.summary = "find packets in captures, or on an interface",
	.about =
		"EXPRESSION is of pcap-filter(7), compiled by libpcap, proven and run as native code. Without one every packet\n"
		"matches. Prints how many packets of each FILE match; with --write they are written as pcap, in the clock of the\n"
		"input. Filters see what tcpdump's see: of a packet that was cut short, what is there.\n"
		"\n"
		"Several -e NAME=EXPRESSION become one program, which shares what they have in common; at most 32. A packet that\n"
		"any of them matches is written.\n"
		"\n"
		"With --offload the running kernel's own machine decides: of an interface at its socket, of files by a pair of\n"
		"sockets. The answer that --numbers prints is then the length that came through, and 'len' is what was kept. The\n"
		"kernel takes no protochain, whose jumps go backwards; here it takes 65536 turns at most.",
	.options = options,
	.run = filter_main,
	.min_args = 0,
	.max_args = -1,
};
