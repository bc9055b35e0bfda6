/* tests/test-assembly.c - from the pages of a document to its flow */
#include "detect/assembly.h"
#include "detect/mark.h"
#include "tests/page_art.h"

#define PAGES(...) ((const char *const[]){ __VA_ARGS__, NULL })

static void
expect_flow_of(const Document *document, bool book, const char *expected)
{
    const AssemblyOptions options = { .join_tables = true, .drop_contents = book };
    g_autoptr(Flow) flow = assembly_flow(document, &options);
    g_autofree char *found = art_flow(flow);

    g_assert_cmpstr(found, ==, expected);
}

static void
expect_flow(const char *const *pages, const char *expected)
{
    g_autoptr(Document) document = art_document(pages);

    expect_flow_of(document, false, expected);
}

static void
lines_of_a_paragraph_are_one_text(void)
{
    expect_flow(PAGES("p|the quick brown fox\n"
                      ".|jumps over the dog.\n"),
                "paragraph: the quick brown fox jumps over the dog.\n");
}

static void
a_hyphen_goes_when_the_word_stands_elsewhere(void)
{
    expect_flow(PAGES("p|a beetle is small. Some bee-\n"
                      ".|tle eats a well-\n"
                      ".|known leaf.\n"
                      "|\n"
                      "p|This is well-known, of Anglo-\n"
                      ".|Saxon origin, pre-\n"
                      ".|and post-war.\n"),
                "paragraph: a beetle is small. Some beetle eats a well-known leaf.\n"
                "paragraph: This is well-known, of Anglo-Saxon origin, pre- and post-war.\n");
}

static void
two_words_of_the_document_are_a_compound(void)
{
    expect_flow(PAGES("p|A production is a thing. Be ready for a production.\n"
                      ".|Get ready for each production-\n"
                      ".|ready thing and some-\n"
                      ".|thing else.\n"),
                "paragraph: A production is a thing. Be ready for a production. Get ready for each "
                "production-ready thing and something else.\n");
}

static void
words_of_one_style_are_one_run_with_their_space(void)
{
    expect_flow(PAGES("p|use *very *bold text, `git `log and @see @here now\n"),
                "paragraph: use <b very bold> text, <c git log> and <l see here> now\n");
}

static void
code_with_padding_is_code_apart(void)
{
    /* Two cells between: no space of the type is that wide. */
    expect_flow(PAGES("p|keys `a  `b and more of the text here\n"),
                "paragraph: keys <c a> <c b> and more of the text here\n");
}

static void
a_paragraph_goes_on_over_a_page(void)
{
    expect_flow(PAGES("p|It was a long sentence that did not come to\n"
                      ".|its end before the page had come to its own\n",
                      "p|and so it went on overleaf.\n"),
                "paragraph: It was a long sentence that did not come to its end before the page "
                "had come to its own and so it went on overleaf.\n");
}

static void
a_sentence_that_ends_is_not_gone_on_with(void)
{
    expect_flow(PAGES("p|It was a long sentence that did come to\n"
                      ".|its end.\n",
                      "p|and this is another one.\n"),
                "paragraph: It was a long sentence that did come to its end.\n"
                "paragraph: and this is another one.\n");
}

static void
a_paragraph_goes_on_in_the_next_column(void)
{
    expect_flow(PAGES("p|these words are in the first column, and\n"
                      ".|the sentence is not done, as\n"
                      ">|\n"
                      "p|it ends here.\n"),
                "paragraph: these words are in the first column, and the sentence is not done, as "
                "it ends here.\n");
}

static void
running_heads_and_numbers_are_furniture(void)
{
    expect_flow(PAGES("u|Beetles                 11\np|One.\n",
                      "u|12                  Beetles\np|Two.\n",
                      "u|Beetles                 13\np|Three.\n",
                      "u|14                  Beetles\np|Four.\n"),
                "header: Beetles 11\nparagraph: One.\n"
                "header: 12 Beetles\nparagraph: Two.\n"
                "header: Beetles 13\nparagraph: Three.\n"
                "header: 14 Beetles\nparagraph: Four.\n");
}

