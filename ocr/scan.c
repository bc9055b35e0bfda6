/* ocr/scan.c - a scanned page made straight and clean, by Leptonica alone
 *
 * Cleaning goes from large to small:
 *
 *   grey ----> right size ----> no bands ----> even paper ----> (rulings lifted)
 *
 * Bands. Tesseract takes solid dark areas for pictures and loses the text in
 * them. At 75 dpi, closed so that letters go, a band of a table header is a
 * solid blob; a paragraph is not, as the lines of it stay apart:
 *
 *     ##############        ############## one tone in it and fewer dark
 *     ## WHITE ON ##   ->   ############## dots than light ones: turned
 *     ##############        ############## into its negative
 *
 * A blob of one tone is a band, and its tone becomes that of paper; a blob of
 * many tones is a photograph, and is left alone.
 *
 * Paper. Scans have grey paper that darkens towards the spine. Dividing by the
 * background, taken from tiles, makes it white everywhere.
 *
 * Rulings. A stroke is wiped column by column. Where ink goes on above it and
 * below it a letter crosses, and its piece of the stroke stays:
 *
 *       |  |   _            |  |   _
 *     --+--+--(-)--  ->     |  |  ( )
 *       |  |    /           |  |    /
 */
#include "ocr/scan.h"

#include <math.h>

#include "ocr/engine.h"

#define POINTS_PER_INCH 72.0

/* Skew and which way is up are looked for at this resolution: 0.02 degrees off at the most over
 * turned pages of text, tables and charts, in 5 ms. */
#define SKETCH_DPI 150
#define MAX_SKEW_DEG 7.0

/* Leptonica's measure of how much sharper the best angle is than the worst. Pages with a few lines
 * of text have 4 and more; below 3 its authors don't trust it. */
#define MIN_SKEW_CONFIDENCE 3.0

/* At 0.1 degrees a line over a full page climbs by a point, a tenth of its height: nothing is won,
 * and turning blurs. */
#define MIN_SKEW_DEG 0.1

/* Tesseract's models were trained on text of 300 dpi; within these bounds resampling loses more
 * than it gains. */
#define READ_DPI 300
#define MIN_READ_DPI 200
#define MAX_READ_DPI 400

/* A sheet of A2 at 300 dpi; larger ones, whose print is larger too, are read at less. */
#define MAX_READ_DOTS 35e6

/* Bands are looked for at this resolution, where a point is about a pixel. */
#define BAND_DPI 75
#define BAND_CLOSE_PX 5     /* the strokes of letters up to 20 points */
#define BAND_OPEN_PX 9      /* less is a letter or a ruling, not a band */
#define BAND_RECTANGLE 0.6f /* share of its bounding box; text at its rim eats into a band */
#define BAND_MIN_PX 36      /* shorter may be a letter of a title */
#define BAND_SAME_TONE 24   /* of 255: noise of scanners and of JPEG */
#define BAND_ONE_TONE 0.55  /* share of dots of that tone; text covers up to a third of a band */
#define BAND_LETTERS 0.003  /* share of dots; one digit in a row of an empty table has more */

/* Of 255, once paper is white: thin grey print at 200 dpi has up to 200, noise (8 of 255 in the
 * scans that were measured) and JPEG's ringing around letters stay above. */
#define INK_LEVEL 208
#define WHITE 255

/* How far a stroke may stray from where it was found: lines bend, and detect works in points. */
#define STRAY_POINTS 0.7
#define MAX_STROKE 30.0 /* points; thicker is no stroke */

static PIX *
grey_of(const PIX *pix)
{
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
    PIX *ink = NULL;

    pixOtsuAdaptiveThreshold(grey, pixGetWidth(grey), pixGetHeight(grey), 0, 0, 0.1, NULL, &ink);
    return ink;
}

static PIX *
scaled(PIX *grey, double x, double y)
{
    if (fabs(x - 1) < 0.01 && fabs(y - 1) < 0.01)
        return pixClone(grey);
    /* Averaging over areas keeps thin strokes when shrinking, which sampling would drop. */
    return x < 0.7 && y < 0.7 ? pixScaleAreaMap(grey, (float)x, (float)y)
                              : pixScaleGeneral(grey, (float)x, (float)y, 0, 0);
}

