/* tests/test-look.c - which pages are worth rendering, on pages drawn as text
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
prose_is_not_looked_at(void)
{
    expect("Heading\n"
           "\n"
           "The quick brown fox jumps over the lazy dog and goes\n"
           "on until the line ends, where another of 1999 begins\n"
           "that is a little shorter.\n"
           "\n"
           "A new paragraph, said to be the last one of this page.\n",
           LOOK_NONE);
}

static void
two_columns_of_prose_are_not_looked_at(void)
{
    expect("The quick brown fox jumps over      and runs on in the second\n"
           "the lazy dog and goes on until      column, which is as wide as\n"
           "the line ends, where another        the first one, so that only\n"
           "one begins, as in any book of       their gutter stands over\n"
           "some age, and so it goes on         itself from line to line.\n",
           LOOK_NONE);
}

static void
lists_are_not_looked_at(void)
{
    expect("Some steps:\n"
           "\n"
           "1.   Open the file that was named above\n"
           "2.   Read it from its beginning to its end\n"
           "3.   Close it\n"
           "     and wait.\n"
           "-    One more.\n",
           LOOK_NONE);
}

static void
columns_of_short_texts_are(void)
{
    expect("Country       Unit       Share\n"
           "Austria       Single     many\n"
           "Germany       Single     few\n",
           LOOK_DRAWN);
}

static void
columns_whose_cells_wrap_are(void)
{
    expect("No        Description                         Level\n"
           "a         Verify that all of the input is     low\n"
           "          checked before it is used, and\n"
           "          that the checks are written down\n"
           "b         Verify that nothing is kept that    high\n"
           "          is not needed\n",
           LOOK_DRAWN);
}

static void
terms_beside_their_meaning_are(void)
{
    expect("alpha     the first letter, that has its own meaning\n"
           "beta      the second letter, and so it is in software\n"
           "gamma     the third one, which stands for little else\n"
           "delta     a small difference between two numbers\n",
           LOOK_DRAWN);
}

static void
terms_as_long_as_their_meaning_are(void)
{
    expect("Letters   Numbers\n"
           "alphas    letter\n"
           "betas     another\n"
           "fifties   number\n"
           "\n"
           "The quick brown fox jumps over the lazy dog and goes on.\n",
           LOOK_DRAWN);
}

static void
a_caption_is(void)
{
    expect("Text before the table goes here and ends.\n"
           "\n"
           "Table 3. What was found\n",
           LOOK_DRAWN);
    expect("It is said in the table 3 below it.\n", LOOK_NONE);
}

static void
statistics_are(void)
{
    expect("Total 1 2 3 4 5 6\n"
           "Other 7 8 9 10 11 12\n",
           LOOK_DRAWN);
}

static void
a_remark_set_in_beside_a_sign_is(void)
{
    expect("Some text that begins at the left edge of the page and\n"
           "goes on for two lines.\n"
           "\n"
           "     A remark in a box, with a sign at its left that is\n"
           "  drawn, so that its first line is shorter.\n"
           "\n"
           "More text that begins at the left edge of the page.\n",
           LOOK_DRAWN);
}

static void
code_is_not_looked_at_for_its_columns(void)
{
    g_autoptr(Page) page = page_new(1, 600, 800);

    for (guint y = 0; y < 6; y++)
        art_row(page, "-a     --all     show", "f", y);
    g_assert_cmpint(look_decide(page), ==, LOOK_NONE);
}

static void
light_words_have_something_dark_behind_them(void)
{
    g_autoptr(Page) page = read_art("Two words and some more on white paper.\n");
    const Style light = { .font = (char *)"Art", .size = 10, .color = 0xffffff };

    g_assert_cmpint(look_decide(page), ==, LOOK_NONE);
    for (guint i = 0; i < 2; i++)
        g_array_index(page->words, Word, i).style = page_intern_style(page->styles, &light);
    g_assert_cmpint(look_decide(page), ==, LOOK_DRAWN);
}

static void
turned_words_label_something(void)
{
    g_autoptr(Page) page = read_art("Two words and some more on white paper.\n");

    g_array_index(page->words, Word, 0).rotation = 270;
    g_assert_cmpint(look_decide(page), ==, LOOK_DRAWN);
}

static void
images_are_looked_at(void)
{
    g_autoptr(Page) page = read_art("A few words stand above an image on this page of text.\n");
    const Image dot = { { 10, 100, 14, 104 }, 4, 4, 0 };
    const Image photograph = { { 100, 100, 300, 300 }, 400, 400, 1 };

    g_array_append_val(page->images, dot);
    g_assert_cmpint(look_decide(page), ==, LOOK_NONE);
    g_array_append_val(page->images, photograph);
    g_assert_cmpint(look_decide(page), ==, LOOK_DRAWN);
}

/* A page of prose, 40 lines of 18 points, with photographs between its lines. */
static LookFlags
look_at_prose(guint n_lines, guint n_photographs)
{
    g_autoptr(GString) art = g_string_new(NULL);

    for (guint i = 0; i < n_lines; i++)
        g_string_append(art, "The quick brown fox jumps over the lazy dog and goes\n");
    g_autoptr(Page) page = read_art(art->str);
    const double end = page_word(page, page->words->len - 1)->bbox.y1;

    page->height = end + 20 * (n_photographs + 1);
    for (guint i = 0; i < n_photographs; i++) {
        const Image photograph = { { 100, end + 20 * i, 200, end + 20 * i + 20 }, 400, 80, (int)i };
        g_array_append_val(page->images, photograph);
    }
    return look_decide(page);
}

