/* tests/test-pdf_render.c - pictures of pages, and the pictures on them */
#include "pipeline/pdf.h"

#include "tests/stored_image.h"
#include "tests/tiny_pdf.h"

#include <math.h>

static char *folder;

static Pdf *
open_tiny(TinyPdf tiny)
{
    g_autofree char *path = tiny_pdf_write(&tiny, folder, "");
    g_autoptr(GError) error = NULL;
    Pdf *pdf = pdf_open(path, NULL, &error);

    g_assert_no_error(error);
    return pdf;
}

static guint32
pixel(PIX *pix, int x, int y)
{
    l_uint32 value;

    g_assert_cmpint(pixGetPixel(pix, x, y, &value), ==, 0);
    return value >> 8;
}

/* A red square at the top left, blue ones at the bottom. */
static const char *const SQUARES = "1 0 0 rg 0 80 20 20 re f 0 0 1 rg 0 0 200 20 re f";

static void
a_page_is_drawn_on_white_from_the_top_left(void)
{
    g_autoptr(Pdf) pdf = open_tiny(tiny_pdf_page("", SQUARES));
    g_autoptr(GError) error = NULL;
    g_autoptr(Raster) raster = pdf_render(pdf, 1, 144, &error);

    g_assert_no_error(error);
    g_assert_cmpint(pixGetDepth(raster->pix), ==, 32);
    g_assert_cmpint(pixGetWidth(raster->pix), ==, 400);
    g_assert_cmpint(pixGetHeight(raster->pix), ==, 200);
    g_assert_cmpfloat(raster->x_dpi, ==, 144);
    g_assert_cmphex(pixel(raster->pix, 20, 20), ==, 0xFF0000);
    g_assert_cmphex(pixel(raster->pix, 20, 180), ==, 0x0000FF);
    g_assert_cmphex(pixel(raster->pix, 200, 100), ==, 0xFFFFFF);
}

static void
a_turned_page_is_drawn_upright(void)
{
    g_autoptr(Pdf) pdf = open_tiny(tiny_pdf_page("/Rotate 90", SQUARES));
    g_autoptr(Raster) raster = pdf_render(pdf, 1, 72, NULL);

    g_assert_cmpint(pixGetWidth(raster->pix), ==, 100);
    g_assert_cmpint(pixGetHeight(raster->pix), ==, 200);
    g_assert_cmphex(pixel(raster->pix, 90, 10), ==, 0xFF0000);
    g_assert_cmphex(pixel(raster->pix, 10, 100), ==, 0x0000FF);
}

static void
an_area_is_drawn_alone(void)
{
    g_autoptr(Pdf) pdf = open_tiny(tiny_pdf_page("", SQUARES));
    g_autoptr(GError) error = NULL;
    g_autoptr(PIX) pix = pdf_render_area(pdf, 1, (Bbox){ 10, 10, 60, 35 }, 72, &error);

    g_assert_no_error(error);
    g_assert_cmpint(pixGetWidth(pix), ==, 50);
    g_assert_cmpint(pixGetHeight(pix), ==, 25);
    g_assert_cmphex(pixel(pix, 5, 5), ==, 0xFF0000);
    g_assert_cmphex(pixel(pix, 15, 5), ==, 0xFFFFFF);

    g_autoptr(PIX) none = pdf_render_area(pdf, 1, (Bbox){ 210, 10, 260, 35 }, 72, &error);
    g_assert_null(none);
    g_assert_error(error, PDF_ERROR, PDF_ERROR_PAGE);
}

static void
a_picture_that_would_be_too_large_is_an_error(void)
{
    const double resolutions[] = { 100000, 0, -72, NAN };

    for (guint i = 0; i < G_N_ELEMENTS(resolutions); i++) {
        g_autoptr(Pdf) pdf = open_tiny(tiny_pdf_page("", ""));
        g_autoptr(GError) error = NULL;
        g_autoptr(Raster) raster = pdf_render(pdf, 1, resolutions[i], &error);

        g_assert_null(raster);
        g_assert_error(error, PDF_ERROR, PDF_ERROR_PAGE);
    }
}

