/* tests/word_art.h - tables drawn as text, rulings and all
 *
 * Words are those of tests/text_art.h: a character is 6 points wide, a row 12
 * tall, type is 10 points. Beside them '-', '=' and '+' in a row of three or more
 * draw a level ruling through the middle of their row, and '|' or '+' in a column,
 * two or more of them, an upright one. One space parts words, two part columns.
 */
#pragma once

#include "tests/text_art.h"

#include "pipeline/model/table.h"

static inline bool
word_art_is_rule(const char *c, gsize n)
{
    return n >= 3 && strspn(c, "-=+") == n;
}

static inline char
word_art_at(char **rows, guint n_rows, guint y, guint x)
{
    return y < n_rows && x < strlen(rows[y]) ? rows[y][x] : ' ';
}

/* Level rulings of one row, blanked there. */
static inline void
word_art_level(Page *page, char *row, guint y)
{
    for (char *c = row; *c != '\0';) {
        const gsize n = strcspn(c, " |");

        if (word_art_is_rule(c, n)) {
            const Ruling ruling = { AXIS_H, (y + 0.5) * ART_ROW, (double)(c - row) * ART_CHAR + 3,
                                    (double)(c - row + (glong)n) * ART_CHAR - 3, 0.5 };
            g_array_append_val(page->rulings, ruling);
        }
        c += n + (c[n] != '\0');
    }
}

static inline void
word_art_upright(Page *page, char **rows, guint n_rows)
{
    for (guint x = 0; x < 120; x++)
        for (guint y = 0; y < n_rows; y++) {
            guint end = y;

            while (strchr("|+", word_art_at(rows, n_rows, end, x)) != NULL)
                end++;
            if (end - y >= 2) {
                const Ruling ruling = { AXIS_V, x * ART_CHAR + 3, (y + 0.5) * ART_ROW,
                                        (end - 0.5) * ART_ROW, 0.5 };
                g_array_append_val(page->rulings, ruling);
            }
            y = MAX(y, end);
        }
}

/* (transfer full) @styles: as for art_page() */
static inline Page *
word_art_page(const char *picture, const char *styles)
{
    g_auto(GStrv) rows = g_strsplit(picture, "\n", -1);
    const guint n = g_strv_length(rows);
    g_autoptr(GString) words = g_string_new(NULL);

    for (guint y = 0; y < n; y++) {
        for (char *c = rows[y]; *c != '\0';) {
            const gsize k = strcspn(c, " |");
            if (word_art_is_rule(c, k))
                g_string_append_printf(words, "%*s", (int)k, "");
            else
                g_string_append_len(words, c, (gssize)k);
            if (c[k] != '\0')
                g_string_append_c(words, ' ');
            c += k + (c[k] != '\0');
        }
        g_string_append_c(words, '\n');
    }
    Page *page = art_page(words->str, styles);
    for (guint y = 0; y < n; y++)
        word_art_level(page, rows[y], y);
    word_art_upright(page, rows, n);
    return page;
}

/* One line a row, cells parted by " | ", spans as <rows x columns> behind the text; cells that
 * another covers are left out, empty ones are not. (transfer full) */
static inline char *
word_art_table(const Table *table)
{
    GString *text = g_string_new(NULL);

    for (guint r = 0; table != NULL && r < table->rows; r++) {
        bool first = true;
        for (guint c = 0; c < table->cols; c++) {
            const Cell *cell = table_cell(table, r, c);
            if (cell != NULL && (cell->row != r || cell->col != c))
                continue;
            g_string_append(text, first ? "" : " | ");
            first = false;
            g_string_append(text, cell != NULL ? cell->text : "");
            if (cell != NULL && cell->rowspan * cell->colspan > 1)
                g_string_append_printf(text, "<%ux%u>", cell->rowspan, cell->colspan);
        }
        g_string_append_c(text, '\n');
    }
    return g_string_free(text, FALSE);
}
