/* emit/json.c - documents and tables as JSON, for programs
 *
 * Lists of things are written one a line, so that two versions can be compared
 * line by line; jansson writes each of them.
 */
#include "emit/json.h"

#include "emit/datapackage.h"
#include "emit/value.h"
#include "pipeline/model/datum.h"
#include "pipeline/model/quarter.h"

#include <math.h>
#include <string.h>

/* Takes @value. */
static void
append(GString *out, json_t *value)
{
    g_autofree char *dumped = value_dump(value);

    g_string_append(out, dumped);
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
        json_array_append_new(array, value_text(g_ptr_array_index(table->warnings, i)));
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
    value_set(object, "value",
              datum.value == floor(datum.value) ? json_integer((json_int_t)datum.value)
                                                : json_real(datum.value));
}

/* The words of the cell that were not read surely, one string for those that stand together; NULL
 * for none. */
static json_t *
doubtful_words(const Cell *cell)
{
    json_t *array = NULL;

    for (guint i = 0; cell->runs != NULL && i < cell->runs->len; i++) {
        const Run *run = &g_array_index(cell->runs, Run, i);

        if (!(run->flags & RUN_DOUBT))
            continue;
        g_autofree char *text = g_strstrip(g_strdup(run->text));
        array = array != NULL ? array : json_array();
        json_array_append_new(array, value_text(text));
    }
    return array;
}

/* The cells of a table that hold such words. */
static json_t *
doubtful_cells(const Table *table)
{
    json_t *array = NULL;

    for (guint i = 0; i < table->cells->len; i++) {
        const Cell *cell = &g_array_index(table->cells, Cell, i);
        json_t *words = doubtful_words(cell);

        if (words == NULL)
            continue;
        json_t *object = json_object();
        value_set(object, "row", json_integer(cell->row));
        value_set(object, "col", json_integer(cell->col));
        value_set(object, "words", words);
        array = array != NULL ? array : json_array();
        json_array_append_new(array, object);
    }
    return array;
}

static json_t *
cell_object(const Cell *cell, const Table *table, const GArray *columns)
{
    json_t *object = json_object(), *doubtful;

    value_set(object, "row", json_integer(cell->row));
    value_set(object, "col", json_integer(cell->col));
    value_set(object, "rowspan", json_integer(MAX(cell->rowspan, 1)));
    value_set(object, "colspan", json_integer(MAX(cell->colspan, 1)));
    value_set(object, "text", value_text(cell->text));
    set_value(object, cell, table, columns);
    if ((doubtful = doubtful_words(cell)) != NULL)
        value_set(object, "doubtful", doubtful);
    if (cell->page != table->page && cell->page != 0)
        value_set(object, "page", json_integer(cell->page));
    value_set(object, "bbox", value_box(cell->bbox));
    if (cell->doubt > 0)
        value_set(object, "confidence", value_number(1 - cell->doubt));
    return object;
}

static json_t *
parts(const Table *table)
{
    json_t *array = json_array();

    for (guint i = 0; i < table->parts->len; i++) {
        const TablePart *part = &g_array_index(table->parts, TablePart, i);
        json_t *object = json_object();

        value_set(object, "page", json_integer(part->page));
        value_set(object, "bbox", value_box(part->bbox));
        json_array_append_new(array, object);
    }
    return array;
}

/* What a table with @columns is like; @name: that of the number of its columns. */
static void
set_shape(json_t *fields, const Table *table, const GArray *columns, const char *name)
{
    value_set(fields, "page", json_integer(table->page));
    value_set(fields, "bbox", value_box(table->bbox));
    value_set(fields, "rows", json_integer(table->rows));
    value_set(fields, name, json_integer(table->cols));
    value_set(fields, "header_rows", json_integer(table->header_rows));
    value_set(fields, "column_types", column_types(columns));
    value_set(fields, "method", json_string(method_name(table->method)));
    value_set(fields, "confidence", value_number(table->confidence));
}

static void
append_table(GString *out, const Table *table)
{
    json_t *fields = json_object();
    g_autoptr(GArray) columns = datum_columns(table);

    set_shape(fields, table, columns, "cols");
    value_set(fields, "parts", parts(table));
    value_set(fields, "warnings", warnings(table));
    open_list(out, fields, "cells");
    for (guint i = 0; i < table->cells->len; i++) {
        next_in_list(out, i);
        append(out, cell_object(&g_array_index(table->cells, Cell, i), table, columns));
    }
    g_string_append(out, "\n]}");
}

static void
append_tables(GString *out, const GPtrArray *tables)
{
    for (guint i = 0; i < tables->len; i++) {
        next_in_list(out, i);
        append_table(out, g_ptr_array_index(tables, i));
    }
    g_string_append(out, "\n]}\n");
}

static json_t *
file_object(const char *file)
{
    json_t *fields = json_object();

    value_set(fields, "version", json_integer(JSON_TABLES_VERSION));
    value_set(fields, "file", value_text(file));
    return fields;
}

