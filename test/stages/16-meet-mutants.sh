#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# the tests of the checker that walks code in its order (core/verify/meet.c), and of what it knows of sums, find mistakes: with each planted one,
# a text case for native code or the witness of random programs must fail
# limit: 900
set -u

B=${B:-build}
CC=${CC:-cc}
dir=$B/test/meet-mutants
flags="-std=c11 -O1 -w -Iinclude -Icore"
rm -rf "$dir"
mkdir -p "$dir"
if ! make -s "B=$B" "$B/libkiln.a" >"$dir/log" 2>&1; then
	echo "not ok meet mutants - the library does not build"
	exit 0
fi

# finds OBJECT...: how the mistake was found, or nothing
finds() {
	$CC "$dir/case_run.o" "$@" "$B/libkiln.a" -lurcu-memb -lurcu-common -o "$mine/case_run" || return
	timeout 60 "$mine/case_run" --engine jit test/case/verify/*.t >"$mine/log" 2>&1 || { echo cases; return; }
	$CC "$dir"/witness.o "$dir/gen.o" "$dir/follow.o" "$dir/mutate.o" "$@" "$B/libkiln.a" -lurcu-memb -lurcu-common \
		-o "$mine/witness" || return
	timeout 90 "$mine/witness" --count 5000 >"$mine/log" 2>&1 || echo "random programs"
}

for name in case_run random/witness random/gen random/follow random/mutate; do
	$CC $flags -D_GNU_SOURCE -Itest/random -c "test/$name.c" -o "$dir/${name##*/}.o" || exit 1
done
mine=$dir
if [ -n "$(finds)" ]; then
	echo "not ok meet mutants - the tests fail without one"
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
meet@			*held = holds(v, m, both);@			*held = true;
meet@		*held = holds(v, m, both);@		*held = true;
meet@return certify_back(v, head);@return true;
meet@run = rank_end(n->loop, run);@run = 0;
meet@if (at[f] != o->at[f])@if (false)
certify@if (s->loop && !rank_return(v, s->loop))@if (false)
certify@v->nr_sums = 0;@;
rank@lo < 0 || hi > MAX_STEP@hi > MAX_STEP
rank@by->r.smin + more < 0@false
rank@hi * (t * (t - 1) / 2)@hi * (t / 2)
rank@t * (by->r.smax + more)@t * by->r.smax
rank@(c->half && by_r.umax > UINT32_MAX)@false
alu@a->s->r.umax <= UINT32_MAX - d->r.umax@true
alu@if (all >> bits << bits & ~mask)@if (false)
alu@		v->masked.id = 0;@		;
alu@	d->delta += a->s->delta;@	;
alu@int64_t len = (int64_t)r->len + r->delta - p->delta;@int64_t len = (int64_t)r->len;
alu@r->id != p->id || @
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
