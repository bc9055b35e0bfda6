/* detect/placement.c - the pieces of a table put into its columns */
#include "detect/placement.h"

#include <math.h>

/* Is the space before word @k of a label wider than those inside its halves? A label over
 * a group has even spaces, two labels set close together do not. */
static bool
is_wide_space(const Strips *strips, const Piece *piece, guint k)
{
    double least = 0.27 * strip_word_size(strips->page, strip_word(strips, piece, k));

    for (guint i = 1; i < piece->n; i++) {
        const double gap =
            strip_word(strips, piece, i)->bbox.x0 - strip_word(strips, piece, i - 1)->bbox.x1;
        if (i != k && gap > 0)
            least = MIN(least, gap);
    }
    const double here =
        strip_word(strips, piece, k)->bbox.x0 - strip_word(strips, piece, k - 1)->bbox.x1;
    return here > 1.35 * least || piece->data;
}

/* Are the words of a piece from @k on all numbers? */
static bool
ends_in_numbers(const Strips *strips, const Piece *piece, guint k)
{
    for (guint i = k; i < piece->n; i++)
        if (!strip_text_is_data(strip_word(strips, piece, i)->text))
            return false;
    return true;
}

/* The word of @piece before which it can be cut at @x; 0 for none. Numbers that stand in the
 * next column are cut off even where they reach over the edge, as bold totals do; so is what
 * stands behind a wide space, since labels reach over the edges of their columns. */
static guint
cut_at(const Strips *strips, const Piece *piece, double x)
{
    for (guint k = 1; k < piece->n; k++) {
        const Bbox left = strip_word(strips, piece, k - 1)->bbox;
        const Bbox right = strip_word(strips, piece, k)->bbox;

        if (strip_word(strips, piece, k)->glued || bbox_mid_x(left) >= x || bbox_mid_x(right) <= x)
            continue;
        return (left.x1 < x + 1.5 && right.x0 > x - 1.5) || is_wide_space(strips, piece, k) ||
                       ends_in_numbers(strips, piece, k)
                   ? k
                   : 0;
    }
    return 0;
}

/* Most of a piece that reaches over an edge stands in one column, as a rule. */
static void
settle(const Alleys *alleys, Piece *piece)
{
    for (gint col = piece->col0; col <= piece->col1; col++) {
        const double shared =
            span_overlap(piece->bbox.x0, piece->bbox.x1, g_array_index(alleys->xs, double, col),
                         g_array_index(alleys->xs, double, col + 1));
        if (shared > 0.7 * bbox_width(piece->bbox)) {
            piece->col0 = piece->col1 = col;
            return;
        }
    }
}

void
placement_make(Strips *strips, const Alleys *alleys, guint body)
{
    for (guint i = 0; i < strips->pieces->len; i++) {
        Piece *piece = strip_piece(strips, i);
        const bool alone = strip_at(strips, piece->strip)->n == 1;

        piece->col0 = (gint)alley_column(alleys, piece->bbox.x0 + 0.5);
        piece->col1 = (gint)alley_column(alleys, piece->bbox.x1 - 0.5);
        /* A section that runs over into other columns stands in its first. */
        if (alone && piece->strip >= body)
            piece->col1 = piece->col0;
        for (gint col = piece->col0; col < piece->col1 && !alone; col++) {
            const guint k = cut_at(strips, piece, g_array_index(alleys->xs, double, col + 1));

            if (k == 0 || (piece->strip < body && !is_wide_space(strips, piece, k)))
                continue;
            strip_cut(strips, i, k);
            piece = strip_piece(strips, i);
            piece->col0 = (gint)alley_column(alleys, piece->bbox.x0 + 0.5);
            piece->col1 = (gint)alley_column(alleys, piece->bbox.x1 - 0.5);
            break;
        }
        if (piece->strip >= body)
            settle(alleys, piece);
    }
}
