#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# kiln serve and kiln with: unmodified bpftool and a libbpf application as an ordinary user, beside the kernel; users apart; crashes
# limit: 240
set -u

B=${B:-build}
out=$B/check/clients
rm -rf "$out"
mkdir -p "$out"
make -s -j2 B="$B" all clients >"$out/said" 2>&1 || {
	echo "not ok clients-build - $(grep -m 1 -i error "$out/said")"
	exit 0
}
dir=$(mktemp -d)
pins=/sys/fs/bpf/kiln-check-$$
root=false mounted=false
[ "$(id -u)" = 0 ] && root=true
end() {
	"$dir/kiln" serve --stop 2>/dev/null
	$root && ordinary "$dir/kiln" serve --stop 2>/dev/null
	$root && rm -rf "$pins"
	$mounted && umount /sys/fs/bpf
	rm -rf "$dir"
}
trap end EXIT
chmod 755 "$dir"
cp "$B/kiln" "$B/libkiln-with.so" "$B/test/client/app" "$B/test/client/app-static" "$B/test/client/app.o" "$B/test/client/typed.o" "$B/test/client/turns.o" "$B/test/client/long.o" "$B/test/client/many" "$B/test/client/nested" "$B/test/client/again.o" "$B/test/client/entry" "$B/test/client/lists" "$B/test/client/lists.o" "$B/test/client/aside" "$B/test/client/churn" "$B/test/client/attach" "$B/test/client/edges" "$B/test/client/edges-address" "$B/test/client/edges-thread" "$B/test/client/daemon" "$B/test/client/flood" "$B/test/client/holds" "$B/test/client/kept" "$B/test/client/paths" "$B/test/client/polls" "$B/test/client/slot" "$B/test/client/reuse" "$B/test/client/rude" "$B/test/client/light" "$B/test/client/light-static" "$B/test/client/asks" "$B/test/client/asks-static" "$B/test/client/asks.o" "$B/test/client/named" "$dir"
head -c 100 /dev/zero >"$dir/packet"
mkdir -m 1777 "$dir/home"
export KILN_STATE="$dir/home/state"

as() {
	user=$1
	shift
	setpriv --reuid="$user" --regid="$user" --clear-groups --no-new-privs "$@" 2>/dev/null
}
ordinary() {
	if $root; then
		setpriv --reuid=65534 --regid=65534 --clear-groups --no-new-privs "$@"
	else
		"$@"
	fi
}
kiln() { ordinary "$dir/kiln" "$@"; }
ok() { echo "ok clients $1"; }
bad() {
	echo "not ok clients $1 - $2"
	[ -n "${3-}" ] && [ -f "$3" ] && head -n 8 "$3" | cut -c1-160 | sed 's/^/# /'
}

# -- a libbpf application ---------------------------------------------------------------------------------------------
kiln with "$dir/app" >"$out/app.kiln" 2>&1
if ! "$dir/app" >"$out/app.kernel" 2>/dev/null; then
	echo "skip clients app - the kernel does not load it"
elif diff "$out/app.kernel" "$out/app.kiln" >"$out/diff"; then
	ok app
else
	bad app "it prints something else than over the kernel" "$out/diff"
fi

kiln with "$dir/app-static" >"$out/app.static" 2>&1
[ $? = 0 ] && diff "$out/app.kiln" "$out/app.static" >"$out/diff" && ok app-static ||
	bad app-static "it prints something else than the one that is linked dynamically" "$out/diff"

# What it leaves running is served on; and nobody waits for that.
ended=$(kiln with "$dir/daemon" "$dir/home/daemon") # all that it has open, too
[ $? = 7 ] && [ ! -e "$dir/home/daemon" ] && ok daemon-left || bad daemon-left "the command's end is not told at once"
for _ in $(seq 50); do [ -s "$dir/home/daemon" ] && break; sleep 0.1; done
sleep 0.2
printf 'send: fine\nepoll_ctl: fine\nbpf: fine\n' | diff - "$dir/home/daemon" >"$out/diff" && ok daemon || bad daemon "it can do less than before" "$out/diff"
pgrep -f "^$dir/kiln with $dir/daemon" >/dev/null && bad daemon-ended "something serves it when it is gone" || ok daemon-ended

# Descriptors that are closed in each of the ways there are, and given to another map.
timeout 10 "$dir/reuse" >"$out/reuse.kernel" 2>/dev/null
kiln with "$dir/reuse" >"$out/reuse.kiln" 2>&1
if ! $root; then
	echo "skip clients reuse - no root, so there is no kernel to compare with"
elif grep -q '^after all: 1$' "$out/reuse.kernel" && diff "$out/reuse.kernel" "$out/reuse.kiln" >"$out/diff"; then
	ok reuse
