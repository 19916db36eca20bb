#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# The command line: exit statuses, what each subcommand prints and reads, JSON, files written, terminals.
# limit: 300
# shellcheck disable=SC2317 # functions are called by expect

B=${B:-build}
dir=$B/check/command
kiln=$B/kiln
rm -rf "$dir"
mkdir -p "$dir"
make -s -j2 B="$B" all examples "$B/bench/tail.o" >"$dir/said" 2>&1 || { echo "not ok build - $(grep -m 1 -i error "$dir/said")"; exit 0; }
xz -dc test/capture/real.pcap.xz >"$dir/real.pcap"
firewall=$B/examples/firewall.o
balancer=$B/examples/balancer.o
bug=$B/examples/firewall-bug.o

# expect NAME COMMAND...: passed if the command succeeds; what it said explains a failure
expect() {
	name=$1
	shift
	if "$@" >"$dir/said" 2>&1; then
		echo "ok $name"
	else
		echo "not ok $name"
		tail -n 12 "$dir/said" | cut -c1-180 | sed 's/^/# /'
	fi
}

# run STATUS ARGUMENTS...: kiln ends with that status; out and err hold what it said, in is its standard input
run() {
	want=$1
	shift
	"$kiln" "$@" <"${in:-/dev/null}" >"$dir/out" 2>"$dir/err"
	got=$?
	[ "$got" = "$want" ] && return 0
	echo "exit status $got, not $want: kiln $*"
	cat "$dir/out" "$dir/err"
	return 1
}
# says STATUS PATTERN ARGUMENTS...: the same, and something that it prints matches
says() {
	status=$1 pattern=$2
	shift 2
	run "$status" "$@" || return 1
	grep -qE -e "$pattern" "$dir/out" "$dir/err" && return 0
	echo "nothing like '$pattern' in what kiln $* says:"
	cat "$dir/out" "$dir/err"
	return 1
}
# complains PATTERN ARGUMENTS...: status 2, one line on standard error that says who complains, nothing on standard output
complains() {
	pattern=$1
	shift
	says 2 "$pattern" "$@" || return 1
	[ "$(wc -l <"$dir/err")" = 1 ] && grep -q '^kiln' "$dir/err" && [ ! -s "$dir/out" ] && return 0
	echo "more or less than one line of complaint: kiln $*"
	cat "$dir/out" "$dir/err"
	return 1
}

# -- usage ----------------------------------------------------------------------------------------------------------------
expect no-command run 2
expect unknown-command complains 'no such command: frob' frob
expect version says 0 '^kiln [0-9]+\.[0-9]+\.[0-9]+$' --version
expect help says 0 '^  run  +[a-z]' --help
for c in run check bench dis asm exec pack help; do
	expect "help-$c" says 0 "^Usage: kiln $c " "$c" --help
	expect "help-$c-options" says 0 '^  -h, --help' "$c" -h
	expect "help-$c-same" sh -c "'$kiln' $c --help >'$dir/a' && '$kiln' help $c >'$dir/b' && cmp '$dir/a' '$dir/b'"
	expect "unknown-option-$c" complains 'no such option' "$c" --frob
	[ "$c" = help ] || expect "no-operand-$c" complains 'usage: kiln' "$c"
done
expect unknown-letter complains 'no such option' run -Z x.o
expect missing-argument complains 'argument is missing' run x.o --pcap
expect not-a-number complains "'many' is not a number" run --count many x.o
expect negative-number complains "'-1' is not a number" run --count -1 x.o
expect not-an-engine complains "'fast' is not jit or interp" run --engine fast x.o
expect too-many-operands complains 'usage: kiln' run "$firewall" "$firewall" --pcap x
expect no-capture complains 'which capture' run "$firewall"
expect no-image complains 'where to' pack "$firewall"
expect unknown-kind complains 'no such kind' check --kind frob "$firewall"
expect kind-of-packets complains 'takes no plain memory' exec --kind xdp "$dir/real.pcap"
expect unknown-prog complains 'no program named frob' run --prog frob "$firewall" --pcap "$dir/real.pcap"
expect unknown-prog-check complains 'no program named frob' check --prog frob "$firewall"
expect unknown-init complains 'no program named frob' bench --init frob "$firewall"
"$kiln" help --completion >"$dir/completion"
expect completion-reads bash -n "$dir/completion"
expect completion-works bash -c ". '$dir/completion'; COMP_WORDS=(kiln run --pc); COMP_CWORD=2; _kiln; [ \"\${COMPREPLY[*]}\" = --pcap ]"

