/* ocr/patch.c - pieces of a page read once more
 *
 * A gap is ink that no word covers. What is left when the words are wiped off
 * is mostly drawings, so only pieces as large as letters count, and those that
 * stand in one line make one gap:
 *
 *     ######## 37      ####:  a bar of a chart: too large, too solid
 *     ##### 12           37:  a gap
 *     ########### 55
 */
#include "ocr/patch.h"

#include <math.h>

#include "ocr/scan.h"
#include "pipeline/model/brick.h"

/* Letters, points. A stop is smaller; what it belongs to is not. */
#define MIN_LETTER 2.5
#define MAX_LETTER 40.0
#define MAX_LIGATURE 80.0 /* letters that touch */
#define SOLID_SIDE 4.0    /* no stroke of a letter is thicker and longer than this; a bar is */
#define SOLID_FILL 0.85f

/* Letters this close are of one line. */
#define LINE_GAP 7.0

/* Around the ink that Tesseract says a word has, accents and tails stick out. */
#define WORD_MARGIN 1.5

/* More than this is not text but a drawing, a halftone or dirt. */
#define MAX_GAPS 150
#define MAX_PIECES 5000

/* White around a patch, points, as Tesseract wants it. */
#define PATCH_BORDER 3.0

void
patch_take(GArray *readings, const GArray *words, const Raster *page, double x, double y,
           double scale)
{
    const guint first_line = reading_next_line(readings);

    for (guint i = 0; i < words->len; i++) {
        const EngineWord *word = &g_array_index(words, EngineWord, i);
        const bool turned = word->rotation == 90 || word->rotation == 270;
        const Bbox base =
            raster_to_points(page, x + word->baseline / scale, y + word->baseline / scale, 0, 0);
        const Reading reading = { .text = g_strdup(word->text),
                                  .ink = raster_to_points(
                                      page, x + word->x0 / scale, y + word->y0 / scale,
                                      (word->x1 - word->x0) / scale, (word->y1 - word->y0) / scale),
                                  .baseline = turned ? base.x0 : base.y0,
                                  .confidence = word->confidence,
                                  .rotation = word->rotation,
                                  .line = first_line + word->line };

        g_array_append_val(readings, reading);
    }
}

GArray *
patch_read(Engine *engine, const Raster *clean, Bbox area, EngineMode mode)
{
    GArray *readings = reading_array_new();
    BOX *box = raster_box(clean, area);
    int x = 0, y = 0;

    if (box == NULL)
        return readings;
    boxGetGeometry(box, &x, &y, NULL, NULL);
    g_autoptr(PIX) piece = pixClipRectangle(clean->pix, box, NULL);
    boxDestroy(&box);

    const int border = (int)ceil(raster_to_pixels(clean, PATCH_BORDER));
    g_autoptr(PIX) framed = piece != NULL ? pixAddBorder(piece, border, 255) : NULL;
    g_autoptr(PIX) ink = framed != NULL ? pixThresholdToBinary(framed, SCAN_PRINT_LEVEL) : NULL;
    g_autoptr(GArray) words =
        ink != NULL ? engine_read_ink(engine, framed, ink, clean->x_dpi, mode, NULL) : NULL;
    if (words != NULL)
        patch_take(readings, words, clean, x - border, y - border, 1);
    return readings;
}

/* Leaves in @ink only what is no word. */
static PIX *
unread_ink(const Raster *ink, const GArray *readings)
{
    PIX *rest = pixCopy(NULL, ink->pix);

    for (guint i = 0; i < readings->len; i++) {
        BOX *box = raster_box(ink, bbox_grow(g_array_index(readings, Reading, i).ink, WORD_MARGIN));

        if (box != NULL)
            pixClearInRect(rest, box);
        boxDestroy(&box);
    }
    return rest;
}

static bool
is_letter(const Raster *ink, PIX *piece)
{
    const double w = pixGetWidth(piece) * 72 / ink->x_dpi,
                 h = pixGetHeight(piece) * 72 / ink->y_dpi;
    float fill = 1;

    if (MAX(w, h) < MIN_LETTER || h > MAX_LETTER || w > MAX_LIGATURE)
        return false;
    if (MIN(w, h) < SOLID_SIDE)
        return h >= MIN_LETTER;
    return pixForegroundFraction(piece, &fill) == 0 && fill < SOLID_FILL;
}

GArray *
patch_find_gaps(const Raster *ink, const GArray *readings)
{
    GArray *gaps = g_array_new(FALSE, FALSE, sizeof(Bbox));
    g_autoptr(PIX) rest = unread_ink(ink, readings);
    g_autoptr(PIX) letters = pixCreateTemplate(rest);
    g_autoptr(PIXA) pieces = NULL;
    g_autoptr(BOXA) boxes = pixConnComp(rest, &pieces, 8);

    if (boxes == NULL || boxaGetCount(boxes) > MAX_PIECES)
        return gaps;
    bool any = false;
    for (int i = 0; i < boxaGetCount(boxes); i++) {
        g_autoptr(PIX) piece = pixaGetPix(pieces, i, L_CLONE);
        int x, y, w, h;

        boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
        if (!is_letter(ink, piece))
            continue;
        pixRasterop(letters, x, y, w, h, PIX_SRC | PIX_DST, piece, 0, 0);
        any = true;
    }
    if (!any)
        return gaps;

    const int reach = MAX(1, (int)raster_to_pixels(ink, LINE_GAP));
    g_autoptr(PIX) lines = brick_close(letters, reach, 1);
    g_autoptr(BOXA) found = lines != NULL ? pixConnCompBB(lines, 8) : NULL;
    g_autoptr(BOXA) sorted =
        found != NULL ? boxaSort(found, L_SORT_BY_Y, L_SORT_INCREASING, NULL) : NULL;

    if (sorted == NULL || boxaGetCount(sorted) > MAX_GAPS)
        return gaps;
    for (int i = 0; i < boxaGetCount(sorted); i++) {
        int x, y, w, h;

        boxaGetBoxGeometry(sorted, i, &x, &y, &w, &h);
        const Bbox gap = raster_to_points(ink, x, y, w, h);
        if (bbox_height(gap) <= MAX_LETTER)
            g_array_append_val(gaps, gap);
    }
    return gaps;
}
