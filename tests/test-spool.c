/* tests/test-spool.c - pages of several workers come together */
#include "pipeline/spool.h"

#include <glib/gstdio.h>

static char *spool;

/* A document of @n_pages with those that @numbers names, 0 at the end; negative: the other half. */
static Document *
taken(guint n_pages, const int *numbers)
{
    Document *document = document_new("some.pdf");

    document->n_pages = n_pages;
    for (; *numbers != 0; numbers++) {
        Page *page = page_new((guint)ABS(*numbers), 600, 800);

        page->half = *numbers < 0 ? 2 : numbers[1] == -*numbers ? 1 : 0;
        document_add_page(document, page);
    }
    return document;
}

static void
put(guint input, guint n_pages, const int *numbers)
{
    g_autoptr(Document) document = taken(n_pages, numbers);
    g_autoptr(GError) error = NULL;

    g_assert_true(spool_write(spool, input, document, STAGE_LAYOUT, &error));
    g_assert_no_error(error);
}

static void
expect(guint input, guint n_pages, const char *pages)
{
    static const int none[] = { 0 };
    g_autoptr(Document) document = taken(n_pages, none);
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GError) error = NULL;

    g_assert_true(spool_read(spool, input, document, STAGE_LAYOUT, &error));
    g_assert_no_error(error);
    for (guint i = 0; i < document->pages->len; i++) {
        const Page *page = g_ptr_array_index(document->pages, i);

        g_string_append_printf(text, "%s%u%s", i > 0 ? " " : "", page->number,
                               page->half == 2 ? "b" : "");
    }
    g_assert_cmpstr(text->str, ==, pages);
}

static void
expect_refused(guint input, guint n_pages)
{
    static const int none[] = { 0 };
    g_autoptr(Document) document = taken(n_pages, none);
    g_autoptr(GError) error = NULL;

    g_assert_false(spool_read(spool, input, document, STAGE_LAYOUT, &error));
    g_assert_error(error, PAGE_PACK_ERROR, PAGE_PACK_ERROR_FORM);
}

static void
pages_come_in_their_order(void)
{
    put(1, 12, (const int[]){ 9, -9, 10, 0 });
    put(1, 12, (const int[]){ 1, 2, 3, 0 });
    put(1, 12, (const int[]){ 5, 0 }); /* 4 is lost */
    put(1, 12, (const int[]){ 0 });
    put(2, 12, (const int[]){ 6, 0 }); /* another document's */
    expect(1, 12, "1 2 3 5 9 9b 10");
    spool_drop(spool, 1, 2, 9);
    expect(1, 12, "1 2 3");
    spool_drop(spool, 1, 1, 12);
    expect(1, 12, "");
    expect(2, 12, "6");
}

/* Those of a worker that was led astray. */
static void
other_pages_are_refused(void)
{
    put(3, 12, (const int[]){ 4, 7, 0 });
    expect_refused(3, 5); /* there is no page 7 */
    put(3, 12, (const int[]){ 6, 0 });
    expect_refused(3, 12); /* it comes twice, or in another's place */
    put(4, 12, (const int[]){ 4, 4, 0 });
    expect_refused(4, 12);

    g_autofree char *path = g_build_filename(spool, "5-2.pages", NULL);
    g_assert_true(g_file_set_contents(path, "no pages", -1, NULL));
    expect_refused(5, 12);
}

int
main(int argc, char **argv)
{
    g_autofree char *folder = g_dir_make_tmp("sheaf-test-XXXXXX", NULL);

    g_test_init(&argc, &argv, NULL);
    spool = spool_new(folder, NULL);
    g_assert_nonnull(spool);
    g_test_add_func("/spool/order", pages_come_in_their_order);
    g_test_add_func("/spool/others", other_pages_are_refused);
    const int failed = g_test_run();
    spool_remove(spool);
    g_free(spool);
    g_rmdir(folder);
    return failed;
}
