/* tests/test-join.c - tables that go on over pages */
#include "detect/join.h"
#include "pipeline/model/shelve.h"

#include <stdlib.h>
#include <string.h>

#define CHAR 6.0 /* points: the width of every letter */
#define ROW 12.0

/* One part of a table and the page that it stands on. */
typedef struct {
    Page *page;
    Table *table;
} Part;

static void
part_clear(Part *part)
{
    table_free(part->table);
    page_free(part->page);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Part, part_clear)

/* A word whose @face is b is bold. */
static void
add_text(Part *part, guint row, guint col, const char *text, const char *place, char face)
{
    const Style style = { .font = (char *)"Art", .size = 10, .bold = face == 'b' };
    const double at = strtod(place + 1, NULL), width = CHAR * (double)strlen(text);
    const double x = *place == 'l' ? at : *place == 'r' ? at - width : at - width / 2;
    Cell *cell = table_add_cell(part->table, row, col);
    Word word = { .text = g_strdup(text),
                  .baseline = ROW * (row + 1),
                  .confidence = 1,
                  .link = -1,
                  .style = page_intern_style(part->page->styles, &style) };
    const guint index = part->page->words->len;

    word.bbox = (Bbox){ x, ROW * row + 2, x + width, ROW * (row + 1) };
    cell->bbox = word.bbox;
    cell->page = part->page->number;
    g_free(cell->text);
    cell->text = g_strdup(text);
    g_array_append_val(part->page->words, word);
    g_array_append_val(cell->words, index);
}

/* @columns: where each stands, as "l72 r172": flush left at 72, right at 172; 'c' for centred.
 * @text: rows apart by '/', cells by '|'; "*" before a row sets it bold. */
static Part
drawn(guint number, const char *columns, guint header_rows, const char *text)
{
    g_auto(GStrv) rows = g_strsplit(text, "/", -1);
    g_auto(GStrv) places = g_strsplit(columns, " ", -1);
    Part part = { page_new(number, 600, 800),
                  table_new(number, (Bbox){ 0, 0, 600, 800 }, TABLE_STREAM) };

    part.table->cols = g_strv_length(places);
    part.table->header_rows = header_rows;
    for (guint r = 0; rows[r] != NULL; r++) {
        const bool bold = *rows[r] == '*';
        g_auto(GStrv) cells = g_strsplit(rows[r] + bold, "|", -1);

        for (guint c = 0; cells[c] != NULL; c++)
            if (*cells[c] != '\0')
                add_text(&part, r, c, cells[c], places[c], bold ? 'b' : ' ');
        part.table->rows = r + 1;
    }
    return part;
}

static char *
written(const Table *table)
{
    GString *text = g_string_new(NULL);

    for (guint r = 0; r < table->rows; r++)
        for (guint c = 0; c < table->cols; c++) {
            const Cell *cell = table_cell(table, r, c);
            g_string_append(text, c > 0 ? "|" : r > 0 ? "/" : "");
            g_string_append(text, cell != NULL ? cell->text : "");
        }
    return g_string_free(text, FALSE);
}

static GArray *
columns_of(const Part *above, const Part *below)
{
    return join_columns((JoinPart){ above->table, above->page },
                        (JoinPart){ below->table, below->page });
}

/* @above becomes the whole. */
static void
expect_joined(Part *above, const Part *below, const char *expected)
{
    g_autoptr(GArray) columns = columns_of(above, below);

    g_assert_nonnull(columns);
    join_append(above->table, below->table, columns);
    g_autofree char *text = written(above->table);
    g_assert_cmpstr(text, ==, expected);
    g_assert_cmpuint(above->table->parts->len, ==, 2);
}

/* The rest of a table in a long document: of its arrays there is only what their readers need. */
static void
a_part_on_the_shelf_goes_on(void)
{
    g_auto(Part) above = drawn(1, "l72 r200", 0, "Ash|12/Beech|7");
    g_auto(Part) below = drawn(2, "l72 r200", 0, "Cedar|31/Elm|4");
    g_autoptr(Shelf) shelf = shelf_new(g_get_tmp_dir());
    Page *waiting = page_new(2, 600, 800);

    g_ptr_array_add(waiting->tables, table_copy(below.table));
    waiting = shelve_page(shelf, waiting);
    const Table *table = g_ptr_array_index(waiting->tables, 0);
    g_autoptr(GArray) columns = columns_of(&above, &below);
    join_append(above.table, table, columns);
    g_autofree char *text = written(above.table);
    g_assert_cmpstr(text, ==, "Ash|12/Beech|7/Cedar|31/Elm|4");
    const Cell *cell = table_cell(above.table, 3, 1);
    g_assert_cmpuint(cell->words->len, ==, 1);
}

