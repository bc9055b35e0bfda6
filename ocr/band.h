/* ocr/band.h - dark and tinted bands, from which text is freed */
#pragma once

#include "pipeline/model/raster.h"

/* Maps the bands of @grey, 8 bpp, to paper of tone @paper, and the letters on them to black.
 * Photographs stay. */
void band_clear(PIX *grey, double dpi, int paper);