static void
one_side_of_a_head_may_change(void)
{
    expect_flow(PAGES("u|Beetles\nU|Wings\np|One.\n", "u|Beetles\nU|Legs\np|Two.\n",
                      "u|Beetles\nU|Eyes\np|Three.\n"),
                "header: Beetles\nheader: Wings\nparagraph: One.\n"
                "header: Beetles\nheader: Legs\nparagraph: Two.\n"
                "header: Beetles\nheader: Eyes\nparagraph: Three.\n");
}

static void
running_heads_go_out_of_tables(void)
{
    expect_flow(PAGES("u|On beetles      11\np|One.\n", "u|On beetles      12\np|Two.\n",
                      "u|On beetles      13\np|Three.\n",
                      "t|On beetles & 14\nt|wings & legs\nt|4 & 6\n"),
                "header: On beetles 11\nparagraph: One.\nheader: On beetles 12\n"
                "paragraph: Two.\nheader: On beetles 13\nparagraph: Three.\n"
                "header: On beetles 14\ntable 2x2: \n");
}

static void
page_numbers_count_on_and_other_numbers_do_not(void)
{
    expect_flow(PAGES("p|One.\nl|5\n", "p|Two.\nl|6\n", "p|Three.\nl|7\n"),
                "paragraph: One.\nfooter: 5\nparagraph: Two.\nfooter: 6\n"
                "paragraph: Three.\nfooter: 7\n");
    expect_flow(PAGES("p|One.\nl|50\n", "p|Two.\nl|20\n", "p|Three.\nl|9\n"),
                "paragraph: One.\nparagraph: 50\nparagraph: Two.\nparagraph: 20\n"
                "paragraph: Three.\nparagraph: 9\n");
}

static void
a_first_line_that_no_page_repeats_is_text(void)
{
    expect_flow(PAGES("p|One is here.\n", "p|Two is there.\n", "p|Three is gone.\n"),
                "paragraph: One is here.\nparagraph: Two is there.\nparagraph: Three is gone.\n");
}

static void
the_outline_says_which_lines_are_headings(void)
{
    g_autoptr(Document) document = art_document(
        PAGES("h|Beetles\np|They are many.\nb|Wings\np|They fly.\nb|A label\np|x y.\n"));

    art_outline(document, "1. Beetles", 1, 1);
    art_outline(document, "1.1 WINGS", 2, 1);
    expect_flow_of(document, false,
                   "heading 1: Beetles\nparagraph: They are many.\nheading 2: Wings\n"
                   "paragraph: They fly.\nheading 2: A label\nparagraph: x y.\n");
}

static void
the_largest_type_of_the_first_page_is_the_title(void)
{
    g_autoptr(Document) document =
        art_document(PAGES("h|Of Beetles\n\nb|Wings\np|They fly with them.\n"));

    art_outline(document, "Wings", 1, 1);
    expect_flow_of(document, false,
                   "heading 1: Of Beetles\nheading 1: Wings\n"
                   "paragraph: They fly with them.\n");
}

static void
code_over_facing_pages_keeps_its_indentation(void)
{
    /* Odd pages stand two characters further in; the second half of the code has no line at
     * its margin. */
    const char *left = "p|Left page.\n\np|Text.\n", *right = "p|  Right page.\n\np|  Text.\n";
    g_autoptr(Document) document = art_document(PAGES(right, left, right, left, right, left,
                                                      "p|  Here it is:\n\nc|  if a:\n.|      b()\n",
                                                      "c|    c()\n.|    d()\n\np|Last page.\n"));
    const AssemblyOptions options = { 0 };
    g_autoptr(Flow) flow = assembly_flow(document, &options);
    const char *code = NULL;

    for (guint i = 0; i < flow->elements->len; i++)
        if (flow_element(flow, i)->kind == ELEMENT_CODE)
            code = flow_element(flow, i)->code;
    g_assert_cmpstr(code, ==, "if a:\n    b()\n    c()\n    d()");
}

