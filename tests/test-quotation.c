/* tests/test-quotation.c - paragraphs that are set in on both sides are quotes */
#include "detect/assembly.h"
#include "tests/page_art.h"

/* The first word of each quoted element of a page, in order. */
static void
expect(const char *page, const char *want)
{
    const AssemblyOptions options = { .quotations = true };
    g_autoptr(Document) document = art_document((const char *const[]){ page, NULL });
    g_autoptr(Flow) flow = assembly_flow(document, &options);
    g_autoptr(GString) got = g_string_new(NULL);

    for (guint i = 0; i < flow->elements->len; i++) {
        const Element *element = flow_element(flow, i);
        g_autofree char *text = run_array_text(element->runs);

        if (element->quote > 0)
            g_string_append_printf(got, "%.*s;", (int)strcspn(text, " "), text);
    }
    g_assert_cmpstr(got->str, ==, want);
}

#define TEXT                                                                                       \
    "p|Text that goes from one margin to the other\n"                                              \
    ".|in all of its lines, and then it has an end\n"                                              \
    ".|somewhere.\n"                                                                               \
    "|\n"

static void
a_paragraph_set_in_on_both_sides_is_a_quote(void)
{
    expect(TEXT "p|     What was said is as far in here as\n"
                ".|     there, in lines that are full, as.\n"
                ".|     they are.\n"
                "|\n" TEXT,
           "What;");
}

static void
one_set_in_on_the_left_only_is_none(void)
{
    expect(TEXT "p|     What was said is as far in here as all\n"
                ".|     is there, in lines that are full, too.\n"
                ".|     they are.\n"
                "|\n" TEXT,
           "");
}

static void
ragged_lines_are_none(void)
{
    expect(TEXT "p|     What was said is as far in here\n"
                ".|     as there, in lines that are not.\n"
                ".|     full, or lines of a verse\n"
                ".|     with an end.\n"
                "|\n" TEXT,
           "");
}

static void
a_page_of_one_width_has_none(void)
{
    expect(TEXT TEXT, "");
    expect("p|     What was said is as far in here as\n"
           ".|     there, in lines that are full, as.\n"
           ".|     they are.\n",
           "");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/quotation/both", a_paragraph_set_in_on_both_sides_is_a_quote);
    g_test_add_func("/quotation/left", one_set_in_on_the_left_only_is_none);
    g_test_add_func("/quotation/ragged", ragged_lines_are_none);
    g_test_add_func("/quotation/width", a_page_of_one_width_has_none);
    return g_test_run();
}
