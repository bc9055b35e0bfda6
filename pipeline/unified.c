/* pipeline/unified.c - the differences of two texts as a unified diff
 *
 * A paragraph is one line of the files that are compared, so that a diff shows
 * two long lines for one word. What became of the words is therefore said as
 * well, where a change replaces as many lines as it removes.
 */
#include "pipeline/unified.h"

#include "pipeline/diff.h"

#include <stdbool.h>
#include <string.h>

/* Lines of what stays, around a change; changes that are nearer to each other share a hunk. */
#define CONTEXT 3

/* Of what is quoted of the words. */
#define MAX_QUOTE_CHARS 60

/* Places a file that are told by their words: who has more of them reads the diff. */
#define MAX_WORDS 20

/* A line past this is no text for people. */
#define MAX_LINE_BYTES 20000

/* Lines without their ends. *ends: does the last one have one? (transfer full) */
static GPtrArray *
lines_of(const char *text, bool *ends)
{
    GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);

    *ends = TRUE;
    while (*text != '\0') {
        const gsize n = strcspn(text, "\n");

        g_ptr_array_add(lines, g_strndup(text, n));
        *ends = text[n] == '\n';
        text += n + *ends;
    }
    return lines;
}

static void
mark_open_end(GPtrArray *lines, bool ends)
{
    if (ends)
        return;
    char **last = (char **)&g_ptr_array_index(lines, lines->len - 1);
    char *marked = g_strconcat(*last, "\n\\ No newline at end of file", NULL);
    g_free(*last);
    *last = marked;
}

static void
append_lines(GString *out, char sign, const GPtrArray *lines, guint first, guint n)
{
    for (guint i = first; i < first + n; i++)
        g_string_append_printf(out, "%c%s\n", sign, (const char *)g_ptr_array_index(lines, i));
}

/* "12,3" as in the head of a hunk: of no lines, the line before them is named. */
static void
append_place(GString *out, char sign, guint first, guint n)
{
    if (n == 1)
        g_string_append_printf(out, "%c%u", sign, first + 1);
    else
        g_string_append_printf(out, "%c%u,%u", sign, n > 0 ? first + 1 : first, n);
}

/* Changes @from to @to, the last one not taken, with what is around them. */
static void
append_hunk(GString *out, const GPtrArray *a, const GPtrArray *b, const DiffChange *changes,
            guint from, guint to)
{
    const DiffChange head = changes[from], tail = changes[to - 1];
    const guint lead = MIN(head.a, CONTEXT);
    const guint rest = MIN(a->len - tail.a - tail.n_a, CONTEXT);
    guint at = head.a - lead;

    g_string_append(out, "@@ ");
    append_place(out, '-', at, tail.a + tail.n_a + rest - at);
    g_string_append_c(out, ' ');
    append_place(out, '+', head.b - lead, tail.b + tail.n_b + rest - (head.b - lead));
    g_string_append(out, " @@\n");
    for (guint i = from; i < to; i++) {
        append_lines(out, ' ', a, at, changes[i].a - at);
        append_lines(out, '-', a, changes[i].a, changes[i].n_a);
        append_lines(out, '+', b, changes[i].b, changes[i].n_b);
        at = changes[i].a + changes[i].n_a;
    }
    append_lines(out, ' ', a, at, rest);
}

/* (transfer full) */
static GPtrArray *
words_of(const char *line)
{
    GPtrArray *words = g_ptr_array_new_with_free_func(g_free);

    while (*(line += strspn(line, " \t")) != '\0') {
        const gsize n = strcspn(line, " \t");

        g_ptr_array_add(words, g_strndup(line, n));
        line += n;
    }
    return words;
}

/* In quotes, cut where it gets long; "nothing" for no word. (transfer full) */
static char *
quote(const GPtrArray *words, guint first, guint n)
{
    g_autoptr(GString) text = g_string_new(NULL);

    if (n == 0)
        return g_strdup("nothing");
    for (guint i = first; i < first + n && text->len < MAX_QUOTE_CHARS * 4; i++)
        g_string_append_printf(text, "%s%s", i > first ? " " : "",
                               (const char *)g_ptr_array_index(words, i));
    g_autofree char *valid = g_utf8_make_valid(text->str, -1);
    if (g_utf8_strlen(valid, -1) <= MAX_QUOTE_CHARS)
        return g_strdup_printf("\"%s\"", valid);
    g_autofree char *start = g_utf8_substring(valid, 0, MAX_QUOTE_CHARS);
    return g_strdup_printf("\"%s ...\"", start);
}

static void
note_words(GPtrArray *notes, guint line, const char *before, const char *after)
{
    if (strlen(before) > MAX_LINE_BYTES || strlen(after) > MAX_LINE_BYTES ||
        strpbrk(before, "\n") != NULL || strpbrk(after, "\n") != NULL)
        return; /* the latter: only the line end at the end of the file may differ */
    g_autoptr(GPtrArray) a = words_of(before);
    g_autoptr(GPtrArray) b = words_of(after);
    g_autoptr(GArray) changes = diff_find(a, b);
    for (guint i = 0; i < changes->len && notes->len < MAX_WORDS; i++) {
        const DiffChange change = g_array_index(changes, DiffChange, i);
        g_autofree char *had = quote(a, change.a, change.n_a);
        g_autofree char *gives = quote(b, change.b, change.n_b);

        g_ptr_array_add(notes,
                        g_strdup_printf("line %u: has %s, the PDF gives %s", line, had, gives));
    }
}

Unified *
unified_new(const char *name, const char *before, const char *after)
{
    Unified *unified = g_new0(Unified, 1);
    g_autoptr(GString) out = g_string_new(NULL);
    bool a_ends, b_ends;
    g_autoptr(GPtrArray) a = lines_of(before, &a_ends);
    g_autoptr(GPtrArray) b = lines_of(after, &b_ends);

    mark_open_end(a, a_ends);
    mark_open_end(b, b_ends);
    g_autoptr(GArray) found = diff_find(a, b);
    const DiffChange *changes = (const DiffChange *)(const void *)found->data;
    unified->words = g_ptr_array_new_with_free_func(g_free);
    if (found->len > 0) {
        g_string_append_printf(out, "--- a/%s\n+++ b/%s\n", name, name);
        unified->first = MIN(changes[0].a + 1, MAX(a->len, 1));
    }
    for (guint i = 0, from = 0; i < found->len; i++) {
        const DiffChange change = changes[i];

        unified->removed += change.n_a;
        unified->added += change.n_b;
        for (guint k = 0; change.n_a == change.n_b && k < change.n_a; k++)
            note_words(unified->words, change.a + k + 1, g_ptr_array_index(a, change.a + k),
                       g_ptr_array_index(b, change.b + k));
        if (i + 1 == found->len || changes[i + 1].a - change.a - change.n_a > 2 * CONTEXT) {
            append_hunk(out, a, b, changes, from, i + 1);
            from = i + 1;
        }
    }
    unified->text = g_string_free(g_steal_pointer(&out), FALSE);
    return unified;
}

void
unified_free(Unified *unified)
{
    if (unified == NULL)
        return;
    g_free(unified->text);
    g_ptr_array_unref(unified->words);
    g_free(unified);
}
