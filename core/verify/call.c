/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * call.c - calls of helpers and kernel functions: what each argument must be, and what is so afterwards, told by the callee's row.
 */
#include "verify/explain.h"
#include "verify/state.h"

enum { MAX_SIZE = 1 << 29 };

struct call {
	const struct kiln_helper *h;
	uint32_t id;
	uint32_t map_reg; /* 0: none yet */
	struct vreg map;
	const struct kiln_map *m;
	uint32_t alloc, release;
	struct vreg dynptr; /* the first, where there is one */
	struct vreg iter;
	uint32_t dynptr_out, iter_out;
	bool key_known;
	uint32_t key, func;
	struct range size;
	bool has_func;
	const struct kiln_map_kptr *kptr;
	uint32_t percpu; /* the type of a per-CPU variable; 0: none is passed */
	uint32_t local;	 /* the struct of an object that is made; 0: none is */
};

static bool refuse_arg(struct vfy *v, const struct call *c, uint32_t nr, enum kiln_reason reason, const char *want)
{
	return vfy_refuse(v, reason, "%s() takes %s in r%u, which is %s", c->h->name, want, nr,
			  reg_type_name(reg_at(v, nr)));
}

/* The register's value is the pointer itself, not moved. */
static bool unmoved(const struct vreg *r)
{
	return !r->off && range_is_const(r->r) && !r->r.t.value;
}

static bool is_ptr(const struct vreg *r, enum reg_type type)
{
	return r->type == type && !(r->flags & REG_NULLABLE);
}

static bool takes_packet(const struct vfy *v, const struct kiln_helper *h)
{
	if (v->kind->flags & (KILN_KIND_PACKET_TO_ALL | KILN_KIND_PACKET_TO_NONE))
		return v->kind->flags & KILN_KIND_PACKET_TO_ALL;
	return h->flags & KILN_HELPER_READS_PACKET;
}

/* A pointer through which a helper may read or write. */
static bool check_memory(struct vfy *v, const struct call *c, uint32_t nr, uint32_t len, bool exact_len,
			 unsigned int use)
{
	const struct vreg *r = reg_at(v, nr);

	if (reg_is_number(r) || r->type == REG_CTX || r->type == REG_MAP || r->type == REG_FUNC ||
	    r->type == REG_PACKET_END || r->type == REG_LOCAL)
		return refuse_arg(v, c, nr, KILN_REASON_HELPER_ARG, "a pointer to memory");
	return mem_check_region(v, nr, len, exact_len, use, takes_packet(v, c->h));
}

static bool need_map(struct vfy *v, const struct call *c, uint32_t nr)
{
	return c->m || vfy_refuse(v, KILN_REASON_INTERNAL, "%s(): r%u belongs to a map, and no map comes before it",
				  c->h->name, nr);
}

/* -- arguments ------------------------------------------------------------------------------------------------------ */

static bool arg_map(struct vfy *v, struct call *c, uint32_t nr)
{
	const struct vreg *r = reg_at(v, nr);

	if (r->type == REG_MAP && r->flags & REG_NULLABLE)
		return vfy_refuse(v, KILN_REASON_HELPER_NULL, "%s(): r%u may be NULL", c->h->name, nr);
	if (r->type != REG_MAP)
		return refuse_arg(v, c, nr, KILN_REASON_HELPER_MAP, "a map");
	if (c->m && (reg_map(v, r) != c->m || r->flags & REG_INNER)) /* the map of a timer, which came first */
		return vfy_refuse(v, KILN_REASON_TIMER_MAP,
				  "%s(): r%u is another map than %s, whose value r%u points to", c->h->name, nr,
				  c->m->spec.name, nr - 1);
	c->map_reg = nr;
	c->map = *r;
	c->m = reg_map(v, r);
	if (!rt_helper_map_ok(c->id, c->m->spec.type))
		return vfy_refuse(v, KILN_REASON_MAP_KIND, "%s() does not work on map %s, of type %s", c->h->name,
				  c->m->spec.name, c->m->ops->name);
	if (v->kind->flags & KILN_KIND_NO_LOCK &&
	    c->m->spec.lock_off != KILN_NO_OFF) /* an inner one: memory.c sees others */
		return vfy_refuse(v, KILN_REASON_MAP_LOCK, "%s() of a map in map %s, which has a bpf_spin_lock",
				  c->h->name, v->p->maps[r->map - 1]->spec.name);
	if (c->h->flags & KILN_HELPER_WRITES_MAP && c->m->spec.flags & MAP_F_RDONLY_PROG)
		return vfy_refuse(v, KILN_REASON_READ_ONLY, "%s() writes to map %s, which programs only read",
				  c->h->name, c->m->spec.name);
	return true;
}

