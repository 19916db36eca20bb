#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# programs in the styles that people write (test/real): each in one of ten builds, with the kernel's verdict; make matrix tries all
# limit: 400

B=${B:-build}
if ! make -s B="$B" all kbpf >/dev/null 2>&1; then
	echo "not ok matrix - the tree does not build"
	exit 1
fi
test/real/matrix sample
