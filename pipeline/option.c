/* pipeline/option.c - the command line, checked and understood
 *
 * GOption fills a Raw, whose fields are text as it was typed; each reader below
 * turns one of them into what it means or says in one line why it cannot.
 */
#include "pipeline/option.h"

#include "pipeline/help.h"
#include "pipeline/limit.h"
#include "pipeline/page_range.h"
#include "pipeline/processor.h"
#include "pipeline/raw.h"
#include "pipeline/table_option.h"
#include "pipeline/template.h"

#include <math.h>
#include <string.h>

G_DEFINE_QUARK(option_error, option_error)

/* The slowest page seen, a scanned newspaper at 600 dpi, takes a minute to read; the largest
 * picture that is rendered with its copies, half of this memory. */
#define DEFAULT_TIMEOUT 300
#define DEFAULT_MEMORY 4096

#define MAX_JOBS 1024
#define MAX_SHARES 100000
#define MAX_TIMEOUT 1000000
#define MAX_MEMORY (16u << 20)

static const char *const format_names[FORMAT_COUNT] = { "md",  "json", "html", "text",
                                                        "csv", "tsv",  "xlsx" };
static const char *const format_endings[FORMAT_COUNT] = { ".md",  ".json", ".html", ".txt",
                                                          ".csv", ".tsv",  ".xlsx" };

static const guint command_formats[COMMAND_COUNT] = {
    [COMMAND_CONVERT] = FORMAT_MD | FORMAT_JSON | FORMAT_HTML | FORMAT_TEXT,
    [COMMAND_BOOK] = FORMAT_MD,
    [COMMAND_TABLES] = FORMAT_CSV | FORMAT_TSV | FORMAT_JSON | FORMAT_XLSX,
    [COMMAND_INSPECT] = FORMAT_HTML,
};

static const guint default_formats[COMMAND_COUNT] = {
    [COMMAND_CONVERT] = FORMAT_MD,
    [COMMAND_BOOK] = FORMAT_MD,
    [COMMAND_TABLES] = FORMAT_CSV,
    [COMMAND_INSPECT] = FORMAT_HTML,
};

static bool
usage_error(GError **error, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    g_autofree char *message = g_strdup_vprintf(format, args);
    va_end(args);
    g_set_error_literal(error, OPTION_ERROR, OPTION_ERROR_USAGE, message);
    return FALSE;
}

/* The index of @text in @choices; @fallback when it was not given. */
static bool
read_choice(const char *option, const char *text, const char *const *choices, int fallback,
            int *choice, GError **error)
{
    *choice = fallback;
    if (text == NULL)
        return TRUE;
    for (int i = 0; choices[i] != NULL; i++) {
        if (strcmp(text, choices[i]) == 0) {
            *choice = i;
            return TRUE;
        }
    }
    g_autofree char *list = g_strjoinv(", ", (char **)choices);
    return usage_error(error, "--%s %s: want one of %s", option, text, list);
}

static bool
read_pages(const char *text, GArray *pages, GError **error)
{
    if (text == NULL)
        return TRUE;

    g_auto(GStrv) parts = g_strsplit(text, ",", -1);
    for (guint i = 0; parts[i] != NULL; i++) {
        PageRange range;

        if (!page_range_read(g_strstrip(parts[i]), &range))
            return usage_error(error, "--pages %s: want page numbers from 1, as in 1-3,7,12-",
                               text);
        g_array_append_val(pages, range);
    }
    return pages->len > 0 || usage_error(error, "--pages: no page is named");
}

static bool
refuse_format(Command command, const char *text, const char *format, GError **error)
{
    g_autoptr(GString) list = g_string_new(NULL);

    for (guint f = 0; f < FORMAT_COUNT; f++)
        if (command_formats[command] & (1u << f))
            g_string_append_printf(list, "%s%s", list->len > 0 ? ", " : "", format_names[f]);
    return usage_error(error, "--to %s: %s cannot write '%s': want some of %s", text,
                       help_topic(command)->name, format, list->str);
}

static bool
read_formats(Command command, const char *text, guint *formats, GError **error)
{
    *formats = default_formats[command];
    if (text == NULL)
        return TRUE;

    g_auto(GStrv) parts = g_strsplit(text, ",", -1);
    *formats = 0;
    for (guint i = 0; parts[i] != NULL; i++) {
        guint f = 0;

        while (f < FORMAT_COUNT && strcmp(parts[i], format_names[f]) != 0)
            f++;
        if (f == FORMAT_COUNT || !(command_formats[command] & (1u << f)))
            return refuse_format(command, text, parts[i], error);
        *formats |= 1u << f;
    }
    return TRUE;
}

