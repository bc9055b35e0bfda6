/* tests/table_art.h - pages with tables, drawn as text, and the tables found on them, written as
 * text
 *
 * As tests/text_art.h, and beside words: a run of two or more '=' is a level
 * rule, two or more '|' or '+' below each other are an upright one, and '+' is where
 * both meet. What is found is written one row a line, cells apart by " | "; a
 * place that a merged cell covers is "<", or "^" below its first row; "." is an
 * empty place. Tables are apart by an empty line.
 */
#pragma once

#include "tests/text_art.h"

#include "detect/lattice.h"

static inline void
table_art_rule(Page *page, Axis axis, double at, double from, double to)
{
    const Ruling ruling = { .axis = axis, .at = at, .from = from, .to = to, .width = 0.5 };

    g_array_append_val(page->rulings, ruling);
}

/* The runs of @signs in row @y; two or more are a rule from the middle of the first to the middle
 * of the last. */
static inline void
table_art_level(Page *page, const char *row, guint y)
{
    const double at = (y + 0.5) * ART_ROW;

    for (guint x = 0; row[x] != '\0';) {
        guint n = (guint)strspn(row + x, "=+");

        if (n >= 2 && memchr(row + x, '=', n) != NULL)
            table_art_rule(page, AXIS_H, at, (x + 0.5) * ART_CHAR, (x + n - 0.5) * ART_CHAR);
        x += MAX(n, 1);
    }
}

static inline char
table_art_sign(char **rows, guint n, guint x, guint y)
{
    return y < n && x < strlen(rows[y]) ? rows[y][x] : ' ';
}

static inline void
table_art_upright(Page *page, char **rows, guint n, guint x)
{
    for (guint y = 0; y < n;) {
        guint end = y;

        while (end < n && strchr("|+", table_art_sign(rows, n, x, end)) != NULL)
            end++;
        if (end - y >= 2)
            table_art_rule(page, AXIS_V, (x + 0.5) * ART_CHAR, (y + 0.5) * ART_ROW,
                           (end - 0.5) * ART_ROW);
        y = MAX(end, y + 1);
    }
}

/* (transfer full) only ASCII where rules are drawn; @styles as in art_page() */
static inline Page *
table_art_page(const char *picture, const char *styles)
{
    g_auto(GStrv) rows = g_strsplit(picture, "\n", -1);
    const guint n = g_strv_length(rows);
    gsize width = 0;
    g_autoptr(GString) words = g_string_new(NULL);
    Page *page;

    for (guint y = 0; y < n; y++)
        width = MAX(width, strlen(rows[y]));
    for (guint y = 0; y < n; y++) {
        g_autofree char *text = g_strdup(rows[y]);

        for (char *c = text; *c != '\0'; c++) {
            const guint x = (guint)(c - text);
            const bool upright = strchr("|+", table_art_sign(rows, n, x, y + 1)) != NULL ||
                                 (y > 0 && strchr("|+", table_art_sign(rows, n, x, y - 1)) != NULL);
            const bool level = rows[y][x + 1] == '=' || (x > 0 && rows[y][x - 1] == '=');
            if (((*c == '|' || *c == '+') && (upright || level)) ||
                (*c == '=' && (level || rows[y][x + 1] == '+' || (x > 0 && rows[y][x - 1] == '+'))))
                *c = ' ';
        }
        g_string_append_printf(words, "%s\n", text);
    }
    page = art_page(words->str, styles);
    for (guint y = 0; y < n; y++)
        table_art_level(page, rows[y], y);
    for (guint x = 0; x < width; x++)
        table_art_upright(page, rows, n, x);
    g_ptr_array_unref(page->lattices);
    page->lattices = lattice_find(page);
    return page;
}

static inline void
table_art_write(GString *out, const Table *table)
{
    for (guint r = 0; r < table->rows; r++)
        for (guint c = 0; c < table->cols; c++) {
            const Cell *cell = table_cell(table, r, c);
            const char *text = cell == NULL || *cell->text == '\0' ? "."
                               : cell->row < r                     ? "^"
                               : cell->col < c                     ? "<"
                                                                   : cell->text;
            g_string_append_printf(out, "%s%s%s", c > 0 ? " | " : "", text,
                                   c + 1 == table->cols ? "\n" : "");
        }
}

/* (transfer full) */
static inline char *
table_art_text(const GPtrArray *tables)
{
    GString *out = g_string_new(NULL);

    for (guint i = 0; i < tables->len; i++) {
        if (i > 0)
            g_string_append_c(out, '\n');
        table_art_write(out, g_ptr_array_index(tables, i));
    }
    return g_string_free(out, FALSE);
}
