#!/bin/bash
# TAP: what becomes of a run when its workers die. Every PDF here is made on the spot: one that crashes Poppler, one that
# keeps it busy for ever, and these among good ones.
tests=$(realpath "$(dirname "$0")")
# shellcheck source=tests/tap.sh
. "$tests/tap.sh"

# A recursion that fills sheaf's own 64 MiB of stack fills 18 GB of a sanitizer's heap on the way: with the usual 8 it is two.
grep -qa __asan_init "$sheaf" && sanitized=1 && ulimit -S -s 8192 && ulimit -H -s 8192

# Without the lines that tell of progress every half minute: sanitizers take long over a crash.
run() {
    "$sheaf" "$1" --quiet "${@:2}" >out 2>err </dev/null
    got=$?
}

# The PDF of the objects in "$@", the first its catalogue.
pdf() {
    printf '%%PDF-1.4\n'
    number=0
    for object in "$@"; do
        number=$((number + 1))
        printf '%d 0 obj\n%b\nendobj\n' $number "$object"
    done
    printf 'trailer <</Size %d/Root 1 0 R>>\n%%%%EOF\n' $((number + 1))
}

stream() { # ENTRIES TEXT
    printf '<<%s/Length %d>>\\nstream\\n%s\\nendstream' "$1" ${#2} "$2"
}

# A character map that builds on itself: Poppler follows it until its stack is full.
pdf '<</Type/Catalog/Pages 2 0 R>>' '<</Type/Pages/Kids[3 0 R]/Count 1>>' \
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>' \
    "$(stream '' 'BT /F 12 Tf 20 100 Td (abc) Tj ET')" \
    '<</Type/Font/Subtype/Type0/BaseFont/A/Encoding 6 0 R/DescendantFonts[7 0 R]>>' \
    "$(stream '/Type/CMap/CMapName/X/UseCMap 6 0 R' '/X usecmap')" \
    '<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>' \
    >crash.pdf

# Forty forms, each of which shows the next one twice: 2^40 to draw.
forms=()
for ((i = 6; i < 46; i++)); do
    forms+=("$(stream "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F $i 0 R>>>>" '/F Do /F Do')")
done
pdf '<</Type/Catalog/Pages 2 0 R>>' '<</Type/Pages/Kids[3 0 R]/Count 1>>' \
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>' \
    "$(stream '' '/F Do')" "${forms[@]}" "$(stream '/Type/XObject/Subtype/Form/BBox[0 0 9 9]' '0 0 5 5 re f')" >endless.pdf

# A page, and 50,000 objects each of which leads to the next: "@" in WHAT is its number, HEAD goes into the catalogue.
deep() { # HEAD WHAT [LAST]
    printf '%%PDF-1.5\n1 0 obj<</Type/Catalog/Pages 2 0 R %s>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n' "$1"
    printf '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Annots[5 0 R]'
    printf '/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>/Properties<</L 10 0 R>>>>>>endobj\n'
    printf '4 0 obj %b endobj\n' "$(stream '' '/OC /L BDC BT /F 12 Tf 20 100 Td (deep) Tj ET EMC')"
    printf '5 0 obj<</Type/Annot/Subtype/Link/Rect[0 0 99 99]/Dest(a)>>endobj\n'
    awk -v what="$2" -v last="${3:-50010}" 'BEGIN {
        for (i = 10; i < last; i++) { one = what; gsub(/@/, i + 1, one); printf "%d 0 obj%sendobj\n", i, one }
        printf "%d 0 obj<<>>endobj\n", last }'
    printf 'trailer<</Size %d/Root 1 0 R>>\n%%%%EOF\n' "$((${3:-50010} + 1))"
}

# Address sanitizers end a crash on their own terms; a deep recursion may run out of memory before it runs out of stack.
dies='\(crashed\|ended\|out of memory\)'

# The bad page is the second of four.
good=$samples/report.pdf
qpdf --warning-exit-0 "$good" --pages . 1 crash.pdf 1 . 2-3 -- spoilt.pdf 2>/dev/null
qpdf "$good" --pages . 1-3 -- three.pdf

