/* detect/carry.c - tables carried over to the next page, and what the paper says between them
 *
 *     Table 1: Ships                page 1
 *     | ...           |
 *     Continued on next page        goes
 *     12                            stays: a page number, running heads, notes
 *     Ferries and piers             stays
 *     Table 1: Ships (continued)    goes, as would "Table 1: Ships"
 *     | ...           |             page 2
 *
 * Anything else between the two, a paragraph or the title of another table, keeps
 * them apart. What stands beside the tables is no matter: numbers and heads at the
 * sides of a page that is turned, notes in a margin.
 */
#include "detect/carry.h"

#include "detect/join.h"
#include "detect/phrase.h"
#include "detect/sequel.h"

#include <string.h>

#define MAX_BETWEEN 12 /* pieces that may stand between two parts: heads, feet and notes */
#define MAX_ASIDE 2    /* lines of what stands beside a table and is no text of its own */

static bool
is_furniture(const Piece *piece)
{
    return piece->kind == ELEMENT_HEADER || piece->kind == ELEMENT_FOOTER ||
           piece->kind == ELEMENT_NOTE;
}

static const TablePart *
last_part(const Table *table)
{
    return &g_array_index(table->parts, TablePart, table->parts->len - 1);
}

/* Does the piece stand to the left or the right of the part of the table on its page? */
static bool
is_aside(const Document *document, const Piece *piece, const Table *above, const Table *below)
{
    const guint page = mark_page(document, piece->page)->number;
    const Bbox table = page == below->page ? below->bbox : last_part(above)->bbox;

    return piece->lines->len <= MAX_ASIDE && bbox_overlap_x(piece->bbox, table) <= 0;
}

static bool
is_title(const Piece *piece)
{
    return piece->kind == ELEMENT_CAPTION || piece->kind == ELEMENT_PARAGRAPH ||
           piece->kind == ELEMENT_HEADING;
}

/* Is @text what stands right above the table at @i of @kept, too? */
static bool
repeats_title(const Document *document, const GPtrArray *kept, guint i, const char *text)
{
    while (i-- > 0) {
        const Piece *piece = piece_at(kept, i);

        if (is_furniture(piece))
            continue;
        if (!is_title(piece))
            return false;
        g_autofree char *said = piece_text(document, piece);
        g_autofree char *a = sequel_key(said);
        g_autofree char *b = sequel_key(text);
        return *a != '\0' && strcmp(a, b) == 0;
    }
    return false;
}

/* The table in @kept with nothing but furniture between it and the end; -1 for none. What says
 * that a table goes on is added to @said, what may be its title again is *@title. */
static gint
find_above(const Document *document, const GPtrArray *kept, const Table *below, GPtrArray *said,
           const Piece **title)
{
    g_autoptr(GPtrArray) between = g_ptr_array_new();
    guint i = kept->len;

    *title = NULL;
    while (i-- > 0 && piece_at(kept, i)->kind != ELEMENT_TABLE) {
        if (between->len >= MAX_BETWEEN)
            return -1;
        g_ptr_array_add(between, piece_at(kept, i));
    }
    if (i == G_MAXUINT)
        return -1;

    const Table *above = piece_at(kept, i)->table;
    if (above->parts->len == 0 || last_part(above)->page + 1 != below->page)
        return -1;
    for (guint k = 0; k < between->len; k++) {
        const Piece *piece = g_ptr_array_index(between, k);

        if (is_furniture(piece))
            continue;
        g_autofree char *text = is_title(piece) ? piece_text(document, piece) : g_strdup("");
        if (sequel_is_said(text))
            g_ptr_array_add(said, (gpointer)piece);
        else if (phrase_number(text) > 0 || is_aside(document, piece, above, below))
            continue; /* the number of a page that nothing proves to be one */
        else if (*title == NULL && mark_page(document, piece->page)->number == below->page &&
                 repeats_title(document, kept, i, text))
            *title = piece;
        else
            return -1;
    }
    return (gint)i;
}

bool
carry_table(const Document *document, GPtrArray *kept, const Piece *below)
{
    g_autoptr(GPtrArray) said = g_ptr_array_new();
    const Piece *title;

    if (below->kind != ELEMENT_TABLE)
        return false;
    const gint i = find_above(document, kept, below->table, said, &title);
    if (i < 0 || piece_at(kept, (guint)i)->quote != below->quote)
        return false;

    Piece *above = piece_at(kept, (guint)i);
    const JoinPart upper = { above->table, document_page(document, last_part(above->table)->page) };
    const JoinPart lower = { below->table, document_page(document, below->table->page) };
    if (upper.page == NULL || lower.page == NULL)
        return false;
    g_autoptr(GArray) columns = join_columns(upper, lower);
    if (columns == NULL)
        return false;

    join_append(piece_own_table(above), below->table, columns);
    for (guint k = 0; k < said->len; k++)
        g_ptr_array_remove(kept, g_ptr_array_index(said, k));
    if (title != NULL)
        g_ptr_array_remove(kept, (gpointer)title);
    return true;
}
