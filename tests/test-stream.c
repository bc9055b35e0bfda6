/* tests/test-stream.c - tables from words: columns, rows, header labels */
#include "detect/stream.h"
#include "detect/strip.h"

#include "tests/word_art.h"

static void
expect_styled(const char *picture, const char *styles, const char *expected)
{
    g_autoptr(Page) page = word_art_page(picture, styles);
    const Bbox all = { 0, 0, page->width, page->height };
    g_autoptr(GArray) words = strip_words(page, all);
    Bbox region = BBOX_EMPTY;

    for (guint i = 0; i < words->len; i++)
        region = bbox_union(region, page_word(page, i)->bbox);
    g_autoptr(Table) table = stream_table(page, words, bbox_grow(region, 2), NULL);
    g_autofree char *text = word_art_table(table);

    g_assert_cmpstr(text, ==, expected);
}

static void
expect(const char *picture, const char *expected)
{
    expect_styled(picture, NULL, expected);
}

static void
white_between_words_parts_columns(void)
{
    expect("Country    1995   1996\n"
           "Austria    26.9    8.1\n"
           "Belgium    25.6   10.1\n",
           "Country | 1995 | 1996\n"
           "Austria | 26.9 | 8.1\n"
           "Belgium | 25.6 | 10.1\n");
}

static void
a_space_between_words_does_not(void)
{
    expect("Not done    12\n"
           "Was done    13\n"
           "Yes done    14\n",
           "Not done | 12\nWas done | 13\nYes done | 14\n");
}

static void
code_under_code_is_a_row_of_its_own(void)
{
    expect_styled("Instruction    Effect                           Stack after it\n"
                  "--------------------------------------------------------------\n"
                  "LOAD_FAST 0    push w                           6\n"
                  "LOAD_FAST 1    push h                           6, 7\n"
                  "BINARY_OP 5    pop two, push their product      42\n"
                  "RETURN_VALUE   pop, and hand it to the caller\n",
                  "\n\nf         f\nf         f\nf         f\nf \n",
                  "Instruction | Effect | Stack after it\n"
                  "LOAD_FAST 0 | push w | 6\n"
                  "LOAD_FAST 1 | push h | 6, 7\n"
                  "BINARY_OP 5 | pop two, push their product | 42\n"
                  "RETURN_VALUE | pop, and hand it to the caller | \n");
}

static void
close_numbers_of_a_typewriter_are_columns(void)
{
    expect_styled("Size     800   960 1,040 1,120\n"
                  "Half     160   192   208   224\n"
                  "Less      80    96   104   112\n"
                  "None      53    64    69    75\n",
                  "f\nf\nf\nf\n",
                  "Size | 800 | 960 | 1,040 | 1,120\n"
                  "Half | 160 | 192 | 208 | 224\n"
                  "Less | 80 | 96 | 104 | 112\n"
                  "None | 53 | 64 | 69 | 75\n");
}

static void
the_end_of_a_long_label_is_no_column(void)
{
    expect("Group                       No.   Sum\n"
           "sold all                     61   9.1\n"
           "sold some of the assets      53   7.5\n"
           "kept them                   344   1.2\n",
           "Group | No. | Sum\n"
           "sold all | 61 | 9.1\n"
           "sold some of the assets | 53 | 7.5\n"
           "kept them | 344 | 1.2\n");
}

static void
a_column_of_few_entries_is_a_column(void)
{
    expect("Name       1990   Note     1991\n"
           "Ann         2.5             3.5\n"
           "Bob         2.7    new      3.7\n"
           "Cid         2.8             3.8\n"
           "Dan         2.9             3.9\n",
           "Name | 1990 | Note | 1991\n"
           "Ann | 2.5 |  | 3.5\n"
           "Bob | 2.7 | new | 3.7\n"
           "Cid | 2.8 |  | 3.8\n"
           "Dan | 2.9 |  | 3.9\n");
}

static void
a_currency_sign_goes_with_its_number(void)
{
    expect("Item         Sum     No.\n"
           "Salt      $   12      1\n"
           "Rice      $    7      2\n"
           "Corn      $  210      3\n",
           "Item | Sum | No.\n"
           "Salt | $ 12 | 1\n"
           "Rice | $ 7 | 2\n"
           "Corn | $ 210 | 3\n");
}