static bool is_array(const struct kiln_map *m)
{
	return m->spec.type == MAP_ARRAY || m->spec.type == MAP_PERCPU_ARRAY;
}

static bool arg_key(struct vfy *v, struct call *c, uint32_t nr)
{
	if (!need_map(v, c, nr) || !check_memory(v, c, nr, c->m->spec.key_size, true, MEM_READ))
		return false;
	if (is_array(c->m) && c->m->spec.key_size == 4 && reg_at(v, nr)->type == REG_STACK &&
	    !(c->map.flags & REG_INNER))
		c->key_known = stack_known32(v, reg_at(v, nr), &c->key) && c->key < c->m->spec.max_entries;
	return true;
}

static unsigned int mem_use(uint8_t arg)
{
	switch (arg) {
	case KILN_ARG_MEM_OUT:
	case KILN_ARG_MEM_FIXED_OUT:
		return MEM_SET;
	case KILN_ARG_MEM_RW:
	case KILN_ARG_MEM_RW_OR_NULL:
	case KILN_ARG_MEM_FIXED_RW:
	case KILN_ARG_VALUE_MEM:
		return MEM_READ | MEM_WRITE;
	case KILN_ARG_SCRATCH_OR_NULL:
		return MEM_WRITE | MEM_SCRATCH;
	default:
		return MEM_READ;
	}
}

static bool takes_length(uint8_t arg)
{
	return (arg >= KILN_ARG_MEM && arg <= KILN_ARG_MEM_RW_OR_NULL) || arg == KILN_ARG_VALUE_MEM ||
	       arg == KILN_ARG_SCRATCH_OR_NULL;
}

/* Where the length is not known, memory that the helper writes must have been set before: it may write less. */
static bool arg_size(struct vfy *v, struct call *c, uint32_t nr, bool zero_ok)
{
	const struct vreg *size = reg_at(v, nr), *mem = reg_at(v, nr - 1);
	uint8_t mem_arg = nr >= 2 ? c->h->arg[nr - 2] : KILN_ARG_NONE;
	bool fixed;
	struct text t;
	char buf[96];

	if (!reg_is_number(size))
		return refuse_arg(v, c, nr, KILN_REASON_HELPER_LENGTH, "a length");
	path_exact(v, nr);
	fixed = range_is_const(size->r);
	if (size->r.smin < 0 || size->r.umax >= MAX_SIZE) {
		t = TEXT(buf);
		range_text_plain(&t, size->r);
		return vfy_refuse(v, KILN_REASON_HELPER_SIZE, "%s(): the length in r%u is %s", c->h->name, nr, buf);
	}
	if (!zero_ok && !size->r.umin)
		return vfy_refuse(v, KILN_REASON_SIZE_ZERO, "%s(): the length in r%u may be 0", c->h->name, nr);
	c->size = size->r;
	if (!takes_length(mem_arg))
		return true;
	if ((mem_arg == KILN_ARG_MEM_OR_NULL || mem_arg == KILN_ARG_MEM_RW_OR_NULL) && reg_is_const(mem, 0)) {
		path_exact(v, nr - 1);
		return !size->r.umax ||
		       vfy_refuse(v, KILN_REASON_HELPER_NULL, "%s(): r%u is NULL, and the length in r%u is not 0",
				  c->h->name, nr - 1, nr);
	}
	v->blame = (uint8_t)(nr - 1);
	return check_memory(v, c, nr - 1, (uint32_t)size->r.umax, fixed, mem_use(mem_arg));
}

