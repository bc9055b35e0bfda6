/* tests/test-stream.c - tables from words: columns and rows */
#include "tests/stream_art.h"

static void
white_between_words_parts_columns(void)
{
    stream_art_expect("Country    1995   1996\n"
                      "Austria    26.9    8.1\n"
                      "Belgium    25.6   10.1\n",
                      "Country | 1995 | 1996\n"
                      "Austria | 26.9 | 8.1\n"
                      "Belgium | 25.6 | 10.1\n");
}

static void
a_space_between_words_does_not(void)
{
    stream_art_expect("Not done    12\n"
                      "Was done    13\n"
                      "Yes done    14\n",
                      "Not done | 12\nWas done | 13\nYes done | 14\n");
}

static void
code_under_code_is_a_row_of_its_own(void)
{
    stream_art_expect_styled("Instruction    Effect                           Stack after it\n"
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
    stream_art_expect_styled("Size     800   960 1,040 1,120\n"
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
a_space_in_one_place_on_every_line_parts_columns(void)
{
    stream_art_expect("Country      Sum Remarks\n"
                      "------------------------------\n"
                      "Austria    3,781 Data revised\n"
                      "Belgium      710 Estimate\n"
                      "Denmark   13,876 Provisional\n"
                      "Estonia       71 Estimate\n"
                      "Finland      305 Data revised\n"
                      "Germany   18,022 See text\n",
                      "Country | Sum | Remarks\n"
                      "Austria | 3,781 | Data revised\n"
                      "Belgium | 710 | Estimate\n"
                      "Denmark | 13,876 | Provisional\n"
                      "Estonia | 71 | Estimate\n"
                      "Finland | 305 | Data revised\n"
                      "Germany | 18,022 | See text\n");
}

static void
a_space_before_the_same_word_or_thousands_does_not(void)
{
    stream_art_expect("Age            Sum    No.\n"
                      "-------------------------\n"
                      "18 to 24    13 781    1.1\n"
                      "25 to 34    20 710    2.4\n"
                      "35 to 44    13 876    3.2\n"
                      "45 to 54    71 044    5.7\n"
                      "55 to 64    40 305    6.3\n"
                      "65 to 74    18 022    7.9\n",
                      "Age | Sum | No.\n"
                      "18 to 24 | 13 781 | 1.1\n"
                      "25 to 34 | 20 710 | 2.4\n"
                      "35 to 44 | 13 876 | 3.2\n"
                      "45 to 54 | 71 044 | 5.7\n"
                      "55 to 64 | 40 305 | 6.3\n"
                      "65 to 74 | 18 022 | 7.9\n");
}

static void
the_end_of_a_long_label_is_no_column(void)
{
    stream_art_expect("Group                       No.   Sum\n"
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
    stream_art_expect("Name       1990   Note     1991\n"
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
    stream_art_expect("Item         Sum     No.\n"
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
    stream_art_expect("Ab             10       30\n"
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
    stream_art_expect("Size           1.1    1.2\n"
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
    stream_art_expect("Size         1.1    1.2\n"
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
    stream_art_expect("Group                  Sum   No.\n"
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
    stream_art_expect("Group                  Sum   No.\n"
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
    stream_art_expect("Group                     Sum   No.\n"
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
    stream_art_expect(
        "Group               Sum   Remarks\n"
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
    stream_art_expect("Kind of school            Sum   No.\n"
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
lines_that_fill_every_column_are_rows(void)
{
    stream_art_expect("Instruction     Effect                  Stack\n"
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
    stream_art_expect("Group         1995   1996\n"
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
    stream_art_expect("Key       Meaning\n"
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
    stream_art_expect("Stage   Function     Benefit\n"
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
long_cells_between_rules_are_one_row(void)
{
    stream_art_expect("Stage    Function    Benefit\n"
                      "-----------------------------\n"
                      "         Store it\n"
                      "                     Kept\n"
                      "         Keep it\n"
                      "First                Seen\n"
                      "         Manage it\n"
                      "                     Found\n"
                      "         Lose it\n"
                      "-----------------------------\n"
                      "         Train it\n"
                      "                     Used\n"
                      "         Teach it\n"
                      "Next                 Known\n"
                      "         Compare it\n"
                      "                     Liked\n"
                      "         Test it\n"
                      "-----------------------------\n"
                      "                     Read\n"
                      "         Watch it\n"
                      "                     Heard\n"
                      "Last     Mend it\n"
                      "                     Sold\n"
                      "         Sell it\n"
                      "                     Gone\n",
                      "Stage | Function | Benefit\n"
                      "First | Store it Keep it Manage it Lose it | Kept Seen Found\n"
                      "Next | Train it Teach it Compare it Test it | Used Known Liked\n"
                      "Last | Watch it Mend it Sell it | Read Heard Sold Gone\n");
}

static void
white_between_lines_parts_rows_that_rules_group(void)
{
    stream_art_expect("Stage    Function    Benefit\n"
                      "-----------------------------\n"
                      "First    Store it    Kept\n"
                      "         Keep it     and seen\n"
                      "\n"
                      "         Manage it   Found\n"
                      "         Lose it     and lost\n"
                      "-----------------------------\n"
                      "Next     Train it    Used\n"
                      "         Teach it    and known\n"
                      "\n"
                      "         Compare it  Liked\n"
                      "         Test it     and hit\n"
                      "-----------------------------\n"
                      "Last     Watch it    Read\n"
                      "         Mend it     and heard\n",
                      "Stage | Function | Benefit\n"
                      "First | Store it Keep it | Kept and seen\n"
                      " | Manage it Lose it | Found and lost\n"
                      "Next | Train it Teach it | Used and known\n"
                      " | Compare it Test it | Liked and hit\n"
                      "Last | Watch it Mend it | Read and heard\n");
}

static void
entries_that_all_begin_in_lower_case_are_rows(void)
{
    stream_art_expect("function    argument   result\n"
                      "-------------------------------------\n"
                      "abs(x)      any        absolute value\n"
                      "airy(x)     any        its phase\n"
                      "ceil(x)     real       integer above\n"
                      "cosh(x)     any        cosine\n"
                      "erf(x)      real       error function\n",
                      "function | argument | result\n"
                      "abs(x) | any | absolute value\n"
                      "airy(x) | any | its phase\n"
                      "ceil(x) | real | integer above\n"
                      "cosh(x) | any | cosine\n"
                      "erf(x) | real | error function\n");
}

static void
entries_in_lower_case_or_code_are_rows(void)
{
    stream_art_expect_styled("Named set   Description\n"
                             "-----------------------------------\n"
                             "[digit]     [0-9] and no more\n"
                             "[blank]     space and tab\n"
                             "[space]     what is white, as in \\s\n",
                             "                       \n"
                             "\n"
                             "f           f                \n"
                             "f                        \n"
                             "f                                f \n",
                             "Named set | Description\n"
                             "[digit] | [0-9] and no more\n"
                             "[blank] | space and tab\n"
                             "[space] | what is white, as in \\s\n");
}

static void
a_broken_word_in_a_cell_is_whole_again(void)
{
    stream_art_expect("Key       Meaning\n"
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
labels_alone_in_every_other_row_are_lines_of_labels(void)
{
    /* A section has several rows under it. */
    stream_art_expect("Species           Size   Range\n"
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
    ADD(a_space_in_one_place_on_every_line_parts_columns);
    ADD(a_space_before_the_same_word_or_thousands_does_not);
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
    ADD(lines_that_fill_every_column_are_rows);
    ADD(a_section_is_a_row_of_its_own);
    ADD(rules_between_rows_make_cells_of_all_lines);
    ADD(lines_between_two_rules_are_one_row_though_each_is_full);
    ADD(long_cells_between_rules_are_one_row);
    ADD(white_between_lines_parts_rows_that_rules_group);
    ADD(entries_that_all_begin_in_lower_case_are_rows);
    ADD(entries_in_lower_case_or_code_are_rows);
    ADD(a_broken_word_in_a_cell_is_whole_again);
    ADD(labels_alone_in_every_other_row_are_lines_of_labels);
    ADD(columns_can_be_given);
    ADD(no_words_make_no_table);
    return g_test_run();
}
