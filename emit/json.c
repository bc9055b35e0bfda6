/* emit/json.c - documents and tables as JSON, for programs
 *
 * Lists of things are written one a line, so that two versions can be compared
 * line by line; jansson writes each of them.
 */
#include "emit/json.h"

#include "pipeline/model/datum.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

/* Two decimals of a point are 3.5 micrometres; a page is at most 14400 points. */
static json_t *
number(double value)
{
    if (!isfinite(value) || fabs(value) > 1e9)
        return json_integer(0);

    const double rounded = round(value * 100) / 100;
    return rounded == floor(rounded) ? json_integer((json_int_t)rounded) : json_real(rounded);
}

static json_t *
text(const char *string)
{
    g_autofree char *valid = g_utf8_make_valid(string != NULL ? string : "", -1);

    return json_string(valid);
}

static json_t *
box(Bbox bbox)
{
    json_t *array = json_array();

    json_array_append_new(array, number(bbox.x0));
    json_array_append_new(array, number(bbox.y0));
    json_array_append_new(array, number(bbox.x1));
    json_array_append_new(array, number(bbox.y1));
    return array;
}

static void
set(json_t *object, const char *key, json_t *value)
{
    /* NULL means no memory, as texts are valid and numbers finite. */
    g_assert(value != NULL);
    json_object_set_new(object, key, value);
}

static void
set_text(json_t *object, const char *key, const char *value)
{
    if (value != NULL)
        set(object, key, text(value));
}

/* Takes @value. Fifteen figures are what a double keeps of a printed number. */
static void
append(GString *out, json_t *value)
{
    char *dumped = json_dumps(value, JSON_COMPACT | JSON_REAL_PRECISION(15));

    g_assert(dumped != NULL);
    g_string_append(out, dumped);
    free(dumped);
    json_decref(value);
}

/* Takes @fields and leaves them open, in the list @key. */
static void
open_list(GString *out, json_t *fields, const char *key)
{
    append(out, fields);
    g_string_truncate(out, out->len - 1);
    if (out->str[out->len - 1] != '{')
        g_string_append_c(out, ',');
    g_string_append_printf(out, "\"%s\":[", key);
}

static void
next_in_list(GString *out, guint i)
{
    g_string_append(out, i > 0 ? ",\n" : "\n");
}

static const char *
method_name(TableMethod method)
{
    return method == TABLE_LATTICE ? "lattice" : "stream";
}

static json_t *
warnings(const Table *table)
{
    json_t *array = json_array();

    for (guint i = 0; i < table->warnings->len; i++)
        json_array_append_new(array, text(g_ptr_array_index(table->warnings, i)));
    return array;
}

static json_t *
column_types(const GArray *columns)
{
    json_t *array = json_array();

    for (guint c = 0; c < columns->len; c++)
        json_array_append_new(
            array, json_string(datum_kind_name(g_array_index(columns, DatumColumn, c).kind)));
    return array;
}

/* The value of a cell that holds a number, as its column reads it. */
static void
set_value(json_t *object, const Cell *cell, const Table *table, const GArray *columns)
{
    if (cell->row < table->header_rows || cell->col >= columns->len)
        return;

    const DatumColumn *column = &g_array_index(columns, DatumColumn, cell->col);
    const Datum datum = datum_read(cell->text, column->decimal);
    if (!datum.exact || column->kind == DATUM_TEXT || fabs(datum.value) > 1e15)
        return;
    set(object, "value",
        datum.value == floor(datum.value) ? json_integer((json_int_t)datum.value)
                                          : json_real(datum.value));
}

static json_t *
cell_object(const Cell *cell, const Table *table, const GArray *columns)
{
    json_t *object = json_object();

    set(object, "row", json_integer(cell->row));
    set(object, "col", json_integer(cell->col));
    set(object, "rowspan", json_integer(MAX(cell->rowspan, 1)));
    set(object, "colspan", json_integer(MAX(cell->colspan, 1)));
    set(object, "text", text(cell->text));
    set_value(object, cell, table, columns);
    if (cell->page != table->page && cell->page != 0)
        set(object, "page", json_integer(cell->page));
    set(object, "bbox", box(cell->bbox));
    return object;
}

