/* tests/test-pdf_blank_font.c - font files without letters, as FreeType and zlib see them */
#include "pipeline/pdf_blank_font.h"

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

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/pdf_blank_font/freetype", freetype_takes_them_for_fonts);
    g_test_add_func("/pdf_blank_font/flate", flate_gives_the_same);
    g_test_add_func("/pdf_blank_font/no-room", nothing_is_written_where_there_is_no_room);
    return g_test_run();
}
