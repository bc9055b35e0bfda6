/* detect/alley.h - the columns of a table: white that runs down between its pieces */
#pragma once

#include "detect/strip.h"

typedef struct {
    GArray *xs;     /* double, growing: columns + 1 edges, in the middle of the white */
    GArray *inner;  /* double pairs: left and right end of what stands in each column */
    double support; /* 0 to 1: share of strips that leave the white free */
} Alleys;

/**
 * alley_find:
 * @first, @end: the strips to go by; those with few pieces are not asked
 * @region: the outer edges
 * @forced: (nullable): double, the separators that the user wants instead
 *
 * Upright rulings that run along most of the strips are separators in any case.
 *
 * Returns: (transfer full): one column at least.
 */
Alleys *alley_find(const Strips *strips, guint first, guint end, Bbox region, const GArray *forced);
void alley_free(Alleys *alleys);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Alleys, alley_free)

static inline guint
alley_n_cols(const Alleys *alleys)
{
    return alleys->xs->len - 1;
}

/* The column that @x lies in. */
guint alley_column(const Alleys *alleys, double x);
