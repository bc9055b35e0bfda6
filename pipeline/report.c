/* pipeline/report.c - what became of each document, for people and for programs */
#include "pipeline/report.h"

#include <errno.h>
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
                            .hold = { -ENOENT, -ENOENT }, /* no worker yet */
                            .errors = g_ptr_array_new_with_free_func(g_free),
                            .warnings = g_ptr_array_new_with_free_func(g_free),
                            .advice = g_ptr_array_new_with_free_func(g_free),
                            .choices = g_array_new(FALSE, FALSE, sizeof(ReportChoice)),
                            .empty = g_array_new(FALSE, FALSE, sizeof(guint)),
                            .tables = g_array_new(FALSE, FALSE, sizeof(ReportTable)),
                            .seconds = now(CLOCK_MONOTONIC),
                            .cpu_seconds = now(CLOCK_PROCESS_CPUTIME_ID) };
}

void
report_entry_clear(ReportEntry *entry)
{
    g_clear_pointer(&entry->errors, g_ptr_array_unref);
    g_clear_pointer(&entry->warnings, g_ptr_array_unref);
    g_clear_pointer(&entry->advice, g_ptr_array_unref);
    g_clear_pointer(&entry->choices, g_array_unref);
    g_clear_pointer(&entry->empty, g_array_unref);
    g_clear_pointer(&entry->tables, g_array_unref);
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
report_advise(const Report *report, ReportEntry *entry, const char *message)
{
    if (g_ptr_array_find_with_equal_func(entry->advice, message, g_str_equal, NULL))
        return;
    if (!report->silent)
        say_of(entry, message);
    g_ptr_array_add(entry->advice, g_strdup(message));
}

void
report_choices(ReportEntry *entry, const Page *page)
{
    for (guint i = 0; i < page->choices->len; i++) {
        const ReportChoice choice = { page->number, i > 0,
                                      g_array_index(page->choices, Choice, i) };

        g_array_append_val(entry->choices, choice);
    }
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

/* What follows "page 12: ". */
static const char *
without_page(const char *message)
{
    static const char mark[] = "page ";
    const char *colon = g_str_has_prefix(message, mark) ? strstr(message, ": ") : NULL;

    return colon != NULL && strspn(message + strlen(mark), "0123456789") ==
                                (gsize)(colon - message) - strlen(mark)
               ? colon + 2
               : message;
}

/* What libraries say of one page they say of the next, too, which another process had. */
static bool
is_told(const ReportEntry *entry, const char *message)
{
    const char *text = without_page(message);
    bool told = FALSE;

    for (guint i = 0; g_str_has_prefix(text, PDF_SAID) && !told && i < entry->warnings->len; i++)
        told = strcmp(without_page(g_ptr_array_index(entry->warnings, i)), text) == 0;
    return told;
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
    g_array_append_vals(entry->empty, part->empty->data, part->empty->len);
    g_array_append_vals(entry->tables, part->tables->data, part->tables->len);
    if (part->words.counted)
        entry->words = part->words;
    for (guint i = 0; i < part->errors->len; i++)
        report_lost(report, entry, 0, g_ptr_array_index(part->errors, i));
    for (guint i = 0; i < part->warnings->len; i++)
        if (!is_told(entry, g_ptr_array_index(part->warnings, i)))
            report_warn(report, entry, 0, g_ptr_array_index(part->warnings, i));
    for (guint i = 0; i < part->advice->len; i++)
        report_advise(report, entry, g_ptr_array_index(part->advice, i));
    g_array_append_vals(entry->choices, part->choices->data, part->choices->len);
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

/* By page; the page before its parts, which stay in their order. */
static gint
compare_choices(gconstpointer a, gconstpointer b)
{
    const ReportChoice *one = *(const ReportChoice *const *)a;
    const ReportChoice *other = *(const ReportChoice *const *)b;

    if (one->page != other->page)
        return one->page < other->page ? -1 : 1;
    return one < other ? -1 : one > other;
}

/* Pages that follow each other and share their fate are one entry. */
static bool
goes_on(const ReportChoice *last, const ReportChoice *next)
{
    return !last->part && !next->part && next->page == last->page + 1 &&
           next->choice.reason == last->choice.reason && next->choice.read == last->choice.read;
}

static void
append_choices(GString *out, const GArray *choices)
{
    g_autoptr(GPtrArray) sorted = g_ptr_array_new();

    for (guint i = 0; i < choices->len; i++)
        g_ptr_array_add(sorted, &g_array_index(choices, ReportChoice, i));
    g_ptr_array_sort(sorted, compare_choices);
    g_string_append(out, ", \"reading\": [");
    for (guint i = 0, n; i < sorted->len; i += n) {
        const ReportChoice *at = g_ptr_array_index(sorted, i);
        const Bbox area = at->choice.bbox;

        for (n = 1; i + n < sorted->len && goes_on(g_ptr_array_index(sorted, i + n - 1),
                                                   g_ptr_array_index(sorted, i + n));)
            n++;
        g_string_append_printf(out, "%s{\"first\": %u, \"last\": %u", i > 0 ? ", " : "", at->page,
                               at->page + n - 1);
        if (at->part)
            g_string_append_printf(out, ", \"area\": [%.0f, %.0f, %.0f, %.0f]", area.x0, area.y0,
                                   area.x1, area.y1);
        g_string_append_printf(out, ", \"read\": %s, \"reason\": \"%s\"}",
                               at->choice.read ? "true" : "false",
                               choice_reasons[at->choice.reason]);
    }
    g_string_append_c(out, ']');
}

/* What was found: pages without text, how sure the tables are, where the words went. */
static void
append_findings(GString *out, const ReportEntry *entry)
{
    const ReportWords words = entry->words;

    g_string_append(out, ", \"pages_without_text\": [");
    for (guint i = 0; i < entry->empty->len; i++)
        g_string_append_printf(out, "%s%u", i > 0 ? ", " : "",
                               g_array_index(entry->empty, guint, i));
    g_string_append(out, "], \"tables\": [");
    for (guint i = 0; i < entry->tables->len; i++) {
        const ReportTable table = g_array_index(entry->tables, ReportTable, i);

        g_string_append_printf(out, "%s{\"page\": %u, \"confidence\": %.2f}", i > 0 ? ", " : "",
                               table.page, table.confidence);
    }
    g_string_append_c(out, ']');
    if (words.counted)
        g_string_append_printf(out,
                               ", \"words\": {\"all\": %u, \"written\": %u, \"left_out\": %u, "
                               "\"lost\": %u}",
                               words.words, words.written, words.dropped, words.lost);
}

static void
append_cost(GString *out, const char *name, StageCost cost)
{
    g_string_append_printf(out, "\"%s\": {\"pages\": %u, \"seconds\": %.4f, \"cpu_seconds\": %.4f}",
                           name, cost.pages, cost.seconds, cost.cpu_seconds);
}

static void
append_sandbox(GString *out, SandboxHold hold)
{
    g_autofree char *landlock = sandbox_landlock_text(hold);
    g_autofree char *seccomp = sandbox_seccomp_text(hold);

    g_string_append(out, ", \"sandbox\": {\"landlock\": ");
    append_text(out, landlock);
    g_string_append(out, ", \"seccomp\": ");
    append_text(out, seccomp);
    g_string_append_c(out, '}');
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
    append_sandbox(out, entry->hold);
    append_findings(out, entry);
    append_texts(out, "errors", entry->errors);
    append_texts(out, "warnings", entry->warnings);
    append_texts(out, "advice", entry->advice);
    append_choices(out, entry->choices);
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
    append_line(line, entry,
                whole             ? "done"
                : written         ? "partly"
                : entry->pageless ? "empty"
                                  : "failed");
    return g_string_free(line, FALSE);
}
