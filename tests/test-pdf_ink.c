/* tests/test-pdf_ink.c - what a page paints besides text, and where its images are
 *
 * Pages are 200 by 100 points; content counts from the bottom, what is expected from the top.
 */
#include "pipeline/pdf.h"

#include "tests/tiny_font.h"
#include "tests/tiny_pdf.h"

#include <math.h>

#define GREY_IMAGE                                                                                 \
    "/Type /XObject /Subtype /Image /Width 40 /Height 30 /ColorSpace /DeviceGray "                 \
    "/BitsPerComponent 8"

#define TEXT "BT /F1 12 Tf 20 60 Td (Seen) Tj ET "

#define DOT 0.7 /* points: clips are known to a dot of the picture */

static char *folder;

/* A page with @content; I1 is an image of grey dots. @page: more of its dictionary. */
static Pdf *
page_with(const char *page, const char *content, const char *image)
{
    TinyPdf tiny = tiny_pdf_page(page, content);
    char dots[40 * 30 + 1];
    g_autoptr(GError) error = NULL;

    memset(dots, 'x', sizeof dots - 1);
    dots[sizeof dots - 1] = '\0';
    tiny_pdf_add(&tiny, "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>");
    tiny_pdf_add_stream(&tiny, image, dots);
    g_autofree char *path = tiny_pdf_write(&tiny, folder, "");
    Pdf *pdf = pdf_open(path, NULL, &error);

    g_assert_no_error(error);
    return pdf;
}

static Page *
load(Pdf *pdf)
{
    g_autoptr(GError) error = NULL;
    Page *page = pdf_load_page(pdf, 1, &error);

    g_assert_no_error(error);
    return page;
}

/* What the page paints besides, once it is loaded. */
static Raster *
load_drawn(Pdf *pdf)
{
    g_autoptr(Page) page = load(pdf);
    g_autoptr(GError) error = NULL;
    Raster *raster = page != NULL ? pdf_drawn(pdf, 1, &error) : NULL;

    g_assert_no_error(error);
    if (raster != NULL)
        raster_fill(raster);
    return raster;
}

/* The colour at (@x, @y) points; white where there is no picture. */
static guint32
color_at(const Raster *raster, double x, double y)
{
    l_uint32 value = 0xFFFFFF00;

    if (raster != NULL)
        pixGetPixel(raster->pix, (int)raster_to_pixels(raster, x), (int)raster_to_pixels(raster, y),
                    &value);
    return value >> 8;
}

/* Is nothing at all painted by @content? */
static bool
paints_nothing(const char *content)
{
    g_autoptr(Pdf) pdf = page_with("", content, GREY_IMAGE);
    g_autoptr(Raster) raster = load_drawn(pdf);

    return raster == NULL;
}

static void
text_is_no_ink(void)
{
    g_assert_true(paints_nothing(TEXT));
    g_assert_true(paints_nothing("BT /F1 12 Tf 1 Tr 20 60 Td (Outlines) Tj ET"));
    g_assert_true(paints_nothing("BT /F1 12 Tf 2 Tr 20 60 Td (Bold) Tj ET"));
}

static void
white_on_paper_is_none(void)
{
    g_assert_true(paints_nothing("1 g 0 0 200 100 re f " TEXT));
    g_assert_true(paints_nothing("1 G 10 10 m 90 10 l S"));
}

static void
what_is_clipped_or_off_the_page_is_none(void)
{
    g_assert_true(paints_nothing("300 0 20 20 re f"));
    g_assert_true(paints_nothing("q 0 0 10 10 re W n 50 50 20 20 re f Q"));
    g_assert_true(paints_nothing("q 0 0 10 10 re W n 50 50 m 90 50 l S Q"));
}

static void
strokes_and_fills_are_ink_without_the_text_on_them(void)
{
    g_autoptr(Pdf) pdf =
        page_with("", "1 0 0 rg 10 50 60 40 re f 0 g " TEXT "100 20 m 180 20 l S", GREY_IMAGE);
    g_autoptr(Page) page = load(pdf);
    g_autoptr(Raster) raster = load_drawn(pdf);

    g_assert_cmpuint(page->words->len, ==, 1);
    g_assert_nonnull(raster);
    for (double x = 12; x < 68; x++)
        g_assert_cmphex(color_at(raster, x, 36), ==, 0xFF0000); /* through the word */
    g_assert_cmphex(color_at(raster, 140, 80) & 0xFF, <, 0x80);
    g_assert_cmphex(color_at(raster, 140, 50), ==, 0xFFFFFF);
    g_assert_cmphex(color_at(raster, 5, 5), ==, 0xFFFFFF);
}

