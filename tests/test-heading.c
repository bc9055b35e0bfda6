/* tests/test-heading.c - what is a heading, and what only looks like one */
#include "detect/assembly.h"
#include "detect/mark.h"
#include "detect/running.h"
#include "tests/page_art.h"

#define PAGES(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* Three lines of running text, in black upright type. */
#define TEXT                                                                                       \
    "p|They are many, and they are of all sizes, and most\n"                                       \
    ".|of them can fly, though few of them like to do so,\n"                                       \
    ".|and those that do not like it walk from day to day.\n"

/* The headings of the flow, one a line. */
static void
expect_headings_of(const Document *document, const char *expected)
{
    const AssemblyOptions options = { 0 };
    g_autoptr(Flow) flow = assembly_flow(document, &options);
    GString *found = g_string_new(NULL);

    for (guint i = 0; i < flow->elements->len; i++) {
        const Element *element = flow_element(flow, i);

        if (element->kind != ELEMENT_HEADING)
            continue;
        g_autofree char *text = art_runs(element->runs);
        g_string_append_printf(found, "%u %s\n", element->level, text);
    }
    g_autofree char *all = g_string_free(found, FALSE);
    g_assert_cmpstr(all, ==, expected);
}

static void
expect_headings(const char *const *pages, const char *expected)
{
    g_autoptr(Document) document = art_document(pages);

    expect_headings_of(document, expected);
}

static void
bold_over_text_is_a_heading_and_over_a_short_line_is_not(void)
{
    expect_headings(PAGES("b|Wings\n" TEXT "|\nb|Dr. A. Author\np|Head of Beetles\n"), "1 Wings\n");
}

static void
a_term_over_text_set_further_in_is_no_heading(void)
{
    expect_headings(PAGES(TEXT "b|Elytron\np|   A wing that is hard and does not fly at all.\n"
                               ".|   It lies over the one that does.\n" TEXT),
                    "");
    /* Where all text stands further in, it is the heading that hangs out. */
    expect_headings(PAGES("b|Elytron\np|   A wing that is hard and does not fly at all.\n"
                          ".|   It lies over the one that does.\n"),
                    "1 Elytron\n");
}

static void
another_colour_is_enough_for_a_line_that_stands_like_a_heading(void)
{
    expect_headings(PAGES(TEXT "|\np|%Wings %and %legs\n" TEXT), "1 Wings and legs\n");
    /* Not closer to the text under it than to that above. */
    expect_headings(PAGES(TEXT "p|%Wings %and %legs\n" TEXT), "");
    /* A sentence. */
    expect_headings(PAGES(TEXT "|\np|%Wings %and %legs %go.\n" TEXT), "");
    /* No words. */
    expect_headings(PAGES(TEXT "|\np|%a %= %b\n" TEXT), "");
    expect_headings(PAGES(TEXT "|\np|%wLv\n" TEXT), "");
    expect_headings(PAGES(TEXT "|\np|%\xe6\xa6\x82\xe8\xa6\x81\n" TEXT),
                    "1 \xe6\xa6\x82\xe8\xa6\x81\n");
    /* Over nothing. */
    expect_headings(PAGES(TEXT "|\np|%Wings %and %legs\n"), "");
}

static void
a_slope_is_enough_where_text_is_upright(void)
{
    expect_headings(PAGES(TEXT "|\np|_Wings _and _legs\n" TEXT), "1 Wings and legs\n");
}

static void
space_alone_is_enough_for_a_few_words(void)
{
    expect_headings(PAGES(TEXT "|\np|Wings and legs\n" TEXT), "1 Wings and legs\n");
    /* Too long, or ending like a sentence, or under a line that may be the title. */
    expect_headings(PAGES(TEXT "|\np|Wings and legs and all that they need to go\n" TEXT), "");
    expect_headings(PAGES(TEXT "|\np|Wings and legs!\n" TEXT), "");
    expect_headings(PAGES("p|Beetles\n|\np|A. Author\n" TEXT), "");
}

/* The headings where those drawn as 16 points are of 11: hardly larger than the text. */
static void
expect_small_headings(const char *picture, const char *expected)
{
    g_autoptr(Document) document = art_document(PAGES(picture));
    const Page *page = mark_page(document, 0);

    for (guint i = 0; i < page->styles->len; i++) {
        Style *style = &g_array_index(page->styles, Style, i);

        style->size = style->size == 16 ? 11 : style->size;
    }
    for (guint i = 0; i < page->lines->len; i++) {
        Line *line = &g_array_index(page->lines, Line, i);

        line->size = line->size == 16 ? 11 : line->size;
    }
    expect_headings_of(document, expected);
}

static void
light_type_that_is_hardly_larger_is_a_title_of_tables(void)
{
    expect_small_headings(TEXT "|\ng|Wings by size\nt|all & 4\nt|none & 0\n" TEXT, "");
    expect_small_headings(TEXT "|\ng|Wings by size\n" TEXT, "1 Wings by size\n");
}

static void
a_full_stop_ends_a_sentence_but_not_a_numbered_heading(void)
{
    expect_small_headings(TEXT "h|1. On wings and on legs.\n" TEXT, "1 1. On wings and on legs.\n");
    expect_small_headings(TEXT "h|They have wings and legs.\n" TEXT, "");
}

static void
a_line_of_code_is_no_heading(void)
{
    expect_headings(PAGES(TEXT "|\np|`fly() `and `walk()\n" TEXT), "");
}

