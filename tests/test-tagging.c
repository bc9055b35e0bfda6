/* tests/test-tagging.c - structure trees against drawn pages */
#include "detect/assembly.h"
#include "tests/page_art.h"

/* One tag a row: "P text", "H2 text", "L0 text" (an item, its depth), "T text" (a table), "O text".
 */
static void
add_tags(Page *page, const char *rows)
{
    g_auto(GStrv) lines = g_strsplit(rows, "\n", -1);

    for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++) {
        const char *space = strchr(lines[i], ' ');
        const guint number = (guint)(lines[i][1] - '0');
        Tag tag = { .text = g_strdup(space + 1) };

        switch (lines[i][0]) {
        case 'P':
            tag.kind = TAG_PARAGRAPH;
            break;
        case 'H':
            tag.kind = TAG_HEADING;
            tag.level = number;
            break;
        case 'L':
            tag.kind = TAG_ITEM;
            tag.depth = number;
            break;
        case 'T':
            tag.kind = TAG_TABLE;
            break;
        default:
            break;
        }
        g_array_append_val(page->tags, tag);
    }
}

static void
expect(const char *picture, const char *tags, const char *want)
{
    const char *const pages[] = { picture, NULL };
    const AssemblyOptions options = { .join_tables = true };
    g_autoptr(Document) document = art_document(pages);

    add_tags(g_ptr_array_index(document->pages, 0), tags);
    g_autoptr(Flow) flow = assembly_flow(document, &options);
    g_autofree char *got = art_flow(flow);
    g_assert_cmpstr(got, ==, want);
}

/* Rows that push what follows away from the top edge of the page. */
#define TOP "|\n|\n|\n"

static void
headings_have_the_level_of_the_tree(void)
{
    /* Nothing in the type says which is which. */
    expect(TOP "p|The ramp\n"
               "|\n"
               "p|Two of the crew stand at the ramp, one on each\n"
               ".|side, until it is locked and the bridge knows.\n",
           "H3 The ramp\n"
           "P Two of the crew stand at the ramp, one on eachside, until it is locked and the "
           "bridge knows.\n",
           "heading 3: The ramp\n"
           "paragraph: Two of the crew stand at the ramp, one on each side, until it is locked "
           "and the bridge knows.\n");
}

static void
a_page_with_words_outside_of_the_tree_goes_by_its_looks(void)
{
    expect(TOP "p|The ramp\n"
               "|\n"
               "p|Two of the crew stand at the ramp, one on each\n"
               ".|side, until it is locked and the bridge knows.\n",
           "H3 The ramp\n"
           "P Two of the crew stand at the ramp, one on each\n",
           "heading 1: The ramp\n"
           "paragraph: Two of the crew stand at the ramp, one on each side, until it is locked "
           "and the bridge knows.\n");
}

static void
a_tree_with_words_that_are_not_on_the_page_is_not_believed(void)
{
    expect(TOP "p|The ramp\n"
               "|\n"
               "p|Two of the crew stand at the ramp.\n",
           "H3 The ramp\n"
           "P Two of the crew stand at the ramp.\n"
           "P Nobody has ever seen this paragraph on the page.\n",
           "paragraph: The ramp\n"
           "paragraph: Two of the crew stand at the ramp.\n");
}

static void
a_tree_of_nothing_but_headings_is_not_believed(void)
{
    expect(TOP "p|Two of the crew stand at the ramp.\n"
               "|\n"
               "p|They wait until it is locked.\n",
           "H1 Two of the crew stand at the ramp.\n"
           "H1 They wait until it is locked.\n",
           "paragraph: Two of the crew stand at the ramp.\n"
           "paragraph: They wait until it is locked.\n");
}

static void
columns_are_read_in_the_order_of_the_tree(void)
{
    expect(TOP "p|The box at the left comes last.\n"
               ">|\n" TOP "p|The text at the right is first.\n",
           "P The text at the right is first.\n"
           "P The box at the left comes last.\n",
           "paragraph: The text at the right is first.\n"
           "paragraph: The box at the left comes last.\n");
}

static void
an_order_that_goes_up_the_page_is_not_believed(void)
{
    expect(TOP "p|This is the first of the two.\n"
               "|\n"
               "p|This is the second one of them.\n",
           "P This is the second one of them.\n"
           "P This is the first of the two.\n",
           "paragraph: This is the first of the two.\n"
           "paragraph: This is the second one of them.\n");
}

static void
items_need_no_bullets_of_text(void)
{
    expect(TOP "p|Lock the pins on both sides of it,\n"
               ".|and call the bridge\n"
               ".|by telephone, or by hand signal,\n"
               ".|and wait.\n",
           "L0 Lock the pins on both sides of it,\n"
           "L0 and call the bridge\n"
           "L1 by telephone, or by hand signal,and wait.\n",
           "item: Lock the pins on both sides of it,\n"
           "item: and call the bridge\n"
           "item in 1: by telephone, or by hand signal, and wait.\n");
}

static void
labels_may_stand_anywhere_in_their_item(void)
{
    expect(TOP "i|- Lock the pins on both sides.\n"
               "i|- Call the bridge.\n",
           "L0 Lock the pins on both sides.-\n"
           "L0 Call the bridge.-\n",
           "item: Lock the pins on both sides.\n"
           "item: Call the bridge.\n");
}

static void
a_paragraph_of_the_tree_is_one(void)
{
    expect(TOP "p|Two of the crew stand at the ramp. Each\n"
               "|\n"
               "p|Of them has a lamp.\n",
           "P Two of the crew stand at the ramp. EachOf them has a lamp.\n",
           "paragraph: Two of the crew stand at the ramp. Each Of them has a lamp.\n");
}

static void
what_is_in_no_element_at_the_edge_is_furniture(void)
{
    expect("p|Rules for all crews of the ferries\n" TOP "p|Two of the crew stand at the ramp.\n",
           "P Two of the crew stand at the ramp.\n",
           "header: Rules for all crews of the ferries\n"
           "paragraph: Two of the crew stand at the ramp.\n");
}

static void
a_division_that_says_all_of_it_again_is_passed_over(void)
{
    expect(TOP "p|The ramp\n"
               "|\n"
               "p|Two of the crew stand at the ramp, one on each\n"
               ".|side, until it is locked and the bridge knows.\n",
           "O The rampTwo of the crew stand at the ramp, one on eachside, until it is locked and "
           "the bridge knows.\n"
           "H2 The ramp\n"
           "P Two of the crew stand at the ramp, one on eachside, until it is locked and the "
           "bridge knows.\n",
           "heading 2: The ramp\n"
           "paragraph: Two of the crew stand at the ramp, one on each side, until it is locked "
           "and the bridge knows.\n");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);

#define TEST(name) g_test_add_func("/tagging/" #name, name)
    TEST(headings_have_the_level_of_the_tree);
    TEST(a_page_with_words_outside_of_the_tree_goes_by_its_looks);
    TEST(a_tree_with_words_that_are_not_on_the_page_is_not_believed);
    TEST(a_tree_of_nothing_but_headings_is_not_believed);
    TEST(columns_are_read_in_the_order_of_the_tree);
    TEST(an_order_that_goes_up_the_page_is_not_believed);
    TEST(items_need_no_bullets_of_text);
    TEST(labels_may_stand_anywhere_in_their_item);
    TEST(a_paragraph_of_the_tree_is_one);
    TEST(what_is_in_no_element_at_the_edge_is_furniture);
    TEST(a_division_that_says_all_of_it_again_is_passed_over);
    return g_test_run();
}
