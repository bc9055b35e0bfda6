/* tests/test-ruling.c - straight strokes, on pages drawn as text */
#include "detect/ruling.h"

#include "tests/art.h"

#include <math.h>

#define DPI 144

/* "row 5: 0 to 70" a horizontal ruling, "column 5: ..." a vertical one, in whole points; the
 * ends to the next five, as a corner belongs to either stroke or to both. */
static char *
describe(const Raster *raster)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Shade) shade = shade_new(raster, &error);
    g_autoptr(GArray) rulings = ruling_find(shade, NULL, &error);
    GString *text = g_string_new(NULL);

    g_assert_no_error(error);
    for (guint i = 0; i < rulings->len; i++) {
        const Ruling *r = &g_array_index(rulings, Ruling, i);

        g_string_append_printf(text, "%s %.0f: %ld to %ld\n", r->axis == AXIS_H ? "row" : "column",
                               r->at, 5 * lround(r->from / 5), 5 * lround(r->to / 5));
    }
    return g_string_free(text, FALSE);
}

static void
expect(const Raster *raster, const char *rulings)
{
    g_autofree char *found = describe(raster);

    g_assert_cmpstr(found, ==, rulings);
}

static void
expect_art(const char *art, const char *rulings)
{
    g_autoptr(Raster) raster = art_new(art, DPI);

    expect(raster, rulings);
}

static void
a_stroke_is_a_ruling_at_its_middle(void)
{
    expect_art("       \n"
               " ----- \n"
               "       \n",
               "row 15: 10 to 60\n");
    expect_art(" | \n"
               " | \n"
               " | \n",
               "column 15: 0 to 30\n");
}

static void
pieces_far_apart_are_two_rulings(void)
{
    expect_art("--- ---\n", "row 5: 0 to 30\nrow 5: 40 to 70\n");
}

static void
pieces_a_little_apart_are_one_ruling(void)
{
    g_autoptr(Raster) raster = art_new("-------\n", DPI);

    art_box(raster, 34, 0, 36, 10, 0xffffff);
    expect(raster, "row 5: 0 to 70\n");
}

static void
a_double_rule_is_one_ruling(void)
{
    expect_art("=====\n", "row 5: 0 to 50\n");
}

static void
the_sides_of_a_grid_are_single_rulings(void)
{
    expect_art("+--+--+\n"
               "|  |  |\n"
               "+--+--+\n",
               "row 5: 5 to 65\nrow 25: 5 to 65\n"
               "column 5: 5 to 25\ncolumn 35: 5 to 25\ncolumn 65: 5 to 25\n");
}

static void
a_white_rule_on_a_dark_ground_counts(void)
{
    g_autoptr(Raster) raster = art_raster(5, 3, DPI);

    art_box(raster, 0, 0, 50, 30, 0x003399);
    art_paint(raster, "     \n-----\n", 0xffffff);
    expect(raster, "row 15: 0 to 50\n");
}

static void
a_grey_rule_on_a_ground_as_dark_counts(void)
{
    g_autoptr(Raster) raster = art_raster(5, 3, DPI);

    art_box(raster, 0, 0, 50, 30, 0xf6842d);
    art_paint(raster, "     \n-----\n", 0x5a5758);
    expect(raster, "row 15: 0 to 50\n");
}

static void
the_border_of_a_pale_band_counts(void)
{
    g_autoptr(Raster) raster = art_raster(7, 5, DPI);

    art_paint(raster,
              "\n"
              " #####\n"
              " #####\n",
              0xf5f5f5);
    expect(raster,
           "row 10: 10 to 60\nrow 30: 10 to 60\ncolumn 10: 10 to 30\ncolumn 60: 10 to 30\n");
}

static void
a_seam_between_two_fills_is_none(void)
{
    g_autoptr(Raster) raster = art_raster(7, 3, DPI);

    /* Two rectangles that share a row of pixels, each covering half of it. */
    art_box(raster, 0, 0, 70, 30, 0x1964b7);
    art_box(raster, 0, 15, 70, 15.5, 0x5089c9);
    expect(raster, "");
}

static void
a_short_stroke_is_none_unless_it_walls_a_cell(void)
{
    expect_art(" - \n", "");
    expect_art("+-+-+\n"
               "|   |\n"
               "+-+-+\n",
               "row 5: 5 to 45\nrow 25: 5 to 45\ncolumn 5: 5 to 25\ncolumn 45: 5 to 25\n");
    expect_art("+----+\n"
               "+----+\n",
               "row 5: 5 to 55\nrow 15: 5 to 55\ncolumn 5: 5 to 15\ncolumn 55: 5 to 15\n");
}

