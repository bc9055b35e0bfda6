#!/bin/sh
# Runs sheaf over the born-digital samples: samples-run.sh OUTPUT-FOLDER
#
# One list of commands for two users: tests/samples.t compares what they write with samples/expected,
# `make update-samples` writes samples/expected with them. SHEAF names another program to run.
set -eu
out=$1
sheaf=${SHEAF:-./sheaf}

"$sheaf" book --quiet samples/book.pdf -o "$out/book"
"$sheaf" tables --quiet samples/report.pdf -o "$out/tables"
for name in report paper newsletter slides form scripts tagged; do
    "$sheaf" convert --quiet "samples/$name.pdf" -o "$out/convert"
done
