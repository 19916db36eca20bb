/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * lpm.c - longest-prefix match: a trie that looks at eight bits, then four bits a step, and skips bits in which nothing differs.
 *
 * Overview     a node looks at bits [off, off + step), and its own prefixes end in (off, off + step]; for each value of those
 *              bits, best is the longest of them that matches. Longer prefixes are below: a child is a node, or a lone prefix.
 *              Between a node and its child bits may be skipped, so these are compared on the way down. The root has a step
 *              of 8, all others of 4, and off is a multiple of the step.
 * Invariant    every node but the root has at least two of own prefixes and children, all of which share its first off bits.
 *              What readers see changes by one store: a slot, or a new node made ready before.
 * Cost         lookup: a step for every four bits in which the prefixes near the key differ, at most two cache lines each.
 *              Memory: 16 * 16 bytes and a few a node, less than one node a prefix; 4 KB for the root.
 * Threads      readers take no lock, writers and iteration one. What is taken out is freed when readers have left.
 * See          docs/why/maps.md; test/unit/map_lpm_test.c tries it against a plain search.
 */
#include "base/vm.h"
#include "map/pool.h"
#include "map/value.h"
#include "rt/body.h"

enum {
	STEP = 4,
	FAN = 1 << STEP,
	ROOT_STEP = 8,
	ROOT_FAN = 1 << ROOT_STEP,
	MAX_DATA = 256,
	MAX_VALUE = 4 * 1024 * 1024 - 1024
};

/* One prefix. Its key is as it was given, with the bits after the prefix. */
struct leaf {
	struct leaf *also; /* of the same node's own */
	uint32_t len;	   /* bits */
	uint32_t head;	   /* the first four bytes as a number */
	_Alignas(8) uint8_t data[];
};

struct slot {
	struct leaf *best; /* the longest own prefix of the node that matches */
	uintptr_t child;   /* 0, a node, or a leaf + 1 */
};

struct node {
	uint16_t off, step;
	uint32_t head;
	struct leaf *own;
	struct node *up;    /* while all is freed */
	uint8_t *data;	    /* behind the slots: a key with the node's first off bits */
	struct slot slot[]; /* 1 << step */
};

struct lpm {
	struct kiln_map map;
	uint32_t data_len, nr, value_off;
	struct spin lock; /* of writers */
	struct leaf *any; /* the prefix of length 0 */
	struct pool nodes, leaves;
	/* Where the last batch stopped, so that the next one need not begin at the start. */
	uint64_t resume;
	uint32_t resume_len;
	uint8_t resume_data[MAX_DATA];
	struct node *root; /* behind this */
};

/* What a caller gives: struct bpf_lpm_trie_key. */
struct prefix {
	const uint8_t *data;
	uint32_t len, head;
};

static struct lpm *lpm_of(const struct kiln_map *m)
{
	return (struct lpm *)(uintptr_t)m; /* map is first */
}

static uint32_t first_word(const uint8_t *data, uint32_t data_len)
{
	uint32_t w = 0;

	memcpy(&w, data, data_len < sizeof(w) ? data_len : sizeof(w));
	return be32(w);
}

static inline struct prefix prefix_of(const struct lpm *t, const void *key)
{
	const uint8_t *data = (const uint8_t *)key + sizeof(uint32_t);

	return (struct prefix){ .data = data, .len = get32(key), .head = first_word(data, t->data_len) };
}

static uint32_t max_len(const struct lpm *t)
{
	return t->data_len * 8;
}

/* -- bits ---------------------------------------------------------------------------------------------------------- */

/* Which slot of n a key belongs to. A step's bits are in one byte. */
static inline uint32_t slot_of(const struct node *n, const uint8_t *data)
{
	return data[n->off / 8] >> (8 - n->step - n->off % 8) & ((1u << n->step) - 1);
}

/* Whether bits [from, to) are the same; those before from are known to be. */
static inline bool bits_same(const uint8_t *a, const uint8_t *b, uint32_t from, uint32_t to)
{
	uint32_t i = from / 8, end = to / 8;

	for (; i < end; i++)
		if (a[i] != b[i])
			return false;
	return to % 8 == 0 || (a[end] ^ b[end]) >> (8 - to % 8) == 0;
}

