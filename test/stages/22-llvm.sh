#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# Text of instructions against LLVM: its assembler makes our bytes of our text, its disassembler writes our text for our bytes.
set -u

B=${B:-build}
dir=$B/check/llvm
list=$dir/list
mkdir -p "$dir"

if [ ! -x "$B/test/unit/asm_test" ]; then
	make -s "B=$B" "$B/test/unit/asm_test" >"$dir/make.log" 2>&1 || {
		echo "not ok llvm - asm_test does not build"
		exit 0
	}
fi
if ! command -v clang-19 >/dev/null || ! command -v llvm-objcopy >/dev/null || ! command -v llvm-objdump >/dev/null; then
	echo "skip llvm - clang-19, llvm-objcopy and llvm-objdump are not installed"
	exit 0
fi
"$B/test/unit/asm_test" --list 5000 >"$list"

# What LLVM 19 has no text for: acquire and release came later; relocations stand for maps, functions and the platform's calls;
# its gotol takes no long number, and its packet loads no second number.
awk -F '\t' '
	$1 ~ /^(LD_ACQ|ST_REL|LD64_[MVF]|CALL_|LDIND)/ { next }
	$1 == "JA32" && ($3 ~ /[0-9]{6}/ || substr($3, 8) + 0 > 32767 || substr($3, 7) + 0 < -32768) { next }
	{ print }' "$list" >"$dir/known"

# The bytes of an object of text, an instruction a line.
hex() {
	llvm-objcopy -O binary --only-section=.text "$1" "$1.bin" && od -An -v -tx1 -w8 "$1.bin" | tr -d ' '
}

cut -f 3 "$dir/known" >"$dir/known.s"
if clang-19 -target bpf -mcpu=v4 -c "$dir/known.s" -o "$dir/known.o" 2>"$dir/known.log" && hex "$dir/known.o" >"$dir/known.hex"; then
	awk -F '\t' -v hexes="$dir/known.hex" '
		{
			getline got < hexes
			if (length($2) == 32) { getline half < hexes; got = got half }
			if (!($1 in seen)) { seen[$1] = 1; names[++nr] = $1 }
			if (got != $2 && !($1 in bad)) bad[$1] = $3 ": LLVM makes " got " of it, not " $2
		}
		END {
			for (i = 1; i <= nr; i++)
				print (names[i] in bad ? "not ok" : "ok"), "llvm assembles", names[i] (names[i] in bad ? " - " bad[names[i]] : "")
		}' "$dir/known"
else
	echo "not ok llvm assembles - $(grep -m 1 -A 1 error: "$dir/known.log" | tr '\n' ' ')"
fi

# Our bytes as data, disassembled; once as loads and stores are without 32-bit registers, once with them.
awk -F '\t' '{ for (i = 1; i < length($2); i += 16) { s = ""; for (j = 14; j >= 0; j -= 2) s = s substr($2, i + j, 2); print ".quad 0x" s } }' \
	"$list" >"$dir/all.s"
clang-19 -target bpf -c "$dir/all.s" -o "$dir/all.o"
for attr in -alu32 +alu32; do
	llvm-objdump -d --no-show-raw-insn --mattr=$attr "$dir/all.o" | sed -n 's/^ *\([0-9]*\):[ \t]*/\1\t/p' |
		sed 's/ *<\.text[^>]*>$//' >"$dir/text$attr"
done
# What LLVM 14 does not know shows as <unknown>, or as what its older meaning was: those are the v4 rows and the calls.
awk -F '\t' -v plain="$dir/text-alu32" -v alu32="$dir/text+alu32" '
	BEGIN {
		while ((getline line < plain) > 0) { split(line, f, "\t"); a[f[1]] = substr(line, length(f[1]) + 2) }
		while ((getline line < alu32) > 0) { split(line, f, "\t"); b[f[1]] = substr(line, length(f[1]) + 2) }
	}
	{
		at = pc + 0
		pc += length($2) / 16
		if ($1 ~ /^(SDIV|SMOD|MOVSX|ADDR_CAST|LD_ACQ|ST_REL|CALL|LD64_[MVF]|LDIND)/ || a[at] ~ /unknown/ && b[at] ~ /unknown/)
			next
		if (!($1 in seen)) { seen[$1] = 1; names[++nr] = $1 }
		if (a[at] != $3 && b[at] != $3 && !($1 in bad)) bad[$1] = $3 ": LLVM writes " a[at]
	}
	END {
		for (i = 1; i <= nr; i++)
			print (names[i] in bad ? "not ok" : "ok"), "llvm writes", names[i] (names[i] in bad ? " - " bad[names[i]] : "")
	}' "$list"
exit 0
