/* detect/mesh.c - the grid of one group of rulings
 *
 *      -----+-----+-----     1. where rulings lie are rails; near ones, the two of a double
 *           |     |             rule, are one
 *      -----+-----+-----     2. where the ends of two or more agree beyond the last rail (left
 *           |     |             and right, here), there is a rail, too
 *      -----+-----+-----     3. a cell's edge is a wall when rulings cover most of it
 *                            4. rails without walls, tick marks, go, and outer ones that for
 *                               the most part have none and where few rulings end; then
 *                               again from 3
 */
#include "detect/mesh.h"

#include <math.h>

/* Points. */
#define MIN_CELL 4.0     /* rails nearer than this are one */
#define WIDE_DOUBLE 10.0 /* and so are those nearer than this with no word between */
#define MIN_SIDE 8.0     /* an open side is at least this wide: less is a rule's overhang */
#define ENDS_AGREE 3.0   /* ends this near are at one place */
#define PAD 2.0          /* a wall may fall this short of its corner */

#define MIN_COVER 0.6 /* of a cell's edge: the rest are gaps in what was painted */
#define MIN_OUTER 0.4 /* of an outer side: the corner over the stub is often left open */
#define MIN_ENDS 0.5  /* of the rulings across end at an outer side that is hardly drawn */
#define MAX_ROUNDS 20 /* a table has a tick mark or two; more, and it is a drawing */
#define MAX_CELLS 250000

typedef struct {
    double lo, hi; /* of the rulings on it */
    double at;
    bool implied; /* where ends agree: all its walls count as drawn */
} Rail;

