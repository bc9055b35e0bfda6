/* ocr/skew.c - how far a scanned page is turned
 *
 * First roughly, by the whole page: sheared by the right angle, rows of it are either full of
 * ink or empty (Postl's measure, in Leptonica's pixFindSkewSweepAndSearch). Columns that stand
 * side by side spoil it: where lines of one don't meet lines of the other, the best angle is one
 * at which they do, a tenth of a degree away on pages of two columns.
 *
 * Then each line by itself, sheared upright by the rough angle:
 *
 *     ink       the gaps between     the lowest dot       a straight line through
 *               words closed         of each column       most of them
 *
 *     ab gy     #########            ab gy                ab gy
 *                                    -- --                -----
 *                                      ' '
 *
 * Most letters stand on the baseline, and what hangs below it is left out step by step. The
 * middle of all slopes counts, long lines more: rulings, which are long, most of all. Upright
 * rulings and solid bars are taken away before, as they tie lines to one another. Where the slopes
 * don't agree, the first step's angle stands.
 */
#include "ocr/skew.h"

#include <math.h>

#include "pipeline/model/brick.h"

#define MAX_SKEW_DEG 7.0

/* Leptonica's measure of how much sharper the best angle is than the worst. Pages with a few lines
 * of text have 4 and more; below 3 its authors don't trust it. */
#define MIN_SKEW_CONFIDENCE 3.0

/* A line over a full page climbs by half a point: nothing is won, and turning blurs. */
#define MIN_SKEW_DEG 0.05

/* Dots at 150 dpi: the gap between words of 12 points, but not that between columns. */
#define WORD_GAP_PX 17
#define MIN_LINE_PX 60 /* a few words: shorter ones tell little */
#define MAX_LINE_PX 50 /* the height of a line of 18 points; more is a picture */
#define MAX_LINES 2000 /* noise */
#define SOLID_PX 12    /* twice the stroke of bold print of 18 points; more is a bar or a picture */
#define FRINGE_PX 5    /* what a rough edge leaves on both sides together */

/* A fit goes on with the dots so near to it, dots: at first what does not hang below the line,
 * at last the roundness of letters. */
static const double near_px[] = { 4, 2, 1.2, 1.2 };

/* Lines of columns side by side that meet at another angle have led the rough one astray by half
 * a degree; what climbs more than twice that is no line. */
#define MAX_SLOPE 0.02

#define MIN_NEAR 0.4     /* share of the columns with ink; of print it is 0.7 */
#define MIN_LENGTH 600.0 /* dots of all lines together */

/* The middle half of the slopes lies within this on pages of print, and then their middle is
 * true to a few hundredths of a degree. Where they lie further apart they are of different things,
 * and what the whole page told is nearer. */
#define MAX_DISAGREEMENT 0.003

typedef struct {
    double slope, weight;
} Slope;

/* A straight line y = middle + slope * (x - x0) through points, by least squares. */
typedef struct {
    double x0, middle, slope;
    guint n;
} Fit;

/* Those of @n points (i, y[i]) that are no further than @near from @last. y < 0: no point. */
static Fit
fit_line(const double *y, int n, const Fit *last, double near)
{
    double sx = 0, sy = 0, sxx = 0, sxy = 0;
    Fit fit = { 0 };

    for (int x = 0; x < n; x++) {
        const double guess = last->middle + last->slope * (x - last->x0);

        if (y[x] < 0 || (last->n > 0 && fabs(y[x] - guess) > near))
            continue;
        fit.n++;
        sx += x;
        sy += y[x];
        sxx += (double)x * x;
        sxy += x * y[x];
    }
    if (fit.n < 2)
        return (Fit){ 0 };
    const double spread = sxx - sx * sx / fit.n;
    fit.x0 = sx / fit.n;
    fit.middle = sy / fit.n;
    fit.slope = spread > 0 ? (sxy - sx * sy / fit.n) / spread : 0;
    return fit;
}

static int
compare_doubles(gconstpointer a, gconstpointer b)
{
    const double p = *(const double *)a, q = *(const double *)b;

    return (p > q) - (p < q);
}

/* A level line where most of the points are: descenders pull the mean of all away from it. */
static Fit
first_guess(const double *y, int n)
{
    g_autofree double *sorted = g_new(double, n);
    int kept = 0;

    for (int x = 0; x < n; x++)
        if (y[x] >= 0)
            sorted[kept++] = y[x];
    if (kept == 0)
        return (Fit){ 0 };
    qsort(sorted, (gsize)kept, sizeof *sorted, compare_doubles);
    return (Fit){ .middle = sorted[kept / 2], .n = (guint)kept };
}

/* The slope of the line whose lowest dots are @y, one a column. FALSE when it is no line. */
static bool
find_slope(const double *y, int n, Slope *slope)
{
    Fit fit = first_guess(y, n);
    const guint all = fit.n;

    for (guint i = 0; i < G_N_ELEMENTS(near_px) && fit.n > 0; i++)
        fit = fit_line(y, n, &fit, near_px[i]);
    if (all == 0 || fit.n < MIN_NEAR * all || fit.n < MIN_LINE_PX / 3 ||
        fabs(fit.slope) > MAX_SLOPE)
        return false;
    /* The error of a slope falls with the length, and with the root of the number of points. */
    *slope = (Slope){ fit.slope, n * sqrt(fit.n) };
    return true;
}

