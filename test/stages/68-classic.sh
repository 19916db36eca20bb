#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# classic programs answer as libpcap's and the running kernel's machines do, and are refused where the kernel refuses them
# limit: 60

B=${B:-build}
if ! make -s "$B/test/kernel/cbpf_diff" B="$B"; then
	echo "not ok classic - the test does not build"
	exit 1
fi
status=0
"$B/test/kernel/cbpf_diff" pcap 2000 || status=1
"$B/test/kernel/cbpf_diff" many 700 || status=1
"$B/test/kernel/cbpf_diff" kernel 300 || status=1
"$B/test/kernel/cbpf_diff" refuse 2000 || status=1
exit $status
