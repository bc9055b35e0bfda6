/* emit/viewer_data.c - what the page of emit/viewer.h knows of a document, as JSON */
#include "emit/viewer_data.h"

#include "emit/value.h"
#include "pipeline/model/quarter.h"

#include <string.h>

/* Words that were read with less certainty than this are shown as doubtful. */
#define SURE 0.8

static json_t *
shown_box(const Page *page, Bbox bbox)
{
    return value_box(quarter_to_shown(page, bbox));
}

static json_t *
doubt(const Page *page, const Word *word)
{
    json_t *array = json_array();

    json_array_append_new(array, shown_box(page, word->bbox));
    json_array_append_new(array, value_number(word->confidence));
    json_array_append_new(array, value_text(word->text));
    return array;
}

/* A stroke is a box without a width. */
static Bbox
ruling_box(const Ruling *ruling)
{
    return ruling->axis == AXIS_H ? (Bbox){ ruling->from, ruling->at, ruling->to, ruling->at }
                                  : (Bbox){ ruling->at, ruling->from, ruling->at, ruling->to };
}

/* @object as text without "<", which could end a script; consumes it. */
static char *
finish(json_t *object)
{
    g_autofree char *dumped = value_dump(object);
    g_auto(GStrv) parts = g_strsplit(dumped, "<", -1);

    return g_strjoinv("\\u003c", parts);
}

/* The layers of one page that no element of the flow is in. */
typedef struct {
    json_t *lines, *rulings, *pictures, *doubts;
} Layers;

static void
append_layers(Layers *layers, const Page *page)
{
    for (guint i = 0; i < page->lines->len; i++)
        json_array_append_new(layers->lines, shown_box(page, page_line(page, i)->bbox));
    for (guint i = 0; i < page->rulings->len; i++)
        json_array_append_new(
            layers->rulings, shown_box(page, ruling_box(&g_array_index(page->rulings, Ruling, i))));
    for (guint i = 0; i < page->pictures->len; i++)
        json_array_append_new(layers->pictures,
                              shown_box(page, g_array_index(page->pictures, Picture, i).bbox));
    for (guint i = 0; i < page->words->len; i++)
        if (page_word(page, i)->confidence < SURE)
            json_array_append_new(layers->doubts, doubt(page, page_word(page, i)));
}

bool
viewer_data_goes_on(const Document *document, guint i)
{
    return i > 0 && i < document->pages->len &&
           document_nth(document, i)->number == document_nth(document, i - 1)->number;
}

/* The size of the @i-th page and those that go on there, as shown. */
static void
set_size(json_t *object, const Document *document, guint i)
{
    Bbox sheet = BBOX_EMPTY;

    do {
        const Page *page = document_nth(document, i);

        sheet =
            bbox_union(sheet, quarter_to_shown(page, (Bbox){ 0, 0, page->width, page->height }));
    } while (viewer_data_goes_on(document, ++i));
    value_set(object, "width", value_number(sheet.x1));
    value_set(object, "height", value_number(sheet.y1));
}

char *
viewer_data_page(const Document *document, guint i)
{
    json_t *object = json_object();
    Layers layers = { json_array(), json_array(), json_array(), json_array() };

    set_size(object, document, i);
    do
        append_layers(&layers, document_nth(document, i));
    while (viewer_data_goes_on(document, ++i));
    value_set(object, "lines", layers.lines);
    value_set(object, "rulings", layers.rulings);
    value_set(object, "pictures", layers.pictures);
    value_set(object, "doubts", layers.doubts);
    return finish(object);
}

static const char *
page_kind(PageKind kind)
{
    return kind == PAGE_SCAN ? "scan" : kind == PAGE_LAYERED ? "scan with a text layer" : "digital";
}

/* What is known of a page before it comes into view. */
static json_t *
page_head(const Document *document, guint i)
{
    const Page *page = document_nth(document, i);
    json_t *object = json_object();

    value_set(object, "number", json_integer(page->number));
    if (page->label != NULL && *page->label != '\0')
        value_set(object, "label", value_text(page->label));
    set_size(object, document, i);
    value_set(object, "kind", json_string(page_kind(page->kind)));
    value_set(object, "issues", value_texts(page->issues));
    return object;
}

/* How sure is the least sure word of a cell? */
static double
cell_confidence(const Document *document, const Cell *cell)
{
    const Page *page = document_page(document, cell->page);
    double confidence = 1;

    for (guint i = 0; page != NULL && cell->words != NULL && i < cell->words->len; i++) {
        const guint word = g_array_index(cell->words, guint, i);

        if (word < page->words->len)
            confidence = MIN(confidence, page_word(page, word)->confidence);
    }
    return confidence;
}

