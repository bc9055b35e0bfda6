/* tests/test-json.c - documents and tables as JSON */
#include "emit/json.h"

#include "tests/flow_art.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

static Table *
two_by_two(void)
{
    Table *table = table_new(3, (Bbox){ 72, 100.123, 200.5, 1.0 / 3 }, TABLE_STREAM);
    Cell *cell = table_add_cell(table, 0, 0);

    g_free(cell->text);
    cell->text = g_strdup("a \"quoted\" \xC3\xA9");
    cell->colspan = 2;
    cell->bbox = (Bbox){ 72, 100, 200, 110 };
    table_add_cell(table, 1, 1)->page = 4;
    table->rows = table->cols = 2;
    table->header_rows = 1;
    table->confidence = 0.876543;
    g_ptr_array_add(table->warnings, g_strdup("cells overlap"));
    return table;
}

static void
tables_have_the_form_that_the_benchmark_reads(void)
{
    g_autoptr(GPtrArray) tables = g_ptr_array_new_with_free_func((GDestroyNotify)table_free);

    g_ptr_array_add(tables, two_by_two());
    g_autofree char *got = json_tables("a.pdf", tables);
    g_assert_cmpstr(
        got, ==,
        "{\"version\":1,\"file\":\"a.pdf\",\"tables\":[\n"
        "{\"page\":3,\"bbox\":[72,100.12,200.5,0.33],\"rows\":2,\"cols\":2,\"header_rows\":1,"
        "\"column_types\":[\"empty\",\"empty\"],"
        "\"method\":\"stream\",\"confidence\":0.88,"
        "\"parts\":[{\"page\":3,\"bbox\":[72,100.12,200.5,0.33]}],\"warnings\":[\"cells overlap\"],"
        "\"cells\":[\n"
        "{\"row\":0,\"col\":0,\"rowspan\":1,\"colspan\":2,\"text\":\"a \\\"quoted\\\" \xC3\xA9\","
        "\"bbox\":[72,100,200,110]},\n"
        "{\"row\":1,\"col\":1,\"rowspan\":1,\"colspan\":1,\"text\":\"\",\"page\":4,\"bbox\":[0,0,0,"
        "0]}\n"
        "]}\n"
        "]}\n");
}

static void
numbers_below_the_header_have_values(void)
{
    g_autoptr(GPtrArray) tables = g_ptr_array_new_with_free_func((GDestroyNotify)table_free);
    const char *const texts[] = { "2010", "(1,98,00,000.25)", "\342\200\223" };
    Table *table = table_new(1, (Bbox){ 0, 0, 9, 9 }, TABLE_STREAM);

    table->rows = G_N_ELEMENTS(texts);
    table->cols = table->header_rows = 1;
    for (guint r = 0; r < table->rows; r++) {
        Cell *cell = table_add_cell(table, r, 0);
        g_free(cell->text);
        cell->text = g_strdup(texts[r]);
    }
    g_ptr_array_add(tables, table);
    g_autofree char *got = json_tables("a.pdf", tables);
    g_assert_nonnull(strstr(got, "\"column_types\":[\"number\"]"));
    g_assert_nonnull(strstr(got, "\"text\":\"2010\",\"bbox\""));
    g_assert_nonnull(strstr(got, "\"text\":\"(1,98,00,000.25)\",\"value\":-19800000.25,"));
    g_assert_nonnull(strstr(got, "\"text\":\"\342\200\223\",\"bbox\""));
}

static void
no_tables_are_an_empty_list(void)
{
    g_autoptr(GPtrArray) tables = g_ptr_array_new();
    g_autofree char *got = json_tables("a.pdf", tables);
    json_t *read = json_loads(got, 0, NULL);

    g_assert_nonnull(read);
    g_assert_cmpuint(json_array_size(json_object_get(read, "tables")), ==, 0);
    json_decref(read);
}

static void
the_manifest_has_a_line_a_table(void)
{
    g_autoptr(Table) table = two_by_two();
    g_autofree char *got = json_manifest_line("in/a.pdf", table, "in/a-page-3-table-1.csv", NULL);

    g_assert_cmpstr(got, ==,
                    "{\"document\":\"in/"
                    "a.pdf\",\"page\":3,\"bbox\":[72,100.12,200.5,0.33],\"rows\":2,\"columns\":2,"
                    "\"header_rows\":1,\"column_types\":[\"empty\",\"empty\"],"
                    "\"method\":\"stream\",\"confidence\":0.88,\"warnings\":[\"cells overlap\"],"
                    "\"file\":\"in/a-page-3-table-1.csv\"}\n");
}

