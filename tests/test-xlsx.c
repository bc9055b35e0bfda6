/* tests/test-xlsx.c - tables as an Excel workbook, its parts read again with unzip */
#include "emit/xlsx.h"

#include "tests/flow_art.h"

#include <glib/gstdio.h>

typedef struct {
    char *folder, *path;
    GPtrArray *cut;
} Made;

static void
made_clear(Made *made)
{
    g_unlink(made->path);
    g_rmdir(made->folder);
    g_free(made->path);
    g_free(made->folder);
    g_ptr_array_unref(made->cut);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Made, made_clear)

/* The workbook of @tables, called "one", "two", ... */
static Made
make(const GPtrArray *tables)
{
    static const char *const numbers[] = { "one", "two", "three" };
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    g_autoptr(GError) error = NULL;
    Made made = { .folder = g_dir_make_tmp("sheaf-xlsx-XXXXXX", &error),
                  .cut = g_ptr_array_new_with_free_func(g_free) };

    g_assert_no_error(error);
    made.path = g_build_filename(made.folder, "book.xlsx", NULL);
    for (guint i = 0; i < tables->len; i++)
        g_ptr_array_add(names, (char *)numbers[i % G_N_ELEMENTS(numbers)]);
    xlsx_write(tables, names, made.path, made.folder, made.cut, &error);
    g_assert_no_error(error);
    return made;
}

static Made
make_one(Table *table)
{
    g_autoptr(GPtrArray) tables = g_ptr_array_new();

    g_ptr_array_add(tables, table);
    return make(tables);
}

/* "xl/styles.xml", ...: (transfer full) */
static char *
part(const Made *made, const char *name)
{
    const char *const arguments[] = { "unzip", "-p", made->path, name, NULL };
    g_autoptr(GError) error = NULL;
    char *text = NULL;

    g_spawn_sync(NULL, (char **)arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &text, NULL, NULL,
                 &error);
    g_assert_no_error(error);
    return text;
}

/* What GMarkup has come past. */
typedef struct {
    GPtrArray *shared; /* strings; NULL while those are read */
    GString *out;
    GString *text;
    char kind; /* of the cell at hand: 's'hared, 'i'nline, 'n'umber */
} Reading;

static void
begins(GMarkupParseContext *context, const char *element, const char **names, const char **values,
       gpointer data, GError **error)
{
    Reading *reading = data;

    (void)context;
    (void)error;
    if (strcmp(element, "row") == 0 && reading->out->len > 0)
        g_string_append_c(reading->out, '\n');
    if (strcmp(element, "mergeCell") == 0)
        g_string_append_printf(reading->out, "\n%s", values[0]);
    if (strcmp(element, "c") == 0) {
        reading->kind = 'n';
        for (guint i = 0; names[i] != NULL; i++)
            if (strcmp(names[i], "t") == 0)
                reading->kind = *values[i];
        g_string_append_c(reading->out, ' ');
    }
    g_string_truncate(reading->text, 0);
}

static void
ends(GMarkupParseContext *context, const char *element, gpointer data, GError **error)
{
    Reading *reading = data;
    const char *text = reading->text->str;

    (void)context;
    (void)error;
    if (reading->shared != NULL && strcmp(element, "v") == 0 && reading->kind == 's')
        g_string_append_printf(reading->out, "'%s'",
                               (char *)g_ptr_array_index(reading->shared, atoi(text)));
    else if (reading->shared != NULL && strcmp(element, "v") == 0)
        g_string_append(reading->out, text);
    else if (reading->shared != NULL && strcmp(element, "t") == 0)
        g_string_append_printf(reading->out, "'%s'", text);
    else if (reading->shared == NULL && strcmp(element, "t") == 0)
        g_string_append_printf(reading->out, "%s%c", text, 0);
    g_assert_cmpstr(element, !=, "f"); /* a formula */
}