static json_t *
cell_object(const Document *document, const Cell *cell)
{
    json_t *object = json_object();

    value_set(object, "page", json_integer(cell->page));
    value_set(object, "box", value_box(cell->bbox));
    value_set(object, "row", json_integer(cell->row));
    value_set(object, "col", json_integer(cell->col));
    value_set(object, "rowspan", json_integer(MAX(cell->rowspan, 1)));
    value_set(object, "colspan", json_integer(MAX(cell->colspan, 1)));
    value_set(object, "text", value_text(cell->text));
    value_set(object, "confidence", value_number(cell_confidence(document, cell)));
    return object;
}

static json_t *
part_object(guint page, Bbox bbox)
{
    json_t *object = json_object();

    value_set(object, "page", json_integer(page));
    value_set(object, "box", value_box(bbox));
    return object;
}

static json_t *
table_object(const Document *document, const Table *table, guint element)
{
    json_t *object = json_object();
    json_t *parts = json_array(), *columns = json_array(), *cells = json_array();

    for (guint i = 0; i < table->parts->len; i++) {
        const TablePart *part = &g_array_index(table->parts, TablePart, i);

        json_array_append_new(parts, part_object(part->page, part->bbox));
    }
    if (table->parts->len == 0)
        json_array_append_new(parts, part_object(table->page, table->bbox));
    for (guint i = 0; table->xs != NULL && i < table->xs->len; i++)
        json_array_append_new(columns, value_number(g_array_index(table->xs, double, i)));
    for (guint i = 0; i < table->cells->len; i++)
        json_array_append_new(cells, cell_object(document, &g_array_index(table->cells, Cell, i)));
    value_set(object, "element", json_integer(element));
    value_set(object, "page", json_integer(table->page));
    value_set(object, "rows", json_integer(table->rows));
    value_set(object, "cols", json_integer(table->cols));
    value_set(object, "header_rows", json_integer(table->header_rows));
    value_set(object, "method", json_string(table->method == TABLE_LATTICE ? "lattice" : "stream"));
    value_set(object, "confidence", value_number(table->confidence));
    value_set(object, "warnings", value_texts(table->warnings));
    value_set(object, "parts", parts);
    value_set(object, "columns", columns);
    value_set(object, "cells", cells);
    return object;
}

static json_t *
element_head(const Element *element)
{
    json_t *object = json_object();

    value_set(object, "kind", json_string(value_element_name(element->kind)));
    value_set(object, "page", json_integer(element->page));
    value_set(object, "box", value_box(element->bbox));
    return object;
}

static bool
is_furniture(const Element *element)
{
    return element->kind == ELEMENT_HEADER || element->kind == ELEMENT_FOOTER;
}

static void
append_dropped(json_t *dropped, const Element *element)
{
    g_autofree char *text =
        element->code != NULL ? g_strdup(element->code) : run_array_text(element->runs);
    json_t *object = element_head(element);

    value_set(object, "furniture", json_boolean(is_furniture(element)));
    value_set(object, "why", value_text(element->why != NULL ? element->why : "left out"));
    value_set(object, "text", value_text(text));
    json_array_append_new(dropped, object);
}

/* The elements of the stream, and those of them that are tables. */
static void
append_elements(const Document *document, const GArray *ends, json_t *elements, json_t *tables)
{
    for (guint i = 0; i < document->flow->elements->len; i++) {
        const Element *element = flow_element(document->flow, i);
        json_t *object = element_head(element);

        value_set(object, "end", json_integer((json_int_t)g_array_index(ends, gsize, i)));
        if (element->kind == ELEMENT_TABLE && element->table != NULL) {
            value_set(object, "table", json_integer((json_int_t)json_array_size(tables)));
            json_array_append_new(tables, table_object(document, element->table, i));
        }
        json_array_append_new(elements, object);
    }
}

char *
viewer_data_document(const Document *document, const char *markdown, const GArray *ends)
{
    json_t *object = json_object();
    json_t *pages = json_array(), *elements = json_array(), *tables = json_array(),
           *dropped = json_array();

    for (guint i = 0; i < document->pages->len; i++)
        if (!viewer_data_goes_on(document, i))
            json_array_append_new(pages, page_head(document, i));
    if (document->flow != NULL) {
        append_elements(document, ends, elements, tables);
        for (guint i = 0; i < document->flow->dropped->len; i++)
            append_dropped(dropped, g_ptr_array_index(document->flow->dropped, i));
    }
    value_set(object, "file", value_text(document->path));
    value_set(object, "pages", pages);
    value_set(object, "elements", elements);
    value_set(object, "tables", tables);
    value_set(object, "dropped", dropped);
    value_set(object, "markdown", value_text(markdown));
    return finish(object);
}
