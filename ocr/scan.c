/* ocr/scan.c - a scanned page made straight and clean
 *
 * Cleaning goes from large to small:
 *
 *   grey ----> right size ----> no bands ----> even paper ----> (rulings lifted: ocr/lift.h)
 *
 * Paper. Scans have grey paper that darkens towards the spine. Dividing by the
 * background, taken from tiles, makes it white everywhere.
 */
#include "ocr/scan.h"

#include <math.h>

#include "ocr/band.h"
#include "ocr/border.h"
#include "ocr/engine.h"
#include "ocr/resample.h"
#include "ocr/skew.h"
#include "ocr/speck.h"
#include "ocr/tone.h"

#define POINTS_PER_INCH 72.0

/* Tesseract's models were trained on text of 300 dpi; within these bounds resampling loses more
 * than it gains. */
#define READ_DPI 300
#define MIN_READ_DPI 200
#define MAX_READ_DPI 400

/* Heights of small letters, points: of print of 10, and outside of what is read at the usual
 * resolution, 6 and 24. For large print it is that of the lowest third that counts, as signs and
 * dots are lower than letters. */
#define USUAL_PRINT 5.0
#define SMALL_PRINT 3.0
#define LARGE_PRINT 12.0
#define LOW_SHARE 0.33
#define MIN_PIECES 30 /* a few words */

/* Dots of a capital: with 20 to 30 Tesseract reads best. Three in four pieces of print are no
 * higher than one, whether it is prose or a table of digits. */
#define CAPITAL_PX 22
#define CAPITAL_SHARE 0.75
#define WORTH_SHRINKING 0.9

/* Between the resolutions of both directions: less is rounding. */
#define SQUARE 1.02

/* A sheet of A2 at 300 dpi; larger ones, whose print is larger too, are read at less. */
#define MAX_READ_DOTS 35e6

#define WHITE 255
#define PAPER_TILE 32

#define SAMPLE 3 /* dots to a dot that is looked at for the histogram of a page */

static bool
is_grey(const PIX *pix)
{
    return pixGetDepth(pix) == 8 && pixGetColormap((PIX *)pix) == NULL;
}

/* In 8 bpp: @pix itself, where it is. */
static PIX *
grey_of(const PIX *pix)
{
    if (is_grey(pix))
        return pixClone((PIX *)pix);
    if (pixGetDepth(pix) == 32 && pixGetSpp(pix) == 4) {
        g_autoptr(PIX) opaque = pixRemoveAlpha((PIX *)pix);

        return pixConvertTo8(opaque, FALSE);
    }
    return pixConvertTo8((PIX *)pix, FALSE);
}

static void
set_failed(GError **error, const char *what, const PIX *pix)
{
    g_set_error(error, OCR_ERROR, OCR_ERROR_READ, "cannot %s a picture of %dx%d", what,
                pixGetWidth(pix), pixGetHeight(pix));
}

/* Black and white by the threshold that parts the histogram of all of @grey best. */
static PIX *
black_and_white(PIX *grey)
{
    int threshold = 0;

    if (pixSplitDistributionFgBg(grey, 0.1f, SAMPLE, &threshold, NULL, NULL, NULL) != 0)
        return NULL;
    return tone_ink(grey, threshold);
}

static PIX *
scaled(PIX *grey, double x, double y)
{
    if (fabs(x - 1) < 0.01 && fabs(y - 1) < 0.01)
        return pixClone(grey);
    return resample_scale(grey, x, y);
}

PIX *
scan_small(const Raster *scan)
{
    if (scan->small != NULL)
        return pixClone(scan->small);

    g_autoptr(PIX) grey = grey_of(scan->pix);

    return grey != NULL ? scaled(grey, MIN(1, SCAN_SKETCH_DPI / scan->x_dpi),
                                 MIN(1, SCAN_SKETCH_DPI / scan->y_dpi))
                        : NULL;
}

PIX *
scan_sketch(const Raster *scan)
{
    if (scan->sketch != NULL)
        return pixClone(scan->sketch);

    g_autoptr(PIX) small = scan_small(scan);

    return small != NULL ? black_and_white(small) : NULL;
}

