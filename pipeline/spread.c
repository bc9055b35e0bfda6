/* pipeline/spread.c - two pages of a book that were scanned together, as pages of their own
 *
 *     page of the file   1    2         3         6
 *     half               -    1    2    1    2    -     3 is the first page of a new chapter,
 *     number meanwhile   1    2    3    4    5    8     4 and 5 were left out by --pages
 */
#include "pipeline/spread.h"

#include "pipeline/model/quarter.h"

static Bbox
moved_left(Bbox b, double by)
{
    return (Bbox){ b.x0 - by, b.y0, b.x1 - by, b.y1 };
}

static bool
is_in(Bbox part, Bbox box)
{
    return bbox_mid_x(box) >= part.x0 && bbox_mid_x(box) < part.x1;
}

static void
copy_words(const Page *page, Bbox part, Page *half)
{
    for (guint i = 0; i < page->words->len; i++) {
        Word word = *page_word(page, i);

        if (!is_in(part, word.bbox))
            continue;
        word.text = g_strdup(word.text);
        word.style = page_intern_style(half->styles, page_style(page, word.style));
        word.bbox = moved_left(word.bbox, part.x0);
        if (word.rotation % 180 != 0)
            word.baseline -= part.x0;
        word.link = -1;
        g_array_append_val(half->words, word);
    }
    for (guint i = 0; i < page->links->len; i++) {
        Link link = g_array_index(page->links, Link, i);

        if (!is_in(part, link.bbox))
            continue;
        link.uri = g_strdup(link.uri);
        link.bbox = moved_left(link.bbox, part.x0);
        g_array_append_val(half->links, link);
    }
}

/* The part of @page, from top to bottom, as a page. (transfer full) */
static Page *
half_page(const Page *page, Bbox part, guint which)
{
    Page *half = page_new(page->number, bbox_width(part), page->height);
    const Bbox shown = quarter_to_shown(page, part);

    half->half = which;
    half->label = g_strdup(page->label);
    half->kind = page->kind;
    half->turn = page->turn;
    half->left = shown.x0;
    half->top = shown.y0;
    copy_words(page, part, half);
    for (guint i = 0; i < page->images->len; i++) {
        Image image = g_array_index(page->images, Image, i);

        image.bbox = moved_left(image.bbox, part.x0);
        g_array_append_val(half->images, image);
    }
    for (guint i = 0; i < page->choices->len; i++) {
        Choice choice = g_array_index(page->choices, Choice, i);

        choice.bbox = moved_left(bbox_intersect(choice.bbox, part), part.x0);
        if (!bbox_is_empty(choice.bbox))
            g_array_append_val(half->choices, choice);
    }
    for (guint i = 0; i < page->issues->len && which == 1; i++)
        page_add_issue(half, "%s", (const char *)g_ptr_array_index(page->issues, i));
    return half;
}

Page *
spread_cut(Page *page, double at, bool right_first)
{
    const Bbox left = { 0, 0, at, page->height }, right = { at, 0, page->width, page->height };
    Page *first = half_page(page, right_first ? right : left, 1);
    Page *second = half_page(page, right_first ? left : right, 2);
    const Page whole = *page;

    *page = *first;
    *first = whole;
    page_free(first);
    return second;
}

static void
number_table(Table *table, guint number)
{
    table->page = number;
    for (guint i = 0; i < table->cells->len; i++)
        g_array_index(table->cells, Cell, i).page = number;
    for (guint i = 0; i < table->parts->len; i++)
        g_array_index(table->parts, TablePart, i).page = number;
}

static void
number_page(Page *page, guint number)
{
    page->number = number;
    for (guint i = 0; i < page->tables->len; i++)
        number_table(g_ptr_array_index(page->tables, i), number);
}

/* Pages that are not there are beyond the last. */
static guint
number_meanwhile(const GArray *numbers, guint of_file)
{
    for (guint number = 1; number < numbers->len; number++)
        if (g_array_index(numbers, guint, number) == of_file)
            return number;
    return numbers->len + of_file;
}

static guint
number_in_file(const GArray *numbers, guint number)
{
    return number < numbers->len ? g_array_index(numbers, guint, number) : number - numbers->len;
}

/* Targets of links and of the outline; 0 is none. */
static void
number_targets(Document *document, const GArray *numbers,
               guint (*number)(const GArray *numbers, guint page))
{
    for (guint i = 0; i < document->outline->len; i++) {
        OutlineEntry *entry = &g_array_index(document->outline, OutlineEntry, i);

        entry->page = entry->page > 0 ? number(numbers, entry->page) : 0;
    }
    for (guint i = 0; i < document->pages->len; i++) {
        Page *page = document_change(document, i);

        for (guint k = 0; k < page->links->len; k++) {
            Link *link = &g_array_index(page->links, Link, k);

            link->dest_page = link->dest_page > 0 ? number(numbers, link->dest_page) : 0;
        }
    }
}

GArray *
spread_number(Document *document)
{
    const guint none = 0;
    bool split = false;
    guint before = 0;

    for (guint i = 0; i < document->pages->len; i++)
        split = split || document_nth(document, i)->half > 0;
    if (!split)
        return NULL;

    GArray *numbers = g_array_new(FALSE, FALSE, sizeof(guint));
    g_array_append_val(numbers, none);
    for (guint i = 0; i < document->pages->len; i++) {
        Page *page = document_change(document, i);
        const guint of_file = page->number;

        while (before > 0 && ++before < of_file) /* left out by --pages */
            g_array_append_val(numbers, none);
        before = of_file;
        g_array_append_val(numbers, of_file);
        number_page(page, numbers->len - 1);
    }
    number_targets(document, numbers, number_meanwhile);
    return numbers;
}

static void
renumber_runs(const GArray *numbers, GArray *runs)
{
    for (guint i = 0; runs != NULL && i < runs->len; i++) {
        Run *run = &g_array_index(runs, Run, i);

        run->dest_page = run->dest_page > 0 ? number_in_file(numbers, run->dest_page) : 0;
    }
}

static void
renumber(const GArray *numbers, const GPtrArray *elements, Shelf *shelf)
{
    for (guint i = 0; i < elements->len; i++) {
        shelf_visit(shelf, i);
        Element *element = g_ptr_array_index(elements, i);
        Table *table = element->table;

        element->page = number_in_file(numbers, element->page);
        renumber_runs(numbers, element->runs);
        if (table == NULL)
            continue;
        table->page = number_in_file(numbers, table->page);
        for (guint k = 0; k < table->parts->len; k++) {
            TablePart *part = &g_array_index(table->parts, TablePart, k);

            part->page = number_in_file(numbers, part->page);
        }
        for (guint k = 0; k < table->cells->len; k++) {
            Cell *cell = &g_array_index(table->cells, Cell, k);

            cell->page = number_in_file(numbers, cell->page);
            renumber_runs(numbers, cell->runs);
        }
    }
}

void
spread_renumber(Document *document, GArray *numbers)
{
    if (numbers == NULL)
        return;
    renumber(numbers, document->flow->elements, document->shelf);
    renumber(numbers, document->flow->dropped, document->shelf);
    number_targets(document, numbers, number_in_file);
    for (guint i = 0; i < document->pages->len; i++) {
        Page *page = document_change(document, i);

        number_page(page, number_in_file(numbers, page->number));
    }
    g_array_unref(numbers);
}
