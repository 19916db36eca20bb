/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * chain.c - the programs of a hook: attached and detached while events run.
 *
 * Overview     an attachment publishes a new array, sorted by priority, and gives the old one back when its readers have left.
 *              A detachment clears the program's place in the array that is published, so it needs no memory and cannot fail.
 * Invariant    a published array changes only by places that become NULL, or get another program. Its programs outlive its readers: dropping the
 *              last reference frees a program only when the readers of that moment have left.
 * Cost         running: one load a place, no lock, no atomic operation. Attaching: linear in the slots.
 * Threads      any. Changes take the hook's lock; memory is found before and given back after it.
 */
#include "hook/hook.h"

#include "base/bits.h"
#include "base/vm.h"
#include "hook/filter.h"
#include "prog/prog.h"

/* The numbers of a link, which its programs may look at until they have left. */
struct cookies {
	struct kiln_later later;
	struct kiln *k;
	uint32_t nr;
	uint64_t at[];
};

struct place {
	struct kiln_prog *prog; /* NULL: detached meanwhile */
	const struct cookies *cookies;
	struct kiln_link *link; /* read and written under the lock only */
	bool is_filter;
	struct kiln_filter filter;
};

struct chain {
	struct kiln_later later;
	struct kiln *k;
	uint32_t nr, slots;
	struct place at[];
};

struct kiln_hook {
	struct kiln *k;
	const struct kiln_kind *kind;
	struct chain *chain; /* NULL: nothing was ever attached */
	struct spin lock;
	uint32_t slots, refs; /* of the maker, and of each link */
	struct kiln_later later;
};

static size_t chain_len(uint32_t slots)
{
	return sizeof(struct chain) + slots * sizeof(struct place);
}

static void chain_drop(struct kiln_later *l)
{
	struct chain *c = CONTAINER_OF(l, struct chain, later);

	vm_free(c->k, c, chain_len(c->slots));
}

static size_t cookies_len(uint32_t nr)
{
	return sizeof(struct cookies) + nr * sizeof(uint64_t);
}

static void cookies_drop(struct kiln_later *l)
{
	struct cookies *c = CONTAINER_OF(l, struct cookies, later);

	vm_free(c->k, c, cookies_len(c->nr));
}

static struct cookies *cookies_new(struct kiln *k, const uint64_t *at, uint32_t nr)
{
	struct cookies *c = vm_alloc(k, cookies_len(nr));

	if (!c)
		return NULL;
	c->k = k;
	c->nr = nr;
	memcpy(c->at, at, nr * sizeof(c->at[0]));
	return c;
}

static void cookies_retire(struct cookies *c)
{
	if (!c)
		return;
	c->later.fn = cookies_drop;
	c->k->host->later(c->k->host->cookie, &c->later);
}

/* When the readers of now have left. */
static void chain_retire(struct chain *c)
{
	if (!c)
		return;
	c->later.fn = chain_drop;
	c->k->host->later(c->k->host->cookie, &c->later);
}

static struct place place_of(struct kiln_link *l)
{
	return (struct place){ l->prog, l->cookies, l, l->is_filter, l->filter };
}

static bool comes_before(const struct kiln_link *l, const struct kiln_link *other)
{
	const bool newest_first = l->is_filter && l->filter.action != KILN_FILTER_LINK;

	return l->priority < other->priority || (newest_first && l->priority == other->priority);
}

/*
 * What of old is still attached, and link behind all of its priority or lower; a filter before those of its own. False where that is more
 * than the slots.
 */
static bool chain_copy(struct chain *c, const struct chain *old, struct kiln_link *link)
{
	uint32_t at;

	for (uint32_t i = 0; old && i < old->nr; i++)
		if (old->at[i].prog)
			c->at[c->nr++] = old->at[i];
	if (c->nr == c->slots)
		return false;
	for (at = c->nr++; at && comes_before(link, c->at[at - 1].link); at--)
		c->at[at] = c->at[at - 1];
	c->at[at] = place_of(link);
	return true;
}

/* -- the hook ------------------------------------------------------------------------------------------------------ */

enum kiln_err kiln_hook_new(struct kiln *k, const struct kiln_kind *kind, uint32_t slots, struct kiln_hook **out)
{
	struct kiln_hook *h;

	*out = NULL;
	if (!kind || !slots || slots > KILN_HOOK_SLOTS_MAX)
		return KILN_ERR_INVAL;
	h = vm_alloc(k, sizeof(*h));
	if (!h)
		return KILN_ERR_NOMEM;
	h->k = k;
	h->kind = kind;
	h->slots = slots;
	h->refs = 1;
	*out = h;
	return KILN_OK;
}

