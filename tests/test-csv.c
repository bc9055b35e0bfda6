/* tests/test-csv.c - tables as CSV and as tab-separated values */
#include "emit/csv.h"

#include "tests/flow_art.h"

static void
expect(const char *rows, CsvOptions options, const char *want)
{
    g_autofree char *art = g_strconcat("table\n", rows, NULL);
    g_autoptr(Document) document = flow_art_document(art);
    g_autofree char *got = csv_table(flow_element(document->flow, 0)->table, &options);

    g_assert_cmpstr(got, ==, want);
}

static void
fields_are_quoted_as_the_rfc_wants(void)
{
    expect("    a | 1,000\n    say \"x\" | b", CSV_OPTIONS_DEFAULT,
           "a,\"1,000\"\r\n\"say \"\"x\"\"\",b\r\n");
}

static void
a_line_end_in_a_cell_stays_in_quotes(void)
{
    g_autoptr(Table) table = table_new(1, BBOX_EMPTY, TABLE_STREAM);
    const CsvOptions csv = CSV_OPTIONS_DEFAULT, tsv = { .separator = '\t' };
    Cell *cell = table_add_cell(table, 0, 0);

    table->rows = table->cols = 1;
    g_free(cell->text);
    cell->text = g_strdup("a\nb\tc");
    g_autofree char *quoted = csv_table(table, &csv), *flat = csv_table(table, &tsv);
    g_assert_cmpstr(quoted, ==, "\"a\nb\tc\"\r\n");
    g_assert_cmpstr(flat, ==, "a b c\n");
}

static void
every_record_has_all_fields(void)
{
    expect("    a | b | c\n    d", CSV_OPTIONS_DEFAULT, "a,b,c\r\nd,,\r\n");
    expect("    over <2x1> | < | x\n    y <1x2> | 1 | 2\n    ^ | 3 | 4", CSV_OPTIONS_DEFAULT,
           "over,,x\r\ny,1,2\r\n,3,4\r\n");
    expect("    a\n     \n    b", CSV_OPTIONS_DEFAULT, "a\r\n\"\"\r\nb\r\n");
}

static void
a_merged_cell_gives_its_text_once_or_everywhere_or_not_at_all(void)
{
    const char *const rows = "    year <1x2> | sum <2x1> | <\n    ^ | a | b\n    1990 | 7 | 8";

    expect(rows, (CsvOptions){ .separator = ',', .spans = CSV_SPANS_FIRST },
           "year,sum,\r\n,a,b\r\n1990,7,8\r\n");
    expect(rows, (CsvOptions){ .separator = ',', .spans = CSV_SPANS_REPEAT },
           "year,sum,sum\r\nyear,a,b\r\n1990,7,8\r\n");
    expect(rows, (CsvOptions){ .separator = ',', .spans = CSV_SPANS_BLANK },
           ",,\r\n,a,b\r\n1990,7,8\r\n");
}

static void
tabs_part_fields_and_bytes_mark_the_encoding(void)
{
    expect("    a | 1,000", (CsvOptions){ .separator = '\t' }, "a\t1,000\n");
    expect("    a | b", (CsvOptions){ .separator = ',', .bom = true },
           "\xEF\xBB\xBF"
           "a,b\r\n");
}

static void
cells_outside_and_absurd_spans_do_no_harm(void)
{
    g_autoptr(Table) table = table_new(1, BBOX_EMPTY, TABLE_STREAM);
    const CsvOptions csv = CSV_OPTIONS_DEFAULT;

    table->rows = 1;
    table->cols = 2;
    table_add_cell(table, 0, 0)->colspan = G_MAXUINT;
    table_add_cell(table, 0, 1)->rowspan = G_MAXUINT;
    g_autofree char *got = csv_table(table, &csv);
    g_assert_cmpstr(got, ==, ",\r\n");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/csv/quotes", fields_are_quoted_as_the_rfc_wants);
    g_test_add_func("/csv/line-ends", a_line_end_in_a_cell_stays_in_quotes);
    g_test_add_func("/csv/fields", every_record_has_all_fields);
    g_test_add_func("/csv/spans", a_merged_cell_gives_its_text_once_or_everywhere_or_not_at_all);
    g_test_add_func("/csv/tabs", tabs_part_fields_and_bytes_mark_the_encoding);
    g_test_add_func("/csv/absurd", cells_outside_and_absurd_spans_do_no_harm);
    return g_test_run();
}
