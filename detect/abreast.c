/* detect/abreast.c - tables that stand side by side, without a rule between them
 *
 * White that runs through all lines is between columns as often as between tables, and no width
 * tells one from the other. Two things do, where there are rows with figures at both sides:
 *
 *     Table 1. Ships     Table 2. Catch      two captions on one line, each of them flush
 *     Arnsay       7     1996      2,667     with the lines at its side or centred over them
 *     Corran      12     1997      2,746
 *
 *     Arnsay       7     Year      Catch
 *     Bellholm     9     1996      2,667     rows that are not level: one table has its rows on
 *     Corran      12     1997      2,746     the same lines all over its width
 *     Dunmore      3
 *
 * Only lines in pieces are asked, as labels that wrap have lines between the rows. Of two tables
 * one may have no figures if the one has rows above or below all of the other. Halves of a table
 * that are set side by side to save room are level, and stay together.
 */
#include "detect/abreast.h"

#include "detect/gutter.h"
#include "detect/region.h"

#include <math.h>

/* Of an em. */
#define MIN_WHITE 1.0   /* between tables: as wide as what parts a row at least */
#define REACH_WHITE 0.5 /* beside captions and notes, which may stand out */
#define REACH_STEP 2.9  /* from line to line of them */
#define LEVEL 0.2       /* between baselines of one row; smaller type is centred on larger */
#define SAME_PLACE 1.0  /* of a caption and its table */

#define MIN_ROWS 3      /* with figures, on each side */
#define MIN_BEYOND 2    /* of them above or below the other side */
#define MIN_HEADED 2    /* below a caption each */
#define CAPTION_LINES 4 /* with captions in the last or first of them: they may wrap */

/* The rows on one side of the white. */
typedef struct {
    Bbox bbox;
    GArray *baselines; /* double: of the lines in pieces, top to bottom */
    guint data;        /* of them have figures behind the first piece */
} Side;

