/* tests/test-picture.c - figures among text and tables, on pages drawn as text */
#include "detect/picture.h"

#include "detect/fill.h"
#include "detect/ruling.h"
#include "tests/art.h"

#include <math.h>

#define DPI 144

/* "bitmap 10,20 to 60,40": to the next ten points. */
static void
expect(const Page *page, const Raster *raster, const char *expected)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Shade) shade = raster != NULL ? shade_new(raster, &error) : NULL;
    g_autoptr(GArray) pictures = picture_find(page, shade, NULL, &error);
    g_autoptr(GString) text = g_string_new(NULL);

    g_assert_no_error(error);
    for (guint i = 0; i < pictures->len; i++) {
        const Picture *p = &g_array_index(pictures, Picture, i);

        g_string_append_printf(text, "%s %ld,%ld to %ld,%ld\n",
                               p->kind == PICTURE_BITMAP ? "bitmap" : "drawing",
                               10 * lround(p->bbox.x0 / 10), 10 * lround(p->bbox.y0 / 10),
                               10 * lround(p->bbox.x1 / 10), 10 * lround(p->bbox.y1 / 10));
    }
    g_assert_cmpstr(text->str, ==, expected);
}

static void
add_image(Page *page, double x0, double y0, double x1, double y1)
{
    const Image image = { { x0, y0, x1, y1 }, 100, 100 };

    g_array_append_val(page->images, image);
}

/* The words of @art with letters painted, and its strokes; rulings and fills found. */
static Page *
see(Raster *raster, const char *art)
{
    Page *page =
        page_new(1, pixGetWidth(raster->pix) * 72.0 / DPI, pixGetHeight(raster->pix) * 72.0 / DPI);
    L_BMF *font = bmfCreate(NULL, 4);

    art_words(page, art);
    art_paint(raster, art, 0x000000);
    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = page_word(page, i);
        l_int32 end;

        pixSetTextline(raster->pix, font, word->text, 0, (int)(word->bbox.x0 * 2),
                       (int)(word->baseline * 2), &end, NULL);
    }
    bmfDestroy(&font);
    g_array_unref(page->rulings);
    g_autoptr(Shade) shade = shade_new(raster, NULL);
    page->rulings = ruling_find(shade, NULL, NULL);
    g_array_unref(page->fills);
    page->fills = fill_find(raster, shade, NULL);
    return page;
}

static void
an_image_is_a_picture(void)
{
    g_autoptr(Page) page = page_new(1, 600, 800);

    add_image(page, 100, 200, 300, 400);
    expect(page, NULL, "bitmap 100,200 to 300,400\n");
}

static void
strips_and_tiles_are_one_picture(void)
{
    g_autoptr(Page) page = page_new(1, 600, 800);

    for (int y = 100; y < 300; y += 10)
        add_image(page, 100, y, 300, y + 10.3);
    expect(page, NULL, "bitmap 100,100 to 300,300\n");
}

static void
images_apart_are_two_pictures(void)
{
    g_autoptr(Page) page = page_new(1, 600, 800);

    add_image(page, 100, 100, 200, 200);
    add_image(page, 210, 100, 300, 200);
    expect(page, NULL, "bitmap 100,100 to 200,200\nbitmap 210,100 to 300,200\n");
}

static void
icons_rules_and_backgrounds_are_none(void)
{
    g_autoptr(Page) page = page_new(1, 600, 800);

    add_image(page, 100, 100, 112, 112);
    add_image(page, 50, 300, 550, 302);
    add_image(page, -10, -10, 610, 810);
    expect(page, NULL, "");
}

static void
a_panel_behind_text_is_none(void)
{
    g_autoptr(Page) page = art_page("abc def ghi jkl\n"
                                    "mno pqr stu vwx\n"
                                    "abc def ghi jkl\n"
                                    "mno pqr stu vwx\n");

    add_image(page, 0, 0, 120, 40);
    expect(page, NULL, "");
}

static void
curves_are_a_drawing(void)
{
    g_autoptr(Raster) raster = art_raster(40, 30, DPI);
    g_autoptr(Page) page = see(raster, "abc def ghi jkl mno pqr stu vwx yz\n"
                                       "abc def ghi jkl mno pqr stu vwx yz\n");

    for (int k = 0; k < 3; k++)
        pixRenderLineArb(raster->pix, 200 + 100 * k, k % 2 ? 200 : 400, 300 + 100 * k,
                         k % 2 ? 400 : 200, 2, 0, 0, 200);
    expect(page, raster, "drawing 100,100 to 250,200\n");
}

static void
bars_with_labels_are_a_drawing(void)
{
    g_autoptr(Raster) raster = art_raster(40, 30, DPI);

    art_box(raster, 120, 60, 140, 200, 0x3366aa);
    art_box(raster, 150, 100, 170, 200, 0x3366aa);
    art_box(raster, 180, 150, 200, 200, 0x3366aa);
    g_autoptr(Page) page = see(raster, "\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n"
                                       "            12 13 14\n"
                                       "\n\n"
                                       "abc def ghi jkl mno pqr stu vwx yz ab\n");
    expect(page, raster, "drawing 120,60 to 200,210\n");
}

static void
a_table_is_none(void)
{
    g_autoptr(Raster) raster = art_raster(40, 12, DPI);
    g_autoptr(Page) page = see(raster, "+---------+---------+\n"
                                       "|abc      |def      |\n"
                                       "+---------+---------+\n"
                                       "|ghi      |jkl      |\n"
                                       "+---------+---------+\n");

    g_assert_cmpuint(page->rulings->len, ==, 6);
    expect(page, raster, "");
}

static void
a_tint_behind_text_is_none(void)
{
    g_autoptr(Raster) raster = art_raster(40, 12, DPI);

    art_box(raster, 0, 0, 400, 60, 0xffeecc);
    g_autoptr(Page) page = see(raster, "\n"
                                       "  abc def ghi jkl mno pqr stu\n"
                                       "\n"
                                       "  abc def ghi jkl mno pqr stu\n");
    g_assert_cmpuint(page->fills->len, ==, 1);
    expect(page, raster, "");
}

static void
text_is_none(void)
{
    g_autoptr(Raster) raster = art_raster(40, 12, DPI);
    g_autoptr(Page) page = see(raster, "abc def ghi jkl mno pqr stu\n"
                                       "abc def ghi jkl mno pqr stu\n"
                                       "--- --- ---\n");

    expect(page, raster, "");
}

static void
what_is_drawn_over_an_image_belongs_to_it(void)
{
    g_autoptr(Raster) raster = art_raster(40, 30, DPI);
    g_autoptr(Page) page = see(raster, "abc def ghi jkl mno pqr stu vwx yz\n");

    add_image(page, 100, 100, 250, 250);
    pixRenderLineArb(raster->pix, 220, 220, 480, 480, 2, 0, 0, 200);
    expect(page, raster, "bitmap 100,100 to 250,250\n");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define RULE(f) g_test_add_func("/picture/" #f, f)
    RULE(an_image_is_a_picture);
    RULE(strips_and_tiles_are_one_picture);
    RULE(images_apart_are_two_pictures);
    RULE(icons_rules_and_backgrounds_are_none);
    RULE(a_panel_behind_text_is_none);
    RULE(curves_are_a_drawing);
    RULE(bars_with_labels_are_a_drawing);
    RULE(a_table_is_none);
    RULE(a_tint_behind_text_is_none);
    RULE(text_is_none);
    RULE(what_is_drawn_over_an_image_belongs_to_it);
    return g_test_run();
}
