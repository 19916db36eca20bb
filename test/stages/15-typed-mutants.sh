#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# the tests of the kernel's objects and sockets find mistakes: with each planted one, a program of test/refuse or test/verdict has another verdict
set -u

B=${B:-build}
CC=${CC:-cc}
dir=$B/test/typed-mutants
flags="-std=c11 -O1 -w -ffreestanding -Iinclude -Icore"
libs="-pthread -lurcu-memb -lurcu-common -Wl,--wrap=syscall -l:libbpf.a -lelf -lz -ljansson -lseccomp" # as the Makefile has them
rm -rf "$dir"
mkdir -p "$dir"
if ! make -s "B=$B" "$B/kiln" refusals >"$dir/log" 2>&1; then
	echo "not ok typed mutants - kiln or the programs do not build"
	exit 0
fi

# verdicts KILN: of each program that knows the kernel's objects
verdicts() {
	for name in object kptr ksym local sock; do
		for what in refuse refuse/mended; do
			timeout 20 "$1" check --quick --json --btf "$B/refuse/kernel.btf" "$B/$what/$name.o" 2>&1 |
				jq -r '.[] | [.prog, .accepted, .why.reason] | @tsv' 2>&1
		done
	done
}
verdicts "$B/kiln" >"$dir/right"
if ! grep -q 'true' "$dir/right" || ! grep -q 'kptr-place' "$dir/right"; then
	echo "not ok typed mutants - the programs cannot be checked"
	exit 0
fi

# plant FILE WHAT-TO-FIND WHAT-TO-PUT: one mistake in one place in core/verify/FILE.c, and whether a verdict tells
plant() {
	name=$(echo "$1: $2 -> $3" | tr -s '\t ' ' ')
	if ! test/plant "core/verify/$1.c" "$2" "$3" >"$dir/$1.c"; then
		echo "not ok $name - there is no such text"
	elif ! $CC $flags -c "$dir/$1.c" -o "$dir/$1.o" >"$dir/log" 2>&1 ||
		! $CC "$B"/tool/*.o "$dir/$1.o" "$B/libkiln.a" $libs -o "$dir/kiln" >"$dir/log" 2>&1; then
		echo "not ok $name - it does not build"
		sed 's/^/# /' "$dir/log" | head -n 5
	elif verdicts "$dir/kiln" | cmp -s - "$dir/right"; then
		echo "not ok $name - every verdict is as before"
	else
		echo "ok $name: found by $(verdicts "$dir/kiln" | diff - "$dir/right" | sed -n 's/^> \([^\t]*\).*/\1/p' | head -n 1)"
	fi
}

# FILE@WHAT TO FIND@WHAT TO PUT
while IFS=@ read -r file find put; do
	plant "$file" "$find" "$put"