run convert crash.pdf -o one
[ "$got" -eq 4 ] && [ "$(wc -l <err)" -eq 1 ] && grep -q "crash.pdf: page 1: $dies in the load stage" err
verdict "a page that crashes the worker is named with its stage"

run convert --timeout 1 endless.pdf -o one
[ "$got" -eq 4 ] && grep -q 'endless.pdf: page 1: no progress in the load stage within --timeout' err
verdict "a page that never ends is given up"

run convert spoilt.pdf --report spoilt.jsonl -o spoilt.md
[ "$got" -eq 3 ] && [ "$(wc -l <err)" -eq 1 ] && grep -q "spoilt.pdf: page 2: $dies in the load stage" err &&
    jq -e '.outcome == "partly" and .pages == 4 and .pages_lost == 1' spoilt.jsonl >/dev/null
verdict "one bad page costs one page"
run convert --pages 1,3-4 spoilt.pdf -o three.md
[ "$got" -eq 0 ] && cmp -s spoilt.md three.md
verdict "the pages around it are as they would be without it"

# What is known to have ended Poppler. Some of these it survives; then the page is there.
deep '/PageLabels 10 0 R' '<</Kids[@ 0 R]/Limits[0 9]>>' >labels.pdf
deep '/Names<</Dests 10 0 R>>' '<</Kids[@ 0 R]/Limits[(a)(b)]>>' >names.pdf
deep '/MarkInfo<</Marked true>>/StructTreeRoot 9 0 R' '<</Type/StructElem/S/Div/K @ 0 R/P 9 0 R>>' |
    sed 's|^10 0 obj|9 0 obj<</Type/StructTreeRoot/K 10 0 R>>endobj\n&|' >structure.pdf
deep '/OCProperties<</OCGs[10 0 R]/D<</Order[10 0 R]/ON[10 0 R]>>>>' '<</Type/OCMD/OCGs @ 0 R/VE[/Not @ 0 R]>>' >layers.pdf
deep '/OCProperties<</OCGs[10 0 R]/D<</Order 10 0 R>>>>' '[10 0 R 10 0 R]' 11 >loop.pdf
mkdir known
cp labels.pdf names.pdf structure.pdf layers.pdf loop.pdf crash.pdf known
cp "$good" known/z.pdf
run convert --ocr never known -o known-out --report known.jsonl
sane='(.outcome == "done") or (.errors | length > 0 and all(test("(crashed|ended|out of memory|killed) [a-z ]*( \\(|with status|, perhaps|: )|is damaged|no page")))'
[ "$got" -eq 3 ] && [ "$(wc -l <known.jsonl)" -eq 7 ] && [ "$(jq "$sane" known.jsonl | sort -u)" = true ] &&
    [ "$(jq -r 'select(.path == "known/z.pdf").outcome' known.jsonl)" = "done" ]
verdict "files nested 50,000 deep or in a circle cost themselves at most, and say how they ended"

# A file without pages, one of which Poppler has a lot to say, and what is no file.
pdf '<</Type/Catalog/Pages 2 0 R>>' '<</Type/Pages/Kids[]/Count 0>>' >none.pdf
run convert none.pdf -o one --report none.jsonl
[ "$got" -eq 4 ] && grep -q 'none.pdf: has no pages' err && jq -e '.outcome == "empty"' none.jsonl >/dev/null
verdict "a document without pages is an outcome of its own"
pdf '<</Type/Catalog/Pages 2 0 R>>' '<</Type/Pages/Kids[3 0 R 3 0 R]/Count 2>>' \
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R>>' \
    "$(stream '' 'nonsense 1 nonsense 2 nonsense 3 Tj /F Do /F Do /F Do')" >odd.pdf