static void
passes(GMarkupParseContext *context, const char *text, gsize n, gpointer data, GError **error)
{
    (void)context;
    (void)error;
    g_string_append_len(((Reading *)data)->text, text, (gssize)n);
}

static void
read_part(const Made *made, const char *name, Reading *reading)
{
    const GMarkupParser parser = { begins, ends, passes, NULL, NULL };
    g_autofree char *xml = part(made, name);
    g_autoptr(GMarkupParseContext) context = g_markup_parse_context_new(&parser, 0, reading, NULL);
    g_autoptr(GError) error = NULL;

    g_markup_parse_context_parse(context, xml, -1, &error);
    g_assert_no_error(error);
}

/* Rows of cells, text in quotes, numbers without; then the ranges that are merged. */
static char *
sheet(const Made *made, guint number)
{
    g_autoptr(GPtrArray) strings = g_ptr_array_new();
    g_autoptr(GString) list = g_string_new(NULL), text = g_string_new(NULL);
    Reading shared = { .out = list, .text = text };
    Reading reading = { .shared = strings, .out = g_string_new(NULL), .text = text };
    g_autofree char *name = g_strdup_printf("xl/worksheets/sheet%u.xml", number);

    read_part(made, "xl/sharedStrings.xml", &shared);
    for (const char *p = list->str; p < list->str + list->len; p += strlen(p) + 1)
        g_ptr_array_add(strings, (char *)p);
    read_part(made, name, &reading);
    return g_string_free(reading.out, FALSE);
}

static void
expect(const char *rows, const char *want)
{
    g_autofree char *art = g_strconcat("header=1 table\n", rows, NULL);
    g_autoptr(Document) document = flow_art_document(art);
    g_auto(Made) made = make_one(flow_element(document->flow, 0)->table);
    g_autofree char *got = sheet(&made, 1);

    g_assert_cmpstr(got, ==, want);
    g_assert_cmpuint(made.cut->len, ==, 0);
}

static void
numbers_are_numbers_where_that_loses_nothing(void)
{
    expect("    a | b | c | d\n"
           "    1 | -2.50 | +3 | 0.1\n"
           "    20 | −4 | n.a. | 123456789012345",
           " 'a' 'b' 'c' 'd'\n 1 -2.5 3 0.1\n 20 -4 'n.a.' 123456789012345");
}

static void
what_a_number_would_lose_stays_text(void)
{
    static const char *const texts[] = { "007",   "1,234", "12 %", "$ 5", "2.5*",
                                         "-0.0",  "(5)",   "5-",   ".5",  "1234567890123456",
                                         "1 234", "1.",    "12e3" };

    for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autofree char *rows = g_strdup_printf("    a\n    %s\n    %s", texts[i], texts[i]);
        g_autofree char *want = g_strdup_printf(" 'a'\n '%s'\n '%s'", texts[i], texts[i]);

        expect(rows, want);
    }
    expect("    a\n    2011-03-04\n    2012-03-04", " 'a'\n '2011-03-04'\n '2012-03-04'");
    expect("    year\n    2010\n    2011", " 'year'\n '2010'\n '2011'");
}

static void
all_numbers_of_a_column_are_numbers_or_none_is(void)
{
    expect("    a | b\n    917 | 1\n    1,027 | 2\n    30 | <3\n    40 | 4",
           " 'a' 'b'\n '917' 1\n '1,027' 2\n '30' '<3'\n '40' 4");
}

static void
decimals_and_plus_are_shown_as_printed(void)
{
    g_autoptr(Document) document = flow_art_document("header=1 table\n    a\n    5.20\n    +3.125");
    g_auto(Made) made = make_one(flow_element(document->flow, 0)->table);
    g_autofree char *styles = part(&made, "xl/styles.xml");
    g_autofree char *rows = part(&made, "xl/worksheets/sheet1.xml");

    g_assert_nonnull(strstr(styles, "formatCode=\"+0.000\""));
    g_assert_nonnull(strstr(rows, "<v>5.2</v>"));
}

