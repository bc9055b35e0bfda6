/* detect/gutter.c - the white strips between columns of prose
 *
 *      left column text |    | right column text
 *      more of the same |    | and more of it         a gap a row; all rows share
 *      a short line |        | that goes on           the strip between the bars
 *      A heading over both columns                    crosses it and ends it
 *
 * Each gap between a fragment and its right neighbour starts a strip that grows
 * downwards over the gaps below while what they have in common stays wide
 * enough and no fragment crosses. The strip then reaches on beside the lines
 * of a column that is longer than its neighbour.
 *
 * Pictures and tables are neighbours, too: a line of text beside one is a row,
 * and two of them side by side are as many rows as lines of text are as high.
 * So the columns of a slide are told by a title and a chart in each, and a
 * figure with its caption stands apart from the text that runs beside it.
 *
 * Two rows suffice where the type changes from row to row, but not over the
 * strip: each column has a head, then. In a form it is the other way round.
 */
#include "detect/gutter.h"

#include "detect/line.h"

#include <math.h>
#include <string.h>

#define MIN_WIDTH 0.7   /* em: narrower strips are rivers in justified text */
#define MIN_COMMON 0.4  /* of the narrower of two: gaps that share less are not one strip */
#define MIN_ROWS 3      /* rows of gaps: two can be chance */
#define PROSE_WIDTH 7.5 /* em: half of the lines beside a gutter are longer than this ... */
#define LIST_WIDTH 4    /* em: ... or this, where very many rows agree, as in an index */
#define LIST_ROWS 14
#define HEADED_ROWS 2    /* columns that have a head each, in larger or smaller type, ... */
#define HEADED_GAP 1.5   /* em: ... and much white between them, need no more */
#define SAME_SIZE 0.07   /* of the size: more is other type */
#define REACH_GAP 1.8    /* line heights to the next line of a longer column */
#define MIN_COLUMN 40    /* points: no column of text is narrower */
#define MAX_BREAK 9      /* em between two rows of gaps: beyond, another strip begins */
#define SEGMENT_GAP 1.2  /* em: wider gaps end the segment beside a gutter */
#define NOTE_SIZE 0.9    /* of the usual type: notes in the margin are smaller */
#define MIN_NOTES 2      /* lines */
#define MARGIN_SHARE 0.5 /* of the width of the text: wider is a column */
#define LINE_HEIGHT 1.2  /* of the size */
#define MAX_BLOCKS 60    /* more are parts of one picture, or a pattern */
#define MAX_SIZE 100     /* points */

typedef struct {
    Bbox bbox;          /* the white between two fragments */
    double em;          /* the larger size beside it */
    double left, right; /* widths of the segments beside it, em */
    double size;        /* of the type on both sides; 0 where it is not the same */
    double rows;        /* lines of text that it is high: more than one between two pictures */
    bool used;
} Gap;

static const Fragment *
fragment_at(const GArray *fragments, guint i)
{
    return &g_array_index(fragments, Fragment, i);
}

/* The nearest fragment to the right (or left) that shares the row, -1 for none. */
static gint
neighbour(const GArray *fragments, guint i, bool right)
{
    const Fragment *self = fragment_at(fragments, i);
    const double height = bbox_height(self->bbox);
    gint best = -1;
    double best_gap = INFINITY;

    for (gint step = -1; step <= 1; step += 2) {
        for (gint j = (gint)i + step; j >= 0 && j < (gint)fragments->len; j += step) {
            const Fragment *other = fragment_at(fragments, (guint)j);
            const double gap =
                right ? other->bbox.x0 - self->bbox.x1 : self->bbox.x0 - other->bbox.x1;

            if (fabs(other->baseline - self->baseline) > 2.5 * height)
                break;
            if (gap < -0.1 * self->size || gap >= best_gap ||
                bbox_overlap_y(self->bbox, other->bbox) <
                    0.3 * MIN(height, bbox_height(other->bbox)))
                continue;
            best = j;
            best_gap = gap;
        }
    }
    return best;
}

/* Width of the segment that ends (or begins) at the gap, in em of its size. */
static double
segment_width(const GArray *fragments, const gint *next, guint i, bool right)
{
    const Fragment *fragment = fragment_at(fragments, i);
    const double size = fragment->size;
    Bbox reach = fragment->bbox;

    for (gint j = next[i], steps = 0; j >= 0 && steps < 40; j = next[j], steps++) {
        const Bbox b = fragment_at(fragments, (guint)j)->bbox;
        const double gap = right ? b.x0 - reach.x1 : reach.x0 - b.x1;

        if (gap > SEGMENT_GAP * size)
            break;
        reach = bbox_union(reach, b);
    }
    return bbox_width(reach) / size;
}

