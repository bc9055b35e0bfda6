/* pipeline/raw.c - the command line as GOption reads it, before it is understood */
#include "pipeline/raw.h"

#include "pipeline/help.h"

enum {
    CONVERT = 1 << COMMAND_CONVERT,
    BOOK = 1 << COMMAND_BOOK,
    TABLES = 1 << COMMAND_TABLES,
    MERGE = 1 << COMMAND_MERGE,
    INSPECT = 1 << COMMAND_INSPECT,
    ALL = CONVERT | BOOK | TABLES | INSPECT
};

void
raw_clear(Raw *raw)
{
    char *texts[] = { raw->pages,         raw->to,     raw->output,      raw->password,
                      raw->password_file, raw->lang,   raw->ocr,         raw->furniture,
                      raw->images,        raw->tables, raw->columns,     raw->method,
                      raw->files_from,    raw->report, raw->stop_after,  raw->start_from,
                      raw->dump_dir,      raw->spans,  raw->header_rows, raw->jobs,
                      raw->timeout,       raw->memory, raw->shard,       raw->sandbox };

    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
    book_option_raw_clear(&raw->book);
    g_strfreev(raw->areas);
    g_strfreev(raw->rest);
}

/* One option, and the commands that know it. */
typedef struct {
    guint commands;
    GOptionEntry entry;
} Known;

#define TEXT_OPTION(cmds, name, field, help, arg)                                                  \
    {                                                                                              \
        cmds,                                                                                      \
        {                                                                                          \
            name, 0, 0, G_OPTION_ARG_STRING, &raw->field, help, arg                                \
        }                                                                                          \
    }
#define FILE_OPTION(cmds, name, letter, field, help, arg)                                          \
    {                                                                                              \
        cmds,                                                                                      \
        {                                                                                          \
            name, letter, 0, G_OPTION_ARG_FILENAME, &raw->field, help, arg                         \
        }                                                                                          \
    }
#define FLAG_OPTION(cmds, name, letter, field, help)                                               \
    {                                                                                              \
        cmds,                                                                                      \
        {                                                                                          \
            name, letter, 0, G_OPTION_ARG_NONE, &raw->field, help, NULL                            \
        }                                                                                          \
    }

/* The help line of --to, which differs from command to command. */
static const char *const to_help[COMMAND_COUNT] = {
    [COMMAND_CONVERT] = "What to write: md (default), json, html, text; several with commas",
    [COMMAND_TABLES] = "What to write: csv (default), tsv, json, xlsx; several with commas",
};

/* Options that decide nothing about the bytes of results, or that nobody should read. */
static const char *const silent_options[] = {
    "output",  "password", "password-file", "files-from", "report",  "jobs",     "timeout",
    "memory",  "resume",   "retry-failed",  "quiet",      "verbose", "dump-dir", "shard",
    "sandbox", NULL
};

/* What is done with the table of options: they are made known to GOption, or what they were given
 * is written down. */
typedef struct {
    GOptionContext *context;
    GString *settings; /* NULL: for the context */
} Reader;

/* "name=value" and a line end, where there is a value. */
static void
write_down(GString *settings, const GOptionEntry *entry)
{
    if (g_strv_contains(silent_options, entry->long_name))
        return;
    if (entry->arg == G_OPTION_ARG_NONE && *(const gboolean *)entry->arg_data)
        g_string_append_printf(settings, "%s\n", entry->long_name);
    if ((entry->arg == G_OPTION_ARG_STRING || entry->arg == G_OPTION_ARG_FILENAME) &&
        *(char *const *)entry->arg_data != NULL)
        g_string_append_printf(settings, "%s=%s\n", entry->long_name,
                               *(char *const *)entry->arg_data);
    if (entry->arg == G_OPTION_ARG_STRING_ARRAY)
        for (char **value = *(char ***)entry->arg_data; value != NULL && *value != NULL; value++)
            g_string_append_printf(settings, "%s=%s\n", entry->long_name, *value);
}

