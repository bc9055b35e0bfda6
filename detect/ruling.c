/* detect/ruling.c - straight strokes drawn on a page
 *
 * Strokes are found by their edges (detect/edge.h) or their marks (detect/dash.h), which are
 *
 *      ____________________      ______ ________
 *      ____________________           |          snapped: the two sides of a stroke, double
 *                                     |          rules, cells drawn twice;
 *      -----  -----  ------                      joined: pieces in line;
 *
 * Pieces shorter than a ruling must be are kept only as the wall of a small cell: where both
 * ends meet strokes of the other axis.
 */
#include "detect/ruling.h"

#include "detect/dash.h"
#include "detect/edge.h"

#include <math.h>

G_DEFINE_QUARK(detect_error, detect_error)

/* Points. */
#define MIN_LENGTH 18.0 /* of a ruling that stands alone */
#define SNAP 5.0        /* sides of one stroke or gap, double rules; no text fits between */
#define IN_LINE 1.5     /* how far pieces of one ruling may be out of line */
#define JOIN_GAP 3.0    /* hole between pieces in line */
#define TOUCH 2.5       /* a short wall reaches the stroke it ends at within this */

/* A ruling is long for its thickness; strokes of big letters are not. */
#define MIN_ASPECT 5.0

/* An edge, then a cluster of edges: rulings in the making. */
typedef struct {
    double lo, hi;      /* of `at` */
    double sum, length; /* of at * length, and of length */
    double from, to;
} Stroke;

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
                next =
                    (Stroke){ MIN(s.lo, next.lo),     MAX(s.hi, next.hi),     s.sum + next.sum,
                              s.length + next.length, MIN(s.from, next.from), MAX(s.to, next.to) };
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
        const bool stands_alone = s->to - s->from >= MAX(MIN_LENGTH, MIN_ASPECT * (s->hi - s->lo));

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

/* Strokes of one axis, sorted by `lo`. */
static GArray *
find_strokes(const Shade *shade, Axis axis, PIXA *steps, GError **error)
{
    g_autoptr(GArray) edges = edge_find(shade, axis, steps);
    g_autoptr(GArray) dashes = edges != NULL ? dash_find(shade, axis, steps) : NULL;
    if (dashes == NULL) {
        g_set_error(error, DETECT_ERROR, DETECT_ERROR_RASTER,
                    "cannot find strokes in a raster of %d by %d pixels", shade->width,
                    shade->height);
        return NULL;
    }

    g_array_append_vals(edges, dashes->data, dashes->len);
    g_autoptr(GArray) sides = g_array_new(FALSE, FALSE, sizeof(Stroke));
    for (guint i = 0; i < edges->len; i++) {
        const Edge e = g_array_index(edges, Edge, i);
        const double length = e.to - e.from;
        Stroke side = { e.at, e.at, e.at * length, length, e.from, e.to };
        g_array_append_val(sides, side);
    }
    return snap_and_join(sides);
}

GArray *
ruling_find(const Shade *shade, PIXA *steps, GError **error)
{
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