static void
drawing_a_page_does_not_change_its_words(void)
{
    g_autoptr(Pdf) pdf = open_tiny(tiny_pdf_page("", "BT /F1 12 Tf 20 50 Td (Hello) Tj ET"));
    g_autoptr(Raster) raster = pdf_render(pdf, 1, 72, NULL);
    g_assert_nonnull(raster);
    g_autoptr(Page) after = pdf_load_page(pdf, 1, NULL);
    g_autoptr(Page) again = pdf_load_page(pdf, 1, NULL);

    g_assert_cmpuint(after->words->len, ==, 1);
    g_assert_cmpuint(again->words->len, ==, 1);
    g_assert_cmpfloat(page_word(after, 0)->bbox.x1, ==, page_word(again, 0)->bbox.x1);
}

/* A picture of an F, 100 pixels wide and 200 high, dark on light, as hexadecimal greys. */
static const char *const LETTER[] = {
    "##########", "##########", "##        ", "##        ", "##        ", "########  ",
    "########  ", "##        ", "##        ", "##        ", "##        ", "##        ",
};

static void
add_letter(TinyPdf *tiny)
{
    g_autoptr(GString) hex = g_string_new(NULL);

    for (guint y = 0; y < 200; y++)
        for (guint x = 0; x < 100; x++) {
            const bool inside = y >= 10 && y < 190;
            const char c = inside ? LETTER[(y - 10) / 15][x / 10] : ' ';
            g_string_append(hex, c == '#' ? "20" : "E0");
        }
    g_string_append_c(hex, '>');
    tiny_pdf_add(tiny, "null");
    tiny_pdf_add_stream(tiny,
                        "/Type /XObject /Subtype /Image /Width 100 /Height 200 /ColorSpace "
                        "/DeviceGray /BitsPerComponent 8 /Filter /ASCIIHexDecode",
                        hex->str);
}

/* A page with the letter drawn by @matrix; @more is drawn after it. */
static Pdf *
open_letter(const char *page, const char *matrix, const char *more)
{
    g_autofree char *content = g_strdup_printf("q %s cm /I1 Do Q %s", matrix, more);
    TinyPdf tiny = tiny_pdf_page(page, content);

    add_letter(&tiny);
    return open_tiny(tiny);
}

static void
a_page_can_be_drawn_without_its_images(void)
{
    /* The letter at the left, on a picture ground of 0xE0; a red square at the right. */
    g_autoptr(Pdf) pdf = open_letter("", "100 0 0 100 0 0", "1 0 0 rg 150 0 50 100 re f");
    g_autoptr(Raster) whole = pdf_render(pdf, 1, 72, NULL);
    g_autoptr(Raster) bare = pdf_render_bare(pdf, 1, 72, NULL);
    g_autoptr(Raster) again = pdf_render(pdf, 1, 72, NULL);

    g_assert_cmphex(pixel(whole->pix, 5, 50), ==, 0x202020);
    g_assert_cmphex(pixel(bare->pix, 5, 50), ==, 0xFFFFFF);
    g_assert_cmphex(pixel(bare->pix, 175, 50), ==, 0xFF0000);
    g_assert_cmphex(pixel(again->pix, 5, 50), ==, 0x202020);
}

static Raster *
page_image(Pdf *pdf)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Page) page = pdf_load_page(pdf, 1, &error);
    g_assert_no_error(error);
    Raster *raster = pdf_page_image(pdf, page, &error);

    g_assert_no_error(error);
    return raster;
}

