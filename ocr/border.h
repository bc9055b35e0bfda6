/* ocr/border.h - what a scanner sees beside the page: black borders, punch holes */
#pragma once

#include "pipeline/model/raster.h"

/**
 * border_mask:
 * @scan: 8 or 32 bpp; only read
 *
 * Borders are nearly black, reach an edge of the picture, and hold no letters: a band with a
 * title that runs off the page is none. Holes are round, as large as punches make them, and near
 * an edge.
 *
 * Returns: (transfer full): 1 bpp, as large as @scan; NULL when there are none
 */
PIX *border_mask(const Raster *scan);
