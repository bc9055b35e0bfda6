/* detect/fill.h - rectangles of one colour: tints behind code, bands of table rows, boxes */
#pragma once

#include "pipeline/model/page.h"
#include "pipeline/model/raster.h"

/* @raster: 32 bpp; other depths have no fills. Returns Fills, top to bottom. */
GArray *fill_find(const Raster *raster, PIXA *steps, GError **error);
