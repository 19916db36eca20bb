#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# the parts one by one: every test of test/unit

B=${B:-build}
if ! make -s -j2 units B="$B"; then
	echo "not ok units - they do not build"
	exit 1
fi
test/unit/run "$B"/test/unit/*_test
