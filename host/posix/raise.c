/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * raise.c - see raise.h.
 */
#include "raise.h"

#include <stdlib.h>
#include <string.h>

enum { HEAD_ROOM = 256, TAIL_ROOM = 1024, ETH_LEN = 14 };

struct raise {
	struct kiln *k;
	struct kiln_sys *s;
	const struct kiln_kind *kind;
	const struct kiln_hook *hook;
	struct wire_raise what;
	const uint8_t *data;
	size_t len;
	struct kiln_env env;
	struct kiln_packet packet;
};

static enum kiln_err raise_read(struct raise *r, struct kiln_sys *s, const uint8_t *body, size_t len)
{
	if (len < sizeof(r->what))
		return KILN_ERR_INVAL;
	memcpy(&r->what, body, sizeof(r->what));
	r->what.kind[sizeof(r->what.kind) - 1] = r->what.name[sizeof(r->what.name) - 1] = 0;
	r->data = body + sizeof(r->what);
	r->len = len - sizeof(r->what);
	r->kind = kiln_kind_by_name(r->what.kind);
	if (!r->kind || r->kind->prog_type >= KILN_KIND_RAW || r->len > UINT16_MAX)
		return KILN_ERR_INVAL;
	r->hook = kiln_sys_hook(s, r->kind, r->what.attach_type, r->what.ifindex,
				r->what.name[0] ? r->what.name : NULL);
	return r->hook ? KILN_OK : KILN_ERR_NOENT;
}

static bool answer(struct raise *r, struct bytes *out, void *ctx, uint8_t **from, uint8_t **to)
{
	struct wire_raised raised;

	kiln_enter(r->k, &r->env);
	raised.verdict = kiln_sys_raise(r->s, r->hook, ctx, &r->env);
	kiln_leave(r->k, &r->env);
	return bytes_add(out, &raised, sizeof(raised)) && bytes_add(out, *from, (size_t)(*to - *from));
}

static enum kiln_err raise_packet(struct raise *r, struct bytes *out)
{
	uint8_t *room = calloc(1, HEAD_ROOM + r->len + TAIL_ROOM);
	bool ok;

	if (!room)
		return KILN_ERR_NOMEM;
	memcpy(room + HEAD_ROOM, r->data, r->len);
	kiln_packet_init(&r->packet, room, HEAD_ROOM, (uint32_t)r->len, TAIL_ROOM);
	r->packet.ifindex = r->packet.ingress_ifindex = r->what.ifindex ? r->what.ifindex : 1;
	if (r->len >= ETH_LEN)
		memcpy(&r->packet.protocol_be, r->data + 12, 2);
	ok = answer(r, out, &r->packet, &r->packet.data, &r->packet.data_end);
	free(room);
	return ok ? KILN_OK : KILN_ERR_NOMEM;
}

/* All that the kind may read is there; what was not given is zero. */
static enum kiln_err raise_context(struct raise *r, struct bytes *out)
{
	uint8_t *ctx, *end;
	bool ok;

	for (uint32_t i = 0; i < r->kind->nr_fields; i++)
		if (r->kind->fields[i].type != KILN_FIELD_SCALAR)
			return KILN_ERR_INVAL; /* pointers are not the client's to give */
	if (r->len > r->kind->ctx_len)
		return KILN_ERR_INVAL;
	ctx = calloc(1, r->kind->ctx_len + 8u);
	if (!ctx)
		return KILN_ERR_NOMEM;
	memcpy(ctx, r->data, r->len);
	end = ctx + r->len;
	ok = answer(r, out, ctx, &ctx, &end);
	free(ctx);
	return ok ? KILN_OK : KILN_ERR_NOMEM;
}

enum kiln_err raise_run(struct kiln *k, struct kiln_sys *s, const uint8_t *body, size_t len, struct bytes *out)
{
	struct raise *r = malloc(sizeof(*r));
	enum kiln_err err;

	if (!r)
		return KILN_ERR_NOMEM;
	r->k = k;
	r->s = s;
	err = raise_read(r, s, body, len);
	if (!err)
		err = r->kind->flags & KILN_KIND_PACKET ? raise_packet(r, out) : raise_context(r, out);
	free(r);
	return err;
}
