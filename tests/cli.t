#!/bin/bash
# TAP: the program as its users meet it: exit status, one line for each thing that goes wrong, what is left on disk.
# SHEAF names the program; made PDFs come from the samples, through qpdf.
# shellcheck source=tests/tap.sh
. "$(dirname "$0")/tap.sh"

# The last run ended with STATUS and wrote exactly one line that starts with "sheaf: " and holds TEXT.
says() { # STATUS TEXT
    [ "$got" -eq "$1" ] && [ "$(wc -l <err)" -eq 1 ] && grep -q '^sheaf: ' err && grep -qF -- "$2" err
}

# The last run ended with STATUS without a word on standard error.
quiet() { # STATUS
    [ "$got" -eq "$1" ] && [ ! -s err ]
}

good=$samples/report.pdf
printf 'hello, this is not a PDF\n' >text.pdf
: >empty.pdf
head -c 20000 "$good" >truncated.pdf
qpdf --encrypt secret owner 256 -- "$good" locked.pdf
printf 'secret\n' >password
mkdir -p deep/2023 deep/2024 none
qpdf "$good" --pages . 1 -- deep/2023/one.pdf
qpdf "$good" --pages . 2 -- deep/2024/two.PDF

# The command line.
run
says 2 'name a command'; verdict "no command is a usage error"
run frobnicate
says 2 "no command 'frobnicate'"; verdict "an unknown command is a usage error"
run tabels "$good"
says 2 'did you mean tables?'; verdict "a mistyped command is told what was meant"
run "$good"
says 2 "\`sheaf convert $good\`"; verdict "a file without a command is told what to say"
run --quiet convert "$good"
says 2 'options come after the command'; verdict "an option before the command is told where it goes"
run convert --ouput x "$good"
says 2 '--ouput: did you mean --output?'; verdict "a mistyped option is told what was meant"
run convert --frobnicate "$good"
says 2 '--frobnicate'; verdict "an unknown option is a usage error"
run convert
says 2 'name a PDF'; verdict "no input is a usage error"
run tables "$good"
says 2 '-o FOLDER'; verdict "tables wants a folder"
run convert "$good" deep
says 2 '-o FOLDER'; verdict "several inputs want a folder"
run --help
quiet 0 && grep -q 'sheaf convert paper.pdf > paper.md' out; verdict "--help shows a first command"
for command in convert book tables; do
    run help $command
    quiet 0 && grep -q "^  sheaf $command " out && grep -q 'Examples:' out && grep -q -- '--pages' out; verdict "help $command has options and examples"
done
run --version
quiet 0 && grep -q '^sheaf [0-9]' out && grep -q '^poppler-glib [0-9]' out && grep -q '^tesseract [0-9]' out && grep -q '^xlsxwriter [0-9]*[.]' out
verdict "--version names the libraries"

