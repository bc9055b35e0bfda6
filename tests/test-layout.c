/* tests/test-layout.c - lines, gutters, reading order and blocks of drawn pages */
#include "detect/gutter.h"
#include "detect/line.h"
#include "detect/marker.h"
#include "tests/layout_art.h"

static void
expect_blocks(const char *picture, const char *styles, const char *expected)
{
    g_autoptr(Page) page = art_page(picture, styles);
    g_autofree char *found = blocks_of(page);

    g_assert_cmpstr(found, ==, expected);
}

static void
two_columns_are_read_one_after_the_other(void)
{
    expect_blocks("one begins with words that reach     and three stands beside it, with\n"
                  "over to here and goes on so that     as many words on each of its own\n"
                  "two lines and a third make it up     lines as the first column has on\n"
                  "to the very end of this column.      its lines, until all is said now.\n",
                  NULL,
                  "para: one begins with words that reach / over to here and goes on so that / "
                  "two lines and a third make it up / to the very end of this column.\n"
                  "para: and three stands beside it, with / as many words on each of its own / "
                  "lines as the first column has on / its lines, until all is said now.\n");
}

static void
roman_numbers_begin_with_what_may_be_a_letter(void)
{
    expect_blocks("i. and roman\n"
                  "ii. numbers\n"
                  "\n"
                  "i. and letters\n"
                  "j. of them\n",
                  NULL,
                  "item 0: i. and roman\n"
                  "item 0: ii. numbers\n"
                  "item 0: i. and letters\n"
                  "item 0: j. of them\n");
}

static void
rows_of_labels_and_text_stay_apart(void)
{
    expect_blocks("the paragraph above reaches over to the right margin of it\n"
                  "\n"
                  "2012 to 2014   nautical college of the town, with honours\n"
                  "2000 to 2012   school of the island\n"
                  "before         nothing\n",
                  NULL,
                  "para: the paragraph above reaches over to the right margin of it\n"
                  "para: 2012 to 2014 nautical college of the town, with honours\n"
                  "para: 2000 to 2012 school of the island\n"
                  "para: before nothing\n");
}

static void
lines_beside_a_drop_cap_are_of_its_paragraph(void)
{
    expect_blocks(
        "T he ferry of Arnsay takes forty cars at a time and\n"
        "  sails when the water lets it. Whoever comes late,\n"
        "waits for the next sailing, which may be in an hour\n"
        "or in seven, and nobody knows.\n"
        "  The harbour office would like to say how long it is\n"
        "and this is how it can.\n",
        "C ",
        "para: T he ferry of Arnsay takes forty cars at a time and / sails when the water "
        "lets it. Whoever comes late, / waits for the next sailing, which may be in an "
        "hour / or in seven, and nobody knows.\n"
        "para: The harbour office would like to say how long it is / and this is how it "
        "can.\n");
}

static void
a_line_over_both_columns_parts_them(void)
{
    expect_blocks(
        "left above, first line of a column   right above, first line of a column\n"
        "left above, second line of a column  right above, second line of column\n"
        "left above, third line of a column   right above, third line of a column\n"
        "\n"
        "A line that is set over the whole width of the page, from margin to margin\n"
        "\n"
        "left below, first line of a column   right below, first line of a column\n"
        "left below, second line of a column  right below, second line of column\n"
        "left below, third line of a column   right below, third line of a column\n",
        NULL,
        "para: left above, first line of a column / left above, second line of a column / "
        "left above, third line of a column\n"
        "para: right above, first line of a column / right above, second line of column / "
        "right above, third line of a column\n"
        "para: A line that is set over the whole width of the page, from margin to "
        "margin\n"
        "para: left below, first line of a column / left below, second line of a column / "
        "left below, third line of a column\n"
        "para: right below, first line of a column / right below, second line of column / "
        "right below, third line of a column\n");
}