else
	bad reuse "a number names another map than over the kernel" "$out/diff"
fi

# Whose descriptor it is that is asked about.
kiln with "$dir/holds" >"$out/holds.kiln" 2>&1
if $root; then
	"$dir/holds" 2>/dev/null | diff - "$out/holds.kiln" >"$out/diff" && ok holds || bad holds "it says otherwise of descriptors than the kernel" "$out/diff"
else
	echo "skip clients holds - no root, so there is no kernel to compare with"
fi

# When buffers are ready; on one CPU, for so is what is put into them.
kiln with timeout -k 1 20 taskset -c 0 "$dir/polls" >"$out/polls.kiln" 2>&1
if $root; then
	taskset -c 0 timeout 20 "$dir/polls" 2>/dev/null | diff - "$out/polls.kiln" >"$out/diff" && ok polls || bad polls "it says otherwise than the kernel" "$out/diff"
else
	echo "skip clients polls - no root, so there is no kernel to compare with"
fi

# Memory at its edges, and several threads; with sanitizers, too.
"$dir/edges" >"$out/edges.kernel" 2>/dev/null
for how in edges edges-address edges-thread; do
	ASAN_OPTIONS=verify_asan_link_order=0:detect_leaks=0 kiln with timeout 20 "$dir/$how" >"$out/$how.kiln" 2>&1
	if ! $root; then
		echo "skip clients $how - no root, so there is no kernel to compare with"
	elif grep -q '^threads: 0 ' "$out/edges.kernel" && diff "$out/edges.kernel" "$out/$how.kiln" >"$out/diff"; then
		ok "$how"
	else
		bad "$how" "it prints something else than over the kernel" "$out/diff"
	fi
done

# Light skeletons, and a program by itself that has commands done for it: it makes objects for its client, who has their descriptors.
$root && timeout 10 "$dir/light" >"$out/light.kernel" 2>&1
$root && timeout 10 "$dir/asks" "$dir/asks.o" >"$out/asks.kernel" 2>&1
for how in light light-static asks asks-static; do
	case $how in light*) object= ;; *) object=$dir/asks.o ;; esac
	ordinary timeout 20 "$dir/kiln" with "$dir/$how" $object >"$out/$how.kiln" 2>&1
	if [ $? != 0 ]; then
		bad "$how" "it fails" "$out/$how.kiln"
	elif ! $root; then
		ok "$how"
	elif ! grep -q '^seen 1007\|^no room' "$out/${how%-static}.kernel"; then
		echo "skip clients $how - the kernel does not load it"
	elif diff "$out/${how%-static}.kernel" "$out/$how.kiln" >"$out/diff"; then
		ok "$how"
	else
		bad "$how" "it prints something else than over the kernel" "$out/diff"
	fi
done
kiln with timeout 60 "$dir/asks" "$dir/asks.o" wrong >"$out/asks.wrong" 2>&1
cat >"$out/asks.wanted" <<X
the program's own: fine
values with a lock: Bad address
memory that is not there: done
an answer to something else: done
another question: the connection ends
one that is gone: fine
one that does not answer: fine, soon
and answers then: Interrupted system call
X
diff "$out/asks.wanted" "$out/asks.wrong" >"$out/diff" && ok asks-wrong || bad asks-wrong "a program's commands are answered otherwise" "$out/diff"
for type in prog map link; do
	[ "$(kiln with bpftool -j $type show)" = '[]' ] || bad "asks-left-$type" "objects are left"
done

# What is linked statically and is begun by what is not, in all the ways there are: it is called the same, its bpf(2) is Kiln's, it ends the same.
named=$dir/named
# begun NAME WANTED STATUS COMMAND...
begun() {
	name=$1 wanted=$2 status=$3
	shift 3
	said=$(kiln with timeout 20 "$@" 2>&1)
	ended=$?
	[ "$said" = "$wanted" ] && [ $ended = "$status" ] && ok "static-$name" || bad "static-$name" "it says '$said', and ends with $ended"
}
begun timeout "$named, 3 words, a map: fine" 7 timeout 10 "$named" x y
begun shell "$named, 1 words, a map: fine
7" 0 sh -c "$named; echo \$?"
begun called "other, 2 words, a map: fine" 7 bash -c "exec -a other '$named' x"
begun search "named, 1 words, a map: fine" 7 env "PATH=$dir:$PATH" named
begun xargs "$named, 2 words, a map: fine" 123 sh -c "echo x | xargs '$named'"
begun make "$named, 1 words, a map: fine" 0 sh -c "cd '$dir/home' && printf 'all:\n\t-@$named\n' | make -sf - 2>/dev/null"
begun signal "$named, 2 words, a map: fine
8" 0 sh -c "timeout --preserve-status -s TERM 1 $named wait; echo \$?"
begun killed "$named, 2 words, a map: fine
137" 0 sh -c "exec 2>/dev/null; $named die; echo \$?"
begun nested "$named, 1 words, a map: fine" 7 "$dir/kiln" with "$named"
if command -v python3 >/dev/null; then
	begun python "$named, 1 words, a map: fine
