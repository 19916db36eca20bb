#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# the library and the command compile without a warning, by gcc and by clang
# limit: 400
set -u
# try NAME ARGUMENTS...: a build of its own, in which each warning is an error
try() {
	name=$1
	shift
	if make -s -j2 WERROR=1 B="build/$name" "$@" all >"build/check/$name.log" 2>&1; then echo "ok no warnings by $name"; else
		echo "not ok no warnings by $name - see build/check/$name.log"
		grep -E 'error|warning' "build/check/$name.log" | head -n 20 | sed 's/^/# /'
	fi
}
try gcc CC=gcc
try clang CC=clang
