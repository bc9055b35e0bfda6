/* tests/art.h - rasters and pages drawn as text
 *
 * One character is 10 by 10 points. Strokes are a point thick and run through
 * the middle of their characters:
 *
 *     -  across    |  down    +  both, as far as its neighbours go on
 *     =  two strokes across, 3 points apart     #  the whole square
 *
 * Anything else paints nothing. art_paint() paints one picture over what is
 * there in one colour, so several make up tints, rules and white rules on them.
 * art_words() puts words of 8 points where letters and digits stand.
 */
#pragma once

#include "pipeline/model/page.h"
#include "pipeline/model/raster.h"

#include <string.h>

#define ART_CELL 10.0

/* The character at (@col, @row) of @art, a space beyond it. */
static inline char
art_at(const char *art, int col, int row)
{
    for (; row > 0 && *art != '\0'; art++)
        row -= *art == '\n';
    if (row != 0 || col < 0 || (int)strcspn(art, "\n") <= col)
        return ' ';
    return art[col];
}

static inline int
art_rows(const char *art)
{
    int n = *art != '\0';

    for (; *art != '\0'; art++)
        n += *art == '\n' && art[1] != '\0';
    return n;
}

static inline int
art_cols(const char *art)
{
    int n = 0;

    for (const char *row = art; *row != '\0'; row += row[strcspn(row, "\n")] == '\n')
        n = MAX(n, (int)strcspn(row, "\n")), row += strcspn(row, "\n");
    return n;
}

/* White paper of @cols by @rows characters, 32 bpp. */
static inline Raster *
art_raster(int cols, int rows, double dpi)
{
    PIX *pix = pixCreate((int)(cols * ART_CELL * dpi / 72), (int)(rows * ART_CELL * dpi / 72), 32);

    pixSetAll(pix);
    return raster_new(pix, dpi, dpi);
}

/* Paints a rectangle, in points. */
static inline void
art_box(Raster *raster, double x0, double y0, double x1, double y1, guint32 color)
{
    const double s = raster->x_dpi / 72;
    const int x = (int)(x0 * s + 0.5), y = (int)(y0 * s + 0.5);
    const int w = MAX(1, (int)(x1 * s + 0.5) - x), h = MAX(1, (int)(y1 * s + 0.5) - y);
    BOX *box = boxCreate(x, y, w, h);

    pixSetInRectArbitrary(raster->pix, box, color << 8);
    boxDestroy(&box);
}

static inline void
art_paint(Raster *raster, const char *art, guint32 color)
{
    for (int r = 0; r < art_rows(art); r++)
        for (int c = 0; c < art_cols(art); c++) {
            const double x = c * ART_CELL, y = r * ART_CELL, mid = ART_CELL / 2;
            const char ink = art_at(art, c, r);
            const bool cross = ink == '+';
            const bool left = ink == '-' || (cross && strchr("-+", art_at(art, c - 1, r)));
            const bool right = ink == '-' || (cross && strchr("-+", art_at(art, c + 1, r)));
            const bool up = ink == '|' || (cross && strchr("|+", art_at(art, c, r - 1)));
            const bool down = ink == '|' || (cross && strchr("|+", art_at(art, c, r + 1)));

            if (ink == '#')
                art_box(raster, x, y, x + ART_CELL, y + ART_CELL, color);
            if (ink == '=') {
                art_box(raster, x, y + mid - 2, x + ART_CELL, y + mid - 1, color);
                art_box(raster, x, y + mid + 1, x + ART_CELL, y + mid + 2, color);
            }
            if (left || right)
                art_box(raster, left ? x : x + mid - 0.5, y + mid - 0.5,
                        right ? x + ART_CELL : x + mid + 0.5, y + mid + 0.5, color);
            if (up || down)
                art_box(raster, x + mid - 0.5, up ? y : y + mid - 0.5, x + mid + 0.5,
                        down ? y + ART_CELL : y + mid + 0.5, color);
        }
}

/* A picture in black on white. */
static inline Raster *
art_new(const char *art, double dpi)
{
    Raster *raster = art_raster(art_cols(art), art_rows(art), dpi);

    art_paint(raster, art, 0x000000);
    return raster;
}

/* Adds the words of a picture. */
static inline void
art_words(Page *page, const char *art)
{
    const Style style = { .font = (char *)"Art", .size = 8 };
    const guint index = page_intern_style(page->styles, &style);

    for (int r = 0; r < art_rows(art); r++)
        for (int c = 0; c < art_cols(art); c++) {
            GString *text = g_string_new(NULL);
            const int start = c;

            for (; g_ascii_isalnum(art_at(art, c, r)) || strchr(".,%", art_at(art, c, r)); c++)
                g_string_append_c(text, art_at(art, c, r));
            if (text->len > 0) {
                const double y = r * ART_CELL;
                Word word = { .text = g_strdup(text->str),
                              .bbox = { start * ART_CELL + 1, y + 1, c * ART_CELL - 1, y + 9 },
                              .baseline = y + 8,
                              .confidence = 1,
                              .style = index,
                              .link = -1 };
                g_array_append_val(page->words, word);
            }
            g_string_free(text, TRUE);
        }
}

/* A page as large as the picture, with its words. */
static inline Page *
art_page(const char *art)
{
    Page *page = page_new(1, art_cols(art) * ART_CELL, art_rows(art) * ART_CELL);

    art_words(page, art);
    return page;
}
