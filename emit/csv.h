/* emit/csv.h - a table as CSV (RFC 4180) or tab-separated values
 *
 * Every record has as many fields as the table has columns. Numbers as printed.
 */
#pragma once

#include "emit/cellmap.h"

/* What a merged cell gives. */
typedef enum {
    CSV_SPANS_FIRST,  /* its text in its first field, at the top left; the others empty */
    CSV_SPANS_REPEAT, /* its text in all of its fields */
    CSV_SPANS_BLANK,  /* nothing: only what belongs to one row and one column is written */
} CsvSpans;

typedef struct {
    char separator; /* ',': RFC 4180, CRLF; '\t': line ends and tabs in cells are spaces, LF */
    bool bom;       /* so that Excel takes it for UTF-8 */
    CsvSpans spans;
} CsvOptions;

#define CSV_OPTIONS_DEFAULT ((CsvOptions){ .separator = ',' })

/* The text of one field, which csv_table() quotes where it has to. Lent. */
const char *csv_field(const Cellmap *map, guint row, guint col, CsvSpans spans);

/* Appends @text as a field, quoted where it has to be. */
void csv_append_field(GString *out, const char *text, char separator);

/* Appends a record and its line end. */
void csv_append_row(GString *out, const Cellmap *map, guint row, const CsvOptions *options);

/* (transfer full) */
char *csv_table(const Table *table, const CsvOptions *options);