# -- unreadable input -----------------------------------------------------------------------------------------------------
for c in run check bench dis exec asm pack; do
	rest=
	[ "$c" = run ] && rest="--pcap $dir/real.pcap"
	[ "$c" = pack ] && rest="-o $dir/image"
	# shellcheck disable=SC2086
	expect "no-file-$c" complains 'No such file' "$c" $rest "$dir/none"
done
for c in run check bench dis pack; do
	rest=
	[ "$c" = run ] && rest="--pcap $dir/real.pcap"
	[ "$c" = pack ] && rest="-o $dir/image"
	# shellcheck disable=SC2086
	expect "no-elf-$c" complains "real.pcap: " "$c" $rest "$dir/real.pcap"
	: >"$dir/empty"
	# shellcheck disable=SC2086
	expect "empty-$c" complains "empty: " "$c" $rest "$dir/empty"
done
expect no-pcap complains "none: .*No such file" run "$firewall" --pcap "$dir/none"
expect object-as-pcap complains "firewall.o: " run "$firewall" --pcap "$firewall"
head -c 100000 "$dir/real.pcap" >"$dir/short.pcap"
expect short-pcap complains "short.pcap: truncated .*after [0-9]+ packets" run "$firewall" --pcap "$dir/short.pcap"
expect no-packet-file complains 'none: No such file' bench "$firewall" --packet "$dir/none"
expect no-map-file complains 'none: ' run "$firewall" --pcap "$dir/real.pcap" --set-map "deny4=$dir/none"
expect no-such-map complains 'frob' run "$firewall" --pcap "$dir/real.pcap" --set-map "frob=$dir/none"
expect write-nowhere complains 'No such file' run "$firewall" --pcap "$dir/real.pcap" --write "$dir/none/x"
expect pack-nowhere complains 'No such file' pack "$firewall" -o "$dir/none/x"
if [ -w /dev/full ]; then
	expect write-full sh -c "'$kiln' run '$firewall' --pcap '$dir/real.pcap' --write /dev/full 2>'$dir/err' >/dev/null; [ \$? = 2 ] && grep -q 'No space' '$dir/err'"
	expect output-full sh -c "'$kiln' check '$firewall' 2>'$dir/err' >/dev/full; [ \$? = 2 ] && grep -q 'No space' '$dir/err'"
	expect pack-full complains 'No space' pack "$firewall" -o /dev/full
fi