static json_t *
parts(const Table *table)
{
    json_t *array = json_array();

    for (guint i = 0; i < table->parts->len; i++) {
        const TablePart *part = &g_array_index(table->parts, TablePart, i);
        json_t *object = json_object();

        set(object, "page", json_integer(part->page));
        set(object, "bbox", box(part->bbox));
        json_array_append_new(array, object);
    }
    return array;
}

static void
append_table(GString *out, const Table *table)
{
    json_t *fields = json_object();
    g_autoptr(GArray) columns = datum_columns(table);

    set(fields, "page", json_integer(table->page));
    set(fields, "bbox", box(table->bbox));
    set(fields, "rows", json_integer(table->rows));
    set(fields, "cols", json_integer(table->cols));
    set(fields, "header_rows", json_integer(table->header_rows));
    set(fields, "column_types", column_types(columns));
    set(fields, "method", json_string(method_name(table->method)));
    set(fields, "confidence", number(table->confidence));
    set(fields, "parts", parts(table));
    set(fields, "warnings", warnings(table));
    open_list(out, fields, "cells");
    for (guint i = 0; i < table->cells->len; i++) {
        next_in_list(out, i);
        append(out, cell_object(&g_array_index(table->cells, Cell, i), table, columns));
    }
    g_string_append(out, "\n]}");
}

char *
json_tables(const char *file, const GPtrArray *tables)
{
    GString *out = g_string_new(NULL);
    json_t *fields = json_object();

    set(fields, "version", json_integer(JSON_TABLES_VERSION));
    set(fields, "file", text(file));
    open_list(out, fields, "tables");
    for (guint i = 0; i < tables->len; i++) {
        next_in_list(out, i);
        append_table(out, g_ptr_array_index(tables, i));
    }
    g_string_append(out, "\n]}\n");
    return g_string_free(out, FALSE);
}

char *
json_manifest_line(const char *document, const Table *table, const char *file, const char *sheet)
{
    GString *out = g_string_new(NULL);
    json_t *line = json_object();
    g_autoptr(GArray) columns = datum_columns(table);

    set(line, "document", text(document));
    set(line, "page", json_integer(table->page));
    set(line, "bbox", box(table->bbox));
    set(line, "rows", json_integer(table->rows));
    set(line, "columns", json_integer(table->cols));
    set(line, "header_rows", json_integer(table->header_rows));
    set(line, "column_types", column_types(columns));
    set(line, "method", json_string(method_name(table->method)));
    set(line, "confidence", number(table->confidence));
    set(line, "warnings", warnings(table));
    set(line, "file", text(file));
    set_text(line, "sheet", sheet);
    append(out, line);
    g_string_append_c(out, '\n');
    return g_string_free(out, FALSE);
}

static const char *
kind_name(ElementKind kind)
{
    static const char *const names[] = {
        [ELEMENT_HEADING] = "heading", [ELEMENT_PARAGRAPH] = "paragraph",
        [ELEMENT_ITEM] = "item",       [ELEMENT_CODE] = "code",
        [ELEMENT_TABLE] = "table",     [ELEMENT_PICTURE] = "picture",
        [ELEMENT_CAPTION] = "caption", [ELEMENT_NOTE] = "note",
        [ELEMENT_HEADER] = "header",   [ELEMENT_FOOTER] = "footer",
        [ELEMENT_FORMULA] = "formula",
    };

    return kind < G_N_ELEMENTS(names) ? names[kind] : "paragraph";
}

/* Runs are plain strings where they are plain text, objects where there is more to say. */
static json_t *
run_object(const Run *run)
{
    static const struct {
        guint flag;
        const char *name;
    } flags[] = { { RUN_BOLD, "bold" },   { RUN_ITALIC, "italic" }, { RUN_CODE, "code" },
                  { RUN_SUPER, "super" }, { RUN_SUB, "sub" },       { RUN_NOTE, "note" },
                  { RUN_BREAK, "break" } };

    if (run->flags == 0 && run->uri == NULL && run->dest_page == 0)
        return text(run->text);

    json_t *object = json_object();
    set(object, "text", text(run->text));
    for (guint i = 0; i < G_N_ELEMENTS(flags); i++)
        if (run->flags & flags[i].flag)
            set(object, flags[i].name, json_true());
    set_text(object, "uri", run->uri);
    if (run->dest_page > 0) {
        set(object, "dest_page", json_integer(run->dest_page));
        set(object, "dest_y", number(run->dest_y));
    }
    return object;
}

