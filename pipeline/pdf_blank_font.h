/* pipeline/pdf_blank_font.h - font files without letters
 *
 * Where nobody looks at letters, Poppler need not load the outlines of any. But a font whose file
 * is empty it tries to load again at each change of font, fifty times a page. So it gets a file
 * that is good, and has one glyph, which is blank.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef enum {
    PDF_BLANK_TRUETYPE, /* as in a FontFile2 */
    PDF_BLANK_CFF,      /* as in a FontFile3 of CID-keyed fonts */
} PdfBlankFont;

/* Writes such a file over @data, as a stream of Flate or as it is. @end: of what may be written to.
 * Returns: the end of what was; NULL where there is no room for it, and nothing was. */
char *pdf_blank_font_write(PdfBlankFont font, bool flate, char *data, const char *end);
