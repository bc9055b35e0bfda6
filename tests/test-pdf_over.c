/* tests/test-pdf_over.c - images decoded without Poppler are drawn where it would draw them
 *
 * An image of four fields of colour is laid on a page of 200 by 100 points in many ways, and the
 * page is held against one that Poppler renders, in the middle of each field and outside.
 */
#include "pipeline/pdf.h"

#include "tests/stored_image.h"
#include "tests/tiny_pdf.h"

#define SIDE 40 /* dots of the image */
#define KEYS "/Type /XObject /Subtype /Image /Width 40 /Height 40 /BitsPerComponent 8 /ColorSpace "
#define RGB KEYS "/DeviceRGB "
#define APART 24 /* of 255: a JPEG, enlarged in another way */

static char *folder;

/* Red, green; blue, yellow. */
static void
quarters(guint8 *rgb)
{
    for (guint y = 0; y < SIDE; y++)
        for (guint x = 0; x < SIDE; x++, rgb += 3) {
            const bool right = x >= SIDE / 2, low = y >= SIDE / 2;

            rgb[0] = right == low && (right || !low) ? 255 : 0;
            rgb[1] = right ? 255 : 0;
            rgb[2] = low && !right ? 255 : 0;
        }
}

/* Left half hidden; right one half. */
static void
half_hidden(guint8 *grey)
{
    for (guint y = 0; y < SIDE; y++)
        for (guint x = 0; x < SIDE; x++)
            *grey++ = x < SIDE / 2 ? 0 : 128;
}

static void
add_deflated(TinyPdf *tiny, const char *keys, const guint8 *bytes, gsize n)
{
    gsize size;
    g_autofree guint8 *data = stored_deflate(bytes, n, &size);
    g_autofree char *all = g_strconcat(keys, "/Filter /FlateDecode", NULL);

    tiny_pdf_add_bytes(tiny, all, data, size);
}

static void
add_jpeg(TinyPdf *tiny, const char *keys, const guint8 *rgb)
{
    PIX *pix = pixCreate(SIDE, SIDE, 32);
    gsize size;
    g_autofree char *all = g_strconcat(keys, "/Filter /DCTDecode", NULL);

    for (int y = 0; y < SIDE; y++)
        for (int x = 0; x < SIDE; x++, rgb += 3)
            pixSetRGBPixel(pix, x, y, rgb[0], rgb[1], rgb[2]);
    g_autofree guint8 *data = stored_jpeg(pix, &size);
    tiny_pdf_add_bytes(tiny, all, data, size);
    pixDestroy(&pix);
}

/* A page with @content; I1 is the image, with @keys more, and object 7 what may mask it. */
static Pdf *
open_page(const char *page, const char *content, const char *keys, bool jpeg)
{
    TinyPdf tiny = tiny_pdf_page(page, content);
    guint8 rgb[3 * SIDE * SIDE], grey[SIDE * SIDE];
    g_autofree char *all = g_strconcat(RGB, keys, " ", NULL);
    g_autoptr(GError) error = NULL;

    quarters(rgb);
    half_hidden(grey);
    tiny_pdf_add(&tiny, "null");
    if (jpeg)
        add_jpeg(&tiny, all, rgb);
    else
        add_deflated(&tiny, all, rgb, sizeof rgb);
    add_deflated(&tiny, KEYS "/DeviceGray ", grey, sizeof grey);
    g_autofree char *path = tiny_pdf_write(&tiny, folder, "");
    Pdf *pdf = pdf_open(path, NULL, &error);
    g_assert_no_error(error);
    return pdf;
}

static bool
is_near(l_uint32 a, l_uint32 b)
{
    for (guint shift = 8; shift < 32; shift += 8)
        if (ABS((int)(a >> shift & 0xFF) - (int)(b >> shift & 0xFF)) > APART)
            return false;
    return true;
}

