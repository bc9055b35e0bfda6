/* detect/alley.c - the columns of a table: white that runs down between its pieces
 *
 * Each strip with enough pieces votes, for every half point of the width:
 *
 *     Income tax      1,040    960      ink    a word stands here
 *     Other taxes     1,120  1,280      open   white between two pieces
 *     All           -----o---oo----     soft   a space inside a piece
 *
 * White is a alley where, of the strips that have something on both sides,
 * nearly all are open. A single soft space is no objection (columns of a
 * typewriter come as close as words do), but where most strips are soft it
 * is only the space between two words that happen to be of one length.
 *
 * What stands wholly in a alley, in few strips, is a column of its own if
 * it keeps its distance from both sides; and a column of nothing but "$" or
 * "%" belongs to its neighbour.
 */
#include "detect/alley.h"

#include "detect/flush.h"

#include <math.h>
#include <string.h>

#define BIN 0.5 /* points */
#define MAX_BINS 20000

/* Of the strips with something on both sides: how many must be open, how many may have
 * ink. A wrongly spaced line or an overflowing label in twelve is usual. */
#define OPEN_SHARE 0.66
#define INK_SHARE 0.09

/* Of an em: labels this far apart are of two columns. */
#define COLUMN_WHITE 1.0

/* A ruling is a separator when it runs along this share of the height. */
#define RULED_SHARE 0.6

typedef struct {
    guint ink, soft, open;
} Votes;

typedef struct {
    double x0, x1;
    double mid;  /* of its clearest part */
    double open; /* share */
} Gap;

static guint
bin_of(double x, double x0, guint n)
{
    const double at = (x - x0) / BIN;

    return at <= 0 ? 0 : at >= n ? n : (guint)at;
}

static gint
compare_guints(gconstpointer a, gconstpointer b)
{
    const guint x = *(const guint *)a, y = *(const guint *)b;

    return x < y ? -1 : x > y;
}

/* Strips with fewer pieces than this say nothing on columns: sections, spanning labels. */
static guint
pieces_to_vote(const Strips *strips, guint first, guint end)
{
    g_autoptr(GArray) counts = g_array_new(FALSE, FALSE, sizeof(guint));

    for (guint s = first; s < end; s++)
        if (strip_at(strips, s)->n > 1)
            g_array_append_val(counts, strip_at(strips, s)->n);
    if (counts->len == 0)
        return 2;
    g_array_sort(counts, compare_guints);
    return MAX(2, (g_array_index(counts, guint, counts->len * 3 / 4) + 1) / 2);
}

static void
vote_between(Votes *votes, guint n, double x0, const Piece *a, const Piece *b)
{
    for (guint i = bin_of(a->bbox.x1, x0, n); i < bin_of(b->bbox.x0, x0, n); i++)
        votes[i].open++;
}

static void
vote_inside(const Strips *strips, Votes *votes, guint n, double x0, const Piece *piece)
{
    for (guint k = 0; k < piece->n; k++) {
        const Bbox box = strip_word(strips, piece, k)->bbox;

        for (guint i = bin_of(box.x0, x0, n); i < bin_of(box.x1, x0, n); i++)
            votes[i].ink++;
        if (k > 0) {
            const Bbox left = strip_word(strips, piece, k - 1)->bbox;
            for (guint i = bin_of(left.x1, x0, n); i < bin_of(box.x0, x0, n); i++)
                votes[i].soft++;
        }
    }
}

static guint
vote(const Strips *strips, guint first, guint end, Votes *votes, guint n, double x0)
{
    const guint least = pieces_to_vote(strips, first, end);
    guint voters = 0;

    for (guint s = first; s < end; s++) {
        const Strip *strip = strip_at(strips, s);

        if (strip->n < least)
            continue;
        voters++;
        for (guint k = 0; k < strip->n; k++) {
            const Piece *piece = strip_piece(strips, strip->first + k);

            vote_inside(strips, votes, n, x0, piece);
            if (k > 0)
                vote_between(votes, n, x0, piece - 1, piece);
        }
    }
    return voters;
}

static double
open_share(const Votes *v)
{
    const guint all = v->ink + v->soft + v->open;

    return all > 0 ? (double)v->open / all : 0;
}

/* The longest part of bins [@from, @to) that has the least ink: a long label that reaches into
 * the white shall not be cut. */
