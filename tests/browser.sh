#!/bin/bash
# The page of `sheaf inspect` in a real browser (TAP). Needs node, npm and Chromium, and the network for two packages.
#
#   tests/browser.sh [SHEAF [SCREENSHOT.png]]
#
# The packages go to build/browser, once.
set -u
root=$(cd "$(dirname "$0")/.." && pwd)
sheaf=${1:-$root/sheaf}
screenshot=${2:-}
chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
for tool in node npm qpdf; do
    if ! command -v $tool >/dev/null; then
        echo "1..0 # SKIP $tool is not installed"
        exit 0
    fi
done
if [ -z "$chromium" ]; then
    echo "1..0 # SKIP Chromium is not installed"
    exit 0
fi
modules=$root/build/browser
mkdir -p "$modules"
cp "$root"/tests/browser/* "$modules"
if [ ! -d "$modules/node_modules/playwright-core" ] &&
    ! npm install --prefix "$modules" --no-package-lock --no-audit --no-fund >"$modules/npm.log" 2>&1; then
    echo "1..0 # SKIP npm cannot get playwright-core and axe-core"
    exit 0
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
repeated=()
for _ in $(seq 8); do
    repeated+=("$root/samples/book.pdf")
done
qpdf --empty --pages "${repeated[@]}" -- "$work/all.pdf" && qpdf "$work/all.pdf" --pages . 1-200 -- "$work/long.pdf" || exit 2
"$sheaf" inspect --quiet "$root/samples/report.pdf" -o "$work/report.html" &&
    "$sheaf" inspect --quiet "$work/long.pdf" -o "$work/long.html" || exit 2
node "$modules/inspect.js" "$chromium" "$work/report.html" "$work/long.html" ${screenshot:+"$screenshot"}
