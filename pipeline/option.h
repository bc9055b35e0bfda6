/* pipeline/option.h - the command line, checked and understood
 *
 * Everything that can be wrong with a command line is found here, before any
 * file is opened: what leaves this module is ready to be acted upon. What the
 * commands say of themselves is in pipeline/help.h.
 */
#pragma once

#include "emit/csv.h"
#include "emit/markdown.h"
#include "pipeline/book_option.h"
#include "pipeline/check_option.h"
#include "pipeline/page_range.h"
#include "pipeline/sandbox.h"
#include "pipeline/stage.h"

typedef enum {
    COMMAND_CONVERT,
    COMMAND_BOOK,
    COMMAND_TABLES,
    COMMAND_MERGE,
    COMMAND_INSPECT,
    COMMAND_CHECK,
    COMMAND_INIT,
    COMMAND_COUNT
} Command;

typedef enum {
    FORMAT_MD = 1 << 0,
    FORMAT_JSON = 1 << 1,
    FORMAT_HTML = 1 << 2,
    FORMAT_TEXT = 1 << 3,
    FORMAT_CSV = 1 << 4,
    FORMAT_TSV = 1 << 5,
    FORMAT_XLSX = 1 << 6,
} Format;

#define FORMAT_COUNT 7

typedef struct {
    Command command;
    char **inputs;    /* as given, never NULL */
    char *files_from; /* a file that names more inputs, "-" for standard input; or NULL */
    char *output;     /* folder, or file; NULL: standard output */
    guint formats;    /* Format flags */
    char *password;   /* or NULL */
    GArray *pages;    /* PageRange; empty: all */
    bool keep_furniture;
    bool mark_doubt;
    bool images; /* pictures as files */
    MarkdownTables tables;
    bool page_marks;
    bool bom;
    bool concat;      /* all.csv beside the CSV files */
    bool datapackage; /* datapackage.json beside the CSV files */
    CsvSpans spans;   /* what a merged cell gives in CSV */
    gint header_rows; /* of every table; -1: as found */
    bool join;        /* tables over page breaks are one */
    char *report;     /* or NULL */
    guint jobs;       /* worker processes at most */
    guint timeout;    /* seconds without progress after which a worker is given up; 0: never */
    guint memory_mib; /* of a worker; 0: no limit */
    SandboxMode sandbox;
    bool resume; /* go on where a run stopped */
    bool retry_failed;
    guint share, shares; /* which share of the inputs, from 1, of how many; 1 of 1: all of them */
    char *settings;      /* all that decides about the bytes of results, versions too, as text */
    bool quiet, verbose;
    StageId start, stop;
    bool dumps_only; /* --stop-after: nothing is written but the dumps */
    char *dump_dir;  /* or NULL */
    char *languages;
    bool languages_given;
    GArray *areas;   /* FinderArea; empty: look for tables */
    GArray *columns; /* double */
    BookOptions book;
    CheckOptions check;
    bool count_words;   /* what became of them goes into the report, where that can be told */
    StageOptions stage; /* borrows from the fields above */
} Options;

#define OPTION_ERROR option_error_quark()
GQuark option_error_quark(void);

typedef enum {
    OPTION_ERROR_USAGE, /* say so and leave with 2 */
    OPTION_ERROR_FILE,  /* a file named by an option cannot be read */
} OptionError;

/* Parses what follows the name of @command. Consumes @arguments, NULL-terminated, the
 * command's name first. (transfer full): NULL with one line to show. */
Options *option_parse(Command command, char **arguments, GError **error);
void option_free(Options *options);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Options, option_free)

/* The words for --help: options with their meanings. (transfer full) */
char *option_help(Command command);

/* "md", "json", ...: the name in --to. */
const char *option_format_name(Format format);

/* ".md", ".json", ...: what its files end in. */
const char *option_format_ending(Format format);

/* Where a single document is asked for, does -o name its file, not a folder? It does when it
 * ends like the one format to write. */
bool option_output_is_file(const Options *options);