run convert --ocr never odd.pdf --report odd.jsonl -o odd.md
[ "$got" -eq 0 ] && [ ! -s err ] && jq -e '[.warnings[] | select(contains("Poppler: "))] | length > 0 and (map(sub("^page [0-9]*: "; "")) | . == unique)' \
    <(jq '.warnings |= sort_by(sub("^page [0-9]*: "; ""))' odd.jsonl) >/dev/null
verdict "what Poppler stumbles over is in the report, each once, and not on the screen"
run convert --limit page-glyphs=50 "$good" -o limited --report limited.jsonl
[ "$got" -ne 0 ] && grep -q 'report.pdf: page 1: this page has [0-9]* glyphs, and --limit page-glyphs is 50' err
verdict "a limit that is met is named with file, page and option"
run convert --limit page-glyphs "$good"
[ "$got" -eq 2 ] && grep -q -- '--limit page-glyphs: want NAME=VALUE, with one of pages=1000000' err
verdict "--limit wants a name and a value"
mkfifo pipe.pdf
run convert pipe.pdf "$good" -o piped
[ "$got" -eq 3 ] && grep -q 'pipe.pdf: is not a regular file' err
verdict "a pipe that is named like a PDF is not waited for"

mkdir pile
cp "$good" pile/a.pdf
cp crash.pdf pile/b.pdf
cp three.pdf pile/c.pdf
cp spoilt.pdf pile/e.pdf
cp "$samples/book.pdf" pile/f.pdf
for jobs in 1 2 5; do
    run tables --jobs $jobs --ocr never pile -o "pile-$jobs" --report "pile-$jobs.jsonl"
    [ "$got" -eq 3 ] && [ "$(jq -r .outcome "pile-$jobs.jsonl" | tr '\n' ' ')" = "done failed done partly done " ]
    verdict "with $jobs workers every input has its outcome, in the order of the inputs"
done
[ -s pile-1/manifest.jsonl ] && diff -r -x 'sheaf.db*' pile-1 pile-2 && diff -r -x 'sheaf.db*' pile-1 pile-5
verdict "the number of workers changes no byte"
[ -z "$(find . -name '.sheaf-*')" ]
verdict "nothing of the run's own is left behind"

# A document long enough to be shared out, with a bad page in its third share.
qpdf "$good" --pages . 1-z . 1-z . 1-z . 1-z . 1-z -- fives.pdf
qpdf --warning-exit-0 --empty --pages fives.pdf fives.pdf fives.pdf crash.pdf fives.pdf -- long.pdf 2>/dev/null
pages=$(qpdf --show-npages long.pdf)
run convert --jobs 2 long.pdf -o long.md --report long.jsonl
[ "$got" -eq 3 ] && [ "$(grep -c 'long.pdf: ' err)" -eq 1 ] && jq -e ".pages == $pages and .pages_lost == 1" long.jsonl >/dev/null
verdict "one bad page of a long document costs one page"
bad=$(sed -n 's/.*long.pdf: page \([0-9]*\): .*/\1/p' err)
run convert --jobs 1 --pages "1-$((bad - 1)),$((bad + 1))-" long.pdf -o straight.md
[ "$got" -eq 0 ] && cmp -s long.md straight.md
verdict "the pages of a long document come together as if they had never been apart"

# Pages that are nothing but an image, long before and behind pages of text: they are known for scans before they are read.
blank='<</Type/XObject/Subtype/Image/Width 8/Height 8/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/ASCIIHexDecode'
pdf '<</Type/Catalog/Pages 2 0 R>>' '<</Type/Pages/Kids[3 0 R]/Count 1>>' \
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>' \
    "$(stream '' 'q 200 0 0 200 0 0 cm /I Do Q')" \
    "$blank/Length 129>>\\nstream\\n$(printf 'ff%.0s' {1..64})>\\nendstream" >blank.pdf
