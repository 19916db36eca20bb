#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# the smallest kernel, in QEMU: its verdicts on the capture are those of `kiln run`; images that are wrong
set -u

B=${B:-build}
dir=$B/check/bare
log=$dir/log
rm -rf "$dir" && mkdir -p "$dir"
command -v qemu-system-x86_64 >/dev/null || { echo "skip bare - qemu-system-x86_64 is not installed"; exit 0; }
[ "$(uname -m)" = x86_64 ] || { echo "skip bare - this machine is no x86-64"; exit 0; }

make -s B="$B" bare >"$log" 2>&1 || { echo "not ok bare - it does not build"; sed 's/^/# /' "$log"; exit 0; }
# archive FILE NAME=PATH...: a RAM disk
archive() {
	python3 -c '
import sys
out = b""
for arg in sys.argv[2:] + ["TRAILER!!!=/dev/null"]:
    name, path = arg.split("=", 1)
    data = open(path, "rb").read()
    head = "070701" + "".join("%08x" % v for v in (1, 0o100644, 0, 0, 1, 0, len(data), 0, 0, 0, 0, len(name) + 1, 0))
    for part in (head.encode() + name.encode() + b"\0", data):
        out += part + b"\0" * (-(len(out) + len(part)) % 4)
open(sys.argv[1], "wb").write(out)' "$@"
}
# boot DISK: what it says
boot() {
	timeout -k 5 60 qemu-system-x86_64 -accel tcg -cpu max -m 256 -nodefaults -no-user-config -no-reboot -display none -serial stdio \
		-kernel "$B/kiln-bare.elf" -initrd "$1" </dev/null 2>&1 | tr -d '\r'
}
# says NAME DISK TEXT
says() {
	boot "$2" >"$log"
	if grep -q "$3" "$log"; then echo "ok $1"; else
		echo "not ok $1 - it does not say '$3'"
		sed 's/^/# /' "$log" | head -n 10
	fi
}

xz -dc test/capture/real.pcap.xz >"$dir/traffic.pcap"
for name in firewall synflood vlan; do
	"$B/kiln" pack "$B/examples/$name.o" -o "$dir/$name.kiln" >"$log" 2>&1 || { echo "not ok $name - it is not packed"; continue; }
	archive "$dir/disk" "prog.kiln=$dir/$name.kiln" "traffic.pcap=$dir/traffic.pcap"
	boot "$dir/disk" >"$dir/have"
	"$B/kiln" run "$B/examples/$name.o" --pcap "$dir/traffic.pcap" --json 2>/dev/null |
		jq -r '.verdicts | to_entries[] | "\(.key) \(.value.packets)"' | sort >"$dir/want"
	if grep -q 'native code' "$dir/have" && grep -E '^[a-z]+ [0-9]+$' "$dir/have" | sort | cmp -s - "$dir/want" && grep -q . "$dir/want"; then
		echo "ok $name: $(xargs <"$dir/want")"
	else
		echo "not ok $name - other verdicts than in user space"
		cat "$dir/have" "$dir/want" | head -n 20 | sed 's/^/# /'
	fi
done

printf x >"$dir/byte"
says "a RAM disk that is none" "$dir/byte" 'has no prog.kiln and traffic.pcap'
head -c 20000 "$dir/disk" >"$dir/cut"
says "a RAM disk that is cut off" "$dir/cut" 'has no prog.kiln and traffic.pcap'
head -c 300 "$dir/firewall.kiln" >"$dir/short.kiln"
archive "$dir/disk" "prog.kiln=$dir/short.kiln" "traffic.pcap=$dir/traffic.pcap"
says "an image that is cut off" "$dir/disk" '^refused: '
archive "$dir/disk" "prog.kiln=$dir/firewall.kiln" "traffic.pcap=$dir/firewall.kiln"
says "a capture that is none" "$dir/disk" 'no capture'
exit 0
