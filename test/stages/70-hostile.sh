#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# damaged objects, captures, images and bytecode, under the sanitizers: a clear error or a result, never a crash
# limit: 400
set -u
out=build/hostile
mkdir -p "$out"
make -s SAN=1 build/san/kiln >build/check/hostile.log 2>&1 || { echo "not ok hostile - the sanitized command does not build"; exit 1; }
make -s examples build/test/hostile/mutate >>build/check/hostile.log 2>&1 || { echo "not ok hostile - no examples"; exit 1; }
kiln=build/san/kiln
# Leaks are looked for in the unit tests; here libbpf gives up half-way in places.
export ASAN_OPTIONS=detect_leaks=0

xz -dc test/capture/real.pcap.xz | head -c 60000 >"$out/part.pcap"

# try NAME FILE COMMAND...: the command sees the damaged file as $f
try() {
	name=$1 file=$2 count=$3
	shift 3
	bad=
	i=0
	while [ $i -lt "$count" ]; do
		i=$((i + 1))
		f=$out/damaged
		build/test/hostile/mutate "$i" "$file" "$f" || { bad="$i cannot be made"; break; }
		timeout 20 "$@" "$f" >"$out/stdout" 2>"$out/stderr"
		status=$?
		case $status in 0 | 1 | 2) ;; *) bad="number $i: exit status $status" ;; esac
		if [ $status = 2 ] && [ ! -s "$out/stderr" ]; then bad="number $i: no word why"; fi
		if grep -q 'runtime error\|AddressSanitizer' "$out/stderr"; then bad="number $i: $(grep -m1 'runtime error\|ERROR: Addr' "$out/stderr")"; fi
		[ -z "$bad" ] || break
	done
	if [ -z "$bad" ]; then echo "ok hostile.$name"; else
		echo "not ok hostile.$name - $bad"
		tail -n 25 "$out/stderr" | sed 's/^/# /'
	fi
}

try object build/examples/firewall.o 150 $kiln check
try object.chain build/examples/chain.o 100 $kiln check --json
# An object's texts do not reach a terminal as they are: source lines are made plain, names refused.
# plain NAME FROM TO WORD COMMAND...: with FROM in the object made TO, of the same length, WORD is told and nothing that controls a terminal
plain() {
	name=$1 word=$4
	LC_ALL=C sed "s/$2/$(printf "$3")/g" "$out/refused.o" >"$out/damaged"
	shift 4
	"$@" "$out/damaged" >"$out/stdout" 2>&1
	if LC_ALL=C grep -q "$(printf '\033')" "$out/stdout"; then echo "not ok hostile.$name - a terminal would obey it"
	elif grep -qF "$word" "$out/stdout"; then echo "ok hostile.$name"
	else echo "not ok hostile.$name - not told: $word"; fi
}
make -s build/refuse/packet.o
cp build/refuse/packet.o "$out/refused.o"
plain text.source 'XDP_PASS : XDP_DROP' 'XDP_\033[31m : XDP_DRO' 'XDP_?[31m : XDP_DRO' $kiln check --prog packet_bounds
plain text.dis 'XDP_PASS : XDP_DROP' 'XDP_\033[31m : XDP_DRO' 'XDP_?[31m : XDP_DRO' $kiln dis
plain text.log 'XDP_PASS : XDP_DROP' 'XDP_\033[31m : XDP_DRO' 'XDP_?[31m : XDP_DRO' $kiln check --log --prog packet_bounds
plain text.name 'packet_bounds' 'packet_\033[31m ' 'a name that is no text' $kiln check

try capture "$out/part.pcap" 100 $kiln run build/examples/firewall.o --count 50 --pcap
build/kiln dis build/examples/echo.o >/dev/null 2>&1
if build/kiln pack build/examples/echo.o -o "$out/echo.kiln" 2>"$out/stderr"; then echo "ok hostile.pack"; else
	echo "not ok hostile.pack - $(cat "$out/stderr")"
fi
printf 'b7 00 00 00 05 00 00 00\n0f 10 00 00 00 00 00 00\n61 10 04 00 00 00 00 00\n95 00 00 00 00 00 00 00\n' >"$out/code.hex"
try bytecode "$out/code.hex" 60 $kiln exec --hex --mem 0011223344556677
try bytecode.unsafe "$out/code.hex" 60 $kiln exec --unsafe --hex --mem 0011223344556677
printf 'r0 = 5\nif r0 > 3 goto out\nr1 = 7 ll\nout:\nr0 += r1\nexit\n' >"$out/code.s"
try assembly "$out/code.s" 80 $kiln asm --hex
