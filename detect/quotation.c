/* detect/quotation.c - paragraphs that are set in on both sides
 *
 *     |text of the book from margin to margin, and on|   left and right of the
 *     |it goes to its end.                           |   widest paragraphs
 *     |                                              |
 *     |     what was said, in lines that are     |       as far in at the left
 *     |     full, but for the last               |       as at the right
 *     |                                              |
 *     |text of the book again                        |
 */
#include "detect/quotation.h"

#include <math.h>

#define MIN_INDENT 0.8 /* of the size: LaTeX sets quotes in by 2.5, narrow books by 1 */
#define MAX_INDENT 8.0 /* of the size: further in is a column of its own */
#define SAME_EDGE 1.5  /* points: lines of one justified paragraph */
#define EVEN 0.35      /* of the larger indentation: the two need not be equal to the point */
#define MIN_LINES 2    /* of one line nobody knows whether it is full */
#define NEIGHBOURS 6   /* pieces on each side that are looked at for the margins */

typedef struct {
    double left, right; /* edges of full lines, points */
    guint n;            /* lines on its first page */
    double size;
    bool full; /* all lines but the first and the last go from edge to edge */
} Shape;

/* The lines of @piece on the page where it begins. */
static Shape
shape_of(const Document *document, const Piece *piece)
{
    Shape shape = { INFINITY, -INFINITY, 0, 0, true };
    const guint page = piece->lines->len > 0 ? piece_first(piece)->page : 0;

    for (guint i = 0; i < piece->lines->len; i++) {
        const PieceLine *at = &g_array_index(piece->lines, PieceLine, i);
        const Line *line = piece_line(document, at);

        if (at->page != page)
            break;
        shape.left = MIN(shape.left, line->bbox.x0);
        shape.right = MAX(shape.right, line->bbox.x1);
        shape.size = line->size;
        shape.n++;
    }
    for (guint i = 0; i < shape.n; i++) {
        const Line *line = piece_line(document, &g_array_index(piece->lines, PieceLine, i));
        const bool last = i + 1 == piece->lines->len;

        if ((i > 0 && line->bbox.x0 > shape.left + SAME_EDGE) ||
            (!last && line->bbox.x1 < shape.right - SAME_EDGE))
            shape.full = false;
    }
    return shape;
}

static bool
is_text(const Piece *piece)
{
    return piece->kind == ELEMENT_PARAGRAPH && piece->depth == 0 && piece->quote == 0 &&
           !piece->contents && piece->words == NULL && piece->lines->len >= MIN_LINES;
}

/* Does a paragraph near @i, on its page, reach further out on both sides by the same? */
static bool
is_set_in(const GPtrArray *pieces, const Shape *shapes, guint i)
{
    const Shape *own = &shapes[i];
    const guint from = i > NEIGHBOURS ? i - NEIGHBOURS : 0;
    const guint page = piece_first(piece_at(pieces, i))->page;

    for (guint k = from; k < MIN(i + NEIGHBOURS + 1, pieces->len); k++) {
        const Piece *other = piece_at(pieces, k);

        if (k == i || !is_text(other) || !shapes[k].full || piece_first(other)->page != page)
            continue;
        const double left = own->left - shapes[k].left, right = shapes[k].right - own->right;
        if (MIN(left, right) >= MIN_INDENT * own->size &&
            MAX(left, right) <= MAX_INDENT * own->size &&
            fabs(left - right) <= EVEN * MAX(left, right))
            return true;
    }
    return false;
}

void
quotation_mark(const Document *document, const GPtrArray *pieces)
{
    g_autofree Shape *shapes = g_new0(Shape, pieces->len + 1);
    g_autofree bool *quoted = g_new0(bool, pieces->len + 1);

    for (guint i = 0; i < pieces->len; i++)
        if (is_text(piece_at(pieces, i)))
            shapes[i] = shape_of(document, piece_at(pieces, i));
    for (guint i = 0; i < pieces->len; i++)
        quoted[i] = is_text(piece_at(pieces, i)) && shapes[i].full && shapes[i].n >= MIN_LINES &&
                    is_set_in(pieces, shapes, i);
    for (guint i = 0; i < pieces->len; i++)
        if (quoted[i])
            piece_at(pieces, i)->quote++;
}