static void
white_on_ink_is_seen(void)
{
    g_autoptr(Pdf) pdf = page_with("", "0 0 200 100 re f 1 g 50 40 20 20 re f", GREY_IMAGE);
    g_autoptr(Raster) raster = load_drawn(pdf);

    g_assert_cmphex(color_at(raster, 60, 50), ==, 0xFFFFFF);
    g_assert_cmphex(color_at(raster, 90, 50), ==, 0x000000);
}

static void
rows_say_what_may_be_on_them(void)
{
    g_autoptr(Pdf) pdf = page_with(
        "", "20 80 40 15 re f 10 50 m 190 50 l S [2 2] 0 d 10 20 m 190 20 l S", GREY_IMAGE);
    g_autoptr(Raster) raster = load_drawn(pdf);
    const double row = raster->y_dpi / 72;

    g_assert_cmpint(raster->inked[(int)(12 * row)], ==, RASTER_STROKES | RASTER_FILLS);
    g_assert_cmpint(raster->inked[(int)(35 * row)], ==, 0);
    g_assert_cmpint(raster->inked[(int)(50 * row)], ==, RASTER_STROKES);
    g_assert_cmpint(raster->inked[(int)(80 * row)], ==, RASTER_STROKES | RASTER_MARKS);
}

/* Whoever asks for the ink first need not have the others written. */
static void
rows_far_from_ink_are_written_when_asked_for(void)
{
    g_autoptr(Pdf) pdf = page_with("", "10 50 m 190 50 l S", GREY_IMAGE);
    g_autoptr(Page) page = load(pdf);
    g_autoptr(Raster) raster = pdf_drawn(pdf, 1, NULL);

    g_assert_nonnull(page);
    g_assert_true(raster->hollow);
    for (int y = 0; y < pixGetHeight(raster->pix); y++)
        if (!raster->inked[y]) /* as a page before may have left it */
            memset(pixGetData(raster->pix) + (gsize)y * (gsize)pixGetWpl(raster->pix), 0x55, 40);
    g_autoptr(Raster) top = raster_clip(raster, (Bbox){ 0, 0, 200, 20 });
    for (double y = 1; y < 19; y++)
        g_assert_cmphex(color_at(top, 5, y), ==, 0xFFFFFF);
    g_assert_cmphex(color_at(raster, 100, 50) & 0xFF, <, 0x80);
}

static void
expect_image(const char *page_dict, const char *content, const char *image, Bbox want)
{
    g_autoptr(Pdf) pdf = page_with(page_dict, content, image);
    g_autoptr(Page) page = load(pdf);

    g_assert_cmpuint(page->images->len, ==, 1);
    const Bbox got = g_array_index(page->images, Image, 0).bbox;
    g_assert_true(bbox_holds(got, want, DOT) && bbox_holds(want, got, DOT));
    g_autoptr(Raster) raster = pdf_drawn(pdf, 1, NULL);
    g_assert_null(raster); /* the image itself is no ink */
}

static void
images_are_where_they_are_shown(void)
{
    const char *content = "q 60 0 0 40 20 50 cm /I1 Do Q";

    expect_image("", content, GREY_IMAGE, (Bbox){ 20, 10, 80, 50 });
    expect_image("/Rotate 90", content, GREY_IMAGE, (Bbox){ 50, 20, 90, 80 });
    expect_image("/CropBox [10 0 200 100]", content, GREY_IMAGE, (Bbox){ 10, 10, 70, 50 });
    expect_image("", "q 0 40 -60 0 80 50 cm /I1 Do Q", GREY_IMAGE, (Bbox){ 20, 10, 80, 50 });
    expect_image("", "q 30 0 70 100 re W n 60 0 0 40 20 50 cm /I1 Do Q", GREY_IMAGE,
                 (Bbox){ 30, 10, 80, 50 });
}

static void
stencils_masked_and_inline_images_are_images(void)
{
    const char *content = "q 60 0 0 40 20 50 cm /I1 Do Q";
    const Bbox want = { 20, 10, 80, 50 };

    expect_image("", content,
                 "/Type /XObject /Subtype /Image /Width 40 /Height 30 /ImageMask true "
                 "/BitsPerComponent 1",
                 want);
    expect_image("", content, GREY_IMAGE " /Mask [0 10]", want);
    expect_image("", content, GREY_IMAGE " /SMask 6 0 R", want);
    expect_image("", "q 60 0 0 40 20 50 cm BI /W 2 /H 2 /BPC 8 /CS /G ID xxxx EI Q", GREY_IMAGE,
                 want);
}

