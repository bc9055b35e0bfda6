/* tests/text_art.h - pages drawn as text
 *
 * One character is 6 points wide, one row 12 points tall; type is 10 points. A
 * second picture of the same shape gives the style of the words below it, by
 * their first character: b bold, f fixed width, L large (16), s small (8), ^ raised
 * and small (6), C a drop cap over two rows (26); a space, or no second picture, is plain. A row of
 * one character is the style of the whole row.
 */
#pragma once

#include "pipeline/model/page.h"

#include <string.h>

#define ART_CHAR 6.0
#define ART_ROW 12.0

static inline Style
art_style(char code)
{
    Style style = { .font = (char *)"Art", .size = 10 };

    if (code == 'b')
        style.bold = true;
    else if (code == 'f')
        style.fixed = true;
    else if (code == 'L')
        style.size = 16;
    else if (code == 's')
        style.size = 8;
    else if (code == '^')
        style.size = 6;
    else if (code == 'C')
        style.size = 26;
    return style;
}

static inline void
art_row(Page *page, const char *row, const char *styles, guint y)
{
    const double baseline = (y + 1) * ART_ROW - 3;
    glong at = 0;

    for (const char *c = row; *c != '\0';) {
        if (*c == ' ') {
            c++;
            at++;
            continue;
        }
        const gsize bytes = strcspn(c, " ");
        const glong chars = g_utf8_strlen(c, (gssize)bytes);
        const glong n_styles = styles != NULL ? (glong)strlen(styles) : 0;
        const char code = n_styles == 1 ? styles[0] : n_styles > at ? styles[at] : ' ';
        const Style style = art_style(code);
        const double rise = code == '^' ? 4 : code == 'C' ? -ART_ROW : 0;
        Word word = { .text = g_strndup(c, bytes),
                      .baseline = baseline - rise,
                      .confidence = 1,
                      .link = -1,
                      .style = page_intern_style(page->styles, &style) };

        word.bbox = (Bbox){ (double)at * ART_CHAR, baseline - rise - 0.8 * style.size,
                            (double)(at + chars) * ART_CHAR, baseline - rise + 0.2 * style.size };
        g_array_append_val(page->words, word);
        c += bytes;
        at += chars;
    }
}

/* @styles: (nullable): rows are paired with those of @picture. (transfer full) */
static inline Page *
art_page(const char *picture, const char *styles)
{
    g_auto(GStrv) rows = g_strsplit(picture, "\n", -1);
    g_auto(GStrv) style_rows = g_strsplit(styles != NULL ? styles : "", "\n", -1);
    const guint n_styles = g_strv_length(style_rows);
    Page *page = page_new(1, 612, 792);

    for (guint y = 0; rows[y] != NULL; y++)
        art_row(page, rows[y], y < n_styles ? style_rows[y] : NULL, y);
    return page;
}

static inline char *
art_line_text(const Page *page, const GArray *line_words, const Line *line)
{
    GString *text = g_string_new(NULL);

    for (guint k = 0; k < line->n; k++) {
        const Word *word = page_word(page, g_array_index(line_words, guint, line->first + k));

        if (k > 0 && !word->glued)
            g_string_append_c(text, ' ');
        g_string_append(text, word->text);
    }
    return g_string_free(text, FALSE);
}
