# The records of packaging/completion.sh as a script for fish.
BEGIN {
    FS = "\t"
    print "# fish completion for sheaf"
}

function quoted(text) {
    gsub(/\\/, "\\\\", text)
    gsub(/'/, "\\'", text)
    return "'" text "'"
}

$1 == "command" {
    commands = commands " " $2
    lines[++count] = "complete -c sheaf -n __fish_use_subcommand -f -a " $2 " -d " quoted($3)
}
$1 == "option" {
    line = "complete -c sheaf -n '__fish_seen_subcommand_from " $2 "' -l " $4
    if ($3 != "")
        line = line " -s " $3
    if ($6 != "")
        line = line " -x -a " quoted($6)
    else if ($5 == "FOLDER")
        line = line " -x -a '(__fish_complete_directories)'"
    else if ($5 == "FILE")
        line = line " -r -F"
    else if ($5 != "")
        line = line " -x"
    lines[++count] = line " -d " quoted($7)
}
END {
    for (i = 1; i <= count; i++)
        print lines[i]
    print "complete -c sheaf -n __fish_use_subcommand -f -a help -d 'what a command does, and its options'"
    print "complete -c sheaf -n '__fish_seen_subcommand_from help' -f -a '" substr(commands, 2) "'"
}