qpdf --warning-exit-0 --empty --pages blank.pdf "$good" 2 blank.pdf "$good" 3 blank.pdf -- scans.pdf 2>/dev/null
run convert --jobs 1 scans.pdf -o scans-1.md
# The process that looks for leaks when another ends is no worker.
export ASAN_OPTIONS=detect_leaks=0
perl "$tests/stress-watch.pl" watch.json "$sheaf" convert --quiet --jobs 2 scans.pdf --report scans.jsonl -o scans-2.md >out 2>err </dev/null
[ -s scans-1.md ] && cmp -s scans-1.md scans-2.md && jq -e '.pages == 5 and .stages.load.pages == 5 and .read == 3' scans.jsonl >/dev/null &&
    jq -e '.workers == 2' watch.json >/dev/null
verdict "a scan of few pages is shared out, and comes together as if it had not been"
perl "$tests/stress-watch.pl" watch.json "$sheaf" convert --quiet --jobs 2 three.pdf -o three-2.md >out 2>err </dev/null
jq -e '.workers == 1' watch.json >/dev/null
verdict "a few pages of text are not"
unset ASAN_OPTIONS

if [ -n "${sanitized:-}" ]; then
    count=$((count + 1))
    echo "ok $count - a worker keeps to its memory # SKIP address sanitizers need all the memory there is"
else
    run convert --memory 64 "$good"
    [ "$got" -eq 4 ] && [ "$(wc -l <err)" -eq 1 ]
    verdict "a worker keeps to its memory"
fi

# What is piped in is tried again page by page like a file.
for jobs in 1 2; do
    "$sheaf" convert --quiet --jobs $jobs --report piped.jsonl - <spoilt.pdf >out 2>err
    got=$?
    [ "$got" -eq 3 ] && cmp -s out three.md && grep -q "standard input: page 2: $dies in the load stage" err
    verdict "one bad page of standard input costs one page, of $jobs workers"
    # shellcheck disable=SC2002 # a pipe is what is tested
    cat spoilt.pdf | "$sheaf" convert --quiet --jobs $jobs - >out 2>err
    got=$?
    [ "$got" -eq 3 ] && cmp -s out three.md
    verdict "and of a pipe"
done

# What holds is told of every document; what a sanitized program lacks, too.
run convert --report held.jsonl "$good" missing.pdf crash.pdf -o held
[ "$(jq -r '[.sandbox.landlock, .sandbox.seccomp | test("^(held|off: .+)$")] | all' held.jsonl | sort -u)" = true ]
verdict "the report says what the workers gave up, or why not"
run convert --sandbox off --report off.jsonl "$good" -o held
[ "$got" -eq 0 ] && jq -e '[.sandbox.landlock, .sandbox.seccomp] == ["off: --sandbox off", "off: --sandbox off"]' off.jsonl >/dev/null
verdict "--sandbox off gives up nothing"
run convert --sandbox require "$good" -o required
if jq -e 'select(.pages > 0) | [.sandbox[]] == ["held", "held"]' held.jsonl >/dev/null; then
    [ "$got" -eq 0 ] && [ -s required/report.md ]
else
    [ "$got" -eq 4 ] && [ ! -e required/report.md ] && grep -q -- '--sandbox require: .*off: ' err
fi
verdict "--sandbox require works with all of it, or not at all"
run convert --sandbox perhaps "$good"
[ "$got" -eq 2 ] && grep -q -- '--sandbox perhaps: want one of auto, require, off' err
verdict "--sandbox takes no other word"

# The first interrupt lets documents in hand come to their end; workers die with the supervisor.
for ((i = 0; i < 200; i++)); do cp three.pdf "pile/g$i.pdf"; done
(
    "$sheaf" convert --jobs 2 pile -o stopped --report stopped.jsonl >out 2>err &
    victim=$!
    sleep 1
    kill -INT $victim
    wait $victim
)
got=$?
[ "$got" -eq 130 ] && grep -q 'interrupted: go on with --resume' err && [ "$(find stopped -name '*.md' | wc -l)" -gt 0 ] &&
    [ "$(find stopped -name '*.md' | wc -l)" -eq "$(grep -cE '"outcome": "(done|partly)"' stopped.jsonl)" ] && [ -z "$(find stopped -name '.*')" ]
verdict "what was written before an interrupt is whole and reported"
echo "1..$count"