char *
json_tables(const char *file, const GPtrArray *tables)
{
    GString *out = g_string_new(NULL);

    open_list(out, file_object(file), "tables");
    append_tables(out, tables);
    return g_string_free(out, FALSE);
}

static json_t *
page_facts(const Page *page)
{
    static const char *const kinds[] = {
        [PAGE_DIGITAL] = "digital", [PAGE_SCAN] = "scan", [PAGE_LAYERED] = "layered"
    };
    json_t *object = json_object();

    value_set(object, "page", json_integer(page->number));
    value_set_text(object, "label", page->label);
    value_set(object, "width", value_number(page->width));
    value_set(object, "height", value_number(page->height));
    value_set(object, "kind", json_string(kinds[MIN(page->kind, G_N_ELEMENTS(kinds) - 1)]));
    value_set(object, "words", json_integer(page->words->len));
    return object;
}

char *
json_catalogue(const char *file, const GPtrArray *pages, const GPtrArray *tables)
{
    GString *out = g_string_new(NULL);

    open_list(out, file_object(file), "pages");
    for (guint i = 0; i < pages->len; i++) {
        next_in_list(out, i);
        append(out, page_facts(g_ptr_array_index(pages, i)));
    }
    g_string_append(out, "\n],\"tables\":[");
    append_tables(out, tables);
    return g_string_free(out, FALSE);
}

char *
json_manifest_line(const char *document, const Table *table, const char *file, const char *sheet)
{
    GString *out = g_string_new(NULL);
    json_t *line = json_object(), *doubtful;
    g_autoptr(GArray) columns = datum_columns(table);

    value_set(line, "document", value_text(document));
    set_shape(line, table, columns, "columns");
    value_set(line, "warnings", warnings(table));
    if ((doubtful = doubtful_cells(table)) != NULL)
        value_set(line, "doubtful", doubtful);
    value_set(line, "file", value_text(file));
    value_set_text(line, "sheet", sheet);
    append(out, line);
    g_string_append_c(out, '\n');
    return g_string_free(out, FALSE);
}

static json_t *
field_object(const DatapackageField *field)
{
    json_t *object = json_object();

    value_set(object, "name", value_text(field->name));
    value_set(object, "type", json_string(field->type));
    if (strcmp(field->type, "number") == 0) {
        if (field->decimal != '.')
            value_set(object, "decimalChar", json_stringn(&field->decimal, 1));
        if (*field->group != '\0')
            value_set(object, "groupChar", value_text(field->group));
        if (!field->bare)
            value_set(object, "bareNumber", json_false());
    }
    value_set(object, "column_type", json_string(datum_kind_name(field->kind)));
    return object;
}

static json_t *
schema_object(const DatapackageSchema *schema)
{
    json_t *object = json_object(), *fields = json_array(), *missing = json_array();

    for (guint i = 0; i < schema->fields->len; i++)
        json_array_append_new(fields,
                              field_object(&g_array_index(schema->fields, DatapackageField, i)));
    json_array_append_new(missing, json_string(""));
    for (guint i = 0; i < schema->missing->len; i++)
        json_array_append_new(missing, value_text(g_ptr_array_index(schema->missing, i)));
    value_set(object, "fields", fields);
    value_set(object, "missingValues", missing);
    return object;
}

/* Rows of a header that does not name the fields are passed over as comments. */
static json_t *
dialect_object(const DatapackageSchema *schema, const CsvOptions *csv)
{
    json_t *object = json_object();

    value_set(object, "delimiter", json_stringn(&csv->separator, 1));
    value_set(object, "lineTerminator", json_string("\r\n"));
    value_set(object, "quoteChar", json_string("\""));
    value_set(object, "doubleQuote", json_true());
    value_set(object, "skipInitialSpace", json_false());
    value_set(object, "header", json_boolean(schema->header));
    if (!schema->header && schema->n_header_rows > 0) {
        json_t *rows = json_array();

        for (guint r = 1; r <= schema->n_header_rows; r++)
            json_array_append_new(rows, json_integer(r));
        value_set(object, "commentRows", rows);
    }
    return object;
}

/* Titles are all that Frictionless asks of a source; paths it wants within the package. */
static json_t *
source_object(const Table *table, const char *document)
{
    json_t *object = json_object();
    const guint n = table->parts->len;
    const guint last = n > 0 ? g_array_index(table->parts, TablePart, n - 1).page : table->page;
    g_autofree char *pages = last > table->page
                                 ? g_strdup_printf("pages %u to %u", table->page, last)
                                 : g_strdup_printf("page %u", table->page);
    g_autofree char *title = g_strconcat(document, ", ", pages, NULL);

    value_set(object, "title", value_text(title));
    value_set(object, "document", value_text(document));
    value_set(object, "page", json_integer(table->page));
    value_set(object, "last_page", json_integer(MAX(last, table->page)));
    return object;
}

