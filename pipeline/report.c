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

static void
say_of(const ReportEntry *entry, const char *text)
{
    report_say("%s: %s", strcmp(entry->path, "-") == 0 ? "standard input" : entry->path, text);
}

void
report_lost(const Report *report, ReportEntry *entry, guint page, const char *message)
{
    char *text = with_page(page, message);

    if (!report->silent)
        say_of(entry, text);
    g_ptr_array_add(entry->errors, text);
}

void
report_warn(const Report *report, ReportEntry *entry, guint page, const char *message)
{
    char *text = with_page(page, message);

    if (report->verbose && !report->silent)
        say_of(entry, text);
    g_ptr_array_add(entry->warnings, text);
}

void
report_entry_stop(ReportEntry *entry)
{
    struct rusage usage;

    getrusage(RUSAGE_SELF, &usage);
    entry->seconds = now(CLOCK_MONOTONIC) - entry->seconds;
    entry->cpu_seconds = now(CLOCK_PROCESS_CPUTIME_ID) - entry->cpu_seconds;
    entry->max_rss_kib = usage.ru_maxrss;
}

void
report_entry_add(const Report *report, ReportEntry *entry, const ReportEntry *part)
{
    entry->pages += part->pages;
    entry->failed += part->failed;
    stage_cost_add(&entry->rendering, part->rendering);
    entry->read += part->read;
    entry->cpu_seconds += part->cpu_seconds;
    entry->max_rss_kib = MAX(entry->max_rss_kib, part->max_rss_kib);
    for (StageId stage = 0; stage < STAGE_COUNT; stage++)
        stage_cost_add(&entry->costs[stage], part->costs[stage]);
    for (guint i = 0; i < part->errors->len; i++)
        report_lost(report, entry, 0, g_ptr_array_index(part->errors, i));
    for (guint i = 0; i < part->warnings->len; i++)
        report_warn(report, entry, 0, g_ptr_array_index(part->warnings, i));
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
    g_string_append(out, "{\"path\": ");
    append_text(out, entry->path);
    g_string_append_printf(out,
                           ", \"outcome\": \"%s\", \"pages\": %u, \"pages_lost\": %u, "
                           "\"pages_rendered\": %u, \"read\": %u"
                           ", \"seconds\": %.3f, \"cpu_seconds\": %.3f, \"max_rss_kib\": %ld"
                           ", \"stages\": {",
                           outcome, entry->pages, entry->failed, entry->rendering.pages,
                           entry->read, entry->seconds, entry->cpu_seconds, entry->max_rss_kib);
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
report_recall(Report *report, bool written, bool whole)
{
    report->done += whole;
    report->failed += !whole;
    report->written += written;
}

char *
report_finish(Report *report, const ReportEntry *entry, bool written)
{
    const bool whole = written && entry->errors->len == 0;
    GString *line = g_string_new(NULL);

    report_recall(report, written, whole);
    append_line(line, entry, whole ? "done" : written ? "partly" : "failed");
    return g_string_free(line, FALSE);
}