static void
text_is_never_a_formula_nor_a_code(void)
{
    expect("    =1+1 | a\n    =SUM(A1) | _x0041_", " '=1+1' 'a'\n '=SUM(A1)' '_x005F_x0041_'");
}

static void
merged_cells_are_merged(void)
{
    expect("    year <1x2> | sum <2x1> | <\n    ^ | a | b\n    x | y | z",
           " 'year' 'sum' \n  'a' 'b'\n 'x' 'y' 'z'\nA1:A2\nB1:C1");
}

static void
cells_that_share_a_place_are_not_merged(void)
{
    g_autoptr(Table) table = table_new(1, BBOX_EMPTY, TABLE_LATTICE);

    table->rows = table->cols = 2;
    Cell *cell = table_add_cell(table, 0, 0);
    cell->colspan = cell->rowspan = 2;
    g_free(cell->text);
    cell->text = g_strdup("wide");
    cell = table_add_cell(table, 1, 0);
    cell->colspan = 2;
    g_auto(Made) made = make_one(table);
    g_autofree char *rows = part(&made, "xl/worksheets/sheet1.xml");
    g_assert_null(strstr(rows, "<mergeCell"));
}

static void
header_rows_are_bold_and_stay_in_sight(void)
{
    g_autoptr(Document) document = flow_art_document("header=2 table\n    a\n    b\n    c");
    g_auto(Made) made = make_one(flow_element(document->flow, 0)->table);
    g_autofree char *rows = part(&made, "xl/worksheets/sheet1.xml");
    g_autofree char *styles = part(&made, "xl/styles.xml");

    g_assert_nonnull(strstr(rows, "ySplit=\"2\" topLeftCell=\"A3\""));
    g_assert_nonnull(strstr(rows, "<c r=\"A2\" s=\"1\""));
    g_assert_nonnull(strstr(rows, "<c r=\"A3\" s=\"2\""));
    g_assert_nonnull(strstr(styles, "<font><b/>"));
}

static void
columns_are_as_wide_as_their_text_but_not_too_wide(void)
{
    g_autofree char *much = g_strnfill(500, 'x');
    g_autofree char *art =
        g_strdup_printf("table\n    a | twenty letters in it | %s | 漢字漢字漢字", much);
    g_autoptr(Document) document = flow_art_document(art);
    g_auto(Made) made = make_one(flow_element(document->flow, 0)->table);
    g_autofree char *rows = part(&made, "xl/worksheets/sheet1.xml");

    g_assert_nonnull(strstr(rows, "<col min=\"1\" max=\"1\" width=\"5.7"));
    g_assert_nonnull(strstr(rows, "<col min=\"2\" max=\"2\" width=\"21.7"));
    g_assert_nonnull(strstr(rows, "<col min=\"3\" max=\"3\" width=\"60.7"));
    g_assert_nonnull(strstr(rows, "<col min=\"4\" max=\"4\" width=\"13.7"));
}

static Table *
column_of(const char *text, guint rows)
{
    Table *table = table_new(1, BBOX_EMPTY, TABLE_STREAM);

    table->rows = rows;
    table->cols = 1;
    for (guint r = 0; r < rows; r++) {
        Cell *cell = table_add_cell(table, r, 0);

        g_free(cell->text);
        cell->text = g_strdup(text);
    }
    return table;
}

static void
text_too_long_for_a_cell_is_cut_and_said(void)
{
    g_autofree char *much = g_strnfill(40000, 'x');
    g_autoptr(Table) table = column_of(much, 1);
    g_auto(Made) made = make_one(table);
    g_autofree char *got = sheet(&made, 1);

    g_assert_cmpuint(strlen(got), ==, 32767 + strlen(" ''"));
    g_assert_cmpuint(made.cut->len, ==, 1);
    g_assert_nonnull(strstr(g_ptr_array_index(made.cut, 0), "one: row 1, column 1"));
}

