#!/bin/bash
# TAP: a run that is killed and resumed gives the bytes of one that was not. KILLS=N tries more moments than the few of a
# short run; SEED=N other ones.
# shellcheck source=tests/tap.sh
. "$(dirname "$0")/tap.sh"
RANDOM=${SEED:-1}

# The last run said one line, which holds PATTERN.
says() { # PATTERN
    [ "$(wc -l <err)" -eq 1 ] && grep -q "$1" err
}

# The same results in both folders, and nothing else; the ledger has times in it.
same() { # FOLDER FOLDER
    diff -r --exclude='sheaf.db*' "$1" "$2"
}

tried() { # FOLDER: how often each input was
    sqlite3 "$1/sheaf.db" 'SELECT group_concat(attempts, " ") FROM (SELECT attempts FROM input ORDER BY path)'
}

mkdir -p pile/deep
good=$samples/report.pdf
for ((i = 1; i <= 7; i++)); do
    qpdf "$good" --pages . $i -- "pile/page-$i.pdf"
done
cp "$good" pile/deep/report.pdf
printf 'no PDF\n' >pile/deep/bad.pdf

run tables pile -o whole --report whole.jsonl
[ "$got" -eq 3 ] && [ "$(tried whole)" = '1 1 1 1 1 1 1 1 1' ]
verdict "a run over several documents keeps a ledger"
[ -e whole/sheaf.db ] && run tables "$good" -o single && [ ! -e single/sheaf.db ]
verdict "a run over one document keeps none"