/* The size that half of the type is at least, by its width. */
static double
usual_size(const GArray *fragments)
{
    g_autofree double *width = g_new0(double, MAX_SIZE + 1);
    double total = 0, sum = 0;
    guint size = MAX_SIZE;

    for (guint i = 0; i < fragments->len; i++) {
        const Fragment *fragment = fragment_at(fragments, i);

        width[(guint)CLAMP(lround(fragment->size), 0, MAX_SIZE)] += bbox_width(fragment->bbox);
        total += bbox_width(fragment->bbox);
    }
    for (; size > 0 && 2 * (sum + width[size]) < total; size--)
        sum += width[size];
    return size;
}

static gint
compare_lefts(gconstpointer a, gconstpointer b)
{
    const double p = ((const Bbox *)a)->x0, q = ((const Bbox *)b)->x0;

    return p < q ? -1 : p > q;
}

/* The picture or table nearest to @row, on the side asked for and not beyond @limit; -1 for none.
 */
static gint
block_beside(const GArray *blocks, Bbox row, double limit, bool right)
{
    gint best = -1;

    for (guint i = 0; blocks != NULL && i < blocks->len; i++) {
        const Bbox b = g_array_index(blocks, Bbox, i);
        const double gap = right ? b.x0 - row.x1 : row.x0 - b.x1;

        if (gap < 0 || gap >= limit ||
            bbox_overlap_y(b, row) < 0.5 * MIN(bbox_height(row), bbox_height(b)))
            continue;
        best = (gint)i;
        limit = gap;
    }
    return best;
}

/* The gaps between fragments that are neighbours. */
static void
add_text_gap(const GArray *fragments, const gint *lefts, const gint *rights, guint i, GArray *gaps)
{
    const Fragment *a = fragment_at(fragments, i);
    const Fragment *b = fragment_at(fragments, (guint)rights[i]);
    const double em = MAX(a->size, b->size);

    if (b->bbox.x0 - a->bbox.x1 < MIN_WIDTH * em || b->holder >= 0 ||
        (a->fixed > 0.8 && b->fixed > 0.8))
        return;
    const bool same = fabs(a->size - b->size) < SAME_SIZE * em;
    Gap gap = { .em = em, .size = same ? em : 0, .rows = 1 };
    gap.bbox =
        (Bbox){ a->bbox.x1, MIN(a->bbox.y0, b->bbox.y0), b->bbox.x0, MAX(a->bbox.y1, b->bbox.y1) };
    gap.left = segment_width(fragments, lefts, i, false);
    gap.right = segment_width(fragments, rights, (guint)rights[i], true);
    g_array_append_val(gaps, gap);
}

/* The gap between a fragment and the picture or table beside it. */
static void
add_block_gap(const GArray *fragments, const gint *next, guint i, Bbox block, bool right,
              GArray *gaps)
{
    const Fragment *fragment = fragment_at(fragments, i);
    const Bbox b = fragment->bbox;
    const double own = segment_width(fragments, next, i, !right), em = fragment->size;
    const double other = bbox_width(block) / em;
    const Gap gap = { .bbox = { right ? b.x1 : block.x1, b.y0, right ? block.x0 : b.x0, b.y1 },
                      .em = em,
                      .left = right ? own : other,
                      .right = right ? other : own,
                      .rows = 1 };

    if (bbox_width(gap.bbox) >= MIN_WIDTH * em)
        g_array_append_val(gaps, gap);
}

/* The widest strip of @white that nothing stands in, of its full height. Words that stand alone
 * between two pictures leave white on one side. */