7" 0 python3 -c "import subprocess; print(subprocess.call(['$named']))"
	begun spawn "named, 1 words, a map: fine
7" 0 python3 -c "import os; print(os.waitstatus_to_exitcode(os.waitpid(os.posix_spawn('$named', ['named'], os.environ), 0)[1]))"
fi

# A client in Go, with cilium/ebpf: linked statically, and nothing of libbpf is in it.
gopath=${GOPATH-/usr/share/gocode}
if command -v go >/dev/null && [ -d "$gopath/src/github.com/cilium/ebpf" ]; then
	CGO_ENABLED=0 GO111MODULE=off GOPATH=$gopath GOCACHE=$(pwd)/$B/go go build -o "$dir/app-go" test/client/app.go >"$out/go" 2>&1
	$root && timeout 10 "$dir/app-go" "$dir/app.o" >"$out/go.kernel" 2>&1
	kiln with "$dir/app-go" "$dir/app.o" >"$out/go.kiln" 2>&1
	if [ $? = 0 ] && { ! $root || cmp -s "$out/go.kernel" "$out/go.kiln"; }; then
		ok app-go
	else
		bad app-go "it prints something else than over the kernel" "$out/go.kiln"
	fi
else
	echo "skip clients app-go - there is no Go with cilium/ebpf"
fi

# Test runs that take long are ended, and nobody else waits for them.
if kiln with timeout 30 "$dir/aside" "$dir/long.o" >"$out/aside" 2>&1; then
	ok "aside: $(grep '^[0-9]* calls' "$out/aside")"
else
	bad aside "other calls wait, or runs go on" "$out/aside"
fi

# Programs in entries of device and CPU maps.
kiln with "$dir/entry" >"$out/entry.kiln" 2>&1
if $root; then
	"$dir/entry" 2>/dev/null | diff - "$out/entry.kiln" >"$out/diff" && ok entries || bad entries "they are refused otherwise than over the kernel" "$out/diff"
else
	echo "skip clients entries - no kernel to compare with"
fi

kiln with "$dir/entry" socket >"$out/filters" 2>&1
printf 'program: Operation not supported\nclassic: attached\n' | diff - "$out/filters" >"$out/diff" && ok socket-filters || bad socket-filters "not what is said of them" "$out/diff"

# Iterators: what they list, and which are refused. Numbers of processes differ, and the order in a hash; of elements Linux has no
# variable offsets.
listed() { sed 's/^\([0-9]* \)[0-9]* [0-9]* [0-9]* lists .*/\1lists/; s/^[0-9]* lists/lists/; /^value, by a/d' "$1" | sort; }
if [ -r /sys/kernel/btf/vmlinux ]; then
	kiln with "$dir/lists" "$dir/lists.o" >"$out/lists.kiln" 2>&1
	grep -q '^value, by a number: linked' "$out/lists.kiln" && grep -q '^value, by a larger one: Permission' "$out/lists.kiln" &&
		grep -q '^value, by a tail call: refused' "$out/lists.kiln" && ok lists ||
		bad lists "an iterator does not work" "$out/lists.kiln"
	if $root && "$dir/lists" "$dir/lists.o" >"$out/lists.kernel" 2>&1; then
		listed "$out/lists.kernel" >"$out/lists.theirs"
		listed "$out/lists.kiln" | diff "$out/lists.theirs" - >"$out/diff" && ok lists-same || bad lists-same "it lists something else than over the kernel" "$out/diff"
	else
		echo "skip clients lists-same - no kernel to compare with"
	fi
else
	echo "skip clients lists - this kernel says nothing of its types"
fi

# A loop that is not proven to end: refused, but where the server gives it fuel; a run without any left is aborted (0).
if command -v bpftool >/dev/null && command -v jq >/dev/null; then
	turns=/sys/fs/bpf/kiln-turns
	{ printf '\001\006....\001\006....\001\006....'; } >"$dir/records"
	kiln with bpftool prog load "$dir/turns.o" $turns >"$out/turns" 2>&1 && bad fuel "a loop without end is taken" || ok fuel-refused
	export KILN_STATE="$dir/home/fuel"
	kiln serve --background --fuel 3
	kiln with bpftool prog load "$dir/turns.o" $turns >"$out/turns" 2>&1 || bad fuel "it is refused" "$out/turns"
	for packet in records packet; do
		kiln with bpftool -j prog run pinned $turns data_in "$dir/$packet" data_out - 2>>"$out/turns" | jq -c .retval
	done >"$out/turns.ran"
	[ "$(tr '\n' ' ' <"$out/turns.ran")" = "2 0 " ] && ok fuel || bad fuel "other verdicts than pass and aborted" "$out/turns.ran"
	kiln serve --stop
	export KILN_STATE="$dir/home/state"
