/* tests/test-finder.c - what is a table, and what is in it
 *
 * Each picture is a page; below it stands what is found on it. tests/table_art.h
 * says how both are drawn.
 */
#include "detect/finder.h"

#include "tests/table_art.h"

static void
expect(const char *picture, const char *expected)
{
    g_autoptr(Page) page = table_art_page(picture, NULL);
    g_autoptr(GPtrArray) tables = finder_tables(page, &(FinderOptions){ .method = FINDER_AUTO });
    g_autofree char *text = table_art_text(tables);

    g_assert_cmpstr(text, ==, expected);
}

static void
a_grid_is_a_table(void)
{
    expect("+========+=======+=======+\n"
           "| Island | Ships |  Crew |\n"
           "+========+=======+=======+\n"
           "| Arnsay |     7 | 1,204 |\n"
           "+========+=======+=======+\n"
           "| Corran |       |   986 |\n"
           "+========+=======+=======+\n",
           "Island | Ships | Crew\n"
           "Arnsay | 7 | 1,204\n"
           "Corran | . | 986\n");
}

static void
a_missing_wall_merges_cells(void)
{
    expect("+========+===============+\n"
           "| Island |     Ships     |\n"
           "|        +=======+=======+\n"
           "|        |  2019 |  2020 |\n"
           "+========+=======+=======+\n"
           "| Arnsay |     7 |     9 |\n"
           "+========+=======+=======+\n",
           "Island | Ships | <\n"
           "^ | 2019 | 2020\n"
           "Arnsay | 7 | 9\n");
}

static void
numbers_in_columns_are_a_table_without_a_rule(void)
{
    expect("Island       Ships     Crew\n"
           "\n"
           "Arnsay           7    1,204\n"
           "Bellholm        12      986\n"
           "Corran           3       75\n",
           "Island | Ships | Crew\n"
           "Arnsay | 7 | 1,204\n"
           "Bellholm | 12 | 986\n"
           "Corran | 3 | 75\n");
}

static void
three_level_rules_frame_a_table(void)
{
    expect("Table 4. Ships of the islands\n"
           "\n"
           "============================\n"
           "Island       Port     Master\n"
           "============================\n"
           "Arnsay       Hythe    Brown\n"
           "Bellholm     Skerry   Smith\n"
           "Corran       Tarn     Miller\n"
           "============================\n",
           "Island | Port | Master\n"
           "Arnsay | Hythe | Brown\n"
           "Bellholm | Skerry | Smith\n"
           "Corran | Tarn | Miller\n");
}

static void
two_grids_side_by_side_are_two_tables(void)
{
    expect("+========+=====+       +========+=====+\n"
           "| Island | Sum |       | Port   | Sum |\n"
           "+========+=====+       +========+=====+\n"
           "| Arnsay |   7 |       | Hythe  |   4 |\n"
           "+========+=====+       +========+=====+\n"
           "| Corran |   9 |       | Tarn   |   2 |\n"
           "+========+=====+       +========+=====+\n",
           "Island | Sum\n"
           "Arnsay | 7\n"
           "Corran | 9\n"
           "\n"
           "Port | Sum\n"
           "Hythe | 4\n"
           "Tarn | 2\n");
}

static void
several_tables_stand_on_a_page(void)
{
    expect("Table 1. Ships of the islands in the year before the last one\n"
           "\n"
           "Island       Ships     Crew\n"
           "===========================\n"
           "Arnsay           7    1,204\n"
           "Bellholm        12      986\n"
           "Corran           3       75\n"
           "===========================\n"
           "\n"
           "Between the two tables stands a paragraph of the text, which says\n"
           "what is to be seen in them, and goes on for more than one line so\n"
           "that nobody could take it for a title of the table that follows.\n"
           "\n"
           "Table 2. Houses\n"
           "\n"
           "Island        1990     2000     2010\n"
           "====================================\n"
           "Arnsay         310      305      298\n"
           "Bellholm       122      131      140\n"
           "Corran          75       76       71\n"
           "====================================\n",
           "Island | Ships | Crew\n"
           "Arnsay | 7 | 1,204\n"
           "Bellholm | 12 | 986\n"
           "Corran | 3 | 75\n"
           "\n"
           "Island | 1990 | 2000 | 2010\n"
           "Arnsay | 310 | 305 | 298\n"
           "Bellholm | 122 | 131 | 140\n"
           "Corran | 75 | 76 | 71\n");
}

