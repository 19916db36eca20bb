#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# the tests of the verifier find mistakes: with each planted one, a text case or the witness of random programs must fail
# limit: 1500
set -u

B=${B:-build}
CC=${CC:-cc}
dir=$B/test/verify-mutants
flags="-std=c11 -O1 -w -Iinclude -Icore"
rm -rf "$dir"
mkdir -p "$dir"
if ! make -s "B=$B" "$B/libkiln.a" >"$dir/log" 2>&1; then
	echo "not ok verify mutants - the library does not build"
	exit 0
fi

# link NAME OBJECT...: the test NAME in the worker's folder; an object stands for the library's own of the same names
link() {
	out=$mine/$1
	shift
	$CC "$@" "$B/libkiln.a" -lurcu-memb -lurcu-common -o "$out" >>"$mine/log" 2>&1
}

# Cases that take long come last.
slow="test/case/verify/fuel.t test/case/verify/loop.t test/case/verify/ranked.t"
quick=$(ls test/case/verify/*.t | grep -vFx "$(echo "$slow" | tr ' ' '\n')")

# fails FILE...: how it was found by the cases in them. Programs that are loaded for native code are checked at once where that can be.
fails() {
	timeout 60 "$mine/case_run" --engine interp "$@" >"$mine/log" 2>&1 || { echo cases; return; }
	timeout 60 "$mine/case_run" --engine jit "$@" >"$mine/log" 2>&1 || echo "cases without a tape"
}

# finds OBJECT...: how the mistake was found, or nothing
finds() {
	link case_run "$dir/case_run.o" "$@" || return
	found=$(fails $quick)
	[ -z "$found" ] || { echo "$found"; return; }
	link proof_test "$dir/proof_test.o" "$@" -lcmocka || return
	timeout 60 "$mine/proof_test" >"$mine/log" 2>&1 || { echo "forged proofs"; return; }
	link witness "$dir/witness.o" "$dir/gen.o" "$dir/follow.o" "$dir/mutate.o" "$@" || return
	timeout 90 "$mine/witness" --count 12000 >"$mine/log" 2>&1 || { echo "random programs"; return; }
	fails $slow
}

for name in unit/proof_test case_run random/witness random/gen random/follow random/mutate; do
	$CC $flags -D_GNU_SOURCE -Itest/random -c "test/$name.c" -o "$dir/${name##*/}.o" || exit 1
done
mine=$dir
if [ -n "$(finds)" ]; then
	echo "not ok verify mutants - the tests fail without one"
	exit 0
fi

# plant FILE WHAT-TO-FIND WHAT-TO-PUT: one mistake in one place in core/verify/FILE.c, and whether it is found
plant() {
	name=$(echo "$1: $2 -> $3" | tr -s '\t ' ' ')
	if ! test/plant "core/verify/$1.c" "$2" "$3" >"$mine/$1.c"; then
		echo "not ok $name - there is no such text"
	elif ! $CC $flags -ffreestanding -c "$mine/$1.c" -o "$mine/$1.o" >"$mine/log" 2>&1; then
		echo "not ok $name - it does not compile"
		sed 's/^/# /' "$mine/log" | head -n 5
	else
		found=$(finds "$mine/$1.o")
		[ -n "$found" ] && echo "ok $name: found by $found" || echo "not ok $name - the tests pass"
	fi
}

# worker N OF: every OF-th line of the list, beginning with the N-th
worker() {
	mine=$dir/$1
	mkdir -p "$mine"
	awk -v n="$1" -v of="$2" 'NF && NR % of == n' "$dir/list" |
		while IFS=@ read -r file find put; do
			plant "$file" "$find" "$put"
		done
}

