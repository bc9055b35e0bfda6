#!/bin/bash
# What pages cost: bench.sh [--save] [times|instructions]...   (`make bench` does both)
#
#   times         the born-digital samples, RUNS=3 times in one process each: CPU a page by stage, wall, memory, pages a
#                 second, medians, and the CPU of `pdftotext` on the same pages joined into one file
#   instructions  what callgrind counts for two pages, start of the program and all; the same on a busy machine. Functions
#                 are bound at the start, as callgrind takes what is called while binding for a part of it
#
# Each figure stands beside that of tests/bench.baseline; --save writes the figures there. Times of another machine compare
# badly, instructions of another version of Poppler too. Nothing here fails because something became slower.
# FLAME=FILE.svg also draws where the instructions of the second page went. SHEAF names another program.
set -eu
here=$(realpath "$(dirname "$0")")
sheaf=$(realpath "${SHEAF:-./sheaf}")
samples=$here/../samples
baseline=$here/bench.baseline
digital=(book report paper newsletter slides form scripts tagged)
save=
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
new=$scratch/new

figure() { # NAME VALUE UNIT
    local before
    before=$(awk -v name="$1" '$1 == name { print $2 }' "$baseline" 2>/dev/null || true)
    echo "$1 $2 $3" >>"$new"
    awk -v name="$1" -v now="$2" -v unit="$3" -v before="$before" 'BEGIN {
        printf "%-24s %12s %-10s", name, now, unit
        if (before > 0) printf " %12s before, %+.1f %%", before, 100 * (now / before - 1)
        print ""
    }'
}

median() { # NUMBERS, one a line
    sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}

cpu_of() { # COMMAND ARGUMENTS...: milliseconds, user and system
    local TIMEFORMAT='%U %S'
    { time "$@" >/dev/null 2>"$scratch/err"; } 2>&1 | awk '{ print 1000 * ($1 + $2) }'
}

times() {
    local inputs=() run n
    for name in "${digital[@]}"; do inputs+=("$samples/$name.pdf"); done
    pdfunite "${inputs[@]}" "$scratch/joined.pdf" 2>"$scratch/err"
    for ((run = 0; run < ${RUNS:-3}; run++)); do
        rm -rf "$scratch/out"
        cpu_of "$sheaf" convert --quiet --jobs 1 --ocr never --report "$scratch/$run.jsonl" -o "$scratch/out" "${inputs[@]}" \
            >>"$scratch/all"
        cpu_of pdftotext "$scratch/joined.pdf" - >>"$scratch/pdftotext"
    done
    n=$(jq -s 'map(.pages) | add' "$scratch/0.jsonl")
    for stage in load render detect layout; do
        figure "$stage" "$(for report in "$scratch"/*.jsonl; do
            jq -s "map(.stages.$stage.cpu_seconds) | add / $n * 100000 | round / 100" "$report"
        done | median)" "ms/page"
    done
    figure all "$(median <"$scratch/all" | jq ". / $n * 100 | round / 100")" "ms/page"
    figure pdftotext "$(median <"$scratch/pdftotext" | jq ". / $n * 100 | round / 100")" "ms/page"
    figure ratio "$(paste "$scratch/all" "$scratch/pdftotext" | awk '{ print $1 / $2 }' | median)" "times"
    figure wall "$(for report in "$scratch"/*.jsonl; do
        jq -s "map(.seconds) | add / $n * 100000 | round / 100" "$report"
    done | median)" "ms/page"
    figure pages "$(for report in "$scratch"/*.jsonl; do
        jq -s "$n / (map(.seconds) | add) * 10 | round / 10" "$report"
    done | median)" "/second"
    figure memory "$(for report in "$scratch"/*.jsonl; do
        jq -s 'map(.max_rss_kib) | max / 102.4 | round / 10' "$report"
    done | median)" "MiB"
}

instructions() {
    if ! command -v valgrind >/dev/null; then
        echo "no valgrind: instructions are not counted"
        return
    fi
    local worker
    for name in report paper; do
        rm -f "$scratch"/callgrind.*
        LD_BIND_NOW=1 valgrind --quiet --tool=callgrind --callgrind-out-file="$scratch/callgrind.%p" "$sheaf" convert --quiet --jobs 1 \
            --ocr never --sandbox off --pages 1 -o "$scratch/counted" "$samples/$name.pdf" 2>"$scratch/err" ||
            cat "$scratch/err"
        # The worker counts on from where it left the process that watches it, which has little to do but that.
        worker=$(grep '^totals:' "$scratch"/callgrind.* /dev/null | sort -k 2 -n | tail -n 1)
        figure "instructions-$name" "$(echo "${worker##* }" | awk '{ print $1 / 1e6 }')" million
        [ -z "${FLAME:-}" ] || perl "$here/bench-flame.pl" "${worker%%:*}" >"$FLAME"
    done
}

parts=()
for argument; do
    case $argument in
    --save) save=yes ;;
    times | instructions) parts+=("$argument") ;;
    *)
        echo "bench.sh: what is $argument?" >&2
        exit 2
        ;;
    esac
done
[ ${#parts[@]} -gt 0 ] || parts=(times instructions)
for part in "${parts[@]}"; do "$part"; done
if [ -n "$save" ]; then
    { awk 'NR == FNR { now[$1] = 1; next } !($1 in now)' "$new" "$baseline" 2>/dev/null || true; cat "$new"; } >"$scratch/all-new"
    sort "$scratch/all-new" >"$baseline"
fi
