/* detect/reach.c - which columns the labels of a header are for
 *
 *                  Men            Women        centred on two columns each
 *     Island    2019   2020    2019   2020
 *
 * Lines are taken from the bottom up, so that what stands below a label is known. The labels of a
 * line share out the columns that have labels below them, all together: each
 * takes a run of columns around it, no two the same, at the least cost. It costs
 * to stand off the middle of one's columns (or off their left end), to take
 * columns from below a label that is plainly the first line of another, and to
 * leave columns over. A short rule under a label settles its columns.
 */
#include "detect/reach.h"

#include "detect/row.h"
#include "detect/wrap.h"

#include <math.h>

/* Of a size: lines of one label are set closer than this. */
#define LABEL_LEADING 1.75

/* Costs, in ems that a label stands off the middle of its columns. */
#define LEFT_OVER 0.3   /* a column with a label below and none here */
#define WHOLE_GROUP 0.2 /* more columns than it stands over */
#define LEFT_SET 1.0    /* level with the left end of its columns, not the middle */
#define GOES_ON 3.0     /* the words say that the label goes on below */
#define NO_ROOM 0.5     /* the label and the one below would not fit on one line */
#define ROOM 0.8        /* they would: why are they on two? */
#define MOST_OFF 2.0

#define NEVER 1e6

typedef struct {
    const Strips *strips;
    const Alleys *alleys;
    guint end;
    double left, right;
    GArray *reaches; /* of pieces */
    bool *labelled;  /* of columns: does a line further down have a label for it? */
    Bbox *labels;    /* of columns: all labels further down that are for it alone */
} Reaches;

static double
inner(const Reaches *head, guint col, guint side)
{
    return g_array_index(head->alleys->inner, double, 2 * col + side);
}

/* Columns whose middle lies in [x0, x1]; false when there is none. */
static bool
columns_under(const Reaches *head, double x0, double x1, guint *col0, guint *col1)
{
    bool any = false;

    for (guint c = 0; c < alley_n_cols(head->alleys); c++) {
        const double mid = (inner(head, c, 0) + inner(head, c, 1)) / 2;
        const double shared = span_overlap(x0, x1, inner(head, c, 0), inner(head, c, 1));

        if ((mid < x0 - 1 || mid > x1 + 1) &&
            shared < 0.6 * (inner(head, c, 1) - inner(head, c, 0)))
            continue;
        *col0 = any ? *col0 : c;
        *col1 = c;
        any = true;
    }
    return any;
}

/* The lower edge that a rule under this piece may have: where the next text under it begins. */
static double
next_below(const Reaches *head, const Piece *piece)
{
    for (guint s = piece->strip + 1; s < head->end; s++) {
        const Strip *strip = strip_at(head->strips, s);
        for (guint k = 0; k < strip->n; k++) {
            const Bbox box = strip_piece(head->strips, strip->first + k)->bbox;
            if (bbox_overlap_x(box, piece->bbox) > 0)
                return bbox_mid_y(box);
        }
    }
    return piece->bbox.y1 + 1.2 * head->strips->em;
}

/* How many pieces of the strip lie over [x0, x1]. */
static guint
pieces_over(const Reaches *head, guint s, double x0, double x1)
{
    const Strip *strip = strip_at(head->strips, s);
    guint n = 0;

    for (guint k = 0; k < strip->n; k++) {
        const Bbox box = strip_piece(head->strips, strip->first + k)->bbox;
        n += bbox_mid_x(box) > x0 && bbox_mid_x(box) < x1;
    }
    return n;
}

static bool
column_taken(const Reaches *head, const Piece *piece, guint col)
{
    const Strip *strip = strip_at(head->strips, piece->strip);

    for (guint k = 0; k < strip->n; k++) {
        const Piece *other = strip_piece(head->strips, strip->first + k);
        if (other != piece && other->col0 <= (gint)col && other->col1 >= (gint)col)
            return true;
    }
    return false;
}

