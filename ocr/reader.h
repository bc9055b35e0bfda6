/* ocr/reader.h - the words of a scanned page */
#pragma once

#include "ocr/engine.h"

/**
 * reader_page:
 * @scan: straightened
 * @page: rulings and lattices are used: rulings are taken off before reading, cells that
 *   read badly are read again one by one; only read
 * @styles: the page's styles, to which those of the words are added
 *
 * Returns: (transfer full): Words with boxes, baselines and confidence.
 */
GArray *reader_page(Engine *engine, const Raster *scan, const Page *page, GArray *styles,
                    GError **error);