static void
a_number_that_the_outline_leaves_out_belongs_to_its_title(void)
{
    g_autoptr(Document) document =
        art_document(PAGES("p|Of insects.\n", "h|Chapter 3\n\nb|Beetles\np|They are many.\n"));

    art_outline(document, "Beetles", 1, 2);
    expect_flow_of(document, false,
                   "paragraph: Of insects.\nheading 1: Chapter 3 Beetles\n"
                   "paragraph: They are many.\n");
}

static void
an_outline_of_something_else_is_not_believed(void)
{
    g_autoptr(Document) document = art_document(PAGES("h|Beetles\np|They are many.\n"));

    art_outline(document, "scan0001.tif", 1, 1);
    art_outline(document, "scan0002.tif", 1, 1);
    expect_flow_of(document, false, "heading 1: Beetles\nparagraph: They are many.\n");
}

static void
larger_headings_stand_above_smaller_ones(void)
{
    expect_flow(PAGES("h|Beetles\np|They are many and of all sizes.\nb|Wings\np|They can fly.\n"),
                "heading 1: Beetles\nparagraph: They are many and of all sizes.\n"
                "heading 2: Wings\nparagraph: They can fly.\n");
}

static void
the_number_of_a_chapter_goes_with_its_title(void)
{
    expect_flow(PAGES("h|Chapter 1\nH|Beetles\np|They are many and of all sizes.\nb|1.1 Wings\n"
                      "p|They can fly.\n",
                      "h|Chapter 2\nH|Bees\np|They are many and of one size.\nb|2.1 Wings\n"
                      "p|They can fly.\n"),
                "heading 1: Chapter 1 Beetles\nparagraph: They are many and of all sizes.\n"
                "heading 2: 1.1 Wings\nparagraph: They can fly.\n"
                "heading 1: Chapter 2 Bees\nparagraph: They are many and of one size.\n"
                "heading 2: 2.1 Wings\nparagraph: They can fly.\n");
}

#define CHAPTER(name) "h|On " name "\np|They are there and do what they do all day long.\n"

static void
a_title_page_does_not_push_chapters_down(void)
{
    g_autoptr(Document) document = art_document(
        PAGES("H|Beetles\nb|A. Author\n", CHAPTER("wings"), CHAPTER("legs"), CHAPTER("eyes"),
              CHAPTER("jaws"), CHAPTER("eggs"), CHAPTER("love"), CHAPTER("death")));
    const AssemblyOptions options = { 0 };
    g_autoptr(Flow) flow = assembly_flow(document, &options);
    g_autofree char *found = art_flow(flow);

    g_assert_true(g_str_has_prefix(found, "heading 1: Beetles\nparagraph: <b A. Author>\n"
                                          "heading 1: On wings\n"));
}

static void
a_bold_word_that_runs_in_is_no_heading(void)
{
    expect_flow(PAGES("b|Wings of beetles are hard and of two\n"
                      "p|*kinds. They can fly, and they do so.\n"
                      "p|There is more to say of them, as there always is.\n"),
                "paragraph: <b Wings of beetles are hard and of two>\n"
                "paragraph: <b kinds.> They can fly, and they do so.\n"
                "paragraph: There is more to say of them, as there always is.\n");
}

static void
captions_and_addresses_are_no_headings(void)
{
    expect_flow(PAGES("b|Figure 3: Wings\np|They can fly and they do so.\n"
                      "b|www.example.org\np|And they do so for long.\n"),
                "paragraph: <b Figure 3: Wings>\nparagraph: They can fly and they do so.\n"
                "paragraph: <b www.example.org>\nparagraph: And they do so for long.\n");
}

static void
code_keeps_its_columns_and_blank_lines(void)
{
    expect_flow(PAGES("c|def f(x):\n"
                      ".|    return  x\n"
                      "|\n"
                      ".|f(1)\n"
                      ".|f(2)\n"),
                "code: def f(x):\n    return  x\n\nf(1)\nf(2)\n");
}

