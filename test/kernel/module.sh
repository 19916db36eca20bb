# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# module.sh - kiln.ko in the guest of test/kernel/guest, which runs this as its script. Prints "ok NAME" and "not ok NAME - why".

. /settings # TIMES, FUZZ
parameters=/sys/module/kiln/parameters
is() { # is NAME COMMAND...
	name=$1
	shift
	if "$@" >/tmp/is 2>&1; then echo "ok $name"; else
		echo "not ok $name - $*"
		sed 's/^/# /' /tmp/is | head -n 5
	fi
}
isnt() { # the same, for what has to fail
	name=$1
	shift
	if "$@" >/tmp/is 2>&1; then echo "not ok $name - it worked: $*"; else echo "ok $name"; fi
}
# all3: so many packets, and what there was instead
all3() {
	cat /tmp/xdp
	grep -q 'dropped 3 ' /tmp/xdp
}
alive() { cat $parameters/alive; }
settled() { # all but what was there is given back, when readers have left
	for i in $(seq 100); do
		[ "$(alive)" = "$1" ] && return
		sleep 0.2
	done
	echo "alive $(alive), not $1"
	return 1
}

# The text cases meanwhile, in a machine of their own.
insmod /kiln_cases.ko out=/cases.out "files=$(ls /cases/*.t | tr '\n' ',' | sed 's/,$//')" &
cases=$!

ip link set lo up
insmod /veth.ko
is "module loads" insmod /kiln.ko
is "device is root's alone" test "$(stat -c %a:%u /dev/kiln)" = 600:0
chmod 666 /dev/kiln
isnt "device refuses others, whatever its mode" /member
chmod 600 /dev/kiln
/module hooks
/module typed
is "everything at once, from an object" /module once lo
sleep 1
before=$(alive) # tables that stay
# -- packets between two namespaces --------------------------------------------------------------------------------------

unshare -n sleep 1000 &
ns=$!
sleep 0.5
ip link add v0 type veth
ip link set veth0 netns $ns
ip addr add 10.0.0.1/24 dev v0
ip link set v0 up
in_ns() { nsenter -t $ns -n "$@"; }
# What IPv6 sends by itself would be counted along with what is sent here.
no_six='for file in /proc/sys/net/ipv6/conf/*/disable_ipv6; do echo 1 >$file; done'
sh -c "$no_six"
in_ns sh -c "$no_six"
in_ns ip addr add 10.0.0.2/24 dev veth0
in_ns ip link set veth0 up
# The guest is slow, and the text cases have a CPU of it: an answer may take a while, but one that is not to come is not waited for long.
pings() { in_ns ping -c 3 -i 0.1 -W "${1:-10}" 10.0.0.1; }
attach() { # attach PROGRAM [TO]
	: >/tmp/xdp # what the last one said
	/module xdp "$1" v0 "${2-lo}" >/tmp/xdp &
	xdp=$!
	for i in $(seq 150); do
		grep -q attached /tmp/xdp && return
		sleep 0.2
	done
}
detach() {
	kill $xdp
	wait $xdp
}
sleep 1
is "packets pass" pings
attach drop_ping
isnt "XDP drops real packets" pings 1
isnt "module does not go while it is held" rmmod kiln
detach
is "XDP: 3 were dropped" all3
is "packets pass again" pings
ip addr del 10.0.0.1/24 dev v0
in_ns arp -s 10.0.0.1 "$(cat /sys/class/net/v0/address)"
isnt "nobody answers" pings 1
attach answer_ping
is "XDP answers in the stack's place (TX)" pings
detach
ip link add w0 type veth
ip link set w0 up
ip link set veth0 up # the other end of w0, here
sent() { cat /sys/class/net/w0/statistics/tx_packets; }
attach redirect_ping w0
before_redirect=$(sent)
pings 1 >/tmp/is 2>&1
detach
is "XDP redirects to another device" test $(($(sent) - before_redirect)) -ge "$(sed -n 's/^dropped \([0-9]*\) .*/\1/p' /tmp/xdp)"
is "... all 3" all3
ip link del w0
attach drop_ping
kill -9 $xdp
wait $xdp
is "killed while it holds everything: all is given back" settled "$before"
attach drop_ping
is "a device goes, with a program attached" ip link del v0
detach
is "a device went: all is given back" settled "$before"
kill $ns

# -- clients that know nothing of it -------------------------------------------------------------------------------------