static void hook_drop(struct kiln_later *l)
{
	struct kiln_hook *h = CONTAINER_OF(l, struct kiln_hook, later);

	if (h->chain)
		chain_drop(&h->chain->later);
	vm_free(h->k, h, sizeof(*h));
}

void kiln_hook_free(struct kiln_hook *h)
{
	if (!h || __atomic_sub_fetch(&h->refs, 1, __ATOMIC_ACQ_REL))
		return;
	h->later.fn = hook_drop;
	h->k->host->later(h->k->host->cookie, &h->later);
}

/* From that place on. */
static uint32_t next_filter(const struct chain *c, uint32_t i)
{
	while (i < c->nr && (!c->at[i].is_filter || c->at[i].filter.action == KILN_FILTER_LINK))
		i++;
	return i;
}

static inline int64_t hook_run(const struct kiln_hook *h, void *ctx, struct kiln_env *env,
			       void (*ran)(void *arg, struct kiln_prog *p), void *arg)
{
	const struct chain *c = __atomic_load_n(&h->chain, __ATOMIC_ACQUIRE);
	const struct kiln_kind *kind = h->kind;
	int64_t verdict = kind->fold_value;
	uint32_t again = FILTER_AGAIN_MAX;
	bool first = true;

	env->event = ctx;
	env->event_len = kind->flags & KILN_KIND_RAW_CTX ? kind->ctx_len : 0;
	for (uint32_t i = 0; c && i < c->nr; i++) {
		struct kiln_prog *p = __atomic_load_n(&c->at[i].prog, __ATOMIC_ACQUIRE);
		int64_t answer;

		if (!p || (c->at[i].is_filter && !filter_begin(&c->at[i].filter, ctx)))
			continue;
		env->cookies = c->at[i].cookies ? c->at[i].cookies->at : NULL;
		env->nr_cookies = c->at[i].cookies ? c->at[i].cookies->nr : 0;
		answer = kind_verdict(kind, kiln_run(p, ctx, env));
		if (ran)
			ran(arg, p);
		if (c->at[i].is_filter) {
			answer = filter_end(&c->at[i].filter, ctx, answer);
			if (answer == FILTER_AGAIN && !again--)
				return FILTER_DROP;
			if (answer == FILTER_AGAIN || answer == FILTER_REST) {
				/* The rest is behind, wherever links are: only what is counted goes back. 0 - 1 is before 0. */
				i = next_filter(c, answer == FILTER_REST ? i + 1 : 0) - 1;
				continue;
			}
		}
		if (kind->fold == KILN_FOLD_FIRST_NOT && answer != kind->fold_value)
			return answer;
		if (first || kind->fold != KILN_FOLD_MIN || answer < verdict)
			verdict = answer;
		first = false;
	}
	return verdict;
}

int64_t kiln_hook_run(const struct kiln_hook *h, void *ctx, struct kiln_env *env)
{
	return hook_run(h, ctx, env, NULL, NULL);
}

int64_t kiln_hook_run_each(const struct kiln_hook *h, void *ctx, struct kiln_env *env,
			   void (*ran)(void *arg, struct kiln_prog *p), void *arg)
{
	return hook_run(h, ctx, env, ran, arg);
}

/* -- links --------------------------------------------------------------------------------------------------------- */

static void link_free(struct kiln_hook *h, struct kiln_link *l)
{
	if (!l)
		return;
	cookies_retire(l->cookies);
	vm_free(h->k, l, sizeof(*l));
}

static struct kiln_link *link_new(struct kiln_hook *h, struct kiln_prog *p, int32_t priority,
				  const struct kiln_filter *f, const uint64_t *cookies, uint32_t nr)
{
	struct kiln_link *l = vm_alloc(h->k, sizeof(*l));

	if (!l)
		return NULL;
	l->hook = h;
	l->prog = p;
	l->priority = priority;
	l->is_filter = f;
	if (f)
		l->filter = *f;
	l->cookies = nr ? cookies_new(h->k, cookies, nr) : NULL;
	if (nr && !l->cookies) {
		link_free(h, l);
		return NULL;
	}
	return l;
}

static struct chain *chain_new(struct kiln_hook *h)
{
	struct chain *c = vm_alloc(h->k, chain_len(h->slots));

	if (!c)
		return NULL;
	c->k = h->k;
	c->slots = h->slots;
	return c;
}

/* Swaps in c, with link. Gives the array that nobody needs any more: the old one, or c where there was no slot. */
static struct chain *chain_publish(struct kiln_hook *h, struct chain *c, struct kiln_link *link, bool *done)
{
	struct chain *old;

