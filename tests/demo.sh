#!/bin/sh
# What sheaf does, on its samples: demo.sh SHEAF OUTPUT-FOLDER
set -eu
sheaf=$1
out=$2

echo "A book becomes a folder of chapters:"
"$sheaf" book samples/book.pdf -o "$out/book"
ls "$out/book"
echo
echo "A report becomes Markdown, and its tables become CSV:"
"$sheaf" convert samples/report.pdf -o "$out/report"
"$sheaf" tables samples/report.pdf -o "$out/tables"
ls "$out/report" "$out/tables"
echo
first=$(find "$out/tables" -name '*.csv' | sort | head -n 1)
echo "$first begins:"
head -n 4 "$first"
echo
echo "What was found, as a page to open in a browser:"
"$sheaf" inspect samples/report.pdf -o "$out/report.html"
echo "$out/report.html"
echo
echo "A scan of the same report is read:"
"$sheaf" convert --pages 1 samples/report-scan.pdf -o "$out/scan"
grep -m 3 . "$out/scan/report-scan.md"
echo
echo "All of it is in $out/. Next: ./sheaf help"
