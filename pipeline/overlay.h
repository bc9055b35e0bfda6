/* pipeline/overlay.h - what was found, drawn over the picture of its page */
#pragma once

#include "pipeline/model/page.h"
#include "pipeline/model/raster.h"

/**
 * overlay_draw:
 * @raster: the upright page, not turned back by its skew; only read
 *
 * Words are grey, links blue, rulings red, fills filled lightly, pictures violet, lattices
 * orange; tables green with their cells; lines light blue; blocks dark blue with their number
 * in reading order and their kind.
 *
 * Returns: (transfer full): 32 bpp
 */
PIX *overlay_draw(const Raster *raster, const Page *page, GError **error);