	spin_lock(&h->lock);
	old = h->chain;
	*done = chain_copy(c, old, link);
	if (*done)
		__atomic_store_n(&h->chain, c, __ATOMIC_RELEASE);
	spin_unlock(&h->lock);
	return *done ? old : c;
}

static enum kiln_err attach(struct kiln_hook *h, struct kiln_prog *p, int32_t priority, const struct kiln_filter *f,
			    const uint64_t *cookies, uint32_t nr, struct kiln_link **out)
{
	struct kiln_link *l;
	struct chain *c;
	bool done;

	*out = NULL;
	if (p->kind != h->kind || p->k != h->k)
		return KILN_ERR_INVAL;
	l = link_new(h, p, priority, f, cookies, nr);
	c = chain_new(h);
	if (!l || !c) {
		link_free(h, l);
		vm_free(h->k, c, chain_len(h->slots));
		return KILN_ERR_NOMEM;
	}
	kiln_prog_ref(p); /* before others can see it: from then on it may be run and detached */
	__atomic_fetch_add(&h->refs, 1, __ATOMIC_RELAXED);
	chain_retire(chain_publish(h, c, l, &done));
	if (!done) {
		kiln_prog_free(p);
		link_free(h, l);
		kiln_hook_free(h);
		return KILN_ERR_NOSPC;
	}
	*out = l;
	return KILN_OK;
}

enum kiln_err kiln_attach(struct kiln_hook *h, struct kiln_prog *p, int32_t priority, struct kiln_link **out)
{
	return attach(h, p, priority, NULL, NULL, 0, out);
}

enum kiln_err kiln_attach_cookies(struct kiln_hook *h, struct kiln_prog *p, int32_t priority, const uint64_t *cookies,
				  uint32_t nr, struct kiln_link **out)
{
	return attach(h, p, priority, NULL, cookies, nr, out);
}

enum kiln_err kiln_attach_filter(struct kiln_hook *h, struct kiln_prog *p, int32_t priority,
				 const struct kiln_filter *f, struct kiln_link **out)
{
	*out = NULL;
	return h->kind->flags & KILN_KIND_PACKET ? attach(h, p, priority, f, NULL, 0, out) : KILN_ERR_INVAL;
}

void kiln_detach(struct kiln_link *l)
{
	struct kiln_hook *h;

	if (!l)
		return;
	h = l->hook;
	spin_lock(&h->lock);
	for (uint32_t i = 0; i < h->chain->nr; i++)
		if (h->chain->at[i].link == l) {
			__atomic_store_n(&h->chain->at[i].prog, NULL, __ATOMIC_RELEASE);
			h->chain->at[i].link = NULL;
		}
	spin_unlock(&h->lock);
	kiln_prog_free(l->prog);
	link_free(h, l);
	kiln_hook_free(h);
}

enum kiln_err kiln_link_update(struct kiln_link *l, struct kiln_prog *p)
{
	struct kiln_hook *h = l->hook;
	struct kiln_prog *old = l->prog;

	if (p->kind != h->kind || p->k != h->k)
		return KILN_ERR_INVAL;
	kiln_prog_ref(p);
	spin_lock(&h->lock);
	for (uint32_t i = 0; i < h->chain->nr; i++)
		if (h->chain->at[i].link == l)
			__atomic_store_n(&h->chain->at[i].prog, p, __ATOMIC_RELEASE);
	l->prog = p;
	spin_unlock(&h->lock);
	kiln_prog_free(old);
	return KILN_OK;
}

enum kiln_err kiln_filter_update(struct kiln_link *l, struct kiln_prog *p, const struct kiln_filter *f)
{
	struct kiln_hook *h = l->hook;
	struct kiln_prog *before = l->prog;
	struct chain *c, *old;

	if (p->kind != h->kind || p->k != h->k || !l->is_filter)
		return KILN_ERR_INVAL;
	c = chain_new(h);
	if (!c)
		return KILN_ERR_NOMEM;
	kiln_prog_ref(p);
	spin_lock(&h->lock);
	old = h->chain;
	l->prog = p;
	l->filter = *f;
	for (uint32_t i = 0; i < old->nr; i++)
		if (old->at[i].prog)
			c->at[c->nr++] = old->at[i].link == l ? place_of(l) : old->at[i];
	__atomic_store_n(&h->chain, c, __ATOMIC_RELEASE);
	spin_unlock(&h->lock);
	chain_retire(old);
	kiln_prog_free(before);
	return KILN_OK;
}
