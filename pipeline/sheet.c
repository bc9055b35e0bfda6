/* pipeline/sheet.c - a CSV file read back, and cells that differ between two
 *
 * Rows that are equal part the two tables into stretches of changed ones. In
 * a stretch, rows are paired so that as many cells as can be are equal in
 * their pairs and the order is kept; a pair must share one at least, unless
 * the stretch has as many rows on both sides:
 *
 *     2021  12  40          2021  12  41     paired: one cell differs
 *     2022  13  42          2023  15  50     too many
 *     2023  15  50                           paired: nothing differs
 */
#include "pipeline/sheet.h"

#include "pipeline/diff.h"

#include <stdbool.h>
#include <string.h>

/* Pairs of rows, or of columns, that are weighed against each other in one stretch. Longer ones
 * are another table, and are paired one by one. */
#define MAX_PAIRS 250000

/* Between the fields of a row that is compared as a whole: no text has it. */
#define FIELD_END "\x1f"

#define MAX_QUOTE_CHARS 60

/* One field from *@at, which is left behind its end. (transfer full) */
static char *
read_field(const char **at, char separator)
{
    const char *c = *at;
    GString *field = g_string_new(NULL);

    if (*c == '"') {
        for (c++; *c != '\0' && (*c != '"' || c[1] == '"'); c++) {
            if (*c == '"')
                c++;
            g_string_append_c(field, *c);
        }
        c += *c == '"';
    }
    for (; *c != '\0' && *c != separator && *c != '\n' && *c != '\r'; c++)
        g_string_append_c(field, *c);
    *at = c;
    return g_string_free(field, FALSE);
}

GPtrArray *
sheet_read(const char *text, char separator)
{
    GPtrArray *rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);

    text += g_str_has_prefix(text, "\xEF\xBB\xBF") ? 3 : 0;
    while (*text != '\0') {
        GPtrArray *row = g_ptr_array_new_with_free_func(g_free);

        g_ptr_array_add(row, read_field(&text, separator));
        while (*text == separator) {
            text++;
            g_ptr_array_add(row, read_field(&text, separator));
        }
        text += *text == '\r';
        text += *text == '\n';
        g_ptr_array_add(rows, row);
    }
    return rows;
}

static guint
width(const GPtrArray *rows)
{
    guint widest = 0;

    for (guint i = 0; i < rows->len; i++)
        widest = MAX(widest, ((const GPtrArray *)g_ptr_array_index(rows, i))->len);
    return widest;
}

/* "" past the end of a short row. */
static const char *
field(const GPtrArray *rows, guint row, guint col)
{
    const GPtrArray *fields = g_ptr_array_index(rows, row);

    return col < fields->len ? g_ptr_array_index(fields, col) : "";
}

/* Two tables side by side. */
typedef struct {
    const GPtrArray *a, *b;
    guint n_cols;
    const guint *col_of_b; /* by column of a; G_MAXUINT: it is not there */
    GPtrArray *found;
} Sheets;

static char *
quote(const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    g_autofree char *flat = g_strdelimit(g_strdup(valid), "\r\n\t", ' ');

    if (g_utf8_strlen(flat, -1) <= MAX_QUOTE_CHARS)
        return g_strdup_printf("\"%s\"", flat);
    g_autofree char *start = g_utf8_substring(flat, 0, MAX_QUOTE_CHARS);
    return g_strdup_printf("\"%s ...\"", start);
}

/* " (Vehicles)": what heads the column, so that one need not count; "" where nothing does. */
static char *
column_name(const GPtrArray *rows, guint col)
{
    const char *header = rows->len > 0 ? field(rows, 0, col) : "";

    if (*header == '\0')
        return g_strdup("");
    g_autofree char *quoted = quote(header);
    quoted[strlen(quoted) - 1] = '\0';
    return g_strdup_printf(" (%s)", quoted + 1);
}

