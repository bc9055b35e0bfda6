/* detect/boxhead.c - the header block of a table
 *
 *                      Amount borrowed            a label over a group:
 *                   ----------------------        its rule says which
 *              Per-
 *     Student  cent   Less than  $10,000-         lines of one label
 *     group    who       10,000    14,999
 *
 * Pieces become labels from top to bottom. A label covers the columns that
 * the short rule under it covers; without a rule those that it lies over, or
 * those that it stands centred on. A piece right under a label of the same
 * columns, with no rule between, is its next line. Then labels sink and rise
 * to fill the block: a label begins below the lowest label over any of its
 * columns and ends above the highest one under it.
 */
#include "detect/boxhead.h"

#include "detect/row.h"

#include <math.h>

/* Of a size: lines of one label are set closer than this. */
#define LABEL_LEADING 1.75

/* Lines: no header is deeper. */
#define MAX_LINES 30

typedef struct {
    const Strips *strips;
    const Alleys *alleys;
    double left, right;
} Head;

static double
inner(const Head *head, guint col, guint side)
{
    return g_array_index(head->alleys->inner, double, 2 * col + side);
}

/* Columns whose middle lies in [x0, x1]; false when there is none. */
static bool
columns_under(const Head *head, double x0, double x1, guint *col0, guint *col1)
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
next_below(const Head *head, const Piece *piece, guint end)
{
    for (guint s = piece->strip + 1; s < end; s++) {
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
pieces_over(const Head *head, guint s, double x0, double x1)
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
column_taken(const Head *head, const Piece *piece, guint col)
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
ruled_columns(const Head *head, const Piece *piece, guint end, guint *col0, guint *col1)
{
    const double low = next_below(head, piece, end);
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

static bool
has_label_below(const Head *head, const Piece *piece, guint end, guint col)
{
    const double x0 = g_array_index(head->alleys->xs, double, col);
    const double x1 = g_array_index(head->alleys->xs, double, col + 1);

    return piece->strip + 1 < end && pieces_over(head, piece->strip + 1, x0, x1) > 0;
}

/* Widens a label to the group of columns that it stands centred on, each with a label of its
 * own right below. */
static void
centre_columns(const Head *head, const Piece *piece, guint end, guint *col0, guint *col1)
{
    const double mid = bbox_mid_x(piece->bbox);
    const guint n = alley_n_cols(head->alleys);
    guint a = *col0, b = *col1;
    double best = fabs((inner(head, a, 0) + inner(head, b, 1)) / 2 - mid);
    const double own = best;

    while (a > 1 && !column_taken(head, piece, a - 1) && has_label_below(head, piece, end, a - 1))
        a--;
    while (b + 1 < n && !column_taken(head, piece, b + 1) &&
           has_label_below(head, piece, end, b + 1))
        b++;
    if (b - a > 40 || !has_label_below(head, piece, end, *col0))
        return;
    const guint was0 = *col0, was1 = *col1;
    for (guint c0 = a; c0 <= was0; c0++)
        for (guint c1 = was1; c1 <= b; c1++) {
            const double off = fabs((inner(head, c0, 0) + inner(head, c1, 1)) / 2 - mid);
            const bool closer = off < best - 0.5 && off < 0.5 * own;
            if (closer && off < head->strips->em) {
                best = off;
                *col0 = c0;
                *col1 = c1;
            }
        }
}

/* A label alone on its line, beside the first column, over a line of labels for all the other
 * columns, is for all of them; set off the middle by more than a word, for those it is over. */
static bool
is_over_all(const Head *head, const Piece *piece, guint end)
{
    const guint n = alley_n_cols(head->alleys);

    if (n < 3)
        return false;

    const double left = inner(head, 1, 0), right = inner(head, n - 1, 1);
    if (strip_at(head->strips, piece->strip)->n > 1 || piece->strip + 1 >= end ||
        piece->bbox.x0 < inner(head, 0, 1) || piece->bbox.x1 > right)
        return false;
    for (guint c = 1; c < n; c++)
        if (!has_label_below(head, piece, end, c))
            return false;
    return fabs((left + right) / 2 - bbox_mid_x(piece->bbox)) < 0.15 * (right - left);
}

static void
range_of(const Head *head, const Piece *piece, guint end, guint *col0, guint *col1)
{
    const guint n = alley_n_cols(head->alleys);
    double most = -1;

    if (ruled_columns(head, piece, end, col0, col1))
        return;
    if (is_over_all(head, piece, end)) {
        *col0 = 1;
        *col1 = n - 1;
        return;
    }
    *col0 = *col1 = 0;
    for (guint c = 0; c < n; c++) {
        const double shared =
            span_overlap(piece->bbox.x0, piece->bbox.x1, g_array_index(head->alleys->xs, double, c),
                         g_array_index(head->alleys->xs, double, c + 1));
        if (shared > most) {
            most = shared;
            *col0 = *col1 = c;
        }
    }
    const guint main = *col0;
    for (guint c = 0; c < n; c++) {
        const double width = inner(head, c, 1) - inner(head, c, 0);
        const double shared =
            span_overlap(piece->bbox.x0, piece->bbox.x1, inner(head, c, 0), inner(head, c, 1));
        const double slot =
            span_overlap(piece->bbox.x0, piece->bbox.x1, g_array_index(head->alleys->xs, double, c),
                         g_array_index(head->alleys->xs, double, c + 1));
        const bool lies_over = shared > 0.5 * width && shared > 2;
        /* Reaching over into the next column by more than a letter or two is meant. */
        const bool shares = slot > MAX(0.15 * bbox_width(piece->bbox), 1.2 * head->strips->em) &&
                            has_label_below(head, piece, end, c) &&
                            has_label_below(head, piece, end, main);

        if (c == main || !(lies_over || shares) || column_taken(head, piece, c))
            continue;
        *col0 = MIN(*col0, c);
        *col1 = MAX(*col1, c);
    }
    centre_columns(head, piece, end, col0, col1);
}

static void
label_clear(gpointer data)
{
    g_clear_pointer(&((Label *)data)->pieces, g_array_unref);
}

static double
piece_size(const Strips *strips, const Piece *piece)
{
    return strip_word_size(strips->page, strip_word(strips, piece, 0));
}

/* The box of the last line of a label. */
static Bbox
last_line(const Head *head, const Label *label)
{
    Bbox box = BBOX_EMPTY;

    for (guint i = 0; i < label->pieces->len; i++) {
        const Piece *piece = strip_piece(head->strips, g_array_index(label->pieces, guint, i));
        if (piece->strip == label->strip1)
            box = bbox_union(box, piece->bbox);
    }
    return box;
}

/* Can the piece be the next line of this label? */
static bool
is_next_line(const Head *head, const Label *label, const Piece *piece, guint col0, guint col1)
{
    const Piece *last =
        strip_piece(head->strips, g_array_index(label->pieces, guint, label->pieces->len - 1));
    const Bbox line = last_line(head, label);
    const double size = MAX(piece_size(head->strips, last), piece_size(head->strips, piece));
    const double step = strip_at(head->strips, piece->strip)->baseline -
                        strip_at(head->strips, last->strip)->baseline;
    const double x0 = MAX(line.x0, piece->bbox.x0), x1 = MIN(line.x1, piece->bbox.x1);

    if (step > LABEL_LEADING * size || x1 <= x0)
        return false;
    const double ruled = row_ruled(head->strips, bbox_mid_y(line), bbox_mid_y(piece->bbox), x0, x1);
    if (ruled > 0.5 * (x1 - x0))
        return false;
    /* The upper lines of a label over a group have no rule that tells its columns. */
    return (label->col0 == col0 && label->col1 == col1) ||
           (col1 > col0 && label->col0 >= col0 && label->col1 <= col1);
}

/* The label that the piece goes under: the lowest over one of its columns. */
static gint
label_above(const GArray *labels, guint col0, guint col1)
{
    gint best = -1;

    for (guint i = 0; i < labels->len; i++) {
        const Label *label = &g_array_index(labels, Label, i);

        if (label->col0 <= col1 && label->col1 >= col0 &&
            (best < 0 || label->strip1 >= g_array_index(labels, Label, best).strip1))
            best = (gint)i;
    }
    return best;
}

static void
add_piece(const Head *head, GArray *labels, guint i, guint end)
{
    const Piece *piece = strip_piece(head->strips, i);
    guint col0 = 0, col1 = 0;

    range_of(head, piece, end, &col0, &col1);
    const gint above = label_above(labels, col0, col1);
    if (above >= 0) {
        Label *label = &g_array_index(labels, Label, above);

        if (label->strip1 == piece->strip ? label->col0 == col0 && label->col1 == col1
                                          : is_next_line(head, label, piece, col0, col1)) {
            g_array_append_val(label->pieces, i);
            label->strip1 = piece->strip;
            label->col0 = MIN(label->col0, col0);
            label->col1 = MAX(label->col1, col1);
            return;
        }
    }
    Label label = { .col0 = col0, .col1 = col1, .strip0 = piece->strip, .strip1 = piece->strip };
    label.pieces = g_array_new(FALSE, FALSE, sizeof(guint));
    g_array_append_val(label.pieces, i);
    g_array_append_val(labels, label);
}

static bool
shares_columns(const Label *a, const Label *b)
{
    return a->col0 <= b->col1 && a->col1 >= b->col0;
}

/* Labels come top down, so one walk gives each its first row, and one walk back its last. */
static guint
stack(GArray *labels)
{
    guint n = 0;

    for (guint i = 0; i < labels->len; i++) {
        Label *label = &g_array_index(labels, Label, i);

        label->row0 = 0;
        for (guint k = 0; k < i; k++) {
            const Label *above = &g_array_index(labels, Label, k);
            if (shares_columns(above, label))
                label->row0 = MAX(label->row0, above->row0 + 1);
        }
        n = MAX(n, label->row0 + 1);
    }
    for (guint i = labels->len; i-- > 0;) {
        Label *label = &g_array_index(labels, Label, i);

        label->row1 = n - 1;
        for (guint k = i + 1; k < labels->len; k++) {
            const Label *below = &g_array_index(labels, Label, k);
            if (shares_columns(below, label))
                label->row1 = MIN(label->row1, below->row0 - 1);
        }
    }
    return n;
}

GArray *
boxhead_find(Strips *strips, const Alleys *alleys, guint first, guint end, guint *n_rows)
{
    const Head head = { strips, alleys, g_array_index(alleys->inner, double, 0),
                        g_array_index(alleys->inner, double, alleys->inner->len - 1) };
    GArray *labels = g_array_new(FALSE, FALSE, sizeof(Label));

    g_array_set_clear_func(labels, label_clear);
    for (guint s = first; s < end; s++)
        for (guint k = 0; k < strip_at(strips, s)->n; k++)
            add_piece(&head, labels, strip_at(strips, s)->first + k, end);
    *n_rows = stack(labels);
    return labels;
}

/* A year, or a span of years: a number that is a label more often than not. */
static bool
is_year(const Strips *strips, const Piece *piece)
{
    const char *text = strip_word(strips, piece, piece->n - 1)->text;

    return (g_str_has_prefix(text, "19") || g_str_has_prefix(text, "20")) &&
           strspn(text, "0123456789") == 4 && !g_ascii_isdigit(text[4]) && text[4] != '.' &&
           text[4] != ',' && text[4] != '%';
}

/* Share of a strip's pieces, its first left aside, that are data. Years in the first lines
 * (@s below three) head columns. */
static double
data_share(const Strips *strips, guint s)
{
    const Strip *strip = strip_at(strips, s);
    guint n = 0, data = 0;

    for (guint k = strip->n > 1; k < strip->n; k++) {
        const Piece *piece = strip_piece(strips, strip->first + k);

        n++;
        data += piece->data && !(s < 3 && is_year(strips, piece));
    }
    return n > 0 ? (double)data / n : 0;
}

/* Is this strip a section of the body and no last line of the header? It stands alone at the
 * left, under a line of labels. */
static bool
is_section(const Strips *strips, guint s)
{
    const Strip *strip = strip_at(strips, s);

    const Piece *piece = strip_piece(strips, strip->first);
    const gunichar begin = g_utf8_get_char(strip_word(strips, piece, 0)->text);

    return s > 0 && strip->n == 1 && strip_at(strips, s - 1)->n > 2 && !g_unichar_islower(begin) &&
           begin != '(' &&
           strip->bbox.x1 < strip_piece(strips, strip_at(strips, s - 1)->first + 1)->bbox.x0;
}

static guint
most_pieces(const Strips *strips, guint first, guint end)
{
    guint n = 0;

    for (guint s = first; s < end; s++)
        n = MAX(n, strip_at(strips, s)->n);
    return n;
}

/* The strips right below rules that go over the whole width. (transfer full) guint */
static GArray *
ruled_strips(const Strips *strips, Bbox region)
{
    GArray *below = g_array_new(FALSE, FALSE, sizeof(guint));

    for (guint s = 1; s < strips->strips->len; s++) {
        const Bbox a = strip_at(strips, s - 1)->bbox, b = strip_at(strips, s)->bbox;
        if (row_ruled(strips, bbox_mid_y(a), bbox_mid_y(b), region.x0, region.x1) >
            0.75 * bbox_width(region))
            g_array_append_val(below, s);
    }
    return below;
}

guint
boxhead_end(const Strips *strips, Bbox region)
{
    const guint n = strips->strips->len;
    g_autoptr(GArray) ruled = ruled_strips(strips, region);
    guint data_from = n;

    for (guint s = 0; s < n && data_from == n; s++)
        if (strip_at(strips, s)->n > 1 && data_share(strips, s) >= 0.5)
            data_from = s;
    const guint usual = most_pieces(strips, 0, n), deepest = CLAMP(n / 2, 8, MAX_LINES);
    /* The rule under the labels of columns: those above it are under labels of groups. */
    for (guint i = 0; i < ruled->len; i++) {
        const guint end = g_array_index(ruled, guint, i);

        if (end <= MIN(deepest, data_from + 2) && most_pieces(strips, 0, end) * 2 > usual)
            return end;
    }
    if (ruled->len > 0 && g_array_index(ruled, guint, 0) <= MIN(deepest, data_from + 2))
        return g_array_index(ruled, guint, 0);
    while (data_from < n && data_from > 1 && is_section(strips, data_from - 1))
        data_from--;
    if (data_from < n && data_from > 0)
        return MIN(data_from, 8);
    return n > 1 && strip_at(strips, 0)->n > 1 ? 1 : 0;
}
