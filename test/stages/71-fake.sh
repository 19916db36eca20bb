#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# host/linux in a process, against a made-up kernel, under the sanitizers: text cases, the device, out of memory, random calls
# limit: 600
set -u

B=${B:-build}
dir=$B/check/fake
rm -rf "$dir" && mkdir -p "$dir"
[ "$(uname -m)" = x86_64 ] || { echo "skip fake - this machine is no x86-64"; exit 0; }
if ! make -s -j2 SAN=1 B="$B/san" fake >"$dir/log" 2>&1; then
	echo "not ok fake - it does not build"
	grep -E 'error:|undefined' "$dir/log" | head -n 10 | sed 's/^/# /'
	exit 0
fi
# run NAME COMMAND...: its lines, and whether it came to its end
run() {
	name=$1
	shift
	"$@" >"$dir/$name" 2>&1
	status=$?
	grep -E '^(ok|not ok|skip|#) ' "$dir/$name" | sed "s/^\(ok\|not ok\) /\1 fake $name: /"
	if [ $status = 0 ]; then echo "ok fake $name: no sanitizer complains"; else
		echo "not ok fake $name - it ended with $status"
		tail -n 20 "$dir/$name" | cut -c1-200 | sed 's/^/# /'
	fi
}
run device "$B/san/fake/device" "${FUZZ:-3}" 1
# shellcheck disable=SC2046 # no file name of the tree has a space
run cases "$B/san/fake/cases" $(find test/case -name '*.t' | sort)
exit 0
