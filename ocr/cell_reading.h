/* ocr/cell_reading.h - cells of a lattice read alone */
#pragma once

#include "ocr/reading.h"

/* Reads the cells of @lattices again in which nothing sure was read, and puts what is surer among
 * @readings. @clean: rulings lifted. @ink: of @clean, as of scan_ink(). */
void cell_reading_retry(GArray *readings, Engine *engine, const Raster *clean, const Raster *ink,
                        const GPtrArray *lattices);
