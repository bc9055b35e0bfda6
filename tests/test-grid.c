/* tests/test-grid.c - ruled tables: cells, spans, rows without rules */
#include "detect/grid.h"
#include "detect/lattice.h"
#include "detect/strip.h"

#include "tests/word_art.h"

static Table *
drawn(Page *page)
{
    g_autoptr(GPtrArray) lattices = lattice_find(page);
    const Bbox all = { 0, 0, page->width, page->height };
    g_autoptr(GArray) words = strip_words(page, all);

    g_assert_cmpuint(lattices->len, ==, 1);
    Table *table = grid_table(page, g_ptr_array_index(lattices, 0), words);
    lattice_free(g_ptr_array_steal_index(lattices, 0));
    return table;
}

static void
expect(const char *picture, const char *expected)
{
    g_autoptr(Page) page = word_art_page(picture, NULL);
    g_autoptr(Table) table = drawn(page);
    g_autofree char *text = word_art_table(table);

    g_assert_cmpstr(text, ==, expected);
}

static void
each_word_is_in_the_cell_around_it(void)
{
    expect("+--------+-------+\n"
           "| Year   | Sum   |\n"
           "+--------+-------+\n"
           "| 1990   | 7     |\n"
           "+--------+-------+\n",
           "Year | Sum\n1990 | 7\n");
}

static void
cells_span_where_walls_are_missing(void)
{
    expect("+--------+---------------+\n"
           "| Year   |      Sum      |\n"
           "|        +-------+-------+\n"
           "|        | Men   | Women |\n"
           "+--------+-------+-------+\n"
           "| 1990   | 7     | 8     |\n"
           "+--------+-------+-------+\n",
           "Year<2x1> | Sum<1x2>\nMen | Women\n1990 | 7 | 8\n");
}

static void
lines_of_a_cell_are_one_text(void)
{
    expect("+----------------+-------+\n"
           "| Turned on for  | yes   |\n"
           "| the first time |       |\n"
           "+----------------+-------+\n"
           "| Turned off     | no    |\n"
           "+----------------+-------+\n",
           "Turned on for the first time | yes\nTurned off | no\n");
}

static void
lines_of_numbers_are_rows_without_rules(void)
{
    expect("+---------+------+-------+\n"
           "| Country | Sum  | Share |\n"
           "+---------+------+-------+\n"
           "| Austria | 26.9 |   8.1 |\n"
           "| Belgium | 25.6 |  10.1 |\n"
           "| Denmark | 20.6 |   5.1 |\n"
           "+---------+------+-------+\n",
           "Country | Sum | Share\n"
           "Austria | 26.9 | 8.1\n"
           "Belgium | 25.6 | 10.1\n"
           "Denmark | 20.6 | 5.1\n");
}

static void
numbers_below_each_other_are_rows_though_some_are_missing(void)
{
    expect("+------------------+------+--------+------------------+\n"
           "| Country          | 1995 |   1992 | Retailers        |\n"
           "+------------------+------+--------+------------------+\n"
           "| Austria          |   29 |     25 | Tesco, Safeway   |\n"
           "|                  |      |        | and others       |\n"
           "| Belgium          |   22 |        |                  |\n"
           "| Luxembourg and   |      |        |                  |\n"
           "| its neighbours   |   20 |     11 |                  |\n"
           "| Greece           |    3 |        |                  |\n"
           "+------------------+------+--------+------------------+\n",
           "Country | 1995 | 1992 | Retailers\n"
           "Austria | 29 | 25 | Tesco, Safeway and others\n"
           "Belgium | 22 |  | \n"
           "Luxembourg and its neighbours | 20 | 11 | \n"
           "Greece | 3 |  | \n");
}

