/* ocr/icon.c - small pictures beside a line that were read as letters */
#include "ocr/icon.h"

#define MAX_LETTERS 3
#define MAX_CONFIDENCE                                                                             \
    0.7               /* of letters; above, they are some: an initial, white on black, is one */
#define TALL 1.4      /* times the highest word of its line */
#define WHOLE 0.75    /* of the box, both ways, that one piece has */
#define MIN_FILL 0.55 /* the letters with most ink in their box, bold capitals, have 0.5 */

/* Is most of @box one piece of ink, at least @least dots high, that leaves little paper in its own
 * box? What else is in @box may be of a line above, as boxes of such words are loose. */
static bool
is_solid(PIX *pix, BOX *box, double least)
{
    g_autoptr(PIX) picture = pixClipRectangle(pix, box, NULL);
    g_autoptr(PIXA) pieces = NULL;
    g_autoptr(BOXA) boxes = picture != NULL ? pixConnComp(picture, &pieces, 8) : NULL;

    for (int i = 0; boxes != NULL && i < boxaGetCount(boxes); i++) {
        g_autoptr(PIX) piece = pixaGetPix(pieces, i, L_CLONE);
        const int w = pixGetWidth(piece), h = pixGetHeight(piece);
        float fill = 0;

        if (h >= least && w >= WHOLE * pixGetWidth(picture) && h >= WHOLE * pixGetHeight(picture))
            return pixForegroundFraction(piece, &fill) == 0 && fill >= MIN_FILL;
    }
    return false;
}

/* The height of the highest other word on the line of @reading that is not shorter than itself, 0
 * for none. */
static double
height_of_line(const GArray *readings, const Reading *reading)
{
    double highest = 0;

    for (guint i = 0; i < readings->len; i++) {
        const Reading *other = &g_array_index(readings, Reading, i);

        if (other != reading && other->line == reading->line &&
            reading_letters(other->text) >= reading_letters(reading->text))
            highest = MAX(highest, bbox_height(other->ink));
    }
    return highest;
}

static bool
is_icon(const GArray *readings, const Reading *reading, const Raster *ink)
{
    const bool sure = reading_letters(reading->text) > 0 && reading->confidence > MAX_CONFIDENCE;

    if (reading->rotation != 0 || sure || g_utf8_strlen(reading->text, -1) > MAX_LETTERS)
        return false;
    const double line = height_of_line(readings, reading);
    BOX *box = raster_box(ink, reading->ink);
    const double least = raster_to_pixels(ink, TALL * line);
    const bool icon = line > 0 && box != NULL && is_solid(ink->pix, box, least);

    boxDestroy(&box);
    return icon;
}

void
icon_drop(GArray *readings, const Raster *ink)
{
    guint kept = 0;

    for (guint i = 0; i < readings->len; i++) {
        Reading *reading = &g_array_index(readings, Reading, i);

        if (!is_icon(readings, reading, ink))
            reading_swap(reading, &g_array_index(readings, Reading, kept++));
    }
    g_array_set_size(readings, kept);
}
