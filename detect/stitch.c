/* detect/stitch.c - what a column or a page broke in two, in one piece again
 *
 *     | ... and the beetle |   head, foot, notes   | was never seen     |
 *     |                    |      are between      | again.             |
 *
 * A paragraph goes on where its last line does not end a sentence and the
 * next begins with a small letter; or, when a capital or a figure comes next
 * (names, "I", numbers), where the last line is also full and the next not
 * indented. Figures and tables may float between the two halves of a small
 * letter's sentence, nothing else.
 *
 * Code goes on when it is the last thing on its page and the first on the
 * next, and reaches the end of the type area: code that ends early has ended.
 */
#include "detect/stitch.h"

#include "detect/bidi.h"
#include "detect/carry.h"
#include "detect/phrase.h"

#include <math.h>

#define SAME_SIZE 0.6    /* points */
#define FULL_LINE 2.0    /* of the type's size short of the column's edge, for ragged setting */
#define INDENT 0.6       /* of the type's size: less is rounding */
#define BOTTOM_LINES 4.0 /* of the type's size to the end of the type area: a widow's worth */
#define SAME_X 3.0       /* points: markers of one depth */
#define MAX_FLOATS 6     /* pieces between two halves of a paragraph */
#define MAX_DEPTH 16

static bool
is_furniture(const Piece *piece)
{
    return piece->kind == ELEMENT_HEADER || piece->kind == ELEMENT_FOOTER ||
           piece->kind == ELEMENT_NOTE;
}

static bool
is_float(const Piece *piece)
{
    return piece->kind == ELEMENT_PICTURE || piece->kind == ELEMENT_CAPTION ||
           piece->kind == ELEMENT_TABLE || (piece->rows && piece->kind == ELEMENT_PARAGRAPH);
}

/* Left and right edge of the lines that share the line's column. */
static void
column_edges(const Page *page, const Line *line, double *left, double *right)
{
    *left = line->bbox.x0;
    *right = line->bbox.x1;
    for (guint l = 0; l < page->lines->len; l++) {
        const Line *other = page_line(page, l);

        if (other->column != line->column ||
            bbox_overlap_x(other->bbox, line->bbox) < 0.5 * bbox_width(line->bbox))
            continue;
        *left = MIN(*left, other->bbox.x0);
        *right = MAX(*right, other->bbox.x1);
    }
}

static bool
runs_left(const Page *page, const Line *line)
{
    return bidi_runs_left(page, &g_array_index(page->line_words, guint, line->first), line->n);
}

static bool
is_full(const Document *document, const PieceLine *at)
{
    const Page *page = mark_page(document, at->page);
    const Line *line = piece_line(document, at);
    double left, right;

    column_edges(page, line, &left, &right);
    return runs_left(page, line) ? line->bbox.x0 < left + FULL_LINE * line->size
                                 : line->bbox.x1 > right - FULL_LINE * line->size;
}

static bool
is_indented(const Document *document, const PieceLine *at)
{
    const Page *page = mark_page(document, at->page);
    const Line *line = piece_line(document, at);
    double left, right;

    column_edges(page, line, &left, &right);
    return runs_left(page, line) ? line->bbox.x1 < right - INDENT * line->size
                                 : line->bbox.x0 > left + INDENT * line->size;
}

static const Style *
line_style(const Document *document, const PieceLine *at)
{
    return page_style(mark_page(document, at->page), piece_line(document, at)->style);
}

/* Does text go on from @last into @next, which stands at the top of another column or page?
 * @floats: is there a figure between? */
static bool
text_goes_on(const Document *document, const Piece *above, const Piece *below, bool floats)
{
    const PieceLine *last = piece_last(above), *next = piece_first(below);
    const Line *a = piece_line(document, last), *b = piece_line(document, next);

    if (fabs(a->size - b->size) > SAME_SIZE ||
        line_style(document, last)->fixed != line_style(document, next)->fixed)
        return false;

    g_autofree char *end = piece_line_text(document, last);
    g_autofree char *start = piece_line_text(document, next);
    const gunichar hyphen = phrase_last_char(end);

    if (phrase_ends_sentence(end))
        return false;
    if (phrase_starts_lower(start))
        return phrase_is_hyphen(hyphen) || above->lines->len > 1 || is_full(document, last);
    /* Without a small letter only a break right between the two explains it. */
    return !floats && above->kind == ELEMENT_PARAGRAPH &&
           above->lines->len + below->lines->len > 3 && is_full(document, last) &&
           !is_indented(document, next) &&
           line_style(document, last)->bold == line_style(document, next)->bold;
}

