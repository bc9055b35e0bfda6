/* emit/xlsx.c - the tables of a document as an Excel workbook, one sheet a table
 *
 * A sheet is written row by row, then its cells are merged; libxlsxwriter puts
 * the parts into a zip file, with a fixed date. It keeps all cells until then,
 * at some 200 bytes each. Where they are many and none is merged it is told to
 * write each row out at once: it cannot merge then, and holds a file open for
 * each sheet.
 */
#include "emit/xlsx.h"

#include "emit/cellmap.h"
#include "pipeline/model/datum.h"

#include <string.h>
#include <xlsxwriter.h>

G_DEFINE_QUARK(xlsx_error, xlsx_error)

/* Of the file format. Text is counted in UTF-16. */
#define MAX_ROWS 1048576
#define MAX_COLS 16384
#define MAX_TEXT 32767

/* A double keeps so many figures of any number. */
#define MAX_FIGURES 15

/* In widths of a figure. Wider text is wrapped. */
#define MIN_WIDTH 5
#define MAX_WIDTH 60
#define BOLD_WIDTH 1.1

/* 20 MB in libxlsxwriter, and a good part of the files that a process may hold open. */
#define MANY_CELLS 100000
#define MAX_OPEN_SHEETS 100

/* 1980-01-01, where the time of zip files begins. */
#define CREATED 315532800

typedef struct {
    lxw_workbook *book;
    lxw_format *header, *text;
    lxw_format *numbers[2][MAX_FIGURES + 1]; /* by plus sign, decimals; NULL: not needed so far */
    GPtrArray *cut;
} Writer;

typedef struct {
    Writer *writer;
    lxw_worksheet *sheet;
    const char *name;
    const Table *table;
    const Cellmap *map;
    const bool *numeric; /* one a column: its numbers are written as such */
    double *widths;      /* one a column */
} Sheet;

const char *
xlsx_version(void)
{
    return lxw_version();
}

bool
xlsx_fits(const Table *table, GError **error)
{
    guint rows = table->rows, cols = table->cols;

    for (guint i = 0; i < table->cells->len; i++) {
        const Cell *cell = &g_array_index(table->cells, Cell, i);

        rows = MAX(rows, MIN(cell->row, MAX_ROWS) + 1);
        cols = MAX(cols, MIN(cell->col, MAX_COLS) + 1);
    }
    if (rows <= MAX_ROWS && cols <= MAX_COLS)
        return TRUE;
    const bool high = rows > MAX_ROWS;
    g_set_error(error, XLSX_ERROR, XLSX_ERROR_LIMIT,
                "%u %s, a sheet has %u at most: the table is not in the workbook, --to csv has it",
                high ? rows : cols, high ? "rows" : "columns", high ? MAX_ROWS : MAX_COLS);
    return FALSE;
}

/* --- text ---------------------------------------------------------------- */

/* "_x0041_" stands for "A" in a workbook. */
static bool
is_escape(const char *p)
{
    return p[0] == '_' && p[1] == 'x' && g_ascii_isxdigit(p[2]) && g_ascii_isxdigit(p[3]) &&
           g_ascii_isxdigit(p[4]) && g_ascii_isxdigit(p[5]) && p[6] == '_';
}

/* What a cell of a workbook may hold. @whole: (out): FALSE when it was cut. (transfer full) */
static char *
cell_text(const char *text, bool *whole)
{
    g_autofree char *valid = g_utf8_make_valid(text != NULL ? text : "", -1);
    GString *clean = g_string_new(NULL);
    guint units = 0;

    *whole = TRUE;
    for (const char *p = valid; *p != '\0'; p = g_utf8_next_char(p)) {
        const gunichar c = g_utf8_get_char(p);
        const guint more = is_escape(p) ? 7 : c > 0xFFFF ? 2 : 1;

        if (c == 0xFFFE || c == 0xFFFF) /* XML has no such characters */
            continue;
        units += more;
        if (units > MAX_TEXT) {
            *whole = FALSE;
            break;
        }
        if (more == 7)
            g_string_append(clean, "_x005F");
        g_string_append_unichar(clean, c);
    }
    return g_string_free(clean, FALSE);
}

static double
width_of(const char *text)
{
    double width = 0;

    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
        const gunichar c = g_utf8_get_char(p);

        width += g_unichar_iszerowidth(c) ? 0 : g_unichar_iswide(c) ? 2 : 1;
    }
    return width;
}

/* --- numbers ------------------------------------------------------------- */

/* Digits as Excel would show them, without a needless zero before; counts those that are figures
 * of the number. Moves @at behind them. */
static bool
skip_whole(const char **at, guint *figures)
{
    const gsize n = strspn(*at, "0123456789");

    if (n == 0 || (n > 1 && **at == '0'))
        return FALSE;
    *figures = **at == '0' ? 0 : (guint)MIN(n, MAX_FIGURES + 1);
    *at += n;
    return TRUE;
}

/* A number, and how it was printed. */
typedef struct {
    double value;
    guint decimals;
    bool plus;
} Number;