static void
a_table_too_large_for_a_sheet_is_refused(void)
{
    g_autoptr(Table) table = column_of("x", 1);
    g_autoptr(GError) high = NULL, wide = NULL;

    table->rows = 1048576;
    table->cols = 16384;
    g_assert_true(xlsx_fits(table, NULL));
    table->rows++;
    g_assert_false(xlsx_fits(table, &high));
    g_assert_error(high, XLSX_ERROR, XLSX_ERROR_LIMIT);
    g_assert_true(g_str_has_prefix(high->message, "1048577 rows"));
    table->rows = 1;
    table->cols++;
    g_assert_false(xlsx_fits(table, &wide));
    g_assert_true(g_str_has_prefix(wide->message, "16385 columns"));
}

/* Rows of large tables are written out one by one, and the texts are in them then. */
static void
large_tables_have_the_same_cells(void)
{
    g_autoptr(Table) table = column_of("x<y", 100001);
    g_auto(Made) made = make_one(table);
    g_autofree char *rows = part(&made, "xl/worksheets/sheet1.xml");

    g_assert_nonnull(strstr(rows, "r=\"A100001\""));
    g_assert_nonnull(strstr(rows, "<is><t>x&lt;y</t></is>"));
}

static void
each_table_has_a_sheet(void)
{
    g_autoptr(Table) first = column_of("a", 1), second = column_of("b", 1);
    g_autoptr(GPtrArray) tables = g_ptr_array_new();

    g_ptr_array_add(tables, first);
    g_ptr_array_add(tables, second);
    g_auto(Made) made = make(tables);
    g_autofree char *one = sheet(&made, 1), *two = sheet(&made, 2);
    g_autofree char *book = part(&made, "xl/workbook.xml");
    g_assert_cmpstr(one, ==, " 'a'");
    g_assert_cmpstr(two, ==, " 'b'");
    g_assert_nonnull(strstr(book, "<sheet name=\"one\" sheetId=\"1\""));
    g_assert_nonnull(strstr(book, "<sheet name=\"two\" sheetId=\"2\""));
}

static void
the_same_tables_give_the_same_bytes(void)
{
    g_autoptr(Table) table = column_of("a", 3);
    g_auto(Made) one = make_one(table);
    g_autofree char *before = NULL, *after = NULL;
    gsize n_before, n_after;

    g_setenv("TZ", "Asia/Tokyo", TRUE);
    tzset();
    g_auto(Made) two = make_one(table);
    g_assert_true(g_file_get_contents(one.path, &before, &n_before, NULL));
    g_assert_true(g_file_get_contents(two.path, &after, &n_after, NULL));
    g_assert_cmpmem(before, n_before, after, n_after);
    g_autofree char *core = part(&one, "docProps/core.xml");
    g_assert_nonnull(strstr(core, ">1980-01-01T00:00:00Z<"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define ADD(rule) g_test_add_func("/xlsx/" #rule, rule)
    ADD(numbers_are_numbers_where_that_loses_nothing);
    ADD(what_a_number_would_lose_stays_text);
    ADD(all_numbers_of_a_column_are_numbers_or_none_is);
    ADD(decimals_and_plus_are_shown_as_printed);
    ADD(text_is_never_a_formula_nor_a_code);
    ADD(merged_cells_are_merged);
    ADD(cells_that_share_a_place_are_not_merged);
    ADD(header_rows_are_bold_and_stay_in_sight);
    ADD(columns_are_as_wide_as_their_text_but_not_too_wide);
    ADD(text_too_long_for_a_cell_is_cut_and_said);
    ADD(a_table_too_large_for_a_sheet_is_refused);
    ADD(large_tables_have_the_same_cells);
    ADD(each_table_has_a_sheet);
    ADD(the_same_tables_give_the_same_bytes);
    return g_test_run();
}