mount -t bpf bpf /sys/fs/bpf
with="/kiln with --kernel /bpftool"
is "bpftool loads a program" $with prog load /firewall.o /sys/fs/bpf/firewall type xdp
$with prog show >/tmp/show 2>&1
is "bpftool shows it" grep -q 'xdp  *name' /tmp/show
$with map show >/tmp/show 2>&1
is "bpftool shows its maps" grep -q 'hash' /tmp/show
$with map create /sys/fs/bpf/m type hash key 4 value 4 entries 8 name m >/tmp/is 2>&1
is "bpftool updates a map" $with map update pinned /sys/fs/bpf/m key 1 2 3 4 value 5 6 7 8
$with map dump pinned /sys/fs/bpf/m >/tmp/show 2>&1
is "bpftool dumps it" grep -q 'key: 01 02 03 04  value: 05 06 07 08' /tmp/show
is "the kernel's own bpf(2) knows nothing of it" test -z "$(/bpftool map show name m 2>/dev/null)"

# perf_event_open(2): records of tracepoints, kprobes, uprobes, samples, perf buffers. The same application by the kernel's own first.
mount -t tracefs tracefs /sys/kernel/tracing
mount -t debugfs debugfs /sys/kernel/debug
before=$(alive)
/events >/tmp/theirs 2>&1
/kiln with --kernel /events >/tmp/ours 2>&1
if grep -q '^5 execs, 5 packets of the device, 0 lost' /tmp/theirs && cmp -s /tmp/theirs /tmp/ours && ! grep -q ': no$' /tmp/ours; then
	echo "ok perf_event_open: what an application of libbpf sees is what the kernel's own shows it ($(wc -l </tmp/ours) lines)"
else
	echo "not ok perf_event_open: another answer than the kernel's own"
	diff /tmp/theirs /tmp/ours | sed 's/^/# /' | head -n 20
fi
/kiln with --kernel /events several >/tmp/ours 2>&1
is "several functions in one link, each with its cookie" grep '^cookies 350 550 17 13' /tmp/ours
is "perf_event_open: all is given back" settled "$before"
# tool NAME PATTERN: Debian's own, unmodified; it prints a line like that
tool() {
	[ -e "/$1" ] || { echo "skip $1 - libbpf-tools is not installed"; return; }
	/kiln with --kernel "/$1" >/tmp/tool 2>&1 &
	tool=$!
	for i in $(seq 40); do
		/bin/true x y
		cat /settings /nowhere >/dev/null 2>&1
		grep -q "$2" /tmp/tool && break
		sleep 0.2
	done
	kill -INT $tool
	sleep 1
	kill -9 $tool 2>/dev/null
	wait $tool 2>/dev/null
	is "libbpf-tools: $1" grep "$2" /tmp/tool
}
tool execsnoop '^true  *[0-9]*  *[0-9]*  *0 /bin/true x y'
tool opensnoop '^[0-9]*  *[a-z]*  *-1  *2 /nowhere'
is "libbpf-tools: all is given back" settled "$before"
rmmod kiln
is "module goes, and pins with it" test ! -e /dev/kiln

# -- a group ---------------------------------------------------------------------------------------------------------------

is "module loads, opened to a group" insmod /kiln.ko group=7777 fuel=3
isnt "device refuses who is not in the group" /member
$with prog load /firewall.o /sys/fs/bpf/own type xdp >/dev/null 2>&1
/member 7777 "$($with prog show | sed -n '1s/:.*//p')"
is "fuel: a loop that nobody has proven to end" $with prog load /turns.o /sys/fs/bpf/turns type xdp
head -c 64 /dev/zero >/tmp/endless
$with -j prog run pinned /sys/fs/bpf/turns data_in /tmp/endless data_out - >/tmp/show 2>&1
is "fuel: a run without end is aborted" grep -q '"retval":0' /tmp/show
rmmod kiln
is "group: nothing of it is in the module's way" test ! -e /sys/module/kiln

# -- out of memory, hostile, two at once ---------------------------------------------------------------------------------

insmod /kiln.ko
/module oom
/module stress 2
/module fuzz "$FUZZ" 1
rmmod kiln

# -- loaded and unloaded under traffic -----------------------------------------------------------------------------------

/module traffic &
traffic=$!
for i in $(seq "$TIMES"); do
	insmod /kiln.ko && /module brief lo && rmmod kiln || break
done >/tmp/is 2>&1
kill $traffic
is "loaded, used and unloaded $TIMES times under traffic" test "$i" = "$TIMES" -a ! -e /sys/module/kiln

# -- what is left --------------------------------------------------------------------------------------------------------

wait $cases
sed 's/^\(ok\|not ok\|skip\) /\1 kernel /' /cases.out
dmesg | grep -E 'WARNING|BUG|Oops|Call Trace|not given back|INFO: |stall|lockdep|W\+X pages found' | grep -v 'no W+X pages\|ommand line:\|timeout set' >/tmp/log
is "the kernel's log has no complaint" test ! -s /tmp/log
sed 's/^/# /' /tmp/log