/* How many bits from the start are the same, at most max. */
static uint32_t bits_common(const uint8_t *a, const uint8_t *b, uint32_t max)
{
	uint32_t at = 0, len;

	while (at + 8 <= max && a[at / 8] == b[at / 8])
		at += 8;
	if (at >= max || a[at / 8] == b[at / 8])
		return max;
	len = at + (uint32_t)__builtin_clz((uint32_t)(a[at / 8] ^ b[at / 8])) - 24;
	return len < max ? len : max;
}

/* Order of iteration, as Linux has it: from left to right, a longer prefix before the shorter one that it is part of. */
static bool is_before(const uint8_t *a, uint32_t a_len, const uint8_t *b, uint32_t b_len)
{
	uint32_t min = a_len < b_len ? a_len : b_len, common = bits_common(a, b, min);

	if (common == min)
		return a_len > b_len;
	return !(a[common / 8] & 0x80 >> common % 8);
}

/* -- readers ------------------------------------------------------------------------------------------------------- */

static inline bool is_leaf(uintptr_t child)
{
	return child & 1;
}

static inline struct leaf *leaf_of(uintptr_t child)
{
	return (struct leaf *)(child - 1);
}

static inline struct node *node_of(uintptr_t child)
{
	return (struct node *)child;
}

/* The longest own prefix of n that is part of p. */
static struct leaf *own_match(const struct node *n, const struct prefix *p)
{
	struct leaf *best = NULL, *l = __atomic_load_n(&n->own, __ATOMIC_ACQUIRE);

	for (; l; l = __atomic_load_n(&l->also, __ATOMIC_ACQUIRE))
		if (l->len <= p->len && (!best || l->len > best->len) && bits_same(l->data, p->data, n->off, l->len))
			best = l;
	return best;
}

/* words: keys are at most four bytes, so one comparison of numbers does; to is 1 to 32 then. */
static inline bool part_same(const uint8_t *data, uint32_t head, const struct prefix *p, uint32_t from, uint32_t to,
			     bool words)
{
	return words ? (head ^ p->head) >> (32 - to) == 0 : bits_same(data, p->data, from, to);
}

static inline struct leaf *match(const struct lpm *t, const struct prefix *p, bool words)
{
	struct leaf *best = __atomic_load_n(&t->any, __ATOMIC_ACQUIRE), *l;
	const struct node *n = t->root, *m;
	const struct slot *s;
	uintptr_t child;

	for (;;) {
		uint32_t end = (uint32_t)n->off + n->step;

		if (KILN_UNLIKELY(p->len < end)) { /* the key is itself a short prefix and ends in this node */
			l = own_match(n, p);
			return l ? l : best;
		}
		s = &n->slot[words ? p->head >> (32 - end) & ((1u << n->step) - 1) : slot_of(n, p->data)];
		l = __atomic_load_n(&s->best, __ATOMIC_ACQUIRE);
		child = __atomic_load_n(&s->child, __ATOMIC_ACQUIRE);
		if (l)
			best = l;
		if (!child)
			return best;
		if (is_leaf(child)) {
			l = leaf_of(child);
			return l->len <= p->len && part_same(l->data, l->head, p, end, l->len, words) ? l : best;
		}
		m = node_of(child);
		if (p->len <= m->off || !part_same(m->data, m->head, p, end, m->off, words))
			return best;
		n = m;
	}
}

static inline struct leaf *lookup_leaf(const struct lpm *t, const void *key)
{
	struct prefix p = prefix_of(t, key);

	if (p.len > max_len(t))
		return NULL;
	return t->data_len <= 4 ? match(t, &p, true) : match(t, &p, false);
}

/* -- writers: all with the lock ------------------------------------------------------------------------------------ */

/* Where a prefix is, or would be. */
struct place {
	struct node *node;    /* the last node on the way */
	struct slot *slot;    /* of node, if the prefix is longer than its own are */
	struct slot *up_slot; /* what points to node; NULL: node is the root */
	struct leaf *found;
};