/* Are both pictures of the first page the same, but where fields meet? */
static void
expect_same(Pdf *pdf)
{
    g_autoptr(Page) page = pdf_load_page(pdf, 1, NULL);
    g_autoptr(Raster) over = pdf_drawn_over_images(pdf, 1, NULL);
    g_autoptr(Raster) shown = pdf_render(pdf, 1, 110, NULL);
    guint other = 0, same = 0;

    g_assert_nonnull(page);
    g_assert_nonnull(over);
    g_assert_nonnull(shown);
    g_assert_cmpint(pixGetWidth(over->pix), ==, pixGetWidth(shown->pix));
    g_assert_cmpint(pixGetHeight(over->pix), ==, pixGetHeight(shown->pix));
    for (int y = 2; y < pixGetHeight(shown->pix); y += 4)
        for (int x = 2; x < pixGetWidth(shown->pix); x += 4) {
            l_uint32 a, b;

            pixGetPixel(over->pix, x, y, &a);
            pixGetPixel(shown->pix, x, y, &b);
            if (is_near(a, b))
                same++;
            else
                other++;
        }
    g_assert_cmpuint(other, <, same / 8);
}

static void
expect_as_shown(const char *page_dict, const char *content, const char *keys, bool jpeg)
{
    g_autoptr(Pdf) pdf = open_page(page_dict, content, keys, jpeg);

    expect_same(pdf);
}

/* Takes @tiny. */
static void
expect_file_as_shown(TinyPdf *tiny)
{
    g_autofree char *path = tiny_pdf_write(tiny, folder, "");
    g_autoptr(Pdf) pdf = pdf_open(path, NULL, NULL);

    expect_same(pdf);
}

static void
as_poppler_shows_them(void)
{
    static const char *const ways[] = {
        "q 80 0 0 80 10 10 cm /I1 Do Q",
        "q -80 0 0 80 190 10 cm /I1 Do Q",
        "q 0 80 -80 0 190 10 cm /I1 Do Q",
        "q 60 30 -30 60 60 5 cm /I1 Do Q",
        "q 200 0 0 100 0 0 cm /I1 Do Q 0 0 1 RG 4 w 20 50 m 180 50 l S",
        "q 20 20 40 30 re W n 80 0 0 80 10 10 cm /I1 Do Q",
        "q 80 0 0 80 10 10 cm /I1 Do Q q 40 0 0 40 130 30 cm /I1 Do Q",
    };

    for (guint i = 0; i < G_N_ELEMENTS(ways); i++)
        for (guint jpeg = 0; jpeg < 2; jpeg++) {
            expect_as_shown("", ways[i], "", jpeg);
            expect_as_shown("/Rotate 90", ways[i], "", jpeg);
            expect_as_shown("", ways[i], "/SMask 7 0 R", jpeg);
        }
}

/* What is not decoded here is there all the same. */
static void
other_images_too(void)
{
    const char *content = "q 80 0 0 80 10 10 cm /I1 Do Q";

    expect_as_shown("", content, "/Decode [1 0 1 0 1 0]", false);
    expect_as_shown("", content, "/Mask [250 255 0 5 0 5]", false);
    expect_as_shown("",
                    "q 80 0 0 80 10 10 cm /I1 Do Q q 40 0 0 40 130 30 cm "
                    "BI /W 2 /H 2 /BPC 8 /CS /G ID \001\200\300\220 EI Q",
                    "", false);
}

/* As many dots as the copy's first image has, and other ones. */
static void
an_inline_image_is_not_taken_for_another(void)
{
    expect_as_shown(
        "",
        "q 40 0 0 40 130 30 cm /I1 Do Q q 80 0 0 80 10 10 cm BI /W 3 /H 2 /BPC 8 /CS /G "
        "ID \377\377\377\377\377\377 EI Q",
        "", false);
    expect_as_shown(
        "",
        "q 40 0 0 40 130 30 cm /I1 Do Q q 80 0 0 80 10 10 cm BI /W 3 /H 2 /BPC 8 /CS /G "
        "ID \001\001\001\001\001\001 EI Q",
        "", false);
    /* As a JPEG begins. */
    expect_as_shown(
        "",
        "q 40 0 0 40 130 30 cm /I1 Do Q q 80 0 0 80 10 10 cm BI /W 3 /H 2 /BPC 8 /CS /G "
        "ID \377\330\377\377\377\377 EI Q",
        "", true);
}

