/* tests/test-page-json.c - a page goes through JSON unchanged, and nothing else gets in */
#include "pipeline/model/page_json.h"

#include <math.h>
#include <string.h>

static void
add_word(Page *page, const char *text, Bbox bbox)
{
    Word word = {
        .text = g_strdup(text), .bbox = bbox, .baseline = bbox.y1 - 2, .confidence = 1, .link = -1
    };

    g_array_append_val(page->words, word);
}

static void
add_table(Page *page)
{
    Table *table = table_new(1, (Bbox){ 10, 20, 110, 60 }, TABLE_STREAM);
    const double xs[] = { 10, 60, 110 };
    const guint word = 1;

    table->rows = table->cols = 2;
    table->confidence = 0.875;
    g_array_append_vals(table->xs, xs, 3);
    Cell *cell = table_add_cell(table, 1, 0);
    cell->colspan = 2;
    cell->bbox = (Bbox){ 10, 40, 110, 60 };
    g_free(cell->text);
    cell->text = g_strdup("two words");
    g_array_append_val(cell->words, word);
    g_ptr_array_add(table->warnings, g_strdup("guessed"));
    g_ptr_array_add(page->tables, table);
}

/* A page with something in every field. */
static Page *
full_page(void)
{
    Page *page = page_new(12, 595.276, 841.89);
    const Style style = {
        .font = (char *)"Charter \"Roman\"", .size = 9.963, .color = 0x00ff7f, .italic = true
    };
    const Image image = { { 0, 0, 595.276, 841.89 }, 2480, 3508 };
    const Ruling ruling = { AXIS_V, 50.1, 10, 90.5, 0.4 };
    const Fill fill = { { 1, 2, 3, 4 }, 0xfafafa };
    const Picture picture = { { 5, 6, 7, 8 }, PICTURE_DRAWING };
    const double edges[] = { 10, 20.5, 30 };
    const guint words[] = { 1, 0 };
    const Line line = { { 1, 2, 30, 12 }, 10.5, 9.963, 0, 0, 2, 3 };
    Link link = { { 1, 2, 3, 4 }, NULL, 3, 72.25 };
    Block block = { .kind = BLOCK_ITEM,
                    .bbox = { 1, 2, 30, 12 },
                    .n_lines = 1,
                    .n_marker = 1,
                    .table = -1,
                    .picture = -1,
                    .ordered = true };
    Block grid = {
        .kind = BLOCK_TABLE, .bbox = { 10, 20, 110, 60 }, .first_line = 1, .table = 0, .picture = -1
    };

    page->label = g_strdup("xii");
    page->kind = PAGE_SCAN;
    page->turn = 3;
    page->half = 2;
    page->left = 297.5;
    page->top = 1.25;
    page->skew_deg = -0.75;
    page_intern_style(page->styles, &style);
    add_word(page, "Stra\303\237e \"x\" \\ \360\235\204\236", (Bbox){ 1.001, 2, 30.999, 12 });
    add_word(page, "1.", (Bbox){ 1, 2, 3, 12 });
    g_array_append_val(page->links, link);
    link.uri = g_strdup("https://example.org/?a=b&c");
    g_array_append_val(page->links, link);
    g_array_append_val(page->images, image);
    g_array_append_val(page->rulings, ruling);
    g_array_append_val(page->fills, fill);
    g_array_append_val(page->pictures, picture);
    Lattice *lattice = lattice_new(edges, 3, edges, 3);
    lattice->h_wall[0] = lattice->v_wall[5] = 1;
    g_ptr_array_add(page->lattices, lattice);
    g_array_append_vals(page->line_words, words, 2);
    g_array_append_val(page->lines, line);
    add_table(page);
    block.marker = g_strdup("1.");
    g_array_append_val(page->blocks, block);
    g_array_append_val(page->blocks, grid);
    page_add_issue(page, "a guess");
    return page;
}

static char *
written(const Page *page)
{
    g_autoptr(GError) error = NULL;
    char *text = page_json_write(page, STAGE_LAYOUT, &error);

    g_assert_no_error(error);
    return text;
}

