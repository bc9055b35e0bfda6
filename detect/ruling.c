/* detect/ruling.c - straight strokes drawn on a page
 *
 * Strokes are found by their edges. On a shade plane (detect/shade.h) there are four masks,
 * for each axis where it gets darker across that axis and where it gets lighter:
 *
 *     white  ......................        darker
 *     rule   ######################   =>   lighter    both sides, 0.5 to 5 points apart
 *     white  ......................
 *     tint   ::::::::::::::::::::::   =>   darker     one side: the edge of a fill
 *
 * so that dark rules, white rules on a coloured ground and borders between two fills are one
 * case. Each mask is opened with a long thin brick, which leaves straight edges of some length
 * and takes text away; what text is left is uneven, as the gaps between letters are grey, and
 * is dropped for that. The edges are then snapped (the two sides of a stroke, double rules,
 * cells drawn twice) and joined (pieces in line). Pieces shorter than a ruling must be are
 * kept only as the wall of a small cell: where both ends meet rulings of the other axis.
 */
#include "detect/ruling.h"

#include "detect/shade.h"

#include <math.h>
#include <string.h>

G_DEFINE_QUARK(detect_error, detect_error)

/* Faintest step that counts, of 255: zebra bands go down to #F5F5F5. Noise of that size is
 * common in scans and photographs but not over a brick's length in one direction. */
#define MIN_STEP 7

/* Lengths in points. */
#define BRICK 9.0        /* walls of the smallest cells; ascenders of large text, too */
#define MIN_LENGTH 18.0  /* a ruling that stands alone */
#define LONG 60.0        /* no row of letters is straight and unbroken for so long */
#define MAX_SMEAR 3.0    /* thickness of one edge: soft in scans, a slope after deskewing */
#define SNAP 5.0         /* sides of one stroke or gap, double rules; no text fits between */
#define IN_LINE 1.5      /* how far pieces of one ruling may be out of line */
#define JOIN_GAP 3.0     /* hole between pieces in line */
#define TOUCH 2.5        /* a short wall reaches the ruling it ends at within this */

/* A ruling is long for its thickness; strokes of big letters are not. */
#define MIN_ASPECT 5.0

/* Edges of one axis that are held at most: hatchings and photographs of buildings. */
#define MAX_EDGES 20000

/* An edge, then a cluster of edges: rulings in the making. */
typedef struct {
    double lo, hi;     /* of `at` */
    double sum, length; /* of at * length, and of length */
    double from, to;
} Stroke;

static PIX *
edge_mask(const Shade *shade, Axis axis, bool darker)
{
    PIX *mask = pixCreate(shade->width, shade->height, 1);
    if (mask == NULL)
        return NULL;

    l_uint32 *line = pixGetData(mask);
    const int wpl = pixGetWpl(mask), back = axis == AXIS_H ? shade->width : 1;
    const int first_x = axis == AXIS_V, end_x = shade->width - first_x;
    const int first_y = axis == AXIS_H, end_y = shade->height - first_y;
    const int before = darker ? -back : back; /* the lighter side */

    for (int y = first_y; y < end_y; y++) {
        const guint8 *row = shade_row(shade, y);
        l_uint32 *out = line + (gsize)y * wpl;

        for (int x0 = 0; x0 < shade->width; x0 += 32) {
            l_uint32 bits = 0;

            for (int x = MAX(x0, first_x); x < MIN(x0 + 32, end_x); x++)
                bits |= (l_uint32)(row[x + before] - row[x - before] >= MIN_STEP)
                        << (31 - (x - x0));
            out[x0 / 32] = bits;
        }
    }
    return mask;
}

