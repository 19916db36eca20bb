#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# kiln.ko in Debian's kernel, in QEMU: text cases, hooks, real packets, bpftool, out of memory, loaded and unloaded under traffic
# limit: 900
# beside
set -u

B=${B:-build}
log=$B/check/module.log
mkdir -p "$B/check"

command -v qemu-system-x86_64 >/dev/null || { echo "skip module - qemu-system-x86_64 is not installed"; exit 0; }
[ "$(uname -m)" = x86_64 ] || { echo "skip module - this machine is no x86-64"; exit 0; }
tools/fetch-kernel build/kernel >"$log" 2>&1 || { echo "skip module - no kernel to be had: $(tail -n 1 "$log")"; exit 0; }

if make -j2 B="$B" kmod guest-tests >"$log" 2>&1; then
	echo "ok kiln.ko builds"
else
	echo "not ok kiln.ko does not build"
	grep -E 'error|ERROR|\*\*\*' "$log" | head -n 10 | sed 's/^/# /'
	exit 0
fi
# What was built before tells nothing any more: the log of each file is kept by its name.
grep -E 'warning|WARNING' "$log" | grep -v jobserver >"$B/check/module-warnings"
if [ -s "$B/check/module-warnings" ]; then
	echo "not ok kiln.ko builds without warnings (W=1, frames of 1,024 bytes, objtool)"
	head -n 10 "$B/check/module-warnings" | sed 's/^/# /'
else
	echo "ok kiln.ko builds without warnings (W=1, frames of 1,024 bytes, objtool)"
fi
echo "# $(size -A "$B/kmod/kiln.ko" | awk '/\.text/ && !/arena/ { sum += $2 } END { print sum }') bytes of text"

if command -v sparse >/dev/null; then
	make B="$B" kmod-sparse >"$B/check/module-sparse.log" 2>&1
	if grep -E '(core|host|include)/.*(warning|error):' "$B/check/module-sparse.log" >"$log" || ! grep -q 'CHECK.*host/linux/main.c' "$B/check/module-sparse.log"; then
		echo "not ok sparse finds nothing in kiln.ko"
		head -n 10 "$log" | sed 's/^/# /'
	else
		echo "ok sparse finds nothing in kiln.ko"
	fi
else
	echo "skip sparse - it is not installed"
fi

printf 'TIMES=%s FUZZ=%s\n' "${TIMES:-10}" "${FUZZ:-3}" >"$B/check/module-settings"
# Files whose proofs take long under emulation are left to `make kmod-long`.
skip='! -name iter.t ! -name loop.t ! -name ranked.t ! -name calls.t ! -name checked.t'
[ -z "${LONG-}" ] || skip=
# shellcheck disable=SC2086 # words
cases=$(find test/case -name '*.t' $skip | sort)
# shellcheck disable=SC2046 # no file name of the tree has a space
test/kernel/guest -t "${LIMIT:-480}" test/kernel/module.sh "$B/kmod/kiln.ko" "$B/kmod/kiln_cases.ko" build/kernel/modules/veth.ko \
	"$B/test/kernel/module" "$B/test/kernel/member" "$B/test/kernel/events" "$B/test/kernel/module.o" "$B/test/kernel/typed.o" \
	"$B/test/kernel/events.o" "$B/kiln" "$B/libkiln-with.so" "$B/examples/firewall.o" "$B/test/client/turns.o" \
	"$B/check/module-settings=/settings" \
	"$(command -v bpftool || echo /usr/sbin/bpftool)=/bpftool" \
	$(for tool in execsnoop opensnoop; do command -v "$tool"; done) \
	$(for file in $cases; do echo "$file=/cases/$(basename "$(dirname "$file")")-$(basename "$file")"; done) >"$log" 2>&1
grep -E '^(ok|not ok|skip|#) ' "$log" | sed 's/^\(ok\|not ok\) /\1 module: /'
grep -q '^ok the kernel.s log\|^not ok the kernel.s log' "$log" || {
	echo "not ok the guest did not come to its end"
	tail -n 20 "$log" | sed 's/^/# /'
}
exit 0
