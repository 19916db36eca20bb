/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * memory.c - loads, stores and atomic operations, by what the base register points to.
 */
#include "verify/explain.h"
#include "verify/state.h"

struct access {
	uint32_t reg; /* the base */
	int32_t off;
	uint32_t size;
	unsigned int use;
};

/* What a load from memory of which nothing is known gives. */
struct range mem_loaded(struct vfy *v, uint32_t size, bool sign)
{
	struct range *r = &v->loaded[sign][size];

	if (!r->umax)
		*r = range_load(size, sign);
	return *r;
}

#define PLURAL(n) ((n) == 1 ? "" : "s")

static const char *verb(unsigned int use)
{
	return use & (MEM_WRITE | MEM_SET) ? "write" : "read";
}

/* off counts from the register's value; [0, limit) of the object may be used. */
bool mem_bounds(struct vfy *v, uint32_t nr, const struct vreg *base, int64_t off, uint32_t size, uint32_t limit,
		unsigned int use, enum kiln_reason fixed, enum kiln_reason variable)
{
	int64_t at = base->off + off;
	struct text t;
	char buf[96];

	if (base->r.smin > -(int64_t)MAX_PTR_OFF && base->r.smax < MAX_PTR_OFF && at + base->r.smin >= 0 &&
	    at + base->r.smax + size <= limit)
		return true;
	if (range_is_const(base->r))
		return vfy_refuse(v, fixed, "%s %u byte%s at r%u%s%lld: offset %lld of %u bytes", verb(use), size,
				  PLURAL(size), nr, SIGN(off), (long long)off, (long long)(at + base->r.smin), limit);
	t = TEXT(buf);
	range_text_plain(&t, base->r);
	return vfy_refuse(v, variable, "%s %u bytes at r%u%s%lld: offset %lld plus %s, of %u bytes", verb(use), size,
			  nr, SIGN(off), (long long)off, (long long)at, buf, limit);
}

/* -- by kind of memory ---------------------------------------------------------------------------------------------- */

static bool refuse_packet(struct vfy *v, const struct access *a, const struct vreg *base)
{
	const char *end = base->type == REG_META ? "data" : "data_end";
	int64_t at = (int64_t)base->off + a->off, have = (int64_t)base->len - base->off;
	bool free = base->r.umax > MAX_PACKET_OFF || base->r.smin < 0;
	enum kiln_reason reason = free			   ? KILN_REASON_PACKET_INDEX
				  : at < 0		   ? KILN_REASON_PACKET_BEFORE
				  : base->type == REG_META ? KILN_REASON_META_BOUNDS
							   : KILN_REASON_PACKET_BOUNDS;

	vfy_refuse(v, reason, "%s %u byte%s at r%u%s%d: only %lld proven readable", verb(a->use), a->size,
		   PLURAL(a->size), a->reg, SIGN(a->off), a->off, (long long)(have > 0 ? have : 0));
	if (free) {
		why_missing(v->why, "a bound on the variable part of r%u: it may be beyond %d", a->reg, MAX_PACKET_OFF);
	} else if (at >= 0) {
		why_missing(v->why, "a comparison of r%u+%lld with %s on every path that comes here", a->reg,
			    (long long)a->off + a->size, end);
		why_remedy(v->why, "compare r%u+%lld with %s first", a->reg, (long long)a->off + a->size, end);
	}
	return false;
}

static bool packet_access(struct vfy *v, const struct access *a, const struct vreg *base)
{
	int64_t at = (int64_t)base->off + a->off;

	if (a->use & (MEM_WRITE | MEM_SET) && !(v->kind->flags & KILN_KIND_PACKET_WRITE))
		return vfy_refuse(v, KILN_REASON_PACKET_WRITE, "write to the packet in a program of kind %s",
				  v->kind->name);
	if (at >= 0 && at + a->size <= base->len)
		return fact_mem(v, base->type == REG_META ? MEM_META : MEM_PACKET, 0, 0);
	return refuse_packet(v, a, base);
}

static bool overlaps(const struct access *a, const struct vreg *base, uint32_t off, uint32_t len)
{
	int64_t lo = (int64_t)base->off + a->off + base->r.smin,
		hi = (int64_t)base->off + a->off + base->r.smax + a->size;

	return off != KILN_NO_OFF && lo < (int64_t)off + len && hi > (int64_t)off;
}