static bool
read_password(const Raw *raw, char **password, GError **error)
{
    if (raw->password != NULL && raw->password_file != NULL)
        return usage_error(error, "--password and --password-file exclude each other");
    *password = g_strdup(raw->password);
    if (raw->password_file == NULL)
        return TRUE;

    g_autofree char *text = NULL;
    g_autoptr(GError) cause = NULL;
    if (!g_file_get_contents(raw->password_file, &text, NULL, &cause)) {
        g_set_error(error, OPTION_ERROR, OPTION_ERROR_FILE, "--password-file: %s", cause->message);
        return FALSE;
    }
    *password = g_strndup(text, strcspn(text, "\r\n"));
    return TRUE;
}

static bool
read_stage(const char *option, const char *text, StageId fallback, StageId *stage, GError **error)
{
    *stage = text == NULL ? fallback : stage_from_name(text);
    return *stage != STAGE_COUNT ||
           usage_error(error, "--%s %s: want one of load, detect, ocr, layout", option, text);
}

static bool
read_stages(const Raw *raw, Options *options, GError **error)
{
    if (!read_stage("start-from", raw->start_from, STAGE_LOAD, &options->start, error) ||
        !read_stage("stop-after", raw->stop_after, STAGE_LAYOUT, &options->stop, error))
        return FALSE;
    if (raw->dump_dir == NULL && (raw->stop_after != NULL || raw->start_from != NULL))
        return usage_error(error, "--stop-after and --start-from need a --dump-dir");
    if (options->start > options->stop)
        return usage_error(error, "--start-from %s comes after --stop-after %s", raw->start_from,
                           raw->stop_after);
    options->dumps_only = raw->stop_after != NULL;
    options->dump_dir = g_strdup(raw->dump_dir);
    return TRUE;
}

static bool
read_choices(const Raw *raw, Options *options, GError **error)
{
    int ocr, spreads, furniture, images, tables, method, spans, sandbox;

    if (!read_choice("ocr", raw->ocr,
                     (const char *[]){ "auto", "never", "always", "pictures", NULL }, OCR_AUTO,
                     &ocr, error) ||
        !read_choice("spreads", raw->spreads,
                     (const char *[]){ "keep", "split", "split-rtl", NULL }, SPREADS_KEEP, &spreads,
                     error) ||
        !read_choice("furniture", raw->furniture, (const char *[]){ "drop", "keep", NULL }, 0,
                     &furniture, error) ||
        !read_choice("images", raw->images, (const char *[]){ "off", "files", NULL },
                     raw->output != NULL, &images, error) ||
        !read_choice("tables", raw->tables, (const char *[]){ "auto", "pipe", "html", NULL },
                     MARKDOWN_TABLES_AUTO, &tables, error) ||
        !read_choice("method", raw->method, (const char *[]){ "auto", "lattice", "stream", NULL },
                     FINDER_AUTO, &method, error) ||
        !read_choice("spans", raw->spans, (const char *[]){ "first", "repeat", "blank", NULL },
                     CSV_SPANS_FIRST, &spans, error) ||
        !read_choice("sandbox", raw->sandbox, (const char *[]){ "auto", "require", "off", NULL },
                     SANDBOX_AUTO, &sandbox, error))
        return FALSE;
    if (method == FINDER_LATTICE && raw->columns != NULL)
        return usage_error(error, "--columns part words: they do not go with --method lattice");
    if (images && raw->output == NULL)
        return usage_error(error, "--images files needs -o FOLDER to put them in");
    options->stage.ocr = (OcrMode)ocr;
    options->stage.spreads = (Spreads)spreads;
    options->keep_furniture = furniture == 1;
    options->images = images == 1;
    options->tables = (MarkdownTables)tables;
    options->stage.tables.method = (FinderMethod)method;
    options->spans = (CsvSpans)spans;
    options->sandbox = (SandboxMode)sandbox;
    return TRUE;
}

/* A whole number from @least to @most; *number stays as it is when none was given. */
static bool
read_count(const char *option, const char *text, guint least, guint most, guint *number,
           GError **error)
{
    guint64 given = 0;

    if (text == NULL)
        return TRUE;
    if (!g_ascii_string_to_unsigned(text, 10, least, most, &given, NULL))
        return usage_error(error, "--%s %s: want a whole number from %u to %u", option, text, least,
                           most);
    *number = (guint)given;
    return TRUE;
}