void
scan_keep_sketch(Raster *scan)
{
    if (scan->small == NULL)
        scan->small = scan_small(scan);
    if (scan->sketch == NULL && scan->small != NULL)
        scan->sketch = black_and_white(scan->small);
}

/* The tone of most of a page is that of its paper, unless it is dark. */
static guint32
paper_color(PIX *pix)
{
    float red = WHITE, green = WHITE, blue = WHITE;
    guint32 color;

    if (pixGetDepth(pix) == 8) {
        pixGetRankValueMasked(pix, NULL, 0, 0, 8, 0.6f, &red, NULL);
        return (guint32)red;
    }
    pixGetRankValueMaskedRGB(pix, NULL, 0, 0, 8, 0.6f, &red, &green, &blue);
    composeRGBPixel((int)red, (int)green, (int)blue, &color);
    return color;
}

/* The picture in grey or colour, which may be that of @scan; what is black and white without
 * specks. */
static PIX *
unspecked(const Raster *scan)
{
    const int depth = pixGetDepth(scan->pix);
    g_autoptr(PIX) clean =
        depth == 1 && scan->x_dpi > 0 ? speck_remove(scan->pix, scan->x_dpi) : pixClone(scan->pix);

    return depth == 32 || clean == NULL ? g_steal_pointer(&clean) : grey_of(clean);
}

/* @square without what is no part of the page. */
static Raster *
unbordered(Raster *square)
{
    g_autoptr(PIX) mask = border_mask(square);
    PIX *clean = mask != NULL ? pixCopy(NULL, square->pix) : NULL;

    if (clean == NULL)
        return square;
    g_autoptr(Raster) owned = square;
    pixPaintThroughMask(clean, mask, 0, 0, paper_color(clean));
    return raster_new_like(owned, clean);
}

/* The same with square pixels, as angles are no angles in others. NULL when there is no memory. */
static Raster *
squared(const Raster *scan)
{
    const double dpi = MAX(scan->x_dpi, scan->y_dpi);
    g_autoptr(PIX) pix = unspecked(scan);

    if (pix == NULL || !(scan->x_dpi > 0 && scan->y_dpi > 0))
        return pix != NULL ? raster_new_like(scan, g_steal_pointer(&pix)) : NULL;
    if (dpi < SQUARE * MIN(scan->x_dpi, scan->y_dpi) ||
        (double)pixGetWidth(pix) / scan->x_dpi * pixGetHeight(pix) / scan->y_dpi * dpi * dpi >
            MAX_READ_DOTS)
        return raster_new_like(scan, g_steal_pointer(&pix));
    PIX *even = scaled(pix, dpi / scan->x_dpi, dpi / scan->y_dpi);
    return even != NULL ? raster_new(even, dpi, dpi) : NULL;
}

/* The heights of the pieces of ink of @sketch, letters mostly, dots in order; NULL where there is
 * little ink. */
static NUMA *
piece_heights(PIX *sketch)
{
    g_autoptr(BOXA) boxes = sketch != NULL ? pixConnCompBB(sketch, 8) : NULL;
    g_autoptr(BOXA) sorted =
        boxes != NULL ? boxaSort(boxes, L_SORT_BY_HEIGHT, L_SORT_INCREASING, NULL) : NULL;
    NUMA *heights = NULL;

    if (sorted == NULL || boxaGetCount(sorted) < MIN_PIECES ||
        boxaGetSizes(sorted, NULL, &heights) != 0)
        return NULL;
    return heights;
}

/* The height, in points, that @share of the pieces of a sketch of a scan of @dpi are lower than. */
static double
height_at(NUMA *heights, double share, double dpi)
{
    float height = 0;

    numaGetFValue(heights, (int)(share * numaGetCount(heights)), &height);
    return height * POINTS_PER_INCH / MIN(dpi, SCAN_SKETCH_DPI);
}