enum { LOCK_LEN = 4, TIMER_LEN = 16 };

/* kptr: the access is to one, as a whole. */
static bool value_access(struct vfy *v, const struct access *a, const struct vreg *base, bool kptr)
{
	const struct kiln_map *m = reg_map(v, base);
	int64_t at = (int64_t)base->off + a->off;

	if (!mem_bounds(v, a->reg, base, a->off, a->size, m->spec.value_size, a->use, KILN_REASON_VALUE_BOUNDS,
			KILN_REASON_VALUE_INDEX))
		return false;
	if (!kptr && kptr_overlaps(&m->spec, at + base->r.smin, at + base->r.smax + a->size))
		return vfy_refuse(v, KILN_REASON_KPTR_ACCESS,
				  "%s of a kernel's pointer in a map value as if it were data", verb(a->use));
	if (overlaps(a, base, m->spec.lock_off, LOCK_LEN) || overlaps(a, base, m->spec.timer_off, TIMER_LEN))
		return vfy_refuse(v, KILN_REASON_SPECIAL, "%s of a bpf_spin_lock or bpf_timer as if it were data",
				  verb(a->use));
	if (a->use & MEM_READ && m->spec.flags & MAP_F_WRONLY_PROG)
		return vfy_refuse(v, KILN_REASON_WRITE_ONLY, "read of map %s, which programs may only write",
				  m->spec.name);
	if (a->use & (MEM_WRITE | MEM_SET) && (m->spec.flags & MAP_F_RDONLY_PROG || m->ops->looked_at))
		return vfy_refuse(v, KILN_REASON_READ_ONLY, "write to map %s, which programs may only read",
				  m->spec.name);
	return fact_mem(v, MEM_VALUE, 0, base->flags & REG_INNER ? 0 : base->map);
}

/* How far the program reaches into a part of what is listed: whoever attaches it asks whether so much is there. */
static void element_note(struct vfy *v, const struct access *a, const struct vreg *base)
{
	uint32_t end = (uint32_t)(base->off + a->off + base->r.smax + a->size);
	uint32_t *far = &v->p->element_end[base->flags & REG_WRITABLE ? ELEMENT_VALUE : ELEMENT_KEY];

	if (end > *far)
		*far = end;
}

static bool sized_access(struct vfy *v, const struct access *a, const struct vreg *base)
{
	if (a->use & (MEM_WRITE | MEM_SET) && base->type == REG_MEM && !(base->flags & REG_WRITABLE))
		return vfy_refuse(v, KILN_REASON_MEM_READ_ONLY, "write to memory that may only be read");
	if (!mem_bounds(v, a->reg, base, a->off, a->size, base->len, a->use,
			base->type == REG_RECORD ? KILN_REASON_RECORD_BOUNDS : KILN_REASON_MEM_BOUNDS,
			KILN_REASON_MEM_INDEX))
		return false;
	if (base->type == REG_MEM && base->flags & REG_ELEMENT)
		element_note(v, a, base);
	return fact_mem(v, base->type == REG_RECORD ? MEM_RECORD : MEM_PLAIN, 0, 0);
}

/* Not the program's to write, and read by what it is. */
static bool is_kernels(const struct vreg *r)
{
	return (r->type == REG_OBJECT || r->type == REG_SOCK) && !(r->flags & REG_NULLABLE);
}

static bool refuse_base(struct vfy *v, const struct access *a, const struct vreg *base)
{
	if (!reg_check_set(v, a->reg))
		return false;
	if (base->flags & REG_NULLABLE)
		return vfy_refuse(v, KILN_REASON_NULL_DEREF, "%s through r%u, which is %s", verb(a->use), a->reg,
				  reg_type_name(base));
	if (reg_is_const(base, 0))
		return vfy_refuse(v, KILN_REASON_NULL_CONST, "%s through r%u, which is NULL", verb(a->use), a->reg);
	if (is_kernels(base) && a->use & (MEM_WRITE | MEM_SET))
		return vfy_refuse(v, KILN_REASON_OBJECT_WRITE, "%s through r%u, which is %s", verb(a->use), a->reg,
				  reg_type_name(base));
	return vfy_refuse(v,
			  reg_is_number(base)	     ? KILN_REASON_NOT_POINTER
			  : base->type == REG_PERCPU ? KILN_REASON_PERCPU
						     : KILN_REASON_OPAQUE,
			  "%s through r%u, which is %s", verb(a->use), a->reg, reg_type_name(base));
}

