/* tests/test-break.c - what a page break leaves of a table: parts without a header, or without an
 * end */
#include "detect/finder.h"
#include "tests/table_art.h"

/* @head and @n rows of numbers are one table of @rows. */
static void
expect_one(const char *head, guint n, guint rows)
{
    g_autoptr(GString) picture = g_string_new(head);

    for (guint i = 0; i < n; i++)
        g_string_append_printf(picture, "Arnsay %-3u  %2u,207   %2u.5   1,%03u   %2u.1\n", i,
                               i % 90, i % 80, 100 + i, (i * 7) % 90);
    g_autoptr(Page) page = table_art_page(picture->str, NULL);
    g_autoptr(GPtrArray) tables = finder_tables(page, &(FinderOptions){ .method = FINDER_AUTO });

    g_assert_cmpuint(tables->len, ==, 1);
    g_assert_cmpuint(((Table *)g_ptr_array_index(tables, 0))->rows, ==, rows);
    g_assert_cmpuint(((Table *)g_ptr_array_index(tables, 0))->cols, ==, 5);
}

static void
a_page_of_rows_alone_is_no_index(void)
{
    expect_one("", 40, 40);
}

static void
rows_go_on_under_a_header_to_the_end_of_the_page(void)
{
    expect_one("==========================================\n"
               "Island        Sum     Rate    Tons   Share\n"
               "==========================================\n",
               30, 31);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define RULE(f) g_test_add_func("/break/" #f, f)
    RULE(a_page_of_rows_alone_is_no_index);
    RULE(rows_go_on_under_a_header_to_the_end_of_the_page);
    return g_test_run();
}