fi

# -- bpftool ----------------------------------------------------------------------------------------------------------
# Names and types of members, wherever they are; which processes hold an object is told by the kernel alone.
shape() {
	jq -cS 'walk(if type == "object" then del(.pids) else . end)
		| [paths(type != "object" and type != "array") as $p | [($p | map(if type == "number" then 0 else . end)), (getpath($p) | type)]] | unique' "$1" 2>/dev/null
}
# tool NAME [same] ARGUMENTS: bpftool -j on both sides: the shape, or all of it, is the same; so is the exit status
compares=$root
tool() {
	name=$1 how=shape
	shift
	[ "$1" = same ] && how=same && shift
	kiln with bpftool -j "$@" >"$out/$name.kiln" 2>&1
	ours=$?
	if ! $compares; then
		[ $ours = 0 ] && ok "$name" || bad "$name" "exit status $ours" "$out/$name.kiln"
		return
	fi
	bpftool -j "$@" >"$out/$name.kernel" 2>&1
	theirs=$?
	if [ $ours != $theirs ]; then
		bad "$name" "exit status $ours, and $theirs over the kernel" "$out/$name.kiln"
	elif [ $how = same ] && ! cmp -s "$out/$name.kernel" "$out/$name.kiln"; then
		bad "$name" "it prints something else than over the kernel" "$out/$name.kiln"
	elif [ $how = shape ] && [ -s "$out/$name.kernel" ] && [ "$(shape "$out/$name.kernel")" != "$(shape "$out/$name.kiln")" ]; then
		bad "$name" "its JSON has another shape than over the kernel" "$out/$name.kiln"
	else
		ok "$name"
	fi
}
if command -v bpftool >/dev/null && command -v jq >/dev/null; then
	if $root && ! mountpoint -q /sys/fs/bpf; then
		mount -t bpf bpf /sys/fs/bpf 2>/dev/null && mounted=true || root=false
	fi
	$root && mkdir -p "$pins"
	ordinary "$dir/kiln" with mkdir "$pins" 2>/dev/null || ordinary "$dir/kiln" with mkdir -p "$pins"
	p=$pins
	tool prog-load prog load "$dir/app.o" "$p/count" type xdp
	tool prog-load-again prog load "$dir/app.o" "$p/count" type xdp
	tool prog-loadall prog loadall "$dir/app.o" "$p/all" type xdp
	tool prog-loadall-slash prog loadall "$dir/app.o" "$p//slash/" type xdp pinmaps "$p//slash//maps/"
	for side in kernel kiln; do
		if [ $side = kiln ]; then paths() { kiln with "$dir/paths"; }; else paths() { "$dir/paths"; }; fi
		$root || [ $side = kiln ] || continue
		paths >"$out/paths" 2>&1 && ok "paths-$side" || bad "paths-$side" "a name leads elsewhere" "$out/paths"
	done
	tool prog-load-typed prog load "$dir/typed.o" "$p/typed"
	tool prog-load-broken prog load "$dir/packet" "$p/broken"
	tool prog-show prog show pinned "$p/count"
	tool prog-show-all prog show name count
	tool prog-show-missing prog show pinned "$p/none"
	tool prog-dump prog dump xlated pinned "$p/count"
	tool prog-dump-lines prog dump xlated pinned "$p/count" linum
	tool prog-run prog run pinned "$p/count" data_in "$dir/packet" data_out - repeat 10
	tool map-create map create "$p/m" type hash key 4 value 8 entries 10 name counts
	tool map-create-bad map create "$p/n" type hash key 0 value 8 entries 10 name counts
	tool map-show map show pinned "$p/m"
	tool map-update same map update pinned "$p/m" key 1 0 0 0 value 1 2 3 4 5 6 7 8
	tool map-update-there map update pinned "$p/m" key 1 0 0 0 value 1 2 3 4 5 6 7 8 noexist
	tool map-lookup same map lookup pinned "$p/m" key 1 0 0 0
	tool map-lookup-missing map lookup pinned "$p/m" key 2 0 0 0
	tool map-next same map getnext pinned "$p/m"
	tool map-dump same map dump pinned "$p/m"
	tool map-delete same map delete pinned "$p/m" key 1 0 0 0
	tool map-dump-empty same map dump pinned "$p/m"
	tool map-pin same map pin pinned "$p/m" "$p/m2"
	tool map-freeze same map freeze pinned "$p/m"
	tool map-update-frozen map update pinned "$p/m2" key 1 0 0 0 value 1 2 3 4 5 6 7 8
	tool map-typed map dump name lengths
	tool map-queue map create "$p/q" type queue value 4 entries 3 name q
	tool map-push same map push pinned "$p/q" value 1 2 3 4
	tool map-peek same map peek pinned "$p/q"
	tool map-pop same map pop pinned "$p/q"
	tool map-pop-empty map pop pinned "$p/q"
	tool map-array map create "$p/a" type percpu_array key 4 value 8 entries 2 name a
	# One that is pinned is read as a file; each element counts that in its last byte.
	if [ -r /sys/kernel/btf/vmlinux ]; then
		tool map-listed map create "$p/c" type hash key 4 value 8 entries 3 name c
		tool map-listed-update same map update pinned "$p/c" key 1 0 0 0 value 5 0 0 0 97 98 99 0
		# Some kernels take no program there, for those may write to what they list.
		if $root && ! bpftool iter pin "$dir/lists.o" "$p/tried" map pinned "$p/c" >/dev/null 2>&1; then
			echo "skip clients iter-same - the kernel takes no iterator over a map's elements"
			compares=false
		fi
		! $compares || rm "$p/tried"
		tool iter-pin same iter pin "$dir/lists.o" "$p/list" map pinned "$p/c"
		! $compares || tool iter-pin-again iter pin "$dir/lists.o" "$p/list" map pinned "$p/c"
		tool iter-link link show pinned "$p/list"
		for side in kernel kiln; do
			if [ $side = kiln ]; then shown() { kiln with "$@"; }; else shown() { "$@"; }; fi
			$compares || [ $side = kiln ] || continue
			{ shown cat "$p/list" && shown stat -c %a "$p/list" && shown sh -c "read -r line <$p/list; echo \$line"; shown cat "$p/c"; } >"$out/list.$side" 2>&1
		done
		printf '1: 5 abc 0\nend after 0 of 3\n600\n1: 5 abc 1\ncat: %s: Input/output error\n' "$p/c" | diff - "$out/list.kiln" >"$out/diff" && ok iter-read ||
			bad iter-read "what is pinned does not list" "$out/diff"
		[ $compares = "$root" ] || kiln with rm "$p/list"
		! $compares || diff "$out/list.kernel" "$out/list.kiln" >"$out/diff" && ok iter-read-same || bad iter-read-same "it lists something else than the kernel's" "$out/diff"
		compares=$root
		tool iter-remove map dump pinned "$p/c"
	fi
	tool map-array-dump same map dump pinned "$p/a"
	tool btf-dump btf dump file "$dir/app.o"
	id=$(kiln with bpftool -j map show name lengths | jq 'if type == "array" then .[0].btf_id else .btf_id end')
	kiln with bpftool btf dump id "$id" >"$out/btf.kiln" 2>&1 && grep -q "FUNC 'count'" "$out/btf.kiln" && ok btf-dump-id ||
		bad btf-dump-id "no types of the program" "$out/btf.kiln"
	kiln with mkdir -p "$pins-deep/er" && kiln with sh -c "cd $pins-deep && ls" >"$out/deep" 2>&1
	[ "$(cat "$out/deep")" = er ] && ok folders || bad folders "one below another is not made" "$out/deep"
	kiln with bpftool feature probe >"$out/probe" 2>&1 && grep -q 'program_type xdp is available' "$out/probe" && ok feature-probe ||
		bad feature-probe "it does not end well" "$out/probe"
	kiln with bpftool -f prog show >"$out/names" 2>&1
	grep -q "pinned $p/count" "$out/names" && ok pinned-names || bad pinned-names "no pin is found" "$out/names"
	$root && "$dir/attach" "$p/count" 37 lo "$p/link" 2>/dev/null
	kiln with "$dir/attach" "$p/count" 37 lo "$p/link" || bad attach "no link is made"
	tool link-show link show pinned "$p/link"
	tool link-show-all link show
	frame=$(head -c 80 "$dir/packet" | od -An -v -tx1 | tr -d ' \n')
	kiln raise xdp --interface lo --json "$frame" >"$out/raise" 2>&1
	[ "$(jq -r .name "$out/raise")" = drop ] && ok raise || bad raise "not the verdict of the program" "$out/raise"
	kiln with bpftool -j map dump name lengths | jq -e '[.. | .elements? // empty] | flatten | length > 0' >"$out/raise" 2>&1 &&
		ok raise-counted || bad raise-counted "the program's map knows nothing of the event" "$out/raise"
	kiln raise sched_cls "$frame" >"$out/raise" 2>&1
	[ $? = 1 ] && ok raise-nothing || bad raise-nothing "an event without a program is not refused" "$out/raise"
	tool link-detach same link detach pinned "$p/link"
	kiln raise xdp "$frame" >"$out/raise" 2>&1
	[ $? = 1 ] && ok raise-detached || bad raise-detached "a link that was detached goes on" "$out/raise"
	# An event for a program that would take years.
	kiln with bpftool prog load "$dir/long.o" "$p/long" && kiln with "$dir/attach" "$p/long" 37 lo "$p/long-link"
	ordinary timeout 10 "$dir/kiln" raise xdp --interface lo "$frame" >"$out/raise" 2>&1 && ok raise-long || bad raise-long "it does not end" "$out/raise"
	kiln with rm -r "$p" && [ "$(kiln with bpftool -j prog show)" = '[]' ] && [ "$(kiln with bpftool -j map show)" = '[]' ] && ok all-gone ||
		bad all-gone "objects are left when their pins are removed"
