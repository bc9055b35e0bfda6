/* ocr/filler.h - signs that stand in a table where there is no value, told by their shape
 *
 * A dash or two dots alone in a cell is a value like another: "none", "not known". Tesseract, which
 * knows letters, passes most of them over or reads "ed", "0" and "ae". What they are is plain from
 * their shape, and that they are not dirt from where they stand: on a line of text, right of its
 * first word, in a column of figures.
 *
 * Space: points.
 */
#pragma once

#include "ocr/reading.h"

/* Puts the dashes and dots of @ink (as of scan_ink(), rulings and leaders lifted) that stand for
 * values among @readings, in the place of what was read there without being sure. */
void filler_find(GArray *readings, const Raster *ink);
