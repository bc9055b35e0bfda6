/* tests/test-stand.c - size and gaps of words by their dots */
#include "ocr/stand.h"

#define DPI 300.0
#define WIDTH 200
#define HEIGHT 60

static void
blacken(PIX *pix, int x, int y, int w, int h)
{
    for (int row = y; row < y + h; row++)
        for (int column = x; column < x + w; column++)
            pixSetPixel(pix, column, row, 0);
}

static Bbox
to_points(int x0, int y0, int x1, int y1)
{
    return (Bbox){ x0 * 72 / DPI, y0 * 72 / DPI, x1 * 72 / DPI, y1 * 72 / DPI };
}

/* Bars of 6 dots with 6 between, from row 20 to before 44; @skipped of them is not there. */
static Raster *
bars(int skipped)
{
    PIX *pix = pixCreate(WIDTH, HEIGHT, 8);

    pixSetAll(pix);
    for (int i = 0; i < 12; i++)
        if (i != skipped)
            blacken(pix, 20 + 12 * i, 20, 6, 24);
    return raster_new(pix, DPI, DPI);
}

/* The rows of letters are told from those of what else reaches into the box, by their ink. */
static void
the_fullest_rows_are_those_of_letters(void)
{
    g_autoptr(Raster) raster = bars(-1);
    const Bbox box = to_points(16, 10, 168, 50);

    blacken(raster->pix, 20, 12, 8, 4); /* a mark above */
    blacken(raster->pix, 100, 47, 30, 2);
    const Stand stand = stand_weigh("HHHHHHHHHHHH", box, box.y1, raster);
    g_assert_cmpfloat_with_epsilon(stand.baseline, 44 * 72 / DPI, 1e-6);
    g_assert_cmpfloat_with_epsilon(stand.size, 24 * 72 / DPI / 0.72, 0.4);
    g_assert_cmpfloat_with_epsilon(stand.stem * stand.size, 6 * 72 / DPI, 0.05);
}

/* A letter of 6 dots a row below a speck of one dot. */
static void
a_speck_is_no_letter(void)
{
    g_autoptr(Raster) raster = raster_new(pixCreate(WIDTH, HEIGHT, 8), DPI, DPI);
    const Bbox box = to_points(24, 12, 32, 44);

    pixSetAll(raster->pix);
    blacken(raster->pix, 25, 20, 6, 24);
    blacken(raster->pix, 28, 13, 1, 3);
    const Stand stand = stand_measure("H", box, box.y1, raster);
    g_assert_cmpfloat_with_epsilon(stand.size, 24 * 72 / DPI / 0.71, 0.01);
}

static void
a_gap_is_where_a_letter_is_missing(void)
{
    for (int skipped = 1; skipped < 11; skipped++) {
        g_autoptr(Raster) raster = bars(skipped);
        double x;

        g_assert_true(stand_find_gap(to_points(16, 16, 168, 48), 8, raster, &x));
        g_assert_cmpfloat_with_epsilon(x, (20 + 12 * skipped + 3) * 72 / DPI, 0.3);
    }
    g_autoptr(Raster) whole = bars(-1);
    double x;
    g_assert_false(stand_find_gap(to_points(16, 16, 168, 48), 8, whole, &x));
}

static void
without_ink_there_is_nothing(void)
{
    g_autoptr(Raster) raster = raster_new(pixCreate(WIDTH, HEIGHT, 8), DPI, DPI);
    double x;

    pixSetAll(raster->pix);
    g_assert_cmpfloat(stand_measure("H", to_points(16, 16, 168, 48), 10, raster).size, ==, 0);
    g_assert_false(stand_find_gap(to_points(16, 16, 168, 48), 8, raster, &x));
}

#define TEST(name) g_test_add_func("/stand/" #name, name)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    TEST(the_fullest_rows_are_those_of_letters);
    TEST(a_speck_is_no_letter);
    TEST(a_gap_is_where_a_letter_is_missing);
    TEST(without_ink_there_is_nothing);
    return g_test_run();
}
