#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# the running kernel takes every example and benchmark program, and refuses every broken variant
# limit: 600
#
# So the corpus stays honest. A broken variant that says "kernel: strict" is refused only without CAP_PERFMON.
# shellcheck disable=SC2086 # $strict is a word or none

B=${B:-build}
kbpf=$B/kbpf

if ! make -s examples bench-objects kbpf; then
	echo "not ok kernel - the examples do not build"
	exit 1
fi
"$kbpf" load "$B/examples/firewall.o" --prog firewall_setup >/dev/null 2>&1
if [ $? -ge 2 ]; then
	echo "skip kernel - bpf(2) is not to be had here"
	exit 0
fi

# takes KIND FILE: every program of an object is accepted
takes() {
	if out=$("$kbpf" load "$2" 2>&1); then
		echo "ok kernel takes $1 $(basename "$2" .o)$tag"
	else
		echo "not ok kernel takes $1 $(basename "$2" .o)$tag - $(echo "$out" | grep -v ' accepted ' | head -n 1)"
	fi
}

# refuses FILE SOURCE: at least one program is refused
refuses() {
	strict=
	grep -q '^/\* kernel: strict \*/' "$2" && strict=--strict
	"$kbpf" load $strict "$1" >/dev/null 2>&1
	case $? in
	1) echo "ok kernel refuses $(basename "$1" .o)$tag" ;;
	0) echo "not ok kernel refuses $(basename "$1" .o)$tag - it was accepted" ;;
	*) echo "not ok kernel refuses $(basename "$1" .o)$tag - it could not be loaded at all" ;;
	esac
}

sets=$B
if make -s examples-v4 bench-objects-v4 >/dev/null 2>&1; then
	sets="$B $B/v4"
else
	echo "skip kernel v4 - there is no clang-19"
fi
for set in $sets; do
	tag=
	[ "$set" = "$B" ] || tag=" (v4)"
	for source in examples/*.bpf.c; do
		name=$(basename "$source" .bpf.c)
		case $name in
		*-bug) refuses "$set/examples/$name.o" "$source" ;;
		*) takes example "$set/examples/$name.o" ;;
		esac
	done
	for source in test/broken/*.bpf.c; do
		refuses "$set/broken/$(basename "$source" .bpf.c).o" "$source"
	done
	for source in bench/prog/*.c; do
		takes bench "$set/bench/$(basename "$source" .c).o"
	done
done

# Where the kernel lists functions only, no program may name a variable.
untold="failed to find the address for kernel symbol"
# Some kernels let nobody attach to functions, and say so before they look at the program.
closed="no log: Operation not permitted"
# as_named FILE: programs called ok_... are accepted, those called bad_... refused
as_named() {
	"$kbpf" load "$1" 2>/dev/null | while read -r name verdict _ reason; do
		case $name:$verdict:$reason in
		*:*"$untold"*) echo "skip kernel $verdict $(basename "$1" .o) $name - the kernel tells the addresses of functions only" ;;
		*:refused:*"$closed"*) echo "skip kernel verdict $(basename "$1" .o) $name - the kernel lets nobody attach there" ;;
		ok_*:accepted:* | bad_*:refused:*) echo "ok kernel $verdict $(basename "$1" .o) $name" ;;
		*) echo "not ok kernel $verdict $(basename "$1" .o) $name - $reason" ;;
		esac
	done
}
if make -s verdicts >/dev/null 2>&1; then
	for object in "$B"/verdict/*.o; do
		as_named "$object"
	done
else
	echo "skip kernel verdicts - there is no clang-19"
fi

# What is native and what the kernel computes must be the same number, or the ratios of `make bench` mean nothing.
make -s bench-native || echo "not ok native - it does not build"
sed -n 's/^PROGRAM(\([a-z0-9_]*\), *\([a-z]*\), *[01], *\([a-z]*\))$/\1 \2 \3/p' bench/programs.tbl |
	while read -r name packet kind; do
		[ "$kind" = host ] && continue
		ours=$("$B/bench/native" "$B/bench/packets" --repeat 9 "$name" | sed 's/.* //')
		theirs=$("$kbpf" run "$B/bench/$name.o" --prog "$name" --packet "$B/bench/packets/$packet.bin" --repeat 9 | sed 's/.* //')
		if [ -n "$ours" ] && [ "$ours" = "$theirs" ]; then
			echo "ok native $name is $ours as in the kernel"
		else
			echo "not ok native $name - native $ours, kernel $theirs"
		fi
	done
exit 0
