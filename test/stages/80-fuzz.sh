#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# fuzz targets on their corpora, under the sanitizers; make fuzz goes on searching
# limit: 600
set -u

B=${B:-build}/san
log=${B%/san}/check/fuzz.log
mkdir -p "${log%/*}"

if ! make -s -j2 SAN=1 "B=$B" fuzz-targets >"$log" 2>&1; then
	echo "not ok fuzz - the targets do not build"
	sed 's/^/# /' "$log"
	exit 0
fi
for source in test/fuzz/*_fuzz.c; do
	name=$(basename "$source" _fuzz.c)
	if [ -z "$(ls "test/fuzz/corpus/$name" 2>/dev/null)" ]; then
		echo "not ok fuzz $name - it has no corpus"
	elif "$B/test/fuzz/${name}_fuzz" "test/fuzz/corpus/$name"/* >"$log" 2>&1; then
		echo "ok fuzz $name: $(cat "$log")"
	else
		echo "not ok fuzz $name - ended with $?"
		tail -n 25 "$log" | sed 's/^/# /'
	fi
done
exit 0