# -- asm, exec, dis -------------------------------------------------------------------------------------------------------
printf 'r0 = *(u8 *)(r1 + 0)   # the first byte\nr0 <<= 8\nr0 += r2\nexit\n' >"$dir/sum.s"
expect asm run 0 asm "$dir/sum.s" -o "$dir/sum.bin"
expect asm-length [ "$(wc -c <"$dir/sum.bin")" = 32 ]
in=$dir/sum.s expect asm-stdin sh -c "'$kiln' asm - <'$dir/sum.s' | cmp - '$dir/sum.bin'"
expect asm-hex says 0 '^0f 20 00 00 00 00 00 00  # r0 \+= r2$' asm --hex "$dir/sum.s"
echo 'r0 = frob' >"$dir/bad.s"
expect asm-refuses says 2 'bad.s:1: .*frob' asm "$dir/bad.s"
expect exec says 0 '^0x503$' exec --mem 05ffff "$dir/sum.bin"
expect exec-interp says 0 '^0x503$' exec --engine interp --mem '05 ff ff' "$dir/sum.bin"
expect exec-jit says 0 '^0x503$' exec --engine jit --mem 05FFFF "$dir/sum.bin"
in=$dir/sum.bin expect exec-stdin says 0 '^0x503$' exec --mem 05ffff -
"$kiln" asm --hex "$dir/sum.s" >"$dir/sum.hex"
expect exec-hex says 0 '^0x503$' exec --hex --mem 05ffff "$dir/sum.hex"
in=$dir/sum.hex expect exec-hex-stdin says 0 '^0x503$' exec --hex --mem 05ffff -
expect exec-pipe sh -c "[ \"\$('$kiln' asm '$dir/sum.s' | '$kiln' exec --mem 0101 -)\" = 0x102 ]"
expect exec-no-hex complains 'sum.s: not hex' exec --hex "$dir/sum.s"
expect exec-odd-mem complains 'mem: not hex' exec --mem 012 "$dir/sum.bin"
expect exec-refuses says 1 '^exec: refused: read 1 byte at r1\+0.* \[mem-bounds\]$' exec "$dir/sum.bin"
expect exec-missing says 1 '^  missing: .' exec "$dir/sum.bin"
expect exec-fix says 1 '^  fix:     .' exec "$dir/sum.bin"
head -c 30 "$dir/sum.bin" >"$dir/odd.bin"
expect exec-odd says 1 'refused' exec "$dir/odd.bin"
expect exec-unsafe-fault says 1 '^fault at instruction 0: read ' exec --unsafe "$dir/sum.bin"
printf 'r0 = 0\nagain: may_goto out\nr0 += 1\nif r0 < 10 goto again\nout: exit\n' >"$dir/turns.s"
"$kiln" asm "$dir/turns.s" -o "$dir/turns.bin"
expect exec-unsafe-turns says 0 '^0xa$' exec --unsafe "$dir/turns.bin"
expect exec-unsafe-says says 0 '^unproven: interpreted, every access checked$' exec --unsafe --mem 05 "$dir/sum.bin"
printf 'again: r1 += 1\ngoto again\n' >"$dir/endless.s"
expect exec-endless sh -c "'$kiln' asm '$dir/endless.s' | '$kiln' exec - 2>'$dir/err'; [ \$? = 1 ] && grep -q refused '$dir/err'"
printf '*(u16 *)(r1 + 1) = 513\nr0 = 0\nexit\n' >"$dir/store.s"
expect exec-show-mem sh -c "[ \"\$('$kiln' asm '$dir/store.s' | '$kiln' exec --mem ffffffff --show-mem - | tail -n 1)\" = ff0102ff ]"
expect dis says 0 '^ +0: r[0-9] = ' dis "$firewall"
expect dis-source says 0 '^; .*data_end' dis --prog firewall "$firewall"
expect dis-prog sh -c "! '$kiln' dis --prog firewall '$firewall' | grep -q '^firewall_setup'"
expect dis-facts sh -c "[ \$('$kiln' dis --facts '$firewall' | grep -cE '^ +[0-9]+: .*packet') -gt 10 ]"
expect dis-native says 0 '^ {20,}(mov|push|lea|add|ret) ' dis --native "$firewall"
expect dis-maps says 0 '# talkers' dis "$firewall"
# What is disassembled assembles to the same bytes.
expect dis-asm sh -c "'$kiln' asm --hex '$dir/sum.s' | sed 's/.*# //' | '$kiln' asm - | cmp - '$dir/sum.bin'"