static void
a_longer_column_is_not_broken_by_the_end_of_its_neighbour(void)
{
    expect_blocks(
        "the left column goes on and on and   the right column is short and ends\n"
        "on, with one line after another, so  after a few lines only, as it may be\n"
        "that it is far longer than the one   when a chapter ends on this page.\n"
        "beside it, which has ended above\n"
        "while this one still has more words\n"
        "to say until it ends here as well.\n",
        NULL,
        "para: the left column goes on and on and / on, with one line after another, so / "
        "that it is far longer than the one / beside it, which has ended above / "
        "while this one still has more words / to say until it ends here as well.\n"
        "para: the right column is short and ends / after a few lines only, as it may be "
        "/ when a chapter ends on this page.\n");
}

static void
footnotes_come_after_the_text_of_both_columns(void)
{
    expect_blocks(
        "the left column has some lines and   which is found again at the head of\n"
        "then some more of them, and a note   the right column, where it goes on to\n"
        "below, but the text does not end     its end, for there is no more of it,\n"
        "there: it goes on to the next one    on this page at least, as we know it.\n"
        "\n"
        "1 a note on what the left one said   2 a note on what the right one said\n"
        "and a second line of it, as small    and a second line of it, as small\n",
        "\n\n\n\n\n"
        "s\ns\n",
        "para: the left column has some lines and / then some more of them, and a note / "
        "below, but the text does not end / there: it goes on to the next one\n"
        "para: which is found again at the head of / the right column, where it goes on to "
        "/ its end, for there is no more of it, / on this page at least, as we know it.\n"
        "para: 1 a note on what the left one said / and a second line of it, as small\n"
        "para: 2 a note on what the right one said / and a second line of it, as small\n");
}

/* Empty rows of the picture are as tall as seven tenths of a line. */
static void
short_paragraphs_do_not_pass_for_the_leading(void)
{
    static const guint empty[] = { 2, 4, 7, 9, 11 };
    g_autoptr(Page) page = art_page("the first one is level and reaches to the end\n"
                                    "of its line and is over.\n"
                                    "\n"
                                    "   a line on its own.\n"
                                    "\n"
                                    "   then one that has more to say than there is\n"
                                    "room for on a line.\n"
                                    "\n"
                                    "   and another.\n"
                                    "\n"
                                    "   and another.\n"
                                    "\n"
                                    "   and one more.\n",
                                    NULL);

    for (guint i = 0; i < page->words->len; i++) {
        Word *word = &g_array_index(page->words, Word, i);
        const double y = word->baseline;

        for (guint e = 0; e < G_N_ELEMENTS(empty); e++) {
            const double up = y > (empty[e] + 1) * ART_ROW ? 0.3 * ART_ROW : 0;

            word->baseline -= up;
            word->bbox.y0 -= up;
            word->bbox.y1 -= up;
        }
    }
    g_autofree char *found = blocks_of(page);
    g_assert_cmpstr(found, ==,
                    "para: the first one is level and reaches to the end / of its line and is "
                    "over.\n"
                    "para: a line on its own.\n"
                    "para: then one that has more to say than there is / room for on a line.\n"
                    "para: and another.\n"
                    "para: and another.\n"
                    "para: and one more.\n");
}

static void
the_text_of_a_note_hangs_under_its_text(void)
{
    g_autoptr(Page) page = art_page("the text of the page is larger than the notes\n"
                                    "that are set below it, and there is more of it\n"
                                    "than of them.\n"
                                    "\n"
                                    "1 with other types of argument than these, the\n"
                                    "  action is another one.\n",
                                    "\n\n\n\n"
                                    "^ssssssssssssssssssssssssssssssssssssssssssssssss\n"
                                    "s\n");

    for (guint i = 0; i < page->words->len; i++) {
        Word *word = &g_array_index(page->words, Word, i);

        if (strcmp(word->text, "1") == 0)
            word->bbox.x1 += 4; /* a mark is not as far from its note as letters are here */
    }
    page->height = 90; /* which puts the note at its foot */
    g_autofree char *found = blocks_of(page);
    g_assert_cmpstr(found, ==,
                    "para: the text of the page is larger than the notes / that are set below it, "
                    "and there is more of it / than of them.\n"
                    "note: 1 with other types of argument than these, the / action is another "
                    "one.\n");
}