static json_t *
run_list(const GArray *runs)
{
    json_t *array = json_array();

    for (guint i = 0; i < runs->len; i++)
        json_array_append_new(array, run_object(&g_array_index(runs, Run, i)));
    return array;
}

static void
append_element(GString *out, const Element *element)
{
    json_t *fields = json_object();

    set(fields, "kind", json_string(kind_name(element->kind)));
    set(fields, "page", json_integer(element->page));
    set(fields, "bbox", box(element->bbox));
    if (element->kind == ELEMENT_HEADING)
        set(fields, "level", json_integer(element->level));
    if (element->depth > 0)
        set(fields, "depth", json_integer(element->depth));
    if (element->quote > 0)
        set(fields, "quote", json_integer(element->quote));
    if (element->kind == ELEMENT_ITEM) {
        set(fields, "ordered", json_boolean(element->ordered));
        if (element->ordered)
            set(fields, "ordinal", json_integer(element->ordinal));
    }
    set_text(fields, "marker", element->marker);
    if (element->runs->len > 0) {
        g_autofree char *plain = run_array_text(element->runs);

        set(fields, "text", text(plain));
        set(fields, "runs", run_list(element->runs));
    }
    set_text(fields, "code", element->code);
    set_text(fields, "language", element->language);
    set_text(fields, "label", element->label);
    set_text(fields, "file", element->file);
    append(out, fields);
    if (element->table != NULL) {
        g_string_truncate(out, out->len - 1);
        g_string_append(out, ",\"table\":");
        append_table(out, element->table);
        g_string_append_c(out, '}');
    }
}

static json_t *
metadata(const Document *document)
{
    json_t *object = json_object();

    set_text(object, "title", document->title);
    set_text(object, "author", document->author);
    set_text(object, "subject", document->subject);
    set_text(object, "keywords", document->keywords);
    set_text(object, "producer", document->producer);
    set_text(object, "date", document->date);
    set(object, "tagged", json_boolean(document->tagged));
    return object;
}

static void
append_pages(GString *out, const Document *document)
{
    static const char *const kinds[] = {
        [PAGE_DIGITAL] = "digital", [PAGE_SCAN] = "scan", [PAGE_LAYERED] = "layered"
    };

    for (guint i = 0; i < document->pages->len; i++) {
        const Page *page = g_ptr_array_index(document->pages, i);
        json_t *object = json_object();

        set(object, "number", json_integer(page->number));
        set_text(object, "label", page->label);
        const bool lies = page->turn % 2 == 1;
        set(object, "width", number(lies ? page->height : page->width));
        set(object, "height", number(lies ? page->width : page->height));
        set(object, "kind",
            json_string(page->kind < G_N_ELEMENTS(kinds) ? kinds[page->kind] : kinds[0]));
        if (page->turn != 0)
            set(object, "turned_deg", json_integer(90 * (json_int_t)page->turn));
        if (page->skew_deg != 0)
            set(object, "skew_deg", number(page->skew_deg));
        next_in_list(out, i);
        append(out, object);
    }
}

static void
append_outline(GString *out, const Document *document)
{
    for (guint i = 0; document->outline != NULL && i < document->outline->len; i++) {
        const OutlineEntry *entry = &g_array_index(document->outline, OutlineEntry, i);
        json_t *object = json_object();

        set(object, "title", text(entry->title));
        set(object, "level", json_integer(entry->level));
        if (entry->page > 0) {
            set(object, "page", json_integer(entry->page));
            set(object, "y", number(entry->y));
        }
        next_in_list(out, i);
        append(out, object);
    }
}

char *
json_document(const Document *document)
{
    g_autofree char *file = g_path_get_basename(document->path != NULL ? document->path : "-");
    GString *out = g_string_new(NULL);
    json_t *fields = json_object();

    set(fields, "version", json_integer(JSON_DOCUMENT_VERSION));
    set(fields, "file", text(file));
    set(fields, "metadata", metadata(document));
    set(fields, "n_pages", json_integer(document->n_pages));
    open_list(out, fields, "pages");
    append_pages(out, document);
    g_string_append(out, "\n],\"outline\":[");
    append_outline(out, document);
    g_string_append(out, "\n],\"elements\":[");
    for (guint i = 0; document->flow != NULL && i < document->flow->elements->len; i++) {
        next_in_list(out, i);
        append_element(out, flow_element(document->flow, i));
    }
    g_string_append(out, "\n]}\n");
    return g_string_free(out, FALSE);
}