static void
narrow(const Votes *votes, guint from, guint to, guint *best0, guint *best1)
{
    guint least = G_MAXUINT, length = 0;

    for (guint i = from; i < to;) {
        guint k = i;

        while (k < to && votes[k].ink + votes[k].soft == votes[i].ink + votes[i].soft)
            k++;
        const guint ink = votes[i].ink + votes[i].soft;
        if (ink < least || (ink == least && k - i > length)) {
            least = ink;
            length = k - i;
            *best0 = i;
            *best1 = k;
        }
        i = k;
    }
}

static GArray *
gaps_of(const Votes *votes, guint n, double x0, guint voters)
{
    GArray *gaps = g_array_new(FALSE, FALSE, sizeof(Gap));
    /* One open strip of many is a stray: its neighbours then belong to one column. */
    const guint least_open = voters >= 8 ? 2 : 1;

    for (guint i = 0; i < n;) {
        Gap gap = { .x0 = x0 + i * BIN };
        guint most = 0;
        guint k = i;

        for (; k < n; k++) {
            const double all = votes[k].ink + votes[k].soft + votes[k].open;
            if (all == 0 || open_share(&votes[k]) < OPEN_SHARE || votes[k].ink > INK_SHARE * all)
                break;
            gap.open = MAX(gap.open, open_share(&votes[k]));
            most = MAX(most, votes[k].open);
        }
        gap.x1 = x0 + k * BIN;
        if (k > i && most >= least_open && gap.x1 - gap.x0 >= 1.0) {
            guint best0 = i, best1 = k;
            narrow(votes, i, k, &best0, &best1);
            gap.mid = x0 + (best0 + best1) * BIN / 2;
            g_array_append_val(gaps, gap);
        }
        i = MAX(k, i + 1);
    }
    return gaps;
}

/* Removes gaps that only the last words of long labels stand behind, and those that are
 * nowhere wider than the spaces of a line:
 *
 *     sold all of them        61    no piece begins between the first two gaps,
 *     sold some of the assets 53    so that there is no column there
 */
static void
drop_unbegun(const Strips *strips, guint first, guint end, GArray *gaps)
{
    for (guint g = gaps->len; g-- > 0;) {
        const Gap *gap = &g_array_index(gaps, Gap, g);
        const double right = g + 1 < gaps->len ? gap[1].mid : G_MAXDOUBLE;
        guint begun = 0, crossed = 0, data = 0;
        double widest = 0;

        for (guint s = first; s < end; s++)
            for (guint k = 0; k < strip_at(strips, s)->n; k++) {
                const Piece *piece = strip_piece(strips, strip_at(strips, s)->first + k);
                const Bbox box = piece->bbox;
                if (k > 0 && piece[-1].bbox.x1 <= gap->mid && box.x0 >= gap->mid) {
                    widest = MAX(widest, box.x0 - piece[-1].bbox.x1);
                    data += piece->data;
                }
                begun += box.x0 >= gap->mid && box.x0 < right && box.x1 <= right;
                crossed += box.x0 < gap->mid && box.x1 > gap->mid && box.x1 < right;
            }
        /* Spaces about code or formulas within a line are wide, too, and line up by chance. */
        if (crossed > begun || (widest < 0.95 * strips->em && data == 0))
            g_array_remove_index(gaps, g);
    }
}

/* Length of [from, to] that upright rulings near @at cover. */
static double
ruled_length(const Strips *strips, double at, double from, double to)
{
    double sum = 0;

    for (guint i = 0; i < strips->rulings->len; i++) {
        const Ruling *r = &g_array_index(strips->rulings, Ruling, i);

        if (r->axis == AXIS_V && fabs(r->at - at) < 1.5)
            sum += MAX(0, span_overlap(r->from, r->to, from, to));
    }
    return sum;
}

static gint
compare_gaps(gconstpointer a, gconstpointer b)
{
    const double x = ((const Gap *)a)->x0, y = ((const Gap *)b)->x0;

    return x < y ? -1 : x > y;
}

