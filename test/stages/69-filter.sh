#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# kiln filter: 300 filters on seven link types as libpcap and the kernel decide; each mode against tcpdump; broken captures
# limit: 180
set -u

B=${B:-build}
work=$B/check/filter
mkdir -p "$work"
if ! make -s "$B/kiln" "$B/test/filter/filter_diff" B="$B" >"$work/log" 2>&1; then
	echo "not ok filter - it does not build"
	sed 's/^/# /' "$work/log" | head -n 20
	exit 1
fi
kiln=$B/kiln
cap=$work/real.pcap
xz -dc test/capture/real.pcap.xz >"$cap"
"$B/test/filter/filter_diff" "$cap" test/filter/expressions.txt 30 4 2>&1

# same NAME EXPECTED GOT: two files
same() {
	if cmp -s "$2" "$3"; then echo "ok $1"; else
		echo "not ok $1 - other bytes"
		diff "$2" "$3" 2>&1 | head -n 5 | sed 's/^/# /'
	fi
}
# is NAME EXPECTED GOT: two texts
is() { if [ "$2" = "$3" ]; then echo "ok $1"; else echo "not ok $1 - '$3', not '$2'"; fi; }
# fails NAME STATUS TEXT ARGUMENTS...: status, and one line that says TEXT, within 20 s
fails() {
	name=$1 want=$2 text=$3
	shift 3
	timeout 20 "$kiln" filter "$@" >"$work/out" 2>"$work/err"
	got=$?
	if [ $got = "$want" ] && grep -q "$text" "$work/err" && [ "$(wc -l <"$work/err")" = 1 ]; then echo "ok $name"; else
		echo "not ok $name - status $got: $(head -n 2 "$work/err")"
	fi
}
say() { "$kiln" filter "$@" 2>&1; }

if ! command -v tcpdump >/dev/null; then
	echo "skip filter-tcpdump - tcpdump is not installed"
	exit 0
fi
web='tcp port 80 and host 10.1.0.2'
tcpdump -r "$cap" -w "$work/want.pcap" "$web" 2>/dev/null
say -r "$cap" -w "$work/got.pcap" "$web" >/dev/null
same write "$work/want.pcap" "$work/got.pcap"
say -r - -w - "$web" <"$cap" >"$work/got.pcap" 2>/dev/null
cat "$cap" | "$kiln" filter -r - -w - "$web" 2>/dev/null >"$work/got.pcap"
same write-pipes "$work/want.pcap" "$work/got.pcap"
want=$(tcpdump --count -r "$cap" "$web" 2>/dev/null | sed 's/ .*//')
is count "$want" "$(say --count -r "$cap" "$web")"
is count-interp "$want" "$(say --count --engine interp -r "$cap" "$web")"
is count-offload "$want" "$(say --count --offload -r "$cap" "$web")"
is count-line "$want of 22338 packets match" "$(say -r "$cap" "$web")"
is several-files "$cap: $want
$cap: $want" "$(say --count -j 2 -r "$cap" -r "$cap" "$web")"
tcpdump -r "$cap" -w "$work/want2.pcap" arp 2>/dev/null
tail -c +25 "$work/want.pcap" | cat "$work/want.pcap" - >"$work/twice.pcap"
for jobs in 1 2 4; do # files that wait for their turn hold what they found
	say -j $jobs -r "$cap" -r "$cap" -w "$work/got.pcap" "$web" >/dev/null
	same "write-jobs-$jobs" "$work/twice.pcap" "$work/got.pcap"
done
say -j 3 -c 5 -r "$cap" -r "$work/want2.pcap" -r "$cap" -w "$work/got.pcap" arp >/dev/null
tcpdump -r "$cap" -c 5 -w "$work/want2.pcap" arp 2>/dev/null
tail -c +25 "$work/want2.pcap" >"$work/body"
cat "$work/want2.pcap" "$work/body" "$work/body" >"$work/thrice.pcap"
same write-jobs-max "$work/thrice.pcap" "$work/got.pcap"
is max 3 "$(say --count -c 3 -r "$cap" "$web")"
is everything 22338 "$(say --count -r "$cap")"
is numbers "$want" "$(say --numbers -r "$cap" "$web" | awk '$2 == 262144' | wc -l)"
is number-of-each "$(tcpdump -\#ner "$cap" 2>/dev/null | awk '/^ *[0-9]+  [^,]*, ethertype ARP/ { print $1, 262144 }')" \
	"$(say --numbers -r "$cap" arp)"
