/* pipeline/pdf_blank_font.c - font files without letters
 *
 * Formats: "TrueType Reference Manual" of Apple, Adobe's Technical Note 5176 "The Compact Font
 * Format", RFC 1950 and 1951. Checksums of tables are 0, as nobody looks at them.
 */
#include "pipeline/pdf_blank_font.h"

#include "pipeline/pdf_inflate.h"

#include <string.h>
#include <zlib.h>

#define MAX_FONT (1 << 20) /* bytes */
#define MAX_BLOCK 65535    /* bytes of a stored block */

#define U16(n) (n) >> 8 & 0xFF, (n)&0xFF
#define U32(n) (n) >> 24 & 0xFF, (n) >> 16 & 0xFF, U16(n)

/* Of an entry of the directory. */
#define TABLE(a, b, c, d, offset, length) a, b, c, d, U32(0), U32(offset), U32(length)

enum {
    HEAD = 12 + 6 * 16, /* behind the directory */
    HHEA = HEAD + 54,
    MAXP = HHEA + 36,
    HMTX = MAXP + 32,
    LOCA = HMTX + 4,
    GLYF = LOCA + 4,
};

static const guint8 truetype[GLYF + 4] = {
    U32(0x00010000),
    U16(6),
    U16(64),
    U16(2),
    U16(32),
    TABLE('g', 'l', 'y', 'f', GLYF, 4),
    TABLE('h', 'e', 'a', 'd', HEAD, 54),
    TABLE('h', 'h', 'e', 'a', HHEA, 36),
    TABLE('h', 'm', 't', 'x', HMTX, 4),
    TABLE('l', 'o', 'c', 'a', LOCA, 4), /* two places, both at the start: an empty glyph */
    TABLE('m', 'a', 'x', 'p', MAXP, 32),
    [HEAD] = U32(0x00010000),
    [HEAD + 12] = U32(0x5F0F3CF5),
    [HEAD + 18] = U16(1000), /* units an em */
    [HHEA] = U32(0x00010000),
    U16(800),
    U16(0xFF38),          /* ascent, descent */
    [HHEA + 34] = U16(1), /* number of advances */
    [MAXP] = U32(0x00010000),
    U16(1),            /* glyphs */
    [HMTX] = U16(500), /* advance */
};

static const guint8 cff[] = {
    1,      0, 4, 1,                   /* header */
    U16(1), 1, 1, 2, 'A',              /* names */
    U16(1), 1, 1, 5, 28,  U16(23), 17, /* top dictionary: where the charstrings are */
    U16(0),                            /* strings */
    U16(0),                            /* subroutines */
    U16(1), 1, 1, 2, 14,               /* charstrings: endchar */
};

/* One stored block. */
static char *
write_flate(const guint8 *font, gsize size, char *data)
{
    const guint8 before[] = {
        0x78, 0x01, 1, size & 0xFF, size >> 8, ~size & 0xFF, ~size >> 8 & 0xFF
    };
    const guint32 sum = GUINT32_TO_BE((guint32)adler32(adler32(0, NULL, 0), font, (uInt)size));

    memcpy(data, before, sizeof before);
    memcpy(data + sizeof before, font, size);
    memcpy(data + sizeof before + size, &sum, sizeof sum);
    return data + sizeof before + size + sizeof sum;
}

/* (transfer full): NULL where it can't be inflated, or is longer than fonts of text are. */
static guint8 *
inflate_font(char *data, const char *end, gsize *size)
{
    g_autofree guint8 *font = g_malloc(MAX_FONT);

    return pdf_inflate((const guint8 *)data, (const guint8 *)end, font, MAX_FONT, size)
               ? g_steal_pointer(&font)
               : NULL;
}

/* The blank font that is like the one at @data. (transfer full): NULL for none. */
static GByteArray *
blank_like(PdfBlankFont font, bool flate, char *data, const char *end)
{
    gsize size = (gsize)(end - data);
    g_autofree guint8 *inflated = flate ? inflate_font(data, end, &size) : NULL;
    const guint8 *old = flate ? inflated : (const guint8 *)data;

    if (old == NULL)
        return NULL;
    return font == PDF_BLANK_TYPE1C ? pdf_blank_cff(old, size) : pdf_blank_type1(old, size);
}

static char *
write_font(const guint8 *font, gsize size, bool flate, char *data, const char *end)
{
    if (size > MAX_BLOCK || end - data < (gssize)size + (flate ? 11 : 0))
        return NULL;
    if (flate)
        return write_flate(font, size, data);
    memcpy(data, font, size);
    return data + size;
}

char *
pdf_blank_font_write(PdfBlankFont font, bool flate, char *data, const char *end)
{
    if (font == PDF_BLANK_CFF)
        return write_font(cff, sizeof cff, flate, data, end);
    if (font == PDF_BLANK_TRUETYPE)
        return write_font(truetype, sizeof truetype, flate, data, end);
    g_autoptr(GByteArray) like = blank_like(font, flate, data, end);
    return like != NULL ? write_font(like->data, like->len, flate, data, end) : NULL;
}
