/* tests/test-region.c - where a table ends, and what the user may ask for */
#include "detect/finder.h"
#include "detect/lattice.h"

#include "tests/word_art.h"

/* Each table as word_art_table() writes it, an empty line between two. */
static char *
found(Page *page, const FinderOptions *options)
{
    GString *text = g_string_new(NULL);
    g_autoptr(GPtrArray) tables = NULL;

    g_ptr_array_unref(page->lattices);
    page->lattices = lattice_find(page);
    tables = finder_tables(page, options);
    for (guint i = 0; i < tables->len; i++) {
        g_autofree char *table = word_art_table(g_ptr_array_index(tables, i));
        g_string_append_printf(text, "%s%s", i > 0 ? "\n" : "", table);
    }
    return g_string_free(text, FALSE);
}

static void
expect(const char *picture, const char *styles, const char *expected)
{
    const FinderOptions automatic = { .method = FINDER_AUTO };
    g_autoptr(Page) page = word_art_page(picture, styles);
    g_autofree char *text = found(page, &automatic);

    g_assert_cmpstr(text, ==, expected);
}

static void
the_rule_of_a_running_head_frames_nothing(void)
{
    expect("Annual Report                                      May 1995\n"
           "-----------------------------------------------------------\n"
           "In this chapter we say what was done in the year and who it\n"
           "was done by, what it cost, and what is left for others that\n"
           "come behind us to do in the years that are still before us.\n"
           "-----------------------------------------------------------\n"
           "Page 7                                              Sum 95\n",
           NULL, "");
}

static void
labels_left_of_a_grid_are_its_first_column(void)
{
    expect("         +-------+-------+\n"
           "         | Sum   | Share |\n"
           "         +-------+-------+\n"
           "Salt     | 12    | 1     |\n"
           "         +-------+-------+\n"
           "Rice     | 7     | 2     |\n"
           "         +-------+-------+\n"
           "Corn     | 210   | 3     |\n"
           "         +-------+-------+\n",
           NULL, " | Sum | Share\nSalt | 12 | 1\nRice | 7 | 2\nCorn | 210 | 3\n");
}

static void
a_row_below_the_last_rule_belongs_to_the_table(void)
{
    expect("--------------------------------\n"
           "Group       Teachers     Pupils\n"
           "--------------------------------\n"
           "Town              12          7\n"
           "Country           14          9\n"
           "--------------------------------\n"
           "Total             26         16\n",
           NULL, "Group | Teachers | Pupils\nTown | 12 | 7\nCountry | 14 | 9\nTotal | 26 | 16\n");
}

static void
rows_down_to_the_end_of_a_page_may_end_in_text(void)
{
    expect("--------------------------------------------\n"
           "Name        Meaning\n"
           "--------------------------------------------\n"
           "Digit       From 0 to 9\n"
           "Lower       Small ones\n"
           "Control     All that are not seen in print\n"
           "Graph       Others\n",
           NULL,
           "Name | Meaning\nDigit | From 0 to 9\nLower | Small ones\n"
           "Control | All that are not seen in print\nGraph | Others\n");
}

static void
words_of_a_picture_are_no_table(void)
{
    const FinderOptions automatic = { .method = FINDER_AUTO };
    g_autoptr(Page) page = word_art_page("100      7      8\n"
                                         "80       6      5\n"
                                         "60       4      3\n",
                                         NULL);
    const Picture picture = { { 0, 0, 200, 60 }, PICTURE_DRAWING };

    g_array_append_val(page->pictures, picture);
    g_autofree char *text = found(page, &automatic);
    g_assert_cmpstr(text, ==, "");
}

static void
an_area_given_is_a_table_and_the_only_one(void)
{
    g_autoptr(Page) page = word_art_page("Size         1.1      1.2\n"
                                         "Large        800      880\n"
                                         "Middle       160      176\n"
                                         "Small         80       88\n"
                                         "\n"
                                         "one           two\n"
                                         "three         four\n",
                                         NULL);
    const FinderArea area = { 1, { 0, 58, 300, 90 } };
    g_autoptr(GArray) areas = g_array_new(FALSE, FALSE, sizeof(FinderArea));
    g_array_append_val(areas, area);
    const FinderOptions given = { .areas = areas };
    g_autofree char *text = found(page, &given);

    g_assert_cmpstr(text, ==, "one | two\nthree | four\n");
}

