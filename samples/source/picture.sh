#!/bin/sh
# Makes docs/*.png: a page of a sample, and beside it what sheaf makes of it, as a browser shows it.
# Run from the project's root, after make. Nobody needs this to build or test sheaf.
#
# Debian 12: poppler-utils cmark-gfm chromium python3-pil
set -eu
mkdir -p docs
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat >"$work/style.css" <<'CSS'
body { margin: 0; padding: 28px; background: #eaeef2; display: flex; gap: 28px; align-items: flex-start;
       font: 15px/1.5 "Liberation Sans", sans-serif; color: #1f2328; }
figure { margin: 0; background: white; box-shadow: 0 1px 4px #8888; flex: none; }
figure img { display: block; width: 620px; }
article { background: white; box-shadow: 0 1px 4px #8888; padding: 22px 34px; width: 880px; zoom: 0.8; box-sizing: border-box; }
h1, h2 { border-bottom: 1px solid #d1d9e0; padding-bottom: .25em; margin: 20px 0 12px; line-height: 1.25; }
h1 { font-size: 1.8em } h2 { font-size: 1.4em } h3 { font-size: 1.2em }
p, ul, ol, pre, table { margin: 0 0 12px; }
a { color: #0969da; }
code { font: 13px/1.45 "Liberation Mono", monospace; background: #eff1f3; padding: .15em .35em; border-radius: 5px; }
pre { background: #f6f8fa; padding: 12px 14px; border-radius: 6px; overflow: hidden; }
pre code { background: none; padding: 0; font-size: 12.5px; }
table { border-collapse: collapse; font-size: 14px; }
th, td { border: 1px solid #d1d9e0; padding: 3px 11px; }
.footnotes { border-top: 1px solid #d1d9e0; font-size: 13px; }
CSS

# picture NAME PDF PAGE HEIGHT: writes docs/NAME.png
picture() {
    pdftoppm -r 110 -png -singlefile -f "$3" -l "$3" "$2" "$work/$1-page"
    ./sheaf convert --quiet --images off --pages "$3" "$2" >"$work/$1.md"
    {
        echo '<!DOCTYPE html><meta charset="utf-8"><link rel="stylesheet" href="style.css">'
        echo "<figure><img src=\"$1-page.png\" alt=\"\"></figure><article>"
        cmark-gfm --unsafe -e table -e footnotes "$work/$1.md"
        echo '</article>'
    } >"$work/$1.html"
    chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size="1404,$4" \
        --user-data-dir="$work/profile" --screenshot="$work/$1.png" "file://$work/$1.html" 2>/dev/null
    # 256 colours are enough for black, white and a little blue, and half the bytes.
    python3 -c 'import sys; from PIL import Image
Image.open(sys.argv[1]).convert("RGB").quantize(256, dither=Image.Dither.NONE).save(sys.argv[2], optimize=True)' \
        "$work/$1.png" "docs/$1.png"
}

picture book samples/book.pdf 8 990
picture report samples/report.pdf 2 1020
ls -l docs/*.png