# -- check ----------------------------------------------------------------------------------------------------------------
nr=$("$kiln" check --json "$firewall" | jq length)
expect check-a-line sh -c "[ \"\$('$kiln' check '$firewall' | grep -cE '^$firewall: [a-z_0-9]+: accepted, [0-9]+ instructions, [0-9]+ explored, [0-9]+ states, [0-9]+ us, stack [0-9]+ bytes\$')\" = $nr ]"
expect check-lines sh -c "[ \"\$('$kiln' check '$firewall' | wc -l)\" = $nr ]"
expect check-prog sh -c "[ \"\$('$kiln' check --prog firewall '$firewall' | wc -l)\" = 1 ]"
expect check-prog-in-array says 0 '^[^ ]*tail.o: tail: accepted' check --prog tail "$B/bench/tail.o"
expect check-refuses says 1 '^[^ ]*firewall-bug\.bpf\.c:[0-9]+:[0-9]+: refused: .* \[packet-bounds\]$' check "$bug"
expect check-verdict says 1 '^  verdict: a bug: with ' check "$bug"
expect check-quick sh -c "! '$kiln' check --quick '$bug' | grep -q verdict"
expect run-unsafe-usage complains 'needs --packet' run --unsafe "$bug"
expect run-unsafe says 0 '^drop$' run --unsafe --packet 00 "$firewall" --prog firewall
expect check-html-unwritable says 2 'No such file' check --html "$dir/nowhere/page.html" "$firewall"
expect check-mixed says 1 'accepted' check "$firewall" "$bug"
expect check-worst says 2 'accepted' check "$bug" "$firewall" "$dir/none"
expect check-limit says 1 'too-complex' check --limit 50 --prog firewall "$firewall"
expect check-log sh -c "'$kiln' check --log --prog firewall '$firewall' 2>'$dir/log' >/dev/null && [ \$(wc -l <'$dir/log') -gt 100 ]"
expect check-other-kind says 1 'refused' check --kind socket_filter --prog firewall "$firewall"

# -- run ------------------------------------------------------------------------------------------------------------------
"$kiln" run "$firewall" --pcap "$dir/real.pcap" --json >"$dir/run.json"
# The capture's own number of packets, from tcpdump where it is.
packets=$(jq '[.verdicts[].packets] | add' "$dir/run.json")
if command -v tcpdump >/dev/null; then
	records() { tcpdump --count -r "$1" 2>/dev/null | sed -n 's/^\([0-9]*\) packets\{0,1\}$/\1/p'; }
	expect run-counts [ "$packets" = "$(records "$dir/real.pcap")" ]
	"$kiln" run "$firewall" --pcap "$dir/real.pcap" --write "$dir/out.pcap" >/dev/null
	leave=$(jq '[.verdicts | to_entries[] | select(.key != "drop" and .key != "aborted") | .value.packets] | add' "$dir/run.json")
	expect run-write [ "$leave" = "$(records "$dir/out.pcap")" ]
	"$kiln" run "$B/examples/vlan.o" --pcap "$dir/real.pcap" --write "$dir/vlan.pcap" >/dev/null
	expect run-write-changed sh -c "! cmp -s '$dir/vlan.pcap' '$dir/real.pcap' && [ \$(tcpdump -nr '$dir/vlan.pcap' 2>&1 | grep -c 'truncated') = 0 ]"
else
	echo "skip run-counts run-write - tcpdump is not installed"
