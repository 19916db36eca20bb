#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# The sources: licence lines, white space, layout of C, syntax of scripts.
set -eu

git rev-parse --is-inside-work-tree >/dev/null 2>&1 || { echo "skip tree - not a git checkout"; exit 0; }
list=$(mktemp)
found=$(mktemp)
trap 'rm -f "$list" "$found" "$found.2"' EXIT

git ls-files -co --exclude-standard ':!test/fuzz/corpus' | while read -r file; do [ -f "$file" ] && echo "$file"; done >"$list"
# texts: every file but those which are no text, or were written by others
texts() { grep -vE '\.(xz|gz|zst|pcap|pcapng|bin|o|png|img)$|^LICENSES/' "$list"; }
# Here and below one process looks at many files: thousands of small ones take a minute where processes begin slowly.
scripts() { texts | xargs awk -v shell="^#!/bin/($1)" 'FNR == 1 { if ($0 ~ shell) print FILENAME; nextfile }'; }

# result NAME WHY: passed if $found is empty, else failed, with the first lines of it
result() {
	if [ -s "$found" ]; then
		echo "not ok $1 - $2"
		head -n 20 "$found" | sed 's/^/# /'
	else
		echo "ok $1"
	fi
}
in_texts() { texts | xargs grep -nIE "$@" /dev/null | cut -c1-160 >"$found" || :; }

{ texts | grep -E '\.(c|h|S|s|tbl|inc|sh|mk|py|awk|d|nft)$|(^|/)(Makefile|Kbuild)$'; scripts '(ba)?sh'; } | sort -u >"$found.2"
xargs awk 'FNR > 5 { nextfile } /SPDX-License-Identifier: / { print FILENAME; nextfile }' <"$found.2" | sort -u | comm -23 "$found.2" - >"$found"
result spdx "no SPDX line in the first five lines of"

in_texts '[[:blank:]]+$|'"$(printf '\r')"
grep -vE '\.md:' "$found" >"$found.2" || :
mv "$found.2" "$found"
result trailing-space "white space at the end of lines"

texts | xargs perl -ne 'print "$ARGV\n" if eof && !/\n\z/' >"$found"
result last-newline "no newline at the end of"

texts | grep -E '\.(c|h|S|sh)$|^(demo|check)$' | xargs grep -nE "^ +$(printf '\t')" /dev/null | cut -c1-160 >"$found" || :
result indent "spaces before tabs"

in_texts '^(<{7} |>{7} |={7}$)'
result conflict "marks of a merge conflict"

# The text of the tree is about the project, and holds on any machine. The patterns do not match themselves.
in_texts '(^|[^[:alnum:]_.}])/(wor[k]|hom[e]|roo[t]|User[s])/[[:alnum:]]|\b(FIXM[E]|XX[X]|HAC[K])\b'
result words "a path of one machine, or a note to self"

if command -v clang-format >/dev/null; then
	if clang-format --version | grep -q 'version 14'; then
		tools/format -n >"$found" || :
		result format "laid out otherwise (tools/format mends it)"
	else
		echo "skip format - the layout is that of clang-format 14, this is $(clang-format --version | grep -o 'version [0-9.]*')"
	fi
else
	echo "skip format - clang-format is not installed"
fi

{
	scripts sh | while read -r file; do sh -n "$file" 2>&1 || :; done
	scripts bash | while read -r file; do bash -n "$file" 2>&1 || :; done
} >"$found"
result shell-syntax "the shell cannot read"

scripts '(ba)?sh' | while read -r file; do [ -x "$file" ] || echo "$file"; done >"$found"
result executable "a script that is not executable"
