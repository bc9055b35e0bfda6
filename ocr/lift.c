/* ocr/lift.c - rulings taken off a page before it is read
 *
 * A ruling is looked at in a strip of the page: the band that it may be in, and
 * a margin on either side of it, which tells the tone of the paper. Columns of
 * the strip run across the ruling.
 *
 *      margin   . . . . # . . . # .      1. ink is what is nearer to the tone of the
 *      ------   . . . . # . . . # .         ruling than to that of the paper beside it,
 *      band     = = = = = = = = = =         which may be a tint
 *      ------   . . . . . . . . # .      2. a run of ink across the band as thin as the
 *      margin   . . . . . . . . # .         ruling is a piece of it, and goes
 *               1 1 1 1 2 1 1 1 3 1      3. where ink goes on to one side, a letter stands
 *                                           on the ruling: only its piece of the ruling
 *                                           goes, which the columns beside it show
 *                                        4. where it goes on to both sides, a letter
 *                                           crosses, and all of it stays
 *
 * The two strokes of a double rule are two runs of one column. Where rulings
 * cross, the first leaves the place to the second, from which nothing stands
 * off any more.
 */
#include "ocr/lift.h"

#include <math.h>
#include <string.h>

#define WHITE 255

/* Points. */
#define STRAY 0.7       /* from where it was found: lines bend, and detect works in points */
#define MARGIN 2.5      /* the tone of the paper is looked for so far from the band */
#define GAP 4.0         /* along the ruling; letters that stand on it have gaps so near */
#define MAX_STROKE 30.0 /* thicker is no stroke */

/* Of 255: what differs less from its paper is the border of a tint, not a stroke. */
#define MIN_CONTRAST 28
#define FRINGE 14 /* what differs more is the soft side of a stroke; noise has 8 */

/* Ink sticks out of a ruling by so much where a letter stands on it; ragged sides less. */
#define MIN_OUT_PX 2
#define OUT_OF_STROKE 0.6 /* of its thickness */

typedef struct {
    int from, to; /* rows, the last one included; from > to: none */
} Rows;

/* A ruling's surroundings: @n columns across it of @rows each. */
typedef struct {
    guint8 *v;         /* a copy of the page: column after column */
    guint8 *paper;     /* a tone a column */
    int n, rows;       /* pixels */
    int first, last;   /* rows of the band */
    int along, across; /* where the strip begins on the page, pixels */
    int stroke;        /* tone of the ruling */
    int thick;         /* pixels */
    Axis axis;
} Strip;

static int
compare_bytes(gconstpointer a, gconstpointer b)
{
    return *(const guint8 *)a - *(const guint8 *)b;
}

static const guint8 *
column_at(const Strip *strip, int i)
{
    return strip->v + (gsize)i * (gsize)strip->rows;
}

/* Copies the strip from the page; white beyond its rim. */
static void
copy_pixels(Strip *strip, PIX *page)
{
    const guint32 *data = pixGetData(page);
    const gsize wpl = (gsize)pixGetWpl(page);
    const int rows = strip->axis == AXIS_H ? pixGetHeight(page) : pixGetWidth(page);

    for (int i = 0; i < strip->n; i++) {
        for (int k = 0; k < strip->rows; k++) {
            const int along = strip->along + i, across = strip->across + k;
            const int x = strip->axis == AXIS_H ? along : across;
            const int y = strip->axis == AXIS_H ? across : along;

            strip->v[i * strip->rows + k] = across < 0 || across >= rows
                                                ? WHITE
                                                : (guint8)GET_DATA_BYTE(data + (gsize)y * wpl, x);
        }
    }
}

static int
mean_tone(const guint8 *pixels, int n)
{
    int sum = 0;

    for (int k = 0; k < n; k++)
        sum += pixels[k];
    return n > 0 ? sum / n : WHITE;
}

/* The tone of the paper beside each column: of the lightest place near it on either side, the
 * darker one. */
static void
find_paper(Strip *strip, int reach)
{
    g_autofree guint8 *above = g_malloc((gsize)strip->n), *below = g_malloc((gsize)strip->n);

    for (int i = 0; i < strip->n; i++) {
        const guint8 *column = column_at(strip, i);

        above[i] = (guint8)mean_tone(column, strip->first - 1);
        below[i] = (guint8)mean_tone(column + strip->last + 2, strip->rows - strip->last - 2);
    }
    for (int i = 0; i < strip->n; i++) {
        guint8 a = 0, b = 0;

        for (int k = MAX(0, i - reach); k <= MIN(strip->n - 1, i + reach); k++) {
            a = MAX(a, above[k]);
            b = MAX(b, below[k]);
        }
        strip->paper[i] = MIN(a, b);
    }
}