# Resumed when all is done, and when something changed.
run tables pile -o whole --resume --report again.jsonl
[ "$got" -eq 3 ] && [ ! -s err ] && cmp -s whole.jsonl again.jsonl && [ "$(tried whole)" = '1 1 1 1 1 1 1 1 1' ]
verdict "what is done is not done again, nor said again"
run tables pile -o whole --retry-failed
[ "$got" -eq 3 ] && grep -q bad.pdf err && [ "$(tried whole)" = '2 1 1 1 1 1 1 1 1' ]
verdict "--retry-failed tries again what failed"
touch -d '2001-01-01' pile/page-1.pdf
run tables pile -o whole --resume
[ "$(tried whole)" = '2 1 1 1 1 1 1 1 1' ]
verdict "a file with a new time and the old bytes is not done again"
cp -r whole before
cp pile/page-2.pdf page-2.pdf
qpdf "$good" --pages . 7 -- pile/page-2.pdf
run tables pile -o whole --resume
[ "$(tried whole)" = '2 1 1 2 1 1 1 1 1' ] && [ ! -e whole/page-2-page-1-table-2.csv ] && [ -e before/page-2-page-1-table-2.csv ]
verdict "a file that changed is done again, and results that it no longer has are gone"
cp page-2.pdf pile/page-2.pdf
printf 'spoilt' >whole/page-4-page-1-table-1.csv
rm whole/page-6-page-1-table-1.csv
run tables pile -o whole --resume
[ "$(tried whole)" = '2 1 1 3 1 2 1 2 1' ] && same before whole
verdict "results that are gone or not what was written are made again"
run tables pile -o whole --resume --to tsv
grep -q 'not those of the run before' err && [ -z "$(find whole -name '*.csv')" ] && [ -e whole/page-2-page-1-table-2.tsv ]
verdict "with other options everything is done again"
# Inputs that come and go, and so are called otherwise.
mkdir one two
cp pile/page-1.pdf one/a.pdf
cp pile/page-2.pdf two/a.pdf
cp pile/page-2.pdf two/b.pdf
run tables one/a.pdf two/a.pdf two/b.pdf -o named --to csv,xlsx
run tables two/a.pdf two/b.pdf one/a.pdf -o named --resume --jobs 1 --to csv,xlsx
run tables two/a.pdf two/b.pdf one/a.pdf -o otherwise --to csv,xlsx
[ "$got" -eq 0 ] && [ -s named/a.xlsx ] && [ -s named/a-2.xlsx ] && diff -r -x 'sheaf.db*' named otherwise
verdict "inputs in another order have the results that they would have had in it"
run tables one/a.pdf two/a.pdf two/b.pdf -o named --jobs 1 --to csv,xlsx
run tables one/a.pdf two/a.pdf two/b.pdf -o otherwise-2 --to csv,xlsx
diff -r -x 'sheaf.db*' named otherwise-2
verdict "also where all is done again"
run tables one/a.pdf two/b.pdf -o named --resume --to csv,xlsx
[ "$(sqlite3 named/catalogue.db 'SELECT group_concat(path) FROM documents')" = one/a.pdf,two/b.pdf ] && [ -e named/a-2.xlsx ] &&
    [ "$(grep -c '\.csv"' named/manifest.jsonl)" -eq "$(sqlite3 named/catalogue.db 'SELECT count(*) FROM tables')" ]
verdict "what is not among the inputs is in no list, but not removed"
run tables one/a.pdf two/a.pdf two/b.pdf -o named --resume --to csv,xlsx
[ "$(tried named)" = '1 1 1' ] && diff -r -x 'sheaf.db*' named otherwise-2
verdict "and not done again when it comes back"

run tables pile --resume
[ "$got" -eq 2 ]
verdict "--resume wants to know where"

# What a newcomer asks of the catalogue.
run tables pile -o whole
ask() { # QUERY ANSWER
    [ "$(sqlite3 whole/catalogue.db "$1")" = "$2" ]
}
ask "SELECT count(*), sum(outcome = 'done') FROM documents" '9|8' &&
    ask "SELECT name, rows, columns FROM table_list WHERE document = 'pile/page-2.pdf'" "$(printf 'page-2-page-1-table-1|10|6\npage-2-page-1-table-2|13|5')" &&
    ask "SELECT DISTINCT document FROM cell_list WHERE text = 'winter' AND NOT in_header" "$(printf 'pile/deep/report.pdf\npile/page-2.pdf')" &&
    ask "SELECT page, kind, tables, words > 100 FROM page_list WHERE document = 'pile/page-2.pdf'" '1|digital|2|1' &&
    ask "SELECT count(*) FROM page_list WHERE document LIKE '%report.pdf'" 7 &&
    ask "SELECT min(confidence), max(confidence), min(x1 > x0 AND y1 > y0), min(rowspan), max(colspan) FROM cells" '1.0|1.0|1|1|2' &&
    ask "SELECT count(*) > 0 FROM cell_search WHERE cell_search MATCH 'winter'" 1 &&
    ask "SELECT count(*) FROM table_list l WHERE NOT EXISTS (SELECT 1 FROM cell_list c WHERE c.\"table\" = l.name)" 0
verdict "the catalogue has documents, pages, tables, cells, and finds words"
names=$(cd whole && find . -name '*.csv' | sed 's,.*/,,; s,\.csv$,,' | sort)
[ "$(sqlite3 whole/catalogue.db 'SELECT name FROM tables' | sed 's,.*/,,' | sort)" = "$names" ]
verdict "its tables have the names of their files"

cp -r whole older
sqlite3 older/sheaf.db 'PRAGMA user_version = 99; ALTER TABLE input RENAME TO other'
run tables pile -o older --resume
[ "$got" -eq 3 ] && grep -q 'not those of the run before' err && [ "$(tried older)" = '1 1 1 1 1 1 1 1 1' ]
verdict "a ledger of another version is begun anew"

# Two runs into one folder.
run tables pile -o whole
mkfifo hold
sqlite3 whole/sheaf.db 'PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;' '.shell echo held >hold; sleep 2' >/dev/null &
read -r _ <hold
run tables pile -o whole --resume
[ "$got" -eq 4 ] && grep -q 'another run is at work' err && [ "$(wc -l <err)" -eq 1 ]
verdict "a second run into the same folder is refused"
wait

# Killed, the supervisor or all its workers, at a moment of each command's own time. The run that follows does the rest.
declare -A took
for command in tables convert book; do
    began=$(date +%s%N)
    run $command --jobs 2 pile -o straight-$command
    took[$command]=$((($(date +%s%N) - began) / 1000))
done
kill_at() { # COMMAND MICROSECONDS WHAT FOLDER: a run into FOLDER, after that time
    "$sheaf" "$1" --jobs 2 pile -o "$4" --resume >out 2>err </dev/null &
    victim=$!
    sleep "$(printf '%d.%06d' $(($2 / 1000000)) $(($2 % 1000000)))"
    case $3 in
    supervisor) kill -9 $victim 2>/dev/null ;;
    workers) pkill -9 -P $victim 2>/dev/null ;;
    esac
    wait $victim 2>/dev/null
}
commands=(tables convert book)
for ((i = 0; i < ${KILLS:-9}; i++)); do
    command=${commands[i % 3]}
    # Two of three times the supervisor, once all workers; on other moments for each command.
    what=supervisor
    [ $((i / 3 % 3)) -eq 2 ] && what=workers
    kill_at "$command" $((took[$command] * (RANDOM % 100) / 100)) $what "killed-$i" 2>/dev/null
    run "$command" --jobs 2 pile -o "killed-$i" --retry-failed
    if ! same "straight-$command" "killed-$i" >diff.txt || [ "$got" -ne 3 ] || [ -n "$(find "killed-$i" -name '.sheaf-*')" ]; then
        echo "wrong" >>"wrong.$command"
        echo "# moment $i of $command, $what:"
        sed 's/^/# /' diff.txt | head -5
    fi
    rm -rf "killed-$i"