/* The columns of the short rule under a piece; the rule may underline two lines of text. */
static bool
ruled_columns(const Reaches *head, const Piece *piece, guint *col0, guint *col1)
{
    const double low = next_below(head, piece);
    const double mid = bbox_mid_x(piece->bbox);
    const Ruling *best = NULL;

    for (guint i = 0; i < head->strips->rulings->len; i++) {
        const Ruling *r = &g_array_index(head->strips->rulings, Ruling, i);

        if (r->axis != AXIS_H || r->at < bbox_mid_y(piece->bbox) || r->at > low || r->from > mid ||
            r->to < mid || r->from > piece->bbox.x0 + 3 || r->to < piece->bbox.x1 - 3)
            continue;
        if (best == NULL || r->at < best->at)
            best = r;
    }
    if (best == NULL || best->to - best->from > 0.9 * (head->right - head->left))
        return false;
    if (pieces_over(head, piece->strip, best->from, best->to) != 1)
        return false;
    guint a = 0, b = 0;
    if (!columns_under(head, best->from, best->to, &a, &b))
        return false;
    /* Groups are of columns beside the first: a rule from there on is the header's own. */
    if (a == 0 && b > 0)
        return false;
    for (guint c = a; c <= b; c++)
        if (column_taken(head, piece, c))
            return false;
    *col0 = a;
    *col1 = b;
    return true;
}

/* One label of a line: the pieces of it that stand in one column. */
typedef struct {
    guint last; /* piece */
    Bbox bbox;
    guint home;      /* the column that most of it stands in */
    guint low, high; /* columns that it covers in any case */
    bool fixed;      /* and no others */
    gint below;      /* piece that may be its next line; -1 for none */
    Wrap wrap;       /* does it go on there? */
} Item;

static Bbox
slots(const Reaches *head, guint col0, guint col1)
{
    return (Bbox){ g_array_index(head->alleys->xs, double, col0), 0,
                   g_array_index(head->alleys->xs, double, col1 + 1), 1 };
}

static guint
home_of(const Reaches *head, Bbox box)
{
    double most = -G_MAXDOUBLE;
    guint home = 0;

    for (guint c = 0; c < alley_n_cols(head->alleys); c++) {
        const double shared = bbox_overlap_x(box, slots(head, c, c));
        if (shared > most) {
            most = shared;
            home = c;
        }
    }
    return home;
}

/* The highest piece below the label that overlaps it; -1 for none. */
static gint
piece_below(const Reaches *head, guint s, Bbox box)
{
    for (guint k = s + 1; k < head->end; k++) {
        const Strip *strip = strip_at(head->strips, k);
        gint best = -1;
        double most = 0;

        for (guint i = 0; i < strip->n; i++) {
            const double shared =
                bbox_overlap_x(strip_piece(head->strips, strip->first + i)->bbox, box);
            if (shared > most) {
                most = shared;
                best = (gint)(strip->first + i);
            }
        }
        if (best >= 0)
            return best;
    }
    return -1;
}

static const Reach *
reach_of(const Reaches *head, guint piece)
{
    return &g_array_index(head->reaches, Reach, piece);
}

/* A label alone on its line, beside the first column, over a line of labels for all the other
 * columns, is for all of them; set off the middle by more than a word, for those it is over. */
static bool
is_over_all(const Reaches *head, guint s, const Item *item)
{
    const guint n = alley_n_cols(head->alleys);

    if (n < 3 || strip_at(head->strips, s)->n > 1 || item->bbox.x0 < inner(head, 0, 1) ||
        item->bbox.x1 > inner(head, n - 1, 1))
        return false;
    for (guint c = 1; c < n; c++) {
        const Bbox slot = slots(head, c, c);
        if (s + 1 >= head->end || pieces_over(head, s + 1, slot.x0, slot.x1) == 0)
            return false;
    }
    const double left = inner(head, 1, 0), right = inner(head, n - 1, 1);
    return fabs((left + right) / 2 - bbox_mid_x(item->bbox)) < 0.15 * (right - left);
}

/* The pieces of a strip, those in one column together. (transfer full) Item */
static GArray *
items_of(const Reaches *head, guint s)
{
    const Strip *strip = strip_at(head->strips, s);
    GArray *items = g_array_new(FALSE, FALSE, sizeof(Item));

    for (guint k = 0; k < strip->n; k++) {
        const Piece *piece = strip_piece(head->strips, strip->first + k);
        const guint home = home_of(head, piece->bbox);

        if (items->len > 0 && g_array_index(items, Item, items->len - 1).home >= home) {
            Item *item = &g_array_index(items, Item, items->len - 1);
            item->bbox = bbox_union(item->bbox, piece->bbox);
            item->last = strip->first + k;
            continue;
        }
        const Item item = {
            .last = strip->first + k, .bbox = piece->bbox, .home = home, .below = -1
        };
        g_array_append_val(items, item);
    }
    return items;
}

