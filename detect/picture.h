/* detect/picture.h - figures: bitmaps and drawings that are neither text nor table
 *
 * Bitmaps come from image placements: strips and tiles are one picture; icons, rules painted
 * as images, page-wide backgrounds and panels with text on them are none. Drawings (charts,
 * diagrams) are seen in the raster: clusters of ink that is no word and no straight rule, or of
 * bare fills, with the rules, fills and labels that belong to them. A ruled table is not a
 * picture, and neither is a box around text.
 */
#pragma once

#include "detect/shade.h"
#include "pipeline/model/page.h"

/* @page: rulings and fills found already, lattices or not; only read. @shade: (nullable)
 * without it, and on scans, only image placements count. @steps: (nullable) collects the ink
 * that was looked at. Returns Pictures, top to bottom, then left to right. */
GArray *picture_find(const Page *page, const Shade *shade, PIXA *steps, GError **error);
