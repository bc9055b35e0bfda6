/* tests/test-tint.c - which strokes are edges of the boxes behind inline code */
#include "detect/tint.h"

#include "tests/word_art.h"

/* Behind characters @x to before @end of rows @y to before @bottom, 2 points wider at each side. */
static void
paint(Page *page, guint x, guint y, guint end, guint bottom)
{
    const Fill fill = { .bbox = { x * ART_CHAR - 2, y * ART_ROW, end * ART_CHAR + 2,
                                  bottom * ART_ROW },
                        .color = 0xf4f4f4 };

    g_array_append_val(page->fills, fill);
}

static void
add_ruling(Page *page, Axis axis, double at, double from, double to)
{
    const Ruling ruling = { axis, at, from, to, 0.5 };

    g_array_append_val(page->rulings, ruling);
}

/* How many of the page's rulings are no edges. */
static guint
n_others(const Page *page)
{
    g_autoptr(GArray) others = tint_other_rulings(page);

    return others->len;
}

/* A column of code in boxes that touch, and what it means. */
static Page *
column_of_code(void)
{
    return word_art_page("[:digit:]   all of them\n"
                         "[:lower:]   the small ones\n"
                         "[:xdigit:]  some more\n"
                         "[:punct:]   the others\n",
                         "f           \n"
                         "f           \n"
                         "f           \n"
                         "f           \n");
}

static void
the_sides_of_boxes_that_touch_are_edges(void)
{
    g_autoptr(Page) page = column_of_code();

    paint(page, 0, 0, 9, 2);
    paint(page, 0, 2, 10, 3);
    paint(page, 0, 3, 9, 4);
    add_ruling(page, AXIS_V, -2, 0, 4 * ART_ROW);
    add_ruling(page, AXIS_V, 9 * ART_CHAR + 2, 0, 2 * ART_ROW);
    g_assert_cmpuint(n_others(page), ==, 0);
}

static void
seams_between_boxes_are_edges(void)
{
    g_autoptr(Page) page = column_of_code();

    paint(page, 0, 0, 9, 2);
    add_ruling(page, AXIS_H, ART_ROW, -2, 9 * ART_CHAR + 2);
    add_ruling(page, AXIS_H, 2 * ART_ROW, -2, 9 * ART_CHAR + 2);
    g_assert_cmpuint(n_others(page), ==, 0);
}

static void
a_rule_that_goes_on_beyond_its_box_is_none(void)
{
    g_autoptr(Page) page = column_of_code();

    paint(page, 0, 0, 9, 2);
    paint(page, 0, 3, 9, 4);
    add_ruling(page, AXIS_H, 2 * ART_ROW, -2, 26 * ART_CHAR); /* a row's */
    add_ruling(page, AXIS_V, -2, 0, 4 * ART_ROW);             /* nothing is painted in row 2 */
    g_assert_cmpuint(n_others(page), ==, 2);
}

static void
columns_in_one_tint_are_no_box(void)
{
    g_autoptr(Page) page = word_art_page("These are names\n"
                                         "ab      de\n"
                                         "fg      ij\n",
                                         "               \n"
                                         "f       f \n"
                                         "f       f \n");

    paint(page, 0, 1, 10, 3);
    add_ruling(page, AXIS_V, 5 * ART_CHAR, ART_ROW, 3 * ART_ROW);
    add_ruling(page, AXIS_H, 3 * ART_ROW, 0, 10 * ART_CHAR);
    g_assert_cmpuint(n_others(page), ==, 2);
}

static void
a_listing_in_a_wide_tint_is_no_box(void)
{
    g_autoptr(Page) page = word_art_page("What they say\n"
                                         "one\n"
                                         "two\n",
                                         "             \n"
                                         "f  \n"
                                         "f  \n");

    paint(page, 0, 1, 40, 3);
    add_ruling(page, AXIS_H, 3 * ART_ROW, -2, 40 * ART_CHAR + 2);
    g_assert_cmpuint(n_others(page), ==, 1);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define RULE(f) g_test_add_func("/tint/" #f, f)
    RULE(the_sides_of_boxes_that_touch_are_edges);
    RULE(seams_between_boxes_are_edges);
    RULE(a_rule_that_goes_on_beyond_its_box_is_none);
    RULE(columns_in_one_tint_are_no_box);
    RULE(a_listing_in_a_wide_tint_is_no_box);
    return g_test_run();
}
