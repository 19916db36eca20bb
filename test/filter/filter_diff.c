/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * filter_diff.c - each filter of a list over a capture, as several link types: who accepts which packets.
 *
 *	filter_diff CAPTURE EXPRESSIONS [EACH [TAKEN]]
 *
 * pcap_offline_filter() decides. Compared are: interpreted, native, eight filters in one program, and the kernel's machine
 * (SO_ATTACH_FILTER on a pair of sockets), the last for every EACH-th packet only (default 1), of every TAKEN-th of the capture.
 * Some packets are cut short.
 * Prints "ok NAME" or "not ok NAME - why" a link type, as a stage does.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <linux/filter.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <pcap/pcap.h>

#include <kiln/cbpf.h>

enum { FILTERS_MAX = 512, LINE_MAX_LEN = 512, MANY = 8, SHOWN = 5, CUT_EACH = 97, CUT_LEN = 37 };

struct packet {
	uint8_t *data;
	uint32_t len, wire_len;
};

static struct packet *packets;
static uint32_t nr_packets;
static char expression[FILTERS_MAX][LINE_MAX_LEN];
static uint32_t nr_expressions, each = 1, taken = 1;
static struct kiln *vm;
static struct kiln_env env;

static void die(const char *what, const char *why)
{
	fprintf(stderr, "filter_diff: %s: %s\n", what, why);
	exit(2);
}

/* -- the same packets on another kind of link ---------------------------------------------------------------------- */

static uint16_t proto_of(const uint8_t *ether)
{
	return (uint16_t)(ether[12] << 8 | ether[13]);
}

static uint32_t head_ether(uint8_t *to, const uint8_t *ether)
{
	memcpy(to, ether, 14);
	return 14;
}

/* LINUX_SLL */
static uint32_t head_cooked(uint8_t *to, const uint8_t *ether)
{
	memset(to, 0, 16);
	to[1] = ether[0] & 1 ? ether[0] == 0xff ? 1 : 2 : ether[5] & 1 ? 4 : 0;
	to[3] = 1;
	to[5] = 6;
	memcpy(to + 6, ether + 6, 6);
	memcpy(to + 14, ether + 12, 2);
	return 16;
}

/* LINUX_SLL2 */
static uint32_t head_cooked2(uint8_t *to, const uint8_t *ether)
{
	memset(to, 0, 20);
	memcpy(to, ether + 12, 2);
	to[7] = ether[5] & 3;
	to[9] = 1;
	to[10] = ether[5] & 1 ? 4 : 0;
	to[11] = 6;
	memcpy(to + 12, ether + 6, 6);
	return 20;
}

/* RAW: only IP; UINT32_MAX leaves the packet out. */
static uint32_t head_raw(uint8_t *to, const uint8_t *ether)
{
	(void)to;
	return proto_of(ether) == 0x800 || proto_of(ether) == 0x86dd ? 0 : UINT32_MAX;
}

/* NULL: the address family in the order of this machine. */
static uint32_t head_null(uint8_t *to, const uint8_t *ether)
{
	uint32_t family = proto_of(ether) == 0x800 ? 2 : proto_of(ether) == 0x86dd ? 10 : UINT32_MAX;

	memcpy(to, &family, 4);
	return family == UINT32_MAX ? family : 4;
}

static uint32_t head_ppp(uint8_t *to, const uint8_t *ether)
{
	to[0] = 0xff;
	to[1] = 3;
	to[2] = 0;
	to[3] = proto_of(ether) == 0x86dd ? 0x57 : 0x21;
	return proto_of(ether) == 0x800 || proto_of(ether) == 0x86dd ? 4 : UINT32_MAX;
}

/* IEEE 802.11 data frames. */
static uint32_t head_wlan(uint8_t *to, const uint8_t *ether)
{
	memset(to, 0, 24);
	to[0] = 8;
	to[1] = 1 + (ether[5] & 1);
	memcpy(to + 4, ether, 6);
	memcpy(to + 10, ether + 6, 6);
	memcpy(to + 16, ether, 6);
	memcpy(to + 24, "\xaa\xaa\x03\0\0\0", 6);
	memcpy(to + 30, ether + 12, 2);
	return 32;
}

static const struct link {
	const char *name;
	uint32_t (*head)(uint8_t *to, const uint8_t *ether);
} links[] = {
	{ "EN10MB", head_ether }, { "LINUX_SLL", head_cooked }, { "LINUX_SLL2", head_cooked2 }, { "RAW", head_raw },
	{ "NULL", head_null },	  { "PPP", head_ppp },		{ "IEEE802_11", head_wlan },
};

static void packet_add(const struct link *link, const struct pcap_pkthdr *h, const uint8_t *data)
{
	uint8_t head[64];
	uint32_t len = link->head(head, data), rest = h->caplen - 14;
	struct packet *p = &packets[nr_packets];

	if (len == UINT32_MAX)
		return;
	p->wire_len = len + rest;
	p->len = nr_packets % CUT_EACH == CUT_EACH - 1 && p->wire_len > CUT_LEN ? CUT_LEN : p->wire_len;
	p->data = malloc(len + rest + 1);
	memcpy(p->data, head, len);
	memcpy(p->data + len, data + 14, rest);
	nr_packets++;
}