/* @entries end with one without a name. */
static void
read_entries(Reader *reader, const GOptionEntry *entries)
{
    if (reader->settings == NULL)
        g_option_context_add_main_entries(reader->context, entries, NULL);
    else
        for (; entries->long_name != NULL; entries++)
            write_down(reader->settings, entries);
}

static void
read_table(Reader *reader, Command command, const Known *known, guint n_known)
{
    g_autofree GOptionEntry *entries = g_new0(GOptionEntry, n_known + 1);
    guint n = 0;

    for (guint i = 0; i < n_known; i++)
        if (known[i].commands & (1u << command))
            entries[n++] = known[i].entry;
    read_entries(reader, entries);
}

static void
read_reading_options(Reader *reader, Command command, Raw *raw)
{
    const Known known[] = {
        FILE_OPTION(ALL, "output", 'o', output, "Where results go", "FOLDER"),
        TEXT_OPTION(CONVERT | TABLES, "to", to, to_help[command], "FORMAT"),
        TEXT_OPTION(ALL, "pages", pages, "Only these pages, from 1: 1-3,7,12-", "PAGES"),
        TEXT_OPTION(ALL, "password", password, "For encrypted files", "TEXT"),
        FILE_OPTION(ALL, "password-file", 0, password_file,
                    "The password is this file's first line", "FILE"),
        TEXT_OPTION(ALL, "ocr", ocr,
                    "Read pictures of text: auto (default: pages without usable text), never, "
                    "always, pictures (also pictures in a page)",
                    "WHEN"),
        TEXT_OPTION(ALL, "lang", lang,
                    "Languages of scanned pages, as Tesseract calls them: eng (default), eng+deu",
                    "LANGS"),
        TEXT_OPTION(CONVERT | BOOK, "furniture", furniture,
                    "Running heads, feet, page numbers: drop (default) or keep", "WHAT"),
        TEXT_OPTION(CONVERT | BOOK, "images", images,
                    "Figures: files beside the text (default with -o) or off", "WHAT"),
        TEXT_OPTION(CONVERT | BOOK | INSPECT, "tables", tables,
                    "Tables in Markdown: auto (default: HTML where cells are merged), pipe, html",
                    "STYLE"),
        FLAG_OPTION(CONVERT, "page-marks", 0, page_marks, "Mark where each page begins"),
    };

    read_table(reader, command, known, G_N_ELEMENTS(known));
}

static void
read_table_options(Reader *reader, Command command, Raw *raw)
{
    const Known known[] = {
        { ALL,
          { "area", 0, 0, G_OPTION_ARG_STRING_ARRAY, &raw->areas,
            "A table is here and nowhere else on its page, in points from the top left of the page "
            "as shown; may be repeated",
            "PAGE:X0,Y0,X1,Y1" } },
        TEXT_OPTION(ALL, "columns", columns, "Where the columns of tables part, in points",
                    "X,X,..."),
        TEXT_OPTION(
            ALL, "method", method,
            "Find tables by their lines (lattice), by their text (stream), or both (auto, default)",
            "HOW"),
        FLAG_OPTION(ALL, "no-join", 0, no_join, "Leave a table that goes on over pages in pieces"),
        TEXT_OPTION(ALL, "header-rows", header_rows,
                    "The first N rows of every table are its header, whatever they look like", "N"),
        TEXT_OPTION(
            TABLES, "spans", spans,
            "What a merged cell gives in CSV: its text in its first field (first, default), "
            "in all of its fields (repeat), or nothing (blank)",
            "WHAT"),
        FLAG_OPTION(TABLES, "bom", 0, bom, "Start CSV with a byte order mark, for Excel"),
        FLAG_OPTION(
            TABLES, "datapackage", 0, datapackage,
            "Write datapackage.json, which tells Frictionless tools what the CSV files are"),
    };

    read_table(reader, command, known, G_N_ELEMENTS(known));
}