/* Do the two stand in different columns or pages, the second one in the later? */
static bool
is_broken_between(const Document *document, const Piece *above, const Piece *below)
{
    const PieceLine *last = piece_last(above), *next = piece_first(below);

    if (last->page != next->page)
        return last->page + 1 == next->page;

    const Line *a = piece_line(document, last), *b = piece_line(document, next);
    return a->column != b->column || b->bbox.y0 < a->bbox.y0;
}

static void
append_lines(Piece *above, const Piece *below)
{
    g_array_append_vals(above->lines, below->lines->data, below->lines->len);
}

/* The piece before @i that text may go on from; the floats between are counted. */
static Piece *
find_open(const GPtrArray *pieces, guint i, guint *floats)
{
    *floats = 0;
    while (i-- > 0) {
        Piece *piece = piece_at(pieces, i);

        if (is_float(piece)) {
            if (++*floats > MAX_FLOATS)
                return NULL;
        } else if (!is_furniture(piece)) {
            return piece;
        }
    }
    return NULL;
}

static bool
join_text(const Document *document, Piece *above, const Piece *below, guint floats)
{
    const bool text = above->kind == ELEMENT_PARAGRAPH || above->kind == ELEMENT_ITEM;

    if (!text || below->kind != ELEMENT_PARAGRAPH || below->rows || above->contents ||
        below->contents || above->quote != below->quote || above->lines->len == 0 ||
        below->lines->len == 0)
        return false;
    if (floats == 0 && !is_broken_between(document, above, below))
        return false;
    if (!text_goes_on(document, above, below, floats > 0))
        return false;
    append_lines(above, below);
    return true;
}

/* The lowest that text reaches on any page. */
static double
type_area_bottom(const Document *document, const GPtrArray *pieces)
{
    double bottom = 0;

    for (guint i = 0; i < pieces->len; i++) {
        const Piece *piece = piece_at(pieces, i);
        const PieceLine *last = piece_last(piece);

        if (last != NULL && !is_furniture(piece))
            bottom = MAX(bottom, piece_line(document, last)->bbox.y1);
    }
    return bottom;
}

static bool
join_code(const Document *document, Piece *above, const Piece *below, double bottom)
{
    if (above->kind != ELEMENT_CODE || below->kind != ELEMENT_CODE ||
        above->depth != below->depth || above->quote != below->quote || above->lines->len == 0 ||
        below->lines->len == 0 || !is_broken_between(document, above, below))
        return false;

    const PieceLine *last = piece_last(above);
    const Line *line = piece_line(document, last);

    if (last->page != piece_first(below)->page &&
        line->bbox.y1 < bottom - BOTTOM_LINES * line->size)
        return false;
    append_lines(above, below);
    return true;
}

/* The piece right before @i, furniture and notes aside. */
static Piece *
find_before(const GPtrArray *pieces, guint i)
{
    while (i-- > 0)
        if (!is_furniture(piece_at(pieces, i)))
            return piece_at(pieces, i);
    return NULL;
}

#define MAX_X 2000 /* points: no page is wider */
#define MARGIN_SHARE                                                                               \
    0.04 /* of the lines of a side begin at its margin, even where lists prevail                   \
          */

/* The left edge of the type area of even and odd pages: the leftmost place where lines begin
 * not just once in a while. */
static void
page_margins(const Document *document, double margin[2])
{
    for (guint side = 0; side < 2; side++) {
        g_autofree guint *count = g_new0(guint, MAX_X + 1);
        guint n = 0, x = 0;

        for (guint p = 0; p < document->pages->len; p++) {
            const Page *page = mark_page(document, p);

            for (guint l = 0; page->number % 2 == side && l < page->lines->len; l++) {
                const double left = page_line(page, l)->bbox.x0;

                if (left >= 0 && left < MAX_X) {
                    count[(guint)left]++;
                    n++;
                }
            }
        }
        while (x < MAX_X && (count[x] == 0 || count[x] + count[x + 1] < MARGIN_SHARE * n))
            x++;
        margin[side] = x < MAX_X ? x : 0;
    }
}

