/* pipeline/sheet.h - a CSV file read back, and cells that differ between two
 *
 * RFC 4180 as emit/csv.h writes it; what others write is taken as far as it
 * makes sense. Rows and columns are numbered from 1 for people, as a
 * spreadsheet numbers them: the header is row 1.
 */
#pragma once

#include <glib.h>

/* Rows, each a GPtrArray of char *. @separator: ',' or '\t'. (transfer full) */
GPtrArray *sheet_read(const char *text, char separator);

/**
 * sheet_compare:
 * @before, @after: rows, as from sheet_read()
 *
 * Rows are paired by what is alike in them, columns by their headers where their number differs.
 * Returns: (transfer full): char *, a line for each cell, row and column that differs, as in
 *   `row 4, column 3 (Vehicles): has "12", the PDF gives "21"`
 */
GPtrArray *sheet_compare(const GPtrArray *before, const GPtrArray *after);
