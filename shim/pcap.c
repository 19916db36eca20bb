/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * pcap.c - libpcap's filters and its loop over a file, by Kiln, for programs that know nothing of it: libkiln-pcap.so, preloaded.
 *
 * Overview     pcap_setfilter() also loads the filter here; pcap_loop() over a file then reads it in large blocks, asks the filter, and calls
 *              the program back as libpcap would. Whatever is not plain (another byte order, pcapng, a pipe, a packet that is cut
 *              off, a filter that is refused) is left to libpcap, from the very packet on at which it begins: so answers, errors
 *              and their order are its own.
 * Threads      as libpcap's: one for each handle; the list of handles is locked.
 */
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <pcap/pcap.h>

#include <kiln/cbpf.h>

#define EXPORT __attribute__((visibility("default")))

enum { BLOCK_LEN = 512 * 1024, HEAD_LEN = 24, RECORD_LEN = 16 };

struct handle {
	struct handle *next;
	pcap_t *pcap;
	struct kiln_prog *prog;
	bool stop; /* pcap_breakloop() */
};

/* libpcap's own. Found before the program begins: pcap_breakloop() is called by handlers of signals. */
static struct {
	__typeof__(&pcap_setfilter) setfilter;
	__typeof__(&pcap_breakloop) breakloop;
	__typeof__(&pcap_close) close;
	__typeof__(&pcap_loop) loop;
} next;

__attribute__((constructor)) static void next_find(void)
{
	*(void **)&next.setfilter = dlsym(RTLD_NEXT, "pcap_setfilter");
	*(void **)&next.breakloop = dlsym(RTLD_NEXT, "pcap_breakloop");
	*(void **)&next.close = dlsym(RTLD_NEXT, "pcap_close");
	*(void **)&next.loop = dlsym(RTLD_NEXT, "pcap_loop");
}

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct handle *handles;
static struct kiln *vm;
static struct kiln_host *host;

static struct handle *handle_find(const pcap_t *pcap)
{
	struct handle *h;

	pthread_mutex_lock(&lock);
	for (h = handles; h && h->pcap != pcap; h = h->next)
		;
	pthread_mutex_unlock(&lock);
	return h;
}

static struct handle *handle_add(pcap_t *pcap)
{
	struct handle *h = calloc(1, sizeof(*h));

	if (!h)
		return NULL;
	h->pcap = pcap;
	pthread_mutex_lock(&lock);
	if (!vm && (kiln_posix_host_new(&(struct kiln_posix_opts){ .nr_cpus = 64 }, &host) || kiln_new(host, &vm)))
		vm = NULL;
	h->next = handles;
	__atomic_store_n(&handles, h, __ATOMIC_RELEASE);
	pthread_mutex_unlock(&lock);
	return h;
}

/* -- what libpcap's callers see ------------------------------------------------------------------------------------ */

EXPORT int pcap_setfilter(pcap_t *pcap, struct bpf_program *code)
{
	int ret = next.setfilter(pcap, code);
	struct handle *h = handle_find(pcap);

	if (ret || !pcap_file(pcap))
		return ret;
	h = h ? h : handle_add(pcap);
	if (!h || !vm)
		return ret;
	kiln_prog_free(h->prog);
	kiln_cbpf_load(vm, (const void *)code->bf_insns, code->bf_len, KILN_ENGINE_BEST, &h->prog, NULL);
	return ret;
}

/* From a handler of a signal, too: no lock. Whoever stops a handle does not close it at the same time. */
EXPORT void pcap_breakloop(pcap_t *pcap)
{
	struct handle *h = __atomic_load_n(&handles, __ATOMIC_ACQUIRE);

	while (h && h->pcap != pcap)
		h = h->next;
	if (h)
		__atomic_store_n(&h->stop, true, __ATOMIC_RELAXED);
	next.breakloop(pcap);
}

EXPORT void pcap_close(pcap_t *pcap)
{
	struct handle **at, *h = NULL;

	pthread_mutex_lock(&lock);
	for (at = &handles; *at && (*at)->pcap != pcap; at = &(*at)->next)
		;
	if (*at) {
		h = *at;
		*at = h->next;
	}
	pthread_mutex_unlock(&lock);
	if (h)
		kiln_prog_free(h->prog);
	free(h);
	next.close(pcap);
}

/* -- the loop ------------------------------------------------------------------------------------------------------ */

/* A walk over the records of a file in this machine's byte order, from where libpcap stands. */
struct walk {
	pcap_t *pcap;
	struct handle *h;
	int fd, left; /* packets still to be given; below 1: all */
	off_t at;     /* of the window's begin in the file */
	uint8_t *buf;
	size_t from, end;
	uint32_t snaplen;
	uint32_t num, den; /* of the fractions of seconds in the file, to those that the program wants */
	pcap_handler callback;
	uint8_t *user;
	struct kiln_env env;
	struct kiln_packet pkt;
	bool over; /* the file ends here, behind a whole packet */
	bool stopped;
};

