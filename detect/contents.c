/* detect/contents.c - printed tables of contents
 *
 * An entry ends in a page number, and either dots lead to it, or it stands
 * apart from the title at the right edge of the column, or the title is a
 * link into the document. Entries are believed in company: four in a row
 * (titles broken over two lines may stand between), whose numbers do not fall.
 */
#include "detect/contents.h"

#include "detect/phrase.h"

#include <string.h>

#define MIN_ENTRIES 4
#define MAX_BETWEEN 2 /* lines of one entry that do not end in a number */
#define MIN_DOTS 4    /* fewer are an ellipsis */
#define WIDE_GAP 2.0  /* of the type's size: a justified line's spaces stay below one */

/* Dots at the end of @text, spaces between them not counted. */
static guint
trailing_dots(const char *text, gsize end)
{
    guint dots = 0;

    while (end > 0 && (text[end - 1] == '.' || text[end - 1] == ' ' || text[end - 1] == '_'))
        dots += text[--end] != ' ';
    return dots;
}

/* The page number that ends an entry, 0 when @line is none. */
static guint
entry_number(const Page *page, const Line *line)
{
    if (line->n < 2)
        return 0;

    const Word *last = page_line_word(page, line, line->n - 1);
    const Word *before = page_line_word(page, line, line->n - 2);
    g_autofree char *text = phrase_line(page, line, 0);
    const char *end = text + strlen(text);

    while (end > text && (g_ascii_isdigit(end[-1]) || strchr("ivxlcIVXLC", end[-1]) != NULL))
        end--;
    const guint number = phrase_number(end);

    if (number == 0 || !(last->glued || phrase_number(last->text) > 0))
        return 0;
    if (trailing_dots(text, (gsize)(end - text)) >= MIN_DOTS)
        return number;

    const gint link = page_line_word(page, line, 0)->link;
    const bool inside = link >= 0 && (guint)link < page->links->len &&
                        g_array_index(page->links, Link, link).dest_page > 0;
    const bool apart = last->bbox.x0 - before->bbox.x1 > WIDE_GAP * line->size;
    /* A Roman number is also a word ("I", "mix"), so it has to be both. */
    return (g_ascii_isdigit(*end) ? apart || inside : apart && inside) ? number : 0;
}

bool
contents_is_title(const char *text)
{
    static const char *const titles[] = {
        "contents",           "tableofcontents",  "briefcontents", "detailedcontents", "inhalt",
        "inhaltsverzeichnis", "tabledesmatières", "sommaire",      "índice",           "indice"
    };
    g_autofree char *key = phrase_key(text);

    for (guint i = 0; i < G_N_ELEMENTS(titles); i++)
        if (strcmp(key, titles[i]) == 0)
            return true;
    return false;
}

/* Marks the lines @from to @to of a page. */
static void
mark_run(MarkTable *marks, guint p, guint from, guint to)
{
    for (guint l = from; l <= to; l++)
        if (mark_at(marks, p, l)->kind == MARK_BODY)
            mark_at(marks, p, l)->kind = MARK_CONTENTS;
}

void
contents_mark(const Document *document, MarkTable *marks)
{
    bool before = false; /* did the page before end in contents? */

    for (guint p = 0; p < document->pages->len; p++) {
        const Page *page = mark_page(document, p);
        guint first = 0, last = 0, n = 0, number = 0, any = 0;
        bool ends_in_run = false;

        for (guint l = 0; l <= page->lines->len; l++) {
            const bool body = l < page->lines->len && mark_at(marks, p, l)->kind == MARK_BODY;
            const guint found = body ? entry_number(page, page_line(page, l)) : 0;

            if (l < page->lines->len && !body)
                continue;
            /* Roman numbers of the front matter are followed by small Arabic ones: once. */
            if (found > 0 && (n == 0 || (l - last <= MAX_BETWEEN + 1 &&
                                         (found >= number || number - found < number / 2 + 20)))) {
                first = n == 0 ? l : first;
                last = l;
                n++;
                number = found;
                continue;
            }
            if (l < page->lines->len && (n == 0 || l - last <= MAX_BETWEEN))
                continue;
            /* The last page of contents may hold an entry or two only. */
            if (n >= MIN_ENTRIES || (n > 0 && before && any == 0)) {
                mark_run(marks, p, before && any == 0 ? 0 : first, last);
                ends_in_run = l == page->lines->len;
                any++;
            }
            n = 0;
        }
        before = ends_in_run;
    }
}

/* The texts of the cells of each row, one after the other. */
static GPtrArray *
row_texts(const Table *table)
{
    GPtrArray *rows = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GPtrArray) parts = g_ptr_array_new();

    for (guint row = 0; row < table->rows; row++)
        g_ptr_array_add(parts, g_string_new(NULL));
    for (guint i = 0; i < table->cells->len; i++) {
        const Cell *cell = &g_array_index(table->cells, Cell, i);

        if (cell->row >= table->rows || cell->text == NULL || *cell->text == '\0')
            continue;
        GString *text = g_ptr_array_index(parts, cell->row);
        g_string_append_printf(text, "%s%s", text->len > 0 ? " " : "", cell->text);
    }
    for (guint row = 0; row < table->rows; row++)
        g_ptr_array_add(rows, g_string_free(g_ptr_array_index(parts, row), FALSE));
    return rows;
}

bool
contents_is_table(const Table *table)
{
    guint entries = 0, dotted = 0, number = 0, n = 0;

    /* A table drawn with its grid is meant as one. */
    if (table->method == TABLE_LATTICE || table->rows > 2000)
        return false;

    g_autoptr(GPtrArray) rows = row_texts(table);
    for (guint row = 0; row < rows->len; row++) {
        const char *text = g_ptr_array_index(rows, row);
        const char *tail = strrchr(text, ' ');

        if (*text == '\0')
            continue;
        n++;
        const guint found = phrase_number(tail != NULL ? tail + 1 : text);
        if (found == 0 || found < number)
            continue;
        number = found;
        entries++;
        dotted += tail != NULL && trailing_dots(text, (gsize)(tail - text)) >= MIN_DOTS;
    }
    return entries >= MIN_ENTRIES && 10 * entries >= 7 * n && 2 * dotted >= entries;
}
