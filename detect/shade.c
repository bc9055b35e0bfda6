/* detect/shade.c - a page raster as one plane of darkness, at a working resolution */
#include "detect/shade.h"

#include "detect/ruling.h"

#include <math.h>
#include <string.h>

/* A hairline is a pixel at any dpi, so at 150 dpi it stands out as well as at 300; above this
 * the extra pixels only cost time and show the raggedness of scanned edges. */
#define WORKING_DPI 150.0

static inline guint8
shade_of_rgb(l_uint32 pixel)
{
    const guint r = pixel >> L_RED_SHIFT & 0xff;
    const guint g = pixel >> L_GREEN_SHIFT & 0xff;
    const guint b = pixel >> L_BLUE_SHIFT & 0xff;

    /* The darkest channel shows a pale yellow as well as a grey; the uneven rest keeps apart
     * two tints that have the same darkest value in different channels. */
    return (guint8)((10 * MIN(r, MIN(g, b)) + 3 * r + 2 * g + b) >> 4);
}

/* One row of the raster, a byte a pixel. */
static void
read_row(PIX *pix, int y, guint8 *out)
{
    const l_uint32 *line = pixGetData(pix) + (gsize)y * pixGetWpl(pix);
    const int width = pixGetWidth(pix);

    switch (pixGetDepth(pix)) {
    case 1:
        for (int x = 0; x < width; x++)
            out[x] = GET_DATA_BIT(line, x) ? 0 : 255;
        break;
    case 8:
        for (int x = 0; x < width; x++)
            out[x] = GET_DATA_BYTE(line, x);
        break;
    default:
        for (int x = 0; x < width; x++)
            out[x] = (line[x] & 0xffffff00) == 0xffffff00 ? 255 : shade_of_rgb(line[x]);
    }
}

/* Averages @nx by @ny pixels into one. */
static void
reduce(PIX *pix, int nx, int ny, Shade *shade)
{
    g_autofree guint8 *row = g_malloc((gsize)pixGetWidth(pix));
    g_autofree guint32 *sums = g_new(guint32, shade->width);

    for (int y = 0; y < shade->height; y++) {
        memset(sums, 0, sizeof *sums * (gsize)shade->width);
        for (int k = 0; k < ny; k++) {
            read_row(pix, y * ny + k, row);
            for (int x = 0; x < shade->width; x++)
                for (int j = 0; j < nx; j++)
                    sums[x] += row[x * nx + j];
        }
        guint8 *out = shade->v + (gsize)y * shade->width;
        for (int x = 0; x < shade->width; x++)
            out[x] = (guint8)(sums[x] / (guint)(nx * ny));
    }
}

Shade *
shade_new(const Raster *raster, GError **error)
{
    const int depth = pixGetDepth(raster->pix);
    if ((depth != 1 && depth != 8 && depth != 32) || !(raster->x_dpi > 0) ||
        !(raster->y_dpi > 0)) {
        g_set_error(error, DETECT_ERROR, DETECT_ERROR_RASTER,
                    "want a raster of 1, 8 or 32 bpp, got %d bpp at %g by %g dpi", depth,
                    raster->x_dpi, raster->y_dpi);
        return NULL;
    }

    const int full_width = pixGetWidth(raster->pix), full_height = pixGetHeight(raster->pix);
    const int nx = (int)CLAMP(lround(raster->x_dpi / WORKING_DPI), 1, full_width);
    const int ny = (int)CLAMP(lround(raster->y_dpi / WORKING_DPI), 1, full_height);
    Shade *shade = g_new0(Shade, 1);

    shade->width = full_width / nx;
    shade->height = full_height / ny;
    shade->x_scale = 72.0 * nx / raster->x_dpi;
    shade->y_scale = 72.0 * ny / raster->y_dpi;
    shade->v = g_malloc((gsize)shade->width * shade->height);
    if (nx == 1 && ny == 1)
        for (int y = 0; y < shade->height; y++)
            read_row(raster->pix, y, shade->v + (gsize)y * shade->width);
    else
        reduce(raster->pix, nx, ny, shade);
    return shade;
}

void
shade_free(Shade *shade)
{
    if (shade == NULL)
        return;
    g_free(shade->v);
    g_free(shade);
}