static void
a_smaller_note_in_the_margin_is_not_part_of_the_line(void)
{
    expect_blocks("the last words of a long paragraph that\n"
                  "fill the measure and end on this line.     a note set\n"
                  "                                           small\n",
                  "\n"
                  "                                           ssssssssss\n"
                  "                                           sssss\n",
                  "para: the last words of a long paragraph that / "
                  "fill the measure and end on this line.\n"
                  "para: a note set / small\n");
}

static void
notes_in_the_margin_come_after_the_text(void)
{
    expect_blocks("the first words of a long paragraph that\n"
                  "fill the measure and go on to a line of    a note set\n"
                  "words where it ends, far below them all    small\n"
                  "and full to the edge like all its lines.\n",
                  "\n"
                  "                                           ssssssssss\n"
                  "                                           sssss\n",
                  "para: the first words of a long paragraph that / "
                  "fill the measure and go on to a line of / "
                  "words where it ends, far below them all / "
                  "and full to the edge like all its lines.\n"
                  "para: a note set / small\n");
}

static void
short_cells_side_by_side_are_read_across(void)
{
    g_autoptr(Page) page = art_page("Name       Born\nAda        1815\nAlan       1912\n"
                                    "Grace      1906\nEdsger     1930\n",
                                    NULL);
    g_autoptr(GArray) fragments = line_fragments(page, NULL, NULL);
    g_autoptr(GArray) gutters = gutter_find(fragments, NULL);

    g_assert_cmpuint(fragments->len, ==, 10);
    g_assert_cmpuint(gutters->len, ==, 0);
}

static void
a_contents_entry_is_one_line_with_its_page_number(void)
{
    g_autoptr(Page) page = art_page("Introduction                                     12\n", NULL);
    g_autoptr(GArray) fragments = line_fragments(page, NULL, NULL);
    g_autoptr(GArray) gutters = gutter_find(fragments, NULL);
    g_autoptr(GArray) lines = line_join(fragments, gutters);

    g_assert_cmpuint(fragments->len, ==, 2);
    g_assert_cmpuint(lines->len, ==, 1);
}

static void
a_raised_mark_stays_on_its_line(void)
{
    expect_blocks(
        "as was said before 7 by others, who had all\n"
        "the reasons for it that we do not know yet.\n",
        "                   ^                       \n",
        "para: as was said before 7 by others, who had all / the reasons for it that we do "
        "not know yet.\n");
}

static void
a_bold_line_by_itself_is_a_heading_candidate(void)
{
    expect_blocks("Of frames\n"
                  "\n"
                  "A frame holds what a call needs while it runs, and\n"
                  "goes when the call returns.\n",
                  "b\n",
                  "head: Of frames\n"
                  "para: A frame holds what a call needs while it runs, and / goes when the call "
                  "returns.\n");
}

static void
an_indent_or_an_early_end_begins_a_paragraph(void)
{
    expect_blocks(
        "   The first paragraph has an indent, and its lines\n"
        "are full until it ends here, by chance at the end.\n"
        "   The second one has one too, which is all that is\n"
        "there to tell them from each other on this page.\n",
        NULL,
        "para: The first paragraph has an indent, and its lines / are full until it ends "
        "here, by chance at the end.\n"
        "para: The second one has one too, which is all that is / there to tell them from "
        "each other on this page.\n");
    expect_blocks(
        "The first has no indent but ends before the line\n"
        "is full.\n"
        "The next begins on a line of its own, as its first\n"
        "word would have fitted above.\n",
        NULL,
        "para: The first has no indent but ends before the line / is full.\n"
        "para: The next begins on a line of its own, as its first / word would have fitted "
        "above.\n");
}

static void
entries_of_a_glossary_are_paragraphs(void)
{
    expect_blocks("cell a box for one variable that several\n"
                  "   functions share and that outlives them\n"
                  "frame what one call needs, and nothing.\n"
                  "spec what a finder says\n",
                  "bbbb\n\nbbbbb\nbbbb\n",
                  "para: cell a box for one variable that several / "
                  "functions share and that outlives them\n"
                  "para: frame what one call needs, and nothing.\n"
                  "para: spec what a finder says\n");
}