static void
compare_rows(Sheets *sheets, guint row_a, guint row_b)
{
    for (guint c = 0; c < sheets->n_cols; c++) {
        if (sheets->col_of_b[c] == G_MAXUINT)
            continue;
        const char *had = field(sheets->a, row_a, c);
        const char *gives = field(sheets->b, row_b, sheets->col_of_b[c]);
        if (strcmp(had, gives) == 0)
            continue;
        g_autofree char *name = column_name(sheets->a, c);
        g_autofree char *left = quote(had);
        g_autofree char *right = quote(gives);
        g_ptr_array_add(sheets->found,
                        g_strdup_printf("row %u, column %u%s: has %s, the PDF gives %s", row_a + 1,
                                        c + 1, row_a > 0 ? name : "", left, right));
    }
}

/* A row as one text, cut by columns that are in both tables. (transfer full) */
static char *
row_key(const GPtrArray *rows, guint row, const guint *cols, guint n_cols, bool of_b)
{
    GString *key = g_string_new(NULL);

    for (guint c = 0; c < n_cols; c++)
        if (cols[c] != G_MAXUINT)
            g_string_append_printf(key, "%s" FIELD_END, field(rows, row, of_b ? cols[c] : c));
    return g_string_free(key, FALSE);
}

static void
tell_row(Sheets *sheets, const GPtrArray *rows, guint row, guint after, bool is_missing)
{
    g_autoptr(GString) cells = g_string_new(NULL);
    const GPtrArray *fields = g_ptr_array_index(rows, row);

    for (guint c = 0; c < fields->len && cells->len < MAX_QUOTE_CHARS * 4; c++)
        g_string_append_printf(cells, "%s%s", c > 0 ? " | " : "",
                               (const char *)g_ptr_array_index(fields, c));
    g_autofree char *quoted = quote(cells->str);
    g_ptr_array_add(sheets->found,
                    is_missing ? g_strdup_printf("after row %u: a row is missing, the PDF gives %s",
                                                 after, quoted)
                               : g_strdup_printf("row %u: %s is not in the PDF", row + 1, quoted));
}

static guint
likeness(const Sheets *sheets, guint row_a, guint row_b)
{
    guint n = 0;

    for (guint c = 0; c < sheets->n_cols; c++) {
        const char *text = field(sheets->a, row_a, c);

        n += *text != '\0' && sheets->col_of_b[c] != G_MAXUINT &&
             strcmp(text, field(sheets->b, row_b, sheets->col_of_b[c])) == 0;
    }
    return n;
}

/* best[i][j]: equal cells when the first i rows of a's stretch are paired with the first j of
 * b's. (transfer full) */
static guint *
weigh(const Sheets *sheets, DiffChange stretch)
{
    const gsize across = (gsize)stretch.n_b + 1;
    guint *best = g_new0(guint, ((gsize)stretch.n_a + 1) * across);

    for (gsize i = 1; i <= stretch.n_a; i++) {
        for (gsize j = 1; j <= stretch.n_b; j++) {
            const guint alike =
                likeness(sheets, stretch.a + (guint)i - 1, stretch.b + (guint)j - 1);
            const guint paired = best[(i - 1) * across + j - 1] + alike;

            best[i * across + j] =
                MAX(paired, MAX(best[(i - 1) * across + j], best[i * across + j - 1]));
        }
    }
    return best;
}

/* One by one, and what one side has more is too much or missing. */
static void
pair_in_order(Sheets *sheets, DiffChange stretch)
{
    const guint both = MIN(stretch.n_a, stretch.n_b);

    for (guint i = 0; i < both; i++)
        compare_rows(sheets, stretch.a + i, stretch.b + i);
    for (guint i = both; i < stretch.n_a; i++)
        tell_row(sheets, sheets->a, stretch.a + i, 0, FALSE);
    for (guint i = both; i < stretch.n_b; i++)
        tell_row(sheets, sheets->b, stretch.b + i, stretch.a + both, TRUE);
}

