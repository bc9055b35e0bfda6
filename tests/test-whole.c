/* tests/test-whole.c - what is known of a page is the same while it is looked at as a whole */
#include "detect/whole.h"

#include "detect/tint.h"
#include "tests/page_art.h"

/* Words with spaces of @space characters between; one of them is code, in a box. */
static Page *
page_with_space(guint space)
{
    g_autofree char *gap = g_strnfill(space, ' ');
    g_autofree char *picture =
        g_strdup_printf("p|these are%swords%sof text\n.|and `code%s is%sone", gap, gap, gap, gap);
    Page *page = art_page(1, picture);
    Fill box = { 0 };

    for (guint i = 0; i < page->words->len; i++)
        if (strcmp(page_word(page, i)->text, "code") == 0)
            box.bbox = bbox_grow(page_word(page, i)->bbox, 1);
    g_array_append_val(page->fills, box);
    return page;
}

static void
expect_own(const Page *page)
{
    g_autoptr(GArray) own = tint_code_boxes(page);
    g_autoptr(GArray) boxes = whole_code_boxes(page);
    g_autoptr(GArray) again = whole_code_boxes(page);

    g_assert_cmpuint(boxes->len, ==, own->len);
    g_assert_true(own->len == 0 || memcmp(own->data, boxes->data, own->len * sizeof(Bbox)) == 0);
    g_assert_cmpmem(again->data, again->len * sizeof(Bbox), boxes->data, boxes->len * sizeof(Bbox));
}

/* A page that is looked at meanwhile has its own, and so has one that nothing was opened for. */
static void
each_page_has_its_own(void)
{
    g_autoptr(Page) narrow = page_with_space(1), wide = page_with_space(2);
    const double space = whole_word_space(narrow), other = whole_word_space(wide);
    Whole first, second;

    g_autoptr(GArray) code = tint_code_boxes(narrow);
    g_assert_cmpuint(code->len, ==, 1);
    expect_own(narrow);
    whole_open(&first, narrow);
    g_assert_cmpfloat(whole_word_space(narrow), ==, space);
    g_assert_cmpfloat(whole_word_space(wide), ==, other);
    expect_own(narrow);
    expect_own(wide);
    whole_open(&second, wide);
    g_assert_cmpfloat(whole_word_space(wide), ==, other);
    g_assert_cmpfloat(whole_word_space(narrow), ==, space);
    expect_own(wide);
    whole_close(&second);
    g_assert_cmpfloat(whole_word_space(narrow), ==, space);
    expect_own(narrow);
    whole_close(&first);
}

/* It is asked once: what changes afterwards is not seen, so nobody may change the page. */
static void
it_is_found_out_once(void)
{
    g_autoptr(Page) page = page_with_space(1);
    const double space = whole_word_space(page);
    Whole whole;

    whole_open(&whole, page);
    g_assert_cmpfloat(whole_word_space(page), ==, space);
    for (guint i = 0; i < page->words->len; i++) {
        Word *word = &g_array_index(page->words, Word, i);
        word->bbox.x1 = word->bbox.x0 + 0.7 * bbox_width(word->bbox);
    }
    g_assert_cmpfloat(whole_word_space(page), ==, space);
    whole_close(&whole);
    g_assert_cmpfloat(whole_word_space(page), !=, space);
}

#define TEST(name) g_test_add_func("/whole/" #name, name)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    TEST(each_page_has_its_own);
    TEST(it_is_found_out_once);
    return g_test_run();
}
