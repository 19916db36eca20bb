#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# Embedding: examples/embed.c against the build tree, an installed tree (static and shared) and the amalgamation; the manual pages.
# limit: 600

B=${B:-build}
dir=$B/check/embed
tree=$dir/tree
CC=${CC:-gcc}
CLANG=${CLANG:-clang}
rm -rf "$dir"
mkdir -p "$dir" "$tree"
top=$(pwd)

# expect NAME WHY COMMAND...: passed if the command succeeds; what it printed explains a failure
expect() {
	name=$1 why=$2
	shift 2
	if "$@" >"$dir/said" 2>&1; then
		echo "ok $name"
		return 0
	fi
	echo "not ok $name - $why"
	tail -n 15 "$dir/said" | cut -c1-200 | sed 's/^/# /'
	return 1
}

# silent COMMAND...: it succeeds and says nothing
silent() { "$@" >"$dir/silent" 2>&1 && [ ! -s "$dir/silent" ] || { cat "$dir/silent"; false; }; }

expect build "the library and the command do not build" make -s -j2 B="$B" all || exit 0

arch=/usr/include/$(uname -m)-linux-gnu
pack() { "$CLANG" -O2 -g -target bpf -mcpu=v3 -I"$arch" -Iexamples/embed -c "$1" -o "$dir/$2.o" && "$B/kiln" pack "$dir/$2.o" -o "$dir/$2.kiln"; }
expect pack "the user's program cannot be compiled or packed" pack examples/embed/filter.bpf.c filter || exit 0

# What a user could do wrong: an index that nothing bounds, a verdict that the kind does not have, a helper with too long a buffer.
broken() { sed "$2" examples/embed/filter.bpf.c >"$dir/$1.bpf.c" && ! cmp -s examples/embed/filter.bpf.c "$dir/$1.bpf.c" && pack "$dir/$1.bpf.c" "$1"; }
expect pack-index "the broken program cannot be packed" broken index "s/r->path\[0\]/r->path[r->path_len]/"
expect pack-verdict "the broken program cannot be packed" broken verdict 's/return verdict;/return verdict + 1;/'
expect pack-buffer "the broken program cannot be packed" broken buffer 's/agent, sizeof(agent)) < 0/agent, 32) < 0/'

# A kind of map that only the embedder has.
sed 's/BPF_MAP_TYPE_ARRAY/0x10007/' examples/embed/filter.bpf.c >"$dir/own.bpf.c"
expect pack-own-map "a map of an embedder's own kind cannot be packed" pack "$dir/own.bpf.c" own

cat >"$dir/want" <<'END'
allow  GET /index.html HTTP/1.1
block  POST /admin/users HTTP/1.1
block  GET /admin/ HTTP/1.1
block  GET / HTTP/1.0
END

same() { "$1" "$dir/filter.kiln" >"$dir/got" && diff "$dir/want" "$dir/got"; }
# What is refused comes with what is missing and what would supply it, and nothing has run.
refused() {
	"$1" "$2" >"$dir/out" 2>"$dir/err"
	[ $? = 1 ] && [ ! -s "$dir/out" ] && grep -q '^refused: .' "$dir/err" && grep -q '^  missing: .' "$dir/err" && grep -q '^  fix:     .' "$dir/err" ||
		{ cat "$dir/out" "$dir/err"; false; }
}
cut_short() {
	len=$(wc -c <"$dir/filter.kiln")
	for n in 0 1 40 100 $((len / 2)) $((len - 1)); do
		head -c "$n" "$dir/filter.kiln" >"$dir/short.kiln"
		"$1" "$dir/short.kiln" >/dev/null 2>&1
		[ $? = 1 ] || { echo "the first $n of $len bytes"; return 1; }
	done
}
# try NAME: what every build of embed.c must do
try() {
	expect "$1-runs" "other decisions" same "$dir/$1"
	for way in index verdict buffer own; do
		expect "$1-refuses-$way" "a broken program is not refused as it should" refused "$dir/$1" "$dir/$way.kiln"
	done
	expect "$1-short" "a piece of an image is not refused" cut_short "$dir/$1"
}

