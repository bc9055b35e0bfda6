#!/bin/sh
# Write the manual pages of sheaf: what the program says of itself, set for man(1), and what is said only there.
#
#   packaging/man.sh SHEAF FOLDER
#
# Of each command: its usage, description, options and examples from `sheaf help COMMAND`, then packaging/man/COMMAND.roff
# where there is one. sheaf.1 and the manuals of files are packaging/man/*.[15], with @DATE@ and @VERSION@ filled in. The
# date is that of SOURCE_DATE_EPOCH, or of the newest entry of the changelog: never today.
set -eu
LC_ALL=C.UTF-8
export LC_ALL
sheaf=$1 out=$2
here=$(dirname "$0")
version=$("$sheaf" --version | sed -n 's/^sheaf //p')
epoch=${SOURCE_DATE_EPOCH:-$(date -u -d "$(sed -n 's/^ -- .*>  //p' "$here/debian/changelog" | head -n 1)" +%s)}
date=$(date -u -d "@$epoch" +%Y-%m-%d)

mkdir -p "$out"
"$sheaf" help | sed -n '/^Commands:/,/^$/s/^  *\([^ ]*\)  */\1 /p' >"$out/commands"
awk '{ command = $1; sub(/^[^ ]* /, ""); printf ".TP\n.BR sheaf\\-%s (1)\n%s\n", command, $0 }' "$out/commands" >"$out/list"
for page in "$here"/man/*.[0-9]; do
    sed "s/@DATE@/$date/g; s/@VERSION@/$version/g; /^@COMMANDS@/{r $out/list
        d}" "$page" >"$out/$(basename "$page")"
done
while read -r command summary; do
    {
        "$sheaf" help "$command" |
            awk -v command="$command" -v date="$date" -v version="$version" -v summary="$summary" -f "$here/man.awk"
        if [ -e "$here/man/$command.roff" ]; then
            cat "$here/man/$command.roff"
        fi
        printf '.SH SEE ALSO\n.BR sheaf (1)\n'
    } >"$out/sheaf-$command.1"
done <"$out/commands"
rm -f "$out/commands" "$out/list"
