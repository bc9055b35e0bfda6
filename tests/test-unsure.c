/* tests/test-unsure.c - words that were not read surely are marked */
#include "detect/assembly.h"
#include "tests/page_art.h"

static void
words_read_unsurely_are_marked_when_asked(void)
{
    const char *const page[] = { "p|read what stands there\n", NULL };
    g_autoptr(Document) document = art_document(page);
    Page *first = g_ptr_array_index(document->pages, 0);
    Word *surely = &g_array_index(first->words, Word, 0);
    Word *unsurely = &g_array_index(first->words, Word, 1);

    surely->ocr = unsurely->ocr = true;
    surely->confidence = 0.95;
    unsurely->confidence = 0.5;
    const AssemblyOptions options = { .mark_doubt = true };
    g_autoptr(Flow) flow = assembly_flow(document, &options);
    const GArray *runs = ((const Element *)g_ptr_array_index(flow->elements, 0))->runs;
    g_assert_cmpuint(runs->len, ==, 3);
    g_assert_cmpstr(g_array_index(runs, Run, 1).text, ==, "what");
    g_assert_cmpuint(g_array_index(runs, Run, 1).flags, ==, RUN_DOUBT);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/unsure/marked-when-asked", words_read_unsurely_are_marked_when_asked);
    return g_test_run();
}
