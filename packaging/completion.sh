#!/bin/sh
# Write what shells need to complete the command lines of sheaf: its own help says what there is.
#
#   packaging/completion.sh SHEAF FOLDER      FOLDER/sheaf.bash, sheaf.zsh, sheaf.fish
#
# What an option takes is told by the word in its help: FOLDER, FILE, or words that packaging/completion.values lists.
set -eu
LC_ALL=C.UTF-8
export LC_ALL
sheaf=$1 out=$2
here=$(dirname "$0")
mkdir -p "$out"

commands=$("$sheaf" help | awk '/^Commands:/ { on = 1; next } on && NF == 0 { exit } on { print $1 }')
# A line an option: command, short, long, what it takes, its values, help.
list=$(for command in $commands; do
    "$sheaf" help "$command" | awk -v command="$command" '
        FILENAME != "-" { values[$1] = substr($0, length($1) + 2); next }
        /^Options:/ { on = 1; next }
        on && NF == 0 { on = 0 }
        on && /^  .*--/ {
            sub(/^ +/, "")
            match($0, /  +/)
            name = substr($0, 1, RSTART - 1)
            text = substr($0, RSTART + RLENGTH)
            short = ""
            if (name ~ /^-.,/) { short = substr(name, 2, 1); sub(/^-., /, "", name) }
            sub(/^--/, "", name)
            takes = ""
            if ((at = index(name, "=")) > 0) { takes = substr(name, at + 1); name = substr(name, 1, at - 1) }
            print command "\t" short "\t" name "\t" takes "\t" ((command "." name) in values ? values[command "." name] : values[name]) "\t" text
        }' "$here/completion.values" -
done)
summaries=$("$sheaf" help | awk '
    /^Commands:/ { on = 1; next }
    on && NF == 0 { exit }
    on { name = $1; sub(/^ +[^ ]+ +/, ""); print "command\t" name "\t" $0 }')

for shell in bash zsh fish; do
    {
        echo "$summaries"
        echo "$list" | sed 's/^/option\t/'
    } | awk -f "$here/completion-$shell.awk" >"$out/sheaf.$shell"
done
