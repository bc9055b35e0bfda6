/* tests/test-confidence.c - what speaks against a table */
#include "detect/confidence.h"

#include "detect/finder.h"
#include "tests/table_art.h"

/* The first table found on the drawn page. */
static Table *
found_on(const Page *page)
{
    g_autoptr(GPtrArray) tables = finder_tables(page, &(FinderOptions){ .method = FINDER_AUTO });

    g_assert_cmpuint(tables->len, ==, 1);
    return table_copy(g_ptr_array_index(tables, 0));
}

static const char *const picture = "+=========+=======+=======+\n"
                                   "| Island  | Ships | Share |\n"
                                   "+=========+=======+=======+\n"
                                   "| Arnsay  |     7 |  10.5 |\n"
                                   "+=========+=======+=======+\n"
                                   "| Corran  |    12 |  22.0 |\n"
                                   "+=========+=======+=======+\n";

static void
nothing_speaks_against_a_clean_table(void)
{
    g_autoptr(Page) page = table_art_page(picture, NULL);
    g_autoptr(Table) table = found_on(page);

    confidence_settle(page, table);
    g_assert_cmpfloat_with_epsilon(table->confidence, 1, 1e-9);
    g_assert_cmpuint(table->warnings->len, ==, 0);
}

/* What is said of the table when @damage was done to it; it must be trusted less. */
static void
expect_warning(void (*damage)(Page *page, Table *table), const char *expected)
{
    g_autoptr(Page) page = table_art_page(picture, NULL);
    g_autoptr(Table) table = found_on(page);

    damage(page, table);
    confidence_settle(page, table);
    g_assert_cmpfloat(table->confidence, <, 1);
    g_assert_cmpuint(table->warnings->len, >=, 1);
    g_assert_cmpstr(g_ptr_array_index(table->warnings, 0), ==, expected);
}

static Cell *
cell_at(Table *table, guint row, guint col)
{
    for (guint i = 0; i < table->cells->len; i++) {
        Cell *cell = &g_array_index(table->cells, Cell, i);
        if (cell->row == row && cell->col == col)
            return cell;
    }
    g_assert_not_reached();
}

static void
narrow_a_cell(Page *page, Table *table)
{
    (void)page;
    cell_at(table, 1, 0)->bbox.x1 -= 30;
}

static void
take_words_from_a_cell(Page *page, Table *table)
{
    Cell *cell = cell_at(table, 2, 2);

    (void)page;
    g_array_set_size(cell->words, 0);
    g_free(cell->text);
    cell->text = g_strdup("");
}

/* Moves the words and the text of one cell into another. */
static void
pour(Table *table, Cell *from, Cell *into)
{
    g_autofree char *text = g_strjoin(" ", into->text, from->text, NULL);

    (void)table;
    g_free(into->text);
    into->text = g_steal_pointer(&text);
    into->bbox = bbox_union(into->bbox, from->bbox);
    g_array_append_vals(into->words, from->words->data, from->words->len);
    g_array_set_size(from->words, 0);
    g_free(from->text);
    from->text = g_strdup("");
}

static void
join_two_columns(Page *page, Table *table)
{
    (void)page;
    pour(table, cell_at(table, 1, 2), cell_at(table, 1, 1));
}

static void
let_a_rule_run_on(Page *page, Table *table)
{
    (void)table;
    for (guint i = 0; i < page->rulings->len; i++)
        if (g_array_index(page->rulings, Ruling, i).axis == AXIS_H)
            g_array_index(page->rulings, Ruling, i).to += 60;
}

static void
misread_a_number(Page *page, Table *table)
{
    Cell *cell;

    /* Five numbers, one of them with a letter for a digit. */
    (void)page;
    for (guint r = 3; r < 6; r++) {
        cell = table_add_cell(table, r, 1);
        g_free(cell->text);
        cell->text = g_strdup(r == 5 ? "1O" : "10");
        table->rows = r + 1;
    }
}