static void
a_table_may_keep_to_one_column_of_the_page(void)
{
    expect("the left column of the page is text    and the right column begins with\n"
           "in lines of one length that go on and  a line or two of text as well, then\n"
           "on down to its end, and say not much   there is a table in it:\n"
           "at all, as only their form matters\n"
           "here and they are no part of what      Island     Ships    Crew\n"
           "stands beside them, whatever rows of   ==========================\n"
           "numbers there may be on the same       Arnsay         7   1,204\n"
           "heights of the page, since white runs  Bellholm      12     986\n"
           "down between the two from the top of   Corran         3      75\n"
           "the page to its foot without a break   ==========================\n"
           "and both columns are of one width,\n"
           "as in any journal that is printed in   after which the text goes on again,\n"
           "two columns, and read one by one.      to the end of the page.\n",
           "Island | Ships | Crew\n"
           "Arnsay | 7 | 1,204\n"
           "Bellholm | 12 | 986\n"
           "Corran | 3 | 75\n");
}

static void
section_rows_are_rows_of_one_cell(void)
{
    expect("Island       Ships     Crew\n"
           "===========================\n"
           "North\n"
           "  Arnsay         7    1,204\n"
           "  Bellholm      12      986\n"
           "South\n"
           "  Corran         3       75\n"
           "  Dunlie         8      110\n"
           "===========================\n",
           "Island | Ships | Crew\n"
           "North | . | .\n"
           "Arnsay | 7 | 1,204\n"
           "Bellholm | 12 | 986\n"
           "South | . | .\n"
           "Corran | 3 | 75\n"
           "Dunlie | 8 | 110\n");
}

static void
labels_over_groups_of_columns_span_them(void)
{
    expect("====================================\n"
           "               Men         Women\n"
           "           ===========  ===========\n"
           "Island      2019  2020   2019  2020\n"
           "====================================\n"
           "Arnsay        31    30     28    33\n"
           "Bellholm      12    13     14    15\n"
           "Corran         7     8      6     9\n"
           "====================================\n",
           "Island | Men | < | Women | <\n"
           "^ | 2019 | 2020 | 2019 | 2020\n"
           "Arnsay | 31 | 30 | 28 | 33\n"
           "Bellholm | 12 | 13 | 14 | 15\n"
           "Corran | 7 | 8 | 6 | 9\n");
}

static void
stacked_labels_are_one_cell(void)
{
    expect("===============================\n"
           "            Share of\n"
           "            houses     Number\n"
           "            with       of\n"
           "Island      water      wells\n"
           "===============================\n"
           "Arnsay        31.5        30\n"
           "Bellholm      12.0        13\n"
           "Corran         7.5         8\n"
           "===============================\n",
           "Island | Share of houses with water | Number of wells\n"
           "Arnsay | 31.5 | 30\n"
           "Bellholm | 12.0 | 13\n"
           "Corran | 7.5 | 8\n");
}

static void
a_row_heading_may_span_rows(void)
{
    expect("+========+========+=======+\n"
           "| Island | Season | Ships |\n"
           "+========+========+=======+\n"
           "| Arnsay | summer |    12 |\n"
           "|        +========+=======+\n"
           "|        | winter |     7 |\n"
           "+========+========+=======+\n"
           "| Corran | summer |     9 |\n"
           "|        +========+=======+\n"
           "|        | winter |     3 |\n"
           "+========+========+=======+\n",
           "Island | Season | Ships\n"
           "Arnsay | summer | 12\n"
           "^ | winter | 7\n"
           "Corran | summer | 9\n"
           "^ | winter | 3\n");
}