WARN="-Wall -Wextra -Werror"
# shellcheck disable=SC2086
expect tree-compiles "embed.c and the build tree" "$CC" -std=gnu11 -O2 $WARN -Iinclude examples/embed.c "$B/libkiln.a" -lurcu-memb -lurcu-common -pthread -o "$dir/tree-embed" && try tree-embed

# -- installed ------------------------------------------------------------------------------------------------------------
expect install "make install fails" make -s -j2 B="$B" install DESTDIR="$top/$tree" PREFIX=/usr
for file in bin/kiln lib/libkiln.a lib/libkiln.so lib/libkiln.so.0 include/kiln/kiln.h include/kiln/host.h lib/pkgconfig/kiln.pc \
	share/man/man1/kiln.1 share/man/man1/kiln-run.1 share/bash-completion/completions/kiln; do
	[ -e "$tree/usr/$file" ] || echo "$file"
done >"$dir/missing"
expect installed "not installed: $(tr '\n' ' ' <"$dir/missing")" [ ! -s "$dir/missing" ]
if command -v pkg-config >/dev/null; then
	pc() { PKG_CONFIG_PATH=$top/$tree/usr/lib/pkgconfig PKG_CONFIG_SYSROOT_DIR=$top/$tree pkg-config "$@" kiln; }
	expect version "kiln.pc and kiln --version differ" [ "kiln $(pc --modversion)" = "$("$tree/usr/bin/kiln" --version)" ]
	# shellcheck disable=SC2046,SC2086
	expect shared-compiles "embed.c and the shared library" "$CC" -std=gnu11 -O2 $WARN examples/embed.c $(pc --cflags --libs) -Wl,-rpath,"$top/$tree/usr/lib" -o "$dir/shared-embed" &&
		try shared-embed
	expect shared-is-used "the program does not need libkiln.so.0" sh -c "objdump -p '$dir/shared-embed' | grep -q 'NEEDED *libkiln.so.0'"
	# shellcheck disable=SC2046,SC2086
	expect static-compiles "embed.c and the static library" "$CC" -std=gnu11 -O2 $WARN examples/embed.c $(pc --cflags --libs --static | sed 's/-lkiln /-l:libkiln.a /') -o "$dir/static-embed" &&
		try static-embed
	expect static-is-used "the program needs libkiln.so" sh -c "! objdump -p '$dir/static-embed' | grep -q 'NEEDED *libkiln'"
else
	echo "skip installed - pkg-config is not installed"
fi
nm -D --defined-only "$tree/usr/lib/libkiln.so" | awk '$3 !~ /^kiln_/ { print $3 }' >"$dir/others"
expect exports "the shared library exports what is not kiln_*: $(head -n 5 "$dir/others" | tr '\n' ' ')" [ ! -s "$dir/others" ]
cat >"$dir/plus.cc" <<'END'
#include <kiln/kiln.h>
#include <kiln/image.h>
int main() { return kiln_kind_by_name("xdp") ? 0 : 1; }
END
if command -v g++ >/dev/null; then
	expect c++ "the headers are not C++" g++ -Wall -Wextra -Werror -c -I"$tree/usr/include" "$dir/plus.cc" -o "$dir/plus.o"
else
	echo "skip c++ - g++ is not installed"
fi
for header in "$tree"/usr/include/kiln/*.h; do
	echo "#include <kiln/${header##*/}>" >"$dir/alone.c"
	silent "$CC" -std=c11 -pedantic -Wall -Wextra -Werror -c -I"$tree/usr/include" "$dir/alone.c" -o "$dir/alone.o" >/dev/null || echo "${header##*/}"