is several "web $want
arp 10
chain 7856" "$(say --count -r "$cap" -e "web=$web" -e arp=arp -e 'chain=ip6 protochain 6')"
chains=$(for e in 'ip6 protochain 6' 'ip6 protochain 58' 'ip6 protochain 17'; do say --count -r "$cap" "$e"; done | xargs)
# shellcheck disable=SC2086 # three numbers
set -- $chains
is several-loops "a $1
web $want
b $2
arp 10
c $3" "$(say --count -r "$cap" -e 'a=ip6 protochain 6' -e "web=$web" -e 'b=ip6 protochain 58' -e arp=arp -e 'c=ip6 protochain 17')"
is several-loop-first "a $1
web $want" "$(say --count -r "$cap" -e 'a=ip6 protochain 6' -e "web=$web")"
is several-numbers "$(say --count -r "$cap" "arp or ($web)")" \
	"$(say --numbers -r "$cap" -e "web=$web" -e arp=arp | grep -cE '^[0-9]+ (web|arp)$')"
tcpdump -r "$cap" -w "$work/want.pcap" "arp or ($web)" 2>/dev/null
say -r "$cap" -w "$work/got.pcap" -e "web=$web" -e arp=arp >/dev/null
same several-write "$work/want.pcap" "$work/got.pcap"
if command -v jq >/dev/null; then
	is json "$want 10 $want" "$(say --json -r "$cap" -e "web=$web" -e arp=arp | jq -r '"\(.each.web) \(.each.arp) \(.matched - 10)"')"
	is json-numbers "$want" "$(say --json --numbers -r "$cap" "$web" | jq '.numbers | length')"
	is json-explain true "$(say --json --explain "$web" | jq '(.classic | length) > 5 and (.ebpf | length) > 10')"
else
	echo "skip json - jq is not installed"
fi
for form in -d -dd -ddd; do
	tcpdump $form -y EN10MB "$web" >"$work/want" 2>/dev/null
	say $form "$web" >"$work/got"
	same "dump$form" "$work/want" "$work/got"
done
say -ddd "$web" >"$work/program"
is program "$want" "$(say --count -F "$work/program" -r "$cap")"
is dump-of-file "$(tcpdump -d -y EN10MB -s 262144 ip 2>/dev/null)" "$(say -d -r "$cap" ip)"
if [ "$(uname -m)" = x86_64 ]; then
	is explain yes "$(say --explain "$web" | grep -q 'ldh *\[12\].*r2 = \*(u32.*mov rsi' && echo yes)"
fi
is protochain "$(tcpdump --count -r "$cap" 'ip6 protochain 6' 2>/dev/null | sed 's/ .*//')" "$(say --count -r "$cap" 'ip6 protochain 6')"

# pcapng, in both byte orders, and a pcap of the other byte order
if ${CC:-cc} -std=gnu11 -O1 -o "$work/to-pcapng" test/capture/pcapng.c -lpcap 2>"$work/log"; then
	tcpdump -r "$cap" -nn "$web" 2>/dev/null >"$work/want"
	for order in same other; do
		swap=
		[ $order = same ] || swap=-b
		# shellcheck disable=SC2086 # no word or one
		"$work/to-pcapng" $swap "$cap" "$work/real.pcapng"
		say -r "$work/real.pcapng" -w "$work/got.pcap" "$web" >/dev/null
		tcpdump -r "$work/got.pcap" -nn 2>/dev/null >"$work/got"
		same "pcapng-$order-byte-order" "$work/want" "$work/got"
	done
	head -c 5000 "$work/real.pcapng" >"$work/cut.pcapng"
	fails pcapng-cut 2 'middle of a packet' -r "$work/cut.pcapng" ip
	{ head -c 8 "$work/real.pcapng"; printf '\001\002\003\004'; tail -c +13 "$work/real.pcapng"; } >"$work/bad.pcapng"
	fails pcapng-order 2 'byte order' -r "$work/bad.pcapng" ip
else
	echo "not ok pcapng-build - does not compile"
fi
perl -e 'local $/; binmode STDIN; binmode STDOUT; my $d = <STDIN>; my $o = 24; my @h = unpack("VvvVVVV", substr($d, 0, 24));
	print pack("NnnNNNN", @h); while ($o < length $d) { my @r = unpack("VVVV", substr($d, $o, 16)); print pack("NNNN", @r);
	print substr($d, $o + 16, $r[2]); $o += 16 + $r[2] }' <"$cap" >"$work/swapped.pcap"