static void
expect_apart(const Part *above, const Part *below)
{
    g_autoptr(GArray) columns = columns_of(above, below);

    g_assert_null(columns);
}

static void
a_repeated_header_is_taken_once(void)
{
    g_auto(Part) above = drawn(1, "l72 r172", 1, "Year|Sum/1990|7");
    g_auto(Part) below = drawn(2, "l72 r172", 1, "Year|Sum/1991|8");

    expect_joined(&above, &below, "Year|Sum/1990|7/1991|8");
}

static void
continued_in_a_header_is_no_difference(void)
{
    g_auto(Part) above = drawn(1, "l72 r172", 1, "Actual|Sum/1990|7");
    g_auto(Part) below = drawn(2, "l72 r172", 1, "Actual\342\200\224Continued|Sum/1991|8");

    expect_joined(&above, &below, "Actual|Sum/1990|7/1991|8");
}

static void
a_header_read_as_more_rows_is_the_same(void)
{
    g_auto(Part) above = drawn(1, "l72 r172 r272", 1, "Year|Sumtotal|Share/1990|7|5");
    g_auto(Part) below = drawn(2, "l72 r172 r272", 2, "|Sum|/Year|total|Share/1991|8|6");

    expect_joined(&above, &below, "Year|Sumtotal|Share/1990|7|5/1991|8|6");
}

static void
rows_that_say_that_it_goes_on_are_dropped(void)
{
    g_auto(Part) above = drawn(1, "l72 r172", 1, "Year|Sum/1990|7/Continued on next page|");
    g_auto(Part) below = drawn(2, "l72 r172", 2, "Table 1 (continued)|/Year|Sum/1991|8");

    expect_joined(&above, &below, "Year|Sum/1990|7/1991|8");
}

static void
a_part_without_a_header_goes_on(void)
{
    g_auto(Part) above = drawn(1, "l72 r172", 1, "Year|Sum/1990|7");
    g_auto(Part) below = drawn(2, "l72 r172", 0, "1991|8/1992|9");

    expect_joined(&above, &below, "Year|Sum/1990|7/1991|8/1992|9");
}

static void
margins_of_left_and_right_pages_do_not_matter(void)
{
    g_auto(Part) above = drawn(1, "l72 r172", 1, "Year|Sum/1990|7");
    g_auto(Part) below = drawn(2, "l108 r208", 0, "1991|8/1992|9");

    expect_joined(&above, &below, "Year|Sum/1990|7/1991|8/1992|9");
}

static void
longer_texts_on_one_page_do_not_matter(void)
{
    g_auto(Part) above = drawn(1, "l72 r240 c300", 1, "Name|Sum|Kind/Ann|7|a/Bob|8|a");
    g_auto(Part) below = drawn(2, "l72 r240 c300", 0, "Wilhelmina|123456789|a long one");

    expect_joined(&above, &below, "Name|Sum|Kind/Ann|7|a/Bob|8|a/Wilhelmina|123456789|a long one");
}

static void
a_column_empty_on_one_page_is_there_all_the_same(void)
{
    g_auto(Part) above =
        drawn(1, "l72 r172 l200 r300", 1, "Name|Sum|Note|Rate/Ann|7|x|5/Bob|8|y|6");
    g_auto(Part) below = drawn(2, "l72 r172 r300", 0, "Cyd|9|7/Dan|1|8");

    expect_joined(&above, &below, "Name|Sum|Note|Rate/Ann|7|x|5/Bob|8|y|6/Cyd|9||7/Dan|1||8");
}

static void
a_column_that_begins_on_the_next_page_is_new(void)
{
    g_auto(Part) above = drawn(1, "l72 r172 r300", 0, "Cyd|9|7/Dan|1|8");
    g_auto(Part) below = drawn(2, "l72 r172 l200 r300", 0, "Ann|7|x|5/Bob|8|y|6");

    expect_joined(&above, &below, "Cyd|9||7/Dan|1||8/Ann|7|x|5/Bob|8|y|6");
}

static void
words_above_numbers_begin_another_table(void)
{
    g_auto(Part) above = drawn(1, "l72 r172", 1, "Year|Sum/1990|7");
    g_auto(Part) below = drawn(2, "l72 r172", 1, "Name|Age/Ann|8/Bob|9");

    expect_apart(&above, &below);
}

