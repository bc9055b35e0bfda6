/* detect/tint.h - small boxes painted behind words of inline code
 *
 * Their edges are strokes like any other, and where code stands below code in
 * a list they line up as the rules of a table do.
 */
#pragma once

#include "pipeline/model/page.h"

/* Boxes (Bbox) one line high, or of several such that touch, that hold fixed-width type and nothing
 * else, on a page that has other type as well. */
GArray *tint_code_boxes(const Page *page);

/* Is @bbox one of @boxes? */
bool tint_is_box(const GArray *boxes, Bbox bbox);

/* Is @ruling an edge of one of @boxes, or of several in line, or a seam between two? */
bool tint_is_edge(const GArray *boxes, const Ruling *ruling);

/* The page's rulings that are no edges of such boxes, in their order. (transfer full) */
GArray *tint_other_rulings(const Page *page);
