#!/bin/bash
# TAP: `sheaf inspect` as its users meet it. What the page does is tested in a browser, by tests/browser.sh.
# shellcheck source=tests/tap.sh
. "$(dirname "$0")/tap.sh"

# The data of the page that FILE holds under the id NAME.
data() { # FILE NAME
    sed -n "s|.*<script type=\"application/json\" id=\"$2\">\(.*\)</script>|\1|p" "$1"
}

run inspect --quiet "$samples/report.pdf" -o report.html
[ $got -eq 0 ] && [ ! -s err ] && [ -s report.html ]
verdict "one document gives one file"

data report.html data >report.json
[ "$(jq '.pages | length' report.json)" = 7 ] && [ "$(grep -c 'id="picture-[0-9]*"' report.html)" -eq 7 ]
verdict "it has the pictures of all pages"

[ "$(jq -r '.tables[1] | "\(.page) \(.rows) \(.cols) \(.header_rows) \(.cells[0].text)"' report.json)" = "2 10 6 2 Island" ] &&
    [ "$(jq '[.dropped[] | select(.furniture)] | length' report.json)" -ge 0 ] &&
    [ "$(data report.html page-2 | jq '.rulings | length')" -gt 5 ]
verdict "it has tables, cells and rulings"

# The pieces of the Markdown, put together, are the Markdown.
"$sheaf" convert --quiet "$samples/report.pdf" >report.md
jq -j .markdown report.json | cmp -s - report.md
verdict "its Markdown is that of sheaf convert"

run inspect --quiet --jobs 2 "$samples/report.pdf" "$samples/paper.pdf" -o both
[ $got -eq 0 ] && cmp -s both/report.html report.html && [ -s both/paper.html ]
verdict "several documents go into a folder, and the bytes do not depend on --jobs"

run inspect --quiet --pages 2 "$samples/report.pdf" -o two.html
[ $got -eq 0 ] && [ "$(data two.html data | jq -c '[.pages[].number]')" = "[2]" ]
verdict "--pages takes some pages"

echo nothing >broken.pdf
run inspect --quiet broken.pdf -o broken.html
[ $got -eq 4 ] && [ ! -e broken.html ] && [ "$(wc -l <err)" -eq 1 ]
verdict "a broken file is named, and nothing is left of it"

run inspect "$samples/report.pdf"
[ $got -eq 2 ] && grep -q -- '-o' err
verdict "without -o it says what is missing"
echo "1..$count"