done
for command in tables convert book; do
    [ ! -e "wrong.$command" ]
    verdict "$command: a run killed at any moment and resumed gives the same bytes, and leaves nothing behind"
done

# Shared out, with inputs that are not in the order of their names.
rm -rf whole
pile=(pile/page-3.pdf pile/page-1.pdf pile/deep)
run tables "${pile[@]}" -o whole --report whole.jsonl
for i in 1 2 3; do
    run tables --shard $i/3 "${pile[@]}" -o "part$i" --report "part$i.jsonl"
done
cat part?.jsonl | jq -r .path | sort >shared
jq -r .path whole.jsonl | sort | cmp -s - shared
verdict "every input is in one share"
run merge joined part1 part2 part3 --report joined.jsonl
[ "$got" -eq 3 ] && [ ! -s err ] && same whole joined && [ "$(jq -r '.path + .outcome' joined.jsonl)" = "$(jq -r '.path + .outcome' whole.jsonl)" ]
verdict "shares are merged into what one run gives"
run tables "${pile[@]}" -o joined --resume
[ "$got" -eq 3 ] && [ ! -s err ] && same whole joined && [ "$(tried joined)" = '1 1 1 1' ]
verdict "a merged run is resumed like any other"
run tables --shard 2/3 "${pile[@]}" -o part2 --resume
run merge twice part1 part2 part2 part3
[ "$got" -eq 3 ] && same whole twice
verdict "a share that is done or given twice does no harm"
for i in 1 2; do
    run tables --shard $i/2 one/a.pdf two/a.pdf two/b.pdf -o fewer$i
    run tables --shard $i/2 one/a.pdf two/b.pdf -o fewer$i --resume
done
run merge fewer fewer1 fewer2 --report fewer.jsonl
[ "$got" -eq 0 ] && [ "$(jq -r .path fewer.jsonl | sort | tr '\n' ' ')" = 'one/a.pdf two/b.pdf ' ] &&
    [ "$(sqlite3 fewer/catalogue.db 'SELECT group_concat(path) FROM documents')" = one/a.pdf,two/b.pdf ]
verdict "what the shares were no longer asked for is not in what they are merged into"
# A node that was thought dead and the one in its place.
wrong=0
for ((i = 0; i < 3; i++)); do
    rm -rf part2 elsewhere
    "$sheaf" tables --shard 2/3 "${pile[@]}" -o part2 --resume >out 2>err &
    first=$!
    "$sheaf" tables --shard 2/3 "${pile[@]}" -o part2 --resume >out2 2>err2 &
    second=$!
    "$sheaf" tables --shard 2/3 "${pile[@]}" -o elsewhere >/dev/null 2>&1 &
    third=$!
    wait $first
    one=$?
    wait $second
    two=$?
    wait $third
    # One of them is refused, unless the other had ended by then.
    refused=0
    for end in "$one err" "$two err2"; do
        read -r status said <<<"$end"
        [ "$status" -ne 4 ] || ! grep -q 'another run is at work' "$said" || refused=$((refused + 1))
    done
    run merge twice part1 part2 elsewhere part3
    if [ $refused -gt 1 ] || [ "$got" -ne 3 ] || ! same whole twice >diff.txt; then
        echo "# $one and $two, merged with $got"
        wrong=1
    fi
done
[ $wrong -eq 0 ]
verdict "a share that is run twice at once, in one folder or two, does no harm"
run merge less part1 part3
[ "$got" -eq 3 ] && says 'share 2 of 3 is missing'
verdict "a missing share is named"
sqlite3 part2/sheaf.db 'DELETE FROM input WHERE rowid IN (SELECT rowid FROM input LIMIT 1)'
run merge less part1 part2 part3
[ "$got" -eq 3 ] && says 'part2: 1 of [0-9]* inputs have no outcome: resume this share'
verdict "a share that came to no end is named"
run tables --shard 2/3 --to tsv "${pile[@]}" -o other
run merge odd part1 other
[ "$got" -eq 4 ] && says 'other: was made with other options'
verdict "shares of different runs are not put together"
sqlite3 other/sheaf.db 'PRAGMA user_version = 99'
run merge odd other
[ "$got" -eq 4 ] && says 'other: was made by another version'
verdict "a share of another version is refused"
run merge odd part1 deep
[ "$got" -eq 4 ] && says 'there is no sheaf.db'
verdict "a folder that is no share is refused"
run tables --shard 7/9 pile/page-1.pdf -o none
[ "$got" -eq 0 ] && [ ! -s err ]
verdict "a share without inputs is done at once"
echo "1..$count"
