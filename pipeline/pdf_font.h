/* pipeline/pdf_font.h - what the name of a font and the width of its glyphs tell of it
 *
 * PDF has flags for this in its font descriptors, but Poppler keeps them to
 * itself. Names are the better witness anyway: they come from the foundry, the
 * flags from whichever program made the file.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct {
    bool bold, italic, fixed;
} PdfFontTraits;

/* @name: PostScript name, "" for a font without one. */
PdfFontTraits pdf_font_traits(const char *name);

/* TeX's fonts of mathematical signs, whose codes mean nothing elsewhere. */
typedef enum { PDF_FONT_NOT_TEX, PDF_FONT_TEX_SYMBOLS, PDF_FONT_TEX_EXTENSION } PdfFontTex;

PdfFontTex pdf_font_tex(const char *name);

/* How far the glyphs of one font advance, in parts of its size. */
#define PDF_FONT_BINS 256
typedef struct {
    guint all[PDF_FONT_BINS];    /* glyphs, by advance */
    guint narrow[PDF_FONT_BINS]; /* of them those that a proportional font sets narrow: i l . */
    guint wide[PDF_FONT_BINS];   /* and wide: m w M */
    guint n;
} PdfFontAdvances;

typedef enum { PDF_FONT_UNKNOWN, PDF_FONT_FIXED, PDF_FONT_PROPORTIONAL } PdfFontPitch;

/* Counts a glyph; @advance is in parts of the font's size. */
void pdf_font_count(PdfFontAdvances *advances, gunichar c, double advance);
PdfFontPitch pdf_font_pitch(const PdfFontAdvances *advances);
