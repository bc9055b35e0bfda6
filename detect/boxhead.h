/* detect/boxhead.h - the header block of a table: labels, and labels over groups of labels */
#pragma once

#include "detect/alley.h"

typedef struct {
    guint row0, row1, col0, col1; /* all inclusive */
    guint strip0, strip1;         /* first and last line of its text */
    GArray *pieces;               /* guint: into Strips.pieces */
} Label;

/**
 * boxhead_find:
 * @first, @end: the strips of the header
 * @n_rows: (out): how many rows of labels there are
 *
 * Returns: (transfer full): Labels that free their pieces; top down, then left to right.
 */
GArray *boxhead_find(Strips *strips, const Alleys *alleys, guint first, guint end, guint *n_rows);

/* The first strip of the body: 0 where there is no header. */
guint boxhead_end(const Strips *strips, Bbox region);