static Bbox
widest_white(const GArray *fragments, const GArray *blocks, Bbox white)
{
    g_autoptr(GArray) edges = g_array_new(FALSE, FALSE, sizeof(Bbox));
    double from = white.x0;
    Bbox widest = { white.x0, white.y0, white.x0, white.y1 };

    for (guint i = 0; i < fragments->len + blocks->len; i++) {
        const Bbox b = i < fragments->len ? fragment_at(fragments, i)->bbox
                                          : g_array_index(blocks, Bbox, i - fragments->len);
        const Bbox shared = bbox_intersect(b, white);

        if (!bbox_is_empty(shared))
            g_array_append_val(edges, shared);
    }
    g_array_sort(edges, compare_lefts);
    for (guint i = 0; i <= edges->len; i++) {
        const double to = i < edges->len ? g_array_index(edges, Bbox, i).x0 : white.x1;

        if (to - from > bbox_width(widest))
            widest = (Bbox){ from, white.y0, to, white.y1 };
        if (i < edges->len)
            from = MAX(from, g_array_index(edges, Bbox, i).x1);
    }
    return widest;
}

/* The gaps between pictures and tables that stand side by side. */
static void
add_block_pairs(const GArray *fragments, const GArray *blocks, double em, GArray *gaps)
{
    if (blocks == NULL || blocks->len > MAX_BLOCKS)
        return;
    for (guint i = 0; i < blocks->len; i++) {
        for (guint j = 0; j < blocks->len; j++) {
            const Bbox a = g_array_index(blocks, Bbox, i), b = g_array_index(blocks, Bbox, j);
            const Bbox white = { a.x1, MAX(a.y0, b.y0), b.x0, MIN(a.y1, b.y1) };
            Gap gap = { .em = em,
                        .left = bbox_width(a) / em,
                        .right = bbox_width(b) / em,
                        .rows = (white.y1 - white.y0) / (LINE_HEIGHT * em) };

            if (white.x1 - white.x0 < MIN_WIDTH * em || gap.rows < 1)
                continue;
            gap.bbox = widest_white(fragments, blocks, white);
            if (bbox_width(gap.bbox) >= MIN_WIDTH * em)
                g_array_append_val(gaps, gap);
        }
    }
}

static GArray *
gaps_of(const GArray *fragments, const GArray *blocks)
{
    GArray *gaps = g_array_new(FALSE, TRUE, sizeof(Gap));
    g_autofree gint *rights = g_new(gint, fragments->len + 1);
    g_autofree gint *lefts = g_new(gint, fragments->len + 1);

    for (guint i = 0; i < fragments->len; i++) {
        rights[i] = neighbour(fragments, i, true);
        lefts[i] = neighbour(fragments, i, false);
    }
    for (guint i = 0; i < fragments->len; i++) {
        const Fragment *self = fragment_at(fragments, i);
        const Bbox b = self->bbox;

        if (self->holder >= 0)
            continue;
        for (guint side = 0; side < 2; side++) {
            const bool right = side == 1;
            const gint next = right ? rights[i] : lefts[i];
            const Bbox other = next >= 0 ? fragment_at(fragments, (guint)next)->bbox : b;
            const double limit = next < 0 ? INFINITY : right ? other.x0 - b.x1 : b.x0 - other.x1;
            const gint block = block_beside(blocks, b, limit, right);

            if (block >= 0)
                add_block_gap(fragments, right ? lefts : rights, i,
                              g_array_index(blocks, Bbox, block), right, gaps);
            else if (right && next >= 0)
                add_text_gap(fragments, lefts, rights, i, gaps);
        }
    }
    add_block_pairs(fragments, blocks, MAX(1, usual_size(fragments)), gaps);
    return gaps;
}