static void
a_wide_number_stays_in_its_column(void)
{
    /* The total reaches over the middle of the white. */
    expect("Ab             10       30\n"
           "Bo             11       31\n"
           "Co             12       32\n"
           "Du             13       33\n"
           "Ef             14       34\n"
           "Fa             15       35\n"
           "Go             16       36\n"
           "Ho             17       37\n"
           "Il             18       38\n"
           "Jo             19       39\n"
           "Ku             20       40\n"
           "Lo             21       41\n"
           "Mi             22       42\n"
           "All  12,753,438       70\n",
           "Ab | 10 | 30\n"
           "Bo | 11 | 31\n"
           "Co | 12 | 32\n"
           "Du | 13 | 33\n"
           "Ef | 14 | 34\n"
           "Fa | 15 | 35\n"
           "Go | 16 | 36\n"
           "Ho | 17 | 37\n"
           "Il | 18 | 38\n"
           "Jo | 19 | 39\n"
           "Ku | 20 | 40\n"
           "Lo | 21 | 41\n"
           "Mi | 22 | 42\n"
           "All | 12,753,438 | 70\n");
}

static void
leaders_are_left_out(void)
{
    expect("Size           1.1    1.2\n"
           "0.99 .......   800    960\n"
           "0.95 .......   160    192\n"
           "0.90 .......    80     96\n",
           "Size | 1.1 | 1.2\n"
           "0.99 | 800 | 960\n"
           "0.95 | 160 | 192\n"
           "0.90 | 80 | 96\n");
}

static void
spaced_dots_are_leaders_when_they_are_many(void)
{
    expect("Size         1.1    1.2\n"
           "0.99 . . . . 800    960\n"
           "and . . .    160    192\n"
           "0.90 . . . .  80     96\n",
           "Size | 1.1 | 1.2\n"
           "0.99 | 800 | 960\n"
           "and . . . | 160 | 192\n"
           "0.90 | 80 | 96\n");
}

static void
a_label_that_wraps_is_one_row(void)
{
    /* "and" begins in lower case; "1991" has numbers of its own. */
    expect("Group                  Sum   No.\n"
           "Teachers in schools   26.9   8.1\n"
           "and colleges\n"
           "Pupils                25.6  10.1\n"
           "Others                15.6  11.1\n",
           "Group | Sum | No.\n"
           "Teachers in schools and colleges | 26.9 | 8.1\n"
           "Pupils | 25.6 | 10.1\n"
           "Others | 15.6 | 11.1\n");
}

static void
values_on_the_last_line_of_a_label_are_in_its_row(void)
{
    expect("Group                  Sum   No.\n"
           "Pupils                25.6  10.1\n"
           "Teachers in schools\n"
           "and colleges          26.9   8.1\n"
           "Others                15.6  11.1\n",
           "Group | Sum | No.\n"
           "Pupils | 25.6 | 10.1\n"
           "Teachers in schools and colleges | 26.9 | 8.1\n"
           "Others | 15.6 | 11.1\n");
}

static void
values_may_stand_in_the_middle_of_a_label(void)
{
    expect("Group                     Sum   No.\n"
           "Public School Teachers\n"
           "Without a Certificate    26.9   8.1\n"
           "Younger Than 30\n"
           "Pupils                   25.6  10.1\n"
           "Public School Parents\n"
           "With Several Children    15.6  11.1\n"
           "Younger Than 30\n"
           "Others                   14.2   3.3\n",
           "Group | Sum | No.\n"
           "Public School Teachers Without a Certificate Younger Than 30 | 26.9 | 8.1\n"
           "Pupils | 25.6 | 10.1\n"
           "Public School Parents With Several Children Younger Than 30 | 15.6 | 11.1\n"
           "Others | 14.2 | 3.3\n");
}

