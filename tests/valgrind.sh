#!/bin/sh
# sheaf on its samples under valgrind, which makes code as it goes and so has no sandbox: valgrind.sh SHEAF VALGRIND-COMMAND...
set -eu
sheaf=$1
shift
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

"$@" "$sheaf" book --sandbox off --pages 1-12 samples/book.pdf -o "$out/book"
"$@" "$sheaf" tables --sandbox off --to csv,json samples/report.pdf -o "$out/tables"
"$@" "$sheaf" convert --sandbox off --to md,html,json,text --pages 1-3 samples/report.pdf -o "$out/convert"
"$@" "$sheaf" convert --sandbox off --pages 1 samples/report-scan.pdf -o "$out/scan"
echo "valgrind: no error on the samples"