else
	echo "skip clients bpftool - there is no bpftool or jq"
fi

# -- the server -------------------------------------------------------------------------------------------------------
kiln serve & # finds the one that is there
second=$!
sleep 0.3
if kill -0 $second 2>/dev/null; then
	kill $second
	bad second-start "it does not find the first"
else
	wait $second && ok second-start || bad second-start "exit status $?"
fi
kiln with "$dir/churn" 16 2 >"$out/churn" 2>&1 && grep -q '^0 programs, 0 maps' "$out/churn" && ok "churn $(tail -n 1 "$out/churn")" ||
	bad churn "objects are left of clients that were killed" "$out/churn"
kiln with bpftool map create "$pins-m" type hash key 4 value 8 entries 10 name left 2>/dev/null
if $root; then
	"$dir/kiln" serve --stop 2>/dev/null
	KILN_STATE=$dir/shared "$dir/kiln" serve --background && chmod 755 "$dir/shared"
	export KILN_STATE="$dir/shared"
	as 65533 "$dir/kiln" with bpftool map create /sys/fs/bpf/mine type hash key 4 value 8 entries 10 name mine
	theirs=$(as 65534 "$dir/kiln" with bpftool -j map show) mine=$(as 65533 "$dir/kiln" with bpftool -j map show | jq -r '.[0].name')
	get=$(as 65534 "$dir/kiln" with bpftool -j map show pinned /sys/fs/bpf/mine)
	if [ "$theirs" = '[]' ] && [ "$mine" = mine ] && ! echo "$get" | grep -q '"name"'; then
		ok users-apart
	else
		bad users-apart "one sees '$theirs', the other '$mine'"
	fi
	# What is in a folder that is root's alone is not found out by the server, which is root's.
	mkdir -m 700 "$dir/private" && touch "$dir/private/there"
	for name in private/there private/none none; do
		ordinary "$dir/kiln" with bpftool map show pinned "$dir/$name" 2>&1 | sed 's/.*): //'
	done >"$out/elsewhere"
	printf '%s\n' 'directory not in bpf file system (bpffs)' 'directory not in bpf file system (bpffs)' 'No such file or directory' |
		diff - "$out/elsewhere" >"$out/diff" && ok elsewhere || bad elsewhere "not what Linux says" "$out/diff"
	# One that floods has so many clients, and so much of the server's memory; the other is served.
	flooded() { # NAME CONNECTIONS MEGABYTES MOST: at most so many connections are left open, and the other user has answers
		# In place of the shell that is in the background, so that it is what kill ends.
		(exec setpriv --reuid=65534 --regid=65534 --clear-groups --no-new-privs "$dir/flood" "$KILN_STATE/socket" "$2" "$3" >"$out/flood" 2>/dev/null) &
		flood=$!
		for _ in $(seq 100); do [ -s "$out/flood" ] && break; sleep 0.1; done
		mine=$(as 65533 timeout 10 "$dir/kiln" with bpftool -j map show | jq -r '.[0].name')
		left=$(cat "$out/flood")
		kill $flood
		wait $flood 2>/dev/null
		[ "${left:-$2}" -le "$4" ] && [ "$mine" = mine ] && ok "$1" || bad "$1" "$left of $2 are left, and the other sees '$mine'"
	}
	flooded flood-of-clients 400 0 256
	flooded flood-of-bytes 20 40 8
	# What one has pinned is made again by the next server, however long that takes; and the other is served.
	as 65533 timeout 30 "$dir/kiln" with "$dir/kept" make || bad kept-made "it is not made"
	"$dir/kiln" serve --stop
	"$dir/kiln" serve --background
	as 65533 timeout 30 "$dir/kiln" with bpftool -j map show >"$out/kept" &
	again=$!
	most=$(as 65534 timeout 30 "$dir/kept" wait) && ok "kept-others: $most" || bad kept-others "others wait: $most"
	wait $again
	[ "$(jq -r '[.[] | select(.name == "large" or .name == "mine")] | length' "$out/kept")" = 2 ] && ok kept-again || bad kept-again "not all is there" "$out/kept"
	as 65533 "$dir/kiln" with sh -c 'bpftool -j prog show pinned /sys/fs/bpf/slow1 >/dev/null && rm /sys/fs/bpf/slow? /sys/fs/bpf/large' || bad kept-programs "they are not there"
	# Root may stop a call of its own in the middle.
	way=$(timeout 60 "$dir/slot" "$KILN_STATE/socket") && ok slot-root || bad slot-root "others have no answer after: $way"
	"$dir/kiln" serve --stop || bad stop "it cannot be ended"
	export KILN_STATE="$dir/home/state"
