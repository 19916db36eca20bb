/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * page.h - programs as one page of HTML: C lines, bytecode, what the registers hold, native code; the path of a refusal; a graph.
 *
 * The page needs nothing else: no network, no other file. Whatever a program is named or says is text in it.
 */
#ifndef TOOL_PAGE_H
#define TOOL_PAGE_H

#include "object.h"

struct page;
/* NULL after complaining. */
struct page *page_new(const char *path);
/* Adds a program, which is loaded once more to see its states. message: what is told of it, as text. */
void page_prog(struct page *page, struct kiln *k, const char *object, const struct object *o,
	       const struct object_prog *p, const char *message);
/* Writes it. False after complaining. page is gone. */
bool page_end(struct page *page);

#endif
