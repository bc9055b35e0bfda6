/* tests/test-fill.c - rectangles of one colour, on pages drawn as text */
#include "detect/fill.h"

#include "tests/art.h"

#include <math.h>

#define DPI 144

/* "10,20 to 60,40 e8e8e8": whole points. */
static void
expect(const Raster *raster, const char *expected)
{
    g_autoptr(Shade) shade = shade_new(raster, NULL);
    g_autoptr(GArray) fills = fill_find(raster, shade, NULL);
    g_autoptr(GString) text = g_string_new(NULL);

    for (guint i = 0; i < fills->len; i++) {
        const Fill *f = &g_array_index(fills, Fill, i);

        g_string_append_printf(text, "%ld,%ld to %ld,%ld %06x\n", lround(f->bbox.x0),
                               lround(f->bbox.y0), lround(f->bbox.x1), lround(f->bbox.y1),
                               f->color);
    }
    g_assert_cmpstr(text->str, ==, expected);
}

static void
expect_art(const char *art, guint32 color, const char *fills)
{
    g_autoptr(Raster) raster = art_raster(20, 12, DPI);

    art_paint(raster, art, color);
    expect(raster, fills);
}

/* Letters, light or dark, over the whole page. */
static void
write_over(Raster *raster, guint32 color)
{
    L_BMF *font = bmfCreate(NULL, 4);
    l_int32 end;

    for (int y = 20; y < pixGetHeight(raster->pix); y += 20)
        pixSetTextline(raster->pix, font, "Lorem ipsum dolor sit amet immm", color << 8, 4, y, &end,
                       NULL);
    bmfDestroy(&font);
}

static void
a_tint_is_a_fill(void)
{
    expect_art("\n"
               "  ######\n"
               "  ######\n",
               0xe8e8e8, "20,10 to 80,30 e8e8e8\n");
}

static void
a_pale_tint_is_a_fill(void)
{
    expect_art("\n"
               "  ######\n",
               0xf5f5f5, "20,10 to 80,20 f5f5f5\n");
}

static void
white_paper_has_none(void)
{
    expect_art("  ------\n", 0x000000, "");
}

static void
text_does_not_break_a_fill_up(void)
{
    g_autoptr(Raster) raster = art_raster(20, 12, DPI);

    art_box(raster, 10, 10, 190, 110, 0xebebeb);
    write_over(raster, 0x000000);
    expect(raster, "10,10 to 190,110 ebebeb\n");
}

static void
neither_does_light_text_on_a_dark_one(void)
{
    g_autoptr(Raster) raster = art_raster(20, 12, DPI);

    art_box(raster, 10, 10, 190, 50, 0x1964b7);
    write_over(raster, 0xffffff);
    expect(raster, "10,10 to 190,50 1964b7\n");
}

static void
two_colours_are_two_fills(void)
{
    g_autoptr(Raster) raster = art_raster(20, 12, DPI);

    art_paint(raster, "\n ####\n", 0xd3dfee);
    art_paint(raster, "\n\n ####\n", 0x1964b7);
    expect(raster, "10,10 to 50,20 d3dfee\n10,20 to 50,30 1964b7\n");
}

static void
a_header_row_and_a_stub_are_two_rectangles(void)
{
    expect_art("\n"
               " ########\n"
               " ########\n"
               " ##\n"
               " ##\n",
               0xcccccc, "10,10 to 90,30 cccccc\n10,30 to 30,50 cccccc\n");
}

static void
bands_apart_are_fills_apart(void)
{
    expect_art("\n"
               " #####\n"
               "\n"
               " #####\n",
               0xeeeeee, "10,10 to 60,20 eeeeee\n10,30 to 60,40 eeeeee\n");
}

static void
a_page_of_another_colour_is_paper(void)
{
    g_autoptr(Raster) raster = art_raster(20, 12, DPI);

    art_box(raster, 0, 0, 200, 120, 0xfff4d6);
    art_box(raster, 50, 50, 100, 80, 0xffffff);
    expect(raster, "50,50 to 100,80 ffffff\n");
}

static void
a_tint_over_most_of_the_page_is_no_paper(void)
{
    g_autoptr(Raster) raster = art_raster(20, 12, DPI);

    art_box(raster, 5, 5, 195, 115, 0xebebeb);
    expect(raster, "5,5 to 195,115 ebebeb\n");
}

static void
a_gradient_is_none(void)
{
    g_autoptr(Raster) raster = art_raster(20, 40, DPI);

    for (int y = 20; y < 380; y++)
        art_box(raster, 20, y, 180, y + 1, 0x010101 * (guint32)(250 - y / 2));
    expect(raster, "");
}

static void
a_raster_without_colours_has_none(void)
{
    g_autoptr(Raster) raster = art_new("####\n####\n", DPI);
    g_autoptr(Raster) grey = raster_new_like(raster, pixConvertTo8(raster->pix, 0));

    expect(grey, "");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define RULE(f) g_test_add_func("/fill/" #f, f)
    RULE(a_tint_is_a_fill);
    RULE(a_pale_tint_is_a_fill);
    RULE(white_paper_has_none);
    RULE(text_does_not_break_a_fill_up);
    RULE(neither_does_light_text_on_a_dark_one);
    RULE(two_colours_are_two_fills);
    RULE(a_header_row_and_a_stub_are_two_rectangles);
    RULE(bands_apart_are_fills_apart);
    RULE(a_page_of_another_colour_is_paper);
    RULE(a_tint_over_most_of_the_page_is_no_paper);
    RULE(a_gradient_is_none);
    RULE(a_raster_without_colours_has_none);
    return g_test_run();
}