static int
compare_doubles(gconstpointer a, gconstpointer b)
{
    const double x = *(const double *)a, y = *(const double *)b;

    return x < y ? -1 : x > y;
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

static const Rail *
rail_at(const GArray *rails, guint i)
{
    return &g_array_index(rails, Rail, i);
}

/* Rails of @axis, from a sorted group. */
static GArray *
find_rails(const GArray *group, Axis axis)
{
    GArray *rails = g_array_new(FALSE, FALSE, sizeof(Rail));
    double sum = 0;
    guint n = 0;

    for (guint i = 0; i < group->len; i++) {
        const Ruling *r = &g_array_index(group, Ruling, i);
        Rail *last = rails->len > 0 ? &g_array_index(rails, Rail, rails->len - 1) : NULL;

        if (r->axis != axis)
            continue;
        if (last != NULL && r->at - last->lo < MIN_CELL) {
            sum += r->at;
            n++;
            *last = (Rail){ last->lo, r->at, sum / n, false };
        } else {
            const Rail rail = { r->at, r->at, r->at, false };
            g_array_append_val(rails, rail);
            sum = r->at;
            n = 1;
        }
    }
    return rails;
}

/* Index of the last rail at or before @at; -1 for none. */
static int
rail_before(const GArray *rails, double at)
{
    guint low = 0, high = rails->len;

    while (low < high) {
        const guint middle = (low + high) / 2;

        if (rail_at(rails, middle)->at <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return (int)low - 1;
}

/* Makes one of rails that have no words between them and are too near to have any. Both arrays
 * are looked at together, as words elsewhere on the page do not count. */
static void
merge_doubles(GArray *rails, const GArray *others, Axis axis, const GArray *words)
{
    g_autofree guint8 *filled = g_new0(guint8, rails->len + 1);

    if (rails->len < 3 || others->len < 2)
        return;
    for (guint i = 0; i < words->len; i++) {
        const Bbox b = g_array_index(words, Word, i).bbox;
        const double at = axis == AXIS_H ? bbox_mid_y(b) : bbox_mid_x(b);
        const double other = axis == AXIS_H ? bbox_mid_x(b) : bbox_mid_y(b);

        if (other > rail_at(others, 0)->at && other < rail_at(others, others->len - 1)->at)
            filled[rail_before(rails, at) + 1] = 1;
    }

    guint kept = 0;
    for (guint i = 1; i < rails->len; i++) {
        Rail *last = &g_array_index(rails, Rail, kept);
        const Rail next = *rail_at(rails, i);

        if (next.lo - last->hi < WIDE_DOUBLE && !filled[i])
            *last = (Rail){ last->lo, next.hi, (last->lo + next.hi) / 2,
                            last->implied || next.implied };
        else
            g_array_index(rails, Rail, ++kept) = next;
    }
    g_array_set_size(rails, kept + 1);
}

/* The place where ends of @axis rulings agree beyond @rails (@side -1: before the first, 1:
 * after the last), if two of them do. */
static bool
open_side(const GArray *group, Axis axis, const GArray *rails, int side, double *place)
{
    g_autoptr(GArray) ends = g_array_new(FALSE, FALSE, sizeof(double));
    double outer = 0;

    if (rails->len > 0)
        outer = side < 0 ? -rail_at(rails, 0)->at : rail_at(rails, rails->len - 1)->at;
    for (guint i = 0; i < group->len; i++) {
        const Ruling *r = &g_array_index(group, Ruling, i);
        const double end = side < 0 ? -r->from : r->to; /* grows outwards */

        if (r->axis == axis && (rails->len == 0 || end - outer >= MIN_SIDE))
            g_array_append_val(ends, end);
    }
    g_array_sort(ends, compare_doubles);
    for (guint i = ends->len; i-- > 1;) {
        const double *end = &g_array_index(ends, double, i);

        if (end[0] - end[-1] <= ENDS_AGREE) {
            *place = side * (end[0] + end[-1]) / 2;
            return true;
        }
    }
    return false;
}

static void
add_open_sides(const GArray *group, Axis axis, GArray *rails)
{
    const Axis across = axis == AXIS_H ? AXIS_V : AXIS_H;
    double before, after;
    const bool has_before = open_side(group, across, rails, -1, &before);
    const bool has_after = open_side(group, across, rails, 1, &after);

    if (has_before) {
        const Rail rail = { before, before, before, true };
        g_array_prepend_val(rails, rail);
    }
    if (has_after && (!has_before || after - before >= MIN_CELL)) {
        const Rail rail = { after, after, after, true };
        g_array_append_val(rails, rail);
    }
}

static int
compare_starts(gconstpointer a, gconstpointer b)
{
    const Ruling *r = a, *s = b;

    return r->from < s->from ? -1 : r->from > s->from;
}

/* The rulings of @axis on @rail, by where they begin. */
static GArray *
rulings_on(const GArray *group, Axis axis, const Rail *rail)
{
    GArray *on = g_array_new(FALSE, FALSE, sizeof(Ruling));

    for (guint i = 0; i < group->len; i++) {
        const Ruling *r = &g_array_index(group, Ruling, i);

        if (r->axis == axis && r->at >= rail->lo && r->at <= rail->hi)
            g_array_append_val(on, *r);
    }
    g_array_sort(on, compare_starts);
    return on;
}

/* Writes to @walls, every @stride bytes, which of the edges between @across rails are drawn
 * along @rail. */
static void
draw_walls(const GArray *group, Axis axis, const Rail *rail, const GArray *across, guint8 *walls,
           guint stride)
{
    g_autoptr(GArray) on = rulings_on(group, axis, rail);
    guint first = 0;

    for (guint c = 0; c + 1 < across->len; c++) {
        const double from = rail_at(across, c)->at, to = rail_at(across, c + 1)->at;
        double covered = 0, reached = from;

        while (first < on->len && g_array_index(on, Ruling, first).to + PAD <= from)
            first++;
        for (guint i = first; i < on->len && g_array_index(on, Ruling, i).from - PAD < to; i++) {
            const Ruling *r = &g_array_index(on, Ruling, i);
            const double a = MAX(r->from - PAD, reached), b = MIN(r->to + PAD, to);

            if (b > a) {
                covered += b - a;
                reached = b;
            }
        }
        walls[c * stride] = rail->implied || covered >= MIN_COVER * (to - from);
    }
}

static GArray *
places(const GArray *rails)
{
    GArray *at = g_array_new(FALSE, FALSE, sizeof(double));

    for (guint i = 0; i < rails->len; i++)
        g_array_append_val(at, rail_at(rails, i)->at);
    return at;
}

static Lattice *
draw(const GArray *group, const GArray *xs, const GArray *ys)
{
    g_autoptr(GArray) x = places(xs);
    g_autoptr(GArray) y = places(ys);
    const guint cols = xs->len - 1;
    Lattice *lattice =
        lattice_new((const double *)x->data, x->len, (const double *)y->data, y->len);

    for (guint i = 0; i < ys->len; i++)
        draw_walls(group, AXIS_H, rail_at(ys, i), xs, lattice->h_wall + i * cols, 1);
    for (guint i = 0; i < xs->len; i++)
        draw_walls(group, AXIS_V, rail_at(xs, i), ys, lattice->v_wall + i, xs->len);
    return lattice;
}

/* Is edge @k of rail @i drawn? */
static bool
is_wall(const Lattice *lattice, Axis axis, guint i, guint k)
{
    return axis == AXIS_H ? lattice->h_wall[i * lattice_n_cols(lattice) + k]
                          : lattice->v_wall[k * (lattice_n_cols(lattice) + 1) + i];
}

/* Do the rulings across end at an outer rail, as where rows are parted by rules only? */
static bool
is_end(const GArray *group, Axis axis, const Rail *rail, bool first, guint n_across)
{
    guint n = 0;

    for (guint i = 0; i < group->len; i++) {
        const Ruling *r = &g_array_index(group, Ruling, i);
        const double end = first ? r->from : r->to;

        n += r->axis != axis && end >= rail->lo - ENDS_AGREE && end <= rail->hi + ENDS_AGREE;
    }
    return n >= MIN_ENDS * n_across;
}

/* Takes rails out along which there are too few walls; true if there were any. @n_across: rails
 * of the other axis. */
static bool
drop_bare(GArray *rails, const GArray *group, const Lattice *lattice, Axis axis, guint n_across)
{
    guint kept = 0;

    for (guint i = 0; i < rails->len; i++) {
        const Rail *rail = rail_at(rails, i);
        const bool outer = i == 0 || i + 1 == rails->len;
        guint n = 0;

        for (guint k = 0; k + 1 < n_across; k++)
            n += is_wall(lattice, axis, i, k);
        if (n > 0 && (!outer || n >= MIN_OUTER * (n_across - 1) ||
                      is_end(group, axis, rail, i == 0, n_across)))
            g_array_index(rails, Rail, kept++) = *rail;
    }

    const bool dropped = kept < rails->len;
    g_array_set_size(rails, kept);
    return dropped;
}

Lattice *
mesh_lattice(GArray *group, const GArray *words)
{
    g_array_sort(group, compare_rulings);

    g_autoptr(GArray) xs = find_rails(group, AXIS_V);
    g_autoptr(GArray) ys = find_rails(group, AXIS_H);
    add_open_sides(group, AXIS_V, xs);
    add_open_sides(group, AXIS_H, ys);
    if (words != NULL && words->len > 0) {
        merge_doubles(xs, ys, AXIS_V, words);
        merge_doubles(ys, xs, AXIS_H, words);
    }

    for (int round = 0; round < MAX_ROUNDS; round++) {
        if (xs->len < 2 || ys->len < 2 || (guint64)xs->len * ys->len > MAX_CELLS)
            return NULL;
        g_autoptr(Lattice) lattice = draw(group, xs, ys);

        if (!drop_bare(xs, group, lattice, AXIS_V, ys->len) &&
            !drop_bare(ys, group, lattice, AXIS_H, xs->len))
            return g_steal_pointer(&lattice);
    }
    return NULL;
}