static struct place locate(struct lpm *t, const struct prefix *p)
{
	struct place at = { .node = t->root };

	if (!p->len) {
		at.found = t->any;
		return at;
	}
	for (;;) {
		struct node *n = at.node;
		uintptr_t child;

		if (p->len <= n->off + n->step) {
			at.slot = NULL;
			at.found = own_match(n, p);
			if (at.found && at.found->len != p->len)
				at.found = NULL;
			return at;
		}
		at.slot = &n->slot[slot_of(n, p->data)];
		child = at.slot->child;
		if (!child)
			return at;
		if (is_leaf(child)) {
			struct leaf *l = leaf_of(child);

			if (l->len == p->len && bits_same(l->data, p->data, n->off, l->len))
				at.found = l;
			return at;
		}
		if (p->len <= node_of(child)->off ||
		    !bits_same(node_of(child)->data, p->data, n->off, node_of(child)->off))
			return at;
		at.up_slot = at.slot;
		at.node = node_of(child);
	}
}

/* Slots [first, first + nr) of n are those which its own prefix l matches. */
static uint32_t slots_of(const struct node *n, const struct leaf *l, uint32_t *nr)
{
	*nr = 1u << (n->off + n->step - l->len);
	return slot_of(n, l->data) & ~(*nr - 1);
}

static void own_add(struct node *n, struct leaf *l)
{
	uint32_t nr, first = slots_of(n, l, &nr);

	l->also = n->own;
	__atomic_store_n(&n->own, l, __ATOMIC_RELEASE);
	for (struct slot *s = n->slot + first; s < n->slot + first + nr; s++)
		if (!s->best || s->best->len < l->len)
			__atomic_store_n(&s->best, l, __ATOMIC_RELEASE);
}

static void own_unlink(struct node *n, struct leaf *l)
{
	struct leaf **at = &n->own;

	while (*at != l)
		at = &(*at)->also;
	__atomic_store_n(at, l->also, __ATOMIC_RELEASE);
}

static void own_remove(struct node *n, struct leaf *l)
{
	uint32_t nr, first = slots_of(n, l, &nr);

	own_unlink(n, l);
	for (uint32_t i = first; i < first + nr; i++) {
		struct leaf *best = NULL;

		if (n->slot[i].best != l)
			continue;
		for (struct leaf *o = n->own; o; o = o->also) {
			uint32_t o_nr, o_first = slots_of(n, o, &o_nr);

			if (i >= o_first && i < o_first + o_nr && (!best || o->len > best->len))
				best = o;
		}
		__atomic_store_n(&n->slot[i].best, best, __ATOMIC_RELEASE);
	}
}

/* One leaf for another of the same prefix. */
static void own_replace(struct node *n, struct leaf *old, struct leaf *l)
{
	own_unlink(n, old);
	l->also = n->own;
	__atomic_store_n(&n->own, l, __ATOMIC_RELEASE);
	for (uint32_t i = 0; i < 1u << n->step; i++)
		if (n->slot[i].best == old)
			__atomic_store_n(&n->slot[i].best, l, __ATOMIC_RELEASE);
}

/* Into a node that no reader sees yet. */
static void node_put(struct node *n, struct leaf *l)
{
	if (l->len <= n->off + n->step)
		own_add(n, l);
	else
		n->slot[slot_of(n, l->data)].child = (uintptr_t)l + 1;
}

/* A node between at->node and its child, where l and the child part. */
static void split(struct lpm *t, const struct place *at, struct leaf *l, struct node *fresh)
{
	uintptr_t child = at->slot->child;
	const struct leaf *other = is_leaf(child) ? leaf_of(child) : NULL;
	uint32_t other_len = other ? other->len : node_of(child)->off;
	uint32_t min = l->len < other_len ? l->len : other_len;
	uint32_t common = bits_common(l->data, other ? other->data : node_of(child)->data, min);

	/* Where one is part of the other, the shorter one has to end in the new node. */
	fresh->off = (uint16_t)((common == min ? common - 1 : common) & ~(uint32_t)(STEP - 1));
	fresh->head = l->head;
	memcpy(fresh->data, l->data, t->data_len);
	node_put(fresh, l);
	if (other)
		node_put(fresh, leaf_of(child));
	else
		fresh->slot[slot_of(fresh, node_of(child)->data)].child = child;
	__atomic_store_n(&at->slot->child, (uintptr_t)fresh, __ATOMIC_RELEASE);
}