/* What a column @x still has to move down, less than a dot, after the shear by @tangent. */
static double
shear_rest(int x, double tangent)
{
    return x * tangent - round(x * tangent);
}

/* The lowest dot of @ink in each column under the mask @line, which stands at (@left, @top); -1
 * for none. @ink was sheared by @tangent, column by column, in whole dots. (transfer full) */
static double *
lowest_dots(PIX *ink, PIX *line, int left, int top, double tangent)
{
    const int w = pixGetWidth(line), h = pixGetHeight(line);
    double *y = g_new(double, w);

    for (int x = 0; x < w; x++)
        y[x] = -1;
    for (int row = 0; row < h; row++) {
        const l_uint32 *mask = pixGetData(line) + (gsize)row * (gsize)pixGetWpl(line);
        const l_uint32 *dots = pixGetData(ink) + (gsize)(top + row) * (gsize)pixGetWpl(ink);

        for (int x = 0; x < w; x++)
            if (GET_DATA_BIT(mask, x) && GET_DATA_BIT(dots, left + x))
                y[x] = row + 1 + shear_rest(left + x, tangent);
    }
    return y;
}

static int
compare_slopes(gconstpointer a, gconstpointer b)
{
    return compare_doubles(&((const Slope *)a)->slope, &((const Slope *)b)->slope);
}

/* The slope that the share @rank of the weight @sum lies below; @slopes are sorted. */
static double
slope_at(GArray *slopes, double sum, double rank)
{
    double below = 0, slope = 0;

    for (guint i = 0; i < slopes->len && below <= rank * sum; i++) {
        slope = g_array_index(slopes, Slope, i).slope;
        below += g_array_index(slopes, Slope, i).weight;
    }
    return slope;
}

/* The slope that as much weight lies below as above; FALSE when there is too little to tell by, or
 * the lines don't agree. */
static bool
middle_slope(GArray *slopes, double length, double *slope)
{
    double sum = 0;

    if (length < MIN_LENGTH)
        return false;
    g_array_sort(slopes, compare_slopes);
    for (guint i = 0; i < slopes->len; i++)
        sum += g_array_index(slopes, Slope, i).weight;
    *slope = slope_at(slopes, sum, 0.5);
    return slope_at(slopes, sum, 0.75) - slope_at(slopes, sum, 0.25) <= MAX_DISAGREEMENT;
}

/* @ink without its part that a brick of @w by @h dots fits into, and the fringe of that. */
static PIX *
without_bricks(PIX *ink, int w, int h)
{
    g_autoptr(PIX) core = brick_open(ink, w, h);
    g_autoptr(PIX) brick = core != NULL ? brick_dilate(core, FRINGE_PX, FRINGE_PX) : NULL;

    return brick != NULL ? pixSubtract(NULL, ink, brick) : NULL;
}

/* Lines of print and rulings, each by itself: what stands upright makes one thing of all rows of
 * a ruled table, and a bar of a chart goes on from its label at another height. (transfer full) */
static PIX *
lines_apart(PIX *ink)
{
    g_autoptr(PIX) open = without_bricks(ink, 1, MAX_LINE_PX);
    g_autoptr(PIX) thin = open != NULL ? without_bricks(open, SOLID_PX, SOLID_PX) : NULL;

    return thin != NULL ? brick_close(thin, WORD_GAP_PX, 1) : NULL;
}

/* The slope of the lines of @ink, which a shear by @tangent has made about level. */
static bool
find_line_slope(PIX *ink, double tangent, double *slope)
{
    g_autoptr(PIX) closed = lines_apart(ink);
    g_autoptr(PIXA) lines = NULL;
    g_autoptr(BOXA) boxes = closed != NULL ? pixConnComp(closed, &lines, 8) : NULL;
    g_autoptr(GArray) slopes = g_array_new(FALSE, FALSE, sizeof(Slope));
    double length = 0;

    for (int i = 0; boxes != NULL && i < boxaGetCount(boxes) && slopes->len < MAX_LINES; i++) {
        int x, y, w, h;
        Slope found;

        boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
        if (w < MIN_LINE_PX || h > MAX_LINE_PX)
            continue;
        g_autoptr(PIX) line = pixaGetPix(lines, i, L_CLONE);
        g_autofree double *lowest = lowest_dots(ink, line, x, y, tangent);
        if (!find_slope(lowest, w, &found))
            continue;
        g_array_append_val(slopes, found);
        length += w;
    }
    return middle_slope(slopes, length, slope);
}

double
skew_find(PIX *sketch)
{
    float rough = 0, confidence = 0; /* degrees that turn it back */
    double slope = 0;

    if (pixFindSkewSweepAndSearch(sketch, &rough, &confidence, 4, 2, MAX_SKEW_DEG, 1, 0.03f) != 0 ||
        confidence < MIN_SKEW_CONFIDENCE)
        return 0;

    const double back = rough * G_PI / 180;
    g_autoptr(PIX) level = pixVShearCorner(NULL, sketch, (float)back, L_BRING_IN_WHITE);
    if (level == NULL || !find_line_slope(level, tan(back), &slope))
        slope = 0;
    const double skew = atan(slope) * 180 / G_PI - rough;
    return fabs(skew) < MIN_SKEW_DEG ? 0 : skew;
}
