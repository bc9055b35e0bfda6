/* detect/shade.c - a page raster as one plane of darkness, at a working resolution */
#include "detect/shade.h"

#include "detect/ruling.h"
#include "pipeline/model/wide.h"

#include <math.h>
#include <string.h>

/* A hairline is a pixel at any dpi, so at 150 dpi it stands out as well as at 300; above this
 * the extra pixels only cost time and show the raggedness of scanned edges. */
#define WORKING_DPI 150.0

/* Channels of a grey are at most this far apart; JPEG leaves scans slightly coloured. */
#define GREY_SPREAD 16

static inline guint8
darkest(guint r, guint g, guint b)
{
    /* The uneven rest keeps apart two tints whose darkest values are the same. */
    return (guint8)((10 * MIN(r, MIN(g, b)) + 3 * r + 2 * g + b) >> 4);
}

/* Are the @n pixels at @line white? */
static inline bool
are_white(const l_uint32 *line, int n)
{
    l_uint32 all = 0xffffff00;

    for (int k = 0; k < n; k++)
        all &= line[k];
    return all == 0xffffff00;
}

/* Have the @n pixels at @line no colour at all? */
static inline bool
are_grey(const l_uint32 *line, int n)
{
    l_uint32 differ = 0;

    for (int k = 0; k < n; k++)
        differ |= line[k] ^ line[k] << 8; /* red and green, green and blue */
    return differ < 0x10000;
}

/* What is among pixels: next to nothing but grey, or colours, from which both shades differ. */
typedef enum { TINGE_NONE, TINGE_FAINT = 1 << 0, TINGE_COLOUR = 1 << 1 } Tinge;

/* The @n pixels at @line, a piece at most. */
static inline Tinge
read_pixels(const l_uint32 *line, int n, guint8 *v, guint8 *luma)
{
    guint8 dark[SHADE_PIECE], light[SHADE_PIECE];
    guint spread = 0;

    if (are_white(line, n)) {
        memset(v, 255, (gsize)n);
        memset(luma, 255, (gsize)n);
        return TINGE_NONE;
    }
    if (are_grey(line, n)) {
        for (int k = 0; k < n; k++)
            dark[k] = (guint8)(line[k] >> L_RED_SHIFT);
        memcpy(v, dark, (gsize)n);
        memcpy(luma, dark, (gsize)n);
        return TINGE_NONE;
    }
    for (int k = 0; k < n; k++) {
        const guint r = line[k] >> L_RED_SHIFT & 0xff, g = line[k] >> L_GREEN_SHIFT & 0xff,
                    b = line[k] >> L_BLUE_SHIFT & 0xff;

        dark[k] = darkest(r, g, b);
        light[k] = (guint8)((5 * r + 9 * g + 2 * b) >> 4);
        spread = MAX(spread, MAX(r, MAX(g, b)) - MIN(r, MIN(g, b)));
    }
    memcpy(v, dark, (gsize)n);
    memcpy(luma, light, (gsize)n);
    return spread > GREY_SPREAD ? TINGE_COLOUR : TINGE_FAINT;
}

/* Piece by piece, as nearly all pieces of nearly all pages are white and most others grey; and
 * of known length, as compilers turn that into a few wide instructions. */
WIDE static Tinge
read_colour_row(const l_uint32 *line, int width, guint8 *v, guint8 *luma)
{
    Tinge tinge = TINGE_NONE;
    int x = 0;

    for (; x + SHADE_PIECE <= width; x += SHADE_PIECE)
        tinge |= read_pixels(line + x, SHADE_PIECE, v + x, luma + x);
    return tinge | read_pixels(line + x, width - x, v + x, luma + x);
}

/* Leptonica has the first pixel in the highest byte of a word, whatever the machine. */
static void
read_grey_row(const l_uint32 *line, int width, guint8 *v)
{
    int x = 0;

    for (; x + 4 <= width; x += 4) {
        const guint32 four = GUINT32_TO_BE(line[x / 4]);

        memcpy(v + x, &four, 4);
    }
    for (; x < width; x++)
        v[x] = GET_DATA_BYTE(line, x);
}

