#!/usr/bin/env bash
# TAP: what is installed with the program fits it: manual pages, completions, the Debian package.
root=$PWD
# shellcheck source=tests/tap.sh
. "$(dirname "$0")/tap.sh"
got=0
: >out
: >err

commands() {
    "$sheaf" help | awk '/^Commands:/ { on = 1; next } on && NF == 0 { exit } on { print $1 }'
}

options() { # COMMAND
    "$sheaf" help "$1" | sed -n '/^Options:/,/^$/s/^  *\(-., \)\{0,1\}--\([a-z0-9-]*\).*/\2/p'
}

# Completes the words of a command line in bash, of which the last one is being typed.
complete_in_bash() { # WORD...
    bash -c '. "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _sheaf 2>/dev/null; printf "%s\n" "${COMPREPLY[@]}"' \
        installed/usr/share/bash-completion/completions/sheaf "$@"
}

make -s -C "$root" -o "$sheaf" PROGRAM="$sheaf" BUILD="$scratch/build" DESTDIR="$scratch/installed" PREFIX=/usr install \
    >out 2>err
got=$?
[ $got -eq 0 ] && [ -x installed/usr/bin/sheaf ] && cmp -s "$sheaf" installed/usr/bin/sheaf
verdict "make install installs the program under DESTDIR and PREFIX"

: >out
for command in $(commands); do
    page=installed/usr/share/man/man1/sheaf-$command.1
    [ -s "$page" ] || echo "no page $page" >>out
    for option in $(options "$command"); do
        sed 's/\\-/-/g' "$page" | grep -q -- "--$option\\\\fR" || echo "sheaf-$command.1: no --$option" >>out
    done
    sed 's/\\-/-/g' installed/usr/share/man/man1/sheaf.1 | grep -qx "\.BR sheaf-$command (1)" ||
        echo "sheaf.1 does not name sheaf-$command(1)" >>out
done
[ ! -s out ]
verdict "every command has a manual page, which has every option"

if command -v mandoc >/dev/null; then
    mandoc -T lint -W warning installed/usr/share/man/man*/* >out 2>&1
    verdict "the manual pages are well formed"
else
    verdict "the manual pages are well formed # SKIP mandoc is not installed"
fi

: >out
for command in $(commands); do
    complete_in_bash sheaf "$command" -- | sed 's/=$//' | sort >completed
    options "$command" | sed 's/^/--/' | sort | comm -13 completed - >>out
done
[ ! -s out ]
verdict "bash completes every option of every command"

complete_in_bash sheaf '' >out
[ "$(commands | sort | tr '\n' ' ')" = "$(grep -v -e -- -e help out | sort | tr '\n' ' ')" ]
verdict "bash completes commands"

mkdir -p reports
touch reports/a.pdf reports/notes.txt paper.PDF
{
    complete_in_bash sheaf convert --ocr = a
    complete_in_bash sheaf convert --ocr n
    complete_in_bash sheaf tables --to = c
    complete_in_bash sheaf tables reports/
    complete_in_bash sheaf tables p
} >out
[ "$(tr '\n' ' ' <out)" = "auto always never csv reports/a.pdf paper.PDF " ]
verdict "bash completes values, and PDFs for inputs"

# A value that an option does not take is an error of usage (2), a file that is missing is not (4).
: >out
for command in $(commands); do
    for option in $(options "$command"); do
        values=$(awk -v a="$option" -v b="$command.$option" '$1 == b || ($1 == a && !v) { $1 = ""; v = $0 } END { print v }' \
            "$root/packaging/completion.values")
        for value in $values; do
            mkdir -p dump
            "$sheaf" "$command" "--$option=$value" --dump-dir dump -o nowhere missing.pdf >/dev/null 2>err
            [ $? -ne 2 ] || echo "$command --$option $value: $(cat err)" >>out
        done
    done
done
[ ! -s out ]
verdict "every value that is offered is taken"

for shell in zsh fish; do
    file=$(find installed -name _sheaf -o -name sheaf.fish | grep -e "$shell")
    if command -v $shell >/dev/null; then
        $shell -n "$file" >out 2>&1 && [ ! -s out ]
        verdict "$shell can read its completions"
    else
        verdict "$shell can read its completions # SKIP $shell is not installed"
    fi
done

version=$("$sheaf" --version | sed -n 's/^sheaf //p')
grep -q "^sheaf ($version)" <(head -n 1 "$root/packaging/debian/changelog")
verdict "the Debian package has the version of the program"

sed -n '/^build="/,/^"/p' "$root/packaging/setup.sh" | awk '$3 ~ /-dev$/ { print $3 }' | sort >wanted
sed -n '/^Build-Depends/,/^Standards/p' "$root/packaging/debian/control" | grep -o '[a-z][a-z0-9.-]*-dev' | sort >named
diff wanted named >out
verdict "the Debian package is built with what setup.sh installs"

echo "1..$count"