/* Separators drawn along most of the strips: added, or put in the place of the gap they lie in. */
static void
add_ruled(const Strips *strips, guint first, guint end, Bbox region, GArray *gaps)
{
    const double from = strip_at(strips, first)->bbox.y0, to = strip_at(strips, end - 1)->bbox.y1;
    g_autoptr(GArray) drawn = g_array_new(FALSE, FALSE, sizeof(double));

    for (guint i = 0; i < strips->rulings->len; i++) {
        const Ruling *r = &g_array_index(strips->rulings, Ruling, i);
        bool known = false;

        if (r->axis != AXIS_V || r->at < region.x0 + 3 || r->at > region.x1 - 3 ||
            ruled_length(strips, r->at, from, to) < RULED_SHARE * (to - from))
            continue;
        for (guint k = 0; k < drawn->len; k++)
            known = known || fabs(g_array_index(drawn, double, k) - r->at) < 3;
        if (known)
            continue;
        g_array_append_val(drawn, r->at);
        for (guint k = gaps->len; k-- > 0;) {
            const Gap *gap = &g_array_index(gaps, Gap, k);
            if (gap->x0 < r->at + 2 && gap->x1 > r->at - 2)
                g_array_remove_index(gaps, k);
        }
        const Gap ruled = { r->at - 0.25, r->at + 0.25, r->at, 1 };
        g_array_append_val(gaps, ruled);
    }
    g_array_sort(gaps, compare_gaps);
}

/* A run of pieces that no column has yet, all within one gap. */
typedef struct {
    double x0, x1;
    guint n;
    guint gap;
    bool data;
} Orphan;

static bool
keeps_distance(const Strips *strips, const Strip *strip, guint k)
{
    const Piece *piece = strip_piece(strips, strip->first + k);
    const double em = strips->em;

    return (k == 0 || piece->bbox.x0 - piece[-1].bbox.x1 > 0.8 * em) &&
           (k + 1 == strip->n || piece[1].bbox.x0 - piece->bbox.x1 > 0.8 * em);
}

/* Splits gaps in which a column of few entries stands. */
static void
add_sparse(const Strips *strips, guint first, guint end, GArray *gaps)
{
    g_autoptr(GArray) orphans = g_array_new(FALSE, TRUE, sizeof(Orphan));

    g_array_set_size(orphans, gaps->len);
    for (guint s = first; s < end; s++) {
        const Strip *strip = strip_at(strips, s);

        for (guint k = 0; k < strip->n; k++) {
            const Piece *piece = strip_piece(strips, strip->first + k);

            for (guint g = 0; g < gaps->len; g++) {
                const Gap *gap = &g_array_index(gaps, Gap, g);
                Orphan *orphan = &g_array_index(orphans, Orphan, g);

                if (piece->bbox.x0 < gap->x0 || piece->bbox.x1 > gap->x1 ||
                    !keeps_distance(strips, strip, k))
                    continue;
                if (g == 0 && k == 0)
                    continue; /* a label set to the right: "Total" */
                orphan->x0 = orphan->n == 0 ? piece->bbox.x0 : MIN(orphan->x0, piece->bbox.x0);
                orphan->x1 = orphan->n == 0 ? piece->bbox.x1 : MAX(orphan->x1, piece->bbox.x1);
                orphan->n++;
            }
        }
    }
    for (guint g = gaps->len; g-- > 0;) {
        const Orphan *orphan = &g_array_index(orphans, Orphan, g);
        Gap *gap = &g_array_index(gaps, Gap, g);

        if (orphan->n == 0 || orphan->x0 - gap->x0 < 0.5 || gap->x1 - orphan->x1 < 0.5)
            continue;
        const Gap right = { orphan->x1, gap->x1, (orphan->x1 + gap->x1) / 2, gap->open };
        gap->x1 = orphan->x0;
        gap->mid = (gap->x0 + gap->x1) / 2;
        g_array_insert_val(gaps, g + 1, right);
    }
}

guint
alley_column(const Alleys *alleys, double x)
{
    const guint n = alley_n_cols(alleys);
    guint col = 0;

    while (col + 1 < n && x > g_array_index(alleys->xs, double, col + 1))
        col++;
    return col;
}

/* A minus sign set off from its number: close before one. A dash that stands for no value keeps
 * the distance of columns. */
static bool
is_minus(const Word *word, const Word *next, double em)
{
    static const char *const signs[] = { "-", "–", "−", NULL };

    return next != NULL && g_strv_contains(signs, word->text) &&
           next->bbox.x0 - word->bbox.x1 < em && next->bbox.x0 > word->bbox.x0 &&
           strpbrk(next->text, "0123456789") != NULL;
}

/* What stands in a column, counted in words. */
typedef struct {
    guint words, before, after; /* all; units that belong to the number after them, before them */
} Units;

