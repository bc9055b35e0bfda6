/* pipeline/pdf_bidi.h - text that runs from right to left, in the order in which it is read
 *
 * What pdf_spot.c finishes its characters with; for it alone.
 */
#pragma once

#include "pipeline/pdf_spot.h"

/* Is @c a letter of such a script? */
bool pdf_bidi_is_leftward(gunichar c);

/* Puts the characters of each line that has letters of Hebrew, Arabic or another such script
 * into logical order, by their places; brackets that were drawn as their mirror images are
 * what they mean again. Other lines stay as they are. */
void pdf_bidi_order(PdfSpots *spots);
