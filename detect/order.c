/* detect/order.c - reading order: lines to regions, regions to a sequence
 *
 *     +---------------------------+
 *     |  1  a heading over all    |      Lines go to regions by the gutters
 *     +-------------+-------------+      on their left and right: 1 and 4
 *     |  2          |  3          |      have none, 2 has one on its right,
 *     |             |             |      3 on its left. A line over a gutter
 *     +-------------+-------------+      ends the regions that it covers.
 *     |  4  a table over all      |
 *     +---------------------------+      Then regions are put in order, each
 *                                        after all that must come before it.
 *
 * Small type that ends a column at its foot is its notes, and is read after the
 * text of all columns; right under a picture or table it is a caption and stays,
 * and so does a sidebar that ends before the columns beside it.
 */
#include "detect/order.h"

#include "detect/gutter.h"

#include <math.h>
#include <string.h>

#define MAX_REGIONS 400 /* more are put in order of their tops: ordering is cubic */
#define NOTE_GAP 4.0    /* points: footnotes keep some distance from the text above them */
#define FOOT_SLACK 30   /* points: notes stand at the foot of the columns; a sidebar ends early */
#define CAPTION_GAP 16  /* points: small type nearer to a table or picture speaks of that */
#define TOUCH 2.0       /* points: boxes that share less do not overlap */

typedef struct {
    Bbox bbox;
    gint left, right; /* gutters beside it, -1 for none */
    bool open;
    bool notes; /* the small type that ends a column */
    guint rank; /* in reading order */
} Region;

static gint
compare_tops(gconstpointer a, gconstpointer b)
{
    const OrderItem *p = a, *q = b;
    const double py = bbox_mid_y(p->bbox), qy = bbox_mid_y(q->bbox);

    if (py != qy)
        return py < qy ? -1 : 1;
    if (p->bbox.x0 != q->bbox.x0)
        return p->bbox.x0 < q->bbox.x0 ? -1 : 1;
    return p->index < q->index ? -1 : p->index > q->index;
}

static gint
compare_regions(gconstpointer a, gconstpointer b, gpointer data)
{
    const OrderItem *p = a, *q = b;
    const Region *regions = data;
    const guint i = regions[p->region].rank, j = regions[q->region].rank;

    if (i != j)
        return i < j ? -1 : 1;
    return compare_tops(a, b);
}

/* The gutters nearest to the left and right of the item, at its height. */
static void
gutters_beside(const GArray *gutters, Bbox item, gint *left, gint *right)
{
    *left = *right = -1;
    for (guint i = 0; i < gutters->len; i++) {
        const Bbox g = g_array_index(gutters, Gutter, i).bbox;

        if (bbox_overlap_y(g, item) < 0.3 * MIN(bbox_height(item), bbox_height(g)))
            continue;
        if (item.x1 <= bbox_mid_x(g) && *right < 0)
            *right = (gint)i;
        else if (item.x0 >= bbox_mid_x(g))
            *left = (gint)i;
    }
}

/* Regions that the item reaches into, other than its own, take nothing more. */
static void
close_regions(GArray *regions, Bbox item, gint left, gint right)
{
    for (guint i = 0; i < regions->len; i++) {
        Region *region = &g_array_index(regions, Region, i);

        if (region->open && (region->left != left || region->right != right) &&
            bbox_overlap_x(region->bbox, item) > TOUCH)
            region->open = false;
    }
}

static GArray *
regions_of(GArray *items, const GArray *gutters)
{
    GArray *regions = g_array_new(FALSE, TRUE, sizeof(Region));

    g_array_sort(items, compare_tops);
    for (guint i = 0; i < items->len; i++) {
        OrderItem *item = &g_array_index(items, OrderItem, i);
        gint left, right;
        Region *home = NULL;

        gutters_beside(gutters, item->bbox, &left, &right);
        close_regions(regions, item->bbox, left, right);
        for (guint r = regions->len; r-- > 0 && home == NULL;) {
            Region *region = &g_array_index(regions, Region, r);

            if (region->open && region->left == left && region->right == right) {
                home = region;
                item->region = r;
            }
        }
        if (home != NULL) {
            home->bbox = bbox_union(home->bbox, item->bbox);
            continue;
        }
        Region added = { .bbox = item->bbox, .left = left, .right = right, .open = true };
        item->region = regions->len;
        g_array_append_val(regions, added);
    }
    return regions;
}

/* The lowest that anything beside the region reaches in a column of its own. */
static double
foot_beside(const GArray *regions, const Region *home)
{
    double foot = home->bbox.y1;

    for (guint i = 0; i < regions->len; i++) {
        const Region *other = &g_array_index(regions, Region, i);

        if ((other->left >= 0 || other->right >= 0) && bbox_overlap_y(other->bbox, home->bbox) > 0)
            foot = MAX(foot, other->bbox.y1);
    }
    return foot;
}

