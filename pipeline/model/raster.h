/* pipeline/model/raster.h - the picture of a page
 *
 * Pixels and points meet here and nowhere else: raster_to_points() and
 * raster_to_pixels() are the only doors between a Leptonica BOX and a Bbox.
 * A Raster always shows the whole upright page (a scan: deskewed).
 */
#pragma once

#include "pipeline/model/geometry.h"

#include <leptonica/allheaders.h>

static inline void
raster_pix_destroy(PIX *pix)
{
    pixDestroy(&pix);
}

static inline void
raster_pixa_destroy(PIXA *pixa)
{
    pixaDestroy(&pixa);
}

static inline void
raster_boxa_destroy(BOXA *boxa)
{
    boxaDestroy(&boxa);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(PIX, raster_pix_destroy)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PIXA, raster_pixa_destroy)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(BOXA, raster_boxa_destroy)

/* What is known of a row of a picture before it is looked at. */
typedef enum {
    RASTER_STROKES = 1 << 0, /* something may be on it */
    RASTER_FILLS = 1 << 1,   /* that may be thick enough for a tint */
    RASTER_MARKS = 1 << 2,   /* that may be part of a dashed rule */
    RASTER_ANYTHING = RASTER_STROKES | RASTER_FILLS | RASTER_MARKS,
} RasterInk;

typedef struct {
    PIX *pix;            /* 1, 8 or 32 bpp, owned */
    double x_dpi, y_dpi; /* a page's own image need not have square pixels */
    guint8 *inked;       /* (nullable) of each row: RasterInk, 0 when all of it is white; owned */
    bool hollow;         /* white rows far from others are not written: see raster_fill() */
    PIX *small, *sketch; /* (nullable) of a scan: as of scan_keep_sketch(); owned */
} Raster;

/* Of a hollow raster, rows that are written around those that are inked: more than a look at the
 * colours beside an edge takes. */
#define RASTER_MARGIN 24

/* Writes what of a hollow raster isn't: for whoever does not ask `inked` first. It shows what it
 * showed before. */
void raster_fill(const Raster *raster);

/* Takes @pix. */
Raster *raster_new(PIX *pix, double x_dpi, double y_dpi);
void raster_free(Raster *raster);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Raster, raster_free)

/* A raster of the same page with a picture of the same size, another one or the same; takes @pix.
 */
Raster *raster_new_like(const Raster *raster, PIX *pix);

Bbox raster_to_points(const Raster *raster, double x, double y, double w, double h);

/* A length along the x axis, in pixels. */
double raster_to_pixels(const Raster *raster, double points);

/* The part of @raster under @bbox, as a picture of its own; NULL when that is nothing. */
Raster *raster_clip(const Raster *raster, Bbox bbox);

/* How much lighter, of 255, the dot of @area is under which the share @light of them is darker than
 * that of the share @dark; 0 when there are none. */
double raster_contrast(const Raster *raster, Bbox area, double dark, double light);

/* The smallest BOX that holds @bbox, clipped to the picture; NULL when nothing is left. */
BOX *raster_box(const Raster *raster, Bbox bbox);