static void
areas_of_other_pages_change_nothing(void)
{
    g_autoptr(Page) page = word_art_page("+--------+-------+\n"
                                         "| Year   | Sum   |\n"
                                         "+--------+-------+\n"
                                         "| 1990   | 7     |\n"
                                         "+--------+-------+\n",
                                         NULL);
    const FinderArea area = { 2, { 0, 0, 300, 90 } };
    g_autoptr(GArray) areas = g_array_new(FALSE, FALSE, sizeof(FinderArea));
    g_array_append_val(areas, area);
    const FinderOptions given = { .areas = areas };
    g_autofree char *text = found(page, &given);

    g_assert_cmpstr(text, ==, "Year | Sum\n1990 | 7\n");
}

static void
the_lattice_method_leaves_open_lines_alone(void)
{
    const FinderOptions lattice = { .method = FINDER_LATTICE };
    g_autoptr(Page) page = word_art_page("Size         1.1      1.2\n"
                                         "Large        800      880\n"
                                         "Middle       160      176\n"
                                         "Small         80       88\n",
                                         NULL);
    g_autofree char *text = found(page, &lattice);

    g_assert_cmpstr(text, ==, "");
}

static void
an_empty_page_has_no_tables(void)
{
    expect("", NULL, "");
}

static void
an_axis_at_the_bottom_makes_a_chart(void)
{
    expect("100      Town     Country\n"
           "80      82.65     70.11      1\n"
           "60      71.20     66.02      1\n"
           "1990     1992      1994   1996\n",
           NULL, "");
}

static void
labels_above_the_first_rule_are_the_header(void)
{
    expect("Table 2. What was sold on the islands in the years after the war,\n"
           "by kind\n"
           "                   Sold in   Number\n"
           "Island              1946     of boats\n"
           "-------------------------------------\n"
           "Arnsay                310        12\n"
           "-------------------------------------\n"
           "Bellholm               75         9\n"
           "-------------------------------------\n"
           "Corran                 40         7\n"
           "-------------------------------------\n",
           NULL,
           "Island | Sold in 1946 | Number of boats\nArnsay | 310 | 12\n"
           "Bellholm | 75 | 9\nCorran | 40 | 7\n");
}

static void
the_last_line_of_a_title_is_no_label(void)
{
    expect("  What was sold on all of the islands in the years\n"
           "                  after the war\n"
           "Island                1946         1947\n"
           "Arnsay                 310          312\n"
           "Bellholm                75           79\n"
           "Corran                  40           37\n",
           NULL,
           "Island | 1946 | 1947\nArnsay | 310 | 312\nBellholm | 75 | 79\n"
           "Corran | 40 | 37\n");
}

static void
labels_stand_as_far_from_the_rows_as_rows_from_each_other(void)
{
    expect("Island                1946         1947\n"
           "---------------------------------------\n"
           "\n"
           "Arnsay                 310          312\n"
           "---------------------------------------\n"
           "\n"
           "Bellholm                75           79\n"
           "---------------------------------------\n"
           "\n"
           "Corran                  40           37\n"
           "---------------------------------------\n",
           NULL,
           "Island | 1946 | 1947\nArnsay | 310 | 312\n"
           "Bellholm | 75 | 79\nCorran | 40 | 37\n");
}

static void
one_column_of_sayings_in_lower_case_makes_no_prose(void)
{
    expect("--------------------------------------------\n"
           "Sign     Meaning\n"
           "--------------------------------------------\n"
           "0        number of the page on the right\n"
           "1        number of parts in all chapters\n"
           "2        number of the last chapter here\n"
           "3        number of a section in chapters\n"
           "4        number of notes on every page\n"
           "--------------------------------------------\n",
           NULL,
           "Sign | Meaning\n0 | number of the page on the right\n"
           "1 | number of parts in all chapters\n2 | number of the last chapter here\n"
           "3 | number of a section in chapters\n4 | number of notes on every page\n");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define ADD(name) g_test_add_func("/region/" #name, name)
    ADD(the_rule_of_a_running_head_frames_nothing);
    ADD(labels_above_the_first_rule_are_the_header);
    ADD(the_last_line_of_a_title_is_no_label);
    ADD(one_column_of_sayings_in_lower_case_makes_no_prose);
    ADD(labels_stand_as_far_from_the_rows_as_rows_from_each_other);
    ADD(labels_left_of_a_grid_are_its_first_column);
    ADD(a_row_below_the_last_rule_belongs_to_the_table);
    ADD(rows_down_to_the_end_of_a_page_may_end_in_text);
    ADD(words_of_a_picture_are_no_table);
    ADD(an_area_given_is_a_table_and_the_only_one);
    ADD(areas_of_other_pages_change_nothing);
    ADD(the_lattice_method_leaves_open_lines_alone);
    ADD(an_empty_page_has_no_tables);
    ADD(an_axis_at_the_bottom_makes_a_chart);
    return g_test_run();
}
