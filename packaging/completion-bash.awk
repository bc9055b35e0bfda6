# The records of packaging/completion.sh as a script for bash.
BEGIN { FS = "\t" }
$1 == "command" { commands = commands " " $2 }
$1 == "option" {
    names[$2] = names[$2] " --" $4 ($5 != "" ? "=" : "") ($3 != "" ? " -" $3 : "")
    # What --to takes is not the same everywhere; what others take is.
    where = $4 == "to" ? $2 ":" : "*:"
    option = where "--" $4 ($3 != "" ? "|" where "-" $3 : "")
    if ($6 != "")
        takes[option] = "COMPREPLY=($(compgen -W \"" $6 "\" -- \"$word\"))"
    else if ($5 == "FOLDER")
        takes[option] = "COMPREPLY=($(compgen -d -- \"$word\"))"
    else if ($5 == "FILE")
        takes[option] = "COMPREPLY=($(compgen -f -- \"$word\"))"
    else if ($5 != "")
        takes[option] = "COMPREPLY=()"
    if (option in takes && !(option in seen)) {
        seen[option] = 1
        order[++count] = option
    }
}
END {
    print "# bash completion for sheaf"
    print "_sheaf() {"
    print "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command= names= i"
    print "    local IFS=$' \\t\\n'"
    print "    compopt -o filenames 2>/dev/null"
    print "    for ((i = 1; i < COMP_CWORD; i++)); do"
    print "        case ${COMP_WORDS[i]} in"
    print "        -*) ;;"
    print "        *) command=${COMP_WORDS[i]}; break ;;"
    print "        esac"
    print "    done"
    print "    if [ -z \"$command\" ]; then"
    print "        COMPREPLY=($(compgen -W \"" substr(commands, 2) " help --help --version\" -- \"$word\"))"
    print "        return"
    print "    fi"
    print "    # --name=value comes as three words."
    print "    if [ \"$word\" = = ]; then"
    print "        word="
    print "    elif [ \"$before\" = = ]; then"
    print "        before=${COMP_WORDS[COMP_CWORD-2]}"
    print "    fi"
    print "    case $command:$before in"
    for (i = 1; i <= count; i++)
        printf "    %s) %s; return ;;\n", order[i], takes[order[i]]
    print "    esac"
    print "    case $command in"
    n = split(substr(commands, 2), list, " ")
    for (i = 1; i <= n; i++)
        printf "    %s) names=\"%s --help\" ;;\n", list[i], substr(names[list[i]], 2)
    printf "    help) names=\"%s\" ;;\n", substr(commands, 2)
    print "    esac"
    print "    case $word in"
    print "    -*)"
    print "        COMPREPLY=($(compgen -W \"$names\" -- \"$word\"))"
    print "        [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} = *= ]] && compopt -o nospace"
    print "        ;;"
    print "    *)"
    print "        if [ \"$command\" = help ]; then"
    print "            COMPREPLY=($(compgen -W \"$names\" -- \"$word\"))"
    print "        else"
    print "            COMPREPLY=($(compgen -f -X '!*.[pP][dD][fF]' -- \"$word\") $(compgen -d -- \"$word\"))"
    print "        fi"
    print "        ;;"
    print "    esac"
    print "}"
    print "complete -F _sheaf sheaf"
}