/* Does a label of @bbox with its home elsewhere stand over column @col? */
static bool
stands_over(const Reaches *head, const Item *item, guint col)
{
    const double width = inner(head, col, 1) - inner(head, col, 0);
    const double shared =
        span_overlap(item->bbox.x0, item->bbox.x1, inner(head, col, 0), inner(head, col, 1));
    const double slot = bbox_overlap_x(item->bbox, slots(head, col, col));

    /* Reaching over into the next column by more than a letter or two is meant. */
    return (shared > 0.5 * width && shared > 2) ||
           (slot > MAX(0.15 * bbox_width(item->bbox), 1.2 * head->strips->em) &&
            head->labelled[col] && head->labelled[item->home]);
}

static void
look_below(const Reaches *head, guint s, Item *item)
{
    item->below = piece_below(head, s, item->bbox);
    if (item->below < 0)
        return;
    const Piece *last = strip_piece(head->strips, item->last);
    const Piece *below = strip_piece(head->strips, (guint)item->below);
    const Strip *here = strip_at(head->strips, s), *there = strip_at(head->strips, below->strip);
    const WrapColumn column = { .right = slots(head, item->home, item->home).x1 };
    if (there->baseline - here->baseline > LABEL_LEADING * MAX(here->size, there->size))
        item->below = -1;
    else
        item->wrap = wrap_of(head->strips, last, below, &column);
}

/* What is known of each label of a strip by itself. */
static void
settle(const Reaches *head, guint s, GArray *items)
{
    const guint n = alley_n_cols(head->alleys);

    for (guint i = 0; i < items->len; i++) {
        Item *item = &g_array_index(items, Item, i);
        const guint from = i > 0 ? MAX(item[-1].home, item[-1].high) + 1 : 0;
        const guint to = i + 1 < items->len ? item[1].home : n;

        item->low = item->high = item->home;
        look_below(head, s, item);
        if (ruled_columns(head, strip_piece(head->strips, item->last), &item->low, &item->high) &&
            item->low >= from && item->high < to) {
            item->fixed = true;
            item->home = CLAMP(item->home, item->low, item->high);
            continue;
        }
        item->low = item->high = item->home;
        if (is_over_all(head, s, item)) {
            item->low = 1;
            item->high = n - 1;
            item->fixed = true;
            continue;
        }
        while (item->low > from && stands_over(head, item, item->low - 1))
            item->low--;
        while (item->high + 1 < to && stands_over(head, item, item->high + 1))
            item->high++;
    }
}

/* How far a label stands off the middle of columns, or off their left end; in ems. */
static double
off_middle(const Reaches *head, const Item *item, guint col0, guint col1)
{
    const double mid = bbox_mid_x(item->bbox), left = inner(head, col0, 0);
    const double ink = (left + inner(head, col1, 1)) / 2,
                 slot = bbox_mid_x(slots(head, col0, col1));
    double off = MIN(fabs(mid - ink), fabs(mid - slot));

    const Bbox labels = bbox_union(head->labels[col0], head->labels[col1]);
    if (!bbox_is_empty(head->labels[col0]) && !bbox_is_empty(head->labels[col1]))
        off = MIN(off, fabs(mid - bbox_mid_x(labels)));
    off /= head->strips->em;
    return MIN(MIN(off, fabs(item->bbox.x0 - left) / head->strips->em + LEFT_SET), MOST_OFF);
}

/* The label as the first line of the one below it, over the same columns. */
static double
stacked_cost(const Reaches *head, const Item *item, guint col0, guint col1)
{
    const Bbox below = strip_piece(head->strips, (guint)item->below)->bbox, box = item->bbox;
    const double off = MIN(MIN(fabs(box.x0 - below.x0), fabs(box.x1 - below.x1)),
                           fabs(bbox_mid_x(box) - bbox_mid_x(below)));
    const double both = bbox_width(box) + bbox_width(below) + 0.25 * head->strips->em;

    if (item->wrap == WRAP_PLAINLY)
        return 0;
    return MIN(off / head->strips->em, MOST_OFF) +
           (both < inner(head, col1, 1) - inner(head, col0, 0) ? ROOM : 0);
}