/* The tone of the ruling: that of its columns at their darkest; those of a dotted one are mostly
 * holes. */
static int
find_stroke(const Strip *strip)
{
    g_autofree guint8 *darkest = g_malloc((gsize)strip->n);

    for (int i = 0; i < strip->n; i++) {
        const guint8 *column = column_at(strip, i);

        darkest[i] = WHITE;
        for (int k = strip->first; k <= strip->last; k++)
            darkest[i] = MIN(darkest[i], column[k]);
    }
    qsort(darkest, (gsize)strip->n, 1, compare_bytes);
    return darkest[strip->n / 5];
}

static bool
is_ink(const Strip *strip, int i, int k)
{
    return 2 * column_at(strip, i)[k] < strip->paper[i] + strip->stroke;
}

/* The next run of ink in column @i that reaches the band, from row @k on. */
static Rows
next_run(const Strip *strip, int i, int k)
{
    while (k <= strip->last && !is_ink(strip, i, k))
        k++;
    if (k > strip->last)
        return (Rows){ 0, -1 };

    Rows run = { k, k };
    while (run.from > 0 && is_ink(strip, i, run.from - 1))
        run.from--;
    while (run.to + 1 < strip->rows && is_ink(strip, i, run.to + 1))
        run.to++;
    return run;
}

/* How thick the ruling is: as half of its runs. */
static int
find_thickness(const Strip *strip)
{
    g_autoptr(GByteArray) lengths = g_byte_array_new();

    for (int i = 0; i < strip->n; i++) {
        Rows run = next_run(strip, i, strip->first);

        for (; run.from <= run.to; run = next_run(strip, i, run.to + 1)) {
            const guint8 length = (guint8)MIN(run.to - run.from + 1, 255);

            g_byte_array_append(lengths, &length, 1);
        }
    }
    if (lengths->len == 0)
        return 0;
    qsort(lengths->data, lengths->len, 1, compare_bytes);
    return lengths->data[lengths->len / 2];
}

/* Is it a piece of the ruling, on which nothing stands? */
static bool
is_bare(const Strip *strip, Rows run)
{
    return run.from >= strip->first - 1 && run.to <= strip->last + 1 &&
           run.to - run.from + 1 <= strip->thick + MAX(1, strip->thick / 3);
}

/* The piece of the ruling that is in @run of column @i: what lies beside the bare runs of the
 * nearest columns that have them. None where there is nothing like it near. */
static Rows
piece_in(const Strip *strip, int i, Rows run, int reach)
{
    Rows piece = { strip->rows, -1 };

    for (int side = -1; side <= 1; side += 2) {
        bool found = false;

        for (int k = i + side; k >= 0 && k < strip->n && abs(k - i) <= reach && !found; k += side) {
            Rows bare = next_run(strip, k, strip->first);

            for (; bare.from <= bare.to && !found; bare = next_run(strip, k, bare.to + 1)) {
                found = is_bare(strip, bare) && bare.from <= run.to && bare.to >= run.from;
                piece.from = found ? MIN(piece.from, MAX(bare.from, run.from)) : piece.from;
                piece.to = found ? MAX(piece.to, MIN(bare.to, run.to)) : piece.to;
            }
        }
    }
    return piece;
}

/* Gives the rows of column @i that are @run the tone of the paper. */
static void
wipe(const Strip *strip, int i, Rows run, PIX *page)
{
    guint32 *data = pixGetData(page);
    const gsize wpl = (gsize)pixGetWpl(page);
    const int rows = strip->axis == AXIS_H ? pixGetHeight(page) : pixGetWidth(page);

    for (int k = run.from; k <= run.to; k++) {
        const int along = strip->along + i, across = strip->across + k;
        const int x = strip->axis == AXIS_H ? along : across;
        const int y = strip->axis == AXIS_H ? across : along;

        if (across >= 0 && across < rows)
            SET_DATA_BYTE(data + (gsize)y * wpl, x, strip->paper[i]);
    }
}

