#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# bpf(2) answered by Kiln: wrong calls beside the kernel's answers, a libbpf application with Kiln inside
# limit: 60
set -u

B=${B:-build}
dir=$B/check/control
rm -rf "$dir"
mkdir -p "$dir"
make -s -j2 B="$B" clients >"$dir/said" 2>&1 || {
	echo "not ok control-build - $(grep -m 1 -i error "$dir/said")"
	exit 0
}
# As an ordinary user: such a one has no bpf(2) of the kernel's.
nobody() {
	if [ "$(id -u)" = 0 ]; then
		setpriv --reuid=65534 --regid=65534 --clear-groups --no-new-privs "$@"
	else
		"$@"
	fi
}

# In a network of its own, where one is to be had: nobody else's programs are at its interface.
alone=
unshare -n true 2>/dev/null && alone='unshare -n'
if $alone "$B/test/client/bpf_errno" >"$dir/errno" 2>&1; then
	grep -v '^ok ' "$dir/errno"
	# Hundreds of rows are one line here, unless one fails.
	rows=$(grep -c '^ok ' "$dir/errno")
	[ "$rows" -ge 150 ] && echo "ok control-errno $rows wrong calls" || grep -q '^skip ' "$dir/errno" ||
		echo "not ok control-errno - only $rows rows"
else
	echo "not ok control-errno - exit status $?"
	tail -n 5 "$dir/errno" | sed 's/^/# /'
fi

# same NAME PROGRAM: the one that has Kiln inside prints what it prints over the kernel
same() {
	install -m 755 "$B/test/client/$2-inside" /tmp/kiln-inside.$$
	nobody /tmp/kiln-inside.$$ >"$dir/inside" 2>&1
	rm -f /tmp/kiln-inside.$$
	if ! "$B/test/client/$2" >"$dir/kernel" 2>"$dir/err"; then
		echo "skip control-$1 - the kernel does not load the application"
	elif diff "$dir/kernel" "$dir/inside" >"$dir/diff"; then
		echo "ok control-$1"
	else
		echo "not ok control-$1 - it prints something else than over the kernel"
		head -n 10 "$dir/diff" | sed 's/^/# /'
	fi
}
same inside app
same light light # its loader is a program, which Kiln proves and runs
exit 0