/* Is @text a number that loses nothing when it becomes one, its decimals and its plus kept? */
static bool
read_exact(const char *text, Number *number)
{
    static const char *const minus_signs[] = { "-", "−" };
    const char *at = text + (*text == '+');
    guint figures;

    *number = (Number){ .plus = *text == '+' };
    for (guint i = 0; i < G_N_ELEMENTS(minus_signs) && at == text; i++)
        at += g_str_has_prefix(text, minus_signs[i]) ? strlen(minus_signs[i]) : 0;
    const char *digits = at;
    if (!skip_whole(&at, &figures))
        return FALSE;
    if (*at == '.') {
        const gsize n = strspn(at + 1, "0123456789");

        if (n == 0 || n > MAX_FIGURES)
            return FALSE;
        number->decimals = (guint)n;
        at += n + 1;
    }
    if (*at != '\0' || figures + number->decimals > MAX_FIGURES)
        return FALSE;
    number->value = g_ascii_strtod(digits, NULL);
    if (digits == text)
        return TRUE;
    if (!number->plus)
        number->value = -number->value;
    return number->value != 0; /* Excel has no sign for it */
}

static bool
is_of_numbers(DatumKind kind)
{
    return kind == DATUM_NUMBER || kind == DATUM_PERCENT || kind == DATUM_CURRENCY;
}

/* For each column: are its numbers to be numbers? All or none: a sum that leaves out those that
 * were printed with a comma would be wrong without a sign of it. (transfer full) */
static bool *
numeric_columns(const Table *table, const Cellmap *map)
{
    g_autoptr(GArray) columns = datum_columns(table);
    bool *numeric = g_new0(bool, map->cols + 1);
    Number number;

    for (guint c = 0; c < MIN(map->cols, columns->len); c++)
        numeric[c] = is_of_numbers(g_array_index(columns, DatumColumn, c).kind);
    for (guint i = 0; i < table->cells->len; i++) {
        const Cell *cell = &g_array_index(table->cells, Cell, i);

        if (cell->row < table->header_rows || cell->col >= map->cols || !numeric[cell->col] ||
            cell->text == NULL)
            continue;
        const Datum datum =
            datum_read(cell->text, g_array_index(columns, DatumColumn, cell->col).decimal);
        numeric[cell->col] =
            !is_of_numbers(datum.kind) || !datum.exact || read_exact(cell->text, &number);
    }
    return numeric;
}

/* Shows as many decimals as were printed, "5.20" stays so, and the plus. */
static lxw_format *
number_format(Writer *writer, const Number *number)
{
    lxw_format **format = &writer->numbers[number->plus][number->decimals];

    if (*format == NULL) {
        g_autoptr(GString) digits = g_string_new(number->decimals > 0 ? "0." : "0");

        for (guint i = 0; i < number->decimals; i++)
            g_string_append_c(digits, '0');
        if (number->plus)
            g_string_prepend_c(digits, '+');
        *format = workbook_add_format(writer->book);
        format_set_num_format(*format, digits->str);
        format_set_align(*format, LXW_ALIGN_VERTICAL_TOP);
    }
    return *format;
}

/* --- sheets -------------------------------------------------------------- */

static lxw_error
write_cell(const Sheet *sheet, const Cell *cell)
{
    Writer *writer = sheet->writer;
    const bool header = cell->row < sheet->table->header_rows;
    const lxw_col_t col = (lxw_col_t)cell->col;
    Number number;
    bool whole;

    if (!header && sheet->numeric[cell->col] && cell->text != NULL &&
        read_exact(cell->text, &number))
        return worksheet_write_number(sheet->sheet, cell->row, col, number.value,
                                      number_format(writer, &number));
    g_autofree char *text = cell_text(cell->text, &whole);
    if (!whole)
        g_ptr_array_add(writer->cut,
                        g_strdup_printf("%s: row %u, column %u: the text is longer than the %u "
                                        "characters that a cell of a workbook can have: it is cut",
                                        sheet->name, cell->row + 1, cell->col + 1, MAX_TEXT));
    return worksheet_write_string(sheet->sheet, cell->row, col, text,
                                  header ? writer->header : writer->text);
}

static bool
is_merged(const Cellmap *map, const Cell *cell)
{
    return cellmap_rowspan(map, cell) > 1 || cellmap_colspan(map, cell) > 1;
}

/* Where two merged cells share a place, a workbook is taken for damaged. */
static bool
is_alone(const Cellmap *map, const Cell *cell)
{
    for (guint r = 0; r < cellmap_rowspan(map, cell); r++)
        for (guint c = 0; c < cellmap_colspan(map, cell); c++)
            if (cellmap_owner(map, cell->row + r, cell->col + c) != cell)
                return FALSE;
    return TRUE;
}

