/* pipeline/model/raster.c - the picture of a page */
#include "pipeline/model/raster.h"

#include <math.h>
#include <string.h>

#define POINTS_PER_INCH 72.0

Raster *
raster_new(PIX *pix, double x_dpi, double y_dpi)
{
    Raster *raster = g_new0(Raster, 1);

    raster->pix = pix;
    raster->x_dpi = x_dpi;
    raster->y_dpi = y_dpi;
    return raster;
}

Raster *
raster_new_like(const Raster *raster, PIX *pix)
{
    Raster *like = raster_new(pix, raster->x_dpi, raster->y_dpi);

    if (pix == raster->pix && raster->sketch != NULL) {
        like->small = pixClone(raster->small);
        like->sketch = pixClone(raster->sketch);
    }
    return like;
}

void
raster_free(Raster *raster)
{
    if (raster == NULL)
        return;
    pixDestroy(&raster->pix);
    pixDestroy(&raster->small);
    pixDestroy(&raster->sketch);
    g_free(raster->inked);
    g_free(raster);
}

void
raster_fill(const Raster *raster)
{
    const gsize wpl = (gsize)pixGetWpl(raster->pix);

    for (int y = 0; raster->hollow && y < pixGetHeight(raster->pix); y++)
        if (!raster->inked[y])
            memset(pixGetData(raster->pix) + (gsize)y * wpl, 0xFF, wpl * sizeof(l_uint32));
    ((Raster *)raster)->hollow = false;
}

Bbox
raster_to_points(const Raster *raster, double x, double y, double w, double h)
{
    const double sx = POINTS_PER_INCH / raster->x_dpi, sy = POINTS_PER_INCH / raster->y_dpi;

    return (Bbox){ x * sx, y * sy, (x + w) * sx, (y + h) * sy };
}

double
raster_to_pixels(const Raster *raster, double points)
{
    return points * raster->x_dpi / POINTS_PER_INCH;
}

BOX *
raster_box(const Raster *raster, Bbox bbox)
{
    const double sx = raster->x_dpi / POINTS_PER_INCH, sy = raster->y_dpi / POINTS_PER_INCH;
    const int x0 = MAX(0, (int)floor(bbox.x0 * sx)), y0 = MAX(0, (int)floor(bbox.y0 * sy));
    const int x1 = MIN(pixGetWidth(raster->pix), (int)ceil(bbox.x1 * sx));
    const int y1 = MIN(pixGetHeight(raster->pix), (int)ceil(bbox.y1 * sy));

    return x1 > x0 && y1 > y0 ? boxCreate(x0, y0, x1 - x0, y1 - y0) : NULL;
}

Raster *
raster_clip(const Raster *raster, Bbox bbox)
{
    BOX *box = raster_box(raster, bbox);

    raster_fill(raster);
    PIX *pix = box != NULL ? pixClipRectangle(raster->pix, box, NULL) : NULL;

    boxDestroy(&box);
    return pix != NULL ? raster_new_like(raster, pix) : NULL;
}

double
raster_contrast(const Raster *raster, Bbox area, double dark, double light)
{
    g_autoptr(Raster) piece = raster_clip(raster, area);
    g_autoptr(PIX) grey = piece != NULL ? pixConvertTo8(piece->pix, FALSE) : NULL;
    float low = 0, high = 0;

    if (grey == NULL || pixGetRankValueMasked(grey, NULL, 0, 0, 1, (float)dark, &low, NULL) != 0 ||
        pixGetRankValueMasked(grey, NULL, 0, 0, 1, (float)light, &high, NULL) != 0)
        return 0;
    return high - low;
}