static void
each_doubt_is_said_in_words(void)
{
    expect_warning(narrow_a_cell, "1 word reaches over a cell edge in column 1");
    expect_warning(take_words_from_a_cell, "1 word inside the table is in no cell");
    expect_warning(join_two_columns, "1 of 2 cells of column 2 look like two cells in one");
    expect_warning(let_a_rule_run_on, "rules go on outside the table");
}

/* The table without rules that the user says stands between two places of @text, in characters
 * and rows; it is settled. */
static void
expect_doubt(const char *text, Bbox place, const char *expected)
{
    g_autoptr(Page) page = table_art_page(text, NULL);
    g_autoptr(GArray) areas = g_array_new(FALSE, FALSE, sizeof(FinderArea));
    const FinderArea area = {
        1, { place.x0 * ART_CHAR, place.y0 * ART_ROW, place.x1 * ART_CHAR, place.y1 * ART_ROW }
    };

    g_array_append_val(areas, area);
    g_autoptr(GPtrArray) tables = finder_tables(page, &(FinderOptions){ .areas = areas });
    g_assert_cmpuint(tables->len, ==, 1);
    Table *table = g_ptr_array_index(tables, 0);
    confidence_settle(page, table);
    const char *said = table->warnings->len > 0 ? g_ptr_array_index(table->warnings, 0) : "";
    g_assert_cmpstr(said, ==, expected);
    if (*expected != '\0')
        g_assert_cmpfloat(table->confidence, <, 1);
}

static void
a_table_cut_off_is_seen_by_what_is_left_outside(void)
{
    const char *rows = "Island     Ships     Share\n"
                       "Arnsay         7      10.5\n"
                       "Corran        12      22.0\n"
                       "Dunmore       31       7.5\n"
                       "Ellary         4      60.0\n"
                       "Fenwick        4      60.0\n";

    expect_doubt(rows, (Bbox){ 0, 0, 30, 6 }, "");
    expect_doubt(rows, (Bbox){ 0, 0, 30, 4 },
                 "a line right outside the table falls into its columns");
    expect_doubt("Arnsay       7    10.5 x\n"
                 "Corran      12    22.0 y\n"
                 "Dunmore     31     7.5 z\n"
                 "Ellary       4    60.0 z\n",
                 (Bbox){ 0, 0, 22.5, 4 }, "words stand right beside the table");
}

static void
a_label_wider_than_its_column_is_no_reason_to_doubt(void)
{
    expect_doubt("Island       Ships of all sorts   Share\n"
                 "===================================\n"
                 "Arnsay               7         10.5\n"
                 "Corran              12         22.0\n"
                 "Dunmore             31          7.5\n"
                 "Ellary               4         60.0\n",
                 (Bbox){ 0, 0, 40, 6 }, "");
}

static void
a_word_among_numbers_is_said(void)
{
    g_autoptr(Page) page = table_art_page(picture, NULL);
    g_autoptr(Table) table = found_on(page);

    misread_a_number(page, table);
    confidence_settle(page, table);
    g_assert_cmpstr(g_ptr_array_index(table->warnings, 0), ==,
                    "1 of 5 cells of column 2 are not of its kind (number)");
}

static void
a_broken_table_is_trusted_less_than_a_whole_one(void)
{
    g_autoptr(Page) page = table_art_page(picture, NULL);
    g_autoptr(Table) table = found_on(page);

    join_two_columns(page, table);
    confidence_settle(page, table);
    const double once = table->confidence;
    pour(table, cell_at(table, 2, 2), cell_at(table, 2, 1));
    confidence_settle(page, table);
    g_assert_cmpfloat(table->confidence, <, once);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define RULE(f) g_test_add_func("/confidence/" #f, f)
    RULE(nothing_speaks_against_a_clean_table);
    RULE(each_doubt_is_said_in_words);
    RULE(a_table_cut_off_is_seen_by_what_is_left_outside);
    RULE(a_label_wider_than_its_column_is_no_reason_to_doubt);
    RULE(a_word_among_numbers_is_said);
    RULE(a_broken_table_is_trusted_less_than_a_whole_one);
    return g_test_run();
}