/* Is the step alike all along the edge? Between letters it fades, along a stroke it does not. */
static bool
is_even(const Shade *shade, Axis axis, bool darker, int x, int y, int w, int h)
{
    const int back = axis == AXIS_H ? shade->width : 1;
    const int before = darker ? -back : back;
    const int along = axis == AXIS_H ? w : h, across = axis == AXIS_H ? h : w;
    const int step_along = axis == AXIS_H ? 1 : shade->width;
    const int step_across = axis == AXIS_H ? shade->width : 1;
    const guint8 *origin = shade_row(shade, y) + x;
    guint counts[256] = { 0 };

    for (int i = 0; i < along; i++) {
        int best = 0;

        for (int k = 0; k < across; k++) {
            const guint8 *p = origin + (gssize)i * step_along + (gssize)k * step_across;
            best = MAX(best, p[before] - p[-before]);
        }
        counts[best]++;
    }

    int weak = 0, strong = 255;
    for (guint seen = 0; weak < 255 && (seen += counts[weak]) * 10 < (guint)along; weak++)
        ;
    for (guint seen = 0; strong > 0 && (seen += counts[strong]) * 10 < (guint)along; strong--)
        ;
    return weak * 2 >= strong;
}

static double
points(const Shade *shade, Axis axis, double px)
{
    return px * (axis == AXIS_H ? shade->x_scale : shade->y_scale);
}

static Axis
other(Axis axis)
{
    return axis == AXIS_H ? AXIS_V : AXIS_H;
}

/* Appends the edges of one mask to @edges; false when Leptonica gives up. */
static bool
find_edges(const Shade *shade, Axis axis, bool darker, GArray *edges, PIXA *steps)
{
    g_autoptr(PIX) mask = edge_mask(shade, axis, darker);
    if (mask == NULL)
        return false;

    const int brick = MAX(2, (int)lround(BRICK / points(shade, axis, 1)));
    g_autoptr(PIX) opened = axis == AXIS_H ? pixOpenCompBrick(NULL, mask, brick, 1)
                                           : pixOpenCompBrick(NULL, mask, 1, brick);
    g_autoptr(BOXA) boxes = opened != NULL ? pixConnCompBB(opened, 8) : NULL;
    if (boxes == NULL)
        return false;
    if (steps != NULL)
        pixaAddPix(steps, opened, L_CLONE);

    const int n = boxaGetCount(boxes);
    for (int i = 0; i < n && edges->len < MAX_EDGES; i++) {
        int x, y, w, h;

        boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
        const double start = points(shade, axis, axis == AXIS_H ? x : y);
        const double length = points(shade, axis, axis == AXIS_H ? w : h);
        const double top = points(shade, other(axis), axis == AXIS_H ? y : x);
        const double smear = points(shade, other(axis), axis == AXIS_H ? h : w);

        if (smear > MAX_SMEAR || length < MIN_ASPECT * smear)
            continue;
        if (length < LONG && !is_even(shade, axis, darker, x, y, w, h))
            continue;
        const double at = top + smear / 2;
        Stroke edge = { at, at, at * length, length, start, start + length };
        g_array_append_val(edges, edge);
    }
    return true;
}

static int
compare_strokes(gconstpointer a, gconstpointer b)
{
    const Stroke *s = a, *t = b;

    if (s->lo != t->lo)
        return s->lo < t->lo ? -1 : 1;
    if (s->from != t->from)
        return s->from < t->from ? -1 : 1;
    return s->to < t->to ? -1 : s->to > t->to;
}

static bool
belong_together(const Stroke *s, const Stroke *t)
{
    const double spread = MAX(s->hi, t->hi) - MIN(s->lo, t->lo);
    const double overlap = span_overlap(s->from, s->to, t->from, t->to);

    if (overlap > 0)
        return spread <= SNAP;
    return overlap >= -JOIN_GAP && fabs(s->sum / s->length - t->sum / t->length) <= IN_LINE;
}

/* Clusters edges into strokes. Sorted by `lo`, only those few that end less than SNAP above the
 * next edge are still open. */
