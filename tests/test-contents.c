/* tests/test-contents.c - printed contents, which a book leaves out */
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
a_roman_page_number_is_one_where_the_entry_is_a_link(void)
{
    g_autoptr(Document) document =
        art_document(PAGES("h|Contents\np|@Preface                v\n.|Beetles . . . . . 1\n"
                           ".|Wings . . . . . 3\n.|Legs . . . . . 5\n|\np|Text.\n"));
    Link *link = &g_array_index(mark_page(document, 0)->links, Link, 0);

    expect_flow_of(document, true,
                   "heading 1: Contents\nparagraph: <l Preface> v Beetles . . . . . 1 "
                   "Wings . . . . . 3 Legs . . . . . 5\nparagraph: Text.\n");
    /* With it there are four entries, and they are contents. */
    g_clear_pointer(&link->uri, g_free);
    link->dest_page = 1;
    expect_flow_of(document, true, "paragraph: Text.\n");
}

static void
printed_contents_are_lines_or_nothing(void)
{
    g_autoptr(Document) document = art_document(
        PAGES("h|Contents\np|Beetles . . . . . 1\n.|Wings . . . . . 3\n.|Legs . . . . . 5\n"
              ".|Eyes . . . . . 9\n|\np|And then the text begins.\n"));

    expect_flow_of(document, false,
                   "heading 1: Contents\nparagraph: Beetles ..... 1\n"
                   "paragraph: Wings ..... 3\nparagraph: Legs ..... 5\n"
                   "paragraph: Eyes ..... 9\nparagraph: And then the text begins.\n");
    expect_flow_of(document, true, "paragraph: And then the text begins.\n");
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/contents/roman", a_roman_page_number_is_one_where_the_entry_is_a_link);
    g_test_add_func("/contents/lines", printed_contents_are_lines_or_nothing);
    return g_test_run();
}
