/* tests/test-aid.c - indexes and lists of figures are for paper */
#include "detect/aid.h"

#include "tests/flow_art.h"

/* What is left of the flow of @art, a text a line. */
static void
expect(const char *art, const char *want)
{
    g_autoptr(Document) document = flow_art_document(art);
    g_autoptr(GString) got = g_string_new(NULL);

    aid_drop(document->flow);
    for (guint i = 0; i < document->flow->elements->len; i++) {
        g_autofree char *text = run_array_text(flow_element(document->flow, i)->runs);

        g_string_append_printf(got, "%s\n", text);
    }
    g_assert_cmpstr(got->str, ==, want);
}

static void
an_index_is_words_with_numbers(void)
{
    expect("heading1 A\npara x\nheading1 Index\nheading2 B\n"
           "para beetles, 3, 12-14 wings of, 5 butterflies, see moths bugs, 7, 9f.\n"
           "para moths, 22\nheading1 Notes\npara y",
           "A\nx\nNotes\ny\n");
    expect("heading1 Appendix D Concept index\npara beetles, 3 moths, 4, 7", "");
}

static void
a_chapter_on_indexes_stays(void)
{
    expect("heading1 Building an index\npara The index is kept in 2 files. It is made anew when "
           "one of them changes, and that takes a while.",
           "Building an index\nThe index is kept in 2 files. It is made anew when one of them "
           "changes, and that takes a while.\n");
    expect("heading1 The B-tree index\npara Every page of it has 12 keys or more.",
           "The B-tree index\nEvery page of it has 12 keys or more.\n");
}

static void
a_list_is_lines_that_end_in_numbers(void)
{
    expect("heading1 List of Figures\npara 1.1 A beetle . . . . 3\npara 1.2 Its wings, seen from "
           "above . . . 12\nheading1 A\npara x",
           "A\nx\n");
    expect("heading1 Contents\ntable\n    1 | A | 3\n    2 | B | 7\nheading1 A", "A\n");
    expect("heading1 List of demands\npara We want bread.\npara We want roses.",
           "List of demands\nWe want bread.\nWe want roses.\n");
}

static void
what_is_dropped_says_why(void)
{
    g_autoptr(Document) document =
        flow_art_document("heading1 Index\npara beetles, 3 moths, 4, 7\nheader 12\n");

    aid_drop(document->flow);
    g_assert_cmpuint(document->flow->elements->len, ==, 1);
    g_assert_cmpuint(document->flow->dropped->len, ==, 2);
    g_assert_cmpstr(((Element *)g_ptr_array_index(document->flow->dropped, 1))->why, ==,
                    "the printed index");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/aid/index", an_index_is_words_with_numbers);
    g_test_add_func("/aid/chapter", a_chapter_on_indexes_stays);
    g_test_add_func("/aid/list", a_list_is_lines_that_end_in_numbers);
    g_test_add_func("/aid/why", what_is_dropped_says_why);
    return g_test_run();
}