fi
expect run-table says 0 "^total +$packets +[0-9]+$" run "$firewall" --pcap "$dir/real.pcap"
expect run-maps says 0 '^  talkers \([0-9]+ of 1024 entries' run "$firewall" --pcap "$dir/real.pcap"
expect run-types says 0 '\(struct counter\)\{\.packets = [0-9]+, \.bytes = [0-9]+\}' run "$firewall" --pcap "$dir/real.pcap"
expect run-count says 0 '^total +100 ' run "$firewall" --pcap "$dir/real.pcap" --count 100
expect run-repeat sh -c "'$kiln' run '$firewall' --pcap '$dir/real.pcap' --count 100 --repeat 3 --json | jq -e '.runs == 300 and ([.verdicts[].packets] | add) == 100'"
in=$dir/real.pcap expect run-stdin says 0 "^total +$packets " run "$firewall" --pcap -
expect run-engines sh -c "for e in jit interp; do '$kiln' run '$B/examples/hops.o' --pcap '$dir/real.pcap' --init hops_setup --engine \$e --json | jq -S '.verdicts, .maps' >'$dir/'\$e; done; cmp '$dir/jit' '$dir/interp' && [ -s '$dir/jit' ]"
expect run-engine-name sh -c "'$kiln' run '$firewall' --pcap '$dir/real.pcap' --count 1 --engine interp --json | jq -e '.engine == \"interpreter\"'"
expect run-refuses says 1 'refused' run "$bug" --pcap "$dir/real.pcap"
expect run-packets sh -c "'$kiln' run '$firewall' --pcap '$dir/real.pcap' --count 50 --json --packets | jq -e '.packets | length == 50'"
head -c 24 "$dir/real.pcap" >"$dir/nothing.pcap"
expect run-nothing says 0 '^total +0 +0$' run "$firewall" --pcap "$dir/nothing.pcap"
if ${CC:-cc} -std=gnu11 -O1 -o "$dir/to-pcapng" test/capture/pcapng.c -lpcap 2>"$dir/said" && "$dir/to-pcapng" "$dir/real.pcap" "$dir/real.pcapng"; then
	expect run-pcapng sh -c "'$kiln' run '$firewall' --pcap '$dir/real.pcapng' --json | jq -S .verdicts >'$dir/ng' && jq -S .verdicts '$dir/run.json' | cmp - '$dir/ng'"
else
	echo "not ok run-pcapng - the capture cannot be made pcapng"
fi

# Maps: what a run leaves can be put into another; --init fills them.
jq .maps.talkers "$dir/run.json" >"$dir/talkers.json"
expect set-map sh -c "'$kiln' run '$firewall' --pcap '$dir/nothing.pcap' --set-map 'talkers=$dir/talkers.json' --json | jq -S '.maps.talkers | sort' >'$dir/set' &&
	jq -S sort '$dir/talkers.json' | cmp - '$dir/set' && [ \$(jq length '$dir/set') -gt 10 ]"
