/* tests/test-datum.c - what the text of a cell is */
#include "pipeline/model/datum.h"

#include <string.h>

static void
expect(const char *text, const char *expected)
{
    const Datum datum = datum_read(text, DATUM_POINT);
    g_autofree char *said =
        datum.exact ? g_strdup_printf("%s %.10g", datum_kind_name(datum.kind), datum.value)
                    : g_strdup(datum_kind_name(datum.kind));

    g_assert_cmpstr(said, ==, expected);
}

static void
digits_are_grouped_by_threes_or_as_in_india(void)
{
    expect("1980", "number 1980");
    expect("19,800,000", "number 19800000");
    expect("1,98,00,000", "number 19800000");
    expect("98,00,000.50", "number 9800000.5");
    expect("19 800 000", "number 19800000");
    expect("19\302\240800", "number 19800");
    expect("19'800", "number 19800");
    expect(".5", "number 0.5");
    expect("1,9", "text");
    expect("1,23,45", "text");
    expect("1234,567", "text");
    expect("2010 2011", "text");
}

static void
minus_has_many_signs(void)
{
    expect("-5", "number -5");
    expect("\342\210\2225", "number -5");
    expect("\342\200\2235", "number -5");
    expect("(1,234)", "number -1234");
    expect("5-", "number -5");
    expect("+5", "number 5");
    expect("(5", "text");
    expect("5)", "text");
    expect("10-19", "text");
}

static void
money_and_percent_are_told_by_their_signs(void)
{
    expect("$ 5.20", "currency 5.2");
    expect("\342\202\2545", "currency 5");
    expect("5 EUR", "currency 5");
    expect("Rs. 1,00,000", "currency 100000");
    expect("$(5)", "currency -5");
    expect("($5)", "currency -5");
    expect("-$5", "currency -5");
    expect("5.2%", "percent 5.2");
    expect("5 percent", "percent 5");
    expect("(5.2)%", "percent -5.2");
}

static void
marks_of_notes_are_no_part_of_a_number(void)
{
    expect("5.2*", "number 5.2");
    expect("5.2\302\271", "number 5.2");
    expect("5.2 (a)", "number 5.2");
    expect("5.2[1]", "number 5.2");
    expect("5.2r", "number 5.2");
    expect("12 km", "text");
    expect("12m", "text");
}

static void
nothing_has_many_signs_too(void)
{
    const char *const signs[] = { "",   " ",    "...", "\342\200\246", "-", "\342\200\223",
                                  "--", "n.a.", "N/A", "(D)",          ":" };

    for (guint i = 0; i < G_N_ELEMENTS(signs); i++)
        expect(signs[i], "empty");
}

static void
about_is_a_number_without_a_value(void)
{
    expect("<0.1", "number");
    expect("~5", "number");
}

static void
dates_are_named_or_dashed(void)
{
    const char *const dates[] = { "4 March 2011", "March 4, 2011", "Mar-11",   "Sept. 2011",
                                  "2011-03-04",   "4/3/2011",      "12/31/99", "4.3.2011",
                                  "2010-11",      "2010/2011",     "Q1 2011",  "January",
                                  "4th March" };
    const char *const others[] = {
        "Marching", "1.2.3", "Table 4", "may be", "2011 units", "10/20"
    };

    for (guint i = 0; i < G_N_ELEMENTS(dates); i++)
        expect(dates[i], "date");
    for (guint i = 0; i < G_N_ELEMENTS(others); i++)
        expect(others[i], "text");
}

/* One row of header, cells apart by '|', rows by '/'. */
static void
expect_columns(const char *picture, const char *expected)
{
    g_auto(GStrv) rows = g_strsplit(picture, "/", -1);
    g_autoptr(Table) table = table_new(1, (Bbox){ 0, 0, 100, 100 }, TABLE_STREAM);
    g_autoptr(GString) said = g_string_new(NULL);

    for (guint r = 0; rows[r] != NULL; r++) {
        g_auto(GStrv) cells = g_strsplit(rows[r], "|", -1);
        for (guint c = 0; cells[c] != NULL; c++) {
            Cell *cell = table_add_cell(table, r, c);
            g_free(cell->text);
            cell->text = g_strdup(cells[c]);
            table->cols = MAX(table->cols, c + 1);
        }
        table->rows = r + 1;
    }
    table->header_rows = 1;

    g_autoptr(GArray) columns = datum_columns(table);
    for (guint c = 0; c < columns->len; c++) {
        const DatumColumn *column = &g_array_index(columns, DatumColumn, c);
        g_string_append_printf(said, "%s%s", c > 0 ? " " : "", datum_kind_name(column->kind));
        if (column->decimal == DATUM_COMMA)
            g_string_append(said, ",");
        if (column->odd > 0)
            g_string_append_printf(said, " (%u odd)", column->odd);
    }
    g_assert_cmpstr(said->str, ==, expected);
}

static void
a_column_is_what_its_cells_are(void)
{
    expect_columns("Land|Sum|Since/India|1,98,00,000|1947/Nepal|...|2008/Bhutan|12|1907",
                   "text number date");
    expect_columns("a|b/x|/y|-", "text empty");
}

static void
the_sign_of_a_column_stands_on_its_first_number_or_in_its_header(void)
{
    expect_columns("Item|Cost/Ink|$ 5/Pen|6/All|$ 11", "text currency");
    expect_columns("Item|Share, %/Ink|5/Pen|6", "text percent");
    expect_columns("Item|Cost (\342\202\254)/Ink|5/Pen|6", "text currency");
}

static void
a_comma_means_what_it_means_in_the_column(void)
{
    expect_columns("a|b|c/x|1,234|5,6/y|5.6|1.234", "text number number,");
}

static void
a_few_odd_cells_do_not_change_a_column(void)
{
    expect_columns("a/1/2/3/4/5/6/7/8/9/1O", "number (1 odd)");
    expect_columns("a/1/2/three/four", "text");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define RULE(f) g_test_add_func("/datum/" #f, f)
    RULE(digits_are_grouped_by_threes_or_as_in_india);
    RULE(minus_has_many_signs);
    RULE(money_and_percent_are_told_by_their_signs);
    RULE(marks_of_notes_are_no_part_of_a_number);
    RULE(nothing_has_many_signs_too);
    RULE(about_is_a_number_without_a_value);
    RULE(dates_are_named_or_dashed);
    RULE(a_column_is_what_its_cells_are);
    RULE(the_sign_of_a_column_stands_on_its_first_number_or_in_its_header);
    RULE(a_comma_means_what_it_means_in_the_column);
    RULE(a_few_odd_cells_do_not_change_a_column);
    return g_test_run();
}
