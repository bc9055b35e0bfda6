/* tests/test-abreast.c - tables that stand side by side, with nothing but white between them
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
two_captions_on_one_line_are_of_two_tables(void)
{
    expect("Table 1. Ships        Table 2. Catch\n"
           "\n"
           "Island    Ships       Year     Catch\n"
           "Arnsay        7       1996     2,667\n"
           "Bellholm     12       1997     2,746\n"
           "Corran        3       1998     2,801\n",
           "Island | Ships\n"
           "Arnsay | 7\n"
           "Bellholm | 12\n"
           "Corran | 3\n"
           "\n"
           "Year | Catch\n"
           "1996 | 2,667\n"
           "1997 | 2,746\n"
           "1998 | 2,801\n");
}

static void
captions_stand_over_the_middle_too(void)
{
    expect("    Table 1. Ships            Table 2. Catch\n"
           "\n"
           "Island  1990   2000        Year     Cod    Ling\n"
           "Arnsay     7      8        1996   2,667     120\n"
           "Corran     3      3        1997   2,746     118\n"
           "Tarn       9      6        1998   2,801      97\n"
           "                           1999   2,790     101\n",
           "Island | 1990 | 2000\n"
           "Arnsay | 7 | 8\n"
           "Corran | 3 | 3\n"
           "Tarn | 9 | 6\n"
           "\n"
           "Year | Cod | Ling\n"
           "1996 | 2,667 | 120\n"
           "1997 | 2,746 | 118\n"
           "1998 | 2,801 | 97\n"
           "1999 | 2,790 | 101\n");
}

static void
rows_that_are_not_level_are_of_two_tables(void)
{
    expect("Island    Ships\n"
           "                      Year     Catch\n"
           "Arnsay        7\n"
           "                      1996     2,667\n"
           "Bellholm     12\n"
           "                      1997     2,746\n"
           "Corran        3\n"
           "                      1998     2,801\n"
           "Dunmore       4\n",
           "Island | Ships\n"
           "Arnsay | 7\n"
           "Bellholm | 12\n"
           "Corran | 3\n"
           "Dunmore | 4\n"
           "\n"
           "Year | Catch\n"
           "1996 | 2,667\n"
           "1997 | 2,746\n"
           "1998 | 2,801\n");
}

static void
a_table_of_words_goes_beyond_the_one_beside_it(void)
{
    expect("Island    Port     Master\n"
           "                               Year     Catch\n"
           "Arnsay    Hythe    Brown\n"
           "                               1996     2,667\n"
           "Bellholm  Skerry   Smith\n"
           "                               1997     2,746\n"
           "Corran    Tarn     Miller\n"
           "                               1998     2,801\n"
           "Dunmore   Hythe    Wood\n"
           "\n"
           "Eastray   Tarn     Carter\n"
           "\n"
           "Fenwick   Skerry   Mason\n",
           "Island | Port | Master\n"
           "Arnsay | Hythe | Brown\n"
           "Bellholm | Skerry | Smith\n"
           "Corran | Tarn | Miller\n"
           "Dunmore | Hythe | Wood\n"
           "Eastray | Tarn | Carter\n"
           "Fenwick | Skerry | Mason\n"
           "\n"
           "Year | Catch\n"
           "1996 | 2,667\n"
           "1997 | 2,746\n"
           "1998 | 2,801\n");
}

static void
words_that_wrap_beside_figures_in_the_middle_are_one_table(void)
{
    g_autoptr(Page) page = table_art_page("Arnsay and   owned by the\n"
                                          "                            1996     2,667\n"
                                          "its skerry   king himself\n"
                                          "\n"
                                          "Bellholm     owned by the\n"
                                          "                            1997     2,746\n"
                                          "and Carse    bishop alone\n"
                                          "\n"
                                          "Corran but   owned by the\n"
                                          "                            1998     2,801\n"
                                          "not Tarn     three widows\n",
                                          NULL);
    g_autoptr(GPtrArray) tables = finder_tables(page, &(FinderOptions){ .method = FINDER_AUTO });

    g_assert_cmpuint(tables->len, ==, 1);
    const Table *table = g_ptr_array_index(tables, 0);
    g_assert_cmpfloat(table->bbox.x0, <, page_word(page, 0)->bbox.x1);
}

static void
wide_white_in_a_table_parts_nothing(void)
{
    expect("Table 1. Ships of the islands, and what they have caught\n"
           "\n"
           "Island    Ships                          Year     Catch\n"
           "Arnsay        7                          1996     2,667\n"
           "Bellholm     12                          1997     2,746\n"
           "Corran        3                          1998     2,801\n",
           "Island | Ships | Year | Catch\n"
           "Arnsay | 7 | 1996 | 2,667\n"
           "Bellholm | 12 | 1997 | 2,746\n"
           "Corran | 3 | 1998 | 2,801\n");
}

static void
halves_of_a_table_stay_together(void)
{
    expect("Island    Ships           Island    Ships\n"
           "Arnsay        7           Dunmore       4\n"
           "Bellholm     12           Eastray       9\n"
           "Corran        3           Fenwick      11\n"
           "Tarn          5\n",
           "Island | Ships | Island | Ships\n"
           "Arnsay | 7 | Dunmore | 4\n"
           "Bellholm | 12 | Eastray | 9\n"
           "Corran | 3 | Fenwick | 11\n"
           "Tarn | 5 | . | .\n");
}

#define TEST(f) g_test_add_func("/abreast/" #f, f)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);

    TEST(two_captions_on_one_line_are_of_two_tables);
    TEST(captions_stand_over_the_middle_too);
    TEST(rows_that_are_not_level_are_of_two_tables);
    TEST(a_table_of_words_goes_beyond_the_one_beside_it);
    TEST(words_that_wrap_beside_figures_in_the_middle_are_one_table);
    TEST(wide_white_in_a_table_parts_nothing);
    TEST(halves_of_a_table_stay_together);
    return g_test_run();
}
