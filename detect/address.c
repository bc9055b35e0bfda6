/* detect/address.c - lines that end where they do on purpose: addresses, signatures, imprints
 *
 *     Mrs Ilse Marrow          |          short, each begins with a capital or a figure,
 *     The Old School           |          and none but the last with a full stop
 *     3 Church Lane            |
 *     thank you for your letter. You ask  what stands in the same column is wider
 */
#include "detect/address.h"

#include "detect/phrase.h"

#define MAX_LINES 8
#define SHORT 0.55 /* of the column's width */
#define MIN_WIDE 2 /* other lines that show how wide the column is */

/* The width of the column, as its other lines show it; 0 when they do not. */
static double
column_width(const Page *page, const Line *line)
{
    double widest = 0;
    guint wide = 0;

    for (guint l = 0; l < page->lines->len; l++)
        if (page_line(page, l)->column == line->column)
            widest = MAX(widest, bbox_width(page_line(page, l)->bbox));
    for (guint l = 0; l < page->lines->len; l++)
        wide += page_line(page, l)->column == line->column &&
                bbox_width(page_line(page, l)->bbox) > 0.9 * widest;
    return wide >= MIN_WIDE ? widest : 0;
}

static bool
begins_as_name(const char *text)
{
    const gunichar c = phrase_first_char(text);

    return g_unichar_isupper(c) || g_unichar_isdigit(c);
}

bool
address_is(const Document *document, const Piece *piece)
{
    const PieceLine *first = piece_first(piece);

    if (piece->kind != ELEMENT_PARAGRAPH || piece->contents || piece->lines->len < 2 ||
        piece->lines->len > MAX_LINES)
        return false;

    const double width =
        column_width(mark_page(document, first->page), piece_line(document, first));
    for (guint i = 0; i < piece->lines->len; i++) {
        const PieceLine *at = &g_array_index(piece->lines, PieceLine, i);
        const Line *line = piece_line(document, at);
        g_autofree char *text = piece_line_text(document, at);

        if (at->page != first->page || bbox_width(line->bbox) > SHORT * width ||
            !begins_as_name(text) || phrase_is_hyphen(phrase_last_char(text)))
            return false;
        if (i + 1 < piece->lines->len && phrase_ends_sentence(text))
            return false;
    }
    return true;
}
