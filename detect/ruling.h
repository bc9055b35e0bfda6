/* detect/ruling.h - straight strokes drawn on a page
 *
 * A ruling is one horizontal or vertical stroke: a cell border, the rule
 * under a header, an underline; dark on light, light on dark, or the edge
 * between two fills. This module finds strokes and nothing more; which of
 * them make up a table is decided in detect/lattice.h.
 */
#pragma once

#include "detect/shade.h"
#include "pipeline/model/page.h"

#define DETECT_ERROR detect_error_quark()
GQuark detect_error_quark(void);

/* One code per decision a caller can take, not one per cause. */
typedef enum {
    DETECT_ERROR_RASTER, /* this raster is unusable: go on with the next page */
    DETECT_ERROR_LIMIT,  /* the page wants too much memory: skip it */
} DetectError;

/* @steps: (nullable) collects a picture of each step. Returns Rulings, horizontal ones first,
 * each group by at, then from. */
GArray *ruling_find(const Shade *shade, PIXA *steps, GError **error);
