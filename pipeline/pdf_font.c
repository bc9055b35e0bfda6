/* pipeline/pdf_font.c - what the name of a font and the width of its glyphs tell of it */
#include "pipeline/pdf_font.h"

#include <string.h>

#define ADVANCE_PER_BIN (1 / 128.0) /* of the size: glyphs up to two ems wide */

/* A verdict needs this many glyphs, and this share of them in one bin or its neighbours.
 * Fixed-width fonts have all but all in one; others have at most the share of their digits
 * and a few letters. */
#define MIN_GLYPHS 6
#define FIXED_SHARE 0.9

static const char *const BOLD[] = { "bold",   "black", "heavy", "demi",  "fett",  "gras", "cmbx",
                                    "cmssbx", "sfbx",  "ecbx",  "cmb10", "ultra", NULL };
static const char *const ITALIC[] = { "italic", "oblique", "slanted", "kursiv", "inclined", "cmti",
                                      "cmsl",   "cmssi",   "cmbxti",  "cmmi",   "sfti",     "sfsl",
                                      "sfbi",   "ecti",    "ecsl",    NULL };
static const char *const FIXED[] = {
    "mono",    "courier",  "consol",   "menlo",        "monaco", "typewriter", "cmtt",
    "cmsltt",  "cmitt",    "sftt",     "sfst",         "ectt",   "lmtt",       "inconsolata",
    "code",    "fixed",    "terminal", "lettergothic", "andale", "nimbusmon",  "hack-",
    "iosevka", "pragmata", "txtt",     "ocrb",         NULL
};

/* Names that hold one of the above by accident. */
static const char *const NOT_FIXED[] = { "monotype", "unicode", "barcode", "monoline", NULL };

static bool
has_any(const char *name, const char *const *parts)
{
    for (; *parts != NULL; parts++)
        if (strstr(name, *parts) != NULL)
            return true;
    return false;
}

/* The foundries' short forms, "MinionPro-BoldIt" and "Frutiger-Bd": only in the part
 * after the family, where they can't be the beginning or end of some other word. */
static bool
has_short_form(const char *name, const char *form)
{
    const char *style = strpbrk(name, "-,");
    const char *at = style != NULL ? strstr(style, form) : NULL;

    for (; at != NULL; at = strstr(at + 1, form)) {
        const char after = at[strlen(form)];
        if (!g_ascii_islower(after) && (at[-1] == '-' || at[-1] == ',' || g_ascii_isalnum(at[-1])))
            return true;
    }
    return false;
}

PdfFontTex
pdf_font_tex(const char *name)
{
    static const char *const symbols[] = { "CMSY", "CMBSY", "LMMathSymbols" };
    static const char *const extensions[] = { "CMEX", "LMMathExtension" };

    if ((name[0] != 'C' && name[0] != 'L') || name[1] != 'M' || strchr("SBEM", name[2]) == NULL)
        return PDF_FONT_NOT_TEX; /* asked for every letter of a page */
    for (guint i = 0; i < G_N_ELEMENTS(symbols); i++)
        if (g_str_has_prefix(name, symbols[i]))
            return PDF_FONT_TEX_SYMBOLS;
    for (guint i = 0; i < G_N_ELEMENTS(extensions); i++)
        if (g_str_has_prefix(name, extensions[i]))
            return PDF_FONT_TEX_EXTENSION;
    return PDF_FONT_NOT_TEX;
}

PdfFontTraits
pdf_font_traits(const char *name)
{
    g_autofree char *lower = g_ascii_strdown(name, -1);

    return (PdfFontTraits){
        .bold = has_any(lower, BOLD) || has_short_form(name, "Bd") || has_short_form(name, "Bld") ||
                has_short_form(name, "Medi") /* Nimbus, and not "Medium" */,
        .italic = has_any(lower, ITALIC) || has_short_form(name, "It") ||
                  has_short_form(name, "Ital") || has_short_form(name, "Obl"),
        .fixed = has_any(lower, FIXED) && !has_any(lower, NOT_FIXED),
    };
}

void
pdf_font_count(PdfFontAdvances *advances, gunichar c, double advance)
{
    const int bin = (int)(advance / ADVANCE_PER_BIN + 0.5);

    if (c <= ' ' || c >= 0x7F || bin < 1 || bin >= PDF_FONT_BINS)
        return;
    advances->all[bin]++;
    advances->n++;
    if (strchr("iljI.,:;'|!", (int)c) != NULL)
        advances->narrow[bin]++;
    else if (strchr("mwMWNOQDGHAUCT@%abdeghknopquvxy", (int)c) != NULL)
        advances->wide[bin]++;
}

PdfFontPitch
pdf_font_pitch(const PdfFontAdvances *advances)
{
    guint best = 0, at = 0, n_narrow = 0, n_wide = 0, narrow = 0, wide = 0;

    for (guint i = 1; i + 1 < PDF_FONT_BINS; i++) {
        const guint here = advances->all[i - 1] + advances->all[i] + advances->all[i + 1];
        n_narrow += advances->narrow[i];
        n_wide += advances->wide[i];
        if (here > best) {
            best = here;
            at = i;
        }
    }
    if (advances->n < MIN_GLYPHS || n_narrow == 0 || n_wide == 0)
        return PDF_FONT_UNKNOWN;
    for (guint i = at - 1; i <= at + 1; i++) {
        narrow += advances->narrow[i];
        wide += advances->wide[i];
    }
    return best >= FIXED_SHARE * advances->n && narrow > 0 && wide > 0 ? PDF_FONT_FIXED
                                                                       : PDF_FONT_PROPORTIONAL;
}
