/* tests/test-carry.c - what the paper says between the parts of a table */
#include "detect/assembly.h"
#include "tests/page_art.h"

#define TOP "t|Year & Sum\nt|1990 & 7\n"
#define REST "t|Year & Sum\nt|1991 & 8\n"
#define WHOLE "table 3x2: \n"

static void
expect_flow(const char *first, const char *second, bool join, const char *expected)
{
    const char *pages[] = { first, second, NULL };
    const AssemblyOptions options = { .join_tables = join };
    g_autoptr(Document) document = art_document(pages);
    g_autoptr(Flow) flow = assembly_flow(document, &options);
    g_autofree char *found = art_flow(flow);

    g_assert_cmpstr(found, ==, expected);
}

static void
lines_that_say_that_it_goes_on_go(void)
{
    expect_flow(TOP "|\np|Continued on next page\n", "p|Table 1 (continued)\n|\n" REST, true,
                WHOLE);
}

static void
a_title_said_again_goes(void)
{
    expect_flow("p|Piers and ships.\n|\n|\np|Table 1: Ships\n|\n" TOP, "p|Table 1: Ships\n|\n" REST,
                true, "paragraph: Piers and ships.\nparagraph: Table 1: Ships\n" WHOLE);
}

static void
notes_and_feet_may_stand_between(void)
{
    expect_flow(TOP "|\n|\nn|1 A note\nl|12\n", REST, true,
                WHOLE "paragraph: 1 A note\nparagraph: 12\n");
}

static void
text_or_another_title_keeps_tables_apart(void)
{
    expect_flow("p|Table 1: Ships\n|\n" TOP, "p|Table 2: Boats\n|\n" REST, true,
                "paragraph: Table 1: Ships\ntable 2x2: \n"
                "paragraph: Table 2: Boats\ntable 2x2: \n");
    expect_flow(TOP "|\np|The years after that are another matter.\n", REST, true,
                "table 2x2: \nparagraph: The years after that are another matter.\n"
                "table 2x2: \n");
}

static void
parts_are_left_alone_where_so_asked(void)
{
    expect_flow(TOP "|\np|Continued on next page\n", REST, false,
                "table 2x2: \nparagraph: Continued on next page\ntable 2x2: \n");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define ADD(name) g_test_add_func("/carry/" #name, name)
    ADD(lines_that_say_that_it_goes_on_go);
    ADD(a_title_said_again_goes);
    ADD(notes_and_feet_may_stand_between);
    ADD(text_or_another_title_keeps_tables_apart);
    ADD(parts_are_left_alone_where_so_asked);
    return g_test_run();
}
