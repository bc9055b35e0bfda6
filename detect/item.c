/* detect/item.c - which numbered blocks are items of lists
 *
 *     1. The text of an item          **1)** The text of an exercise
 *        hangs clear of its           goes back to the margin, below
 *        number.                      its number.
 *
 * Short ones do not show it, so all that have a bold number and light text
 * are judged together: how most of those of several lines are set decides.
 */
#include "detect/item.h"

#include "detect/marker.h"

#define HANG 0.5 /* of the type's size: less is the same margin */

static bool
has_bold_number(const Document *document, const Piece *piece)
{
    const PieceLine *first = piece_first(piece);

    if (piece->kind != ELEMENT_ITEM || !piece->ordered || first == NULL || first->skip == 0)
        return false;

    const Page *page = mark_page(document, first->page);
    const Line *line = piece_line(document, first);
    if (line->n <= first->skip)
        return false;
    for (guint i = 0; i < first->skip; i++)
        if (!page_style(page, page_line_word(page, line, i)->style)->bold)
            return false;
    return !page_style(page, page_line_word(page, line, first->skip)->style)->bold;
}

/* 1 when the text goes back below its number, -1 when it hangs, 0 when there is one line only. */
static gint
runs_back(const Document *document, const Piece *piece)
{
    if (piece->lines->len < 2)
        return 0;

    const Line *first = piece_line(document, &g_array_index(piece->lines, PieceLine, 0));
    const Line *second = piece_line(document, &g_array_index(piece->lines, PieceLine, 1));
    return second->bbox.x0 < first->bbox.x0 + HANG * first->size ? 1 : -1;
}

static void
make_paragraph(Piece *piece)
{
    piece->kind = ELEMENT_PARAGRAPH;
    piece->ordered = false;
    g_clear_pointer(&piece->marker, g_free);
    g_array_index(piece->lines, PieceLine, 0).skip = 0;
}

void
item_settle(const Document *document, GPtrArray *pieces)
{
    gint balance = 0;
    guint lift = 0;

    for (guint i = 0; i < pieces->len; i++)
        if (has_bold_number(document, piece_at(pieces, i)))
            balance += runs_back(document, piece_at(pieces, i));
    if (balance <= 0)
        return;
    for (guint i = 0; i < pieces->len; i++) {
        Piece *piece = piece_at(pieces, i);

        /* `lift` is the depth of what stands right inside the last such paragraph. */
        if (has_bold_number(document, piece)) {
            make_paragraph(piece);
            lift = piece->depth + 1;
        } else if (piece->depth < lift) {
            lift = 0;
        } else if (lift > 0) {
            piece->depth--;
        }
    }
}

/* The item that a list goes on from at @i: only furniture, floats and its own paragraphs are
 * between. NULL for none. */
static const Piece *
item_before(const GPtrArray *pieces, guint i)
{
    while (i-- > 0) {
        const Piece *piece = piece_at(pieces, i);

        if (piece->kind == ELEMENT_ITEM)
            return piece;
        if (piece->kind == ELEMENT_HEADING ||
            (piece->kind == ELEMENT_PARAGRAPH && piece->depth == 0))
            return NULL;
    }
    return NULL;
}

/* Does the one stand right behind the other, on the next page or in another column? */
static bool
is_broken_off(const Document *document, const Piece *item, const Piece *piece)
{
    const PieceLine *last = piece_last(item), *first = piece_first(piece);

    if (last == NULL || first == NULL)
        return false;
    return last->page != first->page
               ? last->page + 1 == first->page
               : piece_line(document, last)->column != piece_line(document, first)->column;
}

void
item_resume(const Document *document, GPtrArray *pieces)
{
    for (guint i = 0; i < pieces->len; i++) {
        Piece *piece = piece_at(pieces, i);
        const PieceLine *first = piece_first(piece);

        if (piece->kind != ELEMENT_PARAGRAPH || piece->contents || first == NULL ||
            piece_line(document, first)->n < 2)
            continue;

        const char *word =
            page_line_word(mark_page(document, first->page), piece_line(document, first), 0)->text;
        const Marker marker = marker_parse(word);
        const Piece *item = marker.kind == MARKER_LETTER || marker.kind == MARKER_ROMAN
                                ? item_before(pieces, i)
                                : NULL;
        if (item == NULL || item->marker == NULL || item->quote != piece->quote ||
            !marker_follows(marker_parse(item->marker), marker, 1) ||
            !is_broken_off(document, item, piece))
            continue;
        piece->kind = ELEMENT_ITEM;
        piece->ordered = true;
        piece->marker = g_strdup(word);
        piece->depth = item->depth;
        g_array_index(piece->lines, PieceLine, 0).skip = 1;
    }
}
