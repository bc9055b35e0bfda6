/* ocr/band.c - dark and tinted bands, from which text is freed
 *
 * Tesseract takes solid dark areas for pictures and loses the text in
 * them. At 75 dpi, closed so that letters go, a band of a table header is a
 * solid blob; a paragraph is not, as the lines of it stay apart:
 *
 *     ##############        ############## one tone in it and fewer dark
 *     ## WHITE ON ##   ->   ############## dots than light ones: turned
 *     ##############        ############## into its negative
 *
 * A blob of one tone is a band, and its tone becomes that of paper; a blob of
 * many tones is a photograph, and is left alone.
 */
#include "ocr/band.h"

#include "ocr/resample.h"
#include "ocr/tone.h"
#include "pipeline/model/brick.h"

#define WHITE 255

/* Bands are looked for at this resolution, where a point is about a pixel. */
#define BAND_DPI 75
#define BAND_CLOSE_PX 5     /* the strokes of letters up to 20 points */
#define BAND_OPEN_PX 9      /* less is a letter or a ruling, not a band */
#define BAND_RECTANGLE 0.6f /* share of its bounding box; text at its rim eats into a band */
#define BAND_MIN_PX 36      /* shorter may be a letter of a title */
#define BAND_SAME_TONE 24   /* of 255: noise of scanners and of JPEG */
#define BAND_ONE_TONE 0.55  /* share of dots of that tone; text covers up to a third of a band */
#define BAND_LETTERS 0.003  /* share of dots; one digit in a row of an empty table has more */

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
    g_autoptr(PIX) dark = tone_ink(small, below);
    g_autoptr(PIX) closed = dark != NULL ? brick_close(dark, BAND_CLOSE_PX, BAND_CLOSE_PX) : NULL;

    return closed != NULL ? brick_open(closed, BAND_OPEN_PX, BAND_OPEN_PX) : NULL;
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

/* Clears the bands of @grey that are darker than @below, and says whether there are any. @small:
 * @grey made smaller. */
static bool
clear_bands(PIX *grey, PIX *small, int shrink, int below, int paper)
{
    bool found = false;
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
        found = true;
        pixRasterop(bands, x, y, w, h, PIX_DST | PIX_SRC, blob, 0, 0);
    }
    if (found)
        clear_rims(grey, bands, shrink, paper);
    return found;
}

void
band_clear(PIX *grey, double dpi, int paper)
{
    const int shrink = MAX(1, (int)(dpi / BAND_DPI + 0.5));

    g_autoptr(PIX) small = resample_shrink(grey, shrink);

    /* What is cleared shows as paper to those who look for paler bands. */
    if (clear_bands(grey, small, shrink, paper * 5 / 8, paper)) {
        pixDestroy(&small);
        small = resample_shrink(grey, shrink);
    }
    clear_bands(grey, small, shrink, paper * 7 / 8, paper);
}
