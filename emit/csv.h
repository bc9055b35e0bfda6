/* emit/csv.h - a table as CSV (RFC 4180) or tab-separated values
 *
 * Every record has as many fields as the table has columns. A merged cell's
 * text stands in its first field, the others are empty. Numbers as printed.
 */
#pragma once

#include "pipeline/model/table.h"

typedef struct {
    char separator; /* ',': RFC 4180, CRLF; '\t': line ends and tabs in cells are spaces, LF */
    bool bom;       /* so that Excel takes it for UTF-8 */
} CsvOptions;

#define CSV_OPTIONS_DEFAULT ((CsvOptions){ .separator = ',' })

/* (transfer full) */
char *csv_table(const Table *table, const CsvOptions *options);