static double
cost_of(const Reaches *head, const Item *item, guint col0, guint col1)
{
    const bool bare = col0 == item->low && col1 == item->high;

    if (col0 > item->low || col1 < item->high || (item->fixed && !bare))
        return NEVER;
    if (item->fixed)
        return 0;
    if (item->below >= 0 && reach_of(head, (guint)item->below)->col0 == col0 &&
        reach_of(head, (guint)item->below)->col1 == col1)
        return stacked_cost(head, item, col0, col1);
    for (guint c = col0; c <= col1; c++)
        if (!head->labelled[c])
            return bare ? 0 : NEVER;
    if (col0 == 0 && !bare)
        return NEVER;
    const double off = off_middle(head, item, col0, col1);
    if (!bare && off >= MOST_OFF)
        return NEVER;
    double cost = off + (bare ? 0 : WHOLE_GROUP);
    if (item->below >= 0 && item->wrap == WRAP_PLAINLY)
        cost += GOES_ON;
    else if (item->below >= 0 && !bare) {
        const Bbox below = strip_piece(head->strips, (guint)item->below)->bbox;
        if (bbox_width(item->bbox) + bbox_width(below) >
            bbox_width(slots(head, item->home, item->home)))
            cost += NO_ROOM;
    }
    return cost;
}

/* The best way for items from @i on to share the columns from @c on. */
typedef struct {
    double cost;
    guint col0, col1; /* of the item; col0 beyond col1: column @c is left over */
} Share;

static void
share_out(const Reaches *head, GArray *items, guint s)
{
    const guint n = alley_n_cols(head->alleys), m = items->len;
    g_autofree Share *best = g_new(Share, (gsize)(m + 1) * (n + 1));
#define BEST(i, c) best[(gsize)(i) * (n + 1) + (c)]

    for (guint i = m + 1; i-- > 0;)
        for (guint c = n + 1; c-- > 0;) {
            Share *share = &BEST(i, c);
            *share = (Share){ i == m && c == n ? 0 : NEVER * (m + 1), 1, 0 };
            if (c == n)
                continue;
            const double left = BEST(i, c + 1).cost + (c > 0 && head->labelled[c] ? LEFT_OVER : 0);
            if (left < share->cost)
                share->cost = left;
            if (i == m)
                continue;
            const Item *item = &g_array_index(items, Item, i);
            for (guint to = item->high; to < n && c <= item->low; to++) {
                const double own = cost_of(head, item, c, to);
                if (own < NEVER && own + BEST(i + 1, to + 1).cost < share->cost)
                    *share = (Share){ own + BEST(i + 1, to + 1).cost, c, to };
            }
        }
    const Strip *strip = strip_at(head->strips, s);
    guint first = strip->first;
    for (guint i = 0, c = 0; i < m; i++) {
        const Item *item = &g_array_index(items, Item, i);
        Reach reach = { item->low, item->high };

        while (c < n && BEST(i, c).col0 > BEST(i, c).col1)
            c++;
        if (c < n) {
            reach = (Reach){ BEST(i, c).col0, BEST(i, c).col1 };
            c = reach.col1 + 1;
        }
        for (; first <= item->last; first++)
            g_array_index(head->reaches, Reach, first) = reach;
    }
#undef BEST
}

GArray *
reach_find(const Strips *strips, const Alleys *alleys, guint first, guint end)
{
    GArray *reaches = g_array_new(FALSE, TRUE, sizeof(Reach));
    const guint n = alley_n_cols(alleys);
    g_autofree bool *labelled = g_new0(bool, n);
    g_autofree Bbox *labels = g_new(Bbox, n);
    const Reaches head = { strips,
                           alleys,
                           end,
                           g_array_index(alleys->inner, double, 0),
                           g_array_index(alleys->inner, double, alleys->inner->len - 1),
                           reaches,
                           labelled,
                           labels };

    g_array_set_size(reaches, strips->pieces->len);
    for (guint c = 0; c < n; c++)
        labels[c] = BBOX_EMPTY;
    for (guint s = end; s-- > first;) {
        g_autoptr(GArray) items = items_of(&head, s);

        settle(&head, s, items);
        share_out(&head, items, s);
        for (guint k = 0; k < strip_at(strips, s)->n; k++) {
            const Reach *reach = reach_of(&head, strip_at(strips, s)->first + k);
            for (guint c = reach->col0; c <= reach->col1; c++)
                labelled[c] = true;
            if (reach->col0 == reach->col1)
                labels[reach->col0] = bbox_union(
                    labels[reach->col0], strip_piece(strips, strip_at(strips, s)->first + k)->bbox);
        }
    }
    return reaches;
}
