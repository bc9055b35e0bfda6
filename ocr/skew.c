/* ocr/skew.c - how far a scanned page is turned */
#include "ocr/skew.h"

#include <math.h>

#include "ocr/scan.h"

#define MAX_SKEW_DEG 7.0

/* Leptonica's measure of how much sharper the best angle is than the worst. Pages with a few lines
 * of text have 4 and more; below 3 its authors don't trust it. */
#define MIN_SKEW_CONFIDENCE 3.0

/* At 0.1 degrees a line over a full page climbs by a point, a tenth of its height: nothing is won,
 * and turning blurs. */
#define MIN_SKEW_DEG 0.1

double
skew_find(const Raster *scan)
{
    g_autoptr(PIX) ink = scan_sketch(scan);
    float back_deg = 0, confidence = 0;

    if (ink == NULL ||
        pixFindSkewSweepAndSearch(ink, &back_deg, &confidence, 4, 1, MAX_SKEW_DEG, 1, 0.01) != 0)
        return 0;
    if (confidence < MIN_SKEW_CONFIDENCE || fabsf(back_deg) < MIN_SKEW_DEG)
        return 0;
    return -back_deg;
}
