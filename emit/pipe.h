/* emit/pipe.h - a table as a GFM pipe table */
#pragma once

#include "emit/inline.h"
#include "pipeline/model/table.h"

/* Can a pipe table say all that @table says? Rows that are one cell over all columns count as
 * if they could: their text stands in the first column. */
bool pipe_suffices(const Table *table);

/* Appends lines, each with its end. The first row is the header, as a pipe table must have one.
 * Columns are aligned for readers of the source where that does not make lines too long. */
void pipe_append_table(GString *out, const Table *table, const InlineOptions *inlines);
