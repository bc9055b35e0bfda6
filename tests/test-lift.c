/* tests/test-lift.c - rulings off a page, on strokes drawn by the test */
#include "ocr/lift.h"
#include "ocr/scan.h"

#include "tests/scan_art.h"

/* A stroke 1 point thick at y = 50, from 20 to 180. */
static const Ruling STROKE = { .axis = AXIS_H, .at = 50, .from = 20, .to = 180, .width = 1 };

static Raster *
lifted(Sheet *sheet, const Ruling *rulings, guint n)
{
    g_autoptr(GArray) array = g_array_new(FALSE, FALSE, sizeof(Ruling));

    g_array_append_vals(array, rulings, n);
    Raster *clean = sheet_scan(sheet, 255, 0);
    lift_rulings(clean, array);
    return clean;
}

static int
count_ink(const Raster *clean)
{
    g_autoptr(Raster) ink = scan_ink(clean);
    int count = -1;

    pixCountPixels(ink->pix, &count, NULL);
    return count;
}

static void
a_ruling_is_lifted(void)
{
    Sheet sheet = sheet_new(200, 100);

    sheet_box(&sheet, 20, 49.5, 180, 50.5);
    g_autoptr(Raster) clean = lifted(&sheet, &STROKE, 1);
    g_assert_cmpint(count_ink(clean), ==, 0);
}

static void
letters_that_cross_a_ruling_stay_whole(void)
{
    Sheet sheet = sheet_new(200, 100);

    sheet_box(&sheet, 20, 49.5, 180, 50.5);
    sheet_box(&sheet, 100, 42, 101.5, 56); /* the tail of a p, say */
    g_autoptr(Raster) clean = lifted(&sheet, &STROKE, 1);

    g_assert_cmpint(sheet_tone_at(clean, 100.7, 50), <, 60);
    g_assert_cmpint(sheet_tone_at(clean, 90, 50), >, 230);
}

static void
rulings_that_cross_are_both_lifted(void)
{
    const Ruling cross[] = { STROKE,
                             { .axis = AXIS_V, .at = 100, .from = 10, .to = 90, .width = 1 } };
    Sheet sheet = sheet_new(200, 100);

    sheet_box(&sheet, 20, 49.5, 180, 50.5);
    sheet_box(&sheet, 99.5, 10, 100.5, 90);
    g_autoptr(Raster) clean = lifted(&sheet, cross, 2);
    g_assert_cmpint(count_ink(clean), ==, 0);
}

static void
letters_that_stand_on_a_ruling_keep_all_but_its_piece(void)
{
    Sheet sheet = sheet_new(200, 100);

    sheet_box(&sheet, 20, 49.5, 180, 50.5);
    sheet_box(&sheet, 100, 42, 101.5, 49.6);
    g_autoptr(Raster) clean = lifted(&sheet, &STROKE, 1);

    g_assert_cmpint(sheet_tone_at(clean, 100.7, 48.5), <, 60);
    g_assert_cmpint(sheet_tone_at(clean, 100.7, 50.3), >, 230);
}

static void
both_strokes_of_a_double_rule_are_lifted(void)
{
    const Ruling rule = { .axis = AXIS_H, .at = 50, .from = 20, .to = 180, .width = 3 };
    Sheet sheet = sheet_new(200, 100);

    sheet_box(&sheet, 20, 48.5, 180, 49.1);
    sheet_box(&sheet, 20, 50.9, 180, 51.5);
    g_autoptr(Raster) clean = lifted(&sheet, &rule, 1);
    g_assert_cmpint(count_ink(clean), ==, 0);
}

static void
a_dotted_ruling_is_lifted(void)
{
    Sheet sheet = sheet_new(200, 100);

    for (int x = 20; x < 180; x += 3)
        sheet_box(&sheet, x, 49.5, x + 1, 50.5);
    g_autoptr(Raster) clean = lifted(&sheet, &STROKE, 1);
    g_assert_cmpint(count_ink(clean), ==, 0);
}

static void
on_a_tint_the_tint_comes_in_its_place(void)
{
    Sheet sheet = sheet_new(200, 100);

    sheet_tone(&sheet, 0.7);
    sheet_box(&sheet, 20, 20, 180, 80);
    sheet_tone(&sheet, 0);
    sheet_box(&sheet, 20, 49.5, 180, 50.5);
    g_autoptr(Raster) clean = lifted(&sheet, &STROKE, 1);

    g_assert_cmpint(abs(sheet_tone_at(clean, 100, 50) - 178), <=, 3);
}

/* Where one tint ends detect/ruling.h finds an edge, but nothing is drawn there. */
static void
the_border_of_a_tint_is_left_alone(void)
{
    Sheet sheet = sheet_new(200, 100);

    sheet_tone(&sheet, 0.7);
    sheet_box(&sheet, 20, 50, 180, 80);
    g_autoptr(Raster) clean = lifted(&sheet, &STROKE, 1);

    g_assert_cmpint(abs(sheet_tone_at(clean, 100, 50.4) - 178), <=, 3);
}

static void
rulings_off_the_page_do_no_harm(void)
{
    const Ruling wild[] = {
        { .axis = AXIS_H, .at = -500, .from = -1e9, .to = 1e9, .width = 1 },
        { .axis = AXIS_V, .at = 1e12, .from = 0, .to = 10, .width = 1e12 },
        { .axis = AXIS_H, .at = NAN, .from = NAN, .to = NAN, .width = NAN },
    };
    Sheet sheet = sheet_new(50, 50);
    g_autoptr(Raster) clean = lifted(&sheet, wild, G_N_ELEMENTS(wild));

    g_assert_cmpint(sheet_tone_at(clean, 25, 25), ==, 255);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    setMsgSeverity(L_SEVERITY_NONE);

#define TEST(name) g_test_add_func("/lift/" #name, name)
    TEST(a_ruling_is_lifted);
    TEST(letters_that_cross_a_ruling_stay_whole);
    TEST(rulings_that_cross_are_both_lifted);
    TEST(letters_that_stand_on_a_ruling_keep_all_but_its_piece);
    TEST(both_strokes_of_a_double_rule_are_lifted);
    TEST(a_dotted_ruling_is_lifted);
    TEST(on_a_tint_the_tint_comes_in_its_place);
    TEST(the_border_of_a_tint_is_left_alone);
    TEST(rulings_off_the_page_do_no_harm);
    return g_test_run();
}
