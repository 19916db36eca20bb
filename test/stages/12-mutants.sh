#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# the tests of ranges find mistakes: each planted one must make them fail
# limit: 600

B=${B:-build}
dir=$B/test/mutants
mkdir -p "$dir/verify"

# FILE|WHAT TO FIND|WHAT TO PUT: one place in the file, as the comment of a mistake that has been made somewhere
while IFS='|' read -r file find put; do
	[ -n "$file" ] || continue
	rm -f "$dir"/verify/*
	name="$file: $find -> $put"
	awk -v find="$find" -v put="$put" '
		{ at = index($0, find) }
		at && !done { $0 = substr($0, 1, at - 1) put substr($0, at + length(find)); done = 1 }
		{ print }
		END { exit !done }' "core/verify/$file" >"$dir/verify/$file"
	if [ $? -ne 0 ]; then
		echo "not ok $name - there is no such text"
		continue
	fi
	if ! make -s "$dir/test" B="$B" >"$dir/log" 2>&1; then
		echo "not ok $name - it does not compile"
		sed 's/^/# /' "$dir/log" | head -n 5
	elif CMOCKA_TEST_ABORT=1 timeout 60 "$dir/test" >"$dir/log" 2>&1; then
		echo "not ok $name - the tests pass"
	else
		echo "ok $name"
	fi
done <<'END'
tnum.c|(least ^ greatest)|(least & greatest)
tnum.c|a.value - tnum_max(b)|a.value - b.value
tnum.c|tnum_max(a) & tnum_max(b)|a.mask & b.mask
tnum.h|a.mask & b.mask)|a.mask | b.mask)
tnum.c|sum = a.mask >> at & 1 ? tnum_join(sum, more) : more|sum = more
tnum.c|~(below >> 1) & ~t.value|~(below >> 1) & t.value
range_alu.c|a.umin + b.umin, a.umax|a.umin + b.umax, a.umax
range_alu.c|(uint64_t)(a.umax - a.umin) <=|(uint64_t)(b.umax - b.umin) <=
range_alu.c|p > signed_max(width)|p < signed_min(width)
range_alu.c|b.umin ? a.umin / b.umax : 0|a.umin / b.umax
range_alu.c|if (!b.umin)|if (!b.umax)
range_alu.c|least(a.umax, b.umax - 1)|least(a.umax, b.umin - 1)
range_alu.c|last == -1 &&|last == -2 &&
range_alu.c|~magnitude(signed_least(a.smin, b.smin))|signed_least(a.smin, b.smin)
range_alu.c|a.umax <= top_of(width) >> max|a.umax <= top_of(width) >> min
range_alu.c|a.smin < 0 ? min : max|a.smin < 0 ? max : min
range.c|if ((uint64_t)(whole.max - whole.min) >= top)|if (0)
range.c|greatest(low, half[i].min)|half[i].min
range_alu.c|s.umin >= HALF|s.umax >= HALF
range_alu.c|by.umax >= width|by.umin >= width
range_cond.c|p[i].min++|p[i].min += 2
range_cond.c|h.umax - strictly|h.umax - 1
range_cond.c|is_power(both)|both
range.c|s.umin = 0|s.umin = old.umin
range.c|if (bits <= HALF)|if (true)
range_cond.c|a.umin >= b.umax|a.umin >= b.umin
range_cond.c|return ta.value & tb.value|return ta.mask & tb.mask
span.h|tnum_max(t) & ~sign|tnum_max(t)
END