/* The first fragment whose baseline is not above @y; fragments are by baseline. */
static guint
first_below(const GArray *fragments, double y)
{
    guint low = 0, high = fragments->len;

    while (low < high) {
        const guint mid = low + (high - low) / 2;

        if (fragment_at(fragments, mid)->baseline < y)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/* Does anything lie across the strip between @from and @to? */
static bool
is_crossed(const GArray *fragments, const GArray *blocks, Bbox strip, double from, double to)
{
    for (guint i = first_below(fragments, from); i < fragments->len; i++) {
        const Fragment *fragment = fragment_at(fragments, i);
        const Bbox b = fragment->bbox;

        if (fragment->baseline > to + 2 * fragment->size)
            break;
        if (bbox_mid_y(b) > from && bbox_mid_y(b) < to && b.x0 < strip.x1 - 0.5 &&
            b.x1 > strip.x0 + 0.5)
            return true;
    }
    for (guint i = 0; blocks != NULL && i < blocks->len; i++) {
        const Bbox b = g_array_index(blocks, Bbox, i);

        if (span_overlap(b.y0, b.y1, from, to) > 0 && b.x0 < strip.x1 - 0.5 &&
            b.x1 > strip.x0 + 0.5)
            return true;
    }
    return false;
}

static gint
compare_double(gconstpointer a, gconstpointer b)
{
    const double p = *(const double *)a, q = *(const double *)b;

    return p < q ? -1 : p > q;
}

static double
median(GArray *values)
{
    if (values->len == 0)
        return 0;
    g_array_sort(values, compare_double);
    return g_array_index(values, double, values->len / 2);
}

/* The strip runs along the whole of the pictures and tables that it passes. */
static void
run_along_blocks(Bbox *strip, const GArray *fragments, const GArray *blocks, double em)
{
    for (guint i = 0; blocks != NULL && i < blocks->len; i++) {
        const Bbox b = g_array_index(blocks, Bbox, i);
        const double aside = MAX(strip->x0 - b.x1, b.x0 - strip->x1);

        if (aside < -0.5 || aside > em || bbox_overlap_y(*strip, b) <= 0)
            continue;
        if (b.y0 < strip->y0 && !is_crossed(fragments, blocks, *strip, b.y0, strip->y0))
            strip->y0 = b.y0;
        if (b.y1 > strip->y1 && !is_crossed(fragments, blocks, *strip, strip->y1, b.y1))
            strip->y1 = b.y1;
    }
}

/* Lines beside the strip that follow each other closely carry it on, downwards ... */
static void
reach_down(Bbox *strip, const GArray *fragments, const GArray *blocks)
{
    for (guint i = first_below(fragments, strip->y1); i < fragments->len; i++) {
        const Bbox b = fragment_at(fragments, i)->bbox;

        if (b.y0 > strip->y1 + (REACH_GAP - 1) * bbox_height(b))
            break;
        if (is_crossed(fragments, blocks, *strip, strip->y1 - 1, b.y1))
            break;
        strip->y1 = MAX(strip->y1, b.y1);
    }
}

/* ... and upwards. */
static void
reach_up(Bbox *strip, const GArray *fragments, const GArray *blocks)
{
    for (guint i = first_below(fragments, strip->y0); i-- > 0;) {
        const Bbox b = fragment_at(fragments, i)->bbox;

        if (b.y1 < strip->y0 - (REACH_GAP - 1) * bbox_height(b))
            break;
        if (is_crossed(fragments, blocks, *strip, b.y0, strip->y0 + 1))
            break;
        strip->y0 = MIN(strip->y0, b.y0);
    }
}

/* Grows a strip from gap @seed and marks the gaps that it takes; accepts it as a gutter? */
static bool
grow(GArray *gaps, guint seed, const GArray *fragments, const GArray *blocks, Bbox *found)
{
    Gap *first = &g_array_index(gaps, Gap, seed);
    Bbox strip = first->bbox;
    g_autoptr(GArray) left = g_array_new(FALSE, FALSE, sizeof(double));
    g_autoptr(GArray) right = g_array_new(FALSE, FALSE, sizeof(double));
    double em = first->em, rows = first->rows;
    double least = first->size; /* of the rows, which are of one size each */
    double largest = least;
    Bbox last = strip;

    g_array_append_val(left, first->left);
    g_array_append_val(right, first->right);
    first->used = true;
    for (guint i = seed + 1; i < gaps->len; i++) {
        Gap *gap = &g_array_index(gaps, Gap, i);
        Bbox both = { MAX(strip.x0, gap->bbox.x0), strip.y0, MIN(strip.x1, gap->bbox.x1),
                      MAX(strip.y1, gap->bbox.y1) };

        if (gap->bbox.y0 > strip.y1 + (gap->rows > 1 ? 2 : 1) * MAX_BREAK * em)
            break;
        if (both.x1 - both.x0 < MIN_WIDTH * MAX(em, gap->em) ||
            both.x1 - both.x0 < MIN_COMMON * MIN(bbox_width(strip), bbox_width(gap->bbox)))
            continue;
        if (is_crossed(fragments, blocks, both, bbox_mid_y(last), bbox_mid_y(gap->bbox)))
            break;
        last = gap->bbox;
        strip = both;
        em = MAX(em, gap->em);
        gap->used = true;
        rows += gap->rows;
        least = MIN(least, gap->size);
        largest = MAX(largest, gap->size);
        g_array_append_val(left, gap->left);
        g_array_append_val(right, gap->right);
    }

    const double narrow = MIN(median(left), median(right));
    const bool headed = rows >= HEADED_ROWS && least > 0 && largest - least > SAME_SIZE * largest &&
                        bbox_width(strip) >= HEADED_GAP * em;
    if (!(rows >= MIN_ROWS && narrow >= PROSE_WIDTH) &&
        !((rows >= LIST_ROWS || headed) && narrow >= LIST_WIDTH))
        return false;
    reach_up(&strip, fragments, blocks); /* first: a heading right over a picture is over both */
    run_along_blocks(&strip, fragments, blocks, em);
    reach_down(&strip, fragments, blocks);
    *found = strip;
    return true;
}

static gint
compare_gap_tops(gconstpointer a, gconstpointer b)
{
    const Bbox p = ((const Gap *)a)->bbox, q = ((const Gap *)b)->bbox;

    if (p.y0 != q.y0)
        return p.y0 < q.y0 ? -1 : 1;
    return p.x0 < q.x0 ? -1 : p.x0 > q.x0;
}

gint
gutter_compare(gconstpointer a, gconstpointer b)
{
    const Bbox p = ((const Gutter *)a)->bbox, q = ((const Gutter *)b)->bbox;

    if (p.x0 != q.x0)
        return p.x0 < q.x0 ? -1 : 1;
    return p.y0 < q.y0 ? -1 : p.y0 > q.y0;
}

/* Two strips with next to nothing between them are one gutter, seen beside the marks of notes
 * or the numbers of a list: the taller one is it. */
static void
drop_twins(GArray *gutters)
{
    for (guint i = 0; i < gutters->len; i++) {
        for (guint j = gutters->len; j-- > i + 1;) {
            const Bbox a = g_array_index(gutters, Gutter, i).bbox;
            const Bbox b = g_array_index(gutters, Gutter, j).bbox;
            const double shared = bbox_overlap_y(a, b);

            if (shared < 0.5 * MIN(bbox_height(a), bbox_height(b)) || b.x0 - a.x1 > MIN_COLUMN)
                continue;
            if (bbox_height(b) > bbox_height(a))
                g_array_index(gutters, Gutter, i).bbox = b;
            g_array_remove_index(gutters, j);
        }
    }
}

/* Notes in the margin: smaller type, all of it to the right of all other type. The white strip
 * before them reaches over the whole page, however few they are. */
static bool
find_margin(const GArray *fragments, const GArray *blocks, Bbox *strip)
{
    const double usual = usual_size(fragments);
    double left = INFINITY, text = -INFINITY, notes = INFINITY, right = -INFINITY;
    guint n_notes = 0;

    *strip = (Bbox){ 0, INFINITY, 0, -INFINITY };
    for (guint i = 0; i < fragments->len; i++) {
        const Fragment *fragment = fragment_at(fragments, i);

        left = MIN(left, fragment->bbox.x0);
        strip->y0 = MIN(strip->y0, fragment->bbox.y0);
        strip->y1 = MAX(strip->y1, fragment->bbox.y1);
        if (fragment->size >= NOTE_SIZE * usual)
            text = MAX(text, fragment->bbox.x1);
    }
    for (guint i = 0; i < fragments->len; i++) {
        const Bbox b = fragment_at(fragments, i)->bbox;

        if (b.x0 <= text)
            continue;
        notes = MIN(notes, b.x0);
        right = MAX(right, b.x1);
        n_notes++;
    }
    strip->x0 = text;
    strip->x1 = notes;
    return n_notes >= MIN_NOTES && notes - text >= MIN_WIDTH * usual &&
           right - notes < MARGIN_SHARE * (text - left) &&
           !is_crossed(fragments, blocks, *strip, strip->y0, strip->y1);
}

GArray *
gutter_find(const GArray *fragments, const GArray *blocks)
{
    GArray *gutters = g_array_new(FALSE, TRUE, sizeof(Gutter));
    g_autoptr(GArray) gaps = gaps_of(fragments, blocks);

    g_array_sort(gaps, compare_gap_tops);
    for (guint i = 0; i < gaps->len; i++) {
        Gutter gutter;

        if (!g_array_index(gaps, Gap, i).used && grow(gaps, i, fragments, blocks, &gutter.bbox))
            g_array_append_val(gutters, gutter);
    }
    Gutter margin;
    if (find_margin(fragments, blocks, &margin.bbox))
        g_array_append_val(gutters, margin);
    g_array_sort(gutters, gutter_compare);
    drop_twins(gutters);
    return gutters;
}
