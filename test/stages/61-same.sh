#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# Kiln and the running kernel agree: on what is accepted, on each packet of the capture, on the maps afterwards
# limit: 900
#
# Objects are built by clang for -mcpu=v3 and by clang-19 for -mcpu=v4. Differences that have a reason stand in
# test/kernel/differences.txt. Broken programs must also be refused for one of the reasons they expect.
#
# COUNT=N compares the first N packets of the capture, and N mangled ones (default 600). CAPTURE=FILE takes another capture,
# SEED=N mangles otherwise.
# shellcheck disable=SC2086,SC2181 # $pin and $init are several words or none

B=${B:-build}
COUNT=${COUNT:-600}
kbpf=$B/kbpf
kiln=$B/kiln
tmp=$B/same
capture=$tmp/capture.pcap

if ! make -s all examples bench-objects kbpf >/dev/null; then
	echo "not ok same - the tree does not build"
	exit 1
fi
if [ ! -x "$kiln" ]; then
	echo "skip same - there is no $kiln"
	exit 0
fi
sets=$B
if make -s examples-v4 bench-objects-v4 >/dev/null 2>&1; then
	sets="$B $B/v4"
else
	echo "skip same v4 - there is no clang-19"
fi
kernel=1
"$kbpf" load "$B/examples/firewall.o" --prog firewall_setup >/dev/null 2>&1
[ $? -ge 2 ] && kernel=0
[ $kernel = 1 ] || echo "skip same - bpf(2) is not to be had here; Kiln's verdicts are held against what is expected"
rm -rf "$tmp"
mkdir -p "$tmp"

# differs KIND NAME: is it in the list?
differs() {
	grep -Eq "^$1[[:space:]]+$2([[:space:]]|\$)" test/kernel/differences.txt
}

fields=$(awk '$1 == "field" { printf "%s\"%s\"", n++ ? "," : "", $2 }' test/kernel/differences.txt)

# ---- accepted or refused ----

# reasons OBJECT: a line a program, "NAME accepted" or "NAME REASON"
reasons() {
	"$kiln" check --json "$1" --quick 2>/dev/null | jq -r '.[] | .prog + " " + (if .accepted then "accepted" else .why.reason end)'
}

# agree FOLDER NAME TAG: program by program, the same verdict as the kernel's
agree() {
	object=$1/$2.o
	[ -e "$object" ] || return
	reasons "$object" | awk '{ print $1, ($2 == "accepted" ? "accepted" : "refused") }' | sort >"$tmp/ours"
	"$kbpf" load "$object" 2>/dev/null | awk '{ print $1, $2 }' | sort >"$tmp/theirs"
	if differs accept "$2"; then
		echo "skip same verdict $2$3 - listed in differences.txt"
	elif [ -s "$tmp/theirs" ] && cmp -s "$tmp/ours" "$tmp/theirs"; then
		echo "ok same verdict $2$3"
	else
		echo "not ok same verdict $2$3 - $(diff "$tmp/theirs" "$tmp/ours" | grep '^[<>]' | sed 's/^</kernel:/; s/^>/Kiln:/' | head -n 4 | xargs)"
		"$kiln" check "$object" 2>&1 | head -n 12 | sed 's/^/# /'
	fi
}

# Without a kernel to ask, examples and benchmarks must be accepted.
accepted() {
	if reasons "$1/$2.o" | grep -qv ' accepted$'; then
		echo "not ok accepts $2$3"
		"$kiln" check "$1/$2.o" 2>&1 | grep -v accepted | head -n 12 | sed 's/^/# /'
	else
		echo "ok accepts $2$3"
	fi
}

# right_reason OBJECT NAME TAG: refused, and for one of the reasons that the source expects
right_reason() {
	expected=$(sed -n 's,^/\* expect: \(.*\) \*/$,\1,p' "test/broken/$2.bpf.c")
	got=$(reasons "$1" | awk '$2 != "accepted" { print $2; exit }')
	case " $expected " in
	*" $got "*)
		[ -n "$got" ] && echo "ok refuses $2$3: $got" && return
		;;
	esac
	echo "not ok refuses $2$3 - for ${got:-nothing: it was accepted}; expected $expected"
	"$kiln" check "$1" 2>&1 | head -n 12 | sed 's/^/# /'
}

