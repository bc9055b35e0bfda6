/* detect/stile.c - regions with upright rules of one extent between their columns
 *
 *     Island   | Ships |  Crew      Joiners call the uprights of a frame its stiles. Those of
 *     Arnsay   |     7 | 1,204      a table begin and end at the same heights, and lines stand
 *     Bellholm |    12 |   986      at both sides of them: next to the outer ones it ends at the
 *     Corran   |     3 |    75      nearest pieces. Rules that cross levels are left to lattices.
 */
#include "detect/stile.h"

#include "detect/tint.h"

#include <math.h>

#define SAME_END 6.0    /* points: ends of rules of one table are this near to each other */
#define MIN_LENGTH 20.0 /* points: two lines */
#define MAX_STILES 200  /* more are hatching */
#define MIN_STILES 2    /* of a table that needs no further evidence */
#define BESIDE 25.0     /* of an em: from an outer rule to what stands next to it */
#define MIN_LINES 3     /* with pieces at both sides of a rule */

typedef struct {
    double x, y0, y1;
} Stile;

static GArray *
stiles_of(const GArray *rulings)
{
    GArray *stiles = g_array_new(FALSE, FALSE, sizeof(Stile));

    for (guint i = 0; i < rulings->len; i++) {
        const Ruling *ruling = &g_array_index(rulings, Ruling, i);
        const Stile stile = { ruling->at, ruling->from, ruling->to };

        if (ruling->axis == AXIS_V && ruling->to - ruling->from > MIN_LENGTH)
            g_array_append_val(stiles, stile);
    }
    if (stiles->len > MAX_STILES)
        g_array_set_size(stiles, 0);
    return stiles;
}

/* Are there level rules through the inside? Then it is a lattice, or rows of a frame. */
static bool
is_crossed(const GArray *rulings, Bbox box)
{
    for (guint i = 0; i < rulings->len; i++) {
        const Ruling *ruling = &g_array_index(rulings, Ruling, i);

        if (ruling->axis == AXIS_H && ruling->at > box.y0 - SAME_END &&
            ruling->at < box.y1 + SAME_END &&
            span_overlap(ruling->from, ruling->to, box.x0, box.x1) > 0.5 * bbox_width(box))
            return true;
    }
    return false;
}

static gint
compare_lefts(gconstpointer a, gconstpointer b)
{
    const double x = ((const Bbox *)a)->x0, y = ((const Bbox *)b)->x0;

    return x < y ? -1 : x > y;
}

/* How far to the right the column reaches that begins at @x: as far as pieces overlap. White ends
 * it, so that another column of the page stays out. */
static double
column_end(GArray *pieces, double x, double em)
{
    double end = x;

    g_array_sort(pieces, compare_lefts);
    for (guint i = 0; i < pieces->len; i++) {
        const Bbox box = g_array_index(pieces, Bbox, i);

        if (box.x0 > (end > x ? end : x + BESIDE * em))
            break;
        end = MAX(end, box.x1 + 1);
    }
    return end;
}

/* @inner with the columns outside the outer rules. Counts the lines that have pieces at both sides
 * of the first rule. */
static Bbox
reach(const Page *page, Bbox inner, guint *lines)
{
    const Bbox area = { 0, inner.y0 - 2, page->width, inner.y1 + 2 };
    g_autoptr(GArray) words = strip_words(page, area);
    g_autoptr(Strips) strips = strip_find(page, words, area);
    g_autoptr(GArray) lefts = g_array_new(FALSE, FALSE, sizeof(Bbox));
    g_autoptr(GArray) rights = g_array_new(FALSE, FALSE, sizeof(Bbox));

    *lines = 0;
    for (guint s = 0; s < strips->strips->len; s++) {
        const Strip *strip = strip_at(strips, s);
        bool before = false, after = false;

        for (guint k = 0; k < strip->n; k++) {
            const Bbox box = strip_piece(strips, strip->first + k)->bbox;
            const Bbox mirrored = { -box.x1, box.y0, -box.x0, box.y1 };

            if (bbox_mid_x(box) < inner.x0)
                g_array_append_val(lefts, mirrored);
            else if (bbox_mid_x(box) > inner.x1)
                g_array_append_val(rights, box);
            before = before || bbox_mid_x(box) < inner.x0;
            after = after || bbox_mid_x(box) > inner.x0;
        }
        *lines += before && after;
    }
    return (Bbox){ -column_end(lefts, -inner.x0, strips->em), inner.y0,
                   column_end(rights, inner.x1, strips->em), inner.y1 };
}

GArray *
stile_find(const Page *page)
{
    GArray *regions = g_array_new(FALSE, FALSE, sizeof(Region));
    g_autoptr(GArray) rulings = tint_other_rulings(page);
    g_autoptr(GArray) stiles = stiles_of(rulings);

    while (stiles->len > 0) {
        const Stile first = g_array_index(stiles, Stile, 0);
        Region region = { REGION_FRAME, { first.x, first.y0, first.x, first.y1 }, -1 };
        guint n = 0, lines = 0;

        for (guint i = stiles->len; i-- > 0;) {
            const Stile *stile = &g_array_index(stiles, Stile, i);
            if (fabs(stile->y0 - first.y0) > SAME_END || fabs(stile->y1 - first.y1) > SAME_END)
                continue;
            region.bbox.x0 = MIN(region.bbox.x0, stile->x);
            region.bbox.x1 = MAX(region.bbox.x1, stile->x);
            n++;
            g_array_remove_index(stiles, i);
        }
        /* A single one may part two columns of prose: then more is asked for. */
        if (n < MIN_STILES)
            region.kind = REGION_OPEN;
        if (is_crossed(rulings, region.bbox))
            continue;
        region.bbox = reach(page, region.bbox, &lines);
        if (lines >= MIN_LINES)
            g_array_append_val(regions, region);
    }
    return regions;
}