/* With the soft sides of the stroke: darker than paper, and lighter than ink. */
static Rows
with_fringe(const Strip *strip, int i, Rows run, bool above, bool below)
{
    const guint8 *column = column_at(strip, i);
    Rows wide = run;

    for (int k = 0;
         above && k < 2 && wide.from > 0 && column[wide.from - 1] < strip->paper[i] - FRINGE &&
         !is_ink(strip, i, wide.from - 1);
         k++)
        wide.from--;
    for (int k = 0;
         below && k < 2 && wide.to + 1 < strip->rows &&
         column[wide.to + 1] < strip->paper[i] - FRINGE && !is_ink(strip, i, wide.to + 1);
         k++)
        wide.to++;
    return wide;
}

/* Takes the ruling out of one run of column @i. */
static void
lift_run(const Strip *strip, int i, Rows run, int reach, PIX *page)
{
    const double out = MAX(MIN_OUT_PX, OUT_OF_STROKE * strip->thick);

    if (is_bare(strip, run)) {
        wipe(strip, i, with_fringe(strip, i, run, true, true), page);
        return;
    }
    const Rows piece = piece_in(strip, i, run, reach);
    if (piece.from > piece.to)
        return;
    const bool above = piece.from - run.from >= out, below = run.to - piece.to >= out;
    if (above && below)
        return;
    const Rows gone = { above ? piece.from : run.from, below ? piece.to : run.to };
    wipe(strip, i, with_fringe(strip, i, gone, !above, !below), page);
}

/* Takes what is left of the ruling out of column @i, which has no ink of it: where it ends, and in
 * its holes, it is pale. */
static void
lift_rest(const Strip *strip, int i, PIX *page)
{
    for (int side = -1; side <= 1; side += 2) {
        const int k = i + side;
        Rows rows = { 0, -1 };

        if (k >= 0 && k < strip->n)
            rows = next_run(strip, k, strip->first);
        for (; rows.from <= rows.to; rows = next_run(strip, k, rows.to + 1)) {
            if (is_bare(strip, rows))
                wipe(strip, i, with_fringe(strip, i, rows, true, true), page);
        }
    }
}

/* Where the ruling is on the page; false when it is not. */
static bool
place_strip(Strip *strip, const Ruling *ruling, const Raster *clean)
{
    const int w = pixGetWidth(clean->pix), h = pixGetHeight(clean->pix);
    const int n_along = ruling->axis == AXIS_H ? w : h, n_across = ruling->axis == AXIS_H ? h : w;
    const double at = raster_to_pixels(clean, ruling->at), stray = raster_to_pixels(clean, STRAY);
    const double half = raster_to_pixels(clean, ruling->width) / 2;

    if (!isfinite(at + ruling->from + ruling->to) || !(ruling->width < MAX_STROKE) || at < -half ||
        at > n_across + half)
        return false;

    const int margin = MAX(4, (int)ceil(raster_to_pixels(clean, MARGIN)));
    const int first = (int)floor(at - half - stray), last = (int)ceil(at + half + stray);
    strip->axis = ruling->axis;
    strip->along = (int)CLAMP(raster_to_pixels(clean, ruling->from) - stray, 0, n_along);
    strip->n = (int)CLAMP(raster_to_pixels(clean, ruling->to) + stray, 0, n_along) - strip->along;
    strip->across = first - margin;
    strip->rows = last - first + 1 + 2 * margin;
    strip->first = margin;
    strip->last = margin + last - first;
    return strip->n > 0;
}

static void
lift_ruling(Raster *clean, const Ruling *ruling)
{
    Strip strip = { 0 };

    if (!place_strip(&strip, ruling, clean))
        return;
    g_autofree guint8 *pixels = g_malloc((gsize)strip.n * (gsize)strip.rows);
    g_autofree guint8 *paper = g_malloc((gsize)strip.n);
    const int reach = MAX(1, (int)raster_to_pixels(clean, GAP));

    strip.v = pixels;
    strip.paper = paper;
    copy_pixels(&strip, clean->pix);
    find_paper(&strip, reach);
    strip.stroke = find_stroke(&strip);
    strip.thick = find_thickness(&strip);
    for (int i = 0; i < strip.n; i++) {
        if (strip.paper[i] - strip.stroke < MIN_CONTRAST)
            continue;
        Rows run = next_run(&strip, i, strip.first);
        if (run.from > run.to)
            lift_rest(&strip, i, clean->pix);
        for (; run.from <= run.to; run = next_run(&strip, i, run.to + 1))
            lift_run(&strip, i, run, 2 * reach, clean->pix);
    }
}

void
lift_rulings(Raster *clean, const GArray *rulings)
{
    for (guint i = 0; i < rulings->len; i++)
        lift_ruling(clean, &g_array_index(rulings, Ruling, i));
}
