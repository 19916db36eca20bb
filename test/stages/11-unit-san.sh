#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# the same under AddressSanitizer, UndefinedBehaviorSanitizer and LeakSanitizer
# limit: 600

B=${B:-build}/san
if ! make -s -j2 units SAN=1 B="$B"; then
	echo "not ok units - they do not build with sanitizers"
	exit 1
fi
export ASAN_OPTIONS=detect_leaks=1:allocator_may_return_null=1
test/unit/run -p san "$B"/test/unit/*_test
