/* detect/join.c - tables that go on over pages
 *
 * Parts belong together when their columns do: the same number of them, with
 * edges at the same shares of the width. Edges found in white move with the
 * words of each page, so they may differ by some points; those of a grid are
 * drawn and hardly differ. Rows at the top of the lower part that say the same
 * as those of the upper one are its header again.
 */
#include "detect/join.h"

#include <math.h>
#include <string.h>

#define MAX_HEADER 8 /* rows: more than this is no header that repeats */

/* Of the table's width, or points for what is narrow: how far an edge may move from part to
 * part. Drawn edges move by the width of a rule, those in white by half a gap between columns. */
#define EDGE_SHARE 0.05
#define EDGE_POINTS 6.0

/* Letters and digits in lower case; "continued" and its short forms say nothing. */
static char *
essence(const char *text)
{
    static const char *const marks[] = { "continued", "contd", "cont",
                                         "concluded", "suite", "fortsetzung" };
    g_autofree char *folded = g_utf8_casefold(text, -1);
    GString *kept = g_string_new(NULL);

    for (const char *p = folded; *p != '\0'; p = g_utf8_next_char(p)) {
        const gunichar c = g_utf8_get_char(p);
        if (g_unichar_isalnum(c))
            g_string_append_unichar(kept, c);
    }
    for (guint i = 0; i < G_N_ELEMENTS(marks); i++)
        if (kept->len > strlen(marks[i]) && g_str_has_suffix(kept->str, marks[i])) {
            g_string_truncate(kept, kept->len - strlen(marks[i]));
            break;
        }
    return g_string_free(kept, FALSE);
}

/* The cells that begin in each row, those with text only: a row is what they say and where. */
static char *
row_text(const Table *table, guint row)
{
    GString *text = g_string_new(NULL);

    for (guint i = 0; i < table->cells->len; i++) {
        const Cell *cell = &g_array_index(table->cells, Cell, i);

        if (cell->row != row || cell->text == NULL || *cell->text == '\0')
            continue;
        g_autofree char *kept = essence(cell->text);
        if (*kept != '\0')
            g_string_append_printf(text, "%u+%u:%s\n", cell->col, cell->colspan, kept);
    }
    return g_string_free(text, FALSE);
}

guint
join_header_rows(const Table *above, const Table *below)
{
    guint n = 0;
    bool any = false;

    /* A table of one row repeated is no header: something must be left below it. */
    for (; n < MAX_HEADER && n < above->rows && n + 1 < below->rows; n++) {
        g_autofree char *a = row_text(above, n);
        g_autofree char *b = row_text(below, n);

        if (strcmp(a, b) != 0)
            break;
        any = any || *a != '\0';
    }
    return any ? n : 0;
}

static bool
same_edges(const Table *above, const Table *below)
{
    if (above->xs->len != above->cols + 1 || below->xs->len != below->cols + 1)
        return true; /* nothing to compare: the number of columns has to do */

    const double *a = (const double *)above->xs->data, *b = (const double *)below->xs->data;
    const double width = a[above->cols] - a[0], other = b[below->cols] - b[0];
    if (!(width > 0) || !(other > 0) || fabs(width - other) > 0.1 * MAX(width, other))
        return false;
    for (guint i = 0; i <= above->cols; i++)
        if (fabs((a[i] - a[0]) - (b[i] - b[0])) > MAX(EDGE_SHARE * width, EDGE_POINTS))
            return false;
    return true;
}

bool
join_continues(const Table *above, const Table *below)
{
    if (above->cols != below->cols || above->cols == 0 || above->page >= below->page)
        return false;
    if (join_header_rows(above, below) > 0)
        return true;
    /* Without a header of its own only a table that goes on looks so. Where one was guessed at
     * in the lower part, it is one only if the upper part has none of that height. */
    return same_edges(above, below) &&
           (below->header_rows == 0 ||
            (above->method == TABLE_LATTICE && below->method == TABLE_LATTICE &&
             below->header_rows == 1 && above->header_rows <= 1));
}

static void
append_cell(Table *joined, const Cell *cell, guint row)
{
    Cell copy = *cell;

    copy.row = row;
    copy.text = g_strdup(cell->text);
    copy.words = cell->words != NULL ? g_array_copy(cell->words) : NULL;
    copy.runs = cell->runs != NULL ? run_array_copy(cell->runs) : NULL;
    g_array_append_val(joined->cells, copy);
}

Table *
join_pair(const Table *above, const Table *below)
{
    const guint skip = join_header_rows(above, below);
    Table *joined = table_copy(above);

    joined->rows = above->rows + below->rows - skip;
    joined->cols = MAX(above->cols, below->cols);
    joined->confidence = MIN(above->confidence, below->confidence);
    for (guint i = 0; i < below->cells->len; i++) {
        const Cell *cell = &g_array_index(below->cells, Cell, i);

        /* A header cell that spans into the first row kept goes with the header. */
        if (cell->row >= skip)
            append_cell(joined, cell, cell->row - skip + above->rows);
    }
    g_array_append_vals(joined->parts, below->parts->data, below->parts->len);
    for (guint i = 0; i < below->warnings->len; i++) {
        const char *warning = g_ptr_array_index(below->warnings, i);

        if (!g_ptr_array_find_with_equal_func(joined->warnings, warning, g_str_equal, NULL))
            g_ptr_array_add(joined->warnings, g_strdup(warning));
    }
    return joined;
}