static void
count_units(const Strips *strips, const Strip *strip, const Alleys *alleys, guint col, Units *units)
{
    static const char *const before[] = { "$", "€", "£", "¥", "US$", "(", NULL };
    static const char *const after[] = { "%", ")", "*", "**", "***", NULL };

    for (guint k = 0; k < strip->n; k++) {
        const Piece *piece = strip_piece(strips, strip->first + k);

        for (guint w = 0; w < piece->n; w++) {
            const Word *word = strip_word(strips, piece, w);
            const Word *next = w + 1 < piece->n   ? strip_word(strips, piece, w + 1)
                               : k + 1 < strip->n ? strip_word(strips, piece + 1, 0)
                                                  : NULL;

            if (alley_column(alleys, bbox_mid_x(word->bbox)) != col)
                continue;
            units->words++;
            units->before +=
                g_strv_contains(before, word->text) || is_minus(word, next, strips->em);
            units->after += g_strv_contains(after, word->text);
        }
    }
}

/* Removes separators that cut a unit off its numbers. */
static void
join_units(const Strips *strips, guint first, guint end, Alleys *alleys)
{
    for (guint col = alley_n_cols(alleys); col-- > 0;) {
        Units units = { 0 };

        for (guint s = first; s < end; s++)
            count_units(strips, strip_at(strips, s), alleys, col, &units);
        if (units.words > 0 && units.words == units.before && col + 1 < alley_n_cols(alleys))
            g_array_remove_index(alleys->xs, col + 1);
        else if (units.words > 0 && units.words == units.after && col > 0)
            g_array_remove_index(alleys->xs, col);
    }
}

/* Removes columns in which nothing stands, as between the two sides of a tint. */
static void
drop_empty(const Strips *strips, guint end, Alleys *alleys)
{
    g_autofree bool *used = g_new0(bool, alley_n_cols(alleys));

    for (guint s = 0; s < end; s++)
        for (guint k = 0; k < strip_at(strips, s)->n; k++) {
            const Bbox box = strip_piece(strips, strip_at(strips, s)->first + k)->bbox;
            const guint last = alley_column(alleys, box.x1);

            /* The end of a label that reaches over does not count. */
            for (guint col = alley_column(alleys, box.x0); col <= last; col++)
                used[col] |= span_overlap(box.x0, box.x1, g_array_index(alleys->xs, double, col),
                                          g_array_index(alleys->xs, double, col + 1)) >
                             0.3 * bbox_width(box);
        }
    for (guint col = alley_n_cols(alleys); col-- > 0 && alley_n_cols(alleys) > 1;)
        if (!used[col])
            g_array_remove_index(alleys->xs, col > 0 ? col : 1);
}

/* Where the pieces of one column, and of no other, begin and end. */
static void
measure(const Strips *strips, guint first, guint end, Alleys *alleys)
{
    const guint n = alley_n_cols(alleys);

    g_array_set_size(alleys->inner, 2 * n);
    for (guint c = 0; c < n; c++) {
        g_array_index(alleys->inner, double, 2 * c) = G_MAXDOUBLE;
        g_array_index(alleys->inner, double, 2 * c + 1) = -G_MAXDOUBLE;
    }
    for (guint s = first; s < end; s++)
        for (guint k = 0; k < strip_at(strips, s)->n; k++) {
            const Bbox box = strip_piece(strips, strip_at(strips, s)->first + k)->bbox;
            const guint c = alley_column(alleys, box.x0 + 0.5);

            if (alley_column(alleys, box.x1 - 0.5) != c)
                continue;
            double *inner = &g_array_index(alleys->inner, double, 2 * c);
            inner[0] = MIN(inner[0], box.x0);
            inner[1] = MAX(inner[1], box.x1);
        }
    for (guint c = 0; c < n; c++) {
        double *inner = &g_array_index(alleys->inner, double, 2 * c);
        if (inner[0] > inner[1]) {
            inner[0] = g_array_index(alleys->xs, double, c);
            inner[1] = g_array_index(alleys->xs, double, c + 1);
        }
    }
}

/* Adds a column that has a label and nothing below it: where two labels of the last line of
 * the header stand over one column, with white that no row crosses between them. */