/* The middles of the nine parts of a picture: # where it is dark. */
static char *
sketch(PIX *pix, int columns, int rows)
{
    GString *out = g_string_new(NULL);

    for (int y = 0; y < rows; y++) {
        for (int x = 0; x < columns; x++) {
            l_uint32 value;
            pixGetPixel(pix, (2 * x + 1) * pixGetWidth(pix) / (2 * columns),
                        (2 * y + 1) * pixGetHeight(pix) / (2 * rows), &value);
            g_string_append_c(out, value < 128 ? '#' : '.');
        }
        g_string_append_c(out, '/');
    }
    return g_string_free(out, FALSE);
}

static void
expect_page_image(const char *page, const char *matrix, int width, int height, const char *want)
{
    g_autoptr(Pdf) pdf = open_letter(page, matrix, "");
    g_autoptr(Raster) raster = page_image(pdf);
    const bool wide = width > height;

    g_assert_nonnull(raster);
    g_assert_cmpint(pixGetWidth(raster->pix), ==, width);
    g_assert_cmpint(pixGetHeight(raster->pix), ==, height);
    g_assert_cmpint(pixGetDepth(raster->pix), ==, 8);
    g_autofree char *got = sketch(raster->pix, wide ? 5 : 3, wide ? 3 : 5);
    g_assert_cmpstr(got, ==, want);
}

#define UPRIGHT "/MediaBox [0 0 100 200]"

static void
the_image_of_a_page_comes_as_the_page_shows_it(void)
{
    expect_page_image(UPRIGHT, "100 0 0 200 0 0", 100, 200, "###/#../##./#../#../");
    expect_page_image(UPRIGHT, "-100 0 0 200 100 0", 100, 200, "###/..#/.##/..#/..#/");
    expect_page_image(UPRIGHT, "100 0 0 -200 0 200", 100, 200, "#../#../##./#../###/");
    expect_page_image(UPRIGHT, "-100 0 0 -200 100 200", 100, 200, "..#/..#/.##/..#/###/");
    /* On a page of 200 by 100, turned to the left and to the right, and mirrored so. */
    expect_page_image("", "0 100 -200 0 200 0", 200, 100, "#..../#.#../#####/");
    expect_page_image("", "0 -100 200 0 0 100", 200, 100, "#####/..#.#/....#/");
    expect_page_image("", "0 100 200 0 0 0", 200, 100, "....#/..#.#/#####/");
    expect_page_image("", "0 -100 -200 0 200 100", 200, 100, "#####/#.#../#..../");
}

static void
the_image_of_a_turned_page_is_upright(void)
{
    expect_page_image("/Rotate 90", "0 100 -200 0 200 0", 100, 200, "###/#../##./#../#../");
    expect_page_image("/Rotate 270", "0 -100 200 0 0 100", 100, 200, "###/#../##./#../#../");
}

static void
the_image_has_the_resolution_it_is_shown_at(void)
{
    g_autoptr(Pdf) pdf = open_letter(UPRIGHT, "100 0 0 200 0 0", "");
    g_autoptr(Raster) raster = page_image(pdf);

    g_assert_cmpfloat(fabs(raster->x_dpi - 72), <, 0.01);
    g_assert_cmpfloat(fabs(raster->y_dpi - 72), <, 0.01);
}

static void
an_image_with_margins_is_put_on_a_whole_page(void)
{
    /* 96 by 192 points of 100 by 200: the picture gets borders. */
    g_autoptr(Pdf) pdf = open_letter(UPRIGHT, "96 0 0 192 2 4", "");
    g_autoptr(Raster) raster = page_image(pdf);

    g_assert_nonnull(raster);
    g_assert_cmpint(pixGetWidth(raster->pix), ==, 105);
    g_assert_cmpint(pixGetHeight(raster->pix), ==, 209);
    g_assert_cmpfloat(fabs(raster->x_dpi - 75), <, 0.5);
}

static void
a_page_that_shows_more_than_its_image_has_none(void)
{
    g_autoptr(Pdf) pdf = open_letter(UPRIGHT, "100 0 0 200 0 0", "0 g 50 20 50 60 re f");
    g_autoptr(Raster) raster = page_image(pdf);
    g_assert_null(raster);
}

