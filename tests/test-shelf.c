/* tests/test-shelf.c - pipeline/model/shelf.c and shelve.c */
#include "pipeline/model/shelve.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MANY 3000

/* Sanitizers keep what was freed. */
#if defined(__SANITIZE_ADDRESS__)
#define GROWTH ((guint64)1 << 30)
#else
#define GROWTH ((guint64)24 << 20)
#endif

static guint64
resident(void)
{
    g_autofree char *text = NULL;

    g_assert_true(g_file_get_contents("/proc/self/statm", &text, NULL, NULL));
    return strtoull(strchr(text, ' '), NULL, 10) * (guint64)sysconf(_SC_PAGESIZE);
}

/* A page whose words say its number. */
static Page *
page_of_words(guint number)
{
    Page *page = page_new(number, 595, 842);
    const Style style = { .font = (char *)"Times-Roman", .size = 10 };

    page_intern_style(page->styles, &style);
    for (guint i = 0; i < 300; i++) {
        const Word word = { .text = g_strdup_printf("%u-%u", number, i),
                            .confidence = 1,
                            .link = -1 };
        g_array_append_val(page->words, word);
    }
    page_add_issue(page, "of page %u", number);

    Table *table = table_new(number, (Bbox){ 0, 0, 10, 10 }, TABLE_STREAM);
    Cell *cell = table_add_cell(table, 0, 0);
    g_free(cell->text);
    cell->text = g_strdup_printf("cell of %u", number);
    cell->words = g_array_new(FALSE, FALSE, sizeof(guint));
    g_array_append_val(cell->words, number);
    g_ptr_array_add(page->tables, table);
    return page;
}

static void
check_page(const Page *page, guint number)
{
    g_autofree char *last = g_strdup_printf("%u-299", number);
    g_autofree char *said = g_strdup_printf("of page %u", number);
    g_autofree char *text = g_strdup_printf("cell of %u", number);
    const Table *table = g_ptr_array_index(page->tables, 0);
    g_autoptr(Table) copy = table_copy(table);

    g_assert_cmpuint(page->number, ==, number);
    g_assert_cmpuint(page->words->len, ==, 300);
    g_assert_cmpstr(page_word(page, 299)->text, ==, last);
    g_assert_cmpstr(page_style(page, 0)->font, ==, "Times-Roman");
    g_assert_cmpstr(g_ptr_array_index(page->issues, 0), ==, said);
    g_assert_cmpstr(g_array_index(table->cells, Cell, 0).text, ==, text);
    g_assert_cmpuint(g_array_index(g_array_index(copy->cells, Cell, 0).words, guint, 0), ==,
                     number);
}

/* Some 80 MB, of which few are in memory while they are put and gone through. */
static void
what_is_on_it_is_whole_and_not_in_memory(void)
{
    g_autoptr(Shelf) shelf = shelf_new(g_get_tmp_dir());
    g_autoptr(GPtrArray) pages = g_ptr_array_new();
    const guint64 before = resident();
    guint64 most = 0;

    for (guint i = 0; i < MANY; i++) {
        g_ptr_array_add(pages, shelve_page(shelf, page_of_words(i)));
        most = MAX(most, resident());
    }
    g_assert_cmpuint(shelf_size(shelf), >, (gsize)64 << 20);
    for (guint i = 0; i < MANY; i++) {
        shelf_visit(shelf, i);
        check_page(g_ptr_array_index(pages, i), i);
        most = MAX(most, resident());
    }
    g_assert_cmpuint(most - before, <, GROWTH);
}

static void
what_is_changed_stays_so(void)
{
    g_autoptr(Shelf) shelf = shelf_new(g_get_tmp_dir());
    Page *page = shelve_page(shelf, page_of_words(1));

    page->number = 7;
    g_array_index(page->words, Word, 0).baseline = 12.5;
    shelf_rest(shelf);
    g_assert_cmpuint(page->number, ==, 7);
    g_assert_cmpfloat(page_word(page, 0)->baseline, ==, 12.5);
}

static void
larger_than_a_block_fits(void)
{
    g_autoptr(Shelf) shelf = shelf_new(g_get_tmp_dir());
    const gsize size = ((gsize)40 << 20) + 1;
    g_autofree char *bytes = g_malloc0(size);

    bytes[size - 1] = 'x';
    const char *put = shelf_put(shelf, bytes, size);
    const char *next = shelf_put_text(shelf, "next");
    shelf_rest(shelf);
    g_assert_cmpmem(put, size, bytes, size);
    g_assert_cmpstr(next, ==, "next");
}

/* As on a disk that is full. */
static void
without_a_file_it_is_in_memory(void)
{
    g_autoptr(Shelf) shelf = shelf_new("/no such folder");
    Page *page = shelve_page(shelf, page_of_words(3));

    shelf_rest(shelf);
    check_page(page, 3);
    g_assert_true(shelf_holds(shelf, page));
}

static void
elements_keep_what_they_say(void)
{
    g_autoptr(Shelf) shelf = shelf_new(g_get_tmp_dir());
    g_autoptr(Flow) flow = flow_new();
    Element *element = flow_add(flow, ELEMENT_ITEM, 4, (Bbox){ 1, 2, 3, 4 });
    const Run link = { .flags = RUN_BOLD, .uri = (char *)"https://example.org/" };

    flow->shelf = shelf;
    element->marker = g_strdup("3.");
    run_array_append(element->runs, "bold", &link);
    flow_settle_last(flow);
    flow_add(flow, ELEMENT_PICTURE, 4, BBOX_EMPTY);
    flow_settle_last(flow);
    shelf_rest(shelf);

    const Element *item = flow_element(flow, 0);
    g_assert_true(shelf_holds(shelf, item));
    g_assert_cmpstr(item->marker, ==, "3.");
    g_assert_cmpstr(g_array_index(item->runs, Run, 0).text, ==, "bold");
    g_assert_cmpstr(g_array_index(item->runs, Run, 0).uri, ==, "https://example.org/");
    /* Its file and its text are still to come. */
    g_assert_false(shelf_holds(shelf, flow_element(flow, 1)));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/shelf/whole and not in memory", what_is_on_it_is_whole_and_not_in_memory);
    g_test_add_func("/shelf/changed", what_is_changed_stays_so);
    g_test_add_func("/shelf/large", larger_than_a_block_fits);
    g_test_add_func("/shelf/no file", without_a_file_it_is_in_memory);
    g_test_add_func("/shelf/elements", elements_keep_what_they_say);
    return g_test_run();
}