/* Memory is checked with the length that follows it: without one it would not be checked at all. */
static bool length_follows(struct vfy *v, const struct call *c, uint32_t nr)
{
	uint8_t next = nr < 5 ? c->h->arg[nr] : KILN_ARG_NONE;

	return next == KILN_ARG_SIZE || next == KILN_ARG_SIZE_OR_ZERO || next == KILN_ARG_ALLOC_SIZE ||
	       vfy_refuse(v, KILN_REASON_INTERNAL, "%s(): no length follows the memory in r%u", c->h->name, nr);
}

static bool arg_alloc(struct vfy *v, struct call *c, uint32_t nr)
{
	const struct vreg *r = reg_at(v, nr);

	if (!reg_is_number(r) || !range_is_const(r->r) || r->r.umax >= MAX_SIZE)
		return vfy_refuse(v, KILN_REASON_RECORD_SIZE, "%s(): the length in r%u is not known here", c->h->name,
				  nr);
	path_exact(v, nr);
	c->alloc = (uint32_t)r->r.umax;
	if (nr < 2 || !takes_length(c->h->arg[nr - 2]))
		return true;
	if (c->h->arg[nr - 2] == KILN_ARG_SCRATCH_OR_NULL && reg_is_const(reg_at(v, nr - 1), 0)) {
		path_exact(v, nr - 1);
		return true;
	}
	return check_memory(v, c, nr - 1, c->alloc, true, mem_use(c->h->arg[nr - 2]));
}

/* Memory that stays while something that lives longer than the call points to it. */
static bool arg_value_mem(struct vfy *v, struct call *c, uint32_t nr)
{
	return is_ptr(reg_at(v, nr), REG_VALUE)
		       ? length_follows(v, c, nr)
		       : refuse_arg(v, c, nr, KILN_REASON_VALUE_MEM, "memory in a map's value");
}

static bool arg_record(struct vfy *v, struct call *c, uint32_t nr)
{
	const struct vreg *r = reg_at(v, nr);

	if (r->type == REG_RECORD && r->flags & REG_NULLABLE)
		return vfy_refuse(v, KILN_REASON_HELPER_NULL, "%s(): r%u may be NULL", c->h->name, nr);
	if (r->type != REG_RECORD)
		return refuse_arg(v, c, nr, KILN_REASON_RECORD_ARG, "a reserved record");
	return unmoved(r) || vfy_refuse(v, KILN_REASON_RECORD_MOVED, "%s(): r%u does not point to the record's begin",
					c->h->name, nr);
}

/* The lock or timer of a map value. */
static bool arg_in_value(struct vfy *v, struct call *c, uint32_t nr, bool lock)
{
	const struct vreg *r = reg_at(v, nr);
	const struct kiln_map *m;
	uint32_t off;

	if (!is_ptr(r, REG_VALUE) || (!lock && r->flags & REG_INNER)) /* which inner map a timer is of cannot be told */
		return refuse_arg(v, c, nr, lock ? KILN_REASON_LOCK_ARG : KILN_REASON_TIMER_ARG,
				  lock ? "a bpf_spin_lock in a map value" : "a bpf_timer in a map value");
	m = reg_map(v, r);
	off = lock ? m->spec.lock_off : m->spec.timer_off;
	if (off == KILN_NO_OFF || !range_is_const(r->r) || r->off + r->r.smin != (int64_t)off)
		return vfy_refuse(v, lock ? KILN_REASON_LOCK_PLACE : KILN_REASON_TIMER_PLACE,
				  "%s(): r%u is not at the %s of map %s's value", c->h->name, nr,
				  lock ? "bpf_spin_lock" : "bpf_timer", m->spec.name);
	c->map = *r;
	c->m = m;
	return true;
}

static bool arg_string(struct vfy *v, struct call *c, uint32_t nr)
{
	const struct vreg *r = reg_at(v, nr);
	const struct kiln_map *m;

	if (!is_ptr(r, REG_VALUE) || r->flags & REG_INNER || !range_is_const(r->r))
		return refuse_arg(v, c, nr, KILN_REASON_STRING_ARG, "a string in read-only data");
	m = reg_map(v, r);
	if (!kiln_map_frozen(m) || !(m->spec.flags & MAP_F_RDONLY_PROG) || !m->direct.base || m->direct.nr != 1 ||
	    m->direct.cpu_stride)
		return vfy_refuse(v, KILN_REASON_STRING_MUTABLE, "%s(): r%u points to map %s, which may still change",
				  c->h->name, nr, m->spec.name);
	for (int64_t i = r->off + r->r.smin; i >= 0 && i < m->spec.value_size; i++)
		if (!m->direct.base[i])
			return true;
	return vfy_refuse(v, KILN_REASON_STRING_END, "%s(): the string at r%u does not end in map %s", c->h->name, nr,
			  m->spec.name);
}