static void
a_page_with_a_small_image_has_none(void)
{
    g_autoptr(Pdf) pdf = open_letter(UPRIGHT, "50 0 0 100 0 0", "");
    g_autoptr(Raster) raster = page_image(pdf);
    g_assert_null(raster);
}

static void
expect_image_at(const char *page, const char *matrix, Bbox want)
{
    g_autoptr(Pdf) pdf = open_letter(page, matrix, "");
    g_autoptr(Page) loaded = pdf_load_page(pdf, 1, NULL);

    g_assert_cmpuint(loaded->images->len, ==, 1);
    const Bbox got = g_array_index(loaded->images, Image, 0).bbox;
    if (fabs(got.x0 - want.x0) > 1 || fabs(got.y0 - want.y0) > 1 || fabs(got.x1 - want.x1) > 1 ||
        fabs(got.y1 - want.y1) > 1)
        g_error("%s: got %g %g %g %g", page, got.x0, got.y0, got.x1, got.y1);
}

static void
images_are_placed_from_the_top_left_of_the_page_as_shown(void)
{
    expect_image_at("", "30 0 0 60 50 20", (Bbox){ 50, 20, 80, 80 });
    expect_image_at("", "30 0 0 50 50 10", (Bbox){ 50, 40, 80, 90 });
    expect_image_at("/CropBox [40 5 160 95]", "30 0 0 50 50 10", (Bbox){ 10, 35, 40, 85 });
    expect_image_at("/MediaBox [40 5 160 95]", "30 0 0 50 50 10", (Bbox){ 10, 35, 40, 85 });
    expect_image_at("/Rotate 90", "30 0 0 50 50 10", (Bbox){ 10, 50, 60, 80 });
    expect_image_at("/Rotate 180", "30 0 0 50 50 10", (Bbox){ 120, 10, 150, 60 });
}

/* A grey photograph of @width by @height dots, as a JPEG in hexadecimal. */
static void
add_photograph(TinyPdf *tiny, int width, int height)
{
    g_autoptr(PIX) pix = pixCreate(width, height, 8);
    g_autoptr(GString) hex = g_string_new(NULL);
    g_autofree char *keys =
        g_strdup_printf("/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace "
                        "/DeviceGray /BitsPerComponent 8 /Filter [/ASCIIHexDecode /DCTDecode]",
                        width, height);
    l_uint8 *data = NULL;
    size_t size = 0;

    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++)
            pixSetPixel(pix, x, y, (l_uint32)(x * 7 + y * 3) % 200);
    g_assert_cmpint(pixWriteMemJpeg(&data, &size, pix, 90, 0), ==, 0);
    for (size_t i = 0; i < size; i++)
        g_string_append_printf(hex, "%02X", data[i]);
    lept_free(data);
    g_string_append_c(hex, '>');
    tiny_pdf_add_stream(tiny, keys, hex->str);
}

/* A page of 200 by 100 points with a photograph of 400 by 200 dots all over it. @other: the width
 * of one more, 0 for none; it is twice as wide as high. */
static Pdf *
open_photograph(const char *page, const char *more, int other)
{
    g_autofree char *content = g_strdup_printf("q 200 0 0 100 0 0 cm /I1 Do Q %s", more);
    TinyPdf tiny = tiny_pdf_page(page, content);

    tiny_pdf_add(&tiny, "null");
    add_photograph(&tiny, 400, 200);
    if (other > 0)
        add_photograph(&tiny, other, other / 2);
    return open_tiny(tiny);
}

static Raster *
page_dots(Pdf *pdf)
{
    g_autoptr(Page) page = pdf_load_page(pdf, 1, NULL);

    return pdf_page_dots(pdf, page);
}

