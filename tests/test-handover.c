/* tests/test-handover.c - when a document is handed back, and in which pieces */
#include "pipeline/handover.h"

static StageRun
run_over(const StageOptions *options, Pdf *pdf)
{
    static Engine *none;
    StageRun run;

    stage_run_init(&run, options, pdf, &none);
    return run;
}

/* The pieces that @pages make for @jobs workers. */
static void
expect_pieces(guint pages, guint jobs, const char *expected)
{
    g_autoptr(GString) pieces = g_string_new(NULL);

    for (guint rest = pages, n; rest > 0; rest -= n) {
        n = handover_size(rest, jobs);
        g_string_append_printf(pieces, "%s%u", pieces->len > 0 ? " " : "", n);
    }
    g_assert_cmpstr(pieces->str, ==, expected);
}

static void
pieces_shrink_to_single_pages(void)
{
    expect_pieces(40, 2, "8 8 6 5 4 3 2 1 1 1 1");
    expect_pieces(12, 2, "3 3 2 1 1 1 1");
    expect_pieces(2, 2, "1 1");
    expect_pieces(1, 16, "1");
    expect_pieces(6, 16, "1 1 1 1 1 1");
}

/* Of @taken pages @pictures needed a picture and @read were read. */
static bool
pays(guint taken, guint pictures, guint read, guint rest)
{
    const StageOptions options = { .ocr = OCR_AUTO };
    StageRun run = run_over(&options, NULL);

    run.rendering.pages = pictures;
    run.read = read;
    return handover_pays(&run, taken, rest);
}

static void
what_takes_long_is_shared(void)
{
    g_assert_true(pays(4, 0, 0, 100));
    g_assert_false(pays(4, 0, 0, 40)); /* text, and not much of it */
    g_assert_true(pays(4, 4, 0, 40));
    g_assert_false(pays(4, 4, 0, 20));  /* hardly anything left */
    g_assert_true(pays(4, 0, 1, 2));    /* one in four is read, which takes a second */
    g_assert_false(pays(3, 3, 0, 100)); /* too few to tell */
    g_assert_true(pays(100, 100, 0, 60));
    g_assert_false(pays(1000, 0, 0, 300)); /* what is done would have to be spooled */
}

static Page *
load_first(const char *name)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Pdf) pdf = pdf_open(name, NULL, &error);
    g_assert_no_error(error);
    Page *page = pdf_load_page(pdf, 1, &error);
    g_assert_no_error(error);
    return page;
}

/* Page 1 of @page_of, were it in @name with @rest pages behind it. */
static bool
is_due(const char *page_of, const char *name, OcrMode ocr, guint taken, guint rest)
{
    const StageOptions options = { .ocr = ocr };
    g_autoptr(GError) error = NULL;
    g_autoptr(Page) page = load_first(page_of);
    g_autoptr(Pdf) pdf = pdf_open(name, NULL, &error);
    g_assert_no_error(error);
    StageRun run = run_over(&options, pdf);
    const bool due = handover_is_due(&run, page, taken, rest, MIN(4, rest + 1));

    stage_run_clear(&run);
    return due;
}

static void
a_scan_is_handed_back_before_it_is_read(void)
{
    static const char scan[] = "samples/report-scan.pdf", text[] = "samples/report.pdf";

    g_assert_true(is_due(scan, scan, OCR_AUTO, 0, 3));
    g_assert_true(is_due(scan, scan, OCR_AUTO, 0, 1));
    g_assert_false(is_due(scan, scan, OCR_AUTO, 0, 0));     /* the last page */
    g_assert_false(is_due(scan, scan, OCR_AUTO, 10000, 3)); /* few, behind many of text */
    g_assert_false(is_due(scan, scan, OCR_NEVER, 0, 3));
    g_assert_false(is_due(text, text, OCR_AUTO, 0, 3));
    g_assert_false(is_due(text, scan, OCR_AUTO, 0, 3));
    g_assert_true(is_due(text, text, OCR_ALWAYS, 0, 3));
    g_assert_false(is_due(scan, text, OCR_AUTO, 0, 3)); /* a cover */
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define TEST(name) g_test_add_func("/handover/" #name, name)
    TEST(pieces_shrink_to_single_pages);
    TEST(what_takes_long_is_shared);
    TEST(a_scan_is_handed_back_before_it_is_read);
    return g_test_run();
}