/* The resolution at which capitals of print with pieces of @heights have dots enough. */
static double
wanted_dpi(NUMA *heights, double dpi)
{
    const double capital = height_at(heights, CAPITAL_SHARE, dpi);

    return CAPITAL_PX * POINTS_PER_INCH / MAX(capital, 0.1);
}

/* One of the channels of @n pixels, four to a word, in @words. */
static void
take_red(const l_uint32 *line, int n, l_uint32 *grey, int words)
{
    const int whole = n / 4;

    for (int i = 0; i < whole; i++, line += 4)
        grey[i] =
            (line[0] & 0xFF000000) | (line[1] >> 24 << 16) | (line[2] >> 24 << 8) | line[3] >> 24;
    if (whole == words)
        return;
    grey[whole] = 0;
    for (int k = 0; k < n % 4; k++)
        grey[whole] |= line[k] >> 24 << (24 - 8 * k);
}

PIX *
scan_drop_colour(PIX *pix)
{
    const gsize n = (gsize)pixGetWpl(pix) * (gsize)pixGetHeight(pix);
    const l_uint32 *words = pixGetData(pix);
    l_uint32 odd = 0;

    if (pixGetDepth(pix) != 32)
        return pix;
    for (gsize i = 0; i < n; i++) /* RGBx: equal neighbours leave nothing */
        odd |= (words[i] ^ words[i] << 8) & 0xFFFF0000;
    if (odd != 0)
        return pix;
    PIX *grey = pixCreateNoInit(pixGetWidth(pix), pixGetHeight(pix), 8);
    if (grey == NULL)
        return pix;
    for (int y = 0; y < pixGetHeight(pix); y++)
        take_red(pixGetData(pix) + (gsize)y * (gsize)pixGetWpl(pix), pixGetWidth(pix),
                 pixGetData(grey) + (gsize)y * (gsize)pixGetWpl(grey), pixGetWpl(grey));
    pixCopyResolution(grey, pix);
    pixDestroy(&pix);
    return grey;
}

Raster *
scan_straighten(const Raster *scan, double *skew_deg, GError **error)
{
    g_autoptr(Raster) square = squared(scan);

    if (square == NULL) {
        set_failed(error, "straighten", scan->pix);
        return NULL;
    }

    scan_keep_sketch(square);
    square = unbordered(g_steal_pointer(&square));
    scan_keep_sketch(square);
    *skew_deg = square->sketch != NULL ? skew_find(square->sketch) : 0;
    if (*skew_deg == 0)
        return g_steal_pointer(&square);

    PIX *pix = square->pix;
    const float back = (float)(-*skew_deg * G_PI / 180);
    PIX *straight = pixGetDepth(pix) == 32 ? pixRotateAMColor(pix, back, paper_color(pix))
                                           : resample_turn(pix, back, (guint8)paper_color(pix));
    if (straight == NULL) {
        set_failed(error, "turn", scan->pix);
        return NULL;
    }
    return raster_new_like(square, straight);
}

Raster *
scan_turn(const Raster *scan, guint quarters)
{
    PIX *turned = pixRotateOrth(scan->pix, (int)(quarters % 4));

    return quarters % 2 == 1 ? raster_new(turned, scan->y_dpi, scan->x_dpi)
                             : raster_new_like(scan, turned);
}

/* The background of @grey in tiles, from a picture half its size: paper is as even there. What is
 * darker than Leptonica's 60 over a whole tile takes the background of its neighbours. */
static PIX *
background(PIX *grey)
{
    g_autoptr(PIX) even = resample_scale(grey, 0.5, 0.5);
    /* An odd last column or row may need a tile of its own. */
    g_autoptr(PIX) half = even != NULL ? pixAddContinuedBorder(even, 0, pixGetWidth(grey) % 2, 0,
                                                               pixGetHeight(grey) % 2)
                                       : NULL;
    PIX *map = NULL;

    if (half == NULL ||
        pixGetBackgroundGrayMap(half, NULL, PAPER_TILE / 2, PAPER_TILE / 2, 60, 64, &map) != 0)
        return NULL;
    return map;
}

