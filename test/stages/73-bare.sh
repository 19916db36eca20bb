#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# the smallest kernel, in QEMU: its verdicts on the capture, from a disk or by a network device, are those of `kiln run`; wrong images
# beside
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

# The same capture by a network device: the verdicts, and what comes back.
archive "$dir/disk" "prog.kiln=$dir/firewall.kiln"
python3 test/kernel/bare_net.py "$dir/traffic.pcap" "$dir/frames" timeout -k 5 100 qemu-system-x86_64 -accel tcg -cpu max -m 256 -nodefaults \
	-no-user-config -no-reboot -display none -serial stdio -netdev socket,id=n,connect=127.0.0.1:@PORT \
	-device virtio-net-pci,netdev=n,romfile= -kernel "$B/kiln-bare.elf" -initrd "$dir/disk" >"$dir/have" 2>"$dir/err"
"$B/kiln" run "$B/examples/firewall.o" --pcap "$dir/traffic.pcap" --json --packets 2>/dev/null >"$dir/json"
jq -r '.verdicts | to_entries[] | "\(.key) \(.value.packets)"' "$dir/json" | sort >"$dir/want"
jq -r '.packets[] | select(.[0] == 3) | "\(.[1]) \(.[2])"' "$dir/json" >"$dir/want-frames"
if grep -E '^[a-z]+ [0-9]+$' "$dir/have" | sort | cmp -s - "$dir/want" && grep -q . "$dir/want"; then
	echo "ok firewall by virtio-net: $(xargs <"$dir/want")"
else
	echo "not ok firewall by virtio-net - other verdicts than in user space"
	cat "$dir/have" "$dir/want" "$dir/err" | head -n 20 | sed 's/^/# /'
fi
if grep -q . "$dir/want-frames" && cmp -s "$dir/frames" "$dir/want-frames"; then
	echo "ok virtio-net: $(wc -l <"$dir/frames") frames come back, each as in user space"
else
	echo "not ok virtio-net - other frames come back"
	diff "$dir/frames" "$dir/want-frames" | head -n 5 | sed 's/^/# /'
fi

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