static void
text_apart_is_in_cells_apart_though_no_wall_is_drawn(void)
{
    /* Walls in the header only. */
    expect("+--------+-------+-------+\n"
           "| Year   | Men   | Women |\n"
           "+--------+-------+-------+\n"
           "| 1990     7       8     |\n"
           "+------------------------+\n"
           "| 1991     9       5     |\n"
           "+------------------------+\n",
           "Year | Men | Women\n1990 | 7 | 8\n1991 | 9 | 5\n");
}

static void
a_title_and_notes_in_the_box_are_no_rows(void)
{
    expect("+-----------------------------+\n"
           "|  Table 7. What they counted |\n"
           "+--------------+--------------+\n"
           "| Year         | Sum          |\n"
           "+--------------+--------------+\n"
           "| 1990         | 7            |\n"
           "+--------------+--------------+\n"
           "| Note: they did not count    |\n"
           "| those that were not there   |\n"
           "| when the others counted     |\n"
           "+-----------------------------+\n",
           "Year | Sum\n1990 | 7\n");
}

static void
empty_rows_at_the_edges_are_dropped(void)
{
    expect("+--------+-------+\n"
           "| Year   | Sum   |\n"
           "+--------+-------+\n"
           "| 1990   | 7     |\n"
           "+--------+-------+\n"
           "|        |       |\n"
           "+--------+-------+\n",
           "Year | Sum\n1990 | 7\n");
}

static void
empty_rows_inside_stay(void)
{
    expect("+--------+-------+\n"
           "| Year   | Sum   |\n"
           "+--------+-------+\n"
           "|        |       |\n"
           "+--------+-------+\n"
           "| 1990   | 7     |\n"
           "+--------+-------+\n",
           "Year | Sum\n | \n1990 | 7\n");
}

static void
turned_labels_are_read_along_their_lines(void)
{
    g_autoptr(Page) page = word_art_page("+--------+-------+\n"
                                         "|        | Sum   |\n"
                                         "| y      |       |\n"
                                         "| x      |       |\n"
                                         "+--------+-------+\n"
                                         "| 1990   | 7     |\n"
                                         "+--------+-------+\n",
                                         NULL);
    /* Bottom to top: the lower word is the first. */
    for (guint i = 0; i < page->words->len; i++) {
        Word *word = &g_array_index(page->words, Word, i);
        if (strlen(word->text) == 1 && *word->text >= 'x')
            word->rotation = 270;
    }
    g_autoptr(GPtrArray) lattices = lattice_find(page);
    g_autoptr(GArray) words = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint i = 0; i < page->words->len; i++)
        g_array_append_val(words, i);
    g_autoptr(Table) table = grid_table(page, g_ptr_array_index(lattices, 0), words);
    lattice_free(g_ptr_array_steal_index(lattices, 0));

    g_assert_cmpstr(table_cell(table, 0, 0)->text, ==, "x y");
}

static void
a_grid_without_words_is_no_table(void)
{
    g_autoptr(Page) page = page_new(1, 612, 792);
    const double edges[] = { 0, 50, 100 };
    g_autoptr(Lattice) lattice = lattice_new(edges, 3, edges, 3);
    g_autoptr(GArray) words = g_array_new(FALSE, FALSE, sizeof(guint));

    g_assert_null(grid_table(page, lattice, words));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define ADD(name) g_test_add_func("/grid/" #name, name)
    ADD(each_word_is_in_the_cell_around_it);
    ADD(cells_span_where_walls_are_missing);
    ADD(lines_of_a_cell_are_one_text);
    ADD(lines_of_numbers_are_rows_without_rules);
    ADD(numbers_below_each_other_are_rows_though_some_are_missing);
    ADD(text_apart_is_in_cells_apart_though_no_wall_is_drawn);
    ADD(a_title_and_notes_in_the_box_are_no_rows);
    ADD(empty_rows_at_the_edges_are_dropped);
    ADD(empty_rows_inside_stay);
    ADD(turned_labels_are_read_along_their_lines);
    ADD(a_grid_without_words_is_no_table);
    return g_test_run();
}
