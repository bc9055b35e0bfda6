/* tests/test-picture_file.c - pictures of a page as files */
#include "pipeline/picture_file.h"

#include "tests/tiny_pdf.h"

#define PLACE ((Bbox){ 20, 20, 120, 70 })
#define DRAW_CLIPPED "20 30 100 20 re W n q 100 0 0 50 20 30 cm /I1 Do Q\n"
#define DRAW_PICTURE "q 100 0 0 50 20 30 cm /I1 Do Q\n"

static char *folder;

/* A JPEG of 64 by 32 dots, light at the left and dark at the right. */
static GBytes *
jpeg(void)
{
    g_autoptr(PIX) pix = pixCreate(64, 32, 8);
    l_uint8 *data = NULL;
    size_t n = 0;

    for (int y = 0; y < 32; y++)
        for (int x = 0; x < 64; x++)
            pixSetPixel(pix, x, y, (l_uint32)(250 - 3 * x - y));
    g_assert_cmpint(pixWriteMemJpeg(&data, &n, pix, 90, 0), ==, 0);
    GBytes *bytes = g_bytes_new(data, n);
    lept_free(data);
    return bytes;
}

/* A page with @drawing, which may paint the JPEG as /I1. */
static Pdf *
open_page(const char *drawing)
{
    g_autoptr(GBytes) picture = jpeg();
    g_autoptr(GString) hex = g_string_new(NULL);
    const guint8 *data = g_bytes_get_data(picture, NULL);
    TinyPdf tiny = tiny_pdf_page("", drawing);

    for (gsize i = 0; i < g_bytes_get_size(picture); i++)
        g_string_append_printf(hex, "%02x", data[i]);
    g_string_append_c(hex, '>');
    tiny_pdf_add(&tiny, "null");
    tiny_pdf_add_stream(&tiny,
                        "/Type /XObject /Subtype /Image /Width 64 /Height 32 /BitsPerComponent 8 "
                        "/ColorSpace /DeviceGray /Filter [/ASCIIHexDecode /DCTDecode]",
                        hex->str);
    g_autofree char *path = tiny_pdf_write(&tiny, folder, "");
    g_autoptr(GError) error = NULL;
    Pdf *pdf = pdf_open(path, NULL, &error);
    g_assert_no_error(error);
    return pdf;
}

/* The files of pictures in @places of a page with @drawing. */
static Document *
cut(const char *drawing, const Bbox *places, guint n, const PictureFileOptions *options)
{
    g_autoptr(Pdf) pdf = open_page(drawing);
    g_autoptr(GError) error = NULL;
    Document *document = document_new("tiny.pdf");

    g_ptr_array_add(document->pages, pdf_load_page(pdf, 1, &error));
    g_assert_no_error(error);
    document->flow = flow_new();
    for (guint i = 0; i < n; i++)
        flow_add(document->flow, ELEMENT_PICTURE, 1, places[i]);
    g_assert_true(picture_file_cut(pdf, document, folder, "images", options, NULL, &error));
    g_assert_no_error(error);
    return document;
}

static const char *
file_of(const Document *document, guint i)
{
    return flow_element(document->flow, i)->file;
}

static void
a_jpeg_that_is_shown_as_it_is_stays_what_it_is(void)
{
    g_autoptr(Document) document = cut(DRAW_PICTURE, &PLACE, 1, NULL);
    g_autofree char *path = g_build_filename(folder, file_of(document, 0), NULL);
    g_autoptr(GBytes) want = jpeg();
    g_autofree char *bytes = NULL;
    gsize n = 0;

    g_assert_cmpstr(file_of(document, 0), ==, "images/page-001-1.jpg");
    g_assert_true(g_file_get_contents(path, &bytes, &n, NULL));
    g_assert_cmpmem(bytes, n, g_bytes_get_data(want, NULL), g_bytes_get_size(want));
}

static void
a_jpeg_that_looks_otherwise_on_the_page_is_drawn(void)
{
    static const char *const drawings[] = {
        "q -100 0 0 -50 120 80 cm /I1 Do Q\n",
        DRAW_PICTURE "1 g 30 40 30 20 re f\n",
        DRAW_PICTURE "BT /F1 12 Tf 40 50 Td (Label) Tj ET\n",
        DRAW_CLIPPED,
    };

    for (guint i = 0; i < G_N_ELEMENTS(drawings); i++) {
        g_autoptr(Document) document = cut(drawings[i], &PLACE, 1, NULL);

        g_assert_cmpstr(file_of(document, 0), ==, "images/page-001-1.png");
    }
}

static void
the_same_picture_is_written_once(void)
{
    const Bbox places[] = { PLACE, { 140, 40, 190, 80 }, PLACE };
    g_autoptr(Document) document = cut(DRAW_PICTURE "150 30 30 20 re f\n", places, 3, NULL);

    g_assert_cmpstr(file_of(document, 0), ==, "images/page-001-1.jpg");
    g_assert_cmpstr(file_of(document, 1), ==, "images/page-001-2.png");
    g_assert_cmpstr(file_of(document, 2), ==, "images/page-001-1.jpg");
}

static char *
name(guint element, gpointer data)
{
    return g_strdup_printf("%s-%u", (char *)data, element);
}

static void
a_drawing_is_cut_to_its_ink(void)
{
    const Bbox page = { 0, 0, 200, 100 };
    const PictureFileOptions options = { .dpi = 72, .name = name, .data = (gpointer) "figure" };
    g_autoptr(Document) document = cut("50 40 60 20 re f\n", &page, 1, &options);
    g_autofree char *path = g_build_filename(folder, file_of(document, 0), NULL);
    g_autoptr(PIX) pix = pixRead(path);

    g_assert_cmpstr(file_of(document, 0), ==, "images/figure-0.png");
    g_assert_cmpint(pixGetWidth(pix), ==, 60 + 2 * 4);
    g_assert_cmpint(pixGetHeight(pix), ==, 20 + 2 * 4);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    setMsgSeverity(L_SEVERITY_NONE);
    folder = g_dir_make_tmp("sheaf-test-XXXXXX", NULL);
    g_test_add_func("/picture_file/jpeg", a_jpeg_that_is_shown_as_it_is_stays_what_it_is);
    g_test_add_func("/picture_file/drawn", a_jpeg_that_looks_otherwise_on_the_page_is_drawn);
    g_test_add_func("/picture_file/once", the_same_picture_is_written_once);
    g_test_add_func("/picture_file/crop", a_drawing_is_cut_to_its_ink);

    const int status = g_test_run();
    g_autofree char *images = g_build_filename(folder, "images", NULL);
    tiny_pdf_remove_folder(images);
    tiny_pdf_remove_folder(folder);
    g_free(folder);
    return status;
}
