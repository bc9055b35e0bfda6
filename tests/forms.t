#!/bin/bash
# TAP: the forms of tables beside CSV: workbooks; through one run, a resumed one, and shares that are merged.
# shellcheck source=tests/tap.sh
. "$(dirname "$0")/tap.sh"

# The same results in both folders, and nothing else; the ledger has times in it.
same() { # FOLDER FOLDER
    diff -r --exclude='sheaf.db*' "$1" "$2"
}

good=$samples/report.pdf
mkdir -p pile/deep
for i in 1 2 3; do
    qpdf "$good" --pages . $i -- "pile/page-$i.pdf"
done
cp "$good" pile/deep/report.pdf
qpdf "$samples/book.pdf" --pages . 3 -- pile/none.pdf

# Workbooks.
run tables --to xlsx "$good" -o one
[ "$got" -eq 0 ] && [ ! -s err ] && [ "$(find one -type f | sort)" = "$(printf 'one/manifest.jsonl\none/report.xlsx')" ]
verdict "--to xlsx writes one workbook a document"
jq -r .sheet one/manifest.jsonl >sheets
unzip -p one/report.xlsx xl/workbook.xml | grep -o '<sheet name="[^"]*"' | sed 's/.*="//; s/"//' | cmp - sheets &&
    [ "$(jq -r .file one/manifest.jsonl | sort -u)" = report.xlsx ] && [ "$(sed -n 2p sheets)" = page-2-table-1 ]
verdict "the manifest says in which sheet a table is"
run tables --to csv,xlsx pile -o both
[ "$got" -eq 0 ] && [ ! -e both/none.xlsx ] && [ -e both/deep/report.xlsx ] && [ "$(find both -name '*.xlsx' | wc -l)" -eq 4 ] &&
    cmp -s one/report.xlsx both/deep/report.xlsx && [ -z "$(find both -name '.sheaf-*')" ]
verdict "a document without tables has no workbook, and nothing is left behind"
mkdir -p busy/report.xlsx
run tables --to xlsx "$good" -o busy
[ "$got" -eq 4 ] && [ "$(wc -l <err)" -eq 1 ] && grep -q 'cannot write busy/report.xlsx' err && [ -z "$(find busy -name '.sheaf-*')" ]
verdict "a workbook that cannot be written is named"

# What went before is not done again, and shares are merged.
whole() { # OPTIONS...: a run, one that is resumed after results are gone, and three shares that are merged are the same
    rm -rf whole again part? joined
    run tables "$@" pile -o whole
    cp -r whole again
    find again -name '*page-2*' -type f -delete
    rm -f again/deep/report.xlsx
    run tables "$@" pile -o again --resume
    [ "$got" -eq 0 ] && same whole again || return 1
    for i in 1 2 3; do
        run tables "$@" --shard $i/3 pile -o part$i
        [ "$got" -eq 0 ] || return 1
    done
    run merge joined part1 part2 part3
    [ "$got" -eq 0 ] && [ ! -s err ] && same whole joined
}
whole --to csv,xlsx
verdict "workbooks are the same after a resumed run and in merged shares"
echo "1..$count"
