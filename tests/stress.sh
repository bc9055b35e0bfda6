#!/bin/bash
# TAP: nothing is lost and nothing dies, whatever the PDFs: stress.sh [--short] [FOLDER...]
#
# All commands over a set of files made to be hard (tests/stress-set.pl), and over each FOLDER. A long run takes some
# minutes for the set; --short takes less of it, and seconds. JOBS, TIMEOUT (seconds), MEMORY (MiB) are the options of
# every run; OCR that of the folders. KEEP=FOLDER keeps what was made there, with a table of the figures.
folders=()
form=long
for argument in "$@"; do
    case $argument in
    --short) form=short ;;
    *) folders+=("$(realpath -- "$argument")") ;;
    esac
done
here=$(realpath "$(dirname "$0")")
# shellcheck source=tests/tap.sh
. "$here/tap.sh"
if [ -n "${KEEP:-}" ]; then
    mkdir -p "$KEEP"
    cd "$KEEP" || exit 1
    rm -rf set results
fi
if [ $form = short ]; then
    good=("$samples"/slides.pdf)
    timeout=${TIMEOUT:-1} memory=${MEMORY:-1024}
else
    good=("$samples"/{report,report-scan,book,form,newsletter,paper,scripts,slides,tagged}.pdf)
    timeout=${TIMEOUT:-10} memory=${MEMORY:-2048}
fi
jobs=${JOBS:-2}
asan=0
grep -qa __asan_init "$sheaf" && asan=1

# Root may read every file, so the runs of root are somebody else's, where that can be.
as=()
if [ "$(id -u)" -eq 0 ] && setpriv --reuid 65534 --regid 65534 --clear-groups "$sheaf" --version >/dev/null 2>&1; then
    as=(setpriv --reuid 65534 --regid 65534 --clear-groups)
    chmod 755 .
fi

mkdir -p results
perl "$here/stress-set.pl" $form set "${good[@]}" || exit 1
qpdf --encrypt secret owner 256 -- "$samples/slides.pdf" set/locked.pdf
qpdf --encrypt '' owner 256 --extract=n --print=none -- "$samples/slides.pdf" set/half-locked.pdf
echo 'run|status|inputs|done|partly|failed|seconds|CPU seconds|supervisor MiB|workers|worst worker MiB|longest hang s' >figures

# Exit status by what the report says became of the inputs.
status_by() { # REPORT
    jq -s 'if all(.outcome == "done") then 0 elif any(.outcome == "done" or .outcome == "partly") then 3 else 4 end' "$1"
}

check() { # NAME COMMAND FOLDER OPTIONS...
    local name=$1 command=$2 folder=$3 n
    shift 3
    local to=results/$name report=results/$name.report/report.jsonl
    mkdir -p "$to" "$to.report"
    [ ${#as[@]} -eq 0 ] || chown 65534:65534 "$to" "$to.report"
    perl "$here/stress-watch.pl" watch.json "${as[@]}" "$sheaf" "$command" --quiet --jobs "$jobs" --timeout "$timeout" \
        --memory "$memory" "$@" "$folder" -o "$to" --report "$report" >out 2>err </dev/null
    got=$?
    [ "$(jq .signal watch.json)" -eq 0 ] && [ "$got" -eq "$(status_by "$report")" ]
    verdict "$name: the supervisor lives, and its exit status says what it should"
    n=$(find "$folder" -iname '?*.pdf' ! -xtype d -printf . 2>find.err | wc -c)
    [ "$(wc -l <"$report")" -eq "$n" ] && [ "$(sqlite3 "$to/sheaf.db" 'SELECT count(*) FROM input')" -eq "$n" ] &&
        jq -es 'all(.outcome == "done" or ((.errors | length) > 0 and (.errors | all(. != ""))))' "$report" >/dev/null
    verdict "$name: every one of the $n inputs has an outcome, and a reason where it failed"
    perl "$here/stress-whole.pl" "$to" >out
    verdict "$name: every file is whole"
    if [ $asan -eq 1 ]; then
        jq -e '.left == 0' watch.json >out
        verdict "$name: no worker is left behind"
    else
        jq -e --argjson memory "$memory" '.left == 0 and .worker_kib <= $memory * 1024 * 1.1' watch.json >out
        verdict "$name: no worker passes its memory, and none is left behind"
    fi
    jq -s '[.[].errors[] | capture("given up after (?<s>[0-9.]+) s").s | tonumber] | max // 0' "$report" >hang
    # A tenth, and the fifth of a second that a busy machine may take to look.
    jq -e --argjson timeout "$timeout" '. <= $timeout * 1.1 + 0.2' hang >out
    verdict "$name: no worker hangs for longer than it may"
    jq -r --arg name "$name" --argjson n "$n" --slurpfile all "$report" --slurpfile hang hang '[$name, .status, $n] +
        (["done", "partly", "failed"] | map(. as $outcome | [$all[] | select(.outcome == $outcome)] | length)) +
        [.seconds, .cpu_seconds, (.supervisor_kib / 1024 | ceil), .workers, (.worker_kib / 1024 | ceil), $hang[0]] | join("|")' watch.json >>figures
}

ocr=never
for command in tables convert book; do
    # What is a picture is read once, as that takes long.
    [ $form$command = longconvert ] && ocr=auto || ocr=never
    check "set-$command" $command set --ocr $ocr
done
for i in "${!folders[@]}"; do
    for command in tables convert book; do
        check "$(basename "${folders[i]}")-$i-$command" $command "${folders[i]}" --ocr "${OCR:-never}"
    done
done
{ column -t -s '|' figures 2>/dev/null || cat figures; } | sed 's/^/# /'
echo "1..$count"
