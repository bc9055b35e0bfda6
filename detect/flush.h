/* detect/flush.h - columns that stand no further apart than words do
 *
 *       13,781 Data revised         numbers flush right, texts flush left:
 *          710 Estimate             the space between them is that of a word,
 *       13,876 Provisional          but it is in one place on every line
 */
#pragma once

#include "detect/strip.h"

typedef struct {
    double x0, x1; /* where the left column ends and the right one begins */
} Flush;

/* The white of spaces within pieces that lines [@first, @end) share. (transfer full): Flush, left
 * to right */
GArray *flush_find(const Strips *strips, guint first, guint end);