static void
texts_beside_a_label_may_have_more_lines(void)
{
    /* All cells are level at the top. "Revised" would have fitted above. */
    expect("Group               Sum   Remarks\n"
           "Teachers in        26.9   Estimated from a survey\n"
           "schools                   of large establishments\n"
           "Pupils             25.6   See text\n"
           "Parents of pupils  15.6   Break in series, figures\n"
           "who are not over          of earlier years cannot\n"
           "thirty                    be compared with these\n"
           "Others             14.2   Revised\n",
           "Group | Sum | Remarks\n"
           "Teachers in schools | 26.9 | Estimated from a survey of large establishments\n"
           "Pupils | 25.6 | See text\n"
           "Parents of pupils who are not over thirty | 15.6 | Break in series, figures of earlier "
           "years cannot be compared with these\n"
           "Others | 14.2 | Revised\n");
}

static void
a_capital_after_a_full_line_begins_a_row(void)
{
    /* "Private" would not have fitted after "institution". */
    expect("Kind of school            Sum   No.\n"
           "-----------------------------------\n"
           "All                      26.9   8.1\n"
           "Kind of institution\n"
           "Private non-profit       25.6  10.1\n"
           "Private for-profit       15.6  11.1\n"
           "Public                   14.2   3.3\n",
           "Kind of school | Sum | No.\n"
           "All | 26.9 | 8.1\n"
           "Kind of institution |  | \n"
           "Private non-profit | 25.6 | 10.1\n"
           "Private for-profit | 15.6 | 11.1\n"
           "Public | 14.2 | 3.3\n");
}

static void
the_first_label_of_a_header_may_have_the_most_lines(void)
{
    expect("Number of errors   Freq.    Cum.\n"
           "found\n"
           "None at all          138     6.9\n"
           "One of a kind        178    15.7\n"
           "More than that       626    46.8\n",
           "Number of errors found | Freq. | Cum.\n"
           "None at all | 138 | 6.9\n"
           "One of a kind | 178 | 15.7\n"
           "More than that | 626 | 46.8\n");
}

static void
lines_that_fill_every_column_are_rows(void)
{
    expect("Instruction     Effect                  Stack\n"
           "BINARY_OP 5     pop two of its values   full\n"
           "RETURN_VALUE    return what is on top   void\n"
           "POP_TOP         forget what is on top   less\n",
           "Instruction | Effect | Stack\n"
           "BINARY_OP 5 | pop two of its values | full\n"
           "RETURN_VALUE | return what is on top | void\n"
           "POP_TOP | forget what is on top | less\n");
}

static void
a_section_is_a_row_of_its_own(void)
{
    expect("Group         1995   1996\n"
           "-------------------------\n"
           "Women\n"
           "  Under 30    26.9    8.1\n"
           "  Over 30     25.6   10.1\n"
           "Men\n"
           "  Under 30    16.9    8.2\n"
           "  Over 30     15.6   10.2\n",
           "Group | 1995 | 1996\n"
           "Women |  | \n"
           "Under 30 | 26.9 | 8.1\n"
           "Over 30 | 25.6 | 10.1\n"
           "Men |  | \n"
           "Under 30 | 16.9 | 8.2\n"
           "Over 30 | 15.6 | 10.2\n");
}

static void
rules_between_rows_make_cells_of_all_lines(void)
{
    expect("Key       Meaning\n"
           "-----------------------------\n"
           "Start     Turns it on and\n"
           "          Shows the time\n"
           "-----------------------------\n"
           "Stop      Turns it off but\n"
           "          Keeps the time\n"
           "-----------------------------\n"
           "Clear     Forgets the time\n",
           "Key | Meaning\n"
           "Start | Turns it on and Shows the time\n"
           "Stop | Turns it off but Keeps the time\n"
           "Clear | Forgets the time\n");
}

static void
lines_between_two_rules_are_one_row_though_each_is_full(void)
{
    expect("Stage   Function     Benefit\n"
           "----------------------------\n"
           "First   Store it     Kept for\n"
           "stage   Manage it    all of us\n"
           "----------------------------\n"
           "Next    Train it     Used in\n"
           "stage   Compare it   all of it\n"
           "----------------------------\n"
           "Last    Watch it     Seen by\n"
           "stage   Mend it      one of us\n",
           "Stage | Function | Benefit\n"
           "First stage | Store it Manage it | Kept for all of us\n"
           "Next stage | Train it Compare it | Used in all of it\n"
           "Last stage | Watch it Mend it | Seen by one of us\n");
}