for set in $sets; do
	tag=
	[ "$set" = "$B" ] || tag=" (v4)"
	for source in examples/*.bpf.c bench/prog/*.c; do
		name=$(basename "$source" .c)
		name=${name%.bpf}
		folder=$set/${source%%/*}
		if [ $kernel = 1 ]; then
			agree "$folder" "$name" "$tag"
		elif [ "$name" != firewall-bug ]; then
			accepted "$folder" "$name" "$tag"
		fi
	done
	for source in test/broken/*.bpf.c; do
		name=$(basename "$source" .bpf.c)
		right_reason "$set/broken/$name.o" "$name" "$tag"
	done
done

# Programs called ok_... are accepted, those called bad_... refused; the kernel agrees (60-kernel.sh).
if make -s verdicts >/dev/null 2>&1; then
	for object in "$B"/verdict/*.o; do
		name=$(basename "$object" .o)
		case $name in
		kptr | ksym | vma)
			[ -r /sys/kernel/btf/vmlinux ] || echo "skip accepts $name - the running kernel does not tell its types"
			[ -r /sys/kernel/btf/vmlinux ] || continue
			;;
		esac
		reasons "$object" | while read -r program reason; do
			case $program:$reason in
			ok_*:accepted) echo "ok accepts $name $program" ;;
			bad_*:accepted)
				if differs verdict "$program"; then
					echo "skip refuses $name $program - listed in differences.txt"
				else
					echo "not ok refuses $name $program - it was accepted"
				fi
				;;
			bad_*) echo "ok refuses $name $program: $reason" ;;
			*)
				echo "not ok accepts $name $program - $reason"
				"$kiln" check --prog "$program" "$object" 2>&1 | head -n 8 | sed 's/^/# /'
				;;
			esac
		done
	done
fi

# ---- the same packets ----

[ $kernel = 1 ] || exit 0
if [ -n "${CAPTURE:-}" ]; then
	cp "$CAPTURE" "$capture"
elif [ -e test/capture/real.pcap.xz ]; then
	xz -dc test/capture/real.pcap.xz >"$capture"
else
	echo "skip same packets - there is no capture"
	exit 0
fi

hostile=$tmp/hostile.pcap
"$B/mangle" "$capture" "$hostile" "$COUNT" "${SEED:-1}"

# Both on one CPU, or the copies of per-CPU maps would be filled by chance.
pin=
command -v taskset >/dev/null && pin="taskset -c 0"

# clean FILE: the maps alone, without members that may differ
clean() {
	jq -S --argjson drop "[$fields]" '.maps | walk(if type == "object" then with_entries(select(.key as $k | $drop | index($k) | not)) else . end)' "$1"
}

# same_packets FOLDER NAME TAG PROGRAM ENGINE CAPTURE
same_packets() {
	if differs packets "$2" && differs maps "$2"; then
		echo "skip same packets $4$3 $5 - listed in differences.txt"
		return
	fi
	init=
	"$kbpf" load "$1/$2.o" --prog "${4}_setup" >/dev/null 2>&1 && init="--init ${4}_setup"
	if ! $pin "$kbpf" replay "$1/$2.o" --prog "$4" $init --pcap "$6" --count "$COUNT" --packets >"$tmp/theirs.json" 2>"$tmp/err"; then
		echo "not ok same packets $4$3 - kernel: $(head -n 1 "$tmp/err")"
		return
	fi
	if ! $pin "$kiln" run "$1/$2.o" --prog "$4" $init --pcap "$6" --count "$COUNT" --json --packets --engine "$5" >"$tmp/ours.json" 2>"$tmp/err"; then
		echo "not ok same packets $4$3 $5 - Kiln: $(head -n 1 "$tmp/err")"
		return
	fi
	# Where the kernel's test run would not take a packet (too short for its protocol), there is nothing to compare.
	jq -c '.packets[]' "$tmp/theirs.json" >"$tmp/theirs"
	jq -c '.packets[]' "$tmp/ours.json" | paste "$tmp/theirs" - | awk -F '\t' '{ print $1 == "null" ? "null" : $2 }' >"$tmp/ours"
	if differs packets "$2"; then
		echo "skip same packets $4$3 $5 - listed in differences.txt"
	elif [ -s "$tmp/theirs" ] && cmp -s "$tmp/theirs" "$tmp/ours"; then
		echo "ok same packets $4$3 $5"
	else
		echo "not ok same packets $4$3 $5 - $(diff "$tmp/theirs" "$tmp/ours" | grep -c '^<') of $(wc -l <"$tmp/theirs") differ"
		diff "$tmp/theirs" "$tmp/ours" | head -n 6 | sed 's/^/# /'
	fi
	clean "$tmp/theirs.json" >"$tmp/theirs"
	clean "$tmp/ours.json" >"$tmp/ours"
	if differs maps "$2"; then
		echo "skip same maps $4$3 $5 - listed in differences.txt"
	elif cmp -s "$tmp/theirs" "$tmp/ours"; then
		echo "ok same maps $4$3 $5"
	else
		echo "not ok same maps $4$3 $5"
		diff "$tmp/theirs" "$tmp/ours" | head -n 10 | sed 's/^/# /'
	fi
}

# The programs of an example that can be run over packets: XDP, traffic control and socket filters that are not preparations.
for source in examples/*.bpf.c; do
	name=$(basename "$source" .bpf.c)
	[ "$name" = firewall-bug ] && continue
	programs=$(awk '/^SEC\("(xdp|tc|socket)"\)$/ { getline; sub(/^int /, ""); sub(/\(.*/, ""); print }' "$source")
	for program in $programs; do
		case $program in
		*_setup | parse_* | sweep | flush) continue ;;
		esac
		for engine in interp jit; do
			same_packets "$B/examples" "$name" "" "$program" $engine "$capture"
		done
		same_packets "$B/examples" "$name" " (hostile)" "$program" jit "$hostile"
		[ "$sets" = "$B" ] || same_packets "$B/v4/examples" "$name" " (v4)" "$program" jit "$capture"
	done
done
exit 0
