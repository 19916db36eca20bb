#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# text cases (test/case): each program on every engine, its result or its refusal; and a case for each row of insn.tbl
# limit: 600
set -u

B=${B:-build}
log=$B/check/case_run.log
mkdir -p "$B/check"

# run NAME RUNNER ARGUMENT...: the runner's lines; it tells of memory last, if it comes to its end
run() {
	name=$1 runner=$2
	shift 2
	find test/case -name '*.t' | sort | xargs "$runner" "$@" >"$log" 2>&1
	cut -c1-300 "$log" | sed "s/^\(ok\|not ok\|skip\) /\1 $name/"
	grep -q '^\(not \)*ok memory' "$log" || echo "not ok ${name}cases - the runner did not come to its end: $(tail -n 1 "$log")"
}

if make -s "B=$B" "$B/test/case_run" >"$log" 2>&1; then
	run "" "$B/test/case_run" --coverage
else
	echo "not ok cases - test/case_run.c does not build"
	sed 's/^/# /' "$log"
fi
if make -s -j2 SAN=1 "B=$B/san" "$B/san/test/case_run" >"$log" 2>&1; then
	run "san " "$B/san/test/case_run"
else
	echo "not ok san cases - test/case_run.c does not build with sanitizers"
	sed 's/^/# /' "$log"
fi

# The generated cases are what their generator makes.
if command -v python3 >/dev/null; then
	made=$B/check/insn
	rm -rf "$made" && mkdir -p "$made"
	cp test/case/insn/make.py "$made/"
	python3 "$made/make.py"
	for file in "$made"/*.t; do
		if cmp -s "$file" "test/case/insn/${file##*/}"; then
			echo "ok ${file##*/} is what make.py makes"
		else
			echo "not ok ${file##*/} is not what make.py makes"
		fi
	done
else
	echo "skip generated cases - python3 is not installed"
fi
exit 0
