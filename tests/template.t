#!/bin/bash
# TAP: --template and --concat: the tables of many PDFs alike.
# shellcheck source=tests/tap.sh
. "$(dirname "$0")/tap.sh"

mkdir in
for name in a b c; do
    cp "$samples/report.pdf" in/$name.pdf
done
# A seventh column in which nothing stands.
cat >seven.template <<'END'
[table 1]
pages=2
area=103.74,175.09,417.95,311.24
columns=154.79,201.93,250.36,308.62,351.16,360
method=stream
header-rows=2

[template]
only=true
END

fields() { # FILE: how many each of its records has, where no field holds a line end
    sed 's/"[^"]*"//g; s/[^,]//g' "$1" | awk '{ print length($0) + 1 }' | sort -u | tr '\n' ' '
}

run tables --quiet --template seven.template --concat in -o csv
[ $got -eq 0 ] && [ "$(find csv -name '*-table-*.csv' | wc -l)" -eq 3 ]
verdict "only the tables of the template are taken from each file"

[ "$(cat csv/*-table-1.csv | tr -d '\r' | sort -u | wc -l)" -eq 10 ] && [ "$(fields csv/a-page-2-table-1.csv)" = "7 " ]
verdict "each file gives the same columns, empty ones too"

[ "$(fields csv/all.csv)" = "10 " ] && [ "$(wc -l <csv/all.csv)" -eq 25 ] &&
    [ "$(cut -d, -f1,2,3 csv/all.csv | sort | uniq -c | awk '{ print $1, $2 }' | tr '\n' ' ')" = \
        "1 document,page,table 8 in/a.pdf,2,1 8 in/b.pdf,2,1 8 in/c.pdf,2,1 " ]
verdict "--concat joins them below one header, each row with where it is from"

cp csv/all.csv whole.csv
rm csv/b-page-2-table-1.csv csv/all.csv
run tables --quiet --template seven.template --concat --resume in -o csv
[ $got -eq 0 ] && cmp -s csv/all.csv whole.csv
verdict "a run that is resumed has the rows of what was done before"

sed -i 's/columns=.*/columns=154.79,201.93/' seven.template
run tables --quiet --template seven.template --concat --resume in -o csv
[ $got -eq 0 ] && [ "$(fields csv/all.csv)" = "6 " ]
verdict "a template that was changed is used anew"

for share in 1 2; do
    "$sheaf" tables --quiet --template seven.template --concat --shard $share/2 in -o part$share 2>/dev/null
done
run merge --quiet merged part1 part2
[ $got -eq 2 ] && run merge merged part1 part2
[ $got -eq 0 ] && cmp -s merged/all.csv csv/all.csv
verdict "shares that are merged have the rows of a run on one machine"

run tables --quiet --concat in/a.pdf -o loose
[ $got -eq 3 ] && grep -q 'page 2: table 1 has 6 columns where all.csv has 7: left out of it' err &&
    [ -s loose/all.csv ] && [ -s loose/a-page-2-table-1.csv ]
verdict "a table with other columns is left out, and said to be"

cat >two.template <<'END'
[table 1]
pages=2
area=103.74,175.09,417.95,311.24
[table 2]
pages=2
area=130,468,400,650
[template]
only=true
END
run tables --quiet --concat --template two.template in/a.pdf in/b.pdf -o two
[ $got -eq 0 ] && [ "$(wc -l <two/all-1.csv)" -eq 17 ] && grep -q 'December' two/all-2.csv
verdict "with several tables in a template each has a file"

run tables --template two.template --area 1:0,0,100,100 in/a.pdf -o none
[ $got -eq 2 ] && grep -q 'give one of them' err
verdict "--area and --template exclude each other"
echo "1..$count"
