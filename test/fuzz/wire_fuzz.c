/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * wire_fuzz.c - messages to `kiln serve` of any bytes: each is answered or ends the client, nothing is left, and answers are whole.
 *
 * An input's first byte says what follows, and (2) whether test runs may be answered later. Even: messages, each a type, a length of two bytes, a body. Odd: commands, each a number, a
 * length of attr and attr; what the server needs is then answered, memory by the bytes that follow, descriptors by those it gave.
 */
#include "fuzz.h"

#include <sys/stat.h>
#include <unistd.h>

#include "raise.h"

enum { FDS_MAX = 32, TURNS_MAX = 256 };

struct input {
	const uint8_t *at;
	size_t len;
};

static struct {
	struct remote r;
	struct descs descs;
	struct kiln *k;
	int fd[FDS_MAX];
	uint32_t nr_fds, nr_asked;
	struct input *in;
} me;

static const uint8_t *take(struct input *in, size_t len)
{
	const uint8_t *at = in->at;

	if (in->len < len)
		return NULL;
	in->at += len;
	in->len -= len;
	return at;
}

static void gone(void *cookie, struct kiln_object *o)
{
	(void)cookie;
	desc_gone(&me.descs, o);
}

static void sweep(void *cookie)
{
	(void)cookie;
	desc_sweep(&me.descs);
}

/* An answer is a head and as many bytes as it says; its descriptor is kept. */
static void answer_check(void)
{
	struct wire_head head;

	MUST(me.r.out.len >= sizeof(head));
	memcpy(&head, me.r.out.at, sizeof(head));
	MUST(head.len == me.r.out.len - sizeof(head) && (head.type == WIRE_NEED || head.type == WIRE_DONE));
	if (me.r.fd < 0)
		return;
	if (me.nr_fds < FDS_MAX)
		me.fd[me.nr_fds++] = me.r.fd;
	else
		close(me.r.fd);
	me.r.fd = -1;
}

/* What answers the server's question, which is known. */
static bool item_add(struct input *in, struct bytes *body)
{
	static const uint8_t zeros[256];
	struct wire_item item = me.r.needed;
	struct stat st;
	const uint8_t *bytes;
	size_t some;

	if (item.kind == WIRE_DESCRIPTOR) {
		item.err = item.at >= 3 && item.at - 3 < me.nr_fds && !fstat(me.fd[item.at - 3], &st) ? 0 : 9;
		item.dev = item.err ? 0 : st.st_dev;
		item.ino = item.err ? 0 : st.st_ino;
		item.flags = 2;
		item.len = 0;
	} else if (item.kind == WIRE_INSTALL) {
		item.err = me.nr_fds == FDS_MAX ? 24 : 0;
		item.at = 2 + me.nr_fds; /* it was kept */
	} else if (item.kind == WIRE_CLOSE) {
		item.err = item.at & 1 ? 9 : 0;
	} else {
		item.err = item.at < 4096 ? 14 : 0;
	}
	if (!bytes_add(body, &item, sizeof(item)))
		return false;
	for (size_t left = item.kind == WIRE_MEMORY && !item.err ? item.len : 0; left; left -= some) {
		some = left < sizeof(zeros) ? left : sizeof(zeros);
		some = in->len && in->len < some ? in->len : some;
		bytes = in->len ? take(in, some) : zeros;
		MUST(bytes_add(body, bytes, some));
	}
	return true;
}

/* What a program wants meanwhile: by commands it is answered, by messages what comes next is the answer. */
static bool upcall(void *arg, int64_t *ret)
{
	struct input *in = me.in;
	struct bytes body = { 0 };
	bool ok;

	(void)arg;
	if (me.nr_asked++ > TURNS_MAX || !remote_upcall(&me.r, ret))
		return false;
	for (ok = true; ok && me.r.out.len; body.len = 0) {
		answer_check();
		ok = in->len && in->at[0] == 255 ? bytes_add(&body, in->at, in->len < 80 ? in->len : 80)
						 : item_add(in, &body);
		ok = ok && remote_upcall_give(&me.r, body.at, body.len, ret);
	}
	free(body.at);
	return ok;
}

/* What the answer waits for is run, or was forgotten before. */
static bool ask(enum wire_type type, const uint8_t *body, size_t len)
{
	if (!remote_ask(&me.r, type, body, len))
		return false;
	if (!me.r.work)
		return true;
	MUST(!me.r.out.len);
	if (len & 1)
		kiln_work_stop(me.r.work);
	kiln_work_run(me.r.work, upcall, NULL);
	return remote_work_end(&me.r);
}

static void messages(struct input *in)
{
	const uint8_t *head, *body;
	struct bytes out = { 0 };
	size_t len;

	for (int i = 0; i < TURNS_MAX && (head = take(in, 3)); i++) {
		len = head[1] + (head[2] & 3) * 256u;
		len = len < in->len ? len : in->len;
		body = take(in, len);
		if (head[0] == WIRE_RAISE) {
			raise_run(me.k, me.r.s, body, len, &out);
			continue;
		}
		if (!ask(head[0] == WIRE_CALL ? WIRE_CALL : WIRE_GIVE, body, len))
			break;
		answer_check();
	}
	free(out.at);
}

static bool give(struct input *in)
{
	struct bytes body = { 0 };
	bool ok = item_add(in, &body) && ask(WIRE_GIVE, body.at, body.len);

	free(body.at);
	return ok;
}

static void commands(struct input *in)
{
	struct wire_call call = { .attr = 65536 };
	struct wire_item item = { .kind = WIRE_MEMORY, .at = 65536 };
	const uint8_t *head;

	for (int i = 0; i < TURNS_MAX && (head = take(in, 2)); i++) {
		struct bytes body = { 0 };
		uint32_t size = head[1] < in->len ? head[1] : (uint32_t)in->len;
		bool ok;

		call.cmd = head[0];
		call.size = size;
		item.len = size;
		MUST(bytes_add(&body, &call, sizeof(call)) && bytes_add(&body, &item, sizeof(item)) &&
		     bytes_add(&body, take(in, size), size));
		ok = ask(WIRE_CALL, body.at, body.len);
		for (int n = 0; ok && me.r.needed.kind && n < TURNS_MAX; n++)
			ok = give(in);
		free(body.at);
		if (!ok)
			return;
		answer_check();
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	const struct kiln_posix_opts host_opts = { .nr_cpus = 2, .max_bytes = 32 << 20, .share = true };
	const struct kiln_sys_opts opts = { .max_objects = 32, .max_run_ns = 2000000, .gone = gone, .sweep = sweep };
	static struct kiln_host *host;
	struct input in = { data, len };
	const uint8_t *mode = take(&in, 1);
	uint64_t alive, total;

	if (!mode)
		return 0;
	if (!host)
		MUST(!kiln_posix_host_new(&host_opts, &host));
	memset(&me, 0, sizeof(me));
	me.in = &in;
	me.r.fd = -1;
	me.r.may_wait = *mode & 2;
	me.r.descs = &me.descs;
	MUST(!kiln_new(host, &me.k) && !kiln_sys_new(me.k, &opts, &me.r.s));
	if (*mode & 1)
		commands(&in);
	else
		messages(&in);
	for (uint32_t i = 0; i < me.nr_fds; i++)
		close(me.fd[i]);
	kiln_sys_sweep(me.r.s);
	remote_free(&me.r);
	kiln_sys_free(me.r.s);
	desc_end(&me.descs);
	kiln_free(me.k);
	kiln_posix_counts(host, &alive, &total);
	MUST(alive <= 1);
	return 0;
}
