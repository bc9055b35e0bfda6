/* ocr/tone.h - the tones of a grey page: paper evened, print spread from white to black, ink told
 *
 * What Leptonica does a dot at a time with questions about each is done here for rows of dots.
 * Results are Leptonica's, to the dot.
 *
 * All: (transfer full), NULL when there is no memory. @grey: 8 bpp without a colormap.
 */
#pragma once

#include "pipeline/model/raster.h"

/* As pixApplyInvBackgroundGrayMap(): each dot times what @map (16 bpp, in parts of 256) has for its
 * tile of @tile dots, a multiple of four. */
PIX *tone_apply(PIX *grey, PIX *map, int tile);

/* As pixContrastNorm(): in each tile of @tile dots the darkest tone becomes black and the lightest
 * white; tiles in which they are nearer than @least take those of their neighbours, and so do all,
 * in part, from as many as @smooth on each side. */
PIX *tone_spread(PIX *grey, int tile, int least, int smooth);

/* As pixThresholdToBinary(): 1 bpp, set where a tone is less than @level, 1 to 255. */
PIX *tone_ink(PIX *grey, int level);
