#!/bin/bash
# TAP: a run that fills the disk stops, says so, leaves no half of a file, and is resumed where there is room again. The
# disk is a small one in memory, which only root may mount; a limit on the size of files stands for it elsewhere.
# shellcheck source=tests/tap.sh
. "$(dirname "$0")/tap.sh"

mkdir pile small
for ((i = 0; i < 20; i++)); do
    { cat "$samples/report.pdf"; echo "%$i"; } >"pile/$i.pdf"
done

# Every file that is there is what the undisturbed run wrote, and there is no other.
are_parts() { # FOLDER WHOLE
    (cd "$1" && find . -type f ! -name 'sheaf.db*' -exec cmp -s {} "../$2/{}" \; -print) >same.txt
    (cd "$1" && find . -type f ! -name 'sheaf.db*') | diff - same.txt
}

# By status of the unmounting: what is left of the disk is not in the way of later tests.
umounted() {
    umount "$scratch/small" 2>/dev/null
}
trap 'umounted; rm -rf "$scratch"' EXIT

for command in tables convert book; do
    run $command --pages 1-4 pile -o $command
    rm -rf "${scratch:?}"/small/*
    if mount -t tmpfs -o size=300k none small 2>/dev/null; then
        run $command --pages 1-4 pile -o small --jobs 2 --report $command.jsonl
        [ "$got" -eq 3 ] && grep -q 'No space left on device\|disk is full' err && tail -n 1 err | grep -q 'make room, then go on with --resume' &&
            [ "$(wc -l <err)" -le 4 ] && are_parts small $command && jq -es 'all(.outcome == "done")' $command.jsonl >/dev/null
        verdict "$command: a full disk ends the run, with whole files and outcomes for those that are written"
        mount -o remount,size=200m small
        run $command --pages 1-4 pile -o small --jobs 2 --resume
        [ "$got" -eq 0 ] && diff -r -x 'sheaf.db*' $command small
        verdict "$command: with room again it goes on to the same bytes"
        umounted
    else
        count=$((count + 1))
        echo "ok $count - $command: a full disk # SKIP no file system may be mounted here"
    fi
done

# Files of at most 120 KiB: the ledger soon grows past that.
(
    ulimit -f 120
    "$sheaf" tables --pages 1-4 pile -o limited --jobs 2 >out 2>err </dev/null
)
got=$?
[ "$got" -eq 3 ] && tail -n 1 err | grep -q 'make room, then go on with --resume' && [ -z "$(find limited -name '.sheaf-*')" ]
verdict "a limit on the size of files is met like a full disk"
run tables --pages 1-4 pile -o limited --resume
[ "$got" -eq 0 ] && diff -r -x 'sheaf.db*' tables limited
verdict "and without it the run goes on to the same bytes"
echo "1..$count"
