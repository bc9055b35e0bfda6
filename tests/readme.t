#!/bin/bash
# TAP: what the README shows of catalogues and shares, run as it stands there, with the samples for reports.
readme=$PWD/README.md
# shellcheck source=tests/tap.sh
. "$(dirname "$0")/tap.sh"
mkdir -p bin work/reports # a folder of its own, as the README writes into out/
ln -s "$sheaf" bin/sheaf
PATH=$scratch/bin:$PATH
cp "$samples"/{report,paper,form,tagged}.pdf work/reports/

# The commands of a part of the README, one a line; a command may go on over lines of four blanks.
commands() { # FROM TO
    sed -n "/$1/,/$2/p" "$readme" | sed -n '/^    /p' | awk '/^    \$ / { if (line) print line; line = substr($0, 7); next }
        { sub(/^ +/, " "); line = line $0 } END { print line }'
}

shown() { # FILE: runs its lines as they stand
    (cd work && bash -e "../$1") >out 2>err </dev/null
    got=$?
    return $got
}

# shellcheck disable=SC2016 # the README has backquotes
commands '^`sheaf tables` over several' '^More than one machine' >queries
[ "$(wc -l <queries)" -eq 3 ]
verdict "the README has three queries"
echo 'sheaf tables reports/ -o out/' >line
shown line
wrong=0
while read -r query; do
    echo "$query" >line
    if ! shown line || ! [ -s out ]; then
        wrong=1
        echo "# $query"
    fi
done <queries
[ $wrong -eq 0 ]
verdict "each of them has an answer"

commands '^More than one machine' '^Files are written' >lines
if command -v parallel >/dev/null; then
    mv work/out work/whole
    grep -q '^parallel ' lines && grep -q '^sheaf merge ' lines && shown lines && diff -r --exclude='sheaf.db*' work/whole work/out >out
    verdict "shares started by GNU parallel and merged are one run"
else
    count=$((count + 1))
    echo "ok $count - # SKIP no GNU parallel"
fi
echo "1..$count"
