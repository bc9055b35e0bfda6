/* tests/test-pdf_inline.c - which pages have images, told without asking for each */
#include "pipeline/pdf_internal.h"

#include "tests/tiny_pdf.h"

#include <gio/gio.h>

#define IMAGE                                                                                      \
    "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray "                   \
    "/BitsPerComponent 8"
#define TEXT "BT /F 12 Tf 20 20 Td (words) Tj ET "
#define INLINE "q 50 0 0 50 20 50 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q "

static char *folder;

/* A file whose pages have the contents; /I is an image that any of them can draw. */
static Pdf *
pages_with(const char *const *contents, guint n)
{
    TinyPdf tiny = tiny_pdf_new();
    g_autoptr(GString) kids = g_string_new(NULL);
    g_autoptr(GError) error = NULL;

    for (guint i = 0; i < n; i++)
        g_string_append_printf(kids, "%u 0 R ", 4 + 2 * i);
    g_autofree char *pages = g_strdup_printf(
        "<< /Type /Pages /Count %u /Kids [ %s] /MediaBox [ 0 0 100 100 ] /Resources << /XObject << "
        "/I 3 0 R >> /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        n, kids->str);
    tiny_pdf_add(&tiny, "<< /Type /Catalog /Pages 2 0 R >>");
    tiny_pdf_add(&tiny, pages);
    tiny_pdf_add_stream(&tiny, IMAGE, "x");
    for (guint i = 0; i < n; i++) {
        g_autofree char *page =
            g_strdup_printf("<< /Type /Page /Parent 2 0 R /Contents %u 0 R >>", 5 + 2 * i);

        tiny_pdf_add(&tiny, page);
        tiny_pdf_add_stream(&tiny, "", contents[i]);
    }
    g_autofree char *path = tiny_pdf_write(&tiny, folder, "");
    Pdf *pdf = pdf_open(path, NULL, &error);

    g_assert_no_error(error);
    return pdf;
}

static void
expect_images(Pdf *pdf, const guint *want, guint n)
{
    for (guint i = 0; i < n; i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(Page) page = pdf_load_page(pdf, i + 1, &error);

        g_assert_no_error(error);
        g_assert_cmpuint(page->words->len, ==, 1);
        g_assert_cmpuint(page->images->len, ==, want[i]);
    }
}

static void
images_that_are_objects_are_told_on_the_way_to_the_text(void)
{
    const char *contents[] = { TEXT, TEXT "q 50 0 0 50 20 50 cm /I Do Q", TEXT };
    g_autoptr(Pdf) pdf = pages_with(contents, G_N_ELEMENTS(contents));

    expect_images(pdf, (const guint[]){ 0, 1, 0 }, 3);
    g_assert_cmpint(pdf->images, ==, PDF_IMAGES_TOLD);
}

static void
where_contents_may_hold_images_each_page_is_asked(void)
{
    const char *contents[] = { TEXT, TEXT INLINE, TEXT };
    g_autoptr(Pdf) pdf = pages_with(contents, G_N_ELEMENTS(contents));

    expect_images(pdf, (const guint[]){ 0, 1, 0 }, 3);
    g_assert_cmpint(pdf->images, ==, PDF_IMAGES_ASK);
}

static bool
may_draw(const char *dictionary, const char *stream, gsize n)
{
    GByteArray *file = g_byte_array_new();
    g_autofree char *head = g_strdup_printf("%%PDF-1.7\n5 0 obj\n<< %s >>\nstream\n", dictionary);

    g_byte_array_append(file, (const guint8 *)head, (guint)strlen(head));
    g_byte_array_append(file, (const guint8 *)stream, (guint)n);
    g_byte_array_append(file, (const guint8 *)"\nendstream endobj\n", 18);
    g_autoptr(GBytes) bytes = g_byte_array_free_to_bytes(file);
    return pdf_inline_may_draw(bytes);
}

/* @text, deflated behind so much white space that it comes in another chunk. */
static bool
deflated_may_draw(const char *text)
{
    g_autofree char *in = g_strdup_printf("%65535s%s", "", text);
    static char out[4096];
    gsize n_read, n;
    g_autoptr(GZlibCompressor) zlib = g_zlib_compressor_new(G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 6);

    g_assert_cmpint(g_converter_convert(G_CONVERTER(zlib), in, strlen(in), out, sizeof out,
                                        G_CONVERTER_INPUT_AT_END, &n_read, &n, NULL),
                    ==, G_CONVERTER_FINISHED);
    return may_draw("/Filter /FlateDecode", out, n);
}

static void
contents_are_looked_through_inflated(void)
{
    g_assert_true(deflated_may_draw(INLINE));
    g_assert_true(deflated_may_draw("BI/W 1"));
    g_assert_false(deflated_may_draw(TEXT));
    g_assert_false(deflated_may_draw("(BIT) Tj"));
}

static void
what_is_not_understood_may_draw(void)
{
    g_assert_true(may_draw("/Filter /LZWDecode", "...", 3));
    g_assert_true(may_draw("/Filter [ /ASCII85Decode /FlateDecode ]", "...", 3));
    g_assert_true(may_draw("/Filter [ /FlateDecode /ASCII85Decode ]", "...", 3));
    g_assert_true(may_draw("/Filter /FlateDecode", "not deflated", 12));
    g_assert_true(may_draw("/Filter 7 0 R", "...", 3));
    g_assert_true(may_draw("/Subtype /Im#61ge /Width 1 /Height 1", "x", 1));
    g_assert_false(may_draw(IMAGE " /Filter /DCTDecode", "...", 3));
    g_assert_false(may_draw("/Width 1 /Height 1 /BitsPerComponent 8", "x", 1)); /* a thumbnail */
    g_assert_false(may_draw("/Length1 7", " BI ", 4));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    folder = g_dir_make_tmp(NULL, NULL);
#define TEST(name) g_test_add_func("/pdf-inline/" #name, name)
    TEST(images_that_are_objects_are_told_on_the_way_to_the_text);
    TEST(where_contents_may_hold_images_each_page_is_asked);
    TEST(contents_are_looked_through_inflated);
    TEST(what_is_not_understood_may_draw);

    const int status = g_test_run();
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    for (const char *name; (name = g_dir_read_name(dir)) != NULL;) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        g_unlink(path);
    }
    g_rmdir(folder);
    g_free(folder);
    return status;
}