static void
items_hang_and_nest(void)
{
    expect_blocks("• the first item has text that goes on in a line\n"
                  "  that hangs under its first word\n"
                  "• the second item has two inside\n"
                  "    – one of them\n"
                  "    – and another\n"
                  "• the third ends the list\n"
                  "After it comes text that is in no item, at the margin.\n",
                  NULL,
                  "item 0: • the first item has text that goes on in a line / that hangs under its "
                  "first word\n"
                  "item 0: • the second item has two inside\n"
                  "item 1: – one of them\n"
                  "item 1: – and another\n"
                  "item 0: • the third ends the list\n"
                  "para: After it comes text that is in no item, at the margin.\n");
}

static void
fixed_width_lines_are_code_and_keep_blank_lines(void)
{
    expect_blocks("Here is what it prints when it is run from a shell:\n"
                  "\n"
                  "$ python -c pass\n"
                  "\n"
                  "$ echo done\n"
                  "\n"
                  "Nothing, that is.\n",
                  "\n\nf\n\nf\n\n",
                  "para: Here is what it prints when it is run from a shell:\n"
                  "code: $ python -c pass / $ echo done\n"
                  "para: Nothing, that is.\n");
}

static void
a_line_of_inline_code_is_not_a_listing(void)
{
    expect_blocks(
        "To see the code of a function in a readable form call\n"
        "dis.dis(the_function_that_you_wish_to_see_the_code_of)\n"
        "from an interpreter that has imported it before.\n",
        "\nf\n",
        "para: To see the code of a function in a readable form call / "
        "dis.dis(the_function_that_you_wish_to_see_the_code_of) / from an interpreter that "
        "has imported it before.\n");
}

static void
the_initial_of_a_name_is_not_an_item(void)
{
    expect_blocks("It was shown in great detail by a friend of Ralph\n"
                  "\n"
                  "S. Hattox, who wrote about it in a book that is old.\n",
                  NULL,
                  "para: It was shown in great detail by a friend of Ralph\n"
                  "para: S. Hattox, who wrote about it in a book that is old.\n");
}

static void
a_caption_begins_a_block(void)
{
    expect_blocks("Some words above it that end here.\n"
                  "Figure 3: how a frame grows\n",
                  NULL,
                  "para: Some words above it that end here.\n"
                  "cap: Figure 3: how a frame grows\n");
}

static void
a_sentence_that_speaks_of_a_table_goes_on(void)
{
    expect_blocks("All of the piers were inspected last year;\n"
                  "what was found, and what is to follow, is;\n"
                  "Table 5 has the result, pier after pier.\n",
                  NULL,
                  "para: All of the piers were inspected last year; / "
                  "what was found, and what is to follow, is; / "
                  "Table 5 has the result, pier after pier.\n");
}

static void
a_sentence_that_begins_with_a_figure_is_no_caption(void)
{
    expect_blocks("Some words above it that end here.\n"
                  "   Figure 3 shows how a frame grows while it is in\n"
                  "use, and how it goes when the call returns at last.\n",
                  NULL,
                  "para: Some words above it that end here.\n"
                  "para: Figure 3 shows how a frame grows while it is in / "
                  "use, and how it goes when the call returns at last.\n");
}

static void
a_displayed_formula_is_a_block(void)
{
    expect_blocks("When a body falls from rest, and nothing holds it, the way\n"
                  "that it has made after some time is\n"
                  "            s = g t 2 / 2            (1)\n"
                  "            v = g t                  (2)\n"
                  "where g is the same for all bodies at one place.\n",
                  NULL,
                  "para: When a body falls from rest, and nothing holds it, the way / "
                  "that it has made after some time is\n"
                  "formula: s = g t 2 / 2 (1)\n"
                  "formula: v = g t (2)\n"
                  "para: where g is the same for all bodies at one place.\n");
}