static bool wants_node(const struct place *at)
{
	return at->slot && at->slot->child && !at->found;
}

/* l, whose prefix is not there, goes in at its place; fresh is an empty node if wants_node() says so. */
static void insert(struct lpm *t, const struct place *at, struct leaf *l, struct node *fresh)
{
	if (!l->len)
		__atomic_store_n(&t->any, l, __ATOMIC_RELEASE);
	else if (!at->slot)
		own_add(at->node, l);
	else if (!at->slot->child)
		__atomic_store_n(&at->slot->child, (uintptr_t)l + 1, __ATOMIC_RELEASE);
	else
		split(t, at, l, fresh);
}

static void replace(struct lpm *t, const struct place *at, struct leaf *l)
{
	if (!l->len)
		__atomic_store_n(&t->any, l, __ATOMIC_RELEASE);
	else if (!at->slot)
		own_replace(at->node, at->found, l);
	else
		__atomic_store_n(&at->slot->child, (uintptr_t)l + 1, __ATOMIC_RELEASE);
	pool_retire(&t->leaves, at->found);
}

/* A node with one thing left gives it to its parent. */
static void collapse(struct lpm *t, const struct place *at)
{
	struct node *n = at->node;
	uintptr_t only = n->own ? (uintptr_t)n->own + 1 : 0;
	uint32_t nr = n->own ? n->own->also ? 2 : 1 : 0;

	if (n == t->root)
		return;
	for (uint32_t i = 0; i < FAN && nr < 2; i++) {
		if (n->slot[i].child) {
			only = n->slot[i].child;
			nr++;
		}
	}
	if (nr > 1)
		return;
	__atomic_store_n(&at->up_slot->child, only, __ATOMIC_RELEASE);
	pool_retire(&t->nodes, n);
}

static void remove(struct lpm *t, const struct place *at)
{
	struct leaf *l = at->found;

	if (!l->len) {
		__atomic_store_n(&t->any, NULL, __ATOMIC_RELEASE);
	} else {
		if (at->slot)
			__atomic_store_n(&at->slot->child, 0, __ATOMIC_RELEASE);
		else
			own_remove(at->node, l);
		collapse(t, at);
	}
	pool_retire(&t->leaves, l);
}

static size_t node_len(const struct lpm *t)
{
	return sizeof(struct node) + FAN * sizeof(struct slot) + t->data_len;
}

static size_t leaf_len(const struct lpm *t)
{
	return t->value_off + (size_t)round_up64(t->map.spec.value_size, 8);
}

static void *leaf_value(const struct lpm *t, struct leaf *l)
{
	return (uint8_t *)l + t->value_off;
}

static struct leaf *leaf_new(struct lpm *t, const struct prefix *p, const void *value)
{
	struct leaf *l = pool_get(&t->leaves, leaf_len(t));

	if (!l)
		return NULL;
	*l = (struct leaf){ .len = p->len, .head = p->head };
	memcpy(l->data, p->data, t->data_len);
	words_store(leaf_value(t, l), value, t->map.spec.value_size);
	return l;
}

static struct node *node_new(struct lpm *t)
{
	struct node *n = pool_get(&t->nodes, node_len(t));

	if (!n)
		return NULL;
	memset(n, 0, sizeof(*n) + FAN * sizeof(n->slot[0]));
	n->step = STEP;
	n->data = (uint8_t *)&n->slot[FAN];
	return n;
}

