/* detect/wrap.c - whether a line of a cell goes on from the line above it */
#include "detect/wrap.h"

#include <string.h>

/* Of an em: a word space, for what would have fitted on a line. */
#define SPACE 0.25

/* Of an em: an entry further left than the line above it begins one. */
#define OUTDENT 0.4

bool
wrap_begins_lower(const Strips *strips, const Piece *piece)
{
    return g_unichar_islower(g_utf8_get_char(strip_word(strips, piece, 0)->text));
}

/* Does a line that ends like this want another? */
static bool
is_open(const char *text)
{
    static const char *const words[] = { "and", "or",   "of", "the", "in", "for",
                                         "to",  "with", "by", "a",   "an", "at",
                                         "on",  "from", "&",  "per", NULL };
    const gsize n = strlen(text);

    return n > 0 && (strchr("-,/(", text[n - 1]) != NULL || g_strv_contains(words, text));
}

static bool
is_fixed(const Strips *strips, const Word *word)
{
    return page_style(strips->page, word->style)->fixed;
}

/* Are words within this text capitals, so that one at the beginning of a line says nothing? */
static bool
is_title_case(const Strips *strips, const Piece *piece)
{
    guint capitals = 0, small = 0;

    for (guint k = 1; k < piece->n; k++) {
        const gunichar c = g_utf8_get_char(strip_word(strips, piece, k)->text);
        capitals += g_unichar_isupper(c);
        small += g_unichar_islower(c);
    }
    return capitals > small;
}

Wrap
wrap_of(const Strips *strips, const Piece *above, const Piece *below, const WrapColumn *column)
{
    const Word *last = strip_word(strips, above, above->n - 1);
    const Word *next = strip_word(strips, below, 0);

    if (is_open(last->text))
        return WRAP_PLAINLY;
    if (above->data && below->data)
        return WRAP_NOT;
    /* Code is not broken over lines as prose is: where it follows code it is another piece. */
    if (column->mixed && is_fixed(strips, last) && is_fixed(strips, next))
        return WRAP_NOT;
    /* A bracket goes with what it explains. */
    if ((wrap_begins_lower(strips, below) && !column->small) ||
        (*next->text == '(' && !below->data && !above->data))
        return WRAP_PLAINLY;
    if (below->data || above->bold != below->bold)
        return WRAP_NOT;
    /* Labels hang: only the first line of one begins further left than the line above. */
    if (column->label && below->bbox.x0 < above->bbox.x0 - OUTDENT * strips->em)
        return WRAP_NOT;
    if (above->bbox.x1 + SPACE * strips->em + bbox_width(next->bbox) <= column->right + 1)
        return WRAP_NOT;
    /* Where the column holds nothing longer, the line above may be full for no reason. */
    const bool capital = g_unichar_isupper(g_utf8_get_char(next->text));
    return above->n == 1 || (capital && !is_title_case(strips, above)) ? WRAP_HARDLY : WRAP_PERHAPS;
}
