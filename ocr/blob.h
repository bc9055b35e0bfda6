/* ocr/blob.h - ink between empty columns
 *
 * Letters that do not touch have white between them, all the way down: what stands between two
 * such columns is a letter, or a few that touch.
 *
 * Space: points.
 */
#pragma once

#include "pipeline/model/raster.h"

/**
 * blob_find:
 * @clean: 8 bpp, black on white; only read
 * @band: of one line
 *
 * Ink is what is darker than half of the way from the paper to the darkest dot near to it: lines of
 * code have words in grey and in colours.
 *
 * Returns: (transfer full): Bboxes around the ink, left to right; empty where nothing is darker
 *   than a shade
 */
GArray *blob_find(const Raster *clean, Bbox band);
