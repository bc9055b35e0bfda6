/* pipeline/model/brick.h - opening and closing by rectangles, a word of dots at a time
 *
 * The results are Leptonica's, to the dot. A page of 150 dpi takes 0.2 to 0.4 ms, whatever the
 * size; Leptonica's quickest way, bricks compiled for sizes up to 15, takes 1.1 to 1.6 ms for each
 * of them.
 *
 * All: 1 bpp, (transfer full), NULL when there is no memory.
 */
#pragma once

#include "pipeline/model/raster.h"

/* As pixOpenBrick() and pixDilateBrick(). */
PIX *brick_open(PIX *pix, int w, int h);
PIX *brick_dilate(PIX *pix, int w, int h);

/* As pixCloseSafeBrick(): also at the edges, as if there were paper beyond them. */
PIX *brick_close(PIX *pix, int w, int h);
