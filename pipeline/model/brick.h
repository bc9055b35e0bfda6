/* pipeline/model/brick.h - opening and closing by rectangles, a word of dots at a time
 *
 * Leptonica's own for any size go through the picture once for each doubling of the rectangle.
 * Those that it has compiled for sizes up to 15 are quicker, and one rectangle after the other is a
 * larger one. The results are the same, to the dot.
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
