#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# what the tables say of contexts, helpers and results is what the running kernel does; helpers answer as its own do
# limit: 300

B=${B:-build}
if ! make -s "$B/test/kernel/tables_diff" "$B/test/kernel/proto_diff" "$B/test/kernel/helper_diff" B="$B"; then
	echo "not ok helpers - the tests do not build"
	exit 1
fi
"$B/test/kernel/tables_diff" && "$B/test/kernel/proto_diff" && "$B/test/kernel/helper_diff"
