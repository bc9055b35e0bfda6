/* detect/row.h - the rows of a table: which text lines are one row */
#pragma once

#include "detect/alley.h"

/**
 * row_find:
 * @strips: assigned to columns
 * @first, @end: the strips below the header
 *
 * Returns: (transfer full): guint, for each strip from @first the row that it is in, from 0.
 */
GArray *row_find(const Strips *strips, const Alleys *alleys, guint first, guint end);

/* Length of [@x0, @x1] that level rulings between the two heights cover, at any one height. */
double row_ruled(const Strips *strips, double y0, double y1, double x0, double x1);