static bool local_access(struct vfy *v, const struct access *a, const struct vreg *base)
{
	if (a->use & (MEM_WRITE | MEM_SET) && !(base->flags & REG_WRITABLE))
		return vfy_refuse(v, KILN_REASON_MEM_READ_ONLY, "write to an object that the program does not hold");
	return mem_bounds(v, a->reg, base, a->off, a->size, local_size(v, base), a->use, KILN_REASON_MEM_BOUNDS,
			  KILN_REASON_MEM_INDEX) &&
	       fact_mem(v, MEM_PLAIN, 0, 0);
}

/* Anything but the stack and the context. */
static bool plain_access(struct vfy *v, const struct access *a, const struct vreg *base)
{
	if (base->flags & REG_NULLABLE)
		return refuse_base(v, a, base);
	switch (base->type) {
	case REG_PACKET:
	case REG_META:
		return packet_access(v, a, base);
	case REG_VALUE:
		return value_access(v, a, base, false);
	case REG_MEM:
	case REG_RECORD:
		return sized_access(v, a, base);
	case REG_LOCAL:
		return local_access(v, a, base);
	default:
		return refuse_base(v, a, base);
	}
}

/* -- the context ---------------------------------------------------------------------------------------------------- */

static bool ctx_raw(struct vfy *v, const struct access *a, const struct vreg *base)
{
	int64_t at = (int64_t)base->off + a->off;

	if (at < 0 || at + a->size > v->kind->ctx_len || at % a->size)
		return vfy_refuse(v, KILN_REASON_CTX_ACCESS, "%s %u bytes at offset %lld of a context of %u bytes",
				  verb(a->use), a->size, (long long)at, v->kind->ctx_len);
	if (a->use & MEM_WRITE && !(v->kind->flags & KILN_KIND_RAW_CTX_WRITE))
		return vfy_refuse(v, KILN_REASON_CTX_WRITE, "write to the context of kind %s", v->kind->name);
	return fact_mem(v, MEM_CTX, 0, 0);
}

static const struct kiln_field *ctx_field(struct vfy *v, const struct access *a, const struct vreg *base)
{
	const struct kiln_field *f = a->off < 0 ? NULL : rt_field(v->kind, (uint32_t)a->off, a->size);

	if (base->off) {
		vfy_refuse(v, KILN_REASON_CTX_MOVED, "%s through r%u, the context moved by %d", verb(a->use), a->reg,
			   base->off);
		return NULL;
	}
	if (!f) {
		vfy_refuse(v, KILN_REASON_CTX_FIELD, "%s %u bytes at offset %d of the context: no field is there",
			   verb(a->use), a->size, a->off);
		return NULL;
	}
	return fact_mem(v, MEM_CTX, (uint16_t)(f - v->kind->fields + 1), 0) ? f : NULL;
}

static struct vreg field_value(struct vfy *v, const struct kiln_field *f)
{
	struct vreg r;

	switch (f->type) {
	case KILN_FIELD_PACKET:
		return reg_pointer(REG_PACKET);
	case KILN_FIELD_PACKET_END:
		return reg_pointer(REG_PACKET_END);
	case KILN_FIELD_PACKET_META:
		return reg_pointer(REG_META);
	case KILN_FIELD_SOCK:
	case KILN_FIELD_SOCK_OR_NULL:
		return sock_new(v, f->mem_len, f->type == KILN_FIELD_SOCK_OR_NULL);
	case KILN_FIELD_MEM:
		r = reg_pointer(REG_MEM);
		r.len = f->mem_len;
		r.flags = f->flags & KILN_FIELD_MEM_RW ? REG_WRITABLE : 0;
		return r;
	default:
		return reg_number(mem_loaded(v, f->size < f->real_size ? f->size : f->real_size, false));
	}
}