static bool is_null(struct vfy *v, uint32_t nr)
{
	if (!reg_is_const(reg_at(v, nr), 0))
		return false;
	path_exact(v, nr);
	return true;
}

static bool arg_stack(struct vfy *v, struct call *c, uint32_t nr)
{
	return is_null(v, nr) || reg_at(v, nr)->type == REG_STACK ||
	       refuse_arg(v, c, nr, KILN_REASON_CALLBACK_CTX, "a pointer to the stack, or NULL");
}

static bool arg_ctx(struct vfy *v, struct call *c, uint32_t nr)
{
	const struct vreg *r = reg_at(v, nr);

	if (r->type != REG_CTX)
		return refuse_arg(v, c, nr, KILN_REASON_HELPER_CTX, "the context");
	return unmoved(r) ||
	       vfy_refuse(v, KILN_REASON_HELPER_CTX, "%s(): r%u is the context moved by %d", c->h->name, nr, r->off);
}

static bool check_arg(struct vfy *v, struct call *c, uint32_t nr)
{
	uint8_t arg = c->h->arg[nr - 1];
	const struct vreg *r = reg_at(v, nr);

	v->blame = (uint8_t)nr;
	if (!reg_check_set(v, nr))
		return false;
	switch (arg) {
	case KILN_ARG_ANYTHING:
		return reg_check_visible(v, nr, KILN_REASON_LEAK_ARG, "the helper takes a number");
	case KILN_ARG_CTX_OR_NULL:
		return is_null(v, nr) || arg_ctx(v, c, nr);
	case KILN_ARG_CTX:
		return arg_ctx(v, c, nr);
	case KILN_ARG_MAP:
		return arg_map(v, c, nr);
	case KILN_ARG_KEY:
		return arg_key(v, c, nr);
	case KILN_ARG_VALUE_OR_NULL:
		if (is_null(v, nr))
			return true;
		KILN_FALLTHROUGH;
	case KILN_ARG_VALUE:
		return need_map(v, c, nr) && check_memory(v, c, nr, c->m->spec.value_size, true, MEM_READ);
	case KILN_ARG_VALUE_OUT: /* a bloom filter is asked about it */
		return need_map(v, c, nr) && check_memory(v, c, nr, c->m->spec.value_size, true,
							  c->m->spec.type == MAP_BLOOM_FILTER ? MEM_READ : MEM_SET);
	case KILN_ARG_MEM:
	case KILN_ARG_MEM_OR_NULL:
	case KILN_ARG_MEM_OUT:
	case KILN_ARG_MEM_RW:
	case KILN_ARG_MEM_RW_OR_NULL:
	case KILN_ARG_SCRATCH_OR_NULL:
		return length_follows(v, c, nr);
	case KILN_ARG_VALUE_MEM:
		return arg_value_mem(v, c, nr);
	case KILN_ARG_DYNPTR:
		return dynptr_use(v, c->h, nr, &c->dynptr);
	case KILN_ARG_ITERATOR:
		return iter_use(v, c->h, nr, &c->iter);
	case KILN_ARG_ITERATOR_OUT:
		c->iter_out = nr;
		return iter_room(v, c->h, nr);
	case KILN_ARG_DYNPTR_OUT:
		c->dynptr_out = nr;
		return dynptr_room(v, c->h, nr);
	case KILN_ARG_MEM_FIXED:
	case KILN_ARG_MEM_FIXED_RW:
	case KILN_ARG_MEM_FIXED_OUT:
		return check_memory(v, c, nr, c->h->fixed[nr - 1], true, mem_use(arg));
	case KILN_ARG_SIZE:
		return arg_size(v, c, nr, false);
	case KILN_ARG_SIZE_OR_ZERO:
		return arg_size(v, c, nr, true);
	case KILN_ARG_ALLOC_SIZE:
		return arg_alloc(v, c, nr);
	case KILN_ARG_RECORD:
		return arg_record(v, c, nr);
	case KILN_ARG_FUNC:
		c->has_func = true;
		c->func = r->len;
		return r->type == REG_FUNC || refuse_arg(v, c, nr, KILN_REASON_CALLBACK_ARG, "a function");
	case KILN_ARG_STACK_OR_NULL:
		return arg_stack(v, c, nr);
	case KILN_ARG_SPIN_LOCK:
		return arg_in_value(v, c, nr, true);
	case KILN_ARG_TIMER:
		return arg_in_value(v, c, nr, false);
	case KILN_ARG_CONST_STR:
		return arg_string(v, c, nr);
	case KILN_ARG_ZERO:
		return is_null(v, nr) || refuse_arg(v, c, nr, KILN_REASON_HELPER_ZERO, "0");
	case KILN_ARG_OBJECT:
		if (c->h->fixed[nr - 1])
			return typed_pass(v, c->h, nr, c->h->fixed[nr - 1]);
		if (c->kptr)
			return kptr_pass(v, c->h, nr, c->kptr);
		break;
	case KILN_ARG_SOCK:
		return sock_pass(v, c->h, nr, false);
	case KILN_ARG_SOCK_OR_NULL:
		return is_null(v, nr) || sock_pass(v, c->h, nr, true);
	case KILN_ARG_KPTR:
		return kptr_place(v, c->h, nr, &c->kptr);
	case KILN_ARG_LOCAL_TYPE:
		return local_type(v, c->h, nr, &c->local);
	case KILN_ARG_LOCAL:
		return local_pass(v, c->h, nr);
	case KILN_ARG_PERCPU:
		return kvar_pass(v, c->h, nr, &c->percpu);
	}
	return vfy_refuse(v, KILN_REASON_INTERNAL, "%s(): argument %u is of no known kind", c->h->name, nr);
}

