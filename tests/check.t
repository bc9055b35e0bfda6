#!/bin/bash
# TAP: `sheaf check` and `sheaf init`, from a folder of PDFs to a red check that names the word.
# SHEAF names the program.
# shellcheck source=tests/tap.sh
. "$(dirname "$0")/tap.sh"
root=$(dirname "$samples")
unset GITHUB_ACTIONS GITHUB_WORKSPACE GITHUB_STEP_SUMMARY CI_PROJECT_DIR NO_COLOR

# The last run ended with STATUS and said TEXT on standard output.
shows() { # STATUS TEXT
    [ "$got" -eq "$1" ] && grep -qF -- "$2" out
}

# The last run ended with STATUS and one line on standard error that holds TEXT.
says() { # STATUS TEXT
    [ "$got" -eq "$1" ] && [ "$(wc -l <err)" -eq 1 ] && grep -q '^sheaf: ' err && grep -qF -- "$2" err
}

# From a folder of PDFs to a green check.
mkdir repo && cd repo || exit 1
mkdir papers data .git
printf '[remote "origin"]\n\turl = git@gitlab.example:a/b.git\n' >.git/config
cp "$samples/book.pdf" .
cp "$samples/paper.pdf" "$samples/newsletter.pdf" papers
qpdf "$samples/report.pdf" --pages . 4-5 -- data/ferries.pdf
run init
shows 0 'wrote sheaf.conf' && [ -s .gitlab-ci.yml ] && [ -s book/05-the-evaluation-loop.md ] && [ -s papers-markdown/paper.md ] &&
    [ -s data/ferries-tables/manifest.jsonl ]
verdict "init writes sheaf.conf and a workflow, and converts what is not there"
grep -A 1 '^\[book\]' sheaf.conf | grep -q 'command=book' && grep -A 1 '^\[papers\]' sheaf.conf | grep -q 'command=convert' &&
    grep -A 1 '^\[data/ferries\]' sheaf.conf | grep -q 'command=tables'
verdict "it guesses the command from what is in the PDF, and takes a folder of alike ones as one"
run init
says 4 'sheaf.conf is there already' && says 4 '--force'
verdict "init writes over nothing"
cp -r book kept && echo own words >book/01-preface.md
run init --force --ci github --quiet
[ "$got" -eq 1 ] && [ -s .github/workflows/sheaf.yml ] && grep -q 'own words' book/01-preface.md
verdict "with --force it does, but not over converted files"
cp kept/01-preface.md book/ && rm -r kept
run check
shows 0 '25 files are as committed' || shows 0 'files are as committed'; verdict "a check of what was just converted is green"
/usr/bin/python3 - .github/workflows/sheaf.yml .gitlab-ci.yml <<'END'
import sys, yaml
github, gitlab = [yaml.safe_load(open(name)) for name in sys.argv[1:]]
job = github["jobs"]["check"]
assert job["runs-on"] and github[True] and set(github) == {"name", True, "permissions", "jobs"}
assert all(("run" in step) != ("uses" in step) for step in job["steps"])
assert any("sheaf check" in step.get("run", "") for step in job["steps"])
job = gitlab["sheaf"]
assert all(isinstance(line, str) for line in job["script"] + job["before_script"])
assert "sheaf check" in job["script"][0] and set(job["artifacts"]["reports"]) == {"junit", "codequality"}
END
verdict "both workflows are YAML of the right shape"

# One word of a committed chapter.
sed -i '0,/stack/s//stick/' book/05-the-evaluation-loop.md
line=$(grep -n 'stick' book/05-the-evaluation-loop.md | cut -d: -f1)
run check
shows 1 "line $line: has \"stick" && grep -q '^--- a/book/05-the-evaluation-loop.md' out && grep -q '^-.*stick' out &&
    shows 1 'the PDF gives "stack' && shows 1 'book/05-the-evaluation-loop.md: changed: 1 line removed, 1 added'
verdict "a word that was changed is named, with its line and a diff"
grep -q "$(printf '\033')" out; [ $? -eq 1 ]
verdict "no colour goes into a file"
cp -r book patched && sed s,book/,patched/,g out | patch -p1 --quiet && ! grep -q stick patched/05-*.md
verdict "patch takes the diff"
rm -rf patched
TERM=xterm script -qec "$sheaf check book" /dev/null </dev/null >coloured
NO_COLOR=1 TERM=xterm script -qec "$sheaf check book" /dev/null </dev/null >plain
grep -q "$(printf '\033\[31m-.*stick')" coloured && ! grep -q "$(printf '\033\[3')" plain
verdict "a terminal gets colour, unless NO_COLOR is set"
rm -f coloured plain
run check papers
shows 0 'as committed'; verdict "a group can be checked alone"
run check paper
says 2 'did you mean papers?'; verdict "a group that is not there is a usage error"

