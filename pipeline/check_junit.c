/* pipeline/check_junit.c - what a check found out, as JUnit XML */
#include "pipeline/check_junit.h"

#include <string.h>

/* @text as XML 1.0 can hold it: valid, escaped, without characters that it forbids, which
 * includes most control characters even as references. (transfer full) */
static char *
escape(const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);

    for (char *c = valid; *c != '\0'; c++)
        if (g_ascii_iscntrl(*c) && *c != '\t' && *c != '\n')
            *c = '?';
    g_autofree char *escaped = g_markup_escape_text(valid, -1);
    g_autoptr(GString) out = g_string_new(escaped);
    /* U+FFFE and U+FFFF are characters to UTF-8 and none to XML. */
    g_string_replace(out, "\xEF\xBF\xBE", "?", 0);
    g_string_replace(out, "\xEF\xBF\xBF", "?", 0);
    return g_string_free(g_steal_pointer(&out), FALSE);
}

/* Opens a case of the suite; without what went wrong it is closed at once. */
static void
append_case(GString *out, const CheckGroup *group, const char *name, bool passed)
{
    g_autofree char *suite = escape(group->conf->name);
    g_autofree char *title = escape(name);

    g_string_append_printf(out, "    <testcase classname=\"%s\" name=\"%s\" time=\"0\"%s>\n", suite,
                           title, passed ? "/" : "");
}

static void
append_trouble(GString *out, const char *element, const char *type, const char *message,
               const char *text)
{
    g_autofree char *line = escape(message);
    g_autofree char *body = escape(text);

    g_string_append_printf(out, "      <%s type=\"%s\" message=\"%s\">%s</%s>\n", element, type,
                           line, body, element);
}

/* What gates found at @path, all in one, as a case has one failure at most. Returns: was there
 * any? */
static bool
append_faults(GString *out, const CheckGroup *group, const char *path, const char *title)
{
    g_autoptr(GString) lines = g_string_new(NULL);
    const CheckFault *first = NULL;

    for (guint i = 0; i < group->faults->len; i++) {
        const CheckFault *fault = g_ptr_array_index(group->faults, i);

        if (strcmp(fault->path, path) != 0)
            continue;
        first = first != NULL ? first : fault;
        g_string_append_printf(lines, "%s: ", fault->gate);
        if (fault->page > 0)
            g_string_append_printf(lines, "page %u: ", fault->page);
        g_string_append_printf(lines, "%s\n", fault->message);
    }
    if (first == NULL)
        return FALSE;
    append_case(out, group, title, FALSE);
    append_trouble(out, "failure", first->gate, first->message, lines->str);
    g_string_append(out, "    </testcase>\n");
    return TRUE;
}

static void
append_document(GString *out, const CheckResult *result, const CheckGroup *group,
                const CheckDocument *document)
{
    g_autofree char *path = check_result_path(result, document->path);
    const char *first =
        document->errors->len > 0 ? g_ptr_array_index(document->errors, 0) : "was not converted";

    if (document->whole) {
        if (!append_faults(out, group, document->path, path))
            append_case(out, group, path, TRUE);
        return;
    }
    g_autoptr(GString) lines = g_string_new(NULL);
    for (guint i = 0; i < document->errors->len; i++)
        g_string_append_printf(lines, "%s\n", (char *)g_ptr_array_index(document->errors, i));
    append_case(out, group, path, FALSE);
    append_trouble(out, "error", "failed", first, lines->str);
    g_string_append(out, "    </testcase>\n");
}

static void
append_file(GString *out, const CheckResult *result, const CheckGroup *group, const CheckFile *file)
{
    g_autofree char *path = check_result_path(result, file->path);

    if (file->state == CHECK_EQUAL || file->updated) {
        if (!append_faults(out, group, file->path, path))
            append_case(out, group, path, TRUE);
        return;
    }
    g_autoptr(GString) lines = g_string_new(NULL);
    g_autofree char *what = check_result_describe(file);
    for (guint i = 0; i < file->notes->len; i++)
        g_string_append_printf(lines, "%s\n", (char *)g_ptr_array_index(file->notes, i));
    g_string_append(lines, file->diff != NULL ? file->diff : "");
    append_case(out, group, path, FALSE);
    append_trouble(out, "failure", check_result_state(file->state), what, lines->str);
    g_string_append(out, "    </testcase>\n");
}

/* How often @tag is in the first @n bytes of @text, which holds no other '<'. */
static guint
count(const char *text, const char *tag)
{
    guint n = 0;

    for (const char *at = text; (at = strstr(at, tag)) != NULL; at++)
        n++;
    return n;
}

char *
check_junit(const CheckResult *result)
{
    g_autoptr(GString) suites = g_string_new(NULL);
    double seconds = 0;

    for (guint i = 0; i < result->groups->len; i++) {
        const CheckGroup *group = g_ptr_array_index(result->groups, i);
        g_autoptr(GString) cases = g_string_new(NULL);
        g_autofree char *name = escape(group->conf->name);

        for (guint k = 0; k < group->documents->len; k++)
            append_document(cases, result, group, g_ptr_array_index(group->documents, k));
        for (guint k = 0; k < group->files->len; k++)
            append_file(cases, result, group, g_ptr_array_index(group->files, k));
        g_string_append_printf(
            suites,
            "  <testsuite name=\"%s\" tests=\"%u\" failures=\"%u\" errors=\"%u\" "
            "skipped=\"0\" time=\"%.3f\">\n%s  </testsuite>\n",
            name, count(cases->str, "<testcase "), count(cases->str, "<failure "),
            count(cases->str, "<error "), group->seconds, cases->str);
        seconds += group->seconds;
    }
    return g_strdup_printf("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                           "<testsuites name=\"sheaf check\" tests=\"%u\" failures=\"%u\" "
                           "errors=\"%u\" time=\"%.3f\">\n%s</testsuites>\n",
                           count(suites->str, "<testcase "), count(suites->str, "<failure "),
                           count(suites->str, "<error "), seconds, suites->str);
}