# Bad input.
run convert missing.pdf
says 4 'missing.pdf: no such file'; verdict "a missing file is named"
run convert text.pdf
says 4 'text.pdf: '; verdict "a file that is not a PDF is named"
run convert empty.pdf
says 4 'empty.pdf: '; verdict "an empty file is named"
run convert truncated.pdf
{ [ "$got" -eq 0 ] && [ -s out ]; } || says 4 'truncated.pdf: '; verdict "a truncated file is repaired or named"
# A tagged file whose structure tree is 50000 elements deep.
perl -e '
    my @objects = ("<< /Type /Catalog /Pages 2 0 R /StructTreeRoot 6 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 200 100] >>",
        "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        "<< /Length 57 >>\nstream\n/P << /MCID 0 >> BDC BT /F1 9 Tf 9 9 Td (bottom) Tj ET EMC\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", "<< /Type /StructTreeRoot /K [7 0 R] >>");
    push @objects, "<< /Type /StructElem /P 6 0 R /S /Div /Pg 3 0 R /K [" . ($_ < 50006 ? ($_ + 1) . " 0 R" : "0") . "] >>" for 7 .. 50006;
    my ($file, @at) = "%PDF-1.7\n";
    for (0 .. $#objects) { push @at, length $file; $file .= ($_ + 1) . " 0 obj\n$objects[$_]\nendobj\n"; }
    my $xref = length $file;
    $file .= "xref\n0 " . (@at + 1) . "\n0000000000 65535 f \n" . join("", map { sprintf "%010d 00000 n \n", $_ } @at);
    print $file, "trailer\n<< /Size ", @at + 1, " /Root 1 0 R >>\nstartxref\n$xref\n%%EOF\n";' >bottomless.pdf
run convert bottomless.pdf
quiet 0 && grep -q bottom out; verdict "a structure tree without end does no harm"
run convert locked.pdf
says 4 'password'; verdict "an encrypted file wants a password"
run convert --password wrong locked.pdf
says 4 'password'; verdict "a wrong password is said to be wrong"
run convert --password secret locked.pdf
quiet 0 && [ -s out ]; verdict "the password opens it"
run convert --password-file password locked.pdf
quiet 0 && [ -s out ]; verdict "so does the one in a file"
run convert --password-file nowhere locked.pdf
says 4 'nowhere'; verdict "a password file that is not there is named"
run convert --pages 1,999 "$good"
says 4 'no page 999: the file has'; verdict "a page that is not there is named, and how many there are"
run convert --lang xyz "$good"
says 4 'tesseract-ocr-xyz'; verdict "a language that is not installed is named with its package"
run convert none -o made
says 4 'no PDF in this folder'; verdict "a folder without PDFs is an error"

# Output.
run tables "$good" -o text.pdf
says 4 'text.pdf'; verdict "an output folder that is a file is an error"
run convert "$good" -o text.pdf/below
says 4 'text.pdf/below'; verdict "so is one below a file"
if [ "$(id -u)" -ne 0 ]; then # root may write anywhere
    mkdir shut
    chmod 555 shut
    run convert "$good" -o shut/below
    says 4 'shut'; verdict "a folder that may not be written is an error"
fi
run convert deep text.pdf missing.pdf -o made
[ "$got" -eq 3 ] && [ "$(wc -l <err)" -eq 2 ] && grep -q 'text.pdf: ' err && grep -q 'missing.pdf: ' err &&
    [ -s made/2023/one.md ] && [ -s made/2024/two.md ]
verdict "files that fail are named, the rest is written in folders as in the input"
[ -z "$(find made -name '.*' -type f)" ]; verdict "no temporary file is left"
mkdir linked
cp deep/2023/one.pdf linked
ln -s . linked/again
ln -s ../linked linked/once-more
run convert linked -o linked-made
quiet 0 && [ "$(cd linked-made && find . -name '*.md')" = ./one.md ]; verdict "a link to a folder that it is in is not followed"
run convert --pages 1 "$good" -o single.md
quiet 0 && [ -f single.md ]; verdict "-o may name the file of a single document"
run convert --pages 1 "$good"
cmp -s out single.md || diff <(grep -v '!\[' out) <(grep -v '!\[' single.md) >/dev/null 2>&1
verdict "standard output gets the same text"
"$sheaf" convert - <"$good" >out 2>err
got=$?
run_plain=$("$sheaf" convert "$good" 2>/dev/null | cksum)
quiet 0 && [ "$(cksum <out)" = "$run_plain" ]; verdict "- reads standard input"
find deep -type f -print0 | sort -z >list0
find deep -type f | sort >list
run convert --files-from list0 -o from0
quiet 0 && [ -s from0/one.md ] && [ -s from0/two.md ]; verdict "--files-from takes NUL-separated names"
run convert --files-from list -o from
quiet 0 && diff -r -x "sheaf.db*" from from0 >/dev/null; verdict "and lines"
run convert --to md,json,html,text --pages 2 "$good" -o many
quiet 0 && [ -s many/report.md ] && [ -s many/report.json ] && [ -s many/report.html ] && [ -s many/report.txt ]
verdict "several formats at once"
run convert --pages 2 "$good"
plain_text=$(cat out)
run convert --furniture keep --pages 2 "$good"
quiet 0 && grep -q '^Ferries of the Lindal Isles' out && grep -q '^Page 2$' out && ! grep -q '^Page 2$' <<<"$plain_text"
verdict "--furniture keep writes running heads and page numbers, which are dropped else"
run convert --furniture drop --pages 2 "$good"
quiet 0 && [ "$(cat out)" = "$plain_text" ]; verdict "--furniture drop is what it does by itself"
run convert --mark-doubt --pages 2 "$good"
quiet 0 && [ "$(cat out)" = "$plain_text" ]; verdict "--mark-doubt marks nothing that was not read from a picture"
run convert --tables pipe --pages 2 "$good"
quiet 0 && grep -q '^| Island' out && ! grep -q '<table' out; verdict "--tables pipe writes no HTML, whatever is merged"
run convert --tables html --pages 3 "$good"
quiet 0 && grep -q '<table' out && ! grep -q '^| ' out; verdict "--tables html writes nothing but HTML"
run convert --tables auto --pages 2-3 "$good"
quiet 0 && grep -q '<table' out && grep -q '^| ' out; verdict "--tables auto writes HTML where cells are merged only"
run convert --page-marks --pages 3-8 "$samples/book.pdf"
quiet 0 && [ "$(grep -c '^<!-- page [0-9ivx]* -->$' out)" -ge 4 ] && grep -q '^<!-- page [ivx]* -->$' out &&
    grep -q '^<!-- page 1 -->$' out
verdict "--page-marks says where each page begins, as it is called in the book"
run convert --page-marks --to html --pages 2-3 "$good"
quiet 0 && grep -q 'id="page-2"' out && grep -q 'id="page-3"' out; verdict "HTML has anchors there"
run convert --page-marks --to text --pages 2-3 "$good"
quiet 0 && [ "$(tr -cd '\f' <out | wc -c)" -ge 1 ]; verdict "plain text has form feeds"
run convert --to text --pages 2 "$good"
quiet 0 && grep -q 'Arnsay' out && ! grep -q '[<|]' out; verdict "plain text has no marks of Markdown or HTML"
run convert --to html --pages 2 "$good"
quiet 0 && grep -q '<h[1-6]' out && grep -q 'rowspan\|colspan' out; verdict "HTML has headings and merged cells"
run convert --to json --pages 2 "$good"
jq -e '.version and (.pages | length) == 1' out >/dev/null; verdict "JSON has a version and the pages asked for"
run convert --to json --pages 2 "$good"
quiet 0 && jq -e . out >/dev/null; verdict "JSON parses"
"$sheaf" convert "$samples/book.pdf" 2>err | head -n 1 >out
got=0
quiet 0; verdict "a reader that closes the pipe ends the run without a word"

# Tables, book, report.
run tables --to csv,tsv,json "$good" -o tables --report report.jsonl
quiet 0 && [ -s tables/report.json ] && [ -s tables/manifest.jsonl ] && ls tables/report-page-*-table-1.csv >/dev/null 2>&1 &&
    ls tables/report-page-*-table-1.tsv >/dev/null 2>&1
verdict "tables writes CSV, TSV, JSON and a manifest"
jq -r .file tables/manifest.jsonl >files && [ -s files ] && (cd tables && xargs -d '\n' ls -- <../files >/dev/null) &&
    [ "$(jq -r '.outcome, (.pages == .stages.load.pages)' report.jsonl | paste -sd' ')" = "done true" ]
verdict "manifest and report are JSON Lines that agree with the folder"
jq -e '.pages_rendered == .stages.render.pages and .stages.render.cpu_seconds > 0 and .stages.detect.cpu_seconds > 0' \
    report.jsonl >/dev/null
verdict "the report says what pictures of pages cost, apart from looking at them"
run tables --to json "$samples/book.pdf" --pages 3 -o notables
quiet 0 && [ "$(jq '.tables | length' notables/book.json)" = 0 ]
verdict "a document without tables has a JSON file too"
run tables --to json --area 3:100,200,450,400 "$good" -o areas
quiet 0 && [ "$(jq '[.tables[] | select(.page == 3)] | length' areas/report.json)" -le 1 ]
verdict "--area gives one table at most on its page"
run tables --to csv,json --pages 2 --spans repeat "$good" -o spans
quiet 0 && grep -q 'Passengers,Passengers' spans/report-page-2-table-1.csv
verdict "--spans repeat gives a merged cell's text in all of its fields"
run tables --to csv,json --pages 2 "$good" -o first
quiet 0 && grep -q 'Passengers,,Vehicles,' first/report-page-2-table-1.csv &&
    [ "$(jq -c '.tables[0] | [.header_rows, .column_types[0, 2]]' first/report.json)" = '[2,"text","number"]' ] &&
    [ "$(jq -s -c '.[0] | [.header_rows, .column_types[2]]' first/manifest.jsonl)" = '[2,"number"]' ]
verdict "without it only in the first; JSON and manifest say header rows and kinds of columns"
run tables --to json --pages 2 --header-rows 1 "$good" -o header
quiet 0 && [ "$(jq '[.tables[].header_rows] | unique | .[0]' header/report.json)" = 1 ]
verdict "--header-rows beats what was found"
run tables --to json --pages 4-5 "$good" -o joined
joined=$(jq '.tables | length' joined/report.json)
run tables --to json --pages 4-5 --no-join "$good" -o apart
quiet 0 && [ "$joined" = 1 ] && [ "$(jq '.tables | length' apart/report.json)" = 2 ]
verdict "--no-join leaves the two parts of a table over a page break apart"
run book "$samples/book.pdf" -o book
quiet 0 && [ -s book/README.md ] && [ -s book/SUMMARY.md ] && [ "$(find book -name '[0-9]*.md' | wc -l)" -gt 3 ]
verdict "book writes chapters, README.md and SUMMARY.md"
run book --verify book
quiet 0 && [ ! -s out ]; verdict "book --verify finds nothing wrong with it"
run book --verify book "$samples/book.pdf"
quiet 0 && grep -q ' left out: printed contents$' out && grep -q ', 0 lost$' out; verdict "and every word in it"
cp -r book broken
rm broken/images/* broken/0[5-9]*
run book --verify broken "$samples/book.pdf"
[ "$got" -eq 1 ] && grep -q ' dead link: ' out && grep -q ' missing picture: ' out && grep -q ' reached no file: ' out
verdict "book --verify names what is missing, and ends with 1"
run book --verify nowhere
says 4 nowhere; verdict "book --verify names a folder that is not there"
run book --verify book "$samples/book.pdf" "$good"
says 2 'wants one PDF at most'; verdict "book --verify wants one PDF"
for site in mdbook jekyll docusaurus hugo; do
    run book --pages 8-9 --site $site "$samples/book.pdf" -o "site-$site"
    [ "$got" -eq 0 ] || break
done
[ "$got" -eq 0 ] && [ -s site-mdbook/book.toml ] && [ -s site-jekyll/_config.yml ] && [ -s site-hugo/content/_index.md ] &&
    jq -e .dependencies site-docusaurus/package.json >/dev/null; verdict "book --site writes what each tool wants"
run book --split words "$samples/book.pdf" -o made
says 2 '--split words: want one of chapter, part, section, none'; verdict "book says what --split may be"
touch book/mine.txt
run book "$samples/book.pdf" -o book
quiet 0 && [ -f book/mine.txt ]; verdict "a second run leaves what is not its own"
run book deep -o shelf
quiet 0 && [ -s shelf/2023/one/SUMMARY.md ] && [ -s shelf/2024/two/SUMMARY.md ]; verdict "several books get a folder each"

# Between the stages.
run convert --dump-dir dump --pages 2 "$good"
cp out straight
quiet 0 && [ -s dump/report/page-0002-4-layout.json ] && [ -s dump/report/page-0002-4-layout.png ]
verdict "--dump-dir writes JSON and a picture a stage"
for stage in detect ocr layout; do
    run convert --dump-dir dump --start-from $stage --pages 2 "$good"
    quiet 0 && cmp -s out straight; verdict "starting from $stage gives the same bytes"
done
run convert --dump-dir stopped --stop-after detect --pages 1 "$good"
quiet 0 && [ ! -s out ] && [ -s stopped/report/page-0001-2-detect.json ] && [ ! -e stopped/report/page-0001-3-ocr.json ]
verdict "--stop-after writes dumps and nothing else"
run convert --dump-dir stopped --start-from layout --pages 1 "$good"
says 4 'page-0001-3-ocr.json' || [ "$got" -eq 4 ]; verdict "a dump that is not there is an error"

# Interrupted.
(
    "$sheaf" convert --ocr always "$samples/book.pdf" -o slow >out 2>err &
    victim=$!
    sleep 1
    kill -INT $victim
    wait $victim
)
got=$?
[ "$got" -eq 130 ] && [ -z "$(find slow -type f 2>/dev/null)" ]; verdict "an interrupt ends with 130 and leaves no half file"
echo "1..$count"