/* Whether the file is one of those that are walked here; its head stays libpcap's. */
static bool walk_begin(struct walk *w, struct handle *h)
{
	FILE *f = pcap_file(w->pcap);
	uint32_t head[HEAD_LEN / 4];
	bool nsec, wants_nsec = pcap_get_tstamp_precision(w->pcap) == PCAP_TSTAMP_PRECISION_NANO;
	struct stat st;

	w->h = h;
	w->fd = fileno(f);
	w->at = ftello(f);
	if (w->fd < 0 || fstat(w->fd, &st) || !S_ISREG(st.st_mode) || w->at < HEAD_LEN ||
	    pread(w->fd, head, sizeof(head), 0) != sizeof(head))
		return false;
	nsec = head[0] == 0xa1b23c4d;
	if ((!nsec && head[0] != 0xa1b2c3d4) || head[1] != (4u << 16 | 2))
		return false;
	w->num = wants_nsec && !nsec ? 1000 : 1;
	w->den = nsec && !wants_nsec ? 1000 : 1;
	w->snaplen = (uint32_t)pcap_snapshot(w->pcap);
	w->buf = malloc(BLOCK_LEN);
	return w->buf;
}

/* The next block; what is left of a packet moves to the front. False: nothing more came. */
static bool walk_fill(struct walk *w)
{
	ssize_t n;

	memmove(w->buf, w->buf + w->from, w->end - w->from);
	w->at += (off_t)w->from;
	w->end -= w->from;
	w->from = 0;
	do {
		n = pread(w->fd, w->buf + w->end, BLOCK_LEN - w->end, w->at + (off_t)w->end);
	} while (n < 0 && errno == EINTR);
	w->over = n == 0 && !w->end;
	if (n <= 0)
		return false;
	w->end += (size_t)n;
	return true;
}

/* The program is called between events: it may do what readers may not. */
static void packet_give(struct walk *w, const uint32_t *head, const uint8_t *data)
{
	struct pcap_pkthdr h = { .caplen = head[2], .len = head[3] };

	h.ts.tv_sec = (time_t)head[0];
	h.ts.tv_usec = (suseconds_t)((uint64_t)head[1] * w->num / w->den);
	kiln_leave(vm, &w->env);
	w->callback(w->user, &h, data);
	kiln_enter(vm, &w->env);
	w->left -= w->left > 0;
	w->stopped = (w->left == 0) | __atomic_load_n(&w->h->stop, __ATOMIC_RELAXED);
}

/* All whole packets of the window. False: the next one is none that is walked here. */
static bool window_walk(struct walk *w)
{
	uint32_t head[RECORD_LEN / 4];

	while (!w->stopped && w->end - w->from >= RECORD_LEN) {
		const uint8_t *data = w->buf + w->from + RECORD_LEN;

		memcpy(head, w->buf + w->from, sizeof(head));
		if (head[2] > w->snaplen || head[2] > BLOCK_LEN - RECORD_LEN)
			return false;
		if (w->end - w->from - RECORD_LEN < head[2])
			break;
		w->from += RECORD_LEN + head[2];
		if (kiln_cbpf_filter(w->h->prog, &w->env, &w->pkt, data, head[3], head[2]))
			packet_give(w, head, data);
	}
	return true;
}

/* True: it is all done, and libpcap has nothing left to do. */
static bool walk_run(struct walk *w)
{
	bool plain = true;

	kiln_enter(vm, &w->env);
	while (plain && !w->stopped && walk_fill(w))
		plain = window_walk(w);
	kiln_leave(vm, &w->env);
	return w->stopped || (plain && w->over);
}

/* By the prelude of each call: a stop that came before it ends it at once, as libpcap has it. */
static bool stop_taken(struct handle *h)
{
	return __atomic_exchange_n(&h->stop, false, __ATOMIC_RELAXED);
}

static int walk_result(struct walk *w, int cnt)
{
	bool all = w->left == 0 && cnt > 0;

	fseeko(pcap_file(w->pcap), w->at + (off_t)w->from, SEEK_SET);
	if (w->stopped && !all && stop_taken(w->h))
		return next.loop(w->pcap, 1, w->callback, w->user); /* libpcap has the stop too, and answers it */
	return 0;
}

EXPORT int pcap_loop(pcap_t *pcap, int cnt, pcap_handler callback, uint8_t *user)
{
	struct handle *h = handle_find(pcap);
	struct walk *w = h && h->prog && !h->stop ? calloc(1, sizeof(*w)) : NULL;
	int ret;

	if (!w)
		return next.loop(pcap, cnt, callback, user);
	w->pcap = pcap;
	w->callback = callback;
	w->user = user;
	w->left = cnt > 0 ? cnt : -1;
	if (!walk_begin(w, h)) {
		ret = next.loop(pcap, cnt, callback, user);
	} else if (walk_run(w)) {
		ret = walk_result(w, cnt);
	} else {
		fseeko(pcap_file(pcap), w->at + (off_t)w->from, SEEK_SET);
		ret = next.loop(pcap, w->left, callback, user);
	}
	free(w->buf);
	free(w);
	return ret;
}
