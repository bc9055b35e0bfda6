#!/bin/bash
# Whose fault is what a fuzzer found? fuzz-sort.sh FUZZER FILE...
#
# Runs FUZZER over each FILE, which made it crash, hang or grow. A crash is that of a library when the stack goes into one
# that reads or draws PDFs further in than into anything of ours: there a worker dies of it, and the run goes on. What hangs
# or grows is that of a library when one was at work, be it that it called us back. Says what is ours, and fails when
# anything is.
set -u
fuzzer=$1
shift
ours=0 theirs=0
for file in "$@"; do
    [ -f "$file" ] || continue
    if said=$("$fuzzer" -timeout=20 -rss_limit_mb=3000 "$file" 2>&1); then
        echo "$file: does not happen again"
        continue
    fi
    # Frames from the innermost on: the first that is of a library for PDFs, or of the fuzzer's own code.
    library='lib(poppler|cairo|freetype|openjp2|jpeg|tiff|lcms2|pixman|png|fontconfig)[^ ):]*'
    frames=$(printf '%s\n' "$said" | grep -E '^ *#[0-9]+ ')
    culprit=
    case $said in
    *'libFuzzer: timeout'* | *'libFuzzer: out-of-memory'*) culprit=$(printf '%s\n' "$frames" | grep -m1 -oE "$library") ;;
    esac
    [ -n "$culprit" ] ||
        culprit=$(printf '%s\n' "$frames" | grep -m1 -oE "$library|(pipeline|detect|emit|ocr|tests)/[a-z_/]+\.[ch]:[0-9]+")
    case $culprit in
    lib*)
        theirs=$((theirs + 1))
        echo "$file: in $culprit"
        ;;
    *)
        ours=$((ours + 1))
        echo "$file: OURS: ${culprit:-no stack}"
        printf '%s\n' "$said" | grep -E 'ERROR|Assertion|^ERROR|runtime error|^ *#[0-9]+ ' | head -n 12 | sed 's/^/    /'
        ;;
    esac
done
echo "$theirs of libraries, $ours of ours"
[ $ours -eq 0 ]