char *
json_resource(const Table *table, const CsvOptions *csv, const JsonResource *about)
{
    g_autoptr(DatapackageSchema) schema = datapackage_schema(table, csv);
    g_autofree char *name = datapackage_name(about->file);
    g_autofree char *hash = g_strconcat("sha256:", about->sha256, NULL);
    GString *out = g_string_new(NULL);
    json_t *object = json_object(), *sources = json_array();

    json_array_append_new(sources, source_object(table, about->document));
    value_set(object, "name", value_text(name));
    value_set(object, "path", value_text(about->file));
    value_set(object, "profile", json_string("tabular-data-resource"));
    value_set_text(object, "title", about->title);
    value_set(object, "format", json_string("csv"));
    value_set(object, "mediatype", json_string("text/csv"));
    value_set(object, "encoding", json_string("utf-8"));
    value_set(object, "bytes", json_integer((json_int_t)about->bytes));
    value_set(object, "hash", json_string(hash));
    value_set(object, "sources", sources);
    value_set(object, "dialect", dialect_object(schema, csv));
    value_set(object, "schema", schema_object(schema));
    append(out, object);
    return g_string_free(out, FALSE);
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
                  { RUN_BREAK, "break" }, { RUN_DOUBT, "doubt" } };

    if (run->flags == 0 && run->uri == NULL && run->dest_page == 0)
        return value_text(run->text);

    json_t *object = json_object();
    value_set(object, "text", value_text(run->text));
    for (guint i = 0; i < G_N_ELEMENTS(flags); i++)
        if (run->flags & flags[i].flag)
            value_set(object, flags[i].name, json_true());
    value_set_text(object, "uri", run->uri);
    if (run->dest_page > 0) {
        value_set(object, "dest_page", json_integer(run->dest_page));
        value_set(object, "dest_y", value_number(run->dest_y));
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

    value_set(fields, "kind", json_string(value_element_name(element->kind)));
    value_set(fields, "page", json_integer(element->page));
    value_set(fields, "bbox", value_box(element->bbox));
    if (element->kind == ELEMENT_HEADING)
        value_set(fields, "level", json_integer(element->level));
    if (element->depth > 0)
        value_set(fields, "depth", json_integer(element->depth));
    if (element->quote > 0)
        value_set(fields, "quote", json_integer(element->quote));
    if (element->kind == ELEMENT_ITEM) {
        value_set(fields, "ordered", json_boolean(element->ordered));
        if (element->ordered)
            value_set(fields, "ordinal", json_integer(element->ordinal));
    }
    value_set_text(fields, "marker", element->marker);
    if (element->runs->len > 0) {
        g_autofree char *plain = run_array_text(element->runs);

        value_set(fields, "text", value_text(plain));
        value_set(fields, "runs", run_list(element->runs));
    }
    value_set_text(fields, "code", element->code);
    value_set_text(fields, "language", element->language);
    value_set_text(fields, "label", element->label);
    value_set_text(fields, "file", element->file);
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

    value_set_text(object, "title", document->title);
    value_set_text(object, "author", document->author);
    value_set_text(object, "subject", document->subject);
    value_set_text(object, "keywords", document->keywords);
    value_set_text(object, "producer", document->producer);
    value_set_text(object, "date", document->date);
    value_set(object, "tagged", json_boolean(document->tagged));
    return object;
}

static void
append_pages(GString *out, const Document *document)
{
    static const char *const kinds[] = {
        [PAGE_DIGITAL] = "digital", [PAGE_SCAN] = "scan", [PAGE_LAYERED] = "layered"
    };

    for (guint i = 0; i < document->pages->len; i++) {
        const Page *page = document_nth(document, i);
        json_t *object = json_object();

        value_set(object, "number", json_integer(page->number));
        value_set_text(object, "label", page->label);
        const bool lies = page->turn % 2 == 1;
        value_set(object, "width", value_number(lies ? page->height : page->width));
        value_set(object, "height", value_number(lies ? page->width : page->height));
        value_set(object, "kind",
                  json_string(page->kind < G_N_ELEMENTS(kinds) ? kinds[page->kind] : kinds[0]));
        if (page->half > 0)
            value_set(object, "part",
                      value_box(quarter_to_shown(page, (Bbox){ 0, 0, page->width, page->height })));
        if (page->turn != 0)
            value_set(object, "turned_deg", json_integer(90 * (json_int_t)page->turn));
        if (page->skew_deg != 0)
            value_set(object, "skew_deg", value_number(page->skew_deg));
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

        value_set(object, "title", value_text(entry->title));
        value_set(object, "level", json_integer(entry->level));
        if (entry->page > 0) {
            value_set(object, "page", json_integer(entry->page));
            value_set(object, "y", value_number(entry->y));
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

    value_set(fields, "version", json_integer(JSON_DOCUMENT_VERSION));
    value_set(fields, "file", value_text(file));
    value_set(fields, "metadata", metadata(document));
    value_set(fields, "n_pages", json_integer(document->n_pages));
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
