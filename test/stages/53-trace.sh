#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# kiln trace: tools of Debian's libbpf-tools as packaged see the system calls, functions and marks of a command, all by an ordinary user
# limit: 240
set -u

B=${B:-build}
make -s -j2 B="$B" all "$B/test/client/probes" "$B/test/client/unmapped" "$B/test/client/calls" "$B/test/client/calls.o" >/dev/null 2>&1 || {
	echo "not ok trace-build"
	exit 0
}
dir=$(mktemp -d)
end() {
	kiln serve --stop 2>/dev/null
	rm -rf "$dir"
}
trap end EXIT
chmod 755 "$dir"
mkdir -m 1777 "$dir/home"
cp "$B/kiln" "$B/libkiln-with.so" "$B/test/client/probes" "$B/test/client/unmapped" "$B/test/client/libmarks.so" "$B/test/client/calls" "$B/test/client/calls.o" "$dir"
export KILN_STATE="$dir/home/state"
kiln() {
	if [ "$(id -u)" = 0 ]; then
		setpriv --reuid=65534 --regid=65534 --clear-groups --no-new-privs "$dir/kiln" "$@"
	else
		"$dir/kiln" "$@"
	fi
}
ok() { echo "ok trace $1"; }
bad() {
	echo "not ok trace $1 - $2"
	[ -s "$dir/said" ] && head -n 5 "$dir/said" | cut -c1-160 | sed 's/^/# /'
}
kiln serve --background 2>/dev/null
kiln trace sh -c 'exit 7'
[ $? = 7 ] && ok exit-status || bad exit-status "it is not the command's"
kiln trace sh -c 'kill -TERM $$'
[ $? = 143 ] && ok signal || bad signal "the command's signal is lost"
[ "$(kiln trace sh -c 'echo a | cat; (echo b) & wait')" = "a
b" ] && ok children || bad children "what the command starts does not run as it should"

# A signal that stops is no other one: what follows waits for the one that lets it go on.
kiln trace sh -c "echo \$\$ >'$dir/home/stop'; kill -STOP \$\$; echo on >>'$dir/home/stop'" &
traced=$!
for _ in $(seq 50); do [ -s "$dir/home/stop" ] && break; sleep 0.1; done
sleep 0.5
grep -q on "$dir/home/stop" && bad stopped "it goes on" || ok stopped
kill -CONT "$(head -n 1 "$dir/home/stop")"
for _ in $(seq 50); do grep -q on "$dir/home/stop" && break; sleep 0.1; done
grep -q on "$dir/home/stop" && ok continued || bad continued "it never goes on"
kill -CONT "$traced" 2>/dev/null
wait "$traced"

# What the tools are to see: files that are there and not, a mount that is refused, a signal.
cat >"$dir/act" <<-'X'
	cat /etc/hostname /kiln-is-not-here >/dev/null 2>&1
	kill -URG $$
	mount -t tmpfs kiln-mount /mnt 2>/dev/null
	getent ahosts localhost >/dev/null
	exit 0
X
chmod 644 "$dir/act"
# tool NAME PATTERN COMMAND...: it prints a line like that when the command above has run
tool() {
	name=$1 pattern=$2
	shift 2
	if ! command -v "$1" >/dev/null; then
		echo "skip trace $name - there is no $1 (libbpf-tools)"
		return
	fi
	for seconds in 3 8; do # longer, where the machine is slow
		kiln with timeout -k 1 -s INT $seconds "$@" >"$dir/said" 2>&1 &
		for _ in $(seq 20); do
			sleep 0.1
			kiln with bpftool -j link show 2>/dev/null | grep -q perf_event && break
		done
		kiln trace "${act-sh}" "$dir/act" >/dev/null
		wait
		grep -q "$pattern" "$dir/said" && break
	done
	grep -q "$pattern" "$dir/said" && ok "$name" || bad "$name" "it does not say '$pattern'"
}
if [ -r /sys/kernel/btf/vmlinux ]; then
	tool opensnoop 'cat .* 0 /etc/hostname' opensnoop
	tool opensnoop-failed 'cat .* -1 *2 /kiln-is-not-here' opensnoop -x
	tool execsnoop '^cat .*/cat /etc/hostname' execsnoop
	tool mountsnoop 'mount("kiln-mount", "/mnt", "tmpfs".* = -E' mountsnoop
	tool sigsnoop ' sh  *23 ' sigsnoop -k
	tool syscount '^openat  *[1-9]' syscount -d 1
	tool sigsnoop-sent ' sh  *23  *[0-9][0-9]*  *0' sigsnoop
	tool exitsnoop '^cat  *[0-9]' exitsnoop
	tool gethostlatency 'getent .* localhost' gethostlatency
	export HOME="$dir/home" # bpftrace looks into it
	tool bpftrace-printf '^cat /etc/hostname$' bpftrace -e 'tracepoint:syscalls:sys_enter_openat { printf("%s %s\n", comm, str(args->filename)); }'
	tool bpftrace-count '^@\[cat\]: [1-9][0-9]' bpftrace -e 'tracepoint:raw_syscalls:sys_enter { @[comm] = count(); }'
	tool bpftrace-hist '^\[512, 1K) *[1-9]' bpftrace -e 'tracepoint:syscalls:sys_exit_read /comm == "cat"/ { @ = hist(args->ret); }'
	tool bpftrace-filter '^[0-9]* sh 23$' bpftrace -e 'tracepoint:syscalls:sys_enter_kill { @[tid] = args->sig; printf("%d %s %d\n", pid, comm, @[tid]); }'
	tool bpftrace-exec '^sh /.*/cat$' bpftrace -e 'tracepoint:sched:sched_process_fork { @parent[args->child_pid] = comm; } tracepoint:sched:sched_process_exec /@parent[pid] != ""/ { printf("%s %s\n", @parent[pid], str(args->filename)); }'
	tool bpftrace-exit '^@\[cat\]: 1$' bpftrace -e 'tracepoint:sched:sched_process_exit { @[args->comm] = count(); }'
	tool bpftrace-signal '^23 0 sh$' bpftrace -e 'tracepoint:signal:signal_deliver { printf("%d %d %s\n", args->sig, args->code, comm); }'
	act=$dir/probes
	tool bpftrace-probe '^2 3 probes$' bpftrace -e "uprobe:$dir/probes:add { printf(\"%d %d %s\\n\", arg0, arg1, comm); }"
	tool bpftrace-return '^@: 153$' bpftrace -e "uretprobe:$dir/probes:factorial { @ = sum(retval); }"
	tool bpftrace-mark '^5 6$' bpftrace -e "usdt:$dir/probes:kiln:mark { printf(\"%d %d\\n\", arg0, arg1); }"
	act=sh
else
	echo "skip trace tools - this kernel says nothing of its types"
fi
# Raw tracepoints of all calls, and those with types, by links.
if [ -r /sys/kernel/btf/vmlinux ]; then
	kiln with "$dir/calls" "$dir/calls.o" kl_calls "'$dir/kiln' trace cat /etc/hostname /kiln-is-not-here >/dev/null 2>&1" >"$dir/said" 2>&1
	read -r raw raw_here typed typed_here failed <"$dir/said"
	[ "${raw:-0}" -ge 3 ] && [ "$raw_here" = "$raw" ] && [ "$typed" = "$raw" ] && [ "$typed_here" = "$raw" ] && [ "$failed" -ge 1 ] && ok raw-calls ||
		bad raw-calls "other counts than a call's"
else
	echo "skip trace raw-calls - this kernel says nothing of its types"
fi

# A process that is client and traced: threads, children, returns, marks with a number of those who look.
kiln trace "$dir/kiln" with "$dir/probes" >"$dir/probes.kiln" 2>&1
if [ "$(id -u)" = 0 ] && "$dir/probes" >"$dir/probes.kernel" 2>/dev/null; then
	diff "$dir/probes.kernel" "$dir/probes.kiln" >"$dir/said" && ok probes || bad probes "they see something else than the kernel's"
else
	grep -q '^ 1: 3 2: 5 3: 1 4: 3000 5: 0 6: 2$' "$dir/probes.kiln" && ok probes || bad probes "they see something else"
	echo "skip trace probes-same - no kernel to compare with"
fi

# A library with a mark is unmapped, something else mapped in its place, and it again.
kiln trace "$dir/kiln" with "$dir/unmapped" "$dir/libmarks.so" >"$dir/said" 2>&1
[ "$(tr '\n' ';' <"$dir/said")" = "1 look;another's: 5;again: 1 look;after all: 0 look;" ] && ok unmapped || bad unmapped "other numbers"
if [ "$(id -u)" = 0 ] && "$dir/unmapped" "$dir/libmarks.so" >"$dir/unmapped.kernel" 2>/dev/null; then
	diff "$dir/unmapped.kernel" "$dir/said" >"$dir/probes.kiln" && ok unmapped-same || bad unmapped-same "the kernel's are others"
else
	echo "skip trace unmapped-same - no kernel to compare with"
fi

# A line for each tracepoint and member, of those that the running kernel has, too.
points() {
	{ bpftrace -lv 'tracepoint:*syscalls:*'; bpftrace -lv 'tracepoint:sched:sched_process_*'; bpftrace -lv 'tracepoint:signal:*'; } 2>/dev/null |
		awk '/^tracepoint/ { at = $0; print; next } { $1 = $1; print at, $0 }' | sort
}
if ! command -v bpftrace >/dev/null; then
	echo "skip trace points - there is no bpftrace"
elif ! unshare -m sh -c 'mount -t tracefs none /sys/kernel/tracing' 2>/dev/null; then
	echo "skip trace points - the kernel's tracepoints are root's"
else
	bpftrace() { unshare -m sh -c 'mount -t tracefs none /sys/kernel/tracing && exec bpftrace "$@"' - "$@"; }
	points >"$dir/theirs"
	bpftrace() { kiln with bpftrace "$@"; }
	points >"$dir/ours"
	grep -c '^[^ ]*$' "$dir/ours" >"$dir/said"
	[ "$(cat "$dir/said")" -gt 600 ] && ok points || bad points "there are too few"
	for side in ours theirs; do
		awk '{ print $1 }' "$dir/$side" | sort -u >"$dir/$side.names"
	done
	comm -12 "$dir/ours.names" "$dir/theirs.names" >"$dir/both"
	for side in ours theirs; do
		grep -w -F -f "$dir/both" "$dir/$side" | awk 'NR == FNR { both[$0]; next } $1 in both' "$dir/both" - >"$dir/$side.both"
	done
	[ "$(grep -c . "$dir/both")" -gt 600 ] && diff "$dir/theirs.both" "$dir/ours.both" >"$dir/said" && ok layout || bad layout "the kernel declares other arguments"
fi
exit 0
