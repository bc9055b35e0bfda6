/* detect/drawing.h - charts and diagrams drawn with strokes and fills
 *
 * A part of detect/picture.h, which says what counts as a drawing.
 */
#pragma once

#include "detect/shade.h"
#include "pipeline/model/page.h"

/* What has its place already: nothing in it is part of a drawing. */
typedef struct {
    const GPtrArray *lattices; /* Lattice */
    const GArray *bitmaps;     /* Picture */
} DrawingContext;

/* @page: words, rulings and fills; only read. Returns Bboxes; NULL with an error. */
GArray *drawing_find(const Page *page, const DrawingContext *context, const Shade *shade,
                     PIXA *steps, GError **error);
