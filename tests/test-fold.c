/* tests/test-fold.c - spreads: where two pages that were scanned together part, and what becomes
 * of them */
#include "ocr/fold.h"

#include "pipeline/spread.h"
#include "tests/scan_art.h"

#define WIDTH 420.0
#define HEIGHT 280.0

/* Lines of type on a page that begins at @x, as strokes of the length of words. */
static void
draw_page(Sheet *sheet, double x)
{
    for (int line = 0; line < 18; line++)
        for (int word = 0; word < 5; word++)
            sheet_box(sheet, x + 25 + 32 * word, 25 + 12 * line, x + 50 + 32 * word,
                      30 + 12 * line);
}

static void
expect_fold(Sheet *sheet, double at)
{
    g_autoptr(Raster) scan = sheet_scan(sheet, 240, 8);
    double found = -1;

    g_assert_true(fold_find(scan, &found));
    g_assert_cmpfloat_with_epsilon(found, at, 4);
}

static void
expect_no_fold(Sheet *sheet)
{
    g_autoptr(Raster) scan = sheet_scan(sheet, 240, 8);
    double found;

    g_assert_false(fold_find(scan, &found));
}

static void
pages_part_between_their_inner_margins(void)
{
    Sheet sheet = sheet_new(WIDTH, HEIGHT);

    draw_page(&sheet, 0);
    draw_page(&sheet, 210);
    expect_fold(&sheet, 207);
}

static void
pages_part_in_the_shadow_of_the_fold(void)
{
    Sheet sheet = sheet_new(WIDTH, HEIGHT);

    draw_page(&sheet, 0);
    draw_page(&sheet, 210);
    /* The shadow is not in the middle of the margin. */
    for (int k = 0; k < 20; k++) {
        sheet_tone(&sheet, 1 - 0.5 * (1 - abs(k - 10) / 10.0));
        sheet_box(&sheet, 188 + k, 0, 189 + k, HEIGHT);
    }
    expect_fold(&sheet, 198);
}

static void
one_wide_page_has_no_fold(void)
{
    Sheet sheet = sheet_new(WIDTH, HEIGHT);

    for (int line = 0; line < 18; line++)
        for (int word = 0; word < 11; word++)
            sheet_box(&sheet, 25 + 32 * word, 25 + 12 * line, 50 + 32 * word, 30 + 12 * line);
    for (int line = 0; line < 18; line++) /* words over the middle */
        sheet_box(&sheet, 170 + line, 25 + 12 * line, 240 + line, 30 + 12 * line);
    expect_no_fold(&sheet);
}

static void
an_empty_half_is_no_page(void)
{
    Sheet sheet = sheet_new(WIDTH, HEIGHT);

    draw_page(&sheet, 0);
    expect_no_fold(&sheet);
}

static void
a_page_higher_than_wide_is_no_spread(void)
{
    Sheet sheet = sheet_new(420, 600);

    draw_page(&sheet, 0);
    draw_page(&sheet, 210);
    expect_no_fold(&sheet);
}

static void
pictures_of_a_few_dots_have_no_fold(void)
{
    for (int w = 1; w < 6; w++) {
        g_autoptr(Raster) scan = raster_new(pixCreate(w, 1, 8), 300, 300);
        double found;

        g_assert_false(fold_find(scan, &found));
    }
}

static void
add_word(Page *page, const char *text, double x)
{
    const Word word = {
        .text = g_strdup(text), .bbox = { x, 20, x + 30, 30 }, .baseline = 28, .link = -1
    };

    g_array_append_val(page->words, word);
}

/* A sheet of 400 by 300 points with a word on either side, and the image that it is. */
static Page *
sheet_page(guint number)
{
    const Style style = { .font = (char *)"", .size = 10 };
    const Image image = { .bbox = { 0, 0, 400, 300 } };
    Page *page = page_new(number, 400, 300);

    page_intern_style(page->styles, &style);
    g_array_append_val(page->images, image);
    add_word(page, "left", 50);
    add_word(page, "right", 250);
    return page;
}

