/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * remote.c - see remote.h.
 *
 * Overview     a command is begun with what the client has sent along. Where it wants to see more, it is abandoned, the client is
 *              asked, and it is begun again when that has come: so the server waits for nobody in the middle of one. That is
 *              allowed because commands read everything before they change anything.
 * Limits       how much a client may send for one command, in how many items, and how often it may be asked, are bounded.
 * Cost         items are sorted when they come, for a program may name a map in each of a million instructions.
 */
#include "remote.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { NEEDS_MAX = 4096, ITEMS_MAX = 2 * WIRE_BODY_MAX, NR_ITEMS_MAX = 2 * NEEDS_MAX };

bool bytes_add(struct bytes *b, const void *from, size_t len)
{
	size_t cap = b->cap ? b->cap : 256;
	uint8_t *more;

	if (b->len + len > b->cap) {
		while (cap < b->len + len)
			cap *= 2;
		more = realloc(b->at, cap);
		if (!more)
			return false;
		b->at = more;
		b->cap = cap;
	}
	if (len)
		memcpy(b->at + b->len, from, len);
	b->len += len;
	return true;
}

/* The next item at *off; false at the end, or where what follows is none. */
static bool item_next(const struct bytes *b, size_t *off, struct wire_item *item, const uint8_t **bytes)
{
	if (b->len - *off < sizeof(*item))
		return false;
	memcpy(item, b->at + *off, sizeof(*item));
	*off += sizeof(*item);
	*bytes = b->at + *off;
	if (item->kind != WIRE_MEMORY || item->err)
		return true;
	if (item->len > b->len - *off)
		return false;
	*off += item->len;
	return true;
}

/* -- what is known --------------------------------------------------------------------------------------------------- */

static uint32_t nr_known(const struct remote *r)
{
	return (uint32_t)(r->known.len / sizeof(struct known));
}

static struct known *known_at(const struct remote *r)
{
	return (struct known *)(void *)r->known.at;
}

/* The first of several that are about the same came first. */
static int known_order(const void *one, const void *other)
{
	const struct known *a = one, *b = other;

	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	return a->off < b->off ? -1 : a->off > b->off;
}

/* What came from off on. False: it is too much, or there is no memory. */
static bool known_add(struct remote *r, size_t off)
{
	struct wire_item item;
	const uint8_t *bytes;
	struct known *k;

	for (size_t at = off; item_next(&r->items, &off, &item, &bytes); at = off) {
		struct known new = {
			.at = item.at, .end = item.at + item.len, .kind = 2 * item.kind, .off = (uint32_t)at
		};

		if (item.kind != WIRE_MEMORY && item.kind != WIRE_DESCRIPTOR)
			continue;
		new.kind += item.kind == WIRE_MEMORY &&item.err;
		new.end = new.end < new.at ? UINT64_MAX : new.end;
		if (nr_known(r) == NR_ITEMS_MAX || !bytes_add(&r->known, &new, sizeof(new)))
			return false;
	}
	k = known_at(r);
	if (k)
		qsort(k, nr_known(r), sizeof(*k), known_order);
	for (uint32_t i = 0; i < nr_known(r); i++) {
		const bool first = !i || k[i - 1].kind != k[i].kind;

		k[i].reach = first || k[k[i - 1].reach].end < k[i].end ? i : k[i - 1].reach;
	}
	return true;
}

/* How many stand before what is of that kind and at that place, or behind that where so said. */
static uint32_t known_before(const struct remote *r, uint32_t kind, uint64_t at, bool behind)
{
	const struct known *k = known_at(r);
	uint32_t from = 0, to = nr_known(r), mid;

	while (from < to) {
		mid = from + (to - from) / 2;
		if (k[mid].kind < kind || (k[mid].kind == kind && (k[mid].at < at || (behind && k[mid].at == at))))
			from = mid + 1;
		else
			to = mid;
	}
	return from;
}

/* Memory that holds all of that; NULL: there is none. */
static const struct known *known_memory(const struct remote *r, uint32_t kind, uint64_t from, size_t len)
{
	const struct known *k = known_at(r);
	uint32_t i = known_before(r, kind, from, true);

	if (!i || k[i - 1].kind != kind)
		return NULL;
	k += k[i - 1].reach;
	return from <= k->end && len <= k->end - from ? k : NULL;
}

static bool known_descriptor(const struct remote *r, int32_t fd, struct wire_item *item)
{
	const struct known *k = known_at(r);
	uint32_t i = known_before(r, 2 * WIRE_DESCRIPTOR, (uint64_t)fd, false);

	if (i == nr_known(r) || k[i].kind != 2 * WIRE_DESCRIPTOR || k[i].at != (uint64_t)fd)
		return false;
	memcpy(item, r->items.at + k[i].off, sizeof(*item));
	return true;
}