static bool ctx_load(struct vfy *v, const struct access *a, const struct vreg *base, bool sign, struct vreg *out)
{
	const struct kiln_field *f;

	*out = reg_number(mem_loaded(v, a->size, sign));
	if (v->kind->flags & KILN_KIND_RAW_CTX)
		return ctx_raw(v, a, base) &&
		       (!v->proto || typed_argument(v, (uint32_t)(base->off + a->off), a->size, out));
	f = ctx_field(v, a, base);
	if (!f)
		return false;
	if (!(f->flags & KILN_FIELD_READ))
		return vfy_refuse(v, KILN_REASON_CTX_HIDDEN,
				  "read of the context's field %s, which programs of kind %s do not see", f->name,
				  v->kind->name);
	if (!rt_field_allows(f, (uint32_t)a->off, a->size, false) ||
	    (a->size != f->size && f->type != KILN_FIELD_SCALAR))
		return vfy_refuse(v, KILN_REASON_CTX_SIZE,
				  "read of %u bytes of the context's field %s, which is not to be read so", a->size,
				  f->name);
	if (sign && (f->type != KILN_FIELD_SCALAR || f->real_size != f->size))
		return vfy_refuse(v, KILN_REASON_CTX_SIGN, "sign-extending read of the context's field %s", f->name);
	if (a->size != f->size || f->flags & KILN_FIELD_BYTES)
		return true;
	if (!sign)
		*out = field_value(v, f);
	return true;
}

static bool ctx_store(struct vfy *v, const struct access *a, const struct vreg *base)
{
	const struct kiln_field *f;

	if (v->kind->flags & KILN_KIND_RAW_CTX)
		return ctx_raw(v, a, base);
	f = ctx_field(v, a, base);
	if (!f)
		return false;
	if (!(f->flags & KILN_FIELD_WRITE) || f->type != KILN_FIELD_SCALAR)
		return vfy_refuse(v, KILN_REASON_CTX_WRITE, "write to the context's field %s, which is read-only",
				  f->name);
	if (!rt_field_allows(f, (uint32_t)a->off, a->size, true) || f->real_size > f->size)
		return vfy_refuse(v, KILN_REASON_CTX_PART, "write to a part of the context's field %s", f->name);
	return true;
}

/* -- loads ---------------------------------------------------------------------------------------------------------- */

/* A number that cannot change any more: in the only value of a frozen map that programs only read. */
static bool load_frozen(struct vfy *v, const struct access *a, const struct vreg *base, bool sign, struct vreg *out)
{
	const struct kiln_map *m = reg_map(v, base);
	const uint8_t *at;
	uint64_t x;

	if (base->flags & REG_INNER || !kiln_map_frozen(m) || !(m->spec.flags & MAP_F_RDONLY_PROG) || !m->direct.base ||
	    m->direct.nr != 1 || m->direct.cpu_stride || !range_is_const(base->r))
		return false;
	at = m->direct.base + base->off + a->off + base->r.smin;
	x = a->size == 1 ? *at : a->size == 2 ? get16(at) : a->size == 4 ? get32(at) : get64(at);
	*out = reg_number(range_cast(range_const(x), a->size * 8, sign));
	return true;
}

static bool is_signed_load(enum insn_op op)
{
	return op == OP_LDSX8 || op == OP_LDSX16 || op == OP_LDSX32;
}

/* Aligned, and of a kind that other CPUs' atomic operations agree on. */
static bool atomic_base(struct vfy *v, const struct access *a, const struct vreg *base)
{
	struct tnum t = tnum_add(base->r.t, tnum_const((uint64_t)((int64_t)base->off + a->off)));

	if (!reg_check_set(v, a->reg))
		return false;
	if (base->type == REG_PACKET || base->type == REG_META || base->type == REG_CTX)
		return vfy_refuse(v, KILN_REASON_ATOMIC, "an atomic operation on %s", reg_type_name(base));
	if (base->type != REG_STACK && base->type != REG_VALUE && base->type != REG_RECORD && base->type != REG_MEM &&
	    base->type != REG_LOCAL)
		return refuse_base(v, a, base);
	if (!tnum_is_aligned(t, a->size) || (base->type == REG_MEM && base->flags & REG_LOOSE))
		return vfy_refuse(v, KILN_REASON_ATOMIC_ALIGN,
				  "an atomic operation of %u bytes at r%u%s%d, which is not aligned to them", a->size,
				  a->reg, SIGN(a->off), a->off);
	return true;
}

