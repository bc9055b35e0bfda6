/* pipeline/check_github.c - what a check found out, as GitHub Actions shows it
 *
 * Annotations are workflow commands: "::error file=F,line=N,title=T::message",
 * with per cents, line ends, and in properties colons and commas as %XX.
 */
#include "pipeline/check_github.h"

#include <stdio.h>
#include <string.h>

/* GitHub drops a summary that is longer than a megabyte, with all that it says. */
#define MAX_SUMMARY_BYTES 200000

/* Of one file's diff. */
#define MAX_DIFF_BYTES 10000

bool
check_github_is_here(void)
{
    return g_strcmp0(g_getenv("GITHUB_ACTIONS"), "true") == 0;
}

static void
append_escaped(GString *out, const char *text, bool is_property)
{
    for (; *text != '\0'; text++) {
        if (*text == '%' || g_ascii_iscntrl(*text) ||
            (is_property && (*text == ':' || *text == ',')))
            g_string_append_printf(out, "%%%02X", (guchar)*text);
        else
            g_string_append_c(out, *text);
    }
}

static void
annotate(GString *out, const CheckResult *result, const char *path, guint line, const char *title,
         const char *message)
{
    g_autofree char *place =
        g_path_is_absolute(path) ? g_strdup(path) : g_strconcat(result->root_prefix, path, NULL);

    g_string_append(out, "::error file=");
    append_escaped(out, place, TRUE);
    if (line > 0)
        g_string_append_printf(out, ",line=%u", line);
    g_string_append(out, ",title=");
    append_escaped(out, title, TRUE);
    g_string_append(out, "::");
    append_escaped(out, message, FALSE);
    g_string_append_c(out, '\n');
}

/* What differs, and a word or cell of it. (transfer full) */
static char *
message_of(const CheckFile *file)
{
    g_autofree char *what = check_result_describe(file);
    g_autoptr(GString) message = g_string_new(what);

    for (guint i = 0; i < file->notes->len; i++)
        g_string_append_printf(message, "\n%s", (char *)g_ptr_array_index(file->notes, i));
    return g_string_free(g_steal_pointer(&message), FALSE);
}

char *
check_github_annotations(const CheckResult *result)
{
    GString *out = g_string_new(NULL);

    for (guint i = 0; i < result->groups->len; i++) {
        const CheckGroup *group = g_ptr_array_index(result->groups, i);

        for (guint k = 0; k < group->files->len; k++) {
            const CheckFile *file = g_ptr_array_index(group->files, k);
            g_autofree char *message = message_of(file);

            if (file->state != CHECK_EQUAL && !file->updated)
                annotate(out, result, file->path, file->line, check_result_state(file->state),
                         message);
        }
        for (guint k = 0; k < group->faults->len; k++) {
            const CheckFault *fault = g_ptr_array_index(group->faults, k);
            g_autofree char *page = g_strdup_printf("page %u: ", fault->page);
            g_autofree char *message =
                g_strconcat(fault->page > 0 ? page : "", fault->message, NULL);

            annotate(out, result, fault->path, 0, fault->gate, message);
        }
    }
    return g_string_free(out, FALSE);
}

/* A path or message within a table of Markdown. */
static void
append_cell(GString *out, const char *text)
{
    for (; *text != '\0'; text++) {
        if (strchr("\\`*_[]<>|#&~", *text) != NULL)
            g_string_append_c(out, '\\');
        g_string_append_c(out, g_ascii_iscntrl(*text) ? ' ' : *text);
    }
}

static void
append_row(GString *out, const CheckResult *result, const char *path, const char *what,
           const char *message)
{
    g_autofree char *place = check_result_path(result, path);

    g_string_append(out, "| ");
    append_cell(out, place);
    g_string_append(out, " | ");
    append_cell(out, what);
    g_string_append(out, " | ");
    append_cell(out, message);
    g_string_append(out, " |\n");
}

/* Where text of the file holds a fence, that of the block must be longer. */
static void
append_diff(GString *out, const CheckFile *file)
{
    const gsize n = strlen(file->diff);
    const char *end = n > MAX_DIFF_BYTES
                          ? g_utf8_find_prev_char(file->diff, file->diff + MAX_DIFF_BYTES)
                          : file->diff + n;
    gsize fence = 3, run = 0;

    for (const char *c = file->diff; c < end; c++) {
        run = *c == '`' ? run + 1 : 0;
        fence = MAX(fence, run + 1);
    }
    g_autofree char *ticks = g_strnfill(fence, '`');
    g_string_append_printf(out, "\n%sdiff\n%.*s\n%s\n", ticks, (int)(end - file->diff), file->diff,
                           ticks);
    if (n > MAX_DIFF_BYTES)
        g_string_append(out, "\n(cut)\n");
}

static char *
summary_of(const CheckResult *result)
{
    GString *out = g_string_new("### sheaf check\n\n");
    g_autofree char *line = check_result_summary(result);
    g_autoptr(GString) rows = g_string_new(NULL), diffs = g_string_new(NULL);

    g_string_append_printf(out, "%s\n", line);
    for (guint i = 0; i < result->groups->len; i++) {
        const CheckGroup *group = g_ptr_array_index(result->groups, i);

        for (guint k = 0; k < group->files->len && rows->len < MAX_SUMMARY_BYTES / 2; k++) {
            const CheckFile *file = g_ptr_array_index(group->files, k);
            g_autofree char *what = check_result_describe(file);

            if (file->state == CHECK_EQUAL)
                continue;
            append_row(rows, result, file->path,
                       file->updated ? "updated" : check_result_state(file->state), what);
            if (file->diff != NULL && diffs->len < MAX_SUMMARY_BYTES / 2)
                append_diff(diffs, file);
        }
        for (guint k = 0; k < group->faults->len && rows->len < MAX_SUMMARY_BYTES / 2; k++) {
            const CheckFault *fault = g_ptr_array_index(group->faults, k);

            append_row(rows, result, fault->path, fault->gate, fault->message);
        }
    }
    if (rows->len > 0)
        g_string_append_printf(out, "\n| file | | |\n| --- | --- | --- |\n%s%s", rows->str,
                               diffs->str);
    return g_string_free(out, FALSE);
}

bool
check_github_summarize(const CheckResult *result, GError **error)
{
    const char *path = g_getenv("GITHUB_STEP_SUMMARY");
    g_autofree char *text = NULL;

    if (path == NULL || *path == '\0')
        return TRUE;
    text = summary_of(result);
    FILE *file = fopen(path, "a"); /* other commands of the step write to it, too */
    const bool written = file != NULL && fputs(text, file) >= 0;
    if (file != NULL && fclose(file) == 0 && written)
        return TRUE;
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "cannot write %s (GITHUB_STEP_SUMMARY)",
                path);
    return FALSE;
}
