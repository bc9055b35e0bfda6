/* tests/test-evidence.c - what lines up and is no table
 *
 * Each picture is a page, drawn as tests/table_art.h says. Nothing is found on it.
 */
#include "detect/evidence.h"
#include "detect/finder.h"

#include "tests/table_art.h"

static void
expect_none(const char *picture)
{
    g_autoptr(Page) page = table_art_page(picture, NULL);
    g_autoptr(GPtrArray) tables = finder_tables(page, &(FinderOptions){ .method = FINDER_AUTO });
    g_autofree char *text = table_art_text(tables);

    g_assert_cmpstr(text, ==, "");
}

static void
equations_are_no_table(void)
{
    expect_none("It follows that for every island and ship of the sea\n"
                "\n"
                "          a = b + c - d                    (1)\n"
                "\n"
                "          e = f * g                        (2)\n"
                "\n"
                "          h = i - j + k                    (3)\n"
                "\n"
                "where a is what was said above, and b is not so.\n");
}

static void
prose_in_two_columns_is_no_table(void)
{
    expect_none("the left column of the page is text    and the right column is nothing but\n"
                "in lines of one length that go on and  text, too, which is read after the\n"
                "on down to its end, and say not much   left one has come to its end at the\n"
                "at all, as only their form matters     foot of the page, as anyone can see\n"
                "here and they are no part of what      who has ever held a journal in hand\n"
                "stands beside them, whatever else it   and read in it for a while, at home\n"
                "is that may be found at the same       or on a train, in 1990 or later on.\n");
}

static void
printed_contents_are_no_table(void)
{
    expect_none("Contents\n"
                "\n"
                "1   Islands of the north . . . . . . . . . .   7\n"
                "2   Islands of the south . . . . . . . . . .  19\n"
                "3   Ships  . . . . . . . . . . . . . . . . .  24\n"
                "4   Crews and masters  . . . . . . . . . . .  38\n"
                "5   Houses . . . . . . . . . . . . . . . . .  61\n");
}

static void
an_index_is_no_table(void)
{
    expect_none("anchor, 12, 40          harbour, 7, 19\n"
                "Arnsay, 3               Hythe, 22-24\n"
                "Bellholm, 9             ice, 31\n"
                "boats, 14, 15           islands, 1-6\n"
                "  built on Corran, 17   Kerry, 50\n"
                "Brown, John, 44         keel, 13\n"
                "cargo, 28, 30           lights, 33, 36\n");
}

static void
a_form_is_no_table(void)
{
    expect_none("Name: ____________________   Date: __________\n"
                "\n"
                "Address: ____________________________________\n"
                "\n"
                "Town: ____________________   Code: __________\n"
                "\n"
                "Signed: __________________   Place: _________\n");
}

static void
a_bibliography_is_no_table(void)
{
    expect_none("[1]  A. Brown. On the ships of the north. Journal of\n"
                "     Islands, 12(3):40-52, 1990.\n"
                "[2]  B. Smith and C. Miller. Harbours. Hythe Press,\n"
                "     2nd edition, 1987.\n"
                "[3]  D. Potter. How crews are found, and kept. In\n"
                "     Proc. Conf. on Sailing, pages 7-19, 1994.\n"
                "[4]  E. Fisher. Winds. Tarn University, 2001.\n");
}

static void
code_is_no_table(void)
{
    static const char *const picture =
        "How much is read at once is set at the top of the file, as is shown:\n"
        "\n"
        "x = 10          # islands\n"
        "y = 204         # ships\n"
        "total = x + y   # both\n"
        "rate = 12       # per hour\n"
        "\n"
        "Nothing else is to be said of it, and the text goes on below it here.\n";
    g_autoptr(Page) page = art_page(picture, "\n\nf\nf\nf\nf\n\n");
    g_autoptr(GPtrArray) tables = finder_tables(page, &(FinderOptions){ .method = FINDER_AUTO });

    g_assert_cmpuint(tables->len, ==, 0);
}

