/* detect/picture.h - figures: bitmaps and drawings that are neither text nor table */
#pragma once

#include "pipeline/model/page.h"
#include "pipeline/model/raster.h"

/* @page: rulings and fills found already; only read. @raster: (nullable) without it only
 * image placements count. Returns Pictures, top to bottom. */
GArray *picture_find(const Page *page, const Raster *raster, PIXA *steps, GError **error);
