# What `sheaf help COMMAND` prints, as a manual page. Variables: command, summary, date, version.

function roff(text) {
    gsub(/\\/, "\\e", text)
    gsub(/-/, "\\-", text)
    sub(/^\./, "\\\\\\&.", text)
    sub(/^'/, "\\\\\\&'", text)
    return text
}

BEGIN {
    printf ".TH SHEAF\\-%s 1 %s \"sheaf %s\" \"User Commands\"\n", toupper(command), date, version
    printf ".SH NAME\nsheaf\\-%s \\- %s\n", command, roff(summary)
}

/^Usage:/ { part = "usage"; print ".SH SYNOPSIS"; next }
/^Options:/ { part = "options"; print ".SH OPTIONS"; next }
/^Examples:/ { part = "examples"; print ".SH EXAMPLES\n.nf"; next }

part == "usage" && /^  sheaf / {
    sub(/^  /, "")
    words = split($0, word, " ")
    printf ".B sheaf %s\n", word[2]
    for (i = 3; i <= words; i++)
        printf "%s%s", roff(word[i]), i < words ? " " : "\n"
    next
}
part == "usage" && NF == 0 { part = "about"; print ".SH DESCRIPTION"; next }
part == "about" && NF == 0 { next }
part == "about" { print roff($0); next }

# "  -o, --output=FOLDER         Where results go": two spaces or more part the option from its text.
part == "options" && /^  / {
    line = $0
    sub(/^ +/, "", line)
    if (match(line, /  +/)) {
        name = substr(line, 1, RSTART - 1)
        text = substr(line, RSTART + RLENGTH)
    } else {
        name = line
        text = ""
    }
    print ".TP"
    count = split(name, names, ", ")
    for (i = 1; i <= count; i++) {
        at = index(names[i], "=")
        if (at > 0)
            printf "\\fB%s\\fR=\\fI%s\\fR", roff(substr(names[i], 1, at - 1)), roff(substr(names[i], at + 1))
        else
            printf "\\fB%s\\fR", roff(names[i])
        printf "%s", i < count ? ", " : "\n"
    }
    if (text != "")
        print roff(text)
    next
}
part == "examples" && NF > 0 { sub(/^  /, ""); print roff($0) }

END {
    if (part == "examples")
        print ".fi"
}
