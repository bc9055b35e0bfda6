#!/bin/bash
# TAP: small scans in four languages (tests/data/languages) are read in the language of their script; what cannot be
# read is said in words. Where Tesseract has no data for a language its test is skipped.
data=$PWD/tests/data/languages
# shellcheck source=tests/tap.sh
. "$(dirname "$0")/tap.sh"

has() { # LANGUAGE
    [ -e "/usr/share/tesseract-ocr/5/tessdata/$1.traineddata" ] && [ -e /usr/share/tesseract-ocr/5/tessdata/osd.traineddata ]
}

# Reads PAGE with OPTIONS; what comes out has TEXT.
reads() { # NAME LANGUAGE PAGE TEXT OPTIONS...
    name=$1 language=$2 page=$3 text=$4
    shift 4
    if has "$language"; then
        run convert --to text "$@" "$data/$page.pdf"
        [ "$got" -eq 0 ] && grep -qF "$text" out
        verdict "$name"
    else
        count=$((count + 1))
        echo "ok $count - $name # SKIP no Tesseract data for $language or osd"
    fi
}

reads "German is read with its umlauts" deu german "danach strichen sie die Wände weiß. Für die Kinder" --lang deu
reads "a page in Devanagari is read as Hindi" hin hindi "बच्चों के लिए एक अलग कमरा रखा गया है"
reads "several languages are read at once" hin hindi "हर महीने 40 नई किताबें" --lang hin+eng
reads "lines that run to the left are in the order of reading" ara arabic "تصل السفينة الكبيرة مرتين في الأسبوع"
reads "Chinese has no spaces between words" chi_sim chinese "住在岛上的人坐船来"

if has chi_sim; then
    run convert --verbose --report report.jsonl --to text -o out.txt "$data/chinese-vertical.pdf"
    grep -q "page 1: vertical text is not read" err && grep -q '"read": false, "reason": "vertical-text"' report.jsonl
    verdict "vertical text is refused in words"
else
    count=$((count + 1))
    echo "ok $count - vertical text is refused in words # SKIP no Tesseract data for chi_sim or osd"
fi
if has eng; then
    mkdir tessdata
    cp /usr/share/tesseract-ocr/5/tessdata/{eng,osd}.traineddata tessdata
    TESSDATA_PREFIX=$PWD/tessdata run convert --verbose --report report.jsonl --to text -o out.txt "$data/hindi.pdf"
    grep -q "tesseract-ocr-hin" err && grep -q '"read": false, "reason": "no-language-data"' report.jsonl
    verdict "a page in a script without data is left unread, and the package named"
else
    count=$((count + 1))
    echo "ok $count - a page in a script without data is left unread, and the package named # SKIP no Tesseract data for eng or osd"
fi
# A library of that name without anything in it.
mkdir lib
echo | gcc -shared -fPIC -o lib/libtesseract.so.5 -x c -
LD_LIBRARY_PATH=$PWD/lib run convert --verbose --to text -o out.txt "$data/german.pdf"
[ "$got" -ne 0 ] && grep -q "Tesseract cannot be loaded.*install the Debian package libtesseract5" err
verdict "without Tesseract a scan is an error that names the package"
LD_LIBRARY_PATH=$PWD/lib run convert --to text -o born.txt "$samples/report.pdf"
[ "$got" -eq 0 ] && [ -s born.txt ]
verdict "and what needs no reading is converted"
echo "1..$count"