/* The small type at the end of a column, set off by some white, becomes a region of its own. */
static void
split_notes(GArray *items, GArray *regions)
{
    const guint n = regions->len;

    for (guint r = 0; r < n; r++) {
        const Region home = g_array_index(regions, Region, r);
        double top = INFINITY; /* of the notes */
        double above = -INFINITY, gap = NOTE_GAP;
        gint first = -1;

        if ((home.left < 0 && home.right < 0) ||
            home.bbox.y1 < foot_beside(regions, &home) - FOOT_SLACK)
            continue;
        for (guint i = items->len; i-- > 0;) {
            const OrderItem *item = &g_array_index(items, OrderItem, i);

            if (item->region != r)
                continue;
            if (!item->small) {
                above = item->bbox.y1;
                gap = item->block ? CAPTION_GAP : NOTE_GAP;
                break;
            }
            first = (gint)i;
            top = item->bbox.y0;
        }
        if (first < 0 || isinf(above) || top < above + gap)
            continue;
        Region notes = { .left = home.left, .right = home.right, .notes = true };
        Bbox rest = BBOX_EMPTY;
        for (guint i = 0; i < items->len; i++) {
            OrderItem *item = &g_array_index(items, OrderItem, i);

            if (item->region != r)
                continue;
            if (i >= (guint)first) {
                item->region = regions->len;
                notes.bbox = bbox_union(notes.bbox, item->bbox);
            } else {
                rest = bbox_union(rest, item->bbox);
            }
        }
        g_array_index(regions, Region, r).bbox = rest;
        g_array_append_val(regions, notes);
    }
}

/* Do the same columns hold both, side by side? */
static bool
share_gutter(const GArray *gutters, const Region *a, const Region *b)
{
    for (guint i = 0; i < gutters->len; i++) {
        const Bbox g = g_array_index(gutters, Gutter, i).bbox;

        if (a->bbox.x1 <= bbox_mid_x(g) && b->bbox.x0 >= bbox_mid_x(g) &&
            bbox_overlap_y(g, a->bbox) > 0 && bbox_overlap_y(g, b->bbox) > 0)
            return true;
    }
    return false;
}

static bool
comes_before(const GArray *regions, const GArray *gutters, guint i, guint j)
{
    const Region *a = &g_array_index(regions, Region, i);
    const Region *b = &g_array_index(regions, Region, j);

    if (bbox_overlap_x(a->bbox, b->bbox) > TOUCH)
        return a->bbox.y0 < b->bbox.y0 || (a->bbox.y0 == b->bbox.y0 && i < j);
    if (bbox_overlap_y(a->bbox, b->bbox) <= TOUCH && !share_gutter(gutters, a, b) &&
        !share_gutter(gutters, b, a))
        return a->bbox.y0 < b->bbox.y0;
    if (a->notes != b->notes)
        return b->notes; /* side by side: text before notes */
    if (a->bbox.x0 >= b->bbox.x0)
        return false;
    /* Left before right, unless b ends above and a begins below what overlaps both. */
    for (guint k = 0; k < regions->len; k++) {
        const Bbox c = g_array_index(regions, Region, k).bbox;

        if (k != i && k != j && bbox_overlap_x(c, a->bbox) > TOUCH &&
            bbox_overlap_x(c, b->bbox) > TOUCH && bbox_mid_y(c) >= b->bbox.y1 - TOUCH &&
            bbox_mid_y(c) <= a->bbox.y0 + TOUCH)
            return false;
    }
    return true;
}

static void
rank_regions(GArray *regions, const GArray *gutters)
{
    const guint n = regions->len;
    g_autofree guint *waits = g_new0(guint, n + 1); /* for how many others */
    g_autofree guint8 *before = g_new0(guint8, (gsize)n * n + 1);

    for (guint i = 0; i < n; i++) {
        for (guint j = 0; j < n; j++) {
            if (i != j && comes_before(regions, gutters, i, j)) {
                before[i * n + j] = 1;
                waits[j]++;
            }
        }
    }
    for (guint rank = 0; rank < n; rank++) {
        gint next = -1;

        /* Where the order runs in a circle, the least bound region goes first. */
        for (guint i = 0; i < n; i++) {
            const Region *region = &g_array_index(regions, Region, i);
            const Region *best = next >= 0 ? &g_array_index(regions, Region, next) : NULL;

            if (waits[i] == G_MAXUINT)
                continue;
            if (best == NULL || waits[i] < waits[next] ||
                (waits[i] == waits[next] && region->bbox.y0 < best->bbox.y0))
                next = (gint)i;
        }
        g_array_index(regions, Region, next).rank = rank;
        waits[next] = G_MAXUINT;
        for (guint j = 0; j < n; j++) {
            if (before[(guint)next * n + j] && waits[j] != G_MAXUINT)
                waits[j]--;
        }
    }
}

guint
order_items(GArray *items, const GArray *gutters)
{
    g_autoptr(GArray) regions = regions_of(items, gutters);

    split_notes(items, regions);
    if (regions->len > 0 && regions->len <= MAX_REGIONS) {
        rank_regions(regions, gutters);
    } else {
        for (guint i = 0; i < regions->len; i++)
            g_array_index(regions, Region, i).rank = i;
    }
    g_array_sort_with_data(items, compare_regions, regions->data);
    for (guint i = 0; i < items->len; i++) {
        OrderItem *item = &g_array_index(items, OrderItem, i);

        item->region = g_array_index(regions, Region, item->region).rank;
    }
    return regions->len;
}