static void
wrapped_cells_are_one_row(void)
{
    expect("=======================================\n"
           "Item                  1990        2000\n"
           "=======================================\n"
           "Repairs to the\n"
           "  northern pier        310         298\n"
           "Oil                    122         140\n"
           "Wages of the crews\n"
           "  and of pilots         75          71\n"
           "=======================================\n",
           "Item | 1990 | 2000\n"
           "Repairs to the northern pier | 310 | 298\n"
           "Oil | 122 | 140\n"
           "Wages of the crews and of pilots | 75 | 71\n");
}

static void
signs_of_money_belong_to_their_numbers(void)
{
    expect("Item              1990          2000\n"
           "====================================\n"
           "Wages        $   1,310     $   1,298\n"
           "Oil                122           140\n"
           "Repairs             75            71\n"
           "====================================\n"
           "All          $   1,507     $   1,509\n"
           "====================================\n",
           "Item | 1990 | 2000\n"
           "Wages | $ 1,310 | $ 1,298\n"
           "Oil | 122 | 140\n"
           "Repairs | 75 | 71\n"
           "All | $ 1,507 | $ 1,509\n");
}

static void
dot_leaders_are_left_out(void)
{
    expect("Item                  1990      2000\n"
           "\n"
           "Wages . . . . . .    1,310     1,298\n"
           "Oil . . . . . . .      122       140\n"
           "Repairs . . . . .       75        71\n"
           "All . . . . . . .    1,507     1,509\n",
           "Item | 1990 | 2000\n"
           "Wages | 1,310 | 1,298\n"
           "Oil | 122 | 140\n"
           "Repairs | 75 | 71\n"
           "All | 1,507 | 1,509\n");
}

static void
rules_may_be_typed(void)
{
    expect("------------------------------------\n"
           "Item                  1990      2000\n"
           "------------------------------------\n"
           "Wages                1,310     1,298\n"
           "Oil                    122       140\n"
           "Repairs                 75        71\n"
           "------------------------------------\n"
           "All                  1,507     1,509\n"
           "------------------------------------\n",
           "Item | 1990 | 2000\n"
           "Wages | 1,310 | 1,298\n"
           "Oil | 122 | 140\n"
           "Repairs | 75 | 71\n"
           "All | 1,507 | 1,509\n");
}

static void
signs_for_nothing_and_indian_groups_are_values(void)
{
    expect("State          Rupees        Share\n"
           "\n"
           "Kerala    1,98,00,000         12.5\n"
           "Goa               ...          -\n"
           "Assam       45,00,000          2.8\n"
           "Bihar     3,10,00,000         19.6\n",
           "State | Rupees | Share\n"
           "Kerala | 1,98,00,000 | 12.5\n"
           "Goa | ... | -\n"
           "Assam | 45,00,000 | 2.8\n"
           "Bihar | 3,10,00,000 | 19.6\n");
}

static void
notes_and_titles_are_left_out(void)
{
    expect("Table 7. Ships and crews of the islands, by island, 1990\n"
           "\n"
           "==============================\n"
           "Island        Ships       Crew\n"
           "==============================\n"
           "Arnsay            7      1,204\n"
           "Bellholm         12        986\n"
           "Corran            3         75\n"
           "==============================\n"
           "Note: crews are those of the summer.\n"
           "Source: Harbour office, 1991.\n",
           "Island | Ships | Crew\n"
           "Arnsay | 7 | 1,204\n"
           "Bellholm | 12 | 986\n"
           "Corran | 3 | 75\n");
}

static void
a_box_around_a_table_is_not_its_grid(void)
{
    expect("+=================================+\n"
           "| Island       Ships      Crew    |\n"
           "| Arnsay           7     1,204    |\n"
           "| Bellholm        12       986    |\n"
           "| Corran           3        75    |\n"
           "| Dunlie          41     3,310    |\n"
           "+=================================+\n",
           "Island | Ships | Crew\n"
           "Arnsay | 7 | 1,204\n"
           "Bellholm | 12 | 986\n"
           "Corran | 3 | 75\n"
           "Dunlie | 41 | 3,310\n");
}