static void
an_image_is_not_decoded_to_know_its_place(void)
{
    static const char *const filters[] = { "/DCTDecode", "/JPXDecode", "/JBIG2Decode",
                                           "/CCITTFaxDecode", "[ /FlateDecode /DCTDecode ]" };

    for (guint i = 0; i < G_N_ELEMENTS(filters); i++) {
        g_autofree char *image = g_strdup_printf(GREY_IMAGE " /Filter %s", filters[i]);
        g_autoptr(Pdf) pdf = page_with("", "q 60 0 0 40 20 50 cm /I1 Do Q " TEXT, image);
        g_autoptr(Page) page = load(pdf);
        g_autoptr(GPtrArray) said = pdf_take_messages(pdf);

        /* Its data is none of the kind, which nobody noticed. */
        g_assert_cmpuint(page->images->len, ==, 1);
        g_assert_cmpuint(page->words->len, ==, 1);
        g_assert_cmpuint(said->len, ==, 0);
    }
}

/* The file of the font is none, which nobody noticed: each change of font would tell. */
static void
a_font_is_not_loaded_to_know_its_text(void)
{
    static const char *const content = "BT /F3 12 Tf 20 60 Td (ABA) Tj /F1 9 Tf /F3 12 Tf ET";
    static const char *const filters[] = { "", "/Filter /FlateDecode", "/Filter [/FlateDecode]",
                                           "/Filter [ /FlateDecode ]" };

    for (guint i = 0; i < G_N_ELEMENTS(filters); i++) {
        TinyPdf tiny = tiny_pdf_page("", content);
        g_autofree char *junk = g_strnfill(600, 'x');
        g_autofree char *file = g_strconcat("/Length1 900 ", filters[i], NULL);

        tiny_pdf_add(&tiny, "<< /Type /Font /Subtype /TrueType /BaseFont /Junk /FirstChar 65 "
                            "/LastChar 66 /Widths [500 600] /Encoding /WinAnsiEncoding "
                            "/FontDescriptor 7 0 R >>");
        tiny_pdf_add_stream(&tiny, GREY_IMAGE, "x");
        tiny_pdf_add(&tiny, "<< /Type /FontDescriptor /FontName /Junk /Flags 32 /ItalicAngle 0 "
                            "/FontBBox [0 0 900 900] /Ascent 800 /Descent -200 /CapHeight 700 "
                            "/StemV 80 /FontFile2 8 0 R >>");
        tiny_pdf_add_stream(&tiny, file, junk);
        g_autofree char *path = tiny_pdf_write(&tiny, folder, "");
        g_autoptr(Pdf) pdf = pdf_open(path, NULL, NULL);
        g_autoptr(Page) page = load(pdf);
        g_autoptr(GPtrArray) said = pdf_take_messages(pdf);

        g_assert_cmpuint(page->words->len, ==, 1);
        g_assert_cmpstr(page_word(page, 0)->text, ==, "ABA");
        g_assert_cmpuint(said->len, ==, 0);
    }
}

/* A page whose text is in a font, object 8, that tells itself what its codes mean. */
static void
expect_greek(const char *font_dict, const char *key, const char *stream, const guint8 *data,
             gsize n)
{
    TinyPdf tiny = tiny_pdf_page("", "BT /F3 12 Tf 20 60 Td (ABA) Tj ET");
    g_autofree char *dict = g_strdup_printf("<< /Type /Font %s /FirstChar 65 /LastChar 66 /Widths "
                                            "[500 600] /FontDescriptor 7 0 R >>",
                                            font_dict);
    g_autofree char *descriptor = g_strdup_printf(
        "<< /Type /FontDescriptor /FontName /Tiny /Flags 4 /ItalicAngle 0 /FontBBox [0 0 900 900] "
        "/Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 /%s 8 0 R >>",
        key);

    tiny_pdf_add(&tiny, dict);
    tiny_pdf_add_stream(&tiny, GREY_IMAGE, "x");
    tiny_pdf_add(&tiny, descriptor);
    tiny_pdf_add_bytes(&tiny, stream, data, n);
    g_autofree char *path = tiny_pdf_write(&tiny, folder, "");
    g_autoptr(Pdf) pdf = pdf_open(path, NULL, NULL);
    g_autoptr(Page) page = load(pdf);
    g_autoptr(GPtrArray) said = pdf_take_messages(pdf);

    g_assert_cmpuint(page->words->len, ==, 1);
    g_assert_cmpstr(page_word(page, 0)->text, ==, "αβα");
    g_assert_cmpuint(said->len, ==, 0);
}

static void
a_font_without_letters_says_what_its_codes_mean(void)
{
    const char *type1 = tiny_font_type1();

    for (int how = TINY_CFF_LISTS; how <= TINY_CFF_SUPPLEMENTS; how++) {
        g_autoptr(GByteArray) cff = tiny_font_cff(how);

        g_byte_array_set_size(cff, 400); /* room, as letters leave it */
        expect_greek("/Subtype /Type1 /BaseFont /Tiny", "FontFile3", "/Subtype /Type1C", cff->data,
                     cff->len);
    }
    expect_greek("/Subtype /Type1 /BaseFont /Tiny", "FontFile",
                 "/Length1 500 /Length2 400 /Length3 0", (const guint8 *)type1, strlen(type1));
}