static void
a_broken_word_in_a_cell_is_whole_again(void)
{
    expect("Key       Meaning\n"
           "-----------------------------\n"
           "Start     Turns it on for exam-\n"
           "          ple at noon\n"
           "-----------------------------\n"
           "Stop      Off in non-\n"
           "          English use\n"
           "-----------------------------\n"
           "Clear     Forgets the time\n",
           "Key | Meaning\n"
           "Start | Turns it on for example at noon\n"
           "Stop | Off in non-English use\n"
           "Clear | Forgets the time\n");
}

static void
a_short_rule_tells_the_columns_of_a_label(void)
{
    expect("           Teachers       Hires\n"
           "         ------------  -----------\n"
           "Year     Total  Some   Total  Some\n"
           "----------------------------------\n"
           "1996      3051  2667     384   311\n"
           "1997      3138  2746     391   305\n"
           "1998      3230  2830     400   300\n",
           "Year<2x1> | Teachers<1x2> | Hires<1x2>\n"
           "Total | Some | Total | Some\n"
           "1996 | 3051 | 2667 | 384 | 311\n"
           "1997 | 3138 | 2746 | 391 | 305\n"
           "1998 | 3230 | 2830 | 400 | 300\n");
}

static void
a_label_alone_over_all_columns_spans_them(void)
{
    expect("                Effect\n"
           "Size        1.1   1.2   1.3\n"
           "---------------------------\n"
           "Large       800   880   960\n"
           "Middle      160   176   192\n"
           "Small        80    88    96\n",
           "Size<2x1> | Effect<1x3>\n"
           "1.1 | 1.2 | 1.3\n"
           "Large | 800 | 880 | 960\n"
           "Middle | 160 | 176 | 192\n"
           "Small | 80 | 88 | 96\n");
}

static void
labels_of_a_line_share_the_columns_below(void)
{
    /* Each stands in the middle of its columns, over one of them or over none. */
    expect("              2005          Imports   Change\n"
           "Island    Men   Women   Value   Sum    Share\n"
           "Arran      69    1207     384   311      1.5\n"
           "Bute       66    1246     391   305      2.5\n"
           "Coll       83    1130     400   300      3.5\n",
           "Island<2x1> | 2005<1x2> | Imports<1x2> | Change Share<2x1>\n"
           "Men | Women | Value | Sum\n"
           "Arran | 69 | 1207 | 384 | 311 | 1.5\n"
           "Bute | 66 | 1246 | 391 | 305 | 2.5\n"
           "Coll | 83 | 1130 | 400 | 300 | 3.5\n");
}

static void
a_label_in_the_middle_of_three_is_for_all_of_them(void)
{
    expect("                  2005                     2006\n"
           "Island    Men   Women   Pupils     Men   Women   Pupils\n"
           "Arran      69    1207      384      69     311       15\n"
           "Bute       66    1246      391      66     305       25\n"
           "Coll       83    1130      400      83     300       35\n",
           "Island<2x1> | 2005<1x3> | 2006<1x3>\n"
           "Men | Women | Pupils | Men | Women | Pupils\n"
           "Arran | 69 | 1207 | 384 | 69 | 311 | 15\n"
           "Bute | 66 | 1246 | 391 | 66 | 305 | 25\n"
           "Coll | 83 | 1130 | 400 | 83 | 300 | 35\n");
}

static void
a_mark_far_off_the_middle_is_for_the_column_it_stands_in(void)
{
    expect("                           Returns on the sum\n"
           "Time                                  j\n"
           "        Returns             for the firm\n"
           "2012         10%                 7%\n"
           "2013          6%                 8%\n"
           "2014          7%                 5%\n",
           "Time | Returns | Returns on the sum j for the firm\n"
           "2012 | 10% | 7%\n"
           "2013 | 6% | 8%\n"
           "2014 | 7% | 5%\n");
}

static void
a_label_that_goes_on_below_is_for_one_column(void)
{
    expect("                Margin of             Margin of\n"
           "Island  Number  error (%)    Percent  error (%)\n"
           "Arran       69       1207        384        311\n"
           "Bute        66       1246        391        305\n"
           "Coll        83       1130        400        300\n",
           "Island | Number | Margin of error (%) | Percent | Margin of error (%)\n"
           "Arran | 69 | 1207 | 384 | 311\n"
           "Bute | 66 | 1246 | 391 | 305\n"
           "Coll | 83 | 1130 | 400 | 300\n");
}

