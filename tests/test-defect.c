/* tests/test-defect.c - pages in all states that scanners leave them in are read alike */
#include "ocr/reader.h"
#include "ocr/scan.h"
#include "tests/reading_art.h"

static Engine *english;

static const char *const LINES[] = {
    "The river rises among the hills of the",
    "north and runs for ninety miles through",
    "meadows before it reaches the harbour.",
    "Boats go up as far as the old mill.",
    NULL,
};

/* The page on white paper at 300 dpi. */
static Sheet
page_sheet(void)
{
    Sheet sheet = sheet_new(300, 160);

    for (guint i = 0; LINES[i] != NULL; i++)
        sheet_text(&sheet, 40, 50 + 16 * i, 11, false, LINES[i]);
    return sheet;
}

static PIX *
page_pix(int paper, int noise)
{
    Sheet sheet = page_sheet();
    g_autoptr(Raster) scan = sheet_scan(&sheet, paper, noise);

    return pixClone(scan->pix);
}

/* Reads a page of 300 by 160 points that shows @pix, which is taken, and compares the words. */
static void
expect_read(PIX *pix)
{
    g_autoptr(Raster) scan =
        raster_new(pix, pixGetWidth(pix) * 72 / 300.0, pixGetHeight(pix) * 72 / 160.0);
    double skew;
    g_autoptr(Raster) straight = scan_straighten(scan, &skew, NULL);
    g_autoptr(Page) page = page_new(1, 300, 160);
    g_autoptr(GArray) words = reader_page(english, straight, page, page->styles, NULL);
    g_autofree char *wanted = g_strjoinv(" ", (char **)LINES);
    GString *text = g_string_new(NULL);

    g_assert_nonnull(words);
    for (guint i = 0; i < words->len; i++)
        g_string_append_printf(text, "%s%s", i > 0 ? " " : "", g_array_index(words, Word, i).text);
    g_autofree char *read = g_string_free(text, FALSE);
    g_assert_cmpstr(read, ==, wanted);
}

static void
coarse_and_fine_pages_are_read(void)
{
    static const float scales[] = { 0.5f, 2 };

    if (reading_is_skipped(english))
        return;
    for (guint i = 0; i < G_N_ELEMENTS(scales); i++) {
        g_autoptr(PIX) page = page_pix(245, 4);

        expect_read(pixScale(page, scales[i], scales[i]));
    }
}

static void
pages_of_oblong_pixels_are_read(void)
{
    if (reading_is_skipped(english))
        return;
    g_autoptr(PIX) page = page_pix(245, 4);
    expect_read(pixScale(page, 1, 0.5f));
}

static void
black_and_white_pages_are_read(void)
{
    if (reading_is_skipped(english))
        return;
    g_autoptr(PIX) page = page_pix(245, 4);
    expect_read(pixThresholdToBinary(page, 140));
}

static void
print_on_coloured_paper_is_read(void)
{
    if (reading_is_skipped(english))
        return;
    g_autoptr(PIX) page = page_pix(245, 4);
    g_autoptr(PIX) blue = pixCopy(NULL, page);

    pixMultConstantGray(blue, 0.6f);
    expect_read(pixCreateRGBImage(page, page, blue)); /* yellow */
}

static void
what_shines_through_is_not_read(void)
{
    if (reading_is_skipped(english))
        return;
    Sheet sheet = sheet_new(300, 160);
    for (guint i = 0; LINES[i] != NULL; i++)
        sheet_text(&sheet, 46, 58 + 16 * i, 11, false, LINES[3 - i]);
    g_autoptr(Raster) back = sheet_scan(&sheet, 255, 0);
    g_autoptr(PIX) mirrored = pixFlipLR(NULL, back->pix);
    g_autoptr(PIX) soft = pixBlockconv(mirrored, 2, 2);
    g_autoptr(PIX) page = page_pix(245, 4);

    /* A fifth of its ink comes through. */
    pixMultConstantGray(soft, 0.2f);
    pixAddConstantGray(soft, 204);
    expect_read(pixMinOrMax(NULL, page, soft, L_CHOOSE_MIN));
}

static void
a_page_with_a_black_border_and_holes_is_read(void)
{
    if (reading_is_skipped(english))
        return;
    Sheet sheet = page_sheet();
    sheet_box(&sheet, 0, 0, 8, 160);
    sheet_box(&sheet, 0, 150, 300, 160);
    sheet_disc(&sheet, 22, 40, 8);
    sheet_disc(&sheet, 22, 120, 8);
    g_autoptr(Raster) scan = sheet_scan(&sheet, 240, 4);
    expect_read(pixClone(scan->pix));
}

static void
a_page_that_darkens_towards_the_fold_is_read(void)
{
    if (reading_is_skipped(english))
        return;
    PIX *page = page_pix(245, 4);
    const int w = pixGetWidth(page), h = pixGetHeight(page);

    for (int y = 0; y < h; y++)
        for (int x = 0; x < w; x++) {
            guint32 tone = 0;

            pixGetPixel(page, x, y, &tone);
            pixSetPixel(page, x, y, (guint32)(tone * (1 - 0.5 * exp(-8.0 * x / w))));
        }
    expect_read(page);
}

int
main(int argc, char **argv)
{
    g_setenv("OMP_THREAD_LIMIT", "1", FALSE);
    g_test_init(&argc, &argv, NULL);
    english = reading_engine();

#define TEST(name) g_test_add_func("/defect/" #name, name)
    TEST(coarse_and_fine_pages_are_read);
    TEST(pages_of_oblong_pixels_are_read);
    TEST(black_and_white_pages_are_read);
    TEST(print_on_coloured_paper_is_read);
    TEST(what_shines_through_is_not_read);
    TEST(a_page_with_a_black_border_and_holes_is_read);
    TEST(a_page_that_darkens_towards_the_fold_is_read);
    const int status = g_test_run();
    g_clear_pointer(&english, engine_free);
    return status;
}
