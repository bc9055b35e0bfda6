/* ocr/stroke.c - rulings lifted off a page that is to be read
 *
 * A stroke is wiped column by column. Where ink goes on above it and
 * below it a letter crosses, and its piece of the stroke stays:
 *
 *       |  |   _            |  |   _
 *     --+--+--(-)--  ->     |  |  ( )
 *       |  |    /           |  |    /
 */
#include "ocr/stroke.h"

#include <math.h>

#include "ocr/scan.h"

#define WHITE 255

/* How far a stroke may stray from where it was found: lines bend, and detect works in points. */
#define STRAY_POINTS 0.7
#define MAX_STROKE 30.0 /* points; thicker is no stroke */

/* A picture seen along a stroke: `along` runs with it, `across` over it. */
typedef struct {
    guint32 *data;
    int wpl;
    int n_along, n_across;
    Axis axis;
} View;

static int
view_get(const View *view, int along, int across)
{
    const int x = view->axis == AXIS_H ? along : across, y = view->axis == AXIS_H ? across : along;

    return GET_DATA_BYTE(view->data + (gsize)y * (gsize)view->wpl, x);
}

static void
view_whiten(const View *view, int along, int from, int to)
{
    for (int across = MAX(0, from); across <= MIN(to, view->n_across - 1); across++) {
        const int x = view->axis == AXIS_H ? along : across;
        const int y = view->axis == AXIS_H ? across : along;

        SET_DATA_BYTE(view->data + (gsize)y * (gsize)view->wpl, x, WHITE);
    }
}

/* Wipes a stroke @thick dots thick off one row or column of dots, where it is looked for from
 * @first to @last. */
static void
wipe_at(const View *view, int along, int first, int last, int thick)
{
    int darkest = first;

    for (int across = first; across <= last; across++) {
        if (view_get(view, along, across) < view_get(view, along, darkest))
            darkest = across;
    }
    if (view_get(view, along, darkest) >= SCAN_INK_LEVEL)
        return;

    int top = darkest, bottom = darkest;
    while (top > 0 && darkest - top <= 2 * thick && view_get(view, along, top - 1) < SCAN_INK_LEVEL)
        top--;
    while (bottom < view->n_across - 1 && bottom - darkest <= 2 * thick &&
           view_get(view, along, bottom + 1) < SCAN_INK_LEVEL)
        bottom++;

    const bool ink_above = darkest - top > thick, ink_below = bottom - darkest > thick;
    if (ink_above && ink_below)
        return;
    view_whiten(view, along, ink_above ? first : top - 1, ink_below ? last : bottom + 1);
}

void
stroke_lift(Raster *clean, const GArray *rulings)
{
    const int w = pixGetWidth(clean->pix), h = pixGetHeight(clean->pix);
    const double stray = raster_to_pixels(clean, STRAY_POINTS);
    View view = { .data = pixGetData(clean->pix), .wpl = pixGetWpl(clean->pix) };

    for (guint i = 0; i < rulings->len; i++) {
        const Ruling *ruling = &g_array_index(rulings, Ruling, i);
        const double at = raster_to_pixels(clean, ruling->at);
        const double half = raster_to_pixels(clean, ruling->width) / 2;

        if (!isfinite(at + ruling->from + ruling->to) || !(ruling->width < MAX_STROKE))
            continue;
        view.axis = ruling->axis;
        view.n_along = ruling->axis == AXIS_H ? w : h;
        view.n_across = ruling->axis == AXIS_H ? h : w;
        const int first = (int)CLAMP(at - half - stray, 0, view.n_across - 1);
        const int last = (int)CLAMP(at + half + stray, 0, view.n_across - 1);
        const int from = (int)CLAMP(raster_to_pixels(clean, ruling->from) - stray, 0, view.n_along);
        const int to = (int)CLAMP(raster_to_pixels(clean, ruling->to) + stray, 0, view.n_along);
        const int thick = MAX(2, (int)ceil(2 * half + stray));

        for (int along = from; along < to; along++)
            wipe_at(&view, along, first, last, thick);
    }
}
