/* ocr/lift.h - rulings taken off a page before it is read
 *
 * Tesseract takes strokes for letters and loses letters that stand on them. The
 * strokes were found by detect/ruling.h; here their ink goes and the letters
 * that touch or cross them stay.
 *
 * Space: Rulings are in points, the page is in pixels.
 */
#pragma once

#include "pipeline/model/page.h"
#include "pipeline/model/raster.h"

/* Takes the Rulings off @clean (8 bpp, dark on light, upright and straight), and gives their place
 * the tone of what lies beside them. Rulings that are not on the page, or are as thick as a bar,
 * are left alone. */
void lift_rulings(Raster *clean, const GArray *rulings);
