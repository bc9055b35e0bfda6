/* ocr/patch.h - pieces of a page read once more
 *
 * Read alone, with white around it, a piece of a page is often read better than
 * within the page: Tesseract need not find out what is a line and what is not.
 *
 * Space: points.
 */
#pragma once

#include "ocr/reading.h"

/* Appends what the engine read on a picture that stands at (@x, @y) of @page and has @scale dots
 * to a dot of it. */
void patch_take(GArray *readings, const GArray *words, const Raster *page, double x, double y,
                double scale);

/* What stands in @area of @clean, read alone. (transfer full): Readings; empty when nothing can
 * be read there. */
GArray *patch_read(Engine *engine, const Raster *clean, Bbox area, EngineMode mode);

/**
 * patch_find_gaps:
 * @ink: as of scan_ink(), rulings and leaders lifted
 *
 * Where is ink that looks like text, but was not read?
 *
 * Returns: (transfer full): Bboxes, top to bottom; none on a page with more than can be text
 */
GArray *patch_find_gaps(const Raster *ink, const GArray *readings);