/* Paper made white. Pictures of a few tiles have no background to be had and stay. */
static PIX *
even_paper(PIX *grey)
{
    g_autoptr(PIX) map = background(grey);
    g_autoptr(PIX) inverse = map != NULL ? pixGetInvBackgroundMap(map, WHITE, 2, 2) : NULL;
    PIX *even = inverse != NULL ? tone_apply(grey, inverse, PAPER_TILE) : NULL;

    return even != NULL ? even : pixClone(grey);
}

/* The resolution that print with capitals wants, where that is clearly less than the scan has: what
 * is more costs time and tells nothing. Not where the resolution is odd, and may be wrong. */
static double
dpi_for_capitals(const Raster *scan)
{
    const bool told = WORTH_SHRINKING * scan->x_dpi > MIN_READ_DPI && scan->x_dpi <= MAX_READ_DPI;
    g_autoptr(PIX) sketch = told ? scan_sketch(scan) : NULL;
    NUMA *heights = piece_heights(sketch);

    if (heights == NULL)
        return INFINITY;
    const double wanted = MAX(wanted_dpi(heights, scan->y_dpi), MIN_READ_DPI);
    numaDestroy(&heights);
    return wanted < WORTH_SHRINKING * scan->x_dpi ? wanted : INFINITY;
}

/* The resolution to read at: that of the scan where it is near enough to the usual one. Files may
 * say a wrong one; then the letters tell. */
static double
read_dpi(const Raster *scan)
{
    const bool far_off = scan->x_dpi < MIN_READ_DPI || scan->x_dpi > MAX_READ_DPI ||
                         fabs(scan->x_dpi - scan->y_dpi) > 1;
    const double usual = far_off ? READ_DPI : scan->x_dpi;
    g_autoptr(PIX) ink = far_off ? scan_sketch(scan) : NULL;
    NUMA *heights = piece_heights(ink);

    if (heights == NULL)
        return usual;
    const double low = height_at(heights, LOW_SHARE, scan->y_dpi);
    const double middle = height_at(heights, 0.5, scan->y_dpi);
    numaDestroy(&heights);
    if (low > LARGE_PRINT)
        return usual * USUAL_PRINT / low;
    if (middle > 0 && middle < SMALL_PRINT)
        return MAX(usual, MIN(scan->x_dpi, usual * USUAL_PRINT / middle));
    return usual;
}

Raster *
scan_clean(const Raster *scan, ScanPrint print, GError **error)
{
    if (!(scan->x_dpi > 0 && scan->y_dpi > 0)) {
        set_failed(error, "tell the size of", scan->pix);
        return NULL;
    }

    const double square_inches =
        pixGetWidth(scan->pix) / scan->x_dpi * (pixGetHeight(scan->pix) / scan->y_dpi);
    const double wanted = print == SCAN_CAPITALS ? dpi_for_capitals(scan) : INFINITY;
    const double dpi = MIN(MIN(read_dpi(scan), wanted), sqrt(MAX_READ_DOTS / square_inches));
    g_autoptr(PIX) grey = grey_of(scan->pix);
    g_autoptr(PIX) sized = grey != NULL ? scaled(grey, dpi / scan->x_dpi, dpi / scan->y_dpi) : NULL;

    if (sized != NULL && pixGetData(sized) == pixGetData(scan->pix)) {
        pixDestroy(&sized);
        sized = pixCopy(NULL, scan->pix); /* to be changed */
    }
    if (sized == NULL) {
        set_failed(error, "clean", scan->pix);
        return NULL;
    }

    band_clear(sized, dpi, (int)paper_color(sized));
    return raster_new(even_paper(sized), dpi, dpi);
}

Raster *
scan_ink(const Raster *clean)
{
    g_autoptr(PIX) ink = tone_ink(clean->pix, SCAN_INK_LEVEL);

    /* Smaller than the dot of an i in print of 4 points. */
    const int speck = CLAMP((int)(raster_to_pixels(clean, 0.4) + 0.5), 1, SPECK_MAX_SIZE);

    return raster_new_like(clean, speck_drop(ink, speck));
}