static void
a_list_is_no_table(void)
{
    expect_none("1.   Take the boat to Arnsay\n"
                "2.   Walk to the northern pier\n"
                "3.   Ask for Mr. Brown at 7\n"
                "4.   Wait there\n");
}

static void
an_index_with_dots_in_two_columns_is_no_table(void)
{
    expect_none("A                              H\n"
                "anchor . . . . . . . . 12      harbour . . . . . . . . 7\n"
                "Arnsay . . . . . . . . . 3     Hythe . . . . . . . . . 22\n"
                "\n"
                "B                              I\n"
                "Bellholm . . . . . . 9, 17     ice . . . . . . . . . . 31\n"
                "boats . . . . . . . . . 14     islands . . . . . . 1, 40\n"
                "Brown, John  . . . . . . 8     ivory . . . . . . . . . 5\n");
}

static void
contents_in_two_columns_are_no_table(void)
{
    expect_none("1  Islands . . . . . . 3      4  Crews  . . . . . . 21\n"
                "   1.1  North  . . . . 3         4.1  Masters . . . 22\n"
                "   1.2  South  . . . . 7         4.2  Pay . . . . . 25\n"
                "2  Ships . . . . . . . 9      5  Houses . . . . . . 30\n"
                "3  Winds . . . . . .  17      6  Roads  . . . . . . 38\n");
}

static void
figures_behind_dots_are_a_table_all_the_same(void)
{
    g_autoptr(Page) page = table_art_page("Island               Ships\n"
                                          "\n"
                                          "Corran . . . . . . .   310\n"
                                          "Arnsay . . . . . . .    12\n"
                                          "Dunlie . . . . . . .    75\n"
                                          "Bellholm . . . . . .     9\n"
                                          "Errol  . . . . . . .    40\n"
                                          "Fenn . . . . . . . .    11\n",
                                          NULL);
    g_autoptr(GPtrArray) tables = finder_tables(page, &(FinderOptions){ .method = FINDER_AUTO });

    g_assert_cmpuint(tables->len, ==, 1);
}

static void
prose_in_two_columns_between_rules_is_no_table(void)
{
    expect_none("==========================================================\n"
                "the left column of the page     and the right column is\n"
                "is text in lines that go on     nothing but text as well\n"
                "and on down to its very end     which is read when the\n"
                "and say not much at all, as     left one has come to its\n"
                "only their form is what we      end at the foot of the\n"
                "are after here in the test      page, as anyone can see\n"
                "\n"
                "Table 1. What is shown\n"
                "==========================================================\n");
}

static void
charts_with_an_axis_are_no_table(void)
{
    expect_none("Arnsay           310         298\n"
                "Bellholm         127         131\n"
                "Corran            75          76\n"
                "\n"
                "         0       100      200      300\n");
    expect_none("          82.1    75.6    70.2    95.5\n"
                "\n"
                "          80.4    92.4    82.0    61.0\n"
                "\n"
                "          1990    2000    2010    2020\n"
                "\n"
                "          Hythe   Tarn    Skerry  Fenn\n");
}

static void
a_rule_between_columns_of_prose_makes_no_table(void)
{
    expect_none("the left column is text in    |  and the right column is\n"
                "lines that go on and on       |  nothing but text as well\n"
                "down to its very end, and     |  which is read when the\n"
                "say not much at all, as       |  left one has come to its\n"
                "only their form matters       |  end at the foot of it\n");
}

static void
code_with_numbered_lines_is_no_table(void)
{
    static const char *const picture =
        "How much is read at once is set at the top of the file, as is shown:\n"
        "\n"
        "1   mov            10\n"
        "2   add           204\n"
        "3   ret             0\n"
        "4   nop             1\n"
        "\n"
        "Nothing else is to be said of it, and the text goes on below it here.\n";
    static const char *const line = "s   fffffffffffffffffffffffffffffffffffff";
    g_autofree char *styles = g_strdup_printf("\n\n%s\n%s\n%s\n%s\n\n", line, line, line, line);
    g_autoptr(Page) page = art_page(picture, styles);
    g_autoptr(GPtrArray) tables = finder_tables(page, &(FinderOptions){ .method = FINDER_AUTO });

    g_assert_cmpuint(tables->len, ==, 0);
}

