/* detect/stream.h - unruled and half-ruled tables: a region and its words as a table
 *
 * Columns are the white that runs down between the words, rows are the text
 * lines that belong together, and whatever rulings there are count as walls:
 * an upright one parts columns, a level one over the whole width parts rows,
 * a short one in the header says which columns a label is for.
 */
#pragma once

#include "detect/strip.h"

/**
 * stream_table:
 * @words: guint, into @page->words: those of the table
 * @region: where the table is
 * @columns: (nullable): double, x of the separators that the user wants
 *
 * Returns: (transfer full): NULL when there are no words in the region.
 */
Table *stream_table(const Page *page, const GArray *words, Bbox region, const GArray *columns);