static void
side_clear(Side *side)
{
    g_clear_pointer(&side->baselines, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Side, side_clear)

static gint
compare_lefts(gconstpointer a, gconstpointer b)
{
    const double x = ((const Bbox *)a)->x0, y = ((const Bbox *)b)->x0;

    return x < y ? -1 : x > y;
}

/* Columns between white that runs through all strips. (transfer full) Bbox, left to right */
static GArray *
columns_of(const Strips *strips, guint s, guint end)
{
    GArray *columns = g_array_new(FALSE, FALSE, sizeof(Bbox));
    g_autoptr(GArray) boxes = g_array_new(FALSE, FALSE, sizeof(Bbox));

    for (guint i = s; i < end; i++)
        for (guint k = 0; k < strip_at(strips, i)->n; k++)
            g_array_append_val(boxes, strip_piece(strips, strip_at(strips, i)->first + k)->bbox);
    g_array_sort(boxes, compare_lefts);
    for (guint i = 0; i < boxes->len; i++) {
        const Bbox box = g_array_index(boxes, Bbox, i);
        Bbox *last = columns->len > 0 ? &g_array_index(columns, Bbox, columns->len - 1) : NULL;

        if (last != NULL && box.x0 - last->x1 < MIN_WHITE * strips->em)
            *last = bbox_union(*last, box);
        else
            g_array_append_val(columns, box);
    }
    return columns;
}

/* What the strips have between @x0 and @x1. */
static Side
side_of(const Strips *strips, guint s, guint end, double x0, double x1)
{
    Side side = { BBOX_EMPTY, g_array_new(FALSE, FALSE, sizeof(double)), 0 };

    for (guint i = s; i < end; i++) {
        const Strip *strip = strip_at(strips, i);
        guint n = 0, data = 0;

        for (guint k = 0; k < strip->n; k++) {
            const Piece *piece = strip_piece(strips, strip->first + k);
            if (bbox_mid_x(piece->bbox) < x0 || bbox_mid_x(piece->bbox) > x1)
                continue;
            side.bbox = n == 0 && bbox_is_empty(side.bbox) ? piece->bbox
                                                           : bbox_union(side.bbox, piece->bbox);
            data += n > 0 && piece->data;
            n++;
        }
        if (n < 2)
            continue;
        g_array_append_val(side.baselines, strip->baseline);
        side.data += data > 0;
    }
    return side;
}

/* The table that ends (or begins) with column @c: this column where it is in pieces itself, as
 * below a label over all of it, or with the one next to it. */
static Side
side_at(const Strips *strips, guint s, guint end, const GArray *columns, guint c, bool right)
{
    const Bbox own = g_array_index(columns, Bbox, c);
    Side side = side_of(strips, s, end, own.x0, own.x1);
    const bool alone = right ? c + 1 == columns->len : c == 0;

    if (side.baselines->len >= MIN_ROWS || alone)
        return side;
    const Bbox next = g_array_index(columns, Bbox, right ? c + 1 : c - 1);
    side_clear(&side);
    return side_of(strips, s, end, MIN(own.x0, next.x0), MAX(own.x1, next.x1));
}

/* Are most rows of the side with fewer on lines of the other? */
static bool
is_level(const Side *left, const Side *right, double em)
{
    const bool less = left->baselines->len < right->baselines->len;
    const GArray *a = less ? left->baselines : right->baselines;
    const GArray *b = less ? right->baselines : left->baselines;
    guint n = 0;

    for (guint i = 0, k = 0; i < a->len; i++) {
        const double y = g_array_index(a, double, i);
        while (k < b->len && g_array_index(b, double, k) < y - LEVEL * em)
            k++;
        n += k < b->len && g_array_index(b, double, k) < y + LEVEL * em;
    }
    return n * 2 >= a->len;
}

static bool
has_figures(const Side *side, guint least)
{
    return side->baselines->len >= least && side->data * 3 >= side->baselines->len * 2;
}

/* Has @side rows above or below all that @other has? */
static bool
goes_beyond(const Side *side, const Side *other, double em)
{
    guint above = 0, below = 0;

    for (guint i = 0; i < side->baselines->len; i++) {
        const double y = g_array_index(side->baselines, double, i);
        above += y < other->bbox.y0;
        below += y > other->bbox.y1 + em;
    }
    return above >= MIN_BEYOND || below >= MIN_BEYOND;
}

/* Are these rows of two tables, as they are on other lines? Words that wrap in several columns,
 * with figures in the middle beside them, are on other lines, too, but end where these end. */
static bool
is_apart(const Side *left, const Side *right, double em)
{
    if (left->baselines->len < MIN_ROWS || right->baselines->len < MIN_ROWS ||
        is_level(left, right, em))
        return false;
    const bool before = has_figures(left, MIN_ROWS), after = has_figures(right, MIN_ROWS);

    return (before && after) ||
           ((before || after) && (goes_beyond(left, right, em) || goes_beyond(right, left, em)));
}

/* Does this caption stand flush with @side or in its middle? */
static bool
belongs(const Piece *caption, Bbox side, double em)
{
    return fabs(caption->bbox.x0 - side.x0) < SAME_PLACE * em ||
           fabs(bbox_mid_x(caption->bbox) - bbox_mid_x(side)) < SAME_PLACE * em;
}

/* All of @columns from @from to before @to. */
static Bbox
columns_box(const GArray *columns, guint from, guint to)
{
    Bbox all = g_array_index(columns, Bbox, from);

    for (guint c = from + 1; c < to; c++)
        all = bbox_union(all, g_array_index(columns, Bbox, c));
    return all;
}

/* Has each side of @white a caption of its own in strip @i? */
static bool
is_captioned(const Strips *strips, guint i, Bbox white, Bbox left, Bbox right)
{
    const Strip *strip = strip_at(strips, i);
    const Piece *before = NULL, *after = NULL;

    for (guint k = 0; k < strip->n; k++) {
        const Piece *piece = strip_piece(strips, strip->first + k);
        if (!region_piece_is_caption(strips, strip->first + k))
            continue;
        if (piece->bbox.x0 < white.x0)
            before = piece;
        else if (after == NULL)
            after = piece;
    }
    return before != NULL && after != NULL && before->bbox.x1 < white.x1 + strips->em &&
           belongs(before, left, strips->em) && belongs(after, right, strips->em);
}

/* Are there captions for both sides right above the rows, or right below? */
static bool
has_captions(const Strips *strips, guint s, guint end, Bbox white, Bbox left, Bbox right)
{
    const guint from = s > CAPTION_LINES ? s - CAPTION_LINES : 0;
    const guint to = MIN(end + CAPTION_LINES, strips->strips->len);

    for (guint i = from; i < to; i++)
        if ((i <= s || i >= end) && is_captioned(strips, i, white, left, right))
            return true;
    return false;
}

/* Leaves of @white what strip @i leaves free, if it is enough to part its lines, too. */
static bool
runs_through(const Strips *strips, guint i, Bbox *white)
{
    const Strip *strip = strip_at(strips, i);
    double from = white->x0, best0 = 0, best1 = 0;

    for (guint k = 0; k <= strip->n; k++) {
        const Piece *piece = k < strip->n ? strip_piece(strips, strip->first + k) : NULL;
        const double to = piece != NULL ? MIN(white->x1, piece->bbox.x0) : white->x1;

        if (to - from > best1 - best0) {
            best0 = from;
            best1 = to;
        }
        if (piece != NULL)
            from = MAX(from, piece->bbox.x1);
    }
    if (best1 - best0 < REACH_WHITE * strips->em)
        return false;
    *white = (Bbox){ best0, MIN(white->y0, strip->bbox.y0 - 1), best1,
                     MAX(white->y1, strip->bbox.y1 + 1) };
    return true;
}

/* Carries the white on between the captions above and the notes below. */
static void
reach(const Strips *strips, guint s, guint end, Bbox *white)
{
    for (guint i = s; i > 0; i--) {
        const Strip *a = strip_at(strips, i - 1), *b = strip_at(strips, i);
        if (b->baseline - a->baseline > REACH_STEP * MAX(a->size, b->size) ||
            !runs_through(strips, i - 1, white))
            break;
    }
    for (guint i = end; i < strips->strips->len; i++) {
        const Strip *a = strip_at(strips, i - 1), *b = strip_at(strips, i);
        if (b->baseline - a->baseline > REACH_STEP * MAX(a->size, b->size) ||
            !runs_through(strips, i, white))
            break;
    }
}

bool
abreast_part(const Strips *strips, guint s, guint end, GArray *gutters)
{
    g_autoptr(GArray) columns = columns_of(strips, s, end);
    guint first = 0; /* column of the table at the left */

    for (guint c = 0; c + 1 < columns->len; c++) {
        const Bbox before = g_array_index(columns, Bbox, c);
        const Bbox after = g_array_index(columns, Bbox, c + 1);
        Gutter gutter = { { before.x1, MIN(before.y0, after.y0) - 1, after.x0,
                            MAX(before.y1, after.y1) + 1 } };
        g_auto(Side) left = side_at(strips, s, end, columns, c, false);
        g_auto(Side) right = side_at(strips, s, end, columns, c + 1, true);

        if (!is_apart(&left, &right, strips->em) &&
            !(has_figures(&left, MIN_HEADED) && has_figures(&right, MIN_HEADED) &&
              has_captions(strips, s, end, gutter.bbox, columns_box(columns, first, c + 1),
                           columns_box(columns, c + 1, columns->len))))
            continue;
        reach(strips, s, end, &gutter.bbox);
        g_array_append_val(gutters, gutter);
        first = c + 1;
    }
    return first > 0;
}