done <<'END'
typed@text_same(t->name, "user") || @
typed@ || text_same(t->name, "percpu")@
typed@return !p->at && p->size == 8;@return true;
typed@return p->size <= p->room;@return true;
typed@if (at < 0 || !find_member(v->target, &p, &to))@find_member(v->target, &p, &to); if (false)
typed@text_same(lasting[i].in, p->in) && text_same(lasting[i].name, p->name)@true
typed@base->flags & REG_TRUSTED ? find_lasting(p) : NULL@find_lasting(p)
typed@section ? KILN_SECTION_RCU : base->ref@0
typed@	out->flags |= REG_TRUSTED | REG_FOUND;@	out->flags |= REG_TRUSTED;
typed@if (r->type == REG_OBJECT && r->flags & REG_NULLABLE)@if (false)
match@ | REG_LOOSE | REG_FOUND;@;
typed@	return r->flags & REG_TRUSTED ||@	return true ||
typed@int64_t at = range_is_const(r->r) ? r->off + r->r.smin : -1;@int64_t at = r->off + (range_is_const(r->r) ? r->r.smin : -1);
typed@!holds(v->target, r->len, (uint32_t)at, type_of(v, what)))@false)
typed@unmoved && r->len == type_of(v, what)@unmoved
typed@REG_NULLABLE | (kept ? REG_TRUSTED : 0)@(kept ? REG_TRUSTED : 0)
typed@REG_NULLABLE | (kept ? REG_TRUSTED : 0)@REG_NULLABLE | REG_TRUSTED
typed@(uint8_t)(REG_TRUSTED | (nullable ? REG_NULLABLE : 0))@REG_TRUSTED
typed@	if (result ? !has_result(v) || !type : !type)@	if (false)
typed@	return is_struct(&t) || btf_size_of(v->target, id);@	return is_struct(&t);
typed@	struct vreg r = object(type, nullable ? REG_NULLABLE : 0);@	struct vreg r = object(type, 0);
typed@	struct vreg r = object(type, nullable ? REG_NULLABLE : 0);@	struct vreg r = object(type, REG_TRUSTED | (nullable ? REG_NULLABLE : 0));
typed@btf_size_of(v->target, base->len), MEM_READ@UINT32_MAX, MEM_READ
kvar@		if (btf_member(v->target, v->percpu, i).type == id)@		if (true)
kvar@	if (!v->percpu)@	if (true)
kvar@(t = btf_type(v->target, id)).kind != BTF_VAR@(t = btf_type(v->target, id), false)
kvar@	return (r->type == REG_PERCPU && @	return (
kvar@btf_skip(v->target, t.type)@t.type
typed@	return type ? typed_pointer(v, type, false) : reg_number(range_unknown());@	return reg_number(range_unknown());
sub@		*r = *src->object;@		*r = reg_number(range_unknown());
sub@typed_seen(v, KILN_STRUCT_VMA)@typed_seen(v, KILN_STRUCT_TASK)
kptr@bool kept = !k->untrusted &&@bool kept = true ||
kptr@if (from < (int64_t)s->kptr[i].off + KPTR_LEN && to > (int64_t)s->kptr[i].off)@if (false)
kptr@to > (int64_t)s->kptr[i].off@to > (int64_t)s->kptr[i].off + 4
kptr@	if (!k->untrusted)@	if (false)
kptr@	if (!*out || (*out)->untrusted)@	if (!*out)
call@	return c->release || vfy_refuse(v, KILN_REASON_REF_DOUBLE@	return true || vfy_refuse(v, KILN_REASON_REF_DOUBLE
memory@if (!kptr && kptr_overlaps@if (false && kptr_overlaps
local@		if (special_of(&t))@		if (false)
local@		if (is_tagged(b, &t))@		if (false)
local@	while (t.kind == BTF_ARRAY)@	while (false)
local@		in[depth].id = t.id;@		in[depth].id = in[depth - 1].id;
local@	if (!reg_is_number(r) || !range_is_const(r->r))@	if (false)
local@btf_type(&v->btf, *type).kind != BTF_STRUCT ||@false ||
local@	return !what || @	return true ||
local@	r.flags = (uint8_t)(REG_NULLABLE |@	r.flags = (uint8_t)(0 |
local@(held ? REG_WRITABLE : 0)@REG_WRITABLE
local@	if (r->type == REG_LOCAL && r->flags & REG_NULLABLE)@	if (false)
local@	if (r->type != REG_LOCAL || !ref_held(v, r->ref))@	if (r->type != REG_LOCAL)
local@	if (r->type != REG_LOCAL || !ref_held(v, r->ref))@	if (!ref_held(v, r->ref) && r->type == REG_LOCAL)
local@	return (!r->off && range_is_const(r->r) && !r->r.t.value) ||@	return true ||
kptr@(r->len == k->local ||@(true ||
kptr@	*out = local_new(v, k->local, false);@	*out = local_new(v, k->local, true);
memory@local_size(v, base), a->use@UINT32_MAX, a->use
call@r->type == REG_PACKET_END || r->type == REG_LOCAL)@r->type == REG_PACKET_END)
sock@members[i].of >> base->len & 1 && @
sock@at >= members[i].first && at + size <= members[i].end@at >= members[i].first
sock@size == members[i].width || (members[i].parts && size < members[i].width)@true
sock@	return !(r->flags & REG_NULLABLE) ||@	return true ||
sock@		r.flags = REG_NULLABLE;@		;
END
exit 0
