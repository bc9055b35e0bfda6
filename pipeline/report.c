/* pipeline/report.c - what became of each document, for people and for programs */
#include "pipeline/report.h"

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

static double
now(clockid_t clock)
{
    struct timespec time;

    clock_gettime(clock, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

void
report_init(Report *report, bool quiet, bool verbose, bool wanted)
{
    *report = (Report){ .quiet = quiet,
                        .verbose = verbose,
                        .on_terminal = !quiet && isatty(STDERR_FILENO),
                        .lines = wanted ? g_string_new(NULL) : NULL };
}

void
report_clear(Report *report)
{
    if (report->lines != NULL)
        g_string_free(report->lines, TRUE);
    report->lines = NULL;
}

/* Line ends and other control characters in names and messages would break the line, or
 * worse, talk to the terminal. */
static void
flatten(char *text)
{
    for (char *c = text; *c != '\0'; c++)
        if (g_ascii_iscntrl(*c))
            *c = ' ';
}

void
report_say(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    g_autofree char *message = g_strdup_vprintf(format, args);
    va_end(args);
    flatten(g_strchomp(message));
    fprintf(stderr, "%ssheaf: %s\n", isatty(STDERR_FILENO) ? "\r\033[K" : "", message);
}

void
report_entry_init(ReportEntry *entry, const char *path)
{
    *entry = (ReportEntry){ .path = path,
                            .errors = g_ptr_array_new_with_free_func(g_free),
                            .warnings = g_ptr_array_new_with_free_func(g_free),
                            .seconds = now(CLOCK_MONOTONIC),
                            .cpu_seconds = now(CLOCK_PROCESS_CPUTIME_ID) };
}

void
report_entry_clear(ReportEntry *entry)
{
    g_clear_pointer(&entry->errors, g_ptr_array_unref);
    g_clear_pointer(&entry->warnings, g_ptr_array_unref);
}

static char *
with_page(guint page, const char *message)
{
    return page > 0 ? g_strdup_printf("page %u: %s", page, message) : g_strdup(message);
}

void
report_lost(Report *report, ReportEntry *entry, guint page, const char *message)
{
    char *text = with_page(page, message);

    (void)report;
    report_say("%s: %s", strcmp(entry->path, "-") == 0 ? "standard input" : entry->path, text);
    g_ptr_array_add(entry->errors, text);
}

void
report_warn(Report *report, ReportEntry *entry, guint page, const char *message)
{
    char *text = with_page(page, message);

    if (report->verbose)
        report_say("%s: %s", entry->path, text);
    g_ptr_array_add(entry->warnings, text);
}

void
report_progress(const Report *report, const ReportEntry *entry, guint page, guint of)
{
    if (!report->on_terminal)
        return;
    g_autofree char *name = g_path_get_basename(entry->path);

    flatten(name);
    fprintf(stderr, "\r\033[K%s: page %u of %u", name, page, of);
    if (page == of)
        fputs("\r\033[K", stderr);
}

/* JSON by hand, as the form is flat and its only hard part is text. Bytes that are not UTF-8
 * (a path may hold any) become U+FFFD. */
static void
append_text(GString *out, const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);

    g_string_append_c(out, '"');
    for (const char *c = valid; *c != '\0'; c++) {
        if (*c == '"' || *c == '\\')
            g_string_append_printf(out, "\\%c", *c);
        else if ((guchar)*c < 0x20)
            g_string_append_printf(out, "\\u%04x", *c);
        else
            g_string_append_c(out, *c);
    }
    g_string_append_c(out, '"');
}

static void
append_texts(GString *out, const char *name, const GPtrArray *texts)
{
    g_string_append_printf(out, ", \"%s\": [", name);
    for (guint i = 0; i < texts->len; i++) {
        g_string_append(out, i > 0 ? ", " : "");
        append_text(out, g_ptr_array_index(texts, i));
    }
    g_string_append_c(out, ']');
}

static void
append_cost(GString *out, const char *name, StageCost cost)
{
    g_string_append_printf(out, "\"%s\": {\"pages\": %u, \"seconds\": %.4f, \"cpu_seconds\": %.4f}",
                           name, cost.pages, cost.seconds, cost.cpu_seconds);
}

static void
append_line(GString *out, const ReportEntry *entry, const char *outcome)
{
    struct rusage usage;

    getrusage(RUSAGE_SELF, &usage);
    g_string_append(out, "{\"path\": ");
    append_text(out, entry->path);
    g_string_append_printf(out,
                           ", \"outcome\": \"%s\", \"pages\": %u, \"pages_lost\": %u, "
                           "\"pages_rendered\": %u, \"read\": %u"
                           ", \"seconds\": %.3f, \"cpu_seconds\": %.3f, \"max_rss_kib\": %ld"
                           ", \"stages\": {",
                           outcome, entry->pages, entry->failed, entry->rendering.pages,
                           entry->read, entry->seconds, entry->cpu_seconds, usage.ru_maxrss);
    for (StageId stage = 0; stage < STAGE_COUNT; stage++) {
        append_cost(out, stage_name(stage), entry->costs[stage]);
        g_string_append(out, ", ");
    }
    append_cost(out, "render", entry->rendering);
    g_string_append_c(out, '}');
    append_texts(out, "errors", entry->errors);
    append_texts(out, "warnings", entry->warnings);
    g_string_append(out, "}\n");
}

void
report_finish(Report *report, ReportEntry *entry, bool written)
{
    const bool whole = written && entry->errors->len == 0;

    entry->seconds = now(CLOCK_MONOTONIC) - entry->seconds;
    entry->cpu_seconds = now(CLOCK_PROCESS_CPUTIME_ID) - entry->cpu_seconds;
    report->done += whole;
    report->failed += !whole;
    report->written += written;
    if (report->lines != NULL)
        append_line(report->lines, entry, whole ? "done" : written ? "partly" : "failed");
}