static void packets_read(const char *path, const struct link *link)
{
	char err[PCAP_ERRBUF_SIZE];
	pcap_t *pcap = pcap_open_offline(path, err);
	struct pcap_pkthdr *h;
	const uint8_t *data;
	uint32_t cap = 0;

	if (!pcap)
		die(path, err);
	nr_packets = 0;
	for (uint32_t i = 0; pcap_next_ex(pcap, &h, &data) == 1; i++) {
		if (nr_packets == cap) {
			cap = cap ? cap * 2 : 4096;
			packets = realloc(packets, cap * sizeof(*packets));
		}
		if (h->caplen >= 14 && i % taken == 0)
			packet_add(link, h, data);
	}
	pcap_close(pcap);
}

static void packets_free(void)
{
	for (uint32_t i = 0; i < nr_packets; i++)
		free(packets[i].data);
	nr_packets = 0;
}

/* -- one filter ---------------------------------------------------------------------------------------------------- */

struct filter {
	const char *text;
	struct bpf_program code;
	uint8_t *accepted; /* by packet */
};

static bool here(const struct filter *f, enum kiln_engine engine, const char *name)
{
	struct kiln_packet pkt = { 0 };
	struct kiln_prog *p;
	struct kiln_why why;
	uint32_t wrong = 0;

	if (kiln_cbpf_load(vm, (const void *)f->code.bf_insns, f->code.bf_len, engine, &p, &why)) {
		printf("# %s: refused: %s\n", f->text, why.what);
		return false;
	}
	kiln_enter(vm, &env);
	for (uint32_t i = 0; i < nr_packets; i++) {
		struct packet *k = &packets[i];
		uint32_t got = kiln_cbpf_filter(p, &env, &pkt, k->data, k->wire_len, k->len);

		if (got != bpf_filter(f->code.bf_insns, k->data, k->wire_len, k->len) && !wrong++)
			printf("# %s: %s: packet %u: %u\n", f->text, name, i + 1, got);
	}
	kiln_leave(vm, &env);
	kiln_prog_free(p);
	return !wrong;
}

/* What it asks for is beside the packet (SKF_AD_*): libpcap has none of it in a file. */
static bool asks_beside(const struct filter *f)
{
	for (uint32_t i = 0; i < f->code.bf_len; i++)
		if (BPF_CLASS(f->code.bf_insns[i].code) == BPF_LD && BPF_MODE(f->code.bf_insns[i].code) == BPF_ABS &&
		    f->code.bf_insns[i].k >= (uint32_t)SKF_AD_OFF)
			return true;
	return false;
}

/* The kernel refuses it, and so does the front that stands for the kernel. */
static bool refused_here(const struct filter *f)
{
	const struct kiln_load_opts opts = { .kind = &kiln_kind_cbpf };
	struct kiln_prog *p;
	enum kiln_err err = kiln_load(vm, &kiln_front_filter, f->code.bf_insns,
				      f->code.bf_len * sizeof(*f->code.bf_insns), &opts, &p, NULL);

	kiln_prog_free(p);
	return err == KILN_ERR_INVAL;
}

/* The kernel knows one length of a packet. */
static bool kernel(const struct filter *f, const int *sock)
{
	struct sock_fprog prog = { (unsigned short)f->code.bf_len, (void *)f->code.bf_insns };
	static uint8_t room[65536];
	uint32_t wrong = 0;

	if (asks_beside(f))
		return true;
	if (setsockopt(sock[1], SOL_SOCKET, SO_ATTACH_FILTER, &prog, sizeof(prog))) {
		if (errno == EINVAL && refused_here(f))
			return true;
		printf("# %s: the kernel refuses it: %s\n", f->text, strerror(errno));
		return false;
	}
	for (uint32_t i = 0; i < nr_packets; i += each) {
		struct packet *k = &packets[i];
		bool passed;

		if (k->len != k->wire_len)
			continue;
		passed = send(sock[0], k->data, k->len, MSG_DONTWAIT) >= 0 &&
			 recv(sock[1], room, sizeof(room), MSG_DONTWAIT) >= 0;
		if (passed != f->accepted[i] && !wrong++)
			printf("# %s: the kernel: packet %u: %d\n", f->text, i + 1, passed);
	}
	return !wrong;
}

