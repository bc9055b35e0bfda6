/* pipeline/shown.c - between pages as they are read and as a viewer shows them */
#include "pipeline/shown.h"

#include "ocr/scan.h"
#include "pipeline/model/quarter.h"

static bool
is_as_shown(const Page *page)
{
    return page->turn == 0 && page->left == 0 && page->top == 0;
}

Raster *
shown_raster(Raster *shown, const Page *page)
{
    if (is_as_shown(page))
        return shown;

    g_autoptr(Raster) whole = shown;
    const Bbox paper = { 0, 0, page->width, page->height };
    g_autoptr(Raster) part = raster_clip(whole, quarter_to_shown(page, paper));
    return part != NULL ? scan_turn(part, page->turn) : NULL;
}

/* Moves @bbox, which is on page @number. */
static void
show(const Document *document, guint number, Bbox *bbox)
{
    const Page *page = document_page(document, number);

    if (page != NULL && !is_as_shown(page))
        *bbox = quarter_to_shown(page, *bbox);
}

static void
show_table(const Document *document, Table *table)
{
    show(document, table->page, &table->bbox);
    for (guint i = 0; i < table->parts->len; i++) {
        TablePart *part = &g_array_index(table->parts, TablePart, i);

        show(document, part->page, &part->bbox);
    }
    for (guint i = 0; i < table->cells->len; i++) {
        Cell *cell = &g_array_index(table->cells, Cell, i);

        show(document, cell->page, &cell->bbox);
    }
}

static void
show_elements(const Document *document, const GPtrArray *elements)
{
    for (guint i = 0; i < elements->len; i++) {
        shelf_visit(document->shelf, i);
        Element *element = g_ptr_array_index(elements, i);

        show(document, element->page, &element->bbox);
        if (element->table != NULL)
            show_table(document, element->table);
    }
}

void
shown_flow(Document *document)
{
    bool differs = false;

    for (guint i = 0; i < document->pages->len; i++)
        differs = differs || !is_as_shown(document_nth(document, i));
    if (!differs)
        return;
    show_elements(document, document->flow->elements);
    show_elements(document, document->flow->dropped);
}

static gint
compare_edges(gconstpointer a, gconstpointer b)
{
    const double p = *(const double *)a, q = *(const double *)b;

    return (p > q) - (p < q);
}

/* The user's separators on the upright page. On a page on its side columns part at heights: each
 * number is taken for both. (transfer full) */
static GArray *
upright_columns(const GArray *columns, const Page *page)
{
    GArray *upright = g_array_new(FALSE, FALSE, sizeof(double));

    for (guint i = 0; i < columns->len; i++) {
        const double at = g_array_index(columns, double, i);
        const double x = quarter_from_shown(page, (Bbox){ at, at, at, at }).x0;

        g_array_append_val(upright, x);
    }
    g_array_sort(upright, compare_edges);
    return upright;
}

ShownOptions
shown_options(const FinderOptions *options, const Page *page)
{
    ShownOptions shown = { .options = *options };

    if (is_as_shown(page))
        return shown;
    if (options->areas != NULL) {
        shown.areas = finder_areas_new();
        for (guint i = 0; i < options->areas->len; i++) {
            FinderArea area = g_array_index(options->areas, FinderArea, i);

            if (finder_area_is_on(&area, page->number))
                area.bbox = quarter_from_shown(page, area.bbox);
            if (area.columns != NULL)
                area.columns = upright_columns(area.columns, page);
            g_array_append_val(shown.areas, area);
        }
        shown.options.areas = shown.areas;
    }
    if (options->columns != NULL) {
        shown.columns = upright_columns(options->columns, page);
        shown.options.columns = shown.columns;
    }
    return shown;
}

void
shown_options_clear(ShownOptions *shown)
{
    g_clear_pointer(&shown->areas, g_array_unref);
    g_clear_pointer(&shown->columns, g_array_unref);
}
