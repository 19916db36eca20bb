#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# the tests of ranges find mistakes: each planted one must make them fail
# limit: 600

B=${B:-build}
dir=$B/test/mutants
mkdir -p "$dir"

# FILE|WHAT TO FIND|WHAT TO PUT: one place in the file, as the comment of a mistake that has been made somewhere
while IFS='|' read -r file find put; do
	[ -n "$file" ] || continue
	name="$file: $find -> $put"
	awk -v find="$find" -v put="$put" '
		{ at = index($0, find) }
		at && !done { $0 = substr($0, 1, at - 1) put substr($0, at + length(find)); done = 1 }
		{ print }
		END { exit !done }' "core/verify/$file.c" >"$dir/$file.c"
	if [ $? -ne 0 ]; then
		echo "not ok $name - there is no such text"
		continue
	fi
	which=$(echo "$file" | tr 'a-z' 'A-Z')
	if ! make -s "$dir/test" MUTANT="-DSMALL_${which}_C='\"$dir/$file.c\"'" B="$B" >"$dir/log" 2>&1; then
		echo "not ok $name - it does not compile"
		sed 's/^/# /' "$dir/log" | head -n 5
	elif timeout 60 "$dir/test" >"$dir/log" 2>&1; then
		echo "not ok $name - the tests pass"
	else
		echo "ok $name"
	fi
done <<'END'
tnum|(least ^ greatest)|(least & greatest)
tnum|a.value - tnum_max(b)|a.value - b.value
tnum|tnum_max(a) & tnum_max(b)|a.mask & b.mask
tnum|a.mask & b.mask)|a.mask | b.mask)
tnum|sum = a.mask >> at & 1 ? tnum_join(sum, more) : more|sum = more
tnum|~(below >> 1) & ~t.value|~(below >> 1) & t.value
range|a.umin + b.umin, a.umax|a.umin + b.umax, a.umax
range|(uint64_t)(a.umax - a.umin) <=|(uint64_t)(b.umax - b.umin) <=
range|p > signed_max(width)|p < signed_min(width)
range|b.umin ? a.umin / b.umax : 0|a.umin / b.umax
range|if (!b.umin)|if (!b.umax)
range|least(a.umax, b.umax - 1)|least(a.umax, b.umin - 1)
range|last == -1 &&|last == -2 &&
range|~magnitude(signed_least(a.smin, b.smin))|signed_least(a.smin, b.smin)
range|a.umax <= top_of(width) >> max|a.umax <= top_of(width) >> min
range|a.smin < 0 ? min : max|a.smin < 0 ? max : min
range|if ((uint64_t)(whole.max - whole.min) >= top)|if (0)
range|greatest(low, half[i].min)|half[i].min
range|s.umin >= HALF|s.umax >= HALF
range|by.umax >= width|by.umin >= width
range|p[i].min++|p[i].min += 2
range|h.umax - strictly|h.umax - 1
range|is_power(both)|both
range|s.umin = 0|s.umin = old.umin
range|if (bits <= HALF)|if (true)
range|a.umin >= b.umax|a.umin >= b.umin
range|return ta.value & tb.value|return ta.mask & tb.mask
END
