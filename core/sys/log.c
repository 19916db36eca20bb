/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * log.c - what a load says, in the client's log buffer.
 *
 * Overview     text is gathered in the call's arena, up to what the client has room for, and written once. Where it did not fit,
 *              the beginning is kept, the load ends with ENOSPC, and log_true_size tells what would have been needed.
 */
#include "sys/sys.h"

#include "base/reason.h"
#include "base/text.h"

enum { LEVEL_ALL = 15, LOG_MAX = UINT32_MAX >> 2, FIRST_ROOM = 4096 };

bool sys_log_init(struct sys_log *l, struct call *c, uint32_t level, uint64_t buf, uint32_t size)
{
	*l = (struct sys_log){ .c = c, .to = buf, .cap = size, .level = level };
	return !buf == !size && !(buf && !level) && !(level & ~(uint32_t)LEVEL_ALL) && size <= LOG_MAX;
}

/* More room, at most what the client has; without memory the rest is lost, and told as lost. */
static bool log_grow(struct sys_log *l, size_t want)
{
	size_t room = l->room ? l->room : FIRST_ROOM;
	char *more;

	while (room < want)
		room *= 2;
	if (room > l->cap)
		room = l->cap;
	if (room <= l->room)
		return room > 0;
	more = arena_dirty(&l->c->arena, room);
	if (!more)
		return false;
	if (l->buf)
		memcpy(more, l->buf, l->len < l->room ? l->len : l->room);
	l->buf = more;
	l->room = room;
	return true;
}

void sys_log_text(void *log, const char *text, size_t len)
{
	struct sys_log *l = log;
	size_t some;

	if (!l->to)
		return;
	if (l->len + len >= l->room)
		log_grow(l, l->len + len + 1);
	if (l->len < l->room) {
		some = l->room - l->len < len ? l->room - l->len : len;
		memcpy(l->buf + l->len, text, some);
	}
	l->len += len;
}

void sys_log_printf(struct sys_log *l, const char *fmt, ...)
{
	char line[640];
	struct text t = TEXT(line);
	va_list ap;

	va_start(ap, fmt);
	text_vprintf(&t, fmt, ap);
	va_end(ap);
	sys_log_text(l, line, t.len < sizeof(line) ? t.len : sizeof(line) - 1);
}

void sys_log_why(struct sys_log *l, const struct kiln_why *why)
{
	if (!why->what[0])
		return;
	for (uint32_t i = 0; i < why->nr_steps; i++)
		sys_log_printf(l, "%u: %s\n", why->step[i].insn, why->step[i].text);
	if (why->has_line)
		sys_log_printf(l, "; %s @ %s:%u\n", why->source, why->file, why->line);
	if (why->has_insn)
		sys_log_printf(l, "%u: %s\n", why->insn, why->insn_text);
	sys_log_printf(l, "%s\n", why->what);
	if (why->missing[0])
		sys_log_printf(l, "missing: %s\n", why->missing);
	if (why->remedy[0])
		sys_log_printf(l, "help: %s\n", why->remedy);
	if (why->reason)
		sys_log_printf(l, "[%s]\n", kiln_reason_name(why->reason));
}

enum kiln_err sys_log_end(struct sys_log *l, uint32_t *true_size)
{
	size_t keep = l->len < l->room ? l->len : l->room ? l->room - 1 : 0;
	const char zero = 0;
	enum kiln_err err;

	*true_size = l->to ? (uint32_t)(l->len + 1) : 0;
	if (!l->to)
		return KILN_OK;
	err = call_write(l->c, l->to, l->buf, keep);
	if (!err)
		err = call_write(l->c, l->to + keep, &zero, sizeof(zero));
	if (err)
		return err;
	return l->len >= l->cap ? KILN_ERR_NOSPC : KILN_OK;
}