/* -- the client's four calls ----------------------------------------------------------------------------------------- */

/* It has to be asked for; but what came in answer to the same question was not enough. */
static enum kiln_err miss(struct remote *r, struct wire_item need)
{
	if (!r->need.kind)
		r->need = need;
	return KILN_ERR_FAULT;
}

static enum kiln_err remote_read(void *cookie, void *dst, uint64_t from, size_t len)
{
	struct remote *r = cookie;
	const struct known *k;

	if (len > WIRE_BODY_MAX / 2)
		return KILN_ERR_NOMEM;
	k = known_memory(r, 2 * WIRE_MEMORY, from, len);
	if (k) {
		memcpy(dst, r->items.at + k->off + sizeof(struct wire_item) + (from - k->at), len);
		return KILN_OK;
	}
	if (known_memory(r, 2 * WIRE_MEMORY + 1, from, len))
		return KILN_ERR_FAULT;
	return miss(r, (struct wire_item){ .kind = WIRE_MEMORY, .at = from, .len = len });
}

/* Only noted: the client does it when the command is done, and knows whether it could. */
static enum kiln_err remote_write(void *cookie, uint64_t to, const void *src, size_t len)
{
	struct remote *r = cookie;
	struct wire_item item = { .kind = WIRE_MEMORY, .at = to, .len = len };

	if (r->out.len + len > WIRE_BODY_MAX)
		return KILN_ERR_NOMEM;
	return bytes_add(&r->out, &item, sizeof(item)) && bytes_add(&r->out, src, len) ? KILN_OK : KILN_ERR_NOMEM;
}

static enum kiln_err remote_object(void *cookie, int32_t fd, struct kiln_object **o, uint32_t *may)
{
	struct remote *r = cookie;
	struct wire_item item;

	if (fd < 0)
		return KILN_ERR_BADF;
	if (!known_descriptor(r, fd, &item))
		return miss(r, (struct wire_item){ .kind = WIRE_DESCRIPTOR, .at = (uint64_t)fd });
	if (item.err)
		return KILN_ERR_BADF;
	*o = desc_find(r->descs, item.dev, item.ino);
	*may = desc_may((int)item.flags);
	return *o ? KILN_OK : KILN_ERR_INVAL;
}

int64_t remote_install(void *cookie, struct kiln_object *o, uint32_t may)
{
	struct remote *r = cookie;
	int64_t fd = desc_install(r->descs, o, may);

	if (fd < 0)
		return fd;
	r->fd = (int)fd;
	r->is_link = kiln_object_type(o) == KILN_OBJECT_LINK;
	return 0;
}

static void remote_later(void *cookie, struct kiln_work *w)
{
	struct remote *r = cookie;

	r->work = w;
}

/* What the client has answered to that; NULL: it was not asked. */
static const struct wire_item *done_item(const struct remote *r, uint32_t kind, struct wire_item *item)
{
	const uint8_t *bytes;

	for (size_t off = 0; item_next(&r->items, &off, item, &bytes);)
		if (item->kind == kind)
			return item;
	return NULL;
}

static int64_t remote_close(void *cookie, int32_t fd)
{
	struct remote *r = cookie;
	struct wire_item item;

	if (done_item(r, WIRE_CLOSE, &item))
		return item.err ? -EBADF : 0;
	return -(int64_t)miss(r, (struct wire_item){ .kind = WIRE_CLOSE, .at = (uint32_t)fd });
}

static struct kiln_client client_of(struct remote *r)
{
	return (struct kiln_client){ .cookie = r,
				     .read = remote_read,
				     .write = remote_write,
				     .object = remote_object,
				     .install = remote_install,
				     .close = r->may_wait ? remote_close : NULL,
				     .later = r->may_wait ? remote_later : NULL };
}

/* -- the question ---------------------------------------------------------------------------------------------------- */

static void message_begin(struct remote *r)
{
	struct wire_head head = { 0 };
	struct wire_done done = { 0 };

	r->out.len = 0;
	bytes_add(&r->out, &head, sizeof(head));
	bytes_add(&r->out, &done, sizeof(done));
}

static bool message_end(struct remote *r, int64_t ret)
{
	struct wire_head head = { WIRE_DONE, (uint32_t)(r->out.len - sizeof(head)) };
	struct wire_done done = { .ret = ret, .has_fd = r->fd >= 0 };

	if (r->out.len < sizeof(head) + sizeof(done))
		return false;
	memcpy(r->out.at, &head, sizeof(head));
	memcpy(r->out.at + sizeof(head), &done, sizeof(done));
	return true;
}

