/* tests/test-datapackage.c - what Frictionless is told of a table */
#include "emit/datapackage.h"

#include "tests/flow_art.h"

/* "name: type, how", a line each; then the texts that stand for nothing, and how many rows are
 * passed over. */
static char *
described(const char *art, CsvOptions options)
{
    g_autoptr(Document) document = flow_art_document(art);
    g_autoptr(DatapackageSchema) schema =
        datapackage_schema(flow_element(document->flow, 0)->table, &options);
    GString *out = g_string_new(NULL);

    for (guint i = 0; i < schema->fields->len; i++) {
        const DatapackageField *field = &g_array_index(schema->fields, DatapackageField, i);

        g_string_append_printf(out, "%s: %s", field->name, field->type);
        if (strcmp(field->type, "number") == 0)
            g_string_append_printf(out, " %c%s%s", field->decimal, field->group,
                                   field->bare ? "" : " around");
        g_string_append_c(out, '\n');
    }
    for (guint i = 0; i < schema->missing->len; i++)
        g_string_append_printf(out, "'%s' ", (char *)g_ptr_array_index(schema->missing, i));
    g_string_append_printf(out, "%s %u", schema->header ? "header" : "rows", schema->n_header_rows);
    return g_string_free(out, FALSE);
}

static void
expect(const char *art, const char *want)
{
    g_autofree char *got = described(art, CSV_OPTIONS_DEFAULT);

    g_assert_cmpstr(got, ==, want);
}

/* Of a column with these values, what is said of it alone. */
static void
expect_type(const char *values, const char *want)
{
    g_auto(GStrv) lines = g_strsplit(values, "|", -1);
    g_autofree char *rows = g_strjoinv("\n    ", lines);
    g_autofree char *art = g_strconcat("header=1 table\n    x\n    ", rows, NULL);
    g_autofree char *all = g_strconcat("x: ", want, NULL);

    expect(art, all);
}

static void
numbers_say_what_parts_their_figures(void)
{
    expect_type("1|-2.5|+3", "number .\nheader 1");
    expect_type("1,234|56|1,234,567.8", "number .,\nheader 1");
    expect_type("1.234,5|2,5|0,7", "number ,.\nheader 1");
    expect_type("1 234|5", "number . \nheader 1");
    expect_type("5 %|7.5 %", "number . around\nheader 1");
    expect_type("$ 5|6", "number . around\nheader 1");
}

static void
what_a_reader_would_take_for_another_number_is_text(void)
{
    expect_type("(5)|6|7|8|9", "string\nheader 1");
    expect_type("5-|6|7|8|9", "string\nheader 1");
    expect_type("−5|6|7|8|9", "string\nheader 1");
    expect_type("<5|6|7|8|9", "string\nheader 1");
    expect_type("007|008", "string\nheader 1");
    expect_type("1234567890123456|2", "string\nheader 1");
    expect_type("none today|6|7|8|9", "string\nheader 1");
    expect_type("1,234|1 234|5", "string\nheader 1");
}

static void
signs_for_nothing_are_missing_values(void)
{
    expect_type("1|n.a.|..|2|3", "number .\n'..' 'n.a.' header 1");
    expect_type("a|-|b", "string\nheader 1");
}

static void
dates_have_types_where_they_are_in_their_form(void)
{
    expect_type("2010|2011|2012", "year\nheader 1");
    expect_type("2011-03-04|2011-03-05", "date\nheader 1");
    expect_type("2011-03-04|2011-02-30", "string\nheader 1");
    expect_type("March 2011|April 2011", "string\nheader 1");
}

static void
names_are_those_of_a_plain_header(void)
{
    expect("header=1 table\n    a | b c\n    x | y", "a: string\nb c: string\nheader 1");
}

static void
other_headers_give_names_that_are_unique(void)
{
    expect("header=1 table\n    a | a | \n    x | y | z",
           "a: string\na (2): string\ncolumn_3: string\nrows 1");
    expect("header=1 table\n    a | a (2) | a\n    x | y | z",
           "a: string\na (2): string\na (3): string\nrows 1");
    expect("header=2 table\n    year <1x2> | sum <2x1> | <\n    ^ | a | b\n    x | y | z",
           "year: string\nsum a: string\nsum b: string\nrows 2");
    expect("table\n    x | y", "column_1: string\ncolumn_2: string\nrows 0");
}

static void
repeated_cells_count_as_the_file_has_them(void)
{
    const char *const art = "header=1 table\n    a | b\n    5 <2x1> | <\n    1 | 2\n    3 | 4";
    g_autofree char *once = described(art, CSV_OPTIONS_DEFAULT);
    const CsvOptions all = { .separator = ',', .spans = CSV_SPANS_REPEAT };
    g_autofree char *often = described(art, all);

    g_assert_cmpstr(once, ==, "a: number .\nb: number .\nheader 1");
    g_assert_cmpstr(often, ==, once);
}

static void
names_of_resources_are_plain_and_apart(void)
{
    g_autofree char *plain = datapackage_name("2019/report-page-1-table-1.csv");
    g_autofree char *one = datapackage_name("A b.csv"), *two = datapackage_name("a B.csv");

    g_assert_cmpstr(plain, ==, "2019/report-page-1-table-1.csv");
    g_assert_true(g_str_has_prefix(one, "a-b.csv-"));
    g_assert_true(g_str_has_prefix(two, "a-b.csv-"));
    g_assert_cmpstr(one, !=, two);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define ADD(rule) g_test_add_func("/datapackage/" #rule, rule)
    ADD(numbers_say_what_parts_their_figures);
    ADD(what_a_reader_would_take_for_another_number_is_text);
    ADD(signs_for_nothing_are_missing_values);
    ADD(dates_have_types_where_they_are_in_their_form);
    ADD(names_are_those_of_a_plain_header);
    ADD(other_headers_give_names_that_are_unique);
    ADD(repeated_cells_count_as_the_file_has_them);
    ADD(names_of_resources_are_plain_and_apart);
    return g_test_run();
}
