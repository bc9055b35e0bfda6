/* pipeline/raw.c - the command line as GOption reads it, before it is understood */
#include "pipeline/raw.h"

#include "pipeline/help.h"
#include "pipeline/limit.h"
#include "pipeline/suggestion.h"

#include <string.h>

enum {
    CONVERT = 1 << COMMAND_CONVERT,
    BOOK = 1 << COMMAND_BOOK,
    TABLES = 1 << COMMAND_TABLES,
    MERGE = 1 << COMMAND_MERGE,
    INSPECT = 1 << COMMAND_INSPECT,
    CHECK = 1 << COMMAND_CHECK,
    INIT = 1 << COMMAND_INIT,
    ALL = CONVERT | BOOK | TABLES | INSPECT
};

void
raw_clear(Raw *raw)
{
    char *texts[] = { raw->pages,         raw->to,         raw->output, raw->password,
                      raw->password_file, raw->lang,       raw->ocr,    raw->spreads,
                      raw->furniture,     raw->images,     raw->tables, raw->columns,
                      raw->method,        raw->files_from, raw->report, raw->stop_after,
                      raw->start_from,    raw->dump_dir,   raw->spans,  raw->header_rows,
                      raw->jobs,          raw->timeout,    raw->memory, raw->shard,
                      raw->sandbox };

    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
    g_free(raw->template);
    book_option_raw_clear(&raw->book);
    check_option_raw_clear(&raw->check);
    g_strfreev(raw->areas);
    g_strfreev(raw->limits);
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

/* What is done with the table of options, of the three what is not NULL: they are made known to
 * GOption, what they were given is written down, or they are listed. */
typedef struct {
    GOptionContext *context;
    GString *settings;
    GArray *list; /* GOptionEntry */
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
    if (reader->context != NULL)
        g_option_context_add_main_entries(reader->context, entries, NULL);
    for (; reader->context == NULL && entries->long_name != NULL; entries++) {
        if (reader->settings != NULL)
            write_down(reader->settings, entries);
        else if (*entries->long_name != '\0')
            g_array_append_val(reader->list, *entries);
    }
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
        TEXT_OPTION(ALL, "spreads", spreads,
                    "Scans of two pages side by side: keep (default), split into two pages, the "
                    "left one first, or split-rtl, the right one first",
                    "HOW"),
        TEXT_OPTION(ALL, "lang", lang,
                    "Languages of scanned pages, as Tesseract calls them: eng (default), eng+deu",
                    "LANGS"),
        FLAG_OPTION(CONVERT | BOOK | TABLES, "mark-doubt", 0, mark_doubt,
                    "Mark words that were not read surely from a picture"),
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
        FILE_OPTION(
            ALL, "template", 0, template,
            "Tables are where FILE says, as `sheaf inspect` saves it: areas, columns, method "
            "and header rows",
            "FILE"),
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
        FLAG_OPTION(TABLES, "concat", 0, concat,
                    "Also write all.csv: the rows of all tables alike, with document and page"),
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
        TEXT_OPTION(ALL | CHECK | INIT, "jobs", jobs,
                    "Work in N processes; default: the processors this process may use", "N"),
        TEXT_OPTION(
            ALL, "timeout", timeout,
            "Give a page up that takes longer than SEC seconds; 300 by default, 0 for never",
            "SEC"),
        TEXT_OPTION(ALL, "memory", memory,
                    "Give a page up that takes more than MIB mebibytes; 4096 by default, 0 for no "
                    "limit",
                    "MIB"),
        { ALL,
          { "limit", 0, 0, G_OPTION_ARG_STRING_ARRAY, &raw->limits, limit_help(), "NAME=VALUE" } },
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
        FLAG_OPTION(ALL | CHECK | INIT, "quiet", 'q', quiet,
                    "No progress and no warnings; errors only"),
        FLAG_OPTION(ALL | CHECK, "verbose", 'v', verbose, "Also say what was guessed or skipped"),
        TEXT_OPTION(ALL, "stop-after", stop_after,
                    "Stop after load, detect, ocr or layout (with --dump-dir)", "STAGE"),
        TEXT_OPTION(ALL, "start-from", start_from,
                    "Take the pages before this stage from --dump-dir", "STAGE"),
        FILE_OPTION(ALL, "dump-dir", 0, dump_dir,
                    "Write each page after each stage, as JSON and as a picture", "FOLDER"),
        { ALL | MERGE | CHECK | INIT,
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
    if (command == COMMAND_CHECK || command == COMMAND_INIT) {
        g_autofree GOptionEntry *entries =
            check_option_entries(&raw->check, command == COMMAND_INIT);

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

/* All options that @command knows. (transfer full): GOptionEntry, without a place for values */
static GArray *
list_options(Command command)
{
    g_auto(Raw) raw = { 0 };
    Reader reader = { .list = g_array_new(FALSE, FALSE, sizeof(GOptionEntry)) };

    read_options(&reader, command, &raw);
    for (guint i = 0; i < reader.list->len; i++)
        g_array_index(reader.list, GOptionEntry, i).arg_data = NULL;
    return reader.list;
}

RawKind
raw_kind(Command command, const char *name)
{
    g_autoptr(GArray) list = list_options(command);

    for (guint i = 0; i < list->len; i++) {
        const GOptionEntry *entry = &g_array_index(list, GOptionEntry, i);

        if (strcmp(entry->long_name, name) == 0)
            return entry->arg == G_OPTION_ARG_NONE           ? RAW_FLAG
                   : entry->arg == G_OPTION_ARG_STRING_ARRAY ? RAW_LIST
                                                             : RAW_TEXT;
    }
    return RAW_NONE;
}

const char **
raw_names(Command command)
{
    g_autoptr(GArray) list = list_options(command);
    const char **names = g_new0(const char *, list->len + 1);

    for (guint i = 0; i < list->len; i++)
        names[i] = g_array_index(list, GOptionEntry, i).long_name;
    return names;
}

/* The first argument that looks like an option and is none of @command. (transfer full): its name,
 * without dashes and value; NULL when all are known */
static char *
find_unknown(Command command, char **arguments)
{
    for (guint i = 1; arguments[i] != NULL && strcmp(arguments[i], "--") != 0; i++) {
        if (!g_str_has_prefix(arguments[i], "--"))
            continue;
        g_autofree char *name = g_strndup(arguments[i] + 2, strcspn(arguments[i] + 2, "="));
        if (raw_kind(command, name) == RAW_NONE)
            return g_steal_pointer(&name);
    }
    return NULL;
}

/* What can be said of an option that @command does not know. (transfer full) */
static char *
explain_unknown(Command command, const char *name)
{
    g_autofree const char **names = raw_names(command);
    const char *meant = suggestion_find(name, names);

    if (strcmp(name, "version") == 0)
        return g_strdup("--version stands alone: `sheaf --version`");
    for (Command other = 0; other < COMMAND_COUNT; other++)
        if (other != command && raw_kind(other, name) != RAW_NONE)
            return g_strdup_printf("--%s is an option of `sheaf %s`, not of this command", name,
                                   help_topic(other)->name);
    return meant != NULL
               ? g_strdup_printf("there is no option --%s: did you mean --%s?", name, meant)
               : g_strdup_printf("there is no option --%s", name);
}

bool
raw_read(Raw *raw, Command command, char **arguments, GError **error)
{
    g_autoptr(GOptionContext) context = context_new(command, raw);
    g_auto(GStrv) strv = g_strdupv(arguments);
    g_autoptr(GError) cause = NULL;

    if (g_option_context_parse_strv(context, &strv, &cause))
        return TRUE;
    g_autofree char *unknown = g_error_matches(cause, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION)
                                   ? find_unknown(command, arguments)
                                   : NULL;
    if (unknown == NULL) {
        g_propagate_error(error, g_steal_pointer(&cause));
        return FALSE;
    }
    g_autofree char *message = explain_unknown(command, unknown);
    g_set_error_literal(error, cause->domain, cause->code, message);
    return FALSE;
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
