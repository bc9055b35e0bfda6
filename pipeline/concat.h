/* pipeline/concat.h - the tables of a run in one file: --concat
 *
 * all.csv has the rows of all tables below one header: the document, the page
 * and the number of the table there, and then the table's own columns, named by
 * the first table. Tables alike come of a template; with several [table] groups
 * in it each group has a file, all-1.csv and so on. A table with another number
 * of columns is left out, and said to be.
 *
 * Like the lines of a manifest, the rows come with each document, from workers,
 * ledgers and shares.
 */
#pragma once

#include "emit/csv.h"

/* What a line of this kind begins with. */
#define CONCAT_MARK '\v'

/* Where a table stands, for the first columns. */
typedef struct {
    const char *document;
    guint number; /* on its page, from 1 */
    guint place;  /* of the file that it goes to: 0 for all.csv */
} ConcatSource;

/* Adds the line for @table. */
void concat_add(GString *lines, const Table *table, const ConcatSource *source,
                const CsvOptions *csv);

typedef struct Concat Concat;

Concat *concat_new(const char *folder);

/* Takes a line of concat_add(). What goes wrong is told by concat_finish(). */
void concat_take(Concat *concat, const char *line, gsize n);

/* Puts the files into place; then FALSE where tables had to be left out. */
bool concat_finish(Concat *concat, GError **error);

void concat_free(Concat *concat);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Concat, concat_free)