/* Several as one; those with loops are left out, as kiln filter does. */
static bool many(const struct filter *f, uint32_t nr)
{
	const struct kiln_load_opts opts = { .kind = &kiln_kind_cbpf };
	static struct kiln_cbpf_insn all[KILN_CBPF_PCAP_MAX];
	struct kiln_packet pkt = { 0 };
	struct kiln_prog *p;
	struct kiln_why why;
	uint32_t at = 0, wrong = 0;

	for (uint32_t i = 0; i < nr; i++) {
		all[at++] = (struct kiln_cbpf_insn){ KILN_CBPF_PROGRAM, 0, 0, f[i].code.bf_len };
		memcpy(all + at, f[i].code.bf_insns, f[i].code.bf_len * sizeof(all[0]));
		at += f[i].code.bf_len;
	}
	if (kiln_load(vm, &kiln_front_pcap_many, all, at * sizeof(all[0]), &opts, &p, &why)) {
		printf("# %s and %u more: refused: %s\n", f->text, nr - 1, why.what);
		return false;
	}
	kiln_enter(vm, &env);
	for (uint32_t i = 0; i < nr_packets; i++) {
		struct packet *k = &packets[i];
		uint32_t got = kiln_cbpf_filter(p, &env, &pkt, k->data, k->wire_len, k->len), want = 0;

		for (uint32_t n = 0; n < nr; n++)
			want |= (uint32_t)f[n].accepted[i] << n;
		if (got != want && !wrong++)
			printf("# %s and %u more: packet %u: %x, not %x\n", f->text, nr - 1, i + 1, got, want);
	}
	kiln_leave(vm, &env);
	kiln_prog_free(p);
	return !wrong;
}

/* -- all of a link type -------------------------------------------------------------------------------------------- */

static void decide(struct filter *f)
{
	f->accepted = malloc(nr_packets + 1);
	for (uint32_t i = 0; i < nr_packets; i++) {
		struct pcap_pkthdr h = { .caplen = packets[i].len, .len = packets[i].wire_len };

		f->accepted[i] = pcap_offline_filter(&f->code, &h, packets[i].data) != 0;
	}
}

static void link_run(const char *path, const struct link *link, const int *sock)
{
	pcap_t *dead = pcap_open_dead(pcap_datalink_name_to_val(link->name), 262144);
	static struct filter f[FILTERS_MAX];
	uint32_t nr = 0, wrong = 0;

	packets_read(path, link);
	for (uint32_t i = 0; i < nr_expressions; i++) {
		if (pcap_compile(dead, &f[nr].code, expression[i], 1, PCAP_NETMASK_UNKNOWN))
			continue;
		f[nr].text = expression[i];
		decide(&f[nr++]);
	}
	for (uint32_t i = 0; i < nr && wrong < SHOWN; i++)
		wrong += !here(&f[i], KILN_ENGINE_INTERP, "interpreter") + !here(&f[i], KILN_ENGINE_BEST, "native") +
			 (*sock >= 0 && !kernel(&f[i], sock));
	for (uint32_t i = 0, n; i < nr && wrong < SHOWN; i += n + 1) {
		for (n = 0; n < MANY && i + n < nr && !strstr(f[i + n].text, "protochain"); n++)
			;
		wrong += n && !many(&f[i], n);
		n -= n == MANY;
	}
	if (wrong)
		printf("not ok filter-%s - another answer than libpcap's\n", link->name);
	else
		printf("ok filter-%s-%u-filters-%u-packets%s\n", link->name, nr, nr_packets,
		       *sock >= 0 ? "" : "-without-kernel");
	for (uint32_t i = 0; i < nr; i++) {
		pcap_freecode(&f[i].code);
		free(f[i].accepted);
	}
	packets_free();
	pcap_close(dead);
	fflush(stdout);
}

static void expressions_read(const char *path)
{
	FILE *f = fopen(path, "r");

	if (!f)
		die(path, strerror(errno));
	while (nr_expressions < FILTERS_MAX && fgets(expression[nr_expressions], LINE_MAX_LEN, f)) {
		expression[nr_expressions][strcspn(expression[nr_expressions], "\n")] = 0;
		nr_expressions += expression[nr_expressions][0] != '#';
	}
	fclose(f);
}

int main(int argc, char **argv)
{
	int sock[2] = { -1, -1 }, room = 4 << 20;
	struct kiln_host *host;

	if (argc < 3 || kiln_posix_host_new(&(struct kiln_posix_opts){ 0 }, &host) || kiln_new(host, &vm)) {
		fprintf(stderr, "usage: filter_diff CAPTURE EXPRESSIONS [EACH [TAKEN]]\n");
		return 2;
	}
	each = argc > 3 ? (uint32_t)strtoul(argv[3], NULL, 0) : 1;
	taken = argc > 4 ? (uint32_t)strtoul(argv[4], NULL, 0) : 1;
	expressions_read(argv[2]);
	if (socketpair(AF_UNIX, SOCK_DGRAM, 0, sock))
		sock[0] = -1;
	else
		setsockopt(sock[0], SOL_SOCKET, SO_SNDBUF, &room, sizeof(room));
	for (size_t i = 0; i < sizeof(links) / sizeof(links[0]); i++)
		link_run(argv[1], &links[i], sock);
	free(packets);
	return 0;
}
