/* tests/test-viewer.c - the page of `sheaf inspect`: what is in it; what it does is
 * tests/browser.sh */
#include "emit/viewer.h"

#include "tests/flow_art.h"

#include <jansson.h>

/* The page of a document of one page, 200 by 300 points. */
static char *
view(const char *art, const GArray *pictures)
{
    g_autoptr(Document) document = flow_art_document(art);
    g_autoptr(GArray) none = g_array_new(FALSE, FALSE, sizeof(ViewerPicture));
    const MarkdownOptions options = { 0 };

    g_ptr_array_add(document->pages, page_new(1, 200, 300));
    return viewer_document(document, pictures != NULL ? pictures : none, &options);
}

/* What stands in the element @id, read as JSON. */
static json_t *
data_of(const char *html, const char *id)
{
    g_autofree char *open = g_strdup_printf("id=\"%s\">", id);
    const char *from = strstr(html, open);

    g_assert_nonnull(from);
    from += strlen(open);
    g_autofree char *text = g_strndup(from, (gsize)(strstr(from, "</script>") - from));
    json_t *data = json_loads(text, 0, NULL);
    g_assert_nonnull(data);
    return data;
}

static const char *
text_of(json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

static void
text_cannot_end_the_script_it_is_in(void)
{
    g_autofree char *html = view("para </script><script>alert(1)</script>\n", NULL);
    json_t *data = data_of(html, "data");

    g_assert_null(strstr(html, "alert(1)</script>"));
    g_assert_nonnull(strstr(text_of(data, "markdown"), "alert(1)"));
    json_decref(data);
}

static void
nothing_is_loaded_from_elsewhere(void)
{
    g_autofree char *html = view("para {link https://example.org/|away}\n", NULL);

    g_assert_nonnull(strstr(html, "default-src 'none'"));
    g_assert_null(strstr(html, "src=\"http"));
    g_assert_null(strstr(html, "<link rel=\"stylesheet\""));
    g_assert_null(strstr(html, "{{"));
}

static void
each_element_has_its_part_of_the_markdown(void)
{
    static const char *const parts[] = { "# Title", "Some text[^1]", "- an item" };
    g_autofree char *html =
        view("heading1 Title\npara Some text{n|1}\nitem - an item\nnote 1 The note\n", NULL);
    json_t *data = data_of(html, "data");
    const char *markdown = text_of(data, "markdown");
    json_int_t from = 0;

    for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
        json_t *element = json_array_get(json_object_get(data, "elements"), i);
        const json_int_t end = json_integer_value(json_object_get(element, "end"));
        g_autofree char *part = g_strndup(markdown + from, (gsize)(end - from));

        g_assert_cmpstr(g_strstrip(part), ==, parts[i]);
        from = end;
    }
    g_assert_nonnull(strstr(markdown + from, "[^1]: The note"));
    json_decref(data);
}

static void
tables_have_cells_with_spans_and_what_was_doubted(void)
{
    g_autofree char *html = view("header=1 table\n    a <2x1> | <\n    b | c\n", NULL);
    json_t *data = data_of(html, "data");
    json_t *table = json_array_get(json_object_get(data, "tables"), 0);
    json_t *cell = json_array_get(json_object_get(table, "cells"), 0);

    g_assert_cmpint(json_integer_value(json_object_get(table, "header_rows")), ==, 1);
    g_assert_cmpint(json_integer_value(json_object_get(table, "element")), ==, 0);
    g_assert_cmpint(json_integer_value(json_object_get(cell, "colspan")), ==, 2);
    g_assert_cmpstr(text_of(cell, "text"), ==, "a");
    g_assert_nonnull(json_object_get(cell, "confidence"));
    json_decref(data);
}

static void
doubtful_words_are_marked_sure_ones_are_not(void)
{
    g_autoptr(Document) document = flow_art_document("para x\n");
    g_autoptr(GArray) none = g_array_new(FALSE, FALSE, sizeof(ViewerPicture));
    Page *page = page_new(1, 200, 300);
    const Word sure = { .text = g_strdup("sure"), .bbox = { 1, 1, 20, 9 }, .confidence = 0.95 };
    const Word doubted = { .text = g_strdup("d0ubt"), .bbox = { 30, 1, 50, 9 }, .confidence = 0.4 };

    g_array_append_val(page->words, sure);
    g_array_append_val(page->words, doubted);
    g_ptr_array_add(document->pages, page);
    g_autofree char *html = viewer_document(document, none, &(MarkdownOptions){ 0 });
    json_t *data = data_of(html, "page-1"), *doubts = json_object_get(data, "doubts");
    g_assert_cmpint((gint64)json_array_size(doubts), ==, 1);
    g_assert_cmpstr(json_string_value(json_array_get(json_array_get(doubts, 0), 2)), ==, "d0ubt");
    json_decref(data);
}

static void
pictures_are_in_the_page(void)
{
    const ViewerPicture picture = { 1, "image/png", g_bytes_new_static("PNG", 3) };
    g_autoptr(GArray) pictures = g_array_new(FALSE, TRUE, sizeof(ViewerPicture));

    g_array_set_clear_func(pictures, (GDestroyNotify)viewer_picture_clear);
    g_array_append_val(pictures, picture);
    g_autofree char *html = view("para x\n", pictures);
    g_assert_nonnull(strstr(html, "id=\"picture-1\" data-type=\"image/png\">UE5H</script>"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/viewer/script", text_cannot_end_the_script_it_is_in);
    g_test_add_func("/viewer/alone", nothing_is_loaded_from_elsewhere);
    g_test_add_func("/viewer/ends", each_element_has_its_part_of_the_markdown);
    g_test_add_func("/viewer/tables", tables_have_cells_with_spans_and_what_was_doubted);
    g_test_add_func("/viewer/doubts", doubtful_words_are_marked_sure_ones_are_not);
    g_test_add_func("/viewer/pictures", pictures_are_in_the_page);
    return g_test_run();
}