# Forms for programs.
GITHUB_ACTIONS=true GITHUB_WORKSPACE=$PWD GITHUB_STEP_SUMMARY=$PWD/summary.md \
    run check --junit junit.xml --json check.json --gitlab quality.json
grep -q "^::error file=book/05-the-evaluation-loop.md,line=$line,title=changed::.*%0Aline $line: has \"stick" out &&
    grep -q '^| book/05-the-evaluation-loop.md | changed |' summary.md && grep -q '^```diff' summary.md
verdict "a GitHub workflow gets annotations and a summary"
xmllint --noout --schema "$root/tests/data/junit.xsd" junit.xml 2>lint &&
    [ "$(xmllint --xpath 'count(//failure)' junit.xml)" = 1 ] &&
    [ "$(xmllint --xpath 'string(//testcase[failure]/@name)' junit.xml)" = book/05-the-evaluation-loop.md ] &&
    [ "$(xmllint --xpath 'count(//testsuite)' junit.xml)" = 3 ]
verdict "JUnit XML fits the schema, the changed file is its only failure"
jq -e --argjson line "$line" '.version == 1 and (.good | not) and .different == 1
    and ([.groups[].files[] | select(.state == "changed")] | length == 1 and .[0].line == $line
        and (.[0].notes[0] | contains("stick")) and (.[0].diff | contains("stick")))
    and ([.groups[].documents[]] | length == 4 and all(.whole))
    and (.groups[0].documents[0].words.lost == 0)' check.json >/dev/null
verdict "JSON has all of it"
jq -e --argjson line "$line" 'length == 1 and .[0].location.path == "book/05-the-evaluation-loop.md"
    and .[0].location.lines.begin == $line and .[0].severity == "major" and (.[0].fingerprint | length == 64)
    and (.[0].description | contains("stick")) and .[0].check_name == "sheaf-different"' quality.json >/dev/null
verdict "GitLab gets a code quality report"
mkdir -p "$scratch/elsewhere" && cd "$scratch/elsewhere" || exit 1
CI_PROJECT_DIR=$scratch run check --conf ../repo/sheaf.conf --gitlab quality.json
[ "$got" -eq 1 ] && jq -e '.[0].location.path == "repo/book/05-the-evaluation-loop.md"' quality.json >/dev/null
verdict "paths are those of the repository, wherever it is run"
cd "$scratch/repo" || exit 1

# Tables, cell by cell; what is missing, what is left over.
table=data/ferries-tables/ferries-page-1-table-1.csv
cp $table before.csv
awk -F, -v OFS=, 'NR == 5 { $1 = "changed" } NR != 9 { print }' before.csv >$table
rm book/09-glossary.md
echo 'of another edition' >book/11-index.md
echo 'own words' >book/NOTES.md
cp book/images/figure-02-1.png book/images/figure-07-3.png
run check
shows 1 'row 5, column 1 (' && shows 1 'has "changed", the PDF gives' && shows 1 'after row 8: a row is missing' &&
    shows 1 "$table: changed"
verdict "of a table, cells and rows are named"
shows 1 'book/09-glossary.md: missing' && shows 1 'book/11-index.md: left over' &&
    shows 1 'book/images/figure-07-3.png: left over' && ! grep -q NOTES out
verdict "so are files that are missing or left over, and nobody's own"
printf 'keep=11-*;images/figure-07*\n' >keep && sed '/^\[book\]/r keep' sheaf.conf >kept.conf
run check --conf kept.conf
shows 1 'missing' && ! grep -q 'left over' out
verdict "what is named under keep is not left over"
run check --update
shows 0 'book/11-index.md: updated' && [ ! -e book/11-index.md ] && [ -e book/NOTES.md ] && [ -s book/09-glossary.md ] &&
    cmp -s $table before.csv
verdict "--update writes and removes"
run check --quiet
[ "$got" -eq 0 ] && [ ! -s out ] && [ ! -s err ]
verdict "then all is green, and with --quiet nothing is said"