/* -- what it does --------------------------------------------------------------------------------------------------- */

static bool take_lock(struct vfy *v, const struct call *c)
{
	if (v->st.lock_map)
		return vfy_refuse(v, KILN_REASON_LOCK_TWICE, "%s() with a lock held", c->h->name);
	v->st.lock_map = c->map.map | (c->map.flags & REG_INNER ? LOCK_INNER : 0);
	v->st.lock_id = c->map.id;
	return true;
}

static bool give_lock(struct vfy *v, const struct call *c)
{
	if (!v->st.lock_map)
		return vfy_refuse(v, KILN_REASON_UNLOCK_FREE, "%s() without a lock held", c->h->name);
	if (v->st.lock_map != (c->map.map | (c->map.flags & REG_INNER ? LOCK_INNER : 0)) || v->st.lock_id != c->map.id)
		return vfy_refuse(v, KILN_REASON_UNLOCK_OTHER, "%s() of another lock than the one that is held",
				  c->h->name);
	v->st.lock_map = v->st.lock_id = 0;
	return true;
}

static bool end_section(struct vfy *v, const struct call *c)
{
	if (!ref_held(v, c->h->fixed[0]))
		return vfy_refuse(v, KILN_REASON_SECTION_END, "%s() of a section that is not open", c->h->name);
	ref_drop(v, c->h->fixed[0]);
	reg_release(v, c->h->fixed[0]); /* what it kept */
	return true;
}

