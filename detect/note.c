/* detect/note.c - footnotes and the marks that call them
 *
 *     ... as Beawes says.25 From here      a raised small word, equal to what
 *     ______                               a note at the foot of the page
 *     25 Lex Mercatoria, 791.              begins with; of several, the one that
 *                                          links to it, then one behind a word
 */
#include "detect/note.h"

#include "detect/phrase.h"

#include <math.h>
#include <string.h>

#define MARK_SIZE 0.87  /* of the line's type, as in detect/line.c */
#define MARK_SHIFT 0.12 /* of the line's type above its baseline */
#define LINK_SLACK                                                                                 \
    2.0 /* of the note's height: a link leads to its first line or right above it                  \
         */

/* The mark as written, brackets and dots aside: "25.", "[25]" and "25" are one. */
static char *
plain_mark(const char *text)
{
    GString *mark = g_string_new(NULL);

    for (const char *p = text; *p != '\0'; p++)
        if (strchr(".:()[] ", *p) == NULL)
            g_string_append_c(mark, *p);
    return g_string_free(mark, FALSE);
}

static bool
is_raised(const Page *page, const Line *line, const Word *word)
{
    return word->rotation == 0 && page_style(page, word->style)->size < MARK_SIZE * line->size &&
           line->baseline - word->baseline > MARK_SHIFT * line->size;
}

/* Does the link of a mark lead to the note? */
static bool
leads_to(const Page *page, const Word *word, const Piece *note)
{
    if (word->link < 0 || (guint)word->link >= page->links->len)
        return false;
    const Link *link = &g_array_index(page->links, Link, word->link);
    return link->uri == NULL && link->dest_page == page->number &&
           fabs(link->dest_y - note->bbox.y0) < LINK_SLACK * bbox_height(note->bbox);
}

/* Does the raised word at @i stand behind a word or a full stop? Exponents stand behind one letter
 * or a bracket. */
static bool
is_behind_word(const Page *page, const Line *line, guint i)
{
    const Word *before = i > 0 ? page_line_word(page, line, i - 1) : NULL;
    const gunichar last = before != NULL ? phrase_last_char(before->text) : 0;

    if (before == NULL || page_style(page, before->style)->size < MARK_SIZE * line->size)
        return false;
    return g_unichar_isalpha(last)
               ? before->text[0] != '\0' && *g_utf8_next_char(before->text) != '\0'
               : strchr(".,;:!?", (int)MIN(last, 0x7F)) != NULL || last > 0x7F;
}

/* The raised word of the page that says @mark and is most likely its mark; NULL for none. The
 * note's own line has it, too. */
static const Word *
find_mark(const Document *document, guint p, const Piece *note, const char *mark)
{
    const Page *page = mark_page(document, p);
    const guint own = piece_first(note)->line;
    const Word *found = NULL;
    guint best = 0;

    for (guint l = 0; l < page->lines->len; l++) {
        const Line *line = page_line(page, l);

        for (guint i = 0; l != own && i < line->n; i++) {
            const Word *word = page_line_word(page, line, i);

            if (!is_raised(page, line, word))
                continue;
            g_autofree char *text = plain_mark(word->text);
            if (strcmp(text, mark) != 0)
                continue;
            const guint likely = leads_to(page, word, note)      ? 3
                                 : is_behind_word(page, line, i) ? 2
                                                                 : 1;
            if (likely > best) {
                best = likely;
                found = word;
            }
        }
    }
    return found;
}

/* @mark itself, or with what tells it from the notes of other pages. */
static char *
unique_label(GHashTable *taken, const char *mark, guint page)
{
    char *label = g_ascii_isalnum(mark[0]) ? g_strdup(mark) : g_strdup_printf("p%u", page);

    for (guint n = 0; g_hash_table_contains(taken, label); n++) {
        g_free(label);
        label = n == 0 ? g_strdup_printf("p%u-%s", page, g_ascii_isalnum(mark[0]) ? mark : "1")
                       : g_strdup_printf("p%u-%s-%u", page, mark, n);
    }
    return label;
}

GHashTable *
note_settle(const Document *document, const GPtrArray *pieces)
{
    GHashTable *marks = g_hash_table_new(NULL, NULL);
    g_autoptr(GHashTable) taken = g_hash_table_new(g_str_hash, g_str_equal);

    for (guint i = 0; i < pieces->len; i++) {
        Piece *piece = piece_at(pieces, i);

        if (piece->kind != ELEMENT_NOTE || piece->marker == NULL || piece->lines->len == 0)
            continue;
        g_autofree char *mark = plain_mark(piece->marker);
        const Word *word = *mark != '\0' ? find_mark(document, piece->page, piece, mark) : NULL;

        if (word == NULL || g_hash_table_contains(marks, word))
            continue;
        piece->label = unique_label(taken, mark, mark_page(document, piece->page)->number);
        g_hash_table_add(taken, piece->label);
        g_hash_table_insert(marks, (gpointer)word, piece->label);
    }
    return marks;
}
