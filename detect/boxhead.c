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

#include "detect/reach.h"
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
add_piece(const Head *head, GArray *labels, guint i, const Reach *reach)
{
    const Piece *piece = strip_piece(head->strips, i);
    const guint col0 = reach->col0, col1 = reach->col1;

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

    g_autoptr(GArray) reaches = reach_find(strips, alleys, first, end);
    g_array_set_clear_func(labels, label_clear);
    for (guint s = first; s < end; s++)
        for (guint k = 0; k < strip_at(strips, s)->n; k++) {
            const guint i = strip_at(strips, s)->first + k;
            add_piece(&head, labels, i, &g_array_index(reaches, Reach, i));
        }
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

    return s > 0 && strip->n == 1 && strip_at(strips, s - 1)->n > 1 && !g_unichar_islower(begin) &&
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
