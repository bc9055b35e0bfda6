/* ocr/stroke.h - rulings lifted off a page that is to be read */
#pragma once

#include "pipeline/model/page.h"
#include "pipeline/model/raster.h"

/* Takes the Rulings off @clean (8 bpp, black on white), leaving letters that cross them. */
void stroke_lift(Raster *clean, const GArray *rulings);