bool load_do(struct vfy *v, const struct kiln_insn *insn, enum insn_op op)
{
	struct access a = { .reg = insn->src, .off = insn->off, .size = insn_rows[op].width / 8u, .use = MEM_READ };
	struct vreg base = *reg_at(v, insn->src), out;
	const struct kiln_map_kptr *kptr;
	bool sign = is_signed_load(op), frozen = false;

	if (!path_step(v, v->info[v->pc].use, v->info[v->pc].def, 0))
		return false;
	if (insn_rows[op].form == FORM_LOAD_ACQ && !atomic_base(v, &a, &base))
		return false;
	if (base.type == REG_STACK) {
		if (!stack_load(v, a.reg, a.off, a.size, sign, &out) || !fact_mem(v, MEM_STACK, 0, 0))
			return false;
	} else if (base.type == REG_CTX) {
		if (!ctx_load(v, &a, &base, sign, &out))
			return false;
	} else if (is_kernels(&base) && insn_rows[op].form == FORM_LOAD) {
		out = reg_number(mem_loaded(v, a.size, sign));
		if (base.type == REG_SOCK ? !sock_load(v, a.reg, a.off, a.size)
					  : !typed_load(v, a.reg, a.off, a.size, sign, &out))
			return false;
	} else if (a.size == 8 && insn_rows[op].form == FORM_LOAD && (kptr = kptr_at(v, &base, a.off)) != NULL) {
		if (!value_access(v, &a, &base, true) || !kptr_load(v, kptr, &out))
			return false;
	} else {
		out = reg_number(mem_loaded(v, a.size, sign));
		if (!plain_access(v, &a, &base))
			return false;
		frozen = base.type == REG_VALUE && load_frozen(v, &a, &base, sign, &out);
	}
	fact_keep(v, FACT_CONST, frozen && insn_rows[op].form == FORM_LOAD ? FACT_CONST : 0);
	*reg_at(v, insn->dst) = out;
	fact_result(v, &out);
	return true;
}

/* -- stores --------------------------------------------------------------------------------------------------------- */

static bool store_any(struct vfy *v, const struct access *a, const struct vreg *val, uint32_t val_reg, uint8_t form)
{
	struct vreg base = *reg_at(v, a->reg);
	const struct kiln_map_kptr *kptr = a->size == 8 && form != FORM_STORE_REL ? kptr_at(v, &base, a->off) : NULL;

	if (kptr) {
		if (val_reg < KILN_NR_REGS)
			path_exact(v, val_reg);
		return value_access(v, a, &base, true) && kptr_store(v, kptr, val);
	}

	if (base.type == REG_STACK)
		return stack_store(v, a->reg, a->off, a->size, val) && fact_mem(v, MEM_STACK, 0, 0);
	if (!(base.type == REG_CTX ? ctx_store(v, a, &base) : plain_access(v, a, &base)))
		return false;
	return val_reg == KILN_NR_REGS ||
	       reg_check_visible(v, val_reg, KILN_REASON_LEAK, "it would become visible outside");
}

bool store_do(struct vfy *v, const struct kiln_insn *insn, enum insn_op op)
{
	uint8_t form = insn_rows[op].form;
	struct access a = { .reg = insn->dst, .off = insn->off, .size = insn_rows[op].width / 8u, .use = MEM_WRITE };
	struct vreg val, base = *reg_at(v, insn->dst);

	if (!path_step(v, v->info[v->pc].use, 0, STEP_STORE))
		return false;
	if (form == FORM_STORE_REL && !atomic_base(v, &a, &base))
		return false;
	if (form == FORM_STORE_IMM) {
		val = reg_number(range_cast(range_const((uint64_t)(int64_t)insn->imm), a.size * 8, false));
		return store_any(v, &a, &val, KILN_NR_REGS, form);
	}
	if (!reg_check_set(v, insn->src))
		return false;
	reg_link(v, insn->src);
	val = *reg_at(v, insn->src);
	if (a.size < 4 && val.rank.loop) /* how far it has gone stays known where it fits: stack.c */
		path_exact(v, insn->src);
	return store_any(v, &a, &val, insn->src, form);
}