bool remote_answer(struct remote *r, int64_t ret)
{
	if (!r->out.len)
		message_begin(r);
	return message_end(r, ret);
}

static bool ask_more(struct remote *r)
{
	struct wire_head head = { WIRE_NEED, sizeof(r->need) };

	r->out.len = 0;
	r->needed = r->need;
	r->nr_needs++;
	return bytes_add(&r->out, &head, sizeof(head)) && bytes_add(&r->out, &r->need, sizeof(r->need));
}

static bool is_asked_again(const struct remote *r)
{
	return r->nr_needs >= NEEDS_MAX ||
	       (r->need.kind == r->needed.kind && r->need.at == r->needed.at && r->need.len == r->needed.len);
}

static bool remote_try(struct remote *r)
{
	const struct kiln_client client = client_of(r);
	int64_t ret;

	r->need.kind = 0;
	message_begin(r);
	ret = kiln_sys_call(r->s, &client, r->call.cmd, r->call.attr, r->call.size);
	if (r->work) {
		r->needed.kind = 0;
		r->out.len = 0;
		return true;
	}
	if (r->need.kind && !is_asked_again(r))
		return ask_more(r);
	if (r->need.kind)
		message_begin(r);
	r->needed.kind = 0;
	return message_end(r, r->need.kind ? -EFAULT : ret);
}

/* It only writes: all that was to be read has been. */
bool remote_work_end(struct remote *r)
{
	const struct kiln_client client = client_of(r);
	struct kiln_work *w = r->work;
	bool ok;

	r->work = NULL;
	message_begin(r);
	ok = bytes_add(&r->out, r->kept.at, r->kept.len);
	free(r->kept.at);
	r->kept = (struct bytes){ 0 };
	return message_end(r, kiln_work_end(w, &client)) && ok;
}

/* -- what a program asks for while it is run ------------------------------------------------------------------------------ */

/* What it has written is for later, and a descriptor that it makes for now. */
static bool upcall_done(struct remote *r, int64_t done, int64_t *ret)
{
	const size_t head = sizeof(struct wire_head) + sizeof(struct wire_done);

	r->needed.kind = 0;
	if (r->out.len < head || r->kept.len + r->out.len > WIRE_BODY_MAX ||
	    !bytes_add(&r->kept, r->out.at + head, r->out.len - head))
		return false;
	r->out.len = 0;
	if (r->fd < 0) {
		*ret = done;
		return true;
	}
	r->installs = true;
	r->need = (struct wire_item){ .kind = WIRE_INSTALL, .at = r->is_link };
	return ask_more(r);
}

static bool upcall_try(struct remote *r, int64_t *ret)
{
	const struct kiln_client client = client_of(r);
	int64_t done;

	r->need.kind = 0;
	message_begin(r);
	done = kiln_work_upcall(r->work, &client);
	if (!r->need.kind)
		return upcall_done(r, done, ret);
	if (!is_asked_again(r))
		return ask_more(r);
	message_begin(r);
	return upcall_done(r, -EFAULT, ret);
}

bool remote_upcall(struct remote *r, int64_t *ret)
{
	r->items.len = r->known.len = r->nr_needs = 0;
	r->needed.kind = 0;
	return upcall_try(r, ret);
}

bool remote_upcall_give(struct remote *r, const uint8_t *body, size_t len, int64_t *ret)
{
	const size_t before = r->items.len;
	struct wire_item item;

	if (before + len > ITEMS_MAX || !bytes_add(&r->items, body, len) || !known_add(r, before))
		return false;
	r->out.len = 0;
	if (!r->installs)
		return upcall_try(r, ret);
	r->installs = false;
	r->needed.kind = 0;
	*ret = !done_item(r, WIRE_INSTALL, &item) || item.err || item.at > INT32_MAX ? -EMFILE : (int64_t)item.at;
	return true;
}

bool remote_ask(struct remote *r, enum wire_type type, const uint8_t *body, size_t len)
{
	size_t before;

	if (type == WIRE_CALL) {
		if (len < sizeof(r->call))
			return false;
		memcpy(&r->call, body, sizeof(r->call));
		body += sizeof(r->call);
		len -= sizeof(r->call);
		r->items.len = r->known.len = r->nr_needs = 0;
		r->needed.kind = 0;
	} else if (!r->needed.kind) {
		return false; /* nobody asked */
	}
	before = r->items.len;
	if (before + len > ITEMS_MAX || !bytes_add(&r->items, body, len) || !known_add(r, before))
		return false;
	return remote_try(r);
}

void remote_free(struct remote *r)
{
	free(r->items.at);
	free(r->known.at);
	free(r->out.at);
	free(r->kept.at);
	if (r->fd >= 0)
		close(r->fd);
}
