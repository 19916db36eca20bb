#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# seccomp policies: what they decide, how they differ, shorter ones that decide the same; commands under them
# limit: 120
# shellcheck disable=SC2317 # functions are called by expect

B=${B:-build}
dir=$B/check/seccomp
kiln=$B/kiln
rm -rf "$dir"
mkdir -p "$dir"
make -s B="$B" "$kiln" seccomp-policies >"$dir/said" 2>&1 || { echo "not ok build - $(grep -m 1 -i error "$dir/said")"; exit 0; }
docker=test/seccomp/docker.json
own=test/seccomp/own

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
# says STATUS PATTERN ARGUMENTS...: kiln seccomp ends with that status, and something that it prints matches
says() {
	status=$1 pattern=$2
	shift 2
	"$kiln" seccomp "$@" >"$dir/out" 2>"$dir/err" </dev/null
	got=$?
	[ "$got" = "$status" ] && grep -qE -e "$pattern" "$dir/out" "$dir/err" && return 0
	echo "exit status $got, and not $status with '$pattern': kiln seccomp $*"
	cat "$dir/out" "$dir/err"
	return 1
}
# json FILTER ARGUMENTS...: kiln seccomp's JSON meets the filter
json() {
	filter=$1
	shift
	"$kiln" seccomp "$@" --json >"$dir/out" 2>"$dir/err"
	jq -e "$filter" "$dir/out"
}

# -- usage ----------------------------------------------------------------------------------------------------------------
expect help says 0 '^Usage: kiln seccomp COMMAND' --help
expect no-command says 2 'which of its commands'
expect unknown-command says 2 'no such command: frob' frob
for c in $("$kiln" seccomp --help | sed -n 's/^  \([a-z]*\) .*/\1/p'); do
	expect "help-$c" says 0 "^Usage: kiln seccomp $c " "$c" --help
	expect "help-$c-same" sh -c "'$kiln' seccomp $c --help >'$dir/a' && '$kiln' help seccomp $c >'$dir/b' && cmp '$dir/a' '$dir/b'"
done
"$kiln" help --completion >"$dir/completion"
expect completion-reads bash -n "$dir/completion"
expect completion bash -c ". '$dir/completion'; COMP_WORDS=(kiln seccomp opt); COMP_CWORD=2; _kiln; [ \"\${COMPREPLY[*]}\" = optimize ]"
expect completion-options bash -c ". '$dir/completion'; COMP_WORDS=(kiln seccomp check --pi); COMP_CWORD=3; _kiln; [ \"\${COMPREPLY[*]}\" = --pid ]"

# -- hostile policies -----------------------------------------------------------------------------------------------------
printf '\6\0\0\0\0\0\377\177' >"$dir/allow.bpf"
printf '\40\0\0\0\3\0\0\0\6\0\0\0\0\0\377\177' >"$dir/unaligned.bpf"
printf '\5\0\0\0\377\377\377\377\6\0\0\0\0\0\377\177' >"$dir/jump.bpf"
printf '\40\0\0\0\0\0\0\0' >"$dir/endless.bpf"
printf '\6\0\0\0\0\0\377' >"$dir/torn.bpf"
: >"$dir/empty.bpf"
head -c 40000 /dev/zero >"$dir/long.bpf"
# A product of two arguments: no small diagram. arg0 * arg1, returned.
printf '\40\0\0\0\20\0\0\0\7\0\0\0\0\0\0\0\40\0\0\0\30\0\0\0\54\0\0\0\0\0\0\0\26\0\0\0\0\0\0\0' >"$dir/product.bpf"
expect allow says 0 'all calls +allow' check "$dir/allow.bpf"
expect unaligned says 1 'refused' check "$dir/unaligned.bpf"
expect jump says 1 'refused' check "$dir/jump.bpf"
expect no-return says 1 'refused' check "$dir/endless.bpf"
expect torn says 2 'whole classic instructions' check "$dir/torn.bpf"
expect empty says 2 'whole classic instructions' check "$dir/empty.bpf"
expect long says 1 'at most 4096' check "$dir/long.bpf"
expect product timeout 20 sh -c "'$kiln' seccomp check '$dir/product.bpf' 2>&1 | grep -q 'too complex'"
expect no-file says 2 'No such file' check "$dir/none"
echo '{"defaultAction":"SCMP_ACT_FROB"}' >"$dir/action.json"
echo '{"defaultAction":' >"$dir/torn.json"
echo '{"defaultAction":"SCMP_ACT_ALLOW","architectures":["SCMP_ARCH_PDP11"]}' >"$dir/arch.json"
echo '{"defaultAction":"SCMP_ACT_ALLOW","syscalls":[{"names":["read"],"action":"SCMP_ACT_ERRNO","args":[{"index":6,"value":1,"op":"SCMP_CMP_EQ"}]}]}' >"$dir/index.json"
echo '{"defaultAction":7,"syscalls":{"a":1},"archMap":[7,{"architecture":[]}]}' >"$dir/types.json"
expect unknown-action says 2 "'SCMP_ACT_FROB' is no action" check "$dir/action.json"
expect torn-json says 2 'torn.json:[0-9]+:[0-9]+: ' check "$dir/torn.json"
expect unknown-arch says 2 'is no architecture' check "$dir/arch.json"
expect index-of-argument says 2 'index is 0 to 5' check "$dir/index.json"
expect types-of-json says 2 'is no action' check "$dir/types.json"
expect an-object says 2 'an eBPF object' check "$B/seccomp/all.o"
expect no-process says 2 'No such process' check --pid 4194303