typedef struct {
    double x;    /* of the marker, from the page's margin */
    double text; /* of what follows it */
    guint depth, quote;
} OpenItem;

/* The depth that an item at @x has under the items open before it. */
static guint
depth_under(const OpenItem *open, guint n, double x)
{
    while (n > 0) {
        if (x > open[n - 1].x + SAME_X)
            return open[n - 1].depth + 1;
        if (x > open[n - 1].x - SAME_X)
            return open[n - 1].depth;
        n--;
    }
    return 0;
}

/* Where the text of an item begins, behind its marker. */
static double
text_x(const Document *document, const PieceLine *first)
{
    const Line *line = piece_line(document, first);
    const guint k = first->skip < line->n ? first->skip : 0;

    return page_line_word(mark_page(document, first->page), line, k)->bbox.x0;
}

/* Does text at the top of a page, @x from the margin, belong to the item before? */
static bool
is_in_item(const Piece *piece, const OpenItem *item, double x)
{
    return piece->kind != ELEMENT_HEADING && !piece->contents && piece->quote == item->quote &&
           fabs(x - item->text) < SAME_X;
}

/* Gives the items at the top of a page the depth that they have in the list begun before:
 * layout saw their page alone and began to count anew. */
static void
nest_items(const Document *document, GPtrArray *pieces)
{
    double margin[2];
    OpenItem open[MAX_DEPTH];
    guint n = 0, page = G_MAXUINT, shift = 0;

    page_margins(document, margin);
    for (guint i = 0; i < pieces->len; i++) {
        Piece *piece = piece_at(pieces, i);
        const PieceLine *first = piece_first(piece);

        if (is_furniture(piece) || is_float(piece) || first == NULL)
            continue;

        const Line *line = piece_line(document, first);
        const double x = line->bbox.x0 - margin[mark_page(document, first->page)->number % 2];
        const bool top = first->page != page;

        page = first->page;
        if (piece->kind != ELEMENT_ITEM && piece->depth == 0) {
            if (top && n > 0 && is_in_item(piece, &open[n - 1], x)) {
                piece->depth = open[n - 1].depth + 1;
                continue;
            }
            n = shift = 0;
            continue;
        }
        if (top && n > 0 && piece->kind == ELEMENT_ITEM) {
            const guint depth = depth_under(open, n, x);

            shift = depth > piece->depth ? depth - piece->depth : 0;
        } else if (top) {
            shift = 0;
        }
        /* An item further out than the one that was moved in needs no moving. */
        if (shift > 0 && piece->kind == ELEMENT_ITEM)
            piece->depth = MIN(piece->depth + shift, depth_under(open, n, x));
        else if (shift > 0)
            piece->depth += shift;
        if (piece->kind != ELEMENT_ITEM)
            continue;
        while (n > 0 && open[n - 1].depth >= piece->depth)
            n--;
        if (n < MAX_DEPTH)
            open[n++] = (OpenItem){ x, text_x(document, first) - line->bbox.x0 + x, piece->depth,
                                    piece->quote };
    }
}

GPtrArray *
stitch_pieces(const Document *document, GPtrArray *pieces, bool join_tables)
{
    GPtrArray *kept = g_ptr_array_new_with_free_func((GDestroyNotify)piece_free);
    const double bottom = type_area_bottom(document, pieces);

    nest_items(document, pieces);
    for (guint i = 0; i < pieces->len; i++) {
        Piece *piece = piece_at(pieces, i);
        guint floats = 0;
        Piece *before = find_before(kept, kept->len);
        Piece *open = find_open(kept, kept->len, &floats);

        if ((before != NULL && join_code(document, before, piece, bottom)) ||
            (join_tables && carry_table(document, kept, piece)) ||
            (open != NULL && join_text(document, open, piece, floats)))
            piece_free(piece);
        else
            g_ptr_array_add(kept, piece);
    }
    g_ptr_array_set_free_func(pieces, NULL);
    g_ptr_array_unref(pieces);
    return kept;
}