/* KILN_ERR_AGAIN: a node is needed after all. What was used becomes NULL. */
static enum kiln_err update_locked(struct lpm *t, const struct prefix *p, struct leaf **l, struct node **fresh,
				   uint64_t flags)
{
	struct place at = locate(t, p);

	if (at.found) {
		if (flags & MAP_NOEXIST)
			return KILN_ERR_EXIST;
		replace(t, &at, *l);
		*l = NULL;
		return KILN_OK;
	}
	if (flags & MAP_EXIST)
		return KILN_ERR_NOENT;
	if (t->nr == t->map.spec.max_entries)
		return KILN_ERR_NOSPC;
	if (wants_node(&at) && !*fresh)
		return KILN_ERR_AGAIN;
	insert(t, &at, *l, *fresh);
	t->nr++;
	*l = NULL;
	if (wants_node(&at))
		*fresh = NULL;
	return KILN_OK;
}

static enum kiln_err update_key(struct lpm *t, const void *key, const void *value, uint64_t flags)
{
	struct prefix p = prefix_of(t, key);
	struct node *fresh = NULL;
	struct leaf *l;
	enum kiln_err err;

	if (flags > MAP_EXIST || p.len > max_len(t))
		return KILN_ERR_INVAL;
	l = leaf_new(t, &p, value);
	if (!l)
		return KILN_ERR_NOMEM;
	for (;;) {
		spin_lock(&t->lock);
		err = update_locked(t, &p, &l, &fresh, flags);
		spin_unlock(&t->lock);
		if (err != KILN_ERR_AGAIN)
			break;
		fresh = node_new(t);
		if (!fresh) {
			err = KILN_ERR_NOMEM;
			break;
		}
	}
	pool_put(&t->nodes, fresh);
	pool_put(&t->leaves, l);
	return err;
}

static enum kiln_err delete_key(struct lpm *t, const void *key)
{
	struct prefix p = prefix_of(t, key);
	struct place at;

	if (p.len > max_len(t))
		return KILN_ERR_INVAL;
	spin_lock(&t->lock);
	at = locate(t, &p);
	if (at.found) {
		remove(t, &at);
		t->nr--;
	}
	spin_unlock(&t->lock);
	return at.found ? KILN_OK : KILN_ERR_NOENT;
}

/* -- iteration: with the lock -------------------------------------------------------------------------------------- */

static const uint8_t *child_prefix(uintptr_t child, uint32_t *len)
{
	*len = is_leaf(child) ? leaf_of(child)->len : node_of(child)->off;
	return is_leaf(child) ? leaf_of(child)->data : node_of(child)->data;
}

/*
 * The first of n's own prefixes and of its children from slot first on that comes after p (NULL: of all). A child's prefix
 * stands for all that is below it. 0: none.
 */
static uintptr_t first_in(const struct node *n, uint32_t first, const struct prefix *p)
{
	uintptr_t best = 0;
	const uint8_t *data = NULL;
	uint32_t len = 0;

	for (; first < 1u << n->step && !best; first++)
		best = n->slot[first].child;
	if (best)
		data = child_prefix(best, &len);
	for (struct leaf *l = n->own; l; l = l->also) {
		if ((p && !is_before(p->data, p->len, l->data, l->len)) ||
		    (best && !is_before(l->data, l->len, data, len)))
			continue;
		best = (uintptr_t)l + 1;
		data = child_prefix(best, &len);
	}
	return best;
}

static struct leaf *leftmost(uintptr_t child)
{
	while (child && !is_leaf(child))
		child = first_in(node_of(child), 0, NULL);
	return child ? leaf_of(child) : NULL;
}

/* The prefix after p (NULL: the first), or NULL. What is deeper comes first, so the last candidate on the way down wins. */
static struct leaf *after(const struct lpm *t, const struct prefix *p)
{
	const struct node *n = t->root;
	uintptr_t best, child, other;
	uint32_t len;
	const uint8_t *data;

