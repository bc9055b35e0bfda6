/* ocr/fold.c - where two pages of a book that were scanned together part
 *
 *     +-----------+-----------+      tone of columns of dots, the middle of each:
 *     | ~~~~~~~   |   ~~~~~~~ |
 *     | ~~~~~~~  :|:  ~~~~~~~ |      ------------.     .-----------
 *     | ~~~~~~~  :|:  ~~~~~~~ |                   \   /
 *     | ~~~~~~~  :|:  ~~~~~~~ |                    \ /
 *     +-----------+-----------+                     '  the fold
 *
 * A book that does not lie flat is dark at its fold. Print covers less than half of any column
 * of dots, so the middle tone of a column is that of its paper, and a strip that is darker than
 * the paper on both sides is the fold's shadow, or a line between two pictures of pages.
 *
 * Sheets pressed flat, or printed two on one, have no shadow: there the inner margins are the
 * widest strip without ink.
 */
#include "ocr/fold.h"

#include <math.h>

#include "ocr/scan.h"

#define POINTS_PER_INCH 72.0

/* Of the width to the height. Two upright pages of the slimmest books have 1.1, one page of a
 * landscape format less than 1.45: the user says that there are spreads. */
#define MIN_WIDE 1.1

/* Shares of the width between which the pages part: scanners are not set up to the inch. */
#define FOLD_FROM 0.4
#define FOLD_TO 0.6

#define TONE_DPI 36      /* two points a dot: a fold is wider */
#define TONE_RANK 0.5f   /* the middle tone of a column of dots */
#define MIN_SHADE 12     /* of 255: paper darkens by less over a page */
#define SHADE_REACH 0.08 /* share of the width: a shadow has ended there on both sides */

#define MIN_MARGIN 18.0  /* points: two inner margins have more, columns of one page less */
#define MARGIN_INK 0.004 /* share of a column: a speck, or the end of a rule */
#define MIN_PRINT 0.01   /* share of the dots of a page */

/* The middle tone of each column of dots of @scan, small. (transfer full) */
static NUMA *
column_tones(const Raster *scan)
{
    const float x = (float)MIN(1, TONE_DPI / scan->x_dpi),
                y = (float)MIN(1, TONE_DPI / scan->y_dpi);
    g_autoptr(PIX) grey = pixConvertTo8(scan->pix, FALSE);
    g_autoptr(PIX) small = grey != NULL ? pixScaleAreaMap(grey, x, y) : NULL;
    const int h = small != NULL ? pixGetHeight(small) : 0;
    NUMA *tones = small != NULL ? numaCreate(pixGetWidth(small)) : NULL;

    for (int i = 0; tones != NULL && i < pixGetWidth(small); i++) {
        BOX *column = boxCreate(i, 0, 1, h);
        g_autoptr(PIX) pix = pixClipRectangle(small, column, NULL);
        float tone = 255;

        if (pix != NULL)
            pixGetRankValueMasked(pix, NULL, 0, 0, 1, TONE_RANK, &tone, NULL);
        numaAddNumber(tones, tone);
        boxDestroy(&column);
    }
    return tones;
}

/* The lightest of the tones from @from to @to. */
static double
lightest(NUMA *tones, int from, int to)
{
    float most = 0;

    for (int i = MAX(0, from); i <= MIN(to, numaGetCount(tones) - 1); i++) {
        float tone = 0;

        numaGetFValue(tones, i, &tone);
        most = MAX(most, tone);
    }
    return most;
}

/* The share of the width at which the darkest strip near the middle stands; FALSE for none. */
static bool
find_shadow(const Raster *scan, double *share)
{
    NUMA *tones = column_tones(scan);
    const int n = tones != NULL ? numaGetCount(tones) : 0, reach = (int)(SHADE_REACH * n) + 1;
    float least = 256;
    int first = 0, last = -1;

    for (int i = (int)(FOLD_FROM * n); i < (int)(FOLD_TO * n); i++) {
        float tone = 256;

        numaGetFValue(tones, i, &tone);
        if (tone < least)
            first = i;
        if (tone <= least)
            last = i;
        least = MIN(least, tone);
    }
    const bool found = last >= first && n > 0 &&
                       MIN(lightest(tones, first - reach, first),
                           lightest(tones, last, last + reach)) >= least + MIN_SHADE;
    *share = n > 0 ? (first + last + 1) / 2.0 / n : 0;
    numaDestroy(&tones);
    return found;
}

/* Is there print in the columns from @from to @to of @h dots each? */
static bool
has_print(NUMA *counts, int from, int to, int h)
{
    double sum = 0;

    for (int i = from; i < to; i++) {
        int count = 0;

        numaGetIValue(counts, i, &count);
        sum += count;
    }
    return to > from && sum >= MIN_PRINT * h * (to - from);
}

/* The same for the middle of the widest strip without ink. */
static bool
find_margin(const Raster *scan, double *share)
{
    g_autoptr(PIX) raw = scan_sketch(scan);
    g_autoptr(PIX) ink =
        raw != NULL ? pixSelectBySize(raw, 3, 3, 8, L_SELECT_IF_EITHER, L_SELECT_IF_GT, NULL)
                    : NULL;
    NUMA *counts = ink != NULL ? pixCountPixelsByColumn(ink) : NULL;
    const int n = counts != NULL ? numaGetCount(counts) : 0, h = n > 0 ? pixGetHeight(ink) : 0;
    const double dot = n > 0 ? pixGetWidth(scan->pix) / scan->x_dpi * POINTS_PER_INCH / n : 0;
    int best = 0, best_at = 0, white = 0;

    for (int i = (int)(FOLD_FROM * n); i < (int)(FOLD_TO * n); i++) {
        int count = 0;

        numaGetIValue(counts, i, &count);
        white = count <= MARGIN_INK * h ? white + 1 : 0;
        if (white > best) {
            best = white;
            best_at = i + 1 - white / 2;
        }
    }
    const bool found = best * dot >= MIN_MARGIN && has_print(counts, 0, best_at, h) &&
                       has_print(counts, best_at, n, h);
    *share = n > 0 ? (double)best_at / n : 0;
    numaDestroy(&counts);
    return found;
}

bool
fold_find(const Raster *scan, double *at)
{
    const double width = pixGetWidth(scan->pix) / scan->x_dpi * POINTS_PER_INCH;
    const double height = pixGetHeight(scan->pix) / scan->y_dpi * POINTS_PER_INCH;
    double share;

    if (!(width >= MIN_WIDE * height && height > 0 && isfinite(width)) ||
        !(find_shadow(scan, &share) || find_margin(scan, &share)))
        return false;
    *at = share * width;
    return true;
}
