/* emit/xlsx.h - the tables of a document as an Excel workbook, one sheet a table
 *
 * Merged cells are merged, header rows bold and kept in sight, columns as wide
 * as what stands in them. Nothing is ever a formula. The numbers of a column
 * are numbers where all of them can be without losing anything, so that Excel
 * shows them as they were printed: "-12.50" can, but "007", "1,234", "5 %",
 * "2.5*", dates and numbers of more than 15 figures cannot. All else is text.
 *
 * The same tables give the same bytes.
 */
#pragma once

#include "pipeline/model/table.h"

#define XLSX_ERROR xlsx_error_quark()
GQuark xlsx_error_quark(void);

typedef enum {
    XLSX_ERROR_LIMIT, /* a sheet cannot hold this table: leave it out */
    XLSX_ERROR_FILE,  /* the workbook cannot be written */
} XlsxError;

/* Of the library: pkg-config knows only that of its interface. (transfer none) */
const char *xlsx_version(void);

/* Can a sheet hold @table? It may have too many rows or columns. */
bool xlsx_fits(const Table *table, GError **error);

/**
 * xlsx_write:
 * @tables: Table; at least one, and all that a sheet can hold
 * @names: char *, one a table: what its sheet is called, at most 31 characters, none of []:*?/\
 * @path: of the file to write
 * @scratch: a folder for temporary files
 * @cut: (element-type utf8): gets a line for each cell whose text is longer than a cell of a
 *   workbook may be; it is written up to there
 */
bool xlsx_write(const GPtrArray *tables, const GPtrArray *names, const char *path,
                const char *scratch, GPtrArray *cut, GError **error);
