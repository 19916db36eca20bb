#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# cases of global functions, which need type information: each test/case/verify/*.bpf.c has the verdict that it expects
set -u

B=${B:-build}
CLANG=${CLANG:-clang}
dir=$B/test/verify-global
mkdir -p "$dir"
command -v "$CLANG" >/dev/null || { echo "skip verify global - there is no clang"; exit 0; }
make -s "B=$B" "$B/kiln" || { echo "not ok verify global - kiln does not build"; exit 0; }
for source in test/case/verify/*.bpf.c; do
	name=$(basename "$source" .bpf.c)
	want=$(sed -n 's,^/\* expect: \(.*\) \*/$,\1,p' "$source")
	if ! "$CLANG" -O2 -g -target bpf -I"/usr/include/$(uname -m)-linux-gnu" -c "$source" -o "$dir/$name.o" 2>"$dir/log"; then
		echo "not ok verify $name - it does not compile"
		sed 's/^/# /' "$dir/log" | head -n 5
		continue
	fi
	"$B/kiln" check "$dir/$name.o" >"$dir/log" 2>&1
	case $(head -n 1 "$dir/log") in
	*": $want,"* | *"[$want]") echo "ok verify $name: $want" ;;
	*) echo "not ok verify $name - $(head -n 1 "$dir/log")" ;;
	esac
done
