/* ocr/fold.h - where two pages of a book that were scanned together part
 *
 * Space: the picture in pixels, what is found in points from its left edge.
 */
#pragma once

#include "pipeline/model/raster.h"

/**
 * fold_find:
 * @scan: a whole sheet, upright, skewed by a few degrees at most; only read
 * @at: where the pages part
 *
 * The fold is a dark strip near the middle, from top to bottom, or else the widest white one
 * with print on both sides.
 *
 * Returns: false when the picture is higher than wide, or shows one page.
 */
bool fold_find(const Raster *scan, double *at);
