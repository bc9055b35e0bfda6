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
    PDF_BLANK_TYPE1C,   /* of other fonts: with the names and the encoding of what is there */
    PDF_BLANK_TYPE1,    /* as in a FontFile, the same */
} PdfBlankFont;

/* Writes such a file over @data, which holds one, as a stream of Flate or as it is. @end: of what
 * may be written to. Returns: the end of what was; NULL where there is no room for it or what is
 * there is not understood, and nothing was. */
char *pdf_blank_font_write(PdfBlankFont font, bool flate, char *data, const char *end);

/* Fonts as these, but for their letters: for pdf_blank_font.c. (transfer full): NULL where @font is
 * not understood. */
GByteArray *pdf_blank_cff(const guint8 *font, gsize size);
GByteArray *pdf_blank_type1(const guint8 *font, gsize size);