fi
# What is pinned is there again with the next server, whether the last one ended or was killed a while later: names that were changed,
# elements, constants, a map of maps and a program array.
kept() { # NAME COMMAND...: the server is ended by that
	name=$1
	shift
	p=/sys/fs/bpf/$name
	export KILN_STATE="$dir/home/$name"
	kiln serve --background
	kiln with mkdir "$p"
	{
		kiln with bpftool prog load "$dir/app.o" "$p/count" pinmaps "$p" &&
			kiln with bpftool prog run pinned "$p/count" data_in "$dir/packet" data_out - &&
			kiln with bpftool map create "$p/outer" type hash_of_maps key 4 value 4 entries 2 name outer inner_map pinned "$p/lengths" &&
			kiln with bpftool map update pinned "$p/outer" key 1 0 0 0 value pinned "$p/lengths" &&
			kiln with bpftool map update pinned "$p/next" key 1 0 0 0 value pinned "$p/count" &&
			kiln with bpftool map create "$p/short" type array key 4 value 4 entries 2 name short &&
			kiln with rm "$p/short" &&
			kiln with mv "$p/lengths" "$p/moved"
	} >"$out/$name" 2>&1 || bad "$name" "it is not made" "$out/$name"
	state() {
		kiln with find "$p" | LC_ALL=C sort
		for map in moved app_bss app_rodata; do kiln with bpftool -j map dump pinned "$p/$map" | jq -cS .; done
		kiln with bpftool -j map show | jq -cS 'map(del(.id, .btf_id)) | sort_by(.name)'
		kiln with bpftool -j prog show pinned "$p/count" | jq -cS '[.name, .type, .tag, .bytes_xlated, (.map_ids | length)]'
		for map in outer next; do # by ids, which are others each time
			id=$(kiln with bpftool -j map lookup pinned "$p/$map" key 1 0 0 0 | jq -c '.value[0]')
			[ -n "$id" ] && [ "$id" != null ] && echo "$map holds one"
		done
	}
	state >"$out/$name.before" 2>&1
	"$@"
	kiln serve --background
	state >"$out/$name.after" 2>&1
	kiln with bpftool -j prog run pinned "$p/count" data_in "$dir/packet" data_out - 2>/dev/null | jq -c .retval >"$out/$name.ran"
	if ! diff "$out/$name.before" "$out/$name.after" >"$out/diff"; then
		bad "$name" "it is not what it was" "$out/diff"
	elif [ "$(cat "$out/$name.ran")" != 1 ] || ! grep -q 'next holds one' "$out/$name.after"; then
		bad "$name" "the program does not run as before" "$out/$name.ran"
	else
		ok "$name"
	fi
	kiln with rm -r "$p"
	kiln serve --stop
	[ -e "$KILN_STATE/kept-$(stat -c %u "$KILN_STATE")" ] && bad "$name" "a file stays when nothing is pinned"
	export KILN_STATE="$dir/home/state"
}
killed() {
	sleep 2.5
	kill -9 "$(pgrep -n -f "^$dir/kiln serve --background")"
	sleep 0.2
}
if command -v bpftool >/dev/null && command -v jq >/dev/null; then
	kept kept-ended kiln serve --stop
	kept kept-killed killed