say -r "$work/swapped.pcap" -w "$work/got.pcap" "$web" >/dev/null
tcpdump -r "$cap" -w "$work/want.pcap" "$web" 2>/dev/null
same pcap-other-byte-order "$work/want.pcap" "$work/got.pcap"

# what is broken
head -c 100000 "$cap" >"$work/cut.pcap"
fails cut 2 'middle of a packet' -r "$work/cut.pcap" ip
fails nothing 2 'too short' -r /dev/null ip
fails missing 2 'No such file' -r "$work/nonesuch" ip
fails text 2 'neither pcap nor pcapng' -r README.md ip
{ head -c 32 "$cap"; printf '\377\377\377\177\377\377\377\177'; tail -c 1000 "$cap"; } >"$work/long.pcap"
fails long 2 'longer than any' -r "$work/long.pcap" ip
fails expression 2 'syntax error' -r "$cap" 'ip and and'
fails contradiction 2 'from files or from an interface' -r "$cap" -i lo ip
fails name 2 'NAME=EXPRESSION' -r "$cap" -e 'tcp port 80'
echo '1
7 7 7' >"$work/bad"
fails program-text 2 'not a program' -r "$cap" -F "$work/bad"
echo '1
0 0 0 5' >"$work/bad"
timeout 20 "$kiln" filter -r "$cap" -F "$work/bad" >"$work/out" 2>&1
is program-refused 1 $?
cp "$cap" "$work/self.pcap"
fails same-file 2 'cannot be written while it is read' -r "$cap" -r "$work/self.pcap" -w "$work/self.pcap" ip
same same-file-kept "$cap" "$work/self.pcap"
{ head -c 20 "$cap"; printf '\017\047\0\0'; tail -c +25 "$cap"; } >"$work/link.pcap"
fails link-type 2 '^kiln filter: unknown data link type 9999' -r "$work/link.pcap"
fails full 2 'No space left' -r "$cap" -w /dev/full ip

# unmodified tcpdump with its filters here: same lines, same errors, same files
"$work/to-pcapng" "$cap" "$work/real.pcapng" 2>/dev/null
# with NAME ARGUMENTS...
with() {
	name=$1
	shift
	tcpdump "$@" >"$work/want" 2>&1
	echo "status $?" >>"$work/want"
	KILN_STATE=$work/state "$kiln" with tcpdump "$@" >"$work/got" 2>&1
	echo "status $?" >>"$work/got"
	same "with-$name" "$work/want" "$work/got"
}
with tcpdump -nr "$cap" "$web"
with tcpdump-ether -ner "$cap" 'arp or icmp'
with tcpdump-first -c 5 -nr "$cap" "$web"
with tcpdump-all -c 30 -nr "$cap"
with tcpdump-nano --nano -ttnr "$cap" 'udp port 53'
with tcpdump-pcapng -nr "$work/real.pcapng" "$web"
with tcpdump-swapped -nr "$work/swapped.pcap" arp
with tcpdump-cut -nr "$work/cut.pcap" udp
with tcpdump-long -nr "$work/long.pcap" ip
with tcpdump-loop -nr "$cap" 'ip6 protochain 58'
tcpdump -r "$cap" -w "$work/want.pcap" "$web" 2>/dev/null
"$kiln" with tcpdump -r "$cap" -w "$work/got.pcap" "$web" 2>/dev/null
same with-tcpdump-write "$work/want.pcap" "$work/got.pcap"
LD_DEBUG=bindings "$kiln" with tcpdump --count -r "$cap" ip >"$work/got" 2>&1
is with-tcpdump-here yes "$(grep -q 'tcpdump .*libkiln-pcap.so.*pcap_loop' "$work/got" && echo yes)"
rm -f "$work"/*.pcap "$work"/*.pcapng

# an interface: two packets to one's own port
if [ "$(id -u)" = 0 ] && command -v unshare >/dev/null && unshare -n true 2>/dev/null; then
	cat >"$work/live.sh" <<'END'
ip link set lo up
for how in '' --offload; do
	timeout 20 "$1" filter -i lo $how --numbers -c 2 'udp dst port 9999' >"$2" &
	sleep 1
	for i in 1 2 3 4; do printf x | timeout 1 bash -c 'cat >/dev/udp/127.0.0.1/9999'; done 2>/dev/null
	wait
	wc -l <"$2"
done
END
	is interface "2 2" "$(unshare -n sh "$work/live.sh" "$kiln" "$work/got" 2>&1 | xargs)"
else
	echo "skip interface - not root, or no network namespaces"
fi
