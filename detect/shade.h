/* detect/shade.h - a page raster as one plane of darkness, at a working resolution
 *
 * Finding strokes wants few numbers a pixel and no more pixels than tell a
 * hairline from its neighbour. A Shade gives 255 for white paper and less for
 * anything painted. Of a coloured page there are two: `v` follows the darkest
 * channel, which shows pale tints best, `luma` is how light it looks: grey on
 * orange differs in that one alone. Rasters finer than about 200 dpi (scans)
 * are averaged down, which also evens out ragged edges.
 *
 * Space: cells of a Shade are pixels; shade_x() and shade_y() give points.
 */
#pragma once

#include "pipeline/model/raster.h"

/* Pixels of a row that are looked at together. The last piece of the last row may be read whole,
 * too: there is room beyond it. */
#define SHADE_PIECE 32

typedef struct {
    guint8 *v;     /* width * height, row after row */
    guint8 *luma;  /* the same; NULL where the page has no colours */
    guint8 *blank; /* pieces * height: 1 where a piece of a row is white, which most are */
    guint8 *flat;  /* pieces * height: 1 where all of a piece of a row is alike */
    guint8 *dirty; /* height: RasterInk, 0 where the whole row is white */
    int width, height, pieces;
    double x_scale, y_scale; /* points a pixel */
} Shade;

/* @raster: 1, 8 or 32 bpp, only read. NULL with DETECT_ERROR_RASTER for anything else. */
Shade *shade_new(const Raster *raster, GError **error);
void shade_free(Shade *shade);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Shade, shade_free)

/* May ink of a kind in @kinds be in rows @y0 to before @y1? */
bool shade_has_ink(const Shade *shade, int y0, int y1, guint kinds);

/* Of each piece of a row: is it white in all rows from @y0 to before @y1? */
void shade_blanks(const Shade *shade, int y0, int y1, guint8 *blank);

/* Is all of piece @p of rows @y0 to before @y1 of one shade? */
bool shade_is_flat(const Shade *shade, int p, int y0, int y1);

static inline double
shade_x(const Shade *shade, double x_px)
{
    return x_px * shade->x_scale;
}

static inline double
shade_y(const Shade *shade, double y_px)
{
    return y_px * shade->y_scale;
}
