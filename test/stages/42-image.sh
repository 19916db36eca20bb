#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# packed images: what kiln pack makes of each example is loaded without libbpf, the same programs with the same verdicts

B=${B:-build}
dir=$B/check/image
mkdir -p "$dir"

if ! make -s -j2 all examples "$B/test/image_load" B="$B"; then
	echo "not ok image - it does not build"
	exit 1
fi
for object in "$B"/examples/*.o; do
	name=$(basename "$object" .o)
	"$B/kiln" check "$object" 2>/dev/null | sed -n 's/^[^ ]*: \([^ ]*: accepted, [0-9]* instructions\).*/\1/p' | sort >"$dir/$name.object"
	if ! "$B/kiln" pack "$object" -o "$dir/$name.kiln" >"$dir/said" 2>&1; then
		# What is refused from the object is refused here.
		if "$B/kiln" check "$object" >/dev/null 2>&1; then
			echo "not ok image $name - kiln check accepts it, kiln pack does not"
			sed 's/^/# /' "$dir/said" | head -n 5
		else
			echo "ok image $name is not packed, for it is not accepted"
		fi
		continue
	fi
	if ! "$B/test/image_load" "$dir/$name.kiln" >"$dir/said" 2>&1; then
		echo "not ok image $name - not all of it loads and runs"
		sed 's/^/# /' "$dir/said" | head -n 5
	elif ! sort "$dir/said" | diff "$dir/$name.object" - >"$dir/diff"; then
		echo "not ok image $name - other programs than the object's"
		sed 's/^/# /' "$dir/diff" | head -n 5
	else
		echo "ok image $name: $(wc -c <"$dir/$name.kiln") bytes"
	fi
done
