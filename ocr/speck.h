/* ocr/speck.h - specks: pieces of ink of a few dots */
#pragma once

#include "pipeline/model/raster.h"

/* Dots. That is a full stop at 1200 dpi. */
#define SPECK_MAX_SIZE 16

/* @pix, 1 bpp, without pieces of ink that are no larger than @size both ways, 1 to SPECK_MAX_SIZE;
 * dots that touch at a corner are one piece. As pixSelectBySize(), but pieces are not looked at one
 * by one. (transfer full), NULL when there is no memory */
PIX *speck_drop(PIX *pix, int size);

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