static void
text_has_no_rulings(void)
{
    g_autoptr(Raster) raster = art_raster(40, 12, DPI);
    L_BMF *font = bmfCreate(NULL, 6); /* 12 points at this resolution */
    l_int32 end = 0;

    pixSetTextline(raster->pix, font, "immm HIGHLIGHT mill EFETETLILITH", 0, 40, 60, &end, NULL);
    pixSetTextline(raster->pix, font, "TTTTTT hhhhhhhh EEEEEEE -- nnnnnn", 0, 40, 140, &end, NULL);
    bmfDestroy(&font);
    g_assert_cmpint(end, >, 300);
    expect(raster, "");
}

/* Marks of @mark points with holes of @hole points, along row 15 of a page. */
static void
expect_marks(double mark, double hole, const char *rulings)
{
    g_autoptr(Raster) raster = art_raster(20, 3, DPI);

    for (double x = 10; x < 190; x += mark + hole)
        art_box(raster, x, 14.5, x + mark, 15.5, 0x000000);
    expect(raster, rulings);
}

static void
dashes_and_dots_are_rules(void)
{
    expect_marks(3, 2, "row 15: 10 to 190\n");
    expect_marks(1, 1, "row 15: 10 to 190\n");
}

static void
leaders_are_not(void)
{
    expect_marks(1, 3, "");
    expect_marks(1, 5, "");
}

static void
a_hairline_is_found_at_any_resolution(void)
{
    for (int dpi = 72; dpi <= 600; dpi *= 2) {
        g_autoptr(Raster) raster = art_raster(10, 4, dpi);

        art_box(raster, 10, 20, 90, 20, 0x000000);
        g_autofree char *found = describe(raster);
        g_assert_cmpstr(found, ==, "row 20: 10 to 90\n");
    }
}

static void
every_depth_gives_the_same(void)
{
    g_autoptr(Raster) raster = art_new("+--+--+\n"
                                       "|  |  |\n"
                                       "+--+--+\n",
                                       300);
    g_autoptr(Raster) grey = raster_new_like(raster, pixConvertTo8(raster->pix, 0));
    g_autoptr(Raster) bits = raster_new_like(raster, pixConvertTo1(raster->pix, 128));
    g_autofree char *found = describe(raster);

    g_assert_cmpstr(found, !=, "");
    expect(grey, found);
    expect(bits, found);
}

static void
a_stroke_that_slopes_as_after_deskewing_is_one_ruling(void)
{
    g_autoptr(Raster) raster = art_raster(40, 4, 300);

    /* 1 in 400: a seventh of a degree. */
    pixRenderLineArb(raster->pix, 100, 80, 1500, 83, 4, 0, 0, 0);
    expect(raster, "row 20: 25 to 360\n");
}

static void
a_raster_of_another_depth_is_an_error(void)
{
    g_autoptr(Raster) raster = raster_new(pixCreate(100, 100, 2), DPI, DPI);
    g_autoptr(GError) error = NULL;

    g_assert_null(shade_new(raster, &error));
    g_assert_error(error, DETECT_ERROR, DETECT_ERROR_RASTER);
}

static void
steps_are_pictures(void)
{
    g_autoptr(Raster) raster = art_new("-----\n", DPI);
    g_autoptr(PIXA) steps = pixaCreate(0);
    g_autoptr(Shade) shade = shade_new(raster, NULL);
    g_autoptr(GArray) rulings = ruling_find(shade, steps, NULL);

    g_assert_nonnull(rulings);
    g_assert_cmpint(pixaGetCount(steps), ==, 6);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define RULE(f) g_test_add_func("/ruling/" #f, f)
    RULE(a_stroke_is_a_ruling_at_its_middle);
    RULE(pieces_far_apart_are_two_rulings);
    RULE(pieces_a_little_apart_are_one_ruling);
    RULE(a_double_rule_is_one_ruling);
    RULE(the_sides_of_a_grid_are_single_rulings);
    RULE(a_white_rule_on_a_dark_ground_counts);
    RULE(a_grey_rule_on_a_ground_as_dark_counts);
    RULE(the_border_of_a_pale_band_counts);
    RULE(a_seam_between_two_fills_is_none);
    RULE(a_short_stroke_is_none_unless_it_walls_a_cell);
    RULE(text_has_no_rulings);
    RULE(dashes_and_dots_are_rules);
    RULE(leaders_are_not);
    RULE(a_hairline_is_found_at_any_resolution);
    RULE(every_depth_gives_the_same);
    RULE(a_stroke_that_slopes_as_after_deskewing_is_one_ruling);
    RULE(a_raster_of_another_depth_is_an_error);
    RULE(steps_are_pictures);
    return g_test_run();
}