static void
what_is_set_like_running_text_is_not_set_off(void)
{
    /* Long bold text, and a line like it, in a document whose body is light. */
    expect_headings(PAGES(TEXT TEXT "p|*They *are *many *and\n"
                                    ".|*of *all *sizes *and *most *of *them *can *fly *though\n"
                                    ".|*few *like *to *do *it *and *those *that *do *not *like\n"
                                    ".|*it *walk *all *their *lives *from *here *to *there *and\n"
                                    ".|*back *to *where *they *came *from *when *the *day *ends.\n"
                                    "b|*A *last *word\n" TEXT),
                    "");
}

static void
small_type_over_a_title_names_a_series(void)
{
    expect_headings(PAGES("h|Reports\nH|Beetles\n" TEXT "h|Wings\n" TEXT), "1 Beetles\n2 Wings\n");
    /* With a number it is a section without text. */
    expect_headings(PAGES("h|3. Reports\nH|Beetles\n" TEXT), "1 3. Reports\n1 Beetles\n");
}

static void
large_sentences_are_quotations(void)
{
    expect_headings(PAGES(TEXT "|\ng|There are more of them than us.\n" TEXT),
                    "1 There are more of them than us.\n");
    expect_headings(PAGES(TEXT "|\ng|There are more of them than of all of us.\n" TEXT), "");
}

static void
of_one_size_the_style_that_comes_first_is_above(void)
{
    expect_headings(PAGES("h|Beetles\n" TEXT "|\np|WINGS AND LEGS\n" TEXT "b|Of wings\n" TEXT
                          "|\np|EYES AND JAWS\n" TEXT "b|Of eyes\n" TEXT),
                    "1 Beetles\n2 WINGS AND LEGS\n3 Of wings\n2 EYES AND JAWS\n3 Of eyes\n");
    /* What comes once may be anything: bold is not below italics. */
    expect_headings(PAGES("h|Beetles\n" TEXT "|\np|_Wings _and _legs\n" TEXT "b|Wings\n" TEXT),
                    "1 Beetles\n2 Wings and legs\n2 Wings\n");
}

static void
quantities_are_no_section_numbers(void)
{
    expect_headings(PAGES(TEXT "|\np|3.1 million of them can fly\n" TEXT), "");
    expect_headings(PAGES(TEXT "|\np|3.1 Those of them that can fly\n" TEXT),
                    "1 3.1 Those of them that can fly\n");
}

static void
sources_and_captions_of_other_languages_are_no_headings(void)
{
    expect_headings(PAGES("b|Tabelle 3\n" TEXT "b|Source: The Beetle Book\n" TEXT), "");
    expect_headings(PAGES("b|Sources\n" TEXT), "1 Sources\n");
}

static void
headings_may_hang_out_into_the_margin(void)
{
    expect_headings(PAGES("p|             They are many, and they are of all sizes,\n"
                          ".|             and most of them can fly and do so.\n"
                          "b|Wings\n"
                          "p|             They have two pairs of them, and they are\n"
                          ".|             as hard as they have to be.\n"),
                    "1 Wings\n");
}

static void
an_outline_of_the_chapters_leaves_the_sections_to_their_looks(void)
{
    g_autoptr(Document) document =
        art_document(PAGES("h|Beetles\n" TEXT "b|Wings\n" TEXT "b|Legs\n" TEXT "b|Eyes\n" TEXT,
                           "h|Bees\n" TEXT "b|Honey\n" TEXT));

    art_outline(document, "Beetles", 1, 1);
    art_outline(document, "Bees", 1, 2);
    expect_headings_of(document, "1 Beetles\n2 Wings\n2 Legs\n2 Eyes\n1 Bees\n2 Honey\n");
}

static void
faces_of_one_family_are_told_from_other_families(void)
{
    g_assert_true(running_same_family("Times-Roman", "Times-BoldItalic"));
    g_assert_true(running_same_family("Arial,Bold", "ArialMT"));
    g_assert_true(running_same_family("CMR10", "CMR12"));
    g_assert_false(running_same_family("CMR10", "CMSS10"));
    g_assert_false(running_same_family("Times-Roman", "Helvetica"));
}

#define WALKS "p|They walk.\n"

/* The last line of the first page is far beyond those of the second. */
static void
headings_of_two_pages_are_two(void)
{
    expect_headings(PAGES(WALKS WALKS WALKS WALKS WALKS WALKS WALKS WALKS WALKS "h|Beetles\n",
                          "h|Bees\np|They are many.\n"),
                    "1 Beetles\n1 Bees\n");
}

#define ADD(test) g_test_add_func("/heading/" #test, test)

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    ADD(bold_over_text_is_a_heading_and_over_a_short_line_is_not);
    ADD(a_term_over_text_set_further_in_is_no_heading);
    ADD(another_colour_is_enough_for_a_line_that_stands_like_a_heading);
    ADD(a_slope_is_enough_where_text_is_upright);
    ADD(space_alone_is_enough_for_a_few_words);
    ADD(light_type_that_is_hardly_larger_is_a_title_of_tables);
    ADD(a_line_of_code_is_no_heading);
    ADD(what_is_set_like_running_text_is_not_set_off);
    ADD(small_type_over_a_title_names_a_series);
    ADD(large_sentences_are_quotations);
    ADD(of_one_size_the_style_that_comes_first_is_above);
    ADD(quantities_are_no_section_numbers);
    ADD(sources_and_captions_of_other_languages_are_no_headings);
    ADD(headings_may_hang_out_into_the_margin);
    ADD(a_full_stop_ends_a_sentence_but_not_a_numbered_heading);
    ADD(an_outline_of_the_chapters_leaves_the_sections_to_their_looks);
    ADD(headings_of_two_pages_are_two);
    ADD(faces_of_one_family_are_told_from_other_families);
    return g_test_run();
}
