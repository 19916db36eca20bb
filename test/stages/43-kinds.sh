#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# kinds of programs: every section's name and every --kind reaches its kind; what needs things from elsewhere is checked, not run
# limit: 120

B=${B:-build}
kiln=$B/kiln
tmp=$B/check/kinds

if ! make -s B="$B" kinds "$kiln"; then
	echo "not ok kinds - the programs do not build"
	exit 1
fi
rm -rf "$tmp"
mkdir -p "$tmp"

# ---- sections ----

sed -n 's/^PROGRAM("[^"]*", "\([^"]*\)", \([a-z0-9_]*\), .*/\2 \1 true/p' test/kinds/sections.bpf.c | sort >"$tmp/want"
"$kiln" check --json "$B/kinds/sections.o" 2>"$tmp/err" | jq -r '.[] | "\(.prog) \(.kind) \(.accepted)"' | sort >"$tmp/have"
while read -r name kind accepted; do
	if grep -qx "$name $kind $accepted" "$tmp/have"; then
		echo "ok section of $name: $kind"
	else
		echo "not ok section of $name - $(grep "^$name " "$tmp/have" || echo nothing), not $kind $accepted"
	fi
done <"$tmp/want"
sed 's/^/# /' "$tmp/err"

# ---- --kind, by a kind's own name and by a section ----

for pair in xdp:xdp cgroup_device:cgroup_device cgroup/dev:cgroup_device tcx/ingress:sched_cls cgroup/recvmsg6:cgroup/recvmsg6 \
	sk_skb/stream_parser:sk_skb fentry:fentry lsm.s:lsm netfilter:netfilter; do
	name=${pair%%:*}
	got=$("$kiln" check --json --prog cg_dev --kind "$name" "$B/kinds/sections.o" 2>&1 | jq -r '.[0].kind' 2>&1)
	if [ "$got" = "${pair#*:}" ]; then
		echo "ok --kind $name: $got"
	else
		echo "not ok --kind $name - $got"
	fi
done
"$kiln" check --kind no_such_kind "$B/kinds/sections.o" >/dev/null 2>&1
[ $? -eq 2 ] && echo "ok --kind no_such_kind" || echo "not ok --kind no_such_kind - another exit status than 2"

# ---- what no host here has ----

printf '\324\303\262\241\2\0\4\0\0\0\0\0\0\0\0\0\0\0\1\0\1\0\0\0' >"$tmp/none.pcap"
for name in stack_trace cgroup_storage skb_get_tunnel_key get_func_ip; do
	lacks=$("$kiln" check --json --prog "lacks_$name" "$B/kinds/lacks.o" | jq -r '.[0] | "\(.accepted) \(.not_offered)"')
	if [ "$lacks" = "true $name" ]; then
		echo "ok lacks $name"
	else
		echo "not ok lacks $name - $lacks"
	fi
	"$kiln" run --pcap "$tmp/none.pcap" --prog "lacks_$name" "$B/kinds/lacks.o" >"$tmp/out" 2>&1
	if [ $? -eq 1 ] && grep -q "$name is not offered here" "$tmp/out"; then
		echo "ok does not run without $name"
	else
		echo "not ok does not run without $name - $(head -n 1 "$tmp/out")"
	fi
done

# ---- types that are no kind ----

if "$kiln" check "$B/kinds/ops.o" 2>&1 | grep -q 'freplace programs stand for a function of another program'; then
	echo "ok freplace is refused with a word"
else
	echo "not ok freplace is refused with a word - $("$kiln" check "$B/kinds/ops.o" 2>&1 | head -n 1)"
fi
exit 0
