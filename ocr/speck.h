/* ocr/speck.h - specks of a black and white scan */
#pragma once

#include "pipeline/model/raster.h"

/**
 * speck_remove:
 * @pix: 1 bpp; only read
 * @dpi: of @pix
 *
 * Dots that stand alone on paper, and alone in ink, where there are so many that they are noise.
 *
 * Returns: (transfer full): @pix itself when there are few; NULL when there is no memory
 */
PIX *speck_remove(PIX *pix, double dpi);
