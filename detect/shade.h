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

typedef struct {
    guint8 *v;    /* width * height, row after row */
    guint8 *luma; /* the same; NULL where the page has no colours */
    int width, height;
    double x_scale, y_scale; /* points a pixel */
} Shade;

/* @raster: 1, 8 or 32 bpp, only read. NULL with DETECT_ERROR_RASTER for anything else. */
Shade *shade_new(const Raster *raster, GError **error);
void shade_free(Shade *shade);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Shade, shade_free)

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
