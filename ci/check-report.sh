#!/bin/sh
# Opens a report in a headless browser from file://, as wide as a desktop and as a phone: nothing may be reported on
# the console, and nothing may reach beyond the page. Usage: ci/check-report.sh reports/quickstart/index.html
set -eu
page=$(CDPATH='' cd -- "$(dirname -- "$1")" && pwd -P)/$(basename -- "$1")

browser=
for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null 2>&1; then
        browser=$name
        break
    fi
done
if [ -z "$browser" ]; then
    echo "SKIPPED the report was not opened in a browser: there is no chromium here" >&2
    exit 0
fi

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# The copy says how wide it is, by a script that the page's own policy forbids; a frame makes it as narrow as a phone,
# which a window cannot be.
sed '/http-equiv="Content-Security-Policy"/d; s|</body>|<script>addEventListener("load", () => setTimeout(() => { const root = document.documentElement; parent.postMessage(root.scrollWidth + " of " + root.clientWidth + (root.scrollWidth > root.clientWidth ? " OVERFLOW" : " FITS"), "*"); }, 200));</script></body>|' \
    "$page" >"$scratch/copy.html"
cat >"$scratch/probe.html" <<'HTML'
<!DOCTYPE html>
<html><head><link rel="icon" href="data:,"></head><body>
<script>
for (const width of [1280, 390]) {
  const frame = document.createElement("iframe");
  frame.width = width;
  frame.height = 900;
  document.body.append(frame);
  addEventListener("message", event => {
    if (event.source === frame.contentWindow) {
      const line = document.createElement("pre");
      line.textContent = "MEASURED " + event.data;
      document.body.append(line);
    }
  });
  frame.src = "copy.html";
}
</script>
</body></html>
HTML

"$browser" --headless --no-sandbox --disable-gpu --disable-dev-shm-usage --no-first-run --hide-scrollbars \
    --user-data-dir="$scratch/profile" --enable-logging=stderr --virtual-time-budget=10000 --window-size=1400,2000 \
    --dump-dom "file://$scratch/probe.html" >"$scratch/dom" 2>"$scratch/log" </dev/null || {
    cat "$scratch/log" >&2
    echo "FAILED  the browser did not open the report" >&2
    exit 1
}
failed=0
if grep 'CONSOLE' "$scratch/log" >&2; then
    echo "FAILED  the console is not empty" >&2
    failed=1
fi
# Both may stand on one line of the dump.
measured=$(tr '<' '\n' <"$scratch/dom" | sed -n 's|^pre>MEASURED ||p')
if [ "$(printf '%s\n' "$measured" | grep -c FITS)" -ne 2 ]; then
    printf 'FAILED  the page must fit at both widths, got: %s\n' "$measured" >&2
    failed=1
fi
[ "$failed" -eq 0 ] || exit 1
echo "ok      the report opens without a word on the console and fits: $(printf '%s\n' "$measured" | tr '\n' ';')"