static void
a_page_is_drawn_dot_for_dot_as_its_photograph(void)
{
    g_autoptr(Pdf) pdf = open_photograph("", "", 0);
    g_autoptr(Raster) own = page_image(pdf), drawn = page_dots(pdf);

    g_assert_nonnull(drawn);
    g_assert_cmpfloat(drawn->x_dpi, ==, 144);
    g_assert_cmpint(pixGetWidth(drawn->pix), ==, 400);
    g_assert_cmpint(pixGetHeight(drawn->pix), ==, 200);
    for (int y = 0; y < 200; y += 3)
        for (int x = 0; x < 400; x++) {
            l_uint32 tone;

            pixGetPixel(own->pix, x, y, &tone);
            g_assert_cmphex(pixel(drawn->pix, x, y), ==, tone * 0x010101);
        }
}

/* A page that is a JPEG as scanners store it, with @more on it, and @keys of its own. */
static Pdf *
open_scan(const char *page, const char *matrix, const char *more, const char *keys)
{
    g_autofree char *content = g_strdup_printf("q %s cm /I1 Do Q %s", matrix, more);
    g_autofree char *all = g_strconcat("/Type /XObject /Subtype /Image /Width 400 /Height 200 "
                                       "/ColorSpace /DeviceGray /BitsPerComponent 8 "
                                       "/Filter /DCTDecode ",
                                       keys, NULL);
    TinyPdf tiny = tiny_pdf_page(page, content);
    PIX *pix = pixCreate(400, 200, 8);
    gsize size;

    for (int y = 0; y < 200; y++)
        for (int x = 0; x < 400; x++)
            pixSetPixel(pix, x, y, (l_uint32)(x / 4 + y / 2));
    g_autofree guint8 *data = stored_jpeg(pix, &size);
    pixDestroy(&pix);
    tiny_pdf_add(&tiny, "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>");
    tiny_pdf_add_bytes(&tiny, all, data, size);
    return open_tiny(tiny);
}

/* Dots that are had as they are stored are grey; those that are drawn have colours. */
static int
depth_of_dots(const char *page, const char *matrix, const char *more, const char *keys)
{
    g_autoptr(Pdf) pdf = open_scan(page, matrix, more, keys);
    g_autoptr(Raster) dots = page_dots(pdf);

    return dots != NULL ? pixGetDepth(dots->pix) : 0;
}

static void
a_scan_alone_on_its_page_is_not_drawn(void)
{
    static const char *const whole = "200 0 0 100 0 0";
    g_autoptr(Pdf) pdf = open_scan("", whole, "", "");
    g_autoptr(Raster) dots = page_dots(pdf);

    g_assert_nonnull(dots);
    g_assert_cmpint(pixGetDepth(dots->pix), ==, 8);
    g_assert_cmpint(pixGetWidth(dots->pix), ==, 400);
    g_assert_cmpfloat(dots->x_dpi, ==, 144);
    for (int x = 4; x < 400; x += 7) {
        l_uint32 tone;

        pixGetPixel(dots->pix, x, x / 2, &tone);
        g_assert_cmpint(ABS((int)tone - (x / 4 + x / 4)), <=, 4);
    }
    /* Text that is read over it, but not seen, is none. */
    g_assert_cmpint(depth_of_dots("", whole, "BT /F1 12 Tf 3 Tr 20 60 Td (Hidden) Tj ET", ""), ==,
                    8);

    g_assert_cmpint(depth_of_dots("", whole, "", "/Interpolate true"), ==, 8);
}