fi

# A server has so many descriptors, and each user some of them; what nobody holds any more is no user's.
if $root; then
	export KILN_STATE="$dir/few"
	mkdir -m 755 "$KILN_STATE"
	(ulimit -n 1000 && "$dir/kiln" serve --background --max-memory 64)
	server=$(pgrep -n -f "^$dir/kiln serve --background")
	(exec setpriv --reuid=65534 --regid=65534 --clear-groups --no-new-privs "$dir/kiln" with "$dir/many" hold >"$out/many" 2>&1) &
	many=$!
	for _ in $(seq 150); do [ -s "$out/many" ] && break; sleep 0.1; done
	printf 'buffers: Cannot allocate memory\nmaps: Too many open files\npins: No space left on device\n' | diff - "$out/many" >"$out/diff" && ok many ||
		bad many "not what is said at limits" "$out/diff"
	as 65533 timeout 10 "$dir/kiln" with bpftool map create /sys/fs/bpf/mine type hash key 4 value 8 entries 10 name mine && ok many-others ||
		bad many-others "another user has nothing"
	kill "$many"
	wait "$many" 2>/dev/null
	# No descriptor is to be had: it waits, and does not turn round and round.
	if command -v prlimit >/dev/null; then
		spent() { awk '{ print $14 + $15 }' "/proc/$server/stat"; }
		prlimit --nofile=10:1000 --pid "$server"
		before=$(spent)
		as 65533 "$dir/kiln" with true &
		client=$!
		sleep 1.5
		after=$(spent)
		prlimit --nofile=1000:1000 --pid "$server"
		wait $client && [ $((after - before)) -lt 30 ] && ok deaf || bad deaf "it took $((after - before)) ticks, or a client has no answer"
	fi
	# More users than there are places, one after the other.
	left=
	for user in $(seq 60000 60069); do as "$user" "$dir/kiln" with true || left=$user; done
	[ -z "$left" ] && ok places || bad places "user $left has no place"
	# The folder in /tmp that is user 60069's by its name, and served by another.
	mine=/tmp/kiln-60069
	if [ ! -e "$mine" ]; then
		export KILN_STATE="$dir/home/theirs"
		as 65533 "$dir/kiln" serve --background
		chmod 755 "$KILN_STATE"
		mkdir "$mine" && chown 60069 "$mine" && ln -s "$KILN_STATE/socket" "$mine/socket"
		KILN_STATE=$mine setpriv --reuid=60069 --regid=60069 --clear-groups "$dir/kiln" with true >"$out/theirs" 2>&1
		grep -q "another user's" "$out/theirs" && ok theirs || bad theirs "it is taken for one's own" "$out/theirs"
		as 65533 "$dir/kiln" serve --stop
		rm -rf "$mine"
	fi
	KILN_STATE="$dir/few" "$dir/kiln" serve --stop
	export KILN_STATE="$dir/home/state"
