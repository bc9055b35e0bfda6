#!/bin/bash
# Two builds, and two runs, that have nothing in common but the tree: folder, time zone, locale, date, number of
# processes. Their bytes are compared.
#
#   tests/reproducible.sh [SHEAF]     builds twice (some minutes of a processor); with SHEAF only runs twice
#
# Prints what differs; exits with 1 when anything does. The date is set by faketime(1), where that is installed.
set -u
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

at() { # DATE COMMAND...
    local date=$1
    shift
    if command -v faketime >/dev/null; then
        faketime "$date" "$@"
    else
        "$@"
    fi
}

verdict() { # NAME: by the status of the last command
    if [ $? -eq 0 ]; then
        echo "same bytes: $1"
    else
        echo "DIFFERENT: $1"
        failed=1
    fi
}

copy() { # FOLDER
    mkdir -p "$1"
    if git -C "$root" rev-parse --git-dir >/dev/null 2>&1; then
        git -C "$root" ls-files -z --cached --others --exclude-standard
    else
        (cd "$root" && find . -type f ! -path './build/*' ! -path './out/*' -print0)
    fi | tar -C "$root" --null --files-from=- -cf - | tar -xf - -C "$1"
}

sheaf=${1:-}
if [ -z "$sheaf" ]; then
    copy "$work/one" && copy "$work/elsewhere/of/another"
    export SOURCE_DATE_EPOCH=1700000000
    (cd "$work/one" && TZ=UTC LC_ALL=C make -s -j"$(nproc)" all manuals) || exit 2
    (cd "$work/elsewhere/of/another" && TZ=Asia/Kolkata LC_ALL=C.UTF-8 make -s all manuals) || exit 2
    cmp "$work/one/sheaf" "$work/elsewhere/of/another/sheaf"
    verdict "two builds of the program"
    diff -r "$work/one/build/man" "$work/elsewhere/of/another/build/man" &&
        diff -r "$work/one/build/completion" "$work/elsewhere/of/another/build/completion"
    verdict "their manual pages and completions"
    sheaf=$work/one/sheaf
fi
sheaf=$(cd "$(dirname "$sheaf")" && pwd)/$(basename "$sheaf")

cd "$root" || exit 2
export OMP_THREAD_LIMIT=1
rm -rf "$work/runs" && mkdir "$work/runs"
for name in first second; do
    if [ $name = first ]; then
        set -- env TZ=UTC LC_ALL=C
        date="2026-01-02 03:04:05" jobs=1
    else
        set -- env TZ=America/St_Johns LC_ALL=tr_TR.UTF-8 LANG=de_DE.UTF-8
        date="2031-12-31 23:59:58" jobs=3
    fi
    out=$work/runs/$name
    at "$date" "$@" "$sheaf" convert --quiet --jobs $jobs --to md,json,html,text -o "$out/convert" samples
    at "$date" "$@" "$sheaf" tables --quiet --jobs $jobs --to csv,tsv,json  -o "$out/tables" samples
    at "$date" "$@" "$sheaf" book --quiet --jobs $jobs -o "$out/book" samples/book.pdf samples/book-scan.pdf
done
# The ledger and the catalogue's own file hold times and pages in the order of writing; what they say is compared.
for name in first second; do
    for database in "$work/runs/$name"/*/*.db; do
        [ "$(basename "$database")" = catalogue.db ] && sqlite3 "$database" .dump >"$database.sql"
        rm -f "$database" "$database"-wal "$database"-shm
    done
done
[ -s "$work/runs/first/tables/report-page-1-table-1.csv" ] && diff -r "$work/runs/first" "$work/runs/second"
verdict "two runs: time zone, locale, date, number of processes"
exit $failed
