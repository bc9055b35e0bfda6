/* ocr/orientation.c - which way up is a scanned page? */
#include "ocr/orientation.h"

#include <math.h>

#include "ocr/scan.h"

/* Letters that speak for one direction, as orientation_weigh() has it. Upright pages of prose have
 * 20 and more, of tables 5 and more, of numbers alone about 0; turned ones the same, elsewhere. */
#define UP_SURE 5.0
#define UP_VERY_SURE 10.0
#define UP_CLEARLY 2 /* of a page on its side the better of the wrong ways has less */

static void
weigh(PIX *sketch, double *up, double *left)
{
    float up_sure = 0, left_sure = 0;

    if (sketch == NULL || pixOrientDetect(sketch, &up_sure, &left_sure, 0, 0) != 0)
        up_sure = left_sure = 0;
    *up = up_sure;
    *left = left_sure;
}

void
orientation_weigh(const Raster *scan, double *up, double *left)
{
    g_autoptr(PIX) sketch = scan_sketch(scan);

    weigh(sketch, up, left);
}

guint
orientation_find(Engine *engine, const Raster *scan)
{
    g_autoptr(PIX) sketch = scan_sketch(scan);
    double up, left;
    guint quarters = 0;

    weigh(sketch, &up, &left);
    if (up >= UP_SURE && up > UP_CLEARLY * fabs(left))
        return 0;
    /* In the sketch letters have dots enough, and it is a fourth of the work. */
    if (sketch != NULL && engine_turn(engine, sketch, MIN(scan->x_dpi, SCAN_SKETCH_DPI), &quarters))
        return quarters;

    /* Without Tesseract's data for it, only clear cases. */
    if (fabs(left) >= UP_VERY_SURE && fabs(left) > 2 * fabs(up))
        return left > 0 ? 1 : 3;
    return up <= -UP_VERY_SURE && -up > 2 * fabs(left) ? 2 : 0;
}