/* A mask that is shown as an image, too, before its image and after it; and an image small and
 * large. */
static void
an_image_may_have_several_uses(void)
{
    for (guint after = 0; after < 2; after++) {
        TinyPdf tiny = tiny_pdf_new();
        guint8 rgb[3 * SIDE * SIDE], grey[SIDE * SIDE];
        const char *content = after
                                  ? "q 80 0 0 80 10 10 cm /I1 Do Q q 40 0 0 40 130 30 cm /I2 Do Q"
                                  : "q 40 0 0 40 130 30 cm /I2 Do Q q 80 0 0 80 10 10 cm /I1 Do Q";

        quarters(rgb);
        half_hidden(grey);
        tiny_pdf_add(&tiny, "<< /Type /Catalog /Pages 2 0 R >>");
        tiny_pdf_add(&tiny, "<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 200 100] >>");
        tiny_pdf_add(&tiny,
                     "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /XObject << "
                     "/I1 5 0 R /I2 6 0 R >> >> >>");
        tiny_pdf_add_stream(&tiny, "", content);
        add_deflated(&tiny, RGB "/SMask 6 0 R ", rgb, sizeof rgb);
        add_deflated(&tiny, KEYS "/DeviceGray ", grey, sizeof grey);
        expect_file_as_shown(&tiny);
    }
    expect_as_shown("", "q 2 0 0 2 190 90 cm /I1 Do Q q 90 0 0 90 5 5 cm /I1 Do Q", "", true);
}

/* An image in a pattern is met on no page. */
static void
an_image_in_a_pattern_too(void)
{
    TinyPdf tiny = tiny_pdf_new();
    guint8 rgb[3 * SIDE * SIDE];
    l_uint32 value = 0;

    quarters(rgb);
    tiny_pdf_add(&tiny, "<< /Type /Catalog /Pages 2 0 R >>");
    tiny_pdf_add(&tiny, "<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 200 100] >>");
    tiny_pdf_add(&tiny, "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /XObject << "
                        "/I1 6 0 R >> /Pattern << /P1 5 0 R >> >> >>");
    tiny_pdf_add_stream(&tiny, "",
                        "q 40 0 0 40 130 30 cm /I1 Do Q /Pattern cs /P1 scn 10 10 80 80 re f");
    tiny_pdf_add_stream(
        &tiny,
        "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 40 40] "
        "/XStep 40 /YStep 40 /Resources << /XObject << /I1 7 0 R >> >>",
        "40 0 0 40 0 0 cm /I1 Do");
    add_deflated(&tiny, RGB, rgb, sizeof rgb);
    add_deflated(&tiny, RGB, rgb, sizeof rgb);
    g_autofree char *path = tiny_pdf_write(&tiny, folder, "");
    g_autoptr(Pdf) pdf = pdf_open(path, NULL, NULL);
    g_autoptr(Page) page = pdf_load_page(pdf, 1, NULL);
    g_autoptr(Raster) over = pdf_drawn_over_images(pdf, 1, NULL);

    g_assert_nonnull(page);
    g_assert_nonnull(over);
    pixGetPixel(over->pix, (int)raster_to_pixels(over, 50), (int)raster_to_pixels(over, 30),
                &value);
    g_assert_true(is_near(value, 0xFF000000)); /* the top left of a tile */
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    folder = g_dir_make_tmp("sheaf-test-pdf_over-XXXXXX", NULL);

#define TEST(name) g_test_add_func("/pdf_over/" #name, name)
    TEST(as_poppler_shows_them);
    TEST(other_images_too);
    TEST(an_inline_image_is_not_taken_for_another);
    TEST(an_image_may_have_several_uses);
    TEST(an_image_in_a_pattern_too);

    const int result = g_test_run();
    tiny_pdf_remove_folder(folder);
    g_free(folder);
    return result;
}
