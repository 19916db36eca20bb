#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# The frame: what ./check makes of stages that pass, fail, crash, hang or say nothing; tools/install-deps on a machine with all there is.
set -eu

top=$(pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/test/stages" "$work/tools"
cp check "$work/"
cd "$work"
printf '#!/bin/sh\n' >tools/install-deps
printf 'all tests:\n\t@:\n' >Makefile

stage() {
	printf '#!/bin/sh\n# About %s\n%s\n' "$1" "$2" >"test/stages/$1.sh"
	chmod +x "test/stages/$1.sh"
}
chmod +x tools/install-deps
stage 01-good 'echo ok a; echo ok b; echo "skip c - no reason"; exit 0'
stage 02-bad 'echo ok a; echo "not ok b - broken"; echo "# detail"; echo noise; exit 1'
stage 03-crash 'echo ok a; echo boom >&2; exit 3'
stage 04-none 'exit 0'
stage 05-slow '# limit: 1
echo ok a; sleep 60'
stage 06-orphan 'sleep 60 & echo ok a'
stage 07-beside '# beside
echo ok a; echo "not ok b - broken"'
stage 08-beside '# beside
echo ok a; [ ! -e ends-early ] || kill -9 "$(ps -o ppid= $PPID)"'

# case NAME STATUS LINE ARGUMENTS...: the exit status of check and a line that it must print
check_case() {
	name=$1 want=$2 line=$3
	shift 3
	status=0
	CI='' ./check "$@" >said 2>&1 || status=$?
	if [ "$status" = "$want" ] && grep -qE "$line" said; then
		echo "ok check-$name"
	else
		echo "not ok check-$name - exit status $status, or no line like '$line'"
		sed 's/^/# /' said
	fi
}
check_case good 0 '^2 passed, 0 failed, 1 skipped$' good
check_case bad 1 '^1 passed, 1 failed, 0 skipped$' bad
check_case bad-detail 1 '^# detail$' bad
check_case crash 1 '^not ok 03-crash - exit status 3' crash
check_case none 1 '^0 passed, 1 failed, 0 skipped$' none
check_case slow 1 '^not ok 05-slow - not ended after 1 s' slow
check_case orphan 0 '^1 passed, 0 failed, 0 skipped$' orphan
check_case all 1 '^8 passed, 5 failed, 1 skipped$'
check_case beside-others 1 '^08-beside  *ok: 1 passed'
check_case beside-alone 1 '^1 passed, 1 failed, 0 skipped$' 07-beside
: >ends-early
check_case beside-ends 1 '^6 passed, 5 failed, 1 skipped$'
rm ends-early
check_case several 1 '^3 passed, 1 failed, 1 skipped$' good bad
check_case list 0 '^04-none +About 04-none$' --list
check_case unknown-stage 2 'no stage has' zzz
check_case unknown-option 2 'no option' --zzz
check_case verbose 0 '^ok b$' -v good
printf 'all:\n\t@echo "x.c:1: error: no"; false\ntests:\n' >Makefile
check_case build-fails 1 '^0 passed, 1 failed, 0 skipped$' good
printf 'all:\n\t@:\ntests:\n\t@echo "x.c:1: error: no"; false\n' >Makefile
check_case test-build-fails 1 '^2 passed, 1 failed, 1 skipped$' good

cd "$top"
if [ -n "${KILN_NO_INSTALL-}" ] || ! command -v dpkg-query >/dev/null; then
	echo "skip install-deps - not a Debian system, or not to install anything"
	exit 0
fi
said=$(tools/install-deps -n demo check record 2>&1) && [ -z "$said" ] && echo "ok install-deps-silent" ||
	echo "not ok install-deps-silent - $(echo "$said" | head -n 1)"
status=0
tools/install-deps nonesuch >/dev/null 2>&1 || status=$?
[ "$status" = 2 ] && echo "ok install-deps-group" || echo "not ok install-deps-group - exit status $status for an unknown group"
mkdir -p "$work/bin"
for tool in sh cat awk grep sed dirname id sort xargs; do ln -s "$(command -v $tool)" "$work/bin/$tool"; done
status=0
said=$(PATH=$work/bin tools/install-deps demo 2>&1) || status=$?
if [ "$status" = 1 ] && echo "$said" | grep -q 'not a Debian system' && echo "$said" | grep -q '^  clang  *compiles'; then
	echo "ok install-deps-elsewhere"
else
	echo "not ok install-deps-elsewhere - exit status $status"
	echo "$said" | sed 's/^/# /'
fi