/* One row of the raster, a byte a pixel; without a tinge @luma may be untouched. */
static Tinge
read_row(PIX *pix, int y, guint8 *v, guint8 *luma)
{
    const l_uint32 *line = pixGetData(pix) + (gsize)y * pixGetWpl(pix);
    const int width = pixGetWidth(pix);

    switch (pixGetDepth(pix)) {
    case 1:
        for (int x = 0; x < width; x++)
            v[x] = GET_DATA_BIT(line, x) ? 0 : 255;
        return TINGE_NONE;
    case 8:
        read_grey_row(line, width, v);
        return TINGE_NONE;
    default:
        return read_colour_row(line, width, v, luma);
    }
}

/* Averages @ny rows of @nx pixels into one row of @out. */
static void
average(const guint8 *rows, int full_width, int nx, int ny, guint8 *out, int width)
{
    if (nx == 2 && ny == 2) { /* a scan of 300 dpi */
        const guint8 *a = rows, *b = rows + full_width;

        for (int x = 0; x < width; x++, a += 2, b += 2)
            out[x] = (guint8)((a[0] + a[1] + b[0] + b[1]) / 4);
        return;
    }
    for (int x = 0; x < width; x++) {
        guint sum = 0;

        for (int k = 0; k < ny; k++)
            for (int j = 0; j < nx; j++)
                sum += rows[(gsize)k * full_width + x * nx + j];
        out[x] = (guint8)(sum / (guint)(nx * ny));
    }
}

static gsize
shade_size(const Shade *shade)
{
    return (gsize)shade->width * shade->height + SHADE_PIECE;
}

/* Takes @luma for row @y, which is that of @v but where there is a @tinge. Up to the first such row
 * both shades are one, and there is only one of them. */
static void
put_luma(Shade *shade, int y, const guint8 *luma, Tinge tinge)
{
    const gsize at = (gsize)y * shade->width, width = (gsize)shade->width;

    if (shade->luma == NULL && tinge != TINGE_NONE) {
        shade->luma = g_malloc(shade_size(shade));
        memcpy(shade->luma, shade->v, at);
    }
    if (shade->luma != NULL)
        memcpy(shade->luma + at, tinge != TINGE_NONE ? luma : shade->v + at, width);
}

/* Fills @shade with the raster, @nx by @ny pixels averaged into one. */
static Tinge
read_reduced(PIX *pix, int nx, int ny, Shade *shade)
{
    const int full_width = pixGetWidth(pix);
    g_autofree guint8 *v = g_malloc((gsize)full_width * ny);
    g_autofree guint8 *luma = g_malloc((gsize)full_width * ny);
    g_autofree guint8 *even = g_malloc((gsize)shade->width);
    Tinge all = TINGE_NONE;

    for (int y = 0; y < shade->height; y++) {
        guint8 *row = shade->v + (gsize)y * shade->width;
        Tinge tinge = TINGE_NONE;

        for (int k = 0; k < ny && shade->dirty[y]; k++)
            tinge |=
                read_row(pix, y * ny + k, v + (gsize)k * full_width, luma + (gsize)k * full_width);
        if (shade->dirty[y])
            average(v, full_width, nx, ny, row, shade->width);
        else
            memset(row, 255, (gsize)shade->width);
        if (tinge != TINGE_NONE)
            average(luma, full_width, nx, ny, even, shade->width);
        put_luma(shade, y, even, tinge);
        all |= tinge;
    }
    return all;
}

/* Are all @n pixels, a piece at most, of one tone? A whole piece is four words. */
static inline bool
is_even(const guint8 *row, int n)
{
    guint64 words[SHADE_PIECE / 8];

    if (n < SHADE_PIECE)
        return memcmp(row, row + 1, (gsize)n - 1) == 0;
    memcpy(words, row, sizeof words);
    return words[0] == words[0] % 256 * G_GUINT64_CONSTANT(0x0101010101010101) &&
           words[1] == words[0] && words[2] == words[0] && words[3] == words[0];
}

/* Notes which pieces of the rows are blank or flat, and which rows are blank. */
static void
note_blanks(Shade *shade)
{
    for (int y = 0; y < shade->height; y++) {
        const gsize at = (gsize)y * (gsize)shade->width;
        const guint8 *row = shade->v + at, *luma = shade->luma != NULL ? shade->luma + at : NULL;
        guint8 *blank = shade->blank + (gsize)y * (gsize)shade->pieces;
        guint8 *flat = shade->flat + (gsize)y * (gsize)shade->pieces;

        if (!shade->dirty[y]) {
            memset(blank, 1, (gsize)shade->pieces);
            memset(flat, 1, (gsize)shade->pieces);
            continue;
        }
        for (int p = 0; p < shade->pieces; p++) {
            const int x = p * SHADE_PIECE, n = CLAMP(shade->width - x, 1, SHADE_PIECE);
            const bool even = is_even(row + x, n);

            blank[p] = even && row[x] == 255;
            flat[p] = blank[p] || (even && (luma == NULL || is_even(luma + x, n)));
        }
        if (memchr(blank, 0, (gsize)shade->pieces) == NULL)
            shade->dirty[y] = 0;
    }
}

