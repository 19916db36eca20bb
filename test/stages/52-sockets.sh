#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# programs at packet sockets (SO_ATTACH_BPF) see, count, tell and keep what they do over the kernel; by an ordinary user
# limit: 100
set -u

B=$(realpath "${B:-build}")
if [ "${1-}" != inside ]; then
	make -s -j2 B="$B" all clients >/dev/null 2>&1 || {
		echo "not ok sockets-build"
		exit 0
	}
	if ! command -v ip >/dev/null; then
		echo "skip sockets - there is no iproute2"
		exit 0
	fi
	unshare -Urn true 2>/dev/null && ns=-Urn || ns=-n
	unshare $ns true 2>/dev/null || {
		echo "skip sockets - no network namespace can be made"
		exit 0
	}
	dir=$(mktemp -d)
	chmod 755 "$dir"
	mkdir -m 1777 "$dir/home"
	cp "$B/kiln" "$B/libkiln-with.so" "$B/test/client/socks" "$B/test/client/socks-static" "$B/test/client/socks.o" "$0" "$dir"
	export B SOCKETS="$dir" KILN_STATE="$dir/home/state"
	# shellcheck disable=SC2016 # $1 is for the shell inside
	unshare -n sh -c 'ip link set lo up && exec "$1/socks" "$1/socks.o"' sh "$dir" >"$dir/kernel" 2>/dev/null || rm "$dir/kernel"
	if [ $ns = -Urn ] && [ "$(id -u)" = 0 ]; then
		setpriv --reuid=65534 --regid=65534 --clear-groups unshare -Urn sh "$dir/${0##*/}" inside
	else
		unshare $ns sh "$dir/${0##*/}" inside
	fi
	rm -rf "$dir"
	exit 0
fi

K=$SOCKETS/kiln home=$SOCKETS/home
ok() { echo "ok sockets $1"; }
# bad NAME WHY [FILE]
bad() {
	echo "not ok sockets $1 - $2"
	[ -z "${3-}" ] || head -n 20 "$3" | sed 's/^/# /'
}
end() {
	kill -9 $held 2>/dev/null
	"$K" serve --stop 2>/dev/null
}
held=
trap end EXIT
with() { timeout 30 "$K" with "$@"; }
ip link set lo up
"$K" serve --background || {
	bad serve "it does not start"
	exit 0
}

# same NAME COMMAND: all that it says is what it says over the kernel
same() {
	with "$2" "$SOCKETS/socks.o" >"$home/$1" 2>&1
	if [ ! -e "$SOCKETS/kernel" ]; then
		echo "skip sockets $1-same - no kernel to compare with"
	else
		diff "$SOCKETS/kernel" "$home/$1" >"$home/diff" && ok "$1-same" || bad "$1-same" "it is otherwise than over the kernel" "$home/diff"
	fi
	for line in 'counted: 5 packets, 300 bytes' 'told: a, 60 bytes, protocol 88b5, type 0, at lo, in at lo, tag 0 0' \
		'kept, and what was there before: 60d 60a 60b 20t 60c' 'locked: Operation not permitted' 'closed: Bad file descriptor'; do
		grep -qx "$line" "$home/$1" || {
			bad "$1" "not said: $line" "$home/$1"
			return
		}
	done
	ok "$1"
}
same dynamic "$SOCKETS/socks"
same static "$SOCKETS/socks-static"

printf '%s\n' 'with a ring: Operation not supported' 'udp: Operation not supported' 'sent by it: Broken pipe' 'more than 256: Cannot allocate memory' >"$home/wanted"
for command in socks socks-static; do
	with "$SOCKETS/$command" "$SOCKETS/socks.o" others 2>&1 | diff "$home/wanted" - >"$home/diff" && ok "others-$command" ||
		bad "others-$command" "not what is said of them" "$home/diff"
done

# Nothing is left of a client that was killed.
# hold COMMAND HOW: it runs until it is killed, and has what it wants to have
hold() {
	: >"$home/held" # what the last one said
	"$K" with "$1" "$SOCKETS/socks.o" "$2" >"$home/held" 2>&1 &
	held=$!
	for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
		grep -q '^held' "$home/held" && return
		sleep 0.2
	done
}
objects() { echo "$(with bpftool -j prog show)$(with bpftool -j map show)"; }
# gone NAME
gone() {
	pkill -9 -P $held 2>/dev/null
	kill -9 $held 2>/dev/null
	wait $held 2>/dev/null
	for _ in 1 2 3 4 5 6 7 8 9 10; do
		[ "$(objects)" = '[][]' ] && break
		sleep 0.5
	done
	[ "$(objects)" = '[][]' ] && ok "$1" || bad "$1" "left: $(objects)"
}
if command -v bpftool >/dev/null && command -v jq >/dev/null; then
	hold "$SOCKETS/socks" hold
	"$K" top --json >"$home/top" 2>&1
	jq -e '.programs[] | select(.name == "count" and .place == "socket")' "$home/top" >/dev/null && ok top || bad top "it is not told of" "$home/top"
	gone killed
	hold "$SOCKETS/socks-static" hold
	gone killed-static
	# Packets without end, and nobody reads: others are answered.
	hold "$SOCKETS/socks" flood
	i=0 from=$(date +%s%N)
	while [ $i -lt 10 ] && with bpftool -j map show >/dev/null 2>&1; do i=$((i + 1)); done
	ms=$((($(date +%s%N) - from) / 1000000))
	[ $i = 10 ] && [ $ms -lt 10000 ] && ok flood || bad flood "$i of 10 answers in $ms ms"
	"$K" top --json >"$home/top" 2>&1
	jq -e '[.programs[] | select(.name == "keep" and .drops > 0)] | length > 0' "$home/top" >/dev/null && ok flood-drops || bad flood-drops "no drops are told" "$home/top"
	gone flood-killed
else
	echo "skip sockets objects - there is no bpftool or jq"
fi
exit 0
