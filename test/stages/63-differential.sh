#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# generated and mutated programs under Kiln and the running kernel: each disagreement explained, no access outside, the same results
# limit: 300
#
# COUNT=N programs (default 300) from SEED=N on; make differential tries 100,000.

B=${B:-build}
if ! make -s B="$B" "$B/test/kernel/differential" examples bench-objects >"$B/check/differential.txt" 2>&1; then
	echo "not ok differential - it does not build"
	exit 1
fi
"$B/test/kernel/differential" --count "${COUNT:-300}" --seed "${SEED:-1}" "$B"/examples/*.o "$B"/broken/*.o "$B"/bench/*.o \
	>"$B/check/differential.txt" 2>&1
case $? in
0) echo "ok differential" ;;
3) echo "skip differential - bpf(2) is not to be had here" ;;
*) echo "not ok differential" ;;
esac
sed 's/^/# /' "$B/check/differential.txt" | head -n 60
exit 0
