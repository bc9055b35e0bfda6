#!/bin/bash
# TAP: every command line of the README and of the guides does what they say, in a folder prepared with stand-ins; and no link
# of the documentation is dead.
#
# A command is a line "$ ..." of a block that is set in by four blanks; lines "> ..." after it go on with it. What follows,
# up to the next command or the end of the block, is what it prints, standard error included; a line "..." stands for any
# lines. Where nothing follows, it may print anything. The commands of one file run one after the other in one shell. One that
# fails must be followed by "$ echo $?".
root=$PWD
# shellcheck source=tests/tap.sh
. "$(dirname "$0")/tap.sh"
export LC_ALL=C.UTF-8 TZ=UTC
unset GITHUB_ACTIONS GITHUB_STEP_SUMMARY
documents=(README.md docs/{book,tables-guide,convert,batch,ci,tour,rules,speed}.md)

# What cannot be run here, and why: a pattern of the shell, and the reason.
exempt() { # COMMAND
    case $1 in
    'make demo'* | 'make check'*) reason="it installs packages, and runs this very test" ;;
    docs/typeset.py* | *typeset/*) reason="it needs WeasyPrint" ;;
    'make '*) reason="it builds sheaf, which is built already" ;;
    'sudo '*) reason="it changes the machine; tests/packaging.t installs into a folder" ;;
    'docker '*) reason="it needs Docker and the network" ;;
    docs/*.py*) reason="it needs documents that sheaf must not ship" ;;
    'parallel '* | 'sheaf merge merged/ part'*)
        command -v parallel >/dev/null && return 1
        reason="there is no GNU parallel here"
        ;;
    *) return 1 ;;
    esac
    return 0
}

# From a document to one file a command, FOLDER/N, what it prints in N.says, and its line in N.line.
commands() { # DOCUMENT FOLDER
    awk -v folder="$2" '
        function says() { return sprintf("%s/%03d.says", folder, n) }
        !/^    / && !/^$/ { shown = 0 }
        /^    \$ / { n++; shown = 1; held = ""; name = sprintf("%s/%03d", folder, n); print substr($0, 7) >name
                     print NR >(name ".line"); next }
        shown && /^    > / { print substr($0, 7) >name; next }
        shown && /^$/ { held = held "\n"; next }
        shown { if (held != "") { printf "%s", held >says(); held = "" } print substr($0, 5) >says() }' "$1"
}

stand_ins() {
    mkdir samples reports months repository mine
    cp "$samples"/*.pdf samples/
    cp samples/{report,paper,form,tagged}.pdf reports/
    cp samples/report.pdf months/april.pdf
    cp samples/report.pdf months/may.pdf
    cp samples/paper.pdf paper.pdf
    qpdf samples/report-scan.pdf --pages . 1 -- scan.pdf
    cp samples/book.pdf repository/handbook.pdf
    cp samples/book.pdf mine/
    git -C repository init --quiet
    git -C repository config user.name nobody
    git -C repository config user.email nobody@example.org
    # What `sheaf inspect` saves when the area of the first table on page 2 is left as found; then what docs/tables-guide.md shows.
    cat >report.template <<'END'
[table 1]
pages=2
area=103.74,175.09,417.95,311.24
columns=154.79,201.93,250.36,308.62,351.16
method=lattice
header-rows=2
END
    sed -n '/^    \[table 1\]/,/^    only=true/s/^    //p' "$root/docs/tables-guide.md" >monthly.template
}

# Each line of SAYS is in OUT, in order and without others between them, but where SAYS has "...". CSV has carriage returns.
as_shown() { # SAYS OUT
    awk '{ sub(/\r$/, "") }
        NR == FNR { want[++w] = $0; next }
        { got[++g] = $0 }
        END { exit !same(1, 1) }
        function same(i, k) {
            if (i > w) return k > g
            if (want[i] == "...") return same(i + 1, k) || (k <= g && same(i, k + 1))
            return k <= g && want[i] == got[k] && same(i + 1, k + 1)
        }' "$1" "$2"
}

run_all() { # FOLDER: in the current one
    local folder=$1 last=0 file command
    for file in "$folder"/[0-9][0-9][0-9]; do
        command=$(cat "$file")
        if exempt "$command"; then
            echo "$reason" >"$file.skipped"
            continue
        fi
        (exit $last)
        eval "$command" >"$file.out" 2>&1 </dev/null
        last=$?
        echo $last >"$file.status"
    done
}

judge() { # FILE-OF-COMMAND NEXT-COMMAND: and says what is wrong
    [ "$(cat "$1.status")" -eq 0 ] || [ "$(head -n 1 "$2" 2>/dev/null)" = 'echo $?' ] || {
        sed 's/^/# printed: /' "$1.out" | head -n 5
        echo "# exit status $(cat "$1.status")"
        return 1
    }
    ! [ -s "$1.says" ] || as_shown "$1.says" "$1.out" || {
        diff "$1.says" "$1.out" | sed 's/^/# /' | head -n 20
        return 1
    }
}

mkdir bin
ln -s "$sheaf" bin/sheaf
PATH=$scratch/bin:$PATH
for document in "${documents[@]}"; do
    name=$(basename "$document" .md)
    mkdir "$name.parts" "$name"
    commands "$root/$document" "$scratch/$name.parts"
    (cd "$name" && stand_ins && run_all "$scratch/$name.parts")
    parts=("$name.parts"/[0-9][0-9][0-9])
    [ -e "${parts[0]}" ] || continue
    for i in "${!parts[@]}"; do
        part=${parts[$i]}
        count=$((count + 1))
        told="$document:$(cat "$part.line"): $(head -n 1 "$part" | tr '#' ' ')"
        if [ -e "$part.skipped" ]; then
            echo "ok $count - $told # SKIP $(cat "$part.skipped")"
        elif judge "$part" "${parts[$((i + 1))]:-none}"; then
            echo "ok $count - $told"
        else
            echo "not ok $count - $told"
        fi
    done
done

# Sheaf reads Markdown as GitHub does, also its own.
mkdir -p whole/samples
cp -r "$root"/{README.md,CHANGELOG.md,LICENSE,docs} whole/
cp "$root/samples/README.md" whole/samples/
run book --verify whole
[ $got -eq 0 ]
verdict "every link of the documentation leads somewhere"
echo "1..$count"