static void
photographs_in_prose_are_where_the_file_says(void)
{
    g_assert_cmpint(look_at_prose(30, 1), ==, LOOK_NONE);
    g_assert_cmpint(look_at_prose(30, 2), ==, LOOK_NONE);
    g_assert_cmpint(look_at_prose(30, 3), ==, LOOK_DRAWN);
}

static void
an_image_of_the_page_is_a_scan(void)
{
    g_autoptr(Page) page = read_art("page 7\n");
    const Image scan = { { 0, 0, 600, 800 }, 2500, 3300, 0 };

    g_array_append_val(page->images, scan);
    g_assert_cmpint(look_decide(page), ==, LOOK_DRAWN | LOOK_SCAN);
}

static void
an_image_behind_text_is_no_scan(void)
{
    g_autoptr(Page) page = read_art("The quick brown fox jumps over the lazy dog and goes\n"
                                    "on until the line ends, where another one begins.\n");
    const Image ground = { { 0, 0, 600, 800 }, 600, 800, 0 };

    g_array_append_val(page->images, ground);
    g_assert_cmpint(look_decide(page), ==, LOOK_DRAWN);
}

static void
words_that_nobody_can_read_are_read_again(void)
{
    expect("\357\277\275\357\277\275\357\277\275 \357\277\275\357\277\275 a \357\277\275\n",
           LOOK_DRAWN | LOOK_SCAN | LOOK_GARBLED);
}

static void
a_page_without_words_is_looked_at(void)
{
    g_autoptr(Page) page = page_new(1, 600, 800);

    g_assert_cmpint(look_decide(page), ==, LOOK_DRAWN);
}

/* Words stand from 0 to 18 by 0 to 12, in the top left corner. */
static bool
can_look_past(Bbox image)
{
    g_autoptr(Page) page = read_art("One\n");
    const Image placed = { image, 100, 100, 0 };

    g_array_append_val(page->images, placed);
    return look_past_images(page);
}

static void
images_with_nothing_on_them_are_looked_past(void)
{
    g_assert_true(can_look_past((Bbox){ 100, 100, 300, 300 }));
    g_assert_true(can_look_past((Bbox){ 500, 700, 900, 900 }));
}

static void
images_with_words_on_them_may_be_tints_and_rules(void)
{
    g_assert_false(can_look_past((Bbox){ 0, 0, 300, 300 }));
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
    RULE(prose_is_not_looked_at);
    RULE(two_columns_of_prose_are_not_looked_at);
    RULE(lists_are_not_looked_at);
    RULE(columns_of_short_texts_are);
    RULE(columns_whose_cells_wrap_are);
    RULE(terms_beside_their_meaning_are);
    RULE(terms_as_long_as_their_meaning_are);
    RULE(a_caption_is);
    RULE(statistics_are);
    RULE(a_remark_set_in_beside_a_sign_is);
    RULE(code_is_not_looked_at_for_its_columns);
    RULE(light_words_have_something_dark_behind_them);
    RULE(turned_words_label_something);
    RULE(images_are_looked_at);
    RULE(photographs_in_prose_are_where_the_file_says);
    RULE(an_image_of_the_page_is_a_scan);
    RULE(an_image_behind_text_is_no_scan);
    RULE(words_that_nobody_can_read_are_read_again);
    RULE(a_page_without_words_is_looked_at);
    RULE(images_with_nothing_on_them_are_looked_past);
    RULE(images_with_words_on_them_may_be_tints_and_rules);
    RULE(images_as_thin_as_rules_may_be_rules);
    return g_test_run();
}
