/* pipeline/help.c - what the commands say of themselves */
#include "pipeline/help.h"

#include "emit/xlsx.h"
#include "pipeline/suggestion.h"

#include <string.h>

/* Set by the Makefile: what pkg-config says of what this was built with. */
#ifndef SHEAF_VERSION
#define SHEAF_VERSION "unknown"
#endif
#ifndef SHEAF_LIBRARIES
#define SHEAF_LIBRARIES ""
#endif

static const HelpTopic topics[COMMAND_COUNT] = {
    [COMMAND_CONVERT] = {
        .name = "convert",
        .summary = "a document as Markdown, JSON, HTML or plain text",
        .usage = "INPUT...",
        .about = "Turns PDFs into Markdown (or JSON, HTML, plain text). One input without -o goes to\n"
                 "standard output. An input is a PDF, a folder (with all PDFs in it and its\n"
                 "sub-folders), or - for standard input. With -o FOLDER each document becomes a\n"
                 "file named after it, in sub-folders as in the input; for one document, -o may\n"
                 "also name the file itself, when it ends like the format (paper.md).",
        .examples = "  sheaf convert paper.pdf > paper.md           the whole paper as Markdown\n"
                    "  sheaf convert --pages 1-3 paper.pdf | less   only its first pages\n"
                    "  sheaf convert papers/ -o out/                every PDF in papers/, pictures beside\n"
                    "  sheaf convert --to json,text paper.pdf -o out/   two formats at once\n"
                    "  sheaf convert --ocr always --lang eng+deu scan.pdf > scan.md\n",
    },
    [COMMAND_BOOK] = {
        .name = "book",
        .summary = "a book as a folder of Markdown chapters",
        .usage = "INPUT... -o FOLDER",
        .about = "Turns a book into a folder that reads well on GitHub and builds with mdBook: one\n"
                 "Markdown file a chapter, README.md with the contents, SUMMARY.md, and images/.\n"
                 "Chapters are taken from the outline of the PDF, else from its headings. One PDF\n"
                 "goes right into FOLDER; of several, or of a folder of PDFs, each gets a folder in it.\n"
                 "With --verify FOLDER nothing is written: the folder is read again as GitHub reads it,\n"
                 "and what is wrong with it is printed, a line each (exit status 1).",
        .examples = "  sheaf book internals.pdf -o book/       chapters, contents and pictures in book/\n"
                    "  sheaf book --images off draft.pdf -o draft/\n"
                    "  sheaf book --site hugo internals.pdf -o site/\n"
                    "  sheaf book --verify book/ internals.pdf  is every word of it in book/?\n"
                    "  sheaf book shelf/ -o books/             a folder for every PDF in shelf/\n",
    },
    [COMMAND_TABLES] = {
        .name = "tables",
        .summary = "the tables of documents as CSV, TSV, JSON or Excel files",
        .usage = "INPUT... -o FOLDER",
        .about = "Takes the tables out of PDFs: one CSV a table, named <document>-page-P-table-T.csv,\n"
                 "and manifest.jsonl, which says where each came from. A table that goes on over\n"
                 "pages is one table. With --to json, one file a document holds all its tables with\n"
                 "their cells and boxes; with --to xlsx, one workbook has a sheet for each.",
        .examples = "  sheaf tables reports/ -o out/                 every table of every PDF in reports/\n"
                    "  sheaf tables --to csv,json report.pdf -o out/\n"
                    "  sheaf tables --to xlsx reports/ -o out/       a workbook for every PDF\n"
                    "  sheaf tables --pages 12-14 --bom report.pdf -o out/     CSV that Excel reads right\n"
                    "  sheaf tables --area 3:56,120,540,410 report.pdf -o out/ only what stands there\n",
    },
    [COMMAND_INSPECT] = {
        .name = "inspect",
        .summary = "what was found in a document, as a page to look at",
        .usage = "INPUT... -o FOLDER",
        .about = "Writes a page of HTML for each document: the pictures of its pages, over them what\n"
                 "sheaf found (lines, blocks in their order, rulings, tables, cells, what was left\n"
                 "out), and beside them the Markdown and the tables, linked both ways. The page is\n"
                 "one file and loads nothing. Where a table is wrong, its area and columns can be\n"
                 "changed there and saved as a template. For one document -o may name the file\n"
                 "(report.html).",
        .examples = "  sheaf inspect report.pdf -o report.html      then open it in a browser\n"
                    "  sheaf inspect --pages 12-14 report.pdf -o report.html\n"
                    "  sheaf inspect reports/ -o look/              a page for every PDF in reports/\n",
    },
    [COMMAND_MERGE] = {
        .name = "merge",
        .summary = "the shares of a run (--shard) as if they had been one",
        .usage = "FOLDER SHARE...",
        .about = "Puts the folders that `--shard I/N` runs wrote together in FOLDER: the results, the\n"
                 "manifest, the report and the ledger are those of one run over all inputs. Says what\n"
                 "is missing: shares, and inputs of shares that came to no end.",
        .examples = "  sheaf tables --shard 1/2 reports/ -o part1/    on one machine\n"
                    "  sheaf tables --shard 2/2 reports/ -o part2/    on another\n"
                    "  sheaf merge out/ part1/ part2/\n",
    },
    [COMMAND_CHECK] = {
        .name = "check",
        .summary = "differences between the files of a repository and what its PDFs give",
        .usage = "[GROUP...]",
        .about = "Converts what sheaf.conf names into a temporary folder and compares it with the\n"
                 "files that are there. Says what differs: a line for each file, the words or table\n"
                 "cells, and a unified diff. Exit status 0 when nothing does, 1 when something does or\n"
                 "a gate (--fail-on) finds something. GROUP is a group of sheaf.conf; without any, all\n"
                 "are checked. In a GitHub workflow it also writes annotations and a summary.",
        .examples = "  sheaf init                       write a sheaf.conf for the PDFs of this folder\n"
                    "  sheaf check                      compare all, say what differs\n"
                    "  sheaf check --update handbook    write what differs in the group [handbook]\n"
                    "  sheaf check --fail-on failed,dead-links,confidence=0.7\n"
                    "  sheaf check --cache ~/.cache/sheaf --junit sheaf.xml\n",
    },
    [COMMAND_INIT] = {
        .name = "init",
        .summary = "a sheaf.conf and a workflow for `sheaf check`",
        .usage = "[FOLDER]",
        .about = "Looks at the PDFs in FOLDER (this one) and below, and writes a sheaf.conf that says\n"
                 "which command is right for each: book for long ones with an outline, tables for\n"
                 "those that are mostly tables, else convert. Writes a workflow that runs `sheaf check`\n"
                 "for each change on GitHub or GitLab, and converts what is not there yet. No file is\n"
                 "written over without --force; converted files never are.",
        .examples = "  sheaf init                  for the PDFs of this folder\n"
                    "  sheaf init --ci gitlab docs/\n"
                    "  sheaf init --ci none        no workflow\n",
    },
};