static void
words_in_doubt_are_named_with_their_cells(void)
{
    g_autoptr(GPtrArray) tables = g_ptr_array_new_with_free_func((GDestroyNotify)table_free);
    Table *table = two_by_two();
    Cell *cell = &g_array_index(table->cells, Cell, 1);

    cell->runs = run_array_new();
    run_array_append(cell->runs, "Total ", NULL);
    run_array_append(cell->runs, "1l7 ", &(Run){ .flags = RUN_DOUBT });
    run_array_append(cell->runs, "km", NULL);
    g_ptr_array_add(tables, table);
    g_autofree char *all = json_tables("a.pdf", tables);
    g_autofree char *line = json_manifest_line("a.pdf", table, "a.csv", NULL);

    g_assert_nonnull(strstr(all, "\"doubtful\":[\"1l7\"]"));
    g_assert_nonnull(strstr(line, "\"doubtful\":[{\"row\":1,\"col\":1,\"words\":[\"1l7\"]}]"));
}

static void
what_is_no_number_or_no_text_is_mended(void)
{
    g_autoptr(Table) table = two_by_two();

    table->bbox = (Bbox){ NAN, INFINITY, -INFINITY, 1e300 };
    g_autofree char *got = json_manifest_line("broken \xFF", table, "", NULL);
    json_t *read = json_loads(got, 0, NULL);
    g_assert_nonnull(read);
    g_assert_cmpstr(json_string_value(json_object_get(read, "document")), ==,
                    "broken \xEF\xBF\xBD");
    json_decref(read);
}

static void
a_document_says_where_its_elements_stand(void)
{
    g_autoptr(Document) document = flow_art_document("heading1 One\n"
                                                     "para a {b|bold} {link http://x.org|link}\n"
                                                     "depth=1 quote=1 item 2. two\n"
                                                     "code c\n    x\n"
                                                     "table\n    a | b\n");
    document->title = g_strdup("T");
    g_autofree char *got = json_document(document);
    json_t *read = json_loads(got, 0, NULL), *elements = json_object_get(read, "elements");
    int version, level, ordinal, cols;
    const char *title, *kind, *code;

    g_assert_cmpint(
        json_unpack(read, "{s:i, s:{s:s}}", "version", &version, "metadata", "title", &title), ==,
        0);
    g_assert_cmpuint(json_array_size(elements), ==, 5);
    g_assert_cmpint(json_unpack(elements, "[{s:s, s:i}]", "kind", &kind, "level", &level), ==, 0);
    g_assert_cmpstr(kind, ==, "heading");
    json_t *runs = json_object_get(json_array_get(elements, 1), "runs");
    g_assert_cmpstr(json_string_value(json_array_get(runs, 0)), ==, "a ");
    g_assert_true(json_is_true(json_object_get(json_array_get(runs, 1), "bold")));
    g_assert_cmpstr(json_string_value(json_object_get(json_array_get(runs, 3), "uri")), ==,
                    "http://x.org");
    g_assert_cmpint(json_unpack(json_array_get(elements, 2), "{s:i}", "ordinal", &ordinal), ==, 0);
    g_assert_cmpint(ordinal, ==, 2);
    g_assert_cmpint(json_unpack(json_array_get(elements, 3), "{s:s}", "code", &code), ==, 0);
    g_assert_cmpstr(code, ==, "x");
    g_assert_cmpint(json_unpack(json_array_get(elements, 4), "{s:{s:i}}", "table", "cols", &cols),
                    ==, 0);
    g_assert_cmpint(cols, ==, 2);
    json_decref(read);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/json/tables", tables_have_the_form_that_the_benchmark_reads);
    g_test_add_func("/json/values", numbers_below_the_header_have_values);
    g_test_add_func("/json/no-tables", no_tables_are_an_empty_list);
    g_test_add_func("/json/manifest", the_manifest_has_a_line_a_table);
    g_test_add_func("/json/doubt", words_in_doubt_are_named_with_their_cells);
    g_test_add_func("/json/mended", what_is_no_number_or_no_text_is_mended);
    g_test_add_func("/json/document", a_document_says_where_its_elements_stand);
    return g_test_run();
}
