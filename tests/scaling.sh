#!/bin/bash
# Measures how a run grows: scaling.sh [inputs|jobs|scan|document|all]... Best alone on a quiet machine; no part of make check.
#
#   inputs    1,000 and INPUTS=10000 documents of a page: memory of the supervisor, which may have 64 MiB, and time
#   jobs      many documents with one worker and with two: two should give 1.8 times the pages a second on two cores
#   scan      one scan of SCAN=40 pages with one worker and with two: likewise
#   document  what a document costs beside its pages, isolation and all: at most 10 ms
#   pages     documents of 1,000 to PAGES=10000 pages of text, and of tables: memory, time, and the line through it
#
# SHEAF names another program. TMPDIR should have a few hundred megabytes.
set -eu
here=$(realpath "$(dirname "$0")")
# shellcheck source=tests/tap.sh
. "$here/tap.sh"

# A PDF of the pages FROM to TO, each with some words and its number.
pages_pdf() { # FROM TO
    "$here/long-pdf.pl" text "$1" "$2"
}

watched() { # COMMAND ARGUMENTS...: leaves watch.json
    rm -rf results
    perl "$here/stress-watch.pl" watch.json "$sheaf" "$@" --quiet -o results --report report.jsonl >out 2>err </dev/null || cat err
}

figure() { # JQ EXPRESSION, over the watch and its report
    jq -r --slurpfile report report.jsonl "$1" watch.json
}

inputs() {
    echo "documents of a page each: supervisor MiB, seconds, CPU ms a document, of which the supervisor's"
    for n in 1000 "${INPUTS:-10000}"; do
        rm -rf pile
        mkdir pile
        for ((i = 0; i < n; i += 100)); do mkdir "pile/$((i / 100))"; done
        pages_pdf 1 1 >one.pdf
        # The same but for a number behind the end: other bytes, and so another document.
        for ((i = 0; i < n; i++)); do { cat one.pdf; echo "%$i"; } >"pile/$((i / 100))/$i.pdf"; done
        for command in tables convert; do
            watched $command pile --jobs 2
            figure "\"$n $command: \\(.supervisor_kib / 1024 * 10 | round / 10) MiB, \\(.seconds) s, \\(.cpu_seconds / $n * 100000 | round / 100) ms, \\(.supervisor_cpu_seconds / $n * 100000 | round / 100) ms\""
        done
    done
}

# With one worker and two.
compare() { # WHAT INPUT OPTIONS...
    local what=$1 input=$2 n=0
    shift 2
    for n in 1 2; do
        watched convert "$input" --jobs $n "$@"
        figure "\"$what, $n at work: \\(([\$report[].pages] | add) / .seconds * 100 | round / 100) pages/s (\\([\$report[].pages] | add) in \\(.seconds) s; CPU \\(.cpu_seconds) s, supervisor \\(.supervisor_cpu_seconds) s)\""
    done
}

jobs() {
    rm -rf pile
    mkdir pile
    for ((i = 0; i < ${COPIES:-12}; i++)); do
        for name in report book paper newsletter; do cp "$samples/$name.pdf" "pile/$name-$i.pdf"; done
    done
    compare "many documents" pile
    pages_pdf 1 2000 >long.pdf
    compare "one long document" long.pdf
}

scan() {
    local of
    of=$(qpdf --show-npages "$samples/report-scan.pdf")
    local arguments=()
    for ((i = 0; i < ${SCAN:-40}; i += of)); do
        arguments+=("$samples/report-scan.pdf" "1-$((i + of <= ${SCAN:-40} ? of : ${SCAN:-40} - i))")
    done
    qpdf --empty --pages "${arguments[@]}" -- scan.pdf
    compare "one scan" scan.pdf
}

document() {
    local n=1000
    rm -rf pile
    mkdir pile
    pages_pdf 1 1 >one.pdf
    for ((i = 0; i < n; i++)); do { cat one.pdf; echo "%$i"; } >"pile/$i.pdf"; done
    watched convert pile --jobs 1
    local apart
    apart=$(figure ".cpu_seconds / $n * 1000")
    pages_pdf 1 $n >one.pdf
    watched convert one.pdf --jobs 1
    figure "\"a document of a page costs \\($apart * 100 | round / 100) ms of CPU, a page of a long one \\(.cpu_seconds / $n * 100000 | round / 100) ms\""
}

# The fit is by least squares; the greatest distance from it is given as a part of the time that it says.
fit() { # WHAT, of lines "PAGES MIB CPU_SECONDS"
    perl -ane 'push @n, $F[0]; push @mib, $F[1]; push @cpu, $F[2];
        END {
            my ($sx, $sy, $sxx, $sxy, $k) = (0, 0, 0, 0, scalar @n);
            for (0 .. $#n) { $sx += $n[$_]; $sy += $cpu[$_]; $sxx += $n[$_] ** 2; $sxy += $n[$_] * $cpu[$_]; }
            my $slope = ($k * $sxy - $sx * $sy) / ($k * $sxx - $sx ** 2);
            my $base = ($sy - $slope * $sx) / $k;
            my $off = 0;
            for (0 .. $#n) { my $by = abs($cpu[$_] / ($base + $slope * $n[$_]) - 1); $off = $by if $by > $off; }
            printf "%s: CPU %.2f s + %.3f ms a page, at most %.0f %% off; memory %+.2f kB a page\n", "'"$1"'", $base,
                $slope * 1000, $off * 100, ($mib[-1] - $mib[0]) * 1024 / ($n[-1] - $n[0]);
        }'
}

pages() {
    echo "one document of many pages: worker MiB, supervisor MiB, seconds, CPU ms a page"
    for kind in text tables; do
        for command in tables convert; do
            for n in 1000 2500 5000 "${PAGES:-10000}"; do
                "$here/long-pdf.pl" $kind 1 "$n" >many.pdf
                watched $command many.pdf --jobs 1
                figure "\"$n pages of $kind, $command: \(.worker_kib / 1024 | round), \(.supervisor_kib / 1024 | round), \(.seconds), \(.cpu_seconds / $n * 100000 | round / 100)\"" >&2
                figure "\"$n \(.worker_kib / 1024) \(.cpu_seconds)\""
            done | fit "$kind, $command"
        done
    done
}

[ $# -gt 0 ] || set -- all
for what in "$@"; do
    case $what in
    inputs | jobs | scan | document | pages) "$what" ;;
    all)
        inputs
        jobs
        scan
        document
        pages
        ;;
    *)
        echo "usage: scaling.sh [inputs|jobs|scan|document|pages|all]..." >&2
        exit 2
        ;;
    esac
done
