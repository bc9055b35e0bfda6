#!/bin/bash
# TAP: the forms of tables beside CSV: workbooks and data packages; through one run, a resumed one, and shares that are merged.
# shellcheck source=tests/tap.sh
validator=$PWD/$(dirname "$0")/datapackage.pl
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

# Data packages.
valid() { # FOLDER
    perl "$validator" "$1/datapackage.json" >wrong.txt 2>&1 || {
        sed 's/^/# /' wrong.txt | head -5
        return 1
    }
}

run tables --datapackage "$good" -o package
[ "$got" -eq 0 ] && valid package && [ "$(jq -r '.resources[].path' package/datapackage.json)" = "$(jq -r .file package/manifest.jsonl)" ]
verdict "--datapackage describes every CSV file"
ask() { # QUERY ANSWER
    [ "$(jq -r ".resources[1] | $1" package/datapackage.json)" = "$2" ]
}
ask .title 'Table 2: Passengers and vehicles by season, 2024.' && ask '.sources[0] | "\(.document) \(.page)"' "$good 2" &&
    ask '.schema.fields[2] | "\(.name), \(.type)"' 'Passengers on foot, number' && ask .bytes "$(wc -c <package/report-page-2-table-1.csv)"
verdict "a resource has the title, source and columns of its table"
sed 's/"bytes":[0-9]*/"bytes":7/; s/"type":"string"/"type":"number"/' package/datapackage.json >package/spoilt.json
perl "$validator" package/spoilt.json >out
[ $? -eq 1 ] && grep -q 'table-1.csv: bytes' out && grep -q 'is no number' out
verdict "a package that is wrong is found out"
run tables --datapackage --bom --spans repeat "$good" "$samples/paper.pdf" "$samples/form.pdf" -o packages
[ "$got" -eq 0 ] && valid packages
verdict "marks, repeated cells and several documents are described as well"
run tables --datapackage pile/none.pdf -o nothing
[ "$got" -eq 0 ] && [ ! -e nothing/datapackage.json ] && [ -e nothing/manifest.jsonl ]
verdict "without tables there is no package, as it would have no resources"
run tables --datapackage --to xlsx "$good" -o nothing
[ "$got" -eq 2 ] && grep -q 'needs --to csv' err
verdict "a package without CSV files is refused"

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
whole --to csv,xlsx --datapackage && valid whole && valid joined
verdict "workbooks and packages are the same after a resumed run and in merged shares"
mv pile/none.pdf .
rm -rf pile/* && cp none.pdf pile/one.pdf && mv none.pdf pile/two.pdf
whole --datapackage
verdict "so is what is written where there are no tables"
echo "1..$count"