static lxw_error
merge_cell(const Sheet *sheet, const Cell *cell)
{
    const Cellmap *map = sheet->map;
    const bool header = cell->row < sheet->table->header_rows;

    return worksheet_merge_range(sheet->sheet, cell->row, (lxw_col_t)cell->col,
                                 cell->row + cellmap_rowspan(map, cell) - 1,
                                 (lxw_col_t)(cell->col + cellmap_colspan(map, cell) - 1), "",
                                 header ? sheet->writer->header : sheet->writer->text);
}

static void
measure(const Sheet *sheet, const Cell *cell)
{
    if (cellmap_colspan(sheet->map, cell) > 1 || cell->text == NULL)
        return;
    g_autofree char *valid = g_utf8_make_valid(cell->text, -1);
    const double width = width_of(valid) * (cell->row < sheet->table->header_rows ? BOLD_WIDTH : 1);
    sheet->widths[cell->col] = MAX(sheet->widths[cell->col], width);
}

/* The cells that are merged, or those that are not. */
static lxw_error
write_cells(const Sheet *sheet, bool merged)
{
    const Cellmap *map = sheet->map;
    lxw_error error = LXW_NO_ERROR;

    for (guint r = 0; r < map->rows; r++)
        for (guint c = 0; c < map->cols && error == LXW_NO_ERROR; c++) {
            const Cell *cell = cellmap_cell(map, r, c);

            if (cell == NULL || is_merged(map, cell) != merged)
                continue;
            measure(sheet, cell);
            if (merged && is_alone(map, cell))
                error = merge_cell(sheet, cell);
            if (error == LXW_NO_ERROR)
                error = write_cell(sheet, cell);
        }
    return error;
}

/* One more for the white at its sides. */
static lxw_error
set_widths(const Sheet *sheet)
{
    lxw_error error = LXW_NO_ERROR;

    for (guint c = 0; c < sheet->map->cols && error == LXW_NO_ERROR; c++)
        error = worksheet_set_column(sheet->sheet, (lxw_col_t)c, (lxw_col_t)c,
                                     CLAMP(sheet->widths[c] + 1, MIN_WIDTH, MAX_WIDTH), NULL);
    return error;
}

static lxw_error
write_sheet(Writer *writer, const Table *table, const char *name)
{
    g_autoptr(Cellmap) map = cellmap_new(table);
    g_autofree bool *numeric = numeric_columns(table, map);
    g_autofree double *widths = g_new0(double, map->cols + 1);
    Sheet sheet = { .writer = writer,
                    .sheet = workbook_add_worksheet(writer->book, name),
                    .name = name,
                    .table = table,
                    .map = map,
                    .numeric = numeric,
                    .widths = widths };

    if (sheet.sheet == NULL)
        return LXW_ERROR_PARAMETER_VALIDATION;
    if (table->header_rows > 0 && table->header_rows < map->rows)
        worksheet_freeze_panes(sheet.sheet, table->header_rows, 0);
    lxw_error error = write_cells(&sheet, FALSE);
    if (error == LXW_NO_ERROR)
        error = write_cells(&sheet, TRUE); /* merging writes the first cell anew */
    return error != LXW_NO_ERROR ? error : set_widths(&sheet);
}

/* --- the workbook -------------------------------------------------------- */

static lxw_format *
text_format(lxw_workbook *book)
{
    lxw_format *format = workbook_add_format(book);

    format_set_text_wrap(format);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    return format;
}

/* Can, and should, each row be written out at once? */
static bool
writes_rows_out(const GPtrArray *tables)
{
    gsize cells = 0;

    for (guint i = 0; i < tables->len; i++) {
        const Table *table = g_ptr_array_index(tables, i);

        if (table_has_spans(table))
            return FALSE;
        cells += table->cells->len;
    }
    return cells > MANY_CELLS && tables->len <= MAX_OPEN_SHEETS;
}

bool
xlsx_write(const GPtrArray *tables, const GPtrArray *names, const char *path, const char *scratch,
           GPtrArray *cut, GError **error)
{
    lxw_workbook_options options = { .constant_memory = writes_rows_out(tables),
                                     .tmpdir = (char *)scratch };
    lxw_doc_properties properties = { .created = CREATED };
    Writer writer = { .book = workbook_new_opt(path, &options), .cut = cut };
    lxw_error code = writer.book == NULL ? LXW_ERROR_MEMORY_MALLOC_FAILED : LXW_NO_ERROR;

    if (writer.book != NULL) {
        workbook_set_properties(writer.book, &properties);
        writer.text = text_format(writer.book);
        writer.header = text_format(writer.book);
        format_set_bold(writer.header);
        for (guint i = 0; i < tables->len && code == LXW_NO_ERROR; i++)
            code = write_sheet(&writer, g_ptr_array_index(tables, i), g_ptr_array_index(names, i));
        const lxw_error closing = workbook_close(writer.book);
        code = code != LXW_NO_ERROR ? code : closing;
    }
    if (code == LXW_NO_ERROR)
        return TRUE;
    g_set_error(error, XLSX_ERROR, XLSX_ERROR_FILE, "cannot write the workbook: %s",
                lxw_strerror(code));
    return FALSE;
}