echo '[{"key":1}' >"$dir/broken.json"
expect set-map-broken complains 'broken.json' run "$firewall" --pcap "$dir/nothing.pcap" --set-map "talkers=$dir/broken.json"
echo '[{"key":{"adress":1},"value":{}}]' >"$dir/wrong.json"
expect set-map-wrong complains 'adress' run "$firewall" --pcap "$dir/nothing.pcap" --set-map "talkers=$dir/wrong.json"
expect set-map-no-file complains 'NAME=FILE|deny4' run "$firewall" --pcap "$dir/nothing.pcap" --set-map deny4
expect init-refused says 1 'refused' run "$B/examples/firewall-bug.o" --prog firewall_setup --init firewall --pcap "$dir/nothing.pcap"
expect init sh -c "a=\$('$kiln' run '$balancer' --pcap '$dir/real.pcap' --count 500 --json | jq -S .maps)
	b=\$('$kiln' run '$balancer' --init balancer_setup --pcap '$dir/real.pcap' --count 500 --json | jq -S .maps); [ \"\$a\" != \"\$b\" ] || { echo \"\$a\"; false; }"

# -- bench ----------------------------------------------------------------------------------------------------------------
for engine in jit interp; do
	expect "bench-$engine" says 0 '^tail [0-9]+\.[0-9]+ [0-9]+\.[0-9]+ 0x[0-9a-f]+$' bench --prog tail --repeat 900 --engine $engine "$B/bench/tail.o"
done
expect bench-a-line [ "$("$kiln" bench --prog tail --repeat 900 "$B/bench/tail.o" | wc -l)" = 1 ]
expect bench-load says 0 '^tail [0-9.]+ [0-9.]+$' bench --load --prog tail "$B/bench/tail.o"
head -c 1 "$dir/real.pcap" >"$dir/packet"
expect bench-short says 0 '^tail ' bench --prog tail --repeat 9 --packet "$dir/packet" "$B/bench/tail.o"
expect bench-refuses says 1 'refused' bench "$bug"

# -- JSON -----------------------------------------------------------------------------------------------------------------
# json NAME FILTER ARGUMENTS...: what kiln prints is one JSON text that the filter finds right
json() {
	name=$1 filter=$2
	shift 2
	"$kiln" "$@" --json >"$dir/json" 2>"$dir/err"
	expect "json-$name" jq -es "length == 1 and (.[0] | $filter)" "$dir/json"
}
json run 'has("prog") and has("verdicts") and has("maps") and .ns_per_packet > 0' run "$firewall" --pcap "$dir/real.pcap" --count 200
json check 'length > 0 and all(.accepted and .us > 0 and .explored > 0)' check "$firewall"
json check-refused 'map(select(.accepted == false)) | length > 0 and all(.why.reason and .why.what and .why.missing and .why.remedy and .why.line > 0)' check "$bug"
json check-several 'map(.object) | unique | length == 2' check "$firewall" "$balancer"
json check-nothing '. == []' check "$dir/none"
json bench '.ns_min > 0 and .ns_median >= .ns_min and .prog == "tail"' bench --prog tail --repeat 900 "$B/bench/tail.o"
json bench-load '.load_us_min > 0 and .load_us_median >= .load_us_min' bench --load --prog tail "$B/bench/tail.o"
json dis 'length > 0 and all(.insns | length > 0)' dis "$firewall"
json dis-all 'length > 0' dis --facts --native "$firewall"
json exec '.r0 == "0x503" and .mem == "05ffff"' exec --mem 05ffff "$dir/sum.bin"
json exec-fault '.fault.insn == 0' exec --unsafe "$dir/sum.bin"
json exec-refused '.why.reason == "mem-bounds"' exec "$dir/sum.bin"

# -- pack -----------------------------------------------------------------------------------------------------------------
expect pack run 0 pack "$firewall" -o "$dir/firewall.kiln"
expect pack-again sh -c "'$kiln' pack '$firewall' -o '$dir/again.kiln' && cmp '$dir/firewall.kiln' '$dir/again.kiln'"
expect pack-refuses says 1 'refused' pack "$bug" -o "$dir/bug.kiln"
expect pack-refused-writes-nothing [ ! -e "$dir/bug.kiln" ]

# -- terminals ------------------------------------------------------------------------------------------------------------
"$kiln" run "$firewall" --pcap "$dir/real.pcap" --repeat 40 >"$dir/out" 2>"$dir/err"
expect quiet-elsewhere [ ! -s "$dir/err" ]
expect plain-elsewhere sh -c "! grep -q '$(printf '\033')' '$dir/out'"
if command -v script >/dev/null; then
	TERM=xterm script -qec "$kiln run $firewall --pcap $dir/real.pcap --repeat 300" /dev/null >"$dir/tty" </dev/null
	expect progress-on-terminal grep -q "$(printf '\r').*[0-9]%" "$dir/tty"
	expect colour-on-terminal grep -q "$(printf '\033\\[1m')" "$dir/tty"
	NO_COLOR=1 TERM=xterm script -qec "$kiln check $firewall $bug" /dev/null >"$dir/tty" </dev/null
	expect no-color sh -c "grep -q accepted '$dir/tty' && ! grep -q '$(printf '\033\\[')' '$dir/tty'"
	TERM=xterm script -qec "$kiln asm $dir/sum.s" /dev/null >"$dir/tty" </dev/null
	expect asm-on-terminal grep -q '^95 00 00 00 00 00 00 00  # exit' "$dir/tty"
else
	echo "skip terminal - script is not installed"
fi
exit 0
