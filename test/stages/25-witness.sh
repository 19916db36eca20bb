#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# random programs that the verifier accepts are followed step by step: no access outside, no bound wrong, native code equal
# limit: 400
set -u
make -s build/test/random/witness || { echo "not ok witness - does not build"; exit 1; }
for part in 0 1; do
	if line=$(build/test/random/witness --seed $((part * 1000000 + 1)) --count 30000 2>build/check/witness.$part.txt); then
		echo "ok witness.$part"
		echo "# $line"
	else
		echo "not ok witness.$part - $line"
		sed 's/^/# /' build/check/witness.$part.txt | head -n 60
	fi
	case $line in
	"0 accepted"* | '') echo "not ok witness.$part.accepts - no program was accepted" ;;
	*) echo "ok witness.$part.accepts" ;;
	esac
done
