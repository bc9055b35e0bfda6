/* detect/listing.c - the text of code, from where its words stand
 *
 *     x0                 a column is (x - x0) / advance, where the advance is
 *     |def f(x):         the median over all words of width / characters;
 *     |    return x      a gap of n pitches between baselines is n - 1 blank
 *     |                  lines, where the pitch is the smallest gap that
 *     |print(f(2))       lines of the block have more than once
 *
 * Several lines may share a baseline (the columns of a wide listing that
 * layout took apart): they are one line of code.
 */
#include "detect/listing.h"

#include "detect/phrase.h"

#include <math.h>
#include <string.h>

#define MAX_GAP 400       /* characters: a wider gap is a broken file's, not the author's */
#define MAX_BLANK_LINES 3 /* a larger gap is a figure, or a page break */
#define SAME_LINE 0.4     /* of the type's size, between baselines */

static gint
compare_doubles(gconstpointer a, gconstpointer b)
{
    const double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

double
listing_advance(const Page *page, const GArray *lines)
{
    g_autoptr(GArray) widths = g_array_new(FALSE, FALSE, sizeof(double));

    for (guint i = 0; i < lines->len; i++) {
        const Line *line = page_line(page, g_array_index(lines, guint, i));

        for (guint k = 0; k < line->n; k++) {
            const Word *word = page_line_word(page, line, k);
            const glong n = g_utf8_strlen(word->text, -1);
            const double width = n > 0 ? bbox_width(word->bbox) / (double)n : 0;

            if (width > 0 && isfinite(width))
                g_array_append_val(widths, width);
        }
    }
    if (widths->len == 0)
        return 0;
    g_array_sort(widths, compare_doubles);
    return g_array_index(widths, double, widths->len / 2);
}

double
listing_left(const Page *page, const GArray *lines)
{
    double left = page->width;

    for (guint i = 0; i < lines->len; i++)
        left = MIN(left, page_line(page, g_array_index(lines, guint, i))->bbox.x0);
    return left;
}

/* The distance of neighbouring lines, points; 0 when there is only one. */
static double
line_pitch(const GArray *parts)
{
    g_autoptr(GArray) gaps = g_array_new(FALSE, FALSE, sizeof(double));

    for (guint p = 0; p < parts->len; p++) {
        const ListingPart *part = &g_array_index(parts, ListingPart, p);

        for (guint i = 1; i < part->lines->len; i++) {
            const Line *a = page_line(part->page, g_array_index(part->lines, guint, i - 1));
            const Line *b = page_line(part->page, g_array_index(part->lines, guint, i));
            const double gap = b->baseline - a->baseline;

            if (gap > SAME_LINE * b->size)
                g_array_append_val(gaps, gap);
        }
    }
    if (gaps->len == 0)
        return 0;
    g_array_sort(gaps, compare_doubles);
    /* The smallest that is not alone: one pair of lines may be set closer by accident. */
    for (guint i = 1; i < gaps->len; i++)
        if (g_array_index(gaps, double, i) < 1.05 * g_array_index(gaps, double, i - 1))
            return g_array_index(gaps, double, i - 1);
    return g_array_index(gaps, double, 0);
}

/* Nobody types a hyphen that may not break, but fonts call theirs so. */
static void
append_plain(GString *text, const char *word)
{
    for (const char *p = word; *p != '\0'; p = g_utf8_next_char(p))
        g_string_append_unichar(text, g_utf8_get_char(p) == 0x2011 ? '-' : g_utf8_get_char(p));
}

/* Appends the words of @line to the text whose current line has @column characters. */
static glong
append_line(GString *text, const Page *page, const Line *line, double left, double advance,
            glong column)
{
    for (guint k = 0; k < line->n; k++) {
        const Word *word = page_line_word(page, line, k);
        glong at = advance > 0 ? lround((word->bbox.x0 - left) / advance) : column + 1;

        /* Rounding may not swallow the space between two words, nor make one where none is. */
        if (column > 0 && (word->glued || phrase_is_accent(word->text)))
            at = column;
        else if (column > 0)
            at = MAX(at, column + 1);
        at = CLAMP(at, column, column + MAX_GAP);
        for (; column < at; column++)
            g_string_append_c(text, ' ');
        append_plain(text, word->text);
        column += g_utf8_strlen(word->text, -1) - phrase_is_accent(word->text);
    }
    return column;
}

static void
append_part(GString *text, const ListingPart *part, double pitch)
{
    const double advance = listing_advance(part->page, part->lines);
    glong column = 0;

    for (guint i = 0; i < part->lines->len; i++) {
        const Line *line = page_line(part->page, g_array_index(part->lines, guint, i));

        if (i > 0) {
            const Line *before = page_line(part->page, g_array_index(part->lines, guint, i - 1));
            const double gap = line->baseline - before->baseline;

            if (fabs(gap) > SAME_LINE * line->size) {
                const double blank = pitch > 0 ? round(gap / pitch) - 1 : 0;

                for (glong n = (glong)CLAMP(blank, 0, MAX_BLANK_LINES); n >= 0; n--)
                    g_string_append_c(text, '\n');
                column = 0;
            }
        }
        column = append_line(text, part->page, line, part->left, advance, column);
    }
}

char *
listing_text(const GArray *parts)
{
    GString *text = g_string_new(NULL);
    const double pitch = line_pitch(parts);

    for (guint p = 0; p < parts->len; p++) {
        if (text->len > 0)
            g_string_append_c(text, '\n');
        append_part(text, &g_array_index(parts, ListingPart, p), pitch);
    }
    return g_string_free(text, FALSE);
}

/* Share of the lines of @code that begin with one of @starts. */
static double
share_of_lines(char *const *lines, const char *const *starts)
{
    guint n = 0, hits = 0;

    for (guint i = 0; lines[i] != NULL; i++) {
        const char *line = lines[i] + strspn(lines[i], " ");

        if (*line == '\0')
            continue;
        n++;
        for (guint k = 0; starts[k] != NULL; k++)
            if (g_str_has_prefix(line, starts[k])) {
                hits++;
                break;
            }
    }
    return n > 0 ? (double)hits / n : 0;
}

static const char *
language_of_first_line(const char *code)
{
    if (g_str_has_prefix(code, "#!"))
        return g_strstr_len(code, 40, "python") != NULL ? "python"
               : g_strstr_len(code, 40, "perl") != NULL ? "perl"
               : g_strstr_len(code, 40, "ruby") != NULL ? "ruby"
               : g_strstr_len(code, 40, "node") != NULL ? "javascript"
                                                        : "bash";
    if (g_str_has_prefix(code, "<?xml"))
        return "xml";
    if (g_str_has_prefix(code, "<!DOCTYPE html") || g_str_has_prefix(code, "<html"))
        return "html";
    if (g_str_has_prefix(code, "<?php"))
        return "php";
    if (g_str_has_prefix(code, "#include <") || g_str_has_prefix(code, "#include \""))
        return "c";
    return NULL;
}

const char *
listing_language(const char *code)
{
    static const char *const python_prompt[] = { ">>> ", NULL };
    static const char *const shell_prompt[] = { "$ ", NULL };
    static const char *const python[] = { "def ",   "class ",  "import ", "from ", "elif ",
                                          "print(", "return ", "with ",   "@",     NULL };
    static const char *const sql[] = { "SELECT ", "INSERT INTO ", "CREATE TABLE ", "UPDATE ",
                                       NULL };
    const char *first = language_of_first_line(code);

    if (first != NULL)
        return first;

    g_auto(GStrv) lines = g_strsplit(code, "\n", -1);
    if (share_of_lines(lines, python_prompt) > 0)
        return "python";
    if (share_of_lines(lines, shell_prompt) > 0)
        return "bash";
    /* A definition ends in a colon in Python and nowhere else. */
    if (share_of_lines(lines, python) >= 0.3 && strstr(code, ":\n") != NULL)
        return "python";
    if (share_of_lines(lines, sql) > 0 && strchr(code, ';') != NULL)
        return "sql";
    return NULL;
}