static void
read_run_options(Reader *reader, Command command, Raw *raw)
{
    const Known known[] = {
        FILE_OPTION(ALL, "files-from", 0, files_from,
                    "Take more inputs from FILE, one a line or NUL-separated; - for standard input",
                    "FILE"),
        FILE_OPTION(ALL | MERGE, "report", 0, report,
                    "Write what became of each document, as JSON Lines", "FILE"),
        TEXT_OPTION(ALL, "jobs", jobs,
                    "Work in N processes; default: the processors this process may use", "N"),
        TEXT_OPTION(
            ALL, "timeout", timeout,
            "Give a page up that takes longer than SEC seconds; 300 by default, 0 for never",
            "SEC"),
        TEXT_OPTION(ALL, "memory", memory,
                    "Give a page up that takes more than MIB mebibytes; 4096 by default, 0 for no "
                    "limit",
                    "MIB"),
        TEXT_OPTION(ALL, "sandbox", sandbox,
                    "What the processes that read PDFs give up (network, files, programs): what "
                    "this system allows (auto, default), all or the run fails (require), nothing "
                    "(off)",
                    "HOW"),
        TEXT_OPTION(ALL, "shard", shard,
                    "Do only share I of N of the inputs, into a folder of its own; `sheaf merge` "
                    "puts the shares together",
                    "I/N"),
        FLAG_OPTION(ALL, "resume", 0, resume,
                    "Go on where a run into the same folder stopped; what is done and unchanged is "
                    "not done again"),
        FLAG_OPTION(ALL, "retry-failed", 0, retry_failed, "As --resume, and try again what failed"),
        FLAG_OPTION(ALL, "quiet", 'q', quiet, "No progress and no warnings; errors only"),
        FLAG_OPTION(ALL, "verbose", 'v', verbose, "Also say what was guessed or skipped"),
        TEXT_OPTION(ALL, "stop-after", stop_after,
                    "Stop after load, detect, ocr or layout (with --dump-dir)", "STAGE"),
        TEXT_OPTION(ALL, "start-from", start_from,
                    "Take the pages before this stage from --dump-dir", "STAGE"),
        FILE_OPTION(ALL, "dump-dir", 0, dump_dir,
                    "Write each page after each stage, as JSON and as a picture", "FOLDER"),
        { ALL | MERGE,
          { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &raw->rest, NULL, NULL } },
    };

    read_table(reader, command, known, G_N_ELEMENTS(known));
}

static void
read_options(Reader *reader, Command command, Raw *raw)
{
    read_reading_options(reader, command, raw);
    if (command == COMMAND_BOOK) {
        g_autofree GOptionEntry *entries = book_option_entries(&raw->book);

        read_entries(reader, entries);
    }
    read_table_options(reader, command, raw);
    read_run_options(reader, command, raw);
}

static GOptionContext *
context_new(Command command, Raw *raw)
{
    Reader reader = { .context = g_option_context_new(help_topic(command)->usage) };

    read_options(&reader, command, raw);
    g_option_context_set_help_enabled(reader.context, FALSE);
    return reader.context;
}

bool
raw_read(Raw *raw, Command command, char **arguments, GError **error)
{
    g_autoptr(GOptionContext) context = context_new(command, raw);
    g_auto(GStrv) strv = g_strdupv(arguments);

    return g_option_context_parse_strv(context, &strv, error);
}

char *
raw_settings(const Raw *raw, Command command)
{
    g_autofree char *version = help_version();
    Reader reader = { .settings = g_string_new(version) };

    g_string_append_printf(reader.settings, "%s\n", help_topic(command)->name);
    read_options(&reader, command, (Raw *)raw); /* which is only looked at */
    return g_string_free(reader.settings, FALSE);
}

char *
raw_help(Command command, const char *summary, const char *description)
{
    g_auto(Raw) raw = { 0 };
    g_autoptr(GOptionContext) context = context_new(command, &raw);

    g_option_context_set_summary(context, summary);
    g_option_context_set_description(context, description);
    return g_option_context_get_help(context, TRUE, NULL);
}
