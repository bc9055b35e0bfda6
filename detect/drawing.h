/* detect/drawing.h - charts and diagrams drawn with strokes and fills
 *
 * A part of detect/picture.h, which says what counts as a drawing.
 */
#pragma once

#include "pipeline/model/page.h"
#include "pipeline/model/raster.h"

/* @page: words, images, rulings and fills; only read. @lattices: Lattice; what lies in them is no
 * drawing. Returns Bboxes, none of which touch each other; NULL with DETECT_ERROR_RASTER. */
GArray *drawing_find(const Page *page, const GPtrArray *lattices, const Raster *raster,
                     PIXA *steps, GError **error);
