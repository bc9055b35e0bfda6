/* ocr/stand.h - how the letters of one word stand on the page
 *
 * Size, baseline and weight of type, measured on the letters themselves, as
 * Tesseract's models tell no fonts and its boxes are often a line high whatever
 * is in them.
 *
 * Space: points.
 */
#pragma once

#include "pipeline/model/raster.h"

typedef struct {
    double size;     /* of the type; 0 when the word does not tell */
    double baseline; /* the foot of the letters; the one given where they have tails */
    double stem;     /* how thick the strokes are, in parts of the size; 0 when not told or asked */
} Stand;

/**
 * stand_measure:
 * @text: of an upright word
 * @box: around it, loosely
 * @baseline: about
 * @clean: 8 bpp, black on white; only read
 *
 * Returns: size and baseline.
 */
Stand stand_measure(const char *text, Bbox box, double baseline, const Raster *clean);

/* The same with the thickness of the strokes. */
Stand stand_weigh(const char *text, Bbox box, double baseline, const Raster *clean);

/**
 * stand_find_gap:
 * @box: around an upright word of type of @size points
 * @x: where the word comes apart: the middle of the gap, points
 *
 * Has the word a gap as wide as a space, and no other like it? Then it may be two. In type of
 * fixed width all gaps are wide, and none stands out.
 */
bool stand_find_gap(Bbox box, double size, const Raster *clean, double *x);
