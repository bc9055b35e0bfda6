#!/bin/sh
# TAP: the born-digital samples give what samples/expected holds, byte by byte, on every run.
set -u
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
count=0

# check NAME COMMAND...: one line of TAP; what the command said follows as a comment when it failed.
check() {
    name=$1
    shift
    count=$((count + 1))
    if "$@" >"$scratch/said" 2>&1; then
        echo "ok $count - $name"
    else
        echo "not ok $count - $name"
        head -n 60 "$scratch/said" | sed 's/^/# /'
    fi
}

run() {
    tests/samples-run.sh "$scratch/$1"
}

run_elsewhere() {
    # Another locale, another clock, and files that come with other permissions.
    (umask 077 && LC_ALL=C TZ=Pacific/Auckland tests/samples-run.sh "$scratch/$1")
}

check "sheaf runs on the samples" run once
for part in book tables convert; do
    check "$part gives what is expected" diff -ru "samples/expected/$part" "$scratch/once/$part"
done
check "sheaf runs again, in another locale and time zone" run_elsewhere again
check "the second run gives the same bytes" diff -r "$scratch/once" "$scratch/again"
echo "1..$count"