static Page *
read_back(const char *text)
{
    g_autoptr(GError) error = NULL;
    StageId after = STAGE_COUNT;
    Page *page = page_json_read(text, strlen(text), &after, &error);

    g_assert_no_error(error);
    g_assert_cmpint(after, ==, STAGE_LAYOUT);
    return page;
}

static void
what_is_read_back_is_written_as_the_same_bytes(void)
{
    g_autoptr(Page) page = full_page();
    g_autofree char *once = written(page);
    g_autoptr(Page) again = read_back(once);
    g_autofree char *twice = written(again);

    g_assert_cmpstr(once, ==, twice);
}

static void
what_is_read_back_is_the_page(void)
{
    g_autoptr(Page) page = full_page();
    g_autofree char *text = written(page);
    g_autoptr(Page) again = read_back(text);
    const Lattice *lattice = g_ptr_array_index(again->lattices, 0);
    const Table *table = g_ptr_array_index(again->tables, 0);
    const Cell *cell = &g_array_index(table->cells, Cell, 0);

    g_assert_cmpstr(again->label, ==, "xii");
    g_assert_cmpstr(page_word(again, 0)->text, ==, page_word(page, 0)->text);
    g_assert_true(page_word(again, 0)->bbox.x1 == 30.999);
    g_assert_cmphex(page_style(again, 0)->color, ==, 0x00ff7f);
    g_assert_true(page_style(again, 0)->italic && !page_style(again, 0)->bold);
    g_assert_null(g_array_index(again->links, Link, 0).uri);
    g_assert_cmpint(g_array_index(again->rulings, Ruling, 0).axis, ==, AXIS_V);
    g_assert_true(lattice->h_wall[0] && !lattice->h_wall[1] && lattice->v_wall[5]);
    g_assert_cmpstr(cell->text, ==, "two words");
    g_assert_cmpuint(g_array_index(cell->words, guint, 0), ==, 1);
    g_assert_cmpint(page_block(again, 1)->kind, ==, BLOCK_TABLE);
}

static void
a_rounded_page_loses_nothing(void)
{
    g_autoptr(Page) page = full_page();
    GRand *random = g_rand_new_with_seed(7);

    for (int i = 0; i < 1000; i++) {
        const double x = g_rand_double_range(random, 0, 14400),
                     y = g_rand_double_range(random, -1e-4, 1e-3);

        add_word(page, "w", (Bbox){ x, y, x + 1, y + 2 });
    }
    g_rand_free(random);
    page_json_round(page);

    g_autofree char *text = written(page);
    g_autoptr(Page) again = read_back(text);
    for (guint i = 0; i < page->words->len; i++)
        g_assert_cmpmem(&page_word(page, i)->bbox, sizeof(Bbox), &page_word(again, i)->bbox,
                        sizeof(Bbox));
}

static void
every_word_has_a_line_of_its_own(void)
{
    g_autoptr(Page) page = full_page();
    g_autofree char *text = written(page);

    g_assert_nonnull(strstr(text, "\n{\"text\":\"1.\",\"bbox\":[1.0,2.0,3.0,12.0],"));
}

static void
measures_that_are_no_numbers_are_written_and_refused(void)
{
    g_autoptr(Page) page = full_page();
    g_autoptr(GError) error = NULL;
    StageId after;

    g_array_index(page->words, Word, 1).baseline = NAN;
    g_autofree char *text = written(page);
    g_assert_null(page_json_read(text, strlen(text), &after, &error));
    g_assert_cmpstr(error->message, ==, "page JSON.words[1].baseline: want a number");
}

/* Swaps @from for @to in a good page; reading that fails with @message. */
static void
expect_refused(const char *from, const char *to, int code, const char *message)
{
    g_autoptr(Page) page = full_page();
    g_autofree char *text = written(page);
    g_autoptr(GError) error = NULL;
    char *at = strstr(text, from);
    StageId after;

    g_assert_nonnull(at);
    g_autofree char *head = g_strndup(text, (gsize)(at - text));
    g_autofree char *bad = g_strconcat(head, to, at + strlen(from), NULL);
    g_assert_null(page_json_read(bad, strlen(bad), &after, &error));
    g_assert_cmpstr(error->message, ==, message);
    if (error->domain == PAGE_JSON_ERROR)
        g_assert_cmpint(error->code, ==, code);
}