/* In the picture of a page the labels of a chart line up. */
static void
numbers_that_fall_by_one_step_are_an_axis(void)
{
    expect_none("450                        450\n"
                "400    one      two        400\n"
                "350    Arn      Bell       350\n"
                "300                        300\n"
                "250    red      blue       250\n"
                "200    new      old        200\n");
}

static const char *const figures = "Arnsay       310    12    7\n"
                                   "Bellholm      75     9    8\n"
                                   "Corrin       120    31    4\n"
                                   "Dunmore       64    22    6\n";

/* How many tables are seen where every @nth word is in doubt, and below them so many lines of
 * prose in which every @prose_nth is? */
static guint
count_doubtful(guint nth, guint prose_nth)
{
    g_autofree char *picture =
        g_strconcat(figures,
                    "\n\n\nThe islands of the north are small and lie far from each other.\n"
                    "Few people live on them, and fewer ships come there every year.\n",
                    NULL);
    g_autoptr(Page) page = table_art_page(picture, NULL);

    for (guint i = 0; i < page->words->len; i++)
        g_array_index(page->words, Word, i).confidence =
            i % (i < 16 ? nth : prose_nth) == 0 ? 0.6 : 0.95;
    g_autoptr(GPtrArray) tables = finder_tables(page, &(FinderOptions){ .method = FINDER_AUTO });
    return tables->len;
}

static void
what_is_read_in_doubt_is_a_chart_unless_all_the_page_is(void)
{
    g_assert_cmpuint(count_doubtful(100, 100), ==, 1);
    g_assert_cmpuint(count_doubtful(3, 100), ==, 0);
    g_assert_cmpuint(count_doubtful(3, 3), ==, 1);
}

/* The same, settled at @confidence, as read by OCR or as typed. */
static bool
stands(const char *picture, double confidence, bool ocr)
{
    g_autoptr(Page) page = table_art_page(picture, NULL);

    for (guint i = 0; i < page->words->len; i++)
        g_array_index(page->words, Word, i).ocr = ocr;
    g_autoptr(GPtrArray) tables = finder_tables(page, &(FinderOptions){ .method = FINDER_AUTO });
    g_assert_cmpuint(tables->len, ==, 1);
    Table *table = g_ptr_array_index(tables, 0);

    table->confidence = confidence;
    return evidence_stands(page, table);
}

static void
small_tables_read_by_ocr_must_keep_to_their_columns(void)
{
    g_autoptr(GString) large = g_string_new(NULL);

    for (guint i = 0; i < 3; i++)
        g_string_append(large, figures);
    g_assert_true(stands(figures, 0.9, true));
    g_assert_false(stands(figures, 0.4, true));
    g_assert_true(stands(figures, 0.4, false));
    g_assert_true(stands(large->str, 0.4, true));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define RULE(f) g_test_add_func("/evidence/" #f, f)
    RULE(equations_are_no_table);
    RULE(prose_in_two_columns_is_no_table);
    RULE(printed_contents_are_no_table);
    RULE(an_index_is_no_table);
    RULE(a_form_is_no_table);
    RULE(a_bibliography_is_no_table);
    RULE(code_is_no_table);
    RULE(code_with_numbered_lines_is_no_table);
    RULE(a_list_is_no_table);
    RULE(prose_in_two_columns_between_rules_is_no_table);
    RULE(charts_with_an_axis_are_no_table);
    RULE(a_rule_between_columns_of_prose_makes_no_table);
    RULE(an_index_with_dots_in_two_columns_is_no_table);
    RULE(contents_in_two_columns_are_no_table);
    RULE(figures_behind_dots_are_a_table_all_the_same);
    RULE(numbers_that_fall_by_one_step_are_an_axis);
    RULE(what_is_read_in_doubt_is_a_chart_unless_all_the_page_is);
    RULE(small_tables_read_by_ocr_must_keep_to_their_columns);
    return g_test_run();
}