/* -- atomic operations ---------------------------------------------------------------------------------------------- */

enum { CMPXCHG = 0xf1, FETCH = 1 };

static bool atomic_stack(struct vfy *v, const struct access *a)
{
	struct vreg old, data = reg_number(range_unknown());

	if (!stack_load(v, a->reg, a->off, a->size, false, &old))
		return false;
	if (old.type != REG_NUMBER && !v->leak)
		return vfy_refuse(v, KILN_REASON_ATOMIC_POINTER, "an atomic operation on %s that lies on the stack",
				  reg_type_name(&old));
	data.r = mem_loaded(v, a->size, false);
	return stack_store(v, a->reg, a->off, a->size, &data) && fact_mem(v, MEM_STACK, 0, 0);
}

bool atomic_do(struct vfy *v, const struct kiln_insn *insn, enum insn_op op)
{
	const struct insn_row *row = &insn_rows[op];
	struct access a = { .reg = insn->dst, .off = insn->off, .size = row->width / 8u, .use = MEM_READ | MEM_WRITE };
	struct vreg base = *reg_at(v, insn->dst), out = reg_number(mem_loaded(v, a.size, false));
	bool cmpxchg = row->sel == CMPXCHG;

	if (!path_step(v, v->info[v->pc].use, v->info[v->pc].def, 0) || !atomic_base(v, &a, &base))
		return false;
	if (!reg_check_visible(v, insn->src, KILN_REASON_LEAK, "it would become visible outside"))
		return false;
	if (cmpxchg && !reg_check_visible(v, 0, KILN_REASON_LEAK_COMPARE, "it would be compared with memory"))
		return false;
	if (!(base.type == REG_STACK ? atomic_stack(v, &a) : plain_access(v, &a, &base)))
		return false;
	if (row->sel & FETCH)
		*reg_at(v, cmpxchg ? 0 : insn->src) = out;
	fact_result(v, &out);
	return true;
}

/* -- wide loads ----------------------------------------------------------------------------------------------------- */

/* Some kinds of programs, and those that may sleep, are not to name every map. */
static bool map_allowed(struct vfy *v, const struct kiln_map *m)
{
	if (vfy_may_sleep(v) && !rt_map_sleeps(m->spec.type))
		return vfy_refuse(v, KILN_REASON_MAP_SLEEPS, "map %s, of type %s, in a program that may sleep",
				  m->spec.name, m->ops->name);
	if (v->kind->flags & KILN_KIND_NO_LOCK && m->spec.lock_off != KILN_NO_OFF)
		return vfy_refuse(v, KILN_REASON_MAP_LOCK, "map %s has a bpf_spin_lock, in a program of kind %s",
				  m->spec.name, v->kind->name);
	if (v->kind->flags & KILN_KIND_NO_TIMER && m->spec.timer_off != KILN_NO_OFF)
		return vfy_refuse(v, KILN_REASON_MAP_TIMER, "map %s has a bpf_timer, in a program of kind %s",
				  m->spec.name, v->kind->name);
	return true;
}

static bool wide_map(struct vfy *v, const struct kiln_insn *insn, enum insn_op op, struct vreg *out)
{
	uint32_t i = (uint32_t)insn->imm, off = (uint32_t)insn[1].imm;
	const struct kiln_map *m;

	if (i >= v->p->nr_maps)
		return vfy_refuse(v, KILN_REASON_MAP_NUMBER, "map %u of %u", i, v->p->nr_maps);
	m = v->p->maps[i];
	if (!map_allowed(v, m))
		return false;
	*out = reg_pointer(op == OP_LD64_MAP_IDX ? REG_MAP : REG_VALUE);
	out->map = i + 1;
	if (op == OP_LD64_MAP_IDX)
		return true;
	if (!m->direct.base || m->direct.nr != 1 || m->direct.cpu_stride)
		return vfy_refuse(v, KILN_REASON_MAP_ADDRESS, "address in map %s, which is no array of one value",
				  m->spec.name);
	if (off >= m->spec.value_size)
		return vfy_refuse(v, KILN_REASON_VALUE_ADDRESS,
				  "invalid access to map value pointer, value_size=%u off=%u", m->spec.value_size, off);
	out->off = (int32_t)off;
	return true;
}