fi

# What a client does with the memory beside its connection harms nobody else.
kiln with true
if way=$(ordinary timeout 30 "$dir/slot" "$KILN_STATE/socket"); then
	ok slot
else
	bad slot "others have no answer after: $way"
fi
# Calls in signal handlers, in children of threads, and of threads that are ended.
kiln with timeout -k 1 30 "$dir/nested" >"$out/nested" 2>&1 && ok "nested: $(head -n 1 "$out/nested")" || bad nested "a call does not end" "$out/nested"
# What else one client could make others wait by.
kiln with timeout 60 "$dir/rude" "$dir/again.o" >"$out/rude" 2>&1 && ok "rude: $(tr '\n' ';' <"$out/rude")" || bad rude "others wait" "$out/rude"
# A crash: clients get an error, in the middle of a call too, and the next one another server.
pid=$(pgrep -f "^$dir/kiln serve" | head -n 1)
[ -n "$pid" ] || pid=$(pgrep -f "^$dir/kiln with" | head -n 1)
if [ -n "$pid" ]; then
	(kiln with timeout 10 "$dir/slot" calls >"$out/crash-calls" 2>&1; echo "$?" >>"$out/crash-calls") &
	calls=$!
	(kiln with timeout 10 "$dir/slot" signals >"$out/crash-signals" 2>&1; echo "$?" >>"$out/crash-signals") &
	sleep 0.5
	kiln with sh -c "kill -9 $pid; timeout 5 bpftool map show; [ \$? != 124 ]" >"$out/crash" 2>&1 && ok crash || bad crash "a client hangs" "$out/crash"
	wait $calls $!
	for how in calls signals; do
		[ "$(tr '\n' ' ' <"$out/crash-$how")" = "Input/output error 0 " ] && ok crash-$how || bad crash-$how "a call ends otherwise" "$out/crash-$how"
	done
	kiln with bpftool map show >"$out/crash" 2>&1 && ok restart || bad restart "no new server" "$out/crash"
else
	bad crash "no server is found"
fi
exit 0