# FILE@WHAT TO FIND@WHAT TO PUT
cat >"$dir/list" <<'END'
call@		if (!rt_map_stays(v->p->maps[i]))@		if (false)
call@c->h->flags & KILN_HELPER_WRITES_MAP &&@false &&
match@now->flags & REG_NULLABLE ? now->id : SURE_ID@now->id
proof@	must(b, !(r->flags & REG_NULLABLE) || (r->id && may_be_null(r->type)));@
proof@r->type > REG_META@r->type != REG_NUMBER
call@c->m->spec.type == MAP_BLOOM_FILTER ? MEM_READ : MEM_SET@MEM_SET
sub@	reg_each(v, give_back_one, NULL);@
match@i >= v->st.nr_refs || s->ref[i].serial != v->st.ref[i].serial@false
cond@r->r.smax <= UINT32_MAX)@true)
dynptr@(d->flags & REG_LENT) |@
rank@return !c->lost && pack_find(l->before, c->place, came)@return pack_find(l->before, c->place, came)
rank@	if (!range_subset(r, held.r))@	if (false)
rank@(!c->half || r->umax <= UINT32_MAX);@true;
rank@s->lo != s->hi ||@
rank@		c->by = 0;@		;
meet@	v->nr_sums = 0; /* it@	/* it
meet@m->nr_turns ? HOW_CALLS : HOW_TURN@HOW_TURN
match@m.same = how == HOW_CALLS ? s->nr_frames : 0;@m.same = 0;
path@	p->in = v->in;@	p->in = NULL;
alu@r->id != p->id || @
cond@in->def >> c->dst & 1 || @
cond@in->flags & INSN_PRUNE || @
cond@ || (c->width == 32 && c->d->r.umax > UINT32_MAX)@
cond@v->p->insns[v->masked.pc].dst != c->dst || @
cond@if (masked->id && cond == RANGE_EQ)@if (masked->id)
cond@c->width != 64 || !c->d->id@!c->d->id
cond@		way[0] = ge;@		way[0] = lt;
cond@range_bounded(0, far - 1)@range_bounded(0, far - 2)
regs@(int64_t)re.from.delta - delta@0
meet@return certify_back(v, head);@return true;
meet@run = rank_end(n->loop, run);@run = 0;
certify@if (s->loop && !rank_return(v, s->loop))@if (false)
rank@lo < 0 || hi > MAX_STEP@hi > MAX_STEP
rank@by->r.smin + more < 0@false
rank@hi * (t * (t - 1) / 2)@hi * (t / 2)
rank@t * (by->r.smax + more)@t * by->r.smax
alu@a->s->r.umax <= UINT32_MAX - d->r.umax@true
alu@if (all >> bits << bits & ~mask)@if (false)
alu@		v->masked.id = 0;@		;
alu@	d->delta += a->s->delta;@	;
alu@int64_t len = (int64_t)r->len + r->delta - p->delta;@int64_t len = (int64_t)r->len;
alu@r->id != p->id || @
rank@ || r->rank.by || r->rank.more)@)
match@if (old < KILN_NR_SECTIONS || now < KILN_NR_SECTIONS)@if (false)
call@if (!ref_held(v, c->h->fixed[0]))@if (false)
call@if (c->h->flags & KILN_HELPER_SLEEPS && ref_section(v))@if (false)
fuel@	in->metered = true; /*@	return true; /*
fuel@v->entry->sub || @
fuel@v->st.nr_refs || @
fuel@if (v->st.frame[f]->kind == FRAME_CALLBACK)@if (false)
fuel@v->info[v->pc].op == OP_MAY_GOTO || @
fuel@v->info[pc].target <= pc;@v->info[pc].target < pc;
cond@		len++;@		len += 2;
cond@else if (cond != RANGE_LE && cond != RANGE_EQ)@else if (0)
cond@if (r->id != p->id || @if (
cond@p->len + p->delta - r->delta;@p->len;
cond@	if (!number && r->r.smin < 0)@	if (false)
cond@r->id != s->id@false
cond@	if (null && c->d->ref &&@	if (c->d->ref &&
cond@return RANGE_LE;@return RANGE_LT;
stack@else if (!drop_spill(v, slot, half))@else if (false)
stack@if (slot->byte[b] == BYTE_ZERO && !zero)@if (false)
stack@hi = lo + base->r.smax + size;@hi = lo + base->r.smax;
stack@if (slot->byte[b] == BYTE_NONE)@if (false)
stack@return path_write(v, s->frame, slots_of(s), false);@return path_write(v, s->frame, slots_of(s), true);
stack@r.r = range_cast(r.r, size * 8, false);@;
stack@if (val->type == REG_STACK && val->frame > s.frame)@if (false)
match@if (m->how != HOW_SAME && !exact)@if (m->how != HOW_SAME)
match@return m->now[i] == now && m->more[i] == more;@return m->more[i] == more;
match@return m->now[i] == now && m->more[i] == more;@return m->now[i] == now;
match@if (!m->rank || !rank_open(v, old) || old->loop == m->self)@if (true)
match@now->len >= old->len@true
match@if (s->nr_refs != st->nr_refs@if (false
match@return s->serial == cur_frame(v)->serial && !cur_frame(v)->dry;@return true;
match@if (m->same && @if (false &&
path@w->stored_exact |= (n->slot_exact & s->slots) != 0;@;
path@(s->flags & STEP_COND && exact & (s->use | s->link))@false
path@(s->flags & STEP_FLOW && w->result_exact)@false
path@n->exact |= s->exact;@;
path@caller->exact |= callee->exact & ARGS;@;
path@callee->exact = caller->exact & 1;@;
path@if (s->flags & STEP_EXACT || w->result_exact)@if (s->flags & STEP_EXACT)
stack@if (slot->byte[b] == BYTE_OBJECT)@if (false)
object@if (ref_held(v, ref))@if (false)
object@o->type == type && !o->frame ?@o->type == type ?
object@if (!forget(v, frame, all_of(f, slot)))@if (!forget(v, frame, (uint64_t)1 << slot))
object@		reg_release(v, ref);@		;
object@	if (!object_overwrite(v, frame, bits) ||@	if (
iter@	if (it->flags & REG_DRY) {@	if (false) {
iter@			it->flags |= REG_DRY;@			;
iter@	r->ref = it->ref;@	;
iter@return it && !(it->flags & REG_DRY) ?@return it ?
match@		v->st.turn_of = iter_turn(v, h);@		v->st.turn_of = 1;
match@if (m->how == HOW_SAME && old->len != now->len)@if (false)
dynptr@		d.ref = from->ref;@		;
dynptr@(of_packet(d) ? REG_SLICE : 0)@0
dynptr@if (h->fixed[nr - 1] && d->len != h->fixed[nr - 1])@if (false)
dynptr@	r.ref = d->ref;@	;
call@return check_memory(v, c, nr - 1, c->alloc, true,@return true || check_memory(v, c, nr - 1, c->alloc, true,
memory@*reg_at(v, cmpxchg ? 0 : insn->src) = out;@;
memory@at + base->r.smax + size <= limit@at + base->r.smax <= limit
memory@if (at >= 0 && at + a->size <= base->len)@if (at + a->size <= base->len)
memory@if (!tnum_is_aligned(t, a->size) ||@if (false ||
call@KILN_HELPER_ACQUIRE && !c->dynptr_out && !c->iter_out;@KILN_HELPER_ACQUIRE && false;
call@c->h->arg[nr - 1] != KILN_ARG_ANYTHING && @
regs@	if (r->ref == *(uint32_t *)arg)@	if (false)
call@if (c.h->flags & KILN_HELPER_MOVES_PACKET)@if (false)
call@if (!zero_ok && !size->r.umin)@if (false)
call@ && c->key < c->m->spec.max_entries;@;
call@return cur_frame(v)->kind != FRAME_CALL ||@return true ||
call@if (c->h->flags & KILN_HELPER_SLEEPS && !vfy_may_sleep(v))@if (false)
call@return v->kind->flags & KILN_KIND_PACKET_TO_ALL;@return true;
call@		return is_null(v, nr) || refuse_arg(v, c, nr, KILN_REASON_HELPER_ZERO, "0");@		return true;
memory@if (v->kind->flags & KILN_KIND_NO_LOCK &&@if (false &&
memory@if (v->kind->flags & KILN_KIND_NO_TIMER &&@if (false &&
memory@if (vfy_may_sleep(v) && !rt_map_sleeps(m->spec.type))@if (false)
memory@if (!(f->flags & KILN_FIELD_READ))@if (false)
sub@if (v->st.nr_frames > 1 || !v->st.nr_refs)@if (true)
sub@if (callee->reg[0].type == REG_STACK)@if (false)
alu@d->r = range_cast(d->r, 32, false);@;
regs@r->smax < room ? room - (uint32_t)r->smax@r->smax < room ? room
regs@		r->len = 0;@		;
regs@(int64_t)r->len - by;@(int64_t)r->len;
alu@if (num->len > len && num->r.smin >= 0)@if (num->len > len)
alu@fixed && num_reg < KILN_NR_REGS@num_reg < KILN_NR_REGS
alu@		d->len = 0;@		;
match@	       delta_match(m, old->id, now->id, now->delta - old->delta);@	       id_match(m, old->id, now->id);
rank@		if (!l->candidate[i / 2].counted && @		if (
match@return number_room(m->room, &now->r) >= old->len;@return true;
match@r->len = by >= 0 && now->len > by ? now->len - (uint32_t)by : 0;@;
match@(int32_t)r->r.smin : now->delta + (int32_t)by;@(int32_t)r->r.smin : now->delta;
match@(int32_t)r->r.smin : now->delta + (int32_t)by;@0 : now->delta + (int32_t)by;
match@r->r = range_alu(RANGE_ADD, 64, now->r, range_const((uint64_t)by));@;
rank@if (!now || now->rank.loop != l->nr || now->rank.place != c->place) {@if (!now || now->rank.loop != l->nr) {
regs@r->len > by ? r->len - (uint32_t)by : 0;@r->len;
cond@c.cond != RANGE_SET && c.cond != RANGE_CLEAR@true
rank@if (old->rank.loop != l->nr || now->rank.loop@if (now->rank.loop
rank@	if (r->rank.place != place || @	if (
match@	if (s->loop && s->loop->counted)@	if (false)
match@CONSTANT_ID, (int32_t)now->r.smin - old->delta);@CONSTANT_ID, 0);
match@ && now->r.t.value == (uint32_t)m->more[met];@;
regs@moved_by(s->one[i].r, r->delta)@s->one[i].r
regs@while (i < s->nr && s->one[i].id != r->id)@while (i < s->nr && false)
rank@r.smax + held.len <= came.r.smin + came.len);@true);
rank@	c->lost |= r->half && now->r.umax > UINT32_MAX;@	;
rank@	c->hi = r->hi > c->hi ? r->hi : c->hi;@	c->hi = r->hi;
rank@	c->bits = bits < c->bits ? bits : c->bits;@	;
alu@(int64_t)d->r.umax + by <= UINT32_MAX@true
regs@(int64_t)r->delta - re->from.delta@(int64_t)re->from.delta - r->delta
regs@if ((r->flags | re->from.flags) & REG_LOW32)@if (false)
rank@	w->up &= r->lo > 0;@	w->up &= r->hi > 0;
rank@ || w->width >= (half ? UINT32_MAX : UINT64_MAX) - far@
certify@	if (!state_match(v, given, HOW_TURN, NULL))@	if (false)
certify@return state_match(v, s, HOW_NEED, NULL) ||@return true ||
certify@	if (s->loop && !rank_return(v, s->loop))@	if (false)
certify@	} else if (!turn_used(v, s) && !fuel_ends(v, s)) {@	} else if (false) {
alu@if (p.flags & REG_NULLABLE)@if (false)
regs@if (!((r->flags ^ re->from.flags) & REG_LOW32)) {@if (true) {
vfy@cur_frame(v)->dry = true;@;
range_cond@return width == WHOLE ? span_whole(r) : span_half(r);@return span_whole(r);
dynptr@REG_NULLABLE | REG_LOOSE |@REG_NULLABLE |
sock@members[i].of >> base->len & 1 && at >=@at >=
sock@at + size <= members[i].end &&@true &&
sock@at % size == 0 &&@true &&
sock@return !(r->flags & REG_NULLABLE) ||@return true ||
call@		r.ref = reg_at(v, 1)->ref;@		;
call@if (c->m && is_map_of_sockets(c->m) && c->id == HELPER_MAP_LOOKUP)@if (false)
fact@return mem == MEM_CTX || mem == MEM_OBJECT || mem == MEM_SOCK;@return mem == MEM_CTX || mem == MEM_OBJECT;
match@	case REG_SOCK:@	case 200:
match@	if (old->flags & REG_LOW32 && now->r.umax > UINT32_MAX)@	if (false)
regs@	if (!reg_may_move(r) || r->type == REG_CTX ||@	if (r->type == REG_NUMBER || r->type == REG_CTX ||
END
workers=$(nproc)
n=0
while [ "$n" -lt "$workers" ]; do
	worker "$n" "$workers" >"$dir/said.$n" &
	n=$((n + 1))
done
wait
cat "$dir"/said.*
exit 0
