/* ocr/orientation.h - which way up is a scanned page?
 *
 * Method: how many letters go up above the small ones and how many down, as Leptonica's
 * pixUpDownDetect() counts them: in Latin script more go up. Where that does not tell, a few lines
 * are read as they stand: what makes sense is upright. Where they make none, Tesseract's
 * orientation and script detection is asked.
 */
#pragma once

#include "ocr/engine.h"

/**
 * orientation_find:
 * @scan: a whole page, skewed by a few degrees at most; only read
 *
 * A page whose letters say clearly that it is upright costs 10 ms, one whose lines make sense up to
 * 100; Tesseract takes 300 for its orientation.
 *
 * Returns: quarter turns clockwise, 0 to 3, that make it upright; 0 when there is too little
 *   text to tell by
 */
guint orientation_find(Engine *engine, const Raster *scan);

/* How sure is it that the page is upright (positive, else head down: negative), and that its
 * letters point left (positive, else right)? Both are 0 where there is too little text. */
void orientation_weigh(const Raster *scan, double *up, double *left);