static void
code_goes_on_over_a_page_that_it_fills(void)
{
    GString *full = g_string_new("c|first\n");

    for (guint i = 0; i < 52; i++)
        g_string_append(full, ".|line\n");
    g_autofree char *page = g_string_free(full, FALSE);
    g_autoptr(Document) document = art_document(PAGES(page, "c|    last\n"));
    const AssemblyOptions options = { 0 };
    g_autoptr(Flow) flow = assembly_flow(document, &options);

    g_assert_cmpuint(flow->elements->len, ==, 1);
    g_assert_true(g_str_has_suffix(flow_element(flow, 0)->code, "line\nline\n    last"));
}

static void
code_that_ended_early_has_ended(void)
{
    expect_flow(PAGES("c|one\np|some text to fill the page\n|\n|\n|\n|\n|\n|\n|\np|down to here\n",
                      "c|two\n"),
                "code: one\nparagraph: some text to fill the page\nparagraph: down to here\n"
                "code: two\n");
    expect_flow(PAGES("c|one\n", "c|two\n|\n|\n|\n|\n|\n|\n|\np|down to here\n"),
                "code: one\ncode: two\nparagraph: down to here\n");
}

static void
lists_begun_on_the_page_before_keep_their_depth(void)
{
    /* Layout gives the items of the second page as if it were the first. */
    expect_flow(PAGES("p|Some text.\n.|More of it.\n.|And more.\ni|- one\nj|   - inner\n",
                      "i|   - inner again\ni|- two\np|Some text.\n.|More of it.\n.|Yes.\n"),
                "paragraph: Some text. More of it. And more.\nitem: one\nitem in 1: inner\n"
                "item in 1: inner again\nitem: two\nparagraph: Some text. More of it. Yes.\n");
}

static void
text_of_an_item_may_begin_a_page(void)
{
    expect_flow(PAGES("p|Some text.\n.|More of it.\n.|And more.\ni|- one.\n",
                      "p|  More of one.\np|Some text.\n.|More of it.\n.|And more.\n"),
                "paragraph: Some text. More of it. And more.\nitem: one.\n"
                "paragraph in 1: More of one.\nparagraph: Some text. More of it. And more.\n");
    expect_flow(PAGES("p|Some text.\n.|More of it.\n.|And more.\ni|- one.\n",
                      "q|  Mind the gap.\np|Some text.\n.|More of it.\n.|And more.\n"),
                "paragraph: Some text. More of it. And more.\nitem: one.\n"
                "paragraph quoted: Mind the gap.\nparagraph: Some text. More of it. And more.\n");
}

static void
numbers_of_items_are_kept(void)
{
    expect_flow(PAGES("i|3. three\ni|(b) letter\ni|iv) roman\n"),
                "item no 3: three\nitem no 2: letter\nitem no 4: roman\n");
}

static void
bold_numbers_of_paragraphs_are_text(void)
{
    expect_flow(PAGES("i|*1) Say what this\n.|program does.\ni|*2) Say why.\nj|  - and how\n"),
                "paragraph: <b 1)> Say what this program does.\nparagraph: <b 2)> Say why.\n"
                "item: and how\n");
    expect_flow(PAGES("i|*1) Say what this\n.|   program does.\ni|*2) Say why.\n"),
                "item no 1: Say what this program does.\nitem no 2: Say why.\n");
}

static void
padding_around_code_is_no_space(void)
{
    /* One cell is padding, as before the commas; two are padding and a space. */
    expect_flow(PAGES("p|say  `a ,  or  `b ,  and  `c .  Press  `Ctrl + `x  now\n"),
                "paragraph: say <c a>, or <c b>, and <c c>. Press <c Ctrl>+<c x> now\n");
}

