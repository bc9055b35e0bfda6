#!/bin/sh
# Makes what the fuzzers begin with: fuzz-seeds.sh FOLDER, which gets a folder for each of tests/fuzz-*.c
set -eu
to=$1
sheaf=${SHEAF:-./sheaf}
rm -rf "$to"/seeds-*
"$sheaf" convert --pages 1-2 --to md,html,text samples/report.pdf -o "$to/seeds-emit"
"$sheaf" convert --pages 2 --stop-after layout --dump-dir "$to/seeds-page-json" samples/report.pdf
for page in report:2 report:4 paper:1 newsletter:1 slides:2 form:1 book:6 book:14 scripts:1 tagged:1; do
    "$sheaf" convert --quiet --pages "${page#*:}" --stop-after ocr --dump-dir "$to/seeds-layout/${page#*:}" \
        "samples/${page%:*}.pdf"
done
find "$to"/seeds-* -name '*.png' -delete
find "$to/seeds-layout" -name '*-1-load.json' -delete
cp tests/data/*.json "$to/seeds-layout"
# Two pages in one: what goes on over the page break.
cat "$to"/seeds-layout/6/book/*-ocr.json >"$to/seeds-layout/two.json"
printf '\0' >>"$to/seeds-layout/two.json"
cat "$to"/seeds-layout/14/book/*-ocr.json >>"$to/seeds-layout/two.json"
mkdir -p "$to/seeds-load"
perl tests/stress-set.pl short "$to/seeds-load"
for name in report book form newsletter scripts slides tagged; do
    qpdf --warning-exit-0 --qdf --object-streams=disable --no-original-object-ids "samples/$name.pdf" --pages . 1 -- \
        "$to/seeds-load/$name.pdf" 2>/dev/null
done
# Small ones that are soon read, with names that libFuzzer can keep.
find "$to/seeds-load" \( -type f -size +96k -o -name '*[!a-z0-9.-]*' -o -name 'deep-*' -o -name 'many-*' -o -name 'bomb-*' \
    -o -name 'picture*' -o -name 'loop-layers*' -o -name 'loop-cmap*' -o -name 'endless*' -o ! -type f ! -type d \) -delete