static void
a_formula_among_words_is_text(void)
{
    expect_blocks("When a body falls from rest, and nothing holds it, then\n"
                  "   v = g t holds for all of them, as long as\n"
                  "no air is in their way, which is what is meant by rest.\n",
                  NULL,
                  "para: When a body falls from rest, and nothing holds it, then\n"
                  "para: v = g t holds for all of them, as long as / "
                  "no air is in their way, which is what is meant by rest.\n");
    expect_blocks("The numbers of the first column are those of this year:\n"
                  "            12 = 7 + 5\n"
                  "which is right, as anybody knows who can add up.\n",
                  NULL,
                  "para: The numbers of the first column are those of this year:\n"
                  "para: 12 = 7 + 5 / which is right, as anybody knows who can add up.\n");
}

static void
markers_are_told_from_words(void)
{
    g_assert_cmpint(marker_parse("•").kind, ==, MARKER_BULLET);
    g_assert_cmpint(marker_parse("12.").kind, ==, MARKER_NUMBER);
    g_assert_cmpuint(marker_parse("12.").ordinal, ==, 12);
    g_assert_cmpint(marker_parse("(b)").kind, ==, MARKER_LETTER);
    g_assert_cmpuint(marker_parse("(b)").ordinal, ==, 2);
    g_assert_cmpuint(marker_parse("iv)").ordinal, ==, 4);
    g_assert_cmpint(marker_parse("(202)").kind, ==, MARKER_NONE);
    g_assert_cmpint(marker_parse("word.").kind, ==, MARKER_NONE);
    g_assert_cmpint(marker_parse("").kind, ==, MARKER_NONE);
    g_assert_true(marker_is_caption("Table", "2.1:"));
    g_assert_false(marker_is_caption("table", "2"));
    g_assert_false(marker_is_caption("Table", "manners"));
    g_assert_cmpuint(marker_section_depth("2.3.1"), ==, 3);
    g_assert_cmpuint(marker_section_depth("A.1"), ==, 2);
    g_assert_cmpuint(marker_section_depth("1990s"), ==, 0);
}

static void
a_page_without_words_has_no_blocks(void)
{
    expect_blocks("", NULL, "");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define RULE(f) g_test_add_func("/layout/" #f, f)
    RULE(two_columns_are_read_one_after_the_other);
    RULE(roman_numbers_begin_with_what_may_be_a_letter);
    RULE(rows_of_labels_and_text_stay_apart);
    RULE(lines_beside_a_drop_cap_are_of_its_paragraph);
    RULE(a_line_over_both_columns_parts_them);
    RULE(a_longer_column_is_not_broken_by_the_end_of_its_neighbour);
    RULE(footnotes_come_after_the_text_of_both_columns);
    RULE(short_paragraphs_do_not_pass_for_the_leading);
    RULE(the_text_of_a_note_hangs_under_its_text);
    RULE(a_smaller_note_in_the_margin_is_not_part_of_the_line);
    RULE(notes_in_the_margin_come_after_the_text);
    RULE(short_cells_side_by_side_are_read_across);
    RULE(a_contents_entry_is_one_line_with_its_page_number);
    RULE(a_raised_mark_stays_on_its_line);
    RULE(a_bold_line_by_itself_is_a_heading_candidate);
    RULE(an_indent_or_an_early_end_begins_a_paragraph);
    RULE(entries_of_a_glossary_are_paragraphs);
    RULE(items_hang_and_nest);
    RULE(fixed_width_lines_are_code_and_keep_blank_lines);
    RULE(a_line_of_inline_code_is_not_a_listing);
    RULE(the_initial_of_a_name_is_not_an_item);
    RULE(a_caption_begins_a_block);
    RULE(a_sentence_that_speaks_of_a_table_goes_on);
    RULE(a_sentence_that_begins_with_a_figure_is_no_caption);
    RULE(a_displayed_formula_is_a_block);
    RULE(a_formula_among_words_is_text);
    RULE(markers_are_told_from_words);
    RULE(a_page_without_words_has_no_blocks);
    return g_test_run();
}