const HelpTopic *
help_topic(Command command)
{
    return &topics[command];
}

Command
help_command(const char *name)
{
    Command command = 0;

    while (command < COMMAND_COUNT && strcmp(topics[command].name, name) != 0)
        command++;
    return command;
}

const char **
help_names(void)
{
    const char **names = g_new0(const char *, COMMAND_COUNT + 1);

    for (Command command = 0; command < COMMAND_COUNT; command++)
        names[command] = topics[command].name;
    return names;
}

char *
help_no_command(const char *name)
{
    g_autofree const char **names = help_names();
    const char *meant = suggestion_find(name, names);

    if (*name == '-')
        return g_strdup_printf("options come after the command: '%s' stands first", name);
    if (meant != NULL)
        return g_strdup_printf("there is no command '%s': did you mean %s?", name, meant);
    if (g_file_test(name, G_FILE_TEST_EXISTS) || g_str_has_suffix(name, ".pdf"))
        return g_strdup_printf("there is no command '%s': to convert that, `sheaf convert %s`",
                               name, name);
    return g_strdup_printf("there is no command '%s'", name);
}

char *
help_overview(void)
{
    GString *text = g_string_new("sheaf turns PDFs into Markdown and tables.\n\n"
                                 "Usage:\n  sheaf COMMAND [OPTIONS] INPUT...\n\nCommands:\n");

    for (Command command = 0; command < COMMAND_COUNT; command++)
        g_string_append_printf(text, "  %-9s %s\n", topics[command].name, topics[command].summary);
    g_string_append(
        text,
        "\nTry:\n"
        "  sheaf convert paper.pdf > paper.md\n"
        "  sheaf book internals.pdf -o book/\n"
        "  sheaf tables reports/ -o out/\n"
        "  sheaf init && sheaf check\n"
        "\n`sheaf help COMMAND` lists the options of a command; `sheaf --version` the\n"
        "libraries in use.\n"
        "\nExit status: 0 all done; 1 check found differences or a gate failed, or book --verify\n"
        "found something wrong; 2 the command line or sheaf.conf is wrong; 3 some documents\n"
        "failed and the rest were written; 4 nothing could be written; 130 interrupted.\n");
    return g_string_free(text, FALSE);
}

char *
help_version(void)
{
    return g_strdup_printf("sheaf " SHEAF_VERSION "\n" SHEAF_LIBRARIES "xlsxwriter %s\n",
                           xlsx_version());
}