static void
labels_alone_in_every_other_row_are_lines_of_labels(void)
{
    /* A section has several rows under it. */
    expect("Species           Size   Range\n"
           "------------------------------\n"
           "Florida             20      29\n"
           "Panther\n"
           "Bald                34      31\n"
           "Eagle\n"
           "Mink                35       4\n"
           "Common              40       8\n"
           "Loon\n",
           "Species | Size | Range\n"
           "Florida Panther | 20 | 29\n"
           "Bald Eagle | 34 | 31\n"
           "Mink | 35 | 4\n"
           "Common Loon | 40 | 8\n");
}

static void
stacked_labels_are_one_cell(void)
{
    expect("            Per cent   Average\n"
           "Student          who    amount\n"
           "group       borrowed      owed\n"
           "------------------------------\n"
           "Public          44.4    31,200\n"
           "Private         45.9    36,600\n"
           "Other           41.3    31,900\n",
           "Student group | Per cent who borrowed | Average amount owed\n"
           "Public | 44.4 | 31,200\n"
           "Private | 45.9 | 36,600\n"
           "Other | 41.3 | 31,900\n");
}

static void
columns_can_be_given(void)
{
    g_autoptr(Page) page = word_art_page("one two three\n"
                                         "1 2 3\n",
                                         NULL);
    const Bbox all = { 0, 0, 612, 792 };
    const double at = 21;
    g_autoptr(GArray) words = strip_words(page, all);
    g_autoptr(GArray) columns = g_array_new(FALSE, FALSE, sizeof(double));
    g_array_append_val(columns, at);
    g_autoptr(Table) table = stream_table(page, words, all, columns);

    g_assert_cmpuint(table->cols, ==, 2);
}

static void
no_words_make_no_table(void)
{
    g_autoptr(Page) page = word_art_page("", NULL);
    g_autoptr(GArray) words = g_array_new(FALSE, FALSE, sizeof(guint));

    g_assert_null(stream_table(page, words, (Bbox){ 0, 0, 612, 792 }, NULL));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define ADD(name) g_test_add_func("/stream/" #name, name)
    ADD(white_between_words_parts_columns);
    ADD(a_space_between_words_does_not);
    ADD(code_under_code_is_a_row_of_its_own);
    ADD(close_numbers_of_a_typewriter_are_columns);
    ADD(the_end_of_a_long_label_is_no_column);
    ADD(a_column_of_few_entries_is_a_column);
    ADD(a_currency_sign_goes_with_its_number);
    ADD(a_wide_number_stays_in_its_column);
    ADD(leaders_are_left_out);
    ADD(spaced_dots_are_leaders_when_they_are_many);
    ADD(a_label_that_wraps_is_one_row);
    ADD(values_on_the_last_line_of_a_label_are_in_its_row);
    ADD(values_may_stand_in_the_middle_of_a_label);
    ADD(texts_beside_a_label_may_have_more_lines);
    ADD(a_capital_after_a_full_line_begins_a_row);
    ADD(the_first_label_of_a_header_may_have_the_most_lines);
    ADD(lines_that_fill_every_column_are_rows);
    ADD(a_section_is_a_row_of_its_own);
    ADD(rules_between_rows_make_cells_of_all_lines);
    ADD(lines_between_two_rules_are_one_row_though_each_is_full);
    ADD(a_broken_word_in_a_cell_is_whole_again);
    ADD(a_short_rule_tells_the_columns_of_a_label);
    ADD(a_label_alone_over_all_columns_spans_them);
    ADD(labels_of_a_line_share_the_columns_below);
    ADD(a_label_in_the_middle_of_three_is_for_all_of_them);
    ADD(a_mark_far_off_the_middle_is_for_the_column_it_stands_in);
    ADD(a_label_that_goes_on_below_is_for_one_column);
    ADD(labels_alone_in_every_other_row_are_lines_of_labels);
    ADD(stacked_labels_are_one_cell);
    ADD(columns_can_be_given);
    ADD(no_words_make_no_table);
    return g_test_run();
}
