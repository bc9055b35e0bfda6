/* emit/json.h - documents and tables as JSON, for programs
 *
 * Stable: keys in one order, numbers with at most two decimals, boxes as
 * [x0, y0, x1, y1] in points from the top left of the upright page, pages from
 * 1, rows and columns from 0. "version" grows when a field changes its meaning.
 *
 * A table says how many rows are its header, and of what kind each column is
 * (pipeline/model/datum.h); cells that hold a number of their column's reading
 * have it as "value" beside their text. Cells that OCR read have a confidence,
 * that of their least certain word; others have 1.
 */
#pragma once

#include "emit/csv.h"
#include "pipeline/model/document.h"

#define JSON_TABLES_VERSION 1
#define JSON_DOCUMENT_VERSION 1

/* {"version", "file", "tables": [...]}; @file is a base name, @tables holds Table. Ends with a
 * newline. (transfer full) */
char *json_tables(const char *file, const GPtrArray *tables);

/* The same, and before the tables "pages": what the catalogue of a run says of each of @pages
 * (Page). (transfer full) */
char *json_catalogue(const char *file, const GPtrArray *pages, const GPtrArray *tables);

/* Metadata, pages, outline and the elements of the flow with their boxes. Ends with a newline.
 * (transfer full) */
char *json_document(const Document *document);

/* One line of manifest.jsonl, with its newline. @document and @file are paths as the manifest
 * should name them. @sheet: (nullable): in which of its sheets @file has the table.
 * (transfer full) */
char *json_manifest_line(const char *document, const Table *table, const char *file,
                         const char *sheet);

/* What is to be said of the CSV file of a table beside what is in it. */
typedef struct {
    const char *document; /* path of the PDF, as the manifest names it */
    const char *file;     /* path of the CSV file, from the folder of datapackage.json */
    const char *title;    /* the caption of the table; or NULL */
    gsize bytes;
    const char *sha256;
} JsonResource;

/* The resource of a datapackage.json (emit/datapackage.h) that is @table as CSV, in one line.
 * (transfer full) */
char *json_resource(const Table *table, const CsvOptions *csv, const JsonResource *about);
