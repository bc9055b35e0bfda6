/* ocr/icon.h - small pictures beside a line that were read as letters
 *
 * Books set a disc with an i in it, a lamp or a sign before a note. Tesseract reads "oO".
 *
 *      .####.                       one piece of ink that is as large as the word,
 *     ###  ###                      mostly ink, taller than the line that it stands in,
 *     #### ###   You can go         where few letters were read that are not sure
 *     ###   ##
 *      '####'
 *
 * Space: points.
 */
#pragma once

#include "ocr/reading.h"

/* Takes out of @readings those of which the ink, as of scan_ink(), is an icon. */
void icon_drop(GArray *readings, const Raster *ink);