static bool tail_call(struct vfy *v, const struct call *c)
{
	struct prog_fact *f = fact_now(v);
	const struct vreg *key = reg_at(v, 3);
	bool known = reg_is_number(key) && range_is_const(key->r) && key->r.umax <= UINT32_MAX;

	if (v->st.lock_map || v->st.nr_refs)
		return vfy_refuse(v, v->st.lock_map ? KILN_REASON_LOCK : KILN_REASON_REF_LEAK,
				  "%s() with something still held", c->h->name);
	for (uint32_t i = 0; i < v->st.nr_frames; i++)
		if (v->st.frame[i]->kind == FRAME_CALLBACK || v->p->subs[v->st.frame[i]->sub].callback)
			return vfy_refuse(v, KILN_REASON_TAIL_CALL, "%s() in a callback", c->h->name);
	v->p->subs[cur_frame(v)->sub].has_tail_call = true;
	if (v->mode != MODE_CERTIFY) {
		if (known)
			path_exact(v, 3);
	} else if (v->first && known) {
		f->flags |= FACT_TAIL_KEY;
		f->key = (uint32_t)key->r.umax;
	} else if (!known || f->key != (uint32_t)key->r.umax) {
		f->flags &= (uint16_t)~FACT_TAIL_KEY;
	}
	return cur_frame(v)->kind != FRAME_CALL || path_fork(v, PEND_TAIL_CALL);
}

static void call_facts(struct vfy *v, const struct call *c)
{
	struct prog_fact *f = fact_now(v);
	uint32_t map = c->map_reg && !(c->map.flags & REG_INNER) ? c->map.map : 0;

	if (!facts_kept(v))
		return;
	if (v->first && map) {
		f->flags |= FACT_MAP;
		f->map = map;
	} else if (f->map != map) {
		f->flags &= (uint16_t) ~(FACT_MAP | FACT_KEY);
		f->map = 0;
	}
	if (v->first && c->key_known && map) {
		f->flags |= FACT_KEY;
		f->key = c->key;
	} else if (f->flags & FACT_KEY && (!c->key_known || f->key != c->key)) {
		f->flags &= (uint16_t)~FACT_KEY;
	}
}

static bool is_map_of_maps(const struct kiln_map *m)
{
	return m->spec.type == MAP_ARRAY_OF_MAPS || m->spec.type == MAP_HASH_OF_MAPS;
}

static bool is_map_of_sockets(const struct kiln_map *m)
{
	return m->spec.type == MAP_SOCKMAP || m->spec.type == MAP_SOCKHASH;
}

static bool result_value(struct vfy *v, const struct call *c, struct vreg *r)
{
	if (!c->m)
		return vfy_refuse(v, KILN_REASON_INTERNAL, "%s() returns a value of no map", c->h->name);
	if (is_map_of_sockets(c->m) || c->m->spec.type == MAP_XSKMAP) {
		*r = sock_new(v, is_map_of_sockets(c->m) ? KILN_SOCK_FULL : KILN_SOCK_XDP, true);
		return true;
	}
	*r = reg_pointer(is_map_of_maps(c->m) ? REG_MAP : REG_VALUE);
	r->map = c->map.map;
	r->flags = c->map.flags & REG_INNER;
	r->id = reg_new_id(v);
	if (r->type == REG_MAP) {
		if (!c->m->inner || r->flags & REG_INNER)
			return vfy_refuse(v, KILN_REASON_MAP_INNER, "map %s holds maps, but none shows how they look",
					  c->m->spec.name);
		r->flags = REG_INNER | REG_NULLABLE;
		return true;
	}
	if (!(c->key_known && c->id == HELPER_MAP_LOOKUP))
		r->flags |= REG_NULLABLE;
	return true;
}

/* A length that was asked for bounds a length that is returned. */
static struct range result_number(const struct call *c)
{
	const struct kiln_helper *h = c->h;

	if (h->flags & KILN_HELPER_RET_LEN)
		return range_bounded_signed(-4095, (int64_t)c->size.umax);
	return h->ret_min || h->ret_max ? range_bounded_signed(h->ret_min, h->ret_max) : range_unknown();
}

