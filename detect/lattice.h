/* detect/lattice.h - grids from rulings that cross
 *
 * A lattice is a group of rulings that meet, cut into rows and columns at each of them. Its
 * walls say which edges of which cells are drawn: cells span where they are not. A lattice
 * may have a single column (bands, a box with rules across) or a single row: whether such a
 * one, or any, is a table, and which words outside belong to it, is decided in
 * detect/finder.h. What is left out here is not even a grid: single boxes, underlines,
 * axes with tick marks, grids as good as empty of words.
 *
 * Where no rule is drawn at the left and right of a table, or above and below, but the ends
 * of the others agree, the outer side is theirs and its walls count as drawn.
 *
 * Rows and columns are at least 4 points wide: what is less is a double rule.
 */
#pragma once

#include "pipeline/model/page.h"

/* @page: rulings, fills and words; only read. Returns Lattices, top to bottom. A page of kind
 * PAGE_SCAN, and one without words, may have grids without words. */
GPtrArray *lattice_find(const Page *page);
