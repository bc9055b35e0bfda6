/* ocr/figure.h - what is written in a picture
 *
 * A picture on a page may be a chart, a map, a table that was scanned, or a photograph with no
 * letter in it. Where there are letters, most are read well; where there are none, Tesseract
 * reads leaves and shadows as words that nobody wrote. The two are told apart by how sure it was.
 */
#pragma once

#include "ocr/engine.h"

/**
 * figure_read:
 * @raster: the picture alone, 8 or 32 bpp
 * @styles: those of the words are added
 *
 * A picture without text, or with one colour only, gives an empty array.
 *
 * Returns: (transfer full): Words, in points of the picture; NULL with OCR_ERROR_READ.
 */
GArray *figure_read(Engine *engine, const Raster *raster, GArray *styles, GError **error);

/* Takes out of @words, read in one picture, those that are hardly words. */
void figure_drop_junk(GArray *words);