/* Rows that may not be white, of @n rows of the raster each. */
static void
note_ink(const Raster *raster, Shade *shade, int n)
{
    for (int y = 0; y < shade->height; y++) {
        guint8 ink = raster->inked == NULL ? RASTER_ANYTHING : 0;

        for (int k = 0; k < n && raster->inked != NULL; k++)
            ink |= raster->inked[(gsize)y * n + k];
        shade->dirty[y] = ink;
    }
}

/* Fills @shade with the raster, pixel by pixel. */
static Tinge
read_whole(PIX *pix, Shade *shade)
{
    const gsize wpl = (gsize)pixGetWpl(pix), width = (gsize)shade->width;
    g_autofree guint8 *luma = g_malloc(width);
    Tinge all = TINGE_NONE, tinge = TINGE_NONE; /* of the row above */

    for (int y = 0; y < shade->height; y++) {
        const l_uint32 *line = pixGetData(pix) + (gsize)y * wpl;
        guint8 *v = shade->v + (gsize)y * width;

        if (!shade->dirty[y]) {
            memset(v, 255, width);
            tinge = TINGE_NONE;
        } else if (y > 0 && shade->dirty[y - 1] &&
                   memcmp(line, line - wpl, wpl * sizeof *line) == 0) { /* as in flat tints */
            memcpy(v, v - width, width);
        } else {
            tinge = read_row(pix, y, v, luma);
        }
        put_luma(shade, y, luma, tinge);
        all |= tinge;
    }
    return all;
}

Shade *
shade_new(const Raster *raster, GError **error)
{
    const int depth = pixGetDepth(raster->pix);
    if ((depth != 1 && depth != 8 && depth != 32) || pixGetColormap(raster->pix) != NULL ||
        !(raster->x_dpi > 0) || !(raster->y_dpi > 0)) {
        g_set_error(error, DETECT_ERROR, DETECT_ERROR_RASTER,
                    "want a raster of 1, 8 or 32 bpp without palette, got %d bpp at %g by %g dpi",
                    depth, raster->x_dpi, raster->y_dpi);
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
    shade->v = g_malloc(shade_size(shade));
    shade->pieces = (shade->width + SHADE_PIECE - 1) / SHADE_PIECE;
    shade->blank = g_malloc((gsize)shade->pieces * shade->height);
    shade->flat = g_malloc((gsize)shade->pieces * shade->height);
    shade->dirty = g_malloc((gsize)shade->height);
    note_ink(raster, shade, ny);
    const Tinge tinge = nx == 1 && ny == 1 ? read_whole(raster->pix, shade)
                                           : read_reduced(raster->pix, nx, ny, shade);
    if (!(tinge & TINGE_COLOUR))
        g_clear_pointer(&shade->luma, g_free);
    note_blanks(shade);
    return shade;
}

bool
shade_has_ink(const Shade *shade, int y0, int y1, guint kinds)
{
    for (int y = y0; y < y1; y++)
        if (shade->dirty[y] & kinds)
            return true;
    return false;
}

void
shade_blanks(const Shade *shade, int y0, int y1, guint8 *blank)
{
    memset(blank, 1, (gsize)shade->pieces);
    for (int y = y0; y < y1; y++)
        for (int p = 0; p < shade->pieces && shade->dirty[y]; p++)
            blank[p] &= shade->blank[(gsize)y * shade->pieces + p];
}

bool
shade_is_flat(const Shade *shade, int p, int y0, int y1)
{
    const guint8 *v = shade->v + (gsize)y0 * shade->width + p * SHADE_PIECE;

    for (int y = y0; y < y1; y++)
        if (!shade->flat[(gsize)y * shade->pieces + p] || v[(gsize)(y - y0) * shade->width] != *v)
            return false;
    return true;
}

void
shade_free(Shade *shade)
{
    if (shade == NULL)
        return;
    g_free(shade->v);
    g_free(shade->luma);
    g_free(shade->blank);
    g_free(shade->flat);
    g_free(shade->dirty);
    g_free(shade);
}