/* Whatever hides a part of it, or shows only one, is drawn. */
static void
a_scan_that_is_not_alone_is_drawn(void)
{
    static const char *const whole = "200 0 0 100 0 0";

    g_assert_cmpint(depth_of_dots("", whole, "BT /F1 12 Tf 20 60 Td (Seen) Tj ET", ""), ==, 32);
    g_assert_cmpint(depth_of_dots("", whole, "1 g 50 50 20 20 re f", ""), ==, 32);
    g_assert_cmpint(depth_of_dots("/CropBox [0 0 100 50]", whole, "", ""), !=, 8);
    g_assert_cmpint(depth_of_dots("", "400 0 0 200 -100 -50", "", ""), !=, 8);
    g_assert_cmpint(depth_of_dots("", "0 0 m 200 0 l 0 100 l h W n 200 0 0 100 0 0", "", ""), !=,
                    8);
    g_assert_cmpint(depth_of_dots("/Annots [<< /Type /Annot /Subtype /Square /Rect [20 20 180 80] "
                                  "/IC [1 1 1] /C [1 1 1] /F 4 >>]",
                                  whole, "", ""),
                    !=, 8);
    g_assert_cmpint(depth_of_dots("", whole, "", "/SMask 6 0 R"), !=, 8);
    g_assert_cmpint(depth_of_dots("", "0 0 200 100 re 0 40 200 10 re W* n 200 0 0 100 0 0", "", ""),
                    !=, 8);
    /* What Poppler stumbles over may be an image. */
    g_assert_cmpint(depth_of_dots("", whole, "/Nowhere Do", ""), ==, 32);
    g_assert_cmpint(depth_of_dots("", whole, "1 0 0 rg 50 50 20 20 re f", ""), ==, 32);
    g_assert_cmpint(depth_of_dots("", whole, "", "/Decode [1 0]"), ==, 32);
    g_assert_cmpint(depth_of_dots("", "-200 0 0 100 200 0", "", ""), ==, 32);
    g_assert_cmpint(depth_of_dots("", "200 0 0 -100 0 100", "", ""), ==, 32);
    g_assert_cmpint(depth_of_dots("/Rotate 180", whole, "", ""), ==, 32);
}

static void
what_is_drawn_on_a_photograph_shows(void)
{
    g_autoptr(Pdf) pdf = open_photograph("", "1 0 0 rg 50 50 20 20 re f", 0);
    g_autoptr(Raster) drawn = page_dots(pdf);

    g_assert_nonnull(drawn);
    g_assert_cmphex(pixel(drawn->pix, 120, 80), ==, 0xFF0000);
}

static void
dots_are_not_guessed(void)
{
    /* Photographs of two sizes, either of which may be that of the page; a page on its side; and a
     * bitmap that is no photograph. */
    g_autoptr(Pdf) two = open_photograph("", "", 300);
    g_autoptr(Pdf) turned = open_photograph("/Rotate 90", "", 0);
    g_autoptr(Pdf) letter = open_letter("", "200 0 0 100 0 0", "");

    g_assert_null(page_dots(two));
    g_assert_null(page_dots(turned));
    g_assert_null(page_dots(letter));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    folder = g_dir_make_tmp("sheaf-test-pdf_render-XXXXXX", NULL);

#define TEST(name) g_test_add_func("/pdf_render/" #name, name)
    TEST(a_page_is_drawn_on_white_from_the_top_left);
    TEST(a_turned_page_is_drawn_upright);
    TEST(an_area_is_drawn_alone);
    TEST(a_picture_that_would_be_too_large_is_an_error);
    TEST(a_page_can_be_drawn_without_its_images);
    TEST(drawing_a_page_does_not_change_its_words);
    TEST(images_are_placed_from_the_top_left_of_the_page_as_shown);
    TEST(the_image_of_a_page_comes_as_the_page_shows_it);
    TEST(the_image_of_a_turned_page_is_upright);
    TEST(the_image_has_the_resolution_it_is_shown_at);
    TEST(an_image_with_margins_is_put_on_a_whole_page);
    TEST(a_page_that_shows_more_than_its_image_has_none);
    TEST(a_page_with_a_small_image_has_none);
    TEST(a_page_is_drawn_dot_for_dot_as_its_photograph);
    TEST(a_scan_alone_on_its_page_is_not_drawn);
    TEST(a_scan_that_is_not_alone_is_drawn);
    TEST(what_is_drawn_on_a_photograph_shows);
    TEST(dots_are_not_guessed);

    const int result = g_test_run();
    tiny_pdf_remove_folder(folder);
    g_free(folder);
    return result;
}
