/* tests/test-join.c - tables that go on over pages */
#include "detect/join.h"

#include <string.h>

/* Rows apart by '/', cells by '|'; columns are 50 points wide. */
static Table *
drawn(guint page, double x0, guint header_rows, const char *text)
{
    g_auto(GStrv) rows = g_strsplit(text, "/", -1);
    Table *table = table_new(page, (Bbox){ x0, 0, x0 + 100, 100 }, TABLE_STREAM);

    for (guint r = 0; rows[r] != NULL; r++) {
        g_auto(GStrv) cells = g_strsplit(rows[r], "|", -1);
        for (guint c = 0; cells[c] != NULL; c++) {
            Cell *cell = table_add_cell(table, r, c);
            g_free(cell->text);
            cell->text = g_strdup(cells[c]);
            table->cols = MAX(table->cols, c + 1);
        }
        table->rows = r + 1;
    }
    for (guint c = 0; c <= table->cols; c++) {
        const double x = x0 + 50 * c;
        g_array_append_val(table->xs, x);
    }
    table->header_rows = header_rows;
    return table;
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

static void
expect_joined(const Table *above, const Table *below, const char *expected)
{
    g_assert_true(join_continues(above, below));
    g_autoptr(Table) joined = join_pair(above, below);
    g_autofree char *text = written(joined);
    g_assert_cmpstr(text, ==, expected);
    g_assert_cmpuint(joined->parts->len, ==, 2);
}

static void
a_repeated_header_is_taken_once(void)
{
    g_autoptr(Table) above = drawn(1, 72, 1, "Year|Sum/1990|7");
    g_autoptr(Table) below = drawn(2, 72, 1, "Year|Sum/1991|8");

    expect_joined(above, below, "Year|Sum/1990|7/1991|8");
}

static void
continued_in_a_header_is_no_difference(void)
{
    g_autoptr(Table) above = drawn(1, 72, 1, "Actual|Sum/1990|7");
    g_autoptr(Table) below = drawn(2, 72, 1, "Actual\342\200\224Continued|Sum/1991|8");

    expect_joined(above, below, "Actual|Sum/1990|7/1991|8");
}

static void
a_part_without_a_header_goes_on(void)
{
    g_autoptr(Table) above = drawn(1, 72, 1, "Year|Sum/1990|7");
    g_autoptr(Table) below = drawn(2, 72, 0, "1991|8/1992|9");

    expect_joined(above, below, "Year|Sum/1990|7/1991|8/1992|9");
}

static void
margins_of_left_and_right_pages_do_not_matter(void)
{
    g_autoptr(Table) above = drawn(1, 72, 1, "Year|Sum/1990|7");
    g_autoptr(Table) below = drawn(2, 90, 0, "1991|8");

    expect_joined(above, below, "Year|Sum/1990|7/1991|8");
}

static void
another_header_begins_another_table(void)
{
    g_autoptr(Table) above = drawn(1, 72, 1, "Year|Sum/1990|7");
    g_autoptr(Table) below = drawn(2, 72, 1, "Name|Age/Ann|8");

    g_assert_false(join_continues(above, below));
}

static void
other_columns_begin_another_table(void)
{
    g_autoptr(Table) above = drawn(1, 72, 1, "Year|Sum/1990|7");
    g_autoptr(Table) three = drawn(2, 72, 0, "1991|8|9");
    g_autoptr(Table) moved = drawn(2, 72, 0, "1991|8");
    g_array_index(moved->xs, double, 1) += 20;

    g_assert_false(join_continues(above, three));
    g_assert_false(join_continues(above, moved));
}

static void
tables_of_one_page_stay_apart(void)
{
    g_autoptr(Table) above = drawn(1, 72, 1, "Year|Sum/1990|7");
    g_autoptr(Table) below = drawn(1, 72, 1, "Year|Sum/1991|8");

    g_assert_false(join_continues(above, below));
}

static void
a_warning_on_both_parts_is_said_once(void)
{
    g_autoptr(Table) above = drawn(1, 72, 1, "Year|Sum/1990|7");
    g_autoptr(Table) below = drawn(2, 72, 1, "Year|Sum/1991|8");

    g_ptr_array_add(above->warnings, g_strdup("on both"));
    g_ptr_array_add(below->warnings, g_strdup("on both"));
    g_ptr_array_add(below->warnings, g_strdup("below"));
    g_autoptr(Table) joined = join_pair(above, below);
    g_assert_cmpuint(joined->warnings->len, ==, 2);
    g_assert_cmpstr(g_ptr_array_index(joined->warnings, 1), ==, "below");
}

static void
cells_remember_their_page(void)
{
    g_autoptr(Table) above = drawn(1, 72, 1, "Year|Sum/1990|7");
    g_autoptr(Table) below = drawn(2, 72, 1, "Year|Sum/1991|8");
    g_autoptr(Table) joined = join_pair(above, below);

    g_assert_cmpuint(table_cell(joined, 1, 0)->page, ==, 1);
    g_assert_cmpuint(table_cell(joined, 2, 0)->page, ==, 2);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define ADD(name) g_test_add_func("/join/" #name, name)
    ADD(a_repeated_header_is_taken_once);
    ADD(continued_in_a_header_is_no_difference);
    ADD(a_part_without_a_header_goes_on);
    ADD(margins_of_left_and_right_pages_do_not_matter);
    ADD(another_header_begins_another_table);
    ADD(other_columns_begin_another_table);
    ADD(tables_of_one_page_stay_apart);
    ADD(a_warning_on_both_parts_is_said_once);
    ADD(cells_remember_their_page);
    return g_test_run();
}
