/* tests/test-pdf_blank_font.c - font files without letters, as FreeType and zlib see them */
#include "pipeline/pdf_blank_font.h"

#include "tests/tiny_font.h"

#include <ft2build.h>
#include <string.h>
#include <zlib.h>
#include FT_FREETYPE_H

static void
expect_blank(const char *data, gsize size, const char *format)
{
    FT_Library library;
    FT_Face face;

    g_assert_cmpint(FT_Init_FreeType(&library), ==, 0);
    g_assert_cmpint(FT_New_Memory_Face(library, (const FT_Byte *)data, (FT_Long)size, 0, &face), ==,
                    0);
    g_test_message("%s: %ld glyphs", format, (long)face->num_glyphs);
    g_assert_cmpint(face->num_glyphs, ==, 1);
    g_assert_true(FT_IS_SCALABLE(face));
    g_assert_cmpint(FT_Load_Glyph(face, 0, FT_LOAD_NO_SCALE), ==, 0);
    g_assert_cmpint(face->glyph->outline.n_points, ==, 0);
    FT_Done_Face(face);
    FT_Done_FreeType(library);
}

static void
freetype_takes_them_for_fonts(void)
{
    char data[1000];

    char *end = pdf_blank_font_write(PDF_BLANK_TRUETYPE, false, data, data + sizeof data);
    expect_blank(data, (gsize)(end - data), "TrueType");
    end = pdf_blank_font_write(PDF_BLANK_CFF, false, data, data + sizeof data);
    expect_blank(data, (gsize)(end - data), "CFF");
}

static FT_UInt
index_of_name(const GByteArray *font, const char *name)
{
    FT_Library library;
    FT_Face face;

    g_assert_cmpint(FT_Init_FreeType(&library), ==, 0);
    g_assert_cmpint(FT_New_Memory_Face(library, font->data, (FT_Long)font->len, 0, &face), ==, 0);
    const FT_UInt index = FT_Get_Name_Index(face, name);
    FT_Done_Face(face);
    FT_Done_FreeType(library);
    return index;
}

/* FreeType is not asked where a font has no letters (pipeline/pdf_tap.c), and where it has some,
 * is. */
static void
names_are_those_of_letters(void)
{
    g_autoptr(GByteArray) font = tiny_font_cff(TINY_CFF_LISTS);
    g_autoptr(GByteArray) blank = pdf_blank_cff(font->data, font->len);

    g_assert_cmpuint(index_of_name(font, "alpha"), ==, 1);
    g_assert_cmpuint(index_of_name(font, "beta"), ==, 2);
    g_assert_cmpuint(index_of_name(font, "gamma"), ==, 0);
    g_assert_cmpuint(index_of_name(blank, "alpha"), ==, 0);
}

static void
flate_gives_the_same(void)
{
    for (int font = PDF_BLANK_TRUETYPE; font <= PDF_BLANK_CFF; font++) {
        char plain[1000], packed[1000], out[1000];
        uLongf n = sizeof out;
        const char *end = pdf_blank_font_write(font, false, plain, plain + sizeof plain);
        const char *packed_end = pdf_blank_font_write(font, true, packed, packed + sizeof packed);

        g_assert_cmpint(
            uncompress((Bytef *)out, &n, (const Bytef *)packed, (uLong)(packed_end - packed)), ==,
            Z_OK);
        g_assert_cmpmem(out, n, plain, (gsize)(end - plain));
    }
}

static void
nothing_is_written_where_there_is_no_room(void)
{
    for (int font = PDF_BLANK_TRUETYPE; font <= PDF_BLANK_CFF; font++)
        for (int flate = 0; flate <= 1; flate++) {
            char data[1000], untouched[1000];

            memset(data, 'x', sizeof data);
            memset(untouched, 'x', sizeof untouched);
            const gsize n =
                (gsize)(pdf_blank_font_write(font, flate, data, data + sizeof data) - data);
            memset(data, 'x', sizeof data);
            g_assert_null(pdf_blank_font_write(font, flate, data, data + n - 1));
            g_assert_cmpmem(data, sizeof data, untouched, sizeof untouched);
            g_assert_true(pdf_blank_font_write(font, flate, data, data + n) == data + n);
        }
}

static void
expect_like(const GByteArray *font, const char *format)
{
    g_assert_nonnull(font);
    expect_blank((const char *)font->data, font->len, format);
}

