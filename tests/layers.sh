#!/bin/sh
# TAP: no folder includes what it may not. The table is the one in which each folder turns something into something else:
#
#   folder           may include of ours      libraries besides GLib and C
#   pipeline/model   itself                   jansson in page_json*.c, Leptonica in raster.h
#   detect           itself, model            Leptonica
#   ocr              itself, model            Leptonica, Tesseract in tesseract.*, engine.c
#   emit             itself, model            jansson in json.c, value.*, viewer_data.c; libxlsxwriter in xlsx.c; not raster.h
#   pipeline         everything               Poppler, cairo, FreeType, libjpeg, libdeflate, zlib in pdf*; FriBidi in pdf_bidi.c; cmark-gfm in reread.c;
#                                             fontconfig, libseccomp in sandbox.c; Nettle in digest.c; Leptonica;
#                                             SQLite in ledger*, catalogue.c;
#                                             jansson in check_json.c, check_report.c
set -u
count=0

# No #include line of FILES matches PATTERN.
none() { # NAME PATTERN FILES...
    name=$1 pattern=$2
    shift 2
    count=$((count + 1))
    found=$(grep -nE "^[[:space:]]*#[[:space:]]*include[[:space:]]*$pattern" /dev/null "$@")
    if [ -z "$found" ]; then
        echo "ok $count - $name"
    else
        echo "not ok $count - $name"
        echo "$found" | sed 's/^/# /'
    fi
}

# FILES of a folder, but not those whose path matches EXCEPT.
files() { # FOLDER EXCEPT
    find "$1" -maxdepth 1 -name '*.[ch]' ! -name "$2"
}

# A name in quotes that starts with none of the given folders: POSIX has no negative match, so say what may follow.
ours() { # NAME FOLDER ALLOWED...
    name=$1 folder=$2
    shift 2
    count=$((count + 1))
    allowed=$(echo "$@" | tr ' ' '|')
    # shellcheck disable=SC2046 # file names of this tree have no spaces
    found=$(grep -nE '^[[:space:]]*#[[:space:]]*include[[:space:]]*"' /dev/null $(files "$folder" none) |
        grep -vE "\"($allowed)[^/]*\"")
    if [ -z "$found" ]; then
        echo "ok $count - $name"
    else
        echo "not ok $count - $name"
        echo "$found" | sed 's/^/# /'
    fi
}

ours "the model includes only itself" pipeline/model pipeline/model/
ours "detect includes only itself and the model" detect detect/ pipeline/model/
ours "ocr includes only itself and the model" ocr ocr/ pipeline/model/
# The page of `sheaf inspect` is made C by the build.
ours "emit includes only itself and the model" emit emit/ pipeline/model/ viewer_resource

# shellcheck disable=SC2046 # file names of this tree have no spaces
{
    none "emit has no rasters" '["<](pipeline/model/raster|leptonica)' $(files emit none)
    none "Poppler, cairo and FreeType are in pipeline/pdf* only" '(<(poppler|cairo|ft2build)|FT_)' \
        $(files pipeline 'pdf*') $(files pipeline/model none) $(files detect none) $(files ocr none) $(files emit none)
    none "Tesseract is in ocr/tesseract.* only, and from there in engine.c" '<tesseract' \
        $(files pipeline none) $(files pipeline/model none) $(files detect none) $(files ocr 'tesseract.*') $(files emit none)
    none "jansson is in page_json*.c, emit/json.c, value.*, viewer_data.c, check_json.c and check_report.c only" '<jansson' \
        $(find pipeline -maxdepth 1 -name '*.[ch]' ! -name check_json.c ! -name check_report.c) $(files pipeline/model 'page_json*.c') $(files detect none) $(files ocr none) \
        $(find emit -maxdepth 1 -name '*.[ch]' ! -name json.c ! -name 'value.*' ! -name viewer_data.c)
    none "FriBidi is in pipeline/pdf_bidi.c only" '<fribidi' \
        $(files pipeline pdf_bidi.c) $(files pipeline/model none) $(files detect none) $(files ocr none) \
        $(files emit none)
    none "cmark-gfm is in pipeline/reread.c only" '<cmark' \
        $(files pipeline reread.c) $(files pipeline/model none) $(files detect none) $(files ocr none) $(files emit none)
    none "libxlsxwriter is in emit/xlsx.c only" '<xlsxwriter' \
        $(files pipeline none) $(files pipeline/model none) $(files detect none) $(files ocr none) $(files emit xlsx.c)
    none "SQLite is in pipeline/ledger* and catalogue.c only" '<sqlite' \
        $(find pipeline -maxdepth 1 -name '*.[ch]' ! -name 'ledger*.c' ! -name ledger_internal.h ! -name catalogue.c) $(files pipeline/model none) $(files detect none) $(files ocr none) $(files emit none)
    none "fontconfig and libseccomp are in pipeline/sandbox.c only" '<(fontconfig|seccomp)' \
        $(files pipeline sandbox.c) $(files pipeline/model none) $(files detect none) $(files ocr none) $(files emit none)
    none "Nettle is in pipeline/digest.c only" '<nettle' \
        $(files pipeline digest.c) $(files pipeline/model none) $(files detect none) $(files ocr none) $(files emit none)
    none "in the model, Leptonica is in raster.h only" '<leptonica' $(files pipeline/model raster.h)
}

# A file name is used once in the tree, and .c and .h of one name are together.
count=$((count + 1))
twice=$(find pipeline detect ocr emit -name '*.[ch]' | sed 's|.*/||' | sort | uniq -d)
if [ -z "$twice" ]; then
    echo "ok $count - no file name is used twice"
else
    echo "not ok $count - no file name is used twice"
    echo "$twice" | sed 's/^/# /'
fi
echo "1..$count"
