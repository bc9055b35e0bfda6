/* tests/test-look.c - which pages are scans, and whose images matter, on pages drawn as text
 *
 * A character is 6 points wide and a row 12 high, type is 10 points, as in
 * tests/text_art.h.
 */
#include "detect/look.h"

#include "tests/text_art.h"

static Page *
read_art(const char *art)
{
    g_auto(GStrv) rows = g_strsplit(art, "\n", -1);
    Page *page = page_new(1, 600, 800);

    for (guint y = 0; rows[y] != NULL; y++)
        art_row(page, rows[y], NULL, y);
    return page;
}

static void
expect(const char *art, LookFlags flags)
{
    g_autoptr(Page) page = read_art(art);

    g_assert_cmpint(look_decide(page), ==, flags);
}

static void
an_image_of_the_page_is_a_scan(void)
{
    g_autoptr(Page) page = read_art("page 7\n");
    const Image scan = { { 0, 0, 600, 800 }, 2500, 3300 };

    g_array_append_val(page->images, scan);
    g_assert_cmpint(look_decide(page), ==, LOOK_SCAN);
}

static void
an_image_behind_text_is_no_scan(void)
{
    g_autoptr(Page) page = read_art("The quick brown fox jumps over the lazy dog and goes\n"
                                    "on until the line ends, where another one begins.\n");
    const Image ground = { { 0, 0, 600, 800 }, 600, 800 };

    g_array_append_val(page->images, ground);
    g_assert_cmpint(look_decide(page), ==, LOOK_NONE);
}

static void
words_that_nobody_can_read_are_read_again(void)
{
    expect("\357\277\275\357\277\275\357\277\275 \357\277\275\357\277\275 a \357\277\275\n",
           LOOK_SCAN | LOOK_GARBLED);
}

/* Words stand from 0 to 18 by 0 to 12, in the top left corner. */
static bool
can_look_past(Bbox image)
{
    g_autoptr(Page) page = read_art("One\n");
    const Image placed = { image, 100, 100 };

    g_array_append_val(page->images, placed);
    return look_past_images(page);
}

static void
images_with_nothing_on_them_are_looked_past(void)
{
    g_assert_true(can_look_past((Bbox){ 100, 100, 300, 300 }));
    g_assert_true(can_look_past((Bbox){ 500, 700, 900, 900 }));
}

/* Words of @art on an image as large as the page. */
static bool
can_look_behind(const char *art)
{
    g_autoptr(Page) page = read_art(art);
    const Image placed = { { 0, 0, 600, 800 }, 100, 100 };

    g_array_append_val(page->images, placed);
    return look_past_images(page);
}

static void
images_behind_columns_may_be_tints_and_rules(void)
{
    g_assert_false(can_look_behind("Country       Unit       Share\n"
                                   "Austria       Single     many\n"
                                   "Germany       Single     few\n"));
    g_assert_false(can_look_behind("No        Description                         Level\n"
                                   "a         Verify that all of the input is     low\n"
                                   "          checked before it is used, and\n"
                                   "          that the checks are written down\n"
                                   "b         Verify that nothing is kept that    high\n"
                                   "          is not needed\n"));
    g_assert_false(can_look_behind("alpha     the first letter, that has its own meaning\n"
                                   "beta      the second letter, and so it is in software\n"
                                   "gamma     the third one, which stands for little else\n"
                                   "delta     a small difference between two numbers\n"));
}

static void
images_behind_prose_are_looked_past(void)
{
    g_assert_true(can_look_behind("One\n"));
    g_assert_true(
        can_look_behind("The quick brown fox jumps over      and runs on in the second\n"
                        "the lazy dog and goes on until      column, which is as wide as\n"
                        "the line ends, where another        the first one, so that only\n"
                        "one begins, as in any book of       their gutter stands over\n"
                        "some age, and so it goes on         itself from line to line.\n"));
    g_assert_true(can_look_behind("1.   Open the file that was named above\n"
                                  "2.   Read it from its beginning to its end\n"
                                  "3.   Close it\n"
                                  "     and wait.\n"
                                  "-    One more.\n"));
}

static void
images_as_thin_as_rules_may_be_rules(void)
{
    g_assert_false(can_look_past((Bbox){ 100, 100, 300, 102 }));
    g_assert_false(can_look_past((Bbox){ 100, 100, 102, 300 }));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define RULE(f) g_test_add_func("/look/" #f, f)
    RULE(an_image_of_the_page_is_a_scan);
    RULE(an_image_behind_text_is_no_scan);
    RULE(words_that_nobody_can_read_are_read_again);
    RULE(images_with_nothing_on_them_are_looked_past);
    RULE(images_behind_columns_may_be_tints_and_rules);
    RULE(images_behind_prose_are_looked_past);
    RULE(images_as_thin_as_rules_may_be_rules);
    return g_test_run();
}
