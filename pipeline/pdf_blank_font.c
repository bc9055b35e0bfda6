/* pipeline/pdf_blank_font.c - font files without letters
 *
 * Formats: "TrueType Reference Manual" of Apple, Adobe's Technical Note 5176 "The Compact Font
 * Format", RFC 1950 and 1951. Checksums of tables are 0, as nobody looks at them.
 */
#include "pipeline/pdf_blank_font.h"

#include <string.h>
#include <zlib.h>

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

char *
pdf_blank_font_write(PdfBlankFont font, bool flate, char *data, const char *end)
{
    const guint8 *file = font == PDF_BLANK_CFF ? cff : truetype;
    const gsize size = font == PDF_BLANK_CFF ? sizeof cff : sizeof truetype;

    if (end - data < (gssize)size + (flate ? 11 : 0))
        return NULL;
    if (flate)
        return write_flate(file, size, data);
    memcpy(data, file, size);
    return data + size;
}
