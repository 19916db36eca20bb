/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
#include "map/pool.h"

#include "base/bits.h"
#include "base/vm.h"

enum { HEAD = 16 };
_Static_assert(sizeof(struct pool_link) <= HEAD, "elements keep their alignment");

static void link_free(struct pool *p, struct pool_link *l)
{
	vm_free(p->map->k, l, l->len);
}

static struct pool_link *link_of(void *element)
{
	return (struct pool_link *)(void *)((uint8_t *)element - HEAD);
}

static void *element_of(struct pool_link *l)
{
	return (uint8_t *)l + HEAD;
}

void pool_init(struct pool *p, struct kiln_map *map)
{
	p->map = map;
}

enum kiln_err pool_prepare(struct pool *p, size_t len)
{
	struct pool_link *l;

	if (p->map->k->host->alloc_now || __atomic_load_n(&p->stash, __ATOMIC_RELAXED))
		return KILN_OK;
	l = vm_alloc(p->map->k, HEAD + len);
	if (!l)
		return KILN_ERR_NOMEM;
	l->len = HEAD + len;
	spin_lock(&p->lock);
	l->next = p->stash;
	__atomic_store_n(&p->stash, l, __ATOMIC_RELAXED);
	spin_unlock(&p->lock);
	return KILN_OK;
}

static struct pool_link *stash_take(struct pool *p)
{
	struct pool_link *l;

	if (!__atomic_load_n(&p->stash, __ATOMIC_RELAXED))
		return NULL;
	spin_lock(&p->lock);
	l = p->stash;
	if (l)
		__atomic_store_n(&p->stash, l->next, __ATOMIC_RELAXED);
	spin_unlock(&p->lock);
	return l;
}

void *pool_get(struct pool *p, size_t len)
{
	const struct kiln_host *h = p->map->k->host;
	struct pool_link *l = stash_take(p);

	if (!l && h->alloc_now) {
		l = h->alloc_now(h->cookie, HEAD + len);
		if (l)
			l->len = HEAD + len;
	}
	return l ? element_of(l) : NULL;
}

void pool_put(struct pool *p, void *element)
{
	struct pool_link *l;

	if (!element)
		return;
	l = link_of(element);
	if (p->map->k->host->alloc_now) {
		link_free(p, l);
		return;
	}
	spin_lock(&p->lock);
	l->next = p->stash;
	__atomic_store_n(&p->stash, l, __ATOMIC_RELAXED);
	spin_unlock(&p->lock);
}

static void list_free(struct pool *p, struct pool_link *l)
{
	struct pool_link *next;

	for (; l; l = next) {
		next = l->next;
		link_free(p, l);
	}
}

/* What waited may go; what was retired since then waits for the readers of now. */
static void readers_left(struct kiln_later *later)
{
	struct pool *p = CONTAINER_OF(later, struct pool, later);
	struct pool_link *done;
	bool again;

	spin_lock(&p->lock);
	done = p->waiting;
	p->waiting = p->retired;
	p->retired = NULL;
	again = p->pending = p->waiting != NULL;
	spin_unlock(&p->lock);
	list_free(p, done);
	if (again)
		p->map->k->host->later(p->map->k->host->cookie, later);
	else
		map_put(p->map);
}

void pool_retire(struct pool *p, void *element)
{
	struct pool_link *l = link_of(element);
	bool first;

	spin_lock(&p->lock);
	first = !p->pending;
	p->pending = true;
	if (first) {
		l->next = NULL;
		p->waiting = l;
	} else {
		l->next = p->retired;
		p->retired = l;
	}
	spin_unlock(&p->lock);
	if (!first)
		return;
	map_hold(p->map);
	p->later.fn = readers_left;
	p->map->k->host->later(p->map->k->host->cookie, &p->later);
}

void pool_end(struct pool *p)
{
	list_free(p, p->stash);
}