done >"$dir/bad"
expect headers-alone "headers that need another, or a warning: $(tr '\n' ' ' <"$dir/bad")" [ ! -s "$dir/bad" ]

# -- two files ------------------------------------------------------------------------------------------------------------
one=$dir/one
expect amalgamate "tools/amalgamate fails" silent tools/amalgamate "$one"
for cc in "$CC" "$CLANG"; do
	expect "amalgamation-$cc" "kiln.c alone: cc -std=c11 -Wall -c" silent "$cc" -std=c11 -O1 -Wall -c "$one/kiln.c" -o "$one/kiln.$cc.o"
	expect "amalgamation-posix-$cc" "kiln_posix.c" silent "$cc" -std=c11 -O1 -Wall -pthread -c "$one/kiln_posix.c" -o "$one/kiln_posix.$cc.o"
	mkdir -p "$one/kiln"
	ln -sf ../kiln.h "$one/kiln/kiln.h"
	# shellcheck disable=SC2086
	expect "one-$cc-compiles" "embed.c and the amalgamation" "$cc" -std=gnu11 -O2 $WARN -I"$one" examples/embed.c "$one/kiln.$cc.o" "$one/kiln_posix.$cc.o" -lurcu-memb -lurcu-common -pthread \
		-o "$dir/one-$cc" && try "one-$cc"
done
# The host of docs/embedding.md, with nothing but the core.
awk '/^```c$/ { on = 1; next } /^```$/ { on = 0 } on' docs/embedding.md >"$one/tiny.c"
printf 'gives 8\nrefused: read 1 byte at r1+4: offset 4 of 4 bytes\n' >"$dir/tiny.want"
# shellcheck disable=SC2086
expect tiny-host "the host of docs/embedding.md" sh -c "'$CC' -std=c11 -O1 -g -fsanitize=address,undefined $WARN -I'$one' '$one/tiny.c' '$one/kiln.$CC.o' -o '$dir/tiny' &&
	'$dir/tiny' | diff '$dir/tiny.want' -"
# Tables survive: the reference pages that the amalgamation makes are those of the library.
expect tables "the amalgamation's tables differ" sh -c "
	make -s B='$B' '$B/gen_docs' && mkdir -p '$dir/docs.lib' '$dir/docs.one' && '$B/gen_docs' '$dir/docs.lib' &&
	'$CC' -std=gnu11 -Iinclude -Icore -pthread tools/gen_docs.c '$one/kiln.$CC.o' '$one/kiln_posix.$CC.o' -lurcu-memb -lurcu-common -o '$dir/gen_docs' &&
	'$dir/gen_docs' '$dir/docs.one' && diff -r '$dir/docs.lib' '$dir/docs.one'"
# And programs mean the same: the text cases.
if [ -e test/case_run.c ] && [ -n "$(find test/case -name '*.t' | head -n 1)" ]; then
	expect cases "text cases fail with the amalgamation" sh -c "
		'$CC' -std=gnu11 -O1 -D_GNU_SOURCE -Iinclude -Icore -pthread test/case_run.c '$one/kiln.$CC.o' '$one/kiln_posix.$CC.o' -lurcu-memb -lurcu-common -o '$dir/case_run' &&
		find test/case -name '*.t' | sort | xargs '$dir/case_run' >'$dir/cases' ; grep '^not ok' '$dir/cases' ; grep -q '^ok' '$dir/cases' && ! grep -q '^not ok' '$dir/cases'"
else
	echo "skip cases - no text cases"
fi

# -- the manual -----------------------------------------------------------------------------------------------------------
expect mans "make mans fails" make -s B="$B" mans
if command -v mandoc >/dev/null; then
	for page in "$B"/man/*.1; do
		expect "man-$(basename "$page" .1)" "mandoc complains" mandoc -T lint -W warning "$page"
	done
else
	echo "skip man - mandoc is not installed"
fi
exit 0