static void
row_headings_stand_once_over_their_rows(void)
{
    expect("======================================\n"
           "Island     Season    Ships       Crew\n"
           "======================================\n"
           "Arnsay     summer       12      1,204\n"
           "           winter        7        310\n"
           "Bellholm   summer        9        986\n"
           "           winter        3         75\n"
           "======================================\n",
           "Island | Season | Ships | Crew\n"
           "Arnsay | summer | 12 | 1,204\n"
           ". | winter | 7 | 310\n"
           "Bellholm | summer | 9 | 986\n"
           ". | winter | 3 | 75\n");
}

static void
words_and_numbers_of_one_column_stay_together(void)
{
    expect("Island        Ships        Founded\n"
           "==================================\n"
           "Arnsay        12              1790\n"
           "Bellholm      none            1812\n"
           "Corran         3           unknown\n"
           "Dunlie        41              1834\n"
           "==================================\n",
           "Island | Ships | Founded\n"
           "Arnsay | 12 | 1790\n"
           "Bellholm | none | 1812\n"
           "Corran | 3 | unknown\n"
           "Dunlie | 41 | 1834\n");
}

static void
minus_signs_belong_to_their_numbers(void)
{
    expect("Item          1990       2000\n"
           "=============================\n"
           "Wages        - 310        298\n"
           "Oil            122      - 140\n"
           "Repairs      -  75         71\n"
           "All          - 263        229\n"
           "=============================\n",
           "Item | 1990 | 2000\n"
           "Wages | - 310 | 298\n"
           "Oil | 122 | - 140\n"
           "Repairs | - 75 | 71\n"
           "All | - 263 | 229\n");
}

static void
marks_of_notes_stay_with_their_numbers(void)
{
    expect("Item          1990       2000\n"
           "===============================\n"
           "Wages          310 a      298\n"
           "Oil            122        140 b\n"
           "Repairs         75         71\n"
           "All            507        509\n"
           "===============================\n",
           "Item | 1990 | 2000\n"
           "Wages | 310 a | 298\n"
           "Oil | 122 | 140 b\n"
           "Repairs | 75 | 71\n"
           "All | 507 | 509\n");
}

static void
empty_cells_keep_their_place(void)
{
    expect("Island       1990     2000     2010\n"
           "===================================\n"
           "Arnsay        310               298\n"
           "Bellholm               131      140\n"
           "Corran         75       76\n"
           "Dunlie         12       14       15\n"
           "===================================\n",
           "Island | 1990 | 2000 | 2010\n"
           "Arnsay | 310 | . | 298\n"
           "Bellholm | . | 131 | 140\n"
           "Corran | 75 | 76 | .\n"
           "Dunlie | 12 | 14 | 15\n");
}

static void
widely_spaced_lines_below_a_table_are_text(void)
{
    expect("Island        1990    2000\n"
           "Arnsay         310     298\n"
           "Bellholm       127     131\n"
           "Corran          75      76\n"
           "\n"
           "About     all    that     is\n"
           "known of the islands is what\n"
           "those who lived on them have\n"
           "told.\n",
           "Island | 1990 | 2000\n"
           "Arnsay | 310 | 298\n"
           "Bellholm | 127 | 131\n"
           "Corran | 75 | 76\n");
}

/* Paints a band behind each row of @picture that begins and ends with '~': its edges are rules of
 * the page. */
static Page *
banded_page(const char *picture)
{
    g_autofree char *bare = g_strdelimit(g_strdup(picture), "~", ' ');
    g_auto(GStrv) rows = g_strsplit(picture, "\n", -1);
    Page *page = table_art_page(bare, NULL);

    for (guint y = 0; rows[y] != NULL; y++) {
        const Fill band = { { 0, y * ART_ROW, strlen(rows[y]) * ART_CHAR, (y + 1) * ART_ROW },
                            0xdddddd };
        if (rows[y][0] != '~')
            continue;
        g_array_append_val(page->fills, band);
        table_art_rule(page, AXIS_H, band.bbox.y0, band.bbox.x0, band.bbox.x1);
        table_art_rule(page, AXIS_H, band.bbox.y1, band.bbox.x0, band.bbox.x1);
        table_art_rule(page, AXIS_V, band.bbox.x0, band.bbox.y0, band.bbox.y1);
        table_art_rule(page, AXIS_V, band.bbox.x1, band.bbox.y0, band.bbox.y1);
    }
    g_ptr_array_unref(page->lattices);
    page->lattices = lattice_find(page);
    return page;
}

