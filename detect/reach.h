/* detect/reach.h - which columns the labels of a header are for */
#pragma once

#include "detect/alley.h"

typedef struct {
    guint col0, col1; /* inclusive */
} Reach;

/**
 * reach_find:
 * @first, @end: the strips of the header
 *
 * A label covers the columns that the short rule under it covers. Without rules, the labels of
 * a line are shared out together among the columns that have labels below: so that they are
 * centred on theirs and few are left over.
 *
 * Returns: (transfer full): Reach, one for each piece of @strips; of use for those of the header.
 */
GArray *reach_find(const Strips *strips, const Alleys *alleys, guint first, guint end);
