/* detect/plate.h - diagrams that a caption names
 *
 * A diagram of boxes with words in them has hardly a curve in it, and its boxes
 * could be those of text. But where "Figure 3" stands under (or over) strokes
 * and tints that no line of prose parts from it, they are that figure.
 */
#pragma once

#include "pipeline/model/page.h"

/* @page: words, rulings, fills; @grids: Bbox of ruled tables, which are no figures;
 * @pictures: Picture, those found already; only read. Returns Bboxes of diagrams, top to bottom. */
GArray *plate_find(const Page *page, const GArray *grids, const GArray *pictures);