/* The encoding of a font with one glyph. */
static const guint8 alpha_and_beta[] = { 0x80,       0,  2,        65,        391 >> 8,
                                         391 & 0xFF, 66, 392 >> 8, 392 & 0xFF };

static void
a_font_keeps_its_names_and_encoding(void)
{
    for (int how = TINY_CFF_LISTS; how <= TINY_CFF_SUPPLEMENTS; how++) {
        g_autoptr(GByteArray) font = tiny_font_cff(how);
        g_autoptr(GByteArray) blank = pdf_blank_cff(font->data, font->len);

        expect_like(blank, "CFF");
        g_assert_nonnull(memmem(blank->data, blank->len, "Tiny", 4));
        g_assert_nonnull(memmem(blank->data, blank->len, "alphabeta", 9));
        g_assert_nonnull(memmem(blank->data, blank->len, alpha_and_beta, sizeof alpha_and_beta));
    }

    const char *type1 = tiny_font_type1();
    g_autoptr(GByteArray) blank = pdf_blank_type1((const guint8 *)type1, strlen(type1));
    const gsize n = (gsize)(strstr(type1, "eexec") - type1);
    expect_like(blank, "Type 1");
    g_assert_cmpmem(blank->data, n, type1, n);
    g_assert_null(memmem(blank->data, blank->len, "letters", 7));
}

/* However it is cut off, or what one of its bytes says. */
static void
what_is_no_font_is_left(void)
{
    g_autoptr(GByteArray) font = tiny_font_cff(TINY_CFF_RANGES);
    const char *type1 = tiny_font_type1();
    const gsize clear = (gsize)(strstr(type1, "eexec") - type1);

    for (guint n = 0; n < font->len - 10; n++) /* behind that are letters */
        g_assert_null(pdf_blank_cff(font->data, n));
    for (guint i = 0; i < font->len; i++)
        for (guint byte = 0; byte < 256; byte++) {
            const guint8 kept = font->data[i];

            font->data[i] = (guint8)byte;
            g_autoptr(GByteArray) blank = pdf_blank_cff(font->data, font->len);
            font->data[i] = kept;
            g_assert_true(blank == NULL || blank->len < 2000);
        }
    g_assert_null(pdf_blank_type1((const guint8 *)type1, clear));
    g_assert_null(pdf_blank_type1((const guint8 *)type1 + 1, strlen(type1) - 1));
}

/* A stream may hold something after the font; without a font nothing is written. */
static void
a_font_is_put_in_the_place_of_one(void)
{
    g_autoptr(GByteArray) font = tiny_font_cff(TINY_CFF_LISTS);
    g_autoptr(GByteArray) blank = pdf_blank_cff(font->data, font->len);
    char data[2000], untouched[2000], out[2000];
    uLongf packed = sizeof data, n = sizeof out;

    memset(data, 0, sizeof data);
    g_assert_cmpint(compress((Bytef *)data, &packed, font->data, font->len), ==, Z_OK);
    g_assert_nonnull(pdf_blank_font_write(PDF_BLANK_TYPE1C, true, data, data + sizeof data));
    g_assert_cmpint(uncompress((Bytef *)out, &n, (const Bytef *)data, sizeof data), ==, Z_OK);
    g_assert_cmpmem(out, n, blank->data, blank->len);

    memset(data, 'x', sizeof data);
    memcpy(untouched, data, sizeof data);
    for (int flate = 0; flate <= 1; flate++) {
        g_assert_null(pdf_blank_font_write(PDF_BLANK_TYPE1C, flate, data, data + sizeof data));
        g_assert_null(pdf_blank_font_write(PDF_BLANK_TYPE1, flate, data, data + sizeof data));
    }
    g_assert_cmpmem(data, sizeof data, untouched, sizeof untouched);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/pdf_blank_font/freetype", freetype_takes_them_for_fonts);
    g_test_add_func("/pdf_blank_font/names", names_are_those_of_letters);
    g_test_add_func("/pdf_blank_font/flate", flate_gives_the_same);
    g_test_add_func("/pdf_blank_font/no-room", nothing_is_written_where_there_is_no_room);
    g_test_add_func("/pdf_blank_font/like", a_font_keeps_its_names_and_encoding);
    g_test_add_func("/pdf_blank_font/no-font", what_is_no_font_is_left);
    g_test_add_func("/pdf_blank_font/put", a_font_is_put_in_the_place_of_one);
    return g_test_run();
}
