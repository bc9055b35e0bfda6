/* ocr/filler.c - signs that stand in a table where there is no value, told by their shape
 *
 *     1996    3,051    ----    ----        a dash: flat and solid, at the middle of small
 *     1997    3,319     305      ..        letters; dots: two or three on the baseline, side
 *     1998    3,366    ----      83        by side
 *
 * 1. Of the ink that no sure word covers, pieces of these shapes.
 * 2. They must stand on a line of text, and apart from its words and all other ink by more than a
 *    word space, with a word on the left: bullets, hyphens and dashes between words do not.
 * 3. The next word above or below must have digits in it, or stand over or under another such
 *    sign whose column has.
 */
#include "ocr/filler.h"

#include <math.h>
#include <string.h>

/* A word so sure is no filler misread. */
#define SURE 0.8
#define WORD_MARGIN 1.0 /* points around its ink */

/* Points. */
#define MIN_DASH 1.4
#define MAX_DASH 14.0
#define MAX_STROKE 2.2
#define MIN_DOT 0.5
#define MAX_DOT 2.4
#define MIN_ASPECT 1.8 /* of a dash */

/* In heights of the digits on the line. */
#define LOWEST_DASH 0.15 /* of its middle over the baseline */
#define HIGHEST_DASH 0.70
#define FOOT 0.22      /* of a dot from the baseline, either way */
#define DOT_PITCH 0.75 /* from dot to dot */
#define CLEAR 0.9      /* to the words beside it; a word space has 0.4 */
#define COLUMN 10.0    /* to the next word above or below */
#define EM 1.4         /* of the type, in heights of its digits */

#define MAX_DOTS 3
#define MAX_PIECES 3000 /* more is dirt or a halftone */

/* What was seen, not guessed. */
#define CONFIDENCE 0.9

typedef struct {
    Bbox ink;
    guint dots;      /* 0: a dash */
    double baseline; /* of its line, points */
    double high;     /* of digits on it */
    guint line;
    bool kept;
} Filler;

static int
by_place(gconstpointer a, gconstpointer b)
{
    const Filler *one = a, *other = b;

    if (one->ink.x0 != other->ink.x0)
        return one->ink.x0 < other->ink.x0 ? -1 : 1;
    return (one->ink.y0 > other->ink.y0) - (one->ink.y0 < other->ink.y0);
}

static bool
is_sure(const Reading *reading)
{
    return reading->confidence >= SURE && reading_letters(reading->text) > 0;
}

/* The ink that no sure word covers. */
static PIX *
unsure_ink(const GArray *readings, const Raster *ink)
{
    PIX *rest = pixCopy(NULL, ink->pix);

    for (guint i = 0; i < readings->len; i++) {
        const Reading *reading = &g_array_index(readings, Reading, i);
        BOX *box = is_sure(reading) ? raster_box(ink, bbox_grow(reading->ink, WORD_MARGIN)) : NULL;

        if (box != NULL)
            pixClearInRect(rest, box);
        boxDestroy(&box);
    }
    return rest;
}

/* Pieces that are flat and solid, or dots. */
static GArray *
find_pieces(PIX *rest, const Raster *ink)
{
    GArray *pieces = g_array_new(FALSE, FALSE, sizeof(Filler));
    g_autoptr(BOXA) boxes = pixConnCompBB(rest, 8);

    for (int i = 0; boxes != NULL && i < boxaGetCount(boxes); i++) {
        int x, y, w, h;

        boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
        const Bbox bbox = raster_to_points(ink, x, y, w, h);
        const double wide = bbox_width(bbox), high = bbox_height(bbox);
        const bool dash =
            wide >= MIN_DASH && wide <= MAX_DASH && high <= MAX_STROKE && wide >= MIN_ASPECT * high;
        const bool dot = !dash && MIN(wide, high) >= MIN_DOT && MAX(wide, high) <= MAX_DOT;
        const Filler piece = { .ink = bbox, .dots = dot ? 1 : 0 };

        if (dash || dot)
            g_array_append_val(pieces, piece);
    }
    g_array_sort(pieces, by_place);
    return pieces;
}

/* Sets @filler on the line of the nearest sure word with letters or digits on its left; false when
 * it stands on no line, or too near to a word. */
static bool
set_on_line(Filler *filler, const GArray *readings)
{
    const double middle = bbox_mid_y(filler->ink);
    double nearest = INFINITY;

    for (guint i = 0; i < readings->len; i++) {
        const Reading *word = &g_array_index(readings, Reading, i);
        const double high = bbox_height(word->ink);
        const double above = word->baseline - middle;

        if (word->rotation != 0 || !is_sure(word) || above < -FOOT * high || above > high)
            continue;
        const double gap = MAX(filler->ink.x0 - word->ink.x1, word->ink.x0 - filler->ink.x1);
        if (gap < CLEAR * high)
            return false;
        const bool fits = filler->dots > 0
                              ? fabs(word->baseline - filler->ink.y1) <= FOOT * high
                              : above >= LOWEST_DASH * high && above <= HIGHEST_DASH * high;
        if (word->ink.x1 > filler->ink.x0 || !fits || gap >= nearest)
            continue;
        nearest = gap;
        filler->baseline = word->baseline;
        filler->high = high;
        filler->line = word->line;
    }
    return isfinite(nearest);
}

