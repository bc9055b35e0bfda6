/* tests/test-verify.c - what must hold for a page is found out when it does not */
#include "pipeline/model/verify.h"

#include <math.h>

/* Two lines of two words, a 2 by 2 table, three blocks. */
static Page *
good_page(void)
{
    Page *page = page_new(1, 600, 800);
    const Style style = { .font = (char *)"F", .size = 10 };

    page_intern_style(page->styles, &style);
    for (guint i = 0; i < 4; i++) {
        Word word = {
            .text = g_strdup("w"), .bbox = { 10, 10, 20, 20 }, .confidence = 1, .link = -1
        };

        g_array_append_val(page->words, word);
        g_array_append_val(page->line_words, i);
    }
    for (guint i = 0; i < 2; i++) {
        const Line line = { .bbox = { 10, 10, 20, 20 }, .size = 10, .first = 2 * i, .n = 2 };
        const Block block = {
            .bbox = line.bbox, .first_line = i, .n_lines = 1, .table = -1, .picture = -1
        };

        g_array_append_val(page->lines, line);
        g_array_append_val(page->blocks, block);
    }
    Table *table = table_new(1, (Bbox){ 0, 0, 10, 10 }, TABLE_LATTICE);
    table->rows = table->cols = 2;
    table_add_cell(table, 0, 0)->colspan = 2;
    table_add_cell(table, 1, 0);
    table_add_cell(table, 1, 1);
    g_ptr_array_add(page->tables, table);
    const Block block = {
        .kind = BLOCK_TABLE, .bbox = table->bbox, .first_line = 2, .table = 0, .picture = -1
    };
    g_array_append_val(page->blocks, block);
    return page;
}

static void
expect(Page *owned, int code, const char *message)
{
    g_autoptr(Page) page = owned;
    g_autoptr(GError) error = NULL;

    g_assert_false(verify_page(page, STAGE_LAYOUT, &error));
    g_assert_cmpstr(error->message, ==, message);
    g_assert_cmpint(error->code, ==, code);
}

#define WORD(page, i) (&g_array_index((page)->words, Word, i))
#define LINE(page, i) (&g_array_index((page)->lines, Line, i))
#define BLOCK(page, i) (&g_array_index((page)->blocks, Block, i))
#define TABLE(page) ((Table *)g_ptr_array_index((page)->tables, 0))
#define CELL(page, i) (&g_array_index(TABLE(page)->cells, Cell, i))

static void
a_good_page_passes(void)
{
    g_autoptr(Page) page = good_page();
    g_autoptr(Page) empty = page_new(1, 600, 800);
    g_autoptr(GError) error = NULL;

    verify_page(page, STAGE_LAYOUT, &error);
    g_assert_no_error(error);
    for (StageId stage = 0; stage < STAGE_COUNT; stage++)
        verify_page(empty, stage, &error);
    g_assert_no_error(error);
}

static void
indices_stay_within_their_arrays(void)
{
    Page *page = good_page();
    WORD(page, 3)->style = 1;
    expect(page, VERIFY_ERROR_SHAPE, "word 3 has style 1 of 1");

    page = good_page();
    WORD(page, 0)->link = 0;
    expect(page, VERIFY_ERROR_SHAPE, "word 0 has link 0 of 0");

    page = good_page();
    g_array_index(page->line_words, guint, 2) = 4;
    expect(page, VERIFY_ERROR_SHAPE, "line_words[2] is word 4 of 4");

    page = good_page();
    LINE(page, 1)->first = G_MAXUINT;
    expect(page, VERIFY_ERROR_SHAPE, "line 1 has words 4294967295+2 of 4");

    page = good_page();
    BLOCK(page, 1)->n_lines = 2;
    expect(page, VERIFY_ERROR_SHAPE, "block 1 has lines 1+2 of 2");

    page = good_page();
    BLOCK(page, 2)->table = 1;
    expect(page, VERIFY_ERROR_SHAPE, "block 2 has table 1 of 1");

    page = good_page();
    BLOCK(page, 0)->n_marker = 3;
    expect(page, VERIFY_ERROR_SHAPE, "block 0 has a marker of 3 words");
}

static void
cells_stay_in_their_grid_and_apart(void)
{
    Page *page = good_page();
    CELL(page, 2)->col = 2;
    expect(page, VERIFY_ERROR_SHAPE, "table 0 has a cell at 1, 2 of 2 by 2");

    page = good_page();
    CELL(page, 0)->rowspan = 2;
    expect(page, VERIFY_ERROR_SHAPE, "table 0: two cells cover row 1, column 0");

    page = good_page();
    CELL(page, 1)->rowspan = G_MAXUINT;
    expect(page, VERIFY_ERROR_SHAPE, "table 0: cell 1, 0 spans 4294967295 by 1");

    page = good_page();
    TABLE(page)->rows = TABLE(page)->cols = 9999;
    expect(page, VERIFY_ERROR_SHAPE, "table 0 has 9999 rows and 9999 columns: too many");
}

static void
words_lines_and_tables_are_used_once(void)
{
    Page *page = good_page();
    g_array_index(page->line_words, guint, 2) = 0;
    expect(page, VERIFY_ERROR_VALUE, "word 0 is in a line twice");

    page = good_page();
    BLOCK(page, 1)->first_line = 0;
    expect(page, VERIFY_ERROR_VALUE, "line 0 is in a block twice");

    page = good_page();
    Block again = *BLOCK(page, 2);
    g_array_append_val(page->blocks, again);
    expect(page, VERIFY_ERROR_VALUE, "table 0 is in a block twice");
}

static void
boxes_are_finite_and_ordered(void)
{
    Page *page = good_page();
    WORD(page, 1)->bbox.x1 = NAN;
    expect(page, VERIFY_ERROR_VALUE, "word 1 has no proper box");

    page = good_page();
    WORD(page, 1)->bbox.y0 = 1e300;
    expect(page, VERIFY_ERROR_VALUE, "word 1 has no proper box");

    page = good_page();
    LINE(page, 0)->bbox = (Bbox){ 20, 10, 10, 20 };
    expect(page, VERIFY_ERROR_VALUE, "line 0 has no proper box");

    page = good_page();
    page->width = 0;
    expect(page, VERIFY_ERROR_VALUE, "the page measures 0 by 800 points");

    page = good_page();
    WORD(page, 2)->confidence = 95;
    expect(page, VERIFY_ERROR_VALUE, "word 2 has confidence 95");
}

static void
a_stage_fills_nothing_of_a_later_one(void)
{
    g_autoptr(Page) page = good_page();
    g_autoptr(GError) error = NULL;

    g_assert_false(verify_page(page, STAGE_OCR, &error));
    g_assert_cmpstr(error->message, ==, "lines, tables or blocks before the layout stage");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define TEST(name) g_test_add_func("/verify/" #name, name)
    TEST(a_good_page_passes);
    TEST(indices_stay_within_their_arrays);
    TEST(cells_stay_in_their_grid_and_apart);
    TEST(words_lines_and_tables_are_used_once);
    TEST(boxes_are_finite_and_ordered);
    TEST(a_stage_fills_nothing_of_a_later_one);
    return g_test_run();
}