static void
bands_are_rows_of_one_table(void)
{
    g_autoptr(Page) page = banded_page("  Table 5. What each island has, by kind\n"
                                       "\n"
                                       "                   Ships at   Men in\n"
                                       "  Island            sea        port  \n"
                                       "~ Arnsay            Heron      Brown ~\n"
                                       "  Bellholm          Gannet     Smith  \n"
                                       "~ Corran            Plover     Miller~\n"
                                       "  Dunlie            Petrel     Potter \n");
    g_autoptr(GPtrArray) tables = finder_tables(page, &(FinderOptions){ .method = FINDER_AUTO });
    g_autofree char *text = table_art_text(tables);

    g_assert_cmpstr(text, ==,
                    "Island | Ships at sea | Men in port\n"
                    "Arnsay | Heron | Brown\n"
                    "Bellholm | Gannet | Smith\n"
                    "Corran | Plover | Miller\n"
                    "Dunlie | Petrel | Potter\n");
}

static void
upright_rules_part_columns_of_words(void)
{
    expect("Island   |  Ship    |  Master of it, and of no other\n"
           "Arnsay   |  Heron   |  Brown, as long as anyone knew\n"
           "Bellholm |  Gannet  |  Smith, since the year of the ice\n",
           "Island | Ship | Master of it, and of no other\n"
           "Arnsay | Heron | Brown, as long as anyone knew\n"
           "Bellholm | Gannet | Smith, since the year of the ice\n");
}

static void
labels_far_from_their_figures_belong_to_them(void)
{
    expect("Arnsay and the skerries                           1,310,200   1,204,117\n"
           "Bellholm and what is near                         1,175,300   4,986,230\n"
           "Corran without the rock                           2,140,400   1,975,004\n"
           "Dunlie and the old pier                           7,112,500   1,731,116\n"
           "Errol in the last war                             1,109,600   1,417,800\n",
           "Arnsay and the skerries | 1,310,200 | 1,204,117\n"
           "Bellholm and what is near | 1,175,300 | 4,986,230\n"
           "Corran without the rock | 2,140,400 | 1,975,004\n"
           "Dunlie and the old pier | 7,112,500 | 1,731,116\n"
           "Errol in the last war | 1,109,600 | 1,417,800\n");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define RULE(f) g_test_add_func("/finder/" #f, f)
    RULE(a_grid_is_a_table);
    RULE(a_missing_wall_merges_cells);
    RULE(numbers_in_columns_are_a_table_without_a_rule);
    RULE(three_level_rules_frame_a_table);
    RULE(two_grids_side_by_side_are_two_tables);
    RULE(several_tables_stand_on_a_page);
    RULE(a_table_may_keep_to_one_column_of_the_page);
    RULE(section_rows_are_rows_of_one_cell);
    RULE(labels_over_groups_of_columns_span_them);
    RULE(stacked_labels_are_one_cell);
    RULE(a_row_heading_may_span_rows);
    RULE(wrapped_cells_are_one_row);
    RULE(signs_of_money_belong_to_their_numbers);
    RULE(dot_leaders_are_left_out);
    RULE(rules_may_be_typed);
    RULE(signs_for_nothing_and_indian_groups_are_values);
    RULE(notes_and_titles_are_left_out);
    RULE(widely_spaced_lines_below_a_table_are_text);
    RULE(bands_are_rows_of_one_table);
    RULE(upright_rules_part_columns_of_words);
    RULE(labels_far_from_their_figures_belong_to_them);
    RULE(a_box_around_a_table_is_not_its_grid);
    RULE(row_headings_stand_once_over_their_rows);
    RULE(words_and_numbers_of_one_column_stay_together);
    RULE(minus_signs_belong_to_their_numbers);
    RULE(marks_of_notes_stay_with_their_numbers);
    RULE(empty_cells_keep_their_place);
    return g_test_run();
}
