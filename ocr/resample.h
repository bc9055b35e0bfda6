/* ocr/resample.h - grey pictures made smaller or larger, and turned by a few degrees
 *
 * A scan of 300 dpi has eight million dots, and Leptonica asks for each of them where it comes from
 * and whether that is in the picture. Here places are told once for each row and each column, and
 * rows are added up many dots at a time. The results are Leptonica's, to the dot (where compilers
 * do not make one instruction of a product and a sum), in a third of its time and less; what is
 * rare is left to it.
 *
 * All: 8 bpp without a colormap; (transfer full), NULL when there is no memory.
 */
#pragma once

#include "pipeline/model/raster.h"

/* As pixScaleAreaMap() where both are less than 0.7, else as pixScaleGeneral() without sharpening.
 * Other depths, too, by Leptonica. */
PIX *resample_scale(PIX *pix, double across, double down);

/* @by times smaller, for looking at what is large: the means of squares, which need not meet where
 * @by does not divide the size. As pixScaleSmooth(), and pixScaleAreaMap() for 2 and 4. */
PIX *resample_shrink(PIX *grey, int by);

/* As pixRotateAMGray(): by @angle, radians clockwise, around the middle; what comes in at the
 * corners gets the tone @paper. */
PIX *resample_turn(PIX *grey, double angle, guint8 paper);
