#!/bin/bash
# TAP: a document that does not come to its end leaves nothing, whatever had been written of it and whoever dies.
# shellcheck source=tests/tap.sh
. "$(dirname "$0")/tap.sh"

qpdf "$samples/report.pdf" --pages . 1-3 -- three.pdf

# A document of 250 pictures.
perl -e '
    my $n = 250;
    my @objects = ("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count $n/Kids[" . join(" ", map { (4 + 3 * $_) . " 0 R" } 0 .. $n - 1) . "]>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>");
    for my $i (0 .. $n - 1) {
        my $text = "q 200 0 0 200 50 150 cm /I Do Q BT /F 12 Tf 50 100 Td (This is picture $i of many, each of its own grey.) Tj ET";
        my $grey = join "", map { sprintf "%02x", ($_ * 37 + $i) % 251 } 0 .. 1599;
        push @objects, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 400]/Contents " . (5 + 3 * $i) . " 0 R/Resources<</Font<</F 3 0 R>>/XObject<</I "
            . (6 + 3 * $i) . " 0 R>>>>>>", "<</Length " . length($text) . ">>\nstream\n$text\nendstream",
            "<</Type/XObject/Subtype/Image/Width 40/Height 40/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/ASCIIHexDecode/Length "
            . length($grey) . ">>\nstream\n$grey\nendstream";
    }
    print "%PDF-1.4\n", map({ ($_ + 1) . " 0 obj\n$objects[$_]\nendobj\n" } 0 .. $#objects), "trailer <</Size ", @objects + 1, "/Root 1 0 R>>\n%%EOF\n";' >many.pdf
mkdir -p no-room/many.md
run convert --ocr never many.pdf three.pdf -o no-room --report no-room.jsonl
[ "$got" -eq 3 ] && [ "$(jq -r .outcome no-room.jsonl | tr '\n' ' ')" = "failed done " ] && [ ! -e no-room/many-images ] && [ -s no-room/three.md ]
verdict "a document whose text cannot be written leaves no pictures"

# Ends WHAT of a run over the pictures as soon as there is one of them.
kill_at_picture() { # WHAT FOLDER
    rm -rf "$2"
    "$sheaf" convert --quiet --ocr never --jobs 1 many.pdf three.pdf -o "$2" --report "$2.jsonl" >out 2>err </dev/null &
    victim=$!
    until [ -n "$(find "$2" -name '*.png' -print -quit 2>/dev/null)" ]; do :; done
    case $1 in
    worker) pkill -9 -P $victim ;;
    supervisor) kill -9 $victim ;;
    twice) kill -INT $victim && sleep 0.02 && kill -INT $victim ;;
    esac
    wait $victim 2>/dev/null
    got=$?
}
kill_at_picture worker ended
[ "$got" -eq 3 ] && [ "$(jq -r .outcome ended.jsonl | tr '\n' ' ')" = "failed done " ] && grep -q 'many.pdf: killed while writing' err &&
    [ "$(find ended -type f ! -name 'sheaf.db*')" = ended/three.md ] && [ ! -e ended/many-images ]
verdict "nor one whose worker dies among them"
kill_at_picture twice ended
pictures=$(find ended -name '*.png' | wc -l)
[ "$got" -eq 130 ] && { [ "$pictures" -eq 0 ] || { [ "$pictures" -eq 250 ] && [ -s ended/many.md ]; }; }
verdict "nor one that the user breaks off"
kill_at_picture supervisor ended
cp many.pdf whole.pdf
printf 'no PDF any more\n' >many.pdf
[ -e ended/many-images ] && run convert --ocr never many.pdf three.pdf -o ended --resume
[ "$got" -eq 3 ] && [ "$(find ended -type f ! -name 'sheaf.db*')" = ended/three.md ] && [ ! -e ended/many-images ]
verdict "nor a run that is killed, once another goes on with it"
mv whole.pdf many.pdf
run convert --ocr never many.pdf -o single/
[ "$got" -eq 0 ] && [ "$(find single -name '*.png' | wc -l)" -eq 250 ]
verdict "one that comes to its end has them all"
echo "1..$count"
