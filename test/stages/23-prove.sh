#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# claims about tnums and ranges of 64 bits are proven by z3 (the quick ones: make prove has all); planted mistakes are refuted
# limit: 400
set -u

for tool in python3 z3 "${CLANG:-clang}"; do
	command -v "$tool" >/dev/null || { echo "skip prove - $tool is not installed"; exit 0; }
done
dir=${B:-build}/prove-check
mkdir -p "$dir"

# A claim that is not proven is no failure by itself: on a slow machine z3 needs longer than it is given.
python3 test/prove/prove.py --build "$dir" tnum_add tnum_and tnum_or tnum_xor tnum_neg tnum_lsh tnum_join tnum_meet tnum_splice \
	tnum_subset tnum_max tnum_range span_cut span_glue range_const range_has range_load 'range_decide EQ' 'range_decide SLT' \
	'range_decide SET' >"$dir/log" 2>&1
status=$?
grep -E ' bits  (proven|NOT PROVEN|REFUTED) ' "$dir/log" | while read -r line; do
	name=$(echo "$line" | sed 's/  *[0-9]* bits  .*//')
	case $line in
	*' proven '*) echo "ok $name" ;;
	*'NOT PROVEN'*) echo "skip $name - not proven in the time given" ;;
	*) echo "not ok $name - refuted" ;;
	esac
done
if [ "$status" = 1 ] || [ "$status" = 3 ]; then
	echo "not ok prove - exit status $status"
	sed 's/^/# /' "$dir/log" | tail -n 20
fi
[ "$(grep -c ' bits  proven ' "$dir/log")" -ge 10 ] || echo "not ok prove.some - next to nothing is proven"

# What is tried at 8 bits brings along what it rests on.
if python3 test/prove/prove.py --build "$dir" --bits 8 'range_alu DIV half' >"$dir/log" 2>&1 &&
	grep -q '^sync_round bounds .* proven ' "$dir/log" && grep -q '^range_alu DIV half .* proven ' "$dir/log"; then
	echo "ok range_alu DIV half, 8 bits"
else
	echo "not ok range_alu DIV half, 8 bits - not proven"
	sed 's/^/# /' "$dir/log" | tail -n 20
fi

# CLAIM@FILE@WHAT TO FIND@WHAT TO PUT: one place in core/verify/FILE
while IFS=@ read -r claim file find put; do
	[ -n "$claim" ] || continue
	name="$file: $find -> $put"
	python3 test/prove/prove.py --build "$dir" --give-up 60 --mutant "$file@$find@$put" "$claim" >"$dir/log" 2>&1
	if [ $? = 1 ] && grep -q 'replayed: failed' "$dir/log"; then
		echo "ok $name"
	else
		echo "not ok $name - not refuted"
		sed 's/^/# /' "$dir/log" | tail -n 12
	fi
done <<'END'
tnum_add@tnum.c@(least ^ greatest) | a.mask@a.mask
tnum_and@tnum.c@tnum_max(a) & tnum_max(b)@a.mask & b.mask
tnum_join@tnum.h@a.mask | b.mask | (a.value ^ b.value)@a.mask | b.mask
tnum_meet@tnum.h@a.mask & b.mask)@a.mask | b.mask)
span_cut half@span.h@(uint64_t)s.smin & top@(uint64_t)s.smin
range_decide SLT@range_cond.c@a.smin >= b.smax@a.smin >= b.smin
range_decide SET@range_cond.c@return ta.value & tb.value@return ta.mask & tb.mask
span_lsh half@range_alu.c@a.smin < 0 ? max : min))@a.smin < 0 ? min : max))
span_mul half@range_alu.c@&& top <= top_of(width)@
range_alu MUL half@range_alu.c@return tnum_cast(row->bits(a, tnum_cast(b, HALF)), HALF)@return row->bits(a, tnum_cast(b, HALF))
range_alu MOVSX8 half@range_alu.c@range_cast(s, parts[op].bits, true)@range_cast(s, parts[op].bits, false)
range_low_bits@range.c@(t.mask & low);@(t.mask & low & r->t.mask);
range_load 2@range.c@r.t.mask = r.umax = top_of(bits)@r.t.mask = r.umax = top_of(bits) >> 1
END