static void
add_unfilled(const Strips *strips, guint first, guint end, Alleys *alleys)
{
    const Strip *labels = strip_at(strips, first - 1);

    if (labels->n <= alley_n_cols(alleys))
        return;
    for (guint k = 1; k < labels->n; k++) {
        const Piece *piece = strip_piece(strips, labels->first + k);
        const double x0 = piece[-1].bbox.x1, x1 = piece->bbox.x0;
        const guint col = alley_column(alleys, bbox_mid_x(piece->bbox));
        double low = x0, high = x1;

        if (x1 - x0 < COLUMN_WHITE * strips->em ||
            col != alley_column(alleys, bbox_mid_x(piece[-1].bbox)))
            continue;
        for (guint i = strip_at(strips, first)->first;
             i < strip_at(strips, end - 1)->first + strip_at(strips, end - 1)->n; i++) {
            const Bbox box = strip_piece(strips, i)->bbox;
            if (box.x1 < x1 && box.x1 > low && box.x0 < x0)
                low = box.x1;
            if (box.x0 > x0 && box.x0 < high && box.x1 > x1)
                high = box.x0;
            if ((box.x0 <= x0 && box.x1 >= x1) || (box.x0 > x0 && box.x1 < x1))
                high = low;
        }
        const double at = (low + high) / 2;
        if (high - low > 2)
            g_array_insert_val(alleys->xs, col + 1, at);
    }
}

/* Adds the white between columns that stand close, where no gap is yet. */
static void
add_flush(const Strips *strips, guint first, guint end, GArray *gaps)
{
    g_autoptr(GArray) found = flush_find(strips, first, end);

    for (guint i = 0; i < found->len; i++) {
        const Flush *flush = &g_array_index(found, Flush, i);
        bool known = false;

        for (guint k = 0; k < gaps->len; k++) {
            const Gap *gap = &g_array_index(gaps, Gap, k);
            known = known || (gap->x0 < flush->x1 && gap->x1 > flush->x0);
        }
        const Gap gap = { flush->x0, flush->x1, (flush->x0 + flush->x1) / 2, 1 };
        if (!known)
            g_array_append_val(gaps, gap);
    }
    g_array_sort(gaps, compare_gaps);
}

static void
separate(Alleys *alleys, const GArray *gaps, Bbox region)
{
    double support = 0;

    g_array_append_val(alleys->xs, region.x0);
    for (guint g = 0; g < gaps->len; g++) {
        const Gap *gap = &g_array_index(gaps, Gap, g);
        const double x = gap->mid;

        support += gap->open;
        if (x > region.x0 && x < region.x1)
            g_array_append_val(alleys->xs, x);
    }
    g_array_append_val(alleys->xs, region.x1);
    alleys->support = gaps->len > 0 ? support / gaps->len : 0;
}

Alleys *
alley_find(const Strips *strips, guint first, guint end, Bbox region, const GArray *forced)
{
    Alleys *alleys = g_new0(Alleys, 1);

    alleys->xs = g_array_new(FALSE, FALSE, sizeof(double));
    alleys->inner = g_array_new(FALSE, FALSE, sizeof(double));
    g_autoptr(GArray) gaps = g_array_new(FALSE, FALSE, sizeof(Gap));
    const double bins = ceil(bbox_width(region) / BIN);
    if (forced != NULL) {
        for (guint i = 0; i < forced->len; i++) {
            const double x = g_array_index(forced, double, i);
            const Gap gap = { x, x, x, 1 };
            g_array_append_val(gaps, gap);
        }
        g_array_sort(gaps, compare_gaps);
    } else if (end > first && bins >= 1 && bins <= MAX_BINS) {
        g_autofree Votes *votes = g_new0(Votes, (gsize)bins);
        const guint voters = vote(strips, first, end, votes, (guint)bins, region.x0);

        g_array_unref(g_steal_pointer(&gaps));
        gaps = gaps_of(votes, (guint)bins, region.x0, voters);
        drop_unbegun(strips, first, end, gaps);
        add_flush(strips, first, end, gaps);
        add_sparse(strips, first, end, gaps);
        add_ruled(strips, first, end, region, gaps);
    }
    separate(alleys, gaps, region);
    if (forced == NULL && end > first) {
        join_units(strips, first, end, alleys);
        if (first > 0)
            add_unfilled(strips, first, end, alleys);
        drop_empty(strips, end, alleys);
    }
    measure(strips, first, end, alleys);
    return alleys;
}

void
alley_free(Alleys *alleys)
{
    if (alleys == NULL)
        return;
    g_array_unref(alleys->xs);
    g_array_unref(alleys->inner);
    g_free(alleys);
}