static bool call_result(struct vfy *v, const struct call *c, struct vreg *r)
{
	const struct kiln_helper *h = c->h;

	switch (h->ret) {
	case KILN_RET_VOID:
		*r = (struct vreg){ .type = REG_NONE };
		return true;
	case KILN_RET_INT:
		*r = reg_number(result_number(c));
		return true;
	case KILN_RET_VALUE_OR_NULL:
		return result_value(v, c, r);
	case KILN_RET_VALUE:
		if (!result_value(v, c, r))
			return false;
		r->flags &= (uint8_t)~REG_NULLABLE;
		return true;
	case KILN_RET_SOCK_OR_NULL:
		*r = sock_new(v, h->ret_len, true);
		return true;
	case KILN_RET_OBJECT:
	case KILN_RET_OBJECT_OR_NULL:
		if (c->percpu) {
			*r = typed_pointer(v, c->percpu, h->ret == KILN_RET_OBJECT_OR_NULL);
			return true;
		}
		if (c->kptr && !c->kptr->what) {
			*r = local_new(v, c->kptr->local, true);
			return true;
		}
		return typed_give(v, h, c->kptr ? c->kptr->what : h->ret_len, h->ret == KILN_RET_OBJECT_OR_NULL, r);
	case KILN_RET_LOCAL_OR_NULL:
		*r = local_new(v, c->local, true);
		return true;
	case KILN_RET_RECORD_OR_NULL:
		*r = reg_pointer(REG_RECORD);
		r->flags = REG_NULLABLE;
		r->len = c->alloc;
		r->id = reg_new_id(v);
		return true;
	case KILN_RET_MEM_OR_NULL:
		*r = reg_pointer(REG_MEM);
		r->flags = REG_NULLABLE;
		r->len = h->ret_len;
		r->id = reg_new_id(v);
		return true;
	case KILN_RET_NEXT_OR_NULL:
		return iter_next(v, h, &c->iter, r);
	case KILN_RET_SLICE_OR_NULL:
		*r = dynptr_slice(v, &c->dynptr, c->alloc, false);
		return true;
	case KILN_RET_SLICE_RW_OR_NULL:
		*r = dynptr_slice(v, &c->dynptr, c->alloc, true);
		return dynptr_written(v, h, &c->dynptr);
	}
	return vfy_refuse(v, KILN_REASON_INTERNAL, "%s() returns something of no known kind", h->name);
}

/* While commands are done for such a program it is no reader: what goes meanwhile it must not have a pointer into. */
static bool maps_stay(struct vfy *v, const struct call *c)
{
	for (uint32_t i = 0; i < v->p->nr_maps; i++)
		if (!rt_map_stays(v->p->maps[i]))
			return vfy_refuse(
				v, KILN_REASON_MAP_SLEEPS,
				"%s() waits, and elements of map %s, which the program names, may go meanwhile",
				c->h->name, v->p->maps[i]->spec.name);
	return true;
}

static bool call_allowed(struct vfy *v, struct call *c, const struct kiln_insn *insn)
{
	bool kfunc = insn->src == KILN_CALL_KFUNC, exists = false;
	const char *what = kfunc ? "kernel function" : "helper";

	c->h = rt_callee(v->kind, insn, &exists);
	if (!c->h)
		return exists ? vfy_refuse(v, KILN_REASON_HELPER_KIND, "%s %u may not be called by programs of kind %s",
					   what, c->id, v->kind->name)
			      : vfy_refuse(v, kfunc ? KILN_REASON_KFUNC : KILN_REASON_HELPER_UNKNOWN,
					   "there is no %s %u", what, c->id);
	if (c->h->flags & KILN_HELPER_GPL && !v->p->gpl)
		return vfy_refuse(v, KILN_REASON_HELPER_GPL, "%s() may be called by programs under the GPL only",
				  c->h->name);
	if (c->h->flags & KILN_HELPER_SLEEPS && !vfy_may_sleep(v))
		return vfy_refuse(v, KILN_REASON_HELPER_SLEEPS, "%s() may sleep, and the program may not", c->h->name);
	if (c->h->flags & KILN_HELPER_SLEEPS && ref_section(v))
		return vfy_refuse(v, KILN_REASON_SECTION_SLEEPS, "%s() may sleep, and a section that must not is open",
				  c->h->name);
	if (c->h->flags & KILN_HELPER_SLEEPS && v->kind->groups & KILN_GROUP_SYSCALL && !maps_stay(v, c))
		return false;
	if (v->st.lock_map && !(c->h->flags & (KILN_HELPER_IN_LOCK | KILN_HELPER_UNLOCK | KILN_HELPER_LOCK)))
		return vfy_refuse(v, KILN_REASON_LOCK_HELPER, "%s() with a lock held", c->h->name);
	return true;
}