# -- what a policy decides ------------------------------------------------------------------------------------------------
expect table says 0 '^  read \(0\) +allow' check "$docker"
expect condition says 0 '^  clone \(56\) +allow +if \(arg0 & 0x7e020000\) == 0$' check "$docker"
expect reachable json '.archs | map(select(.arch == "x86_64" and .reachable > 250 and .conditional == 2)) | length == 1' check "$docker"
expect capability json '[.archs[] | select(.arch == "x86_64").calls[] | select(.name == "mount").cases[0].action] == ["allow"]' check --cap CAP_SYS_ADMIN "$docker"
jq -n --slurpfile p "$own/no-network.json" '{ociVersion: "1.0.2", linux: {seccomp: $p[0]}}' >"$dir/config.json"
expect oci-config says 0 'decide the same' diff "$dir/config.json" "$own/no-network.json"
expect aarch64 json '[.archs[].arch] == ["aarch64"]' check --arch aarch64 "$docker"
expect stacked json '[.archs[] | select(.arch == "x86_64").calls[] | select(.name == "socket").cases[0].data] == [97]' check "$docker" "$own/no-network.json"
printf '\40\0\0\0\0\0\0\0\25\0\1\0\51\0\0\0\6\0\0\0\0\0\377\177\6\0\0\0\1\0\5\0' >"$dir/blind.bpf"
expect careful says 0 'does not ask for the architecture' check "$dir/blind.bpf"

# -- differences ----------------------------------------------------------------------------------------------------------
expect same says 0 'decide the same' diff "$docker" "$docker"
expect differ says 1 '^x86_64 +bind +errno 97 \(EAFNOSUPPORT\) +allow' diff "$own/no-network.json" "$own/unix-sockets-only.json"
expect differ-unless says 1 '^x86_64 +socket +errno 97 .*allow .*if arg0 == 1$' diff "$own/no-network.json" "$own/unix-sockets-only.json"
# arg1 == arg0, arg1 >= arg0, arg0 * arg1: no small diagram, so calls are tried
printf '\40\0\0\0\20\0\0\0\7\0\0\0\0\0\0\0\40\0\0\0\30\0\0\0\35\0\1\0\0\0\0\0\6\0\0\0\0\0\377\177\6\0\0\0\1\0\5\0' >"$dir/equal.bpf"
printf '\40\0\0\0\20\0\0\0\7\0\0\0\0\0\0\0\40\0\0\0\30\0\0\0\75\0\1\0\0\0\0\0\6\0\0\0\0\0\377\177\6\0\0\0\1\0\5\0' >"$dir/above.bpf"
expect tried-same says 0 '^no difference of [0-9]{5,} calls.* too complex for a proof' diff "$dir/product.bpf" "$dir/product.bpf"
expect tried-differ says 1 '^x86_64 read\(0, 1\): allow, errno 1 \(EPERM\)$' diff "$dir/equal.bpf" "$dir/above.bpf"
expect tried-json json '.proven == false and .same == false and (.differences[0].args | length == 6)' diff "$dir/equal.bpf" "$dir/above.bpf"
expect complex-is-no-fault says 1 'the kernel takes it, but' optimize "$dir/equal.bpf"
expect differ-json json '.same == false and (.differences | length > 3)' diff "$docker" "$own/no-network.json"

