/* ocr/blob.c - ink between empty columns */
#include "ocr/blob.h"

#define WHITE 255

/* Fainter than this is the grain of the paper, of 255. */
#define MIN_CONTRAST 80

/* Dots of a band. */
typedef struct {
    const Raster *clean;
    guint32 *data;
    int wpl;
    int x0, y0, x1, y1; /* the last ones not included */
    int level;          /* ink is as dark or darker */
} Band;

static int
tone_at(const Band *band, int x, int y)
{
    return GET_DATA_BYTE(band->data + (gsize)y * (gsize)band->wpl, x);
}

static bool
band_init(Band *band, const Raster *clean, Bbox area)
{
    BOX *box = raster_box(clean, area);
    int w, h;

    if (box == NULL || pixGetDepth(clean->pix) != 8) {
        boxDestroy(&box);
        return false;
    }
    *band = (Band){ .clean = clean,
                    .data = pixGetData(clean->pix),
                    .wpl = pixGetWpl(clean->pix),
                    .level = WHITE - MIN_CONTRAST };
    boxGetGeometry(box, &band->x0, &band->y0, &w, &h);
    boxDestroy(&box);
    band->x1 = band->x0 + w;
    band->y1 = band->y0 + h;
    return true;
}

/* The first and last row of ink in the column, and the darkest tone; false for no ink. */
static bool
column_ink(const Band *band, int x, int *top, int *foot, int *darkest)
{
    bool ink = false;

    for (int y = band->y0; y < band->y1; y++) {
        const int tone = tone_at(band, x, y);

        if (tone > band->level)
            continue;
        ink = true;
        *top = MIN(*top, y);
        *foot = MAX(*foot, y);
        *darkest = MIN(*darkest, tone);
    }
    return ink;
}

/* Appends the ink of the band between empty columns; in each run once more, with the level that
 * its own darkest dot calls for, when @again. */
static void
split(GArray *blobs, const Band *band, bool again)
{
    int from = -1, top = G_MAXINT, foot = 0, darkest = WHITE;

    for (int x = band->x0; x <= band->x1; x++) {
        if (x < band->x1 && column_ink(band, x, &top, &foot, &darkest)) {
            from = from < 0 ? x : from;
            continue;
        }
        if (from >= 0 && again) {
            Band run = *band;

            run.x0 = from;
            run.x1 = x;
            run.level = (WHITE + darkest) / 2;
            split(blobs, &run, false);
        } else if (from >= 0) {
            const Bbox blob = raster_to_points(band->clean, from, top, x - from, foot + 1 - top);
            g_array_append_val(blobs, blob);
        }
        from = -1;
        top = G_MAXINT;
        foot = 0;
        darkest = WHITE;
    }
}

GArray *
blob_find(const Raster *clean, Bbox area)
{
    GArray *blobs = g_array_new(FALSE, FALSE, sizeof(Bbox));
    Band band;

    if (band_init(&band, clean, area))
        split(blobs, &band, true);
    return blobs;
}