static bool call_callback(struct vfy *v, const struct call *c)
{
	v->p->subs[c->func].callback = true;
	v->p->facts[v->p->subs[c->func].first].flags |= FACT_CALLBACK;
	if (!(c->h->flags & KILN_HELPER_CALLBACK))
		return sub_callback_later(v, c->h, c->func, c->m ? c->map.map : 0);
	return path_fork(v, PEND_CALLBACK) != NULL;
}

/* A part of what was acquired, which somebody else holds: a task's group leader. */
static bool is_found(const struct vreg *r)
{
	return r->type == REG_OBJECT && r->flags & REG_FOUND;
}

/* What an argument holds of that the program acquired; the call takes it back. */
static bool find_release(struct vfy *v, struct call *c)
{
	if (ref_held(v, c->dynptr.ref))
		c->release = c->dynptr.ref;
	if (ref_held(v, c->iter.ref))
		c->release = c->iter.ref;
	for (uint32_t nr = 1; nr <= 5 && c->h->arg[nr - 1]; nr++) {
		const struct vreg *r = reg_at(v, nr);

		if (c->h->arg[nr - 1] != KILN_ARG_ANYTHING && ref_held(v, r->ref) && !is_found(r))
			c->release = r->ref;
	}
	if (!c->release && c->kptr && reg_is_const(reg_at(v, 2), 0))
		return true;
	return c->release || vfy_refuse(v, KILN_REASON_REF_DOUBLE, "%s() of something that is not held", c->h->name);
}

/* What it gives must be given back. */
static bool acquires(const struct call *c)
{
	if (c->m && is_map_of_sockets(c->m) && c->id == HELPER_MAP_LOOKUP)
		return true;
	return c->h->flags & KILN_HELPER_ACQUIRE && !c->dynptr_out && !c->iter_out;
}

bool call_outside(struct vfy *v, const struct kiln_insn *insn)
{
	struct call c = { .id = (uint32_t)insn->imm, .size = range_const(MAX_SIZE) };
	struct vreg r;

	v->blame = 0;
	if (!call_allowed(v, &c, insn) || !path_step(v, v->info[v->pc].use, v->info[v->pc].def, 0))
		return false;
	for (uint32_t nr = 1; nr <= 5 && c.h->arg[nr - 1]; nr++)
		if (!check_arg(v, &c, nr))
			return false;
	call_facts(v, &c);
	if (c.h->flags & KILN_HELPER_TAIL_CALL && !tail_call(v, &c))
		return false;
	if (c.has_func && !call_callback(v, &c))
		return false;
	v->st.turn_of = 0;
	if (c.h->flags & KILN_HELPER_RELEASE) {
		if (!find_release(v, &c))
			return false;
		ref_drop(v, c.release);
		if (c.release && !object_end(v, c.release))
			return false;
	}
	if (c.h->flags & KILN_HELPER_WRITES_DYNPTR && !dynptr_written(v, c.h, &c.dynptr))
		return false;
	if (c.iter_out && !iter_make(v, c.h, c.iter_out))
		return false;
	if (c.dynptr_out && !dynptr_make(v, c.h, c.dynptr_out, &c.dynptr))
		return false;
	if ((c.h->flags & KILN_HELPER_LOCK && !take_lock(v, &c)) ||
	    (c.h->flags & KILN_HELPER_UNLOCK && !give_lock(v, &c)))
		return false;
	if ((c.h->flags & KILN_HELPER_BEGINS && !ref_add(v, c.h->fixed[0], 0)) ||
	    (c.h->flags & KILN_HELPER_ENDS && !end_section(v, &c)))
		return false;
	if (c.h->flags & KILN_HELPER_MOVES_PACKET)
		reg_forget_packet(v);
	if (!call_result(v, &c, &r))
		return false;
	if (c.h->flags & KILN_HELPER_CASTS && !reg_is_number(&r))
		r.ref = reg_at(v, 1)->ref;
	if (acquires(&c)) {
		r.ref = r.id ? r.id : reg_new_id(v);
		if (!ref_add(v, r.ref, 0))
			return false;
	}
	for (uint32_t i = 1; i <= 5; i++)
		*reg_at(v, i) = (struct vreg){ .type = REG_NONE };
	*reg_at(v, 0) = r;
	fact_result(v, &r);
	return true;
}
