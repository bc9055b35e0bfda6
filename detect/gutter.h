/* detect/gutter.h - the white strips between columns of prose
 *
 * Method: maximal white rectangles, looked for only between neighbours on a line, after Breuel,
 * "Two Geometric Algorithms for Layout Analysis", 2002: gaps between neighbouring fragments are
 * chained downwards while they share a strip that no fragment crosses. Only strips between prose
 * count: the gaps of a table or of a form are read across, not down.
 */
#pragma once

#include "pipeline/model/page.h"

typedef struct {
    Bbox bbox; /* free of words; from the top of the first line beside it to the bottom of the last
                */
} Gutter;

/* @fragments: Fragment, by baseline (detect/line.h). @blocks: (nullable) Bbox of tables and
 * pictures, which no gutter crosses. Returns Gutters, left to right. (transfer full) */
GArray *gutter_find(const GArray *fragments, const GArray *blocks);

/* A GCompareFunc: left to right, then from the top. */
gint gutter_compare(gconstpointer a, gconstpointer b);
