/* ocr/sign.h - bullets and leaders, told by their shape
 *
 * Tesseract knows letters. A bullet it reads as "e", "=" or nothing, and a row
 * of leader dots as words that are not there, which often take the words beside
 * them along. Both are easier told by shape: leaders before the page is read,
 * and taken off it; bullets after, where a dot stands before a line.
 *
 * Space: points.
 */
#pragma once

#include "ocr/reading.h"

/* A row of dots at one distance. */
typedef struct {
    Bbox bbox;
    guint dots;
} Leader;

/* The boxes of the connected pieces of @ink, 1 bpp, as of scan_ink(). (transfer full): NULL when
 * there is no memory for them; both functions that look at them take that for none. */
BOXA *sign_find_pieces(const Raster *ink);

/* Returns Leaders, top to bottom. @pieces: of @ink; only read */
GArray *sign_find_leaders(const Raster *ink, BOXA *pieces);

/* Takes the dots of the Leaders off @clean, 8 bpp. */
void sign_lift_leaders(Raster *clean, const GArray *leaders);

/* Puts Leaders that stand on a line of text among @readings, as words of dots; others are
 * dotted rules, and are not. */
void sign_add_leaders(GArray *readings, const GArray *leaders);

/* Finds the bullets among the @pieces of @ink, which is @clean in black and white: one that was
 * read as something else is set right, one that was passed over is put among @readings. */
void sign_set_bullets(GArray *readings, const Raster *ink, BOXA *pieces, const Raster *clean);
