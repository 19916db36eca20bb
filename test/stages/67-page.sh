#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# the page of kiln check --html in a real browser: source, mark, registers, graph; nothing fetched, no script error, hostile names
# limit: 180
set -u

B=${B:-build}
tmp=$B/check/page
rm -rf "$tmp"
mkdir -p "$tmp"
if ! make -s "$B/kiln" examples >"$tmp/log" 2>&1; then
	echo "not ok page - the objects do not build"
	exit 0
fi
browser=$(command -v chromium || command -v chromium-browser || true)

# look NAME FILE: the page's document once its script has run
look() {
	HOME=$tmp timeout 60 "$browser" --headless --no-sandbox --disable-gpu --disable-background-networking --no-first-run \
		"--user-data-dir=$(pwd)/$tmp/profile" --dump-dom "file://$(pwd)/$2" >"$tmp/$1.dom" 2>"$tmp/$1.err"
	root=$(grep -o '<html[^>]*>' "$tmp/$1.dom" | head -n 1)
	case $root in
	*data-error*) echo "not ok $1 - the script or the policy complains: $root" ;;
	*'data-fetched="0"'*'data-ready="yes"'* | *'data-ready="yes"'*'data-fetched="0"'*) echo "ok $1 runs and fetches nothing" ;;
	*) echo "not ok $1 - its script did not come to its end: $root" ;;
	esac
}

# shows NAME WHAT PATTERN
shows() {
	if tr '\n' ' ' <"$tmp/$1.dom" | grep -Eq "$3"; then
		echo "ok $1 shows $2"
	else
		echo "not ok $1 - it does not show $2"
	fi
}

# A name and a source line that would be markup.
cat >"$tmp/<img src=x onerror=alert(1)>.bpf.c" <<'END'
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
SEC("xdp") int hostile(struct xdp_md *ctx)
{
	return *(volatile char *)(long)ctx->data; /* </script></pre><script>document.documentElement.dataset.owned="yes"</script> */
}
char LICENSE[] SEC("license") = "GPL";
END
clang -O2 -g -target bpf -I"/usr/include/$(uname -m)-linux-gnu" -c "$tmp/<img src=x onerror=alert(1)>.bpf.c" -o "$tmp/hostile.o" 2>"$tmp/log"

"$B/kiln" check --quick --html "$tmp/refused.html" "$B/broken/firewall-ihl.o" >/dev/null
"$B/kiln" check --html "$tmp/accepted.html" "$B/examples/firewall.o" "$B/examples/parts.o" >/dev/null
"$B/kiln" check --html "$tmp/hostile.html" "$tmp/hostile.o" >/dev/null
for name in refused accepted hostile; do
	if grep -Eq '(src|href)="?(http|//)|url\(|@import' "$tmp/$name.html" || ! grep -q '</html>' "$tmp/$name.html"; then
		echo "not ok $name - the page is not whole, or names something elsewhere"
	else
		echo "ok $name is one page of its own"
	fi
done
if grep -q '<img' "$tmp/hostile.html" || [ "$(grep -c '<script' "$tmp/hostile.html")" -ne 2 ]; then
	echo "not ok hostile - a program's text has become markup"
else
	echo "ok hostile is only text"
fi

if [ -z "$browser" ]; then
	echo "skip page in a browser - there is no chromium: tools/install-deps browser"
	exit 0
fi
look refused "$tmp/refused.html"
shows refused "the source line" 'return tcp-(&gt;|>)dest == bpf_htons\(23\)'
shows refused "the refused instruction, picked" '<tr[^>]* class="block[^"]* ?fault picked"|<tr[^>]* class="[^"]*fault[^"]*picked"'
shows refused "the path" '<tr[^>]* class="[^"]*path'
shows refused "where the value came from" 'class="note step"><td[^>]*>1 byte read from the packet'
shows refused "the registers" '<h3>before instruction 18</h3>.*<td>R2</td><td>pkt\('
shows refused "the graph" '<svg.*<a href="#p0i[0-9]+" class="end">'
look accepted "$tmp/accepted.html"
shows accepted "native code" 'class="native">[a-z]+ '
shows accepted "what is known" 'class="know"[^>]*>R[0-9]='
shows accepted "both objects" 'id="p1".*id="p2"'
look hostile "$tmp/hostile.html"
if grep -q 'data-owned' "$tmp/hostile.dom" && ! grep -q 'dataset.owned' "$tmp/hostile.dom"; then
	echo "not ok hostile - a program's text ran"
elif grep -o '<html[^>]*>' "$tmp/hostile.dom" | grep -q owned; then
	echo "not ok hostile - a program's text ran"
else
	echo "ok hostile does nothing"
fi
HOME=$tmp timeout 60 "$browser" --headless --no-sandbox --disable-gpu --disable-background-networking --no-first-run \
	"--user-data-dir=$(pwd)/$tmp/profile" --window-size=1400,1200 "--screenshot=$(pwd)/$tmp/refused.png" \
	"file://$(pwd)/$tmp/refused.html" >/dev/null 2>&1
if [ "$(wc -c <"$tmp/refused.png" 2>/dev/null || echo 0)" -gt 20000 ]; then
	echo "ok a picture of it is in $tmp/refused.png"
else
	echo "not ok refused - the browser draws nothing"
fi
exit 0
