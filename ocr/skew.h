/* ocr/skew.h - how far a scanned page is turned */
#pragma once

#include "pipeline/model/raster.h"

/* Degrees clockwise; 0 where the page is straight, or there is nothing to tell by. @sketch: of the
 * page, as of scan_sketch(); only read */
double skew_find(PIX *sketch);
