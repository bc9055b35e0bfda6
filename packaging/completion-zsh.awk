# The records of packaging/completion.sh as a script for zsh.
BEGIN { FS = "\t" }

function quoted(text) {
    gsub(/'/, "'\\''", text)
    gsub(/\[|\]|:/, "\\\\&", text)
    return text
}

function taken(takes, values) {
    if (takes == "")
        return ""
    if (values != "")
        return ":" takes ":(" values ")"
    if (takes == "FOLDER")
        return ":folder:_files -/"
    if (takes == "FILE")
        return ":file:_files"
    return ":" quoted(takes) ": "
}

$1 == "command" { order[++count] = $2; summary[$2] = $3 }
$1 == "option" {
    action = taken($5, $6)
    help = "[" quoted($7) "]"
    if ($3 != "")
        line = "'(-" $3 " --" $4 ")'{-" $3 ($5 != "" ? "+" : "") ",--" $4 ($5 != "" ? "=" : "") "}'" help action "'"
    else
        line = "'*--" $4 ($5 != "" ? "=" : "") help action "'"
    arguments[$2] = arguments[$2] "            " line " \\\n"
}
END {
    print "#compdef sheaf"
    print "_sheaf() {"
    print "    local -a commands"
    print "    commands=("
    for (i = 1; i <= count; i++)
        printf "        '%s:%s'\n", order[i], quoted(summary[order[i]])
    print "        'help:what a command does, and its options'"
    print "    )"
    print "    if ((CURRENT == 2)); then"
    print "        _describe command commands"
    print "        return"
    print "    fi"
    print "    local command=$words[2]"
    print "    shift words"
    print "    ((CURRENT--))"
    print "    case $command in"
    for (i = 1; i <= count; i++)
        printf "    %s)\n        _arguments -S \\\n%s            '*:input:_files'\n        ;;\n", order[i], arguments[order[i]]
    print "    help) _describe command commands ;;"
    print "    esac"
    print "}"
    print "_sheaf \"$@\""
}