static void
pair_alike(Sheets *sheets, DiffChange stretch)
{
    const gsize across = (gsize)stretch.n_b + 1;
    g_autofree guint *best = weigh(sheets, stretch);
    g_autofree guint *partner = g_new0(guint, stretch.n_a); /* from 1; 0: none */
    gsize i = stretch.n_a, j = stretch.n_b;

    while (i > 0 && j > 0) {
        const guint here = best[i * across + j];

        if (here == best[(i - 1) * across + j]) {
            i--;
        } else if (here == best[i * across + j - 1]) {
            j--;
        } else {
            partner[i - 1] = (guint)j;
            i--;
            j--;
        }
    }
    guint next = 0;
    for (guint k = 0; k < stretch.n_a; k++) {
        if (partner[k] == 0) {
            tell_row(sheets, sheets->a, stretch.a + k, 0, FALSE);
            continue;
        }
        for (; next + 1 < partner[k]; next++)
            tell_row(sheets, sheets->b, stretch.b + next, stretch.a + k, TRUE);
        compare_rows(sheets, stretch.a + k, stretch.b + next);
        next++;
    }
    for (; next < stretch.n_b; next++)
        tell_row(sheets, sheets->b, stretch.b + next, stretch.a + stretch.n_a, TRUE);
}

static GPtrArray *
headers(const GPtrArray *rows)
{
    GPtrArray *names = g_ptr_array_new();

    for (guint c = 0; rows->len > 0 && c < width(rows); c++)
        g_ptr_array_add(names, (char *)field(rows, 0, c));
    return names;
}

/* Which column of b each one of a is; says which are not in both. (transfer full) */
static guint *
pair_columns(const GPtrArray *a, const GPtrArray *b, GPtrArray *found)
{
    const guint n = width(a);
    guint *cols = g_new(guint, MAX(n, 1));
    g_autoptr(GPtrArray) names_a = headers(a);
    g_autoptr(GPtrArray) names_b = headers(b);
    g_autoptr(GArray) changes = diff_find(names_a, names_b);
    const bool same_width = n == width(b);
    guint next = 0, at = 0;

    for (guint i = 0; i <= changes->len; i++) {
        const DiffChange change = i < changes->len && !same_width
                                      ? g_array_index(changes, DiffChange, i)
                                      : (DiffChange){ .a = n };

        while (next < change.a)
            cols[next++] = at++;
        for (guint k = 0; k < change.n_a; k++) {
            cols[next] = k < change.n_b ? at++ : G_MAXUINT;
            if (cols[next++] == G_MAXUINT) {
                g_autofree char *name = column_name(a, next - 1);
                g_ptr_array_add(found,
                                g_strdup_printf("column %u%s is not in the PDF", next, name));
            }
        }
        for (guint k = change.n_a; k < change.n_b; k++) {
            g_autofree char *name = column_name(b, at++);
            g_ptr_array_add(found,
                            g_strdup_printf("after column %u: a column is missing%s", next, name));
        }
    }
    return cols;
}

GPtrArray *
sheet_compare(const GPtrArray *before, const GPtrArray *after)
{
    GPtrArray *found = g_ptr_array_new_with_free_func(g_free);
    g_autofree guint *cols = pair_columns(before, after, found);
    Sheets sheets = { before, after, width(before), cols, found };
    g_autoptr(GPtrArray) keys_a = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GPtrArray) keys_b = g_ptr_array_new_with_free_func(g_free);

    for (guint i = 0; i < before->len; i++)
        g_ptr_array_add(keys_a, row_key(before, i, cols, sheets.n_cols, FALSE));
    for (guint i = 0; i < after->len; i++)
        g_ptr_array_add(keys_b, row_key(after, i, cols, sheets.n_cols, TRUE));
    g_autoptr(GArray) stretches = diff_find(keys_a, keys_b);
    for (guint i = 0; i < stretches->len; i++) {
        const DiffChange stretch = g_array_index(stretches, DiffChange, i);

        if (stretch.n_a == stretch.n_b ||
            (guint64)stretch.n_a * stretch.n_b * sheets.n_cols > MAX_PAIRS)
            pair_in_order(&sheets, stretch);
        else
            pair_alike(&sheets, stretch);
    }
    return found;
}