/* Is there no other ink beside it? */
static bool
is_alone(const Filler *filler, PIX *rest, const Raster *ink)
{
    const double clear = CLEAR * filler->high, rise = filler->high / 4;
    const Bbox around = { filler->ink.x0 - clear, filler->ink.y0 - rise, filler->ink.x1 + clear,
                          filler->ink.y1 + rise };
    BOX *own = raster_box(ink, bbox_grow(filler->ink, MIN_DOT)), *all = raster_box(ink, around);
    int inside = 0, outside = 0;

    if (own != NULL && all != NULL) {
        pixCountPixelsInRect(rest, own, &inside, NULL);
        pixCountPixelsInRect(rest, all, &outside, NULL);
    }
    boxDestroy(&own);
    boxDestroy(&all);
    return outside <= inside;
}

/* Joins dots side by side, two or three; lone ones go, and so do dashes and dots on no line. */
static void
join_and_set(GArray *pieces, const GArray *readings, PIX *rest, const Raster *ink)
{
    guint kept = 0;

    for (guint i = 0; i < pieces->len; i++) {
        Filler *piece = &g_array_index(pieces, Filler, i);

        for (guint k = i + 1; piece->dots > 0 && k < pieces->len; k++) {
            Filler *next = &g_array_index(pieces, Filler, k);
            const double pitch = next->ink.x0 - piece->ink.x1;

            if (pitch > MAX_DASH)
                break;
            if (next->dots == 1 && fabs(next->ink.y1 - piece->ink.y1) <= MIN_DOT &&
                pitch <= 2.5 * bbox_height(piece->ink)) {
                piece->ink = bbox_union(piece->ink, next->ink);
                piece->dots++;
                next->dots = G_MAXUINT;
            }
        }
        if (piece->dots == 1 || piece->dots > MAX_DOTS)
            continue;
        Filler filler = *piece;
        if (set_on_line(&filler, readings) && is_alone(&filler, rest, ink))
            g_array_index(pieces, Filler, kept++) = filler;
    }
    g_array_set_size(pieces, kept);
}

static bool
has_digit(const char *text)
{
    return strpbrk(text, "0123456789") != NULL;
}

/* How far is it from @filler to @other above it (@side -1) or below it (1)? INFINITY when it does
 * not stand there. */
static double
distance(const Filler *filler, Bbox other, int side)
{
    const Bbox wide = { filler->ink.x0 - filler->high, filler->ink.y0,
                        filler->ink.x1 + filler->high, filler->ink.y1 };
    const double away = side * (bbox_mid_y(other) - bbox_mid_y(filler->ink));

    if (bbox_overlap_x(wide, other) <= 0 || away < filler->high / 2 || away > COLUMN * filler->high)
        return INFINITY;
    return away;
}

/* Is what stands next to it above or below a figure, or a filler that is kept? */
static bool
is_in_column(const Filler *filler, const GArray *fillers, const GArray *readings, int side)
{
    double nearest = INFINITY;
    bool figure = false;

    for (guint i = 0; i < readings->len; i++) {
        const Reading *word = &g_array_index(readings, Reading, i);
        const double away = is_sure(word) ? distance(filler, word->ink, side) : INFINITY;

        if (away < nearest) {
            nearest = away;
            figure = has_digit(word->text);
        }
    }
    for (guint i = 0; i < fillers->len; i++) {
        const Filler *other = &g_array_index(fillers, Filler, i);

        if (other->kept && distance(filler, other->ink, side) < nearest)
            return true;
    }
    return figure;
}

/* Keeps those in columns of figures, from figure to filler to filler. */
static void
keep_in_columns(GArray *fillers, const GArray *readings)
{
    bool more = true;

    /* From above and from below, and once more for those that the first pass has left between. */
    for (guint pass = 0; pass < 8 && more; pass++) {
        more = false;
        for (guint k = 0; k < fillers->len; k++) {
            Filler *filler = &g_array_index(fillers, Filler, pass % 2 ? fillers->len - 1 - k : k);

            if (filler->kept)
                continue;
            filler->kept = is_in_column(filler, fillers, readings, -1) ||
                           is_in_column(filler, fillers, readings, 1);
            more = more || filler->kept;
        }
    }
}

static const char *
text_of(const Filler *filler)
{
    const double em = EM * filler->high, wide = bbox_width(filler->ink);

    if (filler->dots > 0)
        return filler->dots == 2 ? ".." : "...";
    return wide > 0.7 * em ? "—" : wide > 0.42 * em ? "–" : "-";
}

/* Takes out what was read at @ink without being sure. */
static void
take_out(GArray *readings, Bbox ink)
{
    guint kept = 0;

    for (guint i = 0; i < readings->len; i++) {
        Reading *reading = &g_array_index(readings, Reading, i);
        const Bbox box = bbox_grow(reading->ink, WORD_MARGIN);

        if (is_sure(reading) || !bbox_holds_point(box, bbox_mid_x(ink), bbox_mid_y(ink)))
            reading_swap(reading, &g_array_index(readings, Reading, kept++));
    }
    g_array_set_size(readings, kept);
}

void
filler_find(GArray *readings, const Raster *ink)
{
    g_autoptr(PIX) rest = unsure_ink(readings, ink);
    g_autoptr(GArray) fillers = find_pieces(rest, ink);

    if (fillers->len > MAX_PIECES)
        return;
    join_and_set(fillers, readings, rest, ink);
    keep_in_columns(fillers, readings);
    for (guint i = 0; i < fillers->len; i++) {
        const Filler *filler = &g_array_index(fillers, Filler, i);

        if (!filler->kept)
            continue;
        const Reading reading = { .text = g_strdup(text_of(filler)),
                                  .ink = filler->ink,
                                  .baseline = filler->baseline,
                                  .confidence = CONFIDENCE,
                                  .line = filler->line };
        take_out(readings, filler->ink);
        g_array_append_val(readings, reading);
    }
}