static void
bold_type_begins_another_table(void)
{
    g_auto(Part) above = drawn(1, "l72 l172", 1, "*Name|Kind/Ann|a/Bob|b");
    g_auto(Part) below = drawn(2, "l72 l172", 1, "*Place|Look/Oban|x/Wick|y");
    g_auto(Part) plain = drawn(2, "l72 l172", 1, "Cyd|c/Dan|d/Eve|e");

    expect_apart(&above, &below);
    expect_joined(&above, &plain, "Name|Kind/Ann|a/Bob|b/Cyd|c/Dan|d/Eve|e");
}

static void
a_rule_below_the_first_row_begins_another_table(void)
{
    const Ruling rule = { .axis = AXIS_H, .at = ROW + 1, .from = 0, .to = 600, .width = 0.5 };
    g_auto(Part) above = drawn(1, "l72 l172", 1, "Name|Kind/Ann|a/Bob|b");
    g_auto(Part) below = drawn(2, "l72 l172", 1, "Place|Look/Oban|x/Wick|y");

    g_array_append_val(below.page->rulings, rule);
    expect_apart(&above, &below);
}

static void
a_title_of_its_own_begins_another_table(void)
{
    g_auto(Part) above = drawn(1, "l72 r172", 1, "Year|Sum/1990|7");
    g_auto(Part) below = drawn(2, "l72 r172", 0, "Table 2|/1991|8");

    expect_apart(&above, &below);
}

static void
other_columns_begin_another_table(void)
{
    g_auto(Part) above = drawn(1, "l72 r172", 1, "Year|Sum/1990|7");
    g_auto(Part) many = drawn(2, "l72 r172 r200 r220 r240", 0, "1991|8|9|3|4");
    g_auto(Part) moved = drawn(2, "l72 r192", 0, "1991|8");
    g_auto(Part) across = drawn(2, "l72 r172", 0, "1991 and the years after it|8");

    expect_apart(&above, &many);
    expect_apart(&above, &moved);
    expect_apart(&above, &across);
}

static void
tables_of_one_page_stay_apart(void)
{
    g_auto(Part) above = drawn(1, "l72 r172", 1, "Year|Sum/1990|7");
    g_auto(Part) below = drawn(1, "l72 r172", 1, "Year|Sum/1991|8");

    expect_apart(&above, &below);
}

static void
a_warning_on_both_parts_is_said_once(void)
{
    g_auto(Part) above = drawn(1, "l72 r172", 1, "Year|Sum/1990|7");
    g_auto(Part) below = drawn(2, "l72 r172", 1, "Year|Sum/1991|8");

    g_ptr_array_add(above.table->warnings, g_strdup("on both"));
    g_ptr_array_add(below.table->warnings, g_strdup("on both"));
    g_ptr_array_add(below.table->warnings, g_strdup("below"));
    expect_joined(&above, &below, "Year|Sum/1990|7/1991|8");
    g_assert_cmpuint(above.table->warnings->len, ==, 2);
    g_assert_cmpstr(g_ptr_array_index(above.table->warnings, 1), ==, "below");
}

static void
cells_remember_their_page(void)
{
    g_auto(Part) above = drawn(1, "l72 r172", 1, "Year|Sum/1990|7");
    g_auto(Part) below = drawn(2, "l72 r172", 1, "Year|Sum/1991|8");

    expect_joined(&above, &below, "Year|Sum/1990|7/1991|8");
    g_assert_cmpuint(table_cell(above.table, 1, 0)->page, ==, 1);
    g_assert_cmpuint(table_cell(above.table, 2, 0)->page, ==, 2);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define ADD(name) g_test_add_func("/join/" #name, name)
    ADD(a_repeated_header_is_taken_once);
    ADD(continued_in_a_header_is_no_difference);
    ADD(a_header_read_as_more_rows_is_the_same);
    ADD(rows_that_say_that_it_goes_on_are_dropped);
    ADD(a_part_without_a_header_goes_on);
    ADD(margins_of_left_and_right_pages_do_not_matter);
    ADD(longer_texts_on_one_page_do_not_matter);
    ADD(a_column_empty_on_one_page_is_there_all_the_same);
    ADD(a_column_that_begins_on_the_next_page_is_new);
    ADD(words_above_numbers_begin_another_table);
    ADD(bold_type_begins_another_table);
    ADD(a_rule_below_the_first_row_begins_another_table);
    ADD(a_title_of_its_own_begins_another_table);
    ADD(other_columns_begin_another_table);
    ADD(tables_of_one_page_stay_apart);
    ADD(a_warning_on_both_parts_is_said_once);
    ADD(cells_remember_their_page);
    ADD(a_part_on_the_shelf_goes_on);
    return g_test_run();
}