bool wide_do(struct vfy *v, const struct kiln_insn *insn, enum insn_op op)
{
	struct vreg out;

	if (!path_step(v, 0, v->info[v->pc].def, STEP_FLOW))
		return false;
	switch (op) {
	case OP_LD64_IMM:
		out = reg_number(range_const(insn_wide_imm(insn)));
		break;
	case OP_LD64_MAP_IDX:
	case OP_LD64_VALUE_IDX:
		if (!wide_map(v, insn, op, &out))
			return false;
		break;
	case OP_LD64_FUNC:
		out = reg_pointer(REG_FUNC);
		out.len = v->info[v->info[v->pc].target].sub;
		break;
	case OP_LD64_VAR:
		if (!kvar_wide(v, insn, &out))
			return false;
		break;
	default:
		return vfy_refuse(v, KILN_REASON_MAP_FD,
				  "a map by descriptor, which the front end should have resolved");
	}
	*reg_at(v, insn->dst) = out;
	fact_result(v, &out);
	return true;
}

/* RFC 9669's packet loads: past the packet's end they end the program with 0. */
bool packet_load_do(struct vfy *v, const struct kiln_insn *insn, enum insn_op op)
{
	const struct vreg *ctx = reg_at(v, 6);
	struct vreg out = reg_number(range_load(insn_rows[op].width / 8u, false));

	if (!path_step(v, v->info[v->pc].use, v->info[v->pc].def, 0))
		return false;
	if (!(v->kind->flags & KILN_KIND_LEGACY_LD))
		return vfy_refuse(v, KILN_REASON_PACKET_LOAD, "a packet load in a program of kind %s", v->kind->name);
	if (v->st.nr_frames > 1 || v->sub[cur_frame(v)->sub].global || v->p->subs[cur_frame(v)->sub].callback)
		return vfy_refuse(v, KILN_REASON_PACKET_LOAD_SUB, "a packet load in a function that is called");
	if (v->st.nr_refs || v->st.lock_map)
		return vfy_refuse(v, v->st.lock_map ? KILN_REASON_LOCK : KILN_REASON_REF_LEAK,
				  "a packet load may end the program with something still held");
	if (ctx->type != REG_CTX || ctx->off || !range_is_const(ctx->r))
		return vfy_refuse(v, KILN_REASON_PACKET_LOAD_ARG, "a packet load needs the context in r6, which is %s",
				  reg_type_name(ctx));
	if (insn_rows[op].form == FORM_LDIND) {
		if (!reg_check_set(v, insn->src))
			return false;
		if (!reg_is_number(reg_at(v, insn->src)))
			return vfy_refuse(v, KILN_REASON_PACKET_LOAD_ARG, "a packet load at r%u, which is %s",
					  insn->src, reg_type_name(reg_at(v, insn->src)));
	}
	for (uint32_t i = 1; i <= 5; i++)
		*reg_at(v, i) = (struct vreg){ .type = REG_NONE };
	*reg_at(v, 0) = out;
	fact_result(v, &out);
	return true;
}

/* -- memory given to helpers ---------------------------------------------------------------------------------------- */

bool mem_check_region(struct vfy *v, uint32_t nr, uint32_t len, bool exact_len, unsigned int use, bool packet_ok)
{
	struct vreg base = *reg_at(v, nr);
	struct access a = { .reg = nr, .size = len, .use = use };
	uint16_t field = fact_now(v)->field;
	uint8_t mem = fact_now(v)->mem;
	uint32_t map = fact_now(v)->map;
	bool ok;

	if (base.type == REG_STACK)
		return stack_region(v, nr, len, exact_len, use);
	if ((base.type == REG_PACKET || base.type == REG_META) && !packet_ok)
		return vfy_refuse(v, KILN_REASON_HELPER_PACKET, "r%u is %s: this helper takes other memory", nr,
				  reg_type_name(&base));
	if (!len && base.type >= REG_PACKET && base.type != REG_PACKET_END && base.type != REG_MAP &&
	    base.type != REG_FUNC && !(base.flags & REG_NULLABLE))
		return true;
	ok = plain_access(v, &a, &base);
	fact_now(v)->field = field; /* a call's facts are not those of a load */
	fact_now(v)->mem = mem;
	fact_now(v)->map = map;
	return ok;
}