static void
errors_say_where(void)
{
    expect_refused("\"version\":5", "\"version\":6", PAGE_JSON_ERROR_VERSION,
                   "page JSON: version 6, this program reads 5");
    expect_refused("\"stage\":\"layout\"", "\"stage\":\"emit\"", PAGE_JSON_ERROR_FORM,
                   "page JSON: want one of load, detect, ocr, layout");
    expect_refused("\"number\":12", "\"number\":-1", PAGE_JSON_ERROR_FORM,
                   "page JSON.number: want a whole number from 0 to 4294967295");
    expect_refused("\"baseline\":10.0", "\"baseline\":\"10\"", PAGE_JSON_ERROR_FORM,
                   "page JSON.words[0].baseline: want a number");
    expect_refused("\"baseline\":10.0,", "", PAGE_JSON_ERROR_FORM,
                   "page JSON.words[0]: no \"baseline\"");
    expect_refused("\"glued\":false", "\"glued\":false,\"glad\":true", PAGE_JSON_ERROR_FORM,
                   "page JSON.words[0]: want no fields but the known ones");
    expect_refused("\"#00ff7f\"", "\"green\"", PAGE_JSON_ERROR_FORM,
                   "page JSON.styles[0].color: want a colour as \"#rrggbb\"");
    expect_refused("\"h_wall\":\"100000\"", "\"h_wall\":\"10000\"", PAGE_JSON_ERROR_FORM,
                   "page JSON.lattices[0]: want a 0 or 1 for every wall");
    expect_refused("{\"version\"", "{{\"version\"", PAGE_JSON_ERROR_FORM,
                   "page JSON: line 1: string or '}' expected near '{'");
}

static void
indices_are_checked(void)
{
    expect_refused("\"line_words\":[1,0]", "\"line_words\":[1,2]", 0,
                   "page JSON: line_words[1] is word 2 of 2");
    expect_refused("\"words\":[1]", "\"words\":[9]", 0,
                   "page JSON: table 0: cell 1, 0 has word 9 of 2");
    expect_refused("\"colspan\":2", "\"colspan\":3", 0,
                   "page JSON: table 0: cell 1, 0 spans 1 by 3");
    expect_refused("\"rotation\":0", "\"rotation\":45", 0,
                   "page JSON: word 0 is turned by 45 degrees");
    expect_refused("\"size\":9.963", "\"size\":-1", 0, "page JSON: style 0 has size -1");
}

static void
deep_nesting_is_refused(void)
{
    g_autofree char *deep = g_strnfill(100000, '[');
    g_autoptr(GError) error = NULL;
    StageId after;

    g_assert_null(page_json_read(deep, 100000, &after, &error));
    g_assert_error(error, PAGE_JSON_ERROR, PAGE_JSON_ERROR_LIMIT);
}

static void
cut_off_text_is_refused_wherever_it_ends(void)
{
    g_autoptr(Page) page = full_page();
    g_autofree char *text = written(page);
    StageId after;

    for (gsize length = 0; length < strlen(text) - 2; length++) {
        g_autoptr(GError) error = NULL;

        g_assert_null(page_json_read(text, length, &after, &error));
        g_assert_nonnull(error);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define TEST(name) g_test_add_func("/page-json/" #name, name)
    TEST(what_is_read_back_is_written_as_the_same_bytes);
    TEST(what_is_read_back_is_the_page);
    TEST(a_rounded_page_loses_nothing);
    TEST(every_word_has_a_line_of_its_own);
    TEST(measures_that_are_no_numbers_are_written_and_refused);
    TEST(errors_say_where);
    TEST(indices_are_checked);
    TEST(deep_nesting_is_refused);
    TEST(cut_off_text_is_refused_wherever_it_ends);
    return g_test_run();
}
