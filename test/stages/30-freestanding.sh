#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# the core needs no C library and no operating system: includes, symbols, other machines, stack frames of at most 1 KB
# limit: 600

B=${B:-build}

# result NAME TEXT: TEXT says what is wrong, nothing if all is well
result() {
	if [ -z "$2" ]; then
		echo "ok $1"
	else
		echo "not ok $1 - $(echo "$2" | grep -c .) findings"
		echo "$2" | head -n 30 | sed 's/^/# /'
	fi
}

result 'include edges' "$(tools/check-deps 2>&1)"
if make -s "$B/libkiln.a" B="$B"; then
	result 'symbols of the core' "$(tools/check-symbols "$B" 2>&1)"
else
	echo "not ok symbols of the core - it does not build"
fi

# compiles NAME COMPILER FLAGS...: every file of the core, with no headers but the compiler's own
compiles() {
	name=$1
	shift
	if ! echo 'int x;' | "$@" -x c -c - -o /dev/null 2>/dev/null; then
		echo "skip core for $name - no $1 for it"
		return
	fi
	result "core for $name" "$(sed -n 's|^CORE += |core/|p' core/sources.mk | xargs -P 2 -n 4 sh -c '
		cc=$0
		while [ "$1" != -- ]; do cc="$cc $1"; shift; done
		shift
		for file; do $cc -c "$file" -o /dev/null 2>&1 || echo "$file does not compile"; done' \
		"$@" -std=c11 -O2 -ffreestanding -fno-strict-aliasing -fno-stack-protector -Iinclude -Icore \
		-Wall -Werror --)"
}

frame=-Wframe-larger-than=1024
compiles x86-64 gcc $frame
compiles 'x86 of 32 bits' gcc -m32 $frame
compiles arm64 aarch64-linux-gnu-gcc $frame
compiles riscv64 riscv64-linux-gnu-gcc $frame
# clang lays out frames less tightly.
frame=-Wframe-larger-than=1280
compiles 'Windows on x86-64' clang --target=x86_64-w64-windows-gnu $frame
compiles 'big-endian s390x' clang --target=s390x-linux-gnu $frame
