#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# seccomp policies: diagram, interpreter, native code and the running kernel decide the same, for every call number and boundary values
# limit: 120

B=${B:-build}
dir=$B/check/seccomp-kernel
rm -rf "$dir"
mkdir -p "$dir/raw" "$dir/systemd"
if ! make -s B="$B" "$B/test/kernel/seccomp_diff" >"$dir/said" 2>&1; then
	echo "not ok build - $(grep -m 1 -i error "$dir/said")"
	exit 0
fi
if [ "$(uname -m)" != x86_64 ]; then
	echo "skip seccomp-kernel - calls are made as x86-64 makes them"
	exit 0
fi
test/seccomp/raw "$dir/raw"
test/seccomp/systemd "$dir/systemd"
[ $? -ne 3 ] || echo "skip systemd - systemd-analyze is not installed"
set -- test/seccomp/docker.json test/seccomp/own/*.json "$dir"/raw/*.bpf
[ -z "$(ls "$dir/systemd")" ] || set -- "$@" "$dir"/systemd/*.json
"$B/test/kernel/seccomp_diff" "$@"
exit 0