static void
a_letter_at_the_top_of_a_page_goes_on_with_its_list(void)
{
    expect_flow(PAGES("i|a. the first one\n"
                      "i|b. the second one\n",
                      "p|c. the third one\n"
                      "|\n"
                      "p|A. Brand is a name.\n"),
                "item no 1: the first one\n"
                "item no 2: the second one\n"
                "item no 3: the third one\n"
                "paragraph: A. Brand is a name.\n");
}

static void
a_letter_off_the_baseline_within_a_word_is_small(void)
{
    g_autoptr(Document) document = art_document(PAGES("p|written in L ^A TEX, and x ^A too\n"));
    Page *page = g_ptr_array_index(document->pages, 0);
    Word *tex = &g_array_index(page->words, Word, 4);

    g_assert_cmpstr(tex->text, ==, "TEX,");
    tex->glued = true;
    tex->bbox.y1 += 2; /* the E, which is lowered */
    expect_flow_of(document, false, "paragraph: written in LaTeX, and x<s A> too\n");
}

static void
words_broken_over_columns_and_pages_are_whole(void)
{
    expect_flow(
        PAGES("p|A beetle is a small animal, and some bee-\n"
              ">|\n"
              "p|tles are even smaller than most of all the bee-\n",
              "p|tles that were there before them, in pre- and\n"
              ".|post-war times.\n"),
        "paragraph: A beetle is a small animal, and some beetles are even smaller than most "
        "of all the beetles that were there before them, in pre- and post-war times.\n");
}

static void
a_paragraph_that_runs_to_the_left_goes_on_over_a_page(void)
{
    g_autoptr(Document) document = art_document(PAGES("p|הרוח באה מן הים והגשם\n"
                                                      ".|ירד על הנמל כל הלילה עד\n",
                                                      "p|אור הבוקר ואז פסק לרגע\n"
                                                      ".|ושב.\n"));
    Page *page = g_ptr_array_index(document->pages, 0);

    /* The last line of the page is full: it reaches the left margin, though not the right. */
    g_array_index(page->lines, Line, 1).bbox.x1 -= 40;
    expect_flow_of(
        document, false,
        "paragraph: הרוח באה מן הים והגשם ירד על הנמל כל הלילה עד אור הבוקר ואז פסק לרגע "
        "ושב.\n");
}

static void
code_broken_behind_its_hyphen_has_no_space(void)
{
    expect_flow(PAGES("p|there is the option `-- of the one, with `ferry `--\n"
                      ".|`all for those of the day, and cat `-\n"
                      ".|`file as well.\n"),
                "paragraph: there is the option <c --> of the one, with <c ferry --all> for those "
                "of the day, and cat <c - file> as well.\n");
}

static void
lines_of_an_address_stay_lines(void)
{
    expect_flow(PAGES("p|Mrs Ilse Marrow\n"
                      ".|The Old School\n"
                      ".|3 Church Lane\n"
                      "|\n"
                      "p|thank you for your letter. You ask why the horn is\n"
                      ".|sounded at five in the morning, and whether it may\n"
                      ".|be sounded later, or not at all, or on the mainland\n"
                      "|\n"
                      "p|Yours are the\n"
                      ".|words.\n"),
                "paragraph: Mrs Ilse Marrow<| >The Old School<| >3 Church Lane\n"
                "paragraph: thank you for your letter. You ask why the horn is sounded at five in "
                "the morning, and whether it may be sounded later, or not at all, or on the "
                "mainland\n"
                "paragraph: Yours are the words.\n");
}

static void
an_exponent_is_no_mark_of_a_footnote(void)
{
    expect_flow(PAGES("p|as is x ^2 of both.\n"
                      "|\n"
                      "p|A wing ^2 is there.\n"
                      "|\n"
                      "n|2 Of a beetle.\n"),
                "paragraph: as is x<s 2> of both.\n"
                "paragraph: A wing<n 2> is there.\n"
                "note 2: Of a beetle.\n");
}