	if (!p || !p->len) {
		best = p ? 0 : first_in(n, 0, NULL);
		return best ? leftmost(best) : p ? NULL : t->any;
	}
	best = t->any ? (uintptr_t)t->any + 1 : 0;
	for (;;) {
		/* An own prefix of n may end here: then only its own ones and what is to the right of it can follow. */
		bool ends = p->len <= n->off + n->step;
		uint32_t right = slot_of(n, p->data), past = ends ? 1u << (n->off + n->step - p->len) : 1;

		other = first_in(n, (right & ~(past - 1)) + past, p);
		if (other)
			best = other;
		child = ends ? 0 : n->slot[right].child;
		if (!child)
			return leftmost(best);
		data = child_prefix(child, &len);
		if (!is_leaf(child) && p->len > len && bits_same(data, p->data, n->off, len)) {
			n = node_of(child);
			continue;
		}
		return leftmost(is_before(p->data, p->len, data, len) ? child : best);
	}
}

static void key_store(const struct lpm *t, const struct leaf *l, void *key)
{
	put32(key, l->len);
	memcpy((uint8_t *)key + sizeof(uint32_t), l->data, t->data_len);
}

/* -- calls --------------------------------------------------------------------------------------------------------- */

static BODY(call_lookup)
{
	const struct lpm *t = lpm_of(rt_ptr(r1));
	struct leaf *l = lookup_leaf(t, rt_ptr(r2));

	return l ? (uintptr_t)leaf_value(t, l) : 0;
}

static BODY(call_update)
{
	return rt_err(update_key(lpm_of(rt_ptr(r1)), rt_ptr(r2), rt_ptr(r3), r4));
}

static BODY(call_delete)
{
	return rt_err(delete_key(lpm_of(rt_ptr(r1)), rt_ptr(r2)));
}

static enum kiln_err lookup(struct kiln_map *m, const void *key, void *value, uint64_t flags)
{
	struct leaf *l = lookup_leaf(lpm_of(m), key);

	(void)flags;
	if (!l)
		return KILN_ERR_NOENT;
	words_load(value, leaf_value(lpm_of(m), l), m->spec.value_size);
	return KILN_OK;
}

static enum kiln_err update(struct kiln_map *m, const void *key, const void *value, uint64_t flags)
{
	return update_key(lpm_of(m), key, value, flags);
}

static enum kiln_err erase(struct kiln_map *m, const void *key)
{
	return delete_key(lpm_of(m), key);
}

static enum kiln_err next(struct kiln_map *m, const void *key, void *next_key)
{
	struct lpm *t = lpm_of(m);
	struct leaf *l;

	spin_lock(&t->lock);
	if (key) {
		struct prefix p = prefix_of(t, key);
		bool there = p.len <= max_len(t) && locate(t, &p).found;

		l = after(t, there ? &p : NULL);
	} else {
		l = after(t, NULL);
	}
	if (l)
		key_store(t, l, next_key);
	spin_unlock(&t->lock);
	return l ? KILN_OK : KILN_ERR_NOENT;
}

/* The prefix that follows the first `done` ones; the usual case is that the last batch ended there. */
static struct leaf *resume(struct lpm *t, uint64_t done)
{
	struct leaf *l;
	struct prefix p;

	if (done && done == t->resume) {
		p = (struct prefix){ .data = t->resume_data, .len = t->resume_len };
		return after(t, &p);
	}
	for (l = after(t, NULL); l && done; done--) {
		p = (struct prefix){ .data = l->data, .len = l->len };
		l = after(t, &p);
	}
	return l;
}

/* Up to cap elements after the first *cursor ones; false at the end. Writers wait meanwhile, so cap is small. */
static bool batch_some(struct lpm *t, uint64_t *cursor, uint8_t *keys, uint8_t *values, uint32_t cap, uint32_t *nr)
{
	const struct kiln_map_spec *s = &t->map.spec;
	struct leaf *l;

	spin_lock(&t->lock);
	l = resume(t, *cursor);
	for (*nr = 0; l && *nr < cap; (*nr)++) {
		struct prefix p = { .data = l->data, .len = l->len };

		key_store(t, l, keys + (size_t)*nr * s->key_size);
		words_load(values + (size_t)*nr * s->value_size, leaf_value(t, l), s->value_size);
		memcpy(t->resume_data, l->data, t->data_len);
		t->resume_len = l->len;
		l = after(t, &p);
	}
	*cursor += *nr;
	t->resume = *cursor;
	spin_unlock(&t->lock);
	return l;
}

