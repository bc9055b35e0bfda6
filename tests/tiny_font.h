/* tests/tiny_font.h - fonts that say by themselves what their codes mean: 65 is alpha, 66 is beta
 */
#pragma once

#include <glib.h>
#include <string.h>

/* How a CFF font says what is encoded, and what glyphs are called. */
typedef enum { TINY_CFF_LISTS, TINY_CFF_RANGES, TINY_CFF_SUPPLEMENTS } TinyCff;

#define TINY_CFF_DICTIONARY 18 /* bytes: three offsets */

static inline void
tiny_font_offset(guint8 *at, guint offset, guint8 operator)
{
    at[0] = 29;
    at[1] = at[2] = 0;
    at[3] = (guint8)(offset >> 8);
    at[4] = (guint8)offset;
    at[5] = operator;
}

/* Three glyphs; without supplements the last two are encoded. */
static inline GByteArray *
tiny_font_cff(TinyCff how)
{
    static const guint8 start[] = { 1,   0,   4,   1,   0, 1, 1, 1, 5,
                                    'T', 'i', 'n', 'y', 0, 1, 1, 1, 1 + TINY_CFF_DICTIONARY };
    static const guint8 strings[] = { 0,   2,   1,   1,   6,   10,  'a', 'l', 'p',
                                      'h', 'a', 'b', 'e', 't', 'a', 0,   0 };
    static const guint8 lists[] = { 0, 2, 65, 66 }, ranges[] = { 1, 1, 65, 1 },
                        supplements[] = { 0x80,       0,  2,        65,        391 >> 8,
                                          391 & 0xFF, 66, 392 >> 8, 392 & 0xFF };
    static const guint8 list[] = { 0, 391 >> 8, 391 & 0xFF, 392 >> 8, 392 & 0xFF },
                        range[] = { 1, 391 >> 8, 391 & 0xFF, 1 };
    static const guint8 glyphs[] = { 0, 3, 1, 1, 2, 3, 4, 14, 14, 14 };
    GByteArray *font = g_byte_array_new();

    g_byte_array_append(font, start, sizeof start);
    const guint dictionary = font->len;
    g_byte_array_set_size(font, dictionary + TINY_CFF_DICTIONARY);
    g_byte_array_append(font, strings, sizeof strings);
    const guint encoding = font->len;
    if (how == TINY_CFF_LISTS)
        g_byte_array_append(font, lists, sizeof lists);
    else if (how == TINY_CFF_RANGES)
        g_byte_array_append(font, ranges, sizeof ranges);
    else
        g_byte_array_append(font, supplements, sizeof supplements);
    const guint charset = font->len;
    if (how == TINY_CFF_RANGES)
        g_byte_array_append(font, range, sizeof range);
    else
        g_byte_array_append(font, list, sizeof list);
    tiny_font_offset(font->data + dictionary, charset, 15);
    tiny_font_offset(font->data + dictionary + 6, encoding, 16);
    tiny_font_offset(font->data + dictionary + 12, font->len, 17);
    g_byte_array_append(font, glyphs, sizeof glyphs);
    return font;
}

/* Its letters are none. */
static inline const char *
tiny_font_type1(void)
{
    return "%!PS-AdobeFont-1.0: Tiny 1.0\n"
           "11 dict begin\n"
           "/FontInfo 2 dict dup begin\n"
           "/FamilyName (Tiny) readonly def\n"
           "end readonly def\n"
           "/FontName /Tiny def\n"
           "/Encoding 256 array\n"
           "0 1 255 {1 index exch /.notdef put} for\n"
           "dup 65 /alpha put\n"
           "dup 66 /beta put\n"
           "readonly def\n"
           "/PaintType 0 def\n"
           "/FontType 1 def\n"
           "/FontMatrix [0.001 0 0 0.001 0 0] readonly def\n"
           "/FontBBox {0 0 900 900} readonly def\n"
           "currentdict end\n"
           "currentfile eexec\n"
           "letters letters letters letters letters letters letters letters letters letters\n"
           "letters letters letters letters letters letters letters letters letters letters\n"
           "letters letters letters letters letters letters letters letters letters letters\n"
           "letters letters letters letters letters letters letters letters letters letters\n"
           "letters letters letters letters letters letters letters letters letters letters\n";
}