static void
a_spread_becomes_two_pages(void)
{
    g_autoptr(Page) first = sheet_page(7);
    g_autoptr(Page) second = spread_cut(first, 210, FALSE);

    g_assert_cmpuint(first->number, ==, 7);
    g_assert_cmpuint(second->number, ==, 7);
    g_assert_cmpuint(first->half, ==, 1);
    g_assert_cmpuint(second->half, ==, 2);
    g_assert_cmpfloat(first->width, ==, 210);
    g_assert_cmpfloat(second->width, ==, 190);
    g_assert_cmpfloat(second->left, ==, 210);
    g_assert_cmpuint(first->words->len, ==, 1);
    g_assert_cmpstr(page_word(second, 0)->text, ==, "right");
    g_assert_cmpfloat(page_word(second, 0)->bbox.x0, ==, 40);
    g_assert_cmpfloat(g_array_index(second->images, Image, 0).bbox.x0, ==, -210);
}

static void
the_right_page_is_first_where_books_are_read_so(void)
{
    g_autoptr(Page) first = sheet_page(7);
    g_autoptr(Page) second = spread_cut(first, 210, TRUE);

    g_assert_cmpstr(page_word(first, 0)->text, ==, "right");
    g_assert_cmpstr(page_word(second, 0)->text, ==, "left");
}

/* Page 3, the spread 4, and page 8; the flow has a paragraph on each, with a link to page 8. */
static Document *
small_book(void)
{
    Document *document = document_new("book.pdf");
    Page *cut = sheet_page(4);
    Page *other = spread_cut(cut, 200, FALSE);

    g_ptr_array_add(document->pages, page_new(3, 200, 300));
    g_ptr_array_add(document->pages, cut);
    g_ptr_array_add(document->pages, other);
    g_ptr_array_add(document->pages, page_new(8, 200, 300));
    return document;
}

static void
halves_have_numbers_of_their_own_meanwhile(void)
{
    g_autoptr(Document) document = small_book();
    const OutlineEntry inside = { .title = g_strdup("In"), .level = 1, .page = 8 };
    const OutlineEntry outside = { .title = g_strdup("Out"), .level = 1, .page = 6 };

    g_array_append_val(document->outline, inside);
    g_array_append_val(document->outline, outside);
    GArray *numbers = spread_number(document);
    document->flow = flow_new();
    guint before = 0;
    for (guint i = 0; i < document->pages->len; i++) {
        const guint number = ((const Page *)g_ptr_array_index(document->pages, i))->number;

        /* 5, 6 and 7 are not there, so 8 is not next to 4. */
        g_assert_true(i == 3 ? number > before + 1 : i == 0 || number == before + 1);
        before = number;
        flow_add(document->flow, ELEMENT_PARAGRAPH, number, BBOX_EMPTY);
    }
    g_assert_cmpuint(g_array_index(document->outline, OutlineEntry, 0).page, ==, before);

    spread_renumber(document, numbers);
    static const guint of_file[] = { 3, 4, 4, 8 };
    for (guint i = 0; i < document->pages->len; i++) {
        g_assert_cmpuint(((const Page *)g_ptr_array_index(document->pages, i))->number, ==,
                         of_file[i]);
        g_assert_cmpuint(flow_element(document->flow, i)->page, ==, of_file[i]);
    }
    g_assert_cmpuint(g_array_index(document->outline, OutlineEntry, 0).page, ==, 8);
    g_assert_cmpuint(g_array_index(document->outline, OutlineEntry, 1).page, ==, 6);
}

static void
without_spreads_numbers_stay(void)
{
    g_autoptr(Document) document = document_new("book.pdf");

    g_ptr_array_add(document->pages, page_new(3, 200, 300));
    g_assert_null(spread_number(document));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    setMsgSeverity(L_SEVERITY_NONE);

#define TEST(name) g_test_add_func("/fold/" #name, name)
    TEST(pages_part_between_their_inner_margins);
    TEST(pages_part_in_the_shadow_of_the_fold);
    TEST(one_wide_page_has_no_fold);
    TEST(an_empty_half_is_no_page);
    TEST(a_page_higher_than_wide_is_no_spread);
    TEST(pictures_of_a_few_dots_have_no_fold);
    TEST(a_spread_becomes_two_pages);
    TEST(the_right_page_is_first_where_books_are_read_so);
    TEST(halves_have_numbers_of_their_own_meanwhile);
    TEST(without_spreads_numbers_stay);
    return g_test_run();
}
