/* ocr/caseless.h - pages in scripts without capitals
 *
 * Arabic, Devanagari, Chinese and others: most of what ocr/reader.c knows of letters, it knows of
 * Latin ones. Capitals tell it the size of type, dots in a row are leaders, a stroke as long as a
 * word is a rule, and words are read alone as well as in a line. None of this holds for scripts
 * whose letters hang from a line, are joined, have dots of their own or stand without spaces. So
 * such pages are read once, as Tesseract reads them.
 */
#pragma once

#include "ocr/engine.h"

/* As reader_page(). Words of one line are in the order of reading; Chinese and Japanese ones are
 * glued to each other. */
GArray *caseless_page(Engine *engine, const Raster *scan, const Page *page, GArray *styles,
                      GError **error);

/* Do most of these @words, read on one page, stand in lines from top to bottom? Such lines are
 * found, but what is read in them makes no sense. */
bool caseless_is_vertical(const GArray *words);

/* Takes out of @rulings those that are strokes of letters: no longer than the word of @words in
 * which they stand. */
void caseless_drop_strokes(GArray *rulings, const GArray *words);
