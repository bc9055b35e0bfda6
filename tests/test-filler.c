/* tests/test-filler.c - signs that stand where there is no value, drawn by the test
 *
 * Figures are readings alone: what is sure is not looked at again.
 */
#include "ocr/filler.h"
#include "ocr/scan.h"

#include "tests/scan_art.h"

/* A word of digits 7 points high. */
static void
add(GArray *readings, const char *text, double x0, double x1, double baseline, double confidence)
{
    const Reading reading = { .text = g_strdup(text),
                              .ink = { x0, baseline - 7, x1, baseline },
                              .baseline = baseline,
                              .confidence = confidence,
                              .line = (guint)baseline };

    g_array_append_val(readings, reading);
}

/* Two lines of a table: a label and two figures, and below them a label alone. */
static GArray *
two_lines(void)
{
    GArray *readings = reading_array_new();

    add(readings, "1996", 20, 40, 30, 0.95);
    add(readings, "3,051", 80, 104, 30, 0.95);
    add(readings, "384", 140, 156, 30, 0.95);
    add(readings, "1997", 20, 40, 42, 0.95);
    return readings;
}

static void
expect_last(Sheet *sheet, GArray *readings, guint n, const char *text)
{
    g_autoptr(Raster) clean = sheet_scan(sheet, 255, 0);
    g_autoptr(Raster) ink = scan_ink(clean);

    filler_find(readings, ink);
    g_assert_cmpuint(readings->len, ==, n);
    g_assert_cmpstr(g_array_index(readings, Reading, n - 1).text, ==, text);
}

static void
a_dash_under_a_figure_is_a_value(void)
{
    g_autoptr(GArray) readings = two_lines();
    Sheet sheet = sheet_new(200, 100);

    sheet_box(&sheet, 96, 38.6, 104, 39.4);
    expect_last(&sheet, readings, 5, "—");
    g_assert_cmpfloat(g_array_index(readings, Reading, 4).baseline, ==, 42);
}

static void
two_dots_under_a_figure_are_a_value(void)
{
    g_autoptr(GArray) readings = two_lines();
    Sheet sheet = sheet_new(200, 100);

    sheet_box(&sheet, 90, 41, 91, 42);
    sheet_box(&sheet, 92.5, 41, 93.5, 42);
    expect_last(&sheet, readings, 5, "..");
}

static void
what_was_read_there_in_doubt_goes(void)
{
    g_autoptr(GArray) readings = two_lines();
    Sheet sheet = sheet_new(200, 100);

    add(readings, "ed", 96, 104, 42, 0.4);
    sheet_box(&sheet, 96, 38.6, 104, 39.4);
    expect_last(&sheet, readings, 5, "—");
}

static void
a_dash_under_a_dash_under_a_figure_is_one_too(void)
{
    g_autoptr(GArray) readings = two_lines();
    Sheet sheet = sheet_new(200, 100);

    add(readings, "1998", 20, 40, 54, 0.95);
    sheet_box(&sheet, 96, 38.6, 104, 39.4);
    sheet_box(&sheet, 96, 50.6, 104, 51.4);
    expect_last(&sheet, readings, 7, "—");
}

static void
a_dash_before_a_line_is_a_bullet(void)
{
    g_autoptr(GArray) readings = two_lines();
    Sheet sheet = sheet_new(200, 100);

    sheet_box(&sheet, 4, 38.6, 12, 39.4);
    expect_last(&sheet, readings, 4, "1997");
}

static void
a_dash_beside_a_word_belongs_to_it(void)
{
    g_autoptr(GArray) readings = two_lines();
    Sheet sheet = sheet_new(200, 100);

    add(readings, "305", 107, 120, 42, 0.95);
    sheet_box(&sheet, 96, 38.6, 104, 39.4);
    expect_last(&sheet, readings, 5, "305");
}

static void
a_dash_under_a_word_is_none(void)
{
    g_autoptr(GArray) readings = reading_array_new();
    Sheet sheet = sheet_new(200, 100);

    add(readings, "one", 20, 40, 30, 0.95);
    add(readings, "other", 80, 104, 30, 0.95);
    add(readings, "two", 20, 40, 42, 0.95);
    sheet_box(&sheet, 90, 38.6, 98, 39.4);
    expect_last(&sheet, readings, 3, "two");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    setMsgSeverity(L_SEVERITY_NONE);

#define TEST(name) g_test_add_func("/filler/" #name, name)
    TEST(a_dash_under_a_figure_is_a_value);
    TEST(two_dots_under_a_figure_are_a_value);
    TEST(what_was_read_there_in_doubt_goes);
    TEST(a_dash_under_a_dash_under_a_figure_is_one_too);
    TEST(a_dash_before_a_line_is_a_bullet);
    TEST(a_dash_beside_a_word_belongs_to_it);
    TEST(a_dash_under_a_word_is_none);
    return g_test_run();
}