static GArray *
snap_and_join(GArray *edges)
{
    GArray *done = g_array_new(FALSE, FALSE, sizeof(Stroke));
    g_autoptr(GArray) open = g_array_new(FALSE, FALSE, sizeof(Stroke));

    g_array_sort(edges, compare_strokes);
    for (guint i = 0; i < edges->len; i++) {
        Stroke next = g_array_index(edges, Stroke, i);

        for (guint k = open->len; k-- > 0;) {
            const Stroke s = g_array_index(open, Stroke, k);

            if (next.lo - s.hi > SNAP) {
                g_array_append_val(done, s);
                g_array_remove_index_fast(open, k);
            } else if (belong_together(&s, &next)) {
                next = (Stroke){ MIN(s.lo, next.lo),       MAX(s.hi, next.hi),
                                 s.sum + next.sum,         s.length + next.length,
                                 MIN(s.from, next.from),   MAX(s.to, next.to) };
                g_array_remove_index_fast(open, k);
            }
        }
        g_array_append_val(open, next);
    }
    g_array_append_vals(done, open->data, open->len);
    g_array_sort(done, compare_strokes);
    return done;
}

static Ruling
to_ruling(const Stroke *stroke, Axis axis)
{
    return (Ruling){ .axis = axis,
                     .at = stroke->sum / stroke->length,
                     .from = stroke->from,
                     .to = stroke->to,
                     .width = stroke->hi - stroke->lo };
}

/* First stroke, of an array sorted by `lo`, that begins at @lo or after. */
static guint
first_from(const GArray *strokes, double lo)
{
    guint low = 0, high = strokes->len;

    while (low < high) {
        const guint middle = (low + high) / 2;

        if (g_array_index(strokes, Stroke, middle).lo < lo)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Does a short piece that runs at @at and ends at @end meet a stroke of the other axis there? */
static bool
is_met(const GArray *across, double at, double end)
{
    for (guint i = first_from(across, end - TOUCH - SNAP); i < across->len; i++) {
        const Stroke *s = &g_array_index(across, Stroke, i);

        if (s->lo > end + TOUCH)
            return false;
        if (s->hi >= end - TOUCH && s->from <= at + TOUCH && s->to >= at - TOUCH)
            return true;
    }
    return false;
}

static void
collect(GArray *rulings, const GArray *strokes, const GArray *across, Axis axis)
{
    for (guint i = 0; i < strokes->len; i++) {
        const Stroke *s = &g_array_index(strokes, Stroke, i);
        const Ruling ruling = to_ruling(s, axis);
        const bool stands_alone =
            s->to - s->from >= MAX(MIN_LENGTH, MIN_ASPECT * (s->hi - s->lo));

        if (stands_alone ||
            (is_met(across, ruling.at, s->from) && is_met(across, ruling.at, s->to)))
            g_array_append_val(rulings, ruling);
    }
}

static int
compare_rulings(gconstpointer a, gconstpointer b)
{
    const Ruling *r = a, *s = b;

    if (r->axis != s->axis)
        return r->axis == AXIS_H ? -1 : 1;
    if (r->at != s->at)
        return r->at < s->at ? -1 : 1;
    return r->from < s->from ? -1 : r->from > s->from;
}

static GArray *
find_strokes(const Shade *shade, Axis axis, PIXA *steps, GError **error)
{
    g_autoptr(GArray) edges = g_array_new(FALSE, FALSE, sizeof(Stroke));

    if (!find_edges(shade, axis, true, edges, steps) ||
        !find_edges(shade, axis, false, edges, steps)) {
        g_set_error(error, DETECT_ERROR, DETECT_ERROR_RASTER,
                    "cannot find strokes in a raster of %d by %d pixels", shade->width,
                    shade->height);
        return NULL;
    }
    return snap_and_join(edges);
}

GArray *
ruling_find(const Raster *raster, PIXA *steps, GError **error)
{
    g_autoptr(Shade) shade = shade_new(raster, error);
    if (shade == NULL)
        return NULL;

    g_autoptr(GArray) across = find_strokes(shade, AXIS_H, steps, error);
    g_autoptr(GArray) down = across != NULL ? find_strokes(shade, AXIS_V, steps, error) : NULL;
    if (down == NULL)
        return NULL;

    GArray *rulings = g_array_new(FALSE, FALSE, sizeof(Ruling));
    collect(rulings, across, down, AXIS_H);
    collect(rulings, down, across, AXIS_V);
    g_array_sort(rulings, compare_rulings);
    return rulings;
}
