// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * code.c - native code: an arena inside the module's own text, handed out in runs of cache lines.
 *
 * Overview     the kernel makes a module's text executable, and exports nothing that makes other memory so. The arena is a section of
 *              that text. It is written through a mapping of the same pages elsewhere, which lasts as long as one copy: no address
 *              is ever writable and executable. And it lies near the kernel's text, so helpers are called directly.
 * Invariant    what no program uses is filled with breakpoints.
 * Threads      one lock, for loads and what ends them; nothing of it is on the run path.
 */
#include "linux.h"

#include <linux/bitmap.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

enum { UNIT = 64, BREAKPOINT = 0xcc, NR_UNITS = KILN_ARENA_LEN / UNIT };

/* arena.S */
extern uint8_t kiln_arena[], kiln_arena_end[];

static DECLARE_BITMAP(used, NR_UNITS);
static DEFINE_MUTEX(lock);

/* Copies len bytes into the arena at exec, or fills it where from is NULL. May sleep. */
static enum kiln_err arena_write(uint8_t *exec, const uint8_t *from, size_t len)
{
	size_t off = offset_in_page(exec), nr = PFN_UP(off + len);
	struct page **pages = kvmalloc_array(nr, sizeof(*pages), GFP_KERNEL);
	uint8_t *first = exec - off, *at;

	if (!pages)
		return KILN_ERR_NOMEM;
	for (size_t i = 0; i < nr; i++)
		pages[i] = vmalloc_to_page(first + i * PAGE_SIZE);
	at = vmap(pages, nr, VM_MAP, PAGE_KERNEL);
	kvfree(pages);
	if (!at)
		return KILN_ERR_NOMEM;
	if (from)
		memcpy(at + off, from, len);
	else
		memset(at + off, BREAKPOINT, len);
	vunmap(at);
	return KILN_OK;
}

bool linux_code_half;

static bool run_take(size_t nr, size_t *first)
{
	const size_t end = linux_code_half ? NR_UNITS / 2 : NR_UNITS;

	mutex_lock(&lock);
	*first = bitmap_find_next_zero_area(used, end, 0, nr, 0);
	if (*first < end)
		bitmap_set(used, *first, nr);
	mutex_unlock(&lock);
	return *first < end;
}

static void run_give(size_t first, size_t nr)
{
	mutex_lock(&lock);
	bitmap_clear(used, first, nr);
	mutex_unlock(&lock);
}

enum kiln_err linux_code_new(void *cookie, size_t len, struct kiln_code *code)
{
	size_t nr = DIV_ROUND_UP(len, UNIT), first;
	void *w;

	*code = (struct kiln_code){ 0 };
	if (!len || nr > NR_UNITS)
		return len ? KILN_ERR_NOMEM : KILN_ERR_INVAL;
	if (!linux_count())
		return KILN_ERR_NOMEM;
	w = kvmalloc(nr * UNIT, GFP_KERNEL_ACCOUNT | __GFP_NOWARN);
	if (!w)
		goto uncount;
	if (!run_take(nr, &first)) {
		pr_warn_ratelimited("no room for %zu bytes of native code in an arena of %u\n", len, KILN_ARENA_LEN);
		goto free_write;
	}
	memset(w, BREAKPOINT, nr * UNIT);
	*code = (struct kiln_code){ .write = w, .exec = kiln_arena + first * UNIT, .len = nr * UNIT };
	return KILN_OK;
free_write:
	kvfree(w);
uncount:
	linux_uncount();
	return KILN_ERR_NOMEM;
}

enum kiln_err linux_code_seal(void *cookie, struct kiln_code *code)
{
	enum kiln_err err = arena_write(code->exec, code->write, code->len);

	if (err)
		return err;
	kvfree(code->write);
	code->write = NULL;
	return KILN_OK;
}

/* No reader is left that could be inside. Without memory for the mapping the old code stays where nothing leads to. */
void linux_code_free(void *cookie, struct kiln_code *code)
{
	if (!code->exec)
		return;
	if (code->write)
		kvfree(code->write);
	else
		arena_write(code->exec, NULL, code->len);
	run_give((code->exec - kiln_arena) / UNIT, code->len / UNIT);
	linux_uncount();
	*code = (struct kiln_code){ 0 };
}

enum kiln_err linux_code_begin(void)
{
	if (kiln_arena_end - kiln_arena != KILN_ARENA_LEN || offset_in_page(kiln_arena))
		return KILN_ERR_IO;
	return arena_write(kiln_arena, NULL, KILN_ARENA_LEN);
}

void linux_code_end(void)
{
	WARN_ON(!bitmap_empty(used, NR_UNITS));
}