# The cache.
run check --cache ../cache --report x
says 2 '--report is an option of'
run check --cache ../cache
shows 0 'as committed' && ! grep -q 'from the cache' out
verdict "a cache is filled"
run check --cache ../cache
[ "$got" -eq 0 ] && [ "$(grep -c 'from the cache' out)" -eq 3 ]
verdict "what did not change is taken from it"
sed -i '0,/stack/s//stick/' book/05-the-evaluation-loop.md
run check --cache ../cache
shows 1 '"stick' && [ "$(grep -c 'from the cache' out)" -eq 3 ]
verdict "and compared all the same"
run check --quiet --update
cp data/ferries.pdf data/saved.pdf && qpdf "$samples/report.pdf" --pages . 4-6 -- data/ferries.pdf
run check --cache ../cache
[ "$got" -eq 1 ] && [ "$(grep -c 'from the cache' out)" -eq 2 ]
verdict "a PDF that changed is converted again"
mv data/saved.pdf data/ferries.pdf
sed 's/^\[papers\]/&\nfurniture=keep/' sheaf.conf >other.conf
run check --conf other.conf --cache ../cache
[ "$(grep -c 'from the cache' out)" -eq 2 ] && grep -q '^\[papers\] 2 documents.*differ$' out
verdict "so is a group with other options"
run check --cache ../cache
[ "$got" -eq 0 ] && [ "$(grep -c 'from the cache' out)" -eq 3 ] && [ -z "$(find ../cache -maxdepth 1 -name '.sheaf-*')" ]
verdict "the result of before is still there"

# Gates.
mkdir ../gates && cd ../gates || exit 1
qpdf --empty --pages "$samples/paper.pdf" 1 -- good.pdf
perl -e 'print "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n",
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]>>endobj\ntrailer<</Root 1 0 R>>\n"' >blank.pdf
echo 'no PDF' >bad.pdf
conf() { # COMMAND INPUT OUTPUT [LINE]
    printf '[one]\ncommand = %s\ninputs = %s\noutput = %s\n%s\n' "$1" "$2" "$3" "${4:-}" >sheaf.conf
    run check --update --quiet
}
conf convert 'good.pdf;bad.pdf' out.d
[ "$got" -eq 1 ] && grep -q 'bad.pdf: failed: ' out && grep -q 'not updated' err && [ ! -e out.d ]
verdict "a document that fails fails the check, and its group is not updated"
run check --fail-on dead-links --quiet --junit failed.xml
[ "$got" -ne 0 ] && xmllint --noout --schema "$root/tests/data/junit.xsd" failed.xml 2>lint && [ "$(xmllint --xpath 'count(//error)' failed.xml)" = 1 ]
verdict "even where no gate looks for it, and JUnit has it as an error"
conf convert blank.pdf blank.md
[ "$got" -eq 0 ] || shows 0 ''
run check --fail-on empty-pages
shows 1 'blank.pdf: empty-pages: page 1: no text'; verdict "empty-pages names pages without text"
run check --fail-on empty-pages=1
[ "$got" -eq 0 ]; verdict "empty-pages=1 lets one pass"
conf tables "$samples/slides.pdf;$samples/report.pdf" tables
run check --fail-on confidence=1
least=$(jq -s 'map(.confidence) | min' tables/manifest.jsonl)
if [ "$(jq -n "$least < 1")" = true ]; then shows 1 'confidence: page'; else [ "$got" -eq 0 ]; fi
verdict "confidence=1 names tables that are less sure"
conf book "$samples/book.pdf" book
run check --fail-on dead-links,lost-words
[ "$got" -eq 0 ]; verdict "a sound book has no dead links and no lost words"
run check --fail-on dropped-words=10
shows 1 'book.pdf: dropped-words: 277 of 4599 words'; verdict "dropped-words=10 counts all that is left out"
run check --fail-on dropped-words=10%
[ "$got" -eq 0 ]; verdict "a share of words can be let pass"
conf book "$samples/book.pdf" book 'fail-on = dropped-words=10'
run check
[ "$got" -eq 1 ] && run check --fail-on failed && [ "$got" -eq 0 ]
verdict "gates of sheaf.conf count, unless the command line has its own"

# What can be wrong with sheaf.conf.
run check --conf none.conf
says 4 'none.conf: no such file' && says 4 'sheaf init'; verdict "a missing sheaf.conf is named, and what writes one"
echo 'command = book' >sheaf.conf
run check
says 2 'sheaf.conf: '; verdict "one that cannot be read is a usage error"
printf '[one]\ncommand = convert\ninputs = good.pdf\noutput = a.md\npages = x\n' >sheaf.conf
run check
says 2 'sheaf.conf: [one]: --pages x: want page numbers'; verdict "so is an option with a value that makes no sense"
mkdir -p mixed/.git && cp good.pdf bad.pdf mixed
run init --ci none mixed
[ "$got" -eq 3 ] && grep -q '^sheaf: bad.pdf: left out' err && grep -q 'inputs=good.pdf' mixed/sheaf.conf &&
    ! grep -q bad mixed/sheaf.conf && [ -s mixed/good.md ] && [ ! -e mixed/.github ]
verdict "init leaves out what cannot be read, and says so"
mkdir none && run init none
says 4 'there is no PDF'; verdict "init wants a PDF"

echo "1..$count"