# -- shorter --------------------------------------------------------------------------------------------------------------
expect optimize says 0 'the same for every call: proven' optimize "$docker" -o "$dir/docker.bpf"
expect optimized-same says 0 'decide the same' diff "$docker" "$dir/docker.bpf"
expect openat json '[.calls[] | select(.name == "openat").after] | length == 3 and max <= 16' optimize "$docker"
for policy in "$own"/*.json; do
	one=$(basename "$policy" .json)
	expect "optimize-$one" says 0 'proven' optimize "$policy" -o "$dir/$one.bpf"
	expect "optimized-$one-same" says 0 'decide the same' diff "$policy" "$dir/$one.bpf"
done
expect optimize-stack says 0 'proven' optimize "$docker" "$own/no-network.json" "$own/no-exec-memory.json"

# -- simulated calls ------------------------------------------------------------------------------------------------------
cat >"$dir/calls" <<'EOT'
# what docker lets through
openat -100 0 0x241 => allow
x86:clone 0x10000000 => errno EPERM
x32:mount => errno 1
999 => errno 1
personality 0xffffffff => allow
EOT
expect calls says 0 '^x86 clone\(0x10000000\): errno 1 \(EPERM\)' test "$docker" --calls "$dir/calls"
expect calls-interpreted says 0 '^x86_64 personality' test -e interp "$docker" --calls "$dir/calls"
expect calls-otherwise says 1 'line 4 wants errno 1 \(EPERM\)' test "$dir/allow.bpf" --calls "$dir/calls"
expect calls-json json 'length == 5 and .[1].action == "errno" and all(.as_wanted)' test "$docker" --calls "$dir/calls"
echo 'frob 1' >"$dir/bad"
expect calls-no-call says 2 'bad:1: no such call' test "$docker" --calls "$dir/bad"
echo 'read 1 2 3 4 5 6 7' >"$dir/bad"
expect calls-many says 2 'at most 6 arguments' test "$docker" --calls "$dir/bad"
echo 'read 1 => frob' >"$dir/bad"
expect calls-no-action says 2 '=> wants an action' test "$docker" --calls "$dir/bad"
expect calls-which says 2 'which calls' test "$docker"
python3 -c 'import struct, sys; sys.stdout.buffer.write(struct.pack("<iIQ6Q", 41, 0xc000003e, 0, 2, 1, 0, 0, 0, 0) * 3)' >"$dir/data"
expect data says 0 '^x86_64 socket\(2, 1\): errno 97' test "$own/no-network.json" --data "$dir/data"
expect data-torn says 2 'no array of struct seccomp_data' test "$docker" --data "$dir/bad"
expect object says 0 '^x86_64 socket\(2, 1\): allow' test -p sockets "$B/examples/seccomp/paths.o" --data "$dir/data"

# -- commands under policies ----------------------------------------------------------------------------------------------
echo '{"defaultAction":"SCMP_ACT_ALLOW","architectures":["SCMP_ARCH_X86_64","SCMP_ARCH_X86"],"syscalls":[{"names":["getuid"],"action":"SCMP_ACT_ERRNO","errnoRet":97}]}' >"$dir/x86.json"
run() { timeout 40 "$kiln" seccomp run "$@"; }
# ends STATUS ARGUMENTS...: kiln seccomp run ends so
ends() {
	status=$1
	shift
	run "$@"
	got=$?
	[ "$got" = "$status" ] || { echo "exit status $got, not $status"; return 1; }
}
can_run() { "$kiln" seccomp run "$B/seccomp/all.o" -- true 2>"$dir/err"; }
expect run-refused sh -c "'$kiln' seccomp run '$own/no-network.json' -- python3 -c 'import socket; socket.socket()' 2>&1 | grep -q 'Errno 97'"
expect run-status ends 7 "$docker" -- sh -c 'exit 7'
"$kiln" seccomp run "$own/no-network.json" -- "$kiln" seccomp run "$docker" -- sleep 20 &
sleep 0.5
if "$kiln" seccomp check --pid $! >"$dir/out" 2>"$dir/err"; then
	expect of-process json '(.filters | length == 2) and ([.archs[] | select(.arch == "x86_64").calls[] | select(.name == "socket").cases[0].data] == [97])' check --pid $!
	expect of-process-goes-on kill -0 $!
else
	echo "skip of-process - $(cat "$dir/err")"
fi
kill $!
expect run-nothing ends 127 "$docker" -- no-such-command
if can_run; then
	expect supervised ends 7 "$B/seccomp/all.o" -- sh -c 'ls / | wc -l; exit 7'
	expect supervised-signal ends 137 "$B/seccomp/all.o" -- sh -c 'kill -9 $$'
	expect supervised-nothing ends 127 "$B/seccomp/all.o" -- no-such-command
	expect supervised-maps sh -c "'$kiln' seccomp run -m '$B/seccomp/all.o' -- true 2>&1 | grep -q '^    59 = '"
	expect actions ends 0 "$B/seccomp/actions.o" -- test/seccomp/actions results
	expect killed-in-the-middle ends 0 "$B/seccomp/actions.o" -- test/seccomp/actions killed
	echo allowed >"$dir/allowed"
	expect opened-is-what-was-read ends 0 "$B/examples/seccomp/paths.o" -- test/seccomp/actions race "$PWD/$dir/allowed" /etc/passwd
	expect written-on-behalf sh -c "umask 027; '$kiln' seccomp run '$B/examples/seccomp/paths.o' -- sh -c 'echo hi >$dir/new' &&
		[ \"\$(cat '$dir/new')\" = hi ] && [ \"\$(stat -c %a '$dir/new')\" = 640 ]"
	expect own-proc-of-a-thread ends 0 "$B/examples/seccomp/paths.o" -- python3 -c 'import os, threading, sys
bad = []
def f():
	if int(open("/proc/self/stat").read().split()[0]) != os.getpid() or int(open("/proc/thread-self/stat").read().split()[0]) != threading.get_native_id():
		bad.append(1)
t = threading.Thread(target=f); t.start(); t.join(); sys.exit(len(bad))'
	expect own-proc ends 0 "$B/examples/seccomp/paths.o" -- python3 -c 'import os; assert int(open("/proc/self/stat").read().split()[0]) == os.getpid()'
	printf '.globl _start\n_start: mov $24, %%eax; int $0x80; neg %%eax; mov %%eax, %%edi; mov $60, %%eax; syscall\n' >"$dir/old.s"
	cc -nostdlib -static -o "$dir/old" "$dir/old.s"
	"$dir/old" 2>/dev/null
	if [ $? -gt 128 ]; then
		echo "skip seccomp call-of-x86 - this kernel has no 32-bit calls"
	else
		expect call-of-x86 ends 55 "$B/seccomp/actions.o" -- "$dir/old"
		expect call-of-x86-filtered ends 97 "$dir/x86.json" -- "$dir/old"
	fi
	mkfifo "$dir/fifo"
	expect fifo ends 1 "$B/examples/seccomp/paths.o" -- python3 -c "open('$dir/fifo')"
	expect second-supervisor sh -c "'$kiln' seccomp run '$B/seccomp/all.o' -- '$kiln' seccomp run '$B/seccomp/all.o' -- true 2>&1 | grep -q 'there can be only one'"
	expect filter-below ends 3 "$B/seccomp/all.o" -- "$kiln" seccomp run "$docker" -- sh -c 'exit 3'
	expect not-a-policy sh -c "'$kiln' seccomp run '$B/examples/firewall.o' -- true 2>&1 | grep -q 'is no seccomp policy'"
	"$kiln" seccomp run "$B/seccomp/all.o" -- sleep 100 &
	killed=$!
	sleep 0.3
	asleep=$(pgrep -P "$killed" sleep)
	kill -9 "$killed"
	sleep 0.2
	expect gone-with-the-supervisor sh -c "[ -n '$asleep' ] && ! ps -o stat= -p '$asleep' | grep -v Z"

	# -- strict mode --------------------------------------------------------------------------------------------------
	printf '.globl _start\n_start: xor %%edi, %%edi; lea -64(%%rsp), %%rsi; mov $64, %%edx; xor %%eax, %%eax; syscall; mov %%eax, %%edx; mov $1, %%edi; mov $1, %%eax; syscall; mov $60, %%eax; mov $7, %%edi; syscall\n' >"$dir/pure.s"
	cc -nostdlib -static -o "$dir/pure" "$dir/pure.s"
	expect strict sh -c "echo through | '$kiln' seccomp run strict -- '$dir/pure' | grep -x through"
	expect strict-status ends 7 strict -- "$dir/pure"
	expect strict-kills ends 137 strict -- true
	expect strict-nothing ends 127 strict -- no-such-command
	expect strict-policy says 0 'reachable: 4 of [0-9]+ calls of x86_64$' check strict

	# -- recorded policies --------------------------------------------------------------------------------------------
	work='ls -l / | wc -l; python3 -c "import socket; socket.socketpair()"; kill -0 $$'
	expect record sh -c "'$kiln' seccomp record -o '$dir/work.json' -s '$dir/work.c' -- sh -c '$work'"
	expect recorded-runs ends 0 "$dir/work.json" -- sh -c "$work"
	expect recorded-no-more sh -c "! '$kiln' seccomp run '$dir/work.json' -- sh -c 'kill -1 \$\$' 2>/dev/null && ! '$kiln' seccomp run '$dir/work.json' -- mkdir '$dir/made' 2>/dev/null"
	expect recorded-source cc -Wall -Wextra -Werror -c "$dir/work.c" -o "$dir/work.o"
	# The smallest: without any one of its rules the command cannot do what it did.
	cat >"$dir/few.s" <<'EOT'
.globl _start
_start:	mov $39, %eax; syscall; cmp $-1, %eax; je bad
	mov $41, %eax; mov $1, %edi; mov $1, %esi; xor %edx, %edx; syscall; cmp $-1, %eax; je bad
	mov $41, %eax; mov $2, %edi; mov $2, %esi; syscall; cmp $-1, %eax; je bad
	mov $16, %eax; xor %edi, %edi; mov $0x5401, %esi; lea -64(%rsp), %rdx; syscall; cmp $-1, %eax; je bad
	mov $231, %eax; mov $7, %edi; syscall
bad:	mov $231, %eax; mov $1, %edi; syscall; hlt
EOT
	cc -nostdlib -static -o "$dir/few" "$dir/few.s"
	"$kiln" seccomp record -o "$dir/few.json" -- "$dir/few" 2>"$dir/err"
	expect recorded-few ends 7 "$dir/few.json" -- "$dir/few"
	always='"exit", "rt_sigreturn", "restart_syscall"' # which end a thread, or go on with an interrupted call
	expect recorded-only jq -e "[.syscalls[].names[]] | unique - [$always] == [\"execve\", \"exit_group\", \"getpid\", \"ioctl\", \"socket\"]" "$dir/few.json"
	jq -c ". as \$p | (.syscalls | to_entries[] | .key as \$i | .value.names[] | [\$i, .]) as [\$i, \$n] | select([\$n] - [$always] != []) |
		\$p | .syscalls[\$i].names -= [\$n] | .syscalls |= map(select(.names != []))" "$dir/few.json" >"$dir/fewer"
	expect recorded-rules test "$(wc -l <"$dir/fewer")" = 6
	number=0
	while read -r policy; do
		number=$((number + 1))
		echo "$policy" >"$dir/fewer.json"
		expect "recorded-smallest-$number" sh -c "timeout 20 '$kiln' seccomp run '$dir/fewer.json' -- '$dir/few' 2>/dev/null; [ \$? != 7 ]"
	done <"$dir/fewer"
	expect record-where says 2 'where to' record -- true
else
	echo "skip supervised - $(tail -n 1 "$dir/err")"
fi
exit 0
