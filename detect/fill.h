/* detect/fill.h - rectangles of one colour: tints behind code, bands of table rows, boxes
 *
 * A fill is a rectangle painted in one flat colour that is not the page's ground; text and
 * thin rules over it do not break it up. Gradients and photographs give none. An L or a T of
 * one colour (a header row and a stub column) comes as its upright parts, one below the
 * other. Borders are good to half a point.
 */
#pragma once

#include "detect/shade.h"
#include "pipeline/model/page.h"

/* @raster: 32 bpp; other depths have no fills. @shade: of it; says where it is white. @steps:
 * (nullable) collects the page in blocks. Returns Fills, top to bottom, then left to right. */
GArray *fill_find(const Raster *raster, const Shade *shade, PIXA *steps);
