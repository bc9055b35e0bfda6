/* tests/test-limit.c - every limit has a name, can be set, and says so when it is met */
#include "pipeline/limit.h"
#include "pipeline/pdf.h"
#include "tests/tiny_pdf.h"

#include <math.h>

static char *folder;

/* The error of page 1, or its first issue, or "" for none, with --limit @set. Leaves the limit as
 * it was, which is @usual. */
static void
expect(TinyPdf tiny, const char *set, const char *usual, const char *expected)
{
    g_autofree char *path = tiny_pdf_write(&tiny, folder, "");
    g_autofree char *message = NULL;
    g_autoptr(GError) error = NULL;

    g_assert_true(limit_read(set, &message));
    g_autoptr(Pdf) pdf = pdf_open(path, NULL, &error);
    g_autoptr(Page) page = pdf != NULL ? pdf_load_page(pdf, 1, &error) : NULL;
    if (page != NULL) {
        g_autoptr(Raster) raster = pdf_render(pdf, 1, 72, &error);

        g_assert_true((raster != NULL) == (error == NULL));
    }
    const char *got = error != NULL           ? error->message
                      : page->issues->len > 0 ? g_ptr_array_index(page->issues, 0)
                                              : "";
    g_assert_cmpstr(got, ==, expected);
    g_assert_true(limit_read(usual, &message));
}

static TinyPdf
page_of_words(void)
{
    return tiny_pdf_page("", "BT /F1 12 Tf 20 50 Td (Hello) Tj ET");
}

static TinyPdf
page_with_image(void)
{
    TinyPdf tiny = tiny_pdf_page("", "q 100 0 0 50 0 0 cm /I1 Do Q");

    tiny_pdf_add(&tiny, "<< >>");
    tiny_pdf_add_stream(&tiny,
                        "/Type /XObject /Subtype /Image /Width 2 /Height 3 /BitsPerComponent 8 "
                        "/ColorSpace /DeviceGray",
                        "abcdef");
    return tiny;
}

static void
a_limit_that_is_met_is_named(void)
{
    expect(page_of_words(), "page-glyphs=5", "page-glyphs=250000", "");
    expect(page_of_words(), "page-glyphs=4", "page-glyphs=250000",
           "this page has 5 glyphs, and --limit page-glyphs is 4");
    expect(page_of_words(), "page-side=200", "page-side=200000", "");
    expect(page_of_words(), "page-side=199", "page-side=200000",
           "this page has 200 points on a side, and --limit page-side is 199");
    expect(page_of_words(), "render-pixels=20000", "render-pixels=64000000", "");
    expect(page_of_words(), "render-pixels=19999", "render-pixels=64000000",
           "it has 20000 pixels to draw, and --limit render-pixels is 19999");
    expect(page_with_image(), "image-pixels=6", "image-pixels=500000000", "");
    expect(page_with_image(), "image-pixels=5", "image-pixels=500000000",
           "an image is left out: it has more pixels than --limit image-pixels, which is 5");
}

static void
expect_refused(const char *text, const char *start)
{
    g_autofree char *message = NULL;

    g_assert_false(limit_read(text, &message));
    g_assert_true(g_str_has_prefix(message, start));
}

static void
only_names_and_numbers_are_taken(void)
{
    expect_refused("pages", "--limit pages: want NAME=VALUE, with one of pages=1000000, page-side");
    expect_refused("page=1", "--limit page=1: want NAME=VALUE");
    expect_refused("pages=0", "--limit pages=0: want a whole number from 1 to 4294967295");
    expect_refused("pages=many", "--limit pages=many: want a whole number");
    expect_refused("pages=", "--limit pages=: want a whole number");
    g_assert_cmpuint(limit_get(LIMIT_PAGES), ==, 1000000);
}

static void
what_is_no_number_passes_every_limit(void)
{
    g_assert_false(limit_is_passed(LIMIT_PAGES, 1000000));
    g_assert_true(limit_is_passed(LIMIT_PAGES, 1000001));
    g_assert_true(limit_is_passed(LIMIT_PAGES, (double)NAN));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    folder = g_dir_make_tmp("sheaf-limit-XXXXXX", NULL);
    g_test_add_func("/limit/met", a_limit_that_is_met_is_named);
    g_test_add_func("/limit/read", only_names_and_numbers_are_taken);
    g_test_add_func("/limit/nan", what_is_no_number_passes_every_limit);
    const int status = g_test_run();

    tiny_pdf_remove_folder(folder);
    g_free(folder);
    return status;
}