static bool
read_header_rows(const char *text, gint *rows, GError **error)
{
    guint number = 0;
    const bool good = read_count("header-rows", text, 0, VERIFY_MAX_GRID, &number, error);

    *rows = text != NULL ? (gint)number : -1;
    return good;
}

/* "2/5": the second of five shares. */
static bool
read_shard(const char *text, Options *options, GError **error)
{
    guint64 share = 1, shares = 1;

    options->share = options->shares = 1;
    if (text == NULL)
        return TRUE;
    g_auto(GStrv) parts = g_strsplit(text, "/", 2);
    if (g_strv_length(parts) != 2 ||
        !g_ascii_string_to_unsigned(parts[1], 10, 1, MAX_SHARES, &shares, NULL) ||
        !g_ascii_string_to_unsigned(parts[0], 10, 1, shares, &share, NULL))
        return usage_error(error, "--shard %s: want I/N, as in 2/5: share 2 of 5", text);
    if (options->output == NULL)
        return usage_error(error, "--shard needs -o FOLDER, one for each share");
    options->share = (guint)share;
    options->shares = (guint)shares;
    return TRUE;
}

/* They hold for the process: whoever is asked for them is far from here. */
static bool
take_limits(char **limits, GError **error)
{
    for (guint i = 0; limits != NULL && limits[i] != NULL; i++) {
        g_autofree char *message = NULL;

        if (!limit_read(limits[i], &message))
            return usage_error(error, "%s", message);
    }
    return TRUE;
}

static bool
read_limits(const Raw *raw, Options *options, GError **error)
{
    options->jobs = processor_count();
    options->timeout = DEFAULT_TIMEOUT;
    options->memory_mib = DEFAULT_MEMORY;
    return read_count("jobs", raw->jobs, 1, MAX_JOBS, &options->jobs, error) &&
           take_limits(raw->limits, error) &&
           read_count("timeout", raw->timeout, 0, MAX_TIMEOUT, &options->timeout, error) &&
           read_count("memory", raw->memory, 0, MAX_MEMORY, &options->memory_mib, error);
}

/* Those of a check are in sheaf.conf. */
static bool
takes_inputs(Command command)
{
    return command != COMMAND_CHECK && command != COMMAND_INIT;
}

static bool
check_output(const Raw *raw, const Options *options, GError **error)
{
    if (options->dumps_only || options->book.verify != NULL || options->command == COMMAND_MERGE ||
        !takes_inputs(options->command))
        return TRUE;
    if (raw->output == NULL && options->resume)
        return usage_error(error, "--resume needs the -o FOLDER of the run that stopped");
    if (raw->output == NULL && options->command != COMMAND_CONVERT)
        return usage_error(error, "say where to put the results: -o FOLDER");
    if (raw->output != NULL && *raw->output == '\0')
        return usage_error(error, "-o: want the name of a folder");
    if (options->concat && !(options->formats & FORMAT_CSV))
        return usage_error(error, "--concat makes one CSV file of all: it needs --to csv");
    if (options->datapackage && !(options->formats & FORMAT_CSV))
        return usage_error(error, "--datapackage describes CSV files: it needs --to csv");
    if (raw->output == NULL && (options->formats & (options->formats - 1)) != 0)
        return usage_error(error, "several formats need -o FOLDER");
    return TRUE;
}

static bool
read_book(const Raw *raw, Options *options, GError **error)
{
    g_autofree char *message = NULL;

    if (!book_option_read(&raw->book, &options->book, &message))
        return usage_error(error, "%s", message);
    if (options->book.verify != NULL && raw->output != NULL)
        return usage_error(error, "--verify writes nothing: -o has no use with it");
    return TRUE;
}

static bool
read_check(const Raw *raw, CheckOptions *check, GError **error)
{
    g_autofree char *message = NULL;

    return check_option_read(&raw->check, check, &message) || usage_error(error, "%s", message);
}

static void
take(const Raw *raw, Options *options)
{
    options->inputs = raw->rest != NULL ? g_strdupv(raw->rest) : g_new0(char *, 1);
    options->files_from = g_strdup(raw->files_from);
    options->output = g_strdup(raw->output);
    options->report = g_strdup(raw->report);
    options->page_marks = raw->page_marks;
    options->bom = raw->bom;
    options->datapackage = raw->datapackage;
    options->concat = raw->concat;
    options->join = !raw->no_join;
    options->mark_doubt = raw->mark_doubt;
    options->quiet = raw->quiet;
    options->verbose = raw->verbose;
    options->resume = raw->resume || raw->retry_failed;
    options->retry_failed = raw->retry_failed;
    options->languages_given = raw->lang != NULL;
    options->languages = g_strdup(raw->lang != NULL ? raw->lang : "eng");
}