static enum kiln_err batch(struct kiln_map *m, uint64_t *cursor, void *keys, void *values, uint32_t *count, bool take)
{
	enum { AT_ONCE = 64 };
	uint32_t n = 0, nr = 0, cap;
	bool more = true;

	(void)take; /* map.c refuses it: there is no take */
	for (; more && n < *count; n += nr) {
		cap = *count - n < AT_ONCE ? *count - n : AT_ONCE;
		more = batch_some(lpm_of(m), cursor, (uint8_t *)keys + (size_t)n * m->spec.key_size,
				  (uint8_t *)values + (size_t)n * m->spec.value_size, cap, &nr);
	}
	*count = n;
	return more ? KILN_OK : KILN_ERR_NOENT;
}

static enum kiln_err prepare(struct kiln_map *m)
{
	struct lpm *t = lpm_of(m);
	enum kiln_err err = pool_prepare(&t->leaves, leaf_len(t));

	return err ? err : pool_prepare(&t->nodes, node_len(t));
}

/* -- life ---------------------------------------------------------------------------------------------------------- */

static enum kiln_err check(const struct kiln *k, const struct kiln_map_spec *s)
{
	const uint32_t known = MAP_F_NO_PREALLOC | MAP_F_NUMA_NODE | MAP_F_RDONLY | MAP_F_WRONLY | MAP_F_RDONLY_PROG |
			       MAP_F_WRONLY_PROG;

	(void)k;
	if (!s->max_entries || !(s->flags & MAP_F_NO_PREALLOC) || !flags_ok(s->flags, known) ||
	    s->key_size < sizeof(uint32_t) + 1 || s->key_size > sizeof(uint32_t) + MAX_DATA || !s->value_size ||
	    s->value_size > MAX_VALUE)
		return KILN_ERR_INVAL;
	return KILN_OK;
}

enum { LPM_LEN = sizeof(struct lpm) + sizeof(struct node) + ROOT_FAN * sizeof(struct slot) };

static enum kiln_err make(struct kiln *k, const struct kiln_map_spec *s, struct kiln_map **out)
{
	struct lpm *t = vm_alloc(k, LPM_LEN);

	if (!t)
		return KILN_ERR_NOMEM;
	t->root = (struct node *)(void *)(t + 1);
	t->root->step = ROOT_STEP;
	t->data_len = s->key_size - (uint32_t)sizeof(uint32_t);
	t->value_off = (uint32_t)(offsetof(struct leaf, data) + round_up64(t->data_len, 8));
	pool_init(&t->nodes, &t->map);
	pool_init(&t->leaves, &t->map);
	*out = &t->map;
	return KILN_OK;
}

/* Leaves first, then each node on the way back up. */
static void drop(struct kiln_map *m)
{
	struct lpm *t = lpm_of(m);
	struct node *n = t->root, *up;
	struct leaf *l, *also;

	while (n) {
		uintptr_t child = 0;

		for (uint32_t i = 0; i < 1u << n->step && !child; i++) {
			child = n->slot[i].child;
			n->slot[i].child = 0;
		}
		if (child && !is_leaf(child)) {
			node_of(child)->up = n;
			n = node_of(child);
			continue;
		}
		if (child) {
			pool_put(&t->leaves, leaf_of(child));
			continue;
		}
		for (l = n->own; l; l = also) {
			also = l->also;
			pool_put(&t->leaves, l);
		}
		up = n->up;
		if (n != t->root)
			pool_put(&t->nodes, n);
		n = up;
	}
	pool_put(&t->leaves, t->any);
	pool_end(&t->nodes);
	pool_end(&t->leaves);
	vm_free(m->k, t, LPM_LEN);
}

const struct kiln_map_ops map_lpm_ops = {
	.type = MAP_LPM_TRIE,
	.name = "lpm_trie",
	.check = check,
	.make = make,
	.drop = drop,
	.call_lookup = call_lookup,
	.call_update = call_update,
	.call_delete = call_delete,
	.lookup = lookup,
	.update = update,
	.erase = erase,
	.next = next,
	.batch = batch,
	.prepare = prepare,
};
