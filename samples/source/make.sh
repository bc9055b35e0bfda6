#!/bin/sh
# Typesets the samples and makes the scans of them. Nobody needs this to build or test sheaf.
#
# Debian 12: texlive-latex-extra texlive-pictures texlive-fonts-recommended lmodern poppler-utils
# python3-pil python3-numpy weasyprint pango1.0-tools fonts-dejavu fonts-wqy-microhei. With the versions that Debian 12 has, the bytes are the same every time.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=${1:-$here/..}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# 1 January 2026: whatever asks for the date gets this one.
export SOURCE_DATE_EPOCH=1767225600 FORCE_SOURCE_DATE=1 TZ=UTC LC_ALL=C
for name in book report paper form; do
    # Three runs: contents and references move until then.
    for _ in 1 2 3; do
        (cd "$here" && pdflatex -interaction=nonstopmode -halt-on-error \
            -output-directory="$work" "$name.tex") >"$work/$name.stdout" || {
            cat "$work/$name.stdout" >&2
            exit 1
        }
    done
    cp "$work/$name.pdf" "$out/$name.pdf"
done

for name in newsletter slides; do
    weasyprint --quiet "$here/$name.html" "$out/$name.pdf"
done
weasyprint --quiet --pdf-variant pdf/ua-1 "$here/tagged.html" "$out/tagged.pdf"

# WeasyPrint's text layer is wrong where text runs to the left; cairo says the date whatever is asked.
pango-view -q --markup --hinting=none --subpixel-positions --font="DejaVu Serif 10" --width=420 \
    --margin=40 --output="$work/scripts.pdf" "$here/scripts.txt"
LC_ALL=C sed 's|/CreationDate (D:[^)]*)|/CreationDate (D:20260101000000Z)   |' "$work/scripts.pdf" \
    >"$out/scripts.pdf"

python3 "$here/scan.py" grey 200 8-11 "$out/book.pdf" "$out/book-scan.pdf"
python3 "$here/scan.py" bilevel 300 1-4 "$out/report.pdf" "$out/report-scan.pdf"
ls -l "$out"/*.pdf