static void
what_is_raised_stands_at_its_word(void)
{
    g_autoptr(Document) document =
        art_document(PAGES("p|A wing^2 is there, and two^7 too.\n|\nn|2 Of a beetle.\n"));
    GArray *words = mark_page(document, 0)->words;

    for (guint i = 0; i < words->len; i++)
        g_array_index(words, Word, i).glued = false;
    expect_flow_of(document, false,
                   "paragraph: A wing<n 2> is there, and two<s 7> too.\nnote 2: Of a beetle.\n");
}

static void
footnotes_find_their_marks(void)
{
    expect_flow(PAGES("p|A beetle^1 is here.\n|\nn|1 An insect.\n",
                      "p|A wing^1 is there.\n|\nn|1 Of a beetle.\nn|2 Nobody asks.\n"),
                "paragraph: A beetle<n 1> is here.\nnote 1: An insect.\n"
                "paragraph: A wing<n p2-1> is there.\nnote p2-1: Of a beetle.\n"
                "paragraph: 2 Nobody asks.\n");
}

static void
callouts_are_quoted(void)
{
    expect_flow(PAGES("q|Mind the gap.\n"), "paragraph quoted: Mind the gap.\n");
}

static void
an_empty_document_is_an_empty_flow(void)
{
    expect_flow(PAGES(NULL), "");
    expect_flow(PAGES("", ""), "");
}

#define ADD(test) g_test_add_func("/assembly/" #test, test)

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    ADD(lines_of_a_paragraph_are_one_text);
    ADD(a_hyphen_goes_when_the_word_stands_elsewhere);
    ADD(two_words_of_the_document_are_a_compound);
    ADD(words_of_one_style_are_one_run_with_their_space);
    ADD(code_with_padding_is_code_apart);
    ADD(a_paragraph_goes_on_over_a_page);
    ADD(a_sentence_that_ends_is_not_gone_on_with);
    ADD(a_paragraph_goes_on_in_the_next_column);
    ADD(running_heads_and_numbers_are_furniture);
    ADD(one_side_of_a_head_may_change);
    ADD(running_heads_go_out_of_tables);
    ADD(page_numbers_count_on_and_other_numbers_do_not);
    ADD(a_first_line_that_no_page_repeats_is_text);
    ADD(the_outline_says_which_lines_are_headings);
    ADD(the_largest_type_of_the_first_page_is_the_title);
    ADD(code_over_facing_pages_keeps_its_indentation);
    ADD(a_number_that_the_outline_leaves_out_belongs_to_its_title);
    ADD(an_outline_of_something_else_is_not_believed);
    ADD(larger_headings_stand_above_smaller_ones);
    ADD(the_number_of_a_chapter_goes_with_its_title);
    ADD(a_title_page_does_not_push_chapters_down);
    ADD(a_bold_word_that_runs_in_is_no_heading);
    ADD(captions_and_addresses_are_no_headings);
    ADD(code_keeps_its_columns_and_blank_lines);
    ADD(code_goes_on_over_a_page_that_it_fills);
    ADD(code_that_ended_early_has_ended);
    ADD(lists_begun_on_the_page_before_keep_their_depth);
    ADD(text_of_an_item_may_begin_a_page);
    ADD(numbers_of_items_are_kept);
    ADD(bold_numbers_of_paragraphs_are_text);
    ADD(padding_around_code_is_no_space);
    ADD(what_is_raised_stands_at_its_word);
    ADD(footnotes_find_their_marks);
    ADD(an_exponent_is_no_mark_of_a_footnote);
    ADD(lines_of_an_address_stay_lines);
    ADD(code_broken_behind_its_hyphen_has_no_space);
    ADD(words_broken_over_columns_and_pages_are_whole);
    ADD(a_paragraph_that_runs_to_the_left_goes_on_over_a_page);
    ADD(a_letter_off_the_baseline_within_a_word_is_small);
    ADD(a_letter_at_the_top_of_a_page_goes_on_with_its_list);
    ADD(callouts_are_quoted);
    ADD(an_empty_document_is_an_empty_flow);
    return g_test_run();
}