/* A template, and its text, which decides about results. */
static bool
read_template(const Raw *raw, Options *options, char **text, GError **error)
{
    if (raw->template == NULL)
        return TRUE;
    if (options->areas->len > 0)
        return usage_error(error, "--area and --template: give one of them");
    return template_read(raw->template, options->areas, &options->stage.tables.areas_only, text,
                         error);
}

static Options *
options_new(Command command)
{
    Options *options = g_new0(Options, 1);

    options->command = command;
    options->pages = g_array_new(FALSE, FALSE, sizeof(PageRange));
    options->areas = finder_areas_new();
    options->columns = g_array_new(FALSE, FALSE, sizeof(double));
    return options;
}

Options *
option_parse(Command command, char **arguments, GError **error)
{
    g_auto(Raw) raw = { 0 };
    g_autofree char *template = NULL;
    g_autoptr(Options) options = options_new(command);
    g_autoptr(GError) cause = NULL;

    if (!raw_read(&raw, command, arguments, &cause)) {
        usage_error(error, "%s", cause->message);
        return NULL;
    }
    take(&raw, options);
    if (!read_pages(raw.pages, options->pages, error) ||
        !table_option_areas(raw.areas, options->areas, error) ||
        !table_option_columns(raw.columns, options->columns, error) ||
        !read_template(&raw, options, &template, error) ||
        !read_formats(command, raw.to, &options->formats, error) ||
        !read_header_rows(raw.header_rows, &options->header_rows, error) ||
        !read_limits(&raw, options, error) || !read_shard(raw.shard, options, error) ||
        !read_choices(&raw, options, error) || !read_stages(&raw, options, error) ||
        !read_book(&raw, options, error) || !read_check(&raw, &options->check, error) ||
        !check_output(&raw, options, error) || !read_password(&raw, &options->password, error))
        return NULL;
    if (command == COMMAND_MERGE && g_strv_length(options->inputs) < 2) {
        usage_error(error, "name the folder to write, and those of the shares");
        return NULL;
    }
    if (options->inputs[0] == NULL && options->files_from == NULL && options->book.verify == NULL &&
        takes_inputs(command)) {
        usage_error(error, "name a PDF, a folder, or - for standard input");
        return NULL;
    }

    g_autofree char *settings = raw_settings(&raw, command);
    options->settings = g_strconcat(settings, template, NULL);
    options->stage.languages = options->languages;
    options->stage.find_script = !options->languages_given;
    options->stage.keep_steps = options->dump_dir != NULL;
    options->stage.tables.areas = options->areas->len > 0 ? options->areas : NULL;
    options->stage.tables.columns = options->columns->len > 0 ? options->columns : NULL;
    return g_steal_pointer(&options);
}

void
option_free(Options *options)
{
    if (options == NULL)
        return;
    g_strfreev(options->inputs);
    g_free(options->files_from);
    g_free(options->output);
    g_free(options->password);
    g_array_unref(options->pages);
    g_free(options->report);
    g_free(options->dump_dir);
    g_free(options->languages);
    book_option_clear(&options->book);
    check_option_clear(&options->check);
    g_free(options->settings);
    g_array_unref(options->areas);
    g_array_unref(options->columns);
    g_free(options);
}

char *
option_help(Command command)
{
    const HelpTopic *topic = help_topic(command);
    g_autofree char *summary = g_strchomp(g_strdup(topic->about));
    g_autofree char *description = g_strdup_printf("Examples:\n%s", topic->examples);
    g_autofree char *name = g_strconcat("sheaf ", topic->name, NULL);

    g_set_prgname(name); /* the usage line begins with it */
    return raw_help(command, summary, description);
}

const char *
option_format_name(Format format)
{
    return format_names[g_bit_nth_lsf(format, -1)];
}

const char *
option_format_ending(Format format)
{
    return format_endings[g_bit_nth_lsf(format, -1)];
}

bool
option_output_is_file(const Options *options)
{
    return (options->command == COMMAND_CONVERT || options->command == COMMAND_INSPECT) &&
           options->output != NULL && (options->formats & (options->formats - 1)) == 0 &&
           g_str_has_suffix(options->output, option_format_ending(options->formats)) &&
           !g_file_test(options->output, G_FILE_TEST_IS_DIR);
}
