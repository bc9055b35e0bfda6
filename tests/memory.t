#!/bin/bash
# Memory does not grow with the pages of a document: what many need against what few need.
here=$(realpath "$(dirname "$0")")
# shellcheck source=tests/tap.sh
. "$here/tap.sh"

if grep -q __asan_init "$sheaf"; then
    echo "1..0 # SKIP a sanitizer keeps what was freed"
    exit 0
fi

# KiB that a page may add: Poppler keeps some hundred bytes of each, the document passes a mark for each line and a piece for
# each paragraph or table until they are done. Before pages had a shelf it was 27 for text and 68 for tables.
ADDS_TEXT=4
ADDS_TABLES=12
ADDS_HEAVY=12

peak() { # KIND COMMAND PAGES: KiB of the largest process, which is a worker, by the kernel's account
    "$here/long-pdf.pl" "$1" 1 "$3" >many.pdf
    perl "$here/stress-watch.pl" watch.json "$sheaf" "$2" many.pdf --quiet --jobs 1 -o "out-$1-$2-$3" >out 2>err </dev/null
    jq .largest_kib watch.json
}

grows() { # KIND COMMAND FEW MANY ADDS
    local few many
    got=0
    few=$(peak "$1" "$2" "$3")
    many=$(peak "$1" "$2" "$4")
    echo "# $2, pages of $1: $few KiB for $3, $many KiB for $4"
    [ "$few" -gt 5000 ] && [ $(((many - few) / ($4 - $3))) -lt "$5" ]
}

grows text convert 400 2000 $ADDS_TEXT
verdict "convert, text: 2,000 pages need the memory of 400"
grows text tables 400 2000 $ADDS_TEXT
verdict "tables, text: likewise"
grows tables tables 250 600 $ADDS_TABLES
verdict "tables, a table a page: 600 pages need little more than 250"
grows tables convert 400 1200 $ADDS_TEXT
verdict "convert, a table a page: 1,200 pages need the memory of 400, figures cut out or not"
grows heavy convert 50 450 $ADDS_HEAVY
verdict "convert, a file of 29 MB: it needs the memory of one of 3"

echo "1..$count"