/* The page in black and white and small enough for looking at lines only. */
static PIX *
sketch(PIX *grey, double x_dpi, double y_dpi)
{
    g_autoptr(PIX) small = scaled(grey, MIN(1, SKETCH_DPI / x_dpi), MIN(1, SKETCH_DPI / y_dpi));

    return small != NULL ? black_and_white(small) : NULL;
}

/* Degrees clockwise, 0 where there is nothing to tell by. */
static double
find_skew(PIX *grey, double x_dpi, double y_dpi)
{
    g_autoptr(PIX) ink = sketch(grey, x_dpi, y_dpi);
    float back_deg = 0, confidence = 0;

    if (ink == NULL ||
        pixFindSkewSweepAndSearch(ink, &back_deg, &confidence, 4, 1, MAX_SKEW_DEG, 1, 0.01) != 0)
        return 0;
    if (confidence < MIN_SKEW_CONFIDENCE || fabsf(back_deg) < MIN_SKEW_DEG)
        return 0;
    return -back_deg;
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

Raster *
scan_straighten(const Raster *scan, double *skew_deg, GError **error)
{
    g_autoptr(PIX) pix = pixGetDepth(scan->pix) == 32 ? pixClone(scan->pix) : grey_of(scan->pix);
    g_autoptr(PIX) grey = pix != NULL ? grey_of(pix) : NULL;

    if (grey == NULL) {
        set_failed(error, "straighten", scan->pix);
        return NULL;
    }

    *skew_deg = find_skew(grey, scan->x_dpi, scan->y_dpi);
    if (*skew_deg == 0)
        return raster_new_like(scan, g_steal_pointer(&pix));

    const float back = (float)(-*skew_deg * G_PI / 180);
    PIX *straight = pixGetDepth(pix) == 32 ? pixRotateAMColor(pix, back, paper_color(pix))
                                           : pixRotateAMGray(pix, back, (guint8)paper_color(pix));
    if (straight == NULL) {
        set_failed(error, "turn", scan->pix);
        return NULL;
    }
    return raster_new_like(scan, straight);
}

void
scan_find_up(const Raster *scan, double *up, double *left)
{
    g_autoptr(PIX) grey = grey_of(scan->pix);
    g_autoptr(PIX) ink = grey != NULL ? sketch(grey, scan->x_dpi, scan->y_dpi) : NULL;
    float up_sure = 0, left_sure = 0;

    if (ink == NULL || pixOrientDetect(ink, &up_sure, &left_sure, 0, 0) != 0)
        up_sure = left_sure = 0;
    *up = up_sure;
    *left = left_sure;
}

Raster *
scan_turn(const Raster *scan, guint quarters)
{
    PIX *turned = pixRotateOrth(scan->pix, (int)(quarters % 4));

    return quarters % 2 == 1 ? raster_new(turned, scan->y_dpi, scan->x_dpi)
                             : raster_new_like(scan, turned);
}

/* What stands in a band, from the tones of its dots. */
typedef struct {
    int tone;      /* of most dots */
    bool one_tone; /* else a photograph */
    bool lettered; /* else there is nothing to read in it */
    bool negative; /* lighter letters than ground */
} Band;

static Band
weigh_band(NUMA *histogram)
{
    double total = 0, most = 0, same = 0, light = 0, dark = 0;
    Band band = { 0 };

    for (int tone = 0; tone <= WHITE; tone++) {
        float n = 0;

        numaGetFValue(histogram, tone, &n);
        total += n;
        if (n > most) {
            most = n;
            band.tone = tone;
        }
    }
    for (int tone = 0; tone <= WHITE; tone++) {
        float n = 0;

        numaGetFValue(histogram, tone, &n);
        if (abs(tone - band.tone) <= BAND_SAME_TONE)
            same += n;
        else if (tone > band.tone + 2 * BAND_SAME_TONE)
            light += n;
        else if (tone < band.tone - 2 * BAND_SAME_TONE)
            dark += n;
    }
    band.one_tone = total > 0 && same >= BAND_ONE_TONE * total;
    band.lettered = light + dark >= BAND_LETTERS * total;
    band.negative = light > dark;
    return band;
}

/* The band that @blob shows, which stands at (@x, @y) of a picture @shrink times smaller than
 * @grey. Its rim, where tones mix, is left out. */
static Band
find_band(PIX *grey, PIX *blob, int shrink, int x, int y)
{
    g_autoptr(PIX) core = pixErodeBrick(NULL, blob, 3, 3);
    g_autoptr(PIX) mask = core != NULL ? pixExpandReplicate(core, shrink) : NULL;
    NUMA *histogram =
        mask != NULL ? pixGetGrayHistogramMasked(grey, mask, x * shrink, y * shrink, 2) : NULL;
    const Band band = histogram != NULL ? weigh_band(histogram) : (Band){ 0 };

    numaDestroy(&histogram);
    return band;
}

/* Maps the dots of @grey under @mask, which stands at (@x, @y): the band's tone to that of paper,
 * and the tone of its letters to black. */
static void
clear_band(PIX *grey, PIX *mask, int x, int y, Band band, int paper)
{
    BOX *box = boxCreate(x, y, pixGetWidth(mask), pixGetHeight(mask));
    g_autoptr(PIX) piece = pixClipRectangle(grey, box, NULL);
    NUMA *map = numaCreate(WHITE + 1);

    for (int tone = 0; tone <= WHITE; tone++) {
        const double ink = band.negative ? (tone - band.tone) / (double)MAX(1, paper - band.tone)
                                         : (band.tone - tone) / (double)MAX(1, band.tone);

        numaAddNumber(map, (float)(paper * (1 - CLAMP(ink, 0, 1))));
    }
    if (piece != NULL && pixTRCMap(piece, mask, map) == 0)
        pixRasterop(grey, x, y, pixGetWidth(piece), pixGetHeight(piece), PIX_SRC, piece, 0, 0);
    numaDestroy(&map);
    boxDestroy(&box);
}

/* Whitens the edges of the bands in @mask, @shrink dots of @grey to one of its own: there the
 * tone of a band fades into that of the paper, which would stay as a frame. */
static void
clear_rims(PIX *grey, PIX *mask, int shrink, int paper)
{
    g_autoptr(PIX) wide = pixDilateBrick(NULL, mask, 3, 3);
    g_autoptr(PIX) core = pixErodeBrick(NULL, mask, 3, 3);
    g_autoptr(PIX) rim = wide != NULL && core != NULL ? pixSubtract(NULL, wide, core) : NULL;
    g_autoptr(PIX) large = rim != NULL ? pixExpandReplicate(rim, shrink) : NULL;

    if (large != NULL)
        pixPaintThroughMask(grey, large, 0, 0, (guint32)paper);
}

/* Areas of @small that are darker than @below, without the letters on them. */
static PIX *
solid_areas(PIX *small, int below)
{
    g_autoptr(PIX) dark = pixThresholdToBinary(small, below);
    g_autoptr(PIX) closed =
        dark != NULL ? pixCloseSafeBrick(NULL, dark, BAND_CLOSE_PX, BAND_CLOSE_PX) : NULL;

    return closed != NULL ? pixOpenBrick(NULL, closed, BAND_OPEN_PX, BAND_OPEN_PX) : NULL;
}

/* First and last of the @n rows or columns, of @size dots each, that are mostly filled. */
static bool
trim(NUMA *filled, int size, int *first, int *last)
{
    const int n = numaGetCount(filled);
    int count;

    for (*first = 0; *first < n; (*first)++) {
        numaGetIValue(filled, *first, &count);
        if (2 * count >= size)
            break;
    }
    for (*last = n - 1; *last > *first; (*last)--) {
        numaGetIValue(filled, *last, &count);
        if (2 * count >= size)
            break;
    }
    return *last > *first;
}

/* A blob that is nearly a rectangle is one, but for large letters that notch it and for text
 * beside it that sticks to it: made so, within its bounding box. */
static void
square_up(PIX *blob)
{
    const int w = pixGetWidth(blob), h = pixGetHeight(blob);
    float share = 0;

    if (pixForegroundFraction(blob, &share) != 0 || share < BAND_RECTANGLE)
        return;

    NUMA *rows = pixCountPixelsByRow(blob, NULL), *columns = pixCountPixelsByColumn(blob);
    int x0, y0, x1, y1;

    if (rows != NULL && columns != NULL && trim(rows, w, &y0, &y1) && trim(columns, h, &x0, &x1)) {
        pixClearAll(blob);
        pixRasterop(blob, x0, y0, x1 - x0 + 1, y1 - y0 + 1, PIX_SET, NULL, 0, 0);
    }
    numaDestroy(&rows);
    numaDestroy(&columns);
}

/* Clears the bands of @grey that are darker than @below. */
static void
clear_bands(PIX *grey, int shrink, int below, int paper)
{
    g_autoptr(PIX) small = pixScaleAreaMap(grey, 1.0f / (float)shrink, 1.0f / (float)shrink);
    g_autoptr(PIX) solid = small != NULL ? solid_areas(small, below) : NULL;
    g_autoptr(PIX) bands = solid != NULL ? pixCreateTemplate(solid) : NULL;
    g_autoptr(PIXA) blobs = NULL;
    g_autoptr(BOXA) boxes = bands != NULL ? pixConnComp(solid, &blobs, 4) : NULL;

    for (int i = 0; boxes != NULL && i < boxaGetCount(boxes); i++) {
        g_autoptr(PIX) blob = pixaGetPix(blobs, i, L_COPY);
        int x, y, w, h;

        boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
        if (MAX(w, h) < BAND_MIN_PX)
            continue;
        square_up(blob);

        const Band band = find_band(grey, blob, shrink, x, y);
        if (!band.one_tone || !band.lettered || band.tone >= below)
            continue;
        g_autoptr(PIX) mask = pixExpandReplicate(blob, shrink);
        clear_band(grey, mask, x * shrink, y * shrink, band, paper);
        pixRasterop(bands, x, y, w, h, PIX_DST | PIX_SRC, blob, 0, 0);
    }
    if (bands != NULL)
        clear_rims(grey, bands, shrink, paper);
}

/* Paper made white. What is darker than Leptonica's 60 over a whole tile takes the background of
 * its neighbours. Pictures of a few tiles have no background to be had and stay. */
static PIX *
even_paper(PIX *grey)
{
    PIX *even = pixBackgroundNorm(grey, NULL, NULL, 32, 32, 60, 256, WHITE, 2, 2);

    return even != NULL ? even : pixClone(grey);
}

Raster *
scan_clean(const Raster *scan, GError **error)
{
    if (!(scan->x_dpi > 0 && scan->y_dpi > 0)) {
        set_failed(error, "tell the size of", scan->pix);
        return NULL;
    }

    const double square_inches =
        pixGetWidth(scan->pix) / scan->x_dpi * (pixGetHeight(scan->pix) / scan->y_dpi);
    const bool far_off = scan->x_dpi < MIN_READ_DPI || scan->x_dpi > MAX_READ_DPI ||
                         fabs(scan->x_dpi - scan->y_dpi) > 1;
    const double dpi = MIN(far_off ? READ_DPI : scan->x_dpi, sqrt(MAX_READ_DOTS / square_inches));
    g_autoptr(PIX) grey = grey_of(scan->pix);
    g_autoptr(PIX) sized = grey != NULL ? scaled(grey, dpi / scan->x_dpi, dpi / scan->y_dpi) : NULL;

    if (sized == NULL) {
        set_failed(error, "clean", scan->pix);
        return NULL;
    }

    const int shrink = MAX(1, (int)(dpi / BAND_DPI + 0.5)), paper = (int)paper_color(sized);
    clear_bands(sized, shrink, paper * 5 / 8, paper);
    clear_bands(sized, shrink, paper * 7 / 8, paper);
    return raster_new(even_paper(sized), dpi, dpi);
}

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
    if (view_get(view, along, darkest) >= INK_LEVEL)
        return;

    int top = darkest, bottom = darkest;
    while (top > 0 && darkest - top <= 2 * thick && view_get(view, along, top - 1) < INK_LEVEL)
        top--;
    while (bottom < view->n_across - 1 && bottom - darkest <= 2 * thick &&
           view_get(view, along, bottom + 1) < INK_LEVEL)
        bottom++;

    const bool ink_above = darkest - top > thick, ink_below = bottom - darkest > thick;
    if (ink_above && ink_below)
        return;
    view_whiten(view, along, ink_above ? first : top - 1, ink_below ? last : bottom + 1);
}

void
scan_lift_rulings(Raster *clean, const GArray *rulings)
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

Raster *
scan_ink(const Raster *clean)
{
    g_autoptr(PIX) ink = pixThresholdToBinary(clean->pix, INK_LEVEL);

    /* Smaller than the dot of an i in print of 4 points. */
    const int speck = MAX(1, (int)(raster_to_pixels(clean, 0.4) + 0.5));
    PIX *kept = pixSelectBySize(ink, speck, speck, 8, L_SELECT_IF_EITHER, L_SELECT_IF_GT, NULL);

    return raster_new_like(clean, kept);
}
