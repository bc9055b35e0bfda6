#!/bin/sh
# sheaf on its samples under valgrind: valgrind.sh SHEAF VALGRIND-COMMAND...
set -eu
sheaf=$1
shift
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

"$@" "$sheaf" book --pages 1-12 samples/book.pdf -o "$out/book"
"$@" "$sheaf" tables --to csv,json samples/report.pdf -o "$out/tables"
"$@" "$sheaf" convert --to md,html,json,text --pages 1-3 samples/report.pdf -o "$out/convert"
"$@" "$sheaf" convert --pages 1 samples/report-scan.pdf -o "$out/scan"
echo "valgrind: no error on the samples"