static void
a_single_dot_is_a_colour(void)
{
    g_autoptr(Pdf) pdf = page_with("", "q 60 0 0 40 20 50 cm /I1 Do Q",
                                   "/Type /XObject /Subtype /Image /Width 1 /Height 1 "
                                   "/ColorSpace /DeviceGray /BitsPerComponent 8");
    g_autoptr(Raster) raster = load_drawn(pdf);

    g_assert_cmphex(color_at(raster, 50, 30), ==, 0x787878); /* x */
}

static void
the_page_as_shown_has_its_images(void)
{
    g_autoptr(Pdf) pdf = page_with("", "q 60 0 0 40 20 50 cm /I1 Do Q " TEXT, GREY_IMAGE);
    g_autoptr(Raster) shown = pdf_render(pdf, 1, 72, NULL);
    g_autoptr(Raster) over = pdf_drawn_over_images(pdf, 1, NULL);

    g_assert_cmphex(color_at(shown, 70, 20), ==, 0x787878);
    g_assert_cmphex(color_at(over, 70, 20), ==, 0x787878);
    for (double x = 21; x < 79; x++)
        g_assert_cmphex(color_at(over, x, 36), ==, 0x787878); /* no text on it */
}

static void
frames_of_fields_are_no_ink(void)
{
    TinyPdf tiny = tiny_pdf_new();

    tiny_pdf_add(&tiny, "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] >> >>");
    tiny_pdf_add(&tiny, "<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 200 100] >>");
    tiny_pdf_add(&tiny, "<< /Type /Page /Parent 2 0 R /Contents 6 0 R /Annots [4 0 R] >>");
    tiny_pdf_add(&tiny, "<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /Rect [20 40 120 60] /F 4 "
                        "/AP << /N 5 0 R >> >>");
    tiny_pdf_add_stream(&tiny, "/Type /XObject /Subtype /Form /BBox [0 0 100 20]",
                        "1 0 0 RG 1 1 98 18 re S");
    tiny_pdf_add_stream(&tiny, "", "10 10 m 190 10 l S");
    g_autofree char *path = tiny_pdf_write(&tiny, folder, "");
    g_autoptr(Pdf) pdf = pdf_open(path, NULL, NULL);
    g_autoptr(Raster) raster = load_drawn(pdf);
    g_autoptr(Raster) shown = pdf_render(pdf, 1, 144, NULL);

    g_assert_cmphex(color_at(shown, 70, 41.2), !=, 0xFFFFFF);
    g_assert_cmphex(color_at(raster, 70, 41.2), ==, 0xFFFFFF);
    g_assert_cmphex(color_at(raster, 70, 90), !=, 0xFFFFFF);
}

static void
a_page_that_nobody_loaded_is_drawn_too(void)
{
    g_autoptr(Pdf) pdf = page_with("", "10 50 m 190 50 l S", GREY_IMAGE);
    g_autoptr(Raster) first = pdf_drawn(pdf, 1, NULL);
    g_autoptr(Raster) again = pdf_drawn(pdf, 1, NULL);
    l_int32 same = 0;

    g_assert_nonnull(first);
    g_assert_nonnull(again);
    raster_fill(first);
    raster_fill(again);
    g_assert_cmpint(pixEqual(first->pix, again->pix, &same), ==, 0);
    g_assert_cmpint(same, ==, 1);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    folder = g_dir_make_tmp(NULL, NULL);
#define TEST(name) g_test_add_func("/pdf-ink/" #name, name)
    TEST(text_is_no_ink);
    TEST(white_on_paper_is_none);
    TEST(what_is_clipped_or_off_the_page_is_none);
    TEST(strokes_and_fills_are_ink_without_the_text_on_them);
    TEST(white_on_ink_is_seen);
    TEST(rows_say_what_may_be_on_them);
    TEST(rows_far_from_ink_are_written_when_asked_for);
    TEST(images_are_where_they_are_shown);
    TEST(stencils_masked_and_inline_images_are_images);
    TEST(an_image_is_not_decoded_to_know_its_place);
    TEST(a_font_is_not_loaded_to_know_its_text);
    TEST(a_font_without_letters_says_what_its_codes_mean);
    TEST(a_single_dot_is_a_colour);
    TEST(the_page_as_shown_has_its_images);
    TEST(frames_of_fields_are_no_ink);
    TEST(a_page_that_nobody_loaded_is_drawn_too);

    const int status = g_test_run();
    tiny_pdf_remove_folder(folder);
    g_free(folder);
    return status;
}
